//! What is said of a sheet. A message points to the row and the cell. It repeats areas, votes and
//! headings, never a room, a name or a code: what is printed here may be sent on.

mod table;

use super::columns::Columns;
use super::rows::Entry;
use crate::diagnostic::{Diagnostic, Words};
use crate::paths::InputPath;
use crate::source::Span;
use crate::words;
use crate::yaml::Fault;

pub use table::{
    all_voted, area_differs, double_columns, more_than_declared, names_alone, no_columns, no_table,
    no_votes, not_in_roll, owner_differs, several_codes, several_names, several_tables,
    total_differs, unused_votes,
};

/// Longest text of a cell that is repeated, in characters.
const SHOWN: usize = 16;

/// A cell of a sheet.
#[derive(Debug, Clone, Copy)]
pub struct Cell<'c, 'p> {
    /// The file.
    pub path: &'p InputPath,
    /// The number of the row, from 1.
    pub row: usize,
    /// The column, from 0.
    pub column: usize,
    /// Its text.
    pub text: &'c str,
}

impl Cell<'_, '_> {
    /// An error at the cell, whose text stays hidden.
    fn hidden(&self, code: &'static str, message: Words) -> Diagnostic {
        let span = Span::of_cell(self.path, self.row, self.column, "");
        Diagnostic::error(code, span, message)
    }

    /// An error at the cell, whose text is an area or a vote.
    fn shown(&self, code: &'static str, message: Words) -> Diagnostic {
        let span = Span::of_cell(self.path, self.row, self.column, &short(self.text));
        Diagnostic::error(code, span, message)
    }
}

/// A text that may be repeated: cut where it is long, hidden where it has digits like a telephone.
fn short(text: &str) -> String {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if digits >= 11 {
        return "…".to_owned();
    }
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SHOWN {
        return line;
    }
    line.chars().take(SHOWN - 1).chain(['…']).collect()
}

pub fn no_room(cell: &Cell<'_, '_>) -> Diagnostic {
    cell.hidden("sheet-row", words!("这一行没有房号", "the row has no room"))
        .help(words!(
            "每一套写一行，写上房号；不是房屋的行删去",
            "write one row for each unit, with its room; remove rows that are none"
        ))
}

pub fn room_is_day(cell: &Cell<'_, '_>) -> Diagnostic {
    cell.hidden(
        "sheet-row",
        words!("房号被改成了日期", "the room was turned into a date"),
    )
    .help(words!(
        "把房号一列的格式设为“文本”，重新写房号，例如 3-1",
        "set the column of rooms to the format Text and write the room again, for example 3-1"
    ))
}

pub fn destroyed(cell: &Cell<'_, '_>) -> Diagnostic {
    cell.hidden(
        "sheet-row",
        words!(
            "长数字只剩前几位，后面的已经丢失（像 1.30E+17）",
            "a long number has lost its last digits (like 1.30E+17)"
        ),
    )
    .help(words!(
        "把这一列的格式设为“文本”，从原来的名册重新粘贴",
        "set the column to the format Text and paste it again from the first roll"
    ))
}

pub fn no_owner(cell: &Cell<'_, '_>, code: bool) -> Diagnostic {
    let (zh, en) = if code {
        ("业主编号", "owner's code")
    } else {
        ("业主", "owner")
    };
    cell.hidden("sheet-row", words!("这一行没有{zh}", "the row has no {en}"))
        .help(words!(
            "写上{zh}；没有卖出的写“未售”",
            "write the {en}; for what is not sold write `未售` (unsold)"
        ))
}

pub fn no_area(cell: &Cell<'_, '_>, merged: Option<usize>) -> Diagnostic {
    let message = match merged {
        Some(top) => words!(
            "面积与第 {top} 行合并成了一格",
            "the area is merged with that of row {top}"
        ),
        None => words!("这一行没有面积", "the row has no area"),
    };
    cell.hidden("sheet-row", message).help(words!(
        "写上这一套登记的专有面积，例如 118.50",
        "write the registered exclusive area of this unit, for example 118.50"
    ))
}

pub fn merged_area(cell: &Cell<'_, '_>) -> Diagnostic {
    cell.shown(
        "sheet-row",
        words!(
            "一格面积合并在几行上，不知道是一套的还是几套的",
            "one area is merged over several rows: it may be that of one unit or of all"
        ),
    )
    .help(words!(
        "取消合并，每一套写自己的面积",
        "unmerge the cells and write the area of each unit"
    ))
}

pub fn odd_area(cell: &Cell<'_, '_>) -> Diagnostic {
    let text = short(cell.text);
    cell.shown(
        "sheet-row",
        words!(
            "面积“{text}”不像一套房屋的面积",
            "the area `{text}` is not that of a unit"
        ),
    )
    .help(words!(
        "核对这一行，写登记的面积，单位是平方米",
        "check the row, and write the registered area in square metres"
    ))
}

pub fn bad_area(cell: &Cell<'_, '_>, fault: Fault) -> Diagnostic {
    let text = short(cell.text);
    let message = if fault.code == "too-many-decimals" {
        words!(
            "面积“{text}”的小数多于两位",
            "the area `{text}` has more than two decimals"
        )
    } else {
        words!("面积“{text}”不是数字", "the area `{text}` is not a number")
    };
    let help = fault
        .help
        .map_or_else(|| words!("核对数字", "check the number"), |help| *help);
    cell.shown("sheet-row", message).help(help)
}

pub fn unknown_vote(cell: &Cell<'_, '_>, nearest: Option<&str>) -> Diagnostic {
    let text = short(cell.text);
    let found = cell.shown(
        "sheet-row",
        words!(
            "表决写的是“{text}”，不知道是什么意见",
            "the vote says `{text}`, which is no known opinion"
        ),
    );
    let found = match nearest {
        Some(word) => found.help(words!("是不是“{word}”？", "did you mean `{word}`?")),
        None => found,
    };
    found.help(words!(
        "写同意、反对、弃权或无效；没有收回的空着",
        "write yes, no, abstain or invalid; leave it empty if no ballot came back"
    ))
}

pub fn unknown_tick(cell: &Cell<'_, '_>) -> Diagnostic {
    let text = short(cell.text);
    cell.shown(
        "sheet-row",
        words!(
            "意见栏里写的是“{text}”，不知道算不算勾选",
            "the column of an opinion says `{text}`, which may be a tick or none"
        ),
    )
    .help(words!(
        "选中的写 √，没有选的空着",
        "write √ for the one that was chosen and leave the others empty"
    ))
}

pub fn two_ticks(cell: &Cell<'_, '_>) -> Diagnostic {
    cell.shown(
        "sheet-row",
        words!(
            "同一个问题勾选了两种意见",
            "two opinions are ticked on one question"
        ),
    )
    .help(words!(
        "核对选票；选票上就是两种的，在“无效”栏勾选",
        "check the ballot; if it has both, tick the column of invalid ones"
    ))
}

pub fn too_wide(cell: &Cell<'_, '_>) -> Diagnostic {
    cell.hidden(
        "sheet-row",
        words!(
            "这一行的格子比表头多",
            "the row has more cells than the heading"
        ),
    )
    .help(words!(
        "去掉数字里的逗号（12,345.67 写成 12345.67），或另存为 .xlsx",
        "remove commas within numbers (12345.67 for 12,345.67), or save the sheet as .xlsx"
    ))
}

fn at(entry: &Entry<'_>) -> Span {
    Span::of_cell(entry.path, entry.row, entry.column, "")
}

pub fn double(entry: &Entry<'_>, first: &Entry<'_>) -> Diagnostic {
    let row = first.row;
    Diagnostic::error(
        "sheet-double",
        at(entry),
        words!(
            "这个房号在第 {row} 行已经有了",
            "the room stands in row {row} already"
        ),
    )
    .help(words!(
        "一套只留一行；共有人合写在一行里",
        "keep one row for each unit; several owners of one unit stand in one row"
    ))
}

/// What the heading of a question says, for messages.
fn question(columns: &Columns, at: usize) -> Option<String> {
    let title = columns.questions.get(at)?.title.as_deref();
    Some(short(title?))
}

pub fn half_empty(entry: &Entry<'_>, columns: &Columns, open: usize) -> Diagnostic {
    let title = question(columns, open).unwrap_or_default();
    let column = columns
        .questions
        .get(open)
        .and_then(|one| one.columns().first().copied())
        .unwrap_or(entry.column);
    Diagnostic::error(
        "sheet-votes",
        Span::of_cell(entry.path, entry.row, column, ""),
        words!(
            "收回了选票，“{title}”却空着",
            "a ballot came back, but `{title}` is empty"
        ),
    )
    .help(words!(
        "选票上没有填的，按议事规则写弃权或无效",
        "write abstain or invalid for what was left empty, as the rules of procedure say"
    ))
}

pub fn votes_differ(
    first: &Entry<'_>,
    other: &Entry<'_>,
    columns: &Columns,
    at_question: usize,
) -> Diagnostic {
    let row = first.row;
    let column = columns
        .questions
        .get(at_question)
        .and_then(|one| one.columns().first().copied())
        .unwrap_or(other.column);
    let (in_zh, in_en) = if first.path == other.path {
        (String::new(), String::new())
    } else {
        let path = first.path.as_str();
        (format!("（{path}）"), format!(" of {path}"))
    };
    Diagnostic::error(
        "sheet-votes",
        Span::of_cell(other.path, other.row, column, ""),
        words!(
            "同一业主的几套表决不一样：另见第 {row} 行{in_zh}",
            "units of one owner carry different votes: see row {row}{in_en}"
        ),
    )
    .help(words!(
        "一位业主只有一票：核对选票，每一套写同样的意见；选票互相矛盾的，按议事规则写无效",
        "an owner has one vote: check the ballots and write the same for every unit; if the ballots contradict each other, write what the rules of procedure say, such as invalid"
    ))
}
