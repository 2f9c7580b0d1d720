//! A sheet as text that opens in WPS and Excel: UTF-8 with a byte order mark, commas, and line ends of
//! Windows; no cell is a formula.

use super::Sheet;
use crate::sheet::push_line;

/// Tells WPS and Excel that the text is UTF-8.
const MARK: &str = "\u{FEFF}";

impl Sheet {
    /// The sheet as text.
    pub fn to_text(&self) -> String {
        let mut text = MARK.to_owned();
        for line in &self.lines {
            push_line(&mut text, line.cells.iter().map(String::as_str));
        }
        text
    }
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
