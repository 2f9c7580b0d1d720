//! What a planned site consists of: all views; posters one by one, on any sheet, what stands where on
//! them, and their bytes.

use crate::diagnostic::Diagnostics;
use crate::paths::SitePath;
use crate::plan::view::View;
use crate::plan::view::poster::PosterView;
use crate::plan::view::register::BookView;
use crate::plan::{Output, Subject};
use crate::render::PlacedSheet;

use super::Site;
use super::threads;

impl Site {
    /// Everything that is made of the content, without the bytes of files.
    pub fn views(&self) -> impl Iterator<Item = (&SitePath, View)> {
        let outputs = self.plan.outputs().iter();
        outputs.map(|output| (&output.address, self.plan.view(output).0))
    }

    /// Addresses of all posters.
    pub fn posters(&self) -> Vec<&SitePath> {
        let outputs = self.plan.outputs().iter();
        let is_poster = |output: &&Output| {
            matches!(
                output.subject,
                Subject::Poster(_) | Subject::GridChart(_) | Subject::ComparisonSheet(_)
            )
        };
        let posters = outputs.filter(is_poster);
        posters.map(|output| &output.address).collect()
    }

    /// The view of the poster at an address, with its pictures. None: there is no such poster.
    pub fn poster(&self, address: &SitePath) -> Option<Result<PosterView, Diagnostics>> {
        let output = self.plan.output(address)?;
        let (mut view, _) = self.plan.view(output);
        if let Err(found) = self.fill(&mut view, &self.origin(output)) {
            let mut diagnostics = Diagnostics::new();
            diagnostics.push(*found);
            return Some(Err(diagnostics));
        }
        match view {
            View::Poster(view) => Some(Ok(*view)),
            _ => None,
        }
    }

    /// What stands where on the sheets of a poster.
    ///
    /// # Errors
    ///
    /// The layouts or faces of the theme are faulty, or the layout fails on the view.
    pub fn place(&self, view: &PosterView) -> Result<Vec<PlacedSheet>, Diagnostics> {
        let work = |view: &&PosterView| self.renderer.place(view);
        let mut placed = threads::each(&[view], 1, work);
        placed.pop().unwrap_or_else(|| Ok(Vec::new()))
    }

    /// The view of the register to print at an address. None: there is no such register.
    pub fn book(&self, address: &SitePath) -> Option<BookView> {
        let (view, _) = self.plan.view(self.plan.output(address)?);
        match view {
            View::Book(view) => Some(*view),
            _ => None,
        }
    }

    /// What stands where on the sheets of a register.
    ///
    /// # Errors
    ///
    /// The layouts or faces of the theme are faulty, or the layout fails on the view.
    pub fn place_book(&self, view: &BookView) -> Result<Vec<PlacedSheet>, Diagnostics> {
        let work = |view: &&BookView| self.renderer.place_book(view);
        let mut placed = threads::each(&[view], 1, work);
        placed.pop().unwrap_or_else(|| Ok(Vec::new()))
    }

    /// The bytes of a poster.
    ///
    /// # Errors
    ///
    /// The layouts or faces of the theme are faulty, the layout fails on the view, or a character
    /// has no glyph.
    pub fn pdf(&self, view: &PosterView) -> Result<Vec<u8>, Diagnostics> {
        let view = View::Poster(Box::new(view.clone()));
        self.renderer.prepare(&view)?;
        let work = |view: &View| self.renderer.render(view);
        let mut made = threads::each(&[view], 1, work);
        match made.pop() {
            Some(Ok(rendered)) => Ok(rendered.bytes),
            Some(Err(fault)) => Err(self.renderer.of_theme(fault)),
            None => Ok(Vec::new()),
        }
    }
}
