//! What a vote rests on: how and when, by whom, with how many ballots, for whom.

use std::ops::Range;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::keyed::Method;
use super::scope::Scope;
use super::value::{self, Hundredths};
use super::{RecordId, keys};
use crate::diagnostic::Diagnostic;
use crate::words;
use crate::yaml::{Fault, Node, Reader};

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

/// A candidate.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Candidate {
    /// Name as written.
    pub name: String,
    /// Owners for it.
    pub heads: Option<u64>,
    /// Their area.
    pub area: Option<Hundredths>,
    /// Where it was written.
    pub range: Range<usize>,
}

impl Voting {
    /// The day on which it ended.
    pub fn ended(&self) -> Option<NaiveDate> {
        self.extended.last().copied().or(self.to).or(self.from)
    }
}

/// Reads how and when was voted.
pub(super) fn read(reader: &mut Reader<'_>, node: &Node, scope: Scope<'_>) -> Option<Voting> {
    if let Some(line) = node.scalar() {
        let parts: Vec<&str> = line
            .split(value::is_between_dates)
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
    let from = reader.parse_of(&fields, "from", value::date);
    let to = reader.parse_of(&fields, "to", value::date);
    order(reader, node, from, to);
    let mut extended = Vec::new();
    let mut last = to;
    if let Some(node) = fields.get("extended") {
        for item in reader.items(node) {
            let Some(day) = reader.parse(item, value::date) else {
                continue;
            };
            if let Some(last) = last.filter(|last| day <= *last) {
                not_later(reader, item, last, day);
            }
            last = Some(day);
            extended.push(day);
        }
    }
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

fn not_later(reader: &mut Reader<'_>, item: &Node, last: NaiveDate, day: NaiveDate) {
    reader.fault(
        &item.range,
        Fault::new(
            "dates-order",
            words!(
                "延期到 {day}，不晚于原来的截止日 {last}",
                "the vote is extended to {day}, which is not after {last}, when it was to end"
            ),
        )
        .help(words!(
            "核对“止”和“延期”的日期，延期的日期要一次比一次晚",
            "check `to` and `extended`: each date must be later than the one before"
        )),
    );
}

/// Reads all who may vote; in one line what is left after heads and area is the basis.
pub(super) fn electorate(reader: &mut Reader<'_>, node: &Node) -> Option<Electorate> {
    if let Some(line) = node.scalar() {
        let mut parts = value::first_words(line, 3);
        let heads = parts.next().unwrap_or_default();
        let heads = reader.parse(node, |_| value::count(heads))?;
        let area = parts
            .next()
            .and_then(|area| reader.parse(node, |_| value::hundredths(area)));
        return Some(Electorate {
            heads,
            area,
            basis: parts.next().map(str::to_owned),
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
pub(super) fn counts<const N: usize>(
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

/// Reports a part that is more than its whole.
pub(super) fn at_most(
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

/// Reads a candidate.
pub(super) fn candidate(reader: &mut Reader<'_>, node: &Node) -> Option<Candidate> {
    if let Some(line) = node.scalar() {
        let mut parts = line.split_whitespace();
        let name = parts.next().unwrap_or_default().to_owned();
        let heads = parts
            .next()
            .and_then(|text| reader.parse(node, |_| value::count(text)));
        let area = parts
            .next()
            .and_then(|text| reader.parse(node, |_| value::hundredths(text)));
        return Some(Candidate {
            name,
            heads,
            area,
            range: node.range.clone(),
        });
    }
    let fields = reader.fields(node, &[keys::CANDIDATE], "`候选人一 210 22000.00`")?;
    if fields.get("name").is_none() {
        reader.missing(&node.range, keys::CANDIDATE[0], "候选人一");
    }
    Some(Candidate {
        name: reader.text_of(&fields, "name")?,
        heads: reader.parse_of(&fields, "heads", value::count),
        area: reader.parse_of(&fields, "area", value::hundredths),
        range: node.range.clone(),
    })
}
