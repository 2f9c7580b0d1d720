//! Workbooks as other programs write them, and what is refused.

use flate2::Crc;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use super::*;

const XLS: &[u8] = include_bytes!("../../tests/sheets/votes.xls");
const ODS: &[u8] = include_bytes!("../../tests/sheets/votes.ods");
/// Where the workbook of an `.xlsx` is.
const ROOT: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

fn cells(table: &Table) -> Vec<(usize, Vec<&str>)> {
    let rows = table.rows.iter();
    rows.map(|row| (row.number, row.cells.iter().map(String::as_str).collect()))
        .collect()
}

/// The sheet that the two files hold.
fn expected() -> Vec<(usize, Vec<&'static str>)> {
    vec![
        (1, vec!["大会表决计票"]),
        (2, vec!["房号", "业主编号", "面积", "表决", "登记日期"]),
        (3, vec!["1-101", "A01", "118.5", "同意", "2026-03-01"]),
        (4, vec!["1-102", "A02", "89.25", "反对"]),
        (5, vec!["1-103", "A02", "90", "反对"]),
        (6, vec!["1-104", "A03", "36609.05"]),
        (7, vec!["合计", "", "36906.8"]),
    ]
}

/// An archive of parts that are not compressed.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut list) = (Vec::new(), Vec::new());
    for (name, data) in parts {
        let mut crc = Crc::new();
        crc.update(data);
        let length = u32::try_from(data.len()).expect("short");
        let mut head = vec![0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        for number in [crc.sum(), length, length] {
            head.extend(number.to_le_bytes());
        }
        head.extend(u16::try_from(name.len()).expect("short").to_le_bytes());
        head.extend([0, 0]);
        let at = u32::try_from(out.len()).expect("short");
        out.extend(b"PK\x03\x04");
        out.extend(&head);
        out.extend(name.as_bytes());
        out.extend(*data);
        list.extend(b"PK\x01\x02\x14\x00");
        list.extend(&head);
        list.extend([0; 10]);
        list.extend(at.to_le_bytes());
        list.extend(name.as_bytes());
    }
    let count = u16::try_from(parts.len()).expect("few").to_le_bytes();
    let at = u32::try_from(out.len()).expect("short").to_le_bytes();
    let length = u32::try_from(list.len()).expect("short").to_le_bytes();
    out.extend(list);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([count, count].concat());
    out.extend([length, at].concat());
    out.extend([0, 0]);
    out
}

/// An `.xlsx` as small programs write it: no shared strings, cells without an address.
fn small_xlsx(rows: &str) -> Vec<u8> {
    let types = br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
    let sheet = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    );
    archive(&[
        ("[Content_Types].xml", types),
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

#[test]
fn an_xls_and_an_ods_of_other_programs() {
    // WPS gives its own ending to what is an .xls within; the bytes decide.
    for (name, bytes) in [("votes.xls", XLS), ("votes.et", XLS), ("votes.csv", ODS)] {
        let tables = read(name, bytes).expect("tables");
        assert_eq!(tables[0].name, "计票");
        assert_eq!(cells(&tables[0]), expected(), "{name}");
    }
    let tables = read("votes.xls", XLS).expect("tables");
    assert_eq!(
        tables[0].merged,
        [Merged {
            rows: (1, 1),
            columns: (0, 3)
        }]
    );
    assert!(tables[1].name == "空表" && tables[1].rows.is_empty());
}

#[test]
fn an_xlsx() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("表决").expect("a name");
    let day = Format::new().set_num_format("m\"月\"d\"日\"");
    let date = ExcelDateTime::from_ymd(2026, 3, 1).expect("a day");
    let plain = Format::new();
    sheet
        .merge_range(0, 1, 1, 2, "业主", &plain)
        .expect("merged");
    sheet.write(3, 0, 0.1 + 0.2).expect("a number");
    sheet.write(3, 1, "  全角\u{3000}").expect("a text");
    sheet.write(3, 2, true).expect("a truth");
    sheet.write_with_format(4, 0, &date, &day).expect("a date");
    let sum = Formula::new("=SUM(A1:A3)").set_result("118.49999999999999");
    sheet.write(4, 1, sum).expect("a formula");
    sheet
        .write(4, 2, 440_301_199_001_011_000_i64)
        .expect("digits");
    // A cell far away must not make a table of a million rows.
    sheet.write(60_000, 3, "远").expect("a cell");
    let bytes = book.save_to_buffer().expect("bytes");
    let tables = read("x.xlsx", &bytes).expect("tables");
    assert_eq!(
        cells(&tables[0]),
        [
            (1, vec!["", "业主"]),
            (4, vec!["0.3", "全角", "TRUE"]),
            (5, vec!["2026-03-01", "118.5", "440301199001011000"]),
            (60_001, vec!["", "", "", "远"]),
        ]
    );
    assert_eq!(
        tables[0].merged,
        [Merged {
            rows: (1, 2),
            columns: (1, 2)
        }]
    );
}

#[test]
fn texts_within_the_sheet_itself() {
    let bytes = small_xlsx(
        r#"<row r="2"><c r="A2" t="inlineStr"><is><t>房号</t></is></c><c r="B2" t="inlineStr"><is><r><t>面</t></r><r><t>积</t></r></is></c></row><row r="3"><c r="A3" t="str"><v>1-101</v></c><c r="B3"><v>118.50</v></c><c r="C3"/></row>"#,
    );
    let tables = read("x.xlsx", &bytes).expect("tables");
    assert_eq!(
        cells(&tables[0]),
        [(2, vec!["房号", "面积"]), (3, vec!["1-101", "118.5"])]
    );
}

#[test]
fn what_is_refused() {
    let read = |bytes: &[u8]| read("x.xlsx", bytes).map(|_| ()).expect_err("refused");
    // A packed file that is no sheet: a Word document.
    let word = archive(&[("word/document.xml", b"<w:document/>")]);
    assert_eq!(read(&word), SheetError::NotASheet);
    // A packed file that says little and unpacks to much.
    let mut packed = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut packed, &vec![b' '; MOST_TEXT + 1]).expect("memory");
    let packed = packed.finish().expect("memory");
    let mut bomb = archive(&[("xl/workbook.xml", &packed)]);
    assert!(bomb.len() < 100_000);
    let list = bomb
        .windows(4)
        .position(|at| at == b"PK\x01\x02")
        .expect("a list");
    (bomb[8], bomb[list + 10]) = (8, 8);
    assert_eq!(read(&bomb), SheetError::TooLarge);
    // A row that repeats what it holds.
    let content = br#"<table:table><table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="float" table:number-columns-repeated="1000"/></table:table-row></table:table>"#;
    assert_eq!(
        read(&archive(&[("content.xml", content)])),
        SheetError::TooLarge
    );
    // A cell beyond all columns.
    let far = small_xlsx(r#"<row r="1"><c r="XFD1"><v>1</v></c></row>"#);
    assert_eq!(read(&far), SheetError::TooLarge);
    // Files that were cut off, at any place.
    for whole in [XLS.to_vec(), ODS.to_vec(), small_xlsx("")] {
        for length in (8..whole.len()).step_by(61) {
            let _ = super::read("x", &whole[..length]);
        }
        assert!(super::read("x", &whole[..whole.len() / 2]).is_err());
    }
    // An .xlsx with a password is packed in a compound file.
    let mut locked = XLS.to_vec();
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    locked.extend(name);
    assert_eq!(read(&locked), SheetError::Protected);
}

#[test]
fn bytes_changed_at_random_end_no_program() {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for whole in [
        XLS.to_vec(),
        ODS.to_vec(),
        small_xlsx("<row><c><v>1</v></c></row>"),
    ] {
        for _ in 0..150 {
            let mut bytes = whole.clone();
            for _ in 0..4 {
                let at = usize::try_from(next()).unwrap_or(0) % bytes.len();
                bytes[at] = u8::try_from(next() & 0xFF).unwrap_or(0);
            }
            let _ = read("x", &bytes);
        }
    }
}

#[test]
fn names_of_sheets() {
    assert!(has_name("票.XLSX") && has_name("a.et") && has_name("a.b.csv"));
    assert!(!has_name("a.pdf") && !has_name("csv"));
}
