//! Code blocks, some of which are none: a writer who indents a paragraph with four spaces or a tab
//! has made a code block, to the letter of the standard.

use pulldown_cmark::CodeBlockKind;

use super::flow::is_wide;

/// A code block while its text is gathered.
pub(super) struct Code {
    text: String,
    indented: bool,
}

/// What a code block is to a reader.
pub(super) enum Shown<'c> {
    /// Code, without the last line end.
    Code(&'c str),
    /// Indented paragraphs, one a line.
    Paragraphs(Vec<&'c str>),
}

impl Code {
    /// A code block starts. What a fence says of its language is of no use to a notice.
    pub(super) fn new(kind: &CodeBlockKind<'_>) -> Self {
        Code {
            text: String::new(),
            indented: matches!(kind, CodeBlockKind::Indented),
        }
    }

    /// Text of the block.
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// The whole block, as it is to be shown.
    pub(super) fn shown(&self) -> Shown<'_> {
        if self.indented && self.text.contains(is_wide) {
            let lines = self.text.split('\n').map(str::trim);
            Shown::Paragraphs(lines.filter(|line| !line.is_empty()).collect())
        } else {
            Shown::Code(self.text.trim_end_matches('\n'))
        }
    }
}
