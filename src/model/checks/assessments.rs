//! Assessments beside each other: two of one period that both hold, places that were left out, and
//! periods without an assessment.

use std::collections::{BTreeMap, BTreeSet};

use super::{Findings, Records, World};
use crate::diagnostic::{Diagnostic, Diagnostics, Words};
use crate::model::assessment::Assessment;
use crate::model::posting::concerns;
use crate::model::record::Record;
use crate::model::reporting::{Cycle, ReportingPeriod};
use crate::model::{PlaceId, RecordId, marks, place, superseding};
use crate::source::Span;
use crate::words;

/// So many names are listed; of more the number is told.
const LISTED: usize = 5;

/// The assessments of one place that follow each other, in the order of their paths.
type Courses<'r> =
    BTreeMap<(PlaceId, String, Option<Cycle>), Vec<(u32, &'r Record, &'r Assessment)>>;

/// The assessments that hold, by the course in which they follow each other.
fn in_force<'r>(records: impl Iterator<Item = (u32, &'r Record)>) -> Courses<'r> {
    let assessments: BTreeMap<RecordId, (u32, &Record, &Assessment)> = records
        .filter_map(|(position, record)| Some((record.id, (position, record, marks::of(record)?))))
        .collect();
    let holding = superseding::holding(assessments.values().map(|(_, record, _)| *record));
    let mut holding: Vec<_> = holding
        .into_iter()
        .filter_map(|record| assessments.get(&record.id).copied())
        .collect();
    holding.sort_by_key(|(position, ..)| *position);
    let mut courses: Courses<'r> = BTreeMap::new();
    for (position, record, assessment) in holding {
        let (scheme, cycle) = assessment.course();
        let course = courses.entry((record.place, scheme, cycle)).or_default();
        course.push((position, record, assessment));
    }
    courses
}

/// Reports two assessments of one scheme and period that both hold.
pub fn check(records: &Records<'_>, diagnostics: &mut Diagnostics) {
    for course in in_force((0_u32..).zip(records.published())).values() {
        let mut first: BTreeMap<ReportingPeriod, &Record> = BTreeMap::new();
        let mut course: Vec<_> = course.iter().collect();
        course.sort_by_key(|(position, record, _)| (record.date, *position));
        for (_, record, assessment) in course {
            let period = assessment.period;
            let Some(earlier) = first.get(&period) else {
                first.insert(period, record);
                continue;
            };
            diagnostics.push(twice(record, assessment, earlier));
        }
    }
}

fn twice(record: &Record, assessment: &Assessment, earlier: &Record) -> Diagnostic {
    let Words { zh, en } = assessment.period.words();
    let path = &earlier.source.path;
    let reference = format!("assessments/{}", earlier.name());
    let found = Diagnostic::error(
        "assessment-period",
        Span::new(&record.source, assessment.period_range.clone()),
        words!(
            "{zh}已经有一份考评结果：{path}",
            "there is an assessment of {en} already: {path}"
        ),
    );
    let found = match marks::of(earlier) {
        Some(other) => found.other(
            Span::new(&earlier.source, other.period_range.clone()),
            words!("另一份在这里", "the other one is here"),
        ),
        None => found,
    };
    found.help(words!(
        "更正前一份的，加上 `更正: {reference} 原因`；不是同一种考评的，写上各自的“考评办法”；期间写错的，改正期间",
        "if it corrects that one, add `corrects: {reference} reason`; if it is of another scheme, name the `scheme` in each; or mend the period"
    ))
}

/// Finds places that were left out, and periods without an assessment.
pub fn find(world: &World<'_>, findings: &mut Findings, diagnostics: &mut Diagnostics) {
    let out = world
        .published()
        .filter(|(_, record)| record.date <= world.today);
    let out: Vec<_> = out.collect();
    for course in in_force(out.into_iter()).values() {
        for (position, record, assessment) in course {
            if let Some(words) = left_out(world, record, assessment) {
                let place = Span::new(&record.source, assessment.period_range.clone());
                diagnostics.push(Diagnostic::note("not-assessed", place, words.clone()));
                findings.by_record.entry(*position).or_default().push(words);
            }
        }
        let mut by_period: Vec<_> = course.iter().collect();
        by_period.sort_by_key(|(_, _, assessment)| assessment.period);
        for pair in by_period.windows(2) {
            let [(_, _, before), (_, record, after)] = pair else {
                continue;
            };
            if let Some(words) = gap(before, after) {
                let place = Span::new(&record.source, after.period_range.clone());
                diagnostics.push(Diagnostic::note("assessment-missing", place, words.clone()));
                let of_place = findings.by_place.entry(record.place).or_default();
                of_place.push(words);
            }
        }
    }
}

/// Places of the level of those that are scored which are not, though the record concerns them.
fn left_out(world: &World<'_>, record: &Record, assessment: &Assessment) -> Option<Words> {
    let scored: BTreeSet<PlaceId> = assessment.scores.iter().map(|of| of.place).collect();
    let levels: Vec<_> = scored
        .iter()
        .filter_map(|id| world.places.get(id.index()))
        .map(|place| place.level)
        .collect();
    let demo = world
        .places
        .get(record.place.index())
        .is_some_and(|place| place.demo);
    let missing: Vec<&str> = world
        .places
        .iter()
        .filter(|place| {
            place.id != record.place
                && levels.contains(&place.level)
                && place.demo == demo
                && !scored.contains(&place.id)
                && place::is_within(world.places, place.id, record.place)
                && concerns(world.places, record, place.id)
        })
        .map(|place| place.title.as_str())
        .collect();
    let (zh, en) = listed(&missing, &missing)?;
    Some(words!(
        "{zh}没有列入这次考评",
        "not assessed, though others of their level are: {en}"
    ))
}

/// Periods between two assessments that follow each other.
fn gap(before: &Assessment, after: &Assessment) -> Option<Words> {
    before.period.cycle()?;
    let next = |period: &ReportingPeriod| period.after();
    let between: Vec<Words> = std::iter::successors(before.period.after(), next)
        .take_while(|period| period.last < after.period.first)
        .map(|period| period.words())
        .collect();
    let (zh, en): (Vec<&str>, Vec<&str>) = between
        .iter()
        .map(|of| (of.zh.as_str(), of.en.as_str()))
        .unzip();
    let (zh, en) = listed(&zh, &en)?;
    Some(match &after.scheme {
        Some(scheme) => words!(
            "“{scheme}”没有{zh}的考评结果",
            "`{scheme}` has no assessment of {en}"
        ),
        None => words!("没有{zh}的考评结果", "there is no assessment of {en}"),
    })
}

/// Names in both languages, the first of them where there are many; none of none.
fn listed(zh: &[&str], en: &[&str]) -> Option<(String, String)> {
    let count = zh.len();
    match count {
        0 => None,
        1..=LISTED => Some((zh.join("、"), en.join(", "))),
        _ => Some((
            format!("{}等{count}个", zh[..LISTED].join("、")),
            format!("{} and {} more", en[..LISTED].join(", "), count - LISTED),
        )),
    }
}
