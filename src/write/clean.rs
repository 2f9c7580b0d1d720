//! Takes away what was published, and nothing else.

use std::path::{Path, PathBuf};

use super::destination::{Destination, LOCK_NAME, STATE_FOLDER};
use super::error::WriteError;
use super::manifest::{MANIFEST_NAME, Manifest, Occupant};
use super::posted::POSTED_NAME;
use super::remove::{Found, folders_of, remove_one, walk, was_carried};
use super::round::KNOWN_NAME;
use super::system::{Kind, System};
use crate::paths::OutputPath;

/// What was taken away and what was left.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// How many published files were removed, without the manifest.
    pub removed: usize,
    /// Published files that somebody has changed since; they stay.
    pub changed: Vec<OutputPath>,
    /// What somebody else put there or into the spare, seen from the output folder; it stays.
    pub foreign: Vec<PathBuf>,
}

/// Removes the published files, the manifest, folders that are empty then, the same in the spare,
/// what an interrupted build left behind, and the folder `.gongshi` of the site with its caches,
/// but for what it remembers of what was posted.
pub fn clean(destination: &Destination) -> Result<Cleaned, WriteError> {
    let Destination {
        site,
        output,
        system,
        ..
    } = destination;
    let lock = destination.lock()?;
    destination.recover()?;
    let state = site.join(STATE_FOLDER);
    let found = walk(system, &state)?;
    // What was posted, and which files of rounds are ours, cannot be made again: it is no cache.
    let stays = |found: &&Found| {
        let key = found.key.as_deref();
        matches!(key, Some(LOCK_NAME | POSTED_NAME | KNOWN_NAME))
    };
    for found in found.iter().rev().filter(|found| !stays(found)) {
        remove_one(system, &state, found)?;
    }
    // First, since it holds nothing that the output does not show better.
    let mut foreign = clean_spare(destination)?;
    let mut cleaned = match destination.occupant()? {
        Occupant::Nobody | Occupant::Empty => Cleaned::default(),
        Occupant::Ours(known) => clean_site(system, output, &known.manifest)?,
    };
    foreign.append(&mut cleaned.foreign);
    foreign.sort_unstable();
    cleaned.foreign = foreign;

    // Removed while it is still held, so that nobody gets in between.
    system.remove(&state.join(LOCK_NAME))?;
    drop(lock);
    system.remove_folder_if_empty(&state)?;
    Ok(cleaned)
}

/// Removes the spare with the same care. Returns what stays of it.
fn clean_spare(destination: &Destination) -> Result<Vec<PathBuf>, WriteError> {
    let Destination {
        output,
        spare,
        system,
        ..
    } = destination;
    let name = PathBuf::from("..").join(spare.file_name().unwrap_or_default());
    match system.kind(spare)? {
        None => return Ok(Vec::new()),
        Some(Kind::Folder) => {}
        Some(_) => return Ok(vec![name]),
    }
    let manifest = match Manifest::read_by(system, spare) {
        Ok(manifest) => manifest,
        Err(WriteError::NotOurs { .. }) => {
            system.remove_folder_if_empty(spare)?;
            let is_there = system.kind(spare)?.is_some();
            return Ok(if is_there { vec![name] } else { Vec::new() });
        }
        Err(error) => return Err(error),
    };
    // What the output has too, a file of somebody else or one that was changed in both by a link,
    // is not lost here.
    for found in walk(system, spare)? {
        if found.kind != Kind::Folder
            && !found.is_mark()
            && was_carried(system, spare, output, &found)?
        {
            remove_one(system, spare, &found)?;
        }
    }
    let cleaned = clean_site(system, spare, &manifest)?;
    let changed = cleaned.changed.iter().map(|path| path.below(&name));
    let foreign = cleaned.foreign.iter().map(|path| name.join(path));
    Ok(changed.chain(foreign).collect())
}

fn clean_site(system: &System, output: &Path, manifest: &Manifest) -> Result<Cleaned, WriteError> {
    let mut cleaned = Cleaned::default();
    let ours = folders_of(manifest);
    let found = walk(system, output)?;
    // Backwards: what is in a folder comes before it.
    for found in found.iter().rev().filter(|found| !found.is_mark()) {
        let path = output.join(&found.relative);
        let key = found.key.as_deref();
        if found.kind == Kind::Folder {
            if key.is_some_and(|key| ours.contains(key)) {
                system.remove_folder_if_empty(&path)?;
            } else {
                cleaned.foreign.push(found.relative.clone());
            }
            continue;
        }
        match key.and_then(|key| manifest.get(key)) {
            None => cleaned.foreign.push(found.relative.clone()),
            Some(entry)
                if found.kind == Kind::File
                    && system.size(&path)? == entry.size
                    && entry.is(&system.read(&path)?) =>
            {
                system.remove(&path)?;
                cleaned.removed += 1;
            }
            Some(entry) => cleaned.changed.push(entry.path.clone()),
        }
    }
    // The manifest goes last: what an interruption leaves is still known as ours.
    system.remove(&output.join(MANIFEST_NAME))?;
    system.remove_folder_if_empty(output)?;
    cleaned.changed.sort_unstable();
    cleaned.foreign.sort_unstable();
    Ok(cleaned)
}
