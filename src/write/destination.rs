//! The output folder: which ones may be used, and the lock on it.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::error::{Action, Refusal, WriteError};
use super::manifest::{Known, Manifest, Occupant, occupant};
use super::platform;
use super::remove::{MARKER_NAME, clear};
use super::system::{Kind, System};

/// Folder of the site for the lock and for caches.
pub(super) const STATE_FOLDER: &str = ".gongshi";

/// The lock's name in [`STATE_FOLDER`].
pub(super) const LOCK_NAME: &str = "lock";

/// Folders of a site that no output may hold or lie in.
const SITE_FOLDERS: [&str; 4] = ["content", "themes", STATE_FOLDER, ".git"];

/// An output folder that may be used: it is not there yet, empty, or a site that we published.
#[derive(Debug)]
pub struct Destination {
    /// Real path of the site folder.
    pub(super) site: PathBuf,
    /// Real path of the output folder, which need not exist.
    pub(super) output: PathBuf,
    /// Beside the output, on the same file system: where the new site is written.
    pub(super) stage: PathBuf,
    /// Beside the output: where the old site lies for a moment if folders cannot be exchanged.
    pub(super) aside: PathBuf,
    /// Beside the output: the site before the published one, which becomes the one after it.
    pub(super) spare: PathBuf,
    /// The manifest that was found in the output.
    known: Option<Known>,
    pub(super) system: System,
}

/// That no other build is at work on the site, until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Destination {
    /// Looks at `output` and refuses it if it may not be used. Nothing is touched. As everywhere
    /// in Rust, a path that is not absolute begins at the current folder, not at the site.
    pub fn new(site_root: impl AsRef<Path>, output: impl AsRef<Path>) -> Result<Self, WriteError> {
        Self::with_system(site_root.as_ref(), output.as_ref(), System::default())
    }

    pub(super) fn with_system(
        site: &Path,
        output: &Path,
        system: System,
    ) -> Result<Self, WriteError> {
        let site = real_path(site)?;
        let output = real_path(output)?;
        if let Some(reason) = objection(&site, &output) {
            return Err(WriteError::Refused {
                path: output,
                reason,
            });
        }
        let (Some(parent), Some(name)) = (output.parent(), output.file_name()) else {
            return Err(WriteError::Refused {
                path: output,
                reason: Refusal::Root,
            });
        };
        let beside = |suffix: &str| {
            let mut hidden = OsString::from(".");
            if name.len() <= 200 {
                hidden.push(name);
            } else {
                // The suffix would make a long name too long.
                hidden.push(&blake3::hash(name.as_encoded_bytes()).to_hex()[..32]);
            }
            hidden.push(suffix);
            parent.join(hidden)
        };
        let known = match occupant(&system, &output, None)? {
            Occupant::Ours(known) => Some(known),
            Occupant::Nobody | Occupant::Empty => None,
        };
        Ok(Destination {
            site,
            stage: beside(".gongshi-stage"),
            aside: beside(".gongshi-old"),
            spare: beside(".gongshi-spare"),
            output,
            known,
            system,
        })
    }

    /// What lies in the place of the output now.
    pub(super) fn occupant(&self) -> Result<Occupant, WriteError> {
        occupant(&self.system, &self.output, self.known.as_ref())
    }

    /// Real path of the output folder.
    pub fn output(&self) -> &Path {
        &self.output
    }

    /// Real path of the site folder.
    pub fn site(&self) -> &Path {
        &self.site
    }

    /// Takes the lock, making the folder for it if needed.
    pub(super) fn lock(&self) -> Result<Lock, WriteError> {
        let folder = self.site.join(STATE_FOLDER);
        if !self.system.create_folder(&folder)? && self.system.kind(&folder)? != Some(Kind::Folder)
        {
            return Err(WriteError::Refused {
                path: folder,
                reason: Refusal::NotAFolder,
            });
        }
        Ok(Lock {
            _file: self.system.lock(&folder.join(LOCK_NAME))?,
        })
    }

    /// Puts right what an interrupted build left behind. The lock must be held.
    pub(super) fn recover(&self) -> Result<(), WriteError> {
        if self.system.kind(&self.aside)?.is_some() {
            if self.system.kind(&self.output)?.is_none() {
                // Killed between the two renames: the old site is whole, it is only elsewhere.
                Manifest::read_by(&self.system, &self.aside)?;
                self.system.rename(&self.aside, &self.output)?;
            } else {
                clear(&self.system, &self.aside, &self.output)?;
            }
        }
        clear(&self.system, &self.stage, &self.output)?;
        // The spare comes last: whoever works on it holds the lock on a stage.
        if self.spare_is_unfinished()? {
            clear(&self.system, &self.spare, &self.output)?;
        }
        Ok(())
    }

    /// Whether the spare was being made into a new site when that was interrupted.
    pub(super) fn spare_is_unfinished(&self) -> Result<bool, WriteError> {
        Ok(self.system.kind(&self.spare)? == Some(Kind::Folder)
            && self.system.kind(&self.spare.join(MARKER_NAME))? == Some(Kind::File))
    }
}

/// What is against `output`, if anything. Both paths are real ones.
fn objection(site: &Path, output: &Path) -> Option<Refusal> {
    if output.parent().is_none() {
        return Some(Refusal::Root);
    }
    if holds(output, site) {
        return Some(Refusal::Site);
    }
    if std::env::home_dir().is_some_and(|home| home.is_absolute() && holds(output, &real(&home))) {
        return Some(Refusal::Home);
    }
    let overlaps = |name: &&str| {
        let folder = site.join(name);
        // A folder of the site may itself be a link to elsewhere: then both places count.
        let real = real(&folder);
        [&folder, &real]
            .iter()
            .any(|folder| holds(output, folder) || holds(folder, output))
    };
    SITE_FOLDERS
        .iter()
        .find(|name| overlaps(name))
        .map(|name| Refusal::Overlaps(site.join(name)))
}

fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

/// Whether `inner` is `outer` or lies in it: by name, and by identity, since one folder can have
/// several names (bind mounts, file systems that do not tell upper from lower case).
fn holds(outer: &Path, inner: &Path) -> bool {
    let identity = |path: &Path| {
        fs::metadata(path)
            .ok()
            .as_ref()
            .and_then(platform::identity)
    };
    inner.starts_with(outer)
        || identity(outer).is_some_and(|outer| {
            inner
                .ancestors()
                .any(|above| identity(above) == Some(outer))
        })
}

/// The path without links. What does not exist yet is put behind its nearest folder that does.
fn real_path(path: &Path) -> Result<PathBuf, WriteError> {
    let io = |error: io::Error| WriteError::Io {
        action: Action::Look,
        path: path.into(),
        error,
    };
    let refused = |reason: Refusal| {
        Err(WriteError::Refused {
            path: path.to_path_buf(),
            reason,
        })
    };
    let mut existing = std::path::absolute(path).map_err(io)?;
    let mut missing = Vec::new();
    loop {
        match existing.canonicalize() {
            Ok(real) if missing.is_empty() => return Ok(real),
            Ok(real) if real.is_dir() => {
                return Ok(missing
                    .iter()
                    .rev()
                    .fold(real, |path, name| path.join(name)));
            }
            Ok(_) => return refused(Refusal::NotAFolder),
            Err(error) if error.kind() == ErrorKind::NotADirectory => {
                return refused(Refusal::NotAFolder);
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                // The link is there, but not what it leads to.
                if fs::symlink_metadata(&existing).is_ok() {
                    return refused(Refusal::Unresolvable);
                }
                match existing.file_name() {
                    Some(name) => missing.push(name.to_owned()),
                    None => return refused(Refusal::Unresolvable),
                }
                if !existing.pop() {
                    return refused(Refusal::Unresolvable);
                }
            }
            Err(error) => return Err(io(error)),
        }
    }
}
