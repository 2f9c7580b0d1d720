//! News of a place as an Atom feed.

use super::Composer;
use crate::model::PlaceId;
use crate::plan::view::feed::FeedView;

impl Composer<'_> {
    /// News of a place and those below.
    pub(super) fn feed(&self, place: PlaceId) -> FeedView {
        FeedView {
            title: self.model.place(place).title.clone(),
        }
    }
}
