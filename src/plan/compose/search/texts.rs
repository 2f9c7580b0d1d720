//! All words that the page of a record shows of it: what is not here is not found. What is hidden in
//! a text was hidden when it was read.

use super::super::Composer;
use crate::markdown;
use crate::model::account::Account;
use crate::model::activity::Activity;
use crate::model::assessment::Assessment;
use crate::model::contact::Objections;
use crate::model::issue::Issue;
use crate::model::meeting::Meeting;
use crate::model::notice::Notice;
use crate::model::progress::Entry;
use crate::model::record::{Facts, Record};
use crate::model::resolution::Resolution;
use crate::model::scope::Party;
use crate::model::taxonomy::Taxonomy;
use crate::model::work::Work;

/// Texts, each alone: no phrase goes from one into the next.
#[derive(Debug, Default)]
struct Texts(Vec<String>);

impl Texts {
    fn add(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.0.push(text);
        }
    }

    fn may(&mut self, text: Option<&String>) {
        self.0.extend(text.cloned());
    }
}

impl Composer<'_> {
    /// Title, names of those who answer for it or issued it, and all else.
    pub(super) fn texts(&self, record: &Record) -> Vec<String> {
        let responsible = match &record.facts {
            Facts::Issue(issue) => issue.responsible.as_slice(),
            Facts::Work(work) => work.responsible.as_slice(),
            _ => &[],
        };
        let (first, also) = match responsible {
            [] => (record.issuers.as_slice(), &[][..]),
            _ => (responsible, record.issuers.as_slice()),
        };
        let comma = if self.site.language == "en" {
            ", "
        } else {
            "、"
        };
        let mut texts = Texts(vec![record.full_title(), self.names(first).join(comma)]);
        texts.add(markdown::plain(&record.text.source));
        if let Some((number, _)) = &record.number {
            texts.add(number);
        }
        self.parties(&mut texts, also);
        match &record.facts {
            Facts::Issue(of) => Self::of_issue(&mut texts, of),
            Facts::Resolution(of) => self.of_resolution(&mut texts, of),
            Facts::Meeting(of) => self.of_meeting(&mut texts, of, record),
            Facts::Notice(of) => self.of_notice(&mut texts, of),
            Facts::Account(of) => self.of_account(&mut texts, of),
            Facts::Assessment(of) => self.of_assessment(&mut texts, of),
            Facts::Work(of) => self.of_work(&mut texts, of),
            Facts::Activity(of) => self.of_activity(&mut texts, of),
        }
        self.around(&mut texts, record);
        texts.0
    }

    /// What records of every kind may have.
    fn around(&self, texts: &mut Texts, record: &Record) {
        for target in self.targets(record) {
            texts.add(target);
        }
        for tag in Taxonomy::ALL.into_iter().flat_map(|of| record.tags(of)) {
            texts.add(&tag.name);
        }
        for (file, title) in &record.attachments {
            texts.add(title.as_deref().unwrap_or_else(|| file.path.file_name()));
        }
        for other in record.corrects.iter().chain(&record.replaces) {
            texts.may(other.reason.as_ref());
        }
        if let Some(withdrawal) = &record.withdrawn {
            texts.add(&withdrawal.reason);
        }
        if let Some(series) = &record.series {
            texts.add(&series.name);
        }
        if let Some(review) = self.pre_review(record) {
            texts.add(review.body);
            texts.may(review.opinion.as_ref());
        }
        for cite in &record.cites {
            if let Some(policy) = self.model.policies().get(cite.policy) {
                texts.add(&policy.title);
                texts.add(policy.clause(cite.clause).unwrap_or_default());
            }
        }
    }

    fn parties(&self, texts: &mut Texts, parties: &[Party]) {
        for party in parties {
            texts.add(self.model.name(party));
        }
    }

    fn steps<S>(texts: &mut Texts, entries: &[Entry<S>]) {
        for entry in entries {
            texts.may(entry.note.as_ref());
        }
    }

    fn objecting(&self, texts: &mut Texts, of: Option<&Objections>) {
        let Some(of) = of else { return };
        self.parties(texts, of.to.as_slice());
        texts.may(of.phone.as_ref());
        texts.may(of.how.as_ref());
    }

    fn of_issue(texts: &mut Texts, issue: &Issue) {
        texts.may(issue.spot.as_ref());
        Self::steps(texts, &issue.progress);
    }

    fn of_resolution(&self, texts: &mut Texts, of: &Resolution) {
        for (question, _) in of.questions.iter().filter_map(|of| of.question.as_ref()) {
            texts.add(question);
        }
        for candidate in &of.candidates {
            texts.add(&candidate.name);
        }
        for counter in &of.counters {
            texts.add(counter);
        }
        self.objecting(texts, of.objections.as_ref());
        Self::steps(texts, &of.progress);
    }

    /// One that was called off, or put off, has raised, reviewed and agreed nothing.
    fn of_meeting(&self, texts: &mut Texts, of: &Meeting, record: &Record) {
        texts.may(of.time.as_ref());
        texts.may(of.venue.as_ref());
        Self::steps(texts, &of.progress);
        for attended in &of.attendance {
            texts.add(self.model.name(&attended.body));
            texts.may(attended.reason.as_ref());
        }
        for (party, topic) in &of.invited {
            texts.add(self.model.name(party));
            texts.may(topic.as_ref());
        }
        if let Some(forum) = &of.forum {
            texts.add(&forum.name);
            texts.may(forum.theme.as_ref());
            for role in &forum.roles {
                texts.add(&role.name);
                texts.may(role.who.as_ref());
            }
        }
        if of.is_off(record.date, self.model.today()) {
            return;
        }
        for review in &of.reviews {
            texts.may(review.note.as_ref());
        }
        for closing in &of.closings {
            texts.may(closing.note.as_ref());
        }
        for outcome in &of.outcomes {
            texts.add(&outcome.text);
            self.parties(texts, &outcome.responsible);
        }
    }

    fn of_notice(&self, texts: &mut Texts, of: &Notice) {
        for (question, _) in &of.questions {
            texts.add(question);
        }
        self.objecting(texts, of.objections.as_ref());
    }

    fn of_account(&self, texts: &mut Texts, of: &Account) {
        self.parties(texts, of.keeper.as_slice());
        texts.may(of.account.as_ref());
        for line in of.lines() {
            texts.add(&line.item);
            texts.may(line.payer.as_ref());
            texts.may(line.note.as_ref());
        }
        self.parties(texts, of.auditor.as_slice());
        self.objecting(texts, of.objections.as_ref());
    }

    fn of_assessment(&self, texts: &mut Texts, of: &Assessment) {
        texts.may(of.scheme.as_ref());
        for criterion in &of.criteria {
            texts.add(&criterion.name);
            texts.may(criterion.note.as_ref());
        }
        for score in &of.scores {
            texts.add(&self.model.place(score.place).title);
            texts.may(score.note.as_ref());
        }
        for grade in &of.grades {
            texts.add(&grade.name);
        }
        self.parties(texts, &of.assessors);
        self.objecting(texts, of.objections.as_ref());
    }

    fn of_work(&self, texts: &mut Texts, of: &Work) {
        texts.may(of.contractor.as_ref());
        texts.may(of.spot.as_ref());
        Self::steps(texts, &of.progress);
        for shot in of.before.iter().chain(&of.after) {
            texts.may(shot.note.as_ref());
        }
        if let Some(acceptance) = &of.acceptance {
            texts.add(self.model.name(&acceptance.body));
            texts.may(acceptance.opinion.as_ref());
        }
    }

    fn of_activity(&self, texts: &mut Texts, of: &Activity) {
        texts.may(of.time.as_ref());
        texts.may(of.venue.as_ref());
        self.parties(texts, &of.organizers);
        Self::steps(texts, &of.progress);
    }
}
