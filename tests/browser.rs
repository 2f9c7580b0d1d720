//! The sample site opened from `file://` in a real browser: nothing goes wrong, everything can be
//! done with the keyboard, large type stays, and pages are whole without scripts.

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

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chromium::{Browser, Page};
use cover::{Pages, address};
use serde_json::{Value, json};
use support::{build_sample, tools, web};
use tempfile::TempDir;

/// A compound with everything, and a page of it with a vote.
const COMPOUND: &str = "demo-chunhe/taoyuan/index.html";
const VOTE: &str = "demo-chunhe/taoyuan/resolutions/2026-03-10-fire-pump.html";
/// Pages with what the keyboard can meet: menus, lists that unfold, tables that scroll, years.
const WALKED: [&str; 9] = [
    "index.html",
    "demo-chunhe/index.html",
    COMPOUND,
    VOTE,
    "demo-chunhe/taoyuan/accounts/index.html",
    "demo-chunhe/taoyuan/weeks/2026-W12.html",
    "demo-chunhe/comparison/2026-03-24-forum-2.html",
    "demo-chunhe/shares.html",
    SEARCH,
];
/// The page of the search.
const SEARCH: &str = "search.html";
/// How soon a page must answer a key. The machine of the tests may be busy.
const SOON: Duration = Duration::from_secs(10);
/// Keys after which the first matter of a compound must be open.
const FEW: usize = 6;

/// The switch of large type in the head, and whether it is on.
const SWITCH: &str = "document.querySelector('.tool[data-display=elder]')";
const IS_LARGE: &str = "document.documentElement.classList.contains('elder')";

struct Sample {
    folder: TempDir,
}

impl Sample {
    fn new() -> Self {
        Sample {
            folder: build_sample(false),
        }
    }

    fn public(&self) -> PathBuf {
        self.folder.path().join("public")
    }

    fn pages(&self) -> Pages {
        Pages::read(self.folder.path())
    }

    fn open(&self, page: &mut Page, path: &str) {
        cover::hold(&self.public().join(path));
        page.navigate(&address(&self.public(), path));
        look_within(page);
    }
}

/// Puts the functions of `in_page.js` into a page.
fn look_within(page: &mut Page) {
    page.evaluate(&fs::read_to_string(web().join("in_page.js")).unwrap());
}

/// What a page logged, but that Chromium reads no web app manifest from a folder: that is for sites
/// on a server, and `tests/valid.rs` opens the pages from one.
fn errors(page: &mut Page) -> Vec<String> {
    let mut errors = page.errors();
    errors.retain(|error| !error.contains("site.webmanifest"));
    errors
}

fn strings(value: &Value) -> Vec<String> {
    let list = value.as_array().unwrap().iter();
    list.map(|one| one.as_str().unwrap().to_owned()).collect()
}

fn colour(page: &mut Page) -> String {
    page.text("getComputedStyle(document.body).backgroundColor")
}

#[test]
fn no_page_logs_an_error_when_opened_from_a_folder() {
    let name = "no_page_logs_an_error_when_opened_from_a_folder";
    if !tools(name, &["chromium"]) {
        return;
    }
    let sample = Sample::new();
    let mut browser = Browser::start();
    let mut page = browser.blank();
    let pages = sample.pages().cover();
    for path in &pages {
        sample.open(&mut page, path);
        assert_eq!(errors(&mut page), Vec::<String>::new(), "{path}");
        assert_eq!(
            page.evaluate("!!document.querySelector('main')"),
            true,
            "{path}"
        );
    }
    println!("{} pages", pages.len());
}

/// Walks through a page with Tab, from its beginning until the focus leaves it.
fn walk(page: &mut Page, at: &str) -> usize {
    let wanted = strings(&page.evaluate("gongshi.stops()"));
    let mut met = Vec::new();
    let mut faults = Vec::new();
    for _ in 0..wanted.len() {
        page.press("Tab", false);
        let stop = page.evaluate("gongshi.stop()");
        if stop.is_null() {
            break;
        }
        let path = stop["path"].as_str().unwrap().to_owned();
        for fault in strings(&stop["faults"]) {
            faults.push(format!("{path}: {fault} ({at})"));
        }
        met.push(path);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let differs = met.iter().zip(&wanted).find(|(met, wanted)| met != wanted);
    assert!(differs.is_none(), "{at}: {differs:?}");
    assert_eq!(met.len(), wanted.len(), "{at}: after {:?}", met.last());
    // Then the focus leaves the page, or comes round to its beginning.
    page.press("Tab", false);
    let after = page.evaluate("gongshi.stop()");
    assert!(
        after.is_null() || after["path"] == wanted[0],
        "{at}: {after}"
    );
    met.len()
}

#[test]
fn the_keyboard_reaches_everything_in_order_and_the_focus_is_seen() {
    let name = "the_keyboard_reaches_everything_in_order_and_the_focus_is_seen";
    if !tools(name, &["chromium"]) {
        return;
    }
    let sample = Sample::new();
    let mut browser = Browser::start();
    let mut page = browser.blank();
    let mut stops = 0;
    for path in WALKED {
        for (width, elder) in [(360, false), (360, true), (1280, false)] {
            page.size(width, 800);
            sample.open(&mut page, path);
            page.evaluate(&format!("gongshi.mode({elder}, false)"));
            stops += walk(&mut page, &format!("{path} at {width}, elder {elder}"));
        }
    }
    println!("{stops} stops");
    assert!(stops > 500);
}

#[test]
fn the_first_link_leads_past_the_head_and_a_matter_is_few_keys_away() {
    let name = "the_first_link_leads_past_the_head_and_a_matter_is_few_keys_away";
    if !tools(name, &["chromium"]) {
        return;
    }
    let sample = Sample::new();
    let mut browser = Browser::start();
    let mut page = browser.blank();
    page.size(360, 640);
    sample.open(&mut page, COMPOUND);
    page.press("Tab", false);
    assert_eq!(page.text("document.activeElement.className"), "skip");
    let top = page.evaluate("document.activeElement.getBoundingClientRect().top");
    assert!(top.as_f64().unwrap() >= 0.0, "the link is not seen: {top}");
    page.press("Enter", false);
    assert_eq!(page.text("document.activeElement.id"), "main");
    let mut keys = 2;
    let is_matter = "!!document.activeElement.closest('.row h3')";
    while page.evaluate(is_matter) != true {
        page.press("Tab", false);
        keys += 1;
        assert!(
            keys <= FEW,
            "{}",
            page.text("document.activeElement.outerHTML")
        );
    }
    let target = page.text("document.activeElement.href");
    page.press("Enter", false);
    page.wait_for(&format!("location.href === {}", json!(target)), SOON);
    println!("{} keys to the first matter", keys + 1);
}

#[test]
fn menus_open_and_fold_with_keys() {
    if !tools("menus_open_and_fold_with_keys", &["chromium"]) {
        return;
    }
    let sample = Sample::new();
    let mut browser = Browser::start();
    let mut page = browser.blank();
    for (width, menu) in [(360, ".menu"), (1280, ".more")] {
        page.size(width, 800);
        sample.open(&mut page, COMPOUND);
        let open = format!("document.querySelector('{menu}').open");
        let at_head =
            format!("document.activeElement.parentElement === document.querySelector('{menu}')");
        for _ in 0..30 {
            page.press("Tab", false);
            if page.evaluate(&at_head) == true {
                break;
            }
        }
        assert_eq!(page.evaluate(&at_head), true, "{menu}");
        for key in ["Enter", "Space"] {
            page.press(key, false);
            assert_eq!(page.evaluate(&open), true, "{menu} {key}");
            page.press("Tab", false);
            let inside = format!("!!document.activeElement.closest('{menu} a')");
            assert_eq!(page.evaluate(&inside), true, "{menu}");
            page.press("Escape", false);
            assert_eq!(page.evaluate(&open), false, "{menu}");
            assert_eq!(page.evaluate(&at_head), true, "{menu} loses the focus");
        }
        // Going on with Tab leaves nothing open that would cover what comes next.
        page.press("Enter", false);
        let links = page.evaluate(&format!("document.querySelectorAll('{menu} a').length"));
        for _ in 0..=links.as_u64().unwrap() {
            page.press("Tab", false);
        }
        assert_eq!(page.evaluate(&open), false, "{menu} stays open");
    }
}

#[test]
fn large_type_stays_over_pages_and_visits() {
    if !tools("large_type_stays_over_pages_and_visits", &["chromium"]) {
        return;
    }
    let sample = Sample::new();
    let mut browser = Browser::start();
    let mut page = browser.blank();
    page.size(360, 640);
    sample.open(&mut page, COMPOUND);
    let state = |page: &mut Page| page.text(&format!("{SWITCH}.getAttribute('aria-pressed')"));
    assert_eq!(state(&mut page), "false");
    let size = |page: &mut Page| page.text("getComputedStyle(document.body).fontSize");
    let before = size(&mut page);
    page.evaluate(&format!("{SWITCH}.focus()"));
    page.press("Enter", false);
    assert_eq!(state(&mut page), "true");
    assert_eq!(size(&mut page), "24px");
    // What is seen on the button is part of its name (WCAG 2.5.3).
    let is_named =
        format!("({SWITCH}.getAttribute('aria-label') || '').includes({SWITCH}.innerText.trim())");
    assert_eq!(page.evaluate(&is_named), true);
    for path in sample.pages().shapes() {
        sample.open(&mut page, &path);
        if page.evaluate("!!document.getElementById('site-js')") == true {
            assert_eq!(page.evaluate(IS_LARGE), true, "{path}");
            assert_eq!(page.evaluate("gongshi.smaller(24)"), json!([]), "{path}");
            assert_eq!(page.evaluate("gongshi.columns()"), json!([]), "{path}");
        }
    }
    sample.open(&mut page, VOTE);
    page.evaluate("location.reload()");
    page.wait_for("document.readyState === 'complete'", SOON);
    page.wait_for(IS_LARGE, SOON);
    page.wait_for(&format!("!!{SWITCH}"), SOON);
    page.evaluate(&format!("{SWITCH}.focus()"));
    page.press("Space", false);
    assert_eq!(state(&mut page), "false");
    sample.open(&mut page, COMPOUND);
    assert_eq!(size(&mut page), before);
}

#[test]
fn light_and_dark_follow_the_system_until_chosen() {
    if !tools(
        "light_and_dark_follow_the_system_until_chosen",
        &["chromium"],
    ) {
        return;
    }
    let sample = Sample::new();
    let mut browser = Browser::start();
    let mut page = browser.blank();
    sample.open(&mut page, COMPOUND);
    let choose = |page: &mut Page, name: &str| {
        page.evaluate(&format!(
            "document.querySelector('footer [data-display={name}]').click()"
        ));
    };
    page.dark(false);
    let light = colour(&mut page);
    page.dark(true);
    let dark = colour(&mut page);
    assert_ne!(light, dark);
    // Large type is light, whatever the system prefers, unless dark is chosen too.
    choose(&mut page, "elder");
    let large = colour(&mut page);
    assert!(large != dark && large != light);
    choose(&mut page, "dark");
    assert_eq!(colour(&mut page), dark);
    choose(&mut page, "elder");
    page.dark(false);
    assert_eq!(colour(&mut page), dark);
    choose(&mut page, "light");
    page.dark(true);
    assert_eq!(colour(&mut page), light);
    sample.open(&mut page, VOTE);
    assert_eq!(colour(&mut page), light);
    let pressed = "[...document.querySelectorAll('footer [aria-pressed=true]')].map(of => of.dataset.display)";
    assert_eq!(page.evaluate(pressed), json!(["light"]));
    choose(&mut page, "light");
    assert_eq!(colour(&mut page), dark);
}

#[test]
fn where_nothing_can_be_kept_the_choice_lasts_for_the_page() {
    let name = "where_nothing_can_be_kept_the_choice_lasts_for_the_page";
    if !tools(name, &["chromium"]) {
        return;
    }
    let refusals = [
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})",
        "Object.defineProperty(window, 'localStorage', {value: null})",
        "Storage.prototype.getItem = Storage.prototype.setItem = () => { throw new DOMException('no', 'QuotaExceededError'); }",
    ];
    let sample = Sample::new();
    let mut browser = Browser::start();
    for refusal in refusals {
        let mut page = browser.blank();
        page.at_start(refusal);
        sample.open(&mut page, COMPOUND);
        page.evaluate("document.querySelector('.tool[data-display=elder]').click()");
        assert_eq!(
            page.text("getComputedStyle(document.body).fontSize"),
            "24px",
            "{refusal}"
        );
        // What ages by the reader's clock is still added.
        assert_eq!(
            page.evaluate("!!document.querySelector('.left')"),
            true,
            "{refusal}"
        );
        assert_eq!(errors(&mut page), Vec::<String>::new(), "{refusal}");
    }
}

#[test]
fn pages_are_whole_without_scripts() {
    if !tools("pages_are_whole_without_scripts", &["chromium"]) {
        return;
    }
    let sample = Sample::new();
    let mut browser = Browser::start();
    let (mut with, mut without) = (browser.blank(), browser.blank());
    without.scripts(false);
    let mut letters = 0;
    let pages = sample.pages().cover().into_iter();
    // A screen shows one notice after the other and a search finds them: both need their scripts, say
    // so, and have tests of their own.
    let whole = |path: &String| !path.ends_with("screen.html") && path != SEARCH;
    for path in pages.filter(whole) {
        sample.open(&mut with, &path);
        sample.open(&mut without, &path);
        let said = without.text("gongshi.words()");
        assert_eq!(with.text("gongshi.words()"), said, "{path}");
        letters += said.chars().count();
        // Nothing that does nothing is to be seen.
        let idle =
            "[...document.querySelectorAll('button')].filter(of => of.checkVisibility()).length";
        assert_eq!(without.evaluate(idle), 0, "{path}");
    }
    sample.open(&mut without, SEARCH);
    assert!(without.text("gongshi.words()").contains("没有运行"));
    assert_eq!(without.text("typeof window.gongshi"), "object");
    println!("{letters} letters");
}

/// A page as Chromium tells it to a screen reader: roles and names in order.
fn heard(page: &mut Page) -> Vec<(String, String)> {
    let tree = page.call("Accessibility.getFullAXTree", &json!({}));
    let nodes = tree["nodes"].as_array().unwrap();
    let by_id: HashMap<&str, &Value> = nodes
        .iter()
        .map(|node| (node["nodeId"].as_str().unwrap(), node))
        .collect();
    let mut told = Vec::new();
    let mut open = vec![&nodes[0]];
    while let Some(node) = open.pop() {
        if node["ignored"] != true {
            let text = |key: &str| node[key]["value"].as_str().unwrap_or_default().to_owned();
            told.push((text("role"), text("name")));
        }
        let children = node["childIds"].as_array().into_iter().flatten().rev();
        open.extend(children.filter_map(|id| by_id.get(id.as_str()?)));
    }
    told
}

#[test]
fn a_screen_reader_hears_where_it_is() {
    if !tools("a_screen_reader_hears_where_it_is", &["chromium"]) {
        return;
    }
    let sample = Sample::new();
    let mut browser = Browser::start();
    let mut page = browser.blank();
    for path in WALKED {
        sample.open(&mut page, path);
        assert_eq!(
            page.text("document.documentElement.lang"),
            "zh-Hans",
            "{path}"
        );
        let heard = heard(&mut page);
        let names = |role: &str| -> Vec<&str> {
            let of_role = heard.iter().filter(|(of, _)| of == role);
            of_role.map(|(_, name)| name.as_str()).collect()
        };
        for role in ["banner", "main", "contentinfo"] {
            assert_eq!(names(role).len(), 1, "{path}: {role}");
        }
        for role in [
            "navigation",
            "region",
            "complementary",
            "image",
            "link",
            "button",
            "table",
        ] {
            let mut named = names(role);
            if role != "table" {
                assert!(named.iter().all(|name| !name.is_empty()), "{path}: {role}");
            }
            if role == "navigation" || role == "region" {
                let all = named.len();
                named.sort_unstable();
                named.dedup();
                assert_eq!(named.len(), all, "{path}: {role}");
            }
        }
        let levels = page.evaluate(
            "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].filter(of => of.checkVisibility()).map(of => +of.localName[1])",
        );
        let levels: Vec<u64> = levels
            .as_array()
            .unwrap()
            .iter()
            .map(|of| of.as_u64().unwrap())
            .collect();
        assert_eq!(
            levels.iter().filter(|&&level| level == 1).count(),
            1,
            "{path}"
        );
        assert!(
            levels.windows(2).all(|pair| pair[1] <= pair[0] + 1),
            "{path}: {levels:?}"
        );
    }
    // The leaf of a row says what its day means.
    sample.open(&mut page, COMPOUND);
    let told: String = heard(&mut page)
        .into_iter()
        .filter(|(role, _)| role == "StaticText")
        .map(|(_, name)| name.replace(' ', ""))
        .collect();
    assert!(told.contains("公示至3月27日周五"), "{told}");
    // A chart says its shares, the table after it all numbers; the bar itself is one image.
    sample.open(&mut page, VOTE);
    let heard = heard(&mut page);
    let images: Vec<&String> = heard
        .iter()
        .filter(|(role, _)| role == "image")
        .map(|(_, name)| name)
        .collect();
    assert!(
        images
            .iter()
            .any(|name| name.contains("同意 ") && name.contains('%')),
        "{images:?}"
    );
    for role in ["columnheader", "rowheader", "region"] {
        assert!(heard.iter().any(|(of, _)| of == role), "{role}");
    }
}

#[test]
fn every_table_and_picture_says_what_it_is() {
    let sample = Sample::new();
    let public = sample.public();
    let mut counts = [0_usize; 3];
    for path in sample.pages().all() {
        check_parts(&public, path, &mut counts);
    }
    println!("{counts:?} headers, drawings, pictures");
    assert!(counts.iter().all(|&count| count > 20));
}

/// Headers of tables have a scope, drawings are named or hidden, pictures have a text.
fn check_parts(public: &Path, path: &str, counts: &mut [usize; 3]) {
    let html = scraper::Html::parse_document(&fs::read_to_string(public.join(path)).unwrap());
    for element in html.root_element().descendent_elements() {
        let of = element.value();
        let text = element.html();
        match of.name() {
            "th" => {
                counts[0] += 1;
                assert!(of.attr("scope").is_some(), "{path}: {text}");
            }
            "svg" => {
                counts[1] += 1;
                let hidden = |of: &scraper::node::Element| of.attr("aria-hidden") == Some("true");
                let is_part = element
                    .ancestors()
                    .filter_map(scraper::ElementRef::wrap)
                    .any(|around| {
                        hidden(around.value()) || around.value().attr("role") == Some("img")
                    });
                let is_named = of.attr("role") == Some("img")
                    && of.attr("aria-label").is_some_and(|name| !name.is_empty());
                assert!(is_part || hidden(of) || is_named, "{path}: {text}");
            }
            "img" => {
                counts[2] += 1;
                assert!(of.attr("alt").is_some(), "{path}: {text}");
            }
            _ => {}
        }
    }
}
