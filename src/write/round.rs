//! Files of posting rounds in the folder `print`. They are made, not written by hand, so a round that
//! is made again replaces them; but what somebody changed stays.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::destination::STATE_FOLDER;
use super::error::{Refusal, WriteError};
use super::print::{PRINT_FOLDER, Printed};
use super::staged::{self, Staged};
use super::system::{Kind, System};

/// File in [`STATE_FOLDER`] that remembers what is ours.
pub(super) const KNOWN_NAME: &str = "print.json";
/// Held while a round is printed.
const LOCK: &str = "print.lock";
/// Format of the file.
const FORMAT: u32 = 1;

/// Hashes of our files by path within `print`. There may be several of one while a run is at work.
type Ours = BTreeMap<String, BTreeSet<String>>;

#[derive(Serialize, Deserialize)]
struct Remembered {
    format: u32,
    files: Ours,
    /// Those of them that no round takes away.
    #[serde(default)]
    lasting: BTreeSet<String>,
}

/// Takes the files of rounds. What is dropped before it is [finished](PrintRun::finish) leaves
/// everything as it was.
#[derive(Debug)]
pub struct PrintRun {
    staged: Staged,
    site: PathBuf,
    state: PathBuf,
    ours: Ours,
    lasting: BTreeSet<String>,
    made: Mutex<BTreeMap<String, String>>,
    changed: Mutex<Vec<String>>,
    _lock: File,
}

/// What became of the files of rounds.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Finished {
    /// Files that somebody changed, which stay as they are.
    pub changed: Vec<String>,
    /// Files of an earlier run that this one has no more use for, and which are gone.
    pub removed: Vec<String>,
}

impl PrintRun {
    /// Begins to print at a site.
    ///
    /// # Errors
    ///
    /// Another run is at work, or the system refused something.
    pub fn new(site: &Path) -> Result<Self, WriteError> {
        let system = System::default();
        let state = site.join(STATE_FOLDER);
        if !system.create_folder(&state)? && system.kind(&state)? != Some(Kind::Folder) {
            return Err(WriteError::Refused {
                path: state,
                reason: Refusal::NotAFolder,
            });
        }
        let lock = system.lock(&state.join(LOCK))?;
        staged::clear(&system, site)?;
        let known = state.join(KNOWN_NAME);
        let bytes = match system.kind(&known)? {
            Some(Kind::File) => system.read(&known)?,
            _ => Vec::new(),
        };
        // A damaged one knows nothing: then what is there counts as changed, and stays.
        let remembered = serde_json::from_slice::<Remembered>(&bytes).ok();
        let remembered = remembered.filter(|remembered| remembered.format == FORMAT);
        let remembered = remembered.map(|known| (known.files, known.lasting));
        let (ours, lasting) = remembered.unwrap_or_default();
        Ok(PrintRun {
            staged: Staged::new(site, PRINT_FOLDER),
            site: site.to_path_buf(),
            state,
            ours,
            lasting,
            made: Mutex::default(),
            changed: Mutex::default(),
            _lock: lock,
        })
    }

    /// Takes a file for a path within `print`.
    ///
    /// # Errors
    ///
    /// The system refused something, or something else than a file has the name.
    pub fn take(&self, path: &str, bytes: &[u8]) -> Result<Printed, WriteError> {
        let hash = blake3::hash(bytes).to_hex().to_string();
        let printed = match self.staged.standing(path)? {
            Some(standing) if standing == bytes => Printed::Same,
            Some(standing) if !self.is_ours(path, &standing) => {
                let mut changed = self.changed.lock().unwrap_or_else(PoisonError::into_inner);
                changed.push(path.to_owned());
                return Ok(Printed::Taken);
            }
            _ => {
                self.staged.add(path, bytes)?;
                Printed::Written
            }
        };
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.insert(path.to_owned(), hash);
        Ok(printed)
    }

    /// Takes a file that no later round takes away, such as a certificate.
    ///
    /// # Errors
    ///
    /// As for [`take`](PrintRun::take).
    pub fn take_lasting(&mut self, path: &str, bytes: &[u8]) -> Result<Printed, WriteError> {
        self.lasting.insert(path.to_owned());
        self.take(path, bytes)
    }

    fn is_ours(&self, path: &str, bytes: &[u8]) -> bool {
        let hashes = self.ours.get(path);
        hashes.is_some_and(|hashes| hashes.contains(blake3::hash(bytes).to_hex().as_str()))
    }

    /// Brings all files into their places. What is left of earlier runs in the folders of this one,
    /// and unchanged, goes.
    ///
    /// # Errors
    ///
    /// The system refused something. Each file is then an old one or a new one.
    pub fn finish(mut self, folders: &[String]) -> Result<Finished, WriteError> {
        let made = std::mem::take(&mut self.made).into_inner();
        let made = made.unwrap_or_else(PoisonError::into_inner);
        let changed = std::mem::take(&mut self.changed).into_inner();
        let mut changed = changed.unwrap_or_else(PoisonError::into_inner);
        changed.sort();
        // Both the old and the new bytes are ours, whenever this is killed.
        for (path, hash) in &made {
            self.ours
                .entry(path.clone())
                .or_default()
                .insert(hash.clone());
        }
        self.remember()?;
        self.staged.finish(true)?;
        let in_folder = |path: &&String| {
            let (folder, _) = path.rsplit_once('/').unwrap_or(("", path));
            folders.iter().any(|of| of == folder)
        };
        let left: Vec<String> = (self.ours.keys())
            .filter(|path| !made.contains_key(*path) && !changed.contains(path))
            .filter(|path| !self.lasting.contains(*path))
            .filter(in_folder)
            .cloned()
            .collect();
        let mut removed = Vec::new();
        for path in left {
            match self.staged.standing(&path)? {
                Some(bytes) if !self.is_ours(&path, &bytes) => changed.push(path.clone()),
                None => {}
                Some(_) => {
                    self.staged.system.remove(&self.staged.folder.join(&path))?;
                    self.clear_above(&path)?;
                    removed.push(path.clone());
                }
            }
            self.ours.remove(&path);
        }
        for (path, hash) in made {
            self.ours.insert(path, BTreeSet::from([hash]));
        }
        self.remember()?;
        Ok(Finished { changed, removed })
    }

    /// Removes the folders above a path that are empty now.
    fn clear_above(&self, path: &str) -> Result<(), WriteError> {
        let mut folder = path;
        while let Some((above, _)) = folder.rsplit_once('/') {
            let full = self.staged.folder.join(above);
            self.staged.system.remove_folder_if_empty(&full)?;
            folder = above;
        }
        Ok(())
    }

    fn remember(&self) -> Result<(), WriteError> {
        let remembered = Remembered {
            format: FORMAT,
            files: self.ours.clone(),
            lasting: self.lasting.clone(),
        };
        // Plain data always serialises.
        let bytes = serde_json::to_vec_pretty(&remembered).unwrap_or_default();
        let system = &self.staged.system;
        let known = self.state.join(KNOWN_NAME);
        staged::write_one(system, &self.site, "known", &known, &bytes, true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn run(site: &Path, files: &[(&str, &[u8])]) -> Finished {
        let run = PrintRun::new(site).expect("begun");
        for (path, bytes) in files {
            run.take(path, bytes).expect("taken");
        }
        run.finish(&["2026-W10/tao".to_owned()]).expect("finished")
    }

    #[test]
    fn what_is_made_again_is_replaced_and_what_was_changed_stays() {
        let site = tempfile::tempdir().expect("a folder");
        let site = site.path();
        let at = |name: &str| site.join("print/2026-W10/tao").join(name);
        let read = |name: &str| fs::read(at(name)).ok();
        let a4 = "2026-W10/tao/A4.pdf";
        let a3 = "2026-W10/tao/A3.pdf";
        assert_eq!(run(site, &[(a4, b"1"), (a3, b"1")]), Finished::default());
        let finished = run(site, &[(a4, b"2")]);
        assert_eq!(finished.removed, [a3], "no more needed");
        assert_eq!(
            (read("A4.pdf"), read("A3.pdf")),
            (Some(b"2".to_vec()), None)
        );
        fs::write(at("A4.pdf"), "mine").expect("changed");
        fs::write(at("notes.txt"), "mine").expect("added");
        let finished = run(site, &[(a4, b"3")]);
        assert_eq!(finished.changed, [a4]);
        assert_eq!(read("A4.pdf"), Some(b"mine".to_vec()));
        let finished = run(site, &[]);
        assert_eq!(finished.changed, [a4], "not removed either");
        fs::remove_file(at("A4.pdf")).expect("moved away");
        assert_eq!(run(site, &[(a4, b"3")]), Finished::default());
        assert_eq!(run(site, &[]).removed, [a4]);
        assert!(at("notes.txt").exists());
    }

    #[test]
    fn what_lasts_is_made_again_and_no_round_takes_it_away() {
        let site = tempfile::tempdir().expect("a folder");
        let site = site.path();
        let (a4, proof) = ("2026-W10/tao/A4.pdf", "2026-W10/tao/certificate.pdf");
        run(site, &[(a4, b"1")]);
        let prove = |bytes: &[u8]| {
            let mut run = PrintRun::new(site).expect("begun");
            let printed = run.take_lasting(proof, bytes).expect("taken");
            assert!(run.finish(&[]).expect("finished").removed.is_empty());
            printed
        };
        assert_eq!(prove(b"1"), Printed::Written);
        assert_eq!(prove(b"1"), Printed::Same);
        assert_eq!(prove(b"2"), Printed::Written);
        assert_eq!(run(site, &[]).removed, [a4]);
        let path = site.join("print").join(proof);
        assert_eq!(fs::read(&path).expect("a file"), b"2");
        fs::write(&path, "mine").expect("changed");
        assert_eq!(prove(b"3"), Printed::Taken);
        assert_eq!(fs::read(&path).expect("a file"), b"mine");
    }

    #[test]
    fn what_a_killed_run_left_goes_and_nothing_of_others() {
        let site = tempfile::tempdir().expect("a folder");
        let site = site.path();
        let stage = site.join(".gongshi/new");
        fs::create_dir_all(&stage).expect("a folder");
        fs::create_dir_all(site.join("archive/2026")).expect("a folder");
        let left = ["archive-71-0", "print-71-12", "known-71", "photo-71"];
        for name in left {
            fs::write(stage.join(name), "half").expect("a file");
        }
        let mine = [
            stage.join("print-notes.txt"),
            stage.join("office-72"),
            site.join("archive/2026/.new-71-0"),
        ];
        for path in &mine {
            fs::write(path, "mine").expect("a file");
        }
        run(site, &[("2026-W10/tao/A4.pdf", b"1")]);
        for name in left {
            assert!(!stage.join(name).exists(), "{name}");
        }
        for path in &mine {
            assert_eq!(fs::read(path).expect("a file"), b"mine");
        }
    }

    #[test]
    fn what_is_dropped_leaves_everything_as_it_was() {
        let site = tempfile::tempdir().expect("a folder");
        let first = PrintRun::new(site.path()).expect("begun");
        first.take("2026-W10/A4.pdf", b"1").expect("taken");
        let second = PrintRun::new(site.path());
        assert_eq!(
            second.err().map(|error| error.code()),
            Some("output-locked")
        );
        drop(first);
        assert!(!site.path().join("print").exists());
    }
}
