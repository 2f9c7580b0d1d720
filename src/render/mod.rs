//! One output to bytes: pages by Tera, posters by Typst. Sees a view and the theme, nothing else:
//! no disk, no clock, no model.

mod audit;
mod filters;
mod fold;
mod marks;
mod pages;
mod picture;
mod poster;
mod version;

use std::sync::OnceLock;

use crate::config::Language;
use crate::diagnostic::{Diagnostic, Diagnostics, Words};
use crate::paths::InputPath;
use crate::plan::view::View;
use crate::plan::view::certificate::CertificateView;
use crate::plan::view::counting::CountingView;
use crate::source::{self, Hash};
use crate::theme::{PROGRAM, Theme};

pub use audit::{audit, is_audit};
pub use marks::for_preview;
pub use poster::Remark;

/// Why an output cannot be rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderFault {
    /// Stable code.
    pub code: &'static str,
    /// What is wrong.
    pub message: Words,
    /// How to mend it.
    pub help: Words,
}

/// A rendered output.
#[derive(Debug)]
pub struct Rendered {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What a poster's layout had to say.
    pub remarks: Vec<Remark>,
}

impl From<Vec<u8>> for Rendered {
    fn from(bytes: Vec<u8>) -> Self {
        Rendered {
            bytes,
            remarks: Vec::new(),
        }
    }
}

/// Renders outputs with one theme. What a sort of output needs is prepared when the first of them
/// is rendered: faces are large, and often nothing is rendered at all.
#[derive(Debug)]
pub struct Renderer {
    theme: Theme,
    name: String,
    language: Language,
    pages: OnceLock<Result<pages::Pages, Diagnostics>>,
    posters: OnceLock<Result<poster::Posters, Diagnostics>>,
    digest_of_pages: Hash,
    digest_of_posters: Hash,
}

impl Renderer {
    /// A renderer of the theme `name`; a theme that is written for another program is an error.
    pub fn new(theme: Theme, name: &str, language: Language) -> (Self, Diagnostics) {
        let mut diagnostics = Diagnostics::new();
        version::check(&theme, name, &mut diagnostics);
        let word = language.key();
        let digest = |starts: &[&str]| {
            let bytes = [theme.digest(starts), PROGRAM].concat();
            source::hash(&bytes)
        };
        let page_words = format!("words/{word}.yaml");
        let poster_words = format!("words/poster.{word}.yaml");
        let renderer = Renderer {
            digest_of_pages: digest(&["templates/", &page_words]),
            digest_of_posters: digest(&["posters/", "fonts/", &poster_words]),
            theme,
            name: name.to_owned(),
            language,
            pages: OnceLock::new(),
            posters: OnceLock::new(),
        };
        (renderer, diagnostics)
    }

    /// Folder of the theme in the site.
    pub fn folder(&self) -> InputPath {
        InputPath::new(format!("themes/{}", self.name))
    }

    /// Styles and scripts of the theme, by their path within it.
    pub fn assets(&self) -> Vec<String> {
        let asset = |folder: &'static str| {
            let files = self.theme.folder(folder);
            files.map(move |(name, _)| format!("{folder}/{name}"))
        };
        asset("styles").chain(asset("scripts")).collect()
    }

    /// Hash of everything but its view that decides on the bytes of a page.
    pub fn digest_of_pages(&self) -> Hash {
        self.digest_of_pages
    }

    /// Hash of everything but its view and its pictures that decides on the bytes of a poster.
    pub fn digest_of_posters(&self) -> Hash {
        self.digest_of_posters
    }

    /// Hash of everything but the view that decides on the bytes of an output.
    pub fn digest(&self, view: &View) -> Hash {
        match view {
            View::Poster(_) => self.digest_of_posters,
            View::Picture(_) | View::Copy(_) => PROGRAM,
            View::Asset(name) => self.theme.digest(&[name]),
            View::Place(_)
            | View::List(_)
            | View::Record(_)
            | View::Page(_)
            | View::Mechanism(_)
            | View::Redirect(_) => self.digest_of_pages,
        }
    }

    /// Prepares what rendering this view needs.
    ///
    /// # Errors
    ///
    /// Templates, layouts, words or faces of the theme are faulty.
    pub fn prepare(&self, view: &View) -> Result<(), Diagnostics> {
        let prepared = match view {
            View::Poster(_) => self.posters().err(),
            View::Picture(_) | View::Copy(_) | View::Asset(_) => None,
            _ => self.pages().err(),
        };
        prepared.map_or(Ok(()), |found| Err(found.clone()))
    }

    fn pages(&self) -> Result<&pages::Pages, &Diagnostics> {
        let prepare = || pages::Pages::new(&self.theme, &self.name, self.language);
        self.pages.get_or_init(prepare).as_ref()
    }

    fn posters(&self) -> Result<&poster::Posters, &Diagnostics> {
        let prepare = || poster::Posters::new(&self.theme, &self.name, self.language);
        self.posters.get_or_init(prepare).as_ref()
    }

    /// Renders the sheet that those who counted votes sign. It is no output of a site.
    ///
    /// # Errors
    ///
    /// The layouts or faces of the theme are faulty, the layout fails, or a character has no glyph.
    pub fn counting_sheet(&self, view: &CountingView) -> Result<Vec<u8>, Diagnostics> {
        let posters = self.posters().map_err(Clone::clone)?;
        posters.counting_sheet(view).map_err(|fault| {
            let mut diagnostics = Diagnostics::new();
            let found = Diagnostic::error(fault.code, self.folder(), fault.message);
            diagnostics.push(found.help(fault.help));
            diagnostics
        })
    }

    /// Renders the certificate that a poster hung. It is no output of a site.
    ///
    /// # Errors
    ///
    /// The layouts or faces of the theme are faulty, the layout fails, or a character has no glyph.
    pub fn certificate(&self, view: &CertificateView) -> Result<Vec<u8>, Diagnostics> {
        let posters = self.posters().map_err(Clone::clone)?;
        posters.certificate(view).map_err(|fault| {
            let mut diagnostics = Diagnostics::new();
            let found = Diagnostic::error(fault.code, self.folder(), fault.message);
            diagnostics.push(found.help(fault.help));
            diagnostics
        })
    }

    /// Renders one output whose files are filled in.
    ///
    /// # Errors
    ///
    /// A template or layout fails on the view, a picture cannot be read, or a character has no glyph.
    pub fn render(&self, view: &View) -> Result<Rendered, RenderFault> {
        let pages = || {
            self.pages()
                .unwrap_or_else(|_| unreachable!("templates were prepared"))
        };
        match view {
            View::Place(view) => pages().render(
                "place.html",
                &**view,
                view.body.as_ref(),
                &marks::of_frame(&view.frame),
            ),
            View::List(view) => {
                pages().render("list.html", &**view, None, &marks::of_frame(&view.frame))
            }
            View::Record(view) => pages().render(
                "record.html",
                &**view,
                view.body.as_ref(),
                &marks::of_record(view),
            ),
            View::Page(view) => pages().render(
                "page.html",
                &**view,
                view.body.as_ref(),
                &marks::of_frame(&view.frame),
            ),
            View::Mechanism(view) => pages().render(
                "mechanism.html",
                &**view,
                view.body.as_ref(),
                &marks::of_frame(&view.frame),
            ),
            View::Redirect(view) => {
                pages().render("redirect.html", &**view, None, &marks::of_redirect(view))
            }
            View::Poster(view) => match self.posters() {
                Ok(posters) => posters.render(view),
                Err(_) => unreachable!("layouts were prepared"),
            },
            View::Picture(file) => {
                picture::for_page(file.source.file_name(), &file.bytes).map(Rendered::from)
            }
            View::Copy(file) => Ok(file.bytes.to_vec().into()),
            View::Asset(name) => Ok(self.theme.file(name).unwrap_or_default().to_vec().into()),
        }
    }
}
