//! The model as composing sees it: what is read of it is noted. So it is known, not guessed, on
//! what a view depends.

mod amendments;
mod counts;
mod forums;
mod found;
mod lists;
mod marks;

use std::cell::RefCell;
use std::ops::RangeInclusive;

use chrono::{FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::diagnostic::Words;
use crate::model::activity::QuarterCounts;
use crate::model::attendance;
use crate::model::body::{Body, Instructor};
use crate::model::counts::Reach;
use crate::model::grid;
use crate::model::keyed::Kind;
use crate::model::mechanism::Mechanism;
use crate::model::meeting::Meeting;
use crate::model::meeting::Outcome;
use crate::model::month::Month;
use crate::model::page::Page;
use crate::model::people::{self, Branch, Person};
use crate::model::place::Place;
use crate::model::policy::Policy;
use crate::model::posting::State;
use crate::model::postings::Posting;
use crate::model::practice::Practice;
use crate::model::publicity::Publicity;
use crate::model::record::Record;
use crate::model::revenue::Revenue;
use crate::model::rhythm::{Action, ActionState, Below, MonthReport, Rhythm, Span, WeekReport};
use crate::model::rollout::{Progress, Stand};
use crate::model::round::End;
use crate::model::scope::{Party, Target};
use crate::model::series::Series;
use crate::model::taxonomy::{Served, Tagged, Taxonomy};
use crate::model::venue::{Spot, Venue, VenueUses};
use crate::model::week::Week;
use crate::model::{Digests, Model, PlaceId, RecordId};
use crate::source::Hash;

/// Which parts of a model were read for a view. What every page may show (settings, the day, plain
/// pages, mechanisms, policies) always counts as read.
#[derive(Debug, Clone, Default, PartialEq, Eq, std::hash::Hash, Serialize, Deserialize)]
pub struct Reads(Vec<Part>);

/// A part of a model.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, std::hash::Hash, Serialize, Deserialize,
)]
pub enum Part {
    /// The document of a place.
    Place(PlaceId),
    /// All records of a place.
    Records(PlaceId),
    /// Which lists a place has, of which years, and whether there are corrections.
    Lists(PlaceId),
}

impl Reads {
    /// Takes the hashes of everything that was read.
    pub(super) fn hasher(&self, digests: &Digests) -> blake3::Hasher {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&digests.site);
        for part in &self.0 {
            let of_part = match part {
                Part::Place(place) => digests.places.get(place.index()),
                Part::Records(place) => digests.records.get(place.index()),
                Part::Lists(place) => digests.lists.get(place.index()),
            };
            hasher.update(of_part.unwrap_or(&Hash::default()));
        }
        hasher
    }
}

/// A model whose every reading is noted.
#[derive(Debug)]
pub struct Observed<'m> {
    model: &'m Model,
    reads: RefCell<Vec<Part>>,
}

impl<'m> Observed<'m> {
    pub fn new(model: &'m Model) -> Self {
        Observed {
            model,
            reads: RefCell::default(),
        }
    }

    /// What was read so far.
    pub fn into_reads(self) -> Reads {
        let mut parts = self.reads.into_inner();
        parts.sort_unstable();
        parts.dedup();
        parts.shrink_to_fit();
        Reads(parts)
    }

    fn note(&self, part: Part) {
        let mut reads = self.reads.borrow_mut();
        // Most readings follow one of the same part.
        if !reads.iter().rev().take(4).any(|last| *last == part) {
            reads.push(part);
        }
    }

    /// Notes a part of a place and of all places below.
    fn note_within(&self, id: PlaceId, part: fn(PlaceId) -> Part) {
        let mut left = vec![id];
        while let Some(id) = left.pop() {
            self.note(part(id));
            left.extend(self.model.children(id));
        }
    }

    pub fn today(&self) -> NaiveDate {
        self.model.today
    }

    /// The zone of the site.
    pub fn zone(&self) -> FixedOffset {
        self.model.config.zone
    }

    pub fn pages(&self) -> &'m [Page] {
        &self.model.pages
    }

    pub fn mechanisms(&self) -> &'m [Mechanism] {
        &self.model.mechanisms
    }

    pub fn place(&self, id: PlaceId) -> &'m Place {
        self.note(Part::Place(id));
        self.model.place(id)
    }

    /// Which places there are counts as read always.
    pub fn children(&self, id: PlaceId) -> &'m [PlaceId] {
        self.model.children(id)
    }

    /// Whether there is something of grids at a place or below counts as read always.
    pub fn has_grids(&self, id: PlaceId) -> bool {
        self.model.has_grids(id)
    }

    /// So does the code of the chart of a place.
    pub fn chart_code(&self, id: PlaceId) -> Option<&'m str> {
        self.model.chart_code(id)
    }

    /// How many grids, unit grids, buildings and households there are at a place and below.
    pub fn grid_counts(&self, id: PlaceId) -> grid::Counts {
        self.note_within(id, Part::Place);
        self.model.grid_counts(id)
    }

    /// Whether a mechanism is adopted or tried at a place.
    pub fn is_in_use(&self, mechanism: &Mechanism, id: PlaceId) -> bool {
        self.note(Part::Place(id));
        mechanism.is_in_use(&self.model.places, id, self.model.today)
    }

    pub fn above(&self, id: PlaceId) -> Vec<&'m Place> {
        let above = self.model.above(id);
        for place in &above {
            self.note(Part::Place(place.id));
        }
        above
    }

    pub fn record(&self, id: RecordId) -> Option<&'m Record> {
        self.note_record(id);
        self.model.record(id)
    }

    pub fn findings(&self, id: RecordId) -> &'m [Words] {
        self.note_record(id);
        self.model.findings(id)
    }

    /// What was noted of the poster of a record, at any place, counts as read with it.
    pub fn postings_of(&self, id: RecordId) -> impl Iterator<Item = &'m Posting> + use<'m> {
        self.note_record(id);
        self.model.postings_of(id)
    }

    /// The day on which a record was withdrawn or revoked, or on which another one takes its place.
    pub fn ended(&self, record: &Record) -> Option<(NaiveDate, End)> {
        self.pointing_at(record.id);
        self.model.ended(record)
    }

    pub fn findings_of_place(&self, id: PlaceId) -> &'m [Words] {
        self.note(Part::Records(id));
        self.model.findings_of_place(id)
    }

    /// Whether a place has a page of bodies counts as read always.
    pub fn has_people(&self, id: PlaceId) -> bool {
        self.model.people().is_told(id)
    }

    /// The branches that serve a place, or may. Which joint ones do counts as read always.
    pub fn branches(&self, id: PlaceId) -> Vec<Branch<'m>> {
        self.note(Part::Place(id));
        self.above(id);
        let people = self.model.people();
        for (place, _) in people.serving(id) {
            self.note(Part::Place(*place));
        }
        people.branches(&self.model.places, id)
    }

    /// The instructor of a place, or of the nearest place above.
    pub fn instructor(&self, id: PlaceId) -> Option<(&'m Place, &'m Instructor)> {
        self.note(Part::Place(id));
        self.above(id);
        people::instructor(&self.model.places, id)
    }

    /// Those who are in more than one body of these places.
    pub fn crossing(&self, places: &[PlaceId]) -> Vec<Person<'m>> {
        let model = self.model;
        let read = places.iter().map(|id| self.place(*id));
        people::crossing(&model.places, read)
    }

    /// The weeks and months of a place, which follow from its meetings.
    pub fn rhythm(&self, id: PlaceId) -> &'m Rhythm {
        self.note(Part::Records(id));
        self.model.rhythm(id)
    }

    /// What a week of a place has to report.
    pub fn week_report(&self, id: PlaceId, week: Week) -> Option<WeekReport> {
        self.note(Part::Records(id));
        self.model.week_report(id, week)
    }

    /// The public revenue of a place, which follows from its statements.
    pub fn revenue(&self, id: PlaceId) -> &'m Revenue {
        self.note(Part::Records(id));
        self.model.revenue(id)
    }

    /// The series of a place, which follow from its records.
    pub fn series(&self, id: PlaceId) -> &'m [Series] {
        self.note(Part::Records(id));
        self.model.series(id)
    }

    /// The series of a record.
    pub fn series_of(&self, record: &Record) -> Option<&'m Series> {
        self.note(Part::Records(record.place));
        self.model.series_of(record)
    }

    /// Days from the outcome of a record to posting, if that is noted.
    pub fn days_to_posting(&self, record: &Record) -> Option<i64> {
        self.note(Part::Records(record.place));
        self.model.days_to_posting(record)
    }

    /// How soon records of a place were posted.
    pub fn publicity(&self, id: PlaceId, days: &RangeInclusive<NaiveDate>) -> Option<Publicity> {
        self.note(Part::Records(id));
        self.model.publicity(id, days)
    }

    /// The week or month whose poster is that of a record: it follows from the meetings of its place.
    pub fn span_of(&self, record: &Record) -> Option<Span> {
        self.note(Part::Records(record.place));
        self.model.span_of(record)
    }

    /// What a monthly meeting has to give account of.
    pub fn owed_to(&self, record: &Record) -> Vec<&'m Action> {
        self.note(Part::Records(record.place));
        self.model.owed_to(record)
    }

    /// The places whose records are counted for a place; that others are invented counts as read.
    pub fn reach(&self, place: PlaceId, reach: Reach) -> Vec<PlaceId> {
        let places = self.model.reach(place, reach);
        if reach == Reach::WithBelow {
            for here in &places {
                self.note(Part::Place(*here));
                for child in self.model.children(*here) {
                    self.note(Part::Place(*child));
                }
            }
        }
        for here in &places {
            self.note(Part::Records(*here));
        }
        places
    }

    /// A place and all below it, each followed by those below it.
    pub fn family(&self, id: PlaceId) -> Vec<PlaceId> {
        let mut places = Vec::new();
        let mut left = vec![id];
        while let Some(place) = left.pop() {
            places.push(place);
            left.extend(self.model.children(place).iter().rev());
        }
        places
    }

    /// The places of which counts are told side by side: the root, for all that is not invented, and
    /// the highest invented ones.
    pub fn places_of_counts(&self) -> Vec<PlaceId> {
        let mut places = self.family(PlaceId::ROOT);
        places.retain(|id| {
            let place = self.place(*id);
            let parent = place.parent.map(|parent| self.place(parent));
            parent.is_none_or(|parent| place.demo && !parent.demo)
        });
        places
    }

    /// The words of a taxonomy at a place with what serves them.
    pub fn served(&self, place: PlaceId, taxonomy: Taxonomy) -> Vec<Served<'m>> {
        self.note(Part::Place(place));
        self.above(place);
        self.reach(place, Reach::WithBelow);
        self.model.served(place, taxonomy)
    }

    /// The records of a place and below that may name words of a taxonomy.
    pub fn tagged(&self, place: PlaceId, taxonomy: Taxonomy) -> Vec<Tagged> {
        self.reach(place, Reach::WithBelow);
        self.model.tagged(place, taxonomy)
    }

    /// The number of a word among all words of its taxonomy.
    pub fn number_of(&self, taxonomy: Taxonomy, name: &str) -> Option<usize> {
        self.model.number_of(taxonomy, name)
    }

    /// Whether a record counts for the words of a taxonomy that it names.
    pub fn counts_for(&self, record: &Record, taxonomy: Taxonomy) -> bool {
        self.note(Part::Records(record.place));
        self.model.counts_for(record, taxonomy)
    }

    /// A venue.
    pub fn venue(&self, spot: Spot) -> Option<&'m Venue> {
        self.note(Part::Place(spot.place));
        self.model.venue(spot)
    }

    /// What takes place at the venues of a place.
    pub fn venue_uses(&self, place: PlaceId) -> Vec<VenueUses> {
        self.note(Part::Place(place));
        self.reach(place, Reach::WithBelow);
        self.model.venue_uses(place)
    }

    /// The activities of a place and below by the quarter in which they were held.
    pub fn activities_by_quarter(&self, place: PlaceId) -> Vec<QuarterCounts> {
        self.reach(place, Reach::WithBelow);
        self.model.activities_by_quarter(place)
    }

    /// Where a mechanism stands at a place.
    pub fn stands(&self, mechanism: &'m Mechanism, place: PlaceId) -> Option<Stand<'m>> {
        self.note(Part::Place(place));
        self.above(place);
        self.model.stands(mechanism, place)
    }

    /// How far a mechanism is among the places that are to carry it out.
    pub fn progress_of(&self, mechanism: &Mechanism, demo: bool) -> Progress {
        for place in self.model.places.iter() {
            self.note(Part::Place(place.id));
        }
        self.model.progress_of(mechanism, demo)
    }

    /// How a mechanism is carried out at a place.
    pub fn practice(&self, at: usize, place: PlaceId) -> Practice {
        self.note(Part::Place(place));
        self.above(place);
        self.note(Part::Records(place));
        self.model.practice(at, place)
    }

    /// What a meeting agreed, with what became of it; what meetings of other places report of it
    /// counts as a part of the place of the meeting.
    pub fn agreed(&self, record: &Record) -> Vec<&'m Action> {
        self.note(Part::Records(record.place));
        self.model.agreed(record)
    }

    /// What earlier meetings of its place left to be done when a meeting ends.
    pub fn carried_to(&self, record: &Record) -> Vec<&'m Action> {
        self.note(Part::Records(record.place));
        self.model.carried_to(record)
    }

    /// What a meeting agreed, as written.
    pub fn outcome(&self, action: &Action) -> Option<&'m Outcome> {
        self.note_record(action.meeting);
        self.model.outcome(action)
    }

    /// What a month of a place has to report.
    pub fn month_report(&self, id: PlaceId, month: Month) -> Option<MonthReport<'m>> {
        self.note(Part::Records(id));
        self.model.month_report(id, month)
    }

    /// What the meetings of a place agreed and stands like this today.
    pub fn unfinished(
        &self,
        id: PlaceId,
        state: ActionState,
    ) -> impl Iterator<Item = &'m Action> + use<'m> {
        self.note(Part::Records(id));
        self.model.unfinished(id, state)
    }

    /// How the places below a place keep their rhythm.
    pub fn below(&self, id: PlaceId) -> Vec<Below<'m>> {
        let below = self.model.below(id);
        // That another place has none counts as read as well.
        self.note_within(id, Part::Place);
        self.note_within(id, Part::Records);
        below
    }

    /// Policies.
    pub fn policies(&self) -> &'m [Policy] {
        &self.model.policies
    }

    /// Whether a place names a policy.
    pub fn names_policy(&self, id: PlaceId, policy: usize) -> bool {
        self.note_within(id, Part::Place);
        self.model.names_policy(id, policy)
    }

    /// The records that cite a policy; that another one does not counts as read.
    pub fn evidence(&self, policy: usize) -> Vec<(&'m Record, Vec<usize>)> {
        for place in self.model.places.iter() {
            self.note(Part::Place(place.id));
            self.note(Part::Records(place.id));
        }
        self.model.evidence(policy)
    }

    /// The state of a record; what became of it counts as read with it.
    pub fn state(&self, record: &Record) -> State {
        self.note(Part::Records(record.place));
        self.model.state(record)
    }

    pub fn is_on_display(&self, record: &Record) -> bool {
        self.note(Part::Records(record.place));
        self.model.is_on_display(record)
    }

    pub fn hangs(&self, record: &Record) -> bool {
        self.note(Part::Records(record.place));
        self.model.hangs(record)
    }

    pub fn is_for_screens(&self, record: &Record) -> bool {
        self.note(Part::Records(record.place));
        self.model.is_for_screens(record)
    }

    /// Whether a place has a screen follows from its records and from the levels of those below.
    pub fn has_screen(&self, id: PlaceId) -> bool {
        self.note(Part::Records(id));
        self.note_within(id, Part::Place);
        self.model.has_screen(id)
    }

    /// Records of places above that concern a place and that `is_shown` wants, by kind. That others
    /// are not shown counts as read too.
    pub fn records_above(
        &self,
        id: PlaceId,
        is_shown: fn(&Model, &Record) -> bool,
    ) -> Vec<&'m Record> {
        self.note(Part::Place(id));
        for place in self.above(id) {
            self.note(Part::Records(place.id));
        }
        let of = |kind| self.model.records_above(id, kind);
        Kind::ALL
            .into_iter()
            .flat_map(of)
            .filter(|record| is_shown(self.model, record))
            .collect()
    }

    /// The word for whom a record concerns.
    pub fn target<'p>(&self, target: &'p Target) -> &'p str
    where
        'm: 'p,
    {
        if let Target::Place(place) = target {
            self.note(Part::Place(*place));
        }
        self.model.target(target)
    }

    pub fn left_out_title(&self, id: RecordId) -> Option<&'m str> {
        self.note_record(id);
        self.model.left_out(id).map(|(title, _)| title)
    }

    /// Whether a record is published counts as read whatever the answer: it may be another one.
    fn note_record(&self, id: RecordId) {
        let published = self.model.record(id).map(|record| record.place);
        let place = published.or_else(|| self.model.left_out(id).map(|(_, place)| place));
        if let Some(place) = place {
            self.note(Part::Records(place));
        }
    }

    pub fn records_at(
        &self,
        place: PlaceId,
        kind: Kind,
    ) -> impl DoubleEndedIterator<Item = &'m Record> + ExactSizeIterator + use<'m> {
        self.note(Part::Records(place));
        self.model.records_at(place, kind)
    }

    /// That a record points here counts as read with the record that is pointed to.
    pub fn pointing_at(&self, id: RecordId) -> Vec<&'m Record> {
        let pointing: Vec<&Record> = self.model.pointing_at(id).collect();
        for record in &pointing {
            self.note(Part::Records(record.place));
        }
        pointing
    }

    pub fn body(&self, party: &Party) -> Option<&'m Body> {
        if let Party::Body(place, _) = party {
            self.note(Part::Place(*place));
        }
        self.model.body(party)
    }

    /// Who came to a meeting.
    pub fn attendance<'p>(&self, record: &Record, meeting: &'p Meeting) -> attendance::Summary<'p> {
        self.note(Part::Records(record.place));
        for attended in &meeting.attendance {
            if let Party::Body(place, _) = attended.body {
                self.note(Part::Place(place));
            }
        }
        self.model.attendance(record, meeting)
    }

    pub fn name<'p>(&self, party: &'p Party) -> &'p str
    where
        'm: 'p,
    {
        match party {
            Party::Words(words) => words,
            Party::Body(..) => self.body(party).map_or("", |body| &body.name),
        }
    }
}
