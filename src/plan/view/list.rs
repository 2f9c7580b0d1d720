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
    /// The year of the list; none for the current list.
    pub year: Option<i32>,
    /// How many records are on display, open or still to come; on a year's list, how many the year
    /// has. Those that are left to the places below are among them.
    pub total: usize,
    /// The current list: what is on display, open or still to come. A year's list: empty.
    pub current: Vec<Row>,
    /// The current list: the newest others. A year's list: all of the year, newest first; none
    /// where they are in groups.
    pub rows: Vec<Row>,
    /// A year's list of issues or works by how they stand, each group newest first.
    pub groups: Vec<Group>,
    /// The places directly below, where their records are too many to stand here as well; else
    /// empty.
    pub below: Vec<Below>,
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

/// Issues or works of a year that stand alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Of issues `open`, `solved`, `aside`, `withdrawn`; of works their state, `unknown` or
    /// `withdrawn`.
    pub key: &'static str,
    /// The records, newest first.
    pub rows: Vec<Row>,
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
    /// Of the issues of a year: how many of them are solved.
    pub solved: Option<Count>,
    /// Of the issues of a year: how many of them were declined or are duplicates.
    pub aside: Option<Count>,
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
    /// Of issues: how many of them are solved.
    pub solved: Option<Count>,
    /// Of issues: how many of them were declined or are duplicates.
    pub aside: Option<Count>,
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
