//! Activities.

use serde::Serialize;

/// Facts of an activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActivityFacts {
    /// Type key.
    pub r#type: &'static str,
}

/// Facts of an activity in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActivityRow {
    /// Type key.
    pub r#type: &'static str,
}
