//! The path of a request as an address of the site. It is decoded once, segment by segment, and
//! only then looked at; nothing after this decodes again.

use crate::paths::SitePath;

/// The address that a path asks for; a folder's is that of its index. None: no output can have it.
pub(super) fn asked(path: &str) -> Option<SitePath> {
    let mut address = String::with_capacity(path.len());
    let mut segments = path.strip_prefix('/')?.split('/').peekable();
    while let Some(segment) = segments.next() {
        address.push('/');
        if segment.is_empty() && segments.peek().is_none() {
            address.push_str("index.html");
        } else {
            address.push_str(&plain(segment)?);
        }
    }
    Some(SitePath::new(address))
}

/// The index of the folder that an address without a slash at its end may mean.
pub(super) fn index_of(address: &SitePath) -> SitePath {
    SitePath::new(format!("{address}/index.html"))
}

/// The places above an address, the nearest first.
pub(super) fn places_above(address: &SitePath) -> impl Iterator<Item = SitePath> {
    let path = address.as_str();
    path.rmatch_indices('/')
        .map(|(at, _)| SitePath::new(format!("{}/index.html", &path[..at])))
}

/// A decoded segment that can be the name of an output.
fn plain(segment: &str) -> Option<String> {
    let name = decoded(segment)?;
    let is_plain = !name.is_empty()
        && !name.starts_with('.')
        && !name.contains(|c: char| matches!(c, '/' | '\\') || c.is_control());
    is_plain.then_some(name)
}

/// Percent-decoding; none if it is not UTF-8 or an escape is not whole.
pub(super) fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => digit(rest.next()?)? << 4 | digit(rest.next()?)?,
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let cases = [
            ("/", Some("/index.html")),
            ("/a/", Some("/a/index.html")),
            ("/a/x.html", Some("/a/x.html")),
            ("/%E6%A1%83/x%20y.html", Some("/桃/x y.html")),
            ("/桃/x.html", Some("/桃/x.html")),
            ("/a%2Bb+c.html", Some("/a+b+c.html")),
            ("", None),
            ("*", None),
            ("//", None),
            ("//evil.example/", None),
            ("/a//b", None),
            ("/..", None),
            ("/../x", None),
            ("/a/../x", None),
            ("/%2e%2e/x", None),
            ("/.%2e/x", None),
            ("/a/..%2fx", None),
            ("/a%2fx", None),
            ("/a%5c..%5cx", None),
            ("/..\\x", None),
            ("/a/.git/config", None),
            ("/%2egongshi/faults", None),
            ("/.hidden", None),
            ("/a%00.html", None),
            ("/a%0d%0aX:%20y", None),
            ("/%", None),
            ("/%4", None),
            ("/%zz", None),
            ("/%ff", None),
            ("/%c0%ae%c0%ae/x", None),
            ("/%252e%252e/x", Some("/%2e%2e/x")),
        ];
        for (path, expected) in cases {
            let found = asked(path);
            assert_eq!(found.as_ref().map(SitePath::as_str), expected, "{path}");
        }
    }

    #[test]
    fn above() {
        let above: Vec<String> = places_above(&SitePath::new("/a/b/x.html"))
            .map(|place| place.to_string())
            .collect();
        assert_eq!(above, ["/a/b/index.html", "/a/index.html", "/index.html"]);
    }
}
