//! Meetings, periods and due dates of a place, for calendars.

use super::Composer;
use crate::model::PlaceId;
use crate::plan::view::calendar::CalendarView;

impl Composer<'_> {
    /// Meetings, periods and due dates of a place and those below.
    pub(super) fn calendar(&self, place: PlaceId) -> CalendarView {
        CalendarView {
            name: self.model.place(place).title.clone(),
        }
    }
}
