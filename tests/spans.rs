//! Posters of weeks and months: where they stand, what leads there, what they tell, and that the
//! sheet of a past week stays what it was.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect"
)]

mod support;

use std::fs;

use gongshi::load::SiteFolder;
use gongshi::model::Faulty;
use gongshi::paths::SitePath;
use gongshi::pipeline::{Request, Session, Touched};
use gongshi::plan::view::poster::{MeetingPoster, PosterView};
use support::{Site, files, tool, tools};

const MECHANISM: &str = "标题: 五加X\n主体: [社区党组织, 业委会, 物业]\n例会: [合署办公 每周, 联席会议 每月]\n推行: [/tao 推行 2026-02-02]\n";

/// A compound with five-plus-X and three issues; the day is 25 March, a Wednesday.
fn site() -> Site {
    let site = Site::new();
    site.file(
        "content/mechanisms/five.md",
        format!("---\n{MECHANISM}---\n"),
    );
    for (name, day) in [
        ("2026-02-27-gate", "2026-02-27"),
        ("2026-03-02-roof", "2026-03-02"),
        ("2026-03-03-lamp", "2026-03-03"),
    ] {
        let title = name.get(11..).unwrap();
        site.issue(
            name,
            &format!("标题: {title}\n日期: {day}\n责任单位: 物业\n完成时限: 2026-03-20"),
        );
    }
    site
}

fn meeting(site: &Site, name: &str, kind: &str, more: &str) {
    let date = name.get(..10).unwrap();
    site.file(
        &format!("content/tao/meetings/{name}.md"),
        format!(
            "---\n标题: {kind}{name}\n日期: {date}\n类型: {kind}\n机制: five\n{more}---\n\n正文。\n"
        ),
    );
}

fn weekly(site: &Site, name: &str, more: &str) {
    meeting(site, name, "合署办公", more);
}

fn joint(site: &Site, name: &str, more: &str) {
    meeting(site, name, "联席会议", more);
}

/// Two weeks with a meeting, one with two, one without, and months.
fn told() -> Site {
    let site = site();
    weekly(&site, "2026-02-24-a", "出席: [业委会 2, 物业 1]\n");
    weekly(
        &site,
        "2026-03-02-b",
        "编码: WEEK10\n别名: [old/week.html]\n出席: [业委会 2, 物业 缺席（检修）]\n本周问题: [issues/2026-02-27-gate, issues/2026-03-02-roof]\n议定事项: [修好东门 物业 2026-03-08]\n",
    );
    weekly(
        &site,
        "2026-03-09-c",
        "上周进展: [issues/2026-02-27-gate 处置 配件已订]\n",
    );
    weekly(
        &site,
        "2026-03-11-d",
        "本周问题: [issues/2026-03-03-lamp]\n",
    );
    weekly(&site, "2026-03-27-e", "");
    joint(
        &site,
        "2026-02-26-f",
        "议定事项: [清理楼道 物业 2026-03-10, 定下选址 业委会 2026-03-20, 写好方案 业委会 2026-04-20]\n邀请: [消防救援部门 楼道堆物]\n",
    );
    site
}

fn is_there(site: &Site, path: &str) -> bool {
    site.path("public").join(path).is_file()
}

fn request() -> Request {
    Request {
        today: None,
        base_url: None,
        drafts: false,
        faulty: Faulty::Stop,
        round: None,
        economy: false,
        posters: true,
        jobs: 1,
    }
}

/// The poster at an address.
fn poster(site: &Site, address: &str) -> PosterView {
    let look = Session::new(SiteFolder::new(site.root()), request()).look(&Touched::Everything);
    let made = look
        .site
        .unwrap_or_else(|| panic!("{:?}", look.diagnostics));
    made.poster(&SitePath::new(address))
        .unwrap_or_else(|| panic!("no poster {address}: {:?}", made.posters()))
        .unwrap()
}

fn facts(view: &PosterView) -> &MeetingPoster {
    view.meeting.as_ref().unwrap()
}

#[test]
fn the_poster_of_a_meeting_stands_beside_its_week_or_month() {
    let site = told();
    // Another type of meeting is no part of the rhythm.
    site.file(
        "content/tao/meetings/2026-03-12-talk.md",
        "---\n标题: 谈话\n日期: 2026-03-12\n类型: 协商议事\n---\n\n正文。\n",
    );
    let run = site.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    for (path, expected) in [
        ("tao/weeks/2026-W10.pdf", true),
        ("tao/meetings/2026-03-02-b.html", true),
        ("tao/meetings/2026-03-02-b.pdf", false),
        ("tao/meetings/2026-03-02-b.card.png", false),
        // Of two, the last one speaks for the week; the other keeps its own poster.
        ("tao/weeks/2026-W11.pdf", true),
        ("tao/meetings/2026-03-09-c.pdf", true),
        ("tao/meetings/2026-03-11-d.pdf", false),
        // Nobody met, so nothing hangs.
        ("tao/weeks/2026-W12.html", true),
        ("tao/weeks/2026-W12.pdf", false),
        // To be held this week.
        ("tao/weeks/2026-W13.pdf", true),
        ("tao/weeks/2026-W13.card.png", true),
        ("tao/weeks/2026-W13.chat.txt", true),
        ("tao/months/2026-02.pdf", true),
        ("tao/meetings/2026-02-26-f.pdf", false),
        ("tao/months/2026-03.html", true),
        ("tao/months/2026-03.pdf", false),
        ("tao/meetings/2026-03-12-talk.pdf", true),
    ] {
        assert_eq!(is_there(&site, path), expected, "{path}");
    }
    let record = site.page("tao/meetings/2026-03-02-b.html");
    assert!(
        record.contains("href=\"../weeks/2026-W10.pdf\""),
        "{record}"
    );
    assert!(
        record.contains("href=\"../weeks/2026-W10.html\""),
        "{record}"
    );
    let week = site.page("tao/weeks/2026-W10.html");
    assert!(week.contains("href=\"2026-W10.pdf\""), "{week}");
    assert!(
        week.contains("href=\"../meetings/2026-03-02-b.html\""),
        "{week}"
    );
    let later = site.page("tao/weeks/2026-W13.html");
    assert!(later.contains("2026-W13.card.png"), "{later}");
    assert!(!site.page("tao/weeks/2026-W12.html").contains(".pdf"));
    // The code on the sheet leads to the week, an earlier address of the record to the record.
    let code = site.page("p/WEEK10.html");
    assert!(code.contains("url=../tao/weeks/2026-W10.html"), "{code}");
    let old = site.page("old/week.html");
    assert!(
        old.contains("url=../tao/meetings/2026-03-02-b.html"),
        "{old}"
    );
    // Each poster once, whatever it is called.
    let public = files(&site.path("public"));
    let posters = public.iter().filter(|(name, _)| name.ends_with(".pdf"));
    assert_eq!(posters.count(), 3 + 7, "{:?}", public.len());
}

#[test]
fn a_place_without_the_rhythm_keeps_its_posters_beside_records() {
    let site = Site::new();
    site.file(
        "content/tao/meetings/2026-03-02-b.md",
        "---\n标题: 合署办公\n日期: 2026-03-02\n类型: 合署办公\n---\n\n正文。\n",
    );
    let run = site.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(is_there(&site, "tao/meetings/2026-03-02-b.pdf"));
    assert!(!site.path("public/tao/weeks").exists());
    let view = poster(&site, "/tao/meetings/2026-03-02-b.pdf");
    assert!(facts(&view).week.is_none() && facts(&view).month.is_none());
}

#[test]
fn the_sheet_of_a_week_tells_what_the_week_has_to_report() {
    let site = told();
    let view = poster(&site, "/tao/weeks/2026-W10.pdf");
    let week = facts(&view).week.as_ref().unwrap();
    assert_eq!(
        (week.name.as_str(), week.from.as_str(), week.to.as_str()),
        ("2026-W10", "2026-03-02", "2026-03-08")
    );
    let raised: Vec<&str> = facts(&view)
        .raises
        .iter()
        .map(|issue| issue.title.as_str())
        .collect();
    assert_eq!(raised, ["gate", "roof"]);
    assert_eq!(
        facts(&view).raises[0].responsible[0].kind,
        Some("property-company")
    );
    // Standing bodies in the order of the mechanism, one of which nothing is noted.
    let seats: Vec<_> = facts(&view)
        .attendance
        .iter()
        .map(|seat| (seat.kind, seat.present, seat.absent))
        .collect();
    assert_eq!(
        seats,
        [
            ("community-party", None, false),
            ("owners-committee", Some(2), false),
            ("property-company", None, true)
        ]
    );
    // What two meetings of a week reported stands on the sheet of the week; what was raised the
    // week before and not reported is named, and nothing is left out.
    let view = poster(&site, "/tao/weeks/2026-W11.pdf");
    let reported: Vec<_> = facts(&view)
        .reviews
        .iter()
        .map(|issue| {
            (
                issue.title.as_str(),
                issue.state,
                issue.moved,
                issue.forgotten,
            )
        })
        .collect();
    assert_eq!(
        reported,
        [
            ("gate", "handling", true, false),
            ("roof", "found", false, true)
        ]
    );
    assert_eq!(facts(&view).reviews[0].note.as_deref(), Some("配件已订"));
    // What is to come reports nothing yet.
    let view = poster(&site, "/tao/weeks/2026-W13.pdf");
    assert!(!facts(&view).held && facts(&view).reviews.is_empty());
}

#[test]
fn the_sheet_of_a_past_week_stays_what_it_was() {
    let site = told();
    let sheets = ["/tao/weeks/2026-W10.pdf", "/tao/months/2026-02.pdf"];
    let before = sheets.map(|address| poster(&site, address));
    // A week later, with issues moved on and put off, a new issue, new meetings and what they closed.
    let on = |name: &str, progress: &str| {
        let title = name.get(11..).unwrap();
        let date = name.get(..10).unwrap();
        site.issue(name, &format!("标题: {title}\n日期: {date}\n责任单位: 物业\n完成时限: 2026-03-20\n办理进展:\n  - {date} 发现\n{progress}"));
    };
    on(
        "2026-03-02-roof",
        "  - 2026-03-12 延期 2026-05-01 等天晴\n  - 2026-03-30 解决 补好\n",
    );
    on("2026-03-03-lamp", "  - 2026-03-12 解决 换新\n");
    on("2026-03-18-new", "");
    weekly(
        &site,
        "2026-03-16-g",
        "上周进展: [issues/2026-02-27-gate 解决 已换, meetings/2026-03-02-b#1 完成]\n",
    );
    joint(
        &site,
        "2026-03-26-h",
        "上周进展: [meetings/2026-02-26-f#1 完成 都清走了]\n议定事项: [装好门禁 物业]\n",
    );
    let settings = fs::read_to_string(site.path("content/site.yaml")).unwrap();
    site.file(
        "content/site.yaml",
        settings.replace("2026-03-25", "2026-04-08"),
    );
    for (address, before) in sheets.into_iter().zip(before) {
        let after = poster(&site, address);
        assert_eq!(before.meeting, after.meeting, "{address}");
        // The day that the site pins is on the sheet of a sample, and nothing else differs.
        let plain = |view: PosterView| PosterView {
            pinned_today: None,
            hash: String::new(),
            ..view
        };
        assert_eq!(plain(before), plain(after), "{address}");
    }
    // Where no day is pinned, the same is on the paper: its hash is the same.
    let settings = settings.replace("today: 2026-03-25\n", "");
    site.file("content/site.yaml", settings);
    let hash_on = |day: &str| {
        let request = Request {
            today: Some(day.parse().unwrap()),
            ..request()
        };
        let look = Session::new(SiteFolder::new(site.root()), request).look(&Touched::Everything);
        let made = look.site.unwrap();
        sheets.map(|address| {
            let view = made.poster(&SitePath::new(address)).unwrap().unwrap();
            (view.hash, view.number)
        })
    };
    assert_eq!(hash_on("2026-03-15"), hash_on("2026-04-08"));
}

#[test]
fn the_sheet_of_a_month_carries_on_what_is_not_done() {
    let site = told();
    joint(
        &site,
        "2026-03-19-h",
        "上周进展: [meetings/2026-02-26-f#1 完成 都清走了]\n",
    );
    joint(&site, "2026-04-16-i", "议定事项: [装好门禁 物业]\n");
    let settings = fs::read_to_string(site.path("content/site.yaml")).unwrap();
    site.file(
        "content/site.yaml",
        settings.replace("2026-03-25", "2026-04-20"),
    );
    let carried = |address: &str| {
        let view = poster(&site, address);
        let carried = facts(&view).carried.iter();
        carried
            .map(|action| (action.action.text.clone(), action.state))
            .collect::<Vec<_>>()
    };
    let of = |text: &str, state| (text.to_owned(), state);
    assert_eq!(carried("/tao/months/2026-02.pdf"), []);
    assert_eq!(
        carried("/tao/months/2026-03.pdf"),
        [
            of("清理楼道", "done"),
            of("定下选址", "open"),
            of("写好方案", "open")
        ]
    );
    // What was done stands there once; what is late says so.
    assert_eq!(
        carried("/tao/months/2026-04.pdf"),
        [of("定下选址", "overdue"), of("写好方案", "open")]
    );
}

#[test]
fn a_meeting_that_is_off_is_told_on_the_sheet_of_its_week() {
    let site = told();
    weekly(
        &site,
        "2026-03-16-off",
        "办理进展: [2026-03-15 取消 停电]\n本周问题: [issues/2026-03-03-lamp]\n",
    );
    let view = poster(&site, "/tao/weeks/2026-W12.pdf");
    assert_eq!(view.off.as_ref().unwrap().0, "cancelled");
    assert!(facts(&view).raises.is_empty() && facts(&view).reviews.is_empty());
    // Another one in its stead speaks for the week.
    weekly(&site, "2026-03-17-instead", "");
    let view = poster(&site, "/tao/weeks/2026-W12.pdf");
    assert_eq!(view.title.concat(), "合署办公2026-03-17-instead");
    poster(&site, "/tao/meetings/2026-03-16-off.pdf");
}

#[test]
fn words_and_rounds_tell_of_the_week() {
    let test = "words_and_rounds_tell_of_the_week";
    if !tools(test, &["pdftotext"]) {
        return;
    }
    let site = told();
    let settings = fs::read_to_string(site.path("content/site.yaml")).unwrap();
    site.file(
        "content/site.yaml",
        settings.replace("2026-03-25", "2026-03-12"),
    );
    let run = site.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let words = site.page("tao/weeks/2026-W11.chat.txt");
    for told in [
        "【本周公示】桃园小区",
        "3月9日—15日",
        "· 提出：lamp",
        "· 上周进展：gate（处置中）、roof（此前提出，本周没有通报）",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
    assert!(words.chars().count() <= 300);
    let run = site.run(&["posters", "--week", "2026-W10"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let path = site.path("print/2026-W10/tao/A4.pdf");
    let text = tool("pdftotext", &["-raw", path.to_str().unwrap(), "-"]);
    let text: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200B}' | '\u{2060}'))
        .collect();
    for told in [
        "本周公示",
        "3月2日至8日",
        "本周商议两件事",
        "gate",
        "roof",
        "WEEK10",
        "未记录",
        "检修",
    ] {
        assert!(text.contains(told), "{told}: {text}");
    }
}
