//! `gongshi account`: items of statements from sheets as WPS, Excel and LibreOffice write them, read
//! back by the program as they were.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at what it does not expect"
)]

mod support;

use std::fs;
use std::path::Path;

use gongshi::bookkeeping::{self, Item, Items, Read, Side, block, record::Statement};
use gongshi::config::Language;
use gongshi::model::money::Money;
use gongshi::paths::InputPath;
use gongshi::sheet;
use rust_xlsxwriter::{Format, Workbook, Worksheet};
use support::{Run, Site};

fn read(name: &str, bytes: &[u8]) -> Read {
    let tables = sheet::read(name, bytes).unwrap();
    bookkeeping::read(&InputPath::new(name), &tables, None)
}

/// The items of a text, each in one line.
fn items(text: &str) -> Vec<String> {
    let read = read("收支.csv", text.as_bytes());
    let items = read.items.unwrap_or_else(|| {
        let told: Vec<&str> = read.diagnostics.iter().map(|d| &*d.message.en).collect();
        panic!("{text}: {told:?}")
    });
    let told = items.items.iter();
    told.map(|item| format!("{} {} {}", item.side.key(), item.item, item.amount))
        .collect()
}

/// What is said of a text that has faults: code, line and column, message.
fn faults(text: &str) -> Vec<String> {
    let read = read("收支.csv", text.as_bytes());
    assert!(read.items.is_none(), "{text}");
    let told = read.diagnostics.iter().map(|found| {
        let gongshi::diagnostic::Location::Span(span) = &found.location else {
            return format!("{} {}", found.code, found.message.en);
        };
        let (row, column) = span.line_column();
        format!("{} {row}:{column} {}", found.code, found.message.en)
    });
    told.collect()
}

const PLAIN: &str = "\
桃园小区2025年第四季度公共收益收支表
编制单位：桃园小区业委会,,,,
类别,项目,金额（元）,说明,经办
收入,停车位,\"24,800.00\",,甲

收入,电梯广告,１２０００,36部,乙
支出,代管劳务,\"（1,240.50）\",冲回,
使用,水泵维修,0.3万,,
合计,,\"37,039.5\",,
制表人：,,审核：,,
";

#[test]
fn layouts_are_read_alike() {
    let expected = [
        "income 停车位 24,800.00",
        "income 电梯广告 12,000.00",
        "cost 代管劳务 3,720.00",
        "use 水泵维修 8,400.00",
    ];
    for text in [
        // A column of sides, in another order.
        "金额,备注,项目,收支\n24800,,停车位,收入\n12000,,电梯广告,收\n3720,,代管劳务,支出\n8400,,水泵维修,使用\n合计,,,\n",
        // A column of amounts for each side.
        "项目,收入金额,支出金额,使用金额\n停车位,24800,-,\n电梯广告,12000,0,0\n代管劳务,,3720,\n水泵维修,,,8400\n合计,36800,3720,8400\n",
        // Two columns; uses stand among what was spent.
        "类别,项目,收入,支出\n收入,停车位,24800,\n收入,电梯广告,12000,\n支出,代管劳务,,3720\n使用,水泵维修,,8400\n合计,,36800,12120\n",
        // A heading over two lines.
        "序号,项目,金额（元）,,\n,,收入,支出,使用\n1,停车位,24800,,\n2,电梯广告,12000,,\n3,代管劳务,,3720,\n4,水泵维修,,,8400\n",
        // Sections with their sums.
        "项目,金额\n一、收入,\n停车位,24800\n电梯广告,12000\n收入小计,36800\n二、支出,\n代管劳务,3720\n支出小计,3720\n三、使用,\n水泵维修,8400\n小计,8400\n收支结余,24680\n",
        // Ten thousands.
        "单位：万元\n类型,项目,金额\n收入,停车位,2.48\n收入,电梯广告,1.2\n支出,代管劳务,0.372\n使用,水泵维修,0.84\n",
        // English.
        "Type,Item,Amount\nincome,停车位,24800\nIncome,电梯广告,12000.0\nexpense,代管劳务,3720\nuse,水泵维修,8400.00\nTotal,,48920\n",
        // Balances before and after.
        "项目,收入,支出\n期初余额,1000,\n",
    ] {
        if text.contains("期初余额") {
            let with = format!("{text}停车位,500,\n保洁,,100\n期末余额,1400,\n");
            assert_eq!(items(&with), ["income 停车位 500.00", "cost 保洁 100.00"]);
            continue;
        }
        assert_eq!(items(text), expected, "{text}");
    }
    assert_eq!(
        items(PLAIN.replace("37,039.5", "38,559.50").as_str()),
        [
            "income 停车位 24,800.00",
            "income 电梯广告 12,000.00",
            "cost 代管劳务 -1,240.50",
            "use 水泵维修 3,000.00",
        ]
    );
}

#[test]
fn two_tables_side_by_side() {
    let text =
        "收入,,支出,\n项目,金额,项目,金额\n停车位,100,保洁,30\n广告,50,,\n合计,150,合计,30\n";
    assert_eq!(
        items(text),
        [
            "income 停车位 100.00",
            "cost 保洁 30.00",
            "income 广告 50.00"
        ]
    );
    assert_eq!(
        items("收入项目,金额,支出项目,金额\n停车位,100,保洁,30\n"),
        ["income 停车位 100.00", "cost 保洁 30.00"]
    );
}

#[test]
fn totals_are_checked_and_told() {
    assert_eq!(
        faults(PLAIN),
        [
            "sheet-sum 9:3 sheet `收支`, C9: it says 37,039.50, the rows come to 38,559.50: 1,520.00 too little"
        ]
    );
    let text = "项目,收入,支出\n期初余额,1000,\n停车位,500,\n期末余额,1499.99,\n";
    assert_eq!(
        faults(text),
        [
            "sheet-sum 4:2 sheet `收支`, B4: it says 1,499.99, the rows come to 1,500.00: 0.01 too little"
        ]
    );
    let text = "项目,金额\n收入,\n停车位,500\n收入小计,500.10\n";
    assert_eq!(faults(text).len(), 1);
}

#[test]
fn what_is_not_understood_is_told_by_its_cell() {
    for (row, expected) in [
        (
            "收入,停车位,约500,",
            "sheet-row 2:3 sheet `收支`, C2: the amount `约500` is not a number",
        ),
        (
            "收入,停车位,500.005,",
            "sheet-row 2:3 sheet `收支`, C2: the amount `500.005` has more than two decimals: it is not exact to the fen",
        ),
        (
            "收入,停车位,1.3E+17,",
            "sheet-row 2:3 sheet `收支`, C2: the number has lost its last digits",
        ),
        (
            "收入,停车位,#REF!,",
            "sheet-row 2:3 sheet `收支`, C2: the formula failed: there is no amount",
        ),
        (
            "收入,停车位,,",
            "sheet-row 2:3 sheet `收支`, C2: there is an item, and no amount",
        ),
        (
            "收入,,500,",
            "sheet-row 2:2 sheet `收支`, B2: there is an amount, and no item",
        ),
        (
            ",停车位,500,",
            "sheet-row 2:1 sheet `收支`, A2: it is not known whether this is income, cost or use",
        ),
        (
            "其他,停车位,500,",
            "sheet-row 2:1 sheet `收支`, A2: `其他` is neither income, cost nor use",
        ),
        (
            "收入,张明 13800138000,500,",
            "private-mobile 2:2 sheet `收支`, B2: the cell has a mobile number",
        ),
        (
            "收入,停车位,500,付 6222020200112233446",
            "private-card 2:4 sheet `收支`, D2: the cell has a bank card number",
        ),
    ] {
        let found = faults(&format!("类别,项目,金额,说明\n{row}\n"));
        assert_eq!(found, [expected], "{row}");
    }
    assert!(faults("类别,项目,金额（千元）\n收入,停车位,5\n")[0].contains("千元"));
    assert!(faults("类别,项目,金额,金额\n收入,停车位,5,6\n")[0].contains("two columns"));
    assert!(faults("项目,收入,支出\n停车位,5,6\n")[0].contains("two amounts"));
    assert!(faults("类别,项目,收入,支出\n支出,停车位,5,\n")[0].contains("says cost"));
    assert!(faults("项目,单价\n停车位,5\n")[0].contains("no heading"));
    assert!(faults("类别,项目,金额\n")[0].contains("no item"));
    assert!(faults("类别,项目,金额,决议\n收入,停车位,5,第3号\n")[0].contains("path of its record"));
    assert!(faults("类别,项目,金额,日期\n收入,停车位,5,国庆前\n")[0].contains("no date"));
}

fn text(sheet: &mut Worksheet, row: u32, column: u16, text: &str) {
    sheet.write(row, column, text).unwrap();
}

#[test]
fn workbooks_with_merged_cells_floats_and_dates() {
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "填表说明").unwrap();
    let sheet = book.add_worksheet();
    sheet.set_name("明细").unwrap();
    let plain = Format::new();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    sheet
        .merge_range(0, 0, 0, 4, "公共收益明细", &plain)
        .unwrap();
    for (column, heading) in [(1_u16, "类别"), (2, "项目"), (3, "金额"), (5, "日期")] {
        text(sheet, 2, column, heading);
    }
    // The side of two rows in one cell; a column that is empty between.
    sheet.merge_range(3, 1, 4, 1, "收入", &plain).unwrap();
    text(sheet, 3, 2, "停车位");
    sheet.write(3, 3, 0.1 + 0.2).unwrap();
    let of = |day: u8| rust_xlsxwriter::ExcelDateTime::from_ymd(2025, 10, day).unwrap();
    sheet.write_with_format(3, 5, of(9), &day).unwrap();
    text(sheet, 4, 2, "广告");
    sheet.write(4, 3, 36_609.05).unwrap();
    text(sheet, 5, 1, "支出");
    text(sheet, 5, 2, "保洁");
    sheet.write(5, 3, -12.25).unwrap();
    sheet.merge_range(6, 1, 6, 2, "合计", &plain).unwrap();
    sheet.write(6, 3, 36_597.1).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let found = read("明细.xlsx", &bytes);
    let items = found.items.unwrap();
    let told: Vec<(Side, &str, i64)> = items
        .items
        .iter()
        .map(|item| (item.side, &*item.item, item.amount.0))
        .collect();
    assert_eq!(
        told,
        [
            (Side::Income, "停车位", 30),
            (Side::Income, "广告", 3_660_905),
            (Side::Cost, "保洁", -1225)
        ]
    );
    let (days, cell) = items.items[0].date.clone().unwrap();
    assert_eq!(
        (days.name(), cell.row),
        ("2025-10-09..2025-10-09".to_owned(), 4)
    );

    // An amount that is merged over two items may be that of either.
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in [(0_u16, "类别"), (1, "项目"), (2, "金额")] {
        text(sheet, 0, column, heading);
    }
    for row in 1..3 {
        text(sheet, row, 0, "收入");
        text(sheet, row, 1, "停车位");
    }
    sheet.merge_range(1, 2, 2, 2, "", &plain).unwrap();
    sheet.write(1, 2, 0.125).unwrap();
    let found = read("a.xlsx", &book.save_to_buffer().unwrap());
    let told: Vec<&str> = found.diagnostics.iter().map(|d| &*d.message.en).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told[0].contains("more than two decimals") && told[1].contains("merged with that of row 2")
    );
}

/// Numbers that seem random, the same in each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }
}

fn random(dice: &mut Dice) -> Items {
    const NAMES: [&str; 9] = [
        "停车位",
        "电梯 广告",
        "水泵：维修",
        "2025",
        "it's",
        "- 保洁",
        "「共用」部位",
        "快递柜#3",
        "广告, 二期",
    ];
    let mut items = Vec::new();
    for _ in 0..=dice.roll(12) {
        let side = Side::ALL[usize::try_from(dice.roll(3)).unwrap()];
        let fen = i64::try_from(dice.roll(1_000_000_000)).unwrap();
        items.push(Item {
            side,
            item: NAMES[usize::try_from(dice.roll(9)).unwrap()].to_owned(),
            amount: Money(if dice.roll(8) == 0 { -fen } else { fen }),
            payer: (dice.roll(6) == 0).then(|| "某广告公司".to_owned()),
            resolution: (dice.roll(5) == 0).then(|| "resolutions/2025-10-09-pump".to_owned()),
            note: (dice.roll(4) == 0).then(|| "36 部：含税, 'A'".to_owned()),
            date: None,
        });
    }
    Items {
        items,
        ..Items::default()
    }
}

/// The same items as a workbook in one of several layouts.
fn exported(items: &Items, dice: &mut Dice) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let is_wide = dice.roll(2) == 0;
    let headings: &[&str] = if is_wide {
        &[
            "项目",
            "收入金额",
            "支出金额",
            "使用金额",
            "付款单位",
            "决议",
            "说明",
        ]
    } else {
        &["说明", "金额（元）", "付款单位", "项目", "收支", "决议"]
    };
    for (column, heading) in (0_u16..).zip(headings) {
        text(sheet, 1, column, heading);
    }
    for (row, item) in (2_u32..).zip(&items.items) {
        for (column, heading) in (0_u16..).zip(headings) {
            let is_own = heading.starts_with(item.side.zh());
            let cell = match *heading {
                "项目" => item.item.clone(),
                "收支" => item.side.zh().to_owned(),
                "付款单位" => item.payer.clone().unwrap_or_default(),
                "决议" => item.resolution.clone().unwrap_or_default(),
                "说明" => item.note.clone().unwrap_or_default(),
                _ if is_own || !is_wide => {
                    let yuan = item.amount.shown();
                    if dice.roll(2) == 0 {
                        let number: f64 = yuan.replace(',', "").parse().unwrap();
                        sheet.write(row, column, number).unwrap();
                        continue;
                    }
                    format!("¥{yuan}")
                }
                _ => String::new(),
            };
            text(sheet, row, column, &cell);
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn random_items_come_out_as_they_went_in() {
    let seed = std::env::var("GONGSHI_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let mut dice = Dice(seed.unwrap_or(0x5eed_2025));
    for round in 0..300 {
        let items = random(&mut dice);
        let found = read("a.xlsx", &exported(&items, &mut dice));
        let told: Vec<&str> = found.diagnostics.iter().map(|d| &*d.message.en).collect();
        let got = found
            .items
            .unwrap_or_else(|| panic!("round {round}: {told:?}"));
        assert_eq!(got.items, items.items, "round {round}");
        // The lines that come of them are read back as they were.
        let language = [Language::Zh, Language::En][round % 2];
        let lines = block::write(&got, language);
        let text = format!("---\n标题: 公示\n{lines}---\n\n正文。\n");
        let statement = Statement::read(InputPath::new("a.md"), text).unwrap();
        assert!(statement.holds(&got), "round {round}:\n{lines}");
        // And put into a record, in one step, for good.
        let bare = "---\n标题: 公示\n期初: 0\n期末: 0\n---\n\n正文。\n";
        let bare = Statement::read(InputPath::new("a.md"), bare.to_owned()).unwrap();
        let put = bare.put(&got).unwrap();
        assert!(
            put.written.is_empty() && put.changes.len() == 1,
            "round {round}"
        );
        // Sums lose nothing.
        let sums = Side::ALL.map(|side| got.sum(side));
        let summed = got.summed();
        assert_eq!(Side::ALL.map(|side| summed.sum(side)), sums);
    }
}

const RECORD: &str = concat!(
    "---\r\n",
    "标题: 桃园小区四季度公共收益\r\n",
    "日期: 2026-01-08\r\n",
    "期间: 2025年第四季度\r\n",
    "期初: 1000.00   # 上期期末\r\n",
    "收入:\r\n",
    "  - 停车位 500.00\r\n",
    "\r\n",
    "期末: 1380.00\r\n",
    "---\r\n",
    "\r\n",
    "说明：  两个空格留着。\r\n",
);

fn site() -> Site {
    let site = Site::new();
    fs::create_dir_all(site.path("content/accounts")).unwrap();
    fs::write(site.path("content/accounts/2026-01-08-q4.md"), RECORD).unwrap();
    site
}

fn account(site: &Site, sheet: &str, more: &[&str]) -> Run {
    fs::write(site.path("收支.csv"), sheet).unwrap();
    let file = site.path("收支.csv").to_string_lossy().into_owned();
    let mut arguments = vec!["account", &file];
    arguments.extend(more);
    site.run(&arguments)
}

fn text_of(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn a_record_keeps_every_other_byte() {
    let site = site();
    let record = site.path("content/accounts/2026-01-08-q4.md");
    let sheet = "类别,项目,金额,日期\n收入,停车位,500,2025-10-31\n支出,保洁,120,2025年12月\n";
    let run = account(
        &site,
        sheet,
        &["--into", "content/accounts/2026-01-08-q4.md"],
    );
    assert_eq!(run.status, 0, "{}", run.stderr);
    let expected = RECORD.replace("期末:", "支出:\r\n  - 保洁 120.00\r\n期末:");
    assert_eq!(text_of(&record), expected);
    assert!(run.stderr.contains("+  - 保洁 120.00"), "{}", run.stderr);
    assert!(
        run.stderr.contains("收支平：期末 1,380.00 元"),
        "{}",
        run.stderr
    );
    // Once more: nothing is to be done.
    let run = account(&site, sheet, &["--into", "accounts/2026-01-08-q4"]);
    assert_eq!((run.status, text_of(&record)), (0, expected.clone()));
    assert!(run.stderr.contains("没有改动"), "{}", run.stderr);

    // Other lines are not written over, but when that is asked for.
    let other = "类别,项目,金额\n收入,停车位,510\n";
    let run = account(&site, other, &["--into", "accounts/2026-01-08-q4"]);
    assert_eq!((run.status, text_of(&record)), (1, expected.clone()));
    assert!(run.stderr.contains("items-differ"), "{}", run.stderr);
    assert!(run.stderr.contains("-  - 停车位 500.00"), "{}", run.stderr);
    let run = account(
        &site,
        other,
        &["--into", "accounts/2026-01-08-q4", "--replace"],
    );
    assert_eq!(run.status, 0, "{}", run.stderr);
    // The empty line after the list is not part of it.
    assert_eq!(text_of(&record), expected.replace("500.00", "510.00"));
    assert!(run.stderr.contains("差 10.00 元"), "{}", run.stderr);
}

#[test]
fn faults_write_nothing() {
    let site = site();
    let record = site.path("content/accounts/2026-01-08-q4.md");
    for (sheet, more, status, expected) in [
        (
            "类别,项目,金额\n收入,停车位,多\n",
            "accounts/2026-01-08-q4",
            1,
            "sheet-row",
        ),
        (
            "类别,项目,金额,日期\n收入,停车位,5,2026-01-02\n",
            "accounts/2026-01-08-q4",
            1,
            "期间",
        ),
        (
            "类别,项目,金额\n期初,,999\n收入,停车位,5\n",
            "accounts/2026-01-08-q4",
            1,
            "少 1.00 元",
        ),
        (
            "类别,项目,金额\n收入,停车位,5\n",
            "accounts/none",
            2,
            "bad-usage",
        ),
        (
            "类别,项目,金额\n收入,停车位,5\n",
            "content/_index.md",
            2,
            "bad-usage",
        ),
    ] {
        let run = account(&site, sheet, &["--into", more]);
        assert_eq!(run.status, status, "{}", run.stderr);
        assert!(run.stderr.contains(expected), "{}", run.stderr);
        assert_eq!(text_of(&record), RECORD);
    }
}

#[test]
fn lines_are_printed_in_both_languages() {
    let site = site();
    let sheet = "类别,项目,金额,说明\n期初,,10\n收入,停车位,5,\n收入,停车位,6,二期\n期末,,21\n";
    let run = account(&site, sheet, &["--sum"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(
        run.stdout,
        "期初: 10.00\n收入:\n  - 项目: 停车位\n    金额: 11.00\n    说明: 二期\n期末: 21.00\n"
    );
    let run = account(&site, sheet, &[]);
    assert!(run.stdout.contains("  - 停车位 5.00\n"), "{}", run.stdout);
    let help = site.run(&["account", "--help"]).stdout;
    assert!(
        help.contains("收支表") && help.contains("--into <RECORD>"),
        "{help}"
    );
}
