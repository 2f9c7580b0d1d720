//! Rows of digits, with what people put between them: identity numbers, mobile numbers, cards.

use std::ops::Range;

use super::number::{self, Issuer, digit, is_ten};
use super::{Found, Kind, clue, mask, room};

/// Digits without anything between them.
#[derive(Debug, Clone)]
pub struct Group {
    /// Byte range.
    pub range: Range<usize>,
    /// Positions of its first digit and behind its last one in the digits of the row.
    pub digits: Range<usize>,
    /// What stands between it and the group before.
    pub gap: Gap,
}

/// What stands between two groups of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// Nothing that is printed: signs of Markdown, characters without width.
    Nothing,
    /// White space.
    Space,
    /// A hyphen or dash.
    Hyphen,
    /// A dot.
    Dot,
    /// A new line.
    Line,
}

/// Groups of digits that could be one number, as they follow each other.
#[derive(Debug, Default)]
pub struct Row {
    pub digits: Vec<u8>,
    pub groups: Vec<Group>,
}

impl Row {
    /// How many digits a group has.
    pub fn length(&self, group: usize) -> usize {
        self.groups[group].digits.len()
    }

    /// The digits of some groups.
    fn of(&self, groups: &Range<usize>) -> &[u8] {
        &self.digits[self.groups[groups.start].digits.start..self.groups[groups.end - 1].digits.end]
    }

    /// Where some groups stand in the text.
    fn place(&self, groups: &Range<usize>) -> Range<usize> {
        self.groups[groups.start].range.start..self.groups[groups.end - 1].range.end
    }

    /// Whether one of these stands between some groups.
    fn has_gap(&self, groups: &Range<usize>, gaps: &[Gap]) -> bool {
        let inner = &self.groups[groups.start + 1..groups.end];
        inner.iter().any(|group| gaps.contains(&group.gap))
    }
}

/// Most digits of a row that are looked at: whatever is longer is no number of a person.
const MOST: usize = 400;

/// Reads the row of digits that begins at `at`, and returns where it ends.
pub fn read(text: &str, at: usize, found: &mut Vec<Found>) -> usize {
    // Most rows are a date, an amount or a count: these need no list of groups.
    let bytes = text.as_bytes();
    let mut plain = at;
    while plain < bytes.len() && matches!(bytes[plain], b'0'..=b'9' | b'-') {
        plain += 1;
    }
    if plain - at <= 2 && bytes.get(plain).is_some_and(|byte| is_end(*byte)) {
        return plain;
    }
    let (row, end) = row(text, at);
    let mut first = 0;
    while first < row.groups.len() {
        let number = if row.digits.len() < 11 {
            None
        } else {
            identity(text, &row, first)
                .or_else(|| mobile(text, &row, first))
                .or_else(|| card(text, &row, first))
        };
        if let Some((kind, groups, range)) = number {
            found.push(mask::found(text, kind, range));
            first = groups.end;
            continue;
        }
        let flat = found.last().filter(|found| found.kind == Kind::Room);
        let flat = flat.map(|found| found.range.end);
        if let Some(end) = flat.and_then(|last| room::further(text, &row, first, last)) {
            let range = row.groups[first].range.start..end;
            found.push(mask::found(text, Kind::Room, range));
            first += 1;
            continue;
        }
        if let Some((range, groups)) = room::read(text, &row, first) {
            found.push(mask::found(text, Kind::Room, range));
            first = groups.end;
            continue;
        }
        first += 1;
    }
    end
}

/// Whether nothing that begins with this byte goes on with a row or makes a room of it: plain ASCII
/// that is no gap.
fn is_end(byte: u8) -> bool {
    byte.is_ascii()
        && !matches!(
            byte,
            b' ' | b'.' | b'_' | b'*' | b'`' | b'\\' | b'\n' | b'#' | b'-' | b'~' | b'&'
        )
        && !byte.is_ascii_digit()
}

/// The groups that begin at `at`, and where they end.
fn row(text: &str, at: usize) -> (Row, usize) {
    let mut row = Row::default();
    let mut at = at;
    let mut gap = Gap::Nothing;
    loop {
        let first = row.digits.len();
        let start = at;
        for c in text[at..].chars() {
            let Some(value) = digit(c) else { break };
            row.digits.push(value);
            at += c.len_utf8();
        }
        row.groups.push(Group {
            range: start..at,
            digits: first..row.digits.len(),
            gap,
        });
        match gap_of(&text[at..]) {
            Some((between, length)) if row.digits.len() < MOST => {
                gap = between;
                at += length;
            }
            _ => return (row, at),
        }
    }
}

/// Blanks and characters without width by their names in HTML, behind the `&`.
const ENTITIES: [&str; 9] = [
    "nbsp;", "ensp;", "emsp;", "thinsp;", "shy;", "zwnj;", "zwj;", "#160;", "#8203;",
];

/// What stands before the next digit, and how many bytes it takes; none if the row ends.
fn gap_of(after: &str) -> Option<(Gap, usize)> {
    let mut gap = Gap::Nothing;
    let mut marks = 0;
    let mut spaces = 0;
    let mut tildes = 0;
    let mut entity = 0;
    for (at, c) in after.char_indices() {
        if at < entity {
            continue;
        }
        if digit(c).is_some() {
            // One parts a range, two strike through.
            return (tildes != 1).then_some((gap, at));
        }
        let this = match c {
            '&' => {
                let name = ENTITIES
                    .iter()
                    .find(|name| after[at + 1..].starts_with(**name))?;
                entity = at + 1 + name.len();
                spaces += 1;
                Gap::Space
            }
            '~' => {
                tildes += 1;
                Gap::Nothing
            }
            ' ' | '\u{A0}' | '\u{3000}' | '\t' | '\u{2002}'..='\u{200A}' => {
                spaces += 1;
                Gap::Space
            }
            '-' | '‐' | '‑' | '–' | '—' | '－' | '−' => Gap::Hyphen,
            '.' | '·' | '•' | '．' => Gap::Dot,
            '\n' => Gap::Line,
            '*' | '_' | '`' | '\\' => {
                marks += 1;
                Gap::Nothing
            }
            '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' => Gap::Nothing,
            _ => return None,
        };
        gap = match (gap, this) {
            (gap, Gap::Nothing) => gap,
            (Gap::Nothing | Gap::Space, this) => this,
            (gap, Gap::Space) => gap,
            _ => return None,
        };
        // Three stars and more hide digits, and far columns are no number.
        if marks > 2 || spaces > 3 {
            return None;
        }
    }
    None
}

type Number = (Kind, Range<usize>, Range<usize>);

/// The groups from `first` on that have one of these numbers of digits together.
fn taken(row: &Row, first: usize, counts: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let start = row.groups[first].digits.start;
    (first + 1..=row.groups.len())
        .map(move |end| (end, row.groups[end - 1].digits.end - start))
        .skip_while({
            let least = counts.start;
            move |(_, count)| *count < least
        })
        .take_while(move |(_, count)| *count < counts.end)
        .map(move |(end, _)| first..end)
}

fn identity(text: &str, row: &Row, first: usize) -> Option<Number> {
    const WORDS: [&str; 6] = ["身份证", "证件号", "身份号", "公民身份", "ID card", "ID No"];
    let is_near = |place: &Range<usize>| {
        clue::has(clue::before(text, place.start), &WORDS)
            || clue::has(clue::after(text, place.end), &WORDS[..1])
    };
    taken(row, first, 15..19).find_map(|groups| {
        if row.has_gap(&groups, &[Gap::Dot]) {
            return None;
        }
        let digits = row.of(&groups);
        let mut place = row.place(&groups);
        let is_one = match digits.len() {
            18 => number::is_identity(digits) || (number::has_birthday(digits) && is_near(&place)),
            17 => {
                let ten = ten_after(text, place.end)?;
                place.end = ten;
                let whole = [digits, &[10]].concat();
                number::is_identity(&whole) || (number::has_birthday(&whole) && is_near(&place))
            }
            15 => number::has_old_birthday(digits) && is_near(&place),
            _ => false,
        };
        is_one.then_some((Kind::Identity, groups, place))
    })
}

/// Where the X ends that follows 17 digits.
fn ten_after(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let gap = rest.len()
        - rest
            .trim_start_matches([' ', '-', '－', '*', '\\', '\u{3000}'])
            .len();
    let mut after = rest[gap..].chars();
    let ten = after.next().filter(|c| is_ten(*c) && gap <= 3)?;
    let ends = after.next().is_none_or(|c| !c.is_ascii_alphanumeric());
    ends.then_some(at + gap + ten.len_utf8())
}

fn mobile(text: &str, row: &Row, first: usize) -> Option<Number> {
    taken(row, first, 11..16).find_map(|groups| {
        let digits = row.of(&groups);
        let country = match digits {
            [8, 6, _, ..] if digits.len() == 13 => 2,
            [0, 0, 8, 6, ..] if digits.len() == 15 => 4,
            _ if digits.len() == 11 => 0,
            _ => return None,
        };
        if !matches!(digits[country..], [1, 3..=9, ..]) || !has_shape(row, &groups, country) {
            return None;
        }
        let mut place = row.place(&groups);
        if country > 0 && text[..place.start].ends_with('+') {
            place.start -= 1;
        }
        let (before, after) = (
            clue::before(text, place.start),
            clue::after(text, place.end),
        );
        let is_fraction = row.groups[first].gap == Gap::Dot
            && first > 0
            && row.of(&(first - 1..first)) == [0]
            && groups.len() == 1;
        let is_other = is_fraction
            || clue::is_of_a_thing(before)
            || clue::is_in_code(before, after)
            || clue::is_in_address(before)
            || (groups.len() == 1 && clue::is_amount(before, after));
        (!is_other).then_some((Kind::Mobile, groups, place))
    })
}

/// Whether the groups of a mobile number are as people write them, after the digits of the country.
fn has_shape(row: &Row, groups: &Range<usize>, country: usize) -> bool {
    let mut lengths: Vec<usize> = Vec::with_capacity(groups.len());
    let mut skipped = country;
    for at in groups.clone() {
        let length = row.length(at);
        let of_country = skipped.min(length);
        skipped -= of_country;
        let is_apart = row.groups[at].gap != Gap::Nothing;
        match lengths.last_mut() {
            Some(last) if !is_apart => *last += length,
            _ if length > of_country => lengths.push(length - of_country),
            _ => {}
        }
    }
    let is_whole = groups.start == 0 && groups.end == row.groups.len();
    if row.has_gap(groups, &[Gap::Line]) {
        // A line may break within one number, and numbers may stand below each other.
        return is_whole && lengths == [3, 4, 4];
    }
    match lengths[..] {
        [11] | [3, 4, 4] => true,
        _ if row.has_gap(groups, &[Gap::Dot]) => false,
        [3, 8] | [7, 4] => true,
        [4, 4, 3] | [4, 3, 4] | [3, 3, 5] | [5, 6] | [6, 5] | [3, 3, 3, 2] | [3, 2, 2, 2, 2] => {
            is_whole
        }
        _ => lengths.len() == 11 && is_whole,
    }
}

fn card(text: &str, row: &Row, first: usize) -> Option<Number> {
    const WORDS: [&str; 8] = ["卡", "账号", "帐号", "账户", "银行", "储蓄", "开户", "card"];
    taken(row, first, 13..20).find_map(|groups| {
        let digits = row.of(&groups);
        let issuer = number::issuer(digits);
        let lengths: Vec<usize> = groups.clone().map(|at| row.length(at)).collect();
        let is_shaped = match lengths.as_slice() {
            [_] | [4, 6, 5] | [6, 9..=13] => true,
            [rest @ .., last] => {
                (rest.iter().all(|length| *length == 4) && (1..=4).contains(last))
                    || lengths.len() == digits.len()
                    || !row.has_gap(&groups, &[Gap::Space, Gap::Hyphen])
            }
            [] => false,
        };
        if issuer == Issuer::None
            || !is_shaped
            || row.has_gap(&groups, &[Gap::Dot, Gap::Line])
            || !number::is_luhn(digits)
        {
            return None;
        }
        let place = row.place(&groups);
        let (before, after) = (
            clue::before(text, place.start),
            clue::after(text, place.end),
        );
        let is_near = clue::has(before, &WORDS);
        let is_other = clue::is_in_address(before)
            || clue::is_in_code(before, after)
            || (clue::is_of_a_thing(before) && !is_near)
            || (groups.len() == 1 && clue::is_amount(before, after))
            || (issuer == Issuer::Rare && !is_near);
        (!is_other).then_some((Kind::Card, groups, place))
    })
}

/// Digits of 15 and more in a row, whatever they are.
pub fn long_runs(text: &str) -> Vec<Range<usize>> {
    const LONG: usize = 15;
    let mut runs = Vec::new();
    let (mut start, mut count) = (0, 0);
    for (at, c) in text.char_indices().chain([(text.len(), '\0')]) {
        if digit(c).is_some() {
            if count == 0 {
                start = at;
            }
            count += 1;
        } else {
            if count >= LONG {
                runs.push(start..at);
            }
            count = 0;
        }
    }
    runs
}
