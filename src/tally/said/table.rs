//! What is said of a sheet as a whole: its columns, the roll, and what is doubtful.

use std::collections::BTreeSet;

use super::{at, short};
use crate::diagnostic::{Diagnostic, Location, Words};
use crate::model::value::Hundredths;
use crate::paths::InputPath;
use crate::sheet::{Row, Table};
use crate::source::Span;
use crate::tally::columns::Columns;
use crate::tally::rows::Entry;
use crate::tally::{Measure, Needs, Sheets, words};
use crate::words;

/// Most rows that are listed.
const LISTED: usize = 12;

/// Name of a column as spreadsheets show it: A, B, … AA.
fn letter(column: usize) -> String {
    let mut rest = column;
    let mut name = String::new();
    loop {
        let digit = u8::try_from(rest % 26).unwrap_or(0);
        name.insert(0, char::from(b'A' + digit));
        if rest < 26 {
            return name;
        }
        rest = rest / 26 - 1;
    }
}

/// Numbers of rows in words: `3、5、9`, the first few.
fn listed(rows: &BTreeSet<usize>) -> Words {
    let list = |comma: &str| {
        let few = rows.iter().take(LISTED).map(ToString::to_string);
        few.collect::<Vec<_>>().join(comma)
    };
    let (zh, en) = (list("、"), list(", "));
    if rows.len() > LISTED {
        let (all, more) = (rows.len(), rows.len() - LISTED);
        return words!("{zh} 等 {all}", "{en} and {more} more");
    }
    Words { zh, en }
}

pub fn not_in_roll(entry: &Entry<'_>) -> Diagnostic {
    Diagnostic::error(
        "sheet-roll",
        at(entry),
        words!("名册里没有这个房号", "the roll does not have this room"),
    )
    .help(words!(
        "核对房号的写法，或在名册里补上这一套",
        "check how the room is written, or add the unit to the roll"
    ))
}

pub fn area_differs(entry: &Entry<'_>, of_roll: &Entry<'_>) -> Diagnostic {
    let row = of_roll.row;
    Diagnostic::error(
        "sheet-roll",
        at(entry),
        words!(
            "面积与名册第 {row} 行的不同",
            "the area is not that of row {row} of the roll"
        ),
    )
    .help(words!(
        "按登记的面积改正其中一处",
        "correct one of them to the registered area"
    ))
}

pub fn owner_differs(entry: &Entry<'_>, of_roll: &Entry<'_>) -> Diagnostic {
    let row = of_roll.row;
    Diagnostic::error(
        "sheet-roll",
        at(entry),
        words!(
            "业主与名册第 {row} 行的不同",
            "the owner is not that of row {row} of the roll"
        ),
    )
    .help(words!(
        "核对登记，改正其中一处",
        "check the register and correct one of them"
    ))
}

pub fn more_than_declared(sheets: &Sheets, all: Measure, declared: Measure) -> Diagnostic {
    let (heads, area) = (all.heads, all.area.written());
    let (of_heads, of_area) = (declared.heads, declared.area.written());
    Diagnostic::error(
        "sheet-roll",
        Location::File(sheets.path.clone()),
        words!(
            "表里有 {heads} 位业主、{area}㎡，比总数 {of_heads} 人、{of_area}㎡还多",
            "the sheet has {heads} owners and {area}㎡, more than the total of {of_heads} and {of_area}㎡"
        ),
    )
    .help(words!(
        "核对 --heads 和 --area，或者看看同一业主是不是用了几个编号",
        "check --heads and --area, and whether one owner has several codes"
    ))
}

pub fn no_votes(sheets: &Sheets) -> Diagnostic {
    Diagnostic::error(
        "sheet-columns",
        Location::File(sheets.path.clone()),
        words!("表里一票也没有", "the sheet has no vote"),
    )
    .help(words!(
        "核对是不是这个工作表、这一列",
        "check whether this is the sheet and the column"
    ))
}

pub fn no_table(sheets: &Sheets, wanted: Option<&str>) -> Diagnostic {
    let names: Vec<&str> = sheets
        .tables
        .iter()
        .map(|table| table.name.as_str())
        .collect();
    let (zh, en) = (names.join("、"), names.join(", "));
    let message = match wanted {
        Some(name) => words!("没有叫“{name}”的工作表", "there is no sheet `{name}`"),
        None => words!("文件里没有工作表", "the file has no sheet"),
    };
    let found = Diagnostic::error(
        "sheet-columns",
        Location::File(sheets.path.clone()),
        message,
    );
    if names.is_empty() {
        return found;
    }
    found.help(words!("有这些工作表：{zh}", "there are: {en}"))
}

pub fn several_tables(sheets: &Sheets, names: &[&str]) -> Diagnostic {
    let (zh, en) = (names.join("、"), names.join(", "));
    let first = names.first().copied().unwrap_or_default();
    Diagnostic::error(
        "sheet-columns",
        Location::File(sheets.path.clone()),
        words!(
            "有几个工作表都像要读的表：{zh}",
            "several sheets look like the one to be read: {en}"
        ),
    )
    .help(words!(
        "用 --sheet 说明是哪一个，例如 --sheet {first}",
        "say which with --sheet, for example --sheet {first}"
    ))
}

pub fn no_columns(sheets: &Sheets, found: &Columns, needs: Needs) -> Diagnostic {
    let missing = [
        (found.room.is_empty(), "房号", "room"),
        (
            needs.owner && !found.has_owner(),
            "业主编号（或业主）",
            "owner's code (or owner)",
        ),
        (needs.owner && found.area.is_empty(), "专有面积", "area"),
        (needs.votes && found.questions.is_empty(), "表决", "vote"),
    ];
    let list = |comma: &str, of: fn(&(bool, &'static str, &'static str)) -> &'static str| {
        let missing = missing.iter().filter(|(is_missing, ..)| *is_missing);
        missing.map(of).collect::<Vec<_>>().join(comma)
    };
    let (zh, en) = (list("、", |one| one.1), list(", ", |one| one.2));
    Diagnostic::error(
        "sheet-columns",
        Location::File(sheets.path.clone()),
        words!(
            "找不到表头，或表头里没有：{zh}",
            "there is no heading, or it lacks: {en}"
        ),
    )
    .help(words!(
        "在前 20 行里写一行表头：房号、业主编号、专有面积、表决；几个问题就写几列：议题一、议题二",
        "write a heading within the first 20 rows: room, owner's code, area, vote; for several questions a column each: question 1, question 2"
    ))
}

/// Two columns for what can be but one.
pub fn double_columns(sheets: &Sheets, table: &Table, columns: &Columns) -> Option<Diagnostic> {
    let sorts = [
        (&columns.room, "房号", "rooms"),
        (&columns.code, "业主编号", "owners' codes"),
        (&columns.name, "业主", "owners"),
        (&columns.area, "面积", "areas"),
    ];
    let heading = |column: usize| {
        let rows = table.rows.iter().filter(|row| row.number >= columns.row);
        let mut texts = rows
            .map(|row| row.cell(column))
            .filter(|text| !text.is_empty());
        short(texts.next().unwrap_or_default())
    };
    let of_sorts = sorts
        .iter()
        .find_map(|(found, zh, en)| match found.as_slice() {
            [first, second, ..] => Some((*first, *second, *zh, *en)),
            _ => None,
        });
    let mut titles: Vec<(&Option<String>, usize)> = Vec::new();
    let of_questions = columns.questions.iter().find_map(|question| {
        let column = question.columns().first().copied().unwrap_or(0);
        let same = titles.iter().find(|(title, _)| *title == &question.title);
        let found = same.map(|(_, first)| (*first, column, "表决", "votes on one question"));
        titles.push((&question.title, column));
        found
    });
    let (first, second, zh, en) = of_sorts.or(of_questions)?;
    let (one, other) = (heading(first), heading(second));
    let (first, second) = (letter(first), letter(second));
    Some(
        Diagnostic::error(
            "sheet-columns",
            Location::File(sheets.path.clone()),
            words!(
                "{zh}有两列：{first} 列“{one}”和 {second} 列“{other}”",
                "there are two columns of {en}: {first} `{one}` and {second} `{other}`"
            ),
        )
        .help(words!(
            "删去其中一列；几个问题的，表头写议题一、议题二",
            "remove one of them; head several questions with question 1, question 2"
        )),
    )
}

/// A total of the sheet itself that is the sum neither of all rows above nor of those since the last
/// total.
pub fn total_differs(
    path: &InputPath,
    row: &Row,
    columns: &Columns,
    sums: [Option<i64>; 2],
) -> Option<Diagnostic> {
    if !row.cells.iter().any(|cell| words::is_total(cell, true)) {
        return None;
    }
    let column = *columns.area.first()?;
    let said = crate::model::value::hundredths(row.cell(column)).ok()?;
    let [sum, since] = sums;
    let sum = Hundredths(sum?);
    if said == sum || Some(said.0) == since {
        return None;
    }
    let (said, sum) = (said.written(), sum.written());
    Some(
        Diagnostic::warning(
            "sheet-doubt",
            Span::of_cell(path, row.number, column, &said),
            words!(
                "合计写的面积是 {said}㎡，上面各行加起来是 {sum}㎡",
                "the total says {said}㎡, the rows above add up to {sum}㎡"
            ),
        )
        .help(words!(
            "看看有没有漏掉或多出的行；核对无误再公布",
            "see whether a row is missing or too many before anything is published"
        )),
    )
}

pub fn all_voted(sheets: &Sheets) -> Diagnostic {
    Diagnostic::warning(
        "sheet-doubt",
        Location::File(sheets.path.clone()),
        words!(
            "表里每位业主都投了票：业主总数是不是只算了收回的选票",
            "every owner in the sheet voted: the electorate may be those alone whose ballots came back"
        ),
    )
    .help(words!(
        "表里没有列出全部业主的，用 --roll 给出名册，或用 --heads 和 --area 给出总数",
        "unless the sheet lists all owners, give the roll with --roll, or the totals with --heads and --area"
    ))
}

pub fn names_alone(first: &Entry<'_>, rows: &BTreeSet<usize>) -> Diagnostic {
    let rows = listed(rows);
    let (zh, en) = (rows.zh, rows.en);
    Diagnostic::warning(
        "sheet-doubt",
        at(first),
        words!(
            "没有业主编号，这些行按姓名合并成同一业主：第 {zh} 行",
            "there are no owners' codes, and these were taken together by name: rows {en}"
        ),
    )
    .help(words!(
        "同名不同人的，加一列“业主编号”分开",
        "if two owners have one name, add a column of owners' codes"
    ))
}

/// At the first of some rows.
fn at_first(sample: &Entry<'_>, rows: &BTreeSet<usize>) -> Option<Span> {
    let row = rows.first()?;
    Some(Span::of_cell(sample.path, *row, sample.column, ""))
}

pub fn several_names(sample: &Entry<'_>, rows: &BTreeSet<usize>) -> Option<Diagnostic> {
    let first = at_first(sample, rows)?;
    let rows = listed(rows);
    let (zh, en) = (rows.zh, rows.en);
    Some(
        Diagnostic::warning(
            "sheet-doubt",
            first,
            words!(
                "同一个业主编号写了不同的姓名，按一人计了：第 {zh} 行",
                "one owner's code stands with different names and was counted once: rows {en}"
            ),
        )
        .help(words!(
            "编号写错的改正；共有一套的，每一行写一样的姓名",
            "correct the code where it is a slip; write the same names for units that are owned together"
        )),
    )
}

pub fn several_codes(sample: &Entry<'_>, rows: &BTreeSet<usize>) -> Option<Diagnostic> {
    let first = at_first(sample, rows)?;
    let rows = listed(rows);
    let (zh, en) = (rows.zh, rows.en);
    Some(
        Diagnostic::warning(
            "sheet-doubt",
            first,
            words!(
                "同一个姓名有几个业主编号，按几人计了：第 {zh} 行",
                "one name stands with several owners' codes and was counted for each: rows {en}"
            ),
        )
        .help(words!(
            "是同一人的，写同一个编号；只是同名的，不用改",
            "write one code if it is one person; leave it if only the names are the same"
        )),
    )
}

pub fn unused_votes(path: &InputPath, row: usize, column: usize, heading: &str) -> Diagnostic {
    let heading = short(heading);
    Diagnostic::warning(
        "sheet-doubt",
        Span::of_cell(path, row, column, &heading),
        words!(
            "“{heading}”一列像是表决意见，没有计入",
            "the column `{heading}` looks like votes and was not counted"
        ),
    )
    .help(words!(
        "是表决的，表头写成“议题：{heading}”；不是的，删去这一列",
        "head it `question: {heading}` if it is a vote, or remove the column"
    ))
}
