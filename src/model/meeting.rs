//! Meetings: who came, which issues were raised and reviewed, what was agreed.

use std::ops::Range;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::forum::{self, Forum};
use super::keyed::{MeetingState, MeetingType};
use super::occasion::Occasion;
use super::progress;
use super::review::{self, Closing, Review, Told};
use super::scope::{Party, Scope};
use super::text::Files;
use super::venue::{self, Spot};
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
    /// Venue, and room, as written.
    pub venue: Option<String>,
    /// The venue that this names, if its place or one above has it.
    pub spot: Option<Spot>,
    /// Standing bodies.
    pub attendance: Vec<Attendance>,
    /// Invited bodies with their topic.
    pub invited: Vec<(Party, Option<String>)>,
    /// Issues raised.
    pub raises: Vec<RecordId>,
    /// Issues reviewed.
    pub reviews: Vec<Review>,
    /// What became of things agreed at earlier meetings.
    pub closings: Vec<Closing>,
    /// What was agreed.
    pub outcomes: Vec<Outcome>,
    /// What became of the meeting itself; empty where its date says enough.
    pub progress: Vec<progress::Entry<MeetingState>>,
    /// What it says of itself as a forum.
    pub forum: Option<Box<Forum>>,
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

/// Something agreed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Outcome {
    /// What.
    pub text: String,
    /// Who does it.
    pub responsible: Vec<Party>,
    /// By when.
    pub due: Option<NaiveDate>,
    /// Where it was written.
    pub range: Range<usize>,
}

/// Reads the facts of a meeting.
pub fn read(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    date: NaiveDate,
    folder: &str,
    files: &Files<'_>,
    scope: Scope<'_>,
) -> Option<Meeting> {
    if fields.get("type").is_none() {
        reader.missing(&fields.place_of("type"), keys::MEETING[0], "合署办公");
    }
    let kind = reader.parse_of(fields, "type", MeetingType::read);
    let mechanism = reader.parse_of(fields, "mechanism", |name| mechanism(name, scope));
    let mut attendance = Vec::new();
    let mut invited = Vec::new();
    let mut raises = Vec::new();
    let mut reviews = Vec::new();
    let mut closings = Vec::new();
    let mut outcomes = Vec::new();
    for (name, node) in ["attendance", "invited", "raises", "reviews", "outcomes"]
        .map(|name| (name, fields.get(name)))
    {
        let Some(node) = node else { continue };
        for item in reader.items(node) {
            match name {
                "attendance" => attendance.extend(attended(reader, item, scope)),
                "invited" => invited.extend(invitation(reader, item, scope)),
                "raises" => raises.extend(reader.parse(item, |text| progress::issue(text, scope))),
                "reviews" => match review::read(reader, item, date, scope) {
                    Some(Told::Issue(review)) => reviews.push(review),
                    Some(Told::Outcome(closing)) => closings.push(closing),
                    None => {}
                },
                _ => outcomes.extend(outcome(reader, item, scope)),
            }
        }
    }
    attendance.shrink_to_fit();
    outcomes.shrink_to_fit();
    reviews.shrink_to_fit();
    closings.shrink_to_fit();
    let place = progress::Place {
        folder,
        files,
        scope,
        keys: keys::STAGE,
    };
    let progress = progress::read(reader, fields, place);
    let (venue, spot) = venue::read_spot(reader, fields, scope);
    let forum = forum::read(reader, fields, kind, scope).map(Box::new);
    Some(Meeting {
        r#type: kind?,
        mechanism,
        time: reader.text_of(fields, "time"),
        venue,
        spot,
        attendance,
        invited,
        raises,
        reviews,
        closings,
        outcomes,
        progress,
        forum,
    })
}

impl Meeting {
    fn occasion(&self, date: NaiveDate) -> Occasion<'_> {
        Occasion {
            date,
            progress: &self.progress,
        }
    }

    /// The day on which it was held or is to be held: the one to which it was put off, if it was.
    /// `date` is that of its record.
    pub fn day(&self, date: NaiveDate) -> NaiveDate {
        self.occasion(date).day()
    }

    /// Where it stands. A meeting that is only planned or called was held when its day is over,
    /// or is held today.
    pub fn state(&self, date: NaiveDate, today: NaiveDate) -> MeetingState {
        self.occasion(date).state(today)
    }

    /// It was held: what it raised, reviewed and agreed counts.
    pub fn has_met(&self, date: NaiveDate, today: NaiveDate) -> bool {
        self.occasion(date).was_held(today)
    }

    /// It will not be held, or not on the day that its record says.
    pub fn is_off(&self, date: NaiveDate, today: NaiveDate) -> bool {
        self.occasion(date).is_off(today)
    }
}

/// The mechanism of a file's name.
///
/// # Errors
///
/// There is none; names the nearest.
pub fn mechanism(name: &str, scope: Scope<'_>) -> Result<usize, Fault> {
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
            range: node.range.clone(),
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
        range: node.range.clone(),
    })
}
