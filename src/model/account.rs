//! Statements of public revenue: what came in, what it cost, what it was used for, what is left.

use std::ops::Range;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::contact::{self, Objections};
use super::money::Money;
use super::notice::{self, Display, Displayed};
use super::reporting::ReportingPeriod;
use super::scope::{Party, Scope};
use super::{RecordId, keys};
use crate::law::period::Length;
use crate::yaml::{Fields, Node, Reader};

/// Days for which a statement is on display that says nothing else.
const DEFAULT_DAYS: u64 = 30;

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

    /// What must be left: opening and income without costs and uses.
    pub fn balance(&self) -> Money {
        self.opening
            .0
            .plus(self.total_income())
            .minus(self.total_cost())
            .minus(self.total_uses())
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
    let [income, cost, uses] = ["income", "cost", "use"].map(|name| {
        let Some(node) = fields.get(name) else {
            return Vec::new();
        };
        let items = reader.items(node).iter();
        let lines: Vec<Line> = items.filter_map(|item| line(reader, item, scope)).collect();
        lines
    });
    let of = Displayed {
        kind: None,
        topic: None,
    };
    let display = match fields.get("display") {
        Some(node) => notice::display(reader, node, date, of, scope),
        None => Some(notice::of_length(
            date,
            Length::Days(DEFAULT_DAYS),
            &scope.rules.calendar,
        )),
    };
    let objections = fields
        .get("objections")
        .and_then(|node| contact::read_objections(reader, node, scope))
        .or_else(|| scope.chain().find_map(|place| place.objections.clone()));
    Some(Account {
        period: period?,
        period_range: fields.place_of("period"),
        keeper: reader.parse_of(fields, "keeper", |word| scope.body(word)),
        account: reader.text_of(fields, "account"),
        opening: (opening?, fields.place_of("opening")),
        income,
        cost,
        uses,
        closing: (closing?, fields.place_of("closing")),
        auditor: reader
            .text_of(fields, "auditor")
            .map(|word| scope.party(&word)),
        display: display?,
        objections,
    })
}

/// Reads an item, as fields or in one line: the item, its amount, then a resolution or a note.
fn line(reader: &mut Reader<'_>, node: &Node, scope: Scope<'_>) -> Option<Line> {
    if let Some(written) = node.scalar() {
        let mut words = written.split_whitespace();
        let item = words.next()?.to_owned();
        let Some(amount) = words.next() else {
            reader.missing_word(node, keys::LINE[1], "停车位 24800.00");
            return None;
        };
        let amount = reader.parse(node, |_| Money::read(amount))?;
        let rest: Vec<&str> = words.collect();
        let (resolution, note) = match rest.split_first() {
            Some((first, note)) if first.contains('/') => {
                (reader.parse(node, |_| scope.record(first)), note.join(" "))
            }
            _ => (None, rest.join(" ")),
        };
        return Some(Line {
            item,
            amount,
            resolution,
            note: (!note.is_empty()).then_some(note),
            range: node.range.clone(),
        });
    }
    let fields = reader.fields(node, &[keys::LINE], "`停车位 24800.00`")?;
    for (at, example) in [(0, "停车位"), (1, "24800.00")] {
        if fields.get(keys::LINE[at].name).is_none() {
            reader.missing(&node.range, keys::LINE[at], example);
        }
    }
    let resolution = reader.parse_of(&fields, "resolution", |text| scope.record(text));
    Some(Line {
        item: reader.text_of(&fields, "item")?,
        amount: reader.parse_of(&fields, "amount", Money::read)?,
        resolution,
        note: reader.text_of(&fields, "note"),
        range: node.range.clone(),
    })
}
