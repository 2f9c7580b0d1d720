//! What ends at a place and when: terms of bodies and contracts of property companies, with the days
//! of notice before. Days only: how many are left depends on the reader's clock.

use chrono::NaiveDate;

use super::body::{Body, Tenure};
use super::keyed::{BodyKind, Outcome};
use super::place::Place;
use super::record::{Facts, Record};
use crate::law::contract;

/// What a day means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meaning {
    /// A term ends: an election is due.
    Term,
    /// The last day on which a property company can say that it will not go on.
    Decline,
    /// The last day on which owners can give notice that they end the contract with its term.
    Dismiss,
    /// A contract ends.
    Contract,
}

/// A day on which something ends or must be said.
#[derive(Debug, Clone, Copy)]
pub struct Event<'p> {
    /// The day.
    pub day: NaiveDate,
    /// What it means.
    pub meaning: Meaning,
    /// The place.
    pub place: &'p Place,
    /// The body.
    pub body: &'p Body,
    /// The term or contract that ends.
    pub tenure: &'p Tenure,
}

impl Meaning {
    /// Its key.
    pub fn key(self) -> &'static str {
        match self {
            Meaning::Term => "term",
            Meaning::Decline => "decline",
            Meaning::Dismiss => "dismiss",
            Meaning::Contract => "contract",
        }
    }
}

impl Event<'_> {
    /// Whether it is the end itself, and past.
    pub fn is_over(&self, today: NaiveDate) -> bool {
        matches!(self.meaning, Meaning::Term | Meaning::Contract) && self.day < today
    }

    /// The days of notice that are past, where it is the end of a contract.
    pub fn passed(&self, today: NaiveDate) -> impl Iterator<Item = (NaiveDate, Meaning)> {
        let days = (self.meaning == Meaning::Contract)
            .then(|| notices(self.body, self.tenure))
            .flatten();
        days.into_iter()
            .flatten()
            .filter(move |(day, _)| *day < today)
    }
}

/// What ends at a place, by day; days of notice only while they are still to come.
pub fn of(place: &Place, today: NaiveDate) -> Vec<Event<'_>> {
    let mut events = Vec::new();
    for body in &place.bodies {
        let event = |day, meaning, tenure| Event {
            day,
            meaning,
            place,
            body,
            tenure,
        };
        if let Some(term) = &body.term {
            events.push(event(term.to, Meaning::Term, term));
        }
        let Some(contract) = &body.contract else {
            continue;
        };
        events.push(event(contract.to, Meaning::Contract, contract));
        let days = notices(body, contract).into_iter().flatten();
        let coming = days.filter(|(day, _)| *day >= today);
        events.extend(coming.map(|(day, meaning)| event(day, meaning, contract)));
    }
    sort(&mut events);
    events
}

/// The days of notice before the end of a contract, if its body manages property.
fn notices(body: &Body, contract: &Tenure) -> Option<[(NaiveDate, Meaning); 2]> {
    body.manages_property().then(|| {
        let notices = contract::notices(contract.to);
        [
            (notices.decline, Meaning::Decline),
            (notices.dismiss, Meaning::Dismiss),
        ]
    })
}

/// Sorts events of several places by day.
pub fn sort(events: &mut [Event<'_>]) {
    events.sort_by_key(|event| (event.day, event.place.id, event.meaning));
}

/// Whether a record of the place of a body decides what comes after a term or a contract: a
/// question of item 3 (the committee) or 4 (the property company) of article 278 of the Civil Code
/// that passed after it had begun.
pub fn decides(record: &Record, body: &Body, tenure: &Tenure) -> bool {
    let matter = match body.kind {
        BodyKind::OwnersCommittee => 3,
        BodyKind::PropertyCompany => 4,
        _ => return false,
    };
    let Facts::Resolution(resolution) = &record.facts else {
        return false;
    };
    record.withdrawn.is_none()
        && record.date > tenure.from
        && !resolution.is_revoked()
        && resolution.questions.iter().any(|question| {
            question.matter == Some(matter) && question.result == Some(Outcome::Passed)
        })
}
