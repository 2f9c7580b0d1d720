//! One line for each diagnostic: `path:line:col: error[code]: message`.

use super::{Language, keyword, visible};
use crate::diagnostic::{Diagnostic, Location};

/// Draws one, with its line end.
pub(super) fn draw(diagnostic: &Diagnostic, language: Language) -> String {
    let place = match &diagnostic.location {
        Location::Span(span) => {
            let (line, column) = span.line_column();
            format!(
                "{}:{line}:{column}: ",
                visible::line(span.source.path.as_str())
            )
        }
        Location::File(path) => format!("{}: ", visible::line(path.as_str())),
        Location::Nowhere => String::new(),
    };
    let severity = keyword(diagnostic.severity);
    let message = visible::line(language.of(&diagnostic.message));
    format!("{place}{severity}[{}]: {message}\n", diagnostic.code)
}
