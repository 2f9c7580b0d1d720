//! What a site needs where it is served.

use super::Composer;
use super::frame::Belongs;
use crate::model::PlaceId;
use crate::paths::SitePath;
use crate::plan::view::served::{ManifestView, NotFoundView, SitemapView};

impl Composer<'_> {
    /// The page for an address at which there is nothing.
    pub(super) fn not_found(&self, page: &SitePath) -> NotFoundView {
        NotFoundView {
            frame: self.frame(
                PlaceId::ROOT,
                page,
                self.model.place(PlaceId::ROOT).title.clone(),
                String::new(),
                Belongs::Elsewhere,
            ),
        }
    }

    /// Addresses of all pages.
    pub(super) fn sitemap(&self) -> SitemapView {
        SitemapView { pages: Vec::new() }
    }

    /// What a phone needs to keep the site beside its programs.
    pub(super) fn manifest(&self) -> ManifestView {
        ManifestView {
            name: self.site.title.clone(),
        }
    }
}
