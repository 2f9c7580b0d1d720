//! The steps in order, used by every command: load, model, plan, render, write.
//!
//! A [`Session`] looks at a site folder, once or again and again, and each time makes a [`Site`]:
//! the plan of all outputs with all that is needed to render one. [`Site::render`] brings all of
//! them into a [`Sink`]; what a [`Ledger`] knows to be unchanged is not made again.

mod charts;
mod counting;
mod ledger;
mod office;
mod outcome;
mod posted;
mod probe;
mod proof;
mod remark;
mod remember;
mod round;
mod run;
mod session;
mod sheets;
mod shelved;
mod site;
mod specimen;
mod threads;

use chrono::NaiveDate;

use crate::cache::Shelf;
use crate::model::LeftOut;
use crate::model::round::Round;
use crate::paths::OutputPath;
use crate::plan::Counts;
use crate::source::Hash;
use crate::write::WriteError;

pub use crate::load::Touched;
pub use crate::model::Faulty;
pub use crate::model::paper::Paper;
pub use crate::render::is_audit;
pub use charts::{ChartFile, Charts};
pub use counting::Office;
pub use ledger::Ledger;
pub use office::{COMPARISONS, OfficeFile};
pub use outcome::Outcome;
pub use proof::{Certificate, Photo};
pub use round::{Asked, Kept, Printed, RoundSink};
pub use session::{Look, Rendered, Session, clock};
pub use shelved::{Filled, Share};
pub use site::Site;
pub use specimen::{Specimen, Wish};

/// What a run is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The day, if the command line fixes it.
    pub today: Option<NaiveDate>,
    /// The address of the site, if the command line gives it.
    pub base_url: Option<String>,
    /// Publish drafts.
    pub drafts: bool,
    /// What becomes of faulty records.
    pub faulty: Faulty,
    /// The posting round that is made: notices that begin in it are published.
    pub round: Option<Round>,
    /// Posters without large filled areas, whatever the settings say.
    pub economy: bool,
    /// Make posters.
    pub posters: bool,
    /// Threads; 0 means all cores.
    pub jobs: usize,
}

impl Request {
    /// The day until which notices that are still to begin are published.
    fn until(&self, today: NaiveDate) -> NaiveDate {
        let last = self.round.map(|round| round.span(today).to);
        last.map_or(today, |last| last.max(today))
    }
}

/// What became of rendering everything.
#[derive(Debug)]
pub struct Report {
    /// How many outputs there are.
    pub counts: Counts,
    /// What was left out.
    pub left_out: Vec<LeftOut>,
    /// How many outputs were rendered.
    pub rendered: Counts,
    /// How many posters and cards came from the shelf instead.
    pub shelved: usize,
    /// The file that remembers what was posted, once this is published; none if it stays as it is.
    pub posts: Option<Vec<u8>>,
    /// The audit of waivers as a page for the office; none if there are no waivers.
    pub audit: Option<Vec<u8>>,
    /// Comparisons that stay in the office.
    pub comparisons: Vec<OfficeFile>,
}

/// Where rendered outputs go, and who is told about progress.
pub trait Sink: Sync {
    /// Keeps the output that stands at `path`, if its bytes have this hash. Returns whether they
    /// do; if not, the output is rendered and taken.
    ///
    /// # Errors
    ///
    /// It cannot be kept; everything stops.
    fn keep(&self, path: &OutputPath, bytes: &Hash) -> Result<bool, WriteError>;

    /// Takes one output.
    ///
    /// # Errors
    ///
    /// It cannot be written; everything stops.
    fn take(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), WriteError>;

    /// `done` of `total` posters and cards are done that had to be rendered.
    fn progress(&self, done: usize, total: usize);

    /// Where finished posters and cards lie and are put.
    fn shelf(&self) -> Option<&Shelf> {
        None
    }
}
