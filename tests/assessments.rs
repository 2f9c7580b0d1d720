//! Assessments on built sites: totals, ranks and changes against an independent computation, which
//! assessments hold, what a rule changes, and what nobody can calculate.
//!
//! A failure of the random sites names its seed; with `GONGSHI_SEED=…` only that site is made.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may panic"
)]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use scraper::{ElementRef, Html, Selector};
use support::Site;

/// How many random sites are made.
const SITES: u64 = 40;
/// Compounds of a random site.
const PLACES: [&str; 7] = ["桃园", "春江苑", "梅园里", "柳岸居", "枫林", "橘洲", "松涛"];

/// A generator of numbers that need be no better than this.
struct Dice(u64);

impl Dice {
    /// A number below another one.
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }
}

/// Weights and most points in hundredths.
type Criteria = Vec<(u64, u64)>;
/// Points of each place in hundredths; none: not assessed.
type Scores = Vec<(usize, Vec<Option<u64>>)>;

/// What a place got: total as shown, rank.
type Marks = BTreeMap<usize, Option<(u128, usize)>>;

/// Hundredths as people write them.
fn written(hundredths: u64) -> String {
    match hundredths % 100 {
        0 => (hundredths / 100).to_string(),
        _ => format!("{}.{:02}", hundredths / 100, hundredths % 100),
    }
}

fn shown(hundredths: u128) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// Criteria whose weights make 100 and whose most points have few factors in common.
fn criteria(dice: &mut Dice) -> Criteria {
    let count = 1 + dice.below(5);
    let mut left = 10_000;
    (1..=count)
        .map(|at| {
            let weight = if at == count {
                left
            } else {
                let most = left - (count - at) * 100;
                let half = 50 + dice.below(most.max(51) - 50);
                half / 50 * 50
            };
            left -= weight;
            let max =
                [10_000, 10_000, 3000, 700, 1250, 9999][usize::try_from(dice.below(6)).unwrap()];
            (weight, max)
        })
        .collect()
}

/// Scores of some places, with gaps, and with few different points so that there are ties.
fn scores(dice: &mut Dice, criteria: &Criteria) -> Scores {
    let mut scores = Scores::new();
    for place in 0..PLACES.len() {
        if dice.below(8) == 0 {
            continue;
        }
        let steps = [3, 8, 50, 10_000][usize::try_from(dice.below(4)).unwrap()];
        let points = criteria.iter().map(|(_, max)| {
            let is_gap = dice.below(25) == 0;
            let points = max * dice.below(steps + 1) / steps;
            (!is_gap).then_some(points)
        });
        let mut points: Vec<Option<u64>> = points.collect();
        // A hundredth of a point more than another place: less than totals show.
        if let (Some((_, others)), 0) = (scores.last(), dice.below(3)) {
            points.clone_from(others);
            let at = usize::try_from(dice.below(criteria.len() as u64)).unwrap();
            points[at] = points[at].map(|points| (points + 1).min(criteria[at].1));
        }
        scores.push((place, points));
    }
    scores
}

/// All fractions over one denominator, the product of all most points; whether any two of one total
/// are not really equal.
fn computed(criteria: &Criteria, scores: &Scores) -> (Marks, bool) {
    let whole: u128 = criteria.iter().map(|(_, max)| u128::from(*max)).product();
    let exact: Vec<(usize, Option<u128>)> = scores
        .iter()
        .map(|(place, points)| {
            let parts = criteria.iter().zip(points).map(|((weight, max), points)| {
                let share = whole / u128::from(*max);
                points.map(|points| u128::from(*weight) * u128::from(points) * share)
            });
            (*place, parts.sum::<Option<u128>>())
        })
        .collect();
    // Half up.
    let round = |exact: u128| (2 * exact + whole) / (2 * whole);
    let mut marks = Marks::new();
    let mut is_shared = false;
    for (place, own) in &exact {
        let mark = own.map(|own| {
            let others = exact.iter().filter_map(|(_, other)| *other);
            is_shared |= others
                .clone()
                .any(|of| of != own && round(of) == round(own));
            let higher = others.filter(|of| round(*of) > round(own));
            (round(own), higher.count() + 1)
        });
        marks.insert(*place, mark);
    }
    (marks, is_shared)
}

fn record(period: &str, date: &str, criteria: &Criteria, scores: &Scores) -> String {
    let mut text = format!(
        "---\n标题: {period}考评结果\n日期: {date}\n期间: {period}\n考评办法: 物业考评\n异议受理: 0731-0000 1001\n考评项目:\n"
    );
    for (at, (weight, max)) in criteria.iter().enumerate() {
        let _ = writeln!(
            text,
            "  - 项目{at} {} 满分{}",
            written(*weight),
            written(*max)
        );
    }
    text.push_str("得分:\n");
    for (place, points) in scores {
        let points: Vec<String> = points
            .iter()
            .map(|points| points.map_or_else(|| "缺".to_owned(), written))
            .collect();
        let _ = writeln!(text, "  - {} {}", PLACES[*place], points.join(" "));
    }
    text + "---\n"
}

fn all<'d>(element: ElementRef<'d>, selector: &str) -> Vec<ElementRef<'d>> {
    element
        .select(&Selector::parse(selector).unwrap())
        .collect()
}

fn words(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The cells of the table of totals, by place, in the order of the page.
fn totals(page: &str) -> Vec<(String, Vec<String>)> {
    let page = Html::parse_document(page);
    let rows = all(page.root_element(), "table.marks tbody tr");
    let of = |row: &ElementRef<'_>| {
        let cells = all(*row, "td").into_iter().map(words);
        (row.attr("data-place").unwrap().to_owned(), cells.collect())
    };
    rows.iter().map(of).collect()
}

/// What the page says of a change.
fn change(now: (u128, usize), before: (u128, usize)) -> String {
    let (points, then) = (now.0, before.0);
    let total = match points.cmp(&then) {
        std::cmp::Ordering::Greater => format!("↑ 升{}分", shown(points - then)),
        std::cmp::Ordering::Less => format!("↓ 降{}分", shown(then - points)),
        std::cmp::Ordering::Equal => "总分相同".to_owned(),
    };
    let rank = match before.1.cmp(&now.1) {
        std::cmp::Ordering::Greater => format!("名次升{}位", before.1 - now.1),
        std::cmp::Ordering::Less => format!("名次降{}位", now.1 - before.1),
        std::cmp::Ordering::Equal => "名次不变".to_owned(),
    };
    format!("{total} {rank}")
}

#[derive(Debug, Default)]
struct Seen {
    ties: usize,
    shared_by_rounding: usize,
    gaps: usize,
    ups: usize,
    downs: usize,
    left_out: usize,
}

fn seeds() -> Vec<u64> {
    match std::env::var("GONGSHI_SEED") {
        Ok(seed) => vec![seed.parse().unwrap()],
        Err(_) => (1..=SITES).collect(),
    }
}

#[test]
fn random_points_rank_as_an_independent_computation_does() {
    let mut seen = Seen::default();
    let seeds = seeds();
    for seed in &seeds {
        let site = Site::new();
        for (at, place) in PLACES.iter().enumerate() {
            site.file(
                &format!("content/p{at}/_index.md"),
                format!("---\n标题: {place}\n层级: 小区\n---\n"),
            );
        }
        let mut dice = Dice(seed * 0x9E37_79B9_7F4A_7C15 + 1);
        let mut before: Option<Marks> = None;
        let mut last: BTreeMap<usize, Option<(u128, usize)>> = BTreeMap::new();
        let mut wanted = Vec::new();
        for (period, date) in [
            ("2025-Q1", "2025-04-10"),
            ("2025-Q2", "2025-07-10"),
            ("2025-Q3", "2025-10-10"),
        ] {
            let criteria = criteria(&mut dice);
            let scores = scores(&mut dice, &criteria);
            if scores.is_empty() {
                continue;
            }
            site.file(
                &format!("content/assessments/{date}.md"),
                record(period, date, &criteria, &scores),
            );
            let (marks, is_shared) = computed(&criteria, &scores);
            seen.shared_by_rounding += usize::from(is_shared);
            seen.left_out += PLACES.len() - scores.len();
            last.extend(marks.clone());
            wanted.push((date, marks.clone(), before.replace(marks)));
        }
        site.build();
        for (date, marks, before) in &wanted {
            let told = totals(&site.page(&format!("assessments/{date}.html")));
            assert_eq!(told.len(), marks.len(), "GONGSHI_SEED={seed} {date}");
            let ranked = marks.values().flatten();
            let ranks: Vec<usize> = ranked.map(|(_, rank)| *rank).collect();
            let mut order = Vec::new();
            for (place, cells) in &told {
                let at = PLACES.iter().position(|of| of == place).unwrap();
                let mut expected = match marks[&at] {
                    None => {
                        seen.gaps += 1;
                        vec!["不排名".to_owned(), "未评完".to_owned()]
                    }
                    Some((total, rank)) => {
                        let same = ranks.iter().filter(|of| **of == rank).count();
                        seen.ties += usize::from(same > 1);
                        let tied = if same > 1 { " 并列" } else { "" };
                        vec![format!("{rank}{tied}"), shown(total)]
                    }
                };
                if let Some(before) = before {
                    let then = before.get(&at).copied().flatten();
                    expected.push(match (marks[&at], then) {
                        (Some(now), Some(then)) => {
                            seen.ups += usize::from(now.1 < then.1);
                            seen.downs += usize::from(now.1 > then.1);
                            change(now, then)
                        }
                        _ => "无法比较".to_owned(),
                    });
                }
                assert_eq!(*cells, expected, "GONGSHI_SEED={seed} {date} {place}");
                order.push(marks[&at].map_or(usize::MAX, |(_, rank)| rank));
            }
            assert!(order.is_sorted(), "GONGSHI_SEED={seed} {date} {order:?}");
        }
        for (place, mark) in &last {
            let home = Html::parse_document(&site.page(&format!("p{place}/index.html")));
            let numbers = all(home.root_element(), "li:has(a[href*='assessments/']) .num");
            let expected = mark.map_or_else(
                || "未评完".to_owned(),
                |(total, _)| format!("{}分", shown(total)),
            );
            assert_eq!(words(numbers[0]), expected, "GONGSHI_SEED={seed} p{place}");
        }
    }
    if seeds.len() > 1 {
        let Seen {
            ties,
            shared_by_rounding,
            gaps,
            ups,
            downs,
            left_out,
        } = seen;
        for count in [ties, shared_by_rounding, gaps, ups, downs, left_out] {
            assert!(count > 0, "{seen:?}");
        }
    }
}

/// A street with two compounds more.
fn street() -> Site {
    let site = Site::new();
    site.file("content/_index.md", "---\n标题: 东街街道\n联系方式: 0731-0000 1000\n组织:\n  居委会: 东街居委会 0731-0000 1001\n---\n");
    for (folder, title) in [("chun", "春江苑"), ("mei", "梅园里")] {
        site.file(
            &format!("content/{folder}/_index.md"),
            format!("---\n标题: {title}\n层级: 小区\n---\n"),
        );
    }
    site
}

fn assessment(site: &Site, name: &str, period: &str, points: [&str; 3], more: &str) {
    let [tao, chun, mei] = points;
    let date = &name[..10];
    site.file(
        &format!("content/assessments/{name}.md"),
        format!("---\n标题: {period}考评结果\n日期: {date}\n期间: {period}\n考评项目: [环境卫生 100]\n得分: [桃园小区 {tao}, 春江苑 {chun}, 梅园里 {mei}]\n{more}---\n"),
    );
}

fn cells(site: &Site, name: &str) -> Vec<String> {
    let rows = totals(&site.page(&format!("assessments/{name}.html")));
    let rows = rows.into_iter();
    rows.map(|(place, cells)| format!("{place} {}", cells.join(" | ")))
        .collect()
}

#[test]
fn what_was_corrected_or_withdrawn_is_not_compared_with() {
    let site = street();
    assessment(&site, "2025-07-10-h1", "2025-H1", ["90", "80", "70"], "");
    assessment(
        &site,
        "2025-07-20-h1",
        "2025-H1",
        ["75", "80", "70"],
        "更正: assessments/2025-07-10-h1 抄错\n",
    );
    assessment(&site, "2026-01-10-h2", "2025-H2", ["80", "82", "80"], "");
    site.build();
    assert_eq!(
        cells(&site, "2026-01-10-h2"),
        [
            "春江苑 1 | 82.00 | ↑ 升2.00分 名次不变",
            "桃园小区 2 并列 | 80.00 | ↑ 升5.00分 名次不变",
            "梅园里 2 并列 | 80.00 | ↑ 升10.00分 名次升1位",
        ]
    );
    let home = site.page("tao/index.html");
    assert!(home.contains("assessments/2025-07-20-h1.html"));
    assert!(!home.contains("assessments/2025-07-10-h1.html"), "{home}");
    // What corrected it is withdrawn: the first holds again.
    assessment(
        &site,
        "2025-07-20-h1",
        "2025-H1",
        ["75", "80", "70"],
        "更正: assessments/2025-07-10-h1 抄错\n撤回: 2026-02-01 原来的没有错\n",
    );
    site.build();
    let told = cells(&site, "2026-01-10-h2");
    assert_eq!(told[1], "桃园小区 2 并列 | 80.00 | ↓ 降10.00分 名次降1位");
    let home = site.page("tao/index.html");
    assert!(home.contains("assessments/2025-07-10-h1.html"));
}

#[test]
fn only_assessments_of_one_scheme_and_length_follow_each_other() {
    let site = street();
    let safety = "考评办法: 消防安全考评\n";
    assessment(&site, "2025-01-10-year", "2024年", ["60", "60", "60"], "");
    assessment(&site, "2025-07-10-h1", "2025-H1", ["90", "80", "70"], "");
    assessment(
        &site,
        "2025-07-11-fire",
        "2025-H1",
        ["50", "50", "50"],
        safety,
    );
    assessment(&site, "2026-01-10-h2", "2025-H2", ["缺", "82", "80"], "");
    let run = site.run(&["check", "--no-posters", "--verbose"]);
    assert!(!run.stderr.contains("assessment-period"), "{}", run.stderr);
    site.build();
    assert_eq!(
        cells(&site, "2026-01-10-h2"),
        [
            "春江苑 1 | 82.00 | ↑ 升2.00分 名次升1位",
            "梅园里 2 | 80.00 | ↑ 升10.00分 名次升1位",
            "桃园小区 不排名 | 未评完 | 无法比较",
        ]
    );
    assert_eq!(
        cells(&site, "2025-07-11-fire")[0],
        "桃园小区 1 并列 | 50.00"
    );
    let list = Html::parse_document(&site.page("assessments/index.html"));
    let heads: Vec<String> = all(list.root_element(), "section[id^='totals-'] h2")
        .into_iter()
        .map(words)
        .collect();
    assert_eq!(heads.len(), 3, "{heads:?}");
    assert!(heads.contains(&"消防安全考评".to_owned()), "{heads:?}");
}

#[test]
fn a_rule_makes_the_display_longer() {
    let site = street();
    assessment(&site, "2026-03-10-h2", "2025-H2", ["90", "80", "70"], "");
    site.build();
    let page = site.page("assessments/2026-03-10-h2.html");
    assert!(page.contains("datetime=\"2026-03-17\""), "{page}");
    site.file(
        "content/rules/local.yaml",
        "出处: 示例办法第三条\n状态: 请本地核实\n规则:\n  - {编号: marks, 名称: 考评公示, 事项: 考评, 至少天数: 15}\n",
    );
    site.build();
    let page = site.page("assessments/2026-03-10-h2.html");
    assert!(page.contains("datetime=\"2026-03-25\""), "{page}");
    assessment(
        &site,
        "2026-03-10-h2",
        "2025-H2",
        ["90", "80", "70"],
        "公示期: 7日\n",
    );
    let run = site.run(&["check", "--no-posters"]);
    assert!(run.stderr.contains("[display-short]"), "{}", run.stderr);
}

#[test]
fn most_points_that_nobody_can_add_up_are_refused() {
    let site = street();
    let primes = [
        "999.79", "999.83", "999.53", "999.61", "999.31", "998.99", "998.81", "998.59", "998.39",
        "998.33",
    ];
    let criteria: Vec<String> = primes
        .iter()
        .enumerate()
        .map(|(at, max)| format!("项目{at} 10 {max}"))
        .collect();
    let points = ["0.01"; 10].join(" ");
    site.file(
        "content/assessments/2026-03-10-h2.md",
        format!(
            "---\n标题: 考评结果\n日期: 2026-03-10\n期间: 2025-H2\n考评项目: [{}]\n得分: [桃园小区 {points}]\n---\n",
            criteria.join(", ")
        ),
    );
    let run = site.run(&["check", "--no-posters"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(
        run.stderr.contains("错误[bad-score]：各项的满分太零碎"),
        "{}",
        run.stderr
    );
}

#[test]
fn points_are_read_as_people_write_them() {
    let site = street();
    site.file(
        "content/assessments/2026-03-10-h2.md",
        "---\n标题: 考评结果\n日期: 2026-03-10\n期间: 2025年下半年\n考评项目:\n  - 环境卫生 60%\n  - {名称: 秩序维护, 权重: 40, 满分: 20, 说明: 门岗和停车}\n得分:\n  - 桃园小区 90分 18.5分\n  - {地点: chun, 分数: 88、未评, 满意度: 40 36, 说明: 门岗改造}\n  - 梅园里 ９０、18.50\n等级: [良好 80, 优秀 90]\n---\n",
    );
    site.build();
    assert_eq!(
        cells(&site, "2026-03-10-h2"),
        [
            "桃园小区 1 并列 | 91.00 优秀",
            "梅园里 1 并列 | 91.00 优秀",
            "春江苑 不排名 | 未评完",
        ]
    );
    let page = site.page("assessments/2026-03-10-h2.html");
    for told in [
        "门岗和停车",
        "门岗改造",
        "问了40户，36户满意",
        "90.00%",
        "满分20",
        "未评",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
}

#[test]
fn chat_groups_are_told_totals_by_rank() {
    let site = street();
    assessment(&site, "2026-03-20-h2", "2025-H2", ["90", "缺", "90"], "");
    let run = site.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let text = site.page("assessments/2026-03-20-h2.chat.txt");
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| line.contains("名 ") || line.contains("未评完"))
        .collect();
    assert_eq!(
        lines,
        [
            "· 并列第1名 桃园小区：90.00分",
            "· 并列第1名 梅园里：90.00分",
            "· 春江苑：未评完",
        ],
        "{text}"
    );
}

#[test]
fn the_sample_has_two_periods_with_a_tie() {
    let out = tempfile::tempdir().unwrap();
    let public = out.path().join("public");
    let run = support::run(
        support::project(),
        &[
            "build",
            "--no-posters",
            "--output",
            public.to_str().unwrap(),
        ],
    );
    assert_eq!(run.status, 0, "{}", run.stderr);
    let page = |address: &str| std::fs::read_to_string(public.join(address)).unwrap();
    let of = |name: &str| -> Vec<(String, String, String)> {
        let rows = totals(&page(&format!("demo-chunhe/assessments/{name}.html")));
        let rows = rows.into_iter();
        rows.map(|(place, cells)| (place, cells[0].clone(), cells[1].clone()))
            .collect()
    };
    let row = |place: &str, rank: &str, total: &str| {
        (place.to_owned(), rank.to_owned(), total.to_owned())
    };
    assert_eq!(
        of("2025-07-15-h1"),
        [
            row("春江苑", "1", "90.90 优秀"),
            // 86.625, half up.
            row("桃园小区", "2", "86.63 良好"),
            row("梅园里", "3", "84.40 良好"),
            row("柳岸居", "不排名", "未评完"),
        ]
    );
    assert_eq!(
        of("2026-03-20-h2"),
        [
            row("桃园小区", "1", "93.20 优秀"),
            row("春江苑", "2 并列", "90.00 优秀"),
            row("梅园里", "2 并列", "90.00 优秀"),
            row("柳岸居", "4", "82.05 良好"),
        ]
    );
    // The article says of 南雅 that there is an assessment, and no more.
    assert!(!public.join("nanya/assessments").exists());
}
