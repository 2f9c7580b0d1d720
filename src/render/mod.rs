//! One output to bytes: pages by Tera, posters by Typst. Sees a view and the theme, nothing else:
//! no disk, no clock, no model.

mod around;
mod audit;
mod calendar;
mod chat;
mod data;
mod fields;
mod filters;
mod fold;
mod marks;
mod names;
mod pages;
mod palette;
mod picture;
mod place;
mod poster;
mod scripts;
mod search;
mod styles;
mod table;
mod template;
mod version;
mod wording;

use std::sync::OnceLock;

use crate::config::Language;
use crate::diagnostic::{Diagnostic, Diagnostics, Words};
use crate::paths::InputPath;
use crate::plan::view::View;
use crate::plan::view::certificate::CertificateView;
use crate::plan::view::comparison::ComparisonView;
use crate::plan::view::counting::CountingView;
use crate::plan::view::poster::PosterView;
use crate::plan::view::register::BookView;
use crate::plan::view::round::{RoundView, SheetsView};
use crate::source::{self, Hash};
use crate::theme::{PROGRAM, Theme};

pub use audit::{audit, is_audit};
pub use marks::for_preview;
pub use poster::{
    Area, Doubt, InLayout, Pictures, Placed, PlacedItem, PlacedSheet, PlacedText, Remark,
};

/// Why an output cannot be rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderFault {
    /// Stable code.
    pub code: &'static str,
    /// What is wrong.
    pub message: Words,
    /// How to mend it.
    pub help: Vec<Words>,
    /// Where it is, if it is in a file of the theme.
    pub place: Option<Box<InLayout>>,
}

impl RenderFault {
    /// A fault with an order how to mend it.
    pub fn new(code: &'static str, message: Words, help: Words) -> Self {
        RenderFault {
            code,
            message,
            help: vec![help],
            place: None,
        }
    }

    /// As a diagnostic: of the layout, or else of the file at `at`.
    pub fn diagnostic(self, at: InputPath) -> Diagnostic {
        let mut found = Diagnostic::error(self.code, at, self.message);
        found.help = self.help;
        if let Some(place) = self.place {
            found.location = place.span.into();
            found.label = place.label;
            found.others = place.others;
        }
        found
    }
}

/// A rendered output.
#[derive(Debug)]
pub struct Rendered {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Sheets of a poster; none of anything else.
    pub sheets: usize,
    /// What a poster's layout had to say.
    pub remarks: Vec<Remark>,
    /// What Typst doubts in that layout.
    pub doubts: Vec<Doubt>,
}

impl From<Vec<u8>> for Rendered {
    fn from(bytes: Vec<u8>) -> Self {
        Rendered {
            bytes,
            sheets: 0,
            remarks: Vec::new(),
            doubts: Vec::new(),
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
    /// Hash, in hexadecimal digits, of the files that a screen loads, as they are sent.
    screen_files: String,
}

impl Renderer {
    /// A renderer of the theme `name`; a theme that is written for another program is an error.
    pub fn new(theme: Theme, name: &str, language: Language) -> (Self, Diagnostics) {
        let mut diagnostics = Diagnostics::new();
        version::check(&theme, name, &mut diagnostics);
        names::check(&theme, name, &mut diagnostics);
        for file in ["zh", "en", "poster.zh", "poster.en"] {
            wording::check(
                &theme,
                name,
                &format!("words/{file}.yaml"),
                &mut diagnostics,
            );
        }
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
            screen_files: screen_files(&theme),
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

    /// Styles, scripts and icons of the theme, by their path within it.
    pub fn assets(&self) -> Vec<String> {
        let asset = |folder: &'static str| {
            let files = self.theme.folder(folder);
            files.map(move |(name, _)| format!("{folder}/{name}"))
        };
        let folders = ["styles", "scripts", "icons"];
        folders.into_iter().flat_map(asset).collect()
    }

    /// Hash of everything but its view that decides on the bytes of a page.
    pub fn digest_of_pages(&self) -> Hash {
        self.digest_of_pages
    }

    /// Hash of everything but its view that decides on the bytes of the page of a screen.
    pub fn digest_of_screens(&self) -> Hash {
        source::hash(&[&self.digest_of_pages[..], self.screen_files.as_bytes()].concat())
    }

    /// Hash of everything but its view and its pictures that decides on the bytes of a poster.
    pub fn digest_of_posters(&self) -> Hash {
        self.digest_of_posters
    }

    /// Hash of everything but the view that decides on the bytes of an output.
    pub fn digest(&self, view: &View) -> Hash {
        match view {
            View::Poster(_) | View::Card(_) | View::Book(_) => self.digest_of_posters,
            View::Screen(_) => self.digest_of_screens(),
            View::Picture(_) | View::Copy(_) => PROGRAM,
            View::Asset(name) => source::hash(&[self.theme.digest(&[name]), PROGRAM].concat()),
            View::Place(_)
            | View::List(_)
            | View::Record(_)
            | View::Page(_)
            | View::Mechanism(_)
            | View::Policy(_)
            | View::Rhythm(_)
            | View::Week(_)
            | View::Month(_)
            | View::Grids(_)
            | View::Bodies(_)
            | View::Goals(_)
            | View::Comparison(_)
            | View::Forum(_)
            | View::Register(_)
            | View::Venues(_)
            | View::Shares(_)
            | View::Parts(_)
            | View::Rollout(_)
            | View::Series(_)
            | View::Search(_)
            | View::SearchData(_)
            | View::SearchPlaces(_)
            | View::Feed(_)
            | View::Calendar(_)
            | View::Table(_)
            | View::Data(_)
            | View::DataSchema
            | View::Corrections(_)
            | View::NotFound(_)
            | View::Sitemap(_)
            | View::Manifest(_)
            | View::Redirect(_)
            | View::Chat(_) => self.digest_of_pages,
        }
    }

    /// Prepares what rendering this view needs.
    ///
    /// # Errors
    ///
    /// Templates, layouts, words or faces of the theme are faulty.
    pub fn prepare(&self, view: &View) -> Result<(), Diagnostics> {
        let prepared = match view {
            View::Poster(_) | View::Card(_) | View::Book(_) => self.posters().err(),
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
        let rendered = posters.counting_sheet(view);
        rendered.map_err(|fault| self.of_theme(fault))
    }

    /// Renders a file of sheets of a posting round. It is no output of a site.
    ///
    /// # Errors
    ///
    /// The layouts or faces of the theme are faulty, or a layout fails.
    pub fn sheets(&self, view: &SheetsView) -> Result<Vec<u8>, Diagnostics> {
        let posters = self.posters().map_err(Clone::clone)?;
        posters.sheets(view).map_err(|fault| self.of_theme(fault))
    }

    /// Renders the checklist of a posting round. It is no output of a site.
    ///
    /// # Errors
    ///
    /// The layouts or faces of the theme are faulty, the layout fails, or a character has no glyph.
    pub fn checklist(&self, view: &RoundView) -> Result<Vec<u8>, Diagnostics> {
        let posters = self.posters().map_err(Clone::clone)?;
        let rendered = posters.checklist(view);
        rendered.map_err(|fault| self.of_theme(fault))
    }

    /// Renders the card of a posting round for chat groups. It is no output of a site.
    ///
    /// # Errors
    ///
    /// The layouts or faces of the theme are faulty, or the layout fails.
    pub fn round_card(&self, view: &RoundView) -> Result<Vec<u8>, Diagnostics> {
        let posters = self.posters().map_err(Clone::clone)?;
        let rendered = posters.round_card(view);
        rendered.map_err(|fault| self.of_theme(fault))
    }

    /// Renders a comparison that stays in the office. It is no output of a site.
    ///
    /// # Errors
    ///
    /// The templates of the theme are faulty, or fail on the view.
    pub fn comparison_for_office(&self, view: &ComparisonView) -> Result<Vec<u8>, Diagnostics> {
        let pages = self.pages().map_err(Clone::clone)?;
        let rendered = pages.alone("comparison_office.html", view);
        rendered.map_err(|fault| self.of_theme(fault))
    }

    /// Renders the words of a posting round for chat groups. They are no output of a site.
    ///
    /// # Errors
    ///
    /// The templates of the theme are faulty, or fail on the view.
    pub fn round_words(&self, view: &RoundView) -> Result<String, Diagnostics> {
        let pages = self.pages().map_err(Clone::clone)?;
        let rendered = pages.round(view);
        rendered.map_err(|fault| self.of_theme(fault))
    }

    /// A picture as posters show it.
    ///
    /// # Errors
    ///
    /// The bytes are no picture, or one of too many pixels.
    pub fn poster_picture(name: &str, bytes: &[u8]) -> Result<Vec<u8>, RenderFault> {
        picture::for_poster(name, bytes)
    }

    /// A fault of what is no output: one of the theme.
    pub fn of_theme(&self, fault: RenderFault) -> Diagnostics {
        fault.diagnostic(self.folder()).into()
    }

    /// Renders the certificate that a poster hung. It is no output of a site.
    ///
    /// # Errors
    ///
    /// The layouts or faces of the theme are faulty, the layout fails, or a character has no glyph.
    pub fn certificate(&self, view: &CertificateView) -> Result<Vec<u8>, Diagnostics> {
        let posters = self.posters().map_err(Clone::clone)?;
        let rendered = posters.certificate(view);
        rendered.map_err(|fault| self.of_theme(fault))
    }

    /// Draws the sheets of a poster whose files are filled in, as PNGs of this width in pixels. They
    /// are no output of a site.
    ///
    /// # Errors
    ///
    /// As for [`render`](Renderer::render).
    pub fn pictures(&self, view: &PosterView, width: u32) -> Result<Pictures, RenderFault> {
        match self.posters() {
            Ok(posters) => posters.pictures(view, width),
            Err(_) => unreachable!("layouts were prepared"),
        }
    }

    /// What Typst doubts in a layout, as a warning.
    pub fn doubt(&self, doubt: &Doubt) -> Diagnostic {
        doubt.diagnostic(&self.theme, &self.name)
    }

    /// Lays out a poster whose files are filled in, and tells what stands where.
    ///
    /// # Errors
    ///
    /// The layouts or faces of the theme are faulty, or the layout fails.
    pub fn place(&self, view: &PosterView) -> Result<Vec<PlacedSheet>, Diagnostics> {
        let posters = self.posters().map_err(Clone::clone)?;
        posters.place(view).map_err(|fault| self.of_theme(fault))
    }

    /// Lays out a register, and tells what stands where.
    ///
    /// # Errors
    ///
    /// The layouts or faces of the theme are faulty, or the layout fails.
    pub fn place_book(&self, view: &BookView) -> Result<Vec<PlacedSheet>, Diagnostics> {
        let posters = self.posters().map_err(Clone::clone)?;
        posters
            .place_book(view)
            .map_err(|fault| self.of_theme(fault))
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
        let posters = || {
            self.posters()
                .unwrap_or_else(|_| unreachable!("layouts were prepared"))
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
            View::Record(view) => pages().sharing(
                "record.html",
                &**view,
                view.body.as_ref(),
                view.share.as_ref(),
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
            View::Policy(view) => pages().render(
                "policy.html",
                &**view,
                view.body.as_ref(),
                &marks::of_frame(&view.frame),
            ),
            View::Rhythm(view) => {
                pages().render("rhythm.html", &**view, None, &marks::of_frame(&view.frame))
            }
            View::Week(view) => pages().sharing(
                "week.html",
                &**view,
                None,
                view.share.as_ref(),
                &marks::of_frame(&view.frame),
            ),
            View::Month(view) => pages().sharing(
                "month.html",
                &**view,
                None,
                view.share.as_ref(),
                &marks::of_frame(&view.frame),
            ),
            View::Grids(view) => {
                pages().render("grids.html", &**view, None, &marks::of_frame(&view.frame))
            }
            View::Bodies(view) => {
                pages().render("bodies.html", &**view, None, &marks::of_frame(&view.frame))
            }
            View::Series(view) => {
                pages().render("series.html", &**view, None, &marks::of_frame(&view.frame))
            }
            View::Goals(view) => {
                pages().render("goals.html", &**view, None, &marks::of_frame(&view.frame))
            }
            View::Comparison(view) => pages().render(
                "comparison.html",
                &**view,
                None,
                &marks::of_frame(&view.frame),
            ),
            View::Forum(view) => {
                pages().render("forum.html", &**view, None, &marks::of_frame(&view.frame))
            }
            View::Register(view) => pages().render(
                "register.html",
                &**view,
                None,
                &marks::of_frame(&view.frame),
            ),
            View::Venues(view) => {
                pages().render("venues.html", &**view, None, &marks::of_frame(&view.frame))
            }
            View::Shares(view) => {
                pages().render("shares.html", &**view, None, &marks::of_frame(&view.frame))
            }
            View::Parts(view) => pages().render(
                "mechanism_parts.html",
                &**view,
                None,
                &marks::of_frame(&view.frame),
            ),
            View::Rollout(view) => {
                pages().render("rollout.html", &**view, None, &marks::of_frame(&view.frame))
            }
            View::Search(view) => {
                pages().render("search.html", &**view, None, &marks::of_frame(&view.frame))
            }
            View::Screen(view) => pages().render(
                "screen.html",
                &**view,
                None,
                &marks::of_screen(&view.frame, &self.screen_files),
            ),
            View::Corrections(view) => pages().render(
                "corrections.html",
                &**view,
                None,
                &marks::of_frame(&view.frame),
            ),
            View::NotFound(view) => pages().render(
                "not_found.html",
                &**view,
                None,
                &marks::of_frame(&view.frame),
            ),
            View::SearchData(view) => Ok(search::data(view).into()),
            View::SearchPlaces(view) => Ok(search::places(view).into()),
            View::Feed(view) => Ok(pages().feed(view)?.into()),
            View::Calendar(view) => Ok(calendar::file(view, pages()).into()),
            View::Table(view) => Ok(table::file(view, pages()).into()),
            View::Data(view) => Ok(data::json(view).into()),
            View::DataSchema => Ok(data::schema().into()),
            View::Sitemap(view) => Ok(pages().alone("sitemap.xml", &**view)?.into()),
            View::Manifest(view) => Ok(pages().alone("site.webmanifest", &**view)?.into()),
            View::Redirect(view) => {
                pages().render("redirect.html", &**view, None, &marks::of_redirect(view))
            }
            View::Book(view) => posters().book(view),
            View::Poster(view) => posters().render(view),
            View::Card(view) => posters().card(view),
            View::Chat(view) => Ok(pages().chat(view)?.into_bytes().into()),
            View::Picture(file) => {
                picture::for_page(file.source.file_name(), &file.bytes).map(Rendered::from)
            }
            View::Copy(file) => Ok(file.bytes.to_vec().into()),
            View::Asset(name) => Ok(asset(&self.theme, name).into()),
        }
    }
}

/// A style sheet or script as it is sent.
fn asset(theme: &Theme, name: &str) -> Vec<u8> {
    let bytes = theme.file(name).unwrap_or_default();
    let sent = match (std::str::from_utf8(bytes), name.rsplit_once('.')) {
        (Ok(text), Some((_, "css"))) => styles::compact(&styles::whole(name, text)),
        (Ok(text), Some((_, "js"))) => scripts::compact(text),
        _ => return bytes.to_vec(),
    };
    sent.into_bytes()
}

/// The files that a screen loads.
const SCREEN: [&str; 2] = ["styles/screen.css", "scripts/screen.js"];

/// A hash of the files that a screen loads, as they are sent.
fn screen_files(theme: &Theme) -> String {
    source::hex(&source::hash(
        &SCREEN.map(|name| asset(theme, name)).concat(),
    ))
}
