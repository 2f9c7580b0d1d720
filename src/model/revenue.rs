//! The public revenue of a place: the chain of its statements, and the periods that none tells of.

use chrono::{Days, NaiveDate};

use super::account::Account;
use super::keyed::{Kind, NoticeType, Topic};
use super::money::Money;
use super::place::Place;
use super::record::{Facts, Record};
use super::reporting::{Cycle, ReportingPeriod};
use super::rules::{Duty, Rule, Rules};
use super::superseding::{self, superseded};
use super::{PlaceId, RecordId};

/// Days after the end of a period by which its statement is to be published, where no rule says
/// more.
const GRACE: u64 = 30;

/// The public revenue of a place. Empty where nothing is stated.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Revenue {
    /// The statements in force, one for each period, oldest first.
    pub statements: Vec<Statement>,
    /// Periods between the first statement and today of which none tells, oldest first: of what
    /// comes after the last statement, those that ended long enough ago.
    pub missing: Vec<ReportingPeriod>,
    /// The part of a year of which the place gives account: that of its last statement of one.
    pub cycle: Option<Cycle>,
}

/// A statement in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement {
    /// Its record.
    pub record: RecordId,
    /// Of which period it tells.
    pub period: ReportingPeriod,
    /// What was there at the beginning.
    pub opening: Money,
    /// What came in.
    pub income: Money,
    /// What it cost to earn that.
    pub cost: Money,
    /// What was used.
    pub uses: Money,
    /// What was there at the end.
    pub closing: Money,
    /// The statement that it corrects or replaces.
    pub corrects: Option<RecordId>,
}

/// A period of a place, stated or missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry<'r> {
    /// A statement tells of it.
    Stated(&'r Statement),
    /// None does.
    Missing(ReportingPeriod),
}

impl Entry<'_> {
    /// The period.
    pub fn period(&self) -> ReportingPeriod {
        match self {
            Entry::Stated(statement) => statement.period,
            Entry::Missing(period) => *period,
        }
    }
}

impl Statement {
    fn new(record: &Record, account: &Account) -> Self {
        Statement {
            record: record.id,
            period: account.period,
            opening: account.opening.0,
            income: account.total_income(),
            cost: account.total_cost(),
            uses: account.total_uses(),
            closing: account.closing.0,
            corrects: superseded(record).map(|of| of.record).next(),
        }
    }
}

impl Revenue {
    /// Of the published records of a place. A statement is missed once its period ended more than
    /// `grace` days ago.
    pub(super) fn new<'r>(
        records: impl Iterator<Item = &'r Record>,
        today: NaiveDate,
        grace: u64,
    ) -> Self {
        let in_force = in_force(records);
        let statements: Vec<Statement> = in_force
            .iter()
            .map(|(record, account)| Statement::new(record, account))
            .collect();
        let mut cycles = statements.iter().rev().filter_map(|of| of.period.cycle());
        let cycle = cycles.next().map(|(cycle, _)| cycle);
        let mut missing = Vec::new();
        for pair in statements.windows(2) {
            let (one, next) = (pair[0].period, pair[1].period);
            if let (Some(first), Some(last)) = (one.last.succ_opt(), next.first.pred_opt()) {
                let cycle = next.cycle().or(one.cycle()).map(|(cycle, _)| cycle);
                missing.extend(cut(first, last, cycle));
            }
        }
        let due = today.checked_sub_days(Days::new(grace + 1));
        let after = statements.last().and_then(|of| of.period.last.succ_opt());
        if let (Some(first), Some(due), Some(cycle)) = (after, due, cycle) {
            let until = ReportingPeriod::around(due, cycle);
            let last = until.and_then(|of| {
                if of.last <= due {
                    Some(of.last)
                } else {
                    of.first.pred_opt()
                }
            });
            missing.extend(
                last.into_iter()
                    .flat_map(|last| cut(first, last, Some(cycle))),
            );
        }
        Revenue {
            statements,
            missing,
            cycle,
        }
    }

    /// Whether nothing is stated.
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }

    /// The last statement.
    pub fn last(&self) -> Option<&Statement> {
        self.statements.last()
    }

    /// Where the statement of a record stands among those in force; none if it is not in force.
    pub fn position(&self, record: RecordId) -> Option<usize> {
        self.statements.iter().position(|of| of.record == record)
    }

    /// All periods, stated and missing, oldest first.
    pub fn entries(&self) -> Vec<Entry<'_>> {
        let stated = self.statements.iter().map(Entry::Stated);
        let missing = self.missing.iter().copied().map(Entry::Missing);
        let mut entries: Vec<Entry<'_>> = stated.chain(missing).collect();
        entries.sort_by_key(Entry::period);
        entries
    }

    /// Missing periods, those in a row together: the first, the last, how many.
    pub fn gaps(&self) -> Vec<(ReportingPeriod, ReportingPeriod, usize)> {
        let mut gaps: Vec<(ReportingPeriod, ReportingPeriod, usize)> = Vec::new();
        for period in &self.missing {
            match gaps.last_mut() {
                Some((_, last, count)) if last.last.succ_opt() == Some(period.first) => {
                    *last = *period;
                    *count += 1;
                }
                _ => gaps.push((*period, *period, 1)),
            }
        }
        gaps
    }
}

/// The statements in force of the records of a place, by period: those that were not withdrawn and
/// in whose place no other stands.
pub(super) fn in_force<'r>(
    records: impl Iterator<Item = &'r Record>,
) -> Vec<(&'r Record, &'r Account)> {
    let of_account = |record: &'r Record| match &record.facts {
        Facts::Account(account) => Some((record, account.as_ref())),
        _ => None,
    };
    let statements = records.filter(|record| record.kind == Kind::Account);
    let holding = superseding::holding(statements).into_iter();
    let mut in_force: Vec<(&Record, &Account)> = holding.filter_map(of_account).collect();
    in_force.sort_by(|(a, of_a), (b, of_b)| (of_a.period, &a.key).cmp(&(of_b.period, &b.key)));
    in_force
}

/// How long after the end of a period its statement may come at a place.
pub(super) fn grace(rules: &Rules, place: PlaceId, places: &[Place]) -> u64 {
    let within = within(rules, place, places).map(|(_, days)| days);
    within.min().unwrap_or(GRACE)
}

/// The rules of a place that say within how many days after the end of a period its statement is to
/// be published.
pub(super) fn within<'r>(
    rules: &'r Rules,
    place: PlaceId,
    places: &'r [Place],
) -> impl Iterator<Item = (&'r Rule, u64)> {
    let (kind, topic) = (Some(NoticeType::Disclosure), Some(Topic::Revenue));
    rules
        .at(place, places)
        .filter(move |rule| rule.topic == topic && rule.is_about(kind, topic))
        .filter_map(|rule| match rule.duty {
            Duty::Within(days) => Some((rule, days)),
            _ => None,
        })
}

/// Days cut at the ends of the parts of a year; in one piece where these are not known.
fn cut(first: NaiveDate, last: NaiveDate, cycle: Option<Cycle>) -> Vec<ReportingPeriod> {
    let mut pieces = Vec::new();
    let mut from = first;
    while from <= last {
        let around = cycle.and_then(|cycle| ReportingPeriod::around(from, cycle));
        let end = around.map_or(last, |around| around.last.min(last));
        pieces.push(ReportingPeriod {
            first: from,
            last: end,
        });
        let Some(next) = end.succ_opt() else {
            break;
        };
        from = next;
    }
    pieces
}
