//! Resolutions: who decided what, and how the votes were counted.

use std::ops::Range;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::contact::{self, Objections};
use super::keyed::{Decider, Outcome, ResolutionState, Topic};
use super::notice::{self, Display, Displayed};
use super::tally::{self, Tally};
use super::voting::{self, Candidate, Electorate, Voting, at_most, counts};
use super::{judge, keys, progress, resolution_state, value};
use crate::words;
use crate::yaml::{Fault, Fields, Reader};

/// Facts of a resolution.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Resolution {
    /// Who decided.
    pub decided_by: Decider,
    /// How and when was voted.
    pub voting: Option<Voting>,
    /// The day whose law judges the vote: the last one to which it was extended, else its last day,
    /// else the date of the record.
    pub ended: NaiveDate,
    /// All who may vote.
    pub electorate: Option<Electorate>,
    /// Ballots issued and returned.
    pub ballots: Option<(u64, u64)>,
    /// Committee: members in total, present, agreeing.
    pub members: Option<(u64, u64, u64)>,
    /// The questions, at least one.
    pub questions: Vec<Question>,
    /// Seats of an election.
    pub seats: Option<u64>,
    /// Candidates of an election.
    pub candidates: Vec<Candidate>,
    /// Who watched the counting.
    pub counters: Vec<String>,
    /// Publicity period of the result.
    pub publicity: Option<Display>,
    /// Where to object.
    pub objections: Option<Objections>,
    /// What became of it, as written; empty where its days and its result say enough.
    pub progress: Vec<progress::Entry<ResolutionState>>,
}

/// A question with its count and result.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Question {
    /// The question, with where it was written.
    pub question: Option<(String, Range<usize>)>,
    /// Item of article 278 of the Civil Code.
    pub matter: Option<u8>,
    /// The count.
    pub tally: Option<Tally>,
    /// The result as declared; none before the votes are counted.
    pub result: Option<Outcome>,
    /// Where it was declared.
    pub result_range: Range<usize>,
}

impl Resolution {
    /// The common result of all questions; none when they differ, or before they are counted.
    pub fn result(&self) -> Option<Outcome> {
        let first = self.questions.first()?.result;
        let is_first = |question: &Question| question.result == first;
        first.filter(|_| self.questions.iter().all(is_first))
    }

    /// Whether a question is put by candidates, and not by yes and no.
    pub fn is_election(&self, question: &Question) -> bool {
        let counted = |tally: &Tally| tally.heads.counted;
        !self.candidates.is_empty() && !question.tally.as_ref().is_some_and(counted)
    }
}

/// Reads the facts of a resolution.
pub fn read(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    date: NaiveDate,
    place: progress::Place<'_>,
) -> Option<Resolution> {
    let scope = place.scope;
    let progress: Vec<progress::Entry<ResolutionState>> = progress::read(reader, fields, place);
    let last = progress.last().map(|entry| entry.state);
    let needs_result = resolution_state::needs_result(fields, last);
    if fields.get("decided_by").is_none() {
        reader.missing(
            &fields.place_of("decided_by"),
            keys::RESOLUTION[0],
            "业主大会",
        );
    }
    let before = reader.diagnostics.errors();
    let decided_by = reader.parse_of(fields, "decided_by", Decider::read);
    let electorate = fields
        .get("electorate")
        .and_then(|node| voting::electorate(reader, node));
    let owners = decided_by == Some(Decider::OwnersAssembly);
    let questions = questions(reader, fields, electorate.as_ref(), owners, needs_result);
    let voting = fields
        .get("voting")
        .and_then(|node| voting::read(reader, node, scope));
    let ended = voting.as_ref().and_then(Voting::ended).unwrap_or(date);
    let ballots = fields.get("ballots").and_then(|node| {
        let [issued, returned] = counts(reader, node, keys::BALLOTS, "`355 277`")?;
        at_most(
            reader,
            node,
            returned,
            issued,
            ("收回", "returned"),
            ("发出", "issued"),
        );
        Some((issued, returned))
    });
    let members = fields.get("members").and_then(|node| {
        let [total, present, agree] = counts(reader, node, keys::MEMBERS, "`7 6 5`")?;
        at_most(
            reader,
            node,
            present,
            total,
            ("到会", "present"),
            ("总数", "total"),
        );
        at_most(
            reader,
            node,
            agree,
            present,
            ("同意", "agreeing"),
            ("到会", "present"),
        );
        Some((total, present, agree))
    });
    let candidates = fields.get("candidates").map_or_else(Vec::new, |node| {
        let items = reader.items(node).iter();
        items
            .filter_map(|item| voting::candidate(reader, item))
            .collect()
    });
    let seats = reader.parse_of(fields, "seats", |text| {
        let seats = value::count(text)?;
        if seats > 0 {
            return Ok(seats);
        }
        Err(
            Fault::new("out-of-range", words!("名额写成了 0", "found no seats"))
                .help(words!("写应选的人数", "write how many are to be elected")),
        )
    });
    let counters = fields.get("counters").map_or_else(Vec::new, |node| {
        reader
            .texts(node)
            .into_iter()
            .map(|(text, _)| text)
            .collect()
    });
    let objections = fields
        .get("objections")
        .and_then(|node| contact::read_objections(reader, node, scope));
    let topic = match decided_by {
        Some(Decider::OwnersAssembly) => Some(Topic::VoteResult),
        Some(Decider::OwnersCommittee) => Some(Topic::CommitteeDecision),
        Some(Decider::ResidentsMeeting | Decider::JointMeeting) | None => None,
    };
    let publicity = Displayed { kind: None, topic };
    let resolution = Resolution {
        voting,
        ended,
        electorate,
        ballots,
        members,
        seats,
        candidates,
        counters,
        publicity: fields
            .get("publicity")
            .and_then(|node| notice::display(reader, node, date, publicity, scope)),
        objections: objections.or_else(|| scope.chain().find_map(|place| place.objections.clone())),
        questions: questions?,
        decided_by: decided_by?,
        progress,
    };
    judge::sums(reader, fields, &resolution);
    // What could not be read, or does not add up, was reported: it would be judged wrongly.
    if reader.diagnostics.errors() == before {
        judge::check(reader, fields, &resolution);
    }
    Some(resolution)
}

fn questions(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    electorate: Option<&Electorate>,
    owners: bool,
    needs_result: bool,
) -> Option<Vec<Question>> {
    let Some(node) = fields.get("items") else {
        if needs_result && fields.get("result").is_none() {
            reader.missing(&fields.place_of("result"), keys::RESOLUTION[8], "通过");
        }
        if owners && fields.get("matter").is_none() {
            missing_matter(reader, &fields.place_of("matter"));
        }
        return Some(vec![question(reader, fields, electorate)]);
    };
    for key in keys::ITEM {
        let (name, zh) = (key.name, key.zh[0]);
        if let Some(node) = fields.get(name) {
            reader.fault(
                &node.range,
                Fault::new(
                    "with-items",
                    words!(
                        "写了“表决项”，“{zh}”就写在每一个表决项里",
                        "`{name}` stands in each of `items`, not here"
                    ),
                )
                .help(words!(
                    "把“{zh}”移到每一个表决项里",
                    "move `{name}` into each item"
                )),
            );
        }
    }
    let mut questions = Vec::new();
    for item in reader.items(node) {
        let Some(fields) = reader.fields(
            item,
            &[keys::ITEM],
            "`{question: …, matter: 5, result: 通过}`",
        ) else {
            continue;
        };
        if needs_result && fields.get("result").is_none() {
            reader.missing(&item.range, keys::ITEM[3], "通过");
        }
        if owners && fields.get("matter").is_none() {
            missing_matter(reader, &item.range);
        }
        questions.push(question(reader, &fields, electorate));
    }
    (!questions.is_empty()).then_some(questions)
}

/// Which majority is asked for depends on the matter.
fn missing_matter(reader: &mut Reader<'_>, range: &Range<usize>) {
    reader.missing(range, keys::RESOLUTION[1], "5");
}

fn question(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    electorate: Option<&Electorate>,
) -> Question {
    let matter = reader.parse_of(fields, "matter", |text| {
        let item = || {
            words!(
                "写民法典第二百七十八条第一款的项次，只写 1 到 9 的数字",
                "write the item of article 278 of the Civil Code, a digit from 1 to 9"
            )
        };
        value::count(text)
            .map_err(|_| {
                let message = words!("“{text}”不是整数", "`{text}` is not a whole number");
                Fault::new("not-a-count", message).help(item())
            })?
            .try_into()
            .ok()
            .filter(|item| (1..=9).contains(item))
            .ok_or_else(|| {
                Fault::new(
                    "out-of-range",
                    words!(
                        "表决事项写成了 {text}，应当是 1 到 9",
                        "found item {text}, expected 1 to 9"
                    ),
                )
                .help(item())
            })
    });
    let question = fields
        .get("question")
        .and_then(|node| Some((reader.text(node)?, node.range.clone())));
    let tally = fields
        .get("tally")
        .and_then(|node| tally::read(reader, node, electorate));
    let result = reader.parse_of(fields, "result", Outcome::read);
    Question {
        question,
        matter,
        tally,
        result,
        result_range: fields
            .get("result")
            .map_or(0..3, |written| written.range.clone()),
    }
}
