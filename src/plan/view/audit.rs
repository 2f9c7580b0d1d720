//! The audit of waivers, for a sheet that stays in the office.

use serde::Serialize;

/// The waivers of a site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuditView {
    /// Name of the site.
    pub site: String,
    /// Language of the site.
    pub language: &'static str,
    /// One for each waiver, by place, record and position.
    pub rows: Vec<AuditRow>,
}

/// One waiver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuditRow {
    /// Name of the place.
    pub place: String,
    /// Title of the record.
    pub record: String,
    /// Its file.
    pub path: String,
    /// What is printed, in the language of the site.
    pub what: &'static str,
    /// The law or consent.
    pub basis: String,
    /// Where the consent is kept.
    pub consent: Option<String>,
    /// Last day.
    pub until: String,
    /// That day is over.
    pub expired: bool,
}
