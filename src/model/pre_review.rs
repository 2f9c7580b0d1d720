//! Pre-review (前置研究): a body that looks at a matter before it is put to a vote. It gives an opinion
//! and decides nothing: that is for the owners (Civil Code, article 278).

use std::ops::Range;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::scope::{Party, Scope};
use super::{keys, value};
use crate::yaml::{Fields, Reader};

/// How a line of it looks.
const SHAPE: &str = "小区党支部 2026-02-01 同意提交表决";

/// Who looked at a matter beforehand, when, and what they think.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreReview {
    /// The body.
    pub body: Party,
    /// The day.
    pub date: NaiveDate,
    /// Its opinion, as written.
    pub opinion: Option<String>,
    /// Where it was written.
    pub range: Range<usize>,
}

/// Reads it, as fields or in one line.
pub(super) fn read(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    scope: Scope<'_>,
) -> Option<PreReview> {
    let node = fields.get("pre_review")?;
    let range = node.range.clone();
    if let Some(line) = node.scalar() {
        let mut words = line.splitn(3, char::is_whitespace).map(str::trim);
        let body = reader.parse(node, |_| scope.body(words.next().unwrap_or_default()));
        let Some(day) = words.next() else {
            reader.missing_word(node, keys::PRE_REVIEW[1], SHAPE);
            return None;
        };
        let date = reader.parse(node, |_| value::date(day))?;
        let opinion = words.next().map(str::to_owned);
        return Some(PreReview {
            body: body?,
            date,
            opinion: opinion.filter(|opinion| !opinion.is_empty()),
            range,
        });
    }
    let fields = reader.fields(node, &[keys::PRE_REVIEW], &format!("`{SHAPE}`"))?;
    for (key, example) in keys::PRE_REVIEW.iter().zip(["小区党支部", "2026-02-01"]) {
        if fields.get(key.name).is_none() {
            reader.missing(&node.range, *key, example);
        }
    }
    let body = reader.parse_of(&fields, "body", |word| scope.body(word));
    let date = reader.parse_of(&fields, "date", value::date);
    Some(PreReview {
        body: body?,
        date: date?,
        opinion: reader.text_of(&fields, "opinion"),
        range,
    })
}
