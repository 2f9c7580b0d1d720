//! Sheets for the office: the folder `print` of a site, which is never published.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::error::{Refusal, WriteError};
use super::staged;
use super::system::{Kind, System};

/// Name of the folder in the site folder.
pub const PRINT_FOLDER: &str = "print";

/// What became of a file for the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Printed {
    /// It was written.
    Written,
    /// It holds these bytes already.
    Same,
    /// Another file has its name, and was left as it is.
    Taken,
}

/// Writes a file into the folder `print` of a site, whole or not at all; the folder is made as
/// needed. `name` is the name of a file and no path. A file of this name with other bytes stays,
/// unless `replace` says otherwise.
///
/// # Errors
///
/// `print` is no folder, or the system refused something. What was there is still there.
pub fn print(
    site: &Path,
    name: &str,
    bytes: &[u8],
    replace: bool,
) -> Result<(PathBuf, Printed), WriteError> {
    let system = System::default();
    let folder = site.join(PRINT_FOLDER);
    let path = folder.join(name);
    let is_folder = system.create_folder(&folder)? || system.kind(&folder)? == Some(Kind::Folder);
    if !is_folder || Path::new(name).file_name() != Some(OsStr::new(name)) {
        return Err(WriteError::Refused {
            path: if is_folder { path } else { folder },
            reason: Refusal::NotAFolder,
        });
    }
    match system.kind(&path)? {
        None => {}
        Some(Kind::File) if system.read(&path)? == bytes => return Ok((path, Printed::Same)),
        Some(Kind::File) if replace => {}
        Some(_) => return Ok((path, Printed::Taken)),
    }
    match staged::write_alone(&system, site, &path, bytes, replace) {
        Ok(()) => Ok((path, Printed::Written)),
        Err(error) if error.is(ErrorKind::AlreadyExists) => Ok((path, Printed::Taken)),
        Err(error) => Err(error),
    }
}

/// Brings a file of the folder `print` that the program alone writes to a state: these bytes, or no
/// file. Nothing is touched if that is so already, nor if `is_ours` does not hold for what is there.
/// A folder that is empty then goes as well.
///
/// # Errors
///
/// `print` is no folder, or the system refused something. What was there is still there.
pub fn renew(
    site: &Path,
    name: &str,
    bytes: Option<&[u8]>,
    is_ours: impl Fn(&[u8]) -> bool,
) -> Result<Printed, WriteError> {
    let system = System::default();
    let folder = site.join(PRINT_FOLDER);
    let path = folder.join(name);
    let standing = match system.kind(&path)? {
        None => None,
        Some(Kind::File) => Some(system.read(&path)?),
        Some(_) => return Ok(Printed::Taken),
    };
    if standing.as_deref() == bytes {
        return Ok(Printed::Same);
    }
    if standing.is_some_and(|standing| !is_ours(&standing)) {
        return Ok(Printed::Taken);
    }
    if let Some(bytes) = bytes {
        return print(site, name, bytes, true).map(|(_, printed)| printed);
    }
    system.remove(&path)?;
    system.remove_folder_if_empty(&folder)?;
    Ok(Printed::Written)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn whole_and_never_over_another() {
        let site = tempfile::tempdir().expect("a folder");
        let site = site.path();
        let write = |bytes: &[u8], replace| {
            let (path, printed) = print(site, "a.pdf", bytes, replace).expect("written");
            (fs::read(path).expect("a file"), printed)
        };
        assert_eq!(write(b"one", false), (b"one".to_vec(), Printed::Written));
        assert_eq!(write(b"one", false), (b"one".to_vec(), Printed::Same));
        assert_eq!(write(b"two", false), (b"one".to_vec(), Printed::Taken));
        assert_eq!(write(b"two", true), (b"two".to_vec(), Printed::Written));
        let files = fs::read_dir(site.join("print")).expect("a folder").count();
        assert_eq!(files, 1, "nothing is left beside it");
        for name in ["../a", "x/a", "..", ""] {
            assert!(print(site, name, b"", true).is_err(), "{name}");
        }
    }

    #[test]
    fn what_is_renewed_is_ours_alone() {
        let site = tempfile::tempdir().expect("a folder");
        let site = site.path();
        let renew = |bytes: Option<&[u8]>| {
            renew(site, "a.html", bytes, |old| old.starts_with(b"ours")).expect("renewed")
        };
        let folder = site.join("print");
        assert_eq!(renew(None), Printed::Same);
        assert!(!folder.exists());
        assert_eq!(renew(Some(b"ours 1")), Printed::Written);
        assert_eq!(renew(Some(b"ours 1")), Printed::Same);
        assert_eq!(renew(Some(b"ours 2")), Printed::Written);
        assert_eq!(fs::read(folder.join("a.html")).expect("a file"), b"ours 2");
        assert_eq!(renew(None), Printed::Written);
        assert!(!folder.exists(), "nothing else was in it");
        fs::create_dir(&folder).expect("a folder");
        fs::write(folder.join("a.html"), "mine").expect("a file");
        assert_eq!(renew(Some(b"ours 3")), Printed::Taken);
        assert_eq!(renew(None), Printed::Taken);
        assert_eq!(fs::read(folder.join("a.html")).expect("a file"), b"mine");
    }

    #[test]
    fn a_file_in_the_place_of_the_folder() {
        let site = tempfile::tempdir().expect("a folder");
        fs::write(site.path().join("print"), "mine").expect("a file");
        assert!(print(site.path(), "a.pdf", b"", true).is_err());
        assert_eq!(
            fs::read(site.path().join("print")).expect("a file"),
            b"mine"
        );
    }
}
