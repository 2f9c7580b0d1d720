//! Weeks and months of a place.

use serde::Serialize;

use super::counts::{IssueCounts, SpanCounts};
use super::frame::{Frame, Link};
use super::row::Row;

/// A week or a month as a link, with what became of its meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TurnLink {
    /// `2026-W10` or `2026-03`.
    pub name: String,
    /// ISO date of its first day.
    pub from: String,
    /// ISO date of its last day.
    pub to: String,
    /// `held`, `planned`, `open`, `excused`, `missed`.
    pub kept: &'static str,
    /// Why it was not held.
    pub reason: Option<String>,
    /// Address relative to the page.
    pub href: String,
    /// It is this page.
    pub current: bool,
}

/// The weeks and months of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RhythmView {
    /// What stands around it.
    pub frame: Frame,
    /// Weeks, oldest first.
    pub weeks: Vec<TurnLink>,
    /// Months, oldest first.
    pub months: Vec<TurnLink>,
}

/// A week of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WeekView {
    /// What stands around it.
    pub frame: Frame,
    /// The week.
    pub turn: TurnLink,
    /// The week before.
    pub previous: Option<Link>,
    /// The week after.
    pub next: Option<Link>,
    /// Its meetings.
    pub meetings: Vec<Row>,
    /// Issues that its meetings raised.
    pub raised: Vec<Row>,
    /// The issues of the place, with those of the places below, by how they stood at the end of
    /// the week; none where there was none.
    pub issues: Option<IssueCounts>,
    /// What happened to them in the week.
    pub happened: SpanCounts,
    /// How other issues moved on since the week before.
    pub advances: Vec<Advance>,
}

/// How an issue moved on in a week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Advance {
    /// The issue as it stood at the end of the week before; none if it was found since.
    pub before: Option<&'static str>,
    /// Its state in this week.
    pub now: &'static str,
    /// The issue.
    pub issue: Row,
    /// The meeting of the week before raised it, and this week's did not report it.
    pub is_forgotten: bool,
}

/// A month of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MonthView {
    /// What stands around it.
    pub frame: Frame,
    /// The month.
    pub turn: TurnLink,
    /// The issues of the place, with those of the places below, by how they stood at the end of
    /// the month; none where there was none.
    pub issues: Option<IssueCounts>,
    /// What happened to them in the month.
    pub happened: SpanCounts,
    /// The month before.
    pub previous: Option<Link>,
    /// The month after.
    pub next: Option<Link>,
    /// Its meetings.
    pub meetings: Vec<Row>,
}
