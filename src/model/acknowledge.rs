//! Answers to warnings: an author who has a reason says so, and the warning is not repeated.

use super::keys;
use crate::diagnostic::codes::{EXPLAINED, WARNINGS};
use crate::words;
use crate::yaml::{Fault, Node, Reader, meant};

/// Reads the answers: code and reason.
pub fn read(reader: &mut Reader<'_>, node: &Node) -> Vec<(String, String)> {
    let mut answers = Vec::new();
    for item in reader.items(node) {
        let (code, reason) = if let Some(line) = item.scalar() {
            let (written, reason) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            let reason = Some(reason.trim().to_owned()).filter(|reason| !reason.is_empty());
            (reader.parse(item, |_| code(written)), reason)
        } else {
            let Some(fields) =
                reader.fields(item, &[keys::ACKNOWLEDGE], "`headline-long 名称不能缩短`")
            else {
                continue;
            };
            if fields.get("code").is_none() {
                reader.missing(&item.range, keys::ACKNOWLEDGE[0], "headline-long");
            }
            (
                reader.parse_of(&fields, "code", code),
                reader.text_of(&fields, "reason"),
            )
        };
        match (code, reason) {
            (Some(code), Some(reason)) => answers.push((code, reason)),
            (Some(_), None) => reader.missing(&item.range, keys::ACKNOWLEDGE[1], "名称不能缩短"),
            (None, _) => {}
        }
    }
    answers
}

fn code(written: &str) -> Result<String, Fault> {
    let known = || WARNINGS.iter().chain(EXPLAINED).copied();
    if known().any(|code| code == written) {
        return Ok(written.to_owned());
    }
    let all = known().collect::<Vec<_>>().join(", ");
    let help = meant(written, known())
        .unwrap_or_else(|| words!("可以写：{all}", "expected one of: {all}"));
    Err(Fault::new(
        "unknown-word",
        words!(
            "“{written}”不是可以回应的警告",
            "`{written}` is no warning that can be answered"
        ),
    )
    .help(help))
}
