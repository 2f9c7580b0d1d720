//! Assessments.

use serde::Serialize;

use super::row::Period;

/// Facts of an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AssessmentFacts {
    /// The period, as in a statement of revenue.
    pub period: String,
    /// By which scheme, as written.
    pub scheme: Option<String>,
    /// Period of display.
    pub display: Period,
}

/// Facts of an assessment in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AssessmentRow {
    /// The period, as on its page.
    pub period: String,
    /// Period of display.
    pub display: Period,
}
