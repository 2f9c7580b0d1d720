//! Headings: their levels are settled when all are known, their ids follow from their words.

use std::collections::HashMap;

use pulldown_cmark::HeadingLevel;

use crate::markdown::address::fragment_id;

/// The level that the highest heading of a text gets.
const HIGHEST: u8 = 3;

/// The headings of one text.
#[derive(Default)]
pub(super) struct Headings {
    open: Option<Open>,
    /// Where in the output the digit of a tag is, and the level that the author wrote.
    digits: Vec<(usize, u8)>,
    /// How often an id was given out.
    ids: HashMap<String, usize>,
}

struct Open {
    /// Where the digit of the start tag is.
    digit_at: usize,
    level: u8,
    words: String,
    /// Whether it counts for the levels; one in a footnote is always the lowest.
    settles: bool,
}

impl Headings {
    /// A heading starts.
    pub(super) fn start(&mut self, out: &mut String, level: HeadingLevel, settles: bool) {
        // Levels are 1 to 6.
        let level = level as u8;
        self.open = Some(Open {
            digit_at: out.len() + 2,
            level,
            words: String::new(),
            settles,
        });
        out.push_str("<h6>");
    }

    /// Words were shown; if a heading is open, they are its.
    #[inline]
    pub(super) fn words(&mut self, words: &str) {
        if let Some(open) = &mut self.open {
            open.words.push_str(words);
        }
    }

    /// The heading ends.
    pub(super) fn end(&mut self, out: &mut String) {
        let Some(open) = self.open.take() else { return };
        if let Some(id) = fragment_id(&open.words) {
            let id = self.unique(id);
            out.insert_str(open.digit_at + 1, &format!(" id=\"{id}\""));
        }
        if open.settles {
            self.digits.push((open.digit_at, open.level));
            self.digits.push((out.len() + 3, open.level));
        }
        out.push_str("</h6>\n");
    }

    /// All headings are known: writes their levels.
    pub(super) fn settle(&self, out: &mut String) {
        let Some(highest) = self.digits.iter().map(|&(_, level)| level).min() else {
            return;
        };
        for &(at, level) in &self.digits {
            let digit = match level - highest + HIGHEST {
                3 => "3",
                4 => "4",
                5 => "5",
                _ => "6",
            };
            out.replace_range(at..=at, digit);
        }
    }

    fn unique(&mut self, id: String) -> String {
        let mut count = self.ids.get(&id).copied().unwrap_or(0) + 1;
        let mut unique = if count == 1 {
            id.clone()
        } else {
            format!("{id}-{count}")
        };
        // An author may also have written `x-2` as words.
        while count > 1 && self.ids.contains_key(&unique) {
            count += 1;
            unique = format!("{id}-{count}");
        }
        if count > 1 {
            self.ids.insert(unique.clone(), 1);
        }
        self.ids.insert(id, count);
        unique
    }
}
