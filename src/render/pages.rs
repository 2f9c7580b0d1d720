//! HTML pages by Tera.

use serde::Serialize;
use tera::{Context, Tera, Value};

use super::around::{self, Around};
use super::marks::Marks;
use super::template::{BENEATH, Told};
use super::wording::{self, MarkWords};
use super::{RenderFault, Rendered, chat, fields, filters, fold, place};
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

/// As large as most pages are, in bytes.
const PAGE: usize = 24 * 1024;

/// Templates of a theme, ready to render.
pub struct Pages {
    tera: Tera,
    around: Around,
    theme: Theme,
    name: String,
    words: serde_json::Value,
    marks: MarkWords,
    zh: bool,
}

impl std::fmt::Debug for Pages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pages")
    }
}

impl Pages {
    /// Loads all templates in one call, and the words of the language.
    pub fn new(theme: &Theme, name: &str, language: Language) -> Result<Self, Diagnostics> {
        let mut tera = Tera::default();
        let zh = language == Language::Zh;
        filters::register(&mut tera, zh);
        let file = format!("words/{}.yaml", language.key());
        let words = wording::read(theme, name, &file)?;
        let marks = MarkWords::new(&words)
            .map_err(|message| wording::of_file(theme, name, &file, message))?;
        tera.global_context()
            .insert_value("w", Value::from_serializable(&words));
        let mut templates: Vec<(String, String)> = Vec::new();
        for (template, bytes) in theme.folder("templates") {
            let Ok(text) = std::str::from_utf8(bytes) else {
                let at = place::path(theme, name, &format!("templates/{template}"));
                let message = words!(
                    "模板有误：文件不是 UTF-8 编码",
                    "a template is wrong: the file is not in UTF-8"
                );
                let help = words!("把文件另存为 UTF-8 编码", "save the file in UTF-8");
                return Err(Diagnostic::error("template", at, message).help(help).into());
            };
            // As editors of other systems save it; lines are counted by `\n` alone.
            let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
            // Folding escapes for HTML.
            let text = if template.ends_with(".html") {
                fold::words(&text, &words)
            } else {
                text
            };
            templates.push((template.to_owned(), text));
        }
        let beneath = beneath(theme, &templates, &words);
        templates.extend(beneath);
        let loaded = tera.add_raw_templates(templates);
        let pages = Pages {
            around: Around::new(&tera),
            tera,
            theme: theme.clone(),
            name: name.to_owned(),
            words,
            marks,
            zh,
        };
        match loaded {
            Ok(()) => Ok(pages),
            Err(error) => {
                let at = InputPath::new(format!("themes/{name}/templates"));
                Err(pages.fault(None, &error).diagnostic(at).into())
            }
        }
    }

    /// A fault of loading the templates, or of rendering one.
    fn fault(&self, template: Option<&str>, error: &tera::Error) -> RenderFault {
        self.told().fault(template, error)
    }

    fn told(&self) -> Told<'_> {
        Told {
            theme: &self.theme,
            name: &self.name,
            words: &self.words,
        }
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
        marks: &Marks<'_>,
    ) -> Result<Rendered, RenderFault> {
        let context = self.context(template, view, marks)?;
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
        let rendered = rendered.map_err(|error| self.fault(Some(template), &error))?;
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
        marks: &Marks<'_>,
    ) -> Result<Rendered, RenderFault> {
        let mut context = self.context(template, view, marks)?;
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
        Ok(chat::text(
            view,
            &self.lines("chat.txt", view)?,
            &self.marks,
        ))
    }

    /// The words of a posting round for chat groups.
    ///
    /// # Errors
    ///
    /// The template fails on the view.
    pub fn round(&self, view: &RoundView) -> Result<String, RenderFault> {
        Ok(chat::of_round(
            view,
            &self.lines("round.txt", view)?,
            &self.marks,
        ))
    }

    /// What a template of plain lines makes of a view.
    fn lines(&self, template: &str, view: &impl Serialize) -> Result<String, RenderFault> {
        // A view is plain data: it always serialises.
        let mut plain = serde_json::to_value(view).unwrap_or_default();
        chat::clean(&mut plain);
        Context::from_serialize(&plain)
            .and_then(|context| self.tera.render(template, &context))
            .map_err(|error| self.fault(Some(template), &error))
    }

    /// The variables of a page: its view, with what its frame shares with other pages.
    fn context(
        &self,
        template: &str,
        view: &impl Serialize,
        marks: &Marks<'_>,
    ) -> Result<Context, RenderFault> {
        let shared = marks.frame().map(|frame| {
            let kept = self.around.of(&self.tera, frame);
            kept.map(|kept| (kept.frame(frame), kept.parts()))
        });
        let shared = shared
            .transpose()
            .map_err(|(template, error)| self.fault(Some(&template), &error))?;
        let (frame, parts) = shared.unzip();
        let mut context = fields::context(view, frame.map(|frame| ("frame", frame)))
            .map_err(|error| self.fault(Some(template), &error))?;
        if let Some(parts) = parts {
            context.insert_value(around::NAME, parts);
        }
        Ok(context)
    }

    fn put_in(
        &self,
        template: &str,
        mut context: Context,
        body: Option<&Body>,
        marks: &Marks<'_>,
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
        // Not as a text: what Tera writes would be checked for UTF-8 once more.
        let mut page = Vec::with_capacity(PAGE + html.len());
        self.tera
            .render_to(template, &context, &mut page)
            .map_err(|error| self.fault(Some(template), &error))?;
        let marked = marks
            .put_into(&page, &self.marks, self.zh)
            .ok_or_else(|| self.told().without_marks(template))?;
        Ok(marked.into())
    }
}

/// The built-in templates that some template asks for by `built-in/NAME`: so a theme can fill one
/// block of a page and leave the rest to the program.
fn beneath(
    theme: &Theme,
    templates: &[(String, String)],
    words: &serde_json::Value,
) -> Vec<(String, String)> {
    let asked = |name: &str| templates.iter().any(|(_, text)| text.contains(name));
    theme
        .folder("templates")
        .filter(|(name, _)| theme.is_own(&format!("templates/{name}")))
        .filter_map(|(name, _)| {
            let built_in = Theme::built_in_text(&format!("templates/{name}"))?;
            let name = format!("{BENEATH}{name}");
            asked(&format!("\"{name}\"")).then(|| (name, fold::words(built_in, words)))
        })
        .collect()
}
