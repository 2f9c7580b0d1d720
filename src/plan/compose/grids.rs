//! Pages and charts of grids.

use super::frame::Belongs;
use super::mechanism::mechanism_link;
use super::poster::hashed;
use super::record::printed;
use super::{Composer, iso};
use crate::model::grid::{self, Counts};
use crate::model::keyed::PosterStyle;
use crate::model::mechanism::Mechanism;
use crate::model::paper::Paper;
use crate::model::place::Place;
use crate::model::{PlaceId, contact};
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::frame::Link;
use crate::plan::view::grids::{
    Band, Below, Building, Count, Grid, GridCounts, GridsInShort, GridsView, Unit,
};
use crate::plan::view::place::RedirectView;
use crate::plan::view::poster::{GridSection, GridsPoster, PosterView, Sheet};
use crate::words;

/// Sheets that the list of buildings may take.
const SHEETS: u32 = 2;

impl Composer<'_> {
    /// The grids of a place.
    pub(super) fn grids(&self, id: PlaceId, page: &SitePath) -> GridsView {
        let place = self.model.place(id);
        let band = self.band(id);
        // A band is told of those who can be held to it.
        let is_judged = place
            .grids
            .named
            .iter()
            .any(|grid| grid.households().is_some());
        let names = || place.buildings.named.iter();
        let lookup = if place.has_chart() {
            names().map(|name| building(place, name)).collect()
        } else {
            Vec::new()
        };
        let known = self.model.grid_counts(id);
        let with = self.children(id).filter(|id| self.model.has_grids(*id));
        GridsView {
            frame: self.frame(id, page, place.title.clone(), String::new(), Belongs::Grids),
            date: place.grids_date.map(iso),
            counts: counts(&known),
            lookup,
            grids: place
                .grids
                .named
                .iter()
                .enumerate()
                .map(|(at, grid)| view(place, at, grid, band))
                .collect(),
            coverage: place.has_grids().then(|| coverage(place)),
            outside: place
                .outside_grids()
                .into_iter()
                .map(str::to_owned)
                .collect(),
            band: band
                .filter(|_| is_judged)
                .map(|(mechanism, least, most)| Band {
                    least,
                    most,
                    mechanism: mechanism_link(mechanism, page),
                }),
            below: with.map(|child| self.grids_below(child, page)).collect(),
            silent: known
                .grids
                .silent
                .iter()
                .filter(|silent| **silent != id)
                .map(|silent| self.place_link(*silent, page))
                .collect(),
            poster: self
                .model
                .chart_code(id)
                .filter(|_| self.posters)
                .map(|_| page.relative(&routes::grid_chart(&place.folder))),
        }
    }

    /// The grids of a place on its home page.
    pub(super) fn grids_in_short(&self, id: PlaceId, page: &SitePath) -> Option<GridsInShort> {
        if !self.model.has_grids(id) {
            return None;
        }
        let place = self.model.place(id);
        let only = match &place.grids.named[..] {
            [grid] => grid.worker_phone.as_ref(),
            _ => None,
        };
        Some(GridsInShort {
            href: page.relative(&routes::grids(&place.folder)),
            counts: counts(&self.model.grid_counts(id)),
            has_lookup: place.has_chart(),
            only_phone: only.map(|phone| (phone.clone(), contact::dialled(phone))),
        })
    }

    /// The small page at the short address that a chart carries.
    pub(super) fn grids_redirect(&self, id: PlaceId, page: &SitePath) -> RedirectView {
        let place = self.model.place(id);
        RedirectView {
            language: self.site.language.clone(),
            target: Link {
                title: self.chart_title(place),
                href: page.relative(&routes::grids(&place.folder)),
            },
            place: place.title.clone(),
            demo: place.demo,
            pinned_today: self.site.pinned_today.clone(),
        }
    }

    /// The chart of the grids of a place, with the hash of its content.
    pub(in crate::plan) fn grid_chart(&self, id: PlaceId, code: &str, paper: Paper) -> PosterView {
        let sheet = Sheet {
            width: paper.width(),
            height: paper.height(),
            economy: self.site.economy,
            style: PosterStyle::Board.key(),
            r#use: "print",
        };
        PosterView {
            sheet: Some(sheet),
            ..hashed(self.grid_chart_without_hash(id, code))
        }
    }

    fn grid_chart_without_hash(&self, id: PlaceId, code: &str) -> PosterView {
        let place = self.model.place(id);
        let mut above = self.model.above(id);
        above.reverse();
        let up = || std::iter::once(place).chain(above.iter().copied());
        let issuers = up().map(|place| &place.issuers).find(|of| !of.is_empty());
        let contact = up().find_map(|place| place.contact.as_deref());
        let base = self.site.base_url.as_deref();
        let short = routes::short(code);
        let date = place.grids_date;
        let day = date.map(|day| format!("-{}", day.format("%Y%m%d")));
        let asked = contact.and_then(|contact| contact.phone.clone());
        // Where nobody else can be asked, whoever answers for the only grid.
        let only = match &place.grids.named[..] {
            [grid] => grid.worker_phone.clone(),
            _ => None,
        };
        PosterView {
            language: self.site.language.clone(),
            kind: "grids",
            r#type: "",
            place: place.title.clone(),
            scope: Vec::new(),
            demo: place.demo,
            pinned_today: self.site.pinned_today.clone(),
            title: vec![self.chart_title(place)],
            unbroken: vec![place.title.clone()],
            document_number: None,
            lead: None,
            day_hours: None,
            pre_review: None,
            points: Vec::new(),
            questions: Vec::new(),
            body: Vec::new(),
            sheets: SHEETS,
            attachments: Vec::new(),
            issuers: issuers.map_or_else(Vec::new, |issuers| self.names(issuers)),
            issuer_is_government: false,
            date: date.map(iso).unwrap_or_default(),
            // Hours are of whoever answers that telephone, or are not told.
            hours: contact
                .filter(|_| asked.is_some())
                .and_then(|contact| contact.hours.clone()),
            office: contact.and_then(|contact| contact.place.clone()),
            phone: asked.or(only),
            objections: None,
            period: None,
            take_down: None,
            qr: base.map(|base| short.in_full(base)),
            short_address: base.map(|base| printed(base, &short)),
            number: format!("G{}-{code}", day.unwrap_or_default()),
            hash: String::new(),
            withdrawn: None,
            supersedes: None,
            superseded: None,
            off: None,
            version: None,
            issue: None,
            resolution: None,
            meeting: None,
            account: None,
            assessment: None,
            work: None,
            activity: None,
            grids: Some(chart(place)),
            comparison: None,
            sheet: None,
            qr_picture: String::new(),
            pictures: Vec::new(),
        }
    }

    /// The headline of a chart, which no author writes.
    fn chart_title(&self, place: &Place) -> String {
        let words = if place.grids.named.len() > 1 {
            words!("你家在第几网格", "Find your grid")
        } else {
            words!("有事找网格员", "Call your grid worker")
        };
        match self.site.language.as_str() {
            "en" => words.en,
            _ => words.zh,
        }
    }

    /// The first mechanism in use at a place that says how large a grid should be.
    fn band(&self, id: PlaceId) -> Option<(&Mechanism, u64, u64)> {
        // The adoption of places above counts, which stand in the documents of mechanisms.
        let mut mechanisms = self.model.mechanisms().iter();
        mechanisms.find_map(|mechanism| {
            let (least, most) = mechanism.households_per_grid?;
            let is_in_use = self.model.is_in_use(mechanism, id);
            is_in_use.then_some((mechanism, least, most))
        })
    }

    fn grids_below(&self, id: PlaceId, page: &SitePath) -> Below {
        let place = self.model.place(id);
        Below {
            link: Link {
                title: place.title.clone(),
                href: page.relative(&routes::grids(&place.folder)),
            },
            demo: place.demo,
            counts: counts(&self.model.grid_counts(id)),
        }
    }
}

fn counts(counts: &Counts) -> GridCounts {
    let of = |count: &grid::Count| Count {
        known: count.is_told.then_some(count.known),
        silent: count.silent.len(),
    };
    GridCounts {
        grids: of(&counts.grids),
        units: of(&counts.units),
        buildings: of(&counts.buildings),
        households: of(&counts.households),
    }
}

fn coverage(place: &Place) -> &'static str {
    if !place.outside_grids().is_empty() {
        "gaps"
    } else if place.has_chart() {
        "whole"
    } else {
        "unknown"
    }
}

fn building(place: &Place, name: &str) -> Building {
    let lies = place.lies(name);
    let grid = lies.map(|(at, _)| &place.grids.named[at]);
    let phone = grid.and_then(|grid| grid.worker_phone.clone());
    Building {
        name: name.to_owned(),
        grid: grid.map(|grid| grid.name.clone()),
        unit: lies.and_then(|(_, unit)| Some(unit?.name.clone())),
        tel: phone.as_deref().map(contact::dialled),
        phone,
    }
}

fn view(place: &Place, at: usize, grid: &grid::Grid, band: Option<(&Mechanism, u64, u64)>) -> Grid {
    let households = grid.households();
    let size = band.zip(households).and_then(|((_, least, most), count)| {
        if count < least {
            Some("below")
        } else if count > most {
            Some("above")
        } else {
            None
        }
    });
    let buildings = in_grid(place, at).count();
    Grid {
        name: grid.name.clone(),
        phone: grid.worker_phone.clone(),
        tel: grid.worker_phone.as_deref().map(contact::dialled),
        units: grid.units(),
        buildings: Some(buildings).filter(|count| *count > 0),
        households,
        size,
        parts: grid
            .listed()
            .iter()
            .map(|unit| Unit {
                name: unit.name.clone(),
                buildings: unit.buildings.clone(),
                households: unit.households,
            })
            .collect(),
    }
}

/// The buildings of a grid in the order of the place, with their unit grids.
fn in_grid(place: &Place, at: usize) -> impl Iterator<Item = (&String, Option<&grid::Unit>)> {
    let buildings = place.buildings.named.iter();
    buildings.filter_map(move |name| {
        let (grid, unit) = place.lies(name)?;
        (grid == at).then_some((name, unit))
    })
}

fn chart(place: &Place) -> GridsPoster {
    let section = |(at, grid): (usize, &grid::Grid)| GridSection {
        name: grid.name.clone(),
        phone: grid.worker_phone.clone(),
        buildings: in_grid(place, at)
            .map(|(name, unit)| (name.clone(), unit.map(|unit| unit.name.clone())))
            .collect(),
    };
    GridsPoster {
        grids: place.grids.named.iter().enumerate().map(section).collect(),
        outside: place
            .outside_grids()
            .into_iter()
            .map(str::to_owned)
            .collect(),
    }
}
