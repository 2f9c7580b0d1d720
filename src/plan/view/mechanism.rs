//! The page of a mechanism.

use serde::Serialize;

use super::Body;
use super::frame::{Frame, Link};
use super::rollout::Progress;

/// The page of a mechanism.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MechanismView {
    /// What stands around it.
    pub frame: Frame,
    /// `city`, `district`, `subdistrict`, `community`, `compound`: what carries it out.
    pub level: &'static str,
    /// Kinds of the standing bodies.
    pub bodies: Vec<&'static str>,
    /// Its rhythm, a text each.
    pub rhythm: Vec<String>,
    /// Types of meetings with `week` or `month`.
    pub meets: Vec<(&'static str, &'static str)>,
    /// The fewest and the most issues raised each week.
    pub issues_per_week: Option<(u64, u64)>,
    /// The fewest and the most households that a grid should have.
    pub households_per_grid: Option<(u64, u64)>,
    /// Within how many days results are posted.
    pub publish_within: Option<u64>,
    /// `goals`, `shares` and `functions` that it has, with what serves them.
    pub taxonomies: Vec<(&'static str, Vec<Goal>)>,
    /// Venues that are run under it, with their places and whether these are invented.
    pub venues: Vec<(Link, Link, bool)>,
    /// What its name means: word and text.
    pub meanings: Vec<(String, Option<String>)>,
    /// What it is made of.
    pub parts: Vec<MechanismPart>,
    /// The pages on which places tell what fills these parts, real places first.
    pub parts_at: Vec<PartLink>,
    /// How it changed, oldest first.
    pub versions: Vec<Version>,
    /// Where it stands now: real places before invented ones.
    pub places: Vec<PlaceStand>,
    /// How far it is among the places that are to carry it out; none where there are none.
    pub progress: Option<Progress>,
    /// How it is carried out, place by place.
    pub practices: Vec<Practice>,
    /// The page on which all mechanisms are compared, if there is one.
    pub rollout: Option<String>,
    /// Its text.
    pub body: Option<Body>,
}

/// A goal, a share or a function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Goal {
    /// Its name.
    pub name: String,
    /// What it says.
    pub text: Option<String>,
    /// How many records serve it, by place: all real ones first, then the invented.
    pub served: Vec<Served>,
}

/// How many records of a place and those below serve a goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Served {
    /// Name of the place.
    pub place: String,
    /// It is invented.
    pub demo: bool,
    /// Issues, meetings, works and activities.
    pub number: usize,
    /// Where they are listed, if there are any.
    pub href: Option<String>,
}

/// A part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MechanismPart {
    /// Its name.
    pub name: String,
    /// From which records it is filled: `grids`, `works`, `disputes`, `issues`, `revenue`,
    /// `assessment`, `activities`, `venues`, `meetings`, `resolutions`.
    pub source: &'static str,
    /// Of issues: of which categories alone.
    pub categories: Vec<&'static str>,
    /// What it says.
    pub text: Option<String>,
}

/// The page of the parts of a mechanism at a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartLink {
    /// The place, with that page.
    pub place: Link,
    /// It is invented.
    pub demo: bool,
}

/// A version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Version {
    /// `2026-03-01`, `2026-03` or `2026`.
    pub date: String,
    /// What changed.
    pub change: String,
    /// Why.
    pub reason: Option<String>,
    /// Where it changed, if not everywhere.
    pub place: Option<Link>,
    /// That place is invented.
    pub demo: bool,
}

/// Where a mechanism stands at a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlaceStand {
    /// The place.
    pub place: Link,
    /// Level of the place.
    pub level: &'static str,
    /// It is invented.
    pub demo: bool,
    /// What is written last.
    pub now: Stage,
    /// What was written before, newest first.
    pub past: Vec<Stage>,
    /// What is to come, as written.
    pub coming: Vec<Stage>,
}

/// An entry of the adoption at a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stage {
    /// `planned`, `exploring`, `pilot`, `adopted`.
    pub state: &'static str,
    /// `2026-03-01`, `2026-03` or `2026`.
    pub since: Option<String>,
    /// Note as written.
    pub note: Option<String>,
}

/// How a mechanism is carried out at a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Practice {
    /// The place.
    pub place: Link,
    /// It is invented.
    pub demo: bool,
    /// Number of meetings that were held.
    pub held: usize,
    /// Where they are listed.
    pub meetings: Option<String>,
    /// Weeks in which a meeting was due; none where none is.
    pub weeks: Option<Turns>,
    /// Months in which a meeting was due.
    pub months: Option<Turns>,
    /// Standing bodies: kind, meetings to which they came, from which they were absent, of which
    /// nobody wrote, and all.
    pub seats: Vec<SeatCount>,
    /// Who was invited, with the meetings.
    pub invited: Vec<(String, Vec<Link>)>,
}

/// How often a standing body came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeatCount {
    /// Its kind.
    pub kind: &'static str,
    /// All meetings to which it belongs.
    pub meetings: usize,
    /// To how many it came.
    pub came: usize,
    /// From how many it was absent.
    pub absent: usize,
    /// Of how many nobody wrote whether it came.
    pub unsaid: usize,
}

/// Weeks or months in which a meeting was due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Turns {
    /// All of them.
    pub all: usize,
    /// With `held`, `missed`, `excused`, `planned`, `open`: how many, and links to each; only those
    /// that there are.
    pub parts: Vec<(&'static str, Vec<Span>)>,
    /// Where they are listed.
    pub href: String,
}

/// A week or a month as a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Span {
    /// ISO date of its first day.
    pub from: String,
    /// ISO date of its last day.
    pub to: String,
    /// Address relative to the page.
    pub href: String,
}
