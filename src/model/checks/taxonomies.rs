//! Goals, shares and functions that records name and no mechanism has.

use super::Records;
use crate::diagnostic::{Diagnostic, Diagnostics, Words};
use crate::model::mechanism::Said;
use crate::model::taxonomy::{Tag, Taxonomy};
use crate::source::Span;
use crate::words;
use crate::yaml::meant;

/// Reports words that are not known.
pub(super) fn check(records: &Records<'_>, found: &mut Diagnostics) {
    for record in records.published().filter(|record| record.tags.is_some()) {
        for taxonomy in Taxonomy::ALL {
            let known = |tag: &&Tag| {
                let mut mechanisms = records.mechanisms.iter();
                mechanisms.any(|of| of.has_word(taxonomy, &tag.name))
            };
            for tag in record.tags(taxonomy).iter().filter(|tag| !known(tag)) {
                let place = Span::new(&record.source, tag.range.clone());
                let (code, message) = unknown(taxonomy, &tag.name);
                let help = help(records, taxonomy, &tag.name);
                found.push(Diagnostic::error(code, place, message).help(help));
            }
        }
    }
}

fn unknown(taxonomy: Taxonomy, name: &str) -> (&'static str, Words) {
    match taxonomy {
        Taxonomy::Goals => (
            "unknown-goal",
            words!("没有“{name}”这个目标", "there is no goal `{name}`"),
        ),
        Taxonomy::Shares => (
            "unknown-share",
            words!("没有“{name}”这项举措", "there is no share `{name}`"),
        ),
        Taxonomy::Functions => (
            "unknown-function",
            words!("没有“{name}”这项功能", "there is no function `{name}`"),
        ),
    }
}

fn help(records: &Records<'_>, taxonomy: Taxonomy, name: &str) -> Words {
    let mechanisms = records.mechanisms.iter();
    let known: Vec<&Said> = mechanisms.flat_map(|of| of.words(taxonomy)).collect();
    let names = || known.iter().map(|said| said.name.as_str());
    let (zh, en) = match taxonomy {
        Taxonomy::Goals => ("目标", "goals"),
        Taxonomy::Shares => ("举措", "shares"),
        Taxonomy::Functions => ("功能", "functions"),
    };
    if known.is_empty() {
        return words!(
            "先在 mechanisms 里一个文件的“{zh}”里写上它",
            "first name it under `{en}` of a file in mechanisms"
        );
    }
    meant(name, names()).unwrap_or_else(|| {
        let names: Vec<&str> = names().collect();
        let (zh, en) = (names.join("、"), names.join(", "));
        words!("可以写：{zh}", "expected one of: {en}")
    })
}
