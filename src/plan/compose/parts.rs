//! The parts of a mechanism at a place.

use super::Composer;
use super::frame::Belongs;
use crate::model::PlaceId;
use crate::paths::SitePath;
use crate::plan::view::parts::PartsView;

impl Composer<'_> {
    /// The parts of a mechanism at a place.
    pub(super) fn parts_page(&self, id: PlaceId, _at: usize, page: &SitePath) -> PartsView {
        let place = self.model.place(id);
        PartsView {
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
