//! Pages of weeks and months.

use chrono::Datelike;

use super::counts::Listed;
use super::frame::Belongs;
use super::{Composer, iso};
use crate::model::PlaceId;
use crate::model::counts::Reach;
use crate::model::month::Month;
use crate::model::rhythm::{Period, Turn};
use crate::model::week::Week;
use crate::paths::SitePath;
use crate::plan::view::counts::{IssueCounts, SpanCounts};
use crate::plan::view::list::Bundle;
use crate::plan::view::rhythm::{RhythmView, TurnLink};
use crate::plan::view::week::StripYear;
use crate::plan::{lists, routes};

/// How much of what is still to be done stands on the page of all weeks.
const ACTIONS: usize = 24;

impl Composer<'_> {
    /// The weeks and months of a place.
    pub(super) fn rhythm(&self, id: PlaceId, only: Option<i32>, page: &SitePath) -> RhythmView {
        let rhythm = self.model.rhythm(id);
        let place = self.model.place(id);
        let apart = lists::weeks_apart(rhythm);
        let is_here = |year: i32| match only {
            Some(only) => year == only,
            None => !apart.contains(&year),
        };
        let mut years = self.weeks_by_year(id, page);
        let bundle = |year: &StripYear| Bundle {
            key: "year",
            from: format!("{:04}-01-01", year.year),
            count: year.weeks,
            href: page.relative(&routes::weeks_of(&place.folder, year.year)),
        };
        let of_apart = years.iter().filter(|year| apart.contains(&year.year));
        let of_apart: Vec<Bundle> = of_apart.map(bundle).collect();
        years.retain(|year| is_here(year.year));
        let mut actions = match only {
            Some(_) => Vec::new(),
            None => self.unfinished(id, page),
        };
        let unfinished = actions.len();
        actions.truncate(ACTIONS);
        RhythmView {
            frame: self.frame(id, page, place.title.clone(), String::new(), Belongs::Weeks),
            years,
            year: only,
            apart: if only.is_some() { Vec::new() } else { of_apart },
            types: self.types_of_weeks(id),
            months: rhythm
                .months
                .iter()
                .filter(|turn| is_here(turn.period.first().year()))
                .map(|turn| self.month_link(id, turn, page))
                .collect(),
            unfinished,
            actions,
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
