//! The default theme against the program: words complete in both languages, and no template names
//! a field that no view has, which Tera would take for false in silence.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at what it does not expect"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

fn theme(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("themes/default")
        .join(path)
}

fn words(file: &str) -> Value {
    serde_yaml::from_str(&fs::read_to_string(theme(&format!("words/{file}.yaml"))).unwrap())
        .unwrap()
}

/// Paths of all texts; lists by their length.
fn paths(value: &Value, at: &str, paths: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                self::paths(value, &format!("{at}/{key}"), paths);
            }
        }
        _ => {
            paths.insert(at.to_owned());
        }
    }
}

#[test]
fn words_are_complete_in_both_languages() {
    for (zh, en) in [("zh", "en"), ("poster.zh", "poster.en")] {
        let [zh, en] = [zh, en].map(|file| {
            let mut found = BTreeSet::new();
            paths(&words(file), "", &mut found);
            found
        });
        assert!(zh.len() > 50, "only {} words", zh.len());
        let different: Vec<&String> = zh.symmetric_difference(&en).collect();
        assert!(different.is_empty(), "in one language only: {different:?}");
    }
}

#[test]
fn templates_name_only_fields_that_views_have() {
    let mut known: BTreeSet<String> = ["index", "index0", "first", "last", "length"]
        .map(str::to_owned)
        .into();
    let views = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/plan/view");
    for file in walkdir::WalkDir::new(views) {
        let file = file.unwrap();
        if !file.file_type().is_file() {
            continue;
        }
        for line in fs::read_to_string(file.path()).unwrap().lines() {
            if let Some((name, _)) = line
                .trim()
                .strip_prefix("pub ")
                .and_then(|rest| rest.split_once(':'))
            {
                known.insert(name.trim_start_matches("r#").to_owned());
            }
        }
    }
    let mut found = BTreeSet::new();
    paths(&words("zh"), "", &mut found);
    known.extend(
        found
            .iter()
            .flat_map(|path| path.split('/'))
            .map(str::to_owned),
    );
    // What stands around pages is called by the files that make it.
    for file in fs::read_dir(theme("templates/around")).unwrap() {
        let file = file.unwrap().path();
        known.insert(file.file_stem().unwrap().to_str().unwrap().to_owned());
    }
    let mut unknown = Vec::new();
    let mut checked = 0;
    for entry in walkdir::WalkDir::new(theme("templates")) {
        let entry = entry.unwrap();
        if !entry.file_type().is_file() {
            continue;
        }
        let text = fs::read_to_string(entry.path()).unwrap();
        for name in fields(&text) {
            checked += 1;
            if !known.contains(name) {
                unknown.push(format!("{}: .{name}", entry.path().display()));
            }
        }
    }
    assert!(checked > 300, "only {checked} fields were found");
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
}

/// Names that follow a dot in the expressions of a template.
fn fields(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
        let open = &rest[start + 2..];
        let end = open
            .find("}}")
            .into_iter()
            .chain(open.find("%}"))
            .min()
            .unwrap_or(open.len());
        let expression = &open[..end];
        // Texts in quotes are no expressions.
        for part in expression.split('"').step_by(2) {
            for (at, _) in part.match_indices('.') {
                let before = part[..at].chars().next_back();
                let name = part[at + 1..]
                    .split(|c: char| !(c.is_alphanumeric() || c == '_'))
                    .next()
                    .unwrap();
                let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
                if is_name && before.is_some_and(|c| c.is_alphanumeric() || "_])".contains(c)) {
                    names.push(name);
                }
            }
        }
        rest = &open[end..];
    }
    names
}
