//! Works (物业实事): what was mended, renewed or built, for how much, out of which fund, and who
//! accepted it.

use std::ops::Range;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::keyed::{Fund, Kind, WorkState};
use super::money::Money;
use super::progress;
use super::satisfaction::{self, Satisfaction};
use super::scope::{Party, Scope};
use super::text::{self, Files};
use super::{RecordId, keys, value};
use crate::paths::InputPath;
use crate::words;
use crate::yaml::{Fields, Node, Reader};

/// Facts of a work.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Work {
    /// Who answers for it.
    pub responsible: Vec<Party>,
    /// Who carries it out, as written.
    pub contractor: Option<String>,
    /// By when it should be done.
    pub due: Option<NaiveDate>,
    /// What became of it, oldest first; empty where only its date says something.
    pub progress: Vec<progress::Entry<WorkState>>,
    /// Pictures before.
    pub before: Vec<Shot>,
    /// Pictures after.
    pub after: Vec<Shot>,
    /// Where the pictures after were written.
    pub shots_range: Range<usize>,
    /// What it cost, and out of which fund.
    pub cost: Option<Cost>,
    /// The statement in which the cost stands, with where it was written.
    pub account: Option<(RecordId, Range<usize>)>,
    /// The resolution on which it rests, with where it was written.
    pub resolution: Option<(RecordId, Range<usize>)>,
    /// The issue that it solves.
    pub about: Option<RecordId>,
    /// Who accepted it, also where that day is still to come.
    pub acceptance: Option<Acceptance>,
    /// How satisfied residents are.
    pub satisfaction: Option<Satisfaction>,
    /// Where, as written.
    pub spot: Option<String>,
}

/// A picture with its words.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Shot {
    /// The picture.
    pub picture: InputPath,
    /// When it was taken.
    pub date: Option<NaiveDate>,
    /// What it shows.
    pub note: Option<String>,
}

/// What a work cost.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Cost {
    /// How much.
    pub amount: Money,
    /// Out of which fund.
    pub fund: Option<Fund>,
    /// Where it was written.
    pub range: Range<usize>,
}

/// An acceptance.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Acceptance {
    /// Who.
    pub body: Party,
    /// When.
    pub date: NaiveDate,
    /// What was found.
    pub opinion: Option<String>,
    /// Where it was written.
    pub range: Range<usize>,
}

impl WorkState {
    /// Done, accepted or dropped: nothing more is to be built.
    pub fn is_finished(self) -> bool {
        matches!(
            self,
            WorkState::Done | WorkState::Accepted | WorkState::Dropped
        )
    }

    /// Done, whether or not anybody accepted it.
    pub fn is_done(self) -> bool {
        matches!(self, WorkState::Done | WorkState::Accepted)
    }
}

impl Work {
    /// Where it stood at the end of a day: as its progress says; where nothing is written, what its
    /// acceptance or a picture of afterwards shows. `date` is that of its record; a record that is
    /// dated later tells of something to come. None: nobody wrote it.
    pub fn state_on(&self, date: NaiveDate, day: NaiveDate) -> Option<WorkState> {
        let written = self.until(day).last().map(|entry| entry.state);
        if written == Some(WorkState::Dropped) {
            return written;
        }
        if self.accepted_by(day).is_some() {
            return Some(WorkState::Accepted);
        }
        if written.is_some() {
            return written;
        }
        if date > day {
            return Some(WorkState::Planned);
        }
        let mut after = self.after.iter();
        let is_shown = after.any(|shot| shot.date.is_none_or(|taken| taken <= day));
        is_shown.then_some(WorkState::Done)
    }

    /// Its progress to the end of a day.
    fn until(&self, day: NaiveDate) -> &[progress::Entry<WorkState>] {
        let past = self.progress.partition_point(|entry| entry.date <= day);
        &self.progress[..past]
    }

    /// The day on which it was accepted, if it was at the end of a day.
    pub fn accepted_by(&self, day: NaiveDate) -> Option<NaiveDate> {
        let by = self.acceptance.as_ref().map(|acceptance| acceptance.date);
        let mut entries = self.until(day).iter();
        let written = entries.find(|entry| entry.state == WorkState::Accepted);
        by.filter(|by| *by <= day)
            .or(written.map(|entry| entry.date))
    }

    /// The day on which it began, if that is written.
    pub fn begun(&self) -> Option<NaiveDate> {
        let mut entries = self.progress.iter();
        let begun = entries.find(|entry| entry.state == WorkState::Underway);
        begun.map(|entry| entry.date)
    }

    /// The day on which it was done, as its progress says to the end of a day: the first since it
    /// was last taken up.
    pub fn done_by(&self, day: NaiveDate) -> Option<NaiveDate> {
        let past = self.until(day);
        let again = past
            .iter()
            .rposition(|entry| entry.state == WorkState::Underway);
        let mut since = past[again.unwrap_or(0)..].iter();
        let done = since.find(|entry| entry.state == WorkState::Done);
        done.map(|entry| entry.date)
    }

    /// The day for which it counts as done at the end of a day: the one that is written, else that of
    /// its acceptance, of the last picture of afterwards, or of its record.
    pub fn counts_as_done(&self, date: NaiveDate, day: NaiveDate) -> Option<NaiveDate> {
        if !self.state_on(date, day)?.is_done() {
            return None;
        }
        let shown = self.after.iter().filter_map(|shot| shot.date);
        self.done_by(day)
            .or_else(|| self.accepted_by(day))
            .or_else(|| shown.filter(|taken| *taken <= day).max())
            .or(Some(date))
    }

    /// Days from its beginning to the day on which it was done, where both are written.
    pub fn days_taken(&self, day: NaiveDate) -> Option<i64> {
        let (begun, done) = (self.begun()?, self.done_by(day)?);
        Some((done - begun).num_days())
    }

    /// By when it should be done, as it was last put off.
    pub fn due_now(&self) -> Option<NaiveDate> {
        put_off(&self.progress).or(self.due)
    }

    /// Planned or under way at the end of a day, and past the day on which it should be done, as that
    /// stood then.
    pub fn is_overdue(&self, date: NaiveDate, day: NaiveDate) -> bool {
        let state = self.state_on(date, day);
        let due = put_off(self.until(day)).or(self.due);
        state.is_some_and(|state| !state.is_finished()) && due.is_some_and(|due| due < day)
    }

    /// The day of the last thing that became of it: it was accepted, done or dropped. Where nobody
    /// wrote how far it is, that of its record; none while it is planned or goes on.
    pub fn is_over(&self, date: NaiveDate, day: NaiveDate) -> Option<NaiveDate> {
        match self.state_on(date, day) {
            None => Some(date),
            Some(WorkState::Planned | WorkState::Underway) => None,
            Some(WorkState::Dropped) => self.until(day).last().map(|entry| entry.date),
            Some(WorkState::Accepted) => self.accepted_by(day),
            Some(WorkState::Done) => self.counts_as_done(date, day),
        }
    }

    /// The first and the last day that its progress, its acceptance and its pictures name; its
    /// record's where they name none. Within them it was paid for.
    pub fn days(&self, date: NaiveDate) -> (NaiveDate, NaiveDate) {
        let entries = self.progress.iter().map(|entry| entry.date);
        let accepted = self.acceptance.iter().map(|acceptance| acceptance.date);
        let shots = self.after.iter().filter_map(|shot| shot.date);
        let days = entries.chain(accepted).chain(shots);
        let (first, last) = days.fold((None, None), |(first, last), day| {
            (
                Some(first.map_or(day, |other: NaiveDate| other.min(day))),
                Some(last.map_or(day, |other: NaiveDate| other.max(day))),
            )
        });
        (first.unwrap_or(date), last.unwrap_or(date))
    }
}

/// The day to which something was last put off.
fn put_off(progress: &[progress::Entry<WorkState>]) -> Option<NaiveDate> {
    progress.iter().rev().find_map(|entry| entry.until)
}

/// Reads the facts of a work.
pub fn read(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    folder: &str,
    files: &Files<'_>,
    scope: Scope<'_>,
) -> Work {
    let responsible = fields.get("responsible").map_or_else(Vec::new, |node| {
        let words = reader.texts(node);
        words.iter().map(|(word, _)| scope.party(word)).collect()
    });
    let place = progress::Place {
        folder,
        files,
        scope,
        keys: keys::STAGE,
    };
    let [before, after] = ["before", "after"].map(|name| {
        let Some(node) = fields.get(name) else {
            return Vec::new();
        };
        let mut shots = Vec::new();
        for item in reader.items(node) {
            shots.extend(shot(reader, item, folder, files));
        }
        shots
    });
    Work {
        responsible,
        contractor: reader.text_of(fields, "contractor"),
        due: reader.parse_of(fields, "due", value::date),
        progress: progress::read(reader, fields, place),
        before,
        after,
        shots_range: fields.place_of("after"),
        cost: fields.get("cost").and_then(|node| cost(reader, node)),
        account: reference(reader, fields, "account", (Kind::Account, scope)),
        resolution: reference(reader, fields, "resolution", (Kind::Resolution, scope)),
        about: reference(reader, fields, "about", (Kind::Issue, scope)).map(|(id, _)| id),
        acceptance: fields
            .get("acceptance")
            .and_then(|node| acceptance(reader, node, scope)),
        satisfaction: fields
            .get("satisfaction")
            .and_then(|node| satisfaction::read(reader, node)),
        spot: reader.text_of(fields, "spot"),
    }
}

/// A record of a kind to which a work is linked.
fn reference(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    key: &str,
    (kind, scope): (Kind, Scope<'_>),
) -> Option<(RecordId, Range<usize>)> {
    let (zh, en) = (kind.names()[0], kind.folder());
    let example = match kind {
        Kind::Account => "2026-01-14-q4",
        Kind::Resolution => "2026-03-10-fire-pump",
        _ => "2026-03-02-gate",
    };
    let read = |text: &str| {
        let help = words!(
            "写 {en}（{zh}）里的记录，例如 {en}/{example}",
            "name a record in {en}, for example {en}/{example}"
        );
        progress::of_kind(text, scope, kind, help)
    };
    let id = reader.parse_of(fields, key, read)?;
    let range = fields.get(key).map(|node| node.range.clone());
    Some((id, range.unwrap_or_default()))
}

/// Reads a picture, as fields or in one line: the file, its day, what it shows.
fn shot(reader: &mut Reader<'_>, node: &Node, folder: &str, files: &Files<'_>) -> Option<Shot> {
    if let Some(line) = node.scalar() {
        let mut words = line.split_whitespace().peekable();
        let file = words.next()?;
        let picture = reader.parse(node, |_| text::picture(files, folder, file))?;
        let date = words.peek().and_then(|word| value::date(word).ok());
        if date.is_some() {
            words.next();
        }
        let note: Vec<&str> = words.collect();
        return Some(Shot {
            picture,
            date,
            note: (!note.is_empty()).then(|| note.join(" ")),
        });
    }
    let fields = reader.fields(node, &[keys::SHOT], "`before.jpg 2026-03-02 旧门禁`")?;
    if fields.get("file").is_none() {
        reader.missing(&node.range, keys::SHOT[0], "before.jpg");
    }
    let picture = reader.parse_of(&fields, "file", |file| text::picture(files, folder, file));
    let date = reader.parse_of(&fields, "date", value::date);
    Some(Shot {
        picture: picture?,
        date,
        note: reader.text_of(&fields, "note"),
    })
}

/// Reads a cost, as fields or in one line: the amount, its fund.
fn cost(reader: &mut Reader<'_>, node: &Node) -> Option<Cost> {
    let (amount, fund) = if let Some(line) = node.scalar() {
        let mut words = line.split_whitespace();
        let amount = words.next()?;
        let amount = reader.parse(node, |_| Money::read(amount));
        let fund = words
            .next()
            .and_then(|word| reader.parse(node, |_| Fund::read(word)));
        (amount, fund)
    } else {
        let fields = reader.fields(node, &[keys::COST], "`38000 公共收益`")?;
        if fields.get("amount").is_none() {
            reader.missing(&node.range, keys::COST[0], "38000");
        }
        let amount = reader.parse_of(&fields, "amount", Money::read);
        (amount, reader.parse_of(&fields, "fund", Fund::read))
    };
    Some(Cost {
        amount: amount?,
        fund,
        range: node.range.clone(),
    })
}

/// Reads an acceptance, as fields or in one line: body, date, opinion.
fn acceptance(reader: &mut Reader<'_>, node: &Node, scope: Scope<'_>) -> Option<Acceptance> {
    if let Some(line) = node.scalar() {
        let mut words = line.split_whitespace();
        let body = words.next()?;
        let Some(date) = words.next() else {
            reader.missing_word(node, keys::ACCEPTANCE[1], "业委会 2026-03-20 合格");
            return None;
        };
        let date = reader.parse(node, |_| value::date(date))?;
        let opinion: Vec<&str> = words.collect();
        return Some(Acceptance {
            body: scope.party(body),
            date,
            opinion: (!opinion.is_empty()).then(|| opinion.join(" ")),
            range: node.range.clone(),
        });
    }
    let fields = reader.fields(node, &[keys::ACCEPTANCE], "`业委会 2026-03-20 合格`")?;
    for (at, example) in [(0, "业委会"), (1, "2026-03-20")] {
        if fields.get(keys::ACCEPTANCE[at].name).is_none() {
            reader.missing(&node.range, keys::ACCEPTANCE[at], example);
        }
    }
    let body = reader.text_of(&fields, "body");
    let date = reader.parse_of(&fields, "date", value::date);
    Some(Acceptance {
        body: scope.party(&body?),
        date: date?,
        opinion: reader.text_of(&fields, "opinion"),
        range: node.range.clone(),
    })
}
