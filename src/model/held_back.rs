//! Which records an error holds back, and which errors stop everything.

use std::collections::BTreeSet;

use super::keyed::Kind;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::load;
use crate::paths::InputPath;

/// The files with errors. None if some error is not of a record.
pub fn faulty(diagnostics: &Diagnostics) -> Option<BTreeSet<InputPath>> {
    let mut faulty = BTreeSet::new();
    for diagnostic in diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
    {
        faulty.insert(held_back_for(diagnostic)?.clone());
    }
    Some(faulty)
}

/// The record, or the sheet of postings, that is held back for an error; none if the error is one of settings, theme, pages,
/// places or addresses, which stops everything. An address of two records is such a one: it may be
/// on paper, and which of the two is meant there cannot be told.
fn held_back_for(error: &Diagnostic) -> Option<&InputPath> {
    let of_address = matches!(error.code, "same-address" | "same-code");
    error
        .path()
        .filter(|path| !of_address && (is_in_kind_folder(path) || load::is_posting_sheet(path)))
}

fn is_in_kind_folder(path: &InputPath) -> bool {
    let mut parts = path.as_str().split('/');
    let name = parts.next_back().unwrap_or_default();
    let top = parts.nth(1).unwrap_or_default();
    name.ends_with(".md")
        && name != "_index.md"
        && !matches!(top, "pages" | "mechanisms" | "policies" | "_static")
        && std::iter::once(top)
            .chain(parts)
            .any(|part| Kind::of_folder(part).is_some())
}
