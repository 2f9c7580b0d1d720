//! What was posted: for each notice and resolution that a build published, its version and the
//! hash of what it stated then.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Model;
use super::record::{Facts, Record};
use crate::source;

/// What is remembered of a record that was posted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Its version.
    pub version: u64,
    /// Hash of what it stated, in hex digits.
    pub hash: String,
}

/// What was posted, by the keys of records.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posted(pub BTreeMap<String, Statement>);

impl Posted {
    /// What is remembered of a record that says something else now, in no later version.
    pub fn changed(&self, record: &Record) -> Option<&Statement> {
        let posted = self.0.get(&*record.key)?;
        let now = Statement::of(record);
        (now.version <= posted.version && now.hash != posted.hash).then_some(posted)
    }

    /// What is posted once a model is published; none if that is nothing new. What changed without
    /// saying so is remembered as it was.
    pub fn with(&self, model: &Model) -> Option<Posted> {
        let news: Vec<(&Record, Statement)> = model
            .records()
            .filter(|record| is_posted(record, model.today))
            .filter_map(|record| {
                let now = Statement::of(record);
                let is_new = self.0.get(&*record.key) != Some(&now);
                let mut later = model.pointing_at(record.id);
                let mut may_change = |posted: &Posted| {
                    posted.changed(record).is_none()
                        || later
                            .any(|later| later.withdrawn.is_none() && later.supersedes(record.id))
                };
                (is_new && may_change(self)).then_some((record, now))
            })
            .collect();
        if news.is_empty() {
            return None;
        }
        let mut posted = self.clone();
        for (record, now) in news {
            posted.0.insert(record.key.to_string(), now);
        }
        Some(posted)
    }
}

impl Statement {
    fn of(record: &Record) -> Self {
        Statement {
            version: record.version.unwrap_or(1),
            hash: source::hex(&record.statement),
        }
    }
}

/// Whether a published record hangs or hung, and is not to change any more: a notice from the first
/// day of its display, a resolution from when its votes are counted.
fn is_posted(record: &Record, today: NaiveDate) -> bool {
    let may_change = match &record.facts {
        Facts::Notice(_) | Facts::Account(_) | Facts::Assessment(_) => false,
        Facts::Resolution(resolution) => !resolution.is_counted(),
        Facts::Issue(_) | Facts::Meeting(_) | Facts::Work(_) | Facts::Activity(_) => true,
    };
    let from = record.display().map_or(record.date, |display| display.from);
    !may_change && !record.draft && from <= today
}
