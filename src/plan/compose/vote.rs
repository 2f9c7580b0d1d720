//! Votes as shown: counts with separators, shares with two decimals.

use super::meeting::stage;
use super::{Composer, iso};
use crate::model::record::Record;
use crate::model::resolution::{self, Resolution};
use crate::model::tally::Votes;
use crate::model::value::{Hundredths, share, thousands};
use crate::paths::SitePath;
use crate::plan::view::record::{
    Candidate, Electorate, Measure, Question, ResolutionFacts, Tally, Votes as VotesView, Voting,
};

impl Composer<'_> {
    /// Facts of a resolution; without a page there are no links.
    pub(super) fn resolution_facts(
        &self,
        resolution: &Resolution,
        record: &Record,
        page: Option<&SitePath>,
    ) -> ResolutionFacts {
        let whole = |number: u64| thousands(i64::try_from(number).unwrap_or(i64::MAX));
        let electorate = resolution.electorate.as_ref();
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
                .map(|question| question_view(question, electorate))
                .collect(),
            seats: resolution.seats,
            candidates: resolution
                .candidates
                .iter()
                .map(|candidate| Candidate {
                    name: candidate.name.clone(),
                    heads: candidate.heads.map(whole),
                    area: candidate.area.map(Hundredths::written),
                })
                .collect(),
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
pub(super) fn result(resolution: &Resolution) -> &'static str {
    match resolution.result() {
        Some(result) => result.key(),
        None if resolution.is_counted() => "mixed",
        None => "pending",
    }
}

fn question_view(
    question: &resolution::Question,
    electorate: Option<&resolution::Electorate>,
) -> Question {
    Question {
        question: question.question.clone(),
        matter: question.matter,
        class: question.matter.map(class),
        result: question.result.map(crate::model::keyed::Outcome::key),
        tally: question.tally.as_ref().map(|tally| {
            let heads_total = electorate.and_then(|all| i64::try_from(all.heads).ok());
            let area_total = electorate.and_then(|all| all.area).map(|area| area.0);
            let heads = measure("heads", &tally.heads, heads_total, thousands);
            let area = tally
                .area
                .as_ref()
                .map(|votes| measure("area", votes, area_total, |n| Hundredths(n).written()));
            Tally {
                measures: std::iter::once(heads).chain(area).collect(),
            }
        }),
    }
}

/// Class of a matter: items 6 to 8 need three quarters of the participants, the others more than
/// half (Civil Code, article 278, second paragraph).
fn class(matter: u8) -> &'static str {
    if (6..=8).contains(&matter) {
        "special"
    } else {
        "ordinary"
    }
}

fn measure(
    name: &'static str,
    votes: &Votes,
    total: Option<i64>,
    written: fn(i64) -> String,
) -> Measure {
    let opinions = [
        ("yes", votes.yes),
        ("no", votes.no),
        ("abstain", votes.abstain),
        ("invalid", votes.invalid),
    ];
    let counted = opinions.iter().any(|(_, count)| *count > 0);
    Measure {
        measure: name,
        total: total.map(written),
        participants: written(votes.participants),
        participants_share: total.and_then(|total| share(votes.participants, total)),
        absent: total.map(|total| written(total - votes.participants)),
        votes: opinions
            .iter()
            .filter(|_| counted)
            .map(|(opinion, count)| VotesView {
                opinion,
                count: written(*count),
                share: share(*count, votes.participants),
            })
            .collect(),
        deemed: (votes.deemed > 0).then(|| written(votes.deemed)),
    }
}
