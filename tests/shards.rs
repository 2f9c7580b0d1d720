//! Posters that were laid out before: by other jobs, into a folder that they share; by a build that
//! was interrupted. A build takes them as they are, and nothing else.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops at what it does not expect; the folders that it removes are its own"
)]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use regex::Regex;
use support::{Run, Site, copy_sample, files, run, text_of};
use tempfile::TempDir;

/// Text that has no room on a poster.
const LONG: &str = "3号楼二单元的楼道灯从三月起不亮，夜里上下楼看不清台阶。物业已经报修。\n\n";

/// A site of several records: one with a picture, one of which the layout has to say something.
fn site(issues: usize) -> Site {
    let site = Site::new();
    for number in 0..issues {
        site.issue(
            &format!("lamp-{number}"),
            &format!(
                "标题: {number}号楼楼道灯不亮\n日期: 2026-03-{:02}",
                number % 20 + 1
            ),
        );
    }
    site.file("content/tao/issues/gate.jpg", picture(0));
    site.file(
        "content/tao/issues/gate.md",
        "---\n标题: 车库道闸失灵\n日期: 2026-03-20\n---\n\n道闸抬不起来。\n\n![抬不起来的道闸](gate.jpg)\n",
    );
    site.file(
        "content/tao/issues/long.md",
        format!(
            "---\n标题: 楼道灯不亮\n日期: 2026-03-21\n---\n\n{}",
            LONG.repeat(30)
        ),
    );
    site
}

/// A photo of the sample site.
fn picture(number: usize) -> Vec<u8> {
    let content = files(&support::project().join("content"));
    let mut photos = content.iter().filter(|(name, _)| name.ends_with(".jpg"));
    photos.nth(number).unwrap().1.clone()
}

/// The number that stands before these words.
fn number(run: &Run, words: &str) -> usize {
    let form = Regex::new(&format!(r"(\d+) {words}")).unwrap();
    let found = form.captures(&run.stderr);
    let found = found.unwrap_or_else(|| panic!("no `{words}` in {}", run.stderr));
    found[1].parse().unwrap()
}

/// Posters and cards that a build took from the cache.
fn taken(run: &Run) -> usize {
    if run.stderr.contains("from the cache") {
        number(run, "posters and cards from the cache")
    } else {
        0
    }
}

/// Posters and cards of a site.
fn laid_out(run: &Run) -> usize {
    number(run, "posters, ") + number(run, "cards to share")
}

/// Builds a site, which must work.
fn build(root: &Path, arguments: &[&str]) -> Run {
    let run = run(root, &[&["build", "--lang", "en"], arguments].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    run
}

/// The entries of a cache, by name.
fn entries(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    files(folder).into_iter().collect()
}

fn published(root: &Path, output: &str) -> Vec<(String, Vec<u8>)> {
    files(&root.join(output))
}

/// The same content elsewhere: other inodes, other times.
fn copy(site: &Path) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files(&site.join("content")) {
        let path = folder.path().join("content").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// Starts share `number` of `of`.
fn start(root: &Path, cache: &Path, (number, of): (usize, usize)) -> Child {
    Command::new(env!("CARGO_BIN_EXE_gongshi"))
        .args(["posters", "--lang", "en", "--shard"])
        .arg(format!("{number}/{of}"))
        .arg("--cache")
        .arg(cache)
        .arg("--root")
        .arg(root)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Lays out all shares of a site at the same time, and says how many posters and cards that were.
fn fill(root: &Path, cache: &Path, of: usize) -> usize {
    let jobs: Vec<Child> = (1..=of)
        .map(|number| start(root, cache, (number, of)))
        .collect();
    let form = Regex::new(r"(\d+) of (\d+) posters and cards, (\d+) rendered").unwrap();
    let mut sum = 0;
    let mut all = None;
    for job in jobs {
        let run = text_of(&job.wait_with_output().unwrap());
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert_eq!(
            number(&run, "were there"),
            0,
            "nobody else makes it: {}",
            run.stderr
        );
        let found = form.captures(&run.stderr).unwrap();
        let [share, of_all, rendered] = [1, 2, 3].map(|at| found[at].parse::<usize>().unwrap());
        assert_eq!(share, rendered);
        assert_eq!(*all.get_or_insert(of_all), of_all);
        sum += share;
    }
    assert_eq!(Some(sum), all, "the shares are all");
    assert_eq!(
        entries(cache).len(),
        sum,
        "an entry for each and nothing else"
    );
    sum
}

#[test]
fn a_build_from_any_number_of_shares_is_one_build() {
    let site = site(5);
    let alone = build(site.root(), &["--output", &at(&site, "alone")]);
    let count = laid_out(&alone);
    assert_eq!(taken(&alone), 0);
    let expected = published(site.root(), "alone");
    for of in [1, 2, 3, 7] {
        // Each on a machine of its own, as it were.
        let (other, cache) = (copy(site.root()), tempfile::tempdir().unwrap());
        assert_eq!(fill(other.path(), cache.path(), of), count);
        let before = entries(cache.path());
        fs::remove_dir_all(site.path(".gongshi")).unwrap();
        let folder = cache.path().to_str().unwrap();
        let output = at(&site, &format!("of-{of}"));
        let built = build(site.root(), &["--output", &output, "--cache", folder]);
        assert_eq!(number(&built, "posters of them rendered anew"), 0);
        assert_eq!(
            taken(&built),
            count,
            "no poster and no card is laid out again"
        );
        assert!(
            published(site.root(), &output) == expected,
            "{of} shares differ from one build"
        );
        assert_eq!(
            before,
            entries(cache.path()),
            "a shared cache stays as it is"
        );
        // What layouts had to say is said again.
        assert_eq!(warnings(&built), warnings(&alone));
        assert!(
            built.stderr.contains("warning[body-cut]"),
            "{}",
            built.stderr
        );
        // A share that is asked for again has nothing to do.
        let again = start(other.path(), cache.path(), (1, of)).wait_with_output();
        assert_eq!(number(&text_of(&again.unwrap()), "rendered"), 0);
    }
}

/// A path in the folder of a site.
fn at(site: &Site, path: &str) -> String {
    site.path(path).to_str().unwrap().to_owned()
}

/// What was found, without the last line.
fn warnings(run: &Run) -> &str {
    run.stderr.split("\ndone: ").next().unwrap()
}

#[test]
fn shares_hold_everything_that_is_laid_out_of_the_sample() {
    let site = tempfile::tempdir().unwrap();
    copy_sample(site.path());
    let cache = tempfile::tempdir().unwrap();
    let count = fill(site.path(), cache.path(), 3);
    let folder = cache.path().to_str().unwrap();
    let built = build(site.path(), &["--cache", folder]);
    assert_eq!((taken(&built), laid_out(&built)), (count, count));
    let public = published(site.path(), "public");
    let has = |part: &str| public.iter().any(|(name, _)| name.contains(part));
    assert!(
        has(".card.png") && has("grids.pdf") && has("register"),
        "every sort is there"
    );
}

#[test]
fn what_is_damaged_or_foreign_is_made_again_and_told_once() {
    let site = site(3);
    let first = build(site.root(), &[]);
    let count = laid_out(&first);
    assert_eq!(taken(&first), 0);
    let expected = published(site.root(), "public");
    let cache = site.path(".gongshi/cache/posters");
    let whole = entries(&cache);
    assert_eq!(whole.len(), count);
    let paths: Vec<PathBuf> = whole.keys().map(|name| cache.join(name)).collect();
    let bytes = |at: usize| whole.values().nth(at).unwrap().clone();
    // Cut short, empty, a wrong byte, another poster's, another program's.
    fs::write(&paths[0], &bytes(0)[..bytes(0).len() / 2]).unwrap();
    fs::write(&paths[1], b"").unwrap();
    let mut wrong = bytes(2);
    *wrong.last_mut().unwrap() ^= 1;
    fs::write(&paths[2], &wrong).unwrap();
    fs::write(&paths[3], bytes(4)).unwrap();
    let mut program = bytes(5);
    program[0] ^= 1;
    fs::write(&paths[5], &program).unwrap();
    // Nothing is known but the cache.
    let fresh = |output: &str| build(site.root(), &["--output", &at(&site, output)]);
    let built = fresh("again");
    assert_eq!(taken(&built), count - 5);
    assert_eq!(built.stderr.matches("warning[shelf-damaged]").count(), 1);
    assert!(
        built.stderr.contains("5 posters in the cache are damaged"),
        "{}",
        built.stderr
    );
    assert!(published(site.root(), "again") == expected);
    assert_eq!(entries(&cache), whole, "they are mended");
    let built = fresh("once-more");
    assert_eq!(taken(&built), count);
    assert!(!built.stderr.contains("shelf-damaged"), "{}", built.stderr);
}

#[test]
fn other_faces_layouts_or_pictures_are_other_posters() {
    let site = site(1);
    let first = build(site.root(), &[]);
    let count = laid_out(&first);
    let fresh = |output: &str| build(site.root(), &["--output", &at(&site, output)]);
    site.file("content/tao/issues/gate.jpg", picture(1));
    let built = fresh("picture");
    assert!(
        (1..count).contains(&(count - taken(&built))),
        "{}",
        built.stderr
    );
    let faces = support::project().join("themes/default/fonts");
    let (_, face) = files(&faces)
        .into_iter()
        .find(|(name, _)| name.ends_with(".ttf"))
        .unwrap();
    let settings = fs::read_to_string(site.path("content/site.yaml")).unwrap();
    site.file("content/site.yaml", format!("{settings}theme: own\n"));
    site.file("themes/own/fonts/more.ttf", face);
    let built = fresh("face");
    assert_eq!(taken(&built), 0, "{}", built.stderr);
    site.file("themes/own/posters/main.typ", main_with_a_comment());
    let built = fresh("layout");
    assert_eq!(taken(&built), 0, "{}", built.stderr);
}

fn main_with_a_comment() -> String {
    let main = support::project().join("themes/default/posters/main.typ");
    format!("// Ours.\n{}", fs::read_to_string(main).unwrap())
}

#[test]
fn a_share_is_asked_for_rightly_or_refused() {
    let site = site(0);
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().to_str().unwrap();
    let missing = at(&site, "none/cache");
    for (arguments, told) in [
        (
            vec!["--shard", "0/3", "--cache", cache],
            "shares are counted from 1 to 3",
        ),
        (
            vec!["--shard", "4/3", "--cache", cache],
            "there is no share 4 of 3",
        ),
        (
            vec!["--shard", "1/0", "--cache", cache],
            "there is at least 1 share",
        ),
        (vec!["--shard", "half", "--cache", cache], "write K/N"),
        (vec!["--shard", "1/2"], "--cache <DIR>"),
        (
            vec!["--shard", "1/2", "--cache", cache, "--urgent"],
            "cannot be used with",
        ),
        (vec!["--cache", cache], "--shard <K/N>"),
        (
            vec!["--shard", "1/2", "--cache", &missing],
            "error[not-written]",
        ),
    ] {
        let run = site.run(&[&["posters", "--lang", "en"], &arguments[..]].concat());
        assert_eq!(run.status, 2, "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(told), "{arguments:?}: {}", run.stderr);
    }
    assert_eq!(entries(folder.path()).len(), 0);
    // An error in the content stops it, as it stops a build.
    site.issue("faulty", "标题: 没有日期");
    let run = site.run(&["posters", "--shard", "1/1", "--cache", cache]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert_eq!(entries(folder.path()).len(), 0);
    let run = site.run(&[
        "posters",
        "--shard",
        "1/1",
        "--cache",
        cache,
        "--hold-faulty",
    ]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(!entries(folder.path()).is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn an_interrupted_build_leaves_all_whole_and_its_posters_for_the_next() {
    use std::os::unix::process::ExitStatusExt as _;
    use std::time::Duration;

    for signal in ["INT", "KILL"] {
        let site = site(0);
        build(site.root(), &[]);
        let before = published(site.root(), "public");
        let beside = names(site.root());
        let cache = site.path(".gongshi/cache/posters");
        let old = entries(&cache);
        for number in 0..40 {
            let front = format!(
                "标题: {number}号楼楼道灯不亮\n日期: 2026-03-{:02}",
                number % 20 + 1
            );
            site.issue(&format!("lamp-{number}"), &front);
        }
        // What a shell started in the background does not hear the first signal, nor does what is
        // started by it. And the build gives way to this test, which must not come too late.
        let mut building = Command::new("env")
            .args(["--default-signal=INT", "nice", "-n", "19"])
            .arg(env!("CARGO_BIN_EXE_gongshi"))
            .args(["build", "--jobs", "1", "--quiet", "--root"])
            .arg(site.root())
            .spawn()
            .unwrap();
        while count(&cache) < old.len() + 3 {
            std::thread::sleep(Duration::from_millis(2));
            assert!(
                building.try_wait().unwrap().is_none(),
                "the build ended too early"
            );
        }
        let pid = building.id().to_string();
        let sent = Command::new("kill")
            .args([&format!("-{signal}"), &pid])
            .status();
        assert!(sent.unwrap().success());
        let ended = building.wait().unwrap();
        assert!(ended.signal().is_some(), "{ended}");
        assert!(
            published(site.root(), "public") == before,
            "the site is as it was"
        );
        // Killed in the middle of writing, it would leave such a file.
        fs::write(cache.join("new/left.0"), b"half").unwrap();
        let finished: BTreeMap<_, _> = entries(&cache)
            .into_iter()
            .filter(|(name, _)| !old.contains_key(name) && !name.starts_with("new/"))
            .collect();
        let built = build(site.root(), &[]);
        assert_eq!(taken(&built), finished.len(), "{}", built.stderr);
        let all = entries(&cache);
        assert!(
            finished
                .iter()
                .all(|(name, bytes)| all.get(name) == Some(bytes))
        );
        assert!(
            !all.keys().any(|name| name.starts_with("new/")),
            "nothing half written is left"
        );
        assert_eq!(names(site.root()), beside, "nor beside the site");
        let fresh = copy(site.root());
        build(fresh.path(), &[]);
        assert!(published(site.root(), "public") == published(fresh.path(), "public"));
    }
}

/// How many files lie below a folder.
#[cfg(unix)]
fn count(folder: &Path) -> usize {
    let entries = walkdir::WalkDir::new(folder).into_iter();
    entries
        .filter(|entry| {
            entry
                .as_ref()
                .is_ok_and(|entry| entry.file_type().is_file())
        })
        .count()
}

/// Names in a folder.
#[cfg(unix)]
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    // The site before the published one lies there from the second build on.
    names.retain(|name| !name.ends_with("-spare"));
    names.sort();
    names
}
