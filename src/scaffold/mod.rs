//! First lines of sites and records: files as text, made from the model and a wish. Pure: whoever
//! asks writes them to disk.

mod code;
mod hints;
mod init;
mod name;
mod number;
mod place;
mod record;
mod week;

use std::sync::Arc;

use chrono::NaiveDate;

use crate::diagnostic::{Diagnostic, Location, Words};
use crate::load::Document;
use crate::model::keyed::Kind;
use crate::model::{Model, keys, value};
use crate::paths::InputPath;
use crate::words;
use crate::yaml::{Key, meant};

pub use hints::{Hint, hint};
pub use init::site;
pub use name::title;
pub use place::find as place;
pub use record::{Wish, record};
pub use week::week;

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Where it goes, from the folder of the site.
    pub path: InputPath,
    /// What it says.
    pub text: String,
}

/// What stands in a site already. The model must hold drafts, and may leave faulty records out.
#[derive(Debug, Clone, Copy)]
pub struct Existing<'a> {
    /// Its content.
    pub model: &'a Model,
    /// All its Markdown files: those of faulty records are not in the model.
    pub documents: &'a [Arc<Document>],
}

impl<'a> Existing<'a> {
    /// The front matter of files that the model leaves out.
    fn left_out(self) -> impl Iterator<Item = &'a str> {
        let left_out = &self.model.left_out;
        self.documents
            .iter()
            .filter(|document| {
                left_out
                    .iter()
                    .any(|left| left.path == document.source.path)
            })
            .filter_map(|document| {
                let front = document.parts.as_ref()?.front.clone();
                document.source.text.get(front)
            })
    }
}

/// What can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A record of a kind.
    Record(Kind),
    /// The record of a weekly office, with two issues.
    Week,
}

/// Names of the weekly office on the command line.
const WEEK: [&str; 4] = ["week", "周", "本周", "合署办公"];

impl What {
    /// Reads a kind, in either language, or the word for a week.
    ///
    /// # Errors
    ///
    /// The word is neither; names the nearest.
    pub fn read(word: &str) -> Result<What, Box<Diagnostic>> {
        if WEEK.contains(&word) {
            return Ok(What::Week);
        }
        if let Some(kind) = Kind::find(word).or_else(|| Kind::of_folder(word)) {
            return Ok(What::Record(kind));
        }
        let names = Kind::ALL
            .into_iter()
            .flat_map(|kind| [kind.key(), kind.names()[0]])
            .chain([WEEK[0], WEEK[1]]);
        let help = meant(word, names).unwrap_or_else(|| {
            words!(
                "可以写：问题、决议、会议、公示、收支、考评、实事、活动、周；论坛是会议的一种",
                "expected one of: issue, resolution, meeting, notice, account, assessment, work, activity, week; a forum is a meeting"
            )
        });
        Err(refusal(
            "unknown-kind",
            words!("没有“{word}”这一类记录", "there is no kind `{word}`"),
            help,
        ))
    }
}

/// A date that records can carry.
///
/// # Errors
///
/// Records of that year would not be read.
pub fn date(date: NaiveDate) -> Result<NaiveDate, Box<Diagnostic>> {
    value::date(&date.to_string()).map_err(|fault| {
        let help = fault.help.map_or_else(
            || words!("核对年、月、日", "check year, month and day"),
            |help| *help,
        );
        refusal(fault.code, fault.message, help)
    })
}

/// An error that lies in what was asked, not in a file.
fn refusal(code: &'static str, message: Words, help: Words) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(code, Location::Nowhere, message).help(help))
}

/// Words for the language of a site.
fn of(zh: bool, words: Words) -> String {
    if zh { words.zh } else { words.en }
}

/// The name of a key of records, meetings, attendance or reviews in the language of a site.
fn key_of(name: &'static str, zh: bool) -> &'static str {
    let tables = [keys::RECORD, keys::MEETING, keys::ATTENDANCE, keys::REVIEW];
    let key = tables.into_iter().flatten().find(|key| key.name == name);
    key.map_or(name, |key| key_name(key, zh))
}

/// The name of a key in the language of a site.
fn key_name(key: &Key, zh: bool) -> &'static str {
    key.zh.first().copied().filter(|_| zh).unwrap_or(key.name)
}
