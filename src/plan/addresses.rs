//! Which output stands at which address; two at one are errors.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};

use unicode_normalization::UnicodeNormalization as _;

use super::{Output, origin};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Model;
use crate::paths::{InputPath, OutputPath, SitePath};
use crate::words;

/// Positions of outputs by the hash of their address, which neither case nor width of letters
/// changes: file systems and readers take such addresses for the same.
#[derive(Debug)]
pub(super) struct Addresses {
    state: RandomState,
    positions: HashMap<u64, u32>,
}

impl Addresses {
    /// Reports outputs at one address.
    pub(super) fn new(model: &Model, outputs: &[Output], diagnostics: &mut Diagnostics) -> Self {
        let mut addresses = Addresses {
            state: RandomState::new(),
            positions: HashMap::with_capacity(outputs.len()),
        };
        let mut folded = String::new();
        for (position, output) in (0_u32..).zip(outputs) {
            fold(output.address.as_str(), &mut folded);
            // Two addresses with the same hash are not told apart; there are far too few for that.
            let hash = addresses.state.hash_one(&folded);
            if let Some(first) = addresses.positions.insert(hash, position) {
                diagnostics.push(same_address(model, &outputs[first as usize], output));
            }
        }
        addresses
    }

    pub(super) fn find(&self, address: &SitePath) -> Option<usize> {
        let mut folded = String::new();
        fold(address.as_str(), &mut folded);
        let position = self.positions.get(&self.state.hash_one(&folded))?;
        Some(*position as usize)
    }
}

/// Two outputs at one address, also where only case or width of letters differs.
fn same_address(model: &Model, first: &Output, output: &Output) -> Diagnostic {
    let address = &output.address;
    let (one, two) = (origin(model, first), origin(model, output));
    let at = two
        .clone()
        .unwrap_or_else(|| InputPath::new(OutputPath::as_str(&output.address.output())));
    let other = one.map_or_else(|| first.address.to_string(), |path| path.to_string());
    let mut found = Diagnostic::error(
        "same-address",
        at,
        words!(
            "网址 {address} 已由 {other} 占用",
            "the address {address} is taken by {other}"
        ),
    )
    .help(words!(
        "给其中一个文件改名，或改掉重复的“别名”",
        "rename one of the files, or change the alias"
    ));
    if first.address != output.address {
        found = found.help(words!(
            "只有大小写或全角、半角不同，也算同一个网址",
            "addresses that differ only by case or width of letters count as one"
        ));
    }
    found
}

/// An address as those take it who tell neither case nor width of letters.
fn fold(address: &str, folded: &mut String) {
    folded.clear();
    // Plain Han characters fold to themselves.
    let is_plain = |c: char| c.is_ascii() || ('\u{4E00}'..='\u{9FFF}').contains(&c);
    if address.chars().all(is_plain) {
        folded.extend(address.chars().map(|c| c.to_ascii_lowercase()));
    } else {
        folded.extend(address.nfkc().flat_map(char::to_lowercase));
    }
}
