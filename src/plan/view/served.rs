//! What a site needs where it is served: the page for what is not there, addresses for search
//! engines, and what a phone keeps.

use serde::Serialize;

use super::frame::Frame;

/// The page for an address at which there is nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotFoundView {
    /// What stands around it.
    pub frame: Frame,
}

/// Addresses of all pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SitemapView {
    /// Full addresses.
    pub pages: Vec<String>,
}

/// What a phone needs to keep the site beside its programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ManifestView {
    /// Name of the site.
    pub name: String,
}
