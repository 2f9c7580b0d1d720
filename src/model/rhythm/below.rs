//! How the places below a place keep their rhythm this week and this month.

use super::actions::{Action, ActionState};
use super::{Period as _, Turn};
use crate::model::month::Month;
use crate::model::week::Week;
use crate::model::{Model, PlaceId, RecordId};

/// A place with a rhythm, as it stands today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Below<'m> {
    /// The place.
    pub place: PlaceId,
    /// This week; none if no meeting is due in it.
    pub week: Option<&'m Turn<Week>>,
    /// Issues that its meetings raised.
    pub raised: Vec<RecordId>,
    /// The week before.
    pub last_week: Option<&'m Turn<Week>>,
    /// This month; none if no meeting is due in it.
    pub month: Option<&'m Turn<Month>>,
    /// What its meetings agreed and is overdue.
    pub overdue: Vec<&'m Action>,
}

impl Model {
    /// The places below a place in which meetings are due, in the order of their folders. Invented
    /// places are seen from invented ones only.
    pub fn below(&self, place: PlaceId) -> Vec<Below<'_>> {
        let mut all = Vec::new();
        self.add_below(place, &mut all);
        all
    }

    fn add_below<'m>(&'m self, place: PlaceId, all: &mut Vec<Below<'m>>) {
        for child in self.shown_below(place) {
            let rhythm = self.rhythm(child);
            if !rhythm.is_empty() {
                let week = Week::of(self.today);
                let before = week.first().pred_opt().map(Week::of);
                let report = self.week_report(child, week);
                all.push(Below {
                    place: child,
                    week: rhythm.week(week),
                    raised: report.map(|report| report.raised).unwrap_or_default(),
                    last_week: before.and_then(|before| rhythm.week(before)),
                    month: rhythm.month(Month::of(self.today)),
                    overdue: self.unfinished(child, ActionState::Overdue).collect(),
                });
            }
            self.add_below(child, all);
        }
    }

    /// The places directly below one that count with it: invented ones only with an invented one.
    pub fn shown_below(&self, place: PlaceId) -> impl Iterator<Item = PlaceId> {
        let demo = self.place(place).demo;
        let children = self.children(place).iter().copied();
        children.filter(move |child| demo || !self.place(*child).demo)
    }

    /// What the meetings of a place agreed and stands like this today, oldest first.
    pub fn unfinished(&self, place: PlaceId, state: ActionState) -> impl Iterator<Item = &Action> {
        let actions = self.actions(place).iter();
        actions.filter(move |action| action.state_on(self.today) == state)
    }
}
