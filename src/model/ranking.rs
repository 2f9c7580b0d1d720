//! Totals and ranks of what is assessed, exact: sums of fractions in whole numbers, rounded once.

use super::value::Hundredths;

/// What a place got by one criterion: weight, points and most points, in hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Weight of the criterion.
    pub weight: Hundredths,
    /// Points.
    pub points: Hundredths,
    /// Most points, above nought.
    pub max: Hundredths,
}

/// A total as it is shown: the sum of weight × points / most points, rounded once to two decimals,
/// half up. None if the fractions have no common denominator that can be calculated with (their most
/// points have very many different prime factors).
pub fn total(parts: &[Part]) -> Option<Hundredths> {
    let mut whole: i128 = 0;
    // What is left beside the whole: a proper fraction in lowest terms.
    let (mut above, mut below): (i128, i128) = (0, 1);
    for part in parts {
        let product = i128::from(part.weight.0).checked_mul(i128::from(part.points.0))?;
        let max = i128::from(part.max.0);
        if max <= 0 {
            return None;
        }
        whole = whole.checked_add(product / max)?;
        let common = below.checked_mul(max / divisor(below, max))?;
        let old = above.checked_mul(common / below)?;
        let new = (product % max).checked_mul(common / max)?;
        let sum = old.checked_add(new)?;
        whole = whole.checked_add(sum / common)?;
        let least = divisor(sum % common, common);
        (above, below) = (sum % common / least, common / least);
    }
    if above.checked_mul(2)? >= below {
        whole = whole.checked_add(1)?;
    }
    i64::try_from(whole).ok().map(Hundredths)
}

/// The greatest common divisor; that of nought and a number is the number.
fn divisor(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// The rank of each total: one more than how many are higher, so that equal ones share a rank and
/// leave out as many after it (1, 2, 2, 4). None for what has no total.
pub fn ranks(totals: &[Option<Hundredths>]) -> Vec<Option<usize>> {
    let mut sorted: Vec<Hundredths> = totals.iter().flatten().copied().collect();
    sorted.sort_unstable();
    let rank = |total: Hundredths| sorted.len() - sorted.partition_point(|of| *of <= total) + 1;
    totals.iter().map(|total| total.map(rank)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(weight: i64, points: i64, max: i64) -> Part {
        Part {
            weight: Hundredths(weight),
            points: Hundredths(points),
            max: Hundredths(max),
        }
    }

    #[test]
    fn totals_are_exact_and_rounded_once() {
        for (parts, shown) in [
            (vec![], 0),
            (vec![part(10_000, 10_000, 10_000)], 10_000),
            // 30 × 92/100 + 30 × 88/100 + 40 × 95/100 = 27.6 + 26.4 + 38
            (
                vec![
                    part(3000, 9200, 10_000),
                    part(3000, 8800, 10_000),
                    part(4000, 9500, 10_000),
                ],
                9200,
            ),
            // Each third is 16.666…; rounded before they are added they would make 50.01.
            (vec![part(5000, 100, 300); 3], 5000),
            // 0.005 goes up, anything less does not.
            (vec![part(10_000, 1, 20_000)], 1),
            (vec![part(10_000, 1, 20_001)], 0),
            (vec![part(3333, 5000, 10_000), part(6667, 0, 10_000)], 1667),
            (vec![part(3300, 700, 900), part(6700, 500, 700)], 7352),
        ] {
            assert_eq!(total(&parts), Some(Hundredths(shown)), "{parts:?}");
        }
        assert_eq!(total(&[part(1, 1, 0)]), None);
    }

    #[test]
    fn equal_totals_share_a_rank() {
        let of = |totals: &[i64]| {
            let of = |total: &i64| (*total >= 0).then_some(Hundredths(*total));
            ranks(&totals.iter().map(of).collect::<Vec<_>>())
        };
        let some = |ranks: &[usize]| ranks.iter().map(|rank| Some(*rank)).collect::<Vec<_>>();
        assert_eq!(of(&[9, 8, 8, 7]), some(&[1, 2, 2, 4]));
        assert_eq!(of(&[7, 8, 9, 8]), some(&[4, 2, 1, 2]));
        assert_eq!(of(&[5, 5, 5]), some(&[1, 1, 1]));
        assert_eq!(of(&[5, -1, 0]), vec![Some(1), None, Some(2)]);
        assert_eq!(of(&[]), vec![]);
    }
}
