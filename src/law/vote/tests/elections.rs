//! Candidates and seats.

use super::*;
use Standing::{Elected, Outrun, Short, Tied, Void};

fn elect(seats: u64, participants: i64, candidates: &[(i64, i64)]) -> Judgement {
    let heads = count(300, participants, 0);
    let area = count(3_000_000, participants * 10_000, 0);
    let ballots: Vec<Ballot> = candidates
        .iter()
        .map(|&(heads, area)| Ballot { heads, area })
        .collect();
    election(regime(NEW), 3, seats, &heads, &area, &ballots)
}

/// Name, seats, votes of the candidates; what becomes of each, empty seats, outcome.
type Case = (
    &'static str,
    u64,
    &'static [(i64, i64)],
    &'static [Standing],
    u64,
    Outcome,
);

#[test]
fn elections() {
    // 200 take part with 20,000.00 m²: 101 owners and 10,000.01 m² for each.
    let cases: [Case; 12] = [
        (
            "all",
            2,
            &[(150, 1_500_000), (120, 1_200_000)],
            &[Elected, Elected],
            0,
            Passed,
        ),
        (
            "half is not enough",
            2,
            &[(101, 1_000_001), (100, 1_000_001)],
            &[Elected, Short],
            1,
            Passed,
        ),
        ("area is short", 1, &[(150, 1_000_000)], &[Short], 1, Failed),
        (
            "area a hair over",
            1,
            &[(150, 1_000_001)],
            &[Elected],
            0,
            Passed,
        ),
        (
            "more able than seats",
            1,
            &[(120, 1_200_000), (150, 1_500_000)],
            &[Outrun, Elected],
            0,
            Passed,
        ),
        (
            "heads before area",
            1,
            &[(121, 1_100_000), (120, 1_900_000)],
            &[Elected, Outrun],
            0,
            Passed,
        ),
        (
            "area breaks even heads",
            1,
            &[(120, 1_200_000), (120, 1_200_001)],
            &[Outrun, Elected],
            0,
            Passed,
        ),
        (
            "even for the only seat",
            1,
            &[(120, 1_200_000), (120, 1_200_000)],
            &[Tied, Tied],
            1,
            Failed,
        ),
        (
            "even across the last seat",
            2,
            &[
                (120, 1_200_000),
                (150, 1_500_000),
                (120, 1_200_000),
                (110, 1_100_000),
            ],
            &[Tied, Elected, Tied, Outrun],
            1,
            Passed,
        ),
        (
            "even within the seats",
            2,
            &[(120, 1_200_000), (120, 1_200_000), (110, 1_100_000)],
            &[Elected, Elected, Outrun],
            0,
            Passed,
        ),
        (
            "three even for two seats",
            2,
            &[(120, 1_200_000), (120, 1_200_000), (120, 1_200_000)],
            &[Tied, Tied, Tied],
            2,
            Failed,
        ),
        ("no candidate", 2, &[], &[], 2, Failed),
    ];
    for (name, seats, candidates, standings, unfilled, outcome) in cases {
        let found = elect(seats, 200, candidates);
        let all: Vec<Standing> = found.verdicts.iter().map(|v| v.standing).collect();
        assert_eq!(all, standings, "{name}");
        assert_eq!(
            (found.unfilled, found.outcome),
            (unfilled, outcome),
            "{name}"
        );
    }
}

#[test]
fn an_election_needs_its_quorum() {
    let found = elect(2, 199, &[(150, 1_500_000)]);
    assert_eq!((found.outcome, found.unfilled), (NoQuorum, 2));
    assert_eq!(found.verdicts[0].standing, Void);
    assert_eq!(elect(1, 0, &[(0, 0)]).outcome, NoQuorum);
}

#[test]
fn an_election_before_2021_asks_more_than_half_of_all() {
    let judge = |day, votes| {
        let (heads, area) = (count(300, 200, 0), count(3_000_000, 2_000_000, 0));
        let ballot = Ballot {
            heads: votes,
            area: votes * 10_000,
        };
        election(regime(day), 3, 1, &heads, &area, &[ballot]).outcome
    };
    assert_eq!([judge(NEW, 101), judge(NEW, 150)], [Passed, Passed]);
    assert_eq!(
        [judge(OLD, 101), judge(OLD, 150), judge(OLD, 151)],
        [Failed, Failed, Passed]
    );
}
