//! Sheets and plain texts among the files that are published as they are: their cells pass the
//! privacy gate before they are copied.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::Site;
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Words};
use crate::encoding;
use crate::model::gate;
use crate::model::keyed::Private;
use crate::model::record::Record;
use crate::model::waiver::{self, Waiver};
use crate::model::{Model, RecordId};
use crate::paths::InputPath;
use crate::plan::{Output, Subject};
use crate::privacy::{self, Extent, Kind};
use crate::sheet::{self, Table};
use crate::source::Span;
use crate::words;

/// What is said of a file that was looked into and does not keep it from being published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Said {
    /// It could not be read: why, and what to do, each in Chinese and English.
    Unread([String; 4]),
    /// It has something private.
    Found(Cell),
}

/// The first cell with something private of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    kind: Private,
    /// Name of the sheet, if the file has several or is a workbook.
    table: Option<String>,
    row: usize,
    column: usize,
    /// What was found, hidden.
    shown: String,
    /// How many there are of the kind.
    count: usize,
}

/// The records that attach files which are looked into.
pub type Attaching = HashMap<InputPath, RecordId>;

/// Which record attaches each file that is looked into; the first, if several do.
pub fn attaching(model: &Model) -> Attaching {
    let mut attaching = Attaching::new();
    for record in model.records() {
        for (file, _) in &record.attachments {
            if is_read(&file.path) {
                attaching.entry(file.path.clone()).or_insert(record.id);
            }
        }
    }
    attaching
}

/// Whether a file is looked into, by its name.
pub fn is_read(path: &InputPath) -> bool {
    sheet::has_name(path.as_str()) || is_text(path)
}

fn is_text(path: &InputPath) -> bool {
    let name = path.as_str().to_ascii_lowercase();
    [".txt", ".md", ".text", ".log"]
        .iter()
        .any(|ending| name.ends_with(ending))
}

/// The kinds that waivers let through in a file: it cannot be hidden there, so numbers of identity
/// and bank cards never are.
pub fn let_through(waivers: &[Waiver]) -> Vec<Private> {
    let holds =
        |kind| waiver::covers(waivers, kind) && waiver::extent(waivers, kind) == Extent::Nothing;
    Private::ALL
        .into_iter()
        .filter(|what| holds(what.kind()))
        .collect()
}

impl Site {
    /// Looks into the bytes of an output that is a sheet or a text. What must not be published is
    /// the error; what is to be said besides is the result.
    pub(super) fn look_into(
        &self,
        output: &Output,
        bytes: &[u8],
    ) -> Result<Box<[Said]>, Diagnostics> {
        let Subject::Copy(path) = &output.subject else {
            return Ok(Box::default());
        };
        if !is_read(path) {
            return Ok(Box::default());
        }
        let record = self.attaching_record(path);
        let free = record.map_or_else(Vec::new, |record| let_through(&record.waivers));
        let said: Vec<Said> = match cells(path, bytes) {
            Ok(tables) => found(&tables)
                .into_iter()
                .filter(|cell| !free.contains(&cell.kind))
                .map(Said::Found)
                .collect(),
            Err(unread) => vec![unread],
        };
        let is_error =
            |said: &Said| matches!(said, Said::Found(cell) if gate::is_error(cell.kind.kind()));
        if !said.iter().any(is_error) {
            return Ok(said.into());
        }
        let mut errors = Diagnostics::new();
        for said in said.iter().filter(|said| is_error(said)) {
            errors.push(said.diagnostic(path, record));
        }
        Err(errors)
    }

    /// What was said of an output, but for what its author has answered.
    pub(super) fn told(&self, output: &Output, said: &[Said]) -> Diagnostics {
        let mut told = Diagnostics::new();
        let Subject::Copy(path) = &output.subject else {
            return told;
        };
        let record = self.attaching_record(path);
        for said in said {
            let diagnostic = said.diagnostic(path, record);
            if !record.is_some_and(|record| record.has_answered(&diagnostic)) {
                told.push(diagnostic);
            }
        }
        told
    }

    pub(super) fn attaching_record(&self, path: &InputPath) -> Option<&Record> {
        let attaching = self.attaching.get_or_init(|| attaching(self.model()));
        self.model().record(*attaching.get(path)?)
    }
}

/// The cells of a file; of a text each line is a row of one cell.
fn cells(path: &InputPath, bytes: &[u8]) -> Result<Vec<Table>, Said> {
    let unread = |why: Words, help: Words| Said::Unread([why.zh, why.en, help.zh, help.en]);
    if !is_text(path) {
        return sheet::read(path.file_name(), bytes)
            .map_err(|error| unread(error.words(), error.help()));
    }
    let Some((text, _)) = encoding::decode(bytes.to_vec()) else {
        let why = words!("这不是文本文件", "this is not a text file");
        let help = words!("另存为纯文本（UTF-8）", "save it as plain text (UTF-8)");
        return Err(unread(why, help));
    };
    let rows = text.lines().enumerate().map(|(at, line)| sheet::Row {
        number: at + 1,
        cells: vec![line.to_owned()],
    });
    Ok(vec![Table {
        name: String::new(),
        rows: rows.collect(),
        merged: Vec::new(),
    }])
}

/// The first cell of each kind of private data, with how many there are.
fn found(tables: &[Table]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for table in tables {
        let header = table.rows.iter().find(|row| filled(row) > 1);
        for row in &table.rows {
            for (column, text) in row.cells.iter().enumerate() {
                let title = header
                    .filter(|header| header.number < row.number)
                    .map_or("", |header| header.cell(column));
                for (kind, shown) in private(title, text) {
                    if let Some(known) = cells.iter_mut().find(|cell| cell.kind == kind) {
                        known.count += 1;
                        continue;
                    }
                    cells.push(Cell {
                        kind,
                        table: (!table.name.is_empty()).then(|| table.name.clone()),
                        row: row.number,
                        column: column + 1,
                        shown,
                        count: 1,
                    });
                }
            }
        }
    }
    cells.sort_by_key(|cell| cell.kind);
    cells
}

fn filled(row: &sheet::Row) -> usize {
    row.cells.iter().filter(|cell| !cell.is_empty()).count()
}

/// What is private in a cell. The title of its column says what it is, as words before it would.
fn private(title: &str, text: &str) -> Vec<(Private, String)> {
    const PEOPLE: [&str; 6] = ["姓名", "业主", "户主", "住户", "租户", "产权人"];
    let title = if PEOPLE.iter().any(|word| title.contains(word)) {
        "业主"
    } else {
        title
    };
    let (lead, whole) = if title.is_empty() {
        (0, text.to_owned())
    } else {
        (title.len() + '：'.len_utf8(), format!("{title}：{text}"))
    };
    privacy::scan_raw(&whole)
        .into_iter()
        .filter(|found| found.range.start >= lead)
        .map(|found| (Private::of(found.kind), found.shown))
        .collect()
}

impl Said {
    /// As a diagnostic of the record that attaches the file, or else of the file.
    fn diagnostic(&self, path: &InputPath, record: Option<&Record>) -> Diagnostic {
        let at = place(path, record);
        let file = path.file_name();
        match self {
            Said::Unread([zh, en, help_zh, help_en]) => Diagnostic::warning(
                "sheet-unread",
                at,
                words!(
                    "附件“{file}”没有检查个人信息：{zh}",
                    "the attachment `{file}` was not searched for private data: {en}"
                ),
            )
            .help(Words {
                zh: help_zh.clone(),
                en: help_en.clone(),
            }),
            Said::Found(cell) => cell.diagnostic(file, at),
        }
    }
}

impl Cell {
    fn diagnostic(&self, file: &str, at: Location) -> Diagnostic {
        let kind: Kind = self.kind.kind();
        let Words { zh, en } = gate::name(kind);
        let (row, column) = (self.row, self.column);
        let more = if kind == Kind::Room { "…" } else { "" };
        let shown = format!("{}{more}", self.shown);
        let mut message = match &self.table {
            Some(table) => words!(
                "附件“{file}”的“{table}”第 {row} 行第 {column} 列写有{zh}“{shown}”",
                "the attachment `{file}`, sheet `{table}`, row {row}, column {column} has {en}, `{shown}`"
            ),
            None => words!(
                "附件“{file}”第 {row} 行写有{zh}“{shown}”",
                "the attachment `{file}`, line {row} has {en}, `{shown}`"
            ),
        };
        if self.count > 1 {
            let (Words { zh, en }, count) = (message, self.count);
            message = words!("{zh}，共 {count} 处", "{en}, {count} places in all");
        }
        let diagnostic = if gate::is_error(kind) {
            Diagnostic::error(gate::code(kind), at, message)
        } else {
            Diagnostic::warning(gate::code(kind), at, message)
        };
        diagnostic.help(words!(
            "公布以前删去这一列或遮盖，另存一份再作附件",
            "remove or hide that column, and attach a copy without it"
        ))
    }
}

/// Where a record names a file that it attaches.
fn place(path: &InputPath, record: Option<&Record>) -> Location {
    let Some(record) = record else {
        return path.clone().into();
    };
    match record.source.text.find(path.file_name()) {
        Some(at) => Span::new(&record.source, at..at + path.file_name().len()).into(),
        None => record.source.path.clone().into(),
    }
}
