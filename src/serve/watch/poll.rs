//! Changes as looks in intervals find them.
//!
//! The poller of `notify` compares times of change in whole seconds, and only whether they grew: it
//! misses a second save in one second and an older file put in place of a newer. Here each folder
//! has one number, made of the names, inodes, sizes and times of what is in it. The looks happen
//! in the thread that waits, so nothing runs while nobody waits.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crate::pipeline::Touched;

use super::{SETTLE, TOPS};

/// A look is followed by a pause of so many times what it took: looking takes a tenth of the time.
const PAUSE: u32 = 9;

/// While things go on changing, an answer is given after so many further looks.
const FURTHER: usize = 8;

pub(super) struct Poll {
    tops: Vec<PathBuf>,
    /// A number for each folder.
    seen: BTreeMap<PathBuf, u64>,
    every: Duration,
    next: Instant,
}

impl Poll {
    /// Looks for the first time. `every` is the shortest time between two looks.
    pub fn new(root: &Path, every: Duration) -> Poll {
        let tops: Vec<PathBuf> = TOPS.iter().map(|top| root.join(top)).collect();
        let began = Instant::now();
        let seen = look(&tops);
        Poll {
            tops,
            seen,
            every,
            next: after(began.elapsed(), every),
        }
    }

    /// Looks until something differs from the last look.
    pub fn wait(&mut self, deadline: Option<Instant>) -> Option<Touched> {
        loop {
            if let Some(deadline) = deadline.filter(|deadline| *deadline < self.next) {
                thread::sleep(deadline.saturating_duration_since(Instant::now()));
                return None;
            }
            thread::sleep(self.next.saturating_duration_since(Instant::now()));
            let began = Instant::now();
            let mut differing = self.differing();
            let mut took = began.elapsed();
            // A file that was written just before the look may be written again within the same
            // tick of the clock of the file system; no stamp would tell. So whatever differs is
            // looked at until it has stayed the same for longer than a tick. That also lets an
            // editor finish.
            for _ in 0..FURTHER {
                if differing.is_empty() {
                    break;
                }
                thread::sleep(SETTLE);
                let began = Instant::now();
                let is_quiet = differing.iter().all(|folder| {
                    number(folder).map(|(number, _)| number) == self.seen.get(folder).copied()
                });
                if !is_quiet {
                    differing.append(&mut self.differing());
                }
                took += began.elapsed();
                if is_quiet {
                    break;
                }
            }
            self.next = after(took, self.every);
            if !differing.is_empty() {
                return Some(Touched::Folders(differing));
            }
        }
    }

    /// The folders that differ from the last look, which then is this one.
    fn differing(&mut self) -> BTreeSet<PathBuf> {
        let now = look(&self.tops);
        let before = std::mem::replace(&mut self.seen, now);
        let changed = self
            .seen
            .iter()
            .filter(|(folder, number)| before.get(*folder) != Some(*number))
            .map(|(folder, _)| folder);
        let gone = before
            .keys()
            .filter(|folder| !self.seen.contains_key(*folder));
        changed.chain(gone).cloned().collect()
    }
}

/// When the next look is due.
fn after(took: Duration, every: Duration) -> Instant {
    Instant::now() + (took * PAUSE).max(every)
}

fn look(tops: &[PathBuf]) -> BTreeMap<PathBuf, u64> {
    let mut seen = BTreeMap::new();
    let mut waiting = tops.to_vec();
    while let Some(folder) = waiting.pop() {
        if let Some((number, mut below)) = number(&folder) {
            waiting.append(&mut below);
            seen.insert(folder, number);
        }
    }
    seen
}

/// The number of a folder, and the folders in it. `None` if it is not there.
fn number(folder: &Path) -> Option<(u64, Vec<PathBuf>)> {
    let mut below = Vec::new();
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            use io::ErrorKind::{NotADirectory, NotFound};
            return (!matches!(error.kind(), NotFound | NotADirectory))
                .then(|| (hash(error.kind()), below));
        }
    };
    let mut sum = 0_u64;
    for entry in entries {
        // A sum, because the order of entries may differ from look to look.
        sum = sum.wrapping_add(match entry {
            Err(error) => hash(error.kind()),
            Ok(entry) => {
                // Of a link, this is about the link.
                let stamp = entry.metadata().ok().map(|found| {
                    if found.is_dir() {
                        below.push(entry.path());
                    }
                    stamp(&found)
                });
                hash((entry.file_name(), stamp))
            }
        });
    }
    Some((sum, below))
}

fn hash(of: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

/// What differs when an entry was changed or replaced. The times of a folder tell only of what is in
/// it, which has a number of its own.
#[cfg(unix)]
fn stamp(found: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    let is = (found.mode(), found.dev(), found.ino());
    let times = (
        (found.mtime(), found.mtime_nsec()),
        (found.ctime(), found.ctime_nsec()),
    );
    hash((is, (!found.is_dir()).then_some((found.len(), times))))
}

/// What differs when an entry was changed or replaced.
#[cfg(not(unix))]
fn stamp(found: &Metadata) -> u64 {
    let times = (found.modified().ok(), found.created().ok());
    let is = (found.is_dir(), found.is_symlink());
    hash((is, (!found.is_dir()).then_some((found.len(), times))))
}
