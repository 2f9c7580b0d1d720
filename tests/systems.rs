//! Holds `docs/systems.md` against the sample site and the tests: every system of the source article
//! has a row, and what a row names is there.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect"
)]

use std::fs;
use std::path::Path;

use gongshi::load::SiteFolder;
use gongshi::paths::SitePath;
use gongshi::pipeline::{Faulty, Request, Session, Site, Touched};

/// Systems of the article.
const SYSTEMS: usize = 34;
/// Cells of a row.
const CELLS: usize = 7;
/// How a cell begins that says why there is no poster.
const NONE: &str = "none: ";
/// Words that once said that a row waits: nothing does.
const WAITING: [&str; 3] = ["next", "todo", "later"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The rows of the table, each with its cells.
fn rows() -> Vec<Vec<String>> {
    let text = fs::read_to_string(root().join("docs/systems.md")).unwrap();
    let is_row = |line: &&str| {
        let number = line.strip_prefix("| ").and_then(|rest| rest.chars().next());
        number.is_some_and(|c| c.is_ascii_digit())
    };
    let cells = |line: &str| {
        let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
        inner
            .split(" | ")
            .map(|cell| cell.trim().to_owned())
            .collect()
    };
    text.lines().filter(is_row).map(cells).collect()
}

/// The sample as it would be built with its posters, none of which is made.
fn sample() -> Site {
    let request = Request {
        today: None,
        base_url: None,
        drafts: false,
        faulty: Faulty::Stop,
        round: None,
        economy: false,
        posters: true,
        jobs: 1,
    };
    let look = Session::new(SiteFolder::new(root()), request).look(&Touched::Everything);
    look.site.unwrap()
}

/// What stands between backticks in a cell.
fn named(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// What is wrong with the addresses that a cell names.
fn addresses(site: &Site, cell: &str, extensions: &[&str]) -> Vec<String> {
    let names = named(cell);
    if names.is_empty() {
        return vec![format!("names no path: {cell}")];
    }
    let mut faults = Vec::new();
    for name in names {
        let extension = Path::new(name).extension().unwrap_or_default();
        if !extensions.iter().any(|wanted| extension == *wanted) {
            faults.push(format!("`{name}` is no {}", extensions.join(" or ")));
        }
        if site
            .fingerprint(&SitePath::new(format!("/{name}")))
            .is_none()
        {
            faults.push(format!("the sample makes no `{name}`"));
        }
    }
    faults
}

/// What is wrong with the posters that a cell names, or with the reason why there are none.
fn poster(site: &Site, cell: &str) -> Vec<String> {
    match cell.strip_prefix(NONE) {
        Some(reason) if reason.split(' ').count() > 3 && named(reason).is_empty() => Vec::new(),
        Some(_) => vec![format!("gives no reason: {cell}")],
        None => addresses(site, cell, &["pdf", "png", "txt"]),
    }
}

/// What is wrong with a test that a cell names: `tests/site.rs` or `tests/site.rs::name`.
fn test(name: &str) -> Option<String> {
    let (file, test) = name.split_once("::").unwrap_or((name, ""));
    let Ok(text) = fs::read_to_string(root().join(file)) else {
        return Some(format!("there is no {file}"));
    };
    let wanted = if test.is_empty() {
        "#[test]".to_owned()
    } else {
        format!("#[test]\nfn {test}()")
    };
    let within = wanted.replace('\n', "\n    ");
    (!text.contains(&wanted) && !text.contains(&within))
        .then(|| format!("{file} has no test `{test}`"))
}

#[test]
fn every_system_is_where_its_row_says() {
    let rows = rows();
    let site = sample();
    let mut faults = Vec::new();
    let numbers: Vec<String> = rows.iter().map(|row| row[0].clone()).collect();
    let all: Vec<String> = (1..=SYSTEMS).map(|number| number.to_string()).collect();
    assert_eq!(numbers, all, "one row for each system, in their order");
    for row in &rows {
        let number = &row[0];
        if row.len() != CELLS || row.iter().any(String::is_empty) {
            faults.push(format!("{number}: {} cells, or an empty one", row.len()));
            continue;
        }
        let mut fault = |fault: String| faults.push(format!("{number}: {fault}"));
        for cell in row {
            let mut words = cell.split(|c: char| !c.is_alphanumeric());
            if let Some(word) = words.find(|word| WAITING.contains(word)) {
                fault(format!("it says `{word}`: {cell}"));
            }
        }
        addresses(&site, &row[4], &["html"])
            .into_iter()
            .for_each(&mut fault);
        poster(&site, &row[5]).into_iter().for_each(&mut fault);
        let tests = named(&row[6]);
        if tests.is_empty() {
            fault("it names no test".to_owned());
        }
        tests.into_iter().filter_map(test).for_each(&mut fault);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_a_row_names_wrongly_is_found() {
    let site = sample();
    assert!(addresses(&site, "`index.html`", &["html"]).is_empty());
    assert!(!addresses(&site, "`weeks/2026-W99.html`", &["html"]).is_empty());
    assert!(!addresses(&site, "`index.html`", &["pdf"]).is_empty());
    assert!(!addresses(&site, "index.html", &["html"]).is_empty());
    assert!(!addresses(&site, "—", &["html"]).is_empty());
    assert!(poster(&site, "none: it is a table for those who lead").is_empty());
    for wrong in ["—", "none: ", "none", "none: see `index.html` for that"] {
        assert!(!poster(&site, wrong).is_empty(), "{wrong}");
    }
    assert!(test("tests/systems.rs::what_a_row_names_wrongly_is_found").is_none());
    assert!(test("tests/systems.rs").is_none());
    assert!(test("tests/systems.rs::no_such_test").is_some());
    assert!(test("tests/no_such_file.rs").is_some());
}
