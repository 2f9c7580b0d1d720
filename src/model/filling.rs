//! What is filled into sheets of postings when somebody says that all was done as planned.

use chrono::NaiveDate;

use super::Model;
use super::postings::{Posting, PostingSheet};
use super::record::Record;
use super::week::Week;
use crate::postings::Column;

/// What somebody says was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said<'s> {
    /// In this week.
    pub week: Week,
    /// It was taken down; else it was posted.
    pub down: bool,
    /// On this day; else as planned.
    pub on: Option<NaiveDate>,
    /// By this person.
    pub by: Option<&'s str>,
}

/// What is to be filled into a sheet.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Filling {
    /// Rows, columns and values. Cells in which something stands are left as they are.
    pub cells: Vec<(usize, Column, String)>,
    /// Rows of which a day is filled in.
    pub rows: usize,
    /// Rows whose day is still to come.
    pub early: usize,
    /// Rows whose record is dated later than the day that was said.
    pub before: usize,
    /// Rows whose record was withdrawn or replaced before its day, or is not published.
    pub void: usize,
}

impl Model {
    /// What is to be filled into a sheet.
    ///
    /// Posted as planned means: on the day on which the row is due. A row that was due before the week
    /// of its sheet was not hung then, or it would not be in the round: its day is the Monday. Taken
    /// down as planned means: on the day after the last day, or on the Monday of the week if that was
    /// earlier. What would be in the future is not filled in.
    pub fn filling(&self, sheet: &PostingSheet, said: &Said<'_>) -> Filling {
        let mut filling = Filling::default();
        for row in &sheet.rows {
            let Some(record) = self.record(row.record) else {
                if !said.down && sheet.week == said.week && !row.has_posted_cell {
                    if row.due.is_some_and(|due| due > self.today) {
                        filling.early += 1;
                    } else {
                        filling.void += 1;
                    }
                }
                continue;
            };
            if said.down {
                self.take_down(row, record, said, &mut filling);
            } else if sheet.week == said.week {
                self.post(row, record, said, &mut filling);
            }
        }
        filling
    }

    fn post(&self, row: &Posting, record: &Record, said: &Said<'_>, filling: &mut Filling) {
        if let Some(by) = said.by.filter(|_| row.posted.is_some() && row.by.is_none()) {
            filling.cells.push((row.row, Column::By, by.to_owned()));
        }
        // A day that is still to come stands there; it was told.
        if row.has_posted_cell {
            return;
        }
        if said.on.is_some_and(|on| on < record.date) {
            filling.before += 1;
            return;
        }
        let planned = row
            .due
            .unwrap_or(record.hung_from())
            .max(said.week.monday());
        let day = said.on.unwrap_or(planned);
        if day > self.today {
            filling.early += 1;
            return;
        }
        if self.ended(record).is_some_and(|(over, _)| over <= day) {
            filling.void += 1;
            return;
        }
        filling.rows += 1;
        filling
            .cells
            .push((row.row, Column::Posted, day.to_string()));
        if let Some(by) = said.by.filter(|_| row.by.is_none()) {
            filling.cells.push((row.row, Column::By, by.to_owned()));
        }
    }

    fn take_down(&self, row: &Posting, record: &Record, said: &Said<'_>, filling: &mut Filling) {
        let Some(posted) = row
            .posted
            .filter(|_| !row.has_taken_down_cell && row.group.is_none())
        else {
            return;
        };
        let planned = record.take_down().or(row.take_down);
        let over = self.ended(record).map(|(over, _)| over);
        let due = over.into_iter().chain(planned).min();
        let is_standing = record
            .display()
            .is_some_and(|display| display.is_standing());
        // A standing notice is looked at again on that day, and stays.
        let Some(due) = due.filter(|_| !is_standing || over.is_some()) else {
            return;
        };
        if due > said.week.sunday() {
            return;
        }
        let day = said.on.unwrap_or(due.max(said.week.monday())).max(posted);
        if day > self.today {
            filling.early += 1;
            return;
        }
        filling.rows += 1;
        filling
            .cells
            .push((row.row, Column::TakenDown, day.to_string()));
    }
}
