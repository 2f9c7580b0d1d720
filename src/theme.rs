//! A theme's files as data: the one built in, and what a site lays over it file by file.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::source::{self, Hash};

mod built_in {
    include!(concat!(env!("OUT_DIR"), "/theme.rs"));
}

/// Version of the views; a theme names it in `theme.yaml` as `views`.
pub const VIEWS: u32 = 1;

/// Hash of everything that decides which bytes the program makes of a site: its own sources, the
/// default theme, the versions of its libraries.
pub const PROGRAM: Hash = built_in::PROGRAM;

/// Names of all fields that views have, sorted.
pub const FIELDS: &[&str] = built_in::FIELDS;

/// The files of a theme, by their path within it.
#[derive(Debug, Clone)]
pub struct Theme {
    files: BTreeMap<String, File>,
}

#[derive(Debug, Clone)]
struct File {
    bytes: Cow<'static, [u8]>,
    hash: Hash,
}

impl Theme {
    /// The default theme, which is built in.
    pub fn built_in() -> Self {
        let files = built_in::FILES
            .iter()
            .map(|(name, bytes, hash)| {
                let bytes = Cow::Borrowed(*bytes);
                ((*name).to_owned(), File { bytes, hash: *hash })
            })
            .collect();
        Theme { files }
    }

    /// A file of the default theme as text.
    pub fn built_in_text(name: &str) -> Option<&'static str> {
        let (_, bytes, _) = built_in::FILES.iter().find(|(known, ..)| *known == name)?;
        std::str::from_utf8(bytes).ok()
    }

    /// Lays a file over the theme; returns whether one of the same name was there.
    pub fn replace(&mut self, name: String, bytes: Vec<u8>) -> bool {
        let hash = source::hash(&bytes);
        let bytes = Cow::Owned(bytes);
        self.files.insert(name, File { bytes, hash }).is_some()
    }

    /// A file.
    pub fn file(&self, name: &str) -> Option<&[u8]> {
        self.files.get(name).map(|file| file.bytes.as_ref())
    }

    /// Whether a file is the site's own and not the built-in one.
    pub fn is_own(&self, name: &str) -> bool {
        let file = self.files.get(name);
        file.is_some_and(|file| matches!(file.bytes, Cow::Owned(_)))
    }

    /// A file as text; none if it is missing or not UTF-8.
    pub fn text(&self, name: &str) -> Option<&str> {
        std::str::from_utf8(self.file(name)?).ok()
    }

    /// All files whose path begins with `folder/`, with the rest of their path.
    pub fn folder<'t>(&'t self, folder: &'t str) -> impl Iterator<Item = (&'t str, &'t [u8])> {
        self.within(folder)
            .map(|(name, file)| (name, file.bytes.as_ref()))
    }

    /// The same of the site's own.
    pub fn own<'t>(&'t self, folder: &'t str) -> impl Iterator<Item = &'t [u8]> {
        self.within(folder)
            .filter(|(_, file)| matches!(file.bytes, Cow::Owned(_)))
            .map(|(_, file)| file.bytes.as_ref())
    }

    /// The same to be kept: what is built in is not copied.
    pub fn shared<'t>(
        &'t self,
        folder: &'t str,
    ) -> impl Iterator<Item = (&'t str, Cow<'static, [u8]>)> {
        self.within(folder)
            .map(|(name, file)| (name, file.bytes.clone()))
    }

    fn within<'t>(&'t self, folder: &'t str) -> impl Iterator<Item = (&'t str, &'t File)> {
        self.files.iter().filter_map(move |(name, file)| {
            let rest = name.strip_prefix(folder)?.strip_prefix('/')?;
            Some((rest, file))
        })
    }

    /// Hash of all files whose path begins with one of these.
    pub fn digest(&self, starts: &[&str]) -> Hash {
        let mut hasher = blake3::Hasher::new();
        for (name, file) in &self.files {
            if starts.iter().any(|start| name.starts_with(start)) {
                hasher.update(&(name.len() as u64).to_le_bytes());
                hasher.update(name.as_bytes());
                hasher.update(&file.hash);
            }
        }
        source::short(&hasher.finalize())
    }
}
