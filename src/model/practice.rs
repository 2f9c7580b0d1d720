//! How a mechanism is carried out at a place: which of its meetings were held, who came, who was
//! invited.

use super::attendance::{Presence, expected};
use super::keyed::{BodyKind, Kind};
use super::mechanism::Mechanism;
use super::meeting::Meeting;
use super::month::Month;
use super::record::{Facts, Record};
use super::rhythm::{Kept, Period, Turn};
use super::scope::Party;
use super::week::Week;
use super::{Model, PlaceId, RecordId};

/// How a mechanism is carried out at a place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Practice {
    /// Its meetings that were held, newest first.
    pub held: Vec<RecordId>,
    /// Weeks in which a meeting was due, oldest first.
    pub weeks: Vec<(Week, Kept)>,
    /// Months in which one was due, oldest first.
    pub months: Vec<(Month, Kept)>,
    /// Its standing bodies, in its order.
    pub seats: Vec<SeatCount>,
    /// Who was invited, by name, with the meetings; the most often invited first.
    pub invited: Vec<(String, Vec<RecordId>)>,
}

/// How often a standing body came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeatCount {
    /// Its kind.
    pub kind: BodyKind,
    /// Meetings to which it belongs.
    pub meetings: usize,
    /// To how many of them it came.
    pub came: usize,
    /// From how many it was absent.
    pub absent: usize,
}

impl SeatCount {
    /// Of how many meetings nobody wrote whether it came.
    pub fn unsaid(&self) -> usize {
        self.meetings - self.came - self.absent
    }
}

impl Practice {
    /// Nothing was done, and nothing is due.
    pub fn is_empty(&self) -> bool {
        self.held.is_empty() && self.weeks.is_empty() && self.months.is_empty()
    }
}

impl Model {
    /// How a mechanism, by its position, is carried out at a place.
    pub fn practice(&self, at: usize, place: PlaceId) -> Practice {
        let Some(mechanism) = self.mechanisms.get(at) else {
            return Practice::default();
        };
        let mut held: Vec<(&Record, &Meeting)> = self
            .records_at(place, Kind::Meeting)
            .filter_map(|record| Some((record, self.of_mechanism(record, at)?)))
            .filter(|(record, meeting)| meeting.has_met(record.date, self.today))
            .collect();
        held.sort_by_key(|(record, meeting)| {
            (std::cmp::Reverse(meeting.day(record.date)), &record.key)
        });
        let seats = mechanism.bodies.iter();
        let mut practice = Practice {
            held: held.iter().map(|(record, _)| record.id).collect(),
            weeks: self.turns_of(at, &self.rhythm(place).weeks),
            months: self.turns_of(at, &self.rhythm(place).months),
            seats: seats
                .map(|kind| self.seat(*kind, mechanism, &held))
                .collect(),
            invited: Vec::new(),
        };
        for (record, meeting) in &held {
            let mut names: Vec<&str> = Vec::new();
            for (party, _) in &meeting.invited {
                let name = self.name(party);
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            for name in names {
                let known = practice.invited.iter_mut().find(|(known, _)| known == name);
                match known {
                    Some((_, meetings)) => meetings.push(record.id),
                    None => practice.invited.push((name.to_owned(), vec![record.id])),
                }
            }
        }
        // Stable: who was invited last stands first among equals.
        practice
            .invited
            .sort_by_key(|(_, meetings)| std::cmp::Reverse(meetings.len()));
        practice
    }

    /// A meeting of a mechanism: it names it, or it names none and is of a type that it wants.
    fn of_mechanism<'m>(&self, record: &'m Record, at: usize) -> Option<&'m Meeting> {
        let Facts::Meeting(meeting) = &record.facts else {
            return None;
        };
        let wants = || {
            let mut wanted = self.mechanisms[at].meets.iter();
            wanted.any(|(meeting_type, _)| *meeting_type == meeting.r#type)
        };
        let is_of =
            record.withdrawn.is_none() && meeting.mechanism.map_or_else(wants, |of| of == at);
        is_of.then_some(meeting)
    }

    /// The weeks or months in which a mechanism wants a meeting: with one of its own, or with none.
    fn turns_of<P: Period>(&self, at: usize, turns: &[Turn<P>]) -> Vec<(P, Kept)> {
        let wanted = |(_, every): &(_, super::keyed::Every)| *every == P::EVERY;
        if !self.mechanisms[at].meets.iter().any(wanted) {
            return Vec::new();
        }
        let is_of = |id: &RecordId| {
            self.record(*id)
                .is_some_and(|record| self.of_mechanism(record, at).is_some())
        };
        turns
            .iter()
            .filter(|turn| turn.meetings.is_empty() || turn.meetings.iter().any(is_of))
            .map(|turn| (turn.period, turn.kept))
            .collect()
    }

    fn seat(
        &self,
        kind: BodyKind,
        mechanism: &Mechanism,
        held: &[(&Record, &Meeting)],
    ) -> SeatCount {
        let kind_of = |party: &Party| self.body(party).map(|body| body.kind);
        let mut count = SeatCount {
            kind,
            meetings: 0,
            came: 0,
            absent: 0,
        };
        for (_, meeting) in held {
            if expected(meeting, Some(mechanism)).is_empty() {
                continue;
            }
            count.meetings += 1;
            let summary = super::attendance::Summary::new(meeting, Some(mechanism), kind_of);
            let seats = summary.seats.iter().filter(|seat| seat.kind == Some(kind));
            let presences: Vec<Presence> = seats.map(|seat| seat.presence).collect();
            if presences.contains(&Presence::Came) {
                count.came += 1;
            } else if !presences.contains(&Presence::Unsaid) {
                count.absent += 1;
            }
        }
        count
    }
}
