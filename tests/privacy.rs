//! The privacy gate as a whole: nothing planted reaches a page, a poster or a report; what stands in
//! brackets is hidden everywhere; waivers end on their day.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect"
)]

mod support;

use support::{Site, files};

const PLANTED: &str = include_str!("privacy/planted.txt");
const HARMLESS: &str = include_str!("privacy/harmless.txt");

/// Kind, what was planted, and the line, of the corpus.
fn planted() -> Vec<(&'static str, &'static str, &'static str)> {
    let lines = PLANTED.lines().filter(|line| !line.starts_with('#'));
    let parts = lines.map(|line| line.splitn(3, '\t').collect::<Vec<_>>());
    parts.map(|parts| (parts[0], parts[1], parts[2])).collect()
}

/// All that is published, as text.
fn published(site: &Site) -> String {
    let files = files(&site.path("public"));
    let texts = files
        .iter()
        .map(|(name, bytes)| format!("{name}\n{}\n", String::from_utf8_lossy(bytes)));
    texts.collect()
}

/// What a record with something planted leads to: its code and whether it stops a build.
fn code(kind: &str) -> String {
    format!("private-{kind}")
}

#[test]
fn what_is_planted_is_told_and_never_shown() {
    let site = Site::new();
    let corpus = planted();
    // In turns in the body, in a field, and in a title.
    for (at, (_, _, line)) in corpus.iter().enumerate() {
        let name = format!("r{at:03}");
        let quoted = line.replace('\'', "''");
        let text = match at % 3 {
            0 => format!("---\n标题: 记录{at}\n日期: 2026-03-02\n---\n\n{line}\n"),
            1 => format!(
                "---\n标题: 记录{at}\n日期: 2026-03-02\n海报:\n  导语: '{quoted}'\n---\n\n正文。\n"
            ),
            _ => format!("---\n标题: '{quoted}'\n日期: 2026-03-02\n---\n\n正文。\n"),
        };
        site.file(&format!("content/tao/issues/{name}.md"), text);
    }
    for format in ["human", "short", "json"] {
        for language in ["zh", "en"] {
            let run = site.run(&[
                "check",
                "--no-posters",
                "--format",
                format,
                "--lang",
                language,
            ]);
            assert_eq!(run.status, 1);
            let said = format!("{}{}", run.stdout, run.stderr);
            for (at, (kind, number, line)) in corpus.iter().enumerate() {
                let is_number = matches!(*kind, "identity" | "mobile" | "card");
                // Another number of the line may be told in its place, but it may not be shown.
                assert!(
                    !is_number || !said.contains(number),
                    "{format} {language}: {line}"
                );
                let path = format!("content/tao/issues/r{at:03}.md");
                let is_told = match format {
                    "short" => said.lines().any(|told| {
                        told.starts_with(&path) && told.contains(&format!("[{}]", code(kind)))
                    }),
                    _ => said.contains(&path),
                };
                assert!(is_told, "{format} {language}: {path}: {kind}: {line}");
            }
        }
    }
    let run = site.run(&["build", "--no-posters", "--hold-faulty"]);
    let public = published(&site);
    for (kind, number, line) in &corpus {
        if matches!(*kind, "identity" | "mobile" | "card") {
            assert!(!public.contains(number), "published: {line}");
            assert!(!run.stderr.contains(number), "told: {line}");
        }
    }
}

#[test]
fn what_is_harmless_raises_nothing() {
    let site = Site::new();
    let lines = HARMLESS.lines().filter(|line| !line.starts_with('#'));
    let body = lines.collect::<Vec<_>>().join("\n\n");
    site.file(
        "content/tao/issues/all.md",
        format!("---\n标题: 无害\n日期: 2026-03-02\n---\n\n```\n{body}\n```\n"),
    );
    let run = site.run(&["check", "--no-posters", "--format", "short"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(!run.stderr.contains("private-"), "{}", run.stderr);
}

#[test]
fn telephones_that_are_meant_to_be_called_pass() {
    let site = Site::new();
    site.file(
        "content/site.yaml",
        "title: 东街公示栏\ntoday: 2026-03-25\ncontact: {phone: 13800000001}\n",
    );
    site.file("content/tao/_index.md", "---\n标题: 桃园小区\n层级: 小区\n发布单位: 业委会\n组织:\n  业委会: 桃园小区业主委员会 13800000002\n  物业: {名称: 桃园物业, 电话: 138-0000-0003}\n联系方式: 13800000004 工作日9:00-17:00 3栋1单元101\n网格: [{名称: 一格, 网格员电话: 13800000005}]\n---\n");
    site.notice(
        "n",
        "标题: 公示\n日期: 2026-03-02\n类型: 公示\n公示期: 2026-03-02 7天\n联系方式: 13800000006\n异议受理: 业委会 13800000007 书面",
    );
    let run = site.run(&["check", "--no-posters", "--format", "short"]);
    assert!(!run.stderr.contains("private-"), "{}", run.stderr);
    // The same one elsewhere does not.
    for (path, text) in [
        ("content/site.yaml", "title: 公示栏 13800000001\n"),
        (
            "content/tao/_index.md",
            "---\n标题: 桃园13800000002小区\n---\n",
        ),
        (
            "content/pages/about.md",
            "---\n标题: 关于\n---\n\n打 13800000003。\n",
        ),
        (
            "content/mechanisms/m.md",
            "---\n标题: 机制\n节奏: [找 13800000004]\n---\n",
        ),
        (
            "content/tao/issues/13800000005.md",
            "---\n标题: 甲\n日期: 2026-03-02\n---\n",
        ),
    ] {
        let site = Site::new();
        site.file(path, text);
        let run = site.run(&["check", "--no-posters", "--format", "short"]);
        assert!(
            run.stderr.contains("error[private-mobile]"),
            "{path}: {}",
            run.stderr
        );
        assert!(!run.stderr.contains("1380000000"), "{path}: {}", run.stderr);
    }
}

#[test]
fn brackets_hide_names_and_numbers_everywhere() {
    let site = Site::new();
    site.file("content/tao/_index.md", "---\n标题: 桃园小区\n层级: 小区\n发布单位: 业委会\n组织:\n  业委会: {名称: 桃园小区业主委员会, 说明: 主任[[赵子龙]]}\n---\n\n网格长[[诸葛孔明]]。\n");
    site.file(
        "content/tao/issues/good.md",
        "---\n标题: [[张小明]]拾金不昧\n日期: 2026-03-02\n责任单位: [[李红]]\n海报: {导语: 感谢[[欧阳修远]], 要点: [[[王大锤]]交来钱包, 车牌[[湘A12345]]]}\n办理进展:\n  - 2026-03-02 发现 [[陈晓东]]报告\n---\n\n**[[张小明]]**把钱包交给[[李红]]和[[王大锤]]，电话[[13800001234]]，住[[3栋1单元1802室]]。\n\n代码 `[[张小明]]`，[链接[[张小明]]](https://example.com)。\n\n| 甲 | 乙 |\n|---|---|\n| [[张小明]] | [[李红]] |\n",
    );
    let run = site.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(!run.stderr.contains("private-"), "{}", run.stderr);
    let page = site.page("tao/issues/good.html");
    for shown in [
        "张*明拾金不昧",
        "<strong>张*明</strong>把钱包交给李*和王*锤",
        "138****1234",
        "住3栋。",
        "<code>张*明</code>",
        "链接张*明",
        "<td>张*明</td>",
        "陈*东",
    ] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    assert!(site.page("tao/index.html").contains("网格长诸葛*明"));
    if support::tools("the poster of a hidden name", &["pdftotext"]) {
        let pdf = site.path("public/tao/issues/good.pdf");
        let text = support::tool("pdftotext", &[pdf.to_str().unwrap(), "-"]);
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(
            text.contains("张*明拾金不昧") && text.contains("王*锤交来钱包"),
            "{text}"
        );
        assert!(!text.contains("小明") && !text.contains("大锤"), "{text}");
    }
    let public = published(&site);
    for hidden in [
        "小明",
        "李红",
        "修远",
        "大锤",
        "晓东",
        "孔明",
        "子龙",
        "13800001234",
        "1802",
        "A12345",
    ] {
        assert!(!public.contains(hidden), "{hidden}");
    }
}

#[test]
fn places_of_faults_stay_true_behind_what_is_hidden() {
    let site = Site::new();
    site.file(
        "content/tao/issues/a.md",
        "---\n标题: 甲\n日期: 2026-03-02\n---\n\n[[张小明]]说见[图](issues/none)。\n",
    );
    let run = site.run(&["check", "--no-posters", "--format", "short"]);
    assert!(
        run.stderr.contains("a.md:6:14: error[unknown-record]"),
        "{}",
        run.stderr
    );
}

const WAIVED: &str = "---\n标题: 楼道加装扶手\n日期: 2026-03-02\n豁免:\n  - 房号 2026-03-26 《物业管理条例》第六十七条\n  - {内容: 手机号, 依据: 本人同意, 截止: 2026-03-25, 同意书: 档案柜三号}\n  - 身份证号 2026-03-25 法院公告\n---\n\n3栋1单元1802室，13800001234，999111199003070016。\n";

#[test]
fn waivers_end_on_their_day() {
    let site = Site::new();
    site.file("content/tao/issues/a.md", WAIVED);
    site.file("content/site.yaml", "title: 东街公示栏\n");
    // The same folder, day after day, so that what an earlier day left in the cache is met.
    for (day, page, ended) in [
        (
            "2026-03-25",
            "3栋1单元1802室，13800001234，**************0016。",
            0,
        ),
        (
            "2026-03-26",
            "3栋1单元1802室，138****1234，******************。",
            2,
        ),
        ("2026-03-27", "3栋，138****1234，******************。", 3),
        (
            "2026-03-25",
            "3栋1单元1802室，13800001234，**************0016。",
            0,
        ),
    ] {
        let run = site.run(&["build", "--no-posters", "--today", day]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert_eq!(
            run.stderr.matches("waiver-expired").count(),
            ended,
            "{day}: {}",
            run.stderr
        );
        assert!(site.page("tao/issues/a.html").contains(page), "{day}");
        let audit = std::fs::read_to_string(site.path("print/privacy-audit.html")).unwrap();
        assert_eq!(audit.matches("已到期").count(), ended, "{day}: {audit}");
        for told in [
            "桃园小区",
            "楼道加装扶手",
            "《物业管理条例》第六十七条",
            "2026-03-26",
            "档案柜三号",
        ] {
            assert!(audit.contains(told), "{told}");
        }
        assert!(!published(&site).contains("档案柜"));
    }
    // Nothing is touched when nothing has changed; without waivers nothing is left.
    let before = std::fs::metadata(site.path("print/privacy-audit.html"))
        .unwrap()
        .modified()
        .unwrap();
    site.run(&["build", "--no-posters", "--today", "2026-03-25"]);
    let after = std::fs::metadata(site.path("print/privacy-audit.html"))
        .unwrap()
        .modified()
        .unwrap();
    assert_eq!(before, after);
    site.file(
        "content/tao/issues/a.md",
        "---\n标题: 甲\n日期: 2026-03-02\n---\n",
    );
    site.run(&["build", "--no-posters", "--today", "2026-03-25"]);
    assert!(!site.path("print").exists());
}

#[test]
fn print_is_made_for_a_waiver_only_and_cleaned() {
    let site = Site::new();
    site.issue("a", "标题: 甲\n日期: 2026-03-02").build();
    assert!(!site.path("print").exists());
    site.file("content/tao/issues/b.md", WAIVED).build();
    site.file("print/mine.txt", "mine");
    site.build();
    // One that somebody changed is theirs.
    let written = std::fs::read_to_string(site.path("print/privacy-audit.html")).unwrap();
    site.file(
        "print/privacy-audit.html",
        written.replace("核对人", "已核对"),
    );
    site.issue(
        "c",
        "标题: 丙\n日期: 2026-03-02\n豁免: [车牌 2026-04-01 条例]",
    );
    let run = site.run(&["build", "--no-posters"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stderr.contains("[audit-changed]"), "{}", run.stderr);
    site.run(&["clean"]);
    assert!(site.path("print/privacy-audit.html").exists());
    site.file("print/privacy-audit.html", written);
    site.build();
    assert_eq!(
        std::fs::read_to_string(site.path("print/privacy-audit.html"))
            .unwrap()
            .matches("有效")
            .count(),
        4
    );
    assert!(site.path("print/mine.txt").exists() && site.path("print/privacy-audit.html").exists());
    let run = site.run(&["clean"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(
        site.path("print/mine.txt").exists() && !site.path("print/privacy-audit.html").exists()
    );
    // Nor does a site go there, where it would take the place of what the office needs.
    let site = Site::new();
    let output = site.path("print");
    let run = site.run(&[
        "build",
        "--no-posters",
        "--output",
        output.to_str().unwrap(),
    ]);
    assert!(run.stderr.contains("output-refused"), "{}", run.stderr);
}

#[test]
fn a_title_that_is_held_back_shows_no_number_elsewhere() {
    let site = Site::new();
    site.issue("bad", "标题: 张某13800001234投诉\n日期: 2026-03-02");
    site.file(
        "content/tao/issues/other.md",
        "---\n标题: 乙\n日期: 2026-03-02\n---\n\n见[那条](issues/bad)。\n",
    );
    let run = site.run(&["build", "--no-posters", "--hold-faulty"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(
        site.page("tao/issues/other.html")
            .contains("张某138****1234投诉")
    );
    assert!(!published(&site).contains("13800001234"));
}

#[test]
fn sheets_and_texts_are_looked_into() {
    let site = Site::new();
    let attach = |name: &str, more: &str| {
        site.file(
            "content/tao/issues/a.md",
            format!("---\n标题: 甲\n日期: 2026-03-02\n附件: [{name}]\n{more}---\n"),
        );
        site.run(&["build", "--no-posters", "--format", "short"])
    };
    let gbk = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    site.file(
        "content/tao/issues/名单.csv",
        gbk("姓名,房号,电话\n王小明,3-1-1802,13800001234\n李红,3-1-1803,13800001235\n"),
    );
    let run = attach("名单.csv 缴费名单", "");
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(
        run.stderr.contains("a.md:4:6: error[private-mobile]"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("第 2 行第 3 列") && run.stderr.contains("138****1234"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("共 2 处") && !run.stderr.contains("13800001234"),
        "{}",
        run.stderr
    );
    assert!(!site.path("public").exists());
    // Held back, the rest goes out.
    site.issue("b", "标题: 乙\n日期: 2026-03-02");
    let run = site.run(&["build", "--no-posters", "--hold-faulty"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(site.path("public/tao/issues/b.html").exists());
    assert!(
        !published(&site).contains("13800001234")
            && !site.path("public/tao/issues/a.html").exists()
    );
    // Warnings are told in every build, also when the file is not read again; a waiver ends them.
    site.file("content/tao/issues/房.csv", "户主,房号\n王小明,3-1-1802\n");
    for _ in 0..2 {
        let run = attach("房.csv", "");
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert!(
            run.stderr.contains("warning[private-room]")
                && run.stderr.contains("warning[private-name]"),
            "{}",
            run.stderr
        );
    }
    let run = attach(
        "房.csv",
        "豁免: [房号 2026-12-31 条例, 姓名 2026-12-31 条例]\n",
    );
    assert!(!run.stderr.contains("private-"), "{}", run.stderr);
    let run = attach("房.csv", "豁免: [房号 2026-03-01 条例]\n");
    assert!(
        run.stderr.contains("warning[private-room]"),
        "{}",
        run.stderr
    );
    let run = attach("房.csv", "知悉: [private-room 条例, private-name 条例]\n");
    assert!(!run.stderr.contains("private-"), "{}", run.stderr);
    // What hides in a record hides nothing in a file that is copied.
    site.file("content/tao/issues/标记.txt", "联系人：[[13800001234]]\n");
    let run = attach("标记.txt", "");
    assert!(
        run.stderr.contains("error[private-mobile]"),
        "{}",
        run.stderr
    );
    // A text by its lines, a file that is no sheet as such.
    site.file(
        "content/tao/issues/说明.txt",
        "第一行\n身份证 999111199003070016\n",
    );
    let run = attach("说明.txt", "");
    assert!(
        run.stderr.contains("error[private-identity]") && run.stderr.contains("第 2 行"),
        "{}",
        run.stderr
    );
    assert!(!run.stderr.contains("19900307"), "{}", run.stderr);
    site.file(
        "content/tao/issues/坏.xlsx",
        b"PK\x03\x04 no sheet".as_slice(),
    );
    for _ in 0..2 {
        let run = attach("坏.xlsx", "");
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert!(
            run.stderr.contains("warning[sheet-unread]"),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn an_xlsx_is_looked_into() {
    let site = Site::new();
    site.issue("a", "标题: 甲\n日期: 2026-03-02\n附件: [账.xlsx]");
    let number = luhn("622200000000000000");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("明细").unwrap();
    sheet.write(3, 1, &number).unwrap();
    site.file("content/tao/issues/账.xlsx", book.save_to_buffer().unwrap());
    let run = site.run(&["check", "--no-posters", "--format", "short"]);
    assert!(run.stderr.contains("error[private-card]"), "{}", run.stderr);
    assert!(
        run.stderr.contains("“明细”第 4 行第 2 列"),
        "{}",
        run.stderr
    );
    assert!(!run.stderr.contains(&number), "{}", run.stderr);
}

/// Digits with their check digit behind them.
fn luhn(digits: &str) -> String {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, byte)| {
            let digit = u32::from(byte - b'0');
            match digit * 2 {
                _ if at % 2 == 1 => digit,
                double if double > 9 => double - 9,
                double => double,
            }
        })
        .sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}
