//! Bytes to text: byte order mark first, then UTF-8, then what Notepad and old programs write.

use encoding_rs::{Encoding as Charset, GB18030, UTF_16BE, UTF_16LE};

/// How a text was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16 with a byte order mark.
    Utf16,
    /// UTF-16 without one, as guessed from its bytes.
    Utf16Unmarked,
    /// GB18030, of which GBK and GB2312 are parts.
    Gb18030,
}

/// Of a hundred characters, how many must be common ones in a text whose encoding is guessed. Texts
/// in the right encoding have more than ninety, in a wrong one less than half.
const COMMON: usize = 75;

/// The text of bytes without a byte order mark; none if they are no text.
pub fn decode(bytes: Vec<u8>) -> Option<(String, Encoding)> {
    read(bytes).ok()
}

/// The text of bytes without a byte order mark.
///
/// # Errors
///
/// They are no text, or one in several encodings: gives them back.
pub fn read(bytes: Vec<u8>) -> Result<(String, Encoding), Vec<u8>> {
    let (marked, rest) = match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => (Some(UTF_16LE), rest),
        [0xFE, 0xFF, rest @ ..] => (Some(UTF_16BE), rest),
        _ => (None, bytes.as_slice()),
    };
    if let Some(charset) = marked {
        return match strict(charset, rest).filter(|text| !text.contains('\0')) {
            Some(text) => Ok((text, Encoding::Utf16)),
            None => Err(bytes),
        };
    }
    match String::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => Ok((unmarked(text), Encoding::Utf8)),
        Ok(text) => guess(text.into_bytes()),
        Err(error) => guess(error.into_bytes()),
    }
}

fn unmarked(text: String) -> String {
    match text.strip_prefix('\u{FEFF}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

/// The number of the first line that is not in UTF-8, from 1; none if all are.
pub fn first_odd_line(bytes: &[u8]) -> Option<usize> {
    let error = std::str::from_utf8(bytes).err()?;
    let before = &bytes[..error.valid_up_to()];
    Some(before.split(|&byte| byte == b'\n').count())
}

fn guess(bytes: Vec<u8>) -> Result<(String, Encoding), Vec<u8>> {
    for charset in [UTF_16LE, UTF_16BE] {
        if bytes.len().is_multiple_of(2)
            && bytes.contains(&0)
            && let Some(text) = strict(charset, &bytes).filter(|text| is_plausible(text))
        {
            return Ok((text, Encoding::Utf16Unmarked));
        }
    }
    if is_common_gbk(&bytes)
        && let Some(text) = strict(GB18030, &bytes).filter(|text| !text.contains('\0'))
    {
        return Ok((text, Encoding::Gb18030));
    }
    Err(bytes)
}

fn strict(charset: &'static Charset, bytes: &[u8]) -> Option<String> {
    let text = charset.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(text.into_owned())
}

/// Whether a text that was guessed to be UTF-16 is made of what notices are made of.
fn is_plausible(text: &str) -> bool {
    let is_common = |c: char| {
        matches!(c, ' '..='~' | '\r' | '\n' | '\t' | '\u{2010}'..='\u{2027}' | '\u{2460}'..='\u{24FF}'
            | '\u{3000}'..='\u{303F}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}' | '㎡' | '·')
    };
    let all = text.chars().count();
    let common = text.chars().filter(|&c| is_common(c)).count();
    // Any two bytes are some Han character: letters, digits and line ends must fit as well.
    let is_whole = text.contains(['\n', ' ', ':', '-']) && !text.contains('\0');
    is_whole && common * 100 >= all * 95
}

/// Whether enough of the double bytes are common characters: punctuation and the first level of
/// GB 2312, 3,755 characters that make up nearly all of any text.
fn is_common_gbk(bytes: &[u8]) -> bool {
    let (mut all, mut common) = (0_usize, 0_usize);
    let mut rest = bytes;
    while let [lead, after @ ..] = rest {
        rest = after;
        if lead.is_ascii() {
            continue;
        }
        let [trail, after @ ..] = after else {
            return false;
        };
        rest = after;
        all += 1;
        if trail.is_ascii_digit() {
            // Four bytes: one of the rare characters.
            rest = rest.get(2..).unwrap_or_default();
            continue;
        }
        let is_first_level = matches!(lead, 0xA1..=0xA9 | 0xB0..=0xD7) && *trail >= 0xA1;
        common += usize::from(is_first_level);
    }
    common * 100 >= all * COMMON
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "---\r\n标题: 3号楼停水\r\n日期: 2026-03-20\r\n---\r\n\r\n水管检修，当天恢复。\r\n";

    fn utf16(little: bool) -> Vec<u8> {
        let unit = |unit: u16| {
            if little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        };
        TEXT.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn all_that_notepad_writes_is_read() {
        let gbk = GB18030.encode(TEXT).0.into_owned();
        let marked = |mark: &[u8], text: Vec<u8>| [mark, &text].concat();
        let cases = [
            (TEXT.into(), Encoding::Utf8),
            (marked(b"\xEF\xBB\xBF", TEXT.into()), Encoding::Utf8),
            (marked(b"\xFF\xFE", utf16(true)), Encoding::Utf16),
            (marked(b"\xFE\xFF", utf16(false)), Encoding::Utf16),
            (utf16(true), Encoding::Utf16Unmarked),
            (utf16(false), Encoding::Utf16Unmarked),
            (gbk, Encoding::Gb18030),
            // A name with a rare character, which takes four bytes.
            (
                GB18030.encode("经办人：刘𠮷祥").0.into_owned(),
                Encoding::Gb18030,
            ),
        ];
        for (bytes, expected) in cases {
            let (text, encoding) = read(bytes).expect("a text");
            assert_eq!(encoding, expected);
            assert!(text == TEXT || text == "经办人：刘𠮷祥", "{text}");
        }
    }

    #[test]
    fn what_is_no_text_is_not_guessed() {
        let big5 = encoding_rs::BIG5.encode(TEXT).0.into_owned();
        let kana = "ゲートのおしらせとみずのこうじ".repeat(3);
        let japanese = encoding_rs::SHIFT_JIS.encode(&kana).0.into_owned();
        let gbk = GB18030.encode("水管检修，当天恢复。").0.into_owned();
        let mixed = [TEXT.as_bytes(), &gbk].concat();
        let cut = TEXT.as_bytes()[..TEXT.len() - 3].to_vec();
        for bytes in [
            big5,
            japanese,
            mixed.clone(),
            cut,
            vec![0xFF, 0, 1, 2, 0xFF, 0],
        ] {
            assert_eq!(read(bytes.clone()), Err(bytes));
        }
        assert_eq!(first_odd_line(&mixed), Some(7));
        assert_eq!(first_odd_line(TEXT.as_bytes()), None);
    }
}
