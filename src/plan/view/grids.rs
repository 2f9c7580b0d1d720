//! The grids of a place: which building lies in which, and how many there are of what.

use serde::Serialize;

use super::frame::{Frame, Link};

/// The grids of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GridsView {
    /// What stands around it.
    pub frame: Frame,
    /// ISO day as of which they are as written.
    pub date: Option<String>,
    /// How many there are of what, here and below.
    pub counts: GridCounts,
    /// The buildings of the place in its order, where it is known of any in which grid it lies.
    pub lookup: Vec<Building>,
    /// The grids of the place.
    pub grids: Vec<Grid>,
    /// Whether every building lies in exactly one unit grid: `whole`, `gaps`, or `unknown` where
    /// that cannot be told; none where nothing is written of grids of the place itself.
    pub coverage: Option<&'static str>,
    /// Buildings in no unit grid.
    pub outside: Vec<String>,
    /// How many households a grid should have, where a mechanism that is in use says so.
    pub band: Option<Band>,
    /// Places directly below with something written of grids, in them or below.
    pub below: Vec<Below>,
    /// Places below that do not say how many grids they have: those of the count.
    pub silent: Vec<Link>,
    /// The chart as a poster.
    pub poster: Option<String>,
}

/// The grids of a place on its home page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GridsInShort {
    /// The page of the grids.
    pub href: String,
    /// How many there are of what, here and below.
    pub counts: GridCounts,
    /// Whether that page tells in which grid a building lies.
    pub has_lookup: bool,
    /// Telephone of the only grid with its digits.
    pub only_phone: Option<(String, String)>,
}

/// How many there are of what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GridCounts {
    /// Grids.
    pub grids: Count,
    /// Unit grids.
    pub units: Count,
    /// Buildings.
    pub buildings: Count,
    /// Households.
    pub households: Count,
}

/// How many there are, as far as is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Count {
    /// As many as are known of; none if nobody says how many.
    pub known: Option<u64>,
    /// How many places do not say.
    pub silent: usize,
}

/// Where a building lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Building {
    /// Name of the building.
    pub name: String,
    /// Name of its grid; none if it lies in none.
    pub grid: Option<String>,
    /// Name of its unit grid, if that is known.
    pub unit: Option<String>,
    /// Office telephone of the grid worker.
    pub phone: Option<String>,
    /// Its digits.
    pub tel: Option<String>,
}

/// A grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Grid {
    /// Name.
    pub name: String,
    /// Office telephone of the grid worker.
    pub phone: Option<String>,
    /// Its digits.
    pub tel: Option<String>,
    /// How many unit grids, if that is known.
    pub units: Option<u64>,
    /// How many buildings, if that is known.
    pub buildings: Option<usize>,
    /// How many households, if that is known.
    pub households: Option<u64>,
    /// `below` or `above` the band of a mechanism that is in use.
    pub size: Option<&'static str>,
    /// Its unit grids, if each is known.
    pub parts: Vec<Unit>,
}

/// A unit grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unit {
    /// Name.
    pub name: String,
    /// Its buildings.
    pub buildings: Vec<String>,
    /// How many households, if that is known.
    pub households: Option<u64>,
}

/// How many households a grid should have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Band {
    /// The fewest.
    pub least: u64,
    /// The most.
    pub most: u64,
    /// The mechanism that says so.
    pub mechanism: Link,
}

/// A place below with how many there are of what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Below {
    /// Its name and its page of grids.
    pub link: Link,
    /// It is invented, so it is not part of the counts of real places above.
    pub demo: bool,
    /// How many there are of what, in it and below.
    pub counts: GridCounts,
}
