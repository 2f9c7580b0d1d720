//! The site before the published one, which lies beside it and becomes the next one.
//!
//! It differs from the published site in what the last build changed. So a build that changes one
//! page of many brings it forward with two or three calls, where a new folder takes one for each
//! file. It is touched only in [`Stage::publish`](super::Stage::publish), when all new files lie
//! ready in the stage: a build that stops before that leaves it as it was.
//!
//! Two sites may share a file by hard links. So a file in any of them is never written to: a new
//! one takes its name.

use std::collections::HashSet;
use std::path::Path;

use super::destination::Destination;
use super::error::{Foreign, WriteError};
use super::manifest::{Known, MANIFEST_NAME, Manifest, ManifestEntry};
use super::remove::{MARKER_NAME, folders_of, remove_one, was_carried};
use super::stage::MARKER_TEXT;
use super::survey::Survey;
use super::system::{Kind, System};
use crate::paths::OutputPath;

/// What lies in the place of the spare.
#[derive(Debug)]
pub(super) enum Spare {
    /// Nothing.
    None,
    /// A site that we published, and nothing else.
    Ours(Survey),
    /// Something that we must not touch, and how that was seen.
    Unusable(WriteError),
}

impl Destination {
    /// Looks at the spare. Nothing is touched, but for an empty folder.
    pub(super) fn spare(&self) -> Spare {
        match self.examine_spare() {
            Ok(Some(survey)) => Spare::Ours(survey),
            Ok(None) => Spare::None,
            // Whatever may be wrong with it: one can do without.
            Err(error) => Spare::Unusable(error),
        }
    }

    fn examine_spare(&self) -> Result<Option<Survey>, WriteError> {
        let Destination {
            spare,
            output,
            system,
            ..
        } = self;
        match system.kind(spare)? {
            None => return Ok(None),
            Some(Kind::Folder) => {}
            Some(_) => {
                return Err(WriteError::NotOurs {
                    path: spare.clone(),
                    why: Foreign::NoManifest,
                });
            }
        }
        if system.list(spare)?.is_empty() {
            system.remove_folder(spare)?;
            return Ok(None);
        }
        let survey = Survey::new(system, spare, Known::read(system, spare, None)?)?;
        for found in &survey.others {
            // A build that was killed just after its site was in place did not come to removing
            // what it had carried over.
            if found.kind != Kind::Folder && !was_carried(system, spare, output, found)? {
                return Err(WriteError::NotOurs {
                    path: spare.join(&found.relative),
                    why: Foreign::Stray,
                });
            }
        }
        Ok(Some(survey))
    }

    /// Takes out of the spare what the site `new` does not have, and marks it as unfinished.
    pub(super) fn strip_spare(&self, old: &Survey, new: &Manifest) -> Result<(), WriteError> {
        let Destination { spare, system, .. } = self;
        // First of all: from here on it is no site any more.
        system.create(&spare.join(MARKER_NAME), MARKER_TEXT.as_bytes())?;
        let mut listed = new.in_order();
        for (number, entry) in old.entries().iter().enumerate() {
            if listed.position(&entry.path).is_none() && old.is_there(number) {
                system.remove(&entry.path.below(spare))?;
            }
        }
        let wanted = folders_of(new);
        for found in old.others.iter().rev() {
            let is_wanted = found.key.as_deref().is_some_and(|key| wanted.contains(key));
            if found.kind != Kind::Folder || !is_wanted {
                remove_one(system, spare, found)?;
            }
        }
        system.remove(&spare.join(MANIFEST_NAME))
    }
}

/// A folder that becomes the new site, next to the published one.
pub(super) struct Ground<'a> {
    pub(super) system: &'a System,
    pub(super) output: &'a Path,
    pub(super) place: &'a Path,
    /// What is there already, if this is the spare.
    pub(super) before: Option<&'a Survey>,
    /// Its folders that are known to be there.
    folders: HashSet<Box<str>>,
    /// How many names were changed.
    pub(super) touched: usize,
}

impl<'a> Ground<'a> {
    /// The folder at `place`, in which `folders` are made already.
    pub(super) fn new(
        destination: &'a Destination,
        place: &'a Path,
        before: Option<&'a Survey>,
        folders: HashSet<Box<str>>,
    ) -> Self {
        Ground {
            system: &destination.system,
            output: &destination.output,
            place,
            before,
            folders,
            touched: 0,
        }
    }

    /// Gives the published files `kept`, which come in the order of their manifest, their names
    /// here too, unless they have them.
    pub(super) fn keep<'m>(
        &mut self,
        published: &Survey,
        kept: impl Iterator<Item = &'m ManifestEntry>,
    ) -> Result<(), WriteError> {
        let mut in_published = published.known.manifest.in_order();
        let mut in_before = self.before.map(|before| before.known.manifest.in_order());
        for entry in kept {
            let not_standing = || WriteError::NotStanding {
                path: entry.path.clone(),
            };
            // Looked at again: much may have happened since the caller chose to keep it.
            let number = in_published
                .position(&entry.path)
                .filter(|number| published.is_known_intact(*number))
                .ok_or_else(not_standing)?;
            let here = in_before
                .as_mut()
                .and_then(|before| before.position(&entry.path));
            if let (Some(before), Some(here)) = (self.before, here)
                && before.is_there(here)
            {
                if self.has(before, here, entry, published, number)? {
                    continue;
                }
                self.system.remove(&entry.path.below(self.place))?;
            }
            self.make_above(&entry.path)?;
            let (from, to) = (entry.path.below(self.output), entry.path.below(self.place));
            if !self.system.link(&from, &to)? {
                let bytes = self.system.read(&from)?;
                if !entry.is(&bytes) {
                    return Err(not_standing());
                }
                self.system.create(&to, &bytes)?;
            }
            self.touched += 1;
        }
        Ok(())
    }

    /// Whether the file that lies here already is the one that is kept, or has its bytes.
    fn has(
        &self,
        before: &Survey,
        here: usize,
        entry: &ManifestEntry,
        published: &Survey,
        number: usize,
    ) -> Result<bool, WriteError> {
        let shared = before.identity(here);
        if shared.is_some() && shared == published.identity(number) {
            return Ok(true);
        }
        let same = before
            .entries()
            .get(here)
            .is_some_and(|other| other.hash == entry.hash && other.size == entry.size);
        Ok(same && before.is_intact(self.system, self.place, here)?)
    }

    /// Moves a new file here from the stage.
    pub(super) fn move_in(&mut self, stage: &Path, path: &OutputPath) -> Result<(), WriteError> {
        self.make_above(path)?;
        self.touched += 1;
        self.system
            .move_file(&path.below(stage), &path.below(self.place))
    }

    fn make_above(&mut self, path: &OutputPath) -> Result<(), WriteError> {
        match path.as_str().rsplit_once('/') {
            Some((folder, _)) => self.make(folder),
            None => Ok(()),
        }
    }

    fn make(&mut self, folder: &str) -> Result<(), WriteError> {
        if self.folders.contains(folder) {
            return Ok(());
        }
        if let Some((above, _)) = folder.rsplit_once('/') {
            self.make(above)?;
        }
        self.system
            .create_folder(&OutputPath::new(folder).below(self.place))?;
        self.folders.insert(folder.into());
        Ok(())
    }
}
