//! Rows of text divided by commas, semicolons or tabs, as programs export them.

use std::borrow::Cow;
use std::ops::Range;

use csv::{ReaderBuilder, StringRecord};

use super::{Builder, MOST_COLUMNS, MOST_ROWS, MOST_TEXT, SheetError, Table};
use crate::encoding;

/// What may divide the cells of a row.
pub const DIVIDERS: [u8; 3] = [b',', b'\t', b';'];
/// Rows that are looked at to find the divider.
const LOOKED_AT: usize = 50;

/// A row of divided text with its cells as they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Where it stands in the text, without its line end.
    pub range: Range<usize>,
    /// Its cells, without the quotes around them.
    pub cells: Vec<String>,
}

/// The rows of a text with `\n` line ends, divided by one of [`DIVIDERS`], for those who write it
/// again: nothing is taken from a cell. Empty lines are left out.
///
/// # Errors
///
/// There are too many rows or columns.
pub fn lines(text: &str, divider: u8) -> Result<Vec<Line>, SheetError> {
    let mut lines = Vec::new();
    each_at(text, divider, |number, range, record| {
        if number >= MOST_ROWS || record.len() > MOST_COLUMNS {
            return Err(SheetError::TooLarge);
        }
        lines.push(Line {
            range,
            cells: record.iter().map(str::to_owned).collect(),
        });
        Ok(true)
    })?;
    Ok(lines)
}

/// Appends a line of cells, divided by commas, none of which an office program takes for a formula.
pub fn push_line<'c>(text: &mut String, cells: impl Iterator<Item = &'c str>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            text.push(',');
        }
        push(text, &guarded(cell));
    }
    text.push_str("\r\n");
}

/// Appends a cell, in quotes where it needs them.
fn push(text: &mut String, cell: &str) {
    let cell = cell.trim_start_matches('\u{FEFF}');
    if !cell.contains([',', '"', '\n', '\r', ';', '\t']) {
        text.push_str(cell);
        return;
    }
    text.push('"');
    for c in cell.chars() {
        if c == '"' {
            text.push('"');
        }
        text.push(c);
    }
    text.push('"');
}

/// A cell of which no program makes a formula: such a text gets the mark that keeps a text a text.
/// Numbers with a sign are left alone. `="3-1"`, by which exports say the same, becomes `'3-1`.
fn guarded(cell: &str) -> Cow<'_, str> {
    let inner = cell
        .trim()
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'));
    if let Some(inner) = inner.filter(|inner| !inner.contains('"')) {
        return format!("'{inner}").into();
    }
    let first = cell.trim_start().chars().next();
    let begins = first.is_some_and(|first| "=+-@＝＋－＠|".contains(first));
    let hides = cell.starts_with(['\t', '\r', '\n']);
    if !hides && (!begins || is_number(cell.trim())) {
        return cell.into();
    }
    format!("'{cell}").into()
}

fn is_number(text: &str) -> bool {
    let digits = text.trim_start_matches(['+', '-']);
    digits.len() + 1 >= text.len()
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// The only table of a text file.
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<Table>, SheetError> {
    let (text, _) = encoding::decode(bytes.to_vec()).ok_or(SheetError::NotASheet)?;
    let text = if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    };
    // A web page or XML under the name of a sheet, as some systems export it.
    if text.trim_start().starts_with('<') {
        return Err(SheetError::NotASheet);
    }
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut builder = Builder::new(name, MOST_TEXT);
    each(&text, divider(&text), |number, record| {
        for (column, cell) in record.iter().enumerate() {
            builder.put(number, column, plain(cell))?;
        }
        Ok(true)
    })?;
    Ok(vec![builder.done().0])
}

/// A cell without the signs by which exports keep a text a text: `="3-1"` and `'3-1`.
pub fn plain(cell: &str) -> &str {
    let cell = cell.trim();
    let formula = cell
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'));
    formula.unwrap_or_else(|| cell.strip_prefix('\'').unwrap_or(cell))
}

/// The divider that makes the most rows of the same width, and the widest of them.
fn divider(text: &str) -> u8 {
    let mut best = (DIVIDERS[0], (0, 0));
    for divider in DIVIDERS {
        let mut widths = Vec::new();
        let looked = each(text, divider, |_, record| {
            widths.push(record.len());
            Ok(widths.len() < LOOKED_AT)
        });
        if looked.is_err() {
            continue;
        }
        let score = widths
            .iter()
            .filter(|width| **width > 1)
            .map(|width| {
                (
                    widths.iter().filter(|other| *other == width).count(),
                    *width,
                )
            })
            .max()
            .unwrap_or_default();
        if score > best.1 {
            best = (divider, score);
        }
    }
    best.0
}

/// Gives each row with its number from 0, until `take` has enough. Empty lines count as rows, as in
/// the program that shows the file; line ends within quotes do not.
fn each(
    text: &str,
    divider: u8,
    mut take: impl FnMut(usize, &StringRecord) -> Result<bool, SheetError>,
) -> Result<(), SheetError> {
    each_at(text, divider, |number, _, record| take(number, record))
}

/// The same, with where the row stands.
fn each_at(
    text: &str,
    divider: u8,
    mut take: impl FnMut(usize, Range<usize>, &StringRecord) -> Result<bool, SheetError>,
) -> Result<(), SheetError> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(divider)
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut number = 0;
    loop {
        // The reader passes over empty lines in silence.
        let at = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        let empty = rest.iter().take_while(|byte| **byte == b'\n').count();
        number += empty;
        if !reader
            .read_record(&mut record)
            .map_err(|_| SheetError::Damaged)?
        {
            return Ok(());
        }
        let end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        let row = text.get(at + empty..end).unwrap_or_default();
        let row = row.trim_end_matches('\n').len();
        if !take(number, at + empty..at + empty + row, &record)? {
            return Ok(());
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8]) -> Vec<(usize, Vec<String>)> {
        let tables = read("票/votes.csv", bytes).expect("a table");
        assert_eq!(tables[0].name, "votes");
        let rows = tables.into_iter().flat_map(|table| table.rows);
        rows.map(|row| (row.number, row.cells)).collect()
    }

    #[test]
    fn dividers_and_encodings() {
        let plain = "房号,面积,表决\n3-1-1802,118.5,同意\n";
        let expected = rows(plain.as_bytes());
        assert_eq!(expected[1].1, ["3-1-1802", "118.5", "同意"]);
        let utf16: Vec<u8> = plain
            .replace(',', "\t")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let (gbk, _, _) = encoding_rs::GB18030.encode(plain);
        for other in [
            [b"\xEF\xBB\xBF", plain.as_bytes()].concat(),
            plain.replace(',', ";").replace('\n', "\r\n").into_bytes(),
            plain.replace(',', "\t").replace('\n', "\r").into_bytes(),
            [b"\xFF\xFE".as_slice(), &utf16].concat(),
            gbk.into_owned(),
        ] {
            assert_eq!(rows(&other), expected);
        }
        assert_eq!(rows(b"=\"3-1\",'0001,x\n")[0].1, ["3-1", "0001", "x"]);
        // Commas within cells do not make a table of tabs one of commas.
        assert_eq!(rows("a,b\tc\n1,2\t3\nd\te\n".as_bytes())[2].1, ["d", "e"]);
    }

    #[test]
    fn no_cell_that_is_written_is_a_formula() {
        for (cell, written) in [
            ("标题", "标题"),
            ("a,b", "\"a,b\""),
            ("=1+1", "'=1+1"),
            ("＝1+1", "'＝1+1"),
            ("@x", "'@x"),
            ("=\"3-1\"", "'3-1"),
            ("\t=1", "\"'\t=1\""),
            ("-12.5", "-12.5"),
            ("-1+cmd", "'-1+cmd"),
        ] {
            let mut text = String::new();
            push_line(&mut text, [cell, "x"].into_iter());
            assert_eq!(text, format!("{written},x\r\n"));
        }
    }

    #[test]
    fn row_numbers_are_those_of_the_program() {
        let found = rows("\n\n房号,备注\n\"1\",\"两\n行\"\n\n,,\n2,x,,\n".as_bytes());
        let expected = [
            (3, vec!["房号", "备注"]),
            (4, vec!["1", "两\n行"]),
            (7, vec!["2", "x"]),
        ];
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert_eq!(
                (found.0, found.1.iter().map(String::as_str).collect()),
                expected
            );
        }
    }

    #[test]
    fn what_is_no_table() {
        assert_eq!(
            read("a.xls", b"<html><table></table>"),
            Err(SheetError::NotASheet)
        );
        assert_eq!(read("a.csv", b"\xFF\x00\x01"), Err(SheetError::NotASheet));
        let wide = ",".repeat(300) + "x";
        assert_eq!(read("a.csv", wide.as_bytes()), Err(SheetError::TooLarge));
    }
}
