//! Real changes in real folders: what is told must cover what an independent look finds.

#![allow(
    clippy::disallowed_methods,
    reason = "the folders that are removed are those of the test"
)]

mod limits;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::{Mode, Watcher, Woken, native};
use crate::pipeline::Touched;

/// A change is told within this time. CI machines are slow; nothing here waits for it to pass.
const LIMIT: Duration = Duration::from_secs(20);

/// No answer within this time is taken for silence.
const SILENCE: Duration = Duration::from_millis(400);

const BOTH: [Mode; 2] = [Mode::Native, Mode::Poll];

struct Site {
    folder: tempfile::TempDir,
    watcher: Watcher,
    /// How long each answer took.
    took: Vec<Duration>,
}

/// What is in a folder: for a file its inode and text.
type Entries = BTreeMap<PathBuf, Option<(u64, Vec<u8>)>>;

/// All folders.
type Look = BTreeMap<PathBuf, Entries>;

impl Site {
    fn new(mode: Mode) -> Site {
        let folder = tempfile::tempdir().unwrap();
        for below in ["content/a", "content/b/c", "themes/plain", "public"] {
            fs::create_dir_all(folder.path().join(below)).unwrap();
        }
        for file in ["content/site.yaml", "content/a/x.md", "content/b/c/y.md"] {
            fs::write(folder.path().join(file), "一").unwrap();
        }
        let watcher = watch(folder.path(), mode);
        Site {
            folder,
            watcher,
            took: Vec::new(),
        }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Changes something, and waits until the answers cover every folder that differs.
    fn after(&mut self, change: impl FnOnce(&Path)) -> usize {
        let before = look(self.folder.path());
        change(self.folder.path());
        let began = Instant::now();
        let after = look(self.folder.path());
        let mut open: BTreeSet<PathBuf> = before
            .keys()
            .chain(after.keys())
            .filter(|folder| before.get(*folder) != after.get(*folder))
            .cloned()
            .collect();
        assert!(!open.is_empty(), "the change changes something");
        let mut answers = 0;
        while !open.is_empty() {
            let left = LIMIT.checked_sub(began.elapsed()).unwrap_or_default();
            match self.watcher.wait(left) {
                Some(Woken::Touched(Touched::Everything)) => open.clear(),
                Some(Woken::Touched(Touched::Folders(folders))) => {
                    assert!(!folders.is_empty());
                    open.retain(|folder| !folders.contains(folder));
                }
                other => panic!("{other:?}, but not told: {open:?}"),
            }
            answers += 1;
        }
        self.took.push(began.elapsed());
        answers
    }

    /// How many answers come until there is silence.
    fn answers(&mut self) -> usize {
        let mut answers = 0;
        while self.watcher.wait(SILENCE).is_some() {
            answers += 1;
        }
        answers
    }
}

fn watch(root: &Path, mode: Mode) -> Watcher {
    Watcher::with(
        root,
        mode,
        &native::of_the_system,
        Duration::from_millis(20),
    )
    .unwrap()
}

fn look(root: &Path) -> Look {
    let mut look = Look::new();
    let mut waiting = vec![root.join("content"), root.join("themes")];
    while let Some(folder) = waiting.pop() {
        if let Some(entries) = entries(&folder) {
            let folders = entries.iter().filter(|(_, file)| file.is_none());
            waiting.extend(folders.map(|(path, _)| path.clone()));
            look.insert(folder, entries);
        }
    }
    look
}

/// What is in a folder, if it is there. What goes meanwhile is left out.
fn entries(folder: &Path) -> Option<Entries> {
    let mut entries = Entries::new();
    for entry in fs::read_dir(folder).ok()?.flatten() {
        let path = entry.path();
        if path.is_dir() {
            entries.insert(path, None);
        } else if let (Some(inode), Ok(text)) = (inode(&path), fs::read(&path)) {
            entries.insert(path, Some((inode, text)));
        }
    }
    Some(entries)
}

#[cfg(unix)]
fn inode(path: &Path) -> Option<u64> {
    let found = fs::symlink_metadata(path).ok()?;
    Some(std::os::unix::fs::MetadataExt::ino(&found))
}
#[cfg(not(unix))]
fn inode(_: &Path) -> Option<u64> {
    Some(0)
}

#[test]
fn every_way_of_saving_is_told() {
    for mode in BOTH {
        let mut site = Site::new(mode);
        for round in 0..5 {
            // Notepad: the file is emptied and written.
            site.after(|root| {
                fs::write(root.join("content/a/x.md"), format!("记事本 {round}")).unwrap();
            });
            // Some write into the file as it is; the length stays.
            site.after(|root| {
                let file = fs::File::options()
                    .write(true)
                    .open(root.join("content/a/x.md"));
                let mut file = file.unwrap();
                file.rewind().unwrap();
                write!(file, "{round}").unwrap();
            });
            // vim: a probe, the old file becomes the backup, a new one is written, the backup goes.
            site.after(|root| {
                let folder = root.join("content/b/c");
                fs::write(folder.join("4913"), "").unwrap();
                fs::remove_file(folder.join("4913")).unwrap();
                fs::rename(folder.join("y.md"), folder.join("y.md~")).unwrap();
                fs::write(folder.join("y.md"), format!("vim {round}")).unwrap();
                fs::remove_file(folder.join("y.md~")).unwrap();
            });
            // A new file is renamed over the old one.
            site.after(|root| {
                let file = root.join("content/site.yaml");
                fs::write(file.with_extension("tmp"), format!("temp {round}")).unwrap();
                fs::rename(file.with_extension("tmp"), &file).unwrap();
            });
            // WPS: an owner file, a temporary file; the old one is deleted, the new one renamed.
            site.after(|root| {
                let folder = root.join("content/a");
                fs::write(folder.join("~$x.md"), "owner").unwrap();
                fs::write(folder.join("~wps1.tmp"), format!("WPS {round}")).unwrap();
                fs::remove_file(folder.join("x.md")).unwrap();
                fs::rename(folder.join("~wps1.tmp"), folder.join("x.md")).unwrap();
                fs::remove_file(folder.join("~$x.md")).unwrap();
            });
        }
    }
}

#[test]
fn what_cancels_out_by_name_is_told() {
    for mode in BOTH {
        let mut site = Site::new(mode);
        // Saved by a rename, then deleted: the name came and went, but the old file is gone.
        site.after(|root| {
            let file = root.join("content/a/x.md");
            fs::write(file.with_extension("tmp"), "new").unwrap();
            fs::rename(file.with_extension("tmp"), &file).unwrap();
            fs::remove_file(&file).unwrap();
        });
        // Moved to another folder and deleted there.
        site.after(|root| {
            let moved = root.join("content/a/y.md");
            fs::rename(root.join("content/b/c/y.md"), &moved).unwrap();
            fs::remove_file(&moved).unwrap();
        });
    }
}

#[test]
fn a_file_of_the_same_size_and_time_is_told() {
    for mode in BOTH {
        let mut site = Site::new(mode);
        let file = site.path("content/a/x.md");
        let time = fs::metadata(&file).unwrap().modified().unwrap();
        for text in ["二", "三"] {
            site.after(|_| {
                let open = fs::File::options().write(true).open(&file).unwrap();
                (&open).write_all(text.as_bytes()).unwrap();
                open.set_modified(time).unwrap();
            });
        }
    }
}

#[test]
fn files_of_a_new_folder_are_told() {
    for (mode, rounds) in [(Mode::Native, 200), (Mode::Poll, 20)] {
        let mut site = Site::new(mode);
        for round in 0..rounds {
            site.after(|root| {
                let folder = root.join(format!("content/new{round}/b/c"));
                fs::create_dir_all(&folder).unwrap();
                fs::write(folder.join("z.md"), "新").unwrap();
            });
            // And the folder is watched from now on.
            site.after(|root| {
                fs::write(root.join(format!("content/new{round}/b/c/z.md")), "改").unwrap();
            });
        }
    }
}

#[test]
fn a_folder_that_is_renamed_or_removed_is_told() {
    for mode in BOTH {
        let mut site = Site::new(mode);
        for _ in 0..5 {
            site.after(|root| {
                fs::rename(root.join("content/b"), root.join("content/a/moved")).unwrap();
            });
            site.after(|root| {
                fs::write(root.join("content/a/moved/c/more.md"), "加").unwrap();
            });
            site.after(|root| {
                fs::rename(root.join("content/a/moved"), root.join("content/b")).unwrap();
            });
            site.after(|root| fs::write(root.join("content/b/c/y.md"), "回").unwrap());
            site.after(|root| {
                fs::remove_dir_all(root.join("content/b")).unwrap();
            });
            site.after(|root| {
                fs::create_dir_all(root.join("content/b/c")).unwrap();
                fs::write(root.join("content/b/c/y.md"), "又").unwrap();
            });
        }
    }
}

#[test]
fn another_content_folder_in_its_place_is_watched() {
    for mode in BOTH {
        let mut site = Site::new(mode);
        for round in 0..5 {
            let old = format!("old{round}");
            site.after(|root| {
                fs::rename(root.join("content"), root.join(&old)).unwrap();
                fs::create_dir_all(root.join("content/a")).unwrap();
                fs::write(root.join("content/a/x.md"), "新").unwrap();
            });
            site.after(|root| fs::write(root.join("content/a/x.md"), "改").unwrap());
            site.answers();
            // The old folder is no longer content.
            fs::write(site.path(&old).join("a/x.md"), "旧").unwrap();
            assert_eq!(site.answers(), 0);

            site.after(|root| fs::remove_dir_all(root.join("content")).unwrap());
            site.after(|root| {
                fs::create_dir_all(root.join("content/a")).unwrap();
                fs::write(root.join("content/a/x.md"), "三").unwrap();
            });
            site.after(|root| fs::write(root.join("content/a/x.md"), "四").unwrap());
            site.after(|root| fs::remove_dir_all(root.join("themes")).unwrap());
            site.after(|root| fs::create_dir_all(root.join("themes/plain")).unwrap());
            site.after(|root| fs::write(root.join("themes/plain/theme.yaml"), "五").unwrap());
        }
    }
}

#[test]
fn content_and_themes_may_be_missing_at_first() {
    for mode in BOTH {
        let folder = tempfile::tempdir().unwrap();
        let mut site = Site {
            watcher: watch(folder.path(), mode),
            folder,
            took: Vec::new(),
        };
        site.after(|root| {
            fs::create_dir(root.join("content")).unwrap();
            fs::write(root.join("content/site.yaml"), "一").unwrap();
        });
        site.after(|root| fs::write(root.join("content/site.yaml"), "二").unwrap());
    }
}

#[test]
fn the_site_folder_itself_may_be_replaced() {
    for mode in BOTH {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("site");
        let make = |text: &str| {
            fs::create_dir_all(root.join("content")).unwrap();
            fs::write(root.join("content/site.yaml"), text).unwrap();
        };
        make("一");
        let mut watcher = watch(&root, mode);
        fs::rename(&root, folder.path().join("old")).unwrap();
        assert!(watcher.wait(LIMIT).is_some());
        make("二");
        assert!(watcher.wait(LIMIT).is_some());
        while watcher.wait(SILENCE).is_some() {}
        make("三");
        assert!(watcher.wait(LIMIT).is_some());
    }
}

#[cfg(unix)]
#[test]
fn content_may_be_a_link_to_a_folder() {
    for mode in BOTH {
        let folder = tempfile::tempdir().unwrap();
        for name in ["one", "two"] {
            fs::create_dir_all(folder.path().join(name).join("a")).unwrap();
        }
        let link = folder.path().join("site/content");
        fs::create_dir(folder.path().join("site")).unwrap();
        std::os::unix::fs::symlink("../one", &link).unwrap();
        let mut site = Site {
            watcher: watch(&folder.path().join("site"), mode),
            folder,
            took: Vec::new(),
        };
        let mut change = |change: &dyn Fn(&Path)| {
            change(site.folder.path());
            match site.watcher.wait(LIMIT) {
                Some(Woken::Touched(Touched::Folders(folders))) => {
                    assert!(folders.contains(&link.join("a")), "{folders:?}");
                }
                Some(Woken::Touched(Touched::Everything)) => {}
                other => panic!("{other:?}"),
            }
        };
        change(&|folder| fs::write(folder.join("one/a/x.md"), "一").unwrap());
        change(&|folder| {
            fs::write(folder.join("two/a/y.md"), "二").unwrap();
            fs::remove_file(&link).unwrap();
            std::os::unix::fs::symlink("../two", &link).unwrap();
        });
        change(&|folder| fs::write(folder.join("two/a/x.md"), "三").unwrap());
    }
}

#[test]
fn many_files_at_once_give_few_answers() {
    for mode in BOTH {
        let mut site = Site::new(mode);
        let mut answers = site.after(|root| {
            for number in 0..2_000 {
                fs::write(root.join(format!("content/a/{number}.md")), "文").unwrap();
            }
        });
        answers += site.answers();
        assert!(answers < 20, "{mode:?}: {answers}");
    }
}

#[test]
fn reading_and_what_is_none_of_its_business_wake_nobody() {
    for mode in BOTH {
        let mut site = Site::new(mode);
        site.answers();
        look(site.folder.path());
        let outside = [
            "public/a/index.html",
            ".public.gongshi-stage/a",
            ".gongshi/cache",
            ".git/HEAD",
            "target/x",
            "README.md",
        ];
        for file in outside {
            let path = site.path(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, "外").unwrap();
        }
        fs::rename(site.path("public"), site.path("public.old")).unwrap();
        fs::rename(site.path(".public.gongshi-stage"), site.path("public")).unwrap();
        assert_eq!(site.answers(), 0, "{mode:?}");
    }
}

/// The next of a fixed row of numbers that look like chance.
fn dice(state: &mut u64, sides: u64) -> u64 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1);
    (*state >> 33) % sides
}

#[test]
fn five_hundred_changes_are_all_told() {
    for (mode, rounds) in [(Mode::Native, 500), (Mode::Poll, 100)] {
        let mut site = Site::new(mode);
        let mut state = 7;
        for round in 0..rounds {
            let folders: Vec<PathBuf> = look(site.folder.path()).into_keys().collect();
            let below = |state: &mut u64| {
                let count = u64::try_from(folders.len()).unwrap();
                folders[usize::try_from(dice(state, count)).unwrap()].clone()
            };
            let (one, other) = (below(&mut state), below(&mut state));
            let kind = dice(&mut state, 8);
            site.after(|root| {
                let is_top = one.parent() == Some(root);
                match kind {
                    0 if !is_top && !other.starts_with(&one) => {
                        fs::rename(&one, other.join(format!("moved{round}"))).unwrap();
                    }
                    1 if !is_top => fs::remove_dir_all(&one).unwrap(),
                    2 => {
                        fs::create_dir_all(one.join(format!("{round}/deep"))).unwrap();
                        fs::write(one.join(format!("{round}/deep/f.md")), "深").unwrap();
                    }
                    3 => {
                        fs::write(one.join("s.md"), format!("{round}")).unwrap();
                        let to = other.join(format!("s{round}.md"));
                        fs::rename(one.join("s.md"), to).unwrap();
                    }
                    4 if is_top => {
                        fs::rename(&one, root.join(format!("old{round}"))).unwrap();
                        fs::create_dir_all(one.join("a")).unwrap();
                        fs::write(one.join("a/f.md"), format!("{round}")).unwrap();
                    }
                    5 if !is_top => {
                        // As `git checkout` does it.
                        fs::remove_dir_all(&one).unwrap();
                        fs::create_dir_all(one.join("again")).unwrap();
                        fs::write(one.join("again/g.md"), format!("{round}")).unwrap();
                    }
                    _ => fs::write(one.join("f.md"), format!("{round}")).unwrap(),
                }
            });
        }
        site.took.sort_unstable();
        let (middle, last) = (
            site.took[site.took.len() / 2],
            site.took[site.took.len() - 1],
        );
        println!("{mode:?}: told after {middle:?} in the middle, {last:?} at most");
    }
}

/// Brings `mirror` forward by looking only at the folders that were named.
fn follow(mirror: &mut Look, root: &Path, touched: Touched) {
    let Touched::Folders(folders) = touched else {
        *mirror = look(root);
        return;
    };
    for folder in folders {
        match entries(&folder) {
            Some(entries) => {
                mirror.insert(folder, entries);
            }
            None => mirror.retain(|other, _| !other.starts_with(&folder)),
        }
    }
}

#[test]
fn whoever_looks_only_at_what_is_told_sees_everything() {
    for mode in BOTH {
        let mut site = Site::new(mode);
        let root = site.folder.path().to_owned();
        let mut mirror = look(&root);
        let writer = std::thread::spawn({
            let content = root.join("content");
            move || change_without_pause(&content)
        });
        while !writer.is_finished() {
            if let Some(Woken::Touched(touched)) = site.watcher.wait(SILENCE) {
                follow(&mut mirror, &root, touched);
            }
        }
        writer.join().unwrap();
        // Longer than the time after which it is tried again to watch what could not be watched.
        let long = Duration::from_secs(2);
        let late = Instant::now() + LIMIT;
        loop {
            while let Some(woken) = site.watcher.wait(long) {
                match woken {
                    Woken::Touched(touched) => follow(&mut mirror, &root, touched),
                    other => panic!("{mode:?}: {other:?}"),
                }
            }
            let now = look(&root);
            assert!(now.len() > 3, "something is left to compare");
            if mirror == now {
                break;
            }
            let differ: Vec<_> = now
                .keys()
                .chain(mirror.keys())
                .filter(|folder| mirror.get(*folder) != now.get(*folder))
                .map(|folder| (folder, mirror.get(folder), now.get(folder)))
                .collect();
            assert!(Instant::now() < late, "{mode:?}: never told of {differ:#?}");
        }
    }
}

/// Makes, moves and removes folders and files while others look. What it finds gone is its own doing.
fn change_without_pause(content: &Path) {
    let mut state = 11;
    for round in 0..3_000 {
        let mut one = content.to_owned();
        for _ in 0..=dice(&mut state, 4) {
            one.push(dice(&mut state, 4).to_string());
        }
        let other = content.join(dice(&mut state, 6).to_string());
        let _ = match dice(&mut state, 12) {
            0..=3 => fs::create_dir_all(&one),
            4 | 5 => fs::rename(&one, &other),
            6 => fs::remove_dir_all(&one),
            7 => fs::write(one.join("t"), "t")
                .and_then(|()| fs::rename(one.join("t"), other.join(format!("{}.md", round % 7)))),
            _ => fs::write(one.join(format!("{}.md", round % 5)), format!("{round}")),
        };
        if round % 300 == 0 {
            std::thread::sleep(Duration::from_millis(100));
        }
    }
    fs::create_dir_all(content.join("end/of/it")).unwrap();
}
