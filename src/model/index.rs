//! What each Markdown file is, told by its path alone: so every reference can be resolved before
//! any record is read.

use std::collections::HashMap;

use super::keyed::Kind;
use super::{PlaceId, RecordId};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::Document;
use crate::paths::InputPath;
use crate::words;
use crate::yaml::meant;

/// Kind folders that are reserved for kinds this version does not have.
const RESERVED: [&str; 8] = [
    "accounts",
    "收支",
    "assessments",
    "考评",
    "works",
    "实事",
    "activities",
    "活动",
];

/// Where a record stands.
#[derive(Debug, Clone)]
pub struct RecordEntry {
    /// Which document it is.
    pub document: usize,
    /// The place of its folder.
    pub place: PlaceId,
    /// Its kind.
    pub kind: Kind,
    /// Its name, the last part of its address.
    pub name: String,
    /// Folder in which its own files lie.
    pub files: String,
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

/// All files by what they are.
#[derive(Debug, Default)]
pub struct Index {
    /// Places, parents before children.
    pub places: Vec<PlaceEntry>,
    /// Records, sorted by path.
    pub records: Vec<RecordEntry>,
    /// Plain pages: document and name.
    pub pages: Vec<(usize, String)>,
    /// Mechanisms: document and name.
    pub mechanisms: Vec<(usize, String)>,
    by_path: HashMap<String, RecordId>,
    place_by_folder: HashMap<String, PlaceId>,
}

impl Index {
    /// Sorts documents by what their paths say they are.
    pub fn new(documents: &[Document], diagnostics: &mut Diagnostics) -> Self {
        let mut index = Index::default();
        index.add_places(documents, diagnostics);
        for number in 0..documents.len() {
            index.add(number, documents, diagnostics);
        }
        index
    }

    /// The record at a path `place folder/kind/name` below `content/`.
    pub fn record(&self, path: &str) -> Option<RecordId> {
        self.by_path.get(path).copied()
    }

    /// Paths of all records, for the nearest to a wrong one.
    pub fn record_paths(&self) -> impl Iterator<Item = &str> {
        self.by_path.keys().map(String::as_str)
    }

    /// The place of a folder below `content/`.
    pub fn place(&self, folder: &str) -> Option<PlaceId> {
        self.place_by_folder.get(folder).copied()
    }

    fn add_places(&mut self, documents: &[Document], diagnostics: &mut Diagnostics) {
        let mut folders: Vec<(usize, String)> = documents
            .iter()
            .enumerate()
            .filter_map(|(number, document)| {
                let within = within(&document.source.path);
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
            self.places.push(PlaceEntry {
                document,
                folder,
                parent,
            });
        }
    }

    fn add(&mut self, number: usize, documents: &[Document], diagnostics: &mut Diagnostics) {
        let path = &documents[number].source.path;
        let within = within(path);
        if within == "_index.md" || within.ends_with("/_index.md") {
            return;
        }
        if let Some(name) = within
            .strip_prefix("pages/")
            .and_then(|rest| rest.strip_suffix(".md"))
        {
            return self.pages.push((number, name.to_owned()));
        }
        if let Some(name) = within
            .strip_prefix("mechanisms/")
            .and_then(|rest| rest.strip_suffix(".md"))
        {
            return self.mechanisms.push((number, name.to_owned()));
        }
        let stem = within.strip_suffix(".md").unwrap_or(within);
        let record = stem.strip_suffix("/index").unwrap_or(stem);
        let split = record
            .rsplit_once('/')
            .map(|(rest, name)| (rest.rsplit_once('/').unwrap_or(("", rest)), name));
        let Some(((folder, kind_folder), name)) = split else {
            return diagnostics.push(misplaced(path, ""));
        };
        if RESERVED.contains(&kind_folder) {
            return diagnostics.push(
                Diagnostic::error(
                    "reserved-kind",
                    path.clone(),
                    words!(
                        "本版本还不能处理“{kind_folder}”里的记录",
                        "this version cannot read records in `{kind_folder}` yet"
                    ),
                )
                .help(words!(
                    "先把文件移到 content 以外",
                    "keep the file outside `content` until then"
                )),
            );
        }
        let Some(kind) = Kind::of_folder(kind_folder) else {
            return diagnostics.push(misplaced(path, kind_folder));
        };
        let Some(place) = self.place(folder) else {
            let shown = if folder.is_empty() { "content" } else { folder };
            return diagnostics.push(
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
        };
        let id = RecordId::new(self.records.len());
        let key = record_key(folder, kind, name);
        if let Some(first) = self.by_path.insert(key, id) {
            let first = &documents[self.records[first.index()].document].source.path;
            diagnostics.push(
                Diagnostic::error(
                    "same-address",
                    path.clone(),
                    words!(
                        "这条记录的网址与 {first} 相同",
                        "this record has the same address as {first}"
                    ),
                )
                .help(words!("给其中一个文件改名", "rename one of the files")),
            );
        }
        let files = if stem.ends_with("/index") {
            stem.trim_end_matches("/index")
        } else {
            stem.rsplit_once('/').map_or("", |(folder, _)| folder)
        };
        self.records.push(RecordEntry {
            document: number,
            place,
            kind,
            name: name.to_owned(),
            files: format!("content/{files}"),
        });
    }
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
