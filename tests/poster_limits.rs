//! Posters at the limits: many in one run, the deepest text, the largest table.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at what it does not expect"
)]

mod support;

use std::fmt::Write as _;
use std::fs;
use std::num::NonZeroU16;
use std::path::Path;

use gongshi::load::SiteFolder;
use gongshi::paths::SitePath;
use gongshi::pipeline::{self, Faulty, Request, Session, Touched};
use nix::sys::resource::{UsageWho, getrusage};
use support::{Site, project};
use typst::syntax::{RootedPath, VirtualPath, VirtualRoot};

/// Containers within one another, and cells of a table, that a text may have.
const DEEPEST: usize = 32;
const MOST_CELLS: usize = 5_000;
/// What posters at the limits may take: CPU seconds for each, and memory in KiB.
const SECONDS: i64 = 10;
const MEMORY: i64 = 512 << 10;

fn planned(root: &Path) -> pipeline::Site {
    let request = Request {
        today: None,
        base_url: None,
        drafts: false,
        faulty: Faulty::LeaveOut,
        round: None,
        economy: false,
        posters: true,
        jobs: 1,
    };
    let look = Session::new(SiteFolder::new(root), request).look(&Touched::Everything);
    look.site
        .unwrap_or_else(|| panic!("{:?}", look.diagnostics))
}

/// The number that the library of the layouts gives to a name which it has not seen.
fn next_name(name: &str) -> NonZeroU16 {
    let path = VirtualPath::new(name).unwrap();
    RootedPath::new(VirtualRoot::Project, path)
        .intern()
        .into_raw()
}

/// Names of virtual files are kept for ever, and there can be 65,535: none may be that of a record,
/// of a picture or of a fault.
#[test]
fn a_further_record_brings_no_further_names() {
    let site = Site::new();
    let picture = "demo-chunhe/taoyuan/issues/2026-01-30-barrier/before.jpg";
    let picture = fs::read(project().join("content").join(picture)).unwrap();
    for number in 0..30 {
        let folder = format!("content/tao/notices/2026-03-02-n{number}");
        let body = match number % 3 {
            0 => format!("![图{number}](p{number}.jpg)"),
            // No face has this character.
            1 => format!("第{number}件\u{2B1B9}"),
            _ => format!("第{number}件事。"),
        };
        site.file(&format!("{folder}/p{number}.jpg"), &picture);
        site.file(
            &format!("{folder}/index.md"),
            format!("---\n标题: 第{number}件\n日期: 2026-03-02\n类型: 公告\n---\n\n{body}\n"),
        );
    }
    let planned = planned(site.root());
    let render = |from: usize, to: usize| {
        let faults = (from..to).filter(|number| {
            let address = format!("/tao/notices/2026-03-02-n{number}.pdf");
            let answer = planned.answer(&SitePath::new(address.as_str()));
            answer
                .unwrap_or_else(|| panic!("{address} is planned"))
                .is_err()
        });
        faults.count()
    };
    assert_eq!(render(0, 3), 1, "one of the first cannot be rendered");
    let before = next_name("/not-yet-seen-1").get();
    assert_eq!(render(3, 30), 9, "a third of the others cannot be rendered");
    let after = next_name("/not-yet-seen-2").get();
    assert_eq!(after, before + 1, "names were added for records");
}

/// Quotes and lists in turn, each within the one before.
fn deepest() -> String {
    let mut text = String::new();
    for level in 0..DEEPEST {
        text.push_str(if level % 2 == 0 { "> " } else { "- " });
    }
    let before = text.clone();
    let _ = write!(text, "最里面的一句。\n\n{before}**又一句**，也在最里面。");
    text
}

fn largest_table() -> String {
    let columns = 5;
    let mut text = "| 序号 | 项目 | 金额 | 日期 | 说明 |\n|---|---|---|---|---|\n".to_owned();
    // The head counts, too.
    for row in 1..MOST_CELLS / columns {
        let _ = writeln!(
            text,
            "| {row} | 电梯维修 | {row}00.00 | 3月2日 | 已经验收 |"
        );
    }
    text
}

#[test]
fn the_deepest_text_and_the_largest_table_take_bounded_time_and_memory() {
    let deep = deepest();
    let largest = largest_table();
    // A poster shows the excerpt of a notice; all of what is disclosed stands on it.
    for (name, kind, body) in [
        ("deep", "公告", &deep),
        ("deep-disclosed", "公示", &deep),
        ("table", "公告", &largest),
        ("table-disclosed", "公示", &largest),
    ] {
        let site = Site::new();
        let period = if kind == "公示" {
            "公示期: 7日\n异议受理: 业委会 0731-0000 0001\n"
        } else {
            ""
        };
        site.file(
            &format!("content/tao/notices/2026-03-02-{name}.md"),
            format!(
                "---\n标题: {name} 公共收支明细\n日期: 2026-03-02\n类型: {kind}\n{period}---\n\n{body}\n"
            ),
        );
        let before = used().0;
        let run = site.run(&["build", "--jobs", "1"]);
        assert_eq!(run.status, 0, "{name}: {}", run.stderr);
        let (seconds, memory) = used();
        let poster = site.path(&format!("public/tao/notices/2026-03-02-{name}.pdf"));
        assert!(fs::metadata(poster).unwrap().len() > 10_000, "{name}");
        assert!(
            seconds - before <= SECONDS,
            "{name}: {} s of CPU",
            seconds - before
        );
        assert!(memory <= MEMORY, "{name}: {memory} KiB");
    }
}

/// CPU seconds of all processes that this one has started, and the most memory of any in KiB.
fn used() -> (i64, i64) {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap();
    let seconds = usage.user_time().tv_sec() + usage.system_time().tv_sec();
    (seconds, usage.max_rss())
}
