//! What lies in a site folder, and bringing that up to date: only what changed is read again.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use rayon::prelude::*;

use super::look::{Depth, Seen, look, prefix};
use super::sum::Sum;
use super::{Document, Inputs, SiteFolder, Stamp, names, read};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::paths::InputPath;
use crate::source::Source;
use crate::words;

/// Fewest texts that a thread takes at a time: waking threads for each costs more than reading it.
const BATCH: usize = 16;

/// Path of the settings.
pub(super) const SETTINGS: &str = "content/site.yaml";
/// Folder of rules.
const RULES: &str = "content/rules/";

/// Names of the folder of sheets of postings in a place.
pub const POSTINGS: [&str; 2] = ["postings", "张贴"];

/// Whether a file holds settings or rules: YAML without a body.
fn is_yaml(path: &InputPath) -> bool {
    let path = path.as_str();
    path == SETTINGS || path.starts_with(RULES) && path.ends_with(".yaml")
}

/// Whether a file is a sheet of postings: a CSV in the folder `postings` (张贴) of a place.
pub fn is_posting_sheet(path: &InputPath) -> bool {
    let is_csv = path
        .file_name()
        .rsplit_once('.')
        .is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("csv"));
    is_csv && is_beside_postings(path)
}

/// Whether a file lies in the folder `postings` of a place: a sheet, or a photo.
pub fn is_beside_postings(path: &InputPath) -> bool {
    let folder = path.folder().rsplit('/').next();
    path.as_str().starts_with("content/")
        && !path.as_str().starts_with("content/_static/")
        && folder.is_some_and(|folder| POSTINGS.contains(&folder))
}

/// What may have changed on disk since the last look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Touched {
    /// Anything: everything is looked at again.
    Everything,
    /// Something in these folders, by full paths; not in folders below them, unless those are
    /// named too or are new.
    Folders(BTreeSet<PathBuf>),
}

/// A document that an earlier run read, with the stamp that its file had then.
#[derive(Debug)]
pub struct Kept {
    /// The stamp.
    pub stamp: Stamp,
    /// The document, which had no fault.
    pub document: Arc<Document>,
}

/// Everything in `content/` as it was at the last look.
#[derive(Debug, Default)]
pub struct Tree {
    entries: BTreeMap<InputPath, Entry>,
    is_there: bool,
    /// Whether a text was read since that was last asked.
    has_read: bool,
    /// What all of it comes to; none if that is not known any more.
    sum: Option<Sum>,
}

/// What stands at a path.
#[derive(Debug)]
pub(super) enum Entry {
    Text {
        stamp: Stamp,
        document: Arc<Document>,
        findings: Diagnostics,
    },
    /// Settings, rules or a sheet of postings.
    Plain {
        stamp: Stamp,
        source: Option<Arc<Source>>,
        findings: Diagnostics,
    },
    File(Stamp),
    /// What cannot be used: a folder that cannot be read, a name that cannot become an address.
    Fault(Box<Diagnostic>),
}

impl Tree {
    /// A tree that knows documents of an earlier run. They count only once a look finds their
    /// files unchanged.
    pub fn knowing(kept: impl IntoIterator<Item = Kept>) -> Self {
        let entry = |kept: Kept| {
            let entry = Entry::Text {
                stamp: kept.stamp,
                document: Arc::clone(&kept.document),
                findings: Diagnostics::new(),
            };
            (kept.document.path().clone(), entry)
        };
        Tree {
            entries: kept.into_iter().map(entry).collect(),
            ..Tree::default()
        }
    }

    /// Looks at everything in a site folder without reading it.
    pub fn look(folder: &SiteFolder, now: SystemTime) -> Seen {
        let content = folder.root().join("content");
        look(folder.root(), &content, Depth::All, now)
    }

    /// Reads what changed of what a look at everything saw.
    pub fn take_all(&mut self, folder: &SiteFolder, seen: Seen) {
        self.is_there = folder.root().join("content").is_dir();
        // What was wrong with the folder itself is told anew.
        self.remove("content");
        self.take(folder.root(), "content/", seen, true);
        self.sum.get_or_insert_with(|| Sum::new(&self.entries));
    }

    /// Looks at what may have changed and reads what did. `now` is the time of this look.
    pub fn refresh(&mut self, folder: &SiteFolder, touched: &Touched, now: SystemTime) {
        let root = folder.root();
        let content = root.join("content");
        self.is_there = content.is_dir();
        match touched {
            Touched::Folders(folders) if self.is_there => {
                for touched in folders.iter().filter(|path| may_hold(&content, path)) {
                    self.look_into(root, touched, now);
                }
                self.sum.get_or_insert_with(|| Sum::new(&self.entries));
            }
            Touched::Folders(_) | Touched::Everything => {
                self.take_all(folder, Tree::look(folder, now));
            }
        }
    }

    /// Looks at one folder, and at everything below folders in it that are new.
    fn look_into(&mut self, root: &Path, folder: &Path, now: SystemTime) {
        let prefix = prefix(root, folder);
        // A link or a file that took the place of a folder was seen by the look at the folder
        // above. Only `content` itself may be a link.
        let is_folder = folder == root.join("content")
            || std::fs::symlink_metadata(folder).is_ok_and(|found| found.is_dir());
        if !is_folder {
            self.take(root, &prefix, Seen::default(), true);
            return;
        }
        // What was wrong with the folder itself is told anew.
        self.remove(prefix.trim_end_matches('/'));
        let mut seen = look(root, folder, Depth::One, now);
        for below in seen.folders.clone() {
            if !self.below(&below).any(|_| true) {
                let new = look(root, &root.join(&below), Depth::All, now);
                seen.files.extend(new.files);
                seen.faults.extend(new.faults);
            }
        }
        self.take(root, &prefix, seen, false);
    }

    /// Entries whose path begins with `prefix`, which ends with a slash.
    fn below<'t>(&'t self, prefix: &'t str) -> impl Iterator<Item = &'t InputPath> {
        self.entries
            .range::<str, _>((Bound::Included(prefix), Bound::Unbounded))
            .map(|(path, _)| path)
            .take_while(move |path| path.as_str().starts_with(prefix))
    }

    /// Takes over what a look at the folder `prefix` saw; `deep` looks saw everything below it.
    fn take(&mut self, root: &Path, prefix: &str, seen: Seen, deep: bool) {
        let gone: Vec<InputPath> = self
            .below(prefix)
            .filter(|path| {
                let rest = &path.as_str()[prefix.len()..];
                let is_seen = match rest.find('/') {
                    // A folder below that this look did not enter but that is there.
                    Some(end) if !deep => {
                        let folder = &path.as_str()[..=prefix.len() + end];
                        seen.folders.contains(folder)
                    }
                    _ => false,
                };
                !is_seen && !seen.files.contains_key(path.as_str())
            })
            .cloned()
            .collect();
        for path in gone {
            self.remove(path.as_str());
        }
        let mut texts = Vec::new();
        for (path, stamp) in seen.files {
            let text = is_yaml(&path) || path.as_str().ends_with(".md") || is_posting_sheet(&path);
            if !text || path.as_str().starts_with("content/_static/") {
                self.put(path, Entry::File(stamp));
            } else if !self.entries.get(&path).is_some_and(|e| e.is_same(&stamp)) {
                texts.push((path, stamp));
            }
        }
        self.has_read |= !texts.is_empty();
        let read: Vec<(InputPath, Entry)> = texts
            .into_par_iter()
            .with_min_len(BATCH)
            .map(|(path, stamp)| {
                let before = self.entries.get(&path);
                let entry = Entry::read(root, &path, stamp, before);
                (path, entry)
            })
            .collect();
        for (path, entry) in read {
            self.put(path, entry);
        }
        for (path, fault) in seen.faults {
            self.put(path, Entry::Fault(Box::new(fault)));
        }
    }

    fn remove(&mut self, path: &str) {
        if self.entries.remove(path).is_some() {
            self.sum = None;
        }
    }

    /// Puts an entry in. Where it stands for one of the same sort, and nothing was found in either,
    /// the sum is brought up to date.
    fn put(&mut self, path: InputPath, entry: Entry) {
        let before = self.entries.get(&path);
        let is_kept = before.is_some_and(|before| {
            let sum = self.sum.as_mut();
            sum.is_some_and(|sum| sum.exchange(&path, before, &entry))
        });
        if !is_kept {
            self.sum = None;
        }
        self.entries.insert(path, entry);
    }

    /// Everything in it, with what was found while reading. Documents that did not change are the
    /// same as in the inputs before.
    pub fn inputs(&self) -> (Option<Arc<Inputs>>, Diagnostics) {
        if !self.is_there {
            return (None, no_content().into());
        }
        let sum = self.sum.as_ref();
        let sum = sum.map_or_else(|| Sum::new(&self.entries), Sum::clone);
        (Some(sum.inputs), sum.findings)
    }

    /// The stamps of all files that are no texts, at the last look.
    pub fn stamps(&self) -> Arc<HashMap<InputPath, Stamp>> {
        let sum = self.sum.as_ref();
        sum.map_or_else(
            || Sum::new(&self.entries).stamps,
            |sum| Arc::clone(&sum.stamps),
        )
    }

    /// Whether a text was read since this was last asked: its stamp is another one then, if nothing
    /// else is.
    pub fn has_read(&mut self) -> bool {
        std::mem::take(&mut self.has_read)
    }

    /// The stamp of a file at the last look.
    pub fn stamp(&self, path: &InputPath) -> Option<&Stamp> {
        match self.entries.get(path)? {
            Entry::Text { stamp, .. } | Entry::Plain { stamp, .. } | Entry::File(stamp) => {
                Some(stamp)
            }
            Entry::Fault(_) => None,
        }
    }

    /// The text of a file at the last look, if it is read as one.
    pub fn source(&self, path: &InputPath) -> Option<&Arc<Source>> {
        match self.entries.get(path)? {
            Entry::Text { document, .. } => Some(&document.source),
            Entry::Plain { source, .. } => source.as_ref(),
            Entry::File(_) | Entry::Fault(_) => None,
        }
    }

    /// Whether reading the document found nothing to report.
    pub fn is_faultless(&self, path: &InputPath) -> bool {
        matches!(self.entries.get(path), Some(Entry::Text { findings, .. }) if findings.is_empty())
    }
}

impl Entry {
    fn is_same(&self, now: &Stamp) -> bool {
        match self {
            // A file that could not be read, as one that an editor holds, may be readable now.
            Entry::Text {
                stamp, findings, ..
            }
            | Entry::Plain {
                stamp, findings, ..
            } => now.proves_the_same_as(stamp) && !findings.has_errors(),
            Entry::File(_) | Entry::Fault(_) => false,
        }
    }

    /// Reads a text. If it says what it said before, then it is the same document.
    fn read(root: &Path, path: &InputPath, stamp: Stamp, before: Option<&Entry>) -> Self {
        let mut findings = Diagnostics::new();
        let source = source(root, path, &mut findings);
        if is_posting_sheet(path) || is_yaml(path) {
            return Entry::Plain {
                stamp,
                source: source.map(Arc::new),
                findings,
            };
        }
        let document = match (source, before) {
            (
                Some(source),
                Some(Entry::Text {
                    document,
                    findings: found,
                    ..
                }),
                // What was found may have been about the bytes, which are others now.
            ) if *document.source == source && findings.is_empty() && found.is_empty() => {
                Arc::clone(document)
            }
            (Some(source), _) => Arc::new(Document::new(source, &mut findings)),
            (None, _) => Arc::new(Document::unreadable(path.clone())),
        };
        Entry::Text {
            stamp,
            document,
            findings,
        }
    }
}

/// The text of an input, read as what it is; none if it cannot be read, which is reported.
pub(super) fn source(root: &Path, path: &InputPath, findings: &mut Diagnostics) -> Option<Source> {
    if is_posting_sheet(path) {
        read::sheet(root, path, findings)
    } else {
        read::text(root, path, findings)
    }
}

/// Whether a folder may hold content: it is `content` or lies in it, and in nothing that is ignored.
fn may_hold(content: &Path, folder: &Path) -> bool {
    folder
        .strip_prefix(content)
        .is_ok_and(|within| !within.iter().any(names::is_ignored))
}

fn no_content() -> Diagnostic {
    Diagnostic::error(
        "no-content",
        InputPath::new("content"),
        words!(
            "这里没有 content 文件夹",
            "there is no folder `content` here"
        ),
    )
    .help(words!(
        "在站点文件夹里运行，或用 --root 指明站点文件夹",
        "run this in the folder of a site, or name it with --root"
    ))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const PLACE: &str = "---\ntitle: x\n---\n";

    /// What a look at these folders alone leaves, beside what a look at everything sees.
    /// At the time of these looks no file has settled, so every text is read.
    fn both(tree: &mut Tree, root: &Path, touched: &[&str]) -> [String; 2] {
        let site = SiteFolder::new(root);
        let folders = touched.iter().map(|folder| root.join(folder)).collect();
        tree.refresh(&site, &Touched::Folders(folders), SystemTime::UNIX_EPOCH);
        let mut fresh = Tree::default();
        fresh.refresh(&site, &Touched::Everything, SystemTime::UNIX_EPOCH);
        [&*tree, &fresh].map(|tree| format!("{:?}", tree.inputs()))
    }

    #[test]
    fn a_look_at_folders_sees_what_a_look_at_everything_does() {
        let (site, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let root = site.path();
        fs::create_dir_all(root.join("content/a/issues")).unwrap();
        fs::write(root.join("content/a/_index.md"), PLACE).unwrap();
        fs::write(root.join("content/a/issues/x.md"), PLACE).unwrap();
        fs::write(other.path().join("x.md"), PLACE).unwrap();
        let mut tree = Tree::default();
        let [now, fresh] = both(&mut tree, root, &["content", "content/a"]);
        assert_eq!(now, fresh);

        // Folders of editors and wastebaskets are watched too, but hold no content.
        fs::create_dir_all(root.join("content/.trash/old")).unwrap();
        fs::write(root.join("content/.trash/x.md"), PLACE).unwrap();
        fs::write(root.join("content/.trash/old/x.md"), PLACE).unwrap();
        let touched = ["content", "content/.trash", "content/.trash/old"];
        let [now, fresh] = both(&mut tree, root, &touched);
        assert_eq!(now, fresh);

        // A warning about an encoding goes when the same text comes in another.
        let text = "---\ntitle: 桃园\n---\n";
        let (bytes, ..) = encoding_rs::GB18030.encode(text);
        fs::write(root.join("content/a/_index.md"), bytes).unwrap();
        let [now, fresh] = both(&mut tree, root, &["content/a"]);
        assert!(now.contains("encoding"), "{now}");
        assert_eq!(now, fresh);
        fs::write(root.join("content/a/_index.md"), text).unwrap();
        let [now, fresh] = both(&mut tree, root, &["content/a"]);
        assert_eq!(now, fresh);

        // What takes the place of a folder is no folder.
        fs::remove_file(root.join("content/a/issues/x.md")).unwrap();
        fs::remove_dir(root.join("content/a/issues")).unwrap();
        #[cfg(unix)]
        {
            let link = root.join("content/a/issues");
            std::os::unix::fs::symlink(other.path(), &link).unwrap();
            let [now, fresh] = both(&mut tree, root, &["content/a", "content/a/issues"]);
            assert!(now.contains("not-a-file"), "{now}");
            assert_eq!(now, fresh);
            fs::remove_file(&link).unwrap();
        }
        fs::write(root.join("content/a/issues"), "").unwrap();
        let [now, fresh] = both(&mut tree, root, &["content/a", "content/a/issues"]);
        assert!(now.contains("content/a/issues"), "{now}");
        assert_eq!(now, fresh);
    }
}
