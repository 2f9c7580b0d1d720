//! The model: typed records whose references all resolve. Pure: no disk, no clock.

mod acknowledge;
mod assemble;
mod common;
pub mod contact;
pub mod index;
pub mod issue;
pub mod keyed;
pub mod keys;
pub mod meeting;
pub mod notice;
pub mod page;
pub mod place;
pub mod posting;
pub mod record;
pub mod resolution;
pub mod scope;
pub mod tally;
pub mod text;
mod unique;
pub mod value;

use std::sync::Arc;

use chrono::NaiveDate;

use crate::config::Config;
use crate::paths::InputPath;
use keyed::Kind;
use page::{Mechanism, Page};
use place::{Body, Place};
use record::Record;
use scope::Party;

pub use assemble::Choices;
pub use common::code_of;

/// Number of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(u32);

/// Number of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(u32);

impl PlaceId {
    /// The root.
    pub const ROOT: PlaceId = PlaceId(0);

    fn new(position: usize) -> Self {
        PlaceId(u32::try_from(position).unwrap_or(u32::MAX))
    }

    /// Position in the list of places.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl RecordId {
    fn new(position: usize) -> Self {
        RecordId(u32::try_from(position).unwrap_or(u32::MAX))
    }

    /// Position in the list of records.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A record, or what is known of one that is left out.
#[derive(Debug)]
enum Slot {
    Published(Box<Record>),
    LeftOut { title: String },
}

/// Why something is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It is a draft.
    Draft,
    /// It has errors, and faulty records are held back.
    Faulty,
    /// A notice whose display begins later.
    Scheduled(NaiveDate),
}

/// Something left out, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The file.
    pub path: InputPath,
    /// Why.
    pub reason: Reason,
}

/// All of a site's content, typed.
#[derive(Debug)]
pub struct Model {
    /// Settings.
    pub config: Arc<Config>,
    /// The day for which states are told.
    pub today: NaiveDate,
    /// Places, parents before children; the first is the root.
    pub places: Vec<Place>,
    /// Plain pages.
    pub pages: Vec<Page>,
    /// Mechanisms.
    pub mechanisms: Vec<Mechanism>,
    /// What was left out.
    pub left_out: Vec<LeftOut>,
    records: Vec<Slot>,
    /// For each place, its published records of each kind, newest first.
    by_place: Vec<[Vec<RecordId>; 4]>,
    children: Vec<Vec<PlaceId>>,
    /// For each record, the published records that point to it.
    pointed_at: Vec<Vec<RecordId>>,
}

impl Model {
    /// A place.
    pub fn place(&self, id: PlaceId) -> &Place {
        &self.places[id.index()]
    }

    /// Places directly below.
    pub fn children(&self, id: PlaceId) -> &[PlaceId] {
        &self.children[id.index()]
    }

    /// A published record; none if it is left out.
    pub fn record(&self, id: RecordId) -> Option<&Record> {
        match &self.records[id.index()] {
            Slot::Published(record) => Some(record),
            Slot::LeftOut { .. } => None,
        }
    }

    /// The title of a record that is left out.
    pub fn left_out_title(&self, id: RecordId) -> Option<&str> {
        match &self.records[id.index()] {
            Slot::Published(_) => None,
            Slot::LeftOut { title } => Some(title),
        }
    }

    /// All published records, sorted by path.
    pub fn records(&self) -> impl Iterator<Item = &Record> {
        self.records.iter().filter_map(|slot| match slot {
            Slot::Published(record) => Some(record.as_ref()),
            Slot::LeftOut { .. } => None,
        })
    }

    /// The published records of one kind at one place, newest first.
    pub fn records_at(
        &self,
        place: PlaceId,
        kind: Kind,
    ) -> impl DoubleEndedIterator<Item = &Record> + ExactSizeIterator {
        self.by_place[place.index()][kind as usize]
            .iter()
            .map(|id| match &self.records[id.index()] {
                Slot::Published(record) => record.as_ref(),
                Slot::LeftOut { .. } => unreachable!("lists hold published records only"),
            })
    }

    /// The published records that point to a record.
    pub fn pointing_at(&self, id: RecordId) -> impl Iterator<Item = &Record> {
        self.pointed_at[id.index()]
            .iter()
            .filter_map(|id| self.record(*id))
    }

    /// The first published record that shows or attaches a file.
    pub fn user_of(&self, file: &InputPath) -> Option<&Record> {
        self.records()
            .find(|record| record.files().any(|path| path == file))
    }

    /// Places from the root down to, and without, the place.
    pub fn above(&self, id: PlaceId) -> Vec<&Place> {
        let mut above = Vec::new();
        let mut next = self.place(id).parent;
        while let Some(id) = next {
            above.push(self.place(id));
            next = self.place(id).parent;
        }
        above.reverse();
        above
    }

    /// The body of a party; none for free words.
    pub fn body<'m>(&'m self, party: &Party) -> Option<&'m Body> {
        match party {
            Party::Body(place, at) => self.place(*place).bodies.get(*at),
            Party::Words(_) => None,
        }
    }

    /// The name of a party.
    pub fn name<'m>(&'m self, party: &'m Party) -> &'m str {
        match party {
            Party::Words(words) => words,
            Party::Body(..) => self.body(party).map_or("", |body| &body.name),
        }
    }
}
