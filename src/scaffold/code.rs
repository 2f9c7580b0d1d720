//! Codes of new records.

use std::collections::BTreeSet;

use super::Existing;
use crate::model::code_of;
use crate::model::index::{key_parts, record_key};

/// Codes that are spoken for.
pub struct Codes {
    used: BTreeSet<String>,
    /// Front matter of records that could not be read; a code in it counts as used.
    unread: String,
}

impl Codes {
    /// None are used, as in a new site.
    pub fn new() -> Self {
        Codes {
            used: BTreeSet::new(),
            unread: String::new(),
        }
    }

    /// Those of a site, written or following from paths: a code that a record could get tomorrow,
    /// when its line `code:` is removed, is not given away today.
    pub fn of(existing: Existing<'_>) -> Self {
        let mut codes = Codes::new();
        codes
            .used
            .extend(existing.model.records().map(|record| record.code.clone()));
        for document in existing.documents {
            if let Some((folder, kind, name)) = key_parts(&document.source.path) {
                codes.used.insert(code_of(&record_key(folder, kind, name)));
            }
        }
        for front in existing.left_out() {
            codes.unread.push_str(&front.to_ascii_uppercase());
        }
        codes
    }

    /// A code for the record at this path. It follows from the path, so that the same call gives
    /// the same file, but is not the one that a record without `code:` would have.
    pub fn fresh(&mut self, path: &str) -> String {
        let mut turn: u64 = 0;
        loop {
            turn += 1;
            let code = code_of(&format!("{path} {turn}"));
            if !self.unread.contains(&code) && self.used.insert(code.clone()) {
                return code;
            }
        }
    }
}
