//! Bodies, their people and what ends when, as they stand in built sites.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may panic"
)]

mod support;

use support::Site;

/// What stands between the first `from` and the next `to`.
fn between<'p>(page: &'p str, from: &str, to: &str) -> &'p str {
    let start = page.find(from).unwrap_or_else(|| panic!("no {from}"));
    let rest = &page[start + from.len()..];
    &rest[..rest.find(to).unwrap_or(rest.len())]
}

/// The words of a stretch of HTML, with `|` where a tag was.
fn words(html: &str) -> String {
    let mut words = String::new();
    let mut is_tag = false;
    for c in html.chars() {
        match c {
            '<' => {
                is_tag = true;
                if !words.ends_with('|') {
                    words.push('|');
                }
            }
            '>' => is_tag = false,
            '\n' => {}
            _ if !is_tag => words.push(c),
            _ => {}
        }
    }
    words
}

/// A section of a page by its head.
fn section<'p>(page: &'p str, head: &str) -> &'p str {
    between(page, &format!("<h2>{head}"), "</section>")
}

fn place(site: &Site, folder: &str, front: &str) {
    let path = format!("content/{folder}/_index.md").replace("//", "/");
    site.file(&path, format!("---\n{front}\n---\n"));
}

/// Days of the radar on a page, in their order, each with what it means.
fn days(page: &str) -> Vec<(String, String)> {
    let rows = page.split("<li class=\"row\">").skip(1);
    let rows = rows.filter(|row| row.contains("<div class=\"what\">"));
    rows.map(|row| {
        let head = between(row, "<b>", "</b>").to_owned();
        (between(row, "datetime=\"", "\"").to_owned(), head)
    })
    .collect()
}

#[test]
fn a_site_that_knows_contacts_only_has_no_page_of_bodies() {
    let site = Site::new();
    site.build();
    assert!(!site.path("public/bodies.html").exists());
    assert!(!site.path("public/tao/bodies.html").exists());
    let home = site.page("tao/index.html");
    assert!(home.contains("桃园物业服务中心"));
    assert!(
        !home.contains("bodies.html") && !home.contains("换届"),
        "{home}"
    );
    assert!(!site.page("index.html").contains("bodies.html"));
}

#[test]
fn what_is_known_of_one_place_is_found_from_all_above_it() {
    for known in [
        "任期: 2024-01-01 至 2028-12-31",
        "成员: [林琳 主任]",
        "合同: 2024-01-01 至 2028-12-31",
        "备案: 2024-01-20",
        "阵地: 一层议事室",
        "成立: 2019年",
    ] {
        let site = Site::new();
        place(
            &site,
            "tao",
            &format!("标题: 桃园小区\n层级: 小区\n组织:\n  业委会: {{名称: 桃园业委会, {known}}}"),
        );
        site.build();
        let home = site.page("tao/index.html");
        assert!(home.contains("href=\"bodies.html\""), "{known}");
        assert!(site.page("tao/bodies.html").contains("桃园业委会"));
        assert!(site.page("index.html").contains("href=\"bodies.html\""));
        let above = site.page("bodies.html");
        assert!(section(&above, "各小区的组织").contains("桃园小区"));
    }
}

#[test]
fn members_stand_under_their_offices_and_hidden_names_stay_hidden() {
    let site = Site::new();
    place(
        &site,
        "tao",
        "标题: 桃园小区\n层级: 小区\n组织:\n  业委会:\n    名称: 桃园业委会\n    成员:\n      - 林琳 主任\n      - {职务: 委员}\n      - \"[[张小明]] 委员\"\n      - {职务: 委员}\n      - {姓名: 李红}\n      - {职务: 候补委员, 说明: 2名}",
    );
    site.build();
    let page = site.page("tao/bodies.html");
    let told = words(between(&page, "<dt>成员</dt>", "</dd>"));
    for expected in [
        "|主任| 林琳",
        "|委员| 张*明、|未列姓名2人",
        "|成员| 李红",
        "|候补委员| |2名",
    ] {
        assert!(told.contains(expected), "{expected} in {told}");
    }
    assert!(!page.contains("张小明"));
}

#[test]
fn names_of_office_holders_pass_the_gate() {
    let site = Site::new();
    place(
        &site,
        "tao",
        "标题: 桃园小区\n层级: 小区\n组织:\n  居民代表: {名称: 桃园居民代表, 成员: [王芳 业主代表, {职务: 居民代表, 姓名: 李小红}]}\n党建指导员: 陈明 0731-0000 0003",
    );
    let run = site.run(&["check", "--no-posters", "--strict", "--format", "short"]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    site.build();
    let page = site.page("tao/bodies.html");
    for name in ["王芳", "李小红", "陈明"] {
        assert!(page.contains(name), "{name}");
    }
}

#[test]
fn the_radar_counts_days_back_from_the_end_of_a_contract() {
    for (end, expected) in [
        // 90 and 60 days before, counted on a calendar; over a February of 29 days.
        ("2028-05-29", ["2028-02-29", "2028-03-30", "2028-05-29"]),
        ("2027-05-29", ["2027-02-28", "2027-03-30", "2027-05-29"]),
        ("2026-06-30", ["2026-04-01", "2026-05-01", "2026-06-30"]),
        // The day itself is still to come.
        ("2026-06-23", ["2026-03-25", "2026-04-24", "2026-06-23"]),
    ] {
        let site = Site::new();
        place(
            &site,
            "tao",
            &format!(
                "标题: 桃园小区\n层级: 小区\n组织:\n  物业: {{名称: 桃园物业, 合同: 2023-01-01 至 {end}}}"
            ),
        );
        site.build();
        let page = site.page("tao/bodies.html");
        let radar = section(&page, "换届与合同到期");
        let found: Vec<String> = days(radar).into_iter().map(|(day, _)| day).collect();
        assert_eq!(found, expected, "{end}");
        assert!(radar.contains("民法典第947条") && radar.contains("民法典第946条"));
    }
}

#[test]
fn days_of_notice_that_are_past_stand_with_the_end_and_their_article() {
    let site = Site::new();
    place(
        &site,
        "tao",
        "标题: 桃园小区\n层级: 小区\n组织:\n  物业: {名称: 桃园物业, 合同: 2023-01-01 至 2026-06-22}\n  监事会: {名称: 桃园监事会, 任期: 2021-03-26 至 2026-03-25}\n  业委会: {名称: 桃园业委会, 任期: 2021-03-25 至 2026-03-24}",
    );
    site.build();
    let page = site.page("tao/bodies.html");
    let radar = section(&page, "换届与合同到期");
    let found = days(radar);
    let expected = [
        ("2026-03-24", "届满"),
        ("2026-03-25", "届满"),
        ("2026-04-23", "通知"),
        ("2026-06-22", "期满"),
    ];
    assert_eq!(
        found,
        expected.map(|(day, head)| (day.to_owned(), head.to_owned()))
    );
    // A term is over on the day after its last one.
    assert_eq!(radar.matches("已过").count(), 1, "{radar}");
    assert!(radar.contains("最迟应在2026年3月24日书面通知业主（民法典第947条"));
    // The home page shows what comes next, and the findings tell the rest.
    let home = site.page("tao/index.html");
    let next = section(&home, "近期换届与到期");
    let next: Vec<&str> = next
        .split("datetime=\"")
        .skip(1)
        .map(|day| &day[..10])
        .collect();
    assert_eq!(next, ["2026-03-25", "2026-04-23"]);
    assert!(home.contains("“桃园业委会”的任期已在2026年3月24日届满"));
    assert!(home.contains("与“桃园物业”的合同2026年6月22日期满"));
    assert!(!home.contains("“桃园监事会”的任期已在"));
}

#[test]
fn a_decision_that_passed_answers_the_end() {
    let site = Site::new();
    place(
        &site,
        "tao",
        "标题: 桃园小区\n层级: 小区\n组织:\n  物业: {名称: 桃园物业, 合同: 2024-06-01 至 2026-05-31}\n  业委会: {名称: 桃园业委会, 任期: 2021-03-25 至 2026-03-24}",
    );
    let decide = |name: &str, date: &str, matter: u8, result: &str| {
        site.file(
            &format!("content/tao/resolutions/{name}.md"),
            format!("---\n标题: 决定{name}\n日期: {date}\n决定主体: 业主大会\n表决事项: {matter}\n表决议题: 是否同意\n结果: {result}\n知悉: [vote-unjudged 演示]\n---\n\n正文。\n"),
        );
    };
    // Before the contract began, not passed, another matter.
    decide("old", "2024-05-01", 4, "通过");
    decide("failed", "2026-03-01", 4, "未通过");
    decide("rules", "2026-03-02", 1, "通过");
    site.build();
    let home = site.page("tao/index.html");
    assert!(home.contains("还没有公布续聘或选聘的决定"));
    assert!(home.contains("没有记录新的任期"));
    assert!(!site.page("tao/bodies.html").contains("已公布"));
    decide("goes-on", "2026-03-03", 4, "通过");
    decide("elected", "2026-03-04", 3, "通过");
    site.build();
    let home = site.page("tao/index.html");
    assert!(!home.contains("还没有公布续聘或选聘的决定"));
    assert!(!home.contains("没有记录新的任期"));
    let page = site.page("tao/bodies.html");
    let radar = section(&page, "换届与合同到期");
    assert!(radar.contains("已公布：<a href=\"resolutions/goes-on.html\">"));
    assert!(radar.contains("已公布：<a href=\"resolutions/elected.html\">"));
}

/// A street with a community and two compounds, in which these are the members: of the community's
/// party, of the committees of the compounds, of the company of the first.
fn street(party: &str, first: &str, second: &str, company: &str) -> Site {
    let site = Site::new();
    place(
        &site,
        "he",
        &format!(
            "标题: 春和社区\n层级: 社区\n组织:\n  社区党组织: {{名称: 春和党组织, 成员: [{party}]}}"
        ),
    );
    place(
        &site,
        "he/jia",
        &format!(
            "标题: 甲小区\n层级: 小区\n组织:\n  业委会: {{名称: 甲业委会, 成员: [{first}]}}\n  物业: {{名称: 甲物业, 成员: [{company}]}}"
        ),
    );
    place(
        &site,
        "he/yi",
        &format!("标题: 乙小区\n层级: 小区\n组织:\n  业委会: {{名称: 乙业委会, 成员: [{second}]}}"),
    );
    site
}

/// Rows of the matrix of a page: the words of each.
fn matrix(page: &str) -> Vec<String> {
    if !page.contains("<h2>交叉任职") {
        return Vec::new();
    }
    let body = between(section(page, "交叉任职"), "<tbody>", "</tbody>");
    body.split("<tr>").skip(1).map(words).collect()
}

#[test]
fn one_name_is_one_person_up_and_down_and_not_across() {
    // Across two compounds of one community nobody can tell.
    let site = street("林琳 书记", "王芳 主任", "王芳 主任", "陈明 经理");
    site.build();
    assert_eq!(matrix(&site.page("he/bodies.html")), [""; 0]);
    // In the community and in a compound of it.
    let site = street(
        "王芳 书记, 王芳 联络员",
        "王芳 主任",
        "林琳 主任",
        "陈明 经理",
    );
    site.build();
    let rows = ["|王芳|书记、联络员|主任|"];
    assert_eq!(matrix(&site.page("he/bodies.html")), rows);
    assert_eq!(matrix(&site.page("he/jia/bodies.html")), rows);
    assert_eq!(matrix(&site.page("bodies.html")), rows);
    // The neighbour has nothing to do with it.
    assert_eq!(matrix(&site.page("he/yi/bodies.html")), [""; 0]);
}

#[test]
fn ids_tell_people_of_one_name_apart_and_hidden_names_together() {
    let site = street(
        "{姓名: 王芳, 代号: a, 职务: 书记}",
        "王芳 主任",
        "\"[[张小明]] 主任\"",
        "\"[[张大明]] 经理\"",
    );
    site.build();
    for page in ["bodies.html", "he/bodies.html", "he/jia/bodies.html"] {
        assert_eq!(matrix(&site.page(page)), [""; 0], "{page}");
    }
    let site = street(
        "{姓名: 周某, 代号: a, 职务: 书记}",
        "{姓名: \"[[周小明]]\", 代号: a, 职务: 主任}",
        "周某 主任",
        "{职务: 经理}",
    );
    site.build();
    let rows = matrix(&site.page("he/bodies.html"));
    assert_eq!(rows, ["|周某|书记|主任|"]);
}

#[test]
fn the_table_of_compounds_says_what_is_not_recorded_and_keeps_invented_ones_apart() {
    let site = Site::new();
    place(
        &site,
        "",
        "标题: 东街街道\n组织:\n  联合党支部: {名称: 东街联合党支部, 阵地: 街道二层, 覆盖: /fu}",
    );
    place(
        &site,
        "fu",
        "标题: 福社区\n层级: 社区\n党建指导员: 社区指导员",
    );
    place(&site, "fu/jia", "标题: 甲小区\n层级: 小区");
    place(
        &site,
        "gui",
        "标题: 桂社区\n层级: 社区\n党建指导员: 桂社区指导员",
    );
    place(&site, "gui/yi", "标题: 乙小区\n层级: 小区");
    place(&site, "mou", "标题: 某社区\n层级: 社区\n演示: 是");
    place(
        &site,
        "mou/bing",
        "标题: 丙小区\n层级: 小区\n组织:\n  小区党支部: 丙支部",
    );
    site.build();
    let page = site.page("bodies.html");
    let row = |name: &str| words(between(&page, &format!(">{name}</a>"), "</tr>"));
    // Served by the joint branch with its base: no instructor is asked for.
    let jia = row("甲小区");
    assert!(
        jia.contains("东街联合党支部") && jia.contains("街道二层"),
        "{jia}"
    );
    assert!(!jia.contains("指导员"), "{jia}");
    // Nothing serves it but the instructor of its community.
    let yi = row("乙小区");
    assert!(
        yi.contains("桂社区指导员") && yi.contains("桂社区派驻"),
        "{yi}"
    );
    assert!(yi.contains("未记录") && !yi.contains("联合"), "{yi}");
    let (real, demo) = page.split_once("下列小区是虚构的").unwrap();
    assert!(demo.contains("丙小区") && demo.contains("丙支部"));
    assert!(!real.contains("丙小区"));
    // Of the invented community nothing is known but names.
    assert!(!site.path("public/mou/bodies.html").exists());
}

#[test]
fn a_branch_above_that_does_not_say_whom_it_serves_is_shown_as_such() {
    let site = Site::new();
    place(
        &site,
        "",
        "标题: 东街街道\n组织:\n  联合党支部: {名称: 东街联合党支部, 成立: 2017年}",
    );
    site.file(
        "content/mechanisms/five.md",
        "---\n标题: 五加X\n主体: [小区党支部, 物业]\n推行: [/ 试点]\n---\n",
    );
    site.build();
    let page = site.page("bodies.html");
    assert!(section(&page, "各小区的组织").contains("未写明覆盖哪些小区"));
    // What is not known is no gap.
    let run = site.run(&["check", "-v", "--no-posters", "--format", "short"]);
    assert!(!run.stderr.contains("no-branch") && !run.stdout.contains("no-branch"));
}

#[test]
fn the_mechanism_between_the_bodies_of_a_person_is_named() {
    let site = street("林琳 书记", "陈明 主任", "王芳 主任", "李红 经理");
    place(
        &site,
        "he/jia",
        "标题: 甲小区\n层级: 小区\n组织:\n  小区党支部: {名称: 甲支部, 成员: [李红 委员]}\n  物业: {名称: 甲物业, 成员: [李红 经理]}",
    );
    site.file(
        "content/mechanisms/cross.md",
        "---\n标题: 交叉任职办法\n主体: [小区党支部, 物业]\n推行: [/he/jia 试点]\n---\n",
    );
    site.file(
        "content/mechanisms/five.md",
        "---\n标题: 五方办法\n主体: [小区党支部, 物业, 业委会]\n推行: [/he/jia 试点]\n---\n",
    );
    site.build();
    let page = site.page("he/jia/bodies.html");
    let part = section(&page, "交叉任职");
    assert!(
        part.contains("mechanisms/cross.html") && part.contains("试点"),
        "{part}"
    );
    assert!(!part.contains("五方办法"));
    assert_eq!(matrix(&page), ["|李红|委员|经理|"]);
}

#[test]
fn the_sample_shows_what_the_article_says_and_no_more() {
    let folder = support::build_sample(false);
    let page =
        |path: &str| std::fs::read_to_string(folder.path().join("public").join(path)).unwrap();
    let lijun = page("lijun/bodies.html");
    assert!(lijun.contains("2017年") && lijun.contains("2021年6月换届选举"));
    let street = page("bodies.html");
    let (real, demo) = street.split_once("下列小区是虚构的").unwrap();
    for name in ["绿地之窗小区党支部", "万里时代小区党支部"] {
        assert!(real.contains(name), "{name}");
    }
    assert!(demo.contains("老邮电院") && demo.contains("社区派驻党建指导员"));
    assert!(page("gaotie-xincheng/bodies.html").contains("1处支部阵地"));
    assert!(page("demo-wutong/youdian/bodies.html").contains("社区派驻党建指导员"));
    let chunhe = page("demo-chunhe/bodies.html");
    assert_eq!(matrix(&chunhe), ["|周某|委员|项目经理|"]);
    let radar = days(section(&chunhe, "换届与合同到期"));
    assert_eq!(radar[0].0, "2026-03-31");
}
