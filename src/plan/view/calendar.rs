//! Meetings, periods and due dates of a place, for calendars.

use serde::Serialize;

/// Meetings, periods and due dates of a place and those below.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CalendarView {
    /// Name of the calendar.
    pub name: String,
}
