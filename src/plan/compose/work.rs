//! Works.

use super::Composer;
use crate::model::keyed::WorkState;
use crate::model::work::Work;
use crate::plan::view::work::{WorkFacts, WorkRow};

impl Composer<'_> {
    /// Facts of a work.
    pub(super) fn work_facts(&self, work: &Work) -> WorkFacts {
        WorkFacts { state: state(work) }
    }

    /// A work in a row.
    pub(super) fn work_row(&self, work: &Work) -> WorkRow {
        WorkRow { state: state(work) }
    }
}

fn state(work: &Work) -> Option<&'static str> {
    let last = work.progress.last().map(|entry| entry.state);
    last.map(WorkState::key)
}
