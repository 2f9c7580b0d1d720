//! The bytes of a document as its text, with a warning where the encoding was guessed.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::encoding::{self, Encoding};
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
    let decoded = encoding::decode(bytes);
    if decoded
        .as_ref()
        .is_some_and(|(_, encoding)| *encoding == Encoding::Gb18030)
    {
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
    }
    let Some((text, _)) = decoded else {
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
