//! Assessments.

use serde::Serialize;

use super::frame::Link;
use super::record::Objections;
use super::row::Period;

/// Facts of an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AssessmentFacts {
    /// The period: `2025`, `2025-H1`, `2025-Q4`, `2025-10`, or two days (`2025-10-05..2025-11-20`).
    pub period: String,
    /// Its name in words, such as `2025年上半年`.
    pub period_name: String,
    /// By which scheme, as written.
    pub scheme: Option<String>,
    /// What was assessed, in the order written.
    pub criteria: Vec<Criterion>,
    /// Where each place stands: by rank, then as written; those without a total last.
    pub standings: Vec<Standing>,
    /// How many places have a rank.
    pub ranked: usize,
    /// Bands of totals, highest first; empty if there are none.
    pub grades: Vec<Grade>,
    /// The assessment before of the same scheme; on posters without an address.
    pub before: Option<Before>,
    /// Names of those who assessed.
    pub assessors: Vec<String>,
    /// Period of display.
    pub display: Period,
    /// Where to appeal.
    pub objections: Option<Objections>,
}

/// Something that was assessed. Numbers have as many decimals as they need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Criterion {
    /// Its name.
    pub name: String,
    /// Its weight; the weights make 100.
    pub weight: String,
    /// Most points.
    pub max: String,
    /// What is looked at, as written.
    pub note: Option<String>,
}

/// A band of totals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Grade {
    /// Its name.
    pub name: String,
    /// The least total.
    pub from: String,
}

/// The assessment before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Before {
    /// The record.
    pub record: Link,
    /// Its period in words.
    pub period_name: String,
    /// It had other criteria, weights or most points.
    pub differs: bool,
}

/// Where a place stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// The place; on posters without an address.
    pub place: Link,
    /// Rank; none without a total.
    pub rank: Option<usize>,
    /// Another place has the same rank.
    pub tied: bool,
    /// Total of at most 100 with two decimals; none if it was not assessed by every criterion.
    pub total: Option<String>,
    /// The band of its total.
    pub grade: Option<String>,
    /// Points by criterion, in their order; none where it was not assessed.
    pub points: Vec<Option<String>>,
    /// What changed since the assessment before; none if it has no total in one of them.
    pub change: Option<Change>,
    /// How many residents were asked, how many of them were satisfied, and their share in percent
    /// with two decimals.
    pub satisfaction: Option<(u64, u64, Option<String>)>,
    /// Note as written.
    pub note: Option<String>,
}

/// What changed since the assessment before. Numbers have no sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The total went `up` or `down`, or is the `same`.
    pub total: &'static str,
    /// By how much, with two decimals.
    pub points: String,
    /// The place went `up` or `down` in rank, or has the `same`.
    pub rank: &'static str,
    /// By how many ranks.
    pub ranks: u64,
}

/// Facts of an assessment in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AssessmentRow {
    /// The period, as on its page.
    pub period: String,
    /// Its name in words.
    pub period_name: String,
    /// How many places were assessed.
    pub places: usize,
    /// Names of the places of the first rank.
    pub first: Vec<String>,
    /// Their total with two decimals.
    pub total: Option<String>,
    /// Period of display.
    pub display: Period,
}

/// The mark of a place in one assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MarkRow {
    /// The assessment.
    pub record: Link,
    /// Its period in words.
    pub period_name: String,
    /// By which scheme, as written.
    pub scheme: Option<String>,
    /// Total with two decimals; none if the place was not assessed by every criterion.
    pub total: Option<String>,
    /// Rank; none without a total.
    pub rank: Option<usize>,
    /// Another place has the same rank.
    pub tied: bool,
    /// How many places have a rank.
    pub of: usize,
    /// The band of the total.
    pub grade: Option<String>,
    /// What changed since the assessment before.
    pub change: Option<Change>,
}

/// The totals of a scheme over its periods, by place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CourseView {
    /// By which scheme, as written.
    pub scheme: Option<String>,
    /// The place whose assessments they are, if another one than the page's.
    pub place: Option<String>,
    /// The assessments, oldest first; the words are their periods.
    pub periods: Vec<Link>,
    /// How many earlier ones are not shown.
    pub earlier: usize,
    /// The places, by the rank of the last assessment.
    pub rows: Vec<CourseRow>,
}

/// The totals of a place over the periods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CourseRow {
    /// The place.
    pub place: Link,
    /// By period; none where it has no scores.
    pub marks: Vec<Option<CourseMark>>,
}

/// What a place got in a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CourseMark {
    /// Total with two decimals; none if the place was not assessed by every criterion.
    pub total: Option<String>,
    /// Rank; none without a total.
    pub rank: Option<usize>,
}
