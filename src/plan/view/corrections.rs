//! What was corrected, replaced or withdrawn.

use serde::Serialize;

use super::frame::{Frame, Link};

/// The page of corrections of a place and those below.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CorrectionsView {
    /// What stands around it.
    pub frame: Frame,
    /// By year, newest first.
    pub years: Vec<YearOfCorrections>,
}

/// The corrections of a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct YearOfCorrections {
    /// The year.
    pub year: i32,
    /// Newest first.
    pub corrections: Vec<Correction>,
}

/// A correction, a replacement or a withdrawal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// `corrected`, `replaced` or `withdrawn`.
    pub change: &'static str,
    /// ISO date.
    pub date: String,
    /// Kind of the record: `issue`, `resolution`, …
    pub kind: &'static str,
    /// Address of the record, relative to the page.
    pub href: String,
    /// Title of the record; none if it is erased.
    pub title: Option<String>,
    /// Its document number; none if it is erased.
    pub number: Option<String>,
    /// The place below to which it belongs.
    pub place: Option<Link>,
    /// That place is invented, and this one is not.
    pub demo: bool,
    /// The record that corrects or replaces it.
    pub by: Option<Link>,
    /// Why, as written.
    pub reason: Option<String>,
    /// The author marks the correction as one of substance.
    pub material: bool,
}
