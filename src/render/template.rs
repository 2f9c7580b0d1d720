//! What the template engine says of a template, as it is told to whoever wrote it: at the file and
//! the line of the theme, with the names that may have been meant.

use std::sync::Arc;

use serde_json::Value;
use tera::{Error, ErrorKind};

use super::poster::InLayout;
use super::{RenderFault, fold, place};
use crate::diagnostic::Words;
use crate::paths::InputPath;
use crate::source::{Source, Span};
use crate::theme::Theme;
use crate::words;
use crate::yaml::meant;

/// How a template names the built-in one in whose place it stands.
pub const BENEATH: &str = "built-in/";

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
        let report = Report::of(error);
        let message = match (&report, error.kind()) {
            (Some(report), _) => one_line(&report.message),
            (None, ErrorKind::MissingParent { parent, .. }) => {
                format!("Unknown template `{parent}`")
            }
            (None, _) => chain(error),
        };
        let (message, help) = self.said(&message);
        let place = match (&report, error.kind()) {
            (Some(report), _) => self.stretch(report),
            (None, ErrorKind::MissingParent { current, parent }) => self.quoted(current, parent),
            (
                None,
                ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. },
            ) => self.quoted(tpl, ""),
            _ => None,
        };
        let of = report
            .as_ref()
            .map_or(template, |report| Some(&report.file));
        let Words { zh, en } = message;
        let message = match of.filter(|of| !of.is_empty()) {
            Some(of) => words!("模板 {of} 有误：{zh}", "the template {of} fails: {en}"),
            None => words!("模板有误：{zh}", "a template is wrong: {en}"),
        };
        let help = help
            .unwrap_or_else(|| words!("按提示改正主题里的模板", "mend the template of the theme"));
        placed(RenderFault::new("template", message, help), place)
    }

    /// A page that has no place for the marks.
    pub fn without_marks(&self, template: &str) -> RenderFault {
        let fault = RenderFault::new(
            "template",
            words!(
                "模板 {template} 没有 <head> 或 <main>，提示条（演示、撤回）无处可放",
                "the template {template} has no <head> or no <main>, where the marks for readers belong"
            ),
            words!(
                "在模板里写上 <head> 和 <main>",
                "write <head> and <main> in the template"
            ),
        );
        let is_own = |name: &&str| self.theme.is_own(&format!("templates/{name}"));
        let own = [template, "base.html"].into_iter().find(is_own);
        let place = own.and_then(|own| self.quoted(own, ""));
        placed(fault, place)
    }

    /// What the engine says, in both languages, and what may be meant.
    fn said(&self, message: &str) -> (Words, Option<Words>) {
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
        if let Some((name, _)) = ticked("Unknown template `") {
            let names = self.theme.folder("templates").map(|(name, _)| name);
            return (
                words!("没有模板“{name}”", "there is no template `{name}`"),
                meant(name, names),
            );
        }
        (words!("{message}", "{message}"), None)
    }

    /// The text of a template as its author wrote it.
    fn source(&self, template: &str) -> Option<Source> {
        if let Some(template) = template.strip_prefix(BENEATH) {
            let within = format!("templates/{template}");
            let path = InputPath::new(format!("{}{within}", place::BUILT_IN));
            return Some(Source::new(path, Theme::built_in_text(&within)?));
        }
        place::source(self.theme, self.name, &format!("templates/{template}"))
    }

    /// Where a report points in the text as it was written: words were put in since, so columns
    /// are looked for again in the line.
    fn stretch(&self, report: &Report) -> Option<Span> {
        let source = self.source(&report.file)?;
        let folded = if report.file.ends_with(".html") {
            fold::words(&source.text, self.words)
        } else {
            source.text.to_string()
        };
        let (start, line) = line_of(&source.text, report.line)?;
        let (_, folded_line) = line_of(&folded, report.line)?;
        let before: String = folded_line.chars().take(report.column).collect();
        let wanted = folded_line.get(before.len()..).unwrap_or_default();
        let wanted: String = wanted.chars().take(report.width).collect();
        // The same stretch for as many times in the line as it stands before.
        let nth = before.matches(&wanted).count();
        let found = (!wanted.trim().is_empty())
            .then(|| line.match_indices(&wanted).nth(nth))
            .flatten();
        let range = if let Some((column, wanted)) = found {
            start + column..start + column + wanted.len()
        } else {
            let from = start + line.len() - line.trim_start().len();
            from..from + line.trim().len()
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

fn placed(mut fault: RenderFault, place: Option<Span>) -> RenderFault {
    fault.place = place.map(|span| {
        Box::new(InLayout {
            span,
            label: None,
            others: Vec::new(),
        })
    });
    fault
}

/// What the engine says of a stretch of a template.
struct Report {
    message: String,
    file: String,
    /// From one.
    line: usize,
    /// In characters, from nought.
    column: usize,
    width: usize,
}

impl Report {
    fn of(error: &Error) -> Option<Self> {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let at = report.span();
                let width = at.end_col.saturating_sub(at.start_col).max(1);
                Some(Report {
                    message: report.message().to_owned(),
                    file: report.filename().to_owned(),
                    line: at.start_line,
                    column: at.start_col,
                    width,
                })
            }
            // What shows when templates are put together comes drawn: the first is told.
            ErrorKind::Msg(drawn) => {
                let mut lines = drawn.lines();
                let message = lines.find_map(|line| line.strip_prefix("error: "))?;
                let place = lines.find_map(|line| line.trim().strip_prefix("--> "))?;
                let mut parts = place.rsplitn(3, ':');
                let mut number = || parts.next()?.parse::<usize>().ok();
                let (column, line) = (number()?, number()?);
                let marks = lines.find(|line| line.contains('^')).unwrap_or_default();
                Some(Report {
                    message: message.to_owned(),
                    file: parts.next()?.to_owned(),
                    line,
                    column: column.saturating_sub(1),
                    width: marks.matches('^').count().max(1),
                })
            }
            _ => None,
        }
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
