//! The moment at which the new site takes the place of the old one.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::carry::{carry_over, check_ways};
use super::destination::Destination;
use super::error::WriteError;
use super::manifest::{MANIFEST_NAME, Manifest, ManifestEntry};
use super::remove::{
    Found, MARKER_NAME, folders_of, is_listed, is_mark, remove_found, remove_one, walk, walk_for,
};
use super::spare::{Ground, Spare};
use super::stage::Stage;
use super::survey::Survey;
use super::system::Kind;
use crate::paths::OutputPath;

/// No clock of a file system in use is coarser than this, but for FAT.
const TICK: Duration = Duration::from_millis(10);

/// What was published.
#[derive(Debug)]
pub struct Published {
    /// How many files were written, without the manifest.
    pub written: usize,
    /// How many files were taken over from the site before.
    pub kept: usize,
    /// The length of all files of the site together, without the manifest.
    pub bytes: u64,
    /// Files of the old site that the new one does not have.
    pub removed: Vec<OutputPath>,
    /// Hash of the manifest of the site that is in place.
    pub site: blake3::Hash,
    /// Whether a new site is in place. `false`: it would have been the same as the published one,
    /// and nothing on the disk was touched.
    pub changed: bool,
    /// Why the old site could not be made the spare of the next build, or not be removed wholly.
    /// The new one is in place all the same; the next build tries again.
    pub leftover: Option<WriteError>,
}

impl Stage<'_> {
    /// Lets the new site take the place of the old one, in one step, unless they are the same.
    /// After an error the old site is what it was; only if the name of the new one could not be
    /// made durable, the very last step, it is the new one.
    pub fn publish(mut self) -> Result<Published, WriteError> {
        let destination = self.destination;
        if self.failed.load(Ordering::Relaxed) {
            return Err(WriteError::Incomplete {
                path: destination.stage.clone(),
            });
        }
        let written = std::mem::take(
            self.entries
                .get_mut()
                .unwrap_or_else(PoisonError::into_inner),
        );
        let before = self.published.as_ref();
        let kept = self.kept().count();
        let mut published = Published {
            written: written.len(),
            kept,
            bytes: self.kept().chain(&written).map(|entry| entry.size).sum(),
            removed: Vec::new(),
            site: before.map_or(blake3::Hash::from_bytes([0; 32]), |site| site.known.hash),
            changed: false,
            leftover: None,
        };
        if written.is_empty() && before.is_some_and(|site| site.entries().len() == kept) {
            return Ok(published);
        }
        self.open()?;

        // The output is looked at again, since much may have happened since it was first.
        let old = destination.survey()?;
        self.check_still(old.as_ref())?;
        let new = Manifest::new(self.kept().chain(&written).cloned().collect());
        let folders = check_names(&new)?;
        let spare = match &old {
            Some(old) => {
                let Destination { output, system, .. } = destination;
                let manifest = &old.known.manifest;
                check_ways(system, output, &old.others, manifest, &new, &folders)?;
                destination.spare()
            }
            None => Spare::None,
        };
        let place = match &spare {
            Spare::Ours(_) => &destination.spare,
            Spare::None | Spare::Unusable(_) => &destination.stage,
        };
        let listed = new.to_bytes();
        published.site = blake3::hash(&listed);
        self.assemble(
            place,
            old.as_ref(),
            &spare,
            (&new, &listed),
            &written,
            &folders,
        )?;

        let replaces = destination.system.kind(&destination.output)?.is_some();
        let old_place = destination.swap(place, replaces)?;
        self.set_published();
        if let Some(parent) = destination.output.parent() {
            destination.system.settle_folder(parent)?;
        }
        published.changed = true;
        if let Some(old) = &old {
            let mut listed = new.in_order();
            published.removed = old
                .entries()
                .iter()
                .map(|entry| &entry.path)
                .filter(|path| listed.position(path).is_none())
                .cloned()
                .collect();
        }
        let retired = destination.retire(old_place.as_deref(), old.as_ref(), &spare, &new);
        published.leftover = match (retired, spare) {
            (Err(error), _) | (Ok(()), Spare::Unusable(error)) => Some(error),
            (Ok(()), _) => None,
        };
        Ok(published)
    }

    /// That the site which is published now is the one of which files are kept.
    fn check_still(&self, now: Option<&Survey>) -> Result<(), WriteError> {
        let hash = |site: &Survey| site.known.hash;
        match now {
            Some(now) if Some(hash(now)) != self.published.as_ref().map(hash) => {
                // Another site with the same output was published meanwhile.
                Err(WriteError::Locked {
                    path: self.destination.output.clone(),
                })
            }
            Some(_) => Ok(()),
            // Somebody removed it; this is no matter if all files are new.
            None => match self.kept().next() {
                None => Ok(()),
                Some(entry) => Err(WriteError::NotStanding {
                    path: entry.path.clone(),
                }),
            },
        }
    }

    /// Makes the new site at `place`: the stage, which has the new files, or else the spare. `new` is
    /// its manifest, with the bytes of that.
    fn assemble(
        &self,
        place: &Path,
        old: Option<&Survey>,
        spare: &Spare,
        (new, listed): (&Manifest, &[u8]),
        written: &[ManifestEntry],
        folders: &HashSet<&str>,
    ) -> Result<(), WriteError> {
        let destination = self.destination;
        let Destination {
            output,
            stage,
            system,
            ..
        } = destination;
        let mut ground = if let Spare::Ours(before) = spare {
            destination.strip_spare(before, new)?;
            let there = before
                .others
                .iter()
                .filter_map(|found| found.key.as_deref());
            let there = there.filter(|key| folders.contains(key)).map(Box::from);
            Ground::new(destination, place, Some(before), there.collect())
        } else {
            let made = self.folders.read().unwrap_or_else(PoisonError::into_inner);
            Ground::new(destination, place, None, made.clone())
        };
        if let Some(old) = old {
            ground.keep(old, self.kept())?;
        }
        if matches!(spare, Spare::Ours(_)) {
            for entry in written {
                ground.move_in(stage, &entry.path)?;
            }
        }
        let mut files: Vec<PathBuf> = written
            .iter()
            .map(|entry| entry.path.below(place))
            .collect();
        if let Some(old) = old {
            let manifest = &old.known.manifest;
            files.extend(carry_over(
                system,
                output,
                place,
                &old.others,
                manifest,
                new,
            )?);
        }
        if ground.touched.max(written.len()) > 64 {
            // A file of the same time as the manifest is read at every look: see `survey`. A few
            // are no matter, but all that were linked within one tick of the clock would be.
            std::thread::sleep(TICK);
        }
        let manifest = place.join(MANIFEST_NAME);
        system.create(&manifest, listed)?;
        files.push(manifest);
        system.remove(&place.join(MARKER_NAME))?;
        // Late, since a folder may be closed to us then.
        if system.kind(output)?.is_some() {
            system.permit(place, system.permissions(output)?)?;
        }
        let mut named: Vec<&str> = folders.iter().copied().collect();
        named.sort_unstable();
        let named = named.iter().rev();
        let mut named: Vec<PathBuf> = named
            .map(|folder| OutputPath::new(*folder).below(place))
            .collect();
        named.push(place.to_path_buf());
        system.settle(place, &files, &named)
    }
}

/// Two files of a site cannot have one name, nor can a file and a folder. Most of it the file
/// system says already when files are written; it does not say it of kept ones. Returns the
/// folders of the site.
fn check_names(new: &Manifest) -> Result<HashSet<&str>, WriteError> {
    let folders = folders_of(new);
    let taken = new
        .entries()
        .iter()
        .find(|entry| folders.contains(entry.path.as_str()));
    match taken {
        Some(entry) => Err(WriteError::Taken {
            path: entry.path.clone(),
        }),
        None => Ok(folders),
    }
}

impl Destination {
    /// Puts the new site at `place` in the place of the output. Returns where the old site lies
    /// then.
    fn swap(&self, place: &Path, replaces: bool) -> Result<Option<PathBuf>, WriteError> {
        let Destination {
            output,
            aside,
            system,
            ..
        } = self;
        if !replaces {
            system.rename(place, output)?;
            return Ok(None);
        }
        if system.exchange(place, output)? {
            return Ok(Some(place.to_path_buf()));
        }
        system.rename(output, aside)?;
        match system.rename(place, output) {
            Ok(()) => Ok(Some(aside.clone())),
            Err(error) => {
                // If this fails too, the next build does it: it knows the name.
                let _ = system.rename(aside, output);
                Err(error)
            }
        }
    }

    /// Makes the old site, which now lies at `place`, the spare; if somebody else has that name,
    /// it is removed.
    fn retire(
        &self,
        place: Option<&Path>,
        old: Option<&Survey>,
        spare: &Spare,
        new: &Manifest,
    ) -> Result<(), WriteError> {
        let Destination {
            stage,
            spare: spare_place,
            system,
            ..
        } = self;
        if let Some(place) = place {
            match old {
                Some(old) => self.take_out_others(place, old, new)?,
                // There was an empty folder.
                None => self.take_out_all(place, new)?,
            }
            if old.is_some() && !matches!(spare, Spare::Unusable(_)) {
                if place != spare_place {
                    system.rename(place, spare_place)?;
                }
            } else if old.is_some() {
                remove_found(system, place, &walk(system, place)?)?;
            }
        }
        // Its files have moved into the spare; the lock on it is held until now.
        if matches!(spare, Spare::Ours(_)) && system.kind(stage)?.is_some() {
            remove_found(system, stage, &walk(system, stage)?)?;
        }
        Ok(())
    }

    /// Removes from the old site at `place` what is not ours: it was carried into the new one. What
    /// somebody put there after the old site was looked at follows first.
    fn take_out_others(
        &self,
        place: &Path,
        old: &Survey,
        new: &Manifest,
    ) -> Result<(), WriteError> {
        let Destination { output, system, .. } = self;
        let manifest = &old.known.manifest;
        let carried: HashSet<&Path> = old
            .others
            .iter()
            .map(|found| found.relative.as_path())
            .collect();
        let strangers = walk_for(system, place, |key, kind| {
            !is_mark(key) && !is_listed(manifest, key, kind)
        })?;
        let late: Vec<Found> = strangers
            .iter()
            .filter(|found| !carried.contains(found.relative.as_path()))
            .cloned()
            .collect();
        carry_over(system, place, output, &late, manifest, new)?;
        let ours = folders_of(manifest);
        for found in strangers.iter().rev() {
            let is_ours = found.key.as_deref().is_some_and(|key| ours.contains(key));
            if found.kind != Kind::Folder || !is_ours {
                remove_one(system, place, found)?;
            }
        }
        Ok(())
    }

    /// Removes a folder that was empty; what somebody put there meanwhile follows into the new
    /// site first.
    fn take_out_all(&self, place: &Path, new: &Manifest) -> Result<(), WriteError> {
        let Destination { output, system, .. } = self;
        let late = walk(system, place)?;
        carry_over(system, place, output, &late, &Manifest::default(), new)?;
        remove_found(system, place, &late)
    }
}
