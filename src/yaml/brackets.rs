//! `[[张小明]]` in front matter: words that will be hidden, and no list within a list. YAML would
//! read brackets at the beginning of a value as lists, of which no field has one within another.

/// What stands for `[[` and `]]` while YAML is read: as many bytes, so that spans stay true. Unicode
/// assigns neither to a character.
const OPEN: char = '\u{378}';
const CLOSE: char = '\u{379}';

/// Puts something else in the place of brackets that belong to words. None if there are none.
pub fn hold(text: &str) -> Option<String> {
    if !text.contains("[[") || text.contains([OPEN, CLOSE]) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("[[") {
        let (before, inside) = rest.split_at(start);
        let inside = &inside[2..];
        out.push_str(before);
        // Many brackets are lists after all.
        let is_deep = out.ends_with("[[");
        match inside.find(['[', ']', '\n']) {
            Some(end)
                if inside[end..].starts_with("]]")
                    && !inside[..end].trim().is_empty()
                    && !is_deep =>
            {
                out.push(OPEN);
                out.push_str(&inside[..end]);
                out.push(CLOSE);
                rest = &inside[end + 2..];
            }
            _ => {
                out.push('[');
                rest = &rest[start + 1..];
            }
        }
    }
    out.push_str(rest);
    Some(out)
}

/// Puts the brackets back into a text that was read.
pub fn give_back(text: String) -> String {
    if text.contains([OPEN, CLOSE]) {
        text.replace(OPEN, "[[").replace(CLOSE, "]]")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pairs_around_words_are_held() {
        for (text, held) in [
            ("a: [[张小明]]b", Some("a: \u{378}张小明\u{379}b")),
            ("a: [[[张]], b]", Some("a: [\u{378}张\u{379}, b]")),
            ("a: [[b, c], [d]]", Some("a: [[b, c], [d]]")),
            ("a: [[]]", Some("a: [[]]")),
            ("a: [[[[b]]]]", Some("a: [[[[b]]]]")),
            ("a: [b]", None),
        ] {
            assert_eq!(hold(text).as_deref(), held, "{text}");
            let back = held.map(|held| give_back(held.to_owned()));
            assert_eq!(back.as_deref().unwrap_or(text), text);
        }
    }
}
