//! Every output of a site with its address.

use std::collections::BTreeSet;

use chrono::Datelike as _;

use super::lines::Lines;
use super::lists::Row as _;
use super::{Extent, Of, Output, Subject, compose, lists, routes};
use crate::model::keyed::{Kind, Publication};
use crate::model::month::Month;
use crate::model::place::Place;
use crate::model::record::{Facts, Record};
use crate::model::taxonomy::Taxonomy;
use crate::model::{Model, PlaceId};
use crate::paths::{InputPath, SitePath};

/// All outputs of a site, in their order, and where those of each place and record begin among them.
#[derive(Debug, Default)]
pub(super) struct Outputs {
    pub(super) list: Vec<Output>,
    /// For each place, its home with its lists; and where the last end.
    homes: Vec<u32>,
    /// For each place, all else that it has.
    places: Vec<u32>,
    /// For each record.
    records: Vec<u32>,
}

/// Takes outputs.
struct Adding<'a>(&'a mut Vec<Output>);

impl Adding<'_> {
    fn add(&mut self, address: SitePath, subject: Subject) {
        self.0.push(Output { address, subject });
    }

    fn at(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }
}

impl Outputs {
    /// All outputs of a site.
    pub(super) fn new(model: &Model, lines: &Lines, extent: &Extent) -> Self {
        let mut outputs = Outputs::default();
        let adding = &mut Adding(&mut outputs.list);
        let mut pictures: BTreeSet<InputPath> = BTreeSet::new();
        let mut copies: BTreeSet<InputPath> = BTreeSet::new();
        for place in model.places.iter() {
            outputs.homes.push(adding.at());
            home((model, lines), extent, place, adding);
            pictures.extend(place.text.pictures.values().cloned());
        }
        outputs.homes.push(adding.at());
        for place in model.places.iter() {
            outputs.places.push(adding.at());
            rest_of(model, extent, place, adding);
        }
        outputs.places.push(adding.at());
        of_site(model, adding);
        for (number, page) in model.pages.iter().enumerate() {
            adding.add(routes::page(&page.name), Subject::Page(number));
            pictures.extend(page.text.pictures.values().cloned());
        }
        for (number, mechanism) in model.mechanisms.iter().enumerate() {
            adding.add(
                routes::mechanism(&mechanism.name),
                Subject::Mechanism(number),
            );
            pictures.extend(mechanism.text.pictures.values().cloned());
        }
        for (number, policy) in model.policies.iter().enumerate() {
            adding.add(routes::policy(&policy.name), Subject::Policy(number));
            pictures.extend(policy.text.pictures.values().cloned());
        }
        for record in model.slots() {
            outputs.records.push(adding.at());
            let Some(record) = record else { continue };
            of_record(model, extent, record, adding);
            let (shown, copied) = files(record);
            pictures.extend(shown.cloned());
            copies.extend(copied.cloned());
        }
        outputs.records.push(adding.at());
        of_files(pictures, copies, adding);
        adding.add(routes::not_found(), Subject::NotFound);
        adding.add(routes::search(), Subject::Search);
        adding.add(routes::search_places(), Subject::SearchPlaces);
        adding.add(routes::manifest(), Subject::Manifest);
        for asset in &extent.assets {
            adding.add(routes::asset(asset), Subject::Asset(asset.clone()));
        }
        for file in &extent.statics {
            let rest = file
                .path
                .as_str()
                .strip_prefix("content/_static/")
                .unwrap_or(file.path.as_str());
            adding.add(
                SitePath::new(format!("/{rest}")),
                Subject::Copy(file.path.clone()),
            );
        }
        outputs
    }

    /// Whether these, which are those of `before`, are those of `model` as well, which tells some
    /// places otherwise: what may be others is listed again and compared. `lines` are given if they
    /// are others now.
    pub(super) fn stand(
        &self,
        (before, model): (&Model, &Model),
        places: &[PlaceId],
        lines: Option<&Lines>,
        extent: &Extent,
    ) -> bool {
        let is_same = |starts: &[u32], at: usize, of: &dyn Fn(&mut Adding<'_>)| {
            let mut now = Vec::new();
            of(&mut Adding(&mut now));
            let known = starts.get(at).zip(starts.get(at + 1));
            let known = known.and_then(|(from, to)| self.list.get(*from as usize..*to as usize));
            known == Some(now.as_slice())
        };
        let has_same_records = places.iter().all(|place| {
            model.positions_at(*place).iter().all(|at| {
                let (was, now) = (before.at(*at), model.at(*at));
                let of = |record: &Record| {
                    let (shown, copied) = files(record);
                    let files: Vec<InputPath> = shown.chain(copied).cloned().collect();
                    (compose::is_erased(record), files)
                };
                was.map(of) == now.map(of)
                    && is_same(&self.records, *at as usize, &|adding| {
                        if let Some(record) = now {
                            of_record(model, extent, record, adding);
                        }
                    })
            })
        });
        let above = places.iter().flat_map(|place| model.above(*place));
        let above = above.map(|place| place.id);
        let told: BTreeSet<PlaceId> = above.chain(places.iter().copied()).collect();
        has_same_records
            && model.records().next().is_some() == before.records().next().is_some()
            && told.iter().all(|id| {
                let (place, at) = (model.place(*id), id.index());
                model.has_amendments(*id) == before.has_amendments(*id)
                    && lines.is_none_or(|lines| {
                        is_same(&self.homes, at, &|adding| {
                            home((model, lines), extent, place, adding);
                        })
                    })
                    && is_same(&self.places, at, &|adding| {
                        rest_of(model, extent, place, adding);
                    })
            })
    }
}

/// The home of a place, with its lists.
fn home((model, lines): (&Model, &Lines), extent: &Extent, place: &Place, adding: &mut Adding<'_>) {
    adding.add(routes::place(&place.folder), Subject::Place(place.id));
    for kind in Kind::ALL {
        let listed = lines.listed(model, place.id, kind);
        if listed.is_empty() {
            continue;
        }
        adding.add(
            routes::list(&place.folder, kind),
            Subject::List(place.id, kind, Of::Current),
        );
        for of in lists::of_kind(place.id, &listed) {
            adding.add(
                routes::list_of(&place.folder, kind, of),
                Subject::List(place.id, kind, of),
            );
            if let (Kind::Resolution, Of::Year(year)) = (kind, of) {
                adding.add(
                    routes::register(&place.folder, year),
                    Subject::Register(place.id, year, None),
                );
                let own = listed.iter().filter(|line| line.place() == place.id);
                let own = own.filter(|line| line.date.year() == year);
                let months: Vec<Month> = own.map(|line| Month::of(line.date)).collect();
                if lists::is_register_long(months.len()) {
                    for month in months.iter().copied().collect::<BTreeSet<Month>>() {
                        adding.add(
                            routes::register_of(&place.folder, month),
                            Subject::Register(place.id, year, Some(month)),
                        );
                    }
                }
                if extent.posters && !months.is_empty() {
                    adding.add(
                        routes::register_book(&place.folder, year),
                        Subject::RegisterBook(place.id, year),
                    );
                }
            }
        }
    }
}

/// What a place has besides its home and its lists.
fn rest_of(model: &Model, extent: &Extent, place: &Place, adding: &mut Adding<'_>) {
    let (id, folder) = (place.id, place.folder.as_str());
    for (at, year) in model.years_at(id).iter().enumerate() {
        if at == 0 {
            adding.add(routes::feed(folder), Subject::Feed(id));
            adding.add(routes::calendar(folder), Subject::Calendar(id));
        }
        adding.add(routes::table(folder, *year), Subject::Table(id, *year));
        adding.add(routes::data(folder, *year), Subject::Data(id, *year));
    }
    for year in model.found_years(id) {
        let address = routes::search_data(folder, year);
        adding.add(address, Subject::SearchData(id, year));
    }
    let rhythm = model.rhythm(id);
    if !rhythm.is_empty() {
        adding.add(routes::rhythm(folder), Subject::Rhythm(id, None));
        for year in lists::weeks_apart(rhythm) {
            let address = routes::weeks_of(folder, year);
            adding.add(address, Subject::Rhythm(id, Some(year)));
        }
    }
    for turn in &rhythm.weeks {
        let week = turn.period;
        adding.add(routes::week(folder, week), Subject::Week(id, week));
    }
    for turn in &rhythm.months {
        let month = turn.period;
        adding.add(routes::month(folder, month), Subject::Month(id, month));
    }
    for (at, series) in model.series(id).iter().enumerate() {
        let address = routes::series(folder, &series.slug());
        adding.add(address, Subject::Series(id, at));
    }
    for (at, forums) in model.forums(id).iter().enumerate() {
        let address = routes::forum(folder, &forums.slug());
        adding.add(address, Subject::Forum(id, at));
    }
    if model.has_grids(id) {
        adding.add(routes::grids(folder), Subject::Grids(id));
    }
    if let Some(code) = model.chart_code(id) {
        adding.add(routes::short(code), Subject::GridsRedirect(id));
        if extent.posters {
            adding.add(routes::grid_chart(folder), Subject::GridChart(id));
        }
    }
    if model.people().is_told(id) {
        adding.add(routes::bodies(folder), Subject::Bodies(id));
    }
    let mut has_shares = false;
    for taxonomy in Taxonomy::ALL {
        let served = model.served(id, taxonomy);
        if served.is_empty() {
            continue;
        }
        if taxonomy == Taxonomy::Goals {
            adding.add(routes::goals(folder), Subject::Goals(id));
        }
        has_shares |= taxonomy != Taxonomy::Goals;
        if lists::are_words_few(model, &served) {
            continue;
        }
        for of in served.iter().filter(|of| of.total() > 0) {
            let word = compose::anchor(taxonomy, of.number);
            adding.add(
                routes::word(folder, &word),
                Subject::Word(id, taxonomy, of.number),
            );
        }
    }
    for (at, mechanism) in model.mechanisms.iter().enumerate() {
        if model.has_parts(at, id) {
            adding.add(
                routes::parts(folder, &mechanism.name),
                Subject::Parts(id, at),
            );
        }
    }
    if has_shares {
        adding.add(routes::shares(folder), Subject::Shares(id));
    }
    if !place.venues.is_empty() {
        adding.add(routes::venues(folder), Subject::Venues(id));
    }
    if model.has_screen(id) {
        adding.add(routes::screen(folder), Subject::Screen(id));
    }
}

/// What the site has as a whole.
fn of_site(model: &Model, adding: &mut Adding<'_>) {
    if model.records().next().is_some() {
        adding.add(routes::data_schema(), Subject::DataSchema);
    }
    for place in model.places.iter().filter(|of| model.has_amendments(of.id)) {
        let address = routes::corrections(&place.folder);
        adding.add(address, Subject::Corrections(place.id));
    }
    if model.mechanisms.iter().any(|of| !of.adoption.is_empty()) {
        adding.add(routes::rollout(""), Subject::Rollout(None));
        if lists::is_matrix_long(model) {
            for id in model.children(PlaceId::ROOT) {
                let address = routes::rollout(&model.place(*id).folder);
                adding.add(address, Subject::Rollout(Some(*id)));
            }
        }
    }
}

/// What becomes of a record.
fn of_record(model: &Model, extent: &Extent, record: &Record, adding: &mut Adding<'_>) {
    let folder = &model.place(record.place).folder;
    adding.add(
        routes::record(folder, record.kind, record.name()),
        Subject::Record(record.id),
    );
    adding.add(routes::short(&record.code), Subject::Redirect(record.id));
    for (alias, _) in &record.aliases {
        adding.add(routes::alias(alias), Subject::Redirect(record.id));
    }
    if extent.posters {
        let span = model.span_of(record);
        adding.add(
            routes::poster(folder, record.kind, record.name(), span),
            Subject::Poster(record.id),
        );
        if record.is_shared(model.today) {
            adding.add(
                routes::card(folder, record.kind, record.name(), span),
                Subject::Card(record.id),
            );
            adding.add(
                routes::chat(folder, record.kind, record.name(), span),
                Subject::Chat(record.id),
            );
        }
    }
    let compared = model.compared(record);
    if compared.is_some_and(|of| of.publication == Publication::Public) {
        let address = routes::comparison(folder, record.name());
        adding.add(address, Subject::Comparison(record.id));
        if extent.posters {
            let address = routes::comparison_sheet(folder, record.name());
            adding.add(address, Subject::ComparisonSheet(record.id));
        }
    }
}

/// The pictures that a record shows, and the files that it attaches; none if its text is erased.
fn files(
    record: &Record,
) -> (
    impl Iterator<Item = &InputPath>,
    impl Iterator<Item = &InputPath>,
) {
    let shown = Some(record).filter(|record| !compose::is_erased(record));
    let pictures = shown.into_iter().flat_map(|record| {
        let evidence = match &record.facts {
            Facts::Issue(issue) => issue.progress.as_slice(),
            _ => &[],
        };
        let evidence = evidence.iter().flat_map(|entry| &entry.evidence);
        let shots = record.shots().map(|shot| &shot.picture);
        record.text.pictures.values().chain(evidence).chain(shots)
    });
    let attached = shown.into_iter().flat_map(|record| &record.attachments);
    (pictures, attached.map(|(file, _)| &file.path))
}

/// Pictures, and files that are copied.
fn of_files(pictures: BTreeSet<InputPath>, copies: BTreeSet<InputPath>, adding: &mut Adding<'_>) {
    let within = |path: &InputPath| {
        routes::file(
            path.as_str()
                .strip_prefix("content/")
                .unwrap_or(path.as_str()),
        )
    };
    for path in pictures {
        adding.add(within(&path), Subject::Picture(path));
    }
    for path in copies {
        adding.add(within(&path), Subject::Copy(path));
    }
}
