//! `gongshi tally`: counts from sheets as WPS, Excel and LibreOffice write them, read back by the
//! program as parts of a record.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect"
)]

mod support;

use std::fmt::Write as _;
use std::fs;

use gongshi::model::value::Hundredths;
use gongshi::paths::InputPath;
use gongshi::sheet;
use gongshi::tally::{self, Basis, Count, Counted, Measure, Opinion, Sheets, Wish};
use rust_xlsxwriter::{Format, Workbook};
use support::{Run, Site};

/// A sheet with four owners: A02 has two units, two rows are not sold.
const VOTES: &str = "\
桃园小区业主大会计票表
序号,房号,业主编号,专有面积（㎡）,表决意见,备注
1,3-1-101,A01,118.5,同意,
2,3-1-102,A02,89.25㎡,反对,
3,车位-12,A02,12.5,反对,随房
4,3-1-103,A03,100,,

5,3-1-104,未售,50.55,√,
6,3-1-105,建设单位,49.45,同意,
合计,,,420.25,,
计票人：,,监票人：,,,
";

/// What it comes to.
const BLOCK: &str = "\
业主总数: {人数: 4, 面积: 420.25, 依据: 一人多套按一人计，未售部分合计一人}
选票: {发出: 4, 收回: 3}  # 发出数按每位业主一张；不同的请改
计票结果:
  人数: {同意: 2, 反对: 1, 弃权: 0, 无效: 0}
  面积: {同意: 218.50, 反对: 101.75, 弃权: 0.00, 无效: 0.00}
";

fn tally(site: &Site, arguments: &[&str]) -> Run {
    let mut all = vec!["tally"];
    let paths: Vec<String> = arguments
        .iter()
        .map(|argument| {
            let path = site.path(argument);
            if path.is_file() {
                path.to_string_lossy().into_owned()
            } else {
                (*argument).to_owned()
            }
        })
        .collect();
    all.extend(paths.iter().map(String::as_str));
    site.run(&all)
}

/// Counts a text without the program around it.
fn count(text: &str) -> Counted {
    let votes = sheets("votes.csv", text.as_bytes());
    tally::count(&Wish {
        votes: &votes,
        table: None,
        roll: None,
        declared: None,
    })
}

fn sheets(name: &str, bytes: &[u8]) -> Sheets {
    Sheets {
        path: InputPath::new(name),
        tables: sheet::read(name, bytes).unwrap(),
    }
}

fn measure(heads: u64, hundredths: i64) -> Measure {
    Measure {
        heads,
        area: Hundredths(hundredths),
    }
}

/// The rows of a text as cells.
fn cells(text: &str) -> Vec<Vec<&str>> {
    text.lines().map(|line| line.split(',').collect()).collect()
}

/// A number where a cell has nothing else; a spreadsheet stores it as a number then.
fn put(sheet: &mut rust_xlsxwriter::Worksheet, row: usize, column: usize, text: &str) {
    let (row, column) = (u32::try_from(row).unwrap(), u16::try_from(column).unwrap());
    match text.parse::<f64>() {
        _ if text.is_empty() => {}
        Ok(number) => {
            sheet.write(row, column, number).unwrap();
        }
        Err(_) => {
            sheet.write(row, column, text).unwrap();
        }
    }
}

fn workbook(name: &str, text: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(name).unwrap();
    for (row, cells) in cells(text).iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            put(sheet, row, column, cell);
        }
    }
    // A sheet for something else stands beside it, as in most files.
    book.add_worksheet().write(0, 0, "说明").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn every_form_of_a_sheet_gives_the_same_count() {
    let utf16: Vec<u8> = VOTES
        .replace(',', "\t")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let (gbk, _, _) = encoding_rs::GB18030.encode(VOTES);
    let forms: [(&str, Vec<u8>); 7] = [
        ("utf8.csv", VOTES.into()),
        ("bom.csv", [b"\xEF\xBB\xBF", VOTES.as_bytes()].concat()),
        ("gbk.csv", gbk.replace_crlf()),
        ("semicolon.csv", VOTES.replace(',', ";").into()),
        ("utf16.txt", [b"\xFF\xFE".as_slice(), &utf16].concat()),
        ("book.xlsx", workbook("计票", VOTES)),
        ("book.et", workbook("计票", VOTES)),
    ];
    let site = Site::new();
    for (name, bytes) in forms {
        site.file(name, bytes);
        let run = tally(&site, &[name]);
        assert_eq!(
            (run.status, run.stdout.as_str()),
            (0, BLOCK),
            "{name}: {}",
            run.stderr
        );
        assert!(
            run.stderr.contains("6 套，4 位业主"),
            "{name}: {}",
            run.stderr
        );
        assert!(run.stderr.contains("序号、备注"), "{name}: {}", run.stderr);
    }
    // Written by other programs: an .xls and an .ods.
    for name in ["votes.xls", "votes.ods"] {
        let bytes = fs::read(format!(
            "{}/tests/sheets/{name}",
            env!("CARGO_MANIFEST_DIR")
        ));
        site.file(name, bytes.unwrap());
        let run = tally(&site, &[name]);
        assert_eq!(run.status, 0, "{name}: {}", run.stderr);
        assert!(
            run.stdout.contains("{人数: 3, 面积: 36906.80,"),
            "{}",
            run.stdout
        );
        assert!(
            run.stdout.contains("{同意: 118.50, 反对: 179.25,"),
            "{}",
            run.stdout
        );
    }
}

/// Line ends as on Windows.
trait Crlf {
    fn replace_crlf(&self) -> Vec<u8>;
}

impl Crlf for std::borrow::Cow<'_, [u8]> {
    fn replace_crlf(&self) -> Vec<u8> {
        let lines = self.split(|byte| *byte == b'\n');
        lines.collect::<Vec<_>>().join(b"\r\n".as_slice())
    }
}

/// A roll of 355 owners with 36,609.05 m² and their votes, some of them with two units.
fn town() -> String {
    let mut text = "房号,业主编号,专有面积,表决\n".to_owned();
    let mut left = 3_660_905_i64;
    for owner in 1..=355_i64 {
        let opinion = match owner {
            1..=178 => "同意",
            179..=230 => "反对",
            231..=236 => "弃权",
            237 => "废票",
            _ => "",
        };
        let units = if owner % 10 == 0 { 2 } else { 1 };
        // Those who vote have the larger units, or the quorum would fail by area.
        let least = if owner <= 237 { 7_900 } else { 6_000 };
        for unit in 0..units {
            let last = owner == 355;
            let area = if last {
                left
            } else {
                least + (owner * 37 + unit * 11) % 4_000
            };
            left -= area;
            let area = format!("{}.{:02}", area / 100, area % 100);
            writeln!(
                text,
                "{}-{}-{owner:04}{unit},Y{owner:04},{area},{opinion}",
                owner % 7 + 1,
                unit + 1
            )
            .unwrap();
        }
    }
    assert_eq!(left, 0);
    text
}

fn whole(counted: Counted) -> Count {
    let shown = format!("{:?}", counted.diagnostics);
    counted.count.unwrap_or_else(|| panic!("{shown}"))
}

#[test]
fn three_hundred_and_fifty_five_owners() {
    let count = whole(count(&town()));
    assert_eq!(count.electorate, measure(355, 3_660_905));
    assert_eq!((count.basis, count.returned), (Basis::Sheet, 237));
    let heads: Vec<u64> = count.questions[0]
        .votes
        .iter()
        .map(|votes| votes.heads)
        .collect();
    assert_eq!(heads, [178, 52, 6, 1]);
}

#[test]
fn the_order_of_rows_does_not_matter_and_sums_are_exact() {
    let text = town();
    let (heading, rows) = text.split_once('\n').unwrap();
    let mut rows: Vec<&str> = rows.lines().collect();
    let expected = whole(count(&text));
    // Each sum again, by another way: digit strings added as whole numbers.
    for (at, opinion) in ["同意", "反对", "弃权", "废票"].into_iter().enumerate() {
        let of = rows.iter().filter(|row| row.ends_with(opinion));
        let sum: i128 = of
            .map(|row| {
                row.split(',')
                    .nth(2)
                    .unwrap()
                    .replace('.', "")
                    .parse::<i128>()
                    .unwrap()
            })
            .sum();
        assert_eq!(
            i128::from(expected.questions[0].votes[at].area.0),
            sum,
            "{opinion}"
        );
        assert_eq!(
            Opinion::ALL[at].key(),
            ["yes", "no", "abstain", "invalid"][at]
        );
    }
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    for _ in 0..60 {
        for at in (1..rows.len()).rev() {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            rows.swap(at, usize::try_from(state % (at as u64 + 1)).unwrap());
        }
        let shuffled = format!("{heading}\n{}\n", rows.join("\n"));
        assert_eq!(whole(count(&shuffled)), expected);
    }
}

#[test]
fn headings_in_two_rows_with_ticks_and_merged_cells() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    sheet
        .merge_range(0, 0, 0, 8, "关于两个议题的计票表", &plain)
        .unwrap();
    for (column, heading) in ["房号", "业主", "面积\n（㎡）"].iter().enumerate() {
        let column = u16::try_from(column).unwrap();
        sheet
            .merge_range(1, column, 2, column, heading, &plain)
            .unwrap();
    }
    for (column, heading) in [(3, "议题一：续聘物业"), (6, "议题二：使用维修资金")]
    {
        sheet
            .merge_range(1, column, 1, column + 2, heading, &plain)
            .unwrap();
        for (at, word) in ["同意", "反对", "弃权"].iter().enumerate() {
            sheet
                .write(2, column + u16::try_from(at).unwrap(), *word)
                .unwrap();
        }
    }
    let rows = [
        ["3-1-101", "示例甲", "118.5", "√", "", "", "", "√", ""],
        // The owner's name and ticks are merged over both units.
        ["3-1-102", "示例乙", "90", "", "1", "", "√", "", ""],
        ["3-1-103", "", "10.05", "", "", "", "", "", ""],
        ["3-1-104", "示例丙", "77", "", "", "", "", "", ""],
    ];
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            // Numbers as texts, as a pasted column has them.
            if !cell.is_empty() {
                let at = (
                    u32::try_from(row).unwrap() + 3,
                    u16::try_from(column).unwrap(),
                );
                sheet.write(at.0, at.1, *cell).unwrap();
            }
        }
    }
    for (column, text) in [(1, "示例乙"), (4, "1"), (6, "√")] {
        sheet
            .merge_range(4, column, 5, column, text, &plain)
            .unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let votes = sheets("a.xlsx", &bytes);
    let count = whole(tally::count(&Wish {
        votes: &votes,
        table: None,
        roll: None,
        declared: None,
    }));
    assert_eq!(count.electorate, measure(3, 29_555));
    assert_eq!(count.returned, 2);
    let titles: Vec<_> = count
        .questions
        .iter()
        .map(|one| one.title.as_deref().unwrap())
        .collect();
    assert_eq!(titles, ["议题一：续聘物业", "议题二：使用维修资金"]);
    let none = Measure::default();
    assert_eq!(
        count.questions[0].votes,
        [measure(1, 11_850), measure(1, 10_005), none, none]
    );
    assert_eq!(
        count.questions[1].votes,
        [measure(1, 10_005), measure(1, 11_850), none, none]
    );
}

#[test]
fn an_area_over_two_rows_is_not_guessed() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in cells("房号,业主编号,面积,表决\n1-101,A01,,同意\n1-102,A01,,同意")
        .iter()
        .enumerate()
    {
        for (column, cell) in cells.iter().enumerate() {
            put(sheet, row, column, cell);
        }
    }
    sheet
        .merge_range(1, 2, 2, 2, "200", &Format::new())
        .unwrap();
    let votes = sheets("a.xlsx", &book.save_to_buffer().unwrap());
    let counted = tally::count(&Wish {
        votes: &votes,
        table: None,
        roll: None,
        declared: None,
    });
    assert_eq!(counted.count, None);
    let messages: Vec<&str> = counted
        .diagnostics
        .iter()
        .map(|one| one.message.en.as_str())
        .collect();
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert!(
        messages[0].contains("merged over several rows") && messages[1].contains("row 2"),
        "{messages:?}"
    );
}

/// Puts a block into a record, and wants the site to be without a fault.
fn read_back(site: &Site, front: &str, block: &str) {
    site.file(
        "content/tao/resolutions/2026-03-20-vote.md",
        format!("---\n{front}\n{block}---\n\n表决办法见业主大会议事规则。\n"),
    );
    let run = site.run(&["check", "--no-posters"]);
    assert_eq!(run.status, 0, "{}\n{block}", run.stderr);
    assert!(
        !run.stderr.contains("error") && !run.stderr.contains("错误"),
        "{}",
        run.stderr
    );
    site.build();
}

#[test]
fn the_lines_are_read_back_as_a_record() {
    let site = Site::new();
    site.file("votes.csv", town());
    let run = tally(&site, &["votes.csv"]);
    let front = "标题: 选聘物业\n日期: 2026-03-20\n决定主体: 业主大会\n表决事项: 4\n结果: 通过";
    read_back(&site, front, &run.stdout);
    let pages = support::files(&site.path("public"));
    let shown = |text: &str| {
        let pages = pages.iter();
        pages
            .map(|(_, bytes)| String::from_utf8_lossy(bytes))
            .any(|page| page.contains("<h1") && page.contains(text))
    };
    assert!(shown("36,609.05") && shown("178"));
    // In English.
    let settings = fs::read_to_string(site.path("content/site.yaml")).unwrap();
    site.file("content/site.yaml", settings + "language: en\n");
    let run = tally(&site, &["votes.csv"]);
    assert!(
        run.stdout
            .starts_with("electorate: {heads: 355, area: 36609.05, basis: '"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout
            .contains("\ntally:\n  heads: {yes: 178, no: 52, abstain: 6, invalid: 1}\n"),
        "{}",
        run.stdout
    );
    let front = "title: The company\ndate: 2026-03-20\ndecided_by: owners-assembly\nmatter: 4\nresult: passed";
    read_back(&site, front, &run.stdout);
}

#[test]
fn several_questions_are_read_back_as_items() {
    let site = Site::new();
    let two = town().replace("表决\n", "议题一: 续聘,是否使用维修资金\n");
    let two: String = two
        .lines()
        .enumerate()
        .map(|(at, line)| {
            let last = line.rsplit(',').next().unwrap();
            if at == 0 {
                format!("{line}\n")
            } else {
                format!("{line},{last}\n")
            }
        })
        .collect();
    site.file("votes.csv", two);
    let run = tally(&site, &["votes.csv"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(
        run.stdout.contains("  - 表决议题: '议题一: 续聘'\n"),
        "{}",
        run.stdout
    );
    let block = run
        .stdout
        .replace("# 结果: 通过、未通过或人数不足", "结果: 通过");
    assert_eq!(block.matches("    结果: 通过\n").count(), 2, "{block}");
    let front = "标题: 两个议题\n日期: 2026-03-20\n决定主体: 业主大会";
    read_back(
        &site,
        front,
        &block.replace("    结果: 通过\n", "    结果: 通过\n    表决事项: 4\n"),
    );
}

#[test]
fn with_a_roll_those_who_are_not_in_the_sheet_did_not_vote() {
    let site = Site::new();
    site.file(
        "roll.csv",
        "房号,业主编号,专有面积\n1-101,A01,100\n1-102,A02,50.5\n1-103,A03,49.5\n1-104,A03,20\n",
    );
    site.file("votes.csv", "房号,表决\n1栋101室,同意\n1-102,反对\n");
    let run = tally(&site, &["votes.csv", "--roll", "roll.csv"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(
        run.stdout.contains("{人数: 3, 面积: 220.00,"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.contains("收回: 2") && run.stdout.contains("{同意: 100.00, 反对: 50.50,"),
        "{}",
        run.stdout
    );
    // One unit of an owner voted and the other did not: that is not for the program to settle.
    site.file("votes.csv", "房号,表决\n1-101,同意\n1-103,反对\n");
    let run = tally(
        &site,
        &["votes.csv", "--roll", "roll.csv", "--format", "short"],
    );
    assert_eq!((run.status, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.contains("error[sheet-votes]"), "{}", run.stderr);
    // Totals in place of a roll.
    site.file(
        "votes.csv",
        "房号,业主编号,专有面积,表决\n1-101,A01,100,同意\n1-102,A02,50.5,反对\n",
    );
    let run = tally(&site, &["votes.csv", "--heads", "3", "--area", "220"]);
    assert!(
        run.stdout
            .starts_with("业主总数: {人数: 3, 面积: 220.00}\n选票: {发出: 3, 收回: 2}"),
        "{}",
        run.stdout
    );
    assert!(!run.stderr.contains("sheet-doubt"), "{}", run.stderr);
    let run = tally(&site, &["votes.csv"]);
    assert!(
        run.status == 0 && run.stderr.contains("sheet-doubt"),
        "{}",
        run.stderr
    );
}

/// Doubts of a text, in English.
fn doubts(text: &str) -> Vec<String> {
    let counted = count(text);
    assert!(counted.count.is_some(), "{:?}", counted.diagnostics);
    let messages = counted.diagnostics.iter().map(|one| one.message.en.clone());
    messages.collect()
}

#[test]
fn names_and_codes_that_do_not_go_together_are_doubted() {
    let of = |rows: &str| {
        doubts(&format!(
            "房号,业主编号,业主姓名,面积,表决\n{rows}1-199,A99,无名,10,\n"
        ))
    };
    assert!(of("1-101,A01,甲,10,同意\n1-102,A01,甲,10,同意\n").is_empty());
    let found = of("1-101,A01,甲,10,同意\n1-102,A01,乙,10,同意\n");
    assert!(
        found.len() == 1 && found[0].ends_with("counted once: rows 2, 3"),
        "{found:?}"
    );
    let found = of("1-101,A01,甲,10,同意\n1-102,A02,甲 ,10,反对\n");
    assert!(
        found.len() == 1 && found[0].ends_with("for each: rows 2, 3"),
        "{found:?}"
    );
    // Codes under the heading of owners are codes.
    assert!(
        doubts("房号,业主,面积,表决\n1-101,A01,10,同意\n1-102,A01,10,同意\n1-103,A02,10,\n")
            .is_empty()
    );
}

#[test]
fn what_is_wrong_names_no_room_and_no_owner() {
    let site = Site::new();
    let text = "房号,业主编号,业主姓名,身份证号,面积,表决\n\
        3-1-1802,440301199001011234,张小明,440301199001011234,118.555,同意\n\
        3-1-1803,A02,李大有,,abc,13800000000123\n\
        3-1-1803,A03,王五,,90,反对\n\
        3-1-1804,A03,王五,,80,同意\n";
    site.file("votes.csv", text);
    for format in ["human", "short", "json"] {
        let run = tally(&site, &["votes.csv", "--format", format, "--verbose"]);
        assert_eq!(run.status, 1);
        let said = run.stdout + &run.stderr;
        assert!(
            said.contains("sheet-row") && said.contains("118.555"),
            "{said}"
        );
        for hidden in [
            "1802",
            "1803",
            "4403",
            "A02",
            "A03",
            "张小明",
            "李大有",
            "王五",
            "1380000",
        ] {
            assert!(!said.contains(hidden), "{hidden} in {said}");
        }
    }
}

#[test]
fn the_sheet_for_signatures() {
    let site = Site::new();
    site.file("计票表.csv", VOTES);
    let before = support::files(&site.path("content"));
    let run = tally(&site, &["计票表.csv", "--print"]);
    assert_eq!(
        (run.status, run.stdout.as_str()),
        (0, BLOCK),
        "{}",
        run.stderr
    );
    let pdf = site.path("print/tally-计票表.pdf");
    let bytes = fs::read(&pdf).unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
    assert_eq!(
        support::files(&site.path("content")),
        before,
        "content stays as it was"
    );
    // The same again changes nothing; another count does not take its place.
    assert_eq!(tally(&site, &["计票表.csv", "--print"]).status, 0);
    site.file("计票表.csv", VOTES.replace("反对", "同意"));
    let run = tally(&site, &["计票表.csv", "--print", "--format", "short"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(
        run.stderr
            .contains("print/tally-计票表.pdf: error[file-exists]"),
        "{}",
        run.stderr
    );
    assert_eq!(fs::read(&pdf).unwrap(), bytes);
    if !support::tools("the_sheet_for_signatures", &["pdftotext"]) {
        return;
    }
    let text = support::tool("pdftotext", &[&pdf.to_string_lossy(), "-"]);
    for shown in [
        "218.50",
        "101.75",
        "320.25",
        "420.25",
        "计票人签字",
        "监票人签字",
        "文件指纹",
    ] {
        assert!(text.contains(shown), "{shown} in {text}");
    }
    for hidden in ["3-1-101", "车位", "A01", "A02"] {
        assert!(!text.contains(hidden), "{hidden} in {text}");
    }
}

#[test]
fn what_was_left_out_is_told() {
    let text = "房号,业主编号,面积,表决\n1-101,A01,10,同意\n小计,,10,\n房号,业主编号,面积,表决\n1-102,A02,20,\n小计,,20,\n总计,,30,\n备注：以登记为准,,,\n";
    let counted = count(text);
    let reading = counted.reading.clone().unwrap();
    assert_eq!(
        (reading.totals, reading.remarks),
        (vec![3, 6, 7], vec![4, 8])
    );
    assert!(counted.diagnostics.is_empty(), "{:?}", counted.diagnostics);
    assert_eq!(whole(counted).electorate, measure(2, 3_000));
}

#[test]
fn a_remark_makes_no_total_and_a_question_is_not_passed_over() {
    let text = "房号,业主编号,面积,表决,备注,续聘物业\n1-101,A01,10,同意,合计两套,同意\n1-102,A02,20,,,反对\n";
    let counted = count(text);
    assert_eq!(counted.reading.clone().unwrap().totals, [0_usize; 0]);
    let messages: Vec<&str> = counted
        .diagnostics
        .iter()
        .map(|one| one.message.zh.as_str())
        .collect();
    assert_eq!(messages, ["“续聘物业”一列像是表决意见，没有计入"]);
    // A column about the ballot is no question.
    let found =
        doubts("房号,业主编号,面积,表决,是否收回\n1-101,A01,10,同意,是\n1-102,A02,20,,否\n");
    assert!(
        found.len() == 1 && found[0].contains("`是否收回`"),
        "{found:?}"
    );
    // A line that is none of the table is told once.
    let counted = count("房号,业主编号,面积,表决,备注\n1-101,A01,10,同意,\n,,,,由物业提供\n");
    assert_eq!(
        counted.diagnostics.iter().count(),
        1,
        "{:?}",
        counted.diagnostics
    );
}

#[test]
fn totals_of_buildings_and_of_all_are_held_against_the_rows() {
    let text = |first, last| {
        format!(
            "房号,业主编号,面积,表决\n1-101,A01,10,同意\n1-102,A02,20.5,\n合计,,{first},\n2-101,A03,30,反对\n合计,,30,\n总计,,{last},\n"
        )
    };
    assert!(doubts(&text("30.5", "60.50")).is_empty());
    let found = doubts(&text("30.5", "60.51"));
    assert_eq!(
        found,
        ["the total says 60.51㎡, the rows above add up to 60.50㎡"]
    );
}

#[test]
fn diagnostics_as_data_do_not_mix_with_the_count() {
    let site = Site::new();
    site.file("votes.csv", "房号,业主编号,面积,表决\n1-101,A01,10,同意\n");
    let run = tally(&site, &["votes.csv", "--format", "json", "--quiet"]);
    assert!(
        run.status == 0 && run.stdout.starts_with("业主总数: "),
        "{}",
        run.stdout
    );
    site.file("votes.csv", "房号,业主编号,面积,表决\n1-101,A01,十,同意\n");
    let run = tally(&site, &["votes.csv", "--format", "json", "--quiet"]);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""));
    assert!(
        run.stderr.starts_with('{') && run.stderr.contains("\"sheet-row\""),
        "{}",
        run.stderr
    );
}

#[test]
fn a_column_that_is_wrong_in_every_row_ends_soon() {
    let mut text = "房号,业主编号,面积,表决\n".to_owned();
    for row in 0..60_000 {
        writeln!(text, "{row},A{row},,同意").unwrap();
    }
    let counted = count(&text);
    assert_eq!(counted.diagnostics.iter().count(), 101);
    let last = counted.diagnostics.iter().next_back().unwrap();
    assert!(
        last.message.en.contains("from this row on"),
        "{}",
        last.message.en
    );
    // Without a fault all rows are read.
    let whole_sheet = text.replace(",,", ",88.8,");
    assert_eq!(
        whole(count(&whole_sheet)).electorate,
        measure(60_000, 60_000 * 8_880)
    );
}
