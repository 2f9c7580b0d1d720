//! Votes: whether enough took part, and whether enough agreed, exactly, in whole numbers.
//!
//! "以上" includes the number, "过半数" does not (Civil Code, article 1259). Areas are hundredths
//! of a square metre. Nothing here divides but to say the least number that meets a test.

mod election;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

pub use election::{Ballot, Standing, Verdict, election};

/// The law under which the owners voted: that of the day on which the vote ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Regime {
    /// Civil Code, article 278; in force since 2021-01-01.
    CivilCode,
    /// Property Law, article 76, with article 12 of the Regulations on Property Management.
    PropertyLaw,
}

/// An article that sets a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Article {
    /// 民法典第二百七十八条.
    CivilCode278,
    /// 物权法第七十六条.
    PropertyLaw76,
    /// 物业管理条例第十二条, as it stood beside the Property Law.
    Regulations12,
    /// 业主大会和业主委员会指导规则第三十八条.
    Guidance38,
}

/// What a test asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Owners taking part.
    Participation,
    /// Owners or members agreeing.
    Agreement,
    /// Members of a committee present.
    Presence,
}

/// In what is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Owners.
    Heads,
    /// Exclusive floor area, in hundredths of a square metre.
    Area,
    /// Members of a committee.
    Members,
}

/// The share that must be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// 过半数: more than half.
    MoreThanHalf,
    /// 半数以上: half or more.
    HalfOrMore,
    /// 三分之二以上: two thirds or more.
    TwoThirds,
    /// 四分之三以上: three quarters or more.
    ThreeQuarters,
}

/// Of what the share is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// Of all owners, all area, all members.
    All,
    /// Of those who took part.
    Participants,
}

/// What the law asks, before anything is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// How much.
    pub share: Share,
    /// Of what.
    pub base: Base,
    /// Where it is written.
    pub article: Article,
}

/// A test with its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Test {
    /// What is asked.
    pub what: What,
    /// In what is counted.
    pub measure: Measure,
    /// The number that was reached.
    pub have: i64,
    /// The number of which the share is taken.
    pub of: i64,
    /// The least number that meets the test.
    pub needed: i64,
    /// The rule.
    pub rule: Rule,
    /// Whether it is met.
    pub met: bool,
}

/// How a vote ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All tests are met; in an election at least one candidate is elected.
    Passed,
    /// Enough took part, too few agreed.
    Failed,
    /// Too few took part.
    NoQuorum,
}

/// A vote judged: its tests, and how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// Participation before agreement, owners before area.
    pub tests: Vec<Test>,
    /// In an election, what became of each candidate, in the order given.
    pub verdicts: Vec<Verdict>,
    /// In an election, seats that stay empty.
    pub unfilled: u64,
    /// How it ended.
    pub outcome: Outcome,
}

/// Votes of owners in one measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// All who may vote.
    pub total: i64,
    /// Those who took part: for, against, abstaining and invalid.
    pub participants: i64,
    /// For.
    pub yes: i64,
    /// Against.
    pub no: i64,
    /// Not cast, but counted with the majority by the rules of the assembly.
    pub deemed: i64,
}

impl Share {
    /// As a fraction: parts, and of how many.
    pub fn fraction(self) -> (i64, i64) {
        match self {
            Share::MoreThanHalf | Share::HalfOrMore => (1, 2),
            Share::TwoThirds => (2, 3),
            Share::ThreeQuarters => (3, 4),
        }
    }

    /// Exactly the share is not enough.
    pub fn is_strict(self) -> bool {
        self == Share::MoreThanHalf
    }

    fn is_met(self, have: i64, of: i64) -> bool {
        let (parts, whole) = self.fraction();
        let (have, bar) = (
            i128::from(have) * i128::from(whole),
            i128::from(of) * i128::from(parts),
        );
        if self.is_strict() {
            have > bar
        } else {
            have >= bar
        }
    }

    /// The least number that meets it.
    fn least(self, of: i64) -> i64 {
        let (parts, whole) = self.fraction();
        let (bar, whole) = (i128::from(of) * i128::from(parts), i128::from(whole));
        let least = if self.is_strict() {
            bar.div_euclid(whole) + 1
        } else {
            (bar + whole - 1).div_euclid(whole)
        };
        // No share is more than the whole, so only a whole at the very end of the numbers goes over.
        i64::try_from(least).unwrap_or(i64::MAX)
    }
}

impl Test {
    fn new(what: What, measure: Measure, have: i64, of: i64, rule: Rule) -> Self {
        Test {
            what,
            measure,
            have,
            of,
            needed: rule.share.least(of),
            rule,
            met: rule.share.is_met(have, of),
        }
    }

    /// By how much it is missed; zero if it is met.
    pub fn shortfall(&self) -> i64 {
        self.needed.saturating_sub(self.have).max(0)
    }
}

impl Regime {
    /// The law of the day on which a vote ended: the Civil Code came into force on 2021-01-01
    /// (article 1260).
    pub fn of(ended: NaiveDate) -> Self {
        use chrono::Datelike;
        if ended.year() >= 2021 {
            Regime::CivilCode
        } else {
            Regime::PropertyLaw
        }
    }

    /// How many must take part: two thirds of all (Civil Code, article 278, second paragraph);
    /// before it, more than half of all (Regulations, article 12).
    pub fn participation(self) -> Rule {
        let (share, article) = match self {
            Regime::CivilCode => (Share::TwoThirds, Article::CivilCode278),
            Regime::PropertyLaw => (Share::MoreThanHalf, Article::Regulations12),
        };
        let base = Base::All;
        Rule {
            share,
            base,
            article,
        }
    }

    /// How many must agree to a matter, which is an item of article 278 of the Civil Code.
    ///
    /// Civil Code: items 6 to 8 need three quarters of the participants, others more than half.
    /// Property Law: its item 5 (raising and using the maintenance fund) became items 6 and 5, its
    /// item 6 (rebuilding) became item 7; these need two thirds of all, others more than half of all.
    pub fn agreement(self, matter: u8) -> Rule {
        let (share, base, article) = match (self, matter) {
            (Regime::CivilCode, 6..=8) => (
                Share::ThreeQuarters,
                Base::Participants,
                Article::CivilCode278,
            ),
            (Regime::CivilCode, _) => (
                Share::MoreThanHalf,
                Base::Participants,
                Article::CivilCode278,
            ),
            (Regime::PropertyLaw, 5..=7) => (Share::TwoThirds, Base::All, Article::PropertyLaw76),
            (Regime::PropertyLaw, _) => (Share::MoreThanHalf, Base::All, Article::PropertyLaw76),
        };
        Rule {
            share,
            base,
            article,
        }
    }
}

impl Count {
    /// With the votes deemed cast: they take part, and join the side that leads; none if no side
    /// does. Who leads is told by owners for both measures, as an owner's vote is one vote.
    fn with_deemed(self, leads: std::cmp::Ordering) -> Self {
        let mut count = self;
        count.participants = self.participants.saturating_add(self.deemed);
        match leads {
            std::cmp::Ordering::Greater => count.yes = self.yes.saturating_add(self.deemed),
            std::cmp::Ordering::Less => count.no = self.no.saturating_add(self.deemed),
            std::cmp::Ordering::Equal => {}
        }
        count.deemed = 0;
        count
    }
}

/// Both measures with the votes deemed cast; none if there are no such votes.
pub fn with_deemed(heads: &Count, area: &Count) -> Option<(Count, Count)> {
    let leads = heads.yes.cmp(&heads.no);
    (heads.deemed > 0 || area.deemed > 0)
        .then(|| (heads.with_deemed(leads), area.with_deemed(leads)))
}

/// Judges a question that was put to the owners, by the votes that were cast.
pub fn assembly(regime: Regime, matter: u8, heads: &Count, area: &Count) -> Judgement {
    let mut tests = participation(regime, heads, area);
    let rule = regime.agreement(matter);
    for (measure, count) in [(Measure::Heads, heads), (Measure::Area, area)] {
        tests.push(agreement(rule, measure, count.yes, count));
    }
    let outcome = outcome(&tests, heads.participants);
    Judgement {
        tests,
        verdicts: Vec::new(),
        unfilled: 0,
        outcome,
    }
}

/// Judges a decision of an owners' committee: more than half of the members must be present, and
/// half or more of all members must agree (Guidance, article 38).
pub fn committee(total: i64, present: i64, agree: i64) -> Judgement {
    let rule = |share| Rule {
        share,
        base: Base::All,
        article: Article::Guidance38,
    };
    let test = |what, have, share| Test::new(what, Measure::Members, have, total, rule(share));
    let tests = vec![
        test(What::Presence, present, Share::MoreThanHalf),
        test(What::Agreement, agree, Share::HalfOrMore),
    ];
    let outcome = outcome(&tests, present);
    Judgement {
        tests,
        verdicts: Vec::new(),
        unfilled: 0,
        outcome,
    }
}

/// The tests of one measure alone, for votes of which the other is not known: those that are missed
/// decide all the same.
pub fn of_measure(regime: Regime, matter: u8, measure: Measure, count: &Count) -> [Test; 2] {
    let rule = regime.participation();
    let part = count.participants;
    [
        Test::new(What::Participation, measure, part, count.total, rule),
        agreement(regime.agreement(matter), measure, count.yes, count),
    ]
}

fn participation(regime: Regime, heads: &Count, area: &Count) -> Vec<Test> {
    let rule = regime.participation();
    [(Measure::Heads, heads), (Measure::Area, area)]
        .map(|(measure, count)| {
            Test::new(
                What::Participation,
                measure,
                count.participants,
                count.total,
                rule,
            )
        })
        .to_vec()
}

fn agreement(rule: Rule, measure: Measure, yes: i64, count: &Count) -> Test {
    let of = match rule.base {
        Base::All => count.total,
        Base::Participants => count.participants,
    };
    Test::new(What::Agreement, measure, yes, of, rule)
}

/// Nobody decides nothing: where no one took part, no share of it was reached.
fn outcome(tests: &[Test], participants: i64) -> Outcome {
    let missed = |agreement: bool| {
        tests
            .iter()
            .any(|test| (test.what == What::Agreement) == agreement && !test.met)
    };
    if participants == 0 || missed(false) {
        Outcome::NoQuorum
    } else if missed(true) {
        Outcome::Failed
    } else {
        Outcome::Passed
    }
}
