//! Private data in a text: where it stands, and how it is hidden. Pure functions over one text; the
//! crate around them decides what must not be printed.
//!
//! What is private follows article 1034 of the Civil Code and article 28 of the Personal
//! Information Protection Law (PIPL).

mod clue;
mod digits;
mod mask;
mod names;
mod number;
mod plate;
mod room;
mod words;

use std::borrow::Cow;
use std::ops::Range;

pub use mask::{Extent, Told, tell};

/// A kind of private data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Number of an identity card: 18 digits by GB 11643, or the 15 of the old form.
    Identity,
    /// Number of a mobile telephone.
    Mobile,
    /// Number of a bank card.
    Card,
    /// Number of a flat with its building or unit.
    Room,
    /// Licence plate.
    Plate,
    /// A resident's full name.
    Name,
    /// Health, poverty or minority of a person.
    Words,
}

/// Private data that was found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Byte range, on character boundaries.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// It, hidden so far that nobody is known by it. For [`Kind::Words`] the word itself.
    pub shown: String,
}

/// All private data in a text, in its order and without overlaps. What stands in `[[…]]` is passed
/// over: it is hidden where it is printed.
///
/// One pass over the text: a record of 600 characters takes about two microseconds.
pub fn scan(text: &str) -> Vec<Found> {
    walk(text, Brackets::Passed)
}

/// The text with the digits that were written by their numbers, `&#49;` or `&#x31;`; none if there
/// are no such digits.
pub fn spelled(text: &str) -> Option<String> {
    if !text.contains("&#") {
        return None;
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("&#") {
        let after = &rest[at + 2..];
        let number = after.split_once(';').map(|(number, _)| number);
        let code = number.and_then(|number| match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        });
        let c = code
            .and_then(char::from_u32)
            .filter(|c| number::digit(*c).is_some() || number::is_ten(*c));
        if let Some((c, number)) = c.zip(number) {
            out.push_str(&rest[..at]);
            out.push(c);
            rest = &after[number.len() + 1..];
        } else {
            out.push_str(&rest[..at + 2]);
            rest = after;
        }
    }
    out.push_str(rest);
    (out.len() < text.len()).then_some(out)
}

/// The same in a text that is published as it is, where `[[…]]` hides nothing: the name of a file, a
/// cell of a sheet.
pub fn scan_raw(text: &str) -> Vec<Found> {
    walk(text, Brackets::Read)
}

/// The text with all private numbers hidden, for messages and titles of what is left out; what
/// stands in `[[…]]` is hidden too.
pub fn mask(text: &str) -> Cow<'_, str> {
    let found = walk(text, Brackets::Read);
    if found.iter().all(|found| found.kind == Kind::Words) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for found in found.iter().filter(|found| found.kind != Kind::Words) {
        out.push_str(&text[at..found.range.start]);
        out.push_str(&found.shown);
        at = found.range.end;
    }
    out.push_str(&text[at..]);
    Cow::Owned(out)
}

/// The text with the signs of private numbers and names replaced one by one, so that every other
/// sign keeps its place, in bytes as well as in characters. A digit becomes a star of its own width.
/// Digits in a row that could be a number torn from the words beside it are covered too.
pub fn cover(text: &str) -> Cow<'_, str> {
    let found = walk(text, Brackets::Read);
    let of = |is_name: bool| {
        let found = found
            .iter()
            .filter(move |found| (found.kind == Kind::Name) == is_name);
        found
            .filter(|found| found.kind != Kind::Words)
            .map(|found| mask::hidden(text, found))
    };
    let names: Vec<Range<usize>> = of(true).collect();
    let mut numbers: Vec<Range<usize>> = of(false).collect();
    numbers.extend(digits::long_runs(text));
    if names.is_empty() && numbers.is_empty() {
        return Cow::Borrowed(text);
    }
    let within = |ranges: &[Range<usize>], at| ranges.iter().any(|range| range.contains(&at));
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let is_sign = c.is_ascii_alphanumeric() || ('\u{FF10}'..='\u{FF5A}').contains(&c);
        let is_covered = (is_sign && within(&numbers, at)) || within(&names, at);
        match c.len_utf8() {
            1 if is_covered => out.push('*'),
            3 if is_covered => out.push('＊'),
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Whether `[[…]]` is read like any other text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Brackets {
    Passed,
    Read,
}

fn walk(text: &str, brackets: Brackets) -> Vec<Found> {
    let bytes = text.as_bytes();
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let first = bytes[at];
        if first < 0x80 {
            at = match first {
                b'0'..=b'9' => digits::read(text, at, &mut found),
                b'[' if brackets == Brackets::Passed => {
                    bracketed(text, at).map_or(at + 1, |inner| inner.end + 2)
                }
                _ => at + 1,
            };
        } else if (0xE0..0xF0).contains(&first) && at + 2 < bytes.len() {
            let code = usize::from(first & 0x0F) << 12
                | usize::from(bytes[at + 1] & 0x3F) << 6
                | usize::from(bytes[at + 2] & 0x3F);
            at = if is_anchor(code) {
                special(text, at, &mut found)
            } else {
                at + 3
            };
        } else {
            at += if first < 0xE0 { 2 } else { 4 };
        }
    }
    // A name is found from the word before it, so another kind may come from within.
    found.sort_by_key(|found| found.range.start);
    let mut end = 0;
    found.retain(|found| {
        let is_free = found.range.start >= end;
        if is_free {
            end = found.range.end;
        }
        is_free
    });
    found
}

/// Looks closer at a character with which something private may begin. Returns where to go on.
fn special(text: &str, at: usize, found: &mut Vec<Found>) -> usize {
    let Some(c) = text[at..].chars().next() else {
        return text.len();
    };
    if number::digit(c).is_some() {
        return digits::read(text, at, found);
    }
    let next = at + c.len_utf8();
    if let Some(plate) = plate::read(text, at) {
        let end = plate.range.end;
        found.push(plate);
        return end;
    }
    names::read(text, next, found);
    if let Some(word) = words::read(text, at) {
        let end = word.range.end;
        found.push(word);
        return end;
    }
    next
}

/// What stands within `[[` and `]]` from `at` on: one line, not empty, without brackets.
fn bracketed(text: &str, at: usize) -> Option<Range<usize>> {
    /// Most bytes that may stand there: some forty characters.
    const MOST: usize = 128;
    let rest = text.get(at..)?.strip_prefix("[[")?;
    let window = &rest[..rest.floor_char_boundary(MOST)];
    let length = window.find(['[', ']', '\n'])?;
    let after = rest[length..].strip_prefix("]]")?;
    let inner = &rest[..length];
    // `[[1]](…)` is a link with a number for its words.
    let is_note =
        after.starts_with('(') && length <= 3 && inner.bytes().all(|b| b.is_ascii_digit());
    (!is_note && !inner.trim().is_empty()).then_some(at + 2..at + 2 + length)
}

/// One bit for each character below U+10000.
const SIZE: usize = 0x1_0000 / 64;

/// Characters that are looked at closer.
static ANCHORS: [u64; SIZE] = {
    let mut bits = [0; SIZE];
    let lists: [&[char]; 4] = [
        &number::WIDE,
        &plate::PROVINCES,
        &names::ANCHORS,
        &words::ANCHORS,
    ];
    let mut list = 0;
    while list < lists.len() {
        let mut at = 0;
        while at < lists[list].len() {
            let code = lists[list][at] as usize;
            bits[code / 64] |= 1 << (code % 64);
            at += 1;
        }
        list += 1;
    }
    bits
};

fn is_anchor(code: usize) -> bool {
    ANCHORS[code / 64] >> (code % 64) & 1 == 1
}

#[cfg(test)]
mod tests;
