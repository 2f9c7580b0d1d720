//! Sheets of postings on the disk: written whole or not at all, and never over what somebody saved in
//! the meantime.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use super::files;
use crate::config::Language;
use crate::diagnostic::Diagnostic;
use crate::encoding;
use crate::fix;
use crate::model::week::Week;
use crate::model::{Model, PlaceId};
use crate::paths::InputPath;
use crate::postings::{self, Wanted};
use crate::source::Source;
use crate::words;

/// What became of a sheet.
#[derive(Debug)]
pub struct Updated {
    /// The sheet.
    pub path: InputPath,
    /// Rows that were added.
    pub added: usize,
    /// Whether it was written: it was not if it says all of it already.
    pub written: bool,
}

/// Adds posters that are to hang in a week to the sheet of a place, which is made if there is none.
/// Everything in it stays. `model` is of a look just now.
///
/// # Errors
///
/// What is there is no sheet of postings, was changed since the look, or cannot be written.
pub fn update(
    root: &Path,
    model: &Model,
    (place, week): (PlaceId, Week),
    wanted: &[Wanted],
) -> Result<Updated, Box<Diagnostic>> {
    let mut sheets = model.posting_sheets(place).iter();
    let before = sheets.find(|sheet| sheet.week == week);
    let before = before.map(|sheet| &*sheet.source);
    let path = model.posting_sheet_path(place, week);
    let is_chinese = model.config.language == Language::Zh;
    let merged = postings::merge(before.map(|source| &*source.text), wanted, is_chinese);
    let merged = merged.map_err(|fault| {
        let found = Diagnostic::error("posting-columns", path.clone(), fault.message);
        Box::new(found.help(fault.help))
    })?;
    if merged.is_other {
        write(root, &path, before, &merged.text)?;
    }
    Ok(Updated {
        path,
        added: merged.added,
        written: merged.is_other,
    })
}

/// Writes a sheet in place of the one that was read, or a new one where none was.
///
/// # Errors
///
/// Another one is there than was read, or the system refused something. What was there stays then.
pub fn write(
    root: &Path,
    path: &InputPath,
    before: Option<&Source>,
    text: &str,
) -> Result<(), Box<Diagnostic>> {
    let full = path.below(root);
    let name = path.file_name();
    // A name that reading passes over.
    let beside = full.with_file_name(format!(".{name}.gongshi-new"));
    let written = folder_of(&full).and_then(|()| {
        files::replace(&full, &beside, &[text.as_bytes()], || {
            is_as_read(&full, before)
        })
    });
    written.map_err(|error| not_written(path, &error))
}

/// The folder of the place is there: only its folder of postings is made.
fn folder_of(full: &Path) -> io::Result<()> {
    let folder = full.parent().unwrap_or(full);
    match fs::symlink_metadata(folder) {
        Ok(found) if found.is_dir() => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => fs::create_dir(folder),
        Ok(_) => Err(io::Error::other("the folder is a link or a file")),
        Err(error) => Err(error),
    }
}

/// Whether a file still says what was read of it, or is still not there.
fn is_as_read(full: &Path, before: Option<&Source>) -> io::Result<bool> {
    let bytes = match fs::read(full) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    Ok(match (bytes, before) {
        (None, None) => true,
        (Some(bytes), Some(before)) => {
            let now = encoding::decode(bytes).map(|(text, _)| fix::plain(&text));
            now.as_deref() == Some(&*before.text)
        }
        _ => false,
    })
}

fn not_written(path: &InputPath, error: &io::Error) -> Box<Diagnostic> {
    let found = Diagnostic::error(
        "not-written",
        path.clone(),
        words!(
            "无法写入：{error}；文件仍是原样",
            "cannot be written: {error}; the file is as it was"
        ),
    );
    Box::new(found.help(words!(
        "先在 WPS 里保存并关闭这个文件，再运行一次",
        "save and close it in WPS, and run this again"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_over_what_was_not_read() {
        let site = tempfile::tempdir().expect("a folder");
        let root = site.path();
        let path = InputPath::new("content/a/postings/2026-W10.csv");
        // The place must be there.
        assert!(write(root, &path, None, "new").is_err());
        fs::create_dir_all(root.join("content/a")).expect("a folder");
        write(root, &path, None, "one\r\n").expect("written");
        let full = path.below(root);
        assert_eq!(fs::read(&full).expect("a file"), b"one\r\n");
        assert!(write(root, &path, None, "two").is_err());
        let read = Source::new(path.clone(), "one\n");
        write(root, &path, Some(&read), "two").expect("written");
        assert!(write(root, &path, Some(&read), "three").is_err());
        assert_eq!(fs::read(&full).expect("a file"), b"two");
        let files = fs::read_dir(root.join("content/a/postings")).expect("a folder");
        assert_eq!(files.count(), 1, "nothing is left beside it");
        #[cfg(unix)]
        {
            fs::rename(root.join("content/a/postings"), root.join("else")).expect("moved");
            let link = root.join("content/a/postings");
            std::os::unix::fs::symlink(root.join("else"), link).expect("a link");
            let read = Source::new(path.clone(), "two");
            assert!(write(root, &path, Some(&read), "three").is_err());
        }
    }
}
