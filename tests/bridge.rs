//! The parts of a mechanism at the places that carry it out, filled, empty and mixed, and what
//! residents said of what was solved and done, as they stand in built sites.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at what it does not expect"
)]

mod support;

use scraper::{ElementRef, Html, Selector};
use support::Site;

const SOURCES: [&str; 10] = [
    "grids",
    "works",
    "disputes",
    "issues",
    "revenue",
    "assessment",
    "activities",
    "venues",
    "meetings",
    "resolutions",
];

/// A street with a community of two compounds, the second of which says nothing of grids or money.
fn site(adoption: &str) -> Site {
    let site = Site::new();
    site.file(
        "content/c/_index.md",
        "---\n标题: 桃源社区\n层级: 社区\n组织:\n  居委会: 桃源社区居委会 0731-0000 0003\n---\n",
    );
    for (folder, title, more) in [
        (
            "tao",
            "桃园小区",
            "楼栋: [1号楼, 2号楼]\n网格:\n  - 名称: 第一网格\n    单元网格: [1-1 1号楼, 1-2 2号楼]\n场所: [{名称: 邻里中心, 室: [议事厅]}]\n",
        ),
        ("li", "梨园小区", ""),
    ] {
        site.file(
            &format!("content/c/{folder}/_index.md"),
            format!("---\n标题: {title}\n层级: 小区\n组织:\n  业委会: {title}业委会 0731-0000 0001\n  物业: {title}物业 0731-0000 0002\n异议受理: 业委会 0731-0000 0001\n{more}---\n"),
        );
    }
    let parts = SOURCES.map(|source| format!("  - 第{source}部分 {source}\n"));
    let parts = parts.concat();
    site.file(
        "content/mechanisms/bridge.md",
        format!(
            "---\n标题: 幸福桥\n层级: 社区\n组成部分:\n{parts}推行:\n{adoption}---\n\n说明。\n"
        ),
    );
    site
}

fn record(site: &Site, place: &str, path: &str, front: &str) {
    site.file(
        &format!("content/{place}/{path}.md"),
        format!("---\n{front}\n---\n\n正文。\n"),
    );
}

/// One record for every part.
fn fill(site: &Site, place: &str) {
    let record = |path: &str, front: &str| record(site, place, path, front);
    record(
        "issues/quarrel",
        "标题: 楼上漏水争执\n日期: 2026-03-02\n类别: 纠纷\n满意度: 40 36\n办理进展:\n  - 2026-03-02 发现\n  - 2026-03-13 解决",
    );
    record(
        "issues/parking",
        "标题: 占车位争执\n日期: 2026-03-10\n类别: 矛盾",
    );
    record(
        "issues/music",
        "标题: 音响声大\n日期: 2026-03-12\n类别: 噪声",
    );
    record(
        "works/gate",
        "标题: 更换门禁\n日期: 2026-03-01\n办理进展:\n  - 2026-03-01 计划\n  - 2026-03-08 施工\n  - 2026-03-15 完工",
    );
    record(
        "accounts/q2",
        "标题: 二季度收支\n日期: 2025-07-10\n期间: 2025-Q2\n期初: 100\n收入: [停车 50]\n期末: 150",
    );
    record(
        "accounts/q4",
        "标题: 四季度收支\n日期: 2026-01-10\n期间: 2025-Q4\n期初: 150.00\n收入: [停车 40.50]\n支出: [人工 20.25]\n期末: 170.25",
    );
    record(
        "activities/clean",
        "标题: 清洁楼道\n日期: 2026-03-07\n类型: 志愿服务",
    );
    record(
        "meetings/talk",
        "标题: 议事\n日期: 2026-03-06\n类型: 协商议事\n出席: [业委会 3]",
    );
    record(
        "resolutions/bench",
        "标题: 增设座椅\n日期: 2026-03-10\n决定主体: 业委会\n表决议题: 是否增设座椅？\n成员: 7 6 5\n结果: 通过",
    );
}

fn assess(site: &Site, name: &str, period: &str, scores: &str) {
    record(
        site,
        "c",
        &format!("assessments/{name}"),
        &format!(
            "标题: {period}考评\n日期: 2026-01-20\n期间: {period}\n考评项目: [卫生 60, 安全 40]\n异议受理: 居委会 0731-0000 0003\n得分:\n{scores}"
        ),
    );
}

fn page(site: &Site, path: &str) -> Html {
    Html::parse_document(&site.page(path))
}

fn all<'d>(page: &'d Html, selector: &str) -> Vec<ElementRef<'d>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

/// The words of an element with one space between.
fn words(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect::<Vec<_>>().join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same without spaces.
fn dense(element: ElementRef<'_>) -> String {
    words(element).replace(' ', "")
}

/// The section of a part, with whether it says that there are no records.
fn part<'d>(page: &'d Html, source: &str) -> (ElementRef<'d>, bool) {
    let section = all(page, &format!("section[data-part={source}]"));
    assert_eq!(section.len(), 1, "{source}");
    let is_empty = section[0].attr("data-empty").is_some();
    (section[0], is_empty)
}

fn exists(site: &Site, path: &str) -> bool {
    site.path(&format!("public/{path}")).is_file()
}

#[test]
fn parts_without_records_say_so() {
    let site = site("  - /c 试点 2026-01\n");
    site.build();
    let bridge = page(&site, "c/li/parts/bridge.html");
    for source in SOURCES {
        let (section, is_empty) = part(&bridge, source);
        let said = words(section);
        assert!(is_empty && said.contains("还没有"), "{source}: {said}");
        assert!(said.contains(&format!("第{source}部分")), "{said}");
        let records = Selector::parse(".row, table, data").unwrap();
        assert_eq!(section.select(&records).count(), 0, "{source}: {said}");
    }
    let main = words(all(&bridge, "main")[0]);
    assert!(main.contains("组成部分 还没有记录"), "{main}");
    // Its own place says nothing; the one above does.
    assert!(main.contains("按上级地方所写： 桃源社区"), "{main}");
    assert!(main.contains("试点"), "{main}");
}

#[test]
fn only_places_that_carry_it_out_have_the_page() {
    let site = site("  - /c 计划\n  - /c/tao 推行 2026-02\n  - /tao 推行 2027-01\n");
    site.build();
    assert!(exists(&site, "c/tao/parts/bridge.html"));
    for place in ["", "c/", "c/li/", "tao/"] {
        let path = format!("{place}parts/bridge.html");
        assert!(!exists(&site, &path), "{path}");
        assert!(!site.page(&format!("{place}index.html")).contains("parts/"));
    }
    let home = site.page("c/tao/index.html");
    assert!(home.contains("href=\"parts/bridge.html\""));
    let mechanism = page(&site, "mechanisms/bridge.html");
    let parts = all(&mechanism, "#parts ol > li");
    assert_eq!(parts.len(), SOURCES.len());
    assert_eq!(words(parts[0]), "1. 第grids部分 取自 网格");
    let links = all(&mechanism, "#parts .flat a");
    let links: Vec<_> = links.iter().filter_map(|link| link.attr("href")).collect();
    assert_eq!(links, ["../c/tao/parts/bridge.html"]);
}

#[test]
fn parts_are_filled_from_the_records_of_the_place_and_those_below() {
    let site = site("  - /c 推行 2026-01\n");
    fill(&site, "c/tao");
    assess(&site, "h1", "2025-H1", "  - tao 70 80");
    assess(
        &site,
        "h2",
        "2025-H2",
        "  - {place: tao, points: 90 80, satisfaction: 50 44}",
    );
    site.build();
    for place in ["c/tao", "c"] {
        let bridge = page(&site, &format!("{place}/parts/bridge.html"));
        for source in SOURCES {
            let (section, is_empty) = part(&bridge, source);
            assert!(!is_empty, "{place}: {source}: {}", words(section));
        }
        let said = |source| dense(part(&bridge, source).0);
        assert!(said("grids").contains("网格1个") || said("grids").contains("网格至少1个"));
        let disputes = said("disputes");
        assert!(disputes.contains("共2件办理中1已解决1"), "{disputes}");
        assert!(disputes.contains("中位数11天"), "{disputes}");
        assert!(
            disputes.contains("90.00%（回访40户，满意36户）"),
            "{disputes}"
        );
        assert!(disputes.contains("漏水") && !disputes.contains("音响"));
        assert!(
            said("issues").contains("共3件办理中2"),
            "{}",
            said("issues")
        );
        assert!(said("works").contains("完工1件"), "{}", said("works"));
        let revenue = said("revenue");
        assert!(
            revenue.contains("2025年第四季度共2期170.25元2025年第三季度"),
            "{revenue}"
        );
        let marks = said("assessment");
        assert!(
            marks.contains("86.00") && !marks.contains("74.00"),
            "{marks}"
        );
        assert!(marks.contains("回访50户，满意44户（88.00%）"), "{marks}");
        // What is known of one compound is not known of the other.
        assert_eq!(revenue.contains("还没有记录：梨园小区"), place == "c");
        assert_eq!(marks.contains("还没有记录：梨园小区"), place == "c");
        let main = words(all(&bridge, "main")[0]);
        assert!(main.contains("组成部分 10个中10个有记录"), "{main}");
    }
    let other = page(&site, "c/li/parts/bridge.html");
    for source in SOURCES {
        assert!(
            part(&other, source).1,
            "{source} of a place without records"
        );
    }
}

#[test]
fn a_part_takes_the_categories_that_it_names() {
    let site = site("  - /c 推行\n");
    fill(&site, "c/tao");
    site.file(
        "content/mechanisms/bridge.md",
        "---\n标题: 幸福桥\n组成部分:\n  - {名称: 化解, 来源: 矛盾, 类别: [纠纷, 噪声], 内容: 邻里之间}\n推行: [/c 推行]\n---\n",
    );
    site.build();
    let bridge = page(&site, "c/parts/bridge.html");
    let disputes = words(part(&bridge, "disputes").0);
    assert!(
        disputes.contains("邻里之间") && disputes.contains("音响"),
        "{disputes}"
    );
    assert!(
        disputes.replace(' ', "").contains("共3件办理中2已解决1"),
        "{disputes}"
    );
    let mechanism = page(&site, "mechanisms/bridge.html");
    let told = words(all(&mechanism, "#parts ol > li")[0]);
    assert!(
        told.contains("纠纷 、 噪声") || told.contains("纠纷、噪声"),
        "{told}"
    );
}

#[test]
fn invented_places_fill_no_part_of_a_real_one() {
    let site = site("  - / 推行\n");
    site.file(
        "content/c/show/_index.md",
        "---\n标题: 示例小区\n层级: 小区\n演示: 是\n组织:\n  业委会: 示例业委会 0731-0000 0001\n异议受理: 业委会 0731-0000 0001\n---\n",
    );
    fill(&site, "c/show");
    site.build();
    let bridge = page(&site, "c/parts/bridge.html");
    // One of the real compounds has grids and a venue.
    let filled = ["grids", "venues"];
    for source in SOURCES.into_iter().filter(|of| !filled.contains(of)) {
        let (section, is_empty) = part(&bridge, source);
        assert!(is_empty, "{source}: {}", words(section));
    }
    // What the root says does not hold for an invented place.
    assert!(!exists(&site, "c/show/parts/bridge.html"));
}

/// The line of satisfaction on the home of a place, if it has one.
fn satisfaction(site: &Site, path: &str) -> Option<String> {
    let page = page(site, path);
    let told = all(&page, "[data-counts=satisfaction]");
    assert!(told.len() < 2, "{path}");
    told.first().map(|told| dense(*told))
}

fn solved(site: &Site, name: &str, day: &str, more: &str) {
    site.issue(
        name,
        &format!("标题: 第{name}件\n日期: 2026-02-01\n{more}办理进展:\n  - 2026-02-01 发现\n  - {day} 解决"),
    );
}

#[test]
fn a_share_without_a_base_is_unknown_and_a_small_base_comes_first() {
    let site = Site::new();
    solved(&site, "a", "2026-02-20", "");
    solved(&site, "b", "2026-02-21", "满意度: 0 0\n");
    site.build();
    assert_eq!(satisfaction(&site, "tao/index.html"), None);
    assert!(!site.page("tao/issues/index.html").contains("满意度 "));
    solved(&site, "c", "2026-02-22", "满意度: 9 8\n");
    site.build();
    let few = satisfaction(&site, "tao/index.html").unwrap();
    assert_eq!(few, "满意度回访9户，满意8户（88.89%）");
    solved(&site, "d", "2026-02-23", "满意度: 30 28\n");
    site.build();
    let many = satisfaction(&site, "tao/index.html").unwrap();
    assert_eq!(many, "满意度92.31%（回访39户，满意36户）");
    let list = page(&site, "tao/issues/index.html");
    let asked = words(all(&list, "#asked")[0]);
    assert!(asked.contains("另有2件"), "{asked}");
    let told = all(&list, "#asked .lines a");
    let told: Vec<String> = told.into_iter().map(words).collect();
    assert_eq!(told, ["第d件", "第c件"]);
}

#[test]
fn answers_count_for_the_day_of_the_solution_while_it_lasts() {
    let site = Site::new();
    site.file(
        "content/mechanisms/monthly.md",
        "---\n标题: 每月一会\n例会: [联席会议 每月]\n推行: [/tao 推行 2026-01]\n---\n",
    );
    solved(&site, "a", "2026-02-20", "满意度: 20 20\n");
    site.issue(
        "b",
        "标题: 又坏了\n日期: 2026-02-01\n满意度: 30 10\n办理进展:\n  - 2026-02-01 发现\n  - 2026-02-10 解决\n  - 2026-03-05 重新办理",
    );
    solved(
        &site,
        "c",
        "2026-02-21",
        "满意度: 50 50\n撤回: 2026-03-01 写错了\n",
    );
    record(
        &site,
        "tao",
        "works/gate",
        "标题: 更换门禁\n日期: 2026-02-01\n满意度: 10 9\n办理进展:\n  - 2026-02-03 施工\n  - 2026-03-02 完工\n  - 2026-03-09 验收",
    );
    site.build();
    let of = |path: &str| satisfaction(&site, path).unwrap_or_default();
    assert_eq!(of("tao/index.html"), "满意度96.67%（回访30户，满意29户）");
    // The one that was opened again was still solved then.
    let february = of("tao/months/2026-02.html");
    assert!(
        february.contains("60.00%（回访50户，满意30户）"),
        "{february}"
    );
    let march = of("tao/months/2026-03.html");
    assert!(march.contains("90.00%（回访10户，满意9户）"), "{march}");
}

/// More answers than fit on a page are told by place and year, and add up.
#[test]
fn many_answers_are_told_by_place_and_year() {
    let site = Site::new();
    for at in 0..45 {
        let asked = 10 + at;
        solved(
            &site,
            &format!("n{at}"),
            "2026-02-20",
            &format!("满意度: {asked} {at}\n"),
        );
    }
    site.build();
    for (address, parts) in [("issues/index.html", 1), ("tao/issues/index.html", 1)] {
        let list = page(&site, address);
        assert!(all(&list, "#asked .lines .num").is_empty());
        let sums = all(&list, "#asked [data-counts=satisfaction]");
        assert_eq!(sums.len(), 1 + parts, "{address}");
        let of = |at: usize, key: &str| -> u64 {
            let selector = Selector::parse(&format!("data[data-count={key}]")).unwrap();
            let data = sums[at].select(&selector).next().unwrap();
            data.attr("value").unwrap().parse().unwrap()
        };
        for key in ["asked", "satisfied"] {
            let together: u64 = (1..=parts).map(|at| of(at, key)).sum();
            assert_eq!(of(0, key), together, "{address}: {key}");
        }
    }
    let links = page(&site, "issues/index.html");
    let link = all(&links, "#asked .lines a")[0].attr("href").unwrap();
    assert_eq!(link, "../tao/issues/index.html#asked");
    let links = page(&site, "tao/issues/index.html");
    let link = all(&links, "#asked .lines a")[0].attr("href").unwrap();
    assert_eq!(link, "2026.html#solved");
}
