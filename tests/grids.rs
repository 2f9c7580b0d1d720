//! Grids on built sites: where a building lies, whom to call, what is counted and what is not known.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at what it does not expect"
)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use support::{Site, build_sample};

/// A page without its tags, with one space for all white space.
fn text(root: &Path, page: &str) -> String {
    let html = html(root, page);
    let mut out = String::new();
    let mut within = false;
    for c in html.chars() {
        match c {
            '<' => within = true,
            '>' => {
                within = false;
                out.push(' ');
            }
            _ if !within => out.push(c),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn html(root: &Path, page: &str) -> String {
    let path = root.join("public").join(page);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn has(text: &str, wanted: &str) {
    assert!(text.contains(wanted), "no “{wanted}” in {text}");
}

fn lacks(text: &str, other: &str) {
    assert!(!text.contains(other), "“{other}” in {text}");
}

/// The facts of a list of counts: what follows a word.
fn count(text: &str, what: &str) -> String {
    let rest = text.split("数目").nth(1).expect("a list of counts");
    let at = rest.find(&format!(" {what} ")).expect(what) + what.len() + 2;
    rest[at..].split(' ').next().unwrap().to_owned()
}

const BODIES: &str = "标题: 桃园小区\n层级: 小区\n";

fn built(front: &str) -> Site {
    let site = Site::new();
    site.file(
        "content/tao/_index.md",
        format!("---\n{BODIES}{front}---\n"),
    );
    let run = site.run(&["build", "--no-posters"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    site
}

#[test]
fn the_numbers_of_the_article_come_out_as_counts() {
    let sample = build_sample(false);
    let page = text(sample.path(), "lijun/nongan/grids.html");
    assert_eq!(count(&page, "网格"), "2个");
    assert_eq!(count(&page, "单元网格"), "17个");
    assert_eq!(count(&page, "楼栋"), "17栋");
    assert_eq!(count(&page, "户数"), "未写明");
    // Above, they are the least that is known.
    let community = text(sample.path(), "lijun/grids.html");
    assert_eq!(count(&community, "单元网格"), "17个");
    let street = text(sample.path(), "grids.html");
    assert_eq!(count(&street, "网格"), "至少2个");
    assert_eq!(count(&street, "单元网格"), "至少17个");
    assert_eq!(count(&street, "楼栋"), "至少17栋");
    has(&street, "没有写明网格的5处： 恒心绿洲小区");
    // Invented places stand in the table and in no count.
    has(
        &street,
        "春和示例社区 演示 至少3 2处未写明 至少8 2处未写明 至少8 2处未写明 632",
    );
    has(&text(sample.path(), "lijun/nongan/index.html"), "17栋");
    // Without names nobody can look anything up, and there is no chart.
    assert!(!sample.path().join("public/lijun/nongan/grids.pdf").exists());
}

#[test]
fn a_building_leads_to_its_grid_worker() {
    let site = built(
        "楼栋: [1号楼, 2栋, 3号楼]\n网格:\n  - {名称: 东网格, 网格员电话: 0731-00000011, 单元网格: [1-1 3号楼, 1-2 1号楼]}\n  - {名称: 西网格, 单元网格: [2-1 2号楼]}\n网格日期: 2026-01-05\n",
    );
    let page = text(site.root(), "tao/grids.html");
    has(
        &page,
        "按楼栋查 1号楼 东网格 单元网格 1-2 0731-00000011 2栋 西网格 单元网格 2-1 电话未公布 3号楼 东网格 单元网格 1-1 0731-00000011",
    );
    has(&page, "无缝覆盖");
    has(&page, "截至 2026年1月5日");
    has(
        &html(site.root(), "tao/grids.html"),
        "<a class=\"btn\" href=\"tel:073100000011\"",
    );
    let home = html(site.root(), "tao/index.html");
    has(&home, "href=\"grids.html\"");
    // The list itself stands on one page.
    lacks(&home, "0731-00000011");
}

#[test]
fn what_is_not_known_is_said_and_not_counted() {
    let site = built("楼栋: 3栋\n网格: [东网格, 西网格]\n");
    let page = text(site.root(), "tao/grids.html");
    assert_eq!(count(&page, "网格"), "2个");
    assert_eq!(count(&page, "单元网格"), "未写明");
    assert_eq!(count(&page, "楼栋"), "3栋");
    has(&page, "无法核对");
    lacks(&page, "按楼栋查");
    lacks(&page, "无缝覆盖");
}

#[test]
fn gaps_are_shown_where_the_place_is_shown() {
    let site = built(
        "楼栋: [1号楼, 2号楼, 3号楼]\n网格:\n  - {名称: 东网格, 单元网格: [{名称: 1-1, 户数: 320, 楼栋: [1号楼]}]}\n  - {名称: 西网格, 户数: 200, 单元网格: [2-1 2号楼]}\n",
    );
    let band = |state: &str| {
        let front = format!("---\n标题: 网格化\n每网格户数: 100-300\n推行:\n  - {state}\n---\n");
        site.file("content/mechanisms/grid.md", front);
        let run = site.run(&["check", "--no-posters", "-v"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert_eq!(site.run(&["build", "--no-posters"]).status, 0);
        run.stderr
    };
    // Where it is adopted above, it is adopted here.
    let said = band("/ 推行");
    has(&said, "[grid-size]");
    has(&said, "东网格");
    lacks(&said, "西网格有");
    has(&said, "[building-without-grid]");
    for page in ["tao/grids.html", "tao/index.html"] {
        let page = text(site.root(), page);
        has(&page, "3号楼");
        has(&page, "还没有划入");
    }
    let page = text(site.root(), "tao/grids.html");
    has(&page, "规模：每个网格100至300户");
    has(&page, "户数偏多");
    has(&text(site.root(), "tao/index.html"), "东网格有320户");
    // What is only planned judges nobody.
    let said = band("/ 计划");
    lacks(&said, "grid-size");
    lacks(&text(site.root(), "tao/grids.html"), "规模");
}

#[test]
fn counts_of_places_above_are_those_below() {
    let site = Site::new();
    site.file(
        "content/tao/_index.md",
        format!("---\n{BODIES}户数: 300\n楼栋: [1号楼, 2号楼]\n网格: [{{名称: 一, 单元网格: [1-1 1号楼, 1-2 2号楼]}}]\n---\n"),
    );
    site.file(
        "content/xin/_index.md",
        "---\n标题: 新苑\n层级: 小区\n楼栋: 5\n网格: 2\n单元网格数: 5\n---\n",
    );
    site.file(
        "content/lao/_index.md",
        "---\n标题: 老院\n层级: 小区\n---\n",
    );
    site.file(
        "content/yan/_index.md",
        "---\n标题: 演示院\n层级: 小区\n演示: 是\n楼栋: 100\n网格: 10\n---\n",
    );
    let run = site.run(&["build", "--no-posters"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let page = text(site.root(), "grids.html");
    assert_eq!(count(&page, "网格"), "至少3个");
    assert_eq!(count(&page, "单元网格"), "至少7个");
    assert_eq!(count(&page, "楼栋"), "至少7栋");
    assert_eq!(count(&page, "户数"), "至少300户");
    has(&page, "没有写明网格的1处： 老院");
    has(&page, "桃园小区 1 2 2 300");
    has(&page, "演示院 演示 10 未写明 100 未写明");
    // What a place says of itself holds.
    site.file("content/_index.md", "---\n标题: 东街街道\n楼栋: 40\n---\n");
    assert_eq!(site.run(&["build", "--no-posters"]).status, 0);
    assert_eq!(count(&text(site.root(), "grids.html"), "楼栋"), "40栋");
}

#[test]
fn the_chart_carries_a_code_that_leads_to_the_page() {
    let site = Site::new();
    site.file(
        "content/tao/_index.md",
        format!("---\n{BODIES}楼栋: [1号楼]\n网格: [{{名称: 一, 网格员电话: 0731-00000011}}]\n网格日期: 2026-01-05\n---\n"),
    );
    let run = site.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let short: Vec<PathBuf> = fs::read_dir(site.root().join("public/p"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    let [page] = &short[..] else {
        panic!("{short:?}");
    };
    has(&fs::read_to_string(page).unwrap(), "../tao/grids.html");
    let code = page.file_stem().unwrap().to_str().unwrap().to_owned();
    has(&html(site.root(), "tao/grids.html"), "href=\"grids.pdf\"");
    // A record that takes this code gets it, and the chart another.
    site.issue(
        "2026-03-02-gate",
        &format!("标题: 道闸失灵\n日期: 2026-03-02\n编码: {code}"),
    );
    let run = site.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    has(
        &html(site.root(), &format!("p/{code}.html")),
        "issues/2026-03-02-gate.html",
    );
    assert_eq!(
        fs::read_dir(site.root().join("public/p")).unwrap().count(),
        2
    );
}

#[test]
fn charts_are_printed_for_each_board() {
    let site = Site::new();
    site.file(
        "content/tao/_index.md",
        format!("---\n{BODIES}楼栋: [1号楼, 2号楼]\n网格: [{{名称: 一, 单元网格: [1-1 1号楼 2号楼]}}]\n网格日期: 2026-01-05\n公示栏: [大门 A3 1, 1号楼 A4 2, 2号楼 A4 1]\n---\n"),
    );
    site.file(
        "content/xin/_index.md",
        "---\n标题: 新苑\n层级: 小区\n网格: 2\n---\n",
    );
    let run = site.run(&["posters", "--grids", "--lang", "zh"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let said = format!("{}{}", run.stdout, run.stderr);
    has(&said, "桃园小区：A4 3份 → print/grids/tao/网格一览-A4.pdf");
    has(&said, "桃园小区：A3 1份");
    has(&said, "新苑：没有写明哪栋楼在哪个网格，没有网格图");
    has(&said, "共 4 张；新存档 2 份");
    let printed = site.root().join("print/grids/tao");
    assert_eq!(fs::read_dir(&printed).unwrap().count(), 2);
    let kept = site.root().join("archive/2026");
    assert_eq!(fs::read_dir(&kept).unwrap().count(), 2);
    // The same once more is no news; without the board for A3, its file goes.
    site.file(
        "content/tao/_index.md",
        format!("---\n{BODIES}楼栋: [1号楼, 2号楼]\n网格: [{{名称: 一, 单元网格: [1-1 1号楼 2号楼]}}]\n网格日期: 2026-01-05\n公示栏: [1号楼 A4 2]\n---\n"),
    );
    let run = site.run(&["posters", "tao", "--grids"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(fs::read_dir(&printed).unwrap().count(), 1);
    assert_eq!(fs::read_dir(&kept).unwrap().count(), 2);
}

#[test]
fn a_record_for_some_buildings_works_where_only_their_number_is_known() {
    let site = Site::new();
    site.file(
        "content/tao/_index.md",
        format!("---\n{BODIES}发布单位: 业委会\n组织:\n  业委会: 桃园小区业主委员会 0731-00000001\n楼栋: 3\n公示栏: [{{名称: 3号楼大堂, 范围: [3号楼]}}, {{名称: 1号楼大堂, 范围: [1号楼]}}]\n---\n"),
    );
    site.file(
        "content/tao/notices/2026-03-24-water.md",
        "---\n标题: 3号楼停水\n日期: 2026-03-24\n类型: 温馨提示\n适用范围: [3号楼]\n---\n\n停水。\n",
    );
    let run = site.run(&["build", "--no-posters"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    has(
        &text(site.root(), "tao/notices/2026-03-24-water.html"),
        "适用范围 3号楼",
    );
    let run = site.run(&["posters", "--urgent", "--lang", "zh"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let sheets = fs::read_dir(site.root().join("print")).unwrap().count();
    assert!(sheets > 0, "{}", run.stderr);
}

#[test]
fn a_site_without_grids_says_nothing_of_them() {
    let site = Site::new();
    let run = site.run(&["build", "--no-posters"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    for page in ["index.html", "tao/index.html"] {
        lacks(&html(site.root(), page), "网格");
    }
    assert!(!site.root().join("public/grids.html").exists());
    assert!(!site.root().join("public/tao/grids.html").exists());
}
