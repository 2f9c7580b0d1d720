//! Instructions of builds, counted by valgrind: a number that is the same on any busy machine.
//!
//! One thread, one site, one day. What is left are the seeds of hash maps, which are other ones in
//! each process, and what the machine's processor lets libraries choose; system calls count
//! nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::thread;

use crate::run::{Output, Program, SETTLE, remove};
use crate::site::{as_f64, generate, place_of};
use crate::table::{self, Budget, Figure, figure, within};

/// Records of the site.
const RECORDS: usize = 1_000;

/// Most millions of instructions. Who makes a build dearer raises the bound here, and says why in
/// the commit; who makes it cheaper lowers it. A tenth is left for other compilers and processors.
const COLD: f64 = 3_600.0;
const UNCHANGED: f64 = 40.0;
const EDITED: f64 = 910.0;

/// Steps of a build from nothing by the functions that do them, with all that these call. What a
/// step calls of another counts in both.
const STEPS: [(&str, &[&str]); 11] = [
    ("texts read", &["gongshi::load::read::text"]),
    (
        "records decoded and checked",
        &["gongshi::model::context::Context::record"],
    ),
    ("outputs planned", &["gongshi::plan::SitePlan::new"]),
    ("views composed", &["gongshi::plan::SitePlan::view"]),
    ("outputs rendered", &["gongshi::render::Renderer::render"]),
    ("Tera", &["tera::tera::Tera::render_to"]),
    ("QR codes", &["gongshi::render::poster::qr::for_screens"]),
    (
        "Markdown parsed",
        &["<gongshi::markdown::dialect::Events as core::iter::traits::iterator::Iterator>::next"],
    ),
    ("hashing", &["blake3::hash", "blake3::Hasher::update"]),
    ("files written", &["gongshi::write::stage::Stage::write"]),
    (
        "memory taken and given back",
        &[
            "__rustc::__rust_alloc",
            "__rustc::__rust_dealloc",
            "__rustc::__rust_realloc",
        ],
    ),
];

/// Counts, prints, and holds the counts of the last program, which is that of this version,
/// against the bounds.
pub fn count(programs: &[Program], folder: &Path) -> ExitCode {
    let names: Vec<String> = programs.iter().map(|it| it.name.clone()).collect();
    let columns: Vec<Vec<Figure>> = programs.iter().map(|it| figures(it, folder)).collect();
    let title = format!("Millions of instructions, {RECORDS} records, one thread");
    table::print(&title, &names, &columns);
    let now = columns.last().expect("a program").iter();
    let missed: Vec<&str> = now
        .filter(|figure| !figure.holds())
        .map(|figure| figure.name.as_str())
        .collect();
    if missed.is_empty() {
        return ExitCode::SUCCESS;
    }
    println!(
        "\nAbove the bound: {}. Make it cheaper, or raise the bound in {} and say why.",
        missed.join(", "),
        file!()
    );
    ExitCode::FAILURE
}

/// Counts the builds of a program.
fn figures(program: &Program, folder: &Path) -> Vec<Figure> {
    let site = folder.join("site");
    generate(&site, RECORDS);
    let cold = callgrind(program, &site);
    let pages = Output::of(&site.join("public")).count(".html");
    // The first build after a change also settles what the change left, if what it and the build
    // before it wrote is not of just now.
    thread::sleep(SETTLE);
    program.build(&site, &["--no-posters"]);
    let unchanged = callgrind(program, &site);
    let place = place_of(RECORDS / 2);
    let file = site.join("content").join(format!("{place}.md"));
    let text = fs::read_to_string(&file).expect("the record");
    fs::write(&file, format!("{text}\n补充一句。\n")).expect("the record");
    let edited = callgrind(program, &site);
    remove(&site);

    let mut figures = vec![
        within("build from nothing", cold.total, Budget::AtMost(COLD)),
        figure("the same for a page", cold.total / as_f64(pages)),
    ];
    figures.extend(STEPS.iter().map(|(step, functions)| {
        let counts: Vec<f64> = functions.iter().filter_map(|name| cold.of(name)).collect();
        // A step none of whose functions is seen was inlined or has another name now.
        let count = if counts.is_empty() {
            f64::NAN
        } else {
            counts.iter().sum()
        };
        figure(format!("– {step}"), count)
    }));
    let budget = Budget::AtMost(UNCHANGED);
    figures.push(within("nothing changed", unchanged.total, budget));
    figures.push(within("one edit", edited.total, Budget::AtMost(EDITED)));
    figures
}

/// What callgrind counted of one run, in millions.
struct Counted {
    total: f64,
    /// By function, with what it calls.
    functions: BTreeMap<String, f64>,
}

impl Counted {
    fn of(&self, name: &str) -> Option<f64> {
        self.functions.get(name).copied()
    }
}

/// Builds the website of a site as it lies, under callgrind.
fn callgrind(program: &Program, site: &Path) -> Counted {
    let file = site.join("callgrind.out");
    let run = Command::new("valgrind")
        .arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={}", file.display()))
        .arg(&program.path)
        .args(["build", "--no-posters", "--quiet", "--jobs", "1", "--root"])
        .arg(site)
        .env("RAYON_NUM_THREADS", "1")
        .output()
        .expect("valgrind is installed");
    assert!(run.status.success(), "the build fails: {run:?}");
    let list = Command::new("callgrind_annotate")
        .args(["--inclusive=yes", "--threshold=100"])
        .arg(&file)
        .output()
        .expect("callgrind_annotate is installed");
    let list = String::from_utf8_lossy(&list.stdout);
    let mut counted = Counted {
        total: f64::NAN,
        functions: BTreeMap::new(),
    };
    for line in list.lines() {
        // 1,234 (5.6%)  FILE:FUNCTION [OBJECT]
        let Some((count, rest)) = line.trim_start().split_once(' ') else {
            continue;
        };
        let Ok(count) = count.replace(',', "").parse::<f64>() else {
            continue;
        };
        let Some((_, place)) = rest.split_once(")  ") else {
            continue;
        };
        let count = count / 1e6;
        if place.starts_with("PROGRAM TOTALS") {
            counted.total = count;
        }
        let Some((_, function)) = place.split_once(':') else {
            continue;
        };
        let function = function.split(" [").next().unwrap_or(function);
        // The inner calls of a function that calls itself are in the count of the outermost one.
        let most = counted
            .functions
            .entry(function.to_owned())
            .or_insert(count);
        *most = most.max(count);
    }
    assert!(counted.total.is_finite(), "no total in {list}");
    counted
}
