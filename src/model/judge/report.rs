//! What is wrong between the numbers of a vote and the result that its author declares.

use super::{Judged, judge, outcome};
use crate::diagnostic::{Diagnostic, Words};
use crate::law::vote::{self, Article, Judgement, Measure, Standing, Test, What};
use crate::model::keyed::{Decider, Outcome};
use crate::model::resolution::{Question, Resolution};
use crate::model::tally::written;
use crate::model::value::signed;
use crate::model::voting::{Candidate, Electorate};
use crate::source::Span;
use crate::words;
use crate::yaml::{Fault, Fields, Reader};

/// Reports what does not add up between a tally and the rest of its resolution.
pub fn sums(reader: &mut Reader<'_>, fields: &Fields<'_>, resolution: &Resolution) {
    let tallies = || resolution.questions.iter().filter_map(|q| q.tally.as_ref());
    let most = tallies().map(|tally| tally.heads.participants).max();
    if let (Some((_, returned)), Some(most)) = (resolution.ballots, most)
        && most > signed(returned)
        && let Some(node) = fields.get("ballots")
    {
        reader.fault(
            &node.range,
            Fault::new(
                "sum",
                words!(
                    "收回选票 {returned} 张，少于参与表决的 {most} 人",
                    "{returned} ballots were returned, fewer than the {most} owners who took part"
                ),
            )
            .help(words!(
                "核对收回的选票和参与人数；没有交票的不算参与",
                "check both: who returned no ballot took no part"
            )),
        );
    }
    for question in &resolution.questions {
        let Some(tally) = question
            .tally
            .as_ref()
            .filter(|_| resolution.is_election(question))
        else {
            continue;
        };
        for candidate in &resolution.candidates {
            let heads = candidate.heads.map(|heads| (signed(heads), &tally.heads));
            let area = candidate.area.map(|area| area.0).zip(tally.area.as_ref());
            for (votes, of, is_area) in [(heads, false), (area, true)]
                .into_iter()
                .filter_map(|(pair, is_area)| pair.map(|(votes, of)| (votes, of, is_area)))
                .filter(|(votes, of, _)| *votes > of.participants)
            {
                let (votes, all) = (written(votes, is_area), written(of.participants, is_area));
                let name = &candidate.name;
                reader.fault(
                    &candidate.range,
                    Fault::new(
                        "sum",
                        words!(
                            "{name}得票 {votes}，多于参与的 {all}",
                            "{name} has {votes}, more than the {all} that took part"
                        ),
                    )
                    .help(words!(
                        "核对这位候选人的得票和“参与”",
                        "check the votes of this candidate and `participants`"
                    )),
                );
            }
        }
    }
}

/// Reports results that are not what the votes say, and what keeps a vote from being judged.
pub fn check(reader: &mut Reader<'_>, fields: &Fields<'_>, resolution: &Resolution) {
    let owners = resolution.decided_by == Decider::OwnersAssembly;
    let no_basis = |all: &Electorate| all.basis.is_none();
    let counts = owners && resolution.is_counted();
    if counts && resolution.electorate.as_ref().is_some_and(no_basis) {
        let diagnostic = Diagnostic::warning(
            "vote-basis",
            reader.span(&fields.place_of("electorate")),
            words!(
                "没有写业主人数是怎样算的",
                "it is not said how the owners were counted"
            ),
        )
        .help(words!(
            "在“业主总数”里写上“依据”，例如：不动产登记簿；一人多套按一人计，未售部分合计一人",
            "add `basis` to `electorate`, for example: land register; an owner of several units counts once, unsold units together once"
        ));
        reader.diagnostics.push(diagnostic);
    }
    passed_over(reader, resolution);
    let mut told = false;
    for question in &resolution.questions {
        let span = reader.span(&question.result_range);
        match judge(resolution, question) {
            Judged::Lacking(_, missed) if contradicts(&missed, question.result) => {
                by_known(reader, question, &missed);
            }
            Judged::Lacking(lacking, _) if !told => {
                told = true;
                let (zh, en) = joined(&lacking, "、", ", ");
                reader.diagnostics.push(
                    Diagnostic::warning(
                        "vote-unjudged",
                        span,
                        words!(
                            "没有写{zh}，不能核对表决结果",
                            "the result cannot be checked without {en}"
                        ),
                    )
                    .help(words!(
                        "补上这些数，海报上才能写明怎样计票",
                        "add it, so that page and poster can show how it was counted"
                    )),
                );
            }
            Judged::Lacking(..) | Judged::NoRule => {}
            Judged::ByLaw(cast, deemed) => {
                let judgement = deemed.as_ref().unwrap_or(&cast);
                let found = question.result;
                if let Some(found) = found.filter(|found| outcome(judgement.outcome) != *found) {
                    wrong(reader, resolution, question, judgement, found);
                }
                if let Some(deemed) = &deemed {
                    two_results(reader, span, &cast, deemed);
                }
            }
        }
    }
}

/// Whether tests that are missed rule a result out, whatever else is not known.
fn contradicts(missed: &[Test], found: Option<Outcome>) -> bool {
    let lacks_quorum = missed.iter().any(|test| test.what == What::Participation);
    match found {
        Some(Outcome::Passed) => !missed.is_empty(),
        Some(Outcome::Failed) => lacks_quorum,
        Some(Outcome::NoQuorum) | None => false,
    }
}

/// Reports a result that the numbers that are known rule out.
fn by_known(reader: &mut Reader<'_>, question: &Question, missed: &[Test]) {
    let Some(found) = question.result else {
        return;
    };
    let quorum: Vec<Test> = missed
        .iter()
        .filter(|test| test.what == What::Participation)
        .copied()
        .collect();
    let (computed, tests) = if quorum.is_empty() {
        (Outcome::Failed, missed)
    } else {
        (Outcome::NoQuorum, &quorum[..])
    };
    fault(reader, question, found, computed, &clauses(tests));
}

/// Warns of votes for candidates where every question is counted by yes and no: then a list is
/// voted on as a whole, and what each candidate got is not looked at.
fn passed_over(reader: &mut Reader<'_>, resolution: &Resolution) {
    let has_votes = |candidate: &&Candidate| candidate.heads.is_some() || candidate.area.is_some();
    let Some(candidate) = resolution.candidates.iter().find(has_votes) else {
        return;
    };
    let mut questions = resolution.questions.iter();
    if !resolution.is_counted() || questions.any(|question| resolution.is_election(question)) {
        return;
    }
    let diagnostic = Diagnostic::warning(
        "vote-unjudged",
        reader.span(&candidate.range),
        words!(
            "计票结果写的是同意、反对的票数，没有核对每位候选人的得票",
            "the tally counts yes and no, so what each candidate got is not checked"
        ),
    )
    .help(words!(
        "逐人选举的，计票结果只写“参与”；对整个名单表决的，删去候选人后面的票数",
        "in an election write only `participants` in the tally; if the list was voted on as a whole, remove the votes of each candidate"
    ));
    reader.diagnostics.push(diagnostic);
}

fn two_results(reader: &mut Reader<'_>, span: Span, cast: &Judgement, deemed: &Judgement) {
    let [without, with] = [cast, deemed].map(|judged| outcome(judged.outcome));
    let (zh, with_zh) = (name(without), name(with));
    let (en, with_en) = (without.key(), with.key());
    reader.diagnostics.push(
        Diagnostic::warning(
            "vote-deemed",
            span,
            Words {
                zh: format!("计入了从众票：不计时为“{zh}”，计入后为“{with_zh}”；这种计票方法有争议"),
                en: format!("votes are deemed cast: `{en}` without them, `{with_en}` with them; such counting is disputed"),
            },
        )
        .help(words!(
            "在“知悉”里写明议事规则的依据，例如 `vote-deemed 议事规则第十二条`",
            "say under `acknowledge` on what it rests, for example `vote-deemed rules of the assembly, article 12`"
        )),
    );
}

/// The usual Chinese name of a result.
fn name(outcome: Outcome) -> &'static str {
    outcome.names()[0]
}

fn wrong(
    reader: &mut Reader<'_>,
    resolution: &Resolution,
    question: &Question,
    judgement: &Judgement,
    found: Outcome,
) {
    let computed = outcome(judgement.outcome);
    let clauses = reasons(resolution, judgement, found);
    fault(reader, question, found, computed, &clauses);
}

fn fault(
    reader: &mut Reader<'_>,
    question: &Question,
    found: Outcome,
    computed: Outcome,
    clauses: &[Words],
) {
    let (zh, en) = joined(clauses, "；", "; ");
    let (found_zh, computed_zh) = (name(found), name(computed));
    let (found_en, computed_en) = (found.key(), computed.key());
    reader.fault(
        &question.result_range,
        Fault::new(
            "vote-result",
            Words {
                zh: format!("结果写的是“{found_zh}”，按票数是“{computed_zh}”：{zh}"),
                en: format!("the result says `{found_en}`, the votes say `{computed_en}`: {en}"),
            },
        )
        .help(words!(
            "核对计票表；数字没有抄错的，把结果改成“{computed_zh}”（{computed_en}）",
            "check the counting sheet; if the numbers are copied rightly, write `{computed_en}`"
        )),
    );
}

/// The tests that decide, as clauses: those that are missed; where the author says that one is
/// missed which is not, that one.
fn reasons(resolution: &Resolution, judgement: &Judgement, found: Outcome) -> Vec<Words> {
    let is_agreement = |test: &&Test| test.what == What::Agreement;
    let clauses = |tests: &mut dyn Iterator<Item = &Test>| {
        let tests: Vec<Test> = tests.copied().collect();
        clauses(&tests)
    };
    let took_part = || judgement.tests.iter().filter(|test| !is_agreement(test));
    let agreed = || judgement.tests.iter().filter(is_agreement);
    let mut out: Vec<Words> = Vec::new();
    if judgement.outcome == vote::Outcome::NoQuorum {
        out = clauses(&mut took_part().filter(|test| !test.met));
        if out.is_empty() {
            out.push(words!("没有人参与", "nobody took part"));
        }
        return out;
    }
    if found == Outcome::NoQuorum {
        out = clauses(&mut took_part());
    }
    let missed: Vec<Words> = clauses(&mut agreed().filter(|test| !test.met));
    if judgement.outcome == vote::Outcome::Failed {
        out.extend(missed);
        if !judgement.verdicts.is_empty() || agreed().next().is_none() {
            out.extend(nobody_elected(resolution, judgement));
        }
    } else if found == Outcome::Failed {
        out = clauses(&mut agreed());
        let elected = judgement
            .verdicts
            .iter()
            .zip(&resolution.candidates)
            .find(|(verdict, _)| verdict.standing == Standing::Elected);
        if let Some((verdict, candidate)) = elected {
            out.push(of_candidate(&candidate.name, &verdict.tests));
        }
    }
    out
}

/// Why no seat was taken: those who are even, else the candidate with most votes.
fn nobody_elected(resolution: &Resolution, judgement: &Judgement) -> Option<Words> {
    let all = || judgement.verdicts.iter().zip(&resolution.candidates);
    let tied: Vec<&str> = all()
        .filter(|(verdict, _)| verdict.standing == Standing::Tied)
        .map(|(_, candidate)| candidate.name.as_str())
        .collect();
    if !tied.is_empty() {
        let (zh, en) = (tied.join("、"), tied.join(", "));
        return Some(words!(
            "{zh}得票相同，超出名额，都不当选",
            "{en} are even across the last seat, so none of them is elected"
        ));
    }
    let (verdict, candidate) =
        all().max_by_key(|(verdict, _)| verdict.tests.each_ref().map(|test| test.have))?;
    let name = &candidate.name;
    let missed: Vec<Test> = verdict
        .tests
        .iter()
        .filter(|test| !test.met)
        .copied()
        .collect();
    Some(of_candidate(name, &missed))
}

fn of_candidate(name: &str, tests: &[Test]) -> Words {
    let (zh, en) = joined(&clauses(tests), "，", ", ");
    words!("{name}{zh}", "{name}: {en}")
}

/// Words in one line, in each language.
fn joined(words: &[Words], with_zh: &str, with: &str) -> (String, String) {
    let join = |part: fn(&Words) -> &str, with: &str| {
        let parts: Vec<&str> = words.iter().map(part).collect();
        parts.join(with)
    };
    (
        join(|words| &words.zh, with_zh),
        join(|words| &words.en, with),
    )
}

/// A clause for each test; the article stands after the last one that rests on it.
fn clauses(tests: &[Test]) -> Vec<Words> {
    tests
        .iter()
        .enumerate()
        .map(|(at, test)| {
            let mut words = clause(test);
            let next = tests.get(at + 1).map(|next| next.rule.article);
            if next != Some(test.rule.article) {
                let (zh, en) = article(test.rule.article);
                words.zh.extend(["（", zh, "）"]);
                words.en.extend([" (", en, ")"]);
            }
            words
        })
        .collect()
}

fn clause(test: &Test) -> Words {
    let number = |number: i64, of: Measure| match of {
        Measure::Area => (written(number, true), written(number, true)),
        Measure::Heads | Measure::Members => (format!("{number}人"), number.to_string()),
    };
    let (have_zh, have) = number(test.have, test.measure);
    let (needed_zh, needed) = number(test.needed, test.measure);
    let (short_zh, short) = number(test.shortfall(), test.measure);
    let (what_zh, what) = match (test.what, test.measure) {
        (What::Participation, Measure::Heads) => ("参与人数", "owners taking part"),
        (What::Participation, Measure::Area) => ("参与面积", "area taking part"),
        (What::Agreement, Measure::Heads) => ("同意人数", "owners agreeing"),
        (What::Agreement, Measure::Area) => ("同意面积", "area agreeing"),
        (What::Presence, _) | (What::Participation, Measure::Members) => {
            ("到会委员", "members present")
        }
        (What::Agreement, Measure::Members) => ("同意委员", "members agreeing"),
    };
    if test.met {
        words!(
            "{what_zh} {have_zh}，达到所需的 {needed_zh}",
            "{what} {have}, which meets the {needed} needed"
        )
    } else {
        words!(
            "{what_zh} {have_zh}，需 {needed_zh}，差 {short_zh}",
            "{what} {have}, {short} short of the {needed} needed"
        )
    }
}

fn article(article: Article) -> (&'static str, &'static str) {
    match article {
        Article::CivilCode278 => ("民法典第二百七十八条", "Civil Code, article 278"),
        Article::PropertyLaw76 => ("物权法第七十六条", "Property Law, article 76"),
        Article::Regulations12 => (
            "物业管理条例第十二条",
            "Regulations on Property Management, article 12",
        ),
        Article::Guidance38 => (
            "业主大会和业主委员会指导规则第三十八条",
            "Guidance for Owners' Assemblies and Committees, article 38",
        ),
    }
}
