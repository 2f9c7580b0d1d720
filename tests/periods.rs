//! Periods by the public calendar: every expected day was counted by hand.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may panic"
)]

mod support;

use chrono::{Datelike, NaiveDate, Weekday};
use gongshi::diagnostic::Diagnostics;
use gongshi::law::calendar::Calendar;
use gongshi::law::period::{Ahead, Length, ahead, end};
use gongshi::model::index::Index;
use gongshi::model::rules::Rules;
use scraper::{Html, Selector};
use support::Site;

fn calendar() -> Calendar {
    let mut diagnostics = Diagnostics::new();
    let rules = Rules::new(&[], &Index::default(), &mut diagnostics);
    assert!(diagnostics.is_empty());
    rules.calendar
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Posted on, length (`7` days, `5w` working days), last day as counted, last day, provisional.
const PERIODS: &[(&str, &str, &str, &str, bool)] = &[
    // A plain week: seven days from Monday the 2nd are the 3rd to the 9th.
    ("2026-03-02", "7", "2026-03-09", "2026-03-09", false),
    // It ends on a Saturday, on a Sunday.
    ("2026-03-07", "7", "2026-03-14", "2026-03-16", false),
    ("2026-03-08", "7", "2026-03-15", "2026-03-16", false),
    // Spring Festival 2021, 11 to 17 February; the weekends of 7 and 20 February are worked.
    ("2021-02-03", "7", "2021-02-10", "2021-02-10", false),
    ("2021-02-04", "7", "2021-02-11", "2021-02-18", false),
    ("2021-02-10", "7", "2021-02-17", "2021-02-18", false),
    ("2021-01-31", "7", "2021-02-07", "2021-02-07", false),
    ("2021-02-13", "7", "2021-02-20", "2021-02-20", false),
    ("2021-02-05", "5w", "2021-02-18", "2021-02-18", false),
    ("2021-02-05", "7w", "2021-02-20", "2021-02-20", false),
    ("2021-02-10", "1w", "2021-02-18", "2021-02-18", false),
    // National Day 2021, 1 to 7 October; Saturday the 9th and Sunday 26 September are worked.
    ("2021-09-24", "7", "2021-10-01", "2021-10-08", false),
    ("2021-09-30", "7", "2021-10-07", "2021-10-08", false),
    ("2021-10-02", "7", "2021-10-09", "2021-10-09", false),
    ("2021-10-03", "7", "2021-10-10", "2021-10-11", false),
    ("2021-09-24", "5w", "2021-09-30", "2021-09-30", false),
    ("2021-09-30", "3w", "2021-10-11", "2021-10-11", false),
    // The make-up Saturday 14 February 2026, before nine days of rest until the 23rd.
    ("2026-02-07", "7", "2026-02-14", "2026-02-14", false),
    ("2026-02-13", "1", "2026-02-14", "2026-02-14", false),
    ("2026-02-13", "1w", "2026-02-14", "2026-02-14", false),
    ("2026-02-13", "2w", "2026-02-24", "2026-02-24", false),
    ("2026-02-08", "7", "2026-02-15", "2026-02-24", false),
    ("2026-02-21", "7", "2026-02-28", "2026-02-28", false),
    // Year ends: New Year 2023 began on 31 December 2022; 1 January 2025 was a single day.
    ("2021-12-25", "7", "2022-01-01", "2022-01-04", false),
    ("2022-12-24", "7", "2022-12-31", "2023-01-03", false),
    ("2022-12-29", "2w", "2023-01-03", "2023-01-03", false),
    ("2024-12-25", "7", "2025-01-01", "2025-01-02", false),
    ("2025-12-28", "7", "2026-01-04", "2026-01-04", false),
    ("2025-12-31", "1w", "2026-01-04", "2026-01-04", false),
    // 29 February, in leap years and not.
    ("2024-02-22", "7", "2024-02-29", "2024-02-29", false),
    ("2024-02-28", "1", "2024-02-29", "2024-02-29", false),
    ("2024-02-29", "1", "2024-03-01", "2024-03-01", false),
    ("2024-02-29", "365", "2025-02-28", "2025-02-28", false),
    ("2023-02-28", "1", "2023-03-01", "2023-03-01", false),
    // Across Qingming 2026 (4 to 6 April), and one day longer than a year.
    ("2026-03-24", "10w", "2026-04-08", "2026-04-08", false),
    ("2025-03-25", "366", "2026-03-26", "2026-03-26", false),
    // Rest days of 2027 are not known: weekends alone count, and what is found is not final.
    ("2026-12-24", "7", "2026-12-31", "2026-12-31", false),
    ("2026-12-25", "7", "2027-01-01", "2027-01-01", true),
    ("2026-12-26", "7", "2027-01-02", "2027-01-04", true),
    ("2027-02-01", "7", "2027-02-08", "2027-02-08", true),
    ("2027-03-01", "5w", "2027-03-08", "2027-03-08", true),
    ("2026-12-30", "1w", "2026-12-31", "2026-12-31", false),
    ("2026-12-30", "2w", "2027-01-01", "2027-01-01", true),
    ("2019-05-06", "7", "2019-05-13", "2019-05-13", true),
];

#[test]
fn periods_end_where_they_were_counted_to_end() {
    let calendar = calendar();
    for (from, length, counted, last, provisional) in PERIODS {
        let parsed = match length.strip_suffix('w') {
            Some(days) => Length::Workdays(days.parse().unwrap()),
            None => Length::Days(length.parse().unwrap()),
        };
        let found = end(day(from), parsed, &calendar).expect("an end");
        let found = (found.counted, found.last, found.provisional);
        let expected = (day(counted), day(last), *provisional);
        assert_eq!(found, expected, "{length} from {from}");
    }
}

#[test]
fn no_period_of_a_given_length_ends_on_a_rest_day() {
    let calendar = calendar();
    for from in day("2021-01-01").iter_days().take(2190) {
        for days in 1..=30 {
            for length in [Length::Days(days), Length::Workdays(days)] {
                let end = end(from, length, &calendar).expect("an end");
                assert!(!calendar.is_rest(end.last), "{length:?} from {from}");
                assert!(from < end.counted && end.counted <= end.last);
            }
        }
    }
}

#[test]
fn fifteen_days_are_full_ones() {
    // Posted on D: 15 full days are D+1 to D+15, so D+16 is safe and D+15 disputed.
    let cases = [
        ("2026-02-01", "2026-02-17", Ahead::Enough),
        ("2026-02-01", "2026-02-16", Ahead::Disputed),
        ("2026-02-01", "2026-02-15", Ahead::TooFew),
        ("2024-02-20", "2024-03-07", Ahead::Enough),
        ("2024-02-20", "2024-03-06", Ahead::Disputed),
        ("2023-02-20", "2023-03-07", Ahead::Disputed),
        ("2025-12-20", "2026-01-05", Ahead::Enough),
        ("2025-12-20", "2026-01-03", Ahead::TooFew),
        ("2026-02-01", "2026-02-01", Ahead::TooFew),
        ("2026-02-01", "2026-01-20", Ahead::TooFew),
    ];
    for (posted, event, expected) in cases {
        let found = ahead(day(posted), day(event), 15);
        assert_eq!(found, expected, "{posted} for {event}");
    }
}

/// For each year: days of rest, make-up days, and statutory holidays (two more since 2025).
const YEARS: [(i32, usize, usize, usize); 6] = [
    (2021, 31, 7, 11),
    (2022, 31, 7, 11),
    (2023, 27, 7, 11),
    (2024, 28, 8, 11),
    (2025, 28, 5, 13),
    (2026, 33, 6, 13),
];

#[test]
fn the_announced_years_are_whole() {
    let calendar = calendar();
    let is_weekend = |day: &NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let mut found = Vec::new();
    for (year, announced) in calendar.years() {
        assert!(announced.source.starts_with("国办发明电〔"), "{year}");
        assert!(announced.work.iter().all(is_weekend), "{year}");
        // Every working day of rest that is no statutory holiday is made up for.
        let free = announced.rest.keys().filter(|day| !is_weekend(day)).count();
        let (rest, work) = (announced.rest.len(), announced.work.len());
        found.push((year, rest, work, free - work));
    }
    assert_eq!(found, YEARS);
}

/// The text of what a selector finds on a page, without spaces.
fn text(page: &str, selector: &str) -> String {
    let selector = Selector::parse(selector).unwrap();
    let page = Html::parse_document(page);
    let found = page.select(&selector).flat_map(|element| element.text());
    found.flat_map(str::split_whitespace).collect()
}

#[test]
fn a_page_says_how_a_period_was_counted() {
    let site = Site::new();
    let front = |rest: &str| format!("标题: 公示\n类型: 公示\n{rest}");
    site.notice("plain", &front("日期: 2026-03-02\n公示期: 7日"));
    site.notice("moved", &front("日期: 2026-03-18\n公示期: 10日"));
    site.notice("workdays", &front("日期: 2026-03-24\n公示期: 10个工作日"));
    site.notice(
        "written",
        &front("日期: 2026-03-02\n公示期: 2026-03-02 至 2026-03-09"),
    );
    site.notice("last", &front("日期: 2025-12-28\n公示期: 7日"));
    site.notice("far", &front("日期: 2019-05-06\n公示期: 7日"));
    site.build();
    let period = |name: &str| text(&site.page(&format!("tao/notices/{name}.html")), ".period");
    for (name, expected) in [
        (
            "plain",
            "2026年3月2日张贴，共7日，自张贴次日起算，至3月9日（星期一）24时止",
        ),
        (
            "written",
            "2026年3月2日张贴，共7日，自张贴次日起算，至3月9日（星期一）24时止",
        ),
        (
            "moved",
            "共10日，自张贴次日起算，至3月30日（星期一）24时止原为3月28日，遇休息日顺延",
        ),
        (
            "workdays",
            "共10个工作日，自张贴次日起算，至4月8日（星期三）24时止",
        ),
        (
            "last",
            "共7日，自张贴次日起算，至2026年1月4日（星期日）24时止",
        ),
        (
            "far",
            "至5月13日（星期一）24时止放假安排尚未公布，暂按周末推算",
        ),
    ] {
        let found = period(name);
        assert!(found.contains(expected), "{name}: {found}");
    }
    assert!(!period("plain").contains("顺延") && !period("moved").contains("推算"));
}

#[test]
fn a_site_adds_a_year() {
    let site = Site::new();
    let notice = "标题: 公示\n类型: 公示\n日期: 2027-02-01\n公示期: 7日";
    site.notice("far", notice);
    let check = [
        "check",
        "--no-posters",
        "--format",
        "short",
        "--today",
        "2027-02-02",
    ];
    let before = site.run(&check);
    assert!(
        before.stderr.contains("period-provisional"),
        "{}",
        before.stderr
    );
    site.file(
        "content/rules/rest-days-2027.yaml",
        "年份: 2027\n来源: 演示\n放假:\n  - {名称: 春节, 起: 2027-02-05, 止: 2027-02-11, 天数: 7}\n调休上班: [2027-02-13]\n",
    );
    let after = site.run(&check);
    assert!(!after.stderr.contains("warning"), "{}", after.stderr);
    let built = site.run(&["build", "--no-posters", "--today", "2027-02-02"]);
    assert_eq!(built.status, 0, "{}", built.stderr);
    let page = site.page("tao/notices/far.html");
    assert!(text(&page, ".period").contains("至2月12日（星期五）24时止原为2月8日"));
    // A year that a site writes takes the place of the one that is built in.
    site.file(
        "content/rules/rest-days-2027.yaml",
        "年份: 2027\n来源: 演示\n放假:\n  - {名称: 春节, 起: 2027-02-08, 止: 2027-02-08, 天数: 1}\n",
    );
    let built = site.run(&["build", "--no-posters", "--today", "2027-02-02"]);
    assert_eq!(built.status, 0, "{}", built.stderr);
    let page = site.page("tao/notices/far.html");
    assert!(text(&page, ".period").contains("至2月9日（星期二）24时止原为2月8日"));
}

#[test]
fn what_became_of_a_record_is_its_state() {
    let site = Site::new();
    let front = |rest: &str| format!("标题: 公示\n类型: 公示\n日期: 2026-03-20\n{rest}");
    site.notice("current", &front("公示期: 7日"));
    site.notice("ended", &front("公示期: 2日"));
    site.notice("standing", &front("公示期: 长期"));
    site.notice("withdrawn", &front("公示期: 7日\n撤回: 2026-03-21 有误"));
    site.notice("corrected", &front("公示期: 7日"));
    site.notice(
        "correction",
        &front("公示期: 7日\n更正: notices/corrected 有误"),
    );
    site.notice("replaced", &front("公示期: 7日"));
    site.notice(
        "replacement",
        &front("公示期: 7日\n代替: notices/replaced 有误"),
    );
    // A correction that was withdrawn corrects nothing.
    site.notice("kept", &front("公示期: 7日"));
    site.notice(
        "taken-back",
        &front("公示期: 7日\n更正: notices/kept 有误\n撤回: 2026-03-21 不必"),
    );
    site.build();
    let mark = |name: &str| {
        text(
            &site.page(&format!("tao/notices/{name}.html")),
            ".facts .mark",
        )
    };
    for (name, expected) in [
        ("current", "公示"),
        ("ended", "公示已结束"),
        ("standing", "长期公示"),
        ("withdrawn", "已撤回"),
        ("corrected", "已更正"),
        ("replaced", "已被代替"),
        ("kept", "公示"),
    ] {
        assert_eq!(mark(name), expected, "{name}");
    }
    // A corrected notice is still read with its correction; a replaced one is not on display.
    let home = site.page("tao/index.html");
    let shown = |name: &str| home.contains(&format!("notices/{name}.html"));
    assert!(shown("corrected") && shown("correction") && shown("replacement"));
    assert!(!shown("replaced") && !shown("ended") && !shown("withdrawn"));
}

#[test]
fn records_of_places_above_are_shown_where_they_apply() {
    let site = Site::new();
    site.file(
        "content/li/_index.md",
        "---\n标题: 李家巷\n层级: 小区\n---\n",
    );
    site.file(
        "content/yan/_index.md",
        "---\n标题: 演示苑\n层级: 小区\n演示: 是\n---\n",
    );
    let above = |rest: &str| {
        let front = "标题: 街道通知\n类型: 通知\n日期: 2026-03-20\n公示期: 10日";
        let text = format!("---\n{front}\n{rest}---\n\n正文。\n");
        site.file("content/notices/above.md", &text);
        site.build();
        ["tao", "li", "yan"].map(|place| {
            let page = site.page(&format!("{place}/index.html"));
            page.contains("街道通知")
        })
    };
    assert_eq!(above("适用范围: [桃园小区]\n"), [true, false, false]);
    assert_eq!(above("适用范围: [养犬人]\n"), [true, true, false]);
    assert_eq!(above(""), [true, true, false]);
    // They are marked with their place, and are not the compound's own.
    let page = site.page("tao/index.html");
    assert!(text(&page, ".row .meta").contains("东街街道"));
    assert!(text(&page, ".none").contains("现在没有正在公示的事项"));
    // A notice that ends, or that no longer applies, leaves the page in the next build.
    assert_eq!(above("适用范围: [李家巷]\n"), [false, true, false]);
}

#[test]
fn a_board_lacks_what_no_standing_notice_covers() {
    let site = Site::new();
    site.file(
        "content/rules/local.yaml",
        "出处: 演示\n规则:\n  - {编号: board, 名称: 公示栏, 公示栏内容: [收费标准, 维保单位]}\n",
    );
    let gap = || {
        site.build();
        text(&site.page("tao/index.html"), ".lines li")
    };
    assert!(gap().contains("还缺2项长期公示的内容：收费标准、维保单位"));
    let standing = "标题: 长期\n类型: 公示\n日期: 2026-03-01\n公示期: 长期\n";
    site.notice("fees", &format!("{standing}公示内容: [收费标准]"));
    assert!(gap().contains("还缺1项长期公示的内容：维保单位"));
    site.file(
        "content/notices/lifts.md",
        format!("---\n{standing}公示内容: [维保单位]\n---\n\n正文。\n"),
    );
    assert!(!gap().contains("还缺"));
    site.notice(
        "fees",
        &format!("{standing}公示内容: [收费标准]\n撤回: 2026-03-20 有误"),
    );
    assert!(gap().contains("还缺1项长期公示的内容：收费标准"));
}

#[test]
fn a_rule_of_a_site_takes_the_place_of_a_national_one() {
    let site = Site::new();
    site.notice(
        "vote",
        "标题: 表决通知\n类型: 通知\n日期: 2026-03-01\n公示期: 2026-03-01 至 2026-03-20",
    );
    site.file("content/tao/resolutions/lift.md", "---\n标题: 电梯\n日期: 2026-03-20\n决定主体: 业主大会\n投票: {方式: 书面, 起: 2026-03-11, 止: 2026-03-18, 通知: notices/vote}\n表决事项: 5\n业主总数: 355 36609.05\n计票结果: {人数: 250 20 5 2, 面积: 25800.10 2100 500 180}\n结果: 通过\n---\n\n正文。\n");
    let check = || site.run(&["check", "--no-posters", "--format", "short"]);
    let national = check();
    assert!(
        national.stderr.contains("error[notice-too-late]"),
        "{}",
        national.stderr
    );
    let rule = |place: &str, days: u8| {
        let text = format!(
            "适用地方: [{place}]\n出处: 地方办法\n状态: 地方规定\n规则:\n  - {{编号: assembly-notice, 名称: 提前通知, 事项: 业主大会, 提前天数: {days}}}\n"
        );
        site.file("content/rules/local.yaml", text);
    };
    rule("/tao", 7);
    let local = check();
    assert!(!local.stderr.contains("notice-"), "{}", local.stderr);
    // What a site adds warns, even of more days than national law asks for.
    rule("/tao", 20);
    let local = check();
    assert!(
        local.stderr.contains("warning[notice-late]"),
        "{}",
        local.stderr
    );
    assert!(!local.stderr.contains("error"), "{}", local.stderr);
    site.file(
        "content/li/_index.md",
        "---\n标题: 李家巷\n层级: 小区\n---\n",
    );
    rule("/li", 7);
    let elsewhere = check();
    assert!(
        elsewhere.stderr.contains("error[notice-too-late]"),
        "{}",
        elsewhere.stderr
    );
}
