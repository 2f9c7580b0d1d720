//! Bytes to text: byte order mark first, then UTF-8, then GB18030 with a warning.

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::paths::InputPath;
use crate::words;

/// The text of a file with `\n` line ends and without a byte order mark; none if it is no text.
pub fn text(path: &InputPath, bytes: Vec<u8>, diagnostics: &mut Diagnostics) -> Option<String> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        diagnostics.push(
            Diagnostic::error(
                "word-document",
                path.clone(),
                words!(
                    "这是 Word 或 WPS 文档，不是文本文件",
                    "this is a Word or WPS document, not a text file"
                ),
            )
            .help(words!(
                "另存为纯文本（UTF-8），扩展名用 .md",
                "save it as plain text (UTF-8) with the ending .md"
            )),
        );
        return None;
    }
    let decoded = match bytes.as_slice() {
        [0xEF, 0xBB, 0xBF, ..] => String::from_utf8(bytes[3..].to_vec()).ok(),
        [0xFF, 0xFE, rest @ ..] => UTF_16LE
            .decode_without_bom_handling_and_without_replacement(rest)
            .map(Into::into),
        [0xFE, 0xFF, rest @ ..] => UTF_16BE
            .decode_without_bom_handling_and_without_replacement(rest)
            .map(Into::into),
        _ => match String::from_utf8(bytes) {
            Ok(text) => Some(text),
            Err(error) => GB18030
                .decode_without_bom_handling_and_without_replacement(error.as_bytes())
                .filter(|text| !text.contains('\0'))
                .map(|text| {
                    diagnostics.push(
                        Diagnostic::warning(
                            "encoding",
                            path.clone(),
                            words!(
                                "文件是 GBK 编码，已按 GB18030 读取",
                                "the file is not UTF-8 and was read as GB18030"
                            ),
                        )
                        .help(words!(
                            "在记事本里“另存为”时把编码选成 UTF-8",
                            "save it as UTF-8"
                        )),
                    );
                    text.into_owned()
                }),
        },
    };
    let Some(text) = decoded.filter(|text| !text.contains('\0')) else {
        diagnostics.push(
            Diagnostic::error(
                "not-text",
                path.clone(),
                words!("这不是文本文件", "this is not a text file"),
            )
            .help(words!(
                "另存为纯文本（UTF-8）",
                "save it as plain text (UTF-8)"
            )),
        );
        return None;
    };
    Some(if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        let cases: [(&[u8], Option<&str>, usize); 7] = [
            ("公示\r\n".as_bytes(), Some("公示\n"), 0),
            (b"\xEF\xBB\xBF\xE5\x85\xAC", Some("公"), 0),
            (b"\xFF\xFE\x6C\x51", Some("公"), 0),
            (b"\xFE\xFF\x51\x6C", Some("公"), 0),
            (b"\xB9\xAB\xCA\xBE", Some("公示"), 1),
            (b"PK\x03\x04docx", None, 1),
            (b"\xFF\x00\x01", None, 1),
        ];
        for (bytes, expected, found) in cases {
            let mut diagnostics = Diagnostics::new();
            let read = text(&InputPath::new("x.md"), bytes.to_vec(), &mut diagnostics);
            assert_eq!(read.as_deref(), expected);
            assert_eq!(diagnostics.iter().count(), found, "{bytes:?}");
        }
    }
}
