//! Records of a place and year as data.

use super::Composer;
use crate::model::PlaceId;
use crate::plan::view::data::DataView;

impl Composer<'_> {
    /// Records of a place and those below in a year.
    pub(super) fn data(&self, place: PlaceId, year: i32) -> DataView {
        DataView {
            place: self.model.place(place).title.clone(),
            year,
        }
    }
}
