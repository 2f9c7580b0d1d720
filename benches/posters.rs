//! What posters cost, beside the goals.
//!
//! `cargo bench --bench posters` prints for 500 generated posters of all kinds: CPU time of each on
//! one thread when warm, what two threads gain, memory and whether it grows, a build with nothing
//! changed, cards; then a run of 10,000 posters, which takes a minute or two. `-- --short` leaves
//! that out. `-- --generate 500 DIR` only writes the site, for a profiler.
//!
//! Goals are stated for the machine of `benches/growth.rs`: figures of CPU are shown as measured,
//! and divided by how much longer the same work takes here.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a benchmark stops at what it does not expect"
)]

#[path = "support/lobby.rs"]
mod lobby;
#[path = "support/measure.rs"]
mod measure;
mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use gongshi::load::SiteFolder;
use gongshi::paths::OutputPath;
use gongshi::pipeline::{Faulty, Ledger, Request, Session, Sink, Touched};
use gongshi::source::Hash;
use gongshi::write::WriteError;
use measure::{Floor, Output};
use nix::sys::resource::UsageWho;
use support::{as_f64, cpu, remove, scratch};

/// First argument of this program for one run in a process of its own.
const RUN: &str = "--one-site";
/// First argument that only writes a site.
const GENERATE: &str = "--generate";
/// Posters of a usual run, and of the long one.
const POSTERS: usize = 500;
const MANY: usize = 10_000;
/// Posters until faces, layouts and words are known.
const WARM: usize = 20;
/// From this poster on memory must not grow.
const SETTLED: usize = 100;
/// CPU seconds a page of the floor on the machine of the goals.
const FLOOR: f64 = 14e-6;
/// Runs of which the best counts: other work on the machine only adds.
const RUNS: usize = 3;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| -> usize { arguments[at].parse().expect("a number") };
    match arguments.first().map(String::as_str) {
        Some(measure::WRAP) => return measure::wrap(arguments.into_iter().skip(1)),
        Some(RUN) => {
            run(Path::new(&arguments[1]), number(2));
            return ExitCode::SUCCESS;
        }
        Some(GENERATE) => {
            lobby::generate(Path::new(&arguments[2]), number(1));
            return ExitCode::SUCCESS;
        }
        _ => {}
    }
    let is_short = arguments.iter().any(|argument| argument == "--short");
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!("{cores} cores, load at the start {}", load.trim());
    let folder = scratch();
    let site = folder.join("usual");
    lobby::generate(&site, POSTERS);
    let factor = factor(&site);
    println!("the same work takes {factor:.2} times as long as on the machine of the goals");
    let one = best(&site, 1);
    let two = best(&site, 2);
    one.print(POSTERS, 1);
    one.print_cpu(factor);
    goal("memory", one.most, "MB", 100.0);
    goal("growth from poster 100 on", one.growth(), "MB", 5.0);
    two.print(POSTERS, 2);
    goal("memory", two.most, "MB", 100.0);
    goal("growth from poster 100 on", two.growth(), "MB", 5.0);
    let gain = one.wall / two.wall;
    println!(
        "{:>42} {gain:.2} (goal: both cores used, 1.7 or more: {})",
        "two threads gain",
        held(gain >= 1.7)
    );
    println!(
        "{POSTERS} unchanged: {} made, {:.1} ms of CPU, {:.1} ms for each poster",
        one.again,
        one.unchanged * 1e3,
        one.unchanged * 1e3 / as_f64(POSTERS),
    );
    goal("posters made again", as_f64(one.again), "", 0.0);
    if one.cards > 0 {
        println!(
            "{} cards, 1 thread: {:.2} s of CPU",
            one.cards, one.of_cards
        );
        let each = one.of_cards * 1e3 / as_f64(one.cards);
        println!("{:>42} {each:.2} ms", "CPU of each");
        goal("the same ÷", each / factor, "ms", 25.0);
    } else {
        println!("No cards were made.");
    }
    if is_short {
        println!("The run of {MANY} posters was left out.");
    } else {
        let site = folder.join("many");
        lobby::generate(&site, MANY);
        let many = measured(&site, 2);
        many.print(MANY, 2);
        many.print_cpu(factor);
        goal("memory", many.most, "MB", 100.0);
        goal("growth from poster 100 on", many.growth(), "MB", 5.0);
    }
    remove(&folder);
    ExitCode::SUCCESS
}

/// What a run took.
#[derive(Debug, Clone, Copy)]
struct Cost {
    /// Posters after the first ones.
    warm: usize,
    /// Their CPU seconds and seconds.
    cpu: f64,
    wall: f64,
    /// CPU seconds of the first ones, with reading the site, and of a build with nothing changed.
    start: f64,
    unchanged: f64,
    /// Posters that the latter made again.
    again: usize,
    /// Megabytes at most up to the hundredth poster, and of all.
    settled: f64,
    most: f64,
    /// Bytes of a poster.
    size: f64,
    /// Cards, and their CPU seconds.
    cards: usize,
    of_cards: f64,
}

impl Cost {
    fn each(self) -> f64 {
        self.cpu / as_f64(self.warm)
    }

    fn growth(self) -> f64 {
        self.most - self.settled
    }

    fn print_cpu(self, factor: f64) {
        let each = self.each() * 1e3;
        println!("{:>42} {each:.2} ms", "CPU of each, warm");
        goal("the same ÷", each / factor, "ms", 8.0);
    }

    fn print(self, posters: usize, jobs: usize) {
        println!(
            "\n{posters} posters, {jobs} threads: the first {WARM} with the site {:.2} s of CPU, the others {:.2} s of CPU, {:.2} s; {:.0} KB each",
            self.start,
            self.cpu,
            self.wall,
            self.size / 1e3
        );
    }
}

fn held(holds: bool) -> &'static str {
    if holds { "holds" } else { "MISSED" }
}

/// Says a figure beside its goal.
fn goal(name: &str, figure: f64, unit: &str, most: f64) {
    let held = held(figure <= most);
    println!("{name:>42} {figure:.2} {unit} (goal: at most {most}: {held})");
}

fn best(site: &Path, jobs: usize) -> Cost {
    let runs = (0..RUNS).map(|_| measured(site, jobs));
    runs.min_by(|a, b| a.cpu.total_cmp(&b.cpu)).expect("a run")
}

/// Renders a site in a process of its own, whose memory is that of nothing else.
fn measured(site: &Path, jobs: usize) -> Cost {
    let output = Command::new(std::env::current_exe().expect("this program"))
        .arg(RUN)
        .arg(site)
        .arg(jobs.to_string())
        .output()
        .expect("this program runs");
    assert!(output.status.success(), "the run fails: {output:?}");
    let text = String::from_utf8_lossy(&output.stdout);
    let figures: Vec<f64> = text
        .split_whitespace()
        .map(|figure| figure.parse().expect("a figure"))
        .collect();
    let [
        warm,
        cpu,
        wall,
        start,
        unchanged,
        again,
        settled,
        most,
        size,
        cards,
        of_cards,
    ] = figures[..]
    else {
        panic!("eleven figures, not {text:?}");
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "small counts"
    )]
    let count = |figure: f64| figure as usize;
    Cost {
        warm: count(warm),
        cpu,
        wall,
        start,
        unchanged,
        again: count(again),
        settled,
        most,
        size,
        cards: count(cards),
        of_cards,
    }
}

/// How much longer the least honest work of a build takes here than on the machine of the goals.
fn factor(site: &Path) -> f64 {
    measure::build(site);
    let output = Output::of(&site.join("public"));
    let into = site.join("floor");
    let floors = (0..RUNS).map(|_| {
        let floor = Floor::measure(&site.join("content"), &output, &into);
        remove(&into);
        floor.total()
    });
    floors.fold(f64::INFINITY, f64::min) / as_f64(output.pages) / FLOOR
}

/// Renders a site twice, the second time with nothing changed, and prints what that took.
fn run(site: &Path, jobs: usize) {
    let render = |before: &Ledger, meter: &Meter| {
        let request = Request {
            today: None,
            base_url: None,
            drafts: false,
            faulty: Faulty::Stop,
            round: None,
            economy: false,
            posters: true,
            jobs,
        };
        let look = Session::new(SiteFolder::new(site), request).look(&Touched::Everything);
        let planned = look
            .site
            .unwrap_or_else(|| panic!("{:?}", look.diagnostics));
        let (made, found) = planned
            .render(before, jobs, meter)
            .expect("a sink that takes all");
        made.unwrap_or_else(|| panic!("{found:?}"))
    };
    let meter = Meter::default();
    let (report, ledger) = render(&Ledger::default(), &meter);
    let moment = |of: &Mutex<Option<Moment>>| of.lock().unwrap().take().expect("more posters");
    let (begun, ended, all) = (moment(&meter.warm), moment(&meter.last), moment(&meter.end));
    let before = cpu(UsageWho::RUSAGE_SELF);
    let (again, _) = render(&ledger, &Meter::default());
    let unchanged = cpu(UsageWho::RUSAGE_SELF) - before;
    let posters = report.rendered.posters;
    println!(
        "{} {} {} {} {unchanged} {} {} {} {} {} {}",
        posters - WARM,
        ended.cpu - begun.cpu,
        (ended.at - begun.at).as_secs_f64(),
        begun.cpu,
        again.rendered.posters,
        as_f64(meter.settled.into_inner()) / 1e6,
        as_f64(meter.most.into_inner()) / 1e6,
        as_f64(meter.bytes.into_inner()) / as_f64(posters),
        meter.cards.into_inner(),
        all.cpu - ended.cpu,
    );
}

/// A moment of a run.
#[derive(Debug)]
struct Moment {
    at: Instant,
    cpu: f64,
}

impl Moment {
    fn now() -> Moment {
        Moment {
            at: Instant::now(),
            cpu: cpu(UsageWho::RUSAGE_SELF),
        }
    }
}

/// Takes outputs, forgets them, and sees what they cost.
#[derive(Debug, Default)]
struct Meter {
    warm: Mutex<Option<Moment>>,
    /// The last poster, and the last of all.
    last: Mutex<Option<Moment>>,
    end: Mutex<Option<Moment>>,
    cards: AtomicUsize,
    settled: AtomicUsize,
    most: AtomicUsize,
    bytes: AtomicUsize,
}

impl Sink for Meter {
    fn keep(&self, _: &OutputPath, _: &Hash) -> Result<bool, WriteError> {
        Ok(true)
    }

    fn take(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), WriteError> {
        let path = path.to_string();
        if path.ends_with(".pdf") {
            self.bytes.fetch_add(bytes.len(), Ordering::Relaxed);
            *self.last.lock().unwrap() = Some(Moment::now());
        }
        // The site has no pictures of its own. Cards are made after all posters.
        if path.ends_with(".card.png") {
            self.cards.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    }

    fn progress(&self, done: usize, total: usize) {
        let memory = memory();
        if self.cards.load(Ordering::Relaxed) == 0 {
            self.most.fetch_max(memory, Ordering::Relaxed);
        }
        if done == WARM {
            *self.warm.lock().unwrap() = Some(Moment::now());
        }
        if done <= SETTLED {
            self.settled.fetch_max(memory, Ordering::Relaxed);
        }
        if done == total {
            *self.end.lock().unwrap() = Some(Moment::now());
        }
    }
}

/// Bytes of memory that this process has now.
fn memory() -> usize {
    let status = fs::read_to_string("/proc/self/status").expect("the system counts");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok());
    kilobytes.expect("a size") * 1024
}
