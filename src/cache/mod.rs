//! What one run leaves for the next, in the folder `.gongshi/cache` of the site. It only saves
//! time: whatever is missing, damaged or of another version of the program counts as not there.

mod shelf;

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::source::{self, Hash};
use crate::theme::PROGRAM;

pub use shelf::Shelf;

/// Folders below the site that hold the cache.
const FOLDERS: [&str; 2] = [".gongshi", "cache"];

/// Bytes behind the content of a file: the program's hash and that of the content.
const TAIL: usize = 32;

/// The cache of one site.
#[derive(Debug, Clone)]
pub struct Cache {
    root: PathBuf,
}

impl Cache {
    /// The cache of the site in the folder `root`.
    pub fn new(root: &Path) -> Self {
        Cache {
            root: root.to_path_buf(),
        }
    }

    /// What was kept under a name, if it is whole and of this version of the program.
    pub fn read(&self, name: &str) -> Option<Vec<u8>> {
        let mut bytes = fs::read(self.folder()?.join(name)).ok()?;
        let length = bytes.len().checked_sub(TAIL)?;
        let (content, tail) = bytes.split_at(length);
        let (program, hash) = tail.split_at(TAIL / 2);
        if program != PROGRAM || hash != source::hash(content) {
            return None;
        }
        // Behind the content, so that nothing has to be moved.
        bytes.truncate(length);
        Some(bytes)
    }

    /// Keeps something under a name, which is made of letters, digits and hyphens.
    ///
    /// # Errors
    ///
    /// Whatever the system says; then what was kept before may be gone.
    pub fn write(&self, name: &str, content: &[u8]) -> io::Result<()> {
        let folder = match self.folder() {
            Some(folder) => folder,
            None => make_folder(&self.root, &FOLDERS)?,
        };
        let new = folder.join(format!("{name}.new-{}", std::process::id()));
        let mut file = fs::File::create(&new)?;
        let hash: Hash = source::hash(content);
        let written = file
            .write_all(content)
            .and_then(|()| file.write_all(&[PROGRAM, hash].concat()))
            .and_then(|()| fs::rename(&new, folder.join(name)));
        if written.is_err() {
            // A half-written file is of no use to anybody.
            let _ = fs::remove_file(&new);
        }
        written
    }

    /// Drops everything whose name begins with `start` and that is not wanted.
    pub fn retain(&self, start: &str, is_wanted: impl Fn(&str) -> bool) {
        for name in self.names(start).iter().filter(|name| !is_wanted(name)) {
            if let Some(folder) = self.folder() {
                // What cannot be removed only takes room.
                let _ = fs::remove_file(folder.join(name));
            }
        }
    }

    /// Names that begin with `start`, sorted.
    pub fn names(&self, start: &str) -> Vec<String> {
        let entries = self.folder().and_then(|folder| fs::read_dir(folder).ok());
        let mut names: Vec<String> = entries
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| name.starts_with(start))
            .collect();
        names.sort();
        names
    }

    fn folder(&self) -> Option<PathBuf> {
        folder(&self.root, &FOLDERS)
    }
}

/// A folder so far below another one, if it is there and no link to elsewhere.
fn folder(root: &Path, below: &[&str]) -> Option<PathBuf> {
    let mut folder = root.to_path_buf();
    for name in below {
        folder.push(name);
        if !fs::symlink_metadata(&folder).ok()?.is_dir() {
            return None;
        }
    }
    Some(folder)
}

/// The same folder, made if it is not there.
fn make_folder(root: &Path, below: &[&str]) -> io::Result<PathBuf> {
    let mut folder = root.to_path_buf();
    for name in below {
        folder.push(name);
        match fs::create_dir(&folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            // Nothing is made in what a link leads to.
            _ if !fs::symlink_metadata(&folder)?.is_dir() => {
                return Err(io::ErrorKind::NotADirectory.into());
            }
            _ => {}
        }
    }
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_damaged_is_not_there() {
        let site = tempfile::tempdir().unwrap();
        let cache = Cache::new(site.path());
        assert_eq!(cache.read("a"), None);
        cache.write("a", b"content").unwrap();
        assert_eq!(cache.read("a").as_deref(), Some(&b"content"[..]));
        let file = site.path().join(".gongshi/cache/a");
        let whole = fs::read(&file).unwrap();
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            fs::write(&file, &damaged).unwrap();
            assert_eq!(cache.read("a"), None, "byte {at}");
            fs::write(&file, &whole[..at]).unwrap();
            assert_eq!(cache.read("a"), None, "cut at {at}");
        }
    }

    #[test]
    fn names_are_kept_apart() {
        let site = tempfile::tempdir().unwrap();
        let cache = Cache::new(site.path());
        for name in ["x-1", "x-2", "y-1"] {
            cache.write(name, name.as_bytes()).unwrap();
        }
        cache.retain("x-", |name| name == "x-2");
        assert_eq!(cache.names(""), ["x-2", "y-1"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_elsewhere_is_not_followed() {
        let (site, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::os::unix::fs::symlink(other.path(), site.path().join(".gongshi")).unwrap();
        let cache = Cache::new(site.path());
        cache.write("a", b"content").unwrap_err();
        assert_eq!(fs::read_dir(other.path()).unwrap().count(), 0);
    }
}
