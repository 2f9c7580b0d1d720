//! Assessments: criteria with weights, scores by place, totals and ranks.

use std::ops::Range;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::contact::{self, Objections};
use super::notice::{self, Display, Displayed};
use super::reporting::ReportingPeriod;
use super::satisfaction::{self, Satisfaction};
use super::scope::{Party, Scope};
use super::value::{self, Hundredths};
use super::{PlaceId, keys};
use crate::law::period::Length;
use crate::words;
use crate::yaml::{Fault, Fields, Node, Reader};

/// Days for which an assessment is on display that says nothing else.
const DEFAULT_DAYS: u64 = 7;
/// Most points of a criterion that says nothing else.
const DEFAULT_MAX: Hundredths = Hundredths(100_00);

/// Facts of an assessment.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Assessment {
    /// Of which period it tells.
    pub period: ReportingPeriod,
    /// Where the period was written.
    pub period_range: Range<usize>,
    /// By which scheme, as written: assessments of one scheme follow each other.
    pub scheme: Option<String>,
    /// What is assessed, in the order written.
    pub criteria: Vec<Criterion>,
    /// What each place got, in the order written.
    pub scores: Vec<Score>,
    /// Who assessed.
    pub assessors: Vec<Party>,
    /// Period of display.
    pub display: Display,
    /// Where to appeal.
    pub objections: Option<Objections>,
}

/// Something that is assessed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Criterion {
    /// Its name.
    pub name: String,
    /// Its weight; the weights of an assessment make 100.
    pub weight: Hundredths,
    /// Most points.
    pub max: Hundredths,
    /// Where it was written.
    pub range: Range<usize>,
}

/// What a place got.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Score {
    /// The place, below that of the record.
    pub place: PlaceId,
    /// Points by criterion, in their order; none: it was not assessed in this.
    pub points: Vec<Option<Hundredths>>,
    /// How satisfied residents were.
    pub satisfaction: Option<Satisfaction>,
    /// Note.
    pub note: Option<String>,
    /// Where it was written.
    pub range: Range<usize>,
}

/// Reads the facts of an assessment.
pub fn read(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    date: NaiveDate,
    scope: Scope<'_>,
) -> Option<Assessment> {
    for (at, example) in [(0, "2025-Q4"), (2, "环境卫生 30"), (3, "taoyuan 92 88 95")] {
        let key = keys::ASSESSMENT[at];
        if fields.get(key.name).is_none() {
            reader.missing(&fields.place_of(key.name), key, example);
        }
    }
    let period = reader.parse_of(fields, "period", ReportingPeriod::read);
    let mut criteria = Vec::new();
    if let Some(node) = fields.get("criteria") {
        for item in reader.items(node) {
            criteria.extend(criterion(reader, item));
        }
    }
    let mut scores = Vec::new();
    if let Some(node) = fields.get("scores") {
        for item in reader.items(node) {
            scores.extend(score(reader, item, scope));
        }
    }
    let assessors = fields.get("assessors").map_or_else(Vec::new, |node| {
        let words = reader.texts(node);
        words.iter().map(|(word, _)| scope.party(word)).collect()
    });
    let of = Displayed {
        kind: None,
        topic: None,
    };
    let display = match fields.get("display") {
        Some(node) => notice::display(reader, node, date, of, scope),
        None => Some(notice::of_length(
            date,
            Length::Days(DEFAULT_DAYS),
            &scope.rules.calendar,
        )),
    };
    let objections = fields
        .get("objections")
        .and_then(|node| contact::read_objections(reader, node, scope))
        .or_else(|| scope.chain().find_map(|place| place.objections.clone()));
    Some(Assessment {
        period: period?,
        period_range: fields.place_of("period"),
        scheme: reader.text_of(fields, "scheme"),
        criteria,
        scores,
        assessors,
        display: display?,
        objections,
    })
}

/// Reads a criterion, as fields or in one line: name, weight, most points.
fn criterion(reader: &mut Reader<'_>, node: &Node) -> Option<Criterion> {
    if let Some(line) = node.scalar() {
        let mut words = line.split_whitespace();
        let name = words.next()?.to_owned();
        let Some(weight) = words.next() else {
            reader.missing_word(node, keys::CRITERION[1], "环境卫生 30");
            return None;
        };
        let weight = reader.parse(node, |_| value::hundredths(weight))?;
        let max = match words.next() {
            Some(max) => {
                let max = max.trim_start_matches("满分");
                reader.parse(node, |_| value::hundredths(max))?
            }
            None => DEFAULT_MAX,
        };
        return Some(Criterion {
            name,
            weight,
            max,
            range: node.range.clone(),
        });
    }
    let fields = reader.fields(node, &[keys::CRITERION], "`环境卫生 30`")?;
    for (at, example) in [(0, "环境卫生"), (1, "30")] {
        if fields.get(keys::CRITERION[at].name).is_none() {
            reader.missing(&node.range, keys::CRITERION[at], example);
        }
    }
    let max = reader.parse_of(&fields, "max", value::hundredths);
    Some(Criterion {
        name: reader.text_of(&fields, "name")?,
        weight: reader.parse_of(&fields, "weight", value::hundredths)?,
        max: max.unwrap_or(DEFAULT_MAX),
        range: node.range.clone(),
    })
}

/// Reads what a place got, as fields or in one line: the place, its points.
fn score(reader: &mut Reader<'_>, node: &Node, scope: Scope<'_>) -> Option<Score> {
    if let Some(line) = node.scalar() {
        let mut words = line.split_whitespace();
        let place = words.next()?;
        let place = reader.parse(node, |_| scope.place_below(place))?;
        let points: Vec<&str> = words.collect();
        let points = points
            .into_iter()
            .map(|word| reader.parse(node, |_| point(word)));
        return Some(Score {
            place,
            points: points.collect::<Option<_>>()?,
            satisfaction: None,
            note: None,
            range: node.range.clone(),
        });
    }
    let fields = reader.fields(node, &[keys::SCORE], "`taoyuan 92 88 95`")?;
    for (at, example) in [(0, "taoyuan"), (1, "92 88 95")] {
        if fields.get(keys::SCORE[at].name).is_none() {
            reader.missing(&node.range, keys::SCORE[at], example);
        }
    }
    let place = reader.parse_of(&fields, "place", |word| scope.place_below(word));
    let written = reader.text_of(&fields, "points")?;
    let at = fields.get("points")?;
    let points = written
        .split_whitespace()
        .map(|word| reader.parse(at, |_| point(word)));
    let points: Option<Vec<_>> = points.collect();
    let satisfaction = fields
        .get("satisfaction")
        .and_then(|node| satisfaction::read(reader, node));
    Some(Score {
        place: place?,
        points: points?,
        satisfaction,
        note: reader.text_of(&fields, "note"),
        range: node.range.clone(),
    })
}

/// Points, or that there are none.
fn point(word: &str) -> Result<Option<Hundredths>, Fault> {
    if matches!(word, "缺" | "未评" | "none" | "-" | "—") {
        return Ok(None);
    }
    value::hundredths(word).map(Some).map_err(|fault| {
        fault.help(words!(
            "写分数，例如 92.5；没有评的写“缺”",
            "write points like 92.5, or `none` where it was not assessed"
        ))
    })
}
