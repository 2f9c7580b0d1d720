//! A sheet as text that opens in WPS and Excel: UTF-8 with a byte order mark, commas, and line ends of
//! Windows; no cell is a formula.

use std::borrow::Cow;

use super::Sheet;

/// Tells WPS and Excel that the text is UTF-8.
const MARK: &str = "\u{FEFF}";

impl Sheet {
    /// The sheet as text.
    pub fn to_text(&self) -> String {
        let mut text = MARK.to_owned();
        for line in &self.lines {
            for (at, cell) in line.cells.iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                push(&mut text, &guarded(cell));
            }
            text.push_str("\r\n");
        }
        text
    }
}

/// Appends a cell, in quotes where it needs them.
fn push(text: &mut String, cell: &str) {
    let cell = cell.trim_start_matches('\u{FEFF}');
    if !cell.contains([',', '"', '\n', '\r', ';', '\t']) {
        text.push_str(cell);
        return;
    }
    text.push('"');
    for c in cell.chars() {
        if c == '"' {
            text.push('"');
        }
        text.push(c);
    }
    text.push('"');
}

/// A cell of which no program makes a formula: such a text gets the mark that keeps a text a text.
/// Numbers with a sign are left alone. `="3-1"`, by which exports say the same, becomes `'3-1`.
fn guarded(cell: &str) -> Cow<'_, str> {
    let inner = cell
        .trim()
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'));
    if let Some(inner) = inner.filter(|inner| !inner.contains('"')) {
        return format!("'{inner}").into();
    }
    let first = cell.trim_start().chars().next();
    let begins = first.is_some_and(|first| "=+-@＝＋－＠|".contains(first));
    let hides = cell.starts_with(['\t', '\r', '\n']);
    if !hides && (!begins || is_number(cell.trim())) {
        return cell.into();
    }
    format!("'{cell}").into()
}

fn is_number(text: &str) -> bool {
    let digits = text.trim_start_matches(['+', '-']);
    digits.len() + 1 >= text.len()
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// A text of ours that a sheet would take for a number or a day, such as the board `3-1`, marked as
/// text.
pub(super) fn as_text(text: &str) -> String {
    let is_bare = |c: char| c.is_ascii_digit() || "-/.:年月日 eE".contains(c);
    if text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(is_bare) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}
