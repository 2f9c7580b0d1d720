//! Every pair of states, one table for each kind.

use super::*;

/// A table of which state may follow which: a row for each state, a column for each next one.
fn holds<S: State>(table: &str) {
    let rows: Vec<&str> = table
        .lines()
        .map(str::trim)
        .filter(|row| !row.is_empty())
        .collect();
    assert_eq!(rows.len(), S::every().len(), "a row for each state");
    for (before, row) in S::every().iter().zip(rows) {
        let (name, cells) = row.split_once(' ').expect("a name and cells");
        assert_eq!(name, before.key());
        let cells: Vec<char> = cells.chars().filter(|c| !c.is_whitespace()).collect();
        assert_eq!(
            cells.len(),
            S::every().len(),
            "a cell for each next state of {name}"
        );
        for (next, cell) in S::every().iter().zip(cells) {
            assert_eq!(
                before.may_become(*next),
                cell != '.',
                "{name} to {}",
                next.key()
            );
        }
    }
}

#[test]
fn issues() {
    // found discussed handling solved, deferred referred declined duplicate, reopened
    holds::<IssueState>(
        "
        found     = x x x  x x x x  .
        discussed . = x x  x x x x  .
        handling  . . = x  x x x x  .
        solved    . . . =  . . . .  x
        deferred  . x x x  = x x x  x
        referred  . x x x  x = x x  x
        declined  . . . .  . . = .  x
        duplicate . . . .  . . . =  x
        reopened  . x x x  x x x x  =
        ",
    );
}

#[test]
fn meetings() {
    // planned called held published, cancelled postponed
    holds::<MeetingState>(
        "
        planned   = x x x  x x
        called    . = x x  x x
        held      . . = x  . .
        published . . . =  . .
        cancelled . . . .  = .
        postponed . x x x  x =
        ",
    );
}

#[test]
fn resolutions() {
    // noticed voting counted objection in-effect revoked implemented
    holds::<ResolutionState>(
        "
        noticed     = x x x x x x
        voting      . = x x x x x
        counted     . . = x x x x
        objection   . . . = x x x
        in-effect   . . . . = x x
        revoked     . . . . . = .
        implemented . . . . . x =
        ",
    );
}

#[test]
fn what_may_come_first() {
    for state in IssueState::every() {
        assert_eq!(state.may_begin(), *state != IssueState::Reopened);
    }
}

#[test]
fn every_state_says_what_it_needs() {
    fn lines<S: State>() {
        for state in S::every() {
            let mut words = state.example().split(' ');
            let date = words.next().map(value::date);
            assert!(matches!(date, Some(Ok(_))), "{}", state.example());
            if state.need() != Need::Nothing {
                assert_eq!(
                    words.next().and_then(|word| S::read(word).ok()),
                    Some(*state)
                );
                assert!(words.next().is_some(), "{}", state.example());
            }
        }
    }
    lines::<IssueState>();
    lines::<MeetingState>();
    lines::<ResolutionState>();
}

#[test]
fn what_may_follow_is_listed() {
    let after = following(IssueState::Solved);
    assert_eq!(
        (after.zh.as_str(), after.en.as_str()),
        ("重新办理", "reopened")
    );
    assert_eq!(following(MeetingState::Cancelled).zh, "");
}

#[test]
fn reviews_of_the_same_day_find_their_place() {
    use crate::model::issue::merge;
    use IssueState as S;
    let day = |text| value::date(text).expect("a date");
    let (one, two, three) = (day("2026-03-02"), day("2026-03-09"), day("2026-03-16"));
    let merged = |own: Vec<(NaiveDate, S)>, reviews| {
        let all = merge(own, reviews, |entry| *entry);
        all.into_iter().map(|(_, state)| state).collect::<Vec<_>>()
    };
    // In the morning the meeting reports what was solved in the afternoon.
    assert_eq!(
        merged(
            vec![(one, S::Found), (two, S::Solved)],
            vec![(two, S::Handling)]
        ),
        [S::Found, S::Handling, S::Solved]
    );
    // The meeting takes it up again, and work begins on the same day.
    assert_eq!(
        merged(
            vec![(one, S::Found), (two, S::Solved), (three, S::Handling)],
            vec![(three, S::Reopened)]
        ),
        [S::Found, S::Solved, S::Reopened, S::Handling]
    );
    // Where no order is right, the review comes last, and the check reports it.
    assert_eq!(
        merged(
            vec![(one, S::Handling), (two, S::Solved)],
            vec![(two, S::Found)]
        ),
        [S::Handling, S::Solved, S::Found]
    );
    assert_eq!(
        merged(
            vec![(one, S::Found), (three, S::Solved)],
            vec![(two, S::Discussed)]
        ),
        [S::Found, S::Discussed, S::Solved]
    );
}
