//! Posters by Typst.

mod marks;
mod qr;
mod world;

use std::sync::Arc;

use typst::diag::{Severity, SourceDiagnostic};
use typst::foundations::{Label, Smart};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::{RenderFault, Rendered, pages, picture};
use crate::config::Language;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::paths::InputPath;
use crate::plan::view::certificate::CertificateView;
use crate::plan::view::counting::CountingView;
use crate::plan::view::poster::{PosterView, Sheet};
use crate::theme::Theme;
use crate::words;
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

/// Labels by which layouts say so.
const REMARKS: [(&str, Remark); 3] = [
    ("body-cut", Remark::BodyCut),
    ("headline-long", Remark::HeadlineLong),
    ("points-overflow", Remark::PointsOverflow),
];

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
        let mut diagnostics = Diagnostics::new();
        let words = pages::read_words(
            theme,
            name,
            &format!("words/poster.{}.yaml", language.key()),
        )?;
        let made = Kit::new(theme, &words).and_then(|kit| Ok((kit, MarkWords::new(&words)?)));
        let (kit, marks) = match made {
            Ok(made) => made,
            Err(detail) => {
                diagnostics.push(
                    Diagnostic::error(
                        "poster-theme",
                        InputPath::new(format!("themes/{name}")),
                        words!(
                            "海报的版式或字体有误：{detail}",
                            "the poster layouts or fonts are wrong: {detail}"
                        ),
                    )
                    .help(words!("按提示改正主题", "mend the theme as told")),
                );
                return Err(diagnostics);
            }
        };
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
    pub fn render(&self, view: &PosterView) -> Result<Rendered, RenderFault> {
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
        let rendered = compiled
            .output
            .map_err(|errors: typst::ecow::EcoVec<SourceDiagnostic>| fault(&world, &errors))
            .and_then(|document| {
                self.marks.check(view, &document)?;
                let options = PdfOptions {
                    ident: Smart::Custom(view.number.clone()),
                    creator: Smart::Custom(Some("gongshi".to_owned())),
                    standards: self.standards.clone(),
                    ..PdfOptions::default()
                };
                let bytes =
                    typst_pdf::pdf(&document, &options).map_err(|errors| fault(&world, &errors))?;
                Ok(Rendered {
                    bytes,
                    remarks: remarks(&document),
                })
            });
        // Without this, memory grows by a megabyte a poster for ever.
        comemo::evict(1);
        rendered
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
        // The parts that layouts share are made for a sheet.
        let sheet = Sheet {
            width: 210,
            height: 297,
            economy: true,
            style: "board",
        };
        world.add(
            "/paper.json",
            serde_json::to_vec(&sheet).unwrap_or_default(),
        );
        // An archive wants a date of the document. This one gets its date by hand, and the same data
        // make the same bytes on any day.
        let standards = PdfStandards::new(&[PdfStandard::Ua_1]).unwrap_or_default();
        let options = PdfOptions {
            creator: Smart::Custom(Some("gongshi".to_owned())),
            standards,
            ..PdfOptions::default()
        };
        let rendered = typst::compile::<PagedDocument>(&world)
            .output
            .and_then(|document| typst_pdf::pdf(&document, &options))
            .map_err(|errors| fault(&world, &errors));
        comemo::evict(1);
        rendered
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

/// The first error of a layout or of the export, with the place in the layout.
fn fault(world: &PosterWorld, errors: &[SourceDiagnostic]) -> RenderFault {
    let first = errors
        .iter()
        .find(|error| error.severity == Severity::Error)
        .or(errors.first());
    let message = first.map_or_else(String::new, |error| error.message.to_string());
    // The message begins with the standards that forbid it: `PDF/A-2b, PDF/UA-1 error: the text …`.
    if let Some((_, text)) = message.split_once("error: the text ") {
        let text = text.split(" could not be").next().unwrap_or(text);
        let text = text.trim_matches(['`', '"']);
        return RenderFault {
            code: "missing-glyph",
            message: words!(
                "海报字体里没有“{text}”",
                "the poster fonts have no `{text}`"
            ),
            help: words!(
                "换一个字，或在主题的 fonts 里放一个有这个字的字体",
                "use another character, or put a font that has it into `fonts` of the theme"
            ),
        };
    }
    let place = first
        .and_then(|error| world.place(error))
        .map_or_else(String::new, |place| format!("{place}: "));
    RenderFault {
        code: "poster-layout",
        message: words!(
            "海报版式出错：{place}{message}",
            "the poster layout fails: {place}{message}"
        ),
        help: words!("改正主题里的版式", "mend the layout of the theme"),
    }
}
