//! Meetings: who came, which issues were raised and reviewed, what was agreed.

use serde::{Deserialize, Serialize};

use super::keyed::{IssueState, Kind, MeetingType};
use super::scope::{Party, Scope};
use super::{RecordId, keys, value};
use crate::words;
use crate::yaml::{Fault, Fields, Node, Reader};

/// Facts of a meeting.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Meeting {
    /// Type.
    pub r#type: MeetingType,
    /// The mechanism, by its position.
    pub mechanism: Option<usize>,
    /// Time as written.
    pub time: Option<String>,
    /// Venue.
    pub venue: Option<String>,
    /// Standing bodies.
    pub attendance: Vec<Attendance>,
    /// Invited bodies with their topic.
    pub invited: Vec<(Party, Option<String>)>,
    /// Issues raised.
    pub raises: Vec<RecordId>,
    /// Issues reviewed.
    pub reviews: Vec<Review>,
    /// What was agreed.
    pub outcomes: Vec<Outcome>,
}

/// A body at a meeting.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Attendance {
    /// The body.
    pub body: Party,
    /// How many came; none when absent or not written.
    pub present: Option<u64>,
    /// It was absent.
    pub absent: bool,
    /// Why.
    pub reason: Option<String>,
}

/// An issue reviewed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Review {
    /// The issue.
    pub issue: RecordId,
    /// State reported.
    pub state: IssueState,
    /// Note.
    pub note: Option<String>,
}

/// Something agreed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Outcome {
    /// What.
    pub text: String,
    /// Who does it.
    pub responsible: Vec<Party>,
    /// By when.
    pub due: Option<chrono::NaiveDate>,
}

/// Reads the facts of a meeting.
pub fn read(reader: &mut Reader<'_>, fields: &Fields<'_>, scope: Scope<'_>) -> Option<Meeting> {
    if fields.get("type").is_none() {
        reader.missing(&fields.place_of("type"), keys::MEETING[0], "合署办公");
    }
    let kind = reader.parse_of(fields, "type", MeetingType::read);
    let mechanism = reader.parse_of(fields, "mechanism", |name| mechanism(name, scope));
    let mut attendance = Vec::new();
    let mut invited = Vec::new();
    let mut raises = Vec::new();
    let mut reviews = Vec::new();
    let mut outcomes = Vec::new();
    for (name, node) in ["attendance", "invited", "raises", "reviews", "outcomes"]
        .map(|name| (name, fields.get(name)))
    {
        let Some(node) = node else { continue };
        for item in reader.items(node) {
            match name {
                "attendance" => attendance.extend(attended(reader, item, scope)),
                "invited" => invited.extend(invitation(reader, item, scope)),
                "raises" => raises.extend(reader.parse(item, |text| issue(text, scope))),
                "reviews" => reviews.extend(review(reader, item, scope)),
                _ => outcomes.extend(outcome(reader, item, scope)),
            }
        }
    }
    attendance.shrink_to_fit();
    outcomes.shrink_to_fit();
    reviews.shrink_to_fit();
    Some(Meeting {
        r#type: kind?,
        mechanism,
        time: reader.text_of(fields, "time"),
        venue: reader.text_of(fields, "venue"),
        attendance,
        invited,
        raises,
        reviews,
        outcomes,
    })
}

fn mechanism(name: &str, scope: Scope<'_>) -> Result<usize, Fault> {
    let known = &scope.index.mechanisms;
    known
        .iter()
        .position(|(_, other)| other == name)
        .ok_or_else(|| {
            let names = known.iter().map(|(_, name)| name.as_str());
            let help = crate::yaml::meant(name, names).unwrap_or_else(|| {
                words!(
                    "写 mechanisms 里一个文件的名字，不带 .md",
                    "write the name of a file in mechanisms, without .md"
                )
            });
            Fault::new(
                "unknown-mechanism",
                words!("没有“{name}”这个机制", "there is no mechanism `{name}`"),
            )
            .help(help)
        })
}

/// A reference that must lead to an issue.
fn issue(reference: &str, scope: Scope<'_>) -> Result<RecordId, Fault> {
    let id = scope.record(reference)?;
    let kind = scope.index.entry(id).map(|entry| entry.kind);
    let (Some(Kind::Issue) | None) = kind else {
        let (zh, en) = kind.map_or(("", ""), |kind| (kind.names()[0], kind.key()));
        return Err(Fault::new(
            "wrong-kind",
            words!(
                "“{reference}”是一条“{zh}”，这里要的是“问题”",
                "`{reference}` is a {en}, expected an issue"
            ),
        )
        .at(reference)
        .help(words!(
            "写 issues（问题）里的记录，例如 issues/2026-03-02-gate",
            "name a record in issues, for example issues/2026-03-02-gate"
        )));
    };
    Ok(id)
}

fn attended(reader: &mut Reader<'_>, node: &Node, scope: Scope<'_>) -> Option<Attendance> {
    if let Some(line) = node.scalar() {
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let body = reader.parse(node, |_| scope.body(word))?;
        let rest = rest.trim();
        if rest.is_empty() {
            return Some(Attendance {
                body,
                present: None,
                absent: false,
                reason: None,
            });
        }
        if let Some(reason) = rest
            .strip_prefix("缺席")
            .or_else(|| rest.strip_prefix("absent"))
        {
            let reason = reason
                .trim()
                .trim_matches(['（', '）', '(', ')', '：', ':'])
                .trim();
            return Some(Attendance {
                body,
                present: None,
                absent: true,
                reason: (!reason.is_empty()).then(|| reason.to_owned()),
            });
        }
        let present = reader.parse(node, |_| {
            value::count(rest).map_err(|fault| {
                fault.help(words!(
                    "写人数，或写“缺席（原因）”",
                    "write how many came, or `absent (reason)`"
                ))
            })
        })?;
        return Some(Attendance {
            body,
            present: Some(present),
            absent: present == 0,
            reason: None,
        });
    }
    let fields = reader.fields(node, &[keys::ATTENDANCE], "`物业 2`")?;
    if fields.get("body").is_none() {
        reader.missing(&node.range, keys::ATTENDANCE[0], "物业");
    }
    let body = reader.parse_of(&fields, "body", |word| scope.body(word))?;
    let present = reader.parse_of(&fields, "present", value::count);
    let reason = reader.text_of(&fields, "absent");
    Some(Attendance {
        body,
        present,
        absent: reason.is_some() || present == Some(0),
        reason,
    })
}

fn invitation(
    reader: &mut Reader<'_>,
    node: &Node,
    scope: Scope<'_>,
) -> Option<(Party, Option<String>)> {
    if let Some(line) = node.scalar() {
        let (word, topic) = line
            .split_once(char::is_whitespace)
            .map_or((line, None), |(word, topic)| {
                (word, Some(topic.trim().to_owned()))
            });
        return Some((scope.party(word), topic));
    }
    let fields = reader.fields(node, &[keys::INVITED], "`城管中队 占道停车`")?;
    if fields.get("body").is_none() {
        reader.missing(&node.range, keys::INVITED[0], "城管中队");
    }
    let body = reader.text_of(&fields, "body")?;
    Some((scope.party(&body), reader.text_of(&fields, "topic")))
}

fn review(reader: &mut Reader<'_>, node: &Node, scope: Scope<'_>) -> Option<Review> {
    if let Some(line) = node.scalar() {
        let mut words = value::first_words(line, 3);
        let reference = words.next().unwrap_or_default();
        let found = reader.parse(node, |_| issue(reference, scope));
        let Some(state) = words.next() else {
            reader.missing_word(node, keys::REVIEW[1], "issues/2026-02-24-lift 处置");
            return None;
        };
        let state = reader.parse(node, |_| IssueState::read(state));
        let note = words.next().map(str::to_owned);
        return Some(Review {
            issue: found?,
            state: state?,
            note,
        });
    }
    let fields = reader.fields(
        node,
        &[keys::REVIEW],
        "`issues/2026-02-24-lift 处置 配件已到货`",
    )?;
    for (key, example) in [
        (keys::REVIEW[0], "issues/2026-02-24-lift"),
        (keys::REVIEW[1], "处置"),
    ] {
        if fields.get(key.name).is_none() {
            reader.missing(&node.range, key, example);
        }
    }
    let found = reader.parse_of(&fields, "issue", |text| issue(text, scope));
    let state = reader.parse_of(&fields, "state", IssueState::read);
    Some(Review {
        issue: found?,
        state: state?,
        note: reader.text_of(&fields, "note"),
    })
}

fn outcome(reader: &mut Reader<'_>, node: &Node, scope: Scope<'_>) -> Option<Outcome> {
    if let Some(line) = node.scalar() {
        let mut words: Vec<&str> = line.split_whitespace().collect();
        let due = words.last().and_then(|word| value::date(word).ok());
        if due.is_some() {
            words.pop();
        }
        let body = words
            .last()
            .filter(|_| words.len() > 1)
            .and_then(|word| scope.find_body(word));
        if body.is_some() {
            words.pop();
        }
        let responsible = body
            .into_iter()
            .map(|(place, at)| Party::Body(place, at))
            .collect();
        return Some(Outcome {
            text: words.join(" "),
            responsible,
            due,
        });
    }
    let fields = reader.fields(node, &[keys::OUTCOME], "`更换3号楼门禁 物业 2026-03-20`")?;
    if fields.get("text").is_none() {
        reader.missing(&node.range, keys::OUTCOME[0], "更换3号楼门禁");
    }
    let responsible = fields.get("responsible").map_or_else(Vec::new, |node| {
        reader
            .texts(node)
            .iter()
            .map(|(word, _)| scope.party(word))
            .collect()
    });
    let due = reader.parse_of(&fields, "due", value::date);
    Some(Outcome {
        text: reader.text_of(&fields, "text")?,
        responsible,
        due,
    })
}
