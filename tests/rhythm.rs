//! Weeks: in which a meeting was due, what became of it, what a week reports, and its page.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may panic; the folders that it removes are its own"
)]

use std::fs;
use std::process::Command;

use gongshi::load::SiteFolder;
use gongshi::model::keyed::IssueState;
use gongshi::model::rhythm::WeekReport;
use gongshi::model::week::Week;
use gongshi::model::{Faulty, Model, PlaceId, RecordId};
use gongshi::pipeline::{self, Request, Session, Touched};
use tempfile::TempDir;

/// A site that is a single compound with five-plus-X.
struct Site(TempDir);

const FIVE: &str = "标题: 五方\n主体: [业委会, 物业]\n例会:\n  - 合署办公 每周\n每周问题: 1-2\n";

impl Site {
    fn new() -> Site {
        let site = Site(tempfile::tempdir().unwrap());
        site.write("content/site.yaml", "title: 桃园小区公示栏\n");
        site.write(
            "content/_index.md",
            "---\n标题: 桃园小区\n层级: 小区\n发布单位: 业委会\n组织:\n  业委会: 桃园小区业主委员会 0731-0000 0001\n  物业: 桃园示例物业 0731-0000 0002\n---\n",
        );
        site
    }

    /// With a mechanism that is adopted as told.
    fn adopted(adoption: &str) -> Site {
        let site = Site::new();
        site.mechanism("five", &format!("{FIVE}推行: [{adoption}]"));
        site
    }

    fn mechanism(&self, name: &str, front: &str) {
        self.write(
            &format!("content/mechanisms/{name}.md"),
            &format!("---\n{front}\n---\n"),
        );
    }

    fn write(&self, path: &str, text: &str) {
        let full = self.0.path().join(path);
        fs::create_dir_all(full.parent().unwrap()).unwrap();
        fs::write(full, text).unwrap();
    }

    fn record(&self, path: &str, front: &str) {
        self.write(
            &format!("content/{path}.md"),
            &format!("---\n{front}\n---\n\n正文。\n"),
        );
    }

    /// A weekly meeting of the mechanism, to whose lines `more` is added.
    fn meeting(&self, day: &str, more: &str) {
        self.record(
            &format!("meetings/{day}-weekly"),
            &format!("标题: 合署办公\n日期: {day}\n类型: 合署办公\n机制: five\n{more}"),
        );
    }

    /// An issue found on a day.
    fn issue(&self, name: &str, day: &str, more: &str) {
        self.record(
            &format!("issues/{name}"),
            &format!("标题: 问题{name}\n日期: {day}\n责任单位: 物业\n{more}"),
        );
    }

    fn look(&self, today: &str) -> pipeline::Site {
        let request = Request {
            today: Some(today.parse().unwrap()),
            base_url: None,
            drafts: false,
            faulty: Faulty::Stop,
            round: None,
            economy: false,
            posters: false,
            jobs: 1,
        };
        let folder = SiteFolder::new(self.0.path());
        let look = Session::new(folder, request).look(&Touched::Everything);
        look.site
            .unwrap_or_else(|| panic!("{:?}", look.diagnostics))
    }

    /// The weeks as `2026-03-02 held`, with the reason behind an excused one.
    fn weeks(&self, today: &str) -> Vec<String> {
        let site = self.look(today);
        let weeks = site.model().rhythm(PlaceId::ROOT).weeks.iter();
        weeks
            .map(|turn| {
                let reason = turn.reason.as_ref();
                let reason = reason.map_or(String::new(), |reason| format!(" {reason}"));
                format!("{} {}{reason}", turn.period.monday(), turn.kept.key())
            })
            .collect()
    }

    fn run(&self, arguments: &str, today: &str) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_gongshi"))
            .args(arguments.split(' '))
            .args(["--root", self.0.path().to_str().unwrap(), "--lang", "zh"])
            .args(["--color", "never", "--today", today])
            .output()
            .unwrap();
        String::from_utf8(output.stderr).unwrap()
    }

    fn build(&self, today: &str) {
        let said = self.run("build --no-posters", today);
        assert!(said.contains("完成"), "{said}");
    }

    fn page(&self, path: &str) -> String {
        fs::read_to_string(self.0.path().join("public").join(path)).unwrap()
    }
}

fn named(model: &Model, id: RecordId) -> String {
    model.record(id).unwrap().name().to_owned()
}

fn names(model: &Model, ids: &[RecordId]) -> Vec<String> {
    ids.iter().map(|id| named(model, *id)).collect()
}

/// Names of issues of a ledger.
fn told<'l>(
    model: &Model,
    part: impl IntoIterator<Item = &'l (RecordId, IssueState)>,
) -> Vec<String> {
    let names = part.into_iter().map(|(id, _)| named(model, *id));
    names.collect()
}

/// How the issues moved on in a week, as `a found > handling (1)` with how many entries there are.
fn advances(model: &Model, report: &WeekReport) -> Vec<String> {
    let advance = |of: &gongshi::model::rhythm::Advance| {
        let before = of.before.map_or("-", |state| state.key());
        let (name, now, count) = (named(model, of.issue), of.now.key(), of.entries.len());
        let forgotten = if of.is_forgotten { " forgotten" } else { "" };
        format!("{name} {before} > {now} ({count}){forgotten}")
    };
    report.advances.iter().map(advance).collect()
}

fn report(model: &Model, day: &str) -> WeekReport {
    let week = Week::of(day.parse().unwrap());
    let report = model.week_report(PlaceId::ROOT, week).unwrap();
    let ledger = &report.ledger;
    assert_eq!(
        ledger.before.len() + ledger.found.len() + ledger.reopened.len(),
        ledger.closed().count() + ledger.open.len(),
        "{ledger:?}"
    );
    report
}

#[test]
fn a_rhythm_begins_when_it_is_known_to() {
    // The day that is written; a Saturday leaves no working day of its week.
    let day = Site::adopted("/ 已推行 2026-03-11");
    assert_eq!(
        day.weeks("2026-03-25"),
        ["2026-03-09 missed", "2026-03-16 missed", "2026-03-23 open"]
    );
    let saturday = Site::adopted("/ 试点 2026-03-07");
    assert_eq!(saturday.weeks("2026-03-11"), ["2026-03-09 open"]);
    // A month or a year leaves open when: at the latest on its last day, a Saturday again.
    let month = Site::adopted("/ 已推行 2026-01");
    assert_eq!(
        month.weeks("2026-02-11"),
        ["2026-02-02 missed", "2026-02-09 open"]
    );
    // The last Saturday of February 2026 is a working day.
    let working = Site::adopted("/ 已推行 2026-02");
    assert_eq!(
        working.weeks("2026-03-04"),
        ["2026-02-23 missed", "2026-03-02 open"]
    );
    let year = Site::adopted("/ 已推行 2026");
    assert!(year.weeks("2026-03-11").is_empty());
    // The first meeting shows that it had begun.
    month.meeting("2026-01-20", "");
    assert_eq!(
        month.weeks("2026-02-04"),
        ["2026-01-19 held", "2026-01-26 missed", "2026-02-02 open"]
    );
    // What is planned, explored, or adopted nobody knows since when, asks for nothing.
    for adoption in [
        "/ 计划 2026-01",
        "/ 探索 2026-01",
        "/ 已推行",
        "/ 已推行 2026-04",
    ] {
        let site = Site::adopted(adoption);
        assert!(site.weeks("2026-03-25").is_empty(), "{adoption}");
    }
}

#[test]
fn a_week_is_held_missed_excused_planned_or_open() {
    let site = Site::adopted("/ 已推行 2026-02-02");
    site.meeting("2026-02-02", "");
    site.meeting("2026-02-12", "办理进展:\n  - 2026-02-12 取消 会议室停电");
    // 16 to 22 February is the Spring Festival.
    site.meeting(
        "2026-02-27",
        "办理进展:\n  - 2026-02-27 改期 2026-03-04 两家单位同日检查\n  - 2026-03-04 召开",
    );
    site.meeting("2026-03-30", "办理进展:\n  - 2026-03-20 通知");
    assert_eq!(
        site.weeks("2026-03-25"),
        [
            "2026-02-02 held",
            "2026-02-09 excused 会议室停电",
            "2026-02-16 excused 春节",
            "2026-02-23 excused 两家单位同日检查",
            "2026-03-02 held",
            "2026-03-09 missed",
            "2026-03-16 missed",
            "2026-03-23 open",
            "2026-03-30 planned",
        ]
    );
}

#[test]
fn weeks_go_on_over_the_turn_of_the_year() {
    let site = Site::adopted("/ 已推行 2025-12-22");
    site.meeting("2025-12-22", "");
    site.meeting("2026-01-07", "");
    assert_eq!(
        site.weeks("2026-01-08"),
        ["2025-12-22 held", "2025-12-29 missed", "2026-01-05 held"]
    );
    site.build("2026-01-08");
    let week = site.page("weeks/2026-W01.html");
    assert!(
        week.contains("2025年12月29日—2026年1月4日"),
        "years where they differ"
    );
    assert!(week.contains(r#"href="2025-W52.html""#) && week.contains(r#"href="2026-W02.html""#));
    let home = site.page("index.html");
    assert!(
        home.contains("2025年12月29日—2026年1月4日这一周没有合署办公，没有写明原因"),
        "{home}"
    );
    // By year, the newest first, with counts that add up.
    let all = site.page("weeks/index.html");
    let at = |text: &str| all.find(text).unwrap_or_else(|| panic!("{text}\n{all}"));
    assert!(at(r#"id="y2026""#) < at(r#"id="y2025""#));
    assert!(all.contains("共2周") && all.contains("共1周"));
}

#[test]
fn a_mechanism_that_is_given_up_asks_for_nothing_more() {
    let site = Site::adopted("/ 试点 2026-03-02, / 探索 2026-03-16");
    assert_eq!(
        site.weeks("2026-03-25"),
        ["2026-03-02 missed", "2026-03-09 missed"]
    );
    // A meeting that is held all the same is shown.
    site.meeting("2026-03-23", "");
    assert_eq!(
        site.weeks("2026-03-25"),
        ["2026-03-02 missed", "2026-03-09 missed", "2026-03-23 held"]
    );
}

#[test]
fn of_two_mechanisms_each_asks_for_its_own() {
    let site = Site::adopted("/ 已推行 2026-03-02");
    site.mechanism(
        "hui",
        "标题: 五心会\n主体: [物业]\n例会: [协商议事 每周]\n推行: [/ 已推行 2026-03-09]",
    );
    site.meeting("2026-03-03", "");
    site.meeting("2026-03-10", "");
    site.record(
        "meetings/2026-03-17-hui",
        "标题: 议事\n日期: 2026-03-17\n类型: 协商议事\n机制: hui",
    );
    let look = site.look("2026-03-25");
    let turns: Vec<(&str, Vec<usize>)> = look.model().rhythm(PlaceId::ROOT).weeks[..3]
        .iter()
        .map(|turn| (turn.kept.key(), turn.missed().collect()))
        .collect();
    // `five` is the first mechanism, `hui` the second; it was not asked for before it began.
    assert_eq!(
        turns,
        [("held", vec![]), ("held", vec![1]), ("held", vec![0])]
    );
    site.build("2026-03-25");
    let page = site.page("weeks/2026-W11.html");
    assert!(page.contains("这一周应当有协商议事"), "{page}");
    let home = site.page("index.html");
    assert!(home.contains("2026年3月9日—15日这一周没有协商议事，没有写明原因"));
    assert!(home.contains("2026年3月16日—22日这一周没有合署办公，没有写明原因"));
}

#[test]
fn a_week_tells_states_as_they_were() {
    let site = Site::adopted("/ 已推行 2026-03-02");
    site.issue(
        "a",
        "2026-02-20",
        "完成时限: 2026-03-10\n办理进展:\n  - 2026-02-20 发现\n  - 2026-03-05 商议 定下办法\n  - 2026-03-24 解决 试用正常",
    );
    site.issue("b", "2026-03-02", "");
    // Solved between two meetings, then taken up again by one.
    site.issue(
        "c",
        "2026-02-21",
        "办理进展:\n  - 2026-02-21 发现\n  - 2026-03-12 解决 换了新的",
    );
    // Found and closed within one week.
    site.issue(
        "d",
        "2026-03-11",
        "办理进展:\n  - 2026-03-11 发现\n  - 2026-03-13 不予受理 不在小区内",
    );
    site.meeting("2026-03-03", "本周问题: [issues/b]");
    site.meeting(
        "2026-03-10",
        "本周问题: [issues/c]\n上周进展: [issues/b 处置 已报修]",
    );
    site.meeting(
        "2026-03-17",
        "本周问题: [issues/a]\n上周进展: [issues/c 重新办理 又坏了]",
    );
    let look = site.look("2026-03-25");
    let model = look.model();
    let second = report(model, "2026-03-10");
    assert_eq!(names(model, &second.raised), ["c"]);
    assert_eq!(
        advances(model, &second),
        ["a found > discussed (1)", "b found > handling (1)"]
    );
    let third = report(model, "2026-03-17");
    assert_eq!(names(model, &third.raised), ["a"]);
    assert_eq!(
        advances(model, &third),
        [
            "c found > reopened (2)",
            "b handling > handling (0)",
            "d - > declined (2)"
        ]
    );
    assert_eq!(told(model, &third.ledger.before), ["a", "c", "b"]);
    assert_eq!(told(model, &third.ledger.found), ["d"]);
    assert_eq!(told(model, third.ledger.closed()), ["d"]);
    assert_eq!(told(model, &third.ledger.open), ["a", "c", "b"]);
    // Now: told until today, as no meeting was held yet.
    let now = report(model, "2026-03-25");
    assert_eq!(
        advances(model, &now),
        [
            "a discussed > solved (1)",
            "c reopened > reopened (0)",
            "b handling > handling (0)"
        ]
    );
    assert_eq!(told(model, now.ledger.closed()), ["a"]);
    site.build("2026-03-25");
    let page = site.page("weeks/2026-W12.html");
    // The issue that is solved by now was discussed and overdue then, and is not so by the clock
    // of whoever reads the page.
    assert!(page.contains("商议中") && page.contains("逾期"), "{page}");
    assert!(
        !page.contains("试用正常") && !page.contains("data-due"),
        "{page}"
    );
    assert!(page.contains("重新办理</b> 又坏了"), "{page}");
    assert!(page.contains("3月17日未办结"), "{page}");
    assert!(site.page("weeks/2026-W13.html").contains("试用正常"));
    assert!(!page.contains("W12</"), "nobody reads numbers of weeks");
}

#[test]
fn an_issue_is_forgotten_only_if_nothing_is_told_of_it() {
    let site = Site::adopted("/ 已推行 2026-03-02");
    for name in ["told", "own", "forgotten", "gone"] {
        let more = match name {
            // Its own record reports on it between the meetings.
            "own" => "办理进展:\n  - 2026-03-02 发现\n  - 2026-03-05 处置 已订货",
            "gone" => "撤回: {日期: 2026-03-12, 原因: 写错了}",
            _ => "",
        };
        site.issue(name, "2026-03-02", more);
    }
    site.meeting(
        "2026-03-02",
        "本周问题: [issues/told, issues/own, issues/forgotten, issues/gone]",
    );
    // Nothing is forgotten in a week without a meeting; the next one owes it still.
    site.meeting("2026-03-16", "上周进展: [issues/told 处置]");
    let look = site.look("2026-03-25");
    let model = look.model();
    let forgotten = &model.rhythm(PlaceId::ROOT).forgotten;
    assert_eq!(forgotten.len(), 1, "{forgotten:?}");
    let gap = &forgotten[0];
    assert_eq!(named(model, gap.issue), "forgotten");
    assert_eq!(named(model, gap.raised), "2026-03-02-weekly");
    assert_eq!(gap.week.monday().to_string(), "2026-03-16");
    // The page of the issue, that of the week and the report say the same.
    let told = model.findings(gap.issue);
    assert!(
        told[0]
            .zh
            .contains("2026年3月2日合署办公提出，2026年3月16日合署办公没有通报进展"),
        "{told:?}"
    );
    let missed = report(model, "2026-03-09");
    assert!(missed.advances.iter().all(|of| !of.is_forgotten));
    let held = report(model, "2026-03-16");
    assert_eq!(
        advances(model, &held),
        [
            "told found > handling (1)",
            "own handling > handling (0)",
            "forgotten found > found (0) forgotten"
        ]
    );
    site.build("2026-03-25");
    let page = site.page("weeks/2026-W12.html");
    assert!(page.contains("提出，到本周会议没有通报进展"), "{page}");
    let page = site.page("issues/forgotten.html");
    assert!(page.contains("没有通报进展"), "{page}");
}

#[test]
fn a_week_may_have_several_meetings() {
    let site = Site::adopted("/ 已推行 2026-03-02");
    for name in ["a", "b"] {
        site.issue(name, "2026-03-02", "");
    }
    site.meeting(
        "2026-03-02",
        "本周问题: [issues/a]\n出席: [业委会 2, 物业 1]\n议定事项: [换锁 物业 2026-03-06]",
    );
    site.meeting(
        "2026-03-05",
        "本周问题: [issues/b]\n出席:\n  - 业委会 缺席（出差）\n  - 物业 1\n邀请: [城管中队 占道停车]\n上周进展: [issues/a 处置]",
    );
    let look = site.look("2026-03-11");
    let model = look.model();
    let first = report(model, "2026-03-02");
    assert_eq!(names(model, &first.raised), ["a", "b"]);
    assert_eq!(first.until.to_string(), "2026-03-05");
    site.build("2026-03-11");
    let page = site.page("weeks/2026-W10.html");
    for words in [
        "3月2日（周一）",
        "3月5日（周四）",
        "2/2",
        "1/2＋应邀1",
        "原因：出差",
        "议题：占道停车",
        "换锁",
    ] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    let said = site.run("check --no-posters --verbose", "2026-03-11");
    assert!(said.contains("week-twice"), "{said}");
    assert!(
        said.contains("2026年3月2日—8日这一周有2次合署办公"),
        "{said}"
    );
    // Together they raised two, as many as are wanted.
    assert!(!said.contains("weekly-issues"), "{said}");
}

#[test]
fn one_that_was_put_off_into_a_week_does_not_make_two() {
    let site = Site::adopted("/ 已推行 2026-03-02");
    site.issue("a", "2026-03-02", "");
    site.meeting(
        "2026-03-02",
        "本周问题: [issues/a]\n办理进展:\n  - 2026-03-02 改期 2026-03-09 停电\n  - 2026-03-09 召开",
    );
    site.meeting("2026-03-12", "本周问题: [issues/a]");
    let said = site.run("check --no-posters --verbose", "2026-03-13");
    assert!(!said.contains("week-twice"), "{said}");
    site.build("2026-03-13");
    let page = site.page("weeks/2026-W10.html");
    assert!(page.contains("停办") && page.contains("停电"), "{page}");
    assert!(page.contains("改到2026年3月9日（周一）"), "{page}");
}

#[test]
fn who_came_is_present_absent_or_not_recorded() {
    let site = Site::adopted("/ 已推行 2026-03-02");
    site.issue("a", "2026-03-02", "");
    site.meeting("2026-03-02", "本周问题: [issues/a]\n出席: [物业 2]");
    site.build("2026-03-04");
    let page = site.page("weeks/2026-W10.html");
    // The committee is named though nothing is written of it.
    assert!(page.contains("桃园小区业主委员会"), "{page}");
    assert!(page.contains("未记录") && page.contains("1/2"), "{page}");
    assert!(!page.contains("未到会"), "{page}");
    let said = site.run("check --no-posters --verbose", "2026-03-04");
    assert!(said.contains("没有记录业委会是否到会"), "{said}");
}

#[test]
fn a_missed_week_says_so_and_who_should_say_why() {
    let site = Site::adopted("/ 已推行 2026-03-02");
    site.build("2026-03-11");
    let page = site.page("weeks/2026-W10.html");
    assert!(page.contains("缺办"), "{page}");
    assert!(
        page.contains("这一周应当有合署办公，没有会议记录，也没有写明原因。"),
        "{page}"
    );
    assert!(page.contains("应当说明原因的单位") && page.contains("0731-0000 0002"));
    let open = site.page("weeks/2026-W11.html");
    assert!(open.contains("本周还没有召开合署办公"), "{open}");
    // The neighbour that is not there is said.
    assert!(open.contains("尚无记录"), "{open}");
}

#[test]
fn many_missed_weeks_do_not_flood_a_home_page() {
    let row = Site::adopted("/ 已推行 2026-01-05");
    row.meeting("2026-01-05", "");
    let told = |site: &Site| {
        let look = site.look("2026-03-25");
        let words = look.model().findings_of_place(PlaceId::ROOT);
        words.iter().map(|of| of.zh.clone()).collect::<Vec<_>>()
    };
    // The Spring Festival lies between.
    assert_eq!(
        told(&row),
        [
            "2026年1月12日—2月15日连续5周没有合署办公，没有写明原因",
            "2026年2月23日—3月22日连续4周没有合署办公，没有写明原因"
        ]
    );
    let every_other = Site::adopted("/ 已推行 2026-01-05");
    for day in [
        "2026-01-05",
        "2026-01-19",
        "2026-02-02",
        "2026-02-24",
        "2026-03-09",
    ] {
        every_other.meeting(day, "");
    }
    assert_eq!(
        told(&every_other),
        ["最近三个月有5周没有合署办公，没有写明原因，最近一次是2026年3月16日—22日"]
    );
    let said = every_other.run("check --no-posters --verbose", "2026-03-25");
    assert_eq!(said.matches("week-missed").count(), 5, "{said}");
    // What is older than three months stands on the page of all weeks.
    let look = row.look("2026-09-30");
    let words = look.model().findings_of_place(PlaceId::ROOT);
    assert!(
        words.iter().all(|of| !of.zh.contains("1月12日")),
        "{words:?}"
    );
}

#[test]
fn a_plain_site_knows_no_weeks() {
    let site = Site::new();
    site.issue("a", "2026-03-02", "");
    site.record(
        "meetings/2026-03-02-weekly",
        "标题: 合署办公\n日期: 2026-03-02\n类型: 合署办公\n本周问题: [issues/a]",
    );
    site.build("2026-03-25");
    assert!(!site.0.path().join("public/weeks").exists());
    let home = site.page("index.html");
    assert!(!home.contains("weeks/") && !home.contains("每周"), "{home}");
    let said = site.run("check --no-posters --verbose", "2026-03-25");
    assert!(!said.contains("week-"), "{said}");
}

#[test]
fn the_sample_shows_every_turn_of_a_week() {
    let folder = tempfile::tempdir().unwrap();
    let public = folder.path().join("public");
    let output = Command::new(env!("CARGO_BIN_EXE_gongshi"))
        .args([
            "build",
            "--no-posters",
            "--output",
            public.to_str().unwrap(),
        ])
        .args(["--root", env!("CARGO_MANIFEST_DIR"), "--lang", "zh"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let page =
        |name: &str| fs::read_to_string(public.join("demo-chunhe/taoyuan").join(name)).unwrap();
    let all = page("weeks/index.html");
    for words in ["已召开9周", "停办1周", "缺办1周", "共11周"] {
        assert!(all.contains(words), "{words}\n{all}");
    }
    assert!(page("weeks/2026-W08.html").contains("原因：春节"));
    assert!(page("weeks/2026-W04.html").contains("没有会议记录，也没有写明原因"));
    assert!(page("weeks/2026-W05.html").contains("没有通报的问题"));
    assert!(page("issues/2026-01-12-door-closer.html").contains("没有通报进展"));
    assert!(page("index.html").contains("2026年1月19日—25日这一周没有合署办公"));
    // A word of the week of 9 March: the committee was counting votes.
    let week = page("weeks/2026-W11.html");
    assert!(
        week.contains("4/5") && week.contains("原因：忙于计票"),
        "{week}"
    );
}

#[test]
fn a_week_knows_what_became_of_issues_of_other_places() {
    let site = Site::new();
    for place in ["jia", "yi"] {
        let front = "---\n标题: 小区\n层级: 小区\n---\n";
        site.write(&format!("content/{place}/_index.md"), front);
    }
    site.write(
        "content/_index.md",
        "---\n标题: 社区\n层级: 社区\n组织:\n  业委会: 业主委员会 0731-0000 0001\n  物业: 示例物业 0731-0000 0002\n发布单位: 业委会\n---\n",
    );
    site.mechanism("five", &format!("{FIVE}推行: [/jia 已推行 2026-03-02]"));
    let meeting = |day: &str, more: &str| {
        let front = format!("标题: 合署办公\n日期: {day}\n类型: 合署办公\n机制: five\n{more}");
        site.record(&format!("jia/meetings/{day}-weekly"), &front);
    };
    meeting("2026-03-02", "本周问题: [/yi/issues/a]");
    meeting("2026-03-09", "");
    let issue = |more: &str| {
        let front = format!("标题: 问题a\n日期: 2026-03-02\n责任单位: 物业\n{more}");
        site.record("yi/issues/a", &front);
    };
    let pages = || ["10", "11"].map(|week| site.page(&format!("jia/weeks/2026-W{week}.html")));
    issue("办理进展: [2026-03-02 发现, 2026-03-05 处置 已派人]");
    site.build("2026-03-25");
    let reported = pages();
    // Nothing reports it any more, and then it is withdrawn.
    for (more, changed) in [
        ("办理进展: [2026-03-02 发现]", 1),
        ("办理进展: [2026-03-02 发现]\n撤回: 2026-03-10 写错了", 0),
    ] {
        issue(more);
        site.build("2026-03-25");
        let built = pages();
        assert!(built[changed] != reported[changed], "{more}");
        for folder in ["public", ".gongshi"] {
            fs::remove_dir_all(site.0.path().join(folder)).unwrap();
        }
        site.build("2026-03-25");
        assert!(pages() == built, "{more}");
    }
}
