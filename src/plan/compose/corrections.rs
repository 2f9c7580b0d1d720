//! The page of what was corrected, replaced or withdrawn.

use chrono::Datelike;

use super::frame::Belongs;
use super::{Composer, is_erased, iso};
use crate::model::PlaceId;
use crate::model::amendments::{Amendment, Change};
use crate::paths::SitePath;
use crate::plan::view::corrections::{Correction, CorrectionsView, YearOfCorrections};

impl Composer<'_> {
    /// What became of the records of a place and of those below.
    pub(super) fn corrections_page(&self, id: PlaceId, page: &SitePath) -> CorrectionsView {
        let found = self.model.amendments(id);
        let mut years: Vec<YearOfCorrections> = Vec::new();
        for amendment in &found {
            let year = amendment.date().year();
            let correction = self.correction(id, amendment, page);
            match years.last_mut().filter(|of| of.year == year) {
                Some(of) => of.corrections.push(correction),
                None => years.push(YearOfCorrections {
                    year,
                    corrections: vec![correction],
                }),
            }
        }
        CorrectionsView {
            frame: self.frame(
                id,
                page,
                self.model.place(id).title.clone(),
                String::new(),
                Belongs::Elsewhere,
            ),
            years,
        }
    }

    fn correction(&self, at: PlaceId, of: &Amendment<'_>, page: &SitePath) -> Correction {
        let record = of.record;
        let erased = is_erased(record);
        let (change, by, reason, material) = match of.change {
            Change::Corrected(later, of) => {
                ("corrected", Some(later), of.reason.clone(), of.material)
            }
            Change::Replaced(later, of) => {
                ("replaced", Some(later), of.reason.clone(), of.material)
            }
            Change::Withdrawn(of) => ("withdrawn", None, Some(of.reason.clone()), false),
        };
        let below = (record.place != at).then(|| self.model.place(record.place));
        Correction {
            change,
            date: iso(of.date()),
            kind: record.kind.key(),
            href: page.relative(&self.address(record)),
            title: (!erased).then(|| record.full_title()),
            number: record
                .number
                .as_ref()
                .filter(|_| !erased)
                .map(|(number, _)| number.clone()),
            demo: below.is_some_and(|place| place.demo) && !self.model.place(at).demo,
            place: below.map(|place| self.place_link(place.id, page)),
            by: by.and_then(|later| self.link(later.id, page)),
            reason,
            material,
        }
    }
}
