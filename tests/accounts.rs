//! Public revenue on built sites: that statements balance and follow from one another to the fen, what
//! is missing, what is corrected, what is shown.
//!
//! A failure of the random statements names its seed; with `GONGSHI_SEED=…` only that site is made.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect"
)]

mod support;
#[path = "support/town.rs"]
mod town;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use scraper::{Html, Selector};
use serde_json::Value;
use support::Site;
use town::Random;

/// How many random sites are made.
const SITES: u64 = 120;
/// The last quarter of 2025, which is over for long enough on 25 March 2026.
const LAST: i128 = 2025 * 4 + 3;

/// A statement as somebody writes it, in fen.
#[derive(Debug, Clone)]
struct Written {
    name: String,
    quarter: i128,
    opening: i128,
    income: Vec<i128>,
    cost: Vec<i128>,
    uses: Vec<i128>,
    closing: i128,
    corrects: Option<String>,
    withdrawn: bool,
}

impl Written {
    fn left(&self) -> i128 {
        let sum = |amounts: &[i128]| amounts.iter().sum::<i128>();
        self.opening + sum(&self.income) - sum(&self.cost) - sum(&self.uses)
    }

    fn text(&self, random: &mut Random) -> String {
        let mut text = format!("---\n标题: 收支{}\n日期: 2026-03-01\n", self.name);
        let (year, number) = (self.quarter / 4, self.quarter % 4);
        let zh = ["一", "二", "三", "四"][usize::try_from(number).unwrap()];
        let period = match random.below(3) {
            0 => format!("{year}-Q{}", number + 1),
            1 => format!("{year}年第{zh}季度"),
            _ => format!("{year}年{zh}季度"),
        };
        writeln!(
            text,
            "期间: {period}\n期初: {}",
            amount(self.opening, random)
        )
        .unwrap();
        for (key, amounts) in [
            ("收入", &self.income),
            ("cost", &self.cost),
            ("使用", &self.uses),
        ] {
            if !amounts.is_empty() {
                writeln!(text, "{key}:").unwrap();
            }
            for (at, fen) in amounts.iter().enumerate() {
                let fen = amount(*fen, random);
                let line = match random.below(3) {
                    0 => format!("  - 项目{at} {fen} 第{at}笔"),
                    1 => format!("  - 公共 区域{at} {fen}"),
                    _ => format!("  - {{项目: 项目{at}, 金额: '{fen}'}}"),
                };
                writeln!(text, "{line}").unwrap();
            }
        }
        writeln!(text, "closing: {}", amount(self.closing, random)).unwrap();
        if let Some(other) = &self.corrects {
            writeln!(text, "更正: accounts/{other} 有误").unwrap();
        }
        if self.withdrawn {
            writeln!(text, "撤回: 2026-03-10 有误").unwrap();
        }
        text + "---\n"
    }
}

/// An amount in one of the ways in which people write it.
fn amount(fen: i128, random: &mut Random) -> String {
    let (yuan, rest) = (fen.abs() / 100, fen.abs() % 100);
    let plain = match random.below(4) {
        0 => shown(fen.abs()),
        1 if rest == 0 => format!("{yuan}元"),
        2 if rest == 0 && yuan % 1000 == 0 && yuan > 0 => {
            format!("{}.{}万", yuan / 10_000, yuan % 10_000 / 1000)
        }
        3 => format!("￥{yuan}.{rest:02}"),
        _ => format!("{yuan}.{rest:02}"),
    };
    match (fen < 0, random.below(2)) {
        (false, _) => plain,
        (true, 0) => format!("-{plain}"),
        (true, _) => format!("（{plain}）"),
    }
}

/// As pages show it: thousands and two decimals.
fn shown(fen: i128) -> String {
    let digits = (fen.abs() / 100).to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if fen < 0 { "-" } else { "" };
    format!("{sign}{grouped}.{:02}", fen.abs() % 100)
}

/// A random amount, sometimes none, sometimes below nought, sometimes huge.
fn some(random: &mut Random) -> i128 {
    let most = *random.of(&[99, 1_000, 500_000, 3_000_000, 90_000_000_000]);
    let fen = i128::try_from(random.below(most)).unwrap();
    if random.one_in(9) { -fen } else { fen }
}

fn statement(random: &mut Random, name: &str, quarter: i128, opening: i128) -> Written {
    let mut some_of = |most: usize| {
        let count = random.below(most + 1);
        (0..count).map(|_| some(random)).collect::<Vec<i128>>()
    };
    let (income, cost, uses) = (some_of(6), some_of(3), some_of(4));
    let mut written = Written {
        name: name.to_owned(),
        quarter,
        opening,
        income,
        cost,
        uses,
        closing: 0,
        corrects: None,
        withdrawn: false,
    };
    written.closing = written.left();
    if random.one_in(9) {
        written.closing += *random.of(&[1, -1, 10, 12_345]);
    }
    written
}

/// The statements of a place, and those of them that are in force, by quarter.
fn place(random: &mut Random) -> (Vec<Written>, BTreeMap<i128, Written>) {
    let mut all = Vec::new();
    let mut in_force = BTreeMap::new();
    let mut quarter = LAST - i128::try_from(2 + random.below(10)).unwrap();
    let mut left = some(random);
    while quarter <= LAST {
        if random.one_in(6) {
            quarter += 1;
            left = some(random);
            continue;
        }
        let off = if random.one_in(8) {
            *random.of(&[1, -1, 700])
        } else {
            0
        };
        let mut last = statement(random, &format!("q{quarter}"), quarter, left + off);
        let mut holds = Some(last.clone());
        while random.one_in(4) {
            let name = format!("{}-c", last.name);
            let mut next = statement(random, &name, quarter, left);
            next.corrects = Some(last.name.clone());
            next.withdrawn = random.one_in(4);
            all.push(last);
            if !next.withdrawn {
                holds = Some(next.clone());
            }
            last = next;
        }
        if last.corrects.is_none() && random.one_in(12) {
            last.withdrawn = true;
            holds = None;
        }
        all.push(last);
        match holds {
            Some(holds) => {
                left = holds.closing;
                in_force.insert(quarter, holds);
            }
            None => left = some(random),
        }
        quarter += 1;
    }
    (all, in_force)
}

/// What the program says: paths with codes, and the messages.
fn told(site: &Site) -> Vec<(String, String, String)> {
    let run = site.run(&["check", "--no-posters", "--format", "json", "--verbose"]);
    let objects = run.stdout.lines().map(|line| {
        let object: Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| object[key].as_str().unwrap_or_default().to_owned();
        (text("path"), text("code"), text("message"))
    });
    objects.collect()
}

fn path(written: &Written) -> String {
    format!("content/tao/accounts/{}.md", written.name)
}

/// Rows of the table of periods: its cells as text.
fn table(page: &str) -> Vec<Vec<String>> {
    let page = Html::parse_document(page);
    let rows = Selector::parse("#periods tbody tr").unwrap();
    let cells = Selector::parse("th, td").unwrap();
    let text = |cell: scraper::ElementRef<'_>| {
        let text: String = cell.text().collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    page.select(&rows)
        .map(|row| row.select(&cells).map(text).collect())
        .collect()
}

#[test]
fn random_statements_balance_or_are_refused_to_the_fen() {
    let only: Option<u64> = std::env::var("GONGSHI_SEED")
        .ok()
        .map(|seed| seed.parse().unwrap());
    let (mut balanced, mut refused, mut broken, mut corrected, mut missing) = (0, 0, 0, 0, 0);
    for seed in 0..SITES {
        if only.is_some_and(|only| only != seed) {
            continue;
        }
        let mut random = Random(seed);
        let site = Site::new();
        let (all, in_force) = place(&mut random);
        for written in &all {
            site.file(&path(written), written.text(&mut random));
        }
        let mut expected: BTreeSet<(String, String, String)> = BTreeSet::new();
        for written in &all {
            let apart = written.left() - written.closing;
            if apart != 0 {
                refused += 1;
                let message = format!("差 {} 元", shown(apart));
                expected.insert((path(written), "account-balance".to_owned(), message));
            }
        }
        for (quarter, written) in &in_force {
            let Some(before) = in_force.get(&(quarter - 1)) else {
                continue;
            };
            let apart = written.opening - before.closing;
            if apart != 0 {
                broken += 1;
                let message = format!("差 {} 元", shown(apart));
                expected.insert((path(written), "account-opening".to_owned(), message));
            }
        }
        let found = told(&site);
        let faults = found
            .iter()
            .filter(|(_, code, _)| code != "account-missing");
        let faults: Vec<_> = faults.collect();
        assert_eq!(
            faults.len(),
            expected.len(),
            "seed {seed}: {found:#?}\n{expected:#?}"
        );
        for (path, code, apart) in &expected {
            let is_told = |(at, of, message): &&(String, String, String)| {
                at == path && of == code && message.contains(apart)
            };
            assert!(
                faults.iter().copied().any(|fault| is_told(&fault)),
                "seed {seed}: {path} {code} {apart}\n{found:#?}"
            );
        }
        if !expected.is_empty() || in_force.is_empty() {
            continue;
        }
        balanced += 1;
        site.build();
        let rows = table(&site.page("tao/accounts/index.html"));
        let first = *in_force.keys().next().unwrap();
        let quarters: Vec<i128> = (first..=LAST).rev().collect();
        assert_eq!(rows.len(), quarters.len(), "seed {seed}: {rows:?}");
        for (row, quarter) in rows.iter().zip(quarters) {
            let zh = ["一", "二", "三", "四"][usize::try_from(quarter % 4).unwrap()];
            assert_eq!(
                row[0],
                format!("{}年第{zh}季度", quarter / 4),
                "seed {seed}"
            );
            let Some(written) = in_force.get(&quarter) else {
                assert_eq!(row[1..], ["缺", "没有公布"], "seed {seed}");
                missing += 1;
                continue;
            };
            let sum = |amounts: &[i128]| shown(amounts.iter().sum());
            assert!(
                row[1].starts_with(&shown(written.closing)),
                "seed {seed}: {row:?}"
            );
            assert_eq!(row[1].contains("亏欠"), written.closing < 0, "seed {seed}");
            let is_corrected = written.corrects.is_some();
            assert_eq!(row[1].contains("已更正"), is_corrected, "seed {seed}");
            corrected += usize::from(is_corrected);
            let sums = [&written.income, &written.cost, &written.uses].map(|of| sum(of));
            assert_eq!(row[2..], sums, "seed {seed}");
        }
    }
    println!(
        "{balanced} balanced, {refused} refused, {broken} broken, {corrected} corrected, {missing} missing"
    );
    if only.is_none() {
        for count in [balanced, refused, broken, corrected, missing] {
            assert!(
                count > 10,
                "{balanced} {refused} {broken} {corrected} {missing}"
            );
        }
    }
}

/// Adds a statement of a compound with one income and one use.
fn add(site: &Site, name: &str, period: &str, amounts: [i128; 4], more: &str) {
    // A comma would part items within brackets.
    let [opening, income, uses, closing] = amounts.map(|fen| shown(fen).replace(',', ""));
    site.file(
        &format!("content/tao/accounts/{name}.md"),
        format!(
            "---\n标题: {period}收支\n日期: 2026-03-01\n期间: {period}\n期初: {opening}\n收入: [停车位 {income}]\n使用: [维修 {uses} 滑梯]\n期末: {closing}\n{more}---\n"
        ),
    );
}

fn text(page: &str, selector: &str) -> String {
    let page = Html::parse_document(page);
    let selector = Selector::parse(selector).unwrap();
    let parts = page.select(&selector).flat_map(|of| of.text());
    let text: String = parts.collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_place_shows_all_its_periods_and_says_which_are_missing() {
    let site = Site::new();
    add(&site, "a-q1", "2025-Q1", [1000, 50_000, 2000, 49_000], "");
    add(&site, "b-q2", "2025-Q2", [49_000, 10_000, 0, 59_000], "");
    add(
        &site,
        "c-q2",
        "2025-Q2",
        [49_000, 10_500, 0, 59_500],
        "更正: accounts/b-q2 漏记一笔\n",
    );
    add(&site, "d-q4", "2025-Q4", [70_000, 100, 90_000, -19_900], "");
    site.build();
    let list = site.page("tao/accounts/index.html");
    let rows = table(&list);
    assert_eq!(
        rows,
        [
            vec![
                "2025年第四季度",
                "-199.00 期末亏欠",
                "1.00",
                "0.00",
                "900.00"
            ],
            vec!["2025年第三季度", "缺", "没有公布"],
            vec!["2025年第二季度", "595.00 已更正", "105.00", "0.00", "0.00"],
            vec!["2025年第一季度", "490.00", "500.00", "0.00", "20.00"],
        ]
    );
    assert_eq!(
        text(&list, ".chart ol li"),
        "一季度2025二季度三季度缺四季度"
    );
    let lines = Selector::parse(".chart polyline").unwrap();
    let page = Html::parse_document(&list);
    let lines: Vec<&str> = page
        .select(&lines)
        .filter_map(|line| line.attr("points"))
        .collect();
    // The line stops where nothing is known.
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_eq!(lines[0].split(' ').count(), 2, "{lines:?}");

    // Each figure leads to its statement, and the correction is the one that counts.
    let links = Selector::parse("#periods td a").unwrap();
    let hrefs: Vec<&str> = page
        .select(&links)
        .filter_map(|link| link.attr("href"))
        .collect();
    assert_eq!(hrefs, ["d-q4.html", "c-q2.html", "a-q1.html"]);

    // The statement that was corrected keeps its page, with the banner; the chain passes it by.
    let old = site.page("tao/accounts/b-q2.html");
    assert!(text(&old, ".alert").contains("已更正"), "{old}");
    assert!(!old.contains("上一期收支") && !old.contains("下一期收支"));
    let new = site.page("tao/accounts/c-q2.html");
    assert!(new.contains("href=\"a-q1.html\">上一期收支"), "{new}");
    assert!(
        !new.contains("下一期收支"),
        "the next one is missing: {new}"
    );
    let after_gap = site.page("tao/accounts/d-q4.html");
    assert!(after_gap.contains("上一期没有公布"), "{after_gap}");
    let first = site.page("tao/accounts/a-q1.html");
    assert!(first.contains("href=\"c-q2.html\">下一期收支"), "{first}");

    // A debt is said in words, and first.
    let debt = site.page("tao/accounts/d-q4.html");
    let verdict = text(&debt, ".verdict");
    assert_eq!(verdict, "2025年第四季度期末亏欠 -199.00 元");

    // The home page and the place above tell the last closing and the gap.
    let home = site.page("tao/index.html");
    assert!(
        home.contains("2025年第四季度期末结余") && home.contains("1期没有公布"),
        "{home}"
    );
    assert!(text(&home, "main").contains("没有公布2025年第三季度的公共收益收支"));
    let above = site.page("accounts/index.html");
    let below = text(&above, "#revenue-below li");
    assert!(
        below.starts_with("桃园小区 2025年第四季度期末结余 缺 2025年第三季度"),
        "{below}"
    );
    assert!(below.contains("-199.00 期末亏欠"), "{below}");
    assert!(
        !above.contains("id=\"periods\""),
        "money of several owners is not one sum"
    );
}

#[test]
fn what_is_not_in_force_is_missing_and_breaks_no_chain() {
    let site = Site::new();
    add(&site, "a-q1", "2025-Q1", [0, 100, 0, 100], "");
    add(
        &site,
        "b-q2",
        "2025-Q2",
        [100, 100, 0, 200],
        "撤回: 2026-03-02 有误\n",
    );
    add(&site, "c-q3", "2025-Q3", [999, 1, 0, 1000], "");
    add(&site, "d-q4", "2025-Q4", [5, 5, 0, 10], "草稿: 是\n");
    let codes: Vec<(String, String)> = told(&site)
        .into_iter()
        .map(|(_, code, message)| (code, message))
        .collect();
    let missing = |period: &str| {
        let message = format!("没有公布{period}的公共收益收支");
        ("account-missing".to_owned(), message)
    };
    assert_eq!(
        codes,
        [missing("2025年第二季度"), missing("2025年第四季度")]
    );
    // Published, the draft must go on from the quarter before.
    let run = site.run(&["check", "--no-posters", "--drafts"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("错误[account-opening]：期初 0.05 与上一期（2025年第三季度）的期末 10.00 不一致，差 -9.95 元"), "{}", run.stderr);
}

#[test]
fn a_place_keeps_its_own_pace() {
    // Months, of which the first of 2026 ended more than 30 days ago and February did not.
    let site = Site::new();
    add(&site, "a", "2025年11月", [0, 100, 0, 100], "");
    let messages = |site: &Site| -> Vec<String> {
        let all = told(site).into_iter();
        all.map(|(_, _, message)| message).collect()
    };
    let two = "没有公布2025年12月到2026年1月共2期的公共收益收支";
    assert_eq!(messages(&site), [two]);
    // A rule of the place may want it sooner.
    site.file(
        "content/rules/local.yaml",
        "状态: 地方规定\n出处: 某条例\n规则:\n  - {编号: r, 名称: 按期公布, 事项: 公共收益, 几日内公布: 20}\n",
    );
    let three = "没有公布2025年12月到2026年2月共3期的公共收益收支";
    let late = "这一期结束91天后才公布，应当在20日内：“按期公布”（某条例）";
    assert_eq!(messages(&site), [three, late]);
    // After a year nothing is missing before the next one is over.
    let site = Site::new();
    add(&site, "a", "2025", [0, 100, 0, 100], "");
    assert_eq!(messages(&site), Vec::<String>::new());
    // Days that are no part of a year leave open what comes next, but not what lies between.
    let site = Site::new();
    add(&site, "a", "2024-01-10 至 2024-02-20", [0, 100, 0, 100], "");
    assert_eq!(messages(&site), Vec::<String>::new());
    add(&site, "b", "2024-03-01 至 2024-04-05", [0, 100, 0, 100], "");
    assert_eq!(
        messages(&site),
        ["没有公布2024年2月21日至2024年2月29日的公共收益收支"]
    );
}

#[test]
fn a_statement_is_on_display_for_thirty_days_or_as_rules_want_it() {
    let site = Site::new();
    add(&site, "a", "2025-Q4", [0, 100, 0, 100], "");
    site.build();
    let until = |site: &Site| text(&site.page("tao/accounts/a.html"), ".period");
    assert!(
        until(&site).contains("共30日") && until(&site).contains("3月31日"),
        "{}",
        until(&site)
    );
    assert!(
        site.page("tao/index.html").contains("2025-Q4收支"),
        "it is on display"
    );
    site.file(
        "content/rules/local.yaml",
        "状态: 地方规定\n出处: 某条例\n规则:\n  - {编号: r, 名称: 公示, 事项: 公共收益, 至少天数: 45}\n",
    );
    site.build();
    assert!(until(&site).contains("共45日"), "{}", until(&site));
    add(
        &site,
        "a",
        "2025-Q4",
        [0, 100, 0, 100],
        "公示期: 2026-03-01 40日\n",
    );
    let run = site.run(&["check", "--no-posters"]);
    assert!(run.stderr.contains("警告[display-short]"), "{}", run.stderr);
}

#[test]
fn what_was_posted_is_corrected_and_not_changed() {
    let site = Site::new();
    add(&site, "a", "2025-Q4", [0, 100, 0, 100], "");
    site.build();
    add(&site, "a", "2025-Q4", [0, 200, 0, 200], "");
    let run = site.run(&["check", "--no-posters"]);
    assert!(
        run.stderr.contains("警告[changed-after-posting]"),
        "{}",
        run.stderr
    );
    add(&site, "a", "2025-Q4", [0, 200, 0, 200], "版本: 2\n");
    let run = site.run(&["check", "--no-posters"]);
    assert!(
        !run.stderr.contains("changed-after-posting"),
        "{}",
        run.stderr
    );
}

#[test]
fn large_uses_name_their_decision() {
    let site = Site::new();
    site.file(
        "content/_index.md",
        "---\n标题: 东街街道\n使用限额: 1000元\n---\n",
    );
    add(&site, "a", "2025-Q4", [500_000, 0, 100_001, 399_999], "");
    let undecided = |site: &Site| -> usize {
        told(site)
            .iter()
            .filter(|(_, code, _)| code == "use-undecided")
            .count()
    };
    assert_eq!(undecided(&site), 1, "a place above sets the limit");
    add(&site, "a", "2025-Q4", [500_000, 0, 100_000, 400_000], "");
    assert_eq!(undecided(&site), 0, "at the limit");
    add(
        &site,
        "a",
        "2025-Q4",
        [500_000, 0, 100_001, 399_999],
        "知悉: [use-undecided 抢修，业主大会追认]\n",
    );
    assert_eq!(undecided(&site), 0, "answered");
    // A resolution bears it, if it passed and is of this place or above.
    let decision = |folder: &str, result: &str| {
        site.file(
            &format!("content/{folder}resolutions/d.md"),
            format!("---\n标题: 维修\n日期: 2025-12-01\n决定主体: 居民会议\n结果: {result}\n---\n"),
        );
    };
    let cite = |reference: &str| {
        site.file(
            "content/tao/accounts/a.md",
            format!("---\n标题: 收支\n日期: 2026-03-01\n期间: 2025-Q4\n期初: 5000\n使用: [维修 2000 {reference} 滑梯]\n期末: 3000\n---\n"),
        );
    };
    decision("tao/", "通过");
    decision("", "通过");
    site.file(
        "content/li/_index.md",
        "---\n标题: 李园小区\n层级: 小区\n---\n",
    );
    decision("li/", "通过");
    for (reference, wrong) in [
        ("resolutions/d", 0),
        ("决议/d", 0),
        ("/resolutions/d", 0),
        ("/li/resolutions/d", 1),
    ] {
        cite(reference);
        assert_eq!(undecided(&site), wrong, "{reference}");
    }
    cite("resolutions/d");
    decision("tao/", "未通过");
    assert_eq!(undecided(&site), 1, "it failed");
    let page = site.build().page("tao/accounts/a.html");
    assert!(text(&page, "#use").contains("依据 维修"), "{page}");
}

#[test]
fn a_new_statement_goes_on_from_the_last() {
    let site = Site::new();
    add(&site, "a-q1", "2025-Q1", [0, 1_234_567, 0, 1_234_567], "");
    add(&site, "c-q3", "2025-Q3", [0, 100, 0, 100], "");
    let run = site.run(&["new", "收支", "桃园小区", "二季度收支"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let new = walk(&site)
        .into_iter()
        .find(|path| path.contains("二季度"))
        .unwrap();
    let text = std::fs::read_to_string(site.path(&new)).unwrap();
    // The first quarter that is missing.
    assert!(text.contains("\n期间: 2025年第二季度\n"), "{text}");
    assert!(text.contains("\n期初: 12345.67\n"), "{text}");
    assert_eq!(site.run(&["check", "--no-posters"]).status, 0);
}

fn walk(site: &Site) -> Vec<String> {
    let folder = site.path("content/tao");
    let entries = std::fs::read_dir(folder).unwrap().flat_map(|kind| {
        let kind = kind.unwrap().path();
        let inner = std::fs::read_dir(&kind).into_iter().flatten();
        inner
            .map(|entry| entry.unwrap().path().to_string_lossy().into_owned())
            .collect::<Vec<_>>()
    });
    entries.collect()
}

#[test]
fn words_for_a_group_say_what_is_left() {
    let site = Site::new();
    add(&site, "a", "2025-Q4", [100, 50_000, 2000, 48_100], "");
    let run = site.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let chat = site.page("tao/accounts/a.chat.txt");
    assert!(chat.contains("2025年第四季度期末结余：481.00元"), "{chat}");
    assert!(
        chat.contains("期初1.00，收入500.00，支出0.00，使用20.00"),
        "{chat}"
    );
    assert!(chat.contains("公示至"), "{chat}");
}

#[test]
fn amounts_are_written_plainly_by_fix() {
    let site = Site::new();
    let file = |[opening, item, closing]: [&str; 3]| {
        format!(
            "---\n标题: 收支\n日期: 2026-03-01\n期间: 2025-Q4\n期初: {opening}\n收入:\n  - {{项目: 停车位, 金额: {item}}}\n期末: {closing}\n---\n"
        )
    };
    let path = "content/tao/accounts/a.md";
    site.file(path, file(["１，２３４．５０元", "￥3.8万", "39,234.50"]));
    assert_eq!(site.run(&["fix"]).status, 0);
    let fixed = std::fs::read_to_string(site.path(path)).unwrap();
    assert_eq!(
        fixed,
        file(["1234.50元", "38000.00", "39234.50"]),
        "{fixed}"
    );
    // What may be meant otherwise stays: brackets are a debt here, and none elsewhere.
    site.file(path, file(["（12.05）", "12.05", "0"]));
    assert_eq!(site.run(&["fix"]).status, 0);
    let fixed = std::fs::read_to_string(site.path(path)).unwrap();
    assert_eq!(fixed, file(["（12.05）", "12.05", "0"]), "{fixed}");
    assert_eq!(site.run(&["check", "--no-posters"]).status, 0);
}
