//! Elections and choices as series, what was looked at before a vote, how soon outcomes were posted,
//! chat groups, and where an issue is: on built sites.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may panic"
)]

mod support;

use std::fs;

use scraper::{Html, Selector};
use support::{Site, files};

/// A resolution of the compound.
fn resolution(site: &Site, name: &str, front: &str) {
    site.file(
        &format!("content/tao/resolutions/{name}.md"),
        format!("---\n{front}\n---\n\n正文。\n"),
    );
}

/// The compound with a branch, two boards and a chat group.
fn compound(site: &Site) {
    site.file(
        "content/tao/_index.md",
        "---\n标题: 桃园小区\n层级: 小区\n发布单位: 业委会\n组织:\n  业委会: 桃园小区业主委员会 0731-0000 0001\n  物业: 桃园物业服务中心 0731-0000 0002\n  小区党支部: 桃园小区党支部\n公示栏: [东门 A3 1, 西门 A4 1]\n居民群: [桃园业主群]\n---\n",
    );
}

/// An election up to its result, which is as `result` says.
fn election(site: &Site, heads: &str, area: &str, result: &str) {
    compound(site);
    site.notice(
        "2026-01-15-call",
        "标题: 换届开始\n日期: 2026-01-15\n类型: 公告\n系列: 业委会换届\n环节: 启动",
    );
    site.notice(
        "2026-01-28-vote",
        "标题: 业主大会表决\n日期: 2026-01-28\n类型: 通知\n系列: 业委会换届\n表决议题: [选举业主委员会]\n前置研究: 小区党支部 2026-01-26 同意提交表决",
    );
    site.notice(
        "2026-02-02-candidates",
        "标题: 候选人名单\n日期: 2026-02-02\n类型: 公示\n事项: 候选人\n系列: 业委会换届",
    );
    resolution(
        site,
        "2026-03-10-election",
        &format!(
            "标题: 换届结果\n日期: 2026-03-10\n决定主体: 业主大会\n表决事项: 3\n表决议题: 选举业主委员会\n投票: {{方式: 书面, 起: 2026-02-24, 止: 2026-03-08, 通知: notices/2026-01-28-vote}}\n业主总数: 100 1000.00\n计票结果: {{人数: {heads}, 面积: {area}}}\n结果: {result}\n系列: 业委会换届\n前置研究: 小区党支部 2026-01-26 同意提交表决"
        ),
    );
}

/// The texts of all elements that a selector finds, without spaces.
fn texts(html: &str, selector: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    let selector = Selector::parse(selector).unwrap();
    let text = |element: scraper::ElementRef<'_>| {
        let text: String = element.text().collect();
        text.split_whitespace().collect()
    };
    page.select(&selector).map(text).collect()
}

/// The first words of each event of a series.
fn events(html: &str) -> Vec<String> {
    texts(html, ".line > li > p:first-of-type > b")
}

#[test]
fn an_election_is_told_from_the_call_to_what_is_still_to_come() {
    let site = Site::new();
    election(&site, "80 5 2 0", "800.00 50.00 20.00 0", "通过");
    site.build();
    let page = site.page("tao/series/业委会换届.html");
    // The branch looked at it once, though two records say so.
    let expected = [
        "启动",
        "前置研究",
        "表决通知",
        "候选人公示",
        "投票期间",
        "结果",
        "备案",
        "交接",
    ];
    assert_eq!(events(&page), expected);
    let steps = texts(&page, ".chain > li");
    let expected = [
        "启动",
        "候选人公示",
        "投票",
        "结果通过",
        "备案待办",
        "交接待办",
    ];
    assert_eq!(steps, expected);
    assert!(page.contains("不代替业主共同决定"));

    let record = site.page("tao/resolutions/2026-03-10-election.html");
    assert!(record.contains("第4步，共6步："), "{record}");
    assert!(record.contains("待办：备案、交接"));
    assert!(record.contains("前一件：") && !record.contains("后一件："));
    assert!(record.contains("桃园小区党支部：同意提交表决"));
    let home = site.page("tao/index.html");
    assert!(home.contains("正在进行的换届、选聘") && home.contains("待办：备案、交接"));
}

#[test]
fn a_step_without_a_record_is_said_and_a_filed_election_is_not_under_way() {
    let site = Site::new();
    election(&site, "80 5 2 0", "800.00 50.00 20.00 0", "通过");
    fs::remove_file(site.path("content/tao/notices/2026-02-02-candidates.md")).unwrap();
    for (day, step) in [("2026-03-18", "交接"), ("2026-03-20", "备案")] {
        site.notice(
            &format!("{day}-step"),
            &format!("标题: {step}完成\n日期: {day}\n类型: 公告\n系列: 业委会换届\n环节: {step}"),
        );
    }
    // Filing and handover come in any order.
    let said = site.run(&["build", "--no-posters"]);
    assert_eq!(said.status, 0, "{}", said.stderr);
    assert!(!said.stderr.contains("series-order"), "{}", said.stderr);
    let page = site.page("tao/series/业委会换届.html");
    let steps = texts(&page, ".chain > li");
    let expected = [
        "启动",
        "候选人公示没有记录",
        "投票",
        "结果通过",
        "备案",
        "交接",
    ];
    assert_eq!(steps, expected);
    assert!(!site.page("tao/index.html").contains("正在进行的换届"));
}

#[test]
fn what_did_not_pass_ends_a_series_until_it_is_voted_on_again() {
    let site = Site::new();
    election(&site, "30 5 2 0", "300.00 50.00 20.00 0", "人数不足");
    site.build();
    let page = site.page("tao/series/业委会换届.html");
    let steps = texts(&page, ".chain > li");
    assert_eq!(steps, ["启动", "候选人公示", "投票", "结果人数不足"]);
    assert!(!site.page("tao/index.html").contains("正在进行的换届"));

    site.notice(
        "2026-03-20-again",
        "标题: 再次表决\n日期: 2026-03-20\n类型: 通知\n系列: 业委会换届\n表决议题: [选举业主委员会]",
    );
    let said = site.run(&["build", "--no-posters"]);
    assert!(!said.stderr.contains("series-order"), "{}", said.stderr);
    let page = site.page("tao/series/业委会换届.html");
    let steps = texts(&page, ".chain > li");
    let expected = [
        "启动",
        "候选人公示",
        "投票",
        "结果待办",
        "备案待办",
        "交接待办",
    ];
    assert_eq!(steps, expected);
}

#[test]
fn a_series_is_of_one_place_and_a_choice_has_no_candidates() {
    let site = Site::new();
    compound(&site);
    site.file(
        "content/li/_index.md",
        "---\n标题: 李园小区\n层级: 小区\n---\n",
    );
    for place in ["tao", "li"] {
        site.file(
            &format!("content/{place}/notices/2026-03-02-call.md"),
            "---\n标题: 物业选聘开始\n日期: 2026-03-02\n类型: 公告\n系列: 物业 选聘\n环节: 启动\n---\n",
        );
    }
    // Spaces make no other series.
    resolution(
        &site,
        "2026-04-10-company",
        "标题: 选聘物业\n日期: 2026-03-20\n决定主体: 业主大会\n表决事项: 4\n投票: 书面 2026-04-01 至 2026-04-10\n系列: 物业选聘",
    );
    site.build();
    let page = site.page("tao/series/物业-选聘.html");
    let steps = texts(&page, ".chain > li");
    // The vote begins in April.
    assert_eq!(steps, ["启动", "投票待办", "结果待办"]);
    let page = site.page("li/series/物业-选聘.html");
    assert_eq!(
        texts(&page, ".chain > li"),
        ["启动", "投票待办", "结果待办"]
    );
}

#[test]
fn what_was_erased_of_a_series_has_its_kind_and_no_facts() {
    let site = Site::new();
    election(&site, "60 5 5 0", "600 50 50 0", "通过");
    site.notice(
        "2026-01-15-call",
        "标题: 换届开始\n日期: 2026-01-15\n类型: 公告\n系列: 业委会换届\n环节: 启动\n撤回: {日期: 2026-02-01, 原因: 写错, 删除: 是}",
    );
    site.file(
        "content/tao/meetings/2026-01-16-talk.md",
        "---\n标题: 议事\n日期: 2026-01-16\n类型: 委员会会议\n系列: 业委会换届\n环节: 推荐\n撤回: {日期: 2026-02-01, 原因: 写错, 删除: 是}\n---\n",
    );
    site.build();
    let page = site.page("tao/series/业委会换届.html");
    let marks = texts(&page, ".line .meta > span:first-child");
    assert_eq!(marks[..2], ["公示", "会议"], "{marks:?}");
    assert!(!page.contains("委员会会议"));
}

/// A sheet of postings of the week of 9 March.
fn posted(site: &Site, rows: &str) {
    let heading = "海报编号,标题,公示栏,纸张,份数,应贴日期,张贴日期,张贴人,应撤日期,撤下日期,照片";
    site.file(
        "content/tao/postings/2026-W11.csv",
        format!("{heading}\n{rows}"),
    );
}

#[test]
fn chat_groups_are_named_beside_boards_and_hang_nothing() {
    let site = Site::new();
    compound(&site);
    site.notice(
        "2026-03-10-water",
        "标题: 停水\n日期: 2026-03-10\n编码: WATER1\n类型: 公示\n公示期: 2026-03-10 7日",
    );
    site.notice(
        "2026-03-11-power",
        "标题: 停电\n日期: 2026-03-11\n编码: PWER11\n类型: 公示\n公示期: 2026-03-11 30日",
    );
    posted(
        &site,
        "G-20260310-WATER1,停水,东门,A3,1,,2026-03-10,,,2026-03-18,\nG-20260310-WATER1,停水,桃园业主群,群,,,2026-03-10,,,,\nG-20260311-PWER11,停电,桃园业主群,群,,,2026-03-11,,,,\n",
    );
    let said = site.run(&["check", "--no-posters", "-v"]);
    assert!(!said.stderr.contains("unknown-board"), "{}", said.stderr);
    // What was only sent hangs nowhere, and what was taken down from the board is down.
    assert!(said.stderr.contains("not-hung"), "{}", said.stderr);
    assert!(!said.stderr.contains("still-hung"), "{}", said.stderr);
    site.build();
    let page = site.page("tao/notices/2026-03-10-water.html");
    assert!(page.contains("3月10日至3月18日，东门"), "{page}");
    assert!(page.contains("已在公示栏和居民群公布"));
    let page = site.page("tao/notices/2026-03-11-power.html");
    assert!(page.contains("3月11日发到1个居民群"), "{page}");
    assert!(site.page("tao/index.html").contains("桃园业主群"));

    let said = site.run(&["posted", "tao", "--week", "2026-W13", "--down"]);
    assert_eq!(said.status, 0, "{}", said.stderr);
    let sheet = fs::read_to_string(site.path("content/tao/postings/2026-W11.csv")).unwrap();
    let group = sheet.lines().find(|line| line.contains("桃园业主群"));
    assert_eq!(
        group,
        Some("G-20260310-WATER1,停水,桃园业主群,群,,,2026-03-10,,,,")
    );
}

#[test]
fn days_are_counted_from_the_outcome_to_the_first_board() {
    let site = Site::new();
    compound(&site);
    site.issue(
        "2026-03-02-gate",
        "标题: 道闸\n日期: 2026-03-02\n编码: GATE26\n办理进展: [2026-03-02 发现, 2026-03-10 解决 修好]",
    );
    site.issue(
        "2026-03-03-lamp",
        "标题: 路灯\n日期: 2026-03-03\n编码: RAMP26\n办理进展: [2026-03-03 发现, 2026-03-09 解决 修好]",
    );
    site.issue(
        "2026-03-04-door",
        "标题: 门禁\n日期: 2026-03-04\n办理进展: [2026-03-04 发现, 2026-03-11 解决 修好]",
    );
    // Open: there is no outcome yet.
    site.issue("2026-03-09-lift", "标题: 电梯\n日期: 2026-03-09");
    // The sheet of 4 March told that it was found; the one of the outcome hung two days late.
    posted(
        &site,
        "W-20260302-GATE26,道闸,东门,A3,1,,2026-03-04,,,,\nW-20260302-GATE26,道闸,西门,A4,1,,2026-03-12,,,,\nW-20260303-RAMP26,路灯,桃园业主群,群,,,2026-03-09,,,,\nW-20260303-RAMP26,路灯,东门,A3,1,,2026-03-14,,,,\n",
    );
    site.build();
    let page = site.page("tao/issues/2026-03-02-gate.html");
    assert!(page.contains("结果产生后第2日张贴"), "{page}");
    let page = site.page("tao/issues/2026-03-03-lamp.html");
    assert!(page.contains("结果产生后第5日张贴"), "{page}");
    let home = site.page("tao/index.html");
    let lines: Vec<String> = texts(&home, ".lines > li")
        .into_iter()
        .filter(|line| line.contains('天') || line.contains("没有张贴登记"))
        .collect();
    let expected = [
        "结果产生到张贴，有登记的2件，中位数3.5天",
        "最慢：路灯5天",
        "另有1件没有张贴登记门禁",
    ];
    assert_eq!(lines, expected);
    assert!(!site.page("index.html").contains("公示时效"));
}

#[test]
fn a_goal_of_days_binds_outcomes_where_it_is_carried_out() {
    let site = Site::new();
    compound(&site);
    site.issue(
        "2026-03-02-gate",
        "标题: 道闸\n日期: 2026-03-02\n编码: GATE26\n办理进展: [2026-03-02 发现, 2026-03-09 解决 修好]",
    );
    site.notice(
        "2026-03-09-water",
        "标题: 停水\n日期: 2026-03-09\n编码: WATER1\n类型: 温馨提示",
    );
    posted(
        &site,
        "W-20260302-GATE26,道闸,东门,A3,1,,2026-03-13,,,,\nG-20260309-WATER1,停水,东门,A3,1,,2026-03-15,,,,\n",
    );
    for (adoption, expected) in [
        ("/tao 已推行 2026-02", 1),
        ("/ 试点", 1),
        ("/tao 计划", 0),
        ("/tao 已推行 2026-03-12", 0),
    ] {
        site.file(
            "content/mechanisms/five.md",
            format!("---\n标题: 五+X\n公示时限: 3\n推行: [{adoption}]\n---\n"),
        );
        let said = site.run(&["check", "--no-posters", "-v"]);
        let found = said.stderr.matches("[publicity-late]").count();
        assert_eq!(found, expected, "{adoption}: {}", said.stderr);
    }
}

#[test]
fn issues_tell_where_and_how_many() {
    let site = Site::new();
    site.issue(
        "2026-03-09-lift",
        "标题: 电梯\n日期: 2026-03-09\n地点: 3号楼候梯厅\n涉及户数: 62户\n类别: 电梯",
    );
    site.build();
    let page = site.page("tao/issues/2026-03-09-lift.html");
    let facts = texts(&page, ".facts > div");
    assert!(facts.contains(&"地点3号楼候梯厅".to_owned()), "{facts:?}");
    assert!(facts.contains(&"涉及户数62户".to_owned()), "{facts:?}");
    let home = texts(&site.page("tao/index.html"), ".duty");
    assert_eq!(home, ["3号楼候梯厅涉及62户"]);
}

#[test]
fn a_plain_site_has_no_word_of_it() {
    let site = Site::new();
    site.issue("2026-03-09-lift", "标题: 电梯\n日期: 2026-03-09");
    site.notice(
        "2026-03-09-water",
        "标题: 停水\n日期: 2026-03-09\n类型: 通知",
    );
    site.build();
    for (name, bytes) in files(&site.path("public")) {
        assert!(!name.contains("series"), "{name}");
        if !name.ends_with(".html") {
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        for word in ["系列", "换届", "居民群", "公示时效", "前置研究", "涉及"] {
            assert!(!text.contains(word), "{name}: {word}");
        }
    }
}
