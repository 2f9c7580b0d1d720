//! A mechanism that is adopted somewhere before its trial began elsewhere: a trial whose lessons
//! nobody waited for.

use std::ops::Range;

use super::{Adoption, Since};
use crate::diagnostic::Diagnostic;
use crate::model::keyed::Adopted;
use crate::model::place::Place;
use crate::words;
use crate::yaml::Reader;

const CODE: &str = "adopted-before-pilot";

/// Warns of places that adopted a mechanism before the first trial of which the beginning is known.
/// What is invented and what is not are told apart; where no day is written nothing is said.
pub fn check(
    reader: &mut Reader<'_>,
    adoption: &[(Adoption, Range<usize>)],
    places: &[Place],
    acknowledged: &[(String, String)],
) {
    if acknowledged.iter().any(|(code, _)| code == CODE) {
        return;
    }
    let place = |of: &Adoption| places.get(of.place.index());
    for demo in [false, true] {
        let here: Vec<(&Place, &Adoption, &Since, &Range<usize>)> = adoption
            .iter()
            .filter_map(|(of, range)| Some((place(of)?, of, of.since.as_ref()?, range)))
            .filter(|(place, ..)| place.demo == demo)
            .collect();
        let pilots = here.iter().filter(|(_, of, ..)| of.state == Adopted::Pilot);
        let Some((pilot, _, began, _)) = pilots.min_by_key(|(_, _, since, _)| since.first) else {
            continue;
        };
        for (place, of, since, range) in &here {
            if of.state != Adopted::Adopted || since.last >= began.first {
                continue;
            }
            let (here, there) = (&place.title, &pilot.title);
            let (since, began) = (since.plain(), began.plain());
            let words = words!(
                "“{here}”自 {since} 推行，早于“{there}”的试点（{began}）",
                "`{here}` adopted it in {since}, before the trial at `{there}` began in {began}"
            );
            let found = Diagnostic::warning(CODE, reader.span(range), words).help(words!(
                "核对日期；确实先推行的，在“知悉”里写 `{CODE} 理由`",
                "check the dates; if it was adopted first, write `{CODE} reason` under `acknowledge`"
            ));
            reader.diagnostics.push(found);
        }
    }
}
