//! What the values of a mapping may look like, as data beside the code that reads them. `gongshi
//! schema` is made from it, and `tests/schema.rs` holds it against that code.

use super::Key;

/// A mapping with known keys.
#[derive(Debug)]
pub struct Table {
    /// Name among the definitions of a schema.
    pub name: &'static str,
    /// Its keys, in parts that are defined at different places, each with what it holds.
    pub parts: &'static [(&'static [Key], &'static [Field])],
    /// What holds between keys.
    pub rules: &'static [Rule],
}

/// What a key holds.
#[derive(Debug)]
pub struct Field {
    /// English name of the key.
    pub name: &'static str,
    /// Whether it must be written.
    pub needed: bool,
    /// The form of its value.
    pub shape: Shape,
}

/// The form of a value.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// A text or number.
    Scalar(&'static Scalar),
    /// One of a few words.
    Choice(&'static Choice),
    /// A list, and nothing but a list.
    Array(&'static Shape),
    /// A list; a single value counts as a list of one.
    List(&'static Shape),
    /// A list of texts; a single text counts as a list of one, and `、` divides it.
    Texts(&'static Shape),
    /// A mapping with known keys.
    Map(&'static Table),
    /// A mapping from names that the author chooses.
    Named(&'static Shape),
    /// Any of several forms; the first is written out, the last stands in one line.
    Either(&'static [Shape]),
}

/// A kind of text or number.
#[derive(Debug)]
pub struct Scalar {
    /// Name among the definitions of a schema.
    pub name: &'static str,
    /// What every such text matches, in the dialect that JSON Schema and the `regex` crate share;
    /// none for free words. It may let pass what is then read as a fault, never the reverse.
    pub pattern: Option<&'static str>,
    /// What a YAML parser may make of it besides a text.
    pub number: Number,
    /// What it is.
    pub about: [&'static str; 2],
    /// One that is read without a fault.
    pub example: &'static str,
    /// One that is refused, where there is such a text.
    pub wrong: Option<&'static str>,
}

/// What a YAML parser may make of a text without quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// Only a text.
    Never,
    /// A whole number in this range, or a text.
    Whole(u64, u64),
    /// A number that is not negative, or a text.
    Measure,
    /// Anything but a list or a mapping.
    Any,
}

/// A word with its other names.
pub type Word = (&'static str, &'static [&'static str]);

/// One of a few words.
#[derive(Debug)]
pub struct Choice {
    /// Name among the definitions of a schema.
    pub name: &'static str,
    /// The words.
    pub words: &'static [Word],
    /// One of them.
    pub example: &'static str,
}

/// What holds between keys of a mapping.
#[derive(Debug, Clone, Copy)]
pub enum Rule {
    /// Exactly one of these is written.
    One(&'static [&'static str]),
    /// At least one of these is written.
    Some(&'static [&'static str]),
    /// With the first key written, the others must not be, and are not needed.
    Instead(&'static str, &'static [&'static str]),
    /// What is needed may be missing while this key says yes.
    Unless(&'static str),
}

/// A key that must be written.
pub const fn needed(name: &'static str, shape: Shape) -> Field {
    Field {
        name,
        needed: true,
        shape,
    }
}

/// A key that may be left out.
pub const fn may(name: &'static str, shape: Shape) -> Field {
    Field {
        name,
        needed: false,
        shape,
    }
}

impl Table {
    /// Its keys with what they hold, in the order written.
    pub fn fields(&self) -> impl Iterator<Item = (&'static Key, &'static Field)> + use<> {
        let parts: &'static [(&'static [Key], &'static [Field])] = self.parts;
        parts.iter().flat_map(|(keys, fields)| {
            fields.iter().filter_map(|field| {
                let key = keys.iter().find(|key| key.name == field.name)?;
                Some((key, field))
            })
        })
    }
}

/// Words without any particular form.
pub static TEXT: Scalar = Scalar {
    name: "text",
    pattern: Some(r"\S"),
    number: Number::Any,
    about: ["文字", "text"],
    example: "文字",
    wrong: None,
};

/// A telephone, or several.
pub static PHONE: Scalar = Scalar {
    name: "phone",
    pattern: Some(r"^[-+()（）转—0-9０-９－＋\s]*[0-9０-９][-+()（）转—0-9０-９－＋\s]*$"),
    number: Number::Any,
    about: ["电话", "telephone"],
    example: "0731-00000000",
    wrong: Some("没有电话"),
};
