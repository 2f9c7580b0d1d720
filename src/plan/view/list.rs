//! Lists of records.

use serde::Serialize;

use super::account::Revenue;
use super::activity::Quarter;
use super::assessment::CourseView;
use super::counts::{Count, Satisfaction};
use super::frame::{Frame, Link};
use super::row::Row;
use super::work::WorkCounts;

/// A list of records of one kind at one place and the places below.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListView {
    /// What stands around it.
    pub frame: Frame,
    /// `issue`, `resolution`, `meeting`, `notice`, `account`, `assessment`, `work` or `activity`.
    pub kind: &'static str,
    /// The year of the list; none for the current list and for one of a state.
    pub year: Option<i32>,
    /// A month or a day of a year that is too long for a page: `month` or `day`, and its first day.
    /// The list has the place's own records of it.
    pub part: Option<(&'static str, String)>,
    /// The lists to which a month or a day belongs, that of the year first.
    pub up: Vec<Bundle>,
    /// The state of a list of those of all years that stand alike, as the key of a group.
    pub state: Option<&'static str>,
    /// How many records are on display, open or still to come; on another list, how many it has.
    /// Those that are left to the places below are among them.
    pub total: usize,
    /// The current list: what is on display, open or still to come. Other lists: empty.
    pub current: Vec<Row>,
    /// The current list, where what is current is too long for rows: the others of it, by year or
    /// as links.
    pub more: More,
    /// The current list: the newest others. The list of a state: all of it, newest first.
    pub rows: Vec<Row>,
    /// The list of a year, a month or a day: the records by how they stand, in the order of what
    /// concerns most.
    pub groups: Vec<Group>,
    /// The current list: how many of all records stand alike, with the way to exactly these.
    pub states: Vec<(&'static str, Count)>,
    /// The places directly below with how many records of the list are theirs.
    pub below: Vec<Below>,
    /// The records of the places below are too many to stand here as well.
    pub is_left_below: bool,
    /// The year, month or day before and after this one, of those that have a list.
    pub beside: Option<(Option<Bundle>, Option<Bundle>)>,
    /// On the current list of assessments: the totals of each scheme over its periods.
    pub courses: Vec<CourseView>,
    /// Years with the number of their records and their lists, newest first.
    pub years: Vec<YearLink>,
    /// A list of resolutions: the register of its year, or the newest, relative to the page.
    pub register: Option<String>,
    /// The current list of issues by category, largest first; one without a category is the last.
    pub categories: Vec<CategoryCount>,
    /// The current list of works: how many there are and what they cost.
    pub works: Option<WorkCounts>,
    /// The current list of statements: what they tell together.
    pub revenue: Option<Revenue>,
    /// The current list: how satisfied residents are; none where nobody was asked.
    pub asked: Option<Answers>,
    /// Activities by quarter: those of the year, else of the latest quarters.
    pub quarters: Vec<Quarter>,
}

/// How satisfied residents are with what was solved and finished, with every answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answers {
    /// All of them; too many for a page are told by place and year instead.
    pub all: Satisfaction,
    /// The places directly below, where these are too many.
    pub below: Vec<AnswersOf>,
    /// The place's own by the year under which the record is listed, newest first, where all are
    /// too many.
    pub years: Vec<AnswersOf>,
}

/// A part of the answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnswersOf {
    /// The place, or the year, with the way to its list.
    pub of: Link,
    /// The place is invented.
    pub demo: bool,
    /// Its answers.
    pub answers: Satisfaction,
}

/// What is current and has no row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct More {
    /// All that is current of the place's own, by group and year.
    pub years: Vec<(&'static str, Vec<Bundle>)>,
    /// Links to what has no row.
    pub links: Vec<Link>,
}

/// Records of a year, a month or a day that have a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bundle {
    /// `year`, `month` or `day`.
    pub key: &'static str,
    /// Its first day.
    pub from: String,
    /// How many there are.
    pub count: usize,
    /// Where they are listed, relative to the page.
    pub href: String,
}

/// Records of a year, a month or a day that stand alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Of issues `open`, `solved`, `aside`, or `ahead` of their first day; of resolutions their result or `revoked`; of works their
    /// state or `unknown`; of meetings and activities `coming`, `held`, `cancelled`; of the others
    /// `display`, `ended`, `superseded`. Of all of them `withdrawn`.
    pub key: &'static str,
    /// How many there are.
    pub total: usize,
    /// The records, newest first.
    pub rows: Vec<Row>,
    /// Where they are too many for a page: by month or day.
    pub parts: Vec<Bundle>,
}

/// A place below with the number of its records that would be on the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Below {
    /// The place.
    pub place: Link,
    /// It is invented.
    pub demo: bool,
    /// How many there are, with a way to its own list of them.
    pub count: Count,
    /// Where they stand differently: how many of each group of the year there are.
    pub groups: Vec<(&'static str, Count)>,
}

/// A link to a year's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct YearLink {
    /// The year.
    pub year: i32,
    /// Records in it.
    pub count: usize,
    /// Address relative to the page.
    pub href: String,
    /// It is this page.
    pub current: bool,
}

/// Issues of a category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CategoryCount {
    /// Category key; none for issues without one.
    pub category: Option<&'static str>,
    /// All issues of it.
    pub all: Count,
    /// Those that are open.
    pub open: Count,
}
