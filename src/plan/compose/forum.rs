//! The forums of one name at a place, by their position there.

use super::Composer;
use super::frame::Belongs;
use crate::model::PlaceId;
use crate::paths::SitePath;
use crate::plan::view::forum::ForumView;

impl Composer<'_> {
    /// The forums of one name at a place, by their position there.
    pub(super) fn forum_page(&self, id: PlaceId, _at: usize, page: &SitePath) -> ForumView {
        let place = self.model.place(id);
        ForumView {
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
