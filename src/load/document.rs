//! A Markdown file with its front matter set apart.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::paths::InputPath;
use crate::source::{Source, Span};
use crate::words;

/// A Markdown file.
#[derive(Debug)]
pub struct Document {
    /// The whole text; empty if it cannot be read.
    pub source: Arc<Source>,
    /// Where its parts lie. None if they cannot be told apart, which was reported.
    pub parts: Option<Parts>,
}

/// The two parts of a document, as byte ranges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts {
    /// The YAML between the lines of `---`, or of what an input method made of them.
    pub front: Range<usize>,
    /// The text after it.
    pub body: Range<usize>,
}

impl Document {
    /// Where it lies.
    pub fn path(&self) -> &InputPath {
        &self.source.path
    }

    /// The lines around the front matter that stand for `---` in other characters.
    pub fn odd_fences(&self) -> Vec<Range<usize>> {
        let Some(parts) = &self.parts else {
            return Vec::new();
        };
        let text = &*self.source.text;
        if parts.front.start == 4 && text.get(parts.front.end..parts.body.start) == Some("---\n") {
            return Vec::new();
        }
        let fence = |lines: Range<usize>| {
            let line = plain(text.get(lines.clone())?);
            let at = lines.start + text.get(lines)?.find(line)?;
            (line != "---").then(|| at..at + line.len())
        };
        let closing = parts.front.end..parts.body.start;
        let around = [0..parts.front.start, closing];
        around.into_iter().filter_map(fence).collect()
    }

    /// Sets the front matter of a text apart: for a document that is not on the disk as it is here.
    pub fn of(path: InputPath, text: String) -> Self {
        Document::new(Source::new(path, text), &mut Diagnostics::new())
    }

    /// Sets the front matter of a text apart.
    pub(super) fn new(source: Source, diagnostics: &mut Diagnostics) -> Self {
        let source = Arc::new(source);
        let parts = split(&source, diagnostics);
        Document { source, parts }
    }

    /// A file that is there but has no text that can be read.
    pub(super) fn unreadable(path: InputPath) -> Self {
        Document {
            source: Arc::new(Source::new(path, "")),
            parts: None,
        }
    }
}

/// Whether a line can be nothing but a line of `---`: this, or dashes of another sort, which an input
/// method made of it.
fn is_fence(line: &str) -> bool {
    let plain = plain(line);
    plain == "---" || (is_dashes(plain) && line.starts_with(plain))
}

/// Whether a line is a line of `---` in other characters.
fn is_dashes(plain: &str) -> bool {
    let mut count = 0;
    let all = plain.chars().all(|c| {
        count += 1;
        c == '-' || is_dash(c)
    });
    all && (count > 2 || (count == 2 && plain.contains(is_dash)))
}

/// Dashes that are no hyphen.
fn is_dash(c: char) -> bool {
    matches!(
        c,
        '—' | '－' | '–' | '―' | '‒' | '‐' | '‑' | '−' | '─' | '━' | 'ー'
    )
}

/// A line without blanks and characters without width around it.
fn plain(line: &str) -> &str {
    line.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
    })
}

/// Sets the front matter apart.
fn split(source: &Arc<Source>, diagnostics: &mut Diagnostics) -> Option<Parts> {
    let text = &*source.text;
    let mut start = 0;
    let mut opening = 0..0;
    for line in text.split_inclusive('\n') {
        opening = start..start + line.len();
        start = opening.end;
        if !plain(line).is_empty() {
            break;
        }
    }
    let first = &text[opening.clone()];
    if !is_fence(first) {
        let line = opening.start..opening.start + first.trim_end().len();
        diagnostics.push(
            Diagnostic::error(
                "no-front-matter",
                Span::new(source, line),
                words!(
                    "文件应当以单独一行 `---` 开头",
                    "the file must begin with a line `---`"
                ),
            )
            .help(words!(
                "在开头写：`---`，换行 `标题: …`，换行 `日期: …`，换行 `---`",
                "begin the file with the lines `---`, `title: …`, `date: …`, `---`"
            )),
        );
        return None;
    }
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if is_fence(line) {
            let body = at + line.len()..text.len();
            return Some(Parts {
                front: start..at,
                body,
            });
        }
        at += line.len();
    }
    diagnostics.push(
        Diagnostic::error(
            "unclosed-front-matter",
            Span::new(
                source,
                opening.start..opening.start + first.trim_end().len(),
            ),
            words!(
                "开头的字段没有以 `---` 一行结束",
                "the front matter is not closed by a line `---`"
            ),
        )
        .label(words!("从这里开始", "it begins here"))
        .help(words!(
            "在最后一个字段的下一行写 `---`（三个半角减号）",
            "write `---` on the line after the last key"
        )),
    );
    None
}
