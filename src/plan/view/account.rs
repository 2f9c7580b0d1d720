//! Statements of public revenue.

use serde::Serialize;

use super::frame::Link;
use super::record::Objections;
use super::row::Period;

/// Facts of a statement. Amounts are yuan with thousands separators and two decimals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccountFacts {
    /// The period: `2025`, `2025-H1`, `2025-Q4`, `2025-10`, or two days.
    pub period: String,
    /// Its name in the language of the site: `2025年第四季度`.
    pub period_name: String,
    /// Its first day.
    pub from: String,
    /// Its last day.
    pub to: String,
    /// Name of the body that keeps the money.
    pub keeper: Option<String>,
    /// Last digits of the bank account.
    pub account: Option<String>,
    /// What was there at the beginning.
    pub opening: String,
    /// What came in.
    pub income: Vec<AccountLine>,
    /// What it cost.
    pub cost: Vec<AccountLine>,
    /// What it was used for.
    pub uses: Vec<AccountLine>,
    /// Sum of the income.
    pub total_income: String,
    /// Sum of the costs.
    pub total_cost: String,
    /// Sum of the uses.
    pub total_uses: String,
    /// What was there at the end.
    pub closing: String,
    /// That is less than nothing: a debt.
    pub debt: bool,
    /// Who looked it over.
    pub auditor: Option<String>,
    /// Period of display.
    pub display: Period,
    /// Where to object.
    pub objections: Option<Objections>,
    /// The statement of the period just before, if one is in force; on posters without an address.
    pub before: Option<Link>,
    /// The statement of the period just after.
    pub after: Option<Link>,
    /// There are earlier statements, but none of the period just before: with nothing can the
    /// opening be compared.
    pub gap: bool,
}

/// An item of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccountLine {
    /// What.
    pub item: String,
    /// How much.
    pub amount: String,
    /// Its part of the largest item of its table, in hundredths; none of an amount below nought.
    pub bar: u32,
    /// Who paid it.
    pub payer: Option<String>,
    /// The resolution on which it rests; on posters without an address.
    pub resolution: Option<Link>,
    /// Note.
    pub note: Option<String>,
}

/// Facts of a statement in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccountRow {
    /// The period, as on its page.
    pub period: String,
    /// Its name in the language of the site.
    pub period_name: String,
    /// What was there at the end.
    pub closing: String,
    /// That is less than nothing: a debt.
    pub debt: bool,
    /// Period of display.
    pub display: Period,
}

/// What a place gives account of, on top of its list of statements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Revenue {
    /// Its periods, stated and missing, newest first.
    pub periods: Vec<PeriodRow>,
    /// The latest of them as a chart; none before there are two statements.
    pub chart: Option<Chart>,
    /// Places below that give account or should, each for itself: their money is not one sum.
    pub below: Vec<RevenueBelow>,
    /// Uses above this amount cite a resolution.
    pub limit: Option<String>,
}

/// A period of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PeriodRow {
    /// The period, as on the page of its statement.
    pub period: String,
    /// Its name in the language of the site.
    pub name: String,
    /// Its statement in force; none: none was published.
    pub statement: Option<StatementFacts>,
}

/// The figures of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatementFacts {
    /// Its page.
    pub href: String,
    /// What was there at the beginning.
    pub opening: String,
    /// What came in.
    pub income: String,
    /// What it cost.
    pub cost: String,
    /// What was used.
    pub uses: String,
    /// What was there at the end.
    pub closing: String,
    /// That is less than nothing: a debt.
    pub debt: bool,
    /// It corrects or replaces an earlier statement.
    pub corrected: bool,
}

/// Periods as a chart: income beside cost and use, and what was left. Places are those of a picture
/// of 200 units in height, and 100 units in width for each column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chart {
    /// Its columns, oldest first.
    pub columns: Vec<Column>,
    /// Width in units.
    pub width: usize,
    /// Where nothing is.
    pub zero: i64,
    /// Points of the lines between closings, one line for periods in a row.
    pub lines: Vec<String>,
    /// The largest amount that it shows.
    pub most: String,
}

/// A period of a chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its left edge.
    pub x: usize,
    /// The period within its year, in the language of the site.
    pub label: String,
    /// The year, where it is the first column of one.
    pub year: Option<i32>,
    /// Top and height of the bar of the income; none where no statement was published.
    pub income: Option<(i64, i64)>,
    /// Those of the cost.
    pub cost: Option<(i64, i64)>,
    /// Those of the use, which stands on the cost.
    pub uses: Option<(i64, i64)>,
    /// Where the closing is.
    pub closing: Option<i64>,
}

/// A place below that gives account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RevenueBelow {
    /// The place; the link leads to its list.
    pub place: Link,
    /// It is invented.
    pub demo: bool,
    /// Its last period that is stated.
    pub last: PeriodRow,
    /// Names of the periods that are missing.
    pub missing: Vec<String>,
}

/// The public revenue of a place in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RevenueInShort {
    /// The list of its statements.
    pub href: String,
    /// The last period that is stated.
    pub last: PeriodRow,
    /// How many periods are missing.
    pub missing: usize,
}
