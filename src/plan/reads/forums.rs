//! What is read of forums and of places side by side.

use super::{Observed, Part};
use crate::model::PlaceId;
use crate::model::comparison::{Compared, Comparison};
use crate::model::forum::Forums;
use crate::model::record::Record;

impl<'m> Observed<'m> {
    /// The forums of a place, which follow from its records.
    pub fn forums(&self, id: PlaceId) -> &'m [Forums] {
        self.note(Part::Records(id));
        self.model.forums(id)
    }

    /// The forums of the name of a record, and its position among them.
    pub fn forums_of(&self, record: &Record) -> Option<(&'m Forums, usize)> {
        self.note(Part::Records(record.place));
        self.model.forums_of(record)
    }

    /// What is compared for a forum: of all forums that counts as read always.
    pub fn compared(&self, record: &Record) -> Option<Compared> {
        self.note(Part::Records(record.place));
        self.model.compared(record)
    }

    /// Places side by side for a forum: all records of them, of those below, and of those above,
    /// which assess them.
    pub fn comparison(&self, record: &Record) -> Option<Comparison> {
        let compared = self.compared(record)?;
        for place in &compared.places {
            self.note_within(*place, Part::Place);
            self.note_within(*place, Part::Records);
            for above in self.above(*place) {
                self.note(Part::Records(above.id));
            }
            for here in self.family(*place) {
                for (serving, _) in self.model.people().serving(here) {
                    self.note(Part::Place(*serving));
                }
            }
        }
        self.model.comparison(record)
    }

    /// The forums for which a place is compared with others counts as read always.
    pub fn comparisons_with(&self, place: PlaceId) -> Vec<&'m Record> {
        self.model.comparisons_with(place)
    }
}
