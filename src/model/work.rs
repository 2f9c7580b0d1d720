//! Works (物业实事): what was mended, renewed or built, for how much, out of which fund, and who
//! accepted it.

use std::ops::Range;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::keyed::{Fund, WorkState};
use super::money::Money;
use super::progress;
use super::satisfaction::{self, Satisfaction};
use super::scope::{Party, Scope};
use super::text::{self, Files};
use super::{RecordId, keys, value};
use crate::paths::InputPath;
use crate::yaml::{Fields, Node, Reader};

/// Facts of a work.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Work {
    /// Who answers for it.
    pub responsible: Vec<Party>,
    /// Who carries it out, as written.
    pub contractor: Option<String>,
    /// By when it should be done.
    pub due: Option<NaiveDate>,
    /// What became of it, oldest first; empty where only its date says something.
    pub progress: Vec<progress::Entry<WorkState>>,
    /// Pictures before.
    pub before: Vec<Shot>,
    /// Pictures after.
    pub after: Vec<Shot>,
    /// What it cost, and out of which fund.
    pub cost: Option<Cost>,
    /// The statement in which the cost stands.
    pub account: Option<RecordId>,
    /// The resolution on which it rests.
    pub resolution: Option<RecordId>,
    /// The issue that it solves.
    pub about: Option<RecordId>,
    /// Who accepted it.
    pub acceptance: Option<Acceptance>,
    /// How satisfied residents are.
    pub satisfaction: Option<Satisfaction>,
    /// Where, as written.
    pub spot: Option<String>,
}

/// A picture with its words.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Shot {
    /// The picture.
    pub picture: InputPath,
    /// When it was taken.
    pub date: Option<NaiveDate>,
    /// What it shows.
    pub note: Option<String>,
}

/// What a work cost.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Cost {
    /// How much.
    pub amount: Money,
    /// Out of which fund.
    pub fund: Option<Fund>,
    /// Where it was written.
    pub range: Range<usize>,
}

/// An acceptance.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Acceptance {
    /// Who.
    pub body: Party,
    /// When.
    pub date: NaiveDate,
    /// What was found.
    pub opinion: Option<String>,
}

impl Work {
    /// The day on which it was accepted, or it was decided that it will not be done; none while it
    /// goes on, or waits to be accepted.
    pub fn is_over(&self) -> Option<NaiveDate> {
        let accepted = self.acceptance.as_ref().map(|acceptance| acceptance.date);
        let last = self
            .progress
            .last()
            .filter(|entry| matches!(entry.state, WorkState::Accepted | WorkState::Dropped));
        accepted.or(last.map(|entry| entry.date))
    }
}

/// Reads the facts of a work.
pub fn read(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    folder: &str,
    files: &Files<'_>,
    scope: Scope<'_>,
) -> Work {
    let responsible = fields.get("responsible").map_or_else(Vec::new, |node| {
        let words = reader.texts(node);
        words.iter().map(|(word, _)| scope.party(word)).collect()
    });
    let place = progress::Place {
        folder,
        files,
        scope,
        keys: keys::STAGE,
    };
    let [before, after] = ["before", "after"].map(|name| {
        let Some(node) = fields.get(name) else {
            return Vec::new();
        };
        let mut shots = Vec::new();
        for item in reader.items(node) {
            shots.extend(shot(reader, item, folder, files));
        }
        shots
    });
    Work {
        responsible,
        contractor: reader.text_of(fields, "contractor"),
        due: reader.parse_of(fields, "due", value::date),
        progress: progress::read(reader, fields, place),
        before,
        after,
        cost: fields.get("cost").and_then(|node| cost(reader, node)),
        account: reader.parse_of(fields, "account", |text| scope.record(text)),
        resolution: reader.parse_of(fields, "resolution", |text| scope.record(text)),
        about: reader.parse_of(fields, "about", |text| scope.record(text)),
        acceptance: fields
            .get("acceptance")
            .and_then(|node| acceptance(reader, node, scope)),
        satisfaction: fields
            .get("satisfaction")
            .and_then(|node| satisfaction::read(reader, node)),
        spot: reader.text_of(fields, "spot"),
    }
}

/// Reads a picture, as fields or in one line: the file, its day, what it shows.
fn shot(reader: &mut Reader<'_>, node: &Node, folder: &str, files: &Files<'_>) -> Option<Shot> {
    if let Some(line) = node.scalar() {
        let mut words = line.split_whitespace().peekable();
        let file = words.next()?;
        let picture = reader.parse(node, |_| text::picture(files, folder, file))?;
        let date = words.peek().and_then(|word| value::date(word).ok());
        if date.is_some() {
            words.next();
        }
        let note: Vec<&str> = words.collect();
        return Some(Shot {
            picture,
            date,
            note: (!note.is_empty()).then(|| note.join(" ")),
        });
    }
    let fields = reader.fields(node, &[keys::SHOT], "`before.jpg 2026-03-02 旧门禁`")?;
    if fields.get("file").is_none() {
        reader.missing(&node.range, keys::SHOT[0], "before.jpg");
    }
    let picture = reader.parse_of(&fields, "file", |file| text::picture(files, folder, file));
    let date = reader.parse_of(&fields, "date", value::date);
    Some(Shot {
        picture: picture?,
        date,
        note: reader.text_of(&fields, "note"),
    })
}

/// Reads a cost, as fields or in one line: the amount, its fund.
fn cost(reader: &mut Reader<'_>, node: &Node) -> Option<Cost> {
    let (amount, fund) = if let Some(line) = node.scalar() {
        let mut words = line.split_whitespace();
        let amount = words.next()?;
        let amount = reader.parse(node, |_| Money::read(amount));
        let fund = words
            .next()
            .and_then(|word| reader.parse(node, |_| Fund::read(word)));
        (amount, fund)
    } else {
        let fields = reader.fields(node, &[keys::COST], "`38000 公共收益`")?;
        if fields.get("amount").is_none() {
            reader.missing(&node.range, keys::COST[0], "38000");
        }
        let amount = reader.parse_of(&fields, "amount", Money::read);
        (amount, reader.parse_of(&fields, "fund", Fund::read))
    };
    Some(Cost {
        amount: amount?,
        fund,
        range: node.range.clone(),
    })
}

/// Reads an acceptance, as fields or in one line: body, date, opinion.
fn acceptance(reader: &mut Reader<'_>, node: &Node, scope: Scope<'_>) -> Option<Acceptance> {
    if let Some(line) = node.scalar() {
        let mut words = line.split_whitespace();
        let body = words.next()?;
        let Some(date) = words.next() else {
            reader.missing_word(node, keys::ACCEPTANCE[1], "业委会 2026-03-20 合格");
            return None;
        };
        let date = reader.parse(node, |_| value::date(date))?;
        let opinion: Vec<&str> = words.collect();
        return Some(Acceptance {
            body: scope.party(body),
            date,
            opinion: (!opinion.is_empty()).then(|| opinion.join(" ")),
        });
    }
    let fields = reader.fields(node, &[keys::ACCEPTANCE], "`业委会 2026-03-20 合格`")?;
    for (at, example) in [(0, "业委会"), (1, "2026-03-20")] {
        if fields.get(keys::ACCEPTANCE[at].name).is_none() {
            reader.missing(&node.range, keys::ACCEPTANCE[at], example);
        }
    }
    let body = reader.text_of(&fields, "body");
    let date = reader.parse_of(&fields, "date", value::date);
    Some(Acceptance {
        body: scope.party(&body?),
        date: date?,
        opinion: reader.text_of(&fields, "opinion"),
    })
}
