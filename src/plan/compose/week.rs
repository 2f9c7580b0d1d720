//! Pages of weeks, and strips of weeks.

use chrono::{Datelike as _, NaiveDate};

use super::counts::Listed;
use super::frame::Belongs;
use super::mechanism::mechanism_link;
use super::{Composer, contact_view, iso};
use crate::model::attendance::{Seat, Summary};
use crate::model::body::Body;
use crate::model::counts::Reach;
use crate::model::issue::Issue;
use crate::model::keyed::{BodyKind, Every, IssueState, Kind, MeetingType};
use crate::model::meeting::Meeting;
use crate::model::month::Month;
use crate::model::record::{Facts, Record};
use crate::model::rhythm::{Advance, Forgotten, Kept, Span, Turn, WeekReport};
use crate::model::week::Week;
use crate::model::{PlaceId, RecordId};
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::frame::Link;
use crate::plan::view::row::Row;
use crate::plan::view::week::{
    Answerable, Cell, Entry, Ledger, News, Sitting, Standing, Strip, StripMonth, StripYear,
    WeekView,
};

/// How many months before that of the day a strip begins.
const MONTHS: u32 = 1;
/// Most characters of a reason that a cell of a strip has room for.
const REASON: usize = 4;
/// What may become of a week, in the order in which it is told.
const KEPT: [Kept; 5] = [
    Kept::Held,
    Kept::Excused,
    Kept::Missed,
    Kept::Open,
    Kept::Planned,
];
/// Marks of a strip, in the order of its key.
const MARKS: [&str; 7] = [
    "all", "some", "held", "missed", "excused", "planned", "open",
];

impl Composer<'_> {
    /// A week of a place.
    pub(super) fn week(&self, id: PlaceId, week: Week, page: &SitePath) -> WeekView {
        let rhythm = self.model.rhythm(id);
        let turns = &rhythm.weeks;
        let at = turns.partition_point(|turn| turn.period < week);
        let turn = &turns[at];
        let coming = self.model.today() < week.monday();
        let report = self.model.week_report(id, week).filter(|_| !coming);
        let until = report.as_ref().map_or(week.sunday(), |report| report.until);
        let mut moved = Vec::new();
        let mut forgotten = Vec::new();
        let mut still = Vec::new();
        for advance in report.iter().flat_map(|report| &report.advances) {
            let Some(row) = self.advance(advance, &rhythm.forgotten, until, page) else {
                continue;
            };
            if advance.is_forgotten {
                forgotten.push(row);
            } else if advance.entries.is_empty() {
                still.push(row);
            } else {
                moved.push(row);
            }
        }
        let of = |at: usize| self.week_link(id, &turns[at], page);
        let place = self.model.place(id);
        let (poster, share) = self.hung_of(&turn.meetings, Span::Week(week), page);
        WeekView {
            frame: self.frame(id, page, place.title.clone(), String::new(), Belongs::Weeks),
            turn: self.week_link(id, turn, page),
            all: page.relative(&routes::rhythm(&place.folder)),
            types: self.types(turn),
            missed: self.missed(turn),
            answerable: self.answerable(id, turn),
            put_off: self.put_off(id, turn, page),
            coming,
            until: iso(until),
            previous: at.checked_sub(1).map(of),
            next: (at + 1 < turns.len()).then(|| of(at + 1)),
            poster,
            share,
            meetings: self.sittings(id, &turn.meetings, page),
            raised: self.raised(report.as_ref(), until, page),
            moved,
            forgotten,
            still,
            issues: report.as_ref().and_then(|report| {
                let listed = Listed::default();
                let counts = self.issue_counts(id, Reach::Alone, report.until, &listed, page);
                (counts.all.number > 0).then_some(counts)
            }),
            happened: report.as_ref().and_then(|report| {
                let days = report.since.succ_opt()?..=report.until;
                Some(self.span_counts(id, Reach::Alone, &days, &Listed::default(), page))
            }),
            ledger: report.and_then(|report| self.ledger(&report, page)),
            strip: self.strip(id, self.last_month(week), Some(week), page),
        }
    }

    /// The last month of the strip of a week: the one after it, if that has begun.
    fn last_month(&self, week: Week) -> Month {
        let month = Month::of(week.monday());
        let next = month.last().succ_opt().map_or(month, Month::of);
        next.min(Month::of(self.model.today())).max(month)
    }

    /// The strip of a home page: the latest months, and what is planned in the next one.
    pub(super) fn latest_weeks(&self, id: PlaceId, page: &SitePath) -> Option<Strip> {
        if self.model.rhythm(id).weeks.is_empty() {
            return None;
        }
        let strip = self.strip(id, Month::of(self.model.today()), None, page);
        (!strip.months.is_empty()).then_some(strip)
    }

    /// All weeks of a place, the newest year first.
    pub(super) fn weeks_by_year(&self, id: PlaceId, page: &SitePath) -> Vec<StripYear> {
        let turns = &self.model.rhythm(id).weeks;
        let years = turns.chunk_by(|a, b| year(a) == year(b));
        let of_year = |turns: &[Turn<Week>]| {
            let count = |kept: Kept| turns.iter().filter(|turn| turn.kept == kept).count();
            let kept = KEPT.iter().map(|kept| (kept.key(), count(*kept)));
            Some(StripYear {
                year: year(turns.first()?),
                weeks: turns.len(),
                kept: kept.filter(|(_, count)| *count > 0).collect(),
                strip: self.cells(id, turns, None, page),
            })
        };
        years.rev().filter_map(of_year).collect()
    }

    /// The weeks of the months up to one, and those of the next that are planned.
    fn strip(&self, id: PlaceId, last: Month, marked: Option<Week>, page: &SitePath) -> Strip {
        let first = (0..MONTHS).fold(last, |month, _| before(month));
        let next = last.last().succ_opt().map(Month::of);
        let turns = self.model.rhythm(id).weeks.iter();
        let turns = turns.filter(|turn| {
            let month = Month::of(turn.period.monday());
            let is_planned = turn.kept == Kept::Planned && Some(month) == next;
            first <= month && (month <= last || is_planned)
        });
        let turns: Vec<Turn<Week>> = turns.cloned().collect();
        self.cells(id, &turns, marked, page)
    }

    fn cells(
        &self,
        id: PlaceId,
        turns: &[Turn<Week>],
        marked: Option<Week>,
        page: &SitePath,
    ) -> Strip {
        let marked = marked.unwrap_or_else(|| Week::of(self.model.today()));
        let mut strip = Strip::default();
        let months =
            turns.chunk_by(|a, b| Month::of(a.period.monday()) == Month::of(b.period.monday()));
        for of_month in months {
            let Some(first) = of_month.first() else {
                continue;
            };
            let cell = |turn: &Turn<Week>| self.cell(id, turn, turn.period == marked, page);
            strip.months.push(StripMonth {
                month: iso(Month::of(first.period.monday()).first()),
                cells: of_month.iter().map(cell).collect(),
            });
        }
        let cells = || strip.months.iter().flat_map(|month| &month.cells);
        let occurs = |mark: &&str| cells().any(|cell| cell.mark == *mark);
        strip.marks = MARKS.into_iter().filter(occurs).collect();
        strip
    }

    fn cell(&self, id: PlaceId, turn: &Turn<Week>, marked: bool, page: &SitePath) -> Cell {
        // Of several meetings the last one tells who came.
        let held = turn.meetings.iter().rev().find_map(|meeting| {
            let (record, meeting) = self.meeting(*meeting)?;
            let has_met = meeting.has_met(record.date, self.model.today());
            has_met.then(|| came(&self.model.attendance(record, meeting)))
        });
        let (came, unknown) = held.unwrap_or_default();
        let mark = match (turn.kept, came) {
            (Kept::Held, Some((n, of))) if n == of => "all",
            (Kept::Held, Some(_)) => "some",
            (Kept::Held, None) => "held",
            (kept, _) => kept.key(),
        };
        let reason = turn.reason.as_ref();
        Cell {
            turn: self.week_link(id, turn, page),
            mark: if unknown > 0 && came.is_some() {
                "some"
            } else {
                mark
            },
            came: came.filter(|_| turn.kept == Kept::Held),
            reason: reason
                .filter(|reason| reason.chars().count() <= REASON)
                .cloned(),
            marked,
        }
    }

    fn meeting<'r>(&self, id: RecordId) -> Option<(&'r Record, &'r Meeting)>
    where
        Self: 'r,
    {
        let record = self.model.record(id)?;
        match &record.facts {
            Facts::Meeting(meeting) => Some((record, meeting)),
            _ => None,
        }
    }

    /// The nearest body of a kind.
    fn nearest(&self, id: PlaceId, kind: BodyKind) -> Option<&Body> {
        let above = self.model.above(id);
        let mut chain = std::iter::once(self.model.place(id)).chain(above.into_iter().rev());
        chain.find_map(|place| place.bodies.iter().find(|body| body.kind == kind))
    }

    /// Meetings of a week or a month, with who came.
    pub(super) fn sittings(
        &self,
        id: PlaceId,
        meetings: &[RecordId],
        page: &SitePath,
    ) -> Vec<Sitting> {
        let mut sittings = Vec::new();
        for (record, meeting) in meetings.iter().filter_map(|id| self.meeting(*id)) {
            let today = self.model.today();
            let held = meeting.has_met(record.date, today);
            let is_off = meeting.is_off(record.date, today);
            let attendance = self.model.attendance(record, meeting);
            let seats = attendance.seats.iter();
            let lines = seats.map(|seat| Standing {
                kind: seat.kind.unwrap_or(BodyKind::Other).key(),
                name: self.name_of_seat(id, seat),
                came: seat.came.key(),
                present: seat.people,
                reason: seat.reason.map(str::to_owned),
                further: !seat.is_standing,
            });
            let (came, unknown) = came(&attendance);
            let mechanisms = self.model.mechanisms();
            let rhythm = self.model.rhythm(id);
            let mechanism = rhythm.mechanism_of(record, meeting, mechanisms);
            let mechanism = mechanism.and_then(|at| mechanisms.get(at));
            let last = meeting.progress.last();
            sittings.push(Sitting {
                row: self.row(record, page),
                day: iso(meeting.day(record.date)),
                held,
                reason: last.filter(|_| is_off).and_then(|last| last.note.clone()),
                mechanism: mechanism.map(|mechanism| mechanism_link(mechanism, page)),
                standing: lines.filter(|_| held).collect(),
                came: came.filter(|_| held),
                unknown,
                invited: if is_off {
                    Vec::new()
                } else {
                    self.invited(meeting)
                },
                outcomes: if is_off {
                    Vec::new()
                } else {
                    self.outcomes(meeting)
                },
            });
        }
        sittings
    }

    /// The name of a body at a meeting of a place; where the meeting names none, the nearest one of
    /// its kind.
    pub(super) fn name_of_seat(&self, id: PlaceId, seat: &Seat<'_>) -> Option<String> {
        match (seat.body, seat.kind) {
            (Some(party), _) => Some(self.model.name(party).to_owned()),
            (None, kind) => Some(self.nearest(id, kind?)?.name.clone()),
        }
    }

    /// Types of the meetings that a week asks for or holds.
    fn types(&self, turn: &Turn<Week>) -> Vec<&'static str> {
        let asked = turn.asked.iter().flat_map(|(at, _)| self.weekly(*at));
        let held = turn.meetings.iter().filter_map(|id| self.meeting(*id));
        once_each(asked.chain(held.map(|(_, meeting)| meeting.r#type)))
    }

    /// Types of the meetings that the weeks of a place ask for.
    pub(super) fn types_of_weeks(&self, id: PlaceId) -> Vec<&'static str> {
        let turns = self.model.rhythm(id).weeks.iter();
        let asked = turns.flat_map(|turn| &turn.asked);
        let mut mechanisms: Vec<usize> = asked.map(|(at, _)| *at).collect();
        mechanisms.sort_unstable();
        mechanisms.dedup();
        once_each(mechanisms.into_iter().flat_map(|at| self.weekly(at)))
    }

    fn missed(&self, turn: &Turn<Week>) -> Vec<&'static str> {
        let types = turn.missed_types(self.model.mechanisms());
        types.into_iter().map(MeetingType::key).collect()
    }

    /// Types of the weekly meetings of a mechanism.
    fn weekly(&self, mechanism: usize) -> impl Iterator<Item = MeetingType> {
        let mechanism = self.model.mechanisms().get(mechanism);
        mechanism.into_iter().flat_map(|of| of.types(Every::Week))
    }

    /// The standing bodies of mechanisms whose meeting was missed.
    fn answerable(&self, id: PlaceId, turn: &Turn<Week>) -> Vec<Answerable> {
        let mut kinds: Vec<BodyKind> = Vec::new();
        for at in turn.missed() {
            let mechanism = self.model.mechanisms().get(at);
            for kind in mechanism.into_iter().flat_map(|of| &of.bodies) {
                if !kinds.contains(kind) {
                    kinds.push(*kind);
                }
            }
        }
        let of = |kind: BodyKind| {
            let body = self.nearest(id, kind);
            let contact = body.and_then(|body| body.contact.as_ref());
            Answerable {
                kind: kind.key(),
                name: body.map(|body| body.name.clone()),
                contact: contact.map(contact_view),
            }
        };
        kinds.into_iter().map(of).collect()
    }

    /// Meetings that were called for this week and put off to another.
    fn put_off(&self, id: PlaceId, turn: &Turn<Week>, page: &SitePath) -> Vec<(Link, String)> {
        let rhythm = self.model.rhythm(id);
        let records = self.model.records_at(id, Kind::Meeting).rev();
        let put_off = records.filter_map(|record| {
            let (_, meeting) = self.meeting(record.id)?;
            let day = meeting.day(record.date);
            let is_put_off = turn.period.has(record.date)
                && !turn.period.has(day)
                && rhythm.week_of(record.id, day).is_some();
            is_put_off.then(|| Some((self.link(record.id, page)?, iso(day))))?
        });
        put_off.collect()
    }

    fn raised(&self, report: Option<&WeekReport>, until: NaiveDate, page: &SitePath) -> Vec<Row> {
        let raised = report.into_iter().flat_map(|report| &report.raised);
        let records = raised.filter_map(|id| self.model.record(*id));
        records
            .map(|record| {
                let mut row = self.row_on(record, until, page);
                row.news = Some(News {
                    before: None,
                    entries: Vec::new(),
                    forgotten: None,
                    raised: true,
                });
                row
            })
            .collect()
    }

    fn advance(
        &self,
        advance: &Advance,
        forgotten: &[Forgotten],
        until: NaiveDate,
        page: &SitePath,
    ) -> Option<Row> {
        let record = self.model.record(advance.issue)?;
        let Facts::Issue(issue) = &record.facts else {
            return None;
        };
        let mut row = self.row_on(record, until, page);
        let entries = issue.progress.get(advance.entries.clone());
        let entry = |entry: &crate::model::issue::Progress| Entry {
            date: iso(entry.date),
            state: entry.state.key(),
            note: entry.note.clone(),
            until: entry.until.map(iso),
        };
        let is_this = |of: &&Forgotten| of.issue == advance.issue && of.week.has(until);
        let of = forgotten.iter().find(is_this);
        row.news = Some(News {
            before: advance.before.map(IssueState::key),
            entries: entries.unwrap_or_default().iter().map(entry).collect(),
            forgotten: of
                .filter(|_| advance.is_forgotten)
                .and_then(|of| self.link(of.raised, page)),
            raised: false,
        });
        Some(row)
    }

    /// An issue as a row, as it stood on a day.
    fn row_on(&self, record: &Record, day: NaiveDate, page: &SitePath) -> Row {
        let mut row = self.row(record, page);
        if let (Some(facts), Facts::Issue(issue)) = (&mut row.issue, &record.facts) {
            let then: Option<Issue> = issue.on(day);
            let first = || issue.progress.first().map(|entry| entry.date);
            // One that was raised before its record begins is as it was when that begins.
            let then = then.or_else(|| issue.on(first()?));
            if let Some(then) = then {
                *facts = self.issue_row(&then, day);
            }
        }
        row
    }

    fn ledger(&self, report: &WeekReport, page: &SitePath) -> Option<Ledger> {
        let of = &report.ledger;
        if of.is_empty() {
            return None;
        }
        let link = |(id, _): &(RecordId, IssueState)| self.link(*id, page);
        Some(Ledger {
            before: of.before.len(),
            found: of.found.iter().filter_map(link).collect(),
            reopened: of.reopened.iter().filter_map(link).collect(),
            closed: of.closed().filter_map(link).collect(),
            open: of.open.len(),
        })
    }
}

/// How many of the standing bodies came, of how many; none if nothing is written of any. And of how
/// many nothing is written.
fn came(attendance: &Summary<'_>) -> (Option<(usize, usize)>, usize) {
    let is_told = attendance.unsaid < attendance.standing;
    let came = is_told.then_some((attendance.came, attendance.standing));
    (came, attendance.unsaid)
}

fn year(turn: &Turn<Week>) -> i32 {
    turn.period.monday().year()
}

fn before(month: Month) -> Month {
    month.first().pred_opt().map_or(month, Month::of)
}

/// The keys of types, each once.
fn once_each(types: impl Iterator<Item = MeetingType>) -> Vec<&'static str> {
    let mut keys = Vec::new();
    for kind in types {
        if !keys.contains(&kind.key()) {
            keys.push(kind.key());
        }
    }
    keys
}
