//! Posters by Typst.

mod fault;
mod marks;
mod qr;
mod world;

use std::sync::Arc;

use typst::foundations::{Label, Smart};
use typst::utils::{PicoStr, Scalar};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_render::RenderOptions;

use super::{RenderFault, pages, picture};
use crate::config::Language;
use crate::diagnostic::Diagnostics;
use crate::plan::view::counting::CountingView;
use crate::plan::view::poster::PosterView;
use crate::theme::Theme;
pub use fault::{Doubt, InLayout};
use fault::{doubts, fault};
use marks::MarkWords;
use world::{Kit, PosterWorld};

/// What a layout had to say about a poster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Remark {
    /// The body did not fit on its sheets and ends with a pointer to the full text.
    BodyCut,
    /// The title takes three lines.
    HeadlineLong,
    /// The points did not fit on one sheet.
    PointsOverflow,
}

/// Most sheets that are drawn as pictures: a list of a hundred sheets would take seconds.
const MOST_DRAWN: usize = 12;

/// Labels by which layouts say so.
const REMARKS: [(&str, Remark); 3] = [
    ("body-cut", Remark::BodyCut),
    ("headline-long", Remark::HeadlineLong),
    ("points-overflow", Remark::PointsOverflow),
];

/// What was made of the layout of a poster.
#[derive(Debug)]
pub struct Laid<T> {
    /// It.
    pub made: T,
    /// What the layout had to say.
    pub remarks: Vec<Remark>,
    /// What Typst doubts in the layout.
    pub doubts: Vec<Doubt>,
}

/// The sheets of a poster as pictures.
#[derive(Debug)]
pub struct Pictures {
    /// A PNG of each, but for those beyond the first few.
    pub sheets: Vec<Vec<u8>>,
    /// How many there are.
    pub total: usize,
}

/// Layouts and faces of a theme, ready to render.
#[derive(Debug)]
pub struct Posters {
    kit: Arc<Kit>,
    marks: MarkWords,
    standards: PdfStandards,
}

impl Posters {
    /// Prepares the layouts, the words and the faces of a theme.
    pub fn new(theme: &Theme, name: &str, language: Language) -> Result<Self, Diagnostics> {
        let file = format!("words/poster.{}.yaml", language.key());
        let words = pages::read_words(theme, name, &file)?;
        let marks = MarkWords::new(&words).map_err(|message| {
            let at = world::path(theme, name, &file);
            fault::of_file(at, message)
        });
        let made = Kit::new(theme, name, &words).and_then(|kit| Ok((kit, marks?)));
        let (kit, marks) = made.map_err(|found| Diagnostics::from(*found))?;
        let standards = PdfStandards::new(&[PdfStandard::A_2b, PdfStandard::Ua_1]);
        let standards =
            standards.unwrap_or_else(|_| unreachable!("PDF/A-2b and PDF/UA-1 go together"));
        Ok(Posters {
            kit: Arc::new(kit),
            marks,
            standards,
        })
    }

    /// Renders one poster.
    ///
    /// # Errors
    ///
    /// The layout fails on the view, a picture cannot be read, or a character has no glyph.
    pub fn render(&self, view: &PosterView) -> Result<Laid<Vec<u8>>, RenderFault> {
        self.laid_out(view, |world, document| self.pdf(view, world, document))
    }

    fn pdf(
        &self,
        view: &PosterView,
        world: &PosterWorld,
        document: &PagedDocument,
    ) -> Result<Vec<u8>, RenderFault> {
        let options = PdfOptions {
            ident: Smart::Custom(view.number.clone()),
            creator: Smart::Custom(Some("gongshi".to_owned())),
            standards: self.standards.clone(),
            ..PdfOptions::default()
        };
        typst_pdf::pdf(document, &options).map_err(|errors| fault(world, &errors))
    }

    /// Draws the sheets of one poster as PNGs of this width in pixels.
    ///
    /// # Errors
    ///
    /// As for [`render`](Posters::render).
    pub fn pictures(&self, view: &PosterView, width: u32) -> Result<Laid<Pictures>, RenderFault> {
        self.laid_out(view, |world, document| {
            // Some faults show only there: a character that no face has, a picture without words.
            self.pdf(view, world, document)?;
            let draw = |page: &typst_layout::Page| {
                let scale = f64::from(width) / page.frame.width().to_pt().max(1.0);
                let options = RenderOptions {
                    pixel_per_pt: Scalar::new(scale),
                    render_bleed: false,
                };
                let drawn = typst_render::render(page, &options);
                // A sheet is opaque: it has the colour of paper where nothing is drawn.
                picture::quick_png(drawn.width(), drawn.height(), drawn.take())
            };
            let pages = document.pages();
            Ok(Pictures {
                sheets: pages.iter().take(MOST_DRAWN).map(draw).collect(),
                total: pages.len(),
            })
        })
    }

    /// Lays a poster out, sees that its marks are there, and makes something of it.
    fn laid_out<T>(
        &self,
        view: &PosterView,
        make: impl FnOnce(&PosterWorld, &PagedDocument) -> Result<T, RenderFault>,
    ) -> Result<Laid<T>, RenderFault> {
        let mut world = PosterWorld::new(Arc::clone(&self.kit));
        // A view is plain data: it always serialises.
        world.add("/data.json", serde_json::to_vec(view).unwrap_or_default());
        world.add(
            "/paper.json",
            serde_json::to_vec(&view.sheet).unwrap_or_default(),
        );
        if let Some(text) = &view.qr {
            world.add("/qr.svg", qr::svg(text)?.into_bytes());
        }
        for shown in &view.pictures {
            world.add(
                &shown.name,
                picture::for_poster(shown.source.file_name(), &shown.bytes)?,
            );
        }
        let compiled = typst::compile::<PagedDocument>(&world);
        let made = match &compiled.output {
            Err(errors) => Err(fault(&world, errors)),
            Ok(document) => self.marks.check(view, document).and_then(|()| {
                Ok(Laid {
                    made: make(&world, document)?,
                    remarks: remarks(document),
                    doubts: doubts(&world, &compiled.warnings),
                })
            }),
        };
        // Without this, memory grows by a megabyte a poster for ever.
        comemo::evict(1);
        made
    }
}

impl Posters {
    /// Renders the sheet that those who counted sign.
    ///
    /// # Errors
    ///
    /// The layout fails on the view, or a character has no glyph.
    pub fn counting_sheet(&self, view: &CountingView) -> Result<Vec<u8>, RenderFault> {
        let mut world = PosterWorld::new(Arc::clone(&self.kit));
        world.begin_with("/counting.typ");
        world.add("/data.json", serde_json::to_vec(view).unwrap_or_default());
        // An archive wants a date of the document. This one gets its date by hand, and the same count
        // makes the same bytes on any day.
        let standards = PdfStandards::new(&[PdfStandard::Ua_1]).unwrap_or_default();
        let options = PdfOptions {
            creator: Smart::Custom(Some("gongshi".to_owned())),
            standards,
            ..PdfOptions::default()
        };
        typst::compile::<PagedDocument>(&world)
            .output
            .and_then(|document| typst_pdf::pdf(&document, &options))
            .map_err(|errors| fault(&world, &errors))
    }
}

fn remarks(document: &PagedDocument) -> Vec<Remark> {
    let said = |label: &str| {
        let label = Label::new(PicoStr::intern(label));
        label.is_some_and(|label| {
            typst::introspection::Introspector::query_label(&**document.introspector(), label)
                .is_ok()
        })
    };
    REMARKS
        .iter()
        .filter(|(label, _)| said(label))
        .map(|(_, remark)| *remark)
        .collect()
}
