//! Whether everyone can use the website: every kind of page in a real browser, against the rules of
//! WCAG 2.2 A and AA, for telephones and desks, light, dark and in large type.

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
#[path = "support/guises.rs"]
mod guises;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::Duration;

use chromium::{Browser, Page};
use cover::{Pages, address};
use serde_json::{Value, json};
use support::{web, web_tools};

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
/// Rules that axe-core cannot decide here, and why that is no gap.
const UNDECIDED: [(&str, &str); 3] = [
    (
        "css-orientation-lock",
        "it would fetch the style sheet, which the policy of the page forbids: \
         `no_style_turns_with_the_screen` reads it",
    ),
    (
        "hidden-content",
        "it lists what is not shown: each part is shown at one of the widths, in one of the modes, \
         or unfolded by this test",
    ),
    (
        "p-as-heading",
        "on a screen the kind of a notice stands above its title, which is the heading; looked at on \
         2026-11-23",
    ),
];
/// Widths of a telephone and of a desk, in CSS pixels.
const WIDTHS: [u32; 2] = [360, 1280];
/// 1280 pixels at a zoom of 400 %.
const ZOOMED: u32 = 320;
const HEIGHT: u32 = 800;
/// The page of the search, and how soon it must find something on a busy machine.
const SEARCH: &str = "search.html";
const SOON: Duration = Duration::from_secs(20);
/// Type is never smaller than this, nor in large type.
const LEAST_TYPE: [u32; 2] = [15, 24];
/// What can be pressed is never smaller than this, nor in large type.
const LEAST_TARGET: [u32; 2] = [24, 44];

/// How a page is shown.
#[derive(Debug, Clone, Copy)]
struct Mode {
    name: &'static str,
    elder: bool,
    dark: bool,
}

const MODES: [Mode; 4] = [
    mode("light", false, false),
    mode("dark", false, true),
    mode("elder", true, false),
    mode("elder dark", true, true),
];

const fn mode(name: &'static str, elder: bool, dark: bool) -> Mode {
    Mode { name, elder, dark }
}

fn strings(value: &Value) -> Vec<String> {
    let list = value.as_array().unwrap().iter();
    list.map(|one| one.as_str().unwrap().to_owned()).collect()
}

fn string<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

/// Opens a page with the functions of `in_page.js`, everything unfolded.
fn open(page: &mut Page, public: &Path, path: &str) {
    cover::hold(&public.join(path));
    // The search with something found.
    let query = if path == SEARCH {
        "?q=电梯&in=demo-chunhe/taoyuan"
    } else {
        ""
    };
    page.navigate(&(address(public, path) + query));
    page.evaluate(&fs::read_to_string(web().join("in_page.js")).unwrap());
    page.evaluate("gongshi.unfold()");
    if path == SEARCH {
        page.wait_for("document.querySelectorAll('#hits mark').length > 3", SOON);
    }
}

/// Whether a page fills the screen of a lobby: it fits its text to what hangs there, and has tests of
/// its own for that.
fn is_screen(path: &str) -> bool {
    path.ends_with("screen.html")
}

fn put(page: &mut Page, mode: Mode) {
    page.dark(mode.dark);
    page.evaluate(&format!("gongshi.mode({}, {})", mode.elder, mode.dark));
}

/// Whether the contrast of a text that axe-core could not tell holds, by the plain colours of what
/// it stands in: it lies beside a drawn line, is cut off by the edge of a table that scrolls, or is a
/// single sign.
fn holds(page: &mut Page, rule: &str, target: &str) -> bool {
    let found = page.evaluate(&format!("gongshi.contrast({})", json!(target)));
    let is_large = found["large"] == true;
    let wanted = match (rule == ENHANCED, is_large) {
        (false, true) => 3.0,
        (false, false) | (true, true) => 4.5,
        (true, false) => 7.0,
    };
    found["ratio"].as_f64().unwrap() >= wanted
}

/// What axe-core and our own looks at the layout found.
#[derive(Default)]
struct Findings {
    faults: Vec<String>,
    /// Rules and elements that axe-core could not decide.
    undecided: BTreeMap<String, usize>,
    proven: usize,
    ran: BTreeSet<String>,
    runs: usize,
}

impl Findings {
    /// Runs axe-core over a page, or over the part of it that a selector names.
    fn run(&mut self, page: &mut Page, rules: &[String], part: Option<&str>, at: &str) {
        let found = page.evaluate(&format!("gongshi.axe({}, {})", json!(rules), json!(part)));
        self.runs += 1;
        self.ran.extend(strings(&found["ran"]));
        for rule in found["violations"].as_array().unwrap() {
            for node in rule["nodes"].as_array().unwrap() {
                let (rule, target) = (string(rule, "rule"), string(node, "target"));
                let (html, why) = (string(node, "html"), string(node, "why"));
                self.faults
                    .push(format!("{rule}: {target} ({at})\n    {html}\n    {why}"));
            }
        }
        for rule in found["incomplete"].as_array().unwrap() {
            let name = string(rule, "rule");
            for node in rule["nodes"].as_array().unwrap() {
                *self.undecided.entry(name.to_owned()).or_default() += 1;
                let target = string(node, "target");
                if name.starts_with("color-contrast") {
                    self.proven += 1;
                    if !holds(page, name, target) {
                        self.faults
                            .push(format!("{name}: {target} ({at}), reckoned by colours"));
                    }
                } else if !UNDECIDED.iter().any(|(known, _)| *known == name) {
                    let why = string(node, "why");
                    self.faults
                        .push(format!("{name} undecided: {target} ({at})\n    {why}"));
                }
            }
        }
    }

    fn look(&mut self, page: &mut Page, what: &str, call: &str, at: &str) {
        for found in strings(&page.evaluate(call)) {
            self.faults.push(format!("{what}: {found} ({at})"));
        }
    }

    fn layout(&mut self, page: &mut Page, at: &str) {
        self.look(page, "wider than the page", "gongshi.sideways()", at);
        self.look(page, "cut off", "gongshi.clipped()", at);
        self.look(page, "over each other", "gongshi.overlapping()", at);
    }

    fn none(&self) {
        let shown: Vec<&String> = self.faults.iter().take(60).collect();
        let lines = shown.iter().map(|one| one.as_str()).collect::<Vec<_>>();
        assert!(
            self.faults.is_empty(),
            "{} faults, first:\n{}",
            self.faults.len(),
            lines.join("\n")
        );
    }
}

#[test]
fn no_page_breaks_a_rule_of_wcag() {
    if !web_tools("no_page_breaks_a_rule_of_wcag", &["chromium"]) {
        return;
    }
    let axe = fs::read_to_string(web().join("node_modules/axe-core/axe.min.js")).unwrap();
    let sample = guises::sample();
    let public = sample.path().join("public");
    let pages = Pages::read(sample.path());
    let cover = pages.cover();
    let mut browser = Browser::start();
    let mut page = browser.blank();
    let mut findings = Findings::default();
    for path in &cover {
        open(&mut page, &public, path);
        page.evaluate(&axe);
        let rules = strings(&page.evaluate(&format!("gongshi.rules({})", json!(TAGS))));
        // What leads on at once has no style of ours.
        let is_styled = page.evaluate("document.styleSheets.length > 0") == true;
        for width in WIDTHS {
            page.size(width, HEIGHT);
            for mode in MODES {
                put(&mut page, mode);
                let at = format!("{} at {width} in {path}", mode.name);
                let mut rules = rules.clone();
                // A screen is large as it is, and has no switch.
                if mode.elder && !is_screen(path) {
                    rules.push(ENHANCED.to_owned());
                }
                findings.run(&mut page, &rules, None, &at);
                if is_screen(path) {
                    continue;
                }
                findings.layout(&mut page, &at);
                if is_styled {
                    let large = usize::from(mode.elder);
                    let call = format!("gongshi.smaller({})", LEAST_TYPE[large]);
                    findings.look(&mut page, "small type", &call, &at);
                    let call = format!("gongshi.targets({})", LEAST_TARGET[large]);
                    findings.look(&mut page, "small target", &call, &at);
                }
            }
        }
    }
    println!(
        "axe-core: {} of {} pages at {WIDTHS:?} in {} modes: {} runs, {} rules; undecided {:?}, of \
         which {} contrasts were reckoned",
        cover.len(),
        pages.len(),
        MODES.len(),
        findings.runs,
        findings.ran.len(),
        findings.undecided,
        findings.proven,
    );
    assert!(cover.len() > 40 && findings.ran.len() > 50);
    findings.none();
}

#[test]
fn menus_break_no_rule_of_wcag() {
    if !web_tools("menus_break_no_rule_of_wcag", &["chromium"]) {
        return;
    }
    let axe = fs::read_to_string(web().join("node_modules/axe-core/axe.min.js")).unwrap();
    let sample = guises::sample();
    let public = sample.path().join("public");
    let mut browser = Browser::start();
    let mut page = browser.blank();
    let mut findings = Findings::default();
    let mut menus = 0;
    for path in Pages::read(sample.path()).menus() {
        open(&mut page, &public, &path);
        page.evaluate(&axe);
        let rules = strings(&page.evaluate(&format!("gongshi.rules({})", json!(TAGS))));
        let count = page.evaluate("document.querySelectorAll('header details').length");
        for number in 0..count.as_u64().unwrap() {
            menus += 1;
            page.evaluate(&format!(
                "document.querySelectorAll('header details').forEach((menu, at) => menu.open = at === {number})"
            ));
            for width in WIDTHS {
                page.size(width, HEIGHT);
                for mode in MODES {
                    put(&mut page, mode);
                    let at = format!("menu {number}, {} at {width} in {path}", mode.name);
                    let mut rules = rules.clone();
                    if mode.elder {
                        rules.push(ENHANCED.to_owned());
                    }
                    // Only the head: what the menu covers cannot be pressed meanwhile.
                    findings.run(&mut page, &rules, Some("header"), &at);
                }
            }
        }
    }
    println!("menus: {menus}, {} runs", findings.runs);
    assert!(menus > 1);
    findings.none();
}

/// Colours of texts and lines against what they stand on, as the style sheet names them: axe-core
/// looks at texts only, and at those that a page happens to have.
#[test]
fn colours_keep_their_distance_in_every_mode() {
    if !web_tools("colours_keep_their_distance_in_every_mode", &["chromium"]) {
        return;
    }
    let sample = guises::sample();
    let public = sample.path().join("public");
    let mut browser = Browser::start();
    let mut page = browser.blank();
    open(&mut page, &public, "index.html");
    let mut least = BTreeMap::new();
    for mode in MODES {
        put(&mut page, mode);
        let text = if mode.elder { 7.0 } else { 4.5 };
        let mut pairs = Vec::new();
        for ground in ["page", "surface", "sunken"] {
            for ink in [
                "ink", "ink2", "link", "show", "work", "done", "late", "rest",
            ] {
                pairs.push((ink, ground, text));
            }
            // Borders of controls and parts of charts: WCAG 1.4.11.
            pairs.push(("edge", ground, 3.0));
            pairs.push(("step", ground, 3.0));
        }
        for state in ["show", "work", "done", "late", "rest"] {
            let tint = [
                "show-tint",
                "work-tint",
                "done-tint",
                "late-tint",
                "rest-tint",
            ]
            .into_iter()
            .find(|tint| tint.starts_with(state))
            .unwrap();
            pairs.extend([(state, tint, text), ("ink", tint, text), ("on", state, 4.5)]);
        }
        pairs.push(("on-brand", "brand", text));
        for (one, other, wanted) in pairs {
            let ratio = page.evaluate(&format!("gongshi.tokens('{one}', '{other}')"));
            let ratio = ratio.as_f64().unwrap();
            assert!(
                ratio >= wanted,
                "{}: {one} on {other} is {ratio:.2}, not {wanted}",
                mode.name
            );
            let least = least
                .entry((mode.name, wanted.to_string()))
                .or_insert(ratio);
            *least = ratio.min(*least);
        }
    }
    println!("least contrasts: {least:.2?}");
}

#[test]
fn no_style_turns_with_the_screen() {
    let sample = guises::sample();
    for (path, bytes) in support::files(&sample.path().join("public")) {
        if path.ends_with(".css") {
            let text = String::from_utf8(bytes).unwrap();
            let turned = text.split("orientation").skip(1);
            for rest in turned {
                let block = &rest[..rest.find("}}").unwrap_or(rest.len())];
                assert!(!block.contains("rotate"), "{path}: {block}");
            }
            assert!(!text.contains("writing-mode"), "{path}");
        }
    }
}

#[test]
fn pages_hold_when_zoomed_and_set_wider() {
    if !web_tools("pages_hold_when_zoomed_and_set_wider", &["chromium"]) {
        return;
    }
    let sample = guises::sample();
    let public = sample.path().join("public");
    let cover = Pages::read(sample.path()).cover();
    let mut browser = Browser::start();
    let mut page = browser.blank();
    let mut findings = Findings::default();
    for path in cover.iter().filter(|path| !is_screen(path)) {
        open(&mut page, &public, path);
        for (width, spaced) in [(ZOOMED, false), (ZOOMED, true), (1280, true)] {
            page.size(width, HEIGHT);
            page.evaluate(&format!("gongshi.spaced({spaced})"));
            for mode in [MODES[0], MODES[2]] {
                put(&mut page, mode);
                let spacing = if spaced { ", wide text" } else { "" };
                let at = format!("{}{spacing} at {width} in {path}", mode.name);
                findings.layout(&mut page, &at);
                findings.runs += 1;
            }
        }
        page.evaluate("gongshi.spaced(false)");
    }
    println!("zoomed and spaced: {} looks", findings.runs);
    findings.none();
}
