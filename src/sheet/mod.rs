//! Sheets of WPS, Excel and LibreOffice as rows of exact text: `.csv`, `.xlsx`, `.xls`, `.ods`, `.et`.
//!
//! What a file is, its bytes say, not the ending of its name. No cell is guessed: a number keeps the
//! digits that the program shows, a date is written as a date, a cell that is merged into another is
//! empty, and [`Table::merged`] says so.

mod book;
mod cell;
mod delimited;
mod enough;
mod guard;

#[cfg(test)]
mod tests;

use crate::diagnostic::Words;
use crate::words;

pub use delimited::{DIVIDERS, Line, lines, plain, push_line};
pub use enough::is_enough;

/// Longest file, in bytes.
pub const MOST_BYTES: usize = 32 << 20;
/// Most bytes of all parts of a file after unpacking, and of all cells together.
pub const MOST_TEXT: usize = 64 << 20;
/// Most rows of a table.
pub const MOST_ROWS: usize = 65_536;
/// Most columns of a table.
pub const MOST_COLUMNS: usize = 256;
/// Most tables of a file.
pub const MOST_TABLES: usize = 64;

/// One sheet of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name; of a text file the name of the file.
    pub name: String,
    /// Its rows from the top. Rows without a text are left out.
    pub rows: Vec<Row>,
    /// Cells merged into one, as far as the format tells (`.xlsx`, `.xls`).
    pub merged: Vec<Merged>,
}

/// One row of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number as the spreadsheet program shows it, from 1.
    pub number: usize,
    /// The texts of its cells from the first column, without white space around them. Empty cells at
    /// the end are left out.
    pub cells: Vec<String>,
}

/// Cells that are one. Only the first of them, at the top and left, has a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merged {
    /// Numbers of the first and last row, from 1.
    pub rows: (usize, usize),
    /// First and last column, from 0.
    pub columns: (usize, usize),
}

impl Row {
    /// The text of a cell, columns from 0; empty beyond the last.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetError {
    /// It is no sheet: a Word document, a web page with the ending of a sheet, a picture.
    NotASheet,
    /// It opens with a password only.
    Protected,
    /// It unpacks to more than is read.
    TooLarge,
    /// It is a sheet, but cut off or damaged.
    Damaged,
}

impl SheetError {
    /// What is wrong.
    pub fn words(self) -> Words {
        let (megabytes, rows, columns) = (MOST_BYTES >> 20, MOST_ROWS, MOST_COLUMNS);
        match self {
            SheetError::NotASheet => words!("这不是表格文件", "this is not a sheet"),
            SheetError::Protected => {
                words!(
                    "这个表格要密码才能打开",
                    "this sheet opens with a password only"
                )
            }
            SheetError::TooLarge => words!(
                "表格太大：最多 {megabytes} MB、{rows} 行、{columns} 列",
                "the sheet is too large: at most {megabytes} MB, {rows} rows and {columns} columns are read"
            ),
            SheetError::Damaged => {
                words!("表格文件不完整或已损坏", "the sheet is cut off or damaged")
            }
        }
    }

    /// What to do about it.
    pub fn help(self) -> Words {
        match self {
            SheetError::NotASheet => words!(
                "在 WPS 或 Excel 里打开，另存为 .xlsx",
                "open it in WPS or Excel and save it as .xlsx"
            ),
            SheetError::Protected => words!(
                "在 WPS 或 Excel 里去掉密码再保存",
                "take the password off in WPS or Excel and save it again"
            ),
            SheetError::TooLarge => words!(
                "只留要用的工作表和行、列，另存为 .xlsx",
                "keep only the sheet, rows and columns that are needed, and save it as .xlsx"
            ),
            SheetError::Damaged => words!(
                "在 WPS 或 Excel 里打开看是否完整，另存为 .xlsx",
                "open it in WPS or Excel, see whether it is whole, and save it as .xlsx"
            ),
        }
    }
}

/// Whether the ending of a name is that of a sheet.
pub fn has_name(name: &str) -> bool {
    let Some((_, ending)) = name.rsplit_once('.') else {
        return false;
    };
    let endings = ["csv", "tsv", "xlsx", "xlsm", "xls", "ods", "et"];
    endings
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}

/// The tables of a file, hidden ones as well. `name` is the name of the file; it gives a text file
/// the name of its only table, and nothing else.
///
/// # Errors
///
/// The file is no sheet, is protected, too large or damaged.
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<Table>, SheetError> {
    if bytes.len() > MOST_BYTES {
        return Err(SheetError::TooLarge);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        let packed = guard::packed(bytes)?;
        return match packed {
            guard::Packed::Xlsx => book::xlsx(bytes),
            guard::Packed::Ods => book::ods(bytes),
        };
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        guard::compound(bytes)?;
        return book::xls(bytes);
    }
    delimited::read(name, bytes)
}

/// Takes the rows of one table, within the limits of the file.
struct Builder {
    table: Table,
    left: usize,
}

impl Builder {
    /// An empty table; `left` is how many bytes of text may still come.
    fn new(name: &str, left: usize) -> Self {
        Builder {
            table: Table {
                name: name.to_owned(),
                rows: Vec::new(),
                merged: Vec::new(),
            },
            left,
        }
    }

    /// Puts a text into a cell; row and column from 0, in any order of columns, rows mostly rising.
    fn put(&mut self, row: usize, column: usize, text: &str) -> Result<(), SheetError> {
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        if text.is_empty() {
            return Ok(());
        }
        // An empty cell before this one takes memory, too.
        let cost = text.len() + size_of::<String>() * (column + 1);
        if row >= MOST_ROWS || column >= MOST_COLUMNS || cost > self.left {
            return Err(SheetError::TooLarge);
        }
        let number = row + 1;
        let rows = &mut self.table.rows;
        let at = match rows.last() {
            Some(last) if last.number == number => rows.len() - 1,
            Some(last) if last.number > number => {
                match rows.binary_search_by_key(&number, |row| row.number) {
                    Ok(at) => at,
                    // Out of order in a file that no program wrote.
                    Err(_) => return Err(SheetError::Damaged),
                }
            }
            _ => {
                rows.push(Row {
                    number,
                    cells: Vec::new(),
                });
                rows.len() - 1
            }
        };
        let cells = &mut rows[at].cells;
        if cells.len() <= column {
            self.left -= size_of::<String>() * (column + 1 - cells.len());
            cells.resize(column + 1, String::new());
        }
        self.left -= text.len();
        text.clone_into(&mut cells[column]);
        Ok(())
    }

    /// The table, and how many bytes are left for the next.
    fn done(self) -> (Table, usize) {
        (self.table, self.left)
    }
}
