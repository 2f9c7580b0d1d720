//! What only some systems can do, each behind one function with a fallback for the others.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Lets two folders change places in one step. `false`: this system or file system cannot.
#[cfg(target_os = "linux")]
pub(super) fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) fn exchange(_one: &Path, _other: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Renames a folder to a name that must be free.
#[cfg(target_os = "linux")]
pub(super) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => rename_checked(from, to),
        other => other.map_err(io::Error::from),
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    rename_checked(from, to)
}

/// A folder with files in it is never replaced by a rename, so a name that is taken after the
/// look costs an empty folder at worst.
fn rename_checked(from: &Path, to: &Path) -> io::Result<()> {
    match fs::symlink_metadata(to) {
        Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => fs::rename(from, to),
        Err(error) => Err(error),
    }
}

/// Brings everything that was written below `folder` to the disk: the whole file system at once,
/// since that costs one flush instead of one for each file.
#[cfg(target_os = "linux")]
pub(super) fn settle(folder: &Path, files: &[PathBuf], folders: &[PathBuf]) -> io::Result<()> {
    use rustix::io::Errno;
    match rustix::fs::syncfs(File::open(folder)?) {
        Err(Errno::NOSYS | Errno::INVAL | Errno::OPNOTSUPP) => settle_each(files, folders),
        other => other.map_err(io::Error::from),
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) fn settle(_folder: &Path, files: &[PathBuf], folders: &[PathBuf]) -> io::Result<()> {
    settle_each(files, folders)
}

/// Flushes file by file, then the folders, the innermost first.
pub(super) fn settle_each(files: &[PathBuf], folders: &[PathBuf]) -> io::Result<()> {
    for file in files {
        // Windows flushes only what is open for writing; elsewhere a read-only copy must do.
        fs::OpenOptions::new()
            .read(true)
            .write(cfg!(windows))
            .open(file)?
            .sync_all()?;
    }
    folders
        .iter()
        .rev()
        .try_for_each(|folder| settle_folder(folder))
}

/// Brings the names in a folder to the disk.
#[cfg(unix)]
pub(super) fn settle_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
pub(super) fn settle_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Which file or folder this is, whatever path leads to it. `None`: the system does not say.
#[cfg(unix)]
#[cfg_attr(
    target_os = "linux",
    expect(
        clippy::unnecessary_wraps,
        reason = "other systems have no such identity"
    )
)]
pub(super) fn identity(metadata: &fs::Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
#[cfg_attr(
    target_os = "linux",
    expect(
        clippy::unnecessary_wraps,
        reason = "other systems have no such identity"
    )
)]
pub(super) fn identity(_metadata: &fs::Metadata) -> Option<(u64, u64)> {
    None
}

/// When the bytes of a file were written, in nanoseconds. Where the system keeps two times, the
/// earlier one: `chmod` and `touch` each move only one of them on.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems may not say")]
pub(super) fn written_at(metadata: &fs::Metadata) -> io::Result<i128> {
    let (mtime, ctime) = times(metadata);
    Ok(mtime.min(ctime))
}

#[cfg(not(unix))]
pub(super) fn written_at(metadata: &fs::Metadata) -> io::Result<i128> {
    modified(metadata)
}

/// When a file was last changed in any way, in nanoseconds. On Unix nobody can set this back.
#[cfg(unix)]
#[cfg_attr(
    unix,
    expect(clippy::unnecessary_wraps, reason = "others may not know")
)]
pub(super) fn changed_at(metadata: &fs::Metadata) -> io::Result<i128> {
    let (mtime, ctime) = times(metadata);
    Ok(mtime.max(ctime))
}

#[cfg(not(unix))]
pub(super) fn changed_at(metadata: &fs::Metadata) -> io::Result<i128> {
    modified(metadata)
}

#[cfg(unix)]
fn times(metadata: &fs::Metadata) -> (i128, i128) {
    use std::os::unix::fs::MetadataExt as _;
    let nanoseconds =
        |seconds: i64, rest: i64| i128::from(seconds) * 1_000_000_000 + i128::from(rest);
    (
        nanoseconds(metadata.mtime(), metadata.mtime_nsec()),
        nanoseconds(metadata.ctime(), metadata.ctime_nsec()),
    )
}

#[cfg(not(unix))]
fn modified(metadata: &fs::Metadata) -> io::Result<i128> {
    use std::time::SystemTime;
    let nanoseconds =
        |time: std::time::Duration| i128::try_from(time.as_nanos()).unwrap_or(i128::MAX);
    Ok(
        match metadata.modified()?.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => nanoseconds(after),
            Err(before) => -nanoseconds(before.duration()),
        },
    )
}

/// Opens a folder so that it can be locked. `None`: the system cannot.
#[cfg(unix)]
pub(super) fn open_folder(folder: &Path) -> io::Result<Option<File>> {
    File::open(folder).map(Some)
}

#[cfg(not(unix))]
pub(super) fn open_folder(_folder: &Path) -> io::Result<Option<File>> {
    Ok(None)
}

/// Makes a symbolic link with the same text as the one at `from`, wherever it may lead.
#[cfg(unix)]
pub(super) fn copy_link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

#[cfg(windows)]
pub(super) fn copy_link(from: &Path, to: &Path) -> io::Result<()> {
    use std::os::windows::fs::{FileTypeExt as _, symlink_dir, symlink_file};
    let target = fs::read_link(from)?;
    if fs::symlink_metadata(from)?.file_type().is_symlink_dir() {
        symlink_dir(target, to)
    } else {
        symlink_file(target, to)
    }
}

#[cfg(not(any(unix, windows)))]
pub(super) fn copy_link(_from: &Path, _to: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
