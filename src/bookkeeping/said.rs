//! What is said of a sheet of items. A message points to the row and the cell. It repeats amounts,
//! dates and sides, never an item or a note: what is printed here may be sent on.

use super::columns::Columns;
use super::words::NoAmount;
use super::{Cell, Side};
use crate::diagnostic::{Diagnostic, Location, Words};
use crate::model::gate;
use crate::model::money::Money;
use crate::model::reporting::ReportingPeriod;
use crate::paths::InputPath;
use crate::privacy::Kind;
use crate::sheet::Table;
use crate::source::Span;
use crate::words;

/// Longest text of a cell that is repeated, in characters.
const SHOWN: usize = 16;

/// A cell of a sheet, for messages.
#[derive(Debug, Clone, Copy)]
pub struct At<'c> {
    /// The file.
    pub path: &'c InputPath,
    /// The name of the table.
    pub sheet: &'c str,
    /// The number of the row, from 1.
    pub row: usize,
    /// The column, from 0.
    pub column: usize,
    /// Its text.
    pub text: &'c str,
}

impl<'c> At<'c> {
    /// A cell that was kept.
    pub fn of(path: &'c InputPath, sheet: &'c str, cell: &'c Cell) -> Self {
        At {
            path,
            sheet,
            row: cell.row,
            column: cell.column,
            text: &cell.text,
        }
    }

    /// The name of the cell in a spreadsheet: `C12`.
    fn name(&self) -> String {
        let mut letters = Vec::new();
        let mut rest = self.column + 1;
        while rest > 0 {
            let digit = u8::try_from((rest - 1) % 26).unwrap_or_default();
            letters.push(char::from(b'A' + digit));
            rest = (rest - 1) / 26;
        }
        let letters: String = letters.into_iter().rev().collect();
        format!("{letters}{}", self.row)
    }

    /// An error at the cell, whose text stays hidden.
    fn hidden(&self, code: &'static str, message: Words) -> Diagnostic {
        self.error(code, message, "")
    }

    /// An error at the cell, whose text is an amount, a date or a side.
    fn shown(&self, code: &'static str, message: Words) -> Diagnostic {
        self.error(code, message, &short(self.text))
    }

    fn error(&self, code: &'static str, message: Words, shown: &str) -> Diagnostic {
        let (name, Words { zh, en }) = (self.name(), message);
        let span = Span::of_cell(self.path, self.row, self.column, shown);
        let sheet = self.sheet;
        Diagnostic::error(
            code,
            span,
            words!("“{sheet}”{name}：{zh}", "sheet `{sheet}`, {name}: {en}"),
        )
    }
}

/// A text that may be repeated: cut where it is long, hidden where it has digits like a telephone.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().filter(char::is_ascii_digit).count() >= 11 {
        return "…".to_owned();
    }
    if line.chars().count() <= SHOWN {
        return line;
    }
    line.chars().take(SHOWN - 1).chain(['…']).collect()
}

pub fn no_table(path: &InputPath, wanted: Option<&str>) -> Diagnostic {
    let found = match wanted {
        Some(name) => words!("没有工作表“{name}”", "there is no sheet `{name}`"),
        None => words!("文件里没有工作表", "the file has no sheet"),
    };
    Diagnostic::error("sheet-columns", Location::File(path.clone()), found).help(words!(
        "核对 --sheet 后面的名称",
        "check the name after --sheet"
    ))
}

pub fn no_columns(path: &InputPath) -> Diagnostic {
    Diagnostic::error(
        "sheet-columns",
        Location::File(path.clone()),
        words!(
            "没有找到表头：要有“项目”和“金额”两列",
            "no heading was found: it needs the columns `item` and `amount`"
        ),
    )
    .help(words!(
        "第一行写：类别（收入、支出或使用）、项目、金额；或者项目、收入金额、支出金额",
        "begin with the headings: type (income, cost or use), item, amount; or item, income, cost"
    ))
}

pub fn several_tables(path: &InputPath, names: &[&str]) -> Diagnostic {
    let (zh, en) = (names.join("、"), names.join(", "));
    Diagnostic::error(
        "sheet-columns",
        Location::File(path.clone()),
        words!(
            "好几张工作表像收支表：{zh}",
            "several sheets look like statements: {en}"
        ),
    )
    .help(words!(
        "用 --sheet 写出要读的那一张",
        "name the one to be read with --sheet"
    ))
}

/// Columns that stand twice, have no item or no amount, or an unknown unit.
pub fn odd_columns(path: &InputPath, table: &Table, columns: &Columns) -> Option<Diagnostic> {
    let heading = |column: usize| {
        let mut rows = table.rows.iter();
        let row = rows.find(|row| row.number == columns.row);
        At {
            path,
            sheet: &table.name,
            row: columns.row,
            column,
            text: row.map_or("", |row| row.cell(column)),
        }
    };
    if let Some((unit, row, column)) = &columns.odd_unit {
        let at = At {
            row: *row,
            ..heading(*column)
        };
        let found = at.hidden(
            "sheet-columns",
            words!(
                "单位是“{unit}”，只读元和万元",
                "the unit is `{unit}`; only 元 and 万元 are read"
            ),
        );
        return Some(found.help(words!(
            "把金额换算成元，表头写“金额（元）”",
            "write the amounts in yuan, under the heading `金额（元）`"
        )));
    }
    let twice = |columns: &[usize]| (columns.len() > 1).then(|| columns[1]);
    let mut double = twice(&columns.side).or_else(|| twice(&columns.date));
    for group in &columns.groups {
        double = double
            .or_else(|| twice(&group.item))
            .or_else(|| twice(&group.payer))
            .or_else(|| twice(&group.resolution));
        for (at, (side, column)) in group.amounts.iter().enumerate() {
            let same = |(other, _): &(Option<Side>, usize)| {
                other == side || other.is_none() || side.is_none()
            };
            if double.is_none() && group.amounts[..at].iter().any(same) {
                double = Some(*column);
            }
        }
        let lone = group.item.first().filter(|_| group.amounts.is_empty());
        let lone = lone.or_else(|| {
            let amount = group.amounts.first().filter(|_| group.item.is_empty());
            amount.map(|(_, column)| column)
        });
        if let Some(column) = lone.filter(|_| double.is_none()) {
            let found = heading(*column).shown(
                "sheet-columns",
                words!(
                    "项目和金额没有成对：这一列旁边缺另一列",
                    "items and amounts are not in pairs: the other column is missing beside this one"
                ),
            );
            return Some(found.help(words!(
                "每个“项目”列后面紧跟它的“金额”列",
                "let each column of items be followed by its amounts"
            )));
        }
    }
    let found = heading(double?).shown(
        "sheet-columns",
        words!(
            "同一种列有两列，不知道读哪一列",
            "two columns hold the same: it is not known which to read"
        ),
    );
    Some(found.help(words!(
        "不用的一列改名或删去，例如“上期金额”",
        "rename or remove the one that is not used"
    )))
}

pub fn no_rows(path: &InputPath, row: usize) -> Diagnostic {
    Diagnostic::error(
        "sheet-row",
        Span::of_cell(path, row, 0, ""),
        words!("表头下面没有一行收支", "there is no item below the heading"),
    )
    .help(words!(
        "每一笔写一行；用 --sheet 可以读别的工作表",
        "write one row for each item; --sheet reads another sheet"
    ))
}

pub fn no_item(at: &At<'_>) -> Diagnostic {
    at.hidden(
        "sheet-row",
        words!("有金额，没有项目", "there is an amount, and no item"),
    )
    .help(words!(
        "写上项目；合计行写“合计”",
        "write the item; in a row of totals write `total`"
    ))
}

pub fn no_amount(at: &At<'_>) -> Diagnostic {
    at.hidden(
        "sheet-row",
        words!("有项目，没有金额", "there is an item, and no amount"),
    )
    .help(words!(
        "写上金额，没有发生的写 0；不是收支的行删去",
        "write the amount, or 0 if there was none; remove rows that are no items"
    ))
}

pub fn merged_amount(at: &At<'_>, top: usize) -> Diagnostic {
    at.hidden(
        "sheet-row",
        words!(
            "金额与第 {top} 行合并成了一格",
            "the amount is merged with that of row {top}"
        ),
    )
    .help(words!(
        "拆开合并的单元格，每一行写自己的金额",
        "divide the merged cell, and write the amount of each row"
    ))
}

pub fn no_money(at: &At<'_>, wrong: NoAmount) -> Diagnostic {
    let (message, help) = match wrong {
        NoAmount::Lost => (
            words!(
                "数字只剩前几位，后面的已经丢失",
                "the number has lost its last digits"
            ),
            words!(
                "把这一列的格式设为“数值”两位小数，重新写金额",
                "set the column to the format Number with two decimals and write the amount again"
            ),
        ),
        NoAmount::Formula => (
            words!(
                "公式出错，没有金额",
                "the formula failed: there is no amount"
            ),
            words!(
                "改正公式，保存后再运行一次",
                "mend the formula, save the sheet and run this again"
            ),
        ),
        NoAmount::Unit => (
            words!(
                "表头的单位是万元，这一格写的是元",
                "the heading says 万元, this cell says 元"
            ),
            words!("统一成一种单位", "write all amounts in one unit"),
        ),
        NoAmount::Fault(fault) if fault.code == "too-many-decimals" => {
            let shown = short(at.text);
            (
                words!(
                    "金额“{shown}”的小数多于两位，不能精确到分",
                    "the amount `{shown}` has more than two decimals: it is not exact to the fen"
                ),
                words!(
                    "写入账的金额，两位小数；公式外面套 ROUND(…, 2)",
                    "write the amount as booked, with two decimals; put ROUND(…, 2) around a formula"
                ),
            )
        }
        NoAmount::Fault(fault) => {
            let shown = short(at.text);
            let help = fault.help.filter(|_| fault.code != "not-a-number");
            (
                words!(
                    "金额“{shown}”不是数字",
                    "the amount `{shown}` is not a number"
                ),
                help.map_or_else(
                    || {
                        words!(
                            "只写数字，例如 24800.00",
                            "write digits only, for example 24800.00"
                        )
                    },
                    |help| *help,
                ),
            )
        }
    };
    at.shown("sheet-row", message).help(help)
}

pub fn both_sides(at: &At<'_>) -> Diagnostic {
    at.shown(
        "sheet-row",
        words!(
            "一行里有两个金额，分不清是收入还是支出",
            "the row has two amounts: it is not clear on which side it stands"
        ),
    )
    .help(words!(
        "收入、支出各写一行",
        "write a row of its own for each"
    ))
}

pub fn odd_side(at: &At<'_>) -> Diagnostic {
    let shown = short(at.text);
    at.shown(
        "sheet-row",
        words!(
            "“{shown}”不是收入、支出或使用",
            "`{shown}` is neither income, cost nor use"
        ),
    )
    .help(words!(
        "写收入、支出（经营成本）或使用（用于业主）",
        "write income, cost (of earning it) or use (for the owners)"
    ))
}

pub fn no_side(at: &At<'_>, has_column: bool) -> Diagnostic {
    let found = at.hidden(
        "sheet-row",
        words!(
            "不知道是收入、支出还是使用",
            "it is not known whether this is income, cost or use"
        ),
    );
    found.help(if has_column {
        words!(
            "每一行都写上；合并的单元格先拆开填满",
            "write it in each row; divide merged cells and fill them first"
        )
    } else {
        words!(
            "加一列“类别”，或者分成“收入金额”“支出金额”两列，或者在上面写一行“一、收入”",
            "add a column `type`, or columns `income` and `cost`, or a row `income` above"
        )
    })
}

pub fn other_side(at: &At<'_>, own: Side, column: Side) -> Diagnostic {
    let ((own_zh, own_en), (zh, en)) = ((own.zh(), own.key()), (column.zh(), column.key()));
    at.shown(
        "sheet-row",
        words!(
            "这一行写的是{own_zh}，金额却在{zh}一列",
            "the row says {own_en}, its amount stands under {en}"
        ),
    )
    .help(words!(
        "改正类别，或把金额移到另一列",
        "mend the type, or move the amount"
    ))
}

pub fn no_path(at: &At<'_>) -> Diagnostic {
    at.shown(
        "sheet-row",
        words!(
            "决议要写成记录的路径",
            "a resolution is written as the path of its record"
        ),
    )
    .help(words!(
        "写成 resolutions/2025-10-09-pump；只有文号的，写进“说明”一列",
        "write it as resolutions/2025-10-09-pump; put a mere number into the column `note`"
    ))
}

pub fn no_date(at: &At<'_>) -> Diagnostic {
    let shown = short(at.text);
    at.shown(
        "sheet-row",
        words!("“{shown}”不是日期", "`{shown}` is no date"),
    )
    .help(words!(
        "写成 2025-10-12，或者 2025年10月",
        "write it as 2025-10-12, or 2025-10"
    ))
}

pub fn private(at: &At<'_>, kind: Kind) -> Diagnostic {
    let Words { zh, en } = gate::name(kind);
    at.hidden(gate::code(kind), words!("写有{zh}", "the cell has {en}"))
        .help(words!(
            "收支要公布：先在表里删去",
            "the statement is published: remove it from the sheet first"
        ))
}

/// By how much an amount is not what the rows come to.
fn apart(said: Money, sum: Money) -> Words {
    let by = said.minus(sum);
    let amount = Money(by.0.saturating_abs());
    if by.0 < 0 {
        words!("少 {amount} 元", "{amount} too little")
    } else {
        words!("多 {amount} 元", "{amount} too much")
    }
}

pub fn other_sum(at: &At<'_>, said: Money, sum: Money) -> Diagnostic {
    let Words { zh, en } = apart(said, sum);
    at.shown(
        "sheet-sum",
        words!(
            "写的是 {said}，各行算出来是 {sum}：{zh}",
            "it says {said}, the rows come to {sum}: {en}"
        ),
    )
    .help(words!(
        "看看有没有漏掉、多出或写错的行，改正后再运行一次",
        "see whether a row is missing, too many or wrong, mend it and run this again"
    ))
}

pub fn other_balance(at: &At<'_>, name: [&str; 2], said: Money, written: Money) -> Diagnostic {
    let ([zh, en], apart) = (name, apart(said, written));
    let (apart_zh, apart_en) = (apart.zh, apart.en);
    at.shown(
        "sheet-sum",
        words!(
            "表里的{zh}是 {said}，记录写的是 {written}：{apart_zh}",
            "the {en} is {said} here and {written} in the record: {apart_en}"
        ),
    )
    .help(words!(
        "核对是不是同一期，改正其中一处",
        "see whether both are of one period, and mend one of them"
    ))
}

pub fn other_period(at: &At<'_>, period: ReportingPeriod) -> Diagnostic {
    let (first, last) = (period.first, period.last);
    at.shown(
        "sheet-row",
        words!(
            "日期不在这份收支的期间（{first} 至 {last}）里",
            "the date is not in the period of the statement ({first} to {last})"
        ),
    )
    .help(words!(
        "属于别的期间的行移到那一期的表里；日期写错的改正",
        "move the row to the sheet of its own period, or mend its date"
    ))
}
