//! What is read of lists.

use super::{Observed, Part};
use crate::model::record::Record;
use crate::model::taxonomy::Served;
use crate::plan::lists;

impl Observed<'_> {
    /// The group of a list in which a record stands.
    pub fn group_of(&self, record: &Record) -> &'static str {
        self.note(Part::Records(record.place));
        lists::group_of(self.model, record)
    }

    /// Which places and mechanisms there are counts as read always.
    pub fn is_matrix_long(&self) -> bool {
        lists::is_matrix_long(self.model)
    }

    /// Whether the records that name words, which were read with these, stand on one page.
    pub fn are_words_few(&self, served: &[Served<'_>]) -> bool {
        lists::are_words_few(self.model, served)
    }
}
