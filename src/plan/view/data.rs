//! Records of a place and year as data. What is said of each field here is what the schema of the
//! published JSON says of it.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::keyed::{Category, Kind};

pub use super::facts::*;

/// English keys of words that are one of a few, each with its names.
pub(super) fn keys(words: &[(&'static str, &[&str])]) -> Vec<&'static str> {
    words.iter().map(|(key, _)| *key).collect()
}

/// A day, as 2026-03-25.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(extend("format" = "date"))]
pub struct Day(pub String);

/// An amount in yuan, exact to the fen, with two decimals and without separators: 12345.60, -3.05.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(extend("pattern" = "^-?[0-9]+\\.[0-9]{2}$"))]
pub struct Yuan(pub String);

/// A number that is exact to hundredths, with two decimals and without separators: square metres,
/// points, weights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(extend("pattern" = "^-?[0-9]+\\.[0-9]{2}$"))]
pub struct Exact(pub String);

/// An address: in full where the site has one, else relative to this file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(extend("format" = "uri-reference"))]
pub struct Address(pub String);

/// The code of another record on the same site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Code(pub String);

/// Records of a place and the places below in one year. What is not known or was not written is left
/// out: an absent number is not nought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(title = "Records of a site made with gongshi")]
pub struct DataView {
    /// The schema of this file.
    #[serde(rename = "$schema")]
    pub schema: Address,
    /// Name of the site.
    pub site: String,
    /// Name of the place.
    pub place: String,
    /// Folder of the place on the site; empty for the whole site.
    pub folder: String,
    /// The place is invented: nothing in this file is real.
    pub demo: bool,
    /// The year of the dates of the records.
    pub year: i32,
    /// The records, oldest first.
    pub records: Vec<RecordData>,
    /// Files of the places directly below, where all records together are too many for one file:
    /// then only the place's own are in this one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub below: Vec<BelowData>,
}

/// The file of a place below.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BelowData {
    /// Name of the place.
    pub place: String,
    /// Its folder.
    pub folder: String,
    /// How many records it and the places below it have in the year.
    pub records: usize,
    /// Its file.
    pub address: Address,
}

/// A record. Of one whose text was erased only place, kind, date, code and withdrawal are left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RecordData {
    /// Lasting id, the same as in feeds.
    pub id: String,
    /// Code of its short address and of its poster. With the code kept, it stays when a file is
    /// renamed.
    pub code: String,
    /// Its number on posters: a letter for its kind, its date and its code.
    pub reference: String,
    /// Kind.
    #[schemars(extend("enum" = keys(Kind::WORDS)))]
    pub kind: &'static str,
    /// Name of its place.
    pub place: String,
    /// Folder of its place; empty for the place of the whole site.
    pub folder: String,
    /// Its place is invented.
    pub demo: bool,
    /// Date.
    pub date: Day,
    /// When it changed last, by what it says itself: it was published, got on, was corrected or
    /// withdrawn.
    pub updated: Day,
    /// Title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Document number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Where it is on its way from posting to being taken down.
    #[schemars(extend("enum" = ["scheduled", "on-display", "expired", "corrected", "replaced", "withdrawn"]))]
    pub posting: &'static str,
    /// Issuing bodies.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub issuers: Vec<String>,
    /// Category.
    #[schemars(extend("enum" = keys(Category::WORDS)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<&'static str>,
    /// Whom it concerns; left out where it concerns all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub applies_to: Vec<String>,
    /// Telephone for questions, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The beginning of its text. The whole text is on its page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub excerpt: Option<String>,
    /// Its page.
    pub address: Address,
    /// Its short address, as printed on posters.
    pub short_address: Address,
    /// Its version, from 2 on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u64>,
    /// Its withdrawal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<WithdrawnData>,
    /// The record that it corrects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrects: Option<SupersedesData>,
    /// The record whose place it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaces: Option<SupersedesData>,
    /// Records that correct it or take its place, and were not withdrawn themselves.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub superseded_by: Vec<Code>,
    /// Facts of an issue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue: Option<Box<IssueData>>,
    /// Facts of a resolution.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Box<ResolutionData>>,
    /// Facts of a meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting: Option<Box<MeetingData>>,
    /// Facts of a notice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<Box<NoticeData>>,
    /// Facts of a statement of public revenue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<Box<AccountData>>,
    /// Facts of an assessment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessment: Option<Box<AssessmentData>>,
    /// Facts of a work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work: Option<Box<WorkData>>,
    /// Facts of an activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity: Option<Box<ActivityData>>,
}

/// A withdrawal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WithdrawnData {
    /// When.
    pub date: Day,
    /// Why.
    pub reason: String,
    /// Its text was erased.
    pub erased: bool,
}

/// A correction or replacement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SupersedesData {
    /// The earlier record.
    pub code: Code,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// It is one of substance.
    pub material: bool,
}

/// A period of display. It ends with the end of its last day, which is also the last day for
/// objections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PeriodData {
    /// State when the site was built; `standing` has no end.
    #[schemars(extend("enum" = ["scheduled", "current", "ended", "standing", "corrected", "replaced", "withdrawn"]))]
    pub state: &'static str,
    /// Day of posting, which is not counted.
    pub from: Day,
    /// Last day; none when it is standing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<Day>,
    /// Number of days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<i64>,
    /// It was given in this many working days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workdays: Option<i64>,
    /// The rest days of its year are not known: its last day may still be moved.
    pub provisional: bool,
}

/// How satisfied residents are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SatisfactionData {
    /// How many were asked.
    pub asked: u64,
    /// How many of these were satisfied.
    pub satisfied: u64,
}

/// A step of progress.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StepData {
    /// When.
    pub date: Day,
    /// State reached or confirmed.
    pub state: &'static str,
    /// Note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The day to which it was put off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// The meeting that reported it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting: Option<Code>,
    /// The issue that is the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_as: Option<Code>,
}
