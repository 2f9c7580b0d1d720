//! Generated sites for the benchmarks, and a folder to put them in.

#![allow(dead_code, reason = "each benchmark uses a part")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{Days, NaiveDate};
use nix::sys::resource::{Usage, UsageWho, getrusage};

/// Records of a compound: a site with more records has more places, not longer lists.
const OF_COMPOUND: usize = 100;
/// Compounds of a community.
const OF_COMMUNITY: usize = 10;
/// Days from one record of a compound to the next: two years and a bit in all.
const STEP: u64 = 8;

/// A folder of this run, in memory if there is a file system for that.
pub fn scratch() -> PathBuf {
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

/// Removes a folder that this run has made.
#[expect(clippy::disallowed_methods, reason = "the folder was made by this run")]
pub fn remove(folder: &Path) {
    fs::remove_dir_all(folder).ok();
}

/// Figures as they are printed.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts and sizes are far below 2^52"
)]
pub fn as_f64(number: usize) -> f64 {
    number as f64
}

/// CPU seconds, user and system, of this process or of its finished children.
pub fn cpu(who: UsageWho) -> f64 {
    seconds(&getrusage(who).expect("the system counts"))
}

#[expect(clippy::cast_precision_loss, reason = "seconds of a benchmark")]
fn seconds(usage: &Usage) -> f64 {
    [usage.user_time(), usage.system_time()]
        .iter()
        .map(|time| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6)
        .sum()
}

/// Writes a site of `records` records, each with `front` in its front matter. The same numbers
/// make the same site.
pub fn generate(site: &Path, records: usize, front: &str) -> PathBuf {
    let write = |path: &str, text: &str| {
        let full = site.join("content").join(path);
        fs::create_dir_all(full.parent().expect("files lie in folders")).expect("a folder");
        fs::write(full, text).expect("a file");
    };
    write(
        "site.yaml",
        "title: 测试街道公示栏\nbase_url: https://gs.example\ntoday: 2026-03-25\n",
    );
    write("_index.md", "---\ntitle: 测试街道\n---\n");
    let mut random = Random(7);
    for number in 0..records {
        let compound = number / OF_COMPOUND;
        let folder = folder_of(compound);
        if number.is_multiple_of(OF_COMPOUND) {
            if compound.is_multiple_of(OF_COMMUNITY) {
                let community = compound / OF_COMMUNITY;
                write(
                    &format!("g{community}/_index.md"),
                    &format!("---\ntitle: 第{community}社区\nlevel: 社区\n---\n"),
                );
            }
            write(
                &format!("{folder}/_index.md"),
                &format!(
                    "---\ntitle: 第{compound}小区\nlevel: 小区\nissuer: 业委会\nbodies:\n  业委会: 第{compound}小区业主委员会 0731-0000 0001\n  物业: 第{compound}物业服务中心 0731-0000 0002\nbuildings: [1号楼, 2号楼, 3号楼]\n---\n"
                ),
            );
        }
        let at = number % OF_COMPOUND;
        let (date, facts) = (date_of(at), facts(number));
        let text = body(&mut random);
        // Every record leads to the one before it in its compound.
        let link = if at == 0 {
            String::new()
        } else {
            format!("\n见[上一件事]({})。\n", reference(number - 1))
        };
        write(
            &format!("{folder}/{}.md", reference(number)),
            &format!(
                "---\n标题: 第{number}件事已经办好\n日期: {date}\n编码: {}\n{facts}\n{front}\n---\n\n{text}{link}",
                code(number)
            ),
        );
    }
    site.to_path_buf()
}

/// The folder of a compound below `content/`, and below the root of the website.
fn folder_of(compound: usize) -> String {
    format!("g{}/c{compound}", compound / OF_COMMUNITY)
}

/// Where a record lies below `content/` and its page below the root, without extension.
pub fn place_of(number: usize) -> String {
    format!("{}/{}", folder_of(number / OF_COMPOUND), reference(number))
}

/// How records of the same compound refer to a record.
fn reference(number: usize) -> String {
    let folder = ["issues", "notices", "meetings", "resolutions"][number % 4];
    format!("{folder}/{}-{number}", date_of(number % OF_COMPOUND))
}

fn date_of(at: usize) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(2024, 1, 5).expect("a day");
    first + Days::new(at as u64 * STEP)
}

/// Front matter of a kind. A meeting raises the last issue and reviews the two before it, the
/// older of which is solved then; a notice is about the last resolution.
fn facts(number: usize) -> String {
    let at = number % OF_COMPOUND;
    let date = date_of(at);
    let due = date + Days::new(60);
    match number % 4 {
        0 => format!(
            "责任单位: 物业\n完成时限: {due}\n办理进展:\n  - {date} 发现 三户报修\n  - {} 商议 五方到场\n类别: 电梯",
            date + Days::new(3)
        ),
        1 => {
            let about = if at > 2 {
                format!("\n关于: {}", reference(number - 2))
            } else {
                String::new()
            };
            format!("类型: 公示\n公示期: {date} 7日\n异议受理: 业委会 0731-0000 0001 实名书面{about}")
        }
        2 => {
            let mut facts = format!(
                "类型: 合署办公\n出席: [物业 2, 业委会 3]\n本周问题: [{}]\n议定事项: [更换3号楼门禁 物业 {due}, 清理消防通道 物业]",
                reference(number - 2)
            );
            let reviews = [(6, "处置 配件已到货"), (10, "解决 已经更换")];
            let reviews: Vec<String> = reviews
                .iter()
                .filter(|(before, _)| *before <= at)
                .map(|(before, what)| format!("\n  - {} {what}", reference(number - before)))
                .collect();
            if !reviews.is_empty() {
                let _ = write!(facts, "\n上周进展:{}", reviews.concat());
            }
            facts
        }
        _ => "决定主体: 业主大会\n表决事项: 5\n业主总数: 355 36609.05 不动产登记簿\n计票结果: {人数: 250 20 5 2, 面积: 25800.10 2100 500 180}\n结果: 通过".to_owned(),
    }
}

/// A code that no other record has.
pub fn code(number: usize) -> String {
    const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    (0..6)
        .map(|place| char::from(DIGITS[number >> (5 * place) & 31]))
        .collect()
}

/// Between 300 and 800 characters in paragraphs, with a list, and a table now and then.
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
