//! A statement of public revenue on a poster.

use serde::Serialize;

use super::account::AccountFacts;

/// Facts of a statement of public revenue on a poster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatementPoster {
    /// As on its page, without addresses.
    #[serde(flatten)]
    pub facts: AccountFacts,
    /// Every item as a bar.
    pub bars: StatementBars,
    /// The largest seven, five, three, two items of each column, then the largest one, and the others
    /// together, as far as there are more.
    pub brief: Vec<StatementBars>,
}

/// The two columns of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatementBars {
    /// What came in, the largest first.
    pub income: Vec<StatementBar>,
    /// What it cost and what was used, the largest first.
    pub spent: Vec<StatementBar>,
}

/// An item as a bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatementBar {
    /// What; none for several others together.
    pub item: Option<String>,
    /// How many others; 0 for an item.
    pub others: usize,
    /// How much.
    pub amount: String,
    /// How the bar is divided.
    pub parts: Vec<StatementPart>,
}

/// A piece of a bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatementPart {
    /// `income`, `cost` or `use`.
    pub of: &'static str,
    /// How long it is, in percent of the longest bar of both columns, with two decimals.
    pub share: String,
}
