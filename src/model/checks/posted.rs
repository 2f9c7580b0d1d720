//! Notices, resolutions, statements and assessments that say something else than when they were posted.

use std::collections::BTreeSet;

use super::Records;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::RecordId;
use crate::model::posted::Posted;
use crate::model::record::Facts;
use crate::source::Span;
use crate::words;

/// Warns of records that changed after they were posted, as long as no other record corrects them.
pub fn check(records: &Records<'_>, posted: &Posted, diagnostics: &mut Diagnostics) {
    if posted.0.is_empty() {
        return;
    }
    let standing = records.published().filter(|record| {
        let withdrawal = record.withdrawn.as_ref();
        withdrawal.is_none_or(|withdrawal| withdrawal.date > records.today)
    });
    let corrected: BTreeSet<RecordId> = standing
        .flat_map(|record| record.corrects.iter().chain(&record.replaces))
        .map(|of| of.record)
        .collect();
    for record in records.published() {
        let is_fixed = match &record.facts {
            Facts::Notice(_) | Facts::Resolution(_) | Facts::Account(_) | Facts::Assessment(_) => {
                true
            }
            Facts::Issue(_) | Facts::Meeting(_) | Facts::Work(_) | Facts::Activity(_) => false,
        };
        if !is_fixed {
            continue;
        }
        let Some(before) = posted.changed(record) else {
            continue;
        };
        let is_withdrawn = record
            .withdrawn
            .as_ref()
            .is_some_and(|withdrawal| withdrawal.date <= records.today);
        if is_withdrawn || corrected.contains(&record.id) {
            continue;
        }
        let next = before.version + 1;
        diagnostics.push(
            Diagnostic::warning(
                "changed-after-posting",
                Span::new(&record.source, 0..3),
                words!(
                    "这条记录张贴以后改了内容，张贴的和网站上的不一样",
                    "this record changed after it was posted: what hangs and what the site says differ"
                ),
            )
            .help(words!(
                "另写一条记录，用“更正”指明这一条；只是改正笔误的，写 `版本: {next}` 并换下旧海报",
                "write another record that `corrects` this one; for a slip of the pen write `version: {next}` and replace the poster"
            )),
        );
    }
}
