//! From parts to owners: one owner, one head, the area of all parts.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::Columns;
use super::rows::{Entry, Owner, Vote};
use super::words::Opinion;
use super::{Basis, Count, Measure, Question, Wish, said};
use crate::diagnostic::Diagnostics;
use crate::model::value::Hundredths;
use crate::sheet;

/// The entries of each owner, as indices, those of the earliest row first.
pub type Owners = BTreeMap<Owner, Vec<usize>>;

/// All parts of the roll with what the sheet says of their votes. Owners and areas are those of the
/// roll; what the sheet says otherwise is told.
pub fn with_roll<'p>(
    votes: Vec<Entry<'p>>,
    roll: &[Entry<'p>],
    diagnostics: &mut Diagnostics,
) -> Vec<Entry<'p>> {
    let rooms: BTreeMap<&str, usize> = roll
        .iter()
        .enumerate()
        .filter(|(_, entry)| !entry.room.is_empty())
        .map(|(at, entry)| (entry.room.as_str(), at))
        .collect();
    let questions = votes.first().map_or(0, |entry| entry.votes.len());
    let mut all: Vec<Entry<'p>> = roll
        .iter()
        .map(|entry| Entry {
            votes: vec![Vote::Nothing; questions],
            ..entry.clone()
        })
        .collect();
    for entry in votes {
        if entry.room.is_empty() {
            continue;
        }
        if sheet::is_enough(entry.path, entry.row, diagnostics) {
            break;
        }
        let known = rooms.get(entry.room.as_str()).copied();
        let Some(of_roll) = known.and_then(|at| all.get_mut(at)) else {
            diagnostics.push(said::not_in_roll(&entry));
            continue;
        };
        let differs = match (entry.area, of_roll.area) {
            (Some(area), Some(known)) => area != known,
            _ => false,
        };
        let is_other = match (&entry.owner, &of_roll.owner) {
            (Some(owner), Some(known)) => {
                // A code cannot be held against a name.
                let alike = std::mem::discriminant(owner) == std::mem::discriminant(known)
                    || *owner == Owner::Unsold
                    || *known == Owner::Unsold;
                alike && owner != known
            }
            _ => false,
        };
        if differs {
            diagnostics.push(said::area_differs(&entry, of_roll));
        }
        if is_other {
            diagnostics.push(said::owner_differs(&entry, of_roll));
        }
        // From now on the row is that of the votes, where the author must look.
        of_roll.votes = entry.votes;
        (of_roll.path, of_roll.row, of_roll.column) = (entry.path, entry.row, entry.column);
    }
    all
}

/// Groups entries by owner. Entries without one were told.
pub fn group(entries: &[Entry<'_>]) -> Owners {
    let mut owners = Owners::new();
    for (at, entry) in entries.iter().enumerate() {
        if let Some(owner) = &entry.owner {
            owners.entry(owner.clone()).or_default().push(at);
        }
    }
    owners
}

/// Finds owners whose parts carry different votes, and ballots that answer only some questions.
pub fn check(
    entries: &[Entry<'_>],
    owners: &Owners,
    columns: &Columns,
    diagnostics: &mut Diagnostics,
) {
    // Told in the order of the rows, so first found and then told.
    let mut halves = BTreeMap::new();
    for entry in entries {
        let has_cast = entry.votes.iter().any(|vote| *vote != Vote::Nothing);
        let open = entry.votes.iter().position(|vote| *vote == Vote::Nothing);
        if let (true, Some(question)) = (has_cast, open) {
            halves.insert(at(entry), (entry, question));
        }
    }
    let mut others = BTreeMap::new();
    for parts in owners.values() {
        let parts: Vec<&Entry<'_>> = parts.iter().filter_map(|at| entries.get(*at)).collect();
        let Some((first, rest)) = parts.split_first() else {
            continue;
        };
        for other in rest {
            let pairs = first.votes.iter().zip(&other.votes);
            let differs = |(one, another): (&Vote, &Vote)| {
                one != another && ![one, another].contains(&&Vote::Faulty)
            };
            if let Some(question) = pairs.map(differs).position(|differs| differs) {
                others.insert(at(other), (*first, *other, question));
            }
        }
    }
    let rows: BTreeSet<_> = halves.keys().chain(others.keys()).copied().collect();
    for row in rows {
        if let Some((entry, question)) = halves.get(&row) {
            if sheet::is_enough(entry.path, entry.row, diagnostics) {
                return;
            }
            diagnostics.push(said::half_empty(entry, columns, *question));
        }
        if let Some((first, other, question)) = others.get(&row) {
            if sheet::is_enough(other.path, other.row, diagnostics) {
                return;
            }
            diagnostics.push(said::votes_differ(first, other, columns, *question));
        }
    }
}

fn at<'e>(entry: &'e Entry<'_>) -> (&'e str, usize) {
    (entry.path.as_str(), entry.row)
}

/// The count of entries without a fault.
pub fn count(
    entries: &[Entry<'_>],
    owners: &Owners,
    columns: &Columns,
    wish: &Wish<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Count> {
    let mut all = Measure::default();
    let mut returned = 0;
    let mut votes = vec![[Measure::default(); 4]; columns.questions.len()];
    for parts in owners.values() {
        let parts: Vec<&Entry<'_>> = parts.iter().filter_map(|at| entries.get(*at)).collect();
        let area = parts.iter().filter_map(|part| part.area);
        let area = area.fold(0_i64, |sum, area| sum.saturating_add(area.0));
        add(&mut all, area);
        let cast = parts.first().map_or(&[][..], |part| &part.votes);
        let mut has_cast = false;
        for (votes, vote) in votes.iter_mut().zip(cast) {
            if let Vote::Cast(opinion) = vote {
                has_cast = true;
                if let Some(votes) = Opinion::ALL
                    .iter()
                    .position(|known| known == opinion)
                    .and_then(|at| votes.get_mut(at))
                {
                    add(votes, area);
                }
            }
        }
        returned += u64::from(has_cast);
    }
    if returned == 0 {
        diagnostics.push(said::no_votes(wish.votes));
        return None;
    }
    let (electorate, basis) = match wish.declared {
        Some(declared) => {
            if declared.heads < all.heads || declared.area < all.area {
                diagnostics.push(said::more_than_declared(wish.votes, all, declared));
                return None;
            }
            (declared, Basis::Declared)
        }
        None if wish.roll.is_some() => (all, Basis::Roll),
        None => (all, Basis::Sheet),
    };
    if basis == Basis::Sheet && returned == all.heads {
        diagnostics.push(said::all_voted(wish.votes));
    }
    by_name(entries, owners, diagnostics);
    names_and_codes(entries, diagnostics);
    Some(Count {
        electorate,
        basis,
        returned,
        questions: columns
            .questions
            .iter()
            .zip(votes)
            .map(|(question, votes)| Question {
                title: question.title.clone(),
                votes,
            })
            .collect(),
    })
}

fn add(measure: &mut Measure, area: i64) {
    measure.heads += 1;
    measure.area = Hundredths(measure.area.0.saturating_add(area));
}

/// Owners who are told by their names alone: two people may have one name.
fn by_name(entries: &[Entry<'_>], owners: &Owners, diagnostics: &mut Diagnostics) {
    let several: Vec<&Entry<'_>> = owners
        .iter()
        .filter(|(owner, parts)| {
            // A word of letters and digits is a code, whatever the heading says.
            matches!(owner, Owner::Name(name) if !name.is_ascii()) && parts.len() > 1
        })
        .flat_map(|(_, parts)| parts.iter().filter_map(|at| entries.get(*at)))
        .collect();
    let rows: BTreeSet<usize> = several.iter().map(|entry| entry.row).collect();
    if let Some(first) = several.iter().min_by_key(|entry| entry.row) {
        diagnostics.push(said::names_alone(first, &rows));
    }
}

/// Codes with several names, and names with several codes: one of them may be a slip, which makes two
/// owners of one, or one of two.
fn names_and_codes(entries: &[Entry<'_>], diagnostics: &mut Diagnostics) {
    let mut of_codes: BTreeMap<&Owner, BTreeMap<&str, usize>> = BTreeMap::new();
    let mut of_names: BTreeMap<&str, BTreeMap<&Owner, usize>> = BTreeMap::new();
    let mut sample = None;
    for entry in entries {
        if let (Some(owner @ Owner::Code(_)), Some(name)) = (&entry.owner, &entry.name) {
            sample.get_or_insert(entry);
            let names = of_codes.entry(owner).or_default();
            names.entry(name).or_insert(entry.row);
            let codes = of_names.entry(name).or_default();
            codes.entry(owner).or_insert(entry.row);
        }
    }
    let Some(sample) = sample else {
        return;
    };
    let codes = of_codes.values().filter(|names| names.len() > 1);
    let codes: BTreeSet<usize> = codes.flat_map(|names| names.values().copied()).collect();
    let names = of_names.values().filter(|codes| codes.len() > 1);
    let names: BTreeSet<usize> = names.flat_map(|codes| codes.values().copied()).collect();
    let found = [
        said::several_names(sample, &codes),
        said::several_codes(sample, &names),
    ];
    found
        .into_iter()
        .flatten()
        .for_each(|one| diagnostics.push(one));
}
