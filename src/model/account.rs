//! Statements of public revenue: what came in, what it cost, what it was used for, what is left.

use std::ops::Range;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::contact::{self, Objections};
use super::keyed::{Kind, NoticeType, Topic};
use super::money::Money;
use super::notice::{self, Display, Displayed};
use super::reporting::ReportingPeriod;
use super::rules::Duty;
use super::scope::{Party, Scope};
use super::{RecordId, keys, progress};
use crate::diagnostic::Diagnostic;
use crate::law::period::{self, Length};
use crate::words;
use crate::yaml::{Fault, Fields, Node, Reader};

/// Days for which a statement is on display that says nothing else, where no rule asks for more.
const DEFAULT_DAYS: u64 = 30;
/// How an item ends that sums up others, alone or before one of the words below.
const TOTALS: [&str; 8] = [
    "合计", "总计", "小计", "共计", "总额", "合計", "總計", "小計",
];
/// What may stand after them.
const OF_WHAT: [&str; 4] = ["金额", "收入", "支出", "使用"];
/// The same in English, as a word of its own.
const TOTALS_EN: [&str; 4] = ["total", "totals", "subtotal", "sub-total"];

/// Facts of a statement.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Account {
    /// Of which period it tells.
    pub period: ReportingPeriod,
    /// Where the period was written.
    pub period_range: Range<usize>,
    /// Who keeps the money.
    pub keeper: Option<Party>,
    /// Last digits of the bank account, as written.
    pub account: Option<String>,
    /// What was there at the beginning, with where it was written.
    pub opening: (Money, Range<usize>),
    /// What came in.
    pub income: Vec<Line>,
    /// What it cost to earn that.
    pub cost: Vec<Line>,
    /// What it was used for.
    pub uses: Vec<Line>,
    /// What was there at the end, with where it was written.
    pub closing: (Money, Range<usize>),
    /// Who looked it over.
    pub auditor: Option<Party>,
    /// Period of display.
    pub display: Display,
    /// Where to object.
    pub objections: Option<Objections>,
}

/// An item of a statement.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Line {
    /// What.
    pub item: String,
    /// How much.
    pub amount: Money,
    /// Who paid it.
    pub payer: Option<String>,
    /// It names a resolution, which may not be there: that is a fault of its own.
    pub names_resolution: bool,
    /// The resolution on which it rests.
    pub resolution: Option<RecordId>,
    /// Note.
    pub note: Option<String>,
    /// Where it was written.
    pub range: Range<usize>,
}

impl Account {
    /// Sum of the income.
    pub fn total_income(&self) -> Money {
        sum(&self.income)
    }

    /// Sum of the costs.
    pub fn total_cost(&self) -> Money {
        sum(&self.cost)
    }

    /// Sum of the uses.
    pub fn total_uses(&self) -> Money {
        sum(&self.uses)
    }

    /// What must be left: opening and income without costs and uses, in fen.
    pub fn balance(&self) -> i128 {
        let exact = |lines: &[Line]| -> i128 {
            let amounts = lines.iter().map(|line| i128::from(line.amount.0));
            amounts.sum()
        };
        i128::from(self.opening.0.0) + exact(&self.income) - exact(&self.cost) - exact(&self.uses)
    }

    /// All its items.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.income.iter().chain(&self.cost).chain(&self.uses)
    }
}

/// Sum of some items.
pub fn sum(lines: &[Line]) -> Money {
    lines.iter().map(|line| line.amount).sum()
}

/// Reads the facts of a statement.
pub fn read(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    date: NaiveDate,
    scope: Scope<'_>,
) -> Option<Account> {
    for (at, example) in [(0, "2025-Q4"), (3, "71338.15"), (7, "86420.15")] {
        let key = keys::ACCOUNT[at];
        if fields.get(key.name).is_none() {
            reader.missing(&fields.place_of(key.name), key, example);
        }
    }
    let period = reader.parse_of(fields, "period", ReportingPeriod::read);
    let opening = reader.parse_of(fields, "opening", Money::read);
    let closing = reader.parse_of(fields, "closing", Money::read);
    let mut is_whole = true;
    let [income, cost, uses] = ["income", "cost", "use"].map(|name| {
        let Some(node) = fields.get(name) else {
            return Vec::new();
        };
        let items = reader.items(node);
        let read = items.iter().filter_map(|item| line(reader, item, scope));
        let lines: Vec<Line> = read.collect();
        is_whole &= lines.len() == items.len();
        lines
    });
    let objections = fields
        .get("objections")
        .and_then(|node| contact::read_objections(reader, node, scope))
        .or_else(|| scope.chain().find_map(|place| place.objections.clone()));
    let value = |key| {
        let node = fields.get(key);
        node.map_or_else(|| fields.place_of(key), |node| node.range.clone())
    };
    let keeper = reader.parse_of(fields, "keeper", |word| scope.body(word));
    let auditor = reader
        .text_of(fields, "auditor")
        .map(|word| scope.party(&word));
    if keeper.is_some() && keeper == auditor {
        let found = own_auditor(reader, &value("auditor"));
        reader.diagnostics.push(found);
    }
    let display = display(reader, fields, date, scope);
    let account = Account {
        period: period?,
        period_range: value("period"),
        keeper,
        account: reader.text_of(fields, "account"),
        opening: (opening?, value("opening")),
        income,
        cost,
        uses,
        closing: (closing?, value("closing")),
        auditor,
        display: display?,
        objections,
    };
    // An item that could not be read was reported; without it nothing can balance.
    if is_whole && account.balance() != i128::from(account.closing.0.0) {
        let found = unbalanced(reader, &account);
        reader.diagnostics.push(found);
    }
    Some(account)
}

/// Its period of display: as written, else as long as the rules of the place want it.
fn display(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    date: NaiveDate,
    scope: Scope<'_>,
) -> Option<Display> {
    let of = Displayed {
        kind: Some(NoticeType::Disclosure),
        topic: Some(Topic::Revenue),
    };
    if let Some(node) = fields.get("display") {
        return notice::display(reader, node, date, of, scope);
    }
    let calendar = &scope.rules.calendar;
    let rules = scope.rules.at(scope.place, scope.places);
    let of_matter = rules.filter(|rule| rule.topic == of.topic && rule.is_about(of.kind, of.topic));
    let lengths = of_matter.filter_map(|rule| match rule.duty {
        Duty::Display(length) => Some(length),
        _ => None,
    });
    let longest =
        lengths.max_by_key(|length| period::end(date, *length, calendar).map(|end| end.last));
    let length = longest.unwrap_or(Length::Days(DEFAULT_DAYS));
    Some(notice::of_length(date, length, calendar))
}

fn unbalanced(reader: &Reader<'_>, account: &Account) -> Diagnostic {
    let left = account.balance();
    let apart = shown(left - i128::from(account.closing.0.0));
    let [opening, income, cost, uses, closing] = [
        account.opening.0,
        account.total_income(),
        account.total_cost(),
        account.total_uses(),
        account.closing.0,
    ]
    .map(Money::shown);
    let left = shown(left);
    Diagnostic::error(
        "account-balance",
        reader.span(&account.closing.1),
        words!(
            "收支不平，差 {apart} 元：期初 {opening} ＋ 收入 {income} － 支出 {cost} － 使用 {uses} ＝ {left}，期末写的是 {closing}",
            "the statement does not balance, by {apart}: opening {opening} + income {income} - cost {cost} - use {uses} = {left}, the closing is written as {closing}"
        ),
    )
    .help(words!(
        "对照账本和银行对账单逐项核对，改正抄错的一项；不要为了凑平改数字",
        "compare each item with the books and the bank statement, and correct the one that is wrong; never change a number to make it balance"
    ))
}

/// An amount of fen that may be out of the reach of one amount.
fn shown(fen: i128) -> String {
    let end = if fen < 0 { i64::MIN } else { i64::MAX };
    Money(i64::try_from(fen).unwrap_or(end)).shown()
}

fn own_auditor(reader: &Reader<'_>, range: &Range<usize>) -> Diagnostic {
    Diagnostic::warning(
        "auditor-is-keeper",
        reader.span(range),
        words!(
            "审核单位就是代管单位，自己审核自己的账",
            "the auditor is the keeper: nobody should audit their own books"
        ),
    )
    .help(words!(
        "写另外审核的单位，例如监事会、居委会；没有审核的，删去这一行",
        "name who else looked the books over, such as the supervisory board; remove the line if nobody did"
    ))
}

/// Reads an item, as fields or in one line: the item, its amount, then a resolution or a note.
fn line(reader: &mut Reader<'_>, node: &Node, scope: Scope<'_>) -> Option<Line> {
    let line = match node.scalar() {
        Some(written) => in_one(reader, node, written, scope)?,
        None => in_fields(reader, node, scope)?,
    };
    if is_total(&line.item) {
        reader.fault(&node.range, total(&line.item));
        return None;
    }
    Some(line)
}

fn in_one(reader: &mut Reader<'_>, node: &Node, written: &str, scope: Scope<'_>) -> Option<Line> {
    let words: Vec<&str> = written.split_whitespace().collect();
    // The name of an item may have spaces; its amount is the first number after its first word.
    let is_amount = |word: &&str| Money::read(word).is_ok();
    let at = words
        .iter()
        .skip(1)
        .position(is_amount)
        .map_or(1, |at| at + 1);
    let (Some(amount), Some(name)) = (words.get(at), words.get(..at)) else {
        reader.missing_word(node, keys::LINE[1], "停车位 24800.00");
        return None;
    };
    let amount = reader.parse(node, |_| Money::read(amount))?;
    let rest = words.get(at + 1..).unwrap_or_default();
    let (reference, note) = match rest.split_first() {
        Some((first, note)) if is_reference(first) => (Some(*first), note),
        _ => (None, rest),
    };
    Some(Line {
        item: name.join(" "),
        amount,
        payer: None,
        names_resolution: reference.is_some(),
        resolution: reference.and_then(|of| reader.parse(node, |_| resolution(of, scope))),
        note: (!note.is_empty()).then(|| note.join(" ")),
        range: node.range.clone(),
    })
}

fn in_fields(reader: &mut Reader<'_>, node: &Node, scope: Scope<'_>) -> Option<Line> {
    let fields = reader.fields(node, &[keys::LINE], "`停车位 24800.00`")?;
    for (at, example) in [(0, "停车位"), (1, "24800.00")] {
        if fields.get(keys::LINE[at].name).is_none() {
            reader.missing(&node.range, keys::LINE[at], example);
        }
    }
    let resolution = reader.parse_of(&fields, "resolution", |text| resolution(text, scope));
    Some(Line {
        item: reader.text_of(&fields, "item")?,
        amount: reader.parse_of(&fields, "amount", Money::read)?,
        payer: reader.text_of(&fields, "payer"),
        names_resolution: fields.get("resolution").is_some(),
        resolution,
        note: reader.text_of(&fields, "note"),
        range: node.range.clone(),
    })
}

fn resolution(written: &str, scope: Scope<'_>) -> Result<RecordId, Fault> {
    let help = words!(
        "写 resolutions（决议）里的记录，例如 resolutions/2026-02-15-pump",
        "name a record in resolutions, for example resolutions/2026-02-15-pump"
    );
    progress::of_kind(written, scope, Kind::Resolution, help)
}

/// Whether a word of a line names a record, and is not the beginning of a note.
pub fn is_reference(word: &str) -> bool {
    let folder = word.split_once('/').map(|(folder, _)| folder);
    folder.is_some_and(|folder| folder.is_empty() || Kind::of_folder(folder).is_some())
}

/// Whether an item is the sum of others.
fn is_total(item: &str) -> bool {
    let plain: String = item
        .split(['(', '（'])
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, ':' | '：'))
        .collect();
    let mut words = item.split(|c: char| c.is_whitespace() || matches!(c, ':' | '：'));
    let is_word = |word: &str| TOTALS_EN.iter().any(|of| word.eq_ignore_ascii_case(of));
    let mut what = OF_WHAT.iter().filter_map(|what| plain.strip_suffix(what));
    let before = what.next().unwrap_or(&plain);
    let ends = |text: &str| TOTALS.iter().any(|of| text.ends_with(of));
    ends(&plain) || ends(before) || words.any(is_word)
}

fn total(item: &str) -> Fault {
    Fault::new(
        "total-line",
        words!(
            "“{item}”是各项的和，会再算一遍",
            "`{item}` is the sum of other items, and would be counted twice"
        ),
    )
    .help(words!(
        "删去这一行，合计由程序计算",
        "remove the line: the program adds the items up"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_told_from_items() {
        for item in [
            "合计",
            "合 计：",
            "收入合计",
            "合计（元）",
            "合计金额",
            "收入总额",
            "本期支出小计",
            "Total",
            "Total income",
            "sub-total:",
        ] {
            assert!(is_total(item), "{item}");
        }
        for item in [
            "停车位",
            "会计费",
            "公共区域场地租金",
            "totalling machine",
            "小计划印刷",
            "收入",
        ] {
            assert!(!is_total(item), "{item}");
        }
    }

    #[test]
    fn references_are_told_from_notes() {
        assert!(is_reference("resolutions/2026-02-15-pump"));
        assert!(
            is_reference("决议/2026-02-15-pump") && is_reference("/demo/taoyuan/resolutions/a")
        );
        assert!(!is_reference("3/4") && !is_reference("物业/业委会") && !is_reference("维修"));
    }
}
