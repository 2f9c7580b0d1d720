//! Sheets of postings: what is read, and that nothing is lost when they are written again.

use chrono::NaiveDate;

use super::*;

fn wanted(number: &str, board: &str) -> Wanted {
    Wanted {
        number: number.to_owned(),
        title: format!("标题 {number}"),
        board: board.to_owned(),
        paper: "A4".to_owned(),
        copies: 1,
        due: NaiveDate::from_ymd_opt(2026, 3, 2).unwrap_or_default(),
        take_down: NaiveDate::from_ymd_opt(2026, 3, 10),
        hash: "01234567".to_owned(),
    }
}

/// What reading makes of a text that is written: without mark and with plain line ends.
fn again(text: &str) -> String {
    text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n")
}

fn cells(text: &str) -> Vec<Vec<String>> {
    let lines = sheet::lines(text, b',').expect("lines");
    lines.into_iter().map(|line| line.cells).collect()
}

#[test]
fn a_new_sheet() {
    let made = merge(None, &[wanted("G-20260302-ABC123", "1号楼大堂")], true).expect("a sheet");
    assert_eq!(
        made.text,
        "\u{FEFF}海报编号,标题,公示栏,纸张,份数,应贴日期,张贴日期,张贴人,应撤日期,撤下日期,照片,内容校验\r\n\
         G-20260302-ABC123,标题 G-20260302-ABC123,1号楼大堂,A4,1,2026-03-02,,,2026-03-10,,,'01234567\r\n"
    );
    assert_eq!((made.added, made.is_other), (1, true));
    let same = merge(
        Some(&again(&made.text)),
        &[wanted("G-20260302-ABC123", "1号楼大堂")],
        true,
    );
    let same = same.expect("a sheet");
    assert_eq!((same.added, same.is_other), (0, false));
    assert_eq!(same.text, made.text);
    let english = merge(None, &[], false).expect("a sheet").text;
    assert!(
        english.starts_with("\u{FEFF}poster,title,board,"),
        "{english}"
    );
}

#[test]
fn the_hash_is_that_of_the_last_print_before_it_was_posted() {
    let of = |hash: &str| {
        let mut wanted = wanted("A-1", "b");
        hash.clone_into(&mut wanted.hash);
        [wanted]
    };
    let noted = |text: &str| {
        let sheet = Sheet::read(&again(text)).expect("a sheet");
        let row = sheet.rows().next().expect("a row");
        row.cell(Column::Hash).to_owned()
    };
    let first = merge(None, &of("11111111"), true).expect("a sheet");
    assert_eq!(noted(&first.text), "11111111");
    let second = merge(Some(&again(&first.text)), &of("2222222e"), true).expect("a sheet");
    assert!(second.is_other);
    assert_eq!(noted(&second.text), "2222222e");
    let posted = second
        .text
        .replace("2026-03-02,,", "2026-03-02,2026-03-02,");
    let third = merge(Some(&again(&posted)), &of("33333333"), true).expect("a sheet");
    assert!(!third.is_other);
    assert_eq!(noted(&third.text), "2222222e");
    // A sheet that was made without it gets the column, but not for what was posted before.
    let old = "编号,公示栏,张贴日期,备注\nA-1,b,2026-03-02,旧\n";
    let merged = merge(Some(old), &of("11111111"), true).expect("a sheet");
    assert_eq!(noted(&merged.text), "");
    let merged = merge(Some(&old.replace("2026-03-02", "")), &of("11111111"), true);
    assert_eq!(noted(&merged.expect("a sheet").text), "11111111");
}

#[test]
fn dialects_are_read_alike() {
    let plain = "海报编号,公示栏,张贴日期,张贴人\nG-20260302-ABC123,大堂,2026-03-02,王、李\n";
    let expected = Sheet::read(plain).expect("a sheet");
    let told = |sheet: &Sheet| -> Vec<String> {
        let rows = sheet.rows();
        rows.map(|row| {
            Column::ALL
                .map(|column| row.cell(column).to_owned())
                .join("|")
        })
        .collect()
    };
    for other in [
        plain.replace(',', ";"),
        plain.replace(',', "\t"),
        format!("桃园小区张贴登记\n\n{plain}"),
        plain.replace("张贴日期", " 张贴日期（填写） "),
        plain
            .replace("张贴日期", "posted on")
            .replace("公示栏", "Board"),
        plain.replace("大堂", "=\"大堂\""),
        plain.replace("大堂", "\"大堂\""),
    ] {
        let read = Sheet::read(&other).expect("a sheet");
        assert_eq!(told(&read), told(&expected), "{other}");
    }
    for (text, lacks) in [
        ("", "海报编号"),
        ("编号,张贴日期\n", "公示栏"),
        ("随便写的\n", "张贴日期"),
    ] {
        let fault = Sheet::read(text).expect_err("no sheet");
        assert!(fault.message.zh.contains(lacks), "{}", fault.message.zh);
        assert!(merge(Some(text), &[], true).is_err());
    }
}

#[test]
fn ranges_are_those_of_the_rows() {
    let text = "编号,公示栏,张贴日期\n\nA-1,\"两\n行\",x\nA-2,b,y";
    let sheet = Sheet::read(text).expect("a sheet");
    let rows: Vec<&str> = sheet.rows().map(|row| &text[row.range()]).collect();
    assert_eq!(rows, ["A-1,\"两\n行\",x", "A-2,b,y"]);
    let cells = |column: Column| -> Vec<&str> {
        let rows = sheet.rows();
        rows.map(|row| &text[row.range_of(column, text)]).collect()
    };
    assert_eq!(cells(Column::Board), ["\"两\n行\"", "b"]);
    assert_eq!(cells(Column::Posted), ["x", "y"]);
    assert_eq!(cells(Column::Photo), rows, "no such column");
}

#[test]
fn no_cell_is_a_formula() {
    let mut evil = wanted("G-20260302-ABC123", "3-1");
    evil.title = "=HYPERLINK(\"http://x\")".to_owned();
    let text = merge(None, &[evil.clone()], true).expect("a sheet").text;
    assert!(
        text.contains(",\"'=HYPERLINK(\"\"http://x\"\")\",'3-1,"),
        "{text}"
    );
    let sheet = Sheet::read(&again(&text)).expect("a sheet");
    let row = sheet.rows().next().expect("a row");
    assert_eq!(row.cell(Column::Title), evil.title);
    assert_eq!(row.cell(Column::Board), "3-1");
    // The board is found again, whatever a program made of it.
    for shown in ["3-1", "'3-1", "=\"3-1\"", "３-１"] {
        let now = text.replace("'3-1", shown);
        let now = merge(Some(&again(&now)), &[evil.clone()], true).expect("a sheet");
        assert_eq!(now.added, 0, "{shown}");
    }
    let by_hand =
        "编号,公示栏,张贴日期,备注\nA-1,b,,@SUM(1)\nA-2,b,,-5\nA-3,b,,+86\nA-4,b,,\"\t=1\"\n";
    let text = merge(Some(by_hand), &[], true).expect("a sheet").text;
    let rows = cells(&again(&text));
    let remarks: Vec<&str> = rows.iter().skip(1).map(|row| row[3].as_str()).collect();
    assert_eq!(remarks, ["'@SUM(1)", "-5", "+86", "'\t=1"]);
}

#[test]
fn cells_are_filled_and_columns_added() {
    let text = "编号,公示栏,张贴日期,备注\nA-1,b,2026/3/3,旧\nA-2,b\n";
    let mut sheet = Sheet::read(text).expect("a sheet");
    assert!(!sheet.fill(1, Column::Posted, "2026-03-02"));
    assert!(sheet.fill(2, Column::Posted, "2026-03-02"));
    assert!(sheet.fill(2, Column::By, "张三"));
    assert!(!sheet.fill(2, Column::By, "李四"));
    assert!(sheet.fill(2, Column::Hash, "01234567"));
    assert_eq!(
        again(&sheet.to_text()),
        "编号,公示栏,张贴日期,备注,张贴人,内容校验\nA-1,b,2026/3/3,旧\nA-2,b,2026-03-02,,张三,'01234567\n"
    );
    let row = sheet.rows().last().expect("a row");
    assert_eq!(row.cell(Column::Hash), "01234567");
}

/// Numbers that look random and are always the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % sides
    }
}

#[test]
fn nothing_that_somebody_wrote_is_lost() {
    let mut dice = Dice(7);
    let scraps = [
        "",
        "",
        "王",
        "2026/3/2",
        "a,b",
        "说\"好\"",
        "两\n行",
        "1;2",
        "x\ty",
        "-5",
        " 空 ",
    ];
    let dividers = [',', ';', '\t'];
    for _ in 0..400 {
        // A sheet in any order of columns, with one of its own and lines that are no rows.
        let mut columns: Vec<Option<Column>> = Column::ALL.map(Some).to_vec();
        columns.push(None);
        for at in (1..columns.len()).rev() {
            columns.swap(at, dice.roll(at + 1));
        }
        let divider = dividers[dice.roll(3)];
        let heading = |column: &Option<Column>| {
            column
                .map_or("备注", |column| column.heading(true))
                .to_owned()
        };
        let mut rows = vec![columns.iter().map(heading).collect::<Vec<_>>()];
        for number in 0..dice.roll(6) {
            let cell = |column: &Option<Column>| match column {
                Some(Column::Number) if number == 3 => String::new(),
                Some(Column::Number) => format!("G-20260302-CODE{number}"),
                Some(Column::Board) => "大堂".to_owned(),
                _ => String::new(),
            };
            let mut row: Vec<String> = columns.iter().map(cell).collect();
            for cell in &mut row {
                if cell.is_empty() {
                    scraps[dice.roll(scraps.len())].clone_into(cell);
                }
            }
            rows.push(row);
        }
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let line = |row: &Vec<String>| {
            let cells: Vec<String> = row.iter().map(quoted).collect();
            cells.join(&divider.to_string())
        };
        let text: String = rows.iter().map(|row| line(row) + "\n").collect();
        let wanted: Vec<Wanted> = (0..dice.roll(8))
            .map(|number| wanted(&format!("G-20260302-CODE{number}"), "大堂"))
            .collect();
        let merged = merge(Some(&text), &wanted, true).expect("a sheet");
        let after = cells(&again(&merged.text));
        let mut rest = after.iter();
        for row in &rows {
            // Every row is there, in order, with everything that was in it.
            let kept = |other: &&Vec<String>| {
                let pairs = row.iter().zip(other.iter());
                let mut pairs = pairs.zip(&columns);
                pairs.all(|((old, new), column)| {
                    old.trim().is_empty() || old == new || *column == Some(Column::Hash)
                })
            };
            assert!(rest.any(|other| kept(&other)), "{row:?}\n{}", merged.text);
        }
        let sheet = Sheet::read(&again(&merged.text)).expect("a sheet");
        for wanted in &wanted {
            let is_there = sheet
                .rows()
                .any(|row| row.cell(Column::Number) == wanted.number);
            assert!(is_there, "{}\n{}", wanted.number, merged.text);
        }
        let twice = merge(Some(&again(&merged.text)), &wanted, true).expect("a sheet");
        assert_eq!((twice.is_other, &twice.text), (false, &merged.text));
    }
}
