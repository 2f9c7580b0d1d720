//! Generated sites whose records are as those that hang in lobbies: titles, points and facts of
//! usual length, all kinds in turn; one in ten has its text and a table on the poster.

use std::fmt::Write as _;
use std::path::Path;

use chrono::{Datelike as _, Days, NaiveDate};

use crate::site::{begun, code};

/// Records of a compound.
const OF_COMPOUND: usize = 100;
/// Days from one record of a compound to the next.
const STEP: u64 = 7;

/// What notices are about.
const NOTICES: [&str; 12] = [
    "充电棚收费办法｜征求意见",
    "地面停车费标准｜拟作调整",
    "3号楼电梯维修资金使用公示",
    "第四季度公共收益收支情况",
    "生活水箱清洗｜停水六小时",
    "外墙饰面检查施工安排",
    "消防车通道禁止停车",
    "业主委员会换届候选人名单",
    "垃圾分类投放点调整",
    "暴雨天气请关好门窗",
    "道闸系统升级期间的通行办法",
    "小区围墙广告位招租结果",
];
/// What issues are about.
const ISSUES: [&str; 8] = [
    "车库道闸经常失灵",
    "4号楼屋面渗水｜雨停后施工",
    "健身场音响扰民",
    "2号楼楼道杂物｜已经清走",
    "电动车进楼充电",
    "北门外污水井冒溢",
    "地下室照明灯不亮",
    "儿童滑梯螺丝松动",
];
/// What is decided.
const DECISIONS: [&str; 6] = [
    "更换3号楼电梯并使用维修资金",
    "来访车辆｜错时停放试行",
    "充电棚建设和管理规约",
    "续聘物业服务企业两年",
    "公共收益用于补充维修资金",
    "围墙广告经营方式",
];
/// Sentences of points.
const POINTS: [&str; 16] = [
    "每次封顶3元，充满停止计费",
    "收支每季度公布，结余归全体业主",
    "4月30日前换好，检验合格再开",
    "腿脚不便的住户，可电话请物业帮忙",
    "更换前每周检查两次，有异响立即停梯",
    "音响每天20时30分前关闭",
    "已盖防水布，雨后每天查看",
    "请提前储水，停水时不要打开热水器",
    "施工时段每天8时至18时",
    "请车主在4月2日18时前挪车",
    "不要再在楼道放鞋柜、纸箱",
    "新投放点在东门岗亭北侧，每天7时至9时、18时至20时开放",
    "合同、发票和验收单可到物业服务中心查看",
    "有不同意见，请书面告诉业委会",
    "监控和门禁同时更换，共3处",
    "逾期没有意见的，按公示的办法执行",
];
/// Sentences of texts.
const SENTENCES: [&str; 10] = [
    "2月下旬两次困人，都在二十分钟内解救，没有人受伤。",
    "维保单位判断曳引机磨损超限，继续修只能管几个月。",
    "更换需要动用维修资金，由有关业主共同表决，结果另行公布。",
    "春节前检查发现，多层楼道堆放纸箱、鞋柜，有一处挡住了消防门。",
    "居民代表和物业一起上门，先请住户自己收回，留三天时间。",
    "收入单独记账，扣除成本后的结余属于全体业主，每季度公布一次。",
    "做防水要求基层干燥，近来雨水多，合署办公决定延期。",
    "物业每周巡查一次，发现问题当天登记、当天告知有关楼栋。",
    "这次除了约定时间，还把音响统一存放在物业处，当天领、当天还。",
    "议定的办法试行两个月，期满前由业委会听取意见后再定。",
];
/// Names of compounds.
const NAMES: [&str; 6] = ["桃园", "花园里", "春江", "梧桐苑", "河西新村", "银杏佳园"];

/// Writes a site of `records` records. The same number makes the same site.
pub fn generate(site: &Path, records: usize) {
    let write = begun(site);
    for number in 0..records {
        let compound = number / OF_COMPOUND;
        if number.is_multiple_of(OF_COMPOUND) {
            let name = NAMES[compound % NAMES.len()];
            write(
                &format!("c{compound}/_index.md"),
                &format!(
                    "---\ntitle: {name}{compound}区\nlevel: 小区\nissuer: 业委会\nbodies:\n  业委会: {name}{compound}区业主委员会 0731-0000 0001\n  物业: {name}{compound}区物业服务中心 0731-0000 0002\nbuildings: [1号楼, 2号楼, 3号楼]\n---\n"
                ),
            );
        }
        let (folder, front, body) = record(number);
        let date = date_of(number % OF_COMPOUND);
        write(
            &format!("c{compound}/{folder}/{date}-{number}.md"),
            &format!(
                "---\n日期: {date}\n编码: {}\n{front}\n---\n\n{body}\n",
                code(number)
            ),
        );
    }
}

/// The folder of a record, its front matter and its text.
fn record(number: usize) -> (&'static str, String, String) {
    let at = number % OF_COMPOUND;
    let date = date_of(at);
    let due = date + Days::new(40);
    let pick =
        |all: &[&'static str], salt: usize| all[(number * 7 + number / 10 + salt) % all.len()];
    let title = pick(&NOTICES, 0);
    let year = date.year();
    let notice = |kind: &str, more: &str| {
        let order = at / 10 + 1;
        format!(
            "标题: {title}\n文号: 测业〔{year}〕{}号\n类型: {kind}\n{more}",
            order * 1000 + number
        )
    };
    let disclosure =
        "公示期: 7日\n异议受理: 业委会 0731-0000 0001 实名书面\n适用范围: [1号楼, 3号楼]"
            .to_owned();
    let (folder, facts) = match number % 10 {
        0 | 9 => ("notices", notice("公示", &disclosure)),
        1 => ("notices", notice("公告", "")),
        2 => ("notices", notice("通知", "适用范围: [2号楼]")),
        3 => ("notices", notice("温馨提示", "")),
        4 => (
            "issues",
            format!(
                "标题: {}\n责任单位: 物业\n完成时限: {due}\n办理进展:\n  - {date} 发现 三户报修\n  - {} 商议 五方到场\n类别: 电梯",
                pick(&ISSUES, 0),
                date + Days::new(3)
            ),
        ),
        5 => (
            "issues",
            format!(
                "标题: {}\n责任单位: 物业\n完成时限: {due}\n办理进展:\n  - {date} 发现 居民来电\n  - {} 商议\n  - {} 处置 配件已到货\n  - {} 解决 已经更换\n满意度: 24 22\n类别: 设施",
                pick(&ISSUES, 1),
                date + Days::new(2),
                date + Days::new(5),
                date + Days::new(9)
            ),
        ),
        6 => (
            "resolutions",
            format!(
                "标题: {}\n决定主体: 业主大会\n表决事项: 5\n业主总数: 355 36609.05 不动产登记簿\n计票结果: {{人数: 250 20 5 2, 面积: 25800.10 2100 500 180}}\n结果: 通过",
                pick(&DECISIONS, 0)
            ),
        ),
        7 => (
            "resolutions",
            format!(
                "标题: {}\n决定主体: 联席会议\n表决议题: 是否同意试行两个月\n成员: 5 5 5\n结果: 通过",
                pick(&DECISIONS, 1)
            ),
        ),
        _ => (
            "meetings",
            format!(
                "标题: 第{}次合署办公\n类型: 合署办公\n出席: [物业 2, 业委会 3]\n议定事项: [更换3号楼门禁 物业 {due}, 清理消防通道 物业 {due}, 张贴收费办法 业委会]",
                at / 10 + 1
            ),
        ),
    };
    let mut front = facts;
    if number % 10 != 9 {
        front.push_str("\n海报:");
        if number.is_multiple_of(3) {
            front.push_str("\n  导语: ");
            front.push_str(pick(&POINTS, 5));
        }
        front.push_str("\n  要点:");
        for point in 0..2 + number % 3 {
            // Writing to a string does not fail.
            let _ = write!(front, "\n    - {}", pick(&POINTS, point));
        }
    }
    let sentences = 4 + number % 4;
    let mut body: String = (0..sentences).map(|n| pick(&SENTENCES, n)).collect();
    if number % 10 == 9 {
        let _ = write!(
            body,
            "\n\n## 收费标准\n\n| 项目 | 每度（元） | 说明 |\n| --- | ---: | --- |\n| 电费 | 0.68 | 按供电价，随之调整 |\n| 服务费 | 0.30 | 维护、保险、平台 |\n| 合计 | 0.98 | 每次封顶{}元 |\n\n- 第一年每季度公布\n- 结余归全体业主",
            3 + number % 7
        );
    }
    (folder, front, body)
}

fn date_of(at: usize) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(2024, 1, 5).expect("a day");
    first + Days::new(at as u64 * STEP)
}
