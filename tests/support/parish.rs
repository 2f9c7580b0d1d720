//! Random sites of three levels of places, with records of all kinds in every state that counts
//! differ by. The same seed makes the same site.

#![allow(dead_code, reason = "each test file uses a part")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::town::Random;

/// The first day of the sites: a Monday.
const FIRST: (i32, u32, u32) = (2026, 1, 5);
/// The day that the sites are told for, counted from the first.
const TODAY: usize = 79;
/// Days on which something is dated; some are still to come.
const DAYS: usize = 92;

/// States of an issue, and those that may follow each, by position; the same again confirms it.
const STATES: [&str; 9] = [
    "发现",
    "商议",
    "处置",
    "解决",
    "延期",
    "转办",
    "不予受理",
    "重复",
    "重新办理",
];
const FOLLOWS: [&[usize]; 9] = [
    &[1, 2, 3, 4, 5, 6, 7],
    &[2, 3, 4, 5, 6, 7],
    &[3, 4, 5, 6, 7],
    &[8],
    &[1, 2, 3, 5, 6, 7, 8],
    &[1, 2, 3, 4, 6, 7, 8],
    &[8],
    &[8],
    &[1, 2, 3, 4, 5, 6, 7],
];
const CATEGORIES: [&str; 4] = ["电梯", "消防", "环境", "噪声"];

struct Place {
    folder: String,
    front: String,
}

struct Meeting {
    place: usize,
    name: String,
    /// The day that its record says, and the one on which it is held if it is.
    date: usize,
    day: usize,
    /// What it reports does not count.
    is_off: bool,
    front: String,
    raises: Vec<String>,
    reviews: Vec<String>,
}

/// A day as it is written.
fn day(number: usize) -> String {
    let (year, month, day) = FIRST;
    let first = chrono::NaiveDate::from_ymd_opt(year, month, day).unwrap();
    let day = first + chrono::Days::new(number as u64);
    day.format("%Y-%m-%d").to_string()
}

/// Writes a site into a folder.
pub fn write(root: &Path, seed: u64) {
    let mut random = Random(seed);
    let file = |path: &str, text: &str| {
        let path = root.join("content").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    file(
        "site.yaml",
        &format!("title: 测试公示栏\ntoday: {}\n", day(TODAY)),
    );
    let places = places(&mut random);
    for place in &places {
        let path = format!("{}/_index.md", place.folder);
        let text = format!("---\n{}---\n", place.front);
        file(path.trim_start_matches('/'), &text);
    }
    if random.below(4) > 0 {
        file("mechanisms/rhythm.md", &mechanism(&mut random, &places));
    }
    let mut number = 0;
    let mut meetings = Vec::new();
    for at in 0..places.len() {
        for _ in 0..random.below(7) {
            number += 1;
            meetings.push(meeting(&mut random, at, number));
        }
    }
    let mut issues: Vec<(usize, String)> = Vec::new();
    for (at, place) in places.iter().enumerate() {
        for _ in 0..random.below(6) {
            number += 1;
            let earlier: Vec<String> = issues
                .iter()
                .filter(|(of, _)| *of == at)
                .map(|(_, name)| name.clone())
                .collect();
            let (name, front) = issue(&mut random, (at, number), &mut meetings, &earlier);
            file(
                &format!("{}/issues/{name}.md", place.folder),
                &format!("---\n{front}---\n"),
            );
            issues.push((at, name));
        }
        let mut last = None;
        for _ in 0..random.below(4) {
            number += 1;
            let (name, front) = notice(&mut random, number, last.take());
            file(
                &format!("{}/notices/{name}.md", place.folder),
                &format!("---\n{front}---\n"),
            );
            last = Some(name);
        }
        for _ in 0..random.below(3) {
            number += 1;
            let (name, front) = work(&mut random, number);
            file(
                &format!("{}/works/{name}.md", place.folder),
                &format!("---\n{front}---\n"),
            );
        }
        for _ in 0..random.below(3) {
            number += 1;
            let (name, front) = activity(&mut random, number);
            file(
                &format!("{}/activities/{name}.md", place.folder),
                &format!("---\n{front}---\n"),
            );
        }
        for (name, front) in accounts(&mut random, &mut number) {
            file(
                &format!("{}/accounts/{name}.md", place.folder),
                &format!("---\n{front}---\n"),
            );
        }
        for (name, front) in assessments(&mut random, &mut number, &places, at) {
            file(
                &format!("{}/assessments/{name}.md", place.folder),
                &format!("---\n{front}---\n"),
            );
        }
    }
    for meeting in &meetings {
        let mut text = format!("---\n{}", meeting.front);
        for (key, lines) in [("raises", &meeting.raises), ("reviews", &meeting.reviews)] {
            if !lines.is_empty() {
                let _ = writeln!(text, "{key}:");
                for line in lines {
                    let _ = writeln!(text, "  - {line}");
                }
            }
        }
        text.push_str("---\n");
        let folder = &places[meeting.place].folder;
        file(&format!("{folder}/meetings/{}.md", meeting.name), &text);
    }
}

fn places(random: &mut Random) -> Vec<Place> {
    let place = |folder: String, level: &str, is_demo: bool, more: &str| {
        let demo = if is_demo { "demo: 是\n" } else { "" };
        let name = folder.replace('/', "");
        Place {
            front: format!("title: 地方{name}\nlevel: {level}\n{demo}{more}"),
            folder,
        }
    };
    let bodies = "issuer: 业委会\nbodies:\n  业委会: 甲业主委员会 0731-0000 0001\n  物业: 甲物业 0731-0000 0002\n";
    let mut places = vec![place(String::new(), "街道", random.one_in(8), bodies)];
    for community in 0..=random.below(3) {
        let folder = format!("c{community}");
        places.push(place(folder.clone(), "社区", random.one_in(3), ""));
        for compound in 0..random.below(4) {
            let is_demo = random.one_in(4);
            places.push(place(format!("{folder}/x{compound}"), "小区", is_demo, ""));
        }
    }
    if random.one_in(2) {
        places.push(place("y0".to_owned(), "小区", random.one_in(3), ""));
    }
    places
}

fn mechanism(random: &mut Random, places: &[Place]) -> String {
    let mut text = "---\ntitle: 每周一会\nbodies: [owners-committee, property-company]\nmeets:\n  - 合署办公 每周\n  - 联席会议 每月\nissues_per_week: 1-2\nadoption:\n".to_owned();
    for place in &places[1..] {
        let state = random.of(&["planned", "pilot", "adopted", ""]);
        if !state.is_empty() {
            let _ = writeln!(
                text,
                "  - {{place: /{}, state: {state}, since: {}}}",
                place.folder,
                random.of(&["2026-01", "2026-02-16", "2026-03"])
            );
        }
    }
    let _ = writeln!(text, "  - {{place: /, state: planned}}\n---");
    text
}

fn meeting(random: &mut Random, place: usize, number: usize) -> Meeting {
    let date = random.below(DAYS);
    let mut held = date;
    let kind = random.of(&["合署办公", "合署办公", "联席会议", "协商议事"]);
    let mut front = format!("title: 第{number}次会\ndate: {}\ntype: {kind}\n", day(date));
    let mut is_off = false;
    if random.one_in(8) {
        front.push_str("draft: 是\n");
        is_off = true;
    }
    if random.one_in(8) {
        let on = date + random.below(20);
        let _ = writeln!(front, "withdrawn: {} 写错了", day(on));
        is_off |= on <= TODAY;
    }
    let before = day(date.saturating_sub(1));
    match random.below(8) {
        0 => {
            let _ = writeln!(front, "progress:\n  - {before} 取消 没有议题");
            is_off = true;
        }
        1 => {
            let until = day(date + 1 + random.below(9));
            let _ = writeln!(front, "progress:\n  - {before} 改期 {until} 停电");
            is_off = true;
        }
        2 if date + 9 < TODAY => {
            held = date + 1 + random.below(9);
            let until = day(held);
            let _ = writeln!(
                front,
                "progress:\n  - {before} 改期 {until} 停电\n  - {until} 召开"
            );
        }
        3 => {
            let _ = writeln!(front, "progress:\n  - {before} 通知");
        }
        _ => {}
    }
    Meeting {
        place,
        name: format!("{}-m{number}", day(date)),
        date,
        day: held,
        is_off,
        front,
        raises: Vec::new(),
        reviews: Vec::new(),
    }
}

/// What an entry of progress says: its state with what that needs.
fn said(random: &mut Random, state: usize, date: usize, earlier: &[String]) -> Option<String> {
    let words = STATES[state];
    Some(match state {
        4 if random.one_in(2) => format!("{words} {} 缺配件", day(date + random.below(40))),
        4..=6 => format!("{words} 另有安排"),
        7 => format!("{words} issues/{}", random.any(earlier)?),
        _ => words.to_owned(),
    })
}

fn issue(
    random: &mut Random,
    (place, number): (usize, usize),
    meetings: &mut [Meeting],
    earlier: &[String],
) -> (String, String) {
    let found = random.below(DAYS - 12);
    let name = format!("{}-i{number}", day(found));
    let mut front = format!("title: 第{number}件事\ndate: {}\n", day(found));
    if random.one_in(2) {
        let _ = writeln!(front, "due: {}", day(found + random.below(70)));
    }
    if random.below(3) > 0 {
        let _ = writeln!(front, "category: {}", random.of(&CATEGORIES));
    }
    if random.one_in(9) {
        front.push_str("draft: 是\n");
    }
    if random.one_in(9) {
        let _ = writeln!(front, "withdrawn: {} 写错了", day(found + random.below(40)));
    }
    front.push_str(&satisfaction(random));
    let mut entries = vec![format!("{} 发现 有人报修", day(found))];
    let (mut state, mut date) = (0, found);
    for _ in 0..random.below(6) {
        let next = if random.one_in(6) {
            state
        } else {
            *random.of(FOLLOWS[state])
        };
        // An entry is told by a meeting of that day, or stands in the record itself.
        let later: Vec<usize> = (0..meetings.len())
            .filter(|at| meetings[*at].place == place && meetings[*at].day > date)
            .collect();
        let told = random.any(&later).copied().filter(|_| random.one_in(2));
        let on = told.map_or(date + 1 + random.below(14), |at| meetings[at].day);
        let Some(said) = said(random, next, on, earlier) else {
            continue;
        };
        match told {
            Some(at) => {
                let line = format!("issues/{name} {said}");
                meetings[at].reviews.push(line);
                // What a meeting says that is not held does not bring the issue further.
                if meetings[at].is_off || on > TODAY {
                    continue;
                }
            }
            None => entries.push(format!("{} {said}", day(on))),
        }
        (state, date) = (next, on);
    }
    if entries.len() > 1 || random.one_in(2) {
        let _ = writeln!(front, "progress:");
        for entry in &entries {
            let _ = writeln!(front, "  - {entry}");
        }
    }
    for meeting in meetings.iter_mut() {
        let is_after = meeting.place == place && meeting.date.min(meeting.day) >= found;
        if is_after && meeting.raises.len() < 3 && random.one_in(3) {
            meeting.raises.push(format!("issues/{name}"));
        }
    }
    (name, front)
}

fn notice(random: &mut Random, number: usize, last: Option<String>) -> (String, String) {
    let from = TODAY - 30 + random.below(34);
    let name = format!("{}-n{number}", day(from));
    let mut front = format!(
        "title: 第{number}号公示\ndate: {0}\ntype: 公示\ndisplay: {0} 至 {1}\nobjections: 业委会 0731-0000 0001\n",
        day(from),
        day(from + 7 + random.below(20))
    );
    if random.one_in(9) {
        front.push_str("draft: 是\n");
    }
    if random.one_in(9) {
        let _ = writeln!(front, "withdrawn: {} 写错了", day(from + random.below(9)));
    }
    // Only a later one takes the place of another.
    if let Some(last) = last.filter(|last| last.as_str() < name.as_str()) {
        match random.below(4) {
            0 => {
                let _ = writeln!(front, "replaces: notices/{last} 改了方案");
            }
            1 => {
                let _ = writeln!(front, "corrects: notices/{last} 错字");
            }
            2 => {
                let _ = writeln!(
                    front,
                    "corrects: {{record: notices/{last}, reason: 数目错了, material: 是}}"
                );
            }
            _ => {}
        }
    }
    (name, front)
}

/// Who was asked, or nothing of that.
fn satisfaction(random: &mut Random) -> String {
    let asked = random.below(60);
    let satisfied = random.below(asked + 1);
    match random.below(4) {
        0 => String::new(),
        1 => "satisfaction: 0 0\n".to_owned(),
        _ => format!("satisfaction: {asked} {satisfied}\n"),
    }
}

fn work(random: &mut Random, number: usize) -> (String, String) {
    let mut date = random.below(DAYS - 12);
    let name = format!("{}-w{number}", day(date));
    let mut front = format!("title: 第{number}件实事\ndate: {}\n", day(date));
    front.push_str(&satisfaction(random));
    if random.one_in(9) {
        front.push_str("draft: 是\n");
    }
    if random.one_in(9) {
        let _ = writeln!(front, "withdrawn: {} 写错了", day(date + random.below(40)));
    }
    front.push_str("progress:\n");
    let last = random.below(4);
    for state in &["计划", "施工", "完工", "验收"][..=last] {
        let _ = writeln!(front, "  - {} {state}", day(date));
        date += 1 + random.below(12);
    }
    (name, front)
}

fn activity(random: &mut Random, number: usize) -> (String, String) {
    let date = random.below(DAYS);
    let name = format!("{}-a{number}", day(date));
    let kind = random.of(&["志愿服务", "学习"]);
    let mut front = format!(
        "title: 第{number}次活动\ndate: {}\ntype: {kind}\n",
        day(date)
    );
    if random.one_in(9) {
        front.push_str("draft: 是\n");
    }
    if random.one_in(9) {
        let _ = writeln!(front, "withdrawn: {} 写错了", day(date + random.below(9)));
    }
    (name, front)
}

/// When something was posted, and for how long.
fn display(random: &mut Random) -> (usize, String) {
    let from = TODAY - 30 + random.below(30);
    let to = day(from + 7 + random.below(25));
    (
        from,
        format!("date: {0}\ndisplay: {0} 至 {to}\n", day(from)),
    )
}

/// Statements of quarters that follow each other.
fn accounts(random: &mut Random, number: &mut usize) -> Vec<(String, String)> {
    let mut opening = random.below(900);
    let mut accounts = Vec::new();
    for quarter in 1..=random.below(3) {
        *number += 1;
        let (from, shown) = display(random);
        let (income, cost) = (random.below(900), random.below(90));
        let closing = opening + income;
        accounts.push((
            format!("{}-s{number}", day(from)),
            format!(
                "title: 第{number}号收支\n{shown}period: 2025-Q{quarter}\nopening: {opening}\nincome:\n  - 停车 {}\ncost:\n  - 人工 {cost}\nclosing: {closing}\nobjections: 业委会 0731-0000 0001\n",
                income + cost
            ),
        ));
        opening = closing;
    }
    accounts
}

/// Assessments of the places below a community: real ones do not assess invented ones.
fn assessments(
    random: &mut Random,
    number: &mut usize,
    places: &[Place],
    at: usize,
) -> Vec<(String, String)> {
    let here = &places[at];
    let prefix = format!("{}/", here.folder);
    let is_demo = |place: &Place| place.front.contains("demo: 是");
    let below: Vec<&str> = places
        .iter()
        .filter(|place| is_demo(place) == is_demo(here))
        .filter_map(|place| place.folder.strip_prefix(&prefix))
        .collect();
    if below.is_empty() || here.folder.is_empty() {
        return Vec::new();
    }
    let mut assessments = Vec::new();
    for quarter in 1..=random.below(3) {
        *number += 1;
        let (from, shown) = display(random);
        let mut front = format!(
            "title: 第{number}号考评\n{shown}period: 2025-Q{quarter}\ncriteria:\n  - 卫生 60\n  - 安全 40\nobjections: 业委会 0731-0000 0001\nscores:\n"
        );
        for place in &below {
            let (one, two) = (random.below(101), random.below(101));
            let _ = writeln!(front, "  - {place} {one} {two}");
        }
        assessments.push((format!("{}-k{number}", day(from)), front));
    }
    assessments
}
