//! Tests that need to see inside: faults of the disk, and refusals one by one.

pub(super) mod faults;
mod keep;
mod refusals;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use self::faults::Fault;
use super::system::System;
use super::{Destination, Published, WriteError};
use crate::paths::OutputPath;

/// Where the site before the published one lies.
const SPARE: &str = ".public.gongshi-spare";

/// A site folder in a folder of its own, with some content.
struct Site {
    folder: tempfile::TempDir,
}

impl Site {
    fn new() -> Self {
        // In memory where there is such a place: every publication flushes the file system.
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() {
            tempfile::tempdir_in(memory).unwrap()
        } else {
            tempfile::tempdir().unwrap()
        };
        let site = Site { folder };
        site.put("content/site.yaml", "title: 桃园");
        site.put("themes/plain/theme.yaml", "version: 1");
        site
    }

    fn path(&self, path: &str) -> PathBuf {
        let folder = self.folder.path().canonicalize().unwrap();
        folder
            .join("site")
            .components()
            .chain(Path::new(path).components())
            .collect()
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.path(path)).ok()
    }

    fn to(&self, output: &str) -> Result<Destination, WriteError> {
        Destination::new(self.path(""), self.path(output))
    }

    /// Publishes to `output` on a disk that may fail.
    fn publish_by(
        &self,
        fault: Fault,
        output: &str,
        files: &[(&str, &str)],
    ) -> Result<Published, WriteError> {
        let system = System { fault };
        let destination = Destination::with_system(&self.path(""), &self.path(output), system)?;
        let stage = destination.stage()?;
        for (path, text) in files {
            stage.write(&OutputPath::new(*path), text.as_bytes())?;
        }
        stage.publish()
    }

    fn try_publish(&self, files: &[(&str, &str)]) -> Result<Published, WriteError> {
        self.publish_by(Fault::default(), "public", files)
    }

    fn publish(&self, files: &[(&str, &str)]) -> Published {
        let published = self.try_publish(files).unwrap();
        assert!(published.leftover.is_none(), "{:?}", published.leftover);
        published
    }

    /// Names in a folder of the site.
    fn names(&self, path: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(path)).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name());
        let mut names: Vec<_> = names
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Names in the site folder, but for the spare, which is there from the second site on.
    fn beside(&self) -> Vec<String> {
        let mut names = self.names("");
        names.retain(|name| name != SPARE);
        names
    }

    /// Asserts that nothing at all is touched by `work` and that it fails; returns the error.
    fn untouched<T>(&self, work: impl FnOnce() -> Result<T, WriteError>) -> WriteError {
        let before = snapshot(self.folder.path());
        let error = work().err().expect("should have been refused");
        assert_eq!(snapshot(self.folder.path()), before, "{error}");
        assert!(!error.words().zh.is_empty() && !error.words().en.is_empty());
        error
    }
}

/// Everything below a folder: bytes of files, targets of links, nothing for folders.
type Snapshot = BTreeMap<PathBuf, Option<Vec<u8>>>;

fn snapshot(folder: &Path) -> Snapshot {
    let mut found = Snapshot::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(at) = folders.pop() {
        let Ok(entries) = fs::read_dir(&at) else {
            continue;
        };
        for entry in entries {
            let entry = entry.unwrap();
            let kind = entry.file_type().unwrap();
            let value = if kind.is_dir() {
                folders.push(entry.path());
                None
            } else if kind.is_symlink() {
                Some(
                    fs::read_link(entry.path())
                        .unwrap()
                        .into_os_string()
                        .into_encoded_bytes(),
                )
            } else {
                Some(fs::read(entry.path()).unwrap())
            };
            found.insert(
                entry.path().strip_prefix(folder).unwrap().to_path_buf(),
                value,
            );
        }
    }
    found
}
