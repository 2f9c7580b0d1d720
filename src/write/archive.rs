//! The folder `archive` of a site: every sheet that was ever printed, once and for all, with a list.
//! Nothing in it is overwritten or deleted; only the list grows.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::error::WriteError;
use super::staged::Staged;
use crate::sheet::push_line;

/// Name of the folder in the site folder.
pub const ARCHIVE_FOLDER: &str = "archive";
/// Name of the list in it.
const INDEX: &str = "index.csv";
/// By this, office programs know that a text is UTF-8.
const BOM: &str = "\u{feff}";

/// Takes what is printed. What is dropped before it is [kept](Archive::keep) leaves nothing behind.
#[derive(Debug)]
pub struct Archive {
    staged: Staged,
    rows: Mutex<Vec<Row>>,
}

/// A line of the list.
#[derive(Debug)]
struct Row {
    /// Path of the file within the folder.
    file: String,
    /// Hash of its bytes.
    hash: String,
    /// What else is told of it.
    fields: Vec<String>,
}

/// What became of an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Archived {
    /// How many files are new.
    pub added: usize,
    /// Whether the list tells all of them; not if somebody saved it in another encoding.
    pub listed: bool,
}

impl Archive {
    /// The archive of a site.
    pub fn new(site: &Path) -> Self {
        Archive {
            staged: Staged::new(site, ARCHIVE_FOLDER),
            rows: Mutex::default(),
        }
    }

    /// Takes a file that belongs to `stem`, a path within the folder without `.pdf`. A file with
    /// these bytes that is there is the one; one with others keeps its name, and this gets a further
    /// one. `fields` are for the list.
    ///
    /// # Errors
    ///
    /// The system refused something, or something else than a file has the name.
    pub fn take(&self, stem: &str, bytes: &[u8], fields: Vec<String>) -> Result<(), WriteError> {
        let hash = blake3::hash(bytes).to_hex().to_string();
        let mut number = 1;
        let file = loop {
            let file = if number == 1 {
                format!("{stem}.pdf")
            } else {
                format!("{stem}-{number}.pdf")
            };
            match self.staged.standing(&file)? {
                Some(standing) if standing == bytes => break file,
                Some(_) => number += 1,
                None => {
                    self.staged.add(&file, bytes)?;
                    break file;
                }
            }
        };
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        rows.push(Row { file, hash, fields });
        Ok(())
    }

    /// Keeps what was taken, and lists what is not listed yet under the names of the columns, the
    /// last two of which are the file and its hash.
    ///
    /// # Errors
    ///
    /// The system refused something. Files that are kept already stay.
    pub fn keep(self, columns: &[&str]) -> Result<Archived, WriteError> {
        let mut rows = self
            .rows
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        if rows.is_empty() {
            return Ok(Archived {
                added: 0,
                listed: true,
            });
        }
        rows.sort_by(|a, b| a.file.cmp(&b.file));
        let added = self.staged.count();
        self.staged.finish(false)?;
        let standing = self.staged.standing(INDEX)?;
        let Ok(mut text) = String::from_utf8(standing.clone().unwrap_or_default()) else {
            return Ok(Archived {
                added,
                listed: false,
            });
        };
        if text.is_empty() {
            text.push_str(BOM);
            push_line(&mut text, columns.iter().copied());
        }
        if !text.ends_with('\n') {
            text.push_str("\r\n");
        }
        for row in rows {
            if !text.contains(&row.file) {
                let fields = row.fields.iter().chain([&row.file, &row.hash]);
                push_line(&mut text, fields.map(String::as_str));
            }
        }
        if standing.is_none_or(|standing| standing != text.as_bytes()) {
            self.staged.add(INDEX, text.as_bytes())?;
            self.staged.finish(true)?;
        }
        Ok(Archived {
            added,
            listed: true,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const COLUMNS: [&str; 3] = ["标题", "文件", "BLAKE3"];

    fn keep(site: &Path, title: &str, bytes: &[u8]) -> Archived {
        let archive = Archive::new(site);
        let fields = vec![title.to_owned()];
        archive.take("2026/N-1-A4", bytes, fields).expect("taken");
        archive.keep(&COLUMNS).expect("kept")
    }

    #[test]
    fn nothing_is_overwritten_and_all_is_listed_once() {
        let site = tempfile::tempdir().expect("a folder");
        let site = site.path();
        let added = |archived: Archived| (archived.added, archived.listed);
        assert_eq!(added(keep(site, "一", b"one")), (1, true));
        assert_eq!(added(keep(site, "一", b"one")), (0, true));
        assert_eq!(added(keep(site, "=二,", b"two")), (1, true));
        let folder = site.join("archive");
        assert_eq!(
            fs::read(folder.join("2026/N-1-A4.pdf")).expect("one"),
            b"one"
        );
        assert_eq!(
            fs::read(folder.join("2026/N-1-A4-2.pdf")).expect("two"),
            b"two"
        );
        let index = fs::read_to_string(folder.join(INDEX)).expect("a list");
        let lines: Vec<&str> = index.lines().collect();
        assert_eq!(lines.len(), 3, "{index}");
        assert_eq!(lines[0], "\u{feff}标题,文件,BLAKE3");
        assert!(lines[1].starts_with("一,2026/N-1-A4.pdf,"), "{index}");
        assert!(
            lines[2].starts_with("\"'=二,\",2026/N-1-A4-2.pdf,"),
            "{index}"
        );
        let names = fs::read_dir(folder.join("2026")).expect("a folder").count();
        assert_eq!(names, 2, "nothing is left beside them");
    }

    #[test]
    fn a_list_that_was_lost_comes_back_and_one_in_another_encoding_stays() {
        let site = tempfile::tempdir().expect("a folder");
        let site = site.path();
        keep(site, "一", b"one");
        let index = site.join("archive").join(INDEX);
        let first = fs::read(&index).expect("a list");
        fs::remove_file(&index).expect("gone");
        keep(site, "一", b"one");
        assert_eq!(fs::read(&index).expect("a list"), first);
        // GB18030, as an office program may save it.
        let other = b"\xb1\xea\xcc\xe2\r\n";
        fs::write(&index, other).expect("saved");
        assert!(!keep(site, "二", b"two").listed);
        assert_eq!(fs::read(&index).expect("a list"), other);
        assert!(site.join("archive/2026/N-1-A4-2.pdf").exists());
    }

    #[test]
    fn what_is_dropped_leaves_nothing() {
        let site = tempfile::tempdir().expect("a folder");
        let archive = Archive::new(site.path());
        archive.take("2026/a", b"a", Vec::new()).expect("taken");
        drop(archive);
        assert!(!site.path().join("archive").exists());
    }
}
