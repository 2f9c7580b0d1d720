//! What the program costs on small and large sites, beside the budgets of the design.
//!
//! `cargo bench --bench growth` prints for 100, 1,000 and 10,000 generated records, and with
//! `-- --all` for 100,000 as well, which takes minutes: a cold build, a build with nothing changed,
//! a build after one edit, and an edit under `serve`. Only the website is made; it goes to memory
//! where the system has a folder for that. Numbers choose sites: `-- 1000 10000`.
//! `-- --generate 10000 DIR` only writes the site, for a profiler.
//!
//! Budgets are stated for a machine on which reading all texts, making HTML of them and writing as
//! many bytes in as many files, with nothing else, takes 14 µs of CPU a page. That is measured here
//! as well, on the same site; figures are shown divided by how much longer it takes here.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a benchmark stops at what it does not expect"
)]

#[path = "support/measure.rs"]
mod measure;
#[path = "support/preview.rs"]
mod preview;
mod support;

use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use measure::{Cost, Floor, Output};
use preview::Preview;
use support::{as_f64, generate, place_of, remove, scratch};

/// First argument that only writes a site.
const GENERATE: &str = "--generate";
/// Records of the sites, and how many builds of each sort count.
const SITES: [(usize, usize); 4] = [(100, 7), (1_000, 7), (10_000, 5), (100_000, 2)];
/// From here on a site takes minutes.
const LARGE: usize = 100_000;
/// The site to whose cost a page the larger one is compared.
const MIDDLE: usize = 10_000;
/// CPU seconds a page of the floor on the machine of the budgets.
const FLOOR: f64 = 14e-6;
/// Runs of the floor.
const FLOORS: usize = 3;
/// How long a file must have been left alone to be known by its stamp.
const SETTLE: Duration = Duration::from_millis(2_500);

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some(measure::WRAP) => return measure::wrap(arguments),
        Some(GENERATE) => {
            let records = arguments.next().and_then(|number| number.parse().ok());
            let folder = arguments.next().expect("a folder");
            generate(Path::new(&folder), records.expect("a number"), "");
            return ExitCode::SUCCESS;
        }
        _ => {}
    }
    let all = std::env::args().any(|argument| argument == "--all");
    let chosen: Vec<usize> = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .collect();
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let folder = scratch();
    let shown = folder.display();
    println!(
        "{cores} cores, load at the start {}, in {shown}",
        load.trim()
    );
    println!(
        "Builds are new processes; the best of several runs counts, figure by figure. MB is the\n\
         most memory at once. `÷` is the figure divided by the factor of the machine. Own work of\n\
         the preview is the CPU time of the server from before the write until it answered the new\n\
         page; it is asked every 2 ms and its answers are not subtracted. 50 ms of the wall time\n\
         are the watcher's wait for the end of a save."
    );
    let mut middle = None;
    for (records, runs) in SITES {
        if !chosen.is_empty() && !chosen.contains(&records) {
            continue;
        }
        if records >= LARGE && !all && chosen.is_empty() {
            println!("\nThe site of {records} records takes minutes: -- --all");
            continue;
        }
        let site = folder.join(records.to_string());
        let each = measure_site(&site, records, runs, middle);
        if records == MIDDLE {
            middle = Some(each);
        }
        remove(&site);
    }
    remove(&folder);
    ExitCode::SUCCESS
}

/// Prints all figures of one site; returns the CPU seconds a page of its cold build. `middle` is
/// that of the site with which a larger one is compared.
fn measure_site(site: &Path, records: usize, runs: usize, middle: Option<f64>) -> f64 {
    generate(site, records, "");
    thread::sleep(SETTLE);
    let cold: Vec<Cost> = (0..runs)
        .map(|_| {
            remove(&site.join("public"));
            remove(&site.join(".gongshi"));
            measure::build(site)
        })
        .collect();
    let cold = Cost::best(&cold);
    let output = Output::of(&site.join("public"));
    let pages = as_f64(output.pages);
    let floor = floor(site, &output);
    let factor = floor.total() / pages / FLOOR;
    let (read, markdown, write) = (floor.read, floor.markdown, floor.write);
    println!(
        "\n{records} records: {} pages ({} of them short addresses), {:.1} KB a page\n  \
         floor {:.1} µs of CPU a page (reading {:.1}, Markdown {:.1}, writing {:.1}): machine factor {factor:.2}\n  \
         {:24} {:>9} {:>9} {:>7} {:>7} {:>7}   budgets",
        output.pages,
        output.short,
        as_f64(output.bytes) / 1e3 / pages,
        floor.total() / pages * 1e6,
        read / pages * 1e6,
        markdown / pages * 1e6,
        write / pages * 1e6,
        "",
        "CPU ms",
        "wall ms",
        "µs/page",
        "floors",
        "MB"
    );
    let table = Table {
        records,
        pages,
        floor: floor.total(),
        factor,
    };
    table.cold(cold, middle);
    // The first build after a change also settles what the change left.
    measure::build(site);
    let unchanged: Vec<Cost> = (0..runs).map(|_| measure::build(site)).collect();
    table.row("unchanged", Cost::best(&unchanged));
    table.limit(
        "CPU",
        |cost| cost.cpu,
        Cost::best(&unchanged),
        &[100.0, 200.0],
    );
    table.limit(
        "wall",
        |cost| cost.wall,
        Cost::best(&unchanged),
        &[100.0, 200.0],
    );
    let edited = edited(site, records, runs);
    table.row("one edit, new process", edited);
    table.limit("CPU", |cost| cost.cpu, edited, &[150.0]);
    table.limit("wall", |cost| cost.wall, edited, &[150.0]);
    table.preview(&preview::measure(site, &place_of(records / 2)));
    cold.cpu / pages
}

/// The least of several runs.
fn floor(site: &Path, output: &Output) -> Floor {
    let into = site.join("floor");
    let floors: Vec<Floor> = (0..FLOORS)
        .map(|_| {
            let floor = Floor::measure(&site.join("content"), output, &into);
            remove(&into);
            floor
        })
        .collect();
    let least = |of: fn(&Floor) -> f64| floors.iter().map(of).fold(f64::INFINITY, f64::min);
    Floor {
        read: least(|floor| floor.read),
        markdown: least(|floor| floor.markdown),
        write: least(|floor| floor.write),
    }
}

/// Builds after an edit of one record, another one each time.
fn edited(site: &Path, records: usize, runs: usize) -> Cost {
    let costs: Vec<Cost> = (0..runs)
        .map(|run| {
            let place = place_of((records / 3 + run * 37) % records);
            let file = site.join("content").join(format!("{place}.md"));
            let text = fs::read_to_string(&file).expect("the record");
            fs::write(&file, format!("{text}\n补充第{run}次。\n")).expect("the record");
            let cost = measure::build(site);
            let page = fs::read_to_string(site.join(format!("public/{place}.html")));
            let is_new = page.is_ok_and(|page| page.contains("补充第"));
            assert!(is_new, "the edit is in the page");
            cost
        })
        .collect();
    Cost::best(&costs)
}

/// Figures of one site as they are printed.
struct Table {
    records: usize,
    pages: f64,
    floor: f64,
    factor: f64,
}

impl Table {
    fn row(&self, name: &str, cost: Cost) {
        println!(
            "  {name:24} {:9.1} {:9.1} {:7.1} {:7.2} {:7.1}",
            cost.cpu * 1e3,
            cost.wall * 1e3,
            cost.cpu / self.pages * 1e6,
            cost.cpu / self.floor,
            cost.memory
        );
    }

    fn cold(&self, cost: Cost, middle: Option<f64>) {
        self.row("cold", cost);
        let each = cost.cpu / self.pages;
        if self.records >= MIDDLE {
            verdict("CPU ÷ a page", each * 1e6 / self.factor, "µs", &[60.0]);
            verdict("wall a CPU", cost.wall / cost.cpu, "", &[0.6]);
        }
        if let Some(middle) = middle {
            verdict("growth of CPU a page", each / middle, "", &[1.15]);
            verdict("memory", cost.memory, "MB", &[400.0]);
        }
    }

    /// Holds milliseconds against budgets that are stated for one size.
    fn limit(&self, name: &str, of: impl Fn(&Cost) -> f64, cost: Cost, budgets: &[f64]) {
        if self.records == MIDDLE {
            let name = format!("{name} ÷");
            verdict(&name, of(&cost) * 1e3 / self.factor, "ms", budgets);
        }
    }

    fn preview(&self, preview: &Preview) {
        println!(
            "  preview: first page after {:.0} ms ({:.0} ms of CPU), at most {:.1} MB; an answer takes {:.2} ms",
            preview.start * 1e3,
            preview.start_cpu * 1e3,
            preview.memory,
            preview.answer * 1e3
        );
        let (own, worst) = preview.middle_and_worst(|edit| edit.own);
        let (wall, longest) = preview.middle_and_worst(|edit| edit.wall);
        let (asked, _) = preview.middle_and_worst(|edit| edit.asked);
        let (after, _) = preview.middle_and_worst(|edit| edit.after);
        println!(
            "  preview, {} edits: own work {:.1} ms in the middle, {:.1} ms at worst; wall {:.1} ms, {:.1} ms\n  \
             besides, in the middle: {asked:.0} answers, which take about {:.1} ms of the own work; {:.1} ms of CPU after the new page",
            preview.edits.len(),
            own * 1e3,
            worst * 1e3,
            wall * 1e3,
            longest * 1e3,
            asked * preview.answer * 1e3,
            after * 1e3
        );
        let budgets: &[f64] = match self.records {
            MIDDLE => &[10.0, 30.0],
            LARGE => &[50.0],
            _ => return,
        };
        verdict("own work ÷", own * 1e3 / self.factor, "ms", budgets);
    }
}

/// Says a figure beside its budgets: the goal, and what must hold now where that is something else.
fn verdict(name: &str, figure: f64, unit: &str, budgets: &[f64]) {
    let held: Vec<String> = budgets
        .iter()
        .map(|budget| {
            let holds = if figure <= *budget { "holds" } else { "MISSED" };
            format!("at most {budget}: {holds}")
        })
        .collect();
    println!("{:>46} {figure:.2} {unit} ({})", name, held.join(", "));
}
