//! Holds `docs/content-format.md` against the tables by which front matter is read: every key with
//! its Chinese name, every word of a fixed list, and no other.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may panic"
)]

#[path = "support/shapes.rs"]
#[allow(dead_code, reason = "another test makes examples")]
mod shapes;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use gongshi::diagnostic::codes::WARNINGS;
use gongshi::model::keys;
use gongshi::schema;
use gongshi::yaml::Key;
use gongshi::yaml::shape::Table;
use regex::Regex;
use shapes::named;

fn page() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(root.join("docs/content-format.md")).unwrap()
}

/// The tables of `docs/content-format.md`: title of the section with key, Chinese name and value.
fn documented() -> BTreeMap<String, Vec<(String, String, String)>> {
    let page = page();
    let mut sections: BTreeMap<String, Vec<(String, String, String)>> = BTreeMap::new();
    let mut section = String::new();
    for line in page.lines() {
        if let Some(title) = line.strip_prefix('#') {
            title
                .trim_start_matches('#')
                .trim()
                .clone_into(&mut section);
        }
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        if let ([keys, zh, value], true) = (&cells[..], line.starts_with("| `")) {
            sections.entry(section.clone()).or_default().push((
                (*keys).to_owned(),
                (*zh).to_owned(),
                (*value).to_owned(),
            ));
        }
    }
    sections
}

/// Which section of the page tells of which keys.
fn told_in() -> [(&'static str, &'static [Key]); 15] {
    let settings = schema::documents().find(|table| table.name == "site");
    [
        ("Every record", keys::RECORD),
        ("Issue (`issues` 问题)", keys::ISSUE),
        ("Resolution (`resolutions` 决议)", keys::RESOLUTION),
        ("Meeting (`meetings` 会议)", keys::MEETING),
        ("Forum and comparison", keys::FORUM),
        ("Notice (`notices` 公示)", keys::NOTICE),
        ("Account (`accounts` 收支)", keys::ACCOUNT),
        ("Assessment (`assessments` 考评)", keys::ASSESSMENT),
        ("Activity (`activities` 活动)", keys::ACTIVITY),
        ("Work (`works` 实事)", keys::WORK),
        ("Place (`_index.md`)", keys::PLACE),
        ("Mechanism (`mechanisms/`)", keys::MECHANISM),
        ("Policy (`policies/`)", keys::POLICY),
        ("Rules (`rules/*.yaml`)", keys::RULE),
        ("`site.yaml`", settings.unwrap().parts[0].0),
    ]
}

#[test]
fn the_page_on_the_format_tells_every_key() {
    let documented = documented();
    let mut wrong = Vec::new();
    for (section, keys) in told_in() {
        let Some(rows) = documented.get(section) else {
            wrong.push(format!("there is no section `{section}` with a table"));
            continue;
        };
        let mut told: Vec<(String, String)> = Vec::new();
        for (names, zh, _) in rows {
            let names: Vec<&str> = names
                .split(", ")
                .map(|name| name.trim_matches('`'))
                .collect();
            // 无: it has none.
            let zh: Vec<&str> = zh.split('、').filter(|zh| *zh != "无").collect();
            for (at, name) in names.iter().enumerate() {
                let zh = zh.get(at).copied().unwrap_or_default();
                told.push(((*name).to_owned(), zh.to_owned()));
            }
        }
        for key in keys {
            match told.iter().find(|(name, _)| name == key.name) {
                None => wrong.push(format!("{section}: `{}` is not told", key.name)),
                Some((_, zh)) if *zh != key.zh.first().copied().unwrap_or_default() => {
                    wrong.push(format!("{section}: `{}` is told as `{zh}`", key.name));
                }
                Some(_) => {}
            }
        }
        let known = |name: &str| keys.iter().any(|key| key.name == name);
        wrong.extend(
            told.iter()
                .filter(|(name, _)| !known(name))
                .map(|(name, _)| format!("{section}: there is no key `{name}`")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_page_on_the_format_tells_the_keys_within() {
    // A mapping is told as `{date 日期, state 状态}` or, where its names were told before, `{date}`.
    let page = page();
    let mut tables: Vec<&Table> = Vec::new();
    shapes::walk(schema::documents(), &mut tables);
    let documents: Vec<&str> = schema::documents().map(|table| table.name).collect();
    let mut wrong = Vec::new();
    let names = |keys: &[Key]| keys.iter().map(|key| key.name).collect::<Vec<_>>();
    let rows = told_in().map(|(_, keys)| names(keys));
    let in_rows = |table: &Table| {
        let mut parts = table.parts.iter();
        parts.all(|(keys, _)| rows.contains(&names(keys)))
    };
    for table in tables.iter().filter(|table| !in_rows(table)) {
        let pairs: Vec<String> = table
            .fields()
            .map(|(key, _)| match key.zh.first() {
                Some(zh) => format!("{} {zh}", key.name),
                None => key.name.to_owned(),
            })
            .collect();
        let told = |pair: &String| {
            // What stands at the top of a file may be told in a sentence.
            let apart = pair.replacen(' ', "` ", 1);
            let in_words =
                page.contains(&format!("`{pair}`")) || page.contains(&format!("`{apart}"));
            if documents.contains(&table.name) && in_words {
                return true;
            }
            page.split('{').skip(1).any(|rest| {
                let inside = rest.split('}').next().unwrap_or_default();
                inside.split(',').any(|part| part.trim() == pair)
            })
        };
        wrong.extend(
            pairs
                .iter()
                .filter(|pair| !told(pair))
                .map(|pair| format!("{}: `{pair}` is not told", table.name)),
        );
    }
    // And nothing else is told so: the first mapping of each row has known pairs only.
    let known: BTreeSet<String> = tables
        .iter()
        .flat_map(|table| table.fields())
        .flat_map(|(key, _)| {
            let zh = key.zh.first().map(|zh| format!("{} {zh}", key.name));
            [Some(key.name.to_owned()), zh].into_iter().flatten()
        })
        .collect();
    for mapping in page.split("`{").skip(1) {
        let inside = mapping.split('}').next().unwrap_or_default();
        // With values it is an example.
        if inside.contains(':') {
            continue;
        }
        wrong.extend(
            inside
                .split(',')
                .map(str::trim)
                .filter(|pair| !known.contains(*pair))
                .map(|pair| format!("`{pair}` of `{{{inside}}}` is no key")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Names that are kept for kinds to come.
const RESERVED: [&str; 4] = [
    "accounts 收支",
    "assessments 考评",
    "works 实事",
    "activities 活动",
];

#[test]
fn the_page_on_the_format_tells_every_word() {
    let page = page();
    let mut wrong = Vec::new();
    let mut known: BTreeSet<String> = RESERVED.map(str::to_owned).into();
    for choice in named(schema::documents()) {
        // Codes of warnings have pages of their own; sizes of paper are known to printers.
        if choice
            .words
            .iter()
            .all(|(_, names)| names.iter().all(|name| name.is_ascii()))
        {
            continue;
        }
        for (key, names) in choice.words {
            let pair = format!("{key} {}", names[0]);
            if !page.contains(&format!("`{pair}`")) {
                wrong.push(format!("{}: `{pair}` is not told", choice.name));
            }
            known.insert(pair);
        }
    }
    // And no other word is told, but for keys.
    let mut tables = Vec::new();
    shapes::walk(schema::documents(), &mut tables);
    let keys = tables.iter().flat_map(|table| table.fields());
    known.extend(keys.filter_map(|(key, _)| Some(format!("{} {}", key.name, key.zh.first()?))));
    let pair = Regex::new(r"`([a-z][a-z-]+ \p{Han}+)`").unwrap();
    wrong.extend(
        pair.captures_iter(&page)
            .filter(|found| !known.contains(&found[1]))
            // The answer to a warning is an example.
            .filter(|found| !WARNINGS.iter().any(|code| found[1].starts_with(code)))
            .map(|found| format!("there is no word `{}`", &found[1])),
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
