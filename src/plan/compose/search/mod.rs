//! Search: the page, and what can be found.

mod texts;

use super::frame::Belongs;
use super::{Composer, iso, vote};
use crate::model::PlaceId;
use crate::model::keyed::{IssueState, Kind, WorkState};
use crate::model::record::{Facts, Record};
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::search::{
    PlaceBelow, SearchDataView, SearchPlace, SearchPlacesView, SearchRecord, SearchView,
};

impl Composer<'_> {
    /// The page on which everything can be searched.
    pub(super) fn search(&self, page: &SitePath) -> SearchView {
        let places = self.model.places();
        let has = |kind: &Kind| places.iter().any(|of| self.model.has_list(of.id, *kind));
        SearchView {
            frame: self.frame(
                PlaceId::ROOT,
                page,
                self.model.place(PlaceId::ROOT).title.clone(),
                String::new(),
                Belongs::Elsewhere,
            ),
            kinds: Kind::ALL.into_iter().filter(has).map(Kind::key).collect(),
            below: self
                .children(PlaceId::ROOT)
                .map(|id| PlaceBelow {
                    link: self.place_link(id, page),
                    demo: self.model.place(id).demo,
                })
                .collect(),
            places: page.relative(&routes::search_places()),
        }
    }

    /// All places in which something can be found.
    pub(super) fn search_places(&self) -> SearchPlacesView {
        let page = routes::search();
        let above = |folder: &str| match folder {
            "" => 0,
            _ => folder.matches('/').count() + 1,
        };
        let place = |of: &crate::model::place::Place| {
            let home = page.relative(&routes::place(&of.folder));
            SearchPlace {
                way: home.trim_end_matches("index.html").to_owned(),
                folder: of.folder.clone(),
                title: of.title.clone(),
                demo: of.demo,
                depth: above(&of.folder),
                years: self.model.found_years(of.id),
            }
        };
        SearchPlacesView {
            places: self.model.places().into_iter().map(place).collect(),
        }
    }

    /// What can be found of the records of a place and year.
    pub(super) fn search_data(&self, place: PlaceId, year: i32) -> SearchDataView {
        let here = self.model.place(place);
        let home = routes::place(&here.folder);
        let records = self.model.found_in(place, year);
        SearchDataView {
            folder: here.folder.clone(),
            year,
            records: records
                .into_iter()
                .map(|record| self.search_record(record, &home))
                .collect(),
        }
    }

    fn search_record(&self, record: &Record, home: &SitePath) -> SearchRecord {
        let today = self.model.today();
        let state = self.model.state(record);
        let display = record.display().map(|display| self.period(display, record));
        let of_display = display.map(|period| period.state);
        let (state, due) = match &record.facts {
            _ if record.withdrawn.is_some() => (Some(state.key()), None),
            Facts::Issue(issue) => {
                let present = issue.present();
                let state = present.map_or(IssueState::Found, |entry| entry.state);
                let due = issue.due_now().filter(|_| !issue.is_closed());
                (Some(state.key()), due)
            }
            Facts::Resolution(of) if of.is_revoked() => (Some("revoked"), None),
            Facts::Resolution(of) => (Some(vote::result(of)), None),
            Facts::Work(work) => {
                let state = work.state_on(record.date, today);
                let open = matches!(state, Some(WorkState::Planned | WorkState::Underway));
                (state.map(WorkState::key), work.due_now().filter(|_| open))
            }
            Facts::Meeting(_) | Facts::Activity(_) => {
                let off = record.occasion().filter(|of| of.is_off(today));
                (off.map(|of| of.state(today).key()), None)
            }
            Facts::Notice(_) | Facts::Account(_) | Facts::Assessment(_) => (of_display, None),
        };
        SearchRecord {
            kind: record.kind.key(),
            date: iso(record.date),
            href: home.relative(&self.address(record)),
            state,
            due: due.map(iso),
            // The day says whether it is on display, so what is not told by it has none.
            last_day: record
                .display()
                .and_then(|display| display.last_day)
                .filter(|last| match of_display {
                    Some("current") => true,
                    Some("ended") => *last < today,
                    _ => false,
                })
                .map(iso),
            texts: self.texts(record),
        }
    }
}
