//! Activities: of the party, of volunteers, of study, of neighbours.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::goals::{self, Goal};
use super::keyed::{ActivityType, MeetingState};
use super::progress;
use super::scope::{Party, Scope};
use super::text::Files;
use super::{keys, value};
use crate::yaml::{Fields, Reader};

/// Facts of an activity.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Activity {
    /// Type.
    pub r#type: ActivityType,
    /// Time as written.
    pub time: Option<String>,
    /// Venue as written.
    pub venue: Option<String>,
    /// Who holds it, besides the issuer.
    pub organizers: Vec<Party>,
    /// How many took part.
    pub people: Option<u64>,
    /// What became of it; empty where its date says enough.
    pub progress: Vec<progress::Entry<MeetingState>>,
    /// The goals that it serves.
    pub goals: Vec<Goal>,
}

impl Activity {
    /// Whether it took place: its day has come and it was not called off. `date` is that of its
    /// record.
    pub fn was_held(&self, date: NaiveDate, today: NaiveDate) -> bool {
        match self.progress.last().map(|entry| entry.state) {
            Some(MeetingState::Cancelled) => false,
            Some(MeetingState::Postponed) => self
                .progress
                .last()
                .and_then(|entry| entry.until)
                .is_some_and(|day| day <= today),
            _ => date <= today,
        }
    }
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
    Some(Activity {
        r#type: r#type?,
        time: reader.text_of(fields, "time"),
        venue: reader.text_of(fields, "venue"),
        organizers,
        people: reader.parse_of(fields, "people", value::count),
        progress: progress::read(reader, fields, place),
        goals: goals::read(reader, fields),
    })
}
