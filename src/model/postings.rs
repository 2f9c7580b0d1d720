//! What hangs, as those who hung it noted: rows of the sheets of postings of places.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::checks::Records;
use super::index::Index;
use super::place::Place;
use super::record::Record;
use super::text::Files;
use super::week::Week;
use super::{Model, PlaceId, RecordId, value};
use crate::diagnostic::{Diagnostic, Diagnostics, Words};
use crate::load::{self, POSTINGS};
use crate::paths::InputPath;
use crate::postings::{self, Column, Row, Sheet};
use crate::source::{Source, Span};
use crate::words;
use crate::yaml::Fault;

/// What parts the photos of a cell.
const PARTS: [char; 5] = ['、', ';', '；', '|', '\n'];

/// A sheet of postings of a place for one week.
#[derive(Debug, Clone)]
pub struct PostingSheet {
    /// The place.
    pub place: PlaceId,
    /// The week.
    pub week: Week,
    /// Its text.
    pub source: Arc<Source>,
    /// Its rows that say something of a published record.
    pub rows: Vec<Posting>,
}

/// A poster on a board.
#[derive(Debug, Clone)]
pub struct Posting {
    /// The record of the poster.
    pub record: RecordId,
    /// The place whose sheet says so.
    pub place: PlaceId,
    /// Position of the row, for [`Sheet::fill`].
    pub row: usize,
    /// The board as written.
    pub board: String,
    /// Which of the [boards](Place::notice_boards) of the place it is; none if it has none of this name.
    pub known: Option<usize>,
    /// It was sent to the chat group at this position of the place, and hangs nowhere.
    pub group: Option<usize>,
    /// When it is to be hung.
    pub due: Option<NaiveDate>,
    /// When it was hung.
    pub posted: Option<NaiveDate>,
    /// Who hung it: somebody of the office, never to be published.
    pub by: Option<String>,
    /// When it is to be taken down.
    pub take_down: Option<NaiveDate>,
    /// When it was taken down.
    pub taken_down: Option<NaiveDate>,
    /// Photos of it.
    pub photos: Vec<InputPath>,
    /// Hash of the content that was hung.
    pub hash: Option<String>,
    /// Something is written where the day of hanging stands.
    pub has_posted_cell: bool,
    /// Something is written where the day of taking down stands.
    pub has_taken_down_cell: bool,
}

/// A board of a place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// The one at this position.
    Known(usize),
    /// The chat group at this position.
    Group(usize),
    /// One of this name, of which the place knows nothing.
    Other(String),
}

/// All sheets of postings.
#[derive(Debug, Default)]
pub(super) struct Postings {
    /// Sorted by place, then by week.
    sheets: Vec<PostingSheet>,
    /// For each record, sheets and rows.
    of: BTreeMap<RecordId, Vec<(usize, usize)>>,
}

impl Postings {
    /// Those of a record, sorted by place and week.
    pub(super) fn of(&self, record: RecordId) -> impl Iterator<Item = &Posting> {
        let rows = self.of.get(&record).map_or(&[][..], Vec::as_slice);
        rows.iter()
            .filter_map(|(sheet, row)| self.sheets.get(*sheet)?.rows.get(*row))
    }

    /// The sheets of a place, sorted by week.
    pub(super) fn at(&self, place: PlaceId) -> &[PostingSheet] {
        let start = self.sheets.partition_point(|sheet| sheet.place < place);
        let end = self.sheets.partition_point(|sheet| sheet.place <= place);
        &self.sheets[start..end]
    }

    /// The places that keep sheets of postings, with the first week of each.
    pub(super) fn places(&self) -> impl Iterator<Item = (PlaceId, Week)> {
        let mut last = None;
        let sheets = self.sheets.iter();
        sheets.filter_map(move |sheet| {
            (last.replace(sheet.place) != Some(sheet.place)).then_some((sheet.place, sheet.week))
        })
    }
}

impl Model {
    /// The sheets of postings of a place, sorted by week.
    pub fn posting_sheets(&self, place: PlaceId) -> &[PostingSheet] {
        self.postings.at(place)
    }

    /// What is noted of the poster of a record at all places, sorted by place and week.
    pub fn postings_of(&self, record: RecordId) -> impl Iterator<Item = &Posting> {
        self.postings.of(record)
    }

    /// The path of the sheet of postings of a place for a week: the one that is there, else the one
    /// that is to be made, beside earlier ones.
    pub fn posting_sheet_path(&self, place: PlaceId, week: Week) -> InputPath {
        let sheets = self.posting_sheets(place);
        if let Some(sheet) = sheets.iter().find(|sheet| sheet.week == week) {
            return sheet.source.path.clone();
        }
        let folder = &self.place(place).folder;
        let slash = if folder.is_empty() { "" } else { "/" };
        let made = || format!("content/{folder}{slash}{}", POSTINGS[0]);
        let beside = sheets
            .last()
            .map(|sheet| sheet.source.path.folder().to_owned());
        let beside = beside.unwrap_or_else(made);
        InputPath::new(format!("{beside}/{week}.csv"))
    }
}

impl Posting {
    /// All of it that pages may show, and on which they depend.
    pub(super) fn shown(&self) -> (PlaceId, Spot, Option<NaiveDate>, Option<NaiveDate>) {
        (self.place, self.spot(), self.posted, self.taken_down)
    }

    /// Where it hangs, however that is written.
    pub fn spot(&self) -> Spot {
        match (self.known, self.group) {
            (Some(at), _) => Spot::Known(at),
            (None, Some(at)) => Spot::Group(at),
            (None, None) => Spot::Other(postings::plain(&self.board)),
        }
    }

    /// Whether it hangs on a day, as far as is noted.
    pub fn hangs(&self, day: NaiveDate) -> bool {
        self.posted.is_some_and(|posted| posted <= day)
            && self.taken_down.is_none_or(|down| day < down)
    }
}

/// Reads all sheets. Rows with an error are left out, and so are days that are still to come.
pub(super) fn read(
    sources: &[Arc<Source>],
    files: &Files<'_>,
    index: &Index,
    records: &Records<'_>,
    diagnostics: &mut Diagnostics,
) -> Postings {
    if sources.is_empty() {
        return Postings::default();
    }
    let codes: HashMap<&str, &Record> = records
        .iter()
        .map(|record| (record.code.as_str(), record))
        .collect();
    let mut sheets = Vec::new();
    for source in sources {
        let reader = Reader {
            source,
            files,
            codes: &codes,
            records,
            diagnostics,
        };
        sheets.extend(reader.sheet(index));
    }
    sheets.sort_by(|a: &PostingSheet, b| {
        (a.place, a.week, &a.source.path).cmp(&(b.place, b.week, &b.source.path))
    });
    let mut of: BTreeMap<RecordId, Vec<(usize, usize)>> = BTreeMap::new();
    for (number, sheet) in sheets.iter().enumerate() {
        for (row, posting) in sheet.rows.iter().enumerate() {
            of.entry(posting.record).or_default().push((number, row));
        }
    }
    Postings { sheets, of }
}

/// Reads one sheet.
struct Reader<'r, 'd> {
    source: &'r Arc<Source>,
    files: &'r Files<'r>,
    codes: &'r HashMap<&'r str, &'r Record>,
    records: &'r Records<'r>,
    diagnostics: &'d mut Diagnostics,
}

impl Reader<'_, '_> {
    fn sheet(mut self, index: &Index) -> Option<PostingSheet> {
        let path = &self.source.path;
        let folder = path.folder();
        let of_place = folder.rsplit_once('/').map_or("", |(place, _)| place);
        let of_place = of_place.strip_prefix("content").unwrap_or(of_place);
        let of_place = of_place.trim_start_matches('/');
        let Some(place) = index.place(of_place) else {
            let found = Diagnostic::error(
                "no-place",
                path.clone(),
                words!(
                    "这份张贴登记不属于任何地方：content/{of_place} 里没有 _index.md",
                    "this sheet of postings lies in no place: there is no _index.md in content/{of_place}"
                ),
            );
            self.diagnostics.push(found.help(words!(
                "移到地方的 postings（张贴）文件夹里",
                "move it into the folder `postings` of a place"
            )));
            return None;
        };
        let name = path.file_name();
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let Some(week) = Week::named(stem) else {
            let found = Diagnostic::warning(
                "posting-unread",
                path.clone(),
                words!(
                    "文件名不是一周，没有当作张贴登记读取",
                    "the name is no week: it is not read as a sheet of postings"
                ),
            );
            self.diagnostics.push(found.help(words!(
                "按张贴的那一周命名，例如 2026-W10.csv；不是登记的移到别处",
                "name it after the week of posting, for example 2026-W10.csv, or move it elsewhere"
            )));
            return None;
        };
        let sheet = match Sheet::read(&self.source.text) {
            Ok(sheet) => sheet,
            Err(fault) => {
                let at = Span::new(self.source, 0..0);
                let found = Diagnostic::error("posting-columns", at, fault.message);
                self.diagnostics.push(found.help(fault.help));
                return None;
            }
        };
        let here = self.records.places.get(place.index())?;
        let rows = sheet.rows();
        let rows = rows.filter_map(|row| self.row(row, here, week)).collect();
        Some(PostingSheet {
            place,
            week,
            source: Arc::clone(self.source),
            rows,
        })
    }

    fn row(&mut self, row: Row<'_>, here: &Place, week: Week) -> Option<Posting> {
        let before = self.diagnostics.errors();
        let [due, posted, take_down, taken_down] = [
            Column::Due,
            Column::Posted,
            Column::TakeDown,
            Column::TakenDown,
        ]
        .map(|column| self.day(row, column, week));
        if let Some(down) = taken_down
            && posted.is_none_or(|posted| down < posted)
            && self.diagnostics.errors() == before
        {
            self.out_of_order(row, posted, down);
        }
        let record = self.record(row);
        self.too_early(row, record, posted);
        let board = row.cell(Column::Board);
        let group = group(board, here);
        let known = match group {
            Some(_) => None,
            None => self.board(row, board, here),
        };
        let photos = self.photos(row);
        let record = record.filter(|_| self.diagnostics.errors() == before)?;
        let text = |column| Some(row.cell(column).to_owned()).filter(|text| !text.is_empty());
        Some(Posting {
            record,
            place: here.id,
            row: row.position(),
            board: board.to_owned(),
            known,
            group,
            due,
            posted: self.past(row, Column::Posted, posted),
            by: text(Column::By),
            hash: text(Column::Hash),
            take_down,
            taken_down: self.past(row, Column::TakenDown, taken_down),
            photos,
            has_posted_cell: posted.is_some(),
            has_taken_down_cell: taken_down.is_some(),
        })
    }

    /// A cell within the row, for underlining.
    fn at(&self, row: Row<'_>, column: Column) -> Span {
        Span::new(self.source, row.range_of(column, &self.source.text))
    }

    fn day(&mut self, row: Row<'_>, column: Column, week: Week) -> Option<NaiveDate> {
        let written = row.cell(column);
        if written.is_empty() {
            return None;
        }
        match day(written, week) {
            Ok(day) => Some(day),
            Err(fault) => {
                let [zh, en] = [true, false].map(|is_chinese| column.heading(is_chinese));
                let Words {
                    zh: of_zh,
                    en: of_en,
                } = fault.message;
                let message = words!("{zh}：{of_zh}", "{en}: {of_en}");
                let mut found = Diagnostic::error("bad-date", self.at(row, column), message);
                found.help.extend(fault.help.map(|help| *help));
                self.diagnostics.push(found);
                None
            }
        }
    }

    fn out_of_order(&mut self, row: Row<'_>, posted: Option<NaiveDate>, down: NaiveDate) {
        let message = match posted {
            Some(posted) => words!(
                "撤下日期 {down} 早于张贴日期 {posted}",
                "taken down on {down}, before it was posted on {posted}"
            ),
            None => words!(
                "写了撤下日期 {down}，没有写张贴日期",
                "taken down on {down}, but not posted on any day"
            ),
        };
        let found = Diagnostic::error("posting-order", self.at(row, Column::TakenDown), message);
        self.diagnostics.push(found.help(words!(
            "核对这一行的张贴日期和撤下日期；没有贴过的，两格都空着",
            "check both days of this row; leave both empty if it was never posted"
        )));
    }

    /// Nothing hangs before the date of its record, but for a slip of the pen in either day.
    fn too_early(&mut self, row: Row<'_>, record: Option<RecordId>, posted: Option<NaiveDate>) {
        let record = record.and_then(|record| self.records.get(record));
        let Some((posted, date)) = posted.zip(record.map(|record| record.date)) else {
            return;
        };
        if date <= posted {
            return;
        }
        let found = Diagnostic::warning(
            "posting-ahead",
            self.at(row, Column::Posted),
            words!(
                "张贴日期 {posted} 早于记录的日期 {date}",
                "posted on {posted}, before the date of the record, {date}"
            ),
        );
        self.diagnostics.push(found.help(words!(
            "核对张贴日期（尤其年份）和记录的日期，写错的改正",
            "check both days, above all the year, and mend the one that is wrong"
        )));
    }

    /// A day of something that was done; none, with a warning, if it is still to come.
    fn past(&mut self, row: Row<'_>, column: Column, day: Option<NaiveDate>) -> Option<NaiveDate> {
        let day = day?;
        let today = self.records.today;
        if day <= today {
            return Some(day);
        }
        let [zh, en] = [true, false].map(|is_chinese| column.heading(is_chinese));
        let found = Diagnostic::warning(
            "posting-ahead",
            self.at(row, column),
            words!(
                "{zh} {day} 还没有到，到那天才算数",
                "{en}: {day} is still to come, and counts from then on"
            ),
        );
        self.diagnostics.push(found.help(words!(
            "实际贴出、撤下以后再填；填错了的改正",
            "fill it in when it is done, or correct it"
        )));
        None
    }

    fn record(&mut self, row: Row<'_>) -> Option<RecordId> {
        let number = row.cell(Column::Number);
        if let Some(record) = self.codes.get(postings::code(number).as_str()) {
            return Some(record.id);
        }
        // It may be that of a record which could not be read, and that is told there.
        if self.records.decoded.iter().all(|of| of.record.is_some()) {
            let found = Diagnostic::warning(
                "unknown-poster",
                self.at(row, Column::Number),
                words!(
                    "没有海报编号是“{number}”的记录，这一行没有算进去",
                    "no record has the poster number `{number}`: this row does not count"
                ),
            );
            self.diagnostics.push(found.help(words!(
                "核对海报底部的编号；记录改过名的，在记录里写上原来的编码 `编码: …`（编号的最后六位）",
                "check it with the number at the foot of the poster; if the record was renamed, write its old code there, `code: …` (the last six characters)"
            )));
        }
        None
    }

    fn board(&mut self, row: Row<'_>, board: &str, here: &Place) -> Option<usize> {
        let wanted = postings::plain(board);
        let boards = here.notice_boards();
        let known = boards
            .iter()
            .position(|known| postings::plain(&known.name) == wanted);
        if known.is_none() {
            let place = &here.title;
            let message = if board.is_empty() {
                words!("没有写贴在哪块公示栏", "no board is named")
            } else {
                words!(
                    "{place}没有叫“{board}”的公示栏",
                    "{place} has no board `{board}`"
                )
            };
            let found = Diagnostic::warning("unknown-board", self.at(row, Column::Board), message);
            let names: Vec<&str> = here
                .boards
                .iter()
                .map(|board| board.name.as_str())
                .collect();
            let (zh, en) = (names.join("、"), names.join(", "));
            self.diagnostics.push(found.help(if names.is_empty() {
                words!(
                    "在这个地方的 _index.md 里写上“公示栏”",
                    "name the `boards` in the _index.md of the place"
                )
            } else {
                words!(
                    "可以写：{zh}；新的公示栏先写进 _index.md",
                    "known boards: {en}; a new one goes into _index.md first"
                )
            }));
        }
        known
    }

    fn photos(&mut self, row: Row<'_>) -> Vec<InputPath> {
        let folder = self.source.path.folder();
        let names = row.cell(Column::Photo).split(PARTS);
        let names = names.map(str::trim).filter(|name| !name.is_empty());
        let mut photos = Vec::new();
        for name in names {
            let path = InputPath::new(format!("{folder}/{name}"));
            let is_there = self.files.contains_key(path.as_str());
            // A name with a slash could mean any file of the content.
            if is_there && load::is_beside_postings(&path) && path.folder() == folder {
                photos.push(path);
                continue;
            }
            let found = Diagnostic::warning(
                "photo-missing",
                self.at(row, Column::Photo),
                words!("没有照片“{name}”", "there is no photo `{name}`"),
            );
            self.diagnostics.push(found.help(words!(
                "把照片放进 {folder}，照片一格写文件名，连同 .jpg；多张用“、”隔开",
                "put the photo into {folder} and write the name of the file with its ending; several are parted by `;`"
            )));
        }
        photos
    }
}

/// The chat group of this name. A board of the same name goes first.
fn group(written: &str, here: &Place) -> Option<usize> {
    let wanted = postings::plain(written);
    let mut boards = here.boards.iter();
    if boards.any(|board| postings::plain(&board.name) == wanted) {
        return None;
    }
    let mut groups = here.chat_groups.iter();
    groups.position(|group| postings::plain(group) == wanted)
}

/// A day as people and spreadsheet programs write it: also with a time, and without a year if the
/// program shows it so. Then it is the nearest to the week.
fn day(written: &str, week: Week) -> Result<NaiveDate, Fault> {
    let date = written.split_once([' ', 'T']).filter(|(_, time)| {
        time.contains(':') && time.chars().all(|c| c.is_ascii_digit() || ": ".contains(c))
    });
    let date = date.map_or(written, |(date, _)| date);
    if date.contains('月') && !date.contains('年') {
        let monday = week.monday();
        let years = [monday.year() - 1, monday.year(), monday.year() + 1];
        let days = years
            .into_iter()
            .filter_map(|year| value::date(&format!("{year}年{date}")).ok());
        let nearest = days.min_by_key(|day| (*day - monday).num_days().abs());
        if let Some(day) = nearest {
            return Ok(day);
        }
    }
    value::date(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        let week = Week::read("2026-W01").expect("a week");
        for (written, expected) in [
            ("2026-01-02", Some("2026-01-02")),
            ("2026/1/2", Some("2026-01-02")),
            ("2026/1/2 0:00", Some("2026-01-02")),
            ("2026-01-02T00:00:00", Some("2026-01-02")),
            ("1月2日", Some("2026-01-02")),
            ("12月30日", Some("2025-12-30")),
            ("2026年1月2日 周五", Some("2026-01-02")),
            ("1/2/2026", None),
            ("46024", None),
            ("已贴", None),
            ("2月30日", None),
        ] {
            let read = day(written, week).ok().map(|day| day.to_string());
            assert_eq!(read.as_deref(), expected, "{written}");
        }
    }
}
