//! Writes files of content: new ones never over old ones, others only in place of what was read.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use super::terminal::Terminal;
use crate::config::Language;
use crate::diagnostic::{Diagnostic, Location};
use crate::paths::InputPath;
use crate::scaffold::NewFile;
use crate::words;

/// Writes files below `root`: all, or none that stays. Folders are made as needed.
///
/// # Errors
///
/// A file is there already, or the system refused one.
pub fn write(root: &Path, files: &[NewFile]) -> Result<(), Box<Diagnostic>> {
    let mut made = Made::default();
    for file in files {
        let full = file.path.below(root);
        if let Err(error) = made.file(&full, &file.text) {
            made.take_back();
            return Err(not_written(&file.path, &full, &error));
        }
    }
    Ok(())
}

/// Writes a file in the place of the one that was read, or a new one where none was: beside it under
/// the name `beside`, which reading passes over, then in its place. `is_as_read` is asked last.
///
/// # Errors
///
/// Another one is there than was read, or the system refused something. What was there stays then.
pub fn replace(
    full: &Path,
    beside: &Path,
    parts: &[&[u8]],
    is_as_read: impl FnOnce() -> io::Result<bool>,
) -> io::Result<()> {
    let written = write_beside(full, beside, parts, is_as_read);
    if written.is_err() {
        // It fails only where writing failed as well.
        let _ = fs::remove_file(beside);
    }
    written
}

fn write_beside(
    full: &Path,
    beside: &Path,
    parts: &[&[u8]],
    is_as_read: impl FnOnce() -> io::Result<bool>,
) -> io::Result<()> {
    match fs::remove_file(beside) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(beside)?;
    for part in parts {
        file.write_all(part)?;
    }
    match fs::symlink_metadata(full) {
        Ok(found) if found.is_file() => file.set_permissions(found.permissions())?,
        Ok(_) => return Err(io::Error::other("it is a link or a folder")),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    file.sync_all()?;
    if !is_as_read()? {
        return Err(io::Error::other("it was changed in the meantime"));
    }
    fs::rename(beside, full)?;
    if let Some(folder) = full.parent().and_then(|folder| File::open(folder).ok()) {
        // Not every system can flush a folder; the file itself is whole in any case.
        let _ = folder.sync_all();
    }
    Ok(())
}

/// Says which files were written.
pub fn say_written(root: &Path, files: &[NewFile], terminal: &Terminal, language: Language) {
    for file in files {
        let path = file.path.below(root);
        let path = path.strip_prefix(".").unwrap_or(&path).display();
        terminal.say(&words!("已写：{path}", "wrote: {path}"), language);
    }
}

/// That a file is there which would have to be overwritten.
pub fn exists(path: &InputPath) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::error(
            "file-exists",
            path.clone(),
            words!(
                "已经有了，不会覆盖",
                "it is there already and is not overwritten"
            ),
        )
        .help(words!(
            "换一个文件夹、标题或日期，或先把它移走",
            "choose another folder, title or date, or move it away first"
        )),
    )
}

fn not_written(path: &InputPath, full: &Path, error: &io::Error) -> Box<Diagnostic> {
    if error.kind() == ErrorKind::AlreadyExists && full.is_file() {
        return exists(path);
    }
    let shown = full.display();
    Box::new(
        Diagnostic::error(
            "not-written",
            Location::Nowhere,
            words!("无法写入 {shown}：{error}", "cannot write {shown}: {error}"),
        )
        .help(words!(
            "检查磁盘空间和文件夹的写入权限",
            "check the space on the disk and the permissions of the folder"
        )),
    )
}

/// What this run has made, in order.
#[derive(Default)]
struct Made {
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Made {
    fn file(&mut self, full: &Path, text: &str) -> io::Result<()> {
        if let Some(parent) = full.parent() {
            self.folder(parent)?;
        }
        let mut file = OpenOptions::new().write(true).create_new(true).open(full)?;
        self.files.push(full.to_path_buf());
        file.write_all(text.as_bytes())?;
        file.sync_all()
    }

    fn folder(&mut self, folder: &Path) -> io::Result<()> {
        if folder.as_os_str().is_empty() || folder.is_dir() {
            return Ok(());
        }
        if let Some(parent) = folder.parent() {
            self.folder(parent)?;
        }
        match fs::create_dir(folder) {
            Ok(()) => self.folders.push(folder.to_path_buf()),
            Err(error) if error.kind() == ErrorKind::AlreadyExists && folder.is_dir() => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Removes what was made; a folder only if nothing else has come into it.
    fn take_back(&self) {
        for file in &self.files {
            // It fails only where writing failed as well; there is nothing better to be done.
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(path: &str) -> NewFile {
        NewFile {
            path: InputPath::new(path),
            text: path.to_owned(),
        }
    }

    #[test]
    fn all_or_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        fs::write(root.join("b"), "old").expect("a file");
        let error = write(root, &[new("x/y/a"), new("b")]).expect_err("b is there");
        assert_eq!(error.code, "file-exists");
        assert!(!root.join("x").exists());
        assert_eq!(fs::read_to_string(root.join("b")).expect("b"), "old");
        // A file in the place of a folder is no file to be overwritten.
        let error = write(root, &[new("a"), new("b/c")]).expect_err("b is no folder");
        assert_eq!(error.code, "not-written");
        assert!(!root.join("a").exists());
        write(root, &[new("x/y/a"), new("x/c")]).expect("written");
        assert_eq!(fs::read_to_string(root.join("x/c")).expect("c"), "x/c");
    }
}
