//! The moment at which the new site takes the place of the old one.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use super::carry::carry_over;
use super::destination::Destination;
use super::error::WriteError;
use super::manifest::{MANIFEST_NAME, Manifest, Occupant, occupant};
use super::remove::{Found, MARKER_NAME, remove_found, walk};
use super::stage::{Phase, Stage};
use crate::paths::OutputPath;

/// What was published.
#[derive(Debug)]
pub struct Published {
    /// How many files were written, without the manifest.
    pub written: usize,
    /// Their length together.
    pub bytes: u64,
    /// Files of the old site that the new one does not have.
    pub removed: Vec<OutputPath>,
    /// Why the old site could not be removed from the disk wholly. The new one is in place all the
    /// same; the next build tries again.
    pub leftover: Option<WriteError>,
}

impl Stage<'_> {
    /// Lets the new site take the place of the old one, in one step. After an error the old site
    /// is what it was; only if the name of the new one could not be made durable, the very last
    /// step, it is the new one.
    pub fn publish(mut self) -> Result<Published, WriteError> {
        let Destination {
            output,
            stage,
            system,
            ..
        } = self.destination;
        if self.failed.load(Ordering::Relaxed) {
            return Err(WriteError::Incomplete {
                path: stage.clone(),
            });
        }
        let entries = self
            .entries
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner);
        let new = Manifest::new(std::mem::take(entries));

        // The output is looked at again, since much may have happened since it was first.
        let (old, found) = match occupant(system, output)? {
            Occupant::Nobody => (None, Vec::new()),
            Occupant::Empty => (Some(Manifest::default()), Vec::new()),
            Occupant::Ours(old) => (Some(old), walk(system, output)?),
        };
        let mut files: Vec<PathBuf> = new
            .entries()
            .iter()
            .map(|entry| entry.path.below(stage))
            .collect();
        if let Some(old) = &old {
            files.extend(carry_over(system, output, stage, &found, old, &new)?);
        }
        let manifest = stage.join(MANIFEST_NAME);
        system.create(&manifest, &new.to_bytes())?;
        files.push(manifest);
        system.remove(&stage.join(MARKER_NAME))?;
        // Late, since a folder may be closed to us then.
        if old.is_some() {
            system.permit(stage, system.permissions(output)?)?;
        }
        system.settle(stage, files.into_iter())?;

        let old_place = self.swap(old.is_some())?;
        self.phase = Phase::Published;
        if let Some(parent) = output.parent() {
            system.settle_folder(parent)?;
        }
        let leftover = old_place.and_then(|place| self.retire(&place, &found, &new).err());
        Ok(Published {
            written: new.entries().len(),
            bytes: new.entries().iter().map(|entry| entry.size).sum(),
            removed: old
                .iter()
                .flat_map(Manifest::entries)
                .map(|entry| &entry.path)
                .filter(|path| new.get(path.as_str()).is_none())
                .cloned()
                .collect(),
            leftover,
        })
    }

    /// Puts the stage in the place of the output. Returns where the old site lies then.
    fn swap(&self, replaces: bool) -> Result<Option<PathBuf>, WriteError> {
        let Destination {
            output,
            stage,
            aside,
            system,
            ..
        } = self.destination;
        if !replaces {
            system.rename(stage, output)?;
            return Ok(None);
        }
        if system.exchange(stage, output)? {
            return Ok(Some(stage.clone()));
        }
        system.rename(output, aside)?;
        match system.rename(stage, output) {
            Ok(()) => Ok(Some(aside.clone())),
            Err(error) => {
                // If this fails too, the next build does it: it knows the name.
                let _ = system.rename(aside, output);
                Err(error)
            }
        }
    }

    /// Removes the old site, which now lies at `place`. Files that somebody put there after it was
    /// walked follow the others into the new site first.
    fn retire(&self, place: &Path, found: &[Found], new: &Manifest) -> Result<(), WriteError> {
        let Destination { output, system, .. } = self.destination;
        match remove_found(system, place, found) {
            Err(error) if error.is(ErrorKind::DirectoryNotEmpty) => {}
            other => return other,
        }
        let late = walk(system, place)?;
        carry_over(system, place, output, &late, &Manifest::default(), new)?;
        remove_found(system, place, &late)
    }
}
