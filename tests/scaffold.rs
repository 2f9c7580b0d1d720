//! `init` and `new`: what they write can be built, is read back as it was meant, and lies over
//! nothing.

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
use std::process::Command;

use gongshi::load::SiteFolder;
use gongshi::model::keyed::Kind;
use gongshi::model::keys;
use gongshi::pipeline::{self, Faulty, Request, Session, Touched};
use gongshi::yaml::Key;
use support::{Run, Site, copy_sample, files, run, text_of};

/// Runs `new` on a day of its own.
fn new(site: &Site, arguments: &[&str]) -> Run {
    let mut all = vec!["new", "--date", "2026-03-30"];
    all.extend(arguments);
    site.run(&all)
}

/// The path that a run says it wrote.
fn written(run: &Run) -> Vec<String> {
    assert_eq!(run.status, 0, "{}", run.stderr);
    let lines = run.stderr.lines();
    lines
        .filter_map(|line| line.strip_prefix("已写：").or(line.strip_prefix("wrote: ")))
        .map(str::to_owned)
        .collect()
}

/// A site with its drafts, for a look at its model.
fn planned(root: &Path) -> pipeline::Site {
    let request = Request {
        today: None,
        base_url: None,
        drafts: true,
        faulty: Faulty::LeaveOut,
        round: None,
        economy: false,
        posters: false,
        jobs: 0,
    };
    let look = Session::new(SiteFolder::new(root), request).look(&Touched::Everything);
    look.site
        .unwrap_or_else(|| panic!("{:?}", look.diagnostics))
}

/// The line of a draft without it.
fn without_draft(text: &str) -> String {
    let lines = text.lines();
    let kept: Vec<&str> = lines
        .filter(|line| !line.starts_with("草稿:") && !line.starts_with("draft:"))
        .collect();
    kept.join("\n") + "\n"
}

#[test]
fn a_new_site_builds_at_once_without_a_warning() {
    for (lang, place, done) in [("zh", "xiaoqu", "完成：5"), ("en", "compound", "done: 5")] {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("my site");
        let made = run(&root, &["init", root.to_str().unwrap(), "--lang", lang]);
        assert_eq!(made.status, 0, "{}", made.stderr);
        assert!(made.stderr.contains("gongshi build"), "{}", made.stderr);
        let built = run(&root, &["build", "--strict"]);
        assert_eq!(built.status, 0, "{}", built.stderr);
        assert!(built.stderr.starts_with(done), "{}", built.stderr);
        let planned = planned(&root);
        let model = planned.model();
        // What few sites begin with, a new one has none of.
        for kind in [Kind::Issue, Kind::Resolution, Kind::Meeting, Kind::Notice] {
            let place = model
                .places
                .iter()
                .find(|other| other.folder == place)
                .unwrap();
            assert_eq!(model.records_at(place.id, kind).len(), 1, "{kind:?}");
        }
        assert!(!model.places.iter().any(|place| place.demo));
        let page = fs::read_to_string(root.join("public").join(place).join("index.html")).unwrap();
        assert!(!page.contains("strip-pinned"));
        // The mechanism of the example asks for meetings, so there are weeks at once.
        let weeks = root.join("public").join(place).join("weeks");
        let weeks = fs::read_dir(weeks)
            .unwrap()
            .map(|file| file.unwrap().path());
        let pages = weeks.filter(|path| path.extension().is_some_and(|end| end == "html"));
        assert_eq!(pages.count(), 2, "the list of weeks and the first week");
    }
}

#[test]
fn a_new_site_of_any_day_is_the_same_each_time() {
    let folder = tempfile::tempdir().unwrap();
    for day in ["2026-01-01", "2028-02-29", "2999-12-31"] {
        let sites = ["a", "b"].map(|name| folder.path().join(day).join(name));
        for root in &sites {
            let made = run(root, &["init", root.to_str().unwrap(), "--date", day]);
            assert_eq!(made.status, 0, "{}", made.stderr);
        }
        assert_eq!(files(&sites[0]), files(&sites[1]));
        // The rest days of far years are not announced, which is a warning for each period.
        let strict = if day == "2026-01-01" {
            "--strict"
        } else {
            "--verbose"
        };
        let checked = run(
            &sites[0],
            &["check", strict, "--no-posters", "--today", day],
        );
        assert_eq!(checked.status, 0, "{}", checked.stderr);
    }
    let root = folder.path().join("far");
    let made = run(
        &root,
        &["init", root.to_str().unwrap(), "--date", "3000-01-01"],
    );
    assert_eq!(made.status, 2);
    assert!(!root.exists());
}

#[test]
fn init_never_lies_over_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::write(root.join("notes.txt"), "mine").unwrap();
    for (there, is_folder) in [("content", true), ("使用说明.md", false)] {
        let path = root.join(there);
        if is_folder {
            fs::create_dir(&path).unwrap();
        } else {
            fs::write(&path, "mine").unwrap();
        }
        let before = files(root);
        let made = run(root, &["init", root.to_str().unwrap()]);
        assert_eq!(made.status, 2, "{}", made.stderr);
        assert!(
            made.stderr.contains("file-exists") && made.stderr.contains(there),
            "{}",
            made.stderr
        );
        assert_eq!(files(root), before);
        if is_folder {
            fs::remove_dir(&path).unwrap();
        } else {
            fs::remove_file(&path).unwrap();
        }
    }
    // Whatever else lies in the folder does no harm and takes none.
    let made = run(root, &["init", root.to_str().unwrap()]);
    assert_eq!(made.status, 0, "{}", made.stderr);
    assert_eq!(fs::read_to_string(root.join("notes.txt")).unwrap(), "mine");
}

#[test]
fn a_record_is_a_draft_until_its_line_is_removed() {
    let site = Site::new();
    let made = new(&site, &["问题", "桃园小区", "车库道闸｜经常失灵"]);
    let path = "content/tao/issues/2026-03-30-车库道闸-经常失灵.md";
    assert!(written(&made)[0].ends_with(path), "{}", made.stderr);
    let text = fs::read_to_string(site.path(path)).unwrap();
    assert!(
        text.starts_with("---\n标题: 车库道闸｜经常失灵\n日期: 2026-03-30\n编码: "),
        "{text}"
    );
    let checked = site.run(&["check", "--no-posters", "--strict"]);
    assert_eq!(checked.status, 0, "{}", checked.stderr);
    assert!(checked.stderr.contains("草稿"), "{}", checked.stderr);
    site.file(path, without_draft(&text)).build();
    assert!(
        site.page("tao/issues/2026-03-30-车库道闸-经常失灵.html")
            .contains("经常失灵")
    );
    // The same once more would lie over the first.
    let again = new(&site, &["问题", "桃园小区", "车库道闸｜经常失灵"]);
    assert_eq!(again.status, 2);
    assert!(
        again.stderr.contains("name-taken") && again.stderr.contains(path),
        "{}",
        again.stderr
    );
}

#[test]
fn what_only_its_author_knows_cannot_be_published() {
    for (kind, keys) in [
        ("notice", &["类型"][..]),
        ("resolution", &["决定主体", "结果"]),
        ("meeting", &["类型"]),
    ] {
        let site = Site::new();
        let path = written(&new(&site, &[kind, "tao", "甲"])).remove(0);
        site.build();
        assert!(!site.page("tao/index.html").contains("2026-03-30-甲"));
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, without_draft(&text)).unwrap();
        let run = site.run(&["check", "--no-posters", "--format", "short"]);
        assert_eq!(run.status, 1);
        for key in keys {
            let at = text.lines().position(|line| line.starts_with(key)).unwrap() + 1;
            let said = format!(":{at}:1: error[missing-field]");
            assert!(run.stderr.contains(&said), "{kind} {key}: {}", run.stderr);
        }
    }
}

#[test]
fn titles_are_read_back_as_they_were() {
    let site = Site::new();
    let long = "很长的标题".repeat(400);
    let titles = [
        "车库道闸失灵",
        "停水: 3号楼",
        "停水：3号楼，5号楼",
        "'quoted' \"twice\" it's",
        "# no comment",
        "3号楼 #5",
        "[草稿]",
        "｛标题：甲，日期：乙｝",
        "{a: b}",
        "- item",
        "--- ",
        "...",
        "&anchor *alias !tag",
        "%percent @at `tick`",
        "? key",
        "null",
        "~",
        "true",
        "010",
        "1e3",
        "0x1F",
        "2026-03-02",
        "是",
        "a\\nb \\ c",
        "🚒🔥 消防",
        "👩‍👩‍👧 家",
        "e\u{301}te\u{301}",
        "\u{202e}abc",
        "零\u{200b}宽",
        "　全角空格　之间　甲",
        "a  b   c",
        "x\u{a0}y",
        "<script>alert(1)</script>",
        "=SUM(A1)",
        "“引号”和‘引号’",
        "../../etc/passwd",
        "a/b\\c:d*e?f",
        "CON",
        "。",
        "|",
        ">",
        "甲|乙｜丙",
        "标题: 标题: 标题",
        "key:value",
        "end:",
        "end：",
        "trailing dot.",
        "～波浪～",
        "$HOME %PATH%",
        "\u{10FFFD}\u{E000}",
        long.as_str(),
    ];
    let mut expected = Vec::new();
    for (number, title) in titles.iter().enumerate() {
        let day = format!("2026-{:02}-{:02}", number / 28 + 4, number % 28 + 1);
        let root = site.root().to_str().unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_gongshi"))
            .args([
                "new", "--root", root, "--date", &day, "issue", "tao", "--", title,
            ])
            .output()
            .unwrap();
        let made = text_of(&output);
        let pieces = title.split(['｜', '|']).map(str::trim);
        let whole: String = pieces.filter(|piece| !piece.is_empty()).collect();
        if whole.is_empty() {
            assert_eq!(made.status, 2, "{title}: {}", made.stderr);
            assert!(made.stderr.contains("no-title"), "{}", made.stderr);
            continue;
        }
        assert_eq!(made.status, 0, "{title}: {}", made.stderr);
        expected.push(whole);
    }
    for (name, _) in files(&site.path("content/tao/issues")) {
        assert!(name.len() <= 120 && name.starts_with("2026-0"), "{name}");
    }
    let checked = site.run(&["check", "--no-posters", "--drafts"]);
    assert_eq!(checked.status, 0, "{}", checked.stderr);
    let planned = planned(site.root());
    let mut read: Vec<String> = planned
        .model()
        .records()
        .map(gongshi::model::record::Record::full_title)
        .collect();
    read.sort();
    expected.sort();
    assert_eq!(read, expected);
}

#[test]
fn titles_of_several_lines_are_refused() {
    let site = Site::new();
    for title in [
        "a\nb",
        "a\rb",
        "a\tb",
        "a\u{7}b",
        "a\u{85}b",
        "a\u{2028}b",
        "",
        "  ",
        "｜",
    ] {
        let made = new(&site, &["issue", "tao", title]);
        assert_eq!(made.status, 2, "{title:?}");
        assert!(made.stderr.contains("-title]"), "{}", made.stderr);
    }
    assert!(!site.path("content/tao/issues").exists());
}

#[test]
fn places_are_found_by_any_of_their_names() {
    let site = Site::new();
    site.file(
        "content/bei/_index.md",
        "---\n标题: 北街社区\n层级: 社区\n---\n",
    )
    .file(
        "content/bei/tao/_index.md",
        "---\n标题: 北桃园\n别名: [桃花苑]\n---\n",
    );
    for (number, (word, folder)) in [
        ("/", "content"),
        ("东街街道", "content"),
        ("/tao", "content/tao"),
        ("tao/", "content/tao"),
        ("桃园小区", "content/tao"),
        ("bei/tao", "content/bei/tao"),
        ("bei\\tao", "content/bei/tao"),
        ("content/bei/tao", "content/bei/tao"),
        ("桃花苑", "content/bei/tao"),
    ]
    .into_iter()
    .enumerate()
    {
        let made = new(&site, &["notice", word, &format!("第{number}件")]);
        let path = site.path(folder).join("notices");
        assert!(
            written(&made)[0].starts_with(path.to_str().unwrap()),
            "{word}: {}",
            made.stderr
        );
    }
    let several = new(&site, &["notice", "tao", "甲"]);
    assert_eq!(several.status, 2);
    assert!(
        several.stderr.contains("ambiguous-place") && several.stderr.contains("/bei/tao (北桃园)"),
        "{}",
        several.stderr
    );
    let unknown = new(&site, &["notice", "北街小社区", "甲"]);
    assert_eq!(unknown.status, 2);
    assert!(unknown.stderr.contains("“北街社区”"), "{}", unknown.stderr);
    let unknown = new(&site, &["notcie", "tao", "甲", "--lang", "en"]);
    assert_eq!(unknown.status, 2);
    assert!(unknown.stderr.contains("`notice`"), "{}", unknown.stderr);
}

#[test]
fn the_kind_folder_in_use_is_kept() {
    let site = Site::new();
    site.file(
        "content/tao/问题/甲.md",
        "---\n标题: 甲\n日期: 2026-03-02\n---\n",
    );
    for (kind, folder) in [("issue", "问题"), ("notice", "公示")] {
        let path = written(&new(&site, &[kind, "桃园小区", "乙"])).remove(0);
        assert!(path.contains(&format!("/tao/{folder}/")), "{path}");
    }
    // One address in two folders, or in two widths, is one name.
    site.file(
        "content/tao/issues/2026-03-30-Ｂ1.md",
        "---\n标题: 丙\n日期: 2026-03-30\n---\n",
    );
    assert_eq!(new(&site, &["issue", "tao", "b1"]).status, 2);
}

#[test]
fn document_numbers_go_on_where_they_ended() {
    let number = |site: &Site, kind: &str, date: &str, title: &str| {
        let made = site.run(&["new", "--date", date, kind, "tao", title]);
        let text = fs::read_to_string(written(&made).remove(0)).unwrap();
        let line = text.lines().find_map(|line| line.strip_prefix("文号: "));
        line.map(str::to_owned)
    };
    let site = Site::new();
    assert_eq!(number(&site, "notice", "2026-03-01", "一"), None);
    site.notice(
        "a",
        "标题: 甲\n日期: 2026-03-02\n类型: 通知\n文号: 桃园业〔2026〕3号",
    )
    .notice(
        "b",
        "标题: 乙\n日期: 2026-03-03\n类型: 通知\n文号: 物〔2026〕9号\n发布单位: 物业",
    )
    .notice(
        "c",
        "标题: 丙\n日期: 2025-03-03\n类型: 通知\n文号: 桃园业〔2025〕17号",
    );
    let next = |kind, date, title| number(&site, kind, date, title);
    assert_eq!(
        next("notice", "2026-03-30", "二").as_deref(),
        Some("桃园业〔2026〕4号")
    );
    // Drafts count, and so do records that cannot be read.
    assert_eq!(
        next("resolution", "2026-03-30", "三").as_deref(),
        Some("桃园业〔2026〕5号")
    );
    site.notice(
        "d",
        "标题: 丁\n日期: 某天\n类型: 通知\n文号：桃园业〔2026〕8号",
    );
    assert_eq!(
        next("notice", "2026-03-30", "四").as_deref(),
        Some("桃园业〔2026〕9号")
    );
    assert_eq!(
        next("notice", "2027-01-04", "五").as_deref(),
        Some("桃园业〔2027〕1号")
    );
    assert_eq!(
        next("notice", "2025-12-31", "六").as_deref(),
        Some("桃园业〔2025〕18号")
    );
    assert_eq!(next("issue", "2026-03-30", "七"), None);
    assert_eq!(
        site.run(&["check", "--no-posters", "--hold-faulty"]).status,
        1
    );
}

#[test]
fn codes_are_new_in_the_site() {
    let first = Site::new();
    let code_of = |site: &Site| {
        let path = written(&new(site, &["issue", "tao", "甲"])).remove(0);
        let text = fs::read_to_string(path).unwrap();
        let code = text.lines().find_map(|line| line.strip_prefix("编码: "));
        code.unwrap().to_owned()
    };
    let code = code_of(&first);
    // The same call on the same site gives the same code; where it is taken, another.
    assert_eq!(code_of(&Site::new()), code);
    let taken = Site::new();
    taken.issue("x", &format!("标题: 乙\n日期: 2026-03-02\n编码: {code}"));
    let second = code_of(&taken);
    assert_ne!(second, code);
    let unread = Site::new();
    unread.issue(
        "x",
        &format!("标题: 乙\n日期: 某天\n编码: {}", code.to_lowercase()),
    );
    assert_eq!(code_of(&unread), second);
}

#[test]
fn faults_of_records_do_not_stop_new_and_those_of_places_do() {
    let site = Site::new();
    site.issue("bad", "标题: 坏\n日期: 某天\n不知: 道");
    assert_eq!(new(&site, &["issue", "tao", "甲"]).status, 0);
    site.file(
        "content/tao/_index.md",
        "---\n标题: 桃园小区\n层极: 小区\n---\n",
    );
    let made = new(&site, &["issue", "tao", "乙"]);
    assert_eq!(made.status, 1);
    assert!(
        made.stderr.contains("层极") && made.stderr.contains("没有写任何文件"),
        "{}",
        made.stderr
    );
}

const KINDS: [(&str, &str, &[Key]); 6] = [
    ("issue", "issues", keys::ISSUE),
    ("resolution", "resolutions", keys::RESOLUTION),
    ("meeting", "meetings", keys::MEETING),
    ("notice", "notices", keys::NOTICE),
    ("account", "accounts", keys::ACCOUNT),
    ("activity", "activities", keys::ACTIVITY),
];

/// A site with all that the examples of `--full` refer to.
fn site_of_examples(lang: &str) -> Site {
    let site = Site::new();
    let settings = format!("title: 东街公示栏\nlanguage: {lang}\ntoday: 2026-03-30\n");
    site.file("content/site.yaml", settings)
        .file(
            "content/mechanisms/five.md",
            "---\ntitle: 五\nbodies: [业委会]\ngoals: [安心]\nshares: [场地共享]\nfunctions: [志愿服务]\n---\n",
        )
        .file(
            "content/policies/pact.md",
            "---\ntitle: 公约\ncount: 3\n---\n",
        )
        .notice(
            "2026-03-02-water",
            "title: 停水\ndate: 2026-03-02\ntype: 通知",
        )
        .issue("2026-03-02-gate", "title: 道闸\ndate: 2026-03-02");
    for (_, folder, _) in KINDS {
        for file in ["报价单.pdf", "quotes.pdf"] {
            site.file(&format!("content/tao/{folder}/{file}"), "%PDF-1.4\n");
        }
    }
    site
}

#[test]
fn full_records_name_every_key_and_each_works_alone() {
    for (lang, mark) in [("zh", "例："), ("en", "E.g. ")] {
        let site = site_of_examples(lang);
        for (kind, folder, own) in KINDS {
            let path = written(&new(&site, &[kind, "tao", "甲", "--full"])).remove(0);
            assert!(path.contains(folder), "{path}");
            let text = fs::read_to_string(&path).unwrap();
            let name = |key: &Key| if lang == "zh" { key.zh[0] } else { key.name };
            let lines: Vec<&str> = text.lines().collect();
            let check = |text: &str, what: &str| {
                fs::write(&path, text).unwrap();
                let run = site.run(&["check", "--no-posters", "--drafts"]);
                assert_eq!(
                    run.status, 0,
                    "{lang} {kind} {what}\n{text}\n{}",
                    run.stderr
                );
            };
            // The lines that are needed, filled in with their examples.
            let example = |at: usize| lines[at - 1].split_once(mark).map(|(_, example)| example);
            let fill = |at: usize| format!("{}{}", lines[at], example(at).unwrap());
            let mut filled: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
            for (at, line) in lines.iter().enumerate() {
                if line.ends_with(": ") && !line.starts_with('#') {
                    filled[at] = fill(at);
                }
            }
            check(&filled.join("\n"), "as it is");
            for key in keys::RECORD.iter().chain(own) {
                let active = format!("{}:", name(key));
                let commented = format!("#{active}");
                let at = lines
                    .iter()
                    .position(|line| line.starts_with(&active) || line.starts_with(&commented))
                    .unwrap_or_else(|| panic!("{lang} {kind}: {active}"));
                assert!(
                    lines[at - 1].starts_with("# ")
                        && (example(at).is_some() || key.name == "draft"),
                    "{lang} {kind}: {} is explained",
                    key.name
                );
                if !lines[at].starts_with('#') {
                    continue;
                }
                let mut one = filled.clone();
                lines[at][1..].clone_into(&mut one[at]);
                check(&one.join("\n"), &format!("{} empty", key.name));
                one[at] = fill(at)[1..].to_owned();
                // What stands in each item must not stand outside.
                let outside = if lang == "zh" {
                    ["结果:", "表决事项:"]
                } else {
                    ["result:", "matter:"]
                };
                if key.name == "items" {
                    for line in &mut one {
                        if let Some(key) = outside.iter().find(|key| line.starts_with(**key)) {
                            *line = format!("{key} ");
                        }
                    }
                }
                // Only a meeting of this type is one of a series of forums.
                if key.name == "forum" {
                    let kind = if lang == "zh" {
                        ["类型:", "论坛"]
                    } else {
                        ["type:", "forum"]
                    };
                    for line in one.iter_mut().filter(|line| line.starts_with(kind[0])) {
                        *line = kind.join(" ");
                    }
                }
                check(&one.join("\n"), key.name);
            }
            fs::remove_file(&path).unwrap();
        }
    }
}

#[test]
fn a_week_is_prepared_and_published_only_when_written() {
    let folder = tempfile::tempdir().unwrap();
    copy_sample(folder.path());
    let before = planned(folder.path()).model().records().count();
    let made = run(
        folder.path(),
        &["new", "week", "taoyuan", "--date", "2026-03-30"],
    );
    let paths = written(&made);
    assert_eq!(paths.len(), 3);
    let meeting = fs::read_to_string(&paths[2]).unwrap();
    for line in [
        "标题: 3月30日合署办公",
        "机制: five-plus-x",
        "  - 社区党组织 ",
        "  - 居民代表 ",
        "  - issues/2026-03-30-本周问题1",
        // Raised by the last meeting, or agreed and due: owed. All else is a comment.
        "  - issues/2026-03-23-play-mat 发现",
        "  # - issues/2026-03-09-parking-board 处置",
        "  # - issues/2026-02-24-square-music 重新办理",
        "  - meetings/2026-03-09-weekly#1 继续",
        "  - meetings/2026-03-23-weekly#2 继续",
        "  # - meetings/2026-03-23-weekly#1 继续",
    ] {
        assert!(
            meeting.lines().any(|other| other == line),
            "{line}\n{meeting}"
        );
    }
    // Closed ones have nothing left to tell.
    assert!(!meeting.contains("west-gate"), "{meeting}");
    assert!(!meeting.contains("2026-03-02-weekly#1"), "{meeting}");
    let built = run(folder.path(), &["build", "--no-posters"]);
    assert_eq!(built.status, 0, "{}", built.stderr);
    for path in &paths {
        let name = Path::new(path).file_name().unwrap().to_str().unwrap();
        assert!(
            built.stderr.contains(&format!("{name}（草稿）")),
            "{}",
            built.stderr
        );
    }
    for path in &paths {
        let text = without_draft(&fs::read_to_string(path).unwrap());
        fs::write(path, &text).unwrap();
    }
    // Without titles the issues are faults, and nothing is published.
    let faulty = run(folder.path(), &["check", "--no-posters"]);
    assert_eq!(
        faulty.stderr.matches("missing-field").count(),
        2,
        "{}",
        faulty.stderr
    );
    for (path, title) in paths.iter().zip(["楼道灯", "车位线"]) {
        let text = fs::read_to_string(path).unwrap();
        fs::write(
            path,
            text.replace("\n标题: \n", &format!("\n标题: {title}\n")),
        )
        .unwrap();
    }
    let checked = run(
        folder.path(),
        &["check", "--no-posters", "--strict", "--today", "2026-03-31"],
    );
    assert_eq!(checked.status, 0, "{}", checked.stderr);
    assert_eq!(planned(folder.path()).model().records().count(), before + 3);
    let again = run(
        folder.path(),
        &["new", "week", "taoyuan", "--date", "2026-03-30"],
    );
    assert_eq!(again.status, 2);
    // A draft of a week that was not held reports nothing.
    let next = run(
        folder.path(),
        &["new", "周", "桃园小区", "--date", "2026-04-06"],
    );
    let next = fs::read_to_string(&written(&next)[2]).unwrap();
    assert!(next.contains("issues/2026-03-30-本周问题1 发现"), "{next}");
}

#[test]
fn a_week_of_a_new_site_is_published_with_its_posters() {
    for (lang, place) in [("zh", "示例小区"), ("en", "compound")] {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let made = run(
            root,
            &[
                "init",
                root.to_str().unwrap(),
                "--lang",
                lang,
                "--date",
                "2026-03-23",
            ],
        );
        assert_eq!(made.status, 0, "{}", made.stderr);
        let paths = written(&run(root, &["new", "week", place, "--date", "2026-03-30"]));
        for (path, title) in paths.iter().zip(["道闸失灵", "Door"]) {
            let text = fs::read_to_string(path).unwrap();
            for key in ["标题", "title"] {
                let filled = text.replace(&format!("\n{key}: \n"), &format!("\n{key}: {title}\n"));
                if filled != text {
                    fs::write(path, without_draft(&filled)).unwrap();
                }
            }
        }
        let meeting = fs::read_to_string(&paths[2]).unwrap();
        fs::write(&paths[2], without_draft(&meeting)).unwrap();
        let built = run(root, &["build", "--today", "2026-03-30"]);
        assert_eq!(built.status, 0, "{}", built.stderr);
        assert_eq!(built.stderr.lines().count(), 1, "{}", built.stderr);
        // The next document number goes on from the example.
        let next = run(
            root,
            &["new", "notice", place, "甲", "--date", "2026-03-30"],
        );
        let text = fs::read_to_string(&written(&next)[0]).unwrap();
        let number = if lang == "zh" {
            "文号: 示例业〔2026〕2号"
        } else {
            "number: 'Example [2026] 2'"
        };
        assert!(text.contains(number), "{text}");
    }
}

#[test]
fn a_week_needs_no_mechanism_and_no_title() {
    let site = Site::new();
    site.file(
        "content/tao/问题/道闸 东门.md",
        "---\n标题: 甲\n日期: 2026-03-02\n---\n",
    );
    let paths = written(&new(&site, &["week", "tao"]));
    let text = fs::read_to_string(&paths[2]).unwrap();
    assert!(!text.contains("机制"), "{text}");
    assert!(text.contains("  - 业委会 \n  - 物业 \n"), "{text}");
    assert!(
        text.contains("  # - {问题: 问题/道闸 东门, 状态: 发现}"),
        "{text}"
    );
    let checked = site.run(&["check", "--no-posters"]);
    assert_eq!(checked.status, 0, "{}", checked.stderr);
    for arguments in [&["week", "tao", "标题"][..], &["week", "tao", "--full"]] {
        let made = new(&site, arguments);
        assert_eq!(made.status, 2);
        assert!(made.stderr.contains("bad-usage"), "{}", made.stderr);
    }
}

#[test]
fn messages_follow_the_site_and_the_option() {
    let site = site_of_examples("en");
    let made = new(&site, &["week", "tao"]);
    assert!(made.stderr.contains("wrote: ") && made.stderr.contains("next: "));
    let text = fs::read_to_string(&written(&made)[2]).unwrap();
    assert!(text.contains("\ntype: weekly-office\n"), "{text}");
    assert!(
        text.contains("  # - issues/2026-03-02-gate found\n"),
        "{text}"
    );
    let made = new(&site, &["issue", "tao", "甲", "--lang", "zh"]);
    assert!(made.stderr.contains("已写：") && made.stderr.contains("下一步"));
    let text = fs::read_to_string(&written(&made)[0]).unwrap();
    assert!(
        text.contains("\ntitle: 甲\n"),
        "the keys are those of the site"
    );
}
