//! Generated sites with the records of a town: what pages cost is measured on them.
//!
//! Ten compounds make a community. The text of a record has 300 to 800 Chinese characters.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use chrono::{Days, NaiveDate};

/// Records of a compound: a site with more records has more places, not longer lists.
const OF_COMPOUND: usize = 100;
/// Compounds of a community.
const OF_COMMUNITY: usize = 10;
/// Days from one record of a compound to the next: two years and a bit in all.
const STEP: u64 = 8;

/// Figures as they are printed.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts and sizes are far below 2^52"
)]
pub fn as_f64(number: usize) -> f64 {
    number as f64
}

/// Writes settings and root of a site, and gives what writes its other files below `content/`.
pub fn begun(site: &Path) -> impl Fn(&str, &str) {
    let content = site.join("content");
    let write = move |path: &str, text: &str| {
        let full = content.join(path);
        fs::create_dir_all(full.parent().expect("files lie in folders")).expect("a folder");
        fs::write(full, text).expect("a file");
    };
    write(
        "site.yaml",
        "title: 测试街道公示栏\nbase_url: https://gs.example\ntoday: 2026-03-25\n",
    );
    write("_index.md", "---\ntitle: 测试街道\n---\n");
    write
}

/// Writes a site of `records` records. The same number makes the same site.
pub fn generate(site: &Path, records: usize) {
    let write = begun(site);
    write("mechanisms/weekly.md", &mechanism(records));
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
                "---\n标题: 第{number}件事已经办好\n日期: {date}\n编码: {}\n{facts}\n---\n\n{text}{link}",
                code(number)
            ),
        );
    }
}

/// The folder of a compound below `content/`, and below the root of the website.
fn folder_of(compound: usize) -> String {
    format!("g{}/c{compound}", compound / OF_COMMUNITY)
}

/// Where a record lies below `content/` and its page below the root, without extension.
pub fn place_of(number: usize) -> String {
    format!("{}/{}", folder_of(number / OF_COMPOUND), reference(number))
}

/// The way of working of one compound in each community: its weeks and months have pages.
fn mechanism(records: usize) -> String {
    let mut adopted = String::new();
    for compound in (0..records.div_ceil(OF_COMPOUND)).step_by(OF_COMMUNITY) {
        let place = folder_of(compound);
        let _ = write!(
            adopted,
            "\n  - {{place: /{place}, state: adopted, since: 2024-01}}"
        );
    }
    format!(
        "---\ntitle: 每周合署办公\nbodies: [业委会, 物业]\nrhythm: [每周1天合署办公]\nmeets: [合署办公 每周]\nadoption:{adopted}\n---\n\n每周一天合署办公，提出本周需要解决的问题。\n"
    )
}

/// What a record is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Issue,
    Notice,
    Meeting,
    Resolution,
    /// Of a quarter; the number is that of the quarter after the first of 2023.
    Account(usize),
    Work,
    Activity,
}

/// The kind of a record by its place in its compound: of a hundred, 25 issues, meetings and
/// resolutions, 13 notices, 8 accounts, 2 works and 2 activities. Nothing refers to a notice, so
/// some of them can be something else.
fn kind(number: usize) -> Kind {
    let at = number % OF_COMPOUND;
    match (at % 4, at / 4 % 12) {
        (0, _) => Kind::Issue,
        (2, _) => Kind::Meeting,
        (3, _) => Kind::Resolution,
        (_, 1 | 4 | 7 | 10) => Kind::Account(3 + at / 12),
        (_, 5) => Kind::Work,
        (_, 11) => Kind::Activity,
        _ => Kind::Notice,
    }
}

/// How records of the same compound refer to a record.
fn reference(number: usize) -> String {
    let folder = match kind(number) {
        Kind::Issue => "issues",
        Kind::Notice => "notices",
        Kind::Meeting => "meetings",
        Kind::Resolution => "resolutions",
        Kind::Account(_) => "accounts",
        Kind::Work => "works",
        Kind::Activity => "activities",
    };
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
    match kind(number) {
        Kind::Issue => format!(
            "责任单位: 物业\n完成时限: {due}\n办理进展:\n  - {date} 发现 三户报修\n  - {} 商议 五方到场\n类别: 电梯",
            date + Days::new(3)
        ),
        Kind::Notice => {
            let about = if at > 2 {
                format!("\n关于: {}", reference(number - 2))
            } else {
                String::new()
            };
            format!("类型: 公示\n公示期: {date} 7日\n异议受理: 业委会 0731-0000 0001 实名书面{about}")
        }
        Kind::Meeting => {
            let mechanism = if (number / OF_COMPOUND).is_multiple_of(OF_COMMUNITY) {
                "机制: weekly\n"
            } else {
                ""
            };
            let mut facts = format!(
                "类型: 合署办公\n{mechanism}出席: [物业 2, 业委会 3]\n本周问题: [{}]\n议定事项: [更换3号楼门禁 物业 {due}, 清理消防通道 物业]",
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
        // Each opens with what the one before it closed with.
        Kind::Account(quarter) => {
            let opening = 10_000 + quarter * 1_000;
            format!(
                "period: {}-Q{}\nkeeper: 物业\nopening: {opening}.87\nincome:\n  - {{item: 停车位, amount: 9600.00}}\n  - {{item: 电梯广告, amount: 2400.50}}\ncost:\n  - {{item: 停车管理人工, amount: 4500.00}}\nuse:\n  - {{item: 楼道扶手修补, amount: 6500.50, note: 三栋}}\nclosing: {}.87\nauditor: 业委会",
                2023 + quarter / 4,
                quarter % 4 + 1,
                opening + 1_000,
            )
        }
        Kind::Work => format!(
            "category: 设施\n责任单位: 物业\nspot: 各栋电梯厅\nprogress:\n  - {date} underway\n  - {} done\ncost: {{amount: 2970.00, fund: public-revenue}}\nfaces: none",
            date + Days::new(20)
        ),
        Kind::Activity => {
            "type: volunteer\ntime: 9:00-17:00\nvenue: 活动室\norganizer: 业委会\npeople: 52\nvolunteer_hours: 16".to_owned()
        }
        Kind::Resolution => "决定主体: 业主大会\n表决事项: 5\n业主总数: 355 36609.05 不动产登记簿\n计票结果: {人数: 250 20 5 2, 面积: 25800.10 2100 500 180}\n结果: 通过".to_owned(),
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
