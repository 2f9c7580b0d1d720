//! What a site needs where it is served: the page for what is not there, addresses for search
//! engines, and what a phone keeps.

use serde::Serialize;

use super::frame::{Frame, Link};

/// The page for an address at which there is nothing. A server answers with it at any depth, so all
/// its addresses begin at the root of the host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotFoundView {
    /// What stands around it.
    pub frame: Frame,
    /// Where to go on: communities, else the places below the root.
    pub homes: Vec<Home>,
}

/// The home of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Home {
    /// Its title and address.
    pub link: Link,
    /// It is invented.
    pub demo: bool,
}

/// Addresses of pages, or of files in which these stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SitemapView {
    /// Full addresses of the files of a large site; then there are no pages.
    pub files: Vec<String>,
    /// Pages.
    pub pages: Vec<PageEntry>,
}

/// A page for search engines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageEntry {
    /// Full address.
    pub address: String,
    /// ISO date of the last thing that happened to its records.
    pub changed: Option<String>,
}

/// What a phone needs to keep the site beside its programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ManifestView {
    /// Name of the site.
    pub name: String,
    /// A short name, for under the icon.
    pub short_name: String,
}
