//! Votes as residents read them: page and poster say how it was counted, test by test.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect"
)]

mod support;

use std::fs;
use std::path::Path;

use scraper::{Html, Selector};
use support::{Site, build_sample, tool, tools};

/// Resolutions of the sample, with lines that page and poster must have.
const SAMPLE: [(&str, &[&str], &[&str]); 7] = [
    (
        "demo-chunhe/taoyuan/resolutions/2026-03-10-fire-pump",
        &[
            "参与人数277人，占全体355人的78.03%；需237人以上（三分之二以上，含本数）：达到〔民法典第二百七十八条〕",
            "参与面积28,580.10㎡，占全体36,609.05㎡的78.07%；需24,406.04㎡以上（三分之二以上，含本数）：达到",
            "同意人数250人，占参与277人的90.25%；需139人以上（过半数，不含半数）：达到",
            "同意面积25,800.10㎡，占参与28,580.10㎡的90.27%；需14,290.06㎡以上（过半数，不含半数）：达到",
        ],
        &[
            "依据《民法典》第278条第一款第（五）项",
            "实际至少结果参加：须三分之二以上，含本数人数277人78.03%237人达到面积28,580.10㎡78.07%24,406.04㎡达到",
            "同意：须过半数，不含半数人数250人90.25%139人达到面积25,800.10㎡90.27%14,290.06㎡达到",
            "第1张共2张",
        ],
    ),
    (
        "demo-wutong/huayuan/resolutions/2026-03-18-assembly-rules",
        &[
            "同意人数58人，占参与102人的56.86%；需52人以上（过半数，不含半数）：达到",
            "同意面积4,560.18㎡，占参与9,120.36㎡的50.00%；需4,560.19㎡以上（过半数，不含半数）：差0.01㎡，未达到〔民法典第二百七十八条〕",
        ],
        &[
            "依据《民法典》第278条第一款第（一）项",
            "同意：须过半数，不含半数人数58人52人达到面积4,560.18㎡4,560.19㎡差0.01㎡",
        ],
    ),
    (
        "demo-wutong/huayuan/resolutions/2026-03-16-wall-ads",
        &["需78人以上（四分之三以上，含本数）：差4人，未达到"],
        &["同意：须四分之三以上，含本数", "78人差4人"],
    ),
    (
        "demo-chunhe/chunjiang/resolutions/2026-03-09-property-company",
        &[
            "参与人数34人，占全体53人的64.15%；需36人以上（三分之二以上，含本数）：差2人，未达到",
            "需3,579.76㎡以上（三分之二以上，含本数）：差174.86㎡，未达到",
        ],
        &["人数34人64.15%36人差2人面积3,404.90㎡63.41%3,579.76㎡差174.86㎡"],
    ),
    (
        "demo-chunhe/chunjiang/resolutions/2026-03-20-covenant",
        &["只计实际投票：通过", "两种结果一并公布"],
        &["只计实际投票：通过", "两种结果一并公布"],
    ),
    (
        "demo-chunhe/taoyuan/resolutions/2026-03-12-shed-rules",
        &[
            "到会委员6人，占全体7人的85.71%；需4人以上（过半数，不含半数）：达到",
            "同意委员5人，占全体7人的71.43%；需4人以上（半数以上，含本数）：达到",
            "〔业主大会和业主委员会指导规则第三十八条〕",
        ],
        &[
            "到会：须过半数，不含半数委员6人85.71%4人达到",
            "同意：须半数以上，含本数委员5人71.43%4人达到",
            "依据业主大会和业主委员会指导规则第三十八条",
            "第1张共2张",
        ],
    ),
    (
        "demo-chunhe/taoyuan/resolutions/2026-03-10-election",
        &["差18人", "差1,809.71㎡", "当选"],
        &["差18人", "差1,809.71㎡", "当选", "第1张共3张"],
    ),
];

/// Text without white space and invisible breaks.
fn dense(text: &str) -> String {
    let is_shown = |c: &char| !c.is_whitespace() && !matches!(c, '\u{200B}' | '\u{2060}');
    text.chars().filter(is_shown).collect()
}

/// What stands in the main part of a page.
fn page(path: &Path) -> String {
    let html = Html::parse_document(&fs::read_to_string(path).unwrap());
    let main = html.select(&Selector::parse("main").unwrap()).next();
    dense(&main.unwrap().text().collect::<String>())
}

fn poster(path: &Path) -> String {
    dense(&tool("pdftotext", &["-raw", path.to_str().unwrap(), "-"]))
}

#[test]
fn pages_and_posters_of_the_sample_say_how_it_was_counted() {
    let name = "pages_and_posters_of_the_sample_say_how_it_was_counted";
    let with_posters = tools(name, &["pdftotext"]);
    let sample = build_sample(with_posters);
    let public = sample.path().join("public");
    // An election has no votes for and against, and its row tells none.
    let home = page(&public.join("demo-chunhe/taoyuan/index.html"));
    assert!(
        home.contains("同意250人") && !home.contains("同意0人"),
        "{home}"
    );
    // Where a sheet has room, shares stand between the numbers.
    let shares = regex::Regex::new(r"[0-9]+\.[0-9]{2}%").unwrap();
    for (record, on_page, on_poster) in SAMPLE {
        let page = page(&public.join(format!("{record}.html")));
        for line in on_page {
            assert!(page.contains(line), "{record}: {line}\n{page}");
        }
        if with_posters {
            let poster = poster(&public.join(format!("{record}.pdf")));
            let bare = shares.replace_all(&poster, "");
            for line in on_poster {
                let is_told = poster.contains(line) || bare.contains(line);
                assert!(is_told, "{record}: {line}\n{poster}");
            }
            assert!(poster.contains("计票说明"), "{record}");
        }
    }
}

#[test]
fn each_question_of_a_ballot_is_told_with_its_own_majority() {
    let name = "each_question_of_a_ballot_is_told_with_its_own_majority";
    if !tools(name, &["pdftotext"]) {
        return;
    }
    let sample = build_sample(true);
    let file = "public/demo-wutong/huayuan/resolutions/2026-03-16-three-questions";
    let page = page(&sample.path().join(format!("{file}.html")));
    let poster = poster(&sample.path().join(format!("{file}.pdf")));
    // 104 of 144 took part: 53 are more than half, 78 are three quarters.
    assert!(
        page.contains("同意人数80人，占参与104人的76.92%；需53人以上（过半数，不含半数）：达到")
    );
    assert!(page.contains("需78人以上（四分之三以上，含本数）：差18人，未达到"));
    for line in [
        "参加：须三分之二以上，含本数人数104人72.22%96人达到面积9,290.86㎡72.76%8,513.18㎡达到",
        "第1项：通过（过半数，不含半数）人数80人76.92%53人达到面积7,150.10㎡76.96%4,645.44㎡达到",
        "第3项：未通过（四分之三以上，含本数）人数60人57.69%78人差18人面积5,360.20㎡57.69%6,968.15㎡差1,607.95㎡",
    ] {
        assert!(poster.contains(line), "{line}\n{poster}");
    }
}

fn resolution(site: &Site, name: &str, front: &str) {
    let path = format!("content/tao/resolutions/{name}.md");
    site.file(&path, format!("---\n{front}\n---\n\n正文。\n"));
}

const ELECTORATE: &str = "业主总数: 300 30000.00 不动产登记簿";

#[test]
fn before_2021_shares_are_of_all_owners() {
    let site = Site::new();
    resolution(
        &site,
        "2020-12-31-fund",
        &format!(
            "标题: 使用维修资金\n日期: 2020-12-31\n决定主体: 业主大会\n表决事项: 5\n投票: 书面 2020-12-01 至 2020-12-31\n{ELECTORATE}\n计票结果: {{人数: 180 60 5 5, 面积: 21000.00 3000.00 500.00 500.00}}\n结果: 未通过"
        ),
    );
    let run = site.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let file = site.path("public/tao/resolutions/2020-12-31-fund.html");
    let text = page(&file);
    for line in [
        "同意人数180人，占全体300人的60.00%；需200人以上（三分之二以上，含本数）：差20人，未达到〔物权法第七十六条〕",
        "参与人数250人，占全体300人的83.33%；需151人以上（过半数，不含半数）：达到〔物业管理条例第十二条〕",
        "同意：人数和面积都须达全体业主的三分之二",
        "按当时的物权法",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    // The bar is of all owners: 60% agree, 20% are against, and the last sixth did not come.
    let html = fs::read_to_string(&file).unwrap();
    for piece in [
        "x=\"0.00%\" y=\"5\" width=\"60.00%\"",
        "x=\"60.00%\" y=\"5\" width=\"20.00%\"",
    ] {
        assert!(html.contains(piece), "{piece}");
    }
    if tools("before_2021_shares_are_of_all_owners", &["pdftotext"]) {
        let poster = poster(&site.path("public/tao/resolutions/2020-12-31-fund.pdf"));
        assert!(poster.contains("须达全体2/3"), "{poster}");
        assert!(
            poster.contains(
                "同意：须三分之二以上，含本数〔物权法第七十六条〕人数180人200人差20人面积21,000.00㎡20,000.00㎡达到"
            ),
            "{poster}"
        );
        // The Civil Code was not in force.
        assert!(!poster.contains("《民法典》"), "{poster}");
    }
}

#[test]
fn even_candidates_and_empty_seats_are_told() {
    let site = Site::new();
    resolution(
        &site,
        "2026-03-10-election",
        &format!(
            "标题: 换届\n日期: 2026-03-10\n决定主体: 业主大会\n表决事项: 3\n{ELECTORATE}\n计票结果: {{参与: 200 20000.00}}\n名额: 2\n候选人: [候选人一 150 15000.00, 候选人二 120 12000.00, 候选人三 120 12000.00]\n结果: 通过"
        ),
    );
    let run = site.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let text = page(&site.path("public/tao/resolutions/2026-03-10-election.html"));
    for line in [
        "每位候选人：同意人数101人以上（过半数，不含半数）",
        "得票相同，超出名额",
        "空缺1名。",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    if tools("even_candidates_and_empty_seats_are_told", &["pdftotext"]) {
        let poster = poster(&site.path("public/tao/resolutions/2026-03-10-election.pdf"));
        assert!(
            poster.contains("候选人二、候选人三得票相同，超出名额，都不当选"),
            "{poster}"
        );
        assert!(poster.contains("空缺1名。"), "{poster}");
    }
}

#[test]
fn where_no_law_has_a_rule_no_threshold_is_shown() {
    let site = Site::new();
    resolution(
        &site,
        "2026-03-10-paint",
        "标题: 粉刷楼道\n日期: 2026-03-10\n决定主体: 居民会议\n业主总数: {人数: 48}\n计票结果: {人数: 20 14 0 0}\n结果: 通过",
    );
    resolution(
        &site,
        "2026-03-11-parking",
        "标题: 错时停车\n日期: 2026-03-11\n决定主体: 联席会议\n成员: 5 2 1\n结果: 通过",
    );
    let run = site.run(&["build", "--no-posters"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    for (name, number) in [
        ("2026-03-10-paint", "20/34人"),
        ("2026-03-11-parking", "2/5人"),
    ] {
        let text = page(&site.path(&format!("public/tao/resolutions/{name}.html")));
        assert!(text.contains(number), "{text}");
        assert!(!text.contains("须") && !text.contains("计票说明"), "{text}");
    }
}
