//! What a text refers to and what is wrong with it, before it is rendered.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::address::{Address, percent_decoded};
use super::dialect::{options, plain_length};

/// Most bytes of a text.
const LONGEST: usize = 1 << 20;
/// Most quotes and lists within one another.
const DEEPEST: usize = 32;
/// Containers opened in one line, beyond which a text is not given to the parser: its time grows
/// with their number times the number of lines.
const DEEPEST_LINE: usize = 256;
/// Most columns of a table.
const WIDEST: usize = 200;
/// Most characters of a line that a report underlines.
const LONGEST_MARK: usize = 40;
/// Most cells of a table.
const MOST_CELLS: usize = 5_000;

/// What a text holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scan {
    /// Links, in order; `<name@example.com>` has the destination `mailto:name@example.com`.
    pub links: Vec<Target>,
    /// Pictures, in order; those within the words of another picture are left out.
    pub pictures: Vec<Target>,
    /// What is wrong, in order.
    pub faults: Vec<Fault>,
}

/// Where a link or picture leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The destination as written, with entities and backslashes of Markdown resolved: the key of
    /// [`super::Targets`].
    pub written: String,
    /// The destination with percent-encoding decoded too: the name of a file or record.
    pub decoded: String,
    /// Where it is in the text: the destination itself where that can be told, else the whole link.
    pub range: Range<usize>,
}

/// Something wrong with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What.
    pub kind: FaultKind,
    /// Where in the text.
    pub range: Range<usize>,
}

/// What is wrong with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// Quotes and lists nest too deeply; the text must not be rendered.
    TooDeep,
    /// A table has too many columns or cells, counted with those that fill up short rows; the text
    /// must not be rendered.
    TableTooLarge {
        /// Its columns.
        columns: usize,
        /// Its cells.
        cells: usize,
    },
    /// The text is too long, by its bytes; it was not looked at any further.
    TooLong,
    /// `[^label]` has no `[^label]: …`.
    UndefinedNote {
        /// The label.
        label: String,
    },
    /// A link has a scheme that is not allowed.
    Scheme {
        /// The scheme in lower case, without the colon.
        scheme: String,
    },
}

/// Finds what `text` refers to and what is wrong with it, in time linear in its length.
pub fn scan(text: &str) -> Scan {
    let mut scan = Scan::default();
    if text.len() > LONGEST {
        scan.fault(FaultKind::TooLong, 0..0);
    } else if let Some(line) = overloaded_line(text) {
        scan.fault(FaultKind::TooDeep, line);
    } else {
        let plain = plain_length(text);
        if needs_parser(&text[plain..]) {
            scan.read(text, plain);
        }
    }
    scan
}

impl Scan {
    fn fault(&mut self, kind: FaultKind, range: Range<usize>) {
        self.faults.push(Fault { kind, range });
    }

    /// Reads a text from where more than plain words stands.
    fn read(&mut self, text: &str, from: usize) {
        let events = Parser::new_ext(&text[from..], options()).into_offset_iter();
        let events = events.map(|(event, range)| (event, range.start + from..range.end + from));
        // How many containers and pictures are open.
        let (mut containers, mut pictures) = (0, 0);
        let mut too_deep = false;
        let mut table: Option<(Range<usize>, usize, usize)> = None;
        let mut in_code = false;
        // The stretch of plain text that the last events make up without a gap.
        let mut plain = 0..0;
        for (event, range) in events {
            match &event {
                Event::Text(_) if !in_code && plain.end == range.start => plain.end = range.end,
                Event::Text(_) if !in_code => {
                    self.undefined_notes(text, plain);
                    plain = range.clone();
                }
                _ => {}
            }
            match event {
                Event::Start(tag) => {
                    match tag {
                        Tag::BlockQuote(_) | Tag::List(_) => containers += 1,
                        Tag::Image {
                            dest_url,
                            link_type,
                            ..
                        } => {
                            if pictures == 0 {
                                let target = Target::new(text, &range, link_type, &dest_url);
                                self.pictures.push(target);
                            }
                            pictures += 1;
                        }
                        Tag::Link {
                            dest_url,
                            link_type,
                            ..
                        } if pictures == 0 => {
                            self.link(Target::new(text, &range, link_type, &dest_url));
                        }
                        Tag::Table(alignments) => {
                            table = Some((range.clone(), alignments.len(), 0));
                        }
                        Tag::TableCell => {
                            if let Some((_, _, cells)) = &mut table {
                                *cells += 1;
                            }
                        }
                        Tag::CodeBlock(_) => in_code = true,
                        _ => {}
                    }
                    if !too_deep && containers > DEEPEST {
                        too_deep = true;
                        self.fault(FaultKind::TooDeep, first_line(text, range));
                    }
                }
                Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_)) => containers -= 1,
                Event::End(TagEnd::Image) => pictures -= 1,
                Event::End(TagEnd::CodeBlock) => in_code = false,
                Event::End(TagEnd::Table) => self.table(text, table.take()),
                _ => {}
            }
        }
        self.undefined_notes(text, plain);
        self.faults.sort_by_key(|fault| fault.range.start);
    }

    fn link(&mut self, target: Target) {
        if let Address::Forbidden(scheme) = Address::of(&target.written) {
            self.fault(FaultKind::Scheme { scheme }, target.range.clone());
        }
        self.links.push(target);
    }

    fn table(&mut self, text: &str, table: Option<(Range<usize>, usize, usize)>) {
        if let Some((range, columns, cells)) = table
            && (columns > WIDEST || cells > MOST_CELLS)
        {
            self.fault(
                FaultKind::TableTooLarge { columns, cells },
                first_line(text, range),
            );
        }
    }

    /// Finds `[^label]` in text that the parser left as it is: one with a definition is no text.
    fn undefined_notes(&mut self, text: &str, plain: Range<usize>) {
        let words = &text[plain.clone()];
        if !words.contains("[^") {
            return;
        }
        let mut at = 0;
        while let Some(found) = words[at..].find("[^") {
            let start = at + found;
            at = start + 2;
            let Some(length) = words[at..].find(['[', ']', '\n', ' ']) else {
                return;
            };
            let label = &words[at..at + length];
            let closed = words[at + length..].starts_with(']');
            let escaped = text[..plain.start + start].ends_with('\\');
            at += length;
            if closed && !escaped && !label.is_empty() {
                let range = plain.start + start..plain.start + at + 1;
                self.fault(
                    FaultKind::UndefinedNote {
                        label: label.to_owned(),
                    },
                    range,
                );
            }
        }
    }
}

impl Target {
    fn new(text: &str, link: &Range<usize>, kind: LinkType, destination: &str) -> Self {
        let written = match kind {
            LinkType::Email => format!("mailto:{destination}"),
            _ => destination.to_owned(),
        };
        let source = &text[link.clone()];
        // An inline link ends with its destination; its words may hold the same text before.
        let from = match kind {
            LinkType::Inline => source.rfind("](").map_or(0, |at| at + 2),
            _ => 0,
        };
        let range = match (kind, source[from..].find(destination)) {
            (LinkType::Inline | LinkType::Autolink | LinkType::Email, Some(at))
                if !destination.is_empty() =>
            {
                let start = link.start + from + at;
                start..start + destination.len()
            }
            _ => link.clone(),
        };
        Target {
            decoded: percent_decoded(&written).into_owned(),
            written,
            range,
        }
    }
}

/// Whether the text can hold anything that [`scan`] reports. Most bodies are plain words, and then
/// the parser need not run.
fn needs_parser(text: &str) -> bool {
    // 33 containers take a line that begins with 33 markers, or with the indent of 32 lists, which
    // is 64 columns or 16 tabs.
    text.bytes().any(|byte| matches!(byte, b'[' | b'<' | b'|'))
        || lines(text).any(|(_, line)| lead(line) >= 16)
}

/// A line that opens more containers than the parser should see, if any.
fn overloaded_line(text: &str) -> Option<Range<usize>> {
    let overloaded = |line: &str| {
        let lead = &line[..lead(line)];
        let markers = lead.bytes().filter(|byte| b">-+*.)".contains(byte)).count();
        // A rule, as long as it may be, opens nothing.
        let rule = |mark: char| line.chars().all(|c| c == mark || c == ' ' || c == '\t');
        markers > DEEPEST_LINE && !rule('-') && !rule('*')
    };
    let (start, line) =
        lines(text).find(|(_, line)| line.len() > DEEPEST_LINE && overloaded(line))?;
    Some(start..start + line.len())
}

/// How many bytes of a line could open containers.
fn lead(line: &str) -> usize {
    line.bytes()
        .take_while(|byte| byte.is_ascii_digit() || b" \t>-+*.)".contains(byte))
        .count()
}

/// Lines with where they start.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split('\n').map(move |line| {
        let at = start;
        start += line.len() + 1;
        (at, line)
    })
}

/// The first line of a range, so that a report stays short.
fn first_line(text: &str, range: Range<usize>) -> Range<usize> {
    let line = text[range.clone()].lines().next().unwrap_or_default();
    let shown: usize = line.chars().take(LONGEST_MARK).map(char::len_utf8).sum();
    range.start..range.start + shown
}
