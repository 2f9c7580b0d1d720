//! What can be told only of all records together: what may stand once, what must agree between two
//! records, and what is missing in the world.

mod accounts;
mod assessments;
mod corrections;
mod forums;
mod gaps;
mod grids;
mod months;
mod numbers;
mod outcomes;
mod people;
mod periods;
mod places;
mod posted;
mod postings;
mod publicity;
mod series;
mod states;
mod taxonomies;
mod unique;
mod votes;
mod weeks;
mod works;

pub(super) use periods::covered_by;

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike as _, NaiveDate};

use super::index::Positions;
use super::mechanism::Mechanism;
use super::memory::Decoded;
use super::people::People;
use super::place::Place;
use super::posted::Posted;
use super::postings::Postings;
use super::record::Record;
use super::rules::Rules;
use super::told::{OfPlace, Told};
use super::{PlaceId, RecordId};
use crate::diagnostic::{Diagnostics, Words};
use crate::paths::InputPath;

/// All records that could be read, the faulty ones and drafts among them.
pub(super) struct Records<'r> {
    /// For each record, what could be read of it, by position.
    pub(super) decoded: &'r [Decoded],
    /// Positions of those that are looked at, in order: all on which it depends what is told of the
    /// records of some places.
    pub(super) near: &'r [u32],
    /// Positions of records.
    pub(super) positions: &'r Positions,
    /// All places.
    pub(super) places: &'r [Place],
    /// All mechanisms.
    pub(super) mechanisms: &'r [Mechanism],
    /// Rules that hold at places.
    pub(super) rules: &'r Rules,
    /// The day for which states are told.
    pub(super) today: NaiveDate,
    /// Drafts are published too.
    pub(super) drafts: bool,
}

impl<'r> Records<'r> {
    /// The records that are to be published: a draft may still be unfinished.
    pub(super) fn published(&self) -> impl Iterator<Item = &'r Record> {
        let drafts = self.drafts;
        self.iter().filter(move |record| drafts || !record.draft)
    }

    /// The records that are looked at, sorted by path.
    pub(super) fn iter(&self) -> impl Iterator<Item = &'r Record> {
        let decoded = self.decoded;
        let near = self.near.iter();
        near.filter_map(move |at| decoded[*at as usize].record.as_deref())
    }

    /// Any record; none if it could not be read.
    pub(super) fn get(&self, id: RecordId) -> Option<&'r Record> {
        let known = self.decoded.get(*self.positions.get(&id)? as usize)?;
        known.record.as_deref()
    }
}

/// Finds what is wrong between records that need have nothing to do with each other: codes and
/// numbers that two of them have. To be asked of all records.
pub(super) fn across(records: &Records<'_>) -> Diagnostics {
    let mut found = Diagnostics::new();
    unique::check(records.iter(), &mut found);
    numbers::check(records, &mut found);
    unanswered(found, records)
}

/// Finds what is wrong between places.
pub(super) fn between_places(places: &[Place], diagnostics: &mut Diagnostics) {
    places::check(places, diagnostics);
    people::check(places, diagnostics);
}

/// Finds what is wrong between records of a place and those that they name or that name them: errors,
/// and warnings that their authors have not answered.
pub(super) fn check(records: &Records<'_>, posted: &Posted) -> Diagnostics {
    let mut found = Diagnostics::new();
    states::check(records, &mut found);
    outcomes::check(records, &mut found);
    taxonomies::check(records, &mut found);
    corrections::check(records, &mut found);
    posted::check(records, posted, &mut found);
    periods::check(records, &mut found);
    votes::check(records, &mut found);
    series::check(records, &mut found);
    forums::check(records, &mut found);
    works::check(records, &mut found);
    accounts::check(records, &mut found);
    assessments::check(records, &mut found);
    unanswered(found, records)
}

fn unanswered(mut found: Diagnostics, records: &Records<'_>) -> Diagnostics {
    if !found.is_empty() {
        let by_path: HashMap<&InputPath, &Record> = records
            .iter()
            .map(|record| (&record.source.path, record))
            .collect();
        found.retain(|found| {
            let record = found.path().and_then(|path| by_path.get(path));
            !record.is_some_and(|record| record.has_answered(found))
        });
    }
    found
}

/// Gaps in the world: what a duty or a rhythm asks for and no record shows. Each is shown on the
/// page of its record and listed as a note; none ever stops anything.
#[derive(Debug, Clone, Default)]
pub(super) struct Findings {
    /// By the position of the record, in the order found.
    by_record: BTreeMap<u32, Vec<Words>>,
    /// By place, in the order found.
    by_place: BTreeMap<PlaceId, Vec<Words>>,
}

impl Findings {
    /// Those of a record.
    pub(super) fn of(&self, position: u32) -> &[Words] {
        self.by_record.get(&position).map_or(&[], Vec::as_slice)
    }

    /// Divides them by place: `place_of` gives that of a record.
    pub(super) fn divided(self, place_of: impl Fn(u32) -> PlaceId) -> BTreeMap<PlaceId, Findings> {
        let mut divided: BTreeMap<PlaceId, Findings> = BTreeMap::new();
        for (position, words) in self.by_record {
            let of = divided.entry(place_of(position)).or_default();
            of.by_record.insert(position, words);
        }
        for (place, words) in self.by_place {
            let of = divided.entry(place).or_default();
            of.by_place.insert(place, words);
        }
        divided
    }

    /// Those of a place.
    pub(super) fn of_place(&self, place: PlaceId) -> &[Words] {
        self.by_place.get(&place).map_or(&[], Vec::as_slice)
    }
}

/// What is published, in which gaps are looked for.
pub(super) struct World<'w> {
    /// All records, whose progress has what meetings reported, and what follows from them.
    pub(super) told: &'w Told,
    /// Positions of the records that are looked at, in order: all of the places below.
    pub(super) near: &'w [u32],
    /// The places that are looked at, in order: those of which gaps are wanted, and others on whose
    /// records these depend.
    pub(super) near_places: &'w [PlaceId],
    /// Positions of records.
    pub(super) positions: &'w Positions,
    /// All places.
    pub(super) places: &'w [Place],
    /// All mechanisms.
    pub(super) mechanisms: &'w [Mechanism],
    /// What follows from the bodies of all places together.
    pub(super) people: &'w People,
    /// Rules that hold at places.
    pub(super) rules: &'w Rules,
    /// What was noted of what hangs.
    pub(super) postings: &'w Postings,
    /// The day for which states are told.
    pub(super) today: NaiveDate,
}

impl<'w> World<'w> {
    /// A published record.
    fn record(&self, id: RecordId) -> Option<&'w Record> {
        self.told.published(*self.positions.get(&id)?)
    }

    /// The published records that are looked at, with their positions.
    fn published(&self) -> impl Iterator<Item = (u32, &'w Record)> {
        let (told, near) = (self.told, self.near);
        near.iter()
            .filter_map(|position| Some((*position, told.published(*position)?)))
    }

    /// The places that are looked at, with what follows from their records.
    fn near_places(&self) -> impl Iterator<Item = (&'w Place, &'w OfPlace)> {
        let (told, places) = (self.told, self.places);
        let near = self.near_places.iter();
        near.map(move |id| (&places[id.index()], told.at(*id)))
    }
}

/// Finds gaps.
pub(super) fn find(world: &World<'_>, diagnostics: &mut Diagnostics) -> Findings {
    let mut findings = Findings::default();
    gaps::find(world, &mut findings, diagnostics);
    weeks::find(world, &mut findings, diagnostics);
    months::find(world, &mut findings, diagnostics);
    periods::find(world, &mut findings, diagnostics);
    postings::find(world, &mut findings, diagnostics);
    people::find(world, &mut findings, diagnostics);
    publicity::find(world, &mut findings, diagnostics);
    grids::find(world, &mut findings, diagnostics);
    forums::find(world, &mut findings, diagnostics);
    works::find(world, &mut findings, diagnostics);
    accounts::find(world, &mut findings, diagnostics);
    assessments::find(world, &mut findings, diagnostics);
    findings
}

/// A day in Chinese.
fn zh(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// A span of days in Chinese.
fn zh_span(from: NaiveDate, to: NaiveDate) -> String {
    let start = zh(from);
    let (year, month, day) = (to.year(), to.month(), to.day());
    if year != from.year() {
        format!("{start}—{year}年{month}月{day}日")
    } else if month != from.month() {
        format!("{start}—{month}月{day}日")
    } else {
        format!("{start}—{day}日")
    }
}
