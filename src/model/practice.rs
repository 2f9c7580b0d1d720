//! How a mechanism is carried out at a place: which of its meetings were held, who came, who was
//! invited.

use super::attendance::expected;
use super::keyed::{BodyKind, Kind};
use super::mechanism::Mechanism;
use super::meeting::Meeting;
use super::month::Month;
use super::record::{Facts, Record};
use super::rhythm::{Came, Kept, Period, Turn, standing};
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
            weeks: turns_of(at, &self.rhythm(place).weeks),
            months: turns_of(at, &self.rhythm(place).months),
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

    /// A meeting of a mechanism: it names it, or it names none and is the one that was asked for.
    fn of_mechanism<'m>(&self, record: &'m Record, at: usize) -> Option<&'m Meeting> {
        let Facts::Meeting(meeting) = &record.facts else {
            return None;
        };
        let rhythm = self.rhythm(record.place);
        let of = rhythm.mechanism_of(record, meeting, &self.mechanisms);
        (record.withdrawn.is_none() && of == Some(at)).then_some(meeting)
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
            let expected = expected(meeting, Some(mechanism));
            let (bodies, _) = standing(meeting, expected, kind_of);
            let of_kind = |came: &Came| {
                let mut bodies = bodies.iter().filter(|_| !expected.is_empty());
                bodies.any(|of| of.kind == Some(kind) && of.came == *came)
            };
            let all = [Came::Present, Came::Absent, Came::Unknown];
            match all.into_iter().find(of_kind) {
                Some(Came::Present) => count.came += 1,
                Some(Came::Absent) => count.absent += 1,
                Some(Came::Unknown) => {}
                None => continue,
            }
            count.meetings += 1;
        }
        count
    }
}

/// The weeks or months in which a mechanism asked for a meeting, with what became of its own.
fn turns_of<P: Period>(at: usize, turns: &[Turn<P>]) -> Vec<(P, Kept)> {
    let asked = |turn: &Turn<P>| {
        let mut asked = turn.asked.iter();
        let (_, kept) = asked.find(|(of, _)| *of == at)?;
        Some((turn.period, *kept))
    };
    turns.iter().filter_map(asked).collect()
}
