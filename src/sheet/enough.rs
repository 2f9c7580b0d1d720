//! An end to the faults that are told of one sheet.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::paths::InputPath;
use crate::source::Span;
use crate::words;

/// Most faults that are told of a file at once: a whole column that is wrong says it in each row.
const MOST: usize = 100;

/// Whether enough was told; says once that there is more.
pub fn is_enough(path: &InputPath, row: usize, diagnostics: &mut Diagnostics) -> bool {
    let told = diagnostics.iter().count();
    if told == MOST {
        let found = Diagnostic::error(
            "sheet-row",
            Span::of_cell(path, row, 0, ""),
            words!(
                "已有 {MOST} 处问题，从这一行起没有再看",
                "there are {MOST} faults already: from this row on nothing was looked at"
            ),
        );
        diagnostics.push(found.help(words!(
            "先改正上面的，再运行一次",
            "mend those above and run this again"
        )));
    }
    told >= MOST
}
