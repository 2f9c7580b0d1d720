//! Reads one text.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::decode;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::paths::InputPath;
use crate::source::Source;
use crate::words;

/// Largest text that is read, in bytes.
const TEXT_LIMIT: u64 = 4 << 20;

/// The text at `path` below `root`; none if it cannot be read, which is reported.
pub fn text(root: &Path, path: &InputPath, diagnostics: &mut Diagnostics) -> Option<Source> {
    match read_limited(&path.below(root)) {
        Ok(bytes) => {
            let text = decode::text(path, bytes, diagnostics)?;
            Some(Source::new(path.clone(), text))
        }
        Err(error) => {
            diagnostics.push(unreadable(path.clone(), &error));
            None
        }
    }
}

/// The text of a sheet at `path` below `root`, in whatever encoding; none if it cannot be read,
/// which is reported. Spreadsheet programs save in the encoding of their system, so that is no
/// reason for a warning.
pub fn sheet(root: &Path, path: &InputPath, diagnostics: &mut Diagnostics) -> Option<Source> {
    match read_limited(&path.below(root)) {
        Ok(bytes) => {
            let text = decode::sheet(path, bytes, diagnostics)?;
            Some(Source::new(path.clone(), text))
        }
        Err(error) => {
            diagnostics.push(unreadable(path.clone(), &error));
            None
        }
    }
}

fn read_limited(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(TEXT_LIMIT + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > TEXT_LIMIT {
        return Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            format!("larger than {} MB", TEXT_LIMIT >> 20),
        ));
    }
    Ok(bytes)
}

fn unreadable(path: InputPath, error: &io::Error) -> Diagnostic {
    let megabytes = TEXT_LIMIT >> 20;
    if error.kind() == io::ErrorKind::FileTooLarge {
        return Diagnostic::error(
            "unreadable",
            path,
            words!(
                "文件超过 {megabytes} MB，不会读取",
                "the file is larger than {megabytes} MB and is not read"
            ),
        )
        .help(words!(
            "把长材料作为附件发布，正文只写要点",
            "publish long material as an attachment and write the points of it"
        ));
    }
    Diagnostic::error(
        "unreadable",
        path,
        words!("无法读取：{error}", "cannot be read: {error}"),
    )
    .help(words!(
        "检查文件是否损坏、有没有读取权限",
        "check that the file is whole and may be read"
    ))
}
