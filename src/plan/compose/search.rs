//! Search: the page, and what can be found.

use super::Composer;
use super::frame::Belongs;
use crate::model::PlaceId;
use crate::paths::SitePath;
use crate::plan::view::search::{SearchDataView, SearchView};

impl Composer<'_> {
    /// The page on which everything can be searched.
    pub(super) fn search(&self, page: &SitePath) -> SearchView {
        SearchView {
            frame: self.frame(
                PlaceId::ROOT,
                page,
                self.model.place(PlaceId::ROOT).title.clone(),
                String::new(),
                Belongs::Elsewhere,
            ),
        }
    }

    /// What can be found of the records of a place and year.
    pub(super) fn search_data(&self, _place: PlaceId, year: i32) -> SearchDataView {
        SearchDataView { year }
    }
}
