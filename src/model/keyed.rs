//! Words that are one of a few: each with its English key and its Chinese names.

use serde::{Deserialize, Serialize};

use crate::diagnostic::Words;
use crate::words;
use crate::yaml::shape::Word;
use crate::yaml::{Fault, meant};

/// Defines an enumeration whose values are read from English keys and Chinese names.
macro_rules! keyed {
    ($(#[$doc:meta])* $name:ident ($zh:literal, $en:literal) { $($(#[$vdoc:meta])* $variant:ident = $key:literal [$($word:literal),+],)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// All values: English key and Chinese names.
            pub const WORDS: &'static [Word] = &[$(($key, &[$($word),+])),+];

            /// English key, which views carry and themes have words for.
            pub fn key(self) -> &'static str {
                match self { $($name::$variant => $key,)+ }
            }

            /// Its Chinese names; the first is the usual one.
            pub fn names(self) -> &'static [&'static str] {
                match self { $($name::$variant => &[$($word),+],)+ }
            }

            /// All values, in the order of their definition.
            #[allow(
                clippy::self_named_constructors,
                reason = "`Every` has the method that all have"
            )]
            pub fn every() -> &'static [Self] {
                &[$($name::$variant),+]
            }

            /// The value with this key or Chinese name.
            pub fn find(word: &str) -> Option<Self> {
                match word { $($key $(| $word)+ => Some($name::$variant),)+ _ => None }
            }

            /// Reads a key or a Chinese name.
            ///
            /// # Errors
            ///
            /// Names the nearest known word, or all.
            pub fn read(word: &str) -> Result<Self, Fault> {
                Self::find(word).ok_or_else(|| unknown(word, &words!($zh, $en), Self::WORDS))
            }
        }
    };
}

mod works;

pub use works::{ActivityType, Fund, PartSource, Publication, WorkState};

fn unknown(word: &str, what: &Words, known: &[Word]) -> Fault {
    let (zh, en) = (&what.zh, &what.en);
    let han = !word.is_ascii();
    let names = known
        .iter()
        .flat_map(|(key, zh)| std::iter::once(*key).chain(zh.iter().copied()));
    let names: Vec<&str> = names.filter(|name| name.is_ascii() != han).collect();
    let help = if let Some(meant) = meant(word, names.iter().copied()) {
        meant
    } else {
        let zh: Vec<&str> = known
            .iter()
            .filter_map(|(_, zh)| zh.first().copied())
            .collect();
        let en: Vec<&str> = known.iter().map(|(key, _)| *key).collect();
        Words {
            zh: format!("可以写：{}", zh.join("、")),
            en: format!("expected one of: {}", en.join(", ")),
        }
    };
    Fault::new(
        "unknown-word",
        Words {
            zh: format!("“{word}”不是已知的{zh}"),
            en: format!("`{word}` is no known {en}"),
        },
    )
    .at(word)
    .help(help)
}

keyed! {
    /// Kind of a record; the folder says it.
    Kind ("类别", "kind") {
        /// 问题
        Issue = "issue" ["问题"],
        /// 决议
        Resolution = "resolution" ["决议"],
        /// 会议
        Meeting = "meeting" ["会议"],
        /// 公示
        Notice = "notice" ["公示"],
        /// 收支
        Account = "account" ["收支"],
        /// 考评
        Assessment = "assessment" ["考评"],
        /// 实事
        Work = "work" ["实事"],
        /// 活动
        Activity = "activity" ["活动"],
    }
}

impl BodyKind {
    /// Whether it is an organ of party or state, whose documents may have a red head. Committees of
    /// residents and of owners are none.
    pub fn is_organ(self) -> bool {
        matches!(
            self,
            BodyKind::SubdistrictParty | BodyKind::SubdistrictOffice | BodyKind::Department
        )
    }
}

impl Kind {
    /// All kinds, in the order of the navigation.
    pub const ALL: [Kind; 8] = [
        Kind::Notice,
        Kind::Issue,
        Kind::Resolution,
        Kind::Meeting,
        Kind::Account,
        Kind::Assessment,
        Kind::Work,
        Kind::Activity,
    ];

    /// Name of its folder and of its lists.
    pub fn folder(self) -> &'static str {
        match self {
            Kind::Issue => "issues",
            Kind::Resolution => "resolutions",
            Kind::Meeting => "meetings",
            Kind::Notice => "notices",
            Kind::Account => "accounts",
            Kind::Assessment => "assessments",
            Kind::Work => "works",
            Kind::Activity => "activities",
        }
    }

    /// The kind whose records lie in a folder of this name.
    pub fn of_folder(name: &str) -> Option<Kind> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.folder() == name)
            .or_else(|| Kind::find(name).filter(|_| !name.is_ascii()))
    }

    /// Letter of poster numbers.
    pub fn letter(self) -> char {
        match self {
            Kind::Issue => 'W',
            Kind::Resolution => 'J',
            Kind::Meeting => 'H',
            Kind::Notice => 'G',
            Kind::Account => 'S',
            Kind::Assessment => 'K',
            Kind::Work => 'B',
            Kind::Activity => 'D',
        }
    }
}

keyed! {
    /// Level of a place.
    Level ("层级", "level") {
        /// 市
        City = "city" ["市"],
        /// 区
        District = "district" ["区"],
        /// 街道
        Subdistrict = "subdistrict" ["街道"],
        /// 社区
        Community = "community" ["社区"],
        /// 小区
        Compound = "compound" ["小区"],
    }
}

keyed! {
    /// Kind of a body.
    BodyKind ("组织种类", "kind of body") {
        /// 社区党组织
        CommunityParty = "community-party" ["社区党组织", "社区党支部", "社区党委"],
        /// 小区党支部
        CompoundParty = "compound-party" ["小区党支部", "小区党组织", "联合党支部"],
        /// 业主委员会
        OwnersCommittee = "owners-committee" ["业委会", "业主委员会"],
        /// 监事会
        SupervisoryBoard = "supervisory-board" ["监事会", "业主监事会"],
        /// 物业企业
        PropertyCompany = "property-company" ["物业", "物业企业", "物业公司", "物业服务企业"],
        /// 居民代表
        ResidentsRepresentatives = "residents-representatives" ["居民代表"],
        /// 居民委员会
        ResidentsCommittee = "residents-committee" ["居委会", "居民委员会", "社区居委会", "社区"],
        /// 业主大会
        OwnersAssembly = "owners-assembly" ["业主大会"],
        /// 街道党工委
        SubdistrictParty = "subdistrict-party" ["街道党工委"],
        /// 街道办事处
        SubdistrictOffice = "subdistrict-office" ["街道办事处", "街道"],
        /// 部门
        Department = "department" ["部门"],
        /// 其他
        Other = "other" ["其他"],
    }
}

keyed! {
    /// Category of a record.
    Category ("类别", "category") {
        /// 环境
        Environment = "environment" ["环境", "卫生"],
        /// 安全
        Security = "security" ["安全"],
        /// 消防
        Fire = "fire" ["消防"],
        /// 停车交通
        Traffic = "traffic" ["停车交通", "停车", "交通"],
        /// 电梯
        Lift = "lift" ["电梯"],
        /// 设施
        Facilities = "facilities" ["设施", "房屋设施"],
        /// 排水
        Drainage = "drainage" ["排水", "给排水"],
        /// 绿化
        Greenery = "greenery" ["绿化"],
        /// 噪声
        Noise = "noise" ["噪声", "噪音"],
        /// 收费
        Fees = "fees" ["收费"],
        /// 纠纷
        Dispute = "dispute" ["纠纷", "矛盾"],
        /// 物业服务
        PropertyService = "property-service" ["物业服务"],
        /// 文化
        Culture = "culture" ["文化"],
        /// 其他
        Other = "other" ["其他"],
    }
}

keyed! {
    /// For which distance a poster is laid out.
    PosterStyle ("海报样式", "style of a poster") {
        /// Large type, read at a metre and a half.
        Board = "board" ["大字"],
        /// After the layout of official documents (GB/T 9704-2012), read at half a metre.
        Official = "official" ["公文"],
    }
}

keyed! {
    /// What becomes of faces in the pictures of a record.
    Faces ("人脸", "answer on faces") {
        /// 没有人脸
        None = "none" ["没有人脸", "没有"],
        /// 已打码
        Blurred = "blurred" ["已打码", "打码"],
        /// 本人同意
        Consent = "consent" ["本人同意"],
    }
}

keyed! {
    /// State of an issue.
    IssueState ("状态", "state") {
        /// 发现
        Found = "found" ["发现", "新提出"],
        /// 商议
        Discussed = "discussed" ["商议"],
        /// 处置
        Handling = "handling" ["处置"],
        /// 解决
        Solved = "solved" ["解决", "办结", "已解决"],
        /// 延期
        Deferred = "deferred" ["延期"],
        /// 转办
        Referred = "referred" ["转办"],
        /// 不予受理
        Declined = "declined" ["不予受理", "不予处理"],
        /// 重复
        Duplicate = "duplicate" ["重复"],
        /// 重新办理
        Reopened = "reopened" ["重新办理", "重开"],
    }
}

keyed! {
    /// State of a meeting.
    MeetingState ("会议状态", "state of a meeting") {
        /// 计划
        Planned = "planned" ["计划", "拟开"],
        /// 已通知
        Called = "called" ["通知", "已通知", "召集"],
        /// 已召开
        Held = "held" ["召开", "已召开"],
        /// 已公布记录
        Published = "published" ["公布", "已公布", "公布记录"],
        /// 取消
        Cancelled = "cancelled" ["取消", "已取消"],
        /// 改期
        Postponed = "postponed" ["改期", "延期", "推迟"],
    }
}

keyed! {
    /// State of a resolution.
    ResolutionState ("决议状态", "state of a resolution") {
        /// 已公告
        Noticed = "noticed" ["公告", "已公告", "通知"],
        /// 投票
        Voting = "voting" ["投票", "投票中", "表决"],
        /// 已计票
        Counted = "counted" ["计票", "已计票"],
        /// 征询异议
        Objection = "objection" ["异议", "征询异议", "公示"],
        /// 生效
        InEffect = "in-effect" ["生效", "已生效"],
        /// 撤销
        Revoked = "revoked" ["撤销", "已撤销"],
        /// 已落实
        Implemented = "implemented" ["落实", "已落实", "执行", "已执行"],
    }
}

keyed! {
    /// What became of something agreed at a meeting.
    OutcomeState ("议定事项的状态", "state of an outcome") {
        /// 完成
        Done = "done" ["完成", "办结", "已完成"],
        /// 继续办理
        Open = "open" ["继续", "继续办理", "未完成"],
        /// 不再办理
        Dropped = "dropped" ["不再办理", "取消"],
    }
}

keyed! {
    /// Who decided.
    Decider ("决定主体", "decider") {
        /// 业主大会
        OwnersAssembly = "owners-assembly" ["业主大会"],
        /// 业主委员会
        OwnersCommittee = "owners-committee" ["业主委员会", "业委会"],
        /// 居民会议
        ResidentsMeeting = "residents-meeting" ["居民会议"],
        /// 联席会议
        JointMeeting = "joint-meeting" ["联席会议"],
    }
}

keyed! {
    /// Result of a vote.
    Outcome ("结果", "result") {
        /// 通过
        Passed = "passed" ["通过"],
        /// 未通过
        Failed = "failed" ["未通过"],
        /// 人数不足
        NoQuorum = "no-quorum" ["人数不足", "未达法定人数"],
    }
}

keyed! {
    /// How votes were cast.
    Method ("投票方式", "method of voting") {
        /// 会议
        Meeting = "meeting" ["会议", "现场"],
        /// 书面
        Written = "written" ["书面"],
        /// 电子
        Electronic = "electronic" ["电子", "网上"],
    }
}

keyed! {
    /// Type of a meeting.
    MeetingType ("会议类型", "type of meeting") {
        /// 合署办公
        WeeklyOffice = "weekly-office" ["合署办公", "每周合署办公"],
        /// 联席会议
        JointMonthly = "joint-monthly" ["联席会议", "每月联席会议"],
        /// 协商议事
        Consultation = "consultation" ["协商议事", "协商议事会"],
        /// 业主大会
        OwnersAssembly = "owners-assembly" ["业主大会"],
        /// 居民会议
        ResidentsMeeting = "residents-meeting" ["居民会议"],
        /// 委员会会议
        Committee = "committee" ["委员会会议", "业委会会议"],
        /// 论坛
        Forum = "forum" ["论坛"],
    }
}

keyed! {
    /// Type of a notice.
    NoticeType ("公示类型", "type of notice") {
        /// 公示: before it takes effect, objections invited
        Disclosure = "disclosure" ["公示"],
        /// 公告
        Announcement = "announcement" ["公告"],
        /// 通告
        Circular = "circular" ["通告"],
        /// 通知
        Notification = "notification" ["通知"],
        /// 温馨提示
        Reminder = "reminder" ["温馨提示", "提示"],
        /// 通报
        Bulletin = "bulletin" ["通报"],
    }
}

keyed! {
    /// The matter of a notice, by which rules find it.
    Topic ("公示事项", "matter of a notice") {
        /// 业主大会
        Assembly = "assembly" ["业主大会"],
        /// 候选人
        Candidates = "candidates" ["候选人"],
        /// 表决结果
        VoteResult = "vote-result" ["表决结果"],
        /// 业委会会议
        CommitteeMeeting = "committee-meeting" ["业委会会议"],
        /// 业委会决定
        CommitteeDecision = "committee-decision" ["业委会决定"],
        /// 公共收益
        Revenue = "revenue" ["公共收益"],
        /// 维修资金
        Fund = "fund" ["维修资金"],
        /// 收费调整
        Fees = "fees" ["收费调整"],
        /// 审计
        Audit = "audit" ["审计"],
        /// 考评
        Assessment = "assessment" ["考评"],
    }
}

keyed! {
    /// Step of an election or a choice, in the order in which they are taken.
    Step ("环节", "step") {
        /// 启动
        Call = "call" ["启动"],
        /// 推荐
        Recommendation = "recommendation" ["推荐"],
        /// 候选人公示
        Candidates = "candidates" ["候选人公示", "候选人"],
        /// 投票
        Vote = "vote" ["投票", "表决"],
        /// 结果
        Result = "result" ["结果"],
        /// 备案
        Filing = "filing" ["备案"],
        /// 交接
        Handover = "handover" ["交接"],
    }
}

keyed! {
    /// How far a rule may be relied on.
    RuleStatus ("规则状态", "status of a rule") {
        /// 国家规定
        National = "national" ["国家规定"],
        /// 地方规定
        Local = "local" ["地方规定"],
        /// 请本地核实
        Unverified = "unverified" ["请本地核实"],
    }
}

keyed! {
    /// How far a mechanism is adopted at a place.
    Adopted ("推行状态", "state of adoption") {
        /// 计划
        Planned = "planned" ["计划"],
        /// 探索
        Exploring = "exploring" ["探索"],
        /// 试点
        Pilot = "pilot" ["试点"],
        /// 已推行
        Adopted = "adopted" ["已推行", "推行"],
    }
}

keyed! {
    /// How often something is due.
    Every ("周期", "rhythm") {
        /// Once a week
        Week = "week" ["每周"],
        /// Once a month
        Month = "month" ["每月"],
    }
}

keyed! {
    /// Yes or no.
    YesNo ("选项", "answer") {
        /// 是
        Yes = "true" ["是", "yes"],
        /// 否
        No = "false" ["否", "no"],
    }
}

keyed! {
    /// What may be printed though it is private: the kinds of data that a waiver names.
    Private ("豁免内容", "kind of private data") {
        /// 身份证号
        Identity = "identity" ["身份证号", "身份证"],
        /// 手机号
        Mobile = "mobile" ["手机号", "手机"],
        /// 银行卡号
        Card = "card" ["银行卡号", "银行卡"],
        /// 房号
        Room = "room" ["房号"],
        /// 车牌号
        Plate = "plate" ["车牌号", "车牌"],
        /// 姓名
        Name = "name" ["姓名"],
        /// 敏感信息
        Words = "words" ["敏感信息"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_mean_the_same() {
        assert_eq!(IssueState::read("办结"), Ok(IssueState::Solved));
        assert_eq!(IssueState::read("solved"), Ok(IssueState::Solved));
        assert_eq!(Kind::of_folder("问题"), Some(Kind::Issue));
        assert_eq!(Kind::of_folder("issue"), None);
        assert_eq!(Kind::of_folder("meetings"), Some(Kind::Meeting));
    }

    #[test]
    fn the_nearest_word_is_offered() {
        let help = |word| {
            IssueState::read(word)
                .expect_err("unknown")
                .help
                .expect("help")
        };
        assert!(help("sovled").en.contains("`solved`"));
        assert!(help("处治").zh.contains("“处置”"));
        assert!(help("xyz").en.contains("one of: found, discussed"));
    }
}
