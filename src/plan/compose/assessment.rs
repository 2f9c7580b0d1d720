//! Assessments.

use super::Composer;
use crate::model::assessment::Assessment;
use crate::model::record::Record;
use crate::plan::view::assessment::{AssessmentFacts, AssessmentRow};

impl Composer<'_> {
    /// Facts of an assessment.
    pub(super) fn assessment_facts(
        &self,
        assessment: &Assessment,
        record: &Record,
    ) -> AssessmentFacts {
        AssessmentFacts {
            period: assessment.period.name(),
            scheme: assessment.scheme.clone(),
            display: self.period(assessment.display, record),
        }
    }

    /// An assessment in a row.
    pub(super) fn assessment_row(&self, assessment: &Assessment, record: &Record) -> AssessmentRow {
        AssessmentRow {
            period: assessment.period.name(),
            display: self.period(assessment.display, record),
        }
    }
}
