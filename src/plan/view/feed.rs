//! News of a place as an Atom feed.

use serde::Serialize;

use super::record::Withdrawal;
use super::row::Row;

/// News of a place and those below (RFC 4287).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FeedView {
    /// Lasting id of the feed.
    pub id: String,
    /// Name of the place.
    pub place: String,
    /// Name of the site.
    pub site: String,
    /// The place is invented.
    pub demo: bool,
    /// When the last of its entries changed that did not change later than today.
    pub updated: String,
    /// Address of the feed: in full where the site has one, else relative.
    pub href: String,
    /// Address of the home of the place, likewise.
    pub home: String,
    /// The latest news, newest first.
    pub entries: Vec<FeedEntry>,
}

/// A record in a feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FeedEntry {
    /// Lasting id, from the code of the record.
    pub id: String,
    /// Address of its page: in full where the site has one, else relative to the feed.
    pub href: String,
    /// Title; none of what is erased.
    pub title: Option<String>,
    /// Kind key.
    pub kind: &'static str,
    /// Name of its place, where that is another one than that of the feed.
    pub place: Option<String>,
    /// Its place is invented.
    pub demo: bool,
    /// The day of the record, as a moment.
    pub published: String,
    /// When it changed last: it was published, got on, was corrected or withdrawn.
    pub updated: String,
    /// Names of the issuing bodies.
    pub issuers: Vec<String>,
    /// What a row of a list shows of it; none of what is erased.
    pub row: Option<Row>,
    /// The beginning of its text.
    pub excerpt: Option<String>,
    /// Its withdrawal.
    pub withdrawn: Option<Withdrawal>,
}
