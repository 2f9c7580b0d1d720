//! Forums (论坛) of one name, one after the other.

use serde::Serialize;

use super::comparison::ComparisonLink;
use super::frame::{Frame, Link};

/// The page of the forums of one name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ForumView {
    /// What stands around it; its title is the name of the series.
    pub frame: Frame,
    /// The forums, newest first.
    pub forums: Vec<ForumRow>,
    /// Numbers between the first and the last that no record tells of: from, to.
    pub missing: Vec<(u64, u64)>,
    /// The number of the first one on record, where earlier ones are not recorded.
    pub first: Option<u64>,
}

/// A forum in its series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ForumRow {
    /// What it says of itself.
    pub forum: ForumHead,
    /// State of its meeting.
    pub state: &'static str,
    /// The comparison made for it.
    pub comparison: Option<ComparisonLink>,
}

/// What is said of a forum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ForumHead {
    /// Name of the series.
    pub name: String,
    /// Its number.
    pub number: u64,
    /// The meeting: its title and its page.
    pub meeting: Link,
    /// The page of all forums of this name.
    pub series: String,
    /// ISO date.
    pub day: String,
    /// Theme.
    pub theme: Option<String>,
    /// The place that was host, with its home.
    pub host: Option<Link>,
    /// Whether the host was drawn by lot, if that is written.
    pub drawn: Option<bool>,
    /// Who took part in which role.
    pub roles: Vec<ForumRole>,
}

/// A role at a forum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ForumRole {
    /// The word for it.
    pub name: String,
    /// How many.
    pub people: Option<u64>,
    /// Who, as offices.
    pub who: Option<String>,
}

/// What the page of a meeting tells of the forum that it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ForumFacts {
    /// What is said of it.
    pub forum: ForumHead,
    /// The comparison made for it.
    pub comparison: Option<ComparisonLink>,
}
