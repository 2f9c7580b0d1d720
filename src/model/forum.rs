//! Forums (论坛): meetings of one name that are numbered, with a theme, a host and roles, for which
//! places are compared.

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::keyed::{Kind, MeetingType, Publication, YesNo};
use super::meeting::Meeting;
use super::record::{Facts, Record};
use super::reporting::ReportingPeriod;
use super::scope::Scope;
use super::{Model, PlaceId, RecordId, keys, series, superseding, value};
use crate::diagnostic::Diagnostic;
use crate::words;
use crate::yaml::{Fault, Fields, Node, Reader};

/// What a meeting says of itself as a forum.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Forum {
    /// Name of the series.
    pub name: String,
    /// Its number in the series.
    pub number: u64,
    /// Where it was written.
    pub range: Range<usize>,
    /// Theme.
    pub theme: Option<String>,
    /// The place that is host.
    pub host: Option<PlaceId>,
    /// Whether the host was drawn by lot, if that is written.
    pub drawn: Option<bool>,
    /// Who takes part in which role.
    pub roles: Vec<Role>,
    /// The period compared, if it is written.
    pub period: Option<ReportingPeriod>,
    /// The places compared, if they are written, with where that is.
    pub compares: Option<(Vec<PlaceId>, Range<usize>)>,
    /// Who may see the comparison.
    pub comparison: Publication,
}

/// A role at a forum.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Role {
    /// The word for it.
    pub name: String,
    /// How many.
    pub people: Option<u64>,
    /// Who, as offices.
    pub who: Option<String>,
}

/// The forums of one name at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forums {
    /// The name.
    pub name: String,
    /// Each of them, by number.
    pub entries: Vec<Entry>,
    /// Numbers between the first and the last of which no record tells.
    pub missing: Vec<RangeInclusive<u64>>,
}

/// A forum in its series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The meeting.
    pub record: RecordId,
    /// Its number.
    pub number: u64,
    /// The day on which it was held or is to be held.
    pub day: NaiveDate,
}

impl Forums {
    /// Its name as part of an address.
    pub fn slug(&self) -> String {
        series::slug(&self.name)
    }
}

/// Reads what a meeting of type `kind` says of itself as a forum.
pub fn read(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    kind: Option<MeetingType>,
    scope: Scope<'_>,
) -> Option<Forum> {
    let node = fields.get("forum")?;
    if kind.is_some_and(|kind| kind != MeetingType::Forum) {
        let found = Diagnostic::error(
            "forum-series",
            reader.span(&fields.place_of("forum")),
            words!(
                "只有论坛才写“论坛”一项，这次会议的类型不是论坛",
                "only a meeting of type `forum` has the key `forum`"
            ),
        );
        reader.diagnostics.push(found.help(words!(
            "把“类型”写成论坛，或删去这一项",
            "write `type: forum`, or remove the key"
        )));
        return None;
    }
    if let Some(line) = node.scalar() {
        let Some((name, number)) = line.trim().rsplit_once(char::is_whitespace) else {
            reader.missing_word(node, keys::FORUM[1], "东山论建 5");
            return None;
        };
        let name = reader.parse(node, |_| series::name(name));
        let number = reader.parse(node, |_| edition(number));
        return Some(Forum {
            name: name?,
            number: number?,
            range: node.range.clone(),
            theme: None,
            host: None,
            drawn: None,
            roles: Vec::new(),
            period: None,
            compares: None,
            comparison: Publication::Public,
        });
    }
    let fields = reader.fields(node, &[keys::FORUM], "`东山论建 5`")?;
    for (at, example) in [(0, "东山论建"), (1, "5")] {
        if fields.get(keys::FORUM[at].name).is_none() {
            reader.missing(&node.range, keys::FORUM[at], example);
        }
    }
    let name = reader.parse_of(&fields, "series", series::name);
    let number = reader.parse_of(&fields, "number", edition);
    let mut roles = Vec::new();
    if let Some(node) = fields.get("roles") {
        for item in reader.items(node) {
            roles.extend(role(reader, item));
        }
    }
    let compares = fields.get("compares").map(|node| {
        let mut places = Vec::new();
        for (word, range) in reader.texts(node) {
            match scope.place_called(&word) {
                Ok(place) if places.contains(&place) => {}
                Ok(place) => places.push(place),
                Err(fault) => reader.fault(&range, fault),
            }
        }
        (places, node.range.clone())
    });
    let drawn = reader.parse_of(&fields, "drawn", YesNo::read);
    let comparison = reader.parse_of(&fields, "comparison", Publication::read);
    Some(Forum {
        name: name?,
        number: number?,
        range: fields.place_of("number"),
        theme: reader.text_of(&fields, "theme"),
        host: reader.parse_of(&fields, "host", |word| scope.place_called(word)),
        drawn: drawn.map(|drawn| drawn == YesNo::Yes),
        roles,
        period: reader.parse_of(&fields, "period", ReportingPeriod::read),
        compares,
        comparison: comparison.unwrap_or(Publication::Public),
    })
}

/// Reads a role, as fields or in one line: the word for it, how many, who.
fn role(reader: &mut Reader<'_>, node: &Node) -> Option<Role> {
    if let Some(line) = node.scalar() {
        let mut words = value::first_words(line, 2);
        let name = words.next()?.to_owned();
        let rest = words.next().unwrap_or_default();
        let (first, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let people = value::count(first).ok();
        let who = if people.is_some() { after.trim() } else { rest };
        return Some(Role {
            name,
            people,
            who: (!who.is_empty()).then(|| who.to_owned()),
        });
    }
    let fields = reader.fields(node, &[keys::ROLE], "`特约嘉宾 6`")?;
    if fields.get("name").is_none() {
        reader.missing(&node.range, keys::ROLE[0], "特约嘉宾");
    }
    let people = reader.parse_of(&fields, "people", value::count);
    Some(Role {
        name: reader.text_of(&fields, "name")?,
        people,
        who: reader.text_of(&fields, "who"),
    })
}

/// The number of a forum: `5`, `第5期`, `第五期`.
fn edition(written: &str) -> Result<u64, Fault> {
    let plain = value::half_width(written);
    let plain = plain.trim().trim_start_matches('第');
    let plain = plain.trim_end_matches(['期', '届', '次']).trim();
    let is_number = !plain.is_empty() && plain.bytes().all(|byte| byte.is_ascii_digit());
    let digits = plain.parse().ok().filter(|_| is_number);
    let number: Option<u64> = digits.or_else(|| numeral(plain));
    number
        .filter(|number| (1..=10_000).contains(number))
        .ok_or_else(|| {
            Fault::new(
                "not-a-count",
                words!(
                    "“{written}”不是第几期",
                    "`{written}` is not the number of a forum"
                ),
            )
            .at(written)
            .help(words!(
                "写数字，例如 5，或 第五期",
                "write a whole number from 1 on, for example 5"
            ))
        })
}

/// A numeral up to ninety-nine.
fn numeral(written: &str) -> Option<u64> {
    let digit = |word: &str| -> Option<u64> {
        let mut chars = word.chars();
        let (only, None) = (chars.next()?, chars.next()) else {
            return None;
        };
        let at = "一二三四五六七八九".chars().position(|of| of == only)?;
        Some(at as u64 + 1)
    };
    let Some((tens, ones)) = written.split_once('十') else {
        return digit(written);
    };
    let tens = if tens.is_empty() { 1 } else { digit(tens)? };
    let ones = if ones.is_empty() { 0 } else { digit(ones)? };
    Some(tens * 10 + ones)
}

/// The forum that a record is.
pub(super) fn of_record(record: &Record) -> Option<(&Meeting, &Forum)> {
    match &record.facts {
        Facts::Meeting(meeting) => Some((meeting, meeting.forum.as_deref()?)),
        _ => None,
    }
}

/// The forums that hold, with what they say.
pub(super) fn standing<'r>(
    records: impl Iterator<Item = &'r Record>,
) -> Vec<(&'r Record, &'r Meeting, &'r Forum)> {
    let meetings = records.filter(|record| record.kind == Kind::Meeting);
    superseding::holding(meetings)
        .into_iter()
        .filter_map(|record| {
            let (meeting, forum) = of_record(record)?;
            Some((record, meeting, forum))
        })
        .collect()
}

/// The forums of a place, by name.
pub(super) fn of<'r>(records: impl Iterator<Item = &'r Record>) -> Vec<Forums> {
    let mut named: BTreeMap<String, Forums> = BTreeMap::new();
    for (record, meeting, forum) in standing(records) {
        let of = named
            .entry(series::plain(&forum.name))
            .or_insert_with(|| Forums {
                name: forum.name.clone(),
                entries: Vec::new(),
                missing: Vec::new(),
            });
        of.entries.push(Entry {
            record: record.id,
            number: forum.number,
            day: meeting.day(record.date),
        });
    }
    let mut all: Vec<Forums> = named.into_values().collect();
    for forums in &mut all {
        forums
            .entries
            .sort_by_key(|entry| (entry.number, entry.day));
        let pairs = forums.entries.iter().zip(forums.entries.iter().skip(1));
        let gaps = pairs.filter(|(one, next)| next.number > one.number + 1);
        forums.missing = gaps
            .map(|(one, next)| one.number + 1..=next.number - 1)
            .collect();
    }
    all
}

impl Model {
    /// The forums of a place, by name.
    pub fn forums(&self, place: PlaceId) -> &[Forums] {
        &self.told.at(place).forums
    }

    /// The series of a forum, and its position there.
    pub fn forums_of(&self, record: &Record) -> Option<(&Forums, usize)> {
        self.forums(record.place).iter().find_map(|forums| {
            let mut entries = forums.entries.iter();
            let at = entries.position(|entry| entry.record == record.id)?;
            Some((forums, at))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (written, expected) in [
            ("5", Some(5)),
            ("５", Some(5)),
            ("第5期", Some(5)),
            ("第五期", Some(5)),
            ("第十期", Some(10)),
            ("第十二期", Some(12)),
            ("第二十期", Some(20)),
            ("九十九", Some(99)),
            ("第 7 期", Some(7)),
            ("0", None),
            ("", None),
            ("第期", None),
            ("五五", None),
            ("十十", None),
            ("-3", None),
            ("100000", None),
        ] {
            assert_eq!(edition(written).ok(), expected, "{written}");
        }
    }
}
