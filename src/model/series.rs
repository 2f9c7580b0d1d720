//! Series: the records of a place that belong to one election or one choice, such as that of the
//! property company, from the call to the handover.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::keyed::{Kind, MeetingType, Step, Topic};
use super::record::{Facts, Record};
use super::{Model, PlaceId, RecordId};
use crate::diagnostic::Diagnostic;
use crate::words;
use crate::yaml::{Fault, Fields, Reader};

/// Characters that a name may have; it becomes the name of a file.
const LONGEST: usize = 40;

/// A record's place in a series, as written.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct InSeries {
    /// Name of the series.
    pub name: String,
    /// Where it was written.
    pub range: Range<usize>,
    /// The step, if it was written.
    step: Option<Step>,
}

/// A series with all that is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// Its records, by day, then by step.
    pub entries: Vec<Entry>,
    /// The steps that belong to it, in their order.
    pub steps: Vec<(Step, Taken)>,
}

/// A record of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The record.
    pub record: RecordId,
    /// Its step, if it is one.
    pub step: Option<Step>,
    /// The day on which it was posted, held or decided.
    pub day: NaiveDate,
}

/// Whether a step was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// A record tells of it.
    Done,
    /// A later step was taken, and no record tells of this one.
    Unrecorded,
    /// It is still to come.
    Open,
}

impl Taken {
    /// Its key.
    pub fn key(self) -> &'static str {
        match self {
            Taken::Done => "done",
            Taken::Unrecorded => "unrecorded",
            Taken::Open => "open",
        }
    }
}

impl Series {
    /// Steps are still to come.
    pub fn is_running(&self) -> bool {
        self.steps.iter().any(|(_, taken)| *taken == Taken::Open)
    }

    /// Its name as part of an address: signs that some file system does not take are hyphens.
    pub fn slug(&self) -> String {
        slug(&self.name)
    }
}

/// Whether names are those of one series: spaces make no difference.
pub(super) fn plain(name: &str) -> String {
    name.split_whitespace().collect()
}

/// Reads the name of a series.
pub(super) fn name(text: &str) -> Result<String, Fault> {
    let is_long = text.chars().count() > LONGEST;
    if !is_long && text.contains(char::is_alphanumeric) {
        return Ok(text.trim().to_owned());
    }
    Err(Fault::new(
        "out-of-range",
        words!(
            "“{text}”不能作系列的名称",
            "`{text}` cannot be the name of a series"
        ),
    )
    .help(words!(
        "写 1 到 {LONGEST} 个字，例如 2026年业委会换届",
        "write a name of 1 to {LONGEST} characters, such as Committee election 2026"
    )))
}

pub(super) fn slug(name: &str) -> String {
    let safe = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let slug: String = name.chars().map(safe).collect();
    let parts: Vec<&str> = slug.split('-').filter(|part| !part.is_empty()).collect();
    let slug = parts.join("-");
    // Windows gives these names to devices.
    let is_device = ["con", "prn", "aux", "nul"].contains(&slug.to_ascii_lowercase().as_str());
    if is_device {
        format!("series-{slug}")
    } else {
        slug
    }
}

/// Reads in which series a record stands.
pub(super) fn read(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    facts: &Facts,
) -> Option<InSeries> {
    let step = reader.parse_of(fields, "step", Step::read);
    let Some(node) = fields.get("series") else {
        if let Some(node) = fields.get("step") {
            let found = Diagnostic::warning(
                "series-step",
                reader.span(&node.range),
                words!(
                    "写了“环节”，没有写“系列”，这一条没有归入任何系列",
                    "a `step` without a `series`: the record stands in none"
                ),
            );
            reader.diagnostics.push(found.help(words!(
                "加上 `系列: …`，与同一件事的其他记录写得一样",
                "add `series: …`, the same as in the other records of the matter"
            )));
        }
        return None;
    };
    let name = reader.parse(node, name)?;
    if fields.get("step").is_none() && step_of(facts).is_none() {
        let found = Diagnostic::warning(
            "series-step",
            reader.span(&node.range),
            words!(
                "看不出这是系列里的哪个环节",
                "nobody can tell which step of the series this is"
            ),
        );
        reader.diagnostics.push(found.help(words!(
            "加上 `环节: …`：启动、推荐、候选人公示、投票、结果、备案、交接",
            "add `step: …`: call, recommendation, candidates, vote, result, filing or handover"
        )));
    }
    Some(InSeries {
        name,
        range: node.range.clone(),
        step,
    })
}

/// The step that follows from what a record is.
fn step_of(facts: &Facts) -> Option<Step> {
    match facts {
        Facts::Resolution(resolution) if resolution.is_counted() => Some(Step::Result),
        Facts::Resolution(_) => Some(Step::Vote),
        Facts::Notice(notice) => match notice.topic {
            Some(Topic::Candidates) => Some(Step::Candidates),
            Some(Topic::Assembly) => Some(Step::Vote),
            Some(Topic::VoteResult) => Some(Step::Result),
            _ => (!notice.questions.is_empty()).then_some(Step::Vote),
        },
        Facts::Meeting(meeting) => {
            (meeting.r#type == MeetingType::OwnersAssembly).then_some(Step::Vote)
        }
        _ => None,
    }
}

impl Record {
    /// The step of its series, as written or by what it is.
    pub fn step(&self) -> Option<Step> {
        let series = self.series.as_ref()?;
        series.step.or_else(|| step_of(&self.facts))
    }

    /// The day on which it was posted, held or decided.
    pub(super) fn day_of_step(&self) -> NaiveDate {
        match &self.facts {
            Facts::Notice(notice) => notice.display.map_or(self.date, |display| display.from),
            Facts::Meeting(meeting) => meeting.day(self.date),
            _ => self.date,
        }
    }
}

/// The series of a place, by their first day.
pub(super) fn of<'r>(records: impl Iterator<Item = &'r Record>, today: NaiveDate) -> Vec<Series> {
    let mut named: BTreeMap<String, Vec<&Record>> = BTreeMap::new();
    for record in records {
        if let Some(series) = &record.series {
            named.entry(plain(&series.name)).or_default().push(record);
        }
    }
    let mut all: Vec<Series> = named
        .into_values()
        .filter_map(|records| together(records, today))
        .collect();
    all.sort_by(|a, b| {
        let first = |of: &Series| of.entries.first().map(|entry| entry.day);
        (first(a), &a.name).cmp(&(first(b), &b.name))
    });
    all
}

fn together(mut records: Vec<&Record>, today: NaiveDate) -> Option<Series> {
    records.sort_by_key(|record| (record.day_of_step(), record.step(), &record.key));
    let name = records.first()?.series.as_ref()?.name.clone();
    let entries = records.iter().map(|record| Entry {
        record: record.id,
        step: record.step(),
        day: record.day_of_step(),
    });
    Some(Series {
        name,
        entries: entries.collect(),
        steps: steps(&records, today),
    })
}

/// The steps of a series. An election has candidates, is filed and handed over; of other choices
/// these are steps where a record tells of them. What did not pass is not filed: it ends there, or
/// begins anew with the next vote.
fn steps(records: &[&Record], today: NaiveDate) -> Vec<(Step, Taken)> {
    let counts = |record: &&&Record| record.stands() && record.day_of_step() <= today;
    let standing: Vec<&Record> = records.iter().filter(counts).copied().collect();
    let taken: BTreeSet<Step> = standing.iter().filter_map(|record| record.step()).collect();
    let last_result = standing
        .iter()
        .rposition(|record| record.step() == Some(Step::Result));
    let begun_anew = |at: usize| {
        let mut later = standing[at + 1..].iter();
        later.any(|record| record.step().is_some_and(|step| step < Step::Result))
    };
    let is_lost = |at: usize| match &standing[at].facts {
        Facts::Resolution(resolution) => resolution.is_counted() && !resolution.has_passed(),
        _ => false,
    };
    let is_again = last_result.is_some_and(begun_anew);
    let is_over = last_result.is_some_and(is_lost) && !is_again;
    let is_election = standing.iter().any(|record| is_of_election(record));
    let furthest = taken.iter().next_back().copied();
    let is_done = |step: Step| match step {
        // What the last vote decides is not known yet.
        Step::Result => taken.contains(&step) && !is_again,
        // Its notice hangs before it begins.
        Step::Vote => taken.contains(&step) && !standing.iter().any(|of| is_ahead(of, today)),
        Step::Call | Step::Recommendation | Step::Candidates | Step::Filing | Step::Handover => {
            taken.contains(&step)
        }
    };
    let belongs = |step: Step| match step {
        Step::Call | Step::Vote | Step::Result => true,
        Step::Candidates => is_election,
        Step::Recommendation => false,
        Step::Filing | Step::Handover => is_election && !is_over,
    };
    let all = Step::every().iter().copied();
    let those = all.filter(|step| taken.contains(step) || belongs(*step));
    let state = |step: Step| {
        if is_done(step) {
            Taken::Done
        } else if step < Step::Result && Some(step) < furthest {
            Taken::Unrecorded
        } else {
            Taken::Open
        }
    };
    those.map(|step| (step, state(step))).collect()
}

/// Whether a resolution says that its vote is still to begin.
fn is_ahead(record: &Record, today: NaiveDate) -> bool {
    matches!(&record.facts, Facts::Resolution(resolution)
        if !resolution.is_counted()
            && resolution.voting.as_ref().and_then(|of| of.from).is_some_and(|from| from > today))
}

/// The item of article 278 of the Civil Code by which the owners elect their committee.
const ELECTION: u8 = 3;

fn is_of_election(record: &Record) -> bool {
    let by_vote = matches!(&record.facts, Facts::Resolution(resolution)
        if !resolution.candidates.is_empty()
            || resolution.questions.iter().any(|question| question.matter == Some(ELECTION)));
    by_vote || matches!(record.step(), Some(Step::Candidates | Step::Recommendation))
}

impl Model {
    /// The series of a place, by their first day.
    pub fn series(&self, place: PlaceId) -> &[Series] {
        &self.told.at(place).series
    }

    /// The series of a record.
    pub fn series_of(&self, record: &Record) -> Option<&Series> {
        record.series.as_ref()?;
        let mut all = self.series(record.place).iter();
        all.find(|series| series.entries.iter().any(|entry| entry.record == record.id))
    }
}

/// The kinds of records that may stand in a series.
pub(super) const KINDS: [Kind; 3] = [Kind::Notice, Kind::Resolution, Kind::Meeting];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_in_addresses() {
        for (name, expected) in [
            ("2026年业委会换届", "2026年业委会换届"),
            ("换届 / 第一次", "换届-第一次"),
            ("..\\..\\a", "a"),
            ("CON", "series-CON"),
            ("选聘（二）?", "选聘-二"),
        ] {
            assert_eq!(slug(name), expected, "{name}");
        }
    }
}
