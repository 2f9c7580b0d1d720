//! Walking and removing folders that are known to be ours.

use std::collections::HashSet;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::error::{Action, Foreign, WriteError};
use super::manifest::{MANIFEST_NAME, Manifest};
use super::system::{Kind, System};

/// Marks a stage that is being written. Its name is enough: it is made before anything else in
/// the stage and removed after everything else.
pub(super) const MARKER_NAME: &str = ".gongshi-stage";

/// Something below a folder.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// Where, seen from that folder.
    pub(super) relative: PathBuf,
    /// The same with `/` on every system, if it is text at all.
    pub(super) key: Option<String>,
    pub(super) kind: Kind,
}

impl Found {
    /// Whether a manifest lists it, as the file that it is.
    pub(super) fn listed_in(&self, manifest: &Manifest) -> bool {
        is_listed(manifest, self.key.as_deref(), self.kind)
    }

    /// Whether it is the manifest or the marker, which belong to no site.
    pub(super) fn is_mark(&self) -> bool {
        is_mark(self.key.as_deref())
    }
}

/// Whether a manifest lists what has this key and kind.
pub(super) fn is_listed(manifest: &Manifest, key: Option<&str>, kind: Kind) -> bool {
    kind == Kind::File && key.is_some_and(|key| manifest.position(key).is_some())
}

/// Whether this is the key of the manifest or the marker.
pub(super) fn is_mark(key: Option<&str>) -> bool {
    matches!(key, Some(MANIFEST_NAME | MARKER_NAME))
}

/// Everything below `root`, a folder before what is in it. Links are not followed.
pub(super) fn walk(system: &System, root: &Path) -> Result<Vec<Found>, WriteError> {
    walk_for(system, root, |_, _| true)
}

/// The same, but only what `is_wanted` by its key, if it has one, and its kind.
pub(super) fn walk_for(
    system: &System,
    root: &Path,
    is_wanted: impl Fn(Option<&str>, Kind) -> bool,
) -> Result<Vec<Found>, WriteError> {
    let mut found = Vec::new();
    let mut folders = vec![(PathBuf::new(), Some(String::new()))];
    while let Some((folder, folder_key)) = folders.pop() {
        for (name, kind) in system.list(&root.join(&folder))? {
            let key = match (&folder_key, name.to_str()) {
                (Some(above), Some(name)) if above.is_empty() => Some(name.to_owned()),
                (Some(above), Some(name)) => Some(format!("{above}/{name}")),
                _ => None,
            };
            let relative = folder.join(&name);
            if kind == Kind::Folder {
                folders.push((relative.clone(), key.clone()));
            }
            if !is_wanted(key.as_deref(), kind) {
                continue;
            }
            found.push(Found {
                relative,
                key,
                kind,
            });
        }
    }
    Ok(found)
}

/// All folders that hold something which the manifest lists.
pub(super) fn folders_of(manifest: &Manifest) -> HashSet<&str> {
    let mut folders = HashSet::new();
    let mut last = "";
    for entry in manifest.entries() {
        let Some((of_entry, _)) = entry.path.as_str().rsplit_once('/') else {
            continue;
        };
        // Files of one folder stand together.
        if of_entry == last {
            continue;
        }
        last = of_entry;
        let mut above = Some(of_entry);
        while let Some(folder) = above {
            if !folders.insert(folder) {
                break;
            }
            above = folder.rsplit_once('/').map(|(above, _)| above);
        }
    }
    folders
}

/// Removes something that a walk found, a folder only if it is empty.
pub(super) fn remove_one(system: &System, root: &Path, found: &Found) -> Result<(), WriteError> {
    let path = root.join(&found.relative);
    match found.kind {
        Kind::Folder => system.remove_folder_if_empty(&path),
        Kind::File | Kind::Link | Kind::Other => system.remove(&path),
    }
}

/// Removes `root` with what a walk found in it. What came after the walk stays, and makes this
/// fail with [`ErrorKind::DirectoryNotEmpty`]. The marks go last, so that what is left then, or
/// by a kill, is still known as ours.
pub(super) fn remove_found(
    system: &System,
    root: &Path,
    found: &[Found],
) -> Result<(), WriteError> {
    for found in found.iter().rev().filter(|found| !found.is_mark()) {
        remove_one(system, root, found)?;
    }
    let is_mark = |name: &std::ffi::OsStr| name == MANIFEST_NAME || name == MARKER_NAME;
    if system.list(root)?.iter().any(|(name, _)| !is_mark(name)) {
        let error = io::Error::from(ErrorKind::DirectoryNotEmpty);
        return Err(WriteError::Io {
            action: Action::Remove,
            path: root.to_path_buf(),
            error,
        });
    }
    system.remove(&root.join(MANIFEST_NAME))?;
    system.remove(&root.join(MARKER_NAME))?;
    system.remove_folder(root)
}

/// Removes what an interrupted build left at `leftover`: a stage or a spare, complete or not, or
/// an old site that had already given its place to the one at `output`.
pub(super) fn clear(system: &System, leftover: &Path, output: &Path) -> Result<(), WriteError> {
    match system.kind(leftover)? {
        None => return Ok(()),
        Some(Kind::Folder) => {}
        Some(_) => {
            let path = leftover.to_path_buf();
            return Err(WriteError::NotOurs {
                path,
                why: Foreign::NoManifest,
            });
        }
    }
    // Killed before the marker was made.
    if system.list(leftover)?.is_empty() {
        return system.remove_folder(leftover);
    }
    // Another site with the same output may be at work there.
    let _held = system.lock_folder(leftover)?;
    if system.kind(&leftover.join(MARKER_NAME))? == Some(Kind::File) {
        return remove_found(system, leftover, &walk(system, leftover)?);
    }
    let manifest = Manifest::read_by(system, leftover)?;
    let found = walk(system, leftover)?;
    for found in &found {
        let known = found.kind == Kind::Folder || found.is_mark() || found.listed_in(&manifest);
        if !known && !was_carried(system, leftover, output, found)? {
            let path = leftover.join(&found.relative);
            return Err(WriteError::NotOurs {
                path,
                why: Foreign::Stray,
            });
        }
    }
    remove_found(system, leftover, &found)
}

/// Whether a file of somebody else is also in the output, so that it is not lost with this one.
pub(super) fn was_carried(
    system: &System,
    leftover: &Path,
    output: &Path,
    found: &Found,
) -> Result<bool, WriteError> {
    let (old, new) = (leftover.join(&found.relative), output.join(&found.relative));
    if system.kind(&new)? != Some(found.kind) {
        return Ok(false);
    }
    Ok(match found.kind {
        Kind::Link => system.target(&old)? == system.target(&new)?,
        Kind::File => {
            system.same(&old, &new)?
                || (system.size(&old)? == system.size(&new)?
                    && system.read(&old)? == system.read(&new)?)
        }
        Kind::Folder | Kind::Other => system.same(&old, &new)?,
    })
}
