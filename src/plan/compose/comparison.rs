//! Places side by side, for a forum.

use super::Composer;
use super::frame::Belongs;
use crate::model::record::Record;
use crate::paths::SitePath;
use crate::plan::view::comparison::ComparisonView;

impl Composer<'_> {
    /// Places side by side, for a forum.
    pub(super) fn comparison_page(&self, record: &Record, page: &SitePath) -> ComparisonView {
        let place = self.model.place(record.place);
        ComparisonView {
            frame: self.frame(
                record.place,
                page,
                place.title.clone(),
                String::new(),
                Belongs::Elsewhere,
            ),
        }
    }
}
