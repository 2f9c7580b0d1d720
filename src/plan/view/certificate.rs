//! The certificate that a poster hung. It names those who hung it, stays in the office, and is no
//! output of a site.

use serde::Serialize;

use crate::paths::InputPath;

/// What stands on a certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CertificateView {
    /// Language of the site.
    pub language: String,
    /// `notice` or `resolution`.
    pub kind: &'static str,
    /// Type of a notice.
    pub r#type: &'static str,
    /// Name of the place.
    pub place: String,
    /// The place is invented.
    pub demo: bool,
    /// The day that `site.yaml` fixes.
    pub pinned_today: Option<String>,
    /// Title of the record.
    pub title: String,
    /// Document number.
    pub document_number: Option<String>,
    /// Poster number.
    pub number: String,
    /// Hashes of what was hung, as on the posters; empty if that is not noted.
    pub hashes: Vec<String>,
    /// Its version, from 2 on.
    pub version: Option<u64>,
    /// Names of the issuing bodies.
    pub issuers: Vec<String>,
    /// ISO date from which it is to hang; not counted.
    pub from: String,
    /// ISO date of the last day; none if it stands for good.
    pub last_day: Option<String>,
    /// Days of the period.
    pub days: Option<i64>,
    /// The period was given in working days: this many.
    pub workdays: Option<u64>,
    /// ISO date on which it was withdrawn or revoked, or on which another record takes its place.
    pub over: Option<String>,
    /// `withdrawn`, `revoked`, `replaced` or `corrected`.
    pub over_why: Option<&'static str>,
    /// It was taken down from all boards.
    pub is_down: bool,
    /// It hung on every board for the whole time, as far as that is over; none without an end.
    pub is_kept: Option<bool>,
    /// Boards.
    pub boards: Vec<Board>,
    /// Photos.
    pub photos: Vec<Photo>,
}

/// A board on which it hung.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Board {
    /// Its name.
    pub name: String,
    /// ISO date.
    pub posted: String,
    /// ISO date.
    pub taken_down: Option<String>,
    /// Who hung it.
    pub by: Option<String>,
    /// Full days between both, neither of which is counted.
    pub days: Option<i64>,
    /// It was hung after the day on which it was to.
    pub is_late: bool,
    /// It was taken down before its time was over.
    pub is_short: bool,
}

/// A photo of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Photo {
    /// Name of the file.
    pub name: String,
    /// Hash of its bytes, in groups of digits, once filled in.
    pub hash: String,
    /// Where it lies.
    #[serde(skip)]
    pub source: InputPath,
}
