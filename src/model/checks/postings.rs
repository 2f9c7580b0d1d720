//! What was hung late, taken down early, not hung, or left hanging, as the sheets of postings of a
//! place say. A place that keeps no such sheets says nothing: what is not known is not amiss.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::{Findings, World, zh};
use crate::diagnostic::{Diagnostic, Diagnostics, Words};
use crate::model::notice::Display;
use crate::model::place::Place;
use crate::model::posting;
use crate::model::postings::{Posting, Spot};
use crate::model::record::Record;
use crate::model::round;
use crate::model::week::Week;
use crate::model::{PlaceId, RecordId};
use crate::words;

/// Rows of a record at a place, by board.
type Boards<'w> = BTreeMap<Spot, Vec<&'w Posting>>;

/// Finds them. Only what has a period is owed to readers on certain days.
pub fn find(world: &World<'_>, findings: &mut Findings, diagnostics: &mut Diagnostics) {
    let places: Vec<(PlaceId, Week)> = world.postings.places().collect();
    if places.is_empty() {
        return;
    }
    let pointing = pointing(world);
    for (position, record) in world.published() {
        let Some(display) = record.display() else {
            continue;
        };
        // Its time may have ended before its period did.
        let later = pointing.get(&record.id).into_iter().flatten();
        let over = round::ended(record, later.copied()).map(|(day, _)| day);
        for (id, first) in &places {
            let Some(place) = world.places.get(id.index()) else {
                continue;
            };
            let mut boards: Boards<'_> = BTreeMap::new();
            // What was sent to a chat group hangs nowhere.
            let rows = world
                .postings
                .of(record.id)
                .filter(|row| row.group.is_none());
            for row in rows.filter(|row| row.place == *id) {
                boards.entry(row.spot()).or_default().push(row);
            }
            let case = Case {
                world,
                record,
                display,
                over,
                place,
                first: *first,
            };
            let found = [
                case.missing(&boards),
                case.late(&boards),
                case.early(&boards),
                case.left(&boards),
            ];
            for (code, words) in found.into_iter().flatten() {
                let words = case.named(words);
                let mut answers = record.acknowledged.iter();
                let answer = answers.find(|(answered, _)| answered == code);
                // It is shown in any case; what was answered is not asked again.
                let words = if let Some((_, reason)) = answer {
                    let Words { zh, en } = words;
                    words!("{zh}（说明：{reason}）", "{en} (reason: {reason})")
                } else {
                    let at = record.source.path.clone();
                    diagnostics.push(Diagnostic::note(code, at, words.clone()));
                    words
                };
                findings.by_record.entry(position).or_default().push(words);
            }
        }
    }
}

/// For each record, those that correct it or stand in its place.
fn pointing<'w>(world: &World<'w>) -> BTreeMap<RecordId, Vec<&'w Record>> {
    let mut pointing: BTreeMap<RecordId, Vec<&Record>> = BTreeMap::new();
    for (_, later) in world.published() {
        for of in later.replaces.iter().chain(&later.corrects) {
            pointing.entry(of.record).or_default().push(later);
        }
    }
    pointing
}

/// A record with a period at a place that keeps sheets.
struct Case<'w> {
    world: &'w World<'w>,
    record: &'w Record,
    display: Display,
    /// The day from which on it need not hang any more, whatever its period.
    over: Option<NaiveDate>,
    place: &'w Place,
    /// The first week for which there is a sheet.
    first: Week,
}

impl Case<'_> {
    /// It hangs nowhere, though it should. The day on which it is to be hung is left to those who do.
    fn missing(&self, boards: &Boards<'_>) -> Option<(&'static str, Words)> {
        let from = self.display.from;
        let today = self.world.today;
        let is_hung = boards.values().flatten().any(|row| row.posted.is_some());
        let is_meant = from >= self.first.monday()
            && from < today
            && self.over.is_none_or(|over| today < over)
            && self.display.last_day.is_none_or(|last| today <= last)
            && self.concerns();
        if is_hung || !is_meant {
            return None;
        }
        let day = zh(from);
        let words = words!(
            "应在{day}张贴，没有张贴登记",
            "was to be posted on {from}; no posting is noted"
        );
        Some(("not-hung", words))
    }

    /// Whether its poster hangs on boards of the place: it is one of the place itself, or of one above
    /// that means it.
    fn concerns(&self) -> bool {
        let own = self.record.place == self.place.id;
        let above = || {
            let places = self.world.places;
            let mut above = crate::model::place::up(places, self.place.id);
            let from = above.find(|above| above.id == self.record.place);
            from.is_some_and(|from| from.demo == self.place.demo)
                && posting::concerns(places, self.record, self.place.id)
        };
        own || above()
    }

    fn late(&self, boards: &Boards<'_>) -> Option<(&'static str, Words)> {
        let from = self.display.from;
        let late = boards.iter().filter_map(|(board, rows)| {
            let first = rows.iter().filter_map(|row| row.posted).min()?;
            (first > from).then_some((board, first))
        });
        let late: Vec<(&Spot, NaiveDate)> = late.collect();
        let day = late.iter().map(|(_, day)| *day).max()?;
        let days = (day - from).num_days();
        let (list_zh, list_en) = self.boards(late.iter().map(|(board, _)| *board));
        let (from_zh, day_zh) = (zh(from), short(day, from));
        let words = words!(
            "应在{from_zh}张贴，{list_zh}{day_zh}才张贴，晚了{days}天",
            "was to be posted on {from}; {list_en} on {day}, {days} days late"
        );
        Some(("hung-late", words))
    }

    /// It was taken down before its last day was over.
    fn early(&self, boards: &Boards<'_>) -> Option<(&'static str, Words)> {
        let last = self.display.last_day?;
        let last = self.over.map_or(last, |over| over.min(last));
        let early = boards.iter().filter_map(|(board, rows)| {
            let hung = || rows.iter().filter(|row| row.posted.is_some());
            if hung().any(|row| row.taken_down.is_none()) {
                return None;
            }
            let down = hung().filter_map(|row| row.taken_down).max()?;
            (down <= last && self.over.is_none_or(|over| down < over)).then_some((board, down))
        });
        let early: Vec<(&Spot, NaiveDate)> = early.collect();
        let day = early.iter().map(|(_, day)| *day).min()?;
        let (list_zh, list_en) = self.boards(early.iter().map(|(board, _)| *board));
        let (last_zh, day_zh) = (zh(last), short(day, last));
        let words = words!(
            "公示期到{last_zh}24时止，{list_zh}{day_zh}就撤下了",
            "the period lasts until the end of {last}; taken down on {day}: {list_en}"
        );
        Some(("hung-short", words))
    }

    /// It still hangs, as far as is noted, though its time is over.
    fn left(&self, boards: &Boards<'_>) -> Option<(&'static str, Words)> {
        let due = self
            .record
            .take_down()
            .filter(|_| self.display.last_day.is_some());
        let due = self.over.into_iter().chain(due).min();
        let due = due.filter(|due| *due < self.world.today)?;
        let today = self.world.today;
        let left = boards
            .iter()
            .filter(|(_, rows)| rows.iter().any(|row| row.hangs(today)))
            .map(|(board, _)| board);
        let left: Vec<&Spot> = left.collect();
        if left.is_empty() {
            return None;
        }
        let (list_zh, list_en) = self.boards(left.into_iter());
        let day = zh(due);
        let words = words!(
            "应在{day}撤下，{list_zh}还没有撤下的登记",
            "was to be taken down on {due}; not noted as taken down: {list_en}"
        );
        Some(("still-hung", words))
    }

    /// The first of some boards and how many there are. What is no board of the place is not named:
    /// nobody has looked whether it may be published.
    fn boards<'b>(&self, boards: impl Iterator<Item = &'b Spot>) -> (String, String) {
        let boards: Vec<&Spot> = boards.collect();
        let count = boards.len();
        let known = self.place.notice_boards();
        let named = boards.iter().find_map(|board| match board {
            Spot::Known(at) => Some(&known.get(*at)?.name),
            Spot::Group(_) | Spot::Other(_) => None,
        });
        match named {
            Some(name) if count == 1 => (name.clone(), name.clone()),
            Some(name) => {
                let others = count - 1;
                (
                    format!("{name}等{count}处"),
                    format!("{name} and {others} more"),
                )
            }
            None => (format!("{count}处"), format!("{count} boards")),
        }
    }

    /// With the name of the place, if it is another than that of the record.
    fn named(&self, words: Words) -> Words {
        if self.record.place == self.place.id {
            return words;
        }
        let (title, Words { zh, en }) = (&self.place.title, words);
        words!("{title}：{zh}", "{title}: {en}")
    }
}

/// A day beside another one, whose year needs no repeating.
fn short(day: NaiveDate, beside: NaiveDate) -> String {
    if day.year() == beside.year() {
        format!("{}月{}日", day.month(), day.day())
    } else {
        zh(day)
    }
}
