//! States, outcomes, corrections, withdrawals and what was posted, as they stand in built sites.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// A site with one compound.
struct Site(TempDir);

impl Site {
    fn new() -> Site {
        let site = Site(tempfile::tempdir().unwrap());
        site.write(
            "content/site.yaml",
            "title: 桃园街道公示栏\nbase_url: https://gongshi.example\n",
        );
        site.write(
            "content/_index.md",
            "---\n标题: 桃园小区\n层级: 小区\n发布单位: 业委会\n组织:\n  业委会: 桃园小区业主委员会 0731-0000 0001\n  物业: 桃园示例物业 0731-0000 0002\n---\n",
        );
        site
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

    /// Runs the program on the day, and returns what it said.
    fn run(&self, arguments: &str, today: &str) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_gongshi"))
            .args(arguments.split(' '))
            .args(["--root", self.0.path().to_str().unwrap(), "--lang", "zh"])
            .args(["--color", "never", "--today", today])
            .output()
            .unwrap();
        String::from_utf8(output.stderr).unwrap() + &String::from_utf8(output.stdout).unwrap()
    }

    fn build(&self, today: &str) -> String {
        let said = self.run("build --no-posters --format short", today);
        assert!(said.contains("完成"), "{said}");
        said
    }

    fn page(&self, path: &str) -> String {
        fs::read_to_string(self.0.path().join("public").join(path)).unwrap()
    }

    /// The files of the site in which these words stand. Compressed posters are read by pdftotext
    /// where it is installed.
    fn where_is(&self, words: &str) -> Vec<String> {
        let public = self.0.path().join("public");
        let mut found = Vec::new();
        for entry in walkdir::WalkDir::new(&public) {
            let entry = entry.unwrap();
            if !entry.file_type().is_file() {
                continue;
            }
            let name = entry
                .path()
                .strip_prefix(&public)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            let mut text = String::from_utf8_lossy(&fs::read(entry.path()).unwrap()).into_owned();
            if entry
                .path()
                .extension()
                .is_some_and(|ending| ending == "pdf")
            {
                text = pdf_text(entry.path());
            }
            if text.contains(words) || name.contains(words) {
                found.push(name);
            }
        }
        found
    }
}

fn pdf_text(path: &Path) -> String {
    let output = Command::new("pdftotext").arg(path).arg("-").output();
    let text = output.map_or_else(
        |_| String::new(),
        |output| String::from_utf8_lossy(&output.stdout).into_owned(),
    );
    // Breaks that may stand within a word are no part of it.
    text.replace(['\u{200B}', '\u{2060}', '\n'], "")
}

const DAY: &str = "2026-03-25";

#[test]
fn a_meeting_that_is_off_reports_nothing() {
    let site = Site::new();
    site.record(
        "issues/gate",
        "标题: 道闸失灵\n日期: 2026-03-02\n责任单位: 物业",
    );
    let meeting = |progress: &str| {
        format!(
            "标题: 三月联席会议\n日期: 2026-03-09\n类型: 联席会议\n上周进展:\n  - issues/gate 处置 等配件\n议定事项:\n  - 更换道闸 物业 2026-03-20\n办理进展:\n{progress}"
        )
    };
    site.record(
        "meetings/joint",
        &meeting("  - 2026-03-09 召开\n  - 2026-03-10 公布"),
    );
    site.build(DAY);
    assert!(site.page("issues/gate.html").contains("等配件"));
    assert!(site.page("meetings/joint.html").contains("更换道闸"));
    for (progress, shown) in [
        ("  - 2026-03-06 取消 场地停电", "已取消"),
        (
            "  - 2026-03-06 改期 2026-03-30 场地停电",
            "会议改到2026年3月30日",
        ),
    ] {
        site.record("meetings/joint", &meeting(progress));
        site.build(DAY);
        assert!(
            !site.page("issues/gate.html").contains("等配件"),
            "{progress}"
        );
        let page = site.page("meetings/joint.html");
        assert!(
            page.contains(shown) && page.contains("场地停电"),
            "{progress}"
        );
        assert!(!page.contains("更换道闸"), "{progress}");
    }
    // The list names the new day of what was put off.
    let list = site.page("meetings/index.html");
    assert!(list.contains("已改期") && list.contains("2026-03-30"));
    // Held after all, on the new day.
    site.record(
        "meetings/joint",
        &meeting("  - 2026-03-06 改期 2026-03-12 停电\n  - 2026-03-12 召开"),
    );
    site.build(DAY);
    let issue = site.page("issues/gate.html");
    assert!(issue.contains("等配件") && issue.contains("2026-03-12"));
}

#[test]
fn an_outcome_is_carried_on_until_it_is_done() {
    let site = Site::new();
    site.write("content/mechanisms/five.md", "---\n标题: 五方\n---\n");
    let meeting = |name: &str, date: &str, rest: &str| {
        site.record(
            &format!("meetings/{name}"),
            &format!("标题: {name}会\n日期: {date}\n类型: 联席会议\n机制: five\n{rest}"),
        );
    };
    meeting(
        "a",
        "2026-01-10",
        "议定事项:\n  - 更换门禁 物业 2026-02-01\n  - 检查消防 物业 2026-04-01",
    );
    meeting("b", "2026-02-10", "上周进展:\n  - meetings/a#1 继续 等配件");
    meeting(
        "c",
        "2026-03-10",
        "上周进展:\n  - {议定事项: meetings/a#1, 状态: 完成, 说明: 装好了}",
    );
    site.record(
        "meetings/other",
        "标题: 别的会\n日期: 2026-03-11\n类型: 论坛",
    );
    site.build(DAY);
    let [a, b, c, other] =
        ["a", "b", "c", "other"].map(|name| site.page(&format!("meetings/{name}.html")));
    assert!(a.contains("已完成") && a.contains("装好了") && a.contains("c.html"));
    let carried = |page: &str| page.split("以前议定、还没有办结").nth(1).map(str::to_owned);
    let (of_b, of_c) = (carried(&b).unwrap(), carried(&c).unwrap());
    assert!(of_b.contains("更换门禁") && of_b.contains("检查消防"));
    assert!(!of_c.contains("更换门禁") && of_c.contains("检查消防"));
    assert!(carried(&a).is_none() && carried(&other).is_none());
    assert!(b.contains("继续办理") && b.contains("等配件"));
    // What a withdrawn meeting reported does not count.
    meeting(
        "c",
        "2026-03-10",
        "上周进展:\n  - meetings/a#1 完成\n撤回: 2026-03-12 记录有误",
    );
    let said = site.run("build --no-posters --verbose", DAY);
    assert!(said.contains("outcome-overdue"), "{said}");
    assert!(
        site.page("meetings/a.html")
            .contains("还没有会议写明已经办结")
    );
}

#[test]
fn what_is_to_come_does_not_count_yet() {
    let site = Site::new();
    site.record(
        "issues/gate",
        "标题: 道闸失灵\n日期: 2026-03-02\n办理进展:\n  - 2026-03-02 发现 三户报修\n  - 2026-04-01 解决 已修好\n满意度: 3 3",
    );
    site.record(
        "notices/water",
        "标题: 停水\n日期: 2026-03-20\n类型: 通知\n撤回: 2026-04-02 改期",
    );
    let said = site.build(DAY);
    assert!(
        said.contains("progress-future") && said.contains("withdrawn-future"),
        "{said}"
    );
    assert!(!site.page("issues/gate.html").contains("已修好"));
    assert!(site.page("issues/index.html").contains("办理中的问题"));
    assert!(!site.page("notices/water.html").contains("已撤回"));
    let said = site.build("2026-04-02");
    assert!(!said.contains("warning"), "{said}");
    assert!(site.page("issues/gate.html").contains("已修好"));
    assert!(site.page("notices/water.html").contains("已撤回"));
}

#[test]
fn resolutions_on_their_way() {
    let site = Site::new();
    let vote = "标题: 更换电梯\n日期: 2026-03-01\n决定主体: 业主大会\n表决事项: 5\n投票: 书面 2026-03-10 至 2026-03-20";
    site.record("resolutions/lift", vote);
    for (today, shown) in [
        ("2026-03-02", "已公告，待投票"),
        ("2026-03-10", "投票中"),
        ("2026-03-20", "投票中"),
    ] {
        site.build(today);
        let page = site.page("resolutions/lift.html");
        assert!(page.contains(shown) && page.contains("尚未计票"), "{today}");
    }
    // The vote is over and nobody wrote the result: a gap, and no fault.
    site.build("2026-03-21");
    assert!(
        site.page("resolutions/lift.html")
            .contains("还没有公布结果")
    );
    let counted = format!("{vote}\n结果: 通过\n公示期: 2026-03-21 6日");
    site.record("resolutions/lift", &counted);
    for (today, shown) in [("2026-03-27", "公示，征询异议"), ("2026-03-28", "已生效")] {
        site.build(today);
        assert!(
            site.page("resolutions/lift.html").contains(shown),
            "{today}"
        );
    }
    site.record(
        "resolutions/lift",
        &format!("{counted}\n办理进展:\n  - 2026-03-29 生效\n  - 2026-04-20 落实"),
    );
    site.build("2026-04-21");
    assert!(site.page("resolutions/index.html").contains("已落实"));
    site.record(
        "resolutions/lift",
        &format!("{counted}\n办理进展:\n  - 2026-03-25 撤销 票数有误"),
    );
    site.build("2026-04-21");
    for page in ["resolutions/lift.html", "resolutions/index.html"] {
        assert!(site.page(page).contains("已撤销"), "{page}");
    }
    assert!(site.page("resolutions/lift.html").contains("票数有误"));
    // From the count on, the result is needed.
    site.record(
        "resolutions/lift",
        &format!("{vote}\n办理进展:\n  - 2026-03-21 计票"),
    );
    let said = site.run("check --no-posters --format short", DAY);
    assert!(said.contains("missing-field"), "{said}");
}

#[test]
fn nothing_of_an_erased_record_is_published() {
    let site = Site::new();
    let erased = "撤回: {日期: 2026-03-10, 原因: 误附个人信息, 删除: 是}";
    site.write(
        "content/notices/list/index.md",
        &format!("---\n标题: 值班表\n日期: 2026-03-02\n类型: 公示\n文号: 桃园业〔2026〕1号\n公示期: 2026-03-02 7日\n联系方式: 0731-7777 0001 夜里十二点 张家门口\n异议受理: 业委会 0731-7777 0002 敲门三下\n适用范围: [机密楼栋]\n附件: [名单密.csv 附件题名]\n海报: {{导语: 导语密文, 要点: [要点密文]}}\n更正: notices/other 更正密由\n{erased}\n---\n\n正文密文，见[草稿](/issues/draft)。\n\n![图密](tupian.png)\n"),
    );
    site.write("content/notices/list/名单密.csv", "名单密文\n");
    fs::write(site.0.path().join("content/notices/list/tupian.png"), png()).unwrap();
    site.record(
        "notices/other",
        "标题: 别的公示\n日期: 2026-03-01\n类型: 通知\n关于: notices/list",
    );
    site.record("issues/draft", "标题: 草稿密题\n日期: 2026-03-02\n草稿: 是");
    site.record(
        "resolutions/election",
        &format!("标题: 换届\n日期: 2026-03-02\n决定主体: 业主大会\n表决议题: 议题密文\n表决事项: 3\n候选人:\n  - 候选密名 10\n结果: 通过\n监票人: 监票密名\n办理进展:\n  - 2026-03-03 计票 进展密文\n{erased}"),
    );
    site.record(
        "meetings/joint",
        &format!("标题: 联席会议\n日期: 2026-03-02\n类型: 联席会议\n地点: 密室\n邀请: [来宾密名 来意密]\n议定事项:\n  - 议定密文 物业 2026-03-05\n{erased}"),
    );
    site.record(
        "meetings/next",
        "标题: 下次会议\n日期: 2026-03-09\n类型: 联席会议\n上周进展:\n  - meetings/joint#1 完成",
    );
    site.record(
        "issues/gate",
        &format!("标题: 道闸\n日期: 2026-03-02\n责任单位: 密责单位\n办理进展:\n  - 2026-03-02 发现 发现密文\n满意度: 77 66\n{erased}"),
    );
    let said = site.run("build", DAY);
    assert!(said.contains("完成"), "{said}");
    for words in [
        "密",
        "0731-7777",
        "0731 7777",
        "07317777",
        "夜里十二点",
        "张家门口",
        "敲门三下",
        "tupian",
        "附件题名",
        "77户",
    ] {
        assert_eq!(site.where_is(words), Vec::<String>::new(), "{words}");
    }
    let page = site.page("notices/list.html");
    assert!(page.contains("值班表") && page.contains("误附个人信息"));
    // The same words are found where they are not erased: the search itself works.
    site.record(
        "notices/other",
        "标题: 别的公示\n日期: 2026-03-01\n类型: 通知\n海报: [要点密文]",
    );
    site.run("build", DAY);
    assert!(site.where_is("正文").len() > 1);
    assert_ne!(site.where_is("别的公示"), Vec::<String>::new());
}

/// The smallest picture.
fn png() -> Vec<u8> {
    let mut bytes = Vec::new();
    let picture = image::RgbImage::new(2, 2);
    picture
        .write_to(
            &mut std::io::Cursor::new(&mut bytes),
            image::ImageFormat::Png,
        )
        .unwrap();
    bytes
}

#[test]
fn what_was_posted_may_not_change_in_silence() {
    let site = Site::new();
    let notice = |text: &str, more: &str| {
        site.write(
            "content/notices/water.md",
            &format!("---\n标题: 停水\n日期: 2026-03-20\n类型: 通知\n{more}---\n\n{text}\n"),
        );
    };
    notice("9时停水。", "");
    // A check publishes nothing: the text may change.
    site.run("check --no-posters", DAY);
    notice("8时停水。", "");
    assert!(!site.build(DAY).contains("changed-after-posting"));
    let file = site.0.path().join(".gongshi/posted.json");
    let posted = fs::read(&file).unwrap();
    // Built again, with another poster, spelt in another way: nothing changed.
    notice("8时停水。", "海报: [停水]\n知悉: []\n");
    assert!(!site.build(DAY).contains("changed-after-posting"));
    assert_eq!(fs::read(&file).unwrap(), posted);
    // Another text is warned of, by every build and check, until something is said of it.
    notice("7时停水。", "");
    for _ in 0..2 {
        assert!(site.build(DAY).contains("changed-after-posting"));
        assert!(
            site.run("check --no-posters", DAY)
                .contains("changed-after-posting")
        );
    }
    assert_eq!(fs::read(&file).unwrap(), posted);
    notice("8时停水。", "");
    assert!(!site.build(DAY).contains("changed-after-posting"));
    notice("7时停水。", "版本: 2\n");
    assert!(!site.build(DAY).contains("changed-after-posting"));
    assert!(site.page("notices/water.html").contains("第2版"));
    notice("6时停水。", "版本: 2\n");
    assert!(site.build(DAY).contains("changed-after-posting"));
    site.record(
        "notices/correction",
        "标题: 更正\n日期: 2026-03-21\n类型: 通知\n更正: notices/water 时间写错",
    );
    assert!(!site.build(DAY).contains("changed-after-posting"));
    // Without its cache, and after `clean`, it is still known.
    notice("5时停水。", "版本: 2\n");
    fs::remove_file(site.0.path().join("content/notices/correction.md")).unwrap();
    site.run("clean", DAY);
    assert!(file.exists());
    assert!(site.build(DAY).contains("changed-after-posting"));
    // A damaged list is told, and the next build begins a new one.
    fs::write(&file, "{").unwrap();
    let said = site.build(DAY);
    assert!(said.contains("posted-damaged") && !said.contains("changed-after-posting"));
    assert!(!site.build(DAY).contains("posted-damaged"));
}

#[test]
fn what_was_posted_stays_the_same_when_it_is_spelt_anew_or_hidden() {
    let site = Site::new();
    site.record(
        "notices/fee",
        "标题：收费标准\n日期：2026年3月20日\n类型：公示\n文号：桃园业[2026]3号\n公示期：2026/3/20 至 2026年4月3日\n异议受理: 业委会\n豁免:\n  - 房号 2026-03-31 《物业管理条例》第六十七条\n海报: [住3栋1单元1802室的业主]",
    );
    site.record(
        "resolutions/lift",
        "标题: 更换电梯\n日期: 2026-03-20\n决定主体: 业主大会\n表决事项: 5\n业主总数: {人数: 355, 面积: '36,609.05㎡', 依据: 不动产登记簿}\n投票: 书面 2026/3/1 至 2026.3.15\n计票结果:\n  人数: 250 20 5 2\n  面积: '2.5万 2,100㎡ ５００ 180'\n结果: 通过\n公示期: 2026/3/20 7日",
    );
    let path = site.0.path().join("content/notices/fee.md");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        text.replace("正文。", "住3栋1单元1802室的业主缴费。"),
    )
    .unwrap();
    site.build(DAY);
    let posted = fs::read(site.0.path().join(".gongshi/posted.json")).unwrap();
    assert!(String::from_utf8_lossy(&posted).contains("resolutions/lift"));
    let fix = Command::new(env!("CARGO_BIN_EXE_gongshi"))
        .args(["fix", "--root", site.0.path().to_str().unwrap()])
        .output()
        .unwrap();
    assert!(fix.status.success());
    let mended = fs::read_to_string(&path).unwrap();
    assert!(
        mended.contains("桃园业〔2026〕3号") && mended.contains("2026-03-20 至 2026-04-03"),
        "{mended}"
    );
    let mended = fs::read_to_string(site.0.path().join("content/resolutions/lift.md")).unwrap();
    assert!(mended.contains("25000.00 2100.00㎡ 500.00 180"), "{mended}");
    // The waiver is over then: what was printed is hidden, and its author has changed nothing.
    for day in [DAY, "2026-04-01"] {
        let said = site.build(day);
        assert!(!said.contains("changed-after-posting"), "{said}");
    }
    assert!(!site.page("notices/fee.html").contains("1802"));
}

#[test]
fn a_correction_is_found_from_both_sides() {
    let site = Site::new();
    site.record(
        "notices/a",
        "标题: 候选人名单\n日期: 2026-03-20\n类型: 公示\n公示期: 2026-03-20 10日",
    );
    site.record(
        "notices/b",
        "标题: 名单更正\n日期: 2026-03-22\n类型: 通知\n文号: 桃园业〔2026〕2号\n更正: {记录: notices/a, 原因: 名额写错, 实质: 是}",
    );
    site.run("build", DAY);
    let [old, new] = ["notices/a.html", "notices/b.html"].map(|page| site.page(page));
    assert!(old.contains("已更正") && old.contains("b.html") && old.contains("桃园业〔2026〕2号"));
    assert!(old.contains("名额写错") && new.contains("a.html"));
    let poster = pdf_text(&site.0.path().join("public/notices/a.pdf"));
    if !poster.is_empty() {
        assert!(
            poster.contains("已更正") && poster.contains("名单更正"),
            "{poster}"
        );
        assert!(poster.contains("gongshi.example/p/"), "{poster}");
    }
}

#[test]
fn a_material_correction_starts_the_period_anew() {
    let site = Site::new();
    site.record(
        "notices/a",
        "标题: 候选人名单\n日期: 2026-03-09\n类型: 公示\n公示期: 2026-03-09 10日",
    );
    let correction = |more: &str| {
        site.record(
            "notices/b",
            &format!("标题: 名单更正\n日期: 2026-03-16\n类型: 通知\n{more}"),
        );
    };
    // A detail: the notice goes on as it was, the correction has no period.
    correction("更正: notices/a 字写错");
    site.build("2026-03-17");
    let shown = |page: &str| {
        let current = page.split("正在公示").nth(1).unwrap_or_default();
        current
            .split("以往公示")
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    assert!(shown(&site.page("notices/index.html")).contains("候选人名单"));
    // In substance: the first ends, the second is on display as long as the first was to be.
    correction("更正: {记录: notices/a, 原因: 名额写错, 实质: 是}");
    site.build("2026-03-17");
    let list = shown(&site.page("notices/index.html"));
    assert!(
        !list.contains("候选人名单") && list.contains("名单更正"),
        "{list}"
    );
    // Ten days from 16 March, the first not counted.
    assert!(site.page("notices/b.html").contains("2026-03-26"));
    // Its own period goes before.
    correction("公示期: 3日\n更正: {记录: notices/a, 原因: 名额写错, 实质: 是}");
    site.build("2026-03-17");
    assert!(site.page("notices/b.html").contains("2026-03-19"));
    // A correction of the correction takes over in turn.
    correction("更正: {记录: notices/a, 原因: 名额写错, 实质: 是}");
    site.record(
        "notices/c",
        "标题: 再次更正\n日期: 2026-03-17\n类型: 公示\n更正: {记录: notices/b, 原因: 又错, 实质: 是}",
    );
    site.build("2026-03-17");
    assert!(site.page("notices/c.html").contains("2026-03-27"));
    // What was withdrawn ends nothing.
    site.record(
        "notices/b",
        "标题: 名单更正\n日期: 2026-03-16\n类型: 通知\n撤回: 2026-03-17 不必更正\n更正: {记录: notices/a, 原因: 名额写错, 实质: 是}",
    );
    site.build("2026-03-17");
    assert!(shown(&site.page("notices/index.html")).contains("候选人名单"));
}

/// The sample shows every state.
#[test]
fn the_sample_shows_every_state() {
    let site = Site(tempfile::tempdir().unwrap());
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    for entry in walkdir::WalkDir::new(&content) {
        let entry = entry.unwrap();
        let to = site
            .0
            .path()
            .join("content")
            .join(entry.path().strip_prefix(&content).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(to).unwrap();
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
    let said = site.build(DAY);
    assert!(
        !said.contains("warning[") && !said.contains("error["),
        "{said}"
    );
    let (taoyuan, chunjiang, huayuan, youdian) = (
        "demo-chunhe/taoyuan/",
        "demo-chunhe/chunjiang/",
        "demo-wutong/huayuan/",
        "demo-wutong/youdian/",
    );
    for (place, page, shown) in [
        // Issues.
        (taoyuan, "issues/2026-03-23-play-mat", "新提出"),
        (youdian, "issues/2026-03-03-合用水表", "商议中"),
        (taoyuan, "issues/2026-03-02-lift-3", "处置中"),
        (taoyuan, "issues/2026-01-26-lamp", "已解决"),
        (taoyuan, "issues/2026-02-09-roof-leak", "延期"),
        (taoyuan, "issues/2026-03-16-drain", "已转办"),
        (taoyuan, "issues/2026-03-16-west-gate", "不予受理"),
        (taoyuan, "issues/2026-03-05-wire-duplicate", "同一问题"),
        (taoyuan, "issues/2026-02-24-square-music", "重新办理"),
        (taoyuan, "issues/2026-03-09-parking-board", "还没有说明原因"),
        (huayuan, "issues/2026-03-09-renovation-noise", "也没有回访"),
        // Meetings.
        (youdian, "meetings/2026-04-11-居民会议", "会议还没有召开"),
        (taoyuan, "meetings/2026-03-31-joint", "会议还没有召开"),
        (
            taoyuan,
            "meetings/2026-03-23-weekly",
            "以前议定、还没有办结",
        ),
        (chunjiang, "meetings/2026-03-18-consultation", "已完成"),
        (chunjiang, "meetings/2026-02-11-consultation", "已取消"),
        (
            chunjiang,
            "meetings/2026-03-20-committee",
            "会议改到2026年3月27日",
        ),
        // Resolutions.
        (
            taoyuan,
            "resolutions/2026-03-24-revenue-use",
            "已公告，待投票",
        ),
        (huayuan, "resolutions/2026-03-16-lift-service", "投票中"),
        (huayuan, "resolutions/2026-03-16-wall-ads", "已计票"),
        (
            taoyuan,
            "resolutions/2026-03-10-fire-pump",
            "公示，征询异议",
        ),
        (taoyuan, "resolutions/2026-02-12-visitor-parking", "已生效"),
        (taoyuan, "resolutions/2026-03-12-shed-rules", "已落实"),
        (huayuan, "resolutions/2026-02-27-parcel-lockers", "已撤销"),
        // Notices.
        (taoyuan, "notices/2026-02-02-candidates", "已更正"),
        (
            taoyuan,
            "notices/2026-02-04-candidates-correction",
            "本件更正",
        ),
        (taoyuan, "notices/2026-03-03-parking-lines", "已被代替"),
        (taoyuan, "notices/2026-03-03-parking-lines", "已撤回"),
        (huayuan, "notices/2026-02-28-duty-list", "内容已删除"),
        (youdian, "notices/2026-03-02-院门时间", "第2版"),
    ] {
        let path = format!("{place}{page}.html");
        assert!(site.page(&path).contains(shown), "{path}: {shown}");
    }
}
