//! `gongshi fix`: what it changes, and that it touches nothing else.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may panic"
)]

#[path = "support/fault_doc.rs"]
#[allow(dead_code, reason = "another test compares what the documents expect")]
mod fault_doc;
mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use fault_doc::FaultDoc;
use rayon::prelude::*;
use support::{Run, Site, files, run};

/// What `check` says: each diagnostic as an object.
fn said(root: &Path) -> Vec<serde_json::Value> {
    let run = run(
        root,
        &[
            "check",
            "--no-posters",
            "--format",
            "json",
            "--today",
            "2026-03-25",
        ],
    );
    let lines = run.stdout.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The code of a diagnostic, and what it says of which file.
fn code(said: &serde_json::Value) -> (String, String) {
    let text = |key: &str| said[key].as_str().unwrap_or_default().to_owned();
    (text("code"), text("path"))
}

fn is_mendable(said: &serde_json::Value) -> bool {
    said["code"] == "encoding"
        || said["fixes"]
            .as_array()
            .is_some_and(|fixes| !fixes.is_empty())
}

/// The text of a file as the program reads it, but for its line ends.
fn text(bytes: &[u8]) -> Option<String> {
    let text = gongshi::encoding::decode(bytes.to_vec())?.0;
    Some(text.replace("\r\n", "\n"))
}

/// The text below the front matter of a file that `fix` has written: below its second `---`.
fn body(text: &str) -> Option<&str> {
    let start = text.strip_prefix("---\n")?;
    Some(start.split_once("\n---\n")?.1)
}

#[test]
fn every_faulty_site_is_mended_once() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults");
    let base = FaultDoc::read(&folder.join("README.md")).unwrap();
    let documents = fs::read_dir(folder).unwrap();
    let documents: Vec<_> = documents.map(|entry| entry.unwrap().path()).collect();
    let changed: Vec<usize> = documents
        .par_iter()
        .map(|path| {
            let document = FaultDoc::read(path).unwrap();
            let name = document.name();
            let site = tempfile::tempdir().unwrap();
            let root = site.path();
            document.lay(&base, root).unwrap();
            let before = files(root);
            let found = said(root);
            let cache = root.join(".gongshi");
            let forget = || {
                let _ = fs::remove_dir_all(&cache);
            };
            forget();

            let dry = run(root, &["fix", "--dry-run"]);
            assert_eq!(files(root), before, "{name}: a dry run writes nothing");

            let first = run(root, &["fix"]);
            forget();
            let after = files(root);
            let second = run(root, &["fix"]);
            assert_eq!(files(root), after, "{name}: a second run changes nothing");
            assert_eq!(first.status, dry.status, "{name}: {}", first.stderr);
            assert_eq!(second.status, first.status, "{name}");

            let mut count = 0;
            assert_eq!(before.len(), after.len(), "{name}");
            for ((path, old), (other, new)) in before.iter().zip(&after) {
                assert_eq!(path, other, "{name}: no file comes or goes");
                if old == new {
                    continue;
                }
                count += 1;
                let (old, new) = (text(old).unwrap(), text(new).unwrap());
                if let Some(body) = body(&new).filter(|_| path.ends_with(".md")) {
                    assert!(old.ends_with(body), "{name}: {path}: the body is another");
                }
                assert_eq!(old.lines().count(), new.lines().count(), "{name}: {path}");
                let is_shown = dry.stdout.contains(&format!("--- a/{path}\n"));
                assert!(is_shown || old == new, "{name}: {path}: {}", dry.stdout);
            }

            let left = said(root);
            let known: BTreeSet<_> = found.iter().map(code).collect();
            for said in &left {
                let is_old = known.contains(&code(said));
                assert!(is_old, "{name}: a new fault: {said}");
                assert!(!is_mendable(said), "{name}: it could be mended: {said}");
            }
            let is_error = |said: &&serde_json::Value| said["severity"] == "error";
            if found.iter().filter(is_error).all(is_mendable) {
                let error = left.iter().find(is_error);
                assert_eq!(error, None, "{name}: `check` passes");
            }
            count
        })
        .collect();
    let mended = changed.iter().filter(|count| **count > 0).count();
    assert!(mended >= 7, "only {mended} documents were changed");
}

const ODD: &str = "———\r\n标题：停水\r\n日期：2026年3月20日\r\n类型:通知 \r\n—\u{2014}—\r\n\r\n正文：  \r\n\t二〇二六年　三月\u{200b}。\r\n";
const PLAIN: &str = "---\r\n标题: 停水\r\n日期: 2026-03-20\r\n类型: 通知 \r\n---\r\n\r\n正文：  \r\n\t二〇二六年　三月\u{200b}。\r\n";

#[test]
fn line_ends_marks_and_permissions_stay() {
    let site = Site::new();
    let path = "content/tao/notices/water.md";
    site.file(path, format!("\u{feff}{ODD}"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(site.path(path), fs::Permissions::from_mode(0o640)).unwrap();
    }
    let dry = site.run(&["fix", "--dry-run"]);
    assert!(
        dry.stdout.contains("-标题：停水\r\n+标题: 停水\r\n") || dry.stdout.contains("+标题: 停水")
    );
    assert_eq!(
        fs::read_to_string(site.path(path)).unwrap(),
        format!("\u{feff}{ODD}")
    );
    let run = site.run(&["fix", "--lang", "en"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stderr.contains("places: 6"), "{}", run.stderr);
    assert_eq!(
        fs::read_to_string(site.path(path)).unwrap(),
        format!("\u{feff}{PLAIN}")
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(site.path(path)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
    }
    let left = fs::read_dir(site.path("content/tao/notices"))
        .unwrap()
        .count();
    assert_eq!(left, 1, "nothing is left beside it");
}

#[test]
fn only_named_files_of_the_content_are_changed() {
    let site = Site::new();
    let paths = ["content/tao/notices/a.md", "content/tao/issues/b.md"];
    for path in paths {
        site.file(path, ODD);
    }
    let read = |path: &str| fs::read_to_string(site.path(path)).unwrap();
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("x.md"), ODD).unwrap();
    let other = outside.path().to_string_lossy().into_owned();
    for wrong in [other.as_str(), "content/none.md", "public"] {
        assert_eq!(site.run(&["fix", wrong]).status, 2, "{wrong}");
    }
    assert_eq!(site.run(&["fix", "content/tao/issues"]).status, 0);
    assert_eq!(
        (read(paths[0]).as_str(), read(paths[1]).as_str()),
        (ODD, PLAIN)
    );

    // A link leads to a file of somebody else.
    #[cfg(unix)]
    {
        let target = outside.path().join("x.md");
        let link = site.path("content/tao/notices/link.md");
        std::os::unix::fs::symlink(&target, &link).unwrap();
        assert_eq!(site.run(&["fix"]).status, 0);
        assert_eq!(fs::read_to_string(&target).unwrap(), ODD);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }
}

/// A sequence that looks random and is the same each time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % end).unwrap()
    }

    fn of<'t>(&mut self, words: &[&'t str]) -> &'t str {
        words[self.below(words.len() as u64)]
    }
}

/// A record as careless hands write it.
fn record(random: &mut Random, number: usize) -> String {
    let fences = ["---", "———", "－－－", "--- ", "——"];
    let colons = ["：", ":", ": ", " : ", "：　", ":\u{a0}", ":  "];
    let dates = [
        "2026-03-20",
        "2026.3.20",
        "2026/3/20",
        "2026年3月20日",
        "20260320",
        "２０２６年３月２０日",
        "二〇二六年三月二十日",
        "二零二六年三月二十日（星期五）",
        "“2026-03-20”",
        "2026－03－20",
    ];
    let titles = [
        "停水",
        "提示: 停水",
        "“停水”通知",
        "'停水'的通知",
        "It's: so",
        "停水：三号楼",
    ];
    let areas = [
        "36609.05",
        "36,609.05㎡",
        "3.66万平方米",
        "36609.05平方米",
        "３６６０９.0５",
    ];
    let indents = ["  ", "    ", "\t", "　", "\u{a0}\u{a0}"];
    let mut out = String::new();
    let ends = ["\n", "\r\n"];
    let end = random.of(&ends).to_owned();
    let line = |out: &mut String, text: &str| write!(out, "{text}{end}").unwrap();
    let colon = |random: &mut Random| random.of(&colons).to_owned();
    let opening = random.of(&fences);
    line(&mut out, opening);
    let title = format!("标题{}{}{number}", colon(random), random.of(&titles));
    line(&mut out, &title);
    let date = format!("日期{}{}", colon(random), random.of(&dates));
    line(&mut out, &date);
    line(&mut out, "决定主体：联席会议");
    let electorate = format!("业主总数{}355 {}", colon(random), random.of(&areas));
    line(&mut out, &electorate);
    let voting = format!(
        "投票: 书面 {} 至 {}",
        random.of(&dates[..7]),
        random.of(&dates[..7])
    );
    line(&mut out, &voting);
    let indent = random.of(&indents).to_owned();
    line(&mut out, "联系方式：");
    line(
        &mut out,
        &format!("{indent}电话{}0731-00000000", colon(random)),
    );
    line(&mut out, &format!("{indent}地点{}服务中心", colon(random)));
    let flow = [
        "｛发出：355，收回：277｝",
        "{发出:355, 收回: 277}",
        "｛发出: 355，收回: 277}",
    ];
    line(
        &mut out,
        &format!("选票{}{}", colon(random), random.of(&flow)),
    );
    let list = [
        "［1号楼，2号楼］",
        "[1号楼、2号楼]",
        "1号楼、2号楼",
        "[1号楼，2号楼]",
    ];
    line(
        &mut out,
        &format!("适用范围{}{}", colon(random), random.of(&list)),
    );
    line(&mut out, "结果：未通过");
    line(&mut out, random.of(&fences));
    line(&mut out, "");
    line(
        &mut out,
        "正文：时间:9:00，2026.3.20，——，\t３．8万。\u{200b}",
    );
    out
}

/// All pages of a site.
fn pages(site: &Site) -> Vec<(String, Vec<u8>)> {
    site.build();
    let mut pages = files(&site.path("public"));
    pages.retain(|(name, _)| name != "gongshi-manifest.json");
    pages
}

#[test]
fn what_was_read_stays_the_same() {
    for seed in 0..4 {
        let mut random = Random(seed);
        let site = Site::new();
        for number in 0..60 {
            let text = record(&mut random, number);
            site.file(&format!("content/tao/resolutions/r{number}.md"), text);
        }
        let before = pages(&site);
        assert!(before.len() > 60);
        assert_eq!(site.run(&["fix"]).status, 0);
        let fixed = files(&site.path("content"));
        assert!(before == pages(&site), "seed {seed}: a value changed");
        assert_eq!(site.run(&["fix"]).status, 0);
        assert!(
            fixed == files(&site.path("content")),
            "seed {seed}: changed again"
        );
        let run: Run = site.run(&["check", "--no-posters", "--lang", "en"]);
        assert!(
            !run.stderr.contains("gongshi fix"),
            "seed {seed}: {}",
            run.stderr
        );
    }
}

#[test]
fn an_interrupted_run_leaves_each_file_old_or_new() {
    let site = Site::new();
    let mut seen = BTreeSet::new();
    let mut paths: Vec<_> = (0..120)
        .map(|number| site.path(&format!("content/tao/notices/n{number}.md")))
        .collect();
    paths.sort();
    for round in 0..12 {
        for path in &paths {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, ODD).unwrap();
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_gongshi"))
            .args(["fix", "--quiet", "--root"])
            .arg(site.root())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Files are written in the order of their paths: the run is ended once it is so far.
        let far = round * 8;
        let is_done = |path: &Path| fs::read(path).unwrap() == PLAIN.as_bytes();
        while far > 0 && !is_done(&paths[far]) && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        for path in &paths {
            let text = fs::read_to_string(path).unwrap();
            assert!(text == ODD || text == PLAIN, "{text}");
            seen.insert(text == PLAIN);
        }
        // What an interrupted run leaves beside a file is no content, and the next run takes it away.
        assert_eq!(site.run(&["check", "--no-posters"]).status, 0);
    }
    assert_eq!(seen.len(), 2, "some were interrupted in time, some not");
    let root = site.root().to_string_lossy().into_owned();
    assert_eq!(site.run(&["fix", &root]).status, 0);
    let left = files(&site.path("content/tao/notices"));
    assert!(
        left.iter()
            .all(|(name, text)| name.ends_with(".md") && text == PLAIN.as_bytes())
    );
}
