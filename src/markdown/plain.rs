//! A whole text as plain words, for the search.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::code::{Code, Shown};
use super::dialect::parse;
use super::flow::{Flow, Lead};
use super::picture::Picture;

/// All words that a reader sees of a text, in one line: blocks, cells and lines that the author
/// ended are divided by a space, nothing else is between characters that stand side by side.
pub fn plain(text: &str) -> String {
    let parsed = parse(text);
    let mut words = String::with_capacity(text.len());
    let mut flow = Flow::new();
    let mut picture: Option<Picture<'_>> = None;
    let mut code: Option<Code> = None;
    for event in parsed.events() {
        if let Some(open) = &mut picture {
            if open.event(&event, &parsed) {
                push(&mut words, &mut flow, &open.alt);
                if !open.title.is_empty() {
                    push(&mut words, &mut Flow::new(), " ");
                    words.push_str(&open.title);
                }
                picture = None;
            }
            continue;
        }
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                separate(&mut words);
                code = Some(Code::new(&kind));
            }
            Event::End(TagEnd::CodeBlock) => {
                match code.as_ref().map(Code::shown) {
                    Some(Shown::Paragraphs(lines)) => words.push_str(&lines.join(" ")),
                    Some(Shown::Code(block)) => words.push_str(block),
                    None => {}
                }
                code = None;
            }
            Event::Start(Tag::Image {
                dest_url, title, ..
            }) => picture = Some(Picture::new(dest_url, title)),
            Event::Start(
                Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::Item
                | Tag::HtmlBlock
                | Tag::TableCell
                | Tag::FootnoteDefinition(_),
            ) => {
                flow = Flow::new();
                separate(&mut words);
            }
            Event::HardBreak => {
                flow.hard_break();
                separate(&mut words);
            }
            Event::SoftBreak => flow.soft_break(),
            Event::Text(part) | Event::Code(part) | Event::InlineHtml(part) | Event::Html(part) => {
                let part = parsed.clean(&part);
                if let Some(code) = &mut code {
                    code.push(&part);
                    continue;
                }
                push(&mut words, &mut flow, part.trim_end_matches('\n'));
                if part.ends_with('\n') {
                    flow.soft_break();
                }
            }
            Event::Start(Tag::Subscript) | Event::End(TagEnd::Subscript) => words.push('~'),
            _ => {}
        }
    }
    let length = words.trim_end().len();
    words.truncate(length);
    words
}

fn push(words: &mut String, flow: &mut Flow, part: &str) {
    let (lead, shown) = flow.text(part);
    if lead != Lead::Nothing {
        separate(words);
    }
    words.push_str(shown);
}

fn separate(words: &mut String) {
    if !words.is_empty() && !words.ends_with(' ') {
        words.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn all_that_a_reader_sees_and_nothing_else() {
        let cases = [
            ("# 标题\n\n一段\n两行", "标题 一段两行"),
            ("请**工作**人员，*3*单元", "请工作人员，3单元"),
            ("[链接](https://x.example)和`码`", "链接和码"),
            ("- 甲\n- 乙\n\n> 引", "甲 乙 引"),
            ("| 项 | 数 |\n| - | - |\n| 灯 | 5 |", "项 数 灯 5"),
            ("```\na  b\n```", "a  b"),
            ("甲[^1]乙\n\n[^1]: 注", "甲乙 注"),
            ("甲  \n乙", "甲 乙"),
            ("a\nb", "a b"),
            ("3~5号楼", "3~5号楼"),
            ("<b>x</b>", "<b>x</b>"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(plain(text), expected, "{text}");
        }
    }
}
