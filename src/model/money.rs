//! Amounts of money, exact to the fen.

use std::fmt;
use std::iter::Sum;

use serde::{Deserialize, Serialize};

use super::value::{self, Hundredths};
use crate::words;
use crate::yaml::Fault;

/// An amount in fen (hundredths of a yuan); below nought is a debt.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Money(pub i64);

/// Largest amount that is read: ten thousand billion yuan. Sums of a statement stay far from the
/// end of the numbers.
const MOST: i64 = 1_000_000_000_000_000;

impl Money {
    /// Reads an amount in yuan with at most two decimals; below nought with a minus sign or, as
    /// bookkeepers write, in brackets.
    ///
    /// # Errors
    ///
    /// The text is no number, has more than two decimals, or is out of reach.
    pub fn read(text: &str) -> Result<Money, Fault> {
        let plain = text.trim();
        let within = plain
            .strip_prefix(['(', '（'])
            .and_then(|rest| rest.strip_suffix([')', '）']));
        let minus = plain.strip_prefix(['-', '－', '−', '–']);
        let Hundredths(amount) = value::hundredths(minus.or(within).unwrap_or(plain))?;
        if amount > MOST {
            return Err(Fault::new(
                "not-a-number",
                words!("“{text}”太大", "`{text}` is too large"),
            )
            .at(text)
            .help(words!("核对金额，单位是元", "check the amount, in yuan")));
        }
        let is_below = minus.is_some() || within.is_some();
        Ok(Money(if is_below { -amount } else { amount }))
    }

    /// With thousands separators and two decimals: `-12,345.60`.
    pub fn shown(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        format!("{sign}{}", Hundredths(self.0.saturating_abs()).written())
    }

    /// The sum, which stays at the end of the numbers instead of wrapping.
    #[must_use]
    pub fn plus(self, other: Money) -> Money {
        Money(self.0.saturating_add(other.0))
    }

    /// The difference, which stays at the end of the numbers instead of wrapping.
    #[must_use]
    pub fn minus(self, other: Money) -> Money {
        Money(self.0.saturating_sub(other.0))
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(amounts: I) -> Money {
        amounts.fold(Money(0), Money::plus)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_and_shown() {
        for (written, fen, shown) in [
            ("0", 0, "0.00"),
            ("24800", 2_480_000, "24,800.00"),
            ("24,800.5元", 2_480_050, "24,800.50"),
            ("￥3.8万", 3_800_000, "38,000.00"),
            ("-12.05", -1205, "-12.05"),
            ("（500）", -50_000, "-500.00"),
            ("－1,000.01", -100_001, "-1,000.01"),
        ] {
            let read = Money::read(written).map(|money| (money.0, money.shown()));
            assert_eq!(read.ok(), Some((fen, shown.to_owned())), "{written}");
        }
        for wrong in ["", "很多", "1.234", "1,00", "--5", "20000000000000"] {
            assert!(Money::read(wrong).is_err(), "{wrong}");
        }
    }
}
