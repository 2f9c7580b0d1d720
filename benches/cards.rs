//! What cards for chat groups cost, beside the goal.
//!
//! `cargo bench --bench cards` renders the sample site, again and again in one process and on one
//! thread, and prints the CPU time of a poster and of a card when warm, and the sizes of cards.
//! `cargo bench --bench cards -- DIR` does so with another site.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a benchmark stops at what it does not expect"
)]

mod support;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Mutex;

use gongshi::load::SiteFolder;
use gongshi::paths::OutputPath;
use gongshi::pipeline::{Faulty, Ledger, Request, Session, Sink, Touched};
use gongshi::source::Hash;
use gongshi::write::WriteError;
use nix::sys::resource::UsageWho;
use support::{as_f64, cpu};

/// Most milliseconds of CPU for a card when warm, and most bytes of it.
const MOST: f64 = 25.0;
const BYTES: usize = 150_000;
/// Runs of which the best counts for each output: other work on the machine only adds.
const RUNS: usize = 3;

fn main() {
    // Cargo passes arguments of its own.
    let site = std::env::args().skip(1).find(|it| !it.starts_with("--"));
    let site = site.map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    let mut best: BTreeMap<String, (f64, usize)> = BTreeMap::new();
    let request = Request {
        today: None,
        base_url: None,
        drafts: false,
        faulty: Faulty::Stop,
        round: None,
        economy: false,
        posters: true,
        jobs: 1,
    };
    let look = Session::new(SiteFolder::new(&site), request).look(&Touched::Everything);
    let planned = look
        .site
        .unwrap_or_else(|| panic!("{:?}", look.diagnostics));
    for _ in 0..RUNS {
        let meter = Meter::default();
        let rendered = planned.render(&Ledger::default(), 1, &meter);
        assert!(rendered.expect("a sink that takes all").0.is_some());
        for (path, cost, size) in meter.taken.into_inner().expect("one thread") {
            let known = best.entry(path).or_insert((cost, size));
            known.0 = known.0.min(cost);
        }
    }
    // A poster and the card of its record are taken one after the other; pictures beside them are
    // no cards.
    let of = |ending: &str| -> Vec<(&String, f64, usize)> {
        let all = best.iter();
        all.filter(|(path, _)| path.ends_with(ending))
            .filter(|(path, _)| best.contains_key(&path.replace(ending, ".pdf")))
            .map(|(path, (cost, size))| (path, cost * 1e3, *size))
            .collect()
    };
    let (posters, cards) = (of(".pdf"), of(".card.png"));
    let mean = |list: &[(&String, f64, usize)]| {
        list.iter().map(|(_, cost, _)| cost).sum::<f64>() / as_f64(list.len())
    };
    println!(
        "{} posters: {:.1} ms of CPU each",
        posters.len(),
        mean(&posters)
    );
    let held = |holds: bool| if holds { "holds" } else { "MISSED" };
    println!(
        "{} cards: {:.1} ms of CPU each (goal: at most {MOST}: {})",
        cards.len(),
        mean(&cards),
        held(mean(&cards) <= MOST)
    );
    let (dearest, cost, _) = cards
        .iter()
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .expect("cards");
    println!("the dearest: {cost:.1} ms, {dearest}");
    let (largest, _, size) = cards.iter().max_by_key(|card| card.2).expect("cards");
    println!(
        "the largest: {size} bytes, {largest} (goal: at most {BYTES}: {})",
        held(*size <= BYTES)
    );
}

/// Takes outputs, forgets them, and sees what they cost.
#[derive(Debug, Default)]
struct Meter {
    last: Mutex<f64>,
    taken: Mutex<Vec<(String, f64, usize)>>,
}

impl Sink for Meter {
    fn keep(&self, _: &OutputPath, _: &Hash) -> Result<bool, WriteError> {
        Ok(false)
    }

    fn take(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), WriteError> {
        let now = cpu(UsageWho::RUSAGE_SELF);
        let before = std::mem::replace(&mut *self.last.lock().unwrap(), now);
        let mut taken = self.taken.lock().unwrap();
        taken.push((path.to_string(), now - before, bytes.len()));
        Ok(())
    }

    fn progress(&self, _: usize, _: usize) {}
}
