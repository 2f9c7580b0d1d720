//! Feeds, calendars, tables and data, as parsers of others read them: feedsmith (Atom), ical.js,
//! papaparse, ajv. What they read is compared with the records.

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

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use support::{Site, build_sample, files, web, web_tools};

/// Kinds of records by their folders, in both languages.
const KINDS: [[&str; 2]; 8] = [
    ["issues", "问题"],
    ["resolutions", "决议"],
    ["meetings", "会议"],
    ["notices", "公示"],
    ["accounts", "收支"],
    ["assessments", "考评"],
    ["works", "实事"],
    ["activities", "活动"],
];

/// Titles that try to be something else.
const HOSTILE: [&str; 12] = [
    "<script>alert(1)</script>&amp;",
    "]]></title><x>",
    "=HYPERLINK(\"http://evil.example\",\"点\")",
    "+86",
    "-1-1",
    "@SUM(A1)",
    "＝1+1",
    "一,二;三\\四:五\"六'七",
    "第一行\n第二行\t带制表",
    "🏠🔥 门前积水",
    "BEGIN:VEVENT 换行\\n",
    "很长的标题很长的标题很长的标题很长的标题很长的标题很长的标题很长的标题很长的标题很长的标题",
];

/// What the parsers read of a published site. Faults that they find fail the test.
fn read(public: &Path) -> Value {
    let output = Command::new("node")
        .arg(web().join("feeds.js"))
        .arg(public)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    let read: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(read["faults"], Value::Array(Vec::new()));
    read
}

fn list<'v>(value: &'v Value, key: &str) -> &'v Vec<Value> {
    let list = value[key].as_array();
    list.unwrap_or_else(|| panic!("no list `{key}` in {value}"))
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

/// A column of a table, by its head.
fn column(table: &Value, head: &str) -> Vec<String> {
    let at = list(table, "heads").iter().position(|of| of == head);
    let at = at.unwrap_or_else(|| panic!("no column {head}"));
    let rows = list(table, "rows").iter();
    rows.map(|row| row[at].as_str().unwrap().to_owned())
        .collect()
}

/// Day and title of every record of the sample that has a page, by the folder of its place, as its
/// file says them; no title of what is erased.
fn written(public: &Path) -> BTreeMap<String, Vec<(String, String)>> {
    let mut written: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for (name, bytes) in files(&support::project().join("content")) {
        let stem = name.strip_suffix(".md").unwrap_or_default();
        let stem = stem.strip_suffix("/index").unwrap_or(stem);
        let parts: Vec<&str> = stem.split('/').collect();
        let [folder @ .., kind, record] = parts.as_slice() else {
            continue;
        };
        let Some([kind, _]) = KINDS.iter().find(|names| names.contains(kind)) else {
            continue;
        };
        let page = format!("{}/{kind}/{record}.html", folder.join("/"));
        if !public.join(page.trim_start_matches('/')).is_file() {
            continue;
        }
        let of = String::from_utf8(bytes).unwrap();
        let key = |names: [&str; 2]| {
            let line = of.lines().find_map(|line| {
                let (key, value) = line.split_once(':')?;
                names.contains(&key).then_some(value.trim())
            });
            line.unwrap_or_else(|| panic!("{name} has no {names:?}"))
                .trim_matches('"')
                .replace('｜', "")
        };
        let is_erased = of.contains("删除: 是") || of.contains("erase: true");
        let title = if is_erased {
            String::new()
        } else {
            key(["标题", "title"])
        };
        let of = (key(["日期", "date"]), title);
        written.entry(folder.join("/")).or_default().push(of);
    }
    written
}

#[test]
fn the_sample_is_read_as_it_was_written() {
    if !web_tools("the_sample_is_read_as_it_was_written", &[]) {
        return;
    }
    let folder = build_sample(false);
    let public = folder.path().join("public");
    let read = read(&public);
    let written = written(&public);
    let mut places = 0;
    for (name, feed) in read["feeds"].as_object().unwrap() {
        places += 1;
        let place = name.strip_suffix("feed.xml").unwrap().trim_end_matches('/');
        // An invented place is listed by none that is not.
        let is_demo = |folder: &str| folder.starts_with("demo-");
        let mut expected: Vec<(String, String)> = written
            .iter()
            .filter(|(folder, _)| {
                let is_below = place.is_empty() || folder.starts_with(&format!("{place}/"));
                *folder == place || is_below && is_demo(folder) == is_demo(place)
            })
            .flat_map(|(_, records)| records.iter().cloned())
            .collect();
        expected.sort();
        assert!(!expected.is_empty(), "{name}");
        let below = |file: &str| match place {
            "" => file.to_owned(),
            place => format!("{place}/{file}"),
        };
        let mut in_data = Vec::new();
        let years: BTreeSet<&str> = expected.iter().map(|(day, _)| &day[..4]).collect();
        for year in &years {
            let data = &read["data"][below(&format!("records-{year}.json"))];
            let table = &read["tables"][below(&format!("records-{year}.csv"))];
            let records = list(data, "records");
            let of = |record: &Value| {
                (
                    text(record, "date").to_owned(),
                    text(record, "title").to_owned(),
                )
            };
            let told: Vec<(String, String)> = records.iter().map(of).collect();
            let days = column(table, "日期").into_iter();
            let titles = column(table, "标题").into_iter();
            let titles = titles.map(|title| title.replace("内容已删除", ""));
            let rows: Vec<_> = days.zip(titles).collect();
            assert_eq!(rows, told, "{name} {year}");
            let demo = records
                .iter()
                .all(|record| record["demo"] == is_demo(place));
            assert!(demo, "{name} {year}");
            let marked = column(table, "演示")
                .iter()
                .all(|cell| (cell == "演示") == is_demo(place));
            assert!(marked, "{name} {year}");
            in_data.extend(told);
        }
        in_data.sort();
        assert_eq!(in_data, expected, "{name}");
        // No file for a year without records.
        let of_place = |file: &&String| {
            let rest = file.strip_prefix(&below("records-"));
            rest.is_some_and(|rest| !rest.contains('/'))
        };
        let count = read["data"]
            .as_object()
            .unwrap()
            .keys()
            .filter(of_place)
            .count();
        assert_eq!(count, years.len(), "{name}");

        let entries = list(feed, "entries");
        assert_eq!(entries.len(), expected.len().min(40), "{name}");
        let updated: Vec<&str> = entries.iter().map(|entry| text(entry, "updated")).collect();
        assert!(updated.is_sorted_by(|a, b| a >= b), "{name}: {updated:?}");
        assert!(
            text(feed, "updated") <= "2026-03-25T00:00:00+08:00",
            "{name}"
        );
        let address = format!("https://gongshi.example/{}", below("feed.xml"));
        assert_eq!(text(feed, "self"), address);
        for entry in entries {
            let (title, published) = (text(entry, "title"), &text(entry, "published")[..10]);
            let plain = title.split('】').next_back().unwrap();
            let plain = if plain.ends_with("，内容已删除") {
                ""
            } else {
                plain
            };
            let known = expected
                .iter()
                .any(|(day, of)| day == published && of == plain);
            assert!(known, "{name}: {published} {title}");
            assert_eq!(
                title.contains("【演示】"),
                is_demo(place),
                "{name}: {title}"
            );
            let page = text(entry, "href").strip_prefix("https://gongshi.example/");
            let page = percent_encoding::percent_decode_str(page.unwrap());
            let page = page.decode_utf8().unwrap();
            assert!(public.join(&*page).is_file(), "{name}: {entry}");
        }
        let calendar = &read["calendars"][below("calendar.ics")];
        for event in list(calendar, "events") {
            let summary = text(event, "summary");
            assert_eq!(summary.starts_with("【演示】"), is_demo(place), "{summary}");
        }
        let home = fs::read_to_string(public.join(below("index.html"))).unwrap();
        for file in ["feed.xml", "calendar.ics", "csv", "json"] {
            assert!(home.contains(&format!("{file}\"")), "{name}: {file}");
        }
        assert!(home.contains("rel=\"alternate\" type=\"application/atom+xml\""));
    }
    assert_eq!(places, read["calendars"].as_object().unwrap().len());
    assert!(places > 5, "{places}");
    assert!(
        list(
            &read["calendars"]["demo-chunhe/taoyuan/calendar.ics"],
            "events"
        )
        .len()
            > 50
    );
}

/// The name of a place with all signs that mean something in a calendar.
const HOSTILE_PLACE: &str = r"东,西;街\n";

/// A site whose every title tries to break out of what it stands in.
fn hostile(base: bool) -> Site {
    let site = Site::new();
    let base = if base {
        "base_url: https://gs.example/a b\n"
    } else {
        ""
    };
    let base = base.replace("a b", "board");
    site.file(
        "content/site.yaml",
        format!("title: 东街<&>公示栏\n{base}today: 2026-03-25\n"),
    );
    site.file(
        "content/kai/_index.md",
        format!("---\n标题: '{HOSTILE_PLACE}'\n层级: 小区\n---\n"),
    );
    site.file(
        "content/kai/notices/x.md",
        "---\n标题: 通知\n类型: 通知\n日期: 2026-03-02\n---\n",
    );
    for (at, title) in HOSTILE.iter().enumerate() {
        let title = serde_json::to_string(title).unwrap();
        let name = format!("第{at}件 & 50%");
        site.notice(
            &name,
            &format!(
                "标题: {title}\n日期: 2026-03-{:02}\n类型: 公示\n公示期: 7日",
                at + 10
            ),
        );
        site.file(
            &format!("content/tao/meetings/{name}.md"),
            format!("---\n标题: {title}\n日期: 2026-03-{:02}\n类型: 合署办公\n时间: 9:30\n地点: {title}\n议定事项:\n  - 内容: {title}\n    责任单位: 物业\n    完成时限: 2026-04-01\n---\n\n{title}\n", at + 10),
        );
    }
    site
}

#[test]
fn hostile_titles_stay_texts() {
    if !web_tools("hostile_titles_stay_texts", &[]) {
        return;
    }
    for base in [true, false] {
        let site = hostile(base);
        site.build();
        let read = read(&site.path("public"));
        let one_line = |title: &str| title.split_whitespace().collect::<Vec<_>>().join(" ");
        let titles: BTreeSet<String> = HOSTILE.iter().map(|title| one_line(title)).collect();
        let feed = &read["feeds"]["tao/feed.xml"];
        assert_eq!(text(feed, "title"), "桃园小区公示栏");
        let of_feed = list(feed, "entries").iter();
        let of_feed: BTreeSet<String> = of_feed.map(|of| text(of, "title").to_owned()).collect();
        assert_eq!(of_feed, titles);
        let href = text(&list(feed, "entries")[0], "href");
        assert_eq!(
            href.starts_with("https://gs.example/board/tao/"),
            base,
            "{href}"
        );
        assert!(href.is_ascii(), "{href}");
        assert_eq!(
            text(&read["calendars"]["kai/calendar.ics"], "name"),
            format!("{HOSTILE_PLACE}公示栏")
        );
        let calendar = site.page("kai/calendar.ics");
        let escaped = r"NAME;VALUE=TEXT:东\,西\;街\\n公示栏";
        assert!(calendar.contains(escaped), "{calendar}");
        let events = list(&read["calendars"]["tao/calendar.ics"], "events");
        let meetings = events.iter().filter(|of| text(of, "start").contains('T'));
        let of_calendar: BTreeSet<String> =
            meetings.map(|of| text(of, "summary").to_owned()).collect();
        assert_eq!(of_calendar, titles);
        let venues = events.iter().map(|of| text(of, "location").to_owned());
        let venues: BTreeSet<String> = venues.filter(|of| !of.is_empty()).collect();
        assert_eq!(venues, titles);
        let agreed = events
            .iter()
            .filter_map(|of| text(of, "summary").strip_prefix("议定事项限期："));
        let agreed: BTreeSet<String> = agreed.map(str::to_owned).collect();
        assert_eq!(agreed, titles);
        assert_eq!(events[0]["url"].is_string(), base);
        let table = &read["tables"]["tao/records-2026.csv"];
        let cells: BTreeSet<String> = column(table, "标题").into_iter().collect();
        let is_formula = |title: &String| title.starts_with(['=', '+', '-', '@', '＝']);
        let safe = titles.iter().map(|title| {
            if is_formula(title) {
                format!("'{title}")
            } else {
                title.clone()
            }
        });
        assert_eq!(cells, safe.collect());
        let data = &read["data"]["tao/records-2026.json"];
        let of_data = list(data, "records").iter();
        let of_data: BTreeSet<String> = of_data.map(|of| one_line(text(of, "title"))).collect();
        assert_eq!(of_data, titles);
        let schema = text(data, "$schema");
        let expected = if base {
            "https://gs.example/board/records.schema.json"
        } else {
            "../records.schema.json"
        };
        assert_eq!(schema, expected);
        for record in list(data, "records") {
            let address = text(record, "address");
            assert_eq!(address.starts_with("https://"), base, "{address}");
            let within = address
                .strip_prefix("https://gs.example/board/tao/")
                .unwrap_or(address);
            let within = percent_encoding::percent_decode_str(within)
                .decode_utf8()
                .unwrap();
            assert!(
                site.path("public/tao").join(&*within).is_file(),
                "{address}"
            );
        }
    }
}

/// A well-formed feed is one that a strict parser of XML takes: that of a browser.
#[test]
fn a_browser_takes_hostile_feeds_for_xml() {
    if !support::tools("a_browser_takes_hostile_feeds_for_xml", &["chromium"]) {
        return;
    }
    let site = hostile(true);
    site.build();
    let text = site.page("tao/feed.xml");
    let mut browser = chromium::Browser::start();
    let mut page = browser.blank();
    let script = format!(
        "(() => {{ const xml = new DOMParser().parseFromString({}, 'application/xml'); \
         return [xml.getElementsByTagName('parsererror').length, \
         xml.getElementsByTagNameNS('http://www.w3.org/2005/Atom', 'entry').length].join(' '); }})()",
        serde_json::to_string(&text).unwrap()
    );
    assert_eq!(page.text(&script), format!("0 {}", 2 * HOSTILE.len()));
}

/// Ids of a site: of feeds with their entries, UIDs, and ids in data, by titles.
fn ids(read: &Value) -> BTreeMap<String, String> {
    let mut ids = BTreeMap::new();
    for (name, feed) in read["feeds"].as_object().unwrap() {
        ids.insert(name.clone(), text(feed, "id").to_owned());
        for entry in list(feed, "entries") {
            let title = text(entry, "title");
            let earlier = ids.insert(format!("entry {title}"), text(entry, "id").to_owned());
            // The feed of a place above tells of the same entry.
            assert!(earlier.is_none_or(|id| id == text(entry, "id")));
        }
    }
    for calendar in read["calendars"].as_object().unwrap().values() {
        for event in list(calendar, "events") {
            let of = format!("event {} {}", text(event, "summary"), text(event, "start"));
            ids.insert(of, text(event, "uid").to_owned());
        }
    }
    for data in read["data"].as_object().unwrap().values() {
        for record in list(data, "records") {
            let of = format!("record {}", text(record, "title"));
            ids.insert(of, text(record, "id").to_owned());
        }
    }
    ids
}

fn settings(site: &Site, title: &str, base: &str, today: &str) {
    site.file(
        "content/site.yaml",
        format!("title: {title}\nbase_url: {base}\ntoday: {today}\n"),
    );
}

#[test]
fn ids_outlive_renames_edits_and_moves() {
    if !web_tools("ids_outlive_renames_edits_and_moves", &[]) {
        return;
    }
    let site = Site::new();
    let issue =
        "标题: 门禁失灵\n日期: 2026-03-02\n编码: GATE26\n责任单位: 物业\n完成时限: 2026-04-01";
    site.issue("door", issue);
    let meeting = "---\n标题: 三月联席会议\n日期: 2026-03-30\n编码: MEET26\n类型: 联席会议\n时间: 15:00—16:30\n地点: 议事室\n---\n";
    site.file("content/tao/meetings/march.md", meeting);
    site.build();
    let before = read(&site.path("public"));
    let old = ids(&before);
    assert_eq!(old.len(), 2 + 2 + 2 + 2, "{old:#?}");
    let distinct: BTreeSet<&String> = old.values().collect();
    assert_eq!(
        distinct.len(),
        6,
        "a record has one id in feeds and data: {old:#?}"
    );

    // Renamed, edited and moved to another address, with codes kept.
    fs::remove_file(site.path("content/tao/issues/door.md")).unwrap();
    site.issue("entrance", &format!("{issue}\n地点: 北门"));
    fs::remove_file(site.path("content/tao/meetings/march.md")).unwrap();
    site.file(
        "content/tao/meetings/2026-03-30.md",
        meeting.replace("议事室", "大厅"),
    );
    settings(
        &site,
        "东街公示栏",
        "https://other.example/board",
        "2026-03-26",
    );
    site.build();
    let after = read(&site.path("public"));
    assert_eq!(ids(&after), old);
    let entry = &list(&after["feeds"]["tao/feed.xml"], "entries")[1];
    assert_eq!(text(entry, "updated"), "2026-03-02T00:00:00+08:00");
    assert_eq!(
        text(entry, "href"),
        "https://other.example/board/tao/issues/entrance.html"
    );

    // Another site that names and codes its records likewise has other ids.
    settings(&site, "西街公示栏", "https://gs.example", "2026-03-25");
    site.build();
    let other = ids(&read(&site.path("public")));
    assert_eq!(
        other.keys().collect::<Vec<_>>(),
        old.keys().collect::<Vec<_>>()
    );
    assert!(other.iter().all(|(key, id)| old[key] != *id));
}

#[test]
fn days_come_from_records_and_not_from_the_clock() {
    if !web_tools("days_come_from_records_and_not_from_the_clock", &[]) {
        return;
    }
    let site = Site::new();
    site.issue("door", "标题: 门禁失灵\n日期: 2026-03-02\n责任单位: 物业\n完成时限: 2026-03-20\n办理进展:\n  - 2026-03-02 发现\n  - 2026-03-09 处置 换件");
    site.notice(
        "rule",
        "标题: 停车办法\n日期: 2026-03-05\n类型: 公示\n公示期: 2026-03-06 7日",
    );
    site.notice("again", "标题: 停车办法更正\n日期: 2026-03-11\n类型: 公示\n公示期: 2026-03-11 7日\n更正: {记录: notices/rule, 原因: 写错了时间, 实质: 是}");
    site.notice("gone", "标题: 误发的通知\n日期: 2026-03-03\n类型: 通知\n撤回: {日期: 2026-03-12, 原因: 发错了地方}");
    let days = |today: &str| -> BTreeMap<String, String> {
        settings(&site, "东街公示栏", "https://gs.example", today);
        site.build();
        let read = read(&site.path("public"));
        let feed = &read["feeds"]["tao/feed.xml"];
        let mut days: BTreeMap<String, String> = list(feed, "entries")
            .iter()
            .map(|of| {
                (
                    text(of, "title").to_owned(),
                    text(of, "updated")[..10].to_owned(),
                )
            })
            .collect();
        days.insert("feed".to_owned(), text(feed, "updated")[..10].to_owned());
        for event in list(&read["calendars"]["tao/calendar.ics"], "events") {
            days.insert(
                text(event, "summary").to_owned(),
                text(event, "stamp").to_owned(),
            );
        }
        days
    };
    let first = days("2026-03-25");
    let expected = [
        ("feed", "2026-03-12"),
        ("【已撤回】误发的通知", "2026-03-12"),
        ("【已更正】停车办法", "2026-03-11"),
        ("停车办法更正", "2026-03-11"),
        ("门禁失灵", "2026-03-09"),
        ("限期：门禁失灵", "2026-03-08T16:00:00Z"),
        ("公示至3月18日：停车办法更正", "2026-03-10T16:00:00Z"),
        ("不再公示：停车办法", "2026-03-10T16:00:00Z"),
    ];
    let expected = expected.map(|(title, day)| (title.to_owned(), day.to_owned()));
    assert_eq!(first, expected.into());
    assert_eq!(days("2026-06-30"), first);
}

#[test]
fn what_is_withdrawn_erased_hidden_or_invented_is_told_as_such() {
    if !web_tools(
        "what_is_withdrawn_erased_hidden_or_invented_is_told_as_such",
        &[],
    ) {
        return;
    }
    let site = Site::new();
    site.file("content/tao/notices/王某某处罚.md", "---\n标题: 处罚王某某\n日期: 2026-03-03\n编码: GANE26\n类型: 公示\n文号: 东〔2026〕1号\n公示期: 7日\n撤回: {日期: 2026-03-12, 原因: 不应公开, 删除: 是}\n---\n\n王某某的处罚。\n");
    site.file("content/tao/issues/noise.md", "---\n标题: 夜间噪声\n日期: 2026-03-04\n责任单位: 物业\n---\n\n住户[[张三丰]]反映夜间噪声。\n");
    site.file(
        "content/yan/_index.md",
        "---\n标题: 演示小区\n层级: 小区\n演示: 是\n---\n",
    );
    site.file(
        "content/yan/notices/a.md",
        "---\n标题: 虚构的通知\n日期: 2026-03-04\n类型: 通知\n---\n\n虚构。\n",
    );
    site.build();
    let read = read(&site.path("public"));
    for (name, bytes) in files(&site.path("public")) {
        let is_ours = ["feed.xml", "calendar.ics", ".csv", ".json"]
            .iter()
            .any(|end| name.ends_with(end));
        if !is_ours || name == "gongshi-manifest.json" {
            continue;
        }
        let of = String::from_utf8(bytes).unwrap();
        let decoded = percent_encoding::percent_decode_str(&of)
            .decode_utf8()
            .unwrap();
        for word in ["王某某", "张三丰", "东〔2026〕1号"] {
            assert!(!decoded.contains(word), "{name}: {word}");
        }
        let unfolded = of.replace("\r\n ", "");
        assert_eq!(
            unfolded.contains("虚构的通知"),
            name.starts_with("yan/") && !name.ends_with(".ics"),
            "{name}"
        );
    }
    let entry = &list(&read["feeds"]["tao/feed.xml"], "entries")[0];
    assert_eq!(text(entry, "title"), "【已撤回】公示，内容已删除");
    assert_eq!(text(entry, "summary"), "2026年3月12日撤回：不应公开");
    assert_eq!(text(entry, "href"), "https://gs.example/p/GANE26.html");
    assert_eq!(list(entry, "authors").len(), 0);
    let erased = &list(&read["data"]["tao/records-2026.json"], "records")[0];
    let keys: Vec<&String> = erased.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "id",
            "code",
            "reference",
            "kind",
            "place",
            "folder",
            "demo",
            "date",
            "updated",
            "posting",
            "address",
            "short_address",
            "withdrawn"
        ]
    );
    assert_eq!(erased["withdrawn"]["erased"], true);
    let table = &read["tables"]["tao/records-2026.csv"];
    assert_eq!(column(table, "标题")[0], "内容已删除");
    assert_eq!(column(table, "更正和撤回")[0], "已撤回");
    let invented = &read["feeds"]["yan/feed.xml"];
    assert_eq!(text(invented, "title"), "【演示】演示小区公示栏");
    assert_eq!(
        text(&list(invented, "entries")[0], "title"),
        "【演示】虚构的通知"
    );
    assert_eq!(
        text(&read["calendars"]["yan/calendar.ics"], "name"),
        "【演示】演示小区公示栏"
    );
    assert_eq!(
        column(&read["tables"]["yan/records-2026.csv"], "地方")[0],
        "【演示】演示小区"
    );
    assert_eq!(read["data"]["yan/records-2026.json"]["demo"], true);
}

#[test]
fn calendars_tell_times_postponements_and_days() {
    if !web_tools("calendars_tell_times_postponements_and_days", &[]) {
        return;
    }
    let site = Site::new();
    let meeting = |name: &str, rest: &str| {
        let text = format!("---\n标题: {name}\n类型: 业主大会\n{rest}\n---\n");
        site.file(&format!("content/tao/meetings/{name}.md"), text);
    };
    meeting(
        "按时",
        "日期: 2026-04-02\n时间: 下午3点半至5点\n地点: 议事室",
    );
    meeting("没有钟点", "日期: 2026-04-03\n时间: 晚饭后");
    meeting(
        "取消的",
        "日期: 2026-04-04\n时间: 9:30\n办理进展:\n  - 2026-03-20 通知\n  - 2026-03-24 取消 场地维修",
    );
    meeting(
        "改期的",
        "日期: 2026-04-05\n时间: 9:30\n办理进展:\n  - {日期: 2026-03-23, 状态: 延期, 改期至: 2026-04-12, 说明: 下雨}",
    );
    meeting("很久以前", "日期: 2025-01-05");
    site.issue("a", "标题: 在办的\n日期: 2026-03-02\n责任单位: 物业\n完成时限: 2026-04-01\n办理进展:\n  - 2026-03-02 发现\n  - {日期: 2026-03-20, 状态: 延期, 改期至: 2026-04-20, 说明: 等配件}");
    site.issue("b", "标题: 办好的\n日期: 2026-03-02\n责任单位: 物业\n完成时限: 2026-04-01\n办理进展:\n  - 2026-03-02 发现\n  - 2026-03-05 解决");
    site.build();
    let read = read(&site.path("public"));
    let calendar = &read["calendars"]["tao/calendar.ics"];
    let told: Vec<[&str; 6]> = list(calendar, "events")
        .iter()
        .map(|of| {
            ["summary", "start", "end", "universal", "status", "location"].map(|key| text(of, key))
        })
        .collect();
    let expected = [
        [
            "按时",
            "2026-04-02T15:30:00",
            "2026-04-02T17:00:00",
            "2026-04-02T07:30:00.000Z",
            "CONFIRMED",
            "议事室",
        ],
        ["没有钟点", "2026-04-03", "2026-04-04", "", "CONFIRMED", ""],
        [
            "已取消：取消的",
            "2026-04-04T09:30:00",
            "",
            "2026-04-04T01:30:00.000Z",
            "CANCELLED",
            "",
        ],
        [
            "已改期：改期的",
            "2026-04-12T09:30:00",
            "",
            "2026-04-12T01:30:00.000Z",
            "CONFIRMED",
            "",
        ],
        [
            "限期：在办的",
            "2026-04-20",
            "2026-04-21",
            "",
            "CONFIRMED",
            "",
        ],
    ];
    assert_eq!(told, expected);
    let sequences = list(calendar, "events")
        .iter()
        .map(|of| of["sequence"].as_u64().unwrap());
    assert_eq!(sequences.collect::<Vec<_>>(), [0, 0, 2, 1, 1]);
    let descriptions: Vec<&str> = list(calendar, "events")
        .iter()
        .map(|of| text(of, "description"))
        .collect();
    assert!(descriptions[1].starts_with("晚饭后"), "{descriptions:?}");
    assert!(
        descriptions[3].starts_with("原定2026年4月5日（周日）"),
        "{descriptions:?}"
    );
    assert!(
        descriptions[4].contains("责任单位：桃园物业服务中心"),
        "{descriptions:?}"
    );
}

#[test]
fn another_zone_and_language_and_no_records() {
    if !web_tools("another_zone_and_language_and_no_records", &[]) {
        return;
    }
    let site = Site::new();
    site.build();
    let nothing = read(&site.path("public"));
    for sort in ["feeds", "calendars", "tables", "data"] {
        assert!(nothing[sort].as_object().unwrap().is_empty(), "{sort}");
    }
    assert!(!site.path("public/records.schema.json").exists());
    assert!(!site.page("tao/index.html").contains("feed.xml"));

    site.file(
        "content/site.yaml",
        "title: Board\nlanguage: en\nzone: \"-03:30\"\ntoday: 2026-03-25\n",
    );
    site.file(
        "content/tao/meetings/a.md",
        "---\ntitle: Owners meet\ndate: 2026-04-02\ntype: owners-assembly\ntime: 9:30\n---\n",
    );
    site.build();
    let read = read(&site.path("public"));
    let event = &list(&read["calendars"]["tao/calendar.ics"], "events")[0];
    assert_eq!(text(event, "universal"), "2026-04-02T13:00:00.000Z");
    let entry = &list(&read["feeds"]["tao/feed.xml"], "entries")[0];
    assert_eq!(text(entry, "updated"), "2026-04-02T00:00:00-03:30");
    assert!(text(entry, "summary").starts_with("Owners"), "{entry}");
    assert_eq!(
        column(&read["tables"]["tao/records-2026.csv"], "Title"),
        ["Owners meet"]
    );
}

#[test]
fn feeds_and_calendars_are_bounded_and_keep_the_newest() {
    if !web_tools("feeds_and_calendars_are_bounded_and_keep_the_newest", &[]) {
        return;
    }
    let site = Site::new();
    for at in 0..450 {
        let (month, day) = (at / 28 % 12 + 1, at % 28 + 1);
        let year = if at < 336 { 2025 } else { 2026 };
        site.file(
            &format!("content/tao/meetings/{at}.md"),
            format!(
                "---\n标题: 第{at}次会议\n日期: {year}-{month:02}-{day:02}\n类型: 业主大会\n---\n"
            ),
        );
    }
    site.file(
        "content/site.yaml",
        "title: 东街公示栏\nbase_url: https://gs.example\ntoday: 2026-01-01\n",
    );
    site.build();
    let read = read(&site.path("public"));
    assert_eq!(list(&read["feeds"]["feed.xml"], "entries").len(), 40);
    assert_eq!(list(&read["tables"]["records-2025.csv"], "rows").len(), 336);
    let days: Vec<&str> = list(&read["calendars"]["calendar.ics"], "events")
        .iter()
        .map(|of| text(of, "start"))
        .collect();
    assert_eq!(days.len(), 400);
    // All that is to come, and of what is past the latest.
    let coming = days.iter().filter(|day| **day >= "2026-01-01").count();
    assert_eq!(coming, 114);
    assert_eq!(days[0], "2025-02-23");
}

#[test]
fn a_place_with_too_many_records_leaves_json_to_those_below() {
    if !web_tools(
        "a_place_with_too_many_records_leaves_json_to_those_below",
        &[],
    ) {
        return;
    }
    let site = Site::new();
    site.file(
        "content/mei/_index.md",
        "---\n标题: 梅园小区\n层级: 小区\n---\n",
    );
    for at in 0..2_001 {
        let place = if at < 1_500 { "tao" } else { "mei" };
        site.file(
            &format!("content/{place}/notices/n{at}.md"),
            format!("---\n标题: 第{at}件通知\n日期: 2026-01-05\n类型: 通知\n---\n"),
        );
    }
    site.file(
        "content/notices/own.md",
        "---\n标题: 街道的通知\n日期: 2026-01-06\n类型: 通知\n---\n",
    );
    site.build();
    let read = read(&site.path("public"));
    let all = &read["data"]["records-2026.json"];
    assert_eq!(list(all, "records").len(), 1);
    let below: Vec<(&str, u64, &str)> = list(all, "below")
        .iter()
        .map(|of| {
            (
                text(of, "folder"),
                of["records"].as_u64().unwrap(),
                text(of, "address"),
            )
        })
        .collect();
    let expected = [
        ("mei", 501, "https://gs.example/mei/records-2026.json"),
        ("tao", 1_500, "https://gs.example/tao/records-2026.json"),
    ];
    assert_eq!(below, expected);
    assert_eq!(
        list(&read["data"]["tao/records-2026.json"], "records").len(),
        1_500
    );
    assert!(read["data"]["tao/records-2026.json"]["below"].is_null());
    // A table stays whole: a person opens one file.
    assert_eq!(
        list(&read["tables"]["records-2026.csv"], "rows").len(),
        2_002
    );
}
