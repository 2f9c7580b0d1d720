//! What is read of lists.

use super::{Observed, Part};
use crate::model::record::Record;
use crate::plan::lists;

impl Observed<'_> {
    /// The group of a list in which a record stands.
    pub fn group_of(&self, record: &Record) -> &'static str {
        self.note(Part::Records(record.place));
        lists::group_of(self.model, record)
    }
}
