//! What a site needs where it is served.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;

use super::frame::Belongs;
use super::{Composer, iso};
use crate::model::PlaceId;
use crate::model::keyed::{Kind, Level};
use crate::paths::SitePath;
use crate::plan::view::frame::{DataLinks, Frame, Link, Section, YearFiles};
use crate::plan::view::served::{Home, ManifestView, NotFoundView, PageEntry, SitemapView};
use crate::plan::{Of, Output, Subject, routes, sitemap};

/// For each place and kind, the last change of a record that it lists.
type Changes = BTreeMap<(PlaceId, Kind), NaiveDate>;

impl Composer<'_> {
    /// The page for an address at which there is nothing.
    pub(super) fn not_found(&self, page: &SitePath) -> NotFoundView {
        let root = self.root();
        let title = self.model.place(PlaceId::ROOT).title.clone();
        let frame = self.frame(
            PlaceId::ROOT,
            page,
            title,
            String::new(),
            Belongs::Elsewhere,
        );
        let below = self.model.family(PlaceId::ROOT).into_iter().skip(1);
        let is_community = |id: &PlaceId| self.model.place(*id).level == Level::Community;
        let mut homes: Vec<PlaceId> = below.filter(is_community).collect();
        if homes.is_empty() {
            homes.extend(self.model.children(PlaceId::ROOT));
        }
        // Stable: those that are not invented come first, in their order.
        homes.sort_by_key(|id| self.model.place(*id).demo);
        let home = |id: PlaceId| {
            let mut link = self.place_link(id, page);
            link.href.insert_str(0, &root);
            Home {
                link,
                demo: self.model.place(id).demo,
            }
        };
        NotFoundView {
            frame: rooted(frame, &root),
            homes: homes.into_iter().map(home).collect(),
        }
    }

    /// The path under which the site stands at its host: `/`, or that of its address.
    fn root(&self) -> String {
        let base = self.site.base_url.as_deref().unwrap_or_default();
        let rest = base.split_once("://").map_or("", |(_, rest)| rest);
        let path = rest.split_once('/').map_or("", |(_, path)| path);
        if path.is_empty() {
            "/".to_owned()
        } else {
            format!("/{path}/")
        }
    }

    /// Addresses of pages: of all, of the files in which they stand, or of one of these files.
    pub(in crate::plan) fn sitemap(
        &self,
        outputs: &[Output],
        parts: &[Range<usize>],
        part: Option<usize>,
    ) -> SitemapView {
        let base = self.site.base_url.as_deref().unwrap_or_default();
        let full = |address: &SitePath| address.in_full(base);
        if part.is_none() && parts.len() > 1 {
            let file = |at| full(&routes::sitemap(Some(at)));
            return SitemapView {
                files: (0..parts.len()).map(file).collect(),
                pages: Vec::new(),
            };
        }
        let range = parts.get(part.unwrap_or(0)).cloned();
        let outputs = range.and_then(|range| outputs.get(range));
        // Only the first files have pages of places and lists.
        let changes = LazyCell::new(|| self.changes());
        let pages = outputs.unwrap_or_default().iter();
        SitemapView {
            files: Vec::new(),
            pages: pages
                .filter(|output| sitemap::is_listed(output, |id| self.model.record(id)))
                .map(|output| PageEntry {
                    address: full(&output.address),
                    changed: self.changed(output, &changes).map(iso),
                })
                .collect(),
        }
    }

    /// The last change of what an output tells; none if that is not known.
    fn changed(&self, output: &Output, changes: &Changes) -> Option<NaiveDate> {
        match &output.subject {
            Subject::Record(id) => self.model.changed(self.model.record(*id)?),
            Subject::List(place, kind, Of::Current) => changes.get(&(*place, *kind)).copied(),
            Subject::Place(place) => {
                let of = |kind| changes.get(&(*place, kind)).copied();
                Kind::ALL.into_iter().filter_map(of).max()
            }
            _ => None,
        }
    }

    fn changes(&self) -> Changes {
        let mut changes = Changes::new();
        // From below: a place is behind those above it.
        for id in self.model.family(PlaceId::ROOT).into_iter().rev() {
            let place = self.model.place(id);
            let parent = place.parent.filter(|parent| {
                let parent = self.model.place(*parent);
                parent.demo || !place.demo
            });
            for kind in Kind::ALL {
                let records = self.model.records_at(id, kind);
                let own = records
                    .filter_map(|record| self.model.changed(record))
                    .max();
                let last = changes.get(&(id, kind)).copied().max(own);
                let Some(last) = last else { continue };
                changes.insert((id, kind), last);
                if let Some(parent) = parent {
                    let above = changes.entry((parent, kind)).or_insert(last);
                    *above = last.max(*above);
                }
            }
        }
        changes
    }

    /// What a phone needs to keep the site beside its programs.
    pub(super) fn manifest(&self) -> ManifestView {
        ManifestView {
            name: self.site.title.clone(),
            short_name: self.model.place(PlaceId::ROOT).title.clone(),
        }
    }
}

/// The frame of a page at the root with addresses that hold wherever a server answers with it. It
/// is no page to be found: it has no address of its own and no way to it.
///
/// Every field is named: whoever adds one must look whether it holds an address.
fn rooted(frame: Frame, root: &str) -> Frame {
    let put = |href: String| format!("{root}{href}");
    let link = |of: Link| Link {
        title: of.title,
        href: put(of.href),
    };
    let files = |of: YearFiles| YearFiles {
        year: of.year,
        table: put(of.table),
        json: put(of.json),
    };
    let data = |of: DataLinks| DataLinks {
        feed: put(of.feed),
        calendar: put(of.calendar),
        years: of.years.into_iter().map(files).collect(),
    };
    let section = |of: &Section| Section {
        key: of.key,
        href: put(of.href.clone()),
        current: of.current,
    };
    let Frame {
        site,
        root: way,
        title,
        description,
        canonical: _,
        place,
        level,
        demo,
        above,
        sections,
        pages,
        corrections,
        trail: _,
        search,
        data: files_of_data,
    } = frame;
    Frame {
        site: Arc::clone(&site),
        root: put(way),
        title,
        description,
        canonical: None,
        place: link(place),
        level,
        demo,
        above: above.into_iter().map(link).collect(),
        sections: sections.iter().map(section).collect(),
        pages: pages.into_iter().map(link).collect(),
        corrections: corrections.map(put),
        trail: Vec::new(),
        search: put(search),
        data: files_of_data.map(data),
    }
}
