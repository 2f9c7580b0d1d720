//! Statements of public revenue.

use super::{Composer, iso};
use crate::diagnostic::Words;
use crate::model::RecordId;
use crate::model::account::{Account, Line};
use crate::model::money::Money;
use crate::model::record::Record;
use crate::model::reporting::ReportingPeriod;
use crate::paths::SitePath;
use crate::plan::view::account::{AccountFacts, AccountLine, AccountRow};
use crate::plan::view::frame::Link;

impl Composer<'_> {
    /// Facts of a statement; resolutions are ways from the page, or have no address on posters.
    pub(super) fn account_facts(
        &self,
        account: &Account,
        record: &Record,
        page: Option<&SitePath>,
    ) -> AccountFacts {
        let name = |party| self.model.name(party).to_owned();
        let lines = |lines: &[Line]| {
            let most = lines.iter().map(|line| line.amount.0).max();
            let most = most.unwrap_or_default();
            let lines = lines.iter();
            lines
                .map(|line| self.account_line(line, most, page))
                .collect()
        };
        let revenue = self.model.revenue(record.place);
        let at = revenue.position(record.id);
        let beside = |at: Option<usize>| at.and_then(|at| revenue.statements.get(at));
        let earlier = beside(at.and_then(|at| at.checked_sub(1)));
        let before = earlier.filter(|of| of.period.last.succ_opt() == Some(account.period.first));
        let later = beside(at.map(|at| at + 1));
        let after = later.filter(|of| account.period.last.succ_opt() == Some(of.period.first));
        AccountFacts {
            period: account.period.name(),
            period_name: self.period_name(account.period),
            from: iso(account.period.first),
            to: iso(account.period.last),
            keeper: account.keeper.as_ref().map(name),
            account: account.account.clone(),
            opening: account.opening.0.shown(),
            income: lines(&account.income),
            cost: lines(&account.cost),
            uses: lines(&account.uses),
            total_income: account.total_income().shown(),
            total_cost: account.total_cost().shown(),
            total_uses: account.total_uses().shown(),
            closing: account.closing.0.shown(),
            debt: account.closing.0 < Money(0),
            auditor: account.auditor.as_ref().map(name),
            display: self.period(account.display, record),
            objections: account
                .objections
                .as_ref()
                .map(|objections| self.objections(objections, record)),
            before: before.and_then(|of| self.linked(of.record, page)),
            after: after.and_then(|of| self.linked(of.record, page)),
            gap: earlier.is_some() && before.is_none(),
        }
    }

    /// The name of a period in the language of the site.
    pub(super) fn period_name(&self, period: ReportingPeriod) -> String {
        self.in_language(period.words())
    }

    /// Words in the language of the site.
    pub(super) fn in_language(&self, words: Words) -> String {
        if self.site.language == "en" {
            words.en
        } else {
            words.zh
        }
    }

    /// A link to a published record; without an address where there is no page.
    fn linked(&self, id: RecordId, page: Option<&SitePath>) -> Option<Link> {
        match page {
            Some(page) => self.link(id, page),
            None => Some(Link {
                title: self.model.record(id)?.full_title(),
                href: String::new(),
            }),
        }
    }

    fn account_line(&self, line: &Line, most: i64, page: Option<&SitePath>) -> AccountLine {
        AccountLine {
            item: line.item.clone(),
            amount: line.amount.shown(),
            bar: bar(line.amount.0, most),
            payer: line.payer.clone(),
            resolution: line.resolution.and_then(|id| self.linked(id, page)),
            note: line.note.clone(),
        }
    }

    /// A statement in a row.
    pub(super) fn account_row(&self, account: &Account, record: &Record) -> AccountRow {
        AccountRow {
            period: account.period.name(),
            period_name: self.period_name(account.period),
            closing: account.closing.0.shown(),
            debt: account.closing.0 < Money(0),
            display: self.period(account.display, record),
        }
    }
}

/// An amount as hundredths of the largest: something is never shown as nothing.
fn bar(amount: i64, most: i64) -> u32 {
    if amount <= 0 || most <= 0 {
        return 0;
    }
    let hundredths = i128::from(amount) * 100 / i128::from(most);
    u32::try_from(hundredths).unwrap_or(100).clamp(1, 100)
}
