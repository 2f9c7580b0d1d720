//! Gaps in the world: issues past their day or never reported, meetings whose rhythm has a hole,
//! what was agreed and not done. They are told with dates and not with counts of days, so that a
//! page changes when something happens and not every midnight.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::NaiveDate;

use super::{Findings, World, zh, zh_span};
use crate::diagnostic::{Diagnostic, Diagnostics, Words};
use crate::model::PlaceId;
use crate::model::attendance::expected;
use crate::model::issue::Issue;
use crate::model::keyed::{BodyKind, IssueState, MeetingType};
use crate::model::mechanism::Mechanism;
use crate::model::meeting::Meeting;
use crate::model::place::Place;
use crate::model::record::{Facts, Record};
use crate::model::resolution::Resolution;
use crate::model::rhythm::{ActionState, of_meeting, standing};
use crate::model::scope::Party;
use crate::model::week::Week;
use crate::source::Span;
use crate::words;

/// A meeting that was held, with its position and day.
#[derive(Clone, Copy)]
struct Held<'w> {
    position: u32,
    record: &'w Record,
    meeting: &'w Meeting,
    day: NaiveDate,
}

/// Collects gaps.
struct Finder<'w, 'd> {
    world: &'w World<'w>,
    findings: &'d mut Findings,
    diagnostics: &'d mut Diagnostics,
}

/// Finds gaps of published records as they stand today.
pub fn find(world: &World<'_>, findings: &mut Findings, diagnostics: &mut Diagnostics) {
    let mut finder = Finder {
        world,
        findings,
        diagnostics,
    };
    let today = world.today;
    let mut held: Vec<Held<'_>> = Vec::new();
    for (position, record) in world.published() {
        if record.withdrawn.is_some() {
            continue;
        }
        finder.faces(record);
        match &record.facts {
            Facts::Issue(issue) => finder.issue(position, record, issue),
            Facts::Resolution(resolution) => finder.resolution(position, record, resolution),
            Facts::Meeting(meeting) if meeting.has_met(record.date, today) => held.push(Held {
                position,
                record,
                meeting,
                day: meeting.day(record.date),
            }),
            _ => {}
        }
    }
    held.sort_by_key(|held| (held.day, held.position));
    finder.reviews();
    finder.raised(&held);
    for one in &held {
        finder.meeting(one);
    }
}

impl<'w> Finder<'w, '_> {
    fn add(
        &mut self,
        code: &'static str,
        (position, record): (u32, &Record),
        range: Range<usize>,
        words: Words,
    ) {
        let at = Span::new(&record.source, range);
        self.diagnostics
            .push(Diagnostic::note(code, at, words.clone()));
        self.findings.add(position, words);
    }

    /// Whether a face may be shown is asked of authors, and is no reader's business: it is listed
    /// and not shown on the page (Personal Information Protection Law, article 25).
    fn faces(&mut self, record: &Record) {
        if record.faces.is_some() || !record.has_pictures() {
            return;
        }
        let note = Diagnostic::note(
            "faces-unsaid",
            record.source.path.clone(),
            words!(
                "有照片，没有说明照片里的人脸是否打码",
                "there are pictures, and nothing says whether faces in them are blurred"
            ),
        );
        self.diagnostics.push(note.help(words!(
            "看过照片后加上 `人脸: 没有人脸`、`人脸: 已打码` 或 `人脸: 本人同意`",
            "look at the pictures and add `faces: none`, `faces: blurred` or `faces: consent`"
        )));
    }

    fn issue(&mut self, position: u32, record: &Record, issue: &Issue) {
        let at = (position, record);
        if let Some(due) = issue
            .due_now()
            .filter(|_| issue.is_overdue(self.world.today))
        {
            // Whoever writes after the day what holds it up has given the reason.
            let is_explained = issue.progress.iter().any(|entry| {
                entry.date > due && (entry.note.is_some() || entry.state == IssueState::Deferred)
            });
            if !is_explained {
                let zh = zh(due);
                let words = words!(
                    "完成时限{zh}已经过了，还没有说明原因或新的时限",
                    "it was due on {due}; no reason and no new day is given"
                );
                self.add("issue-overdue", at, 0..3, words);
            }
        }
        let solved = issue
            .present()
            .filter(|entry| entry.state == IssueState::Solved);
        if let Some(solved) = solved.filter(|_| issue.satisfaction.is_none()) {
            let is_shown = issue.progress.iter().any(|entry| {
                matches!(entry.state, IssueState::Handling | IssueState::Solved)
                    && !entry.evidence.is_empty()
            });
            if !is_shown {
                let range = if solved.meeting.is_none() {
                    solved.range.clone()
                } else {
                    0..3
                };
                let words = words!(
                    "写明已经解决，还没有照片，也没有回访居民是否满意",
                    "it is said to be solved; no picture shows it and no household was asked"
                );
                self.add("solved-unproved", at, range, words);
            }
        }
    }

    fn resolution(&mut self, position: u32, record: &Record, resolution: &Resolution) {
        let Some(end) = resolution
            .vote_ends()
            .filter(|end| *end < self.world.today && !resolution.is_counted())
        else {
            return;
        };
        let zh = zh(end);
        let words = words!(
            "投票已在{zh}结束，还没有公布结果",
            "the vote ended on {end}; no result is published"
        );
        self.add("vote-uncounted", (position, record), 0..3, words);
    }

    /// Every issue that a weekly meeting raised is reported by the next one of the place.
    fn reviews(&mut self) {
        let near = self.world.near_places();
        for forgotten in near.flat_map(|(_, of)| &of.rhythm.forgotten) {
            let Some(position) = self.world.positions.get(&forgotten.issue) else {
                continue;
            };
            let held = |id| {
                let record = self.world.record(id)?;
                match &record.facts {
                    Facts::Meeting(meeting) => Some((meeting.day(record.date), meeting.r#type)),
                    _ => None,
                }
            };
            let issue = self.world.record(forgotten.issue);
            let of = held(forgotten.raised).zip(held(forgotten.meeting));
            let (Some(issue), Some(((then, raised), (day, next)))) = (issue, of) else {
                continue;
            };
            let (then_zh, day_zh) = (zh(then), zh(day));
            let (raised, next) = (raised.names()[0], next.names()[0]);
            let words = words!(
                "{then_zh}{raised}提出，{day_zh}{next}没有通报进展",
                "raised at the weekly meeting of {then}, not reported at that of {day}"
            );
            self.add("issue-unreviewed", (*position, issue), 0..3, words);
        }
    }

    /// Each week raises one or two issues, or as many as the mechanism says; all meetings of the
    /// week together, told of the last.
    fn raised(&mut self, held: &[Held<'w>]) {
        let mut weeks: BTreeMap<(PlaceId, Week, Option<usize>), Vec<&Held<'w>>> = BTreeMap::new();
        for one in held {
            let rhythm = &self.world.told.at(one.record.place).rhythm;
            let is_weekly = rhythm.week_of(one.record.id, one.day).is_some()
                || one.meeting.r#type == MeetingType::WeeklyOffice;
            if is_weekly {
                let key = (one.record.place, Week::of(one.day), self.mechanism(one));
                weeks.entry(key).or_default().push(one);
            }
        }
        for ((_, week, mechanism), meetings) in weeks {
            let Some(last) = meetings.last() else {
                continue;
            };
            let mechanism = mechanism.and_then(|at| self.world.mechanisms.get(at));
            let (least, most) = mechanism.map_or(Mechanism::PER_WEEK, Mechanism::per_week);
            let raised = meetings.iter().flat_map(|one| &one.meeting.raises);
            let count = raised.collect::<BTreeSet<_>>().len() as u64;
            if (least..=most).contains(&count) {
                continue;
            }
            let monday = week.monday();
            let span = zh_span(monday, week.sunday());
            let words = words!(
                "{span}这一周应当提出{least}到{most}件问题，实际提出{count}件",
                "{least} to {most} issues are to be raised in the week of {monday}, {count} were"
            );
            self.add("weekly-issues", (last.position, last.record), 0..3, words);
        }
    }

    /// The mechanism of a meeting.
    fn mechanism(&self, held: &Held<'w>) -> Option<usize> {
        let rhythm = &self.world.told.at(held.record.place).rhythm;
        rhythm.mechanism_of(held.record, held.meeting, self.world.mechanisms)
    }

    fn meeting(&mut self, held: &Held<'w>) {
        let at = (held.position, held.record);
        let meeting = held.meeting;
        self.absent(held);
        for (party, topic) in &meeting.invited {
            if topic.is_none() {
                let name = self.name(party);
                let words = words!(
                    "邀请了“{name}”，没有写明议什么",
                    "{name} was invited; the topic is not written"
                );
                self.add("invited-without-topic", at, 0..3, words);
            }
        }
        let today = self.world.today;
        let actions = &self.world.told.at(held.record.place).actions;
        for action in of_meeting(actions, held.record.id, held.day) {
            let (number, state) = (action.number, action.state_on(today));
            let Some(outcome) = meeting.outcomes.get(number - 1) else {
                continue;
            };
            if state.is_closed() {
                continue;
            }
            let lacks = match (outcome.responsible.is_empty(), outcome.due) {
                (true, None) => words!("责任单位和完成时限", "who does it and by when"),
                (true, Some(_)) => words!("责任单位", "who does it"),
                (false, None) => words!("完成时限", "by when"),
                (false, Some(due)) => {
                    if state == ActionState::Overdue {
                        let zh = zh(due);
                        let words = words!(
                            "议定事项第{number}项应在{zh}前办完，还没有会议写明已经办结",
                            "outcome {number} was due on {due}; no later meeting says that it is done"
                        );
                        self.add("outcome-overdue", at, outcome.range.clone(), words);
                    }
                    continue;
                }
            };
            let (zh, en) = (lacks.zh, lacks.en);
            let words = words!(
                "议定事项第{number}项没有写明{zh}",
                "outcome {number} does not say {en}"
            );
            self.add("outcome-vague", at, outcome.range.clone(), words);
        }
    }

    /// Standing bodies that did not come, and nobody wrote why; and those of which nothing is
    /// written at all, which is not the same.
    fn absent(&mut self, held: &Held<'w>) {
        let bound = self
            .mechanism(held)
            .and_then(|at| self.world.mechanisms.get(at));
        let kinds = expected(held.meeting, bound);
        let (standing, _) = standing(held.meeting, kinds, |party| self.kind(party));
        let absent = held.meeting.attendance.iter();
        let absent = absent.filter(|attended| attended.absent && attended.reason.is_none());
        let absent: Vec<&str> = absent.map(|attended| self.name(&attended.body)).collect();
        let unwritten = standing.iter().filter(|of| of.written.is_empty());
        let unwritten: Vec<BodyKind> = unwritten.filter_map(|of| of.kind).collect();
        let mut parts = Vec::new();
        if !absent.is_empty() {
            let (zh, en) = (absent.join("、"), absent.join(", "));
            parts.push(words!(
                "{zh}没有到会，没有写明原因",
                "{en} did not come; no reason is written"
            ));
        }
        if !unwritten.is_empty() {
            let names: Vec<&str> = unwritten.iter().map(|kind| kind.names()[0]).collect();
            let keys: Vec<&str> = unwritten.iter().map(|kind| kind.key()).collect();
            let (zh, en) = (names.join("、"), keys.join(", ").replace('-', " "));
            parts.push(words!(
                "没有记录{zh}是否到会",
                "nothing is written of whether {en} came"
            ));
        }
        if parts.is_empty() {
            return;
        }
        let words = Words {
            zh: parts
                .iter()
                .map(|of| of.zh.as_str())
                .collect::<Vec<_>>()
                .join("；"),
            en: parts
                .iter()
                .map(|of| of.en.as_str())
                .collect::<Vec<_>>()
                .join("; "),
        };
        self.add(
            "absent-unexplained",
            (held.position, held.record),
            0..3,
            words,
        );
    }

    fn body(&self, party: &Party) -> Option<&'w crate::model::body::Body> {
        match party {
            Party::Body(place, at) => {
                let place: &'w Place = self.world.places.get(place.index())?;
                place.bodies.get(*at)
            }
            Party::Words(_) => None,
        }
    }

    fn kind(&self, party: &Party) -> Option<BodyKind> {
        self.body(party).map(|body| body.kind)
    }

    fn name<'p>(&self, party: &'p Party) -> &'p str
    where
        'w: 'p,
    {
        match party {
            Party::Words(words) => words,
            Party::Body(..) => self.body(party).map_or("", |body| body.name.as_str()),
        }
    }
}

impl Findings {
    pub(super) fn add(&mut self, position: u32, words: Words) {
        let by_record: &mut BTreeMap<u32, Vec<Words>> = &mut self.by_record;
        by_record.entry(position).or_default().push(words);
    }
}
