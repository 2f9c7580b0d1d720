//! Builds every address of the site. Nothing else does.

use crate::model::keyed::Kind;
use crate::model::month::Month;
use crate::model::week::Week;
use crate::paths::SitePath;

/// Home of a place.
pub fn place(folder: &str) -> SitePath {
    SitePath::new(if folder.is_empty() {
        "/index.html".to_owned()
    } else {
        format!("/{folder}/index.html")
    })
}

/// The current list of a kind at a place.
pub fn list(folder: &str, kind: Kind) -> SitePath {
    below(folder, &format!("{}/index.html", kind.folder()))
}

/// The list of a year.
pub fn year(folder: &str, kind: Kind, year: i32) -> SitePath {
    below(folder, &format!("{}/{year}.html", kind.folder()))
}

/// The page of a record.
pub fn record(folder: &str, kind: Kind, name: &str) -> SitePath {
    below(folder, &format!("{}/{name}.html", kind.folder()))
}

/// The poster of a record.
pub fn poster(folder: &str, kind: Kind, name: &str) -> SitePath {
    below(folder, &format!("{}/{name}.pdf", kind.folder()))
}

/// The card of a record for chat groups.
pub fn card(folder: &str, kind: Kind, name: &str) -> SitePath {
    below(folder, &format!("{}/{name}.card.png", kind.folder()))
}

/// The words of a record for chat groups.
pub fn chat(folder: &str, kind: Kind, name: &str) -> SitePath {
    below(folder, &format!("{}/{name}.chat.txt", kind.folder()))
}

/// The short address of a record.
pub fn short(code: &str) -> SitePath {
    SitePath::new(format!("/p/{code}.html"))
}

/// A plain page.
pub fn page(name: &str) -> SitePath {
    SitePath::new(format!("/pages/{name}.html"))
}

/// A mechanism.
pub fn mechanism(name: &str) -> SitePath {
    SitePath::new(format!("/mechanisms/{name}.html"))
}

/// The weeks and months of a place.
pub fn rhythm(folder: &str) -> SitePath {
    below(folder, "weeks/index.html")
}

/// A week of a place.
pub fn week(folder: &str, week: Week) -> SitePath {
    below(folder, &format!("weeks/{week}.html"))
}

/// A month of a place.
pub fn month(folder: &str, month: Month) -> SitePath {
    below(folder, &format!("months/{month}.html"))
}

/// A series of a place; `slug` is its name as part of an address.
pub fn series(folder: &str, slug: &str) -> SitePath {
    below(folder, &format!("series/{slug}.html"))
}

/// The grids of a place.
pub fn grids(folder: &str) -> SitePath {
    below(folder, "grids.html")
}

/// The chart of the grids of a place as a poster.
pub fn grid_chart(folder: &str) -> SitePath {
    below(folder, "grids.pdf")
}

/// The bodies of a place.
pub fn bodies(folder: &str) -> SitePath {
    below(folder, "bodies.html")
}

/// The goals of a place.
pub fn goals(folder: &str) -> SitePath {
    below(folder, "goals.html")
}

/// Which mechanisms stand where.
pub fn rollout() -> SitePath {
    SitePath::new("/rollout.html")
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

fn below(folder: &str, rest: &str) -> SitePath {
    SitePath::new(if folder.is_empty() {
        format!("/{rest}")
    } else {
        format!("/{folder}/{rest}")
    })
}
