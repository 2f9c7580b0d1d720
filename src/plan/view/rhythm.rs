//! Weeks and months of a place.

use serde::Serialize;

use super::frame::Frame;
use super::list::Bundle;
use super::month::Action;
use super::week::StripYear;

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
    /// Weeks, by year, the newest year first.
    pub years: Vec<StripYear>,
    /// Type keys of the meetings that weeks ask for.
    pub types: Vec<&'static str>,
    /// The page of a year that stands apart.
    pub year: Option<i32>,
    /// Years that stand apart, newest first, with how many weeks they have.
    pub apart: Vec<Bundle>,
    /// Months, oldest first.
    pub months: Vec<TurnLink>,
    /// How much meetings agreed that is still to be done.
    pub unfinished: usize,
    /// The first of that, what is overdue first; pages of meetings have all.
    pub actions: Vec<Action>,
}
