//! The parser's settings, and a mend for emphasis beside Chinese punctuation.
//!
//! `CommonMark` decides by neighbours whether `**` opens or closes, and counts on spaces between
//! words. In `**注意：**请` the second `**` has punctuation before it and a letter after it, so it
//! can only open, and the asterisks are printed on the poster. [`mend_emphasis`] puts a character of
//! punctuation at the other side of such a run, which makes it able to open and to close;
//! [`Parsed::clean`] takes the character out again.
//!
//! Most texts begin with paragraphs of plain words, and many have nothing else. The events of these
//! are told without the parser ([`Events`]): the same ones, at a small part of the cost.

use std::borrow::Cow;
use std::cell::OnceCell;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

use super::flow::{is_quote, is_wide};

/// A word divider of Old Assyrian cuneiform: punctuation to the parser, and in no notice.
const WEDGE: char = '\u{12470}';

/// A text that is told in events.
pub(super) struct Parsed<'t> {
    text: &'t str,
    /// What the parser reads in the place of what it is given, as soon as it does; none if that has
    /// nothing to be mended.
    mended: OnceCell<Option<String>>,
}

/// Makes `text` ready to be told in events.
pub(super) fn parse(text: &str) -> Parsed<'_> {
    Parsed {
        text,
        mended: OnceCell::new(),
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
    pub(super) fn events(&self) -> Events<'_> {
        Events {
            parsed: self,
            rest: self.text,
            lines: None,
            parser: None,
        }
    }

    /// The words of an event without what [`mend_emphasis`] added.
    #[inline]
    pub(super) fn clean<'e>(&self, words: &'e str) -> Cow<'e, str> {
        match self.mended.get() {
            Some(Some(_)) if words.contains(WEDGE) => Cow::Owned(words.replace(WEDGE, "")),
            _ => Cow::Borrowed(words),
        }
    }
}

/// The events of a text, as the parser tells them.
pub(super) struct Events<'t> {
    parsed: &'t Parsed<'t>,
    /// What was not told yet.
    rest: &'t str,
    /// In a paragraph of plain words: its lines that were not told yet, and whether one was.
    lines: Option<(&'t str, bool)>,
    /// From the first paragraph on that has more than plain words.
    parser: Option<Parser<'t>>,
}

impl<'t> Iterator for Events<'t> {
    type Item = Event<'t>;

    fn next(&mut self) -> Option<Event<'t>> {
        if let Some(parser) = &mut self.parser {
            return parser.next();
        }
        match &mut self.lines {
            Some(("", _)) => {
                self.lines = None;
                Some(Event::End(TagEnd::Paragraph))
            }
            Some((_, broken @ true)) => {
                *broken = false;
                Some(Event::SoftBreak)
            }
            Some((lines, broken)) => {
                let (line, rest) = lines.split_once('\n').unwrap_or((*lines, ""));
                (*lines, *broken) = (rest, true);
                Some(Event::Text(CowStr::Borrowed(line)))
            }
            None => {
                if let Some((paragraph, rest)) = plain_paragraph(self.rest) {
                    self.rest = rest;
                    self.lines = Some((paragraph, false));
                    return Some(Event::Start(Tag::Paragraph));
                }
                let rest = self.rest;
                let mended = self.parsed.mended.get_or_init(|| mend_emphasis(rest));
                let parser = Parser::new_ext(mended.as_deref().unwrap_or(rest), options());
                self.parser.insert(parser).next()
            }
        }
    }
}

/// How many bytes a text begins with that are paragraphs of plain words: nothing in them means
/// anything to the parser, and nothing behind them changes them.
pub(super) fn plain_length(text: &str) -> usize {
    let mut rest = text;
    while let Some((_, after)) = plain_paragraph(rest) {
        rest = after;
    }
    text.len() - rest.len()
}

/// The paragraph of plain words that a text begins with, without the end of its last line, and what
/// follows.
fn plain_paragraph(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches('\n');
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        let words = line.strip_suffix('\n').unwrap_or(line);
        if words.is_empty() {
            break;
        }
        if !is_plain(words) {
            return None;
        }
        end += line.len();
    }
    let (paragraph, rest) = text.split_at(end);
    let paragraph = paragraph.strip_suffix('\n').unwrap_or(paragraph);
    (!paragraph.is_empty()).then_some((paragraph, rest))
}

/// Whether a line can only be words of a paragraph.
fn is_plain(line: &str) -> bool {
    let bytes = line.as_bytes();
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit());
    // `1.` and `1)` are marks of lists, and other signs of ASCII may begin a block.
    let begins = match bytes.get(digits.count()) {
        Some(b'.' | b')') | None if bytes[0].is_ascii_digit() => false,
        _ => bytes[0].is_ascii_alphanumeric() || !bytes[0].is_ascii(),
    };
    let is_word = |byte: &u8| {
        !byte.is_ascii() || byte.is_ascii_alphanumeric() || b" ,.:;()%/?\"'=+-@#".contains(byte)
    };
    begins && bytes.iter().all(is_word) && !line.ends_with(' ')
}

/// The text with what makes its emphasis open and close; none if it does so by itself.
fn mend_emphasis(text: &str) -> Option<String> {
    if !text.contains('*') && !text.contains("~~") {
        return None;
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
        return None;
    }
    mended.push_str(&text[copied..]);
    Some(mended)
}

/// Punctuation, of ASCII or of Chinese.
fn is_mark(c: char) -> bool {
    if c.is_ascii() {
        // A backslash or another run beside this one has a meaning that must not change.
        return c.is_ascii_punctuation() && !matches!(c, '\\' | '*' | '~' | '_');
    }
    is_quote(c) || (is_wide(c) && !c.is_alphanumeric() && !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::tests::{awkward_texts, texts_of};

    #[test]
    fn events_are_those_of_the_parser() {
        const PIECES: [&str; 30] = [
            "甲", "3月5日", "a", "9", "\n", "\n", "\n\n", "\n\n", "　　", "：", "“", "。", ". ",
            ") ", "(", ":", ";", " ", "=", "==\n", "--\n", "+ ", "# ", "3#楼", "@", "\"", "'", "?",
            "[a]", "[a]: b\n",
        ];
        let mut plain = 0;
        for text in texts_of(&PIECES).chain(awkward_texts()) {
            let parsed = parse(&text);
            let own: Vec<Event<'_>> = parsed.events().collect();
            let mended = mend_emphasis(&text);
            let whole = mended.as_deref().unwrap_or(&text);
            let all: Vec<Event<'_>> = Parser::new_ext(whole, options()).collect();
            assert_eq!(own, all, "{text:?}");
            plain += usize::from(plain_length(&text) > 0);
        }
        assert!(plain > 1_000, "{plain} texts begin with plain words");
    }
}
