//! Posting rounds: of which days one is, what begins and ends in it, and on which boards.

use std::borrow::Cow;

use chrono::{Days, NaiveDate};

use super::keyed::Kind;
use super::place::{self, Board, Place};
use super::postings::Posting;
use super::record::{Facts, Record, Supersedes};
use super::scope::Target;
use super::week::Week;
use super::{Model, PlaceId, value};

/// Of what a posting round is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Round {
    /// Of a week, though printed before it; none is the week of the day.
    Week(Option<Week>),
    /// Of the days from one to the day.
    Since(NaiveDate),
    /// Of what should hang on the day and was not posted.
    Urgent,
}

/// First and last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

impl Span {
    /// Whether a day is one of these.
    pub fn has(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}

/// Days before a round from which sheets are taken down that nobody knew would have to be: their
/// end came after the round before was printed.
const UNFORESEEN: Days = Days::new(7);
/// Days before an activity from which its poster hangs: it is to bring people there.
const INVITES_DAYS: Days = Days::new(7);

impl Round {
    /// Its days, when it is made on a day.
    pub fn span(self, today: NaiveDate) -> Span {
        match self {
            Round::Week(week) => {
                let week = week.unwrap_or(Week::of(today));
                Span {
                    from: week.monday(),
                    to: week.sunday(),
                }
            }
            Round::Since(from) => Span { from, to: today },
            Round::Urgent => Span {
                from: today,
                to: today,
            },
        }
    }

    /// Its week, if it is of one.
    pub fn week(self, today: NaiveDate) -> Option<Week> {
        match self {
            Round::Week(week) => Some(week.unwrap_or(Week::of(today))),
            Round::Since(_) | Round::Urgent => None,
        }
    }

    /// Its name, by which its folder is called.
    pub fn name(self, today: NaiveDate) -> String {
        match self {
            Round::Week(week) => week.unwrap_or(Week::of(today)).to_string(),
            Round::Since(from) => format!("since-{from}"),
            Round::Urgent => format!("urgent-{today}"),
        }
    }

    /// Its sort.
    pub fn key(self) -> &'static str {
        match self {
            Round::Week(_) => "week",
            Round::Since(_) => "since",
            Round::Urgent => "urgent",
        }
    }
}

/// Why a sheet is taken down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Its time is over.
    Over,
    /// It stands for good, and its day of review has come.
    Review,
    /// It was withdrawn.
    Withdrawn,
    /// The resolution was revoked.
    Revoked,
    /// Another record stands in its place.
    Replaced,
    /// A record corrects it in substance.
    Corrected,
    /// A newer sheet of the same record is hung.
    Renewed,
}

impl End {
    /// Its key.
    pub fn key(self) -> &'static str {
        match self {
            End::Over => "over",
            End::Review => "review",
            End::Withdrawn => "withdrawn",
            End::Revoked => "revoked",
            End::Replaced => "replaced",
            End::Corrected => "corrected",
            End::Renewed => "renewed",
        }
    }

    /// Whether it was known from the first day on.
    fn is_foreseen(self) -> bool {
        matches!(self, End::Over | End::Review)
    }
}

impl Record {
    /// The day on which its poster is first hung. That of an activity invites: it hangs some days
    /// before.
    pub fn first_hung(&self) -> NaiveDate {
        if self.kind == Kind::Activity {
            let before = self.date.checked_sub_days(INVITES_DAYS);
            return before.unwrap_or(self.date);
        }
        self.display().map_or(self.date, |display| display.from)
    }

    /// The day on which its present poster is hung. That of an issue is hung anew when the issue is
    /// closed; that of a meeting or an activity when it is called off or put off.
    pub fn hung_from(&self) -> NaiveDate {
        let first = self.first_hung();
        let renewed = match &self.facts {
            Facts::Issue(issue) if issue.is_closed() => issue.present().map(|entry| entry.date),
            Facts::Meeting(_) | Facts::Activity(_) => self.occasion().and_then(|occasion| {
                let last = occasion.progress.last();
                let last = last.filter(|entry| occasion.is_off(entry.date));
                last.map(|entry| entry.date)
            }),
            _ => None,
        };
        renewed.map_or(first, |day| day.max(first))
    }
}

impl Model {
    /// Places with all below them, in the order of their folders.
    pub fn within(&self, places: &[PlaceId]) -> Vec<PlaceId> {
        let is_within = |id: &PlaceId| {
            let mut outer = places.iter();
            outer.any(|outer| place::is_within(&self.places, *id, *outer))
        };
        let all = self.places.iter().map(|place| place.id);
        all.filter(is_within).collect()
    }

    /// The boards of a place; one without any has a board of its own name.
    pub fn boards(&self, id: PlaceId) -> Cow<'_, [Board]> {
        self.place(id).notice_boards()
    }

    /// The records that go onto the boards of a place: its own, and those of places above that
    /// concern it. A place without boards that has places below only stands for its own.
    pub fn for_boards(&self, id: PlaceId) -> Vec<&Record> {
        let own = Kind::ALL
            .into_iter()
            .flat_map(|kind| self.records_at(id, kind));
        let mut records: Vec<&Record> = own.collect();
        if !self.place(id).boards.is_empty() || self.children(id).is_empty() {
            let above = Kind::ALL.into_iter();
            records.extend(above.flat_map(|kind| self.records_above(id, kind)));
        }
        records
    }

    /// Whether a record goes onto a board of a place. Where no board of the place serves whom it
    /// concerns, it goes onto all: better twice than nowhere.
    pub fn is_for_board(&self, record: &Record, place: PlaceId, board: &Board) -> bool {
        let serves = |board: &Board| self.serves(board, place, record);
        serves(board) || !self.boards(place).iter().any(serves)
    }

    fn serves(&self, board: &Board, place: PlaceId, record: &Record) -> bool {
        let named: Vec<&Target> = record
            .applies_to
            .iter()
            .filter(|target| match target {
                Target::Building(_) => true,
                // That the record concerns this place was seen before.
                Target::Place(of) => *of != place && place::is_within(&self.places, *of, place),
                Target::Words(_) => false,
            })
            .collect();
        if board.serves.is_empty() || named.is_empty() {
            return true;
        }
        board.serves.iter().any(|word| {
            named.iter().any(|target| match target {
                Target::Building(building) => value::building(building) == value::building(word),
                Target::Place(of) => self.place(*of).is_called(word),
                Target::Words(_) => false,
            })
        })
    }

    /// The day on which the poster of a record is taken down, and why; none if that depends on what
    /// happens.
    pub fn taken_down(&self, record: &Record) -> Option<(NaiveDate, End)> {
        let foreseen = record.take_down().map(|day| {
            let display = record.display();
            let is_review = display.is_some_and(|display| display.is_standing());
            (day, if is_review { End::Review } else { End::Over })
        });
        let ends = foreseen.into_iter().chain(self.ended(record));
        ends.min_by_key(|(day, _)| *day)
    }

    /// The day on which a record was withdrawn or revoked, or on which another one takes its place,
    /// and why.
    pub fn ended(&self, record: &Record) -> Option<(NaiveDate, End)> {
        ended(record, self.pointing_at(record.id))
    }

    /// Whether a round hangs the poster of a record on a board of a place, one that it is for.
    pub fn is_hung_in(
        &self,
        round: Round,
        record: &Record,
        (place, board): (PlaceId, usize),
    ) -> bool {
        let from = record.hung_from();
        if round == Round::Urgent {
            let is_renewed = record.first_hung() < from;
            let mut notes = self.noted(record, (place, board));
            // A sheet that was hung before its record changed is an older one.
            let is_up = |day: NaiveDate| !is_renewed || from <= day;
            return self.hangs(record) && !notes.any(|note| note.posted.is_some_and(is_up));
        }
        let is_over = self.taken_down(record).is_some_and(|(day, _)| match round {
            Round::Since(_) => day <= self.today,
            // A week that is past is printed as it was.
            Round::Week(_) => day <= from || self.is_missed(round, day),
            Round::Urgent => day <= from,
        });
        let is_valid = record.stands() && !self.gives_way(record);
        round.span(self.today).has(from) && is_valid && !is_over
    }

    /// Whether a day is over when a round is printed that is not over yet.
    fn is_missed(&self, round: Round, day: NaiveDate) -> bool {
        day <= self.today && self.today <= round.span(self.today).to
    }

    /// Why a round takes the poster of a record down from a board of a place, and on which day; none
    /// if it does not. What is noted goes before what was to be: a sheet that still hangs is late,
    /// and one that is gone is not looked for.
    pub fn ends_in(
        &self,
        round: Round,
        record: &Record,
        at: (PlaceId, usize),
    ) -> Option<(NaiveDate, End)> {
        let span = round.span(self.today);
        let early = span.from.checked_sub_days(UNFORESEEN).unwrap_or(span.from);
        let (first, from) = (record.first_hung(), record.hung_from());
        let hung = || self.noted(record, at).filter(|note| note.posted.is_some());
        let still_hangs = hung().any(|note| note.taken_down.is_none());
        if !still_hangs && hung().next().is_some() {
            return None;
        }
        let is_due = |(day, why): &(NaiveDate, End)| {
            let foreseen = why.is_foreseen() && round != Round::Urgent;
            if foreseen && !still_hangs && span.has(first) && self.is_missed(round, *day) {
                // It began in this round and was over before this was printed.
                return false;
            }
            let begin = if foreseen { span.from } else { early };
            // What ended before it began never hung.
            *day <= span.to && first < *day && (still_hangs || begin <= *day)
        };
        let is_renewed = first < from && self.is_hung_in(round, record, at);
        let renewed = is_renewed.then_some((from, End::Renewed));
        self.taken_down(record).filter(is_due).or(renewed)
    }

    /// What is noted of the poster of a record on a board of a place.
    fn noted(
        &self,
        record: &Record,
        (place, board): (PlaceId, usize),
    ) -> impl Iterator<Item = &Posting> {
        let notes = self.postings_of(record.id);
        notes.filter(move |note| note.place == place && note.known == Some(board))
    }
}

/// The earliest day from which on a record is not to hang, whatever its period: it was withdrawn or
/// revoked, or what replaces it or corrects it in substance is hung. `later` are records that point
/// at it.
pub(super) fn ended<'r>(
    record: &Record,
    later: impl Iterator<Item = &'r Record>,
) -> Option<(NaiveDate, End)> {
    let withdrawn = record.withdrawn.as_ref();
    let withdrawn = withdrawn.map(|withdrawal| (withdrawal.date, End::Withdrawn));
    let revoked = match &record.facts {
        Facts::Resolution(resolution) if resolution.is_revoked() => resolution.progress.last(),
        _ => None,
    };
    let revoked = revoked.map(|last| (last.date, End::Revoked));
    let given_way = later.filter_map(|later| {
        let is_of = |of: &Supersedes| of.record == record.id;
        let corrects = later.corrects.as_deref();
        let why = if later.replaces.as_deref().is_some_and(is_of) {
            End::Replaced
        } else if corrects.is_some_and(|of| of.material && is_of(of)) {
            End::Corrected
        } else {
            return None;
        };
        // One that was withdrawn itself takes no place.
        later
            .withdrawn
            .is_none()
            .then_some((later.first_hung(), why))
    });
    let ends = withdrawn.into_iter().chain(revoked).chain(given_way);
    ends.min_by_key(|(day, _)| *day)
}

impl Place {
    /// Its boards; one without any has a board of its own name.
    pub fn notice_boards(&self) -> Cow<'_, [Board]> {
        if self.boards.is_empty() {
            Cow::Owned(vec![Board::of_place(self)])
        } else {
            Cow::Borrowed(&self.boards)
        }
    }
}

impl Board {
    /// The board of a place that names none.
    fn of_place(place: &Place) -> Board {
        Board {
            name: place.title.clone(),
            size: super::paper::Paper::default(),
            copies: 1,
            serves: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(written: &str) -> NaiveDate {
        value::date(written).expect("a day")
    }

    #[test]
    fn the_days_of_a_round() {
        let today = day("2026-03-25");
        let of = |round: Round| {
            let Span { from, to } = round.span(today);
            (from.to_string(), to.to_string(), round.name(today))
        };
        let expected =
            |from: &str, to: &str, name: &str| (from.to_owned(), to.to_owned(), name.to_owned());
        assert_eq!(
            of(Round::Week(None)),
            expected("2026-03-23", "2026-03-29", "2026-W13")
        );
        let next = Week::read("2026-W14").ok();
        assert_eq!(
            of(Round::Week(next)),
            expected("2026-03-30", "2026-04-05", "2026-W14")
        );
        let since = Round::Since(day("2026-03-20"));
        assert_eq!(
            of(since),
            expected("2026-03-20", "2026-03-25", "since-2026-03-20")
        );
        assert_eq!(
            of(Round::Urgent),
            expected("2026-03-25", "2026-03-25", "urgent-2026-03-25")
        );
    }
}
