//! Reads what YAML would not, where it can mean one thing only: the punctuation of a Chinese input
//! method after known keys, blanks of all sorts, colons within a text. The same changes are what
//! `gongshi fix` writes.

mod flow;
mod normal;

use std::ops::Range;

pub(super) use normal::Normal;

use flow::Flow;

/// A change of a text into what YAML reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that are replaced.
    pub range: Range<usize>,
    /// What stands for them.
    pub with: &'static str,
    pub(super) kind: Kind,
}

/// What a change is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It could mean nothing else.
    Certain,
    /// How far a line is indented.
    Indent,
    /// A text with a colon or a quotation mark in it is read whole.
    Whole,
}

impl Edit {
    fn new(range: Range<usize>, with: &'static str, kind: Kind) -> Self {
        Edit { range, with, kind }
    }

    fn certain(range: Range<usize>, with: &'static str) -> Self {
        Edit::new(range, with, Kind::Certain)
    }
}

/// What a scan of a text found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// Changes, in the order of their places.
    pub(super) edits: Vec<Edit>,
    /// Keys in items of lists with the value at their colon: a key, or a text?
    pub(super) ambiguous: Vec<Range<usize>>,
    /// Values between Chinese marks of quotation, which stay.
    pub(super) marked: Vec<Range<usize>>,
    /// Comments that look like a part of the text before them.
    pub(super) comments: Vec<Range<usize>>,
    /// Some lines are indented with tabs or wide spaces, others in another way.
    pub(super) is_mixed: bool,
}

/// What must be changed in a text that YAML is to read. `is_key` tells known keys.
pub(super) fn scan(text: &str, is_key: &dyn Fn(&str) -> bool) -> Found {
    let mut scan = Scan {
        is_key,
        found: Found::default(),
        flow: Flow::default(),
        block: None,
        indents: 0,
    };
    let mut start = 0;
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        scan.line(start, line, lines.peek().copied());
        start += line.len();
    }
    let mut found = scan.found;
    found.is_mixed = scan.indents.count_ones() > 1;
    found
        .edits
        .sort_by_key(|edit| (edit.range.start, edit.range.end));
    found
}

/// Blanks, but for the end of a line.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() && c != '\n'
}

/// Characters without width.
pub(super) fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}'
    )
}

/// Kinds of indent, as bits.
const SPACE: u8 = 1;
const TAB: u8 = 2;
const WIDE: u8 = 4;

struct Scan<'k> {
    is_key: &'k dyn Fn(&str) -> bool,
    found: Found,
    flow: Flow,
    /// Within a text after `|` or `>`: the column of its key. Nothing is changed there.
    block: Option<usize>,
    /// Kinds of indent that were seen.
    indents: u8,
}

/// What stands before the first word of a line.
struct Lead {
    /// Its bytes.
    len: usize,
    /// Its columns, as YAML will read it.
    column: usize,
    /// The column of the first dash of a list.
    dash: Option<usize>,
}

impl Scan<'_> {
    fn line(&mut self, start: usize, line: &str, next: Option<&str>) {
        let line = line.strip_suffix('\n').unwrap_or(line);
        if let Some(column) = self.block {
            let indent = line.len() - line.trim_start_matches(' ').len();
            if indent > column || line.trim().is_empty() {
                return;
            }
            self.block = None;
        }
        if self.flow.is_open() {
            return self.brackets(start, line, next);
        }
        let lead = self.lead(start, line);
        let body = &line[lead.len..];
        if body.is_empty() || body.starts_with('#') {
            return;
        }
        let at = start + lead.len;
        let colon = body.find([':', '：']);
        if let Some(colon) = colon.filter(|colon| self.is_known(&body[..*colon])) {
            return self.entry(at, body, colon, &lead, next);
        }
        let value = match colon {
            Some(colon) if body[colon..].starts_with(": ") => body[colon + 1..].trim_start(),
            _ => body,
        };
        if value.starts_with(['｛', '［', '{', '[']) {
            self.brackets(at + body.len() - value.len(), value, next);
        } else if is_block(value) {
            self.block = Some(lead.dash.unwrap_or(lead.column));
        } else if !value.starts_with(['"', '\'']) {
            self.comment(at + body.len() - value.len(), value);
        }
    }

    /// A comment behind a text has a blank after its `#`: `更换 #3号楼电梯` is no comment to its author.
    fn comment(&mut self, at: usize, value: &str) {
        let mark = value.find(" #").map(|mark| mark + 1);
        let is_text = |mark: &usize| {
            let after = value[mark + 1..].chars().next();
            after.is_some_and(|c| !c.is_whitespace() && c != '#')
        };
        if let Some(mark) = mark.filter(is_text) {
            let end = at + value.trim_end().len();
            self.found.comments.push(at + mark..end);
        }
    }

    /// Whether a word is a known key, but for what cannot be seen in it.
    fn is_known(&self, word: &str) -> bool {
        if word.contains(is_hidden) {
            return (self.is_key)(word.replace(is_hidden, "").trim());
        }
        (self.is_key)(word.trim())
    }

    /// Takes the indent and the dashes of a list.
    fn lead(&mut self, start: usize, line: &str) -> Lead {
        let mut lead = Lead {
            len: line.len(),
            column: 0,
            dash: None,
        };
        let mut indents = 0;
        let before = self.found.edits.len();
        let mut chars = line.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let range = start + at..start + at + c.len_utf8();
            match c {
                // Spaces behind a tab align a line with others that begin with a tab.
                ' ' if lead.dash.is_none() && indents == 0 => indents = SPACE,
                ' ' => {}
                '\t' | '\u{3000}' => {
                    if lead.dash.is_none() {
                        indents |= if c == '\t' { TAB } else { WIDE };
                    }
                    let edit = Edit::new(range, "  ", Kind::Indent);
                    self.found.edits.push(edit);
                    lead.column += 1;
                }
                c if is_blank(c) => self.found.edits.push(Edit::certain(range, " ")),
                c if is_hidden(c) => {
                    self.found.edits.push(Edit::certain(range, ""));
                    continue;
                }
                '-' | '－' if chars.peek().is_none_or(|(_, next)| is_blank(*next)) => {
                    lead.dash.get_or_insert(lead.column);
                    if c == '－' {
                        self.found.edits.push(Edit::certain(range, "-"));
                    }
                }
                _ => {
                    lead.len = at;
                    self.indents |= indents;
                    return lead;
                }
            }
            lead.column += 1;
        }
        // An empty line is not indented.
        for edit in &mut self.found.edits[before..] {
            edit.kind = Kind::Certain;
        }
        lead
    }

    /// A known key and its value.
    fn entry(&mut self, at: usize, body: &str, colon: usize, lead: &Lead, next: Option<&str>) {
        let is_wide = body[colon..].starts_with('：');
        let width = if is_wide { '：'.len_utf8() } else { 1 };
        let (word, rest) = (&body[..colon], &body[colon + width..]);
        let value = rest.trim_start_matches(|c| is_blank(c) || is_hidden(c));
        let blanks = &rest[..rest.len() - value.len()];
        let is_item = lead.dash.is_some() && !value.is_empty();
        if is_item && (is_wide || blanks.is_empty()) && !self.goes_on(lead, next) {
            // `- 时间：三天` is a text, as a writer means it; `- 时间:三天` could be both.
            if !is_wide {
                self.found.ambiguous.push(at..at + colon + 1);
            }
            return;
        }
        for (hidden, c) in word.match_indices(is_hidden) {
            let range = at + hidden..at + hidden + c.len();
            self.found.edits.push(Edit::certain(range, ""));
        }
        let value_at = at + body.len() - value.len();
        if value.is_empty() {
            if is_wide || !blanks.is_ascii() {
                let edit = Edit::certain(at + colon..value_at, ":");
                self.found.edits.push(edit);
            }
            return;
        }
        let is_plain = !is_wide && !blanks.is_empty() && blanks.bytes().all(|byte| byte == b' ');
        if !is_plain {
            let edit = Edit::certain(at + colon..value_at, ": ");
            self.found.edits.push(edit);
        }
        if is_block(value) {
            self.block = Some(lead.column);
        } else {
            self.value(value_at, value, next);
        }
    }

    /// A stretch of what stands in brackets.
    fn brackets(&mut self, at: usize, text: &str, next: Option<&str>) {
        let next = next.unwrap_or_default();
        let edits = &mut self.found.edits;
        self.flow.scan(at, text, next, self.is_key, edits);
    }

    /// Whether the mapping of a list item goes on in the next line.
    fn goes_on(&self, lead: &Lead, next: Option<&str>) -> bool {
        let Some(next) = next else { return false };
        let key = next.trim_start_matches(|c| is_blank(c) || is_hidden(c));
        let indent = &next[..next.len() - key.len()];
        let wide = |c: &char| matches!(c, '\t' | '\u{3000}');
        let column = indent.chars().count() + indent.chars().filter(wide).count();
        let colon = key.find([':', '：']);
        lead.dash.is_some_and(|dash| column > dash)
            && colon.is_some_and(|colon| self.is_known(&key[..colon]))
    }

    /// The value of a known key.
    fn value(&mut self, at: usize, value: &str, next: Option<&str>) {
        let plain = value.trim_end_matches(|c| is_blank(c) || is_hidden(c));
        if !value[plain.len()..].is_ascii() {
            let edit = Edit::certain(at + plain.len()..at + value.len(), "");
            self.found.edits.push(edit);
        }
        match plain.chars().next() {
            Some('｛' | '［' | '{' | '[') => {
                self.brackets(at, plain, next);
            }
            Some('"' | '\'') => {
                let end = self.flow.quoted(plain);
                let after = end.map_or("", |end| plain[end..].trim_start());
                if !after.is_empty() && !after.starts_with('#') {
                    self.whole(at, plain);
                }
            }
            Some(mark @ ('“' | '‘')) if is_marked(plain, mark) => {
                self.found.marked.push(at..at + plain.len());
            }
            Some('&' | '*' | '!' | '|' | '>' | '%' | '@' | '`') => {}
            _ => {
                let text = plain.split(" #").next().unwrap_or_default().trim_end();
                if text.contains(": ") || text.ends_with(':') {
                    self.whole(at, text);
                }
                self.comment(at, plain);
            }
        }
    }

    /// Puts a text in single quotes.
    fn whole(&mut self, at: usize, text: &str) {
        let put = |at: usize| Edit::new(at..at, "'", Kind::Whole);
        self.found.edits.push(put(at));
        for (mark, _) in text.match_indices('\'') {
            self.found.edits.push(put(at + mark));
        }
        self.found.edits.push(put(at + text.len()));
    }
}

/// Whether a value is the head of a text in the lines below it.
fn is_block(value: &str) -> bool {
    let head = value.split(" #").next().unwrap_or_default().trim_end();
    head.strip_prefix(['|', '>']).is_some_and(|rest| {
        rest.len() <= 2 && rest.chars().all(|c| c.is_ascii_digit() || "+-".contains(c))
    })
}

/// Whether a value stands as a whole between one pair of Chinese marks of quotation.
fn is_marked(value: &str, open: char) -> bool {
    let close = if open == '“' { '”' } else { '’' };
    let inner = value
        .strip_prefix(open)
        .and_then(|rest| rest.strip_suffix(close));
    inner.is_some_and(|inner| !inner.contains([open, close]))
}

#[cfg(test)]
mod tests;
