//! The sheet that those who counted votes sign. It holds no room and no name.

use serde::Serialize;

/// What stands on the sheet. Numbers are finished texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CountingView {
    /// Language of the site.
    pub language: &'static str,
    /// Name of the file that was counted.
    pub file: String,
    /// Name of the table in it.
    pub table: String,
    /// Hash of the file, in groups of digits.
    pub hash: String,
    /// Rows that were counted.
    pub rows: String,
    /// All who may vote.
    pub electorate: Measures,
    /// Owners whose ballots came back.
    pub returned: String,
    /// The questions.
    pub questions: Vec<Question>,
}

/// Owners and their area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Measures {
    /// Owners.
    pub heads: String,
    /// Square metres.
    pub area: String,
}

/// The votes on a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// What was asked.
    pub title: Option<String>,
    /// Each opinion with its owners and their area.
    pub votes: Vec<Opinion>,
    /// All of them together.
    pub participants: Measures,
}

/// The votes of one opinion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Opinion {
    /// `yes`, `no`, `abstain` or `invalid`.
    pub opinion: &'static str,
    /// Owners and their area.
    pub measures: Measures,
}
