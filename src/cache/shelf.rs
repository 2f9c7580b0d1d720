//! What is dear to make, by the hash of all that it was made of, in a folder that many programs may
//! share. An entry is whole and for its name, or counts as not there.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{FOLDERS, folder, make_folder};
use crate::source::{self, Hash};
use crate::theme::PROGRAM;

/// Folder of the shelf of a site, within that of its cache.
const OWN: &str = "posters";

/// Folder within a shelf in which entries are written, before they get their name.
const NEW: &str = "new";

/// Bytes before the content of an entry: the hashes of the program, its name and its content.
const HEAD: usize = 48;

/// Digits of a name that are its folder: one folder for all would be slow to list on a network.
const FIRST: usize = 2;

/// So many times as many entries as a site needs lie on its own shelf, at most.
const ROOM: usize = 2;

/// A folder of entries.
#[derive(Debug)]
pub struct Shelf {
    root: PathBuf,
    /// Folders below the root, which must not be links; none of a shared shelf.
    below: Vec<&'static str>,
    may_write: bool,
    put: AtomicUsize,
    unusable: AtomicUsize,
}

impl Shelf {
    /// The shelf of the site in the folder `root`.
    pub fn of_site(root: &Path) -> Self {
        let below = FOLDERS.into_iter().chain([OWN]).collect();
        Shelf::new(root, below)
    }

    /// A shelf that others use as well.
    pub fn shared(folder: &Path) -> Self {
        Shelf::new(folder, Vec::new())
    }

    fn new(root: &Path, below: Vec<&'static str>) -> Self {
        Shelf {
            root: root.to_path_buf(),
            below,
            may_write: true,
            put: AtomicUsize::new(0),
            unusable: AtomicUsize::new(0),
        }
    }

    /// The same, only to be read.
    #[must_use]
    pub fn to_read(self) -> Self {
        Shelf {
            may_write: false,
            ..self
        }
    }

    /// What lies under a name, if it is whole.
    pub fn get(&self, name: &Hash) -> Option<Vec<u8>> {
        let (first, rest) = parts(name);
        let path = self.folder()?.join(first).join(rest);
        let mut bytes = fs::read(path).ok()?;
        if !is_whole(&bytes, name) {
            self.unusable.fetch_add(1, Ordering::Relaxed);
            return None;
        }
        bytes.drain(..HEAD);
        Some(bytes)
    }

    /// Puts something under a name. Whoever looks meanwhile sees all of it or nothing.
    ///
    /// # Errors
    ///
    /// Whatever the system says.
    pub fn put(&self, name: &Hash, content: &[u8]) -> io::Result<()> {
        if !self.may_write {
            return Ok(());
        }
        let shelf = make_folder(&self.root, &self.below)?;
        let (first, rest) = parts(name);
        make_folder(&shelf, &[NEW])?;
        let (path, mut file) = begun(&shelf.join(NEW).join(source::hex(name)))?;
        let head = [PROGRAM, *name, source::hash(content)].concat();
        let written = file
            .write_all(&head)
            .and_then(|()| file.write_all(content))
            .and_then(|()| make_folder(&shelf, &[&first]))
            .and_then(|home| fs::rename(&path, home.join(rest)));
        match written {
            Ok(()) => {
                self.put.fetch_add(1, Ordering::Relaxed);
            }
            Err(_) => {
                // A half-written file is of no use to anybody.
                let _ = fs::remove_file(&path);
            }
        }
        written
    }

    /// How many entries were found since this was last asked that are damaged, cut short, or of
    /// something else than their name says.
    pub fn take_unusable(&self) -> usize {
        self.unusable.swap(0, Ordering::Relaxed)
    }

    /// Removes what interrupted programs left half written. Whoever is still writing holds a lock on
    /// it.
    pub fn sweep(&self) {
        let new = self.folder().map(|folder| folder.join(NEW));
        for entry in new.map(fs::read_dir).into_iter().flatten().flatten() {
            let Ok(entry) = entry else { continue };
            let path = entry.path();
            let is_left = || File::open(&path).is_ok_and(|file| file.try_lock().is_ok());
            if entry.file_type().is_ok_and(|kind| kind.is_file()) && is_left() {
                // What cannot be removed only takes room.
                let _ = fs::remove_file(&path);
            }
        }
    }

    /// On the shelf of a site: once it has more than twice as many entries as are needed, all others
    /// go. What is shared may be needed by somebody else, and stays.
    pub fn tidy(&self, needed: &HashSet<Hash>) {
        // As long as nothing is put there, it does not grow.
        if self.below.is_empty() || self.put.swap(0, Ordering::Relaxed) == 0 {
            return;
        }
        let Some(folder) = self.folder() else { return };
        let needed: HashSet<String> = needed.iter().map(source::hex).collect();
        let entries = entries(&folder);
        if entries.len() <= ROOM * needed.len() {
            return;
        }
        for (name, path) in entries {
            if !needed.contains(&name) {
                let _ = fs::remove_file(path);
            }
        }
    }

    fn folder(&self) -> Option<PathBuf> {
        folder(&self.root, &self.below)
    }
}

/// Folder and file of an entry.
fn parts(name: &Hash) -> (String, String) {
    let mut first = source::hex(name);
    let rest = first.split_off(FIRST);
    (first, rest)
}

fn is_whole(bytes: &[u8], name: &Hash) -> bool {
    bytes.split_at_checked(HEAD).is_some_and(|(head, content)| {
        head == [PROGRAM, *name, source::hash(content)].as_flattened()
    })
}

/// A new file that nobody else writes, locked as long as it is open. Programs on other machines may
/// be at the same entry.
fn begun(path: &Path) -> io::Result<(PathBuf, File)> {
    let mut number = 0;
    loop {
        let path = path.with_extension(number.to_string());
        match File::create_new(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(error),
            Ok(file) => {
                // Where there are no locks, it may be swept away: then it is not put.
                let _ = file.try_lock();
                return Ok((path, file));
            }
        }
    }
}

/// All entries in a folder, with their names; nothing else that lies there.
fn entries(folder: &Path) -> Vec<(String, PathBuf)> {
    let listed = |folder: &Path, digits: usize| -> Vec<(String, PathBuf)> {
        let is_name = |name: &str| {
            let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
            name.len() == digits && name.bytes().all(is_digit)
        };
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries
            .filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.path())))
            .filter(|(name, _)| is_name(name))
            .collect()
    };
    let digits = 2 * size_of::<Hash>();
    listed(folder, FIRST)
        .into_iter()
        .flat_map(|(first, folder)| {
            let rest = listed(&folder, digits - FIRST);
            rest.into_iter()
                .map(move |(rest, path)| (format!("{first}{rest}"), path))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(shelf: &Shelf, name: &Hash) -> PathBuf {
        let (first, rest) = parts(name);
        shelf.folder().unwrap().join(first).join(rest)
    }

    #[test]
    fn an_entry_is_whole_or_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::shared(folder.path());
        let name = source::hash(b"name");
        assert_eq!(shelf.get(&name), None);
        assert_eq!(shelf.take_unusable(), 0, "what is not there is not damaged");
        shelf.put(&name, b"content").unwrap();
        assert_eq!(shelf.get(&name).as_deref(), Some(&b"content"[..]));
        let path = file(&shelf, &name);
        let whole = fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            fs::write(&path, &damaged).unwrap();
            assert_eq!(shelf.get(&name), None, "byte {at}");
            fs::write(&path, &whole[..at]).unwrap();
            assert_eq!(shelf.get(&name), None, "cut at {at}");
        }
        assert_eq!(shelf.take_unusable(), 2 * whole.len());
        shelf.put(&name, b"content").unwrap();
        assert_eq!(shelf.get(&name).as_deref(), Some(&b"content"[..]));
        // Under the name of another one it is not what is looked for.
        let other = source::hash(b"other");
        shelf.put(&other, b"other").unwrap();
        fs::copy(file(&shelf, &other), &path).unwrap();
        assert_eq!(shelf.get(&name), None);
    }

    #[test]
    fn what_is_half_written_goes_unless_somebody_writes_it() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::shared(folder.path());
        let name = source::hash(b"name");
        shelf.put(&name, b"content").unwrap();
        let new = folder.path().join(NEW);
        fs::write(new.join("left"), b"half").unwrap();
        let (path, writing) = begun(&new.join("writing")).unwrap();
        shelf.sweep();
        assert!(!new.join("left").exists());
        assert!(path.exists(), "somebody is writing it");
        drop(writing);
        shelf.sweep();
        assert!(!path.exists());
        assert!(shelf.get(&name).is_some());
    }

    #[test]
    fn two_write_one_entry_side_by_side() {
        let folder = tempfile::tempdir().unwrap();
        let name = folder.path().join("name");
        let (one, _one) = begun(&name).unwrap();
        let (two, _two) = begun(&name).unwrap();
        assert_ne!(one, two);
    }

    #[test]
    fn a_site_keeps_twice_what_it_needs_and_a_shared_folder_all() {
        let folder = tempfile::tempdir().unwrap();
        let names: Vec<Hash> = (0..7_u8).map(|number| source::hash(&[number])).collect();
        let needed: HashSet<Hash> = names[..3].iter().copied().collect();
        for shelf in [Shelf::of_site(folder.path()), Shelf::shared(folder.path())] {
            let left = |count: usize| {
                for name in &names[..count] {
                    shelf.put(name, b"content").unwrap();
                }
                shelf.tidy(&needed);
                names
                    .iter()
                    .filter(|name| shelf.get(name).is_some())
                    .count()
            };
            let is_own = !shelf.below.is_empty();
            assert_eq!(left(6), 6);
            assert_eq!(left(7), if is_own { 3 } else { 7 });
        }
    }

    #[test]
    fn what_is_only_read_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::of_site(folder.path()).to_read();
        shelf.put(&source::hash(b"name"), b"content").unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_elsewhere_is_not_followed() {
        let (site, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::os::unix::fs::symlink(other.path(), site.path().join(".gongshi")).unwrap();
        let shelf = Shelf::of_site(site.path());
        shelf.put(&source::hash(b"name"), b"content").unwrap_err();
        assert_eq!(fs::read_dir(other.path()).unwrap().count(), 0);
    }
}
