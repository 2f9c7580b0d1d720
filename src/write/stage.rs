//! The new site while it is being made: what is kept of the published one, and what is new.

use std::collections::HashSet;
use std::fs::File;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use super::destination::{Destination, Lock};
use super::error::WriteError;
use super::manifest::{MANIFEST_NAME, ManifestEntry, Occupant, is_plain};
use super::remove::{MARKER_NAME, clear};
use super::survey::Survey;
use crate::paths::OutputPath;

/// What the marker says to somebody who finds it.
pub(super) const MARKER_TEXT: &str =
    "gongshi: an unfinished site; the next build removes this folder\n";

/// A new site beside the published one. Its folder takes the files that are not published yet; it
/// is made when the first of them comes. Dropped without [`publish`](Stage::publish), the stage
/// vanishes and the published site is what it was.
#[derive(Debug)]
pub struct Stage<'a> {
    pub(super) destination: &'a Destination,
    /// What was published when the stage was begun.
    pub(super) published: Option<Survey>,
    /// Which files of the published site the new one has too, the same or others, by their number.
    taken: Vec<AtomicBool>,
    /// Of those, which are taken over as they are.
    kept: Vec<AtomicBool>,
    /// What was written.
    pub(super) entries: Mutex<Vec<ManifestEntry>>,
    /// Folders that have been made in the stage.
    pub(super) folders: RwLock<HashSet<Box<str>>>,
    /// Whether a file could not be written.
    pub(super) failed: AtomicBool,
    is_open: AtomicBool,
    open: Mutex<Open>,
    _lock: Lock,
}

/// The folder of a stage.
#[derive(Debug)]
struct Open {
    phase: Phase,
    /// Folders above the output that had to be made.
    parents: Vec<PathBuf>,
    /// Held against another site with the same output.
    held: Option<File>,
}

/// How far a stage has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Its folder is not there yet.
    Begun,
    /// Its folder is ours to write and to remove.
    Open,
    /// The new site is the published one.
    Published,
}

/// What [`Stage::write`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// The bytes were written.
    New,
    /// The published file has these bytes already, and is kept.
    Same,
}

impl Destination {
    /// Takes the lock, clears what an interrupted build left behind, and looks at what is
    /// published. Nothing is made on the disk but the lock.
    pub fn stage(&self) -> Result<Stage<'_>, WriteError> {
        let lock = self.lock()?;
        self.recover()?;
        let published = self.survey()?;
        let count = published.as_ref().map_or(0, |site| site.entries().len());
        let flags = || (0..count).map(|_| AtomicBool::new(false)).collect();
        Ok(Stage {
            destination: self,
            published,
            taken: flags(),
            kept: flags(),
            entries: Mutex::default(),
            folders: RwLock::default(),
            failed: AtomicBool::new(false),
            is_open: AtomicBool::new(false),
            open: Mutex::new(Open {
                phase: Phase::Begun,
                parents: Vec::new(),
                held: None,
            }),
            _lock: lock,
        })
    }

    /// Looks at all that is published, with exact answers. `None`: nothing is.
    pub(super) fn survey(&self) -> Result<Option<Survey>, WriteError> {
        match self.occupant()? {
            Occupant::Nobody | Occupant::Empty => Ok(None),
            Occupant::Ours(known) => {
                let mut survey = Survey::new(&self.system, &self.output, known)?;
                survey.read_touched(&self.system, &self.output)?;
                Ok(Some(survey))
            }
        }
    }
}

impl Stage<'_> {
    /// The entry of the published site at `path`, if its file was as it was written when the stage
    /// was begun.
    pub fn standing(&self, path: &OutputPath) -> Option<&ManifestEntry> {
        let published = self.published.as_ref()?;
        published
            .entries()
            .get(self.is_standing(self.number(path)?)?)
    }

    fn is_standing(&self, number: usize) -> Option<usize> {
        self.published
            .as_ref()
            .is_some_and(|site| site.is_known_intact(number))
            .then_some(number)
    }

    /// Takes the published file at `path` over as it is. May be called from many threads. If it is
    /// not [`standing`](Stage::standing), that is an error, and the path can still be written.
    pub fn keep(&self, path: &OutputPath) -> Result<(), WriteError> {
        let number = self
            .number(path)
            .and_then(|number| self.is_standing(number));
        let Some(number) = number else {
            return Err(WriteError::NotStanding { path: path.clone() });
        };
        let result = self.take(number, path);
        match result {
            Ok(()) => self.keep_number(number),
            Err(_) => self.failed.store(true, Ordering::Relaxed),
        }
        result
    }

    /// Takes the whole published site over as it is, if it is the one whose manifest has the hash
    /// `site` and each of its files was as it was written when the stage was begun. Returns whether
    /// it did; if not, nothing was taken.
    pub fn keep_all(&self, site: &blake3::Hash) -> bool {
        let stands = self
            .published
            .as_ref()
            .is_some_and(|published| published.known.hash == *site && published.is_whole());
        if stands {
            for flag in self.taken.iter().chain(&self.kept) {
                flag.store(true, Ordering::Relaxed);
            }
        }
        stands
    }

    /// Takes one file of the new site. May be called from many threads. Bytes that the published
    /// file has already are kept instead of written. After an error the stage can no longer be
    /// published.
    pub fn write(&self, path: &OutputPath, bytes: &[u8]) -> Result<Written, WriteError> {
        let result = self.write_or_keep(path, bytes);
        if result.is_err() {
            self.failed.store(true, Ordering::Relaxed);
        }
        result
    }

    fn write_or_keep(&self, path: &OutputPath, bytes: &[u8]) -> Result<Written, WriteError> {
        if !is_plain(path) || matches!(path.as_str(), MANIFEST_NAME | MARKER_NAME) {
            return Err(WriteError::BadPath { path: path.clone() });
        }
        let entry = ManifestEntry::of(path.clone(), bytes);
        if let Some(number) = self.number(path) {
            self.take(number, path)?;
            if self.is_standing(number).is_some() && self.published_entry(number) == Some(&entry) {
                self.keep_number(number);
                return Ok(Written::Same);
            }
        }
        self.open()?;
        self.write_new(path, bytes)?;
        self.entries
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(entry);
        Ok(Written::New)
    }

    /// The number of `path` in the published manifest.
    fn number(&self, path: &OutputPath) -> Option<usize> {
        let published = self.published.as_ref()?;
        published.known.manifest.position(path.as_str())
    }

    fn published_entry(&self, number: usize) -> Option<&ManifestEntry> {
        self.published.as_ref()?.entries().get(number)
    }

    /// Notes that the new site has a file at this path; the second time this is an error.
    fn take(&self, number: usize, path: &OutputPath) -> Result<(), WriteError> {
        match self.taken.get(number) {
            Some(taken) if !taken.swap(true, Ordering::Relaxed) => Ok(()),
            _ => Err(WriteError::Taken { path: path.clone() }),
        }
    }

    fn keep_number(&self, number: usize) {
        if let Some(kept) = self.kept.get(number) {
            kept.store(true, Ordering::Relaxed);
        }
    }

    /// The entries that are kept, in the order of the manifest.
    pub(super) fn kept(&self) -> impl Iterator<Item = &ManifestEntry> {
        let published = self.published.iter().flat_map(Survey::entries);
        published
            .zip(&self.kept)
            .filter(|(_, kept)| kept.load(Ordering::Relaxed))
            .map(|(entry, _)| entry)
    }

    /// Makes the folder of the stage, and those above it, unless that has been done.
    pub(super) fn open(&self) -> Result<(), WriteError> {
        if self.is_open.load(Ordering::Acquire) {
            return Ok(());
        }
        let mut open = self.opened();
        match open.phase {
            Phase::Begun => {}
            // Another thread was faster, or failed.
            _ if self.is_open.load(Ordering::Acquire) => return Ok(()),
            _ => {
                return Err(WriteError::Incomplete {
                    path: self.destination.stage.clone(),
                });
            }
        }
        let Destination {
            output,
            stage,
            system,
            ..
        } = self.destination;
        let mut missing = Vec::new();
        for above in output.ancestors().skip(1) {
            if system.kind(above)?.is_some() {
                break;
            }
            missing.push(above);
        }
        for folder in missing.into_iter().rev() {
            if system.create_folder(folder)? {
                open.parents.push(folder.to_path_buf());
            }
        }
        if !system.create_folder(stage)? {
            // It was cleared just now, so another site with the same output is at work.
            return Err(WriteError::Locked {
                path: stage.clone(),
            });
        }
        open.phase = Phase::Open;
        system.create(&stage.join(MARKER_NAME), MARKER_TEXT.as_bytes())?;
        open.held = system.lock_folder(stage)?;
        self.is_open.store(true, Ordering::Release);
        Ok(())
    }

    fn opened(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that the new site is the published one, so that dropping the stage undoes nothing.
    pub(super) fn set_published(&self) {
        self.opened().phase = Phase::Published;
    }

    fn write_new(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), WriteError> {
        let taken = |error: WriteError| {
            if error.is(ErrorKind::AlreadyExists) || error.is(ErrorKind::NotADirectory) {
                WriteError::Taken { path: path.clone() }
            } else {
                error
            }
        };
        let Destination { stage, system, .. } = self.destination;
        if let Some((folder, _)) = path.as_str().rsplit_once('/') {
            self.make_folder(folder).map_err(taken)?;
        }
        system.create(&path.below(stage), bytes).map_err(taken)
    }

    /// Makes a folder and those above it, unless that has been done.
    fn make_folder(&self, folder: &str) -> Result<(), WriteError> {
        if self
            .folders
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(folder)
        {
            return Ok(());
        }
        if let Some((above, _)) = folder.rsplit_once('/') {
            self.make_folder(above)?;
        }
        let Destination { stage, system, .. } = self.destination;
        // Taken already is no error: another thread may have been faster. Should a file have the
        // name, then writing below it fails.
        system.create_folder(&OutputPath::new(folder).below(stage))?;
        self.folders
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(folder.into());
        Ok(())
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        let destination = self.destination;
        let Destination {
            stage,
            spare,
            output,
            system,
            ..
        } = destination;
        let open = self.open.get_mut().unwrap_or_else(PoisonError::into_inner);
        // There is nobody to tell of a failure here; the next build clears what is left. It is
        // done with the same care as then, should the system have swapped and said that it failed.
        if open.phase == Phase::Open {
            if matches!(destination.spare_is_unfinished(), Ok(true)) {
                let _ = clear(system, spare, output);
            }
            open.held = None;
            let _ = clear(system, stage, output);
        }
        if open.phase != Phase::Published {
            for folder in open.parents.iter().rev() {
                let _ = system.remove_folder_if_empty(folder);
            }
        }
    }
}
