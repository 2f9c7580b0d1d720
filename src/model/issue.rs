//! Issues: found, discussed, handled, solved.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::keyed::IssueState;
use super::scope::{Party, Scope};
use super::text::{self, Files};
use super::{RecordId, keys, value};
use crate::diagnostic::Diagnostic;
use crate::paths::InputPath;
use crate::words;
use crate::yaml::{Fault, Fields, Node, Reader};

/// Facts of an issue.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Issue {
    /// Who must act.
    pub responsible: Vec<Party>,
    /// By when.
    pub due: Option<NaiveDate>,
    /// What happened, oldest first; never empty. Reviews of meetings are among them.
    pub progress: Vec<Progress>,
    /// Households asked and satisfied.
    pub satisfaction: Option<(u64, u64)>,
}

/// An entry of the progress.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// When.
    pub date: NaiveDate,
    /// State reached or confirmed.
    pub state: IssueState,
    /// Note.
    pub note: Option<String>,
    /// Pictures.
    pub evidence: Vec<InputPath>,
    /// The meeting that reported it.
    pub meeting: Option<RecordId>,
}

impl Issue {
    /// The last entry.
    pub fn present(&self) -> Option<&Progress> {
        self.progress.last()
    }

    /// Solved, declined, or a duplicate: nothing more is to be done.
    pub fn is_closed(&self) -> bool {
        let state = self.present().map(|entry| entry.state);
        matches!(
            state,
            Some(IssueState::Solved | IssueState::Declined | IssueState::Duplicate)
        )
    }

    /// Not closed and past its due date.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        !self.is_closed() && self.due.is_some_and(|due| due < today)
    }

    /// When a step was first reached since the issue was last reopened.
    pub fn reached(&self, step: IssueState) -> Option<&Progress> {
        let reopened = self
            .progress
            .iter()
            .rposition(|entry| entry.state == IssueState::Reopened);
        let since = reopened.filter(|_| step != IssueState::Found).unwrap_or(0);
        self.progress[since..]
            .iter()
            .find(|entry| entry.state == step)
    }
}

/// Reads the facts of an issue.
pub fn read(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    date: NaiveDate,
    folder: &str,
    files: &Files<'_>,
    scope: Scope<'_>,
) -> Issue {
    let responsible = fields.get("responsible").map_or_else(Vec::new, |node| {
        reader
            .texts(node)
            .iter()
            .map(|(word, _)| scope.party(word))
            .collect()
    });
    let mut progress: Vec<Progress> = Vec::new();
    if let Some(node) = fields.get("progress") {
        for item in reader.items(node) {
            let Some(entry) = entry(reader, item, folder, files) else {
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
    }
    if progress.is_empty() {
        progress.push(Progress {
            date,
            state: IssueState::Found,
            note: None,
            evidence: Vec::new(),
            meeting: None,
        });
    }
    progress.shrink_to_fit();
    Issue {
        responsible,
        due: reader.parse_of(fields, "due", value::date),
        progress,
        satisfaction: fields
            .get("satisfaction")
            .and_then(|node| satisfaction(reader, node)),
    }
}

fn entry(
    reader: &mut Reader<'_>,
    node: &Node,
    folder: &str,
    files: &Files<'_>,
) -> Option<Progress> {
    if let Some(line) = node.scalar() {
        let mut words = value::first_words(line, 3);
        let (day, state) = (words.next().unwrap_or_default(), words.next());
        let date = reader.parse(node, |_| value::date(day));
        let Some(state) = state else {
            reader.missing_word(node, keys::PROGRESS[1], "2026-03-02 处置 已报电工");
            return None;
        };
        let state = reader.parse(node, |_| IssueState::read(state));
        let note = words.next().map(str::to_owned);
        return Some(Progress {
            date: date?,
            state: state?,
            note,
            evidence: Vec::new(),
            meeting: None,
        });
    }
    let fields = reader.fields(node, &[keys::PROGRESS], "`2026-03-02 发现 三户报修`")?;
    for (key, example) in [
        (keys::PROGRESS[0], "2026-03-02"),
        (keys::PROGRESS[1], "处置"),
    ] {
        if fields.get(key.name).is_none() {
            reader.missing(&node.range, key, example);
        }
    }
    let date = reader.parse_of(&fields, "date", value::date);
    let state = reader.parse_of(&fields, "state", IssueState::read);
    let note = reader.text_of(&fields, "note");
    let mut evidence = Vec::new();
    if let Some(node) = fields.get("evidence") {
        for (name, range) in reader.texts(node) {
            match text::picture(files, folder, &name) {
                Ok(path) => evidence.push(path),
                Err(fault) => reader.fault(&range, fault),
            }
        }
    }
    Some(Progress {
        date: date?,
        state: state?,
        note,
        evidence,
        meeting: None,
    })
}

fn satisfaction(reader: &mut Reader<'_>, node: &Node) -> Option<(u64, u64)> {
    let (asked, satisfied) = if let Some(line) = node.scalar() {
        let parts: Vec<&str> = line
            .split([' ', '/', '，', ','])
            .filter(|part| !part.is_empty())
            .collect();
        let [asked, satisfied] = parts[..] else {
            reader.wrong_shape(node, "`40 36`");
            return None;
        };
        let asked = reader.parse(node, |_| value::count(asked));
        let satisfied = reader.parse(node, |_| value::count(satisfied));
        (asked?, satisfied?)
    } else {
        let fields = reader.fields(node, &[keys::SATISFACTION], "`40 36`")?;
        for key in keys::SATISFACTION {
            if fields.get(key.name).is_none() {
                reader.missing(&node.range, *key, "40");
            }
        }
        let asked = reader.parse_of(&fields, "asked", value::count);
        let satisfied = reader.parse_of(&fields, "satisfied", value::count);
        (asked?, satisfied?)
    };
    if satisfied > asked {
        let diagnostic = Diagnostic::error(
            "sum",
            reader.span(&node.range),
            words!(
                "满意 {satisfied} 户多于回访 {asked} 户",
                "{satisfied} satisfied are more than the {asked} asked"
            ),
        )
        .help(words!(
            "先写回访户数，再写满意户数",
            "write first how many were asked, then how many were satisfied"
        ));
        reader.diagnostics.push(diagnostic);
    }
    Some((asked, satisfied))
}
