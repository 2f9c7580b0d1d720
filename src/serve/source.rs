//! What the server is given: the last good site, and what is wrong now.

use std::sync::Arc;

use crate::config::Language;
use crate::diagnostic::Diagnostics;
use crate::paths::{InputPath, SitePath};
use crate::pipeline::{Site, Specimen, Wish};

/// A site that renders one output when it is asked for.
pub trait Source: Send + Sync {
    /// The bytes at an address; none if there is no such output. May take long.
    fn answer(&self, address: &SitePath) -> Option<Result<Vec<u8>, Diagnostics>>;

    /// The poster at an address as pictures; none if there is no poster. May take long.
    fn specimen(&self, address: &SitePath, wish: Wish) -> Option<Result<Specimen, Diagnostics>>;

    /// What stays the same only if the bytes at the address do. Renders nothing.
    fn fingerprint(&self, address: &SitePath) -> Option<[u8; 16]>;

    /// The address of the page that a source file becomes.
    fn address_of(&self, path: &InputPath) -> Option<SitePath>;
}

impl Source for Site {
    fn answer(&self, address: &SitePath) -> Option<Result<Vec<u8>, Diagnostics>> {
        Site::answer(self, address)
    }

    fn specimen(&self, address: &SitePath, wish: Wish) -> Option<Result<Specimen, Diagnostics>> {
        Site::specimen(self, address, wish)
    }

    fn fingerprint(&self, address: &SitePath) -> Option<[u8; 16]> {
        Site::fingerprint(self, address)
    }

    fn address_of(&self, path: &InputPath) -> Option<SitePath> {
        Site::address_of(self, path).cloned()
    }
}

/// One look at the site.
#[derive(Clone)]
pub struct Round {
    /// The last good site; none if there never was one.
    pub site: Option<Arc<dyn Source>>,
    /// What is wrong now: errors first, then warnings, then notes.
    pub diagnostics: Arc<Diagnostics>,
    /// The language of the site.
    pub language: Language,
}

impl Round {
    /// The words of the site's language.
    pub(super) fn say(&self, words: crate::diagnostic::Words) -> String {
        match self.language {
            Language::Zh => words.zh,
            Language::En => words.en,
        }
    }
}
