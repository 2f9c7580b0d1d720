//! Forums and comparisons: what their pages say, what is never published, and that every figure
//! agrees with a recount from the raw records, for random sites.
//!
//! A failure names its seed; with `GONGSHI_SEED=…` only that site is made.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect"
)]

#[path = "support/contest.rs"]
mod contest;
#[path = "support/parish.rs"]
mod parish;
#[path = "support/recount.rs"]
mod recount;
mod support;
#[path = "support/town.rs"]
mod town;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use contest::{Forum, Forums, alike_below};
use recount::{Record, Recount, is_within};
use scraper::{Html, Selector};
use support::{Site, build_sample, files, run};
use tempfile::TempDir;

/// How many random sites are compared.
const SITES: u64 = 120;

/// A figure as the page marks it, or as it should be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Figure {
    state: String,
    value: String,
    rate: String,
    change: String,
}

/// A value of a recount.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Value {
    Unknown,
    Nothing,
    Count(u64),
    Of(u64, u64),
    Halves(u64),
    Scores(u64, u64),
    Share(u64, u64),
}

struct Built {
    seed: u64,
    public: PathBuf,
    content: PathBuf,
    recount: Recount,
}

fn date(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
}

/// `part / whole`, in hundredths for each hundred, half up.
fn hundredths(part: u64, whole: u64) -> u64 {
    let (thousandths, rest) = (part * 100_000 / whole, part * 100_000 % whole);
    let _ = rest;
    let up = u64::from(thousandths % 10 >= 5);
    thousandths / 10 + up
}

fn decimals(hundredths: u64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn halves(halves: u64) -> String {
    let half = ["", ".5"][usize::try_from(halves % 2).unwrap()];
    format!("{}{half}", halves / 2)
}

impl Value {
    fn state(&self) -> &'static str {
        match self {
            Value::Unknown => "unknown",
            Value::Nothing => "none",
            _ => "known",
        }
    }

    fn written(&self) -> String {
        match self {
            Value::Unknown | Value::Nothing => String::new(),
            Value::Count(count) => count.to_string(),
            Value::Of(part, whole) => format!("{part}/{whole}"),
            Value::Halves(of) => halves(*of),
            Value::Scores(low, high) if low == high => decimals(*low),
            Value::Scores(low, high) => format!("{}—{}", decimals(*low), decimals(*high)),
            Value::Share(asked, satisfied) => {
                format!("{}%", decimals(hundredths(*satisfied, *asked)))
            }
        }
    }

    fn change_from(&self, earlier: &Value) -> String {
        let told = |earlier: u64, later: u64, text: fn(u64) -> String| {
            let sign = match later.cmp(&earlier) {
                std::cmp::Ordering::Greater => "more",
                std::cmp::Ordering::Equal => "same",
                std::cmp::Ordering::Less => "less",
            };
            format!("{sign} {}", text(later.abs_diff(earlier)))
        };
        match (earlier, self) {
            (Value::Count(earlier), Value::Count(later)) => {
                told(*earlier, *later, |by| by.to_string())
            }
            (Value::Halves(earlier), Value::Halves(later)) => told(*earlier, *later, halves),
            (Value::Scores(a, b), Value::Scores(c, d)) if a == b && c == d => {
                told(*a, *c, decimals)
            }
            (Value::Share(asked, satisfied), Value::Share(of, now)) => told(
                hundredths(*satisfied, *asked),
                hundredths(*now, *of),
                decimals,
            ),
            (Value::Scores(..), Value::Scores(..)) | (Value::Of(..), Value::Of(..)) => {
                format!("was {}", earlier.written())
            }
            _ => String::new(),
        }
    }
}

impl Built {
    /// The document of a place, line by line.
    fn place(&self, place: &str, key: &str) -> Option<String> {
        let text = fs::read_to_string(self.content.join(place).join("_index.md")).unwrap();
        let mut lines = text.lines();
        let line = lines.find_map(|line| line.strip_prefix(&format!("{key}: ")));
        line.map(str::to_owned)
    }

    fn number(&self, place: &str, key: &str) -> Option<u64> {
        self.place(place, key).map(|number| number.parse().unwrap())
    }

    fn reach(&self, place: &str) -> Vec<&str> {
        self.recount.reach(place, true)
    }

    /// A number of a place, else of those below together, with whether all of them say it.
    fn added(&self, place: &str, key: &str) -> (Option<u64>, bool) {
        if let Some(own) = self.number(place, key) {
            return (Some(own), true);
        }
        let demo = self.recount.places[place];
        let children = self.recount.places.iter().filter(|(folder, of)| {
            let rest = folder
                .strip_prefix(place)
                .map(|rest| rest.trim_start_matches('/'));
            let is_child = rest.is_some_and(|rest| !rest.is_empty() && !rest.contains('/'));
            is_child && is_within(folder, place) && (demo || !**of)
        });
        let parts: Vec<(Option<u64>, bool)> =
            children.map(|(child, _)| self.added(child, key)).collect();
        let known: Vec<u64> = parts.iter().filter_map(|(number, _)| *number).collect();
        let is_whole = !parts.is_empty() && parts.iter().all(|(_, whole)| *whole);
        ((!known.is_empty()).then(|| known.iter().sum()), is_whole)
    }

    fn records(&self, place: &str, kind: &str) -> Vec<&Record> {
        let mut records = self.recount.listed(place, kind);
        records.retain(|record| !record.is_withdrawn(&self.recount.today));
        records
    }

    /// Records of a kind, counted by the day that `on` tells.
    fn happened(
        &self,
        place: &str,
        kind: &str,
        (from, to): (&str, &str),
        on: impl Fn(&Record) -> Option<String>,
    ) -> Value {
        let mut records = self.records(place, kind);
        records.retain(|record| record.date() <= to);
        if records.is_empty() {
            return Value::Unknown;
        }
        let within = records.iter().filter(|record| {
            on(record).is_some_and(|day| from <= day.as_str() && day.as_str() <= to)
        });
        Value::Count(within.count() as u64)
    }

    /// Held and missed weeks or months, as the pages of the places tell them: how these follow from
    /// the records is held by tests of their own.
    fn turns(&self, place: &str, (from, to): (&str, &str), weekly: bool) -> (u64, u64, bool) {
        let (mut held, mut missed, mut is_known) = (0, 0, false);
        for here in self.reach(place) {
            let path = self.public.join(here).join("weeks/index.html");
            let Ok(text) = fs::read_to_string(path) else {
                continue;
            };
            let page = Html::parse_document(&text);
            let selector = if weekly { ".weeks a" } else { ".months li" };
            for turn in page.select(&Selector::parse(selector).unwrap()) {
                let link = Selector::parse("a").unwrap();
                let link = if weekly {
                    Some(turn)
                } else {
                    turn.select(&link).next()
                };
                let href = link.unwrap().attr("href").unwrap();
                let name = href.rsplit('/').next().unwrap().trim_end_matches(".html");
                let last = if weekly {
                    NaiveDate::parse_from_str(&format!("{name}-7"), "%G-W%V-%u").unwrap()
                } else {
                    let first = date(&format!("{name}-01"));
                    (first + chrono::Months::new(1)).pred_opt().unwrap()
                };
                let classes = turn.attr("class").unwrap_or_default();
                let is = |of: &[&str]| classes.split(' ').any(|class| of.contains(&class));
                let (was_held, was_missed) = (is(&["all", "some", "held"]), is(&["missed"]));
                let last = last.to_string();
                if !(was_held || was_missed) || last.as_str() > to {
                    continue;
                }
                is_known = true;
                if last.as_str() >= from {
                    held += u64::from(was_held);
                    missed += u64::from(was_missed);
                }
            }
        }
        (held, missed, is_known)
    }

    /// Ends of the months of which accounts tell, and of those that are missing.
    fn accounts(&self, place: &str) -> (Vec<String>, Vec<String>) {
        let end = |period: &str| {
            let first = date(&format!("{period}-01"));
            let next = first + chrono::Months::new(1);
            next.pred_opt().unwrap()
        };
        let mut records = self.records(place, "accounts");
        records.retain(|record| record.place == place);
        let told: Vec<NaiveDate> = records
            .iter()
            .map(|of| end(of.field("period").unwrap()))
            .collect();
        let Some(first) = told.iter().min().copied() else {
            return (Vec::new(), Vec::new());
        };
        let last = told.iter().max().copied().unwrap();
        let today = date(&self.recount.today);
        let mut missing = Vec::new();
        let mut month = first;
        while month <= today {
            let is_due = month < last || (today - month).num_days() > 30;
            if is_due && !told.contains(&month) {
                missing.push(month.to_string());
            }
            let next = month.succ_opt().unwrap() + chrono::Months::new(1);
            month = next.pred_opt().unwrap();
        }
        (told.iter().map(NaiveDate::to_string).collect(), missing)
    }

    /// The score of a place in the last assessment whose period ended within the days.
    fn mark(&self, place: &str, (from, to): (&str, &str)) -> Option<u64> {
        let (above, name) = place.rsplit_once('/').unwrap_or(("", place));
        if place.is_empty() || self.recount.places[above] != self.recount.places[place] {
            return None;
        }
        let mut records = self.records(above, "assessments");
        records.retain(|record| record.place == above);
        let marks = records.iter().filter_map(|record| {
            let first = date(&format!("{}-01", record.field("period").unwrap()));
            let next = first + chrono::Months::new(1);
            let last = next.pred_opt().unwrap().to_string();
            let scores = record.list("scores").iter();
            let score = scores
                .filter_map(|line| line.split_once(' '))
                .find(|(of, _)| *of == name)?;
            let (whole, tenth) = score.1.split_once('.').unwrap();
            let points = whole.parse::<u64>().unwrap() * 100 + tenth.parse::<u64>().unwrap() * 10;
            (from <= last.as_str() && last.as_str() <= to).then_some((last, points))
        });
        marks.max_by(|a, b| a.0.cmp(&b.0)).map(|(_, points)| points)
    }

    fn marks(&self, place: &str, days: (&str, &str)) -> Vec<u64> {
        if let Some(own) = self.mark(place, days) {
            return vec![own];
        }
        let below = self
            .reach(place)
            .into_iter()
            .filter(|other| *other != place);
        below.filter_map(|other| self.mark(other, days)).collect()
    }

    /// The day on which a work was finished, by the end of the days.
    fn finished(record: &Record, to: &str) -> Option<String> {
        let mut entries = record.list("progress").iter();
        let done = entries.find(|line| line.contains("完工"))?;
        let day = done.split(' ').next().unwrap().to_owned();
        (day.as_str() <= to).then_some(day)
    }

    /// The day on which an issue was solved for good by the end of the days.
    fn solved(&self, key: &str, to: &str) -> Option<String> {
        let entries = &self.recount.entries[key];
        let past: Vec<_> = entries
            .iter()
            .filter(|(day, ..)| day.as_str() <= to)
            .collect();
        let open = past.iter().rposition(|(_, state, _)| state != "解决");
        past.get(open.map_or(0, |open| open + 1))
            .map(|entry| entry.0.clone())
    }

    fn asked(&self, place: &str, (from, to): (&str, &str)) -> (u64, u64) {
        let mut sums = (0, 0);
        for issue in self.records(place, "issues") {
            let solved = self.solved(&issue.key, to);
            let is_in = solved.is_some_and(|day| from <= day.as_str() && day.as_str() <= to);
            if let Some(told) = issue.field("satisfaction").filter(|_| is_in) {
                let (asked, satisfied) = told.split_once(' ').unwrap();
                sums.0 += asked.parse::<u64>().unwrap();
                sums.1 += satisfied.parse::<u64>().unwrap();
            }
        }
        sums
    }

    /// Every measure of a place over some days.
    fn values(&self, place: &str, days: (&str, &str)) -> BTreeMap<&'static str, Value> {
        let (from, to) = days;
        let mut values = BTreeMap::new();
        let count = |number: Option<u64>| number.map_or(Value::Unknown, Value::Count);
        values.insert("households", count(self.added(place, "households").0));
        values.insert("grids", count(self.added(place, "grids").0));
        values.insert("units", count(self.added(place, "unit_grids").0));
        let reach = self.reach(place);
        let level = |of: &&&str| self.place(of, "level").as_deref() == Some("小区");
        let compounds = reach.iter().filter(level).count() as u64;
        values.insert(
            "compounds",
            count(Some(compounds).filter(|count| *count > 0)),
        );
        let branches = reach.iter().filter(|of| {
            let text = fs::read_to_string(self.content.join(of).join("_index.md")).unwrap();
            text.contains("小区党支部:")
        });
        let branches = branches.count() as u64;
        values.insert("branches", count(Some(branches).filter(|count| *count > 0)));
        let standing = self.recount.standing(place, true, to);
        let known = standing.open.len() + standing.solved.len() + standing.aside.len() > 0;
        let happened = self.recount.happened(place, true, from, to);
        let issues = |number: usize| {
            if known {
                Value::Count(number as u64)
            } else {
                Value::Unknown
            }
        };
        values.insert("raised", issues(happened.found.len()));
        values.insert("solved", issues(happened.solved.len()));
        values.insert("open", issues(standing.open.len()));
        let mut took: Vec<u64> = happened
            .solved
            .iter()
            .map(|key| {
                let found = date(&self.recount.entries[key][0].0);
                let solved = date(&self.solved(key, to).unwrap());
                u64::try_from((solved - found).num_days()).unwrap()
            })
            .collect();
        took.sort_unstable();
        let middle = took.len() / 2;
        let median = match took.len() {
            0 if known => Value::Nothing,
            0 => Value::Unknown,
            odd if odd % 2 == 1 => Value::Halves(took[middle] * 2),
            _ => Value::Halves(took[middle - 1] + took[middle]),
        };
        values.insert("median", median);
        for (key, weekly) in [("weeks", true), ("months", false)] {
            let (held, missed, is_known) = self.turns(place, days, weekly);
            values.insert(key, of(held, missed, is_known));
        }
        let (mut published, mut missing, mut is_known) = (0, 0, false);
        let is_in = |day: &String| from <= day.as_str() && day.as_str() <= to;
        for here in &reach {
            let (told, lacking) = self.accounts(here);
            is_known |= told.iter().any(|day| day.as_str() <= to);
            published += told.iter().filter(|day| is_in(day)).count() as u64;
            missing += lacking.iter().filter(|day| is_in(day)).count() as u64;
        }
        values.insert("revenue", of(published, missing, is_known));
        let marks = self.marks(place, days);
        let score = match (marks.iter().min(), marks.iter().max()) {
            (Some(low), Some(high)) => Value::Scores(*low, *high),
            _ if self.marks(place, ("0000", to)).is_empty() => Value::Unknown,
            _ => Value::Nothing,
        };
        values.insert("score", score);
        let (asked, satisfied) = self.asked(place, days);
        let share = match asked {
            0 if self.asked(place, ("0000", to)).0 == 0 => Value::Unknown,
            0 => Value::Nothing,
            asked => Value::Share(asked, satisfied),
        };
        values.insert("satisfaction", share);
        let today = self.recount.today.clone();
        values.insert(
            "works",
            self.happened(place, "works", days, |work| Self::finished(work, to)),
        );
        values.insert(
            "activities",
            self.happened(place, "activities", days, |activity| {
                let is_off = !activity.list("progress").is_empty();
                (!is_off && activity.date() <= today.as_str()).then(|| activity.date().to_owned())
            }),
        );
        values.insert(
            "decisions",
            self.happened(place, "resolutions", days, |resolution| {
                (resolution.field("result") == Some("通过")).then(|| resolution.date().to_owned())
            }),
        );
        values
    }

    /// The days that a forum compares: first, last.
    fn days(forums: &Forums, at: usize) -> (String, String) {
        let forum = &forums.forums[at];
        if let Some(period) = &forum.period {
            return period.clone();
        }
        let before = at.checked_sub(1).map(|at| &forums.forums[at]);
        let before = before.filter(|before| before.number + 1 == forum.number);
        let first = match before {
            Some(before) => date(&before.day).succ_opt().unwrap(),
            None => date(&forum.day).succ_opt().unwrap() - chrono::Months::new(12),
        };
        (first.to_string(), forum.day.clone())
    }

    /// Every figure of a forum as it should be, by measure and place.
    fn wanted(&self, forums: &Forums, at: usize) -> Option<BTreeMap<(String, String), Figure>> {
        const RATES: [&str; 6] = [
            "raised",
            "solved",
            "open",
            "works",
            "activities",
            "decisions",
        ];
        const PRESENT: [&str; 5] = ["households", "compounds", "branches", "grids", "units"];
        let (first, last) = Self::days(forums, at);
        let today = self.recount.today.as_str();
        if first.as_str() > today {
            return None;
        }
        let until = last.as_str().min(today);
        let forum = &forums.forums[at];
        let places = forum.places.clone();
        let places = places.unwrap_or_else(|| alike_below(&self.recount, &forums.place));
        let before = at.checked_sub(1).map(|at| Self::days(forums, at));
        let before = before.filter(|(earlier, _)| *earlier < first);
        let mut wanted = BTreeMap::new();
        for place in places {
            let values = self.values(&place, (&first, until));
            let earlier = before
                .as_ref()
                .map(|(first, last)| self.values(&place, (first, last)));
            let households = self.added(&place, "households");
            for (measure, value) in &values {
                let rate = match (value, households) {
                    (Value::Count(count), (Some(all), true)) if RATES.contains(measure) => {
                        decimals(hundredths(*count, all))
                    }
                    _ => String::new(),
                };
                let change = match &earlier {
                    Some(earlier) if !PRESENT.contains(measure) => {
                        value.change_from(&earlier[measure])
                    }
                    _ => String::new(),
                };
                let figure = Figure {
                    state: value.state().to_owned(),
                    value: value.written(),
                    rate,
                    change,
                };
                wanted.insert(((*measure).to_owned(), place.clone()), figure);
            }
        }
        Some(wanted)
    }

    /// Every figure of a forum as the page marks it.
    fn told(&self, forums: &Forums, forum: &Forum) -> Option<BTreeMap<(String, String), Figure>> {
        let address = format!("comparison/forum-{}.html", forum.number);
        let path = self.public.join(&forums.place).join(address);
        let page = Html::parse_document(&fs::read_to_string(path).ok()?);
        let cells = Selector::parse("td[data-measure]").unwrap();
        let told = page.select(&cells).map(|cell| {
            let of = |key: &str| cell.attr(key).unwrap_or_default().to_owned();
            let figure = Figure {
                state: of("data-state"),
                value: of("data-value"),
                rate: of("data-rate"),
                change: of("data-change"),
            };
            ((of("data-measure"), of("data-place")), figure)
        });
        Some(told.collect())
    }
}

fn of(done: u64, missing: u64, is_known: bool) -> Value {
    match (is_known, done + missing) {
        (false, _) => Value::Unknown,
        (true, 0) => Value::Nothing,
        (true, due) => Value::Of(done, due),
    }
}

/// What the sites had to tell, so that no measure is only ever unknown.
type Seen = BTreeMap<String, usize>;

fn check(seed: u64, seen: &mut Seen) {
    let folder = scratch();
    parish::write(folder.path(), seed);
    let Some(forums) = contest::add(folder.path(), seed) else {
        return;
    };
    let built = run(folder.path(), &["build", "--no-posters", "--jobs", "1"]);
    assert_eq!(built.status, 0, "GONGSHI_SEED={seed}: {}", built.stderr);
    let site = Built {
        seed,
        public: folder.path().join("public"),
        content: folder.path().join("content"),
        recount: Recount::read(folder.path()),
    };
    for (at, forum) in forums.forums.iter().enumerate() {
        let (wanted, told) = (site.wanted(&forums, at), site.told(&forums, forum));
        assert_eq!(
            wanted.is_some(),
            told.is_some(),
            "GONGSHI_SEED={}: no. {} of {}",
            site.seed,
            forum.number,
            forums.place
        );
        let (Some(wanted), Some(told)) = (wanted, told) else {
            continue;
        };
        assert_eq!(told.len(), wanted.len(), "GONGSHI_SEED={seed}");
        for (of, figure) in &told {
            assert_eq!(
                figure, &wanted[of],
                "GONGSHI_SEED={seed}: no. {} of `{}`: {of:?}: the page, then the records",
                forum.number, forums.place
            );
            let mut note = |what: String| *seen.entry(what).or_default() += 1;
            note(format!("{} {}", of.0, figure.state));
            for (word, told) in [("rate", &figure.rate), ("change", &figure.change)] {
                if !told.is_empty() {
                    note(word.to_owned());
                }
            }
            if figure.value == "0" {
                note("nought".to_owned());
            }
            if let Some(sign) = figure
                .change
                .split(' ')
                .next()
                .filter(|sign| !sign.is_empty())
            {
                note(sign.to_owned());
            }
        }
    }
}

#[test]
fn comparisons_agree_with_a_recount_from_the_records() {
    let Some(parts) = recount::over_seeds(SITES, check) else {
        return;
    };
    let mut seen = Seen::new();
    for (what, number) in parts.into_iter().flatten() {
        *seen.entry(what).or_default() += number;
    }
    println!("{seen:?}");
    for measure in [
        "households",
        "compounds",
        "branches",
        "grids",
        "units",
        "raised",
        "solved",
        "open",
        "median",
        "weeks",
        "months",
        "revenue",
        "score",
        "satisfaction",
        "works",
        "activities",
        "decisions",
    ] {
        for state in ["known", "unknown"] {
            let seen = seen.get(&format!("{measure} {state}")).copied();
            assert!(seen.unwrap_or_default() > 3, "{measure} {state}: {seen:?}");
        }
    }
    for what in ["rate", "change", "nought", "more", "less", "same", "was"] {
        let seen = seen.get(what).copied().unwrap_or_default();
        assert!(seen > 10, "{what}: {seen}");
    }
}

#[test]
fn rates_of_the_recount_are_right() {
    for (part, whole, expected) in [
        (1, 3, 3333),
        (2, 3, 6667),
        (1, 800, 13),
        (1, 20_000, 1),
        (7, 7, 10_000),
    ] {
        assert_eq!(hundredths(part, whole), expected, "{part}/{whole}");
    }
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

// --- pages of sites that are known ---------------------------------------------------------------

fn two_communities(forum: &str) -> Site {
    let site = Site::new();
    site.file(
        "content/site.yaml",
        "title: 甲街道公示栏\ntoday: 2026-03-25\n",
    );
    site.file("content/_index.md", "---\n标题: 甲街道\n层级: 街道\n---\n");
    site.file(
        "content/dong/_index.md",
        "---\n标题: 东社区\n层级: 社区\n户数: 300\n---\n",
    );
    site.file(
        "content/xi/_index.md",
        "---\n标题: 西社区\n层级: 社区\n---\n",
    );
    site.file(
        "content/meetings/2026-03-20-forum.md",
        format!("---\n标题: 第二期论坛\n日期: 2026-03-20\n类型: 论坛\n论坛: {forum}\n---\n"),
    );
    site
}

/// The cell of a measure and a place: state, figure, and all its words.
fn cell(page: &str, measure: &str, place: &str) -> (String, String, String) {
    let page = Html::parse_document(page);
    let selector = format!("td[data-measure={measure}][data-place=\"{place}\"]");
    let cell = page.select(&Selector::parse(&selector).unwrap()).next();
    let cell = cell.unwrap_or_else(|| panic!("no cell {selector}"));
    let of = |key: &str| cell.attr(key).unwrap_or_default().to_owned();
    let words: String = cell.text().collect();
    (of("data-state"), of("data-value"), words)
}

#[test]
fn unknown_is_not_nought() {
    let site = two_communities("{系列: 书记论坛, 期数: 2, 期间: 2026-03-01 至 2026-03-20}");
    site.file(
        "content/dong/issues/2026-02-02-gate.md",
        "---\n标题: 道闸\n日期: 2026-02-02\n办理进展:\n  - 2026-02-02 发现\n  - 2026-03-04 解决\n---\n",
    );
    site.build();
    let page = site.page("comparison/2026-03-20-forum.html");
    // 东 has issues, and found none in these days; of 西 no issue is known at all.
    assert_eq!(cell(&page, "raised", "dong").1, "0");
    assert_eq!(cell(&page, "solved", "dong").1, "1");
    assert_eq!(cell(&page, "median", "dong").1, "30");
    let (state, value, words) = cell(&page, "raised", "xi");
    assert_eq!((state.as_str(), value.as_str()), ("unknown", ""));
    assert!(words.contains("未记录") && !words.contains('0'), "{words}");
    // A rate needs all households.
    assert!(cell(&page, "solved", "dong").2.contains("每百户0.33"));
    assert!(page.contains("2026年3月1日") && page.contains("2026年3月20日"));
    // Nothing ranks the places.
    assert!(!page.contains("第一名") && !page.contains("排名第"));
}

#[test]
fn the_period_follows_from_the_forum_before() {
    let site = two_communities("书记论坛 第二期");
    site.file(
        "content/meetings/2026-01-09-forum.md",
        "---\n标题: 第一期论坛\n日期: 2026-01-09\n类型: 论坛\n论坛: 书记论坛 1\n---\n",
    );
    site.build();
    let of = |name: &str| {
        let page = Html::parse_document(&site.page(&format!("comparison/{name}.html")));
        let table = Selector::parse("table[data-from]").unwrap();
        let table = page.select(&table).next().unwrap();
        let of = |key: &str| table.attr(key).unwrap().to_owned();
        (of("data-from"), of("data-to"))
    };
    let day = str::to_owned;
    assert_eq!(
        of("2026-03-20-forum"),
        (day("2026-01-10"), day("2026-03-20"))
    );
    // Of the one before the first nothing is known: twelve months.
    assert_eq!(
        of("2026-01-09-forum"),
        (day("2025-01-10"), day("2026-01-09"))
    );
}

#[test]
fn forums_of_one_name_stand_on_one_page() {
    let site = two_communities(
        "{系列: 书记论坛, 期数: 5, 主题: 比一比, 举办地: 西社区, 抽签: 是, 角色: [教员 2, 特约嘉宾 6 两个社区的书记, 学员], 比较: 不作}",
    );
    site.file(
        "content/meetings/2026-01-09-forum.md",
        "---\n标题: 第二期论坛\n日期: 2026-01-09\n类型: 论坛\n论坛: 书记论坛 2\n---\n",
    );
    site.build();
    let page = site.page("forums/书记论坛.html");
    for words in [
        "第5期",
        "第2期",
        "比一比",
        "抽签选定",
        "第1期没有记录",
        "第3期至第4期没有记录",
        "两个社区的书记",
        "人数未记录",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(page.find("第5期") < page.find("第2期"), "newest first");
    let meeting = site.page("meetings/2026-03-20-forum.html");
    assert!(meeting.contains("../forums/书记论坛.html") || meeting.contains("%E4%B9%A6"));
    assert!(
        !site
            .path("public/comparison/2026-03-20-forum.html")
            .exists()
    );
    assert!(
        site.path("public/comparison/2026-01-09-forum.html")
            .exists()
    );
}

#[test]
fn an_internal_comparison_is_nowhere_in_public() {
    let site = two_communities("{系列: 书记论坛, 期数: 2, 主题: 关门算账, 比较: 内部}");
    site.file(
        "content/dong/issues/2026-02-02-gate.md",
        "---\n标题: 道闸\n日期: 2026-02-02\n---\n",
    );
    assert_eq!(site.run(&["build"]).status, 0);
    for (path, bytes) in files(&site.path("public")) {
        assert!(!path.contains("comparison"), "{path}");
        let text = String::from_utf8_lossy(&bytes);
        assert!(
            !text.contains("各地对照") || path.ends_with(".css"),
            "{path}"
        );
        assert!(!text.contains("comparison/"), "{path}");
    }
    let printed = || -> Vec<PathBuf> {
        let folder = fs::read_dir(site.path("print/comparison"));
        let mut paths: Vec<PathBuf> = folder
            .into_iter()
            .flatten()
            .map(|entry| entry.unwrap().path())
            .collect();
        paths.sort();
        paths
    };
    let paths = printed();
    let endings: Vec<_> = paths
        .iter()
        .map(|path| path.extension().unwrap().to_owned())
        .collect();
    assert_eq!(endings, ["html", "pdf"]);
    let page = fs::read_to_string(&paths[0]).unwrap();
    for words in [
        "内部资料",
        "关门算账",
        "东社区",
        "西社区",
        "未记录",
        "<style>",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(fs::read(&paths[1]).unwrap().starts_with(b"%PDF"));
    // What somebody changed stays, and is told.
    fs::write(&paths[0], "mine").unwrap();
    site.file(
        "content/dong/issues/2026-02-03-lamp.md",
        "---\n标题: 路灯\n日期: 2026-02-03\n---\n",
    );
    let again = site.run(&["build"]);
    assert_eq!(again.status, 0, "{}", again.stderr);
    assert!(again.stderr.contains("file-exists"), "{}", again.stderr);
    assert_eq!(fs::read_to_string(&paths[0]).unwrap(), "mine");
    fs::remove_file(&paths[0]).unwrap();
    // Once it is public, nothing of it lies in the office.
    let text = fs::read_to_string(site.path("content/meetings/2026-03-20-forum.md")).unwrap();
    site.file(
        "content/meetings/2026-03-20-forum.md",
        text.replace("内部", "公开"),
    );
    assert_eq!(site.run(&["build"]).status, 0);
    assert!(printed().is_empty());
    let home = site.page("index.html");
    assert!(home.contains("comparison/2026-03-20-forum.html"));
    assert!(
        site.page("xi/index.html")
            .contains("../comparison/2026-03-20-forum.html")
    );
    assert!(site.path("public/comparison/2026-03-20-forum.pdf").exists());
}

#[test]
fn gaps_are_named_with_links() {
    let site = two_communities("{系列: 书记论坛, 期数: 2, 期间: 2026-03-01 至 2026-03-20}");
    site.file(
        "content/xi/yuan/_index.md",
        "---\n标题: 杨柳园\n层级: 小区\n---\n",
    );
    site.file(
        "content/xi/yuan/issues/2026-03-02-gate.md",
        "---\n标题: 道闸\n日期: 2026-03-02\n完成时限: 2026-03-10\n---\n",
    );
    site.file(
        "content/mechanisms/weekly.md",
        "---\n标题: 每周\n例会:\n  - 合署办公 每周\n推行:\n  - /xi/yuan 推行 2026-02-23\n---\n",
    );
    site.build();
    let page = site.page("comparison/2026-03-20-forum.html");
    for words in [
        "../xi/yuan/weeks/2026-W10.html",
        "../xi/yuan/issues/2026-03-02-gate.html",
        "没有记录党支部，也没有记录党建指导员",
        "期间没有考评总分",
        "期间没有满意度回访记录",
        "期末逾期的问题",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert_eq!(cell(&page, "weeks", "xi").1, "0/3");
}

#[test]
fn the_sample_tells_of_its_forums() {
    let sample = build_sample(false);
    let page = |path: &str| fs::read_to_string(sample.path().join("public").join(path)).unwrap();
    let forum = page("forums/东山论建.html");
    for words in [
        "第1期至第4期没有记录",
        "抽签选定",
        "教员",
        "特约嘉宾",
        "学员",
    ] {
        assert!(forum.contains(words), "{words}");
    }
    let real = page("comparison/2021-11-24-forum-5.html");
    assert_eq!(cell(&real, "units", "lijun").1, "17");
    assert_eq!(cell(&real, "raised", "nanya").0, "unknown");
    assert!(
        !real.contains("春和示例社区</a></th>"),
        "invented places stay out"
    );
    let invented = page("demo-chunhe/comparison/2026-03-24-forum-2.html");
    let (_, passed, words) = cell(&invented, "decisions", "demo-chunhe");
    assert!(
        passed.parse::<u64>().unwrap() > 0 && words.contains("比上期"),
        "{words}"
    );
    assert!(
        page("demo-wutong/index.html").contains("demo-chunhe/comparison/2026-03-24-forum-2.html")
    );
}
