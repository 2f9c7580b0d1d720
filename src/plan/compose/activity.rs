//! Activities.

use chrono::NaiveDate;

use super::meeting::stage;
use super::{Composer, iso};
use crate::model::PlaceId;
use crate::model::activity::{Activity, QuarterCounts};
use crate::model::keyed::{Kind, MeetingState};
use crate::model::occasion::Occasion;
use crate::model::record::Record;
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::activity::{ActivityFacts, ActivityRow, Quarter};
use crate::plan::view::counts::Count;

/// How many of the latest quarters the list of activities tells; its years tell theirs.
const QUARTERS: usize = 4;

impl Composer<'_> {
    /// Facts of an activity.
    pub(super) fn activity_facts(
        &self,
        activity: &Activity,
        record: &Record,
        page: &SitePath,
    ) -> ActivityFacts {
        let today = self.model.today();
        let occasion = occasion(activity, record.date);
        ActivityFacts {
            r#type: activity.r#type.key(),
            state: occasion.state(today).key(),
            day: iso(occasion.day()),
            upcoming: occasion.is_coming(today),
            time: activity.time.clone(),
            venue: self.spot(activity.venue.as_deref(), activity.spot, page),
            organizers: self.names(&activity.organizers),
            people: activity.people,
            volunteer_hours: activity.volunteer_hours,
            progress: activity.progress.iter().map(stage).collect(),
        }
    }

    /// An activity in a row.
    pub(super) fn activity_row(&self, activity: &Activity, record: &Record) -> ActivityRow {
        let today = self.model.today();
        let occasion = occasion(activity, record.date);
        let state = occasion.state(today);
        ActivityRow {
            r#type: activity.r#type.key(),
            state: state.key(),
            until: (state == MeetingState::Postponed).then(|| iso(occasion.day())),
            upcoming: occasion.is_coming(today),
            time: activity.time.clone(),
            venue: activity.venue.clone(),
            people: activity.people,
            volunteer_hours: activity.volunteer_hours,
        }
    }

    /// The activities of a place and below by quarter: those of a year, else the latest.
    pub(super) fn quarters(&self, id: PlaceId, only: Option<i32>, page: &SitePath) -> Vec<Quarter> {
        let mut quarters = self.model.activities_by_quarter(id);
        match only {
            Some(year) => quarters.retain(|of| of.year == year),
            None => quarters.truncate(QUARTERS),
        }
        let folder = &self.model.place(id).folder;
        let today = self.model.today();
        let quarter = |of: &QuarterCounts| {
            let year = page.relative(&routes::year(folder, Kind::Activity, of.year));
            let types = of.types.iter();
            Quarter {
                year: of.year,
                quarter: of.quarter,
                running: of.period.has(today),
                all: Count {
                    number: of.total(),
                    href: Some(year),
                    links: Vec::new(),
                },
                types: types
                    .map(|(kind, records)| (kind.key(), self.count(records, None, page)))
                    .collect(),
                people: (of.people.sum, of.people.of),
                volunteer_hours: (of.volunteer_hours.sum, of.volunteer_hours.of),
            }
        };
        quarters.iter().map(quarter).collect()
    }
}

fn occasion(activity: &Activity, date: NaiveDate) -> Occasion<'_> {
    Occasion {
        date,
        progress: &activity.progress,
    }
}
