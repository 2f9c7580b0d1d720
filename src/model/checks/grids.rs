//! Gaps in the grids of places: buildings that no grid covers, grids that are too large or too
//! small for one worker.

use super::{Findings, World};
use crate::diagnostic::{Diagnostic, Diagnostics, Words};
use crate::model::grid::Grid;
use crate::model::mechanism::Mechanism;
use crate::model::place::Place;
use crate::words;

/// Finds buildings in no unit grid, and grids whose households are not in the band of a mechanism.
pub fn find(world: &World<'_>, findings: &mut Findings, diagnostics: &mut Diagnostics) {
    let mut add = |place: &Place, code, words: Words| {
        let note = Diagnostic::note(code, place.document(), words.clone());
        diagnostics.push(note);
        findings.by_place.entry(place.id).or_default().push(words);
    };
    for (place, _) in world.near_places() {
        let outside = place.outside_grids();
        if !outside.is_empty() {
            let count = outside.len();
            let (zh, en) = (outside.join("、"), outside.join(", "));
            let words = words!(
                "{count}栋楼还没有划入单元网格：{zh}",
                "in no unit grid: {en}"
            );
            add(place, "building-without-grid", words);
        }
        for mechanism in world.mechanisms {
            let band = mechanism.households_per_grid;
            let Some(band) =
                band.filter(|_| mechanism.is_in_use(world.places, place.id, world.today))
            else {
                continue;
            };
            for grid in &place.grids.named {
                if let Some(words) = out_of(band, grid, mechanism) {
                    add(place, "grid-size", words);
                }
            }
        }
    }
}

fn out_of((least, most): (u64, u64), grid: &Grid, mechanism: &Mechanism) -> Option<Words> {
    let count = grid.households()?;
    let (name, title) = (&grid.name, &mechanism.title);
    (!(least..=most).contains(&count)).then(|| {
        words!(
            "{name}有{count}户，“{title}”的规模是{least}至{most}户",
            "{name} has {count} households; {title} asks for {least} to {most}"
        )
    })
}
