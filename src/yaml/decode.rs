//! Decoding the tree field by field, with all faults of a file in one run.

use std::ops::Range;
use std::sync::Arc;

use super::{Node, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, Words};
use crate::source::{Source, Span};
use crate::words;

/// A known key: its English name and its Chinese ones.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// English name, by which the program asks for it.
    pub name: &'static str,
    /// Chinese names with the same meaning.
    pub zh: &'static [&'static str],
}

impl Key {
    /// Whether `word` is a name of this key.
    pub fn is(&self, word: &str) -> bool {
        self.name == word || self.zh.contains(&word)
    }
}

/// Why a text cannot be read as a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Stable code.
    pub code: &'static str,
    /// What was found and what was expected.
    pub message: Words,
    /// How to mend it.
    pub help: Option<Words>,
}

impl Fault {
    /// A fault without help.
    pub fn new(code: &'static str, message: Words) -> Self {
        Fault {
            code,
            message,
            help: None,
        }
    }

    /// Adds help.
    #[must_use]
    pub fn help(mut self, words: Words) -> Self {
        self.help = Some(words);
        self
    }
}

/// The fields of a mapping, by the English names of their keys.
#[derive(Debug)]
pub struct Fields<'n> {
    /// Where the mapping stands.
    pub range: Range<usize>,
    values: Vec<(&'static str, &'n Node)>,
}

impl<'n> Fields<'n> {
    /// The value of a key; none if it is missing or empty.
    pub fn get(&self, name: &str) -> Option<&'n Node> {
        self.values
            .iter()
            .find(|(key, node)| *key == name && !node.is_empty())
            .map(|(_, node)| *node)
    }
}

/// Decodes nodes of one source and collects what is wrong with them.
pub struct Reader<'a> {
    /// The text.
    pub source: &'a Arc<Source>,
    /// Where faults go.
    pub diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    /// The stretch of a node.
    pub fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.source, range.clone())
    }

    /// Reports a fault at a stretch.
    pub fn fault(&mut self, range: &Range<usize>, fault: Fault) {
        let mut diagnostic = Diagnostic::error(fault.code, self.span(range), fault.message);
        diagnostic.help.extend(fault.help);
        self.diagnostics.push(diagnostic);
    }

    /// The fields of a mapping. Unknown and doubled keys are errors that name the nearest or all
    /// known ones; `None` if the node is no mapping, which is then reported with `shape`, an
    /// example of what is expected.
    pub fn fields<'n>(
        &mut self,
        node: &'n Node,
        keys: &[&'static [Key]],
        shape: &str,
    ) -> Option<Fields<'n>> {
        let Value::Map(entries) = &node.value else {
            self.wrong_shape(node, shape);
            return None;
        };
        let mut values: Vec<(&'static str, &Node)> = Vec::with_capacity(entries.len());
        let mut places: Vec<(&'static str, Range<usize>)> = Vec::with_capacity(entries.len());
        for entry in entries {
            let word = entry.key.trim();
            let Some(key) = keys.iter().copied().flatten().find(|key| key.is(word)) else {
                self.unknown_key(word, &entry.key_range, keys);
                continue;
            };
            if let Some((_, first)) = places.iter().find(|(name, _)| *name == key.name) {
                let first = self.span(first);
                let diagnostic = Diagnostic::error(
                    "duplicate-key",
                    self.span(&entry.key_range),
                    words!("字段“{word}”重复出现", "key `{word}` appears twice"),
                )
                .other(first, words!("第一次在这里", "first here"))
                .help(words!("删去其中一个", "remove one of them"));
                self.diagnostics.push(diagnostic);
                continue;
            }
            places.push((key.name, entry.key_range.clone()));
            values.push((key.name, &entry.value));
        }
        Some(Fields {
            range: node.range.clone(),
            values,
        })
    }

    fn unknown_key(&mut self, word: &str, range: &Range<usize>, keys: &[&'static [Key]]) {
        let keys: Vec<&Key> = keys.iter().copied().flatten().collect();
        let han = !word.is_ascii();
        let names = keys.iter().flat_map(|key| {
            std::iter::once(key.name)
                .chain(key.zh.iter().copied())
                .filter(move |name| name.is_ascii() != han)
        });
        let all: Vec<&str> = names.collect();
        let help = if let Some(best) = nearest(word, all.iter().copied()) {
            words!("您是不是想写“{best}”？", "did you mean `{best}`?")
        } else {
            let zh: Vec<&str> = keys
                .iter()
                .map(|key| key.zh.first().copied().unwrap_or(key.name))
                .collect();
            let en: Vec<&str> = keys.iter().map(|key| key.name).collect();
            let (zh, en) = (zh.join("、"), en.join(", "));
            Words {
                zh: format!("这里可以写：{zh}"),
                en: format!("known keys here: {en}"),
            }
        };
        let diagnostic = Diagnostic::error(
            "unknown-key",
            self.span(range),
            words!("没有“{word}”这个字段", "unknown key `{word}`"),
        )
        .help(help);
        self.diagnostics.push(diagnostic);
    }

    /// Reports that a node has not the shape of the example.
    pub fn wrong_shape(&mut self, node: &Node, shape: &str) {
        let (zh, en) = match node.value {
            Value::Scalar(_) => ("一段文字", "a text"),
            Value::List(_) => ("一个列表", "a list"),
            Value::Map(_) => ("一组字段", "a mapping"),
        };
        self.fault(
            &node.range,
            Fault::new(
                "wrong-type",
                words!(
                    "这里写成了{zh}，应当像这样：{shape}",
                    "found {en}, expected for example {shape}"
                ),
            ),
        );
    }

    /// The text of a scalar.
    pub fn text(&mut self, node: &Node) -> Option<String> {
        match &node.value {
            Value::Scalar(text) if text.trim().is_empty() => None,
            Value::Scalar(text) => Some(text.trim().to_owned()),
            _ => {
                self.wrong_shape(node, "`文字`");
                None
            }
        }
    }

    /// A value read from the text of a scalar.
    pub fn parse<T>(
        &mut self,
        node: &Node,
        read: impl FnOnce(&str) -> Result<T, Fault>,
    ) -> Option<T> {
        let text = self.text(node)?;
        match read(&text) {
            Ok(value) => Some(value),
            Err(fault) => {
                self.fault(&node.range, fault);
                None
            }
        }
    }

    /// The text of a field, if it is there.
    pub fn text_of(&mut self, fields: &Fields<'_>, name: &str) -> Option<String> {
        fields.get(name).and_then(|node| self.text(node))
    }

    /// A value read from the text of a field, if it is there.
    pub fn parse_of<T>(
        &mut self,
        fields: &Fields<'_>,
        name: &str,
        read: impl FnOnce(&str) -> Result<T, Fault>,
    ) -> Option<T> {
        fields.get(name).and_then(|node| self.parse(node, read))
    }

    /// Reports a needed field that is missing; `range` says where it should stand.
    pub fn missing(&mut self, range: &Range<usize>, key: Key, example: &str) {
        let zh = key.zh.first().copied().unwrap_or(key.name);
        let en = key.name;
        self.fault(
            range,
            Fault::new(
                "missing-field",
                words!("缺少“{zh}”（{en}）", "the key `{en}` is missing"),
            )
            .help(words!(
                "加上一行 `{zh}: {example}`",
                "add a line `{en}: {example}`"
            )),
        );
    }

    /// The items of a list; a single value counts as a list of one.
    pub fn items<'n>(&mut self, node: &'n Node) -> &'n [Node] {
        match &node.value {
            Value::List(items) => items,
            _ => std::slice::from_ref(node),
        }
    }

    /// A list of texts, each with its place; a single text counts as a list of one, and `、`
    /// divides it.
    pub fn texts(&mut self, node: &Node) -> Vec<(String, Range<usize>)> {
        if let Some(text) = node.scalar() {
            return text
                .split('、')
                .map(|part| (part.trim().to_owned(), node.range.clone()))
                .collect();
        }
        self.items(node)
            .iter()
            .filter_map(|item| self.text(item).map(|text| (text, item.range.clone())))
            .collect()
    }
}

/// The nearest of `names` to `word`, if one is near enough to be meant.
pub fn nearest<'w>(word: &str, names: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    names
        .map(|name| (name, closeness(word, name)))
        .filter(|(_, near)| *near > 0.6)
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(name, _)| name)
}

fn closeness(word: &str, name: &str) -> f64 {
    // Two-character Chinese words that share a character are near; Latin words by edits.
    if !word.is_ascii() && name.chars().count() <= 4 {
        let shared = name.chars().filter(|c| word.contains(*c)).count();
        let most = name.chars().count().max(word.chars().count());
        #[expect(clippy::cast_precision_loss, reason = "counts of a few characters")]
        return shared as f64 / most as f64 + 0.15;
    }
    strsim::normalized_damerau_levenshtein(word, name)
}
