//! Examples of what may be written, and of what may not, made from the forms of values.

use std::fmt;

use gongshi::schema;
use gongshi::yaml::Key;
use gongshi::yaml::shape::{Choice, Number, Rule, Shape, Table};
use serde_json::{Map, Value, json};

/// Front matter that shows one thing.
#[derive(Debug, Clone)]
pub struct Case {
    /// Sort of document: the name of its table.
    pub document: &'static str,
    /// Keys on the way to what is shown.
    pub way: Vec<&'static str>,
    /// All of it.
    pub value: Value,
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {}: {}",
            self.document,
            self.way.join("."),
            self.value
        )
    }
}

/// Which names are used; with the Chinese ones numbers are written as numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    English,
    Chinese,
}

/// All tables that can be reached, each once.
pub fn walk(documents: impl Iterator<Item = &'static Table>, tables: &mut Vec<&'static Table>) {
    for table in documents {
        if tables.iter().any(|known| std::ptr::eq(*known, table)) {
            continue;
        }
        tables.push(table);
        for (_, field) in table.fields() {
            let mut inner = Vec::new();
            each(&field.shape, &mut |shape| {
                if let Shape::Map(table) = shape {
                    inner.push(*table);
                }
            });
            walk(inner.into_iter(), tables);
        }
    }
}

/// All fixed lists of words that can be reached, each once.
pub fn named(documents: impl Iterator<Item = &'static Table>) -> Vec<&'static Choice> {
    let mut tables = Vec::new();
    walk(documents, &mut tables);
    let mut choices: Vec<&'static Choice> = Vec::new();
    for (_, field) in tables.iter().flat_map(|table| table.fields()) {
        each(&field.shape, &mut |shape| {
            if let Shape::Choice(choice) = shape
                && choices.iter().all(|known| known.name != choice.name)
            {
                choices.push(choice);
            }
        });
    }
    choices
}

/// Calls `found` for a form and those within it, but not within its mappings.
fn each(shape: &'static Shape, found: &mut dyn FnMut(&'static Shape)) {
    found(shape);
    match shape {
        Shape::Scalar(_) | Shape::Choice(_) | Shape::Map(_) => {}
        Shape::Array(of) | Shape::List(of) | Shape::Texts(of) | Shape::Named(of) => each(of, found),
        Shape::Either(of) => of.iter().for_each(|of| each(of, found)),
    }
}

fn name(key: &Key, tongue: Tongue) -> String {
    let zh = key.zh.first().filter(|_| tongue == Tongue::Chinese);
    zh.copied().unwrap_or(key.name).to_owned()
}

/// An example of a form.
pub fn example_of(shape: &Shape, tongue: Tongue) -> Value {
    match shape {
        Shape::Scalar(scalar) => match scalar.example.parse::<Value>() {
            Ok(number @ Value::Number(_))
                if tongue == Tongue::Chinese && scalar.number != Number::Never =>
            {
                number
            }
            _ => json!(scalar.example),
        },
        Shape::Choice(choice) => {
            let words = choice.words.iter();
            let mut names = words
                .filter(|(key, _)| *key == choice.example)
                .map(|(key, names)| (*key, names.first().copied().unwrap_or(key)));
            let (key, zh) = names.next().expect("the example is one of the words");
            match tongue {
                Tongue::English if key == "true" => json!(true),
                Tongue::English => json!(key),
                Tongue::Chinese => json!(zh),
            }
        }
        Shape::Array(of) | Shape::List(of) | Shape::Texts(of) => json!([example_of(of, tongue)]),
        Shape::Map(table) => minimal(table, tongue),
        Shape::Named(of) => json!({"甲": example_of(of, tongue)}),
        // The names of keys in English, the line of words in Chinese.
        Shape::Either(of) if tongue == Tongue::Chinese => {
            example_of(of.last().expect("some form"), tongue)
        }
        Shape::Either(of) => example_of(of.first().expect("some form"), tongue),
    }
}

/// Something that is not of a form.
pub fn wrong_of(shape: &Shape, _: Tongue) -> Value {
    wrong(shape)
}

fn wrong(shape: &Shape) -> Value {
    match shape {
        Shape::Scalar(scalar) => scalar
            .wrong
            .map_or_else(|| json!({"x": "y"}), |wrong| json!(wrong)),
        Shape::Choice(_) => json!("没有这个词"),
        Shape::Array(of) | Shape::List(of) | Shape::Texts(of) => json!([wrong(of)]),
        Shape::Map(_) => json!({"没有这个字段": "甲"}),
        Shape::Named(of) => json!({"甲": wrong(of)}),
        Shape::Either(of) => wrong(of.first().expect("some form")),
    }
}

/// A mapping with what it needs and no more.
pub fn minimal(table: &Table, tongue: Tongue) -> Value {
    Value::Object(with(table, tongue, None))
}

/// A mapping with what it needs, what its rules want, and a value of one key.
fn with(table: &Table, tongue: Tongue, one: Option<(&Key, Value)>) -> Map<String, Value> {
    let wanted = one.as_ref().map(|(key, _)| key.name);
    let mut map = Map::new();
    for (key, field) in table.fields() {
        let instead = table.rules.iter().any(|rule| {
            matches!(rule, Rule::Instead(by, others)
                if wanted == Some(*by) && others.contains(&key.name))
        });
        let chosen = table.rules.iter().any(|rule| match rule {
            Rule::One(keys) | Rule::Some(keys) => {
                keys[0] == key.name && !wanted.is_some_and(|wanted| keys.contains(&wanted))
            }
            _ => false,
        });
        if (field.needed && !instead) || chosen {
            map.insert(name(key, tongue), example_of(&field.shape, tongue));
        }
    }
    // A rule has a source of its own or that of its file.
    if table.name == "rule" {
        let source = table.fields().find(|(key, _)| key.name == "source");
        let (key, _) = source.expect("rules have sources");
        map.insert(name(key, tongue), json!("出处"));
    }
    // Rules of some lengths say of what matter they are.
    let topic = match wanted {
        Some("ahead") => Some("assembly"),
        Some("within") => Some("committee-decision"),
        _ => None,
    };
    if let Some(topic) = topic.filter(|_| table.name == "rule") {
        let field = table.fields().find(|(key, _)| key.name == "topic");
        let (key, _) = field.expect("rules have matters");
        map.insert(name(key, tongue), json!(topic));
    }
    // What was agreed has other states than an issue.
    if table.name == "review" && wanted == Some("outcome") {
        let state = table.fields().find(|(key, _)| key.name == "state");
        let (key, _) = state.expect("reviews tell a state");
        map.insert(name(key, tongue), json!("done"));
    }
    // Votes that are counted have a result, which stands in each item or outside.
    let counts = matches!(table.name, "resolution" | "item");
    if counts && !matches!(wanted, Some("items" | "progress")) {
        let field = table.fields().find(|(key, _)| key.name == "result");
        let (key, field) = field.expect("votes have results");
        map.insert(name(key, tongue), example_of(&field.shape, tongue));
    }
    // Unit grids name buildings of their place.
    if table.name == "place" {
        let buildings = table.fields().find(|(key, _)| key.name == "buildings");
        let (key, _) = buildings.expect("places have buildings");
        map.insert(name(key, tongue), json!(["1号楼"]));
    }
    if let Some((key, value)) = one {
        map.insert(name(key, tongue), value);
    }
    map
}

/// The key of one field with the forms on its way: for each key of each table the first way to it,
/// with a value that `make` makes of its form.
pub fn cases(tongue: Tongue, make: fn(&Shape, Tongue) -> Value) -> Vec<Case> {
    let mut seen = Vec::new();
    let mut cases = Vec::new();
    for document in schema::documents() {
        collect(document, tongue, &mut seen, &mut |way, value_of| {
            cases.push(Case {
                document: document.name,
                way,
                value: value_of(make),
            });
        });
    }
    cases
}

type Make = fn(&Shape, Tongue) -> Value;
type Found<'f> = dyn FnMut(Vec<&'static str>, &dyn Fn(Make) -> Value) + 'f;

/// Calls `found` for every key of a table and of those within it that was not seen before.
fn collect(
    table: &'static Table,
    tongue: Tongue,
    seen: &mut Vec<(&'static str, &'static str)>,
    found: &mut Found<'_>,
) {
    for (key, field) in table.fields() {
        // Keys of all records belong to several tables, and are shown once.
        let first = table.parts[0].0;
        let shared = table.parts.len() > 1 && first.iter().any(|other| other.name == key.name);
        let owner = if shared { "record" } else { table.name };
        if seen.contains(&(owner, key.name)) {
            continue;
        }
        seen.push((owner, key.name));
        found(vec![key.name], &|make| {
            Value::Object(with(table, tongue, Some((key, make(&field.shape, tongue)))))
        });
        let mut inner = Vec::new();
        each(&field.shape, &mut |shape| {
            if let Shape::Map(table) = shape {
                inner.push(*table);
            }
        });
        for other in inner {
            collect(other, tongue, seen, &mut |way, value_of| {
                let way = [vec![key.name], way].concat();
                found(way, &|make| {
                    let value = wrap(&field.shape, other, value_of(make)).expect("it is within");
                    Value::Object(with(table, tongue, Some((key, value))))
                });
            });
        }
    }
}

/// A value of `table` as a form wants it that holds the table.
fn wrap(shape: &Shape, table: &Table, value: Value) -> Option<Value> {
    match shape {
        Shape::Map(found) if std::ptr::eq(*found, table) => Some(value),
        Shape::Scalar(_) | Shape::Choice(_) | Shape::Map(_) => None,
        Shape::Array(of) | Shape::List(of) | Shape::Texts(of) => {
            wrap(of, table, value).map(|value| json!([value]))
        }
        Shape::Named(of) => wrap(of, table, value).map(|value| json!({"甲": value})),
        Shape::Either(of) => of.iter().find_map(|of| wrap(of, table, value.clone())),
    }
}

/// Lines of words that are wrong, for mappings that may be written in one line.
pub fn wrong_lines() -> Vec<Case> {
    fn line(shape: &Shape, _: Tongue) -> Value {
        match shape {
            Shape::Either(of) => match of.last() {
                Some(Shape::Scalar(scalar)) => json!(scalar.wrong),
                _ => Value::Null,
            },
            Shape::List(of) => match line(of, Tongue::English) {
                Value::Null => Value::Null,
                value => json!([value]),
            },
            _ => Value::Null,
        }
    }
    let mut cases = cases(Tongue::English, line);
    cases.retain(|case| {
        let mut value = &case.value;
        for name in &case.way {
            while let Value::Array(items) = value {
                value = &items[0];
            }
            value = value
                .get(*name)
                .or_else(|| value.get("甲")?.get(*name))
                .expect("the way");
        }
        !value.is_null()
    });
    cases
}

/// Mappings that lack something they need.
pub fn without_needed() -> Vec<Case> {
    fn nothing(_: &Shape, _: Tongue) -> Value {
        Value::Null
    }
    let mut tables = Vec::new();
    walk(schema::documents(), &mut tables);
    let mut cases = cases(Tongue::English, nothing);
    // Only the keys that are needed where they stand.
    cases.retain(|case| {
        let mut table = schema::documents().find(|table| table.name == case.document);
        let mut needed = false;
        for name in &case.way {
            let (_, field) = table
                .and_then(|table| table.fields().find(|(key, _)| key.name == *name))
                .expect("the way");
            needed = field.needed;
            let mut inner = None;
            each(&field.shape, &mut |shape| {
                if let Shape::Map(found) = shape {
                    inner = inner.or(Some(*found));
                }
            });
            table = inner;
        }
        needed
    });
    cases
}
