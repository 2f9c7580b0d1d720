//! From YAML text to the tree, by the events of the parser.

use std::ops::Range;
use std::sync::Arc;

use granit_parser::{Event, Parser, Span as Place};

use super::brackets;
use super::full_width;
use super::{Entry, Node, Value};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Source, Span};
use crate::words;

/// Deepest nesting of lists and maps.
const DEPTH: usize = 8;

/// Parses the YAML in `range` of `source` into a mapping. Full-width punctuation is read after
/// words for which `is_key` holds. Whatever is wrong goes to `diagnostics`; then there is no tree.
pub fn parse(
    source: &Arc<Source>,
    range: Range<usize>,
    is_key: &dyn Fn(&str) -> bool,
    diagnostics: &mut Diagnostics,
) -> Option<Node> {
    let written = &source.text[range.clone()];
    let held = brackets::hold(written);
    let written = held.as_deref().unwrap_or(written);
    let normal = full_width::normalise(written, is_key);
    let text = normal.as_deref().unwrap_or(written);
    let before = diagnostics.has_errors();
    let at = |from: usize, to: usize| Span::new(source, range.start + from..range.start + to);
    if check_lines(text, is_key, diagnostics, &at) {
        return None;
    }
    let mut builder = Builder {
        parser: Parser::new_from_str(text),
        text,
        offset: range.start,
        depth: 0,
    };
    match builder.document() {
        Ok(Some(node)) if matches!(node.value, Value::Map(_)) => Some(node),
        Ok(None) => Some(Node {
            range,
            value: Value::Map(Vec::new()),
        }),
        Ok(Some(node)) => {
            diagnostics.push(
                Diagnostic::error(
                    "front-matter",
                    Span::new(source, node.range),
                    words!(
                        "这里应当是“字段: 值”，一行一个",
                        "expected lines of the form `key: value`"
                    ),
                )
                .help(words!(
                    "例如写成 `标题: 3号楼停水`",
                    "write for example `title: No water in building 3`"
                )),
            );
            None
        }
        Err(Stop {
            at: place,
            message,
            help,
        }) => {
            debug_assert!(!before || diagnostics.has_errors());
            let end = source.text[place..]
                .find('\n')
                .map_or(source.text.len(), |end| place + end);
            let start = if place == end {
                place.saturating_sub(1)
            } else {
                place
            };
            let mut found = Diagnostic::error(
                "yaml",
                Span::new(source, start..end.min(start + 40)),
                message,
            );
            found.help.push(help);
            diagnostics.push(found);
            None
        }
    }
}

/// Finds mistakes that YAML would report far from where they are made.
fn check_lines(
    text: &str,
    is_key: &dyn Fn(&str) -> bool,
    diagnostics: &mut Diagnostics,
    at: &dyn Fn(usize, usize) -> Span,
) -> bool {
    let mut found = false;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..indent].find('\t') {
            found = true;
            diagnostics.push(
                Diagnostic::error(
                    "tab-indent",
                    at(start + tab, start + tab + 1),
                    words!("行首用了制表符缩进", "the line is indented with a tab"),
                )
                .help(words!("改用两个空格", "use two spaces instead")),
            );
        }
        let body = line.trim_start_matches(['-', ' ']);
        let body_start = start + line.len() - body.len();
        if let Some(colon) = body.find(':') {
            let after = body[colon + 1..].chars().next();
            if is_key(body[..colon].trim()) && after.is_some_and(|c| !c.is_whitespace()) {
                found = true;
                let key = body[..colon].trim();
                diagnostics.push(
                    Diagnostic::error(
                        "missing-space",
                        at(body_start, body_start + colon + 1),
                        words!("“{key}:”后面少了空格", "no space after `{key}:`"),
                    )
                    .help(words!("写成 `{key}: …`", "write `{key}: …`")),
                );
            }
        }
        start += line.len();
    }
    found
}

struct Stop {
    at: usize,
    message: crate::diagnostic::Words,
    help: crate::diagnostic::Words,
}

struct Builder<'t> {
    parser: Parser<'t, granit_parser::StrInput<'t>>,
    text: &'t str,
    offset: usize,
    depth: usize,
}

/// What the parser says, in words of the author. Its own words are English and about YAML; for the
/// slips that people make there are better ones.
fn explained(info: &str, at: usize) -> Stop {
    let quoting = words!(
        "如果文字里有半角的 `: `、`#`，或以引号、括号开头，请用单引号 ' ' 把整段文字括起来",
        "put the whole text in single quotes if it has a `: ` or `#` in it or begins with a quote or bracket"
    );
    let (message, help) = if info.starts_with("mapping values are not allowed") {
        (
            words!(
                "这里多出一个半角冒号，或者这一行缩进得太多",
                "a colon too many, or the line is indented too far"
            ),
            words!(
                "文字里的冒号改用全角“：”；字段与上一行左边对齐",
                "put the whole text in single quotes, or align the key with the line above"
            ),
        )
    } else if info.contains("quote") {
        (
            words!("引号没有成对", "the quotation mark is not closed"),
            words!(
                "补上另一半引号；引号属于文字时，改用“ ”或用单引号 ' ' 把整段文字括起来",
                "close it; if it belongs to the text, put the whole text in single quotes"
            ),
        )
    } else if info.contains("bracket") || info.contains("flow") {
        (
            words!("括号没有成对", "the bracket is not closed"),
            words!(
                "补上另一半括号；括号属于文字时，用单引号 ' ' 把整段文字括起来",
                "close it; if it belongs to the text, put the whole text in single quotes"
            ),
        )
    } else if info.contains("unknown anchor") {
        return refused("别名（*）", "YAML aliases (*)", at);
    } else if info.contains("expected ':'") {
        (
            words!("这一行没有冒号", "this line has no colon"),
            words!("写成 `字段: 值`", "write `key: value`"),
        )
    } else {
        (
            words!(
                "这里的写法读不懂（{info}）",
                "cannot be read as YAML: {info}"
            ),
            quoting,
        )
    };
    Stop { at, message, help }
}

fn refused(zh: &str, en: &str, at: usize) -> Stop {
    Stop {
        at,
        message: words!("这里不用 YAML 的{zh}", "{en} are not used here"),
        help: words!("把内容直接写在这里", "write the value itself"),
    }
}

impl<'t> Builder<'t> {
    fn document(&mut self) -> Result<Option<Node>, Stop> {
        let mut root = None;
        loop {
            let (event, place) = self.next()?;
            match event {
                Event::StreamEnd => return Ok(root),
                Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd => {}
                event if root.is_none() => {
                    let node = self.node(event, place)?;
                    root = (!node.is_empty()).then_some(node);
                }
                _ => {
                    return Err(Stop {
                        at: self.range(place).start,
                        message: words!("这里多出一段内容", "there is a second document here"),
                        help: words!("删去中间的 `---`", "remove the `---` in the middle"),
                    });
                }
            }
        }
    }

    fn next(&mut self) -> Result<(Event<'t>, Place), Stop> {
        loop {
            return match self.parser.next_event() {
                Some(Ok((Event::Comment(..), _))) => continue,
                Some(Ok(event)) => Ok(event),
                Some(Err(error)) => {
                    let marker = *error.marker();
                    let at = self.offset + marker.byte_offset().unwrap_or(marker.index());
                    Err(explained(&error.info(), at))
                }
                None => Ok((Event::StreamEnd, Place::default())),
            };
        }
    }

    fn range(&self, place: Place) -> Range<usize> {
        let offset = |marker: granit_parser::Marker| {
            self.offset + marker.byte_offset().unwrap_or(marker.index())
        };
        offset(place.start)..offset(place.end)
    }

    fn node(&mut self, event: Event<'t>, place: Place) -> Result<Node, Stop> {
        let mut range = self.range(place);
        match event {
            Event::Alias(_) => Err(refused("别名（*）", "YAML aliases (*)", range.start)),
            Event::Scalar(_, _, anchor, _)
            | Event::SequenceStart(_, anchor, _)
            | Event::MappingStart(_, anchor, _)
                if anchor != 0 =>
            {
                Err(refused(
                    "锚点（&）",
                    "YAML anchors (&)",
                    self.word_before(range.start),
                ))
            }
            Event::Scalar(_, _, _, Some(_))
            | Event::SequenceStart(_, _, Some(_))
            | Event::MappingStart(_, _, Some(_)) => Err(refused(
                "标签（!）",
                "YAML tags (!)",
                self.word_before(range.start),
            )),
            Event::Scalar(text, style, ..) => {
                // An empty plain value has its place after the line; a block scalar ends a line later.
                if text.is_empty() {
                    range.end = range.start;
                }
                let text = match style {
                    granit_parser::ScalarStyle::Plain if text == "~" || text == "null" => {
                        String::new()
                    }
                    _ => brackets::give_back(text.into_owned()),
                };
                Ok(Node {
                    range,
                    value: Value::Scalar(text),
                })
            }
            Event::SequenceStart(..) => {
                self.enter(range.start)?;
                let mut items: Vec<Node> = Vec::new();
                loop {
                    match self.next()? {
                        (Event::SequenceEnd, end) => {
                            range.end = self
                                .range(end)
                                .end
                                .max(items.last().map_or(range.end, |node| node.range.end));
                            break;
                        }
                        (event, place) => items.push(self.node(event, place)?),
                    }
                }
                self.depth -= 1;
                if let Some(last) = items.last() {
                    range.end = range.end.min(last.range.end + 1).max(last.range.end);
                }
                Ok(Node {
                    range,
                    value: Value::List(items),
                })
            }
            Event::MappingStart(..) => {
                self.enter(range.start)?;
                let mut entries: Vec<Entry> = Vec::new();
                loop {
                    let (event, place) = self.next()?;
                    if matches!(event, Event::MappingEnd) {
                        break;
                    }
                    let key = self.node(event, place)?;
                    let Value::Scalar(text) = key.value else {
                        return Err(Stop {
                            at: key.range.start,
                            message: words!("字段名应当是一个词", "a key must be a word"),
                            help: words!("写成 `字段: 值`", "write `key: value`"),
                        });
                    };
                    if text == "<<" {
                        return Err(refused(
                            "合并（<<）",
                            "YAML merge keys (<<)",
                            key.range.start,
                        ));
                    }
                    let (event, place) = self.next()?;
                    let value = self.node(event, place)?;
                    entries.push(Entry {
                        key: text,
                        key_range: key.range,
                        value,
                    });
                }
                self.depth -= 1;
                if let (Some(first), Some(last)) = (entries.first(), entries.last()) {
                    range = range.start.min(first.key_range.start)
                        ..last.value.range.end.max(last.key_range.end);
                }
                Ok(Node {
                    range,
                    value: Value::Map(entries),
                })
            }
            _ => Err(refused("这种写法", "such constructs", range.start)),
        }
    }

    /// Where the word before a value starts: its anchor or tag.
    fn word_before(&self, at: usize) -> usize {
        let before = self.text.get(..at - self.offset).unwrap_or_default();
        let start = before
            .trim_end()
            .rfind([' ', ',', '[', '{', '\n'])
            .map_or(0, |end| end + 1);
        self.offset + start
    }

    fn enter(&mut self, at: usize) -> Result<(), Stop> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(Stop {
                at,
                message: words!(
                    "嵌套超过 {DEPTH} 层",
                    "nested more than {DEPTH} levels deep"
                ),
                help: words!("把内层改写得平一些", "write it flatter"),
            });
        }
        Ok(())
    }
}
