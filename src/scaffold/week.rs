//! The record of a weekly office, with two issues to be written.

use chrono::{Datelike, NaiveDate};

use super::code::Codes;
use super::record::{Known, Sheet, body_word};
use super::{Existing, NewFile, name, number, of, place};
use crate::config::Language;
use crate::diagnostic::{Diagnostic, Words};
use crate::model::body::Body;
use crate::model::issue::Progress;
use crate::model::keyed::{Adopted, BodyKind, IssueState, Kind, MeetingType, OutcomeState};
use crate::model::mechanism::Mechanism;
use crate::model::place::Place;
use crate::model::record::{Facts, Record};
use crate::model::rhythm::Action;
use crate::model::week::Week;
use crate::model::{Model, RecordId};
use crate::words;
use crate::yaml::scalar;

/// The standing bodies where no mechanism names others: the five of five-plus-X.
const FIVE: [BodyKind; 5] = [
    BodyKind::CommunityParty,
    BodyKind::CompoundParty,
    BodyKind::OwnersCommittee,
    BodyKind::PropertyCompany,
    BodyKind::ResidentsRepresentatives,
];

/// Issues that a week may raise.
const RAISED: usize = 2;

/// The files of a week: two issues without titles, and the meeting that raises them. All are
/// drafts: an office that was not held must not be published.
///
/// # Errors
///
/// The place is unknown, or the name of a file is taken.
pub fn week(
    existing: Existing<'_>,
    written: &str,
    date: NaiveDate,
) -> Result<Vec<NewFile>, Box<Diagnostic>> {
    let here = place::find(existing.model, written)?;
    let zh = existing.model.config.language == Language::Zh;
    let mut codes = Codes::of(existing);
    let mut files = Vec::new();
    let mut raised = Vec::new();
    let issue = Sheet::new(existing, here, Kind::Issue);
    for turn in 1..=RAISED {
        let called = of(zh, words!("本周问题{turn}", "issue-{turn}"));
        let (path, reference) = name::path(existing, here, Kind::Issue, date, &called)?;
        let known = Known {
            own: Vec::new(),
            title: String::new(),
            date,
            code: codes.fresh(path.as_str()),
            number: None,
        };
        files.push(NewFile {
            text: issue.short(&known),
            path,
        });
        raised.push(reference);
    }
    let called = of(zh, words!("合署办公", "weekly-office"));
    let (path, _) = name::path(existing, here, Kind::Meeting, date, &called)?;
    let meeting = Meeting {
        existing,
        here,
        date,
        zh,
    };
    let code = codes.fresh(path.as_str());
    files.push(NewFile {
        text: meeting.text(&code, &raised),
        path,
    });
    Ok(files)
}

/// The meeting of a week.
struct Meeting<'a> {
    existing: Existing<'a>,
    here: &'a Place,
    date: NaiveDate,
    zh: bool,
}

impl Meeting<'_> {
    fn text(&self, code: &str, raised: &[String]) -> String {
        let model = self.existing.model;
        let (month, day, date) = (self.date.month(), self.date.day(), self.date);
        let title = words!("{month}月{day}日合署办公", "Weekly office of {date}");
        let mut lines = vec!["---".to_owned()];
        self.field(&mut lines, "title", &of(self.zh, title));
        self.field(&mut lines, "date", &date.to_string());
        self.field(&mut lines, "code", code);
        if let Some(number) = number::next(self.existing, self.here.id, Kind::Meeting, date) {
            self.field(&mut lines, "number", &scalar(&number));
        }
        let kind = MeetingType::WeeklyOffice;
        let kind = if self.zh { kind.names()[0] } else { kind.key() };
        self.field(&mut lines, "type", kind);
        let mechanism = mechanism(model, self.here);
        if let Some(mechanism) = mechanism {
            self.field(&mut lines, "mechanism", &scalar(&mechanism.name));
        }
        self.comment(&mut lines, words!("几点、在哪里", "when and where"));
        self.field(&mut lines, "time", "");
        self.field(&mut lines, "venue", "");
        self.comment(
            &mut lines,
            words!(
                "每个单位后面写到会人数，例如“物业 2”；没有来的写“缺席（原因）”",
                "after each body write how many came, for example `property-company 2`, or `absent (reason)`"
            ),
        );
        self.list(&mut lines, "attendance", &self.bodies(mechanism));
        self.comment(
            &mut lines,
            words!(
                "本周要办的一两件事：标题写在这两个文件里。只有一件时，删去第二行和它的文件",
                "one or two issues of this week, to be written in these files; with only one, remove the second line and its file"
            ),
        );
        let raised: Vec<String> = raised.iter().map(|reference| scalar(reference)).collect();
        self.list(&mut lines, "raises", &raised);
        self.comment(
            &mut lines,
            words!(
                "上次提出的问题和已经到期的议定事项要逐件通报：改成会上说的状态，后面写说明；其他没有办完的前面带“#”，会上说到时去掉“#”",
                "issues raised last time and what was agreed and is due are to be reported one by one: change the state to what was said, with a note; others that are open stand behind `#`, which is removed when they are spoken of"
            ),
        );
        self.reviews(&mut lines);
        self.comment(
            &mut lines,
            words!(
                "定下的事，一行一件，例如：- 更换3号楼门禁 物业 2026-03-20",
                "what was agreed, one in a line, for example: - Renew the door of building 3 property-company 2026-03-20"
            ),
        );
        self.field(&mut lines, "outcomes", "");
        self.comment(
            &mut lines,
            words!(
                "开过会、写好以后，删去下面这一行；两个问题文件里的也一样",
                "after the meeting, when all is written, remove the next line, and that of the two issues"
            ),
        );
        self.field(&mut lines, "draft", if self.zh { "是" } else { "true" });
        lines.extend(["---".to_owned(), String::new(), String::new()]);
        lines.join("\n")
    }

    fn field(&self, lines: &mut Vec<String>, key: &'static str, value: &str) {
        let key = super::key_of(key, self.zh);
        lines.push(format!("{key}: {value}"));
    }

    fn comment(&self, lines: &mut Vec<String>, words: Words) {
        lines.push(format!("# {}", of(self.zh, words)));
    }

    fn list(&self, lines: &mut Vec<String>, key: &'static str, items: &[String]) {
        let name = super::key_of(key, self.zh);
        lines.push(format!(
            "{name}:{}",
            if items.is_empty() { " " } else { "" }
        ));
        lines.extend(items.iter().map(|item| format!("  - {item}")));
    }

    /// The standing bodies, each the nearest of its kind; with a space, after which how many came
    /// is written.
    fn bodies(&self, mechanism: Option<&Mechanism>) -> Vec<String> {
        let model = self.existing.model;
        let kinds = mechanism.map_or(&FIVE[..], |mechanism| &mechanism.bodies);
        let above = model.above(self.here.id);
        let chain: Vec<&Place> = std::iter::once(self.here)
            .chain(above.into_iter().rev())
            .collect();
        let mut lines = Vec::new();
        for kind in kinds {
            let of_kind = |place: &&Place| place.bodies.iter().any(|body| body.kind == *kind);
            let nearest = chain.iter().copied().find(of_kind);
            let bodies = nearest.into_iter().flat_map(|place| &place.bodies);
            lines.extend(
                bodies
                    .filter(|body| body.kind == *kind)
                    .map(|body| self.attended(body)),
            );
        }
        lines
    }

    fn attended(&self, body: &Body) -> String {
        let word = body_word(body, self.zh);
        // The one-line form ends a name at its first space.
        if scalar(&word) == word && !word.contains(char::is_whitespace) {
            return format!("{word} ");
        }
        let body = super::key_of("body", self.zh);
        let present = super::key_of("present", self.zh);
        format!("{{{body}: {}, {present}: }}", scalar(&word))
    }

    /// What is to be reported: issues that the last week with a meeting raised, and what was agreed
    /// and is due by this day. Other open issues and outcomes are comments.
    fn reviews(&self, lines: &mut Vec<String>) {
        let model = self.existing.model;
        let raised = self.raised_last();
        let mut owed = Vec::new();
        let mut others = Vec::new();
        let issues = model.records_at(self.here.id, Kind::Issue).rev();
        for (record, line) in issues.filter_map(|record| Some((record, self.review(record)?))) {
            let list = if raised.contains(&record.id) {
                &mut owed
            } else {
                &mut others
            };
            list.push(line);
        }
        for action in model.actions(self.here.id) {
            let list = if action.due.is_some_and(|due| due <= self.date) {
                &mut owed
            } else {
                &mut others
            };
            list.extend(self.outcome(action));
        }
        self.list(lines, "reviews", &owed);
        lines.extend(others.iter().map(|line| format!("  # - {line}")));
    }

    /// What the meetings of the last week with one raised; drafts report nothing.
    fn raised_last(&self) -> Vec<RecordId> {
        let model = self.existing.model;
        let rhythm = model.rhythm(self.here.id);
        let mut last: Option<Week> = None;
        let mut raised = Vec::new();
        let this = Week::of(self.date);
        // Newest first.
        for record in model.records_at(self.here.id, Kind::Meeting) {
            let Facts::Meeting(meeting) = &record.facts else {
                continue;
            };
            let day = meeting.day(record.date);
            let week = Week::of(day);
            let is_weekly = meeting.r#type == MeetingType::WeeklyOffice
                || rhythm.week_of(record.id, day).is_some();
            if record.draft
                || record.withdrawn.is_some()
                || !is_weekly
                || week >= this
                || !meeting.has_met(record.date, self.date)
                || last.is_some_and(|last| week < last)
            {
                continue;
            }
            if last.is_none_or(|last| last < week) {
                raised.clear();
            }
            last = Some(week);
            raised.extend(&meeting.raises);
        }
        raised
    }

    /// Something agreed that is still to be done, in the form of a review.
    fn outcome(&self, action: &Action) -> Option<String> {
        let model = self.existing.model;
        let is_draft = |id| model.record(id).is_some_and(|record: &Record| record.draft);
        let record = model.record(action.meeting)?;
        let mut reports = action.reports.iter().rev();
        let last = reports.find(|report| !is_draft(report.meeting));
        let is_closed = last.is_some_and(|report| report.state != OutcomeState::Open);
        if is_closed || record.draft || action.agreed > self.date {
            return None;
        }
        let state = OutcomeState::Open;
        let state = if self.zh {
            state.names()[0]
        } else {
            state.key()
        };
        let meeting = name::reference(self.existing, record);
        let is_plain = !meeting.contains(char::is_whitespace) && scalar(&meeting) == meeting;
        let reference = format!("{meeting}#{}", action.number);
        // What follows `#` without a space before it is no comment.
        if is_plain {
            return Some(format!("{reference} {state}"));
        }
        let outcome_key = super::key_of("outcome", self.zh);
        let state_key = super::key_of("state", self.zh);
        let reference = scalar(&reference);
        Some(format!(
            "{{{outcome_key}: {reference}, {state_key}: {state}}}"
        ))
    }

    fn review(&self, record: &Record) -> Option<String> {
        let Facts::Issue(issue) = &record.facts else {
            return None;
        };
        if record.draft || record.withdrawn.is_some() || record.date > self.date {
            return None;
        }
        // The model holds drafts; what a draft of a meeting says was not reported yet.
        let is_reported = |entry: &&Progress| {
            let meeting = entry.meeting.and_then(|id| self.existing.model.record(id));
            meeting.is_none_or(|meeting| !meeting.draft)
        };
        let state = issue.progress.iter().rev().find(is_reported)?.state;
        if matches!(
            state,
            IssueState::Solved | IssueState::Declined | IssueState::Duplicate
        ) {
            return None;
        }
        let state = if self.zh {
            state.names()[0]
        } else {
            state.key()
        };
        let reference = name::reference(self.existing, record);
        if scalar(&reference) == reference && !reference.contains(char::is_whitespace) {
            return Some(format!("{reference} {state}"));
        }
        let issue_key = super::key_of("issue", self.zh);
        let state_key = super::key_of("state", self.zh);
        let reference = scalar(&reference);
        Some(format!(
            "{{{issue_key}: {reference}, {state_key}: {state}}}"
        ))
    }
}

/// The mechanism of the weekly office here: that of the last one, else the one that is adopted
/// here or nearest above.
fn mechanism<'m>(model: &'m Model, here: &Place) -> Option<&'m Mechanism> {
    let last = model.records_at(here.id, Kind::Meeting).find_map(|record| {
        let Facts::Meeting(meeting) = &record.facts else {
            return None;
        };
        (meeting.r#type == MeetingType::WeeklyOffice).then_some(meeting.mechanism?)
    });
    if let Some(mechanism) = last.and_then(|at| model.mechanisms.get(at)) {
        return Some(mechanism);
    }
    let above = model.above(here.id);
    let mut chain = std::iter::once(here).chain(above.into_iter().rev());
    chain.find_map(|place| {
        let adopted = |mechanism: &&Mechanism| {
            !mechanism.bodies.is_empty()
                && mechanism.adoption.iter().any(|adoption| {
                    adoption.place == place.id && adoption.state != Adopted::Planned
                })
        };
        // One that says how many issues a week raises is one of a weekly office.
        let mut all: Vec<&Mechanism> = model.mechanisms.iter().filter(adopted).collect();
        all.sort_by_key(|mechanism| mechanism.issues_per_week.is_none());
        all.first().copied()
    })
}
