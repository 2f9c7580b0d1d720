//! What a record states, as one hash: by it, a notice or a resolution is known that changed after
//! it was posted.
//!
//! The hash is of what the author wrote and not of what was read from it: else every new version
//! of the program, every body that is added to a place and every year of a calendar would change
//! it, as would the end of a waiver. Spelling does not count: the language of the keys, their order,
//! the form of a date, of a number and of a document number, the width of characters, spaces. So
//! `gongshi fix` changes no statement.

use super::keyed::Kind;
use super::{digest, keys, number, value};
use crate::source::{self, Hash};
use crate::yaml::{Key, Node, Value};

/// Keys that say nothing of the matter itself.
const BESIDE: [&str; 16] = [
    "acknowledge",
    "aliases",
    "attachments",
    "cites",
    "code",
    "corrects",
    "draft",
    "faces",
    "poster",
    "progress",
    "replaces",
    "series",
    "step",
    "version",
    "waivers",
    "withdrawn",
];

/// Hash of what a record states, before anything in it is hidden; none of its own for kinds that go
/// on changing.
pub fn hash(front: &Node, kind: Kind, body: &str) -> Hash {
    let own: &[Key] = match kind {
        Kind::Notice => keys::NOTICE,
        Kind::Resolution => keys::RESOLUTION,
        Kind::Account => keys::ACCOUNT,
        Kind::Assessment => keys::ASSESSMENT,
        Kind::Issue | Kind::Meeting | Kind::Work | Kind::Activity => return Hash::default(),
    };
    let Value::Map(entries) = &front.value else {
        return Hash::default();
    };
    let mut facts: Vec<(&str, &Node)> = entries
        .iter()
        .map(|entry| (name(entry.key.trim(), &[keys::RECORD, own]), &entry.value))
        .filter(|(name, node)| !BESIDE.contains(name) && !node.is_empty())
        .collect();
    facts.sort_by_key(|(name, _)| *name);
    let mut hasher = blake3::Hasher::new();
    for (name, node) in facts {
        digest::text(&mut hasher, name);
        match node.scalar().and_then(number::mended) {
            Some(number) if name == "number" => digest::text(&mut hasher, &number),
            _ => add(&mut hasher, node),
        }
    }
    for line in body.trim().lines() {
        digest::text(&mut hasher, line.trim_end());
    }
    source::short(&hasher.finalize())
}

/// The English name of a key, or the word itself.
fn name<'w>(word: &'w str, tables: &[&'static [Key]]) -> &'w str {
    let key = tables.iter().copied().flatten().find(|key| key.is(word));
    key.map_or(word, |key| key.name)
}

fn add(hasher: &mut blake3::Hasher, node: &Node) {
    match &node.value {
        Value::Scalar(text) => {
            hasher.update(b"=");
            digest::text(hasher, &plain(text));
        }
        Value::List(items) => {
            hasher.update(b"[");
            for item in items {
                add(hasher, item);
            }
            hasher.update(b"]");
        }
        Value::Map(entries) => {
            hasher.update(b"{");
            let mut entries: Vec<(String, &Node)> = entries
                .iter()
                .map(|entry| (plain(&entry.key), &entry.value))
                .collect();
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            for (key, value) in entries {
                digest::text(hasher, &key);
                add(hasher, value);
            }
            hasher.update(b"}");
        }
    }
}

/// A text without spaces, with half-width letters, digits and signs, and with the dates and numbers
/// in it in their plain form.
fn plain(text: &str) -> String {
    if let Some(whole) = date(text) {
        return whole;
    }
    let mut out = String::with_capacity(text.len());
    for part in text.split_inclusive(value::is_between_dates) {
        let word = part.trim_end_matches(value::is_between_dates);
        match date(word).or_else(|| amount(word)) {
            Some(plain) => {
                out.push_str(&plain);
                out.extend(spaceless(&part[word.len()..]));
            }
            None => out.extend(spaceless(part)),
        }
    }
    out
}

fn spaceless(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(value::narrow)
}

/// A date in its plain form. Most words are none: to try them all would cost.
fn date(word: &str) -> Option<String> {
    let may_begin = |c: char| value::narrow(c).is_ascii_digit() || "二一〇○零".contains(c);
    if !value::may_be_date(word) || !word.trim_start().starts_with(may_begin) {
        return None;
    }
    Some(value::date(word).ok()?.to_string())
}

/// An area or amount with two decimals, without its unit.
fn amount(word: &str) -> Option<String> {
    let may_begin = |c: char| value::narrow(c).is_ascii_digit() || matches!(c, '¥' | '￥');
    let is_other = |c: char| !c.is_ascii_digit() && c != '.';
    if !word.starts_with(may_begin) || !word.contains(is_other) && !word.contains('.') {
        return None;
    }
    Some(value::hundredths(word).ok()?.written())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::paths::InputPath;
    use crate::source::Source;
    use std::sync::Arc;

    fn of(front: &str, body: &str) -> Hash {
        let source = Arc::new(Source::new(InputPath::new("content/notices/a.md"), front));
        let mut found = Diagnostics::new();
        let node = crate::yaml::parse(&source, 0..front.len(), &keys::is_key, &mut found);
        hash(&node.expect("yaml"), Kind::Notice, body)
    }

    const POSTED: &str = "标题: 停水通知\n日期: 2026-03-02\n公示期: 2026-03-02 7日\n";

    #[test]
    fn spelling_changes_nothing() {
        let posted = of(POSTED, "3月3日停水。");
        for same in [
            "日期: 2026年3月2日\n标题: 停水通知\n公示期: 2026-03-02  7日\n",
            "title: 停水通知\ndate: 2026/3/2\ndisplay: '2026-03-02 7日'\n",
            "标题: 停水通知\n日期: 2026-03-02\n公示期: 2026-03-02 ７日\n编码: GATE26\n撤回: 2026-03-05 有误\n版本: 2\n知悉: []\n海报: [停水]\n",
            "标题: 停水通知\n日期: 2026-03-02\n公示期: 2026年3月2日 7日\n",
        ] {
            assert_eq!(of(same, "3月3日停水。\n"), posted, "{same}");
        }
    }

    #[test]
    fn another_word_is_another_statement() {
        let posted = of(POSTED, "3月3日停水。");
        assert_ne!(of(POSTED, "3月4日停水。"), posted);
        for other in [
            POSTED.replace("停水", "停电"),
            POSTED.replace("7日", "8日"),
            POSTED.replace("日期: 2026-03-02", "日期: 2026-03-01"),
            format!("{POSTED}文号: 桃园业〔2026〕3号\n"),
        ] {
            assert_ne!(of(&other, "3月3日停水。"), posted, "{other}");
        }
    }
}
