//! How long lists are divided: which pages list the records of a kind at a place.
//!
//! A list fits on its page if its rows stay within [`ROOM`]. One that does not leaves what belongs to
//! the places below to their own lists; what is left and still does not fit is divided by the months
//! of the year, and a month that does not fit by its days. So no page is ever numbered, and each has
//! what its address says for as long as the site stands.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::compose;
use super::lines::Line;
use crate::model::counts::Standing;
use crate::model::keyed::{IssueState, MeetingState, WorkState};
use crate::model::month::Month;
use crate::model::posting::State;
use crate::model::record::{Facts, Record};
use crate::model::rhythm::{Period, Rhythm};
use crate::model::taxonomy::{Served, Taxonomy};
use crate::model::{Model, PlaceId};

/// What rows may take of a page of 30 KB, in bytes: the rest is for what stands around them.
pub const ROOM: usize = 18_000;

/// Which records of a kind a list has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Of {
    /// What is current, with the newest others.
    Current,
    /// Those of a year.
    Year(i32),
    /// A place's own of a month of a year that is too long for a page.
    Month(Month),
    /// A place's own of a day of such a month.
    Day(NaiveDate),
    /// Those of all years that stand alike.
    State(&'static str),
}

impl Of {
    /// Whether a record is of these days.
    pub fn has(self, date: NaiveDate) -> bool {
        match self {
            Of::Current | Of::State(_) => true,
            Of::Year(year) => date.year() == year,
            Of::Month(month) => Month::of(date) == month,
            Of::Day(day) => date == day,
        }
    }

    /// The part of a year or month to which a day belongs.
    #[must_use]
    pub fn part(self, date: NaiveDate) -> Of {
        match self {
            Of::Year(_) => Of::Month(Month::of(date)),
            _ => Of::Day(date),
        }
    }

    /// Whether it has no more than a part of a year of the place's own records.
    pub fn is_part(self) -> bool {
        matches!(self, Of::Month(_) | Of::Day(_))
    }
}

/// How the records of a year, a month or a state are shown at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// All of them in rows.
    All,
    /// The place's own in rows, the others as numbers by place.
    Own,
    /// As numbers only.
    Divided,
}

/// What is to be known of a record to divide a list.
pub trait Row {
    /// Its place.
    fn place(&self) -> PlaceId;
    /// What it takes, in bytes.
    fn weight(&self) -> usize;
}

impl Row for Record {
    fn place(&self) -> PlaceId {
        self.place
    }

    fn weight(&self) -> usize {
        weight(self)
    }
}

impl<R: Row> Row for &R {
    fn place(&self) -> PlaceId {
        R::place(self)
    }

    fn weight(&self) -> usize {
        R::weight(self)
    }
}

/// How records are shown at a place.
pub fn shown<R: Row>(records: &[R], place: PlaceId) -> Shown {
    if fits(records.iter()) {
        Shown::All
    } else if fits(records.iter().filter(|record| record.place() == place)) {
        Shown::Own
    } else {
        Shown::Divided
    }
}

/// All lists of a kind at a place besides the current one; `records` are those of the place and all
/// below, newest first.
pub fn of_kind(place: PlaceId, records: &[Line]) -> Vec<Of> {
    let mut lists = Vec::new();
    for records in records.chunk_by(|a, b| a.date.year() == b.date.year()) {
        let of = Of::Year(records[0].date.year());
        lists.push(of);
        lists.extend(parts(of, records, place));
    }
    lists.extend(states(records));
    lists
}

/// The states that have a list of their own: those of records of several years. What is of one year
/// stands together on the list of that year.
fn states(records: &[Line]) -> Vec<Of> {
    let mut years: BTreeMap<&'static str, (i32, bool)> = BTreeMap::new();
    for line in records {
        let year = line.date.year();
        let of = years.entry(line.group).or_insert((year, false));
        of.1 |= of.0 != year;
    }
    let several = years.into_iter().filter(|(_, (_, several))| *several);
    let several = several.map(|(group, _)| group);
    several
        .filter(|group| !is_current(group))
        .map(Of::State)
        .collect()
}

/// Months of a year, and days of these, into which what a place has of its own is divided.
fn parts(of: Of, records: &[Line], place: PlaceId) -> Vec<Of> {
    if shown(records, place) != Shown::Divided || matches!(of, Of::Day(_)) {
        return Vec::new();
    }
    let own = records.iter().filter(|record| record.place() == place);
    let own: Vec<Line> = own.copied().collect();
    let mut lists = Vec::new();
    for records in own.chunk_by(|a, b| of.part(a.date) == of.part(b.date)) {
        let part = of.part(records[0].date);
        lists.push(part);
        lists.extend(parts(part, records, place));
    }
    lists
}

/// Whether rows of these records fit on a page.
pub fn fits<'r, R: Row + 'r>(mut records: impl Iterator<Item = &'r R>) -> bool {
    let mut taken = 0;
    records.all(|record| {
        taken += record.weight();
        taken <= ROOM
    })
}

/// How many of the first of these records fit into so many bytes.
pub fn within<R: Row>(records: &[R], room: usize) -> usize {
    let mut taken = 0;
    let fits = |record: &&R| {
        taken += record.weight();
        taken <= room
    };
    records.iter().take_while(fits).count()
}

/// What the records of the words of a taxonomy may take of the page that has all of them, and of the
/// page of one word, in bytes.
const WORDS: [usize; 2] = [13_000, 20_000];

/// The most weeks that stand on one page.
const WEEKS: usize = 70;

/// Years whose weeks have a page of their own, as all are too many for one.
pub fn weeks_apart(rhythm: &Rhythm) -> Vec<i32> {
    let mut years: Vec<i32> = rhythm
        .weeks
        .iter()
        .map(|turn| turn.period.first().year())
        .collect();
    if years.len() <= WEEKS {
        return Vec::new();
    }
    years.dedup();
    years.pop();
    years
}

/// The most cells of the table of mechanisms and places on one page.
const CELLS: usize = 150;

/// Whether the table of mechanisms and places is divided by the places below the root.
pub fn is_matrix_long(model: &Model) -> bool {
    let columns = model.mechanisms.len();
    let rows = model.places.iter().count();
    rows * columns > CELLS && !model.children(PlaceId::ROOT).is_empty()
}

/// The most resolutions that a page of a register tells in full, and the most whose titles it has.
const DECIDED: usize = 14;

/// Whether the register of a year is divided by months, as it is too long for a page; `decided` is
/// how many resolutions it has.
pub fn is_register_long(decided: usize) -> bool {
    decided > DECIDED
}

/// Whether the records that name words of a place stand on one page: more have a page for each word.
pub fn are_words_few(model: &Model, served: &[Served<'_>]) -> bool {
    let all = served.iter().flat_map(Served::records);
    do_lines_fit(all.filter_map(|id| model.record(id)), WORDS[0])
}

/// Whether what names a word stands on the page of that word.
pub fn is_word_short<'r>(records: impl Iterator<Item = &'r Record>) -> bool {
    do_lines_fit(records, WORDS[1])
}

/// Whether these records fit as lines, which tell less than rows.
fn do_lines_fit<'r>(records: impl Iterator<Item = &'r Record>, room: usize) -> bool {
    let mut taken = 0;
    for record in records {
        taken += 170 + weight_of_title(record) + record.name().len();
        if taken > room {
            return false;
        }
    }
    true
}

/// What a record takes as a row, in bytes: more rather than less.
pub fn weight(record: &Record) -> usize {
    // Names of bodies are known to the model alone, and seldom longer.
    const NAME: usize = 60;
    let title = weight_of_title(record);
    let spot = |spot: Option<&String>| spot.map_or(0, |spot| spot.len() + 16);
    let facts = match &record.facts {
        Facts::Issue(issue) => {
            let open = if issue.is_closed() { 0 } else { 260 };
            open + issue.responsible.len() * NAME + spot(issue.spot.as_ref())
        }
        Facts::Work(work) => 300 + work.responsible.len() * NAME + spot(work.spot.as_ref()),
        Facts::Meeting(meeting) => spot(meeting.venue.as_ref()) + NAME,
        Facts::Activity(activity) => spot(activity.venue.as_ref()) + NAME,
        _ => NAME,
    };
    let goals = record.tags(Taxonomy::Goals).len() * NAME;
    440 + NAME + title + record.name().len() + record.issuers.len() * NAME + goals + facts
}

fn weight_of_title(record: &Record) -> usize {
    let pieces = record.title.iter();
    pieces.map(|piece| piece.len() * 7 / 6 + 5).sum()
}

/// How a record stands among those of its kind: the group of a list in which it is.
pub fn group_of(model: &Model, record: &Record) -> &'static str {
    let today = model.today;
    let coming = record.occasion().is_some_and(|of| of.day() > today);
    match &record.facts {
        // A meeting that is still to come stands among these until its day, withdrawn or not.
        _ if coming => "coming",
        _ if record.withdrawn.is_some() => "withdrawn",
        Facts::Issue(issue) => match issue.state_on(today).map(IssueState::standing) {
            None => "ahead",
            Some(Standing::Open) => "open",
            Some(Standing::Solved) => "solved",
            Some(Standing::Aside) => "aside",
        },
        Facts::Work(work) => {
            let state = work.state_on(record.date, today);
            state.map_or("unknown", WorkState::key)
        }
        Facts::Resolution(resolution) if resolution.is_revoked() => "revoked",
        Facts::Resolution(resolution) => compose::result(resolution),
        Facts::Meeting(_) | Facts::Activity(_) => match record.occasion() {
            Some(of) if of.state(today) == MeetingState::Cancelled => "cancelled",
            _ => "held",
        },
        _ if model.is_on_display(record) => "display",
        _ => match model.state(record) {
            State::Corrected | State::Replaced => "superseded",
            _ => "ended",
        },
    }
}

/// Groups in the order in which lists have them.
pub const GROUPS: [&str; 23] = [
    "display",
    "open",
    "coming",
    "ahead",
    "underway",
    "planned",
    "pending",
    "passed",
    "mixed",
    "failed",
    "no-quorum",
    "solved",
    "done",
    "accepted",
    "held",
    "ended",
    "aside",
    "unknown",
    "dropped",
    "cancelled",
    "superseded",
    "revoked",
    "withdrawn",
];

/// Whether the current list has exactly the records of this group.
pub fn is_current(group: &str) -> bool {
    matches!(group, "display" | "open" | "coming")
}
