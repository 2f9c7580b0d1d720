//! Tables of statements, assessments, works and activities.

use super::words::{
    ACCEPTANCE_LINE, ACCOUNT_REFERENCE, ACTIVITY_TYPE, COST_LINE, CRITERION_LINE, FUNCTION_NAME,
    GOAL_NAME, GRADE_LINE, LINE_LINE, MEETING_STAGE_LINE, MONEY, PARTY, PERIOD,
    RESOLUTION_REFERENCE, SATISFACTION_LINE, SCORE_LINE, SHARE_NAME, SHOT_LINE, WORK_STAGE_LINE,
};
use super::{
    ACCEPTANCE, COST, CRITERION, DISPLAY_FORM, GRADE, LINE, MEETING_STAGE, OBJECTIONS_FORM, RECORD,
    SATISFACTION, SCORE, SHOT, WORK_STAGE, body, count, date, record, text,
};
use crate::model::keys;
use crate::yaml::shape::Shape::{Either, List, Map, Texts};
use crate::yaml::shape::{Rule, Shape, Table, may, needed};

/// A statement of public revenue.
pub static ACCOUNT: Table = Table {
    name: "account",
    parts: &[
        (keys::RECORD, RECORD),
        (
            keys::ACCOUNT,
            &[
                needed("period", Shape::Scalar(&PERIOD)),
                may("keeper", body()),
                may("account", text()),
                needed("opening", Shape::Scalar(&MONEY)),
                may("income", List(&or_line!(LINE, LINE_LINE))),
                may("cost", List(&or_line!(LINE, LINE_LINE))),
                may("use", List(&or_line!(LINE, LINE_LINE))),
                needed("closing", Shape::Scalar(&MONEY)),
                may("auditor", Shape::Scalar(&PARTY)),
                may("display", DISPLAY_FORM),
                may("objections", OBJECTIONS_FORM),
            ],
        ),
    ],
    rules: &[Rule::Unless("draft")],
};

/// An assessment.
pub static ASSESSMENT: Table = Table {
    name: "assessment",
    parts: &[
        (keys::RECORD, RECORD),
        (
            keys::ASSESSMENT,
            &[
                needed("period", Shape::Scalar(&PERIOD)),
                may("scheme", text()),
                needed("criteria", List(&or_line!(CRITERION, CRITERION_LINE))),
                needed("scores", List(&or_line!(SCORE, SCORE_LINE))),
                may("grades", List(&or_line!(GRADE, GRADE_LINE))),
                may("assessors", Texts(&Shape::Scalar(&PARTY))),
                may("display", DISPLAY_FORM),
                may("objections", OBJECTIONS_FORM),
            ],
        ),
    ],
    rules: &[Rule::Unless("draft")],
};

/// A work.
pub static WORK: Table = Table {
    name: "work",
    parts: &[
        (keys::RECORD, RECORD),
        (
            keys::WORK,
            &[
                may("responsible", Texts(&Shape::Scalar(&PARTY))),
                may("contractor", text()),
                may("due", date()),
                may("progress", List(&or_line!(WORK_STAGE, WORK_STAGE_LINE))),
                may("before", List(&or_line!(SHOT, SHOT_LINE))),
                may("after", List(&or_line!(SHOT, SHOT_LINE))),
                may("cost", or_line!(COST, COST_LINE)),
                may("account", Shape::Scalar(&ACCOUNT_REFERENCE)),
                may("resolution", Shape::Scalar(&RESOLUTION_REFERENCE)),
                may("about", record()),
                may("acceptance", or_line!(ACCEPTANCE, ACCEPTANCE_LINE)),
                may("satisfaction", or_line!(SATISFACTION, SATISFACTION_LINE)),
                may("spot", text()),
                may("goals", Texts(&Shape::Scalar(&GOAL_NAME))),
                may("shares", Texts(&Shape::Scalar(&SHARE_NAME))),
            ],
        ),
    ],
    rules: &[Rule::Unless("draft")],
};

/// An activity.
pub static ACTIVITY: Table = Table {
    name: "activity",
    parts: &[
        (keys::RECORD, RECORD),
        (
            keys::ACTIVITY,
            &[
                needed("type", Shape::Choice(&ACTIVITY_TYPE)),
                may("time", text()),
                may("venue", text()),
                may("room", text()),
                may("organizer", Texts(&Shape::Scalar(&PARTY))),
                may("people", count()),
                may("volunteer_hours", count()),
                may(
                    "progress",
                    List(&or_line!(MEETING_STAGE, MEETING_STAGE_LINE)),
                ),
                may("goals", Texts(&Shape::Scalar(&GOAL_NAME))),
                may("shares", Texts(&Shape::Scalar(&SHARE_NAME))),
                may("functions", Texts(&Shape::Scalar(&FUNCTION_NAME))),
            ],
        ),
    ],
    rules: &[Rule::Unless("draft")],
};
