//! What is on display at a place, for a screen in its lobby.

use super::Composer;
use super::frame::Belongs;
use crate::model::PlaceId;
use crate::paths::SitePath;
use crate::plan::view::screen::ScreenView;

impl Composer<'_> {
    /// What is on display at a place, for a screen in its lobby.
    pub(super) fn screen(&self, place: PlaceId, page: &SitePath) -> ScreenView {
        ScreenView {
            frame: self.frame(
                place,
                page,
                self.model.place(place).title.clone(),
                String::new(),
                Belongs::Elsewhere,
            ),
        }
    }
}
