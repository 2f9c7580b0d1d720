//! Pages of weeks and months.

use super::counts::Listed;
use super::frame::Belongs;
use super::{Composer, iso};
use crate::model::PlaceId;
use crate::model::counts::Reach;
use crate::model::month::Month;
use crate::model::rhythm::{Period, Turn};
use crate::model::week::Week;
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::counts::{IssueCounts, SpanCounts};
use crate::plan::view::rhythm::{RhythmView, TurnLink};

impl Composer<'_> {
    /// The weeks and months of a place.
    pub(super) fn rhythm(&self, id: PlaceId, page: &SitePath) -> RhythmView {
        let rhythm = self.model.rhythm(id);
        let place = self.model.place(id);
        RhythmView {
            frame: self.frame(id, page, place.title.clone(), String::new(), Belongs::Weeks),
            years: self.weeks_by_year(id, page),
            types: self.types_of_weeks(id),
            months: rhythm
                .months
                .iter()
                .map(|turn| self.month_link(id, turn, page))
                .collect(),
            actions: self.unfinished(id, page),
        }
    }

    /// The issues of a place by how they stood at the end of a week or month, or stand today.
    pub(super) fn stood(
        &self,
        id: PlaceId,
        period: impl Period,
        page: &SitePath,
    ) -> Option<IssueCounts> {
        let day = period.last().min(self.model.today());
        let listed = Listed::default();
        let counts = self.issue_counts(id, Reach::Alone, day, &listed, page);
        Some(counts).filter(|counts| counts.all.number > 0)
    }

    /// What happened to the issues of a place in a week or month.
    pub(super) fn happened(&self, id: PlaceId, period: impl Period, page: &SitePath) -> SpanCounts {
        let days = period.first()..=period.last().min(self.model.today());
        self.span_counts(id, Reach::Alone, &days, &Listed::default(), page)
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
