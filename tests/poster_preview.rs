//! The preview of posters: sheets as pictures on any paper, exchanged while a layout is written.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test stops at what it does not expect; the files that it removes are its own"
)]

#[path = "support/board.rs"]
mod board;
#[path = "support/chromium.rs"]
mod chromium;
#[path = "support/preview.rs"]
mod running;
mod support;

use std::fs;
use std::time::Duration;

use chromium::{Browser, Page};
use running::{Preview, SOON};
use support::{Site, tools};

const POSTER: &str = "/tao/notices/water.pdf";

/// The message over a page, as an expression.
const MESSAGE: &str = "document.querySelector('gongshi-live').shadowRoot.querySelector('.gl-live')";

/// A site with a theme of its own, whose layout prints the title, its paper and these words.
fn street(words: &str) -> Site {
    let site = Site::new();
    site.notice("water", "标题: 停水通知\n类型: 公示\n日期: 2026-03-20");
    site.file("themes/own/theme.yaml", "name: own\nviews: 1\n");
    let settings = fs::read_to_string(site.path("content/site.yaml")).unwrap();
    site.file("content/site.yaml", format!("{settings}theme: own\n"));
    layout(&site, words);
    site
}

fn layout(site: &Site, words: &str) {
    site.file("themes/own/posters/main.typ", format!("{HEAD}{words}\n"));
}

const HEAD: &str = r##"#let d = json("/data.json")
#let p = json("/paper.json")
#set document(title: d.title.join(), date: datetime(year: 2026, month: 3, day: 2))
#set page(width: p.width * 1mm, height: p.height * 1mm, fill: if p.economy { white } else { rgb("#eee") })
#set text(lang: "zh", font: "Bulletin Song", size: if p.style == "official" { 16pt } else { 44pt })
#heading(d.title.join())
"##;

/// Width and height of a PNG.
fn size(png: &[u8]) -> (u32, u32) {
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"), "no PNG");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

/// Asks for what stands at an address of the site, with a query.
fn ask(preview: &Preview, query: &str) -> board::Answer {
    let url = preview.url(POSTER);
    let (_, rest) = url.split_once("127.0.0.1:").unwrap();
    let (port, path) = rest.split_once('/').unwrap();
    board::get(port.parse().unwrap(), &format!("/{path}?{query}"))
}

#[test]
fn sheets_are_pictures_on_every_paper() {
    let site = street("一 #pagebreak() 二");
    let preview = Preview::start(site.root(), &[]);
    let page = preview.get_alone(POSTER);
    assert_eq!(page.status, 200);
    let text = page.text();
    for part in [
        "<html lang=\"zh-CN\">",
        "alt=\"第 1 张，共 2 张\"",
        "alt=\"第 2 张，共 2 张\"",
        "href=\"/tao/notices/water.html\"",
        "href=\"/tao/notices/water.pdf?raw\"",
        "data-wish=\"\"",
        "/.gongshi/live.js",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'self'"));
    // A window on another machine says nothing of what it is; then the words ask for the page.
    assert!(ask(&preview, "specimen").text().contains("gl-sheet"));
    assert_eq!(
        preview.get(POSTER).header("content-type"),
        Some("application/pdf")
    );
    let cases = [
        ("sheet=1", (1240, 1754)),
        ("sheet=2&paper=A4", (1240, 1754)),
        ("sheet=1&paper=A3&v=0123", (1240, 1754)),
        ("sheet=2&paper=A3-landscape", (1754, 1240)),
        (
            "sheet=1&paper=420x570&economy=on&style=official",
            (1240, 1683),
        ),
    ];
    for (query, (width, height)) in cases {
        let answer = ask(&preview, query);
        assert_eq!(answer.status, 200, "{query}");
        assert_eq!(answer.header("content-type"), Some("image/png"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        let (w, h) = size(&answer.body);
        assert!(
            w.abs_diff(width) <= 1 && h.abs_diff(height) <= 1,
            "{query}: {w} x {h}"
        );
    }
    // Each switch changes the sheet.
    let mut seen = Vec::new();
    for query in ["", "&economy=on", "&style=official", "&paper=A3"] {
        seen.push(ask(&preview, &format!("sheet=1{query}")).body);
    }
    for (at, one) in seen.iter().enumerate() {
        assert!(seen[..at].iter().all(|other| other != one), "query {at}");
    }
    let wide = ask(&preview, "paper=A3-landscape&economy=on&style=board").text();
    assert!(wide.contains("class=\"gl-sheet gl-wide\""), "{wide}");
    assert!(wide.contains("data-wish=\"paper=A3-landscape&amp;economy=on&amp;style=board\""));
    let current = wide.matches("aria-current=\"true\"").count();
    assert_eq!(current, 3, "{wide}");
    assert!(
        ask(&preview, "paper=420x570")
            .text()
            .contains("420×570 毫米")
    );
}

#[test]
fn of_many_sheets_the_first_are_drawn() {
    let site = street("#for n in range(1, 20) [#n #pagebreak()] 末");
    let preview = Preview::start(site.root(), &[]);
    let text = preview.get_alone(POSTER).text();
    assert_eq!(text.matches("class=\"gl-sheet\"").count(), 12);
    assert!(text.contains("第 12 张，共 20 张") && text.contains("其余 8 张没有画出"));
    assert_eq!(ask(&preview, "sheet=13").status, 404);
}

#[test]
fn what_is_no_sheet_is_not_answered() {
    let site = street("一");
    let preview = Preview::start(site.root(), &[]);
    let cases = [
        ("sheet=2", 404),
        ("sheet=0", 404),
        ("sheet=-1", 400),
        ("sheet=x", 400),
        ("sheet=99999999999999999999999", 400),
        ("paper=A5", 400),
        ("paper=99999x99999", 400),
        ("paper=..%2f..%2fetc", 400),
        ("paper=%ff", 400),
        ("sheet=1&economy=yes", 400),
        ("sheet=1&style=%3Cscript%3E", 400),
    ];
    for (query, status) in cases {
        let answer = ask(&preview, query);
        assert_eq!(answer.status, status, "{query}");
        assert_eq!(
            answer.header("content-type"),
            Some("text/plain; charset=utf-8")
        );
        assert!(!answer.text().contains("<script"), "{query}");
    }
    // Nothing but a poster has sheets, and none of these words changes another answer.
    let html = preview.get("/tao/notices/water.html").body;
    let url = preview.url("/tao/notices/water.html");
    let (_, rest) = url.split_once("127.0.0.1:").unwrap();
    let (port, path) = rest.split_once('/').unwrap();
    let port: u16 = port.parse().unwrap();
    assert_eq!(board::get(port, &format!("/{path}?sheet=1")).body, html);
    for path in [
        "/tao/notices/none.pdf?sheet=1",
        "/tao/notices/none.pdf?specimen",
    ] {
        assert_eq!(board::get(port, path).status, 404, "{path}");
    }
    let foreign = "\r\nOrigin: http://evil.example";
    let way = format!("{POSTER}?sheet=1");
    assert_eq!(board::get_with(port, &way, foreign).status, 403);
    let image =
        "\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image";
    assert_eq!(board::get_with(port, &way, image).status, 403);
    let events = "/.gongshi/events?page=%2Fx.pdf&revision=0&round=0&run=0&wish=paper%3DA9";
    assert_eq!(board::get(port, events).status, 400);
}

#[test]
fn an_attached_pdf_is_no_poster() {
    let site = street("一");
    site.file("content/tao/notices/quotes.pdf", board::poster("quotes"));
    site.notice(
        "quote",
        "标题: 询价\n类型: 公示\n日期: 2026-03-20\n附件: quotes.pdf",
    );
    let preview = Preview::start(site.root(), &[]);
    let page = preview.get_alone("/tao/notices/quotes.pdf").text();
    assert!(page.contains("<iframe class=\"gl-poster\""), "{page}");
}

#[test]
fn what_a_layout_has_to_say_stands_over_its_sheets() {
    let site = street("#text(font: \"KaiTi\")[楷体] #metadata(none) <headline-long>");
    let preview = Preview::start(site.root(), &[]);
    let text = preview.get_alone(POSTER).text();
    assert!(
        text.contains("gl-said") && text.contains("headline-long"),
        "{text}"
    );
    assert!(
        text.contains("posters/</span><span class=\"gl-part\">main.typ"),
        "{text}"
    );
    assert!(
        text.contains("没有字体“kaiti”") && text.contains("第7行第13列"),
        "{text}"
    );
    layout(&site, "一");
    let page = || preview.get_alone(POSTER).text();
    let began = std::time::Instant::now();
    while page().contains("gl-said") {
        assert!(began.elapsed() < SOON);
        std::thread::sleep(Duration::from_millis(20));
    }
}

const SHEET: &str = "document.querySelector('.gl-sheet')";

/// Waits until the first sheet is another picture than that at `source`, and says how soon.
fn other(page: &mut Page, source: &str) -> (String, Duration) {
    let took = page.wait_for(
        &format!(
            "{SHEET} && {SHEET}.src !== '{source}' && {SHEET}.complete && {SHEET}.naturalWidth > 0"
        ),
        SOON,
    );
    (page.text(&format!("{SHEET}.src")), took)
}

#[test]
fn an_edit_of_a_layout_exchanges_the_picture() {
    if !tools("an_edit_of_a_layout_exchanges_the_picture", &["chromium"]) {
        return;
    }
    let long = "一 #pagebreak() 二 #pagebreak() 三";
    let site = street(long);
    let preview = Preview::start(site.root(), &[]);
    let mut browser = Browser::start();
    let mut page = browser.open(&preview.url(POSTER));
    let (first, _) = other(&mut page, "");
    page.evaluate("window.kept = true; window.scrollTo(0, 700)");
    let place = page.evaluate("window.scrollY");
    assert_eq!(place, 700);
    layout(&site, &format!("改了版式 {long}"));
    let (second, took) = other(&mut page, &first);
    println!("from the edit of a layout to its picture: {took:?}");
    assert_eq!(page.evaluate("window.scrollY"), place);
    // A fault stands over the sheets that were good, with file and line.
    layout(&site, "#d.titel");
    let says = |words: &str| format!("{MESSAGE}.innerText.includes('{words}')");
    for words in [
        "没有字段",
        "title",
        "themes/own/posters/main.typ",
        "第7行第4列",
    ] {
        page.wait_for(&says(words), SOON);
    }
    assert_eq!(page.text(&format!("{SHEET}.src")), second);
    assert_eq!(page.evaluate("window.scrollY"), place);
    // Also for whoever opens the poster only now.
    let mut late = browser.open(&preview.url(POSTER));
    late.wait_for(&says("没有字段"), SOON);
    let path = "new URL(document.querySelector('.gl-sheet').src).search";
    assert_eq!(late.text(path), page.text(path));
    drop(late);
    layout(&site, &format!("修好了 {long}"));
    let (third, _) = other(&mut page, &second);
    page.wait_for(&format!("{MESSAGE}.childElementCount === 0"), SOON);
    // Words, the record and the settings are part of it too.
    site.notice("water", "标题: 三月停水通知\n类型: 公示\n日期: 2026-03-20");
    let (fourth, _) = other(&mut page, &third);
    let settings = fs::read_to_string(site.path("content/site.yaml")).unwrap();
    site.file("content/site.yaml", format!("{settings}economy: true\n"));
    other(&mut page, &fourth);
    let on = "document.querySelectorAll('[aria-current]')[1].textContent";
    page.wait_for(&format!("{on} === '开'"), SOON);
    assert_eq!(page.evaluate("window.kept === true"), true);
    assert_eq!(page.evaluate("window.scrollY"), place);
    assert_eq!(page.evaluate("history.length"), 2);
    assert!(page.errors().is_empty(), "{:?}", page.errors());
}

#[test]
fn an_edit_for_another_paper_is_seen_only_there() {
    if !tools(
        "an_edit_for_another_paper_is_seen_only_there",
        &["chromium"],
    ) {
        return;
    }
    let site = street("一");
    let preview = Preview::start(site.root(), &[]);
    let mut browser = Browser::start();
    let mut plain = browser.open(&preview.url(POSTER));
    let (first, _) = other(&mut plain, "");
    let mut wide = browser.open(&preview.url(POSTER));
    wide.wait_for(&format!("!!{SHEET}"), SOON);
    wide.evaluate("document.querySelectorAll('.gl-switches a')[2].click()");
    wide.wait_for("location.search.includes('paper=A3-landscape')", SOON);
    let (before, _) = other(&mut wide, &first);
    for page in [&mut plain, &mut wide] {
        page.evaluate("window.kept = true");
    }
    layout(&site, "#if p.width > p.height [只在横版] else [一]");
    let (after, _) = other(&mut wide, &before);
    assert!(after.contains("paper=A3-landscape"));
    assert_eq!(plain.text(&format!("{SHEET}.src")), first);
    for page in [&mut plain, &mut wide] {
        assert_eq!(page.evaluate("window.kept === true"), true);
    }
}

#[test]
fn a_poster_that_was_never_whole_comes_once_it_is() {
    if !tools(
        "a_poster_that_was_never_whole_comes_once_it_is",
        &["chromium"],
    ) {
        return;
    }
    let site = street("#d.titel");
    let preview = Preview::start(site.root(), &[]);
    let mut browser = Browser::start();
    let mut page = browser.open(&preview.url(POSTER));
    let says = |words: &str| format!("document.body.textContent.includes('{words}')");
    for words in [
        "这一页不能显示",
        "themes/own/posters/main.typ",
        "您是不是想写“title”",
    ] {
        page.wait_for(&says(words), SOON);
    }
    layout(&site, "一");
    other(&mut page, "");
}
