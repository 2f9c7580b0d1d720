//! The page of a record.

use serde::Serialize;

use super::Body;
use super::account::AccountFacts;
use super::activity::ActivityFacts;
use super::assessment::AssessmentFacts;
use super::forum::ForumFacts;
use super::frame::{Contact, Frame, Link};
use super::goals::TagList;
use super::policy::Citation;
use super::row::{Period, Row};
use super::series::{PreReview, SeriesPlace};
use super::share::ShareView;
use super::venues::Spot;
use super::work::WorkFacts;

/// The page of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordView {
    /// What stands around it.
    pub frame: Frame,
    /// The record as a row: kind, title, date, state.
    pub row: Row,
    /// The list to which it belongs, and that list's year.
    pub lists: Vec<Link>,
    /// Document number.
    pub number: Option<String>,
    /// ISO date of the last thing that happened to it, where that is later than its own.
    pub changed: Option<String>,
    /// Its version, from 2 on.
    pub version: Option<u64>,
    /// Its code, for the short address.
    pub code: String,
    /// Short address without scheme, as printed, if the site has an address.
    pub short_address: Option<String>,
    /// What its QR code on paper carries: the short address in full.
    pub qr: Option<String>,
    /// Link to the page of the short address.
    pub short_href: String,
    /// The issuing bodies' or the record's contact.
    pub contact: Option<Contact>,
    /// Buildings, places or words to which it applies; empty means all.
    pub applies_to: Vec<String>,
    /// Goals, shares and functions that it names.
    pub tags: Vec<TagList>,
    /// The body text; none when it is empty.
    pub body: Option<Body>,
    /// Attached files.
    pub attachments: Vec<Attachment>,
    /// Clauses of policies that it cites.
    pub cites: Vec<Citation>,
    /// Records that this one corrects or replaces, or that correct or replace it.
    pub relations: Vec<Relation>,
    /// Since when and where its poster hangs, if that is noted.
    pub hung: Option<Hung>,
    /// Where it stands in its series.
    pub series: Option<SeriesPlace>,
    /// Who looked at it before it was put to a vote.
    pub pre_review: Option<PreReview>,
    /// What a duty or rhythm asks for and no record shows, in the language of the site.
    pub findings: Vec<String>,
    /// Why and when it was withdrawn.
    pub withdrawn: Option<Withdrawal>,
    /// Other records that point to this one or to which it points, with no other place on the page.
    pub related: Vec<Row>,
    /// Titles of records to which it points and that are left out: words without a link.
    pub unlinked: Vec<String>,
    /// Facts of an issue.
    pub issue: Option<IssueFacts>,
    /// Facts of a resolution.
    pub resolution: Option<ResolutionFacts>,
    /// Facts of a meeting.
    pub meeting: Option<MeetingFacts>,
    /// Facts of a notice.
    pub notice: Option<NoticeFacts>,
    /// Facts of a statement of public revenue.
    pub account: Option<AccountFacts>,
    /// Facts of an assessment.
    pub assessment: Option<AssessmentFacts>,
    /// Facts of a work.
    pub work: Option<WorkFacts>,
    /// Facts of an activity.
    pub activity: Option<ActivityFacts>,
    /// The week or month for which it speaks: there its poster is, and what is shared.
    pub told: Option<Told>,
    /// Card and words for chat groups, as long as there is something to tell.
    pub share: Option<ShareView>,
}

/// The week or month for which a meeting speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// `week` or `month`.
    pub kind: &'static str,
    /// ISO date of its first day.
    pub from: String,
    /// ISO date of its last day.
    pub to: String,
    /// Its page, relative to this one.
    pub href: String,
}

/// Since when and where a poster hangs, or hung.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hung {
    /// ISO date on which it was first hung.
    pub from: String,
    /// ISO date on which the last was taken down; none while one hangs.
    pub until: Option<String>,
    /// Name of a board; none if no board of that name is known.
    pub board: Option<String>,
    /// How many boards; none if it was only sent to chat groups.
    pub boards: usize,
    /// To how many chat groups it was sent.
    pub groups: usize,
    /// Days from the outcome to the first day on a board.
    pub days: Option<i64>,
}

/// An attached file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attachment {
    /// Title as written, else the name of the file.
    pub title: String,
    /// Address relative to the page.
    pub href: String,
    /// Type in capitals: `PDF`, `XLSX`.
    pub extension: String,
    /// Size in bytes.
    pub size: u64,
}

/// A correction or replacement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Relation {
    /// `corrects`, `corrected-by`, `replaces` or `replaced-by`.
    pub relation: &'static str,
    /// The other record.
    pub record: Link,
    /// Its document number.
    pub number: Option<String>,
    /// ISO date of the correcting or replacing record.
    pub date: String,
    /// Reason as written.
    pub reason: Option<String>,
    /// The author marks the correction as one of substance.
    pub material: bool,
}

/// A withdrawal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Withdrawal {
    /// ISO date.
    pub date: String,
    /// Reason as written.
    pub reason: String,
    /// The text is erased: only title, date and reason stay.
    pub erased: bool,
}

/// A body that answers for something: a link to nothing, a name, and how to reach it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Party {
    /// Name.
    pub name: String,
    /// How to reach it, if the place says so.
    pub contact: Option<Contact>,
}

/// Facts of an issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IssueFacts {
    /// Who must act.
    pub responsible: Vec<Party>,
    /// The four steps `found`, `discussed`, `handling`, `solved`.
    pub steps: Vec<Step>,
    /// All entries, oldest first.
    pub progress: Vec<Progress>,
    /// Where, as written.
    pub spot: Option<String>,
    /// How many households it concerns.
    pub households: Option<u64>,
    /// Households asked, satisfied, and share in percent with two decimals.
    pub satisfaction: Option<(u64, u64, Option<String>)>,
    /// Days from found to solved.
    pub days_taken: Option<i64>,
    /// Days by which it was solved before (positive) or after (negative) the due date.
    pub days_early: Option<i64>,
}

/// One of the four steps of an issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// `found`, `discussed`, `handling`, `solved`.
    pub state: &'static str,
    /// `done`, `current` or `todo`; the last step of a solved issue is `done`.
    pub mark: &'static str,
    /// ISO date on which it was reached.
    pub date: Option<String>,
    /// Note of that entry.
    pub note: Option<String>,
}

/// An entry of an issue's progress.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// ISO date.
    pub date: String,
    /// State key.
    pub state: &'static str,
    /// Note as written.
    pub note: Option<String>,
    /// ISO date to which it was put off.
    pub until: Option<String>,
    /// The issue that is the same.
    pub of: Option<Link>,
    /// The meeting that reported it.
    pub meeting: Option<Link>,
    /// Pictures, relative to the page.
    pub evidence: Vec<String>,
}

/// Facts of a resolution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ResolutionFacts {
    /// How and when was voted.
    pub voting: Option<Voting>,
    /// All who may vote.
    pub electorate: Option<Electorate>,
    /// Ballots issued and returned.
    pub ballots: Option<(u64, u64)>,
    /// Committee: members in total, present, agreeing.
    pub members: Option<(u64, u64, u64)>,
    /// The questions: one, or several on one ballot.
    pub questions: Vec<Question>,
    /// Seats of an election.
    pub seats: Option<u64>,
    /// Candidates of an election, as written.
    pub candidates: Vec<Candidate>,
    /// Seats that stay empty, if any.
    pub unfilled: Option<u64>,
    /// Some vote was judged by a law.
    pub tested: bool,
    /// The vote ended before the Civil Code: it is judged by the law of its time.
    pub old_law: bool,
    /// Who watched the counting.
    pub counters: Vec<String>,
    /// Where to object.
    pub objections: Option<Objections>,
    /// What became of it, as written, oldest first.
    pub progress: Vec<Stage>,
}

/// An entry of the progress of a meeting or a resolution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stage {
    /// ISO date.
    pub date: String,
    /// State key.
    pub state: &'static str,
    /// Note as written.
    pub note: Option<String>,
    /// ISO date to which it was put off.
    pub until: Option<String>,
}

/// How and when was voted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Voting {
    /// `meeting`, `written`, `electronic`.
    pub method: Option<&'static str>,
    /// ISO date of the first day.
    pub from: Option<String>,
    /// ISO date of the last day.
    pub to: Option<String>,
    /// The notice of the vote.
    pub notice: Option<Link>,
    /// ISO dates to which the vote was extended.
    pub extended: Vec<String>,
}

/// All who may vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Electorate {
    /// Number of owners.
    pub heads: String,
    /// Exclusive floor area in square metres with two decimals.
    pub area: Option<String>,
    /// What the numbers rest on.
    pub basis: Option<String>,
    /// Part of the compound, if not all.
    pub scope: Option<String>,
}

/// One question of a ballot with its count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// The question.
    pub question: Option<String>,
    /// Item of article 278 of the Civil Code (1 to 9).
    pub matter: Option<u8>,
    /// `passed`, `failed`, `no-quorum`; none before the votes are counted.
    pub result: Option<&'static str>,
    /// The count, if given.
    pub tally: Option<Tally>,
    /// Who took part and who agreed, by the votes that were cast; participation (or presence) before
    /// agreement, owners before area.
    pub bars: Vec<Bar>,
    /// Where votes are deemed cast, the result without them: `passed`, `failed`, `no-quorum`.
    pub cast: Option<&'static str>,
    /// The tests once more with votes that are deemed cast; empty if there are none.
    pub deemed: Vec<Bar>,
}

/// A number beside that of which it is a part, with the test that the law makes of it. Owners and
/// members are whole numbers, areas square metres with two decimals, all with thousands separators.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bar {
    /// `participation`, `presence` or `agreement`.
    pub what: &'static str,
    /// `heads`, `area` or `members`.
    pub measure: &'static str,
    /// The number.
    pub have: String,
    /// The number of which it is a part.
    pub of: String,
    /// Whether that is `all` or the `participants`.
    pub base: &'static str,
    /// The share in percent with two decimals; none of nothing.
    pub share: Option<String>,
    /// How the bar is divided; empty where there is nothing to draw.
    pub parts: Vec<Part>,
    /// The test; none if no law makes one, or numbers are missing.
    pub test: Option<Test>,
}

/// A piece of a bar, in percent with two decimals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// `yes`, `no`, `abstain`, `invalid`; `yes` for those taking part.
    pub opinion: &'static str,
    /// Where it begins.
    pub from: String,
    /// How long it is.
    pub share: String,
}

/// A test that the law makes of a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Test {
    /// `more-than-half`, `half-or-more`, `two-thirds` or `three-quarters`; all but the first include
    /// the share itself.
    pub rule: &'static str,
    /// Where the share stands on a bar, in percent.
    pub mark: &'static str,
    /// The least number that meets it.
    pub needed: String,
    /// Whether it is met.
    pub met: bool,
    /// By how much it is missed.
    pub short: Option<String>,
    /// Law and article: `civil-code-278`, `property-law-76`, `regulations-12`, `guidance-38`.
    pub law: &'static str,
}

/// The count of one question. The measures are `heads` and, if counted, `area`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// By owners, then by area.
    pub measures: Vec<Measure>,
}

/// The count in one measure. Numbers have thousands separators; shares are percent with two
/// decimals and stand without the sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Measure {
    /// `heads` or `area`.
    pub measure: &'static str,
    /// All who may vote.
    pub total: Option<String>,
    /// Those who took part.
    pub participants: String,
    /// Their share of all.
    pub participants_share: Option<String>,
    /// Those who did not take part.
    pub absent: Option<String>,
    /// `yes`, `no`, `abstain`, `invalid`, in this order.
    pub votes: Vec<Votes>,
    /// Votes counted with the majority though not cast, declared apart; none when zero.
    pub deemed: Option<String>,
}

/// Votes of one opinion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Votes {
    /// `yes`, `no`, `abstain`, `invalid`.
    pub opinion: &'static str,
    /// Number.
    pub count: String,
    /// Share of the participants.
    pub share: Option<String>,
}

/// A candidate of an election.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Candidate {
    /// Name as written.
    pub name: String,
    /// Owners who voted for it.
    pub heads: Option<String>,
    /// Their area.
    pub area: Option<String>,
    /// `elected`, `short` (of agreement), `outrun` (no seat left), `tied` (even across the last
    /// seat), `void` (too few took part); none if it could not be judged.
    pub standing: Option<&'static str>,
    /// Agreement by owners and by area.
    pub tests: Vec<Bar>,
}

/// Where and how to object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Objections {
    /// Name of the body that takes objections.
    pub to: Option<String>,
    /// Its telephone.
    pub phone: Option<String>,
    /// Digits for a `tel:` link.
    pub tel: Option<String>,
    /// Office hours.
    pub hours: Option<String>,
    /// In which form, as written.
    pub how: Option<String>,
}

/// Facts of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeetingFacts {
    /// Where it is held.
    pub venue: Option<Spot>,
    /// The mechanism under which it was held.
    pub mechanism: Option<Link>,
    /// Who came.
    pub roll: Roll,
    /// Issues raised.
    pub raises: Vec<Row>,
    /// Issues reviewed.
    pub reviews: Vec<Review>,
    /// What became of things agreed earlier, as this meeting reports it.
    pub closings: Vec<Closed>,
    /// What was agreed, with what became of it.
    pub outcomes: Vec<Agreed>,
    /// What earlier meetings of the same mechanism agreed and is not done.
    pub carried: Vec<Carried>,
    /// What became of the meeting, as written, oldest first.
    pub progress: Vec<Stage>,
    /// What it was as a forum.
    pub forum: Option<ForumFacts>,
}

/// Something agreed, with what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Agreed {
    /// What, who, by when.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// `done`, `open` or `dropped`, as a later meeting reported last; none before.
    pub state: Option<&'static str>,
    /// ISO date of that meeting.
    pub date: Option<String>,
    /// Note of that meeting.
    pub note: Option<String>,
    /// That meeting.
    pub meeting: Option<Link>,
}

/// Something agreed earlier that is still to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Carried {
    /// What, who, by when.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// ISO date of the meeting that agreed it.
    pub date: String,
    /// That meeting.
    pub meeting: Link,
}

/// What a meeting reports of something agreed earlier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Closed {
    /// What was agreed.
    pub text: String,
    /// `done`, `open` or `dropped`.
    pub state: &'static str,
    /// Note as written.
    pub note: Option<String>,
    /// The meeting that agreed it.
    pub meeting: Link,
}

/// Who came to a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Roll {
    /// The standing bodies in the order of the mechanism, then others.
    pub seats: Vec<Seat>,
    /// How many standing bodies there are.
    pub standing: usize,
    /// How many of them came.
    pub came: usize,
    /// Of how many nobody wrote whether they came.
    pub unsaid: usize,
    /// Who was invited besides (X), with the topic.
    pub invited: Vec<(String, Option<String>)>,
    /// The number is that of the mechanism, and not of those who happen to be listed.
    pub bound: bool,
}

/// A body at a meeting, or one that belongs there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seat {
    /// Its name; none where the meeting lists none of this kind.
    pub name: Option<String>,
    /// Its kind, `other` if unknown.
    pub kind: &'static str,
    /// `present`, `absent` or `unknown`.
    pub came: &'static str,
    /// How many people came, if that is written.
    pub people: Option<u64>,
    /// Why it did not come.
    pub reason: Option<String>,
    /// It is one of the standing bodies.
    pub standing: bool,
}

/// A body at a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attendance {
    /// Its name.
    pub name: String,
    /// Its name in few characters, by its kind if the theme has a word for it.
    pub kind: &'static str,
    /// Number of people; none means that it was absent (or unknown, when `absent` is false).
    pub present: Option<u64>,
    /// It was absent.
    pub absent: bool,
    /// Why.
    pub reason: Option<String>,
}

/// An issue reviewed at a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Review {
    /// The issue; its row tells its present state.
    pub issue: Link,
    /// State reported at the meeting.
    pub state: &'static str,
    /// Note as written.
    pub note: Option<String>,
}

/// Something agreed at a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// What.
    pub text: String,
    /// Who does it.
    pub responsible: Vec<String>,
    /// ISO date by which.
    pub due: Option<String>,
}

/// Facts of a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoticeFacts {
    /// Its period, as in its row.
    pub period: Option<Period>,
    /// Where to object.
    pub objections: Option<Objections>,
    /// The record that it is about.
    pub about: Option<Row>,
    /// Of the notice of a vote: the questions.
    pub questions: Vec<String>,
}
