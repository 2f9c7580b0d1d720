//! What a posting round prints: files of many posters, and checklists.

use std::sync::Arc;

use typst_layout::PagedDocument;

use super::world::PosterWorld;
use super::{OFFICE, Posters, card, fault, qr};
use crate::plan::view::poster::Sheet;
use crate::plan::view::round::{RoundView, SheetsView};
use crate::render::RenderFault;
use crate::words;

/// The sheet of a card, whose height is that of its list.
const CARD: Sheet = Sheet {
    width: 210,
    height: 297,
    economy: false,
    style: "board",
    r#use: "card",
};

/// A round as the layout of its card gets it.
#[derive(serde::Serialize)]
struct CardData<'v> {
    #[serde(flatten)]
    round: &'v RoundView,
    /// There is a code at `/qr.svg`.
    qr: bool,
}

impl Posters {
    /// Renders a file of sheets: posters one after another, each as often as it is printed.
    ///
    /// # Errors
    ///
    /// The layout fails, takes other sheets than for a poster alone, or loses a mark.
    pub fn sheets(&self, view: &SheetsView) -> Result<Vec<u8>, RenderFault> {
        let mut world = PosterWorld::new(Arc::clone(&self.kit));
        world.begin_with("/round.typ");
        world.add("/data.json", serde_json::to_vec(view).unwrap_or_default());
        let sheet = serde_json::to_vec(&view.sheet);
        world.add("/paper.json", sheet.unwrap_or_default());
        for poster in &view.posters {
            if let Some(text) = &poster.qr {
                world.add(&poster.qr_picture, qr::svg(text)?.into_bytes());
            }
        }
        for (name, bytes) in &view.pictures {
            world.add(name, bytes.clone());
        }
        self.finished(&world, &view.name, |document| {
            let mut first = 0;
            for (poster, sheets) in view.printed() {
                let pages = document.pages().get(first..first + sheets);
                let pages = pages.ok_or_else(other_sheets)?;
                self.marks.check(poster, pages)?;
                first += sheets;
            }
            (first == document.pages().len())
                .then_some(())
                .ok_or_else(other_sheets)
        })
    }

    /// Renders the checklist of a round at a place.
    ///
    /// # Errors
    ///
    /// The layout fails on the view, or a character has no glyph.
    pub fn checklist(&self, view: &RoundView) -> Result<Vec<u8>, RenderFault> {
        let mut world = PosterWorld::new(Arc::clone(&self.kit));
        world.begin_with("/checklist.typ");
        // A view is plain data: it always serialises.
        world.add("/data.json", serde_json::to_vec(view).unwrap_or_default());
        world.add(
            "/paper.json",
            serde_json::to_vec(&OFFICE).unwrap_or_default(),
        );
        let name = format!("{}/{}", view.name, view.folder);
        self.finished(&world, &name, |_| Ok(()))
    }

    /// Renders the card of a round at a place.
    ///
    /// # Errors
    ///
    /// The layout fails on the view, or loses the mark of an invented place.
    pub fn round_card(&self, view: &RoundView) -> Result<Vec<u8>, RenderFault> {
        let mut world = PosterWorld::new(Arc::clone(&self.kit));
        world.begin_with("/roundcard.typ");
        // An address that is too long for a code stands on the card in letters alone.
        let code = view.link.as_deref().and_then(|link| qr::svg(link).ok());
        let data = CardData {
            round: view,
            qr: code.is_some(),
        };
        // A view is plain data: it always serialises.
        world.add("/data.json", serde_json::to_vec(&data).unwrap_or_default());
        world.add("/paper.json", serde_json::to_vec(&CARD).unwrap_or_default());
        if let Some(code) = code {
            world.add("/qr.svg", code.into_bytes());
        }
        self.working(|| {
            let laid_out = typst::compile::<PagedDocument>(&world).output;
            let document = laid_out.map_err(|errors| fault(&world, &errors))?;
            self.marks.check_demo(view.demo, document.pages())?;
            Ok(card::png(&document, false).unwrap_or_default())
        })
    }

    fn finished(
        &self,
        world: &PosterWorld,
        name: &str,
        check: impl Fn(&PagedDocument) -> Result<(), RenderFault>,
    ) -> Result<Vec<u8>, RenderFault> {
        self.working(|| {
            let laid_out = typst::compile::<PagedDocument>(world).output;
            let document = laid_out.map_err(|errors| fault(world, &errors))?;
            check(&document)?;
            Self::pdf(world, &document, Some(name), &self.standards)
        })
    }
}

/// The checklist names pages by the sheets that each poster takes alone.
fn other_sheets() -> RenderFault {
    RenderFault::new(
        "poster-layout",
        words!(
            "几张海报排在一起时，张数和单独一张时不同",
            "posters take another number of sheets together than alone"
        ),
        words!(
            "主题的版式不要用前后海报的计数器",
            "let the layouts of the theme use no counters that go on from poster to poster"
        ),
    )
}
