//! The model: typed records whose references all resolve. Pure: no disk, no clock.

pub mod account;
mod acknowledge;
pub mod activity;
pub mod amendments;
mod as_of;
mod assemble;
pub mod assessment;
pub mod attendance;
pub mod body;
mod checks;
mod chunks;
mod common;
pub mod comparison;
pub mod contact;
mod context;
pub mod counts;
mod digest;
pub mod filling;
pub mod forum;
mod found;
pub mod gate;
pub mod grid;
mod ground;
mod habits;
mod held_back;
pub mod index;
pub mod issue;
pub mod judge;
mod keep;
pub mod keyed;
pub mod keys;
mod kin;
pub mod marks;
pub mod mechanism;
pub mod meeting;
mod memory;
pub mod money;
pub mod month;
pub mod notice;
pub mod number;
pub mod occasion;
pub mod page;
pub mod paper;
pub mod parts;
pub mod people;
pub mod place;
pub mod policy;
pub mod posted;
pub mod posting;
pub mod postings;
pub mod practice;
pub mod pre_review;
pub mod progress;
pub mod publicity;
pub mod radar;
pub mod ranking;
pub mod record;
pub mod register;
pub mod reporting;
pub mod resolution;
pub mod resolution_state;
pub mod revenue;
pub mod review;
pub mod rhythm;
pub mod rollout;
pub mod round;
pub mod rules;
pub mod satisfaction;
pub mod scope;
pub mod series;
pub mod shapes;
mod slip;
mod statement;
mod superseding;
pub mod tally;
pub mod taxonomy;
pub mod text;
pub mod tidy;
mod told;
mod unused;
pub mod value;
pub mod venue;
pub mod voting;
pub mod waiver;
pub mod week;
pub mod work;
pub mod works;

use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::config::Config;
use crate::diagnostic::Words;
use crate::paths::InputPath;
use crate::source;
use body::Body;
use grid::Chart;
use ground::Ground;
use keyed::Kind;
use mechanism::Mechanism;
use meeting::Meeting;
use page::Page;
use people::People;
use place::Place;
use policy::Policy;
use postings::Postings;
use record::Record;
use revenue::Revenue;
use rhythm::Rhythm;
use scope::Party;
use told::Told;

pub use assemble::{Choices, Faulty};
pub use common::code_of;
pub use digest::Digests;
pub use memory::Memory;

/// Number of a place, counted in the order of their folders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PlaceId(u32);

/// Id of a record: a hash of its key, so that it stays the same when others come and go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordId(u64);

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
    fn of(key: &str) -> Self {
        let mut first = [0; 8];
        first.copy_from_slice(&source::hash(key.as_bytes())[..8]);
        RecordId(u64::from_le_bytes(first))
    }
}

/// A record, or what is known of one that is left out.
#[derive(Debug, Clone)]
enum Slot {
    Published(Arc<Record>),
    LeftOut {
        title: String,
        reason: Reason,
        place: PlaceId,
    },
}

impl Slot {
    /// The record, if it is published.
    fn published(&self) -> Option<&Record> {
        match self {
            Slot::Published(record) => Some(record),
            Slot::LeftOut { .. } => None,
        }
    }
}

/// Why something is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Reason {
    /// It is a draft.
    Draft,
    /// It has errors, and faulty records are held back.
    Faulty,
    /// A notice whose display begins later.
    Scheduled(NaiveDate),
}

/// Something left out, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
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
    pub places: Arc<[Place]>,
    /// Plain pages.
    pub pages: Arc<[Page]>,
    /// Mechanisms.
    pub mechanisms: Arc<[Mechanism]>,
    /// Policies.
    pub policies: Arc<[Policy]>,
    /// What was left out.
    pub left_out: Vec<LeftOut>,
    ground: Arc<Ground>,
    told: Told,
    postings: Arc<Postings>,
    /// For each place, the years of the records that it lists, newest first.
    years: Vec<Vec<i32>>,
    /// For each place, whether something became of a record of it or of a place below.
    amended: Vec<bool>,
    /// The charts of the grids of all places.
    charts: Arc<[Chart]>,
    digests: OnceLock<Digests>,
}

impl Model {
    /// A place.
    pub fn place(&self, id: PlaceId) -> &Place {
        &self.places[id.index()]
    }

    /// Places directly below.
    pub fn children(&self, id: PlaceId) -> &[PlaceId] {
        &self.ground.children[id.index()]
    }

    fn position(&self, id: RecordId) -> Option<u32> {
        self.ground.layout.index.positions().get(&id).copied()
    }

    fn slot(&self, id: RecordId) -> Option<&Slot> {
        self.told.slots.get(self.position(id)? as usize)
    }

    /// A published record; none if it is left out.
    pub fn record(&self, id: RecordId) -> Option<&Record> {
        self.slot(id)?.published()
    }

    /// The title and the place of a record that is left out.
    pub fn left_out(&self, id: RecordId) -> Option<(&str, PlaceId)> {
        match self.slot(id)? {
            Slot::Published(_) => None,
            Slot::LeftOut { title, place, .. } => Some((title, *place)),
        }
    }

    /// All published records, sorted by path.
    pub fn records(&self) -> impl Iterator<Item = &Record> {
        self.told.slots.iter().filter_map(Slot::published)
    }

    /// All records by their position, sorted by path; none for one that is left out.
    pub fn slots(&self) -> impl Iterator<Item = Option<&Record>> {
        self.told.slots.iter().map(Slot::published)
    }

    /// The record at a position; none if it is left out.
    pub fn at(&self, position: u32) -> Option<&Record> {
        self.told.published(position)
    }

    /// The positions of the records of a place.
    pub fn positions_at(&self, place: PlaceId) -> &[u32] {
        &self.ground.layout.index.of_places[place.index()]
    }

    /// The places of whose records something may be told otherwise than by an earlier model; none if
    /// the two differ in more than records.
    pub fn told_otherwise(&self, before: &Model) -> Option<Vec<PlaceId>> {
        let is_same = Arc::ptr_eq(&self.ground, &before.ground)
            && Arc::ptr_eq(&self.postings, &before.postings)
            && Arc::ptr_eq(&self.charts, &before.charts);
        let ids = self.places.iter().map(|place| place.id);
        is_same.then(|| {
            ids.filter(|id| !self.told.is_same_at(*id, &before.told))
                .collect()
        })
    }

    /// A record at a position of a list.
    fn listed(&self, position: u32) -> &Record {
        let record = self.told.published(position);
        record.unwrap_or_else(|| unreachable!("lists hold published records only"))
    }

    /// The published records of one kind at one place, newest first.
    pub fn records_at(
        &self,
        place: PlaceId,
        kind: Kind,
    ) -> impl DoubleEndedIterator<Item = &Record> + ExactSizeIterator {
        let positions = &self.told.at(place).lists[kind as usize];
        positions.iter().map(|position| self.listed(*position))
    }

    /// The published records that point to a record.
    pub fn pointing_at(&self, id: RecordId) -> impl Iterator<Item = &Record> {
        let pointing = self.position(id);
        let pointing = pointing.and_then(|at| self.told.pointed_at.get(at as usize));
        let pointing = pointing.map_or(&[][..], Vec::as_slice);
        pointing.iter().map(|position| self.listed(*position))
    }

    /// The first published record that shows or attaches a file.
    pub fn user_of(&self, file: &InputPath) -> Option<&Record> {
        self.records()
            .find(|record| record.files().any(|path| path == file))
    }

    /// What is missing in the world about a record: gaps that are shown and never stop anything.
    pub fn findings(&self, id: RecordId) -> &[Words] {
        let known = self.position(id).zip(self.record(id));
        known.map_or(&[], |(at, record)| {
            self.told.at(record.place).findings.of(at)
        })
    }

    /// What is missing in the world at a place.
    pub fn findings_of_place(&self, id: PlaceId) -> &[Words] {
        self.told.at(id).findings.of_place(id)
    }

    /// The weeks and months of a place in which a meeting was due.
    pub fn rhythm(&self, id: PlaceId) -> &Rhythm {
        &self.told.at(id).rhythm
    }

    /// The public revenue of a place, as its own statements tell it.
    pub fn revenue(&self, id: PlaceId) -> &Revenue {
        &self.told.at(id).revenue
    }

    /// What follows from the bodies of all places together.
    pub fn people(&self) -> &People {
        &self.ground.people
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

    /// Who came to a meeting; its mechanism is the one that it names, else the one that asked for it.
    pub fn attendance<'m>(&self, record: &Record, meeting: &'m Meeting) -> attendance::Summary<'m> {
        let rhythm = self.rhythm(record.place);
        let mechanism = rhythm.mechanism_of(record, meeting, &self.mechanisms);
        let mechanism = mechanism.and_then(|at| self.mechanisms.get(at));
        attendance::Summary::new(meeting, mechanism, |party| {
            self.body(party).map(|body| body.kind)
        })
    }

    /// The name of a party.
    pub fn name<'m>(&'m self, party: &'m Party) -> &'m str {
        match party {
            Party::Words(words) => words,
            Party::Body(..) => self.body(party).map_or("", |body| &body.name),
        }
    }

    /// Hashes of its parts, by which a later model is compared with this one.
    pub fn digests(&self) -> &Digests {
        self.digests
            .get_or_init(|| Digests::new(self, &self.ground.origins))
    }
}
