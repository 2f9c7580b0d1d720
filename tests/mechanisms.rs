//! Mechanisms on built sites: where they stand, how they are carried out, who came, what their goals
//! are.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may panic; the folders that it removes are its own"
)]

mod support;

use std::collections::BTreeMap;

use regex::Regex;
use support::{Site, build_sample};

/// A page as words: without marks, with one space between words.
fn words(html: &str) -> String {
    let marks = Regex::new("<[^>]*>").unwrap();
    let plain = marks.replace_all(html, " ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The stretch of a page from the first to the second mark.
fn between<'p>(page: &'p str, from: &str, to: &str) -> &'p str {
    let start = page.find(from).unwrap_or_else(|| panic!("no {from}"));
    let rest = &page[start..];
    &rest[..rest.find(to).unwrap_or(rest.len())]
}

/// Numbers that a page marks as `attribute="key">number`.
fn numbers(page: &str, attribute: &str) -> BTreeMap<String, usize> {
    let marked = Regex::new(&format!("{attribute}=\"([a-z-]+)\">(\\d+)<")).unwrap();
    let found = marked.captures_iter(page);
    found
        .map(|found| (found[1].to_owned(), found[2].parse().unwrap()))
        .collect()
}

/// The progress of a mechanism on the page of the roll-out: `real` or `invented`.
fn progress(page: &str, mechanism: &str, of: &str) -> BTreeMap<String, usize> {
    let from = format!("data-mechanism=\"{mechanism}\" data-of=\"{of}\"");
    numbers(between(page, &from, "</ul>"), "data-part")
}

fn counts(parts: &[(&str, usize)]) -> BTreeMap<String, usize> {
    let parts = parts.iter();
    parts
        .map(|(key, number)| ((*key).to_owned(), *number))
        .collect()
}

/// A street with three communities of ten compounds each, and an invented community with three.
fn street() -> Site {
    let site = Site::new();
    std::fs::remove_dir_all(site.path("content/tao")).unwrap();
    site.file(
        "content/_index.md",
        "---\n标题: 东街街道\n层级: 街道\n---\n",
    );
    for (community, name) in ["甲", "乙", "丙"].into_iter().enumerate() {
        let folder = format!("content/c{community}");
        site.file(
            &format!("{folder}/_index.md"),
            format!("---\n标题: {name}社区\n---\n"),
        );
        for compound in 0..10 {
            site.file(
                &format!("{folder}/x{compound}/_index.md"),
                format!("---\n标题: {name}{compound}号小区\n---\n"),
            );
        }
    }
    site.file(
        "content/demo/_index.md",
        "---\n标题: 示例社区\n演示: 是\n---\n",
    );
    for compound in 0..3 {
        site.file(
            &format!("content/demo/d{compound}/_index.md"),
            format!("---\n标题: 示例{compound}号小区\n---\n"),
        );
    }
    site
}

#[test]
fn thirty_compounds_add_up_and_invented_ones_are_counted_apart() {
    let site = street();
    site.file(
        "content/mechanisms/five.md",
        "---\n标题: 五加X\n推行:\n  - /c0 试点 2026-01\n  - /c0/x0 推行 2026-03\n  - /c0/x1 试点 2026-02\n  - /c0/x2 探索\n  - /c1/x0 计划\n  - /c1/x1 试点 2026-01\n  - /c1/x1 推行 2026-02\n  - /c1/x2 推行 2026-05\n  - /demo/d0 推行 2026-02\n  - /demo/d1 试点 2026-01\n---\n",
    );
    site.file(
        "content/mechanisms/forum.md",
        "---\n标题: 书记论坛\n层级: 街道\n推行:\n  - / 推行 2021-11\n---\n",
    );
    site.build();
    let page = site.page("rollout.html");
    // 甲: three say something themselves, seven hear it from their community. 乙: two say something,
    // and one only of what is to come. 丙: nobody says anything.
    let real = progress(&page, "五加X", "real");
    assert_eq!(
        real,
        counts(&[
            ("adopted", 2),
            ("pilot", 1),
            ("exploring", 1),
            ("planned", 1),
            ("above", 7),
            ("unsaid", 18),
        ])
    );
    assert_eq!(real.values().sum::<usize>(), 30);
    assert_eq!(
        progress(&page, "五加X", "invented"),
        counts(&[("adopted", 1), ("pilot", 1), ("unsaid", 1)])
    );
    // What is said of a place above is told with that place.
    let row = between(&page, "甲5号小区</a></th>", "</tr>");
    assert_eq!(words(row), "甲5号小区 甲社区 试点");
    let row = between(&page, "甲0号小区</a></th>", "</tr>");
    assert_eq!(words(row), "甲0号小区 已推行 2026年3月起");
    let row = between(&page, "丙0号小区</a></th>", "</tr>");
    assert_eq!(words(row), "丙0号小区 未记录");
    // A forum of the street is no matter of compounds.
    assert!(progress_is_missing(&page, "书记论坛"));
    assert!(words(&page).contains("由街道开展，不按小区计数"));
    // The page of the mechanism tells the same numbers.
    let own = site.page("mechanisms/five.html");
    assert_eq!(numbers(&own, "data-part"), real);
    let root = site.page("index.html");
    assert!(root.contains("rollout.html"));
}

fn progress_is_missing(page: &str, mechanism: &str) -> bool {
    !page.contains(&format!("data-mechanism=\"{mechanism}\""))
}

#[test]
fn what_a_real_place_says_does_not_hold_for_invented_ones() {
    let site = street();
    site.file(
        "content/mechanisms/five.md",
        "---\n标题: 五加X\n推行:\n  - / 计划\n  - /demo/d0 试点\n---\n",
    );
    site.build();
    let page = site.page("rollout.html");
    assert_eq!(progress(&page, "五加X", "real"), counts(&[("above", 30)]));
    assert_eq!(
        progress(&page, "五加X", "invented"),
        counts(&[("pilot", 1), ("unsaid", 2)])
    );
}

#[test]
fn the_last_entry_that_has_begun_is_the_present_one() {
    let site = street();
    site.file(
        "content/mechanisms/five.md",
        "---\n标题: 五加X\n推行:\n  - /c0/x0 试点 2025-06\n  - /c0/x0 推行 2025-12\n  - {地点: /c0/x0, 状态: 计划, 自: 2026-02, 说明: 人手不够，先停下来}\n  - /c0/x0 试点 2026-09\n---\n",
    );
    site.build();
    let page = site.page("mechanisms/five.html");
    let stand = between(&page, "甲0号小区</a>", "</li>");
    assert_eq!(
        words(stand),
        "甲0号小区 2026年2月起 人手不够，先停下来 此前 已推行 （2025年12月起） 试点 （2025年6月起） 将要 试点 （2026年9月起） 计划推行"
    );
    assert_eq!(
        progress(&site.page("rollout.html"), "五加X", "real"),
        counts(&[("planned", 1), ("unsaid", 29)])
    );
    let home = words(&site.page("c0/x0/index.html"));
    assert!(home.contains("五加X 2026年2月起"), "{home}");
}

/// Two mechanisms whose bodies differ by one, in one compound.
fn two_fives() -> Site {
    let site = Site::new();
    site.file("content/tao/_index.md", "---\n标题: 桃园小区\n层级: 小区\n组织:\n  社区党组织: 东街社区党组织\n  小区党支部: 桃园党支部\n  业委会: 桃园业委会\n  监事会: 桃园监事会\n  物业: 桃园物业\n  居民代表: 桃园居民代表\n---\n");
    site.file(
        "content/mechanisms/five-plus-x.md",
        "---\n标题: 五加X\n主体: [社区党组织, 小区党支部, 业委会, 物业, 居民代表]\n例会: [合署办公 每周, 联席会议 每月]\n每周问题: 1-2\n公示时限: 3日\n推行: [/tao 推行 2026-02]\n---\n",
    );
    site.file(
        "content/mechanisms/five-heart.md",
        "---\n标题: 五心Hui\n主体: [社区党组织, 小区党支部, 物业, 业委会, 监事会]\n目标: [环境舒心 楼道整洁, 服务称心, 文化悦心]\n含义: [汇 汇聚, 慧 智慧]\n版本:\n  - 2026-03 会前三天贴出议题 居民来不及准备\n  - {日期: 2025, 变化: 有事才开, 地点: /tao}\n推行: [/tao 推行 2026-01]\n---\n",
    );
    site
}

fn meeting(site: &Site, name: &str, front: &str) {
    site.file(
        &format!("content/tao/meetings/{name}.md"),
        format!("---\n{front}\n---\n"),
    );
}

#[test]
fn each_meeting_tells_who_of_its_mechanism_came() {
    let site = two_fives();
    meeting(
        &site,
        "2026-03-02-a",
        "标题: 甲\n日期: 2026-03-02\n类型: 合署办公\n机制: five-plus-x\n出席: [社区党组织 1, 小区党支部 2, 业委会 缺席, 物业 2, 监事会 1]\n邀请: [城管中队 占道停车, 消防大队]",
    );
    meeting(
        &site,
        "2026-03-09-b",
        "标题: 乙\n日期: 2026-03-09\n类型: 合署办公\n机制: five-plus-x\n出席: [社区党组织 1, 小区党支部 2, 业委会 缺席（换届）, 物业 2, 居民代表 3]\n邀请: [城管中队 占道停车]",
    );
    meeting(
        &site,
        "2026-03-10-c",
        "标题: 丙\n日期: 2026-03-10\n类型: 协商议事\n机制: five-heart\n出席: [社区党组织 1, 小区党支部 2, 业委会 2, 物业 2, 监事会 1]",
    );
    site.build();
    let page = site.page("tao/meetings/2026-03-02-a.html");
    let came = words(between(&page, "到会情况", "</section>"));
    assert!(
        came.starts_with("到会情况 3/5＋应邀2 另有1方未记录"),
        "{came}"
    );
    for told in [
        "桃园业委会 没有写明原因 未到会",
        "居民代表 未记录",
        "桃园监事会 不在参与各方之列 到会1人",
        "X 城管中队 议题：占道停车 应邀",
        "X 消防大队 没有写明议题 应邀",
    ] {
        assert!(came.contains(told), "{told}: {came}");
    }
    let page = site.page("tao/meetings/2026-03-10-c.html");
    let came = words(between(&page, "到会情况", "</section>"));
    assert!(came.starts_with("到会情况 5/5 东街"), "{came}");

    // The page of the mechanism sums them.
    let page = site.page("mechanisms/five-plus-x.html");
    let practice = words(between(&page, "实行情况", "</section>"));
    for told in [
        "已开会 2次",
        "业主委员会 2 0 2 0",
        "居民代表 2 1 0 1",
        "物业企业 2 2 0 0",
        "城管中队 2次 乙 甲",
        "消防大队 1次 甲",
    ] {
        assert!(practice.contains(told), "{told}: {practice}");
    }
    let turned = numbers(&page, "data-turned");
    assert!(turned.contains_key("held"), "{turned:?}");
    let page = words(&site.page("mechanisms/five-heart.html"));
    assert!(page.contains("监事会 1 1 0 0"), "{page}");
    assert!(!page.contains("居民代表"), "{page}");
}

#[test]
fn versions_goals_and_meanings_are_shown() {
    let site = two_fives();
    site.build();
    let page = words(&site.page("mechanisms/five-heart.html"));
    assert!(page.contains("汇 汇聚 慧 智慧"), "{page}");
    // The oldest version is the first, in whatever order they are written.
    assert!(
        page.contains("第1版 2025年 有事才开 在 桃园小区 第2版 2026年3月 会前三天贴出议题 原因：居民来不及准备"),
        "{page}"
    );
    // Nothing serves a goal: it is said so, and no number is told.
    assert!(
        page.contains("环境舒心 楼道整洁 尚无记录 服务称心 尚无记录"),
        "{page}"
    );
    let page = words(&site.page("mechanisms/five-plus-x.html"));
    assert!(page.contains("公示时限 3日内"), "{page}");
    assert!(page.contains("每周问题 1至2件"), "{page}");
}

#[test]
fn goals_count_what_serves_them_and_add_up() {
    let site = two_fives();
    for (name, more) in [
        ("open", "目标: [环境舒心, 服务称心]"),
        (
            "solved",
            "目标: 环境舒心\n办理进展: [2026-03-01 发现 甲, 2026-03-02 解决 乙]",
        ),
        (
            "declined",
            "目标: 环境舒心\n办理进展: [2026-03-01 发现 甲, 2026-03-02 不予受理 乙]",
        ),
        ("withdrawn", "目标: 环境舒心\n撤回: 2026-03-03 重复登记"),
        ("none", "类别: 环境"),
    ] {
        site.issue(
            name,
            &format!("标题: {name}\n日期: 2026-03-01\n责任单位: 物业\n{more}"),
        );
    }
    meeting(
        &site,
        "held",
        "标题: 会\n日期: 2026-03-10\n类型: 协商议事\n机制: five-heart\n目标: 环境舒心",
    );
    meeting(
        &site,
        "coming",
        "标题: 会\n日期: 2026-04-10\n类型: 协商议事\n机制: five-heart\n目标: 环境舒心",
    );
    site.build();
    let home = site.page("tao/index.html");
    let goal = |page: &str, name: &str| {
        numbers(
            between(page, &format!("data-goal=\"{name}\""), "</li>"),
            "data-goal-count",
        )
    };
    let expected = counts(&[
        ("all", 3),
        ("open", 1),
        ("solved", 1),
        ("aside", 1),
        ("met", 1),
    ]);
    assert_eq!(goal(&home, "环境舒心"), expected);
    assert_eq!(goal(&home, "服务称心"), counts(&[("all", 1), ("open", 1)]));
    assert_eq!(goal(&home, "文化悦心"), counts(&[]));
    // The street has them too: records below use them.
    assert_eq!(goal(&site.page("index.html"), "环境舒心"), expected);
    // Every record that is counted is listed where the count leads.
    let list = site.page("tao/goals.html");
    let of_goal = between(&list, "id=\"goal-1\"", "id=\"goal-2\"");
    for name in ["open", "solved", "declined"] {
        assert!(of_goal.contains(&format!("issues/{name}.html")), "{name}");
    }
    assert!(of_goal.contains("meetings/held.html"));
    assert!(!of_goal.contains("withdrawn") && !of_goal.contains("meetings/coming"));
    // The record leads there; one that does not count only names its goal.
    assert!(
        site.page("tao/issues/open.html")
            .contains("../goals.html#goal-2")
    );
    let page = site.page("tao/issues/withdrawn.html");
    assert!(page.contains("环境舒心") && !page.contains("#goal-1"));
    let page = words(&site.page("mechanisms/five-heart.html"));
    assert!(
        page.contains("环境舒心 楼道整洁 4 服务称心 1 文化悦心 尚无记录"),
        "{page}"
    );
}

#[test]
fn a_site_without_mechanisms_says_nothing_of_them() {
    let site = Site::new();
    site.issue("gate", "标题: 道闸\n日期: 2026-03-01\n责任单位: 物业");
    site.build();
    for page in ["rollout.html", "goals.html", "tao/goals.html"] {
        assert!(!site.path("public").join(page).exists(), "{page}");
    }
    for page in ["index.html", "tao/index.html", "tao/issues/gate.html"] {
        let page = words(&site.page(page));
        for word in ["目标", "机制", "推广"] {
            assert!(!page.contains(word), "{word}: {page}");
        }
    }
}

#[test]
fn days_of_real_and_invented_places_are_not_compared() {
    let said = |adoption: &str| {
        let site = street();
        site.file(
            "content/mechanisms/five.md",
            format!("---\n标题: 五加X\n推行: [{adoption}]\n---\n"),
        );
        let run = site.run(&["check", "--no-posters", "--format", "short"]);
        run.stderr + &run.stdout
    };
    let warned = |adoption: &str| said(adoption).contains("adopted-before-pilot");
    assert!(warned("/c0 推行 2025-11, /c1 试点 2026-01"));
    assert!(warned("/demo/d0 推行 2025-11, /demo/d1 试点 2026-01"));
    // One is invented, one is undated, one may be of the same month, one was on trial itself.
    assert!(!warned("/demo/d0 推行 2025-11, /c1 试点 2026-01"));
    assert!(!warned("/c0 推行, /c1 试点 2026-01"));
    assert!(!warned("/c0 推行 2025-11, /c1 试点"));
    assert!(!warned("/c0 推行 2026, /c1 试点 2026-01"));
    assert!(!warned(
        "/c0 试点 2025-09, /c0 推行 2025-11, /c1 试点 2026-01"
    ));
    assert!(!warned("/c0 推行 2026-02, /c1 试点 2026-01"));
}

#[test]
fn an_answered_warning_is_not_repeated_and_an_invented_mechanism_is_marked() {
    let site = street();
    site.file(
        "content/mechanisms/five.md",
        "---\n标题: 五加X\n演示: 是\n推行: [/c0 推行 2025-11, /c1 试点 2026-01]\n知悉: [adopted-before-pilot 后来才定名]\n---\n",
    );
    let run = site.run(&["check", "--no-posters", "--format", "short"]);
    assert!(!(run.stderr + &run.stdout).contains("adopted-before-pilot"));
    site.build();
    assert!(site.page("mechanisms/five.html").contains("本页为虚构样例"));
    assert!(!site.page("rollout.html").contains("本页为虚构样例"));
}

/// What the article says, and no more: no real compound but one says anything itself.
#[test]
fn the_sample_says_how_far_each_mechanism_is() {
    let folder = build_sample(false);
    let page = std::fs::read_to_string(folder.path().join("public/rollout.html")).unwrap();
    let real = |mechanism: &str| progress(&page, mechanism, "real");
    for (mechanism, expected, told) in [
        (
            "“五+X”工作机制",
            vec![("above", 5)],
            "东山街道 计划推行 东恒社区 试点",
        ),
        (
            "推荐优秀业主进入业委会",
            vec![("above", 5)],
            "东山街道 计划推行",
        ),
        (
            "物业公司换选、留用",
            vec![("above", 5)],
            "东山街道 计划推行",
        ),
        (
            "小区党组织前置管理",
            vec![("above", 5)],
            "东山街道 计划推行",
        ),
        (
            "双向进入、交叉任职",
            vec![("above", 1), ("unsaid", 4)],
            "黎郡社区 正在探索",
        ),
        (
            "五心Hui",
            vec![("above", 2), ("unsaid", 3)],
            "高铁新城社区 已推行",
        ),
        (
            "小区网格化管理",
            vec![("adopted", 1), ("unsaid", 4)],
            "小区网格化管理",
        ),
        (
            "“红五星”小区党群服务中心",
            vec![("above", 1), ("unsaid", 4)],
            "东恒社区 试点",
        ),
    ] {
        assert_eq!(real(mechanism), counts(&expected), "{mechanism}");
        let from = format!("data-mechanism=\"{mechanism}\" data-of=\"real\"");
        let section = words(between(&page, &from, "</div>"));
        assert!(section.contains(told), "{section}");
    }
    // Where the sheet of places would be too long, compounds stand on the one of their community.
    let community = folder.path().join("public/lijun/rollout.html");
    let community = std::fs::read_to_string(community).unwrap();
    let row = words(between(
        &community,
        "<a href=\"nongan/index.html\"",
        "</tr>",
    ));
    assert!(row.contains("农安小区") && row.contains("已推行"), "{row}");
    // 幸福桥 is carried out by communities: compounds are not counted for it.
    assert!(progress_is_missing(&page, "“幸福桥”工作模式"));
    let bridge = words(between(&page, "mechanisms/happiness-bridge.html", "</ul>"));
    assert!(bridge.contains("由社区开展"), "{bridge}");
    assert!(
        bridge.contains("南雅社区 起始时间未记录 2021年11月报道时已实行 已推行"),
        "{bridge}"
    );
    assert!(progress_is_missing(&page, "“东山论建”书记论坛"));
    // An invented mechanism is not counted among real compounds, where nobody heard of it.
    let monthly = |of: &str| {
        page.contains(&format!(
            "data-mechanism=\"春和每月联席会议\" data-of=\"{of}\""
        ))
    };
    assert!(monthly("invented") && !monthly("real"));
    let invented = progress(&page, "“五+X”工作机制", "invented");
    assert_eq!((invented["adopted"], invented["pilot"]), (1, 1));

    // The goals of the real community are its goals, without invented numbers.
    let home = std::fs::read_to_string(folder.path().join("public/gaotie-xincheng/index.html"));
    let home = home.unwrap();
    for goal in ["环境舒心", "服务称心", "文化悦心", "睦邻暖心", "生活安心"] {
        let line = between(&home, &format!("data-goal=\"{goal}\""), "</li>");
        assert!(words(line).ends_with("尚无记录"), "{line}");
    }
}

#[test]
fn what_stands_twice_in_a_mechanism_is_an_error() {
    let site = Site::new();
    site.file(
        "content/mechanisms/five.md",
        "---\n标题: 五方\n目标: [环境舒心, 邻里和睦, 环境舒心 楼道整洁]\n例会: [合署办公 每周, 合署办公 每月]\n---\n",
    );
    let run = site.run(&["check", "--no-posters", "--format", "short"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    for place in ["five.md:3:18", "five.md:4:15"] {
        let fault = format!("{place}: error[duplicate-key]");
        assert!(run.stderr.contains(&fault), "{}", run.stderr);
    }
}
