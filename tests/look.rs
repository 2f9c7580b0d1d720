//! How pages look in a real browser: what stands above the fold of a telephone, what paper holds,
//! large type, and finding one's compound.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect"
)]

#[path = "support/chromium.rs"]
mod chromium;
mod support;

use std::path::Path;
use std::time::Duration;

use chromium::{Browser, Page};
use serde_json::json;
use support::{build_sample, tool, tools};

/// A page of each kind that someone may print, carry or read.
const PAGES: [&str; 17] = [
    "index.html",
    "demo-chunhe/index.html",
    "demo-chunhe/taoyuan/index.html",
    "demo-chunhe/taoyuan/resolutions/2026-03-10-fire-pump.html",
    "demo-chunhe/taoyuan/issues/2026-01-30-barrier.html",
    "demo-chunhe/taoyuan/notices/2026-03-19-charging-fee.html",
    "demo-chunhe/taoyuan/accounts/2026-01-14-q4.html",
    "demo-chunhe/taoyuan/meetings/2026-03-10-assembly.html",
    "demo-chunhe/taoyuan/issues/index.html",
    "demo-chunhe/taoyuan/register/2026.html",
    "demo-chunhe/assessments/2026-03-20-h2.html",
    "demo-chunhe/comparison/2026-03-24-forum-2.html",
    "comparison/2021-11-24-forum-5.html",
    "demo-chunhe/bodies.html",
    "demo-wutong/huayuan/weeks/2026-W11.html",
    "demo-wutong/huayuan/months/2026-03.html",
    "rollout.html",
];

const HOME: &str = "demo-chunhe/taoyuan/index.html";
const RESOLUTION: &str = "demo-chunhe/taoyuan/resolutions/2026-03-10-fire-pump.html";

fn address(public: &Path, page: &str) -> String {
    format!("file://{}/{page}", public.display())
}

/// What a script lists, one a line.
fn list(page: &mut Page, script: &str) -> Vec<String> {
    let listed = page.text(&format!("(function(){{{script}}})().join('\\n')"));
    listed.lines().map(str::to_owned).collect()
}

/// How far down an element ends.
fn end_of(page: &mut Page, selector: &str) -> f64 {
    page.evaluate(&format!(
        "document.querySelector({}).getBoundingClientRect().bottom",
        json!(selector)
    ))
    .as_f64()
    .unwrap()
}

#[test]
fn what_matters_stands_above_the_fold_of_a_telephone() {
    let name = "what_matters_stands_above_the_fold_of_a_telephone";
    if !tools(name, &["chromium"]) {
        return;
    }
    let sample = build_sample(false);
    let public = sample.path().join("public");
    let mut browser = Browser::start();
    let mut page = browser.blank();
    page.size(360, 640);
    // The strip that tells the fixed day is of the sample alone.
    let open = |page: &mut Page, at: &str| {
        page.navigate(&address(&public, at));
        page.evaluate("(document.querySelector('.strip-pinned')||{}).hidden = true");
    };
    open(&mut page, HOME);
    let third = "#on-display .row:nth-child(3)";
    assert!(end_of(&mut page, &format!("{third} .duty")) <= 640.0);
    assert!(end_of(&mut page, ".top") <= 82.0, "the header is one row");
    let tools_of = list(
        &mut page,
        "return [].map.call(document.querySelectorAll('.tools .tool'), function(t) { return t.textContent; })",
    );
    assert_eq!(tools_of, ["搜索", "大字", "栏目"]);
    open(&mut page, RESOLUTION);
    assert!(end_of(&mut page, ".verdict") <= 640.0);
    assert!(end_of(&mut page, ".period .left") <= 640.0);
    assert!(end_of(&mut page, ".facts .tel") <= 640.0, "where to object");
}

#[test]
fn paper_holds_what_the_page_says() {
    let name = "paper_holds_what_the_page_says";
    if !tools(name, &["chromium", "pdfinfo", "pdftotext"]) {
        return;
    }
    let sample = build_sample(false);
    let public = sample.path().join("public");
    let mut browser = Browser::start();
    let mut page = browser.blank();
    // What is between the margins of the sheet.
    page.size(680, 960);
    let pdf = sample.path().join("page.pdf");
    let mut faults = Vec::new();
    for at in PAGES {
        page.navigate(&address(&public, at));
        page.call("Emulation.setEmulatedMedia", &json!({"media": "print"}));
        let lost = list(
            &mut page,
            "var kept = 'h1, h2, h3, th, td, .facts dd, .facts dt, .steps li, .mark, .weeks a, .lines > li, .row .leaf, .duty, .verdict, .alert, .strip';
            var not_on_paper = '.posters, .poster, .again, .web, .beside, .words, details:not([open]), [hidden], .cols, .vh, .find, .all';
            return [].filter.call(document.querySelectorAll(kept), function (node) {
              return !node.closest(not_on_paper) && node.textContent.trim() && !node.getClientRects().length;
            }).map(function (node) { return node.className + ' ' + node.textContent.trim().slice(0, 40); });",
        );
        faults.extend(lost.iter().map(|of| format!("{at}: not on paper: {of}")));
        let wide = list(
            &mut page,
            "var end = document.documentElement.clientWidth + 1;
            return [].filter.call(document.querySelectorAll('main *'), function (node) {
              var box = node.getBoundingClientRect();
              return box.width > 1 && !node.matches('.row .meta') && !node.closest('.vh') && (box.right > end || box.left < -16);
            }).map(function (node) { return node.tagName + '.' + node.getAttribute('class') + ' ' + node.textContent.trim().slice(0, 30); });",
        );
        faults.extend(
            wide.iter()
                .map(|of| format!("{at}: wider than the sheet: {of}")),
        );
        let title = page.text("document.querySelector('h1').textContent");
        let phones = list(
            &mut page,
            "return [].filter.call(document.querySelectorAll('main .tel'), function (t) { return t.getClientRects().length; }).map(function (t) { return t.textContent; })",
        );
        page.print(&pdf);
        let facts = tool("pdfinfo", &[pdf.to_str().unwrap()]);
        assert!(facts.contains("(A4)"), "{at}: {facts}");
        let text = tool("pdftotext", &[pdf.to_str().unwrap(), "-"]);
        let text: String = text.split_whitespace().collect();
        for word in phones.iter().chain([&title]) {
            let word: String = word.split_whitespace().collect();
            assert!(text.contains(&word), "{at}: {word}\n{text}");
        }
        let menu = text.contains("栏目") || text.contains("大字");
        assert!(!menu, "{at}: buttons on paper");
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn paper_leads_back_to_the_page() {
    let name = "paper_leads_back_to_the_page";
    if !tools(name, &["chromium", "pdftoppm", "zbarimg"]) {
        return;
    }
    let sample = build_sample(false);
    let public = sample.path().join("public");
    let mut browser = Browser::start();
    let mut page = browser.blank();
    page.navigate(&address(&public, RESOLUTION));
    let shown = page.evaluate("document.querySelector('.paper').getClientRects().length");
    assert_eq!(shown, json!(0), "a code on paper alone");
    let printed = page.text("document.querySelector('.paper b').textContent");
    let pdf = sample.path().join("page.pdf");
    page.print(&pdf);
    let picture = sample.path().join("page");
    tool(
        "pdftoppm",
        &[
            "-r",
            "150",
            "-png",
            pdf.to_str().unwrap(),
            picture.to_str().unwrap(),
        ],
    );
    let mut sheets: Vec<_> = std::fs::read_dir(sample.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|of| of == "png"))
        .collect();
    sheets.sort();
    let last = sheets.last().unwrap().to_str().unwrap();
    let read = tool("zbarimg", &["--quiet", "--raw", last]);
    assert_eq!(read.trim(), format!("https://{printed}"));
}

#[test]
fn large_type_is_large_and_nothing_is_cut() {
    let name = "large_type_is_large_and_nothing_is_cut";
    if !tools(name, &["chromium"]) {
        return;
    }
    let sample = build_sample(false);
    let public = sample.path().join("public");
    let mut browser = Browser::start();
    let mut page = browser.blank();
    page.size(360, 780);
    page.navigate(&address(&public, HOME));
    page.evaluate("document.querySelector('.tool[data-display]').click()");
    let mut faults = Vec::new();
    for at in PAGES {
        page.navigate(&address(&public, at));
        page.wait_for(
            "document.documentElement.classList.contains('elder')",
            Duration::from_secs(5),
        );
        let small = list(
            &mut page,
            "return [].filter.call(document.querySelectorAll('body *'), function (node) {
              var said = [].some.call(node.childNodes, function (of) { return of.nodeType === 3 && of.textContent.trim(); });
              return said && node.getClientRects().length && !node.closest('.vh') && parseFloat(getComputedStyle(node).fontSize) < 24;
            }).map(function (node) { return node.tagName + '.' + node.className + ' ' + node.textContent.trim().slice(0, 20); });",
        );
        faults.extend(
            small
                .iter()
                .map(|of| format!("{at}: smaller than 24 px: {of}")),
        );
        let low = list(
            &mut page,
            "return [].filter.call(document.querySelectorAll('.tool, .btn, .display button'), function (node) {
              return node.getClientRects().length && node.getBoundingClientRect().height < 60;
            }).map(function (node) { return node.textContent; });",
        );
        faults.extend(low.iter().map(|of| format!("{at}: lower than 60 px: {of}")));
        let wide = page.evaluate("document.documentElement.scrollWidth");
        if wide.as_f64().unwrap() > 360.0 {
            faults.push(format!("{at}: {wide} px wide"));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn a_compound_is_found_by_some_letters_of_its_name() {
    let name = "a_compound_is_found_by_some_letters_of_its_name";
    if !tools(name, &["chromium"]) {
        return;
    }
    let sample = build_sample(false);
    let public = sample.path().join("public");
    let mut browser = Browser::start();
    let mut page = browser.blank();
    page.navigate(&address(&public, "index.html"));
    let seen = "return [].filter.call(document.querySelectorAll('.places > li'), function (l) { return l.getClientRects().length; }).map(function (l) { return l.querySelector('h3 a').textContent; })";
    let write = |page: &mut Page, words: &str| {
        page.evaluate(&format!(
            "(function(){{var f = document.querySelector('[data-find] input'); f.value = {}; f.dispatchEvent(new Event('input'));}})()",
            json!(words)
        ));
        list(page, seen)
    };
    let all = list(&mut page, seen);
    assert!(all.len() > 5, "{all:?}");
    assert_eq!(write(&mut page, " 桃园"), ["春和示例社区"]);
    let below = list(
        &mut page,
        "return [].filter.call(document.querySelectorAll('.places .flat li'), function (l) { return l.getClientRects().length; }).map(function (l) { return l.textContent; })",
    );
    assert_eq!(below, ["桃园小区"]);
    assert_eq!(write(&mut page, "梧桐").len(), 1);
    let told = "!!document.querySelector('[data-find] [role] span').getClientRects().length";
    assert_eq!(page.evaluate(told), json!(false));
    assert_eq!(write(&mut page, "没有的地方"), [""; 0]);
    assert_eq!(page.evaluate(told), json!(true));
    assert_eq!(write(&mut page, ""), all);

    // Without scripts there is the whole list, and no field that does nothing.
    let html = std::fs::read_to_string(public.join("index.html")).unwrap();
    assert!(html.contains("data-find hidden"));
}
