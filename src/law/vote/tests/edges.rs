//! Real totals, participation, committees, and votes deemed cast.

use super::*;

/// Law, owners: total and participants, area: total and participants, outcome when all who take
/// part agree to item 1, and what was needed to take part.
type Participation = (
    (i32, u32, u32),
    [i64; 2],
    [i64; 2],
    Outcome,
    /* owners, area */ [i64; 2],
);

const PARTICIPATION: [Participation; 36] = [
    // Dongguan, 355 owners with 36,609.05 m²: 237 and 24,406.04.
    (
        NEW,
        [355, 236],
        [3_660_905, 3_000_000],
        NoQuorum,
        [237, 2_440_604],
    ),
    (
        NEW,
        [355, 237],
        [3_660_905, 3_000_000],
        Passed,
        [237, 2_440_604],
    ),
    (
        NEW,
        [355, 238],
        [3_660_905, 3_000_000],
        Passed,
        [237, 2_440_604],
    ),
    (
        NEW,
        [355, 300],
        [3_660_905, 2_440_603],
        NoQuorum,
        [237, 2_440_604],
    ),
    (
        NEW,
        [355, 300],
        [3_660_905, 2_440_604],
        Passed,
        [237, 2_440_604],
    ),
    (
        NEW,
        [355, 300],
        [3_660_905, 2_440_605],
        Passed,
        [237, 2_440_604],
    ),
    // 53 owners with 5,369.63 m²: 36 and 3,579.76.
    (NEW, [53, 35], [536_963, 400_000], NoQuorum, [36, 357_976]),
    (NEW, [53, 36], [536_963, 400_000], Passed, [36, 357_976]),
    (NEW, [53, 37], [536_963, 400_000], Passed, [36, 357_976]),
    (NEW, [53, 40], [536_963, 357_975], NoQuorum, [36, 357_976]),
    (NEW, [53, 40], [536_963, 357_976], Passed, [36, 357_976]),
    (NEW, [53, 40], [536_963, 357_977], Passed, [36, 357_976]),
    // 144 owners with 12,769.76 m²: two thirds are just 96, and 8,513.18.
    (
        NEW,
        [144, 95],
        [1_276_976, 900_000],
        NoQuorum,
        [96, 851_318],
    ),
    (NEW, [144, 96], [1_276_976, 900_000], Passed, [96, 851_318]),
    (NEW, [144, 97], [1_276_976, 900_000], Passed, [96, 851_318]),
    (
        NEW,
        [144, 100],
        [1_276_976, 851_317],
        NoQuorum,
        [96, 851_318],
    ),
    (NEW, [144, 100], [1_276_976, 851_318], Passed, [96, 851_318]),
    (NEW, [144, 100], [1_276_976, 851_319], Passed, [96, 851_318]),
    // Two thirds exactly, in both measures.
    (
        NEW,
        [300, 199],
        [3_000_000, 2_000_000],
        NoQuorum,
        [200, 2_000_000],
    ),
    (
        NEW,
        [300, 200],
        [3_000_000, 1_999_999],
        NoQuorum,
        [200, 2_000_000],
    ),
    (
        NEW,
        [300, 200],
        [3_000_000, 2_000_000],
        Passed,
        [200, 2_000_000],
    ),
    (
        NEW,
        [300, 201],
        [3_000_000, 2_000_001],
        Passed,
        [200, 2_000_000],
    ),
    // Nobody, and one of one.
    (NEW, [300, 0], [3_000_000, 0], NoQuorum, [200, 2_000_000]),
    (NEW, [0, 0], [0, 0], NoQuorum, [0, 0]),
    (NEW, [1, 1], [1, 1], Passed, [1, 1]),
    (NEW, [2, 1], [2, 2], NoQuorum, [2, 2]),
    // Before 2021: more than half. Half is not.
    (
        OLD,
        [300, 149],
        [3_000_000, 1_600_000],
        NoQuorum,
        [151, 1_500_001],
    ),
    (
        OLD,
        [300, 150],
        [3_000_000, 1_600_000],
        NoQuorum,
        [151, 1_500_001],
    ),
    (
        OLD,
        [300, 151],
        [3_000_000, 1_600_000],
        Passed,
        [151, 1_500_001],
    ),
    (
        OLD,
        [300, 160],
        [3_000_000, 1_499_999],
        NoQuorum,
        [151, 1_500_001],
    ),
    (
        OLD,
        [300, 160],
        [3_000_000, 1_500_000],
        NoQuorum,
        [151, 1_500_001],
    ),
    (
        OLD,
        [300, 160],
        [3_000_000, 1_500_001],
        Passed,
        [151, 1_500_001],
    ),
    (
        OLD,
        [355, 177],
        [3_660_905, 3_000_000],
        NoQuorum,
        [178, 1_830_453],
    ),
    (
        OLD,
        [355, 178],
        [3_660_905, 3_000_000],
        Passed,
        [178, 1_830_453],
    ),
    (OLD, [300, 0], [3_000_000, 0], NoQuorum, [151, 1_500_001]),
    (OLD, [0, 0], [0, 0], NoQuorum, [1, 1]),
];

/// Item, owners: total, participants, for; area the same; outcome.
type Agreement = (u8, [i64; 3], [i64; 3], Outcome);

const AGREEMENT: [Agreement; 34] = [
    // Just at quorum with 237 of 355: 119 and 12,203.03, or 178 and 18,304.53.
    (
        4,
        [355, 237, 118],
        [3_660_905, 2_440_604, 2_000_000],
        Failed,
    ),
    (
        4,
        [355, 237, 119],
        [3_660_905, 2_440_604, 2_000_000],
        Passed,
    ),
    (
        4,
        [355, 237, 120],
        [3_660_905, 2_440_604, 2_000_000],
        Passed,
    ),
    (
        4,
        [355, 237, 200],
        [3_660_905, 2_440_604, 1_220_301],
        Failed,
    ),
    (
        4,
        [355, 237, 200],
        [3_660_905, 2_440_604, 1_220_302],
        Failed,
    ),
    (
        4,
        [355, 237, 200],
        [3_660_905, 2_440_604, 1_220_303],
        Passed,
    ),
    (
        6,
        [355, 237, 177],
        [3_660_905, 2_440_604, 2_000_000],
        Failed,
    ),
    (
        6,
        [355, 237, 178],
        [3_660_905, 2_440_604, 2_000_000],
        Passed,
    ),
    (
        6,
        [355, 237, 179],
        [3_660_905, 2_440_604, 2_000_000],
        Passed,
    ),
    (
        6,
        [355, 237, 200],
        [3_660_905, 2_440_604, 1_830_452],
        Failed,
    ),
    (
        6,
        [355, 237, 200],
        [3_660_905, 2_440_604, 1_830_453],
        Passed,
    ),
    (
        6,
        [355, 237, 200],
        [3_660_905, 2_440_604, 1_830_454],
        Passed,
    ),
    // 36 of 53: 19 and 1,789.89, or 27 and 2,684.82.
    (9, [53, 36, 18], [536_963, 357_976, 300_000], Failed),
    (9, [53, 36, 19], [536_963, 357_976, 300_000], Passed),
    (9, [53, 36, 30], [536_963, 357_976, 178_988], Failed),
    (9, [53, 36, 30], [536_963, 357_976, 178_989], Passed),
    (8, [53, 36, 26], [536_963, 357_976, 300_000], Failed),
    (8, [53, 36, 27], [536_963, 357_976, 300_000], Passed),
    (8, [53, 36, 30], [536_963, 357_976, 268_481], Failed),
    (8, [53, 36, 30], [536_963, 357_976, 268_482], Passed),
    // 277 of 355 with 28,580.10 m²: an odd number has no half.
    (
        5,
        [355, 277, 138],
        [3_660_905, 2_858_010, 2_000_000],
        Failed,
    ),
    (
        5,
        [355, 277, 139],
        [3_660_905, 2_858_010, 2_000_000],
        Passed,
    ),
    (
        5,
        [355, 277, 200],
        [3_660_905, 2_858_010, 1_429_005],
        Failed,
    ),
    (
        5,
        [355, 277, 200],
        [3_660_905, 2_858_010, 1_429_006],
        Passed,
    ),
    (
        7,
        [355, 277, 207],
        [3_660_905, 2_858_010, 2_500_000],
        Failed,
    ),
    (
        7,
        [355, 277, 208],
        [3_660_905, 2_858_010, 2_500_000],
        Passed,
    ),
    (
        7,
        [355, 277, 250],
        [3_660_905, 2_858_010, 2_143_507],
        Failed,
    ),
    (
        7,
        [355, 277, 250],
        [3_660_905, 2_858_010, 2_143_508],
        Passed,
    ),
    // 104 of 144 with 9,290.86 m²: 78 and 6,968.15 (three quarters are 6,968.145).
    (8, [144, 104, 77], [1_276_976, 929_086, 800_000], Failed),
    (8, [144, 104, 78], [1_276_976, 929_086, 800_000], Passed),
    (8, [144, 104, 90], [1_276_976, 929_086, 696_814], Failed),
    (8, [144, 104, 90], [1_276_976, 929_086, 696_815], Passed),
    // No one agrees; all agree, but too few came.
    (1, [144, 104, 0], [1_276_976, 929_086, 0], Failed),
    (1, [144, 95, 95], [1_276_976, 929_086, 929_086], NoQuorum),
];

/// Members in total, present, agreeing; outcome; members needed to be present and to agree.
const COMMITTEES: [(i64, i64, i64, Outcome, [i64; 2]); 20] = [
    (7, 3, 3, NoQuorum, [4, 4]),
    (7, 4, 3, Failed, [4, 4]),
    (7, 4, 4, Passed, [4, 4]),
    (7, 6, 5, Passed, [4, 4]),
    (7, 7, 3, Failed, [4, 4]),
    (7, 7, 7, Passed, [4, 4]),
    // Half of eight agree: enough. Half present: not.
    (8, 4, 4, NoQuorum, [5, 4]),
    (8, 5, 3, Failed, [5, 4]),
    (8, 5, 4, Passed, [5, 4]),
    (8, 5, 5, Passed, [5, 4]),
    (5, 2, 2, NoQuorum, [3, 3]),
    (5, 3, 2, Failed, [3, 3]),
    (5, 3, 3, Passed, [3, 3]),
    (6, 3, 3, NoQuorum, [4, 3]),
    (6, 4, 2, Failed, [4, 3]),
    (6, 4, 3, Passed, [4, 3]),
    (1, 1, 1, Passed, [1, 1]),
    (1, 1, 0, Failed, [1, 1]),
    (7, 0, 0, NoQuorum, [4, 4]),
    (0, 0, 0, NoQuorum, [1, 0]),
];

#[test]
fn participation_with_real_totals() {
    for (day, heads, area, expected, least) in PARTICIPATION {
        let found = assembly(
            regime(day),
            1,
            &count(heads[0], heads[1], heads[1]),
            &count(area[0], area[1], area[1]),
        );
        assert_eq!(found.outcome, expected, "{day:?} {heads:?} {area:?}");
        assert_eq!(needed(&found)[..2], least, "{day:?} {heads:?} {area:?}");
    }
}

#[test]
fn agreement_with_real_totals() {
    for (item, heads, area, expected) in AGREEMENT {
        let [heads, area] = [heads, area].map(|[total, part, yes]| count(total, part, yes));
        let found = assembly(regime(NEW), item, &heads, &area);
        assert_eq!(found.outcome, expected, "{item} {heads:?} {area:?}");
    }
    let at = |item| {
        let (heads, area) = (count(355, 237, 119), count(3_660_905, 2_440_604, 1_220_303));
        needed(&assembly(regime(NEW), item, &heads, &area))
    };
    assert_eq!(at(5), [237, 2_440_604, 119, 1_220_303]);
    assert_eq!(at(6), [237, 2_440_604, 178, 1_830_453]);
}

#[test]
fn committees_by_members() {
    for (total, present, agree, expected, least) in COMMITTEES {
        let found = committee(total, present, agree);
        assert_eq!(found.outcome, expected, "{total} {present} {agree}");
        assert_eq!(needed(&found), least, "{total} {present} {agree}");
    }
}

#[test]
fn heads_enough_and_area_a_hair_short() {
    let (heads, area) = (count(144, 104, 61), count(1_276_976, 929_086, 464_543));
    let found = assembly(regime(NEW), 4, &heads, &area);
    assert_eq!(found.outcome, Failed);
    let short: Vec<i64> = found.tests.iter().map(Test::shortfall).collect();
    assert_eq!(
        short,
        [0, 0, 0, 1],
        "9290.86 / 2 = 4645.43 is not more than half"
    );
}

#[test]
fn abstentions_count_as_participants() {
    // 100 for and 90 against of 190 would be a majority; 20 who abstain make it none.
    let judge = |participants| {
        let heads = Count {
            no: 90,
            ..count(300, participants, 100)
        };
        let area = Count {
            no: 900_000,
            ..count(3_000_000, participants * 10_000, 1_000_000)
        };
        assembly(regime(NEW), 1, &heads, &area).outcome
    };
    assert_eq!(judge(200), Failed);
    assert_eq!(judge(210), Failed);
    // Without them too few took part at all.
    assert_eq!(judge(190), NoQuorum);
}

/// Owners for, against, deemed of 300, with 100.00 m² each; outcome without and with the deemed.
/// No one abstains. Item 6 asks three quarters, item 1 more than half.
const DEEMED: [(u8, [i64; 3], Outcome, Outcome); 12] = [
    (1, [150, 40, 10], NoQuorum, Passed),
    (1, [150, 40, 9], NoQuorum, NoQuorum),
    (1, [101, 99, 50], Passed, Passed),
    (1, [99, 101, 50], Failed, Failed),
    (1, [90, 100, 10], NoQuorum, Failed),
    // Neither side leads: they take part and join none.
    (1, [100, 100, 20], Failed, Failed),
    (1, [95, 95, 10], NoQuorum, Failed),
    (6, [140, 60, 39], Failed, Failed),
    (6, [140, 60, 40], Failed, Passed),
    (6, [140, 60, 41], Failed, Passed),
    (6, [149, 51, 4], Failed, Passed),
    (6, [149, 51, 3], Failed, Failed),
];

#[test]
fn votes_deemed_cast_turn_the_result() {
    for (item, [yes, no, deemed], without, with) in DEEMED {
        let heads = Count {
            no,
            deemed,
            ..count(300, yes + no, yes)
        };
        let area = Count {
            total: 3_000_000,
            participants: (yes + no) * 10_000,
            yes: yes * 10_000,
            no: no * 10_000,
            deemed: deemed * 10_000,
        };
        let judge = |(heads, area): (Count, Count)| assembly(regime(NEW), item, &heads, &area);
        let name = format!("{item}: {yes} {no} {deemed}");
        assert_eq!(judge((heads, area)).outcome, without, "without, {name}");
        let both = with_deemed(&heads, &area).expect("there are some");
        assert_eq!(judge(both).outcome, with, "with, {name}");
    }
    assert_eq!(with_deemed(&count(3, 2, 1), &count(3, 2, 1)), None);
}

#[test]
fn the_leading_side_is_told_by_owners() {
    // More owners are for, more area is against: the deemed area joins those for.
    let heads = Count {
        no: 90,
        deemed: 10,
        ..count(300, 200, 110)
    };
    let area = Count {
        no: 1_200_000,
        deemed: 100_000,
        ..count(3_000_000, 2_000_000, 800_000)
    };
    let (heads, area) = with_deemed(&heads, &area).expect("there are some");
    assert_eq!((heads.yes, heads.no, heads.participants), (120, 90, 210));
    assert_eq!(
        (area.yes, area.no, area.participants),
        (900_000, 1_200_000, 2_100_000)
    );
}

#[test]
fn the_largest_numbers_do_not_wrap_round() {
    let all = count(i64::MAX, i64::MAX, i64::MAX);
    for day in [NEW, OLD] {
        assert_eq!(assembly(regime(day), 6, &all, &all).outcome, Passed);
    }
    let deemed = Count {
        deemed: i64::MAX,
        ..all
    };
    let (heads, area) = with_deemed(&deemed, &deemed).expect("there are some");
    assert_eq!(assembly(regime(NEW), 1, &heads, &area).outcome, Passed);
}
