//! Pages of places, lists, plain pages, mechanisms and redirects.

use chrono::NaiveDate;

use super::frame::Belongs;
use super::{Composer, contact_view, iso, year};
use crate::model::keyed::{IssueState, Kind};
use crate::model::mechanism;
use crate::model::place::Place;
use crate::model::record::{Facts, Record};
use crate::model::{Model, PlaceId};
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::frame::Link;
use crate::plan::view::place::{
    Adoption, Board, BodyFacts, Child, ListView, MechanismView, PlaceAdoption, PlaceView,
    PlainView, RedirectView, YearLink,
};
use crate::plan::view::row::Row;

/// How many of the latest records a home page shows of each kind.
const LATEST: usize = 5;
/// How many of the newest records a current list shows besides what is current.
const NEWEST: usize = 10;

/// Counts of a place and everything below.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    on_display: usize,
    open_issues: usize,
    overdue: usize,
    records: usize,
}

impl Composer<'_> {
    /// Home of a place.
    pub(super) fn place(&self, id: PlaceId, page: &SitePath) -> PlaceView {
        let place = self.model.place(id);
        let today = self.model.today();
        let rows = |records: Vec<&Record>| {
            records
                .into_iter()
                .map(|record| self.row(record, page))
                .collect::<Vec<Row>>()
        };
        let of = |kind| self.model.records_at(id, kind);
        let latest = |kind| {
            rows(
                of(kind)
                    .filter(|record| is_past(record, today))
                    .take(LATEST)
                    .collect(),
            )
        };
        let mut solved: Vec<&Record> = of(Kind::Issue).filter(|record| is_solved(record)).collect();
        solved.sort_by_key(|record| std::cmp::Reverse((since(record), &record.key)));
        solved.truncate(LATEST);
        let mut upcoming: Vec<&Record> = of(Kind::Meeting)
            .filter(|record| is_coming(record, today))
            .collect();
        upcoming.sort_by_key(|record| (record.date, &record.key));
        PlaceView {
            frame: self.frame(id, page, place.title.clone(), String::new(), Belongs::Home),
            aliases: place.aliases.clone(),
            households: place.households,
            body: self.body(&place.text, page),
            children: self
                .children(id)
                .map(|child| self.child(child, page))
                .collect(),
            on_display: rows(self.on_display(id)),
            from_above: self.records_above(id, page, Model::is_on_display),
            findings: self.words(self.model.findings_of_place(id)),
            open_issues: rows(self.open_issues(id)),
            resolutions: latest(Kind::Resolution),
            upcoming: rows(upcoming),
            meetings: latest(Kind::Meeting),
            solved: rows(solved),
            posters: if self.posters {
                let above = self.records_above(id, page, Model::hangs);
                rows(self.hanging(id)).into_iter().chain(above).collect()
            } else {
                Vec::new()
            },
            bodies: place.bodies.iter().map(body_facts).collect(),
            buildings: place.buildings.named.clone(),
            building_count: place.buildings.written,
            grids: self.grids_in_short(id, page),
            boards: place.boards.iter().map(board).collect(),
            mechanisms: self.adoptions(place, page),
        }
    }

    fn on_display(&self, id: PlaceId) -> Vec<&Record> {
        let kinds = [Kind::Notice, Kind::Resolution];
        let mut shown: Vec<&Record> = kinds
            .into_iter()
            .flat_map(|kind| self.model.records_at(id, kind))
            .filter(|record| self.model.is_on_display(record))
            .collect();
        shown.sort_by_key(|record| (last_day(record), &record.key));
        shown
    }

    /// Records of places above that concern a place, each marked with its own.
    fn records_above(
        &self,
        id: PlaceId,
        page: &SitePath,
        is_shown: fn(&Model, &Record) -> bool,
    ) -> Vec<Row> {
        let mut shown = self.model.records_above(id, is_shown);
        shown.sort_by_key(|record| (last_day(record), &record.key));
        let row = |record: &Record| {
            let place = Some(self.model.place(record.place).title.clone());
            Row {
                place,
                ..self.row(record, page)
            }
        };
        shown.into_iter().map(row).collect()
    }

    fn open_issues(&self, id: PlaceId) -> Vec<&Record> {
        let mut open: Vec<&Record> = self
            .model
            .records_at(id, Kind::Issue)
            .filter(|record| is_open(record))
            .collect();
        open.sort_by_key(|record| {
            (
                due(record).unwrap_or(NaiveDate::MAX),
                record.date,
                &record.key,
            )
        });
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

    fn child(&self, id: PlaceId, page: &SitePath) -> Child {
        let place = self.model.place(id);
        let counts = self.counts(id);
        Child {
            link: self.place_link(id, page),
            level: place.level.key(),
            demo: place.demo,
            on_display: counts.on_display,
            open_issues: counts.open_issues,
            overdue: counts.overdue,
            records: counts.records,
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

    /// Counts of a place and all below; invented places count only within invented ones.
    fn counts(&self, id: PlaceId) -> Counts {
        let today = self.model.today();
        let mut counts = Counts::default();
        for record in Kind::ALL
            .into_iter()
            .flat_map(|kind| self.model.records_at(id, kind))
        {
            counts.records += 1;
            counts.on_display += usize::from(self.model.is_on_display(record));
            counts.open_issues += usize::from(is_open(record));
            counts.overdue += usize::from(
                matches!(&record.facts, Facts::Issue(issue) if is_open(record) && issue.is_overdue(today)),
            );
        }
        let demo = self.model.place(id).demo;
        for child in self.model.children(id) {
            if self.model.place(*child).demo && !demo {
                continue;
            }
            let below = self.counts(*child);
            counts.records += below.records;
            counts.on_display += below.on_display;
            counts.open_issues += below.open_issues;
            counts.overdue += below.overdue;
        }
        counts
    }

    fn adoptions(&self, place: &Place, page: &SitePath) -> Vec<Adoption> {
        let link = |name: &str, title: &str| Link {
            title: title.to_owned(),
            href: page.relative(&routes::mechanism(name)),
        };
        let mut adoptions = Vec::new();
        for mechanism in self.model.mechanisms() {
            let here = mechanism.at(place.id, self.model.today());
            if here.is_none() && place.parent.is_some() {
                continue;
            }
            // The root names every mechanism, by where it stands furthest in a real place.
            let real = |adoption: &&mechanism::Adoption| !self.model.place(adoption.place).demo;
            let furthest = mechanism
                .adoption
                .iter()
                .filter(real)
                .max_by_key(|adoption| adoption.state);
            let elsewhere = furthest.map(|adoption| self.model.place(adoption.place).title.clone());
            let shown = here.or(furthest);
            adoptions.push(Adoption {
                mechanism: link(&mechanism.name, &mechanism.title),
                state: shown.map(|adoption| adoption.state.key()),
                since: shown.and_then(|adoption| {
                    adoption.since.as_ref().map(|since| since.written.clone())
                }),
                note: match here {
                    Some(here) => here.note.clone(),
                    None => elsewhere,
                },
            });
        }
        adoptions
    }

    /// A list of records.
    pub(super) fn list(
        &self,
        id: PlaceId,
        kind: Kind,
        only: Option<i32>,
        page: &SitePath,
    ) -> ListView {
        let folder = &self.model.place(id).folder;
        let all: Vec<&Record> = self.model.records_at(id, kind).collect();
        let (current, rows): (Vec<&Record>, Vec<&Record>) = if let Some(of) = only {
            (
                Vec::new(),
                all.iter()
                    .copied()
                    .filter(|record| year(record) == of)
                    .collect(),
            )
        } else {
            let current = match kind {
                Kind::Issue => self.open_issues(id),
                Kind::Notice | Kind::Resolution => self
                    .on_display(id)
                    .into_iter()
                    .filter(|record| record.kind == kind)
                    .collect(),
                Kind::Meeting => {
                    let mut coming: Vec<&Record> = all
                        .iter()
                        .copied()
                        .filter(|record| is_coming(record, self.model.today()))
                        .collect();
                    coming.reverse();
                    coming
                }
            };
            let others = all
                .iter()
                .copied()
                .filter(|record| !current.iter().any(|other| other.id == record.id));
            let others = others.take(NEWEST).collect();
            (current, others)
        };
        let mut years: Vec<YearLink> = Vec::new();
        for of in all.iter().map(|record| year(record)) {
            match years.last_mut().filter(|last| last.year == of) {
                Some(last) => last.count += 1,
                None => years.push(YearLink {
                    year: of,
                    count: 1,
                    href: page.relative(&routes::year(folder, kind, of)),
                    current: only == Some(of),
                }),
            }
        }
        let row = |record: &&Record| self.row(record, page);
        ListView {
            frame: self.frame(
                id,
                page,
                self.model.place(id).title.clone(),
                String::new(),
                Belongs::Of(kind),
            ),
            kind: kind.key(),
            year: only,
            current: current.iter().map(row).collect(),
            rows: rows.iter().map(row).collect(),
            years,
        }
    }

    /// A plain page.
    pub(super) fn plain(&self, at: usize, page: &SitePath) -> PlainView {
        let plain = &self.model.pages()[at];
        PlainView {
            frame: self.frame(
                PlaceId::ROOT,
                page,
                plain.title.clone(),
                String::new(),
                Belongs::Elsewhere,
            ),
            body: self.body(&plain.text, page),
        }
    }

    /// The page of a mechanism.
    pub(super) fn mechanism(&self, at: usize, page: &SitePath) -> MechanismView {
        let mechanism = &self.model.mechanisms()[at];
        MechanismView {
            frame: self.frame(
                PlaceId::ROOT,
                page,
                mechanism.title.clone(),
                String::new(),
                Belongs::Elsewhere,
            ),
            bodies: mechanism.bodies.iter().map(|kind| kind.key()).collect(),
            rhythm: mechanism.rhythm.clone(),
            issues_per_week: mechanism.issues_per_week.clone(),
            adoption: mechanism
                .adoption
                .iter()
                .map(|adoption| PlaceAdoption {
                    place: self.place_link(adoption.place, page),
                    state: adoption.state.key(),
                    since: adoption.since.as_ref().map(|since| since.written.clone()),
                    note: adoption.note.clone(),
                })
                .collect(),
            body: self.body(&mechanism.text, page),
        }
    }

    /// A small page that leads to a record.
    pub(super) fn redirect(&self, record: &Record, page: &SitePath) -> RedirectView {
        let place = self.model.place(record.place);
        RedirectView {
            language: self.site.language.clone(),
            target: Link {
                title: record.full_title(),
                href: page.relative(&self.address(record)),
            },
            place: place.title.clone(),
            demo: place.demo,
            pinned_today: self.site.pinned_today.clone(),
        }
    }
}

fn last_day(record: &Record) -> NaiveDate {
    let display = record.display();
    display
        .and_then(|display| display.last_day)
        .unwrap_or(NaiveDate::MAX)
}

fn is_open(record: &Record) -> bool {
    record.withdrawn.is_none() && matches!(&record.facts, Facts::Issue(issue) if !issue.is_closed())
}

fn is_solved(record: &Record) -> bool {
    let solved = |state: IssueState| state == IssueState::Solved;
    record.withdrawn.is_none()
        && matches!(&record.facts, Facts::Issue(issue) if issue.present().is_some_and(|entry| solved(entry.state)))
}

fn is_past(record: &Record, today: NaiveDate) -> bool {
    record.date <= today && !is_coming(record, today)
}

/// A meeting whose day is still to come, the one to which it was put off if it was.
fn is_coming(record: &Record, today: NaiveDate) -> bool {
    matches!(&record.facts, Facts::Meeting(meeting) if meeting.day(record.date) > today)
}

fn due(record: &Record) -> Option<NaiveDate> {
    if let Facts::Issue(issue) = &record.facts {
        issue.due_now()
    } else {
        None
    }
}

fn since(record: &Record) -> NaiveDate {
    match &record.facts {
        Facts::Issue(issue) => issue.present().map_or(record.date, |entry| entry.date),
        _ => record.date,
    }
}

pub(super) fn body_facts(body: &crate::model::place::Body) -> BodyFacts {
    BodyFacts {
        kind: body.kind.key(),
        name: body.name.clone(),
        contact: body.contact.as_ref().map(contact_view),
        established: body.established.clone(),
        term: body.term.map(|(from, to)| (iso(from), iso(to))),
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
