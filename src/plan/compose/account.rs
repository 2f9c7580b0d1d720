//! Statements of public revenue.

use super::Composer;
use crate::model::account::{Account, Line};
use crate::model::record::Record;
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
            let lines = lines.iter();
            lines.map(|line| self.account_line(line, page)).collect()
        };
        AccountFacts {
            period: account.period.name(),
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
            auditor: account.auditor.as_ref().map(name),
            display: self.period(account.display, record),
            objections: account
                .objections
                .as_ref()
                .map(|objections| self.objections(objections, record)),
        }
    }

    fn account_line(&self, line: &Line, page: Option<&SitePath>) -> AccountLine {
        let resolution = line.resolution.and_then(|id| match page {
            Some(page) => self.link(id, page),
            None => Some(Link {
                title: self.model.record(id)?.full_title(),
                href: String::new(),
            }),
        });
        AccountLine {
            item: line.item.clone(),
            amount: line.amount.shown(),
            resolution,
            note: line.note.clone(),
        }
    }

    /// A statement in a row.
    pub(super) fn account_row(&self, account: &Account, record: &Record) -> AccountRow {
        AccountRow {
            period: account.period.name(),
            closing: account.closing.0.shown(),
            display: self.period(account.display, record),
        }
    }
}
