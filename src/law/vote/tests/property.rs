//! Any vote, against the wording of the law in fractions of any size.

use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;

use super::*;

fn fraction(parts: i64, whole: i64) -> BigRational {
    BigRational::new(BigInt::from(parts), BigInt::from(whole))
}

/// A total, and numbers up to it, of which many lie at or beside a threshold.
fn counts(most: i64) -> impl Strategy<Value = [i64; 3]> {
    (1..=most).prop_flat_map(|total| {
        let near = move |of: i64| {
            let of = i128::from(of);
            let bars = [(1, 2), (2, 3), (3, 4), (1, 1), (0, 1)]
                .map(|(parts, whole): (i128, i128)| of * parts / whole);
            prop_oneof![
                0..=i64::try_from(of).expect("a count"),
                (0..5_usize, -1..=1_i64).prop_map(move |(bar, off)| {
                    let bar = i64::try_from(bars[bar]).expect("a share of a count");
                    (bar + off).clamp(0, i64::try_from(of).expect("a count"))
                }),
            ]
        };
        near(total).prop_flat_map(move |participants| {
            let from = if participants % 2 == 0 {
                participants
            } else {
                total
            };
            near(from).prop_map(move |yes| [total, participants, yes.min(participants)])
        })
    })
}

/// The law word for word: 以上 includes the number, 过半数 does not.
fn by_fractions(new: bool, item: u8, heads: [i64; 3], area: [i64; 3]) -> Outcome {
    let half = fraction(1, 2);
    let two_thirds = fraction(2, 3);
    let three_quarters = fraction(3, 4);
    if heads[1] == 0 {
        return NoQuorum;
    }
    for [total, part, _] in [heads, area] {
        let share = fraction(part, total);
        let enough = if new {
            share >= two_thirds
        } else {
            share > half
        };
        if !enough {
            return NoQuorum;
        }
    }
    for [total, part, yes] in [heads, area] {
        // Of nothing nothing is more than half; of nothing three quarters are reached.
        let enough = match (new, item) {
            (true, 6..=8) => part == 0 || fraction(yes, part) >= three_quarters,
            (true, _) => part > 0 && fraction(yes, part) > half,
            (false, 5..=7) => fraction(yes, total) >= two_thirds,
            (false, _) => fraction(yes, total) > half,
        };
        if !enough {
            return Failed;
        }
    }
    Passed
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_vote_as_the_fractions_say(
        new: bool,
        item in 1..=9_u8,
        heads in prop_oneof![counts(12), counts(5_000), counts(i64::MAX)],
        area in prop_oneof![counts(100), counts(50_000_000), counts(i64::MAX)],
    ) {
        let day = if new { NEW } else { OLD };
        let [by_heads, by_area] = [heads, area].map(|[total, part, yes]| count(total, part, yes));
        let found = assembly(regime(day), item, &by_heads, &by_area);
        prop_assert_eq!(found.outcome, by_fractions(new, item, heads, area));
        for test in &found.tests {
            // What is needed is enough, and one less is not.
            let enough = |have: i64| {
                let (have, of) = (BigInt::from(have), BigInt::from(test.of));
                match test.rule.share {
                    Share::MoreThanHalf => have * 2 > of,
                    Share::HalfOrMore => have * 2 >= of,
                    Share::TwoThirds => have * 3 >= of * 2,
                    Share::ThreeQuarters => have * 4 >= of * 3,
                }
            };
            prop_assert!(enough(test.needed) && (test.needed == 0 || !enough(test.needed - 1)));
            prop_assert_eq!(test.met, test.have >= test.needed);
            prop_assert_eq!(test.shortfall() == 0, test.met);
        }
    }
}
