//! Lays a site's own theme over the built-in one.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::{DirEntry, WalkDir};

use super::{Stamp, names};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::paths::InputPath;
use crate::source::{self, Hash};
use crate::theme::Theme;
use crate::words;

/// Reads `themes/<name>/` over the built-in theme; no name means the built-in theme alone.
pub fn read(root: &Path, name: Option<&str>) -> (Theme, Diagnostics) {
    let mut theme = Theme::built_in();
    let mut diagnostics = Diagnostics::new();
    let Some(name) = name else {
        return (theme, diagnostics);
    };
    let folder = folder(root, name);
    if !folder.is_dir() {
        let path = InputPath::new(format!("themes/{name}"));
        diagnostics.push(
            Diagnostic::error(
                "no-theme",
                path,
                words!("没有名为“{name}”的主题", "there is no theme `{name}`"),
            )
            .help(words!(
                "改正 site.yaml 里的主题，或建立文件夹 themes/{name}",
                "correct `theme` in site.yaml, or make the folder themes/{name}"
            )),
        );
        return (theme, diagnostics);
    }
    let mut added = Vec::new();
    for entry in files(&folder) {
        let read = entry.map_err(|error| error.to_string()).and_then(|entry| {
            let within = entry.path().strip_prefix(&folder).unwrap_or(entry.path());
            let within = within.to_string_lossy().replace('\\', "/");
            std::fs::read(entry.path())
                .map(|bytes| (within, bytes))
                .map_err(|error| error.to_string())
        });
        match read {
            Ok((within, bytes)) => {
                if !theme.replace(within.clone(), bytes) && !within.starts_with("fonts/") {
                    added.push(within);
                }
            }
            Err(reason) => diagnostics.push(Diagnostic::error(
                "unreadable",
                InputPath::new(format!("themes/{name}")),
                words!("无法读取：{reason}", "cannot be read: {reason}"),
            )),
        }
    }
    for within in added {
        if !is_reached(&theme, &within) {
            let path = InputPath::new(format!("themes/{name}/{within}"));
            diagnostics.push(
                Diagnostic::warning(
                    "unused-theme-file",
                    path,
                    words!(
                        "这个主题文件不代替任何文件，也没有被用到",
                        "this theme file replaces none and is used by none"
                    ),
                )
                .help(words!(
                    "检查文件名，或删去它",
                    "check its name, or remove it"
                )),
            );
        }
    }
    (theme, diagnostics)
}

/// Hash of the files that [`read`] would read, with their stamps; none if one was written just now
/// or cannot be looked at.
pub fn digest(root: &Path, name: Option<&str>, now: SystemTime) -> Option<Hash> {
    let mut hasher = blake3::Hasher::new();
    for entry in name.iter().flat_map(|name| files(&folder(root, name))) {
        let entry = entry.ok()?;
        let stamp = Stamp::new(&entry.metadata().ok()?, now);
        if !stamp.is_settled() {
            return None;
        }
        let path = entry.path().as_os_str().as_encoded_bytes();
        hasher.update(&(path.len() as u64).to_le_bytes());
        hasher.update(path);
        hasher.update(&stamp.to_bytes());
    }
    Some(source::short(&hasher.finalize()))
}

fn folder(root: &Path, name: &str) -> PathBuf {
    root.join("themes").join(name)
}

/// The files of a theme, in the order of their names.
fn files(folder: &Path) -> impl Iterator<Item = walkdir::Result<DirEntry>> + use<> {
    let is_file =
        |entry: &DirEntry| entry.file_type().is_file() && !names::is_ignored(entry.file_name());
    let all = WalkDir::new(folder).sort_by_file_name().into_iter();
    all.filter(move |entry| entry.as_ref().map_or(true, is_file))
}

/// Whether some text of the theme names the file.
fn is_reached(theme: &Theme, within: &str) -> bool {
    let name = within.split_once('/').map_or(within, |(_, rest)| rest);
    ["templates", "posters", "styles", "scripts"]
        .iter()
        .flat_map(|folder| theme.folder(folder))
        .any(|(_, bytes)| std::str::from_utf8(bytes).is_ok_and(|text| text.contains(name)))
}
