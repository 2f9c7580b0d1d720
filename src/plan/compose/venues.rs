//! Venues of a place.

use super::Composer;
use super::frame::Belongs;
use crate::model::PlaceId;
use crate::paths::SitePath;
use crate::plan::view::venues::VenuesView;

impl Composer<'_> {
    /// Venues of a place.
    pub(super) fn venues_page(&self, id: PlaceId, page: &SitePath) -> VenuesView {
        let place = self.model.place(id);
        VenuesView {
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
