//! Finds the heading of a sheet and what its columns hold.

use super::Side;
use super::words::{self, Heading};
use crate::sheet::{Row, Table};

/// Rows from the top among which the heading is looked for.
const LOOKED_AT: usize = 20;

/// What the columns of a sheet hold; columns from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// The side of each row.
    pub side: Vec<usize>,
    /// The date.
    pub date: Vec<usize>,
    /// Items side by side; most sheets have one.
    pub groups: Vec<Group>,
    /// Headings of columns that are none of these.
    pub others: Vec<String>,
    /// Amounts are in units of ten thousand yuan.
    pub in_wan: bool,
    /// A unit that is not known, with the row and column of its cell.
    pub odd_unit: Option<(String, usize, usize)>,
    /// Index in `Table::rows` of the first row of data.
    pub first: usize,
    /// The number of the row of the heading.
    pub row: usize,
}

/// The columns of one item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// The side, if the heading names it.
    pub side: Option<Side>,
    /// What.
    pub item: Vec<usize>,
    /// How much, by side.
    pub amounts: Vec<(Option<Side>, usize)>,
    /// Who paid.
    pub payer: Vec<usize>,
    /// The resolution.
    pub resolution: Vec<usize>,
    /// Notes.
    pub notes: Vec<usize>,
}

impl Group {
    fn is_whole(&self) -> bool {
        !self.item.is_empty() && !self.amounts.is_empty()
    }
}

impl Columns {
    /// The heading among the first rows, if there is one.
    pub fn find(table: &Table) -> Option<Columns> {
        (0..table.rows.len().min(LOOKED_AT)).find_map(|at| {
            let top = table.rows.get(at)?;
            // A title over the table stands alone in its row.
            if !filled(top).any(|cell| words::heading(cell, None).is_some())
                || filled(top).count() < 2
            {
                return None;
            }
            let second = table.rows.get(at + 1).filter(|below| {
                below.number == top.number + 1
                    && filled(below).all(|cell| words::heading(cell, None).is_some())
            });
            let both = second.map(|below| Columns::of(table, at, top, Some(below)));
            let single = || Columns::of(table, at, top, None);
            both.filter(Columns::is_whole)
                .or_else(|| Some(single()).filter(Columns::is_whole))
        })
    }

    fn is_whole(&self) -> bool {
        self.groups.iter().any(Group::is_whole)
    }

    fn of(table: &Table, at: usize, top: &Row, below: Option<&Row>) -> Columns {
        let mut found = Columns {
            first: at + 1 + usize::from(below.is_some()),
            row: top.number,
            ..Columns::default()
        };
        let mut summaries = Vec::new();
        let mut over = "";
        let width = top.cells.len().max(below.map_or(0, |row| row.cells.len()));
        for column in 0..width {
            let (upper, lower) = (top.cell(column), below.map_or("", |row| row.cell(column)));
            if !upper.is_empty() {
                over = upper;
            } else if lower.is_empty() {
                over = "";
            }
            let (text, above, row) = if lower.is_empty() {
                (upper, None, top)
            } else {
                // A cell of the upper row stands over all below it up to the next.
                let above = Some(over).filter(|over| !over.is_empty());
                (lower, above, below.unwrap_or(top))
            };
            if text.is_empty() {
                continue;
            }
            let heading = words::heading(text, above);
            if matches!(heading, Some(Heading::Amount(_))) {
                for (text, row) in [(text, row.number), (above.unwrap_or_default(), top.number)] {
                    found.unit(text, row, column);
                }
            }
            match heading {
                Some(Heading::Summary) => summaries.push((column, found.groups.len())),
                Some(heading) => found.add(column, heading),
                None => {
                    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                    found.others.push(text);
                }
            }
        }
        found.summaries(&summaries);
        for row in &table.rows[..at] {
            for (column, cell) in row.cells.iter().enumerate() {
                // Who made the sheet is a unit, too, in Chinese: only one of money counts.
                if words::plain(cell).contains("单位:") {
                    found.unit(cell, row.number, column);
                }
            }
        }
        found
    }

    fn unit(&mut self, text: &str, row: usize, column: usize) {
        match words::unit(text) {
            Ok(Some(in_wan)) => self.in_wan |= in_wan,
            Ok(None) => {}
            Err(unit) => {
                self.odd_unit.get_or_insert((unit, row, column));
            }
        }
    }

    fn add(&mut self, column: usize, heading: Heading) {
        match heading {
            Heading::Side => {
                self.side.push(column);
                return;
            }
            Heading::Date => {
                self.date.push(column);
                return;
            }
            _ => {}
        }
        // Another item begins another group.
        let last = self.groups.last();
        let is_next = matches!(heading, Heading::Item(_))
            && last.is_some_and(|group| !group.item.is_empty() && !group.amounts.is_empty());
        if is_next || last.is_none() {
            self.groups.push(Group::default());
        }
        let Some(group) = self.groups.last_mut() else {
            return;
        };
        match heading {
            Heading::Item(side) => {
                group.side = group.side.or(side);
                group.item.push(column);
            }
            Heading::Amount(side) => group.amounts.push((side, column)),
            Heading::Payer => group.payer.push(column),
            Heading::Resolution => group.resolution.push(column),
            Heading::Note | Heading::Summary => group.notes.push(column),
            Heading::Side | Heading::Date => {}
        }
    }

    /// A summary is the item where no column names one, else a note.
    fn summaries(&mut self, summaries: &[(usize, usize)]) {
        for (column, after) in summaries {
            if self.groups.is_empty() {
                self.groups.push(Group::default());
            }
            let at = after.saturating_sub(1).min(self.groups.len() - 1);
            let group = &mut self.groups[at];
            if group.item.is_empty() {
                group.item.push(*column);
            } else {
                group.notes.push(*column);
            }
        }
    }
}

/// The cells of a row with a text.
pub fn filled(row: &Row) -> impl Iterator<Item = &str> {
    let cells = row.cells.iter().map(String::as_str);
    cells.filter(|cell| !cell.is_empty())
}
