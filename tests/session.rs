//! A session that looks at a site again and again tells after every edit what one tells that looks at
//! it for the first time: the same outputs, the same bytes, the same diagnostics.
//!
//! Most edits are of one record, which is what it makes little of. A failure names its seed; with
//! `GONGSHI_SEED=…` every test runs that one.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what it does not expect; the folders that it removes are its own"
)]

#[path = "support/edits.rs"]
mod edits;
#[path = "support/town.rs"]
mod town;
#[path = "support/twin.rs"]
mod twin;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use gongshi::diagnostic::Diagnostics;
use gongshi::load::SiteFolder;
use gongshi::paths::OutputPath;
use gongshi::pipeline::{Faulty, Ledger, Look, Request, Session, Sink, Touched};
use gongshi::source::{self, Hash};
use gongshi::write::WriteError;
use town::Town;
use twin::{scratch, seed};

/// Hashes of all outputs, by path.
#[derive(Default)]
struct Outputs(Mutex<BTreeMap<String, Hash>>);

impl Sink for Outputs {
    fn keep(&self, _: &OutputPath, _: &Hash) -> Result<bool, WriteError> {
        Ok(false)
    }

    fn take(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), WriteError> {
        let mut outputs = self.0.lock().unwrap();
        outputs.insert(path.as_str().to_owned(), source::hash(bytes));
        Ok(())
    }

    fn progress(&self, _: usize, _: usize) {}
}

fn request(faulty: Faulty) -> Request {
    Request {
        today: "2026-03-25".parse().ok(),
        base_url: None,
        drafts: false,
        faulty,
        round: None,
        economy: false,
        posters: false,
        jobs: 1,
    }
}

/// All folders of the content.
fn folders(root: &Path) -> BTreeSet<PathBuf> {
    let mut folders = BTreeSet::from([root.join("content")]);
    let mut left: Vec<PathBuf> = folders.iter().cloned().collect();
    while let Some(folder) = left.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        let paths = entries.map(|entry| entry.unwrap().path());
        left.extend(paths.filter(|path| path.is_dir() && !path.is_symlink()));
        folders.insert(folder);
    }
    folders
}

/// What a look leads to: all outputs, none if an error stops everything, and what was found.
type Seen = (Option<BTreeMap<String, Hash>>, Diagnostics);

fn seen(session: &mut Session, look: Look) -> Seen {
    let open = || Ok(Outputs::default());
    let rendered = session.render(look, &Ledger::default(), open).unwrap();
    let outputs = rendered.made.map(|(sink, ..)| sink.0.into_inner().unwrap());
    (outputs, rendered.diagnostics)
}

fn sequence(seed: u64, records: usize, edits: usize, faulty: Faulty) {
    let folder = scratch();
    let root = folder.path();
    let mut town = Town::found(root, seed, records);
    let mut kept = Session::new(SiteFolder::new(root), request(faulty));
    let look = kept.look(&Touched::Everything);
    seen(&mut kept, look);
    let (mut told, mut good) = (Vec::new(), 0);
    for _ in 0..edits {
        let edit = match town.random.below(8) {
            0 => town.edit(),
            1 => format!("{}; {}", town.edit_record(), town.edit_record()),
            _ => town.edit_record(),
        };
        told.push(edit);
        let touched = if told.last().is_some_and(|edit| edit.contains("theme")) {
            Touched::Everything
        } else {
            Touched::Folders(folders(root))
        };
        let look = kept.look(&touched);
        let (outputs, diagnostics) = seen(&mut kept, look);
        let mut fresh = Session::new(SiteFolder::new(root), request(faulty));
        let look = fresh.look(&Touched::Everything);
        let (expected, found) = seen(&mut fresh, look);
        let last = &told[told.len().saturating_sub(6)..];
        let missing: Vec<_> = found.iter().filter(|of| !has(&diagnostics, of)).collect();
        let stale: Vec<_> = diagnostics.iter().filter(|of| !has(&found, of)).collect();
        assert!(
            diagnostics == found,
            "seed {seed}, after {last:#?}\nmissing {missing:#?}\nstale {stale:#?}"
        );
        if outputs != expected {
            let (one, two) = (outputs.unwrap_or_default(), expected.unwrap_or_default());
            let paths: BTreeSet<&String> = one.keys().chain(two.keys()).collect();
            let mut differing = paths
                .into_iter()
                .filter(|path| one.get(*path) != two.get(*path));
            panic!("seed {seed}, after {last:#?}: {:?}", differing.next());
        }
        good += usize::from(outputs.is_some());
    }
    assert!(good * 3 > edits, "too many edits were faulty: {good}");
}

fn has(all: &Diagnostics, one: &gongshi::diagnostic::Diagnostic) -> bool {
    all.iter().any(|other| other == one)
}

#[test]
fn edits_with_faulty_records_left_out_1() {
    sequence(seed(11), 40, 60, Faulty::LeaveOut);
}

#[test]
fn edits_with_faulty_records_left_out_2() {
    sequence(seed(12), 90, 40, Faulty::LeaveOut);
}

/// What is faulty stops everything, and the next look begins anew.
#[test]
fn edits_that_faults_stop() {
    sequence(seed(13), 12, 50, Faulty::Stop);
}
