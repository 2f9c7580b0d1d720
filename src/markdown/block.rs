//! Markdown as a tree of blocks, for posters: data that a layout of the theme lays out.

#![expect(
    missing_docs,
    reason = "the doc of each block says what its fields are"
)]

use serde::Serialize;

/// A block of a poster's body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Block {
    /// A heading, level 1 to 6.
    Heading { level: u8, content: Vec<Inline> },
    /// A paragraph.
    Paragraph { content: Vec<Inline> },
    /// A list; `start` is the first number of an ordered one.
    List {
        start: Option<u64>,
        items: Vec<Item>,
    },
    /// A quotation.
    Quote { blocks: Vec<Block> },
    /// Preformatted text.
    Code { text: String },
    /// A table; `align` has `left`, `center`, `right` or `none` for each column.
    Table {
        align: Vec<&'static str>,
        head: Vec<Vec<Inline>>,
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A rule.
    Rule,
    /// A picture that stands alone; `index` counts pictures of the body from 0.
    Picture { index: usize, alt: String },
    /// A footnote's text, after everything else.
    Footnote { number: usize, blocks: Vec<Block> },
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// For an item of a task list: whether it is done.
    pub done: Option<bool>,
    /// Its blocks.
    pub blocks: Vec<Block>,
}

/// A stretch of text within a block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Inline {
    /// Plain text; line breaks of the source are joined, without a space between Han characters.
    Text { text: String },
    /// Strong.
    Strong { content: Vec<Inline> },
    /// Emphasis.
    Emphasis { content: Vec<Inline> },
    /// Struck through.
    Strike { content: Vec<Inline> },
    /// Code.
    Code { text: String },
    /// A hard break.
    Break,
    /// The mark of a footnote.
    Note { number: usize },
}
