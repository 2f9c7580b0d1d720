//! From YAML text to the tree, by the events of the parser.

use std::ops::Range;
use std::sync::Arc;

use granit_parser::{Event, Parser, Span as Place};

use super::brackets;
use super::forgive::{self, Edit, Found, Kind, Normal};
use super::{Entry, Node, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, Words};
use crate::source::{Source, Span};
use crate::words;

/// Deepest nesting of lists and maps.
const DEPTH: usize = 8;

/// Most characters of what was written that a message repeats.
const LONGEST: usize = 24;

/// Parses the YAML in `range` of `source` into a mapping. What can mean one thing only is read, such
/// as full-width punctuation after words for which `is_key` holds. Whatever is wrong goes to
/// `diagnostics`; then there may be no tree.
pub fn parse(
    source: &Arc<Source>,
    range: Range<usize>,
    is_key: &dyn Fn(&str) -> bool,
    diagnostics: &mut Diagnostics,
) -> Option<Node> {
    let written = &source.text[range.clone()];
    let held = brackets::hold(written);
    let written = held.as_deref().unwrap_or(written);
    let found = forgive::scan(written, is_key);
    let at =
        |part: &Range<usize>| Span::new(source, range.start + part.start..range.start + part.end);
    for key in &found.ambiguous {
        diagnostics.push(missing_space(at(key)));
    }
    let normal = Normal::new(written, &found.edits);
    let mut builder = Builder {
        parser: Parser::new_from_str(&normal.text),
        normal: &normal,
        offset: range.start,
        depth: 0,
    };
    match builder.document() {
        _ if !found.ambiguous.is_empty() => None,
        Ok(Some(node)) if matches!(node.value, Value::Map(_)) => {
            tell(&found, range.start, source, diagnostics);
            Some(node)
        }
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
        Err(stop) => {
            let tab = found
                .edits
                .iter()
                .find(|edit| edit.kind == Kind::Indent && found.is_mixed);
            diagnostics.push(match tab {
                Some(tab) => mixed_indent(at(&tab.range)),
                None => stop.diagnostic(source),
            });
            None
        }
    }
}

/// The changes with which a text is read: none that depend on how it is indented if it cannot be
/// read even so.
pub fn certain(text: &str, is_key: &dyn Fn(&str) -> bool) -> Vec<Edit> {
    let held = brackets::hold(text);
    let text = held.as_deref().unwrap_or(text);
    let mut edits = forgive::scan(text, is_key).edits;
    let normal = Normal::new(text, &edits);
    let mut builder = Builder {
        parser: Parser::new_from_str(&normal.text),
        normal: &normal,
        offset: 0,
        depth: 0,
    };
    if builder.document().is_err() {
        edits.retain(|edit| edit.kind == Kind::Certain);
    }
    edits
}

/// A warning that something could be taken for something else, with what it was read as. All of a
/// file are one in the end.
pub fn read_as(span: Span, words: Words) -> Diagnostic {
    let Words { zh, en } = &words;
    let written = source_words(&span);
    let message = match written.chars().next() {
        None => words!("可能被误读：{zh}", "this could be misread: {en}"),
        Some('“') => words!(
            "{written}可能被误读：{zh}",
            "`{written}` could be misread: {en}"
        ),
        Some(_) => words!(
            "“{written}”可能被误读：{zh}",
            "`{written}` could be misread: {en}"
        ),
    };
    Diagnostic::warning(Diagnostic::READ_AS, span, message)
        .label(words)
        .help(words!(
            "核对后改写；有把握的改写可以用 gongshi fix 完成",
            "check it and write it plainly; `gongshi fix` makes the changes that are certain"
        ))
}

/// The first characters of a stretch. It ends with no part of a number: only a whole one is known for
/// a private one, and covered.
fn source_words(span: &Span) -> String {
    let text = span.source.text.get(span.range.clone()).unwrap_or_default();
    let text = text.trim();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => {
            let is_of_number = |c: char| c.is_numeric() || " -".contains(c);
            format!("{}…", text[..end].trim_end_matches(is_of_number))
        }
        None => text.to_owned(),
    }
}

/// Tells what could be read in another way.
fn tell(found: &Found, start: usize, source: &Arc<Source>, diagnostics: &mut Diagnostics) {
    let at = |part: &Range<usize>| Span::new(source, start + part.start..start + part.end);
    let mended = |mut warning: Diagnostic, edits: &[&Edit]| {
        for edit in edits {
            let range = start + edit.range.start..start + edit.range.end;
            warning = warning.fix(range, edit.with);
        }
        warning
    };
    let of = |kind: Kind| found.edits.iter().filter(move |edit| edit.kind == kind);
    let indents: Vec<&Edit> = of(Kind::Indent).collect();
    if let Some(first) = indents.first().filter(|_| found.is_mixed) {
        let warning = read_as(
            at(&first.range),
            words!(
                "行首混用空格、制表符和全角空格：按两个空格读",
                "tabs or wide spaces among plain ones: read as two spaces"
            ),
        );
        diagnostics.push(mended(warning, &indents));
    }
    let quotes: Vec<&Edit> = of(Kind::Whole).collect();
    // Each value has a mark before and after it, and those that are doubled between.
    for line in quotes.chunk_by(|a, b| {
        let between = source
            .text
            .get(start + a.range.start..start + b.range.start);
        between.is_some_and(|text| !text.contains('\n'))
    }) {
        let [first, .., last] = line else { continue };
        let warning = read_as(
            at(&(first.range.start..last.range.end)),
            words!("按整段文字读", "read as one text"),
        );
        diagnostics.push(mended(warning, line));
    }
    for comment in &found.comments {
        diagnostics.push(read_as(
            at(comment),
            words!(
                "# 前面有空格，从它起是批注，不会显示",
                "a comment begins at a `#` after a space; it will not be shown"
            ),
        ));
    }
    for value in &found.marked {
        diagnostics.push(read_as(
            at(value),
            words!(
                "引号是文字的一部分，会照样显示",
                "the quotation marks are part of the text and will be shown"
            ),
        ));
    }
}

fn missing_space(key: Span) -> Diagnostic {
    let word = &key.source.text[key.range.clone()];
    let word = word.trim_end_matches(':').trim().to_owned();
    Diagnostic::error(
        "missing-space",
        key,
        words!("“{word}:”后面少了空格", "no space after `{word}:`"),
    )
    .help(words!(
        "是字段就写成 `{word}: …`；是一句话就用全角冒号 `{word}：…`",
        "write `{word}: …`, or `'{word}:…'` if it is a text"
    ))
}

fn mixed_indent(indent: Span) -> Diagnostic {
    Diagnostic::error(
        "tab-indent",
        indent,
        words!(
            "行首混用了空格和制表符（或全角空格），看不出层次",
            "lines are indented with tabs or wide spaces and with plain ones: the levels cannot be told"
        ),
    )
    .help(words!(
        "每一层都用两个空格缩进，不用制表符和全角空格",
        "indent each level with two plain spaces"
    ))
}

struct Stop {
    at: usize,
    message: Words,
    help: Words,
}

impl Stop {
    fn diagnostic(self, source: &Arc<Source>) -> Diagnostic {
        let place = self.at;
        let end = source.text[place..]
            .find('\n')
            .map_or(source.text.len(), |end| place + end);
        let start = if place == end {
            place.saturating_sub(1)
        } else {
            place
        };
        let span = Span::new(source, start..end.min(start + 40));
        Diagnostic::error("yaml", span, self.message).help(self.help)
    }
}

struct Builder<'t> {
    parser: Parser<'t, granit_parser::StrInput<'t>>,
    normal: &'t Normal<'t>,
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
    } else if info.starts_with("unexpected character")
        || info.contains("scanning a tag")
        || info.contains("scanning a block scalar")
    {
        (
            words!(
                "文字不能以 @、%、!、|、> 或 ` 开头",
                "a text cannot begin with @, %, !, |, > or a backtick"
            ),
            words!(
                "用单引号 ' ' 把整段文字括起来",
                "put the whole text in single quotes"
            ),
        )
    } else if info.contains("block sequence entries are not allowed") {
        (
            words!(
                "冒号后面不能直接写 `- `",
                "a list cannot begin on the line of its key"
            ),
            words!(
                "列表从下一行写起，每行以 `- ` 开头；如果是文字，用单引号 ' ' 括起来",
                "begin the list on the next line, each item with `- `; if it is a text, put it in single quotes"
            ),
        )
    } else if info.contains("block collection") {
        (
            words!(
                "列表里有一行不是以 `- ` 开头",
                "a line of the list does not begin with `- `"
            ),
            words!(
                "列表的每一项以 `- ` 开头、左边对齐；字段前面不写 `- `",
                "begin every item with `- ` in the same column, and no key with it"
            ),
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
                    let at = self.place(marker);
                    Err(explained(&error.info(), at))
                }
                None => Ok((Event::StreamEnd, Place::default())),
            };
        }
    }

    fn range(&self, place: Place) -> Range<usize> {
        self.place(place.start)..self.place(place.end)
    }

    /// Where in the source.
    fn place(&self, marker: granit_parser::Marker) -> usize {
        let at = marker.byte_offset().unwrap_or(marker.index());
        self.offset + self.normal.before(at)
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
                    self.word_before(place),
                ))
            }
            Event::Scalar(_, _, _, Some(_))
            | Event::SequenceStart(_, _, Some(_))
            | Event::MappingStart(_, _, Some(_)) => Err(refused(
                "标签（!）",
                "YAML tags (!)",
                self.word_before(place),
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
    fn word_before(&self, place: Place) -> usize {
        let marker = place.start;
        let at = marker.byte_offset().unwrap_or(marker.index());
        let before = self.normal.text.get(..at).unwrap_or_default();
        let start = before
            .trim_end()
            .rfind([' ', ',', '[', '{', '\n'])
            .map_or(0, |end| end + 1);
        self.offset + self.normal.before(start)
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
