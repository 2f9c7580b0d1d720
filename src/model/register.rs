//! The register of a place: what it decided in a year, each resolution once.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};

use super::keyed::{Kind, Outcome, ResolutionState};
use super::record::{Facts, Record};
use super::resolution::Resolution;
use super::{Model, PlaceId, RecordId};

/// How a resolution stands in a register; each stands in one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ruling {
    /// Every question passed.
    Passed,
    /// The questions have different results.
    Mixed,
    /// No question passed.
    Failed,
    /// Too few took part.
    NoQuorum,
    /// The votes are not counted yet.
    Pending,
    /// It was decided and later revoked.
    Revoked,
    /// It was withdrawn, erased or not.
    Withdrawn,
}

impl Ruling {
    /// All, in the order in which they are told.
    pub const ALL: [Ruling; 7] = [
        Ruling::Passed,
        Ruling::Mixed,
        Ruling::Failed,
        Ruling::NoQuorum,
        Ruling::Pending,
        Ruling::Revoked,
        Ruling::Withdrawn,
    ];

    /// Its key.
    pub fn key(self) -> &'static str {
        match self {
            Ruling::Passed => "passed",
            Ruling::Mixed => "mixed",
            Ruling::Failed => "failed",
            Ruling::NoQuorum => "no-quorum",
            Ruling::Pending => "pending",
            Ruling::Revoked => "revoked",
            Ruling::Withdrawn => "withdrawn",
        }
    }

    /// How a resolution stands.
    pub fn of(record: &Record, resolution: &Resolution) -> Ruling {
        if record.withdrawn.is_some() {
            return Ruling::Withdrawn;
        }
        if resolution.is_revoked() {
            return Ruling::Revoked;
        }
        match resolution.result() {
            Some(Outcome::Passed) => Ruling::Passed,
            Some(Outcome::Failed) => Ruling::Failed,
            Some(Outcome::NoQuorum) => Ruling::NoQuorum,
            None if resolution.is_counted() => Ruling::Mixed,
            None => Ruling::Pending,
        }
    }
}

/// What a place itself decided in a year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    /// The resolutions in order of date.
    pub entries: Vec<RecordId>,
    /// The same by how they stand.
    pub rulings: BTreeMap<Ruling, Vec<RecordId>>,
}

impl Model {
    /// What a place itself decided in a year.
    pub fn register(&self, place: PlaceId, year: i32) -> Register {
        let mut records: Vec<(&Record, &Resolution)> = self
            .records_at(place, Kind::Resolution)
            .filter(|record| record.date.year() == year)
            .filter_map(|record| match &record.facts {
                Facts::Resolution(resolution) => Some((record, &**resolution)),
                _ => None,
            })
            .collect();
        records.sort_by(|(a, _), (b, _)| a.date.cmp(&b.date).then_with(|| a.key.cmp(&b.key)));
        let mut register = Register::default();
        for (record, resolution) in records {
            register.entries.push(record.id);
            let of = register.rulings.entry(Ruling::of(record, resolution));
            of.or_default().push(record.id);
        }
        register
    }
}

impl Resolution {
    /// The day from which it is in force, as its progress says, else the day after the period in
    /// which one can object; none if nothing passed, it was revoked, or no such day is known.
    pub fn in_force_from(&self) -> Option<NaiveDate> {
        if !self.is_counted() || !self.has_passed() || self.is_revoked() {
            return None;
        }
        let mut progress = self.progress.iter();
        let said = progress.find(|entry| entry.state == ResolutionState::InEffect);
        let last_day = self.publicity.and_then(|display| display.last_day);
        said.map(|entry| entry.date)
            .or_else(|| last_day.and_then(|last| last.succ_opt()))
    }
}
