//! Which mechanisms stand where.

use serde::Serialize;

use super::frame::{Frame, Link};
use super::mechanism::PlaceStand;

/// The matrix of mechanisms and places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RolloutView {
    /// What stands around it.
    pub frame: Frame,
    /// The page has the places below this one alone, which is all that it has.
    pub of: Option<Link>,
    /// Where the matrix stands, place by place, where it is too large for this page.
    pub parts: Vec<(Link, bool)>,
    /// Mechanisms that compounds carry out: the columns of the matrix.
    pub mechanisms: Vec<Column>,
    /// Real places, each below the one to which it belongs: rows of the matrix.
    pub places: Vec<PlaceRow>,
    /// Invented places.
    pub demo: Vec<PlaceRow>,
    /// Mechanisms that other places carry out.
    pub apart: Vec<Apart>,
}

/// A mechanism with its progress.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// The mechanism.
    pub link: Link,
    /// It is invented.
    pub demo: bool,
    /// Real places; none for a mechanism that is told of invented places alone.
    pub real: Option<Stands>,
    /// Invented places.
    pub invented: Stands,
}

/// Where a mechanism stands at the real places, or at the invented ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stands {
    /// How far it is among the places that are to carry it out; none where there are none.
    pub progress: Option<Progress>,
    /// Other places of which something is written: communities, streets.
    pub others: Vec<Mark>,
    /// Something is written of some place.
    pub told: bool,
}

/// A mechanism that is carried out at another level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Apart {
    /// The mechanism.
    pub link: Link,
    /// Level of the places that carry it out.
    pub level: &'static str,
    /// Where it stands.
    pub places: Vec<PlaceStand>,
}

/// How far a mechanism is among places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// Level of the places.
    pub level: &'static str,
    /// How many places there are; the parts add up to it.
    pub total: usize,
    /// `adopted`, `pilot`, `exploring`, `planned`, `above`, `unsaid`, all of them.
    pub parts: Vec<Part>,
}

/// Some of the places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// What they have in common.
    pub key: &'static str,
    /// Where it begins on the bar, in percent.
    pub from: String,
    /// Its share, in percent.
    pub share: String,
    /// The places.
    pub places: Vec<Mark>,
}

/// Where a mechanism stands at a place, in few words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// The place.
    pub place: Link,
    /// `planned`, `exploring`, `pilot`, `adopted`; none where nobody says anything.
    pub state: Option<&'static str>,
    /// Since when.
    pub since: Option<String>,
    /// The place above of which it is written, if it is not written of the place itself.
    pub above: Option<String>,
}

/// A place with its marks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlaceRow {
    /// The place.
    pub place: Link,
    /// Its level.
    pub level: &'static str,
    /// How many places lie between it and the root.
    pub depth: usize,
    /// A mark for each column.
    pub marks: Vec<Mark>,
}
