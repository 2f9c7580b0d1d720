//! What a place decided in a year: the page, and the file to print.

use serde::Serialize;

use super::counts::Count;
use super::frame::{Frame, Link};
use super::list::{Bundle, YearLink};
use super::poster::Sheet;
use super::record::{Relation, ResolutionFacts, Withdrawal};
use super::row::Row;
use crate::markdown::Block;

/// What a place decided in a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegisterView {
    /// What stands around it.
    pub frame: Frame,
    /// The year.
    pub year: i32,
    /// A month of a year that is too long for a page, by its first day.
    pub month: Option<String>,
    /// The months of such a year.
    pub months: Vec<Bundle>,
    /// How many the place decided itself.
    pub total: usize,
    /// The decisions are named and not told: even a month has too many.
    pub is_brief: bool,
    /// The list of resolutions to which it belongs.
    pub list: String,
    /// How many the place decided itself, by how they stand; together these are all.
    pub rulings: Vec<RulingCount>,
    /// What the place decided itself, in order of date; none where months have it.
    pub entries: Vec<Entry>,
    /// The same to print, relative to the page; none in builds without posters, or of nothing.
    pub book: Option<String>,
    /// The places directly below that decided something, or below which that was done, in this year.
    pub below: Vec<RegisterBelow>,
    /// Years with a register, newest first.
    pub years: Vec<YearLink>,
}

/// Resolutions that stand alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RulingCount {
    /// `passed`, `mixed`, `failed`, `no-quorum`, `pending`, `revoked` or `withdrawn`.
    pub ruling: &'static str,
    /// How many there are.
    pub count: Count,
}

/// A place below with its register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegisterBelow {
    /// The place, with the way to its register.
    pub place: Link,
    /// It is invented.
    pub demo: bool,
    /// How many it and the places below it decided in the year.
    pub count: usize,
}

/// A resolution in a register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its number in the register, from 1.
    pub n: usize,
    /// As a row of a list.
    pub row: Row,
    /// `passed`, `mixed`, `failed`, `no-quorum`, `pending`, `revoked` or `withdrawn`.
    pub ruling: &'static str,
    /// Document number.
    pub number: Option<String>,
    /// ISO date from which it is in force.
    pub in_force: Option<String>,
    /// ISO date and reason of its revocation.
    pub revoked: Option<(String, Option<String>)>,
    /// Why and when it was withdrawn.
    pub withdrawn: Option<Withdrawal>,
    /// Records that it corrects or replaces, or that correct or replace it.
    pub relations: Vec<Relation>,
    /// How it was decided; none if it is erased.
    pub facts: Option<ResolutionFacts>,
}

/// The register as a file to print and to keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BookView {
    /// Language of the words: `zh` or `en`.
    pub language: String,
    /// Name of the place.
    pub place: String,
    /// The place is invented.
    pub demo: bool,
    /// The day that `site.yaml` fixes.
    pub pinned_today: Option<String>,
    /// The year.
    pub year: i32,
    /// ISO date of the last resolution.
    pub date: String,
    /// Address of the register on the web as printed, without scheme.
    pub address: Option<String>,
    /// How many there are, by how they stand; together these are all.
    pub rulings: Vec<(&'static str, usize)>,
    /// The resolutions in order of date.
    pub entries: Vec<BookEntry>,
    /// First eight hex digits of the hash of this view without the hash.
    pub hash: String,
    /// The sheet.
    pub sheet: Sheet,
}

/// A resolution in the file to print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BookEntry {
    /// Its number in the register, from 1.
    pub n: usize,
    /// Its title.
    pub title: String,
    /// ISO date.
    pub date: String,
    /// `passed`, `mixed`, `failed`, `no-quorum`, `pending`, `revoked` or `withdrawn`.
    pub ruling: &'static str,
    /// Document number.
    pub number: Option<String>,
    /// Short address as printed, without scheme.
    pub address: Option<String>,
    /// Date and reason, when withdrawn.
    pub withdrawn: Option<(String, String)>,
    /// The text is erased: only title, date and reason stay.
    pub erased: bool,
    /// ISO date and reason of its revocation.
    pub revoked: Option<(String, Option<String>)>,
    /// ISO date from which it is in force.
    pub in_force: Option<String>,
    /// Records that it corrects or replaces, or that correct or replace it: the relation
    /// (`corrects`, `corrected-by`, `replaces`, `replaced-by`), title, document number, ISO date and
    /// reason.
    pub relations: Vec<BookRelation>,
    /// How it was decided; none if it is erased.
    pub decision: Option<BookDecision>,
    /// Its text; empty if it is erased.
    pub body: Vec<Block>,
    /// Titles of the attached files.
    pub attachments: Vec<String>,
}

/// How a resolution was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BookDecision {
    /// `owners-assembly`, `owners-committee`, `residents-meeting`, `joint-meeting`.
    pub decided_by: &'static str,
    /// State key, as in its row.
    pub state: &'static str,
    /// First and last ISO date on which one could object.
    pub period: Option<(String, Option<String>)>,
    /// As on its page.
    #[serde(flatten)]
    pub facts: ResolutionFacts,
}

/// A record that corrects or replaces another, or is corrected or replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BookRelation {
    /// `corrects`, `corrected-by`, `replaces` or `replaced-by`.
    pub relation: &'static str,
    /// Title of the other record.
    pub title: String,
    /// Its document number.
    pub number: Option<String>,
    /// ISO date of the correcting or replacing record.
    pub date: String,
    /// Reason as written.
    pub reason: Option<String>,
}
