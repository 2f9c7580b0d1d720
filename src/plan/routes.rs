//! Builds every address of the site. Nothing else does.

use chrono::Datelike;

use super::lists::Of;
use crate::model::keyed::Kind;
use crate::model::month::Month;
use crate::model::rhythm::Span;
use crate::model::week::Week;
use crate::paths::SitePath;

/// Home of a place.
pub fn place(folder: &str) -> SitePath {
    below(folder, &["index.html"])
}

/// The current list of a kind at a place.
pub fn list(folder: &str, kind: Kind) -> SitePath {
    below(folder, &[kind.folder(), "/index.html"])
}

/// The list of a year.
pub fn year(folder: &str, kind: Kind, year: i32) -> SitePath {
    below(folder, &[kind.folder(), "/", &year.to_string(), ".html"])
}

/// A list of a kind. The pages of months and days of a long year stand beside that of the year.
pub fn list_of(folder: &str, kind: Kind, of: Of) -> SitePath {
    let kind_folder = kind.folder();
    match of {
        Of::Current => list(folder, kind),
        Of::Year(of) => year(folder, kind, of),
        Of::Month(month) => below(folder, &[kind_folder, "/", &month.name(), ".html"]),
        Of::Day(day) => {
            let (month, day) = (Month::of(day), format!("{:02}", day.day()));
            below(
                folder,
                &[kind_folder, "/", &month.name(), "/", &day, ".html"],
            )
        }
        Of::State(state) => below(folder, &[kind_folder, "/all-", state, ".html"]),
    }
}

/// The page of a record.
pub fn record(folder: &str, kind: Kind, name: &str) -> SitePath {
    below(folder, &[kind.folder(), "/", name, ".html"])
}

/// The poster of a record, or of the week or month for which it speaks.
pub fn poster(folder: &str, kind: Kind, name: &str, of: Option<Span>) -> SitePath {
    hung(folder, kind, name, of, "pdf")
}

/// The card of a record for chat groups.
pub fn card(folder: &str, kind: Kind, name: &str, of: Option<Span>) -> SitePath {
    hung(folder, kind, name, of, "card.png")
}

/// The words of a record for chat groups.
pub fn chat(folder: &str, kind: Kind, name: &str, of: Option<Span>) -> SitePath {
    hung(folder, kind, name, of, "chat.txt")
}

/// What hangs and is shared stands beside the page that it leads to: that of the week or month for
/// which a meeting speaks, else that of the record.
fn hung(folder: &str, kind: Kind, name: &str, of: Option<Span>, ending: &str) -> SitePath {
    match of {
        Some(of) => below(folder, &[&told(of), ".", ending]),
        None => below(folder, &[kind.folder(), "/", name, ".", ending]),
    }
}

/// The page of a week or month.
pub fn span(folder: &str, of: Span) -> SitePath {
    below(folder, &[&told(of), ".html"])
}

fn told(of: Span) -> String {
    match of {
        Span::Week(week) => format!("weeks/{week}"),
        Span::Month(month) => format!("months/{month}"),
    }
}

/// The short address of a record.
pub fn short(code: &str) -> SitePath {
    below("p", &[code, ".html"])
}

/// A plain page.
pub fn page(name: &str) -> SitePath {
    below("pages", &[name, ".html"])
}

/// A mechanism.
pub fn mechanism(name: &str) -> SitePath {
    below("mechanisms", &[name, ".html"])
}

/// A policy.
pub fn policy(name: &str) -> SitePath {
    below("policies", &[name, ".html"])
}

/// The weeks and months of a place.
pub fn rhythm(folder: &str) -> SitePath {
    below(folder, &["weeks/index.html"])
}

/// The weeks and months of a place in a year that stands apart.
pub fn weeks_of(folder: &str, year: i32) -> SitePath {
    below(folder, &["weeks/", &year.to_string(), ".html"])
}

/// A week of a place.
pub fn week(folder: &str, week: Week) -> SitePath {
    span(folder, Span::Week(week))
}

/// A month of a place.
pub fn month(folder: &str, month: Month) -> SitePath {
    span(folder, Span::Month(month))
}

/// A series of a place; `slug` is its name as part of an address.
pub fn series(folder: &str, slug: &str) -> SitePath {
    below(folder, &["series/", slug, ".html"])
}

/// The grids of a place.
pub fn grids(folder: &str) -> SitePath {
    below(folder, &["grids.html"])
}

/// The chart of the grids of a place as a poster.
pub fn grid_chart(folder: &str) -> SitePath {
    below(folder, &["grids.pdf"])
}

/// The bodies of a place.
pub fn bodies(folder: &str) -> SitePath {
    below(folder, &["bodies.html"])
}

/// The goals of a place.
pub fn goals(folder: &str) -> SitePath {
    below(folder, &["goals.html"])
}

/// The records of a place that name a word; `word` is its anchor, as `goal-2`.
pub fn word(folder: &str, word: &str) -> SitePath {
    below(folder, &["words/", word, ".html"])
}

/// The comparison for a forum; `name` is that of the forum's record.
pub fn comparison(folder: &str, name: &str) -> SitePath {
    below(folder, &["comparison/", name, ".html"])
}

/// The sheet of a comparison.
pub fn comparison_sheet(folder: &str, name: &str) -> SitePath {
    below(folder, &["comparison/", name, ".pdf"])
}

/// The forums of one name; `slug` is that name as part of an address.
pub fn forum(folder: &str, slug: &str) -> SitePath {
    below(folder, &["forums/", slug, ".html"])
}

/// What a place decided in a year.
pub fn register(folder: &str, year: i32) -> SitePath {
    below(folder, &["register/", &year.to_string(), ".html"])
}

/// What it decided in a month of a year that is too long for a page.
pub fn register_of(folder: &str, month: Month) -> SitePath {
    below(folder, &["register/", &month.name(), ".html"])
}

/// The same as a file to print.
pub fn register_book(folder: &str, year: i32) -> SitePath {
    below(folder, &["register/", &year.to_string(), ".pdf"])
}

/// The venues of a place.
pub fn venues(folder: &str) -> SitePath {
    below(folder, &["venues.html"])
}

/// What a place shares, and for which functions.
pub fn shares(folder: &str) -> SitePath {
    below(folder, &["shares.html"])
}

/// The parts of a mechanism at a place; `name` is that of the mechanism.
pub fn parts(folder: &str, name: &str) -> SitePath {
    below(folder, &["parts/", name, ".html"])
}

/// Which mechanisms stand where.
pub fn rollout(folder: &str) -> SitePath {
    below(folder, &["rollout.html"])
}

/// The page on which everything can be searched.
pub fn search() -> SitePath {
    SitePath::new("/search.html")
}

/// All places in which something can be found.
pub fn search_places() -> SitePath {
    SitePath::new("/search-places.js")
}

/// What can be found of the records of a place and year. The script of the search makes the same
/// name, as the addresses of thousands would be a large file.
pub fn search_data(folder: &str, year: i32) -> SitePath {
    below(folder, &["search-", &year.to_string(), ".js"])
}

/// What is on display at a place, for a screen in its lobby.
pub fn screen(folder: &str) -> SitePath {
    below(folder, &["screen.html"])
}

/// News of a place as an Atom feed.
pub fn feed(folder: &str) -> SitePath {
    below(folder, &["feed.xml"])
}

/// Meetings, periods and due dates of a place.
pub fn calendar(folder: &str) -> SitePath {
    below(folder, &["calendar.ics"])
}

/// Records of a place and year as a table for spreadsheets.
pub fn table(folder: &str, year: i32) -> SitePath {
    below(folder, &["records-", &year.to_string(), ".csv"])
}

/// The same for programs.
pub fn data(folder: &str, year: i32) -> SitePath {
    below(folder, &["records-", &year.to_string(), ".json"])
}

/// What stands in it.
pub fn data_schema() -> SitePath {
    SitePath::new("/records.schema.json")
}

/// The page for an address at which there is nothing.
pub fn not_found() -> SitePath {
    SitePath::new("/404.html")
}

/// Addresses of all pages, or of the files in which these stand, which are counted from nought.
pub fn sitemap(part: Option<usize>) -> SitePath {
    SitePath::new(match part {
        None => "/sitemap.xml".to_owned(),
        Some(at) => format!("/sitemap-{}.xml", at + 1),
    })
}

/// What was corrected, replaced or withdrawn at a place.
pub fn corrections(folder: &str) -> SitePath {
    below(folder, &["corrections.html"])
}

/// What a phone needs to keep the site beside its programs.
pub fn manifest() -> SitePath {
    SitePath::new("/site.webmanifest")
}

/// An earlier address of a record.
pub fn alias(written: &str) -> SitePath {
    SitePath::new(format!("/{}", written.trim_start_matches('/')))
}

/// A picture or attachment of a record, by its path below `content/`. Kind folders get their
/// English name, so that files stand beside the pages that use them.
pub fn file(within: &str) -> SitePath {
    let parts = within.split('/').map(|part| match Kind::of_folder(part) {
        Some(kind) if !part.is_ascii() => kind.folder(),
        _ => part,
    });
    SitePath::new(format!("/{}", parts.collect::<Vec<_>>().join("/")))
}

/// A style sheet or script of the theme.
pub fn asset(name: &str) -> SitePath {
    SitePath::new(format!("/{name}"))
}

/// An address below the home of a place. Addresses are made for every link: their parts are put
/// together without the machinery of `format!`.
fn below(folder: &str, rest: &[&str]) -> SitePath {
    let mut path =
        String::with_capacity(folder.len() + 2 + rest.iter().map(|part| part.len()).sum::<usize>());
    path.push('/');
    if !folder.is_empty() {
        path.push_str(folder);
        path.push('/');
    }
    for part in rest {
        path.push_str(part);
    }
    SitePath::new(path)
}
