//! How private data is hidden: what `[[…]]` prints, and what may be shown of what was found.

use std::ops::Range;

use super::{Brackets, Found, Kind, bracketed, names, number, room, walk};

/// How much of private data is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Nothing.
    Nothing,
    /// So much that nobody is known by it.
    Usual,
    /// All of it.
    Whole,
}

/// A text in which private data was hidden, and what of it stands for what of the text as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What is printed.
    pub text: String,
    /// What was replaced: where it stands in the printed text and in the text as written.
    edits: Vec<(Range<usize>, Range<usize>)>,
}

impl Told {
    /// The stretch as written for which a stretch of the printed text stands.
    pub fn origin(&self, range: &Range<usize>) -> Range<usize> {
        self.written(range.start, false)..self.written(range.end, true)
    }

    fn written(&self, at: usize, is_end: bool) -> usize {
        let Some((printed, written)) = self
            .edits
            .iter()
            .rev()
            .find(|(printed, _)| printed.start < at)
        else {
            return at;
        };
        if at < printed.end {
            return if is_end { written.end } else { written.start };
        }
        written.end + (at - printed.end)
    }
}

/// Hides in a text what stands in `[[…]]`, and of everything else private as much as `extent` says
/// of its kind. `write` puts what is printed instead into the text, for a place in it. None if
/// nothing is hidden.
pub fn tell(
    text: &str,
    extent: impl Fn(Kind) -> Extent,
    write: impl Fn(usize, String) -> String,
) -> Option<Told> {
    let mut hidden: Vec<(Range<usize>, String)> = Vec::new();
    for (at, _) in text.match_indices("[[") {
        if let Some(inner) = bracketed(text, at) {
            hidden.push((at..inner.end + 2, shown_inside(&text[inner])));
        }
    }
    if Kind::ALL
        .into_iter()
        .any(|kind| extent(kind) != Extent::Nothing)
    {
        for found in walk(text, Brackets::Passed) {
            let shown = match extent(found.kind) {
                Extent::Nothing => continue,
                Extent::Usual => found.shown,
                Extent::Whole => stars(&text[found.range.clone()]),
            };
            hidden.push((found.range, shown));
        }
    }
    hidden.sort_by_key(|(range, _)| range.start);
    let mut told = Told {
        text: String::with_capacity(text.len()),
        edits: Vec::new(),
    };
    let mut at = 0;
    for (range, shown) in hidden {
        if range.start < at {
            continue;
        }
        told.text.push_str(&text[at..range.start]);
        let start = told.text.len();
        told.text.push_str(&write(range.start, shown));
        at = range.end;
        told.edits.push((start..told.text.len(), range));
    }
    told.text.push_str(&text[at..]);
    (!told.edits.is_empty()).then_some(told)
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 7] = [
        Kind::Identity,
        Kind::Mobile,
        Kind::Card,
        Kind::Room,
        Kind::Plate,
        Kind::Name,
        Kind::Words,
    ];
}

/// Something found, with what may be shown of it.
pub fn found(text: &str, kind: Kind, range: Range<usize>) -> Found {
    let shown = shown(kind, &text[range.clone()]);
    Found { range, kind, shown }
}

/// What may be shown of private data.
fn shown(kind: Kind, text: &str) -> String {
    let is_number = matches!(kind, Kind::Identity | Kind::Card | Kind::Mobile);
    let mut is_entity = false;
    let signs: Vec<char> = text
        .chars()
        .filter(|c| {
            // A blank that is written by its name is no part of a number.
            let is_outside = !is_entity && *c != '&';
            is_entity = is_number && (*c == '&' || (is_entity && *c != ';'));
            is_outside
        })
        .map(number::half)
        .filter(|c| c.is_alphanumeric())
        .collect();
    match kind {
        Kind::Identity | Kind::Card => kept(&signs, 0, 4),
        // Not the digits of the country.
        Kind::Mobile => kept(&signs[signs.len().saturating_sub(11)..], 3, 4),
        Kind::Plate => {
            let end = if signs.len() > 4 { 2 } else { 0 };
            kept(&signs, 2, end)
        }
        Kind::Room => match room::outer_end(text) {
            Some(end) => text[..end].to_owned(),
            None => match text.split_once(['-', '－', '—', '–']) {
                Some((building, _)) => format!("{building}栋"),
                // A further flat of a building that was named before.
                None => text
                    .chars()
                    .map(|c| if number::digit(c).is_some() { '*' } else { c })
                    .collect(),
            },
        },
        Kind::Name => name(text),
        Kind::Words => stars(text),
    }
}

/// The first and last signs with stars between them.
fn kept(signs: &[char], first: usize, last: usize) -> String {
    let from = signs.len().saturating_sub(last);
    let keep = |at: usize| at < first || at >= from;
    signs
        .iter()
        .enumerate()
        .map(|(at, c)| if keep(at) { *c } else { '*' })
        .collect()
}

/// A star for every sign that is not white space.
fn stars(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_whitespace() { c } else { '*' })
        .collect()
}

/// A name with its surname and, of three and more signs, its last sign.
fn name(text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    let surname = names::surname(text);
    let last = usize::from(signs.len() > surname + 1);
    signs
        .iter()
        .enumerate()
        .map(|(at, c)| {
            let is_kept = at < surname || at + last >= signs.len() || *c == '·' || *c == ' ';
            if is_kept { *c } else { '*' }
        })
        .collect()
}

/// What is printed for the inside of `[[…]]`: numbers by their kind, names with their surname.
fn shown_inside(inner: &str) -> String {
    let found = walk(inner, Brackets::Read);
    let mut out = String::with_capacity(inner.len());
    let mut at = 0;
    for found in found.iter().filter(|found| found.kind != Kind::Words) {
        out.push_str(&names_of(&inner[at..found.range.start]));
        out.push_str(&found.shown);
        at = found.range.end;
    }
    out.push_str(&names_of(&inner[at..]));
    out
}

/// Names in a row, each hidden by itself. Digits of no known kind are all hidden.
fn names_of(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for part in text.split_inclusive(['、', '，', ',', '；', ' ', '\u{3000}', '/', '：', ':']) {
        let word = part.trim_end_matches(['、', '，', ',', '；', ' ', '\u{3000}', '/', '：', ':']);
        if word.chars().any(|c| number::digit(c).is_some()) {
            out.push_str(&stars(word));
        } else {
            out.push_str(&name(word));
        }
        out.push_str(&part[word.len()..]);
    }
    out
}

/// What of something found must not be shown, where every sign keeps its place.
pub fn hidden(text: &str, found: &Found) -> Range<usize> {
    let range = found.range.clone();
    let whole = &text[range.clone()];
    let after = |count: usize| {
        whole
            .char_indices()
            .nth(count)
            .map_or(whole.len(), |(at, _)| at)
    };
    let before = |count: usize| {
        let mut ends = whole.char_indices().rev();
        ends.nth(count.saturating_sub(1)).map_or(0, |(at, _)| at)
    };
    let (from, to) = match found.kind {
        Kind::Identity | Kind::Card => (0, before(4)),
        Kind::Mobile => (after(3), before(4)),
        Kind::Plate => (after(2), before(2)),
        Kind::Room => {
            let outer = room::outer_end(whole);
            let from = outer.or_else(|| whole.find(['-', '－', '—', '–']));
            (from.unwrap_or(0), whole.len())
        }
        Kind::Name => (after(names::surname(whole)), whole.len()),
        Kind::Words => (0, 0),
    };
    range.start + from..range.start + to.max(from)
}
