//! Activities: of the party, of volunteers, of study, of neighbours.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::counts::Reach;
use super::keyed::{ActivityType, Kind, MeetingState};
use super::progress;
use super::record::{Facts, Record};
use super::reporting::{Cycle, ReportingPeriod};
use super::scope::{Party, Scope};
use super::text::Files;
use super::venue::{self, Spot};
use super::{Model, PlaceId, RecordId, keys, value};
use crate::yaml::{Fields, Reader};

/// Facts of an activity.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Activity {
    /// Type.
    pub r#type: ActivityType,
    /// Time as written.
    pub time: Option<String>,
    /// Venue, and room, as written.
    pub venue: Option<String>,
    /// The venue that this names, if its place or one above has it.
    pub spot: Option<Spot>,
    /// Who holds it, besides the issuer.
    pub organizers: Vec<Party>,
    /// How many took part; none if nobody wrote it.
    pub people: Option<u64>,
    /// Hours that volunteers gave, all together; none if nobody wrote it.
    pub volunteer_hours: Option<u64>,
    /// What became of it; empty where its date says enough.
    pub progress: Vec<progress::Entry<MeetingState>>,
}

/// Reads the facts of an activity.
pub fn read(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    folder: &str,
    files: &Files<'_>,
    scope: Scope<'_>,
) -> Option<Activity> {
    if fields.get("type").is_none() {
        reader.missing(&fields.place_of("type"), keys::ACTIVITY[0], "志愿服务");
    }
    let r#type = reader.parse_of(fields, "type", ActivityType::read);
    let organizers = fields.get("organizer").map_or_else(Vec::new, |node| {
        let words = reader.texts(node);
        words.iter().map(|(word, _)| scope.party(word)).collect()
    });
    let place = progress::Place {
        folder,
        files,
        scope,
        keys: keys::STAGE,
    };
    let (venue, spot) = venue::read_spot(reader, fields, scope);
    Some(Activity {
        time: reader.text_of(fields, "time"),
        venue,
        spot,
        organizers,
        people: reader.parse_of(fields, "people", value::count),
        volunteer_hours: reader.parse_of(fields, "volunteer_hours", value::count),
        progress: progress::read(reader, fields, place),
        r#type: r#type?,
    })
}

/// A number that some activities tell and others do not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Told {
    /// The sum of what is told.
    pub sum: u64,
    /// How many activities tell it.
    pub of: usize,
}

impl Told {
    fn add(&mut self, told: Option<u64>) {
        if let Some(told) = told {
            self.sum = self.sum.saturating_add(told);
            self.of += 1;
        }
    }
}

/// Activities that were held in a quarter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuarterCounts {
    /// Its year.
    pub year: i32,
    /// Which quarter of the year, from 1 on.
    pub quarter: u32,
    /// The quarter.
    pub period: ReportingPeriod,
    /// The activities of each type that there are, in the order of the types; newest first.
    pub types: BTreeMap<ActivityType, Vec<RecordId>>,
    /// How many people took part.
    pub people: Told,
    /// How many hours volunteers gave.
    pub volunteer_hours: Told,
}

impl QuarterCounts {
    /// All of them.
    pub fn total(&self) -> usize {
        self.types.values().map(Vec::len).sum()
    }
}

impl Model {
    /// The activities of a place and those below by the quarter in which they were held, the last
    /// quarter first.
    pub fn activities_by_quarter(&self, place: PlaceId) -> Vec<QuarterCounts> {
        let places = self.reach(place, Reach::WithBelow).into_iter();
        let records = places.flat_map(|id| self.records_at(id, Kind::Activity));
        let mut held: Vec<(NaiveDate, &Record, &Activity)> = records
            .filter(|record| record.withdrawn.is_none())
            .filter_map(|record| {
                let Facts::Activity(activity) = &record.facts else {
                    return None;
                };
                let occasion = record.occasion()?;
                let was_held = occasion.was_held(self.today);
                was_held.then(|| (occasion.day(), record, activity.as_ref()))
            })
            .collect();
        held.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.key.cmp(&b.1.key)));
        let mut quarters: Vec<QuarterCounts> = Vec::new();
        for (day, record, activity) in held {
            let (year, quarter) = (day.year(), day.month0() / 3 + 1);
            let is_same = |of: &QuarterCounts| of.year == year && of.quarter == quarter;
            if !quarters.last().is_some_and(is_same) {
                let Some(period) = ReportingPeriod::new(year, Cycle::Quarter, quarter) else {
                    continue;
                };
                quarters.push(QuarterCounts {
                    year,
                    quarter,
                    period,
                    types: BTreeMap::new(),
                    people: Told::default(),
                    volunteer_hours: Told::default(),
                });
            }
            let Some(of) = quarters.last_mut() else {
                continue;
            };
            of.types.entry(activity.r#type).or_default().push(record.id);
            of.people.add(activity.people);
            of.volunteer_hours.add(activity.volunteer_hours);
        }
        quarters
    }
}
