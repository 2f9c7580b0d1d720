//! Destinations of links: which are allowed, and how they are written into HTML.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Schemes that a link may have.
const ALLOWED: [&str; 4] = ["https", "http", "mailto", "tel"];

/// What a destination is, judged by its scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address<'a> {
    /// A place within the same page: `#办理情况`, without the `#`.
    Fragment(&'a str),
    /// Leaves the site with an allowed scheme; the scheme in lower case and what follows the colon.
    External(&'static str, &'a str),
    /// Has a scheme that is not allowed, here in lower case: `javascript`, `file`, `c` …
    Forbidden(String),
    /// Has no scheme: a reference to a record, a file, or nothing known.
    Reference,
}

impl<'a> Address<'a> {
    /// Judges a destination whose entities are decoded.
    ///
    /// Browsers drop control characters and white space when they look for a scheme, so these are
    /// dropped here too: `java&#10;script:` is `javascript:`.
    pub fn of(destination: &'a str) -> Self {
        if let Some(fragment) = destination.strip_prefix('#') {
            return Address::Fragment(fragment);
        }
        let mut scheme = String::new();
        for (at, c) in destination.char_indices() {
            match c {
                ':' if !scheme.is_empty() => {
                    let rest = &destination[at + 1..];
                    return match ALLOWED.into_iter().find(|allowed| *allowed == scheme) {
                        Some(allowed) => Address::External(allowed, rest),
                        None => Address::Forbidden(scheme),
                    };
                }
                c if is_dropped(c) || c.is_whitespace() => {}
                'a'..='z' | 'A'..='Z' => scheme.push(c.to_ascii_lowercase()),
                '0'..='9' | '+' | '-' | '.' if !scheme.is_empty() => scheme.push(c),
                _ => return Address::Reference,
            }
        }
        Address::Reference
    }
}

/// Characters that a reader does not see and that could hide what an address is.
fn is_dropped(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// Decodes `%E6%A1%83`; what is no such thing, or is not UTF-8 when decoded, stays as written.
pub(super) fn percent_decoded(written: &str) -> Cow<'_, str> {
    let hex = |byte: u8| char::from(byte).to_digit(16);
    let bytes = written.as_bytes();
    let Some(first) = bytes.iter().position(|&byte| byte == b'%') else {
        return Cow::Borrowed(written);
    };
    let mut decoded = bytes[..first].to_vec();
    let mut at = first;
    while let Some(&byte) = bytes.get(at) {
        let pair = bytes.get(at + 1).zip(bytes.get(at + 2));
        let value =
            pair.and_then(|(&high, &low)| hex(high)?.checked_mul(16)?.checked_add(hex(low)?));
        match value.and_then(|value| u8::try_from(value).ok()) {
            Some(value) if byte == b'%' => {
                decoded.push(value);
                at += 3;
            }
            _ => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).map_or(Cow::Borrowed(written), Cow::Owned)
}

/// Writes what follows the scheme of an allowed address, for an attribute in double quotes. Han
/// characters stay readable; browsers encode them.
pub(super) fn push_encoded(out: &mut String, rest: &str) {
    for c in rest.trim().chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '\'' => out.push_str("&#39;"),
            '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => {
                // Writing to a `String` cannot fail.
                let _ = write!(out, "%{:02X}", u32::from(c));
            }
            c if is_dropped(c) => {}
            c if c.is_whitespace() => out.push_str("%20"),
            c => out.push(c),
        }
    }
}

/// The id of a heading with these words, to which `#words` leads; none when nothing of them is
/// left. Begins with `h-`, so that no heading can take an id of the page.
pub fn fragment_id(words: &str) -> Option<String> {
    let mut id = String::from("h-");
    for c in words.trim().chars() {
        if c.is_alphanumeric() || c == '_' {
            id.extend(c.to_lowercase());
        } else if (c == '-' || c.is_whitespace()) && id.len() > 2 && !id.ends_with('-') {
            id.push('-');
        }
    }
    let length = id.trim_end_matches('-').len();
    id.truncate(length);
    (length > 2).then_some(id)
}
