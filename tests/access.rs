//! Whether everyone can use the website: every kind of page in a real browser, against the rules of
//! WCAG 2.2 and under the page's own Content-Security-Policy.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect"
)]

#[path = "support/chromium.rs"]
mod chromium;
#[path = "support/cover.rs"]
mod cover;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use chromium::{Browser, Page};
use cover::Pages;
use serde_json::{Value, json};
use support::{build_sample, web, web_tools};

/// Rules of WCAG 2.2 A and AA, and those that axe-core advises beside them.
const TAGS: [&str; 6] = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
];
/// The contrast of 7 to 1, in large type.
const ENHANCED: &str = "color-contrast-enhanced";
/// Widths of a telephone and of a desk.
const WIDTHS: [u32; 2] = [360, 1280];

/// How a page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mode {
    name: &'static str,
    elder: bool,
    dark: bool,
}

const MODES: [Mode; 4] = [
    Mode {
        name: "light",
        elder: false,
        dark: false,
    },
    Mode {
        name: "dark",
        elder: false,
        dark: true,
    },
    Mode {
        name: "elder",
        elder: true,
        dark: false,
    },
    Mode {
        name: "elder dark",
        elder: true,
        dark: true,
    },
];

fn address(public: &Path, page: &str) -> String {
    url::Url::from_file_path(public.join(page))
        .unwrap()
        .to_string()
}

fn in_page() -> String {
    fs::read_to_string(web().join("in_page.js")).unwrap()
}

fn put(page: &mut Page, mode: Mode) {
    page.dark(mode.dark);
    page.evaluate(&format!("gongshi.mode({}, {})", mode.elder, mode.dark));
}

fn strings(value: &Value) -> Vec<String> {
    let list = value.as_array().unwrap();
    list.iter()
        .map(|one| one.as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn no_page_breaks_a_rule_of_wcag() {
    if !web_tools("no_page_breaks_a_rule_of_wcag", &["chromium"]) {
        return;
    }
    let axe = fs::read_to_string(web().join("node_modules/axe-core/axe.min.js")).unwrap();
    let sample = build_sample(false);
    let public = sample.path().join("public");
    let pages = Pages::read(sample.path());
    let cover = pages.cover();
    let mut browser = Browser::start();
    let mut page = browser.blank();
    let (mut faults, mut unsure) = (Vec::new(), BTreeMap::<String, BTreeSet<String>>::new());
    let (mut runs, mut ran) = (0, BTreeSet::new());
    for path in &cover {
        cover::hold(&public.join(path));
        page.navigate(&address(&public, path));
        page.evaluate(&axe);
        page.evaluate(&in_page());
        page.evaluate("gongshi.unfold()");
        let rules = strings(&page.evaluate(&format!("gongshi.rules({})", json!(TAGS))));
        for width in WIDTHS {
            page.size(width, 800);
            for mode in MODES {
                put(&mut page, mode);
                let mut rules = rules.clone();
                if mode.elder {
                    rules.push(ENHANCED.to_owned());
                }
                let found = page.evaluate(&format!("gongshi.axe({})", json!(rules)));
                runs += 1;
                ran.extend(strings(&found["ran"]));
                for rule in found["violations"].as_array().unwrap() {
                    for node in rule["nodes"].as_array().unwrap() {
                        faults.push(format!(
                            "{}: {} ({} at {width} in {path})\n    {}\n    {}",
                            rule["rule"].as_str().unwrap(),
                            node["target"].as_str().unwrap(),
                            mode.name,
                            node["html"].as_str().unwrap(),
                            node["why"].as_str().unwrap(),
                        ));
                    }
                }
                for (what, call) in [
                    ("sideways", "gongshi.sideways()".to_owned()),
                    ("clipped", "gongshi.clipped()".to_owned()),
                    ("overlapping", "gongshi.overlapping()".to_owned()),
                    (
                        "small",
                        format!("gongshi.smaller({})", if mode.elder { 24 } else { 15 }),
                    ),
                    (
                        "target",
                        format!("gongshi.targets({})", if mode.elder { 44 } else { 24 }),
                    ),
                ] {
                    for one in strings(&page.evaluate(&call)) {
                        faults.push(format!(
                            "{what}: {one} ({} at {width} in {path})",
                            mode.name
                        ));
                    }
                }
                for rule in found["incomplete"].as_array().unwrap() {
                    for node in rule["nodes"].as_array().unwrap() {
                        unsure
                            .entry(format!(
                                "{} {} {}",
                                rule["rule"].as_str().unwrap(),
                                node["key"].as_str().unwrap(),
                                mode.name
                            ))
                            .or_default()
                            .insert(format!(
                                "{path} {width} {} {} {}",
                                node["target"].as_str().unwrap(),
                                node["why"],
                                node["html"]
                            ));
                    }
                }
            }
        }
    }
    println!(
        "{} of {} pages, {} widths, {} modes: {runs} runs of {} rules",
        cover.len(),
        pages.len(),
        WIDTHS.len(),
        MODES.len(),
        ran.len()
    );
    for (rule, nodes) in &unsure {
        println!("{rule}: {}", nodes.len());
        for node in nodes.iter().take(12) {
            println!("      {node}");
        }
    }
    println!("{}", faults.len());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
