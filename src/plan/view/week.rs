//! A week of a place: what its meetings raised, reported and agreed, and the strip of weeks.

use serde::Serialize;

use super::counts::{IssueCounts, SpanCounts};
use super::frame::{Contact, Frame, Link};
use super::record::Outcome;
use super::rhythm::TurnLink;
use super::row::Row;
use super::share::ShareView;

/// A week of a place, told as of the day of its meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WeekView {
    /// What stands around it.
    pub frame: Frame,
    /// The week.
    pub turn: TurnLink,
    /// The page of all weeks.
    pub all: String,
    /// Type keys of the meetings that it asks for or holds.
    pub types: Vec<&'static str>,
    /// Type keys of those that were missed.
    pub missed: Vec<&'static str>,
    /// The bodies that should say why, where one was missed.
    pub answerable: Vec<Answerable>,
    /// Meetings that were put off to another week, with the ISO date of their new day.
    pub put_off: Vec<(Link, String)>,
    /// It is still to come.
    pub coming: bool,
    /// ISO date of the last day that counts.
    pub until: String,
    /// The week before.
    pub previous: Option<TurnLink>,
    /// The week after.
    pub next: Option<TurnLink>,
    /// Its poster, if a meeting speaks for it; relative to the page.
    pub poster: Option<String>,
    /// What there is of it to share.
    pub share: Option<ShareView>,
    /// Its meetings.
    pub meetings: Vec<Sitting>,
    /// Issues that its meetings raised, as they stood then.
    pub raised: Vec<Row>,
    /// Other issues of which something was reported.
    pub moved: Vec<Row>,
    /// Issues that the last week with a meeting raised and of which nothing was reported.
    pub forgotten: Vec<Row>,
    /// Further open issues.
    pub still: Vec<Row>,
    /// How many issues were open, and why not as many as the week before; none while the week is
    /// still to come, or if there is no issue.
    pub ledger: Option<Ledger>,
    /// The issues of the place by how they stood then.
    pub issues: Option<IssueCounts>,
    /// What happened to them since the week before.
    pub happened: Option<SpanCounts>,
    /// The weeks around it.
    pub strip: Strip,
}

/// A body that should say why a meeting was missed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answerable {
    /// Kind key.
    pub kind: &'static str,
    /// Its name; none if the place has no such body.
    pub name: Option<String>,
    /// How to reach it.
    pub contact: Option<Contact>,
}

/// A meeting of a week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sitting {
    /// The meeting.
    pub row: Row,
    /// ISO date on which it was or is to be held.
    pub day: String,
    /// It was held.
    pub held: bool,
    /// Why it was called off.
    pub reason: Option<String>,
    /// Its mechanism.
    pub mechanism: Option<Link>,
    /// The standing bodies.
    pub standing: Vec<Standing>,
    /// How many of them came, and how many there are; none if nothing is written of any.
    pub came: Option<(usize, usize)>,
    /// Of how many of them nothing is written.
    pub unknown: usize,
    /// Bodies invited, with their topic.
    pub invited: Vec<(String, Option<String>)>,
    /// What was agreed.
    pub outcomes: Vec<Outcome>,
}

/// A body at a meeting of a week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// Kind key.
    pub kind: &'static str,
    /// Its name; none if it is not written and the place has no such body.
    pub name: Option<String>,
    /// `present`, `absent` or `unknown`.
    pub came: &'static str,
    /// How many came.
    pub present: Option<u64>,
    /// Why nobody came.
    pub reason: Option<String>,
    /// It is no standing body and came besides.
    pub further: bool,
}

/// What a row tells of an issue in a week. Its state is the one that it had then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct News {
    /// State key at the end of the week before; none if it was found since.
    pub before: Option<&'static str>,
    /// What was reported.
    pub entries: Vec<Entry>,
    /// The meeting that raised it, if it was forgotten.
    pub forgotten: Option<Link>,
    /// The meeting of this very week raised it.
    pub raised: bool,
}

/// Something reported of an issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// ISO date.
    pub date: String,
    /// State key.
    pub state: &'static str,
    /// Note.
    pub note: Option<String>,
    /// ISO date to which it was put off.
    pub until: Option<String>,
}

/// The issues of a place from one week to the next: before + found + reopened − closed = open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ledger {
    /// How many were open at the end of the week before.
    pub before: usize,
    /// Found since.
    pub found: Vec<Link>,
    /// Taken up again since.
    pub reopened: Vec<Link>,
    /// Closed since.
    pub closed: Vec<Link>,
    /// How many are open: those that the page shows.
    pub open: usize,
}

/// Weeks of a place, a row for each month.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Strip {
    /// Months, oldest first.
    pub months: Vec<StripMonth>,
    /// Which marks occur in it, for the key.
    pub marks: Vec<&'static str>,
}

/// A month of a strip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StripMonth {
    /// ISO date of its first day.
    pub month: String,
    /// Its weeks, by their Mondays.
    pub cells: Vec<Cell>,
}

/// A week of a strip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// The week.
    pub turn: TurnLink,
    /// `all` standing bodies came, `some`, `held` if nothing is written of who came, `missed`,
    /// `excused`, `planned`, `open`.
    pub mark: &'static str,
    /// How many of the standing bodies came, and how many there are.
    pub came: Option<(usize, usize)>,
    /// Why it was not held, if that fits into a cell.
    pub reason: Option<String>,
    /// It is the week of the page, or else that of the day.
    pub marked: bool,
}

/// The weeks of a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StripYear {
    /// The year of their Mondays.
    pub year: i32,
    /// How many weeks asked for a meeting.
    pub weeks: usize,
    /// How many became what: pairs of a key (`held`, `excused`, `missed`, `planned`, `open`) and a
    /// count, without those that did not occur. They add up to `weeks`.
    pub kept: Vec<(&'static str, usize)>,
    /// Its weeks.
    pub strip: Strip,
}
