//! The preview in a real browser: an open page follows what is written.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect"
)]

#[path = "support/board.rs"]
mod board;
#[path = "support/chromium.rs"]
mod chromium;
mod support;

use std::time::Duration;

use board::{Board, error, nothing, serve, warning};
use chromium::{Browser, Page};
use gongshi::serve::{Options, Server};
use support::tools;

/// How soon a change must be seen. The machine of the tests may be busy.
const SOON: Duration = Duration::from_secs(10);
/// How soon it is seen when nothing else runs.
const SECOND: Duration = Duration::from_secs(1);

/// The message over a page, as an expression.
const MESSAGE: &str = "document.querySelector('gongshi-live').shadowRoot.querySelector('.gl-live')";
/// What is left in the corner when it is folded.
const TAB: &str = "document.querySelector('gongshi-live').shadowRoot.querySelector('.gl-tab')";

/// Waits until the page has its stream: it shows the tag, or a message.
fn is_live(page: &mut Page) {
    page.wait_for("!!document.querySelector('gongshi-live')", SOON);
}

fn heading(page: &mut Page) -> String {
    page.text("document.querySelector('h1').textContent")
}

#[test]
fn a_changed_page_reloads_and_others_do_not() {
    if !tools("a_changed_page_reloads_and_others_do_not", &["chromium"]) {
        return;
    }
    let tall = format!("车库道闸{}", "</h1><p>行</p><h1>".repeat(200));
    let (handle, port) = serve(Board::new().page("/tao/issues/gate.html", &tall).round());
    let mut browser = Browser::start();
    let base = format!("http://127.0.0.1:{port}");
    let mut gate = browser.open(&format!("{base}/tao/issues/gate.html"));
    let mut place = browser.open(&format!("{base}/tao/"));
    let mut new = browser.open(&format!("{base}/tao/new.html"));
    for page in [&mut gate, &mut place, &mut new] {
        is_live(page);
        page.evaluate("window.kept = true");
    }
    gate.evaluate("window.scrollTo(0, 500)");
    let board = Board::new().page("/tao/issues/gate.html", &format!("已修好{tall}"));
    handle.publish(board.clone().round());
    let taken = gate.wait_for(
        "document.querySelector('h1').textContent.startsWith('已修好')",
        SOON,
    );
    println!("reloaded after {taken:?}");
    gate.wait_for("Math.abs(window.scrollY - 500) < 5", SOON);
    assert_eq!(gate.evaluate("window.kept === undefined"), true);
    // The page that was not changed has heard of the round by now, and stays.
    is_live(&mut gate);
    assert_eq!(place.evaluate("window.kept === true"), true);
    assert_eq!(new.evaluate("window.kept === true"), true);
    handle.publish(board.page("/tao/new.html", "新的一页").round());
    new.wait_for(
        "document.querySelector('h1').textContent === '新的一页'",
        SOON,
    );
    assert_eq!(place.evaluate("window.kept === true"), true);
    assert_eq!(place.errors(), Vec::<String>::new());
    assert_eq!(gate.errors(), Vec::<String>::new());
    let foreign: Vec<String> = place.requested();
    let foreign: Vec<&String> = foreign
        .iter()
        .filter(|url| !url.starts_with(&base))
        .collect();
    assert!(
        foreign.iter().all(|url| url.starts_with("about:")),
        "{foreign:?}"
    );
    assert!(
        place
            .fetched()
            .iter()
            .any(|answer| answer.url.ends_with("/tao/") && answer.status == 200)
    );
}

#[test]
fn a_reload_comes_within_a_second() {
    if !tools("a_reload_comes_within_a_second", &["chromium"]) {
        return;
    }
    let (handle, port) = serve(Board::new().round());
    let mut browser = Browser::start();
    let mut page = browser.open(&format!("http://127.0.0.1:{port}/"));
    // The best of several: other tests may keep the machine busy.
    let best = (0..8).map(|n| {
        is_live(&mut page);
        handle.publish(
            Board::new()
                .page("/index.html", &format!("第{n}版"))
                .round(),
        );
        page.wait_for(
            &format!("document.querySelector('h1').textContent === '第{n}版'"),
            SOON,
        )
    });
    let best = best.min().unwrap();
    assert!(best < SECOND, "{best:?}");
}

#[test]
fn a_style_sheet_changes_without_a_reload() {
    if !tools("a_style_sheet_changes_without_a_reload", &["chromium"]) {
        return;
    }
    let (handle, port) = serve(Board::new().round());
    let mut browser = Browser::start();
    let mut page = browser.open(&format!("http://127.0.0.1:{port}/tao/"));
    is_live(&mut page);
    page.evaluate("window.kept = true");
    let color = |rgb: &str| format!("getComputedStyle(document.body).color === '{rgb}'");
    for n in 4..7 {
        let rgb = format!("rgb({n}, {n}, {n})");
        let style = format!("body {{ color: {rgb}; }}");
        handle.publish(Board::new().file("/styles/site.css", style).round());
        page.wait_for(&color(&rgb), SOON);
        page.wait_for(
            "document.querySelectorAll('head link[rel=stylesheet]').length === 1",
            SOON,
        );
    }
    assert_eq!(page.evaluate("window.kept === true"), true);
    let styled = Board::new().file("/styles/site.css", "body { color: rgb(6, 6, 6); }");
    handle.publish(
        styled
            .clone()
            .file("/scripts/site.js", "window.theme = 2;")
            .round(),
    );
    page.wait_for("window.theme === 2", SOON);
    assert_eq!(page.evaluate("window.kept === undefined"), true);
    // A picture that this page does not show leaves it alone; one that it shows does not.
    is_live(&mut page);
    page.evaluate("window.kept = true");
    let script = styled.file("/scripts/site.js", "window.theme = 2;");
    let mut other = browser.open(&format!("http://127.0.0.1:{port}/tao/issues/gate.svg"));
    assert_eq!(
        other.text("document.documentElement.getAttribute('width')"),
        "10"
    );
    page.evaluate("new Promise(done => { const node = new Image(); node.onload = done; node.src = 'own.svg'; document.body.append(node); node.onerror = done; }).then(() => 0)");
    let script = script.file("/tao/issues/gate.svg", board::picture(30));
    handle.publish(script.clone().round());
    handle.publish(script.clone().round_with(warning("看到了")));
    page.wait_for(&format!("{TAB}.textContent.includes('1 个警告')"), SOON);
    assert_eq!(page.evaluate("window.kept === true"), true);
    handle.publish(script.file("/tao/own.svg", board::picture(5)).round());
    page.wait_for("window.kept === undefined", SOON);
    assert_eq!(
        page.errors()
            .iter()
            .filter(|error| !error.contains("404"))
            .count(),
        0
    );
}

#[test]
fn faults_stand_over_the_page_until_they_are_mended() {
    if !tools(
        "faults_stand_over_the_page_until_they_are_mended",
        &["chromium"],
    ) {
        return;
    }
    let (handle, port) = serve(Board::new().round());
    let mut browser = Browser::start();
    let mut page = browser.open(&format!("http://127.0.0.1:{port}/tao/"));
    is_live(&mut page);
    assert_eq!(page.text(&format!("{TAB}.textContent")), "预览");
    page.evaluate("window.kept = true");
    handle.publish(Board::new().round_with(error("不认识 `日起` <img src=x onerror=alert(1)>")));
    page.wait_for(
        &format!("{MESSAGE}.textContent.includes('<img src=x')"),
        SOON,
    );
    let text = page.text(&format!("{MESSAGE}.innerText"));
    for said in [
        "1 个错误",
        "content/tao/issues/gate.md",
        "第3行第1列",
        "unknown-key",
        "写成 日期",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert_eq!(
        page.text(&format!("{MESSAGE}.getAttribute('role')")),
        "alert"
    );
    assert_eq!(
        page.evaluate(&format!("{MESSAGE}.querySelectorAll('img').length")),
        0
    );
    page.size(360, 640);
    let many = "很长的错误说明".repeat(120);
    handle.publish(Board::new().round_with(error(&many)));
    page.wait_for(&format!("{MESSAGE}.textContent.includes('{many}')"), SOON);
    let half =
        format!("{MESSAGE}.getBoundingClientRect().height <= 320 && {MESSAGE}.scrollWidth <= 360");
    page.wait_for(&half, SOON);
    assert_eq!(
        page.evaluate("document.documentElement.scrollWidth <= 360"),
        true
    );
    // Folded away, it stays so over a reload, until it says something else.
    page.evaluate(&format!("{MESSAGE}.querySelector('button').click()"));
    page.wait_for(
        &format!("{MESSAGE}.childElementCount === 0 && {TAB}.textContent.includes('1 个错误')"),
        SOON,
    );
    assert_eq!(page.evaluate("window.kept === true"), true);
    page.evaluate("location.reload()");
    page.wait_for(
        "window.kept === undefined && !!document.querySelector('gongshi-live')",
        SOON,
    );
    assert_eq!(page.evaluate(&format!("{MESSAGE}.childElementCount")), 0);
    handle.publish(Board::new().round_with(error("另一个错误")));
    page.wait_for(
        &format!("{MESSAGE}.textContent.includes('另一个错误')"),
        SOON,
    );
    handle.publish(Board::new().round_with(warning("没有电话")));
    page.wait_for(
        &format!("{MESSAGE}.childElementCount === 0 && {TAB}.textContent.includes('1 个警告')"),
        SOON,
    );
    handle.publish(Board::new().round());
    page.wait_for(&format!("{TAB}.textContent === '预览'"), SOON);
    assert_eq!(page.errors(), Vec::<String>::new());
}

#[test]
fn the_page_of_faults_and_a_site_that_never_was_follow_too() {
    if !tools(
        "the_page_of_faults_and_a_site_that_never_was_follow_too",
        &["chromium"],
    ) {
        return;
    }
    let (handle, port) = serve(nothing(error("不认识 `日起`")));
    let mut browser = Browser::start();
    let mut first = browser.open(&format!("http://127.0.0.1:{port}/tao/"));
    let mut faults = browser.open(&format!("http://127.0.0.1:{port}/.gongshi/faults"));
    assert_eq!(heading(&mut first), "网站还不能显示");
    assert_eq!(heading(&mut faults), "问题清单");
    handle.publish(Board::new().round_with(warning("没有电话")));
    first.wait_for(
        "document.querySelector('h1').textContent === '桃园小区'",
        SOON,
    );
    faults.wait_for(
        "document.querySelector('main').innerText.includes('没有电话')",
        SOON,
    );
    assert_eq!(
        faults.evaluate("document.querySelectorAll('.gl-fault').length"),
        1
    );
    handle.publish(
        Board::new()
            .faulty("/tao/index.html", error("模板出错"))
            .round(),
    );
    first.wait_for(
        "document.querySelector('h1').textContent === '这一页不能显示'",
        SOON,
    );
    faults.wait_for(
        "document.querySelector('main').innerText.includes('没有问题')",
        SOON,
    );
    assert_eq!(
        faults.evaluate("!document.querySelector('gongshi-live')"),
        true
    );
}

#[test]
fn a_poster_is_drawn_anew_in_its_frame() {
    if !tools("a_poster_is_drawn_anew_in_its_frame", &["chromium"]) {
        return;
    }
    let (handle, port) = serve(Board::new().round());
    let mut browser = Browser::start();
    let mut page = browser.open(&format!("http://127.0.0.1:{port}/tao/issues/gate.pdf"));
    page.wait_for("!!document.querySelector('iframe.gl-poster')", SOON);
    page.evaluate("window.kept = true");
    let raw = |page: &mut Page| {
        let fetched = page.requested();
        fetched
            .iter()
            .filter(|url| url.contains("gate.pdf?raw"))
            .count()
    };
    handle.publish(
        Board::new()
            .file("/tao/issues/gate.pdf", board::poster("second"))
            .round(),
    );
    page.wait_for(
        "/[?]raw&[0-9a-f]{16}$/.test(document.querySelector('iframe.gl-poster').src)",
        SOON,
    );
    assert_eq!(page.evaluate("window.kept === true"), true);
    assert_eq!(page.evaluate("history.length"), 2);
    assert!(raw(&mut page) >= 1);
    handle.publish(
        Board::new()
            .faulty("/tao/issues/gate.pdf", error("缺字"))
            .round(),
    );
    page.wait_for(
        "document.querySelector('h1').textContent === '这一页不能显示'",
        SOON,
    );
    handle.publish(Board::new().round());
    page.wait_for("!!document.querySelector('iframe.gl-poster')", SOON);
}

#[test]
fn a_page_finds_a_server_that_comes_back() {
    if !tools("a_page_finds_a_server_that_comes_back", &["chromium"]) {
        return;
    }
    let (handle, port) = serve(Board::new().round());
    let mut browser = Browser::start();
    let mut page = browser.open(&format!("http://127.0.0.1:{port}/tao/"));
    is_live(&mut page);
    drop(handle);
    page.wait_for(&format!("{TAB}.textContent === '预览已停止'"), SOON);
    let again = Server::bind(Options {
        port: Some(port),
        ..Options::default()
    });
    let _handle = again
        .unwrap()
        .start(Board::new().page("/tao/index.html", "回来了").round());
    page.wait_for(
        "document.querySelector('h1').textContent === '回来了'",
        SOON,
    );
}
