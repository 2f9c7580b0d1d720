//! Files that are written beside their places first, and take these together at the end.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Mutex, PoisonError};

use super::error::WriteError;
use super::system::{Kind, System};

/// New files of a folder that are not in their places yet. What is dropped leaves nothing behind.
#[derive(Debug)]
pub(super) struct Staged {
    pub(super) system: System,
    /// The folder below which all of it lies.
    pub(super) folder: PathBuf,
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    files: Vec<New>,
    /// Folders that were made, outer before inner.
    folders: Vec<PathBuf>,
}

#[derive(Debug)]
struct New {
    /// Where its bytes are.
    at: PathBuf,
    /// Where they are to be, within the folder.
    path: String,
}

impl Staged {
    pub(super) fn new(folder: PathBuf) -> Self {
        Staged {
            system: System::default(),
            folder,
            inner: Mutex::default(),
        }
    }

    /// Writes the bytes for a path within the folder; folders are made as needed.
    pub(super) fn add(&self, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let full = self.folder.join(path);
        let parent = full.parent().unwrap_or(&self.folder);
        self.make(parent, &mut inner.folders)?;
        let name = format!(".new-{}-{}", process::id(), inner.files.len());
        let at = parent.join(name);
        // One that a killed run of the same number left.
        self.system.remove(&at)?;
        inner.files.push(New {
            at: at.clone(),
            path: path.to_owned(),
        });
        self.system.create(&at, bytes)
    }

    /// What lies at a path within the folder.
    pub(super) fn standing(&self, path: &str) -> Result<Option<Vec<u8>>, WriteError> {
        let full = self.folder.join(path);
        match self.system.kind(&full)? {
            None => Ok(None),
            Some(Kind::File) => self.system.read(&full).map(Some),
            Some(_) => Err(WriteError::InTheWay { path: full }),
        }
    }

    /// How many files are to be brought into their places.
    pub(super) fn count(&self) -> usize {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.files.len()
    }

    /// Brings all files into their places: over what is there, or only where nothing is.
    pub(super) fn finish(&self, replace: bool) -> Result<(), WriteError> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let new: Vec<PathBuf> = inner.files.iter().map(|new| new.at.clone()).collect();
        if new.is_empty() {
            return Ok(());
        }
        self.system.settle(&self.folder, &new, &inner.folders)?;
        while let Some(new) = inner.files.first() {
            let to = self.folder.join(&new.path);
            if replace {
                self.system.move_file(&new.at, &to)?;
            } else {
                self.system.rename(&new.at, &to)?;
            }
            inner.files.remove(0);
        }
        inner.folders.clear();
        Ok(())
    }

    fn make(&self, folder: &Path, made: &mut Vec<PathBuf>) -> Result<(), WriteError> {
        match self.system.kind(folder)? {
            Some(Kind::Folder) => return Ok(()),
            Some(_) => {
                return Err(WriteError::InTheWay {
                    path: folder.to_path_buf(),
                });
            }
            None => {}
        }
        if folder != self.folder
            && let Some(above) = folder.parent()
        {
            self.make(above, made)?;
        }
        match self.system.create_folder(folder) {
            Ok(_) => {
                made.push(folder.to_path_buf());
                Ok(())
            }
            Err(error) if error.is(ErrorKind::AlreadyExists) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        let inner = self.inner.get_mut().unwrap_or_else(PoisonError::into_inner);
        // There is nothing better to be done where this fails as well.
        for new in &inner.files {
            let _ = self.system.remove(&new.at);
        }
        for folder in inner.folders.iter().rev() {
            let _ = self.system.remove_folder_if_empty(folder);
        }
    }
}
