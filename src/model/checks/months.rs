//! Months in which a meeting was due and nobody wrote of one. Months in a row are told once.

use chrono::{Datelike as _, Months};

use super::{Findings, World};
use crate::diagnostic::{Diagnostic, Diagnostics, Words};
use crate::model::keyed::MeetingType;
use crate::model::month::Month;
use crate::model::rhythm::Turn;
use crate::words;

/// For how many months a missed one stands on the home page: as long as its cells show it.
const SHOWN: u32 = 12;

/// Finds them at all places.
pub fn find(world: &World<'_>, findings: &mut Findings, diagnostics: &mut Diagnostics) {
    let recent = Month::of(world.today).first();
    let recent = recent.checked_sub_months(Months::new(SHOWN - 1));
    for (place, of) in world.near_places() {
        for missed in missed(world, &of.rhythm.months) {
            let words = missed.words();
            let note = Diagnostic::note("month-missed", place.document(), words.clone());
            diagnostics.push(note.help(words!(
                "开过会的，补上会议记录；没有开的，也写一条记录，办理进展写“取消”和原因",
                "if it was held, write its record; if not, write one whose progress says `cancelled` with the reason"
            )));
            if recent.is_none_or(|day| day <= missed.last.last()) {
                findings.by_place.entry(place.id).or_default().push(words);
            }
        }
    }
}

/// Months in a row in which the same meeting was due and not held.
struct Missed {
    first: Month,
    last: Month,
    count: usize,
    types: Vec<MeetingType>,
}

impl Missed {
    fn words(&self) -> Words {
        let names: Vec<&str> = self.types.iter().map(|of| of.names()[0]).collect();
        let keys: Vec<&str> = self.types.iter().map(|of| of.key()).collect();
        let (name, key) = (names.join("、"), keys.join(", ").replace('-', " "));
        let (first, last) = (zh(self.first), zh(self.last));
        if self.count > 1 {
            let (from, to, count) = (self.first, self.last, self.count);
            words!(
                "{first}到{last}连续{count}个月没有{name}，没有写明原因",
                "no meeting ({key}) in {count} months from {from} to {to}, and no reason is written"
            )
        } else {
            let month = self.first;
            words!(
                "{first}没有{name}，没有写明原因",
                "no meeting ({key}) in {month}, and no reason is written"
            )
        }
    }
}

fn missed(world: &World<'_>, turns: &[Turn<Month>]) -> Vec<Missed> {
    let mut missed: Vec<Missed> = Vec::new();
    for turn in turns {
        let types = turn.missed_types(world.mechanisms);
        if types.is_empty() {
            continue;
        }
        let follows = |before: &Missed| {
            let next = before.last.last().succ_opt();
            before.types == types && next == Some(turn.period.first())
        };
        match missed.last_mut() {
            Some(before) if follows(before) => {
                before.last = turn.period;
                before.count += 1;
            }
            _ => missed.push(Missed {
                first: turn.period,
                last: turn.period,
                count: 1,
                types,
            }),
        }
    }
    missed
}

/// A month in Chinese.
fn zh(month: Month) -> String {
    let first = month.first();
    format!("{}年{}月", first.year(), first.month())
}
