//! Reads a site folder: walks it, reads and decodes texts, splits front matter. The only reader
//! of content.

mod decode;
mod document;
mod look;
mod names;
mod read;
mod stamp;
mod sum;
mod theme;
mod tree;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use crate::diagnostic::Diagnostics;
use crate::paths::InputPath;
use crate::source::{Hash, Source};
use crate::theme::Theme;

pub use document::{Document, Parts};
pub use look::Seen;
pub use names::{LONGEST as LONGEST_NAME, is_forbidden as is_forbidden_in_name};
pub use stamp::Stamp;
pub use tree::{Kept, POSTINGS, Touched, Tree, is_beside_postings, is_posting_sheet};

/// Everything that a site folder holds.
#[derive(Debug, Clone, Default)]
pub struct Inputs {
    /// Which files there are.
    pub names: Names,
    /// `content/site.yaml`.
    pub settings: Option<Arc<Source>>,
    /// The YAML files of `content/rules/`, sorted by path.
    pub rules: Vec<Arc<Source>>,
    /// The sheets of postings of places, sorted by path.
    pub postings: Vec<Arc<Source>>,
    /// All Markdown files, sorted by path.
    pub documents: Vec<Arc<Document>>,
    /// All other files of `content/`, sorted by path.
    pub files: Vec<InputFile>,
    /// Files below `content/_static/`, sorted by path.
    pub statics: Vec<InputFile>,
}

/// The files of a site by their paths, and how large those are that are not read as text. Two that
/// are equal are the same, so that nothing need be compared.
#[derive(Debug, Clone, Default)]
pub struct Names(Arc<()>);

impl PartialEq for Names {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Names {}

/// A file that is not read as text.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct InputFile {
    /// Where it lies.
    pub path: InputPath,
    /// Its size in bytes.
    pub size: u64,
}

/// A site folder on disk, the one door to the content.
#[derive(Debug, Clone)]
pub struct SiteFolder {
    root: PathBuf,
}

impl SiteFolder {
    /// The site in the folder `root`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        SiteFolder { root: root.into() }
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The theme named in the settings: the built-in one with the site's files laid over it.
    pub fn theme(&self, name: Option<&str>) -> (Theme, Diagnostics) {
        theme::read(&self.root, name)
    }

    /// Hash of the files of the theme named in the settings, with their stamps; none if one was
    /// written just now or cannot be looked at.
    pub fn theme_digest(&self, name: Option<&str>, now: SystemTime) -> Option<Hash> {
        theme::digest(&self.root, name, now)
    }

    /// The text of an input file as it is read for the model, if it can be read.
    pub fn source(&self, path: &InputPath) -> Option<Source> {
        tree::source(&self.root, path, &mut Diagnostics::new())
    }

    /// The bytes of an input file.
    ///
    /// # Errors
    ///
    /// Whatever the system says.
    pub fn bytes(&self, path: &InputPath) -> io::Result<Vec<u8>> {
        std::fs::read(path.below(&self.root))
    }
}
