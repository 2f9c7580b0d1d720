//! Items as the lines of a record, in the form of `docs/content-format.md`.

use std::fmt::Write as _;

use super::{Item, Items, Side};
use crate::config::Language;
use crate::model::keys;
use crate::model::money::Money;
use crate::yaml::{self, Key};

/// The lines `income`, `cost` and `use`, with what was there before and is left where the sheet says
/// it.
pub fn write(items: &Items, language: Language) -> String {
    let mut out = String::new();
    let mut balance = |name: &'static str, amount: Option<Money>| {
        if let Some(amount) = amount {
            let key = word(keys::ACCOUNT, name, language);
            // Writing to a `String` cannot fail.
            let _ = writeln!(out, "{key}: {}", plain(amount));
        }
        std::mem::take(&mut out)
    };
    let opening = balance("opening", items.opening.as_ref().map(|(amount, _)| *amount));
    let closing = balance("closing", items.closing.as_ref().map(|(amount, _)| *amount));
    let sides = Side::ALL.map(|side| list(items, side, language));
    format!("{opening}{}{closing}", sides.concat())
}

/// The lines of one side; empty if it has no item.
pub fn list(items: &Items, side: Side, language: Language) -> String {
    let mut out = String::new();
    for item in items.of(side) {
        if out.is_empty() {
            let _ = writeln!(out, "{}:", word(keys::ACCOUNT, side.key(), language));
        }
        out.push_str("  - ");
        out.push_str(&line(item, language));
    }
    out
}

/// An item: in one line where only its name and its amount are told, else with keys.
fn line(item: &Item, language: Language) -> String {
    let amount = plain(item.amount);
    let is_bare = item.payer.is_none() && item.resolution.is_none() && item.note.is_none();
    let is_short = is_bare && !item.item.contains(' ');
    if is_short {
        return format!("{}\n", yaml::scalar(&format!("{} {amount}", item.item)));
    }
    let pairs = [
        ("item", Some(yaml::scalar(&item.item))),
        ("amount", Some(amount)),
        ("payer", item.payer.as_deref().map(yaml::scalar)),
        ("resolution", item.resolution.as_deref().map(yaml::scalar)),
        ("note", item.note.as_deref().map(yaml::scalar)),
    ];
    let pairs = pairs.into_iter().filter_map(|(name, value)| {
        let key = word(keys::LINE, name, language);
        Some(format!("{key}: {}\n", value?))
    });
    pairs.collect::<Vec<_>>().join("    ")
}

/// A key in a language.
fn word(list: &'static [Key], name: &'static str, language: Language) -> &'static str {
    let key = list.iter().find(|key| key.name == name);
    match (language, key.and_then(|key| key.zh.first())) {
        (Language::Zh, Some(zh)) => zh,
        _ => name,
    }
}

/// An amount as it stands in a record: two decimals, nothing between the thousands.
fn plain(amount: Money) -> String {
    amount.shown().replace(',', "")
}
