//! The small world in which a poster is laid out: everything is in memory, nothing else exists.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{DiagSpan, FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World, WorldExt as _};

use super::fault;
use crate::diagnostic::Diagnostic;
use crate::render::place;
use crate::source::{self, Span};
use crate::theme::Theme;
use crate::words;

/// What all posters share: library, faces, layouts, words.
pub struct Kit {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: FileId,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
    /// The layouts by name.
    layouts: BTreeMap<String, Layout>,
}

/// A file of a layout as diagnostics show it.
struct Layout {
    source: Arc<source::Source>,
    /// Of the site's own theme, not built in.
    is_own: bool,
}

impl std::fmt::Debug for Kit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Kit")
    }
}

impl Kit {
    /// Takes layouts, faces and words from the theme `name`.
    pub fn new(
        theme: &Theme,
        name: &str,
        words: &serde_json::Value,
    ) -> Result<Self, Box<Diagnostic>> {
        let mut fonts = Vec::new();
        for (file, bytes) in theme.shared("fonts") {
            if !(file.ends_with(".ttf") || file.ends_with(".otf") || file.ends_with(".ttc")) {
                continue;
            }
            let before = fonts.len();
            fonts.extend(Font::iter(Bytes::new(bytes)));
            if fonts.len() == before {
                return Err(fault::of_file(
                    place::path(theme, name, &format!("fonts/{file}")),
                    words!(
                        "海报字体有误：这不是字体文件",
                        "the poster fonts are wrong: this is no font"
                    ),
                ));
            }
        }
        let mut sources = HashMap::new();
        let mut files = HashMap::new();
        let mut layouts = BTreeMap::new();
        for (file, bytes) in theme.folder("posters") {
            let within = format!("posters/{file}");
            let Some(id) = file_id(&format!("/{file}")) else {
                continue;
            };
            if !file.ends_with(".typ") {
                files.insert(id, Bytes::new(bytes.to_vec()));
                continue;
            }
            let Some(source) = source_of(theme, name, file) else {
                return Err(fault::of_file(
                    place::path(theme, name, &within),
                    words!(
                        "海报版式有误：文件不是 UTF-8 编码",
                        "the poster layouts are wrong: the file is not in UTF-8"
                    ),
                ));
            };
            sources.insert(id, Source::new(id, source.text.to_string()));
            let layout = Layout {
                source: Arc::new(source),
                is_own: theme.is_own(&within),
            };
            layouts.insert(file.to_owned(), layout);
        }
        let fixed = |name: &str| {
            file_id(name).unwrap_or_else(|| unreachable!("`{name}` is a name of a file"))
        };
        files.insert(
            fixed("/words.json"),
            Bytes::new(words.to_string().into_bytes()),
        );
        Ok(Kit {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            main: fixed("/main.typ"),
            sources,
            files,
            layouts,
        })
    }

    /// A stretch of a layout, and whether that is the site's own; none if there is no such file.
    pub fn stretch(&self, file: &str, range: std::ops::Range<usize>) -> Option<(Span, bool)> {
        let layout = self.layouts.get(file)?;
        Some((Span::new(&layout.source, range), layout.is_own))
    }

    /// Whether a layout is the site's own.
    pub fn has_own(&self) -> bool {
        self.layouts.values().any(|layout| layout.is_own)
    }

    /// Names of the layouts.
    pub fn layouts(&self) -> impl Iterator<Item = &str> {
        self.layouts.keys().map(String::as_str)
    }

    /// Names that layouts give to what they define.
    pub fn definitions(&self) -> impl Iterator<Item = &str> {
        let texts = self.layouts.values().map(|layout| &*layout.source.text);
        texts
            .flat_map(|text| text.split("#let ").skip(1))
            .map(|rest| {
                let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
                rest.split(|c| !is_part(c)).next().unwrap_or_default()
            })
    }

    /// Families of faces.
    pub fn families(&self) -> impl Iterator<Item = &str> {
        self.book.families().map(|(name, _)| name)
    }
}

/// The text of a layout; none if it is not in UTF-8, or not there.
pub fn source_of(theme: &Theme, name: &str, file: &str) -> Option<source::Source> {
    place::source(theme, name, &format!("posters/{file}"))
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
        if let Some(id) = file_id(name) {
            self.main = id;
        }
    }

    /// Adds a file under one of the fixed virtual names. Names are interned for ever, so there
    /// must be few.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) {
        if let Some(id) = file_id(name) {
            self.files.insert(id, Bytes::new(bytes));
        }
    }

    /// What all posters share.
    pub fn kit(&self) -> &Kit {
        &self.kit
    }

    /// File and bytes of what Typst points to.
    pub fn place(&self, span: impl Into<DiagSpan>) -> Option<(String, std::ops::Range<usize>)> {
        let span = span.into();
        let id = span.id()?;
        let range = self.range(span)?;
        Some((id.vpath().get_without_slash().to_owned(), range))
    }

    /// A file of data that layouts can read.
    pub fn data(&self, name: &str) -> Option<&Bytes> {
        let id = file_id(name)?;
        self.files.get(&id).or_else(|| self.kit.files.get(&id))
    }

    /// Names of all files that are no layouts.
    pub fn names(&self) -> Vec<String> {
        #[expect(clippy::iter_over_hash_type, reason = "sorted below")]
        let names = |files: &HashMap<FileId, Bytes>| -> Vec<String> {
            let mut names = Vec::new();
            for id in files.keys() {
                names.push(id.vpath().get_with_slash().to_owned());
            }
            names
        };
        let mut names = [names(&self.files), names(&self.kit.files)].concat();
        names.sort();
        names
    }
}

fn file_id(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(name).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// What is not there, by a path that [`fault`] takes apart.
fn missing(id: FileId) -> FileError {
    if matches!(id.root(), VirtualRoot::Package(_)) {
        return FileError::Other(Some("there are no packages".into()));
    }
    FileError::NotFound(Path::new(id.vpath().get_with_slash()).to_owned())
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
            .ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files
            .get(&id)
            .or_else(|| self.kit.files.get(&id))
            .cloned()
            .ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.kit.fonts.get(index).cloned()
    }

    /// No clock: dates come from the view.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
