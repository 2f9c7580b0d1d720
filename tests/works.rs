//! Works on built sites: how far they are, what they cost and on what that rests, their pictures,
//! and what is said where nothing is written.

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
    plain(&html(root, page))
}

fn plain(html: &str) -> String {
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

#[track_caller]
fn has(text: &str, wanted: &str) {
    assert!(text.contains(wanted), "no “{wanted}” in {text}");
}

#[track_caller]
fn lacks(text: &str, other: &str) {
    assert!(!text.contains(other), "“{other}” in {text}");
}

fn work(site: &Site, name: &str, front: &str) {
    site.file(
        &format!("content/tao/works/{name}.md"),
        format!("---\n{front}\n---\n\n正文。\n"),
    );
}

fn jpeg(shade: u8) -> Vec<u8> {
    let picture = image::RgbImage::from_pixel(8, 8, image::Rgb([shade, 90, 60]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    let format = image::ImageFormat::Jpeg;
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A picture with a segment in which a telephone says where it was taken.
fn told(shade: u8) -> Vec<u8> {
    let plain = jpeg(shade);
    let secret = b"Exif\0\0MM\0*\0\0\0\x08GPS 28.1 N 113.0 E";
    let mut told = plain[..2].to_vec();
    told.extend([0xFF, 0xE1]);
    told.extend(u16::try_from(secret.len() + 2).unwrap().to_be_bytes());
    told.extend(secret);
    told.extend(&plain[2..]);
    told
}

/// Builds, and tells warnings and notes.
fn built(site: &Site) -> String {
    let run = site.run(&["build", "--no-posters", "--verbose"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    format!("{}{}", run.stdout, run.stderr)
}

const HEAD: &str = "标题: 步道修补\n日期: 2026-03-02\n责任单位: 物业\n";

/// What the page of a work with these lines says.
fn page(lines: &str) -> String {
    let site = Site::new();
    work(&site, "2026-03-02-path", &format!("{HEAD}{lines}"));
    built(&site);
    text(site.root(), "tao/works/2026-03-02-path.html")
}

#[test]
fn a_work_stands_where_its_records_say() {
    for (lines, state) in [
        ("办理进展: [2026-03-01 计划]", "计划中"),
        ("办理进展: [2026-03-01 计划, 2026-03-02 施工]", "施工中"),
        ("办理进展: [2026-03-02 施工, 2026-03-10 完工]", "已完工"),
        (
            "办理进展: [2026-03-02 施工, 2026-03-10 完工]\n验收: 业委会 2026-03-12",
            "已验收",
        ),
        ("办理进展: [2026-03-02 施工, 2026-03-12 验收]", "已验收"),
        ("验收: 业委会 2026-03-12 合格", "已验收"),
        (
            "办理进展: [2026-03-02 计划, 2026-03-10 停办 没有通过]",
            "已停办",
        ),
        // Done, and taken up again.
        (
            "办理进展: [2026-03-02 施工, 2026-03-10 完工, 2026-03-12 施工]",
            "施工中",
        ),
        // What is still to come has not happened.
        ("办理进展: [2026-03-02 施工, 2026-03-30 完工]", "施工中"),
        (
            "办理进展: [2026-03-02 施工, 2026-03-10 完工]\n验收: 业委会 2026-03-30",
            "已完工",
        ),
        // Nobody wrote it.
        ("地点: 中心步道", "进度未记录"),
    ] {
        let page = page(lines);
        has(&page, &format!("{state} 物业实事"));
    }
}

#[test]
fn unknown_is_told_and_is_not_nought() {
    let page = page("地点: 中心步道");
    for unknown in ["费用 未记录", "完工 未记录", "验收 未记录"] {
        has(&page, unknown);
    }
    lacks(&page, "0.00");
    // The works of the article: nothing but that they were shown.
    let sample = build_sample(false);
    for name in ["gate-post", "garage-barriers", "greenery", "traffic-order"] {
        let page = text(
            sample.path(),
            &format!("yazhi-mingyuan/works/2021-11-24-{name}.html"),
        );
        has(&page, "进度未记录 物业实事");
        has(&page, "费用 未记录");
        lacks(&page, "元（");
    }
    let list = text(sample.path(), "yazhi-mingyuan/works/index.html");
    has(&list, "进度未记录 4 件");
    lacks(&list, "已完工的费用");
    lacks(
        &text(sample.path(), "yazhi-mingyuan/index.html"),
        "现有海报",
    );
}

#[test]
fn days_are_counted_from_beginning_to_end() {
    let page = page("完成时限: 2026-03-08\n办理进展: [2026-03-02 施工, 2026-03-10 完工]");
    has(&page, "3月2日开工，用时8天");
    // Without a beginning nothing is counted.
    let page = self::page("办理进展: [2026-03-10 完工]");
    lacks(&page, "用时");
}

#[test]
fn a_day_put_off_counts_and_one_that_passed_is_told() {
    let late = "完成时限: 2026-03-20\n办理进展: [2026-03-02 施工]";
    let page = page(late);
    has(&page, "逾期");
    has(&page, "完成时限2026年3月20日已经过了");
    let put_off = "完成时限: 2026-03-20\n办理进展:\n  - {date: 2026-03-18, state: underway, note: 等配件, until: 2026-04-10}";
    let page = self::page(put_off);
    lacks(&page, "逾期");
    has(&page, "4月10日");
    // Done is done.
    let done = "完成时限: 2026-03-20\n办理进展: [2026-03-02 施工, 2026-03-24 完工]";
    lacks(&self::page(done), "逾期");
}

/// A statement of the last quarter, a vote that passed and one that did not.
fn money(site: &Site) {
    site.file("content/tao/accounts/2026-01-10-q4.md", "---\n标题: 第四季度公共收益\n日期: 2026-01-10\n期间: 2025-Q4\n期初: 10000\n收入:\n  - 停车位 5000\n支出:\n  - 电费 800\n使用:\n  - 门禁维修 6300\n期末: 7900\n---\n\n正文。\n");
    let vote = |result: &str, agree: u8| {
        format!(
            "---\n标题: 维修门禁\n日期: 2025-11-20\n决定主体: 业委会\n成员: 7 6 {agree}\n结果: {result}\n---\n\n正文。\n"
        )
    };
    site.file("content/tao/resolutions/yes.md", vote("通过", 5));
    site.file("content/tao/resolutions/no.md", vote("未通过", 2));
    site.file(
        "content/bao/_index.md",
        "---\n标题: 宝塔小区\n层级: 小区\n---\n",
    );
    site.file("content/bao/accounts/2026-01-10-q4.md", "---\n标题: 第四季度公共收益\n日期: 2026-01-10\n期间: 2025-Q4\n期初: 10000\n使用:\n  - 门禁维修 6300\n期末: 3700\n---\n\n正文。\n");
}

#[test]
fn money_is_linked_to_what_stands_behind_it() {
    let done = "标题: 维修门禁\n日期: 2025-12-20\n责任单位: 物业\n办理进展: [2025-12-01 施工, 2025-12-20 完工]\n";
    let told = |lines: &str| {
        let site = Site::new();
        money(&site);
        work(&site, "2025-12-20-door", &format!("{done}{lines}"));
        let told = built(&site);
        (site, told)
    };
    let (site, quiet) =
        told("费用: 6300 公共收益\n收支记录: accounts/2026-01-10-q4\n决议: resolutions/yes");
    lacks(&quiet, "cost-");
    let page = html(site.root(), "tao/works/2025-12-20-door.html");
    has(&page, "href=\"../accounts/2026-01-10-q4.html\"");
    has(&page, "href=\"../resolutions/yes.html\"");
    has(&plain(&page), "6,300.00元 由公共收益支出");
    // Both lead back.
    for other in ["accounts/2026-01-10-q4", "resolutions/yes"] {
        let page = html(site.root(), &format!("tao/{other}.html"));
        has(&page, "href=\"../works/2025-12-20-door.html\"");
    }
    for (lines, said) in [
        ("费用: 6300 维修资金", "没有写明依据哪个决议"),
        (
            "费用: 6300 维修资金\n收支记录: accounts/2026-01-10-q4",
            "没有写明依据哪个决议",
        ),
        ("费用: 6300 公共收益\n决议: resolutions/no", "决议没有通过"),
        (
            "费用: 6300.01 公共收益\n收支记录: accounts/2026-01-10-q4",
            "最接近的是“门禁维修”6,300.00 元",
        ),
        // What came in was not spent.
        (
            "费用: 5000 公共收益\n收支记录: accounts/2026-01-10-q4",
            "没有 5,000.00 元的一笔",
        ),
        (
            "费用: 6300 公共收益\n收支记录: /bao/accounts/2026-01-10-q4",
            "另一个地方",
        ),
    ] {
        has(&told(lines).1, said);
    }
    for quiet in [
        "费用: 6300 物业",
        "费用: 6300 公共收益",
        "费用: 800 公共收益\n收支记录: accounts/2026-01-10-q4",
        "费用: 6300 维修资金\n知悉: [cost-unbacked 水管爆裂应急维修]",
    ] {
        lacks(&told(quiet).1, "[cost-");
    }
}

#[test]
fn a_statement_is_of_the_time_of_the_work() {
    let site = Site::new();
    money(&site);
    let late = "标题: 维修门禁\n日期: 2026-03-20\n责任单位: 物业\n办理进展: [2026-01-05 施工, 2026-01-20 完工]\n费用: 6300 公共收益\n收支记录: accounts/2026-01-10-q4";
    work(&site, "late", late);
    has(
        &built(&site),
        "收支的期间是 2025-Q4，这件实事从 2026-01-05 到 2026-01-20",
    );
    // It began in that quarter.
    work(&site, "late", &late.replace("2026-01-05", "2025-12-31"));
    lacks(&built(&site), "收支的期间");
}

#[test]
fn pictures_stand_side_by_side_and_are_published_once() {
    let site = Site::new();
    site.file("content/tao/works/path/before.jpg", told(10));
    site.file("content/tao/works/path/after.jpg", told(200));
    site.file("content/tao/works/path/unused.jpg", told(90));
    site.file(
        "content/tao/works/path/index.md",
        format!("---\n{HEAD}办理进展: [2026-03-02 施工, 2026-03-10 完工]\n改造前: [before.jpg 2026-02-20 地砖松动]\n改造后: [after.jpg 2026-03-10 重新铺平]\n---\n\n![修好以后](after.jpg)\n"),
    );
    let told = built(&site);
    // Nobody said what becomes of faces.
    has(&told, "[faces-unsaid]");
    lacks(&told, "[work-unproved]");
    let page = html(site.root(), "tao/works/path.html");
    let pair = page.split("class=\"pair\"").nth(1).expect("a pair");
    let pair = plain(pair.split("</section>").next().unwrap());
    has(&pair, "前 2月20日 地砖松动 ");
    has(&pair, "后 3月10日 重新铺平");
    let folder = site.path("public/tao/works/path");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let names: Vec<&str> = files
        .iter()
        .map(|path| path.file_name().unwrap().to_str().unwrap())
        .collect();
    assert_eq!(names, ["after.jpg", "before.jpg"]);
    for file in files {
        let bytes = fs::read(&file).unwrap();
        let gps = bytes.windows(3).any(|window| window == b"GPS");
        assert!(!gps, "{}", file.display());
        image::load_from_memory(&bytes).unwrap();
    }
}

#[test]
fn what_is_done_is_shown() {
    let done = "办理进展: [2026-03-02 施工, 2026-03-10 完工]\n";
    has(&page(done), "已经完工，还没有完工后的照片");
    let site = Site::new();
    site.file("content/tao/works/path/before.jpg", jpeg(10));
    site.file(
        "content/tao/works/path/index.md",
        format!("---\n{HEAD}{done}改造前: [before.jpg]\n人脸: 没有人脸\n---\n\n正文。\n"),
    );
    let told = built(&site);
    has(&told, "[work-unproved]");
    lacks(&told, "[faces-unsaid]");
    has(
        &text(site.root(), "tao/works/path.html"),
        "只有改造前的照片，还没有改造后的",
    );
    // What goes on has nothing to show yet.
    lacks(&page("办理进展: [2026-03-02 施工]"), "照片");
}

#[test]
fn whoever_did_it_does_not_accept_it() {
    let accepted = |by: &str, also: &str| {
        let site = Site::new();
        let lines =
            format!("{HEAD}办理进展: [2026-03-02 施工]\n验收: {by} 2026-03-12 合格\n{also}");
        work(&site, "path", &lines);
        built(&site)
    };
    has(&accepted("物业", ""), "[self-accepted]");
    has(
        &accepted("街坊施工队", "施工单位: 街坊施工队"),
        "[self-accepted]",
    );
    lacks(
        &accepted("业委会", "施工单位: 街坊施工队"),
        "[self-accepted]",
    );
    let answered = "知悉: [self-accepted 两处小修由业主代表看过]";
    lacks(&accepted("物业", answered), "[self-accepted]");
}

#[test]
fn counts_of_works_add_up_and_name_them() {
    let site = Site::new();
    let done = "办理进展: [2026-03-02 施工, 2026-03-10 完工]\n";
    for (name, lines) in [
        ("a", format!("{done}费用: 100.10 公共收益")),
        (
            "b",
            format!("{done}费用: 200.20 公共收益\n验收: 业委会 2026-03-12"),
        ),
        ("c", format!("{done}费用: 50 物业")),
        ("d", done.to_owned()),
        // What is not done has cost nothing yet.
        (
            "e",
            "办理进展: [2026-03-02 施工]\n费用: 9999 公共收益".to_owned(),
        ),
        ("f", "撤回: 2026-03-20 写错".to_owned()),
        ("g", "地点: 南门".to_owned()),
    ] {
        work(&site, name, &format!("{HEAD}{lines}"));
    }
    built(&site);
    let list = text(site.root(), "tao/works/index.html");
    for counted in [
        "施工中 1 件",
        "已完工 3 件",
        "已验收 1 件",
        "进度未记录 1 件",
        "公共收益 300.30元 2 件",
        "物业企业 50.00元 1 件",
        "合计 350.30元",
        "费用没有记录 1 件",
    ] {
        has(&list, counted);
    }
    // The year's list has a group for each.
    let year = html(site.root(), "tao/works/2026.html");
    for group in ["underway", "done", "accepted", "unknown", "withdrawn"] {
        has(&year, &format!("id=\"{group}\""));
    }
    let order = ["underway", "done", "accepted", "unknown", "withdrawn"];
    let at = order.map(|group| year.find(&format!("id=\"{group}\"")).unwrap());
    assert!(at.is_sorted(), "{at:?}");
}

#[test]
fn the_home_page_shows_what_goes_on_first() {
    let sample = build_sample(false);
    let home = html(sample.path(), "demo-chunhe/taoyuan/index.html");
    let works = home.split("id=\"works\"").nth(1).expect("works");
    let works = works.split("</section>").next().unwrap();
    let at = ["fire-pump", "charging-shed"].map(|name| works.find(name).expect(name));
    assert!(at.is_sorted(), "{at:?}");
    // The others are in the list to which the head leads.
    has(works, "works/index.html");
    assert!(!works.contains("footpath"));
    // The issue that a work solves leads to it.
    let issue = html(
        sample.path(),
        "demo-chunhe/taoyuan/issues/2026-02-27-charging.html",
    );
    has(&issue, "../works/2026-03-18-charging-shed.html");
}
