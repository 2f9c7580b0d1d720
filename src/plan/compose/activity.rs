//! Activities.

use super::Composer;
use crate::model::activity::Activity;
use crate::plan::view::activity::{ActivityFacts, ActivityRow};

impl Composer<'_> {
    /// Facts of an activity.
    pub(super) fn activity_facts(&self, activity: &Activity) -> ActivityFacts {
        ActivityFacts {
            r#type: activity.r#type.key(),
        }
    }

    /// An activity in a row.
    pub(super) fn activity_row(&self, activity: &Activity) -> ActivityRow {
        ActivityRow {
            r#type: activity.r#type.key(),
        }
    }
}
