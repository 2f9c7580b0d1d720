//! Where signs of Markdown mean nothing: code and raw HTML, which is text.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::dialect::options;
use super::{FaultKind, scan};

/// The stretches of a text in which a backslash is a backslash.
pub fn literal(text: &str) -> Vec<Range<usize>> {
    let is_undefined = |kind: &FaultKind| matches!(kind, FaultKind::UndefinedNote { .. });
    let scan = scan(text);
    if !scan
        .faults
        .iter()
        .all(|fault| is_undefined(&fault.kind) || matches!(fault.kind, FaultKind::Scheme { .. }))
    {
        return Vec::new();
    }
    let events = Parser::new_ext(text, options()).into_offset_iter();
    events
        .filter(|(event, _)| {
            matches!(
                event,
                Event::Code(_)
                    | Event::Html(_)
                    | Event::InlineHtml(_)
                    | Event::Start(Tag::CodeBlock(_))
            )
        })
        .map(|(_, range)| range)
        .collect()
}
