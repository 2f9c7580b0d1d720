//! A build that finds everything as it was says the same again without reading the site; and a
//! change of anything that a site is built from, however small, is not taken for nothing.
//!
//! Whether the site was read is seen by what it leaves: the cache of its records, which each test
//! takes away before.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what it does not expect; the folders that it removes are its own"
)]

mod support;

use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use support::{Run, Site, files, project, run};

/// Longer than the stamp of a file that was written is not believed.
const SETTLING: Duration = Duration::from_millis(2_500);

/// How diagnostics are told unless a test says it: data on stdout tells each note.
const FORM: [&str; 4] = ["--lang", "en", "--format", "json"];

const ISSUE: &str = "content/tao/issues/lift.md";
const DRAFT: &str = "content/tao/issues/draft.md";
const AUDIT: &str = "print/privacy-audit.html";
const PAGE: &str = "public/tao/issues/lift.html";
const POSTED: &str = ".gongshi/posted.json";

/// A compound with a theme of its own, local rules, a sheet of postings, an attachment and a waiver.
/// The sheet names a board that there is not, so there are warnings, with a text of their own, and
/// notes.
fn site() -> Site {
    let site = Site::new();
    site.file(
        "content/site.yaml",
        "title: 东街公示栏\ntoday: 2026-03-25\ntheme: own\n",
    );
    site.file("themes/own/theme.yaml", "name: own\nviews: 1\n");
    site.file("themes/own/styles/site.css", style("/* end */\n"));
    site.file("content/_static/robots.txt", "User-agent: *\n");
    site.file("content/rules/all.yaml", rules(15));
    site.file("content/tao/postings/2026-W10.csv", sheet("2026-03-02"));
    site.file(ISSUE, issue("电梯维修"));
    site.file("content/tao/issues/报价.pdf", "%PDF-1.4 报价");
    site.file(
        DRAFT,
        "---\n标题: 门禁\n日期: 2026-03-02\n草稿: 是\n---\n\n还没写完。\n",
    );
    site.notice(
        "fee",
        "标题: 停车收费标准\n日期: 2026-03-02\n编码: FEE001\n文号: 桃园业〔2026〕7号\n类型: 公示\n公示期: 2026-03-02 7日",
    );
    site
}

fn issue(title: &str) -> String {
    format!(
        "---\n标题: {title}\n日期: 2026-03-02\n附件: [报价.pdf]\n豁免:\n  - 手机号 2099-03-26 本人同意\n---\n\n请联系13800001234。\n"
    )
}

fn style(end: &str) -> String {
    let own = fs::read_to_string(project().join("themes/default/styles/site.css")).unwrap();
    format!("{own}{end}")
}

fn rules(days: u8) -> String {
    format!(
        "出处: 演示\n规则:\n  - {{编号: assembly-notice, 名称: 通知, 事项: 业主大会, 提前天数: {days}}}\n"
    )
}

fn sheet(posted: &str) -> String {
    format!(
        "海报编号,标题,公示栏,纸张,份数,应贴日期,张贴日期,张贴人,应撤日期,撤下日期,照片\nG-20260302-FEE001,停车收费标准,正门,A4,1,2026-03-02,{posted},王五,2026-03-10,,\n"
    )
}

/// Builds with more options.
fn build(root: &Path, more: &[&str]) -> Run {
    let is_told = more.contains(&"--format");
    let form = if is_told { &[][..] } else { &FORM };
    run(root, &[&["build", "--no-posters"], form, more].concat())
}

/// Lets the next build show whether it reads the site.
fn forget_records(root: &Path) {
    for name in kept(root) {
        fs::remove_file(root.join(".gongshi/cache").join(name)).unwrap();
    }
}

/// What the cache holds of records and outputs.
fn kept(root: &Path) -> Vec<String> {
    let entries = fs::read_dir(root.join(".gongshi/cache")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let is_of_site = |name: &String| !name.starts_with("outcome-");
    names.filter(is_of_site).collect()
}

/// The one file in which a build left what it came to.
fn outcome(root: &Path) -> std::path::PathBuf {
    let folder = root.join(".gongshi/cache");
    let mut entries = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap());
    let is_outcome = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with("outcome-");
    let found = entries.find(|entry| is_outcome(&entry.file_name()));
    found.expect("no outcome was left").path()
}

/// Builds again what nobody touches for a while: first what was posted becomes an input, then
/// nothing changes any more.
fn settle(sites: &[&Site]) {
    for _ in 0..2 {
        thread::sleep(SETTLING);
        for site in sites {
            let built = build(site.root(), &[]);
            assert_eq!(built.status, 0, "{}", built.stderr);
        }
    }
}

/// The output and what is said of a site that is built from nothing, after what is in a folder.
fn fresh(root: &Path, more: &[&str]) -> (Run, Vec<(String, Vec<u8>)>) {
    let other = tempfile::tempdir().unwrap();
    for folder in ["content", "themes", ".gongshi"] {
        for (name, bytes) in files(&root.join(folder)) {
            // What was posted is no cache.
            if folder != ".gongshi" || name == "posted.json" {
                let path = other.path().join(folder).join(name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, bytes).unwrap();
            }
        }
    }
    let built = build(other.path(), more);
    let public = other.path().join("public");
    let published = public.exists().then(|| files(&public));
    (built, published.unwrap_or_default())
}

/// A change, whether it is one for the site, and the options of the build after it.
type Case = (&'static str, fn(&Site), &'static [&'static str]);

fn put(site: &Site, path: &str, text: impl AsRef<[u8]>) {
    site.file(path, text);
}

/// Writes other bytes of the same length into a file, and sets its time back.
fn meddle(site: &Site, path: &str) {
    let path = site.path(path);
    let time = fs::metadata(&path).unwrap().modified().unwrap();
    let mut bytes = fs::read(&path).unwrap();
    let at = bytes.iter().rposition(u8::is_ascii_alphanumeric).unwrap();
    bytes[at] = if bytes[at] == b'x' { b'y' } else { b'x' };
    fs::write(&path, bytes).unwrap();
    let file = fs::File::options().write(true).open(&path).unwrap();
    file.set_modified(time).unwrap();
}

const CHANGES: [Case; 27] = [
    ("a record", |s| put(s, ISSUE, issue("电梯大修")), &[]),
    (
        "bytes of a record, its time set back",
        |s| meddle(s, ISSUE),
        &[],
    ),
    (
        "a record comes",
        |s| {
            put(
                s,
                "content/tao/issues/gate.md",
                "---\n标题: 道闸\n日期: 2026-03-03\n---\n",
            );
        },
        &[],
    ),
    (
        "a record goes",
        |s| fs::remove_file(s.path(DRAFT)).unwrap(),
        &[],
    ),
    (
        "a record of another name",
        |s| fs::rename(s.path(DRAFT), s.path("content/tao/issues/d2.md")).unwrap(),
        &[],
    ),
    (
        "a folder comes",
        |s| put(s, "content/li/_index.md", "---\n标题: 李园\n---\n"),
        &[],
    ),
    (
        "an attachment",
        |s| put(s, "content/tao/issues/报价.pdf", "%PDF-1.4 新报价"),
        &[],
    ),
    (
        "bytes of an attachment",
        |s| meddle(s, "content/tao/issues/报价.pdf"),
        &[],
    ),
    (
        "a file as it is",
        |s| put(s, "content/_static/robots.txt", "User-agent: x\n"),
        &[],
    ),
    (
        "the settings",
        |s| {
            put(
                s,
                "content/site.yaml",
                "title: 西街公示栏\ntoday: 2026-03-25\ntheme: own\n",
            );
        },
        &[],
    ),
    (
        "another theme",
        |s| {
            put(
                s,
                "content/site.yaml",
                "title: 东街公示栏\ntoday: 2026-03-25\n",
            );
        },
        &[],
    ),
    (
        "local rules",
        |s| put(s, "content/rules/all.yaml", rules(16)),
        &[],
    ),
    (
        "a sheet of postings",
        |s| put(s, "content/tao/postings/2026-W10.csv", sheet("2026-03-03")),
        &[],
    ),
    (
        "a file of the theme",
        |s| put(s, "themes/own/styles/site.css", style("/* a */\n")),
        &[],
    ),
    (
        "bytes of the theme",
        |s| meddle(s, "themes/own/styles/site.css"),
        &[],
    ),
    (
        "a file of the theme comes",
        |s| put(s, "themes/own/styles/more.css", "p {}\n"),
        &[],
    ),
    ("a published page", |s| put(s, PAGE, "x"), &[]),
    ("bytes of a published page", |s| meddle(s, PAGE), &[]),
    (
        "a published page goes",
        |s| fs::remove_file(s.path(PAGE)).unwrap(),
        &[],
    ),
    (
        "the published site goes",
        |s| fs::remove_dir_all(s.path("public")).unwrap(),
        &[],
    ),
    (
        "what was posted goes",
        |s| fs::remove_file(s.path(POSTED)).unwrap(),
        &[],
    ),
    ("what was posted is damaged", |s| put(s, POSTED, "{"), &[]),
    (
        "a damaged outcome",
        |s| {
            meddle(
                s,
                outcome(s.root())
                    .strip_prefix(s.root())
                    .unwrap()
                    .to_str()
                    .unwrap(),
            );
        },
        &[],
    ),
    ("another day", |_| {}, &["--today", "2026-03-04"]),
    ("drafts", |_| {}, &["--drafts"]),
    (
        "another address",
        |_| {},
        &["--base-url", "https://b.example"],
    ),
    ("faulty records held", |_| {}, &["--hold-faulty"]),
];

#[test]
fn no_change_is_taken_for_nothing() {
    let sites: Vec<Site> = CHANGES.iter().map(|_| site()).collect();
    settle(&sites.iter().collect::<Vec<_>>());
    for (site, (name, change, more)) in sites.iter().zip(CHANGES) {
        change(site);
        forget_records(site.root());
        let (wanted, files_wanted) = fresh(site.root(), more);
        let built = build(site.root(), more);
        assert!(
            !kept(site.root()).is_empty(),
            "{name}: the site was not read"
        );
        assert_eq!(built.stdout, wanted.stdout, "{name}");
        assert_eq!((built.status, wanted.status), (0, 0), "{name}");
        let published = files(&site.path("public"));
        let other = published
            .iter()
            .zip(&files_wanted)
            .find(|(is, wanted)| is != wanted);
        let other = other.map(|((path, bytes), _)| (path, String::from_utf8_lossy(bytes)));
        assert_eq!(other, None, "{name}");
        assert_eq!(published.len(), files_wanted.len(), "{name}");
    }
}

#[test]
fn nothing_is_read_where_nothing_changed() {
    let site = site();
    settle(&[&site]);
    let before = files(&site.path("public"));
    let (wanted, _) = fresh(site.root(), &[]);
    for severity in ["warning", "note"] {
        let told = format!("\"severity\":\"{severity}\"");
        assert!(wanted.stdout.contains(&told), "{}", wanted.stdout);
    }
    forget_records(site.root());
    let again = |more: &[&str]| {
        let built = build(site.root(), more);
        assert!(kept(site.root()).is_empty(), "{more:?}: the site was read");
        assert_eq!(files(&site.path("public")), before, "{more:?}");
        built
    };
    // What is said is the same in every form and language.
    assert_eq!(again(&[]).stdout, wanted.stdout);
    for more in [
        &["--format", "sarif"][..],
        &["--format", "short", "-v"],
        &["--format", "human", "--verbose", "--lang", "zh"],
        &["--format", "human", "--quiet"],
        &["--format", "human"],
        &["--strict"],
        &["--jobs", "1"],
    ] {
        let (wanted, _) = fresh(site.root(), more);
        let repeated = again(more);
        assert_eq!(repeated.stdout, wanted.stdout, "{more:?}");
        assert_eq!(repeated.status, wanted.status, "{more:?}");
        // Only how much was rendered differs.
        let pages = [
            " (0 pages and 0 posters of them rendered anew)",
            "（其中重新生成 0 个页面、0 张海报）",
        ];
        let said = pages
            .iter()
            .fold(repeated.stderr, |said, part| said.replace(part, ""));
        assert_eq!(said, wanted.stderr, "{more:?}");
    }
    // What the office has is brought back as well, and what somebody put beside the site stays.
    let audit = fs::read(site.path(AUDIT)).unwrap();
    fs::remove_file(site.path(AUDIT)).unwrap();
    site.file("public/CNAME", "gs.example");
    let built = build(site.root(), &[]);
    assert!(kept(site.root()).is_empty(), "the site was read");
    assert_eq!(built.stdout, wanted.stdout);
    assert_eq!(fs::read(site.path(AUDIT)).unwrap(), audit);
    assert_eq!(site.page("CNAME"), "gs.example");
}

#[test]
fn a_file_written_just_now_proves_nothing() {
    let site = site();
    settle(&[&site]);
    site.file(ISSUE, issue("电梯大修"));
    build(site.root(), &[]);
    // Within the time in which a stamp may stay what it was.
    meddle(&site, ISSUE);
    forget_records(site.root());
    let built = build(site.root(), &[]);
    assert!(!kept(site.root()).is_empty(), "the site was not read");
    let (wanted, files_wanted) = fresh(site.root(), &[]);
    assert_eq!(built.stdout, wanted.stdout);
    assert_eq!(files(&site.path("public")), files_wanted);
}

#[test]
fn what_was_said_of_another_output_is_not_said_of_this() {
    let site = site();
    settle(&[&site]);
    forget_records(site.root());
    let other = site.path("other");
    let built = build(site.root(), &["--output", other.to_str().unwrap()]);
    assert_eq!(built.status, 0, "{}", built.stderr);
    assert!(!kept(site.root()).is_empty(), "the site was not read");
    assert_eq!(files(&other), files(&site.path("public")));
}
