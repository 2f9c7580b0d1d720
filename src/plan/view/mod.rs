//! Views: for each output, everything of the content that its bytes depend on, as plain data.
//!
//! Templates and poster layouts get a view and nothing else. Views carry addresses that are
//! already relative to their page, dates as ISO text, numbers as finished text, and the keys of
//! kinds and states; the words for those keys are the theme's.

pub mod account;
pub mod activity;
pub mod assessment;
pub mod audit;
pub mod calendar;
pub mod certificate;
pub mod comparison;
pub mod corrections;
pub mod counting;
pub mod counts;
pub mod data;
pub mod facts;
pub mod feed;
pub mod forum;
pub mod frame;
pub mod goals;
pub mod grids;
pub mod list;
pub mod mechanism;
pub mod month;
pub mod parts;
pub mod people;
pub mod place;
pub mod policy;
pub mod poster;
pub mod record;
pub mod register;
pub mod rhythm;
pub mod rollout;
pub mod round;
pub mod row;
pub mod screen;
pub mod search;
pub mod series;
pub mod served;
pub mod share;
pub mod shares;
pub mod statement;
pub mod venues;
pub mod week;
pub mod work;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::paths::InputPath;
use crate::source::Slice;

/// The Markdown text of a record with what its links and pictures lead to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Body {
    /// Markdown source without front matter.
    pub text: Slice,
    /// From each link target as written to the address to print, relative to the page.
    pub links: BTreeMap<String, String>,
    /// From each picture as written to the published picture, relative to the page.
    pub pictures: BTreeMap<String, String>,
}

/// The view of one output.
#[derive(Debug, Clone, Serialize)]
pub enum View {
    /// Home of a place.
    Place(Box<place::PlaceView>),
    /// A list of records.
    List(Box<list::ListView>),
    /// Page of a record.
    Record(Box<record::RecordView>),
    /// A plain page.
    Page(Box<place::PlainView>),
    /// A mechanism.
    Mechanism(Box<mechanism::MechanismView>),
    /// A policy.
    Policy(Box<policy::PolicyView>),
    /// Weeks and months of a place.
    Rhythm(Box<rhythm::RhythmView>),
    /// A week of a place.
    Week(Box<week::WeekView>),
    /// A month of a place.
    Month(Box<month::MonthView>),
    /// Grids of a place.
    Grids(Box<grids::GridsView>),
    /// Bodies of a place.
    Bodies(Box<people::BodiesView>),
    /// Goals of a place.
    Goals(Box<goals::GoalsView>),
    /// Which mechanisms stand where.
    Rollout(Box<rollout::RolloutView>),
    /// A series of a place.
    Series(Box<series::SeriesView>),
    /// Places side by side, for a forum.
    Comparison(Box<comparison::ComparisonView>),
    /// The forums of one name at a place, by their position there.
    Forum(Box<forum::ForumView>),
    /// What a place decided in a year.
    Register(Box<register::RegisterView>),
    /// The same as a file to print.
    Book(Box<register::BookView>),
    /// Venues of a place.
    Venues(Box<venues::VenuesView>),
    /// What a place shares, and for which functions.
    Shares(Box<shares::SharesView>),
    /// The parts of a mechanism at a place.
    Parts(Box<parts::PartsView>),
    /// The page on which everything can be searched.
    Search(Box<search::SearchView>),
    /// What can be found of the records of a place and year.
    SearchData(Box<search::SearchDataView>),
    /// All places in which something can be found.
    SearchPlaces(Box<search::SearchPlacesView>),
    /// What is on display at a place, for a screen in its lobby.
    Screen(Box<screen::ScreenView>),
    /// News of a place as an Atom feed.
    Feed(Box<feed::FeedView>),
    /// Meetings, periods and due dates of a place.
    Calendar(Box<calendar::CalendarView>),
    /// Records of a place and year as a table for spreadsheets.
    Table(Box<data::DataView>),
    /// The same as JSON.
    Data(Box<data::DataView>),
    /// What stands in that JSON.
    DataSchema,
    /// What was corrected, replaced or withdrawn.
    Corrections(Box<corrections::CorrectionsView>),
    /// The page for an address at which there is nothing.
    NotFound(Box<served::NotFoundView>),
    /// Addresses of all pages.
    Sitemap(Box<served::SitemapView>),
    /// What a phone needs to keep the site beside its programs.
    Manifest(Box<served::ManifestView>),
    /// A small page that leads to another.
    Redirect(Box<place::RedirectView>),
    /// A poster.
    Poster(Box<poster::PosterView>),
    /// The first sheet of a poster as a picture to share.
    Card(Box<poster::PosterView>),
    /// A few words to share.
    Chat(Box<share::ChatView>),
    /// A picture to be made smaller.
    Picture(FileView),
    /// A file copied as it is.
    Copy(FileView),
    /// A style sheet or script of the theme.
    Asset(String),
}

/// A file whose bytes the pipeline fills in just before rendering.
#[derive(Debug, Clone, Serialize)]
pub struct FileView {
    /// The input file.
    pub source: InputPath,
    /// Its bytes, once filled in.
    #[serde(skip)]
    pub bytes: Arc<[u8]>,
}
