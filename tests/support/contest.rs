//! Adds to a random site what a comparison tells of besides issues and meetings: households, bodies,
//! grids, accounts, assessments, works, activities, resolutions, satisfaction; and two forums. The
//! same seed adds the same.

#![allow(
    dead_code,
    clippy::disallowed_methods,
    reason = "each test file uses a part; the folders that it removes are its own"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::recount::Recount;
use super::town::Random;

/// A forum of a random site.
#[derive(Debug, Clone)]
pub struct Forum {
    pub number: u64,
    pub day: String,
    /// First and last day, where they are written.
    pub period: Option<(String, String)>,
    /// The places, where they are written.
    pub places: Option<Vec<String>>,
}

/// The forums of a random site, at one place.
#[derive(Debug, Clone)]
pub struct Forums {
    pub place: String,
    pub forums: Vec<Forum>,
}

fn day(number: usize) -> String {
    let first = chrono::NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
    (first + chrono::Days::new(number as u64)).to_string()
}

/// The places directly below a place that are invented, or not, as it is.
pub fn alike_below(recount: &Recount, place: &str) -> Vec<String> {
    let demo = recount.places[place];
    let below = recount.places.iter().filter(|(folder, of)| {
        let rest = if place.is_empty() {
            Some(folder.as_str())
        } else {
            folder
                .strip_prefix(place)
                .and_then(|rest| rest.strip_prefix('/'))
        };
        rest.is_some_and(|rest| !rest.is_empty() && !rest.contains('/')) && **of == demo
    });
    below.map(|(folder, _)| folder.clone()).collect()
}

/// Adds to the site of a folder; none if no place has two others to compare.
pub fn add(root: &Path, seed: u64) -> Option<Forums> {
    let mut random = Random(seed ^ 0x00C0_FFEE);
    let content = root.join("content");
    // What the site has of these says other things than are counted here.
    for place in Recount::read(root).places.keys() {
        for kind in ["accounts", "assessments", "works", "activities"] {
            let folder = content.join(place).join(kind);
            if folder.exists() {
                fs::remove_dir_all(folder).unwrap();
            }
        }
    }
    let recount = Recount::read(root);
    let file = |path: &str, front: &str| {
        let path = content.join(path.trim_start_matches('/'));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, format!("---\n{front}---\n")).unwrap();
    };
    let mut number = 0;
    for place in recount.places.keys() {
        let path = content.join(place).join("_index.md");
        let text = fs::read_to_string(&path).unwrap();
        let mut more = String::new();
        let is_compound = text.contains("level: 小区");
        if random.below(if is_compound { 4 } else { 9 }) > if is_compound { 0 } else { 7 } {
            let _ = writeln!(more, "households: {}", 1 + random.below(900));
        }
        if is_compound && random.one_in(2) {
            more.push_str("bodies:\n  小区党支部: 甲支部 0731-0000 0003\n");
        }
        if is_compound && random.one_in(4) {
            more.push_str("instructor: 社区派驻指导员 0731-0000 0004\n");
        }
        if is_compound && random.one_in(3) {
            let grids = 1 + random.below(3);
            let _ = writeln!(
                more,
                "grids: {grids}\nunit_grids: {}",
                grids + random.below(5)
            );
        }
        let text = text.replacen("---\ntitle", &format!("---\n{more}title"), 1);
        fs::write(&path, text).unwrap();
        let withdrawn = |random: &mut Random, from: usize| {
            if random.one_in(8) {
                format!("withdrawn: {} 写错了\n", day(from + random.below(30)))
            } else {
                String::new()
            }
        };
        if random.one_in(3) {
            for period in ["2025-11", "2025-12", "2026-01", "2026-02"] {
                if random.below(3) > 0 {
                    number += 1;
                    file(
                        &format!("{place}/accounts/{period}.md"),
                        &format!(
                            "title: 收支{number}\ndate: {}\nperiod: {period}\nopening: 100\nclosing: 100\n{}",
                            day(58),
                            withdrawn(&mut random, 58)
                        ),
                    );
                }
            }
        }
        let below = alike_below(&recount, place);
        for period in ["2025-12", "2026-01", "2026-02"] {
            if below.is_empty() || random.below(3) > 0 {
                continue;
            }
            number += 1;
            let mut front = format!(
                "title: 考评{number}\ndate: {}\nperiod: {period}\n{}criteria:\n  - 全部 100\nscores:\n",
                day(58),
                withdrawn(&mut random, 58)
            );
            for scored in &below {
                let name = scored.rsplit('/').next().unwrap();
                let _ = writeln!(
                    front,
                    "  - {name} {}.{}",
                    60 + random.below(40),
                    random.below(10)
                );
            }
            file(&format!("{place}/assessments/{period}.md"), &front);
        }
        for _ in 0..random.below(3) {
            number += 1;
            let from = random.below(70);
            let mut front = format!(
                "title: 实事{number}\ndate: {}\n{}progress:\n  - {0} 施工 动工\n",
                day(from),
                withdrawn(&mut random, from)
            );
            if random.below(3) > 0 {
                let _ = writeln!(front, "  - {} 完工", day(from + 1 + random.below(20)));
            }
            file(&format!("{place}/works/w{number}.md"), &front);
        }
        for _ in 0..random.below(3) {
            number += 1;
            let on = random.below(90);
            let off = if random.one_in(5) {
                format!("progress:\n  - {} 取消 下雨\n", day(on.saturating_sub(1)))
            } else {
                String::new()
            };
            file(
                &format!("{place}/activities/a{number}.md"),
                &format!(
                    "title: 活动{number}\ndate: {}\ntype: 志愿服务\n{}{off}",
                    day(on),
                    withdrawn(&mut random, on)
                ),
            );
        }
        for _ in 0..random.below(3) {
            number += 1;
            let on = random.below(78);
            let (agree, result) = *random.of(&[(6, "通过"), (2, "未通过")]);
            file(
                &format!("{place}/resolutions/r{number}.md"),
                &format!(
                    "title: 决议{number}\ndate: {}\ndecided_by: 业委会\nquestion: 是否办第{number}件事\nmembers: 7 7 {agree}\nresult: {result}\n{}",
                    day(on),
                    withdrawn(&mut random, on)
                ),
            );
        }
    }
    for record in recount.records.iter().filter(|of| of.kind == "issues") {
        let path = content.join(format!("{}.md", record.key));
        let text = fs::read_to_string(&path).unwrap();
        let lines = text
            .lines()
            .filter(|line| !line.starts_with("satisfaction: "));
        let text: String = lines.flat_map(|line| [line, "\n"]).collect();
        fs::write(&path, &text).unwrap();
        let is_solved = text.contains(" 解决");
        if random.below(if is_solved { 2 } else { 6 }) == 0 {
            let asked = 1 + random.below(60);
            let satisfied = random.below(asked + 1);
            let text = text.replacen(
                "---\n",
                &format!("---\nsatisfaction: {asked} {satisfied}\n"),
                1,
            );
            fs::write(&path, text).unwrap();
        }
    }
    forums(&mut random, &recount, &file)
}

fn forums(random: &mut Random, recount: &Recount, file: &dyn Fn(&str, &str)) -> Option<Forums> {
    let hosts: Vec<&String> = recount
        .places
        .keys()
        .filter(|place| alike_below(recount, place).len() > 1)
        .collect();
    let place = (*random.any(&hosts)?).clone();
    let below = alike_below(recount, &place);
    let days = [15 + random.below(30), 50 + random.below(40)];
    let second = 2 + u64::from(random.one_in(3));
    let mut forums = Vec::new();
    for (at, number) in days.into_iter().zip([1, second]) {
        let mut front = format!(
            "title: 论坛{number}\ndate: {}\ntype: 论坛\nforum: {{series: 书记论坛, number: {number}",
            day(at)
        );
        let places = random.one_in(2).then(|| {
            let mut places = below.clone();
            places.reverse();
            let written: Vec<String> = places.iter().map(|of| format!("/{of}")).collect();
            let _ = write!(front, ", compares: [{}]", written.join(", "));
            places
        });
        let period = random.one_in(3).then(|| {
            let from = at.saturating_sub(5 + random.below(30));
            let (first, last) = (day(from), day(at + random.below(9)));
            let _ = write!(front, ", period: {first} 至 {last}");
            (first, last)
        });
        front.push_str("}\n");
        file(&format!("{place}/meetings/forum-{number}.md"), &front);
        forums.push(Forum {
            number,
            day: day(at),
            period,
            places,
        });
    }
    Some(Forums { place, forums })
}
