//! The keys of front matter with their Chinese names. `docs/content-format.md` explains them.

use super::keyed::BodyKind;
use crate::yaml::Key;

/// Whether a word may be a key: one of the tables, or a kind of body, which is a key of `bodies`.
pub fn may_be_key(word: &str) -> bool {
    is_key(word) || BodyKind::find(word).is_some()
}

/// Defines tables of keys and the test whether a word is in any of them.
macro_rules! tables {
    ($($(#[$doc:meta])* $table:ident { $($name:literal [$($zh:literal),*]),+ $(,)? })+) => {
        $($(#[$doc])* pub const $table: &[Key] = &[$(Key { name: $name, zh: &[$($zh),*] }),+];)+

        /// All tables, by name.
        pub const TABLES: &[(&str, &[Key])] = &[$((stringify!($table), $table)),+];

        /// Whether a word is a key anywhere; after such words full-width punctuation is read.
        #[expect(unreachable_patterns, reason = "several tables share keys")]
        pub fn is_key(word: &str) -> bool {
            matches!(word, $($($name $(| $zh)*)|+)|+)
        }
    };
}

tables! {
    /// Every record.
    RECORD {
        "title" ["标题"], "date" ["日期"], "code" ["编码"], "number" ["文号"], "issuer" ["发布单位"],
        "contact" ["联系方式"], "applies_to" ["适用范围"], "category" ["类别"], "cites" ["依据条款"],
        "attachments" ["附件"],
        "poster" ["海报"], "aliases" ["别名"], "corrects" ["更正"], "replaces" ["代替"],
        "withdrawn" ["撤回"], "version" ["版本"], "faces" ["人脸"], "acknowledge" ["知悉"], "waivers" ["豁免"],
        "draft" ["草稿"],
    }
    /// Issues.
    ISSUE {
        "responsible" ["责任单位"], "due" ["完成时限"], "progress" ["办理进展"], "satisfaction" ["满意度"],
        "spot" ["地点"], "households" ["涉及户数"], "pre_review" ["前置研究"],
        "goals" ["目标"], "shares" ["举措"],
    }
    /// Resolutions.
    RESOLUTION {
        "decided_by" ["决定主体"], "matter" ["表决事项"], "question" ["表决议题"], "voting" ["投票"],
        "electorate" ["业主总数"], "ballots" ["选票"], "tally" ["计票结果"], "members" ["成员"],
        "result" ["结果"], "items" ["表决项"], "seats" ["名额"], "candidates" ["候选人"],
        "counters" ["监票人"], "publicity" ["公示期"], "objections" ["异议受理"],
        "progress" ["办理进展"], "series" ["系列"], "step" ["环节"], "pre_review" ["前置研究"],
    }
    /// Meetings.
    MEETING {
        "type" ["类型"], "mechanism" ["机制"], "time" ["时间"], "venue" ["地点"], "room" ["室"], "attendance" ["出席"],
        "invited" ["邀请"], "raises" ["本周问题"], "reviews" ["上周进展"], "outcomes" ["议定事项"],
        "progress" ["办理进展"], "series" ["系列"], "step" ["环节"], "goals" ["目标"],
        "shares" ["举措"], "functions" ["功能"], "forum" ["论坛"],
    }
    /// Notices.
    NOTICE {
        "type" ["类型"], "display" ["公示期"], "objections" ["异议受理"], "about" ["关于"],
        "topic" ["事项"], "covers" ["公示内容"],
        "questions" ["表决议题"], "series" ["系列"], "step" ["环节"], "pre_review" ["前置研究"],
    }
    /// Statements of public revenue.
    ACCOUNT {
        "period" ["期间"], "keeper" ["代管单位"], "account" ["账号尾号"], "opening" ["期初"],
        "income" ["收入"], "cost" ["支出"], "use" ["使用"], "closing" ["期末"],
        "auditor" ["审核单位"], "display" ["公示期"], "objections" ["异议受理"],
    }
    /// Assessments.
    ASSESSMENT {
        "period" ["期间"], "scheme" ["考评办法"], "criteria" ["考评项目"], "scores" ["得分"],
        "grades" ["等级"], "assessors" ["考评单位"], "display" ["公示期"], "objections" ["异议受理"],
    }
    /// Works.
    WORK {
        "responsible" ["责任单位"], "contractor" ["施工单位"], "due" ["完成时限"],
        "progress" ["办理进展"], "before" ["改造前"], "after" ["改造后"], "cost" ["费用"],
        "account" ["收支记录"], "resolution" ["决议"], "about" ["关于"], "acceptance" ["验收"],
        "satisfaction" ["满意度"], "spot" ["地点"], "goals" ["目标"], "shares" ["举措"],
    }
    /// Activities.
    ACTIVITY {
        "type" ["类型"], "time" ["时间"], "venue" ["地点"], "room" ["室"], "organizer" ["主办单位"],
        "people" ["参加人数"], "volunteer_hours" ["志愿工时"], "progress" ["办理进展"],
        "goals" ["目标"], "shares" ["举措"], "functions" ["功能"],
    }
    /// Forums.
    FORUM {
        "series" ["系列"], "number" ["期数"], "theme" ["主题"], "host" ["举办地"],
        "drawn" ["抽签"], "roles" ["角色"], "period" ["期间"], "compares" ["参比"],
        "comparison" ["比较"],
    }
    /// Roles at a forum.
    ROLE { "name" ["名称"], "people" ["人数"], "who" ["人员"] }
    /// Items of a statement.
    LINE {
        "item" ["项目"], "amount" ["金额"], "payer" ["付款单位"], "resolution" ["决议"], "note" ["说明"],
    }
    /// Criteria of an assessment.
    CRITERION { "name" ["名称"], "weight" ["权重"], "max" ["满分"], "note" ["说明"] }
    /// Bands of totals.
    GRADE { "name" ["名称"], "from" ["起"] }
    /// What a place got.
    SCORE { "place" ["地点"], "points" ["分数"], "satisfaction" ["满意度"], "note" ["说明"] }
    /// Pictures of a work.
    SHOT { "file" ["文件"], "date" ["日期"], "note" ["说明"] }
    /// What a work cost.
    COST { "amount" ["金额"], "fund" ["资金来源"] }
    /// Acceptances.
    ACCEPTANCE { "body" ["单位"], "date" ["日期"], "opinion" ["意见"] }
    /// Places.
    PLACE {
        "title" ["标题"], "level" ["层级"], "aliases" ["别名"], "demo" ["演示"], "households" ["户数"],
        "issuer" ["发布单位"], "contact" ["联系方式"], "objections" ["异议受理"], "bodies" ["组织"],
        "instructor" ["党建指导员"], "buildings" ["楼栋"], "grids" ["网格"],
        "unit_grids" ["单元网格数"], "grids_date" ["网格日期"], "venues" ["场所"], "boards" ["公示栏"], "paper" ["纸张"],
        "chat_groups" ["居民群"], "uses_limit" ["使用限额"], "acknowledge" ["知悉"],
    }
    /// Plain pages.
    PAGE { "title" ["标题"], "order" ["次序"], "places" ["适用地方"] }
    /// Mechanisms.
    MECHANISM {
        "title" ["标题"], "demo" ["演示"], "level" ["层级"], "bodies" ["主体"], "rhythm" ["节奏"],
        "meets" ["例会"], "issues_per_week" ["每周问题"], "publish_within" ["公示时限"],
        "households_per_grid" ["每网格户数"], "goals" ["目标"], "shares" ["举措"],
        "functions" ["功能"], "meanings" ["含义"], "parts" ["组成部分"],
        "versions" ["版本"], "adoption" ["推行"],
        "acknowledge" ["知悉"],
    }
    /// Policies.
    POLICY {
        "title" ["标题"], "clauses" ["条款"], "count" ["条数"], "places" ["适用地方"],
        "issuer" ["发布单位"], "source" ["出处"],
    }
    /// Contacts.
    CONTACT { "phone" ["电话"], "hours" ["时间"], "place" ["地点"] }
    /// Attachments.
    ATTACHMENT { "file" ["文件"], "title" ["标题"] }
    /// Posters.
    POSTER {
        "lead" ["导语"], "points" ["要点"], "sheets" ["张数"], "size" ["纸张"], "style" ["样式"],
    }
    /// Corrections and replacements.
    SUPERSEDES { "record" ["记录"], "reason" ["原因"], "material" ["实质"] }
    /// Withdrawals.
    WITHDRAWN { "date" ["日期"], "reason" ["原因"], "erase" ["删除"] }
    /// Acknowledged warnings.
    ACKNOWLEDGE { "code" ["代码"], "reason" ["原因"] }
    /// Waivers.
    WAIVER { "what" ["内容"], "basis" ["依据"], "until" ["截止"], "consent" ["同意书"] }
    /// Entries of progress.
    PROGRESS {
        "date" ["日期"], "state" ["状态"], "note" ["说明"], "until" ["改期至"], "of" ["同一问题"],
        "evidence" ["佐证"],
    }
    /// Entries of progress of a meeting or a resolution.
    STAGE { "date" ["日期"], "state" ["状态"], "note" ["说明"], "until" ["改期至"] }
    /// Reviews before a vote.
    PRE_REVIEW { "body" ["单位"], "date" ["日期"], "opinion" ["意见"] }
    /// Satisfaction.
    SATISFACTION { "asked" ["回访"], "satisfied" ["满意"] }
    /// Voting.
    VOTING { "method" ["方式"], "from" ["起"], "to" ["止"], "notice" ["通知"], "extended" ["延期"] }
    /// The electorate.
    ELECTORATE { "heads" ["人数"], "area" ["面积"], "basis" ["依据"], "scope" ["范围"] }
    /// Ballots.
    BALLOTS { "issued" ["发出"], "returned" ["收回"] }
    /// A count.
    TALLY { "participants" ["参与"], "heads" ["人数"], "area" ["面积"], "deemed" ["视同"] }
    /// Heads and area.
    MEASURES { "heads" ["人数"], "area" ["面积"] }
    /// Votes by opinion.
    VOTES { "yes" ["同意"], "no" ["反对"], "abstain" ["弃权"], "invalid" ["无效"] }
    /// Members of a committee.
    MEMBERS { "total" ["总数"], "present" ["到会"], "agree" ["同意"] }
    /// One question of several.
    ITEM { "question" ["表决议题"], "matter" ["表决事项"], "tally" ["计票结果"], "result" ["结果"] }
    /// Candidates.
    CANDIDATE { "name" ["姓名"], "heads" ["人数"], "area" ["面积"] }
    /// Objections.
    OBJECTIONS { "to" ["受理单位"], "phone" ["电话"], "how" ["方式"] }
    /// Attendance.
    ATTENDANCE { "body" ["单位"], "present" ["人数"], "absent" ["缺席"] }
    /// Invited bodies.
    INVITED { "body" ["单位"], "topic" ["事由"] }
    /// Reviews.
    REVIEW {
        "issue" ["问题"], "state" ["状态"], "note" ["说明"], "until" ["改期至"], "of" ["同一问题"],
        "outcome" ["议定事项"],
    }
    /// Outcomes.
    OUTCOME { "text" ["内容"], "responsible" ["责任单位"], "due" ["完成时限"] }
    /// Periods of display.
    DISPLAY {
        "from" ["起"], "days" ["天数"], "workdays" ["工作日"], "to" ["止"], "standing" ["长期"],
        "review_by" ["复核日期"],
    }
    /// Bodies.
    BODY {
        "name" ["名称"], "kind" ["种类"], "phone" ["电话"], "hours" ["时间"], "place" ["地点"],
        "established" ["成立"], "term" ["任期"], "filed" ["备案"], "base" ["阵地"], "covers" ["覆盖"],
        "contract" ["合同"], "members" ["成员"], "note" ["说明"],
    }
    /// Members of bodies.
    MEMBER { "name" ["姓名"], "office" ["职务"], "id" ["代号"], "note" ["说明"] }
    /// Instructors.
    INSTRUCTOR {
        "name" ["名称"], "phone" ["电话"], "hours" ["时间"], "place" ["地点"], "note" ["说明"],
    }
    /// Terms and contracts.
    TERM { "from" ["起"], "to" ["止"] }
    /// Grids.
    GRID {
        "name" ["名称"], "worker_phone" ["网格员电话"], "households" ["户数"], "units" ["单元网格"],
    }
    /// Unit grids.
    UNIT { "name" ["名称"], "households" ["户数"], "buildings" ["楼栋"] }
    /// Venues.
    VENUE {
        "name" ["名称"], "mechanism" ["机制"], "functions" ["功能"], "phone" ["电话"],
        "hours" ["时间"], "place" ["地点"], "rooms" ["室"], "note" ["说明"],
    }
    /// Rooms of venues.
    ROOM {
        "name" ["名称"], "functions" ["功能"], "phone" ["电话"], "hours" ["时间"], "note" ["说明"],
    }
    /// Boards.
    BOARD { "name" ["名称"], "size" ["纸张"], "copies" ["份数"], "for" ["范围"] }
    /// Files of rules.
    RULES {
        "places" ["适用地方"], "status" ["状态"], "source" ["出处"], "rules" ["规则"],
    }
    /// Rules.
    RULE {
        "id" ["编号"], "title" ["名称"], "topic" ["事项"], "types" ["类型"], "days" ["至少天数"],
        "workdays" ["至少工作日"], "ahead" ["提前天数"], "within" ["几日内公布"], "board" ["公示栏内容"],
        "source" ["出处"], "status" ["状态"], "places" ["适用地方"],
    }
    /// Rest days of a year.
    REST_DAYS { "year" ["年份"], "source" ["来源"], "rest" ["放假"], "work" ["调休上班"] }
    /// Holidays.
    HOLIDAY { "name" ["名称"], "from" ["起"], "to" ["止"], "days" ["天数"] }
    /// Meetings that a mechanism wants.
    MEETS { "type" ["类型"], "every" ["周期"] }
    /// Goals, shares and functions of a mechanism.
    GOAL { "name" ["名称"], "text" ["内容"] }
    /// What the name of a mechanism means.
    MEANING { "word" ["字"], "text" ["内容"] }
    /// Parts of a mechanism.
    PART { "name" ["名称"], "source" ["来源"], "category" ["类别"], "text" ["内容"] }
    /// Versions of a mechanism.
    VERSIONS { "date" ["日期"], "change" ["变化"], "reason" ["原因"], "place" ["地点"] }
    /// Adoption of a mechanism.
    ADOPTION { "place" ["地点"], "state" ["状态"], "since" ["自"], "note" ["说明"] }
}
