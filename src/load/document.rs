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
    /// The YAML between the lines of `---`.
    pub front: Range<usize>,
    /// The text after it.
    pub body: Range<usize>,
}

impl Document {
    /// Where it lies.
    pub fn path(&self) -> &InputPath {
        &self.source.path
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

/// The first line that is nothing but dashes of some sort.
fn dashes(text: &str, start: usize) -> Option<Range<usize>> {
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let plain = line.trim();
        if !plain.is_empty() && plain.chars().all(|c| "—－–-―".contains(c)) {
            return Some(at..at + line.trim_end().len());
        }
        at += line.len();
    }
    None
}

/// Sets the front matter apart.
fn split(source: &Arc<Source>, diagnostics: &mut Diagnostics) -> Option<Parts> {
    let text = &source.text;
    let first = text.lines().next().unwrap_or_default();
    if first.trim_end() != "---" {
        let dashes = first.trim().starts_with(['—', '－', '–', '-']);
        let mut found = Diagnostic::error(
            "no-front-matter",
            Span::new(source, 0..first.len()),
            words!(
                "文件应当以单独一行 `---` 开头",
                "the file must begin with a line `---`"
            ),
        );
        found = if dashes {
            found.help(words!(
                "输入法把 --- 变成了别的符号：改成三个半角减号",
                "an input method changed the line: write three plain hyphens"
            ))
        } else {
            found.help(words!(
                "在开头写：`---`，换行 `标题: …`，换行 `日期: …`，换行 `---`",
                "begin the file with the lines `---`, `title: …`, `date: …`, `---`"
            ))
        };
        diagnostics.push(found);
        return None;
    }
    let start = text.find('\n').map_or(text.len(), |end| end + 1);
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            let body = at + line.len()..text.len();
            return Some(Parts {
                front: start..at,
                body,
            });
        }
        at += line.len();
    }
    if let Some(range) = dashes(text, start) {
        diagnostics.push(
            Diagnostic::error(
                "unclosed-front-matter",
                Span::new(source, range),
                words!(
                    "这一行应当是三个半角减号 `---`",
                    "this line should be three hyphens, `---`"
                ),
            )
            .help(words!(
                "输入法把 --- 变成了别的符号：改成三个半角减号",
                "an input method changed the line: write three plain hyphens"
            )),
        );
        return None;
    }
    diagnostics.push(
        Diagnostic::error(
            "unclosed-front-matter",
            Span::new(source, 0..3),
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
