//! What the statements of a place tell together: a table of all periods, a chart of the latest, and
//! the places below, each for itself.

use chrono::Datelike as _;

use super::Composer;
use crate::model::PlaceId;
use crate::model::counts::Reach;
use crate::model::keyed::Kind;
use crate::model::money::Money;
use crate::model::revenue::{Entry, Statement};
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::account::{
    Chart, Column, PeriodRow, Revenue, RevenueBelow, RevenueInShort, StatementFacts,
};
use crate::plan::view::frame::Link;

/// Most columns of a chart: so many have room for their names on a telephone.
const COLUMNS: usize = 6;
/// Width of a column.
const WIDTH: usize = 100;
/// Height of a chart, and what stays free above and below.
const HEIGHT: i128 = 200;
const MARGIN: i128 = 4;

impl Composer<'_> {
    /// What a place gives account of, with the places below; none where nothing is stated.
    pub(super) fn revenue(&self, id: PlaceId, page: &SitePath) -> Option<Revenue> {
        let revenue = self.model.revenue(id);
        let entries = revenue.entries();
        let below = self.revenue_below(id, page);
        if entries.is_empty() && below.is_empty() {
            return None;
        }
        let rows = entries.iter().rev();
        let limit = self.model.place(id).uses_limit;
        Some(Revenue {
            periods: rows.map(|entry| self.period_row(*entry, page)).collect(),
            chart: self.chart(&entries),
            below,
            limit: limit.filter(|_| !entries.is_empty()).map(Money::shown),
        })
    }

    /// The last closing of a place.
    pub(super) fn revenue_in_short(&self, id: PlaceId, page: &SitePath) -> Option<RevenueInShort> {
        let revenue = self.model.revenue(id);
        let last = Entry::Stated(revenue.last()?);
        Some(RevenueInShort {
            href: page.relative(&routes::list(&self.model.place(id).folder, Kind::Account)),
            last: self.period_row(last, page),
            missing: revenue.missing.len(),
        })
    }

    fn revenue_below(&self, id: PlaceId, page: &SitePath) -> Vec<RevenueBelow> {
        let counted = self.model.reach(id, Reach::WithBelow).into_iter();
        let below = counted.filter(|below| *below != id);
        let told = below.filter_map(|below| {
            let revenue = self.model.revenue(below);
            let last = Entry::Stated(revenue.last()?);
            let place = self.model.place(below);
            Some(RevenueBelow {
                place: Link {
                    title: place.title.clone(),
                    href: page.relative(&routes::list(&place.folder, Kind::Account)),
                },
                demo: place.demo,
                last: self.period_row(last, page),
                missing: revenue
                    .missing
                    .iter()
                    .map(|period| self.period_name(*period))
                    .collect(),
            })
        });
        told.collect()
    }

    fn period_row(&self, entry: Entry<'_>, page: &SitePath) -> PeriodRow {
        let period = entry.period();
        PeriodRow {
            period: period.name(),
            name: self.period_name(period),
            statement: match entry {
                Entry::Stated(statement) => self.statement(statement, page),
                Entry::Missing(_) => None,
            },
        }
    }

    fn statement(&self, of: &Statement, page: &SitePath) -> Option<StatementFacts> {
        Some(StatementFacts {
            href: self.link(of.record, page)?.href,
            opening: of.opening.shown(),
            income: of.income.shown(),
            cost: of.cost.shown(),
            uses: of.uses.shown(),
            closing: of.closing.shown(),
            debt: of.closing < Money(0),
            corrected: of.corrects.is_some(),
        })
    }

    /// The latest periods as a chart.
    fn chart(&self, entries: &[Entry<'_>]) -> Option<Chart> {
        let shown = &entries[entries.len().saturating_sub(COLUMNS)..];
        let stated: Vec<&Statement> = shown
            .iter()
            .filter_map(|entry| match entry {
                Entry::Stated(statement) => Some(*statement),
                Entry::Missing(_) => None,
            })
            .collect();
        if stated.len() < 2 {
            return None;
        }
        let spent = |of: &Statement| of.cost.plus(of.uses);
        let amounts = stated
            .iter()
            .flat_map(|of| [of.income, spent(of), of.closing]);
        let most = amounts.clone().max().unwrap_or_default().max(Money(1));
        let least = amounts.min().unwrap_or_default().min(Money(0));
        let scale = Scale { most, least };
        let mut year = None;
        let columns = shown.iter().enumerate().map(|(at, entry)| {
            let period = entry.period();
            let of = match entry {
                Entry::Stated(statement) => Some(*statement),
                Entry::Missing(_) => None,
            };
            let is_first = year.replace(period.first.year()) != Some(period.first.year());
            Column {
                x: at * WIDTH,
                label: self.in_language(period.short_words()),
                year: is_first.then_some(period.first.year()),
                income: of.map(|of| scale.bar(Money(0), of.income)),
                cost: of.map(|of| scale.bar(Money(0), of.cost)),
                uses: of.map(|of| scale.bar(of.cost, spent(of))),
                closing: of.map(|of| scale.place(of.closing)),
            }
        });
        let columns: Vec<Column> = columns.collect();
        Some(Chart {
            width: columns.len() * WIDTH,
            zero: scale.place(Money(0)),
            lines: lines(&columns),
            most: most.shown(),
            columns,
        })
    }
}

/// Points of the lines through the closings of columns in a row, each as long as its column.
fn lines(columns: &[Column]) -> Vec<String> {
    let in_rows = columns.split(|column| column.closing.is_none());
    let points = |row: &[Column]| -> String {
        let points = row.iter().filter_map(|column| {
            let middle = column.x + WIDTH / 2;
            Some(format!("{middle},{}", column.closing?))
        });
        points.collect::<Vec<_>>().join(" ")
    };
    let rows = in_rows.filter(|row| row.len() > 1);
    rows.map(points).collect()
}

/// From amounts to places of a chart.
struct Scale {
    most: Money,
    least: Money,
}

impl Scale {
    /// How far below the upper edge an amount stands.
    fn place(&self, amount: Money) -> i64 {
        let reach = i128::from(self.most.0) - i128::from(self.least.0);
        let below = i128::from(self.most.0) - i128::from(amount.0);
        let place = MARGIN + below * (HEIGHT - 2 * MARGIN) / reach.max(1);
        i64::try_from(place).unwrap_or_default()
    }

    /// Top and height of a bar between two amounts; one below nought has no height.
    fn bar(&self, from: Money, to: Money) -> (i64, i64) {
        let (from, to) = (self.place(from.max(Money(0))), self.place(to.max(Money(0))));
        (to.min(from), (from - to).max(0))
    }
}
