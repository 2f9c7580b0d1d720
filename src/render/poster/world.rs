//! The small world in which a poster is laid out: everything is in memory, nothing else exists.

use std::collections::HashMap;
use std::sync::Arc;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World, WorldExt as _};

use crate::theme::Theme;

/// What all posters share: library, faces, layouts, words.
pub struct Kit {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: FileId,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
}

impl std::fmt::Debug for Kit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Kit")
    }
}

impl Kit {
    /// Takes layouts, faces and words from a theme.
    pub fn new(theme: &Theme, words: &serde_json::Value) -> Result<Self, String> {
        let mut fonts = Vec::new();
        for (name, bytes) in theme.shared("fonts") {
            if !(name.ends_with(".ttf") || name.ends_with(".otf") || name.ends_with(".ttc")) {
                continue;
            }
            let before = fonts.len();
            fonts.extend(Font::iter(Bytes::new(bytes)));
            if fonts.len() == before {
                return Err(format!("fonts/{name}: no font"));
            }
        }
        let mut sources = HashMap::new();
        let mut files = HashMap::new();
        for (name, bytes) in theme.folder("posters") {
            let id = file_id(&format!("/{name}"))?;
            match std::str::from_utf8(bytes) {
                Ok(text) if name.ends_with(".typ") => {
                    sources.insert(id, Source::new(id, text.to_owned()));
                }
                _ => {
                    files.insert(id, Bytes::new(bytes.to_vec()));
                }
            }
        }
        files.insert(
            file_id("/words.json")?,
            Bytes::new(words.to_string().into_bytes()),
        );
        let main = file_id("/main.typ")?;
        if !sources.contains_key(&main) {
            return Err("posters/main.typ: missing".to_owned());
        }
        Ok(Kit {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            main,
            sources,
            files,
        })
    }
}

/// The world of one poster.
pub struct PosterWorld {
    kit: Arc<Kit>,
    main: FileId,
    files: HashMap<FileId, Bytes>,
}

impl PosterWorld {
    /// A world with nothing of its own yet.
    pub fn new(kit: Arc<Kit>) -> Self {
        PosterWorld {
            main: kit.main,
            kit,
            files: HashMap::new(),
        }
    }

    /// Begins with another layout than that of the posters.
    pub fn begin_with(&mut self, name: &str) {
        if let Ok(id) = file_id(name) {
            self.main = id;
        }
    }

    /// Adds a file under one of the fixed virtual names. Names are interned for ever, so there
    /// must be few.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) {
        if let Ok(id) = file_id(name) {
            self.files.insert(id, Bytes::new(bytes));
        }
    }

    /// File and line of an error in a layout.
    pub fn place(&self, error: &SourceDiagnostic) -> Option<String> {
        let id = error.span.id()?;
        let source = self.source(id).ok()?;
        let range = self.range(error.span)?;
        let line = source.lines().byte_to_line(range.start)? + 1;
        Some(format!("posters{}:{line}", id.vpath().get_with_slash()))
    }
}

fn file_id(name: &str) -> Result<FileId, String> {
    let path = VirtualPath::new(name).map_err(|_| format!("{name}: bad name"))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for PosterWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.kit.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.kit.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.kit
            .sources
            .get(&id)
            .cloned()
            .ok_or_else(|| FileError::Other(Some("no such layout".into())))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files
            .get(&id)
            .or_else(|| self.kit.files.get(&id))
            .cloned()
            .ok_or_else(|| FileError::Other(Some("no such file".into())))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.kit.fonts.get(index).cloned()
    }

    /// No clock: dates come from the view.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
