//! The poster of a record or of a place. A layout of the theme gets it as `/data.json`.

use std::sync::Arc;

use serde::Serialize;

use super::activity::ActivityFacts;
use super::assessment::AssessmentFacts;
use super::comparison::ComparisonPoster;
use super::record::{Attendance, IssueFacts, Objections, ResolutionFacts};
use super::row::Period;
use super::series::PreReview;
use super::statement::StatementPoster;
use super::work::WorkFacts;
use crate::markdown::Block;

/// The sheet on which a poster is laid out. Layouts get it as `/paper.json`; it is no part of the
/// content, so a poster has the same hash on any paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// Width in millimetres.
    pub width: u16,
    /// Height in millimetres.
    pub height: u16,
    /// Without large filled areas.
    pub economy: bool,
    /// `board` for large type, `official` for the layout of official documents.
    pub style: &'static str,
    /// `print` for paper that hangs, `card` for a picture that is shared: no lines to fill in, no
    /// place for a seal.
    pub r#use: &'static str,
}

/// The poster of a record, or the chart of the grids of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PosterView {
    /// Language of the words: `zh` or `en`.
    pub language: String,
    /// `issue`, `resolution`, `meeting`, `notice`, `account`, `assessment`, `work`, `activity`; `grids` for the chart of a
    /// place, `comparison` for the sheet of a forum.
    pub kind: &'static str,
    /// Type of a notice or meeting; empty for other kinds.
    pub r#type: &'static str,
    /// Name of the place.
    pub place: String,
    /// Buildings, places or words to which it applies; empty means all.
    pub scope: Vec<String>,
    /// The place is invented.
    pub demo: bool,
    /// The day that `site.yaml` fixes.
    pub pinned_today: Option<String>,
    /// Title, in pieces where the author wishes a break.
    pub title: Vec<String>,
    /// Words in the title that must not be broken: names of places, bodies and buildings.
    pub unbroken: Vec<String>,
    /// Document number.
    pub document_number: Option<String>,
    /// Sentence under the headline.
    pub lead: Option<String>,
    /// Reminder, notification or circular whose lead is a day and its hours: these.
    pub day_hours: Option<DayHours>,
    /// Points; when there are any, the body is not printed.
    pub points: Vec<String>,
    /// Notice of a vote: its questions, as they will be on the ballot.
    pub questions: Vec<String>,
    /// Who looked at it before it was put to a vote.
    pub pre_review: Option<PreReview>,
    /// The body; empty when there is a lead or are points.
    pub body: Vec<Block>,
    /// Most sheets that the body may take.
    pub sheets: u32,
    /// Titles of the attached files.
    pub attachments: Vec<String>,
    /// Names of the issuing bodies.
    pub issuers: Vec<String>,
    /// All issuers are organs of party or state: only theirs may have a red head.
    pub issuer_is_government: bool,
    /// ISO date of the record; also the date of the document. Of a chart the day as of which it
    /// holds; empty if nobody wrote that.
    pub date: String,
    /// Telephone to print large.
    pub phone: Option<String>,
    /// Office hours.
    pub hours: Option<String>,
    /// Where to go.
    pub office: Option<String>,
    /// Where to object, if one can.
    pub objections: Option<Objections>,
    /// Period of display.
    pub period: Option<Period>,
    /// ISO date on which the sheet is taken down.
    pub take_down: Option<String>,
    /// Text of the QR code: the full short address.
    pub qr: Option<String>,
    /// The short address as printed, without scheme.
    pub short_address: Option<String>,
    /// Poster number: kind letter, date, code.
    pub number: String,
    /// First eight hex digits of the hash of this view without the hash.
    pub hash: String,
    /// Date and reason, when withdrawn.
    pub withdrawn: Option<(String, String)>,
    /// Title and number of the record that this one corrects or replaces, after the word
    /// `corrects` or `replaces`.
    pub supersedes: Option<(&'static str, String, Option<String>)>,
    /// The record that corrects or replaces this one.
    pub superseded: Option<Superseded>,
    /// A meeting that was `cancelled` or `postponed`, a resolution that was `revoked`: the state,
    /// an ISO date (for a postponed meeting the new day) and the reason.
    pub off: Option<(&'static str, String, Option<String>)>,
    /// Its version, from 2 on.
    pub version: Option<u64>,
    /// Facts of an issue.
    pub issue: Option<IssuePoster>,
    /// Facts of a resolution.
    pub resolution: Option<ResolutionPoster>,
    /// Facts of a meeting.
    pub meeting: Option<MeetingPoster>,
    /// Facts of a statement of public revenue.
    pub account: Option<StatementPoster>,
    /// Facts of an assessment.
    pub assessment: Option<AssessmentFacts>,
    /// Facts of a work.
    pub work: Option<WorkFacts>,
    /// Facts of an activity.
    pub activity: Option<ActivityFacts>,
    /// The chart of the grids of a place, which is a poster of no record.
    pub grids: Option<GridsPoster>,
    /// Places side by side, for a forum.
    pub comparison: Option<ComparisonPoster>,
    /// The sheet; none only while the hash of the content is made.
    pub sheet: Option<Sheet>,
    /// Name of the picture of the QR code; empty without one, and while the hash is made.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub qr_picture: String,
    /// Pictures: `/picture-1`, `/picture-2` … in this order. The bytes are filled in by the
    /// pipeline; layouts see the names.
    pub pictures: Vec<PosterPicture>,
}

/// A day and the hours in which something is closed or takes place, in words of the lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DayHours {
    /// The day as written, without its weekday.
    pub day: String,
    /// The weekday as written.
    pub weekday: Option<String>,
    /// The hours as written.
    pub hours: String,
    /// Minute of the day from which.
    pub from: u16,
    /// Minute of the day to which.
    pub to: u16,
    /// What is closed, if the lead or the title says so in a usual word.
    pub what: Option<String>,
}

/// What corrects or replaces a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Superseded {
    /// `corrected-by` or `replaced-by`.
    pub relation: &'static str,
    /// Title of the other record.
    pub title: String,
    /// Its document number.
    pub number: Option<String>,
    /// Its ISO date.
    pub date: String,
    /// Its short address as printed, without scheme.
    pub address: Option<String>,
}

/// A picture of a poster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PosterPicture {
    /// Virtual name in the layout: `/picture-1.jpg`.
    pub name: String,
    /// What it shows: `before`, `after`, or empty for a picture of the body.
    pub role: &'static str,
    /// Words for those who cannot see it.
    pub alt: String,
    /// Path of the source picture.
    #[serde(skip)]
    pub source: crate::paths::InputPath,
    /// The encoded picture, once filled in.
    #[serde(skip)]
    pub bytes: Arc<[u8]>,
}

/// Facts of an issue on a poster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IssuePoster {
    /// As on its page.
    #[serde(flatten)]
    pub facts: IssueFacts,
    /// State key.
    pub state: &'static str,
    /// ISO date by which it should be done.
    pub due: Option<String>,
    /// Past its due date and not closed.
    pub overdue: bool,
}

/// Facts of a resolution on a poster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ResolutionPoster {
    /// As on its page.
    #[serde(flatten)]
    pub facts: ResolutionFacts,
    /// `passed`, `failed`, `no-quorum`, `mixed`, `pending`.
    pub result: &'static str,
    /// State key, as in its row.
    pub state: &'static str,
    /// `owners-assembly`, `owners-committee`, `residents-meeting`, `joint-meeting`.
    pub decided_by: &'static str,
}

/// Facts of a meeting on a poster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeetingPoster {
    /// The week whose poster it is; none if it is that of its meeting alone.
    pub week: Option<PosterSpan>,
    /// The month whose poster it is; none if it is that of its meeting alone.
    pub month: Option<PosterSpan>,
    /// ISO date of the day on which it was held or is to be held.
    pub day: String,
    /// It was held: the poster tells what came of it, not what is to come.
    pub held: bool,
    /// Time as written.
    pub time: Option<String>,
    /// Venue as written.
    pub venue: Option<String>,
    /// Bodies at the meeting; where it was held for a mechanism, every standing body of that.
    pub attendance: Vec<Attendance>,
    /// Invited bodies with their topic.
    pub invited: Vec<(String, Option<String>)>,
    /// Issues raised.
    pub raises: Vec<RaisedIssue>,
    /// Issues reported; on the poster of a week, all that were open in it.
    pub reviews: Vec<ReportedIssue>,
    /// What was agreed.
    pub outcomes: Vec<AgreedAction>,
    /// On the poster of a month: what earlier meetings agreed and was not done at the last one.
    pub carried: Vec<CarriedAction>,
}

/// A week or month whose poster a sheet is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PosterSpan {
    /// `2026-W10` or `2026-03`.
    pub name: String,
    /// ISO date of its first day.
    pub from: String,
    /// ISO date of its last day.
    pub to: String,
}

/// How an issue moved on, as of the day of the meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportedIssue {
    /// Title.
    pub title: String,
    /// State key.
    pub state: &'static str,
    /// What was said of it.
    pub note: Option<String>,
    /// Something was reported of it since the week before, or it was found since.
    pub moved: bool,
    /// The meeting before raised it, and this one did not report it.
    pub forgotten: bool,
    /// Past its due date and not closed.
    pub overdue: bool,
}

/// The chart of the grids of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GridsPoster {
    /// The grids, in the order written.
    pub grids: Vec<GridSection>,
    /// Buildings in no grid.
    pub outside: Vec<String>,
}

/// A grid on a chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GridSection {
    /// Name.
    pub name: String,
    /// Office telephone of the grid worker.
    pub phone: Option<String>,
    /// Its buildings in the order of the place, each with its unit grid if that is known.
    pub buildings: Vec<(String, Option<String>)>,
}

/// An issue raised at a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RaisedIssue {
    /// Title.
    pub title: String,
    /// Who must act.
    pub responsible: Vec<Doer>,
    /// ISO date by which.
    pub due: Option<String>,
}

/// Something agreed at a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AgreedAction {
    /// What.
    pub text: String,
    /// Who does it.
    pub responsible: Vec<Doer>,
    /// ISO date by which.
    pub due: Option<String>,
}

/// What an earlier meeting agreed, and how it stood on the day of this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CarriedAction {
    /// What, who and by when.
    #[serde(flatten)]
    pub action: AgreedAction,
    /// ISO date of the meeting that agreed on it.
    pub agreed: String,
    /// `done`, `open`, `overdue`, `dropped`.
    pub state: &'static str,
    /// What was said of it last.
    pub note: Option<String>,
}

/// Who must act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Doer {
    /// Its name.
    pub name: String,
    /// Kind of the body, if the place has one of it only: then the word for it says enough.
    pub kind: Option<&'static str>,
}
