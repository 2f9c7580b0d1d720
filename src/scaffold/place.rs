//! The place that a word on the command line means.

use super::refusal;
use crate::diagnostic::Diagnostic;
use crate::model::place::Place;
use crate::model::{Model, PlaceId};
use crate::words;
use crate::yaml::meant;

/// Most places that a message lists.
const LISTED: usize = 12;

/// The place of this folder, last name, title or alias; `/` is the root.
///
/// # Errors
///
/// None, or several are meant.
pub fn find<'m>(model: &'m Model, written: &str) -> Result<&'m Place, Box<Diagnostic>> {
    let word = written.trim().replace('\\', "/");
    let path = word.trim_start_matches("./").trim_matches('/');
    let path = path.strip_prefix("content/").unwrap_or(path);
    if path.is_empty() || path == "content" {
        return Ok(model.place(PlaceId::ROOT));
    }
    // A full path means one place, whatever others are called.
    if word.contains('/')
        && let Some(place) = model.places.iter().find(|place| place.folder == path)
    {
        return Ok(place);
    }
    let is_meant = |place: &&Place| {
        let last = place.folder.rsplit('/').next();
        last == Some(path) || place.title == path || place.aliases.iter().any(|alias| alias == path)
    };
    let found: Vec<&Place> = model.places.iter().filter(is_meant).collect();
    match found[..] {
        [place] => Ok(place),
        [] => Err(unknown(model, written, path)),
        _ => {
            let all: Vec<String> = found.iter().map(|place| shown(place)).collect();
            let (zh, en) = (all.join("、"), all.join(", "));
            let count = found.len();
            Err(refusal(
                "ambiguous-place",
                words!(
                    "有 {count} 个地方叫“{written}”",
                    "`{written}` is the name of {count} places"
                ),
                words!("写文件夹路径：{zh}", "write its folder: {en}"),
            ))
        }
    }
}

/// A place by its folder, with its title.
fn shown(place: &Place) -> String {
    let (folder, title) = (&place.folder, &place.title);
    format!("/{folder} ({title})")
}

fn unknown(model: &Model, written: &str, path: &str) -> Box<Diagnostic> {
    let names = model.places.iter().flat_map(|place| {
        let last = place.folder.rsplit('/').next().unwrap_or_default();
        [place.folder.as_str(), last, place.title.as_str()]
            .into_iter()
            .chain(place.aliases.iter().map(String::as_str))
            .filter(|name| !name.is_empty())
    });
    let help = meant(path, names).unwrap_or_else(|| {
        let mut all: Vec<String> = model.places.iter().take(LISTED).map(shown).collect();
        if model.places.len() > LISTED {
            all.push("…".to_owned());
        }
        let (zh, en) = (all.join("、"), all.join(", "));
        words!("可以写：{zh}", "known places: {en}")
    });
    refusal(
        "unknown-place",
        words!("没有“{written}”这个地方", "there is no place `{written}`"),
        help,
    )
}
