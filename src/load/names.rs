//! Which names of files can become addresses, and which are no content at all.

use std::ffi::OsStr;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Words};
use crate::paths::InputPath;
use crate::words;

/// Longest name in bytes; suffixes are added to it and 255 is the limit of file systems.
pub const LONGEST: usize = 120;

/// Names that Windows keeps for devices.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// Files of editors and systems that are no content.
pub fn is_ignored(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.')
        || name.starts_with('~')
        || name.ends_with('~')
        || name == "__MACOSX"
        || name == "Thumbs.db"
        || name == "desktop.ini"
}

/// Whether a name can become part of an address.
pub fn is_usable(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| fault(name).is_none())
}

/// The path of a file below the site folder, if every name in it can become an address.
pub fn input_path(root: &Path, full: &Path) -> Result<InputPath, Box<Diagnostic>> {
    let within = full.strip_prefix(root).unwrap_or(full);
    let shown: Vec<_> = within.iter().map(OsStr::to_string_lossy).collect();
    let path = InputPath::new(shown.join("/"));
    for name in within {
        let fault = match name.to_str() {
            None => Some(words!("不是 UTF-8 编码", "is not UTF-8")),
            Some(name) => fault(name),
        };
        if let Some(Words { zh, en }) = fault {
            let name = name.to_string_lossy();
            return Err(Box::new(
                Diagnostic::error(
                    "bad-name",
                    path,
                    words!(
                        "文件名“{name}”不能用作网址：{zh}",
                        "the name `{name}` cannot become an address: it {en}"
                    ),
                )
                .help(words!(
                    "换一个名字，用汉字、字母、数字和减号",
                    "rename it; use letters, digits, Han characters and hyphens"
                )),
            ));
        }
    }
    Ok(path)
}

fn fault(name: &str) -> Option<Words> {
    if name.len() > LONGEST {
        return Some(words!(
            "超过 {LONGEST} 字节（约 40 个汉字）",
            "is longer than {LONGEST} bytes"
        ));
    }
    if let Some(bad) = name.chars().find(|&c| is_forbidden(c)) {
        return Some(words!(
            "含有不允许的字符 `{bad}`",
            "has the character `{bad}`"
        ));
    }
    if name.ends_with(['.', ' ']) || name.starts_with(' ') {
        return Some(words!(
            "首尾有空格或句点",
            "begins or ends with a space or dot"
        ));
    }
    let stem = name
        .split('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let device = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let numbered = stem.len() == device.len() + 1;
    let is_device = if device.starts_with("com") || device.starts_with("lpt") {
        numbered
    } else {
        stem.len() == device.len()
    };
    (is_device && DEVICES.contains(&device))
        .then(|| words!("是 Windows 保留的名字", "is a device name of Windows"))
}

/// Characters that no name may hold.
pub fn is_forbidden(c: char) -> bool {
    c.is_control() || "\\/:*?\"<>|".contains(c) || is_invisible(c)
}

/// Zero-width characters and those that turn the direction of text.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{00AD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_become_addresses() {
        for good in [
            "2026-03-02-gate.md",
            "道闸 维修.md",
            "3#楼.jpg",
            "common.md",
            "console.md",
            "com.md",
        ] {
            assert_eq!(fault(good), None, "{good}");
        }
        for bad in [
            "a:b.md",
            "con.md",
            "COM1.md",
            "x.",
            " x",
            "a\u{202e}b.md",
            "a\u{200b}b.md",
            &"长".repeat(41),
        ] {
            assert!(fault(bad).is_some(), "{bad}");
        }
    }
}
