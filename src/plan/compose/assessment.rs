//! Assessments.

use super::Composer;
use crate::model::assessment::{Assessment, Grade, Score, Standing};
use crate::model::record::Record;
use crate::model::value::Hundredths;
use crate::model::{PlaceId, RecordId};
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::assessment::{self as view, AssessmentFacts, AssessmentRow};
use crate::plan::view::frame::Link;

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
                period: of.period.name(),
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
            share: standing.total.map(Hundredths::written),
            grade: self.grade(assessment, standing.total),
            points: points.map(|points| points.map(Hundredths::short)).collect(),
            change: self.change(record.id, standing.place),
            satisfaction: score
                .satisfaction
                .map(|of| (of.asked, of.satisfied, of.rate())),
            note: score.note.clone(),
        }
    }

    fn grade(&self, assessment: &Assessment, total: Option<Hundredths>) -> Option<String> {
        let grade: &Grade = assessment.grade(total?)?;
        Some(grade.name.clone())
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

    /// An assessment in a row.
    pub(super) fn assessment_row(&self, assessment: &Assessment, record: &Record) -> AssessmentRow {
        let standings = assessment.standings();
        let first = standings.iter().filter(|of| of.rank == Some(1));
        AssessmentRow {
            period: assessment.period.name(),
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
