//! Posters are legible: what was placed on their sheets is read, for every kind of record, with
//! little and with much text, on every size of paper.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect"
)]

#[path = "support/charted.rs"]
mod charted;
#[path = "support/placed.rs"]
mod placed;
#[path = "support/posted.rs"]
mod posted;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use gongshi::diagnostic::Severity;
use gongshi::load::SiteFolder;
use gongshi::markdown::{Block, Inline};
use gongshi::model::Faulty;
use gongshi::pipeline::{Request, Session, Site, Touched};
use gongshi::plan::view::poster::{PosterView, Sheet};
use placed::Fault;
use proptest::prelude::{Just, Strategy, prop_assert, prop_oneof};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use support::{tool, tools};

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
        round: None,
        economy: false,
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

/// Wants no faults.
fn legible(site: &Site, cases: &[(String, PosterView)]) {
    let faults = faults(site, cases);
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert!(
        lines.is_empty(),
        "{} faults\n{}",
        lines.len(),
        lines.join("\n")
    );
}

/// Posters of the generated site in one language.
fn generated(zh: bool) -> (tempfile::TempDir, Site) {
    let folder = tempfile::tempdir().unwrap();
    posted::write(folder.path(), zh);
    let site = site(folder.path());
    (folder, site)
}

/// What a poster is, by which papers are shared out: its kind and type, or the state of an issue or
/// a work.
fn sort(view: &PosterView) -> String {
    let state = view.issue.as_ref().map_or("", |issue| issue.state);
    let result = view.resolution.as_ref().map_or("", |facts| facts.result);
    let work = view.work.as_ref().and_then(|work| work.state);
    let work = work.unwrap_or_default();
    format!("{} {}{state}{result}{work}", view.kind, view.r#type)
}

#[test]
fn the_sample_is_legible() {
    let site = site(support::project());
    let mut cases = Vec::new();
    for (at, (name, view)) in posters(&site).into_iter().enumerate() {
        let paper = PAPERS[at % PAPERS.len()];
        cases.push((format!("{name} on {}", paper.0), on(&view, paper)));
    }
    legible(&site, &cases);
}

#[test]
fn every_kind_is_legible_at_every_length_and_on_every_paper() {
    let (_folder, site) = generated(true);
    let mut cases = Vec::new();
    let mut seen = BTreeSet::new();
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for (name, view) in posters(&site) {
        // All papers in turn, each for every kind, and A4 for all.
        let count = counts.entry(view.kind).or_default();
        *count += 1;
        let other = PAPERS[1 + *count % (PAPERS.len() - 1)];
        for paper in [PAPERS[0], other] {
            seen.insert((view.kind, paper.0.to_owned()));
            cases.push((format!("{name} on {}", paper.0), on(&view, paper)));
        }
        for length in posted::LENGTHS {
            let length = format!("{length:?}").to_lowercase();
            if name.ends_with(&format!("-{length}.pdf")) {
                seen.insert((view.kind, length));
            }
        }
    }
    for kind in [
        "notice",
        "issue",
        "resolution",
        "meeting",
        "work",
        "account",
        "assessment",
    ] {
        let papers = PAPERS.iter().map(|paper| paper.0.to_owned());
        let lengths = posted::LENGTHS.map(|length| format!("{length:?}").to_lowercase());
        for what in papers.chain(lengths) {
            assert!(seen.contains(&(kind, what.clone())), "no {kind}: {what}");
        }
    }
    let sorts: BTreeSet<String> = cases.iter().map(|(_, view)| sort(view)).collect();
    // Six types of notices, nine states of issues, five results, seven types of meetings, five
    // states of works and none, four sorts of activities, statements of revenue, assessments.
    assert_eq!(sorts.len(), 6 + 9 + 5 + 7 + 6 + 4 + 2, "{sorts:?}");
    legible(&site, &cases);
}

/// The charts of a generated site in one language.
fn charts(zh: bool) -> (tempfile::TempDir, Site, Vec<(String, PosterView)>) {
    let folder = tempfile::tempdir().unwrap();
    charted::write(folder.path(), zh);
    let site = site(folder.path());
    let mut cases = Vec::new();
    for (name, view) in posters(&site) {
        for paper in PAPERS {
            cases.push((format!("{name} on {}", paper.0), on(&view, paper)));
        }
    }
    (folder, site, cases)
}

#[test]
fn charts_of_grids_are_legible_on_every_paper() {
    let (_folder, site, cases) = charts(true);
    assert_eq!(cases.len(), charted::CHARTS.len() * PAPERS.len());
    legible(&site, &cases);
}

#[test]
fn charts_of_grids_in_english_are_legible() {
    let (_folder, site, cases) = charts(false);
    assert_eq!(cases.len(), charted::CHARTS.len() * PAPERS.len());
    legible(&site, &cases);
}

#[test]
fn a_grid_that_goes_on_has_its_name_and_telephone_on_each_sheet() {
    let (_folder, site, cases) = charts(true);
    let mut seen = 0;
    for (case, view) in cases {
        let sheets = site.place(&view).unwrap();
        let chart = view.grids.as_ref().unwrap();
        for sheet in &sheets {
            let text = placed::printed(std::slice::from_ref(sheet));
            for grid in &chart.grids {
                let holds = |(building, unit): &(String, Option<String>)| {
                    let unit = unit.as_deref().unwrap_or_default();
                    text.contains(&placed::dense(&format!("{building}{unit}")))
                };
                if !grid.buildings.iter().any(holds) {
                    continue;
                }
                assert!(text.contains(&placed::dense(&grid.name)), "{case}");
                let phone = grid.phone.as_deref().unwrap_or_default();
                assert!(text.contains(&placed::dense(phone)), "{case}");
                seen += usize::from(sheets.len() > 1);
            }
        }
    }
    assert!(seen >= 20, "{seen} grids on several sheets");
}

#[test]
fn english_is_legible() {
    let (_folder, site) = generated(false);
    let mut cases = Vec::new();
    for (at, (name, view)) in posters(&site).into_iter().enumerate() {
        // A4, and each seventh on other paper.
        let paper = if at % 7 == 3 {
            PAPERS[1 + at / 7 % (PAPERS.len() - 1)]
        } else {
            PAPERS[0]
        };
        cases.push((format!("English {name} on {}", paper.0), on(&view, paper)));
    }
    legible(&site, &cases);
}

/// Sheets of weeks and months: few issues and many, bodies absent or not noted, no guests and three,
/// meetings held, planned, called off and put off.
#[test]
fn weeks_and_months_are_legible_on_every_paper() {
    for zh in [true, false] {
        let (_folder, site) = generated(zh);
        let mut cases = Vec::new();
        let mut seen = BTreeSet::new();
        for (at, (name, view)) in posters(&site).into_iter().enumerate() {
            let Some(meeting) = view.meeting.as_ref() else {
                continue;
            };
            if meeting.week.is_none() && meeting.month.is_none() {
                continue;
            }
            seen.insert((meeting.week.is_some(), meeting.held));
            seen.extend(
                meeting
                    .reviews
                    .iter()
                    .filter(|of| of.forgotten)
                    .map(|_| (true, false)),
            );
            for (n, paper) in PAPERS.into_iter().enumerate() {
                // English on half of the papers each.
                if zh || (at + n) % 2 == 0 {
                    cases.push((format!("{name} zh={zh} on {}", paper.0), on(&view, paper)));
                }
            }
        }
        assert_eq!(seen.len(), 4, "{seen:?}");
        assert!(cases.len() >= 100, "{}", cases.len());
        legible(&site, &cases);
    }
}

/// Statements and assessments on each paper: none and many items, debts, amounts of 13 digits, two and
/// sixty places.
#[test]
fn accounts_and_assessments_are_legible_on_every_paper() {
    for zh in [true, false] {
        let (_folder, site) = generated(zh);
        let all = posters(&site).into_iter();
        let all: Vec<_> = all
            .filter(|(_, view)| matches!(view.kind, "account" | "assessment"))
            .collect();
        let items = |view: &PosterView| {
            let account = view.account.as_ref()?;
            Some(account.bars.income.len() + account.bars.spent.len())
        };
        let places = |view: &PosterView| Some(view.assessment.as_ref()?.standings.len());
        let counts: BTreeSet<usize> = all.iter().filter_map(|(_, view)| items(view)).collect();
        assert!(counts.contains(&0) && counts.contains(&80), "{counts:?}");
        let counts: BTreeSet<usize> = all.iter().filter_map(|(_, view)| places(view)).collect();
        assert!(counts.contains(&2) && counts.contains(&60), "{counts:?}");
        let mut cases = Vec::new();
        for (at, (name, view)) in all.iter().enumerate() {
            for (n, paper) in PAPERS.into_iter().enumerate() {
                // Each on a quarter of the papers, English on an eighth.
                if (at + n) % if zh { 4 } else { 8 } == 0 {
                    cases.push((format!("{name} zh={zh} on {}", paper.0), on(view, paper)));
                }
            }
        }
        assert!(cases.len() >= if zh { 100 } else { 50 }, "{}", cases.len());
        legible(&site, &cases);
    }
}

/// The comparison of a view with so many places, whose names are short or long.
fn compared(view: &PosterView, count: usize, long: bool, zh: bool) -> PosterView {
    let mut view = view.clone();
    let mut comparison = view.comparison.take().expect("a comparison");
    let name = |at: usize| match (long, zh) {
        (true, true) => format!("银杏树下的阳光家园第{at}社区"),
        (true, false) => format!("Sunshine under the Ginkgo Trees {at}"),
        (false, true) => format!("第{at}社区"),
        (false, false) => format!("Ward {at}"),
    };
    let names: Vec<String> = (1..=count).map(name).collect();
    for row in &mut comparison.table.rows {
        row.cells = row.cells.iter().cloned().cycle().take(count).collect();
    }
    comparison.gaps = comparison
        .gaps
        .iter()
        .cloned()
        .cycle()
        .take(count)
        .collect();
    for (gaps, name) in comparison.gaps.iter_mut().zip(&names) {
        gaps.place.clone_from(name);
    }
    comparison.table.places = names;
    if !zh {
        "en".clone_into(&mut view.language);
        view.title = vec!["Ward forum no. 2: places side by side".to_owned()];
        "East Street".clone_into(&mut view.place);
    }
    view.unbroken = Vec::new();
    view.comparison = Some(comparison);
    view
}

#[test]
fn comparisons_of_two_to_twelve_places_are_legible_on_every_paper() {
    let site = site(support::project());
    let sample = posters(&site).into_iter();
    let sample: Vec<_> = sample
        .filter(|(_, view)| view.comparison.is_some())
        .collect();
    assert!(sample.len() >= 2, "{}", sample.len());
    let (mut cases, mut english) = (Vec::new(), Vec::new());
    for (at, (name, view)) in sample.iter().enumerate() {
        for count in 2..=12 {
            for (n, paper) in PAPERS.into_iter().enumerate() {
                let is_lift = paper.0 == "A3-landscape";
                if !is_lift && (at + count + n) % 4 != 0 {
                    continue;
                }
                let zh = (count + n) % 3 != 0;
                let long = (count + at) % 2 == 0;
                let view = on(&compared(view, count, long, zh), paper);
                let case = (format!("{name} of {count} on {}", paper.0), view);
                if zh { &mut cases } else { &mut english }.push(case);
            }
        }
    }
    legible(&site, &cases);
    // The words of a poster are those of its site.
    let (_folder, site) = generated(false);
    legible(&site, &english);
}

#[test]
fn the_official_style_is_legible() {
    let (_folder, site) = generated(true);
    let notices = posters(&site).into_iter();
    let notices = notices.filter(|(_, view)| view.kind == "notice");
    let mut cases = Vec::new();
    for (at, (name, view)) in notices.enumerate() {
        let paper = if at % 5 == 0 { PAPERS[2] } else { PAPERS[0] };
        let mut view = on(&view, paper);
        if let Some(sheet) = &mut view.sheet {
            sheet.style = "official";
        }
        cases.push((format!("{name} in official style on {}", paper.0), view));
    }
    legible(&site, &cases);
}

#[test]
fn without_address_telephone_or_issuer_it_is_legible() {
    let (_folder, site) = generated(true);
    let mut cases = Vec::new();
    for (at, (name, view)) in posters(&site).into_iter().enumerate() {
        let paper = PAPERS[at % PAPERS.len()];
        let mut view = on(&view, paper);
        let what = match at % 4 {
            0 => {
                view.qr = None;
                view.short_address = None;
                "no address"
            }
            1 => {
                view.phone = None;
                view.hours = None;
                "no telephone"
            }
            2 => {
                (view.qr, view.short_address, view.phone) = (None, None, None);
                view.office = Some("南门东侧物业服务中心二楼".to_owned());
                "an office alone"
            }
            _ => continue,
        };
        if let Some(objections) = &mut view.objections {
            objections.phone = view.phone.clone();
        }
        // Only some of them: the layout has no other lengths here.
        if at % 3 == 0 {
            cases.push((format!("{name} with {what} on {}", paper.0), view));
        }
    }
    legible(&site, &cases);
}

#[test]
fn the_printed_code_is_read_and_the_text_is_what_was_placed() {
    let test = "the_printed_code_is_read_and_the_text_is_what_was_placed";
    if !tools(test, &["pdftoppm", "pdftotext", "zbarimg"]) {
        return;
    }
    let (folder, site) = generated(true);
    let all = posters(&site);
    // A poster of each kind on each paper, each time another one.
    for (at, paper) in PAPERS.into_iter().enumerate() {
        for (n, kind) in [
            "notice",
            "issue",
            "resolution",
            "meeting",
            "work",
            "account",
            "assessment",
        ]
        .into_iter()
        .enumerate()
        {
            if (at + n) % 2 == 1 {
                continue;
            }
            let of_kind: Vec<_> = all.iter().filter(|(_, view)| view.kind == kind).collect();
            let (name, view) = of_kind[at * 5 % of_kind.len()];
            let view = on(view, paper);
            let case = format!("{name} on {}", paper.0);
            let placed = site.place(&view).unwrap();
            let file = folder.path().join("poster.pdf");
            std::fs::write(&file, site.pdf(&view).unwrap()).unwrap();
            let file = file.to_str().unwrap();
            let text = placed::dense(&tool("pdftotext", &["-raw", file, "-"]));
            let mut characters: Vec<char> = text.chars().collect();
            let mut expected: Vec<char> = placed::printed(&placed).chars().collect();
            characters.sort_unstable();
            expected.sort_unstable();
            assert_eq!(
                characters.into_iter().collect::<String>(),
                expected.into_iter().collect::<String>(),
                "{case}"
            );
            let sheet = 1 + placed.iter().position(placed::has_code).unwrap();
            let picture = folder.path().join("sheet");
            let number = sheet.to_string();
            let arguments = [
                "-r",
                "150",
                "-gray",
                "-f",
                &number,
                "-l",
                &number,
                "-singlefile",
            ];
            tool(
                "pdftoppm",
                &[&arguments[..], &[file, picture.to_str().unwrap()]].concat(),
            );
            let read = tool(
                "zbarimg",
                &[
                    "--quiet",
                    "--raw",
                    picture.with_extension("pgm").to_str().unwrap(),
                ],
            );
            assert_eq!(Some(read.trim()), view.qr.as_deref(), "{case}");
        }
    }
}

/// Titles, points and text of words in which little can be broken, and of some in which all can.
fn words(most: usize) -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[水电梯车库业主会物停公共小区三期楼栋单元]{1,6}",
        1 => "[，、；：]",
        1 => "[0-9]{1,6}[号元日户]",
        1 => "[A-Za-z]{1,14}",
        1 => Just("《物业管理条例》".to_owned()),
        1 => Just("（试行）".to_owned()),
        1 => Just("3号楼".to_owned()),
        1 => Just("https://gongshi.example/a/long/address.html".to_owned()),
    ];
    proptest::collection::vec(word, 1..most).prop_map(|words| words.concat())
}

#[test]
fn words_at_random_are_legible() {
    let (_folder, site) = generated(true);
    let all = posters(&site);
    let papers = 0..PAPERS.len();
    let strategy = (
        words(9),
        proptest::option::of(words(14)),
        proptest::collection::vec(words(16), 0..9),
        proptest::collection::vec(words(60), 0..12),
        0..all.len(),
        prop_oneof![3 => Just(0usize), 1 => papers],
    );
    let mut runner = TestRunner::new_with_rng(
        Config {
            cases: 40,
            failure_persistence: None,
            ..Config::default()
        },
        TestRng::deterministic_rng(RngAlgorithm::ChaCha),
    );
    runner
        .run(&strategy, |(title, lead, points, body, at, paper)| {
            let (name, view) = &all[at];
            let mut view = on(view, PAPERS[paper]);
            view.title = vec![title];
            view.lead = lead;
            view.points = points;
            view.body = body
                .into_iter()
                .map(|text| Block::Paragraph {
                    content: vec![Inline::Text { text }],
                })
                .collect();
            view.pictures.retain(|picture| !picture.role.is_empty());
            let case = format!("{name} on {}: {:?}", PAPERS[paper].0, view.title);
            let faults = faults(&site, &[(case, view)]);
            prop_assert!(faults.is_empty(), "{}", faults[0]);
            Ok(())
        })
        .unwrap();
}
