//! Who came to a meeting, in one list with the numbers: the standing bodies of its mechanism, others,
//! and who was invited besides. What counts as having come, [`rhythm::standing`] tells.

use super::keyed::{BodyKind, MeetingType};
use super::mechanism::Mechanism;
use super::meeting::{Attendance, Meeting};
use super::rhythm::{self, Came};
use super::scope::Party;

/// A body at a meeting, or one that belongs there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat<'m> {
    /// Its kind, if it is a body of a place.
    pub kind: Option<BodyKind>,
    /// Which body; none where the list does not name one of this kind.
    pub body: Option<&'m Party>,
    /// Whether it came.
    pub came: Came,
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
    /// A mechanism says which bodies stand.
    pub is_bound: bool,
    /// Who was invited besides (X), with the topic.
    pub invited: &'m [(Party, Option<String>)],
}

/// The standing bodies that a mechanism expects at a meeting. Meetings of other types, which may
/// name it too, have members of their own.
pub fn expected<'m>(meeting: &Meeting, mechanism: Option<&'m Mechanism>) -> &'m [BodyKind] {
    let is_bound = |of: &&Mechanism| {
        of.meets.iter().any(|(kind, _)| *kind == meeting.r#type)
            || matches!(
                meeting.r#type,
                MeetingType::WeeklyOffice | MeetingType::JointMonthly | MeetingType::Consultation
            )
    };
    mechanism
        .filter(is_bound)
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
        let (standing, further) = rhythm::standing(meeting, expected, &kind);
        let count = |came: Came| standing.iter().filter(|of| of.came == came).count();
        let seat = |written: &'m Attendance, is_standing| Seat {
            kind: kind(&written.body),
            body: Some(&written.body),
            came: Came::of(&[written]),
            people: written.present.filter(|count| *count > 0),
            reason: written.reason.as_deref(),
            is_standing,
        };
        let mut seats = Vec::with_capacity(standing.len() + further.len());
        for of in &standing {
            seats.extend(of.written.iter().map(|written| seat(written, true)));
            if of.written.is_empty() {
                seats.push(Seat {
                    kind: of.kind,
                    body: None,
                    came: of.came,
                    people: None,
                    reason: None,
                    is_standing: true,
                });
            }
        }
        seats.extend(further.into_iter().map(|written| seat(written, false)));
        Summary {
            seats,
            standing: standing.len(),
            came: count(Came::Present),
            unsaid: count(Came::Unknown),
            is_bound: !expected.is_empty(),
            invited: &meeting.invited,
        }
    }
}
