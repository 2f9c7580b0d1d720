//! What a place decided in a year.

use super::Composer;
use super::frame::Belongs;
use crate::model::PlaceId;
use crate::paths::SitePath;
use crate::plan::view::register::RegisterView;

impl Composer<'_> {
    /// What a place decided in a year.
    pub(super) fn register_page(&self, id: PlaceId, _year: i32, page: &SitePath) -> RegisterView {
        let place = self.model.place(id);
        RegisterView {
            frame: self.frame(
                id,
                page,
                place.title.clone(),
                String::new(),
                Belongs::Elsewhere,
            ),
        }
    }
}
