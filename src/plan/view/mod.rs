//! Views: for each output, everything of the content that its bytes depend on, as plain data.
//!
//! Templates and poster layouts get a view and nothing else. Views carry addresses that are
//! already relative to their page, dates as ISO text, numbers as finished text, and the keys of
//! kinds and states; the words for those keys are the theme's.

pub mod frame;
pub mod place;
pub mod poster;
pub mod record;
pub mod row;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

/// The Markdown text of a record with what its links and pictures lead to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Body {
    /// Markdown source without front matter.
    pub text: Arc<str>,
    /// From each link target as written to the address to print, relative to the page.
    pub links: BTreeMap<String, String>,
    /// From each picture as written to the published picture, relative to the page.
    pub pictures: BTreeMap<String, String>,
}
