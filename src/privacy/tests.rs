//! The corpus of planted and of harmless lines, and that no text makes the scan fail.

use super::*;

const PLANTED: &str = include_str!("../../tests/privacy/planted.txt");
const HARMLESS: &str = include_str!("../../tests/privacy/harmless.txt");

fn lines(corpus: &str) -> impl Iterator<Item = &str> {
    corpus
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn kind(word: &str) -> Kind {
    match word {
        "identity" => Kind::Identity,
        "mobile" => Kind::Mobile,
        "card" => Kind::Card,
        "room" => Kind::Room,
        "plate" => Kind::Plate,
        "name" => Kind::Name,
        "words" => Kind::Words,
        other => unreachable!("no kind {other}"),
    }
}

#[test]
fn everything_planted_is_found() {
    let mut missed = Vec::new();
    for line in lines(PLANTED) {
        let mut parts = line.splitn(3, '\t');
        let (word, planted, text) = (parts.next(), parts.next(), parts.next());
        let (Some(word), Some(planted), Some(text)) = (word, planted, text) else {
            missed.push(format!("not in three columns: {line}"));
            continue;
        };
        let found = scan(text);
        let is_found = found
            .iter()
            .any(|found| found.kind == kind(word) && text[found.range.clone()] == *planted);
        if !is_found {
            missed.push(format!("{line} -> {found:?}"));
        }
        if word != "words" && (mask(text).contains(planted) || cover(text).contains(planted)) {
            missed.push(format!("shown: {line}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    assert!(lines(PLANTED).count() >= 300);
}

#[test]
fn nothing_harmless_is_raised() {
    let raised: Vec<String> = lines(HARMLESS)
        .filter_map(|line| {
            let found = scan(line);
            (!found.is_empty()).then(|| format!("{line} -> {found:?}"))
        })
        .collect();
    assert!(raised.is_empty(), "{}", raised.join("\n"));
    assert!(lines(HARMLESS).count() >= 300);
}

#[test]
fn brackets_hide() {
    let told = |text: &str| tell(text, |_| Extent::Nothing, |_, shown| shown).map(|told| told.text);
    for (written, printed) in [
        ("[[张小明]]拾金不昧", "张*明拾金不昧"),
        ("感谢[[李红]]", "感谢李*"),
        ("[[欧阳修远]]", "欧阳*远"),
        ("[[欧阳修]]", "欧阳*"),
        ("[[司马相如、王五]]", "司马*如、王*"),
        ("[[阿卜杜拉·买买提]]", "阿***·**提"),
        ("[[13812345678]]", "138****5678"),
        ("[[+86 138-1234-5678]]", "138****5678"),
        ("[[999111199003070016]]", "**************0016"),
        ("[[湘A12345]]", "湘A***45"),
        ("[[3栋1单元1802室]]", "3栋"),
        ("[[3-1-1802]]", "3栋"),
        ("[[1802]]", "****"),
        ("[[张小明13812345678]]", "张*明138****5678"),
    ] {
        assert_eq!(told(written).as_deref(), Some(printed), "{written}");
    }
    for plain in [
        "[[]]",
        "[[ ]]",
        "[[张小明",
        "张小明]]",
        "[张小明]",
        "[[a\nb]]",
        "[[a[b]]",
        "[[1]](https://example.com)",
    ] {
        assert_eq!(told(plain), None, "{plain}");
    }
}

#[test]
fn places_of_what_is_told() {
    let text = "感谢[[张小明]]和[[李红]]的帮助";
    let told = tell(text, |_| Extent::Nothing, |_, shown| shown).map(|told| {
        let at = told.text.find("的帮助").unwrap_or_default();
        let name = told
            .text
            .find("小")
            .or_else(|| told.text.find('*'))
            .unwrap_or_default();
        (
            told.origin(&(at..at + 9)),
            told.origin(&(name..name + 1)),
            told.origin(&(0..6)),
        )
    });
    let (rest, name, before) = told.unwrap_or_default();
    assert_eq!(&text[rest], "的帮助");
    assert_eq!(&text[name], "[[张小明]]");
    assert_eq!(&text[before], "感谢");
}

#[test]
fn further_flats_of_a_building_are_found() {
    let text = "4号楼2单元601室、602室和701，3-1-1802/1803";
    assert_eq!(mask(text), "4号楼、***室和***，3栋/****");
    assert_eq!(scan("4号楼2单元601室、2026年").len(), 1);
}

#[test]
fn covering_moves_nothing() {
    let text = "业主：王小明，13812345678，全角１３８１２３４５６７８";
    let covered = cover(text);
    assert_eq!(covered.len(), text.len());
    assert_eq!(covered.chars().count(), text.chars().count());
    assert_eq!(
        covered,
        "业主：王＊＊，138****5678，全角１３８＊＊＊＊５６７８"
    );
}

/// Pieces of which odd texts are made.
const PIECES: [&str; 40] = [
    "1",
    "13",
    "138",
    "1234",
    "5678",
    "13812345678",
    "999111",
    "19900307",
    "0014",
    "X",
    "６",
    "１３８",
    " ",
    "-",
    "—",
    ".",
    "*",
    "**",
    "`",
    "\\",
    "\n",
    "[[",
    "]]",
    "[",
    "栋",
    "单元",
    "室",
    "号楼",
    "业主",
    "：",
    "王",
    "小明",
    "欧阳",
    "湘A",
    "京",
    "元",
    "低保",
    "某",
    "é",
    "🏠",
];

#[test]
fn no_text_fails() {
    // A plain generator of Knuth's: the same texts in every run.
    let mut state = 0x5EED_u64;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or_default() % below
    };
    for _ in 0..20_000 {
        let text: String = (0..next(30)).map(|_| PIECES[next(PIECES.len())]).collect();
        let mut end = 0;
        for found in scan(&text) {
            assert!(text.get(found.range.clone()).is_some(), "{text:?}");
            assert!(found.range.start >= end, "{text:?}");
            end = found.range.end;
        }
        let covered = cover(&text);
        assert_eq!(covered.len(), text.len(), "{text:?}");
        for found in scan(&text) {
            let same = covered[found.range.clone()] == text[found.range];
            assert!(!same || found.kind == Kind::Words, "{text:?}");
        }
        let Some(told) = tell(&text, |_| Extent::Whole, |_, shown| shown) else {
            continue;
        };
        assert_eq!(
            told.origin(&(0..told.text.len())),
            0..text.len(),
            "{text:?}"
        );
        for (at, c) in told.text.char_indices() {
            let place = told.origin(&(at..at + c.len_utf8()));
            assert!(text.get(place).is_some(), "{text:?}");
        }
    }
}

#[test]
fn markdown_hides_no_digits() {
    for (text, shown) in [
        ("138~~1234~~5678", "138****5678"),
        ("138&nbsp;1234&nbsp;5678", "138****5678"),
        ("138&#160;1234 5678", "138****5678"),
        ("138 1234\n5678", "138****5678"),
        ("残疾人王五", "王*"),
    ] {
        let found = scan(text);
        let all: Vec<&str> = found.iter().map(|found| found.shown.as_str()).collect();
        assert_eq!(all, [shown], "{text}");
    }
    for text in [
        "138~12345678",
        "138\n20260302",
        "138\n\n1234\n\n5678",
        "残疾人联合会",
    ] {
        assert_eq!(scan(text), [], "{text}");
    }
    assert_eq!(spelled("&#49;3&#x38;").as_deref(), Some("138"));
    assert_eq!(spelled("A &#38; B &#; &#x; 13"), None);
}
