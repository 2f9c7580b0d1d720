//! Items of a statement of public revenue from the sheet of those who keep the books.
//!
//! Amounts are exact to the fen. Nothing is guessed: a row whose side, item or amount cannot be
//! understood and a total that the rows do not add up to are told by row and cell, and then no item
//! comes out. Totals and balances are checked and never taken as items.

pub mod block;
mod columns;
pub mod record;
mod rows;
mod said;
mod words;

use crate::diagnostic::Diagnostics;
use crate::model::money::Money;
use crate::model::reporting::ReportingPeriod;
use crate::paths::InputPath;
use crate::sheet::{self, Table};
use columns::Columns;

/// A side of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// What came in.
    Income,
    /// What it cost to earn that.
    Cost,
    /// What it was used for.
    Use,
}

impl Side {
    /// All, in the order in which they are written.
    pub const ALL: [Side; 3] = [Side::Income, Side::Cost, Side::Use];

    /// The English key of its list.
    pub fn key(self) -> &'static str {
        match self {
            Side::Income => "income",
            Side::Cost => "cost",
            Side::Use => "use",
        }
    }

    /// The Chinese key of its list.
    pub fn zh(self) -> &'static str {
        match self {
            Side::Income => "收入",
            Side::Cost => "支出",
            Side::Use => "使用",
        }
    }
}

/// An item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// On which side it stands.
    pub side: Side,
    /// What.
    pub item: String,
    /// How much.
    pub amount: Money,
    /// Who paid.
    pub payer: Option<String>,
    /// The resolution on which it rests, as written.
    pub resolution: Option<String>,
    /// Note.
    pub note: Option<String>,
    /// Its date, or the month that is written in its place, with the cell.
    pub date: Option<(ReportingPeriod, Cell)>,
}

/// A cell of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The number of the row, from 1.
    pub row: usize,
    /// The column, from 0.
    pub column: usize,
    /// Its text.
    pub text: String,
}

/// What a sheet holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Items {
    /// The name of the table.
    pub table: String,
    /// The items in the order of the sheet.
    pub items: Vec<Item>,
    /// What was there at the beginning, if the sheet says it.
    pub opening: Option<(Money, Cell)>,
    /// What was there at the end, if the sheet says it.
    pub closing: Option<(Money, Cell)>,
}

/// What was read and what was left out, for people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// Name of the table.
    pub table: String,
    /// Numbers of the rows of totals and balances.
    pub totals: Vec<usize>,
    /// Numbers of headings that are repeated, of signatures and remarks.
    pub remarks: Vec<usize>,
    /// Headings of columns that were not used.
    pub columns: Vec<String>,
}

/// What reading led to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Read {
    /// The items; none if they cannot be trusted.
    pub items: Option<Items>,
    /// What was read, as soon as a table was found.
    pub reading: Option<Reading>,
    /// What is wrong, by row.
    pub diagnostics: Diagnostics,
}

impl Items {
    /// The items of one side.
    pub fn of(&self, side: Side) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.side == side)
    }

    /// Sum of one side.
    pub fn sum(&self, side: Side) -> Money {
        self.of(side).map(|item| item.amount).sum()
    }

    /// Income without costs and uses.
    pub fn net(&self) -> Money {
        self.sum(Side::Income)
            .minus(self.sum(Side::Cost))
            .minus(self.sum(Side::Use))
    }

    /// Items of one side, name, payer and resolution as one, in the place of the first; their notes one
    /// after another.
    #[must_use]
    pub fn summed(self) -> Items {
        let mut items: Vec<Item> = Vec::new();
        for item in self.items {
            let known = items.iter_mut().find(|known| {
                known.side == item.side
                    && known.item == item.item
                    && known.payer == item.payer
                    && known.resolution == item.resolution
            });
            let Some(known) = known else {
                items.push(item);
                continue;
            };
            known.amount = known.amount.plus(item.amount);
            known.note = match (known.note.take(), item.note) {
                (Some(one), Some(other)) if one.split('；').any(|part| part == other) => Some(one),
                (Some(one), Some(other)) => Some(format!("{one}；{other}")),
                (one, other) => one.or(other),
            };
        }
        Items { items, ..self }
    }

    /// Faults of items whose dates are not within a period.
    pub fn outside(&self, path: &InputPath, period: ReportingPeriod) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        for item in &self.items {
            let Some((days, cell)) = &item.date else {
                continue;
            };
            if sheet::is_enough(path, cell.row, &mut diagnostics) {
                break;
            }
            if days.first < period.first || days.last > period.last {
                diagnostics.push(said::other_period(
                    &said::At::of(path, &self.table, cell),
                    period,
                ));
            }
        }
        diagnostics
    }

    /// Faults of balances that differ from those of a record.
    pub fn balances(
        &self,
        path: &InputPath,
        opening: Option<Money>,
        closing: Option<Money>,
    ) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        let pairs = [
            (&self.opening, opening, ["期初", "opening"]),
            (&self.closing, closing, ["期末", "closing"]),
        ];
        for (said, written, name) in pairs {
            let (Some((said, cell)), Some(written)) = (said, written) else {
                continue;
            };
            if *said != written {
                let at = said::At::of(path, &self.table, cell);
                diagnostics.push(said::other_balance(&at, name, *said, written));
            }
        }
        diagnostics
    }
}

/// Reads the items of a file. `wanted` is the name of a table in it; none: the only one that looks
/// like a statement.
pub fn read(path: &InputPath, tables: &[Table], wanted: Option<&str>) -> Read {
    let tables: Vec<&Table> = tables
        .iter()
        .filter(|table| wanted.is_none_or(|name| table.name == name))
        .collect();
    let found: Vec<(&Table, Columns)> = tables
        .iter()
        .filter_map(|table| Some((*table, Columns::find(table)?)))
        .collect();
    let of = |diagnostic| Read {
        diagnostics: Diagnostics::from(diagnostic),
        ..Read::default()
    };
    match found.as_slice() {
        [(table, columns)] => match said::odd_columns(path, table, columns) {
            Some(fault) => of(fault),
            None => rows::read(path, table, columns),
        },
        [] if tables.is_empty() => of(said::no_table(path, wanted)),
        [] => of(said::no_columns(path)),
        several => {
            let names: Vec<&str> = several.iter().map(|(table, _)| &*table.name).collect();
            of(said::several_tables(path, &names))
        }
    }
}
