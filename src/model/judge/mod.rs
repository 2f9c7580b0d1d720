//! Whether the declared result of a vote is that which the law makes of its numbers.

mod report;

pub use report::{check, sums};

use super::keyed::{Decider, Outcome};
use super::resolution::{Question, Resolution};
use super::tally::Votes;
use super::value::signed;
use crate::diagnostic::Words;
use crate::law::vote::{self, Ballot, Count, Judgement, Measure, Regime, Test};
use crate::words;

/// What the law says of a question.
#[derive(Debug)]
pub enum Judged {
    /// By the votes that were cast, and, if some are deemed cast, with these.
    ByLaw(Judgement, Option<Judgement>),
    /// Numbers are missing without which it cannot be judged: their names, and the tests of the other
    /// numbers that are missed nevertheless.
    Lacking(Vec<Words>, Vec<Test>),
    /// National law has no rule for who decided, or the votes are not counted yet.
    NoRule,
}

/// Judges a question of a resolution. Nothing is kept: it costs less than to read it back.
pub fn judge(resolution: &Resolution, question: &Question) -> Judged {
    if question.result.is_none() {
        return Judged::NoRule;
    }
    let mut lacking = Vec::new();
    let judged = match resolution.decided_by {
        Decider::ResidentsMeeting | Decider::JointMeeting => return Judged::NoRule,
        Decider::OwnersCommittee => of_committee(resolution, &mut lacking),
        Decider::OwnersAssembly => of_owners(resolution, question, &mut lacking),
    };
    match judged {
        Some((cast, deemed)) if lacking.is_empty() => Judged::ByLaw(cast, deemed),
        _ => Judged::Lacking(lacking, missed(resolution, question)),
    }
}

/// An outcome in the words of records.
pub fn outcome(outcome: vote::Outcome) -> Outcome {
    match outcome {
        vote::Outcome::Passed => Outcome::Passed,
        vote::Outcome::Failed => Outcome::Failed,
        vote::Outcome::NoQuorum => Outcome::NoQuorum,
    }
}

/// The tests that are missed by what is known of a vote of the owners, where not all is known.
/// Votes deemed cast and elections are left to those who know all.
fn missed(resolution: &Resolution, question: &Question) -> Vec<Test> {
    let (Some(all), Some(tally), Some(matter)) =
        (&resolution.electorate, &question.tally, question.matter)
    else {
        return Vec::new();
    };
    let is_deemed = |votes: &Votes| votes.deemed > 0;
    if resolution.decided_by != Decider::OwnersAssembly
        || resolution.is_election(question)
        || is_deemed(&tally.heads)
        || tally.area.as_ref().is_some_and(is_deemed)
    {
        return Vec::new();
    }
    let regime = Regime::of(resolution.ended);
    let known = [
        (Measure::Heads, Some(&tally.heads), Some(signed(all.heads))),
        (
            Measure::Area,
            tally.area.as_ref(),
            all.area.map(|area| area.0),
        ),
    ];
    let known = known.into_iter().filter_map(|(measure, votes, total)| {
        Some((measure, votes.filter(|v| v.counted)?, total?))
    });
    known
        .flat_map(|(measure, votes, total)| {
            vote::of_measure(regime, matter, measure, &count(votes, total))
        })
        .filter(|test| !test.met)
        .collect()
}

fn count(votes: &Votes, total: i64) -> Count {
    Count {
        total,
        participants: votes.participants,
        yes: votes.yes,
        no: votes.no,
        deemed: votes.deemed,
    }
}

type Both = (Judgement, Option<Judgement>);

fn of_committee(resolution: &Resolution, lacking: &mut Vec<Words>) -> Option<Both> {
    let Some((total, present, agree)) = resolution.members else {
        lacking.push(words!("“成员”", "`members`"));
        return None;
    };
    let [total, present, agree] = [total, present, agree].map(signed);
    Some((vote::committee(total, present, agree), None))
}

fn of_owners(
    resolution: &Resolution,
    question: &Question,
    lacking: &mut Vec<Words>,
) -> Option<Both> {
    let mut need = |there: bool, what: Words| {
        if !there {
            lacking.push(what);
        }
    };
    let all = resolution.electorate.as_ref();
    need(all.is_some(), words!("“业主总数”", "`electorate`"));
    need(
        all.is_none_or(|all| all.area.is_some()),
        words!("业主总数的“面积”", "`area` of `electorate`"),
    );
    let election = resolution.is_election(question);
    let tally = question.tally.as_ref();
    need(tally.is_some(), words!("“计票结果”", "`tally`"));
    let area = tally.and_then(|tally| tally.area.as_ref());
    if let Some(tally) = tally {
        need(
            election || tally.heads.counted,
            words!("计票结果的“人数”", "`heads` of `tally`"),
        );
        need(
            area.is_some_and(|area| election || area.counted),
            if election {
                words!(
                    "计票结果里参与的面积",
                    "the area of `participants` in `tally`"
                )
            } else {
                words!("计票结果的“面积”", "`area` of `tally`")
            },
        );
    }
    let mut ballots = Vec::new();
    if election {
        need(resolution.seats.is_some(), words!("“名额”", "`seats`"));
        for candidate in &resolution.candidates {
            let votes = candidate.heads.zip(candidate.area);
            let name = &candidate.name;
            need(
                votes.is_some(),
                words!("{name}得票的人数和面积", "heads and area for `{name}`"),
            );
            ballots.extend(votes.map(|(heads, area)| Ballot {
                heads: signed(heads),
                area: area.0,
            }));
        }
    }
    let matter = question.matter?;
    let heads = count(&tally?.heads, signed(all?.heads));
    let area = count(area?, all?.area?.0);
    let regime = Regime::of(resolution.ended);
    let judge = |heads: &Count, area: &Count| {
        if election {
            let seats = resolution.seats.unwrap_or_default();
            vote::election(regime, matter, seats, heads, area, &ballots)
        } else {
            vote::assembly(regime, matter, heads, area)
        }
    };
    let deemed = vote::with_deemed(&heads, &area).map(|(heads, area)| judge(&heads, &area));
    Some((judge(&heads, &area), deemed))
}
