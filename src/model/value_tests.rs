//! Dates, numbers and lines as people write them.

use super::*;

#[test]
fn dates() {
    for good in [
        "2026-03-02",
        "2026.3.2",
        "2026/3/2",
        "20260302",
        "2026年3月2日",
        "２０２６年３月２日",
        " 2026-03-02 ",
    ] {
        assert_eq!(
            date(good).map(|d| d.to_string()),
            Ok("2026-03-02".to_owned()),
            "{good}"
        );
    }
    for bad in [
        "2026-02-29",
        "26-3-2",
        "3月2日",
        "2026-13-01",
        "tomorrow",
        "",
        "2026-3",
        "44524",
        "11/12/2021",
        "2026-+3-02",
    ] {
        assert_eq!(date(bad).map_err(|f| f.code), Err("bad-date"), "{bad}");
    }
}

#[test]
fn numbers() {
    assert_eq!(count("1,200户"), Ok(1200));
    assert!(count("12.5").is_err() && count("-3").is_err() && count("约40").is_err());
    for (text, value) in [
        ("36609.05", 3_660_905),
        ("36,609.05㎡", 3_660_905),
        ("100", 10_000),
        ("１２.5平方米", 1_250),
    ] {
        assert_eq!(hundredths(text), Ok(Hundredths(value)), "{text}");
    }
    assert_eq!(
        hundredths("1.234").map_err(|f| f.code),
        Err("too-many-decimals")
    );
    assert!(hundredths("三百").is_err() && hundredths(".5").is_err());
    assert_eq!(Hundredths(3_660_905).written(), "36,609.05");
    assert_eq!(Hundredths(5).written(), "0.05");
    assert_eq!(thousands(1_234_567), "1,234,567");
}

#[test]
fn commas_part_thousands_only() {
    for (text, read) in [
        ("36,609.05", Some(3_660_905)),
        ("36，609.05㎡", Some(3_660_905)),
        ("￥1,200元", Some(120_000)),
        ("1,234,567", Some(123_456_700)),
        ("355,", Some(35_500)),
        ("100,50", None),
        ("90,5", None),
        ("1,2345", None),
        ("1234,567", None),
        (",123", None),
        ("1,,234", None),
        ("1.234,567", None),
    ] {
        assert_eq!(hundredths(text).ok().map(|number| number.0), read, "{text}");
    }
    for (text, read) in [
        ("1,200户", Some(1200)),
        ("355，", Some(355)),
        ("250,20", None),
        ("250,20,5,2", None),
    ] {
        assert_eq!(count(text).ok(), read, "{text}");
    }
}

#[test]
fn colons_behind_the_first_words() {
    for (line, read) in [
        ("2026-03-02 发现 三户：报修", "2026-03-02 发现 三户：报修"),
        ("2026-03-02 发现：三户 报修", "2026-03-02 发现 三户 报修"),
        ("2026-03-02：发现：三户：报修", "2026-03-02 发现 三户：报修"),
        ("2026-03-02， 发现", "2026-03-02  发现"),
        ("2026-03-02", "2026-03-02"),
        ("", ""),
    ] {
        assert_eq!(with_blanks(line, true), read, "{line}");
    }
    assert_eq!(
        with_blanks("issues/水，电 处置：好", false),
        "issues/水，电 处置 好"
    );
}

#[test]
fn first_words_of_a_line() {
    let read = |line| first_words(line, 3).collect::<Vec<_>>();
    assert_eq!(
        read("2026-03-02  发现\u{3000}三户 报修"),
        ["2026-03-02", "发现", "三户 报修"]
    );
    assert_eq!(read(" a b "), ["a", "b"]);
    assert_eq!(read(""), [""; 0]);
}

#[test]
fn shares() {
    assert_eq!(share(277, 355).as_deref(), Some("78.03"));
    assert_eq!(share(2, 3).as_deref(), Some("66.67"));
    assert_eq!(share(1, 0), None);
    assert_eq!(share(0, 5).as_deref(), Some("0.00"));
}
