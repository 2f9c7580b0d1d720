//! Venues, shares and functions on built sites: what takes place where, and what is counted.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may panic"
)]

#[path = "support/raw.rs"]
mod raw;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use raw::Raw;
use regex::Regex;
use scraper::{ElementRef, Html, Selector};
use support::{Site, build_sample, files};

fn words(html: &str) -> String {
    let marks = Regex::new("<[^>]*>").unwrap();
    let plain = marks.replace_all(html, " ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn select<'a>(of: ElementRef<'a>, css: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(css).unwrap();
    of.select(&selector).collect()
}

fn page(public: &Path, path: &str) -> String {
    let path = public.join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// How often something took place in each room, by the names on a page; `` for no room.
fn uses(html: &str, key: &str) -> BTreeMap<(String, String), usize> {
    let page = Html::parse_document(html);
    let mut uses = BTreeMap::new();
    for venue in select(page.root_element(), "[data-venue]") {
        let name = venue.attr("data-venue").unwrap();
        for row in select(venue, "tbody tr") {
            let room = select(row, "th")[0];
            let room: String = room
                .children()
                .filter_map(|node| node.value().as_text().map(|text| text.to_string()))
                .collect();
            for count in select(row, &format!("data[data-count=\"{key}\"]")) {
                let value = count.attr("value").unwrap().parse().unwrap();
                uses.insert((name.to_owned(), room.trim().to_owned()), value);
            }
        }
    }
    uses
}

#[test]
fn uses_agree_with_a_recount_of_the_sample() {
    let folder = build_sample(false);
    let public = folder.path().join("public");
    let records = raw::records(&files(&folder.path().join("content")));
    let rooms = ["3号楼一层议事室", "学习室", "志愿服务站", "活动厅"];
    // As the records of the place write them.
    let room_of = |record: &Raw| -> Option<String> {
        let venue = record.field("venue", "地点")?;
        let room = record.field("room", "室").unwrap_or(venue);
        let room = room.strip_prefix("桃园邻里中心 ").unwrap_or(room);
        rooms.contains(&room).then(|| room.to_owned())
    };
    let here: Vec<&Raw> = records
        .iter()
        .filter(|record| record.place == "demo-chunhe/taoyuan")
        .filter(|record| ["meetings", "activities"].contains(&record.kind))
        .collect();
    let mut expected: BTreeMap<(String, String), usize> = rooms
        .iter()
        .map(|room| (("桃园邻里中心".to_owned(), (*room).to_owned()), 0))
        .collect();
    for record in here.iter().filter(|record| record.held().is_some()) {
        if let Some(room) = room_of(record) {
            *expected
                .get_mut(&("桃园邻里中心".to_owned(), room))
                .unwrap() += 1;
        }
    }
    let html = page(&public, "demo-chunhe/taoyuan/venues.html");
    assert_eq!(uses(&html, "held"), expected);
    let total: usize = expected.values().sum();
    assert!(total > 12, "{total}");
    assert!(html.contains(&format!("data-held=\"{total}\"")));
    // Meetings of the compounds below are held in the hall of the community.
    let hall = |record: &&Raw| {
        let venue = record.field("venue", "地点").unwrap_or_default();
        record.is_within("demo-chunhe")
            && venue.starts_with("春和示例社区服务大厅")
            && record.held().is_some()
    };
    let held = records.iter().filter(hall).count();
    assert!(held > 1);
    let html = page(&public, "demo-chunhe/venues.html");
    assert!(html.contains(&format!("data-held=\"{held}\"")), "{held}");
}

#[test]
fn the_venues_of_the_article_say_what_is_not_known() {
    let folder = build_sample(false);
    let public = folder.path().join("public");
    let html = page(&public, "dongheng/venues.html");
    let text = words(&html);
    for room in [
        "红星党建园",
        "繁星议事厅",
        "五星共治室",
        "恒星志愿站",
        "民星沙龙会",
    ] {
        assert!(
            text.contains(&format!("{room} 未记录 未记录 未记录")),
            "{room}"
        );
    }
    assert!(text.contains("试点"), "{text}");
    assert!(
        text.contains("开放时间 未记录 预约电话 未记录 地址 未记录"),
        "{text}"
    );
    assert!(
        text.contains("还没有在这里举行的会议和活动的记录"),
        "{text}"
    );
    let nanya = words(&page(&public, "nanya/venues.html"));
    assert!(nanya.contains("功能 6项，名称未记录"), "{nanya}");
    // The mechanism names both venues, the real one first.
    let mechanism = page(&public, "mechanisms/red-five-star.html");
    let real = mechanism.find("../dongheng/venues.html#venue-1").unwrap();
    let demo = mechanism
        .find("../demo-chunhe/taoyuan/venues.html#venue-1")
        .unwrap();
    assert!(real < demo);
    // A compound below is told of the venue of its community.
    assert!(page(&public, "dongheng/hengxin-lvzhou/index.html").contains("../venues.html#venue-1"));
}

/// A compound with two venues below a community with one.
fn neighbours() -> Site {
    let site = Site::new();
    site.file(
        "content/_index.md",
        "---\n标题: 东街社区\n层级: 社区\n场所: [社区大厅 0731-0000 0009 工作日9:00-17:00 东街1号]\n---\n",
    );
    site.file("content/tao/_index.md", "---\n标题: 桃园小区\n层级: 小区\n发布单位: 业委会\n组织:\n  业委会: 桃园小区业主委员会 0731-0000 0001\n场所:\n  - 名称: “邻里”中心\n    时间: 每天9:00-20:00\n    室: [议事厅 议事协商, 储物间]\n  - {名称: 北楼, 室: [储物间]}\n---\n");
    site
}

fn activity(site: &Site, name: &str, front: &str) {
    site.file(
        &format!("content/tao/activities/{name}.md"),
        format!("---\n标题: 活动{name}\n日期: 2026-03-02\n类型: 其他\n{front}\n---\n"),
    );
}

#[test]
fn a_venue_is_known_by_its_name_by_its_room_or_by_both() {
    let site = neighbours();
    for (name, front, href) in [
        ("venue", "地点: “邻里”中心", "../venues.html#venue-1"),
        ("plain", "地点: 邻里中心", "../venues.html#venue-1"),
        ("room", "地点: 议事厅", "../venues.html#venue-1-1"),
        ("both", "地点: 邻里中心 议事厅", "../venues.html#venue-1-1"),
        ("dot", "地点: 邻里中心·储物间", "../venues.html#venue-1-2"),
        (
            "key",
            "地点: 邻里中心\n室: 储物间",
            "../venues.html#venue-1-2",
        ),
        ("only", "室: 议事厅", "../venues.html#venue-1-1"),
        ("above", "地点: 社区大厅", "../../venues.html#venue-1"),
        // Two venues have it.
        ("twice", "地点: 储物间", ""),
        ("words", "地点: 门前空地", ""),
    ] {
        activity(&site, name, front);
        site.build();
        let html = site.page(&format!("tao/activities/{name}.html"));
        let link = html.contains(&format!("href=\"{href}\""));
        assert!(href.is_empty() || link, "{name}: {html}");
        assert!(
            !href.is_empty() || !html.contains("venues.html#venue"),
            "{name}"
        );
    }
    let held = uses(&site.page("tao/venues.html"), "held");
    let of = |venue: &str, room: &str| held[&(venue.to_owned(), room.to_owned())];
    assert_eq!(of("“邻里”中心", "议事厅"), 3);
    assert_eq!(of("“邻里”中心", "储物间"), 2);
    // Where nothing took place, no room has a number.
    assert!(!held.contains_key(&("北楼".to_owned(), "储物间".to_owned())));
    assert!(site.page("tao/venues.html").contains("data-held=\"7\""));
    assert!(site.page("venues.html").contains("data-held=\"1\""));
}

#[test]
fn a_place_has_each_venue_once_and_a_venue_each_room() {
    for (venues, said) in [
        ("[活动室, 活动室]", "“活动室”重复出现"),
        ("[{名称: 中心, 室: [甲室, 甲 室]}]", "“甲室”重复出现"),
        ("[{名称: 中心, 功能: [议事, 议事]}]", "“议事”重复出现"),
    ] {
        let site = Site::new();
        let venues = venues.replace("甲 室", "“甲室”");
        site.file(
            "content/tao/_index.md",
            format!("---\n标题: 桃园小区\n场所: {venues}\n---\n"),
        );
        let run = site.run(&["check", "--no-posters"]);
        assert_eq!(run.status, 1, "{venues}: {}", run.stderr);
        assert!(
            run.stderr.contains("duplicate-key")
                && run
                    .stderr
                    .replace("““", "“")
                    .replace("””", "”")
                    .contains(said),
            "{venues}: {}",
            run.stderr
        );
    }
}

#[test]
fn real_venues_are_none_for_invented_places() {
    let site = neighbours();
    let place = fs::read_to_string(site.path("content/tao/_index.md")).unwrap();
    site.file(
        "content/tao/_index.md",
        place.replace("层级: 小区", "层级: 小区\n演示: 是"),
    );
    activity(&site, "above", "地点: 社区大厅");
    activity(&site, "own", "地点: 北楼");
    site.build();
    assert!(
        !site
            .page("tao/activities/above.html")
            .contains("venues.html#")
    );
    assert!(
        site.page("tao/activities/own.html")
            .contains("../venues.html#venue-2")
    );
    assert!(!site.page("tao/index.html").contains("社区大厅"));
}

#[test]
fn pages_follow_when_a_venue_changes_its_name() {
    let site = neighbours();
    activity(&site, "room", "地点: 议事厅");
    site.build();
    assert!(site.page("tao/activities/room.html").contains("#venue-1-1"));
    let place = fs::read_to_string(site.path("content/tao/_index.md")).unwrap();
    site.file("content/tao/_index.md", place.replace("议事厅", "会客厅"));
    site.build();
    assert!(!site.page("tao/activities/room.html").contains("#venue"));
    site.file(
        "content/tao/_index.md",
        place.replace(
            "  - 名称: “邻里”中心\n    时间: 每天9:00-20:00\n    室: [议事厅 议事协商, 储物间]\n",
            "",
        ),
    );
    site.build();
    assert!(!site.page("tao/venues.html").contains("邻里"));
    // Built anew, nothing is different.
    let kept = files(&site.path("public"));
    #[expect(clippy::disallowed_methods, reason = "the folder is of this test")]
    fs::remove_dir_all(site.path(".gongshi")).unwrap();
    site.build();
    let anew = files(&site.path("public"));
    assert_eq!(kept.len(), anew.len());
    for (before, after) in kept.iter().zip(&anew) {
        assert!(before == after, "{}", after.0);
    }
}

/// What a page tells of a taxonomy: by word and kind, with the lines `with`, `without`, `all`.
fn table(html: &str, taxonomy: &str) -> BTreeMap<(String, String), usize> {
    let page = Html::parse_document(html);
    let mut told = BTreeMap::new();
    for row in select(
        page.root_element(),
        &format!("table[data-taxonomy=\"{taxonomy}\"] tr[data-word]"),
    ) {
        for count in select(row, "data[data-count]") {
            told.insert(
                (
                    row.attr("data-word").unwrap().to_owned(),
                    count.attr("data-count").unwrap().to_owned(),
                ),
                count.attr("value").unwrap().parse().unwrap(),
            );
        }
    }
    told
}

#[test]
fn shares_and_functions_add_up_with_what_names_none() {
    const SHARES: [&str; 5] = ["场地共享", "资源共用", "矛盾共调", "事务共管", "服务共担"];
    const FUNCTIONS: [&str; 5] = ["小区党建", "小区治理", "学习教育", "志愿服务", "议事协商"];
    let kinds = [
        ("issues", "issue"),
        ("meetings", "meeting"),
        ("works", "work"),
        ("activities", "activity"),
    ];
    let folder = build_sample(false);
    let public = folder.path().join("public");
    let records = raw::records(&files(&folder.path().join("content")));
    let mut named = 0;
    for place in [
        "demo-chunhe",
        "demo-chunhe/taoyuan",
        "demo-chunhe/chunjiang",
        "demo-wutong/huayuan",
    ] {
        let html = page(&public, &format!("{place}/shares.html"));
        for (en, zh, words) in [("shares", "举措", SHARES), ("functions", "功能", FUNCTIONS)] {
            let mut expected: BTreeMap<(String, String), usize> = BTreeMap::new();
            let mut all = vec![0; words.len()];
            for (folder, kind) in kinds {
                if en == "functions" && ["issues", "works"].contains(&folder) {
                    continue;
                }
                let counted = records
                    .iter()
                    .filter(|record| record.kind == folder && record.is_within(place))
                    .filter(|record| record.counts());
                let tags: Vec<BTreeSet<String>> = counted
                    .map(|record| record.list(en, zh).into_iter().collect())
                    .collect();
                let with = tags.iter().filter(|tags| !tags.is_empty()).count();
                if with == 0 {
                    continue;
                }
                for (at, word) in words.iter().enumerate() {
                    let of = tags.iter().filter(|tags| tags.contains(*word)).count();
                    all[at] += of;
                    expected.insert(((*word).to_owned(), kind.to_owned()), of);
                }
                for (line, number) in [
                    ("with", with),
                    ("without", tags.len() - with),
                    ("all", tags.len()),
                ] {
                    expected.insert((line.to_owned(), kind.to_owned()), number);
                }
                named += with;
            }
            if expected.is_empty() {
                assert_eq!(table(&html, en), expected, "{place} {en}");
                continue;
            }
            for (at, word) in words.iter().enumerate() {
                expected.insert(((*word).to_owned(), "all".to_owned()), all[at]);
            }
            assert_eq!(table(&html, en), expected, "{place} {en}");
        }
    }
    assert!(named > 20, "{named}");
    // Every number leads to as many rows.
    let html = page(&public, "demo-chunhe/taoyuan/shares.html");
    let parsed = Html::parse_document(&html);
    let mut led = 0;
    for link in select(
        parsed.root_element(),
        "table[data-taxonomy] td a[href^=\"#\"]",
    ) {
        let to = &link.attr("href").unwrap()[1..];
        let number: usize = select(link, "data")[0]
            .attr("value")
            .unwrap()
            .parse()
            .unwrap();
        let target = select(parsed.root_element(), &format!("[id=\"{to}\"]"))[0];
        let rows = if target.value().name() == "h4" {
            let list = target
                .next_siblings()
                .find_map(|node| ElementRef::wrap(node).filter(|node| node.value().name() == "ul"))
                .unwrap();
            select(list, "li").len()
        } else {
            select(target, "ul.brief > li").len()
        };
        assert_eq!(rows, number, "{to}");
        led += 1;
    }
    assert!(led > 15, "{led}");
}

#[test]
fn a_place_that_shares_nothing_has_its_words_and_no_numbers() {
    let folder = build_sample(false);
    let public = folder.path().join("public");
    let html = page(&public, "dongheng/shares.html");
    assert!(table(&html, "shares").is_empty());
    let home = words(&page(&public, "dongheng/index.html"));
    assert!(
        home.contains("场地共享 、 资源共用 、 矛盾共调 、 事务共管 、 服务共担 尚无记录"),
        "{home}"
    );
    // Where nobody carries out such a mechanism and nobody names a word, there is no page.
    assert!(!public.join("nanya/shares.html").exists());
    assert!(!public.join("shares.html").exists());
    let mechanism = words(&page(&public, "mechanisms/red-five-star.html"));
    assert!(mechanism.contains("举措 5"), "{mechanism}");
}
