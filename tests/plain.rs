//! A site that uses none of the systems of the source article hears nothing of them: no page, no
//! section, no word, no finding.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect"
)]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use scraper::{ElementRef, Html, Selector};
use support::{Site, files, run};

/// Words of which pages of a plain site say nothing, in both languages.
const FOREIGN: [&str; 79] = [
    "合署办公",
    "联席会议",
    "五+X",
    "机制",
    "推行",
    "试点",
    "推广",
    "网格",
    "任期",
    "换届",
    "交叉任职",
    "兼任",
    "指导员",
    "党支部",
    "阵地",
    "到期",
    "前置",
    "推荐",
    "五心",
    "目标",
    "条款",
    "公约",
    "系列",
    "周报",
    "月报",
    "缺办",
    "免办",
    "本周",
    "上周",
    "本月",
    "群名",
    "户涉及",
    "涉及户",
    "张贴用时",
    "weekly",
    "monthly",
    "this week",
    "last week",
    "mechanism",
    "roll-out",
    "rollout",
    "pilot",
    "adopted",
    "grid",
    "term of office",
    "cross-appointment",
    "instructor",
    "branch",
    "pre-review",
    "goal",
    "clause",
    "policy",
    "policies",
    "series",
    "candidate",
    "missed",
    "excused",
    "收支",
    "公共收益",
    "考评",
    "实事",
    "活动",
    "场所",
    "论坛",
    "各地对照",
    "举措",
    "组成部分",
    "满意度",
    "回访",
    "更多",
    "revenue",
    "assessment",
    "activities",
    "venue",
    "forum",
    "comparison",
    "satisfaction",
    "结余",
    "statement",
];

/// Keys of the navigation of a plain site, by their words.
const SECTIONS: [&str; 10] = [
    "首页",
    "公示",
    "问题",
    "决议",
    "会议",
    "Home",
    "Notices",
    "Issues",
    "Resolutions",
    "Meetings",
];

/// Headings of the homes of a plain site without posters; numbers behind them do not count.
const HEADINGS: [&str; 28] = [
    "订阅和下载",
    "Subscribe and download",
    "小区",
    "社区与小区",
    "正在公示",
    "上级发布的公示",
    "办理中的问题",
    "最新决议",
    "最近解决的问题",
    "最近会议",
    "基本情况",
    "近期会议",
    "联系电话",
    "组织与联系",
    "公示栏",
    "Compounds",
    "On display now",
    "On display from places above",
    "Open issues",
    "Latest resolutions",
    "Issues solved last",
    "Latest meetings",
    "About this place",
    "Coming meetings",
    "Contacts",
    "Bodies and contacts",
    "Notice boards",
    "Communities and compounds",
];

/// A place with a record of each kind.
fn records(site: &Site, folder: &str) {
    let file = |path: &str, text: &str| {
        site.file(&format!("content/{folder}{path}"), text);
    };
    file(
        "issues/gate.md",
        "---\ntitle: 车库道闸失灵\ndate: 2026-03-02\nresponsible: property-company\ndue: 2026-04-02\nprogress:\n  - 2026-03-02 found 三户报修\n  - 2026-03-04 handling 已报修\n---\n\n正文。\n",
    );
    file(
        "issues/lamp.md",
        "---\ntitle: 楼道灯不亮\ndate: 2026-03-03\nresponsible: property-company\nprogress:\n  - 2026-03-03 found\n  - 2026-03-05 declined 不是公共部位\n---\n\n正文。\n",
    );
    file(
        "resolutions/bench.md",
        "---\ntitle: 增设座椅\ndate: 2026-03-10\ndecided_by: owners-committee\nquestion: 是否增设两张座椅？\nmembers: 7 6 5\nresult: passed\n---\n\n正文。\n",
    );
    file(
        "meetings/committee.md",
        "---\ntitle: 业委会会议\ndate: 2026-03-10\ntype: committee\ntime: '19:00'\nattendance:\n  - owners-committee 6\n---\n\n正文。\n",
    );
    file(
        "notices/water.md",
        "---\ntitle: 清洗水池停水\ndate: 2026-03-20\ntype: notification\ndisplay: 2026-03-20 至 2026-03-31\n---\n\n正文。\n",
    );
}

const BODIES: &str = "issuer: owners-committee\nbodies:\n  owners-committee: 桃园小区业主委员会 0731-0000 0001\n  property-company: 桃园物业服务中心 0731-0000 0002\nhouseholds: 120\nbuildings: [1号楼, 2号楼]\n";

/// A site whose root is a compound.
fn compound(language: &str) -> Site {
    let site = Site::new();
    fs::remove_file(site.path("content/tao/_index.md")).unwrap();
    site.file(
        "content/site.yaml",
        format!("title: 桃园小区公示栏\nlanguage: {language}\ntoday: 2026-03-25\n"),
    );
    site.file(
        "content/_index.md",
        format!("---\ntitle: 桃园小区\nlevel: compound\n{BODIES}---\n"),
    );
    records(&site, "");
    site
}

/// A street with a community that has two compounds.
fn street(language: &str) -> Site {
    let site = compound(language);
    site.file(
        "content/_index.md",
        format!("---\ntitle: 东街街道\nlevel: subdistrict\n{BODIES}---\n"),
    );
    for (folder, level) in [("a", "community"), ("a/x", "compound"), ("a/y", "compound")] {
        site.file(
            &format!("content/{folder}/_index.md"),
            format!("---\ntitle: 地方{folder}\nlevel: {level}\n{BODIES}---\n"),
        );
        records(&site, &format!("{folder}/"));
    }
    site
}

/// What a site of these places with these records is made of, and nothing else.
fn expected(root: &Path, public: &Path) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = [
        "gongshi-manifest.json",
        "styles/site.css",
        "styles/screen.css",
        "scripts/site.js",
        "scripts/screen.js",
        "404.html",
        "site.webmanifest",
        "icons/icon.svg",
        "icons/icon-180.png",
        "icons/icon-192.png",
        "icons/icon-512.png",
        "icons/icon-maskable-512.png",
        "scripts/search.js",
        "search.html",
        "search-places.js",
        "records.schema.json",
    ]
    .map(str::to_owned)
    .into();
    let english = |path: &str| {
        let pairs = [
            ("问题", "issues"),
            ("决议", "resolutions"),
            ("会议", "meetings"),
            ("公示", "notices"),
        ];
        let parts = path.split('/').rev().enumerate().map(|(at, part)| {
            let known = pairs.iter().find(|(zh, _)| at == 1 && *zh == part);
            known.map_or(part, |(_, en)| en)
        });
        let mut parts: Vec<&str> = parts.collect();
        parts.reverse();
        parts.join("/")
    };
    let mut records = 0;
    for (path, _) in files(&root.join("content")) {
        let Some(stem) = path.strip_suffix(".md") else {
            continue;
        };
        let stem = english(stem);
        if let Some(folder) = stem.strip_suffix("_index") {
            names.insert(format!("{folder}index.html"));
            continue;
        }
        names.insert(format!("{stem}.html"));
        if stem.starts_with("pages/") {
            continue;
        }
        records += 1;
        let (rest, _) = stem.rsplit_once('/').unwrap();
        let (mut place, kind) = rest.rsplit_once('/').unwrap_or(("", rest));
        let text = fs::read_to_string(root.join("content").join(&path)).unwrap();
        let date = text
            .lines()
            .find_map(|line| line.strip_prefix("date: ").or(line.strip_prefix("日期: ")));
        let year = &date.unwrap()[..4];
        // Each place with records can be shown in its lobby.
        let screen = format!("{place}/screen.html");
        names.insert(screen.trim_start_matches('/').to_owned());
        let found = format!("{place}/search-{year}.js");
        names.insert(found.trim_start_matches('/').to_owned());
        // Lists of places above take in what is below.
        loop {
            for file in ["feed.xml", "calendar.ics"] {
                let file = format!("{place}/{file}");
                names.insert(file.trim_start_matches('/').to_owned());
            }
            for ending in ["csv", "json"] {
                let file = format!("{place}/records-{year}.{ending}");
                names.insert(file.trim_start_matches('/').to_owned());
            }
            let list = format!("{place}/{kind}").trim_start_matches('/').to_owned();
            names.insert(format!("{list}/index.html"));
            names.insert(format!("{list}/{year}.html"));
            // Whatever is decided stands in a register.
            if kind == "resolutions" {
                let register = format!("{place}/register/{year}.html");
                names.insert(register.trim_start_matches('/').to_owned());
            }
            if place.is_empty() {
                break;
            }
            place = place.rsplit_once('/').map_or("", |(above, _)| above);
        }
    }
    let short = files(public).into_iter().map(|(name, _)| name);
    let short: Vec<String> = short.filter(|name| name.starts_with("p/")).collect();
    assert_eq!(short.len(), records, "a short address for each record");
    names.extend(short);
    names
}

fn words(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect::<Vec<_>>().join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn all<'d>(page: &'d Html, selector: &str) -> Vec<ElementRef<'d>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

/// Holds a site of plain records to what it may say.
fn is_plain(root: &Path, what: &str) {
    let checked = run(
        root,
        &["check", "--verbose", "--no-posters", "--format", "json"],
    );
    assert_eq!(checked.status, 0, "{what}: {}", checked.stderr);
    for line in checked.stdout.lines().filter(|line| !line.is_empty()) {
        assert!(!line.contains("\"code\""), "{what}: a finding: {line}");
    }
    let built = run(root, &["build", "--no-posters", "--strict"]);
    assert_eq!(built.status, 0, "{what}: {}", built.stderr);
    let public = root.join("public");
    let made: BTreeSet<String> = files(&public).into_iter().map(|(name, _)| name).collect();
    let expected = expected(root, &public);
    let more: Vec<&String> = made.difference(&expected).collect();
    let less: Vec<&String> = expected.difference(&made).collect();
    assert!(
        more.is_empty() && less.is_empty(),
        "{what}: more {more:?}, less {less:?}"
    );
    for name in made.iter().filter(|name| name.ends_with(".html")) {
        let text = fs::read_to_string(public.join(name)).unwrap();
        let page = Html::parse_document(&text);
        let said = all(&page, "html")
            .into_iter()
            .map(words)
            .collect::<String>()
            .to_lowercase();
        for word in FOREIGN {
            assert!(
                !said.contains(&word.to_lowercase()),
                "{what}: {name} says “{word}”: {said}"
            );
        }
        for link in all(&page, "nav.sections a") {
            let section = words(link);
            assert!(
                SECTIONS.contains(&section.as_str()),
                "{what}: {name}: section {section}"
            );
        }
        for section in all(&page, "main section") {
            let said = words(section);
            let heading = Selector::parse("h2").unwrap();
            let heading = section
                .select(&heading)
                .next()
                .map(words)
                .unwrap_or_default();
            assert!(
                said.len() > heading.len(),
                "{what}: {name}: “{heading}” is empty"
            );
        }
        if name.ends_with("index.html") && made.contains(name) && text.contains("class=\"name\"") {
            homes(&page, what, name);
        }
    }
}

/// The headings of a home.
fn homes(page: &Html, what: &str, name: &str) {
    if all(page, "h1.name").is_empty() {
        return;
    }
    let headings = all(page, "main section h2");
    assert!(headings.len() > 3, "{what}: {name} has its sections");
    for heading in headings {
        let said: String = heading
            .children()
            .filter_map(|node| node.value().as_text().map(|text| text.to_string()))
            .collect();
        assert!(
            HEADINGS.contains(&said.trim()),
            "{what}: {name}: heading “{said}”"
        );
    }
}

#[test]
fn a_compound_alone_hears_of_no_system() {
    for language in ["zh", "en"] {
        let site = compound(language);
        is_plain(site.root(), &format!("compound, {language}"));
    }
}

#[test]
fn a_street_of_plain_records_hears_of_no_system() {
    for language in ["zh", "en"] {
        let site = street(language);
        is_plain(site.root(), &format!("street, {language}"));
    }
}

/// Who follows the advice in the mechanism that `init` writes has a plain site; before that there
/// are weeks, and nothing is missing either.
#[test]
fn a_new_site_has_no_gaps_and_is_plain_without_its_mechanism() {
    for language in ["zh", "en"] {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("site");
        let made = run(
            &root,
            &[
                "init",
                root.to_str().unwrap(),
                "--lang",
                language,
                "--date",
                "2026-03-25",
            ],
        );
        assert_eq!(made.status, 0, "{}", made.stderr);
        let checked = run(
            &root,
            &[
                "check",
                "--verbose",
                "--no-posters",
                "--today",
                "2026-03-25",
            ],
        );
        assert_eq!(
            (checked.status, checked.stderr.lines().count()),
            (0, 1),
            "{}",
            checked.stderr
        );
        let built = run(&root, &["build", "--no-posters", "--today", "2026-03-25"]);
        assert_eq!(built.status, 0, "{}", built.stderr);
        let made: Vec<String> = files(&root.join("public"))
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        let systems = [
            "months/",
            "series/",
            "policies/",
            "grids.html",
            "bodies.html",
            "accounts/",
            "assessments/",
            "works/",
            "activities/",
            "venues.html",
            "shares.html",
            "forums/",
            "comparison/",
            "parts/",
        ];
        for system in systems {
            assert!(
                !made.iter().any(|name| name.contains(system)),
                "{system} in {made:?}"
            );
        }
        assert!(made.contains(&"mechanisms/five-plus-x.html".to_owned()));
        // It asks for a meeting each week, and the example is the first.
        assert!(made.iter().any(|name| name.contains("weeks/")), "{made:?}");
        // What the mechanism says: whoever does not use it takes away its file and its name.
        fs::remove_file(root.join("content/mechanisms/five-plus-x.md")).unwrap();
        for (name, bytes) in files(&root.join("content")) {
            let text = String::from_utf8(bytes).unwrap();
            let is_named =
                |line: &&str| line.starts_with("机制:") || line.starts_with("mechanism:");
            let kept: Vec<&str> = text.lines().filter(|line| !is_named(line)).collect();
            fs::write(root.join("content").join(name), kept.join("\n") + "\n").unwrap();
        }
        let built = run(
            &root,
            &[
                "build",
                "--no-posters",
                "--verbose",
                "--today",
                "2026-03-25",
            ],
        );
        assert_eq!(
            (built.status, built.stderr.lines().count()),
            (0, 1),
            "{}",
            built.stderr
        );
        let public = root.join("public");
        let made: BTreeSet<String> = files(&public).into_iter().map(|(name, _)| name).collect();
        assert_eq!(made, expected(&root, &public));
    }
}

/// The words are words that pages of other sites do say: else their absence would show nothing.
#[test]
fn the_sample_says_what_plain_sites_do_not() {
    let sample = support::build_sample(false);
    let said: String = files(&sample.path().join("public"))
        .into_iter()
        .filter(|(name, _)| name.ends_with(".html"))
        .map(|(_, bytes)| String::from_utf8(bytes).unwrap())
        .collect();
    let zh = FOREIGN.iter().filter(|word| !word.is_ascii());
    let said: Vec<&&str> = zh.filter(|word| said.contains(**word)).collect();
    assert!(said.len() > 20, "only {said:?}");
}
