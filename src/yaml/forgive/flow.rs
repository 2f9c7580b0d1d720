//! What stands within brackets, which may go on for several lines.

use super::{Edit, is_blank, is_hidden};

/// Where a scan is within brackets and quotation marks, from line to line.
#[derive(Debug, Default)]
pub(super) struct Flow {
    /// Brackets that are open, as their half-width forms.
    open: Vec<char>,
    /// The mark of a quoted text that is not closed.
    quote: Option<char>,
}

impl Flow {
    /// Whether the next line belongs to what is open.
    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty() || self.quote.is_some()
    }

    /// Scans a stretch of a line that begins at `at` with a bracket or within what is open; `next`
    /// is the line below.
    pub(super) fn scan(
        &mut self,
        at: usize,
        text: &str,
        next: &str,
        is_key: &dyn Fn(&str) -> bool,
        edits: &mut Vec<Edit>,
    ) {
        let mut word = String::new();
        let mut is_escaped = false;
        for (offset, c) in text.char_indices() {
            let range = at + offset..at + offset + c.len_utf8();
            let rest = &text[offset + c.len_utf8()..];
            if let Some(mark) = self.quote {
                if std::mem::take(&mut is_escaped) {
                    continue;
                }
                match c {
                    '\\' if mark == '"' => is_escaped = true,
                    // A doubled mark stands for itself.
                    '\'' if mark == '\'' && rest.starts_with('\'') => is_escaped = true,
                    c if c == mark => self.quote = None,
                    _ => {}
                }
                continue;
            }
            match c {
                '"' | '\'' if word.trim().is_empty() => self.quote = Some(c),
                '#' if word.ends_with(' ') => return,
                '｛' | '{' | '［' | '[' => {
                    let half = if matches!(c, '｛' | '{') { "{" } else { "[" };
                    self.open.extend(half.chars());
                    if !c.is_ascii() {
                        edits.push(Edit::certain(range, half));
                    }
                    word.clear();
                }
                '｝' | '}' | '］' | ']' => {
                    self.open.pop();
                    if !c.is_ascii() {
                        let half = if c == '｝' { "}" } else { "]" };
                        edits.push(Edit::certain(range, half));
                    }
                    word.clear();
                    if self.open.is_empty() {
                        return;
                    }
                }
                ':' | '：' if self.open.last() == Some(&'{') && is_key(word.trim()) => {
                    let blanks = rest.len() - rest.trim_start_matches(odd_blank).len();
                    let ends = rest[blanks..].starts_with([' ', '\n', ',', '}']) || rest.is_empty();
                    let range = range.start..range.end + blanks;
                    if c == '：' || blanks > 0 || !ends {
                        edits.push(Edit::certain(range, if ends { ":" } else { ": " }));
                    }
                    word.clear();
                }
                '，' if self.open.last() == Some(&'[') || key_follows(rest, next, is_key) => {
                    let ends = rest.is_empty() || rest.starts_with(' ');
                    let with = if ends { "," } else { ", " };
                    edits.push(Edit::certain(range, with));
                    word.clear();
                }
                ',' => word.clear(),
                c => word.push(c),
            }
        }
    }

    /// Scans a value that begins with a quotation mark. Returns where its closing mark ends; none
    /// if it goes on in the next line.
    pub(super) fn quoted(&mut self, value: &str) -> Option<usize> {
        let mark = value.chars().next()?;
        let mut is_escaped = false;
        for (at, c) in value.char_indices().skip(1) {
            if std::mem::take(&mut is_escaped) {
                continue;
            }
            let rest = &value[at + c.len_utf8()..];
            match c {
                '\\' if mark == '"' => is_escaped = true,
                '\'' if mark == '\'' && rest.starts_with('\'') => is_escaped = true,
                c if c == mark => return Some(at + 1),
                _ => {}
            }
        }
        self.quote = Some(mark);
        None
    }
}

/// Blanks that YAML takes for letters.
fn odd_blank(c: char) -> bool {
    c != ' ' && c != '\n' && (is_blank(c) || is_hidden(c))
}

fn key_follows(rest: &str, next: &str, is_key: &dyn Fn(&str) -> bool) -> bool {
    let rest = if rest.trim().is_empty() { next } else { rest };
    rest.find([':', '：'])
        .is_some_and(|colon| is_key(rest[..colon].trim()))
}
