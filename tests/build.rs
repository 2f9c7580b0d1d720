//! What a build promises: whole or not at all, the same bytes everywhere, nothing lost in silence.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect"
)]

mod support;

use std::process::Command;

use support::{Site, build_sample, files};

#[test]
fn a_record_becomes_a_page_a_list_and_a_short_address() {
    let site = Site::new();
    site.issue(
        "gate",
        "标题: 车库道闸失灵\n日期: 2026-03-02\n编码: GATE26\n责任单位: 物业\n完成时限: 2026-03-20",
    )
    .build();
    let page = site.page("tao/issues/gate.html");
    assert!(page.contains("车库道闸失灵") && page.contains("桃园物业服务中心"));
    assert!(site.page("tao/issues/index.html").contains("gate.html"));
    assert!(site.page("tao/issues/2026.html").contains("gate.html"));
    assert!(site.page("tao/index.html").contains("issues/gate.html"));
    assert!(
        site.page("p/GATE26.html")
            .contains("../tao/issues/gate.html")
    );
}

#[test]
fn chinese_and_english_forms_make_the_same_page() {
    let (zh, en) = (Site::new(), Site::new());
    zh.issue("gate", "标题：车库道闸失灵\n日期：2026年3月2日\n责任单位：物业\n办理进展：\n  - 2026-03-02 发现 三户报修\n满意度：｛回访：40，满意：36｝").build();
    en.issue(
        "gate",
        "title: 车库道闸失灵\ndate: 2026-03-02\nresponsible: property-company\nprogress:\n  - {date: 2026-03-02, state: found, note: 三户报修}\nsatisfaction: 40 36",
    )
    .build();
    assert_eq!(
        zh.page("tao/issues/gate.html"),
        en.page("tao/issues/gate.html")
    );
}

#[test]
fn marks_that_protect_the_reader_stand_on_every_page() {
    let site = Site::new();
    site.file("content/tao/_index.md", "---\ntitle: 桃园小区\nlevel: 小区\ndemo: true\nbodies: {业委会: 桃园小区业主委员会}\nissuer: 业委会\n---\n");
    site.notice(
        "old",
        "title: 停水\ndate: 2026-03-02\ntype: 通知\nwithdrawn: 2026-03-03 改期",
    )
    .build();
    for path in [
        "tao/index.html",
        "tao/notices/index.html",
        "tao/notices/old.html",
    ] {
        let page = site.page(path);
        for mark in ["strip-demo", "strip-pinned", "Content-Security-Policy"] {
            assert!(page.contains(mark), "{path}: {mark}");
        }
    }
    assert!(site.page("tao/notices/old.html").contains("改期"));
    assert!(!site.page("index.html").contains("strip-demo"));
}

#[test]
fn a_site_theme_cannot_lose_the_marks() {
    let site = Site::new();
    site.file(
        "content/site.yaml",
        "title: 甲\ntheme: own\ntoday: 2026-03-25\n",
    );
    site.file(
        "themes/own/templates/record.html",
        "<!doctype html><html><head></head><body><main>{{ body_html | safe }}</main></body></html>",
    );
    site.issue("a", "title: 甲\ndate: 2026-03-02").build();
    let page = site.page("tao/issues/a.html");
    assert!(
        page.contains("strip-pinned")
            && page.contains("Content-Security-Policy")
            && page.contains("<p>正文。</p>")
    );
    site.file(
        "themes/own/templates/record.html",
        "<!doctype html><html><body>{{ body_html | safe }}</body></html>",
    );
    let run = site.run(&["build", "--no-posters"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("record.html"), "{}", run.stderr);
}

#[test]
fn raw_html_and_active_links_are_never_published() {
    let site = Site::new();
    site.file(
        "content/tao/issues/a.md",
        "---\ntitle: <script>alert(1)</script>\ndate: 2026-03-02\n---\n\n<img src=x onerror=alert(1)>\n\n<b>粗</b>\n",
    )
    .build();
    let page = site.page("tao/issues/a.html");
    assert!(
        !page.contains("<script>alert") && !page.contains("<img src=x") && !page.contains("<b>粗")
    );
    assert!(page.contains("&lt;b&gt;"));
    site.file(
        "content/tao/issues/a.md",
        "---\ntitle: 甲\ndate: 2026-03-02\n---\n\n[点](javascript:alert(1))\n",
    );
    assert_eq!(site.run(&["build", "--no-posters"]).status, 1);
}

#[test]
fn a_failing_build_leaves_the_site_as_it_was() {
    let site = Site::new();
    site.issue("good", "title: 好的\ndate: 2026-03-02");
    assert_eq!(site.run(&["build"]).status, 0);
    let before = files(&site.path("public"));
    let faults: [(&str, &[u8]); 7] = [
        ("content/tao/issues/bad.md", b"---\ntitle: x\n---\n"),
        (
            "content/tao/issues/bad/index.md",
            "---\ntitle: x\ndate: 2026-03-02\n---\n\n![图](a.jpg)\n".as_bytes(),
        ),
        ("content/site.yaml", b"titel: x\n"),
        ("content/other/_index.md", b"---\ntitel: x\n---\n"),
        ("themes/own/templates/record.html", b"{{ unclosed"),
        ("themes/own/posters/main.typ", b"#panic(\"no\")"),
        (
            "content/tao/issues/rare.md",
            "---\ntitle: 甲\u{10FFFD}\ndate: 2026-03-02\n---\n".as_bytes(),
        ),
    ];
    for (path, bytes) in faults {
        let settings = std::fs::read(site.path("content/site.yaml")).unwrap();
        site.file(path, bytes);
        if path.ends_with("index.md") && path.contains("bad") {
            site.file("content/tao/issues/bad/a.jpg", "no picture");
        }
        if path.starts_with("themes") {
            site.file(
                "content/site.yaml",
                "title: 甲\nbase_url: https://gs.example\ntheme: own\ntoday: 2026-03-25\n",
            );
        }
        let run = site.run(&["build"]);
        assert_eq!(run.status, 1, "{path}: {}", run.stderr);
        assert_eq!(files(&site.path("public")), before, "{path}");
        std::fs::remove_file(site.path(path)).unwrap();
        if path.contains("/bad/") {
            std::fs::remove_file(site.path("content/tao/issues/bad/a.jpg")).unwrap();
        }
        site.file("content/site.yaml", &settings);
    }
    assert_eq!(site.run(&["build"]).status, 0);
    assert_eq!(files(&site.path("public")), before);
}

#[test]
fn an_output_folder_that_is_not_ours_is_refused_and_left_alone() {
    let site = Site::new();
    site.issue("a", "title: 甲\ndate: 2026-03-02");
    site.file("public/thesis.doc", "mine");
    let run = site.run(&["build", "--no-posters"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert_eq!(
        files(&site.path("public")),
        [("thesis.doc".to_owned(), b"mine".to_vec())]
    );
    for output in ["content", "content/tao/public", "", "themes"] {
        let before = files(site.root());
        let output = site.path(output);
        let run = site.run(&[
            "build",
            "--no-posters",
            "--output",
            output.to_str().unwrap(),
        ]);
        assert_eq!(run.status, 2, "{}: {}", output.display(), run.stderr);
        let after: Vec<_> = files(site.root())
            .into_iter()
            .filter(|(name, _)| !name.starts_with(".gongshi"))
            .collect();
        assert_eq!(after, before, "{}", output.display());
    }
}

#[test]
fn faulty_records_are_held_back_and_named() {
    let site = Site::new();
    site.issue("good", "title: 好的\ndate: 2026-03-02");
    site.issue("bad", "title: 坏的\ndate: 2026-02-30");
    site.file("content/tao/notices/points.md", "---\ntitle: 指向\ndate: 2026-03-02\ntype: 通知\nabout: issues/bad\n---\n\n见[问题](issues/bad)。\n");
    assert_eq!(site.run(&["build", "--no-posters"]).status, 1);
    assert!(!site.path("public").exists());
    let run = site.run(&["build", "--no-posters", "--hold-faulty", "--lang", "en"]);
    assert_eq!(run.status, 1);
    assert!(
        run.stderr.contains("2 records")
            && run
                .stderr
                .contains("content/tao/issues/bad.md (has errors)"),
        "{}",
        run.stderr
    );
    assert!(!site.path("public/tao/issues/bad.html").exists());
    let page = site.page("tao/notices/points.html");
    assert!(
        page.contains("见问题。") && !page.contains("bad.html"),
        "the reference is plain text"
    );
}

#[test]
fn a_record_that_cannot_be_rendered_is_held_back_with_its_references() {
    let site = Site::new();
    site.file(
        "content/tao/issues/picture/index.md",
        "---\ntitle: 有图\ndate: 2026-03-02\n---\n\n![图](a.jpg)\n",
    );
    site.issue("rare", "title: 生僻\u{10FFFD}\ndate: 2026-03-02");
    site.issue("good", "title: 好的\ndate: 2026-03-02");
    site.file("content/tao/issues/picture/a.jpg", "no picture");
    let run = site.run(&["build", "--hold-faulty", "--lang", "en"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(
        run.stderr.contains("missing-glyph") && run.stderr.contains("bad-picture"),
        "{}",
        run.stderr
    );
    assert!(
        site.path("public/tao/issues/good.pdf").exists(),
        "{}",
        run.stderr
    );
    assert!(!site.path("public/tao/issues/rare.html").exists());
    assert!(!site.path("public/tao/issues/picture.html").exists());
}

#[test]
fn drafts_and_scheduled_notices_are_left_out_and_named() {
    let site = Site::new();
    site.notice(
        "draft",
        "title: 草稿\ndate: 2026-03-02\ntype: 通知\ndraft: 是",
    );
    site.notice(
        "later",
        "title: 以后\ndate: 2026-03-20\ntype: 公示\ndisplay: 2026-03-30 7日",
    );
    let run = site.run(&["build", "--no-posters", "--lang", "zh"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    for named in ["draft.md（草稿）", "later.md（2026-03-30 起公示）"] {
        assert!(run.stderr.contains(named), "{}", run.stderr);
    }
    assert!(!site.path("public/tao/notices/draft.html").exists());
    let run = site.run(&["build", "--no-posters", "--today", "2026-03-30"]);
    assert_eq!(run.status, 0);
    assert!(site.path("public/tao/notices/later.html").exists());
}

#[test]
fn an_erased_record_keeps_its_address_and_loses_its_text() {
    let site = Site::new();
    site.file(
        "content/tao/notices/a.md",
        "---\ntitle: 名单\ndate: 2026-03-02\ntype: 公示\nwithdrawn: {date: 2026-03-03, reason: 含不应公开的内容, erase: true}\n---\n\n不应公开的正文。\n",
    );
    assert_eq!(site.run(&["build"]).status, 0);
    assert!(site.page("tao/notices/a.html").contains("含不应公开的内容"));
    for (name, bytes) in files(&site.path("public")) {
        assert!(
            !String::from_utf8_lossy(&bytes).contains("不应公开的正文"),
            "{name}"
        );
    }
}

#[test]
fn check_says_what_build_would_say_and_writes_nothing() {
    let site = Site::new();
    site.issue("bad", "title: 坏的\ndate: 2026-02-30")
        .issue("good", "title: 好的\ndate: 2026-03-02");
    let before = files(site.root());
    let check = site.run(&["check", "--hold-faulty"]);
    assert_eq!(files(site.root()), before);
    let build = site.run(&["build", "--hold-faulty"]);
    assert_eq!((check.status, check.stderr), (build.status, build.stderr));
}

#[test]
fn clean_removes_what_build_made_and_nothing_else() {
    let site = Site::new();
    site.issue("a", "title: 甲\ndate: 2026-03-02");
    let before = files(site.root());
    site.build();
    site.file("public/mine.txt", "mine");
    let run = site.run(&["clean"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let mut expected = before;
    expected.push(("public/mine.txt".to_owned(), b"mine".to_vec()));
    assert_eq!(files(site.root()), expected);
}

#[test]
fn json_diagnostics_are_objects_one_a_line() {
    let site = Site::new();
    site.issue("bad", "titel: 坏的\ndate: 2026-02-30");
    let run = site.run(&["check", "--no-posters", "--format", "json", "--lang", "en"]);
    assert_eq!(run.status, 1);
    let lines: Vec<serde_json::Value> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(
        lines
            .iter()
            .any(|line| line["code"] == "unknown-key" && line["start"]["line"] == 2),
        "{}",
        run.stdout
    );
    assert!(
        lines.iter().any(|line| line["code"] == "bad-date"),
        "{}",
        run.stdout
    );
}

#[test]
fn pictures_shrink_and_lose_their_hidden_data() {
    let site = Site::new();
    let mut jpeg = Vec::new();
    image::DynamicImage::new_rgb8(2400, 1200)
        .write_to(
            &mut std::io::Cursor::new(&mut jpeg),
            image::ImageFormat::Jpeg,
        )
        .unwrap();
    // An EXIF segment right after the start of the picture, as phones write it.
    let secret = b"Exif\0\0MM\0*\0\0\0\x08GPS 28.1 N 113.0 E";
    let mut with_exif = jpeg[..2].to_vec();
    with_exif.extend([0xFF, 0xE1]);
    with_exif.extend(u16::try_from(secret.len() + 2).unwrap().to_be_bytes());
    with_exif.extend(secret);
    with_exif.extend(&jpeg[2..]);
    site.file(
        "content/tao/issues/a/index.md",
        "---\ntitle: 甲\ndate: 2026-03-02\n---\n\n![门](a.jpg)\n",
    );
    site.file("content/tao/issues/a/a.jpg", &with_exif)
        .file("content/tao/issues/a/unused.jpg", &with_exif)
        .build();
    let published = std::fs::read(site.path("public/tao/issues/a/a.jpg")).unwrap();
    assert!(!published.windows(3).any(|window| window == b"GPS"));
    let picture = image::load_from_memory(&published).unwrap();
    assert_eq!((picture.width(), picture.height()), (1600, 800));
    assert!(!site.path("public/tao/issues/a/unused.jpg").exists());
}

#[test]
fn the_same_input_gives_the_same_bytes_everywhere() {
    let first = build_sample(true);
    let expected = files(&first.path().join("public"));
    assert!(
        expected
            .iter()
            .filter(|(name, _)| name.ends_with(".pdf"))
            .count()
            > 40
    );
    // Another folder with a copy of the site, another zone, another locale, one thread.
    let other = tempfile::tempdir().unwrap();
    support::copy_sample(&other.path().join("some where"));
    for (zone, locale, jobs) in [
        ("America/New_York", "tr_TR.UTF-8", "1"),
        ("Pacific/Kiritimati", "C", "2"),
    ] {
        let output = other.path().join("out");
        let status = Command::new(env!("CARGO_BIN_EXE_gongshi"))
            .args(["build", "--quiet", "--jobs", jobs, "--output"])
            .arg(&output)
            .arg("--root")
            .arg(other.path().join("some where"))
            .env("TZ", zone)
            .env("LC_ALL", locale)
            .env("LANG", locale)
            .status()
            .unwrap();
        assert!(status.success());
        let built = files(&output);
        let names = |files: &[(String, Vec<u8>)]| {
            files
                .iter()
                .map(|(name, _)| name.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&built), names(&expected));
        for ((name, a), (_, b)) in built.iter().zip(&expected) {
            assert!(
                a == b,
                "{name} differs with {zone}, {locale}, {jobs} threads"
            );
        }
    }
}
