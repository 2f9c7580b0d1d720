//! Activities on built sites: when they are held, what is known of them, how many in each quarter.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may panic"
)]

#[path = "support/raw.rs"]
mod raw;
mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use regex::Regex;
use scraper::{ElementRef, Html, Selector};
use support::{Site, build_sample, files};

/// A page as words: without marks, with one space between words.
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

/// Activities by quarter and type, as a page tells them: with the sums of people and hours, and what
/// they are known of.
fn told(html: &str) -> BTreeMap<(String, String), usize> {
    let page = Html::parse_document(html);
    let mut told = BTreeMap::new();
    for quarter in select(page.root_element(), "[data-quarter]") {
        let name = quarter.attr("data-quarter").unwrap();
        for count in select(quarter, "data[data-count]") {
            let key = count.attr("data-count").unwrap();
            let value = count.attr("value").unwrap().parse().unwrap();
            told.insert((name.to_owned(), key.to_owned()), value);
        }
    }
    told
}

#[test]
fn quarters_agree_with_a_recount_of_the_sample() {
    const TYPES: [(&str, &str); 7] = [
        ("party", "党员活动"),
        ("volunteer", "志愿服务"),
        ("study", "学习教育"),
        ("deliberation", "议事协商"),
        ("culture", "文体活动"),
        ("service", "便民服务"),
        ("other", "其他"),
    ];
    let folder = build_sample(false);
    let records = raw::records(&files(&folder.path().join("content")));
    let mut seen = 0;
    for place in [
        "demo-chunhe",
        "demo-chunhe/taoyuan",
        "demo-chunhe/chunjiang",
        "demo-wutong",
        "demo-wutong/huayuan",
        "demo-wutong/youdian",
    ] {
        let mut expected: BTreeMap<(String, String), usize> = BTreeMap::new();
        for record in &records {
            let is_here = record.kind == "activities" && record.is_within(place);
            let Some(day) = record.held().filter(|_| is_here) else {
                continue;
            };
            let month: usize = day[5..7].parse().unwrap();
            let quarter = format!("{}-Q{}", &day[..4], (month - 1) / 3 + 1);
            let written = record.field("type", "类型").unwrap();
            let known = |(en, zh): &&(&str, &str)| written == *en || written == *zh;
            let (key, _) = TYPES.iter().find(known).unwrap();
            *expected
                .entry((quarter.clone(), (*key).to_owned()))
                .or_default() += 1;
            *expected.entry((quarter, "all".to_owned())).or_default() += 1;
            seen += 1;
        }
        let html = page(
            &folder.path().join("public"),
            &format!("{place}/activities/index.html"),
        );
        assert_eq!(told(&html), expected, "{place}");
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn the_sum_of_people_says_of_how_many_activities_it_is() {
    let site = Site::new();
    for (name, more) in [
        ("a", "参加人数: 12\n志愿工时: 5"),
        ("b", "参加人数: 0"),
        ("c", ""),
    ] {
        activity(
            &site,
            name,
            &format!("日期: 2026-03-01\n类型: 志愿服务\n{more}"),
        );
    }
    site.build();
    let list = words(&site.page("tao/activities/index.html"));
    assert!(
        list.contains("12人参加（2次有记录） 志愿服务5小时（1次有记录）"),
        "{list}"
    );
    // Nobody came, and nobody counted, are not the same.
    let nobody = words(&site.page("tao/activities/b.html"));
    assert!(nobody.contains("参加人数 0 人"), "{nobody}");
    let unknown = words(&site.page("tao/activities/c.html"));
    assert!(unknown.contains("参加人数 未记录"), "{unknown}");
    assert!(unknown.contains("志愿服务 未记录"), "{unknown}");
}

fn activity(site: &Site, name: &str, front: &str) {
    site.file(
        &format!("content/tao/activities/{name}.md"),
        format!("---\n标题: 活动{name}\n{front}\n---\n"),
    );
}

#[test]
fn what_is_put_off_is_to_come_and_what_is_called_off_says_so() {
    let site = Site::new();
    activity(&site, "past", "日期: 2026-03-20\n类型: 文体活动");
    activity(
        &site,
        "later",
        "日期: 2026-03-14\n类型: 文体活动\n办理进展: [2026-03-13 改期 2026-03-28 有雨]",
    );
    activity(
        &site,
        "moved",
        "日期: 2026-01-10\n类型: 文体活动\n办理进展: [2026-01-09 改期 2026-02-07 有雨, 2026-02-07 召开]",
    );
    // Nobody wrote whether it was held on its new day.
    activity(
        &site,
        "unsaid",
        "日期: 2026-01-10\n类型: 文体活动\n办理进展: [2026-01-09 改期 2026-02-08 有雨]",
    );
    activity(
        &site,
        "off",
        "日期: 2026-03-29\n类型: 文体活动\n办理进展: [2026-03-20 取消 报名不足]",
    );
    activity(&site, "next", "日期: 2026-03-27\n类型: 文体活动");
    site.build();
    let coming = |html: &str, links: &str| -> Vec<String> {
        let page = Html::parse_document(html);
        select(page.root_element(), links)
            .iter()
            .map(|link| link.text().collect())
            .collect()
    };
    let home = site.page("tao/index.html");
    assert_eq!(
        coming(&home, "#activities .brief a"),
        ["活动next", "活动later"]
    );
    // What was called off stands in the list until its day, with its mark, and counts nowhere.
    let list = site.page("tao/activities/index.html");
    assert_eq!(
        coming(&list, "#current .row h3 a"),
        ["活动next", "活动later", "活动off"]
    );
    assert!(words(&list).contains("已取消 文体活动 2026年 活动off"));
    assert_eq!(
        told(&list),
        BTreeMap::from([
            (("2026-Q1".to_owned(), "all".to_owned()), 2),
            (("2026-Q1".to_owned(), "culture".to_owned()), 2),
        ])
    );
    let off = words(&site.page("tao/activities/off.html"));
    assert!(off.contains("这次活动已在2026年3月20日取消"), "{off}");
    assert!(
        off.contains("原因：报名不足") && !off.contains("参加人数"),
        "{off}"
    );
    let later = words(&site.page("tao/activities/later.html"));
    assert!(
        later.contains("活动改到2026年3月28日（周六）举行"),
        "{later}"
    );
    assert!(later.contains("原定时间 2026年3月14日"), "{later}");
}

#[test]
fn an_activity_follows_the_steps_of_a_meeting() {
    let site = Site::new();
    activity(
        &site,
        "wrong",
        "日期: 2026-03-10\n类型: 其他\n办理进展: [2026-03-09 召开]",
    );
    let run = site.run(&["check", "--no-posters"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(
        run.stderr.contains("dates-order") && run.stderr.contains("活动日期 2026-03-10"),
        "{}",
        run.stderr
    );
}

#[test]
fn the_poster_of_an_activity_hangs_before_its_day() {
    let site = Site::new();
    site.file("content/tao/_index.md", "---\n标题: 桃园小区\n层级: 小区\n发布单位: 业委会\n组织:\n  业委会: 桃园小区业主委员会 0731-0000 0001\n公示栏: [正门 A4 1]\n---\n");
    activity(&site, "soon", "日期: 2026-04-01\n类型: 其他");
    activity(&site, "far", "日期: 2026-04-02\n类型: 其他");
    let run = site.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let home = site.page("tao/index.html");
    let page = Html::parse_document(&home);
    let hanging: Vec<String> = select(page.root_element(), ".posters a.btn")
        .iter()
        .map(|link| link.attr("href").unwrap().to_owned())
        .collect();
    assert_eq!(hanging, ["activities/soon.pdf"]);
}

#[test]
fn a_page_of_a_place_stands_on_its_home_and_not_in_every_foot() {
    let folder = build_sample(false);
    let public = folder.path().join("public");
    let home = page(&public, "dongheng/index.html");
    assert!(home.contains("../pages/dongheng-experience.html"));
    for other in ["index.html", "lijun/index.html", "pages/about.html"] {
        assert!(
            !page(&public, other).contains("dongheng-experience.html"),
            "{other}"
        );
    }
    // It stands at its place.
    let own = page(&public, "pages/dongheng-experience.html");
    let head = Html::parse_document(&own);
    let name: String = select(head.root_element(), "header a")
        .iter()
        .flat_map(ElementRef::text)
        .collect();
    assert!(name.contains("东恒社区"), "{name}");
    for word in ["学习", "阵地", "民生动态", "助力"] {
        assert!(own.contains(word), "{word}");
    }
    // A study activity of an invented place leads there.
    let study = page(
        &public,
        "demo-chunhe/taoyuan/activities/2026-02-27-study-dongheng.html",
    );
    assert!(study.contains("../../../pages/dongheng-experience.html"));
    // What the article does not tell is no record.
    assert!(!public.join("lijun/activities").exists());
    assert!(words(&page(&public, "lijun/index.html")).contains("不等于没有办过"));
}
