//! Works.

use serde::Serialize;

/// Facts of a work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WorkFacts {
    /// State key: `planned`, `underway`, `done`, `accepted`, `dropped`; none if nobody wrote it.
    pub state: Option<&'static str>,
}

/// Facts of a work in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WorkRow {
    /// State key, as on its page.
    pub state: Option<&'static str>,
}
