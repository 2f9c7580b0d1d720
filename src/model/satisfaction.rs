//! Satisfaction: how many were asked and how many of them were satisfied.

use serde::{Deserialize, Serialize};

use super::{keys, value};
use crate::diagnostic::Diagnostic;
use crate::words;
use crate::yaml::{Node, Reader};

/// How many were asked, and how many of these were satisfied.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Satisfaction {
    /// How many were asked.
    pub asked: u64,
    /// How many were satisfied, at most as many.
    pub satisfied: u64,
}

impl Satisfaction {
    /// The share of those satisfied in percent with two decimals; none if nobody was asked.
    pub fn rate(self) -> Option<String> {
        value::share(value::signed(self.satisfied), value::signed(self.asked))
    }
}

/// Reads a satisfaction, as fields or in one line: asked, satisfied.
pub fn read(reader: &mut Reader<'_>, node: &Node) -> Option<Satisfaction> {
    let (asked, satisfied) = if let Some(line) = node.scalar() {
        let parts: Vec<&str> = line
            .split([' ', '/', '，', ','])
            .filter(|part| !part.is_empty())
            .collect();
        let [asked, satisfied] = parts[..] else {
            reader.wrong_shape(node, "`40 36`");
            return None;
        };
        let asked = reader.parse(node, |_| value::count(asked));
        let satisfied = reader.parse(node, |_| value::count(satisfied));
        (asked?, satisfied?)
    } else {
        let fields = reader.fields(node, &[keys::SATISFACTION], "`40 36`")?;
        for key in keys::SATISFACTION {
            if fields.get(key.name).is_none() {
                reader.missing(&node.range, *key, "40");
            }
        }
        let asked = reader.parse_of(&fields, "asked", value::count);
        let satisfied = reader.parse_of(&fields, "satisfied", value::count);
        (asked?, satisfied?)
    };
    if satisfied > asked {
        let diagnostic = Diagnostic::error(
            "sum",
            reader.span(&node.range),
            words!(
                "满意 {satisfied} 户多于回访 {asked} 户",
                "{satisfied} satisfied are more than the {asked} asked"
            ),
        )
        .help(words!(
            "先写回访户数，再写满意户数",
            "write first how many were asked, then how many were satisfied"
        ));
        reader.diagnostics.push(diagnostic);
    }
    Some(Satisfaction { asked, satisfied })
}
