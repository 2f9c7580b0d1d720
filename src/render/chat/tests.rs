//! The rules for words in chat groups.

use super::*;

#[test]
fn cut_at_sentences_clauses_and_words_never_in_a_number() {
    for (text, most, expected) in [
        // Whole if it fits.
        ("车库道闸已经修好。", 9, "车库道闸已经修好。"),
        // Behind a sentence in the second half, else behind a clause, else behind any character.
        (
            "水泵已经更换。周四恢复供水，请关好水龙头。",
            12,
            "水泵已经更换。…",
        ),
        (
            "水泵。周四恢复供水，请关好水龙头再出门",
            14,
            "水泵。周四恢复供水…",
        ),
        ("更换三号楼电梯曳引机和钢丝绳", 8, "更换三号楼电梯…"),
        // Numbers with their unit, dates, sums, telephones, times, percentages.
        ("共计花费123456元整", 7, "共计花费…"),
        ("共计花费123456元整", 11, "共计花费…"),
        ("共计花费¥1,234,567.89，已付", 9, "共计花费…"),
        ("共计花费¥1,234,567.89，已付", 14, "共计花费…"),
        ("请打0731-00000001，周一", 9, "请打…"),
        ("请在9:00-17:30来", 7, "请在…"),
        ("同意的有66.67%，超过", 8, "同意的有…"),
        ("公示到2026年3月20日为止", 8, "公示到…"),
        ("公示到2026年3月20日为止", 10, "公示到…"),
        ("截止日是３月２０日为止", 7, "截止日是…"),
        ("一共有二百五十人同意了", 6, "一共有…"),
        ("这是第十二次会议的记录", 5, "这是…"),
        ("在3号楼大堂", 4, "在…"),
        // Latin words.
        ("请用WeChat扫码查看全文", 6, "请用…"),
        ("The gate is mended at last", 15, "The gate is…"),
        // Nothing is opened and left so.
        ("请看《业主公约》全文", 4, "请看…"),
        // A letter with its marks, an emoji with its shade.
        ("e\u{301}a\u{301} bc", 3, ""),
        ("好👍\u{1F3FD}很好", 3, "好…"),
        // Nothing can be kept.
        ("12345678901234567890", 8, ""),
    ] {
        let found = cut(text, most);
        assert_eq!(found, expected, "{text} in {most}");
        assert!(length(&found) <= most.max(length(text).min(most)));
    }
}

#[test]
fn every_cut_of_a_mixed_text_keeps_its_numbers() {
    let text = "· 2026年3月2日起更换3号楼1,250.50㎡屋面防水，费用¥386,000.00元，联系0731-00000002，工期45天。";
    let whole: Vec<&str> = text
        .split(|c: char| !is_numeric(c))
        .filter(|n| !n.is_empty())
        .collect();
    for most in 0..=length(text) + 1 {
        let short = cut(text, most);
        assert!(
            length(&short) <= most.max(if most >= length(text) { most } else { 0 }),
            "{most}"
        );
        for number in short
            .split(|c: char| !is_numeric(c))
            .filter(|n| !n.is_empty())
        {
            assert!(whole.contains(&number), "{number} of {short}");
        }
    }
}

fn is_numeric(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, ',' | '.' | '-')
}

#[test]
fn points_give_way_and_the_link_stays() {
    let line = |text: &str| text.to_owned();
    let link = "https://gs.example/p/ABC234.html";
    let all = [
        line("【公示】桃园小区：更换电梯"),
        line("· 更换曳引机和钢丝绳，预计五天。"),
        line("· 费用从维修资金列支，明细见附件。"),
        line("有异议请打0731-00000001"),
    ];
    let whole = fit(&all, Some(link), 300);
    assert_eq!(whole.lines().count(), 5);
    assert!(whole.ends_with(&format!("\n{link}")));
    for most in 60..=length(&whole) + 2 {
        let text = fit(&all, Some(link), most);
        assert!(length(&text) <= most, "{most}: {text}");
        assert_eq!(text.lines().last(), Some(link));
        if most >= 75 {
            // Title and telephone stand as long as they can.
            assert!(text.starts_with(&all[0]), "{most}: {text}");
            assert!(text.contains(&all[3]), "{most}: {text}");
        }
    }
    assert_eq!(fit(&all, Some(link), length(&whole)), whole);
    assert_eq!(fit(&all[..1], None, 300), all[0]);
    assert_eq!(fit(&[], Some(link), 300), link);
}

#[test]
fn a_title_without_end_is_cut() {
    let title = "关于桃园小区公共部位维修的".repeat(60);
    let lines = [
        format!("【公示】{title}"),
        "有异议请打0731-00000001".to_owned(),
    ];
    let link = "https://gs.example/p/ABC234.html";
    let text = fit(&lines, Some(link), MOST);
    assert!(
        length(&text) <= MOST && length(&text) > MOST - 30,
        "{}",
        length(&text)
    );
    assert!(text.contains("…\n有异议请打0731-00000001\n"));
    // Lines that no cut makes short enough go, the last ones first.
    let digits = vec!["7".repeat(200), "8".repeat(200)];
    let text = fit(&digits, Some(link), MOST);
    assert!(length(&text) <= MOST && text.ends_with(link), "{text}");
}

#[test]
fn lines_of_content_are_not_lines_of_the_text() {
    let mut view = serde_json::json!({
        "name": "甲\nhttps://evil.example\r\n乙\u{2028}丙\u{85}丁",
        "points": ["\u{202E}反\u{202C}转", "零\u{200B}宽\u{FEFF}", "  多  空\t格 "],
        "n": 3,
    });
    clean(&mut view);
    assert_eq!(view["name"], "甲 https://evil.example 乙 丙 丁");
    assert_eq!(
        view["points"],
        serde_json::json!(["反转", "零宽", "多 空 格"])
    );
    assert_eq!(view["n"], 3);
}
