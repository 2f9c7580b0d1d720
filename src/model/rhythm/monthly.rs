//! What a month has to report: what its meetings agreed, what was carried on from earlier months,
//! how issues came and went. It is told as of the end of the month, so that the sheet of a month
//! stays what it was; what became of an action since stands apart.

use chrono::NaiveDate;

use super::actions::{Action, ActionState, Report};
use super::{Ledger, Period as _, Turn};
use crate::model::keyed::Kind;
use crate::model::month::Month;
use crate::model::record::Facts;
use crate::model::week::Week;
use crate::model::{Model, PlaceId};

/// What a month has to report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthReport<'m> {
    /// The last day that counts: that of the month, or the day of the site.
    pub until: NaiveDate,
    /// What earlier months left to be done, then what its own meetings agreed; each oldest first.
    pub actions: Vec<MonthAction<'m>>,
    /// The weeks most of whose days are in the month, each with what became of its meeting.
    pub weeks: Vec<&'m Turn<Week>>,
    /// How issues of the place came and went.
    pub issues: Ledger,
}

/// An action in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthAction<'m> {
    /// The action.
    pub action: &'m Action,
    /// An earlier month left it to be done.
    pub is_carried: bool,
    /// Where it stood on the last day that counts.
    pub state: ActionState,
    /// What was reported last by then.
    pub report: Option<&'m Report>,
    /// What was reported last after that.
    pub since: Option<&'m Report>,
}

impl MonthReport<'_> {
    /// How many actions stood like this.
    pub fn count(&self, state: ActionState) -> usize {
        let actions = self.actions.iter();
        actions.filter(|of| of.state == state).count()
    }

    /// How many actions earlier months left to be done.
    pub fn carried(&self) -> usize {
        self.actions.iter().filter(|of| of.is_carried).count()
    }
}

impl Model {
    /// What a month of a place has to report; none if the month is none of its rhythm.
    pub fn month_report(&self, place: PlaceId, month: Month) -> Option<MonthReport<'_>> {
        let rhythm = self.rhythm(place);
        rhythm.month(month)?;
        let first = month.first();
        let before = first.pred_opt().unwrap_or(first).min(self.today);
        let until = month.last().min(self.today);
        let here = |action: &&Action| {
            action.agreed <= month.last()
                && rhythm.month_of(action.meeting, action.agreed).is_some()
        };
        let actions = self.actions(place).iter().filter(here);
        let actions = actions
            .map(|action| MonthAction {
                action,
                is_carried: action.agreed < first,
                state: action.state_on(until),
                report: action.report_on(until),
                since: action.reports.last().filter(|report| report.day > until),
            })
            .filter(|of| !of.is_carried || !of.action.state_on(before).is_closed())
            .collect();
        let weeks = rhythm.weeks.iter();
        Some(MonthReport {
            until,
            actions,
            weeks: weeks
                .filter(|turn| month_of(turn.period) == month)
                .collect(),
            issues: self.month_issues(place, (before, until)),
        })
    }

    fn month_issues(&self, place: PlaceId, (before, until): (NaiveDate, NaiveDate)) -> Ledger {
        let mut issues = Ledger::default();
        for record in self.records_at(place, Kind::Issue).rev() {
            let Facts::Issue(issue) = &record.facts else {
                continue;
            };
            let Some(now) = issue.state_on(until).filter(|_| record.withdrawn.is_none()) else {
                continue;
            };
            issues.add(record.id, issue.state_on(before), now);
        }
        issues
    }
}

/// The month to which a week belongs: that in which most of its days are, which is that of its
/// Thursday. ISO 8601 counts weeks to years by the same rule.
pub fn month_of(week: Week) -> Month {
    let monday = week.first();
    let thursday = monday.checked_add_days(chrono::Days::new(3));
    Month::of(thursday.unwrap_or(monday))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_belongs_to_the_month_of_most_of_its_days() {
        for (day, month) in [
            ("2026-02-23", "2026-02"), // to 1 March
            ("2026-03-30", "2026-04"), // to 5 April
            ("2026-06-29", "2026-07"),
            ("2025-12-29", "2026-01"),
            ("2026-08-31", "2026-09"),
        ] {
            let week = Week::of(day.parse().expect("a day"));
            assert_eq!(month_of(week).name(), month, "{day}");
        }
    }
}
