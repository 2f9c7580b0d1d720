//! After every edit a build that keeps what did not change leaves what a build from nothing leaves:
//! the same bytes, the same diagnostics; and it writes no file whose bytes did not change.
//!
//! The edits are random. A failure names its seed; with `GONGSHI_SEED=…` every test runs that one.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test stops at what it does not expect; the folders that it removes are its own"
)]

#[path = "support/edits.rs"]
mod edits;
#[path = "support/town.rs"]
mod town;
#[path = "support/twin.rs"]
mod twin;
#[path = "support/watched.rs"]
mod watched;

use std::fs;
use std::thread;
use std::time::Duration;

use town::Town;
use twin::{Asked, POSTED, Twin, seed, site_of};
use watched::Watched;

/// Longer than the stamp of a file that was written is not believed.
const SETTLING: Duration = Duration::from_millis(2_500);

/// How one sequence of edits went.
#[derive(Debug, Default)]
struct Tally {
    published: usize,
    stopped: usize,
    nothing_done: usize,
}

/// Edits a town of so many records so many times.
fn sequence(seed: u64, records: usize, edits: usize, posters: bool) {
    let mut twin = Twin::found(seed, records);
    let mut asked = Asked {
        posters,
        ..Asked::default()
    };
    let first = twin.build(&asked, "found");
    assert!(
        first.is_published,
        "the first site has faults: {}",
        first.said
    );
    let mut tally = Tally::default();
    let mut good = twin.town.files();
    let mut failures = 0;
    for _ in 0..edits {
        let before = asked.clone();
        asked.change(&mut twin.town.random);
        asked.posters = posters && !twin.town.random.one_in(10);
        let town = &mut twin.town;
        let edit = if failures > 1 && town.random.one_in(2) {
            town.restore(&good);
            "restore".to_owned()
        } else {
            match town.random.below(20) {
                0 => meddle(town),
                1 => "nothing".to_owned(),
                2 => format!("{}; {}", town.edit(), town.edit()),
                _ => town.edit(),
            }
        };
        let is_nothing = edit.starts_with("nothing") && before == asked && failures == 0;
        let built = twin.build(&asked, &edit);
        tally.published += usize::from(built.is_published);
        tally.stopped += usize::from(!built.is_published);
        if built.status == 0 {
            failures = 0;
            good = twin.town.files();
        } else {
            failures += 1;
        }
        if is_nothing && !edit.contains(';') {
            tally.nothing_done += 1;
            let is_idle = |talk: &str| talk.contains("(0 pages and 0 posters of them");
            let mut talk = built.talk;
            if !is_idle(&talk) {
                // A picture that was written just now is looked at once more when its stamp can be
                // believed; then nothing is left to be done.
                thread::sleep(SETTLING);
                twin.build(&asked, "nothing, until stamps have settled");
                talk = twin.build(&asked, "nothing").talk;
            }
            twin.check(is_idle(&talk), &format!("something was rendered: {talk}"));
        }
    }
    println!("seed {seed}: {tally:?}");
    assert!(
        tally.published * 2 > edits,
        "too many edits were faulty: {tally:?}"
    );
}

/// Does something to what the program wrote.
fn meddle(town: &mut Town) -> String {
    let cache = town.path(".gongshi/cache");
    let kept: Vec<_> = fs::read_dir(&cache).map_or_else(
        |_| Vec::new(),
        |entries| entries.map(|entry| entry.unwrap().path()).collect(),
    );
    let mut kept: Vec<_> = kept.into_iter().filter(|path| path.is_file()).collect();
    kept.sort();
    let published: Vec<String> = site_of(&town.root).into_keys().collect();
    let random = &mut town.random;
    match random.below(7) {
        6 => {
            let posted = town.path(POSTED);
            if town.random.one_in(2) {
                let _ = fs::remove_file(posted);
                "forget what was posted".to_owned()
            } else {
                fs::write(posted, "{").unwrap();
                "damage what was posted".to_owned()
            }
        }
        0 => {
            let _ = fs::remove_dir_all(&cache);
            "remove the cache".to_owned()
        }
        1 => {
            if let Some(path) = random.any(&kept) {
                let mut bytes = fs::read(path).unwrap();
                let at = random.below(bytes.len());
                if random.one_in(2) {
                    bytes.truncate(at);
                } else {
                    bytes[at] ^= 1;
                }
                fs::write(path, bytes).unwrap();
            }
            "damage the cache".to_owned()
        }
        2 | 3 => {
            let Some(path) = random.any(&published).cloned() else {
                return "no site".to_owned();
            };
            let full = town.path("public").join(&path);
            if path == "gongshi-manifest.json" {
                return "no meddling".to_owned();
            }
            if town.random.one_in(2) {
                fs::remove_file(full).unwrap();
                return format!("remove public/{path}");
            }
            // The file may have another name in the spare: whoever changes it in place changes both.
            let mut bytes = fs::read(&full).unwrap();
            if let Some(last) = bytes.last_mut() {
                *last ^= 1;
            }
            fs::write(full, bytes).unwrap();
            format!("alter public/{path}")
        }
        _ => {
            let name = town.name();
            let folder = *town.random.of(&["", "nan/", "styles/"]);
            let path = town.path("public").join(folder);
            if path.is_dir() {
                fs::write(path.join(format!("foreign-{name}.txt")), &name).unwrap();
            }
            format!("put public/{folder}foreign-{name}.txt")
        }
    }
}

#[test]
fn edits_1() {
    sequence(seed(1), 36, 250, false);
}

#[test]
fn edits_2() {
    sequence(seed(2), 36, 250, false);
}

#[test]
fn edits_3() {
    sequence(seed(3), 36, 250, false);
}

#[test]
fn edits_4() {
    sequence(seed(4), 36, 250, false);
}

#[test]
fn edits_with_posters() {
    sequence(seed(5), 8, 60, true);
}

/// Pages tell how large an attachment is.
#[test]
fn another_attachment() {
    let mut twin = Twin::found(7, 0);
    let town = &mut twin.town;
    let record = "---\ntitle: 报价\ndate: 2026-03-02\nattachments: [a.pdf]\n---\n";
    town.write("content/issues/lift/index.md", record);
    town.write("content/issues/lift/a.pdf", "short");
    twin.build(&Asked::default(), "found");
    twin.town
        .write("content/issues/lift/a.pdf", "longer than before");
    twin.build(&Asked::default(), "another attachment");
}

/// A record that an earlier process read names a file, and then there is no file at all.
#[test]
fn the_last_file_goes() {
    let mut twin = Twin::found(7, 0);
    for path in twin.town.list(|path| path.ends_with(".png")) {
        twin.town.remove(&path);
    }
    let (record, picture) = ("content/issues/lift/index.md", twin.town.picture());
    let text = "---\ntitle: 电梯\ndate: 2026-03-02\n---\n\n![图](a.png)\n";
    twin.town.write(record, text);
    twin.town.write("content/issues/lift/a.png", picture);
    assert!(twin.build(&Asked::default(), "found").is_published);
    twin.town.remove("content/issues/lift/a.png");
    let built = twin.build(&Asked::default(), "without a file");
    assert!(built.said.contains("unknown-file"), "{}", built.said);
}

/// The page of an erased record names what it pointed to only if that is left out.
#[test]
fn a_draft_to_which_an_erased_record_points() {
    let mut twin = Twin::found(7, 0);
    let draft = |draft| format!("---\ntitle: 电梯\ndate: 2026-03-02\ndraft: {draft}\n---\n");
    let erased = "---\ntitle: 公示\ndate: 2026-03-02\ntype: 公告\nabout: /nan/issues/lift\nwithdrawn: {date: 2026-03-03, reason: 有误, erase: true}\n---\n";
    twin.town.write("content/notices/erased.md", erased);
    for is_draft in [false, true, false] {
        twin.town
            .write("content/nan/issues/lift.md", draft(is_draft));
        let built = twin.build(&Asked::default(), "draft");
        assert!(built.is_published);
    }
}

/// A record that moves into a folder of its own, with its picture, keeps its address and its text,
/// and its picture gets another address.
#[test]
fn a_record_in_a_folder_of_its_own() {
    let mut twin = Twin::found(7, 0);
    let text = "---\ntitle: 道闸\ndate: 2026-03-02\n---\n\n![图](a.png)\n";
    let picture = twin.town.picture();
    twin.town.write("content/issues/gate.md", text);
    twin.town.write("content/issues/a.png", picture.clone());
    assert!(twin.build(&Asked::default(), "found").is_published);
    for path in ["content/issues/gate.md", "content/issues/a.png"] {
        twin.town.remove(path);
    }
    twin.town.write("content/issues/gate/index.md", text);
    twin.town.write("content/issues/gate/a.png", picture);
    assert!(twin.build(&Asked::default(), "moved").is_published);
}

/// A watch that begins on a faulty site goes on when the fault is mended.
#[test]
fn a_watch_that_begins_with_a_fault() {
    let mut twin = Twin::found(7, 0);
    let asked = Asked::default();
    let text = "---\ntitle: 道闸\ndate: 2026-03-02\n---\n";
    twin.town.write("content/issues/gate.md", text);
    assert!(twin.build(&asked, "found").is_published);
    twin.town
        .write("content/issues/gate.md", "---\ntitel: 道闸\n---\n");
    let mut watched = Watched::start(&twin.town, &asked);
    twin.town
        .write("content/issues/gate.md", format!("{text}\n已修好。\n"));
    twin.note("mended", &asked);
    assert!(watched.catch_up(&mut twin, &asked));
}

/// A place is known by its document and where that lies, and its text by what it links to.
#[test]
fn a_place_of_another_name_under_watch() {
    let mut twin = Twin::found(7, 0);
    let place = "---\ntitle: 东园\n---\n\n见[这里](/pages/help)。\n";
    twin.town.write("content/x1/_index.md", place);
    let asked = Asked::default();
    let mut watched = Watched::start(&twin.town, &asked);
    assert!(watched.catch_up(&mut twin, &asked));
    let content = twin.town.path("content");
    fs::rename(content.join("x1"), content.join("x2")).unwrap();
    twin.note("another name", &asked);
    assert!(watched.catch_up(&mut twin, &asked));
    twin.town
        .write("content/pages/first.md", "---\ntitle: 第一\n---\n");
    twin.town
        .write("content/pages/aaa.md", "---\ntitle: 第一\n---\n");
    twin.note("pages before the one that it links to", &asked);
    assert!(watched.catch_up(&mut twin, &asked));
}

#[test]
fn edits_under_watch() {
    const EDITS: usize = 150;
    const WARM: usize = 40;
    let seed = seed(6);
    let mut twin = Twin::found(seed, 24);
    let asked = Asked {
        hold: seed.is_multiple_of(2),
        ..Asked::default()
    };
    let mut watched = Watched::start(&twin.town, &asked);
    let mut good = twin.town.files();
    let (mut failures, mut rounds, mut warm) = (0, 0, (0, 0));
    for number in 0..EDITS {
        let edit = if failures > 1 {
            twin.town.restore(&good);
            "restore".to_owned()
        } else {
            twin.town.edit_watched()
        };
        twin.note(&edit, &asked);
        // Now and then the next edit comes while a round is under way.
        if !twin.town.random.one_in(4) {
            rounds += usize::from(watched.wait());
        }
        if watched.catch_up(&mut twin, &asked) {
            failures = 0;
            good = twin.town.files();
        } else {
            failures += 1;
        }
        if number == WARM {
            warm = watched.holds();
        }
    }
    twin.town.restore(&good);
    twin.note("restore", &asked);
    assert!(watched.catch_up(&mut twin, &asked));
    // What is late does not undo it.
    while watched.wait() {}
    assert!(watched.catch_up(&mut twin, &asked));
    let end = watched.holds();
    println!("{rounds} rounds were waited for; files and MB: {warm:?}, {end:?}");
    assert!(rounds > EDITS / 3, "only {rounds} rounds");
    assert!(end.0 <= warm.0 + 1, "open files: {warm:?}, {end:?}");
    assert!(end.1 <= warm.1 + 20, "memory in MB: {warm:?}, {end:?}");
}
