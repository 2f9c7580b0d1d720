//! Texts as YAML scalars that are read back as they were.

/// Punctuation that means nothing to YAML, nor to the reader of full-width punctuation.
const PLAIN: &str = "-_./ ·、。，；？！（）《》“”‘’—…〔〕【】｜";

/// A text of one line as a scalar: bare where that is safe, else in single quotes, inside which
/// only the quote itself is special.
pub fn scalar(text: &str) -> String {
    let begins_plain = text.starts_with(char::is_alphanumeric);
    let is_plain = |c: char| c.is_alphanumeric() || PLAIN.contains(c);
    // The one bare word that is read as no value at all.
    let is_null = text.eq_ignore_ascii_case("null");
    if begins_plain && !is_null && !text.ends_with(' ') && text.chars().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_words_stand_bare() {
        for bare in ["车库道闸失灵", "Gate, 3", "3号楼｜停水（8小时）"] {
            let expected = if bare.contains(',') {
                format!("'{bare}'")
            } else {
                bare.to_owned()
            };
            assert_eq!(scalar(bare), expected);
        }
        for (text, expected) in [
            ("- a", "'- a'"),
            ("a: b", "'a: b'"),
            ("a #b", "'a #b'"),
            ("it's", "'it''s'"),
            ("停水：3号楼", "'停水：3号楼'"),
            ("[草稿]", "'[草稿]'"),
            ("null", "'null'"),
            ("", "''"),
        ] {
            assert_eq!(scalar(text), expected);
        }
    }
}
