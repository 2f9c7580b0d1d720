//! Reads the rows of a sheet below its heading.

use super::columns::{Columns, Group, filled};
use super::said::{self, At};
use super::words::{self, Label};
use super::{Cell, Item, Items, Read, Reading, Side};
use crate::diagnostic::Diagnostics;
use crate::model::money::Money;
use crate::model::reporting::ReportingPeriod;
use crate::model::{gate, value};
use crate::paths::InputPath;
use crate::privacy;
use crate::sheet::{self, Merged, Row, Table};

/// Reads a table.
pub fn read(path: &InputPath, table: &Table, columns: &Columns) -> Read {
    let mut reader = Rows {
        path,
        table,
        columns,
        found: Items {
            table: table.name.clone(),
            ..Items::default()
        },
        entries: Vec::new(),
        since: 0,
        section: None,
        reading: Reading {
            table: table.name.clone(),
            columns: columns.others.clone(),
            ..Reading::default()
        },
        diagnostics: Diagnostics::new(),
    };
    for row in table.rows.iter().skip(columns.first) {
        if sheet::is_enough(path, row.number, &mut reader.diagnostics) {
            break;
        }
        reader.row(row);
    }
    reader.ended();
    let is_whole = !reader.diagnostics.has_errors();
    Read {
        items: is_whole.then_some(reader.found),
        reading: Some(reader.reading),
        diagnostics: reader.diagnostics,
    }
}

/// Where the amount of an item stood.
struct Entry {
    side: Side,
    column: usize,
    amount: Money,
}

struct Rows<'t> {
    path: &'t InputPath,
    table: &'t Table,
    columns: &'t Columns,
    found: Items,
    /// One for each item, for totals.
    entries: Vec<Entry>,
    /// How many entries there were at the last total.
    since: usize,
    /// The section in which the next row stands.
    section: Option<Side>,
    reading: Reading,
    diagnostics: Diagnostics,
}

impl<'t> Rows<'t> {
    fn at<'c>(&self, row: &'c Row, column: usize) -> At<'c>
    where
        't: 'c,
    {
        At {
            path: self.path,
            sheet: &self.table.name,
            row: row.number,
            column,
            text: row.cell(column),
        }
    }

    /// The merged cells among whose lower ones a cell is.
    fn merged(&self, row: &Row, column: usize) -> Option<&'t Merged> {
        self.table.merged.iter().find(|merged| {
            merged.rows.0 < row.number && row.number <= merged.rows.1 && merged.columns.0 == column
        })
    }

    /// The text of a cell, which may be merged with those above it.
    fn text(&self, row: &'t Row, column: usize) -> &'t str {
        let own = row.cell(column);
        let merged = Some(own).filter(|own| own.is_empty());
        let merged = merged.and_then(|_| self.merged(row, column));
        let top = merged.and_then(|merged| {
            let mut rows = self.table.rows.iter();
            rows.find(|row| row.number == merged.rows.0)
        });
        top.map_or(own, |top| top.cell(column))
    }

    fn row(&mut self, row: &'t Row) {
        if is_heading(row) {
            self.reading.remarks.push(row.number);
            return;
        }
        let first = filled(row).next().unwrap_or_default();
        // A label may stand in the column of numbers, of sides, or in cells that are merged.
        let label = words::label(first);
        let has_amount = self.columns.groups.iter().any(|group| {
            let mut amounts = group.amounts.iter();
            amounts.any(|(_, column)| !words::is_none(row.cell(*column)))
        });
        if !has_amount {
            self.without_amount(row, first, label.is_some());
            return;
        }
        let mut is_total = false;
        for at in 0..self.columns.groups.len() {
            let group = &self.columns.groups[at];
            is_total |= self.group(row, group, label, at == 0);
        }
        if is_total {
            self.reading.totals.push(row.number);
            self.since = self.entries.len();
        }
    }

    /// A row in which no amount stands: a section begins, a remark, or an amount is missing.
    fn without_amount(&mut self, row: &'t Row, first: &str, is_label: bool) {
        if is_label {
            self.reading.totals.push(row.number);
            return;
        }
        let items = self.columns.groups.iter().flat_map(|group| &group.item);
        let item = items.copied().find(|column| !row.cell(*column).is_empty());
        let is_alone = filled(row).count() == 1;
        if let Some(side) = words::side(first).filter(|_| is_alone) {
            self.section = Some(side);
            return;
        }
        let merged = self.columns.groups.iter().find_map(|group| {
            let mut amounts = group.amounts.iter();
            amounts.find_map(|(_, column)| Some((*column, self.merged(row, *column)?.rows.0)))
        });
        // An item may be merged with the row above, and so may its amount: then which is whose?
        if let Some((column, top)) = merged {
            let at = self.at(row, column);
            self.diagnostics.push(said::merged_amount(&at, top));
            return;
        }
        match item {
            Some(column) if !(words::is_remark(first) || is_alone && is_sentence(first)) => {
                let groups = &self.columns.groups;
                let group = groups.iter().find(|group| group.item.contains(&column));
                let amounts = group.and_then(|group| group.amounts.first());
                let column = amounts.map_or(column, |(_, column)| *column);
                self.diagnostics
                    .push(said::no_amount(&self.at(row, column)));
            }
            _ => self.reading.remarks.push(row.number),
        }
    }

    /// The item of one group of columns. Whether it is a total instead.
    fn group(&mut self, row: &'t Row, group: &Group, first: Option<Label>, is_first: bool) -> bool {
        let mut amounts: Vec<(Option<Side>, usize, Money)> = Vec::new();
        let mut is_faulty = false;
        for (side, column) in &group.amounts {
            let cell = self.at(row, *column);
            if words::is_none(cell.text) {
                continue;
            }
            match words::amount(cell.text, self.columns.in_wan) {
                Ok(amount) => amounts.push((*side, *column, amount)),
                Err(wrong) => {
                    self.diagnostics.push(said::no_money(&cell, wrong));
                    is_faulty = true;
                }
            }
        }
        // Nought stands in the other column where nothing does.
        if amounts.len() > 1 && amounts.iter().any(|(_, _, amount)| *amount != Money(0)) {
            amounts.retain(|(_, _, amount)| *amount != Money(0));
        }
        if is_faulty || amounts.is_empty() {
            return false;
        }
        let item_column = group.item.first().copied().unwrap_or_default();
        let item = self.text(row, item_column);
        let side_column = self.columns.side.first().copied();
        let own_side = side_column.map_or("", |column| self.text(row, column));
        let label = words::label(item)
            .or_else(|| words::label(own_side))
            .or(first.filter(|_| item.is_empty() || is_first));
        if let Some(label) = label {
            let of_side = words::side(own_side).or(group.side).or(self.section);
            self.total(row, label, of_side, &amounts);
            return true;
        }
        let [(of_column, column, amount)] = amounts[..] else {
            let columns: Vec<usize> = amounts.iter().map(|(_, column, _)| *column).collect();
            let at = self.at(row, columns[1]);
            self.diagnostics.push(said::both_sides(&at));
            return false;
        };
        let side = self.side(row, own_side, of_column.or(group.side), column);
        if item.is_empty() {
            self.diagnostics
                .push(said::no_item(&self.at(row, item_column)));
            return false;
        }
        let resolution = group.resolution.first();
        let notes = group.notes.iter().filter_map(|at| self.plain(row, *at));
        let notes: Vec<String> = notes.collect();
        let resolution = resolution.and_then(|at| Some((*at, self.plain(row, *at)?)));
        let payer = group.payer.first().and_then(|at| self.plain(row, *at));
        let Some(name) = self.plain(row, item_column) else {
            return false;
        };
        let told = [&group.item, &group.payer, &group.notes, &group.resolution];
        for column in told.into_iter().flatten() {
            self.private(row, *column);
        }
        if let Some((at, _)) = resolution.as_ref().filter(|(_, text)| !text.contains('/')) {
            self.diagnostics.push(said::no_path(&self.at(row, *at)));
        }
        let date = self.date(row);
        let Some(side) = side else { return false };
        self.entries.push(Entry {
            side,
            column,
            amount,
        });
        self.found.items.push(Item {
            side,
            item: name,
            amount,
            payer,
            resolution: resolution.map(|(_, text)| text),
            note: (!notes.is_empty()).then(|| notes.join("；")),
            date,
        });
        false
    }

    /// The side of a row: what its own cell says, else its column, else the section.
    fn side(
        &mut self,
        row: &'t Row,
        own: &str,
        of_column: Option<Side>,
        column: usize,
    ) -> Option<Side> {
        let side_column = self.columns.side.first().copied().unwrap_or(column);
        let is_own = !own.is_empty();
        let own = match words::side(own) {
            None if is_own => {
                self.diagnostics
                    .push(said::odd_side(&self.at(row, side_column)));
                return None;
            }
            own => own,
        };
        match (own, of_column) {
            // Most sheets have two columns of amounts, and uses stand among what was spent.
            (Some(Side::Use), Some(Side::Cost)) => Some(Side::Use),
            (Some(own), Some(other)) if own != other => {
                let at = self.at(row, column);
                self.diagnostics.push(said::other_side(&at, own, other));
                None
            }
            (own, of_column) => {
                let side = own.or(of_column).or(self.section);
                if side.is_none() {
                    let at = self.at(row, side_column);
                    let has_column = !self.columns.side.is_empty();
                    self.diagnostics.push(said::no_side(&at, has_column));
                }
                side
            }
        }
    }

    /// A text of one line; none if the cell is empty.
    fn plain(&self, row: &'t Row, column: usize) -> Option<String> {
        let words = self.text(row, column);
        let words = words.split(|c: char| c.is_whitespace() || c.is_control());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    /// What is private in a text that would be published.
    fn private(&mut self, row: &'t Row, column: usize) {
        let mut told = Vec::new();
        for found in privacy::scan_raw(self.text(row, column)) {
            if gate::is_error(found.kind) && !told.contains(&found.kind) {
                told.push(found.kind);
                let at = self.at(row, column);
                self.diagnostics.push(said::private(&at, found.kind));
            }
        }
    }

    fn date(&mut self, row: &'t Row) -> Option<(ReportingPeriod, Cell)> {
        let column = *self.columns.date.first()?;
        let text = self.text(row, column);
        if text.is_empty() {
            return None;
        }
        // A date with its time of day.
        let day = text.split_once(' ').filter(|(_, time)| time.contains(':'));
        let day = value::date(day.map_or(text, |(day, _)| day));
        let day = day.map(|day| ReportingPeriod {
            first: day,
            last: day,
        });
        let days = day.or_else(|_| ReportingPeriod::read(text));
        let Ok(days) = days else {
            self.diagnostics.push(said::no_date(&self.at(row, column)));
            return None;
        };
        let cell = Cell {
            row: row.number,
            column,
            text: text.to_owned(),
        };
        Some((days, cell))
    }

    /// Checks the amounts of a row that is no item.
    fn total(
        &mut self,
        row: &'t Row,
        label: Label,
        of_side: Option<Side>,
        amounts: &[(Option<Side>, usize, Money)],
    ) {
        let has_columns = amounts.iter().any(|(side, ..)| side.is_some());
        for (column_side, column, amount) in amounts {
            let at = self.at(row, *column);
            let cell = || Cell {
                row: row.number,
                column: *column,
                text: row.cell(*column).to_owned(),
            };
            let (label_side, is_part) = match label {
                Label::Subtotal(side) => (side, true),
                Label::Total(side) => (side, false),
                Label::Opening => {
                    self.found.opening = Some((*amount, cell()));
                    continue;
                }
                Label::Closing => {
                    self.found.closing = Some((*amount, cell()));
                    continue;
                }
                Label::Net => {
                    let net = self.found.net();
                    let opening = self.found.opening.as_ref();
                    let left = opening.map(|(opening, _)| opening.plus(net));
                    if *amount != net && left != Some(*amount) {
                        let sum = left.unwrap_or(net);
                        self.diagnostics.push(said::other_sum(&at, *amount, sum));
                    }
                    continue;
                }
            };
            let side = label_side.or(of_side).filter(|_| column_side.is_none());
            let is_of = |entry: &&Entry| {
                side.is_none_or(|side| entry.side == side)
                    && label_side.is_none_or(|side| entry.side == side)
                    && (!has_columns || entry.column == *column)
            };
            let sum = |entries: &[Entry]| -> Money {
                entries.iter().filter(is_of).map(|entry| entry.amount).sum()
            };
            let (part, whole) = (sum(&self.entries[self.since..]), sum(&self.entries));
            let is_net = side.is_none() && !has_columns && *amount == self.found.net();
            if *amount != part && *amount != whole && !is_net {
                let sum = if is_part { part } else { whole };
                self.diagnostics.push(said::other_sum(&at, *amount, sum));
            }
        }
    }

    /// Checks what was left against what was there and what came and went.
    fn ended(&mut self) {
        let (Some((opening, _)), Some((closing, cell))) =
            (&self.found.opening, &self.found.closing)
        else {
            if self.found.items.is_empty() && !self.diagnostics.has_errors() {
                self.diagnostics
                    .push(said::no_rows(self.path, self.columns.row));
            }
            return;
        };
        let left = opening.plus(self.found.net());
        if left != *closing && !self.diagnostics.has_errors() {
            let found = said::other_sum(&At::of(self.path, &self.table.name, cell), *closing, left);
            self.diagnostics.push(found);
        }
    }
}

/// Whether a row is the heading again, on a page of its own.
fn is_heading(row: &Row) -> bool {
    filled(row).count() > 1 && filled(row).all(|cell| words::heading(cell, None).is_some())
}

/// Whether a text that stands alone in a row is a remark rather than an item without its amount.
fn is_sentence(text: &str) -> bool {
    text.contains(['：', ':', '。', '；'])
}
