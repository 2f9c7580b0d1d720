//! `docs/views.md` against the views: it tells every template, and every field of every view by the
//! words of its type, and what is told is what templates and layouts get.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at what it does not expect"
)]

mod support;
#[path = "support/views.rs"]
mod views;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use gongshi::load::SiteFolder;
use gongshi::pipeline::{Faulty, Request, Session, Touched};
use regex::Regex;
use serde_json::Value;
use views::{Shapes, templates};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files of templates, with the comment with which each begins.
fn files() -> BTreeMap<String, String> {
    let folder = root().join("themes/default/templates");
    let comment = Regex::new(r"(?s)^\s*\{#-?(.*?)-?#\}").unwrap();
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(&folder) {
        let entry = entry.unwrap();
        if !entry.file_type().is_file() {
            continue;
        }
        let name = entry.path().strip_prefix(&folder).unwrap();
        let text = fs::read_to_string(entry.path()).unwrap();
        let said = comment.captures(&text).map(|found| found[1].to_owned());
        let said = said.unwrap_or_default();
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        files.insert(name.to_str().unwrap().replace('\\', "/"), said);
    }
    files
}

/// The components with their arguments, the files in which they stand, and what is said of them.
fn components() -> Vec<(String, String, String)> {
    let folder = root().join("themes/default/templates");
    let definition =
        Regex::new(r"(?s)(?:\{#-((?:[^#]|#[^}])*?)-#\}\s*)?\{%-? component (\w+)\(([^)]*)\) -?%\}")
            .unwrap();
    let mut found = Vec::new();
    for file in files().into_keys() {
        let text = fs::read_to_string(folder.join(&file)).unwrap();
        for of in definition.captures_iter(&text) {
            let said = of.get(1).map_or("", |said| said.as_str());
            let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
            // Those with an `@` come from around the call.
            let given = of[3].split(", ").filter(|name| !name.starts_with('@'));
            let call = format!("{}({})", &of[2], given.collect::<Vec<_>>().join(", "));
            found.push((call, file.clone(), said));
        }
    }
    found
}

/// What stands between the marks of the page.
fn pages() -> String {
    let shapes = Shapes::read();
    let templates = templates();
    let mut seen = BTreeSet::new();
    let mut out = String::from("| template | is for | view |\n| --- | --- | --- |\n");
    for of in &templates {
        let name = of.view.rsplit("::").next().unwrap();
        let _ = writeln!(
            out,
            "| `{}` | {} | [`{name}`](#{}) |",
            of.file,
            of.doc,
            name.to_lowercase()
        );
    }
    out += "\nThese are no pages: others include them, fill them or call their components.\n\n| template | holds |\n| --- | --- |\n";
    for (file, said) in files() {
        if templates.iter().any(|of| of.file == file) || file.starts_with("shape/") {
            continue;
        }
        let _ = writeln!(out, "| `{file}` | {} |", said.replace('|', "\\|"));
    }
    out += "| `shape/….html` | the small shapes before marks, each a drawing of 20 by 20 |\n\n";
    out += "A component is called as `{{ <name argument={value} /> }}`; arguments with an `=` may be left out.\n\n| component | stands in | gives |\n| --- | --- | --- |\n";
    for (call, file, said) in components() {
        let _ = writeln!(out, "| `{call}` | `{file}` | {said} |");
    }
    out.push('\n');
    let views: Vec<String> = templates.iter().map(|of| of.view.clone()).collect();
    // A poster is told apart, and so is what words for chat groups take from it.
    let first: Vec<String> = views
        .iter()
        .filter(|view| *view != "share::ChatView")
        .cloned()
        .collect();
    out += &shapes.tables(&first, 3, &mut seen);
    out += "## Posters\n\nA layout reads `PosterView` from `/data.json`, and so do words for chat groups.\n\n";
    let posters = ["poster::PosterView", "share::ChatView"].map(str::to_owned);
    out += &shapes.tables(&posters, 3, &mut seen);
    out
}

const BEGIN: &str = "<!-- written by tests/views.rs -->\n\n";
const END: &str = "<!-- end -->";

#[test]
fn the_reference_tells_every_template_and_every_field() {
    let path = root().join("docs/views.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(BEGIN).expect("the mark where tables begin");
    let (told, after) = rest.split_once(END).expect("the mark where tables end");
    let tables = pages();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(path, format!("{before}{BEGIN}{tables}{END}{after}")).unwrap();
        return;
    }
    assert!(
        told == tables,
        "docs/views.md is not up to date: UPDATE_EXPECT=1 writes its tables"
    );
    let undocumented = Regex::new(r"(?m)^\| `[^|]*\|[^|]*\|\s*\|$").unwrap();
    let found: Vec<&str> = undocumented
        .find_iter(told)
        .map(|found| found.as_str())
        .collect();
    assert!(found.is_empty(), "without a word: {found:#?}");
}

#[test]
fn parts_of_templates_say_what_they_are_for() {
    let pages: BTreeSet<String> = templates().into_iter().map(|of| of.file).collect();
    let files = files();
    for page in &pages {
        assert!(files.contains_key(page), "{page} is not in the theme");
    }
    let silent: Vec<&String> = files
        .iter()
        .filter(|(file, said)| {
            !file.starts_with("shape/") && !pages.contains(*file) && said.is_empty()
        })
        .map(|(file, _)| file)
        .collect();
    assert!(silent.is_empty(), "no comment at the beginning: {silent:?}");
    let silent: Vec<String> = components()
        .into_iter()
        .filter(|(_, _, said)| said.is_empty())
        .map(|(call, file, _)| format!("{file}: {call}"))
        .collect();
    assert!(silent.is_empty(), "no comment before them: {silent:#?}");
}

#[test]
fn links_within_the_reference_lead_to_headings() {
    let page = fs::read_to_string(root().join("docs/views.md")).unwrap();
    let anchors: BTreeSet<String> = page
        .lines()
        .filter_map(|line| line.strip_prefix("### `")?.strip_suffix('`'))
        .map(|name| name.replace("::", "").to_lowercase())
        .collect();
    let link = Regex::new(r"\]\(#([a-z0-9_-]+)\)").unwrap();
    let lost: BTreeSet<&str> = link
        .captures_iter(&page)
        .map(|found| found.get(1).unwrap().as_str())
        .filter(|anchor| !anchors.contains(*anchor))
        .collect();
    assert!(lost.is_empty(), "{lost:?}");
    assert!(anchors.len() > 150, "{} shapes", anchors.len());
}

#[test]
fn views_of_the_sample_have_the_fields_that_the_reference_tells() {
    let shapes = Shapes::read();
    let source = fs::read_to_string(root().join("src/plan/view/mod.rs")).unwrap();
    let kinds = Regex::new(r"(?m)^    (\w+)\(Box<(\w+::\w+)>\),").unwrap();
    // What the program writes itself, such as tables for spreadsheets, no template gets.
    let given: BTreeSet<String> = templates().into_iter().map(|of| of.view).collect();
    let kinds: BTreeMap<&str, &str> = kinds
        .captures_iter(&source)
        .filter(|found| given.contains(&found[2]))
        .map(|found| {
            (
                found.get(1).unwrap().as_str(),
                found.get(2).unwrap().as_str(),
            )
        })
        .collect();
    let request = Request {
        today: None,
        base_url: None,
        drafts: false,
        faulty: Faulty::Stop,
        round: None,
        economy: false,
        posters: false,
        jobs: 1,
    };
    let look = Session::new(SiteFolder::new(root()), request).look(&Touched::Everything);
    let site = look.site.unwrap();
    let mut wrong = BTreeSet::new();
    let mut met: BTreeSet<&str> = BTreeSet::new();
    let mut checked = 0;
    for (_, view) in site.views() {
        let Value::Object(view) = serde_json::to_value(&view).unwrap() else {
            continue;
        };
        let (kind, value) = view.iter().next().unwrap();
        let Some((kind, of)) = kinds.get_key_value(kind.as_str()) else {
            continue;
        };
        met.insert(kind);
        checked += 1;
        shapes.compare(value, of, kind, &mut wrong);
    }
    let wrong: Vec<String> = wrong.into_iter().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(checked > 300, "only {checked} views");
    // Words for chat groups are for sites with posters: their facts are those of tests/layouts.rs.
    let unmet: Vec<&&str> = kinds
        .keys()
        .filter(|kind| !met.contains(*kind) && **kind != "Chat")
        .collect();
    assert!(unmet.is_empty(), "not in the sample: {unmet:?}");
}
