//! Pages of bodies and the people in them.

use std::collections::BTreeSet;

use super::frame::Belongs;
use super::mechanism::mechanism_link;
use super::place::body_facts;
use super::{Composer, contact_view, iso};
use crate::model::PlaceId;
use crate::model::body::{self, Body, Tenure};
use crate::model::keyed::{BodyKind, Kind};
use crate::model::people::{self, Person, Reach};
use crate::model::place::Place;
use crate::model::radar::{self, Event, Meaning};
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::frame::Link;
use crate::plan::view::people::{
    BodiesView, BodyDetail, Coverage, Due, Instructor, Matrix, Office, Row,
};
use crate::plan::view::place::Adoption;

/// How much of what ends next a home page shows.
const NEXT: usize = 2;

impl Composer<'_> {
    /// The bodies of a place.
    pub(super) fn bodies(&self, id: PlaceId, page: &SitePath) -> BodiesView {
        let place = self.model.place(id);
        let (real, demo) = self.family(id);
        BodiesView {
            frame: self.frame(
                id,
                page,
                place.title.clone(),
                String::new(),
                Belongs::Bodies,
            ),
            bodies: place
                .bodies
                .iter()
                .map(|body| self.detail(body, page))
                .collect(),
            instructor: self.instructor(place, id, page),
            radar: self.radar(&real, id, page),
            demo_radar: self.radar(&demo, id, page),
            matrix: self.matrix(id, &real, page),
            coverage: self.coverage(&real, id, page),
            demo_coverage: self.coverage(&demo, id, page),
        }
    }

    /// A place and those below it, and invented places below a real one apart; each before those
    /// below it.
    fn family(&self, id: PlaceId) -> (Vec<PlaceId>, Vec<PlaceId>) {
        let is_demo = self.model.place(id).demo;
        let is_counted = |id: &PlaceId| is_demo || !self.model.place(*id).demo;
        self.model.family(id).into_iter().partition(is_counted)
    }

    fn detail(&self, body: &Body, page: &SitePath) -> BodyDetail {
        let dates = |tenure: &Tenure| (iso(tenure.from), iso(tenure.to));
        BodyDetail {
            facts: body_facts(body),
            base: body.base.clone(),
            filed: body.filed.map(iso),
            contract: body.contract.as_ref().map(dates),
            covers: body
                .covers
                .iter()
                .map(|covered| self.people_link(*covered, page))
                .collect(),
            members: offices(body),
        }
    }

    /// A place with its page of bodies, or its home.
    fn people_link(&self, id: PlaceId, page: &SitePath) -> Link {
        let place = self.model.place(id);
        let address = if self.model.has_people(id) {
            routes::bodies(&place.folder)
        } else {
            routes::place(&place.folder)
        };
        Link {
            title: place.title.clone(),
            href: page.relative(&address),
        }
    }

    /// The instructor to be shown at a place: that of a place above only where no branch serves it.
    pub(super) fn instructor(
        &self,
        here: &Place,
        id: PlaceId,
        page: &SitePath,
    ) -> Option<Instructor> {
        let (place, found) = self.model.instructor(id)?;
        let is_own = place.id == here.id;
        if !is_own && (!people::is_compound(here) || !self.model.branches(id).is_empty()) {
            return None;
        }
        Some(instructor_view(
            found,
            (!is_own).then(|| self.people_link(place.id, page)),
        ))
    }

    /// What ends at these places, by day.
    fn radar(&self, places: &[PlaceId], here: PlaceId, page: &SitePath) -> Vec<Due> {
        let events = self.endings(places);
        let due = |event: &Event<'_>| self.due(event, here, page);
        events.iter().map(due).collect()
    }

    /// What ends next at a place and below it.
    pub(super) fn next(&self, id: PlaceId, page: &SitePath) -> Vec<Due> {
        if !self.model.has_people(id) {
            return Vec::new();
        }
        let today = self.model.today();
        let (real, _) = self.family(id);
        let events = self.endings(&real);
        let coming = events.iter().filter(|event| event.day >= today);
        coming
            .take(NEXT)
            .map(|event| self.due(event, id, page))
            .collect()
    }

    fn endings(&self, places: &[PlaceId]) -> Vec<Event<'_>> {
        let today = self.model.today();
        let places = places.iter().map(|id| self.model.place(*id));
        let mut events: Vec<Event<'_>> = places.flat_map(|place| radar::of(place, today)).collect();
        radar::sort(&mut events);
        events
    }

    fn due(&self, event: &Event<'_>, here: PlaceId, page: &SitePath) -> Due {
        let id = event.place.id;
        let ends = matches!(event.meaning, Meaning::Term | Meaning::Contract);
        let mut decisions = self.model.records_at(id, Kind::Resolution);
        let decision = decisions.find(|record| radar::decides(record, event.body, event.tenure));
        Due {
            day: iso(event.day),
            meaning: event.meaning.key(),
            body: event.body.name.clone(),
            place: (id != here).then(|| self.people_link(id, page)),
            over: event.is_over(self.model.today()),
            passed: event
                .passed(self.model.today())
                .map(|(day, meaning)| (meaning.key(), iso(day)))
                .collect(),
            decision: decision
                .filter(|_| ends)
                .and_then(|record| self.link(record.id, page)),
        }
    }

    /// Who is in several bodies, at least one of them at the place or below.
    fn matrix(&self, id: PlaceId, below: &[PlaceId], page: &SitePath) -> Option<Matrix> {
        let above = self.model.above(id);
        let places: Vec<PlaceId> = above
            .iter()
            .map(|place| place.id)
            .chain(below.iter().copied())
            .collect();
        let here: BTreeSet<PlaceId> = below.iter().copied().collect();
        let is_here = |person: &Person<'_>| {
            let mut seats = person.seats.iter();
            seats.any(|seat| here.contains(&seat.place.id))
        };
        let mut people = self.model.crossing(&places);
        people.retain(is_here);
        let seats = people.iter().flat_map(|person| &person.seats);
        let mut known: BTreeSet<(PlaceId, &str)> = BTreeSet::new();
        let bodies: Vec<(PlaceId, &Body)> = seats
            .filter(|seat| known.insert((seat.place.id, &seat.body.id)))
            .map(|seat| (seat.place.id, seat.body))
            .collect();
        if people.is_empty() {
            return None;
        }
        let kinds: Vec<BodyKind> = bodies.iter().map(|(_, body)| body.kind).collect();
        let row = |person: &Person<'_>| row(person, &bodies);
        Some(Matrix {
            people: people.iter().map(row).collect(),
            mechanisms: self.between(&kinds, &places, page),
            bodies: bodies
                .iter()
                .map(|(place, body)| {
                    let elsewhere = (*place != id).then(|| self.model.place(*place).title.clone());
                    (body.name.clone(), elsewhere)
                })
                .collect(),
        })
    }

    /// Mechanisms that stand at one of these places and whose standing bodies, two or more, are all
    /// of these kinds.
    fn between(&self, kinds: &[BodyKind], places: &[PlaceId], page: &SitePath) -> Vec<Adoption> {
        let today = self.model.today();
        let between = self.model.mechanisms().iter().filter(|mechanism| {
            let mut bodies = mechanism.bodies.iter();
            mechanism.bodies.len() > 1 && bodies.all(|kind| kinds.contains(kind))
        });
        between
            .filter_map(|mechanism| {
                // The lowest place says most.
                let mut places = places.iter().rev();
                let adoption = places.find_map(|place| mechanism.at(*place, today))?;
                Some(Adoption {
                    mechanism: mechanism_link(mechanism, page),
                    state: Some(adoption.state.key()),
                    since: adoption.since.as_ref().map(|since| since.written.clone()),
                    note: adoption.note.clone(),
                })
            })
            .collect()
    }

    /// What is known of the compounds among these places, but for the place of the page.
    fn coverage(&self, places: &[PlaceId], here: PlaceId, page: &SitePath) -> Vec<Coverage> {
        let below = places.iter().filter(|id| **id != here);
        let compounds = below.filter(|id| people::is_compound(self.model.place(**id)));
        compounds.map(|id| self.covered(*id, here, page)).collect()
    }

    fn covered(&self, id: PlaceId, here: PlaceId, page: &SitePath) -> Coverage {
        let place = self.model.place(id);
        let above = place.parent.filter(|above| *above != here);
        let today = self.model.today();
        let branches = self.model.branches(id);
        let of = |kind| place.bodies.iter().find(|body: &&Body| body.kind == kind);
        let committee = of(BodyKind::OwnersCommittee);
        let company = of(BodyKind::PropertyCompany);
        let term = committee.and_then(|body| body.term.as_ref());
        let contract = company.and_then(|body| body.contract.as_ref());
        let is_over = |tenure: Option<&Tenure>| tenure.is_some_and(|tenure| tenure.to < today);
        let end = |tenure: &Tenure| iso(tenure.to);
        Coverage {
            place: self.people_link(id, page),
            above: above.map(|above| self.model.place(above).title.clone()),
            bases: branches
                .iter()
                .filter(|branch| branch.reach != Reach::Unsaid)
                .filter_map(|branch| branch.body.base.clone())
                .collect(),
            branches: branches
                .iter()
                .map(|branch| (branch.body.name.clone(), reach(branch.reach)))
                .collect(),
            instructor: self.instructor(place, id, page),
            committee: committee.map(|body| body.name.clone()),
            term: term.map(end),
            term_over: is_over(term),
            company: company.map(|body| body.name.clone()),
            contract: contract.map(end),
            contract_over: is_over(contract),
        }
    }
}

fn reach(reach: Reach) -> &'static str {
    match reach {
        Reach::Own => "own",
        Reach::Joint => "joint",
        Reach::Unsaid => "unsaid",
    }
}

fn instructor_view(found: &body::Instructor, from: Option<Link>) -> Instructor {
    Instructor {
        name: found.name.clone(),
        contact: found.contact.as_ref().map(contact_view),
        note: found.note.clone(),
        from,
    }
}

/// The members of a body by office, in the order in which the offices are first written.
fn offices(body: &Body) -> Vec<Office> {
    let mut offices: Vec<Office> = Vec::new();
    for member in &body.members {
        let at = offices
            .iter()
            .position(|office| office.office == member.office)
            .unwrap_or_else(|| {
                offices.push(Office {
                    office: member.office.clone(),
                    names: Vec::new(),
                    unnamed: 0,
                });
                offices.len() - 1
            });
        match (&member.name, &member.note) {
            (None, None) => offices[at].unnamed += 1,
            (name, note) => {
                let name = name.clone().unwrap_or_default();
                offices[at].names.push((name, note.clone()));
            }
        }
    }
    offices
}

/// A person in a matrix of these bodies.
fn row(person: &Person<'_>, bodies: &[(PlaceId, &Body)]) -> Row {
    let mut names = person.seats.iter();
    let in_body = |(place, body): &(PlaceId, &Body)| {
        let seats = person.seats.iter();
        let mut seats = seats
            .filter(|seat| seat.place.id == *place && seat.body.id == body.id)
            .peekable();
        seats.peek()?;
        Some(
            seats
                .filter_map(|seat| seat.member.office.clone())
                .collect(),
        )
    };
    Row {
        name: names.find_map(|seat| seat.member.name.clone()),
        offices: bodies.iter().map(in_body).collect(),
    }
}
