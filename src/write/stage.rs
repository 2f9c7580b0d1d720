//! The folder beside the output that takes the new site.

use std::collections::HashSet;
use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError, RwLock};

use super::destination::{Destination, Lock};
use super::error::WriteError;
use super::manifest::{MANIFEST_NAME, ManifestEntry, is_plain};
use super::remove::{MARKER_NAME, clear};
use crate::paths::OutputPath;

/// What the marker says to somebody who finds it.
const MARKER_TEXT: &str = "gongshi: an unfinished site; the next build removes this folder\n";

/// A new site that is being written beside the published one. Dropped without
/// [`publish`](Stage::publish), it vanishes and the published site is what it was.
#[derive(Debug)]
pub struct Stage<'a> {
    pub(super) destination: &'a Destination,
    pub(super) phase: Phase,
    /// Folders above the output that had to be made.
    parents: Vec<PathBuf>,
    /// Folders of the new site that have been made.
    pub(super) folders: RwLock<HashSet<Box<str>>>,
    pub(super) entries: Mutex<Vec<ManifestEntry>>,
    /// Whether a file could not be written.
    pub(super) failed: AtomicBool,
    /// Held against another site with the same output.
    held: Option<File>,
    _lock: Lock,
}

/// How far a stage has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// Its folder is not there yet.
    Begun,
    /// Its folder is ours to write and to remove.
    Written,
    /// Its folder has become the output.
    Published,
}

impl Destination {
    /// Takes the lock, clears what an interrupted build left behind, and opens a new stage.
    pub fn stage(&self) -> Result<Stage<'_>, WriteError> {
        let lock = self.lock()?;
        self.recover()?;
        let mut stage = Stage {
            destination: self,
            phase: Phase::Begun,
            parents: Vec::new(),
            folders: RwLock::default(),
            entries: Mutex::default(),
            failed: AtomicBool::new(false),
            held: None,
            _lock: lock,
        };
        // From here on dropping the stage undoes what was done.
        stage.open()?;
        Ok(stage)
    }
}

impl Stage<'_> {
    fn open(&mut self) -> Result<(), WriteError> {
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
                self.parents.push(folder.to_path_buf());
            }
        }
        if !system.create_folder(stage)? {
            // It was cleared just now, so another site with the same output is at work.
            return Err(WriteError::Locked {
                path: stage.clone(),
            });
        }
        self.phase = Phase::Written;
        system.create(&stage.join(MARKER_NAME), MARKER_TEXT.as_bytes())?;
        self.held = system.lock_folder(stage)?;
        Ok(())
    }

    /// Writes one file of the new site. May be called from many threads. After an error the stage
    /// can no longer be published.
    pub fn write(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), WriteError> {
        let result = self.write_new(path, bytes);
        match &result {
            Ok(()) => {
                let entry = ManifestEntry::of(path.clone(), bytes);
                self.entries
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(entry);
            }
            Err(_) => self.failed.store(true, Ordering::Relaxed),
        }
        result
    }

    fn write_new(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), WriteError> {
        if !is_plain(path) || matches!(path.as_str(), MANIFEST_NAME | MARKER_NAME) {
            return Err(WriteError::BadPath { path: path.clone() });
        }
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

    /// The folder in which the new site grows.
    pub fn folder(&self) -> &Path {
        &self.destination.stage
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        if self.phase == Phase::Published {
            return;
        }
        let Destination {
            stage,
            output,
            system,
            ..
        } = self.destination;
        // There is nobody to tell of a failure here; the next build clears what is left. It is
        // done with the same care as then, should the system have swapped and said that it failed.
        if self.phase == Phase::Written {
            self.held = None;
            let _ = clear(system, stage, output);
        }
        for folder in self.parents.iter().rev() {
            let _ = system.remove_folder_if_empty(folder);
        }
    }
}
