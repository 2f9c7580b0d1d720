//! What posters and cards for chat groups cost, seen from outside.
//!
//! The cost of one is a difference: of builds with posters and without, of a site and a smaller
//! one. What is paid once (the site, faces, layouts) falls out of it. Cards are only made for
//! records of the last twelve months, so a build for a day long after all of them makes none.

use std::path::Path;
use std::thread;

use crate::floor::Floor;
use crate::run::{Cost, Output, Program, SETTLE, Stamps, forget};
use crate::site::as_f64;
use crate::table::{Budget, Figure, figure, within};

/// Runs of which the least counts.
const RUNS: usize = 3;
/// A day on which no record is of the last twelve months.
const LONG_AFTER: &str = "2036-03-25";
/// Measures a site that lies in `site`, with the help of a smaller one.
pub fn measure(program: &Program, site: &Path, smaller: &Path) -> Vec<Figure> {
    thread::sleep(SETTLE);
    let build = |site: &Path, options: &[&str]| {
        let cost = Cost::least(RUNS, || {
            forget(site);
            program.build(site, options)
        });
        (cost, Output::of(&site.join("public")))
    };
    let later = |site: &Path, jobs: &str| {
        let (with, output) = build(site, &["--today", LONG_AFTER, "--jobs", jobs]);
        let without = ["--today", LONG_AFTER, "--jobs", jobs, "--no-posters"];
        let (without, _) = build(site, &without);
        (
            with,
            with.cpu - without.cpu,
            with.wall - without.wall,
            output,
        )
    };
    let (one, cpu, wall, output) = later(site, "1");
    let (few, cpu_of_few, _, output_of_few) = later(smaller, "1");
    let (two, cpu_of_two, wall_of_two, _) = later(site, "2");
    let posters = output.count(".pdf");
    let warm = as_f64(posters - output_of_few.count(".pdf"));
    let each = (cpu - cpu_of_few) / warm;

    let (with, shared) = build(site, &["--jobs", "1"]);
    let public = site.join("public");
    let before = Stamps::of(&public);
    let unchanged = Cost::least(RUNS, || program.build(site, &["--jobs", "1"]));
    let written = Stamps::of(&public).written_since(&before);
    let (website, plain) = build(site, &["--no-posters", "--jobs", "1"]);
    let website_again = Cost::least(RUNS, || {
        program.build(site, &["--no-posters", "--jobs", "1"])
    });
    let cards = shared.count(".card.png");
    let of_posters = cpu + each * (as_f64(shared.count(".pdf")) - as_f64(posters));
    let of_cards = (with.cpu - website.cpu - of_posters) / as_f64(cards);

    let floor = Floor::least(&site.join("content"), &plain, &site.join("floor"));
    let factor = floor.factor();
    let milliseconds = |seconds: f64| seconds * 1e3 / factor;
    forget(site);
    forget(smaller);
    vec![
        figure("posters, with registers to bind", as_f64(posters)),
        figure(
            "÷: how much longer than on the machine of the budgets",
            factor,
        ),
        within(
            "a poster, warm: ms of CPU ÷",
            milliseconds(each),
            Budget::AtMost(8.0),
        ),
        figure(
            "KB of a poster",
            as_f64(output.size(".pdf")) / as_f64(posters) / 1e3,
        ),
        within(
            "posters on two threads: so many times as fast",
            wall / wall_of_two,
            Budget::AtLeast(1.7),
        ),
        figure("CPU on two threads, in that on one", cpu_of_two / cpu),
        figure("MB of memory on one thread", one.memory),
        figure("MB of memory on two threads", two.memory),
        figure(
            format!("MB more than for {} posters", output_of_few.count(".pdf")),
            one.memory - few.memory,
        ),
        within(
            "unchanged: files written",
            as_f64(written),
            Budget::AtMost(0.0),
        ),
        figure(
            "unchanged: µs of CPU for a poster ÷",
            milliseconds(unchanged.cpu - website_again.cpu) * 1e3 / as_f64(posters),
        ),
        figure("cards", as_f64(cards)),
        within(
            "a card: ms of CPU ÷",
            milliseconds(of_cards),
            Budget::AtMost(25.0),
        ),
        within(
            "KB of the largest card",
            as_f64(shared.largest(".card.png")) / 1e3,
            Budget::AtMost(150.0),
        ),
    ]
}
