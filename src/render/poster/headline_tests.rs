//! Where headlines break: titles as notices have them, on A4.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at what it does not expect"
)]

use std::sync::Arc;

use typst::foundations::{Label, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use super::world::{Kit, PosterWorld};
use crate::config::Language;
use crate::render::wording;
use crate::theme::Theme;

/// Breaks the titles of `/data.json` and tells the lines.
const LAYOUT: &str = r#"
#import "poster.typ": dressed
#import "text.typ": *
#let d = json("/data.json")
#show: dressed.with("zh")
#context [#metadata(d.titles.map(title => fit-headline(title.split("｜"), d.names).lines.join("｜")).join("\n")) <lines>]
"#;

/// Names of the place, its bodies and buildings.
const NAMES: [&str; 8] = [
    "桃园小区",
    "春江苑",
    "桃园小区业主委员会",
    "1号楼",
    "2号楼",
    "3号楼",
    "5号楼",
    "建设路社区居民委员会",
];

fn broken(titles: &[String]) -> Vec<String> {
    let mut theme = Theme::built_in();
    theme.replace("posters/titles.typ".to_owned(), LAYOUT.as_bytes().to_vec());
    let path = format!("words/poster.{}.yaml", Language::Zh.key());
    let words = wording::read(&theme, "default", &path).unwrap();
    let mut world = PosterWorld::new(Arc::new(Kit::new(&theme, "default", &words).unwrap()));
    world.begin_with("/titles.typ");
    let data = serde_json::json!({"titles": titles, "names": NAMES});
    world.add("/data.json", serde_json::to_vec(&data).unwrap());
    let paper =
        serde_json::json!({"width": 210, "height": 297, "economy": false, "style": "board"});
    world.add("/paper.json", serde_json::to_vec(&paper).unwrap());
    let document = typst::compile::<PagedDocument>(&world).output.unwrap();
    let label = Label::new(PicoStr::intern("lines")).unwrap();
    let said = Introspector::query_label(&**document.introspector(), label).unwrap();
    match &said.to_packed::<MetadataElem>().unwrap().value {
        // Without the joiners between a number and its unit.
        Value::Str(lines) => lines
            .as_str()
            .split('\n')
            .map(|line| line.replace('\u{2060}', ""))
            .collect(),
        other => panic!("{other:?}"),
    }
}

/// Titles with the break that is expected.
const TITLES: [&str; 74] = [
    "3号楼更换电梯｜维修资金使用方案",
    "关于召开2026年｜第一次业主大会的通知",
    "桃园小区业主委员会｜换届选举公告",
    "桃园小区业主委员会｜候选人名单公示",
    "关于加装电梯｜征求意见的公示",
    "地下车库清洗安排",
    "小区绿化修剪通知",
    "关于停水的紧急通知",
    "二次供水水箱｜清洗消毒通知",
    "关于调整物业服务｜收费标准的公示",
    "2025年度公共收益｜收支情况公示",
    "2026年第一季度｜公共收益公示",
    "电动自行车集中｜充电棚启用公告",
    "关于规范电动自行车｜停放充电的通告",
    "禁止高空抛物｜温馨提示",
    "关于开展燃气｜安全检查的通知",
    "春节期间烟花爆竹｜安全管理通告",
    "小区东门道闸｜系统升级改造公告",
    "3号楼外墙渗漏｜维修工程竣工验收公示",
    "关于使用专项维修资金｜维修5号楼屋面的公示",
    "1号楼、2号楼消防设施｜维修方案征求意见",
    "物业服务合同｜续签表决结果公示",
    "选聘物业服务企业｜招标公告",
    "业主大会议事规则｜修订草案征求意见",
    "管理规约｜修订草案公示",
    "关于罢免业主委员会｜委员的表决公告",
    "增补业主委员会｜委员名单公示",
    "小区停车位｜重新划线施工通知",
    "地下车库月租车位｜续租登记通知",
    "访客车辆｜收费标准调整公示",
    "关于禁止占用｜消防通道的通告",
    "消防演练通知",
    "台风期间安全提示",
    "防汛应急｜物资清单公示",
    "垃圾分类｜投放点调整公告",
    "装修垃圾集中清运｜时间调整通知",
    "老年助餐点开业公告",
    "社区义诊活动通知",
    "业主委员会｜工作经费收支公示",
    "业主委员会｜年度工作报告",
    "电梯年度｜检验结果公示",
    "电梯困人｜应急处置情况通报",
    "3号楼2单元电梯｜停运检修通知",
    "小区监控｜系统维护公告",
    "智能门禁｜系统启用通知",
    "儿童游乐设施｜更新方案公示",
    "健身器材｜维修更换公告",
    "小区内部｜道路限速通告",
    "水泵房改造期间｜临时停水通知",
    "天然气管道｜检测入户通知",
    "关于征集业主代表｜候选人的公告",
    "桃园小区筹备组｜成员名单公示",
    "撤销业主委员会｜备案公告",
    "2026年度｜物业费催缴通知",
    "公共区域｜保洁标准公示",
    "绿地补种｜树种征求意见",
    "流浪猫救助情况说明",
    "宠物文明饲养｜公约征求意见稿",
    "快递柜迁移位置公示",
    "5G基站安装｜意见征集公告",
    "外卖车辆进小区｜管理办法试行通知",
    "屋顶太阳能板｜安装表决公告",
    "楼道堆物｜集中清理通告",
    "车库顶板防水维修｜第二阶段施工通知",
    "人防车位｜使用费收支公示",
    "桃园小区与春江苑｜共用道路维修方案公示",
    "关于延长｜投票时间的公告",
    "关于更正｜候选人名单的公告",
    "业主共有资金账户｜2025年审计报告公示",
    "LED路灯｜改造工程公示",
    "小区南门｜临时封闭通知",
    "关于成立业主｜监督委员会的公告",
    "雨污分流改造｜施工公告",
    "关于2号楼电梯更换工程｜延期的情况说明",
];

#[test]
fn titles_break_between_words() {
    let titles: Vec<String> = TITLES.iter().map(|title| title.replace('｜', "")).collect();
    let lines = broken(&titles);
    let wrong: Vec<(&str, &String)> = TITLES
        .into_iter()
        .zip(&lines)
        .filter(|(wanted, found)| wanted != found)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_author_s_break_wins() {
    let titles = ["通知｜停水", "电梯｜维保单位更换公示", "3号楼｜更换电梯"];
    let titles = titles.map(str::to_owned);
    assert_eq!(broken(&titles), titles);
}

/// Wherever a title of any length is cut, no name and no number comes apart, and no line has one
/// character alone or begins with a sign that closes.
#[test]
fn no_cut_hurts() {
    let whole =
        "关于桃园小区业主委员会委托第三方对3号楼、5号楼外墙（含雨棚）安全检测的通知，请配合";
    let characters: Vec<char> = whole.chars().collect();
    let titles: Vec<String> = (4..=characters.len())
        .flat_map(|end| {
            let from_start = characters[..end].iter().collect();
            let from_end = characters[characters.len() - end..].iter().collect();
            [from_start, from_end]
        })
        .collect();
    for (title, lines) in titles.iter().zip(broken(&titles)) {
        let lines: Vec<&str> = lines.split('｜').collect();
        assert!(lines.len() <= 3, "{lines:?}");
        for (at, line) in lines.iter().enumerate() {
            assert!(at == 0 || line.chars().count() > 1, "{lines:?}");
            assert!(
                at == 0 || !line.starts_with(['，', '、', '）']),
                "{lines:?}"
            );
            assert!(at + 1 == lines.len() || !line.ends_with('（'), "{lines:?}");
        }
        for name in NAMES {
            let uncut = lines.iter().any(|line| line.contains(name));
            assert!(
                uncut || !title.contains(name) || lines.len() > 2,
                "{lines:?}"
            );
        }
    }
}
