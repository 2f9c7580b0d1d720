//! What each Markdown file is, told by its path alone: so every reference can be resolved before
//! any record is read.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use super::keyed::Kind;
use super::{PlaceId, RecordId};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::Document;
use crate::paths::InputPath;
use crate::words;
use crate::yaml::meant;

/// Where a record stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordEntry {
    /// Its id, which follows from the key.
    pub id: RecordId,
    /// Place folder, English name of the kind folder, and name, with slashes between.
    pub key: Arc<str>,
    /// The place of its folder.
    pub place: PlaceId,
    /// Its kind.
    pub kind: Kind,
}

impl RecordEntry {
    /// Its name, the last part of its address.
    pub fn name(&self) -> &str {
        name_of(&self.key)
    }
}

/// The name in the key of a record.
pub fn name_of(key: &str) -> &str {
    key.rsplit('/').next().unwrap_or_default()
}

/// Where a place stands.
#[derive(Debug, Clone)]
pub struct PlaceEntry {
    /// Which document it is.
    pub document: usize,
    /// Its folder below `content/`, empty for the root.
    pub folder: String,
    /// The nearest place above.
    pub parent: Option<PlaceId>,
}

/// For each record, its position in the list of records.
pub type Positions = HashMap<RecordId, u32, BuildHasherDefault<IdHasher>>;

/// Hashes ids of records, which are hashes already.
#[derive(Debug, Default, Clone, Copy)]
pub struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, id: u64) {
        self.0 = id;
    }
}

/// All files by what they are.
#[derive(Debug, Default)]
pub struct Index {
    /// Places, parents before children.
    pub places: Vec<PlaceEntry>,
    /// Records, each with its document, sorted by path.
    pub records: Vec<(usize, Arc<RecordEntry>)>,
    /// For each place, the positions of its records.
    pub of_places: Vec<Vec<u32>>,
    /// Plain pages: document and name.
    pub pages: Vec<(usize, String)>,
    /// Mechanisms: document and name.
    pub mechanisms: Vec<(usize, String)>,
    /// Policies: document and name.
    pub policies: Vec<(usize, String)>,
    positions: Positions,
    place_by_folder: HashMap<String, PlaceId>,
}

impl Index {
    /// Sorts documents by what their paths say they are. `known` remembers what a path was found
    /// to be before, at the same places.
    pub fn new(
        documents: &[Arc<Document>],
        mut known: impl FnMut(&InputPath) -> Option<Arc<RecordEntry>>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut index = Index::default();
        index.add_places(documents, diagnostics);
        for (number, document) in documents.iter().enumerate() {
            let entry = known(document.path())
                .map(What::Record)
                .or_else(|| index.what(document.path(), diagnostics));
            match entry {
                Some(What::Record(entry)) => {
                    index.add_record(documents, number, entry, diagnostics);
                }
                Some(What::Page(name)) => index.pages.push((number, name)),
                Some(What::Mechanism(name)) => index.mechanisms.push((number, name)),
                Some(What::Policy(name)) => index.policies.push((number, name)),
                None => {}
            }
        }
        index
    }

    /// The record of a key.
    pub fn record(&self, key: &str) -> Option<RecordId> {
        let id = RecordId::of(key);
        let (_, entry) = &self.records[*self.positions.get(&id)? as usize];
        (*entry.key == *key).then_some(id)
    }

    /// Where a record stands.
    pub fn entry(&self, id: RecordId) -> Option<&Arc<RecordEntry>> {
        let position = *self.positions.get(&id)?;
        self.records.get(position as usize).map(|(_, entry)| entry)
    }

    /// Keys of all records, for the nearest to a wrong one.
    pub fn record_keys(&self) -> impl Iterator<Item = &str> {
        self.records.iter().map(|(_, entry)| &*entry.key)
    }

    /// For each record, its position in the list.
    pub fn positions(&self) -> &Positions {
        &self.positions
    }

    /// The position of the record in a file; `documents` are those of which this is the index.
    pub fn position(&self, path: &InputPath, documents: &[Arc<Document>]) -> Option<u32> {
        let of = |(number, _): &(usize, Arc<RecordEntry>)| documents[*number].path().cmp(path);
        let at = self.records.binary_search_by(of).ok()?;
        u32::try_from(at).ok()
    }

    /// The place of a file: the one that it describes, or that of its record.
    pub fn place_of(&self, path: &InputPath) -> Option<PlaceId> {
        let within = within(path);
        let folder = match within.strip_suffix("_index.md") {
            Some(folder) => folder.trim_end_matches('/'),
            None => key_parts(path)?.0,
        };
        self.place(folder)
    }

    /// The place of a folder below `content/`.
    pub fn place(&self, folder: &str) -> Option<PlaceId> {
        self.place_by_folder.get(folder).copied()
    }

    fn add_places(&mut self, documents: &[Arc<Document>], diagnostics: &mut Diagnostics) {
        let mut folders: Vec<(usize, String)> = documents
            .iter()
            .enumerate()
            .filter_map(|(number, document)| {
                let within = within(document.path());
                let folder = if within == "_index.md" {
                    ""
                } else {
                    within.strip_suffix("/_index.md")?
                };
                Some((number, folder.to_owned()))
            })
            .collect();
        folders.sort_by(|a, b| a.1.cmp(&b.1));
        if folders.first().is_none_or(|(_, folder)| !folder.is_empty()) {
            diagnostics.push(
                Diagnostic::error(
                    "no-root",
                    InputPath::new("content/_index.md"),
                    words!(
                        "没有 content/_index.md，站点缺少最上层的地方",
                        "there is no content/_index.md, the root place"
                    ),
                )
                .help(words!(
                    "建立这个文件，写三行：`---`，`标题: 街道或小区的名称`，`---`",
                    "make this file with the lines `---`, `title: Name of the place`, `---`"
                )),
            );
        }
        for (document, folder) in folders {
            let id = PlaceId::new(self.places.len());
            let parent = parents(&folder).find_map(|above| self.place(above));
            self.place_by_folder.insert(folder.clone(), id);
            self.of_places.push(Vec::new());
            self.places.push(PlaceEntry {
                document,
                folder,
                parent,
            });
        }
    }

    /// What a document is by its path; none if it is a place or cannot be told.
    fn what(&self, path: &InputPath, diagnostics: &mut Diagnostics) -> Option<What> {
        let within = within(path);
        if within == "_index.md" || within.ends_with("/_index.md") {
            return None;
        }
        let top = |folder: &str| within.strip_prefix(folder)?.strip_suffix(".md");
        if let Some(name) = top("pages/") {
            return Some(What::Page(name.to_owned()));
        }
        if let Some(name) = top("mechanisms/") {
            return Some(What::Mechanism(name.to_owned()));
        }
        if let Some(name) = top("policies/") {
            return Some(What::Policy(name.to_owned()));
        }
        let stem = within.strip_suffix(".md").unwrap_or(within);
        let record = stem.strip_suffix("/index").unwrap_or(stem);
        let split = record
            .rsplit_once('/')
            .map(|(rest, name)| (rest.rsplit_once('/').unwrap_or(("", rest)), name));
        let Some(((folder, kind_folder), name)) = split else {
            diagnostics.push(misplaced(path, ""));
            return None;
        };
        let Some(kind) = Kind::of_folder(kind_folder) else {
            diagnostics.push(misplaced(path, kind_folder));
            return None;
        };
        let Some(place) = self.place(folder) else {
            let shown = if folder.is_empty() { "content" } else { folder };
            diagnostics.push(
                Diagnostic::error(
                    "no-place",
                    path.clone(),
                    words!(
                        "这条记录不属于任何地方：{shown} 里没有 _index.md",
                        "this record lies in no place: there is no _index.md in `{shown}`"
                    ),
                )
                .help(words!(
                    "在 content/{folder} 里建立 _index.md",
                    "make an _index.md in content/{folder}"
                )),
            );
            return None;
        };
        let key = record_key(folder, kind, name);
        Some(What::Record(Arc::new(RecordEntry {
            id: RecordId::of(&key),
            key: key.into(),
            place,
            kind,
        })))
    }

    fn add_record(
        &mut self,
        documents: &[Arc<Document>],
        number: usize,
        entry: Arc<RecordEntry>,
        diagnostics: &mut Diagnostics,
    ) {
        let document = &documents[number];
        let position = u32::try_from(self.records.len()).unwrap_or(u32::MAX);
        if let Some(first) = self.positions.insert(entry.id, position) {
            let first = documents[self.records[first as usize].0].path();
            diagnostics.push(
                Diagnostic::error(
                    "same-address",
                    document.path().clone(),
                    words!(
                        "这条记录的网址与 {first} 相同",
                        "this record has the same address as {first}"
                    ),
                )
                .help(words!("给其中一个文件改名", "rename one of the files")),
            );
        }
        self.of_places[entry.place.index()].push(position);
        self.records.push((number, entry));
    }
}

/// What a document that is no place can be.
enum What {
    Record(Arc<RecordEntry>),
    Page(String),
    Mechanism(String),
    Policy(String),
}

/// The place folder in the key of a record.
pub fn place_of(key: &str) -> &str {
    key.rsplitn(3, '/').nth(2).unwrap_or_default()
}

/// Key of a record: its path with the English name of the kind folder.
pub fn record_key(folder: &str, kind: Kind, name: &str) -> String {
    let kind = kind.folder();
    if folder.is_empty() {
        format!("{kind}/{name}")
    } else {
        format!("{folder}/{kind}/{name}")
    }
}

/// The folder of the place, the kind and the name of a record, by its path alone; none if the file
/// is no record.
pub fn key_parts(path: &InputPath) -> Option<(&str, Kind, &str)> {
    let stem = within(path).strip_suffix(".md")?;
    let record = stem.strip_suffix("/index").unwrap_or(stem);
    let (rest, name) = record.rsplit_once('/')?;
    let (folder, kind) = rest.rsplit_once('/').unwrap_or(("", rest));
    Some((folder, Kind::of_folder(kind)?, name))
}

fn within(path: &InputPath) -> &str {
    path.as_str()
        .strip_prefix("content/")
        .unwrap_or(path.as_str())
}

/// Folders above, nearest first, ending with the root.
fn parents(folder: &str) -> impl Iterator<Item = &str> {
    let mut rest = (!folder.is_empty()).then_some(folder);
    std::iter::from_fn(move || {
        let here = rest?;
        let above = here.rsplit_once('/').map_or("", |(above, _)| above);
        rest = (!above.is_empty()).then_some(above);
        Some(above)
    })
}

fn misplaced(path: &InputPath, folder: &str) -> Diagnostic {
    let message = if folder.is_empty() {
        words!(
            "看不出这是什么：它直接放在 content 里",
            "cannot tell what this is: it lies directly in `content`"
        )
    } else {
        words!(
            "看不出这是什么：“{folder}”不是记录的文件夹",
            "cannot tell what this is: `{folder}` is no folder of records"
        )
    };
    let mut found = Diagnostic::error("misplaced", path.clone(), message);
    let folders = Kind::ALL
        .into_iter()
        .flat_map(|kind| [kind.folder(), kind.names()[0]]);
    found.help.extend(meant(folder, folders));
    found.help(words!(
        "记录放在地方的 issues（问题）、resolutions（决议）、meetings（会议）或 notices（公示）里；地方的说明写在 _index.md",
        "put records in the folder issues, resolutions, meetings or notices of a place; a place is described in _index.md"
    ))
}
