//! Every touch of the disk, one method each, so that tests can let any one of them fail.

use std::ffi::OsString;
use std::fs::{self, File, Metadata, OpenOptions, Permissions, TryLockError};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use super::error::{Action, WriteError};
use super::platform;

/// The disk. It holds nothing, except in tests the place at which it is to fail.
#[derive(Debug, Clone, Default)]
pub(super) struct System {
    #[cfg(test)]
    pub(super) fault: super::tests::faults::Fault,
}

/// What lies at a path, the path's last link not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    Link,
    /// A pipe, a socket or a device.
    Other,
}

/// What the system says about a plain file without opening it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts {
    pub(super) size: u64,
    /// When its bytes were written, and when it was last changed in any way: see `platform`.
    pub(super) written: i128,
    pub(super) changed: i128,
    /// Which file it is, by whatever name.
    pub(super) identity: Option<(u64, u64)>,
}

impl Facts {
    fn of(metadata: &Metadata) -> io::Result<Self> {
        Ok(Facts {
            size: metadata.len(),
            written: platform::written_at(metadata)?,
            changed: platform::changed_at(metadata)?,
            identity: platform::identity(metadata),
        })
    }
}

impl System {
    /// Does one thing, and tells what was attempted if the system refuses.
    fn attempt<T>(
        &self,
        action: Action,
        path: &Path,
        work: impl FnOnce() -> io::Result<T>,
    ) -> Result<T, WriteError> {
        self.step()
            .and_then(|()| work())
            .map_err(|error| WriteError::Io {
                action,
                path: path.to_path_buf(),
                error,
            })
    }

    #[cfg(test)]
    fn step(&self) -> io::Result<()> {
        self.fault.step()
    }

    #[cfg(not(test))]
    #[expect(
        clippy::unused_self,
        clippy::unnecessary_wraps,
        reason = "the seam for tests"
    )]
    fn step(&self) -> io::Result<()> {
        Ok(())
    }

    /// What lies at `path`, if anything.
    pub(super) fn kind(&self, path: &Path) -> Result<Option<Kind>, WriteError> {
        self.attempt(Action::Look, path, || match fs::symlink_metadata(path) {
            Ok(metadata) => Ok(Some(kind(metadata.file_type()))),
            // Below a file there is nothing either.
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                Ok(None)
            }
            Err(error) => Err(error),
        })
    }

    /// Names in a folder, sorted, since systems list them in any order.
    pub(super) fn list(&self, folder: &Path) -> Result<Vec<(OsString, Kind)>, WriteError> {
        self.attempt(Action::Read, folder, || {
            let mut found = Vec::new();
            for entry in fs::read_dir(folder)? {
                let entry = entry?;
                found.push((entry.file_name(), kind(entry.file_type()?)));
            }
            found.sort_unstable_by(|a, b| a.0.cmp(&b.0));
            Ok(found)
        })
    }

    /// Calls `each` with all that lies in a folder, in any order; facts only of plain files. What
    /// vanishes meanwhile counts as not there.
    pub(super) fn look_through(
        &self,
        folder: &Path,
        mut each: impl FnMut(OsString, Kind, Option<Facts>),
    ) -> Result<(), WriteError> {
        self.attempt(Action::Read, folder, || {
            for entry in fs::read_dir(folder)? {
                let entry = entry?;
                let kind = kind(entry.file_type()?);
                if kind != Kind::File {
                    each(entry.file_name(), kind, None);
                    continue;
                }
                match entry.metadata() {
                    // It may have become something else since the folder was listed.
                    Ok(metadata) if metadata.is_file() => {
                        each(entry.file_name(), kind, Some(Facts::of(&metadata)?));
                    }
                    Ok(metadata) => each(entry.file_name(), self::kind(metadata.file_type()), None),
                    Err(error) if error.kind() == ErrorKind::NotFound => {}
                    Err(error) => return Err(error),
                }
            }
            Ok(())
        })
    }

    /// What the system says about a file, if a plain file lies there.
    pub(super) fn facts(&self, path: &Path) -> Result<Option<Facts>, WriteError> {
        self.attempt(Action::Look, path, || match fs::symlink_metadata(path) {
            Ok(metadata) if metadata.is_file() => Facts::of(&metadata).map(Some),
            Ok(_) => Ok(None),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        })
    }

    /// The bytes of a file.
    pub(super) fn read(&self, path: &Path) -> Result<Vec<u8>, WriteError> {
        self.attempt(Action::Read, path, || fs::read(path))
    }

    /// The length of a file.
    pub(super) fn size(&self, path: &Path) -> Result<u64, WriteError> {
        self.attempt(Action::Look, path, || Ok(fs::symlink_metadata(path)?.len()))
    }

    /// Where a symbolic link leads.
    pub(super) fn target(&self, link: &Path) -> Result<PathBuf, WriteError> {
        self.attempt(Action::Read, link, || fs::read_link(link))
    }

    /// Whether both paths are names of one file, as after a hard link.
    pub(super) fn same(&self, one: &Path, other: &Path) -> Result<bool, WriteError> {
        self.attempt(Action::Look, one, || {
            let one = platform::identity(&fs::symlink_metadata(one)?);
            Ok(one.is_some() && one == platform::identity(&fs::symlink_metadata(other)?))
        })
    }

    /// Writes a new file; one that is there already is an error.
    pub(super) fn create(&self, path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
        self.attempt(Action::Write, path, || {
            let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
            // A full disk or a kill may leave half a file behind.
            #[cfg(test)]
            let bytes = {
                let (half, rest) = bytes.split_at(bytes.len() / 2);
                file.write_all(half)?;
                self.step()?;
                rest
            };
            file.write_all(bytes)
        })
    }

    /// Makes a folder; `false` if the name is taken already.
    pub(super) fn create_folder(&self, path: &Path) -> Result<bool, WriteError> {
        match self.attempt(Action::Write, path, || fs::create_dir(path)) {
            Ok(()) => Ok(true),
            Err(error) if error.is(ErrorKind::AlreadyExists) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Gives a file that is not ours a second name, or a copy where there are no hard links.
    /// `true`: it was copied.
    pub(super) fn carry(&self, from: &Path, to: &Path, what: Kind) -> Result<bool, WriteError> {
        self.attempt(Action::Carry, from, || match what {
            Kind::Link => platform::copy_link(from, to).map(|()| false),
            _ => match fs::hard_link(from, to) {
                Ok(()) => Ok(false),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error),
                // Reading a pipe or a device would never end.
                Err(_) if what == Kind::File && fs::symlink_metadata(to).is_err() => {
                    fs::copy(from, to).map(|_| true)
                }
                Err(error) => Err(error),
            },
        })
    }

    /// Gives a file of ours a second name. `false`: this file system cannot, or not once more.
    pub(super) fn link(&self, from: &Path, to: &Path) -> Result<bool, WriteError> {
        self.attempt(Action::Write, to, || {
            if self.linkless() {
                return Ok(false);
            }
            match fs::hard_link(from, to) {
                Ok(()) => Ok(true),
                Err(error)
                    if matches!(
                        error.kind(),
                        ErrorKind::AlreadyExists
                            | ErrorKind::NotFound
                            | ErrorKind::StorageFull
                            | ErrorKind::QuotaExceeded
                    ) =>
                {
                    Err(error)
                }
                // Too many links, another file system, one without links: each has its own name.
                Err(_) => Ok(false),
            }
        })
    }

    /// Moves a file to another name, whose file, if there is one, loses that name.
    pub(super) fn move_file(&self, from: &Path, to: &Path) -> Result<(), WriteError> {
        self.attempt(Action::Write, to, || fs::rename(from, to))
    }

    /// Who may do what with a folder.
    pub(super) fn permissions(&self, path: &Path) -> Result<Permissions, WriteError> {
        self.attempt(Action::Look, path, || {
            Ok(fs::symlink_metadata(path)?.permissions())
        })
    }

    /// Sets who may do what with a folder.
    pub(super) fn permit(&self, path: &Path, to: Permissions) -> Result<(), WriteError> {
        self.attempt(Action::Write, path, || fs::set_permissions(path, to))
    }

    /// Removes a file or a link; one that is gone already is no error.
    pub(super) fn remove(&self, path: &Path) -> Result<(), WriteError> {
        gone(self.attempt(Action::Remove, path, || fs::remove_file(path)))
    }

    /// Removes an empty folder; one that is gone already is no error.
    pub(super) fn remove_folder(&self, path: &Path) -> Result<(), WriteError> {
        gone(self.attempt(Action::Remove, path, || fs::remove_dir(path)))
    }

    /// Removes a folder if it is empty.
    pub(super) fn remove_folder_if_empty(&self, path: &Path) -> Result<(), WriteError> {
        match self.remove_folder(path) {
            Err(error) if error.is(ErrorKind::DirectoryNotEmpty) => Ok(()),
            other => other,
        }
    }

    /// Brings all that was written below `folder` to the disk: `files` are the new ones, and
    /// `folders` those in which a name may have changed.
    pub(super) fn settle(
        &self,
        folder: &Path,
        files: &[PathBuf],
        folders: &[PathBuf],
    ) -> Result<(), WriteError> {
        self.attempt(Action::Settle, folder, || {
            if self.portable() {
                platform::settle_each(files, folders)
            } else {
                platform::settle(folder, files, folders)
            }
        })
    }

    /// Brings the names in a folder to the disk.
    pub(super) fn settle_folder(&self, folder: &Path) -> Result<(), WriteError> {
        self.attempt(Action::Settle, folder, || platform::settle_folder(folder))
    }

    /// Lets two folders change places; `false` if this file system cannot do it in one step.
    pub(super) fn exchange(&self, one: &Path, other: &Path) -> Result<bool, WriteError> {
        self.attempt(Action::Swap, other, || {
            if self.portable() {
                Ok(false)
            } else {
                platform::exchange(one, other)
            }
        })
    }

    /// Renames a folder to a name that must be free.
    pub(super) fn rename(&self, from: &Path, to: &Path) -> Result<(), WriteError> {
        self.attempt(Action::Swap, to, || platform::rename_new(from, to))
    }

    /// Opens the lock file, takes it, and makes sure that it is still the one with that name: a
    /// `clean` may have removed it in between.
    pub(super) fn lock(&self, path: &Path) -> Result<File, WriteError> {
        for _ in 0..100 {
            let file = self.attempt(Action::Lock, path, || {
                OpenOptions::new()
                    .create(true)
                    .truncate(false)
                    .write(true)
                    .open(path)
            })?;
            self.hold(&file, path)?;
            let current =
                self.attempt(Action::Lock, path, || match fs::symlink_metadata(path) {
                    Ok(named) => {
                        Ok(platform::identity(&named) == platform::identity(&file.metadata()?))
                    }
                    Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
                    Err(error) => Err(error),
                })?;
            if current {
                return Ok(file);
            }
        }
        Err(WriteError::Locked {
            path: path.to_path_buf(),
        })
    }

    /// Locks a folder itself, where the file system can do that. The lock moves with the folder.
    pub(super) fn lock_folder(&self, folder: &Path) -> Result<Option<File>, WriteError> {
        let file = self.attempt(Action::Lock, folder, || platform::open_folder(folder))?;
        match file.as_ref().map(|file| self.hold(file, folder)) {
            None | Some(Ok(())) => Ok(file),
            Some(Err(WriteError::Io { .. })) => Ok(None),
            Some(Err(error)) => Err(error),
        }
    }

    fn hold(&self, file: &File, path: &Path) -> Result<(), WriteError> {
        let held = self.attempt(Action::Lock, path, || match file.try_lock() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(error),
        })?;
        if held {
            Ok(())
        } else {
            Err(WriteError::Locked {
                path: path.to_path_buf(),
            })
        }
    }

    /// Whether to do without what only this system can.
    #[cfg(test)]
    fn portable(&self) -> bool {
        self.fault.portable
    }

    #[cfg(not(test))]
    #[expect(clippy::unused_self, reason = "the seam for tests")]
    fn portable(&self) -> bool {
        false
    }

    /// Whether to do without hard links.
    #[cfg(test)]
    fn linkless(&self) -> bool {
        self.fault.linkless
    }

    #[cfg(not(test))]
    #[expect(clippy::unused_self, reason = "the seam for tests")]
    fn linkless(&self) -> bool {
        false
    }
}

fn kind(of: fs::FileType) -> Kind {
    if of.is_symlink() {
        Kind::Link
    } else if of.is_dir() {
        Kind::Folder
    } else if of.is_file() {
        Kind::File
    } else {
        Kind::Other
    }
}

fn gone(result: Result<(), WriteError>) -> Result<(), WriteError> {
    match result {
        Err(error) if error.is(ErrorKind::NotFound) => Ok(()),
        other => other,
    }
}
