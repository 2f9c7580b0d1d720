//! Posters by Typst.

mod book;
mod card;
mod fault;
#[cfg(test)]
mod headline_tests;
mod marks;
mod probe;
pub(super) mod qr;
mod round;
mod world;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use typst::foundations::{Content, Label, Smart, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::utils::{PicoStr, Scalar};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_render::RenderOptions;

use super::{RenderFault, Rendered, picture, place, wording};
use crate::config::Language;
use crate::diagnostic::Diagnostics;
use crate::plan::view::certificate::CertificateView;
use crate::plan::view::counting::CountingView;
use crate::plan::view::poster::{PosterView, Sheet};
use crate::theme::Theme;
pub use fault::{Doubt, InLayout};
use fault::{doubts, fault};
pub use probe::{Area, Placed, PlacedItem, PlacedSheet, PlacedText};

use marks::MarkWords;
use world::{Kit, PosterWorld};

/// What a layout had to say about a poster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Remark {
    /// The body did not fit on its sheets and ends with a pointer to the full text.
    BodyCut(Fits),
    /// The title takes three lines.
    HeadlineLong(Fits),
    /// The points did not fit on one sheet.
    PointsOverflow(Fits),
}

/// Most sheets that are drawn as pictures: a list of a hundred sheets would take seconds.
const MOST_DRAWN: usize = 12;

/// For how many works the engine keeps what they had no use for. Sheets of other sizes come now and
/// then, and evaluating all layouts again for them costs more than several posters.
const KEPT: usize = 8;

/// Number of characters that would fit on this paper, if the layout tells it.
pub type Fits = Option<u32>;

/// A label by which layouts say something, and what it is.
type Said = (&'static str, fn(Fits) -> Remark);

const REMARKS: [Said; 3] = [
    ("body-cut", Remark::BodyCut),
    ("headline-long", Remark::HeadlineLong),
    ("points-overflow", Remark::PointsOverflow),
];

/// The sheets of a poster as pictures.
#[derive(Debug)]
pub struct Pictures {
    /// A PNG of each, but for those beyond the first few.
    pub sheets: Vec<Vec<u8>>,
    /// How many there are.
    pub total: usize,
    /// What the layout had to say.
    pub remarks: Vec<Remark>,
    /// What Typst doubts in the layout.
    pub doubts: Vec<Doubt>,
}

/// The sheet of what stays in the office: the parts that layouts share are made for one.
const OFFICE: Sheet = Sheet {
    width: 210,
    height: 297,
    economy: true,
    style: "board",
    r#use: "print",
};

/// Layouts and faces of a theme, ready to render.
#[derive(Debug)]
pub struct Posters {
    kit: Arc<Kit>,
    marks: MarkWords,
    standards: PdfStandards,
    /// For what has no date, which an archive wants.
    undated: PdfStandards,
    /// Posters that are being rendered now.
    at_work: AtomicUsize,
}

impl Posters {
    /// Prepares the layouts, the words and the faces of a theme.
    pub fn new(theme: &Theme, name: &str, language: Language) -> Result<Self, Diagnostics> {
        let file = format!("words/poster.{}.yaml", language.key());
        let words = wording::read(theme, name, &file)?;
        let marks = MarkWords::new(&words).map_err(|message| {
            let at = place::path(theme, name, &file);
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
            undated: PdfStandards::new(&[PdfStandard::Ua_1]).unwrap_or_default(),
            at_work: AtomicUsize::new(0),
        })
    }

    /// Renders one poster.
    ///
    /// # Errors
    ///
    /// The layout fails on the view, a picture cannot be read, or a character has no glyph.
    pub fn render(&self, view: &PosterView) -> Result<Rendered, RenderFault> {
        self.working(|| {
            let world = self.world(view, false)?;
            let (document, doubts) = self.lay_out(&world, view)?;
            Ok(Rendered {
                bytes: Self::pdf(&world, &document, Some(&view.number), self.standards(view))?,
                sheets: document.pages().len(),
                remarks: remarks(&document),
                doubts,
            })
        })
    }

    fn standards(&self, view: &PosterView) -> &PdfStandards {
        if view.date.is_empty() {
            &self.undated
        } else {
            &self.standards
        }
    }

    /// Works with Typst, and lets go of what it keeps in mind; what the last few works asked for
    /// stays.
    fn working<T>(&self, work: impl FnOnce() -> T) -> T {
        self.at_work.fetch_add(1, Ordering::Relaxed);
        let made = work();
        // Without this, memory grows by a megabyte a poster for ever. What the next poster will ask
        // for again must outlive those that end on other threads meanwhile.
        comemo::evict(self.at_work.fetch_sub(1, Ordering::Relaxed).max(KEPT));
        made
    }

    /// A document as a PDF; `ident` tells it from others for ever.
    fn pdf(
        world: &PosterWorld,
        document: &PagedDocument,
        ident: Option<&str>,
        standards: &PdfStandards,
    ) -> Result<Vec<u8>, RenderFault> {
        let ident = ident.map(|ident| Smart::Custom(ident.to_owned()));
        let options = PdfOptions {
            ident: ident.unwrap_or_default(),
            creator: Smart::Custom(Some("gongshi".to_owned())),
            standards: standards.clone(),
            ..PdfOptions::default()
        };
        typst_pdf::pdf(document, &options).map_err(|errors| fault(world, &errors))
    }

    /// Draws the sheets of one poster as PNGs of this width in pixels.
    ///
    /// # Errors
    ///
    /// As for [`render`](Posters::render).
    pub fn pictures(&self, view: &PosterView, width: u32) -> Result<Pictures, RenderFault> {
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
        self.working(|| {
            let world = self.world(view, false)?;
            let (document, doubts) = self.lay_out(&world, view)?;
            // Some faults show only there: a character that no face has, a picture without words.
            Self::pdf(&world, &document, Some(&view.number), self.standards(view))?;
            let pages = document.pages();
            Ok(Pictures {
                sheets: pages.iter().take(MOST_DRAWN).map(draw).collect(),
                total: pages.len(),
                remarks: remarks(&document),
                doubts,
            })
        })
    }

    /// Renders a poster as a picture for chat groups: one sheet, as high as it must be.
    ///
    /// # Errors
    ///
    /// The layout fails on the view, or a picture cannot be read.
    pub fn card(&self, view: &PosterView) -> Result<Rendered, RenderFault> {
        self.working(|| self.card_of(view))
    }

    fn card_of(&self, view: &PosterView) -> Result<Rendered, RenderFault> {
        let mut world = self.world(view, false)?;
        let mut laid_out = self.lay_out(&world, view);
        let sheets = laid_out
            .as_ref()
            .map_or(0, |(document, _)| document.pages().len());
        let is_whole = |laid_out: &Result<(PagedDocument, Vec<Doubt>), _>| {
            let first = |(document, _): &(PagedDocument, _)| {
                document.pages().len() <= 1 || card::carries_code(document)
            };
            laid_out.as_ref().is_ok_and(first)
        };
        let heights = if is_whole(&laid_out) {
            &[]
        } else {
            card::heights(sheets)
        };
        for height in heights {
            let height = *height;
            let higher = view.sheet.map(|sheet| Sheet { height, ..sheet });
            world.add(
                "/paper.json",
                serde_json::to_vec(&higher).unwrap_or_default(),
            );
            // Where even the highest is not enough, the first sheet stands for the rest.
            let other = self.lay_out(&world, view);
            if is_whole(&other) {
                laid_out = other;
                break;
            }
        }
        let photographs = !view.pictures.is_empty();
        let png = |(document, _)| card::png(&document, photographs).unwrap_or_default();
        laid_out.map(|document| png(document).into())
    }

    /// Lays out a poster, sees that every sheet carries its marks, and what Typst doubts.
    fn lay_out(
        &self,
        world: &PosterWorld,
        view: &PosterView,
    ) -> Result<(PagedDocument, Vec<Doubt>), RenderFault> {
        let compiled = typst::compile::<PagedDocument>(world);
        let document = compiled.output.map_err(|errors| fault(world, &errors))?;
        self.marks.check(view, document.pages())?;
        Ok((document, doubts(world, &compiled.warnings)))
    }

    /// Lays out one poster, and tells what stands where.
    ///
    /// # Errors
    ///
    /// The layout fails on the view, or a picture cannot be read.
    pub fn place(&self, view: &PosterView) -> Result<Vec<PlacedSheet>, RenderFault> {
        self.working(|| {
            let world = self.world(view, true)?;
            let laid_out = typst::compile::<PagedDocument>(&world).output;
            let placed = laid_out.map(|document| probe::read(&document));
            placed.map_err(|errors| fault(&world, &errors))
        })
    }

    /// The world of a poster. With `probe` its layout marks where roles and parts stand.
    fn world(&self, view: &PosterView, probe: bool) -> Result<PosterWorld, RenderFault> {
        let mut world = PosterWorld::new(Arc::clone(&self.kit));
        // A view is plain data: it always serialises.
        world.add("/data.json", serde_json::to_vec(view).unwrap_or_default());
        world.add("/paper.json", paper(view.sheet, probe));
        if let Some(text) = &view.qr {
            world.add(&view.qr_picture, qr::svg(text)?.into_bytes());
        }
        for shown in &view.pictures {
            world.add(
                &shown.name,
                picture::for_poster(shown.source.file_name(), &shown.bytes)?,
            );
        }
        Ok(world)
    }
}

impl Posters {
    /// Renders the sheet that those who counted sign.
    ///
    /// # Errors
    ///
    /// The layout fails on the view, or a character has no glyph.
    pub fn counting_sheet(&self, view: &CountingView) -> Result<Vec<u8>, RenderFault> {
        self.office(
            "/counting.typ",
            serde_json::to_vec(view).unwrap_or_default(),
        )
    }

    /// Renders the certificate that a poster hung.
    ///
    /// # Errors
    ///
    /// The layout fails on the view, or a character has no glyph.
    pub fn certificate(&self, view: &CertificateView) -> Result<Vec<u8>, RenderFault> {
        let data = serde_json::to_vec(view).unwrap_or_default();
        self.office("/certificate.typ", data)
    }

    /// Renders a sheet for the office.
    fn office(&self, layout: &str, data: Vec<u8>) -> Result<Vec<u8>, RenderFault> {
        let mut world = PosterWorld::new(Arc::clone(&self.kit));
        world.begin_with(layout);
        world.add("/data.json", data);
        world.add(
            "/paper.json",
            serde_json::to_vec(&OFFICE).unwrap_or_default(),
        );
        // An archive wants a date of the document. This one gets its date by hand, and the same data
        // make the same bytes on any day.
        self.working(|| {
            let laid_out = typst::compile::<PagedDocument>(&world).output;
            let document = laid_out.map_err(|errors| fault(&world, &errors))?;
            Self::pdf(&world, &document, None, &self.undated)
        })
    }
}

/// A sheet as layouts read it. With `probe` they mark where roles and parts stand.
fn paper(sheet: impl Into<Option<Sheet>>, probe: bool) -> Vec<u8> {
    let mut paper = serde_json::to_value(sheet.into()).unwrap_or_default();
    if let Some(paper) = paper.as_object_mut().filter(|_| probe) {
        paper.insert("probe".to_owned(), true.into());
    }
    paper.to_string().into_bytes()
}

fn remarks(document: &PagedDocument) -> Vec<Remark> {
    let said = |label: &str| {
        let label = Label::new(PicoStr::intern(label))?;
        Introspector::query_label(&**document.introspector(), label).ok()
    };
    REMARKS
        .iter()
        .filter_map(|(label, remark)| Some(remark(fits(said(label)?))))
        .collect()
}

/// What the metadata of a layout says under `fits`.
fn fits(said: &Content) -> Fits {
    let metadata = said.to_packed::<MetadataElem>()?;
    let Value::Dict(told) = &metadata.value else {
        return None;
    };
    match told.get("fits") {
        Ok(Value::Int(number)) => u32::try_from(*number).ok(),
        _ => None,
    }
}
