//! The posting round: what is hung on which board and on which paper, what is taken down, what is kept.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at what it does not expect"
)]

mod support;

use std::fs;

use support::{Run, Site, files, tool, tools};

/// Places of the compound's files in week 10 of 2026.
const WEEK: &str = "print/2026-W10/tao";
/// What reads PDF files here.
const READERS: [&str; 3] = ["pdfinfo", "pdftotext", "qpdf"];

/// A compound with a large board at the gate and one in each of two lobbies.
fn site() -> Site {
    let site = Site::new();
    place(&site, "");
    site
}

/// Writes the compound with some lines more.
fn place(site: &Site, more: &str) {
    site.file(
        "content/tao/_index.md",
        format!(
            "---\n标题: 桃园小区\n层级: 小区\n发布单位: 业委会\n{more}组织:\n  业委会: 桃园小区业主委员会 0731-0000 0001\n\
             楼栋: [1号楼, 2号楼]\n公示栏:\n  - {{名称: 大门公示栏, 纸张: A3}}\n  - {{名称: 1号楼大堂, 份数: 2, 范围: [1号楼]}}\n  \
             - {{名称: 2号楼大堂, 范围: [2号楼]}}\n---\n"
        ),
    );
}

/// A notice of the compound that hangs from a day on.
fn notice(site: &Site, name: &str, from: &str, more: &str) {
    let title = name.get(11..).unwrap();
    site.notice(
        name,
        &format!(
            "标题: {title}\n日期: {from}\n类型: 公示\n公示期: {{起: {from}, 天数: 7}}\n{more}"
        ),
    );
}

fn print(site: &Site, arguments: &[&str]) -> Run {
    let run = site.run(&[&["posters"], arguments].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    run
}

fn pages(site: &Site, path: &str) -> usize {
    let path = site.path(path);
    let info = tool("pdfinfo", &[path.to_str().unwrap()]);
    let line = info.lines().find_map(|line| line.strip_prefix("Pages:"));
    line.unwrap().trim().parse().unwrap()
}

/// Text without white space and without the characters that allow or forbid a break.
fn text(site: &Site, path: &str) -> String {
    let path = site.path(path);
    let text = tool("pdftotext", &["-layout", path.to_str().unwrap(), "-"]);
    let is_shown = |c: &char| !c.is_whitespace() && !matches!(c, '\u{200B}' | '\u{2060}');
    text.chars().filter(is_shown).collect()
}

fn checklist(site: &Site) -> String {
    text(site, &format!("{WEEK}/张贴清单.pdf"))
}

/// Names of files for the printer below a folder of the site; those for chat groups, which
/// `tests/cards.rs` looks at, lie beside them.
fn names(site: &Site, folder: &str) -> Vec<String> {
    let files = files(&site.path(folder)).into_iter();
    let names = files.map(|(name, _)| name);
    names.filter(|name| name.ends_with(".pdf")).collect()
}

#[test]
fn boards_copies_and_paper_are_counted() {
    if !tools("boards_copies_and_paper_are_counted", &READERS) {
        return;
    }
    let site = site();
    notice(&site, "2026-03-02-all", "2026-03-02", "");
    notice(&site, "2026-03-03-one", "2026-03-03", "适用范围: [1栋]");
    notice(&site, "2026-02-23-before", "2026-02-23", "");
    let run = print(&site, &["--week", "2026-W10"]);
    // The gate: both; lobby 1: both twice; lobby 2: the first.
    assert_eq!(pages(&site, &format!("{WEEK}/A3.pdf")), 2);
    assert_eq!(pages(&site, &format!("{WEEK}/A4.pdf")), 5);
    assert!(
        run.stderr.contains("1 个地方、3 块公示栏，共打印 7 张"),
        "{}",
        run.stderr
    );
    let list = checklist(&site);
    for told in [
        "海报2种，共印7张",
        "A3.pdfA3纸2张",
        "A4.pdfA4纸5张",
        "每种2份",
        "第1—2页",
        "第3—4页",
        "第5页",
    ] {
        assert!(list.contains(told), "{told}: {list}");
    }
    // The one of the week before ends in this week: its last day is 2 March.
    assert!(list.contains("before") && list.contains("期满"), "{list}");
    let in_lobbies = text(&site, &format!("{WEEK}/A4.pdf"));
    assert_eq!(in_lobbies.matches("业委会").count(), 0);
    assert_eq!(
        list.matches("one").count(),
        2,
        "at the gate and in lobby 1: {list}"
    );
    for name in ["A3.pdf", "A4.pdf", "张贴清单.pdf"] {
        let path = site.path(&format!("{WEEK}/{name}"));
        tool("qpdf", &["--check", path.to_str().unwrap()]);
        let bytes = fs::read(&path).unwrap();
        let has = |mark: &[u8]| bytes.windows(mark.len()).any(|window| window == mark);
        assert!(
            has(b"<pdfaid:part>2<") && has(b"<pdfuaid:part>1<"),
            "{name}"
        );
    }
}

#[test]
fn a_compound_with_one_printer_gets_that_paper() {
    if !tools("a_compound_with_one_printer_gets_that_paper", &READERS) {
        return;
    }
    let site = site();
    place(&site, "纸张: A4\n");
    notice(&site, "2026-03-02-all", "2026-03-02", "海报: {纸张: A3}");
    print(&site, &["--week", "2026-W10"]);
    assert_eq!(names(&site, WEEK), ["A4.pdf", "张贴清单.pdf"]);
    assert_eq!(pages(&site, &format!("{WEEK}/A4.pdf")), 4);
    let info = site.path(&format!("{WEEK}/A4.pdf"));
    let info = tool("pdfinfo", &[info.to_str().unwrap()]);
    assert!(info.contains("595.276 x 841.89 pts"), "{info}");
}

#[test]
fn what_begins_in_the_week_is_printed_on_friday_before() {
    if !tools(
        "what_begins_in_the_week_is_printed_on_friday_before",
        &READERS,
    ) {
        return;
    }
    let site = site();
    notice(&site, "2026-03-04-wednesday", "2026-03-04", "");
    notice(&site, "2026-03-09-next", "2026-03-09", "");
    let friday = ["--today", "2026-02-27", "--week", "2026-W10"];
    print(&site, &friday);
    let list = checklist(&site);
    assert!(
        list.contains("wednesday") && list.contains("3月4日"),
        "{list}"
    );
    assert!(!list.contains("next"), "{list}");
    // A build still holds it back, and on its day the very same sheet is published.
    let kept = names(&site, "archive/2026");
    let hash = kept[0].split('-').nth(3).unwrap().to_owned();
    let run = site.run(&["build", "--today", "2026-02-27"]);
    assert!(run.stderr.contains("2026-03-04 起公示"), "{}", run.stderr);
    let run = site.run(&["build", "--today", "2026-03-04"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let poster = text(&site, "public/tao/notices/2026-03-04-wednesday.pdf");
    assert!(poster.contains(&format!("校验{hash}")), "{hash}: {poster}");
}

#[test]
fn a_week_is_named_by_a_day_or_is_this_one() {
    let site = site();
    notice(&site, "2026-03-02-all", "2026-03-02", "");
    let today = ["--today", "2026-03-05"];
    print(&site, &[&today[..], &["--week", "2026-03-08"]].concat());
    let first = files(&site.path("print"));
    assert!(
        first
            .iter()
            .any(|(name, _)| name == "2026-W10/tao/张贴清单.pdf")
    );
    for this in [&[][..], &["--week"]] {
        print(&site, &[&today[..], this].concat());
        let again = files(&site.path("print"));
        assert!(again == first, "the same bytes: {this:?}");
    }
}

#[test]
fn what_no_longer_holds_is_taken_down_and_not_hung() {
    if !tools("what_no_longer_holds_is_taken_down_and_not_hung", &READERS) {
        return;
    }
    let site = site();
    notice(
        &site,
        "2026-02-25-gone",
        "2026-02-25",
        "撤回: {日期: 2026-03-03, 原因: 数字有误}",
    );
    notice(&site, "2026-02-26-old", "2026-02-26", "");
    notice(
        &site,
        "2026-03-04-new",
        "2026-03-04",
        "代替: {记录: notices/2026-02-26-old, 原因: 改期}",
    );
    notice(
        &site,
        "2026-03-03-never",
        "2026-03-03",
        "撤回: {日期: 2026-03-03, 原因: 重复}",
    );
    print(&site, &["--week", "2026-W10", "--today", "2026-03-06"]);
    let list = checklist(&site);
    for told in ["已撤回", "有新的代替", "海报1种"] {
        assert!(list.contains(told), "{told}: {list}");
    }
    assert!(!list.contains("never"), "it never hung: {list}");
    assert!(text(&site, &format!("{WEEK}/A3.pdf")).contains("new"));
    assert_eq!(pages(&site, &format!("{WEEK}/A3.pdf")), 1);
}

#[test]
fn what_is_over_already_is_not_hung() {
    if !tools("what_is_over_already_is_not_hung", &READERS) {
        return;
    }
    let site = site();
    site.notice(
        "2026-03-02-short",
        "标题: short\n日期: 2026-03-02\n类型: 公示\n公示期: {起: 2026-03-02, 天数: 1}",
    );
    notice(&site, "2026-03-03-long", "2026-03-03", "");
    let friday = ["--week", "2026-W10", "--today", "2026-03-06"];
    print(&site, &friday);
    let list = checklist(&site);
    assert!(list.contains("long") && !list.contains("short"), "{list}");
    assert_eq!(pages(&site, &format!("{WEEK}/A3.pdf")), 1);
    assert!(!text(&site, &format!("{WEEK}/A4.pdf")).contains("short"));
    // What is noted as posted is taken down.
    let sheet = "content/tao/postings/2026-W10.csv";
    site.file(
        sheet,
        "海报编号,标题,公示栏,张贴日期\nG-20260302-SH0RT1,short,大门公示栏,2026-03-02\n",
    );
    site.notice(
        "2026-03-02-short",
        "标题: short\n日期: 2026-03-02\n编码: SH0RT1\n类型: 公示\n公示期: {起: 2026-03-02, 天数: 1}",
    );
    print(&site, &friday);
    let list = checklist(&site);
    assert!(list.contains("short") && list.contains("期满"), "{list}");
    // Before the end it hangs, and a week that is past is printed as it was.
    for today in ["2026-03-02", "2026-03-16"] {
        fs::remove_file(site.path(sheet)).unwrap();
        print(&site, &["--week", "2026-W10", "--today", today]);
        let posters = text(&site, &format!("{WEEK}/A4.pdf"));
        assert!(posters.contains("short"), "{today}: {posters}");
    }
}

#[test]
fn words_that_are_no_week_or_day_are_told_in_both_languages() {
    let site = site();
    let wrong: [(&[&str], &[&str]); 5] = [
        (
            &["posters", "--week", "tao"],
            &[
                "“tao”不是某一周",
                "`tao` is no week",
                "2026-W10",
                "地方要写在 --week 前面",
                "a place comes before --week",
            ],
        ),
        (
            &["posters", "--week", "下周"],
            &["写成 2026-W10", "write it as 2026-W10"],
        ),
        (
            &["posters", "--since", "3月1日"],
            &["年份也要写", "write the year as well"],
        ),
        (
            &["posted", "tao", "--week", "W10"],
            &["写成 2026-W10", "`W10` is no week"],
        ),
        (
            &["build", "--today", "昨天"],
            &["“昨天”不是日期", "is not a date"],
        ),
    ];
    for (arguments, wanted) in wrong {
        let run = site.run(arguments);
        assert_eq!(run.status, 2, "{arguments:?}: {}", run.stderr);
        for words in wanted {
            assert!(run.stderr.contains(words), "{words}: {}", run.stderr);
        }
    }
    notice(&site, "2026-03-02-all", "2026-03-02", "");
    print(&site, &["--week", "2026-W10", "--today", "2026年3月2日"]);
}

#[test]
fn cells_that_are_filled_in_are_told() {
    let site = site();
    site.notice(
        "2026-03-02-all",
        "标题: all\n日期: 2026-03-02\n编码: A11A11\n类型: 公示\n公示期: {起: 2026-03-02, 天数: 7}",
    );
    let run = print(&site, &["--week", "2026-W10"]);
    assert!(run.stderr.contains("（新增 3 行"), "{}", run.stderr);
    let sheet = site.path("content/tao/postings/2026-W10.csv");
    let text = fs::read_to_string(&sheet).unwrap();
    fs::write(&sheet, text.replace(",2026-03-10,", ",,")).unwrap();
    let run = print(&site, &["--week", "2026-W10"]);
    assert!(
        run.stderr.contains("没有新增的行，补填了空着的格子"),
        "{}",
        run.stderr
    );
    assert_eq!(fs::read_to_string(&sheet).unwrap(), text);
}

#[test]
fn what_a_killed_run_left_is_cleared() {
    let site = site();
    notice(&site, "2026-03-02-all", "2026-03-02", "");
    site.file(".gongshi/new/archive-71-0", b"half");
    site.file(".gongshi/new/print-71-3", b"half");
    site.file("archive/2026/.new-mine", b"mine");
    print(&site, &["--week", "2026-W10"]);
    assert!(!site.path(".gongshi/new").exists(), "nothing is left");
    assert_eq!(
        fs::read(site.path("archive/2026/.new-mine")).unwrap(),
        b"mine"
    );
}

#[test]
fn a_closed_issue_hangs_in_place_of_its_older_sheet() {
    if !tools("a_closed_issue_hangs_in_place_of_its_older_sheet", &READERS) {
        return;
    }
    let site = site();
    site.issue(
        "2026-02-10-gate",
        "标题: 道闸失灵\n日期: 2026-02-10\n办理进展:\n  - 2026-02-10 发现\n  - 2026-03-03 解决 换了主板",
    );
    print(&site, &["--week", "2026-W10"]);
    let list = checklist(&site);
    assert!(
        list.contains("换下原来的一张") && list.contains("3月3日"),
        "{list}"
    );
}

#[test]
fn nothing_in_the_archive_is_overwritten() {
    let site = site();
    notice(&site, "2026-03-02-all", "2026-03-02", "");
    let run = print(&site, &["--week", "2026-W10"]);
    assert!(run.stderr.contains("新存档 2 份"), "{}", run.stderr);
    let first = files(&site.path("archive"));
    assert_eq!(first.len(), 3, "A3, A4 and the list");
    let run = print(&site, &["--week", "2026-W10"]);
    assert!(run.stderr.contains("新存档 0 份"), "{}", run.stderr);
    assert!(files(&site.path("archive")) == first, "nothing is new");
    // With less ink the same content looks different: it gets a further name.
    print(&site, &["--week", "2026-W10", "--economy"]);
    // Other content is another sheet.
    notice(
        &site,
        "2026-03-02-all",
        "2026-03-02",
        "海报: {要点: [改了一处]}",
    );
    print(&site, &["--week", "2026-W10"]);
    let now = files(&site.path("archive"));
    let pdfs = |files: &[(String, Vec<u8>)]| -> Vec<(String, Vec<u8>)> {
        let files = files.iter().filter(|(name, _)| name.ends_with(".pdf"));
        files.cloned().collect()
    };
    assert_eq!(pdfs(&now).len(), 6);
    for kept in pdfs(&first) {
        assert!(now.contains(&kept), "{}", kept.0);
    }
    assert!(now.iter().any(|(name, _)| name.ends_with("-A4-2.pdf")));
    let index = fs::read_to_string(site.path("archive/index.csv")).unwrap();
    assert_eq!(index.lines().count(), 7, "{index}");
    for (name, bytes) in pdfs(&now) {
        let hash = blake3::hash(&bytes).to_hex().to_string();
        assert!(index.contains(&format!("{name},{hash}")), "{name}: {index}");
    }
    let old = fs::read(site.path("archive/index.csv")).unwrap();
    let listed = String::from_utf8(first[2].1.clone()).unwrap();
    assert!(String::from_utf8(old).unwrap().starts_with(&listed));
}

#[test]
fn a_list_of_the_archive_in_another_encoding_is_told() {
    let site = site();
    notice(&site, "2026-03-02-all", "2026-03-02", "");
    site.file("archive/index.csv", b"\xb1\xe0\xba\xc5\r\n");
    let run = print(&site, &["--week", "2026-W10", "--format", "short"]);
    assert!(
        run.stderr.contains("warning[archive-index]"),
        "{}",
        run.stderr
    );
    assert_eq!(
        fs::read(site.path("archive/index.csv")).unwrap(),
        b"\xb1\xe0\xba\xc5\r\n"
    );
}

#[test]
fn files_that_somebody_changed_stay_and_old_ones_go() {
    let site = site();
    notice(&site, "2026-03-02-all", "2026-03-02", "");
    print(&site, &["--week", "2026-W10"]);
    assert_eq!(names(&site, WEEK), ["A3.pdf", "A4.pdf", "张贴清单.pdf"]);
    let a4 = site.path(&format!("{WEEK}/A4.pdf"));
    fs::write(&a4, "mine").unwrap();
    notice(&site, "2026-03-03-more", "2026-03-03", "");
    let run = site.run(&["posters", "--week", "2026-W10", "--format", "short"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(
        run.stderr
            .contains("print/2026-W10/tao/A4.pdf: error[file-exists]"),
        "{}",
        run.stderr
    );
    assert_eq!(fs::read(&a4).unwrap(), b"mine");
    fs::remove_file(&a4).unwrap();
    place(&site, "纸张: A4\n");
    let run = print(&site, &["--week", "2026-W10"]);
    assert!(
        run.stderr.contains("不再需要的：print/2026-W10/tao/A3.pdf"),
        "{}",
        run.stderr
    );
    assert_eq!(names(&site, WEEK), ["A4.pdf", "张贴清单.pdf"]);
}

#[test]
fn nothing_to_hang_is_said() {
    let site = site();
    notice(&site, "2026-03-02-all", "2026-03-02", "");
    let run = print(&site, &["--week", "2026-W20"]);
    assert!(
        run.stderr.contains("2026-W20：没有要张贴的"),
        "{}",
        run.stderr
    );
    assert!(!site.path("print").exists() && !site.path("archive").exists());
}

#[test]
fn places_are_found_and_those_below_are_meant() {
    let site = site();
    site.file(
        "content/li/_index.md",
        "---\n标题: 李园小区\n层级: 小区\n---\n",
    );
    site.file(
        "content/li/notices/2026-03-02-li.md",
        "---\n标题: 李园的事\n日期: 2026-03-02\n类型: 通知\n---\n\n正文。\n",
    );
    site.file(
        "content/notices/2026-03-02-street.md",
        "---\n标题: 街道的事\n日期: 2026-03-02\n类型: 通知\n---\n\n正文。\n",
    );
    notice(&site, "2026-03-02-all", "2026-03-02", "");
    let run = site.run(&["posters", "taoo", "--week", "2026-W10"]);
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.contains("[unknown-place]") && run.stderr.contains("tao"),
        "{}",
        run.stderr
    );
    print(&site, &["李园小区", "--week", "2026-W10"]);
    // A place without boards has one of its own name, and hangs what places above tell it.
    assert_eq!(
        names(&site, "print"),
        ["2026-W10/li/A4.pdf", "2026-W10/li/张贴清单.pdf"]
    );
    if tools("places_are_found_and_those_below_are_meant", &READERS) {
        assert_eq!(pages(&site, "print/2026-W10/li/A4.pdf"), 2);
    }
    print(&site, &["/", "--week", "2026-W10"]);
    let all = names(&site, "print");
    let expected = [
        "2026-W10/A4.pdf",
        "2026-W10/li/A4.pdf",
        "2026-W10/li/张贴清单.pdf",
        "2026-W10/tao/A3.pdf",
        "2026-W10/tao/A4.pdf",
        "2026-W10/tao/张贴清单.pdf",
        "2026-W10/张贴清单.pdf",
    ];
    assert_eq!(all, expected);
}

#[test]
fn faults_elsewhere_do_not_keep_a_place_from_its_posters() {
    let site = site();
    site.file(
        "content/li/_index.md",
        "---\n标题: 李园小区\n层级: 小区\n---\n",
    );
    site.file(
        "content/li/notices/2026-03-02-li.md",
        "---\n标题: 李园的事\n日期: 昨天\n类型: 通知\n---\n",
    );
    notice(&site, "2026-03-02-all", "2026-03-02", "");
    let run = print(&site, &["tao", "--week", "2026-W10"]);
    assert!(
        run.stderr
            .contains("没有算进来的记录 1 条：content/li/notices/2026-03-02-li.md"),
        "{}",
        run.stderr
    );
    for arguments in [
        &["posters", "--week", "2026-W10"][..],
        &["posters", "li", "--week", "2026-W10"],
    ] {
        let run = site.run(arguments);
        assert_eq!(run.status, 1, "{}", run.stderr);
        assert!(run.stderr.contains("[bad-date]"), "{}", run.stderr);
    }
    let run = site.run(&["posters", "--week", "2026-W10", "--hold-faulty"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(site.path(WEEK).join("A4.pdf").exists());
}

#[test]
fn a_character_without_a_glyph_names_its_record() {
    let site = site();
    notice(&site, "2026-03-02-all", "2026-03-02", "");
    notice(
        &site,
        "2026-03-03-rare",
        "2026-03-03",
        "海报: {要点: [龘𪚥]}",
    );
    let run = site.run(&["posters", "--week", "2026-W10", "--format", "short"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    let told = "content/tao/notices/2026-03-03-rare.md: error[missing-glyph]";
    assert!(run.stderr.contains(told), "{}", run.stderr);
    assert!(!site.path("print").exists() && !site.path("archive").exists());
    let run = site.run(&["posters", "--week", "2026-W10", "--hold-faulty"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(site.path(WEEK).join("A4.pdf").exists());
    assert!(
        run.stderr.contains("没有算进来的记录 1 条"),
        "{}",
        run.stderr
    );
}

#[test]
fn what_is_urgent_is_what_nobody_noted_as_posted() {
    if !tools("what_is_urgent_is_what_nobody_noted_as_posted", &READERS) {
        return;
    }
    let site = site();
    notice(&site, "2026-03-20-up", "2026-03-20", "");
    notice(&site, "2026-03-30-later", "2026-03-30", "");
    let urgent = "print/urgent-2026-03-25/tao";
    print(&site, &["--urgent"]);
    assert_eq!(pages(&site, &format!("{urgent}/A4.pdf")), 3);
    let sheet = site.path("content/tao/postings/2026-W13.csv");
    let text = fs::read_to_string(&sheet).unwrap();
    assert_eq!(text.lines().count(), 4, "{text}");
    // Noted as posted at the gate and in lobby 1.
    let noted: Vec<String> = text
        .lines()
        .map(|line| {
            let is_noted = line.contains("大门公示栏") || line.contains("1号楼大堂");
            let mut cells: Vec<&str> = line.split(',').collect();
            if is_noted {
                cells[6] = "2026-03-25";
                cells[7] = "老周";
            }
            cells.join(",")
        })
        .collect();
    fs::write(&sheet, noted.join("\r\n")).unwrap();
    print(&site, &["--urgent"]);
    assert_eq!(names(&site, urgent), ["A4.pdf", "张贴清单.pdf"]);
    assert_eq!(pages(&site, &format!("{urgent}/A4.pdf")), 1);
}

#[test]
fn since_a_day() {
    let site = site();
    notice(&site, "2026-03-20-up", "2026-03-20", "");
    notice(&site, "2026-03-23-more", "2026-03-23", "");
    let run = print(&site, &["--since", "2026-03-21"]);
    assert!(run.stderr.contains("张贴 1 种、4 张"), "{}", run.stderr);
    let run = site.run(&["posters", "--since", "2026-03-26"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("[bad-usage]"), "{}", run.stderr);
}

#[test]
fn long_runs_are_divided_into_files() {
    if !tools("long_runs_are_divided_into_files", &READERS) {
        return;
    }
    let site = Site::new();
    site.file(
        "content/tao/_index.md",
        "---\n标题: 桃园小区\n层级: 小区\n公示栏:\n  - {名称: 各单元, 份数: 99}\n  - {名称: 大门, 份数: 60}\n---\n",
    );
    for day in 2..4 {
        notice(
            &site,
            &format!("2026-03-0{day}-n"),
            &format!("2026-03-0{day}"),
            "联系方式: 0731-00000001",
        );
    }
    print(&site, &["--week", "2026-W10"]);
    let expected = ["A4-1.pdf", "A4-2.pdf", "张贴清单.pdf"];
    assert_eq!(names(&site, WEEK), expected);
    assert_eq!(pages(&site, &format!("{WEEK}/A4-1.pdf")), 200);
    assert_eq!(pages(&site, &format!("{WEEK}/A4-2.pdf")), 118);
    let list = checklist(&site);
    assert!(list.contains("共印318张"), "{list}");
    // The copies for the gate go on in the second file.
    assert!(
        list.contains("第199—200页") && list.contains("第1—58页"),
        "{list}"
    );
}

#[test]
fn copies_beyond_reason_are_refused() {
    let site = Site::new();
    let boards = "公示栏:\n  - 大门 A4 100\n";
    site.file(
        "content/tao/_index.md",
        format!("---\n标题: 桃园小区\n{boards}---\n"),
    );
    let run = site.run(&["posters"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("[out-of-range]"), "{}", run.stderr);
}

#[test]
fn what_stays_in_the_office_is_never_published() {
    let site = site();
    for output in ["archive", "archive/public", "print/2026-W10"] {
        let path = site.path(output);
        let run = site.run(&["build", "--no-posters", "--output", path.to_str().unwrap()]);
        assert_eq!(run.status, 2, "{output}");
        assert!(
            run.stderr.contains("[output-refused]"),
            "{output}: {}",
            run.stderr
        );
    }
}
