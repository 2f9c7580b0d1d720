//! A month of a place: its meetings, what they agreed, and what became of that.

use serde::Serialize;

use super::counts::{IssueCounts, Satisfaction, SpanCounts};
use super::frame::{Frame, Link};
use super::record::Outcome;
use super::rhythm::TurnLink;
use super::share::ShareView;
use super::week::Sitting;

/// A month of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MonthView {
    /// What stands around it.
    pub frame: Frame,
    /// The month.
    pub turn: TurnLink,
    /// The type of the meetings that are due in the months of the place; none if they are of several,
    /// or none was ever held.
    pub r#type: Option<&'static str>,
    /// The month before.
    pub previous: Option<TurnLink>,
    /// The month after.
    pub next: Option<TurnLink>,
    /// ISO date of the last day that counts: that of the month, or the day of the site.
    pub until: String,
    /// It is over: what became of an action since stands apart.
    pub is_over: bool,
    /// Its poster, if a meeting speaks for it; relative to the page.
    pub poster: Option<String>,
    /// What there is of it to share.
    pub share: Option<ShareView>,
    /// Its meetings, those that were called off among them.
    pub meetings: Vec<Sitting>,
    /// What earlier months left to be done, oldest first.
    pub carried: Vec<Action>,
    /// What its meetings agreed.
    pub agreed: Vec<Action>,
    /// How many actions there are, and where they stand.
    pub count: ActionCount,
    /// The weeks most of whose days are in the month.
    pub weeks: Vec<MonthWeek>,
    /// Issues of the place by how they stood at the end of the month; none where there was none.
    pub stood: Option<IssueCounts>,
    /// What happened to them in the month.
    pub happened: SpanCounts,
    /// How issues of the place came and went; none while the month has not begun, and at a place
    /// without issues.
    pub issues: Option<MonthIssues>,
    /// How satisfied residents are with what was solved and finished in the month; none where nobody
    /// was asked.
    pub satisfaction: Option<Satisfaction>,
}

/// Something agreed, as it stood at the end of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Action {
    /// What was agreed.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// `overdue`, `open`, `done` or `dropped`.
    pub state: &'static str,
    /// ISO date of the meeting that agreed on it.
    pub agreed: String,
    /// That meeting.
    pub meeting: Option<Link>,
    /// What was reported last by then.
    pub report: Option<Report>,
    /// What was reported last after that.
    pub since: Option<Report>,
}

/// What a meeting reported of an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// `done`, `open` or `dropped`.
    pub state: &'static str,
    /// ISO date of the meeting.
    pub date: String,
    /// Note.
    pub note: Option<String>,
    /// The meeting.
    pub meeting: Option<Link>,
}

/// How many actions there are. Those carried on and those agreed are as many as those that are done,
/// dropped or open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ActionCount {
    /// Left by earlier months.
    pub carried: usize,
    /// Agreed in the month.
    pub agreed: usize,
    /// Done.
    pub done: usize,
    /// Not to be done any more.
    pub dropped: usize,
    /// Still to be done, the overdue ones among them.
    pub open: usize,
    /// Overdue.
    pub overdue: usize,
}

/// A week of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MonthWeek {
    /// The week.
    pub turn: TurnLink,
    /// How many issues its meetings raised.
    pub raised: usize,
}

/// How issues came and went: `before`, `found` and `again` together are as many as `solved`, `aside`
/// and `open`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MonthIssues {
    /// Open when the month began.
    pub before: Vec<IssueLine>,
    /// Found in the month.
    pub found: Vec<IssueLine>,
    /// Closed when it began, and taken up again.
    pub again: Vec<IssueLine>,
    /// Solved.
    pub solved: Vec<IssueLine>,
    /// Declined or found to be a duplicate.
    pub aside: Vec<IssueLine>,
    /// Still open.
    pub open: Vec<IssueLine>,
}

/// An issue in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IssueLine {
    /// The issue.
    pub issue: Link,
    /// Its state at the end of the month.
    pub state: &'static str,
}

/// A place below, as it keeps its rhythm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Below {
    /// The place.
    pub place: Link,
    /// This week.
    pub week: Option<TurnLink>,
    /// How many issues its meetings raised.
    pub raised: usize,
    /// The week before.
    pub last_week: Option<TurnLink>,
    /// This month.
    pub month: Option<TurnLink>,
    /// How many actions are overdue.
    pub overdue: usize,
    /// The list that shows them.
    pub actions: String,
}
