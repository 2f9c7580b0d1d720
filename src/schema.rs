//! A JSON Schema (draft 2020-12) of front matter and settings, made from the tables by which they
//! are read. Editors complete and check with it what an author writes.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::config::{self, Language};
use crate::model::keyed::Kind;
use crate::model::shapes;
use crate::scaffold;
use crate::yaml::Key;
use crate::yaml::shape::{Choice, Field, Number, Rule, Scalar, Shape, Table};

/// What a schema can be asked for: all front matter and the settings.
pub fn documents() -> impl Iterator<Item = &'static Table> {
    shapes::DOCUMENTS.into_iter().chain([&config::TABLE])
}

/// The schema: of any document, or of the one of this name. Explanations are in one language; keys
/// and words are known in both.
pub fn schema(language: Language, of: Option<&str>) -> Value {
    let mut writer = Writer {
        language,
        definitions: BTreeMap::new(),
    };
    let names: Vec<&str> = documents().map(|table| writer.table(table)).collect();
    let root = match of {
        Some(name) => json!({"$ref": reference(name)}),
        None => {
            json!({"anyOf": names.iter().map(|name| json!({"$ref": reference(name)})).collect::<Vec<_>>()})
        }
    };
    let mut out = Map::new();
    out.insert(
        "$schema".into(),
        json!("https://json-schema.org/draft/2020-12/schema"),
    );
    out.insert(
        "title".into(),
        json!(writer.of([
            "公示栏 content 里的字段",
            "Front matter and settings of gongshi"
        ])),
    );
    out.insert(
        "$comment".into(),
        json!(format!("gongshi {}", env!("CARGO_PKG_VERSION"))),
    );
    if let Value::Object(root) = root {
        out.extend(root);
    }
    let definitions = writer.definitions.into_iter();
    out.insert(
        "$defs".into(),
        definitions
            .map(|(name, schema)| (name.to_owned(), schema))
            .collect(),
    );
    Value::Object(out)
}

/// Collects definitions, each once.
struct Writer {
    language: Language,
    definitions: BTreeMap<&'static str, Value>,
}

impl Writer {
    fn of<'w>(&self, [zh, en]: [&'w str; 2]) -> &'w str {
        match self.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    /// Defines a mapping, and returns its name.
    fn table(&mut self, table: &'static Table) -> &'static str {
        if self.definitions.contains_key(table.name) {
            return table.name;
        }
        // A mapping that holds itself would not come to an end without this.
        self.definitions.insert(table.name, Value::Null);
        self.definitions.entry("empty").or_insert_with(
            || json!({"anyOf": [{"type": "null"}, {"type": "string", "pattern": r"^\s*$"}]}),
        );
        let mut properties = Map::new();
        let mut all = Vec::new();
        let mut required = Vec::new();
        let instead = table.rules.iter().find_map(|rule| match rule {
            Rule::Instead(key, others) => Some((*key, *others)),
            _ => None,
        });
        for (key, field) in table.fields() {
            let value = self.property(table, key, field);
            for name in names(key) {
                let mut value = value.clone();
                if let (Value::Object(value), Some(other)) =
                    (&mut value, names(key).find(|other| *other != name))
                {
                    value.insert("title".into(), json!(other));
                }
                properties.insert(name.to_owned(), value);
            }
            let pairs: Vec<&str> = names(key).collect();
            for (at, first) in pairs.iter().enumerate() {
                for second in &pairs[at + 1..] {
                    all.push(json!({"not": {"required": [first, second]}}));
                }
            }
            if field.needed {
                let written = written(key);
                required.push(match instead {
                    Some((by, others)) if others.contains(&field.name) => {
                        json!({"anyOf": [written, is_written(table, by)]})
                    }
                    _ => written,
                });
            }
        }
        let mut unless = None;
        for rule in table.rules {
            match rule {
                Rule::One(keys) => {
                    let each: Vec<Value> = keys.iter().map(|key| is_written(table, key)).collect();
                    required.push(json!({"oneOf": each}));
                }
                Rule::Some(keys) => {
                    let each: Vec<Value> = keys.iter().map(|key| is_written(table, key)).collect();
                    required.push(json!({"anyOf": each}));
                }
                Rule::Instead(key, others) => {
                    let with = is_written(table, key);
                    let each: Vec<Value> =
                        others.iter().map(|key| is_written(table, key)).collect();
                    required.push(json!({"not": {"allOf": [with, {"anyOf": each}]}}));
                }
                Rule::Unless(key) => unless = Some(says_yes(table, key)),
            }
        }
        match unless {
            Some(unless) if !required.is_empty() => {
                all.push(json!({"if": unless, "else": {"allOf": required}}));
            }
            _ => all.extend(required),
        }
        let mut schema =
            json!({"type": "object", "properties": properties, "additionalProperties": false});
        if let (Value::Object(schema), false) = (&mut schema, all.is_empty()) {
            schema.insert("allOf".into(), Value::Array(all));
        }
        self.definitions.insert(table.name, schema);
        table.name
    }

    /// The value of a key; it may be left empty, which is the same as not writing it.
    fn property(&mut self, table: &Table, key: &Key, field: &'static Field) -> Value {
        let shape = self.shape(&field.shape);
        let mut value = json!({"anyOf": [shape, {"$ref": reference("empty")}]});
        let hint = Kind::find(table.name).and_then(|kind| scaffold::hint(kind, key.name));
        if let (Value::Object(value), Some(hint)) = (&mut value, hint) {
            let about = self.of([&hint.about.zh, &hint.about.en]).to_owned();
            value.insert("description".into(), json!(about));
        }
        value
    }

    fn shape(&mut self, shape: &'static Shape) -> Value {
        match shape {
            Shape::Scalar(scalar) => self.scalar(scalar),
            Shape::Choice(choice) => self.choice(choice),
            Shape::Array(of) => json!({"type": "array", "items": self.shape(of)}),
            Shape::List(of) => {
                let of = self.shape(of);
                json!({"anyOf": [of, {"type": "array", "items": of}]})
            }
            Shape::Texts(of) => {
                let divided = match of {
                    Shape::Choice(choice) => json!({"type": "string", "pattern": divided(choice)}),
                    _ => self.shape(of),
                };
                json!({"anyOf": [divided, {"type": "array", "items": self.shape(of)}]})
            }
            Shape::Map(table) => json!({"$ref": reference(self.table(table))}),
            Shape::Named(of) => {
                let of = self.shape(of);
                json!({"type": "object", "additionalProperties": {"anyOf": [of, {"$ref": reference("empty")}]}})
            }
            Shape::Either(of) => {
                let each: Vec<Value> = of.iter().map(|of| self.shape(of)).collect();
                json!({"anyOf": each})
            }
        }
    }

    fn scalar(&mut self, scalar: &'static Scalar) -> Value {
        let mut text = json!({"type": "string"});
        if let (Value::Object(text), Some(pattern)) = (&mut text, scalar.pattern) {
            text.insert("pattern".into(), json!(pattern));
        }
        let number = match scalar.number {
            Number::Never => None,
            Number::Whole(least, most) => {
                Some(json!({"type": "integer", "minimum": least, "maximum": most}))
            }
            Number::Measure => Some(json!({"type": "number", "minimum": 0})),
            Number::Any => Some(json!({"type": ["number", "boolean"]})),
        };
        let schema = match number {
            Some(number) => json!({"description": self.of(scalar.about), "anyOf": [text, number]}),
            None => json!({"description": self.of(scalar.about), "allOf": [text]}),
        };
        self.definitions.insert(scalar.name, schema);
        json!({"$ref": reference(scalar.name)})
    }

    fn choice(&mut self, choice: &'static Choice) -> Value {
        let mut words: Vec<Value> = Vec::new();
        for (key, names) in choice.words {
            for word in std::iter::once(key).chain(*names) {
                let word = json!(word);
                if !words.contains(&word) {
                    words.push(word);
                }
            }
        }
        // YAML parsers read these two words as truth values.
        for (word, value) in [("true", true), ("false", false)] {
            if choice.words.iter().any(|(key, _)| *key == word) {
                words.push(json!(value));
            }
        }
        self.definitions.insert(choice.name, json!({"enum": words}));
        json!({"$ref": reference(choice.name)})
    }
}

fn reference(name: &str) -> String {
    format!("#/$defs/{name}")
}

/// All names of a key.
fn names(key: &Key) -> impl Iterator<Item = &'static str> + use<> {
    std::iter::once(key.name).chain(key.zh.iter().copied())
}

/// That a key stands there under any of its names, and is not empty.
fn written(key: &Key) -> Value {
    let each: Vec<Value> = names(key)
        .map(|name| {
            json!({"required": [name], "properties": {name: {"not": {"$ref": reference("empty")}}}})
        })
        .collect();
    json!({"anyOf": each})
}

fn is_written(table: &Table, name: &str) -> Value {
    table
        .fields()
        .find(|(key, _)| key.name == name)
        .map_or(Value::Bool(false), |(key, _)| written(key))
}

/// That a key says yes.
fn says_yes(table: &Table, name: &str) -> Value {
    let yes = json!({"enum": [true, "true", "是", "yes"]});
    let key = table.fields().find(|(key, _)| key.name == name);
    let each: Vec<Value> = key
        .into_iter()
        .flat_map(|(key, _)| names(key))
        .map(|name| json!({"required": [name], "properties": {name: yes}}))
        .collect();
    json!({"anyOf": each})
}

/// Words of a list in one text.
fn divided(choice: &Choice) -> String {
    let words: Vec<&str> = choice
        .words
        .iter()
        .flat_map(|(key, names)| std::iter::once(*key).chain(names.iter().copied()))
        .collect();
    let word = format!(r"\s*({})\s*", words.join("|"));
    format!("^{word}(、{word})*$")
}
