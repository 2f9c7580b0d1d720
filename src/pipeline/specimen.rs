//! Specimens: the sheets of a poster as pictures, on any paper, for whoever looks before printing.

use super::{Paper, Site, threads};
use crate::diagnostic::Diagnostics;
use crate::model::keyed::PosterStyle;
use crate::paths::SitePath;
use crate::plan::Output;
use crate::plan::view::View;
use crate::plan::view::poster::PosterView;

/// Pixels of the shorter side of a sheet: about 150 to the inch on A4.
const SHORT_SIDE: u32 = 1240;

/// How a poster is to be shown. What is none stays as it is published.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wish {
    /// On this paper.
    pub paper: Option<Paper>,
    /// Without large filled areas.
    pub economy: Option<bool>,
    /// After the layout of official documents, or in large type.
    pub official: Option<bool>,
}

/// The sheets of a poster as pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Specimen {
    /// The paper.
    pub paper: Paper,
    /// Without large filled areas.
    pub economy: bool,
    /// After the layout of official documents.
    pub official: bool,
    /// Width and height of each picture in pixels, about.
    pub pixels: (u32, u32),
    /// A PNG of each sheet, but for those beyond the first few.
    pub sheets: Vec<Vec<u8>>,
    /// How many sheets there are.
    pub total: usize,
    /// What its layout had to say.
    pub said: Diagnostics,
}

impl Site {
    /// The poster at an address as pictures. None: there is no poster.
    pub fn specimen(
        &self,
        address: &SitePath,
        wish: Wish,
    ) -> Option<Result<Specimen, Diagnostics>> {
        let output = self.plan.output(address)?;
        let mut view = self.plan.poster(output, wish.paper)?;
        if let Some(sheet) = &mut view.sheet {
            sheet.economy = wish.economy.unwrap_or(sheet.economy);
            sheet.style = match wish.official {
                Some(true) => PosterStyle::Official.key(),
                Some(false) => PosterStyle::Board.key(),
                None => sheet.style,
            };
        }
        let work = |view: &PosterView| self.draw(output, view.clone());
        threads::each(&[view], 1, work).pop()
    }

    fn draw(&self, output: &Output, view: PosterView) -> Result<Specimen, Diagnostics> {
        let mut view = View::Poster(Box::new(view));
        self.made_ready(output, &mut view)?;
        let View::Poster(view) = view else {
            unreachable!("it was made above")
        };
        let Some(sheet) = view.sheet else {
            unreachable!("a view of a poster has a sheet once it is composed")
        };
        let (width, height) = (u32::from(sheet.width), u32::from(sheet.height));
        let pixels = |side: u32| side * SHORT_SIDE / width.min(height).max(1);
        let drawn = self.renderer.pictures(&view, pixels(width));
        let drawn = drawn.map_err(|fault| self.told_at(output, fault))?;
        let mut said = self.remarks(output, &drawn.remarks);
        said.extend(self.doubts(output, &drawn.doubts));
        Ok(Specimen {
            paper: Paper::of(sheet.width, sheet.height),
            economy: sheet.economy,
            official: sheet.style == PosterStyle::Official.key(),
            pixels: (pixels(width), pixels(height)),
            total: drawn.total,
            sheets: drawn.sheets,
            said,
        })
    }
}
