//! YAML as a tree of spans and raw scalar text.
//!
//! Front matter is decoded field by field from this tree, so that all faults of a file are found
//! in one run and each points to its place. Scalars stay text: `010` is a telephone, `no` a word.

mod brackets;
mod decode;
mod forgive;
mod parse;
mod quote;
pub mod shape;

use std::ops::Range;

pub use decode::{Fault, Fields, Key, Reader, meant, nearest};
pub use forgive::Edit;
pub use parse::{certain, parse, read_as};
pub use quote::scalar;

/// A value with its place in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Byte range in the source.
    pub range: Range<usize>,
    /// What stands there.
    pub value: Value,
}

/// A YAML value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text as written (quotes and escapes resolved).
    Scalar(String),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping, in the order written.
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key's text.
    pub key: String,
    /// Where the key stands.
    pub key_range: Range<usize>,
    /// The value.
    pub value: Node,
}

impl Node {
    /// The text of a scalar; none for lists and maps and for an empty value.
    pub fn scalar(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text) if !text.trim().is_empty() => Some(text.trim()),
            _ => None,
        }
    }

    /// Puts other words in the place of each scalar for which `tell` has some.
    pub fn tell(&mut self, tell: &impl Fn(&str) -> Option<String>) {
        match &mut self.value {
            Value::Scalar(text) => {
                if let Some(told) = tell(text) {
                    *text = told;
                }
            }
            Value::List(items) => items.iter_mut().for_each(|item| item.tell(tell)),
            Value::Map(entries) => entries.iter_mut().for_each(|entry| entry.value.tell(tell)),
        }
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        matches!(&self.value, Value::Scalar(text) if text.trim().is_empty())
    }
}
