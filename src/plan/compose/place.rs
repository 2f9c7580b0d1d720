//! Pages of places, plain pages and redirects.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::frame::Belongs;
use super::list::{by_due, is_coming, last_day};
use super::mechanism::mechanism_link;
use super::{Composer, about, contact_view, iso, year};
use crate::model::counts::Reach;
use crate::model::keyed::{IssueState, Kind, Level};
use crate::model::mechanism;
use crate::model::place::Place;
use crate::model::record::{Facts, Record};
use crate::model::{Model, PlaceId, RecordId};
use crate::paths::SitePath;
use crate::plan::view::counts::Count;
use crate::plan::view::frame::Link;
use crate::plan::view::place::{
    Adoption, Board, BodyFacts, Child, PlaceView, PlainView, RedirectView,
};
use crate::plan::view::row::Row;
use crate::plan::{lists, routes};

/// How many of the latest records a home page shows of each kind.
const LATEST: usize = 2;
/// What rows of what is on display, of what comes from above and of open issues may take of a home,
/// in bytes: the first ones concern most, and the lists have all.
const ROOMS: [usize; 3] = [3_400, 1_200, 3_700];
/// How many coming meetings and hanging posters it shows.
const COMING: usize = 4;
const HANGING: usize = 10;

impl Composer<'_> {
    /// Home of a place.
    pub(super) fn place(&self, id: PlaceId, page: &SitePath) -> PlaceView {
        let place = self.model.place(id);
        let today = self.model.today();
        let reach = reach_of(place.level);
        let listed = |kind| match reach {
            Reach::WithBelow => self.model.listed_at(id, kind),
            Reach::Alone => self.model.records_at(id, kind).collect(),
        };
        let rows = |records: Vec<&Record>| {
            let records = records.into_iter();
            records
                .map(|record| self.row_at(id, record, page))
                .collect::<Vec<Row>>()
        };
        let latest = |kind| {
            let past = listed(kind).into_iter();
            rows(
                past.filter(|record| is_past(record, today))
                    .take(LATEST)
                    .collect(),
            )
        };
        let issues = listed(Kind::Issue).into_iter();
        let mut solved: Vec<&Record> = issues.filter(|record| is_solved(record)).collect();
        solved.sort_by_key(|record| std::cmp::Reverse((since(record), &record.key)));
        solved.truncate(LATEST);
        let meetings = listed(Kind::Meeting).into_iter();
        let mut upcoming: Vec<&Record> =
            meetings.filter(|record| is_coming(record, today)).collect();
        upcoming.sort_by_key(|record| (record.date, &record.key));
        upcoming.truncate(COMING);
        let displayed = [
            Kind::Notice,
            Kind::Resolution,
            Kind::Account,
            Kind::Assessment,
        ];
        let mut on_display = self.on_display(&displayed.map(listed));
        let displayed = on_display.len();
        on_display.truncate(lists::within(&on_display, ROOMS[0]));
        let mut from_above = self.records_above(id, Model::is_on_display);
        let above = from_above.len();
        from_above.truncate(lists::within(&from_above, ROOMS[1]));
        let mut open_issues = self.open_issues(id, reach);
        open_issues.truncate(lists::within(&open_issues, ROOMS[2]));
        let mut posters = Vec::new();
        if self.posters {
            posters = self.hanging(id);
            posters.extend(self.records_above(id, Model::hangs));
        }
        let hanging = posters.len();
        posters.truncate(HANGING);
        let coming = listed(Kind::Activity).into_iter();
        let mut activities: Vec<&Record> =
            coming.filter(|record| is_coming(record, today)).collect();
        activities.retain(|record| record.withdrawn.is_none());
        activities.sort_by_key(|record| {
            let day = record.occasion().map(|of| of.day());
            (day, &record.key)
        });
        activities.truncate(LATEST);
        PlaceView {
            frame: self.frame(id, page, place.title.clone(), String::new(), Belongs::Home),
            aliases: place.aliases.clone(),
            comparison: self.last_comparison(id, page),
            households: place.households,
            body: self.body(&place.text, page),
            children: self
                .children(id)
                .map(|child| self.child(child, page))
                .collect(),
            with_below: reach == Reach::WithBelow,
            levels: self.levels(id),
            displayed,
            on_display: rows(on_display),
            above,
            from_above: rows(from_above),
            findings: self.words(self.model.findings_of_place(id)),
            issues: Some(self.issue_counts(
                id,
                Reach::WithBelow,
                today,
                &self.listed_issues(id, page),
                page,
            ))
            .filter(|counts| counts.all.number > 0),
            satisfaction: self.satisfaction(id, Reach::WithBelow, page),
            open_issues: rows(open_issues),
            weeks: self.latest_weeks(id, page).map(|strip| {
                let all = page.relative(&routes::rhythm(&place.folder));
                (strip, all)
            }),
            weekly: self.types_of_weeks(id),
            resolutions: latest(Kind::Resolution),
            register: listed(Kind::Resolution)
                .first()
                .map(|newest| self.register_link(id, year(newest), page)),
            upcoming: rows(upcoming),
            meetings: latest(Kind::Meeting),
            solved: rows(solved),
            works: self.latest_works(id, listed(Kind::Work), page),
            hanging,
            posters: rows(posters),
            screen: self
                .model
                .has_screen(id)
                .then(|| page.relative(&routes::screen(&place.folder))),
            bodies: place.bodies.iter().map(body_facts).collect(),
            instructor: self.instructor(place, id, page),
            bodies_page: self
                .model
                .has_people(id)
                .then(|| page.relative(&routes::bodies(&place.folder))),
            radar: self.next(id, page),
            series: self.running_series(id, page),
            buildings: place.buildings.named.clone(),
            building_count: place.buildings.written,
            grids: self.grids_in_short(id, page),
            boards: place.boards.iter().map(board).collect(),
            chat_groups: place.chat_groups.clone(),
            revenue: self.revenue_in_short(id, page),
            publicity: self.publicity(id, &(NaiveDate::MIN..=today), page),
            parts: self.parts_of(id, page),
            mechanisms: self.adoptions(place, page),
            rollout: self.rollout_href(page),
            goals: self.goals(id, page),
            shares: self.shares_in_short(id, page),
            venues: self.venue_links(id, page),
            activities: rows(activities),
            pages: self.page_links(page, |of| of.places.contains(&id)),
            policies: self.policies(place, page),
            months: self.latest_months(id, page),
            below: self.rhythm_below(id, page),
            marks: self.marks(id, page),
        }
    }

    /// What is on display among these records, by the last day.
    fn on_display<'r>(&self, kinds: &[Vec<&'r Record>]) -> Vec<&'r Record> {
        let records = kinds.iter().flatten().copied();
        let mut shown: Vec<&Record> = records
            .filter(|record| self.model.is_on_display(record))
            .collect();
        shown.sort_by_key(|record| (last_day(record), &record.key));
        shown
    }

    /// Records of places above that concern a place.
    fn records_above(&self, id: PlaceId, is_shown: fn(&Model, &Record) -> bool) -> Vec<&Record> {
        let mut shown = self.model.records_above(id, is_shown);
        shown.sort_by_key(|record| (last_day(record), &record.key));
        shown
    }

    /// The open issues of a place; of those below where they have pages for that, the overdue ones.
    fn open_issues(&self, id: PlaceId, reach: Reach) -> Vec<&Record> {
        let counts = self
            .model
            .issues_on(id, Reach::WithBelow, self.model.today());
        let mut open: Vec<&Record> = counts
            .open
            .iter()
            .filter_map(|issue| self.model.record(*issue))
            .collect();
        if reach == Reach::Alone {
            let overdue: BTreeSet<RecordId> = counts.overdue.into_iter().collect();
            open.retain(|record| record.place == id || overdue.contains(&record.id));
        }
        open.sort_by_key(|record| by_due(record));
        open
    }

    fn hanging(&self, id: PlaceId) -> Vec<&Record> {
        let records = Kind::ALL
            .into_iter()
            .flat_map(|kind| self.model.records_at(id, kind));
        let mut hanging: Vec<&Record> = records.filter(|record| self.model.hangs(record)).collect();
        hanging.sort_by_key(|record| (std::cmp::Reverse(record.date), &record.key));
        hanging
    }

    /// How many places of each level are directly below.
    fn levels(&self, id: PlaceId) -> Vec<(&'static str, usize)> {
        let children = self.children(id);
        let mut levels: BTreeMap<Level, usize> = BTreeMap::new();
        for child in children {
            *levels.entry(self.model.place(child).level).or_default() += 1;
        }
        let levels = levels.into_iter();
        levels
            .map(|(level, number)| (level.key(), number))
            .collect()
    }

    fn child(&self, id: PlaceId, page: &SitePath) -> Child {
        let place = self.model.place(id);
        let home = page.relative(&routes::place(&place.folder));
        let records = self.model.record_counts(id, Reach::WithBelow);
        let counted = |number| Count {
            number,
            href: Some(home.clone()).filter(|_| number > 0),
            links: Vec::new(),
        };
        let listed = self.listed_issues(id, page);
        let today = self.model.today();
        Child {
            link: self.place_link(id, page),
            level: place.level.key(),
            demo: place.demo,
            on_display: counted(records.on_display.len()),
            issues: self.issue_counts(id, Reach::WithBelow, today, &listed, page),
            records: counted(records.total()),
            children: self
                .children(id)
                .map(|child| self.place_link(child, page))
                .collect(),
        }
    }

    /// Places directly below, invented ones last.
    pub(super) fn children(&self, id: PlaceId) -> impl Iterator<Item = PlaceId> {
        let mut children = self.model.children(id).to_vec();
        children.sort_by_key(|child| self.model.place(*child).demo);
        children.into_iter()
    }

    pub(super) fn place_link(&self, id: PlaceId, page: &SitePath) -> Link {
        let place = self.model.place(id);
        Link {
            title: place.title.clone(),
            href: page.relative(&routes::place(&place.folder)),
        }
    }

    fn adoptions(&self, place: &Place, page: &SitePath) -> Vec<Adoption> {
        let mut adoptions = Vec::new();
        for mechanism in self.model.mechanisms() {
            let here = mechanism.at(place.id, self.model.today());
            if here.is_none() && place.parent.is_some() {
                continue;
            }
            // The root names every mechanism, by where it stands furthest in a real place; but not
            // those that are carried out in invented places alone.
            let real = |adoption: &&mechanism::Adoption| !self.model.place(adoption.place).demo;
            if !place.demo && !self.is_real(mechanism) {
                continue;
            }
            let today = self.model.today();
            let present = |adoption: &&mechanism::Adoption| {
                let now = mechanism.at(adoption.place, today);
                now.is_some_and(|now| std::ptr::eq(now, *adoption))
            };
            let furthest = mechanism
                .adoption
                .iter()
                .filter(|adoption| real(adoption) && present(adoption))
                .max_by_key(|adoption| adoption.state);
            let elsewhere = furthest.map(|adoption| self.model.place(adoption.place).title.clone());
            let shown = here.or(furthest);
            adoptions.push(Adoption {
                mechanism: mechanism_link(mechanism, page),
                state: shown.map(|adoption| adoption.state.key()),
                since: shown
                    .and_then(|adoption| adoption.since.as_ref().map(mechanism::Since::plain)),
                note: match here {
                    Some(here) => here.note.clone(),
                    None => elsewhere,
                },
            });
        }
        adoptions
    }

    /// A plain page.
    pub(super) fn plain(&self, at: usize, page: &SitePath) -> PlainView {
        let plain = &self.model.pages()[at];
        PlainView {
            frame: self.frame(
                match plain.places.as_slice() {
                    [only] => *only,
                    _ => PlaceId::ROOT,
                },
                page,
                plain.title.clone(),
                about(&plain.text),
                Belongs::Elsewhere,
            ),
            body: self.body(&plain.text, page),
        }
    }

    /// A small page that leads to a record.
    pub(super) fn redirect(&self, record: &Record, page: &SitePath) -> RedirectView {
        let place = self.model.place(record.place);
        // The code of a poster leads to what hangs beside it; an earlier address, to the record.
        let span = self.model.span_of(record);
        let span = span.filter(|_| *page == routes::short(&record.code));
        let target = match span {
            Some(of) => routes::span(&place.folder, of),
            None => self.address(record),
        };
        RedirectView {
            language: self.site.language.clone(),
            target: Link {
                title: record.full_title(),
                href: page.relative(&target),
            },
            place: place.title.clone(),
            demo: place.demo,
            pinned_today: self.site.pinned_today.clone(),
        }
    }
}

/// Whether the pages of a place show what the places below have: those of a community do, above it
/// each place has pages of its own for that.
fn reach_of(level: Level) -> Reach {
    if level >= Level::Community {
        Reach::WithBelow
    } else {
        Reach::Alone
    }
}

pub(super) fn is_solved(record: &Record) -> bool {
    let solved = |state: IssueState| state == IssueState::Solved;
    record.withdrawn.is_none()
        && matches!(&record.facts, Facts::Issue(issue) if issue.present().is_some_and(|entry| solved(entry.state)))
}

fn is_past(record: &Record, today: NaiveDate) -> bool {
    record.date <= today && !is_coming(record, today)
}

pub(super) fn since(record: &Record) -> NaiveDate {
    match &record.facts {
        Facts::Issue(issue) => issue.present().map_or(record.date, |entry| entry.date),
        _ => record.date,
    }
}

pub(super) fn body_facts(body: &crate::model::body::Body) -> BodyFacts {
    BodyFacts {
        kind: body.kind.key(),
        name: body.name.clone(),
        contact: body.contact.as_ref().map(contact_view),
        established: body.established.clone(),
        term: body
            .term
            .as_ref()
            .map(|term| (iso(term.from), iso(term.to))),
        note: body.note.clone(),
    }
}

fn board(board: &crate::model::place::Board) -> Board {
    Board {
        name: board.name.clone(),
        size: board.size.name(),
        copies: board.copies,
        serves: board.serves.clone(),
    }
}
