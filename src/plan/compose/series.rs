//! Pages of series, and what other pages tell of them.

use chrono::NaiveDate;

use super::frame::Belongs;
use super::{Composer, is_erased, iso};
use crate::model::PlaceId;
use crate::model::keyed::Step;
use crate::model::record::{Facts, Record};
use crate::model::series::{Entry, Series, Taken};
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::frame::Link;
use crate::plan::view::series::{
    PreReview, SeriesEvent, SeriesPlace, SeriesRow, SeriesStep, SeriesView,
};

impl Composer<'_> {
    /// The page of a series of a place.
    pub(super) fn series(&self, id: PlaceId, at: usize, page: &SitePath) -> SeriesView {
        let series = &self.model.series(id)[at];
        let mut events: Vec<(NaiveDate, u8, SeriesEvent)> = Vec::new();
        for entry in &series.entries {
            if let Some(record) = self.model.record(entry.record) {
                events.extend(self.series_events(entry, record, page));
            }
        }
        // A notice and its resolution may both tell of it.
        let mut reviews: Vec<PreReview> = Vec::new();
        events.retain(|(_, _, event)| match &event.review {
            Some(review) if reviews.contains(review) => false,
            Some(review) => {
                reviews.push(review.clone());
                true
            }
            None => true,
        });
        // Stable: records of one day stay in the order of their steps.
        events.sort_by_key(|(day, order, _)| (*day, *order));
        let events: Vec<SeriesEvent> = events.into_iter().map(|(_, _, event)| event).collect();
        let mut told = events.iter().rev();
        let result = told.find_map(|event| {
            let of = event.row.resolution.as_ref()?;
            (event.what == "record" && event.step == Some(Step::Result.key())).then_some(of.result)
        });
        let step = |(step, taken): &(Step, Taken)| SeriesStep {
            step: step.key(),
            taken: taken.key(),
            result: result.filter(|_| *step == Step::Result && *taken == Taken::Done),
        };
        SeriesView {
            frame: self.frame(
                id,
                page,
                series.name.clone(),
                String::new(),
                Belongs::Elsewhere,
            ),
            steps: series.steps.iter().map(step).collect(),
            reviewed: events.iter().any(|event| event.review.is_some()),
            events,
        }
    }

    /// What a record tells: who looked at it before, the vote, the record itself.
    fn series_events(
        &self,
        entry: &Entry,
        record: &Record,
        page: &SitePath,
    ) -> Vec<(NaiveDate, u8, SeriesEvent)> {
        let today = self.model.today();
        let event = |what, day: NaiveDate| SeriesEvent {
            what,
            step: entry.step.map(Step::key),
            day: iso(day),
            to: None,
            coming: day > today,
            review: None,
            row: self.row(record, page),
        };
        let mut events = Vec::new();
        if let (Some(review), Some(written)) = (self.pre_review(record), &record.pre_review) {
            let told = SeriesEvent {
                review: Some(review),
                ..event("pre-review", written.date)
            };
            events.push((written.date, 0, told));
        }
        if let Facts::Resolution(resolution) = &record.facts
            && let Some(voting) = resolution.voting.as_ref().filter(|_| !is_erased(record))
            && let Some(from) = voting.from.or(voting.to)
        {
            let told = SeriesEvent {
                to: voting.ended().filter(|to| *to != from).map(iso),
                ..event("voting", from)
            };
            events.push((from, 2, told));
        }
        let is_counted = |of: &crate::model::resolution::Resolution| of.is_counted();
        let is_vote = matches!(&record.facts, Facts::Resolution(of) if !is_counted(of));
        // Before it is counted, a resolution is its vote.
        if events.iter().all(|(_, _, event)| event.what != "voting") || !is_vote {
            events.push((entry.day, 1, event("record", entry.day)));
        }
        events
    }

    /// Who looked at a matter before it was put to a vote, from that day on.
    pub(super) fn pre_review(&self, record: &Record) -> Option<PreReview> {
        let review = record.pre_review.as_ref().filter(|_| !is_erased(record))?;
        (review.date <= self.model.today()).then(|| PreReview {
            body: self.model.name(&review.body).to_owned(),
            date: iso(review.date),
            opinion: review.opinion.clone(),
        })
    }

    /// Where a record stands in its series.
    pub(super) fn in_series(&self, record: &Record, page: &SitePath) -> Option<SeriesPlace> {
        let series = self.model.series_of(record)?;
        let at = series
            .entries
            .iter()
            .position(|entry| entry.record == record.id)?;
        let step = series.entries[at].step;
        let n = series.steps.iter().position(|(of, _)| Some(*of) == step);
        let link = |at: usize| self.link(series.entries.get(at)?.record, page);
        Some(SeriesPlace {
            series: self.link_to_series(record.place, series, page),
            step: step.map(Step::key),
            n: n.map_or(0, |n| n + 1),
            of: series.steps.len(),
            previous: at.checked_sub(1).and_then(link),
            next: link(at + 1),
            open: open(series),
        })
    }

    /// The series of a place in which steps are still to come.
    pub(super) fn running_series(&self, id: PlaceId, page: &SitePath) -> Vec<SeriesRow> {
        let today = self.model.today();
        let all = self.model.series(id).iter();
        let row = |series: &Series| {
            let past = |entry: &&Entry| entry.day <= today;
            let mut last = series.entries.iter().rev().filter(past);
            let last = last.find(|entry| entry.step.is_some());
            SeriesRow {
                series: self.link_to_series(id, series, page),
                step: last.and_then(|entry| entry.step).map(Step::key),
                day: last.map(|entry| iso(entry.day)),
                open: open(series),
            }
        };
        all.filter(|series| series.is_running()).map(row).collect()
    }

    fn link_to_series(&self, place: PlaceId, series: &Series, page: &SitePath) -> Link {
        let folder = &self.model.place(place).folder;
        Link {
            title: series.name.clone(),
            href: page.relative(&routes::series(folder, &series.slug())),
        }
    }
}

fn open(series: &Series) -> Vec<&'static str> {
    let steps = series.steps.iter();
    let is_open = |(_, taken): &&(Step, Taken)| *taken == Taken::Open;
    steps.filter(is_open).map(|(step, _)| step.key()).collect()
}
