//! Bytes to text: byte order mark first, then UTF-8, then GB18030.

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

/// How a text was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16 with a byte order mark.
    Utf16,
    /// GB18030, of which GBK and GB2312 are parts.
    Gb18030,
}

/// The text of bytes without a byte order mark; none if they are no text.
pub fn decode(bytes: Vec<u8>) -> Option<(String, Encoding)> {
    let decoded = match bytes.as_slice() {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (String::from_utf8(rest.to_vec()).ok()?, Encoding::Utf8),
        [0xFF, 0xFE, rest @ ..] => {
            let text = UTF_16LE.decode_without_bom_handling_and_without_replacement(rest)?;
            (text.into_owned(), Encoding::Utf16)
        }
        [0xFE, 0xFF, rest @ ..] => {
            let text = UTF_16BE.decode_without_bom_handling_and_without_replacement(rest)?;
            (text.into_owned(), Encoding::Utf16)
        }
        _ => match String::from_utf8(bytes) {
            Ok(text) => (text, Encoding::Utf8),
            Err(error) => {
                let bytes = error.as_bytes();
                let text = GB18030.decode_without_bom_handling_and_without_replacement(bytes)?;
                (text.into_owned(), Encoding::Gb18030)
            }
        },
    };
    (!decoded.0.contains('\0')).then_some(decoded)
}
