//! Who came to a meeting: the standing bodies of its mechanism, each counted once, others, and who
//! was invited besides.

use super::keyed::{BodyKind, MeetingType};
use super::mechanism::Mechanism;
use super::meeting::Meeting;
use super::scope::Party;

/// Whether a body came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It came.
    Came,
    /// It did not.
    Absent,
    /// Nobody wrote whether it did: it may have come or not.
    Unsaid,
}

impl Presence {
    /// Its key, for which themes have words.
    pub fn key(self) -> &'static str {
        match self {
            Presence::Came => "present",
            Presence::Absent => "absent",
            Presence::Unsaid => "unsaid",
        }
    }
}

/// A body at a meeting, or one that belongs there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat<'m> {
    /// Its kind, if it is a body of a place.
    pub kind: Option<BodyKind>,
    /// Which body; none where the list does not name one of this kind.
    pub body: Option<&'m Party>,
    /// Whether it came.
    pub presence: Presence,
    /// How many people.
    pub people: Option<u64>,
    /// Why it did not come.
    pub reason: Option<&'m str>,
    /// It belongs to the standing bodies.
    pub is_standing: bool,
}

/// Who came to a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary<'m> {
    /// Standing bodies in the order of the mechanism, then others.
    pub seats: Vec<Seat<'m>>,
    /// How many standing bodies there are: those of the mechanism, else all that are listed.
    pub standing: usize,
    /// How many of them came.
    pub came: usize,
    /// Of how many nobody wrote whether they came.
    pub unsaid: usize,
    /// Who was invited besides (X), with the topic.
    pub invited: &'m [(Party, Option<String>)],
}

/// The standing bodies that a mechanism expects at a meeting. Meetings of other types, which it may
/// name too, have members of their own.
pub fn expected<'m>(meeting: &Meeting, mechanism: Option<&'m Mechanism>) -> &'m [BodyKind] {
    let is_bound = matches!(
        meeting.r#type,
        MeetingType::WeeklyOffice | MeetingType::JointMonthly | MeetingType::Consultation
    );
    mechanism
        .filter(|_| is_bound)
        .map_or(&[], |mechanism| mechanism.bodies.as_slice())
}

impl<'m> Summary<'m> {
    /// Tells who came. `kind` tells the kind of a body.
    pub fn new(
        meeting: &'m Meeting,
        mechanism: Option<&Mechanism>,
        kind: impl Fn(&Party) -> Option<BodyKind>,
    ) -> Self {
        let expected = expected(meeting, mechanism);
        let listed: Vec<Seat<'m>> = meeting
            .attendance
            .iter()
            .map(|attended| {
                let kind = kind(&attended.body);
                Seat {
                    kind,
                    body: Some(&attended.body),
                    presence: match attended.present {
                        _ if attended.absent => Presence::Absent,
                        Some(_) => Presence::Came,
                        None => Presence::Unsaid,
                    },
                    people: attended.present.filter(|count| *count > 0),
                    reason: attended.reason.as_deref(),
                    is_standing: expected.is_empty()
                        || kind.is_some_and(|kind| expected.contains(&kind)),
                }
            })
            .collect();
        if expected.is_empty() {
            let count = |presence| {
                listed
                    .iter()
                    .filter(|seat| seat.presence == presence)
                    .count()
            };
            return Summary {
                standing: listed.len(),
                came: count(Presence::Came),
                unsaid: count(Presence::Unsaid),
                seats: listed,
                invited: &meeting.invited,
            };
        }
        let mut seats = Vec::with_capacity(listed.len().max(expected.len()));
        let (mut came, mut unsaid) = (0, 0);
        for kind in expected {
            let first = seats.len();
            seats.extend(listed.iter().filter(|seat| seat.kind == Some(*kind)));
            if seats.len() == first {
                seats.push(Seat {
                    kind: Some(*kind),
                    body: None,
                    presence: Presence::Unsaid,
                    people: None,
                    reason: None,
                    is_standing: true,
                });
            }
            // Of two companies one is enough: it speaks for its kind.
            let of_kind = &seats[first..];
            let is = |presence| {
                of_kind
                    .iter()
                    .any(|seat: &Seat<'_>| seat.presence == presence)
            };
            came += usize::from(is(Presence::Came));
            unsaid += usize::from(!is(Presence::Came) && is(Presence::Unsaid));
        }
        seats.extend(listed.iter().filter(|seat| !seat.is_standing));
        Summary {
            seats,
            standing: expected.len(),
            came,
            unsaid,
            invited: &meeting.invited,
        }
    }
}
