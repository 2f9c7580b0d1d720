//! Search: the page, and what can be found.

use serde::Serialize;

use super::frame::Frame;

/// The page on which everything can be searched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchView {
    /// What stands around it.
    pub frame: Frame,
}

/// What can be found of the records of a place and year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchDataView {
    /// The year.
    pub year: i32,
}
