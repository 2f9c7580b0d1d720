//! Terms and contracts that end, compounds that no branch and no instructor serves, and people whose
//! seats are at odds.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Findings, World, zh};
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Words};
use crate::law::contract;
use crate::model::PlaceId;
use crate::model::body::{Body, Tenure};
use crate::model::keyed::{BodyKind, Kind};
use crate::model::people::{self, Seat};
use crate::model::place::{self, Place};
use crate::model::radar;
use crate::model::record::Record;
use crate::words;

/// The code of the warning.
const CONFLICT: &str = "conflicting-roles";

/// Warns of people whose seats are at odds.
pub fn check(places: &[Place], diagnostics: &mut Diagnostics) {
    for (one, other) in people::conflicts(places) {
        let is_answered = |seat: &Seat<'_>| {
            let mut answers = seat.place.acknowledged.iter();
            answers.any(|(code, _)| code == CONFLICT)
        };
        if !is_answered(&one) && !is_answered(&other) {
            diagnostics.push(conflict(&one, &other));
        }
    }
}

fn conflict(one: &Seat<'_>, other: &Seat<'_>) -> Diagnostic {
    let is_company = |seat: &Seat<'_>| seat.body.kind == BodyKind::PropertyCompany;
    let name = one.member.name.as_ref().or(other.member.name.as_ref());
    let name = name.or(one.member.id.as_ref());
    let name = name.map_or("", String::as_str);
    let (first, second) = (&one.body.name, &other.body.name);
    let why = if is_company(one) || is_company(other) {
        words!(
            "业委会与物业企业是合同的双方，同一个人不宜代表两边",
            "the committee and the company are the two sides of a contract; one person should not stand on both"
        )
    } else {
        words!(
            "监事会监督业委会，同一个人不宜监督自己",
            "the board supervises the committee; nobody should supervise himself"
        )
    };
    Diagnostic::warning(
        CONFLICT,
        other.member.at.clone(),
        words!(
            "“{name}”同时在“{first}”和“{second}”任职",
            "`{name}` is in both `{first}` and `{second}`"
        ),
    )
    .other(one.member.at.clone(), words!("另一个职务", "the other seat"))
    .help(why)
    .help(words!(
        "不是同一个人，就给其中一人写上“代号”；确是同一人，就改正，或在这个地方的“知悉”里写 `conflicting-roles 理由`",
        "if they are two people, give one an `id`; if they are one, correct it, or write `conflicting-roles` with the reason under `acknowledge` of the place"
    ))
}

/// Published resolutions, by their place.
type Resolutions<'w> = BTreeMap<PlaceId, Vec<&'w Record>>;

/// Finds what ended and what no one serves.
pub fn find(world: &World<'_>, findings: &mut Findings, diagnostics: &mut Diagnostics) {
    let mut resolutions = Resolutions::new();
    let published = world.published().map(|(_, record)| record);
    for record in published.filter(|record| record.kind == Kind::Resolution) {
        resolutions.entry(record.place).or_default().push(record);
    }
    let mut add = |code, place: PlaceId, at: Location, words: Words| {
        diagnostics.push(Diagnostic::note(code, at, words.clone()));
        findings.by_place.entry(place).or_default().push(words);
    };
    for (place, _) in world.near_places() {
        for body in &place.bodies {
            let at = |tenure: &Tenure| -> Location { tenure.at.clone().into() };
            if let Some(term) = &body.term
                && let Some(words) = term_over(world.today, &resolutions, body, (place, term))
            {
                add("term-over", place.id, at(term), words);
            }
            if let Some(contract) = &body.contract
                && let Some(words) =
                    contract_ending(world.today, &resolutions, body, (place, contract))
            {
                add("contract-ending", place.id, at(contract), words);
            }
        }
        if let Some(words) = no_branch(world, place) {
            add("no-branch", place.id, place.document().into(), words);
        }
    }
}

fn term_over(
    today: NaiveDate,
    resolutions: &Resolutions<'_>,
    body: &Body,
    (place, term): (&Place, &Tenure),
) -> Option<Words> {
    if term.to >= today || is_decided(resolutions, place, body, term) {
        return None;
    }
    let (name, end) = (&body.name, term.to);
    let zh = zh(end);
    Some(words!(
        "“{name}”的任期已在{zh}届满，没有记录新的任期",
        "the term of {name} ended on {end}; no new term is recorded"
    ))
}

fn contract_ending(
    today: NaiveDate,
    resolutions: &Resolutions<'_>,
    body: &Body,
    (place, contract): (&Place, &Tenure),
) -> Option<Words> {
    let (name, end) = (&body.name, contract.to);
    let zh = zh(end);
    if end < today {
        return Some(words!(
            "与“{name}”的合同已在{zh}期满，没有记录新的合同",
            "the contract with {name} ended on {end}; no new contract is recorded"
        ));
    }
    let is_near = body.manages_property() && contract::notices(end).decline <= today;
    (is_near && !is_decided(resolutions, place, body, contract)).then(|| {
        words!(
            "与“{name}”的合同{zh}期满，还没有公布续聘或选聘的决定",
            "the contract with {name} ends on {end}; no decision on what comes after is published"
        )
    })
}

/// Whether a published record of the place decides what comes after.
fn is_decided(resolutions: &Resolutions<'_>, place: &Place, body: &Body, tenure: &Tenure) -> bool {
    let here = resolutions.get(&place.id);
    let mut here = here.into_iter().flatten();
    here.any(|record| radar::decides(record, body, tenure))
}

/// A compound that no branch serves, and no instructor either, though a mechanism which names it or a
/// place above wants branches. Where a branch above does not say whom it serves, nothing is told.
fn no_branch(world: &World<'_>, place: &Place) -> Option<Words> {
    if !people::is_compound(place)
        || people::instructor(world.places, place.id).is_some()
        || !world.people.branches(world.places, place.id).is_empty()
    {
        return None;
    }
    let is_named = |id| {
        let mut up = place::up(world.places, place.id);
        up.any(|here| here.id == id)
    };
    let mut wanting = world.mechanisms.iter().filter(|mechanism| {
        let mut named = mechanism.adoption.iter().map(|adoption| adoption.place);
        mechanism.bodies.contains(&BodyKind::CompoundParty) && named.any(is_named)
    });
    let mechanism = &wanting.next()?.title;
    Some(words!(
        "{mechanism}要有小区党组织参加，这里没有记录小区党支部，也没有记录党建指导员",
        "{mechanism} is worked with a branch of the compound; neither a branch nor an instructor is recorded here"
    ))
}
