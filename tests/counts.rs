//! Counts that pages tell agree with a recount from the raw records, for random sites.
//!
//! A failure names its seed; with `GONGSHI_SEED=…` only that site is made.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect"
)]

#[path = "support/parish.rs"]
mod parish;
#[path = "support/recount.rs"]
mod recount;
mod support;
#[path = "support/town.rs"]
mod town;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use recount::Recount;
use scraper::{ElementRef, Html, Selector};
use support::run;
use tempfile::TempDir;

/// How many random sites are counted.
const SITES: u64 = 200;
/// The most rows that a list shares with the places below.
const MOST: usize = 40;

/// What the sites had to count, so that no count is only ever nought.
#[derive(Debug, Default)]
struct Seen {
    homes: usize,
    open: usize,
    overdue: usize,
    solved: usize,
    aside: usize,
    on_display: usize,
    weeks: usize,
    months: usize,
    raised: usize,
    found: usize,
    solved_then: usize,
    years: usize,
    categories: usize,
    invented_left_out: usize,
    ledgers: usize,
    raised_rows: usize,
    asked: usize,
    answers: usize,
    asked_then: usize,
    of_new_kinds: usize,
}

/// A site that was built.
struct Site {
    seed: u64,
    public: PathBuf,
    recount: Recount,
}

impl Site {
    fn page(&self, address: &str) -> Option<Html> {
        let text = fs::read_to_string(self.public.join(address)).ok()?;
        Some(Html::parse_document(&text))
    }

    fn wants<T: PartialEq + std::fmt::Debug>(&self, page: &str, what: &str, told: &T, counted: &T) {
        assert!(
            told == counted,
            "GONGSHI_SEED={}: {page}: {what}: the page says {told:?}, the records say {counted:?}",
            self.seed
        );
    }
}

fn all<'d>(page: &'d Html, selector: &str) -> Vec<ElementRef<'d>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

/// The counts that are marked in an element.
fn marks(element: ElementRef<'_>) -> BTreeMap<String, usize> {
    let selector = Selector::parse("data[data-count]").unwrap();
    let mark = |data: ElementRef<'_>| {
        let value = data.attr("value").unwrap();
        let words = data.text().collect::<String>();
        assert!(words.is_empty() || words == value, "{words} is not {value}");
        let key = data.attr("data-count").unwrap().to_owned();
        (key, value.parse().unwrap())
    };
    element.select(&selector).map(mark).collect()
}

fn counts(marks: &[(&str, usize)]) -> BTreeMap<String, usize> {
    let own = |(key, number): &(&str, usize)| ((*key).to_owned(), *number);
    marks.iter().map(own).collect()
}

/// The records to which the rows within an element of a page lead.
fn rows(page: &Html, selector: &str, address: &str) -> BTreeSet<String> {
    let links = all(page, &format!("{selector} .row h3 a"));
    let folder = address.rsplit_once('/').map_or("", |(folder, _)| folder);
    let rows = links.iter().map(|link| {
        let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        for part in link.attr("href").unwrap().split('/') {
            if part == ".." {
                parts.pop();
            } else {
                parts.push(part);
            }
        }
        parts.join("/").trim_end_matches(".html").to_owned()
    });
    rows.collect()
}

/// The same, with those of the places below where these are left to their own lists.
fn rows_with_below(site: &Site, selector: &str, address: &str) -> BTreeSet<String> {
    let page = site.page(address).unwrap();
    let mut told = rows(&page, selector, address);
    let folder = address.rsplit_once('/').map_or("", |(folder, _)| folder);
    for link in all(&page, ".col [data-counts=list] div > a:first-child") {
        let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        let href = link.attr("href").unwrap();
        let (href, _) = href.split_once('#').unwrap_or((href, ""));
        for part in href.split('/') {
            if part == ".." {
                parts.pop();
            } else {
                parts.push(part);
            }
        }
        told.extend(rows_with_below(site, selector, &parts.join("/")));
    }
    told
}

fn keys(records: &[&recount::Record]) -> BTreeSet<String> {
    records.iter().map(|record| record.key.clone()).collect()
}

/// Counts of issues as they are marked, with how they should be.
fn issues(standing: &recount::Standing) -> BTreeMap<String, usize> {
    let (open, solved, aside) = (
        standing.open.len(),
        standing.solved.len(),
        standing.aside.len(),
    );
    counts(&[
        ("all", open + solved + aside),
        ("open", open),
        ("overdue", standing.overdue.len()),
        ("solved", solved),
        ("aside", aside),
    ])
}

/// The address of a page of a place.
fn at(place: &str, page: &str) -> String {
    format!("{place}/{page}").trim_start_matches('/').to_owned()
}

/// A home shows the first of what is long: a few at least, and nothing else.
fn first_of(site: &Site, address: &str, told: &BTreeSet<String>, all: &BTreeSet<String>) {
    site.wants(address, "rows", &told.is_subset(all), &true);
    let is_enough = told.len() == all.len() || told.len() >= 3;
    site.wants(address, "the first rows", &is_enough, &true);
}

fn home(site: &Site, place: &str, seen: &mut Seen) {
    let recount = &site.recount;
    let address = at(place, "index.html");
    let page = site.page(&address).unwrap();
    let standing = recount.standing(place, true, &recount.today);
    let told: Vec<_> = all(&page, "#open .counts[data-counts=issues]");
    let is_there = issues(&standing)["all"] > 0;
    site.wants(
        &address,
        "counts of issues",
        &told.len(),
        &usize::from(is_there),
    );
    for element in told {
        site.wants(&address, "issues", &marks(element), &issues(&standing));
        site.wants(&address, "place", &element.attr("data-place"), &Some(place));
        let today = Some(recount.today.as_str());
        site.wants(&address, "day", &element.attr("data-on"), &today);
    }
    let takes_in = !place.is_empty();
    let shown = recount.on_display(place, takes_in);
    first_of(
        site,
        &address,
        &rows(&page, "#on-display", &address),
        &shown,
    );
    let heading = all(&page, "#on-display h2 small");
    let number = heading.first().map(|of| of.text().collect::<String>());
    let wanted = (!shown.is_empty()).then(|| format!("{}件", shown.len()));
    site.wants(&address, "how much is on display", &number, &wanted);
    let mut open = recount.standing(place, takes_in, &recount.today).open;
    if !takes_in {
        open.extend(standing.overdue.iter().cloned());
    }
    first_of(site, &address, &rows(&page, "#open", &address), &open);
    for child in all(&page, ".places [data-counts=issues]") {
        let folder = child.attr("data-place").unwrap();
        let told = marks(child);
        let records = recount.of(folder, true);
        if records.is_empty() {
            site.wants(&address, folder, &told, &BTreeMap::new());
            continue;
        }
        let mut wanted = issues(&recount.standing(folder, true, &recount.today));
        wanted.insert(
            "on-display".to_owned(),
            recount.on_display(folder, true).len(),
        );
        site.wants(&address, folder, &told, &wanted);
    }
    let below = recount.places.keys().filter(|other| {
        let rest = other
            .strip_prefix(place)
            .map(|rest| rest.trim_start_matches('/'));
        rest.is_some_and(|rest| !rest.is_empty() && !rest.contains('/'))
    });
    site.wants(
        &address,
        "places below",
        &all(&page, ".places [data-counts=issues]").len(),
        &below.count(),
    );
    seen.homes += 1;
    seen.open += standing.open.len();
    seen.overdue += standing.overdue.len();
    seen.solved += standing.solved.len();
    seen.aside += standing.aside.len();
    seen.on_display += shown.len();
    let under = recount
        .places
        .keys()
        .filter(|other| place.is_empty() || other.starts_with(place));
    seen.invented_left_out += under.count() - recount.reach(place, true).len();
}

/// Satisfaction as an element of a page tells it, with how it should be; returns how many were asked.
fn satisfaction(site: &Site, address: &str, element: ElementRef<'_>) -> usize {
    let of = |key: &str| element.attr(key).unwrap();
    let with_below = element.attr("data-with-below").is_some();
    let (from, to) = (of("data-from"), of("data-to"));
    let (asked, satisfied, _) = site
        .recount
        .satisfied(of("data-place"), with_below, from, to);
    let wanted = counts(&[("asked", asked), ("satisfied", satisfied)]);
    site.wants(address, "satisfaction", &marks(element), &wanted);
    let words = element.text().collect::<String>();
    // Rounded to the nearest hundredth of a percent, by whole numbers.
    let share = (satisfied * 20_000 + asked) / (asked * 2);
    let share = format!("{}.{:02}%", share / 100, share % 100);
    assert!(words.contains(&share), "{address}: {words} is not {share}");
    let base = words.find("回访").unwrap();
    let is_first = base < words.find(&share).unwrap();
    site.wants(address, "the base first", &is_first, &(asked < 10));
    asked
}

/// What was asked of a place and all below, on its home and on the list that has every answer.
fn answers(site: &Site, place: &str, seen: &mut Seen) {
    let recount = &site.recount;
    let today = recount.today.as_str();
    let (asked, _, records) = recount.satisfied(place, true, "", today);
    let address = at(place, "index.html");
    let page = site.page(&address).unwrap();
    let told = all(&page, "#open [data-counts=satisfaction]");
    site.wants(&address, "is told", &told.len(), &usize::from(asked > 0));
    for element in told {
        site.wants(&address, "place", &element.attr("data-place"), &Some(place));
        satisfaction(site, &address, element);
    }
    let has_issues = !recount.listed(place, "issues").is_empty();
    let kind = if has_issues { "issues" } else { "works" };
    let address = at(place, &format!("{kind}/index.html"));
    if asked > 0 {
        let page = site.page(&address).unwrap();
        let links = all(&page, "#asked .lines a");
        site.wants(&address, "answers", &links.len(), &records.len());
        let told = all(&page, "#asked [data-counts=satisfaction]");
        assert_eq!(told.len(), 1, "{address}");
        satisfaction(site, &address, told[0]);
        seen.answers += links.len();
    }
    seen.asked += asked;
}

fn lists(site: &Site, place: &str, seen: &mut Seen) {
    let recount = &site.recount;
    let kinds = [
        "issues",
        "meetings",
        "notices",
        "resolutions",
        "accounts",
        "assessments",
        "works",
        "activities",
    ];
    for kind in kinds {
        let listed = recount.listed(place, kind);
        let address = at(place, &format!("{kind}/index.html"));
        let page = site.page(&address);
        site.wants(&address, "is made", &page.is_some(), &!listed.is_empty());
        let Some(page) = page else { continue };
        let mut years: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for record in &listed {
            let year = record.date()[..4].to_owned();
            years.entry(year).or_default().insert(record.key.clone());
        }
        for (year, wanted) in years {
            assert!(wanted.len() <= MOST, "sites are small");
            let address = at(place, &format!("{kind}/{year}.html"));
            let told = rows_with_below(site, "main", &address);
            site.wants(&address, "rows", &told, &wanted);
            seen.years += 1;
            seen.of_new_kinds += usize::from(kinds[4..].contains(&kind));
        }
        if kind != "issues" {
            continue;
        }
        let standing = recount.standing(place, true, &recount.today);
        site.wants(
            &address,
            "open",
            &rows_with_below(site, "#current", &address),
            &standing.open,
        );
        let mut by: BTreeMap<&str, usize> = BTreeMap::new();
        let counted = [&standing.open, &standing.solved, &standing.aside];
        let counted: BTreeSet<&String> = counted.into_iter().flatten().collect();
        for issue in listed.iter().filter(|issue| counted.contains(&issue.key)) {
            *by.entry(issue.category().unwrap_or_default()).or_default() += 1;
        }
        let told = all(&page, "[data-counts=category]");
        if by.keys().any(|category| !category.is_empty()) {
            let told: usize = told.iter().map(|element| marks(*element)["all"]).sum();
            site.wants(&address, "categories", &told, &counted.len());
            seen.categories += by.len();
        } else {
            site.wants(&address, "categories", &told.len(), &0);
        }
        // Solved issues and those aside are told by the year of their record.
        let year = &recount.today[..4];
        let address = at(place, &format!("issues/{year}.html"));
        if site.page(&address).is_some() {
            let solved = rows_with_below(site, "#solved", &address);
            site.wants(&address, "solved", &solved, &standing.solved);
            let aside = rows_with_below(site, "#aside", &address);
            site.wants(&address, "aside", &aside, &standing.aside);
        }
        assert!(!keys(&listed).is_empty());
    }
}

/// The counts of a week or a month.
fn turn(site: &Site, place: &str, address: &str, seen: &mut Seen) {
    let recount = &site.recount;
    let page = site.page(address).unwrap();
    for element in all(&page, "[data-counts=span]") {
        let of = |key: &str| element.attr(key).unwrap();
        let with_below = element.attr("data-with-below").is_some();
        let (from, to) = (of("data-from"), of("data-to"));
        let happened = recount.happened(of("data-place"), with_below, from, to);
        let wanted = counts(&[
            ("raised", happened.raised.len()),
            ("found", happened.found.len()),
            ("solved", happened.solved.len()),
        ]);
        site.wants(address, "what happened", &marks(element), &wanted);
        site.wants(address, "place", &of("data-place"), &place);
        seen.raised += happened.raised.len();
        seen.found += happened.found.len();
        seen.solved_then += happened.solved.len();
    }
    for element in all(&page, "[data-counts=ledger]") {
        let of = |key: &str| element.attr(key).unwrap();
        let from = chrono::NaiveDate::parse_from_str(of("data-from"), "%Y-%m-%d");
        let before = from.unwrap().pred_opt().unwrap().to_string();
        let ledger = recount.ledger(of("data-place"), &before, of("data-to"));
        let told = marks(element);
        for (key, number) in &told {
            let counted = if key == "closed" {
                ledger["solved"] + ledger["aside"]
            } else {
                ledger[key.as_str()]
            };
            site.wants(address, key, number, &counted);
        }
        let part = |keys: &[&str]| keys.iter().filter_map(|key| told.get(*key)).sum::<usize>();
        let came = part(&["before", "found", "reopened"]);
        let went = part(&["open", "closed", "solved", "aside"]);
        site.wants(address, "what came and went", &came, &went);
        seen.ledgers += 1;
    }
    for element in all(&page, "[data-counts=satisfaction]") {
        seen.asked_then += satisfaction(site, address, element);
    }
    if !all(&page, "#raised").is_empty() {
        let name = address
            .rsplit('/')
            .next()
            .unwrap()
            .trim_end_matches(".html");
        let day = |number: u8| {
            let day = format!("{name}-{number}");
            chrono::NaiveDate::parse_from_str(&day, "%G-W%V-%u")
                .unwrap()
                .to_string()
        };
        let raised = recount.raised(place, Some("合署办公"), &day(1), &day(7));
        let shown = rows(&page, "#raised", address);
        site.wants(address, "raised", &shown, &raised);
        let shown = shown.len();
        seen.raised_rows += shown;
    }
    for element in all(&page, "[data-counts=issues]") {
        let of = |key: &str| element.attr(key).unwrap();
        let with_below = element.attr("data-with-below").is_some();
        let standing = recount.standing(of("data-place"), with_below, of("data-on"));
        site.wants(address, "issues", &marks(element), &issues(&standing));
    }
}

fn turns(site: &Site, place: &str, seen: &mut Seen) {
    for (folder, number) in [("weeks", &mut 0), ("months", &mut 0)] {
        let pages = fs::read_dir(site.public.join(at(place, folder)));
        let pages = pages.into_iter().flatten();
        let mut names: Vec<String> = pages
            .map(|page| page.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.starts_with("202") && name.ends_with(".html"))
            .collect();
        names.sort();
        for name in names {
            turn(site, place, &at(place, &format!("{folder}/{name}")), seen);
            *number += 1;
        }
        if folder == "weeks" {
            seen.weeks += *number;
        } else {
            seen.months += *number;
        }
    }
}

fn check(seed: u64, seen: &mut Seen) {
    let folder = scratch();
    parish::write(folder.path(), seed);
    let built = run(folder.path(), &["build", "--no-posters", "--jobs", "1"]);
    assert_eq!(built.status, 0, "GONGSHI_SEED={seed}: {}", built.stderr);
    let site = Site {
        seed,
        public: folder.path().join("public"),
        recount: Recount::read(folder.path()),
    };
    for place in site.recount.places.keys() {
        home(&site, place, seen);
        lists(&site, place, seen);
        answers(&site, place, seen);
        turns(&site, place, seen);
    }
}

#[test]
fn counts_of_pages_agree_with_a_recount_from_the_records() {
    let Some(parts) = recount::over_seeds(SITES, check) else {
        return;
    };
    let sum = |of: fn(&Seen) -> usize| parts.iter().map(of).sum::<usize>();
    let figures = [
        ("homes", sum(|seen| seen.homes), 1_000),
        ("open", sum(|seen| seen.open), 1_000),
        ("overdue", sum(|seen| seen.overdue), 300),
        ("solved", sum(|seen| seen.solved), 300),
        ("aside", sum(|seen| seen.aside), 300),
        ("on display", sum(|seen| seen.on_display), 300),
        ("weeks", sum(|seen| seen.weeks), 1_000),
        ("months", sum(|seen| seen.months), 300),
        ("raised", sum(|seen| seen.raised), 150),
        ("found", sum(|seen| seen.found), 300),
        ("solved then", sum(|seen| seen.solved_then), 50),
        ("lists of years", sum(|seen| seen.years), 1_000),
        ("categories", sum(|seen| seen.categories), 300),
        ("ledgers", sum(|seen| seen.ledgers), 300),
        ("rows raised", sum(|seen| seen.raised_rows), 40),
        ("asked", sum(|seen| seen.asked), 10_000),
        ("answers", sum(|seen| seen.answers), 500),
        ("asked within a month", sum(|seen| seen.asked_then), 500),
        ("lists of new kinds", sum(|seen| seen.of_new_kinds), 1_000),
        ("invented", sum(|seen| seen.invented_left_out), 100),
    ];
    for (what, number, least) in figures {
        println!("{what}: {number}");
        assert!(number >= least, "only {number} {what}: sites are too plain");
    }
}

/// Writes a file of the content of a site.
fn write(site: &Path, path: &str, text: &str) {
    let path = site.join("content").join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A list that is too long leaves the places below to their own; the numbers add up all the same.
#[test]
fn long_lists_are_told_by_place() {
    let folder = scratch();
    let file = |path: &str, text: &str| write(folder.path(), path, text);
    file("site.yaml", "title: 甲\ntoday: 2026-03-25\n");
    file("_index.md", "---\ntitle: 街\n---\n");
    file("a/_index.md", "---\ntitle: 甲社区\nlevel: 社区\n---\n");
    file("a/b/_index.md", "---\ntitle: 乙小区\n---\n");
    file("a/c/_index.md", "---\ntitle: 丙小区\n---\n");
    let issues = |place: &str, number: usize, more: &str| {
        for at in 0..number {
            let text = format!("---\ntitle: 第{at}件事\ndate: 2026-03-02\n{more}---\n");
            file(&format!("a{place}/issues/{number}-{at}.md"), &text);
        }
    };
    issues("", 3, "");
    issues("/b", 20, "");
    issues(
        "/b",
        4,
        "progress:\n  - 2026-03-02 发现\n  - 2026-03-09 解决\n",
    );
    issues("/c", 17, "");
    let build = || {
        let built = run(folder.path(), &["build", "--no-posters"]);
        assert_eq!(built.status, 0, "{}", built.stderr);
        let page = |address: &str| {
            let path = folder.path().join("public").join(address);
            Html::parse_document(&fs::read_to_string(path).unwrap())
        };
        (page("a/issues/index.html"), page("a/issues/2026.html"))
    };
    let below = |page: &Html| -> Vec<BTreeMap<String, usize>> {
        let lines = all(page, "[data-counts=list]").into_iter();
        lines.map(marks).collect()
    };
    // What the community and the places below have open fits neither the current list nor the year's.
    let (current, year) = build();
    assert_eq!(rows(&current, "#current", "a/issues/index.html").len(), 3);
    assert_eq!(rows(&year, "main", "a/issues/2026.html").len(), 3);
    let told = below(&year);
    let split = |list, open, solved| counts(&[("list", list), ("open", open), ("solved", solved)]);
    assert_eq!(told, [split(24, 20, 4), counts(&[("list", 17)])]);
    assert_eq!(
        below(&current),
        [counts(&[("list", 20)]), counts(&[("list", 17)])]
    );
    let heading = all(&current, "#current h2 small");
    assert_eq!(heading[0].text().collect::<String>(), "40件");
}

/// The recount itself, on a site whose counts are known.
#[test]
fn a_recount_counts_what_it_should() {
    let folder = scratch();
    let file = |path: &str, text: &str| write(folder.path(), path, text);
    file("site.yaml", "title: 甲\ntoday: 2026-03-25\n");
    file("_index.md", "---\ntitle: 街\n---\n");
    file("a/_index.md", "---\ntitle: 甲\n---\n");
    file("b/_index.md", "---\ntitle: 乙\ndemo: 是\n---\n");
    let issue = |path: &str, more: &str| {
        file(
            path,
            &format!("---\ntitle: 事\ndate: 2026-03-02\n{more}---\n"),
        );
    };
    issue("a/issues/one.md", "due: 2026-03-20\n");
    issue(
        "a/issues/two.md",
        "progress:\n  - 2026-03-02 发现\n  - 2026-03-09 解决\n",
    );
    issue("a/issues/three.md", "withdrawn: 2026-03-03 错\n");
    issue("a/issues/four.md", "draft: 是\n");
    issue("b/issues/five.md", "");
    file(
        "a/meetings/m.md",
        "---\ntitle: 会\ndate: 2026-03-16\ntype: 合署办公\nraises:\n  - issues/one\nreviews:\n  - issues/two 重新办理\n---\n",
    );
    let recount = Recount::read(folder.path());
    let root = recount.standing("", true, "2026-03-25");
    assert_eq!(
        (root.open.len(), root.solved.len(), root.overdue.len()),
        (2, 0, 1)
    );
    let before = recount.standing("", true, "2026-03-15");
    assert_eq!(
        (before.open.len(), before.solved.len(), before.overdue.len()),
        (1, 1, 0)
    );
    let week = recount.happened("a", false, "2026-03-16", "2026-03-22");
    assert_eq!(
        (week.raised.len(), week.found.len(), week.solved.len()),
        (1, 0, 0)
    );
}

/// A folder in memory, where the system has one: builds flush what they write.
fn scratch() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory).unwrap()
    } else {
        tempfile::tempdir().unwrap()
    }
}
