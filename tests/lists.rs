//! Lists: every record is on those on which it should be, every number leads to exactly what it
//! counts, no list is heavier than a phone in a lift can load, and all records can be reached.
//!
//! On the sample, on random towns, and on a large street with hundreds of records in a year.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect"
)]

#[path = "support/city.rs"]
mod city;
mod support;
#[path = "support/town.rs"]
mod town;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::Path;

use scraper::{ElementRef, Html, Selector};
use support::{build_sample, files, run};
use tempfile::TempDir;
use town::{KINDS, Town};

/// The most bytes of a list or home.
const LIST: usize = 30_000;
/// The most bytes of a page that stand outside its main part.
const AROUND: usize = 12_000;
/// The most bytes of mark-up on the page of a record: all that is not text of its main part.
const MARKUP: usize = 24_000;
/// Records of the large street.
const RECORDS: usize = 10_000;
/// The most links from the home of the site to a record.
const TAPS: usize = 7;

/// A site that was built.
struct Built {
    pages: BTreeMap<String, String>,
}

impl Built {
    fn of(public: &Path) -> Built {
        let pages = files(public).into_iter();
        let pages = pages.filter(|(name, _)| name.ends_with(".html"));
        Built {
            pages: pages
                .map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap()))
                .collect(),
        }
    }

    fn page(&self, address: &str) -> Html {
        let text = self.pages.get(address);
        Html::parse_document(text.unwrap_or_else(|| panic!("{address} is not there")))
    }
}

fn all<'d>(within: ElementRef<'d>, selector: &str) -> Vec<ElementRef<'d>> {
    within.select(&Selector::parse(selector).unwrap()).collect()
}

/// Where a link leads, and to which part of it.
fn target(from: &str, href: &str) -> (String, String) {
    let (path, part) = href.split_once('#').unwrap_or((href, ""));
    if path.is_empty() {
        return (from.to_owned(), part.to_owned());
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for step in path.split('/') {
        match step {
            ".." => drop(parts.pop()),
            "." => {}
            step => parts.push(step),
        }
    }
    (parts.join("/"), part.to_owned())
}

/// Whose records are gathered.
#[derive(Clone, Copy, PartialEq)]
enum Reach {
    Own,
    WithBelow,
}

/// The records to which a part of a list leads, each once for every row: its rows, and where it is
/// divided those of its months or days, of its years, and of the places below.
fn gather(built: &Built, address: &str, part: &str, reach: Reach, told: &mut Vec<String>) {
    let page = built.page(address);
    let whole = page.root_element();
    let selector = format!("[id=\"{part}\"]");
    let sections = match part {
        "" => all(whole, ".col > section.sec"),
        _ => all(whole, &selector),
    };
    assert!(part.is_empty() || sections.len() < 2, "{address}#{part}");
    for section in &sections {
        // Before years stand the first of what they have.
        let years = all(*section, "ul.years a");
        if years.is_empty() {
            for link in all(
                *section,
                ".row h3 a, .lines > li > a:first-child:last-child",
            ) {
                told.push(target(address, link.attr("href").unwrap()).0);
            }
        }
        // Beside places below, years are those of the place's own.
        let of_years = if all(*section, "[data-counts=list]").is_empty() {
            reach
        } else {
            Reach::Own
        };
        for link in years {
            let (next, part) = target(address, link.attr("href").unwrap());
            gather(built, &next, &part, of_years, told);
        }
    }
    if reach == Reach::Own {
        return;
    }
    // A list of a state tells the same by year and by place.
    if address
        .rsplit('/')
        .next()
        .is_some_and(|name| name.starts_with("all-"))
        && sections.iter().any(|of| !all(*of, "ul.years a").is_empty())
    {
        return;
    }
    // What belongs to the places below stands apart, and only if it is left to them.
    for line in all(whole, ".col [data-counts=list]") {
        let is_within =
            |section: &ElementRef<'_>| line.ancestors().any(|of| of.id() == section.id());
        let is_of_part = sections.iter().any(is_within);
        let counts = all(line, "data[data-count]");
        let of_state = counts.iter().find(|of| of.attr("data-count") == Some(part));
        let link = match of_state {
            Some(count) => ElementRef::wrap(count.parent().unwrap()),
            None if part.is_empty() || is_of_part => all(line, "div > a").first().copied(),
            // All of the place stand alike, as its own list tells.
            None if counts.len() == 1 => {
                let link = all(line, "div > a")[0];
                let (next, _) = target(address, link.attr("href").unwrap());
                gather(built, &next, part, reach, told);
                None
            }
            None => None,
        };
        if let Some(link) = link {
            let (next, part) = target(address, link.attr("href").unwrap());
            gather(built, &next, &part, reach, told);
        }
    }
}

/// The records of a folder below the content that were published, by place, kind and year.
fn listed(built: &Built) -> BTreeMap<(String, String), BTreeSet<String>> {
    let mut listed: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for (address, text) in &built.pages {
        let parts: Vec<&str> = address.rsplitn(3, '/').collect();
        let [_, kind, place] = parts[..] else {
            continue;
        };
        if KINDS.contains(&kind) && text.contains("<article") {
            let key = (place.to_owned(), kind.to_owned());
            listed.entry(key).or_default().insert(address.clone());
        }
    }
    listed
}

/// Holds all lists of one place and kind against the records that there are.
fn check_lists(built: &Built, place: &str, kind: &str, records: &BTreeSet<String>) -> usize {
    let at = |page: &str| match place {
        "" => format!("{kind}/{page}"),
        place => format!("{place}/{kind}/{page}"),
    };
    let home = at("index.html");
    let page = built.page(&home);
    let mut by_year = Vec::new();
    for year in all(page.root_element(), "#years ul.years a") {
        let (address, _) = target(&home, year.attr("href").unwrap());
        let number: usize = text(&all(year, "span")[0])
            .trim_end_matches('件')
            .parse()
            .unwrap();
        let mut told = Vec::new();
        gather(built, &address, "", Reach::WithBelow, &mut told);
        assert_eq!(told.len(), number, "{address}");
        by_year.extend(told);
    }
    assert_eq!(by_year.len(), records.len(), "{home}: each once");
    assert_eq!(
        &by_year.into_iter().collect::<BTreeSet<_>>(),
        records,
        "{home}"
    );
    let mut by_state = Vec::new();
    for state in all(page.root_element(), "#states li") {
        let link = all(state, "a")[0];
        let number: usize = all(state, "data")[0]
            .attr("value")
            .unwrap()
            .parse()
            .unwrap();
        let (address, part) = target(&home, link.attr("href").unwrap());
        let mut told = Vec::new();
        gather(built, &address, &part, Reach::WithBelow, &mut told);
        assert_eq!(
            told.len(),
            number,
            "{home}: {} at {address}#{part}",
            text(&link)
        );
        by_state.extend(told);
    }
    assert_eq!(by_state.len(), records.len(), "{home}: each in one state");
    assert_eq!(
        &by_state.into_iter().collect::<BTreeSet<_>>(),
        records,
        "{home}"
    );
    records.len()
}

fn text(element: &ElementRef<'_>) -> String {
    element.text().collect::<String>().trim().to_owned()
}

/// How many links lead from the home of the site to each page.
fn taps(built: &Built) -> BTreeMap<String, usize> {
    let mut taps = BTreeMap::from([("index.html".to_owned(), 0)]);
    let mut left = VecDeque::from(["index.html".to_owned()]);
    while let Some(address) = left.pop_front() {
        let depth = taps[&address] + 1;
        let page = &built.pages[&address];
        for (at, _) in page.match_indices(" href=\"") {
            let href = &page[at + 7..];
            let href = &href[..href.find('"').unwrap()];
            if href.contains(':') || href.is_empty() {
                continue;
            }
            let (next, _) = target(&address, href);
            if built.pages.contains_key(&next) && !taps.contains_key(&next) {
                taps.insert(next.clone(), depth);
                left.push_back(next);
            }
        }
    }
    taps
}

/// Whether a page is a list or a home; else it tells of one thing, and is as long as that is.
fn is_list(address: &str) -> bool {
    let parts: Vec<&str> = address.split('/').collect();
    let name = parts[parts.len() - 1];
    let folder = parts.iter().rev().nth(1).copied().unwrap_or_default();
    let is_of_days = name
        .trim_end_matches(".html")
        .chars()
        .all(|c| c.is_ascii_digit() || c == '-');
    match folder {
        "comparison" | "p" | "pages" | "mechanisms" | "policies" => false,
        "weeks" | "months" => name == "index.html" || (is_of_days && name.len() == 9),
        _ if KINDS.contains(&folder) => {
            name == "index.html" || name.starts_with("all-") || is_of_days && name.len() <= 12
        }
        _ => !["404.html", "search.html", "screen.html"].contains(&name),
    }
}

/// Holds the weight of every page; tells the heaviest.
fn check_weights(built: &Built, name: &str) {
    let mut heaviest: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    let mut over = Vec::new();
    for (address, text) in &built.pages {
        let Some((from, to)) = text.find("<main").zip(text.find("</main>")) else {
            assert!(
                text.len() < 2_000,
                "{address} leads to another page and is small"
            );
            continue;
        };
        let around = text.len() - (to - from);
        let mut words = 0;
        let mut is_tag = false;
        for byte in text[from..to].bytes() {
            match byte {
                b'<' => is_tag = true,
                b'>' => is_tag = false,
                _ => words += usize::from(!is_tag),
            }
        }
        let is_record = text.contains("<article");
        let measured = [
            ("list", text.len(), LIST, is_list(address) && !is_record),
            ("around", around, AROUND, true),
            ("record", text.len() - words, MARKUP, is_record),
        ];
        for (what, bytes, most, counts) in measured {
            if !counts {
                continue;
            }
            let of = heaviest.entry(what).or_default();
            *of = (*of).max((bytes, address));
            if bytes > most {
                over.push(format!("{address}: {what} {bytes}"));
            }
        }
    }
    println!("{name}: {heaviest:?}");
    assert!(heaviest.len() == 3, "{name} has all sorts: {heaviest:?}");
    assert!(
        over.is_empty(),
        "{name}: {} over:\n{}",
        over.len(),
        over.join("\n")
    );
}

/// Every record can be reached from the home of the site.
fn check_reach(built: &Built, records: &BTreeMap<(String, String), BTreeSet<String>>, most: usize) {
    let taps = taps(built);
    let mut deepest = 0;
    for address in records.values().flatten() {
        let depth = taps.get(address);
        let depth = depth.unwrap_or_else(|| panic!("nothing leads to {address}"));
        assert!(*depth <= most, "{address} is {depth} taps away");
        deepest = deepest.max(*depth);
    }
    println!("deepest record: {deepest} taps");
}

/// The records of a place and those below.
fn within(
    records: &BTreeMap<(String, String), BTreeSet<String>>,
    place: &str,
    kind: &str,
    counts: impl Fn(&str) -> bool,
) -> BTreeSet<String> {
    let is_within =
        |of: &str| place.is_empty() || of == place || of.starts_with(&format!("{place}/"));
    let of_kind = records
        .iter()
        .filter(|((of, k), _)| k == kind && is_within(of) && counts(of));
    of_kind.flat_map(|(_, records)| records.clone()).collect()
}

#[test]
fn a_large_street_has_lists_that_phones_can_load() {
    let folder = scratch();
    city::found(folder.path(), RECORDS);
    let built = run(folder.path(), &["build", "--no-posters"]);
    assert_eq!(built.status, 0, "{}", built.stderr);
    let built = Built::of(&folder.path().join("public"));
    check_weights(&built, "street");
    let records = listed(&built);
    let count: usize = records.values().map(BTreeSet::len).sum();
    assert!(count >= RECORDS, "{count}");
    check_reach(&built, &records, TAPS);
    let mut checked = 0;
    for place in ["", "g0", "g0/c0", "g0/c1", "g7/c39"] {
        for kind in KINDS {
            let wanted = within(&records, place, kind, |_| true);
            if !wanted.is_empty() {
                checked += check_lists(&built, place, kind, &wanted);
            }
        }
    }
    assert!(checked > RECORDS, "{checked}");
    // A year that is too long is divided by months, and lists of states lead on.
    for page in [
        "g0/c1/issues/2025-03.html",
        "g0/c1/issues/all-solved.html",
        "g0/c0/register/2025-03.html",
        "g0/c0/weeks/2024.html",
        "words/share-1.html",
    ] {
        assert!(built.pages.contains_key(page), "{page}");
    }
}

#[test]
fn the_sample_keeps_its_weight_and_its_lists() {
    let folder = build_sample(false);
    let built = Built::of(&folder.path().join("public"));
    check_weights(&built, "sample");
    let records = listed(&built);
    check_reach(&built, &records, TAPS);
    // Places above that are not invented leave out those that are.
    let mut checked = 0;
    for (place, kind) in records.keys() {
        let wanted = within(&records, place, kind, |_| true);
        checked += check_lists(&built, place, kind, &wanted);
    }
    assert!(checked > 100, "{checked}");
}

#[test]
fn random_towns_have_every_record_on_its_lists() {
    let mut checked = 0;
    for seed in 0..12 {
        let folder = scratch();
        Town::found(folder.path(), seed, 60);
        let run = run(folder.path(), &["build", "--no-posters", "--hold-faulty"]);
        assert!(run.status <= 1, "seed {seed}: {}", run.stderr);
        let public = folder.path().join("public");
        if !public.exists() {
            continue;
        }
        let built = Built::of(&public);
        let records = listed(&built);
        check_reach(&built, &records, TAPS);
        let is_demo =
            |place: &str| built.pages[&home(place)].contains("class=\"strip strip-demo\"");
        let places: BTreeSet<&String> = records.keys().map(|(place, _)| place).collect();
        for place in places {
            for kind in KINDS {
                let counts = |of: &str| is_demo(place) || !is_demo(of);
                let wanted = within(&records, place, kind, counts);
                if !wanted.is_empty() {
                    checked += check_lists(&built, place, kind, &wanted);
                }
            }
        }
    }
    assert!(checked > 500, "{checked}");
}

fn home(place: &str) -> String {
    match place {
        "" => "index.html".to_owned(),
        place => format!("{place}/index.html"),
    }
}

/// A folder in memory, where the system has one.
fn scratch() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() && fs::metadata(memory).is_ok() {
        tempfile::tempdir_in(memory).unwrap()
    } else {
        tempfile::tempdir().unwrap()
    }
}
