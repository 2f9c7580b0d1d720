//! The list of what was published, with sizes and hashes: what is ours in an output folder.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;

use super::error::{Foreign, WriteError};
use super::system::{Kind, System};
use crate::paths::OutputPath;

/// Name of the manifest, at the top of the output folder.
pub const MANIFEST_NAME: &str = "gongshi-manifest.json";

/// What tells our manifest from any other JSON file of the same name.
const GENERATOR: &str = "gongshi";

/// Goes up when an older program could no longer tell from the file what is ours.
const VERSION: u32 = 1;

/// What was published, sorted by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    entries: Vec<ManifestEntry>,
}

/// One published file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManifestEntry {
    /// Where it lies in the output folder.
    pub path: OutputPath,
    /// Its length in bytes.
    pub size: u64,
    /// BLAKE3 of its bytes.
    pub hash: blake3::Hash,
}

/// What was found at the place of the output folder.
#[derive(Debug)]
pub(super) enum Occupant {
    /// Nothing.
    Nobody,
    /// An empty folder.
    Empty,
    /// A site that we published.
    Ours(Known),
}

/// A manifest as it was read from a folder.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) manifest: Arc<Manifest>,
    /// Hash of the manifest's own bytes.
    pub(super) hash: blake3::Hash,
    /// When it was written.
    pub(super) written: i128,
}

impl Known {
    /// Reads the manifest of `folder`. Should it have the same bytes as the one that was read
    /// `before`, it is not parsed again.
    pub(super) fn read(
        system: &System,
        folder: &Path,
        before: Option<&Known>,
    ) -> Result<Self, WriteError> {
        let path = folder.join(MANIFEST_NAME);
        let Some(facts) = system.facts(&path)? else {
            return Err(WriteError::NotOurs {
                path: folder.to_path_buf(),
                why: Foreign::NoManifest,
            });
        };
        let bytes = system.read(&path)?;
        let hash = blake3::hash(&bytes);
        if let Some(before) = before.filter(|before| before.hash == hash) {
            return Ok(Known {
                written: facts.written,
                ..before.clone()
            });
        }
        let manifest = Manifest::parse(&bytes).map_err(|why| WriteError::NotOurs { path, why })?;
        Ok(Known {
            manifest: Arc::new(manifest),
            hash,
            written: facts.written,
        })
    }
}

/// See [`Manifest::in_order`].
pub(super) struct InOrder<'m> {
    entries: &'m [ManifestEntry],
    at: usize,
}

impl InOrder<'_> {
    /// The number of the file at `path`, which must not come before the path of the last call.
    pub(super) fn position(&mut self, path: &OutputPath) -> Option<usize> {
        while self
            .entries
            .get(self.at)
            .is_some_and(|entry| entry.path < *path)
        {
            self.at += 1;
        }
        (self.entries.get(self.at)?.path == *path).then_some(self.at)
    }
}

#[derive(Deserialize)]
struct RawManifest<'t> {
    #[serde(borrow)]
    generator: Cow<'t, str>,
    version: u32,
    #[serde(default, borrow)]
    files: Vec<RawEntry<'t>>,
}

#[derive(Deserialize)]
struct RawEntry<'t> {
    #[serde(borrow)]
    path: Cow<'t, str>,
    size: u64,
    #[serde(borrow)]
    hash: Cow<'t, str>,
}

impl ManifestEntry {
    /// The entry of a file with these bytes.
    pub(super) fn of(path: OutputPath, bytes: &[u8]) -> Self {
        ManifestEntry {
            path,
            size: bytes.len() as u64,
            hash: blake3::hash(bytes),
        }
    }

    /// Whether these are the bytes that were published.
    pub fn is(&self, bytes: &[u8]) -> bool {
        self.size == bytes.len() as u64 && self.hash == blake3::hash(bytes)
    }
}

impl Manifest {
    /// A manifest of these files, in whatever order they were written.
    pub(super) fn new(mut entries: Vec<ManifestEntry>) -> Self {
        // Mostly two sorted stretches, kept and new, which a stable sort merges in one go.
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        Manifest { entries }
    }

    /// Reads the manifest of the output folder `folder`.
    pub fn read(folder: &Path) -> Result<Self, WriteError> {
        Self::read_by(&System::default(), folder)
    }

    pub(super) fn read_by(system: &System, folder: &Path) -> Result<Self, WriteError> {
        Known::read(system, folder, None).map(|known| Arc::unwrap_or_clone(known.manifest))
    }

    /// All files, sorted by path.
    pub fn entries(&self) -> &[ManifestEntry] {
        &self.entries
    }

    /// The file at `path`, if it was published.
    pub fn get(&self, path: &str) -> Option<&ManifestEntry> {
        self.entries.get(self.position(path)?)
    }

    /// The number of the file at `path`.
    pub(super) fn position(&self, path: &str) -> Option<usize> {
        self.entries
            .binary_search_by(|entry| entry.path.as_str().cmp(path))
            .ok()
    }

    /// For looking up many paths that come in order, without beginning anew for each.
    pub(super) fn in_order(&self) -> InOrder<'_> {
        InOrder {
            entries: &self.entries,
            at: 0,
        }
    }

    fn parse(bytes: &[u8]) -> Result<Self, Foreign> {
        let raw: RawManifest = serde_json::from_slice(bytes).map_err(|_| Foreign::BadManifest)?;
        if raw.generator != GENERATOR {
            return Err(Foreign::BadManifest);
        }
        if raw.version > VERSION {
            return Err(Foreign::Newer);
        }
        let entries = raw.files.into_iter().map(|file| {
            let hash =
                blake3::Hash::from_hex(file.hash.as_bytes()).map_err(|_| Foreign::BadManifest)?;
            let path = OutputPath::new(file.path);
            if is_plain(&path) {
                Ok(ManifestEntry {
                    path,
                    size: file.size,
                    hash,
                })
            } else {
                Err(Foreign::BadManifest)
            }
        });
        Ok(Manifest::new(entries.collect::<Result<_, _>>()?))
    }

    /// One line a file, so that two manifests can be compared by eye and by `diff`.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut out = String::with_capacity(64 + self.entries.len() * 160);
        // Writing into a String cannot fail.
        let _ = write!(
            out,
            "{{\n\"generator\": \"{GENERATOR}\",\n\"version\": {VERSION},\n\"files\": ["
        );
        for (index, entry) in self.entries.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            let path = serde_json::Value::from(entry.path.as_str());
            let (size, hash) = (entry.size, entry.hash.to_hex());
            let _ = write!(
                out,
                "{comma}\n{{\"path\": {path}, \"size\": {size}, \"hash\": \"{hash}\"}}"
            );
        }
        out.push_str("\n]\n}\n");
        out.into_bytes()
    }
}

/// Whether a path stays inside its folder on every system.
pub(super) fn is_plain(path: &OutputPath) -> bool {
    // There a colon would begin a drive or a stream; elsewhere it is only a character. None of these
    // is a part of another character.
    let is_bad = |byte: u8| matches!(byte, b'\\' | 0) || (cfg!(windows) && byte == b':');
    let path = path.as_str();
    !path.bytes().any(is_bad) && !path.split('/').any(|part| matches!(part, "" | "." | ".."))
}

/// Looks at the output folder; one that is neither empty nor ours is an error.
pub(super) fn occupant(
    system: &System,
    folder: &Path,
    before: Option<&Known>,
) -> Result<Occupant, WriteError> {
    match system.kind(folder)? {
        None => return Ok(Occupant::Nobody),
        Some(Kind::Folder) => {}
        Some(_) => {
            let path: PathBuf = folder.to_path_buf();
            return Err(WriteError::Refused {
                path,
                reason: super::Refusal::NotAFolder,
            });
        }
    }
    if system.list(folder)?.is_empty() {
        return Ok(Occupant::Empty);
    }
    Known::read(system, folder, before).map(Occupant::Ours)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str, bytes: &[u8]) -> ManifestEntry {
        ManifestEntry::of(OutputPath::new(path), bytes)
    }

    #[test]
    fn what_is_written_is_read_again_in_order() {
        let manifest = Manifest::new(vec![
            entry("b\"\u{1}.html", b"2"),
            entry("a/桃园.html", b"1"),
        ]);
        assert_eq!(manifest.entries()[0].path.as_str(), "a/桃园.html");
        assert_eq!(Manifest::parse(&manifest.to_bytes()), Ok(manifest));
        assert_eq!(
            Manifest::parse(&Manifest::default().to_bytes()),
            Ok(Manifest::default())
        );
    }

    #[test]
    fn anything_else_is_not_ours() {
        let hash = blake3::hash(b"").to_hex();
        let with = |path: &str| {
            format!(
                r#"{{"generator":"gongshi","version":1,"files":[{{"path":"{path}","size":0,"hash":"{hash}"}}]}}"#
            )
        };
        assert!(Manifest::parse(with("a/b").as_bytes()).is_ok());
        for path in ["../a", "/a", "a//b", "", "a/./b", r"a\\b", r"a\u0000"] {
            assert_eq!(
                Manifest::parse(with(path).as_bytes()),
                Err(Foreign::BadManifest),
                "{path}"
            );
        }
        for text in [
            "",
            "[]",
            "{}",
            r#"{"generator":"hugo","version":1,"files":[]}"#,
        ] {
            assert_eq!(
                Manifest::parse(text.as_bytes()),
                Err(Foreign::BadManifest),
                "{text}"
            );
        }
        let newer = r#"{"generator":"gongshi","version":2}"#;
        assert_eq!(Manifest::parse(newer.as_bytes()), Err(Foreign::Newer));
    }
}
