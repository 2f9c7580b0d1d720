//! The plan: every output of the site, and for each the view from which its bytes follow.

mod addresses;
mod audit;
mod compared;
mod compose;
mod counts;
mod lines;
mod lists;
mod outputs;
mod reads;
pub mod routes;
mod sitemap;
pub mod view;

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Diagnostics;
use crate::load::InputFile;
use crate::model::keyed::Kind;
use crate::model::month::Month;
use crate::model::paper::Paper;
use crate::model::record::Record;
use crate::model::round::Round;
use crate::model::taxonomy::Taxonomy;
use crate::model::week::Week;
use crate::model::{Model, PlaceId, RecordId};
use crate::paths::{InputPath, SitePath};
use crate::source::{self, Hash};
use addresses::Addresses;
use compose::Composer;
use lines::Lines;
use outputs::Outputs;
use view::View;
use view::certificate::CertificateView;
use view::frame::SiteFacts;
use view::poster::PosterView;
use view::round::RoundView;

pub use audit::audit;
pub use counts::Counts;
pub use lists::Of;
pub use reads::{Part, Reads};

/// What an output is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// Home of a place.
    Place(PlaceId),
    /// A list of the records of a kind.
    List(PlaceId, Kind, Of),
    /// Page of a record.
    Record(RecordId),
    /// Poster of a record.
    Poster(RecordId),
    /// The card of a record for chat groups.
    Card(RecordId),
    /// The words of a record for chat groups.
    Chat(RecordId),
    /// A small page that leads to a record: its short address or an earlier one.
    Redirect(RecordId),
    /// A plain page.
    Page(usize),
    /// A mechanism.
    Mechanism(usize),
    /// A policy.
    Policy(usize),
    /// Weeks and months of a place: all, or of years so long ago that they stand apart.
    Rhythm(PlaceId, Option<i32>),
    /// A week of a place.
    Week(PlaceId, Week),
    /// A month of a place.
    Month(PlaceId, Month),
    /// Grids of a place.
    Grids(PlaceId),
    /// The chart of the grids of a place: a poster.
    GridChart(PlaceId),
    /// The short address of the grids of a place.
    GridsRedirect(PlaceId),
    /// Bodies of a place.
    Bodies(PlaceId),
    /// Goals of a place.
    Goals(PlaceId),
    /// What names a word of a place, by the number of the word, where all words are too much for a
    /// page.
    Word(PlaceId, Taxonomy, usize),
    /// Which mechanisms stand where: at all places, or below one where these are too many for a page.
    Rollout(Option<PlaceId>),
    /// A series of a place, by its position there.
    Series(PlaceId, usize),
    /// Places side by side, for a forum.
    Comparison(RecordId),
    /// The forums of one name at a place, by their position there.
    Forum(PlaceId, usize),
    /// What a place decided in a year, or in a month of one that is too long for a page.
    Register(PlaceId, i32, Option<Month>),
    /// Venues of a place.
    Venues(PlaceId),
    /// What a place shares, and for which functions.
    Shares(PlaceId),
    /// The parts of a mechanism at a place.
    Parts(PlaceId, usize),
    /// The sheet of a comparison: a poster.
    ComparisonSheet(RecordId),
    /// A register as a file to print.
    RegisterBook(PlaceId, i32),
    /// What was corrected, replaced or withdrawn at a place.
    Corrections(PlaceId),
    /// The page on which everything can be searched.
    Search,
    /// All places in which something can be found.
    SearchPlaces,
    /// What can be found of the records of a place and year.
    SearchData(PlaceId, i32),
    /// What is on display at a place, for a screen in its lobby.
    Screen(PlaceId),
    /// News of a place and those below, as an Atom feed.
    Feed(PlaceId),
    /// Meetings, periods and due dates of a place and those below.
    Calendar(PlaceId),
    /// Records of a place and those below in a year, as a table for spreadsheets.
    Table(PlaceId, i32),
    /// The same for programs, as JSON.
    Data(PlaceId, i32),
    /// What stands in that JSON.
    DataSchema,
    /// The page for an address at which there is nothing.
    NotFound,
    /// Addresses of all pages, for search engines: one file, or that which leads to the others; with
    /// a number, one of these.
    Sitemap(Option<usize>),
    /// What a phone needs to keep the site beside its programs.
    Manifest,
    /// A picture, made smaller and without hidden data.
    Picture(InputPath),
    /// A file copied as it is.
    Copy(InputPath),
    /// A style sheet or script of the theme.
    Asset(String),
}

impl Subject {
    /// Whether it is laid out on sheets, as posters and cards are: that takes much longer than
    /// anything else.
    pub fn is_laid_out(&self) -> bool {
        matches!(
            self,
            Subject::Poster(_)
                | Subject::Card(_)
                | Subject::GridChart(_)
                | Subject::ComparisonSheet(_)
                | Subject::RegisterBook(..)
        )
    }
}

/// One output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Its address.
    pub address: SitePath,
    /// What it is of.
    pub subject: Subject,
}

/// What a plan is made of besides the content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extent {
    /// Whether posters are made, and with them what is shared in chat groups.
    pub posters: bool,
    /// Styles and scripts of the theme, by their path within it.
    pub assets: Vec<String>,
    /// Files copied to the root.
    pub statics: Vec<InputFile>,
}

/// Every output of a site.
#[derive(Debug, Clone)]
pub struct SitePlan {
    /// All outputs with their addresses.
    listed: Arc<Listed>,
    lines: Lines,
    model: Arc<Model>,
    site: Arc<SiteFacts>,
    posters: bool,
    /// Hash of what stands on every page.
    of_site: Hash,
}

/// All outputs of a site with their addresses. Most edits leave them as they were.
#[derive(Debug)]
struct Listed {
    /// No two have the same address.
    outputs: Outputs,
    addresses: Addresses,
    /// What each file of addresses covers of the outputs.
    sitemap: Vec<Range<usize>>,
    extent: Extent,
}

impl Listed {
    fn new(model: &Model, lines: &Lines, extent: Extent, diagnostics: &mut Diagnostics) -> Self {
        let mut outputs = Outputs::new(model, lines, &extent);
        let sitemap = sitemap::parts(model, &outputs.list);
        outputs.list.extend(sitemap::outputs(&sitemap));
        outputs.list.shrink_to_fit();
        let addresses = Addresses::new(model, &outputs.list, diagnostics);
        Listed {
            outputs,
            addresses,
            sitemap,
            extent,
        }
    }
}

impl SitePlan {
    /// Plans a site. Two outputs at one address are errors. `before` is a plan without such an error
    /// of the same site, whose outputs stand if they would be the same.
    pub fn new(
        model: Arc<Model>,
        extent: Extent,
        before: Option<&SitePlan>,
    ) -> (Self, Diagnostics) {
        let mut diagnostics = Diagnostics::new();
        let posters = extent.posters;
        let known = before.and_then(|before| {
            let places = model.told_otherwise(&before.model)?;
            let mut lines = before.lines.clone();
            let is_other = lines.renew(&model, &places);
            let models = (&*before.model, &*model);
            let divided = is_other.then_some(&lines);
            let outputs = &before.listed.outputs;
            let stands =
                before.listed.extent == extent && outputs.stand(models, &places, divided, &extent);
            Some((lines, stands.then(|| Arc::clone(&before.listed))))
        });
        let (lines, listed) = known.unwrap_or_else(|| (Lines::new(&model), None));
        let listed = listed
            .unwrap_or_else(|| Arc::new(Listed::new(&model, &lines, extent, &mut diagnostics)));
        let site = compose::site(&model);
        // Plain data always serialises.
        let of_site = serde_json::to_vec(&(&site, posters)).unwrap_or_default();
        let plan = SitePlan {
            listed,
            lines,
            of_site: source::hash(&of_site),
            site: Arc::new(site),
            posters,
            model,
        };
        (plan, diagnostics)
    }

    /// All outputs; no two have the same address.
    pub fn outputs(&self) -> &[Output] {
        &self.listed.outputs.list
    }

    /// The model of which it is the plan.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Whether posters are made.
    pub fn has_posters(&self) -> bool {
        self.posters
    }

    /// The output at an address.
    pub fn output(&self, address: &SitePath) -> Option<&Output> {
        let output = self.outputs().get(self.listed.addresses.find(address)?)?;
        (output.address == *address).then_some(output)
    }

    /// Everything of the content on which the bytes of an output depend, and what was read of the
    /// model for it.
    pub fn view(&self, output: &Output) -> (View, Reads) {
        let composer = Composer::new(&self.model, &self.site, self.posters);
        let view = match output.subject {
            Subject::Sitemap(part) => View::Sitemap(Box::new(composer.sitemap(
                self.outputs(),
                &self.listed.sitemap,
                part,
            ))),
            _ => composer.view(output),
        };
        (view, composer.into_reads())
    }

    /// The view of a poster for this paper, or for that on which it is published; none if the output
    /// is no poster.
    pub fn poster(&self, output: &Output, paper: Option<Paper>) -> Option<PosterView> {
        let id = match output.subject {
            Subject::Poster(id) => id,
            Subject::GridChart(id) => return self.grid_chart(id, paper.unwrap_or_default()),
            Subject::ComparisonSheet(id) => {
                return self.comparison_sheet(id, paper.unwrap_or(Paper::A3Landscape));
            }
            _ => return None,
        };
        if let Some(paper) = paper {
            return self.poster_on(id, paper);
        }
        let composer = Composer::new(&self.model, &self.site, self.posters);
        Some(composer.poster(self.model.record(id)?))
    }

    /// The chart of the grids of a place for any paper; none if it has none.
    pub fn grid_chart(&self, place: PlaceId, paper: Paper) -> Option<PosterView> {
        let code = self.model.chart_code(place)?;
        let composer = Composer::new(&self.model, &self.site, self.posters);
        Some(composer.grid_chart(place, code, paper))
    }

    /// What a posting round hangs and takes down at a place; none if there is nothing to be done.
    pub fn round(&self, place: PlaceId, round: Round) -> Option<RoundView> {
        Composer::new(&self.model, &self.site, self.posters).round(&self.model, place, round)
    }

    /// The poster of a record for any paper; none if the record is left out.
    pub fn poster_on(&self, record: RecordId, paper: Paper) -> Option<PosterView> {
        let record = self.model.record(record)?;
        let composer = Composer::new(&self.model, &self.site, self.posters);
        Some(composer.poster_on(record, paper))
    }

    /// The certificate that the poster of a record hung at a place; none if that is not noted. It is
    /// for the office.
    pub fn certificate(&self, record: RecordId, place: PlaceId) -> Option<CertificateView> {
        let composer = Composer::new(&self.model, &self.site, self.posters);
        composer.certificate(self.model.record(record)?, place)
    }

    /// A hash of everything that was read of the model for a view: as long as it is the same, the
    /// view is.
    pub fn digest(&self, reads: &Reads) -> Hash {
        let mut hasher = reads.hasher(self.model.digests());
        hasher.update(&self.of_site);
        source::short(&hasher.finalize())
    }

    /// How many outputs of each sort there are.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for output in self.outputs() {
            counts.add(output);
        }
        counts
    }

    /// The document from which an output comes; none for what belongs to the theme.
    pub fn origin(&self, output: &Output) -> Option<InputPath> {
        origin(&self.model, output)
    }
}

/// The file from which an output comes.
fn origin(model: &Model, output: &Output) -> Option<InputPath> {
    match &output.subject {
        Subject::Record(id)
        | Subject::Poster(id)
        | Subject::Card(id)
        | Subject::Chat(id)
        | Subject::Comparison(id)
        | Subject::ComparisonSheet(id)
        | Subject::Redirect(id) => model
            .record(*id)
            .map(|record: &Record| record.source.path.clone()),
        Subject::Picture(path) | Subject::Copy(path) => Some(path.clone()),
        Subject::Place(id)
        | Subject::List(id, ..)
        | Subject::Rhythm(id, _)
        | Subject::Week(id, _)
        | Subject::Month(id, _)
        | Subject::Grids(id)
        | Subject::GridChart(id)
        | Subject::GridsRedirect(id)
        | Subject::Goals(id)
        | Subject::Word(id, ..)
        | Subject::Forum(id, _)
        | Subject::Register(id, ..)
        | Subject::RegisterBook(id, _)
        | Subject::Venues(id)
        | Subject::Shares(id)
        | Subject::Parts(id, _)
        | Subject::SearchData(id, _)
        | Subject::Screen(id)
        | Subject::Feed(id)
        | Subject::Corrections(id)
        | Subject::Calendar(id)
        | Subject::Table(id, _)
        | Subject::Data(id, _)
        | Subject::Bodies(id) => Some(model.place(*id).document()),
        // Where its name was written first.
        Subject::Series(id, at) => {
            let first = model.series(*id).get(*at)?.entries.first()?;
            Some(model.record(first.record)?.source.path.clone())
        }
        Subject::Page(at) => model
            .pages
            .get(*at)
            .map(|page| InputPath::new(format!("content/pages/{}.md", page.name))),
        Subject::Mechanism(at) => model
            .mechanisms
            .get(*at)
            .map(|mechanism| InputPath::new(format!("content/mechanisms/{}.md", mechanism.name))),
        Subject::Policy(at) => model
            .policies
            .get(*at)
            .map(|policy| InputPath::new(format!("content/policies/{}.md", policy.name))),
        Subject::Rollout(_)
        | Subject::Search
        | Subject::SearchPlaces
        | Subject::DataSchema
        | Subject::NotFound
        | Subject::Sitemap(_)
        | Subject::Manifest
        | Subject::Asset(_) => None,
    }
}
