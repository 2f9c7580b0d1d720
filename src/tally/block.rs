//! A count as the lines of a record, in the form of `docs/content-format.md`.

use std::fmt::Write as _;

use super::{Basis, Count, Measure, Opinion};
use crate::config::Language;
use crate::model::keys;
use crate::model::value::Hundredths;
use crate::yaml::{self, Key};

/// The lines `electorate`, `ballots` and `tally`, or `items` with one `tally` each.
pub fn write(count: &Count, language: Language) -> String {
    let word = |list: &'static [Key], name: &'static str| {
        let key = list.iter().find(|key| key.name == name);
        match (language, key.and_then(|key| key.zh.first())) {
            (Language::Zh, Some(zh)) => zh,
            _ => name,
        }
    };
    let is_zh = language == Language::Zh;
    let basis = match (count.basis, is_zh) {
        (Basis::Declared, _) => None,
        (_, true) => Some("一人多套按一人计，未售部分合计一人"),
        (_, false) => Some("an owner of several units counts once, what is not sold as one owner"),
    };
    let mut out = String::new();
    let (heads, area) = (count.electorate.heads, plain(count.electorate.area));
    let basis = basis.map_or_else(String::new, |basis| {
        let text = if is_zh {
            basis.to_owned()
        } else {
            format!("'{basis}'")
        };
        format!(", {}: {text}", word(keys::ELECTORATE, "basis"))
    });
    // Writing to a `String` cannot fail.
    let _ = writeln!(
        out,
        "{}: {{{}: {heads}, {}: {area}{basis}}}",
        word(keys::RESOLUTION, "electorate"),
        word(keys::ELECTORATE, "heads"),
        word(keys::ELECTORATE, "area"),
    );
    let _ = writeln!(
        out,
        "{}: {{{}: {heads}, {}: {}}}{}",
        word(keys::RESOLUTION, "ballots"),
        word(keys::BALLOTS, "issued"),
        word(keys::BALLOTS, "returned"),
        count.returned,
        if is_zh {
            "  # 发出数按每位业主一张；不同的请改"
        } else {
            "  # issued: one for each owner; change it if it was otherwise"
        },
    );
    let tally = |out: &mut String, indent: &str, votes: &[Measure; 4]| {
        let _ = writeln!(out, "{indent}{}:", word(keys::ITEM, "tally"));
        let of = |show: fn(&Measure) -> String| {
            let pairs = Opinion::ALL.iter().zip(votes);
            pairs
                .map(|(opinion, measure)| {
                    format!("{}: {}", word(keys::VOTES, opinion.key()), show(measure))
                })
                .collect::<Vec<_>>()
                .join(", ")
        };
        let heads = of(|measure| measure.heads.to_string());
        let area = of(|measure| plain(measure.area));
        let _ = writeln!(out, "{indent}  {}: {{{heads}}}", word(keys::TALLY, "heads"));
        let _ = writeln!(out, "{indent}  {}: {{{area}}}", word(keys::TALLY, "area"));
    };
    if let [question] = count.questions.as_slice() {
        if let Some(title) = &question.title {
            let key = word(keys::ITEM, "question");
            let _ = writeln!(out, "{key}: {}", yaml::scalar(title));
        }
        tally(&mut out, "", &question.votes);
        return out;
    }
    let _ = writeln!(out, "{}:", word(keys::RESOLUTION, "items"));
    for question in &count.questions {
        let title = question.title.as_deref().unwrap_or_default();
        let key = word(keys::ITEM, "question");
        let _ = writeln!(out, "  - {key}: {}", yaml::scalar(title));
        tally(&mut out, "    ", &question.votes);
        let result = word(keys::ITEM, "result");
        let _ = writeln!(
            out,
            "    {}",
            if is_zh {
                format!("# {result}: 通过、未通过或人数不足")
            } else {
                format!("# {result}: passed, failed or no-quorum")
            }
        );
    }
    out
}

/// An area as it stands in a record: two decimals, nothing between the thousands.
fn plain(area: Hundredths) -> String {
    area.written().replace(',', "")
}
