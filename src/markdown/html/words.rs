//! Words, code and pictures within the blocks of a page.

use std::fmt::Write as _;

use pulldown_cmark::CowStr;

use super::Writer;
use crate::markdown::code::Shown;
use crate::markdown::escape::push_escaped;
use crate::markdown::flow::{Flow, Lead};

/// A paragraph that may turn out to be a picture alone.
#[derive(Default)]
pub(super) struct Paragraph {
    /// Where its tag begins.
    start: usize,
    pictures: usize,
    /// Has anything but pictures.
    words: bool,
    /// Title of its first picture, escaped, and where in `out` its attribute would go.
    title: Option<(usize, String)>,
}

impl Writer<'_> {
    pub(super) fn start_paragraph(&mut self) {
        self.flow = Flow::new();
        self.paragraph = Some(Paragraph {
            start: self.out.len(),
            ..Paragraph::default()
        });
        self.out.push_str("<p>");
    }

    pub(super) fn end_paragraph(&mut self) {
        match self.paragraph.take() {
            Some(Paragraph {
                start,
                pictures: 1,
                words: false,
                title,
            }) => {
                self.out
                    .replace_range(start..start + "<p>".len(), "<figure>");
                if let Some((_, title)) = title {
                    let _ = write!(self.out, "<figcaption>{title}</figcaption>");
                }
                self.out.push_str("</figure>\n");
            }
            paragraph => {
                if let Some((at, title)) = paragraph.and_then(|paragraph| paragraph.title) {
                    insert(&mut self.out, at, &format!(" title=\"{title}\""));
                }
                self.out.push_str("</p>\n");
            }
        }
    }

    pub(super) fn text(&mut self, words: &str) {
        let words = self.parsed.clean(words);
        if let Some(code) = &mut self.code {
            return code.push(&words);
        }
        let (lead, shown) = self.flow.text(&words);
        if lead != Lead::Nothing {
            self.lead(lead);
        }
        push_escaped(&mut self.out, shown);
        self.note_words(shown);
    }

    /// The paragraph holds more than a picture.
    pub(super) fn not_alone(&mut self) {
        if let Some(paragraph) = &mut self.paragraph {
            paragraph.words = true;
        }
    }

    /// Words were shown, which a picture alone or a heading's id must know.
    pub(super) fn note_words(&mut self, words: &str) {
        if let Some(paragraph) = &mut self.paragraph {
            paragraph.words = paragraph.words || !words.trim().is_empty();
        }
        self.headings.words(words);
    }

    pub(super) fn lead(&mut self, lead: Lead) {
        match lead {
            Lead::Nothing => {}
            Lead::Space => insert(&mut self.out, self.break_at, "\n"),
            Lead::Paragraph if self.paragraph.is_some() && self.inlines == 0 => {
                let flow = self.flow;
                self.end_paragraph();
                self.start_paragraph();
                self.flow = flow;
            }
            Lead::Paragraph => insert(&mut self.out, self.break_at, "<br>\n"),
        }
    }

    pub(super) fn solid(&mut self, write: impl Fn(&mut String, &str), words: &CowStr<'_>) {
        let lead = self.flow.solid();
        self.lead(lead);
        let words = self.parsed.clean(words);
        write(&mut self.out, &words);
        self.note_words(&words);
    }

    pub(super) fn end_code(&mut self) {
        let Some(code) = self.code.take() else { return };
        match code.shown() {
            Shown::Code(text) => {
                self.out.push_str("<pre><code>");
                push_escaped(&mut self.out, text);
                self.out.push_str("\n</code></pre>\n");
            }
            Shown::Paragraphs(lines) => {
                for line in lines {
                    tagged(&mut self.out, "p", line);
                    self.out.push('\n');
                }
            }
        }
    }

    pub(super) fn html_line(&mut self, line: &str) {
        if self.html_lines > 0 {
            self.out.push_str("<br>\n");
        }
        self.html_lines += 1;
        push_escaped(
            &mut self.out,
            self.parsed.clean(line).trim_end_matches('\n'),
        );
    }

    pub(super) fn end_picture(&mut self) {
        let Some(picture) = self.picture.take() else {
            return;
        };
        let destination = self.parsed.clean(&picture.destination);
        let Some(address) = self.targets.pictures.get(&*destination) else {
            // A picture that is not published leaves its words.
            return self.text(&picture.alt);
        };
        let lead = self.flow.solid();
        self.lead(lead);
        self.out.push_str("<img src=\"");
        push_escaped(&mut self.out, address);
        self.out.push_str("\" alt=\"");
        push_escaped(&mut self.out, &picture.alt);
        self.out.push('"');
        self.picture_title(&self.parsed.clean(&picture.title));
        self.out.push_str(" loading=\"lazy\">");
    }

    /// Writes a picture's title as an attribute, unless it may become a caption.
    pub(super) fn picture_title(&mut self, title: &str) {
        let first = match &mut self.paragraph {
            Some(paragraph) => {
                paragraph.pictures += 1;
                Some(paragraph).filter(|paragraph| paragraph.pictures == 1 && !paragraph.words)
            }
            None => None,
        };
        if title.is_empty() {
            return;
        }
        let mut escaped = String::new();
        push_escaped(&mut escaped, title);
        match first {
            Some(paragraph) => paragraph.title = Some((self.out.len(), escaped)),
            None => {
                let _ = write!(self.out, " title=\"{escaped}\"");
            }
        }
    }

    pub(super) fn task(&mut self, done: bool) {
        let (class, mark) = if done {
            (" class=\"task done\"", "☑")
        } else {
            (" class=\"task\"", "☐")
        };
        insert(&mut self.out, self.item_at, class);
        if let Some(paragraph) = &mut self.paragraph {
            paragraph.start += class.len();
            paragraph.words = true;
        }
        // The style sheet draws the mark, since few faces have it; the label is for screen readers.
        let _ = write!(
            self.out,
            "<span class=\"mark\" role=\"img\" aria-label=\"{mark}\"></span>"
        );
    }
}

/// Writes `words` in an element.
pub(super) fn tagged(out: &mut String, tag: &str, words: &str) {
    let _ = write!(out, "<{tag}>");
    push_escaped(out, words);
    let _ = write!(out, "</{tag}>");
}

/// Inserts at a place noted before, a few bytes from the end.
fn insert(out: &mut String, at: usize, words: &str) {
    debug_assert!(out.is_char_boundary(at));
    let at = out.floor_char_boundary(at);
    out.insert_str(at, words);
}
