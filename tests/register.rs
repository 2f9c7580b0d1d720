//! Registers of decisions: the page and the file to print agree with the records.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect"
)]

#[path = "support/placed.rs"]
mod placed;
mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use gongshi::load::SiteFolder;
use gongshi::model::Faulty;
use gongshi::paths::SitePath;
use gongshi::pipeline::{Request, Session, Touched};
use gongshi::plan::view::register::BookView;
use gongshi::render::{Placed, PlacedSheet};
use placed::{dense, printed};
use support::{Site, tool, tools};

/// The register to print at an address, laid out.
fn placed(root: &Path, address: &str) -> (BookView, Vec<PlacedSheet>) {
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
    let site = look.site.unwrap_or_else(|| {
        let told = look.diagnostics.iter().take(5);
        let told: Vec<&str> = told.map(|found| &*found.message.en).collect();
        panic!("{told:?}")
    });
    let view = site.book(&SitePath::new(address)).unwrap();
    let sheets = site.place_book(&view).unwrap();
    (view, sheets)
}

/// Least sizes, margins and overlaps of a register, by the measures of posters.
fn measured(address: &str, view: &BookView, sheets: &[PlacedSheet]) {
    let mut faults = Vec::new();
    for (at, sheet) in sheets.iter().enumerate() {
        for said in placed::sheet_faults(view.sheet, sheet) {
            faults.push(format!("{address}, sheet {}: {said}", at + 1));
        }
        let mut lowest: Option<(f64, Option<&str>, String)> = None;
        let mut text = String::new();
        for item in &sheet.items {
            let Placed::Text(of) = &item.what else {
                continue;
            };
            text.push_str(&dense(&of.text));
            // A binder takes the left edge.
            if item.area.left < 24.5 && !of.text.trim().is_empty() {
                faults.push(format!(
                    "{address}, sheet {}: in the binder: {}",
                    at + 1,
                    of.text
                ));
            }
            let is_text = item.role.as_deref() != Some("service");
            if is_text && lowest.as_ref().is_none_or(|low| item.area.bottom >= low.0) {
                lowest = Some((item.area.bottom, item.role.as_deref(), of.text.clone()));
            }
        }
        if text.is_empty() || lowest.is_none() {
            faults.push(format!("{address}, sheet {}: blank", at + 1));
        }
        // A heading stays with what follows it: titles and headings are larger than the text.
        if let Some((bottom, ..)) = lowest {
            let on_last_line = sheet.items.iter().filter_map(|item| match &item.what {
                Placed::Text(of)
                    if (item.area.bottom - bottom).abs() < 1.0 && !of.text.trim().is_empty() =>
                {
                    Some(of)
                }
                _ => None,
            });
            for of in on_last_line.filter(|of| of.size > 17.0) {
                faults.push(format!(
                    "{address}, sheet {}: last stands {}",
                    at + 1,
                    of.text
                ));
            }
        }
        let all = sheets.len();
        let marks = if view.language == "zh" {
            [format!("第{}页，共{all}页", at + 1), "演示".to_owned()]
        } else {
            [format!("Page {} of {all}", at + 1), "DEMO".to_owned()]
        };
        let wanted = if view.demo { 2 } else { 1 };
        for mark in &marks[..wanted] {
            if !text.contains(&dense(mark)) {
                faults.push(format!("{address}, sheet {}: without {mark}", at + 1));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn page_and_file_of_the_sample_agree_with_the_records() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let run = support::run(
        support::project(),
        &["build", "--output", out.to_str().unwrap()],
    );
    assert_eq!(run.status, 0, "{}", run.stderr);
    let address = "demo-chunhe/taoyuan/register/2026";
    let page = std::fs::read_to_string(out.join(format!("{address}.html"))).unwrap();
    assert!(
        page.contains("href=\"2026.pdf\"") && page.contains("PDF"),
        "{page}"
    );
    for words in [
        "href=\"../resolutions/2026-03-16-lift-3.html\"",
        "桃园业〔2026〕6号",
        "民法典第278条第一款第五项",
        "同意 44、反对 3、弃权 1、无效 0，参与合计 48人",
        "同意 4,401.20、反对 290.10、弃权 98.60、无效 0.00，参与合计 4,789.90㎡",
        "自2026年4月1日起生效",
    ] {
        assert!(page.contains(words), "{words}");
    }
    // The lists of resolutions and the home of the place lead here.
    for list in [
        "resolutions/index.html",
        "resolutions/2026.html",
        "index.html",
    ] {
        let list_page =
            std::fs::read_to_string(out.join("demo-chunhe/taoyuan").join(list)).unwrap();
        assert!(list_page.contains("register/2026.html"), "{list}");
    }
    // A place that decided nothing itself leads to the registers below, and has no file.
    let above = std::fs::read_to_string(out.join("demo-chunhe/register/2026.html")).unwrap();
    assert!(above.contains("../taoyuan/register/2026.html"), "{above}");
    assert!(!out.join("demo-chunhe/register/2026.pdf").exists());

    let file = out.join(format!("{address}.pdf"));
    let (view, sheets) = placed(support::project(), &format!("/{address}.pdf"));
    measured(address, &view, &sheets);
    let mut texts = vec![printed(&sheets)];
    if tools("register", &["pdftotext"]) {
        texts.push(dense(&tool(
            "pdftotext",
            &["-raw", file.to_str().unwrap(), "-"],
        )));
    }
    for words in [
        "桃园小区",
        "决定决议汇编",
        "共6件",
        "演示",
        "桃园业〔2026〕6号",
        "44人91.67%",
        "4,401.20",
        "自2026年4月1日起",
    ] {
        for text in &texts {
            assert!(text.contains(words), "{words}: {text}");
        }
    }
    let document = lopdf::Document::load(&file).unwrap();
    let catalog = document.catalog().unwrap();
    assert!(catalog.has(b"StructTreeRoot") && catalog.has(b"Outlines") && catalog.has(b"Lang"));
    let metadata = catalog.get(b"Metadata").unwrap().as_reference().unwrap();
    let metadata = document.get_object(metadata).unwrap().as_stream().unwrap();
    let metadata = String::from_utf8(metadata.get_plain_content().unwrap()).unwrap();
    assert!(
        metadata.contains("pdfaid:part") && metadata.contains("pdfuaid:part"),
        "{metadata}"
    );
}

#[test]
fn without_posters_there_is_a_page_and_no_file() {
    let site = Site::new();
    resolutions(&site, 2, 1);
    assert_eq!(site.run(&["build", "--no-posters"]).status, 0);
    assert!(!site.path("public/register/2025.pdf").exists());
    let page = site.page("register/2025.html");
    assert!(!page.contains("2025.pdf"), "{page}");
}

/// Numbers that seem random, the same in each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }
}

/// What was written of a resolution.
struct Written {
    name: String,
    year: u64,
    title: String,
    ruling: &'static str,
    erased: bool,
    /// Words of its text.
    body: String,
}

/// Random resolutions of all sorts in two years.
fn resolutions(site: &Site, count: u64, seed: u64) -> Vec<Written> {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut written = Vec::new();
    for n in 0..count {
        let year = 2024 + dice.roll(2);
        let (month, day) = (1 + dice.roll(12), 1 + dice.roll(28));
        let name = format!("{year}-{month:02}-{day:02}-r{n:03}");
        let title = format!("第{n}号事项的决定");
        let body = format!("正文{n}字句");
        let mut front = format!(
            "标题: {title}\n日期: {year}-{month:02}-{day:02}\n文号: 测业〔{year}〕{}号\n",
            n + 1
        );
        let result = ["通过", "未通过", "人数不足"][usize::try_from(dice.roll(3)).unwrap()];
        let mut ruling = match result {
            "通过" => "passed",
            "未通过" => "failed",
            _ => "no-quorum",
        };
        // Of 100 owners, of whom so many took part and agreed.
        let (yes, no) = match ruling {
            "passed" => (60, 20),
            "failed" => (30, 50),
            _ => (30, 10),
        };
        if dice.roll(3) == 0 {
            front.push_str("决定主体: 业主委员会\n成员: 7 6 5\n结果: 通过\n");
            ruling = "passed";
        } else {
            let tally = |of: i32| {
                format!(
                    "{{同意: {}, 反对: {}, 弃权: 0, 无效: 0}}",
                    yes * of,
                    no * of
                )
            };
            let _ = write!(
                front,
                "决定主体: 业主大会\n表决事项: 6\n业主总数: {{人数: 100, 面积: 10000.00, 依据: 不动产登记簿}}\n计票结果: {{人数: {}, 面积: {}}}\n结果: {result}\n",
                tally(1),
                tally(100)
            );
        }
        let erased = dice.roll(12) == 0;
        if erased || dice.roll(12) == 0 {
            let _ = writeln!(
                front,
                "撤回: {{日期: 2025-12-30, 原因: 编号{n}有误{}}}",
                if erased { ", 删除: 是" } else { "" }
            );
            ruling = "withdrawn";
        } else if ruling == "passed" && dice.roll(10) == 0 {
            front.push_str("办理进展:\n  - {日期: 2025-12-30, 状态: 已撤销, 说明: 另行表决}\n");
            ruling = "revoked";
        }
        let long = "此处是一段较长的文字，说明来龙去脉和经费出处。"
            .repeat(usize::try_from(dice.roll(12)).unwrap());
        let text = format!(
            "---\n{front}---\n\n{body}。{long}\n\n## 安排\n\n1. 先办\n2. 后办\n\n| 项 | 数 |\n| --- | --- |\n| 甲 | 1 |\n"
        );
        site.file(&format!("content/resolutions/{name}.md"), text);
        written.push(Written {
            name,
            year,
            title,
            ruling,
            erased,
            body,
        });
    }
    written
}

/// What stands after the contents of a page of a register.
fn sections(page: &str) -> String {
    page.split_once("id=\"d").unwrap().1.to_owned()
}

#[test]
fn every_resolution_of_a_year_stands_in_its_register_once() {
    let seed = std::env::var("GONGSHI_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    for seed in seed.map_or(vec![3, 11], |seed: u64| vec![seed]) {
        let site = Site::new();
        let written = resolutions(&site, 24, seed);
        let run = site.run(&["build"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        for year in [2024, 2025] {
            let mut own: Vec<&Written> = written.iter().filter(|of| of.year == year).collect();
            own.sort_by(|a, b| a.name.cmp(&b.name));
            if own.is_empty() {
                continue;
            }
            let page = site.page(&format!("register/{year}.html"));
            // A long one is divided by months.
            let months = (1..=12).map(|month| format!("register/{year}-{month:02}.html"));
            let months = months.filter(|path| site.path("public").join(path).is_file());
            let sections: String = match page.split_once("id=\"d1\"") {
                Some((_, sections)) => sections.to_owned(),
                None => months.map(|path| sections(&site.page(&path))).collect(),
            };
            // Each section once, in the order of dates.
            let places: Vec<usize> = own
                .iter()
                .map(|of| {
                    let link = format!("<a href=\"../resolutions/{}.html\">", of.name);
                    assert_eq!(
                        sections.matches(&format!(". {link}")).count(),
                        1,
                        "{} {seed}",
                        of.name
                    );
                    sections.find(&format!(". {link}")).unwrap()
                })
                .collect();
            assert!(places.is_sorted(), "{seed}");
            assert_eq!(
                sections.matches(". <a href=\"../resolutions/").count(),
                own.len()
            );
            // The counts are those of a recount.
            let mut rulings: BTreeMap<&str, usize> = BTreeMap::new();
            for of in &own {
                *rulings.entry(of.ruling).or_default() += 1;
            }
            for (ruling, count) in &rulings {
                let mark = format!("data-ruling=\"{ruling}\"");
                let (_, rest) = page
                    .split_once(&mark)
                    .unwrap_or_else(|| panic!("{mark} {seed}"));
                let (_, value) = rest.split_once("value=\"").unwrap();
                let (value, _) = value.split_once('"').unwrap();
                assert_eq!(value.parse(), Ok(*count), "{ruling} {seed}");
            }
            assert_eq!(page.matches("data-ruling=").count(), rulings.len());
            let address = format!("/register/{year}.pdf");
            let (view, sheets) = placed(site.root(), &address);
            measured(&address, &view, &sheets);
            let text = printed(&sheets);
            for of in &own {
                // In the contents and over its own text; erased words nowhere.
                assert_eq!(text.matches(&of.title).count(), 2, "{} {seed}", of.title);
                let shown = usize::from(!of.erased);
                assert_eq!(text.matches(&of.body).count(), shown, "{} {seed}", of.body);
                assert!(!page.contains(&of.body) && !sections.contains(&of.body));
            }
            assert!(text.contains(&format!("共{}件", own.len())));
        }
    }
}

#[test]
fn a_year_of_three_hundred_resolutions() {
    let site = Site::new();
    let written = resolutions(&site, 600, 5);
    let begun = Instant::now();
    let (view, sheets) = placed(site.root(), "/register/2025.pdf");
    println!(
        "{} resolutions, {} sheets, laid out in {:?}",
        view.entries.len(),
        sheets.len(),
        begun.elapsed()
    );
    assert_eq!(
        view.entries.len(),
        written.iter().filter(|of| of.year == 2025).count()
    );
    measured("300", &view, &sheets);
}
