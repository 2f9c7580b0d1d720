//! Text from files made safe for a terminal: what it would obey becomes something to see.

use std::borrow::Cow;
use std::fmt::Write as _;

/// One line with every control or invisible character spelled out: `␛`, `␊`, `\u{202E}`.
pub(super) fn line(text: &str) -> Cow<'_, str> {
    replaced(text, |out, c| match picture(c) {
        Some(picture) => out.push(picture),
        // Writing to a `String` cannot fail.
        None => drop(write!(out, "\\u{{{:04X}}}", u32::from(c))),
    })
}

/// Lines of a source with one visible character for each that is not, so that columns stay; line
/// ends and tabs are kept for the renderer.
pub(super) fn source(text: &str) -> Cow<'_, str> {
    let is_kept = |c| c == '\n' || c == '\t';
    replaced(text, |out, c| {
        let seen = if is_kept(c) {
            c
        } else {
            picture(c).unwrap_or('\u{FFFD}')
        };
        out.push(seen);
    })
}

/// JSON with what its own escapes leave to a terminal: within strings only, as JSON has no such
/// characters elsewhere.
pub(super) fn json(text: &str) -> Cow<'_, str> {
    replaced(text, |out, c| {
        let mut units = [0; 2];
        for unit in c.encode_utf16(&mut units) {
            let _ = write!(out, "\\u{unit:04x}");
        }
    })
}

fn replaced(text: &str, replace: impl Fn(&mut String, char)) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_hidden(c) {
            replace(&mut out, c);
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// The picture that Unicode has for an ASCII control character.
fn picture(c: char) -> Option<char> {
    match u32::from(c) {
        code @ 0..=0x1F => char::from_u32(0x2400 + code),
        0x7F => Some('␡'),
        _ => None,
    }
}

/// Control characters, marks that turn the direction of text, and characters without width that
/// hide in words.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}'
            | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}
