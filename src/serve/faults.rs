//! What is wrong now: as a list in HTML, and as data for the message over a page.

use serde_json::{Value, json};

use super::html::Html;
use super::pages::preview;
use super::source::Round;
use crate::config::Language;
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Severity};
use crate::paths::InputPath;
use crate::report::{self, Format, Style};
use crate::source::Span;
use crate::words;

/// Most faults of the list: whoever has more mends these first.
const MOST_LISTED: usize = 500;
/// Most faults of the message over a page.
const MOST_TOLD: usize = 20;
/// Most characters of a line of the source before a marked stretch, in it and after it.
const LONGEST_PART: usize = 80;

/// All faults as HTML, by file; `found` come before those of the round.
pub(super) fn list(round: &Round, found: &Diagnostics) -> String {
    let mut all = found.clone();
    for fault in round.diagnostics.iter() {
        if !found.iter().any(|known| known == fault) {
            all.push(fault.clone());
        }
    }
    let all = report::covered(&all);
    let total = all.iter().count();
    let mut html = Html::default();
    if total == 0 {
        let none = words!("没有问题。", "Nothing is wrong.");
        html.raw(r#"<p class="gl-none">"#);
        html.text(&round.say(none)).raw("</p>");
        return html.into_string();
    }
    html.raw(r#"<p class="gl-count">"#);
    html.text(&report::summary(&all, 0, &style(round.language)))
        .raw("</p>");
    push_files(&mut html, round, &all);
    if total > MOST_LISTED {
        let more = total - MOST_LISTED;
        let words = words!("另有 {more} 条没有列出。", "{more} more are not listed.");
        html.raw(r#"<p class="gl-none">"#);
        html.text(&round.say(words)).raw("</p>");
    }
    html.into_string()
}

/// What a layout had to say, as HTML; empty if that is nothing.
pub(super) fn said(round: &Round, found: &Diagnostics) -> String {
    let mut html = Html::default();
    push_files(&mut html, round, &report::covered(found));
    html.into_string()
}

fn push_files(html: &mut Html, round: &Round, all: &Diagnostics) {
    let mut files: Vec<(Option<&InputPath>, Vec<&Diagnostic>)> = Vec::new();
    for fault in all.iter().take(MOST_LISTED) {
        let path = fault.path();
        match files.iter_mut().find(|(file, _)| *file == path) {
            Some((_, faults)) => faults.push(fault),
            None => files.push((path, vec![fault])),
        }
    }
    for (path, faults) in files {
        html.raw(r#"<section class="gl-file"><h2>"#);
        push_file(html, round, path);
        html.raw("</h2><ol>");
        for fault in faults {
            push_fault(html, round, fault);
        }
        html.raw("</ol></section>");
    }
}

/// The state as data for the script; sentences in the site's language.
pub(super) fn data(round: &Round, number: u64) -> Value {
    data_with(round, number, &Diagnostics::new())
}

/// The same with what is wrong with one output besides.
pub(super) fn data_with(round: &Round, number: u64, found: &Diagnostics) -> Value {
    let mut all = found.clone();
    all.extend_from(&round.diagnostics);
    let all = &all;
    let mut first = Diagnostics::new();
    for fault in of(all, Severity::Error).take(MOST_TOLD) {
        first.push(fault.clone());
    }
    // Covering looks through whole files: only what is told needs it.
    let told: Vec<Value> = report::covered(&first)
        .iter()
        .map(|fault| datum(round, fault))
        .collect();
    let errors = of(all, Severity::Error).count();
    let more = errors.saturating_sub(MOST_TOLD);
    let mut counted = Diagnostics::new();
    for fault in all.iter().filter(|d| d.severity != Severity::Note) {
        counted.push(fault.clone());
    }
    let word = |words| round.say(words);
    json!({
        "round": format!("{number:x}"),
        "errors": errors,
        "warnings": of(all, Severity::Warning).count(),
        "notes": of(all, Severity::Note).count(),
        "faults": told,
        "words": {
            "preview": word(preview()),
            "count": report::summary(&counted, 0, &style(round.language)),
            "hint": word(words!("改正并保存后，这里会自动更新。", "Mend and save: this goes away by itself.")),
            "more": (more > 0).then(|| word(words!("另有 {more} 个错误", "{more} more errors"))),
            "all": word(words!("问题清单", "All faults")),
            "fold": word(words!("收起", "Fold")),
            "gone": word(words!("预览已停止", "Preview has stopped")),
        },
    })
}

fn of(all: &Diagnostics, severity: Severity) -> impl Iterator<Item = &Diagnostic> {
    all.iter().filter(move |d| d.severity == severity)
}

fn datum(round: &Round, fault: &Diagnostic) -> Value {
    let at = span(fault).map(Span::line_column);
    let page = fault.path().and_then(|path| page_of(round, path));
    let help = fault.help.iter().map(|help| round.say(help.clone()));
    json!({
        "path": fault.path().map(InputPath::as_str),
        "line": at.map(|(line, _)| line),
        "column": at.map(|(_, column)| column),
        "place": span(fault).map(|span| place(round, span)),
        "page": page,
        "code": fault.code,
        "message": round.say(fault.message.clone()),
        "help": help.collect::<Vec<_>>(),
    })
}

fn span(fault: &Diagnostic) -> Option<&Span> {
    match &fault.location {
        Location::Span(span) => Some(span),
        Location::File(_) | Location::Nowhere => None,
    }
}

/// Line and column in words.
fn place(round: &Round, span: &Span) -> String {
    let (line, column) = span.line_column();
    round.say(words!(
        "第{line}行第{column}列",
        "line {line}, column {column}"
    ))
}

/// The page that a file becomes, if there is one.
fn page_of(round: &Round, path: &InputPath) -> Option<String> {
    Some(round.site.as_ref()?.address_of(path)?.encoded())
}

fn style(language: Language) -> Style {
    Style {
        format: Format::Short,
        language: match language {
            Language::Zh => report::Language::Zh,
            Language::En => report::Language::En,
        },
        color: false,
        width: 0,
    }
}

fn push_file(html: &mut Html, round: &Round, path: Option<&InputPath>) {
    let Some(path) = path else {
        html.text(&round.say(words!("整个网站", "The site as a whole")));
        return;
    };
    match page_of(round, path) {
        Some(page) => {
            html.raw(r#"<a href=""#).text(&page).raw(r#"">"#);
            html.path(path.as_str()).raw("</a>")
        }
        None => html.path(path.as_str()),
    };
}

fn push_fault(html: &mut Html, round: &Round, fault: &Diagnostic) {
    let (class, mark, word) = match fault.severity {
        Severity::Error => ("error", ERROR, words!("错误", "Error")),
        Severity::Warning => ("warning", WARNING, words!("警告", "Warning")),
        Severity::Note => ("note", NOTE, words!("提示", "Note")),
    };
    html.raw(r#"<li class="gl-fault gl-"#).raw(class);
    html.raw(r#""><p class="gl-meta"><b class="gl-mark"><svg viewBox="0 0 20 20" aria-hidden="true"><path d=""#);
    html.raw(mark).raw(r#""/></svg>"#);
    html.text(&round.say(word)).raw("</b> ");
    if let Some(span) = span(fault) {
        html.raw("<span>").text(&place(round, span)).raw("</span> ");
    }
    html.raw("<code>").text(fault.code).raw("</code></p>");
    html.raw(r#"<p class="gl-message">"#);
    html.sentence(&round.say(fault.message.clone()));
    html.raw("</p>");
    if let Some(span) = span(fault) {
        push_line(html, span);
    }
    if let Some(label) = &fault.label {
        html.raw(r#"<p class="gl-help">"#);
        html.sentence(&round.say(label.clone())).raw("</p>");
    }
    for other in &fault.others {
        html.raw(r#"<p class="gl-help">"#);
        let path = &other.span.source.path;
        if fault.path() != Some(path) {
            html.path(path.as_str()).raw(" ");
        }
        html.text(&place(round, &other.span));
        html.text(&round.say(words!("：", ": ")));
        html.sentence(&round.say(other.words.clone())).raw("</p>");
    }
    for help in &fault.help {
        html.raw(r#"<p class="gl-help"><b>"#);
        html.text(&round.say(words!("改法", "Fix"))).raw("</b> ");
        html.sentence(&round.say(help.clone())).raw("</p>");
    }
    html.raw("</li>");
}

/// Shapes of the severities: a triangle, a diamond, a circle.
const ERROR: &str = "m10 2 9 16H1zM9 8v5h2V8zM9 14.5v2h2v-2z";
const WARNING: &str = "m10 1 9 9-9 9-9-9zM9 5v6h2V5zM9 12.5v2h2v-2z";
const NOTE: &str = "M10 2a8 8 0 1 0 .01 0zM9 5v2h2V5zM9 8.5v6h2v-6z";

/// The line of the source with the stretch marked.
fn push_line(html: &mut Html, span: &Span) {
    let text = &span.source.text;
    let start = text[..span.range.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    // A stretch may go on over the next lines, or stand behind the last character.
    let (from, to) = (
        span.range.start,
        span.range.end.min(line_end).max(span.range.start),
    );
    let before = &text[start..from];
    let skipped = before.chars().count().saturating_sub(LONGEST_PART);
    let kept: String = before.chars().skip(skipped).collect();
    let short = |part: &str| {
        let kept: String = part.chars().take(LONGEST_PART).collect();
        if kept.len() < part.len() {
            kept + "…"
        } else {
            kept
        }
    };
    html.raw(r#"<p class="gl-line"><code>"#);
    html.raw(if skipped > 0 { "…" } else { "" }).text(&kept);
    html.raw("<mark>")
        .text(&short(&text[from..to]))
        .raw("</mark>");
    html.text(&short(&text[to..line_end])).raw("</code></p>");
}

/// All faults as plain text, for whoever asked for a file.
pub(super) fn plain(found: &Diagnostics, language: Language) -> String {
    report::draw(found, &style(language))
}
