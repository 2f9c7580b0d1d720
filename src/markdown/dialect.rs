//! The parser's settings, and a mend for emphasis beside Chinese punctuation.
//!
//! `CommonMark` decides by neighbours whether `**` opens or closes, and counts on spaces between
//! words. In `**注意：**请` the second `**` has punctuation before it and a letter after it, so it
//! can only open, and the asterisks are printed on the poster. [`parse`] puts a character of
//! punctuation at the other side of such a run, which makes it able to open and to close;
//! [`Parsed::clean`] takes the character out again.

use std::borrow::Cow;

use pulldown_cmark::{Options, Parser};

use super::flow::{is_quote, is_wide};

/// A word divider of Old Assyrian cuneiform: punctuation to the parser, and in no notice.
const WEDGE: char = '\u{12470}';

/// Text made ready for the parser.
pub(super) struct Parsed<'t> {
    text: Cow<'t, str>,
}

/// Makes `text` ready for the parser.
pub(super) fn parse(text: &str) -> Parsed<'_> {
    Parsed {
        text: mend_emphasis(text),
    }
}

/// The extensions in use. With subscripts on, one tilde is told from two; its events are then
/// written as the tilde that it was.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_SUBSCRIPT
        | Options::ENABLE_TASKLISTS
}

impl Parsed<'_> {
    /// The events of the text.
    pub(super) fn events(&self) -> Parser<'_> {
        Parser::new_ext(&self.text, options())
    }

    /// The words of an event without what [`parse`] added.
    #[inline]
    pub(super) fn clean<'e>(&self, words: &'e str) -> Cow<'e, str> {
        match self.text {
            Cow::Owned(_) if words.contains(WEDGE) => Cow::Owned(words.replace(WEDGE, "")),
            _ => Cow::Borrowed(words),
        }
    }
}

fn mend_emphasis(text: &str) -> Cow<'_, str> {
    if !text.contains('*') && !text.contains("~~") {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut mended = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = bytes[at..]
        .iter()
        .position(|&byte| byte == b'*' || byte == b'~')
    {
        let start = at + found;
        let length = bytes[start..]
            .iter()
            .take_while(|&&byte| byte == bytes[start])
            .count();
        at = start + length;
        if bytes[start] == b'~' && length != 2 {
            continue;
        }
        let before = text[..start].chars().next_back().unwrap_or(' ');
        let after = text[at..].chars().next().unwrap_or(' ');
        if !is_wide(before) && !is_wide(after) {
            continue;
        }
        let wedge_at = if is_mark(before) && after.is_alphanumeric() {
            at
        } else if before.is_alphanumeric() && is_mark(after) {
            start
        } else {
            continue;
        };
        mended.push_str(&text[copied..wedge_at]);
        mended.push(WEDGE);
        copied = wedge_at;
    }
    if mended.is_empty() {
        return Cow::Borrowed(text);
    }
    mended.push_str(&text[copied..]);
    Cow::Owned(mended)
}

/// Punctuation, of ASCII or of Chinese.
fn is_mark(c: char) -> bool {
    if c.is_ascii() {
        // A backslash or another run beside this one has a meaning that must not change.
        return c.is_ascii_punctuation() && !matches!(c, '\\' | '*' | '~' | '_');
    }
    is_quote(c) || (is_wide(c) && !c.is_alphanumeric() && !c.is_whitespace())
}
