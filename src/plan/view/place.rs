//! Pages of places, lists, plain pages and short addresses.

use serde::Serialize;

use super::Body;
use super::account::RevenueInShort;
use super::assessment::MarkRow;
use super::comparison::ComparisonLink;
use super::counts::{Count, IssueCounts, Satisfaction};
use super::frame::{Contact, Frame, Link};
use super::goals::Goal;
use super::grids::GridsInShort;
use super::month::Below;
use super::people::{Due, Instructor};
use super::policy::PolicyLink;
use super::rhythm::TurnLink;
use super::row::Row;
use super::series::SeriesRow;
use super::shares::SharesInShort;
use super::venues::VenueLink;
use super::week::Strip;

/// The home page of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlaceView {
    /// What stands around it.
    pub frame: Frame,
    /// Other names of the place.
    pub aliases: Vec<String>,
    /// The latest comparison with other places, or of those below.
    pub comparison: Option<ComparisonLink>,
    /// Households, if known.
    pub households: Option<u64>,
    /// The text of the place.
    pub body: Option<Body>,
    /// Places directly below, with their counts.
    pub children: Vec<Child>,
    /// How many of these there are of each level, largest first: keys and numbers.
    pub levels: Vec<(&'static str, usize)>,
    /// Its lists take in those of the places below, as those of a community do.
    pub with_below: bool,
    /// How many notices, resolutions, statements and assessments are on display now.
    pub displayed: usize,
    /// The first of them by last day.
    pub on_display: Vec<Row>,
    /// How much places above have on display that concerns this one; not counted as its own.
    pub above: usize,
    /// The first of that by last day.
    pub from_above: Vec<Row>,
    /// What is missing at the place, in the language of the site.
    pub findings: Vec<String>,
    /// The first issues that are not closed: overdue first, then by due date. Where the places below
    /// have pages for that, only those of them that are overdue.
    pub open_issues: Vec<Row>,
    /// The latest weeks, where a mechanism asks for weekly meetings, with the page of all of them.
    pub weeks: Option<(Strip, String)>,
    /// Type keys of these meetings.
    pub weekly: Vec<&'static str>,
    /// Its issues, with those of the places below, by how they stand today; none where there is
    /// none.
    pub issues: Option<IssueCounts>,
    /// How satisfied residents are with what was solved and finished, with that of the places below;
    /// none where nobody was asked.
    pub satisfaction: Option<Satisfaction>,
    /// Latest resolutions (at most three).
    pub resolutions: Vec<Row>,
    /// The register of the year of the latest, relative to the page.
    pub register: Option<String>,
    /// Coming meetings, soonest first.
    pub upcoming: Vec<Row>,
    /// Latest meetings held (at most three).
    pub meetings: Vec<Row>,
    /// Issues solved last (at most three).
    pub solved: Vec<Row>,
    /// Works (at most two): those under way and planned, then those done last.
    pub works: Vec<Row>,
    /// How many records there are whose poster should hang now.
    pub hanging: usize,
    /// The first of them, those of places above that concern it at the end.
    pub posters: Vec<Row>,
    /// The page for a screen in the lobby, if the place has one.
    pub screen: Option<String>,
    /// Bodies of the place.
    pub bodies: Vec<BodyFacts>,
    /// Who keeps in touch with the place where no branch serves it.
    pub instructor: Option<Instructor>,
    /// The page of bodies, if there is more to tell of them.
    pub bodies_page: Option<String>,
    /// What ends next, at the place and below (at most three).
    pub radar: Vec<Due>,
    /// Elections and choices in which steps are still to come.
    pub series: Vec<SeriesRow>,
    /// Buildings by name.
    pub buildings: Vec<String>,
    /// How many buildings there are, where nobody wrote their names.
    pub building_count: Option<u64>,
    /// Grids at the place and below, if something is written of any.
    pub grids: Option<GridsInShort>,
    /// Notice boards.
    pub boards: Vec<Board>,
    /// Names of chat groups.
    pub chat_groups: Vec<String>,
    /// Its public revenue, if it gives account of any.
    pub revenue: Option<RevenueInShort>,
    /// How soon its records were posted.
    pub publicity: Option<PublicityView>,
    /// Mechanisms of whose parts the place tells, each with that page.
    pub parts: Vec<Link>,
    /// Mechanisms that name this place (the root lists all).
    pub mechanisms: Vec<Adoption>,
    /// The page on which all mechanisms are compared, if there is one.
    pub rollout: Option<String>,
    /// Goals of the place with what serves them, in it and below.
    pub goals: Vec<Goal>,
    /// What is shared there, and for which functions.
    pub shares: Option<SharesInShort>,
    /// Venues of the place and of those above.
    pub venues: Vec<VenueLink>,
    /// Coming activities, soonest first (at most three).
    pub activities: Vec<Row>,
    /// Plain pages that belong to the place.
    pub pages: Vec<Link>,
    /// Policies that hold at the place.
    pub policies: Vec<PolicyLink>,
    /// Its latest months in which a meeting was due, oldest first.
    pub months: Vec<TurnLink>,
    /// How places below keep their rhythm this week and this month.
    pub below: Vec<Below>,
    /// Its marks in assessments of places above, the last first.
    pub marks: Vec<MarkRow>,
}

/// How soon records were posted, as far as that is noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublicityView {
    /// Of how many records it is noted.
    pub noted: usize,
    /// The median of their days, a whole number or one and a half.
    pub median: Option<String>,
    /// The slowest of them, and its days.
    pub slowest: Option<(Link, i64)>,
    /// Records with an outcome of which no posting is noted.
    pub unknown: Vec<Link>,
}

/// A place below, with counts of everything in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Child {
    /// Its name and home.
    pub link: Link,
    /// Level key.
    pub level: &'static str,
    /// It is invented.
    pub demo: bool,
    /// On display now, in it and below.
    pub on_display: Count,
    /// Issues, in it and below.
    pub issues: IssueCounts,
    /// All records, in it and below.
    pub records: Count,
    /// Places directly below it.
    pub children: Vec<Link>,
}

/// A body of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BodyFacts {
    /// Kind key.
    pub kind: &'static str,
    /// Name.
    pub name: String,
    /// How to reach it.
    pub contact: Option<Contact>,
    /// Date of founding as written (a year, a month or a day).
    pub established: Option<String>,
    /// ISO dates of its term.
    pub term: Option<(String, String)>,
    /// Note as written.
    pub note: Option<String>,
}

/// A notice board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Board {
    /// Where it hangs.
    pub name: String,
    /// Paper size: `A4` or `A3`.
    pub size: String,
    /// Number of copies.
    pub copies: u64,
    /// Buildings or places that it serves; empty means all.
    pub serves: Vec<String>,
}

/// A mechanism at a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Adoption {
    /// The mechanism.
    pub mechanism: Link,
    /// `planned`, `exploring`, `pilot`, `adopted`; none on the root when it is nowhere yet.
    pub state: Option<&'static str>,
    /// `2026-03-01`, `2026-03` or `2026`.
    pub since: Option<String>,
    /// Note as written.
    pub note: Option<String>,
}

/// A plain page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlainView {
    /// What stands around it.
    pub frame: Frame,
    /// Its text.
    pub body: Option<Body>,
}

/// A page that leads to another: a short address or an alias.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RedirectView {
    /// `zh` or `en`.
    pub language: String,
    /// Where it leads.
    pub target: Link,
    /// Name of the place.
    pub place: String,
    /// The target is of an invented place.
    pub demo: bool,
    /// The day that `site.yaml` fixes.
    pub pinned_today: Option<String>,
}
