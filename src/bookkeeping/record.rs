//! Puts items into the front matter of a record, and keeps every other byte.

use std::ops::Range;
use std::sync::Arc;

use super::{Items, Side, block};
use crate::config::Language;
use crate::diagnostic::{Diagnostic, Diagnostics, Fix};
use crate::load::Document;
use crate::model::account;
use crate::model::keys;
use crate::model::money::Money;
use crate::model::reporting::ReportingPeriod;
use crate::paths::InputPath;
use crate::source::{Source, Span};
use crate::words;
use crate::yaml::{self, Entry, Key, Node, Value};

/// An item as a record has it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    item: String,
    amount: Money,
    payer: Option<String>,
    resolution: Option<String>,
    note: Option<String>,
}

/// The front matter of a statement, as far as its items and balances go.
#[derive(Debug)]
pub struct Statement {
    source: Arc<Source>,
    front: Range<usize>,
    node: Node,
}

/// What becomes of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    /// The changes; they count the bytes of the text with `\n` as line ends. None: all is there.
    pub changes: Vec<Fix>,
    /// Sides whose lines are others than those of the sheet.
    pub written: Vec<Side>,
}

impl Statement {
    /// Reads the front matter of a text with `\n` as line ends.
    ///
    /// # Errors
    ///
    /// It cannot be read.
    pub fn read(path: InputPath, text: String) -> Result<Statement, Diagnostics> {
        let mut diagnostics = Diagnostics::new();
        let document = Document::of(path.clone(), text);
        let source = Arc::clone(&document.source);
        let Some(front) = document.parts.map(|parts| parts.front) else {
            diagnostics.push(
                Diagnostic::error(
                    "no-front-matter",
                    path,
                    words!("文件开头没有字段", "the file has no front matter"),
                )
                .help(words!(
                    "先用 gongshi check 改正这条记录",
                    "mend the record with the help of `gongshi check` first"
                )),
            );
            return Err(diagnostics);
        };
        let is_key = |word: &str| {
            let tables = [keys::RECORD, keys::ACCOUNT, keys::LINE];
            tables.iter().any(|table| is_in(table, word))
        };
        match yaml::parse(&source, front.clone(), &is_key, &mut diagnostics) {
            Some(node) if !diagnostics.has_errors() => Ok(Statement {
                source,
                front,
                node,
            }),
            _ => Err(diagnostics),
        }
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        let Value::Map(entries) = &self.node.value else {
            return None;
        };
        let key = keys::ACCOUNT.iter().find(|key| key.name == name)?;
        entries.iter().find(|entry| key.is(&entry.key))
    }

    /// An amount; none if it is not written or no amount.
    pub fn amount(&self, name: &str) -> Option<Money> {
        Money::read(self.entry(name)?.value.scalar()?).ok()
    }

    /// The period; none if it is not written or no period.
    pub fn period(&self) -> Option<ReportingPeriod> {
        ReportingPeriod::read(self.entry("period")?.value.scalar()?).ok()
    }

    /// The language of its keys.
    pub fn language(&self) -> Language {
        let Value::Map(entries) = &self.node.value else {
            return Language::default();
        };
        let (en, zh): (Vec<&Entry>, Vec<&Entry>) =
            entries.iter().partition(|entry| entry.key.is_ascii());
        if en.len() > zh.len() {
            Language::En
        } else {
            Language::Zh
        }
    }

    /// The lines of a side; none if they cannot be read.
    fn lines(&self, side: Side) -> Option<Vec<Line>> {
        match self.entry(side.key()).map(|entry| &entry.value) {
            None => Some(Vec::new()),
            Some(node) if node.is_empty() => Some(Vec::new()),
            Some(Node {
                value: Value::List(items),
                ..
            }) => items.iter().map(line).collect(),
            Some(node) => Some(vec![line(node)?]),
        }
    }

    /// What its items come to on top of its opening balance, and the closing balance; none if one of
    /// them is not written or cannot be read.
    pub fn balance(&self) -> Option<(Money, Money)> {
        let sum = |side| {
            let lines = self.lines(side)?;
            Some(lines.iter().map(|line| line.amount).sum::<Money>())
        };
        let left = self
            .amount("opening")?
            .plus(sum(Side::Income)?)
            .minus(sum(Side::Cost)?)
            .minus(sum(Side::Use)?);
        Some((left, self.amount("closing")?))
    }

    /// Whether the items of a sheet stand in it just so.
    pub fn holds(&self, items: &Items) -> bool {
        Side::ALL.into_iter().all(|side| {
            let wanted = wanted(items, side);
            wanted.is_empty() || self.lines(side) == Some(wanted)
        })
    }

    /// What must be changed for the items to stand in it. A side that the sheet does not have stays.
    ///
    /// # Errors
    ///
    /// The front matter is written in a way that cannot be changed line by line.
    pub fn put(&self, items: &Items) -> Result<Put, Box<Diagnostic>> {
        let language = self.language();
        let text = &*self.source.text;
        let mut put = Put {
            changes: Vec::new(),
            written: Vec::new(),
        };
        let mut new = String::new();
        for side in Side::ALL {
            let wanted = wanted(items, side);
            let lines = self.lines(side);
            if wanted.is_empty() || lines.as_ref() == Some(&wanted) {
                continue;
            }
            let with = block::list(items, side, language);
            let Some(entry) = self.entry(side.key()) else {
                new.push_str(&with);
                continue;
            };
            if lines.is_none_or(|lines| !lines.is_empty()) {
                put.written.push(side);
            }
            let range = self.lines_of(entry)?;
            put.changes.push(Fix { range, with });
        }
        if !new.is_empty() {
            // Before what is left in the end, as statements are read.
            let at = match self.entry("closing") {
                Some(closing) => self.lines_of(closing)?.start,
                None => self.front.end,
            };
            let is_open = at > 0 && !text[..at].ends_with('\n');
            let with = if is_open { format!("\n{new}") } else { new };
            put.changes.push(Fix {
                range: at..at,
                with,
            });
        }
        Ok(put)
    }

    /// The whole lines of a key and its value.
    fn lines_of(&self, entry: &Entry) -> Result<Range<usize>, Box<Diagnostic>> {
        let text = &*self.source.text;
        let start = text[..entry.key_range.start]
            .rfind('\n')
            .map_or(0, |at| at + 1);
        if !text[start..entry.key_range.start].is_empty() {
            return Err(Box::new(
                Diagnostic::error(
                    "front-matter",
                    Span::new(&self.source, entry.key_range.clone()),
                    words!(
                        "这个字段不是单独一行，不能替您改写",
                        "this key does not begin its line: it cannot be written anew"
                    ),
                )
                .help(words!(
                    "每个字段从行首写起，再运行一次",
                    "begin each key at the start of its line and run this again"
                )),
            ));
        }
        let last = entry.value.range.end.max(entry.key_range.end);
        let last = last.min(self.front.end);
        let written = text[..last].trim_end().len().max(entry.key_range.end);
        let end = text[written..self.front.end]
            .find('\n')
            .map_or(self.front.end, |at| written + at + 1);
        Ok(start..end)
    }
}

fn wanted(items: &Items, side: Side) -> Vec<Line> {
    let of = items.of(side).map(|item| Line {
        item: item.item.clone(),
        amount: item.amount,
        payer: item.payer.clone(),
        resolution: item.resolution.clone(),
        note: item.note.clone(),
    });
    of.collect()
}

fn is_in(table: &[Key], word: &str) -> bool {
    table.iter().any(|key| key.is(word))
}

/// An item as written, with keys or in one line.
fn line(node: &Node) -> Option<Line> {
    match &node.value {
        Value::Scalar(_) => {
            // As the model reads it: the amount is the first number after the first word.
            let words: Vec<&str> = node.scalar()?.split_whitespace().collect();
            let is_amount = |word: &&str| Money::read(word).is_ok();
            let at = 1 + words.iter().skip(1).position(is_amount)?;
            let rest = words.get(at + 1..)?;
            let resolution = rest.first().filter(|word| account::is_reference(word));
            let note = &rest[usize::from(resolution.is_some())..];
            Some(Line {
                item: words.get(..at)?.join(" "),
                amount: Money::read(words.get(at)?).ok()?,
                payer: None,
                resolution: resolution.map(|word| (*word).to_owned()),
                note: (!note.is_empty()).then(|| note.join(" ")),
            })
        }
        Value::Map(entries) => {
            let text = |name: &str| {
                let key = keys::LINE.iter().find(|key| key.name == name)?;
                let entry = entries.iter().find(|entry| key.is(&entry.key))?;
                entry.value.scalar().map(str::to_owned)
            };
            Some(Line {
                item: text("item")?,
                amount: Money::read(&text("amount")?).ok()?,
                payer: text("payer"),
                resolution: text("resolution"),
                note: text("note"),
            })
        }
        Value::List(_) => None,
    }
}
