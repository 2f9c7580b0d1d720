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

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike as _, NaiveDate};

use super::forum::Forums;
use super::index::Positions;
use super::mechanism::Mechanism;
use super::people::People;
use super::place::Place;
use super::posted::Posted;
use super::postings::Postings;
use super::record::Record;
use super::revenue::Revenue;
use super::rhythm::{Actions, Rhythm};
use super::rules::Rules;
use super::{PlaceId, RecordId, Slot};
use crate::diagnostic::{Diagnostics, Words};
use crate::paths::InputPath;

/// All records that could be read, the faulty ones and drafts among them.
pub(super) struct Records<'r> {
    /// For each record, what could be read of it, by position.
    pub(super) list: Vec<Option<&'r Record>>,
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

    /// The records, sorted by path.
    pub(super) fn iter(&self) -> impl Iterator<Item = &'r Record> {
        self.list.iter().copied().flatten()
    }

    /// A record; none if it could not be read.
    pub(super) fn get(&self, id: RecordId) -> Option<&'r Record> {
        *self.list.get(*self.positions.get(&id)? as usize)?
    }
}

/// Finds what is wrong between records: errors, and warnings that their authors have not answered.
pub(super) fn check(records: &Records<'_>, posted: &Posted, diagnostics: &mut Diagnostics) {
    let mut found = Diagnostics::new();
    unique::check(records.iter(), &mut found);
    numbers::check(records, &mut found);
    states::check(records, &mut found);
    outcomes::check(records, &mut found);
    taxonomies::check(records, &mut found);
    corrections::check(records, &mut found);
    places::check(records.places, &mut found);
    people::check(records.places, &mut found);
    posted::check(records, posted, &mut found);
    periods::check(records, &mut found);
    votes::check(records, &mut found);
    series::check(records, &mut found);
    forums::check(records, &mut found);
    works::check(records, &mut found);
    accounts::check(records, &mut found);
    assessments::check(records, &mut found);
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
    diagnostics.extend(found);
}

/// Gaps in the world: what a duty or a rhythm asks for and no record shows. Each is shown on the
/// page of its record and listed as a note; none ever stops anything.
#[derive(Debug, Default)]
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

    /// Those of a place.
    pub(super) fn of_place(&self, place: PlaceId) -> &[Words] {
        self.by_place.get(&place).map_or(&[], Vec::as_slice)
    }
}

/// What is published, in which gaps are looked for.
pub(super) struct World<'w> {
    /// All records, whose progress has what meetings reported, by position.
    pub(super) slots: &'w [Slot],
    /// Positions of records.
    pub(super) positions: &'w Positions,
    /// All places.
    pub(super) places: &'w [Place],
    /// All mechanisms.
    pub(super) mechanisms: &'w [Mechanism],
    /// The rhythm of each place.
    pub(super) rhythms: &'w [Rhythm],
    /// The forums of each place.
    pub(super) forums: &'w [Vec<Forums>],
    /// What follows from the bodies of all places together.
    pub(super) people: &'w People,
    /// Rules that hold at places.
    pub(super) rules: &'w Rules,
    /// What was noted of what hangs.
    pub(super) postings: &'w Postings,
    /// What meetings agreed.
    pub(super) actions: &'w Actions,
    /// The public revenue of each place.
    pub(super) revenues: &'w [Revenue],
    /// The day for which states are told.
    pub(super) today: NaiveDate,
}

impl<'w> World<'w> {
    /// A published record.
    fn record(&self, id: RecordId) -> Option<&'w Record> {
        match self.slots.get(*self.positions.get(&id)? as usize)? {
            Slot::Published(record) => Some(record),
            Slot::LeftOut { .. } => None,
        }
    }

    /// Published records with their positions.
    fn published(&self) -> impl Iterator<Item = (u32, &'w Record)> {
        (0_u32..)
            .zip(self.slots)
            .filter_map(|(position, slot)| match slot {
                Slot::Published(record) => Some((position, record.as_ref())),
                Slot::LeftOut { .. } => None,
            })
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
