//! How many outputs of each sort a plan has.

use super::{Output, Subject};

/// How many outputs of each sort there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Counts {
    /// Records.
    pub records: usize,
    /// HTML pages.
    pub pages: usize,
    /// Posters.
    pub posters: usize,
    /// Cards for chat groups.
    pub cards: usize,
    /// All others: pictures, attachments, words for chat groups, feeds, calendars, data, styles and
    /// scripts.
    pub files: usize,
}

impl Counts {
    /// Counts one more output.
    pub fn add(&mut self, output: &Output) {
        match output.subject {
            Subject::Record(_) => {
                self.records += 1;
                self.pages += 1;
            }
            Subject::Place(_)
            | Subject::List(..)
            | Subject::Page(_)
            | Subject::Mechanism(_)
            | Subject::Policy(_)
            | Subject::Rhythm(..)
            | Subject::Week(..)
            | Subject::Month(..)
            | Subject::Grids(_)
            | Subject::GridsRedirect(_)
            | Subject::Bodies(_)
            | Subject::Goals(_)
            | Subject::Word(..)
            | Subject::Rollout(_)
            | Subject::Comparison(_)
            | Subject::Forum(..)
            | Subject::Register(..)
            | Subject::Venues(_)
            | Subject::Shares(_)
            | Subject::Parts(..)
            | Subject::Series(..)
            | Subject::Corrections(_)
            | Subject::Search
            | Subject::Screen(_)
            | Subject::NotFound
            | Subject::Redirect(_) => {
                self.pages += 1;
            }
            Subject::Poster(_)
            | Subject::GridChart(_)
            | Subject::ComparisonSheet(_)
            | Subject::RegisterBook(..) => self.posters += 1,
            Subject::Card(_) => self.cards += 1,
            Subject::Picture(_)
            | Subject::Copy(_)
            | Subject::Chat(_)
            | Subject::SearchData(..)
            | Subject::SearchPlaces
            | Subject::Feed(_)
            | Subject::Calendar(_)
            | Subject::Table(..)
            | Subject::Data(..)
            | Subject::DataSchema
            | Subject::Sitemap(_)
            | Subject::Manifest
            | Subject::Asset(_) => {
                self.files += 1;
            }
        }
    }
}
