//! Gathers the audit of waivers: every leave to print private data, for the office.

use super::view::audit::{AuditRow, AuditView};
use crate::model::Model;

/// The audit of a site's published records; none if there are no waivers. It does not name the day,
/// so it is another one only when a waiver is.
pub fn audit(model: &Model) -> Option<AuditView> {
    let mut rows = Vec::new();
    let is_english = model.config.language.key() == "en";
    for record in model.records() {
        for waiver in &record.waivers {
            rows.push(AuditRow {
                place: model.place(record.place).title.clone(),
                record: record.full_title(),
                path: record.source.path.to_string(),
                what: if is_english {
                    waiver.what.key()
                } else {
                    waiver.what.names()[0]
                },
                basis: waiver.basis.clone(),
                consent: waiver.consent.clone(),
                until: waiver.until.to_string(),
                expired: waiver.has_expired,
            });
        }
    }
    (!rows.is_empty()).then(|| AuditView {
        site: model.config.title.clone(),
        language: model.config.language.key(),
        rows,
    })
}
