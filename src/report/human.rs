//! A diagnostic in full: its message, the lines of the source with the stretch underlined, help.

use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::renderer::{self, DecorStyle, Renderer};
use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Snippet};

use super::{Language, Style, chinese, keyword, visible};
use crate::diagnostic::{Diagnostic, Location, Severity};
use crate::source::{Source, Span};

/// Most lines between two stretches that are drawn as one snippet. The renderer looks at every line
/// that it is given, of which a large file has many.
const NEAR: usize = 200;

/// Narrowest width that leaves room for a trimmed line.
const NARROWEST: usize = 40;

/// Draws one, with its last line end.
pub(super) fn draw(diagnostic: &Diagnostic, style: &Style) -> String {
    let mut out = title(diagnostic, style);
    let helps: Vec<String> = diagnostic
        .help
        .iter()
        .map(|words| help(&visible::line(style.language.of(words)), style))
        .collect();
    let windows = windows(diagnostic, style.language);
    if windows.is_empty() {
        if let Location::File(path) = &diagnostic.location {
            out.push_str("\n --> ");
            out.push_str(&visible::line(path.as_str()));
        }
        for help in helps {
            out.push_str("\n  = ");
            out.push_str(&help);
        }
        out.push('\n');
        return out;
    }
    let file = match &diagnostic.location {
        Location::File(path) => Some(Origin::path(visible::line(path.as_str()).into_owned())),
        Location::Span(_) | Location::Nowhere => None,
    };
    let elements = file
        .map(Element::from)
        .into_iter()
        .chain(windows.into_iter().map(Window::into_element));
    let group = Group::with_level(level(diagnostic.severity))
        .elements(elements)
        .elements(
            helps
                .into_iter()
                .map(|help| Element::from(Level::HELP.no_name().message(help))),
        );
    let renderer = if style.color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer
        .hyperlink(false)
        .decor_style(DecorStyle::Ascii)
        .term_width(style.width.max(NARROWEST));
    out.push('\n');
    out.push_str(&renderer.render(&[group]));
    out.push('\n');
    out
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

/// The first line. The renderer cannot write it, since it knows only the ASCII colon.
fn title(diagnostic: &Diagnostic, style: &Style) -> String {
    let code = diagnostic.code;
    let (head, colon) = match style.language {
        Language::Zh => (format!("{}[{code}]", chinese(diagnostic.severity)), "："),
        Language::En => (format!("{}[{code}]", keyword(diagnostic.severity)), ": "),
    };
    let message = visible::line(style.language.of(&diagnostic.message));
    let paint = match diagnostic.severity {
        Severity::Error => renderer::DEFAULT_ERROR_STYLE,
        Severity::Warning => renderer::DEFAULT_WARNING_STYLE,
        Severity::Note => renderer::DEFAULT_NOTE_STYLE,
    };
    let strong = renderer::DEFAULT_EMPHASIS_STYLE;
    format!(
        "{}{}",
        painted(&head, paint, style),
        painted(&format!("{colon}{message}"), strong, style)
    )
}

fn help(words: &str, style: &Style) -> String {
    let (word, colon) = match style.language {
        Language::Zh => ("帮助", "："),
        Language::En => ("help", ": "),
    };
    format!(
        "{}{colon}{words}",
        painted(word, renderer::DEFAULT_HELP_STYLE, style)
    )
}

fn painted(words: &str, paint: renderer::Style, style: &Style) -> String {
    if style.color {
        format!("{paint}{words}{paint:#}")
    } else {
        words.to_owned()
    }
}

/// What to show of the sources: first the stretch itself with those near it.
fn windows(diagnostic: &Diagnostic, language: Language) -> Vec<Window> {
    let label = |words| visible::line(language.of(words)).into_owned();
    let mut windows: Vec<Window> = Vec::new();
    if let Location::Span(span) = &diagnostic.location {
        let label = diagnostic.label.as_ref().map(label);
        windows.push(Window::new(span, AnnotationKind::Primary, label));
    }
    for other in &diagnostic.others {
        let label = Some(label(&other.words));
        match windows.iter_mut().find(|window| window.takes(&other.span)) {
            Some(window) => window.add(&other.span, AnnotationKind::Context, label),
            None => windows.push(Window::new(&other.span, AnnotationKind::Context, label)),
        }
    }
    windows
}

/// Some lines of one source and what is marked in them.
struct Window {
    source: Arc<Source>,
    /// Whole lines, without the last line end.
    range: Range<usize>,
    marks: Vec<(Range<usize>, AnnotationKind, Option<String>)>,
}

impl Window {
    fn new(span: &Span, kind: AnnotationKind, label: Option<String>) -> Self {
        Window {
            source: Arc::clone(&span.source),
            range: whole_lines(&span.source.text, &span.range),
            marks: vec![(span.range.clone(), kind, label)],
        }
    }

    /// Whether a stretch is in the same source and not far from what is there.
    fn takes(&self, span: &Span) -> bool {
        let same = Arc::ptr_eq(&self.source, &span.source) || self.source == span.source;
        let both = self.range.start.min(span.range.start)..self.range.end.max(span.range.end);
        same && self.source.text[both].split('\n').take(NEAR + 1).count() <= NEAR
    }

    fn add(&mut self, span: &Span, kind: AnnotationKind, label: Option<String>) {
        let lines = whole_lines(&self.source.text, &span.range);
        self.range = self.range.start.min(lines.start)..self.range.end.max(lines.end);
        self.marks.push((span.range.clone(), kind, label));
    }

    fn into_element(self) -> Element<'static> {
        let text = &self.source.text;
        let first_line = text[..self.range.start]
            .bytes()
            .filter(|&byte| byte == b'\n')
            .count()
            + 1;
        let shown = visible::source(&text[self.range.clone()]).into_owned();
        // Characters that were made visible take other numbers of bytes than they did.
        let moved = |at: usize| visible::source(&text[self.range.start..at]).len();
        let marks: Vec<Annotation<'static>> = self
            .marks
            .iter()
            .map(|(range, kind, label)| {
                // A line end at the end would draw the stretch into the next line.
                let ends = text[range.clone()].trim_end_matches('\n').len();
                let range = range.start..range.start + ends;
                kind.span(moved(range.start)..moved(range.end))
                    .label(label.clone())
            })
            .collect();
        Snippet::source(shown)
            .path(visible::line(self.source.path.as_str()).into_owned())
            .line_start(first_line)
            .annotations(marks)
            .into()
    }
}

/// The lines that a stretch touches, without the last line end.
fn whole_lines(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[range.end..]
        .find('\n')
        .map_or(text.len(), |at| range.end + at);
    start..end
}
