//! Every kind of faulty input, with what the program says about it, as documents in `faults/`.
//!
//! `UPDATE_EXPECT=1 cargo test --release --test faults` rewrites what they expect; read the
//! difference before you keep it.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]

#[path = "support/fault_doc.rs"]
mod fault_doc;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use fault_doc::FaultDoc;
use rayon::prelude::*;

/// Documents that there must be at least.
const FEWEST: usize = 36;
/// Different codes that the documents must show at least.
const FEWEST_CODES: usize = 50;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults")
}

/// All documents, sorted by name. `README.md` is one of them: the base of all sites has no fault.
fn documents() -> Vec<FaultDoc> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    paths.sort();
    let read = |path: &PathBuf| FaultDoc::read(path).unwrap();
    paths.iter().map(read).collect()
}

fn base() -> FaultDoc {
    FaultDoc::read(&folder().join("README.md")).unwrap()
}

#[test]
fn every_document_is_reported_as_it_says() {
    let program = Path::new(env!("CARGO_BIN_EXE_gongshi"));
    let update = std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1");
    let base = base();
    let wrong: Vec<String> = documents()
        .par_iter()
        .filter_map(|document| {
            let name = document.name();
            let found = match document.run(program, &base) {
                Ok(found) => found,
                Err(error) => return Some(format!("{name}: {error}")),
            };
            if update {
                fs::write(&document.path, document.with(&found)).unwrap();
                return None;
            }
            let differences = document.expected.differences(&found);
            (!differences.is_empty()).then(|| format!("{name}\n{}", differences.join("\n")))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} documents differ; UPDATE_EXPECT=1 rewrites them\n\n{}",
        wrong.len(),
        wrong.join("\n\n")
    );
}

#[test]
fn there_are_documents_of_many_kinds() {
    let documents = documents();
    let codes: BTreeSet<&str> = documents.iter().flat_map(FaultDoc::codes).collect();
    assert!(documents.len() >= FEWEST, "{} documents", documents.len());
    assert!(
        codes.len() >= FEWEST_CODES,
        "{} codes: {codes:?}",
        codes.len()
    );
}
