//! Every code of a diagnostic is listed, has its page in `docs/diagnostics/`, and is shown by a
//! document in `tests/faults/`.
//!
//! `UPDATE_EXPECT=1 cargo test --release --test diagnostics` rewrites the index of the pages.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may panic"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::net::TcpListener;
use std::path::PathBuf;

use gongshi::diagnostic::codes::{ERRORS, NOTES, WARNINGS};
use gongshi::diagnostic::pages::Page;
use regex::Regex;
use support::{Site, project, run};

/// Codes that no document can show, since they tell of the machine or of two runs: the file of a
/// test that holds each, and what stands there.
const HELD_ELSEWHERE: [(&str, &str, &str); 13] = [
    (
        "archive-index",
        "tests/rounds.rs",
        "contains(\"warning[archive-index]\")",
    ),
    (
        "audit-changed",
        "tests/privacy.rs",
        "contains(\"[audit-changed]\")",
    ),
    ("no-port", "tests/diagnostics.rs", "contains(\"[no-port]\")"),
    (
        "no-watch",
        "src/serve/watch/tests/limits.rs",
        "code, \"no-watch\"",
    ),
    (
        "not-written",
        "tests/diagnostics.rs",
        "contains(\"[not-written]\")",
    ),
    (
        "output-in-the-way",
        "src/write/tests/keep.rs",
        "WriteError::InTheWay",
    ),
    (
        "output-incomplete",
        "src/write/tests/keep.rs",
        "code(), \"output-incomplete\"",
    ),
    (
        "output-io",
        "src/write/tests/refusals.rs",
        "code(), \"output-io\"",
    ),
    (
        "output-locked",
        "src/write/tests/refusals.rs",
        "WriteError::Locked",
    ),
    (
        "output-not-standing",
        "src/write/tests/keep.rs",
        "WriteError::NotStanding",
    ),
    (
        "output-path",
        "src/write/tests/refusals.rs",
        "WriteError::BadPath",
    ),
    (
        "output-taken",
        "src/write/tests/keep.rs",
        "code(), \"output-taken\"",
    ),
    (
        "shelf-damaged",
        "tests/shards.rs",
        "matches(\"warning[shelf-damaged]\")",
    ),
];

/// All codes with the word of their severity.
fn registry() -> BTreeMap<&'static str, &'static str> {
    let lists = [("Error", ERRORS), ("Warning", WARNINGS), ("Note", NOTES)];
    let mut all = BTreeMap::new();
    for (severity, codes) in lists {
        for code in codes {
            let before = all.insert(*code, severity);
            assert_eq!(before, None, "`{code}` is listed twice");
        }
    }
    all
}

#[test]
fn the_lists_are_sorted() {
    for codes in [ERRORS, WARNINGS, NOTES] {
        assert!(codes.is_sorted(), "{codes:?}");
        let is_plain = |code: &str| {
            let is_word = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
            code.bytes().all(is_word)
        };
        assert!(codes.iter().all(|code| is_plain(code)), "{codes:?}");
    }
}

/// The code of all files of the program, without unit tests and comments.
fn sources() -> Vec<(String, String)> {
    let root = project().join("src");
    let comment = Regex::new(r"(?m)^\s*//.*$").unwrap();
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(&root).sort_by_file_name() {
        let entry = entry.unwrap();
        let path = entry.path().to_string_lossy().replace('\\', "/");
        if !path.ends_with(".rs") || path.contains("/tests/") || path.ends_with("/tests.rs") {
            continue;
        }
        let text = fs::read_to_string(entry.path()).unwrap();
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        files.push((path, comment.replace_all(text, "").into_owned()));
    }
    assert!(files.len() > 50, "the sources are found");
    files
}

/// The codes that the program makes, each with the severities that it makes it with.
fn made() -> BTreeMap<String, BTreeSet<&'static str>> {
    let forms = [
        (r#"Diagnostic::error\(\s*"([^"]+)""#, "Error"),
        (r#"Diagnostic::warning\(\s*"([^"]+)""#, "Warning"),
        (r#"Diagnostic::note\(\s*"([^"]+)""#, "Note"),
        // What a value or a rendering lacks is an error.
        (r#"Fault::new\(\s*"([^"]+)""#, "Error"),
        (r#"\bcode: "([^"]+)""#, "Error"),
        (r#"WriteError::\w+ \{ \.\. \} => "([^"]+)""#, "Error"),
    ];
    let mut made: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    // Some files choose the code first: there any listed word counts, with its own weight.
    let chosen =
        Regex::new(r"(?:Diagnostic::(?:error|warning|note)|Fault::new)\(\s*[a-z]").unwrap();
    let word = Regex::new(r#""([a-z0-9-]+)""#).unwrap();
    let named = Regex::new(r#"const [A-Z_]+: &(?:'static )?str = "([a-z0-9-]+)""#).unwrap();
    let registry = registry();
    for (_, code) in sources() {
        for (form, severity) in forms {
            for found in Regex::new(form).unwrap().captures_iter(&code) {
                made.entry(found[1].to_owned())
                    .or_default()
                    .insert(severity);
            }
        }
        let words = if chosen.is_match(&code) {
            &word
        } else {
            &named
        };
        for found in words.captures_iter(&code) {
            if let Some(severity) = registry.get(&found[1]) {
                made.entry(found[1].to_owned())
                    .or_default()
                    .insert(*severity);
            }
        }
    }
    made
}

#[test]
fn what_the_program_makes_is_what_is_listed() {
    let (registry, made) = (registry(), made());
    let mut wrong = Vec::new();
    for (code, severities) in &made {
        match registry.get(code.as_str()) {
            None => wrong.push(format!(
                "`{code}` is made, but not in src/diagnostic/codes.rs"
            )),
            Some(listed) if !severities.iter().eq([listed]) => {
                wrong.push(format!(
                    "`{code}` is listed as {listed}, made as {severities:?}"
                ));
            }
            Some(_) => {}
        }
    }
    let unmade = registry.keys().filter(|code| !made.contains_key(**code));
    wrong.extend(unmade.map(|code| format!("`{code}` is listed, but nothing makes it")));
    // Codes that are asked for are codes that there are.
    let asked = Regex::new(r#"\.code == "([^"]+)""#).unwrap();
    for (path, code) in sources() {
        for found in asked.captures_iter(&code) {
            if !registry.contains_key(&found[1]) {
                wrong.push(format!("{path}: there is no code `{}`", &found[1]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn pages_folder() -> PathBuf {
    project().join("docs/diagnostics")
}

/// What is wrong with the form of a page.
fn fault_of_page(code: &str, severity: &str, page: &str) -> Option<String> {
    let form = format!(
        r"\A# {code}\n\n\*\*{severity}\*\* — [^\n]+\.\n\n中文：[^\n]*。\n\n## Why\n\n(?s:(.+?))\n\n## How to mend it\n\n(?s:(.+))\n\z"
    );
    let Some(parts) = Regex::new(&form).unwrap().captures(page) else {
        return Some(format!(
            "docs/diagnostics/{code}.md has not the form that CONTRIBUTING.md shows, with **{severity}**"
        ));
    };
    let fences = page.matches("```").count();
    if fences % 2 == 1 {
        return Some(format!("docs/diagnostics/{code}.md: a block is not closed"));
    }
    let has_headings = parts.iter().skip(1).flatten().any(|part| {
        let part = part.as_str();
        part.lines().any(|line| line.starts_with('#')) && !part.contains("```")
    });
    has_headings.then(|| format!("docs/diagnostics/{code}.md has other headings"))
}

#[test]
fn every_code_has_its_page_and_every_page_its_code() {
    let registry = registry();
    let mut wrong = Vec::new();
    for (code, severity) in &registry {
        match fs::read_to_string(pages_folder().join(format!("{code}.md"))) {
            Err(_) => wrong.push(format!("there is no docs/diagnostics/{code}.md")),
            Ok(page) => {
                wrong.extend(fault_of_page(code, severity, &page));
                let known = Page::of(code).map(|page| page.markdown);
                assert_eq!(known, Some(page.as_str()), "{code} is compiled in");
            }
        }
    }
    for entry in fs::read_dir(pages_folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let code = name.strip_suffix(".md").unwrap_or(&name);
        if code != "README" && !registry.contains_key(code) {
            wrong.push(format!("docs/diagnostics/{name} is the page of no code"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_index_lists_every_page() {
    let mut index = String::from(
        "# Diagnostics\n\nWhat the program may say about a site, with a page for each code. Errors stop publishing, warnings do so with `--strict` and can be answered with `acknowledge`, notes never do.\n\n| code | severity | what is wrong | 中文 |\n| --- | --- | --- | --- |\n",
    );
    for (code, severity) in registry() {
        let page = Page::of(code).unwrap_or_else(|| panic!("`{code}` has no page"));
        let (english, chinese) = (page.english().unwrap(), page.chinese().unwrap());
        let severity = severity.to_ascii_lowercase();
        let row = format!("| [{code}]({code}.md) | {severity} | {english} | {chinese} |\n");
        index.push_str(&row);
    }
    let path = pages_folder().join("README.md");
    if std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1") {
        fs::write(&path, &index).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, index, "UPDATE_EXPECT=1 rewrites the index");
}

#[test]
fn every_code_is_shown_by_a_document_or_held_by_a_test() {
    let mut shown: BTreeSet<String> = BTreeSet::new();
    let said = Regex::new(r"(?m)^(?:.*: )?(?:error|warning|note)\[([a-z0-9-]+)\]: ").unwrap();
    for entry in fs::read_dir(project().join("tests/faults")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let (_, short) = text.split_once("\n## short\n").expect("a document");
        shown.extend(said.captures_iter(short).map(|found| found[1].to_owned()));
    }
    let mut wrong = Vec::new();
    for code in registry().keys() {
        let elsewhere = HELD_ELSEWHERE.iter().find(|(held, _, _)| held == code);
        match elsewhere {
            None if !shown.contains(*code) => wrong.push(format!(
                "no document in tests/faults shows `{code}`: add tests/faults/{code}.md"
            )),
            Some(_) if shown.contains(*code) => {
                wrong.push(format!(
                    "`{code}` is shown by a document, so it is not held elsewhere"
                ));
            }
            Some((_, file, words)) => {
                let text = fs::read_to_string(project().join(file)).unwrap_or_default();
                // This list itself is no test.
                let text = text.replace(&format!("\"{}\"", words.escape_default()), "");
                if !text.contains(words) {
                    wrong.push(format!("{file} does not hold `{code}` by `{words}`"));
                }
            }
            None => {}
        }
    }
    let unknown = HELD_ELSEWHERE
        .iter()
        .filter(|(code, _, _)| !registry().contains_key(code));
    wrong.extend(unknown.map(|(code, _, _)| format!("there is no code `{code}`")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_port_that_is_taken_is_told() {
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = other.local_addr().unwrap().port().to_string();
    let said = run(Site::new().root(), &["serve", "--port", &port]);
    assert_eq!(said.status, 2);
    assert!(said.stderr.contains("[no-port]"), "{}", said.stderr);
}

#[test]
fn a_file_that_cannot_be_written_is_told() {
    let site = Site::new();
    // A file has the place of the folder in which the record would lie.
    site.file("content/notices", "nothing");
    let said = site.run(&["new", "notice", "/", "Water", "--date", "2026-03-26"]);
    assert_eq!(said.status, 2, "{}", said.stderr);
    assert!(said.stderr.contains("[not-written]"), "{}", said.stderr);
}
