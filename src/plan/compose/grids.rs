//! Pages of grids.

use super::Composer;
use super::frame::Belongs;
use super::place::grid;
use crate::model::PlaceId;
use crate::paths::SitePath;
use crate::plan::view::grids::GridsView;

impl Composer<'_> {
    /// The grids of a place.
    pub(super) fn grids(&self, id: PlaceId, page: &SitePath) -> GridsView {
        let place = self.model.place(id);
        GridsView {
            frame: self.frame(id, page, place.title.clone(), String::new(), Belongs::Grids),
            grids: place.grids.iter().map(grid).collect(),
        }
    }
}
