//! What a file would unpack to, found before it is given to a library that trusts what it says.

use std::io::Read as _;

use flate2::read::DeflateDecoder;

use super::{MOST_ROWS, MOST_TEXT, SheetError};

/// What kind of sheet is packed in a zip archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packed {
    /// Of Excel, since 2007.
    Xlsx,
    /// Of LibreOffice.
    Ods,
}

/// Bytes of the record at the end of an archive, without its comment.
const END: usize = 22;
/// Bytes of an entry of the list of an archive, without its name.
const ENTRY: usize = 46;
/// Bytes of the head of a part, without its name.
const HEAD: usize = 30;
/// Most cells that an `.ods` may say it repeats.
const MOST_REPEATED: usize = 4_000_000;

/// Unpacks every part of an archive and counts, whatever it says about their lengths.
pub fn packed(bytes: &[u8]) -> Result<Packed, SheetError> {
    let end = (0..=bytes.len().saturating_sub(END))
        .rev()
        .take(usize::from(u16::MAX) + 1)
        .find(|at| bytes[*at..].starts_with(b"PK\x05\x06"))
        .ok_or(SheetError::Damaged)?;
    let count = two(bytes, end + 10)?;
    let mut at = four(bytes, end + 16)?;
    let mut left = MOST_TEXT;
    let mut kind = None;
    for _ in 0..count {
        if !bytes
            .get(at..)
            .is_some_and(|rest| rest.starts_with(b"PK\x01\x02"))
        {
            return Err(SheetError::Damaged);
        }
        let method = two(bytes, at + 10)?;
        let (length, head) = (four(bytes, at + 20)?, four(bytes, at + 42)?);
        let name_length = two(bytes, at + 28)?;
        let name = part(bytes, at + ENTRY, name_length)?;
        at += ENTRY + name_length + two(bytes, at + 30)? + two(bytes, at + 32)?;
        let start = head + HEAD + two(bytes, head + 26)? + two(bytes, head + 28)?;
        let data = part(bytes, start, length)?;
        match name {
            b"xl/workbook.xml" => kind = Some(Packed::Xlsx),
            b"content.xml" => {
                kind = kind.or(Some(Packed::Ods));
                repeats(&unpacked(data, method, left)?)?;
            }
            _ => {}
        }
        left -= count_of(data, method, left)?;
    }
    kind.ok_or(SheetError::NotASheet)
}

/// How many bytes a part has; an error if more than are left.
fn count_of(data: &[u8], method: usize, left: usize) -> Result<usize, SheetError> {
    let mut buffer = [0_u8; 1 << 14];
    let mut sum = 0_usize;
    let mut reader: Box<dyn std::io::Read + '_> = match method {
        8 => Box::new(DeflateDecoder::new(data)),
        _ => Box::new(data),
    };
    loop {
        match reader.read(&mut buffer).map_err(|_| SheetError::Damaged)? {
            0 => return Ok(sum),
            read => sum += read,
        }
        if sum > left {
            return Err(SheetError::TooLarge);
        }
    }
}

fn unpacked(data: &[u8], method: usize, left: usize) -> Result<Vec<u8>, SheetError> {
    count_of(data, method, left)?;
    let mut out = Vec::new();
    if method == 8 {
        DeflateDecoder::new(data)
            .read_to_end(&mut out)
            .map_err(|_| SheetError::Damaged)?;
    } else {
        out.extend_from_slice(data);
    }
    Ok(out)
}

/// Adds up how many cells the repetitions of an `.ods` come to. Empty rows at the end, of which
/// LibreOffice writes a million, cost nothing.
fn repeats(content: &[u8]) -> Result<(), SheetError> {
    let (mut cells, mut width, mut row_width) = (0_usize, 1_usize, 0_usize);
    let (mut empty_rows, mut rows, mut has_text) = (0_usize, 1_usize, false);
    let content = String::from_utf8_lossy(content);
    for tag in content.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let number = |key: &str| -> usize {
            let Some((_, rest)) = tag.split_once(key) else {
                return 1;
            };
            let digits = rest.trim_start_matches(['=', '"', '\'', ' ']);
            let digits = digits.split(['"', '\'']).next().unwrap_or_default();
            digits.trim().parse().unwrap_or(usize::MAX)
        };
        let name = tag
            .split([' ', '\n', '\t', '\r', '/'])
            .next()
            .unwrap_or_default();
        if tag.starts_with("/table:table-row") {
            if has_text {
                width = width.max(row_width);
                cells = cells.saturating_add(rows.saturating_add(empty_rows).saturating_mul(width));
                empty_rows = 0;
            } else {
                empty_rows = empty_rows.saturating_add(rows);
            }
        } else if name == "table:table-row" {
            rows = number("number-rows-repeated");
            (row_width, has_text) = (0, false);
        } else if name == "table:table-cell" || name == "table:covered-table-cell" {
            let repeated = number("number-columns-repeated");
            if tag.contains("value-type") || tag.contains("formula") {
                has_text = true;
                row_width = row_width.saturating_add(repeated);
            } else if !tag.is_empty() {
                // Empty cells count only before one with a text; LibreOffice fills the rest of a row.
                row_width = row_width.saturating_add(repeated.min(super::MOST_COLUMNS));
            }
        } else if name == "table:table" {
            (empty_rows, width) = (0, 1);
        }
        if cells > MOST_REPEATED {
            return Err(SheetError::TooLarge);
        }
    }
    Ok(())
}

/// Refuses an `.xls` that claims more rows or columns than the format has: the library would make
/// room for all of them.
pub fn compound(bytes: &[u8]) -> Result<(), SheetError> {
    // A compound file with a password has these streams, named in UTF-16.
    let names =
        |name: &str| -> Vec<u8> { name.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let has = |name: &str| {
        let name = names(name);
        bytes.windows(name.len()).any(|window| window == name)
    };
    if has("EncryptedPackage") {
        return Err(SheetError::Protected);
    }
    if has("WordDocument") || !(has("Workbook") || has("Book")) {
        return Err(SheetError::NotASheet);
    }
    // Record 0x0200, 14 bytes long: first and last row, first and last column, zero.
    for window in bytes.windows(18) {
        let is_record = window.starts_with(&[0x00, 0x02, 0x0E, 0x00]) && window.ends_with(&[0, 0]);
        if is_record && (four(window, 8)? > MOST_ROWS || two(window, 14)? > 256) {
            return Err(SheetError::TooLarge);
        }
    }
    Ok(())
}

fn part(bytes: &[u8], at: usize, length: usize) -> Result<&[u8], SheetError> {
    let end = at.checked_add(length).ok_or(SheetError::Damaged)?;
    bytes.get(at..end).ok_or(SheetError::Damaged)
}

/// Two bytes as a number, the lower first.
fn two(bytes: &[u8], at: usize) -> Result<usize, SheetError> {
    match part(bytes, at, 2)? {
        [low, high] => Ok(usize::from(u16::from_le_bytes([*low, *high]))),
        _ => Err(SheetError::Damaged),
    }
}

/// Four bytes as a number, the lowest first.
fn four(bytes: &[u8], at: usize) -> Result<usize, SheetError> {
    match part(bytes, at, 4)? {
        [a, b, c, d] => {
            usize::try_from(u32::from_le_bytes([*a, *b, *c, *d])).map_err(|_| SheetError::Damaged)
        }
        _ => Err(SheetError::Damaged),
    }
}
