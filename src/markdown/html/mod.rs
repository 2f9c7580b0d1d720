//! Markdown as HTML for pages. Events are written into one string as they come.

use std::fmt::Write as _;
use std::mem;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Targets;
use super::code::Code;
use super::dialect::{Parsed, parse};
use super::escape::push_escaped;
use super::flow::Flow;
use super::notes::Notes;
use super::picture::Picture;
use headings::Headings;
use links::reference_id;
use table::Table;
use words::{Paragraph, tagged};

mod headings;
mod links;
mod table;
mod words;

/// The text as HTML: what an author wrote is escaped, links lead only to `targets`, within the
/// page, or to an allowed scheme, and nothing needs a style or script of its own.
///
/// The highest heading becomes `h3`, since the text stands in a section of the page under an `h2`;
/// its id is its [`super::fragment_id`]. For the style sheet: `div.table` scrolls; cells have
/// `align-left`, `align-center` or `align-right`; `li.task` holds `span.mark`, and `li.done` is
/// done; `a.note` leads to `section.footnotes`, whose `a.back` lead back; a picture alone is a
/// `figure`.
pub fn to_html(text: &str, targets: &Targets<'_>) -> String {
    let parsed = parse(text);
    let mut writer = Writer::new(&parsed, targets, text.len());
    for event in parsed.events() {
        writer.event(event);
    }
    writer.finish()
}

struct Writer<'t> {
    parsed: &'t Parsed<'t>,
    targets: &'t Targets<'t>,
    out: String,
    /// What was written before the footnote that is being written, with its label.
    outer: Vec<(String, String)>,
    notes: Notes<String>,
    headings: Headings,
    table: Table,
    flow: Flow,
    /// Where in `out` the last line of the source ended.
    break_at: usize,
    /// Whether each open link has an element.
    links: Vec<bool>,
    /// Open inline elements.
    inlines: usize,
    paragraph: Option<Paragraph>,
    picture: Option<Picture<'t>>,
    /// Where attributes of the last `li` go.
    item_at: usize,
    code: Option<Code>,
    /// Lines of raw HTML written in this block.
    html_lines: usize,
}

impl<'t> Writer<'t> {
    fn new(parsed: &'t Parsed<'t>, targets: &'t Targets<'t>, length: usize) -> Self {
        Writer {
            parsed,
            targets,
            out: String::with_capacity(length + length / 4 + 64),
            outer: Vec::new(),
            notes: Notes::new(),
            headings: Headings::default(),
            table: Table::default(),
            flow: Flow::new(),
            break_at: 0,
            links: Vec::new(),
            inlines: 0,
            paragraph: None,
            picture: None,
            item_at: 0,
            code: None,
            html_lines: 0,
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
            Event::Code(words) => self.solid(|out, words| tagged(out, "code", words), &words),
            Event::InlineHtml(words) => self.solid(push_escaped, &words),
            Event::Html(line) => self.html_line(&line),
            Event::SoftBreak => {
                self.break_at = self.out.len();
                self.flow.soft_break();
            }
            Event::HardBreak => {
                self.flow.hard_break();
                self.out.push_str("<br>\n");
            }
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::FootnoteReference(label) => self.reference(&label),
            Event::TaskListMarker(done) => self.task(done),
            // Without the option for it there is no mathematics.
            Event::Text(words) | Event::InlineMath(words) | Event::DisplayMath(words) => {
                self.text(&words);
            }
        }
    }

    fn start(&mut self, tag: Tag<'t>) {
        match tag {
            Tag::Paragraph => self.start_paragraph(),
            Tag::Heading { level, .. } => {
                self.flow = Flow::new();
                self.headings
                    .start(&mut self.out, level, self.outer.is_empty());
            }
            Tag::BlockQuote(_) => self.out.push_str("<blockquote>\n"),
            Tag::CodeBlock(kind) => self.code = Some(Code::new(&kind)),
            Tag::HtmlBlock => {
                self.html_lines = 0;
                self.out.push_str("<p>");
            }
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(first)) => {
                let _ = writeln!(self.out, "<ol start=\"{first}\">");
            }
            Tag::Item => {
                self.flow = Flow::new();
                self.out.push_str("<li");
                self.item_at = self.out.len();
                self.out.push('>');
            }
            Tag::FootnoteDefinition(label) => {
                self.outer
                    .push((mem::take(&mut self.out), label.to_string()));
            }
            Tag::Table(alignments) => self.table.start(&mut self.out, alignments),
            Tag::TableHead => self.table.start_head(&mut self.out),
            Tag::TableRow => self.table.start_row(&mut self.out),
            Tag::TableCell => {
                self.flow = Flow::new();
                self.table.start_cell(&mut self.out);
            }
            Tag::Emphasis => self.open("<em>"),
            Tag::Strong => self.open("<strong>"),
            Tag::Strikethrough => self.open("<del>"),
            Tag::Subscript => self.text("~"),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => {
                let email = link_type == pulldown_cmark::LinkType::Email;
                self.start_link(email, &dest_url, &title);
            }
            Tag::Image {
                dest_url, title, ..
            } => self.picture = Some(Picture::new(dest_url, title)),
            // Not in the dialect.
            Tag::Superscript
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(_) => self.headings.end(&mut self.out),
            TagEnd::BlockQuote(_) => self.out.push_str("</blockquote>\n"),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => self.out.push_str("</p>\n"),
            TagEnd::List(true) => self.out.push_str("</ol>\n"),
            TagEnd::List(false) => self.out.push_str("</ul>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::FootnoteDefinition => {
                if let Some((outer, label)) = self.outer.pop() {
                    let body = mem::replace(&mut self.out, outer);
                    self.notes.define(&label, body);
                }
            }
            TagEnd::Table => self.table.end(&mut self.out),
            TagEnd::TableHead => self.table.end_head(&mut self.out),
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => self.table.end_cell(&mut self.out),
            TagEnd::Emphasis => self.close("</em>"),
            TagEnd::Strong => self.close("</strong>"),
            TagEnd::Strikethrough => self.close("</del>"),
            TagEnd::Subscript => self.text("~"),
            TagEnd::Link => {
                if self.links.pop() == Some(true) {
                    self.close("</a>");
                }
            }
            TagEnd::Image
            | TagEnd::Superscript
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn open(&mut self, tag: &str) {
        self.inlines += 1;
        self.out.push_str(tag);
    }

    fn close(&mut self, tag: &str) {
        self.inlines = self.inlines.saturating_sub(1);
        self.out.push_str(tag);
    }

    fn finish(mut self) -> String {
        self.headings.settle(&mut self.out);
        let notes = self.notes.finish();
        if notes.is_empty() {
            return self.out;
        }
        self.out
            .push_str("<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n");
        for note in notes {
            let _ = write!(self.out, "<li id=\"fn-{}\">", note.number);
            self.out.extend(note.bodies);
            let back_inside = self.out.ends_with("</p>\n");
            if back_inside {
                self.out.truncate(self.out.len() - "</p>\n".len());
            }
            for nth in 1..=note.references {
                let id = reference_id(note.number, nth);
                let _ = write!(
                    self.out,
                    " <a class=\"back\" role=\"doc-backlink\" href=\"#{id}\">↩\u{FE0E}</a>"
                );
            }
            self.out.push_str(if back_inside {
                "</p></li>\n"
            } else {
                "</li>\n"
            });
        }
        self.out.push_str("</ol>\n</section>\n");
        self.out
    }
}
