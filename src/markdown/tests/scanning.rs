//! What is found before rendering.

use std::time::Instant;

use super::awkward_texts;
use crate::markdown::{FaultKind, excerpt, scan};

#[track_caller]
fn faults(text: &str) -> Vec<(FaultKind, &str)> {
    scan(text)
        .faults
        .into_iter()
        .map(|fault| (fault.kind, &text[fault.range]))
        .collect()
}

fn deepest(text: &str) -> bool {
    scan(text)
        .faults
        .iter()
        .any(|fault| fault.kind == FaultKind::TooDeep)
}

#[test]
fn targets_have_their_places() {
    let text = "[a.jpg](a.jpg \"t\") ![甲](<b c.jpg>)\n[x]: %E7%94%B2.md\n\n[x]: %E7%94%B2.md\n[甲][x] <a@b.cn> [y](a&amp;b)";
    let found = scan(text);
    let shown: Vec<_> = found
        .links
        .iter()
        .chain(&found.pictures)
        .map(|target| {
            (
                &*target.written,
                &*target.decoded,
                &text[target.range.clone()],
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("a.jpg", "a.jpg", "a.jpg"),
            ("%E7%94%B2.md", "甲.md", "[x]"),
            ("%E7%94%B2.md", "甲.md", "[甲][x]"),
            ("mailto:a@b.cn", "mailto:a@b.cn", "a@b.cn"),
            ("a&b", "a&b", "[y](a&amp;b)"),
            ("b c.jpg", "b c.jpg", "b c.jpg"),
        ],
    );
    assert_eq!(found.links[0].range, 8..13);
    assert!(found.faults.is_empty());
}

#[test]
fn plain_words_hold_nothing() {
    assert_eq!(scan("桃园小区\n\n- **甲**：乙\n- <丙"), scan(""));
    assert_eq!(scan("<b>甲</b> ![](a.jpg)").faults, []);
}

#[test]
fn forbidden_schemes() {
    let scheme = |scheme: &str| FaultKind::Scheme {
        scheme: scheme.to_owned(),
    };
    assert_eq!(
        faults("甲[x](JavaScript:y)"),
        [(scheme("javascript"), "JavaScript:y")]
    );
    assert_eq!(
        faults("[x](java&#9;script:y)"),
        [(scheme("javascript"), "[x](java&#9;script:y)")]
    );
    assert_eq!(
        faults("<ftp://x.cn> [x](C:\\a.md)"),
        [(scheme("ftp"), "ftp://x.cn"), (scheme("c"), "C:\\a.md")]
    );
    assert_eq!(
        faults("[x](https://a.cn) [y](issues/a:b) [z](#a:b) [w](tel:1)"),
        []
    );
}

#[test]
fn notes_without_definition() {
    let note = |label: &str| FaultKind::UndefinedNote {
        label: label.to_owned(),
    };
    assert_eq!(
        faults("甲[^1]，*乙[^二]*"),
        [(note("1"), "[^1]"), (note("二"), "[^二]")]
    );
    assert_eq!(faults("甲[^1]\n\n[^1]: 乙"), []);
    assert_eq!(faults("`[^1]` \\[^1] [^ 1] [^] [^a"), []);
    assert_eq!(faults("```\n[^1]\n```\n\n    [^1]\n"), []);
}

#[test]
fn depth_is_bounded() {
    let nested_list =
        |depth: usize| (0..depth).fold(String::new(), |text, i| text + &"  ".repeat(i) + "- 甲\n");
    assert!(!deepest(&format!("{}甲", "> ".repeat(32))));
    assert!(deepest(&format!("{}甲", "> ".repeat(33))));
    assert!(!deepest(&nested_list(32)));
    assert!(deepest(&nested_list(33)));
    assert!(deepest(&format!("{}甲\n", "- ".repeat(300))));
    assert!(!deepest(&"- ".repeat(3000)));
    assert!(!deepest(&"* * ".repeat(3000)));
    assert_eq!(faults(&format!("甲\n\n{}乙\n丙", "> ".repeat(33))).len(), 1);
}

#[test]
fn tables_are_bounded() {
    let table = |columns: usize, rows: usize| {
        format!(
            "{}|\n{}|\n{}",
            "|a".repeat(columns),
            "|-".repeat(columns),
            "|b|\n".repeat(rows)
        )
    };
    assert_eq!(faults(&table(200, 24)), []);
    assert_eq!(faults(&table(2, 2499)), []);
    assert!(matches!(
        faults(&table(201, 1))[..],
        [(
            FaultKind::TableTooLarge {
                columns: 201,
                cells: 402
            },
            _
        )]
    ));
    assert!(matches!(
        faults(&table(2, 2500))[..],
        [(
            FaultKind::TableTooLarge {
                columns: 2,
                cells: 5002
            },
            "|a|a|"
        )]
    ));
}

#[test]
fn length_is_bounded() {
    assert_eq!(faults(&"a".repeat(1 << 20)), []);
    assert_eq!(
        faults(&"[".repeat((1 << 20) + 1)),
        [(FaultKind::TooLong, "")]
    );
}

/// A hundred thousand of anything is read in a time that only a quadratic one would exceed.
#[test]
fn hostile_texts_take_linear_time() {
    let many = 100_000;
    let texts = [
        "[".repeat(many),
        "[]".repeat(many),
        "[a](".repeat(many),
        "![".repeat(many) + &"](b)".repeat(many),
        ">".repeat(many),
        "> ".repeat(200) + "a\n" + &"b\n".repeat(many),
        "- ".repeat(200) + "a\n" + &"\n".repeat(many),
        "- ".repeat(many),
        "*a _b ".repeat(many),
        "[^a".repeat(many),
        "<a ".repeat(many),
        "|".repeat(many) + "\n" + &"|-".repeat(many),
    ];
    let start = Instant::now();
    for text in &texts {
        scan(text);
    }
    // Generous, since it also runs unoptimised on a busy machine; quadratic time would be minutes.
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
fn awkward_texts_have_places_within_them() {
    for text in awkward_texts() {
        let found = scan(&text);
        let targets = found
            .links
            .into_iter()
            .chain(found.pictures)
            .map(|target| target.range);
        for range in targets.chain(found.faults.into_iter().map(|fault| fault.range)) {
            assert!(text.get(range.clone()).is_some(), "{text:?} {range:?}");
        }
    }
}

#[test]
fn excerpts() {
    let text = "# 题\n\n　　**第一**句[^1]。第二\n句较长一些！\n\n![图](a.jpg)\n\n- 第三\n- 第四\n\n[^1]: 注";
    assert_eq!(excerpt(text, 100), "第一句。第二句较长一些！第三 第四");
    assert_eq!(excerpt(text, 13), "第一句。第二句较长一些！");
    assert_eq!(excerpt(text, 12), "第一句。第二句较长一些！");
    assert_eq!(excerpt(text, 7), "第一句。");
    assert_eq!(excerpt(text, 10), "第一句。第二句较长…");
    assert_eq!(excerpt(text, 1), "…");
    assert_eq!(excerpt(text, 0), "");
    assert_eq!(excerpt("", 10), "");
    assert_eq!(excerpt("他说：“好。”然后走了", 8), "他说：“好。”");
    assert_eq!(excerpt("    桃园\n    小区\n\n甲", 10), "桃园 小区 甲");
    for text in awkward_texts() {
        assert!(excerpt(&text, 9).chars().count() <= 9, "{text:?}");
    }
}
