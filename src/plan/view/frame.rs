//! What stands around the content of every page.

use std::sync::Arc;

use serde::Serialize;

/// Facts of the site that every page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SiteFacts {
    /// Name of the site.
    pub title: String,
    /// `zh` or `en`.
    pub language: String,
    /// Address at which the site stands, without a slash at its end.
    pub base_url: Option<String>,
    /// The day that `site.yaml` fixes; shown on every page of a sample.
    pub pinned_today: Option<String>,
    /// Who answers for the site.
    pub contact: Option<Contact>,
    /// ICP filing number.
    pub icp: Option<String>,
    /// Public-security filing number.
    pub police: Option<String>,
    /// Its digits, by which its register is asked.
    pub police_code: Option<String>,
    /// Posters without large filled areas.
    pub economy: bool,
}

/// How a body or the site can be reached.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// Telephone as written.
    pub phone: Option<String>,
    /// Digits of the telephone for a `tel:` link.
    pub tel: Option<String>,
    /// Office hours as written.
    pub hours: Option<String>,
    /// Where to go.
    pub place: Option<String>,
}

/// A link with its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Words of the link.
    pub title: String,
    /// Address relative to the page.
    pub href: String,
}

/// An entry of the navigation of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// `home`, a kind (`notices`, `issues`, …), `weeks` or `months`, `grids`, `bodies` or `venues`.
    pub key: &'static str,
    /// Address relative to the page.
    pub href: String,
    /// The page belongs to this section.
    pub current: bool,
}

/// A page on the way to another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Crumb {
    /// Title of a place; none for a section.
    pub title: Option<String>,
    /// Key of a section.
    pub section: Option<&'static str>,
    /// Full address if the site has one, else relative to the page.
    pub address: String,
}

/// Feeds and data of the place of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DataLinks {
    /// Its Atom feed, relative to the page.
    pub feed: String,
    /// Its calendar, relative to the page.
    pub calendar: String,
    /// Its records as tables and as data, newest year first.
    pub years: Vec<YearFiles>,
}

/// The records of a year as files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct YearFiles {
    /// The year.
    pub year: i32,
    /// A table for spreadsheets, relative to the page.
    pub table: String,
    /// JSON for programs, relative to the page.
    pub json: String,
}

/// What stands around the content of every page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Frame {
    /// Facts of the site.
    pub site: Arc<SiteFacts>,
    /// `""`, `"../"`, …: the way from the page to the root, for styles and scripts.
    pub root: String,
    /// Title of the page.
    pub title: String,
    /// A sentence about the page for search engines and chat previews.
    pub description: String,
    /// Full address of the page, if the site has one.
    pub canonical: Option<String>,
    /// The place to which the page belongs, with a link to its home.
    pub place: Link,
    /// Level of the place: `city`, `district`, `subdistrict`, `community`, `compound`.
    pub level: &'static str,
    /// The place is invented: the page carries the mark 演示.
    pub demo: bool,
    /// Places above, from the root down.
    pub above: Vec<Link>,
    /// Navigation of the place.
    pub sections: Arc<[Section]>,
    /// Plain pages of the site, for the footer.
    pub pages: Vec<Link>,
    /// What was corrected, replaced or withdrawn at the place, if anything was; relative to the
    /// page.
    pub corrections: Option<String>,
    /// The way from the root down to the page, which is not part of it: places, and the section.
    /// Empty for the home of the root, and for pages that search engines shall not find.
    pub trail: Vec<Crumb>,
    /// The search, relative to the page; it begins at the place.
    pub search: String,
    /// Feeds and data of the place; none as long as it lists no record.
    pub data: Option<DataLinks>,
}
