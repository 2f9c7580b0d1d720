//! What may stand only once in a site: codes; and records that correct themselves.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::record::Record;
use crate::source::Span;
use crate::words;

/// Reports doubled codes, and records that correct or replace themselves.
pub fn check<'r>(records: impl Iterator<Item = &'r Record>, diagnostics: &mut Diagnostics) {
    let mut codes: HashMap<&str, &Record> = HashMap::new();
    for record in records {
        if let Some(first) = codes.insert(&record.code, record) {
            diagnostics.push(same_code(first, record));
        }
        for other in record
            .corrects
            .iter()
            .chain(&record.replaces)
            .filter(|other| other.record == record.id)
        {
            diagnostics.push(
                Diagnostic::error(
                    "self-reference",
                    Span::new(&record.source, other.range.clone()),
                    words!(
                        "记录不能更正或代替它自己",
                        "a record cannot correct or replace itself"
                    ),
                )
                .help(words!("写上原来那条记录的路径", "name the earlier record")),
            );
        }
    }
}

fn same_code(first: &Record, second: &Record) -> Diagnostic {
    let (code, path) = (&second.code, &first.source.path);
    let range = second.code_range.clone().unwrap_or(0..3);
    Diagnostic::error(
        "same-code",
        Span::new(&second.source, range),
        words!(
            "编码 {code} 与 {path} 相同",
            "the code {code} is that of {path}"
        ),
    )
    .help(words!(
        "给其中一条另写一个 `编码:`",
        "write another `code:` in one of them"
    ))
}
