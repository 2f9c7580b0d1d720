//! Votes as shown: counts with separators, shares with two decimals, and each test of the law.

use super::meeting::stage;
use super::{Composer, iso};
use crate::law::vote::{Article, Base, Judgement, Measure, Regime, Share, Standing, Test, What};
use crate::model::judge::{Judged, judge, outcome};
use crate::model::record::Record;
use crate::model::resolution::{self, Resolution};
use crate::model::tally::{Tally, Votes};
use crate::model::value::{Hundredths, share, signed, thousands};
use crate::model::voting;
use crate::paths::SitePath;
use crate::plan::view::record::{
    self as view, Bar, Candidate, Electorate, Part, Question, ResolutionFacts, Voting,
};

impl Composer<'_> {
    /// Facts of a resolution; without a page there are no links.
    pub(super) fn resolution_facts(
        &self,
        resolution: &Resolution,
        record: &Record,
        page: Option<&SitePath>,
    ) -> ResolutionFacts {
        let whole = |number: u64| thousands(signed(number));
        let electorate = resolution.electorate.as_ref();
        let judged: Vec<Judged> = resolution
            .questions
            .iter()
            .map(|question| judge(resolution, question))
            .collect();
        let election = resolution
            .questions
            .iter()
            .zip(&judged)
            .filter(|(question, _)| resolution.is_election(question))
            .find_map(|(_, judged)| match judged {
                Judged::ByLaw(cast, deemed) => Some(deemed.as_ref().unwrap_or(cast)),
                Judged::Lacking(..) | Judged::NoRule => None,
            });
        let by_law = judged
            .iter()
            .any(|judged| matches!(judged, Judged::ByLaw(..)));
        ResolutionFacts {
            voting: resolution.voting.as_ref().map(|voting| Voting {
                method: voting.method.map(crate::model::keyed::Method::key),
                from: voting.from.map(iso),
                to: voting.to.map(iso),
                notice: page.and_then(|page| self.link(voting.notice?, page)),
                extended: voting.extended.iter().copied().map(iso).collect(),
            }),
            electorate: electorate.map(|all| Electorate {
                heads: whole(all.heads),
                area: all.area.map(Hundredths::written),
                basis: all.basis.clone(),
                scope: all.scope.clone(),
            }),
            ballots: resolution.ballots,
            members: resolution.members,
            questions: resolution
                .questions
                .iter()
                .zip(&judged)
                .map(|(question, judged)| question_view(question, judged, resolution))
                .collect(),
            seats: resolution.seats,
            candidates: candidates(&resolution.candidates, election),
            unfilled: election
                .map(|election| election.unfilled)
                .filter(|seats| *seats > 0),
            tested: by_law,
            old_law: by_law
                && electorate.is_some()
                && Regime::of(resolution.ended) == Regime::PropertyLaw,
            counters: resolution.counters.clone(),
            objections: resolution
                .objections
                .as_ref()
                .map(|objections| self.objections(objections, record)),
            progress: resolution.progress.iter().map(stage).collect(),
        }
    }
}

/// Key of the result of all questions together.
pub fn result(resolution: &Resolution) -> &'static str {
    match resolution.result() {
        Some(result) => result.key(),
        None if resolution.is_counted() => "mixed",
        None => "pending",
    }
}

fn candidates(all: &[voting::Candidate], election: Option<&Judgement>) -> Vec<Candidate> {
    all.iter()
        .enumerate()
        .map(|(at, candidate)| {
            let verdict = election.and_then(|election| election.verdicts.get(at));
            Candidate {
                name: candidate.name.clone(),
                heads: candidate.heads.map(|heads| thousands(signed(heads))),
                area: candidate.area.map(Hundredths::written),
                standing: verdict.map(|verdict| match verdict.standing {
                    Standing::Elected => "elected",
                    Standing::Short => "short",
                    Standing::Outrun => "outrun",
                    Standing::Tied => "tied",
                    Standing::Void => "void",
                }),
                tests: verdict.map_or_else(Vec::new, |verdict| {
                    verdict.tests.iter().map(tested).collect()
                }),
            }
        })
        .collect()
}

fn question_view(
    question: &resolution::Question,
    judged: &Judged,
    resolution: &Resolution,
) -> Question {
    let electorate = resolution.electorate.as_ref();
    let tally = question.tally.as_ref();
    let (bars, cast, deemed) = match judged {
        Judged::ByLaw(cast, deemed) => {
            let bars = cast.tests.iter().map(|test| Bar {
                parts: tally.map_or_else(
                    || one_part(test.have, test.of),
                    |tally| parts(test.what, test.measure, test.of, tally),
                ),
                ..tested(test)
            });
            let with = deemed.as_ref();
            (
                bars.collect(),
                with.map(|_| outcome(cast.outcome).key()),
                with.map_or_else(Vec::new, |with| with.tests.iter().map(tested).collect()),
            )
        }
        Judged::Lacking(..) | Judged::NoRule => (untested(resolution, tally), None, Vec::new()),
    };
    Question {
        question: question.question.as_ref().map(|(text, _)| text.clone()),
        matter: question.matter,
        result: question.result.map(crate::model::keyed::Outcome::key),
        tally: tally.map(|tally| {
            let heads_total = electorate.map(|all| signed(all.heads));
            let area_total = electorate.and_then(|all| all.area).map(|area| area.0);
            let heads = measure(Measure::Heads, &tally.heads, heads_total);
            let area = tally
                .area
                .as_ref()
                .map(|votes| measure(Measure::Area, votes, area_total));
            view::Tally {
                measures: std::iter::once(heads).chain(area).collect(),
            }
        }),
        bars,
        cast,
        deemed,
    }
}

/// What can be drawn where no law tests it: members, else participants and those who agree.
fn untested(resolution: &Resolution, tally: Option<&Tally>) -> Vec<Bar> {
    if let Some((total, present, agree)) = resolution.members {
        let [total, present, agree] = [total, present, agree].map(signed);
        return [(What::Presence, present), (What::Agreement, agree)]
            .map(|(what, have)| Bar {
                parts: one_part(have, total),
                ..bar(what, Measure::Members, have, total, Base::All)
            })
            .to_vec();
    }
    let Some(tally) = tally else {
        return Vec::new();
    };
    let all = resolution.electorate.as_ref();
    let measures = [
        (
            Measure::Heads,
            Some(&tally.heads),
            all.map(|all| signed(all.heads)),
        ),
        (
            Measure::Area,
            tally.area.as_ref(),
            all.and_then(|all| all.area).map(|area| area.0),
        ),
    ];
    let of = |what: What| {
        measures
            .iter()
            .filter_map(move |(measure, votes, total)| {
                let votes = (*votes)?;
                let (have, of, base) = match what {
                    What::Agreement => (votes.yes, votes.participants, Base::Participants),
                    What::Participation | What::Presence => {
                        (votes.participants, (*total)?, Base::All)
                    }
                };
                (what != What::Agreement || votes.counted).then(|| Bar {
                    parts: parts(what, *measure, of, tally),
                    ..bar(what, *measure, have, of, base)
                })
            })
            .collect::<Vec<_>>()
    };
    let mut bars = of(What::Participation);
    bars.extend(of(What::Agreement));
    bars
}

fn bar(what: What, measure: Measure, have: i64, of: i64, base: Base) -> Bar {
    let written = written(measure);
    Bar {
        what: match what {
            What::Participation => "participation",
            What::Presence => "presence",
            What::Agreement => "agreement",
        },
        measure: key(measure),
        have: written(have),
        of: written(of),
        base: match base {
            Base::All => "all",
            Base::Participants => "participants",
        },
        share: share(have, of),
        parts: Vec::new(),
        test: None,
    }
}

/// A test as a bar that is not drawn.
fn tested(test: &Test) -> Bar {
    let written = written(test.measure);
    let (rule, mark) = match test.rule.share {
        Share::MoreThanHalf => ("more-than-half", "50"),
        Share::HalfOrMore => ("half-or-more", "50"),
        Share::TwoThirds => ("two-thirds", "66.67"),
        Share::ThreeQuarters => ("three-quarters", "75"),
    };
    let law = match test.rule.article {
        Article::CivilCode278 => "civil-code-278",
        Article::PropertyLaw76 => "property-law-76",
        Article::Regulations12 => "regulations-12",
        Article::Guidance38 => "guidance-38",
    };
    Bar {
        test: Some(view::Test {
            rule,
            mark,
            needed: written(test.needed),
            met: test.met,
            short: (!test.met).then(|| written(test.shortfall())),
            law,
        }),
        ..bar(test.what, test.measure, test.have, test.of, test.rule.base)
    }
}

fn key(measure: Measure) -> &'static str {
    match measure {
        Measure::Heads => "heads",
        Measure::Area => "area",
        Measure::Members => "members",
    }
}

fn written(measure: Measure) -> fn(i64) -> String {
    match measure {
        Measure::Area => |number| Hundredths(number).written(),
        Measure::Heads | Measure::Members => thousands,
    }
}

fn one_part(have: i64, of: i64) -> Vec<Part> {
    laid_out(&[("yes", have)], of)
}

fn parts(what: What, measure: Measure, of: i64, tally: &Tally) -> Vec<Part> {
    let votes = match measure {
        Measure::Area => tally.area.as_ref(),
        Measure::Heads | Measure::Members => Some(&tally.heads),
    };
    match (what, votes) {
        (What::Agreement, Some(votes)) if votes.counted => laid_out(&opinions(votes), of),
        (What::Agreement, Some(_)) | (_, None) => Vec::new(),
        (_, Some(votes)) => one_part(votes.participants, of),
    }
}

/// Pieces one after the other, of a whole.
fn laid_out(pieces: &[(&'static str, i64)], of: i64) -> Vec<Part> {
    let mut before = 0_i64;
    pieces
        .iter()
        .filter_map(|(opinion, count)| {
            let from = share(before, of)?;
            before = before.saturating_add(*count);
            Some(Part {
                opinion,
                from,
                share: share(*count, of)?,
            })
        })
        .collect()
}

fn opinions(votes: &Votes) -> [(&'static str, i64); 4] {
    [
        ("yes", votes.yes),
        ("no", votes.no),
        ("abstain", votes.abstain),
        ("invalid", votes.invalid),
    ]
}

fn measure(measure: Measure, votes: &Votes, total: Option<i64>) -> view::Measure {
    let written = written(measure);
    view::Measure {
        measure: key(measure),
        total: total.map(written),
        participants: written(votes.participants),
        participants_share: total.and_then(|total| share(votes.participants, total)),
        absent: total.map(|total| written(total - votes.participants)),
        votes: opinions(votes)
            .iter()
            .filter(|_| votes.counted)
            .map(|(opinion, count)| view::Votes {
                opinion,
                count: written(*count),
                share: share(*count, votes.participants),
            })
            .collect(),
        deemed: (votes.deemed > 0).then(|| written(votes.deemed)),
    }
}
