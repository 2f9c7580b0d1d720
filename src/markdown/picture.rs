//! The inside of a picture: only its words count.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::dialect::Parsed;
use super::flow::{Flow, Lead};

/// A picture whose words are being gathered.
pub(super) struct Picture<'e> {
    /// Its destination as written.
    pub(super) destination: CowStr<'e>,
    /// Its title.
    pub(super) title: CowStr<'e>,
    /// Its words so far.
    pub(super) alt: String,
    flow: Flow,
    /// Pictures open within its words.
    depth: usize,
}

impl<'e> Picture<'e> {
    /// A picture starts.
    pub(super) fn new(destination: CowStr<'e>, title: CowStr<'e>) -> Self {
        Picture {
            destination,
            title,
            alt: String::new(),
            flow: Flow::new(),
            depth: 0,
        }
    }

    /// Takes the next event; true when it ends the picture.
    pub(super) fn event(&mut self, event: &Event<'_>, parsed: &Parsed<'_>) -> bool {
        match event {
            Event::Start(Tag::Image { .. }) => self.depth += 1,
            Event::End(TagEnd::Image) if self.depth == 0 => return true,
            Event::End(TagEnd::Image) => self.depth -= 1,
            Event::Start(Tag::Subscript) | Event::End(TagEnd::Subscript) => self.words("~"),
            Event::Text(words) | Event::Code(words) | Event::InlineHtml(words) => {
                self.words(&parsed.clean(words));
            }
            Event::SoftBreak | Event::HardBreak => self.flow.soft_break(),
            _ => {}
        }
        false
    }

    fn words(&mut self, words: &str) {
        let (lead, shown) = self.flow.text(words);
        if lead != Lead::Nothing {
            self.alt.push(' ');
        }
        self.alt.push_str(shown);
    }
}
