//! Which keys hold dates and areas, alone or in a line.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::words::{
    AREA_LINE, COUNT, DATE, DISPLAY_LINE, ELECTORATE_LINE, HUNDREDTHS, MADE_UP_DAY, MEASURES_LINE,
    MEETING_STAGE_LINE, MONEY, PROGRESS_LINE, RESOLUTION_STAGE_LINE, TERM_LINE, VOTING_LINE,
    WITHDRAWN_LINE, WORK_STAGE_LINE,
};
use crate::yaml::shape::{Scalar, Shape, Table};

/// What stands in the value of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A date and nothing else.
    Date,
    /// A date, then other words.
    DateFirst,
    /// Dates among other words.
    Dates,
    /// Areas or amounts, one or several.
    Areas,
    /// A number of owners, then their area.
    AreaSecond,
    /// A number that is no area.
    Count,
}

/// What the values of a key hold, by any of its names; none for other words, and for keys that hold
/// one thing here and another there.
pub fn holds(word: &str) -> Option<Holds> {
    KNOWN.get(word).copied().flatten()
}

static KNOWN: LazyLock<BTreeMap<&'static str, Option<Holds>>> = LazyLock::new(|| {
    let mut known = BTreeMap::new();
    for table in super::DOCUMENTS {
        gather(table, &mut known);
    }
    known
});

fn gather(table: &Table, known: &mut BTreeMap<&'static str, Option<Holds>>) {
    for (key, field) in table.fields() {
        let mut found = Vec::new();
        of_shape(&field.shape, &mut found, known);
        for holds in found {
            for word in std::iter::once(&key.name).chain(key.zh) {
                let before = *known.entry(word).or_insert(Some(holds));
                if before != Some(holds) {
                    known.insert(word, None);
                }
            }
        }
    }
}

/// Notes what a value of this form holds, and what the keys below it do.
fn of_shape(
    shape: &Shape,
    found: &mut Vec<Holds>,
    known: &mut BTreeMap<&'static str, Option<Holds>>,
) {
    match shape {
        Shape::Scalar(scalar) => found.extend(of_scalar(scalar)),
        Shape::Choice(_) => {}
        Shape::Array(inner) | Shape::List(inner) | Shape::Texts(inner) | Shape::Named(inner) => {
            of_shape(inner, found, known);
        }
        Shape::Map(table) => gather(table, known),
        Shape::Either(forms) => {
            for form in *forms {
                of_shape(form, found, known);
            }
        }
    }
}

fn of_scalar(scalar: &'static Scalar) -> Option<Holds> {
    let kinds: [(Holds, &[&'static Scalar]); 6] = [
        (Holds::Date, &[&DATE, &MADE_UP_DAY]),
        (
            Holds::DateFirst,
            &[
                &PROGRESS_LINE,
                &MEETING_STAGE_LINE,
                &RESOLUTION_STAGE_LINE,
                &WORK_STAGE_LINE,
                &WITHDRAWN_LINE,
            ],
        ),
        (Holds::Dates, &[&DISPLAY_LINE, &VOTING_LINE, &TERM_LINE]),
        (Holds::Areas, &[&HUNDREDTHS, &AREA_LINE, &MONEY]),
        (Holds::AreaSecond, &[&ELECTORATE_LINE, &MEASURES_LINE]),
        (Holds::Count, &[&COUNT]),
    ];
    let is_it = |of: &&&'static Scalar| std::ptr::eq(**of, scalar);
    let of = kinds.iter().find(|(_, of)| of.iter().any(|of| is_it(&of)));
    of.map(|(holds, _)| *holds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_by_all_their_names() {
        for (word, expected) in [
            ("date", Some(Holds::Date)),
            ("日期", Some(Holds::Date)),
            ("截止", Some(Holds::Date)),
            ("办理进展", Some(Holds::DateFirst)),
            ("公示期", Some(Holds::Dates)),
            ("area", Some(Holds::Areas)),
            ("面积", Some(Holds::Areas)),
            ("期末", Some(Holds::Areas)),
            ("金额", Some(Holds::Areas)),
            ("业主总数", Some(Holds::AreaSecond)),
            // Owners there, their area here.
            ("yes", None),
            ("同意", None),
            // Words that are shown as written.
            ("since", None),
            ("标题", None),
            ("没有这个", None),
        ] {
            assert_eq!(holds(word), expected, "{word}");
        }
    }
}
