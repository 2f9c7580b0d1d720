//! Assessments.

use std::collections::BTreeMap;

use super::Composer;
use crate::model::assessment::{Assessment, Grade, Score, Standing};
use crate::model::counts::Reach;
use crate::model::marks::Mark;
use crate::model::record::{Facts, Record};
use crate::model::value::Hundredths;
use crate::model::{PlaceId, RecordId};
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::assessment::{
    self as view, AssessmentFacts, AssessmentRow, CourseMark, CourseRow, CourseView, MarkRow,
};
use crate::plan::view::frame::Link;

/// How many marks the home page of a place shows.
const MARKS: usize = 4;
/// How many periods a list shows side by side.
const PERIODS: usize = 4;

impl Composer<'_> {
    /// Facts of an assessment; places and the assessment before are ways from the page, or have no
    /// address on posters.
    pub(super) fn assessment_facts(
        &self,
        assessment: &Assessment,
        record: &Record,
        page: Option<&SitePath>,
    ) -> AssessmentFacts {
        let standings = assessment.standings();
        let name = |party| self.model.name(party).to_owned();
        let before = self.model.assessment_before(record);
        AssessmentFacts {
            period: assessment.period.name(),
            period_name: self.period_name(assessment.period),
            scheme: assessment.scheme.clone(),
            criteria: assessment
                .criteria
                .iter()
                .map(|criterion| view::Criterion {
                    name: criterion.name.clone(),
                    weight: criterion.weight.short(),
                    max: criterion.max.short(),
                    note: criterion.note.clone(),
                })
                .collect(),
            standings: standings
                .iter()
                .map(|standing| self.standing(assessment, standing, &standings, record, page))
                .collect(),
            ranked: ranked(&standings),
            grades: assessment
                .grades
                .iter()
                .map(|grade| view::Grade {
                    name: grade.name.clone(),
                    from: grade.from.short(),
                })
                .collect(),
            before: before.map(|(before, of)| view::Before {
                record: Link {
                    title: before.full_title(),
                    href: page
                        .map_or_else(String::new, |page| page.relative(&self.address(before))),
                },
                period_name: self.period_name(of.period),
                differs: !assessment.has_criteria_of(of),
            }),
            assessors: assessment.assessors.iter().map(name).collect(),
            display: self.period(assessment.display, record),
            objections: assessment
                .objections
                .as_ref()
                .map(|objections| self.objections(objections, record)),
        }
    }

    fn standing(
        &self,
        assessment: &Assessment,
        standing: &Standing,
        all: &[Standing],
        record: &Record,
        page: Option<&SitePath>,
    ) -> view::Standing {
        let score: &Score = &assessment.scores[standing.at];
        let points = score.points.iter();
        view::Standing {
            place: self.place_on(standing.place, page),
            rank: standing.rank,
            tied: is_tied(standing.rank, all),
            total: standing.total.map(Hundredths::written),
            grade: grade_of(assessment, standing.total),
            points: points.map(|points| points.map(Hundredths::short)).collect(),
            change: self.change(record.id, standing.place),
            satisfaction: score
                .satisfaction
                .map(|of| (of.asked, of.satisfied, of.rate())),
            note: score.note.clone(),
        }
    }

    /// A place as a way from the page, or by its name alone.
    fn place_on(&self, id: PlaceId, page: Option<&SitePath>) -> Link {
        let place = self.model.place(id);
        Link {
            title: place.title.clone(),
            href: page.map_or_else(String::new, |page| {
                page.relative(&routes::place(&place.folder))
            }),
        }
    }

    /// What changed for a place since the assessment before.
    fn change(&self, record: RecordId, place: PlaceId) -> Option<view::Change> {
        let change = self.model.change(self.model.record(record)?, place)?;
        let points = i64::try_from(change.points.unsigned_abs()).unwrap_or(i64::MAX);
        Some(view::Change {
            total: trend(change.points),
            points: Hundredths(points).written(),
            rank: trend(change.ranks),
            ranks: change.ranks.unsigned_abs(),
        })
    }

    /// The marks of a place, the last first.
    pub(super) fn marks(&self, id: PlaceId, page: &SitePath) -> Vec<MarkRow> {
        let marks = self.model.marks(id).into_iter().rev().take(MARKS);
        let row = |(record, mark): (&Record, Mark)| {
            let Facts::Assessment(assessment) = &record.facts else {
                return None;
            };
            Some(MarkRow {
                record: self.link(record.id, page)?,
                period_name: self.period_name(mark.period),
                scheme: assessment.scheme.clone(),
                total: mark.total.map(Hundredths::written),
                rank: mark.rank,
                tied: is_tied(mark.rank, &assessment.standings()),
                of: mark.of,
                grade: grade_of(assessment, mark.total),
                change: self.change(record.id, id),
            })
        };
        marks.filter_map(row).collect()
    }

    /// The totals of each scheme of a place and the places below over its last periods.
    pub(super) fn courses(&self, id: PlaceId, page: &SitePath) -> Vec<CourseView> {
        let mut courses = Vec::new();
        for place in self.model.reach(id, Reach::WithBelow) {
            let mut by_scheme: BTreeMap<_, Vec<(&Record, &Assessment)>> = BTreeMap::new();
            for (record, assessment) in self.model.assessments_of(place) {
                let of_scheme = by_scheme.entry(assessment.course()).or_default();
                of_scheme.push((record, assessment));
            }
            let of_place = by_scheme.into_values();
            courses.extend(of_place.filter_map(|of| self.course(id, place, &of, page)));
        }
        courses
    }

    fn course(
        &self,
        id: PlaceId,
        place: PlaceId,
        assessments: &[(&Record, &Assessment)],
        page: &SitePath,
    ) -> Option<CourseView> {
        let earlier = assessments.len().saturating_sub(PERIODS);
        let shown = &assessments[earlier..];
        let (_, last) = shown.last()?;
        let standings: Vec<Vec<Standing>> = shown.iter().map(|(_, of)| of.standings()).collect();
        // By the last rank; those that are in earlier ones only stand behind.
        let mut places: Vec<PlaceId> = Vec::new();
        for standing in standings.iter().rev().flatten() {
            if !places.contains(&standing.place) {
                places.push(standing.place);
            }
        }
        let mark = |standing: &Standing| CourseMark {
            total: standing.total.map(Hundredths::written),
            rank: standing.rank,
        };
        let of = |place: PlaceId| {
            let of_period = |standings: &Vec<Standing>| {
                let mut standings = standings.iter();
                standings.find(|of| of.place == place).map(mark)
            };
            CourseRow {
                place: self.place_link(place, page),
                marks: standings.iter().map(of_period).collect(),
            }
        };
        Some(CourseView {
            scheme: last.scheme.clone(),
            place: (place != id).then(|| self.model.place(place).title.clone()),
            periods: shown
                .iter()
                .map(|(record, of)| Link {
                    title: self.period_name(of.period),
                    href: page.relative(&self.address(record)),
                })
                .collect(),
            earlier,
            rows: places.into_iter().map(of).collect(),
        })
    }

    /// An assessment in a row.
    pub(super) fn assessment_row(&self, assessment: &Assessment, record: &Record) -> AssessmentRow {
        let standings = assessment.standings();
        let first = standings.iter().filter(|of| of.rank == Some(1));
        AssessmentRow {
            period: assessment.period.name(),
            period_name: self.period_name(assessment.period),
            places: assessment.scores.len(),
            first: first
                .clone()
                .map(|of| self.model.place(of.place).title.clone())
                .collect(),
            total: first
                .filter_map(|of| of.total)
                .map(Hundredths::written)
                .next(),
            display: self.period(assessment.display, record),
        }
    }
}

/// The name of the band of a total.
fn grade_of(assessment: &Assessment, total: Option<Hundredths>) -> Option<String> {
    let grade: &Grade = assessment.grade(total?)?;
    Some(grade.name.clone())
}

/// How many places have a rank.
fn ranked(standings: &[Standing]) -> usize {
    standings.iter().filter(|of| of.rank.is_some()).count()
}

/// Whether more than one place has a rank.
fn is_tied(rank: Option<usize>, standings: &[Standing]) -> bool {
    let same = standings.iter().filter(|of| of.rank == rank);
    rank.is_some() && same.count() > 1
}

/// Which way a number goes.
fn trend(by: i64) -> &'static str {
    match by.signum() {
        1 => "up",
        -1 => "down",
        _ => "same",
    }
}
