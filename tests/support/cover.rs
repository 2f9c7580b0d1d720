//! Picks pages of a built site so that everything that occurs in it occurs on one of them: every
//! shape of address, every element within every other by their classes, every attribute that tells
//! of roles and states, every word of a state mark. What a new kind of page brings is found by
//! itself.

#![allow(dead_code, reason = "each test file uses a part")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use scraper::{ElementRef, Html, Selector};

use crate::support::files;

/// Pages of a site by their path in its output.
#[derive(Debug)]
pub struct Pages {
    features: BTreeMap<String, BTreeSet<String>>,
}

impl Pages {
    /// Reads the pages of the site in `root`, built into `public` below it.
    pub fn read(root: &Path) -> Pages {
        let places: BTreeSet<String> = files(&root.join("content"))
            .into_iter()
            .filter_map(|(path, _)| Some(path.strip_suffix("_index.md")?.to_owned()))
            .collect();
        let pages = files(&root.join("public")).into_iter();
        let pages = pages.filter(|(path, _)| path.ends_with(".html"));
        let features = pages
            .map(|(path, bytes)| {
                let mut found = markup(&String::from_utf8(bytes).unwrap());
                found.insert(shape(&path, &places));
                (path, found)
            })
            .collect();
        Pages { features }
    }

    /// How many pages there are.
    pub fn len(&self) -> usize {
        self.features.len()
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.features.keys().map(String::as_str)
    }

    /// Few pages with everything that occurs on any: each time that which has the most of what is
    /// still missing.
    pub fn cover(&self) -> Vec<String> {
        self.cover_of(|_| true)
    }

    /// One page for each shape of address.
    pub fn shapes(&self) -> Vec<String> {
        self.cover_of(|feature| feature.starts_with('/'))
    }

    /// Few pages with everything that stands in the menus of the head.
    pub fn menus(&self) -> Vec<String> {
        self.cover_of(|feature| {
            ["details.menu", "details.more"]
                .iter()
                .any(|of| feature.contains(of))
        })
    }

    fn cover_of(&self, counts: impl Fn(&str) -> bool) -> Vec<String> {
        let all = self.features.values().flatten();
        let mut missing: BTreeSet<&String> = all.filter(|feature| counts(feature)).collect();
        let mut chosen = Vec::new();
        while !missing.is_empty() {
            let gain =
                |found: &BTreeSet<String>| found.iter().filter(|one| missing.contains(one)).count();
            // Of equal ones the first: `max_by_key` would take the last.
            let best = self.features.iter().rev();
            let (path, found) = best.max_by_key(|(_, found)| gain(found)).unwrap();
            missing.retain(|one| !found.contains(*one));
            chosen.push(path.clone());
        }
        chosen.sort();
        chosen
    }
}

/// What a path looks like without the place, the name and the numbers in it.
fn shape(path: &str, places: &BTreeSet<String>) -> String {
    let within = |place: &&String| path.starts_with(place.as_str());
    let place = places.iter().filter(within).max_by_key(|place| place.len());
    let place = place.map_or("", String::as_str);
    let rest = &path[place.len()..];
    let level = place.matches('/').count();
    match rest.rsplit_once('/') {
        // What a place of each level has of its own.
        None => format!("/{level}/{rest}"),
        Some((folder, name)) => {
            let name = name.trim_end_matches(".html");
            let is_number = |c: char| c.is_ascii_digit() || "-W".contains(c);
            let name = match name {
                "index" => name.to_owned(),
                _ if name.chars().all(is_number) => name.replace(|c: char| c.is_ascii_digit(), "9"),
                _ => "*".to_owned(),
            };
            format!("/{folder}/{name}")
        }
    }
}

fn markup(page: &str) -> BTreeSet<String> {
    let html = Html::parse_document(page);
    let mut found = BTreeSet::new();
    let marks = Selector::parse(".mark").unwrap();
    for mark in html.select(&marks) {
        // Numbers are of the day, not of the state.
        let word: String = mark.text().flat_map(str::chars).collect();
        let word = word.replace(|c: char| c.is_ascii_digit(), "9");
        found.insert(format!("mark {}", word.trim()));
    }
    for element in html.root_element().descendent_elements() {
        let own = named(element);
        let around = element.ancestors().find_map(ElementRef::wrap);
        for (name, _) in element.value().attrs() {
            if name == "role" || name.starts_with("aria-") || name == "tabindex" {
                found.insert(format!("{own}[{name}]"));
            }
        }
        found.insert(format!("{} > {own}", around.map(named).unwrap_or_default()));
    }
    found
}

fn named(element: ElementRef<'_>) -> String {
    let mut classes: Vec<&str> = element.value().classes().collect();
    classes.sort_unstable();
    classes.insert(0, element.value().name());
    classes.join(".")
}

/// The address of a page of the output in `public`.
pub fn address(public: &Path, page: &str) -> String {
    let file = public.join(page);
    url::Url::from_file_path(file).unwrap().to_string()
}

/// Takes away what leads from a page to another at once, so that the page itself can be looked at.
pub fn stay(file: &Path) {
    let page = fs::read_to_string(file).unwrap();
    if let Some(start) = page.find("<meta http-equiv=\"refresh\"") {
        let end = start + page[start..].find('>').unwrap() + 1;
        fs::write(file, [&page[..start], &page[end..]].concat()).unwrap();
    }
}

/// The same, and lets the page for addresses at which there is nothing find its files from a folder:
/// only a server answers with it, from its root.
pub fn hold(file: &Path) {
    stay(file);
    if file.ends_with("404.html") {
        let page = fs::read_to_string(file).unwrap();
        fs::write(file, page.replace("=\"/", "=\"")).unwrap();
    }
}
