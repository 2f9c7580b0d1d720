//! Words of works, activities and comparisons, and of what fills the parts of a mechanism.

use serde::{Deserialize, Serialize};

use super::unknown;
use crate::words;
use crate::yaml::Fault;
use crate::yaml::shape::Word;

keyed! {
    /// What became of a work.
    WorkState ("实事的状态", "state of a work") {
        /// 计划
        Planned = "planned" ["计划", "拟办"],
        /// 施工
        Underway = "underway" ["施工", "在建"],
        /// 完工
        Done = "done" ["完工", "已完工"],
        /// 验收
        Accepted = "accepted" ["验收", "已验收"],
        /// 停办
        Dropped = "dropped" ["停办", "取消"],
    }
}

keyed! {
    /// Out of which money a work is paid.
    Fund ("资金来源", "fund") {
        /// 公共收益
        PublicRevenue = "public-revenue" ["公共收益"],
        /// 维修资金
        MaintenanceFund = "maintenance-fund" ["维修资金", "专项维修资金"],
        /// 物业企业
        PropertyCompany = "property-company" ["物业企业", "物业"],
        /// 财政
        Government = "government" ["财政", "财政资金"],
        /// 业主
        Owners = "owners" ["业主", "业主分摊"],
        /// 捐助
        Donation = "donation" ["捐助"],
        /// 其他
        Other = "other" ["其他"],
    }
}

keyed! {
    /// Type of an activity.
    ActivityType ("活动类型", "type of activity") {
        /// 党员活动
        Party = "party" ["党员活动"],
        /// 志愿服务
        Volunteer = "volunteer" ["志愿服务"],
        /// 学习教育
        Study = "study" ["学习教育", "学习"],
        /// 议事协商
        Deliberation = "deliberation" ["议事协商"],
        /// 文体活动
        Culture = "culture" ["文体活动"],
        /// 便民服务
        Service = "service" ["便民服务"],
        /// 其他
        Other = "other" ["其他"],
    }
}

keyed! {
    /// Who may see the comparison of a forum.
    Publication ("比较的公开范围", "publication of a comparison") {
        /// 公开
        Public = "public" ["公开"],
        /// 内部
        Internal = "internal" ["内部"],
        /// 不作
        NotMade = "none" ["不作", "无"],
    }
}

keyed! {
    /// From which records a part of a mechanism is filled.
    PartSource ("来源", "source") {
        /// 网格
        Grids = "grids" ["网格"],
        /// 实事
        Works = "works" ["实事"],
        /// 矛盾
        Disputes = "disputes" ["矛盾", "纠纷"],
        /// 问题
        Issues = "issues" ["问题"],
        /// 收支
        Revenue = "revenue" ["收支", "公共收益"],
        /// 考评
        Assessment = "assessment" ["考评"],
        /// 活动
        Activities = "activities" ["活动"],
        /// 场所
        Venues = "venues" ["场所", "阵地"],
        /// 会议
        Meetings = "meetings" ["会议"],
        /// 决议
        Resolutions = "resolutions" ["决议"],
    }
}
