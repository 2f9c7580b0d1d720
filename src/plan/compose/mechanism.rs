//! The page of a mechanism.

use super::frame::Belongs;
use super::{Composer, about, iso};
use crate::model::PlaceId;
use crate::model::mechanism::{Adoption, Mechanism, Since};
use crate::model::rhythm::{Kept, Period};
use crate::model::taxonomy::{Served as ServedBy, Taxonomy};
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::frame::{Frame, Link};
use crate::plan::view::mechanism::{
    Goal, MechanismPart, MechanismView, PlaceStand, Practice, SeatCount, Served, Span, Stage,
    Turns, Version,
};

impl Composer<'_> {
    /// The page of a mechanism.
    pub(super) fn mechanism(&self, at: usize, page: &SitePath) -> MechanismView {
        let mechanism = &self.model.mechanisms()[at];
        let frame = self.frame(
            PlaceId::ROOT,
            page,
            mechanism.title.clone(),
            about(&mechanism.text),
            Belongs::Elsewhere,
        );
        let meets = mechanism.meets.iter();
        MechanismView {
            frame: Frame {
                demo: frame.demo || mechanism.demo,
                ..frame
            },
            level: mechanism.level.key(),
            bodies: mechanism.bodies.iter().map(|kind| kind.key()).collect(),
            rhythm: mechanism.rhythm.clone(),
            meets: meets.map(|(of, every)| (of.key(), every.key())).collect(),
            households_per_grid: mechanism.households_per_grid,
            issues_per_week: mechanism.issues_per_week,
            publish_within: mechanism.publish_within,
            taxonomies: Taxonomy::ALL
                .into_iter()
                .map(|taxonomy| (taxonomy.key(), self.served(mechanism, taxonomy, page)))
                .filter(|(_, words)| !words.is_empty())
                .collect(),
            venues: self.venues_under(at, page),
            meanings: mechanism
                .meanings
                .iter()
                .map(|said| (said.name.clone(), said.text.clone()))
                .collect(),
            parts: mechanism
                .parts
                .iter()
                .map(|part| MechanismPart {
                    name: part.name.clone(),
                    source: part.source.key(),
                    categories: part.categories.iter().map(|of| of.key()).collect(),
                    text: part.text.clone(),
                })
                .collect(),
            parts_at: self.parts_links(at, page),
            versions: self.versions(mechanism, page),
            places: self.place_stands(mechanism, page),
            progress: self
                .is_real(mechanism)
                .then(|| self.progress(mechanism, false, page))
                .flatten(),
            practices: self.practices(at, page),
            rollout: self.rollout_href(page),
            body: self.body(&mechanism.text, page),
        }
    }

    fn versions(&self, mechanism: &Mechanism, page: &SitePath) -> Vec<Version> {
        let version = |version: &crate::model::mechanism::Version| Version {
            date: version.date.plain(),
            change: version.change.clone(),
            reason: version.reason.clone(),
            place: version.place.map(|place| self.place_link(place, page)),
            demo: version
                .place
                .is_some_and(|place| self.model.place(place).demo),
        };
        mechanism.versions.iter().map(version).collect()
    }

    /// The places of which something is written, real ones first, else in the order of their first
    /// entry.
    pub(super) fn place_stands(&self, mechanism: &Mechanism, page: &SitePath) -> Vec<PlaceStand> {
        let mut ids: Vec<PlaceId> = Vec::new();
        for adoption in &mechanism.adoption {
            if !ids.contains(&adoption.place) {
                ids.push(adoption.place);
            }
        }
        ids.sort_by_key(|id| self.model.place(*id).demo);
        let stand = |id: PlaceId| {
            let today = self.model.today();
            let mut past: Vec<&Adoption> = mechanism.history(id).collect();
            let mut coming = Vec::new();
            past.retain(|adoption| {
                let has_begun = adoption.has_begun(today);
                if !has_begun {
                    coming.push(stage(adoption));
                }
                has_begun
            });
            // Of a place of which only something to come is written, that is all there is to show.
            let now = match past.pop() {
                Some(now) => stage(now),
                None if coming.is_empty() => return None,
                None => coming.remove(0),
            };
            let place = self.model.place(id);
            Some(PlaceStand {
                place: self.place_link(id, page),
                level: place.level.key(),
                demo: place.demo,
                now,
                past: past.into_iter().rev().map(stage).collect(),
                coming,
            })
        };
        ids.into_iter().filter_map(stand).collect()
    }

    /// The words of a taxonomy of a mechanism, with how many records serve them: in all real places together, and
    /// in each invented place that lies below a real one.
    fn served(&self, mechanism: &Mechanism, taxonomy: Taxonomy, page: &SitePath) -> Vec<Goal> {
        let words = mechanism.words(taxonomy);
        if words.is_empty() {
            return Vec::new();
        }
        // Invented places in which nothing serves a word of it have no column.
        let serves = |served: &[ServedBy<'_>]| {
            let is_own = |of: &&ServedBy<'_>| mechanism.has_word(taxonomy, &of.said.name);
            served.iter().filter(is_own).any(|of| of.total() > 0)
        };
        let places = self.model.places_of_counts();
        let counted: Vec<_> = places
            .iter()
            .map(|id| (*id, self.model.served(*id, taxonomy)))
            .filter(|(id, goals)| {
                let is_invented = self.model.place(*id).demo;
                (!is_invented && self.is_real(mechanism)) || serves(goals)
            })
            .collect();
        let goal = |goal: &crate::model::mechanism::Said| Goal {
            name: goal.name.clone(),
            text: goal.text.clone(),
            served: counted
                .iter()
                .map(|(id, goals)| {
                    let place = self.model.place(*id);
                    let at = goals.iter().position(|of| of.said.name == goal.name);
                    let count = at.map_or(0, |at| goals[at].total());
                    let list = super::goals::list(taxonomy, &place.folder);
                    Served {
                        place: place.title.clone(),
                        demo: place.demo,
                        number: count,
                        href: at.filter(|_| count > 0).map(|at| {
                            let anchor = super::goals::anchor(taxonomy, goals[at].number);
                            format!("{}#{anchor}", page.relative(&list))
                        }),
                    }
                })
                .collect(),
        };
        words.iter().map(goal).collect()
    }

    /// How a mechanism is carried out: wherever it is at work, or where a meeting was held under it.
    fn practices(&self, at: usize, page: &SitePath) -> Vec<Practice> {
        let mechanism = &self.model.mechanisms()[at];
        let today = self.model.today();
        let mut practices = Vec::new();
        for id in self.model.family(PlaceId::ROOT) {
            let practice = self.model.practice(at, id);
            let adoption = mechanism.at(id, today);
            let is_at_work = adoption.is_some_and(|adoption| adoption.state.is_at_work());
            // Where nothing asks for meetings, none is missing.
            let wants_none = !is_at_work || mechanism.meets.is_empty();
            if wants_none && practice.is_empty() {
                continue;
            }
            let place = self.model.place(id);
            let folder = &place.folder;
            let list = routes::list(folder, crate::model::keyed::Kind::Meeting);
            let rhythm = page.relative(&routes::rhythm(folder));
            let invited = practice.invited.iter().map(|(name, meetings)| {
                let links = meetings.iter().filter_map(|id| self.link(*id, page));
                (name.clone(), links.collect())
            });
            practices.push(Practice {
                place: self.place_link(id, page),
                demo: place.demo,
                held: practice.held.len(),
                meetings: (!practice.held.is_empty()).then(|| page.relative(&list)),
                weeks: turns(&practice.weeks, &rhythm, |week| {
                    page.relative(&routes::week(folder, week))
                }),
                months: turns(&practice.months, &rhythm, |month| {
                    page.relative(&routes::month(folder, month))
                }),
                seats: practice
                    .seats
                    .iter()
                    .filter(|seat| seat.meetings > 0)
                    .map(|seat| SeatCount {
                        kind: seat.kind.key(),
                        meetings: seat.meetings,
                        came: seat.came,
                        absent: seat.absent,
                        unsaid: seat.unsaid(),
                    })
                    .collect(),
                invited: invited.collect(),
            });
        }
        practices.sort_by_key(|practice| practice.demo);
        practices
    }

    /// The page on which mechanisms are compared, if there is one.
    pub(super) fn rollout_href(&self, page: &SitePath) -> Option<String> {
        let mut mechanisms = self.model.mechanisms().iter();
        let is_there = mechanisms.any(|of| !of.adoption.is_empty());
        is_there.then(|| page.relative(&routes::rollout("")))
    }
}

/// A link to a mechanism.
pub(super) fn mechanism_link(mechanism: &Mechanism, page: &SitePath) -> Link {
    Link {
        title: mechanism.title.clone(),
        href: page.relative(&routes::mechanism(&mechanism.name)),
    }
}

/// An entry of the adoption at a place.
pub(super) fn stage(adoption: &Adoption) -> Stage {
    Stage {
        state: adoption.state.key(),
        since: adoption.since.as_ref().map(Since::plain),
        note: adoption.note.clone(),
    }
}

/// Weeks or months by what became of them; none where none was due.
fn turns<P: Period>(
    turns: &[(P, Kept)],
    href: &str,
    address: impl Fn(P) -> String,
) -> Option<Turns> {
    let kinds = [
        Kept::Held,
        Kept::Excused,
        Kept::Missed,
        Kept::Planned,
        Kept::Open,
    ];
    let part = |kept: Kept| {
        let of = turns.iter().filter(|(_, is)| *is == kept);
        let span = |period: P| Span {
            from: iso(period.first()),
            to: iso(period.last()),
            href: address(period),
        };
        let links: Vec<Span> = of.map(|(period, _)| span(*period)).collect();
        (!links.is_empty()).then(|| (kept.key(), links))
    };
    (!turns.is_empty()).then(|| Turns {
        all: turns.len(),
        parts: kinds.into_iter().filter_map(part).collect(),
        href: href.to_owned(),
    })
}
