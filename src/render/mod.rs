//! One output to bytes: pages by Tera, posters by Typst. Sees a view and the theme, nothing else:
//! no disk, no clock, no model.

mod filters;
mod fold;
mod marks;
mod pages;
mod picture;
mod poster;
mod version;

use crate::config::Language;
use crate::diagnostic::{Diagnostics, Words};
use crate::plan::view::View;
use crate::theme::Theme;

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

/// Renders outputs with one theme.
#[derive(Debug)]
pub struct Renderer<'t> {
    theme: &'t Theme,
    pages: pages::Pages,
    posters: Option<poster::Posters>,
}

impl<'t> Renderer<'t> {
    /// Prepares a theme; faults of its templates and layouts are errors. Posters are prepared only
    /// when wanted: their faces are large.
    pub fn new(
        theme: &'t Theme,
        theme_name: &str,
        language: Language,
        posters: bool,
    ) -> (Option<Self>, Diagnostics) {
        let mut diagnostics = Diagnostics::new();
        version::check(theme, theme_name, &mut diagnostics);
        let pages = pages::Pages::new(theme, theme_name, language, &mut diagnostics);
        let posters =
            posters.then(|| poster::Posters::new(theme, theme_name, language, &mut diagnostics));
        let renderer = match (pages, posters) {
            (Some(pages), None) => Some(Renderer {
                theme,
                pages,
                posters: None,
            }),
            (Some(pages), Some(Some(posters))) => Some(Renderer {
                theme,
                pages,
                posters: Some(posters),
            }),
            _ => None,
        };
        (renderer, diagnostics)
    }

    /// Renders one output whose files are filled in.
    ///
    /// # Errors
    ///
    /// A template or layout fails on the view, a picture cannot be read, or a character has no glyph.
    pub fn render(&self, view: &View) -> Result<Rendered, RenderFault> {
        match view {
            View::Place(view) => self.pages.render(
                "place.html",
                &**view,
                view.body.as_ref(),
                &marks::of_frame(&view.frame),
            ),
            View::List(view) => {
                self.pages
                    .render("list.html", &**view, None, &marks::of_frame(&view.frame))
            }
            View::Record(view) => self.pages.render(
                "record.html",
                &**view,
                view.body.as_ref(),
                &marks::of_record(view),
            ),
            View::Page(view) => self.pages.render(
                "page.html",
                &**view,
                view.body.as_ref(),
                &marks::of_frame(&view.frame),
            ),
            View::Mechanism(view) => self.pages.render(
                "mechanism.html",
                &**view,
                view.body.as_ref(),
                &marks::of_frame(&view.frame),
            ),
            View::Redirect(view) => {
                self.pages
                    .render("redirect.html", &**view, None, &marks::of_redirect(view))
            }
            View::Poster(view) => match &self.posters {
                Some(posters) => posters.render(view),
                None => unreachable!("a plan without posters has no poster views"),
            },
            View::Picture(file) => {
                picture::for_page(file.source.file_name(), &file.bytes).map(Rendered::from)
            }
            View::Copy(file) => Ok(file.bytes.to_vec().into()),
            View::Asset(name) => Ok(self.theme.file(name).unwrap_or_default().to_vec().into()),
        }
    }
}
