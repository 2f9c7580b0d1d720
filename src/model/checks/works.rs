//! Works: dates that contradict each other, acceptance by whoever did it, and money without the
//! decision or the statement behind it.

use std::ops::Range;

use super::{Findings, Records, World, zh};
use crate::diagnostic::{Diagnostic, Diagnostics, Words};
use crate::model::RecordId;
use crate::model::account::{Account, Line};
use crate::model::keyed::{Fund, WorkState};
use crate::model::money::Money;
use crate::model::record::{Facts, Record};
use crate::model::resolution::Resolution;
use crate::model::scope::Party;
use crate::model::work::{Cost, Work};
use crate::source::Span;
use crate::words;

/// Checks all works that are published.
pub fn check(records: &Records<'_>, diagnostics: &mut Diagnostics) {
    for record in records.published() {
        let Facts::Work(work) = &record.facts else {
            continue;
        };
        let mut checked = Checked {
            records,
            record,
            work,
            diagnostics,
        };
        checked.dates();
        checked.acceptance();
        if let Some(cost) = &work.cost {
            checked.decision(cost);
            checked.account(cost);
        }
    }
}

/// A work that is looked at.
struct Checked<'r, 'd> {
    records: &'r Records<'r>,
    record: &'r Record,
    work: &'r Work,
    diagnostics: &'d mut Diagnostics,
}

impl<'r> Checked<'r, '_> {
    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(&self.record.source, range.clone())
    }

    fn name<'p>(&self, party: &'p Party) -> &'p str
    where
        'r: 'p,
    {
        match party {
            Party::Words(words) => words,
            Party::Body(place, at) => {
                let place = self.records.places.get(place.index());
                let body = place.and_then(|place| place.bodies.get(*at));
                body.map_or("", |body| body.name.as_str())
            }
        }
    }

    /// What is not done cannot be accepted, and afterwards comes after before.
    fn dates(&mut self) {
        let (record, work) = (self.record, self.work);
        let help = || words!("核对这两个日期", "check both dates");
        if let Some(acceptance) = &work.acceptance {
            let accepted = acceptance.date;
            let late = work.progress.iter().find(|entry| {
                entry.date > accepted && entry.state != WorkState::Accepted
                    || entry.date != accepted && entry.state == WorkState::Accepted
            });
            if let Some(entry) = late {
                let (day, zh, en) = (entry.date, entry.state.names()[0], entry.state.key());
                let found = Diagnostic::error(
                    "dates-order",
                    self.span(&acceptance.range),
                    if entry.state == WorkState::Accepted {
                        words!(
                            "验收日期 {accepted} 与办理进展里的 {day} 不同",
                            "it was accepted on {accepted}, and on {day} by its progress"
                        )
                    } else {
                        words!(
                            "验收日期 {accepted} 早于“{zh}”的 {day}",
                            "it was accepted on {accepted}, before {day} of `{en}`"
                        )
                    },
                );
                let other = words!("这一条在这里", "that entry is here");
                let there = self.span(&entry.range);
                self.diagnostics
                    .push(found.other(there, other).help(help()));
            }
        }
        let before = work.before.iter().filter_map(|shot| shot.date).max();
        let after = work.after.iter().filter_map(|shot| shot.date).min();
        if let Some((before, after)) = before.zip(after).filter(|(before, after)| after < before) {
            let found = Diagnostic::error(
                "dates-order",
                Span::new(&record.source, work.shots_range.clone()),
                words!(
                    "改造后的照片拍于 {after}，早于改造前的 {before}",
                    "a picture of afterwards is of {after}, before {before} of one of before"
                ),
            );
            self.diagnostics.push(found.help(help()));
        }
    }

    /// Whoever did the work does not say that it is well done.
    fn acceptance(&mut self) {
        let Some(acceptance) = &self.work.acceptance else {
            return;
        };
        let name = self.name(&acceptance.body);
        let is_builder = self.work.responsible.contains(&acceptance.body)
            || self.work.contractor.as_deref() == Some(name);
        if !is_builder {
            return;
        }
        let found = Diagnostic::warning(
            "self-accepted",
            self.span(&acceptance.range),
            words!(
                "“{name}”自己办理、自己验收",
                "`{name}` accepts what it did itself"
            ),
        );
        self.diagnostics.push(found.help(words!(
            "请业委会、监事会、居民代表或第三方验收，写上它们",
            "let the owners' committee, the supervisory board, residents or a third party accept it"
        )));
    }

    /// Money of all owners is spent as they decided. The maintenance fund always by a vote (Civil
    /// Code, article 278, item 5); what an emergency asks for at once (article 281) is answered.
    fn decision(&mut self, cost: &Cost) {
        let (record, work) = (self.record, self.work);
        let amount = cost.amount;
        if let Some((id, range)) = &work.resolution {
            let Some((other, resolution)) = self.resolution(*id) else {
                return;
            };
            let Some(lacking) = lacking(other, resolution) else {
                return;
            };
            let (zh, en) = (lacking.zh, lacking.en);
            let found = Diagnostic::warning(
                "cost-unbacked",
                Span::new(&record.source, range.clone()),
                words!(
                    "费用 {amount} 元依据的决议{zh}",
                    "the resolution for the cost of {amount} {en}"
                ),
            );
            self.diagnostics.push(found.help(words!(
                "写已经通过的决议；没有，就在 acknowledge（知悉）里说明为什么先办",
                "name a resolution that passed; else say under `acknowledge` why it was done"
            )));
            return;
        }
        let found = match cost.fund {
            Some(Fund::MaintenanceFund) => Diagnostic::warning(
                "cost-unbacked",
                self.span(&cost.range),
                words!(
                    "使用维修资金 {amount} 元，没有写明依据哪个决议",
                    "{amount} out of the maintenance fund, and no resolution is named"
                ),
            )
            .help(words!(
                "用“决议”写上表决的记录（民法典第二百七十八条第五项）；应急使用的，在 acknowledge（知悉）里说明",
                "name the vote with `resolution` (Civil Code, article 278, item 5); explain emergency use under `acknowledge`"
            )),
            Some(Fund::PublicRevenue) if work.account.is_none() => {
                // Below the limit of the place it is day-to-day upkeep.
                let Some(limit) = self.limit().filter(|limit| amount > *limit) else {
                    return;
                };
                Diagnostic::warning(
                    "cost-unbacked",
                    self.span(&cost.range),
                    words!(
                        "使用公共收益 {amount} 元，超过限额 {limit} 元，没有写明依据哪个决议，也没有写明记在哪一期收支",
                        "{amount} out of the public revenue, above the limit of {limit}, and neither a resolution nor a statement is named"
                    ),
                )
                .help(words!(
                    "用“决议”或“收支记录”写上那条记录",
                    "name the record with `resolution` or `account`"
                ))
            }
            _ => return,
        };
        self.diagnostics.push(found);
    }

    /// Above which amount a use of the public revenue of this place rests on a resolution.
    fn limit(&self) -> Option<Money> {
        let place = self.records.places.get(self.record.place.index());
        place.and_then(|place| place.uses_limit)
    }

    fn resolution(&self, id: RecordId) -> Option<(&'r Record, &'r Resolution)> {
        let record = self.records.get(id)?;
        match &record.facts {
            Facts::Resolution(resolution) => Some((record, resolution)),
            _ => None,
        }
    }

    /// The statement is of this place and of the time of the work, and has a line of that amount.
    fn account(&mut self, cost: &Cost) {
        let Some((id, range)) = &self.work.account else {
            return;
        };
        let Some((other, account)) = self.records.get(*id).and_then(|other| match &other.facts {
            Facts::Account(account) => Some((other, account.as_ref())),
            _ => None,
        }) else {
            return;
        };
        let period = account.period.name();
        let (first, last) = self.work.days(self.record.date);
        let (at, words) = if other.place != self.record.place {
            (
                range,
                words!(
                    "这期收支是另一个地方的",
                    "the statement is of another place"
                ),
            )
        } else if last < account.period.first || account.period.last < first {
            let words = if first == last {
                words!(
                    "收支的期间是 {period}，这件实事是 {first} 的",
                    "the statement is of {period}, and the work of {first}"
                )
            } else {
                words!(
                    "收支的期间是 {period}，这件实事从 {first} 到 {last}",
                    "the statement is of {period}, and the work went from {first} to {last}"
                )
            };
            (range, words)
        } else if let Some(words) = unlike(cost.amount, account) {
            (&cost.range, words)
        } else {
            return;
        };
        let found = Diagnostic::warning("cost-unmatched", self.span(at), words);
        self.diagnostics.push(found.help(words!(
            "核对金额和收支记录；分几次付的，在 acknowledge（知悉）里说明",
            "check the amount and the statement; if it was paid in parts, say so under `acknowledge`"
        )));
    }
}

/// What a resolution lacks to rest on it.
fn lacking(record: &Record, resolution: &Resolution) -> Option<Words> {
    if record.withdrawn.is_some() || resolution.is_revoked() {
        Some(words!("已经撤销或撤回", "was revoked or withdrawn"))
    } else if !resolution.is_counted() {
        Some(words!("还没有表决结果", "has no result yet"))
    } else if !resolution.has_passed() {
        Some(words!("没有通过", "did not pass"))
    } else {
        None
    }
}

/// That no line of a statement is of this amount, with the nearest.
fn unlike(amount: Money, account: &Account) -> Option<Words> {
    let lines = || account.uses.iter().chain(&account.cost);
    if lines().any(|line| line.amount == amount) {
        return None;
    }
    let distance = |line: &&Line| line.amount.minus(amount).0.unsigned_abs();
    let Some(nearest) = lines().min_by_key(distance) else {
        return Some(words!(
            "收支里没有一笔支出，找不到 {amount} 元",
            "the statement has no line of cost or use, so none of {amount}"
        ));
    };
    let (item, near) = (&nearest.item, nearest.amount);
    Some(words!(
        "收支里没有 {amount} 元的一笔，最接近的是“{item}”{near} 元",
        "the statement has no line of {amount}; the nearest is `{item}`, {near}"
    ))
}

/// Finds gaps of works as they stand today.
pub fn find(world: &World<'_>, findings: &mut Findings, diagnostics: &mut Diagnostics) {
    let today = world.today;
    for (position, record) in world.published() {
        let Facts::Work(work) = &record.facts else {
            continue;
        };
        if record.withdrawn.is_some() {
            continue;
        }
        let mut add = |code, range: Range<usize>, words: Words| {
            let at = Span::new(&record.source, range);
            diagnostics.push(Diagnostic::note(code, at, words.clone()));
            findings.add(position, words);
        };
        if let Some(due) = work
            .due_now()
            .filter(|_| work.is_overdue(record.date, today))
        {
            // Whoever writes after the day what holds it up has given the reason.
            let mut entries = work.progress.iter();
            let is_explained = entries.any(|entry| entry.date > due && entry.note.is_some());
            if !is_explained {
                let zh = zh(due);
                let words = words!(
                    "完成时限{zh}已经过了，还没有说明原因或新的时限",
                    "it was due on {due}; no reason and no new day is given"
                );
                add("work-overdue", 0..3, words);
            }
        }
        let state = work.state_on(record.date, today);
        if state.is_some_and(WorkState::is_done) && work.after.is_empty() {
            let range = work
                .progress
                .last()
                .map_or(0..3, |entry| entry.range.clone());
            let words = if work.before.is_empty() {
                words!(
                    "已经完工，还没有完工后的照片",
                    "it is done; no picture shows it"
                )
            } else {
                words!(
                    "已经完工，只有改造前的照片，还没有改造后的",
                    "it is done; there are pictures of before and none of afterwards"
                )
            };
            add("work-unproved", range, words);
        }
        if let Some(cost) = work.cost.as_ref().filter(|cost| cost.fund.is_none()) {
            let words = words!(
                "写了费用，没有写明从哪里出",
                "a cost is given; nothing says out of which fund"
            );
            add("fund-unsaid", cost.range.clone(), words);
        }
    }
}
