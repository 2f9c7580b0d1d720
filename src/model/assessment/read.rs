//! Reading assessments.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::{Assessment, Criterion, Grade, Score, check};
use crate::law::period::Length;
use crate::model::contact;
use crate::model::keyed::Topic;
use crate::model::notice::{self, Displayed};
use crate::model::reporting::ReportingPeriod;
use crate::model::satisfaction;
use crate::model::scope::Scope;
use crate::model::value::{self, Hundredths};
use crate::model::{PlaceId, keys};
use crate::yaml::{Fault, Fields, Node, Reader};

/// Days for which an assessment is on display that says nothing else, unless a rule wants more.
const DEFAULT_DAYS: u64 = 7;
/// Most points of a criterion that says nothing else.
const DEFAULT_MAX: Hundredths = Hundredths(10_000);

/// Reads the facts of an assessment.
pub fn read(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    date: NaiveDate,
    scope: Scope<'_>,
) -> Option<Assessment> {
    for (at, example) in [(0, "2025-Q4"), (2, "[环境卫生 100]"), (3, "[桃园小区 92]")] {
        let key = keys::ASSESSMENT[at];
        if fields.get(key.name).is_none() {
            reader.missing(&fields.place_of(key.name), key, example);
        }
    }
    let period = reader.parse_of(fields, "period", ReportingPeriod::read);
    let criteria = fields
        .get("criteria")
        .map(|node| all(reader, node, criterion));
    let criteria = criteria.unwrap_or_default();
    let scores = fields.get("scores").map(|node| {
        all(reader, node, |reader, item| {
            score(reader, item, criteria.as_deref(), scope)
        })
    });
    let grades = fields.get("grades").map(|node| all(reader, node, grade));
    let mut assessors = Vec::new();
    if let Some(node) = fields.get("assessors") {
        for (word, range) in reader.texts(node) {
            assessors.push((scope.party(&word), range));
        }
    }
    let of = Displayed {
        kind: None,
        topic: Some(Topic::Assessment),
    };
    let display = match fields.get("display") {
        Some(node) => notice::display(reader, node, date, of, scope),
        None => Some(notice::by_default(
            date,
            Length::Days(DEFAULT_DAYS),
            of,
            scope,
        )),
    };
    let objections = fields
        .get("objections")
        .and_then(|node| contact::read_objections(reader, node, scope))
        .or_else(|| scope.chain().find_map(|place| place.objections.clone()));
    let scheme = reader.text_of(fields, "scheme");
    let (criteria, scores) = (criteria?, scores.flatten()?);
    let mut grades = match grades {
        Some(grades) => grades?,
        None => Vec::new(),
    };
    grades.sort_by_key(|grade| Reverse(grade.from));
    check::criteria(reader, &fields.place_of("criteria"), &criteria);
    check::scores(reader, &criteria, &scores, scope);
    check::grades(reader, &grades);
    check::assessors(reader, &assessors, &scores, scope);
    Some(Assessment {
        period: period?,
        period_range: fields
            .get("period")
            .map_or_else(|| fields.place_of("period"), |node| node.range.clone()),
        scheme,
        criteria,
        scores,
        grades,
        assessors: assessors.into_iter().map(|(party, _)| party).collect(),
        display: display?,
        objections,
    })
}

/// The items of a list; none if one of them could not be read, as what is left would mean something
/// else.
fn all<T>(
    reader: &mut Reader<'_>,
    node: &Node,
    mut read: impl FnMut(&mut Reader<'_>, &Node) -> Option<T>,
) -> Option<Vec<T>> {
    let mut items = Vec::new();
    let mut is_whole = true;
    for item in reader.items(node) {
        match read(reader, item) {
            Some(item) => items.push(item),
            None => is_whole = false,
        }
    }
    is_whole.then_some(items)
}

/// The words of a line in two: those before the first that looks like a number, and the rest. The
/// first word is always a part of the name.
fn named(line: &str) -> (String, Vec<&str>) {
    let mut words: Vec<&str> = line.split_whitespace().collect();
    let of_name = words.iter().skip(1).take_while(|word| !is_number(word));
    let count = (of_name.count() + 1).min(words.len());
    let rest = words.split_off(count);
    (words.join(" "), rest)
}

/// A line of points with blanks for the marks that people write between them: 桃园小区：92、88、95.
fn with_blanks(line: &str) -> String {
    line.replace(['：', ':', '、', '，', ','], " ")
}

/// Whether a word stands for points or a weight.
fn is_number(word: &str) -> bool {
    let plain = value::half_width(word);
    let plain = plain.trim_start_matches(['-', '−', '–', '(']);
    is_none(word) || plain.starts_with(|c: char| c.is_ascii_digit() || c == '.')
}

/// Whether a word says that something was not assessed.
fn is_none(word: &str) -> bool {
    matches!(word, "缺" | "未评" | "none" | "-" | "—" | "——")
}

/// Points or a weight, also with the sign behind it that people write.
fn number(word: &str) -> Result<Hundredths, Fault> {
    value::hundredths(word.trim_end_matches(['分', '%', '％']))
}

/// Reads a criterion, as fields or in one line: name, weight, most points, what is looked at.
fn criterion(reader: &mut Reader<'_>, node: &Node) -> Option<Criterion> {
    if let Some(line) = node.scalar() {
        let (name, rest) = named(line);
        let mut rest = rest.into_iter().peekable();
        let Some(weight) = rest.next() else {
            reader.missing_word(node, keys::CRITERION[1], "环境卫生 30");
            return None;
        };
        let weight = reader.parse(node, |_| number(weight))?;
        let max = rest.next_if(|word| word.starts_with("满分") || is_number(word));
        let max = match max {
            Some(max) => reader.parse(node, |_| number(max.trim_start_matches("满分")))?,
            None => DEFAULT_MAX,
        };
        let note: Vec<&str> = rest.collect();
        return Some(Criterion {
            name,
            weight,
            max,
            note: (!note.is_empty()).then(|| note.join(" ")),
            range: node.range.clone(),
        });
    }
    let fields = reader.fields(node, &[keys::CRITERION], "`环境卫生 30`")?;
    for (at, example) in [(0, "环境卫生"), (1, "30")] {
        if fields.get(keys::CRITERION[at].name).is_none() {
            reader.missing(&node.range, keys::CRITERION[at], example);
        }
    }
    let name = reader.text_of(&fields, "name");
    let weight = reader.parse_of(&fields, "weight", number);
    let max = match fields.get("max") {
        Some(node) => reader.parse(node, number),
        None => Some(DEFAULT_MAX),
    };
    let note = reader.text_of(&fields, "note");
    Some(Criterion {
        name: name?,
        weight: weight?,
        max: max?,
        note,
        range: node.range.clone(),
    })
}

/// Reads what a place got, as fields or in one line: the place, its points.
fn score(
    reader: &mut Reader<'_>,
    node: &Node,
    criteria: Option<&[Criterion]>,
    scope: Scope<'_>,
) -> Option<Score> {
    if let Some(line) = node.scalar() {
        let line = with_blanks(line);
        let (place, words) = named(&line);
        let place = reader.parse(node, |_| scope.place_below(&place))?;
        if words.is_empty() {
            reader.missing_word(node, keys::SCORE[1], "桃园小区 92 88 95");
            return None;
        }
        return Some(Score {
            place,
            points: points(reader, node, &words, place, criteria, scope)?,
            satisfaction: None,
            note: None,
            range: node.range.clone(),
        });
    }
    let fields = reader.fields(node, &[keys::SCORE], "`桃园小区 92 88 95`")?;
    for (at, example) in [(0, "桃园小区"), (1, "92 88 95")] {
        if fields.get(keys::SCORE[at].name).is_none() {
            reader.missing(&node.range, keys::SCORE[at], example);
        }
    }
    let place = reader.parse_of(&fields, "place", |word| scope.place_below(word));
    let written = reader.text_of(&fields, "points");
    let satisfaction = fields
        .get("satisfaction")
        .and_then(|node| satisfaction::read(reader, node));
    let note = reader.text_of(&fields, "note");
    let (place, written, at) = (place?, written?, fields.get("points")?);
    let written = with_blanks(&written);
    let words: Vec<&str> = written.split_whitespace().collect();
    Some(Score {
        place,
        points: points(reader, at, &words, place, criteria, scope)?,
        satisfaction,
        note,
        range: node.range.clone(),
    })
}

/// Points by criterion, as many as there are criteria and none above the most.
fn points(
    reader: &mut Reader<'_>,
    node: &Node,
    words: &[&str],
    place: PlaceId,
    criteria: Option<&[Criterion]>,
    scope: Scope<'_>,
) -> Option<Vec<Option<Hundredths>>> {
    let place = scope.places.get(place.index());
    let place = place.map_or("", |place| place.title.as_str());
    let mut points = Vec::new();
    let mut is_whole = true;
    for (at, word) in words.iter().enumerate() {
        if is_none(word) {
            points.push(None);
            continue;
        }
        let criterion = criteria.and_then(|criteria| criteria.get(at));
        let read = number(word);
        let read = match criterion {
            Some(criterion) => read
                .map_err(|fault| check::no_points(fault, word, place, criterion))
                .and_then(|points| check::within(points, word, place, criterion)),
            None => read,
        };
        match read {
            Ok(read) => points.push(Some(read)),
            Err(fault) => {
                reader.fault(&node.range, fault);
                is_whole = false;
            }
        }
    }
    if let Some(criteria) = criteria
        && criteria.len() != words.len()
    {
        reader.fault(&node.range, check::count(words.len(), place, criteria));
        return None;
    }
    is_whole.then_some(points)
}

/// Reads a band of totals, as fields or in one line: name, least total.
fn grade(reader: &mut Reader<'_>, node: &Node) -> Option<Grade> {
    if let Some(line) = node.scalar() {
        let (name, rest) = named(line);
        let [from] = rest[..] else {
            reader.missing_word(node, keys::GRADE[1], "优秀 90");
            return None;
        };
        let from = from.trim_end_matches("以上");
        return Some(Grade {
            name,
            from: reader.parse(node, |_| number(from))?,
            range: node.range.clone(),
        });
    }
    let fields = reader.fields(node, &[keys::GRADE], "`优秀 90`")?;
    for (at, example) in [(0, "优秀"), (1, "90")] {
        if fields.get(keys::GRADE[at].name).is_none() {
            reader.missing(&node.range, keys::GRADE[at], example);
        }
    }
    let from = reader.parse_of(&fields, "from", number);
    Some(Grade {
        name: reader.text_of(&fields, "name")?,
        from: from?,
        range: node.range.clone(),
    })
}
