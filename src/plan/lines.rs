//! What is to be known of records to divide their lists, kept by place: a place above divides the
//! records of all below it, and those are too many to be looked at after every edit.

use std::cmp::Reverse;
use std::sync::Arc;

use chrono::NaiveDate;

use super::lists::{self, Row};
use crate::model::counts::Reach;
use crate::model::keyed::Kind;
use crate::model::{Model, PlaceId};

/// A record as it is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    place: PlaceId,
    pub(super) date: NaiveDate,
    weight: usize,
    /// The group in which it stands.
    pub(super) group: &'static str,
}

impl Row for Line {
    fn place(&self) -> PlaceId {
        self.place
    }

    fn weight(&self) -> usize {
        self.weight
    }
}

/// The records of a place by kind, newest first.
type OfPlace = Arc<[Vec<Line>; Kind::ALL.len()]>;

/// The records of all places.
#[derive(Debug, Clone, Default)]
pub(super) struct Lines(Vec<OfPlace>);

impl Lines {
    /// Those of all places.
    pub(super) fn new(model: &Model) -> Self {
        let places = model.places.iter();
        Lines(places.map(|place| of_place(model, place.id)).collect())
    }

    /// Tells some places anew. Returns whether any of their records is divided otherwise now.
    pub(super) fn renew(&mut self, model: &Model, places: &[PlaceId]) -> bool {
        let mut is_other = false;
        for place in places {
            if let Some(known) = self.0.get_mut(place.index()) {
                let now = of_place(model, *place);
                is_other |= *known != now;
                *known = now;
            }
        }
        is_other
    }

    /// Those of a kind that a place lists: its own and those of the places below, newest first.
    pub(super) fn listed(&self, model: &Model, place: PlaceId, kind: Kind) -> Vec<Line> {
        let places = model.reach(place, Reach::WithBelow).into_iter();
        let lists = places.filter_map(|place| self.0.get(place.index()));
        let mut lines: Vec<Line> = lists
            .flat_map(|lists| &lists[kind as usize])
            .copied()
            .collect();
        // Stable: records of one day stay in the order of their places.
        lines.sort_by_key(|line| Reverse(line.date));
        lines
    }
}

fn of_place(model: &Model, place: PlaceId) -> OfPlace {
    let mut lists: [Vec<Line>; Kind::ALL.len()] = Default::default();
    for kind in Kind::ALL {
        let records = model.records_at(place, kind);
        let lines = records.map(|record| Line {
            place,
            date: record.date,
            weight: lists::weight(record),
            group: lists::group_of(model, record),
        });
        lists[kind as usize] = lines.collect();
    }
    Arc::new(lists)
}
