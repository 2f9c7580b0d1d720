//! Two places whose names are nearly the same may be one place written in two ways.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::PlaceId;
use crate::model::place::Place;
use crate::model::slip;
use crate::words;

/// The code of the warning.
const CODE: &str = "similar-places";
/// Fewest characters of a name without the word for its kind: two names of two characters share
/// one by chance.
const SHORTEST: usize = 3;
/// What names of places end with, and does not tell them apart.
const ENDINGS: [&str; 3] = ["小区", "社区", "街道"];
/// Warns of places whose names differ by one character, each pair once.
pub fn check(places: &[Place], diagnostics: &mut Diagnostics) {
    let mut known: HashMap<u64, Vec<(PlaceId, &str)>> = HashMap::new();
    let mut told: Vec<(PlaceId, PlaceId)> = Vec::new();
    for place in places {
        let names = std::iter::once(&place.title).chain(&place.aliases);
        for name in names {
            let chars: Vec<char> = core(name).chars().collect();
            if chars.len() < SHORTEST {
                continue;
            }
            for at in 0..chars.len() {
                let others = known.entry(without(&chars, at)).or_default();
                for (other, other_name) in others.iter() {
                    let pair = (*other, place.id);
                    if *other == place.id
                        || told.contains(&pair)
                        || !differs(core(other_name), &chars, at)
                        || is_declared(&places[other.index()], place)
                        || is_answered(&places[other.index()])
                        || is_answered(place)
                    {
                        continue;
                    }
                    told.push(pair);
                    diagnostics.push(similar(place, name, &places[other.index()], other_name));
                }
                others.push((place.id, name));
            }
        }
    }
}

fn core(name: &str) -> &str {
    let ending = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending));
    ending.unwrap_or(name)
}

fn without(chars: &[char], at: usize) -> u64 {
    let mut hasher = DefaultHasher::new();
    chars[..at].hash(&mut hasher);
    chars[at + 1..].hash(&mut hasher);
    at.hash(&mut hasher);
    hasher.finish()
}

/// Whether two names differ at this character alone, and not by one that tells neighbours apart.
fn differs(other: &str, chars: &[char], at: usize) -> bool {
    let other: Vec<char> = other.chars().collect();
    other.get(at) != chars.get(at) && slip::is_at(&other, chars, at)
}

/// One of them names the other among its own names.
fn is_declared(one: &Place, two: &Place) -> bool {
    one.aliases.contains(&two.title) || two.aliases.contains(&one.title)
}

/// Its author has said that it is no other place.
fn is_answered(place: &Place) -> bool {
    let mut answers = place.acknowledged.iter();
    answers.any(|(code, _)| code == CODE)
}

fn similar(place: &Place, name: &str, other: &Place, other_name: &str) -> Diagnostic {
    let other_path = other.document();
    Diagnostic::warning(
        CODE,
        place.document(),
        words!(
            "“{name}”与“{other_name}”（{other_path}）只差一个字，可能是同一个地方",
            "`{name}` and `{other_name}` ({other_path}) differ by one character: they may be one place"
        ),
    )
    .help(words!(
        "是同一个地方，就合并，把另一个名字写进“别名”；不是，就在“知悉”里写 `similar-places 是两个地方`",
        "if they are one, keep one and write the other name under `aliases`; if not, write `similar-places they are two` under `acknowledge`"
    ))
}
