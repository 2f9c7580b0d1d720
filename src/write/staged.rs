//! Files that are written into [`STAGE`] first, and take their places together at the end. What a
//! killed run leaves there, the next one clears; nobody else has files in it.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Mutex, PoisonError};

use super::destination::STATE_FOLDER;
use super::error::{Refusal, WriteError};
use super::system::{Kind, System};

/// Folder in [`STATE_FOLDER`] for files that are not in their places yet.
const STAGE: &str = "new";
/// A file that was written so much earlier than another is of a run that was killed: in nanoseconds.
const HOUR: i128 = 3_600_000_000_000;

/// The folder for files that are not in their places yet; it is made as needed.
pub(super) fn stage(system: &System, site: &Path) -> Result<PathBuf, WriteError> {
    let mut folder = site.to_path_buf();
    for part in [STATE_FOLDER, STAGE] {
        folder.push(part);
        if !system.create_folder(&folder)? && system.kind(&folder)? != Some(Kind::Folder) {
            return Err(WriteError::Refused {
                path: folder,
                reason: Refusal::NotAFolder,
            });
        }
    }
    Ok(folder)
}

/// Removes what killed runs left. Only for one that holds the lock of rounds.
pub(super) fn clear(system: &System, site: &Path) -> Result<(), WriteError> {
    let folder = site.join(STATE_FOLDER).join(STAGE);
    if system.kind(&folder)? != Some(Kind::Folder) {
        return Ok(());
    }
    for (name, kind) in system.list(&folder)? {
        let name_of = name.to_str().unwrap_or_default();
        if kind == Kind::File && is_staged(name_of) && !name_of.starts_with(ALONE) {
            system.remove(&folder.join(&name))?;
        }
    }
    system.remove_folder_if_empty(&folder)
}

/// How the names of files begin that are written without the lock of rounds.
const ALONE: &str = "office";

/// Whether a name is one that is given here: a word and numbers.
fn is_staged(name: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = name.split('-');
    let word = parts.next().unwrap_or_default();
    matches!(word, "archive" | "print" | "known" | "photo" | ALONE) && parts.all(is_number)
}

/// Writes a file without the lock of rounds, and brings it into its place: over what is there, or
/// only where nothing is. What such a run left an hour before or more goes.
pub(super) fn write_alone(
    system: &System,
    site: &Path,
    to: &Path,
    bytes: &[u8],
    replace: bool,
) -> Result<(), WriteError> {
    let folder = stage(system, site)?;
    let name = format!("{ALONE}-{}", process::id());
    let written = write_as(system, &folder.join(&name), to, bytes, replace, |new| {
        let Some(now) = system.facts(new)? else {
            return Ok(());
        };
        for (other, _) in system.list(&folder)? {
            let name_of = other.to_str().unwrap_or_default();
            let path = folder.join(&other);
            if is_staged(name_of)
                && name_of.starts_with(ALONE)
                && (system.facts(&path)?).is_some_and(|facts| facts.written < now.written - HOUR)
            {
                system.remove(&path)?;
            }
        }
        Ok(())
    });
    // There is nothing better to be done where this fails as well.
    let _ = system.remove_folder_if_empty(&folder);
    written
}

/// Writes a file under the lock of rounds, and brings it into its place.
pub(super) fn write_one(
    system: &System,
    site: &Path,
    word: &str,
    to: &Path,
    bytes: &[u8],
    replace: bool,
) -> Result<(), WriteError> {
    let folder = stage(system, site)?;
    let new = folder.join(format!("{word}-{}", process::id()));
    let written = write_as(system, &new, to, bytes, replace, |_| Ok(()));
    let _ = system.remove_folder_if_empty(&folder);
    written
}

fn write_as(
    system: &System,
    new: &Path,
    to: &Path,
    bytes: &[u8],
    replace: bool,
    and: impl FnOnce(&Path) -> Result<(), WriteError>,
) -> Result<(), WriteError> {
    let folder = new.parent().unwrap_or(new).to_path_buf();
    // One that a killed run of the same number left.
    system.remove(new)?;
    let written = system
        .create(new, bytes)
        .and_then(|()| and(new))
        .and_then(|()| system.settle(&folder, &[new.to_path_buf()], &[]))
        .and_then(|()| into_place(system, new, to, replace));
    if written.is_err() {
        // There is nothing better to be done where this fails as well.
        let _ = system.remove(new);
    }
    written
}

/// Brings a file into its place, also onto another file system.
fn into_place(system: &System, from: &Path, to: &Path, replace: bool) -> Result<(), WriteError> {
    let go = |from: &Path| {
        if replace {
            system.move_file(from, to)
        } else {
            system.rename(from, to)
        }
    };
    match go(from) {
        Err(error) if error.is(ErrorKind::CrossesDevices) => {
            let folder = to.parent().unwrap_or(to);
            let beside = folder.join(format!(".new-{}", process::id()));
            let bytes = system.read(from)?;
            system.remove(&beside)?;
            let moved = system
                .create(&beside, &bytes)
                .and_then(|()| system.settle(folder, std::slice::from_ref(&beside), &[]))
                .and_then(|()| go(&beside));
            if moved.is_err() {
                // There is nothing better to be done where this fails as well.
                let _ = system.remove(&beside);
            }
            moved?;
            system.remove(from)
        }
        moved => moved,
    }
}

/// New files of a folder that are not in their places yet. What is dropped leaves nothing behind.
#[derive(Debug)]
pub(super) struct Staged {
    pub(super) system: System,
    /// The folder below which all of it lies.
    pub(super) folder: PathBuf,
    site: PathBuf,
    name: &'static str,
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
    /// For a folder of the site, by its name.
    pub(super) fn new(site: &Path, folder: &'static str) -> Self {
        Staged {
            system: System::default(),
            folder: site.join(folder),
            site: site.to_path_buf(),
            name: folder,
            inner: Mutex::default(),
        }
    }

    /// Writes the bytes for a path within the folder.
    pub(super) fn add(&self, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let name = format!("{}-{}-{}", self.name, process::id(), inner.files.len());
        let at = stage(&self.system, &self.site)?.join(name);
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

    /// Brings all files into their places: over what is there, or only where nothing is. Folders are
    /// made as needed.
    pub(super) fn finish(&self, replace: bool) -> Result<(), WriteError> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let new: Vec<PathBuf> = inner.files.iter().map(|new| new.at.clone()).collect();
        if new.is_empty() {
            return Ok(());
        }
        let inner = &mut *inner;
        for new in &inner.files {
            let full = self.folder.join(&new.path);
            let parent = full.parent().unwrap_or(&self.folder);
            self.make(parent, &mut inner.folders)?;
        }
        self.system.settle(&self.folder, &new, &inner.folders)?;
        while let Some(new) = inner.files.first() {
            let to = self.folder.join(&new.path);
            into_place(&self.system, &new.at, &to, replace)?;
            inner.files.remove(0);
        }
        inner.folders.clear();
        self.system.remove_folder_if_empty(&self.stage())
    }

    fn stage(&self) -> PathBuf {
        self.site.join(STATE_FOLDER).join(STAGE)
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
        let stage = self.stage();
        let inner = self.inner.get_mut().unwrap_or_else(PoisonError::into_inner);
        // There is nothing better to be done where this fails as well.
        for new in &inner.files {
            let _ = self.system.remove(&new.at);
        }
        let _ = self.system.remove_folder_if_empty(&stage);
        for folder in inner.folders.iter().rev() {
            let _ = self.system.remove_folder_if_empty(folder);
        }
    }
}
