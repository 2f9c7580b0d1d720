//! Counts the votes of owners from the sheets of those who counted.
//!
//! One owner counts once by heads, with the area of all their parts; what is not sold counts as one
//! owner (Supreme People's Court, interpretation on divided ownership, article 9). Nothing is
//! guessed: a row that cannot be understood, a room that stands twice, an owner whose parts carry
//! different votes are told by row, and then there is no count. Areas are whole hundredths of a
//! square metre. What comes out holds no room, no name and no code.

pub mod block;
mod columns;
mod owners;
mod rows;
mod said;
mod view;
mod words;

use crate::diagnostic::Diagnostics;
use crate::model::value::Hundredths;
use crate::paths::InputPath;
use crate::sheet::Table;
use columns::Columns;
use rows::Entry;

pub use view::view;
pub use words::Opinion;

/// A file with its tables.
#[derive(Debug, Clone)]
pub struct Sheets {
    /// Where it lies, as messages name it.
    pub path: InputPath,
    /// Its tables.
    pub tables: Vec<Table>,
}

/// What is to be counted.
#[derive(Debug, Clone)]
pub struct Wish<'w> {
    /// The sheet with the votes.
    pub votes: &'w Sheets,
    /// The name of the table in it; none: the only one that looks like votes.
    pub table: Option<&'w str>,
    /// The roll of all owners.
    pub roll: Option<&'w Sheets>,
    /// Owners and area as declared, in place of a roll.
    pub declared: Option<Measure>,
}

/// Owners and their area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Measure {
    /// Owners.
    pub heads: u64,
    /// Exclusive area.
    pub area: Hundredths,
}

/// What the electorate rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// All owners in the sheet of votes.
    Sheet,
    /// The roll of all owners.
    Roll,
    /// Declared on the command line.
    Declared,
}

/// A count that can be trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// All who may vote.
    pub electorate: Measure,
    /// What that rests on.
    pub basis: Basis,
    /// Owners whose ballots came back.
    pub returned: u64,
    /// The questions, in the order of their columns.
    pub questions: Vec<Question>,
}

/// The votes on a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What was asked, if the sheet says it.
    pub title: Option<String>,
    /// By opinion, in the order of [`Opinion::ALL`].
    pub votes: [Measure; 4],
}

/// What was read and what was left out, for people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// Name of the table.
    pub table: String,
    /// Rows with a room.
    pub rows: usize,
    /// Owners.
    pub owners: usize,
    /// Numbers of the rows of totals.
    pub totals: Vec<usize>,
    /// Numbers of headings that are repeated and of remarks.
    pub remarks: Vec<usize>,
    /// Headings of columns that were not used.
    pub columns: Vec<String>,
}

/// What counting led to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// The count; none if it cannot be trusted.
    pub count: Option<Count>,
    /// What was read, as soon as a table was found.
    pub reading: Option<Reading>,
    /// What is wrong, by row, those of the votes before those of the roll.
    pub diagnostics: Diagnostics,
}

/// Counts.
pub fn count(wish: &Wish<'_>) -> Counted {
    let mut diagnostics = Diagnostics::new();
    let needs = Needs {
        owner: wish.roll.is_none(),
        votes: true,
    };
    let Some((table, columns)) = find(wish.votes, wish.table, needs, &mut diagnostics) else {
        return Counted {
            diagnostics,
            ..Counted::default()
        };
    };
    let (votes, mut reading) = rows::read(&wish.votes.path, table, &columns, &mut diagnostics);
    let roll = wish.roll.and_then(|sheets| {
        let needs = Needs {
            owner: true,
            votes: false,
        };
        let (table, columns) = find(sheets, None, needs, &mut diagnostics)?;
        Some(rows::read(&sheets.path, table, &columns, &mut diagnostics).0)
    });
    let electorate: Vec<Entry<'_>> = match (&roll, wish.roll) {
        (Some(roll), _) => owners::with_roll(votes, roll, &mut diagnostics),
        (None, None) => votes,
        // The roll could not be read, and that was told.
        (None, Some(_)) => Vec::new(),
    };
    let owners = owners::group(&electorate);
    reading.owners = owners.len();
    owners::check(&electorate, &owners, &columns, &mut diagnostics);
    let count = (!diagnostics.has_errors())
        .then(|| owners::count(&electorate, &owners, &columns, wish, &mut diagnostics))
        .flatten();
    Counted {
        // The last look may have found something as well.
        count: count.filter(|_| !diagnostics.has_errors()),
        reading: Some(reading),
        diagnostics,
    }
}

/// Which columns a sheet must have beside that of the rooms.
#[derive(Debug, Clone, Copy)]
struct Needs {
    /// Owner and area.
    owner: bool,
    /// Votes.
    votes: bool,
}

/// The table that is to be read, with its columns.
fn find<'t>(
    sheets: &'t Sheets,
    wanted: Option<&str>,
    needs: Needs,
    diagnostics: &mut Diagnostics,
) -> Option<(&'t Table, Columns)> {
    let tables = sheets.tables.iter();
    let tables: Vec<&Table> = tables
        .filter(|table| wanted.is_none_or(|name| table.name == name))
        .collect();
    if tables.is_empty() {
        diagnostics.push(said::no_table(sheets, wanted));
        return None;
    }
    let mut found: Vec<(&Table, Columns)> = tables
        .iter()
        .filter_map(|table| Some((*table, Columns::find(table)?)))
        .filter(|(_, columns)| !needs.votes || !columns.questions.is_empty())
        .collect();
    let is_whole =
        |columns: &Columns| !needs.owner || columns.has_owner() && !columns.area.is_empty();
    // A list of something else may stand beside the sheet.
    if found.iter().any(|(_, columns)| is_whole(columns)) {
        found.retain(|(_, columns)| is_whole(columns));
    }
    match found.len() {
        1 => {}
        0 => {
            let nearest = tables.iter().map(|table| Columns::nearest(table));
            let nearest = nearest.max_by_key(Columns::kinds).unwrap_or_default();
            diagnostics.push(said::no_columns(sheets, &nearest, needs));
            return None;
        }
        _ => {
            let names = found.iter().map(|(table, _)| table.name.as_str());
            diagnostics.push(said::several_tables(sheets, &names.collect::<Vec<_>>()));
            return None;
        }
    }
    let (table, columns) = found.into_iter().next()?;
    if !is_whole(&columns) {
        diagnostics.push(said::no_columns(sheets, &columns, needs));
        return None;
    }
    if let Some(found) = said::double_columns(sheets, table, &columns) {
        diagnostics.push(found);
        return None;
    }
    Some((table, columns))
}
