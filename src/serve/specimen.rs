//! A poster as it will be printed: its sheets as pictures, with switches for paper, economy and
//! style. A browser's own viewer of PDFs cannot be drawn anew without losing the place.

use std::sync::{Arc, Mutex};

use super::address::decoded;
use super::desk::{self, Now};
use super::faults;
use super::html::Html;
use super::pages;
use super::source::Round;
use crate::diagnostic::{Diagnostics, Words};
use crate::paths::SitePath;
use crate::pipeline::{Paper, Specimen, Wish};
use crate::words;

/// Most specimens that are kept: those of the windows that are open.
const MOST_KEPT: usize = 4;

/// The query that asks for the page of a poster as it is published.
const PAGE: &str = "specimen";

/// What an open window shows of a poster.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Asked {
    pub(super) address: SitePath,
    pub(super) wish: Wish,
}

/// What there is to show of a poster.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// The poster as it is, or as it last was without a fault.
    pub(super) specimen: Option<Arc<Specimen>>,
    /// Why it cannot be laid out now; nothing, if it can.
    pub(super) faults: Option<Diagnostics>,
}

/// Specimens that were made last, the newest at the end. Each is made once however many ask for it:
/// the lock is held meanwhile.
#[derive(Default)]
pub(super) struct Specimens(Mutex<Vec<Kept>>);

struct Kept {
    asked: Asked,
    fingerprint: Option<[u8; 16]>,
    specimen: Arc<Specimen>,
}

impl Specimens {
    /// The specimen of a poster in a round; none if there is no poster at the address.
    pub(super) fn find(&self, round: &Round, asked: &Asked) -> Option<Found> {
        let site = round.site.as_ref()?;
        let mut kept = desk::lock(&self.0);
        let fingerprint = site.fingerprint(&asked.address);
        let before = kept.iter().position(|kept| kept.asked == *asked);
        let before = before.map(|at| kept.remove(at));
        let (found, keep) = match before {
            Some(before) if before.fingerprint == fingerprint => (Ok(()), Some(before)),
            before => match site.specimen(&asked.address, asked.wish)? {
                Ok(specimen) => {
                    let specimen = Arc::new(specimen);
                    let asked = asked.clone();
                    let fresh = Kept {
                        asked,
                        fingerprint,
                        specimen,
                    };
                    (Ok(()), Some(fresh))
                }
                Err(found) => (Err(found), before),
            },
        };
        let specimen = keep.as_ref().map(|kept| Arc::clone(&kept.specimen));
        kept.extend(keep);
        if kept.len() > MOST_KEPT {
            kept.remove(0);
        }
        Some(Found {
            specimen,
            faults: found.err(),
        })
    }
}

/// What the query of a request says of a poster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Query {
    /// Nothing: the file is asked for, or the page if a window is to show it.
    Plain,
    /// The page.
    Page(Wish),
    /// The picture of a sheet, counted from 1.
    Sheet(Wish, usize),
}

impl Query {
    /// Reads a query; none if one of its words is not known.
    pub(super) fn of(query: &str) -> Option<Query> {
        let wish = wish(query)?;
        if let Some(sheet) = value(query, "sheet") {
            return Some(Query::Sheet(wish, sheet.parse().ok()?));
        }
        let names = ["paper", "economy", "style"];
        let is_page = names.iter().any(|name| value(query, name).is_some())
            || query.split('&').any(|word| word == PAGE);
        Some(if is_page {
            Query::Page(wish)
        } else {
            Query::Plain
        })
    }
}

fn value<'q>(query: &'q str, name: &str) -> Option<&'q str> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// The wish in a query; none if one of its values is not known.
pub(super) fn wish(query: &str) -> Option<Wish> {
    let switch = |name, on: &str, off: &str| match value(query, name) {
        None => Some(None),
        Some(word) if word == on => Some(Some(true)),
        Some(word) if word == off => Some(Some(false)),
        Some(_) => None,
    };
    let paper = match value(query, "paper") {
        None => None,
        Some(written) => Some(Paper::read(&decoded(written)?).ok()?),
    };
    Some(Wish {
        paper,
        economy: switch("economy", "on", "off")?,
        official: switch("style", "official", "board")?,
    })
}

/// A wish as a query.
pub(super) fn query(wish: Wish) -> String {
    let mut parts = Vec::new();
    if let Some(paper) = wish.paper {
        parts.push(format!("paper={}", paper.name()));
    }
    if let Some(economy) = wish.economy {
        let word = if economy { "on" } else { "off" };
        parts.push(format!("economy={word}"));
    }
    if let Some(official) = wish.official {
        let word = if official { "official" } else { "board" };
        parts.push(format!("style={word}"));
    }
    parts.join("&")
}

/// The page of a poster.
pub(super) fn page(now: &Now, asked: &Asked, specimen: &Specimen, script: &str) -> String {
    let round = &now.round;
    let name = asked
        .address
        .as_str()
        .rsplit('/')
        .next()
        .unwrap_or_default();
    let way = asked.address.encoded();
    let mut body = Html::default();
    body.raw(r#"<header class="gl-bar"><b class="gl-tag">"#)
        .text(&round.say(pages::preview()))
        .raw(r#"</b><p class="gl-name"><bdi>"#)
        .text(name)
        .raw("</bdi></p>");
    if let Some(record) = record_of(round, &asked.address) {
        let words = words!("记录网页", "Page of the record");
        body.link(&record.encoded(), &round.say(words));
    }
    let words = words!("公布的 PDF", "Published PDF");
    body.link(&format!("{way}?raw"), &round.say(words));
    body.raw("</header>");
    body.raw(r#"<nav class="gl-switches">"#);
    switches(&mut body, round, asked, specimen);
    body.raw("</nav>");
    body.raw(r#"<main class="gl-specimen">"#);
    if !specimen.said.is_empty() {
        body.raw(r#"<section class="gl-said">"#)
            .raw(&faults::said(round, &specimen.said))
            .raw("</section>");
    }
    let total = specimen.total;
    let (width, height) = specimen.pixels;
    for (at, sheet) in specimen.sheets.iter().enumerate() {
        let number = at + 1;
        let mut source = format!("{way}?sheet={number}");
        let wished = query(asked.wish);
        if !wished.is_empty() {
            source = format!("{source}&{wished}");
        }
        let source = format!("{source}&v={}", pages::hex(desk::hash(sheet)));
        let alt = words!("第 {number} 张，共 {total} 张", "sheet {number} of {total}");
        let class = if width > height {
            "gl-sheet gl-wide"
        } else {
            "gl-sheet"
        };
        body.raw(r#"<img class=""#)
            .raw(class)
            .raw(r#"" width=""#)
            .raw(&width.to_string())
            .raw(r#"" height=""#)
            .raw(&height.to_string())
            .raw(r#"" alt=""#)
            .text(&round.say(alt))
            .raw(r#"" src=""#)
            .text(&source)
            .raw(r#"">"#);
    }
    if total > specimen.sheets.len() {
        let more = total - specimen.sheets.len();
        let words = words!(
            "其余 {more} 张没有画出，请看 PDF。",
            "{more} more sheets are not drawn: see the PDF."
        );
        body.raw("<p>").text(&round.say(words)).raw("</p>");
    }
    body.raw("</main>");
    pages::frame(round, name, script, "gl gl-specimens", &body.into_string())
}

/// The page of the record whose poster stands at an address.
fn record_of(round: &Round, address: &SitePath) -> Option<SitePath> {
    let page = address.as_str().strip_suffix(".pdf")?;
    let page = SitePath::new(format!("{page}.html"));
    round.site.as_ref()?.fingerprint(&page).map(|_| page)
}

/// Links that show the same poster otherwise.
fn switches(body: &mut Html, round: &Round, asked: &Asked, specimen: &Specimen) {
    let way = asked.address.encoded();
    let whole = Wish {
        paper: Some(specimen.paper),
        economy: Some(specimen.economy),
        official: Some(specimen.official),
    };
    let mut group = |label: Words, choices: &[(Words, Wish)]| {
        let label = round.say(label);
        body.raw(r#"<span class="gl-group" role="group" aria-label=""#)
            .text(&label)
            .raw(r#""><span class="gl-label">"#)
            .text(&label)
            .raw("</span>");
        for (words, wish) in choices {
            let current = if *wish == whole {
                r#" aria-current="true""#
            } else {
                ""
            };
            body.raw("<a")
                .raw(current)
                .raw(r#" href=""#)
                .text(&format!("{way}?{}", query(*wish)))
                .raw(r#"">"#)
                .text(&round.say(words.clone()))
                .raw("</a>");
        }
        body.raw("</span>");
    };
    let on = |paper: Paper| Wish {
        paper: Some(paper),
        ..whole
    };
    let mut papers = vec![
        (words!("A4", "A4"), on(Paper::A4)),
        (words!("A3", "A3"), on(Paper::A3)),
        (words!("A3 横", "A3 landscape"), on(Paper::A3Landscape)),
    ];
    if let Paper::Custom(width, height) = specimen.paper {
        let words = words!("{width}×{height} 毫米", "{width} × {height} mm");
        papers.push((words, whole));
    }
    let economy = |yes: bool| Wish {
        economy: Some(yes),
        ..whole
    };
    let official = |yes: bool| Wish {
        official: Some(yes),
        ..whole
    };
    group(words!("纸张", "Paper"), &papers);
    group(
        words!("省墨", "Save ink"),
        &[
            (words!("关", "off"), economy(false)),
            (words!("开", "on"), economy(true)),
        ],
    );
    group(
        words!("样式", "Style"),
        &[
            (words!("大字", "large type"), official(false)),
            (words!("公文", "official"), official(true)),
        ],
    );
}
