//! What gongshi costs, beside the budgets and the floor: tables in Markdown on standard output.
//!
//! `cargo bench --bench performance` measures, in memory and on a disk, websites of generated
//! records (from nothing, with nothing changed, after one edit, in the preview) and posters and
//! cards. Arguments behind `--`:
//!
//! - `--all`: also 100,000 records and 10,000 posters, which takes long and 6 GB in memory;
//! - `--before PROGRAM`: also another program, in a column beside this one;
//! - `--memory DIR`, `--disk DIR`: where, if not in `/dev/shm` and `target/`;
//! - `--edits N`: so many edits for the memory of the preview, if not 300;
//! - a part of the name of a table, as `"10000 records"`: only such tables;
//! - `--count`: instructions of builds under valgrind instead of times; fails above a bound;
//! - `--generate N DIR`, `--generate-posters N DIR`: only writes a site, for a profiler.
//!
//! docs/performance.md tells what the figures mean.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a benchmark stops at what it does not expect"
)]

mod count;
mod floor;
mod lobby;
mod machine;
mod posters;
mod preview;
mod run;
mod site;
mod table;
mod website;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use run::{Program, remove};

/// Records of the sites in memory, and of the one on a disk.
const SITES: [usize; 3] = [1_000, 10_000, 100_000];
const ON_DISK: [usize; 1] = [10_000];
/// From here on a site takes long.
const LARGE: usize = 100_000;
/// Posters of the usual table and of the long one, and of the smaller sites beside them.
const POSTERS: (usize, usize) = (500, 100);
const MANY: (usize, usize) = (10_000, 500);
/// Edits for the memory of the preview.
const EDITS: usize = 300;

/// What is asked for.
struct Asked {
    all: bool,
    /// Parts of names of tables.
    only: Vec<String>,
    edits: usize,
    memory: PathBuf,
    disk: PathBuf,
    programs: Vec<Program>,
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).peekable();
    if arguments.peek().is_some_and(|first| first == run::WRAP) {
        return run::wrap(arguments.skip(1));
    }
    let mut asked = Asked {
        all: false,
        only: Vec::new(),
        edits: EDITS,
        memory: PathBuf::from("/dev/shm"),
        disk: Path::new(env!("CARGO_MANIFEST_DIR")).join("target"),
        programs: vec![Program::now()],
    };
    let mut is_count = false;
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().expect("a value behind the option");
        match argument.as_str() {
            // Cargo says this to every benchmark.
            "--bench" => {}
            "--all" => asked.all = true,
            "--count" => is_count = true,
            "--edits" => asked.edits = value().parse().expect("a number"),
            "--memory" => asked.memory = PathBuf::from(value()),
            "--disk" => asked.disk = PathBuf::from(value()),
            "--before" => asked.programs.insert(0, Program::before(&value())),
            "--generate" | "--generate-posters" => {
                let records = value().parse().expect("a number");
                let folder = PathBuf::from(value());
                if argument == "--generate" {
                    site::generate(&folder, records);
                } else {
                    lobby::generate(&folder, records);
                }
                return ExitCode::SUCCESS;
            }
            option if option.starts_with('-') => panic!("there is no {option}"),
            part => asked.only.push(part.to_owned()),
        }
    }
    // Containers have little in memory; a count is the same on a disk.
    let disk = Scratch::new(&asked.disk);
    if is_count {
        return count::count(&asked.programs, &disk.0);
    }
    asked.tables(&Scratch::new(&asked.memory).0, &disk.0);
    ExitCode::SUCCESS
}

/// A folder of this run, removed at its end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(within: &Path) -> Self {
        let folder = within.join(format!("gongshi-bench-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a scratch folder");
        Scratch(folder)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        remove(&self.0);
    }
}

impl Asked {
    /// Measures and prints everything that is asked for.
    fn tables(&self, memory: &Path, disk: &Path) {
        println!("{}", machine::describe(&[memory, disk]));
        let mut smaller = vec![website::Smaller::default(); self.programs.len()];
        for records in SITES {
            if records < LARGE || self.all {
                let title = format!("{records} records, in memory");
                self.website(&title, &memory.join("site"), records, &mut smaller);
            }
        }
        self.posters(
            &format!("{} posters, in memory", POSTERS.0),
            memory,
            POSTERS,
        );
        if self.all {
            self.posters(&format!("{} posters, in memory", MANY.0), memory, MANY);
        }
        for records in ON_DISK {
            let title = format!("{records} records, on a disk");
            let mut smaller = vec![website::Smaller::default(); self.programs.len()];
            self.website(&title, &disk.join("site"), records, &mut smaller);
        }
        self.posters(&format!("{} posters, on a disk", POSTERS.0), disk, POSTERS);
        println!("\nLoad at the end: {}", machine::load());
    }

    fn wants(&self, title: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|part| title.contains(part))
    }

    fn website(&self, title: &str, site: &Path, records: usize, smaller: &mut [website::Smaller]) {
        if !self.wants(title) {
            return;
        }
        let measured = self.programs.iter().zip(smaller).map(|(program, smaller)| {
            eprintln!("{title}: {}", program.name);
            site::generate(site, records);
            let figures = website::measure(program, site, records, self.edits, smaller);
            remove(site);
            figures
        });
        self.print(title, &measured.collect::<Vec<_>>());
    }

    fn posters(&self, title: &str, folder: &Path, (many, few): (usize, usize)) {
        if !self.wants(title) {
            return;
        }
        let (site, smaller) = (folder.join("posters"), folder.join("fewer"));
        lobby::generate(&site, many);
        lobby::generate(&smaller, few);
        let measured = self.programs.iter().map(|program| {
            eprintln!("{title}: {}", program.name);
            posters::measure(program, &site, &smaller)
        });
        self.print(title, &measured.collect::<Vec<_>>());
        remove(&site);
        remove(&smaller);
    }

    fn print(&self, title: &str, columns: &[Vec<table::Figure>]) {
        let names: Vec<String> = self.programs.iter().map(|it| it.name.clone()).collect();
        table::print(title, &names, columns);
    }
}
