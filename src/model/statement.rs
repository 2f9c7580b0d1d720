//! What a record states, as one hash: by it, a notice or a resolution is known that changed after
//! it was posted.
//!
//! The hash is of what the author wrote and not of what was read from it: else every new version
//! of the program, every body that is added to a place and every year of a calendar would change
//! it. Spelling does not count: the language of the keys, their order, the form of a date, the
//! width of characters, spaces.

use super::keyed::Kind;
use super::{digest, keys, value};
use crate::source::{self, Hash};
use crate::yaml::{Key, Node, Value};

/// Keys that say nothing of the matter itself.
const BESIDE: [&str; 13] = [
    "acknowledge",
    "aliases",
    "attachments",
    "code",
    "corrects",
    "draft",
    "faces",
    "poster",
    "progress",
    "replaces",
    "version",
    "waivers",
    "withdrawn",
];

/// Hash of what a record states; none of its own for kinds that go on changing.
pub fn hash(front: &Node, kind: Kind, body: &str) -> Hash {
    let own: &[Key] = match kind {
        Kind::Notice => keys::NOTICE,
        Kind::Resolution => keys::RESOLUTION,
        Kind::Issue | Kind::Meeting => return Hash::default(),
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
        add(&mut hasher, node);
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
            let plain = plain(text);
            match value::date(&plain) {
                Ok(date) => digest::text(hasher, &date.to_string()),
                Err(_) => digest::text(hasher, &plain),
            }
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

/// A text without spaces and with half-width letters, digits and signs.
fn plain(text: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(narrow)
        .collect()
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
