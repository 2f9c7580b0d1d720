//! Reads the rows below a heading.

use std::collections::BTreeMap;

use super::Reading;
use super::columns::{Columns, VoteColumns};
use super::said::{self, Cell};
use super::words::{self, Opinion};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::value::{self, Hundredths};
use crate::paths::InputPath;
use crate::sheet::{self, Row, Table};

/// Areas above a million square metres are slips.
const MOST_AREA: i64 = 100_000_000;
/// A spreadsheet keeps this many digits of a number and makes noughts of the rest.
const DIGITS: usize = 15;

/// One part of a building, as a row tells it.
#[derive(Debug, Clone)]
pub struct Entry<'p> {
    /// The file of the row.
    pub path: &'p InputPath,
    /// Its number.
    pub row: usize,
    /// The column of the room.
    pub column: usize,
    /// The room, for comparing.
    pub room: String,
    /// The owner, for comparing; none if the row does not tell.
    pub owner: Option<Owner>,
    /// The name, for comparing, where the sheet has it beside a code.
    pub name: Option<String>,
    /// The area; none if it is missing or faulty.
    pub area: Option<Hundredths>,
    /// For each question what was voted; faulty ones are none as well.
    pub votes: Vec<Vote>,
}

/// What a row says on a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vote {
    /// No ballot came back.
    Nothing,
    /// An opinion.
    Cast(Opinion),
    /// Something that was told as a fault.
    Faulty,
}

/// Who owns a part, for comparing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// By code, with the name where the sheet has one.
    Code(String),
    /// By name.
    Name(String),
    /// The developer: what is not sold or not handed over is of one owner.
    Unsold,
}

/// The rows of data of a table, and what was left out. Faults are told as they are found.
pub fn read<'p>(
    path: &'p InputPath,
    table: &Table,
    columns: &Columns,
    diagnostics: &mut Diagnostics,
) -> (Vec<Entry<'p>>, Reading) {
    let mut reading = Reading {
        table: table.name.clone(),
        columns: columns
            .others
            .iter()
            .map(|(_, text)| text.clone())
            .collect(),
        ..Reading::default()
    };
    let merged = Merged::new(table);
    let heading = table.rows.iter().find(|row| row.number == columns.row);
    let rows = table.rows.get(columns.first..).unwrap_or_default();
    let mut entries: Vec<Entry<'p>> = Vec::new();
    // Of all rows, and of those since the last total.
    let (mut sum, mut since) = (Some(0_i64), Some(0_i64));
    let rounded = is_rounded(rows, columns);
    let dated = rows
        .iter()
        .filter(|row| columns.room.iter().any(|at| row.cell(*at).contains('-')))
        .count()
        * 2
        > rows.len();
    for row in rows {
        if sheet::is_enough(path, row.number, diagnostics) {
            break;
        }
        match sort_of(row, columns, heading) {
            Sort::Data => {}
            Sort::Total => {
                reading.totals.push(row.number);
                if let Some(found) = said::total_differs(path, row, columns, [sum, since]) {
                    diagnostics.push(found);
                }
                since = Some(0);
                continue;
            }
            Sort::Remark => {
                reading.remarks.push(row.number);
                continue;
            }
        }
        let reader = RowReader {
            path,
            table,
            row,
            columns,
            merged: &merged,
        };
        if let Some(found) = too_wide(path, row, columns) {
            diagnostics.push(found);
        }
        let entry = reader.read(rounded, dated, diagnostics);
        let add = |sum: Option<i64>| sum?.checked_add(entry.area?.0);
        (sum, since) = (add(sum), add(since));
        entries.push(entry);
    }
    reading.rows = entries.len();
    for (column, heading) in &columns.others {
        if looks_like_votes(rows, *column) {
            diagnostics.push(said::unused_votes(path, columns.row, *column, heading));
        }
    }
    doubles(&entries, diagnostics);
    (entries, reading)
}

/// In a text file, a cell beyond the heading comes from a comma within another cell: all after it have
/// moved. In a workbook it is a remark beside the table.
fn too_wide(path: &InputPath, row: &Row, columns: &Columns) -> Option<Diagnostic> {
    let name = path.file_name().to_ascii_lowercase();
    if ![".csv", ".tsv", ".txt"]
        .iter()
        .any(|ending| name.ends_with(ending))
    {
        return None;
    }
    let column = row.cells.len().checked_sub(1)?;
    (column > columns.last()).then(|| {
        said::too_wide(&Cell {
            path,
            row: row.number,
            column,
            text: "",
        })
    })
}

/// Whether most cells of a column that is not used are opinions.
fn looks_like_votes(rows: &[Row], column: usize) -> bool {
    let cells = rows.iter().map(|row| row.cell(column));
    let cells: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
    let is_vote = |cell: &&&str| matches!(words::opinion(cell), Ok(Some(_)));
    let votes = cells.iter().filter(is_vote).count();
    votes > 0 && votes * 2 > cells.len()
}

/// What a row is.
enum Sort {
    Data,
    Total,
    Remark,
}

fn sort_of(row: &Row, columns: &Columns, heading: Option<&Row>) -> Sort {
    let texts = || row.cells.iter().filter(|cell| !cell.is_empty());
    // A row with a room is no total, whatever a remark beside it says.
    let rooms = columns.room.iter().map(|at| row.cell(*at));
    let has_room = rooms
        .filter(|room| !room.is_empty())
        .any(|room| !words::is_total(room, false));
    let of_owners = [
        &columns.building,
        &columns.room,
        &columns.code,
        &columns.name,
    ];
    let of_owners = of_owners.into_iter().flatten().map(|at| row.cell(*at));
    let mut heads = of_owners.chain(texts().map(String::as_str).take(1));
    if !has_room && heads.any(|cell| words::is_total(cell, false)) {
        return Sort::Total;
    }
    let is_heading = heading.is_some_and(|heading| {
        let room = |row: &Row| {
            columns
                .room
                .iter()
                .map(|at| words::plain(row.cell(*at)))
                .collect::<Vec<_>>()
        };
        room(heading) == room(row)
    });
    let is_remark = texts().all(|cell| words::is_remark(cell));
    if is_heading || is_remark {
        Sort::Remark
    } else {
        Sort::Data
    }
}

/// Whether most codes of owners are numbers whose last digits a program replaced by noughts.
fn is_rounded(rows: &[Row], columns: &Columns) -> bool {
    let codes: Vec<&str> = rows
        .iter()
        .flat_map(|row| columns.code.iter().map(|at| row.cell(*at)))
        .filter(|code| !code.is_empty())
        .collect();
    let lost = codes.iter().filter(|code| ends_in_noughts(code)).count();
    lost > 0 && lost * 2 > codes.len()
}

fn ends_in_noughts(code: &str) -> bool {
    code.len() > DIGITS
        && code.bytes().all(|byte| byte.is_ascii_digit())
        && code.bytes().skip(DIGITS).all(|byte| byte == b'0')
}

/// Reads one row.
struct RowReader<'r, 'p> {
    path: &'p InputPath,
    table: &'r Table,
    row: &'r Row,
    columns: &'r Columns,
    merged: &'r Merged,
}

impl<'p> RowReader<'_, 'p> {
    fn read(&self, rounded: bool, dated: bool, diagnostics: &mut Diagnostics) -> Entry<'p> {
        Entry {
            path: self.path,
            row: self.row.number,
            column: self.columns.room.first().copied().unwrap_or(0),
            room: self.room(dated, diagnostics),
            owner: self.owner(rounded, diagnostics),
            name: self.name(),
            area: self.area(diagnostics),
            votes: self.votes(diagnostics),
        }
    }

    fn cell<'c>(&self, column: usize, text: &'c str) -> Cell<'c, 'p> {
        Cell {
            path: self.path,
            row: self.row.number,
            column,
            text,
        }
    }

    /// The text of a cell, or of the cell above into which it is merged.
    fn text(&self, column: usize) -> &str {
        let own = self.row.cell(column);
        if !own.is_empty() {
            return own;
        }
        let top = self.merged.top(self.row.number, column);
        let rows = &self.table.rows;
        let at = top.and_then(|top| rows.binary_search_by_key(&top, |row| row.number).ok());
        at.and_then(|at| rows.get(at))
            .map_or("", |row| row.cell(column))
    }

    fn room(&self, dated: bool, diagnostics: &mut Diagnostics) -> String {
        let at = self.columns.room.first().copied().unwrap_or(0);
        let own = self.row.cell(at);
        let cell = self.cell(at, own);
        let is_serial = || {
            let plain = words::plain(own);
            dated && plain.len() == 5 && matches!(plain.parse::<u32>(), Ok(36_526..=73_050))
        };
        if own.is_empty() {
            diagnostics.push(said::no_room(&cell));
        } else if words::is_destroyed(own) {
            diagnostics.push(said::destroyed(&cell));
        } else if words::is_day(own) || is_serial() {
            diagnostics.push(said::room_is_day(&cell));
        }
        if own.is_empty() {
            return String::new();
        }
        // The room itself must stand in its row; building and unit may be merged.
        let parts = self.columns.building.iter();
        let parts = parts.map(|column| words::room(self.text(*column)));
        let parts = parts.chain([words::room(own)]);
        let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
        parts.join("-")
    }

    fn owner(&self, rounded: bool, diagnostics: &mut Diagnostics) -> Option<Owner> {
        let of = |columns: &[usize]| columns.first().map(|at| (*at, self.text(*at)));
        let (code, name) = (of(&self.columns.code), of(&self.columns.name));
        let (at, text) = code.or(name)?;
        let is_unsold = [code, name]
            .iter()
            .flatten()
            .any(|(_, text)| words::is_unsold(text));
        let cell = self.cell(at, text);
        if is_unsold {
            return Some(Owner::Unsold);
        }
        if words::is_destroyed(text) || rounded && code.is_some() && ends_in_noughts(text) {
            diagnostics.push(said::destroyed(&cell));
            return None;
        }
        let (is_code, word) = match code {
            Some((_, text)) => (true, words::plain(text)),
            None => (false, words::name(text)),
        };
        if word.is_empty() && self.is_stray() {
            return None;
        }
        if word.is_empty() {
            diagnostics.push(said::no_owner(&cell, is_code));
            return None;
        }
        Some(if is_code {
            Owner::Code(word)
        } else {
            Owner::Name(word)
        })
    }

    fn name(&self) -> Option<String> {
        let (_, column) = self.columns.code.first().zip(self.columns.name.first())?;
        Some(words::name(self.text(*column))).filter(|name| !name.is_empty())
    }

    /// Whether the row has neither room nor owner nor area: that it has no room says it all.
    fn is_stray(&self) -> bool {
        let of = [
            &self.columns.room,
            &self.columns.code,
            &self.columns.name,
            &self.columns.area,
        ];
        let mut of = of.into_iter().flatten();
        of.all(|at| self.text(*at).is_empty())
    }

    fn area(&self, diagnostics: &mut Diagnostics) -> Option<Hundredths> {
        let at = *self.columns.area.first()?;
        let text = self.row.cell(at);
        if self.is_stray() {
            return None;
        }
        let cell = self.cell(at, text);
        let found = if text.is_empty() {
            said::no_area(&cell, self.merged.top(self.row.number, at))
        } else if self.merged.is_top(self.row.number, at) {
            said::merged_area(&cell)
        } else if words::is_destroyed(text) {
            said::destroyed(&cell)
        } else {
            match value::hundredths(text) {
                Ok(area) if (1..=MOST_AREA).contains(&area.0) => return Some(area),
                Ok(_) => said::odd_area(&cell),
                Err(fault) => said::bad_area(&cell, fault),
            }
        };
        diagnostics.push(found);
        None
    }

    fn votes(&self, diagnostics: &mut Diagnostics) -> Vec<Vote> {
        let questions = self.columns.questions.iter();
        questions
            .map(|question| match &question.votes {
                VoteColumns::Words(column) => self.word(*column, diagnostics),
                VoteColumns::Ticks(ticks) => self.ticks(ticks, diagnostics),
            })
            .collect()
    }

    fn word(&self, column: usize, diagnostics: &mut Diagnostics) -> Vote {
        let text = self.text(column);
        match words::opinion(text) {
            Ok(None) => Vote::Nothing,
            Ok(Some(opinion)) => Vote::Cast(opinion),
            Err(nearest) => {
                diagnostics.push(said::unknown_vote(&self.cell(column, text), nearest));
                Vote::Faulty
            }
        }
    }

    fn ticks(&self, ticks: &[(Opinion, usize)], diagnostics: &mut Diagnostics) -> Vote {
        let mut found = Vote::Nothing;
        for (opinion, column) in ticks {
            let text = self.text(*column);
            match (words::tick(text, *opinion), found) {
                (Some(false), _) => {}
                (Some(true), Vote::Nothing) => found = Vote::Cast(*opinion),
                (Some(true), _) => {
                    diagnostics.push(said::two_ticks(&self.cell(*column, text)));
                    return Vote::Faulty;
                }
                (None, _) => {
                    diagnostics.push(said::unknown_tick(&self.cell(*column, text)));
                    return Vote::Faulty;
                }
            }
        }
        found
    }
}

/// Rooms that stand in two rows.
fn doubles(entries: &[Entry<'_>], diagnostics: &mut Diagnostics) {
    let mut rooms: BTreeMap<&str, &Entry<'_>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| !entry.room.is_empty()) {
        match rooms.get(entry.room.as_str()) {
            Some(_) if sheet::is_enough(entry.path, entry.row, diagnostics) => return,
            Some(first) => diagnostics.push(said::double(entry, first)),
            None => {
                rooms.insert(&entry.room, entry);
            }
        }
    }
}

/// Cells that are merged downwards, by column.
struct Merged(BTreeMap<usize, Vec<(usize, usize)>>);

impl Merged {
    fn new(table: &Table) -> Self {
        let mut columns: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
        for one in &table.merged {
            // A block of several columns says nothing certain about any of them.
            if one.columns.0 == one.columns.1 && one.rows.0 < one.rows.1 {
                columns.entry(one.columns.0).or_default().push(one.rows);
            }
        }
        for rows in columns.values_mut() {
            rows.sort_unstable();
        }
        Merged(columns)
    }

    /// The first row of the cell into which this one is merged.
    fn top(&self, row: usize, column: usize) -> Option<usize> {
        let rows = self.0.get(&column)?;
        let after = rows.partition_point(|(first, _)| *first <= row);
        let (first, last) = rows.get(after.checked_sub(1)?)?;
        (*last >= row).then_some(*first)
    }

    fn is_top(&self, row: usize, column: usize) -> bool {
        self.top(row, column) == Some(row)
    }
}
