//! What is read, one line for each habit of authors, and that it stays what it was.

use super::super::certain;
use super::*;

fn is_key(word: &str) -> bool {
    matches!(
        word,
        "标题"
            | "日期"
            | "联系方式"
            | "电话"
            | "时间"
            | "原因"
            | "适用范围"
            | "办理进展"
            | "状态"
            | "说明"
            | "title"
    )
}

fn read(text: &str) -> String {
    Normal::new(text, &scan(text, &is_key).edits)
        .text
        .into_owned()
}

/// What is written, what YAML gets to read.
const READ: [(&str, &str); 43] = [
    // Full-width punctuation.
    ("标题：停水\n", "标题: 停水\n"),
    ("标题： 停水\n", "标题: 停水\n"),
    ("标题：停水：三号楼\n", "标题: 停水：三号楼\n"),
    ("未知：停水\n", "未知：停水\n"),
    (
        "联系方式：｛电话：0731，时间：全天｝\n",
        "联系方式: {电话: 0731, 时间: 全天}\n",
    ),
    ("原因: 坏了，很久\n", "原因: 坏了，很久\n"),
    (
        "联系方式: {原因: 坏了，很久，电话：1}\n",
        "联系方式: {原因: 坏了，很久, 电话: 1}\n",
    ),
    ("适用范围：［3号楼，5号楼］\n", "适用范围: [3号楼, 5号楼]\n"),
    ("适用范围: [3号楼，5号楼]\n", "适用范围: [3号楼, 5号楼]\n"),
    ("适用范围: ['甲，乙'，丙]\n", "适用范围: ['甲，乙', 丙]\n"),
    (
        "适用范围: [\"甲\\\"，乙\"，丙]\n",
        "适用范围: [\"甲\\\"，乙\", 丙]\n",
    ),
    (
        "联系方式：｛\n  电话：1，\n  时间：全天\n｝\n标题：乙\n",
        "联系方式: {\n  电话: 1,\n  时间: 全天\n}\n标题: 乙\n",
    ),
    ("- 标题：甲\n  时间：乙\n", "- 标题: 甲\n  时间: 乙\n"),
    ("办理进展：\n- 甲\n", "办理进展:\n- 甲\n"),
    // A text in a list, not a key.
    (
        "- 时间：三天\n- 原因：天冷\n",
        "- 时间：三天\n- 原因：天冷\n",
    ),
    // No space behind the colon.
    ("标题:停水\n", "标题: 停水\n"),
    ("标题:9:00停水\n", "标题: 9:00停水\n"),
    ("联系方式: {电话:0731}\n", "联系方式: {电话: 0731}\n"),
    ("- 标题:甲\n  时间:乙\n", "- 标题: 甲\n  时间: 乙\n"),
    // Blanks of all sorts.
    ("　　标题：甲\n", "    标题: 甲\n"),
    ("办理进展:\n\t- 甲\n", "办理进展:\n  - 甲\n"),
    ("办理进展:\n\u{a0}\u{a0}- 甲\n", "办理进展:\n  - 甲\n"),
    ("-\u{3000}甲\n", "-  甲\n"),
    ("－ 甲\n", "- 甲\n"),
    ("标题:\u{3000}停水\n", "标题: 停水\n"),
    ("标题:\u{a0}停水\n", "标题: 停水\n"),
    ("标题:\t停水\n", "标题: 停水\n"),
    ("标题\u{3000}: 停水\n", "标题\u{3000}: 停水\n"),
    ("标题: 停水\u{3000}\u{200b}\n", "标题: 停水\n"),
    ("标题: \u{feff}停水\n", "标题: 停水\n"),
    (
        "标题: 停\u{3000}水\u{200b}了\n",
        "标题: 停\u{3000}水\u{200b}了\n",
    ),
    ("标\u{200b}题: 停水\n", "标题: 停水\n"),
    ("\u{200b}标题: 停水\n", "标题: 停水\n"),
    (
        "联系方式: {电话:\u{3000}0731}\n",
        "联系方式: {电话: 0731}\n",
    ),
    // A colon or a quotation mark within a text.
    ("标题: 提示: 停水\n", "标题: '提示: 停水'\n"),
    ("标题: It's: so # 注\n", "标题: 'It''s: so' # 注\n"),
    ("标题: “提示: 停水”了\n", "标题: '“提示: 停水”了'\n"),
    ("标题: \"停水\"通知\n", "标题: '\"停水\"通知'\n"),
    ("标题: '停水' # 注\n", "标题: '停水' # 注\n"),
    ("标题: 停水 # 提示: 无\n", "标题: 停水 # 提示: 无\n"),
    // What stands as it is written.
    (
        "说明: |\n  时间：上午\n  电话:1\n标题：甲\n",
        "说明: |\n  时间：上午\n  电话:1\n标题: 甲\n",
    ),
    ("# 时间：上午\n", "# 时间：上午\n"),
    (
        "说明: '甲\n  时间：乙'\n标题：丙\n",
        "说明: '甲\n  时间：乙'\n标题: 丙\n",
    ),
];

#[test]
fn habits_of_authors_are_read() {
    for (given, expected) in READ {
        assert_eq!(read(given), expected, "{given}");
    }
}

#[test]
fn what_was_read_is_plain() {
    for (given, expected) in READ {
        assert_eq!(read(expected), expected, "{given}");
        let changed = Normal::new(given, &certain(given, &is_key))
            .text
            .into_owned();
        assert_eq!(certain(&changed, &is_key), [], "{given}");
    }
}

#[test]
fn what_could_be_two_things_is_not_changed() {
    let found = scan("原因:\n  - 时间:三天\n", &is_key);
    assert_eq!(found.edits, []);
    assert_eq!(found.ambiguous.len(), 1);
    let found = scan("标题: “停水”\n", &is_key);
    assert_eq!((found.edits.len(), found.marked.len()), (0, 1));
    assert!(scan("标题: “五+X”工作“法”\n", &is_key).marked.is_empty());
    // Whether a tab is as wide as four spaces or as two cannot be told here.
    let mixed = "办理进展:\n    - 日期: 1\n\t  状态: 2\n";
    assert!(scan(mixed, &is_key).is_mixed);
    assert_eq!(certain(mixed, &is_key), []);
    assert!(!scan("办理进展:\n\t- 日期: 1\n\t  状态: 2\n", &is_key).is_mixed);
}

#[test]
fn places_lead_back() {
    let text = "标题：停水\n时间：'a'\n";
    let normal = Normal::new(text, &scan(text, &is_key).edits);
    for word in ["停水", "时间", "'a'"] {
        let (now, before) = (normal.text.find(word), text.find(word));
        assert_eq!(now.map(|at| normal.before(at)), before, "{word}");
    }
    assert_eq!(normal.before(normal.text.len()), text.len());
}

/// Any text in the characters that matter is scanned without a fault, and what was changed once
/// needs no change again.
#[test]
fn changes_come_to_an_end_for_any_text() {
    let words = [
        "标题",
        "日期",
        "联系方式",
        "电话",
        "办理进展",
        "甲",
        "a",
        "：",
        ":",
        ": ",
        "，",
        ",",
        "、",
        "｛",
        "｝",
        "［",
        "］",
        "{",
        "}",
        "[",
        "]",
        "'",
        "\"",
        "“",
        "”",
        "\\",
        "#",
        " #",
        "\n",
        "\n",
        "\n  ",
        "- ",
        "-",
        "－ ",
        "|",
        ">",
        " ",
        "  ",
        "\t",
        "\u{3000}",
        "\u{a0}",
        "\u{200b}",
        "\u{feff}",
        "2026",
    ];
    let mut state: u64 = 7;
    let mut changed = 0;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..24 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let at = usize::try_from(state >> 33).expect("fits") % words.len();
            text.push_str(words[at]);
        }
        let mut last = text.clone();
        // A change may make plain what else must be changed, as a bracket does what stands in it.
        for round in 0.. {
            let edits = certain(&last, &is_key);
            let ordered = edits
                .windows(2)
                .all(|pair| pair[0].range.end <= pair[1].range.start);
            assert!(ordered, "{last:?}: {edits:?}");
            let next = Normal::new(&last, &edits).text.into_owned();
            if next == last {
                break;
            }
            changed += 1;
            assert!(round < 4, "{text:?} {next:?}");
            last = next;
        }
    }
    assert!(changed > 5_000, "{changed}");
}
