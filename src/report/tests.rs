//! Whole reports, as a reader sees them.

use std::ops::Range;
use std::sync::Arc;

use super::*;
use crate::diagnostic::{Diagnostic, Location};
use crate::paths::InputPath;
use crate::source::{Source, Span};
use crate::words;

const RECORD: &str =
    "---\ntitle: 车库道闸经常失灵\ndate: 2026-03-02\n责任单为: 物业公司\n---\n正文";

fn source(path: &str, text: &str) -> Arc<Source> {
    Arc::new(Source::new(InputPath::new(path), text))
}

fn at(source: &Arc<Source>, words: &str) -> Span {
    let start = source.text.find(words).expect("the words are in the text");
    Span::new(source, start..start + words.len())
}

fn style(format: Format, language: Language) -> Style {
    Style {
        format,
        language,
        color: false,
        width: 80,
    }
}

fn drawn(diagnostic: Diagnostic, format: Format, language: Language) -> String {
    let mut diagnostics = Diagnostics::new();
    diagnostics.push(diagnostic);
    draw(&diagnostics, &style(format, language))
}

#[track_caller]
fn check(diagnostic: Diagnostic, language: Language, expected: &str) {
    let drawn = drawn(diagnostic, Format::Human, language);
    assert_eq!(drawn, expected, "\n{drawn}");
}

fn unknown_key() -> Diagnostic {
    let record = source("content/桃园/issues/道闸.md", RECORD);
    let place = source("content/_index.md", "---\nlevel: street\n---\n");
    Diagnostic::error(
        "unknown-key",
        at(&record, "责任单为"),
        words!("没有键 `{}`", "there is no key `{}`", "责任单为"),
    )
    .label(words!("不认识的键", "unknown key"))
    .other(
        at(&record, "车库道闸"),
        words!("在这份记录中", "in this record"),
    )
    .other(
        at(&place, "street"),
        words!("街道在此", "the place is here"),
    )
    .help(words!("改为 `责任单位`", "write `责任单位`"))
    .help(words!("删去这一行", "remove the line"))
}

#[test]
fn labels_in_two_files_in_chinese() {
    check(
        unknown_key(),
        Language::Zh,
        "\
错误[unknown-key]：没有键 `责任单为`
 --> content/桃园/issues/道闸.md:4:1
  |
2 | title: 车库道闸经常失灵
  |        -------- 在这份记录中
3 | date: 2026-03-02
4 | 责任单为: 物业公司
  | ^^^^^^^^ 不认识的键
  |
 ::: content/_index.md:2:8
  |
2 | level: street
  |        ------ 街道在此
  |
  = 帮助：改为 `责任单位`
  = 帮助：删去这一行
",
    );
}

#[test]
fn labels_in_two_files_in_english() {
    check(
        unknown_key(),
        Language::En,
        "\
error[unknown-key]: there is no key `责任单为`
 --> content/桃园/issues/道闸.md:4:1
  |
2 | title: 车库道闸经常失灵
  |        -------- in this record
3 | date: 2026-03-02
4 | 责任单为: 物业公司
  | ^^^^^^^^ unknown key
  |
 ::: content/_index.md:2:8
  |
2 | level: street
  |        ------ the place is here
  |
  = help: write `责任单位`
  = help: remove the line
",
    );
}

fn binary() -> Diagnostic {
    let path = InputPath::new("content/道闸.doc");
    Diagnostic::warning(
        "not-text",
        path,
        words!("这不是文字文件", "this is no text file"),
    )
    .help(words!("另存为纯文本", "save it as plain text"))
}

#[test]
fn whole_file() {
    check(
        binary(),
        Language::Zh,
        "\
警告[not-text]：这不是文字文件
 --> content/道闸.doc
  = 帮助：另存为纯文本
",
    );
    check(
        binary(),
        Language::En,
        "\
warning[not-text]: this is no text file
 --> content/道闸.doc
  = help: save it as plain text
",
    );
}

#[test]
fn nowhere() {
    let words = words!("没有二维码", "no QR code");
    let note = Diagnostic::note("no-base-url", Location::Nowhere, words);
    check(note, Language::Zh, "提示[no-base-url]：没有二维码\n");
}

fn faulty(source: &Arc<Source>, range: Range<usize>) -> Diagnostic {
    Diagnostic::error(
        "x",
        Span::new(source, range),
        words!("这里不对", "this is wrong"),
    )
}

#[test]
fn empty_stretch_at_the_end() {
    let record = source("a.md", RECORD);
    check(
        faulty(&record, RECORD.len()..RECORD.len()),
        Language::Zh,
        "\
错误[x]：这里不对
 --> a.md:6:3
  |
6 | 正文
  |     ^
",
    );
}

#[test]
fn behind_the_last_line_end_and_in_an_empty_text() {
    check(
        faulty(&source("a.md", "甲\n"), 4..4),
        Language::En,
        "\
error[x]: this is wrong
 --> a.md:2:1
  |
2 |
  | ^
",
    );
    check(
        faulty(&source("a.md", ""), 0..0),
        Language::En,
        "\
error[x]: this is wrong
 --> a.md:1:1
  |
1 |
  | ^
",
    );
}

#[test]
fn whole_lines_end_where_their_words_end() {
    let text = "a: 1\nb: 二\nc: 3\n";
    check(
        faulty(&source("a.md", text), 0..12),
        Language::En,
        "\
error[x]: this is wrong
 --> a.md:1:1
  |
1 | / a: 1
2 | | b: 二
  | |_____^
",
    );
}

#[test]
fn what_a_terminal_would_obey_is_shown() {
    let file = source("a\u{1b}[2J\nb.md", "值：\u{1b}[31m红\u{202e}字\u{7}\t错\n");
    let diagnostic = Diagnostic::error(
        "x",
        at(&file, "错"),
        words!("`\u{1b}[0m\n字\u{202e}`", "`\u{9b}0m\u{feff}`"),
    )
    .help(words!("去掉 `\u{1b}`", "remove `\r`"));
    check(
        diagnostic.clone(),
        Language::Zh,
        "\
错误[x]：`␛[0m␊字\\u{202E}`
 --> a␛[2J␊b.md:1:13
  |
1 | 值：␛[31m红\u{fffd}字␇    错
  |                    ^^
  |
  = 帮助：去掉 `␛`
",
    );
    assert_eq!(
        drawn(diagnostic.clone(), Format::Short, Language::En),
        "a␛[2J␊b.md:1:13: error[x]: `\\u{009B}0m\\u{FEFF}`\n",
    );
    let json = drawn(diagnostic, Format::Json, Language::En);
    assert!(
        json.contains(r#""message":"`\u009b0m\ufeff`","path":"a\u001b[2J\nb.md""#),
        "{json}"
    );
}

#[test]
fn a_long_line_is_trimmed_to_the_width() {
    let text = format!("{}错字{}", "很长的一行".repeat(3000), "后面".repeat(3000));
    let file = source("a.md", &text);
    check(
        faulty(&file, 45_000..45_006),
        Language::Zh,
        "\
错误[x]：这里不对
 --> a.md:1:15001
  |
1 | ... 行很长的一行很长的一行很长的一行错字后面后面后面后面后面后面后面后面...
  |                                     ^^^^
",
    );
}

#[test]
fn colour_adds_nothing_but_escapes() {
    let mut diagnostics = Diagnostics::new();
    diagnostics.push(unknown_key());
    diagnostics.push(binary());
    let plain = style(Format::Human, Language::Zh);
    let colored = draw(
        &diagnostics,
        &Style {
            color: true,
            ..plain
        },
    );
    assert!(colored.starts_with("\u{1b}["));
    let mut parts = colored.split("\u{1b}[");
    let mut bare = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        bare.push_str(part.split_once('m').map_or(part, |(_, rest)| rest));
    }
    assert_eq!(bare, draw(&diagnostics, &plain));
}

#[test]
fn short_lines() {
    let mut diagnostics = Diagnostics::new();
    diagnostics.push(unknown_key());
    diagnostics.push(binary());
    diagnostics.push(Diagnostic::note(
        "n",
        Location::Nowhere,
        words!("无", "none"),
    ));
    assert_eq!(
        draw(&diagnostics, &style(Format::Short, Language::Zh)),
        "\
content/桃园/issues/道闸.md:4:1: error[unknown-key]: 没有键 `责任单为`
content/道闸.doc: warning[not-text]: 这不是文字文件
note[n]: 无
",
    );
}

#[test]
fn json_has_every_key_in_order() {
    assert_eq!(
        drawn(unknown_key(), Format::Json, Language::En),
        concat!(
            r#"{"severity":"error","code":"unknown-key","message":"there is no key `责任单为`","#,
            r#""path":"content/桃园/issues/道闸.md","#,
            r#""start":{"line":4,"column":1,"offset":53},"end":{"line":4,"column":5,"offset":65},"#,
            r#""label":"unknown key","others":[{"path":"content/桃园/issues/道闸.md","#,
            r#""start":{"line":2,"column":8,"offset":11},"end":{"line":2,"column":12,"offset":23},"#,
            r#""label":"in this record"},{"path":"content/_index.md","#,
            r#""start":{"line":2,"column":8,"offset":11},"end":{"line":2,"column":14,"offset":17},"#,
            r#""label":"the place is here"}],"help":["write `责任单位`","remove the line"],"fixes":[]}"#,
            "\n",
        ),
    );
    assert_eq!(
        drawn(binary(), Format::Json, Language::Zh),
        concat!(
            r#"{"severity":"warning","code":"not-text","message":"这不是文字文件","#,
            r#""path":"content/道闸.doc","start":null,"end":null,"label":null,"others":[],"#,
            r#""help":["另存为纯文本"],"fixes":[]}"#,
            "\n",
        ),
    );
}

#[test]
fn summaries() {
    let zh = style(Format::Human, Language::Zh);
    let en = style(Format::Human, Language::En);
    let mut diagnostics = Diagnostics::new();
    assert_eq!(summary(&diagnostics, 0, &zh), "");
    assert_eq!(draw(&diagnostics, &zh), "");
    diagnostics.push(binary());
    assert_eq!(summary(&diagnostics, 0, &en), "1 warning");
    diagnostics.push(unknown_key());
    diagnostics.push(unknown_key());
    assert_eq!(summary(&diagnostics, 0, &en), "2 errors, 1 warning");
    assert_eq!(summary(&diagnostics, 0, &zh), "2 个错误，1 个警告");
}

/// Every stretch of awkward texts, at awkward widths: no panic, and nothing that a terminal obeys.
#[test]
fn any_stretch_can_be_drawn() {
    let texts = [
        "\t甲\u{301}👨‍👩‍👧\n\n\u{200b}b\r\u{1b}]8;;x\u{7}\n",
        "\u{feff}\u{2028}甲乙\n丙\t\t丁",
        "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十",
    ];
    for text in texts {
        let file = source("a.md", text);
        for start in 0..=text.len() {
            for end in start..=text.len() {
                let whole = Span::new(&file, 0..text.len());
                let diagnostic = faulty(&file, start..end)
                    .label(words!("甲\u{7}", "a"))
                    .other(whole, words!("乙", "b"));
                let mut diagnostics = Diagnostics::new();
                diagnostics.push(diagnostic);
                for width in [0, 45, 200] {
                    let style = Style {
                        width,
                        ..style(Format::Human, Language::Zh)
                    };
                    let drawn = draw(&diagnostics, &style);
                    assert!(
                        !drawn.contains(|c: char| c.is_control() && c != '\n'),
                        "{drawn:?}"
                    );
                    assert!(
                        !drawn.contains(['\u{200b}', '\u{2028}', '\u{feff}']),
                        "{drawn:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn sarif_counts_characters_and_carries_changes() {
    let record = source(
        "content/桃园/notices/3#停水.md",
        "---\n标题: 😀停水\n日期：2026-3-2\n---\n",
    );
    let colon = at(&record, "：");
    let day = at(&record, "2026-3-2");
    let found = Diagnostic::warning(
        "unknown-word",
        at(&record, "停水"),
        words!("不知道“停水”", "`停水` is not known"),
    )
    .label(words!("这里", "here"))
    .other(day.clone(), words!("日期", "the date"))
    .help(words!("改写", "rewrite it"))
    .fix(day.range, "2026-03-02")
    .fix(colon.range, ": ")
    .fix(0..4, "");
    let log: serde_json::Value =
        serde_json::from_str(&drawn(found, Format::Sarif, Language::En)).expect("JSON");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let uri = "content/%E6%A1%83%E5%9B%AD/notices/3%23%E5%81%9C%E6%B0%B4.md";
    let file = serde_json::json!({"uri": uri, "uriBaseId": "SRCROOT"});
    let region = |line: u32, from: u32, to_line: u32, to: u32| serde_json::json!({"startLine": line, "startColumn": from, "endLine": to_line, "endColumn": to});
    let result = &run["results"][0];
    assert_eq!(
        result["message"]["text"],
        "`停水` is not known\nhelp: rewrite it"
    );
    let location = &result["locations"][0];
    assert_eq!(location["message"]["text"], "here");
    assert_eq!(location["physicalLocation"]["artifactLocation"], file);
    // The face before the words is one character, and two units of UTF-16.
    assert_eq!(location["physicalLocation"]["region"], region(2, 6, 2, 8));
    assert_eq!(result["relatedLocations"][0]["message"]["text"], "the date");
    let fix = &result["fixes"][0];
    assert_eq!(fix["description"]["text"], "rewrite it");
    assert_eq!(fix["artifactChanges"][0]["artifactLocation"], file);
    let change = |region, text: &str| serde_json::json!({"deletedRegion": region, "insertedContent": {"text": text}});
    assert_eq!(
        fix["artifactChanges"][0]["replacements"],
        serde_json::json!([
            {"deletedRegion": region(1, 1, 2, 1)},
            change(region(3, 3, 3, 4), ": "),
            change(region(3, 4, 3, 12), "2026-03-02"),
        ])
    );
}

#[test]
fn sarif_says_nothing_that_a_terminal_obeys() {
    let record = source("content/a\u{1b}.md", "\u{1b}[2J");
    let found = Diagnostic::error(
        "unknown-key",
        at(&record, "[2J"),
        words!("没有“\u{202e}”", "no `\u{1b}`"),
    );
    for language in [Language::Zh, Language::En] {
        let drawn = drawn(found.clone(), Format::Sarif, language);
        assert!(!drawn.contains(['\u{1b}', '\u{202e}']), "{drawn}");
    }
}

#[test]
fn a_change_with_a_private_number_is_not_told() {
    let record = source("content/a.md", "电话：１３８０００１２３４\n");
    let found = |with: &str| {
        Diagnostic::warning("read-as", at(&record, "电话"), words!("全角", "full-width"))
            .fix(0..6, with)
    };
    for format in [Format::Sarif, Format::Json] {
        let drawn = drawn(found("13800001234"), format, Language::En);
        assert!(!drawn.contains("13800001234"), "{drawn}");
    }
    let told = drawn(found("电话"), Format::Sarif, Language::En);
    assert!(told.contains("insertedContent"), "{told}");
}
