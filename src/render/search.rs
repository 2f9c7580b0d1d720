//! What can be found, as classic scripts: they can be loaded from a folder, too.
//!
//! A script calls `gongshiFound` with the folder, the year, and two strings: what is known of each
//! record, and all texts. A browser reads a few long strings much faster than many short ones, and
//! the search goes over the one string of texts. Records end with U+0001, their parts with U+0002;
//! no text has either.

use std::fmt::Write as _;

use crate::plan::view::search::{SearchDataView, SearchPlacesView, SearchRecord};

/// Ends a record.
const RECORD: char = '\u{1}';
/// Ends a part of a record.
const PART: char = '\u{2}';

/// A script that hands over what can be found of the records of a place and year.
pub fn data(view: &SearchDataView) -> Vec<u8> {
    let length: usize = view
        .records
        .iter()
        .flat_map(|record| &record.texts)
        .map(String::len)
        .sum();
    let mut out = String::with_capacity(length + length / 16 + 64 * view.records.len() + 64);
    out.push_str("gongshiFound(");
    push_quoted(&mut out, &view.folder);
    // Writing into a string cannot fail.
    let _ = write!(out, ",{},\"", view.year);
    for record in &view.records {
        push_facts(&mut out, record);
        out.push(RECORD);
    }
    out.push_str("\",\"");
    for record in &view.records {
        for text in &record.texts {
            push_text(&mut out, text);
            out.push(PART);
        }
        out.push(RECORD);
    }
    out.push_str("\");\n");
    out.into_bytes()
}

/// A script that hands over all places: for each its folder, the way to it, its name, whether it is
/// invented, how deep it lies, and its years.
pub fn places(view: &SearchPlacesView) -> Vec<u8> {
    let mut out = String::from("gongshiPlaces([");
    for (number, place) in view.places.iter().enumerate() {
        out.push_str(if number == 0 { "\n[" } else { ",\n[" });
        for text in [&place.folder, &place.way, &place.title] {
            push_quoted(&mut out, text);
            out.push(',');
        }
        let _ = write!(out, "{},{},[", u8::from(place.demo), place.depth);
        let years = place.years.iter();
        let years: Vec<String> = years.map(|year| format!("\"{year}\"")).collect();
        out.push_str(&years.join(","));
        out.push_str("]]");
    }
    out.push_str("\n]);\n");
    out.into_bytes()
}

/// The year of a record is that of its script.
fn push_facts(out: &mut String, record: &SearchRecord) {
    let day = record.date.get(5..).unwrap_or_default();
    let parts = [
        day,
        record.kind,
        record.state.unwrap_or_default(),
        record.due.as_deref().unwrap_or_default(),
        record.last_day.as_deref().unwrap_or_default(),
        record.href.as_str(),
    ];
    for (number, part) in parts.into_iter().enumerate() {
        if number > 0 {
            out.push(PART);
        }
        push_text(out, part);
    }
}

fn push_quoted(out: &mut String, text: &str) {
    out.push('"');
    push_text(out, text);
    out.push('"');
}

/// The inside of a string between double quotes. Controls become spaces, so that positions stay.
fn push_text(out: &mut String, text: &str) {
    let special =
        |c: char| matches!(c, '"' | '\\' | '<' | '\u{2028}' | '\u{2029}') || c.is_control();
    let mut rest = text;
    while let Some(at) = rest.find(special) {
        out.push_str(&rest[..at]);
        let mut following = rest[at..].chars();
        match following.next() {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            // `</script>` and `<!--` mean something to browsers where a script stands in a page.
            Some('<') => out.push_str("\\x3c"),
            // Line ends to browsers before 2019.
            Some('\u{2028}') => out.push_str("\\u2028"),
            Some('\u{2029}') => out.push_str("\\u2029"),
            _ => out.push(' '),
        }
        rest = following.as_str();
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::view::search::SearchPlace;

    fn record(texts: &[&str]) -> SearchRecord {
        SearchRecord {
            kind: "issue",
            date: "2026-03-11".to_owned(),
            href: "issues/x.html".to_owned(),
            state: Some("handling"),
            due: Some("2026-03-31".to_owned()),
            last_day: None,
            texts: texts.iter().map(|&text| text.to_owned()).collect(),
        }
    }

    #[test]
    fn nothing_of_a_text_ends_its_string() {
        let view = SearchDataView {
            folder: "a\"b".to_owned(),
            year: 2026,
            records: vec![record(&[
                "</script><!--",
                "\"\\\u{2028}\u{2029}",
                "a\u{1}b\u{2}c\nd\re\u{7f}",
            ])],
        };
        let text = String::from_utf8(data(&view)).unwrap();
        assert_eq!(
            text,
            "gongshiFound(\"a\\\"b\",2026,\"03-11\u{2}issue\u{2}handling\u{2}2026-03-31\u{2}\u{2}\
             issues/x.html\u{1}\",\"\\x3c/script>\\x3c!--\u{2}\\\"\\\\\\u2028\\u2029\u{2}\
             a b c d e \u{2}\u{1}\");\n"
        );
    }

    #[test]
    fn places_with_their_years() {
        let place = |folder: &str, demo, years: &[i32]| SearchPlace {
            folder: folder.to_owned(),
            way: format!("{folder}/"),
            title: "桃园\"小区".to_owned(),
            demo,
            depth: 1,
            years: years.to_vec(),
        };
        let view = SearchPlacesView {
            places: vec![place("a", true, &[2026, 2025]), place("b", false, &[])],
        };
        assert_eq!(
            String::from_utf8(places(&view)).unwrap(),
            "gongshiPlaces([\n[\"a\",\"a/\",\"桃园\\\"小区\",1,1,[\"2026\",\"2025\"]],\n\
             [\"b\",\"b/\",\"桃园\\\"小区\",0,1,[]]\n]);\n"
        );
    }
}
