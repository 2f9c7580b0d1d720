//! Progress of issues, meetings and resolutions: what happened when, which state that led to, and
//! which state may follow which.

use std::ops::Range;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::keyed::{IssueState, Kind, MeetingState, ResolutionState, WorkState};
use super::scope::Scope;
use super::text::{self, Files};
use super::{RecordId, keys, value};
use crate::diagnostic::Words;
use crate::paths::InputPath;
use crate::words;
use crate::yaml::{Fault, Fields, Key, Node, Reader};

/// An entry of progress.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry<S> {
    /// When.
    pub date: NaiveDate,
    /// State reached or confirmed.
    pub state: S,
    /// Note.
    pub note: Option<String>,
    /// The day to which it was put off.
    pub until: Option<NaiveDate>,
    /// The issue that is the same.
    pub of: Option<RecordId>,
    /// Pictures.
    pub evidence: Vec<InputPath>,
    /// The meeting that reported it.
    pub meeting: Option<RecordId>,
    /// Where it was written: in the text of that meeting, else in that of its own record.
    pub range: Range<usize>,
}

/// What an entry must say besides its state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Nothing.
    Nothing,
    /// A note: the reason, or to whom something went.
    Note,
    /// A note, or a new day.
    NoteOrDay,
    /// A new day.
    Day,
    /// The issue that is the same.
    Same,
}

/// States of a kind of record, one after another.
pub trait State: Copy + Eq + std::fmt::Debug + 'static {
    /// English key.
    fn key(self) -> &'static str;
    /// Usual Chinese name.
    fn name(self) -> &'static str;
    /// All states.
    fn every() -> &'static [Self];
    /// Reads a key or a Chinese name.
    ///
    /// # Errors
    ///
    /// Names the nearest known word, or all.
    fn read(word: &str) -> Result<Self, Fault>;
    /// Whether `next` may follow. The same state again confirms it.
    fn may_become(self, next: Self) -> bool;
    /// Whether progress may begin with it.
    fn may_begin(self) -> bool;
    /// What an entry of it must say.
    fn need(self) -> Need;
    /// A line with what it must say.
    fn example(self) -> &'static str;
}

macro_rules! words_of {
    ($name:ident) => {
        fn key(self) -> &'static str {
            $name::key(self)
        }
        fn name(self) -> &'static str {
            $name::names(self)[0]
        }
        fn every() -> &'static [Self] {
            $name::every()
        }
        fn read(word: &str) -> Result<Self, Fault> {
            $name::read(word)
        }
    };
}

impl State for IssueState {
    words_of!(IssueState);

    /// Forward along found, discussed, handling, solved, also past some of them; aside of them
    /// while it is open; after the end only when it is taken up again.
    fn may_become(self, next: Self) -> bool {
        use IssueState as S;
        self == next
            || match self {
                S::Found => next != S::Reopened,
                S::Discussed => !matches!(next, S::Found | S::Reopened),
                S::Handling => !matches!(next, S::Found | S::Discussed | S::Reopened),
                S::Deferred | S::Referred | S::Reopened => next != S::Found,
                S::Solved | S::Declined | S::Duplicate => next == S::Reopened,
            }
    }

    fn may_begin(self) -> bool {
        self != IssueState::Reopened
    }

    fn need(self) -> Need {
        match self {
            IssueState::Deferred => Need::NoteOrDay,
            IssueState::Referred | IssueState::Declined => Need::Note,
            IssueState::Duplicate => Need::Same,
            _ => Need::Nothing,
        }
    }

    fn example(self) -> &'static str {
        match self {
            IssueState::Deferred => "2026-03-09 延期 2026-04-10 阴雨不能施工",
            IssueState::Referred => "2026-03-09 转办 市政排水部门，已送书面材料",
            IssueState::Declined => "2026-03-09 不予受理 西门是消防通道",
            IssueState::Duplicate => "2026-03-09 重复 issues/2026-03-02-gate",
            _ => "2026-03-02 处置 已报电工",
        }
    }
}

impl State for MeetingState {
    words_of!(MeetingState);

    fn may_become(self, next: Self) -> bool {
        use MeetingState as S;
        self == next
            || match self {
                S::Planned => true,
                S::Called | S::Postponed => next != S::Planned,
                S::Held => next == S::Published,
                S::Published | S::Cancelled => false,
            }
    }

    fn may_begin(self) -> bool {
        true
    }

    fn need(self) -> Need {
        match self {
            MeetingState::Postponed => Need::Day,
            MeetingState::Cancelled => Need::Note,
            _ => Need::Nothing,
        }
    }

    fn example(self) -> &'static str {
        match self {
            MeetingState::Postponed => "2026-03-09 改期 2026-03-12 会议室停电",
            MeetingState::Cancelled => "2026-03-09 取消 没有需要商议的事项",
            _ => "2026-03-02 召开",
        }
    }
}

impl State for ResolutionState {
    words_of!(ResolutionState);

    fn may_become(self, next: Self) -> bool {
        use ResolutionState as S;
        let order = |state| S::every().iter().position(|other| *other == state);
        self == next
            || match self {
                S::Noticed | S::Voting | S::Counted | S::Objection => order(self) < order(next),
                S::InEffect => matches!(next, S::Revoked | S::Implemented),
                S::Implemented => next == S::Revoked,
                S::Revoked => false,
            }
    }

    fn may_begin(self) -> bool {
        true
    }

    fn need(self) -> Need {
        if self == ResolutionState::Revoked {
            Need::Note
        } else {
            Need::Nothing
        }
    }

    fn example(self) -> &'static str {
        if self == ResolutionState::Revoked {
            "2026-03-20 撤销 表决程序有误"
        } else {
            "2026-03-18 生效"
        }
    }
}

impl State for WorkState {
    words_of!(WorkState);

    fn may_become(self, next: Self) -> bool {
        use WorkState as S;
        self == next
            || match self {
                S::Planned => true,
                S::Underway => next != S::Planned,
                S::Done => matches!(next, S::Underway | S::Accepted),
                S::Accepted | S::Dropped => false,
            }
    }

    fn may_begin(self) -> bool {
        true
    }

    fn need(self) -> Need {
        if self == WorkState::Dropped {
            Need::Note
        } else {
            Need::Nothing
        }
    }

    fn example(self) -> &'static str {
        if self == WorkState::Dropped {
            "2026-03-20 停办 业主大会没有通过"
        } else {
            "2026-03-18 完工"
        }
    }
}

/// The states that may follow, for a message.
pub fn following<S: State>(state: S) -> Words {
    let next: Vec<S> = S::every()
        .iter()
        .copied()
        .filter(|next| *next != state && state.may_become(*next))
        .collect();
    let zh: Vec<&str> = next.iter().map(|state| state.name()).collect();
    let en: Vec<&str> = next.iter().map(|state| state.key()).collect();
    Words {
        zh: zh.join("、"),
        en: en.join(", "),
    }
}

/// Where a list of progress is read.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// Folder of the record's file.
    pub folder: &'a str,
    /// Files beside records.
    pub files: &'a Files<'a>,
    /// What names mean.
    pub scope: Scope<'a>,
    /// Keys of an entry.
    pub keys: &'static [Key],
}

/// Reads a list of progress. Dates may not go backwards.
pub fn read<S: State>(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    place: Place<'_>,
) -> Vec<Entry<S>> {
    let mut progress: Vec<Entry<S>> = Vec::new();
    let Some(node) = fields.get("progress") else {
        return progress;
    };
    for item in reader.items(node) {
        let Some(entry) = entry(reader, item, place) else {
            continue;
        };
        if let Some(last) = progress.last().filter(|last| entry.date < last.date) {
            let (before, now) = (last.date, entry.date);
            reader.fault(
                &item.range,
                Fault::new(
                    "dates-order",
                    words!(
                        "{now} 早于上一条的 {before}",
                        "{now} is before {before} of the entry above"
                    ),
                )
                .help(words!(
                    "按先后排列，或改正日期",
                    "put the entries in order of time, or correct the date"
                )),
            );
        }
        progress.push(entry);
    }
    progress.shrink_to_fit();
    progress
}

fn entry<S: State>(reader: &mut Reader<'_>, node: &Node, place: Place<'_>) -> Option<Entry<S>> {
    if let Some(line) = node.scalar() {
        let line = value::with_blanks(line, true);
        let mut words = value::first_words(&line, 3);
        let (day, state) = (words.next().unwrap_or_default(), words.next());
        let date = reader.parse(node, |_| value::date(day));
        let Some(state) = state else {
            reader.missing_word(node, keys::PROGRESS[1], "2026-03-02 处置 已报电工");
            return None;
        };
        let state = reader.parse(node, |_| S::read(state));
        let rest = words.next();
        let (date, state) = (date?, state?);
        let said = Said::of_line(reader, node, state, rest, place.scope);
        said.check(reader, node, state, date);
        return Some(said.entry(date, state, node));
    }
    let fields = reader.fields(node, &[place.keys], "`2026-03-02 发现 三户报修`")?;
    for (key, example) in [
        (keys::PROGRESS[0], "2026-03-02"),
        (keys::PROGRESS[1], "处置"),
    ] {
        if fields.get(key.name).is_none() {
            reader.missing(&node.range, key, example);
        }
    }
    let date = reader.parse_of(&fields, "date", value::date);
    let state = reader.parse_of(&fields, "state", S::read);
    let said = Said::of_fields(reader, &fields, place.scope);
    let mut evidence = Vec::new();
    if let Some(node) = fields.get("evidence") {
        for (name, range) in reader.texts(node) {
            match text::picture(place.files, place.folder, &name) {
                Ok(path) => evidence.push(path),
                Err(fault) => reader.fault(&range, fault),
            }
        }
    }
    let (date, state) = (date?, state?);
    said.check(reader, node, state, date);
    let mut entry = said.entry(date, state, node);
    entry.evidence = evidence;
    Some(entry)
}

/// What an entry, or a review of a meeting, says besides its state.
#[derive(Debug, Default)]
pub struct Said {
    /// Note.
    pub note: Option<String>,
    /// The day to which it was put off.
    pub until: Option<NaiveDate>,
    /// The issue that is the same.
    pub of: Option<RecordId>,
    /// A reference was written, though it leads nowhere: nothing is missing.
    is_faulty: bool,
}

impl Said {
    /// What follows the state in a line.
    pub fn of_line<S: State>(
        reader: &mut Reader<'_>,
        node: &Node,
        state: S,
        rest: Option<&str>,
        scope: Scope<'_>,
    ) -> Self {
        let mut said = Said::default();
        let Some(rest) = rest else {
            return said;
        };
        let (first, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let mut note = rest;
        match state.need() {
            Need::Day | Need::NoteOrDay => {
                if let Ok(day) = value::date(first) {
                    said.until = Some(day);
                    note = after;
                }
            }
            Need::Same if first.contains('/') => {
                said.of = reader.parse(node, |_| issue(first, scope));
                said.is_faulty = said.of.is_none();
                note = after;
            }
            _ => {}
        }
        let note = note.trim();
        said.note = (!note.is_empty()).then(|| note.to_owned());
        said
    }

    /// What the fields of an entry say.
    pub fn of_fields(reader: &mut Reader<'_>, fields: &Fields<'_>, scope: Scope<'_>) -> Self {
        let of = reader.parse_of(fields, "of", |text| issue(text, scope));
        Said {
            note: reader.text_of(fields, "note"),
            until: reader.parse_of(fields, "until", value::date),
            is_faulty: of.is_none() && fields.get("of").is_some(),
            of,
        }
    }

    /// Reports what a state needs and nobody wrote, and a new day that is none.
    pub fn check<S: State>(&self, reader: &mut Reader<'_>, node: &Node, state: S, date: NaiveDate) {
        let has = match state.need() {
            Need::Nothing => true,
            Need::Note => self.note.is_some(),
            Need::NoteOrDay => self.note.is_some() || self.until.is_some(),
            Need::Day => self.until.is_some(),
            Need::Same => self.of.is_some() || self.is_faulty,
        };
        if !has {
            reader.fault(&node.range, lacking(state));
        }
        self.check_day(reader, node, date);
    }

    /// Reports a new day that is none.
    pub fn check_day(&self, reader: &mut Reader<'_>, node: &Node, date: NaiveDate) {
        if let Some(until) = self.until.filter(|until| *until < date) {
            reader.fault(
                &node.range,
                Fault::new(
                    "dates-order",
                    words!(
                        "改期到 {until}，早于写下这一条的 {date}",
                        "put off until {until}, which is before {date} of the entry"
                    ),
                )
                .help(words!("核对这两个日期", "check both dates")),
            );
        }
    }

    fn entry<S>(self, date: NaiveDate, state: S, node: &Node) -> Entry<S> {
        Entry {
            date,
            state,
            note: self.note,
            until: self.until,
            of: self.of,
            evidence: Vec::new(),
            meeting: None,
            range: node.range.clone(),
        }
    }
}

/// What is said of an entry without what its state needs.
pub fn lacking<S: State>(state: S) -> Fault {
    let key = match state.need() {
        Need::Day => keys::PROGRESS[3],
        Need::Same => keys::PROGRESS[4],
        Need::Nothing | Need::Note | Need::NoteOrDay => keys::PROGRESS[2],
    };
    let (zh, en) = (key.zh[0], key.name);
    let (state_zh, state_en, shape) = (state.name(), state.key(), state.example());
    Fault::new(
        "missing-field",
        words!(
            "状态“{state_zh}”要写明“{zh}”（{en}）",
            "the state `{state_en}` needs the `{en}`"
        ),
    )
    .help(words!("写成 `{shape}` 这样", "write it like `{shape}`"))
}

/// A reference that must lead to an issue.
///
/// # Errors
///
/// There is no such record, or it is no issue.
pub fn issue(reference: &str, scope: Scope<'_>) -> Result<RecordId, Fault> {
    of_kind(
        reference,
        scope,
        Kind::Issue,
        words!(
            "写 issues（问题）里的记录，例如 issues/2026-03-02-gate",
            "name a record in issues, for example issues/2026-03-02-gate"
        ),
    )
}

/// A reference that must lead to a record of this kind.
///
/// # Errors
///
/// There is no such record, or it is of another kind.
pub fn of_kind(
    reference: &str,
    scope: Scope<'_>,
    wanted: Kind,
    help: Words,
) -> Result<RecordId, Fault> {
    let id = scope.record(reference)?;
    let kind = scope.index.entry(id).map(|entry| entry.kind);
    let Some(kind) = kind.filter(|kind| *kind != wanted) else {
        return Ok(id);
    };
    let (zh, en) = (kind.names()[0], kind.key());
    let (wanted_zh, wanted_en) = (wanted.names()[0], wanted.key());
    let article = |word: &str| {
        if word.starts_with(['a', 'i']) {
            "an"
        } else {
            "a"
        }
    };
    let (of, a) = (article(en), article(wanted_en));
    Err(Fault::new(
        "wrong-kind",
        words!(
            "“{reference}”是一条“{zh}”，这里要的是“{wanted_zh}”",
            "`{reference}` is {of} {en}, expected {a} {wanted_en}"
        ),
    )
    .at(reference)
    .help(help))
}

#[cfg(test)]
#[path = "progress_tests.rs"]
mod tests;
