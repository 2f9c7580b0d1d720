//! How stretches of text follow one another within a block: lines are joined, without a space
//! between Han characters, and indents that a writer typed are dropped.

/// The ideographic space, which writers type twice to indent a paragraph.
const INDENT: char = '\u{3000}';

/// What has to be put before a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    /// Nothing.
    Nothing,
    /// A space or line end.
    Space,
    /// The author began a new paragraph by indenting the line.
    Paragraph,
}

/// Follows the text of one block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Flow {
    /// The last character shown.
    last: char,
    /// A line of the source has ended since.
    broken: bool,
    /// Nothing was shown in this block, or on this line after a hard break.
    fresh: bool,
}

impl Flow {
    /// At the start of a block.
    pub(super) fn new() -> Self {
        Flow {
            last: ' ',
            broken: false,
            fresh: true,
        }
    }

    /// A line of the source ends.
    pub(super) fn soft_break(&mut self) {
        self.broken = true;
    }

    /// The author ended the line on purpose.
    pub(super) fn hard_break(&mut self) {
        *self = Flow::new();
    }

    /// The text goes on and its first character is as good as any other's: code or a picture.
    pub(super) fn solid(&mut self) -> Lead {
        let lead = if self.broken {
            Lead::Space
        } else {
            Lead::Nothing
        };
        *self = Flow {
            last: 'x',
            broken: false,
            fresh: false,
        };
        lead
    }

    /// The mark of a footnote, which hangs on the text before it.
    pub(super) fn hanging(&mut self) -> Lead {
        let lead = if self.broken && !is_wide(self.last) {
            Lead::Space
        } else {
            Lead::Nothing
        };
        self.broken = false;
        self.fresh = false;
        lead
    }

    /// A stretch of text: what goes before it, and the stretch without an indent.
    #[inline]
    pub(super) fn text<'t>(&mut self, text: &'t str) -> (Lead, &'t str) {
        if !self.fresh && !self.broken {
            if let Some(last) = text.chars().next_back() {
                self.last = last;
            }
            return (Lead::Nothing, text);
        }
        self.line_start(text)
    }

    fn line_start<'t>(&mut self, text: &'t str) -> (Lead, &'t str) {
        let bare = text.trim_start_matches(INDENT);
        let indented = text.len() - bare.len() >= 2 * INDENT.len_utf8();
        let shown = if indented { bare } else { text };
        let (Some(first), Some(last)) = (shown.chars().next(), shown.chars().next_back()) else {
            return (Lead::Nothing, "");
        };
        let lead = match (self.broken, indented) {
            (false, _) => Lead::Nothing,
            (true, true) => Lead::Paragraph,
            (true, false) if joins(self.last, first) => Lead::Nothing,
            (true, false) => Lead::Space,
        };
        *self = Flow {
            last,
            broken: false,
            fresh: false,
        };
        (lead, shown)
    }
}

/// Whether a line that ends with `before` and one that begins with `after` meet without a space.
fn joins(before: char, after: char) -> bool {
    (is_wide(before) && (is_wide(after) || is_quote(after))) || (is_quote(before) && is_wide(after))
}

/// Han characters, kana, and the punctuation that comes with them. Not Hangul: Korean has spaces.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{312F}'
        | '\u{3190}'..='\u{A4CF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FF9F}'
        | '\u{FFE0}'..='\u{FFE6}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// Punctuation of Chinese that other scripts use too: it joins only with what is certainly wide.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·' | '–')
}
