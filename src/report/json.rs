//! One JSON object for each diagnostic; its shape is described at [`super::draw`].

use serde::Serialize;

use super::{Language, keyword, visible};
use crate::diagnostic::{Diagnostic, Location};
use crate::paths::InputPath;
use crate::source::Span;

#[derive(Serialize)]
struct Object<'d> {
    severity: &'static str,
    code: &'static str,
    message: &'d str,
    path: Option<&'d str>,
    start: Option<Position>,
    end: Option<Position>,
    label: Option<&'d str>,
    others: Vec<Other<'d>>,
    help: Vec<&'d str>,
    fixes: Vec<Change<'d>>,
}

#[derive(Serialize)]
struct Change<'d> {
    start: usize,
    end: usize,
    with: &'d str,
}

#[derive(Serialize)]
struct Other<'d> {
    path: &'d str,
    start: Position,
    end: Position,
    label: &'d str,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
    offset: usize,
}

/// Draws one, with its line end.
pub(super) fn draw(diagnostic: &Diagnostic, language: Language) -> String {
    let span = match &diagnostic.location {
        Location::Span(span) => Some(span),
        Location::File(_) | Location::Nowhere => None,
    };
    let others = diagnostic.others.iter().map(|other| Other {
        path: other.span.source.path.as_str(),
        start: Position::start(&other.span),
        end: Position::end(&other.span),
        label: language.of(&other.words),
    });
    let object = Object {
        severity: keyword(diagnostic.severity),
        code: diagnostic.code,
        message: language.of(&diagnostic.message),
        path: diagnostic.path().map(InputPath::as_str),
        start: span.map(Position::start),
        end: span.map(Position::end),
        label: diagnostic.label.as_ref().map(|words| language.of(words)),
        others: others.collect(),
        help: diagnostic
            .help
            .iter()
            .map(|words| language.of(words))
            .collect(),
        fixes: diagnostic
            .fixes
            .iter()
            .map(|fix| Change {
                start: fix.range.start,
                end: fix.range.end,
                with: &fix.with,
            })
            .collect(),
    };
    // Strings and numbers in a structure always have a form in JSON.
    let text = serde_json::to_string(&object).unwrap_or_default();
    format!("{}\n", visible::json(&text))
}

impl Position {
    fn start(span: &Span) -> Self {
        let (line, column) = span.line_column();
        Position {
            line,
            column,
            offset: span.range.start,
        }
    }

    fn end(span: &Span) -> Self {
        Position::start(&span.end())
    }
}
