//! Takes what somebody else put into the old site over into the new one.

use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::error::WriteError;
use super::manifest::{Manifest, ManifestEntry};
use super::remove::{Found, folders_of};
use super::system::{Kind, System};

/// Gives everything that was found in the site at `from` and is not listed in its manifest `old`
/// a name in the site at `to` as well, whose manifest is `new`. Where a file of ours has that
/// name, this fails. Returns what had to be copied.
pub(super) fn carry_over(
    system: &System,
    from: &Path,
    to: &Path,
    found: &[Found],
    old: &Manifest,
    new: &Manifest,
) -> Result<Vec<PathBuf>, WriteError> {
    let ours = folders_of(old);
    let mut folders = Folders {
        system,
        to,
        known: HashSet::new(),
        made: Vec::new(),
    };
    let mut copies = Vec::new();
    for found in found
        .iter()
        .filter(|found| !found.is_mark() && !found.listed_in(old))
    {
        let key = found.key.as_deref();
        if found.kind == Kind::Folder && key.is_some_and(|key| ours.contains(key)) {
            continue;
        }
        let source = from.join(&found.relative);
        if let Some(own) = key.and_then(|key| new.get(key)) {
            if is_same(system, &source, found, own)? {
                continue;
            }
            return Err(WriteError::InTheWay { path: source });
        }
        let carried = if found.kind == Kind::Folder {
            folders.make(&found.relative).map(|()| false)
        } else {
            folders
                .make_above(&found.relative)
                .and_then(|()| system.carry(&source, &to.join(&found.relative), found.kind))
        };
        match carried {
            Ok(true) => copies.push(to.join(&found.relative)),
            Ok(false) => {}
            // A file of ours lies where a folder is needed, or the other way round.
            Err(error)
                if error.is(ErrorKind::AlreadyExists) || error.is(ErrorKind::NotADirectory) =>
            {
                return Err(WriteError::InTheWay { path: source });
            }
            Err(error) => return Err(error),
        }
    }
    // Last, since a folder may be closed to us then; the innermost first.
    for folder in folders.made.iter().rev() {
        system.permit(&to.join(folder), system.permissions(&from.join(folder))?)?;
    }
    Ok(copies)
}

/// Whether all of that can be carried over, as far as names tell. Asked before the spare is
/// touched, so that it is not lost to a build that has to stop.
pub(super) fn check_ways(
    system: &System,
    from: &Path,
    found: &[Found],
    old: &Manifest,
    new: &Manifest,
    folders: &HashSet<&str>,
) -> Result<(), WriteError> {
    let ours = folders_of(old);
    for found in found {
        let Some(key) = found.key.as_deref() else {
            continue;
        };
        let is_folder = found.kind == Kind::Folder;
        if found.is_mark() || found.listed_in(old) || (is_folder && ours.contains(key)) {
            continue;
        }
        let path = from.join(&found.relative);
        let mut above = key;
        let mut under_file = false;
        while let Some((folder, _)) = above.rsplit_once('/') {
            under_file |= new.get(folder).is_some();
            above = folder;
        }
        let in_place = match new.get(key) {
            Some(own) => !is_same(system, &path, found, own)?,
            None => !is_folder && folders.contains(key),
        };
        if under_file || in_place {
            return Err(WriteError::InTheWay { path });
        }
    }
    Ok(())
}

/// The same bytes from two hands are no conflict.
fn is_same(
    system: &System,
    path: &Path,
    found: &Found,
    own: &ManifestEntry,
) -> Result<bool, WriteError> {
    Ok(found.kind == Kind::File && system.size(path)? == own.size && own.is(&system.read(path)?))
}

/// Folders of the new site that hold files of somebody else.
struct Folders<'a> {
    system: &'a System,
    to: &'a Path,
    known: HashSet<PathBuf>,
    made: Vec<PathBuf>,
}

impl Folders<'_> {
    /// Makes a folder and those above it, unless they are there.
    fn make(&mut self, folder: &Path) -> Result<(), WriteError> {
        if folder.as_os_str().is_empty() || self.known.contains(folder) {
            return Ok(());
        }
        self.make_above(folder)?;
        if self.system.create_folder(&self.to.join(folder))? {
            self.made.push(folder.to_path_buf());
        }
        self.known.insert(folder.to_path_buf());
        Ok(())
    }

    fn make_above(&mut self, path: &Path) -> Result<(), WriteError> {
        path.parent().map_or(Ok(()), |above| self.make(above))
    }
}
