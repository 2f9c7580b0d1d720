//! Elections: which candidates take a seat.

use super::{Count, Judgement, Measure, Outcome, Regime, Test, agreement, outcome, participation};

/// Votes for a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ballot {
    /// Owners.
    pub heads: i64,
    /// Their area, in hundredths of a square metre.
    pub area: i64,
}

/// What became of a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Takes a seat.
    Elected,
    /// Too few agreed, by owners or by area.
    Short,
    /// Enough agreed, but all seats went to those with more votes.
    Outrun,
    /// Enough agreed, but the last seats would be shared with others who have as many votes.
    Tied,
    /// Too few took part: nobody is elected.
    Void,
}

/// A candidate judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Agreement by owners, then by area.
    pub tests: [Test; 2],
    /// What became of it.
    pub standing: Standing,
}

/// Judges an election by the votes that were cast. Each candidate needs the agreement that the
/// matter asks for, by owners and by area; of those who have it, at most `seats` with most owners
/// (then most area) are elected. Candidates who are even across the last seat are not: the law has
/// no lot for them.
pub fn election(
    regime: Regime,
    matter: u8,
    seats: u64,
    heads: &Count,
    area: &Count,
    candidates: &[Ballot],
) -> Judgement {
    let tests = participation(regime, heads, area);
    let rule = regime.agreement(matter);
    let mut verdicts: Vec<Verdict> = candidates
        .iter()
        .map(|ballot| Verdict {
            tests: [
                agreement(rule, Measure::Heads, ballot.heads, heads),
                agreement(rule, Measure::Area, ballot.area, area),
            ],
            standing: Standing::Short,
        })
        .collect();
    if outcome(&tests, heads.participants) == Outcome::NoQuorum {
        for verdict in &mut verdicts {
            verdict.standing = Standing::Void;
        }
        return Judgement {
            tests,
            verdicts,
            unfilled: seats,
            outcome: Outcome::NoQuorum,
        };
    }
    let mut able: Vec<(i64, i64)> = verdicts
        .iter()
        .filter(|verdict| verdict.tests.iter().all(|test| test.met))
        .map(Verdict::votes)
        .collect();
    able.sort_unstable_by(|one, other| other.cmp(one));
    let room = usize::try_from(seats).unwrap_or(usize::MAX);
    // Votes of the first who has no seat any more: those with more are in, those with fewer are out.
    let first_out = able.get(room).copied();
    let tied = room > 0 && first_out.is_some_and(|votes| able.get(room - 1) == Some(&votes));
    let mut elected = 0_u64;
    for verdict in &mut verdicts {
        if !verdict.tests.iter().all(|test| test.met) {
            continue;
        }
        let votes = verdict.votes();
        verdict.standing = match first_out {
            Some(out) if votes == out && tied => Standing::Tied,
            Some(out) if votes <= out => Standing::Outrun,
            _ => Standing::Elected,
        };
        elected += u64::from(verdict.standing == Standing::Elected);
    }
    Judgement {
        tests,
        verdicts,
        unfilled: seats.saturating_sub(elected),
        outcome: if elected > 0 {
            Outcome::Passed
        } else {
            Outcome::Failed
        },
    }
}

impl Verdict {
    fn votes(&self) -> (i64, i64) {
        let [heads, area] = &self.tests;
        (heads.have, area.have)
    }
}
