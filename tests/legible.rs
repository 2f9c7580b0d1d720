//! Posters are legible: what was placed on their sheets is read, for every kind of record, with
//! little and with much text, on every size of paper.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect"
)]

#[path = "support/placed.rs"]
mod placed;
#[path = "support/posted.rs"]
mod posted;
mod support;

use std::path::Path;

use gongshi::diagnostic::Severity;
use gongshi::load::SiteFolder;
use gongshi::model::Faulty;
use gongshi::pipeline::{Request, Session, Site, Touched};
use gongshi::plan::view::poster::{PosterView, Sheet};
use placed::Fault;

/// Sheets on which posters are laid out: width, height, economy.
const PAPERS: [(&str, u16, u16, bool); 8] = [
    ("A4", 210, 297, false),
    ("A4 economy", 210, 297, true),
    ("A3", 297, 420, false),
    ("A3-landscape", 420, 297, false),
    ("420x570", 420, 570, false),
    ("260x370", 260, 370, false),
    ("200x290", 200, 290, false),
    ("600x420", 600, 420, false),
];

fn site(root: &Path) -> Site {
    let request = Request {
        today: None,
        base_url: None,
        drafts: false,
        faulty: Faulty::Stop,
        posters: true,
        jobs: 2,
    };
    let look = Session::new(SiteFolder::new(root), request).look(&Touched::Everything);
    let errors = look.diagnostics.iter();
    let errors = errors.filter(|found| found.severity == Severity::Error);
    let errors: Vec<String> = errors
        .map(|found| format!("{:?}: {} {:?}", found.path(), found.message.en, found.help))
        .collect();
    look.site.unwrap_or_else(|| panic!("{}", errors.join("\n")))
}

/// Name and view of each poster of a site.
fn posters(site: &Site) -> Vec<(String, PosterView)> {
    let addresses = site.posters().into_iter();
    addresses
        .map(|address| {
            let view = site.poster(address).unwrap().unwrap();
            (address.as_str().to_owned(), view)
        })
        .collect()
}

/// The faults of posters, on two threads.
fn faults(site: &Site, cases: &[(String, PosterView)]) -> Vec<Fault> {
    let half = cases.len().div_ceil(2);
    let read = |cases: &[(String, PosterView)]| {
        let mut faults = Vec::new();
        for (case, view) in cases {
            match site.place(view) {
                Ok(sheets) => faults.extend(placed::faults(case, view, &sheets)),
                Err(found) => faults.push(Fault {
                    case: case.clone(),
                    sheet: 0,
                    what: format!("{found:?}"),
                }),
            }
        }
        faults
    };
    std::thread::scope(|scope| {
        let (first, second) = cases.split_at(half);
        let other = scope.spawn(|| read(second));
        let mut faults = read(first);
        faults.extend(other.join().unwrap());
        faults
    })
}

fn on(view: &PosterView, paper: (&str, u16, u16, bool)) -> PosterView {
    let (_, width, height, economy) = paper;
    let sheet = view.sheet.unwrap();
    PosterView {
        sheet: Some(Sheet {
            width,
            height,
            economy,
            ..sheet
        }),
        ..view.clone()
    }
}

fn told(faults: &[Fault]) -> String {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    format!("{} faults\n{}", lines.len(), lines.join("\n"))
}

#[test]
fn the_sample_is_legible() {
    let site = site(support::project());
    let mut cases = Vec::new();
    for (at, (name, view)) in posters(&site).into_iter().enumerate() {
        for paper in [PAPERS[0], PAPERS[1 + at % 7]] {
            cases.push((format!("{name} on {}", paper.0), on(&view, paper)));
        }
    }
    let faults = faults(&site, &cases);
    assert!(faults.is_empty(), "{}", told(&faults));
}

/// Posters of the generated site in one language.
fn generated(zh: bool) -> (tempfile::TempDir, Site) {
    let folder = tempfile::tempdir().unwrap();
    posted::write(folder.path(), zh);
    let site = site(folder.path());
    (folder, site)
}

#[test]
fn every_kind_is_legible() {
    let (_folder, site) = generated(true);
    let mut cases = Vec::new();
    for (at, (name, view)) in posters(&site).into_iter().enumerate() {
        for paper in [PAPERS[0], PAPERS[1 + at % 7]] {
            cases.push((format!("{name} on {}", paper.0), on(&view, paper)));
        }
    }
    let faults = faults(&site, &cases);
    assert!(faults.is_empty(), "{}", told(&faults));
}
