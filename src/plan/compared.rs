//! Comparisons besides the outputs: a sheet on any paper, and those that stay in the office.

use super::SitePlan;
use super::compose::Composer;
use super::view::comparison::ComparisonView;
use super::view::poster::PosterView;
use crate::model::RecordId;
use crate::model::keyed::Publication;
use crate::model::paper::Paper;

impl SitePlan {
    /// The sheet of the comparison of a forum for any paper; none if nothing is compared.
    pub fn comparison_sheet(&self, record: RecordId, paper: Paper) -> Option<PosterView> {
        let record = self.model.record(record)?;
        self.model.compared(record)?;
        let composer = Composer::new(&self.model, &self.site, self.posters);
        Some(composer.comparison_sheet(record, paper))
    }

    /// The comparisons that stay in the office: the forum, and the page.
    pub fn internal_comparisons(&self) -> Vec<(RecordId, ComparisonView)> {
        let composer = Composer::new(&self.model, &self.site, self.posters);
        let records = self.model.records().filter(|record| {
            let compared = self.model.compared(record);
            compared.is_some_and(|of| of.publication == Publication::Internal)
        });
        records
            .map(|record| (record.id, composer.comparison_for_office(record)))
            .collect()
    }
}
