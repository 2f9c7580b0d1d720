//! What Typst says of a layout, as it is told to whoever wrote it: at the file of the theme, with
//! the calls that led there, and with the names that may have been meant.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use typst::diag::{Severity, SourceDiagnostic, Tracepoint};

use super::world::{self, PosterWorld};
use crate::diagnostic::{Diagnostic, Label, Location, Words};
use crate::paths::InputPath;
use crate::render::RenderFault;
use crate::render::place::BUILT_IN;
use crate::source::Span;
use crate::theme::Theme;
use crate::words;
use crate::yaml::meant;

/// Most calls that are told.
const MOST_CALLS: usize = 5;
/// Most names that a help lists.
const MOST_NAMES: usize = 24;

/// A fault of a whole file of the theme.
pub fn of_file(at: InputPath, message: Words) -> Box<Diagnostic> {
    let found = Diagnostic::error("poster-theme", at, message);
    Box::new(found.help(words!("按提示改正主题", "mend the theme as told")))
}

/// Where in the layouts a fault is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InLayout {
    /// The stretch: in the site's own file, if one led to the fault.
    pub span: Span,
    /// What is there, if it only led to the fault.
    pub label: Option<Words>,
    /// The stretches that led there.
    pub others: Vec<Label>,
}

/// What Typst doubts in a layout of the site's own. It is kept for builds in which the poster stays
/// as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// Layout and bytes; none if it is about all.
    place: Option<(String, usize, usize)>,
    /// What, in Chinese and English.
    message: [String; 2],
    /// What to do, each in Chinese and English.
    help: Vec<[String; 2]>,
}

/// The first error of a layout or of the export.
pub fn fault(world: &PosterWorld, errors: &[SourceDiagnostic]) -> RenderFault {
    let first = errors
        .iter()
        .find(|error| error.severity == Severity::Error)
        .or(errors.first());
    let Some(first) = first else {
        return layout(
            words!("没有说明原因", "no reason is given"),
            Vec::new(),
            None,
        );
    };
    // The message begins with the standards that forbid it: `PDF/A-2b, PDF/UA-1 error: the text …`.
    if let Some((_, text)) = first.message.split_once("error: the text ") {
        let text = text.split(" could not be").next().unwrap_or(text);
        let text = text.trim_matches(['`', '"']);
        return RenderFault::new(
            "missing-glyph",
            words!(
                "海报字体里没有“{text}”",
                "the poster fonts have no `{text}`"
            ),
            words!(
                "换一个字，或在主题的 fonts 里放一个有这个字的字体",
                "use another character, or put a font that has it into `fonts` of the theme"
            ),
        );
    }
    let (message, mut help) = said(world, first);
    let place = in_layout(world, first);
    if let Some(place) = &place
        && let Some(file) = place.span.source.path.as_str().strip_prefix(BUILT_IN)
    {
        help.push(of_built_in(world, file));
    }
    layout(message, help, place)
}

fn layout(message: Words, help: Vec<Words>, place: Option<InLayout>) -> RenderFault {
    let Words { zh, en } = message;
    let mut fault = RenderFault::new(
        "poster-layout",
        words!("海报版式出错：{zh}", "the poster layout fails: {en}"),
        words!("改正主题里的版式", "mend the layout of the theme"),
    );
    if !help.is_empty() {
        fault.help = help;
    }
    fault.place = place.map(Box::new);
    fault
}

/// What Typst warns of in files of the site's own. Of the built-in ones nobody could mend it.
pub fn doubts(world: &PosterWorld, warnings: &[SourceDiagnostic]) -> Vec<Doubt> {
    let doubt = |warning: &SourceDiagnostic| {
        let place = world.place(warning.span);
        let is_own = match &place {
            Some((file, range)) => world.kit().stretch(file, range.clone())?.1,
            None => world.kit().has_own(),
        };
        let both = |words: Words| [words.zh, words.en];
        let (message, help) = said(world, warning);
        is_own.then(|| Doubt {
            place: place.map(|(file, range)| (file, range.start, range.end)),
            message: both(message),
            help: help.into_iter().map(both).collect(),
        })
    };
    warnings.iter().filter_map(doubt).collect()
}

impl Doubt {
    /// As a warning of the theme `name`.
    pub fn diagnostic(&self, theme: &Theme, name: &str) -> Diagnostic {
        let at = self.place.as_ref().and_then(|(file, start, end)| {
            let source = world::source_of(theme, name, file)?;
            Some(Location::Span(Span::new(&source.into(), *start..*end)))
        });
        let folder = || Location::File(InputPath::new(format!("themes/{name}/posters")));
        let [zh, en] = &self.message;
        let message = words!(
            "海报版式可能有误：{zh}",
            "the poster layout may be wrong: {en}"
        );
        let mut found = Diagnostic::warning("layout-doubt", at.unwrap_or_else(folder), message);
        for [zh, en] in &self.help {
            found = found.help(words!("{zh}", "{en}"));
        }
        found
    }
}

/// Where an error is, and the calls that led there. What someone can change goes first: the
/// innermost place in a file of the site's own.
fn in_layout(world: &PosterWorld, error: &SourceDiagnostic) -> Option<InLayout> {
    let here = (
        world.place(error.span),
        words!("错在这里", "this is what fails"),
    );
    let calls = error.trace.iter().map(|call| {
        let words = match &call.v {
            Tracepoint::Call(Some(name)) => {
                words!("从这里调用 {name}", "`{name}` is called here")
            }
            Tracepoint::Call(None) => words!("从这里调用", "the function is called here"),
            Tracepoint::Show(name) => {
                words!("在这里显示 {name}", "`{name}` is shown here")
            }
            Tracepoint::Import(name) | Tracepoint::Include(name) => {
                words!("从这里导入 {name}", "`{name}` is imported here")
            }
        };
        (world.place(call.span), words)
    });
    let mut places: Vec<(Span, bool, Words)> = Vec::new();
    for (place, words) in std::iter::once(here).chain(calls) {
        let Some((file, range)) = place else { continue };
        let Some((span, is_own)) = world.kit().stretch(&file, range) else {
            continue;
        };
        if !places.iter().any(|(known, ..)| *known == span) {
            places.push((span, is_own, words));
        }
    }
    let first = places.iter().position(|(_, is_own, _)| *is_own);
    let (span, _, words) = places.get(first.unwrap_or(0))?.clone();
    let others = places.iter().enumerate().filter(|(at, (_, is_own, _))| {
        // Of built-in files only what fails is told, unless nothing else is there.
        *at != first.unwrap_or(0) && (*is_own || *at == 0 || first.is_none())
    });
    let others = others.map(|(_, (span, _, words))| Label {
        span: span.clone(),
        words: words.clone(),
    });
    let hints = error.hints.iter().filter_map(|hint| {
        let (file, range) = world.place(hint.span)?;
        let (span, _) = world.kit().stretch(&file, range)?;
        let hint = &hint.v;
        let words = words!("{hint}", "{hint}");
        Some(Label { span, words })
    });
    Some(InLayout {
        span,
        label: first.filter(|at| *at > 0).map(|_| words),
        others: others.take(MOST_CALLS).chain(hints).collect(),
    })
}

fn of_built_in(world: &PosterWorld, file: &str) -> Words {
    if world.kit().has_own() {
        words!(
            "{file} 是程序自带的，多半是主题自己的版式给了它不对的内容；也可以在主题里放一个同名文件代替它",
            "{file} is built in: most likely a layout of the theme hands it what it cannot use; a file of the same name in the theme takes its place"
        )
    } else {
        words!(
            "{file} 是程序自带的，这是程序的错误，请报告给开发者",
            "{file} is built in: this is a fault of the program, please report it"
        )
    }
}

/// What Typst says in words of both languages, and what to do about it.
fn said(world: &PosterWorld, found: &SourceDiagnostic) -> (Words, Vec<Words>) {
    let text = found.message.as_str();
    let mut help = Vec::new();
    let message = if let Some(key) = text.strip_prefix("dictionary does not contain key ") {
        let key = key.trim_start_matches('"').split('"').next().unwrap_or(key);
        let fields = fields(world);
        match fields.get(key) {
            Some(owners) if !owners.is_empty() => {
                let owners = owners.join("`、`");
                let en = owners.replace('、', ", ");
                let zh = owners.replace('`', "");
                help.push(words!("“{key}”在 {zh} 里", "`{key}` is in `{en}`"));
            }
            _ => help.extend(meant(key, fields.keys().map(String::as_str))),
        }
        words!("没有字段“{key}”", "there is no field `{key}`")
    } else if let Some(name) = text.strip_prefix("unknown variable: ") {
        help.extend(meant(name, world.kit().definitions()));
        words!(
            "没有名为“{name}”的变量或函数",
            "there is no variable or function `{name}`"
        )
    } else if text == "unresolved import" {
        let name = written(world, found);
        help.extend(meant(&name, world.kit().definitions()));
        words!(
            "导入的文件里没有“{name}”",
            "the imported file has no `{name}`"
        )
    } else if let Some(path) = text.strip_prefix("file not found (searched at ") {
        missing_file(world, path.trim_end_matches(')'), &mut help)
    } else if text.ends_with("(there are no packages)") {
        help.push(words!(
            "把需要的部分抄进主题的 posters/",
            "copy what you need of it into `posters/` of the theme"
        ));
        words!("版式不能使用 Typst 软件包", "layouts cannot use packages")
    } else if text == "type none has no field"
        || text.starts_with("cannot access fields on type none")
    {
        help.push(words!(
            "先判断：if … != none {{ … }}",
            "ask first: `if … != none {{ … }}`"
        ));
        words!(
            "这里是空值（none），没有字段",
            "this is none, which has no fields"
        )
    } else if let Some(name) = text.strip_prefix("unknown font family: ") {
        let families: Vec<&str> = world.kit().families().collect();
        let list = families.join("、");
        let en = families.join(", ");
        help.push(words!(
            "可用的字体：{list}；别的字体要放进主题的 fonts/",
            "there are: {en}; others belong into `fonts/` of the theme"
        ));
        words!("没有字体“{name}”", "there is no font `{name}`")
    } else if text == "unclosed delimiter" {
        words!("括号没有闭合", "unclosed delimiter")
    } else {
        words!("{text}", "{text}")
    };
    for hint in &found.hints {
        if world.place(hint.span).is_none() {
            let hint = &hint.v;
            help.push(words!("Typst 提示：{hint}", "Typst says: {hint}"));
        }
    }
    (message, help)
}

/// What stands at the place.
fn written(world: &PosterWorld, found: &SourceDiagnostic) -> String {
    world
        .place(found.span)
        .and_then(|(file, range)| world.kit().stretch(&file, range))
        .map_or_else(String::new, |(span, _)| {
            span.source.text[span.range].to_owned()
        })
}

fn missing_file(world: &PosterWorld, path: &str, help: &mut Vec<Words>) -> Words {
    let (name, names) = if path.ends_with(".typ") {
        let names = world.kit().layouts().map(str::to_owned).collect();
        (path.trim_start_matches('/'), names)
    } else {
        (path, world.names())
    };
    let near = meant(name, names.iter().map(String::as_str));
    help.push(near.unwrap_or_else(|| {
        let names = &names[..names.len().min(MOST_NAMES)];
        let (zh, en) = (names.join("、"), names.join(", "));
        words!("有这些文件：{zh}", "there are: {en}")
    }));
    words!("没有文件“{name}”", "there is no file `{name}`")
}

/// All fields that a layout can read, with the fields in which each stands; none for those at the
/// top.
fn fields(world: &PosterWorld) -> BTreeMap<String, Vec<String>> {
    fn gather(
        value: &serde_json::Value,
        owner: Option<&str>,
        fields: &mut BTreeMap<String, Vec<String>>,
    ) {
        match value {
            serde_json::Value::Object(map) => {
                for (key, value) in map {
                    let owners = fields.entry(key.clone()).or_default();
                    if let Some(owner) = owner.filter(|owner| !owners.iter().any(|o| o == owner)) {
                        owners.push(owner.to_owned());
                    }
                    gather(value, Some(key), fields);
                }
            }
            serde_json::Value::Array(list) => {
                for value in list {
                    gather(value, owner, fields);
                }
            }
            _ => {}
        }
    }
    let mut all = BTreeMap::new();
    for name in ["/data.json", "/paper.json", "/words.json"] {
        let value = world
            .data(name)
            .and_then(|bytes| serde_json::from_slice(bytes).ok());
        gather(&value.unwrap_or_default(), None, &mut all);
    }
    all
}
