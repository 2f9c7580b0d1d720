//! Source texts with byte spans.

use std::ops::Range;
use std::sync::Arc;

use crate::paths::InputPath;

/// The text of one input file.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// Where it lies in the site folder.
    pub path: InputPath,
    /// Its text, decoded, with `\n` line ends and without a byte order mark.
    pub text: String,
}

/// A stretch of bytes of a [`Source`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The text.
    pub source: Arc<Source>,
    /// Byte range within it, on character boundaries.
    pub range: Range<usize>,
}

impl Span {
    /// The stretch `range` of `source`, moved to the nearest character boundaries within the text.
    pub fn new(source: &Arc<Source>, range: Range<usize>) -> Self {
        let start = source.text.floor_char_boundary(range.start);
        let end = source.text.ceil_char_boundary(range.end.max(start));
        Span {
            source: Arc::clone(source),
            range: start..end,
        }
    }

    /// Line and column of the start, both from 1; the column counts characters.
    pub fn line_column(&self) -> (usize, usize) {
        let before = &self.source.text[..self.range.start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
        (line, before[line_start..].chars().count() + 1)
    }
}
