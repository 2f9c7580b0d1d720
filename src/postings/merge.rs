//! What is to hang, added to a sheet in which people write: no cell with something in it changes.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::write::as_text;
use super::{Column, Line, NoSheet, Sheet};

/// A poster that is to hang on a board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Number of the poster.
    pub number: String,
    /// Title of the record.
    pub title: String,
    /// The board.
    pub board: String,
    /// The paper, as [`Paper::name`](crate::model::paper::Paper::name) writes it.
    pub paper: String,
    /// Copies.
    pub copies: u64,
    /// The day on which it is to be hung.
    pub due: NaiveDate,
    /// The day on which it is to be taken down, if it is known.
    pub take_down: Option<NaiveDate>,
    /// Hash of its content, as printed.
    pub hash: String,
}

/// A sheet with what was wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// Its text, to be written as it is.
    pub text: String,
    /// Rows that were added.
    pub added: usize,
    /// Whether anything is another than in the sheet before.
    pub is_other: bool,
}

/// Adds what is to hang to the text of a sheet, or to a new one. Rows are the same by poster and
/// board. Every cell, row and column that was there stays; cells that were empty and that the
/// program knows are filled. The hash is the program's own: that of a row that is not posted yet is
/// the one of the last print.
///
/// # Errors
///
/// The text is no sheet of postings. It must not be written over then.
pub fn merge(
    existing: Option<&str>,
    wanted: &[Wanted],
    is_chinese: bool,
) -> Result<Merged, NoSheet> {
    let mut sheet = match existing {
        Some(text) => Sheet::read(text)?,
        None => Sheet::new(is_chinese),
    };
    let mut known: Vec<((String, String), usize)> = sheet
        .rows()
        .map(|row| {
            let (number, board) = (row.cell(Column::Number), row.cell(Column::Board));
            (key(number, board), row.position())
        })
        .collect();
    known.sort();
    let mut added = BTreeSet::new();
    let mut filled = false;
    for wanted in wanted {
        let key = key(&wanted.number, &wanted.board);
        let mut rows = known.iter().filter(|(known, _)| *known == key).peekable();
        if rows.peek().is_none() {
            if added.insert(key) {
                sheet.push(wanted);
            }
            continue;
        }
        for (_, row) in rows {
            for (column, value) in wanted.cells() {
                // A column that somebody took out stays out.
                if sheet.columns[column as usize].is_some() {
                    filled |= sheet.fill(*row, column, &value);
                }
            }
            filled |= sheet.print(*row, &wanted.hash);
        }
    }
    Ok(Merged {
        text: sheet.to_text(),
        is_other: existing.is_none() || filled || !added.is_empty(),
        added: added.len(),
    })
}

/// What makes two rows the same: the code at the end of the number of a poster, which stays when the
/// date of its record is mended, and the name of the board.
fn key(number: &str, board: &str) -> (String, String) {
    (code(number), plain(board))
}

/// The code of the record in the number of its poster, as codes are written.
pub fn code(number: &str) -> String {
    let code = number.trim().rsplit(['-', '－', '–', '—']).next();
    plain(code.unwrap_or_default()).to_ascii_uppercase()
}

/// A name without white space, and with its letters and digits as they are usually written.
pub fn plain(name: &str) -> String {
    let usual = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    };
    name.chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{3000}')
        .map(usual)
        .collect()
}

impl Wanted {
    fn cells(&self) -> [(Column, String); 7] {
        [
            (Column::Number, as_text(&self.number)),
            (Column::Title, as_text(&self.title)),
            (Column::Board, as_text(&self.board)),
            (Column::Paper, as_text(&self.paper)),
            (Column::Copies, self.copies.to_string()),
            (Column::Due, self.due.to_string()),
            (
                Column::TakeDown,
                self.take_down
                    .map(|day| day.to_string())
                    .unwrap_or_default(),
            ),
        ]
    }
}

impl Sheet {
    /// A sheet with headings alone.
    pub fn new(is_chinese: bool) -> Sheet {
        let cells = Column::ALL.map(|column| column.heading(is_chinese).to_owned());
        Sheet {
            divider: b',',
            lines: vec![Line {
                range: 0..0,
                cells: cells.to_vec(),
            }],
            headings: 0,
            columns: Column::ALL.map(|column| Some(column as usize)),
        }
    }

    fn push(&mut self, wanted: &Wanted) {
        let width = self.lines[self.headings].cells.len();
        let mut cells = vec![String::new(); width];
        let hash = (Column::Hash, as_text(&wanted.hash));
        for (column, value) in wanted.cells().into_iter().chain([hash]) {
            if let Some(at) = self.columns[column as usize] {
                cells[at] = value;
            }
        }
        // Remarks below the table stay below it.
        let at = self
            .rows()
            .last()
            .map_or(self.headings, super::Row::position);
        self.lines.insert(at + 1, Line { range: 0..0, cells });
        if self.columns[Column::Hash as usize].is_none() {
            self.print(at + 1, &wanted.hash);
        }
    }

    /// Notes the hash of what was printed for a row, unless something was posted already. Returns
    /// whether that is another one than before.
    fn print(&mut self, row: usize, hash: &str) -> bool {
        let is_same = self.cell(row, Column::Hash) == hash;
        if is_same || hash.is_empty() || !self.cell(row, Column::Posted).is_empty() {
            return false;
        }
        let at = self.columns[Column::Hash as usize];
        let line = at.and_then(|at| self.lines.get_mut(row)?.cells.get_mut(at));
        if let Some(cell) = line {
            cell.clear();
        }
        self.fill(row, Column::Hash, hash)
    }
}
