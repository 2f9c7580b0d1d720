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
    let (text, encoding) = match encoding::read(bytes) {
        Ok(read) => read,
        Err(bytes) => {
            diagnostics.push(no_text(path, &bytes));
            return None;
        }
    };
    let guessed = match encoding {
        Encoding::Utf8 | Encoding::Utf16 => None,
        Encoding::Gb18030 => Some(words!(
            "文件是 GBK 编码，已按 GB18030 读取",
            "the file is not UTF-8 and was read as GB18030"
        )),
        Encoding::Utf16Unmarked => Some(words!(
            "文件像是 UTF-16 编码（记事本的“Unicode”），已按此读取",
            "the file is not UTF-8 and was read as UTF-16"
        )),
    };
    if let Some(words) = guessed {
        diagnostics.push(
            Diagnostic::warning("encoding", path.clone(), words).help(words!(
                "运行 gongshi fix，或在记事本里“另存为”时把编码选成 UTF-8",
                "run `gongshi fix`, or save it as UTF-8"
            )),
        );
    }
    Some(with_plain_ends(text))
}

/// The text of a sheet that was saved as CSV, as [`text`] gives it; none if it is no text.
pub fn sheet(path: &InputPath, bytes: Vec<u8>, diagnostics: &mut Diagnostics) -> Option<String> {
    let is_book = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0");
    let read = if is_book {
        None
    } else {
        encoding::decode(bytes)
    };
    let Some((text, _)) = read else {
        let message = if is_book {
            words!(
                "这是 WPS 或 Excel 的工作簿，只是名字以 .csv 结尾",
                "this is a workbook of WPS or Excel with the name of a CSV file"
            )
        } else {
            words!("这不是文本表格", "this is not a sheet of text")
        };
        diagnostics.push(
            Diagnostic::error("sheet-unreadable", path.clone(), message).help(words!(
                "在 WPS 里打开，“另存为”时把类型选成 CSV",
                "open it in WPS and save it as CSV"
            )),
        );
        return None;
    };
    Some(with_plain_ends(text))
}

fn with_plain_ends(text: String) -> String {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    }
}

/// That bytes are no text, or one in several encodings.
fn no_text(path: &InputPath, bytes: &[u8]) -> Diagnostic {
    let line = encoding::first_odd_line(bytes).filter(|line| *line > 1 && !bytes.contains(&0));
    if let Some(line) = line {
        return Diagnostic::error(
            "not-text",
            path.clone(),
            words!(
                "文件混有几种编码：第 {line} 行起不是 UTF-8",
                "the file is in several encodings: it is not UTF-8 from line {line} on"
            ),
        )
        .help(words!(
            "用能显示全文的程序打开，核对第 {line} 行，再另存为 UTF-8",
            "open it in an editor that shows all of it, check line {line}, and save it as UTF-8"
        ));
    }
    Diagnostic::error(
        "not-text",
        path.clone(),
        words!("这不是文本文件", "this is not a text file"),
    )
    .help(words!(
        "另存为纯文本（UTF-8）",
        "save it as plain text (UTF-8)"
    ))
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
