//! What a build costs: CPU time of the built program on generated sites.
//!
//! `cargo bench --bench site` prints the CPU time of the website of 1,000 records, and of one
//! poster. The records are generated: 300 to 800 Chinese characters each, of all four kinds, with
//! references among them. Output goes to memory where the system has a folder for that.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect"
)]

mod support;

use std::path::Path;
use std::process::Command;

use nix::sys::resource::UsageWho;
use support::{as_f64, cpu, generate, remove, scratch};

/// Records of the site for pages.
const RECORDS: usize = 1_000;
/// Records of the site for posters.
const POSTERS: usize = 200;
/// Runs of which the best counts: other work on the machine only adds.
const RUNS: usize = 7;

fn main() {
    let folder = scratch();
    let pages = generate(&folder.join("pages"), RECORDS, "");
    // Two threads may share one core: each then takes longer than alone.
    for jobs in ["1", "2"] {
        let seconds = best(RUNS, || build(&pages, &["--no-posters", "--jobs", jobs]));
        let each = seconds * 1e6 / as_f64(RECORDS);
        println!(
            "website of {RECORDS} records, {jobs} threads: {seconds:.3} s of CPU, {each:.0} µs a record"
        );
    }
    // With points a poster is one sheet; without, its body goes on over two or three.
    let sorts = [
        ("points", "海报: [更换主板和横杆, 连续试行无故障]"),
        ("bodies", ""),
    ];
    for (sort, front) in sorts {
        let posters = generate(&folder.join(sort), POSTERS, front);
        let without = best(RUNS, || build(&posters, &["--no-posters", "--jobs", "1"]));
        for jobs in ["1", "2"] {
            let with = best(3, || build(&posters, &["--jobs", jobs]));
            let each = (with - without) * 1e3 / as_f64(POSTERS);
            println!("{POSTERS} posters with {sort}, {jobs} threads: {each:.1} ms of CPU each");
        }
    }
    remove(&folder);
}

fn best(runs: usize, mut measure: impl FnMut() -> f64) -> f64 {
    (0..runs).map(|_| measure()).fold(f64::INFINITY, f64::min)
}

/// Builds a site from nothing; returns the CPU seconds of the program.
fn build(site: &Path, options: &[&str]) -> f64 {
    remove(&site.join("public"));
    // What an earlier run read would spare this one half of its work.
    remove(&site.join(".gongshi"));
    let before = cpu(UsageWho::RUSAGE_CHILDREN);
    run(site, &[&["build"], options].concat());
    cpu(UsageWho::RUSAGE_CHILDREN) - before
}

fn run(site: &Path, arguments: &[&str]) {
    let status = Command::new(env!("CARGO_BIN_EXE_gongshi"))
        .args(arguments)
        .arg("--quiet")
        .arg("--root")
        .arg(site)
        .status();
    assert!(
        status.is_ok_and(|status| status.success()),
        "{arguments:?} fails"
    );
}
