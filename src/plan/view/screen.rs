//! What is on display at a place, for a screen in its lobby.

use serde::Serialize;

use super::account::AccountFacts;
use super::assessment::Standing;
use super::frame::Frame;
use super::record::{Objections, ResolutionFacts};
use super::row::Row;

/// What is on display at a place, for a screen in its lobby. It holds days and no day: the script of
/// the page tells by its clock what of it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScreenView {
    /// What stands around it.
    pub frame: Frame,
    /// What is shown one after the other, by its last day.
    pub items: Vec<ScreenItem>,
    /// How many more are on display than are shown.
    pub more: usize,
    /// The place meets weekly, so that its issues are those of the week.
    pub weekly: bool,
    /// The offset of its clock from universal time, in minutes.
    pub zone: i32,
    /// ISO date of the Monday of the week for which it is made.
    pub monday: String,
    /// ISO date of the Sunday of that week.
    pub sunday: String,
    /// Open issues by their due dates, then those that were solved this week.
    pub issues: Vec<Row>,
    /// Meetings and activities of today and of days to come.
    pub meetings: Vec<ScreenMeeting>,
    /// ISO date of the last change that a record of the place tells; none without records.
    pub updated: Option<String>,
}

/// Something on display.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScreenItem {
    /// Kind, title, period and state.
    pub row: Row,
    /// How large its title can be: 1 for the shortest to 4 for the longest.
    pub size: u8,
    /// ISO date of the first day on which it is shown.
    pub from: String,
    /// ISO date of the last day on which it is shown; none if that has no end.
    pub until: Option<String>,
    /// Buildings, places or words to which it applies; empty means all.
    pub scope: Vec<String>,
    /// Sentence under the headline.
    pub lead: Option<String>,
    /// Its points, or its text in lines.
    pub text: Vec<String>,
    /// The text goes on.
    pub cut: bool,
    /// Facts of a resolution.
    pub resolution: Option<ResolutionFacts>,
    /// Facts of a statement of public revenue.
    pub account: Option<AccountFacts>,
    /// Of an assessment: where each place stands.
    pub standings: Vec<Standing>,
    /// Where to object, if one can.
    pub objections: Option<Objections>,
    /// Telephone to print large.
    pub phone: Option<String>,
    /// Text of the QR code: the full short address. None if the site has no address.
    pub qr: Option<String>,
}

/// A meeting or an activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScreenMeeting {
    /// Its row.
    pub row: Row,
    /// ISO date of the day on which it is to be held.
    pub day: String,
}
