//! Months and what meetings agreed, how places below keep their rhythm, and policies whose clauses
//! records cite, as they stand in built sites.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may panic; the folders that it removes are its own"
)]

mod support;

use std::fs;

use regex::Regex;
use support::Site;

const DAY: &str = "2026-03-25";

/// A community with two compounds; the first meets every month.
fn site() -> Site {
    let site = Site::new();
    site.file(
        "content/site.yaml",
        "title: 示例社区公示栏\nbase_url: https://gongshi.example\n",
    );
    site.file(
        "content/_index.md",
        "---\n标题: 示例社区\n层级: 社区\n---\n",
    );
    for (folder, title) in [("taoyuan", "桃园小区"), ("liyuan", "梨园小区")] {
        site.file(
            &format!("content/{folder}/_index.md"),
            format!(
                "---\n标题: {title}\n层级: 小区\n组织:\n  物业: {title}物业 0731-0000 0002\n---\n"
            ),
        );
    }
    site.file(
        "content/mechanisms/monthly.md",
        "---\n标题: 每月联席会议\n例会: [联席会议 每月]\n推行:\n  - /taoyuan 已推行 2025-12\n---\n",
    );
    site
}

fn meeting(site: &Site, place: &str, date: &str, rest: &str) {
    site.file(
        &format!("content/{place}/meetings/{date}.md"),
        format!("---\n标题: {date}会议\n日期: {date}\n类型: 联席会议\n机制: monthly\n{rest}\n---\n\n正文。\n"),
    );
}

/// December agrees on three things; nothing is held in January; February and March report.
fn agreed() -> Site {
    let site = site();
    meeting(
        &site,
        "taoyuan",
        "2025-12-18",
        "议定事项:\n  - 补齐应急灯 物业 2026-01-20\n  - 清理车棚 物业 2026-02-28\n  - 加装门禁 物业 2026-02-20",
    );
    meeting(
        &site,
        "taoyuan",
        "2026-02-06",
        "上周进展:\n  - meetings/2025-12-18#1 完成 换好七盏\n  - meetings/2025-12-18#2 继续 还有四辆\n议定事项:\n  - 安排值班 物业 2026-02-13",
    );
    meeting(
        &site,
        "taoyuan",
        "2026-03-11",
        "上周进展:\n  - meetings/2025-12-18#2 完成 移走四辆\n  - meetings/2025-12-18#3 不再办理 超出预算",
    );
    site
}

fn build(site: &Site, day: &str) {
    let run = site.run(&["build", "--no-posters", "--today", day]);
    assert_eq!(run.status, 0, "{}", run.stderr);
}

/// A page without what is hidden in marks: words alone, with one space between.
fn words(site: &Site, path: &str) -> String {
    let page = site.page(path);
    let main = page.split("<main").nth(1).unwrap();
    let main = main.split("</main>").next().unwrap();
    // The last characters of a title stay together, which says nothing.
    let titles = Regex::new("<span class=\"end\">([^<]*)</span>").unwrap();
    let main = titles.replace_all(main, "$1");
    let plain = Regex::new("<[^>]*>").unwrap().replace_all(&main, " ");
    let spaces = Regex::new(r"\s+").unwrap();
    spaces.replace_all(&plain, " ").trim().to_owned()
}

/// The words of a month from the sum of its actions.
fn sum(site: &Site, month: &str) -> String {
    let page = words(site, &format!("taoyuan/months/{month}.html"));
    let sum = page.split("截至").nth(1).expect("a sum of actions");
    let end = sum.find(" 会议和到会").unwrap_or(sum.len());
    sum[..end].replace(' ', "")
}

#[test]
fn actions_are_carried_over_a_missed_month_until_they_are_closed() {
    let site = agreed();
    build(&site, DAY);
    let of = |month: &str| words(&site, &format!("taoyuan/months/{month}.html"));
    assert!(sum(&site, "2025-12").contains("接着办0项+新议定3项=已完成0项+还在办3项"));
    let january = of("2026-01");
    assert!(january.contains("未召开") && january.contains("没有会议记录"));
    assert!(january.contains("以前议定、本月接着办 3"), "{january}");
    assert!(sum(&site, "2026-01").contains("接着办3项+新议定0项=已完成0项+还在办3项（逾期1项）"));
    // What became of them since stands apart.
    let lamps = january.split("补齐应急灯").nth(1).unwrap();
    let lamps = lamps.split("清理车棚").next().unwrap();
    assert!(
        lamps.contains("逾期") && lamps.contains("后来 2月6日 已完成 换好七盏"),
        "{lamps}"
    );
    assert!(sum(&site, "2026-02").contains("接着办3项+新议定1项=已完成1项+还在办3项（逾期2项）"));
    let february = of("2026-02");
    let shed = february.split("清理车棚").nth(1).unwrap();
    assert!(
        shed.contains("还有四辆") && shed.contains("后来 3月11日 已完成 移走四辆"),
        "{shed}"
    );
    let march = of("2026-03");
    assert!(!march.contains("补齐应急灯"), "{march}");
    assert!(
        sum(&site, "2026-03")
            .contains("接着办3项+新议定0项=已完成1项+不再办理1项+还在办1项（逾期1项）")
    );
    // The meeting says the same, from the same account.
    let december = words(&site, "taoyuan/meetings/2025-12-18.html");
    assert!(december.contains("不再办理") && december.contains("移走四辆"));
    let of_february = words(&site, "taoyuan/meetings/2026-02-06.html");
    let carried = of_february.split("以前议定、还没有办结").nth(1).unwrap();
    assert!(!carried.contains("补齐应急灯") && carried.contains("加装门禁"));
}

#[test]
fn a_month_is_told_as_of_its_end_or_the_day() {
    let site = agreed();
    build(&site, "2026-02-10");
    assert!(sum(&site, "2026-02").contains("2月10日：接着办3项+新议定1项=已完成1项+还在办3项"));
    assert!(!sum(&site, "2026-02").contains("逾期"));
    // The meeting of March is planned: what is open is to be carried on to it.
    let march = words(&site, "taoyuan/months/2026-03.html");
    assert!(
        march.contains("待召开") && march.contains("以前议定、本月接着办 3项"),
        "{march}"
    );
    assert!(!march.contains("本月问题") && !march.contains("补齐应急灯"));
    // A day later than that by which it was due.
    build(&site, "2026-02-14");
    assert!(sum(&site, "2026-02").contains("还在办3项（逾期1项）"));
    build(&site, DAY);
    assert!(sum(&site, "2026-02").starts_with("2月28日"));
}

#[test]
fn a_month_without_a_meeting_is_shown_and_never_stops_anything() {
    let site = agreed();
    build(&site, DAY);
    let said = site.run(&[
        "check",
        "--no-posters",
        "--verbose",
        "--strict",
        "--today",
        DAY,
    ]);
    assert!(said.stderr.contains("month-missed"), "{}", said.stderr);
    let home = words(&site, "taoyuan/index.html");
    assert!(
        home.contains("2026年1月没有联席会议，没有写明原因"),
        "{home}"
    );
    let cells = Regex::new(r#"<li class="(held|missed|open|planned|excused)">"#).unwrap();
    for months in [
        site.page("taoyuan/index.html"),
        site.page("taoyuan/weeks/index.html"),
    ] {
        let kept: Vec<&str> = cells
            .captures_iter(&months)
            .map(|found| found.get(1).unwrap().as_str())
            .collect();
        assert_eq!(kept, ["held", "missed", "held", "held"]);
    }
    // One that was called off has a reason.
    meeting(
        &site,
        "taoyuan",
        "2026-01-15",
        "办理进展:\n  - 2026-01-14 取消 大雪封路",
    );
    build(&site, DAY);
    let january = words(&site, "taoyuan/months/2026-01.html");
    assert!(
        january.contains("停开") && january.contains("大雪封路"),
        "{january}"
    );
    assert!(!words(&site, "taoyuan/index.html").contains("2026年1月没有联席会议"));
}

#[test]
fn issues_of_a_month_add_up() {
    let site = agreed();
    for (name, date, progress) in [
        ("old", "2026-01-10", "2026-03-02 解决 修好"),
        (
            "again",
            "2026-01-12",
            "2026-01-20 解决 修好\n  - 2026-03-05 重新办理 又坏了",
        ),
        ("gone", "2026-01-13", "2026-01-20 解决 修好"),
        ("declined", "2026-02-20", "2026-03-06 不予受理 不归小区"),
        ("new", "2026-03-03", "2026-03-04 商议 定了"),
        ("quick", "2026-03-04", "2026-03-08 解决 修好"),
    ] {
        site.file(
            &format!("content/taoyuan/issues/{name}.md"),
            format!("---\n标题: {name}\n日期: {date}\n责任单位: 物业\n办理进展:\n  - {date} 发现 报修\n  - {progress}\n---\n"),
        );
    }
    build(&site, DAY);
    let march = words(&site, "taoyuan/months/2026-03.html");
    let march = march.replace(' ', "");
    assert!(
        march.contains("月初在办2件+新增2件+重新办理1件=解决2件+不予受理或重复1件+月末在办2件"),
        "{march}"
    );
    let page = site.page("taoyuan/months/2026-03.html");
    // What follows counts how all issues stand, those that were closed before among them.
    let page = page.split(r#"class="counts""#).next().unwrap();
    assert!(!page.contains("issues/gone.html"));
    assert_eq!(
        page.matches("issues/quick.html").count(),
        2,
        "found and solved"
    );
}

#[test]
fn places_below_are_seen_in_one_table() {
    let site = agreed();
    // The second compound asks for nothing.
    build(&site, DAY);
    let below = |site: &Site| {
        let page = site.page("index.html");
        page.split(r#"<table class="below">"#)
            .nth(1)
            .map(|rest| rest.split("</table>").next().unwrap().to_owned())
    };
    let table = below(&site).unwrap();
    assert!(table.contains("taoyuan/months/2026-03.html") && !table.contains("liyuan"));
    assert!(
        table.contains(r#"href="taoyuan/weeks/index.html#actions">1项"#),
        "{table}"
    );
    let listed = words(&site, "taoyuan/weeks/index.html");
    let listed = listed.split("议定了、还没办结").nth(1).unwrap();
    assert!(
        listed.starts_with(" 1项") && listed.contains("安排值班"),
        "{listed}"
    );
    // An invented compound is seen from invented places only.
    site.file(
        "content/taoyuan/_index.md",
        "---\n标题: 桃园小区\n层级: 小区\n演示: 是\n组织:\n  物业: 桃园物业 0731-0000 0002\n---\n",
    );
    build(&site, DAY);
    assert!(below(&site).is_none());
}

fn policies(site: &Site) {
    site.file(
        "content/policies/ten.md",
        "---\n标题: 物业十条\n条数: 10\n出处: 街道文件\n---\n",
    );
    site.file(
        "content/policies/pact.md",
        "---\n标题: 桃园公约\n适用地方: /taoyuan\n条款:\n  - 楼道不堆放物品。\n  - 晚9时后不使用音响。\n---\n\n见[十条](/policies/ten)。\n",
    );
}

fn citing(site: &Site, path: &str, date: &str, cites: &str) {
    site.file(
        &format!("content/{path}.md"),
        format!("---\n标题: {date}的事\n日期: {date}\n责任单位: 物业\n依据条款: {cites}\n---\n\n正文。\n"),
    );
}

#[test]
fn a_policy_lists_the_records_that_cite_its_clauses() {
    let site = site();
    policies(&site);
    citing(
        &site,
        "taoyuan/issues/a",
        "2026-03-01",
        "桃园公约#1、ten#3、7",
    );
    citing(&site, "taoyuan/issues/b", "2026-03-09", "[pact#1]");
    citing(&site, "liyuan/issues/c", "2026-03-05", "物业十条＃3");
    build(&site, DAY);
    let pact = words(&site, "policies/pact.html");
    assert!(pact.contains("共2条，1条有记录引用，1条还没有"), "{pact}");
    let first = pact.split("楼道不堆放物品").nth(1).unwrap();
    let (new, old) = (first.find("2026-03-09的事"), first.find("2026-03-01的事"));
    assert!(new.unwrap() < old.unwrap(), "newest first: {pact}");
    assert!(first.contains("桃园小区 问题"));
    let ten = words(&site, "policies/ten.html");
    assert!(ten.contains("条款的文字还没有提供"), "{ten}");
    assert!(ten.contains("共10条，2条有记录引用，8条还没有"), "{ten}");
    assert_eq!(ten.matches("还没有记录引用这一条").count(), 8);
    let record = site.page("taoyuan/issues/a.html");
    for clause in [
        "policies/pact.html#c1",
        "policies/ten.html#c3",
        "policies/ten.html#c7",
    ] {
        assert!(record.contains(clause), "{clause}");
    }
    assert!(site.page("policies/ten.html").contains(r#"id="c10""#));
    assert!(
        site.page("policies/pact.html")
            .contains(r#"href="ten.html""#)
    );
    // Each place names those that hold there.
    assert!(
        words(&site, "index.html").contains("物业十条")
            && words(&site, "index.html").contains("桃园公约")
    );
    let of_liyuan = words(&site, "liyuan/index.html");
    assert!(of_liyuan.contains("物业十条") && !of_liyuan.contains("桃园公约"));
}

#[test]
fn what_is_withdrawn_or_invented_is_no_evidence() {
    let site = site();
    policies(&site);
    site.file(
        "content/liyuan/_index.md",
        "---\n标题: 梨园小区\n层级: 小区\n演示: 是\n组织:\n  物业: 梨园物业 0731-0000 0002\n---\n",
    );
    citing(&site, "liyuan/issues/c", "2026-03-05", "物业十条#3");
    citing(
        &site,
        "taoyuan/issues/a",
        "2026-03-01",
        "物业十条#4\n撤回: 2026-03-02 写错",
    );
    build(&site, DAY);
    let ten = words(&site, "policies/ten.html");
    assert!(ten.contains("共10条，都还没有记录引用"), "{ten}");
    assert!(!ten.contains("的事"), "{ten}");
}

/// A build that keeps what did not change leaves what a build from nothing leaves.
#[test]
fn edits_reach_the_pages_of_other_places() {
    let site = agreed();
    policies(&site);
    citing(&site, "taoyuan/issues/a", "2026-03-01", "桃园公约#1");
    build(&site, DAY);
    let same = |what: &str| {
        build(&site, DAY);
        let kept = support::files(&site.path("public"));
        fs::remove_dir_all(site.path(".gongshi/cache")).unwrap();
        fs::remove_dir_all(site.path("public")).unwrap();
        build(&site, DAY);
        assert!(kept == support::files(&site.path("public")), "{what}");
    };
    // A meeting of another place reports what became of an action.
    site.file(
        "content/liyuan/meetings/2026-03-20.md",
        "---\n标题: 梨园会议\n日期: 2026-03-20\n类型: 联席会议\n上周进展:\n  - /taoyuan/meetings/2026-02-06#1 完成 两处合办\n---\n",
    );
    same("a report from another place");
    assert!(words(&site, "taoyuan/months/2026-03.html").contains("两处合办"));
    citing(&site, "liyuan/issues/new", "2026-03-21", "物业十条#2");
    same("a new record that cites");
    assert!(words(&site, "policies/ten.html").contains("2026-03-21的事"));
    site.file(
        "content/policies/pact.md",
        "---\n标题: 桃园公约\n适用地方: /taoyuan\n条款:\n  - 楼道保持畅通。\n---\n",
    );
    same("another text of a clause");
    assert!(words(&site, "taoyuan/issues/a.html").contains("楼道保持畅通"));
    // A clause that is cited and taken away is a fault, though the record did not change.
    site.file(
        "content/policies/pact.md",
        "---\n标题: 桃园公约\n适用地方: /liyuan\n条款: [楼道保持畅通。]\n---\n",
    );
    let run = site.run(&["check", "--no-posters", "--today", DAY]);
    assert!(run.stderr.contains("unknown-policy"), "{}", run.stderr);
}
