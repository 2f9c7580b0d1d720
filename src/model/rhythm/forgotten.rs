//! Issues that a weekly meeting raised and that nothing reported by the next one. Found once, for
//! the page of the issue, that of the week and its sheets.

use std::collections::BTreeMap;

use super::{Sitting, Turn};
use crate::model::RecordId;
use crate::model::keyed::{MeetingState, MeetingType};
use crate::model::record::{Facts, Record};
use crate::model::week::Week;

/// An issue that a weekly meeting raised, and of which neither the meetings of the next week with
/// one nor its own record say anything by then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forgotten {
    /// The issue.
    pub issue: RecordId,
    /// The meeting that raised it.
    pub raised: RecordId,
    /// The week whose meeting should have reported it.
    pub week: Week,
    /// The last meeting of that week.
    pub meeting: RecordId,
}

/// Finds them among the meetings of a place, by week. Weekly meetings are those of the weeks that
/// its mechanisms ask for; where none asks, those that are called weekly.
pub(super) fn find<'r>(
    weeks: &[Turn<Week>],
    sittings: &[Sitting<'_>],
    record: &dyn Fn(RecordId) -> Option<&'r Record>,
) -> Vec<Forgotten> {
    let is_weekly = |sitting: &&Sitting<'_>| {
        if weeks.is_empty() {
            return sitting.meeting.r#type == MeetingType::WeeklyOffice;
        }
        let turn = weeks.binary_search_by_key(&Week::of(sitting.day), |turn| turn.period);
        turn.is_ok_and(|at| weeks[at].meetings.contains(&sitting.record.id))
    };
    let was_held = |sitting: &&Sitting<'_>| {
        matches!(sitting.state, MeetingState::Held | MeetingState::Published)
    };
    let mut by_week: BTreeMap<Week, Vec<&Sitting<'_>>> = BTreeMap::new();
    for sitting in sittings.iter().filter(was_held).filter(is_weekly) {
        let week = by_week.entry(Week::of(sitting.day)).or_default();
        week.push(sitting);
    }
    let mut forgotten: Vec<Forgotten> = Vec::new();
    let weeks: Vec<(Week, Vec<&Sitting<'_>>)> = by_week.into_iter().collect();
    for pair in weeks.windows(2) {
        let [(_, before), (week, now)] = pair else {
            continue;
        };
        let Some(last) = now.last() else { continue };
        let raised = before.iter().flat_map(|sitting| {
            let raises = sitting.meeting.raises.iter();
            raises.map(|issue| (*issue, *sitting))
        });
        for (id, sitting) in raised {
            let Some(Facts::Issue(issue)) = record(id)
                .filter(|issue| issue.withdrawn.is_none())
                .map(|record| &record.facts)
            else {
                continue;
            };
            // What meetings report is part of the progress of an issue.
            let is_told = issue
                .progress
                .iter()
                .any(|entry| sitting.day < entry.date && entry.date <= last.day);
            let is_known = || {
                let mut known = forgotten.iter();
                known.any(|known| known.issue == id && known.week == *week)
            };
            if is_told || is_known() {
                continue;
            }
            forgotten.push(Forgotten {
                issue: id,
                raised: sitting.record.id,
                week: *week,
                meeting: last.record.id,
            });
        }
    }
    forgotten
}
