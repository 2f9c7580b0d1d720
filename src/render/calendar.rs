//! Calendars (RFC 5545).

use crate::plan::view::calendar::CalendarView;

/// A calendar file.
pub fn file(view: &CalendarView) -> Vec<u8> {
    let mut calendar = icalendar::Calendar::new();
    calendar.name(&view.name);
    calendar.to_string().into_bytes()
}
