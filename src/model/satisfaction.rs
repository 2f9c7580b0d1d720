//! Satisfaction: how many were asked and how many of them were satisfied; of one matter, and of all
//! that was solved or finished within some days.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::counts::Reach;
use super::keyed::Kind;
use super::record::{Facts, Record};
use super::{Model, PlaceId, RecordId, keys, value};
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

/// What residents said of issues that were solved and works that were finished within some days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Everyone who was asked, and who was satisfied.
    pub total: Satisfaction,
    /// The issues and works of which somebody was asked, oldest answer first, each with its own
    /// numbers: those of the total.
    pub records: Vec<(RecordId, Satisfaction)>,
    /// Those of which nobody was asked, or nobody wrote it.
    pub unasked: Vec<RecordId>,
}

impl Asked {
    /// Nothing was solved or finished.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty() && self.unasked.is_empty()
    }

    /// Adds what is known of one record.
    pub fn add(&mut self, record: RecordId, satisfaction: Option<Satisfaction>) {
        match satisfaction.filter(|of| of.asked > 0) {
            Some(of) => {
                self.total.asked = self.total.asked.saturating_add(of.asked);
                self.total.satisfied = self.total.satisfied.saturating_add(of.satisfied);
                self.records.push((record, of));
            }
            None => self.unasked.push(record),
        }
    }
}

impl Model {
    /// What residents said of issues and works of a place. The day of an answer is not written: it
    /// counts on the day on which the issue was solved, or the work finished, as that stands at the
    /// end of the days. What was opened again or withdrawn does not count.
    pub fn satisfaction(
        &self,
        place: PlaceId,
        reach: Reach,
        days: &RangeInclusive<NaiveDate>,
    ) -> Asked {
        let mut over: Vec<(NaiveDate, &Record, Option<Satisfaction>)> = Vec::new();
        for place in self.reach(place, reach) {
            for kind in [Kind::Issue, Kind::Work] {
                for record in self.records_at(place, kind) {
                    let (day, satisfaction) = match &record.facts {
                        Facts::Issue(issue) => (issue.solved_by(*days.end()), issue.satisfaction),
                        Facts::Work(work) => (
                            work.counts_as_done(record.date, *days.end()),
                            work.satisfaction,
                        ),
                        _ => continue,
                    };
                    let day = day.filter(|day| days.contains(day));
                    if let Some(day) = day.filter(|_| record.withdrawn.is_none()) {
                        over.push((day, record, satisfaction));
                    }
                }
            }
        }
        over.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.key.cmp(&b.1.key)));
        let mut asked = Asked::default();
        for (_, record, satisfaction) in over {
            asked.add(record.id, satisfaction);
        }
        asked
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
