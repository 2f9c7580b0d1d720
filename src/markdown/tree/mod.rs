//! Markdown as a tree of blocks for posters.

use std::mem;

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::block::{Block, Inline, Item};
use super::code::{Code, Shown};
use super::dialect::{Parsed, parse};
use super::notes::Notes;
use super::picture::Picture;
use line::{Line, Mark};

mod line;

/// Most quotes and lists within one another; what is deeper goes into the one at this depth.
/// Layouts call themselves for each level, and a poster has no room for more.
const DEEPEST: usize = 8;

/// The text as blocks. `known_pictures` gives a picture's number from its destination as written;
/// a picture that stands alone and is known becomes a block, followed by its title as a paragraph,
/// and any other becomes its words.
pub fn to_blocks(text: &str, known_pictures: &dyn Fn(&str) -> Option<usize>) -> Vec<Block> {
    let parsed = parse(text);
    let mut builder = Builder::new(&parsed, known_pictures);
    for event in parsed.events() {
        builder.event(event);
    }
    builder.finish()
}

/// What is open around the present block.
enum Frame {
    Quote(Vec<Block>),
    List(Option<u64>, Vec<Item>),
    Item(Item),
    Note(String, Vec<Block>),
}

struct Builder<'t> {
    parsed: &'t Parsed<'t>,
    known_pictures: &'t dyn Fn(&str) -> Option<usize>,
    blocks: Vec<Block>,
    frames: Vec<Frame>,
    /// Open quotes, lists and items below the deepest frame.
    beyond: usize,
    line: Option<Line>,
    picture: Option<Picture<'t>>,
    notes: Notes<Vec<Block>>,
    align: Vec<&'static str>,
    rows: Vec<Vec<Vec<Inline>>>,
    code: Option<Code>,
    in_html: bool,
}

impl<'t> Builder<'t> {
    fn new(parsed: &'t Parsed<'t>, known_pictures: &'t dyn Fn(&str) -> Option<usize>) -> Self {
        Builder {
            parsed,
            known_pictures,
            blocks: Vec::new(),
            frames: Vec::new(),
            beyond: 0,
            line: None,
            picture: None,
            notes: Notes::new(),
            align: Vec::new(),
            rows: Vec::new(),
            code: None,
            in_html: false,
        }
    }

    fn event(&mut self, event: Event<'t>) {
        if let Some(picture) = &mut self.picture {
            if picture.event(&event, self.parsed) {
                self.end_picture();
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) => self.text(&words),
            Event::InlineHtml(words) | Event::InlineMath(words) | Event::DisplayMath(words) => {
                self.text(&words);
            }
            Event::Code(words) => {
                let text = self.parsed.clean(&words).into_owned();
                self.line().solid(Inline::Code { text });
            }
            Event::Html(line) => self.html_line(&line),
            Event::SoftBreak => self.line().soft_break(),
            Event::HardBreak => self.line().hard_break(),
            Event::Rule => self.block(Block::Rule),
            Event::FootnoteReference(label) => {
                let (number, _) = self.notes.reference(&label);
                self.line().hanging(Inline::Note { number });
            }
            Event::TaskListMarker(done) => {
                if let (0, Some(Frame::Item(item))) = (self.beyond, self.frames.last_mut()) {
                    item.done = Some(done);
                }
            }
        }
    }

    fn start(&mut self, tag: Tag<'t>) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::TableCell => {
                self.end_line();
                self.line = Some(Line::new());
            }
            Tag::BlockQuote(_) => self.open(Frame::Quote(Vec::new())),
            Tag::List(first) => self.open(Frame::List(first, Vec::new())),
            Tag::FootnoteDefinition(label) => self.open(Frame::Note(label.to_string(), Vec::new())),
            Tag::Item if self.beyond > 0 => {
                self.end_line();
                self.beyond += 1;
            }
            Tag::Item => self.frames.push(Frame::Item(Item {
                done: None,
                blocks: Vec::new(),
            })),
            Tag::CodeBlock(kind) => {
                self.end_line();
                self.code = Some(Code::new(&kind));
            }
            Tag::HtmlBlock => {
                self.end_line();
                self.in_html = false;
            }
            Tag::Table(alignments) => {
                self.end_line();
                self.align = alignments.into_iter().map(align).collect();
                self.rows = Vec::new();
            }
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            Tag::Emphasis => self.line().open(Mark::Emphasis),
            Tag::Strong => self.line().open(Mark::Strong),
            Tag::Strikethrough => self.line().open(Mark::Strike),
            Tag::Subscript => self.text("~"),
            Tag::Image {
                dest_url, title, ..
            } => self.picture = Some(Picture::new(dest_url, title)),
            // A link becomes its words; the rest is not in the dialect.
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.end_line(),
            TagEnd::Heading(level) => {
                let content = self.line.take().unwrap_or_default().into_words();
                // A heading without words is a slip of the pen, and PDF/UA refuses it.
                if has_words(&content) {
                    // Levels are 1 to 6.
                    self.block(Block::Heading {
                        level: level as u8,
                        content,
                    });
                }
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.close();
            }
            TagEnd::CodeBlock => {
                if let Some(code) = self.code.take() {
                    self.end_code(&code);
                }
            }
            TagEnd::TableCell => {
                let content = self.line.take().unwrap_or_default().into_words();
                if let Some(row) = self.rows.last_mut() {
                    row.push(content);
                }
            }
            TagEnd::Table => {
                let mut rows = mem::take(&mut self.rows).into_iter();
                let head = rows.next().unwrap_or_default();
                let align = mem::take(&mut self.align);
                self.block(Block::Table {
                    align,
                    head,
                    rows: rows.collect(),
                });
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => self.line().close(),
            TagEnd::Subscript => self.text("~"),
            _ => {}
        }
    }

    fn open(&mut self, frame: Frame) {
        self.end_line();
        let depth = self
            .frames
            .iter()
            .filter(|frame| !matches!(frame, Frame::Item(_)))
            .count();
        if self.beyond > 0 || depth >= DEEPEST {
            self.beyond += 1;
        } else {
            self.frames.push(frame);
        }
    }

    fn close(&mut self) {
        self.end_line();
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        match self.frames.pop() {
            Some(Frame::Quote(blocks)) => self.block(Block::Quote { blocks }),
            Some(Frame::List(start, items)) => self.block(Block::List { start, items }),
            Some(Frame::Item(item)) => {
                if let Some(Frame::List(_, items)) = self.frames.last_mut() {
                    items.push(item);
                }
            }
            Some(Frame::Note(label, blocks)) => self.notes.define(&label, blocks),
            None => {}
        }
    }

    fn block(&mut self, block: Block) {
        match self.frames.last_mut() {
            Some(Frame::Quote(blocks) | Frame::Note(_, blocks)) => blocks.push(block),
            Some(Frame::Item(item)) => item.blocks.push(block),
            // Blocks of a list are in its items.
            Some(Frame::List(..)) | None => self.blocks.push(block),
        }
    }

    /// The open line; words of an item may come without a paragraph.
    fn line(&mut self) -> &mut Line {
        self.line.get_or_insert_default()
    }

    fn end_line(&mut self) {
        if let Some(line) = self.line.take() {
            for block in line.into_blocks() {
                self.block(block);
            }
        }
    }

    fn text(&mut self, words: &str) {
        let words = self.parsed.clean(words);
        if let Some(code) = &mut self.code {
            code.push(&words);
        } else {
            self.line().text(&words);
        }
    }

    fn html_line(&mut self, line: &str) {
        let clean = self.parsed.clean(line);
        let follows = mem::replace(&mut self.in_html, true);
        if follows {
            self.line().hard_break();
        }
        self.line().text(clean.trim_end_matches('\n'));
    }

    fn end_code(&mut self, code: &Code) {
        match code.shown() {
            Shown::Code(text) => self.block(Block::Code {
                text: text.to_owned(),
            }),
            Shown::Paragraphs(lines) => {
                for line in lines {
                    let content = vec![Inline::Text {
                        text: line.to_owned(),
                    }];
                    self.block(Block::Paragraph { content });
                }
            }
        }
    }

    fn end_picture(&mut self) {
        let Some(picture) = self.picture.take() else {
            return;
        };
        match (self.known_pictures)(&self.parsed.clean(&picture.destination)) {
            Some(index) => {
                let title = self.parsed.clean(&picture.title).into_owned();
                self.line().picture(index, picture.alt, title);
            }
            None => self.line().text(&picture.alt),
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.end_line();
        let mut blocks = self.blocks;
        for note in self.notes.finish() {
            let text = note.bodies.into_iter().flatten().collect();
            blocks.push(Block::Footnote {
                number: note.number,
                blocks: text,
            });
        }
        blocks
    }
}

fn has_words(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Text { text } | Inline::Code { text } => !text.trim().is_empty(),
        Inline::Strong { content } | Inline::Emphasis { content } | Inline::Strike { content } => {
            has_words(content)
        }
        Inline::Break => false,
        Inline::Note { .. } => true,
    })
}

fn align(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::Left => "left",
        Alignment::Center => "center",
        Alignment::Right => "right",
        Alignment::None => "none",
    }
}
