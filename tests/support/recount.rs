//! A recount of a site from its files, by rules written down here a second time: it shares no code
//! with the program.

#![allow(dead_code, reason = "each test file uses a part")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A record, read line by line.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// Address of its page without `.html`.
    pub key: String,
    pub place: String,
    pub kind: String,
    fields: BTreeMap<String, String>,
    lists: BTreeMap<String, Vec<String>>,
}

/// All places and records of a site.
#[derive(Debug, Default)]
pub struct Recount {
    pub today: String,
    /// Places with whether they are invented.
    pub places: BTreeMap<String, bool>,
    /// Records that are published.
    pub records: Vec<Record>,
    /// For each issue that is published, its entries: day, state, new day.
    pub entries: BTreeMap<String, Vec<(String, String, Option<String>)>>,
}

/// Issues by how they stand.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Standing {
    pub open: BTreeSet<String>,
    pub overdue: BTreeSet<String>,
    pub solved: BTreeSet<String>,
    pub aside: BTreeSet<String>,
}

/// What happened within some days.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Happened {
    pub raised: BTreeSet<String>,
    pub found: BTreeSet<String>,
    pub solved: BTreeSet<String>,
}

impl Record {
    fn read(path: &str, text: &str) -> Record {
        let mut record = Record::default();
        let mut list = None;
        for line in text.lines().filter(|line| *line != "---") {
            if let Some(item) = line.strip_prefix("  - ") {
                let list: &String = list.as_ref().unwrap();
                record
                    .lists
                    .entry(list.clone())
                    .or_default()
                    .push(item.to_owned());
            } else if let Some((key, value)) = line.split_once(':') {
                if value.is_empty() {
                    list = Some(key.to_owned());
                } else {
                    record
                        .fields
                        .insert(key.to_owned(), value.trim().to_owned());
                }
            }
        }
        let mut parts: Vec<&str> = path.trim_end_matches(".md").split('/').collect();
        record.key = parts.join("/");
        parts.pop();
        record.kind = String::from(parts.pop().unwrap_or_default());
        record.place = parts.join("/");
        record
    }

    pub fn field(&self, key: &str) -> Option<&str> {
        self.fields.get(key).map(String::as_str)
    }

    pub fn list(&self, key: &str) -> &[String] {
        self.lists.get(key).map_or(&[], Vec::as_slice)
    }

    pub fn date(&self) -> &str {
        self.field("date").unwrap()
    }

    pub fn category(&self) -> Option<&str> {
        self.field("category")
    }

    pub fn is_withdrawn(&self, today: &str) -> bool {
        self.field("withdrawn").is_some_and(|of| &of[..10] <= today)
    }

    /// First and last day of display.
    fn display(&self) -> Option<(&str, &str)> {
        self.field("display")?.split_once(" 至 ")
    }

    /// The day on which a meeting was held; none if it was not.
    pub fn met(&self, today: &str) -> Option<String> {
        let entries = self.list("progress").iter();
        let entries: Vec<Vec<&str>> = entries
            .map(|line| line.split(' ').collect())
            .filter(|words: &Vec<&str>| words[0] <= today)
            .collect();
        let until = entries.iter().rev().find(|words| words[1] == "改期");
        let held = entries.iter().find(|words| words[1] == "召开");
        let day = match (until, held) {
            (Some(_), Some(held)) => held[0],
            (Some(until), None) => until[2],
            (None, _) => self.date(),
        };
        let is_held = match entries.last().map(|words| words[1]) {
            None | Some("通知") => day <= today,
            Some(state) => state == "召开",
        };
        (is_held && !self.is_withdrawn(today)).then(|| day.to_owned())
    }
}

fn entry(line: &str) -> (String, String, Option<String>) {
    let words: Vec<&str> = line.split(' ').collect();
    let until = words.get(2).filter(|word| word.starts_with("202"));
    let until = until.filter(|_| words[1] == "延期");
    (
        words[0].to_owned(),
        words[1].to_owned(),
        until.map(|until| (*until).to_owned()),
    )
}

impl Recount {
    /// Reads the site of a folder.
    pub fn read(root: &Path) -> Recount {
        let content = root.join("content");
        let mut recount = Recount::default();
        let mut records = Vec::new();
        for file in walkdir::WalkDir::new(&content).sort_by_file_name() {
            let file = file.unwrap();
            if !file.file_type().is_file() {
                continue;
            }
            let path = file.path().strip_prefix(&content).unwrap();
            let path = path.to_str().unwrap().replace('\\', "/");
            let text = fs::read_to_string(file.path()).unwrap();
            if path == "site.yaml" {
                let today = text.lines().find_map(|line| line.strip_prefix("today: "));
                recount.today = String::from(today.unwrap());
            } else if let Some(folder) = path.strip_suffix("_index.md") {
                let is_demo = text.contains("demo: 是");
                let folder = folder.trim_end_matches('/').to_owned();
                recount.places.insert(folder, is_demo);
            } else if !path.starts_with("mechanisms/") {
                records.push(Record::read(&path, &text));
            }
        }
        // Everything in an invented place is invented.
        let invented: Vec<String> = recount.invented().map(str::to_owned).collect();
        for (folder, demo) in &mut recount.places {
            *demo |= invented.iter().any(|of| is_within(folder, of));
        }
        let today = recount.today.clone();
        records.retain(|record| {
            let is_to_come = record
                .display()
                .is_some_and(|(from, _)| from > today.as_str());
            record.field("draft").is_none() && !is_to_come
        });
        for record in records.iter().filter(|record| record.kind == "issues") {
            let mut own: Vec<_> = record
                .list("progress")
                .iter()
                .map(|line| entry(line))
                .collect();
            if own.is_empty() {
                own.push((record.date().to_owned(), "发现".to_owned(), None));
            }
            recount.entries.insert(record.key.clone(), own);
        }
        for record in records.iter().filter(|record| record.kind == "meetings") {
            let Some(day) = record.met(&today) else {
                continue;
            };
            for line in record.list("reviews") {
                let (issue, rest) = line.split_once(' ').unwrap();
                let key = within(&record.place, issue);
                if let Some(entries) = recount.entries.get_mut(&key) {
                    entries.push(entry(&format!("{day} {rest}")));
                }
            }
        }
        for entries in recount.entries.values_mut() {
            entries.retain(|(day, ..)| *day <= today);
            entries.sort_by(|a, b| a.0.cmp(&b.0));
        }
        recount.records = records;
        recount
    }

    fn invented(&self) -> impl Iterator<Item = &str> {
        let invented = self.places.iter().filter(|(_, demo)| **demo);
        invented.map(|(folder, _)| folder.as_str())
    }

    /// The places that count for a place.
    pub fn reach(&self, place: &str, with_below: bool) -> Vec<&str> {
        let demo = self.places[place];
        let counts = |(folder, of): &(&String, &bool)| {
            folder.as_str() == place || with_below && is_within(folder, place) && (demo || !**of)
        };
        let places = self.places.iter().filter(counts);
        places.map(|(folder, _)| folder.as_str()).collect()
    }

    /// The records of a place.
    pub fn of(&self, place: &str, with_below: bool) -> Vec<&Record> {
        let places = self.reach(place, with_below);
        let records = self.records.iter();
        records
            .filter(|record| places.contains(&record.place.as_str()))
            .collect()
    }

    /// The records of a kind of a place and all below.
    pub fn listed(&self, place: &str, kind: &str) -> Vec<&Record> {
        let mut records = self.of(place, true);
        records.retain(|record| record.kind == kind);
        records
    }

    /// The issues that count: neither drafts nor withdrawn.
    fn issues(&self, place: &str, with_below: bool) -> impl Iterator<Item = &Record> {
        let records = self.of(place, with_below).into_iter();
        let issues = records.filter(|record| record.kind == "issues");
        issues.filter(|record| !record.is_withdrawn(&self.today))
    }

    pub fn standing(&self, place: &str, with_below: bool, day: &str) -> Standing {
        let mut counts = Standing::default();
        for issue in self.issues(place, with_below) {
            let past = &self.entries[&issue.key];
            let past: Vec<_> = past.iter().filter(|(on, ..)| on.as_str() <= day).collect();
            let Some((_, state, _)) = past.last() else {
                continue;
            };
            let key = issue.key.clone();
            match state.as_str() {
                "解决" => counts.solved.insert(key),
                "不予受理" | "重复" => counts.aside.insert(key),
                _ => {
                    let until = past.iter().rev().find_map(|(.., until)| until.as_deref());
                    if until.or(issue.field("due")).is_some_and(|due| due < day) {
                        counts.overdue.insert(key.clone());
                    }
                    counts.open.insert(key)
                }
            };
        }
        counts
    }

    pub fn happened(&self, place: &str, with_below: bool, from: &str, to: &str) -> Happened {
        let is_in = |day: &str| from <= day && day <= to;
        let mut counts = Happened::default();
        for issue in self.issues(place, with_below) {
            let entries = &self.entries[&issue.key];
            if entries.first().is_some_and(|(day, ..)| is_in(day)) {
                counts.found.insert(issue.key.clone());
            }
            let past: Vec<_> = entries
                .iter()
                .filter(|(day, ..)| day.as_str() <= to)
                .collect();
            let open = past.iter().rposition(|(_, state, _)| state != "解决");
            let solved = past.get(open.map_or(0, |open| open + 1));
            if solved.is_some_and(|(day, ..)| is_in(day)) {
                counts.solved.insert(issue.key.clone());
            }
        }
        for place in self.reach(place, with_below) {
            counts.raised.extend(self.raised(place, None, from, to));
        }
        counts
    }

    /// How many were asked about issues that were solved and works that were done within some days,
    /// how many of these were satisfied, and of which records.
    pub fn satisfied(
        &self,
        place: &str,
        with_below: bool,
        from: &str,
        to: &str,
    ) -> (usize, usize, BTreeSet<String>) {
        let mut records = self.happened(place, with_below, from, to).solved;
        for work in self.of(place, with_below) {
            if work.kind != "works" || work.is_withdrawn(&self.today) {
                continue;
            }
            let entries = work.list("progress").iter().map(|line| entry(line));
            let entries: Vec<_> = entries.filter(|(day, ..)| day.as_str() <= to).collect();
            let done = entries.iter().find(|(_, state, _)| state == "完工");
            if done.is_some_and(|(day, ..)| from <= day.as_str()) {
                records.insert(work.key.clone());
            }
        }
        let (mut asked, mut satisfied) = (0, 0);
        records.retain(|key| {
            let record = self.records.iter().find(|record| record.key == *key);
            let told = record.and_then(|record| record.field("satisfaction"));
            let Some((of, yes)) = told.and_then(|told| told.split_once(' ')) else {
                return false;
            };
            let of: usize = of.parse().unwrap();
            asked += of;
            satisfied += yes.parse::<usize>().unwrap();
            of > 0
        });
        (asked, satisfied, records)
    }

    /// The issues that meetings of a place raised that were held within some days; of one type, or
    /// of all.
    pub fn raised(
        &self,
        place: &str,
        kind: Option<&str>,
        from: &str,
        to: &str,
    ) -> BTreeSet<String> {
        let known: BTreeSet<&str> = self.issues(place, true).map(|of| of.key.as_str()).collect();
        let meetings = self.listed(place, "meetings").into_iter();
        let meetings = meetings.filter(|meeting| {
            let is_in = |day: String| from <= day.as_str() && day.as_str() <= to;
            let is_of = kind.is_none_or(|kind| meeting.field("type") == Some(kind));
            meeting.place == place && is_of && meeting.met(&self.today).is_some_and(is_in)
        });
        let raised = meetings.flat_map(|meeting| {
            let raised = meeting.list("raises").iter();
            raised.map(|issue| within(&meeting.place, issue))
        });
        raised.filter(|key| known.contains(key.as_str())).collect()
    }

    /// How the issues of a place came and went within some days: those that were open before, were
    /// found, or were closed before and are open after; then those of them that are open after,
    /// solved, or laid aside.
    pub fn ledger(&self, place: &str, before: &str, to: &str) -> BTreeMap<&'static str, usize> {
        let then = self.standing(place, false, before);
        let now = self.standing(place, false, to);
        let union = |of: &Standing| -> BTreeSet<String> {
            let parts = [&of.open, &of.solved, &of.aside];
            parts.into_iter().flatten().cloned().collect()
        };
        let (known, all) = (union(&then), union(&now));
        let was_closed = &known - &then.open;
        let moved = &all - &was_closed;
        let reopened = &was_closed & &now.open;
        BTreeMap::from([
            ("before", then.open.len()),
            ("found", (&all - &known).len()),
            ("reopened", reopened.len()),
            ("open", now.open.len()),
            ("solved", (&moved & &now.solved).len()),
            ("aside", (&moved & &now.aside).len()),
        ])
    }

    /// What is on display today.
    pub fn on_display(&self, place: &str, with_below: bool) -> BTreeSet<String> {
        let records = self.of(place, with_below).into_iter();
        let posted = ["notices", "accounts", "assessments"];
        let posted = records.filter(|record| posted.contains(&record.kind.as_str()));
        let shown = posted.filter(|record| {
            let (from, to) = record.display().unwrap();
            let today = self.today.as_str();
            let gives_way = self.records.iter().any(|later| {
                let replaces = later.field("replaces").is_some_and(|of| names(of, record));
                let corrects = later.field("corrects").is_some_and(|of| {
                    of.contains("material: 是") && names(of.trim_start_matches("{record: "), record)
                });
                let is_here = later.place == record.place;
                is_here && (replaces || corrects) && !later.is_withdrawn(today)
            });
            from <= today && today <= to && !record.is_withdrawn(today) && !gives_way
        });
        shown.map(|record| record.key.clone()).collect()
    }
}

/// Whether a reference at the beginning of a text is to a record of the same place.
fn names(text: &str, record: &Record) -> bool {
    let reference = text.split([' ', ',']).next().unwrap_or_default();
    within(&record.place, reference) == record.key
}

fn within(place: &str, reference: &str) -> String {
    format!("{place}/{reference}")
        .trim_start_matches('/')
        .to_owned()
}

/// Whether a folder is another one or lies below it.
pub fn is_within(folder: &str, other: &str) -> bool {
    other.is_empty()
        || folder == other
        || folder
            .strip_prefix(other)
            .is_some_and(|rest| rest.starts_with('/'))
}

/// What `check` saw of each of these random sites, by thread. With `GONGSHI_SEED` only that site is
/// checked, and there is nothing to sum up.
pub fn over_seeds<Seen: Default + std::fmt::Debug + Send>(
    sites: u64,
    check: impl Fn(u64, &mut Seen) + Sync,
) -> Option<Vec<Seen>> {
    if let Ok(seed) = std::env::var("GONGSHI_SEED") {
        let mut seen = Seen::default();
        check(seed.parse().unwrap(), &mut seen);
        println!("{seen:?}");
        return None;
    }
    let threads = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    Some(std::thread::scope(|scope| {
        let check = &check;
        let part = move |thread: u64| {
            let mut seen = Seen::default();
            (1..=sites)
                .filter(|seed| seed % threads == thread)
                .for_each(|seed| check(seed, &mut seen));
            seen
        };
        let handles: Vec<_> = (0..threads)
            .map(|thread| scope.spawn(move || part(thread)))
            .collect();
        let joined = handles.into_iter().map(|handle| match handle.join() {
            Ok(seen) => seen,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        joined.collect()
    }))
}
