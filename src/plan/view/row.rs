//! One record as a row of a list: what the calendar leaf, the state mark and the duty column show.

use serde::Serialize;

use super::account::AccountRow;
use super::activity::ActivityRow;
use super::assessment::AssessmentRow;
use super::week::News;
use super::work::WorkRow;

/// A record as a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// `issue`, `resolution`, `meeting`, `notice`, `account`, `assessment`, `work` or `activity`.
    pub kind: &'static str,
    /// Title, in pieces where the author wishes a break (usually one piece).
    pub title: Vec<String>,
    /// Address relative to the page.
    pub href: String,
    /// ISO date of the record.
    pub date: String,
    /// The record is of an invented place.
    pub demo: bool,
    /// Category key, if any.
    pub category: Option<&'static str>,
    /// Names of the goals that it serves.
    pub goals: Vec<String>,
    /// Names of the issuing bodies.
    pub issuers: Vec<String>,
    /// Poster, relative to the page; none in builds without posters.
    pub poster: Option<String>,
    /// The record is withdrawn (its other facts still show what it was).
    pub withdrawn: bool,
    /// `scheduled`, `on-display`, `expired`, `corrected`, `replaced` or `withdrawn`.
    pub posting: &'static str,
    /// Name of the record's place, where that is another one than the page's.
    pub place: Option<String>,
    /// What a page of a week tells of it, whose facts are then those of that week.
    pub news: Option<News>,
    /// Facts of an issue.
    pub issue: Option<IssueRow>,
    /// Facts of a resolution.
    pub resolution: Option<ResolutionRow>,
    /// Facts of a meeting.
    pub meeting: Option<MeetingRow>,
    /// Facts of a notice.
    pub notice: Option<NoticeRow>,
    /// Facts of a statement of public revenue.
    pub account: Option<AccountRow>,
    /// Facts of an assessment.
    pub assessment: Option<AssessmentRow>,
    /// Facts of a work.
    pub work: Option<WorkRow>,
    /// Facts of an activity.
    pub activity: Option<ActivityRow>,
}

/// Facts of an issue in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IssueRow {
    /// State key: `found`, `discussed`, `handling`, `solved`, `deferred`, `referred`, `declined`,
    /// `duplicate`, `reopened`.
    pub state: &'static str,
    /// ISO date of the present state.
    pub since: String,
    /// How many of the four steps are reached (1 to 4).
    pub reached: u8,
    /// Solved, declined or a duplicate.
    pub closed: bool,
    /// ISO date by which it should be done.
    pub due: Option<String>,
    /// Not closed and past its due date.
    pub overdue: bool,
    /// Names of the responsible bodies.
    pub responsible: Vec<String>,
    /// Where, as written.
    pub spot: Option<String>,
    /// How many households it concerns.
    pub households: Option<u64>,
}

/// Facts of a resolution in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ResolutionRow {
    /// `passed`, `failed`, `no-quorum`, `mixed` for several questions with different results, or
    /// `pending` before the votes are counted.
    pub result: &'static str,
    /// `noticed`, `voting`, `counted`, `objection`, `in-effect`, `revoked`, `implemented`.
    pub state: &'static str,
    /// `owners-assembly`, `owners-committee`, `residents-meeting`, `joint-meeting`.
    pub decided_by: &'static str,
    /// Number of owners (or members) who agreed, and their share of those who took part in
    /// percent with two decimals. None in an election, where each candidate has votes of their own.
    pub agree: Option<(String, String)>,
    /// Publicity period, if it has one.
    pub period: Option<Period>,
}

/// Facts of a meeting in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeetingRow {
    /// `weekly-office`, `joint-monthly`, `consultation`, `owners-assembly`, `residents-meeting`,
    /// `committee`, `forum`.
    pub r#type: &'static str,
    /// `planned`, `called`, `held`, `published`, `cancelled`, `postponed`.
    pub state: &'static str,
    /// ISO date to which it was put off, when that is its state.
    pub until: Option<String>,
    /// It is still to come.
    pub upcoming: bool,
    /// Time as written.
    pub time: Option<String>,
    /// Venue as written.
    pub venue: Option<String>,
    /// Number of issues raised.
    pub raises: usize,
    /// Number of outcomes.
    pub outcomes: usize,
}

/// Facts of a notice in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoticeRow {
    /// `disclosure`, `announcement`, `circular`, `notification`, `reminder`, `bulletin`.
    pub r#type: &'static str,
    /// Period of display, if it has one.
    pub period: Option<Period>,
    /// Telephone for objections, else of the contact.
    pub phone: Option<String>,
    /// Its digits for a `tel:` link.
    pub tel: Option<String>,
}

/// A period of display.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Period {
    /// `scheduled`, `current`, `ended` or `standing` (no end), unless something became of the
    /// record: `corrected`, `replaced` or `withdrawn`.
    pub state: &'static str,
    /// ISO date of posting; it is not counted.
    pub from: String,
    /// ISO date of the last day, which ends at 24:00; none when standing.
    pub last_day: Option<String>,
    /// ISO date of the day after the last day: when the sheet is taken down.
    pub take_down: Option<String>,
    /// Number of days as given, else from the day after `from` to the last day.
    pub days: Option<i64>,
    /// The period was given in working days: this many.
    pub workdays: Option<i64>,
    /// ISO date of the last day as counted, if that was a rest day and the end was moved.
    pub moved_from: Option<String>,
    /// The last day was counted by weekends only, as the rest days of its year are not known.
    pub provisional: bool,
    /// ISO date by which a standing notice is looked at again.
    pub review_by: Option<String>,
}
