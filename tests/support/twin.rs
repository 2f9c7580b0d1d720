//! A town and its twin: the one is built again and again, the other each time from nothing.

#![allow(dead_code, reason = "each test file uses a part")]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use super::town::{Files, Random, Town};

/// Where a site remembers what was posted.
pub const POSTED: &str = ".gongshi/posted.json";

/// How many of the last edits a failure tells.
const TOLD: usize = 12;

/// What the program is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    pub posters: bool,
    pub today: Option<String>,
    pub drafts: bool,
    pub hold: bool,
}

impl Asked {
    /// Now and then something else is asked for.
    pub fn change(&mut self, random: &mut Random) {
        if random.one_in(12) {
            self.today = random.one_in(2).then(|| random.day());
        }
        self.drafts ^= random.one_in(if self.drafts { 5 } else { 25 });
        self.hold ^= random.one_in(8);
    }
}

/// What that is on the command line.
pub fn arguments(asked: &Asked) -> Vec<String> {
    let mut arguments: Vec<String> = ["build", "--format", "json", "--lang", "en"]
        .map(str::to_owned)
        .into();
    if !asked.posters {
        arguments.push("--no-posters".to_owned());
    }
    if let Some(today) = &asked.today {
        arguments.extend(["--today".to_owned(), today.clone()]);
    }
    if asked.drafts {
        arguments.push("--drafts".to_owned());
    }
    if asked.hold {
        arguments.push("--hold-faulty".to_owned());
    }
    arguments
}

/// What a build led to.
#[derive(Debug)]
pub struct Built {
    pub status: i32,
    pub is_published: bool,
    /// Its diagnostics.
    pub said: String,
    /// What it said besides.
    pub talk: String,
}

/// A file of a site.
#[derive(Debug, PartialEq, Eq)]
pub struct Published {
    pub inode: u64,
    pub modified: (i64, i64),
    pub bytes: Vec<u8>,
}

/// A town and its twin.
pub struct Twin {
    pub town: Town,
    folder: TempDir,
    seed: u64,
    /// The files that the twin has.
    mirrored: Files,
    edits: Vec<String>,
    count: usize,
}

/// The seed of a test, unless the environment says another one.
pub fn seed(own: u64) -> u64 {
    std::env::var("GONGSHI_SEED").map_or(own, |seed| seed.parse().unwrap())
}

/// A folder in memory, where the system has one: builds flush what they write.
pub fn scratch() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory).unwrap()
    } else {
        tempfile::tempdir().unwrap()
    }
}

/// The files of the site in the folder `root`.
pub fn site_of(root: &Path) -> BTreeMap<String, Published> {
    let mut site = BTreeMap::new();
    let public = root.join("public");
    for entry in walkdir::WalkDir::new(&public) {
        // Under a running build a folder may go away.
        let Ok(entry) = entry else { continue };
        if !entry.file_type().is_file() {
            continue;
        }
        let within = entry.path().strip_prefix(&public).unwrap();
        let name = within.to_str().unwrap().to_owned();
        let (Ok(bytes), Ok(metadata)) = (fs::read(entry.path()), entry.metadata()) else {
            continue;
        };
        let published = Published {
            inode: metadata.ino(),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
            bytes,
        };
        site.insert(name, published);
    }
    site
}

fn is_foreign(path: &str) -> bool {
    path.contains("foreign-")
}

/// The first difference between two sites, but for files of somebody else.
pub fn difference(
    one: &BTreeMap<String, Published>,
    fresh: &BTreeMap<String, Published>,
) -> Option<String> {
    let own = |site: &'_ BTreeMap<String, Published>| -> Vec<String> {
        site.keys()
            .filter(|path| !is_foreign(path))
            .cloned()
            .collect()
    };
    let mut paths = own(one);
    paths.extend(own(fresh));
    paths.sort();
    // The manifest differs as soon as anything does: that is told last.
    paths.sort_by_key(|path| path == "gongshi-manifest.json");
    for path in paths {
        let (one, fresh) = (one.get(&path), fresh.get(&path));
        let [one, fresh] = [one, fresh].map(|file| file.map(|file| &file.bytes));
        if one != fresh {
            let shown = |bytes: Option<&Vec<u8>>| {
                bytes.map(|bytes| String::from_utf8_lossy(bytes).into_owned())
            };
            return Some(match (shown(one), shown(fresh)) {
                (None, _) => format!("{path} is missing"),
                (_, None) => format!("{path} is too many"),
                (Some(one), Some(fresh)) => {
                    let at = one
                        .bytes()
                        .zip(fresh.bytes())
                        .take_while(|(a, b)| a == b)
                        .count();
                    let part = |text: &str| {
                        let bytes = text.as_bytes();
                        let end = bytes.len().min(at + 120);
                        String::from_utf8_lossy(&bytes[at.saturating_sub(120).min(end)..end])
                            .into_owned()
                    };
                    format!(
                        "{path} differs\nincremental: …{}…\nfresh:       …{}…",
                        part(&one),
                        part(&fresh)
                    )
                }
            });
        }
    }
    None
}

impl Twin {
    /// Founds a town, and its twin.
    pub fn found(seed: u64, records: usize) -> Twin {
        let folder = scratch();
        let town = Town::found(&folder.path().join("site"), seed, records);
        Twin {
            town,
            folder,
            seed,
            mirrored: Files::new(),
            edits: Vec::new(),
            count: 0,
        }
    }

    /// The folder of the twin.
    pub fn other(&self) -> PathBuf {
        self.folder.path().join("twin")
    }

    /// Fails with the seed and the last edits unless something holds.
    pub fn check(&self, holds: bool, what: &str) {
        if !holds {
            let start = self.edits.len().saturating_sub(TOLD);
            panic!(
                "{what}\n\nrun again with GONGSHI_SEED={}; edit {}; the last edits:\n  {}",
                self.seed,
                self.count,
                self.edits[start..].join("\n  ")
            );
        }
    }

    /// Notes an edit.
    pub fn note(&mut self, edit: &str, asked: &Asked) {
        self.count += 1;
        self.edits
            .push(format!("{edit}   [{}]", arguments(asked)[5..].join(" ")));
    }

    /// Begins to build the twin from nothing, with the files that the town has now.
    pub fn fresh(&mut self, asked: &Asked) -> Child {
        let other = self.other();
        fs::create_dir_all(&other).unwrap();
        for entry in fs::read_dir(&other).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap();
            if name != "content" && name != "themes" {
                if path.is_dir() {
                    fs::remove_dir_all(path).unwrap();
                } else {
                    fs::remove_file(path).unwrap();
                }
            }
        }
        let files = self.town.files();
        for path in self
            .mirrored
            .keys()
            .filter(|path| !files.contains_key(*path))
        {
            fs::remove_file(other.join(path)).unwrap();
        }
        for (path, bytes) in &files {
            if self.mirrored.get(path) != Some(bytes) {
                let full = other.join(path);
                // A file may lie where there was a folder.
                if full.is_dir() {
                    fs::remove_dir_all(&full).unwrap();
                }
                fs::create_dir_all(full.parent().unwrap()).unwrap();
                fs::write(full, bytes).unwrap();
            }
        }
        self.mirrored = files;
        // What was posted is no cache but part of what a site is built from.
        if let Ok(posted) = fs::read(self.town.path(POSTED)) {
            fs::create_dir_all(other.join(".gongshi")).unwrap();
            fs::write(other.join(POSTED), posted).unwrap();
        }
        start(&other, asked)
    }

    /// Builds the town and, from nothing, its twin, and compares them.
    pub fn build(&mut self, asked: &Asked, edit: &str) -> Built {
        self.note(edit, asked);
        let fresh = self.fresh(asked);
        let before = site_of(&self.town.root);
        let clock = self.folder.path().join("clock");
        fs::write(&clock, "").unwrap();
        let clock = fs::metadata(clock).unwrap();
        let clock = (clock.mtime(), clock.mtime_nsec());
        let built = finish(start(&self.town.root, asked));
        let fresh = finish(fresh);
        self.check(
            matches!(built.status, 0 | 1),
            &format!("the build fails: {}", built.talk),
        );
        self.check(
            built.status == fresh.status && built.said == fresh.said,
            &format!(
                "incremental: {} {}\n{}\nfresh: {} {}\n{}",
                built.status, built.said, built.talk, fresh.status, fresh.said, fresh.talk
            ),
        );
        let (now, wanted) = (site_of(&self.town.root), site_of(&self.other()));
        if fresh.is_published {
            let differs = difference(&now, &wanted);
            self.check(differs.is_none(), &differs.unwrap_or_default());
            let [one, other] = [self.town.path(POSTED), self.other().join(POSTED)];
            let is_same = fs::read(one).ok() == fs::read(other).ok();
            self.check(is_same, "what was posted is remembered in two ways");
        } else {
            self.check(now == before, "a build that stopped touched the site");
        }
        for (path, was) in &before {
            let is = now.get(path);
            let is_same = is.is_some_and(|is| is.bytes == was.bytes);
            if is_foreign(path) {
                self.check(is_same, &format!("{path} of somebody else is lost"));
            } else if let Some(is) = is.filter(|_| is_same)
                && path != "gongshi-manifest.json"
            {
                self.check(
                    is.inode == was.inode || is.modified < clock,
                    &format!("{path} was written again though it is the same"),
                );
            }
        }
        Built {
            is_published: fresh.is_published,
            ..built
        }
    }
}

fn start(root: &Path, asked: &Asked) -> Child {
    Command::new(env!("CARGO_BIN_EXE_gongshi"))
        .args(arguments(asked))
        .arg("--root")
        .arg(root)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Waits for a build.
pub fn finish(child: Child) -> Built {
    let root_is_published = |talk: &str| talk.contains("done: ");
    let output = child.wait_with_output().unwrap();
    let talk = String::from_utf8_lossy(&output.stderr).into_owned();
    Built {
        status: output.status.code().unwrap_or(-1),
        is_published: root_is_published(&talk),
        said: String::from_utf8_lossy(&output.stdout).into_owned(),
        talk,
    }
}
