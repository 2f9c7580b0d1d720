//! The next document number of an issuer, in the manner of its earlier ones.

use chrono::{Datelike, NaiveDate};

use super::Existing;
use crate::model::PlaceId;
use crate::model::keyed::Kind;
use crate::model::keys;
use crate::model::record::Record;
use crate::yaml::Key;

/// A document number taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Number {
    /// The number with `\0` for its year and `\u{1}` for its place in the series.
    shape: String,
    year: Option<i32>,
    place: u64,
    /// Digits, where it begins with zeros.
    width: usize,
}

/// The next number of the issuer of this place; none if that issuer does not number its records.
/// Issues and meetings are numbered by few: these get one only where their kind has had some.
pub fn next(existing: Existing<'_>, place: PlaceId, kind: Kind, date: NaiveDate) -> Option<String> {
    let model = existing.model;
    let mut chain = std::iter::once(model.place(place)).chain(model.above(place).into_iter().rev());
    let issuers = &chain.find(|place| !place.issuers.is_empty())?.issuers;
    let numbered: Vec<(&Record, Number)> = model
        .records()
        .filter(|record| record.issuers == *issuers)
        .filter(|record| matches!(kind, Kind::Notice | Kind::Resolution) || record.kind == kind)
        .filter_map(|record| Some((record, parse(&record.number.as_ref()?.0)?)))
        .collect();
    let (_, model_number) = numbered.iter().max_by_key(|(record, number)| {
        let here = record.place == place;
        (here, here && record.kind == kind, record.date, number.place)
    })?;
    let year = model_number.year.map(|_| date.year());
    let unread: Vec<Number> = existing.left_out().flat_map(numbers_in).collect();
    let highest = numbered
        .iter()
        .map(|(_, number)| number)
        .chain(&unread)
        .filter(|number| number.shape == model_number.shape && number.year == year)
        .map(|number| number.place)
        .max()
        .unwrap_or(0);
    let (next, width) = (highest.checked_add(1)?, model_number.width);
    let year = year.map_or_else(String::new, |year| year.to_string());
    Some(
        model_number
            .shape
            .replace('\0', &year)
            .replace('\u{1}', &format!("{next:0width$}")),
    )
}

/// Numbers in front matter that could not be read as a whole.
fn numbers_in(front: &str) -> impl Iterator<Item = Number> {
    front.lines().filter_map(|line| {
        let (key, value) = line.split_once([':', '：'])?;
        let is_number = |known: &Key| known.name == "number" && known.is(key.trim());
        keys::RECORD.iter().find(|known| is_number(known))?;
        parse(value.trim().trim_matches(['\'', '"']))
    })
}

/// Takes a number apart: the year is four digits in brackets, the place in the series the last
/// digits that are not the year.
fn parse(number: &str) -> Option<Number> {
    let runs = runs(number);
    let in_brackets = |start: usize| number[..start].ends_with(['〔', '[', '(', '（', '［', '【']);
    let year = runs.iter().find(|(start, digits)| {
        digits.len() == 4 && digits.starts_with(['1', '2']) && in_brackets(*start)
    });
    let (at, digits) = runs.iter().rev().find(|run| Some(*run) != year)?;
    let mut shape = String::with_capacity(number.len());
    let mut done = 0;
    for (start, digits) in &runs {
        let is_year = year.is_some_and(|(year, _)| year == start);
        if is_year || start == at {
            shape.push_str(&number[done..*start]);
            shape.push(if is_year { '\0' } else { '\u{1}' });
            done = start + digits.len();
        }
    }
    shape.push_str(&number[done..]);
    Some(Number {
        shape,
        year: year.and_then(|(_, digits)| digits.parse().ok()),
        place: digits.parse().ok()?,
        width: if digits.starts_with('0') {
            digits.len()
        } else {
            0
        },
    })
}

/// The stretches of digits in a text.
fn runs(text: &str) -> Vec<(usize, &str)> {
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + found;
        let rest = &text[start..];
        let end = rest
            .find(|c: char| !c.is_ascii_digit())
            .map_or(text.len(), |end| start + end);
        runs.push((start, &text[start..end]));
        at = end;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_apart() {
        let cases = [
            ("桃园业〔2026〕4号", Some(2026), 4, 0),
            ("桃园业字第12号", None, 12, 0),
            ("第007号（2026）", Some(2026), 7, 3),
            ("2026", None, 2026, 0),
        ];
        for (text, year, place, width) in cases {
            let number = parse(text).expect("a number");
            assert_eq!(
                (number.year, number.place, number.width),
                (year, place, width),
                "{text}"
            );
        }
        assert_eq!(parse("无号"), None);
        assert_eq!(
            parse("桃园业〔2026〕4号").map(|number| number.shape),
            parse("桃园业〔2025〕17号").map(|number| number.shape)
        );
    }
}
