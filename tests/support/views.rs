//! The views of the program as their sources tell them: shapes with their fields, types and words,
//! and which template gets which. The reference in `docs/views.md` is written from them.

#![allow(dead_code, reason = "each test file uses a part")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use regex::Regex;
use serde_json::Value;

/// A struct, or a kind of an enumeration, in the sources of the views.
#[derive(Default)]
pub struct Shape {
    pub doc: String,
    pub fields: Vec<Field>,
}

pub struct Field {
    pub name: String,
    /// Its type, whose names of shapes are keys of [`Shapes`].
    pub of: String,
    pub doc: String,
    flat: bool,
}

/// All shapes by module and name: `list::Group`. Variants are `block::Block.list`.
pub struct Shapes(BTreeMap<String, Shape>);

/// A template of a page and what it gets.
pub struct Template {
    /// Its file.
    pub file: String,
    /// What it is for.
    pub doc: String,
    /// Its view: a key of [`Shapes`].
    pub view: String,
}

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files: Vec<_> = walkdir::WalkDir::new(root.join("plan/view"))
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.is_file())
        .collect();
    files.push(root.join("markdown/block.rs"));
    files.sort();
    let read = |path: std::path::PathBuf| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (name, fs::read_to_string(path).unwrap())
    };
    files.into_iter().map(read).collect()
}

impl Shapes {
    pub fn read() -> Self {
        let mut shapes = BTreeMap::new();
        let used = Regex::new(r"(?s)use super::(\w+)::(\{[^}]*\}|\w+);").unwrap();
        for (module, text) in sources() {
            // What other modules give is called by their names.
            let mut from: BTreeMap<String, String> = BTreeMap::new();
            for found in used.captures_iter(&text) {
                for name in found[2].trim_matches(['{', '}']).split(',') {
                    from.insert(name.trim().to_owned(), found[1].to_owned());
                }
            }
            from.insert("Block".to_owned(), "block".to_owned());
            if module != "mod" {
                from.insert("Body".to_owned(), "mod".to_owned());
            }
            read_shapes(&module, &text, &from, &mut shapes);
        }
        Shapes(shapes)
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    pub fn doc(&self, name: &str) -> &str {
        &self.0[name].doc
    }

    /// The fields of a shape, with those of what is laid flat into it.
    pub fn fields(&self, name: &str) -> Vec<&Field> {
        let mut rows: Vec<&Field> = Vec::new();
        for field in &self.0[name].fields {
            if field.flat {
                rows.extend(self.fields(&field.of));
            } else {
                // What is said again takes the place of what is laid flat.
                rows.retain(|known| known.name != field.name);
                rows.push(field);
            }
        }
        rows
    }

    fn variants(&self, name: &str) -> Vec<&String> {
        let start = format!("{name}.");
        self.0
            .keys()
            .filter(|key| key.starts_with(&start))
            .collect()
    }

    /// How a shape is called in the reference: by its name, with its module where two share it.
    fn called(&self, name: &str) -> String {
        let last = |key: &str| key.rsplit("::").next().unwrap().to_owned();
        let own = last(name);
        let alike = self.0.keys().filter(|key| last(key) == own).count();
        if alike > 1 { name.to_owned() } else { own }
    }

    /// A type in words; the shapes in it are added to `named`.
    fn words(&self, of: &str, named: &mut Vec<String>) -> String {
        let inner = |start: &str| of.strip_prefix(start)?.strip_suffix('>');
        if let Some(of) = inner("Option<") {
            return format!("{} or none", self.words(of, named));
        }
        if let Some(of) = inner("Vec<") {
            return format!("list of {}", self.words(of, named));
        }
        if let Some(of) = inner("Arc<") {
            let of = of.strip_prefix('[').and_then(|of| of.strip_suffix(']'));
            return match of {
                Some(of) => format!("list of {}", self.words(of, named)),
                None => self.words(inner("Arc<").unwrap(), named),
            };
        }
        if let Some(of) = inner("Box<") {
            return self.words(of, named);
        }
        if let Some(of) = inner("BTreeMap<String, ") {
            return format!("map to {}", self.words(of, named));
        }
        if let Some(of) = of.strip_prefix('[') {
            let (of, count) = of.trim_end_matches(']').split_once("; ").unwrap();
            return format!("{count} of {}", self.words(of, named));
        }
        if let Some(of) = of.strip_prefix('(').and_then(|of| of.strip_suffix(')')) {
            let parts: Vec<String> = parts_of(of).map(|of| self.words(of, named)).collect();
            return format!("array ({})", parts.join(", "));
        }
        match of {
            "String" | "&'static str" | "Slice" | "InputPath" | "str" => "text".to_owned(),
            "bool" => "true or false".to_owned(),
            "u8" | "u16" | "u32" | "u64" | "i32" | "i64" | "usize" | "f64" => "number".to_owned(),
            _ => {
                assert!(self.has(of), "no words for the type `{of}`");
                named.push(of.to_owned());
                format!("[`{0}`](#{1})", self.called(of), anchor(&self.called(of)))
            }
        }
    }

    /// Tables of all that is reached from some shapes, nearest first, in headings of this depth.
    /// What is in `seen` is not told again.
    pub fn tables(&self, first: &[String], depth: usize, seen: &mut BTreeSet<String>) -> String {
        let mut out = String::new();
        let mut queue = first.to_vec();
        let mut next = 0;
        while let Some(name) = queue.get(next).cloned() {
            next += 1;
            if !seen.insert(name.clone()) {
                continue;
            }
            let head = "#".repeat(depth);
            let doc = self.doc(&name).trim();
            let _ = write!(out, "{head} `{}`\n\n{doc}\n\n", self.called(&name));
            let mut named = Vec::new();
            let variants = self.variants(&name);
            if variants.is_empty() {
                out += "| field | is | holds |\n| --- | --- | --- |\n";
                for field in self.fields(&name) {
                    let of = self.words(&field.of, &mut named);
                    let doc = field.doc.replace('|', "\\|");
                    let _ = writeln!(out, "| `{}` | {of} | {doc} |", field.name);
                }
            } else {
                out += "| `type` | fields besides | is |\n| --- | --- | --- |\n";
                for key in variants {
                    let fields: Vec<String> = self.0[key]
                        .fields
                        .iter()
                        .map(|field| {
                            format!("`{}` ({})", field.name, self.words(&field.of, &mut named))
                        })
                        .collect();
                    let kind = key.split('.').next_back().unwrap();
                    let _ = writeln!(
                        out,
                        "| `{kind}` | {} | {} |",
                        fields.join("; "),
                        self.0[key].doc
                    );
                }
            }
            out.push('\n');
            queue.splice(next..next, named);
        }
        out
    }

    /// Compares a value with what the reference tells of it.
    pub fn compare(&self, value: &Value, of: &str, at: &str, wrong: &mut BTreeSet<String>) {
        let inner = |start: &str| of.strip_prefix(start)?.strip_suffix('>');
        if let Some(of) = inner("Option<") {
            if !value.is_null() {
                self.compare(value, of, at, wrong);
            }
            return;
        }
        if let Some(of) = inner("Box<").or_else(|| inner("Arc<")) {
            match of.strip_prefix('[').and_then(|of| of.strip_suffix(']')) {
                Some(of) => self.compare(value, &format!("Vec<{of}>"), at, wrong),
                None => self.compare(value, of, at, wrong),
            }
            return;
        }
        match value {
            Value::Array(list) => {
                if let Some(of) = inner("Vec<") {
                    for value in list {
                        self.compare(value, of, at, wrong);
                    }
                } else if !of.starts_with(['(', '[']) {
                    wrong.insert(format!("{at}: a list, told as {of}"));
                }
            }
            Value::Object(map) => {
                if let Some(of) = inner("BTreeMap<String, ") {
                    for value in map.values() {
                        self.compare(value, of, at, wrong);
                    }
                    return;
                }
                let variant = map.get("type").and_then(Value::as_str);
                let variant = variant.map(|kind| format!("{of}.{kind}"));
                let name = variant.filter(|name| self.has(name));
                let name = name.unwrap_or(of.to_owned());
                if !self.has(&name) {
                    wrong.insert(format!("{at}: a dictionary, told as {of}"));
                    return;
                }
                let rows = self.fields(&name);
                for field in &rows {
                    if !map.contains_key(&field.name) {
                        wrong.insert(format!("{at}.{}: told, and not there", field.name));
                    }
                }
                for (key, value) in map {
                    let at = format!("{at}.{key}");
                    match rows.iter().find(|field| field.name == *key) {
                        Some(field) => self.compare(value, &field.of, &at, wrong),
                        None if name.contains('.') && key == "type" => {}
                        None => {
                            wrong.insert(format!("{at}: there, and not told"));
                        }
                    }
                }
            }
            Value::Null => {
                wrong.insert(format!("{at}: none, told as {of}"));
            }
            Value::String(_) | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

/// The types of a tuple, one of which may be a tuple itself.
fn parts_of(of: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0;
    of.split(move |c| {
        depth += i32::from(matches!(c, '(' | '<' | '[')) - i32::from(matches!(c, ')' | '>' | ']'));
        c == ',' && depth == 0
    })
    .map(str::trim)
}

/// The anchor that a heading in code gets.
fn anchor(name: &str) -> String {
    let kept = name
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    kept.collect::<String>().to_lowercase()
}

fn read_shapes(
    module: &str,
    text: &str,
    from: &BTreeMap<String, String>,
    shapes: &mut BTreeMap<String, Shape>,
) {
    // Tests at the end of a file are no views.
    let text = text.split("#[cfg(test)]").next().unwrap();
    let defined = Regex::new(r"(?m)^pub (?:struct|enum) (\w+)").unwrap();
    let own: BTreeSet<&str> = defined
        .captures_iter(text)
        .map(|found| found.get(1).unwrap().as_str())
        .collect();
    let names = Regex::new(r"(?:super::)?(?:\w+::)?[A-Z]\w*").unwrap();
    let whole = |of: &str| -> String {
        let name = |found: &regex::Captures<'_>| {
            let name = found[0].trim_start_matches("super::");
            match from.get(name) {
                _ if own.contains(name) => format!("{module}::{name}"),
                Some(module) => format!("{module}::{name}"),
                None => name.to_owned(),
            }
        };
        names.replace_all(of, name).into_owned()
    };
    let (mut doc, mut skip, mut flat) = (String::new(), false, false);
    let mut within: Option<String> = None;
    let mut variant: Option<String> = None;
    for line in text.lines() {
        let is_variant_end = variant.is_some() && line == "    },";
        let line = line.trim();
        if let Some(words) = line.strip_prefix("/// ") {
            doc += if doc.is_empty() { "" } else { " " };
            doc += words;
        } else if line == "#[serde(skip)]" {
            skip = true;
        } else if line == "#[serde(flatten)]" {
            flat = true;
        } else if let Some(name) = ["pub struct ", "pub enum "]
            .iter()
            .find_map(|start| line.strip_prefix(start)?.strip_suffix(" {"))
        {
            let name = format!("{module}::{}", name.split('<').next().unwrap());
            let doc = std::mem::take(&mut doc);
            let fields = Vec::new();
            shapes.insert(name.clone(), Shape { doc, fields });
            within = Some(name);
        } else if line == "}" {
            within = None;
            doc.clear();
        } else if is_variant_end {
            variant = None;
        } else if let Some(owner) = &within {
            let is_enum = !line.starts_with("pub ") && variant.is_none();
            let starts = line.chars().next().is_some_and(char::is_uppercase);
            if is_enum && starts {
                let name = line.split([' ', ',', '(']).next().unwrap();
                let key = format!("{owner}.{}", name.to_lowercase());
                let shape = shapes.entry(key.clone()).or_default();
                shape.doc = std::mem::take(&mut doc);
                if let Some((_, rest)) = line.split_once("{ ") {
                    let rest = rest.trim_end_matches(" },");
                    let fields = rest.split(", ").map(|line| field(line, "", &whole));
                    shape.fields = fields.collect();
                } else if line.ends_with('{') {
                    variant = Some(key);
                }
            } else if line.contains(": ") {
                let owner = variant.as_ref().unwrap_or(owner);
                let mut field = field(line.trim_start_matches("pub "), &doc, &whole);
                field.flat = flat;
                if !skip {
                    shapes.get_mut(owner).unwrap().fields.push(field);
                }
                (skip, flat) = (false, false);
                doc.clear();
            }
        } else if line.starts_with("use ") || line.is_empty() {
            doc.clear();
        }
    }
}

fn field(line: &str, doc: &str, whole: &dyn Fn(&str) -> String) -> Field {
    let (name, of) = line.trim_end_matches(',').split_once(": ").unwrap();
    Field {
        name: name.trim_start_matches("r#").to_owned(),
        of: whole(of),
        doc: doc.to_owned(),
        flat: false,
    }
}

/// Which template gets which view, from the renderer.
pub fn templates() -> Vec<Template> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let views = fs::read_to_string(root.join("plan/view/mod.rs")).unwrap();
    let kinds = Regex::new(r"(?m)^    /// (.+)\n    (\w+)\(Box<(\w+::\w+)>\),").unwrap();
    let kinds: BTreeMap<String, (String, String)> = kinds
        .captures_iter(&views)
        .map(|found| {
            (
                found[2].to_owned(),
                (found[1].to_owned(), found[3].to_owned()),
            )
        })
        .collect();
    let render = fs::read_to_string(root.join("render/mod.rs")).unwrap();
    let render = render.split("pub fn render(").nth(1).unwrap();
    let file = Regex::new(r#""([a-z_/]+\.(?:html|xml|webmanifest))""#).unwrap();
    let mut found = Vec::new();
    for arm in render.split("View::").skip(1) {
        let kind = arm.split('(').next().unwrap();
        let (Some(file), Some((doc, view))) = (file.captures(arm), kinds.get(kind)) else {
            continue;
        };
        found.push(Template {
            file: file[1].to_owned(),
            doc: doc.clone(),
            view: view.clone(),
        });
    }
    // What is rendered by functions of their own.
    for (file, doc, view) in [
        ("chat.txt", "A few words to share.", "share::ChatView"),
        (
            "round.txt",
            "A few words about a posting round.",
            "round::RoundView",
        ),
        (
            "comparison_office.html",
            "Places side by side, for the office alone.",
            "comparison::ComparisonView",
        ),
    ] {
        found.push(Template {
            file: file.to_owned(),
            doc: doc.to_owned(),
            view: view.to_owned(),
        });
    }
    found
}
