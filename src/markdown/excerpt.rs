//! The beginning of a text as plain words, for lists, feeds and share cards.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::code::{Code, Shown};
use super::dialect::parse;
use super::flow::{Flow, Lead, is_wide};
use super::picture::Picture;

/// Plain words of the first paragraphs and list items, at most `most` characters: whole sentences
/// if the last one ends in the second half, else cut with `…`. Headings, tables, code, pictures and
/// footnotes are left out.
pub fn excerpt(text: &str, most: usize) -> String {
    let words = beginning(lead(text, most), most);
    let Some((end, _)) = words.char_indices().nth(most) else {
        return words;
    };
    let kept = &words[..end];
    match sentences_end(kept, &words[end..]) {
        Some(end) if kept[..end].chars().count() * 2 >= most => kept[..end].to_owned(),
        _ => {
            let Some((last, _)) = kept.char_indices().next_back() else {
                return String::new();
            };
            format!("{}…", kept[..last].trim_end())
        }
    }
}

/// So much of a text that its beginning is surely in it: parsing the rest would cost more than all
/// else of a page's head. Ends with a line.
fn lead(text: &str, most: usize) -> &str {
    let enough = text.ceil_char_boundary(most.saturating_mul(16));
    match text[enough..].find('\n') {
        Some(end) => &text[..enough + end],
        None => text,
    }
}

/// Words until there are more than `most` characters of them.
fn beginning(text: &str, most: usize) -> String {
    let parsed = parse(text);
    let mut words = String::new();
    let mut flow = Flow::new();
    let mut picture: Option<Picture<'_>> = None;
    // Open blocks whose words are left out.
    let mut skipped = 0_usize;
    let mut code: Option<Code> = None;
    for event in parsed.events() {
        if let Some(open) = &mut picture {
            if open.event(&event, &parsed) {
                picture = None;
            }
            continue;
        }
        match event {
            Event::Start(Tag::Heading { .. } | Tag::Table(_) | Tag::FootnoteDefinition(_)) => {
                skipped += 1;
            }
            Event::End(TagEnd::Heading(_) | TagEnd::Table | TagEnd::FootnoteDefinition) => {
                skipped = skipped.saturating_sub(1);
            }
            _ if skipped > 0 => {}
            Event::Start(Tag::CodeBlock(kind)) => code = Some(Code::new(&kind)),
            Event::End(TagEnd::CodeBlock) => {
                let block = code.take();
                if let Some(Shown::Paragraphs(lines)) = block.as_ref().map(Code::shown) {
                    for line in lines {
                        separate(&mut words);
                        words.push_str(line);
                    }
                }
            }
            Event::Start(Tag::Image {
                dest_url, title, ..
            }) => picture = Some(Picture::new(dest_url, title)),
            Event::Start(Tag::Paragraph | Tag::Item | Tag::HtmlBlock) => {
                // Words count in characters, of which there are at most as many as bytes.
                if words.len() > most && words.chars().count() > most {
                    break;
                }
                flow = Flow::new();
                separate(&mut words);
            }
            Event::Text(part) | Event::Code(part) | Event::InlineHtml(part) | Event::Html(part) => {
                let part = parsed.clean(&part);
                if let Some(code) = &mut code {
                    code.push(&part);
                    continue;
                }
                let (lead, shown) = flow.text(part.trim_end_matches('\n'));
                if lead != Lead::Nothing {
                    separate(&mut words);
                }
                words.push_str(shown);
                if part.ends_with('\n') {
                    flow.soft_break();
                }
            }
            Event::Start(Tag::Subscript) | Event::End(TagEnd::Subscript) => words.push('~'),
            Event::SoftBreak | Event::HardBreak => flow.soft_break(),
            _ => {}
        }
    }
    let length = words.trim_end().len();
    words.truncate(length);
    words
}

/// A space between paragraphs, unless Chinese punctuation parts them.
fn separate(words: &mut String) {
    let parted = |c: char| c.is_whitespace() || (is_wide(c) && !c.is_alphanumeric());
    if words.chars().next_back().is_some_and(|last| !parted(last)) {
        words.push(' ');
    }
}

/// Where the last sentence within `kept` ends, with the quotes and brackets that it closes.
fn sentences_end(kept: &str, rest: &str) -> Option<usize> {
    let mut ends = None;
    let mut chars = kept.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = at + c.len_utf8();
        let next = chars
            .peek()
            .map(|&(_, next)| next)
            .or_else(|| rest.chars().next());
        match c {
            '。' | '！' | '？' | '；' => ends = Some(after),
            '.' | '!' | '?' if next.is_none_or(char::is_whitespace) => ends = Some(after),
            '”' | '’' | '」' | '』' | '）' | '》' if ends == Some(at) => ends = Some(after),
            _ => {}
        }
    }
    ends
}
