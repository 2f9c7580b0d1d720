//! A theme's files as data: the one built in, and what a site lays over it file by file.

use std::borrow::Cow;
use std::collections::BTreeMap;

mod built_in {
    include!(concat!(env!("OUT_DIR"), "/theme.rs"));
}

/// Version of the views; a theme names it in `theme.yaml` as `views`.
pub const VIEWS: u32 = 1;

/// The files of a theme, by their path within it.
#[derive(Debug, Clone)]
pub struct Theme {
    files: BTreeMap<String, Cow<'static, [u8]>>,
}

impl Theme {
    /// The default theme, which is built in.
    pub fn built_in() -> Self {
        let files = built_in::FILES
            .iter()
            .map(|(name, bytes)| ((*name).to_owned(), Cow::Borrowed(*bytes)))
            .collect();
        Theme { files }
    }

    /// Lays a file over the theme; returns whether one of the same name was there.
    pub fn replace(&mut self, name: String, bytes: Vec<u8>) -> bool {
        self.files.insert(name, Cow::Owned(bytes)).is_some()
    }

    /// A file.
    pub fn file(&self, name: &str) -> Option<&[u8]> {
        self.files.get(name).map(AsRef::as_ref)
    }

    /// A file as text; none if it is missing or not UTF-8.
    pub fn text(&self, name: &str) -> Option<&str> {
        std::str::from_utf8(self.file(name)?).ok()
    }

    /// All files whose path begins with `folder/`, with the rest of their path.
    pub fn folder<'t>(&'t self, folder: &'t str) -> impl Iterator<Item = (&'t str, &'t [u8])> {
        self.files.iter().filter_map(move |(name, bytes)| {
            let rest = name.strip_prefix(folder)?.strip_prefix('/')?;
            Some((rest, bytes.as_ref()))
        })
    }
}
