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
    /// The statement of the period before, if one is in force; on posters without an address.
    pub before: Option<Link>,
    /// The statement of the period after.
    pub after: Option<Link>,
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
