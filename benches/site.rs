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

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use nix::sys::resource::{UsageWho, getrusage};

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

#[expect(clippy::cast_precision_loss, reason = "counts of a few thousand")]
fn as_f64(number: usize) -> f64 {
    number as f64
}

/// A folder of this run, in memory if there is a file system for that.
fn scratch() -> PathBuf {
    let shared = Path::new("/dev/shm");
    let base = if shared.is_dir() {
        shared.to_path_buf()
    } else {
        std::env::temp_dir()
    };
    let folder = base.join(format!("gongshi-bench-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a scratch folder");
    folder
}

#[expect(clippy::disallowed_methods, reason = "the folder was made by this run")]
fn remove(folder: &Path) {
    fs::remove_dir_all(folder).ok();
}

fn best(runs: usize, mut measure: impl FnMut() -> f64) -> f64 {
    (0..runs).map(|_| measure()).fold(f64::INFINITY, f64::min)
}

/// Builds a site from nothing; returns the CPU seconds of the program.
fn build(site: &Path, options: &[&str]) -> f64 {
    run(site, &["clean"]);
    let before = children();
    run(site, &[&["build"], options].concat());
    children() - before
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

/// CPU seconds of all finished children, user and system.
fn children() -> f64 {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system counts");
    [usage.user_time(), usage.system_time()]
        .iter()
        .map(|time| as_seconds(time.tv_sec(), time.tv_usec()))
        .sum()
}

#[expect(clippy::cast_precision_loss, reason = "seconds of a benchmark")]
fn as_seconds(seconds: i64, micros: i64) -> f64 {
    seconds as f64 + micros as f64 / 1e6
}

/// Writes a site of `records` records in ten compounds, each with `front` in its front matter.
fn generate(site: &Path, records: usize, front: &str) -> PathBuf {
    let write = |path: &str, text: &str| {
        let full = site.join(path);
        fs::create_dir_all(full.parent().expect("files lie in folders")).expect("a folder");
        fs::write(full, text).expect("a file");
    };
    write(
        "content/site.yaml",
        "title: 测试街道公示栏\nbase_url: https://gs.example\ntoday: 2026-03-25\n",
    );
    write("content/_index.md", "---\ntitle: 测试街道\n---\n");
    for place in 0..10 {
        write(
            &format!("content/c{place}/_index.md"),
            &format!(
                "---\ntitle: 第{place}小区\nlevel: 小区\nissuer: 业委会\nbodies:\n  业委会: 第{place}小区业主委员会 0731-0000 0001\n  物业: 第{place}物业服务中心 0731-0000 0002\nbuildings: [1号楼, 2号楼, 3号楼]\n---\n"
            ),
        );
    }
    let mut random = Random(7);
    for number in 0..records {
        let place = number % 10;
        let (month, day) = (number / 28 % 12 + 1, number % 28 + 1);
        let date = format!("202{}-{month:02}-{day:02}", number % 3 + 4);
        let (folder, facts) = match number % 4 {
            0 => ("issues", format!("责任单位: 物业\n完成时限: 2026-12-20\n办理进展:\n  - {date} 发现 三户报修\n  - {date} 商议 五方到场\n类别: 电梯")),
            1 => ("notices", format!("类型: 公示\n公示期: {date} 7日\n异议受理: 业委会 0731-0000 0001 实名书面")),
            2 => ("meetings", "类型: 合署办公\n出席: [物业 2, 业委会 3]\n议定事项: [更换3号楼门禁 物业 2026-12-20, 清理消防通道 物业]".to_owned()),
            _ => ("resolutions", "决定主体: 业主大会\n表决事项: 5\n业主总数: 355 36609.05\n计票结果: {人数: 250 20 5 2, 面积: 25800.10 2100 500 180}\n结果: 通过".to_owned()),
        };
        let text = body(&mut random);
        write(
            &format!("content/c{place}/{folder}/{date}-{number}.md"),
            &format!(
                "---\n标题: 第{number}件事已经办好\n日期: {date}\n编码: {}\n{facts}\n{front}\n---\n\n{text}",
                code(number)
            ),
        );
    }
    site.to_path_buf()
}

/// A code that no other record has.
fn code(number: usize) -> String {
    const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    (0..6)
        .map(|place| char::from(DIGITS[number >> (5 * place) & 31]))
        .collect()
}

/// Between 300 and 800 characters in paragraphs, with a list and a table now and then.
fn body(random: &mut Random) -> String {
    const WORDS: [&str; 12] = [
        "电梯", "业主", "维修", "小区", "公示", "会议", "物业", "已经", "更换", "本周", "五方",
        "商议",
    ];
    let wanted = 300 + random.next() % 500;
    let mut text = String::new();
    let mut count = 0;
    while count < wanted {
        for _ in 0..8 {
            text.push_str(WORDS[random.next() % WORDS.len()]);
        }
        count += 17;
        text.push_str(if random.next().is_multiple_of(4) {
            "。\n\n"
        } else {
            "，"
        });
    }
    text.push_str("。\n\n- 第一点，**要紧**\n- 第二点\n");
    if random.next().is_multiple_of(5) {
        let _ = write!(
            text,
            "\n| 项目 | 数量 |\n| --- | ---: |\n| 门禁 | {} |\n",
            random.next() % 100
        );
    }
    text
}

/// A small generator, so that every run makes the same site.
struct Random(u64);

impl Random {
    fn next(&mut self) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 40).unwrap_or(0)
    }
}
