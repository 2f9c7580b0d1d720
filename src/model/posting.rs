//! When a record's poster hangs, and when it is taken down.

use chrono::{Days, NaiveDate};

use super::keyed::{Kind, Level};
use super::notice::Display;
use super::place::Place;
use super::record::{Facts, Record, Supersedes};
use super::scope::Target;
use super::{Model, PlaceId, place, value};

/// Where a record is on its way from posting to being taken down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Its day of posting is still to come.
    Scheduled,
    /// It is shown, or its poster hangs.
    OnDisplay,
    /// Its time is over.
    Expired,
    /// A later record corrects it; it is read together with that one.
    Corrected,
    /// A later record stands in its place.
    Replaced,
    /// It was withdrawn.
    Withdrawn,
}

impl State {
    /// Its key.
    pub fn key(self) -> &'static str {
        match self {
            State::Scheduled => "scheduled",
            State::OnDisplay => "on-display",
            State::Expired => "expired",
            State::Corrected => "corrected",
            State::Replaced => "replaced",
            State::Withdrawn => "withdrawn",
        }
    }
}

impl Model {
    /// The state of a published record. What became of it tells more than its days do.
    pub fn state(&self, record: &Record) -> State {
        if record.withdrawn.is_some() {
            return State::Withdrawn;
        }
        if let Some(superseded) = self.superseded(record) {
            return superseded;
        }
        if self.today < record.first_hung() {
            State::Scheduled
        } else if record.is_on_display(self.today) || record.hangs(self.today) {
            State::OnDisplay
        } else {
            State::Expired
        }
    }

    /// Corrected or replaced by a record that was not withdrawn itself.
    pub(super) fn superseded(&self, record: &Record) -> Option<State> {
        let is_of = |other: &Option<Box<Supersedes>>| {
            other
                .as_ref()
                .is_some_and(|other| other.record == record.id)
        };
        let mut state = None;
        for later in self.pointing_at(record.id) {
            if later.withdrawn.is_some() {
                continue;
            }
            if is_of(&later.replaces) {
                return Some(State::Replaced);
            }
            if is_of(&later.corrects) {
                state = Some(State::Corrected);
            }
        }
        state
    }

    /// Whether a record is listed among those on display: one that was corrected in some detail is,
    /// until its time is over; one that was replaced, or corrected in substance, is not.
    pub fn is_on_display(&self, record: &Record) -> bool {
        record.is_on_display(self.today) && !self.gives_way(record)
    }

    /// Whether the poster of a record should hang.
    pub fn hangs(&self, record: &Record) -> bool {
        record.hangs(self.today) && !self.gives_way(record)
    }

    /// Whether its period is over before its last day: another record hangs in its place, or corrects
    /// it in substance, or it was withdrawn or revoked.
    pub fn gives_way(&self, record: &Record) -> bool {
        self.ended(record).is_some_and(|(day, _)| day <= self.today)
    }

    /// The records of places above a place that concern it: boards, pages and print runs of the
    /// place take these in. Real places say nothing to invented ones.
    pub fn records_above(&self, place: PlaceId, kind: Kind) -> impl Iterator<Item = &Record> {
        let demo = self.place(place).demo;
        let above = self.above(place).into_iter();
        above
            .filter(move |above| above.demo == demo)
            .flat_map(move |above| self.records_at(above.id, kind))
            .filter(move |record| self.concerns(record, place))
    }

    /// Whether screens show a record, today or once its period begins: what is put on display, and
    /// resolutions as long as their posters hang.
    pub fn is_for_screens(&self, record: &Record) -> bool {
        let is_put_up = matches!(
            record.kind,
            Kind::Notice | Kind::Resolution | Kind::Account | Kind::Assessment
        );
        let is_to_come = || record.stands() && self.state(record) == State::Scheduled;
        is_put_up && (self.is_on_display(record) || self.hangs(record) || is_to_come())
    }

    /// Whether a place has a page for a screen in its lobby: every compound has one, and any other
    /// place with records of its own, or without a compound below it.
    pub fn has_screen(&self, id: PlaceId) -> bool {
        let is_compound = |id: PlaceId| self.place(id).level == Level::Compound;
        let mut kinds = Kind::ALL.into_iter();
        if is_compound(id) || kinds.any(|kind| self.records_at(id, kind).next().is_some()) {
            return true;
        }
        let mut left = self.children(id).to_vec();
        while let Some(below) = left.pop() {
            if is_compound(below) {
                return false;
            }
            left.extend(self.children(below));
        }
        true
    }

    /// Whether a record concerns a place at or below its own. Where it names places, these tell;
    /// words that name none narrow it to nobody who could be told.
    pub fn concerns(&self, record: &Record, place: PlaceId) -> bool {
        concerns(&self.places, record, place)
    }

    /// The word for whom a record concerns.
    pub fn target<'m>(&'m self, target: &'m Target) -> &'m str {
        match target {
            Target::Place(place) => &self.place(*place).title,
            Target::Building(word) | Target::Words(word) => word,
        }
    }
}

/// Whether a record concerns a place at or below its own.
pub(super) fn concerns(places: &[Place], record: &Record, place: PlaceId) -> bool {
    let mut named = record.applies_to.iter().filter_map(|target| match target {
        Target::Place(of) => Some(*of),
        Target::Building(_) | Target::Words(_) => None,
    });
    let within = |inner, outer| place::is_within(places, inner, outer);
    let Some(first) = named.next() else {
        return true;
    };
    std::iter::once(first)
        .chain(named)
        .any(|of| within(place, of) || within(of, place))
}

/// Days for which the poster of a resolution hangs that has no publicity period of its own.
const RESOLUTION_DAYS: u64 = 30;
/// Days for which the poster of a meeting, or of an issue that is closed, hangs.
const NEWS_DAYS: u64 = 14;

impl Record {
    /// The period of display, of a notice or of a resolution's result.
    pub fn display(&self) -> Option<Display> {
        match &self.facts {
            Facts::Notice(notice) => notice.display,
            Facts::Resolution(resolution) => resolution.publicity,
            Facts::Account(account) => Some(account.display),
            Facts::Assessment(assessment) => Some(assessment.display),
            Facts::Issue(_) | Facts::Meeting(_) | Facts::Work(_) | Facts::Activity(_) => None,
        }
    }

    /// A notice or resolution that is on display today; a notice without a period is as long as
    /// its poster hangs.
    pub fn is_on_display(&self, today: NaiveDate) -> bool {
        match self.display() {
            Some(display) => self.stands() && display.is_current(today),
            None => self.kind == Kind::Notice && self.hangs(today),
        }
    }

    /// It was neither withdrawn nor, if it is a resolution, revoked.
    pub(super) fn stands(&self) -> bool {
        let is_revoked =
            matches!(&self.facts, Facts::Resolution(resolution) if resolution.is_revoked());
        self.withdrawn.is_none() && !is_revoked
    }

    /// The day on which its poster is taken down; none if that depends on what happens.
    pub fn take_down(&self) -> Option<NaiveDate> {
        let after = |day: NaiveDate, days: u64| day.checked_add_days(Days::new(days + 1));
        if let Some(display) = self.display() {
            return display
                .last_day
                .and_then(|last| last.succ_opt())
                .or(display.review_by);
        }
        match &self.facts {
            Facts::Resolution(_) => after(self.date, RESOLUTION_DAYS),
            Facts::Issue(issue) if issue.is_closed() => issue
                .present()
                .and_then(|entry| after(entry.date, NEWS_DAYS)),
            Facts::Issue(_) => None,
            Facts::Meeting(_) | Facts::Activity(_) => {
                let day = self.occasion().map_or(self.date, |of| of.day());
                after(day, NEWS_DAYS)
            }
            // What is still to come was taken out of it: it stands as it does today.
            Facts::Work(work) => work
                .is_over(self.date, NaiveDate::MAX)
                .and_then(|day| after(day, NEWS_DAYS)),
            Facts::Notice(_) | Facts::Account(_) | Facts::Assessment(_) => {
                after(self.date, NEWS_DAYS)
            }
        }
    }

    /// Its poster should hang today.
    pub fn hangs(&self, today: NaiveDate) -> bool {
        self.stands()
            && self.first_hung() <= today
            && self.take_down().is_none_or(|day| today < day)
    }

    /// Whether there is something to share in chat groups today: as long as its poster hangs, also
    /// if a later record stands in its place, which card and words then say. A meeting that is
    /// still to come is told before its poster hangs. What was withdrawn or revoked in the last days
    /// is shared, too: it must be told where it was told before. What is erased is not.
    pub fn is_shared(&self, today: NaiveDate) -> bool {
        let ended = match (&self.withdrawn, &self.facts) {
            (Some(withdrawal), _) if withdrawal.erase => return false,
            (Some(withdrawal), _) => Some(withdrawal.date),
            (None, Facts::Resolution(resolution)) if resolution.is_revoked() => {
                resolution.progress.last().map(|entry| entry.date)
            }
            _ => None,
        };
        let end = match ended {
            Some(day) => day.checked_add_days(Days::new(NEWS_DAYS + 1)),
            None => self.take_down(),
        };
        end.is_none_or(|day| today < day)
    }

    /// Poster number: kind letter, date, code.
    pub fn poster_number(&self) -> String {
        let kind: Kind = self.kind;
        let day = value::iso(self.date);
        let mut number = String::with_capacity(day.len() + self.code.len() + 1);
        number.push(kind.letter());
        number.push('-');
        number.extend(day.split('-'));
        number.push('-');
        number.push_str(&self.code);
        number
    }
}
