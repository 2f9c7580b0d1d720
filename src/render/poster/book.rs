//! The register of a place as a file to print.

use std::sync::Arc;

use typst_layout::PagedDocument;

use super::world::PosterWorld;
use super::{Posters, doubts, fault, probe};
use crate::plan::view::register::BookView;
use crate::render::poster::PlacedSheet;
use crate::render::{RenderFault, Rendered};

impl Posters {
    /// Renders a register.
    ///
    /// # Errors
    ///
    /// The layout fails on the view, loses the mark of an invented place, or a character has no
    /// glyph.
    pub fn book(&self, view: &BookView) -> Result<Rendered, RenderFault> {
        self.working(|| {
            let world = self.world_of(view, false);
            let compiled = typst::compile::<PagedDocument>(&world);
            let document = compiled.output.map_err(|errors| fault(&world, &errors))?;
            self.marks.check_demo(view.demo, document.pages())?;
            let ident = format!("register {} {}", view.place, view.year);
            Ok(Rendered {
                bytes: Self::pdf(&world, &document, Some(&ident), &self.standards)?,
                sheets: document.pages().len(),
                remarks: Vec::new(),
                doubts: doubts(&world, &compiled.warnings),
            })
        })
    }

    /// Lays out a register, and tells what stands where.
    ///
    /// # Errors
    ///
    /// The layout fails on the view.
    pub fn place_book(&self, view: &BookView) -> Result<Vec<PlacedSheet>, RenderFault> {
        self.working(|| {
            let world = self.world_of(view, true);
            let laid_out = typst::compile::<PagedDocument>(&world).output;
            let placed = laid_out.map(|document| probe::read(&document));
            placed.map_err(|errors| fault(&world, &errors))
        })
    }

    fn world_of(&self, view: &BookView, probe: bool) -> PosterWorld {
        let mut world = PosterWorld::new(Arc::clone(&self.kit));
        world.begin_with("/register.typ");
        // A view is plain data: it always serialises.
        world.add("/data.json", serde_json::to_vec(view).unwrap_or_default());
        world.add("/paper.json", super::paper(view.sheet, probe));
        world
    }
}
