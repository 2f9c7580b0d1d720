//! News of a place as an Atom feed.

use serde::Serialize;

/// News of a place and those below.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FeedView {
    /// Title of the feed.
    pub title: String,
}
