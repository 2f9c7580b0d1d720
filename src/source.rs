//! Source texts with byte spans.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::paths::InputPath;

/// The first half of a BLAKE3 hash: enough to tell texts apart that nobody made to collide.
pub type Hash = [u8; 16];

/// The [`Hash`] of some bytes.
pub fn hash(bytes: &[u8]) -> Hash {
    short(&blake3::hash(bytes))
}

/// The first half of a hash.
pub fn short(hash: &blake3::Hash) -> Hash {
    let mut half = Hash::default();
    half.copy_from_slice(&hash.as_bytes()[..16]);
    half
}

/// A hash in hex digits.
pub fn hex(hash: &Hash) -> String {
    let mut text = String::with_capacity(2 * hash.len());
    for byte in hash {
        for half in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
        }
    }
    text
}

/// The text of one input file.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Where it lies in the site folder.
    pub path: InputPath,
    /// Its text, decoded, with `\n` line ends and without a byte order mark.
    pub text: Box<str>,
    /// Hash of the text.
    pub hash: Hash,
}

impl Source {
    /// A text and where it lies.
    pub fn new(path: InputPath, text: impl Into<Box<str>>) -> Self {
        let text = text.into();
        Source {
            path,
            hash: hash(text.as_bytes()),
            text,
        }
    }
}

/// A stretch of a [`Source`] that is read as a text of its own. It is not copied, unless something
/// else is [told](Slice::telling) in its place.
#[derive(Clone, Default)]
pub struct Slice {
    source: Option<Arc<Source>>,
    range: Range<usize>,
    told: Option<Arc<str>>,
}

impl Slice {
    /// The stretch `range` of `source`, which begins and ends between characters.
    pub fn new(source: &Arc<Source>, range: Range<usize>) -> Self {
        Slice {
            source: Some(Arc::clone(source)),
            range,
            told: None,
        }
    }

    /// The same stretch, in whose place this text is read.
    #[must_use]
    pub fn telling(mut self, told: &str) -> Self {
        self.told = Some(told.into());
        self
    }

    /// The same stretch of `source`: for one that was [stored](Slice::store).
    pub fn of(&mut self, source: &Arc<Source>) {
        self.source = Some(Arc::clone(source));
    }

    /// Serialises the range and what is told in its place, for what is kept beside its source.
    pub fn store<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.range, &self.told.as_deref()).serialize(serializer)
    }

    /// Reads what [`store`](Slice::store) wrote; empty until its [source](Slice::of) is there.
    pub fn restore<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (range, told) = <(Range<usize>, Option<String>)>::deserialize(deserializer)?;
        Ok(Slice {
            source: None,
            range,
            told: told.map(Arc::from),
        })
    }
}

impl Deref for Slice {
    type Target = str;

    fn deref(&self) -> &str {
        if let Some(told) = &self.told {
            return told;
        }
        let text = self.source.as_ref().map(|source| &source.text);
        text.and_then(|text| text.get(self.range.clone()))
            .unwrap_or_default()
    }
}

impl From<&str> for Slice {
    fn from(text: &str) -> Self {
        let source = Source::new(InputPath::new(""), text);
        Slice::new(&Arc::new(source), 0..text.len())
    }
}

impl PartialEq for Slice {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Slice {}

impl fmt::Debug for Slice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl Serialize for Slice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
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

    /// A cell of a sheet, in a text that stands for the sheet: its line is the row, counted from 1, its
    /// column the column, counted from 0. Of all cells that one alone is shown; the others before it
    /// are dots.
    pub fn of_cell(path: &InputPath, row: usize, column: usize, shown: &str) -> Self {
        let mut text = "\n".repeat(row.saturating_sub(1));
        text.push_str(&"·".repeat(column));
        let start = text.len();
        text.push_str(if shown.is_empty() { "…" } else { shown });
        let range = start..text.len();
        Span::new(&Arc::new(Source::new(path.clone(), text)), range)
    }

    /// The empty stretch at the end of this one.
    #[must_use]
    pub fn end(&self) -> Span {
        let end = self.range.end;
        Span {
            source: Arc::clone(&self.source),
            range: end..end,
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
