//! Pages of weeks and months.

use super::counts::Listed;
use super::frame::Belongs;
use super::{Composer, iso};
use crate::model::counts::Reach;
use crate::model::month::Month;
use crate::model::rhythm::{Period, Turn};
use crate::model::week::Week;
use crate::model::{PlaceId, RecordId};
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::counts::{IssueCounts, SpanCounts};
use crate::plan::view::frame::Link;
use crate::plan::view::rhythm::{Advance, MonthView, RhythmView, TurnLink, WeekView};
use crate::plan::view::row::Row;

impl Composer<'_> {
    /// The weeks and months of a place.
    pub(super) fn rhythm(&self, id: PlaceId, page: &SitePath) -> RhythmView {
        let rhythm = self.model.rhythm(id);
        let place = self.model.place(id);
        RhythmView {
            frame: self.frame(id, page, place.title.clone(), String::new(), Belongs::Weeks),
            weeks: rhythm
                .weeks
                .iter()
                .map(|turn| self.week_link(id, turn, page))
                .collect(),
            months: rhythm
                .months
                .iter()
                .map(|turn| self.month_link(id, turn, page))
                .collect(),
        }
    }

    /// A week of a place.
    pub(super) fn week(&self, id: PlaceId, week: Week, page: &SitePath) -> WeekView {
        let rhythm = self.model.rhythm(id);
        let turns = &rhythm.weeks;
        let at = turns.partition_point(|turn| turn.period < week);
        let link = |turn: &Turn<Week>| Link {
            title: turn.period.name(),
            href: page.relative(&routes::week(&self.model.place(id).folder, turn.period)),
        };
        let turn = &turns[at];
        let report = self.model.week_report(id, week);
        let (raised, advances) =
            report.map_or_else(Default::default, |report| (report.raised, report.advances));
        let advance = |advance: &crate::model::rhythm::Advance| {
            Some(Advance {
                before: advance.before.map(|state| state.key()),
                now: advance.now.key(),
                issue: self.row(self.model.record(advance.issue)?, page),
                is_forgotten: advance.is_forgotten,
            })
        };
        WeekView {
            frame: self.frame(id, page, week.name(), String::new(), Belongs::Weeks),
            turn: self.week_link(id, turn, page),
            previous: at.checked_sub(1).map(|at| link(&turns[at])),
            next: turns.get(at + 1).map(link),
            meetings: self.rows_of(&turn.meetings, page),
            raised: self.rows_of(&raised, page),
            issues: self.stood(id, week, page),
            happened: self.happened(id, week, page),
            advances: advances.iter().filter_map(advance).collect(),
        }
    }

    /// A month of a place.
    pub(super) fn month(&self, id: PlaceId, month: Month, page: &SitePath) -> MonthView {
        let turns = &self.model.rhythm(id).months;
        let at = turns.partition_point(|turn| turn.period < month);
        let link = |turn: &Turn<Month>| Link {
            title: turn.period.name(),
            href: page.relative(&routes::month(&self.model.place(id).folder, turn.period)),
        };
        let turn = &turns[at];
        MonthView {
            frame: self.frame(id, page, month.name(), String::new(), Belongs::Weeks),
            turn: self.month_link(id, turn, page),
            issues: self.stood(id, month, page),
            happened: self.happened(id, month, page),
            previous: at.checked_sub(1).map(|at| link(&turns[at])),
            next: turns.get(at + 1).map(link),
            meetings: self.rows_of(&turn.meetings, page),
        }
    }

    /// The issues of a place by how they stood at the end of a week or month, or stand today.
    fn stood(&self, id: PlaceId, period: impl Period, page: &SitePath) -> Option<IssueCounts> {
        let day = period.last().min(self.model.today());
        let listed = Listed::default();
        let counts = self.issue_counts(id, Reach::WithBelow, day, &listed, page);
        Some(counts).filter(|counts| counts.all.number > 0)
    }

    /// What happened to the issues of a place in a week or month.
    fn happened(&self, id: PlaceId, period: impl Period, page: &SitePath) -> SpanCounts {
        let days = period.first()..=period.last().min(self.model.today());
        self.span_counts(id, Reach::WithBelow, &days, &Listed::default(), page)
    }

    fn rows_of(&self, records: &[RecordId], page: &SitePath) -> Vec<Row> {
        let records = records.iter().filter_map(|id| self.model.record(*id));
        records.map(|record| self.row(record, page)).collect()
    }

    pub(super) fn week_link(&self, id: PlaceId, turn: &Turn<Week>, page: &SitePath) -> TurnLink {
        let address = routes::week(&self.model.place(id).folder, turn.period);
        turn_link(turn, turn.period.name(), &address, page)
    }

    pub(super) fn month_link(&self, id: PlaceId, turn: &Turn<Month>, page: &SitePath) -> TurnLink {
        let address = routes::month(&self.model.place(id).folder, turn.period);
        turn_link(turn, turn.period.name(), &address, page)
    }
}

fn turn_link<P: Period>(
    turn: &Turn<P>,
    name: String,
    address: &SitePath,
    page: &SitePath,
) -> TurnLink {
    TurnLink {
        name,
        from: iso(turn.period.first()),
        to: iso(turn.period.last()),
        kept: turn.kept.key(),
        reason: turn.reason.clone(),
        href: page.relative(address),
        current: address == page,
    }
}
