//! A large site: a street of eight communities and forty compounds with years of records, some
//! compounds with hundreds in one year. The same numbers make the same site.

#![allow(dead_code, reason = "each test file uses a part")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use chrono::{Days, NaiveDate};

/// Communities of the street.
pub const COMMUNITIES: usize = 8;
/// Compounds of a community.
pub const COMPOUNDS: usize = 5;
/// The day of the site.
pub const TODAY: &str = "2026-03-25";

/// A small generator.
struct Random(u64, usize);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    /// A code that no other record has.
    fn code(&mut self) -> String {
        const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        self.1 += 1;
        (0..6)
            .map(|place| char::from(DIGITS[self.1 >> (5 * place) & 31]))
            .collect()
    }

    /// A title of some twenty to fifty characters.
    fn title(&mut self, number: usize) -> String {
        const PARTS: [&str; 10] = [
            "东侧单元门禁读卡器失灵，住户刷卡进不了楼",
            "地下车库二层照明不亮，夜间停车看不清车位线",
            "外墙饰面砖松动，临时围挡已经设好",
            "老年活动室空调漏水，地面湿滑",
            "《装饰装修管理规约》征求意见",
            "健身场地面破损，器材“三件套”待换",
            "消防车通道被占用，影响救援通行",
            "化粪池外溢，路面异味明显",
            "电梯轿厢晃动，维保单位已到场检查",
            "高层二次供水水箱清洗，停水八小时",
        ];
        let mut title = format!("第{number}件：{}", self.of(&PARTS));
        if self.below(3) == 0 {
            let _ = write!(title, "；{}", self.of(&PARTS));
        }
        title
    }
}

fn write(site: &Path, path: &str, text: &str) {
    let full = site.join("content").join(path);
    fs::create_dir_all(full.parent().unwrap()).unwrap();
    fs::write(full, text).unwrap();
}

/// The folder of a compound.
pub fn compound(at: usize) -> String {
    format!("g{}/c{at}", at / COMPOUNDS)
}

/// Writes the site, with about so many records.
pub fn found(site: &Path, records: usize) {
    let settings = format!("title: 长河街道公示栏\nbase_url: https://gs.example\ntoday: {TODAY}\n");
    write(site, "site.yaml", &settings);
    write(
        site,
        "_index.md",
        "---\n标题: 长河街道\n组织:\n  街道办: 长河街道办事处 0731-0000 0009\n---\n",
    );
    let all: Vec<String> = (0..COMMUNITIES * COMPOUNDS).map(compound).collect();
    let adoption = |state: &str, each: usize| {
        let mut lines = String::new();
        for place in all.iter().step_by(each) {
            writeln!(
                lines,
                "  - {{place: /{place}, state: {state}, since: 2024-01}}"
            )
            .unwrap();
        }
        lines
    };
    write(
        site,
        "mechanisms/five.md",
        &format!(
            "---\ntitle: “五+X”工作机制\nmeets:\n  - 合署办公 每周\n  - 联席会议 每月\ngoals: [环境舒心, 服务称心, 文化悦心, 睦邻暖心, 生活安心]\nadoption:\n{}---\n\n五方。\n",
            adoption("adopted", 5)
        ),
    );
    write(
        site,
        "mechanisms/star.md",
        &format!(
            "---\ntitle: 小区党群服务中心\nshares: [场地共享, 资源共用, 矛盾共调, 事务共管, 服务共担]\nfunctions: [小区党建, 小区治理, 学习教育, 志愿服务, 议事协商]\nadoption:\n{}---\n\n五项。\n",
            adoption("pilot", 1)
        ),
    );
    for at in 0..4 {
        write(
            site,
            &format!("mechanisms/way{at}.md"),
            &format!(
                "---\ntitle: 第{at}种做法和它的名称\nadoption:\n{}---\n\n做法。\n",
                adoption(["planned", "exploring", "pilot", "adopted"][at], at + 2)
            ),
        );
    }
    let mut random = Random(8, 0);
    for community in 0..COMMUNITIES {
        write(
            site,
            &format!("g{community}/_index.md"),
            &format!(
                "---\n标题: 长河第{community}社区\n层级: 社区\n组织:\n  居委会: 长河第{community}社区居民委员会 0731-0000 1001\n---\n"
            ),
        );
        for at in 0..40 {
            notice(site, &format!("g{community}"), at, &mut random);
        }
    }
    for at in 0..all.len() {
        place(site, at);
    }
    // Two compounds have five hundred records in one year, one of them nothing but issues.
    for at in 0..500 {
        let day = day_of(2025, random.below(365));
        record(site, 0, at, day, &mut random);
        issue(
            site,
            &compound(1),
            at,
            day_of(2025, at * 73 / 100),
            &mut random,
        );
    }
    let first = NaiveDate::from_ymd_opt(2023, 1, 2).unwrap();
    for at in 500..records.saturating_sub(1_000 + COMMUNITIES * 40) + 500 {
        let day = first + Days::new(random.below(1_170) as u64);
        record(site, at % all.len(), at, day, &mut random);
    }
    for at in (0..all.len()).step_by(5) {
        weeks(site, at);
    }
}

fn day_of(year: i32, at: usize) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap() + Days::new(at as u64)
}

fn place(site: &Path, at: usize) {
    let text = format!(
        "---\n标题: 长河第{at}小区\n层级: 小区\n户数: 600\n发布单位: 业委会\n组织:\n  业委会: 长河第{at}小区业主委员会 0731-0000 0001\n  物业: 长河第{at}小区物业服务中心 0731-0000 0002\n楼栋: [1号楼, 2号楼, 3号楼]\n场所:\n  - 名称: 邻里中心\n    机制: star\n    电话: 0731-0000 0003\n    地点: 3号楼一层\n    室:\n      - {{名称: 议事室, 功能: [议事协商, 小区治理]}}\n      - {{名称: 活动厅, 说明: 可坐60人}}\n---\n\n小区。\n"
    );
    write(site, &format!("{}/_index.md", compound(at)), &text);
}

fn record(site: &Path, at: usize, number: usize, day: NaiveDate, random: &mut Random) {
    let place = compound(at);
    match random.below(20) {
        0..8 => issue(site, &place, number, day, random),
        8..13 => notice_on(site, &place, number, day, random),
        13..15 => resolution(site, &place, number, day, random),
        15..17 => meeting(site, &place, number, day, random),
        17..19 => activity(site, &place, number, day, random),
        _ => work(site, &place, number, day, random),
    }
}

fn tags(random: &mut Random) -> String {
    const GOALS: [&str; 5] = ["环境舒心", "服务称心", "文化悦心", "睦邻暖心", "生活安心"];
    const SHARES: [&str; 5] = ["场地共享", "资源共用", "矛盾共调", "事务共管", "服务共担"];
    let mut text = String::new();
    if random.below(4) == 0 {
        let _ = writeln!(text, "目标: {}", random.of(&GOALS));
    }
    if random.below(4) == 0 {
        let _ = writeln!(text, "举措: [{}]", random.of(&SHARES));
    }
    text
}

fn issue(site: &Path, place: &str, number: usize, day: NaiveDate, random: &mut Random) {
    let title = random.title(number);
    let code = random.code();
    let category = random.of(&["电梯", "消防", "环境", "停车", "噪声", "设施"]);
    let later = |days: u64| day + Days::new(days);
    let mut steps = format!("  - {day} 发现 居民来电\n");
    let mut more = String::new();
    match random.below(20) {
        0..2 => {}
        2..4 => {
            let _ = writeln!(steps, "  - {} 商议 五方到场", later(2));
        }
        4 => {
            let _ = writeln!(steps, "  - {} 不予受理 不在小区内", later(2));
        }
        5 => {
            let _ = writeln!(steps, "  - {} 处置 已经派工", later(3));
        }
        _ => {
            let _ = writeln!(steps, "  - {} 解决 已经修好", later(9));
            if random.below(2) == 0 && later(9).to_string().as_str() <= TODAY {
                more = format!("满意度: {} 20\n", 20 + random.below(10));
            }
        }
    }
    let text = format!(
        "---\n标题: {title}\n编码: {code}\n日期: {day}\n类别: {category}\n责任单位: 物业\n地点: 3号楼东侧\n完成时限: {}\n{}办理进展:\n{steps}{more}---\n\n情况说明。\n",
        later(20),
        tags(random)
    );
    write(site, &format!("{place}/issues/{day}-{number}.md"), &text);
}

fn notice(site: &Path, place: &str, at: usize, random: &mut Random) {
    let text = format!(
        "---\n标题: {}\n编码: {}\n日期: 2026-03-{:02}\n类型: 公告\n发布单位: 居委会\n公示期: 2026-03-{:02} 15日\n---\n\n正文。\n",
        random.title(at),
        random.code(),
        1 + at % 25,
        1 + at % 25
    );
    write(
        site,
        &format!("{place}/notices/2026-03-{:02}-{at}.md", 1 + at % 25),
        &text,
    );
}

fn notice_on(site: &Path, place: &str, number: usize, day: NaiveDate, random: &mut Random) {
    let period = if random.below(10) == 0 {
        "长期".to_owned()
    } else {
        format!("{day} 7日")
    };
    let text = format!(
        "---\n标题: {}\n编码: {}\n日期: {day}\n类型: 公示\n公示期: {period}\n异议受理: 业委会 0731-0000 0001 实名书面\n---\n\n正文。\n",
        random.title(number),
        random.code()
    );
    write(site, &format!("{place}/notices/{day}-{number}.md"), &text);
}

fn resolution(site: &Path, place: &str, number: usize, day: NaiveDate, random: &mut Random) {
    let (votes, result) = random.of(&[
        ("{人数: 250 20 5 2, 面积: 25800.10 2100 500 180}", "通过"),
        (
            "{人数: 100 170 5 2, 面积: 10800.10 17100 500 180}",
            "未通过",
        ),
    ]);
    let text = format!(
        "---\n标题: {}\n编码: {}\n日期: {day}\n决定主体: 业主大会\n表决事项: 5\n业主总数: 355 36609.05 不动产登记簿\n计票结果: {votes}\n结果: {result}\n---\n\n正文。\n",
        random.title(number),
        random.code()
    );
    write(
        site,
        &format!("{place}/resolutions/{day}-{number}.md"),
        &text,
    );
}

fn meeting(site: &Path, place: &str, number: usize, day: NaiveDate, random: &mut Random) {
    let text = format!(
        "---\n标题: {}\n编码: {}\n日期: {day}\n类型: 协商议事\n地点: 邻里中心 议事室\n{}出席: [物业 2, 业委会 3]\n议定事项: [更换3号楼门禁 物业 {}, 清理消防通道 物业]\n---\n\n正文。\n",
        random.title(number),
        random.code(),
        tags(random),
        day + Days::new(60)
    );
    write(site, &format!("{place}/meetings/{day}-{number}.md"), &text);
}

fn activity(site: &Path, place: &str, number: usize, day: NaiveDate, random: &mut Random) {
    let text = format!(
        "---\n标题: {}\n编码: {}\n日期: {day}\n类型: 便民服务\n时间: 9:00-11:00\n地点: 邻里中心 活动厅\n{}---\n\n正文。\n",
        random.title(number),
        random.code(),
        tags(random)
    );
    write(
        site,
        &format!("{place}/activities/{day}-{number}.md"),
        &text,
    );
}

fn work(site: &Path, place: &str, number: usize, day: NaiveDate, random: &mut Random) {
    let text = format!(
        "---\n标题: {}\n编码: {}\n日期: {day}\n责任单位: 物业\n地点: 1号楼西侧空地\n{}办理进展:\n  - {day} 计划\n  - {} 施工\n---\n\n正文。\n",
        random.title(number),
        random.code(),
        tags(random),
        day + Days::new(5)
    );
    write(site, &format!("{place}/works/{day}-{number}.md"), &text);
}

/// A weekly meeting on most Mondays of two years.
fn weeks(site: &Path, at: usize) {
    let first = NaiveDate::from_ymd_opt(2024, 1, 8).unwrap();
    for week in 0..115_u64 {
        if week % 9 == 8 {
            continue;
        }
        let day = first + Days::new(7 * week);
        let text = format!(
            "---\n标题: {day}合署办公\n日期: {day}\n类型: 合署办公\n机制: five\n出席: [物业 2, 业委会 3]\n议定事项: [更换{week}号门禁 物业 {}]\n---\n\n正文。\n",
            day + Days::new(30)
        );
        write(
            site,
            &format!("{}/meetings/{day}-weekly.md", compound(at)),
            &text,
        );
    }
}
