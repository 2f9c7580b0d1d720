//! Search: the page, and what can be found.

use serde::Serialize;

use super::frame::{Frame, Link};

/// The page on which everything can be searched. It is whole without places: which there are is in
/// [`SearchPlacesView`], as a city has thousands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchView {
    /// What stands around it.
    pub frame: Frame,
    /// Keys of the kinds of which the site has records: `issue`, `resolution`, …
    pub kinds: Vec<&'static str>,
    /// The places directly below the root, where readers without scripts find lists.
    pub below: Vec<PlaceBelow>,
    /// The script with the places, relative to the page.
    pub places: String,
}

/// A place directly below the root.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlaceBelow {
    /// Its home.
    pub link: Link,
    /// It is invented.
    pub demo: bool,
}

/// All places in which something can be found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchPlacesView {
    /// Places, each before those below it.
    pub places: Vec<SearchPlace>,
}

/// A place in which something can be found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchPlace {
    /// Its folder: how addresses of the search name it.
    pub folder: String,
    /// The way from the search to its folder, percent-encoded, with a slash at its end.
    pub way: String,
    /// Its name.
    pub title: String,
    /// It is invented.
    pub demo: bool,
    /// How many places stand above it.
    pub depth: usize,
    /// Years of its own records, newest first.
    pub years: Vec<i32>,
}

/// What can be found of the records of a place and year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchDataView {
    /// Folder of the place.
    pub folder: String,
    /// The year.
    pub year: i32,
    /// Records, newest first.
    pub records: Vec<SearchRecord>,
}

/// What can be found of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchRecord {
    /// Key of its kind.
    pub kind: &'static str,
    /// ISO date.
    pub date: String,
    /// The way from the folder of its place to its page.
    pub href: String,
    /// Key of its state as marks show it: of an issue, a vote, a work, a period of display
    /// (`current`, `ended`, `standing`, `scheduled`), `cancelled` or `postponed`, `revoked`,
    /// `corrected`, `replaced` or `withdrawn`.
    pub state: Option<&'static str>,
    /// ISO date by which it should be done, as long as it is not.
    pub due: Option<String>,
    /// ISO date of the last day of display.
    pub last_day: Option<String>,
    /// Title, names of those who answer for it or who issued it, and all other words that its page
    /// shows.
    pub texts: Vec<String>,
}
