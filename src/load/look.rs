//! What lies in a folder and below it, seen without reading it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, DirEntry};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use rayon::Scope;

use super::{Stamp, names};
use crate::diagnostic::Diagnostic;
use crate::paths::InputPath;
use crate::source::{self, Hash};
use crate::words;

/// What one look at a folder saw.
#[derive(Debug, Default)]
pub struct Seen {
    pub(super) files: BTreeMap<InputPath, Stamp>,
    pub(super) faults: Vec<(InputPath, Diagnostic)>,
    /// Folders below it that were there, with a slash at the end.
    pub(super) folders: BTreeSet<String>,
}

/// How far a look goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// What lies in the folder itself.
    One,
    /// All that lies below it.
    All,
}

/// A look under way, by many threads: the work is the kernel's, one call for each file.
struct Walk<'w> {
    root: &'w Path,
    depth: Depth,
    now: SystemTime,
    seen: Mutex<Found>,
}

/// What was found, in any order.
#[derive(Default)]
struct Found {
    files: Vec<(InputPath, Stamp)>,
    faults: Vec<(InputPath, Diagnostic)>,
    folders: Vec<Folder>,
}

/// A folder on the way.
struct Folder {
    path: PathBuf,
    /// Its path as inputs have it, with a slash at its end.
    prefix: String,
    /// Whether every name in that can become an address.
    is_usable: bool,
}

impl Seen {
    /// Hash of all files with their stamps. The same hash means that all files are the same. None if
    /// one was written just now or something cannot be used: then nothing is proved.
    pub fn digest(&self) -> Option<Hash> {
        if !self.faults.is_empty() {
            return None;
        }
        let mut hasher = blake3::Hasher::new();
        for (path, stamp) in &self.files {
            if !stamp.is_settled() {
                return None;
            }
            hasher.update(&(path.as_str().len() as u64).to_le_bytes());
            hasher.update(path.as_str().as_bytes());
            hasher.update(&stamp.to_bytes());
        }
        Some(source::short(&hasher.finalize()))
    }
}

/// Looks at a folder of the site in the folder `root`.
pub(super) fn look(root: &Path, folder: &Path, depth: Depth, now: SystemTime) -> Seen {
    let walk = Walk {
        root,
        depth,
        now,
        seen: Mutex::default(),
    };
    let first = Folder {
        path: folder.to_path_buf(),
        prefix: prefix(root, folder),
        is_usable: names::input_path(root, folder).is_ok(),
    };
    rayon::scope(|scope| walk.folder(scope, &first));
    let found = walk.seen.into_inner();
    let mut found = found.unwrap_or_else(PoisonError::into_inner);
    found.faults.sort_by(|a, b| a.0.cmp(&b.0));
    let folders = found.folders.into_iter().map(|folder| folder.prefix);
    Seen {
        files: found.files.into_iter().collect(),
        faults: found.faults,
        folders: folders.collect(),
    }
}

impl Walk<'_> {
    /// Looks at one folder and sends for those in it.
    fn folder<'s>(&'s self, scope: &Scope<'s>, folder: &Folder) {
        let mut found = Found::default();
        if let Err(error) = self.list(folder, &mut found) {
            found.fault(folder.prefix.trim_end_matches('/').to_owned(), &error);
        }
        let below = std::mem::take(&mut found.folders);
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.files.append(&mut found.files);
        seen.faults.append(&mut found.faults);
        if self.depth == Depth::One {
            seen.folders.extend(below);
            return;
        }
        drop(seen);
        for folder in below {
            scope.spawn(move |scope| {
                self.folder(scope, &folder);
                let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
                seen.folders.push(folder);
            });
        }
    }

    fn list(&self, folder: &Folder, found: &mut Found) -> io::Result<()> {
        for entry in fs::read_dir(&folder.path)? {
            let entry = entry?;
            let name = entry.file_name();
            if names::is_ignored(&name) {
                continue;
            }
            let kind = entry.file_type()?;
            let is_usable = folder.is_usable && names::is_usable(&name);
            if kind.is_dir() {
                found.folders.push(Folder {
                    path: entry.path(),
                    prefix: format!("{}{}/", folder.prefix, name.to_string_lossy()),
                    is_usable,
                });
                continue;
            }
            let path = if is_usable {
                InputPath::new(format!("{}{}", folder.prefix, name.to_string_lossy()))
            } else {
                match names::input_path(self.root, &entry.path()) {
                    Ok(path) => path,
                    Err(fault) => {
                        let path = fault.path().cloned();
                        found.faults.extend(path.map(|path| (path, *fault)));
                        continue;
                    }
                }
            };
            if kind.is_file() {
                self.file(path, &entry, found);
            } else {
                found.faults.push((path.clone(), not_a_file(path)));
            }
        }
        Ok(())
    }

    fn file(&self, path: InputPath, entry: &DirEntry, found: &mut Found) {
        match entry.metadata() {
            Ok(metadata) => found.files.push((path, Stamp::new(&metadata, self.now))),
            Err(error) => found.fault(path.as_str().to_owned(), &error),
        }
    }
}

impl Found {
    fn fault(&mut self, shown: String, error: &io::Error) {
        // What went away between listing its folder and looking at it is not there.
        if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) {
            return;
        }
        let path = InputPath::new(shown);
        let fault = Diagnostic::error(
            "unreadable",
            path.clone(),
            words!("无法读取：{error}", "cannot be read: {error}"),
        );
        let fault = fault.help(words!(
            "检查文件夹的读取权限",
            "check the permissions of the folder"
        ));
        self.faults.push((path, fault));
    }
}

/// What may not be read: something that is no plain file.
fn not_a_file(path: InputPath) -> Diagnostic {
    let fault = Diagnostic::error(
        "not-a-file",
        path,
        words!(
            "这不是普通文件（可能是链接或设备），不会读取",
            "not a regular file (a link or device); it is not read"
        ),
    );
    fault.help(words!("把文件本身放到这里", "put the file itself here"))
}

/// The path of a folder below the site as inputs have it, with a slash at its end.
pub(super) fn prefix(root: &Path, folder: &Path) -> String {
    let within = folder.strip_prefix(root).unwrap_or(folder);
    let mut prefix = String::new();
    for part in within {
        prefix.push_str(&part.to_string_lossy());
        prefix.push('/');
    }
    prefix
}
