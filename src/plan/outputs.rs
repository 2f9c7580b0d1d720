//! Every output of a site with its address.

use std::collections::BTreeSet;

use super::{Extent, Of, Output, Subject, compose, lists, routes};
use crate::model::keyed::{Kind, Publication};
use crate::model::month::Month;
use crate::model::record::Facts;
use crate::model::taxonomy::Taxonomy;
use crate::model::{Model, PlaceId};
use crate::paths::{InputPath, SitePath};

/// All outputs of a site, in their order.
pub(super) fn outputs(model: &Model, extent: &Extent) -> Vec<Output> {
    let mut outputs = Vec::new();
    let mut add = |address: SitePath, subject: Subject| outputs.push(Output { address, subject });
    let mut pictures: BTreeSet<InputPath> = BTreeSet::new();
    let mut copies: BTreeSet<InputPath> = BTreeSet::new();
    for place in model.places.iter() {
        add(routes::place(&place.folder), Subject::Place(place.id));
        pictures.extend(place.text.pictures.values().cloned());
        for kind in Kind::ALL {
            let listed = model.listed_at(place.id, kind);
            if listed.is_empty() {
                continue;
            }
            add(
                routes::list(&place.folder, kind),
                Subject::List(place.id, kind, Of::Current),
            );
            for of in lists::of_kind(model, place.id, &listed) {
                add(
                    routes::list_of(&place.folder, kind, of),
                    Subject::List(place.id, kind, of),
                );
                if let (Kind::Resolution, Of::Year(year)) = (kind, of) {
                    add(
                        routes::register(&place.folder, year),
                        Subject::Register(place.id, year, None),
                    );
                    let own = model.records_at(place.id, kind);
                    let own = own.filter(|record| compose::year(record) == year);
                    let months: Vec<Month> = own.map(|record| Month::of(record.date)).collect();
                    if lists::is_register_long(months.len()) {
                        for month in months.iter().copied().collect::<BTreeSet<Month>>() {
                            add(
                                routes::register_of(&place.folder, month),
                                Subject::Register(place.id, year, Some(month)),
                            );
                        }
                    }
                    if extent.posters && !months.is_empty() {
                        add(
                            routes::register_book(&place.folder, year),
                            Subject::RegisterBook(place.id, year),
                        );
                    }
                }
            }
        }
    }
    for place in model.places.iter() {
        let (id, folder) = (place.id, place.folder.as_str());
        for (at, year) in model.years_at(id).iter().enumerate() {
            if at == 0 {
                add(routes::feed(folder), Subject::Feed(id));
                add(routes::calendar(folder), Subject::Calendar(id));
            }
            add(routes::table(folder, *year), Subject::Table(id, *year));
            add(routes::data(folder, *year), Subject::Data(id, *year));
        }
        for year in model.found_years(id) {
            let address = routes::search_data(folder, year);
            add(address, Subject::SearchData(id, year));
        }
        let rhythm = model.rhythm(id);
        if !rhythm.is_empty() {
            add(routes::rhythm(folder), Subject::Rhythm(id, None));
            for year in lists::weeks_apart(rhythm) {
                let address = routes::weeks_of(folder, year);
                add(address, Subject::Rhythm(id, Some(year)));
            }
        }
        for turn in &rhythm.weeks {
            let week = turn.period;
            add(routes::week(folder, week), Subject::Week(id, week));
        }
        for turn in &rhythm.months {
            let month = turn.period;
            add(routes::month(folder, month), Subject::Month(id, month));
        }
        for (at, series) in model.series(id).iter().enumerate() {
            let address = routes::series(folder, &series.slug());
            add(address, Subject::Series(id, at));
        }
        for (at, forums) in model.forums(id).iter().enumerate() {
            let address = routes::forum(folder, &forums.slug());
            add(address, Subject::Forum(id, at));
        }
        if model.has_grids(id) {
            add(routes::grids(folder), Subject::Grids(id));
        }
        if let Some(code) = model.chart_code(id) {
            add(routes::short(code), Subject::GridsRedirect(id));
            if extent.posters {
                add(routes::grid_chart(folder), Subject::GridChart(id));
            }
        }
        if model.people().is_told(id) {
            add(routes::bodies(folder), Subject::Bodies(id));
        }
        let mut has_shares = false;
        for taxonomy in Taxonomy::ALL {
            let served = model.served(id, taxonomy);
            if served.is_empty() {
                continue;
            }
            if taxonomy == Taxonomy::Goals {
                add(routes::goals(folder), Subject::Goals(id));
            }
            has_shares |= taxonomy != Taxonomy::Goals;
            if lists::are_words_few(model, &served) {
                continue;
            }
            for of in served.iter().filter(|of| of.total() > 0) {
                let word = compose::anchor(taxonomy, of.number);
                add(
                    routes::word(folder, &word),
                    Subject::Word(id, taxonomy, of.number),
                );
            }
        }
        for (at, mechanism) in model.mechanisms.iter().enumerate() {
            if model.has_parts(at, id) {
                add(
                    routes::parts(folder, &mechanism.name),
                    Subject::Parts(id, at),
                );
            }
        }
        if has_shares {
            add(routes::shares(folder), Subject::Shares(id));
        }
        if !place.venues.is_empty() {
            add(routes::venues(folder), Subject::Venues(id));
        }
        if model.has_screen(id) {
            add(routes::screen(folder), Subject::Screen(id));
        }
    }
    if model.records().next().is_some() {
        add(routes::data_schema(), Subject::DataSchema);
    }
    for place in model.places.iter().filter(|of| model.has_amendments(of.id)) {
        let address = routes::corrections(&place.folder);
        add(address, Subject::Corrections(place.id));
    }
    if model.mechanisms.iter().any(|of| !of.adoption.is_empty()) {
        add(routes::rollout(""), Subject::Rollout(None));
        if lists::is_matrix_long(model) {
            for id in model.children(PlaceId::ROOT) {
                let address = routes::rollout(&model.place(*id).folder);
                add(address, Subject::Rollout(Some(*id)));
            }
        }
    }
    for (number, page) in model.pages.iter().enumerate() {
        add(routes::page(&page.name), Subject::Page(number));
        pictures.extend(page.text.pictures.values().cloned());
    }
    for (number, mechanism) in model.mechanisms.iter().enumerate() {
        add(
            routes::mechanism(&mechanism.name),
            Subject::Mechanism(number),
        );
        pictures.extend(mechanism.text.pictures.values().cloned());
    }
    for (number, policy) in model.policies.iter().enumerate() {
        add(routes::policy(&policy.name), Subject::Policy(number));
        pictures.extend(policy.text.pictures.values().cloned());
    }
    for record in model.records() {
        let folder = &model.place(record.place).folder;
        add(
            routes::record(folder, record.kind, record.name()),
            Subject::Record(record.id),
        );
        add(routes::short(&record.code), Subject::Redirect(record.id));
        for (alias, _) in &record.aliases {
            add(routes::alias(alias), Subject::Redirect(record.id));
        }
        if extent.posters {
            let span = model.span_of(record);
            add(
                routes::poster(folder, record.kind, record.name(), span),
                Subject::Poster(record.id),
            );
            if record.is_shared(model.today) {
                add(
                    routes::card(folder, record.kind, record.name(), span),
                    Subject::Card(record.id),
                );
                add(
                    routes::chat(folder, record.kind, record.name(), span),
                    Subject::Chat(record.id),
                );
            }
        }
        let compared = model.compared(record);
        if compared.is_some_and(|of| of.publication == Publication::Public) {
            let address = routes::comparison(folder, record.name());
            add(address, Subject::Comparison(record.id));
            if extent.posters {
                let address = routes::comparison_sheet(folder, record.name());
                add(address, Subject::ComparisonSheet(record.id));
            }
        }
        if compose::is_erased(record) {
            continue;
        }
        pictures.extend(record.text.pictures.values().cloned());
        if let Facts::Issue(issue) = &record.facts {
            let evidence = issue.progress.iter().flat_map(|entry| &entry.evidence);
            pictures.extend(evidence.cloned());
        }
        pictures.extend(record.shots().map(|shot| shot.picture.clone()));
        copies.extend(record.attachments.iter().map(|(file, _)| file.path.clone()));
    }
    let within = |path: &InputPath| {
        routes::file(
            path.as_str()
                .strip_prefix("content/")
                .unwrap_or(path.as_str()),
        )
    };
    for path in pictures {
        add(within(&path), Subject::Picture(path));
    }
    for path in copies {
        add(within(&path), Subject::Copy(path));
    }
    add(routes::not_found(), Subject::NotFound);
    add(routes::search(), Subject::Search);
    add(routes::search_places(), Subject::SearchPlaces);
    add(routes::manifest(), Subject::Manifest);
    for asset in &extent.assets {
        add(routes::asset(asset), Subject::Asset(asset.clone()));
    }
    for file in &extent.statics {
        let rest = file
            .path
            .as_str()
            .strip_prefix("content/_static/")
            .unwrap_or(file.path.as_str());
        add(
            SitePath::new(format!("/{rest}")),
            Subject::Copy(file.path.clone()),
        );
    }
    outputs
}
