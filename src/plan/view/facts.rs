//! Facts of each kind as data.

use schemars::JsonSchema;
use serde::Serialize;

use super::data::{Code, Day, Exact, PeriodData, SatisfactionData, StepData, Yuan, keys};
use crate::model::keyed::{
    ActivityType, Decider, Fund, IssueState, MeetingState, MeetingType, Method, NoticeType,
    Outcome, OutcomeState, ResolutionState, WorkState,
};

/// Facts of an issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct IssueData {
    /// State.
    #[schemars(extend("enum" = keys(IssueState::WORDS)))]
    pub state: &'static str,
    /// Since when it is in that state.
    pub since: Day,
    /// Who must act.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub responsible: Vec<String>,
    /// By when, as it was last put off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// It is open past that day.
    pub overdue: bool,
    /// When it was solved, if it is solved now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub solved_on: Option<Day>,
    /// Where, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spot: Option<String>,
    /// How many households it concerns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub households: Option<u64>,
    /// How satisfied residents are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub satisfaction: Option<SatisfactionData>,
    /// What happened, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub progress: Vec<StepData>,
}

/// Facts of a resolution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ResolutionData {
    /// Who decided.
    #[schemars(extend("enum" = keys(Decider::WORDS)))]
    pub decided_by: &'static str,
    /// Result of all questions: `mixed` if they differ, `pending` before they are counted.
    #[schemars(extend("enum" = ["passed", "failed", "no-quorum", "mixed", "pending"]))]
    pub result: &'static str,
    /// Where it stands.
    #[schemars(extend("enum" = keys(ResolutionState::WORDS)))]
    pub state: &'static str,
    /// How was voted.
    #[schemars(extend("enum" = keys(Method::WORDS)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<&'static str>,
    /// First day of the vote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voting_from: Option<Day>,
    /// Last day of the vote, extensions included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voting_to: Option<Day>,
    /// All owners who may vote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owners: Option<u64>,
    /// Their exclusive floor area in square metres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<Exact>,
    /// Ballots issued.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ballots_issued: Option<u64>,
    /// Ballots returned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ballots_returned: Option<u64>,
    /// The vote of a committee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub members: Option<MembersData>,
    /// The questions, at least one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<QuestionData>,
    /// Seats of an election.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seats: Option<u64>,
    /// Candidates of an election.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<CandidateData>,
    /// Period of display of the result.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display: Option<PeriodData>,
    /// What became of it, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub progress: Vec<StepData>,
}

/// The vote of a committee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MembersData {
    /// All members.
    pub total: u64,
    /// Those present.
    pub present: u64,
    /// Those who agreed.
    pub agree: u64,
}

/// A question that was put to the vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct QuestionData {
    /// The question; the title of the record where it has no words of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// Item of article 278, paragraph 1, of the Civil Code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matter: Option<u8>,
    /// Result; left out before the votes are counted.
    #[schemars(extend("enum" = keys(Outcome::WORDS)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<&'static str>,
    /// The count by owners.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owners: Option<OwnersData>,
    /// The count by floor area.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaData>,
}

/// A count by owners.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OwnersData {
    /// All who took part.
    pub participants: i64,
    /// For; left out where only the participants were told, as in an election.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub yes: Option<i64>,
    /// Against.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no: Option<i64>,
    /// Abstaining.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub abstain: Option<i64>,
    /// Invalid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invalid: Option<i64>,
    /// Counted with the majority though not cast, declared apart.
    pub deemed: i64,
}

/// A count by floor area, in square metres.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AreaData {
    /// Area of all who took part.
    pub participants: Exact,
    /// For; left out where only the participants were told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub yes: Option<Exact>,
    /// Against.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no: Option<Exact>,
    /// Abstaining.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub abstain: Option<Exact>,
    /// Invalid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invalid: Option<Exact>,
    /// Counted with the majority though not cast, declared apart.
    pub deemed: Exact,
}

/// A candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CandidateData {
    /// Name as published.
    pub name: String,
    /// Owners for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owners: Option<u64>,
    /// Their area in square metres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<Exact>,
}

/// Facts of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MeetingData {
    /// Type.
    #[schemars(extend("enum" = keys(MeetingType::WORDS)))]
    pub r#type: &'static str,
    /// State.
    #[schemars(extend("enum" = keys(MeetingState::WORDS)))]
    pub state: &'static str,
    /// The day on which it was or is to be held: the new one, if it was put off.
    pub day: Day,
    /// Time as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Venue as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    /// Who came.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attendance: Vec<AttendedData>,
    /// Who was invited besides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub invited: Vec<String>,
    /// Issues raised.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub raises: Vec<Code>,
    /// Issues reviewed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reviews: Vec<ReviewData>,
    /// What was agreed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<OutcomeData>,
    /// What became of the meeting, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub progress: Vec<StepData>,
}

/// A body at a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AttendedData {
    /// The body.
    pub body: String,
    /// How many came, if that is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub present: Option<u64>,
    /// It was absent.
    pub absent: bool,
    /// Why it was absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// An issue that a meeting reviewed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReviewData {
    /// The issue.
    pub issue: Code,
    /// State reported.
    #[schemars(extend("enum" = keys(IssueState::WORDS)))]
    pub state: &'static str,
    /// Note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Something agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OutcomeData {
    /// What.
    pub text: String,
    /// Who does it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub responsible: Vec<String>,
    /// By when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// What a later meeting reported last.
    #[schemars(extend("enum" = keys(OutcomeState::WORDS)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<&'static str>,
}

/// Facts of a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NoticeData {
    /// Type.
    #[schemars(extend("enum" = keys(NoticeType::WORDS)))]
    pub r#type: &'static str,
    /// Period of display.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display: Option<PeriodData>,
    /// The record that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<Code>,
    /// Of the notice of a vote: the questions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<String>,
}

/// Facts of a statement of public revenue. Opening and income without cost and use are the closing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AccountData {
    /// The period of which it tells: 2025, 2025-H1, 2025-Q4, 2025-12, or two days with `..` between.
    pub period: String,
    /// Who keeps the money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keeper: Option<String>,
    /// Who looked it over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auditor: Option<String>,
    /// What was there at the beginning.
    pub opening: Yuan,
    /// What came in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub income: Vec<ItemData>,
    /// What it cost to earn that.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cost: Vec<ItemData>,
    /// What it was used for.
    #[serde(rename = "use")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<ItemData>,
    /// Sum of the income.
    pub total_income: Yuan,
    /// Sum of the costs.
    pub total_cost: Yuan,
    /// Sum of the uses.
    pub total_use: Yuan,
    /// What was there at the end.
    pub closing: Yuan,
    /// Period of display.
    pub display: PeriodData,
}

/// An item of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ItemData {
    /// What.
    pub item: String,
    /// How much.
    pub amount: Yuan,
    /// Who paid it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payer: Option<String>,
    /// The resolution on which it rests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Code>,
    /// Note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Facts of an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AssessmentData {
    /// The period of which it tells: 2025, 2025-H1, 2025-Q4, 2025-12, or two days with `..` between.
    pub period: String,
    /// By which scheme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
    /// Who assessed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub assessors: Vec<String>,
    /// What was assessed; the weights make 100.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<CriterionData>,
    /// What each place got, best first; those without a total last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scores: Vec<ScoreData>,
    /// Period of display.
    pub display: PeriodData,
}

/// Something that is assessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CriterionData {
    /// Its name.
    pub name: String,
    /// Its weight.
    pub weight: Exact,
    /// Most points.
    pub max: Exact,
}

/// What a place got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ScoreData {
    /// Name of the place.
    pub place: String,
    /// Folder of the place.
    pub folder: String,
    /// Points by criterion, in their order; null where it was not assessed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<Option<Exact>>,
    /// Its total out of 100; left out unless it was assessed by every criterion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<Exact>,
    /// Its rank by the total; equal totals share one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<usize>,
    /// How satisfied residents were.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub satisfaction: Option<SatisfactionData>,
}

/// Facts of a work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WorkData {
    /// State; left out if nobody wrote it.
    #[schemars(extend("enum" = keys(WorkState::WORDS)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<&'static str>,
    /// Who answers for it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub responsible: Vec<String>,
    /// Who carries it out, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contractor: Option<String>,
    /// By when, as it was last put off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// It is not done, and past that day.
    pub overdue: bool,
    /// When it was done; of a work that was only accepted, that day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done_on: Option<Day>,
    /// What it costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<Yuan>,
    /// Out of which fund.
    #[schemars(extend("enum" = keys(Fund::WORDS)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fund: Option<&'static str>,
    /// The statement in which the cost stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<Code>,
    /// The resolution on which it rests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Code>,
    /// The issue that it solves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<Code>,
    /// Who accepted it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted_by: Option<String>,
    /// When it was accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted_on: Option<Day>,
    /// What was found then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opinion: Option<String>,
    /// How satisfied residents are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub satisfaction: Option<SatisfactionData>,
    /// Where, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spot: Option<String>,
    /// What became of it, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub progress: Vec<StepData>,
}

/// Facts of an activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ActivityData {
    /// Type.
    #[schemars(extend("enum" = keys(ActivityType::WORDS)))]
    pub r#type: &'static str,
    /// State.
    #[schemars(extend("enum" = keys(MeetingState::WORDS)))]
    pub state: &'static str,
    /// The day on which it was or is to be held: the new one, if it was put off.
    pub day: Day,
    /// Time as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Venue as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    /// Who holds it, besides the issuers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub organizers: Vec<String>,
    /// How many took part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people: Option<u64>,
    /// Hours that volunteers gave, all together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volunteer_hours: Option<u64>,
    /// What became of it, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub progress: Vec<StepData>,
}
