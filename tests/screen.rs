//! Lobby screens in a real browser: what is shown in turn and by the clock, what happens when the
//! site changes or the network goes, keys, sizes, codes.

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

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use chromium::{Browser, Page};
use serde_json::json;
use support::{Site, build_sample, project, tool, tools};

/// How long a screen that looks every second may take to take over what is new.
const PATIENCE: Duration = Duration::from_secs(20);
/// Sizes of televisions and tablets.
const SIZES: [(u32, u32); 7] = [
    (1920, 1080),
    (1280, 720),
    (1024, 768),
    (3840, 2160),
    (1080, 1920),
    (768, 1024),
    (1280, 800),
];

/// What a server answers to everything but files.
#[derive(Clone)]
enum Mood {
    /// Files of the folder.
    Files,
    /// It hangs up.
    Gone,
    /// This status with this text, whatever is asked.
    Says(u16, Vec<u8>),
}

/// A small HTTP server over a folder, whose mood can be changed.
struct Server {
    port: u16,
    mood: Arc<Mutex<Mood>>,
}

impl Server {
    fn new(folder: PathBuf) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let mood = Arc::new(Mutex::new(Mood::Files));
        let of_thread = Arc::clone(&mood);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let mood = of_thread.lock().unwrap().clone();
                let folder = folder.clone();
                thread::spawn(move || answer(stream, &folder, &mood));
            }
        });
        Server { port, mood }
    }

    fn set(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}/{path}", self.port)
    }
}

/// Answers one request. A browser that goes away is no fault.
fn answer(mut stream: TcpStream, folder: &Path, mood: &Mood) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let Some(Ok(first)) = lines.next() else {
        return;
    };
    for line in lines.by_ref() {
        if line.is_ok_and(|line| line.is_empty()) {
            break;
        }
    }
    let path = first.split(' ').nth(1).unwrap_or_default();
    let path = path.split('?').next().unwrap_or_default();
    let (status, body) = match mood {
        Mood::Gone => return,
        Mood::Says(status, text) => (*status, text.clone()),
        Mood::Files => match fs::read(folder.join(path.trim_start_matches('/'))) {
            Ok(bytes) => (200, bytes),
            Err(_) => (404, b"nothing".to_vec()),
        },
    };
    let kind = match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        _ => "text/html; charset=utf-8",
    };
    // As servers of small offices do: files may be kept for a while.
    let head = format!(
        "HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: max-age=600\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(&body);
}

/// A compound with three notices, an issue and a meeting, whose day is that of the clock.
fn site() -> Site {
    let site = Site::new();
    site.file(
        "content/site.yaml",
        "title: 东街公示栏\nbase_url: https://gs.example\n",
    );
    let disclosure = |name: &str, title: &str, last: &str| {
        site.notice(name, &format!("标题: {title}\n日期: 2026-03-20\n类型: 公示\n公示期: 2026-03-20 至 {last}\n异议受理: 业委会"));
    };
    disclosure("a", "电梯年检结果", "2026-03-26");
    disclosure("b", "车位租金收支说明", "2026-03-30");
    site.notice("c", "标题: 绿化带补种安排\n日期: 2026-03-20\n类型: 公示\n公示期: 2026-03-28 至 2026-04-02\n异议受理: 业委会");
    site.issue("gate", "标题: 道闸失灵\n日期: 2026-03-18\n责任单位: 物业\n完成时限: 2026-03-26\n办理进展:\n  - 2026-03-18 发现\n  - 2026-03-19 处置");
    site.file(
        "content/tao/meetings/m.md",
        "---\n标题: 业委会会议\n日期: 2026-03-27\n类型: 委员会会议\n时间: '19:00'\n---\n\n正文。\n",
    );
    build(&site);
    site
}

fn build(site: &Site) {
    let run = site.run(&["build", "--no-posters", "--today", "2026-03-25"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
}

/// Sets the clock of pages that are opened from now on: it goes on from this moment, plus what
/// `window.skew` says.
fn set_clock(page: &mut Page, moment: &str) {
    page.at_start(&format!(
        "(function () {{ var real = Date.now.bind(Date), first = real(); window.skew = 0; Date.now = function () {{ return Date.parse('{moment}') + real() - first + window.skew; }}; }}());"
    ));
}

const COUNT: &str = "document.getElementById('count').textContent";
const STATE: &str = "document.getElementById('state').textContent";
const TITLE: &str =
    "(document.querySelector('.item[aria-current=true] h2') || {textContent: ''}).textContent";

/// Waits until an expression has this value.
fn becomes(page: &mut Page, expression: &str, value: &str) {
    page.wait_for(&format!("{expression} === {}", json!(value)), PATIENCE);
}

fn key(page: &mut Page, name: &str, number: u32) {
    for kind in ["rawKeyDown", "keyUp"] {
        page.call(
            "Input.dispatchKeyEvent",
            &json!({"type": kind, "key": name, "code": name, "windowsVirtualKeyCode": number}),
        );
    }
}

#[test]
fn items_turn_by_time_keys_and_hand_and_pause() {
    if !tools("items_turn_by_time_keys_and_hand_and_pause", &["chromium"]) {
        return;
    }
    let site = site();
    let mut browser = Browser::start();
    let mut page = browser.blank();
    set_clock(&mut page, "2026-03-25T01:41:00Z");
    let file = site.path("public/tao/screen.html");
    page.navigate(&format!("file://{}?turn=3", file.display()));
    assert_eq!(page.text(COUNT), "第1件，共2件");
    assert_eq!(page.text(TITLE), "电梯年检结果");
    assert_eq!(
        page.text("document.getElementById('clock').textContent"),
        "9:41"
    );
    assert_eq!(
        page.text("document.getElementById('date').textContent"),
        "3月25日 星期三"
    );
    let took = page.wait_for(
        &format!("{TITLE} === '车位租金收支说明'"),
        Duration::from_secs(10),
    );
    assert!(took > Duration::from_millis(1_500), "{took:?}");
    becomes(&mut page, TITLE, "电梯年检结果");
    key(&mut page, "ArrowRight", 39);
    becomes(&mut page, COUNT, "第2件，共2件");
    key(&mut page, "ArrowLeft", 37);
    becomes(&mut page, COUNT, "第1件，共2件");
    // Space pauses: nothing turns in more than twice the time.
    key(&mut page, " ", 32);
    becomes(
        &mut page,
        "document.getElementById('pause').textContent",
        "继续",
    );
    page.evaluate("window.skew += 60000");
    thread::sleep(Duration::from_millis(2_500));
    assert_eq!(page.text(COUNT), "第1件，共2件");
    let keys = "getComputedStyle(document.querySelector('.keys')).opacity";
    assert_eq!(page.text(keys), "1", "that it is paused is to be seen");
    page.evaluate("document.querySelector('[data-go=\"1\"]').click()");
    assert_eq!(page.text(COUNT), "第2件，共2件");
    page.evaluate("document.getElementById('pause').click()");
    becomes(&mut page, COUNT, "第1件，共2件");
    // Left alone, the buttons go.
    page.evaluate("window.skew += 6000");
    becomes(&mut page, keys, "0");
    // Screen readers have a list of all.
    assert_eq!(page.text("String(document.querySelectorAll('ul.items > li:not([hidden])').length) + getComputedStyle(document.querySelector('.item[aria-current=false]')).visibility"), "2visible");
    assert!(page.errors().is_empty(), "{:?}", page.errors());
    let requested = page.requested();
    assert!(
        requested
            .iter()
            .all(|url| !url.starts_with("http") && !url.contains("favicon")),
        "{requested:?}"
    );
}

#[test]
fn the_clock_tells_what_is_shown() {
    if !tools("the_clock_tells_what_is_shown", &["chromium"]) {
        return;
    }
    let site = site();
    let mut browser = Browser::start();
    let mut page = browser.blank();
    // Five seconds before midnight in China, which is another day elsewhere.
    set_clock(&mut page, "2026-03-26T15:59:55Z");
    let file = site.path("public/tao/screen.html");
    page.navigate(&format!("file://{}?turn=600", file.display()));
    let shown = "[].map.call(document.querySelectorAll('.item:not([hidden])'), function (item) { return item.querySelector('h2').textContent + item.querySelector('.left').textContent; }).join(' ')";
    assert_eq!(
        page.text(shown),
        "电梯年检结果今天截止 车位租金收支说明还剩4天"
    );
    assert_eq!(
        page.text("document.querySelector('[data-period]').textContent"),
        "公示中"
    );
    let late = "document.querySelector('[data-due] .late').hidden + document.querySelector('[data-due] .late').textContent";
    assert!(page.text(late).starts_with("true"));
    becomes(&mut page, shown, "车位租金收支说明还剩3天");
    assert_eq!(page.text(late), "false逾期1天");
    assert_eq!(page.text(COUNT), "第1件，共1件");
    let meetings = "String(document.querySelectorAll('.meet li:not([hidden])').length)";
    assert_eq!(page.text(meetings), "1");
    page.evaluate("window.skew += 864e5");
    becomes(&mut page, shown, "车位租金收支说明还剩2天");
    assert_eq!(page.text(meetings), "0");
    // The clock of the screen is behind that of the office: what has not begun is not shown.
    let run = site.run(&["build", "--no-posters", "--today", "2026-03-28"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    page.navigate(&format!("file://{}?turn=600", file.display()));
    assert_eq!(page.text(shown), "车位租金收支说明还剩4天");
    page.evaluate("window.skew += 864e5 * 2");
    becomes(
        &mut page,
        shown,
        "车位租金收支说明还剩2天 绿化带补种安排还剩5天",
    );
    page.evaluate("window.skew += 864e5 * 10");
    becomes(&mut page, shown, "");
    assert_eq!(page.text("getComputedStyle(document.querySelector('.none')).display + document.querySelector('.none h2').textContent"), "block现在没有正在公示的事项");
    // A site whose day is fixed keeps it.
    site.file(
        "content/site.yaml",
        "title: 东街公示栏\nbase_url: https://gs.example\ntoday: 2026-03-25\n",
    )
    .build();
    page.navigate(&format!("file://{}", file.display()));
    assert_eq!(
        page.text(shown),
        "电梯年检结果还剩1天 车位租金收支说明还剩5天"
    );
    assert!(page.errors().is_empty(), "{:?}", page.errors());
}

#[test]
fn what_changes_on_the_site_is_taken_over_and_nothing_else_is() {
    if !tools(
        "what_changes_on_the_site_is_taken_over_and_nothing_else_is",
        &["chromium"],
    ) {
        return;
    }
    let site = site();
    let server = Server::new(site.path("public"));
    let mut browser = Browser::start();
    let mut page = browser.blank();
    set_clock(&mut page, "2026-03-25T01:41:00Z");
    page.navigate(&server.url("tao/screen.html?turn=600&check=1"));
    page.evaluate("window.isSame = 1");
    key(&mut page, "ArrowRight", 39);
    assert_eq!(page.text(COUNT), "第2件，共2件");
    let before = page.text(STATE);
    assert_eq!(before, "内容更新于 3月20日");
    // A further notice: the screen stays on what it shows.
    site.notice("d", "标题: 水箱清洗结果\n日期: 2026-03-24\n类型: 公示\n公示期: 2026-03-24 至 2026-03-28\n异议受理: 业委会");
    build(&site);
    becomes(&mut page, COUNT, "第3件，共3件");
    assert_eq!(page.text(TITLE), "车位租金收支说明");
    assert_eq!(page.text(STATE), "内容更新于 3月24日");
    assert_eq!(page.text("String(window.isSame)"), "1");
    // The network goes.
    server.set(Mood::Gone);
    becomes(&mut page, STATE, "离线，内容截至 3月25日 9:41");
    assert_eq!(page.text(COUNT), "第3件，共3件");
    server.set(Mood::Files);
    becomes(&mut page, STATE, "内容更新于 3月24日");
    // What is no whole page of a screen changes nothing: errors, a portal that wants a name, half a
    // page, another page.
    let whole = site.page("tao/screen.html");
    let half = whole.as_bytes()[..whole.len() / 2].to_vec();
    let portal = b"<!doctype html><html><head><title>Wi-Fi</title></head><body><main>Please log in</main></body></html>\n";
    for mood in [
        Mood::Says(404, b"nothing".to_vec()),
        Mood::Says(500, whole.clone().into_bytes()),
        Mood::Says(200, portal.to_vec()),
        Mood::Says(200, half),
        Mood::Says(200, Vec::new()),
        Mood::Says(200, site.page("tao/index.html").into_bytes()),
    ] {
        server.set(mood);
        page.wait_for(&format!("/^离线/.test({STATE})"), PATIENCE);
        assert_eq!(page.text(COUNT), "第3件，共3件");
        assert_eq!(page.text(TITLE), "车位租金收支说明");
        server.set(Mood::Files);
        becomes(&mut page, STATE, "内容更新于 3月24日");
    }
    assert_eq!(page.text("String(window.isSame)"), "1");
    // Nothing is left behind by some fifty looks.
    let nodes = "document.querySelectorAll('*').length";
    let count = page.text(nodes);
    for _ in 0..50 {
        page.evaluate("window.skew += 5000");
        thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(page.text(nodes), count);
    // Another style: the page is read anew, once that is there.
    site.file(
        "themes/own/theme.yaml",
        fs::read(project().join("themes/default/theme.yaml")).unwrap(),
    );
    let style = fs::read_to_string(project().join("themes/default/styles/screen.css")).unwrap();
    site.file(
        "themes/own/styles/screen.css",
        format!("{style}\n.top h1 {{ color: rgb(1, 2, 3); }}\n"),
    );
    site.file(
        "content/site.yaml",
        "title: 东街公示栏\nbase_url: https://gs.example\ntheme: own\n",
    );
    build(&site);
    page.wait_for(
        "getComputedStyle(document.querySelector('h1')).color === 'rgb(1, 2, 3)' && !window.isSame",
        PATIENCE,
    );
    becomes(&mut page, STATE, "内容更新于 3月24日");
    let errors = page.errors();
    let ours = errors
        .iter()
        .filter(|error| !error.contains("net::ERR") && !error.contains("status of"));
    assert_eq!(ours.count(), 0, "{errors:?}");
}

/// Text that is cut by its box or by the screen, or stands over other text, or is too small; of what
/// the screen shows now.
const BROKEN: &str = r"(function () {
  var found = [], boxes = [], wide = innerWidth > innerHeight;
  var scale = Math.min(innerWidth / (wide ? 1920 : 1080), innerHeight / (wide ? 1080 : 1920)), least = 28 * scale - 0.1;
  var walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), node;
  while ((node = walker.nextNode())) {
    var on = node.parentNode, range = document.createRange();
    if (!node.data.trim() || on.closest('[hidden], .item:not([aria-current=true]), .keys')) { continue; }
    range.selectNodeContents(node);
    var size = parseFloat(getComputedStyle(on).fontSize);
    if (size < least) { found.push('small ' + size + ': ' + node.data); }
    [].forEach.call(range.getClientRects(), function (r) {
      if (!r.width) { return; }
      var clip = on.closest('.text');
      if (clip && r.top > clip.getBoundingClientRect().bottom - size * 0.2) { return; }
      for (var up = on; up; up = up.parentElement) {
        var b = up.getBoundingClientRect();
        if (getComputedStyle(up).overflow === 'hidden' && (r.left < b.left - 1.5 || r.right > b.right + 1.5 || r.top < b.top - size * 0.3 || r.bottom > b.bottom + size * 0.3)) { found.push('cut by ' + up.className + ': ' + node.data); }
      }
      if (r.right > innerWidth + 1 || r.bottom > innerHeight + 1 || r.left < -1) { found.push('off: ' + node.data); }
      var middle = (r.top + r.bottom) / 2;
      boxes.forEach(function (b) {
        if (b.node !== node && middle > b.top && middle < b.bottom && Math.min(r.right, b.right) - Math.max(r.left, b.left) > 2) { found.push('over: ' + node.data + ' / ' + b.node.data); }
      });
      boxes.push({ node: node, top: middle - size * 0.35, bottom: middle + size * 0.35, left: r.left, right: r.right });
    });
  }
  var code = document.querySelector('.item[aria-current=true] .qr');
  if (code) {
    var c = code.getBoundingClientRect();
    if (Math.min(c.width, c.height) < 208 * scale) { found.push('small code ' + c.width); }
    if (c.bottom > document.querySelector('.items').getBoundingClientRect().bottom) { found.push('cut code'); }
  }
  if (document.documentElement.scrollWidth > innerWidth || document.documentElement.scrollHeight > innerHeight) { found.push('scrolls'); }
  return found.slice(0, 5).join('; ');
}())";

/// Sets the size of the window, and waits until it is drawn.
fn resize(page: &mut Page, width: u32, height: u32) {
    page.size(width, height);
    page.evaluate(&format!("new Promise(function (done) {{ (function wait() {{ if (innerWidth !== {width} || innerHeight !== {height}) {{ setTimeout(wait, 20); return; }} requestAnimationFrame(function () {{ requestAnimationFrame(function () {{ setTimeout(done, 50); }}); }}); }}()); }})"));
}

/// Goes through all items at all sizes, and wants nothing cut and nothing over something else.
fn look(page: &mut Page, name: &str) -> usize {
    let mut seen = 0;
    for (width, height) in SIZES {
        resize(page, width, height);
        let items = page.evaluate("document.querySelectorAll('.item:not([hidden])').length");
        for number in 0..items.as_u64().unwrap().max(1) {
            let broken = page.text(BROKEN);
            let title = page.text(TITLE);
            assert_eq!(
                broken, "",
                "{name}, {width} to {height}, item {number} {title}"
            );
            page.evaluate("document.querySelector('[data-go=\"1\"]').click()");
            seen += 1;
        }
    }
    seen
}

#[test]
fn everything_fits_screens_of_all_sizes() {
    if !tools("everything_fits_screens_of_all_sizes", &["chromium"]) {
        return;
    }
    let sample = build_sample(false);
    let mut browser = Browser::start();
    let mut page = browser.blank();
    let mut seen = 0;
    for place in [
        "demo-chunhe/taoyuan",
        "demo-chunhe/chunjiang",
        "demo-chunhe",
        "demo-wutong/huayuan",
        "demo-wutong/youdian",
        "nanya",
    ] {
        let file = sample.path().join("public").join(place).join("screen.html");
        page.navigate(&format!("file://{}?turn=3600", file.display()));
        seen += look(&mut page, place);
    }
    assert!(seen > 60, "{seen}");
    assert!(page.errors().is_empty(), "{:?}", page.errors());
}

#[test]
fn long_texts_are_cut_with_a_pointer_to_the_code() {
    if !tools(
        "long_texts_are_cut_with_a_pointer_to_the_code",
        &["chromium"],
    ) {
        return;
    }
    for language in ["zh", "en"] {
        let site = Site::new();
        site.file("content/site.yaml", format!("title: 东街公示栏\nbase_url: https://gs.example\ntoday: 2026-03-25\nlanguage: {language}\n"));
        let long = "关于小区公共部位维修资金使用范围、使用程序、使用金额以及施工单位比选结果等有关事项公开征求全体业主意见的公示";
        let text = "经业主大会会议讨论，决定对一号楼至六号楼外墙渗漏部位进行维修，所需费用从维修资金中列支。".repeat(12);
        site.file("content/tao/notices/long.md", format!("---\n标题: {long}\n日期: 2026-03-20\n类型: 公示\n公示期: 2026-03-20 至 2026-03-30\n异议受理: 业委会\n---\n\n{text}\n\n{text}\n"));
        for number in 0..9 {
            site.issue(&format!("i{number}"), &format!("标题: {long}{number}\n日期: 2026-03-18\n责任单位: [业委会, 物业]\n完成时限: 2026-03-2{number}\n办理进展:\n  - 2026-03-18 发现"));
        }
        site.build();
        let mut browser = Browser::start();
        let mut page = browser.blank();
        page.navigate(&format!(
            "file://{}",
            site.path("public/tao/screen.html").display()
        ));
        look(&mut page, language);
        for (width, height) in SIZES {
            resize(&mut page, width, height);
            assert_eq!(
                page.text("String(document.querySelector('.goes').hidden)"),
                "false"
            );
            let rows = "document.querySelectorAll('.week li:not([hidden])').length";
            let others = page.text(&format!("{rows} > 0 && {rows} < 9 && !document.querySelector('.others').hidden ? 'bounded' : String({rows})"));
            assert_eq!(others, "bounded", "{width} to {height}");
        }
        assert!(page.errors().is_empty(), "{:?}", page.errors());
    }
}

#[test]
fn the_code_leads_to_the_notice() {
    if !tools("the_code_leads_to_the_notice", &["chromium", "zbarimg"]) {
        return;
    }
    let sample = build_sample(false);
    let mut browser = Browser::start();
    let mut page = browser.blank();
    let file = sample.path().join("public/demo-chunhe/taoyuan/screen.html");
    page.navigate(&format!("file://{}?turn=3600", file.display()));
    for (width, height) in SIZES {
        resize(&mut page, width, height);
        // The fade is over.
        thread::sleep(Duration::from_millis(500));
        let picture = sample.path().join(format!("{width}.png"));
        page.screenshot(&picture);
        let read = tool("zbarimg", &["--quiet", "--raw", picture.to_str().unwrap()]);
        let record =
            page.text("document.querySelector('.item[aria-current=true]').getAttribute('data-id')");
        let read = read.trim();
        assert!(read.starts_with("https://gongshi.example/p/"), "{read}");
        // The short address leads to the record that is shown.
        let short = read.trim_start_matches("https://gongshi.example/");
        let short = sample.path().join("public").join(short);
        let short = if short.exists() {
            short
        } else {
            short.with_extension("html")
        };
        let redirect = fs::read_to_string(short).unwrap();
        assert!(
            redirect.contains(&format!("demo-chunhe/taoyuan/{record}")),
            "{record}"
        );
    }
}

#[test]
fn without_script_everything_stands_below_each_other() {
    if !tools(
        "without_script_everything_stands_below_each_other",
        &["chromium"],
    ) {
        return;
    }
    let site = site();
    let mut browser = Browser::start();
    let mut page = browser.blank();
    page.scripts(false);
    let file = site.path("public/tao/screen.html");
    page.navigate(&format!("file://{}", file.display()));
    page.size(1280, 720);
    let tops = page.evaluate("[].map.call(document.querySelectorAll('.item, .side section'), function (part) { var box = part.getBoundingClientRect(); return box.height > 40 && getComputedStyle(part).opacity === '1' ? Math.round(box.top) : -1; })");
    let tops: Vec<i64> = tops
        .as_array()
        .unwrap()
        .iter()
        .map(|top| top.as_i64().unwrap())
        .collect();
    assert_eq!(tops.len(), 4);
    assert!(tops[0] > 0 && tops.is_sorted_by(|a, b| a < b), "{tops:?}");
    // Nothing on it says what only a clock can know.
    let text = page.text("document.body.innerText");
    for word in ["公示中", "还剩", "今天", "逾期"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
}

#[test]
fn who_wants_no_motion_gets_a_cut() {
    if !tools("who_wants_no_motion_gets_a_cut", &["chromium"]) {
        return;
    }
    let site = site();
    let mut browser = Browser::start();
    let mut page = browser.blank();
    let file = site.path("public/tao/screen.html");
    page.navigate(&format!("file://{}", file.display()));
    let fade = "getComputedStyle(document.querySelector('.item')).transitionDuration";
    assert_eq!(page.text(fade), "0.3s");
    page.call(
        "Emulation.setEmulatedMedia",
        &json!({"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}),
    );
    assert_eq!(page.text(fade), "0s");
}

#[test]
fn places_with_something_to_show_have_a_screen() {
    let site = site();
    // The street has no records of its own, and a compound below it.
    assert!(!site.path("public/screen.html").exists());
    let home = site.page("tao/index.html");
    assert!(home.contains("<a href=\"screen.html\">大屏</a>"));
    assert!(!site.page("index.html").contains("screen.html"));
    let screen = site.page("tao/screen.html");
    assert!(screen.contains("connect-src 'self'\""), "{screen}");
    assert!(!home.contains("connect-src"), "{home}");
    // It holds no day.
    assert!(!screen.contains("data-today"), "{screen}");
    // What is withdrawn is not shown, and a draft neither.
    site.notice("a", "标题: 电梯年检结果\n日期: 2026-03-20\n类型: 公示\n公示期: 2026-03-20 至 2026-03-26\n异议受理: 业委会\n撤回: 2026-03-24 登记有误");
    site.notice("b", "标题: 车位租金收支说明\n日期: 2026-03-20\n类型: 公示\n公示期: 2026-03-20 至 2026-03-30\n草稿: 是");
    site.file(
        "content/notices/n.md",
        "---\n标题: 街道消防通报\n日期: 2026-03-24\n类型: 通报\n---\n\n正文。\n",
    );
    build(&site);
    let screen = site.page("tao/screen.html");
    assert!(!screen.contains("电梯年检结果") && !screen.contains("车位租金收支说明"));
    assert!(
        screen.contains("街道消防通报"),
        "what the street says to all"
    );
    assert!(site.path("public/screen.html").exists());
    // Without an address there is no code, and words lead to the website.
    site.file("content/site.yaml", "title: 东街公示栏\n");
    build(&site);
    let screen = site.page("tao/screen.html");
    assert!(
        !screen.contains("class=\"qr\"") && !screen.contains("扫"),
        "{screen}"
    );
}

#[test]
fn the_screen_draws_the_shapes_of_the_website() {
    let style = |name: &str| {
        let path = project().join("themes/default/styles").join(name);
        fs::read_to_string(path).unwrap()
    };
    let shapes = |text: &str| {
        let line = text
            .lines()
            .find(|line| line.trim().starts_with("--shapes:"));
        line.unwrap().trim().to_owned()
    };
    let (site, screen) = (style("site.css"), style("screen.css"));
    assert_eq!(shapes(&site), shapes(&screen));
    for class in [
        ".i-found",
        ".i-solved",
        ".i-late",
        ".i-sheet",
        ".i-passed",
        ".i-failed",
    ] {
        let rule = |text: &str| {
            let at = text.find(class).unwrap();
            text[at..][..text[at..].find('}').unwrap()].to_owned()
        };
        assert_eq!(rule(&site), rule(&screen));
    }
}
