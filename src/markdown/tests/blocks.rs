//! Posters.

use std::collections::BTreeMap;

use super::awkward_texts;
use crate::markdown::{Block, Targets, to_blocks, to_html};

/// The blocks as the layouts get them, one a line.
fn blocks(text: &str) -> String {
    let known = |written: &str| ["a.jpg", "b.jpg"].iter().position(|name| *name == written);
    let lines: Vec<String> = to_blocks(text, &known)
        .iter()
        .map(|block| serde_json::to_string(block).unwrap_or_default())
        .collect();
    lines.join("\n")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let blocks = blocks(text);
    assert_eq!(blocks, expected, "\n{blocks}");
}

#[test]
fn words_and_marks() {
    check(
        "# 题\n\n　　**注意：**请\n[看](x) one\n*two*\n　　下段`c`\\\n尾<b>",
        r#"{"type":"heading","level":1,"content":[{"type":"text","text":"题"}]}
{"type":"paragraph","content":[{"type":"strong","content":[{"type":"text","text":"注意："}]},{"type":"text","text":"请看 one "},{"type":"emphasis","content":[{"type":"text","text":"two"}]}]}
{"type":"paragraph","content":[{"type":"text","text":"下段"},{"type":"code","text":"c"},{"type":"break"},{"type":"text","text":"尾<b>"}]}"#,
    );
    check(
        "3~5 ~~删~~",
        r#"{"type":"paragraph","content":[{"type":"text","text":"3~5 "},{"type":"strike","content":[{"type":"text","text":"删"}]}]}"#,
    );
}

#[test]
fn lists_quotes_code_and_rules() {
    check(
        "- [x] 甲\n- 乙\n  1. 丙\n\n> 丁\n\n---\n\n```rust\nx\n```\n\n    戊\n    己\n\n<p>\n庚",
        r#"{"type":"list","start":null,"items":[{"done":true,"blocks":[{"type":"paragraph","content":[{"type":"text","text":"甲"}]}]},{"done":null,"blocks":[{"type":"paragraph","content":[{"type":"text","text":"乙"}]},{"type":"list","start":1,"items":[{"done":null,"blocks":[{"type":"paragraph","content":[{"type":"text","text":"丙"}]}]}]}]}]}
{"type":"quote","blocks":[{"type":"paragraph","content":[{"type":"text","text":"丁"}]}]}
{"type":"rule"}
{"type":"code","text":"x"}
{"type":"paragraph","content":[{"type":"text","text":"戊"}]}
{"type":"paragraph","content":[{"type":"text","text":"己"}]}
{"type":"paragraph","content":[{"type":"text","text":"<p>"},{"type":"break"},{"type":"text","text":"庚"}]}"#,
    );
}

#[test]
fn tables_and_notes() {
    check(
        "|甲|乙|\n|:-|-|\n|1|*2*|\n\n丙[^a]\n\n[^a]: 注\n[^b]: 余",
        r#"{"type":"table","align":["left","none"],"head":[[{"type":"text","text":"甲"}],[{"type":"text","text":"乙"}]],"rows":[[[{"type":"text","text":"1"}],[{"type":"emphasis","content":[{"type":"text","text":"2"}]}]]]}
{"type":"paragraph","content":[{"type":"text","text":"丙"},{"type":"note","number":1}]}
{"type":"footnote","number":1,"blocks":[{"type":"paragraph","content":[{"type":"text","text":"注"}]}]}
{"type":"footnote","number":2,"blocks":[{"type":"paragraph","content":[{"type":"text","text":"余"}]}]}"#,
    );
}

#[test]
fn pictures_alone_are_blocks() {
    check(
        "![前](a.jpg)\n![后](b.jpg \"题\")",
        r#"{"type":"picture","index":0,"alt":"前"}
{"type":"picture","index":1,"alt":"后"}
{"type":"paragraph","content":[{"type":"text","text":"题"}]}"#,
    );
    check(
        "看![前](a.jpg)",
        r#"{"type":"paragraph","content":[{"type":"text","text":"看前"}]}"#,
    );
    check(
        "![前](a.jpg)看",
        r#"{"type":"paragraph","content":[{"type":"text","text":"前看"}]}"#,
    );
    check(
        "![无](c.jpg)",
        r#"{"type":"paragraph","content":[{"type":"text","text":"无"}]}"#,
    );
    check(
        "# ![前](a.jpg)",
        r#"{"type":"heading","level":1,"content":[{"type":"text","text":"前"}]}"#,
    );
}

fn depth(block: &Block) -> usize {
    let deepest = |blocks: &[Block]| blocks.iter().map(depth).max().unwrap_or(0);
    match block {
        Block::Quote { blocks } | Block::Footnote { blocks, .. } => 1 + deepest(blocks),
        Block::List { items, .. } => {
            1 + items
                .iter()
                .map(|item| deepest(&item.blocks))
                .max()
                .unwrap_or(0)
        }
        _ => 0,
    }
}

#[test]
fn depth_is_bounded_and_no_word_is_lost() {
    let text = format!("{}甲\n", "> - ".repeat(100));
    let deep = to_blocks(&text, &|_| None);
    assert_eq!(deep.iter().map(depth).max(), Some(8));
    assert!(blocks(&text).contains("甲"));
    let marks = format!("{}丙{}", "*甲 **乙 ".repeat(200), "** *".repeat(200));
    assert!(blocks(&marks).contains('丙'));
    assert!(blocks(&marks).len() < 100_000);
}

/// A poster and a page show the same words.
#[test]
fn awkward_texts_keep_their_words() {
    let none = BTreeMap::new();
    for text in awkward_texts() {
        let blocks = to_blocks(&text, &|_| None);
        let blocks = serde_json::to_string(&blocks).unwrap_or_default();
        let html = to_html(
            &text,
            &Targets {
                links: &none,
                pictures: &none,
            },
        );
        let shown: usize = html
            .split('<')
            .map(|part| {
                part.split_once('>')
                    .map_or(part, |(_, words)| words)
                    .matches('甲')
                    .count()
            })
            .sum();
        assert_eq!(
            blocks.matches('甲').count(),
            shown,
            "{text:?}\n{blocks}\n{html}"
        );
        assert!(!blocks.contains('\u{12470}'), "{text:?}");
    }
}
