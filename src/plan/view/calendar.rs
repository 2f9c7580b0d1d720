//! Meetings, periods and due dates of a place, for calendars.

use serde::Serialize;

/// Meetings, activities, periods and due dates of a place and those below (RFC 5545).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CalendarView {
    /// Name of the place.
    pub place: String,
    /// The place is invented.
    pub demo: bool,
    /// Offset of the site from universal time, in minutes.
    pub zone: i32,
    /// What stands in it, by day.
    pub events: Vec<Event>,
}

/// Something in a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Event {
    /// Lasting id, from the code of the record and what of it this is.
    pub id: String,
    /// `occasion` (a meeting or an activity), `display` (a period in which one can object), `due`,
    /// `outcome` (something agreed, with its day) or `voting`.
    pub what: &'static str,
    /// Kind key of the record.
    pub kind: &'static str,
    /// Title of the record, or of an outcome what was agreed.
    pub title: String,
    /// Of an outcome: title of the meeting.
    pub of: Option<String>,
    /// Name of its place, where that is another one than that of the calendar.
    pub place: Option<String>,
    /// Its place is invented.
    pub demo: bool,
    /// ISO date of its first day.
    pub from: String,
    /// ISO date of its last day.
    pub to: String,
    /// When it begins and ends, in minutes of the day; none where no time is written that can be
    /// read.
    pub hours: Option<(u16, Option<u16>)>,
    /// The time as written, where it could not be read.
    pub time: Option<String>,
    /// ISO date on which it was to be held, if it was put off.
    pub moved_from: Option<String>,
    /// It was called off, withdrawn, or another record takes its place.
    pub cancelled: bool,
    /// Venue as written.
    pub venue: Option<String>,
    /// Who must act.
    pub responsible: Vec<String>,
    /// Telephone for objections and questions.
    pub phone: Option<String>,
    /// Full address of the page of the record, if the site has one.
    pub href: Option<String>,
    /// ISO date on which the record changed last.
    pub updated: String,
    /// How often it changed in what a calendar shows.
    pub sequence: u32,
}
