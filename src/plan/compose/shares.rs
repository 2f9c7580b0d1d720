//! What a place shares, and for which functions.

use super::Composer;
use super::frame::Belongs;
use crate::model::PlaceId;
use crate::paths::SitePath;
use crate::plan::view::shares::SharesView;

impl Composer<'_> {
    /// What a place shares, and for which functions.
    pub(super) fn shares_page(&self, id: PlaceId, page: &SitePath) -> SharesView {
        let place = self.model.place(id);
        SharesView {
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
