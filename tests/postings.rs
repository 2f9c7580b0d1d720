//! Proof of posting: sheets in every dialect, `gongshi posted`, findings on pages, certificates,
//! photos, and builds that see a changed sheet.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test stops at what it does not expect; the folders that it removes are its own"
)]

mod support;

use std::fs;

use encoding_rs::GB18030;
use gongshi::postings::{Column, Sheet};
use support::{Run, Site, files, tool, tools};

const HEADINGS: &str =
    "海报编号,标题,公示栏,纸张,份数,应贴日期,张贴日期,张贴人,应撤日期,撤下日期,照片";
const SHEET: &str = "content/tao/postings/2026-W10.csv";
const PAGE: &str = "tao/notices/fee.html";
const CERTIFICATE: &str = "print/2026-W10/tao/张贴证明-G-20260302-FEE001.pdf";

/// A compound with two boards, a disclosure from 2 to 9 March, and a notice that stands.
fn site() -> Site {
    let site = Site::new();
    site.file("content/tao/_index.md", "---\n标题: 桃园小区\n层级: 小区\n发布单位: 业委会\n组织:\n  业委会: 桃园小区业主委员会 0731-0000 0001\n楼栋: [1号楼, 2号楼]\n公示栏: [正门公示栏 A3 1, 1号楼大堂 A4 1]\n---\n");
    site.notice(
        "fee",
        "标题: 停车收费标准\n日期: 2026-03-02\n编码: FEE001\n文号: 桃园业〔2026〕7号\n类型: 公示\n公示期: 2026-03-02 7日",
    );
    site.notice(
        "lane",
        "标题: 消防车通道\n日期: 2026-03-04\n编码: RANE01\n类型: 通告\n公示期: {长期: 是, 复核日期: 2026-09-04}",
    );
    site
}

fn row(number: &str, board: &str, [posted, by, down]: [&str; 3]) -> String {
    let day = &number[2..10];
    let due = format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]);
    format!("{number},标题,{board},A4,1,{due},{posted},{by},2026-03-10,{down},\n")
}

fn sheet(rows: &[String]) -> String {
    format!("{HEADINGS}\n{}", rows.concat())
}

/// The rows of the round as it is printed: nothing is noted yet, but what somebody wrote beside it.
fn round() -> String {
    let mut text = sheet(&[
        row("G-20260302-FEE001", "正门公示栏", ["", "", ""]),
        row("G-20260302-FEE001", "1号楼大堂", ["", "", ""]),
        row("G-20260304-RANE01", "正门公示栏", ["", "", ""]),
    ]);
    text = text.replace("照片\n", "照片,备注\n");
    text.push_str(",,合计,,3,,,,,,,\"三张,含备用\"\n");
    text
}

fn posted(site: &Site, arguments: &[&str]) -> Run {
    let all = [&["posted", "tao", "--week", "2026-W10"], arguments].concat();
    let run = site.run(&all);
    assert_eq!(run.status, 0, "{}", run.stderr);
    run
}

fn print(site: &Site, arguments: &[&str]) {
    let all = [&["posters", "tao", "--week", "2026-W10"], arguments].concat();
    let run = site.run(&all);
    assert_eq!(run.status, 0, "{}", run.stderr);
}

/// The cells of a column, row by row.
fn column(site: &Site, column: Column) -> Vec<String> {
    let bytes = fs::read(site.path(SHEET)).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with('\u{FEFF}'), "a mark for WPS");
    assert!(
        !text.replace("\r\n", "").contains('\n'),
        "line ends of Windows"
    );
    let text = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
    let sheet = Sheet::read(&text).unwrap();
    let rows = sheet.rows();
    rows.map(|row| row.cell(column).to_owned()).collect()
}

#[test]
fn sheets_of_all_dialects_say_the_same() {
    let plain = sheet(&[
        row(
            "G-20260302-FEE001",
            "正门公示栏",
            ["2026-03-02", "物业", "2026-03-10"],
        ),
        row(
            "G-20260302-FEE001",
            "1号楼大堂",
            ["2026-03-03", "物业", "2026-03-10"],
        ),
    ]);
    let shown = plain
        .replace("2026-03-0", "2026/3/")
        .replace("2026-03-10", "2026/3/10");
    let windows = |text: &str| text.replace('\n', "\r\n");
    let utf16 = |text: &str| {
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        [vec![0xFF, 0xFE], units.collect()].concat()
    };
    let dialects: [(&str, Vec<u8>); 7] = [
        (
            "as written",
            windows(&format!("\u{FEFF}{plain}")).into_bytes(),
        ),
        (
            "GB18030, as WPS saves it",
            GB18030.encode(&windows(&shown)).0.into_owned(),
        ),
        ("semicolons", plain.replace(',', ";").into_bytes()),
        ("tabs", shown.replace(',', "\t").into_bytes()),
        (
            "Unicode text of Excel",
            utf16(&windows(&shown.replace(',', "\t"))),
        ),
        (
            "days as WPS shows them",
            plain.replace("2026-03-03", "3月3日").into_bytes(),
        ),
        (
            "with a title above",
            format!("桃园小区张贴登记,,\n{plain}").into_bytes(),
        ),
    ];
    let mut pages: Vec<String> = Vec::new();
    for (name, bytes) in dialects {
        let site = site();
        site.file(SHEET, bytes);
        let check = site.run(&["check", "--no-posters"]);
        assert_eq!(check.status, 0, "{name}: {}", check.stderr);
        assert!(!check.stderr.contains('['), "{name}: {}", check.stderr);
        site.build();
        let page = site.page(PAGE);
        assert!(
            page.contains("3月2日至3月10日，正门公示栏等2处"),
            "{name}: {page}"
        );
        assert!(page.contains("1号楼大堂3月3日才张贴，晚了1天"), "{name}");
        pages.push(page);
    }
    pages.dedup();
    assert_eq!(pages.len(), 1);
}

#[test]
fn posted_as_planned_fills_what_is_empty() {
    let site = site();
    let by_hand = round().replacen("2026-03-02,,,", "2026-03-02,2026/3/3,业委会,", 1);
    site.file(SHEET, &by_hand);
    let run = posted(&site, &["--by", "物业 王"]);
    assert!(run.stderr.contains("登记了张贴：2 行"), "{}", run.stderr);
    assert_eq!(
        column(&site, Column::Posted),
        ["2026/3/3", "2026-03-02", "2026-03-04"]
    );
    assert_eq!(column(&site, Column::By), ["业委会", "物业 王", "物业 王"]);
    assert_eq!(column(&site, Column::TakenDown), ["", "", ""]);
    let text = fs::read_to_string(site.path(SHEET)).unwrap();
    assert!(
        text.contains(",,合计,,3,,,,,,,\"三张,含备用\"\r\n"),
        "{text}"
    );
    // Once is enough.
    assert!(posted(&site, &[]).stderr.contains("登记了张贴：0 行"));
    assert_eq!(fs::read_to_string(site.path(SHEET)).unwrap(), text);
    // What is taken down is what was due by the end of the week; what stands stays.
    let down = site.run(&["posted", "桃园小区", "--week", "2026-W11", "--down"]);
    assert_eq!(down.status, 0, "{}", down.stderr);
    assert!(down.stderr.contains("登记了撤下：2 行"), "{}", down.stderr);
    assert_eq!(
        column(&site, Column::TakenDown),
        ["2026-03-10", "2026-03-10", ""]
    );
}

#[test]
fn the_hash_is_that_of_what_was_printed() {
    let site = site();
    let fee = |price: &str| {
        site.file(
            "content/tao/notices/fee.md",
            format!("---\n标题: 停车收费标准\n日期: 2026-03-02\n编码: FEE001\n类型: 公示\n公示期: 2026-03-02 7日\n---\n\n每月{price}元。\n"),
        );
    };
    let is_archived = |hash: &str| {
        let archive = files(&site.path("archive"));
        let mut names = archive.iter().map(|(name, _)| name);
        names.any(|name| name.contains(hash))
    };
    fee("100");
    print(&site, &[]);
    let first = column(&site, Column::Hash);
    fee("150");
    print(&site, &["--base-url", "https://example.org"]);
    let second = column(&site, Column::Hash);
    assert_ne!(first[0], second[0], "printed again before it was posted");
    assert_eq!(second[0], second[2], "the same on each board");
    assert!(is_archived(&first[0]) && is_archived(&second[0]));
    // The record changes between printing and noting, and is printed once more afterwards.
    fee("200");
    posted(&site, &[]);
    assert_eq!(column(&site, Column::Hash), second);
    print(&site, &[]);
    assert_eq!(column(&site, Column::Hash), second);
    // What nobody printed for a round has no hash.
    site.file(SHEET, round());
    posted(&site, &[]);
    assert_eq!(column(&site, Column::Hash), ["", "", ""]);
}

#[test]
fn nothing_is_noted_before_it_was_done() {
    let site = site();
    site.file(SHEET, round());
    let run = posted(&site, &["--today", "2026-03-03"]);
    assert!(run.stderr.contains("登记了张贴：2 行"), "{}", run.stderr);
    assert!(
        run.stderr.contains("没有填：1 行的日期还没有到"),
        "{}",
        run.stderr
    );
    assert_eq!(
        column(&site, Column::Posted),
        ["2026-03-02", "2026-03-02", ""]
    );
    let early = site.run(&["posted", "tao", "--week", "2026-W10", "--on", "2026-03-26"]);
    assert_eq!(early.status, 2, "{}", early.stderr);
    assert!(early.stderr.contains("还没有到"), "{}", early.stderr);
    posted(&site, &["--on", "2026-03-06"]);
    assert_eq!(column(&site, Column::Posted)[2], "2026-03-06");
    // What was due before the week of its round is caught up with on the Monday.
    site.file(SHEET, "content");
    fs::remove_file(site.path(SHEET)).unwrap();
    let later = "content/tao/postings/2026-W11.csv";
    site.file(later, round());
    let run = site.run(&["posted", "tao", "--week", "2026-W11"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let text = fs::read_to_string(site.path(later)).unwrap();
    assert_eq!(text.matches(",2026-03-09,").count(), 3, "{text}");
}

#[test]
fn nothing_is_noted_before_the_date_of_its_record() {
    let site = site();
    site.file(SHEET, round());
    let run = site.run(&["posted", "tao", "--week", "2026-W10", "--on", "2020-01-01"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("2020-01-01 太早"), "{}", run.stderr);
    assert_eq!(fs::read_to_string(site.path(SHEET)).unwrap(), round());
    let run = posted(&site, &["--on", "2026-03-03"]);
    assert!(
        run.stderr.contains("没有填：1 行的记录日期更晚"),
        "{}",
        run.stderr
    );
    assert_eq!(
        column(&site, Column::Posted),
        ["2026-03-03", "2026-03-03", ""]
    );
    // Without a day on which it is due, it is that of the record.
    let text = round().replacen("A4,1,2026-03-02,", "A4,1,,", 1);
    site.file(SHEET, text);
    posted(&site, &[]);
    assert_eq!(column(&site, Column::Posted)[0], "2026-03-02");
}

#[test]
fn what_is_replaced_hangs_until_the_other_is_hung() {
    let site = site();
    site.notice(
        "fee-again",
        "标题: 停车收费标准（重发）\n日期: 2026-03-04\n编码: FEE002\n类型: 公示\n公示期: 2026-03-06 7日\n代替: notices/fee",
    );
    site.file(SHEET, round());
    posted(&site, &[]);
    let down = site.run(&["posted", "tao", "--week", "2026-W10", "--down"]);
    assert_eq!(down.status, 0, "{}", down.stderr);
    assert_eq!(
        column(&site, Column::TakenDown),
        ["2026-03-06", "2026-03-06", ""]
    );
    let of = |down: &str| {
        let cells = ["2026-03-02", "", down];
        site.file(
            SHEET,
            sheet(&[row("G-20260302-FEE001", "正门公示栏", cells)]),
        );
        site.build();
        site.page(PAGE)
    };
    assert!(!of("2026-03-06").contains("就撤下了"));
    let early = of("2026-03-05");
    assert!(early.contains("正门公示栏3月5日就撤下了"), "{early}");
    assert!(of("").contains("应在2026年3月6日撤下"));
    // A withdrawal after the last day changes nothing about that day.
    fs::remove_file(site.path("content/tao/notices/fee-again.md")).unwrap();
    site.notice(
        "fee",
        "标题: 停车收费标准\n日期: 2026-03-02\n编码: FEE001\n类型: 公示\n公示期: 2026-03-02 7日\n撤回: 2026-03-20 有误",
    );
    assert!(of("").contains("应在2026年3月10日撤下"));
}

#[test]
fn a_place_that_names_no_boards_has_one_of_its_own() {
    let site = site();
    site.file("content/tao/_index.md", "---\n标题: 桃园小区\n层级: 小区\n发布单位: 业委会\n组织:\n  业委会: 桃园小区业主委员会 0731-0000 0001\n---\n");
    let urgent = || {
        let run = site.run(&["posters", "tao", "--urgent", "--today", "2026-03-05"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert!(!run.stderr.contains("unknown-board"), "{}", run.stderr);
        run.stderr
    };
    print(&site, &[]);
    assert!(urgent().contains("张贴 2 种"));
    posted(&site, &["--today", "2026-03-05"]);
    assert!(urgent().contains("没有要张贴的"));
    site.build();
    let page = site.page(PAGE);
    assert!(page.contains("3月2日起，桃园小区"), "{page}");
    assert!(!page.contains("等2处"), "{page}");
}

#[test]
fn a_board_written_in_two_ways_is_one() {
    let site = site();
    let of = |board: &str, down: &str| row("G-20260302-FEE001", board, ["2026-03-02", "", down]);
    let rows = [
        of("1号楼大堂", "2026-03-05"),
        of("1 号楼大堂", "2026-03-10"),
    ];
    site.file(SHEET, sheet(&rows));
    site.build();
    let page = site.page(PAGE);
    assert!(page.contains("3月2日至3月10日，1号楼大堂"), "{page}");
    assert!(!page.contains("等2处"), "{page}");
    assert!(!page.contains("就撤下了"), "{page}");
}

#[test]
fn what_was_withdrawn_was_not_posted() {
    let site = site();
    site.notice(
        "fee",
        "标题: 停车收费标准\n日期: 2026-03-02\n编码: FEE001\n类型: 公示\n公示期: 2026-03-02 7日\n撤回: 2026-03-02 有误",
    );
    site.file(SHEET, round());
    let run = posted(&site, &[]);
    assert!(run.stderr.contains("登记了张贴：1 行"), "{}", run.stderr);
    assert!(run.stderr.contains("2 行的记录已撤回"), "{}", run.stderr);
}

#[test]
fn a_sheet_with_an_error_is_not_written() {
    let site = site();
    let text = round().replacen("2026-03-02,,,", "2026-03-02,已贴,,", 1);
    site.file(SHEET, &text);
    let run = site.run(&["posted", "tao", "--week", "2026-W10"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(
        run.stderr.contains("张贴日期：“已贴”不是日期"),
        "{}",
        run.stderr
    );
    assert_eq!(fs::read_to_string(site.path(SHEET)).unwrap(), text);
    site.file(SHEET, text.split_once('\n').unwrap().1);
    let headless = site.run(&["posted", "tao", "--week", "2026-W10"]);
    assert_eq!(headless.status, 1, "{}", headless.stderr);
    assert!(
        headless.stderr.contains("[posting-columns]"),
        "{}",
        headless.stderr
    );
    // The rest of the site can be published without it.
    assert_eq!(site.run(&["build", "--no-posters"]).status, 1);
    let held = site.run(&["build", "--no-posters", "--hold-faulty"]);
    assert!(
        held.stderr.contains("2026-W10.csv（有错误）"),
        "{}",
        held.stderr
    );
    assert!(site.page(PAGE).contains("停车收费标准"));
}

#[test]
fn gaps_are_shown_on_the_page() {
    let site = site();
    site.build();
    // A compound that keeps no sheets owes none.
    assert!(!site.page(PAGE).contains("张贴登记"));
    let gaps = [
        (
            ["2026-03-04", "", "2026-03-10"],
            "正门公示栏3月4日才张贴，晚了2天",
        ),
        (
            ["2026-03-02", "", "2026-03-08"],
            "公示期到2026年3月9日24时止，正门公示栏3月8日就撤下了",
        ),
        (
            ["2026-03-02", "", ""],
            "应在2026年3月10日撤下，正门公示栏还没有撤下的登记",
        ),
    ];
    for (cells, gap) in gaps {
        site.file(
            SHEET,
            sheet(&[row("G-20260302-FEE001", "正门公示栏", cells)]),
        );
        site.build();
        let page = site.page(PAGE);
        let (_, shown) = page.split_once("还缺什么").expect("a list of gaps");
        assert!(shown.contains(gap), "{gap}\n{shown}");
    }
    // The other notice should hang, and nobody noted that it does.
    let lane = site.page("tao/notices/lane.html");
    assert!(
        lane.contains("应在2026年3月4日张贴，没有张贴登记"),
        "{lane}"
    );
    // In order there is nothing to say.
    let cells = ["2026-03-02", "", "2026-03-10"];
    site.file(
        SHEET,
        sheet(&[row("G-20260302-FEE001", "正门公示栏", cells)]),
    );
    site.build();
    assert!(!site.page(PAGE).contains("还缺什么"));
    // A reason is shown with the gap, and the gap is not listed any more.
    let cells = ["2026-03-02", "", "2026-03-08"];
    site.file(
        SHEET,
        sheet(&[row("G-20260302-FEE001", "正门公示栏", cells)]),
    );
    site.notice(
        "fee",
        "标题: 停车收费标准\n日期: 2026-03-02\n编码: FEE001\n类型: 公示\n公示期: 2026-03-02 7日\n知悉:\n  - hung-short 大堂粉刷",
    );
    site.build();
    assert!(site.page(PAGE).contains("就撤下了（说明：大堂粉刷）"));
    let check = site.run(&["check", "--no-posters", "-v"]);
    assert!(!check.stderr.contains("hung-short"), "{}", check.stderr);
}

#[test]
fn a_record_of_a_place_above_is_noted_where_it_hangs() {
    let site = site();
    site.file(
        "content/notices/fire.md",
        "---\n标题: 消防通报\n日期: 2026-03-02\n编码: F1RE01\n类型: 通报\n公示期: 2026-03-02 7日\n---\n\n正文。\n",
    );
    let cells = ["2026-03-05", "", "2026-03-10"];
    site.file(
        SHEET,
        sheet(&[row("G-20260302-F1RE01", "1号楼大堂", cells)]),
    );
    site.build();
    let page = site.page("notices/fire.html");
    assert!(
        page.contains("3月5日至3月10日，桃园小区1号楼大堂"),
        "{page}"
    );
    assert!(
        page.contains("桃园小区：应在2026年3月2日张贴，1号楼大堂3月5日才张贴"),
        "{page}"
    );
}

#[test]
fn nothing_of_a_sheet_is_published_but_days_and_boards() {
    let site = site();
    let mut text = sheet(&[
        row(
            "G-20260302-FEE001",
            "正门公示栏",
            ["2026-03-02", "王小明", "2026-03-10"],
        ),
        row(
            "G-20260302-FEE001",
            "李小红家门口",
            ["2026-03-02", "王小明", "2026-03-10"],
        ),
    ]);
    text = text.replacen("2026-03-10,\n", "2026-03-10,王小明.jpg\n", 1);
    site.file(SHEET, text);
    site.file("content/tao/postings/王小明.jpg", b"\xFF\xD8 a photo");
    let check = site.run(&["check", "-v", "--no-posters"]);
    assert!(check.stderr.contains("[unknown-board]"), "{}", check.stderr);
    assert!(!check.stderr.contains("[unused-file]"), "{}", check.stderr);
    let run = site.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(site.page(PAGE).contains("正门公示栏等2处"));
    for (name, bytes) in files(&site.path("public")) {
        let text = String::from_utf8_lossy(&bytes);
        for secret in ["王小明", "李小红", "postings"] {
            assert!(!name.contains(secret), "{name}");
            assert!(!text.contains(secret), "{secret} in {name}");
        }
    }
}

#[test]
fn a_poster_does_not_change_because_it_hangs() {
    let site = site();
    let hash = |site: &Site| {
        let run = site.run(&["build"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        fs::read(site.path("public/tao/notices/fee.pdf")).unwrap()
    };
    let before = hash(&site);
    site.file(SHEET, round());
    posted(&site, &[]);
    assert!(hash(&site) == before);
}

#[test]
fn builds_see_a_changed_sheet() {
    let site = site();
    site.file(SHEET, round());
    site.build();
    let states: [[&str; 3]; 4] = [
        ["2026-03-02", "物业", ""],
        ["2026-03-03", "物业", ""],
        ["2026-03-03", "物业", "2026-03-09"],
        ["", "", ""],
    ];
    for cells in states {
        site.file(
            SHEET,
            sheet(&[row("G-20260302-FEE001", "正门公示栏", cells)]),
        );
        site.build();
        let after = files(&site.path("public"));
        fs::remove_dir_all(site.path("public")).unwrap();
        fs::remove_dir_all(site.path(".gongshi")).unwrap();
        site.build();
        let fresh = files(&site.path("public"));
        let differing: Vec<&str> = after
            .iter()
            .zip(&fresh)
            .filter(|(one, other)| one != other && one.0 != ".gongshi.json")
            .map(|(one, _)| one.0.as_str())
            .collect();
        assert!(differing.is_empty(), "{cells:?}: {differing:?}");
        assert_eq!(after.len(), fresh.len());
    }
}

#[test]
fn a_certificate_says_where_and_when_it_hung() {
    if !tools(
        "a_certificate_says_where_and_when_it_hung",
        &["pdftotext", "pdfinfo"],
    ) {
        return;
    }
    let site = site();
    print(&site, &[]);
    let text = fs::read_to_string(site.path(SHEET)).unwrap();
    let text = text.replacen("2026-03-10,,,", "2026-03-10,,正门.jpg,", 1);
    site.file(SHEET, text);
    let photo = b"\xFF\xD8 the original, untouched".as_slice();
    site.file("content/tao/postings/正门.jpg", photo);
    // Posted late on one board.
    posted(&site, &["--on", "2026-03-03", "--by", "物业 王"]);
    let read = || {
        let path = site.path(CERTIFICATE);
        let text = tool("pdftotext", &["-layout", path.to_str().unwrap(), "-"]);
        text.replace('\u{2060}', "")
    };
    let first = read();
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    for wanted in [
        "张贴证明",
        "桃园小区业主委员会发布的下列公示",
        "停车收费标准",
        "桃园业〔2026〕7号",
        "2026年3月2日至3月9日24时止，共7日",
        "G-20260302-FEE001",
        "正门公示栏晚贴",
        "尚未撤下",
        "物业王",
        "正门.jpg",
        "已在表中注明",
        "经办人签字",
        "盖章处",
    ] {
        let found =
            bare(&first).contains(wanted) || wanted == "正门公示栏晚贴" && first.contains("晚贴");
        assert!(found, "{wanted}\n{first}");
    }
    let info = tool("pdfinfo", &[site.path(CERTIFICATE).to_str().unwrap()]);
    assert!(
        info.contains("Pages:           1") && info.contains("A4"),
        "{info}"
    );
    // The hash of the content is that of the poster.
    site.run(&["build"]);
    let poster = site.path("public/tao/notices/fee.pdf");
    let poster = tool("pdftotext", &[poster.to_str().unwrap(), "-"]);
    let hash = first.split("内容校验").nth(1).unwrap();
    let hash = hash.split_whitespace().next().unwrap();
    assert_eq!(hash.len(), 8, "{hash}");
    assert!(bare(&poster).contains(hash), "{hash}\n{poster}");
    // The photo is kept under its hash, and its original is as it was.
    let name = blake3::hash(photo).to_hex();
    assert!(bare(&first).contains(name.as_str()), "{first}");
    let kept = site.path(&format!("archive/photos/{name}.jpg"));
    assert_eq!(fs::read(&kept).unwrap(), photo);
    assert_eq!(
        fs::read(site.path("content/tao/postings/正门.jpg")).unwrap(),
        photo
    );
    // When it was taken down, the certificate is made again.
    let down = site.run(&["posted", "tao", "--week", "2026-W11", "--down"]);
    assert_eq!(down.status, 0, "{}", down.stderr);
    let second = read();
    assert!(!second.contains("尚未撤下"), "{second}");
    assert!(bare(&second).contains("3月3日3月10日6物业王"), "{second}");
    // The hash of what hung stays when the poster gets another one.
    site.notice(
        "fee",
        "标题: 停车收费标准\n日期: 2026-03-02\n编码: FEE001\n文号: 桃园业〔2026〕7号\n类型: 公示\n公示期: 2026-03-02 7日\n撤回: 2026-03-20 有误",
    );
    posted(&site, &[]);
    let third = read();
    assert!(bare(&third).contains(hash), "{hash}\n{third}");
    assert!(bare(&third).contains("本件于2026年3月20日撤回"), "{third}");
    let path = site.path("print/2026-W10/tao/张贴证明-G-20260304-RANE01.pdf");
    let standing = bare(&tool("pdftotext", &[path.to_str().unwrap(), "-"]));
    assert!(bare(&third).contains("本证明写有张贴人"), "{third}");
    assert!(!standing.contains("张贴人"), "nobody is named: {standing}");
    // A standing notice has one too; nothing else has.
    let names: Vec<String> = files(&site.path("print"))
        .into_iter()
        .map(|file| file.0)
        .filter(|name| name.contains("证明"))
        .collect();
    assert_eq!(
        names,
        [
            "2026-W10/tao/张贴证明-G-20260302-FEE001.pdf",
            "2026-W10/tao/张贴证明-G-20260304-RANE01.pdf"
        ]
    );
}

#[test]
fn a_certificate_that_somebody_changed_stays_and_no_round_takes_it_away() {
    let site = site();
    site.file(SHEET, round());
    posted(&site, &[]);
    let made = fs::read(site.path(CERTIFICATE)).unwrap();
    let round = site.run(&["posters", "tao", "--week", "2026-W10"]);
    assert_eq!(round.status, 0, "{}", round.stderr);
    let list = site.path("print/2026-W10/tao/张贴清单.pdf");
    assert!(list.exists() && fs::read(site.path(CERTIFICATE)).unwrap() == made);
    // Signed by hand, and then made again with another content.
    fs::write(site.path(CERTIFICATE), "signed").unwrap();
    let down = [
        "posted", "tao", "--week", "2026-W11", "--down", "--format", "short",
    ];
    let run = site.run(&down);
    assert_eq!(run.status, 2, "{}", run.stderr);
    let told = format!("{CERTIFICATE}: error[file-exists]");
    assert!(run.stderr.contains(&told), "{}", run.stderr);
    assert_eq!(fs::read(site.path(CERTIFICATE)).unwrap(), b"signed");
    assert!(list.exists(), "nothing of the round goes");
}

#[test]
fn certificates_of_two_places_are_two_files() {
    let site = site();
    for place in ["content/a/tao", "content/b/tao"] {
        let index = "---\n标题: 桃园\n层级: 小区\n公示栏: [正门公示栏 A4 1]\n---\n";
        site.file(&format!("{place}/_index.md"), index.replace("桃园", place));
        let cells = ["2026-03-02", "物业", ""];
        let rows = sheet(&[row("G-20260302-F1RE01", "正门公示栏", cells)]);
        site.file(&format!("{place}/postings/2026-W10.csv"), rows);
    }
    site.file(
        "content/notices/fire.md",
        "---\n标题: 消防通报\n日期: 2026-03-02\n编码: F1RE01\n类型: 公示\n公示期: 2026-03-02 7日\n---\n\n正文。\n",
    );
    for place in ["a/tao", "b/tao"] {
        let run = site.run(&["posted", place, "--week", "2026-W10"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let path = format!("print/2026-W10/{place}/张贴证明-G-20260302-F1RE01.pdf");
        assert!(site.path(&path).exists(), "{}", run.stderr);
    }
}

#[test]
fn the_sample_shows_what_sheets_are_for() {
    let folder = support::build_sample(false);
    let page = |name: &str| {
        let path = folder.path().join("public/demo-chunhe/taoyuan").join(name);
        fs::read_to_string(path).unwrap()
    };
    let late = page("resolutions/2026-03-12-shed-rules.html");
    assert!(late.contains("5号楼大堂3月14日才张贴，晚了2天"), "{late}");
    let short = page("notices/2026-03-06-parking-lines.html");
    assert!(short.contains("2号楼大堂3月12日就撤下了"), "{short}");
    let fine = page("resolutions/2026-03-10-election.html");
    assert!(fine.contains("3月10日起，小区正门公示栏等7处"), "{fine}");
    assert!(!fine.contains("还缺什么"), "{fine}");
}
