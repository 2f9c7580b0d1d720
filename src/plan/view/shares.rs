//! What a place shares, and for which functions.

use serde::Serialize;

use super::counts::Count;
use super::frame::Frame;
use super::goals::GoalRows;
use super::row::Row;

/// What a place shares, and for which functions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SharesView {
    /// What stands around it.
    pub frame: Frame,
    /// The shares, and the functions, those that there are.
    pub parts: Vec<TaxonomyPart>,
}

/// Shares or functions with the records that name them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TaxonomyPart {
    /// `shares` or `functions`.
    pub key: &'static str,
    /// Kinds of which a record names one, in the order of all counts.
    pub kinds: Vec<&'static str>,
    /// The words with their records.
    pub words: Vec<GoalRows>,
    /// Records of each word, by kind. One that names several words counts for each.
    pub table: Vec<TaxonomyLine>,
    /// Records that name a word, by kind.
    pub with: Vec<Count>,
    /// Records that name none, by kind.
    pub without: Vec<Count>,
    /// All of them, by kind.
    pub all: Vec<Count>,
    /// Those that name none, kind by kind, where they are few enough for the page.
    pub unnamed: Vec<(&'static str, Vec<Row>)>,
}

/// A word in the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TaxonomyLine {
    /// The word.
    pub name: String,
    /// Its records, by kind.
    pub kinds: Vec<Count>,
    /// All of them.
    pub all: Count,
}

/// Shares and functions on the home page of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SharesInShort {
    /// The page of them.
    pub href: String,
    /// `shares` or `functions`, with each word and its records.
    pub parts: Vec<(&'static str, Vec<(String, Count)>)>,
}
