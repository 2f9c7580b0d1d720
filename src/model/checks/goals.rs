//! Goals that records name and no mechanism has.

use super::Records;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::mechanism::Said;
use crate::source::Span;
use crate::words;
use crate::yaml::meant;

/// Reports goals that are not known.
pub(super) fn check(records: &Records<'_>, found: &mut Diagnostics) {
    let mechanisms = records.mechanisms;
    for record in records.published() {
        for goal in record.goals() {
            if mechanisms.iter().any(|of| of.has_goal(&goal.name)) {
                continue;
            }
            let known: Vec<&Said> = mechanisms.iter().flat_map(|of| &of.goals).collect();
            let names = || known.iter().map(|goal| goal.name.as_str());
            let help = if known.is_empty() {
                words!(
                    "先在 mechanisms 里一个文件的“目标”里写上它",
                    "first name it under `goals` of a file in mechanisms"
                )
            } else if let Some(help) = meant(&goal.name, names()) {
                help
            } else {
                let names: Vec<&str> = names().collect();
                let (zh, en) = (names.join("、"), names.join(", "));
                words!("可以写：{zh}", "expected one of: {en}")
            };
            let name = &goal.name;
            let fault = Diagnostic::error(
                "unknown-goal",
                Span::new(&record.source, goal.range.clone()),
                words!("没有“{name}”这个目标", "there is no goal `{name}`"),
            );
            found.push(fault.help(help));
        }
    }
}
