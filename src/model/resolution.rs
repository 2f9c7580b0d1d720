//! Resolutions: who decided what, and how the votes were counted.

use std::ops::Range;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::contact::{self, Objections};
use super::keyed::{Decider, Method, Outcome, Topic};
use super::notice::{self, Display, Displayed};
use super::scope::Scope;
use super::tally::{self, Tally};
use super::value::{self, Hundredths};
use super::{RecordId, keys};
use crate::diagnostic::Diagnostic;
use crate::words;
use crate::yaml::{Fault, Fields, Node, Reader};

/// Facts of a resolution.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Resolution {
    /// Who decided.
    pub decided_by: Decider,
    /// How and when was voted.
    pub voting: Option<Voting>,
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
}

/// How and when was voted.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Voting {
    /// Where its first day was written.
    pub range: Range<usize>,
    /// Method.
    pub method: Option<Method>,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
    /// The notice of the vote.
    pub notice: Option<RecordId>,
    /// Days to which the vote was extended.
    pub extended: Vec<NaiveDate>,
}

/// All who may vote.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Electorate {
    /// Owners.
    pub heads: u64,
    /// Exclusive floor area.
    pub area: Option<Hundredths>,
    /// What the numbers rest on.
    pub basis: Option<String>,
    /// Part of the compound.
    pub scope: Option<String>,
}

/// A question with its count and result.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Question {
    /// The question.
    pub question: Option<String>,
    /// Item of article 278 of the Civil Code.
    pub matter: Option<u8>,
    /// The count.
    pub tally: Option<Tally>,
    /// The result as declared.
    pub result: Outcome,
}

/// A candidate.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Candidate {
    /// Name as written.
    pub name: String,
    /// Owners for it.
    pub heads: Option<u64>,
    /// Their area.
    pub area: Option<Hundredths>,
}

impl Resolution {
    /// The common result of all questions; none when they differ.
    pub fn result(&self) -> Option<Outcome> {
        let first = self.questions.first()?.result;
        self.questions
            .iter()
            .all(|question| question.result == first)
            .then_some(first)
    }
}

/// Reads the facts of a resolution.
pub fn read(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    date: NaiveDate,
    scope: Scope<'_>,
) -> Option<Resolution> {
    if fields.get("decided_by").is_none() {
        reader.missing(
            &fields.place_of("decided_by"),
            keys::RESOLUTION[0],
            "业主大会",
        );
    }
    let decided_by = reader.parse_of(fields, "decided_by", Decider::read);
    let electorate = fields
        .get("electorate")
        .and_then(|node| electorate(reader, node));
    let questions = questions(reader, fields, electorate.as_ref());
    let voting = fields
        .get("voting")
        .and_then(|node| voting(reader, node, scope));
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
    let mut candidates = Vec::new();
    if let Some(node) = fields.get("candidates") {
        for item in reader.items(node) {
            candidates.extend(candidate(reader, item));
        }
    }
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
    Some(Resolution {
        voting,
        electorate,
        ballots,
        members,
        seats: reader.parse_of(fields, "seats", value::count),
        candidates,
        counters,
        publicity: fields
            .get("publicity")
            .and_then(|node| notice::display(reader, node, date, publicity, scope)),
        objections: objections.or_else(|| scope.chain().find_map(|place| place.objections.clone())),
        questions: questions?,
        decided_by: decided_by?,
    })
}

fn questions(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    electorate: Option<&Electorate>,
) -> Option<Vec<Question>> {
    let Some(node) = fields.get("items") else {
        if fields.get("result").is_none() {
            reader.missing(&fields.place_of("result"), keys::RESOLUTION[8], "通过");
        }
        return question(reader, fields, electorate).map(|question| vec![question]);
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
        if fields.get("result").is_none() {
            reader.missing(&item.range, keys::ITEM[3], "通过");
        }
        questions.extend(question(reader, &fields, electorate));
    }
    (!questions.is_empty()).then_some(questions)
}

fn question(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    electorate: Option<&Electorate>,
) -> Option<Question> {
    let matter = reader.parse_of(fields, "matter", |text| {
        value::count(text)?
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
                .help(words!(
                    "写民法典第二百七十八条第一款的项次",
                    "write the item of article 278 of the Civil Code"
                ))
            })
    });
    let question = reader.text_of(fields, "question");
    let tally = fields
        .get("tally")
        .and_then(|node| tally::read(reader, node, electorate));
    let result = reader.parse_of(fields, "result", Outcome::read);
    Some(Question {
        question,
        matter,
        tally,
        result: result?,
    })
}

fn voting(reader: &mut Reader<'_>, node: &Node, scope: Scope<'_>) -> Option<Voting> {
    if let Some(line) = node.scalar() {
        let parts: Vec<&str> = line
            .split(|c: char| c.is_whitespace() || "至到".contains(c))
            .filter(|part| !part.is_empty())
            .collect();
        let ([method, from, rest @ ..], 2..=3) = (parts.as_slice(), parts.len()) else {
            reader.wrong_shape(node, "`书面 2026-03-01 至 2026-03-15`");
            return None;
        };
        let method = reader.parse(node, |_| Method::read(method));
        let from = reader.parse(node, |_| value::date(from));
        let to = rest
            .first()
            .map_or(from, |to| reader.parse(node, |_| value::date(to)));
        order(reader, node, from, to);
        return Some(Voting {
            range: node.range.clone(),
            method,
            from,
            to,
            notice: None,
            extended: Vec::new(),
        });
    }
    let fields = reader.fields(node, &[keys::VOTING], "`书面 2026-03-01 至 2026-03-15`")?;
    let mut extended = Vec::new();
    if let Some(node) = fields.get("extended") {
        for item in reader.items(node) {
            extended.extend(reader.parse(item, value::date));
        }
    }
    let from = reader.parse_of(&fields, "from", value::date);
    let to = reader.parse_of(&fields, "to", value::date);
    order(reader, node, from, to);
    let first = fields.get("from").unwrap_or(node);
    Some(Voting {
        range: first.range.clone(),
        method: reader.parse_of(&fields, "method", Method::read),
        from,
        to,
        notice: reader.parse_of(&fields, "notice", |text| scope.record(text)),
        extended,
    })
}

fn order(reader: &mut Reader<'_>, node: &Node, from: Option<NaiveDate>, to: Option<NaiveDate>) {
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        reader.fault(
            &node.range,
            Fault::new(
                "dates-order",
                words!(
                    "投票结束 {to} 早于开始 {from}",
                    "the vote ends {to}, before it begins {from}"
                ),
            )
            .help(words!("核对起止日期", "check both dates")),
        );
    }
}

fn electorate(reader: &mut Reader<'_>, node: &Node) -> Option<Electorate> {
    if let Some(line) = node.scalar() {
        let mut parts = line.split_whitespace();
        let heads = parts.next().unwrap_or_default();
        let heads = reader.parse(node, |_| value::count(heads))?;
        let area = parts
            .next()
            .and_then(|area| reader.parse(node, |_| value::hundredths(area)));
        return Some(Electorate {
            heads,
            area,
            basis: None,
            scope: None,
        });
    }
    let fields = reader.fields(node, &[keys::ELECTORATE], "`355 36609.05`")?;
    if fields.get("heads").is_none() {
        reader.missing(&node.range, keys::ELECTORATE[0], "355");
    }
    Some(Electorate {
        heads: reader.parse_of(&fields, "heads", value::count)?,
        area: reader.parse_of(&fields, "area", value::hundredths),
        basis: reader.text_of(&fields, "basis"),
        scope: reader.text_of(&fields, "scope"),
    })
}

/// Reads whole numbers, as fields or in one line in the order of `keys`.
fn counts<const N: usize>(
    reader: &mut Reader<'_>,
    node: &Node,
    keys: &'static [crate::yaml::Key],
    example: &str,
) -> Option<[u64; N]> {
    let mut numbers = [0; N];
    if let Some(line) = node.scalar() {
        let parts: Vec<&str> = line.split_whitespace().collect();
        if parts.len() != N {
            reader.wrong_shape(node, example);
            return None;
        }
        for (number, part) in numbers.iter_mut().zip(parts) {
            *number = reader.parse(node, |_| value::count(part))?;
        }
        return Some(numbers);
    }
    let fields = reader.fields(node, &[keys], example)?;
    for (number, key) in numbers.iter_mut().zip(keys) {
        if let Some(node) = fields.get(key.name) {
            *number = reader.parse(node, value::count)?;
        } else {
            reader.missing(&node.range, *key, "0");
            return None;
        }
    }
    Some(numbers)
}

fn at_most(
    reader: &mut Reader<'_>,
    node: &Node,
    part: u64,
    whole: u64,
    what: (&str, &str),
    of: (&str, &str),
) {
    if part > whole {
        let ((zh, en), (of_zh, of_en)) = (what, of);
        let diagnostic = Diagnostic::error(
            "sum",
            reader.span(&node.range),
            words!(
                "{zh} {part} 多于{of_zh} {whole}",
                "{part} {en} are more than {whole} {of_en}"
            ),
        )
        .help(words!("核对这两个数", "check both numbers"));
        reader.diagnostics.push(diagnostic);
    }
}

fn candidate(reader: &mut Reader<'_>, node: &Node) -> Option<Candidate> {
    if let Some(line) = node.scalar() {
        let mut parts = line.split_whitespace();
        let name = parts.next().unwrap_or_default().to_owned();
        let heads = parts
            .next()
            .and_then(|text| reader.parse(node, |_| value::count(text)));
        let area = parts
            .next()
            .and_then(|text| reader.parse(node, |_| value::hundredths(text)));
        return Some(Candidate { name, heads, area });
    }
    let fields = reader.fields(node, &[keys::CANDIDATE], "`候选人一 210 22000.00`")?;
    if fields.get("name").is_none() {
        reader.missing(&node.range, keys::CANDIDATE[0], "候选人一");
    }
    Some(Candidate {
        name: reader.text_of(&fields, "name")?,
        heads: reader.parse_of(&fields, "heads", value::count),
        area: reader.parse_of(&fields, "area", value::hundredths),
    })
}
