//! Sheets on which the office notes what hangs: rows of a poster and a board, read whatever program
//! saved them, and written again without losing a cell. No cell is interpreted here.

mod merge;
mod write;

use std::ops::Range;

use crate::diagnostic::Words;
use crate::sheet::{self, SheetError};
use crate::words;

pub use merge::{Merged, Wanted, code, merge, plain};

/// Most rows above the headings: somebody wrote a title there.
const MOST_ABOVE: usize = 10;

/// A column of a sheet of postings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Number of the poster.
    Number,
    /// Title of the record.
    Title,
    /// The board.
    Board,
    /// The paper.
    Paper,
    /// How many copies.
    Copies,
    /// When it is to be hung.
    Due,
    /// When it was hung.
    Posted,
    /// Who hung it.
    By,
    /// When it is to be taken down.
    TakeDown,
    /// When it was taken down.
    TakenDown,
    /// Photos of it, files beside the sheet.
    Photo,
    /// Hash of the content that was printed, as on the poster. The program alone writes it.
    Hash,
}

impl Column {
    /// All columns; a new sheet has them in this order.
    pub const ALL: [Column; 12] = [
        Column::Number,
        Column::Title,
        Column::Board,
        Column::Paper,
        Column::Copies,
        Column::Due,
        Column::Posted,
        Column::By,
        Column::TakeDown,
        Column::TakenDown,
        Column::Photo,
        Column::Hash,
    ];

    /// Its headings: the Chinese and the English one that are written, then others that are read.
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Column::Number => &["海报编号", "poster", "编号", "poster number"],
            Column::Title => &["标题", "title"],
            Column::Board => &["公示栏", "board", "张贴位置", "张贴地点"],
            Column::Paper => &["纸张", "paper"],
            Column::Copies => &["份数", "copies"],
            Column::Due => &["应贴日期", "due", "应张贴日期"],
            Column::Posted => &["张贴日期", "posted on", "实贴日期", "posted"],
            Column::By => &["张贴人", "posted by", "by"],
            Column::TakeDown => &["应撤日期", "take down on", "应撤下日期"],
            Column::TakenDown => &["撤下日期", "taken down on", "实撤日期", "taken down"],
            Column::Photo => &["照片", "photo"],
            Column::Hash => &["内容校验", "hash"],
        }
    }

    /// The heading that is written in a language.
    pub fn heading(self, is_chinese: bool) -> &'static str {
        self.names()[usize::from(!is_chinese)]
    }

    fn find(heading: &str) -> Option<Column> {
        let mut word = sheet::plain(heading)
            .trim_start_matches('\u{FEFF}')
            .to_lowercase();
        // A remark in brackets explains the heading.
        if let Some(at) = word.find(['(', '（']) {
            word.truncate(at);
        }
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        let word = bare(&word);
        let is_it = |column: &Column| column.names().iter().any(|name| bare(name) == word);
        Column::ALL.into_iter().find(is_it)
    }

    /// Columns without which a row says nothing.
    const NEEDED: [Column; 3] = [Column::Number, Column::Board, Column::Posted];
}

/// Why a text is no sheet of postings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoSheet {
    /// What is wrong.
    pub message: Words,
    /// How to mend it.
    pub help: Words,
}

impl From<SheetError> for NoSheet {
    fn from(error: SheetError) -> Self {
        NoSheet {
            message: error.words(),
            help: words!(
                "在 WPS 里打开，删去多余的行和列，另存为 CSV",
                "open it in WPS, remove what does not belong there, and save it as CSV"
            ),
        }
    }
}

/// A sheet of postings: its lines as they are, and which column is which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What divides the cells of the text that was read.
    divider: u8,
    lines: Vec<Line>,
    /// Which line holds the headings.
    headings: usize,
    /// For each of [`Column::ALL`], where it stands.
    columns: [Option<usize>; Column::ALL.len()],
}

/// A line of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    /// Where it stands in the text; nowhere for one that was added.
    range: Range<usize>,
    cells: Vec<String>,
}

/// A row of a poster and a board.
#[derive(Debug, Clone, Copy)]
pub struct Row<'s> {
    sheet: &'s Sheet,
    at: usize,
}

impl<'s> Row<'s> {
    /// Where it stands in the text.
    pub fn range(self) -> Range<usize> {
        self.sheet.lines[self.at].range.clone()
    }

    /// Where a cell stands in the text that was read, or the row, if that has no such cell.
    pub fn range_of(self, column: Column, text: &str) -> Range<usize> {
        let row = self.range();
        let Some(wanted) = self.sheet.columns[column as usize] else {
            return row;
        };
        let line = text.get(row.clone()).unwrap_or_default();
        let (mut start, mut at, mut is_quoted) = (0, 0, false);
        for (end, byte) in line.bytes().chain([self.sheet.divider]).enumerate() {
            if byte == b'"' {
                is_quoted = !is_quoted;
            }
            let is_end = end == line.len() || (byte == self.sheet.divider && !is_quoted);
            if is_end && at == wanted && start < end {
                return row.start + start..row.start + end;
            }
            if is_end {
                (start, at) = (end + 1, at + 1);
            }
        }
        row
    }

    /// Its position, for [`Sheet::fill`].
    pub fn position(self) -> usize {
        self.at
    }

    /// A cell without white space around it and without the mark that keeps a text a text; empty if
    /// there is none.
    pub fn cell(self, column: Column) -> &'s str {
        self.sheet.cell(self.at, column)
    }
}

impl Sheet {
    /// Reads a text with `\n` line ends, divided by commas, semicolons or tabs.
    ///
    /// # Errors
    ///
    /// It has no headings of a sheet of postings, or is too large.
    pub fn read(text: &str) -> Result<Sheet, NoSheet> {
        let mut best: Option<Sheet> = None;
        // The divider is the one with which most headings are found.
        for divider in sheet::DIVIDERS {
            let sheet = Sheet::divided(text, divider)?;
            let known = |sheet: &Sheet| sheet.columns.iter().flatten().count();
            if best.as_ref().is_none_or(|best| known(best) < known(&sheet)) {
                best = Some(sheet);
            }
        }
        let sheet = best.ok_or_else(|| no_headings(&Column::NEEDED))?;
        let needed = Column::NEEDED.into_iter();
        let missing: Vec<Column> = needed
            .filter(|column| sheet.columns[*column as usize].is_none())
            .collect();
        if missing.is_empty() {
            Ok(sheet)
        } else {
            Err(no_headings(&missing))
        }
    }

    /// The text as divided by one sign; the headings are the line with most known ones.
    fn divided(text: &str, divider: u8) -> Result<Sheet, SheetError> {
        let lines: Vec<Line> = sheet::lines(text, divider)?
            .into_iter()
            .map(|line| Line {
                range: line.range,
                cells: line.cells,
            })
            .collect();
        let (mut headings, mut best) = (0, columns(&[]));
        for (at, line) in lines.iter().take(MOST_ABOVE).enumerate() {
            let columns = columns(&line.cells);
            if columns.iter().flatten().count() > best.iter().flatten().count() {
                (headings, best) = (at, columns);
            }
        }
        Ok(Sheet {
            divider,
            lines,
            headings,
            columns: best,
        })
    }

    /// The rows of posters. Other lines, such as remarks, are kept and not told.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let rows = (self.headings + 1..self.lines.len()).map(|at| Row { sheet: self, at });
        rows.filter(|row| !row.cell(Column::Number).is_empty())
    }

    fn cell(&self, line: usize, column: Column) -> &str {
        let at = self.columns[column as usize];
        let cell = at.and_then(|at| self.lines.get(line)?.cells.get(at));
        cell.map_or("", |cell| sheet::plain(cell).trim())
    }

    /// Fills a cell that is empty, and returns whether it was. A column that is not there is added.
    pub fn fill(&mut self, row: usize, column: Column, value: &str) -> bool {
        if !self.cell(row, column).is_empty() || value.is_empty() {
            return false;
        }
        let at = self.columns[column as usize].unwrap_or_else(|| self.add(column));
        let Some(line) = self.lines.get_mut(row) else {
            return false;
        };
        if line.cells.len() <= at {
            line.cells.resize(at + 1, String::new());
        }
        line.cells[at] = match column {
            // A hash of digits alone is no number.
            Column::By | Column::Hash => write::as_text(value),
            _ => value.to_owned(),
        };
        true
    }

    /// Adds a column behind all others.
    fn add(&mut self, column: Column) -> usize {
        let widths = self.lines.iter().map(|line| line.cells.len());
        let at = widths.max().unwrap_or_default();
        let is_chinese = self.is_chinese();
        let headings = &mut self.lines[self.headings].cells;
        headings.resize(at, String::new());
        headings.push(column.heading(is_chinese).to_owned());
        self.columns[column as usize] = Some(at);
        at
    }

    /// Whether its headings are Chinese.
    fn is_chinese(&self) -> bool {
        let headings = &self.lines[self.headings].cells;
        headings.iter().any(|heading| !heading.is_ascii())
    }
}

/// Which cells are which headings.
fn columns(cells: &[String]) -> [Option<usize>; Column::ALL.len()] {
    let mut columns = [None; Column::ALL.len()];
    for (at, cell) in cells.iter().enumerate() {
        if let Some(column) = Column::find(cell) {
            columns[column as usize].get_or_insert(at);
        }
    }
    columns
}

fn no_headings(missing: &[Column]) -> NoSheet {
    let list = |is_chinese: bool, comma: &str| {
        let names: Vec<&str> = missing
            .iter()
            .map(|column| column.heading(is_chinese))
            .collect();
        names.join(comma)
    };
    let (zh, en) = (list(true, "、"), list(false, ", "));
    NoSheet {
        message: words!(
            "张贴登记表缺少这些列：{zh}",
            "the sheet of postings lacks the columns {en}"
        ),
        help: words!(
            "第一行写表头：海报编号、公示栏、张贴日期、张贴人、撤下日期、照片",
            "write the headings into the first row: poster, board, posted on, posted by, taken down on, photo"
        ),
    }
}

#[cfg(test)]
mod tests;
