//! The figures of one place over some days. A count is unknown where neither the place nor those
//! below have any record of that kind by the end of the days; it is nought where they have some, and
//! none within the days.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::{Figure, Measure, Value, rate};
use crate::model::counts::{self, Reach};
use crate::model::grid;
use crate::model::keyed::{BodyKind, Kind};
use crate::model::people;
use crate::model::record::{Facts, Record};
use crate::model::rhythm::{Kept, Period, Turn};
use crate::model::{Model, PlaceId, RecordId};

/// Days that are counted.
type Days = RangeInclusive<NaiveDate>;

impl Model {
    /// One figure for each measure.
    pub(super) fn figures(&self, place: PlaceId, days: &Days) -> Vec<Figure> {
        let households = self.grid_counts(place).households;
        let whole = households
            .silent
            .is_empty()
            .then_some(households.known)
            .filter(|_| households.is_told);
        let figures = Measure::ALL.into_iter().map(|measure| {
            let mut figure = self.figure(measure, place, days);
            if let (Value::Count(count), true) = (figure.value, measure.has_rate()) {
                figure.per_100 = whole.and_then(|whole| rate(count, whole, 10_000));
            }
            figure
        });
        figures.collect()
    }

    fn figure(&self, measure: Measure, place: PlaceId, days: &Days) -> Figure {
        match measure {
            Measure::Households => written(self.grid_counts(place).households),
            Measure::Grids => written(self.grid_counts(place).grids),
            Measure::Units => written(self.grid_counts(place).units),
            Measure::Compounds => self.compounds(place),
            Measure::Branches => self.branches_of(place),
            Measure::Raised | Measure::Solved | Measure::Open | Measure::Median => {
                self.issue_figure(measure, place, days)
            }
            Measure::Weeks => self.turns(place, days, |place| &self.rhythm(place).weeks),
            Measure::Months => self.turns(place, days, |place| &self.rhythm(place).months),
            Measure::Revenue => self.revenue_figure(place, days),
            Measure::Score => self.score(place, days),
            Measure::Satisfaction => self.satisfied(place, days),
            Measure::Works => {
                let works = self.works_in(place, Reach::WithBelow, days);
                let finished: BTreeSet<RecordId> = works.finished().collect();
                self.happened(place, Kind::Work, days, |record| {
                    finished.contains(&record.id).then_some(*days.end())
                })
            }
            Measure::Activities => self.happened(place, Kind::Activity, days, |record| {
                let occasion = record.occasion()?;
                occasion.was_held(self.today).then(|| occasion.day())
            }),
            Measure::Decisions => self.happened(place, Kind::Resolution, days, |record| {
                let Facts::Resolution(resolution) = &record.facts else {
                    return None;
                };
                let stands = resolution.has_passed() && !resolution.is_revoked();
                (stands && self.superseded(record).is_none()).then_some(record.date)
            }),
        }
    }

    /// Compounds of which no branch is written.
    pub(super) fn without_branch(&self, place: PlaceId) -> Vec<PlaceId> {
        let places = self.reach(place, Reach::WithBelow).into_iter();
        places
            .filter(|id| people::is_compound(self.place(*id)))
            .filter(|id| self.people().branches(&self.places, *id).is_empty())
            .collect()
    }

    fn compounds(&self, place: PlaceId) -> Figure {
        let places = self.reach(place, Reach::WithBelow).into_iter();
        let compounds = places.filter(|id| people::is_compound(self.place(*id)));
        match compounds.count() as u64 {
            0 => Figure::default(),
            count => known(Value::Count(count), Vec::new()),
        }
    }

    /// Branches that are written at the place and below, and joint ones above that serve one of its
    /// compounds.
    fn branches_of(&self, place: PlaceId) -> Figure {
        let mut branches: BTreeSet<(PlaceId, &str)> = BTreeSet::new();
        for id in self.reach(place, Reach::WithBelow) {
            let own = self.place(id).bodies.iter();
            let own = own.filter(|body| body.kind == BodyKind::CompoundParty);
            branches.extend(own.map(|body| (id, body.id.as_str())));
            if people::is_compound(self.place(id)) {
                let serving = self.people().branches(&self.places, id).into_iter();
                let serving = serving.filter(|branch| branch.reach != people::Reach::Unsaid);
                branches.extend(serving.map(|branch| (branch.place.id, branch.body.id.as_str())));
            }
        }
        match branches.len() as u64 {
            0 => Figure::default(),
            count => known(Value::Count(count), Vec::new()),
        }
    }

    fn issue_figure(&self, measure: Measure, place: PlaceId, days: &Days) -> Figure {
        let standing = self.issues_on(place, Reach::WithBelow, *days.end());
        if standing.is_empty() {
            return Figure::default();
        }
        let happened = self.issues_in(place, Reach::WithBelow, days);
        let records = match measure {
            Measure::Raised => happened.found,
            Measure::Open => standing.open,
            _ => happened.solved,
        };
        if measure != Measure::Median {
            return known(Value::Count(records.len() as u64), records);
        }
        let took = records.iter().filter_map(|id| {
            let Facts::Issue(issue) = &self.record(*id)?.facts else {
                return None;
            };
            issue.days_taken(*days.end())
        });
        match counts::median_twice(took).and_then(|halves| u64::try_from(halves).ok()) {
            Some(halves) => known(Value::Halves(halves), records),
            None => known(Value::Nothing, records),
        }
    }

    /// Weeks or months whose last day is within the days: held, of those that were held or missed.
    fn turns<'m, P: Period + 'm>(
        &'m self,
        place: PlaceId,
        days: &Days,
        turns: impl Fn(PlaceId) -> &'m Vec<Turn<P>>,
    ) -> Figure {
        let (mut held, mut due, mut is_known) = (0, 0, false);
        let mut records: Vec<RecordId> = Vec::new();
        for id in self.reach(place, Reach::WithBelow) {
            for turn in turns(id) {
                let last = turn.period.last();
                is_known |= last <= *days.end() && matches!(turn.kept, Kept::Held | Kept::Missed);
                if !days.contains(&last) {
                    continue;
                }
                match turn.kept {
                    Kept::Held => {
                        held += 1;
                        due += 1;
                        records.extend(turn.meetings.iter().filter(|id| self.has_met(**id)));
                    }
                    Kept::Missed => due += 1,
                    Kept::Planned | Kept::Open | Kept::Excused => {}
                }
            }
        }
        match (is_known, due) {
            (false, _) => Figure::default(),
            (true, 0) => known(Value::Nothing, records),
            (true, due) => known(Value::Of(held, due), records),
        }
    }

    fn has_met(&self, id: RecordId) -> bool {
        self.record(id).is_some_and(|record| match &record.facts {
            Facts::Meeting(meeting) => meeting.has_met(record.date, self.today),
            _ => false,
        })
    }

    /// What residents said of issues that were solved and works that were finished within the days.
    fn satisfied(&self, place: PlaceId, days: &Days) -> Figure {
        let asked = self.satisfaction(place, Reach::WithBelow, days);
        let records: Vec<RecordId> = asked.records.iter().map(|(id, _)| *id).collect();
        if !records.is_empty() {
            return known(Value::Share(asked.total), records);
        }
        let ever = self.satisfaction(place, Reach::WithBelow, &(NaiveDate::MIN..=*days.end()));
        if ever.records.is_empty() {
            Figure::default()
        } else {
            known(Value::Nothing, records)
        }
    }

    /// Records of a kind that happened within the days; `on` gives the day on which one did, if it
    /// did at all.
    fn happened(
        &self,
        place: PlaceId,
        kind: Kind,
        days: &Days,
        on: impl Fn(&Record) -> Option<NaiveDate>,
    ) -> Figure {
        let places = self.reach(place, Reach::WithBelow).into_iter();
        let records = places.flat_map(|place| self.records_at(place, kind));
        let records = records.filter(|record| record.withdrawn.is_none());
        let records: Vec<&Record> = records.filter(|of| of.date <= *days.end()).collect();
        if records.is_empty() {
            return Figure::default();
        }
        let within = records
            .into_iter()
            .filter(|record| on(record).is_some_and(|day| days.contains(&day)))
            .map(|record| record.id);
        let within: Vec<RecordId> = within.collect();
        known(Value::Count(within.len() as u64), within)
    }
}

fn known(value: Value, records: Vec<RecordId>) -> Figure {
    Figure {
        value,
        records,
        ..Figure::default()
    }
}

/// A number that places write of themselves.
fn written(count: grid::Count) -> Figure {
    if !count.is_told {
        return Figure::default();
    }
    Figure {
        value: Value::Count(count.known),
        silent: count.silent,
        ..Figure::default()
    }
}
