//! A statement of public revenue on a poster: its items as bars on one scale.

use super::Composer;
use crate::model::account::{Account, Line};
use crate::model::money::Money;
use crate::model::record::Record;
use crate::plan::view::statement::{StatementBar, StatementBars, StatementPart, StatementPoster};

/// How many items of a column stand by themselves where not all have room.
const ALONE: [usize; 5] = [7, 5, 3, 2, 1];

/// A bar before its length is known: what, how many others, and how much of what.
struct Piece<'a> {
    item: Option<&'a str>,
    others: usize,
    parts: Vec<(&'static str, Money)>,
}

impl Composer<'_> {
    /// Facts of a statement on its poster.
    pub(super) fn statement_poster(&self, account: &Account, record: &Record) -> StatementPoster {
        let income = pieces(&[("income", &account.income)]);
        let spent = pieces(&[("cost", &account.cost), ("use", &account.uses)]);
        StatementPoster {
            facts: self.account_facts(account, record, None),
            brief: brief(&income, &spent),
            bars: bars(&income, &spent),
        }
    }
}

/// The items of a column, the largest first, equal ones in the order written.
fn pieces<'a>(lists: &[(&'static str, &'a [Line])]) -> Vec<Piece<'a>> {
    let lines = lists
        .iter()
        .flat_map(|(of, lines)| lines.iter().map(move |line| (*of, line)));
    let mut pieces: Vec<Piece<'a>> = lines
        .map(|(of, line)| Piece {
            item: Some(&line.item),
            others: 0,
            parts: vec![(of, line.amount)],
        })
        .collect();
    pieces.sort_by_key(|piece| std::cmp::Reverse(piece.amount()));
    pieces
}

/// The columns with ever fewer items that stand by themselves.
fn brief(income: &[Piece<'_>], spent: &[Piece<'_>]) -> Vec<StatementBars> {
    let longest = income.len().max(spent.len());
    let saves = ALONE.into_iter().filter(|alone| longest > alone + 1);
    saves
        .map(|alone| bars(&shortened(income, alone), &shortened(spent, alone)))
        .collect()
}

/// The largest, and the others as one, where that saves lines.
fn shortened<'a>(pieces: &[Piece<'a>], alone: usize) -> Vec<Piece<'a>> {
    if pieces.len() <= alone + 1 {
        return pieces.iter().map(Piece::copied).collect();
    }
    let (largest, others) = pieces.split_at(alone);
    let mut parts: Vec<(&'static str, Money)> = Vec::new();
    for (of, amount) in others.iter().flat_map(|piece| &piece.parts) {
        match parts.iter_mut().find(|(known, _)| known == of) {
            Some((_, sum)) => *sum = sum.plus(*amount),
            None => parts.push((of, *amount)),
        }
    }
    let rest = Piece {
        item: None,
        others: others.len(),
        parts,
    };
    largest
        .iter()
        .map(Piece::copied)
        .chain(std::iter::once(rest))
        .collect()
}

impl<'a> Piece<'a> {
    fn amount(&self) -> Money {
        self.parts.iter().map(|(_, amount)| *amount).sum()
    }

    /// How long its bar is, in fen: what is below nought has none.
    fn length(&self) -> i64 {
        let lengths = self.parts.iter().map(|(_, amount)| amount.0.max(0));
        lengths.fold(0, i64::saturating_add)
    }

    fn copied(&self) -> Piece<'a> {
        Piece {
            item: self.item,
            others: self.others,
            parts: self.parts.clone(),
        }
    }
}

fn bars(income: &[Piece<'_>], spent: &[Piece<'_>]) -> StatementBars {
    let lengths = income.iter().chain(spent).map(Piece::length);
    let longest = lengths.max().unwrap_or(0);
    let column = |pieces: &[Piece<'_>]| {
        let pieces = pieces.iter();
        pieces
            .map(|piece| StatementBar {
                item: piece.item.map(str::to_owned),
                others: piece.others,
                amount: piece.amount().shown(),
                parts: piece
                    .parts
                    .iter()
                    .map(|(of, amount)| StatementPart {
                        of,
                        share: share(*amount, longest),
                    })
                    .collect(),
            })
            .collect()
    };
    StatementBars {
        income: column(income),
        spent: column(spent),
    }
}

/// Percent of the longest, with two decimals, rounded down.
fn share(amount: Money, longest: i64) -> String {
    let of = i128::from(amount.0.max(0)) * 10_000;
    let share = of.checked_div(i128::from(longest)).unwrap_or(0);
    format!("{}.{:02}", share / 100, share % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(item: &str, yuan: i64) -> Line {
        Line {
            item: item.to_owned(),
            amount: Money(yuan * 100),
            payer: None,
            names_resolution: false,
            resolution: None,
            note: None,
            range: 0..0,
        }
    }

    #[test]
    fn the_largest_two_stand_alone_and_the_others_together() {
        let income = [line("甲", 100), line("乙", 400), line("丙", 200)];
        let cost = [line("丁", 50), line("戊", 20), line("己", -5)];
        let uses = [line("庚", 300), line("辛", 10)];
        let income = pieces(&[("income", &income)]);
        let spent = pieces(&[("cost", &cost), ("use", &uses)]);
        let all = brief(&income, &spent);
        assert_eq!(all.len(), 3);
        assert_eq!(all[0].spent.len(), 4);
        let brief = &all[1];
        let shown = |bars: &[StatementBar]| -> Vec<String> {
            let bars = bars.iter();
            bars.map(|bar| {
                let parts = bar.parts.iter();
                let parts: Vec<String> = parts
                    .map(|part| format!("{} {}", part.of, part.share))
                    .collect();
                let item = bar.item.as_deref().unwrap_or("others");
                format!("{item} {} {}: {}", bar.others, bar.amount, parts.join(", "))
            })
            .collect()
        };
        assert_eq!(
            shown(&brief.income),
            [
                "乙 0 400.00: income 100.00",
                "丙 0 200.00: income 50.00",
                "甲 0 100.00: income 25.00",
            ]
        );
        assert_eq!(
            shown(&brief.spent),
            [
                "庚 0 300.00: use 75.00",
                "丁 0 50.00: cost 12.50",
                "others 3 25.00: cost 3.75, use 2.50",
            ]
        );
        assert_eq!(bars(&income, &spent).spent.len(), 5);
    }

    #[test]
    fn lengths_are_exact_for_the_largest_amounts() {
        let most = Money(1_000_000_000_000_000);
        assert_eq!(share(most, most.0), "100.00");
        assert_eq!(share(Money(1), most.0), "0.00");
        assert_eq!(share(Money(-5), 10), "0.00");
        assert_eq!(share(Money(0), 0), "0.00");
    }
}
