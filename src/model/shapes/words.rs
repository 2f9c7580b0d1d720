//! Kinds of text, and lists of words, that values of front matter are made of.

use crate::diagnostic::codes::{EXPLAINED, WARNINGS};
use crate::model::keyed::{
    ActivityType, Adopted, BodyKind, Category, Decider, Every, Faces, Fund, IssueState, Level,
    MeetingState, MeetingType, Method, NoticeType, Outcome, OutcomeState, PartSource, PosterStyle,
    Private, Publication, ResolutionState, RuleStatus, Step, Topic, WorkState, YesNo,
};
use crate::yaml::shape::{Choice, Number, Scalar, Word};

/// Kinds of text and number.
macro_rules! scalars {
    ($($name:ident = $def:literal $pattern:expr, $number:expr, $zh:literal $en:literal, $example:literal, $wrong:expr;)+) => {
        $(pub(super) static $name: Scalar = Scalar {
            name: $def,
            pattern: Some($pattern),
            number: $number,
            about: [$zh, $en],
            example: $example,
            wrong: $wrong,
        };)+
    };
}

/// Latest day as a whole number.
const LAST_DAY: u64 = 29_991_231;

scalars! {
    DATE = "date" r"[0-9０-９〇○零一二三四五六七八九]", Number::Whole(19_000_101, LAST_DAY), "日期，例如 2026-03-02" "date, for example 2026-03-02", "2026-03-02", Some("明天");
    BAND = "band" r"^\s*[0-9０-９]+\s*户?\s*([-—–~～－至到]+)\s*[0-9０-９]+\s*户?\s*$", Number::Never, "从多少到多少，例如 100-300" "from how many to how many, for example 100-300", "100-300", Some("三百左右");
    COUNT = "count" r"^\s*[0-9０-９][0-9０-９,，]*\s*[户人份票张个名天日栋幢套]?\s*$", Number::Whole(0, u64::MAX), "整数" "whole number", "3", Some("很多");
    HOW_MANY = "how-many" r"^\s*[0-9０-９][0-9０-９,，]*\s*[个栋幢]?\s*$", Number::Whole(0, u64::MAX), "整数，不写名称时" "whole number in place of names", "3", None;
    DAYS = "days" r"^\s*[0-9０-９]+\s*(个?工作日|[个天日])?\s*$", Number::Whole(1, 3660), "天数" "number of days", "7", Some("很久");
    SHEETS = "sheets" r"^\s*[0-9０-９]+\s*张?\s*$", Number::Whole(1, 20), "张数，1到20" "sheets, 1 to 20", "2", Some("很多");
    PAPER = "paper" r"^\s*([aA][34]|A3-landscape|a3-landscape|[aA]3横版?|[0-9]{3}\s*[xX×*＊]\s*[0-9]{3}\s*(mm|毫米)?)\s*$", Number::Never, "纸张：A4、A3、A3横，或宽和高的毫米数，例如 420x570" "paper: A4, A3, A3-landscape, or width and height in millimetres like 420x570", "A3", Some("A5");
    MATTER = "matter" r"^\s*[1-9１-９]\s*$", Number::Whole(1, 9), "民法典第二百七十八条第一款的项次，1到9" "item of article 278 of the Civil Code, 1 to 9", "5", Some("10");
    HUNDREDTHS = "hundredths" r"^\s*[¥￥]?\s*[0-9０-９][0-9０-９,，]*([.．][0-9０-９]{0,2}[0０]*|[.．][0-9０-９]{0,6}[0０]*\s*万)?\s*万?\s*(平方米|平米|平方|㎡|[mM]2|[mM]²|元)?\s*$", Number::Measure, "面积或金额，最多两位小数" "area or amount with at most two decimals", "12.50", Some("1.234");
    MONEY = "money" r"^\s*[-－−–(（]?\s*[¥￥]?\s*[0-9０-９][0-9０-９,，]*([.．][0-9０-９]{0,2}[0０]*|[.．][0-9０-９]{0,6}[0０]*\s*万)?\s*万?\s*元?\s*[)）]?\s*$", Number::Measure, "金额，单位元，最多两位小数" "amount in yuan with at most two decimals", "12.50", Some("1.234");
    PERIOD = "period" r"[0-9０-９]{4}", Number::Whole(1949, 2999), "期间：2025-Q4、2025年10月、2025-H1、2025，或两个日期" "period: 2025-Q4, 2025-10, 2025-H1, 2025, or two dates", "2025-Q4", Some("去年");
    LINE_LINE = "item-of-account-line" r"\S\s+[-－−–(（]?\s*[¥￥]?[0-9０-９]", Number::Never, "项目 金额 决议或说明" "item, amount, resolution or note", "停车位 24800.00", Some("停车位");
    CRITERION_LINE = "criterion-line" r"\S\s+[0-9０-９]", Number::Never, "项目 权重 满分 说明" "criterion, weight, most points, what is looked at", "环境卫生 30", Some("环境卫生");
    GRADE_LINE = "grade-line" r"\S\s+[0-9０-９]", Number::Never, "等级 最低总分" "grade, least total", "优秀 90", Some("优秀");
    PLACE_BELOW = "place-below" r"\S", Number::Any, "下面一个地方的名称或文件夹" "name or folder of a place below", "taoyuan", None;
    POINTS = "points" r"\S", Number::Measure, "各项的分数，没有评的写“缺”" "points of the criteria, `none` where not assessed", "92 88 95", None;
    SCORE_LINE = "score-line" r"\S\s+\S", Number::Never, "地方 各项的分数" "place, points of the criteria", "taoyuan 92 88 95", Some("taoyuan");
    SHOT_LINE = "picture-of-work-line" r"\S", Number::Never, "图片 日期 说明" "picture, date, what it shows", "photo.jpg 2026-03-02 旧门禁", None;
    COST_LINE = "cost-line" r"^\s*[¥￥]?[0-9０-９]", Number::Measure, "金额 资金来源" "amount, fund", "38000 公共收益", Some("很多");
    ACCEPTANCE_LINE = "acceptance-line" r"\S\s+\S", Number::Never, "单位 日期 意见" "body, date, opinion", "业委会 2026-03-20 合格", Some("业委会");
    WORK_STAGE_LINE = "work-stage-line" r"\S[\s：:，]+\S", Number::Never, "日期 状态 说明" "date, state, note", "2026-03-18 完工", Some("2026-03-18");
    EDITION = "edition" r"^\s*第?\s*[0-9０-９一二三四五六七八九十]+\s*[期届次]?\s*$", Number::Whole(1, 10_000), "第几期，从1开始" "which one of the series, from 1", "5", Some("上一期");
    FORUM_LINE = "forum-line" r"\S\s+\S", Number::Never, "系列的名称 第几期" "name of the series, number", "东山论建 5", Some("东山论建");
    ROLE_LINE = "role-line" r"\S", Number::Any, "名称 人数 人员" "word for the role, how many, who", "特约嘉宾 6", None;
    CODE = "code" r"^\s*[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{6}\s*$", Number::Whole(100_000, 999_999), "六位编码，不用 I、L、O、U" "code of six characters without I, L, O, U", "GATE26", Some("LOBBY1");
    ALIAS = "alias" r"\.html\s*(、.*)?$", Number::Never, "从前的网址，例如 /old/gate.html" "earlier address, for example /old/gate.html", "/old/gate.html", Some("/old/gate.php");
    REFERENCE = "reference" r"\S", Number::Never, "记录的路径，不带 .md，例如 issues/2026-03-02-gate" "path of a record without .md, for example issues/2026-03-02-gate", "issues/base", None;
    BODY_NAME = "body-name" r"\S", Number::Any, "组织：名称、编号或种类" "body: its name, id or kind", "业委会", None;
    PARTY = "party" r"\S", Number::Any, "组织，或几个字" "body, or free words", "业委会", None;
    PICTURE = "picture" r"\.([jJ][pP][eE]?[gG]|[pP][nN][gG]|[wW][eE][bB][pP])\s*(、.*)?$", Number::Never, "旁边的一张图片" "picture beside the record", "photo.jpg", Some("photo.gif");
    FILE = "file" r"\S", Number::Never, "旁边的一个文件" "file beside the record", "notes.pdf", None;
    MECHANISM_NAME = "mechanism-name" r"\S", Number::Any, "mechanisms 里的文件名，不带 .md" "name of a file in mechanisms, without .md", "base", None;
    CITATION = "citation" r"[#＃]|^\s*[0-9０-９]+\s*$", Number::Any, "政策的文件名或标题、#、第几条，例如 property-ten#3" "name or title of a policy, # and which clause, for example property-ten#3", "base#1", Some("base");
    CLAUSES = "clauses" r"^\s*[0-9０-９]+\s*条?\s*$", Number::Whole(1, 2000), "条数，1到2000" "number of clauses, 1 to 2000", "10", Some("很多");
    PLACE_PATH = "place-path" r"\S", Number::Never, "从根开始的文件夹路径" "path of a folder from the root", "/", None;
    CONTACT_LINE = "contact-line" r"^\s*[-+()（）转—0-9]*[0-9][-+()（）转—0-9]*(\s.*)?$", Number::Any, "电话 时间 地点" "telephone, hours, place", "0731-00000000 工作日9:00-17:00 物业服务中心", Some("物业服务中心");
    ATTACHMENT_LINE = "attachment-line" r"\S", Number::Never, "文件 标题" "file, title", "notes.pdf 三家报价", None;
    SUPERSEDES_LINE = "supersedes-line" r"\S", Number::Never, "记录 原因" "record, reason", "issues/base 时间写错", None;
    WITHDRAWN_LINE = "withdrawn-line" r"\S\s+\S", Number::Never, "日期 原因" "date, reason", "2026-03-02 内容有误", Some("2026-03-02");
    ACKNOWLEDGE_LINE = "acknowledge-line" r"^\s*[a-z0-9]+(-[a-z0-9]+)*\s+\S", Number::Never, "警告的代码 理由" "code of the warning, reason", "headline-long 名称不能缩短", Some("headline-long");
    PROGRESS_LINE = "progress-line" r"\S[\s：:，]+\S", Number::Never, "日期 状态 说明" "date, state, note", "2026-03-02 发现 三户报修", Some("2026-03-02");
    SATISFACTION_LINE = "satisfaction-line" r"[0-9０-９][^ /，,]*[ /，,]+[^ /，,]+\s*$", Number::Never, "回访 满意" "asked, satisfied", "40 36", Some("40");
    VOTING_LINE = "voting-line" r"\S[\s至到]+\S", Number::Never, "方式 起 至 止" "method, first day, last day", "书面 2026-03-01 至 2026-03-15", Some("书面");
    ELECTORATE_LINE = "electorate-line" r"^\s*[0-9０-９]", Number::Measure, "人数 面积" "heads, area", "355 36609.05", Some("全体");
    BALLOTS_LINE = "ballots-line" r"^\s*\S+\s+\S+\s*$", Number::Never, "发出 收回" "issued, returned", "355 277", Some("355");
    HEADS_LINE = "heads-line" r"^\s*[0-9０-９]\S*(\s+\S+){0,3}\s*$", Number::Whole(0, u64::MAX), "同意 反对 弃权 无效" "yes, no, abstain, invalid", "3", Some("全部同意");
    AREA_LINE = "area-line" r"^\s*[¥￥]?[0-9０-９]\S*(\s+\S+){0,3}\s*$", Number::Measure, "同意 反对 弃权 无效" "yes, no, abstain, invalid", "12.50", Some("全部同意");
    MEASURES_LINE = "measures-line" r"^\s*[0-9０-９]", Number::Whole(0, u64::MAX), "人数 面积" "heads, area", "3", Some("全部");
    MEMBERS_LINE = "members-line" r"^\s*\S+\s+\S+\s+\S+\s*$", Number::Never, "总数 到会 同意" "total, present, agreeing", "7 6 5", Some("7 6");
    CANDIDATE_LINE = "candidate-line" r"\S", Number::Any, "姓名 人数 面积" "name, heads, area", "候选人一 3 12.50", None;
    OBJECTIONS_LINE = "objections-line" r"\S", Number::Any, "组织 电话 方式" "body, telephone, form", "业委会 0731-00000000 实名书面", None;
    ATTENDANCE_LINE = "attendance-line" r"\S", Number::Never, "组织 人数，或缺席（原因）" "body, how many came, or absent (reason)", "业委会 2", None;
    INVITED_LINE = "invited-line" r"\S", Number::Any, "组织 事由" "body, topic", "城管中队 占道停车", None;
    REVIEW_LINE = "review-line" r"\S[\s：:，]+\S", Number::Never, "问题 状态 说明" "issue, state, note", "issues/base 处置 配件已到货", Some("issues/base");
    OUTCOME_LINE = "outcome-line" r"\S", Number::Any, "内容 责任单位 完成时限" "what, who, by when", "更换3号楼门禁 业委会 2026-03-20", None;
    DISPLAY_LINE = "display-line" r"[0-9０-９一二三四五六七八九十]|长期|standing", Number::Any, "起 天数，或长期" "first day and days, or standing", "2026-03-02 7日", Some("很久");
    BODY_LINE = "body-line" r"\S", Number::Never, "名称 电话 时间 地点" "name, telephone, hours, place", "桃园小区业主委员会 0731-00000000", None;
    MEMBER_LINE = "member-line" r"\S\s+\S", Number::Never, "姓名 职务" "name, office", "周某 主任", Some("主任");
    INSTRUCTOR_LINE = "instructor-line" r"\S", Number::Any, "名称 电话 时间 地点" "name, telephone, hours, place", "社区派驻党建指导员 0731-00000000", None;
    TERM_LINE = "term-line" r"\S[至到 ]+\S", Number::Never, "起 至 止" "first day, last day", "2023-05-01 至 2026-04-30", Some("三年");
    GRID_LINE = "grid-line" r"\S", Number::Any, "名称" "name", "第一网格", None;
    UNIT_LINE = "unit-line" r"\S", Number::Any, "名称 楼栋" "name, buildings", "1-1 1号楼", None;
    BUILDING = "building" r"\S", Number::Any, "这个地方的一栋楼" "building of the place", "1号楼", None;
    YEAR = "year" r"^\s*[0-9]{4}年?\s*$", Number::Whole(1949, 2999), "年份" "year", "2026", Some("明年");
    MADE_UP_DAY = "made-up-day" r"[0-9０-９〇○零一二三四五六七八九]", Number::Whole(19_000_101, LAST_DAY), "要上班的周末" "day of a weekend on which people work", "2026-03-07", Some("明天");
    HOLIDAY_DAYS = "holiday-days" r"^\s*[0-9０-９]+\s*天?\s*$", Number::Whole(1, 15), "天数" "number of days", "1", Some("很久");
    WAIVER_LINE = "waiver-line" r"\S\s+\S+\s+\S", Number::Never, "内容 截止 依据" "what, until when, by which law", "房号 2026-12-31 《物业管理条例》第六十七条", Some("房号");
    VERSION = "version" r"^\s*[0-9０-９]+\s*$", Number::Whole(2, 1000), "第几版，从2开始" "which version, from 2", "2", Some("很多");
    MEETING_STAGE_LINE = "meeting-stage-line" r"\S[\s：:，]+\S", Number::Never, "日期 状态 说明" "date, state, note", "2026-03-02 通知", Some("2026-03-02");
    RESOLUTION_STAGE_LINE = "resolution-stage-line" r"\S[\s：:，]+\S", Number::Never, "日期 状态 说明" "date, state, note", "2026-03-02 公告", Some("2026-03-02");
    ACCOUNT_REFERENCE = "account-reference" r"\S", Number::Never, "收支的路径，例如 accounts/2026-01-14-q4" "path of a statement, for example accounts/2026-01-14-q4", "accounts/base", None;
    RESOLUTION_REFERENCE = "resolution-reference" r"\S", Number::Never, "决议的路径，例如 resolutions/2026-02-15-pump" "path of a resolution, for example resolutions/2026-02-15-pump", "resolutions/base", None;
    OUTCOME_REFERENCE = "outcome-reference" r"#", Number::Never, "会议的路径、#、第几项，例如 meetings/2026-02-12-joint#1" "path of a meeting, # and which outcome, for example meetings/2026-02-12-joint#1", "meetings/base#1", Some("meetings/base");
    SAME_ISSUE = "same-issue" r"\S", Number::Never, "同一问题的路径" "path of the issue that is the same", "issues/same", None;
    BOARD_LINE = "board-line" r"\S", Number::Any, "名称 纸张 份数" "name, paper, copies", "3号楼大堂 A4 1", None;
    ADOPTION_LINE = "adoption-line" r"\S\s+\S", Number::Never, "地点 状态 自 说明" "place, state, since, note", "/ 试点", Some("/");
    SINCE = "since" r"[0-9０-９〇一二三四五六七八九]", Number::Any, "日期、月份或年份，例如 2026-01" "day, month or year, for example 2026-01", "2026-01", Some("很久以前");
    PRE_REVIEW_LINE = "pre-review-line" r"\S\s+\S", Number::Never, "单位 日期 意见" "body, date, opinion", "业委会 2026-03-02 同意提交表决", Some("业委会");
    SERIES = "series" r"[\p{L}\p{N}]", Number::Any, "系列的名称" "name of the series", "业委会换届", None;
    GOAL_NAME = "goal-name" r"\S", Number::Any, "一个机制的目标" "goal of a mechanism", "环境舒心", None;
    SHARE_NAME = "share-name" r"\S", Number::Any, "一个机制的举措" "share of a mechanism", "场地共享", None;
    FUNCTION_NAME = "function-name" r"\S", Number::Any, "一个机制的功能" "function of a mechanism", "志愿服务", None;
    VENUE_LINE = "venue-line" r"\S", Number::Any, "名称 电话 时间 地点" "name, telephone, hours, place", "桃园邻里中心 0731-00000000 每天9:00-20:00 3号楼一层", None;
    ROOM_LINE = "room-line" r"\S", Number::Any, "名称 功能" "name, functions", "恒星志愿站 志愿服务", None;
    GOAL_LINE = "goal-line" r"\S", Number::Any, "名称 内容" "name, what it says", "环境舒心 楼道整洁", None;
    MEANING_LINE = "meaning-line" r"\S", Number::Any, "字 含义" "word, what it means", "汇 汇聚", None;
    VERSION_LINE = "version-of-mechanism-line" r"\S\s+\S", Number::Never, "日期 变化 原因" "since when, change, reason", "2026-03 每周问题改为1—2件", Some("2026-03");
    PART_LINE = "part-of-mechanism-line" r"\S\s+\S", Number::Never, "名称 来源 内容" "name, source, what it says", "矛盾化解 矛盾", Some("矛盾化解");
    PER_WEEK = "issues-per-week" r"^\s*[0-9０-９]+\s*([-—–－~～至到]\s*[0-9０-９]+\s*)?件?\s*$", Number::Whole(1, 1000), "每周几件，例如 1-2" "issues a week, for example 1-2", "1-2", Some("很多");
    WITHIN = "days-to-post" r"^\s*[0-9０-９]+\s*[天日]?\s*$", Number::Whole(1, 365), "天数" "number of days", "3", Some("很久");
    MEETS_LINE = "meets-line" r"\S\s+\S", Number::Never, "会议类型 周期" "type of meeting, how often", "合署办公 每周", Some("合署办公");
}

/// Fixed lists of words.
macro_rules! choices {
    ($($name:ident = $def:literal $words:expr, $example:literal;)+) => {
        $(pub(super) static $name: Choice = Choice { name: $def, words: $words, example: $example };)+
    };
}

/// Codes of what an author may answer as words.
const ANSWERABLE: [Word; WARNINGS.len() + EXPLAINED.len()] = {
    let mut words: [Word; WARNINGS.len() + EXPLAINED.len()] =
        [("", &[]); WARNINGS.len() + EXPLAINED.len()];
    let mut at = 0;
    while at < words.len() {
        words[at] = if at < WARNINGS.len() {
            (WARNINGS[at], &[])
        } else {
            (EXPLAINED[at - WARNINGS.len()], &[])
        };
        at += 1;
    }
    words
};

/// What a meeting may report: states of issues and of what was agreed.
const STATES_OF_REVIEWS: [Word; IssueState::WORDS.len() + OutcomeState::WORDS.len()] = {
    let mut words: [Word; IssueState::WORDS.len() + OutcomeState::WORDS.len()] =
        [("", &[]); IssueState::WORDS.len() + OutcomeState::WORDS.len()];
    let mut at = 0;
    while at < words.len() {
        words[at] = if at < IssueState::WORDS.len() {
            IssueState::WORDS[at]
        } else {
            OutcomeState::WORDS[at - IssueState::WORDS.len()]
        };
        at += 1;
    }
    words
};

choices! {
    YES = "yes-no" YesNo::WORDS, "true";
    CATEGORY = "category" Category::WORDS, "traffic";
    FACES = "faces" Faces::WORDS, "blurred";
    WARNING = "warning" &ANSWERABLE, "headline-long";
    STATE = "issue-state" IssueState::WORDS, "found";
    DECIDER = "decider" Decider::WORDS, "joint-meeting";
    METHOD = "method" Method::WORDS, "written";
    RESULT = "result" Outcome::WORDS, "passed";
    MEETING_TYPE = "meeting-type" MeetingType::WORDS, "forum";
    NOTICE_TYPE = "notice-type" NoticeType::WORDS, "notification";
    LEVEL = "level" Level::WORDS, "compound";
    BODY_KIND = "body-kind" BodyKind::WORDS, "owners-committee";
    POSTER_STYLE = "poster-style" PosterStyle::WORDS, "board";
    TOPIC = "topic" Topic::WORDS, "revenue";
    RULE_STATUS = "rule-status" RuleStatus::WORDS, "local";
    PRIVATE = "private" Private::WORDS, "room";
    MEETING_STATE = "meeting-state" MeetingState::WORDS, "called";
    WORK_STATE = "work-state" WorkState::WORDS, "done";
    FUND = "fund" Fund::WORDS, "public-revenue";
    ACTIVITY_TYPE = "activity-type" ActivityType::WORDS, "volunteer";
    RESOLUTION_STATE = "resolution-state" ResolutionState::WORDS, "noticed";
    REVIEWED = "reviewed" &STATES_OF_REVIEWS, "handling";
    ADOPTED = "adoption-state" Adopted::WORDS, "pilot";
    STEP = "step" Step::WORDS, "candidates";
    EVERY = "every" Every::WORDS, "week";
    PUBLICATION = "publication" Publication::WORDS, "internal";
    PART_SOURCE = "part-source" PartSource::WORDS, "disputes";
}
