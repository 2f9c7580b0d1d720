//! Pages of weeks and months.

use super::frame::Belongs;
use super::{Composer, iso};
use crate::model::PlaceId;
use crate::model::month::Month;
use crate::model::rhythm::{Period, Turn};
use crate::model::week::Week;
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::rhythm::{RhythmView, TurnLink};

impl Composer<'_> {
    /// The weeks and months of a place.
    pub(super) fn rhythm(&self, id: PlaceId, page: &SitePath) -> RhythmView {
        let rhythm = self.model.rhythm(id);
        let place = self.model.place(id);
        RhythmView {
            frame: self.frame(id, page, place.title.clone(), String::new(), Belongs::Weeks),
            years: self.years(id, page),
            types: self.types_of_weeks(id),
            months: rhythm
                .months
                .iter()
                .map(|turn| self.month_link(id, turn, page))
                .collect(),
            actions: self.unfinished(id, page),
        }
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
