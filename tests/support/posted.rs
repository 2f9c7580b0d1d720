//! A site with a record for everything that a poster can be: each kind, type and state, with little
//! and with much text, in Chinese or in English.

#![allow(dead_code, reason = "each test file uses a part")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// How much a record says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Length {
    Short,
    Typical,
    Long,
    Overlong,
}

use Length::{Long, Overlong, Short, Typical};

pub const LENGTHS: [Length; 4] = [
    Length::Short,
    Length::Typical,
    Length::Long,
    Length::Overlong,
];

/// Texts of one language.
#[derive(Debug, Clone, Copy)]
pub struct Texts {
    zh: bool,
}

impl Texts {
    /// A title of 6, 14, 40 or 80 Chinese characters, or of as much English.
    pub fn title(self, length: Length) -> String {
        let (text, counts) = if self.zh {
            (
                "3号楼、5号楼二次供水水箱清洗消毒期间分时段停水以及请各户提前储水的安排和有关事项的补充说明包括临时取水点位置送水上门预约办法和恢复供水后先放水三分钟再使用的提醒",
                [6, 14, 40, 80],
            )
        } else {
            (
                "Water off in buildings 3 and 5 on Wednesday while the tanks on the roof are emptied, cleaned, disinfected and filled again by the company that the owners' committee chose in February",
                [9, 42, 84, 170],
            )
        };
        cut(text, counts[length as usize])
    }

    pub fn lead(self, length: Length) -> Option<String> {
        let text = if self.zh {
            "周三上午九点到下午五点停水，请提前储水；消防水箱不停，电梯照常运行。老人和行动不便的住户可以预约送水上门，由物业和志愿者一起办理，不收费用，当天下午六点以前送到。"
        } else {
            "No water from nine to five on Wednesday: please fill what you need. The tanks for fire fighting stay full, lifts run as always, and whoever cannot carry water can ask for a delivery at no charge."
        };
        match length {
            Length::Short => None,
            Length::Typical => Some(cut(text, 13 * self.wide())),
            Length::Long => Some(cut(text, 38 * self.wide())),
            Length::Overlong => Some(text.to_owned()),
        }
    }

    fn wide(self) -> usize {
        if self.zh { 1 } else { 2 }
    }

    /// Points, of which there are none, three or eight.
    pub fn points(self, length: Length) -> Vec<String> {
        let points: [&str; 8] = if self.zh {
            [
                "停水前请关好水龙头",
                "临时取水点在3号楼东侧，上午七点到晚上九点有人值守",
                "恢复供水后先放水三分钟，见到清水再使用热水器和净水器",
                "水质检测报告贴在各单元公告栏，也可扫码查看",
                "清洗单位为三家比价后选定，费用从公共收益列支，不向住户另收",
                "设备型号XJK-2000A/B-PLUS-2026-REV4，说明见https://gongshi.example/manuals/pumps",
                "发现水压不足、水色发黄，请当天告诉物业值班室，第二天上午有人上门查看",
                "下次清洗在九月",
            ]
        } else {
            [
                "Close all taps before nine",
                "Water is handed out east of building 3 from seven in the morning to nine in the evening",
                "Let it run for three minutes before you use boilers and filters",
                "The report on the water hangs in each lobby",
                "The company was chosen among three offers and is paid from the common income",
                "Type XJK-2000A/B-PLUS-2026-REV4, see https://gongshi.example/manuals/pumps",
                "Tell the office on the same day when the pressure is low or the water is not clear",
                "Next time in September",
            ]
        };
        let count = match length {
            Length::Short => 0,
            Length::Typical => 3,
            Length::Long | Length::Overlong => 8,
        };
        points[..count].iter().map(ToString::to_string).collect()
    }

    /// A text of about 50, 400 or 4,000 characters; the longest with lists, tables and long words.
    pub fn body(self, length: Length) -> String {
        let (sentence, list, table, tall) = if self.zh {
            (
                "水箱每半年清洗一次，清洗以后由有资质的机构取样检测，检测合格再恢复供水；清洗过程由业主代表和监事会成员到场看过。",
                "- 清洗顺序\n  1. 先3号楼\n  2. 再5号楼\n     - 低区\n     - 高区：压力罐先泄压，型号XJK-2000A/B-PLUS-2026-REV4-WITHOUT-SPACES\n- 检测项目\n- [x] 已通知各户\n- [ ] 报告张贴\n\n> 供水单位要求停水前一天再通知一次。\n>\n> 通知由楼长挨户确认。\n",
                "| 楼栋 | 户数 | 水箱（m³） | 停水起 | 停水止 | 取水点 | 负责人 | 复核 | 备注说明 |\n| --- | ---: | ---: | --- | --- | --- | --- | --- | --- |\n| 3号楼 | 72 | 36.5 | 9:00 | 17:00 | 东侧 | 物业工程部 | 监事会 | 高低区分开 |\n| 5号楼 | 68 | 30.25 | 9:00 | 17:00 | 南门 | 物业工程部 | 监事会 | 低区提前一小时恢复供水 |\n",
                "| 项目 | 金额（元） |\n| --- | ---: |\n",
            )
        } else {
            (
                "The tanks are cleaned twice a year; afterwards a laboratory takes samples, and the water comes back when they are good. Two owners and the supervisory board were there and saw how it was done. ",
                "- Order\n  1. Building 3\n  2. Building 5\n     - low floors\n     - high floors, pump XJK-2000A/B-PLUS-2026-REV4-WITHOUT-SPACES\n- Samples\n- [x] all told\n- [ ] report posted\n\n> The water company wants a second notice one day ahead.\n",
                "| Building | Households | Tank (m³) | From | Until | Water at | Who | Seen by | Remarks |\n| --- | ---: | ---: | --- | --- | --- | --- | --- | --- |\n| 3 | 72 | 36.5 | 9:00 | 17:00 | east | engineers | board | high and low floors apart |\n| 5 | 68 | 30.25 | 9:00 | 17:00 | gate | engineers | board | low floors one hour earlier |\n",
                "| Item | Amount |\n| --- | ---: |\n",
            )
        };
        let long = |count: usize| {
            let mut text = String::new();
            while text.chars().count() < count {
                text.push_str(sentence);
            }
            text
        };
        match length {
            Length::Short => sentence.to_owned(),
            Length::Typical => format!("{}\n\n{}", long(200), long(200)),
            Length::Long => {
                let mut rows = tall.to_owned();
                for n in 1..=24 {
                    let _ = writeln!(
                        rows,
                        "| {}{n} | {n},{n:03}.50 |",
                        if self.zh { "材料" } else { "part " }
                    );
                }
                format!("{}\n\n{list}\n{table}\n{rows}\n", long(150))
            }
            Length::Overlong => {
                let mut text = String::new();
                for n in 1..=9 {
                    let _ = write!(
                        text,
                        "## {} {n}\n\n{}\n\n",
                        if self.zh { "第几部分" } else { "Part" },
                        long(430)
                    );
                    if n == 4 {
                        let _ = write!(text, "{list}\n{table}\n");
                    }
                }
                text
            }
        }
    }

    fn of(self, zh: &'static str, en: &'static str) -> &'static str {
        if self.zh { zh } else { en }
    }
}

fn cut(text: &str, count: usize) -> String {
    let cut: String = text.chars().take(count).collect();
    cut.trim_end_matches(['，', '、', ',', ' ']).to_owned()
}

/// An amount in yuan.
fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", fen.abs() / 100, fen.abs() % 100)
}

/// A picture of so many pixels.
fn picture(width: u32, height: u32) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(width, height, |x, y| {
        let part = |at: u32| u8::try_from(at % 256).unwrap();
        image::Rgb([part(x * 5), part(y * 3), 120])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

/// Writes the site. The names of its records say what they are.
pub fn write(root: &Path, zh: bool) {
    let mut site = Writer {
        root,
        texts: Texts { zh },
        count: 0,
    };
    site.places();
    site.notices();
    site.issues();
    site.resolutions();
    site.meetings();
    site.rhythms();
    site.works();
    site.activities();
    site.accounts();
    site.assessments();
}

struct Writer<'r> {
    root: &'r Path,
    texts: Texts,
    count: usize,
}

impl Writer<'_> {
    fn file(&self, path: &str, text: impl AsRef<[u8]>) {
        let full = self.root.join("content").join(path);
        fs::create_dir_all(full.parent().unwrap()).unwrap();
        fs::write(full, text).unwrap();
    }

    fn places(&self) {
        let of = |zh, en| self.texts.of(zh, en);
        let language = of("zh", "en");
        self.file("site.yaml", format!("title: {}\nbase_url: https://gongshi.example\ntoday: 2026-03-25\nlanguage: {language}\n", of("东街公示栏", "East Street Notice Boards")));
        self.file(
            "_index.md",
            format!("---\n标题: {}\n---\n", of("东街街道", "East Street")),
        );
        self.file("tao/_index.md", format!(
            "---\n标题: {}\n层级: 小区\n发布单位: 业委会\n组织:\n  业委会: {} 0731-0000 0001\n  物业: {} 0731-0000 0002\n  居委会: {} 0731-0000 0003\n楼栋: [1号楼, 2号楼, 3号楼, 5号楼]\n---\n",
            of("桃园小区", "Peach Garden"), of("桃园小区业主委员会", "Peach Garden Owners' Committee"),
            of("桃园物业服务中心", "Peach Garden Property Service"), of("东街社区居民委员会", "East Street Residents' Committee")));
        self.file("demo/_index.md", format!(
            "---\n标题: {}\n层级: 小区\n演示: 是\n发布单位: 业委会\n联系方式: {{电话: 0731-00000011 0731-00000012 13800001234, 时间: \"{}\", 地点: \"{}\"}}\n异议受理: {{受理单位: 居委会, 方式: \"{}\"}}\n组织:\n  业委会: {{名称: \"{}\", 电话: 0731-00000011}}\n  物业: {{名称: \"{}\", 电话: 0731-00000012}}\n  居委会: {{名称: \"{}\", 电话: 0731-00000013}}\n楼栋: [1号楼, 2号楼, 3号楼, 5号楼]\n---\n",
            of("银杏树下的阳光家园第三期住宅小区", "Sunshine Homes under the Ginkgo Trees, Phase Three"),
            of("工作日9:00-12:00、14:00-17:30，周六上午值班", "on working days from 9:00 to 17:30"),
            of("南门东侧物业服务中心二楼业主接待室", "reception on the second floor, east of the south gate"),
            of("实名书面或到居委会当面", "in writing with your name, or in person"),
            of("银杏树下的阳光家园第三期住宅小区业主委员会", "Owners' Committee of Sunshine Homes under the Ginkgo Trees, Phase Three"),
            of("东街城市综合服务集团有限公司阳光家园项目部", "East Street Urban Services Group, Sunshine Homes Branch"),
            of("东街街道阳光社区居民委员会", "Sunshine Residents' Committee of East Street"),
        ));
    }

    /// Adds a record: title, day, and all that a length gives, unless `front` has its own poster.
    fn record(&mut self, place: &str, kind: &str, name: &str, front: &str, length: Length) {
        self.count += 1;
        let texts = self.texts;
        let mut head = format!("---\n标题: \"{}\"\n", texts.title(length));
        if !front.lines().any(|line| line.starts_with("日期: ")) {
            head.push_str("日期: 2026-03-20\n");
        }
        let _ = writeln!(head, "{}", front.trim_end());
        // Every second one has words of its own for the poster, the others show their text.
        if self.count.is_multiple_of(2) && !front.contains("海报") {
            let mut poster = String::new();
            if let Some(lead) = texts.lead(length) {
                let _ = writeln!(poster, "  导语: \"{lead}\"");
            }
            let points = texts.points(length);
            if !points.is_empty() && kind != "resolutions" {
                poster.push_str("  要点:\n");
                for point in points {
                    let _ = writeln!(poster, "    - \"{point}\"");
                }
            }
            if !poster.is_empty() {
                let _ = write!(head, "海报:\n{poster}");
            }
        }
        let body = texts.body(length);
        let said = format!("{name}-{length:?}").to_lowercase();
        self.file(
            &format!("{place}/{kind}/{said}.md"),
            format!("{head}---\n\n{body}\n"),
        );
    }

    fn notices(&mut self) {
        let types = ["公示", "公告", "通告", "通知", "温馨提示", "通报"];
        let periods = [
            "公示期: 2026-03-20 7日\n",
            "公示期: 2026-03-20 5个工作日\n",
            "公示期: 2026-03-20 至 2026-04-10\n异议受理: 业委会 0731-00000001 实名书面\n",
            "公示期: {长期: 是, 复核日期: 2027-03-01}\n公示内容: [收费标准]\n",
            "",
        ];
        for (at, kind) in types.into_iter().enumerate() {
            for (n, length) in LENGTHS.into_iter().enumerate() {
                let place = if (at + n) % 2 == 0 { "tao" } else { "demo" };
                let period = periods[(at + n) % periods.len()];
                let front = format!("类型: {kind}\n{period}");
                self.record(place, "notices", &format!("type{at}"), &front, length);
            }
        }
        let seven = "类型: 公示\n公示期: 2026-03-20 7日\n";
        let with = |front: &str| format!("{seven}{front}");
        self.record(
            "tao",
            "notices",
            "twenty-days",
            "日期: 2025-12-28\n类型: 公告\n公示期: 2025-12-28 30日\n",
            Typical,
        );
        self.record(
            "demo",
            "notices",
            "withdrawn",
            &with("撤回: {date: 2026-03-24, reason: 数字有误，重新核对后再公示}\n"),
            Typical,
        );
        self.record(
            "tao",
            "notices",
            "erased",
            &with("撤回: {date: 2026-03-24, reason: 涉及个人信息, erase: true}\n"),
            Long,
        );
        self.record(
            "tao",
            "notices",
            "first",
            &with("文号: 桃园业〔2026〕5号\n"),
            Short,
        );
        self.record("tao", "notices", "second", "日期: 2026-03-22\n类型: 公示\n公示期: 2026-03-22 7日\n更正: {记录: notices/first-short, 原因: 金额写错}\n", Typical);
        self.record("demo", "notices", "old", &with(""), Long);
        self.record("demo", "notices", "new", "日期: 2026-03-23\n类型: 公示\n公示期: 2026-03-23 7日\n代替: {记录: notices/old-long, 原因: 方案改了}\n", Long);
        self.record(
            "tao",
            "notices",
            "joint2",
            &with("发布单位: [业委会, 物业]\n"),
            Typical,
        );
        self.record(
            "demo",
            "notices",
            "joint3",
            &with("发布单位: [业委会, 物业, 居委会]\n"),
            Long,
        );
        self.record(
            "tao",
            "notices",
            "joint3",
            &with("发布单位: [业委会, 物业, 居委会]\n"),
            Short,
        );
        self.record("demo", "notices", "scope", &with("适用范围: [1号楼, 2号楼, 3号楼, 5号楼, 地下车库及出入口, 南门外停车场, 全体租户]\n"), Typical);
        self.record("tao", "notices", "version", &with("版本: 3\n"), Short);
        self.record("tao", "notices", "vote", "日期: 2026-03-01\n类型: 公告\n事项: 业主大会\n前置研究: 业委会 2026-02-20 同意提交业主大会表决\n公示期: 2026-03-01 20日\n表决议题:\n  - 是否同意更换1号楼、2号楼电梯各一台，费用从维修资金列支\n  - 是否同意续聘桃园物业服务中心，合同期三年，服务费标准不变\n", Typical);
        self.record("demo", "notices", "rows", &with("海报: [\"时间：3月25日9时至17时\", \"地点：3号楼、5号楼全部单元和地下车库\", \"取水：东侧取水点\"]\n"), Typical);
        self.record("demo", "notices", "phones", &with("联系方式: {电话: 0731-00000021 0731-00000022 0731-00000023 0731-00000024 400-000-0000转8, 时间: 全天}\n"), Overlong);
    }

    fn issues(&mut self) {
        for size in ["wide", "tall", "body"] {
            let (width, height) = match size {
                "wide" => (640, 300),
                "tall" => (300, 700),
                _ => (500, 400),
            };
            for place in ["tao", "demo"] {
                self.file(
                    &format!("{place}/issues/{size}.png"),
                    picture(width, height),
                );
            }
        }
        let found = "  - 2026-03-02 发现 三户报修\n";
        let states = [
            ("found", String::new()),
            ("discussed", "  - 2026-03-04 商议 五方到场\n".to_owned()),
            (
                "handling",
                "  - 2026-03-04 商议\n  - 2026-03-06 处置 配件已订\n".to_owned(),
            ),
            (
                "solved",
                "  - 2026-03-04 商议 五方到场\n  - 2026-03-06 处置\n  - 2026-03-15 解决 更换主板\n"
                    .to_owned(),
            ),
            (
                "deferred",
                "  - 2026-03-09 延期 2026-04-10 阴雨不能施工，等天晴\n".to_owned(),
            ),
            (
                "referred",
                "  - 2026-03-09 转办 已转城管中队和交警大队\n".to_owned(),
            ),
            (
                "declined",
                "  - 2026-03-09 不予受理 属于邻里之间的民事约定，建议到人民调解委员会\n".to_owned(),
            ),
            (
                "duplicate",
                "  - 2026-03-09 重复 issues/found-short\n".to_owned(),
            ),
            (
                "reopened",
                "  - 2026-03-06 解决 已修\n  - 2026-03-12 重新办理 又坏了\n".to_owned(),
            ),
        ];
        for (at, (state, progress)) in states.iter().enumerate() {
            let lengths = [LENGTHS[at % 4], LENGTHS[(at + 2) % 4]];
            let lengths = if *state == "found" {
                [Length::Short, Length::Overlong]
            } else {
                lengths
            };
            for (n, length) in lengths.into_iter().enumerate() {
                // What is a duplicate is so of an issue of the same place.
                let place = if (at + n) % 2 == 0 || *state == "duplicate" {
                    "tao"
                } else {
                    "demo"
                };
                let mut front = format!(
                    "日期: 2026-03-02\n责任单位: 物业\n完成时限: 2026-03-20\n办理进展:\n{found}{progress}"
                );
                if at % 2 == 0 {
                    front.push_str("地点: 3号楼候梯厅和地下车库出入口\n涉及户数: 62\n");
                }
                if *state == "solved" || *state == "handling" {
                    front = front.replace(
                        "  - 2026-03-02 发现 三户报修\n",
                        "  - {日期: 2026-03-02, 状态: 发现, 说明: 三户报修, 佐证: [wide.png]}\n",
                    );
                    front.push_str("人脸: 没有人脸\n");
                }
                if *state == "solved" {
                    front = front.replace(
                        "  - 2026-03-15 解决 更换主板\n",
                        "  - {日期: 2026-03-15, 状态: 解决, 说明: 更换主板, 佐证: [tall.png]}\n",
                    );
                    front.push_str("满意度: 40 36\n");
                }
                self.record(place, "issues", state, &front, length);
            }
        }
        // A picture in the text, and steps with many words.
        let front = "日期: 2026-03-02\n责任单位: [物业, 居委会, 城市管理综合行政执法大队]\n完成时限: 2026-05-20\n人脸: 没有人脸\n办理进展:\n  - 2026-03-02 发现 巡查时由楼长发现\n  - 2026-03-04 商议 业委会、物业、社区、网格员和居民代表一起商议\n  - 2026-03-06 处置 施工单位已进场，预计工期十五天\n";
        self.record("demo", "issues", "many", front, Length::Long);
        let path = "demo/issues/many-long.md";
        let text = fs::read_to_string(self.root.join("content").join(path)).unwrap();
        self.file(path, format!("{text}\n![现场照片](body.png)\n"));
    }

    fn resolutions(&mut self) {
        let vote = "决定主体: 业主大会\n文号: N\n表决事项: 5\n表决议题: 是否同意更换1号楼、2号楼电梯各一台\n投票: 书面 2026-03-01 至 2026-03-15\n业主总数: 355 36609.05 不动产登记簿；一人多套按一人计\n选票: 355 300\n监票人: 居委会2人、监事会2人\n前置研究: 业委会 2026-02-20 同意提交业主大会表决\n";
        let passed = "计票结果: {人数: 250 20 5 2, 面积: 25800.10 2100 500 180}\n结果: 通过\n公示期: 2026-03-20 7日\n";
        let failed = "计票结果: {人数: 120 150 5 2, 面积: 12800.10 15100 500 180}\n结果: 未通过\n公示期: 2026-03-20 7日\n异议受理: 业委会 0731-00000001 实名书面\n";
        let short = "计票结果: {人数: 150 20 5 2, 面积: 15800.10 2100 500 180}\n结果: 人数不足\n";
        let mut number = 20;
        let mut add = |place: &str, name: &str, front: &str, length: Length| {
            number += 1;
            let front = front.replace(
                "文号: N",
                &format!(
                    "文号: {}业〔2026〕{number}号",
                    if place == "tao" { "桃园" } else { "银杏" }
                ),
            );
            self.record(place, "resolutions", name, &front, length);
        };
        for length in LENGTHS {
            let place = if length == Typical || length == Overlong {
                "demo"
            } else {
                "tao"
            };
            add(place, "passed", &format!("{vote}{passed}"), length);
            add(place, "failed", &format!("{vote}{failed}"), length);
        }
        add("tao", "no-quorum", &format!("{vote}{short}"), Typical);
        add(
            "demo",
            "deemed",
            &format!("{vote}{}", passed.replace("180}}", "180}, 视同: 6 590.20}")),
            Long,
        );
        add(
            "tao",
            "revoked",
            &format!("{vote}{passed}办理进展: [2026-03-20 计票, 2026-03-24 撤销 法院判决撤销]\n"),
            Typical,
        );
        add(
            "tao",
            "implemented",
            &format!(
                "{vote}{passed}办理进展: [2026-03-20 计票, 2026-03-22 生效, 2026-03-24 落实 已开工]\n"
            ),
            Short,
        );
        add(
            "tao",
            "voting",
            "决定主体: 业主大会\n表决事项: 5\n表决议题: 是否同意更换电梯\n投票: {方式: 电子, 起: 2026-03-20, 止: 2026-04-15, 延期: [2026-04-20]}\n业主总数: 355 36609.05\n办理进展: [2026-03-20 投票]\n",
            Typical,
        );
        add(
            "demo",
            "items",
            "决定主体: 业主大会\n投票: 书面 2026-03-01 至 2026-03-15\n业主总数: 355 36609.05 不动产登记簿\n选票: 355 300\n表决项:\n  - {表决议题: 是否同意更换1号楼、2号楼电梯各一台，费用从维修资金列支, 表决事项: 5, 计票结果: {人数: 250 20 5 2, 面积: 25800.10 2100 500 180}, 结果: 通过}\n  - {表决议题: 是否同意把东侧绿地改为停车位, 表决事项: 8, 计票结果: {人数: 150 120 5 2, 面积: 15800.10 12100 500 180}, 结果: 未通过}\n  - {表决议题: 是否同意修订管理规约, 表决事项: 2, 计票结果: {人数: 250 20 5 2, 面积: 25800.10 2100 500 180}, 结果: 通过}\n公示期: 2026-03-20 7日\n",
            Typical,
        );
        let mut candidates = String::new();
        for (n, name) in ["一", "二", "三", "四", "五", "六", "七", "八", "九"]
            .iter()
            .enumerate()
        {
            let heads = 240 - n * 12;
            let _ = writeln!(candidates, "  - 候选人{name} {heads} {}.50", heads * 100);
        }
        let election = format!(
            "决定主体: 业主大会\n文号: N\n表决事项: 3\n表决议题: 选举桃园小区新一届业主委员会成员\n投票: 书面 2026-03-01 至 2026-03-15\n业主总数: 355 36609.05\n选票: 355 300\n计票结果: {{参与: 277 28580.10}}\n名额: 7\n候选人:\n{candidates}监票人: 居委会2人、监事会2人\n结果: 通过\n公示期: 2026-03-20 7日\n"
        );
        add("tao", "election", &election, Typical);
        add("demo", "election", &election, Long);
        add(
            "tao",
            "committee",
            "决定主体: 业委会\n文号: N\n表决议题: 是否同意充电棚管理办法\n成员: 7 6 5\n结果: 通过\n公示期: 2026-03-20 7日\n",
            Typical,
        );
        add(
            "demo",
            "committee",
            "决定主体: 业委会\n成员: 7 4 3\n结果: 未通过\n",
            Long,
        );
        add(
            "tao",
            "joint",
            "决定主体: 联席会议\n表决议题: 是否同意来访车辆白天停放内部空闲车位\n成员: 5 5 5\n结果: 通过\n公示期: 2026-03-20 12日\n",
            Short,
        );
        add(
            "demo",
            "residents",
            "决定主体: 居民会议\n成员: 60 48 40\n结果: 通过\n",
            Typical,
        );
        add(
            "tao",
            "before-2021",
            "日期: 2020-03-20\n决定主体: 业主大会\n表决事项: 6\n投票: 书面 2020-03-01 至 2020-03-15\n业主总数: 355 36609.05\n计票结果: {人数: 250 20 5 2, 面积: 25800.10 2100 500 180}\n结果: 通过\n",
            Typical,
        );
    }

    fn meetings(&mut self) {
        let types = [
            "合署办公",
            "联席会议",
            "协商议事",
            "业主大会",
            "居民会议",
            "委员会会议",
            "论坛",
        ];
        let results = "出席: [物业 2, 业委会 3, 居委会 缺席（换届）]\n邀请: [城管中队 占道停车, 交警大队 门口违停]\n";
        for (at, kind) in types.into_iter().enumerate() {
            let length = LENGTHS[at % 4];
            let place = if at % 2 == 0 { "tao" } else { "demo" };
            let outcomes = [
                "更换3号楼门禁 物业 2026-04-20",
                "请供水单位来小区说明一户一表的费用和工期，并给出书面答复 居委会 2026-04-30",
                "清理东侧消防通道",
                "在南门外划线，摆渡车临时停靠不超过五分钟 物业 2026-04-02",
            ];
            let count = [1, 3, 4, 4][at % 4];
            let mut text = format!(
                "日期: 2026-03-16\n类型: {kind}\n时间: 9:30\n地点: 物业服务中心二楼会议室\n{results}议定事项:\n"
            );
            for outcome in &outcomes[..count] {
                let _ = writeln!(text, "  - {outcome}");
            }
            let reviewed = if place == "tao" {
                ["found-short", "handling-long"]
            } else {
                ["found-overlong", "handling-short"]
            };
            let _ = writeln!(text, "本周问题: [issues/{}]", reviewed[0]);
            if at < 2 {
                let _ = write!(
                    text,
                    "上周进展:\n  - issues/{} 处置 配件已到货\n",
                    reviewed[1]
                );
            }
            self.record(place, "meetings", &format!("held{at}"), &text, length);
            let planned = format!(
                "日期: 2026-04-{:02}\n类型: {kind}\n时间: 9:30\n地点: 物业服务中心二楼会议室\n",
                10 + at
            );
            let length = LENGTHS[(at + 1) % 4];
            self.record(place, "meetings", &format!("planned{at}"), &planned, length);
        }
        let off = "日期: 2026-03-18\n类型: 协商议事\n时间: 19:30\n地点: 二楼会议室\n";
        self.record(
            "tao",
            "meetings",
            "cancelled",
            &format!("{off}办理进展: [2026-03-17 取消 场地停电]\n"),
            Length::Typical,
        );
        self.record(
            "demo",
            "meetings",
            "postponed",
            &format!("{off}办理进展: [2026-03-17 改期 2026-04-02 等区里的批复]\n"),
            Length::Long,
        );
    }

    /// Works in each state, with two pictures, one and none, with much and with little to tell.
    fn works(&mut self) {
        for place in ["tao", "demo"] {
            for (name, width, height) in [("wide", 640, 300), ("tall", 300, 700)] {
                self.file(&format!("{place}/works/{name}.png"), picture(width, height));
            }
        }
        let short = "责任单位: 物业\n";
        let long = "责任单位: [物业, 居委会, 城市管理综合行政执法大队]\n施工单位: 东街城市更新建设工程有限责任公司第二项目部\n地点: 3号楼候梯厅、地下车库出入口和南门外人行道\n满意度: 140 136\n人脸: 没有人脸\n";
        let before = "改造前:\n  - wide.png 2026-02-20 地砖松动、塌陷，雨天积水\n";
        let after = "改造后:\n  - tall.png 2026-03-14 重新铺平\n";
        let begun = "办理进展:\n  - 2026-03-01 计划\n  - 2026-03-04 施工 分三段围挡\n";
        let done = format!("{begun}  - 2026-03-14 完工 换砖186平方米\n");
        let accepted = "验收: 业委会 2026-03-18 平整不积水，合格\n";
        let cost = "费用: 1234567.89 公共收益\n";
        let states = [
            ("planned", "完成时限: 2026-05-31\n办理进展: [2026-03-01 计划 签合同]\n费用: 126000 维修资金\n决议: resolutions/passed-short\n".to_owned(), true),
            ("underway", format!("完成时限: 2026-04-20\n{begun}费用: 6800\n{before}"), false),
            ("late", format!("完成时限: 2026-03-10\n{begun}{before}{cost}"), false),
            ("done", format!("{done}{before}{after}{cost}"), false),
            ("accepted", format!("{done}{accepted}{before}{after}{cost}"), false),
            ("after", format!("{accepted}{after}"), false),
            ("dropped", format!("{begun}  - 2026-03-10 停办 业主大会没有通过，等下一次表决再定\n"), false),
            ("unknown", String::new(), false),
        ];
        for (at, (state, front, only_tao)) in states.iter().enumerate() {
            for (n, length) in [LENGTHS[at % 4], LENGTHS[(at + 2) % 4]]
                .into_iter()
                .enumerate()
            {
                let place = if *only_tao || (at + n) % 2 == 0 {
                    "tao"
                } else {
                    "demo"
                };
                let front = format!("{}{front}", if n == 0 { short } else { long });
                self.record(place, "works", state, &front, length);
            }
        }
    }

    fn activities(&mut self) {
        let facts = "时间: 9:00-11:30\n地点: 红五星党群服务中心一楼多功能厅\n主办单位: [物业, 居委会]\n参加人数: 36\n";
        for (at, kind) in ["志愿服务", "学习教育", "文体活动", "党员活动"]
            .into_iter()
            .enumerate()
        {
            let place = if at % 2 == 0 { "tao" } else { "demo" };
            let facts = if at == 0 { "" } else { facts };
            let front = format!("类型: {kind}\n{facts}");
            self.record(
                place,
                "activities",
                &format!("type{at}"),
                &front,
                LENGTHS[at],
            );
        }
    }

    /// Two compounds with weeks and months: one with few issues, one with many and long names, in
    /// which a review is missed, bodies are absent, and meetings are called off and put off.
    fn rhythms(&self) {
        let of = |zh, en| self.texts.of(zh, en);
        let name = of("每周每月", "Weeks and months");
        self.file("mechanisms/weekly.md", format!("---\n标题: {name}\n主体: [社区党组织, 小区党支部, 业委会, 物业, 居民代表]\n例会: [合署办公 每周, 联席会议 每月]\n推行: [/zhou 推行 2026-01-05, /chang 推行 2026-01-05]\n---\n"));
        for (place, title, company) in [
            (
                "zhou",
                of("桃园小区", "Peach Garden"),
                of("桃园物业", "Peach Property"),
            ),
            (
                "chang",
                of(
                    "银杏树下的阳光家园第三期住宅小区",
                    "Sunshine Homes under the Ginkgo Trees, Phase Three",
                ),
                of(
                    "东街城市综合服务集团有限公司阳光家园项目部",
                    "East Street Urban Services Group, Sunshine Homes Branch",
                ),
            ),
        ] {
            // Of one kind there is no body at this place; another has two.
            self.file(&format!("{place}/_index.md"), format!(
                "---\n标题: \"{title}\"\n层级: 小区\n演示: {}\n发布单位: 业委会\n组织:\n  业委会: \"{title}{}\"\n  小区党支部: \"{}\"\n  物业: {{名称: \"{company}\", 电话: 0731-0000 0002}}\n  居民代表: {}\n  配套: {{种类: 物业, 名称: \"{}\"}}\n---\n",
                if place == "zhou" { "否" } else { "是" },
                of("业委会", " Owners' Committee"), of("小区党支部", "Party branch"), of("居民代表", "Residents' representatives"),
                of("车库管理公司", "Garage Company"),
            ));
            self.weeks(place);
        }
    }

    fn weeks(&self, place: &str) {
        let of = |zh, en| self.texts.of(zh, en);
        let texts = self.texts;
        let long = place == "chang";
        let issue = |at: usize| {
            let title = if long && at % 4 == 1 {
                texts.title(Long)
            } else {
                let titles = [
                    of("东门外卖车辆乱停", "Scooters at the east gate"),
                    of("5号楼楼顶渗水", "Leak in building 5"),
                    of("路灯不亮", "Dark lamps"),
                ];
                titles[at % titles.len()].to_owned()
            };
            (format!("{place}-issue{at:02}"), title)
        };
        // In the first place there are three; in the second there are three more each week.
        let count = if long { 24 } else { 3 };
        for at in 0..count {
            let (name, title) = issue(at);
            let week = if long { at / 3 } else { 0 };
            let day = 5 + 7 * week;
            let (month, day) = if day > 31 { (2, day - 31) } else { (1, day) };
            let party = if at % 3 == 2 {
                "[物业, 业委会]"
            } else {
                "业委会"
            };
            self.file(&format!("{place}/issues/{name}.md"), format!(
                "---\n标题: \"{title} {at}\"\n日期: 2026-{month:02}-{day:02}\n责任单位: {party}\n完成时限: 2026-02-20\n---\n\n{}\n", texts.body(Short)));
        }
        let says = of("配件到货", "parts came");
        let much = of(
            "阴雨天气不能施工，等天晴以后由施工单位重新排出日期再通知",
            "no work in the rain, a new day is set once it is dry",
        );
        let states = ["处置", "商议", "解决", "延期"];
        let days = [
            "01-05", "01-12", "01-19", "01-26", "02-02", "02-09", "02-24", "03-09",
        ];
        for (at, day) in days.into_iter().enumerate() {
            let raised: Vec<String> = if long {
                (0..2).map(|n| issue(at * 3 + n).0).collect()
            } else if at < 3 {
                vec![issue(at).0]
            } else {
                Vec::new()
            };
            let mut front = format!(
                "日期: 2026-{day}\n类型: 合署办公\n机制: weekly\n时间: 9:30\n地点: {}\n",
                of("议事室", "Meeting room")
            );
            front.push_str(match (long, at % 3) {
                (false, 0) => "出席: [小区党支部 2, 业委会 3, 物业 2, 居民代表 4]\n",
                (false, 1) => "出席: [业委会 3]\n",
                (false, _) => "出席: [小区党支部 2, 业委会 缺席, 配套 1]\n邀请: [城管中队 占道停车]\n",
                (true, 0) => "出席: [\"小区党支部 缺席（外出学习，会后书面确认同意全部议定事项）\", 业委会 缺席（换届）, 物业 2, 居民代表 4]\n邀请: [城市管理综合行政执法大队 正门外占道停车和夜间摆摊, 交警大队, 市政排水部门 污水井]\n",
                (true, 1) => "出席: []\n",
                (true, _) => "出席: [小区党支部 12, 业委会 13, 物业 2, 居民代表 14]\n",
            });
            if !raised.is_empty() {
                let _ = writeln!(
                    front,
                    "本周问题: [{}]",
                    raised
                        .iter()
                        .map(|name| format!("issues/{name}"))
                        .collect::<Vec<_>>()
                        .join(", ")
                );
            }
            // The last of those raised is forgotten each time in the second place.
            if long && at > 0 {
                let _ = write!(
                    front,
                    "上周进展:\n  - issues/{} {} {much}\n",
                    issue((at - 1) * 3).0,
                    states[at % 2]
                );
                if at > 2 {
                    let _ = writeln!(
                        front,
                        "  - issues/{} {} {says}",
                        issue((at - 3) * 3 + 2).0,
                        states[at % 3]
                    );
                }
            } else if at > 0 && at < 4 {
                let _ = write!(
                    front,
                    "上周进展:\n  - issues/{} {} {says}\n",
                    issue(at - 1).0,
                    states[at % 3]
                );
            }
            let outcomes = [
                format!(
                    "{} 物业 2026-04-20",
                    of("更换3号楼门禁", "New entry system")
                ),
                format!(
                    "{} 业委会 2026-03-30",
                    of(
                        "请供水单位来小区说明一户一表的费用和工期，并给出书面答复",
                        "Ask the water company to explain cost and time of single meters, and to answer in writing"
                    )
                ),
                of("清理东侧消防通道", "Clear the eastern fire lane").to_owned(),
            ];
            let count = if long { 1 + at % 3 } else { at % 3 };
            if count > 0 {
                front.push_str("议定事项:\n");
            }
            for outcome in &outcomes[..count] {
                let _ = writeln!(front, "  - {outcome}");
            }
            let length = if long { LENGTHS[at % 4] } else { Short };
            self.titled(place, &format!("week{at}"), &front, length, day);
        }
        let off = format!(
            "类型: 合署办公\n机制: weekly\n时间: 9:30\n地点: {}\n",
            of("议事室", "Meeting room")
        );
        let cancelled = format!(
            "日期: 2026-03-02\n{off}办理进展: [2026-03-01 取消 {}]\n",
            of("场地停电", "power cut")
        );
        self.titled(place, "off", &cancelled, Typical, "03-02");
        let moved = format!(
            "日期: 2026-03-17\n{off}办理进展: [2026-03-16 改期 2026-03-27 {}]\n",
            of("等区里的批复", "waiting for the district")
        );
        self.titled(place, "moved", &moved, Typical, "03-17");
        let ahead = format!("日期: 2026-03-30\n{off}邀请: [城管中队 占道停车, 交警大队]\n");
        self.titled(place, "ahead", &ahead, Short, "03-30");
        self.months(place);
    }

    fn months(&self, place: &str) {
        let of = |zh, en| self.texts.of(zh, en);
        let long = place == "chang";
        let venue = of("社区服务大厅", "Community hall");
        let front = format!("类型: 联席会议\n机制: weekly\n时间: 15:00\n地点: {venue}\n");
        let many = if long { 7 } else { 2 };
        let mut first = format!(
            "日期: 2026-01-28\n{front}出席: [小区党支部 2, 业委会 3, 物业 缺席（人手不够）, 居民代表 4]\n邀请: [消防救援部门 电动车充电, 城市管理部门 占道停车]\n议定事项:\n"
        );
        for at in 0..many {
            let what = if long && at % 2 == 0 {
                of(
                    "请供水单位来小区说明一户一表的费用和工期，并给出书面答复",
                    "Ask the water company to explain cost and time of single meters, and to answer in writing",
                )
            } else {
                of("清理楼道杂物", "Clear the corridors")
            };
            let _ = writeln!(first, "  - {what}{at} 物业 2026-02-{:02}", 9 + at);
        }
        self.titled(
            place,
            "month1",
            &first,
            if long { Long } else { Short },
            "01-28",
        );
        let second = format!(
            "日期: 2026-02-26\n{front}出席: [业委会 3, 物业 2]\n上周进展:\n  - meetings/month1#1 完成 {}\n  - meetings/month1#2 不再办理 {}\n议定事项: [{} 业委会 2026-03-12]\n",
            of("都已清走", "all gone"),
            of("另有安排", "done otherwise"),
            of(
                "提出充电棚选址意见",
                "Propose a place for the charging shed"
            ),
        );
        self.titled(
            place,
            "month2",
            &second,
            if long { Overlong } else { Short },
            "02-26",
        );
        let ahead = format!(
            "日期: 2026-03-31\n{front}邀请: [消防救援部门 电动车充电, 城市管理部门 占道停车, 市政排水部门]\n海报:\n  导语: \"{}\"\n",
            of("欢迎居民旁听", "All are welcome")
        );
        self.titled(place, "month3", &ahead, Typical, "03-31");
    }

    /// Statements of public revenue: none, few and many items, debts, amounts of 13 digits, uses with
    /// their resolution, a correction, a withdrawal, one that was erased.
    fn accounts(&mut self) {
        let texts = self.texts;
        let of = |zh, en| texts.of(zh, en);
        let (party, resolution) = (of("监事会", "board"), "resolutions/fund-typical");
        let names = [
            of("停车位", "Parking"),
            of("电梯广告", "Lift posters"),
            of(
                "地面临时停车和夜间月租及访客停车收费",
                "Visitors and monthly tenants who park at night",
            ),
            of("场地租金", "Rent"),
            of("通信基站", "Aerials"),
        ];
        for place in ["tao", "demo"] {
            self.file(&format!("{place}/resolutions/fund-typical.md"), format!("---\n标题: \"{}\"\n日期: 2019-12-20\n决定主体: 业主大会\n业主总数: 355 36609.05 不动产登记簿\n计票结果: {{人数: 250 20 5 2, 面积: 25800.10 2100 500 180}}\n结果: 通过\n表决事项: 8\n---\n\nx\n", of("公共收益的使用办法", "How the public revenue is used")));
        }
        // Opening in fen, what each item is a multiple of, and numbers of items.
        let sorts = [
            (7_133_815_i64, 100_050_i64, [3, 3, 0]),
            (500_000, 99_900, [3, 2, 2]),
            (-30_000, 480_000, [1, 3, 1]),
            (123_456_789_012_345, 987_654_321_098, [1, 1, 1]),
            (0, 0, [0, 0, 0]),
            (1_234_567, 123_456, [40, 30, 10]),
            (4_000_000, 210_000, [7, 4, 3]),
            (0, 12_345, [1, 0, 0]),
        ];
        for (at, (opening, unit, counts)) in sorts.into_iter().enumerate() {
            for (n, length) in LENGTHS.into_iter().enumerate() {
                let place = if (at + n) % 2 == 0 { "tao" } else { "demo" };
                let mut closing = opening;
                let mut items = String::new();
                for (side, key) in ["收入", "支出", "使用"].into_iter().enumerate() {
                    if counts[side] > 0 {
                        let _ = writeln!(items, "{key}:");
                    }
                    for item in 0..counts[side] {
                        let fen = unit * (1 + i64::try_from((item * 7 + side * 3) % 11).unwrap());
                        closing += if side == 0 { fen } else { -fen };
                        let name = names[(item + side) % names.len()];
                        let number = if item < names.len() {
                            String::new()
                        } else {
                            item.to_string()
                        };
                        let rests = if side == 2 && item % 2 == 0 {
                            format!(", 决议: {resolution}")
                        } else if item % 3 == 2 {
                            format!(", 说明: \"{}\"", of("每月结算", "paid monthly"))
                        } else {
                            String::new()
                        };
                        let _ = writeln!(
                            items,
                            "  - {{项目: \"{name}{number}\", 金额: {}{rests}}}",
                            yuan(fen)
                        );
                    }
                }
                // Years apart, so that none follows another.
                let period = ["", "-Q4", "-H1", "-10"][(at + n) % 4];
                let year = 1950 + at * 8 + n * 2;
                let kept = if n % 2 == 0 {
                    format!("代管单位: 物业\n账号尾号: '6688'\n审核单位: {party}\n")
                } else {
                    String::new()
                };
                let front = format!(
                    "期间: {year}{period}\n{kept}期初: {}\n{items}期末: {}\n",
                    yuan(opening),
                    yuan(closing)
                );
                self.record(place, "accounts", &format!("sum{at}"), &front, length);
            }
        }
        let small = |year: usize| {
            format!(
                "期间: {year}-05-03 至 {year}-06-20\n期初: 100.00\n收入:\n  - {} 50\n期末: 150.00\n",
                names[0]
            )
        };
        let withdrawn = format!(
            "{}撤回: {{date: 2026-03-24, reason: 漏记一笔}}\n",
            small(2020)
        );
        self.record("tao", "accounts", "withdrawn", &withdrawn, Typical);
        let erased = format!(
            "{}撤回: {{date: 2026-03-24, reason: 写了住户姓名, erase: true}}\n",
            small(2021)
        );
        self.record("tao", "accounts", "erased", &erased, Short);
        self.record("demo", "accounts", "first", &small(2022), Typical);
        let again = format!(
            "日期: 2026-03-22\n{}更正: {{记录: accounts/first-typical, 原因: 漏记一笔}}\n",
            small(2022)
        );
        self.record("demo", "accounts", "again", &again, Long);
    }

    /// Assessments of two to sixty places, by one criterion and by many, with ties, with places that
    /// were not assessed.
    fn assessments(&mut self) {
        let texts = self.texts;
        let of = |zh, en| texts.of(zh, en);
        self.file("ward/_index.md", format!("---\n标题: {}\n层级: 社区\n发布单位: 居委会\n异议受理: {{受理单位: 居委会, 方式: \"{}\"}}\n组织:\n  居委会: {} 0731-0000 0009\n---\n",
            of("东街社区", "East Ward"), of("实名书面", "in writing"), of("东街社区居民委员会", "East Ward Residents' Committee")));
        for n in 0..60 {
            let name = if n % 7 == 3 {
                of(
                    "银杏树下的阳光家园第三期",
                    "Sunshine Homes under the Ginkgo Trees",
                )
            } else {
                of("小区", "Court")
            };
            self.file(
                &format!("ward/c{n}/_index.md"),
                format!("---\n标题: {name}{n}\n层级: 小区\n---\n"),
            );
        }
        let criteria = [
            of("环境卫生", "Cleaning"),
            of("公共秩序维护", "Order"),
            of("设施设备养护", "Upkeep of equipment"),
            of("服务响应", "Answers"),
            of("业主满意度测评", "Satisfaction of owners"),
        ];
        for (at, (places, count)) in [(2, 1), (5, 3), (9, 5), (20, 4), (60, 5), (3, 5)]
            .into_iter()
            .enumerate()
        {
            for (n, length) in LENGTHS.into_iter().enumerate() {
                if places > 9 && n % 2 == 1 {
                    continue;
                }
                let mut front = format!(
                    "期间: {}-Q{}\n考评办法: \"{}\"\n考评项目:\n",
                    2020 + at,
                    n + 1,
                    of(
                        "物业服务季度考评办法（试行）",
                        "Rules of quarterly assessment"
                    )
                );
                for (number, name) in criteria[..count].iter().enumerate() {
                    let weight = if number == 0 {
                        100 - 20 * (count - 1)
                    } else {
                        20
                    };
                    let _ = writeln!(front, "  - {{名称: \"{name}\", 权重: {weight}}}");
                }
                front.push_str("得分:\n");
                for place in 0..places {
                    let points: Vec<String> = (0..count)
                        .map(|number| match (place + n * 3, number) {
                            (4, 0) => "缺".to_owned(),
                            _ => (98 - (place / 2 * 5 + number * 3 + n) % 37).to_string(),
                        })
                        .collect();
                    let more = if place == 1 {
                        format!(
                            ", 满意度: 40 36, 说明: \"{}\"",
                            of("整改后复评", "assessed again")
                        )
                    } else {
                        String::new()
                    };
                    let _ = writeln!(
                        front,
                        "  - {{地点: c{place}, 分数: \"{}\"{more}}}",
                        points.join(" ")
                    );
                }
                let _ = writeln!(
                    front,
                    "考评单位: [居委会, \"{}\"]",
                    of(
                        "东街街道物业管理办公室",
                        "Office of Property Management of East Street"
                    )
                );
                self.record("ward", "assessments", &format!("marks{at}"), &front, length);
            }
        }
    }

    /// A meeting whose title names its sort, as most do, or says more.
    fn titled(&self, place: &str, name: &str, front: &str, length: Length, day: &str) {
        let of = |zh, en| self.texts.of(zh, en);
        let sort = if front.contains("合署") {
            of("合署办公", "Weekly office")
        } else {
            of("联席会议", "Joint meeting")
        };
        let title = match length {
            Short => format!("{day} {sort}"),
            Typical => of("联席会议商议门禁和车位", "Doors and parking").to_owned(),
            Long | Overlong => self.texts.title(length),
        };
        let body = self
            .texts
            .body(if length == Overlong { Overlong } else { Short });
        self.file(
            &format!("{place}/meetings/{name}.md"),
            format!("---\n标题: \"{title}\"\n{front}---\n\n{body}\n"),
        );
    }
}
