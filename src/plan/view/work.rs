//! Works.

use serde::Serialize;

use super::counts::Count;
use super::frame::Link;
use super::record::{Party, Stage, Step};

/// Facts of a work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WorkFacts {
    /// State key: `planned`, `underway`, `done`, `accepted`, `dropped`; none if nobody wrote it.
    pub state: Option<&'static str>,
    /// The four steps `planned`, `underway`, `done`, `accepted`; none of a work that was dropped or
    /// of which nobody wrote how far it is.
    pub steps: Vec<Step>,
    /// Who answers for it.
    pub responsible: Vec<Party>,
    /// Who carries it out, as written.
    pub contractor: Option<String>,
    /// Where, as written.
    pub spot: Option<String>,
    /// ISO date on which it began.
    pub begun: Option<String>,
    /// ISO date on which it was done; of a work that was only accepted, none.
    pub done: Option<String>,
    /// Days from its beginning to the day on which it was done.
    pub days_taken: Option<i64>,
    /// ISO date by which it should be done.
    pub due: Option<String>,
    /// Planned or under way, and past that day.
    pub overdue: bool,
    /// What it cost; none if that is not written, which is not nought.
    pub cost: Option<Cost>,
    /// The statement in which the cost stands, with the name of its period.
    pub account: Option<(Link, String)>,
    /// The resolution on which it rests.
    pub resolution: Option<Link>,
    /// The issue that it solves.
    pub about: Option<Link>,
    /// Who accepted it.
    pub acceptance: Option<Acceptance>,
    /// Households asked, satisfied, and share in percent with two decimals.
    pub satisfaction: Option<(u64, u64, Option<String>)>,
    /// Pictures before.
    pub before: Vec<Shot>,
    /// Pictures after.
    pub after: Vec<Shot>,
    /// What became of it, as written, oldest first.
    pub progress: Vec<Stage>,
}

/// What a work cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cost {
    /// Yuan with two decimals and thousands separators.
    pub amount: String,
    /// Fund key: `public-revenue`, `maintenance-fund`, `property-company`, `government`, `owners`,
    /// `donation`, `other`; none if that is not written.
    pub fund: Option<&'static str>,
}

/// An acceptance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Acceptance {
    /// Who accepted it; none where only its progress says that it was accepted.
    pub body: Option<String>,
    /// ISO date.
    pub date: String,
    /// What was found, as written.
    pub opinion: Option<String>,
}

/// A picture with its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shot {
    /// The picture, relative to the page.
    pub src: String,
    /// ISO date on which it was taken.
    pub date: Option<String>,
    /// What it shows, as written.
    pub note: Option<String>,
}

/// Facts of a work in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WorkRow {
    /// State key, as on its page.
    pub state: Option<&'static str>,
    /// What the day of the leaf is: `due`, `begun`, `done`, `accepted`, `dropped`; none for the day
    /// of its record.
    pub leaf: Option<&'static str>,
    /// That day as ISO date.
    pub day: String,
    /// How many of the four steps are reached (1 to 4); none where there are no steps.
    pub reached: Option<u8>,
    /// Planned or under way, and past its day.
    pub overdue: bool,
    /// Names of those who answer for it.
    pub responsible: Vec<String>,
    /// What it cost.
    pub cost: Option<Cost>,
    /// Where, as written.
    pub spot: Option<String>,
}

/// Works of a place and those below by how they stand, and what they cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WorkCounts {
    /// How many stand so: keys of states and `unknown`, each with its works, without those of which
    /// there are none.
    pub states: Vec<(&'static str, Count)>,
    /// What those that are done cost, by fund; one whose fund is not written has none.
    pub spent: Vec<Spent>,
    /// The sum of these, if there are several.
    pub total: Option<String>,
    /// Those that are done and whose cost nobody wrote.
    pub cost_unknown: Count,
}

/// What works cost out of a fund.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Spent {
    /// Fund key; none if it is not written.
    pub fund: Option<&'static str>,
    /// Yuan with two decimals and thousands separators.
    pub amount: String,
    /// The works.
    pub works: Count,
}
