//! Workbooks: `.xlsx`, `.xls`, `.ods`, and the `.et` of WPS, which is one of the first two.

use std::io::Cursor;
use std::panic::catch_unwind;

use calamine::{
    Data, Dimensions, Ods, OdsError, Range, Reader, SheetType, Xls, XlsError, Xlsx, XlsxError,
};

use super::{Builder, MOST_TABLES, MOST_TEXT, Merged, SheetError, Table, cell};

/// The tables of an `.xlsx`.
pub fn xlsx(bytes: &[u8]) -> Result<Vec<Table>, SheetError> {
    guarded(|| {
        let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| of_xlsx(&error))?;
        let mut left = MOST_TEXT;
        each(&sheets(&book)?, |name| {
            let merged = book.merge_cells_by_sheet_name(name).unwrap_or_default();
            let mut builder = Builder::new(name, left);
            let mut cells = book
                .worksheet_cells_reader(name)
                .map_err(|error| of_xlsx(&error))?;
            while let Some(found) = cells.next_cell().map_err(|error| of_xlsx(&error))? {
                put(
                    &mut builder,
                    found.get_position(),
                    &Data::from(found.get_value().clone()),
                )?;
            }
            let table;
            (table, left) = builder.done();
            Ok(with(table, &merged))
        })
    })
}

/// The tables of an `.xls`.
pub fn xls(bytes: &[u8]) -> Result<Vec<Table>, SheetError> {
    guarded(|| {
        let mut book = Xls::new(Cursor::new(bytes)).map_err(|error| of_xls(&error))?;
        let mut left = MOST_TEXT;
        each(&sheets(&book)?, |name| {
            let range = book.worksheet_range(name).map_err(|error| of_xls(&error))?;
            let merged = book.merge_cells_by_sheet_name(name).unwrap_or_default();
            let table;
            (table, left) = of_range(name, &range, left)?;
            Ok(with(table, &merged))
        })
    })
}

/// The tables of an `.ods`.
pub fn ods(bytes: &[u8]) -> Result<Vec<Table>, SheetError> {
    guarded(|| {
        let mut book = Ods::new(Cursor::new(bytes)).map_err(|error| of_ods(&error))?;
        let mut left = MOST_TEXT;
        each(&sheets(&book)?, |name| {
            let range = book.worksheet_range(name).map_err(|error| of_ods(&error))?;
            let table;
            (table, left) = of_range(name, &range, left)?;
            Ok(table)
        })
    })
}

/// A damaged file may hold what the library did not expect. That is no reason to stop the program.
fn guarded(
    read: impl FnOnce() -> Result<Vec<Table>, SheetError> + std::panic::UnwindSafe,
) -> Result<Vec<Table>, SheetError> {
    catch_unwind(read).unwrap_or(Err(SheetError::Damaged))
}

/// Names of the sheets with cells, in order.
fn sheets<'a, B: Reader<Cursor<&'a [u8]>>>(book: &B) -> Result<Vec<String>, SheetError> {
    let all = book.sheets_metadata();
    if all.len() > MOST_TABLES {
        return Err(SheetError::TooLarge);
    }
    Ok(all
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect())
}

fn each(
    names: &[String],
    mut read: impl FnMut(&str) -> Result<Table, SheetError>,
) -> Result<Vec<Table>, SheetError> {
    names.iter().map(|name| read(name)).collect()
}

fn of_range(name: &str, range: &Range<Data>, left: usize) -> Result<(Table, usize), SheetError> {
    let mut builder = Builder::new(name, left);
    let (top, side) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        let at = (
            top.saturating_add(u32::try_from(row).unwrap_or(u32::MAX)),
            side.saturating_add(u32::try_from(column).unwrap_or(u32::MAX)),
        );
        put(&mut builder, at, value)?;
    }
    Ok(builder.done())
}

fn put(builder: &mut Builder, at: (u32, u32), value: &Data) -> Result<(), SheetError> {
    builder.put(index(at.0), index(at.1), &cell::text(value))
}

/// The table with its merged cells.
fn with(mut table: Table, merged: &[Dimensions]) -> Table {
    table.merged = merged
        .iter()
        .map(|one| Merged {
            rows: (index(one.start.0) + 1, index(one.end.0) + 1),
            columns: (index(one.start.1), index(one.end.1)),
        })
        .collect();
    table
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX - 1)
}

fn of_xlsx(error: &XlsxError) -> SheetError {
    match error {
        XlsxError::Password => SheetError::Protected,
        _ => SheetError::Damaged,
    }
}

/// A compound file without the stream of a workbook is something else, most often an old Word file
/// or an `.xlsx` with a password.
fn of_xls(error: &XlsError) -> SheetError {
    match error {
        XlsError::Password => SheetError::Protected,
        _ => SheetError::Damaged,
    }
}

fn of_ods(error: &OdsError) -> SheetError {
    match error {
        OdsError::Password => SheetError::Protected,
        OdsError::CellLimitExceeded { .. } => SheetError::TooLarge,
        _ => SheetError::Damaged,
    }
}
