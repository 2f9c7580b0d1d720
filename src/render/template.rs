//! What the template engine says of a template, as it is told to whoever wrote it: at the file and
//! the line of the theme, with the names that may have been meant.

use std::sync::Arc;

use serde_json::Value;
use tera::{Error, ErrorKind, ReportError};

use super::poster::InLayout;
use super::{RenderFault, fold, place};
use crate::diagnostic::Words;
use crate::source::{Source, Span};
use crate::theme::Theme;
use crate::words;
use crate::yaml::meant;

/// Most names that a help lists.
const MOST_NAMES: usize = 24;

/// The theme whose templates are told of.
pub struct Told<'t> {
    /// Its files.
    pub theme: &'t Theme,
    /// Its name.
    pub name: &'t str,
    /// The words that were put into its templates.
    pub words: &'t Value,
}

impl Told<'_> {
    /// A fault of loading the templates, or of rendering the one of this name.
    pub fn fault(&self, template: Option<&str>, error: &Error) -> RenderFault {
        let report = match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Some(report),
            _ => None,
        };
        let (message, help) = report.map_or_else(
            || said(&chain(error)),
            |report| said(&one_line(report.message())),
        );
        let place = match (report, error.kind()) {
            (Some(report), _) => self.stretch(report),
            (None, ErrorKind::MissingParent { current, parent }) => self.quoted(current, parent),
            (None, ErrorKind::CircularExtend { tpl, .. })
            | (None, ErrorKind::CircularInclude { tpl, .. }) => self.quoted(tpl, ""),
            _ => None,
        };
        let of = report.map_or(template, |report| Some(report.filename()));
        let Words { zh, en } = message;
        let message = match of.filter(|of| !of.is_empty()) {
            Some(of) => words!("模板 {of} 有误：{zh}", "the template {of} fails: {en}"),
            None => words!("模板有误：{zh}", "a template is wrong: {en}"),
        };
        let mut fault = RenderFault::new(
            "template",
            message,
            help.unwrap_or_else(|| {
                words!("按提示改正主题里的模板", "mend the template of the theme")
            }),
        );
        fault.place = place.map(|span| {
            Box::new(InLayout {
                span,
                label: None,
                others: Vec::new(),
            })
        });
        fault
    }

    /// The text of a template as its author wrote it.
    fn source(&self, template: &str) -> Option<Source> {
        place::source(self.theme, self.name, &format!("templates/{template}"))
    }

    /// Where a report points in the text as it was written: words were put in since, so columns
    /// are looked for again in the line.
    fn stretch(&self, report: &ReportError) -> Option<Span> {
        let source = self.source(report.filename())?;
        let folded = if report.filename().ends_with(".html") {
            fold::words(&source.text, self.words)
        } else {
            source.text.to_string()
        };
        let at = report.span();
        let (start, line) = line_of(&source.text, at.start_line)?;
        let (begin, folded_line) = line_of(&folded, at.start_line)?;
        let end = at.range.end.min(begin + folded_line.len());
        let wanted = folded.get(at.range.start..end).unwrap_or_default();
        let before = folded.get(begin..at.range.start).unwrap_or_default();
        // The same stretch for as many times in the line as it stands before.
        let nth = before.matches(wanted).count();
        let found = (!wanted.is_empty())
            .then(|| line.match_indices(wanted).nth(nth))
            .flatten();
        let range = match found {
            Some((column, wanted)) => start + column..start + column + wanted.len(),
            None => {
                let kept = line.trim();
                let from = start + line.len() - line.trim_start().len();
                from..from + kept.len()
            }
        };
        Some(Span::new(&Arc::new(source), range))
    }

    /// Where a template names another in quotation marks; else its beginning.
    fn quoted(&self, template: &str, other: &str) -> Option<Span> {
        let source = self.source(template)?;
        let at = source
            .text
            .find(&format!("\"{other}\""))
            .filter(|_| !other.is_empty());
        let range = at.map_or(0..0, |at| at..at + other.len() + 2);
        Some(Span::new(&Arc::new(source), range))
    }
}

/// A line, counted from one, with where it begins.
fn line_of(text: &str, number: usize) -> Option<(usize, &str)> {
    let mut start = 0;
    for (at, line) in text.split('\n').enumerate() {
        if at + 1 == number {
            return Some((start, line));
        }
        start += line.len() + 1;
    }
    None
}

/// What the engine says, in both languages, and what may be meant.
fn said(message: &str) -> (Words, Option<Words>) {
    let ticked = |start: &str| {
        let rest = message.strip_prefix(start)?;
        rest.split_once('`')
    };
    let list = |rest: &str| -> Vec<String> {
        let names = rest.split_once(": ").map_or("", |(_, names)| names);
        names.split(", ").map(str::to_owned).collect()
    };
    for (start, zh, en) in [
        ("Variable `", "没有变量", "there is no variable"),
        ("Field `", "没有字段", "there is no field"),
    ] {
        if let Some((name, rest)) = ticked(start)
            && rest.starts_with(" is not defined")
        {
            let words = words!("{zh}“{name}”", "{en} `{name}`");
            return (words, near(name, &list(rest)));
        }
    }
    (words!("{message}", "{message}"), None)
}

/// The names that may have been meant, or all of a few.
fn near(name: &str, known: &[String]) -> Option<Words> {
    let known: Vec<&str> = known
        .iter()
        .map(String::as_str)
        .filter(|name| !name.is_empty())
        .collect();
    meant(name, known.iter().copied()).or_else(|| {
        let few = (1..=MOST_NAMES).contains(&known.len());
        let (zh, en) = (known.join("、"), known.join(", "));
        few.then(|| words!("这里有：{zh}", "there are: {en}"))
    })
}

/// An error with its causes.
fn chain(error: &Error) -> String {
    let mut message = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        message.push_str(": ");
        message.push_str(&cause.to_string());
        source = cause.source();
    }
    one_line(&message)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
