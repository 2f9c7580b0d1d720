//! Who is in which bodies, which branch serves which compound, and which places have more to tell of
//! their bodies than telephones.

use std::collections::HashMap;

use super::PlaceId;
use super::body::{Body, Instructor, Known, Member};
use super::keyed::{BodyKind, Level};
use super::place::{self, Place};

/// What follows from the bodies of all places together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct People {
    /// For each place, whether it has a page of bodies.
    told: Vec<bool>,
    /// For each place, bodies of other places that name it, or a place above it, as served.
    serving: Vec<Vec<(PlaceId, usize)>>,
}

/// A seat of somebody in a body.
#[derive(Debug, Clone, Copy)]
pub struct Seat<'p> {
    /// The place of the body.
    pub place: &'p Place,
    /// The body.
    pub body: &'p Body,
    /// The member.
    pub member: &'p Member,
}

/// Somebody who is in more than one body.
#[derive(Debug, Clone)]
pub struct Person<'p> {
    /// Seats, at least two, in at least two bodies.
    pub seats: Vec<Seat<'p>>,
}

/// How a branch reaches a compound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// It is the compound's own.
    Own,
    /// It is a joint branch that names the compound.
    Joint,
    /// It is a branch of a place above, which does not say whom it serves.
    Unsaid,
}

/// A branch that serves a compound, or may.
#[derive(Debug, Clone, Copy)]
pub struct Branch<'p> {
    /// Its place.
    pub place: &'p Place,
    /// The body.
    pub body: &'p Body,
    /// How it reaches the compound.
    pub reach: Reach,
}

impl People {
    /// Of all places, parents before children.
    pub(super) fn new(places: &[Place]) -> Self {
        let mut people = People {
            told: places.iter().map(Place::tells_of_people).collect(),
            serving: vec![Vec::new(); places.len()],
        };
        // From the bottom up: a place above tells what those below it have.
        for place in places.iter().rev() {
            if let Some(parent) = place.parent.filter(|_| people.told[place.id.index()]) {
                people.told[parent.index()] = true;
            }
        }
        for place in places {
            for (at, body) in place.bodies.iter().enumerate() {
                for covered in &body.covers {
                    people.serving[covered.index()].push((place.id, at));
                }
            }
        }
        // From the top down: what serves a place serves those below it.
        for place in places {
            let above = place.parent.map(|parent| &people.serving[parent.index()]);
            let mut serving = above.cloned().unwrap_or_default();
            serving.append(&mut people.serving[place.id.index()]);
            serving.sort_unstable();
            serving.dedup();
            people.serving[place.id.index()] = serving;
        }
        for place in places {
            people.serving[place.id.index()].retain(|(of, _)| *of != place.id);
        }
        people
    }

    /// Whether a place, or one below it, has more to tell of its bodies than how to reach them.
    pub fn is_told(&self, place: PlaceId) -> bool {
        self.told.get(place.index()).copied().unwrap_or_default()
    }

    /// Bodies of other places that name it as served.
    pub fn serving(&self, place: PlaceId) -> &[(PlaceId, usize)] {
        self.serving.get(place.index()).map_or(&[], Vec::as_slice)
    }

    /// The branches that serve a place, or may: its own, joint ones, and those of places above that
    /// do not say whom they serve.
    pub fn branches<'p>(&self, places: &'p [Place], id: PlaceId) -> Vec<Branch<'p>> {
        let of = |place: &'p Place, reach| {
            let branches = place.bodies.iter();
            let branches = branches.filter(|body| body.kind == BodyKind::CompoundParty);
            branches.map(move |body| Branch { place, body, reach })
        };
        let mut up = place::up(places, id);
        let own = up.next().into_iter();
        let own = own.flat_map(|place| of(place, Reach::Own));
        let joint = self.serving(id).iter().filter_map(|(place, at)| {
            let place = places.get(place.index())?;
            let body = place.bodies.get(*at)?;
            let is_branch = body.kind == BodyKind::CompoundParty;
            is_branch.then_some(Branch {
                place,
                body,
                reach: Reach::Joint,
            })
        });
        let unsaid = up.flat_map(|place| of(place, Reach::Unsaid));
        let unsaid = unsaid.filter(|branch| branch.body.covers.is_empty());
        own.chain(joint).chain(unsaid).collect()
    }
}

/// The instructor of a place: its own, or that of the nearest place above.
pub fn instructor(places: &[Place], id: PlaceId) -> Option<(&Place, &Instructor)> {
    place::up(places, id).find_map(|place| Some((place, place.instructor.as_ref()?)))
}

/// Whether a place is one that lives by branch or instructor: a compound.
pub fn is_compound(place: &Place) -> bool {
    place.level == Level::Compound
}

/// All seats at places.
fn seats<'p>(places: impl Iterator<Item = &'p Place>) -> impl Iterator<Item = Seat<'p>> {
    places.flat_map(|place| {
        place.bodies.iter().flat_map(move |body| {
            let members = body.members.iter();
            members.map(move |member| Seat {
                place,
                body,
                member,
            })
        })
    })
}

/// Who holds several seats: one id or else one full name, at places of which one is the other or lies
/// above it. `all` are all places, `places` those that are looked at, parents before children.
fn grouped<'p>(all: &[Place], places: impl Iterator<Item = &'p Place>) -> Vec<Vec<Seat<'p>>> {
    let mut groups: Vec<Vec<Seat<'p>>> = Vec::new();
    let mut known: HashMap<Known<'p>, Vec<usize>> = HashMap::new();
    for seat in seats(places) {
        let Some(who) = seat.member.known() else {
            continue;
        };
        let candidates = known.entry(who).or_default();
        let same = candidates
            .iter()
            .find(|at| groups[**at].iter().any(|other| is_near(all, &seat, other)));
        if let Some(at) = same {
            groups[*at].push(seat);
        } else {
            candidates.push(groups.len());
            groups.push(vec![seat]);
        }
    }
    groups
}

fn is_near(all: &[Place], one: &Seat<'_>, other: &Seat<'_>) -> bool {
    let (one, other) = (one.place.id, other.place.id);
    place::is_within(all, one, other) || place::is_within(all, other, one)
}

fn is_same_body(one: &Seat<'_>, other: &Seat<'_>) -> bool {
    one.place.id == other.place.id && one.body.id == other.body.id
}

/// Those who are in more than one body of these places.
pub fn crossing<'p>(all: &[Place], places: impl Iterator<Item = &'p Place>) -> Vec<Person<'p>> {
    let is_crossing = |seats: &Vec<Seat<'p>>| {
        let first = seats.first();
        let mut others = seats.iter();
        first.is_some_and(|first| others.any(|other| !is_same_body(first, other)))
    };
    let groups = grouped(all, places).into_iter().filter(is_crossing);
    groups.map(|seats| Person { seats }).collect()
}

/// Two seats of one person that should not be held by one: whoever is in the owners' committee has
/// the property company on the other side of its contract, and is watched by the supervisory board.
pub fn conflicts(all: &[Place]) -> Vec<(Seat<'_>, Seat<'_>)> {
    let mut conflicts = Vec::new();
    for seats in grouped(all, all.iter()) {
        for (at, one) in seats.iter().enumerate() {
            for other in &seats[at + 1..] {
                let is_against = |one: &Seat<'_>, other: &Seat<'_>| {
                    one.body.kind == BodyKind::OwnersCommittee
                        && matches!(
                            other.body.kind,
                            BodyKind::PropertyCompany | BodyKind::SupervisoryBoard
                        )
                };
                if is_near(all, one, other) && (is_against(one, other) || is_against(other, one)) {
                    conflicts.push((*one, *other));
                }
            }
        }
    }
    conflicts
}
