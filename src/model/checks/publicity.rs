//! Outcomes that were posted later than a mechanism of the place wants, as the sheets of postings
//! say. What no sheet tells is not amiss.

use chrono::NaiveDate;

use super::{Findings, World};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::keyed::Decider;
use crate::model::mechanism::Mechanism;
use crate::model::record::{Facts, Record};
use crate::model::rules::Duty;
use crate::words;

/// Finds them.
pub fn find(world: &World<'_>, findings: &mut Findings, diagnostics: &mut Diagnostics) {
    if world
        .mechanisms
        .iter()
        .all(|of| of.publish_within.is_none())
    {
        return;
    }
    for (position, record) in world.published() {
        // These are no outcomes: their periods say when they are to hang.
        let is_displayed = matches!(
            record.facts,
            Facts::Notice(_) | Facts::Account(_) | Facts::Assessment(_)
        );
        if is_displayed || record.withdrawn.is_some() {
            continue;
        }
        let Some(outcome) = record.outcome_day(world.today) else {
            continue;
        };
        let Some((mechanism, within)) = goal(world, record, outcome) else {
            continue;
        };
        let days = world.postings.days_after(record, world.today);
        let Some(days) = days.filter(|days| *days > within) else {
            continue;
        };
        if is_told(world, record, outcome, within) {
            continue;
        }
        let title = &mechanism.title;
        let words = words!(
            "{outcome} 有了结果，{days}天后才张贴；“{title}”要求{within}天内",
            "the outcome is of {outcome} and was posted {days} days later; `{title}` wants it within {within}"
        );
        let path = record.source.path.clone();
        diagnostics.push(Diagnostic::note("publicity-late", path, words.clone()));
        findings.by_record.entry(position).or_default().push(words);
    }
}

/// The mechanism that wants it soonest among those that are carried out at the place of a record or
/// above, on the day of the outcome. What a real place says does not hold for an invented one.
fn goal<'w>(
    world: &World<'w>,
    record: &Record,
    outcome: NaiveDate,
) -> Option<(&'w Mechanism, i64)> {
    let goals = world.mechanisms.iter().filter_map(|mechanism| {
        let within = i64::try_from(mechanism.publish_within?).ok()?;
        let is_in_use = mechanism.is_in_use(world.places, record.place, outcome);
        is_in_use.then_some((mechanism, within))
    });
    goals.min_by_key(|(_, within)| *within)
}

/// Whether it is told elsewhere: a rule sets the days of a decision of the committee, and what was to
/// hang in time is late by its own period.
fn is_told(world: &World<'_>, record: &Record, outcome: NaiveDate, within: i64) -> bool {
    let is_of_committee = matches!(&record.facts, Facts::Resolution(resolution)
        if resolution.decided_by == Decider::OwnersCommittee);
    let mut rules = world.rules.at(record.place, world.places);
    let has_rule = rules.any(|rule| matches!(rule.duty, Duty::Within(_)));
    let in_time = |from: NaiveDate| (from - outcome).num_days() <= within;
    is_of_committee && has_rule || record.display().is_some_and(|of| in_time(of.from))
}
