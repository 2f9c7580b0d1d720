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
    pub help: Option<Box<Words>>,
    /// The word that is wrong, where the value has several.
    pub word: Option<String>,
}

impl Fault {
    /// A fault without help.
    pub fn new(code: &'static str, message: Words) -> Self {
        Fault {
            code,
            message,
            help: None,
            word: None,
        }
    }

    /// Points at this word within the value.
    #[must_use]
    pub fn at(mut self, word: &str) -> Self {
        self.word = Some(word.to_owned());
        self
    }

    /// Adds help.
    #[must_use]
    pub fn help(mut self, words: Words) -> Self {
        self.help = Some(Box::new(words));
        self
    }
}

/// The fields of a mapping, by the English names of their keys.
#[derive(Debug)]
pub struct Fields<'n> {
    /// Where the mapping stands.
    pub range: Range<usize>,
    values: Vec<(&'static str, &'n Node)>,
    keys: Vec<(&'static str, Range<usize>)>,
}

impl<'n> Fields<'n> {
    /// The value of a key; none if it is missing or empty.
    pub fn get(&self, name: &str) -> Option<&'n Node> {
        self.values
            .iter()
            .find(|(key, node)| *key == name && !node.is_empty())
            .map(|(_, node)| *node)
    }

    /// Where to say that a key is missing: at the key if it has no value, else at the front matter.
    pub fn place_of(&self, name: &str) -> Range<usize> {
        self.written(name).unwrap_or(0..3)
    }

    /// Where a key was written, with or without a value.
    pub fn written(&self, name: &str) -> Option<Range<usize>> {
        let key = self.keys.iter().find(|(key, _)| *key == name);
        key.map(|(_, range)| range.clone())
    }
}

/// How near a name must be to be offered; 1 is the same.
const NEAR: f64 = 0.6;

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
        let range = match &fault.word {
            Some(word) => within(&self.source.text, range, word),
            None => range.clone(),
        };
        let mut diagnostic = Diagnostic::error(fault.code, self.span(&range), fault.message);
        diagnostic.help.extend(fault.help.map(|words| *words));
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
        let mut guesses = Vec::new();
        for entry in entries {
            let word = entry.key.trim();
            let Some(key) = keys.iter().copied().flatten().find(|key| key.is(word)) else {
                let guess = self.unknown_key(word, &entry.key_range, keys);
                guesses.extend(guess.map(|name| (name, entry)));
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
        // What was meant by a misspelt key is not missing, and its value is read as well.
        for (name, entry) in guesses {
            if places.iter().all(|(other, _)| *other != name) {
                places.push((name, entry.key_range.clone()));
                values.push((name, &entry.value));
            }
        }
        Some(Fields {
            range: node.range.clone(),
            values,
            keys: places,
        })
    }

    /// Reports an unknown key; returns the one that was meant, if that can be told.
    fn unknown_key(
        &mut self,
        word: &str,
        range: &Range<usize>,
        keys: &[&'static [Key]],
    ) -> Option<&'static str> {
        let keys: Vec<&Key> = keys.iter().copied().flatten().collect();
        let han = !word.is_ascii();
        let names = keys.iter().flat_map(|key| {
            std::iter::once(key.name)
                .chain(key.zh.iter().copied())
                .filter(move |name| name.is_ascii() != han)
        });
        let all: Vec<&str> = names.collect();
        let best = nearest(word, all.iter().copied());
        let help = if let Some(meant) = meant(word, all.iter().copied()) {
            meant
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
        let best = best?;
        keys.iter().find(|key| key.is(best)).map(|key| key.name)
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
            Value::List(_) | Value::Map(_) => {
                let list = matches!(node.value, Value::List(_));
                let (zh, en) = if list {
                    ("一个列表", "a list")
                } else {
                    ("一组字段", "a mapping")
                };
                self.fault(
                    &node.range,
                    Fault::new(
                        "wrong-type",
                        words!("这里写成了{zh}，应当是一段文字", "found {en}, expected a text"),
                    )
                    .help(words!(
                        "写成一行文字；文字本身以括号开头时，用单引号 ' ' 括起来",
                        "write a text in one line; put it in single quotes if it begins with a bracket"
                    )),
                );
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
        let written = self.source.text.get(range.clone());
        let fault = if written.is_some_and(|word| key.is(word.trim())) {
            Fault::new(
                "missing-field",
                words!("“{zh}”（{en}）后面没有内容", "the key `{en}` has no value"),
            )
            .help(words!("写成 `{zh}: {example}`", "write `{en}: {example}`"))
        } else {
            Fault::new(
                "missing-field",
                words!("缺少“{zh}”（{en}）", "the key `{en}` is missing"),
            )
            .help(words!("加上 `{zh}: {example}`", "add `{en}: {example}`"))
        };
        self.fault(range, fault);
    }

    /// Reports a needed word that is missing in a value of one line; `shape` shows such a line.
    pub fn missing_word(&mut self, node: &Node, key: Key, shape: &str) {
        let zh = key.zh.first().copied().unwrap_or(key.name);
        let en = key.name;
        self.fault(
            &node.range,
            Fault::new(
                "missing-field",
                words!("这一行缺少“{zh}”（{en}）", "this line lacks the `{en}`"),
            )
            .help(words!("写成 `{shape}` 这样", "write it like `{shape}`")),
        );
    }

    /// The items of a list; a single value counts as a list of one.
    pub fn items<'n>(&mut self, node: &'n Node) -> &'n [Node] {
        match &node.value {
            Value::List(items) => items,
            _ => std::slice::from_ref(node),
        }
    }

    /// A list of names, each with its place; a single text counts as a list of one, and `、` divides
    /// each.
    pub fn texts(&mut self, node: &Node) -> Vec<(String, Range<usize>)> {
        if let Some(text) = node.scalar() {
            return text
                .split('、')
                .map(|part| (part.trim().to_owned(), node.range.clone()))
                .collect();
        }
        let mut texts = Vec::new();
        for item in self.items(node) {
            let Some(text) = self.text(item) else {
                continue;
            };
            let parts = text.split('、').map(|part| part.trim().to_owned());
            texts.extend(parts.map(|part| (part, item.range.clone())));
        }
        texts
    }
}

/// Where `word` stands in a range of a text: by itself if it does, else the whole range.
fn within(text: &str, range: &Range<usize>, word: &str) -> Range<usize> {
    let Some(value) = text.get(range.clone()).filter(|_| !word.is_empty()) else {
        return range.clone();
    };
    let stands_alone = |at: usize| {
        let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !inside(value[..at].chars().next_back()) && !inside(value[at + word.len()..].chars().next())
    };
    value
        .match_indices(word)
        .map(|(at, _)| at)
        .find(|at| stands_alone(*at))
        .or_else(|| value.find(word))
        .map_or_else(
            || range.clone(),
            |at| range.start + at..range.start + at + word.len(),
        )
}

/// Asks whether the nearest of `names` was meant; names that are equally near are all offered.
pub fn meant<'w>(word: &str, names: impl Iterator<Item = &'w str>) -> Option<Words> {
    let mut near: Vec<(&str, f64)> = names
        .map(|name| (name, closeness(word, name)))
        .filter(|(_, near)| *near > NEAR)
        .collect();
    // Names may come from a hash map: the order must not depend on it.
    near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    near.dedup();
    let best = near.first()?.1;
    let names: Vec<&str> = near
        .iter()
        .take_while(|(_, near)| *near >= best)
        .take(3)
        .map(|(name, _)| *name)
        .collect();
    Some(Words {
        zh: format!("您是不是想写“{}”？", names.join("”或“")),
        en: format!("did you mean `{}`?", names.join("` or `")),
    })
}

/// The nearest of `names` to `word`, if one is near enough to be meant.
pub fn nearest<'w>(word: &str, names: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    names
        .map(|name| (name, closeness(word, name)))
        .filter(|(_, near)| *near > NEAR)
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(a.0)))
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
