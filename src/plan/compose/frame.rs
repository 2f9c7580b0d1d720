//! What stands around every page.

use std::sync::Arc;

use super::Composer;
use crate::model::PlaceId;
use crate::model::keyed::Kind;
use crate::model::page::Page;
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::frame::{Crumb, DataLinks, Frame, Link, Section, YearFiles};

/// Sections in the order in which residents ask for them: what is new and what is decided before
/// money, works and weeks, and these before what seldom changes. Where there are more than fit into
/// one line the bar shows the first of them, and the others unfold.
const ORDER: [&str; 14] = [
    "home",
    "notices",
    "issues",
    "resolutions",
    "meetings",
    "accounts",
    "works",
    "weeks",
    "months",
    "grids",
    "bodies",
    "assessments",
    "activities",
    "venues",
];

impl Composer<'_> {
    /// The frame of a page of a place; `section` is the kind to which the page belongs.
    pub(super) fn frame(
        &self,
        place: PlaceId,
        page: &SitePath,
        title: String,
        description: String,
        section: Belongs,
    ) -> Frame {
        let here = self.model.place(place);
        let link = |title: &str, folder: &str| Link {
            title: title.to_owned(),
            href: page.relative(&routes::place(folder)),
        };
        Frame {
            site: Arc::clone(&self.site),
            root: page.to_root(),
            title,
            description,
            canonical: self.site.base_url.as_ref().map(|base| page.in_full(base)),
            place: link(&here.title, &here.folder),
            level: here.level.key(),
            demo: here.demo,
            above: self
                .model
                .above(place)
                .iter()
                .map(|above| link(&above.title, &above.folder))
                .collect(),
            trail: self.trail(place, page, section),
            sections: self.sections(place, page, section),
            pages: self.pages(page),
            data: self.data_links(place, page),
            search: search_link(page, &here.folder),
            corrections: self
                .model
                .has_amendments(place)
                .then(|| page.relative(&routes::corrections(&here.folder))),
        }
    }

    /// The way from the root down to a page.
    fn trail(&self, place: PlaceId, page: &SitePath, section: Belongs) -> Vec<Crumb> {
        let here = self.model.place(place);
        let folder = &here.folder;
        let section = match section {
            Belongs::Home | Belongs::Elsewhere => None,
            Belongs::Of(kind) => Some((kind.folder(), routes::list(folder, kind))),
            Belongs::Weeks => Some((self.rhythm_key(place), routes::rhythm(folder))),
            Belongs::Grids => Some(("grids", routes::grids(folder))),
            Belongs::Bodies => Some(("bodies", routes::bodies(folder))),
            Belongs::Venues => Some(("venues", routes::venues(folder))),
        };
        let above = self.model.above(place).into_iter().chain([here]);
        let places = above.map(|place| (Some(&place.title), None, routes::place(&place.folder)));
        let section = section.map(|(key, address)| (None, Some(key), address));
        places
            .chain(section)
            .filter(|(.., address)| address != page)
            .map(|(title, section, address)| Crumb {
                title: title.cloned(),
                section,
                address: match &self.site.base_url {
                    Some(base) => address.in_full(base),
                    None => page.relative(&address),
                },
            })
            .collect()
    }

    /// The section of weeks and months, by what a place has.
    fn rhythm_key(&self, place: PlaceId) -> &'static str {
        if self.model.rhythm(place).weeks.is_empty() {
            "months"
        } else {
            "weeks"
        }
    }

    /// Feeds and data of a place that lists records.
    fn data_links(&self, place: PlaceId, page: &SitePath) -> Option<DataLinks> {
        let years = self.model.years_at(place);
        let folder = &self.model.place(place).folder;
        let files = |year: &i32| YearFiles {
            year: *year,
            table: page.relative(&routes::table(folder, *year)),
            json: page.relative(&routes::data(folder, *year)),
        };
        (!years.is_empty()).then(|| DataLinks {
            feed: page.relative(&routes::feed(folder)),
            calendar: page.relative(&routes::calendar(folder)),
            years: years.iter().map(files).collect(),
        })
    }

    fn sections(&self, place: PlaceId, page: &SitePath, current: Belongs) -> Arc<[Section]> {
        let here = self.model.place(place);
        let folder = &here.folder;
        let home = Section {
            key: "home",
            href: page.relative(&routes::place(folder)),
            current: current == Belongs::Home,
        };
        let kinds = Kind::ALL
            .into_iter()
            .filter(|kind| self.model.has_list(place, *kind))
            .map(|kind| Section {
                key: kind.folder(),
                href: page.relative(&routes::list(folder, kind)),
                current: current == Belongs::Of(kind),
            });
        let rhythm = self.model.rhythm(place);
        let further = [
            (
                self.rhythm_key(place),
                !rhythm.is_empty(),
                routes::rhythm(folder),
                Belongs::Weeks,
            ),
            (
                "grids",
                self.model.has_grids(place),
                routes::grids(folder),
                Belongs::Grids,
            ),
            (
                "bodies",
                self.model.has_people(place),
                routes::bodies(folder),
                Belongs::Bodies,
            ),
            (
                "venues",
                !here.venues.is_empty(),
                routes::venues(folder),
                Belongs::Venues,
            ),
        ];
        let further = further
            .into_iter()
            .filter(|(_, is_there, ..)| *is_there)
            .map(|(key, _, address, belongs)| Section {
                key,
                href: page.relative(&address),
                current: current == belongs,
            });
        let mut sections: Vec<Section> =
            std::iter::once(home).chain(kinds).chain(further).collect();
        sections.sort_by_key(|section| {
            let place = ORDER.iter().position(|key| *key == section.key);
            place.unwrap_or(ORDER.len())
        });
        sections.into()
    }

    /// Links to the plain pages of the site, in their order. Those that belong to places stand on
    /// the homes of these.
    fn pages(&self, page: &SitePath) -> Vec<Link> {
        self.page_links(page, |of| of.places.is_empty())
    }

    /// Links to plain pages, in their order.
    pub(super) fn page_links(&self, page: &SitePath, wanted: impl Fn(&Page) -> bool) -> Vec<Link> {
        let pages = self.model.pages().iter();
        let mut pages: Vec<_> = pages.filter(|of| wanted(of)).collect();
        pages.sort_by(|a, b| a.order.cmp(&b.order).then(a.name.cmp(&b.name)));
        pages
            .iter()
            .map(|plain| Link {
                title: plain.title.clone(),
                href: page.relative(&routes::page(&plain.name)),
            })
            .collect()
    }
}

/// The way from a page to the search, which begins at a place.
fn search_link(page: &SitePath, folder: &str) -> String {
    let way = page.relative(&routes::search());
    if folder.is_empty() {
        return way;
    }
    // Encoded as an address; its slashes mean themselves in a query (RFC 3986, 3.4).
    let folder = routes::place(folder).encoded();
    let folder = folder
        .trim_start_matches('/')
        .trim_end_matches("/index.html");
    format!("{way}?in={folder}")
}

/// The section of the navigation to which a page belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Belongs {
    /// The home of the place.
    Home,
    /// Records of a kind.
    Of(Kind),
    /// Weeks and months.
    Weeks,
    /// Grids.
    Grids,
    /// Bodies.
    Bodies,
    /// Venues.
    Venues,
    /// None.
    Elsewhere,
}
