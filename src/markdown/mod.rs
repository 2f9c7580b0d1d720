//! Markdown of a record: what it refers to and what is wrong with it, as HTML for pages, as a tree
//! of blocks for posters, and as a short plain text.
//!
//! Everything here is pure and knows nothing of the model. The four views of one text agree: they
//! share the parser's settings ([`dialect`]), the joining of lines ([`flow`]) and the reading of
//! addresses ([`address`]). None of them panics or recurses on what an author wrote, however deep
//! it nests; [`scan`] names a text that should not be rendered.
//!
//! The dialect is `CommonMark` with tables, footnotes, strikethrough (two tildes) and task lists.
//! It departs from `CommonMark` where the letter of the standard would spoil a Chinese notice:
//!
//! - Raw HTML is text.
//! - A line break between two Han characters is no space.
//! - `**注意：**请` is strong (see [`dialect`]).
//! - One tilde is a tilde: `3~5号楼，7~9号楼` strikes nothing.
//! - A paragraph that a writer indented with spaces or a tab is a paragraph, not code, and one
//!   indented with two ideographic spaces begins anew even without an empty line before it.

mod address;
mod block;
mod code;
mod dialect;
mod escape;
mod excerpt;
mod flow;
mod html;
mod literal;
mod notes;
mod picture;
mod plain;
mod scan;
mod tree;

use std::collections::BTreeMap;

pub use address::{Address, fragment_id};
pub use block::{Block, Inline, Item};
pub use escape::push_escaped;
pub use excerpt::excerpt;
pub use html::to_html;
pub use literal::literal;
pub use plain::plain;
pub use scan::{Fault, FaultKind, Scan, Target, scan};
pub use tree::to_blocks;

/// Where the links and pictures of a text lead, by destination as written (see
/// [`Target::written`]). What is in neither map and has no allowed scheme becomes plain text.
#[derive(Debug, Clone, Copy)]
pub struct Targets<'a> {
    /// From a link as written to an address, percent-encoded.
    pub links: &'a BTreeMap<String, String>,
    /// From a picture as written to the address of the published picture, percent-encoded.
    pub pictures: &'a BTreeMap<String, String>,
}

#[cfg(test)]
mod tests;
