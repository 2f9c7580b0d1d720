//! Everything in a file that was read as something else, as changes that write it plainly: what
//! `gongshi fix` makes. The text below the front matter is left alone.

use std::ops::Range;

use super::shapes::{self, Holds};
use super::{keys, value};
use crate::config;
use crate::diagnostic::{Diagnostics, Fix, Words};
use crate::load::Document;
use crate::source::Source;
use crate::words;
use crate::yaml::{self, Node, Reader, Value};

/// A value that was read as something else.
struct Plain {
    range: Range<usize>,
    with: String,
    /// Its author should know.
    is_told: bool,
}

/// The changes that write a record or a place plainly.
pub fn document(document: &Document) -> Vec<Fix> {
    let Some(parts) = &document.parts else {
        return Vec::new();
    };
    let fences = document.odd_fences().into_iter().map(|range| Fix {
        range,
        with: "---".to_owned(),
    });
    let mut fixes: Vec<Fix> = fences.collect();
    fixes.extend(syntax(&document.source, &parts.front, &keys::may_be_key));
    // What is wrong is told by reading, not here.
    let mut unheard = Diagnostics::new();
    let front = parts.front.clone();
    let node = yaml::parse(&document.source, front, &keys::may_be_key, &mut unheard);
    if let Some(node) = node {
        fixes.extend(
            values(&document.source, &node)
                .into_iter()
                .map(|plain| Fix {
                    range: plain.range,
                    with: plain.with,
                }),
        );
    }
    fixes
}

/// The changes that write the settings plainly.
pub fn settings(source: &Source) -> Vec<Fix> {
    syntax(source, &(0..source.text.len()), &config::is_key)
}

/// The changes that write rules plainly.
pub fn rules(source: &Source) -> Vec<Fix> {
    syntax(source, &(0..source.text.len()), &keys::is_key)
}

fn syntax(source: &Source, range: &Range<usize>, is_key: &dyn Fn(&str) -> bool) -> Vec<Fix> {
    let text = source.text.get(range.clone()).unwrap_or_default();
    let edits = yaml::certain(text, is_key).into_iter();
    let fix = |edit: yaml::Edit| Fix {
        range: range.start + edit.range.start..range.start + edit.range.end,
        with: edit.with.to_owned(),
    };
    edits.map(fix).collect()
}

/// Tells of numbers that were read as others than they look.
pub fn tell(reader: &mut Reader<'_>, node: &Node) {
    let plain = values(reader.source, node);
    for plain in plain.into_iter().filter(|plain| plain.is_told) {
        let with = &plain.with;
        let words: Words = words!("按 {with} 读", "read as {with}");
        let warning = yaml::read_as(reader.span(&plain.range), words).fix(plain.range, plain.with);
        reader.diagnostics.push(warning);
    }
}

/// All dates and areas of a front matter that are written in another way than the plain one.
fn values(source: &Source, node: &Node) -> Vec<Plain> {
    let mut found = Vec::new();
    below(source, node, "", &mut found);
    found
}

/// Looks at a value under a key, and below it; front matter is not deep.
fn below(source: &Source, node: &Node, key: &str, found: &mut Vec<Plain>) {
    match &node.value {
        Value::Map(entries) => {
            for entry in entries {
                below(source, &entry.value, entry.key.trim(), found);
            }
        }
        Value::List(items) => {
            for item in items {
                below(source, item, key, found);
            }
        }
        Value::Scalar(text) => line(source, node, text.trim(), key, found),
    }
}

fn line(source: &Source, node: &Node, text: &str, key: &str, found: &mut Vec<Plain>) {
    let words = || {
        text.split(char::is_whitespace)
            .filter(|word| !word.is_empty())
    };
    match shapes::holds(key) {
        Some(Holds::Date) => found.extend(date(source, node, text)),
        Some(Holds::DateFirst) => {
            found.extend(words().next().and_then(|word| date(source, node, word)));
        }
        Some(Holds::Dates) => {
            let words = text.split(value::is_between_dates);
            found.extend(words.filter_map(|word| date(source, node, word)));
        }
        Some(Holds::Areas) => found.extend(words().filter_map(|word| area(source, node, word))),
        Some(Holds::AreaSecond) => {
            found.extend(words().nth(1).and_then(|word| area(source, node, word)));
        }
        Some(Holds::Count) | None => {}
    }
}

fn date(source: &Source, node: &Node, word: &str) -> Option<Plain> {
    // A day of the week may not fit its date: then both must stay until somebody has looked.
    if word.contains(['周', '期', '拜']) {
        return None;
    }
    let date = value::date(word).ok()?.to_string();
    plain(source, node, word, date, false)
}

fn area(source: &Source, node: &Node, word: &str) -> Option<Plain> {
    let area = value::hundredths(word).ok()?;
    let is_number =
        |c: char| c.is_ascii_digit() || matches!(c, '０'..='９') || ".,．，万 ".contains(c);
    let number = word.trim_start_matches(['¥', '￥']);
    let unit = number.trim_start_matches(is_number);
    let number = &number[..number.len() - unit.len()];
    let is_plain = |c: char| c.is_ascii_digit() || c == '.';
    if number.trim_end().chars().all(is_plain) {
        return None;
    }
    let with = area.written().replace(',', "") + unit;
    plain(source, node, word, with, number.contains('万'))
}

/// The change of a word of a value, if it stands in the source as it was read, and once.
fn plain(source: &Source, node: &Node, word: &str, with: String, is_told: bool) -> Option<Plain> {
    if word == with {
        return None;
    }
    let written = source.text.get(node.range.clone())?;
    let mut places = written.match_indices(word);
    let (at, _) = places.next()?;
    let start = node.range.start + at;
    places.next().is_none().then(|| Plain {
        range: start..start + word.len(),
        with,
        is_told,
    })
}
