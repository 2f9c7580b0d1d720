//! What each key of [`keys`] holds: the same tables, with the form of every value. What is needed
//! here, the readers of the kinds report as missing.

mod holds;
mod words;

pub use holds::{Holds, holds};

use super::keys;
use crate::yaml::shape::Shape::{Array, Either, List, Map, Named, Texts};
use crate::yaml::shape::{Field, PHONE, Rule, Shape, TEXT, Table, may, needed};
use words::{
    ACKNOWLEDGE_LINE, ADOPTED, ADOPTION_LINE, ALIAS, AREA_LINE, ATTACHMENT_LINE, ATTENDANCE_LINE,
    BALLOTS_LINE, BAND, BOARD_LINE, BODY_KIND, BODY_LINE, BODY_NAME, BUILDING, CANDIDATE_LINE,
    CATEGORY, CITATION, CLAUSES, CODE, CONTACT_LINE, COUNT, DATE, DAYS, DECIDER, DISPLAY_LINE,
    EDITION, ELECTORATE_LINE, EVERY, FACES, FILE, FORUM_LINE, FUNCTION_NAME, FUND, GOAL_LINE,
    GOAL_NAME, GRID_LINE, HEADS_LINE, HOLIDAY_DAYS, HOW_MANY, HUNDREDTHS, INSTRUCTOR_LINE,
    INVITED_LINE, LEVEL, MADE_UP_DAY, MATTER, MEANING_LINE, MEASURES_LINE, MECHANISM_NAME,
    MEETING_STAGE_LINE, MEETING_STATE, MEETING_TYPE, MEETS_LINE, MEMBER_LINE, MEMBERS_LINE, METHOD,
    MONEY, NOTICE_TYPE, OBJECTIONS_LINE, OUTCOME_LINE, OUTCOME_REFERENCE, PAPER, PART_LINE,
    PART_SOURCE, PARTY, PER_WEEK, PERIOD, PICTURE, PLACE_BELOW, PLACE_PATH, POINTS, POSTER_STYLE,
    PRE_REVIEW_LINE, PRIVATE, PROGRESS_LINE, PUBLICATION, REFERENCE, RESOLUTION_REFERENCE,
    RESOLUTION_STAGE_LINE, RESOLUTION_STATE, RESULT, REVIEW_LINE, REVIEWED, ROLE_LINE, ROOM_LINE,
    RULE_STATUS, SAME_ISSUE, SATISFACTION_LINE, SERIES, SHARE_NAME, SHEETS, SINCE, STATE, STEP,
    SUPERSEDES_LINE, TERM_LINE, TOPIC, UNIT_LINE, VENUE_LINE, VERSION, VERSION_LINE, VOTING_LINE,
    WAIVER_LINE, WARNING, WITHDRAWN_LINE, WITHIN, WORK_STATE, YEAR, YES,
};

const fn text() -> Shape {
    Shape::Scalar(&TEXT)
}

const fn date() -> Shape {
    Shape::Scalar(&DATE)
}

const fn yes() -> Shape {
    Shape::Choice(&YES)
}

const fn count() -> Shape {
    Shape::Scalar(&COUNT)
}

/// A number where a list of names is not known.
const fn how_many() -> Shape {
    Shape::Scalar(&HOW_MANY)
}

const fn area() -> Shape {
    Shape::Scalar(&HUNDREDTHS)
}

const fn phone() -> Shape {
    Shape::Scalar(&PHONE)
}

const fn record() -> Shape {
    Shape::Scalar(&REFERENCE)
}

const fn body() -> Shape {
    Shape::Scalar(&BODY_NAME)
}

/// A mapping, or its words in one line.
macro_rules! or_line {
    ($table:ident, $line:ident) => {
        Either(&[Map(&$table), Shape::Scalar(&$line)])
    };
}

/// Mappings within a record, place or mechanism.
macro_rules! tables {
    ($($name:ident = $def:literal $keys:ident [$($rule:expr),*] { $($field:expr,)+ })+) => {
        $(static $name: Table = Table {
            name: $def,
            parts: &[(keys::$keys, &[$($field),+])],
            rules: &[$($rule),*],
        };)+
    };
}

tables! {
    CONTACT = "contact" CONTACT [] {
        may("phone", phone()), may("hours", text()), may("place", text()),
    }
    ATTACHMENT = "attachment" ATTACHMENT [] {
        needed("file", Shape::Scalar(&FILE)), may("title", text()),
    }
    POSTER = "poster" POSTER [] {
        may("lead", text()), may("points", List(&text())), may("sheets", Shape::Scalar(&SHEETS)),
        may("size", Shape::Scalar(&PAPER)), may("style", Shape::Choice(&POSTER_STYLE)),
    }
    SUPERSEDES = "supersedes" SUPERSEDES [] {
        needed("record", record()), may("reason", text()), may("material", yes()),
    }
    WITHDRAWN = "withdrawn" WITHDRAWN [] {
        needed("date", date()), needed("reason", text()), may("erase", yes()),
    }
    ACKNOWLEDGE = "acknowledge" ACKNOWLEDGE [] {
        needed("code", Shape::Choice(&WARNING)), needed("reason", text()),
    }
    PROGRESS = "progress" PROGRESS [] {
        needed("date", date()), needed("state", Shape::Choice(&STATE)), may("note", text()),
        may("until", date()), may("of", Shape::Scalar(&SAME_ISSUE)), may("evidence", Texts(&Shape::Scalar(&PICTURE))),
    }
    PRE_REVIEW = "pre-review" PRE_REVIEW [] {
        needed("body", body()), needed("date", date()), may("opinion", text()),
    }
    SATISFACTION = "satisfaction" SATISFACTION [] {
        needed("asked", count()), needed("satisfied", count()),
    }
    VOTING = "voting" VOTING [] {
        may("method", Shape::Choice(&METHOD)), may("from", date()), may("to", date()),
        may("notice", record()), may("extended", List(&date())),
    }
    ELECTORATE = "electorate" ELECTORATE [] {
        needed("heads", count()), may("area", area()), may("basis", text()), may("scope", text()),
    }
    BALLOTS = "ballots" BALLOTS [] { needed("issued", count()), needed("returned", count()), }
    TALLY = "tally" TALLY [Rule::Some(&["heads", "participants"])] {
        may("participants", or_line!(MEASURES, MEASURES_LINE)),
        may("heads", or_line!(HEADS, HEADS_LINE)), may("area", or_line!(AREA, AREA_LINE)),
        may("deemed", or_line!(MEASURES, MEASURES_LINE)),
    }
    MEASURES = "measures" MEASURES [] { may("heads", count()), may("area", area()), }
    HEADS = "votes-by-heads" VOTES [] {
        may("yes", count()), may("no", count()), may("abstain", count()), may("invalid", count()),
    }
    AREA = "votes-by-area" VOTES [] {
        may("yes", area()), may("no", area()), may("abstain", area()), may("invalid", area()),
    }
    MEMBERS = "members" MEMBERS [] {
        needed("total", count()), needed("present", count()), needed("agree", count()),
    }
    ITEM = "item" ITEM [] {
        may("question", text()), may("matter", Shape::Scalar(&MATTER)), may("tally", Map(&TALLY)),
        may("result", Shape::Choice(&RESULT)),
    }
    CANDIDATE = "candidate" CANDIDATE [] {
        needed("name", text()), may("heads", count()), may("area", area()),
    }
    OBJECTIONS = "objections" OBJECTIONS [] {
        may("to", body()), may("phone", phone()), may("how", text()),
    }
    ATTENDANCE = "attendance" ATTENDANCE [] {
        needed("body", body()), may("present", count()), may("absent", text()),
    }
    INVITED = "invited" INVITED [] {
        needed("body", Shape::Scalar(&PARTY)), may("topic", text()),
    }
    REVIEW = "review" REVIEW [Rule::Some(&["issue", "outcome"])] {
        may("issue", record()), needed("state", Shape::Choice(&REVIEWED)), may("note", text()),
        may("until", date()), may("of", Shape::Scalar(&SAME_ISSUE)),
        may("outcome", Shape::Scalar(&OUTCOME_REFERENCE)),
    }
    OUTCOME = "outcome" OUTCOME [] {
        needed("text", text()), may("responsible", Texts(&Shape::Scalar(&PARTY))),
        may("due", date()),
    }
    DISPLAY = "display" DISPLAY [Rule::One(&["days", "workdays", "to", "standing"])] {
        may("from", date()), may("days", Shape::Scalar(&DAYS)),
        may("workdays", Shape::Scalar(&DAYS)), may("to", date()), may("standing", yes()),
        may("review_by", date()),
    }
    BODY = "body" BODY [] {
        needed("name", text()), may("kind", Shape::Choice(&BODY_KIND)), may("phone", phone()),
        may("hours", text()), may("place", text()), may("established", text()),
        may("term", or_line!(TERM, TERM_LINE)), may("filed", date()), may("base", text()),
        may("covers", Texts(&Shape::Scalar(&PLACE_PATH))),
        may("contract", or_line!(TERM, TERM_LINE)),
        may("members", List(&or_line!(MEMBER, MEMBER_LINE))), may("note", text()),
    }
    MEMBER = "member" MEMBER [Rule::Some(&["name", "office"])] {
        may("name", text()), may("office", text()), may("id", text()), may("note", text()),
    }
    INSTRUCTOR = "instructor" INSTRUCTOR [] {
        needed("name", text()), may("phone", phone()), may("hours", text()), may("place", text()),
        may("note", text()),
    }
    TERM = "term" TERM [] { needed("from", date()), needed("to", date()), }
    GRID = "grid" GRID [] {
        needed("name", text()), may("worker_phone", phone()), may("households", count()),
        may("units", Either(&[List(&or_line!(UNIT, UNIT_LINE)), how_many()])),
    }
    UNIT = "unit" UNIT [] {
        needed("name", text()), may("households", count()),
        may("buildings", Texts(&Shape::Scalar(&BUILDING))),
    }
    VENUE = "venue" VENUE [] {
        needed("name", text()), may("mechanism", Shape::Scalar(&MECHANISM_NAME)),
        may("functions", Either(&[Texts(&text()), how_many()])), may("phone", phone()),
        may("hours", text()), may("place", text()), may("rooms", List(&or_line!(ROOM, ROOM_LINE))),
        may("note", text()),
    }
    ROOM = "room" ROOM [] {
        needed("name", text()), may("functions", Texts(&text())), may("phone", phone()),
        may("hours", text()), may("note", text()),
    }
    BOARD = "board" BOARD [] {
        needed("name", text()), may("size", Shape::Scalar(&PAPER)), may("copies", count()),
        may("for", Texts(&text())),
    }
    RULE = "rule" RULE [Rule::One(&["days", "workdays", "ahead", "within", "board"])] {
        needed("id", text()), needed("title", text()), may("topic", Shape::Choice(&TOPIC)),
        may("types", Texts(&Shape::Choice(&NOTICE_TYPE))), may("days", Shape::Scalar(&DAYS)),
        may("workdays", Shape::Scalar(&DAYS)), may("ahead", Shape::Scalar(&DAYS)),
        may("within", Shape::Scalar(&DAYS)), may("board", Texts(&text())), may("source", text()),
        may("status", Shape::Choice(&RULE_STATUS)), may("places", Texts(&Shape::Scalar(&PLACE_PATH))),
    }
    HOLIDAY = "holiday" HOLIDAY [] {
        needed("name", text()), needed("from", date()), needed("to", date()),
        may("days", Shape::Scalar(&HOLIDAY_DAYS)),
    }
    WAIVER = "waiver" WAIVER [] {
        needed("what", Shape::Choice(&PRIVATE)), needed("basis", text()), needed("until", date()),
        may("consent", text()),
    }
    MEETING_STAGE = "meeting-stage" STAGE [] {
        needed("date", date()), needed("state", Shape::Choice(&MEETING_STATE)),
        may("note", text()), may("until", date()),
    }
    RESOLUTION_STAGE = "resolution-stage" STAGE [] {
        needed("date", date()), needed("state", Shape::Choice(&RESOLUTION_STATE)),
        may("note", text()), may("until", date()),
    }
    FORUM = "forum" FORUM [] {
        needed("series", Shape::Scalar(&SERIES)), needed("number", Shape::Scalar(&EDITION)),
        may("theme", text()), may("host", Shape::Scalar(&PLACE_BELOW)), may("drawn", yes()),
        may("roles", List(&or_line!(ROLE, ROLE_LINE))), may("period", Shape::Scalar(&PERIOD)),
        may("compares", Texts(&Shape::Scalar(&PLACE_BELOW))),
        may("comparison", Shape::Choice(&PUBLICATION)),
    }
    ROLE = "role" ROLE [] {
        needed("name", text()), may("people", count()), may("who", text()),
    }
    LINE = "item-of-account" LINE [] {
        needed("item", text()), needed("amount", Shape::Scalar(&MONEY)), may("payer", text()),
        may("resolution", Shape::Scalar(&RESOLUTION_REFERENCE)), may("note", text()),
    }
    CRITERION = "criterion" CRITERION [] {
        needed("name", text()), needed("weight", area()), may("max", area()),
        may("note", text()),
    }
    GRADE = "grade" GRADE [] {
        needed("name", text()), needed("from", area()),
    }
    SCORE = "score" SCORE [] {
        needed("place", Shape::Scalar(&PLACE_BELOW)), needed("points", Shape::Scalar(&POINTS)),
        may("satisfaction", or_line!(SATISFACTION, SATISFACTION_LINE)), may("note", text()),
    }
    SHOT = "picture-of-work" SHOT [] {
        needed("file", Shape::Scalar(&PICTURE)), may("date", date()), may("note", text()),
    }
    COST = "cost" COST [] {
        needed("amount", Shape::Scalar(&MONEY)), may("fund", Shape::Choice(&FUND)),
    }
    ACCEPTANCE = "acceptance" ACCEPTANCE [] {
        needed("body", Shape::Scalar(&PARTY)), needed("date", date()), may("opinion", text()),
    }
    WORK_STAGE = "work-stage" STAGE [] {
        needed("date", date()), needed("state", Shape::Choice(&WORK_STATE)), may("note", text()),
        may("until", date()),
    }
    ADOPTION = "adoption" ADOPTION [] {
        needed("place", Shape::Scalar(&PLACE_PATH)), needed("state", Shape::Choice(&ADOPTED)),
        may("since", Shape::Scalar(&SINCE)), may("note", text()),
    }
    GOAL = "goal" GOAL [] { needed("name", text()), may("text", text()), }
    MEANING = "meaning" MEANING [] { needed("word", text()), may("text", text()), }
    PART = "part-of-mechanism" PART [] {
        needed("name", text()), needed("source", Shape::Choice(&PART_SOURCE)),
        may("category", Texts(&Shape::Choice(&CATEGORY))), may("text", text()),
    }
    VERSIONS = "version-of-mechanism" VERSIONS [] {
        needed("date", Shape::Scalar(&SINCE)), needed("change", text()), may("reason", text()),
        may("place", Shape::Scalar(&PLACE_PATH)),
    }
    MEETS = "meets" MEETS [] {
        needed("type", Shape::Choice(&MEETING_TYPE)), needed("every", Shape::Choice(&EVERY)),
    }
}

const DISPLAY_FORM: Shape = or_line!(DISPLAY, DISPLAY_LINE);
const OBJECTIONS_FORM: Shape = or_line!(OBJECTIONS, OBJECTIONS_LINE);
const SUPERSEDES_FORM: Shape = or_line!(SUPERSEDES, SUPERSEDES_LINE);
const PRE_REVIEW_FORM: Shape = or_line!(PRE_REVIEW, PRE_REVIEW_LINE);
const SERIES_FORM: Shape = Shape::Scalar(&SERIES);
const STEP_FORM: Shape = Shape::Choice(&STEP);
const CONTACT_FORM: Shape = or_line!(CONTACT, CONTACT_LINE);

mod kinds;

pub use kinds::{ACCOUNT, ACTIVITY, ASSESSMENT, WORK};

/// Keys of every record.
static RECORD: &[Field] = &[
    needed("title", text()),
    needed("date", date()),
    may("code", Shape::Scalar(&CODE)),
    may("number", text()),
    may("issuer", Texts(&body())),
    may("contact", CONTACT_FORM),
    may("applies_to", Texts(&text())),
    may("category", Shape::Choice(&CATEGORY)),
    may("cites", Texts(&Shape::Scalar(&CITATION))),
    may("faces", Shape::Choice(&FACES)),
    may("attachments", List(&or_line!(ATTACHMENT, ATTACHMENT_LINE))),
    may("poster", Either(&[Map(&POSTER), Array(&text())])),
    may("aliases", Texts(&Shape::Scalar(&ALIAS))),
    may("corrects", SUPERSEDES_FORM),
    may("replaces", SUPERSEDES_FORM),
    may("withdrawn", or_line!(WITHDRAWN, WITHDRAWN_LINE)),
    may(
        "acknowledge",
        List(&or_line!(ACKNOWLEDGE, ACKNOWLEDGE_LINE)),
    ),
    may("waivers", List(&or_line!(WAIVER, WAIVER_LINE))),
    may("version", Shape::Scalar(&VERSION)),
    may("draft", yes()),
];

/// An issue.
pub static ISSUE: Table = Table {
    name: "issue",
    parts: &[
        (keys::RECORD, RECORD),
        (
            keys::ISSUE,
            &[
                may("responsible", Texts(&Shape::Scalar(&PARTY))),
                may("due", date()),
                may("progress", List(&or_line!(PROGRESS, PROGRESS_LINE))),
                may("satisfaction", or_line!(SATISFACTION, SATISFACTION_LINE)),
                may("spot", text()),
                may("households", count()),
                may("pre_review", PRE_REVIEW_FORM),
                may("goals", Texts(&Shape::Scalar(&GOAL_NAME))),
                may("shares", Texts(&Shape::Scalar(&SHARE_NAME))),
            ],
        ),
    ],
    rules: &[Rule::Unless("draft")],
};

/// A resolution.
pub static RESOLUTION: Table = Table {
    name: "resolution",
    parts: &[
        (keys::RECORD, RECORD),
        (
            keys::RESOLUTION,
            &[
                needed("decided_by", Shape::Choice(&DECIDER)),
                may("matter", Shape::Scalar(&MATTER)),
                may("question", text()),
                may("voting", or_line!(VOTING, VOTING_LINE)),
                may("electorate", or_line!(ELECTORATE, ELECTORATE_LINE)),
                may("ballots", or_line!(BALLOTS, BALLOTS_LINE)),
                may("tally", Map(&TALLY)),
                may("members", or_line!(MEMBERS, MEMBERS_LINE)),
                may("result", Shape::Choice(&RESULT)),
                may(
                    "progress",
                    List(&or_line!(RESOLUTION_STAGE, RESOLUTION_STAGE_LINE)),
                ),
                may("items", List(&Map(&ITEM))),
                may("seats", count()),
                may("candidates", List(&or_line!(CANDIDATE, CANDIDATE_LINE))),
                may("counters", Texts(&text())),
                may("publicity", DISPLAY_FORM),
                may("objections", OBJECTIONS_FORM),
                may("series", SERIES_FORM),
                may("step", STEP_FORM),
                may("pre_review", PRE_REVIEW_FORM),
            ],
        ),
    ],
    rules: &[
        Rule::Unless("draft"),
        Rule::Instead("items", &["question", "matter", "tally", "result"]),
    ],
};

/// A meeting.
pub static MEETING: Table = Table {
    name: "meeting",
    parts: &[
        (keys::RECORD, RECORD),
        (
            keys::MEETING,
            &[
                needed("type", Shape::Choice(&MEETING_TYPE)),
                may("mechanism", Shape::Scalar(&MECHANISM_NAME)),
                may(
                    "progress",
                    List(&or_line!(MEETING_STAGE, MEETING_STAGE_LINE)),
                ),
                may("time", text()),
                may("venue", text()),
                may("room", text()),
                may("attendance", List(&or_line!(ATTENDANCE, ATTENDANCE_LINE))),
                may("invited", List(&or_line!(INVITED, INVITED_LINE))),
                may("raises", List(&record())),
                may("reviews", List(&or_line!(REVIEW, REVIEW_LINE))),
                may("outcomes", List(&or_line!(OUTCOME, OUTCOME_LINE))),
                may("series", SERIES_FORM),
                may("step", STEP_FORM),
                may("goals", Texts(&Shape::Scalar(&GOAL_NAME))),
                may("shares", Texts(&Shape::Scalar(&SHARE_NAME))),
                may("functions", Texts(&Shape::Scalar(&FUNCTION_NAME))),
                may("forum", or_line!(FORUM, FORUM_LINE)),
            ],
        ),
    ],
    rules: &[Rule::Unless("draft")],
};

/// A notice.
pub static NOTICE: Table = Table {
    name: "notice",
    parts: &[
        (keys::RECORD, RECORD),
        (
            keys::NOTICE,
            &[
                needed("type", Shape::Choice(&NOTICE_TYPE)),
                may("display", DISPLAY_FORM),
                may("objections", OBJECTIONS_FORM),
                may("about", record()),
                may("questions", List(&text())),
                may("topic", Shape::Choice(&TOPIC)),
                may("covers", Texts(&text())),
                may("series", SERIES_FORM),
                may("step", STEP_FORM),
                may("pre_review", PRE_REVIEW_FORM),
            ],
        ),
    ],
    rules: &[Rule::Unless("draft")],
};

/// A place.
pub static PLACE: Table = Table {
    name: "place",
    parts: &[(
        keys::PLACE,
        &[
            needed("title", text()),
            may("level", Shape::Choice(&LEVEL)),
            may("aliases", Texts(&text())),
            may("demo", yes()),
            may("households", count()),
            may("issuer", Texts(&body())),
            may("contact", CONTACT_FORM),
            may("objections", OBJECTIONS_FORM),
            may("bodies", Named(&or_line!(BODY, BODY_LINE))),
            may("instructor", or_line!(INSTRUCTOR, INSTRUCTOR_LINE)),
            may("buildings", Either(&[Texts(&text()), how_many()])),
            may(
                "grids",
                Either(&[List(&or_line!(GRID, GRID_LINE)), how_many()]),
            ),
            may("unit_grids", count()),
            may("grids_date", date()),
            may("venues", List(&or_line!(VENUE, VENUE_LINE))),
            may("boards", List(&or_line!(BOARD, BOARD_LINE))),
            may("paper", Shape::Scalar(&PAPER)),
            may("chat_groups", Texts(&text())),
            may("uses_limit", Shape::Scalar(&MONEY)),
            may(
                "acknowledge",
                List(&or_line!(ACKNOWLEDGE, ACKNOWLEDGE_LINE)),
            ),
        ],
    )],
    rules: &[],
};

/// A plain page.
pub static PAGE: Table = Table {
    name: "page",
    parts: &[(
        keys::PAGE,
        &[
            needed("title", text()),
            may("order", count()),
            may("places", Texts(&Shape::Scalar(&PLACE_PATH))),
        ],
    )],
    rules: &[],
};

/// A mechanism.
pub static MECHANISM: Table = Table {
    name: "mechanism",
    parts: &[(
        keys::MECHANISM,
        &[
            needed("title", text()),
            may("demo", yes()),
            may("level", Shape::Choice(&LEVEL)),
            may("bodies", Texts(&Shape::Choice(&BODY_KIND))),
            may("rhythm", List(&text())),
            may("meets", List(&or_line!(MEETS, MEETS_LINE))),
            may("issues_per_week", Shape::Scalar(&PER_WEEK)),
            may("publish_within", Shape::Scalar(&WITHIN)),
            may("households_per_grid", Shape::Scalar(&BAND)),
            may("goals", List(&or_line!(GOAL, GOAL_LINE))),
            may("shares", List(&or_line!(GOAL, GOAL_LINE))),
            may("functions", List(&or_line!(GOAL, GOAL_LINE))),
            may("meanings", List(&or_line!(MEANING, MEANING_LINE))),
            may("parts", List(&or_line!(PART, PART_LINE))),
            may("versions", List(&or_line!(VERSIONS, VERSION_LINE))),
            may("adoption", List(&or_line!(ADOPTION, ADOPTION_LINE))),
            may(
                "acknowledge",
                List(&or_line!(ACKNOWLEDGE, ACKNOWLEDGE_LINE)),
            ),
        ],
    )],
    rules: &[],
};

/// A policy.
pub static POLICY: Table = Table {
    name: "policy",
    parts: &[(
        keys::POLICY,
        &[
            needed("title", text()),
            may("clauses", List(&text())),
            may("count", Shape::Scalar(&CLAUSES)),
            may("places", Texts(&Shape::Scalar(&PLACE_PATH))),
            may("issuer", text()),
            may("source", text()),
        ],
    )],
    rules: &[Rule::Some(&["clauses", "count"])],
};

/// A file of rules.
pub static RULES: Table = Table {
    name: "rules",
    parts: &[(
        keys::RULES,
        &[
            may("places", Texts(&Shape::Scalar(&PLACE_PATH))),
            may("status", Shape::Choice(&RULE_STATUS)),
            may("source", text()),
            needed("rules", List(&Map(&RULE))),
        ],
    )],
    rules: &[],
};

/// The rest days of a year.
pub static REST_DAYS: Table = Table {
    name: "rest-days",
    parts: &[(
        keys::REST_DAYS,
        &[
            needed("year", Shape::Scalar(&YEAR)),
            needed("source", text()),
            needed("rest", List(&Map(&HOLIDAY))),
            may("work", Texts(&Shape::Scalar(&MADE_UP_DAY))),
        ],
    )],
    rules: &[],
};

/// The front matter of every sort of document, and the other files of content.
pub static DOCUMENTS: [&Table; 14] = [
    &ISSUE,
    &RESOLUTION,
    &MEETING,
    &NOTICE,
    &ACCOUNT,
    &ASSESSMENT,
    &WORK,
    &ACTIVITY,
    &PLACE,
    &PAGE,
    &MECHANISM,
    &POLICY,
    &RULES,
    &REST_DAYS,
];
