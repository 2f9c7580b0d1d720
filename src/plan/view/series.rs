//! Series: an election or a choice, step by step.

use serde::Serialize;

use super::frame::{Frame, Link};
use super::row::Row;

/// The page of a series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeriesView {
    /// What stands around it; its title is the name of the series.
    pub frame: Frame,
    /// Its steps, in their order.
    pub steps: Vec<SeriesStep>,
    /// What happened, oldest first.
    pub events: Vec<SeriesEvent>,
    /// Somebody looked at a matter of it beforehand.
    pub reviewed: bool,
}

/// A step of a series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeriesStep {
    /// `call`, `recommendation`, `candidates`, `vote`, `result`, `filing`, `handover`.
    pub step: &'static str,
    /// `done`, `unrecorded` (a later step was taken) or `open`.
    pub taken: &'static str,
    /// Result of the last vote, for the step `result`: as in the row of a resolution.
    pub result: Option<&'static str>,
}

/// Something that happened in a series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeriesEvent {
    /// `record` for a record itself, `voting` for the days of its vote, `pre-review` for what was
    /// looked at before.
    pub what: &'static str,
    /// The step of the record, if it is one.
    pub step: Option<&'static str>,
    /// ISO date.
    pub day: String,
    /// ISO date of the last day of a vote.
    pub to: Option<String>,
    /// It is still to come.
    pub coming: bool,
    /// Who looked at it, and what they think.
    pub review: Option<PreReview>,
    /// The record that tells of it.
    pub row: Row,
}

/// Who looked at a matter before it was put to a vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PreReview {
    /// Name of the body.
    pub body: String,
    /// ISO date.
    pub date: String,
    /// Opinion as written.
    pub opinion: Option<String>,
}

/// Where a record stands in its series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeriesPlace {
    /// The series.
    pub series: Link,
    /// Its step, if it is one.
    pub step: Option<&'static str>,
    /// Which of the steps that is, from 1; 0 if it is none.
    pub n: usize,
    /// How many steps there are.
    pub of: usize,
    /// The record before it.
    pub previous: Option<Link>,
    /// The record after it.
    pub next: Option<Link>,
    /// Steps that are still to come.
    pub open: Vec<&'static str>,
}

/// A series in which steps are still to come, on the page of its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeriesRow {
    /// The series.
    pub series: Link,
    /// The step that was taken last.
    pub step: Option<&'static str>,
    /// ISO date of the last record.
    pub day: Option<String>,
    /// Steps that are still to come.
    pub open: Vec<&'static str>,
}
