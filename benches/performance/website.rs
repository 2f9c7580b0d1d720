//! What the website of a site costs: from nothing, with nothing changed, after one edit, and while
//! it is written.

use std::fs;
use std::path::Path;
use std::thread;

use crate::floor::Floor;
use crate::preview;
use crate::run::{Cost, Output, Program, SETTLE, Stamps, different, forget, remove};
use crate::site::{as_f64, place_of};
use crate::table::{Budget, Figure, figure, within};

/// The size for which budgets are stated, and the larger one.
const MIDDLE: usize = 10_000;
const LARGE: usize = 100_000;
/// Builds with nothing changed, and with one edit.
const RUNS: usize = 5;
/// Builds from nothing; two of a large site, which take long.
const COLD_RUNS: usize = 4;
const LARGE_RUNS: usize = 2;
/// Only the website.
const WEBSITE: &[&str] = &["--no-posters"];

/// What is known of a smaller site of the same program.
#[derive(Clone, Copy, Default)]
pub struct Smaller {
    /// CPU seconds a page of a build from nothing.
    each: Option<f64>,
}

/// Measures a site that lies in `site`. `burst` is the number of edits over which the memory of
/// the preview is looked at.
pub fn measure(
    program: &Program,
    site: &Path,
    records: usize,
    burst: usize,
    smaller: &mut Smaller,
) -> Vec<Figure> {
    // Budgets that are stated for one size.
    let at = |size: usize, budget: Budget| {
        if size == records {
            budget
        } else {
            Budget::None
        }
    };
    let cold_runs = if records < LARGE {
        COLD_RUNS
    } else {
        LARGE_RUNS
    };
    thread::sleep(SETTLE);
    let public = site.join("public");
    forget(site);
    let mut cold = vec![program.build(site, WEBSITE)];
    let output = Output::of(&public);
    let floor = || Floor::least(&site.join("content"), &output, &site.join("floor"));
    let early = floor();

    // The first build after a change also settles what the change left, if what was written is not of
    // just now.
    thread::sleep(SETTLE);
    program.build(site, WEBSITE);
    let before = Stamps::of(&public);
    let unchanged = Cost::least(RUNS, || program.build(site, WEBSITE));
    let written = Stamps::of(&public).written_since(&before);

    let edited = Cost::least(RUNS, || edit(program, site, records));

    // What these builds left must be what one from nothing makes.
    let kept = site.join("kept");
    fs::rename(&public, &kept).expect("a folder can be moved");
    while cold.len() < cold_runs {
        forget(site);
        cold.push(program.build(site, WEBSITE));
    }
    let cold = Cost::least_of(&cold);
    let wrong = different(&kept, &public);
    remove(&kept);

    let preview = preview::measure(program, site, &place_of(records / 2), burst);
    let (own, worst) = preview.middle_and_worst(|edit| edit.own);
    let (wall, _) = preview.middle_and_worst(|edit| edit.wall);
    let (after, _) = preview.middle_and_worst(|edit| edit.after);

    let floor = Floor::least_of(&[early, floor()]);
    let (pages, factor) = (as_f64(output.count(".html")), floor.factor());
    let each = cold.cpu / pages;
    let before = smaller.each.replace(each / factor);
    let milliseconds = |seconds: f64| seconds * 1e3 / factor;
    let mut figures = vec![
        figure("records", as_f64(records)),
        figure("pages", pages),
        figure(
            "pages of short addresses among them",
            as_f64(output.short()),
        ),
        figure(
            "feeds, calendars, data and others",
            as_f64(output.files.len()) - pages,
        ),
        figure("MB published", as_f64(output.bytes) / 1e6),
        figure(
            "floor: plain work, µs of CPU a text, as measured",
            floor.plain() * 1e6,
        ),
        figure(
            "÷: how much longer than on the machine of the budgets",
            factor,
        ),
        figure(
            "floor of the same files, µs of CPU a page ÷",
            floor.cpu() / pages * 1e6 / factor,
        ),
        figure("cold: s of CPU, as measured", cold.cpu),
        within(
            "cold: µs of CPU a page ÷",
            each * 1e6 / factor,
            at(MIDDLE, Budget::AtMost(60.0)),
        ),
        figure(
            "cold: µs of CPU a record ÷",
            cold.cpu / as_f64(records) * 1e6 / factor,
        ),
        figure("cold: CPU in floors", cold.cpu / floor.cpu()),
        within(
            "cold: wall time in CPU time",
            cold.wall / cold.cpu,
            at(MIDDLE, Budget::AtMost(0.6)),
        ),
        figure("cold: wall time in floors", cold.wall / floor.wall),
        within(
            "cold: MB of memory",
            cold.memory,
            at(LARGE, Budget::AtMost(400.0)),
        ),
    ];
    if let Some(before) = before {
        figures.push(within(
            "cold: CPU a page, in that of the site before",
            each / factor / before,
            at(LARGE, Budget::AtMost(1.15)),
        ));
    }
    figures.extend([
        within(
            "unchanged: ms of CPU ÷",
            milliseconds(unchanged.cpu),
            at(MIDDLE, Budget::AtMost(100.0)),
        ),
        within(
            "unchanged: ms ÷",
            milliseconds(unchanged.wall),
            at(MIDDLE, Budget::AtMost(100.0)),
        ),
        within(
            "unchanged: files written",
            as_f64(written),
            Budget::AtMost(0.0),
        ),
        within(
            "one edit, new process: ms of CPU ÷",
            milliseconds(edited.cpu),
            at(MIDDLE, Budget::AtMost(150.0)),
        ),
        within(
            "one edit, new process: ms ÷",
            milliseconds(edited.wall),
            at(MIDDLE, Budget::AtMost(150.0)),
        ),
        within(
            "files that differ from a build from nothing",
            as_f64(wrong),
            Budget::AtMost(0.0),
        ),
        figure(
            "preview: ms until the first page ÷",
            milliseconds(preview.start),
        ),
        within(
            "preview, one edit: ms of CPU until the page ÷",
            milliseconds(own),
            match records {
                MIDDLE => Budget::AtMost(10.0),
                LARGE => Budget::AtMost(50.0),
                _ => Budget::None,
            },
        ),
        figure("the same, the worst edit", milliseconds(worst)),
        figure(
            "preview, one edit: ms until the page, as measured",
            wall * 1e3,
        ),
        figure(
            "preview, one edit: ms of CPU after it ÷",
            milliseconds(after),
        ),
        figure("preview: MB of memory", preview.memory),
        figure(
            format!("preview: MB more after {burst} edits than after a fifth of them"),
            preview.growth,
        ),
    ]);
    forget(site);
    figures
}

/// Builds after an edit of one record, another one each time.
fn edit(program: &Program, site: &Path, records: usize) -> Cost {
    let mark = "补充一句";
    let mut numbers = (records / 3..records).step_by(37);
    let (place, file, text) = numbers
        .find_map(|number| {
            let place = place_of(number);
            let file = site.join("content").join(format!("{place}.md"));
            let text = fs::read_to_string(&file).expect("the record");
            (!text.contains(mark)).then_some((place, file, text))
        })
        .expect("a record that was not edited");
    fs::write(&file, format!("{text}\n{mark}。\n")).expect("the record");
    let cost = program.build(site, WEBSITE);
    let page = fs::read_to_string(site.join(format!("public/{place}.html")));
    let is_new = page.is_ok_and(|page| page.contains(mark));
    assert!(is_new, "the edit is in the page");
    cost
}
