//! Diagnostics as text: in full for people, in one line each for editors, as JSON for programs.
//!
//! Wording guide, for messages, labels and help alike:
//!
//! - A message stands alone in one line: what was found and what was expected.
//! - English begins in lower case and has no full stop; Chinese has no 。 at the end either.
//! - What a user wrote stands in backticks, shortened where it is long.
//! - Help is an order that the reader can follow and offers the nearest right word.
//! - Nothing is said by colour alone.
//! - Paths, codes and, outside the full form, severities are never translated.
//!
//! Whatever came from a file is written so that a terminal shows it and never obeys it.

mod cover;
mod human;
mod json;
mod sarif;
mod short;
mod visible;

use std::borrow::Cow;

pub use cover::covered;

use crate::diagnostic::{Diagnostics, Severity, Words};

/// How diagnostics are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// In full, with the lines of the source.
    Human,
    /// `path:line:col: error[code]: message`, one line each.
    Short,
    /// One SARIF 2.1.0 log.
    Sarif,
    /// One JSON object a line; see [`draw`].
    Json,
}

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Chinese.
    Zh,
    /// English.
    En,
}

/// How and in which language diagnostics are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// The form.
    pub format: Format,
    /// The language.
    pub language: Language,
    /// Whether the full form has colours; the other forms never do.
    pub color: bool,
    /// Columns of the terminal, to which the full form trims lines of the source.
    pub width: usize,
}

/// Draws all `diagnostics` in their order; ends with a line end unless there are none.
///
/// # JSON
///
/// One object a line, the keys always in this order and always there:
///
/// | key | value |
/// | --- | --- |
/// | `severity` | `error`, `warning` or `note` |
/// | `code` | for example `unknown-key` |
/// | `message` | in the chosen language |
/// | `path` | path in the site folder with `/`, or null |
/// | `start`, `end` | `{"line", "column", "offset"}`, or null without a stretch of text; lines and columns count from 1, columns in characters; the offset counts bytes of UTF-8 from 0; `end` is the place behind the last character |
/// | `label` | words at the stretch, or null |
/// | `others` | list of `{"path", "start", "end", "label"}` |
/// | `help` | list of sentences |
/// | `fixes` | list of `{"start", "end", "with"}`: what `gongshi fix` writes for which bytes |
///
/// Texts are exact, but characters that a terminal would obey are written as `\u001b`, and what is
/// private is [covered].
pub fn draw(diagnostics: &Diagnostics, style: &Style) -> String {
    let diagnostics = &covered(diagnostics);
    match style.format {
        Format::Human => {
            let drawn: Vec<String> = diagnostics
                .iter()
                .map(|diagnostic| human::draw(diagnostic, style))
                .collect();
            drawn.join("\n")
        }
        Format::Short => diagnostics
            .iter()
            .map(|d| short::draw(d, style.language))
            .collect(),
        Format::Sarif => sarif::draw(diagnostics, style.language),
        Format::Json => diagnostics
            .iter()
            .map(|d| json::draw(d, style.language))
            .collect(),
    }
}

/// A text with a picture for each character that a terminal would obey.
pub fn for_terminal(text: &str) -> Cow<'_, str> {
    visible::source(text)
}

/// `2 errors, 1 warning` or `2 个错误，1 个警告`; empty when there is nothing to count. Notes that
/// are not among the diagnostics are `untold`.
pub fn summary(diagnostics: &Diagnostics, untold: usize, style: &Style) -> String {
    let count = |severity| match severity {
        Severity::Note => diagnostics.count(severity) + untold,
        Severity::Error | Severity::Warning => diagnostics.count(severity),
    };
    let mut parts = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let count = count(severity);
        match style.language {
            _ if count == 0 => {}
            Language::Zh => parts.push(format!("{count} {}", counted(severity))),
            Language::En => {
                let plural = if count == 1 { "" } else { "s" };
                parts.push(format!("{count} {}{plural}", keyword(severity)));
            }
        }
    }
    parts.join(match style.language {
        Language::Zh => "，",
        Language::En => ", ",
    })
}

impl Language {
    /// The words in this language.
    fn of(self, words: &Words) -> &str {
        match self {
            Language::Zh => &words.zh,
            Language::En => &words.en,
        }
    }
}

/// The word of a severity that programs rely on.
fn keyword(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The Chinese word of a severity.
fn chinese(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "错误",
        Severity::Warning => "警告",
        Severity::Note => "提示",
    }
}

/// The Chinese word of a severity with its measure word.
fn counted(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "个错误",
        Severity::Warning => "个警告",
        Severity::Note => "条提示",
    }
}

#[cfg(test)]
mod tests;
