//! Document numbers of an issuer: each stands once, and none is left out.

use std::collections::HashMap;

use super::Records;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::number;
use crate::model::record::Record;
use crate::model::scope::Party;
use crate::source::Span;
use crate::words;

/// Most numbers that a note about a gap names.
const NAMED: usize = 5;

/// The numbers of one issuer with one sign in one year.
struct Series<'r> {
    issuers: &'r [Party],
    sign: &'r str,
    year: i32,
    /// Places in the series with their records.
    numbers: Vec<(u32, &'r Record)>,
}

/// Reports doubled numbers and gaps.
pub fn check(records: &Records<'_>, diagnostics: &mut Diagnostics) {
    let mut series: Vec<Series<'_>> = Vec::new();
    let mut known: HashMap<(&[Party], &str, i32), usize> = HashMap::new();
    let mut others: HashMap<(&[Party], &str), &Record> = HashMap::new();
    let mut doubled: Vec<(&Record, &Record, Option<usize>)> = Vec::new();
    let mut first_of: HashMap<(usize, u32), &Record> = HashMap::new();
    for record in records.iter() {
        let Some((text, _)) = &record.number else {
            continue;
        };
        let Some(number) = number::parse(text) else {
            if let Some(first) = others.insert((&record.issuers, text), record) {
                doubled.push((first, record, None));
            }
            continue;
        };
        let key = (record.issuers.as_slice(), number.sign, number.year);
        let at = *known.entry(key).or_insert_with(|| {
            series.push(Series {
                issuers: key.0,
                sign: key.1,
                year: key.2,
                numbers: Vec::new(),
            });
            series.len() - 1
        });
        series[at].numbers.push((number.place, record));
        if let Some(first) = first_of.insert((at, number.place), record) {
            doubled.push((first, record, Some(at)));
        }
    }
    for one in &mut series {
        one.numbers.sort_by_key(|(place, _)| *place);
        debug_assert!(
            one.numbers
                .iter()
                .all(|(_, record)| record.issuers == one.issuers)
        );
    }
    for (first, record, at) in doubled {
        let next = at.and_then(|at| series[at].next());
        same(first, record, next, diagnostics);
    }
    for one in &series {
        one.gaps(diagnostics);
    }
}

impl Series<'_> {
    fn written(&self, place: u32) -> String {
        format!("{}〔{}〕{place}号", self.sign, self.year)
    }

    /// The next free number.
    fn next(&self) -> Option<String> {
        let (last, _) = self.numbers.last()?;
        Some(self.written(last.checked_add(1)?))
    }

    fn gaps(&self, diagnostics: &mut Diagnostics) {
        for pair in self.numbers.windows(2) {
            let ((before, _), (after, record)) = (pair[0], pair[1]);
            let Some((_, range)) = &record.number else {
                continue;
            };
            if after - before < 2 {
                continue;
            }
            let missing: Vec<String> = (before + 1..after)
                .take(NAMED)
                .map(|place| self.written(place))
                .collect();
            let count = after - before - 1;
            let (zh, en) = (missing.join("、"), missing.join(", "));
            let message = if missing.len() < usize::try_from(count).unwrap_or(usize::MAX) {
                words!(
                    "文号不连续：没有 {zh} 等 {count} 个",
                    "numbers are missing: {en} and more, {count} in all"
                )
            } else {
                words!("文号不连续：没有 {zh}", "numbers are missing: {en}")
            };
            let at = Span::new(&record.source, range.clone());
            diagnostics.push(Diagnostic::note("number-gap", at, message).help(words!(
                "那些文号若用在别处，不用改；若是写错，改正文号",
                "nothing to do if those numbers were used elsewhere; else correct the number"
            )));
        }
    }
}

fn same(first: &Record, record: &Record, next: Option<String>, diagnostics: &mut Diagnostics) {
    let Some((number, range)) = &record.number else {
        return;
    };
    let path = &first.source.path;
    let help = match next {
        Some(next) => words!(
            "改成下一个没有用过的文号：{next}",
            "write the next free number: {next}"
        ),
        None => words!("改成下一个文号", "write the next number"),
    };
    diagnostics.push(
        Diagnostic::error(
            "same-number",
            Span::new(&record.source, range.clone()),
            words!(
                "文号“{number}”已用于 {path}",
                "the number `{number}` is that of {path}"
            ),
        )
        .help(help),
    );
}
