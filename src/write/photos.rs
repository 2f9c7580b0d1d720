//! Photos of what hung, in the folder `archive/photos` of a site: under the hash of their bytes, and
//! never written over.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::archive::ARCHIVE_FOLDER;
use super::error::{Refusal, WriteError};
use super::print::Printed;
use super::round::PrintRun;
use super::staged;
use super::system::{Kind, System};

/// Folders from the site to the photos.
const FOLDERS: [&str; 2] = [ARCHIVE_FOLDER, "photos"];

/// Keeps the bytes of a photo under a name that follows from them, while a [`PrintRun`] lasts.
///
/// # Errors
///
/// A folder of the archive is none, or the system refused something.
pub fn keep_photo(
    _: &PrintRun,
    site: &Path,
    name: &str,
    bytes: &[u8],
) -> Result<(PathBuf, Printed), WriteError> {
    let system = System::default();
    let mut folder = site.to_path_buf();
    for part in FOLDERS {
        folder.push(part);
        if !system.create_folder(&folder)? && system.kind(&folder)? != Some(Kind::Folder) {
            return Err(WriteError::Refused {
                path: folder,
                reason: Refusal::NotAFolder,
            });
        }
    }
    let path = folder.join(name);
    match system.kind(&path)? {
        None => {}
        Some(Kind::File) if system.read(&path)? == bytes => return Ok((path, Printed::Same)),
        // Somebody changed what was kept: that stays, and the original is where it was.
        Some(_) => return Ok((path, Printed::Taken)),
    }
    match staged::write_one(&system, site, "photo", &path, bytes, false) {
        Ok(()) => Ok((path, Printed::Written)),
        Err(error) if error.is(ErrorKind::AlreadyExists) => Ok((path, Printed::Taken)),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn kept_once_and_never_written_over() {
        let site = tempfile::tempdir().expect("a folder");
        let run = PrintRun::new(site.path()).expect("begun");
        let keep = |bytes: &[u8]| keep_photo(&run, site.path(), "ab.jpg", bytes).expect("kept");
        let (path, kept) = keep(b"one");
        assert_eq!(kept, Printed::Written);
        assert_eq!(path, site.path().join("archive/photos/ab.jpg"));
        assert_eq!(keep(b"one").1, Printed::Same);
        fs::write(&path, "changed").expect("a file");
        assert_eq!(keep(b"one").1, Printed::Taken);
        assert_eq!(fs::read(&path).expect("a file"), b"changed");
        let files = fs::read_dir(path.parent().expect("a folder")).expect("a folder");
        assert_eq!(files.count(), 1, "nothing is left beside it");
        let other = tempfile::tempdir().expect("a folder");
        fs::write(other.path().join("archive"), "mine").expect("a file");
        assert!(keep_photo(&run, other.path(), "ab.jpg", b"one").is_err());
    }
}
