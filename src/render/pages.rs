//! HTML pages by Tera.

use serde::Serialize;
use tera::{Context, Tera, Value};

use super::marks::Marks;
use super::{RenderFault, Rendered, chat, filters, fold};
use crate::config::Language;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::markdown::{self, Targets};
use crate::paths::InputPath;
use crate::plan::view::Body;
use crate::plan::view::feed::FeedView;
use crate::plan::view::round::RoundView;
use crate::plan::view::share::{ChatView, ShareView};
use crate::theme::Theme;
use crate::words;

/// Templates of a theme, ready to render.
pub struct Pages {
    tera: Tera,
    words: serde_json::Value,
}

impl std::fmt::Debug for Pages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pages")
    }
}

impl Pages {
    /// Loads all templates in one call, and the words of the language.
    pub fn new(theme: &Theme, name: &str, language: Language) -> Result<Self, Diagnostics> {
        let mut diagnostics = Diagnostics::new();
        let mut tera = Tera::default();
        filters::register(&mut tera, language == Language::Zh);
        let words = read_words(theme, name, &format!("words/{}.yaml", language.key()))?;
        tera.global_context()
            .insert_value("w", Value::from_serializable(&words));
        let templates: Vec<(&str, String)> = theme
            .folder("templates")
            .filter_map(|(name, bytes)| {
                let text = std::str::from_utf8(bytes).ok()?;
                // Folding escapes for HTML.
                let folded = name.ends_with(".html");
                let text = if folded {
                    fold::words(text, &words)
                } else {
                    text.to_owned()
                };
                Some((name, text))
            })
            .collect();
        if let Err(error) = tera.add_raw_templates(templates) {
            let detail = full_message(&error);
            diagnostics.push(
                Diagnostic::error(
                    "template",
                    InputPath::new(format!("themes/{name}/templates")),
                    words!("模板有误：{detail}", "a template is wrong: {detail}"),
                )
                .help(words!("按提示改正模板", "mend the template as told")),
            );
            return Err(diagnostics);
        }
        Ok(Pages { tera, words })
    }

    /// A word of the language, by its keys; the last of these where a theme has no such word.
    pub fn word<'w>(&'w self, keys: &[&'w str]) -> &'w str {
        let found = keys
            .iter()
            .try_fold(&self.words, |words, key| words.get(key));
        let last = keys.last().copied().unwrap_or_default();
        found.and_then(serde_json::Value::as_str).unwrap_or(last)
    }

    /// Renders a template with a view, and puts in the marks.
    ///
    /// # Errors
    ///
    /// The template fails on the view, or has no `<head>` or `<main`.
    pub fn render(
        &self,
        template: &str,
        view: &impl Serialize,
        body: Option<&Body>,
        marks: &Marks,
    ) -> Result<Rendered, RenderFault> {
        let context = Context::from_serialize(view)
            .map_err(|error| fault(template, &full_message(&error)))?;
        self.put_in(template, context, body, marks)
    }

    /// Renders a page that is none of the site: no mark and no policy is put in.
    ///
    /// # Errors
    ///
    /// The template fails on the view.
    pub fn alone(&self, template: &str, view: &impl Serialize) -> Result<Vec<u8>, RenderFault> {
        let rendered =
            Context::from_serialize(view).and_then(|context| self.tera.render(template, &context));
        let rendered = rendered.map_err(|error| fault(template, &full_message(&error)))?;
        Ok(rendered.into_bytes())
    }

    /// An Atom feed. What XML cannot hold is left out, and each text is in one line.
    ///
    /// # Errors
    ///
    /// The template fails on the view.
    pub fn feed(&self, view: &FeedView) -> Result<Vec<u8>, RenderFault> {
        let mut feed = self.lines("feed.xml", view)?;
        feed.retain(|c| !matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'));
        Ok(feed.into_bytes())
    }

    /// Renders a page that may also show words for chat groups.
    ///
    /// # Errors
    ///
    /// A template fails on the view, or has no `<head>` or `<main`.
    pub fn sharing(
        &self,
        template: &str,
        view: &impl Serialize,
        body: Option<&Body>,
        share: Option<&ShareView>,
        marks: &Marks,
    ) -> Result<Rendered, RenderFault> {
        let mut context = Context::from_serialize(view)
            .map_err(|error| fault(template, &full_message(&error)))?;
        if let Some(share) = share {
            context.insert("chat_text", &self.chat(&share.chat)?);
        }
        self.put_in(template, context, body, marks)
    }

    /// The words of a record for chat groups.
    ///
    /// # Errors
    ///
    /// The template fails on the view.
    pub fn chat(&self, view: &ChatView) -> Result<String, RenderFault> {
        Ok(chat::text(view, &self.lines("chat.txt", view)?))
    }

    /// The words of a posting round for chat groups.
    ///
    /// # Errors
    ///
    /// The template fails on the view.
    pub fn round(&self, view: &RoundView) -> Result<String, RenderFault> {
        Ok(chat::of_round(view, &self.lines("round.txt", view)?))
    }

    /// What a template of plain lines makes of a view.
    fn lines(&self, template: &str, view: &impl Serialize) -> Result<String, RenderFault> {
        // A view is plain data: it always serialises.
        let mut plain = serde_json::to_value(view).unwrap_or_default();
        chat::clean(&mut plain);
        Context::from_serialize(&plain)
            .and_then(|context| self.tera.render(template, &context))
            .map_err(|error| fault(template, &full_message(&error)))
    }

    fn put_in(
        &self,
        template: &str,
        mut context: Context,
        body: Option<&Body>,
        marks: &Marks,
    ) -> Result<Rendered, RenderFault> {
        let html = body.map_or_else(String::new, |body| {
            markdown::to_html(
                &body.text,
                &Targets {
                    links: &body.links,
                    pictures: &body.pictures,
                },
            )
        });
        context.insert_value("body_html", Value::safe_string(&html));
        let page = self
            .tera
            .render(template, &context)
            .map_err(|error| fault(template, &full_message(&error)))?;
        let marked = marks
            .put_into(&page)
            .ok_or_else(|| RenderFault::new(
                "template",
                words!(
                    "模板 {template} 没有 <head> 或 <main>，提示条（演示、撤回）无处可放",
                    "the template {template} has no <head> or no <main>, where the marks for readers belong"
                ),
                words!(
                    "在模板里写上 <head> 和 <main>",
                    "write <head> and <main> in the template"
                ),
            ))?;
        Ok(marked.into())
    }
}

fn fault(template: &str, detail: &str) -> RenderFault {
    RenderFault::new(
        "template",
        words!(
            "模板 {template} 有误：{detail}",
            "the template {template} fails: {detail}"
        ),
        words!("按提示改正主题里的模板", "mend the template of the theme"),
    )
}

/// A file of words of the theme.
pub(super) fn read_words(
    theme: &Theme,
    name: &str,
    file: &str,
) -> Result<serde_json::Value, Diagnostics> {
    let read = theme
        .text(file)
        .ok_or_else(|| "missing".to_owned())
        .and_then(|text| {
            serde_yaml::from_str::<serde_json::Value>(text)
                .map_err(|error| error.without_snippet().to_string())
        });
    read.map_err(|detail| {
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(
            Diagnostic::error(
                "theme-words",
                InputPath::new(format!("themes/{name}/{file}")),
                words!(
                    "读不出主题的词语：{detail}",
                    "cannot read the words of the theme: {detail}"
                ),
            )
            .help(words!("按提示改正文件", "mend the file as told")),
        );
        diagnostics
    })
}

/// An error with its causes, in one line. The template engine draws its errors over several lines:
/// only the words and the place are taken.
fn full_message(error: &tera::Error) -> String {
    let text = error.to_string();
    let words = text.lines().next().unwrap_or_default();
    let mut message = words.trim_start_matches("error: ").to_owned();
    if let Some(place) = text
        .lines()
        .find_map(|line| line.trim().strip_prefix("--> "))
    {
        message = format!("{place}: {message}");
    }
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        message.push_str(": ");
        message.push_str(&cause.to_string());
        source = cause.source();
    }
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}
