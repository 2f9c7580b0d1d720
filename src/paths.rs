//! Kinds of paths that are never mixed: of an input file, of an address of the site, of an output
//! file.

use std::borrow::Borrow;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The way to the folder above.
const UP: &str = "../";

/// Path of an input file within the site folder, with `/` on every system:
/// `content/桃园社区/_index.md`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct InputPath(Arc<str>);

/// Path of a file within the output folder, with `/` on every system and none at the start.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct OutputPath(Arc<str>);

/// Address within the site: begins with `/`, not percent-encoded.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SitePath(Arc<str>);

impl InputPath {
    /// From a path with `/`.
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        InputPath(path.into())
    }

    /// The text of the path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder that holds it; empty for a file at the top.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The path percent-encoded as a relative reference (RFC 3986).
    pub fn encoded(&self) -> String {
        percent_encoded(&self.0)
    }

    /// The last segment.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// The path below the site folder `root` on this system.
    pub fn below(&self, root: &Path) -> PathBuf {
        join(root, &self.0)
    }
}

impl OutputPath {
    /// From a path with `/` and none at the start.
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        OutputPath(path.into())
    }

    /// The text of the path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path below the output folder `root` on this system.
    pub fn below(&self, root: &Path) -> PathBuf {
        join(root, &self.0)
    }
}

impl SitePath {
    /// From an address that begins with `/`.
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        let path = path.into();
        debug_assert!(path.starts_with('/'));
        SitePath(path)
    }

    /// The text of the address, not percent-encoded.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The output file at this address.
    pub fn output(&self) -> OutputPath {
        OutputPath::new(&self.0[1..])
    }

    /// The way from this page up to the root: `""`, `"../"`, `"../../"` …
    pub fn to_root(&self) -> String {
        UP.repeat(self.0.matches('/').count() - 1)
    }

    /// The way from the page at `self` to `target`, percent-encoded where a browser needs it.
    pub fn relative(&self, target: &SitePath) -> String {
        let (from, to) = (&self.0[1..], &target.0[1..]);
        let same = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b);
        // Up to the end of the last folder in which both are.
        let shared = from.as_bytes()[..same.count()]
            .iter()
            .rposition(|byte| *byte == b'/')
            .map_or(0, |slash| slash + 1);
        let up = from[shared..].bytes().filter(|byte| *byte == b'/').count();
        let rest = &to[shared..];
        let mut way = String::with_capacity(UP.len() * up + rest.len());
        for _ in 0..up {
            way.push_str(UP);
        }
        // A first segment with a colon would be read as a scheme.
        let first = rest.split('/').next().unwrap_or_default();
        if up == 0 && first.contains(':') {
            way.push_str("./");
        }
        encode_into(&mut way, rest);
        way
    }

    /// The address percent-encoded after that of a site, which has no slash at its end.
    pub fn in_full(&self, base: &str) -> String {
        let mut full = String::with_capacity(base.len() + self.0.len());
        full.push_str(base);
        percent_encode_into(&mut full, &self.0);
        full
    }

    /// The address percent-encoded as in a full URL, beginning with `/`.
    pub fn encoded(&self) -> String {
        percent_encoded(&self.0)
    }
}

/// A path with every byte encoded but those that mean themselves in any URL.
fn percent_encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    percent_encode_into(&mut out, path);
    out
}

fn percent_encode_into(out: &mut String, path: &str) {
    for byte in path.bytes() {
        if matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~')
        {
            out.push(char::from(byte));
        } else {
            push_encoded(out, byte);
        }
    }
}

/// Appends a byte as `%20`.
fn push_encoded(out: &mut String, byte: u8) {
    out.push('%');
    for half in [byte >> 4, byte & 15] {
        let digit = char::from_digit(u32::from(half), 16).unwrap_or('0');
        out.push(digit.to_ascii_uppercase());
    }
}

/// Encodes what would end or change an address; other characters, Han among them, stay readable.
fn encode_into(out: &mut String, path: &str) {
    let is_encoded = |byte: u8| {
        matches!(
            byte,
            0..=b' '
                | b'%'
                | b'?'
                | b'#'
                | b'"'
                | b'<'
                | b'>'
                | b'\\'
                | b'^'
                | b'`'
                | b'{'
                | b'|'
                | b'}'
                | b'&'
                | b'\''
                | b'+'
                | 0x7F
        )
    };
    let mut copied = 0;
    for (at, byte) in path.bytes().enumerate() {
        if is_encoded(byte) {
            out.push_str(&path[copied..at]);
            push_encoded(out, byte);
            copied = at + 1;
        }
    }
    out.push_str(&path[copied..]);
}

fn join(root: &Path, path: &str) -> PathBuf {
    let mut full = root.to_path_buf();
    full.extend(path.split('/'));
    full
}

/// Paths sort and compare as their text does, so a map by paths can be asked for a text.
impl Borrow<str> for InputPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for InputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// So that a map of paths can be asked for a text that was not made a path.
impl Borrow<str> for OutputPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_ways() {
        let cases = [
            ("/index.html", "/a/index.html", "a/index.html"),
            ("/a/index.html", "/index.html", "../index.html"),
            ("/a/b/x.html", "/a/c/y.html", "../c/y.html"),
            ("/a/b/x.html", "/a/b/y.html", "y.html"),
            ("/a/b/x.html", "/a/b/x.html", "x.html"),
            ("/a/x.html", "/a/a/x.html", "a/x.html"),
            ("/x.html", "/桃园 小区/3#.html", "桃园%20小区/3%23.html"),
            ("/x.html", "/a:b.html", "./a:b.html"),
        ];
        for (from, to, expected) in cases {
            assert_eq!(
                SitePath::new(from).relative(&SitePath::new(to)),
                expected,
                "{from} to {to}"
            );
        }
    }

    #[test]
    fn way_to_the_root() {
        assert_eq!(SitePath::new("/index.html").to_root(), "");
        assert_eq!(SitePath::new("/a/b/x.html").to_root(), "../../");
    }
}
