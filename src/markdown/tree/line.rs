//! The words of one paragraph, heading or cell.

use std::mem;

use crate::markdown::block::{Block, Inline};
use crate::markdown::flow::{Flow, Lead};

/// Most marks within one another; the words of deeper ones go into the one at this depth.
const DEEPEST: usize = 6;

/// A mark on a stretch of text.
#[derive(Clone, Copy)]
pub(super) enum Mark {
    Strong,
    Emphasis,
    Strike,
}

/// The words of one paragraph, heading or cell while they are gathered.
pub(super) struct Line {
    flow: Flow,
    /// Paragraphs that ended because the author indented the next line.
    ended: Vec<Block>,
    /// Content outside any mark, then of each open mark.
    content: Vec<Inline>,
    marks: Vec<(Mark, Vec<Inline>)>,
    /// Open marks below the deepest.
    beyond: usize,
    /// How many marks were open where the last line of the source ended.
    broken_in: usize,
    /// Pictures, as long as there is nothing else.
    pictures: Vec<Alone>,
}

struct Alone {
    index: usize,
    alt: String,
    title: String,
}

impl Default for Line {
    fn default() -> Self {
        Self::new()
    }
}

impl Line {
    pub(super) fn new() -> Self {
        Line {
            flow: Flow::new(),
            ended: Vec::new(),
            content: Vec::new(),
            marks: Vec::new(),
            beyond: 0,
            broken_in: 0,
            pictures: Vec::new(),
        }
    }

    pub(super) fn text(&mut self, words: &str) {
        let (lead, shown) = self.flow.text(words);
        if !shown.is_empty() {
            self.lead(lead);
            self.push_text(shown);
        }
    }

    pub(super) fn solid(&mut self, inline: Inline) {
        let lead = self.flow.solid();
        self.lead(lead);
        self.innermost().push(inline);
    }

    pub(super) fn hanging(&mut self, inline: Inline) {
        let lead = self.flow.hanging();
        self.lead(lead);
        self.innermost().push(inline);
    }

    pub(super) fn soft_break(&mut self) {
        self.flow.soft_break();
        self.broken_in = self.marks.len();
    }

    pub(super) fn hard_break(&mut self) {
        self.flow.hard_break();
        if self.pictures.is_empty() {
            self.innermost().push(Inline::Break);
        }
    }

    pub(super) fn picture(&mut self, index: usize, alt: String, title: String) {
        if self.content.is_empty() && self.marks.is_empty() {
            // A break before it means nothing between pictures.
            self.flow = Flow::new();
            self.pictures.push(Alone { index, alt, title });
        } else {
            self.text(&alt);
        }
    }

    pub(super) fn open(&mut self, mark: Mark) {
        if self.beyond > 0 || self.marks.len() >= DEEPEST {
            self.beyond += 1;
        } else {
            self.pictures_to_words();
            self.marks.push((mark, Vec::new()));
        }
    }

    pub(super) fn close(&mut self) {
        if self.beyond > 0 {
            self.beyond -= 1;
        } else if let Some((mark, content)) = self.marks.pop() {
            self.innermost().push(match mark {
                Mark::Strong => Inline::Strong { content },
                Mark::Emphasis => Inline::Emphasis { content },
                Mark::Strike => Inline::Strike { content },
            });
        }
    }

    /// As the content of a heading or cell, where a picture is its words.
    pub(super) fn into_words(mut self) -> Vec<Inline> {
        self.pictures_to_words();
        self.close_all();
        self.content
    }

    /// As a paragraph, or pictures; nothing if it is empty.
    pub(super) fn into_blocks(mut self) -> Vec<Block> {
        self.close_all();
        self.end_paragraph();
        self.ended
    }

    fn close_all(&mut self) {
        self.beyond = 0;
        while !self.marks.is_empty() {
            self.close();
        }
    }

    fn end_paragraph(&mut self) {
        for Alone { index, alt, title } in mem::take(&mut self.pictures) {
            self.ended.push(Block::Picture { index, alt });
            if !title.is_empty() {
                self.ended.push(Block::Paragraph {
                    content: vec![Inline::Text { text: title }],
                });
            }
        }
        let content = mem::take(&mut self.content);
        if !content.is_empty() {
            self.ended.push(Block::Paragraph { content });
        }
    }

    fn pictures_to_words(&mut self) {
        for picture in mem::take(&mut self.pictures) {
            if !self.content.is_empty() {
                append(&mut self.content, " ");
            }
            append(&mut self.content, &picture.alt);
        }
    }

    fn lead(&mut self, lead: Lead) {
        if lead == Lead::Paragraph && self.marks.is_empty() {
            return self.end_paragraph();
        }
        self.pictures_to_words();
        let broken_in = self.broken_in.min(self.marks.len());
        let outer = match broken_in.checked_sub(1) {
            Some(index) => &mut self.marks[index].1,
            None => &mut self.content,
        };
        match lead {
            Lead::Nothing => {}
            // The space goes where the line ended, outside a mark that begins the next one.
            Lead::Space => append(outer, " "),
            Lead::Paragraph => outer.push(Inline::Break),
        }
    }

    fn push_text(&mut self, words: &str) {
        append(self.innermost(), words);
    }

    fn innermost(&mut self) -> &mut Vec<Inline> {
        self.marks
            .last_mut()
            .map_or(&mut self.content, |(_, content)| content)
    }
}

/// Adds text, to the text before it if there is one.
fn append(content: &mut Vec<Inline>, words: &str) {
    match content.last_mut() {
        _ if words.is_empty() => {}
        Some(Inline::Text { text }) => text.push_str(words),
        _ => content.push(Inline::Text {
            text: words.to_owned(),
        }),
    }
}
