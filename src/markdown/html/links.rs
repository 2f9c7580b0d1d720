//! Links and the marks of footnotes.

use std::fmt::Write as _;

use super::Writer;
use crate::markdown::address::{Address, fragment_id, percent_decoded, push_encoded};
use crate::markdown::escape::push_escaped;

impl Writer<'_> {
    pub(super) fn start_link(&mut self, email: bool, destination: &str, title: &str) {
        let destination = self.parsed.clean(destination);
        let kept = self.out.len();
        self.inlines += 1;
        self.out.push_str("<a href=\"");
        let is_link = if email {
            self.out.push_str("mailto:");
            push_encoded(&mut self.out, &destination);
            true
        } else if let Some(address) = self.targets.links.get(&*destination) {
            push_escaped(&mut self.out, address);
            true
        } else {
            push_destination(&mut self.out, &destination)
        };
        self.links.push(is_link);
        if !is_link {
            self.inlines -= 1;
            self.out.truncate(kept);
            return;
        }
        push_title(&mut self.out, &self.parsed.clean(title));
        self.out.push_str("\">");
        self.not_alone();
    }

    pub(super) fn reference(&mut self, label: &str) {
        let lead = self.flow.hanging();
        self.lead(lead);
        let (number, nth) = self.notes.reference(label);
        self.not_alone();
        let _ = write!(
            self.out,
            "<sup><a class=\"note\" role=\"doc-noteref\" id=\"{}\" href=\"#fn-{number}\">{number}</a></sup>",
            reference_id(number, nth),
        );
    }
}

/// Writes a title behind an open attribute value.
fn push_title(out: &mut String, title: &str) {
    if !title.is_empty() {
        out.push_str("\" title=\"");
        push_escaped(out, title);
    }
}

/// Writes a destination that needs no map, and says whether there is such a link.
fn push_destination(out: &mut String, destination: &str) -> bool {
    match Address::of(destination) {
        Address::External(scheme, rest) => {
            out.push_str(scheme);
            out.push(':');
            push_encoded(out, rest);
            true
        }
        Address::Fragment(fragment) => {
            out.push('#');
            let fragment = percent_decoded(fragment);
            if fragment.starts_with("fn-") {
                push_encoded(out, &fragment);
                return true;
            }
            let Some(id) = fragment_id(&fragment) else {
                return false;
            };
            out.push_str(&id);
            true
        }
        Address::Forbidden(_) | Address::Reference => false,
    }
}

/// The id of the `nth` reference to a footnote.
pub(super) fn reference_id(number: usize, nth: usize) -> String {
    if nth == 1 {
        format!("fn-ref-{number}")
    } else {
        format!("fn-ref-{number}-{nth}")
    }
}
