//! Assessments: criteria with weights, scores by place, totals and ranks.

mod check;
mod read;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::PlaceId;
use super::contact::Objections;
use super::notice::Display;
use super::ranking::{self, Part};
use super::reporting::{Cycle, ReportingPeriod};
use super::satisfaction::Satisfaction;
use super::scope::Party;
use super::value::Hundredths;

pub use read::read;

/// Facts of an assessment.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Assessment {
    /// Of which period it tells.
    pub period: ReportingPeriod,
    /// Where the period was written.
    pub period_range: Range<usize>,
    /// By which scheme, as written: assessments of one scheme follow each other.
    pub scheme: Option<String>,
    /// What is assessed, in the order written.
    pub criteria: Vec<Criterion>,
    /// What each place got, in the order written.
    pub scores: Vec<Score>,
    /// Bands of totals, highest first.
    pub grades: Vec<Grade>,
    /// Who assessed.
    pub assessors: Vec<Party>,
    /// Period of display.
    pub display: Display,
    /// Where to appeal.
    pub objections: Option<Objections>,
}

/// Something that is assessed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Criterion {
    /// Its name.
    pub name: String,
    /// Its weight; the weights of an assessment make 100.
    pub weight: Hundredths,
    /// Most points.
    pub max: Hundredths,
    /// What is looked at.
    pub note: Option<String>,
    /// Where it was written.
    pub range: Range<usize>,
}

/// What a place got.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Score {
    /// The place, below that of the record.
    pub place: PlaceId,
    /// Points by criterion, in their order; none: it was not assessed in this.
    pub points: Vec<Option<Hundredths>>,
    /// How satisfied residents were.
    pub satisfaction: Option<Satisfaction>,
    /// Note.
    pub note: Option<String>,
    /// Where it was written.
    pub range: Range<usize>,
}

/// A band of totals.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Grade {
    /// Its name.
    pub name: String,
    /// The least total.
    pub from: Hundredths,
    /// Where it was written.
    pub range: Range<usize>,
}

/// Where a place stands in an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Position of its scores in the assessment.
    pub at: usize,
    /// The place.
    pub place: PlaceId,
    /// Its total as shown; none if it was not assessed by every criterion.
    pub total: Option<Hundredths>,
    /// Its rank by the total as shown; none without one.
    pub rank: Option<usize>,
}

impl Assessment {
    /// Where each place stands: by rank, then as written; those without a total last.
    pub fn standings(&self) -> Vec<Standing> {
        let totals: Vec<Option<Hundredths>> = self.scores.iter().map(|of| self.total(of)).collect();
        let ranks = ranking::ranks(&totals);
        let scores = self.scores.iter().zip(totals).zip(ranks).enumerate();
        let standing = |(at, ((score, total), rank)): (usize, ((&Score, _), _))| Standing {
            at,
            place: score.place,
            total,
            rank,
        };
        let mut standings: Vec<Standing> = scores.map(standing).collect();
        // Stable: places of one rank stay as written.
        standings.sort_by_key(|standing| (standing.rank.is_none(), standing.rank));
        standings
    }

    /// Where a place stands; none if it has no scores.
    pub fn standing(&self, place: PlaceId) -> Option<Standing> {
        let mut standings = self.standings().into_iter();
        standings.find(|standing| standing.place == place)
    }

    /// The total of a place as shown; none if it was not assessed by every criterion.
    pub fn total(&self, score: &Score) -> Option<Hundredths> {
        if score.points.len() != self.criteria.len() {
            return None;
        }
        let parts = self.criteria.iter().zip(&score.points);
        let parts: Option<Vec<Part>> = parts
            .map(|(criterion, points)| {
                Some(Part {
                    weight: criterion.weight,
                    points: (*points)?,
                    max: criterion.max,
                })
            })
            .collect();
        ranking::total(&parts?)
    }

    /// The band of a total; none below all of them.
    pub fn grade(&self, total: Hundredths) -> Option<&Grade> {
        self.grades.iter().find(|grade| grade.from <= total)
    }

    /// What assessments have in common that follow each other: the words of the scheme, and whether
    /// they are of years, quarters or other parts of them.
    pub fn course(&self) -> (String, Option<Cycle>) {
        let scheme = self.scheme.as_deref().unwrap_or_default();
        let plain = scheme.chars().filter(|c| !c.is_whitespace()).collect();
        (plain, self.period.cycle().map(|(cycle, _)| cycle))
    }

    /// Whether another one has the same criteria, weights and most points.
    pub fn has_criteria_of(&self, other: &Assessment) -> bool {
        let of = |assessment: &Assessment| -> Vec<(String, Hundredths, Hundredths)> {
            let criteria = assessment.criteria.iter();
            criteria
                .map(|of| (of.name.clone(), of.weight, of.max))
                .collect()
        };
        of(self) == of(other)
    }
}
