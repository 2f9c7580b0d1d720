//! Places side by side, for a forum.

use serde::Serialize;

use super::forum::ForumHead;
use super::frame::{Frame, Link};

/// The page of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparisonView {
    /// What stands around it.
    pub frame: Frame,
    /// The forum for which places are compared.
    pub forum: ForumHead,
    /// It stays in the office.
    pub internal: bool,
    /// What is compared.
    pub table: ComparisonTable,
    /// ISO date of the day as of which facts without a period are told.
    pub as_of: String,
    /// Homes of the places, in the order of the columns; empty where they cannot be reached.
    pub homes: Vec<String>,
    /// What is missing, place by place.
    pub gaps: Vec<PlaceGaps>,
    /// The records of counts that are too many to be linked one by one.
    pub lists: Vec<CountedRecords>,
    /// The sheet to print.
    pub poster: Option<String>,
}

/// The figures of all places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparisonTable {
    /// ISO date of the first day.
    pub from: String,
    /// ISO date of the last day.
    pub to: String,
    /// ISO date of the day until which is counted, while the period is not over.
    pub until: Option<String>,
    /// The period is written in the record of the forum; else it follows from the forum before.
    pub written: bool,
    /// The forum with which changes are told.
    pub before: Option<ComparedBefore>,
    /// Names of the places, one a column.
    pub places: Vec<String>,
    /// Their folders below the content.
    pub folders: Vec<String>,
    /// One row for each measure.
    pub rows: Vec<ComparisonRow>,
}

/// The forum before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparedBefore {
    /// Its number.
    pub number: u64,
    /// ISO date of the first day that was compared.
    pub from: String,
    /// ISO date of the last day that was compared.
    pub to: String,
    /// Its comparison if that is published, else the forum.
    pub link: Option<Link>,
}

/// A measure of all places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparisonRow {
    /// `households`, `compounds`, `branches`, `grids`, `units`, `raised`, `solved`, `open`,
    /// `median`, `weeks`, `months`, `revenue`, `score`, `satisfaction`, `works`, `activities`,
    /// `decisions`.
    pub key: &'static str,
    /// It holds as of now and has no period.
    pub present: bool,
    /// One cell for each place.
    pub cells: Vec<ComparisonCell>,
}

/// A figure of a place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ComparisonCell {
    /// `known`, `unknown` (nobody wrote it), or `none` (there was nothing to be measured).
    pub state: &'static str,
    /// The figure as text: `12`, `9/11`, `3.5`, `92.50`, `91.20—95.60`, `90.00%`; empty unless known.
    pub figure: String,
    /// Places below of which nothing is written: the figure is at least this.
    pub silent: usize,
    /// The same for each hundred households, where households are known.
    pub per_100: Option<String>,
    /// Households asked, and those satisfied.
    pub base: Option<(u64, u64)>,
    /// Compounds of which no branch is written.
    pub without: Option<usize>,
    /// The change since the forum before.
    pub change: Option<ComparisonChange>,
    /// The record, if it is one; else where exactly these records are listed on the page.
    pub href: Option<String>,
}

/// A change since the forum before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparisonChange {
    /// `more`, `less`, `same`, or `was` where the two can only be told one after the other.
    pub sign: &'static str,
    /// By how much; for `was`, the figure of the forum before.
    pub by: String,
}

/// What is missing at a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlaceGaps {
    /// Name of the place.
    pub place: String,
    /// Measures of which nothing is written.
    pub unknown: Vec<&'static str>,
    /// Gaps by what they are of.
    pub gaps: Vec<ComparisonGap>,
}

/// Gaps of one sort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparisonGap {
    /// `weeks`, `months`, `revenue`, `branch`, `overdue`, `assessment`, `satisfaction`.
    pub key: &'static str,
    /// How many; 0 for those that are one in themselves.
    pub number: usize,
    /// What is missing, one by one.
    pub items: Vec<MissingItem>,
}

/// Something missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MissingItem {
    /// Name of the place, where it is one below.
    pub place: Option<String>,
    /// Title of an issue or name of a place; empty where days say enough.
    pub title: String,
    /// ISO dates of the first and last day of a week, month or period.
    pub days: Option<(String, String)>,
    /// Where more is told; empty where nothing is.
    pub href: String,
}

/// The records of a count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CountedRecords {
    /// Its anchor.
    pub id: String,
    /// Key of the measure.
    pub key: &'static str,
    /// Name of the place.
    pub place: String,
    /// The records, newest first.
    pub records: Vec<ListedRecord>,
}

/// A record that is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedRecord {
    /// ISO date of the record.
    pub date: String,
    /// Title.
    pub title: String,
    /// Its page; empty where that cannot be reached.
    pub href: String,
}

/// A comparison on the page of a forum or of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparisonLink {
    /// Name of the series.
    pub name: String,
    /// Number of the forum.
    pub number: u64,
    /// The page of the comparison.
    pub href: String,
    /// Names of the places.
    pub places: Vec<String>,
    /// ISO date of the first day.
    pub from: String,
    /// ISO date of the last day.
    pub to: String,
    /// The sheet to print.
    pub poster: Option<String>,
}

/// The sheet of a comparison: a poster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparisonPoster {
    /// The forum.
    pub forum: ForumHead,
    /// It stays in the office.
    pub internal: bool,
    /// The figures, without links.
    pub table: ComparisonTable,
    /// What is missing, place by place, without links.
    pub gaps: Vec<PlaceGaps>,
}
