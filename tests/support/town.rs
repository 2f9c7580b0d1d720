//! A small town of places and records that refer to each other, made at random but the same for the
//! same seed.

#![allow(dead_code, reason = "each test file uses a part")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

#[path = "town_ledgers.rs"]
mod ledgers;

/// Kinds of records by their folders.
pub const KINDS: [&str; 8] = [
    "issues",
    "resolutions",
    "meetings",
    "notices",
    "accounts",
    "assessments",
    "works",
    "activities",
];

/// A small generator, so that every run makes the same choices.
#[derive(Debug, Clone)]
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    /// True once in so many times.
    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of these.
    pub fn of<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        &list[self.below(list.len())]
    }

    /// One of these, if there are any.
    pub fn any<'t, T>(&mut self, list: &'t [T]) -> Option<&'t T> {
        (!list.is_empty()).then(|| self.of(list))
    }

    /// A day of the weeks around 25 March 2026.
    pub fn day(&mut self) -> String {
        let day = self.below(80);
        let (month, day) = match day {
            0..28 => (2, day + 1),
            28..59 => (3, day - 27),
            _ => (4, day - 58),
        };
        format!("2026-{month:02}-{day:02}")
    }

    /// A few words.
    pub fn words(&mut self) -> String {
        const WORDS: [&str; 14] = [
            "电梯", "业主", "维修", "小区", "公示", "会议", "物业", "门禁", "更换", "本周", "五方",
            "商议", "停车", "消防",
        ];
        (0..=2 + self.below(3)).map(|_| *self.of(&WORDS)).collect()
    }
}

/// All files below some folders, by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The folder of a town, and the counter of its names.
#[derive(Debug)]
pub struct Town {
    pub root: PathBuf,
    pub random: Random,
    named: usize,
}

impl Town {
    /// Founds a town: six places on three levels, and about so many records.
    pub fn found(root: &Path, seed: u64, records: usize) -> Town {
        let mut town = Town {
            root: root.to_path_buf(),
            random: Random(seed),
            named: 0,
        };
        let settings = town.settings();
        town.write("content/site.yaml", settings);
        town.own_theme();
        town.write("content/_static/robots.txt", "User-agent: *\n");
        // Votes name any notice: by a local rule it may warn that one came late, and stops nothing.
        let rules = "出处: 演示\n规则:\n  - {编号: assembly-notice, 名称: 通知, 事项: 业主大会, 提前天数: 15}\n";
        town.write("content/rules/all.yaml", rules);
        for name in ["about", "help"] {
            let page = town.page();
            town.write(&format!("content/pages/{name}.md"), page);
        }
        town.write("content/mechanisms/five.md", mechanism("五加X", ""));
        town.write("content/mechanisms/plain.md", mechanism("前置", ""));
        for folder in ["", "nan", "bei", "nan/tao", "nan/li", "bei/mei"] {
            town.write(&index_of(folder), "---\ntitle: 地方\n---\n");
        }
        for folder in town.places() {
            let place = town.place(&folder, folder == "bei/mei");
            town.write(&index_of(&folder), place);
        }
        for place in ["nan/tao", "nan/li"] {
            let picture = town.picture();
            town.write(&format!("content/{place}/issues/shared.png"), picture);
        }
        for _ in 0..records {
            town.add_record();
        }
        town
    }

    /// A name that no file has had.
    pub fn name(&mut self) -> String {
        self.named += 1;
        format!("r{:04}", self.named)
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Writes a file, in place or as another file of its name.
    pub fn write(&mut self, path: &str, bytes: impl AsRef<[u8]>) {
        let full = self.path(path);
        fs::create_dir_all(full.parent().unwrap()).unwrap();
        if self.random.one_in(3) {
            let new = full.with_extension("~");
            fs::write(&new, bytes).unwrap();
            fs::rename(new, full).unwrap();
        } else {
            fs::write(full, bytes).unwrap();
        }
    }

    /// The text of a file; what is no text of UTF-8 in it is lost.
    pub fn text(&self, path: &str) -> String {
        String::from_utf8_lossy(&fs::read(self.path(path)).unwrap()).into_owned()
    }

    pub fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap();
    }

    /// All that a writer has made.
    pub fn files(&self) -> Files {
        let mut files = files_below(&self.path("content"), "content");
        files.append(&mut files_below(&self.path("themes"), "themes"));
        files
    }

    /// Paths of files that `wanted` wants, sorted.
    pub fn list(&self, wanted: impl Fn(&str) -> bool) -> Vec<String> {
        let mut paths = Vec::new();
        for folder in ["content", "themes"] {
            names_below(&self.path(folder), folder, &mut paths);
        }
        paths.retain(|path| wanted(path));
        paths.sort();
        paths
    }

    /// Folders of places, the root first.
    pub fn places(&self) -> Vec<String> {
        let places = self.list(|path| path.ends_with("/_index.md"));
        let mut folders: Vec<String> = places
            .iter()
            .map(|path| {
                let folder = path.strip_prefix("content/").unwrap();
                folder
                    .strip_suffix("_index.md")
                    .unwrap()
                    .trim_end_matches('/')
                    .to_owned()
            })
            .collect();
        folders.sort();
        folders
    }

    /// Paths of records.
    pub fn records(&self) -> Vec<String> {
        self.list(|path| {
            path.ends_with(".md") && KINDS.iter().any(|kind| path.contains(&format!("/{kind}/")))
        })
    }

    /// References to all records of a kind, from anywhere.
    pub fn keys(&self, kind: &str) -> Vec<String> {
        let folder = format!("/{kind}/");
        let records = self.records();
        let of_kind = records.iter().filter(|path| path.contains(&folder));
        of_kind.map(|path| key_of(path)).collect()
    }

    /// A reference to some record of a kind, or of any.
    pub fn reference(&mut self, kind: Option<&str>) -> Option<String> {
        let kind = kind.unwrap_or_else(|| *self.random.of(&KINDS));
        let keys = self.keys(kind);
        self.random.any(&keys).cloned()
    }

    /// A reference to some record of a kind, or of any, that is dated before a day.
    pub fn reference_before(&mut self, kind: Option<&str>, day: &str) -> Option<String> {
        let kind = kind.unwrap_or_else(|| *self.random.of(&KINDS));
        let folder = format!("/{kind}/");
        let mut records = self.records();
        records.retain(|path| {
            let is_earlier = |text: &str| {
                let date = text.lines().find_map(|line| line.strip_prefix("日期: "));
                date.is_some_and(|date| date < day)
            };
            path.contains(&folder) && is_earlier(&self.text(path))
        });
        self.random.any(&records).map(|path| key_of(path))
    }

    /// Adds a record somewhere; returns its path.
    pub fn add_record(&mut self) -> String {
        let places = self.places();
        let place = self.random.of(&places).clone();
        let kind = self.kind_at(&place);
        let name = self.name();
        let folder = format!("content/{place}/{kind}").replace("//", "/");
        let path = if self.random.one_in(4) {
            let picture = self.picture();
            self.write(&format!("{folder}/{name}/a.png"), picture);
            let length = 20 + self.random.below(3);
            let attached = self.bytes(length);
            self.write(&format!("{folder}/{name}/报价.pdf"), attached);
            format!("{folder}/{name}/index.md")
        } else {
            format!("{folder}/{name}.md")
        };
        let text = self.record(&path);
        self.write(&path, text);
        path
    }

    /// Random bytes.
    pub fn bytes(&mut self, length: usize) -> Vec<u8> {
        (0..length)
            .map(|_| b'a' + u8::try_from(self.random.below(26)).unwrap())
            .collect()
    }

    /// A small picture; all are of one length.
    pub fn picture(&mut self) -> Vec<u8> {
        let shade = u8::try_from(self.random.below(256)).unwrap();
        let image = image::RgbImage::from_fn(8, 6, |x, _| {
            image::Rgb([shade, u8::try_from(x).unwrap() * 16, 90])
        });
        let mut bytes = Vec::new();
        let mut to = std::io::Cursor::new(&mut bytes);
        image.write_to(&mut to, image::ImageFormat::Png).unwrap();
        bytes.resize(400, 0);
        bytes
    }

    /// `site.yaml`.
    pub fn settings(&mut self) -> String {
        let random = &mut self.random;
        let mut text = format!("title: 东街公示栏{}\n", random.below(3));
        if !random.one_in(4) {
            let _ = writeln!(text, "base_url: https://gs{}.example", random.below(2));
        }
        let _ = writeln!(text, "today: {}", random.day());
        if random.one_in(5) {
            text.push_str("language: en\n");
        }
        if random.one_in(3) {
            text.push_str("theme: own\n");
        }
        if random.one_in(2) {
            text.push_str("contact: {phone: 0731-00000000}\n");
        }
        text
    }

    fn own_theme(&mut self) {
        self.write("themes/own/theme.yaml", "name: own\nviews: 1\n");
        for file in OVERRIDDEN {
            let text = self.theme_file(file);
            self.write(&format!("themes/own/{file}"), text);
        }
    }

    /// A file of the own theme: as that of the built-in one, but for a detail.
    pub fn theme_file(&mut self, file: &str) -> String {
        let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
        let text = fs::read_to_string(built_in.join(file)).unwrap();
        let number = self.random.below(4);
        match file {
            "words/zh.yaml" => text.replace("menu: 栏目", &format!("menu: 栏目{number}")),
            "posters/main.typ" => text.replace("size: 28pt", &format!("size: {}pt", 25 + number)),
            "templates/redirect.html" => {
                text.replace("<main>", &format!("<main id=\"m{number}\">"))
            }
            _ => format!("{text}\n/* {number} */\n"),
        }
    }

    /// A plain page.
    pub fn page(&mut self) -> String {
        let order = self.random.below(5);
        let title = self.random.words();
        let link = self.link();
        format!("---\ntitle: {title}\norder: {order}\n---\n\n{title}。{link}\n")
    }

    /// A place.
    pub fn place(&mut self, folder: &str, demo: bool) -> String {
        let link = if self.random.one_in(2) {
            self.link()
        } else {
            String::new()
        };
        let picture = format!("content/{folder}/map.png").replace("//", "/");
        let has_picture = self.path(&picture).is_file();
        let places = self.places();
        let random = &mut self.random;
        let mut text = format!("---\n标题: {}地方\n", random.words());
        if demo {
            text.push_str("demo: true\n");
        }
        if folder.is_empty() || random.one_in(2) {
            let _ = writeln!(
                text,
                "组织:\n  业委会: {}业主委员会 0731-0000 000{}\n  物业: {}物业 0731-0000 001{}\n发布单位: {}",
                random.words(),
                random.below(9),
                random.words(),
                random.below(9),
                random.of(&["业委会", "物业"])
            );
        } else if random.one_in(2) {
            text.push_str(&with_people(random, &places));
        }
        if random.one_in(2) {
            let _ = writeln!(
                text,
                "联系方式: {{phone: 0731-0000 002{}}}",
                random.below(9)
            );
        }
        if random.one_in(3) {
            let _ = writeln!(text, "异议受理: 业委会 0731-0000 003{}", random.below(9));
        }
        if random.one_in(4) {
            let _ = writeln!(text, "党建指导员: {}指导员 0731-0000 0040", random.words());
        }
        if random.one_in(3) {
            let _ = writeln!(text, "户数: {}", 300 + random.below(50));
        }
        let (first, last) = (random.below(9), random.below(9));
        let grids = match random.below(6) {
            0 => "网格: 2\n单元网格数: 3\n".to_owned(),
            1 => format!(
                "网格: [{{name: 第{first}网格, worker_phone: 0731-0000 004{last}, units: [1-1 1号楼 3号楼]}}]\n网格日期: 2026-01-0{}\n",
                last + 1
            ),
            2 => format!(
                "网格:\n  - {{name: 东网格, households: {first}, units: [1-1 1号楼, 1-2 2号楼]}}\n  - {{name: 西网格, units: [2-{last} 3号楼]}}\n"
            ),
            _ => String::new(),
        };
        text.push_str(&grids);
        text.push_str(&ledgers::venues(random));
        if random.one_in(4) {
            let _ = writeln!(text, "使用限额: {}", 15 + random.below(20));
        }
        let _ = writeln!(text, "楼栋: [1号楼, 2号楼, 3号楼]\n---\n\n说明。{link}");
        if has_picture {
            text.push_str("\n![图](map.png)\n");
        }
        text
    }

    /// A link of Markdown to something of the town.
    pub fn link(&mut self) -> String {
        let other = match self.random.below(6) {
            0 => {
                let pages = self.list(|path| path.starts_with("content/pages/"));
                self.random
                    .any(&pages)
                    .map(|path| path["content".len()..path.len() - 3].to_owned())
            }
            1 => {
                let mechanisms = self.list(|path| path.starts_with("content/mechanisms/"));
                self.random
                    .any(&mechanisms)
                    .map(|path| path["content".len()..path.len() - 3].to_owned())
            }
            2 => {
                let places = self.places();
                self.random.any(&places).map(|folder| format!("/{folder}"))
            }
            _ => self.reference(None),
        };
        other.map_or_else(String::new, |other| format!("见[这里]({other})。"))
    }

    /// The text of a record for the path `path`, with all files that lie beside it.
    pub fn record(&mut self, path: &str) -> String {
        let kind = KINDS
            .iter()
            .find(|kind| path.contains(&format!("/{kind}/")))
            .unwrap();
        let folder = path.rsplit_once('/').unwrap().0.to_owned();
        let beside = self.list(|other| {
            other
                .strip_prefix(&folder)
                .and_then(|rest| rest.strip_prefix('/'))
                .is_some_and(|name| !name.contains('/') && !name.ends_with(".md"))
        });
        let beside: Vec<&str> = beside
            .iter()
            .map(|path| path.rsplit('/').next().unwrap())
            .collect();
        let own = key_of(path);
        let date = self.random.day();
        let mut text = format!("---\n标题: {}\n日期: {date}\n", self.random.words());
        self.common(&mut text, &own, &beside);
        match *kind {
            "issues" => self.issue(&mut text, &date, &beside),
            "resolutions" => self.resolution(&mut text),
            "meetings" => self.meeting(&mut text, &date),
            "accounts" => self.account(&mut text, &own),
            "assessments" => self.assessment(&mut text, &own),
            "works" => self.work(&mut text, &beside),
            "activities" => self.activity(&mut text, &date),
            _ => self.notice(&mut text, &date, &own),
        }
        text.push_str("---\n\n");
        for _ in 0..=self.random.below(2) {
            let link = self.link();
            let _ = writeln!(
                text,
                "{}，**{}**。{link}\n",
                self.random.words(),
                self.random.words()
            );
        }
        if self.random.one_in(4) {
            text.push_str("[[张小明]]住3栋1单元1802室。\n\n");
        }
        for name in beside.iter().filter(|name| name.ends_with(".png")) {
            if self.random.one_in(2) {
                let _ = writeln!(text, "![图]({name})\n");
            }
        }
        text
    }

    fn common(&mut self, text: &mut String, own: &str, beside: &[&str]) {
        let date = text.lines().find_map(|line| line.strip_prefix("日期: "));
        let date = date.unwrap().to_owned();
        // No record corrects a later one.
        let other = self.reference_before(None, &date);
        let places = self.places();
        let random = &mut self.random;
        let name = own.rsplit('/').next().unwrap();
        if random.one_in(8) {
            let _ = writeln!(text, "豁免: [房号 {} 条例]", random.day());
        }
        if random.one_in(3) {
            let _ = writeln!(text, "海报: [{}, {}]", random.words(), random.words());
        }
        if random.one_in(6) {
            let _ = writeln!(
                text,
                "文号: 东业〔2026〕{}号",
                name[1..].trim_start_matches('0')
            );
        }
        if random.one_in(4) {
            let _ = writeln!(text, "发布单位: {}", random.of(&["业委会", "物业"]));
        }
        if random.one_in(4) {
            let _ = if random.one_in(2) {
                writeln!(text, "适用范围: [/{}]", random.of(&places))
            } else {
                writeln!(text, "适用范围: [{}号楼]", 1 + random.below(3))
            };
        }
        if random.one_in(4) {
            let _ = writeln!(text, "类别: {}", random.of(&["电梯", "消防", "停车交通"]));
        }
        if random.one_in(6) {
            let _ = writeln!(text, "别名: [/old/{name}-{}.html]", random.below(2));
        }
        if let Some(other) = other.filter(|_| random.one_in(4)) {
            let word = random.of(&["更正", "代替"]);
            let _ = writeln!(text, "{word}: {{记录: {other}, 原因: {}}}", random.words());
        }
        if random.one_in(8) {
            let erase = random.of(&["true", "false"]);
            let _ = writeln!(
                text,
                "撤回: {{date: 2026-04-20, reason: {}, erase: {erase}}}",
                random.words()
            );
        }
        if random.one_in(9) {
            let _ = writeln!(text, "版本: {}", 2 + random.below(3));
        }
        if random.one_in(9) {
            text.push_str("草稿: 是\n");
        }
        if let Some(file) = beside.iter().find(|name| name.ends_with(".pdf")) {
            let _ = writeln!(text, "附件: [{file} {}]", random.words());
        }
    }

    fn issue(&mut self, text: &mut String, date: &str, beside: &[&str]) {
        self.words_of_mechanisms(text, &["目标", "举措"]);
        let random = &mut self.random;
        if random.one_in(2) {
            let party = random.of(&["物业", "业委会", "物业"]);
            let _ = writeln!(
                text,
                "责任单位: {party}\n完成时限: 2026-04-2{}",
                random.below(9)
            );
        }
        if random.one_in(2) {
            let _ = writeln!(text, "办理进展:\n  - {date} 发现 {}", random.words());
            let picture = beside.iter().find(|name| name.ends_with(".png"));
            let evidence = picture.map_or_else(String::new, |name| format!(", 佐证: [{name}]"));
            let state = random.of(&["处置", "解决", "延期"]);
            let _ = writeln!(
                text,
                "  - {{日期: 2026-04-2{}, 状态: {state}, 说明: {}{evidence}}}",
                // No day of a record is later.
                3 + random.below(6),
                random.words()
            );
            if *state == "解决" {
                let _ = writeln!(text, "满意度: {} {}", 10 + random.below(9), random.below(9));
            }
        }
    }

    fn resolution(&mut self, text: &mut String) {
        self.series(text);
        let notice = self.reference(Some("notices"));
        if self.random.one_in(3) {
            text.push_str("决定主体: 业委会\n成员: 7 6 5\n结果: 通过\n");
            if self.random.one_in(3) {
                let state = self.random.of(&["生效", "落实", "撤销"]);
                let _ = writeln!(
                    text,
                    "办理进展: [2026-03-{} {state} 已议]",
                    10 + self.random.below(20)
                );
            }
            return;
        }
        text.push_str("决定主体: 业主大会\n表决事项: 5\n业主总数: 355 36609.05\n计票结果: {人数: 250 20 5 2, 面积: 25800.10 2100 500 180}\n结果: 通过\n");
        if let Some(notice) = notice {
            let _ = writeln!(
                text,
                "投票: {{方式: 书面, 起: 2026-01-01, 止: 2026-01-1{}, 通知: {notice}}}",
                self.random.below(9)
            );
        }
    }

    fn meeting(&mut self, text: &mut String, date: &str) {
        if self.random.one_in(5) {
            // Numbers follow days, and no two are the same.
            let day = chrono::NaiveDate::parse_from_str(date, "%Y-%m-%d").unwrap();
            let number =
                chrono::Datelike::ordinal(&day) * 50 + u32::try_from(self.named % 50).unwrap();
            let random = &mut self.random;
            let who = random.of(&["公开", "公开", "内部", "不作"]);
            let period = random.of(&["", ", 期间: 2026-02-10 至 2026-04-10"]);
            let _ = writeln!(
                text,
                "类型: 论坛\n论坛: {{系列: 书记论坛, 期数: {number}, 主题: {}, 比较: {who}{period}}}",
                random.words()
            );
        } else {
            text.push_str("类型: 合署办公\n");
        }
        let mechanisms = self.list(|path| path.starts_with("content/mechanisms/"));
        if let Some(path) = self.random.any(&mechanisms).cloned()
            && self.random.one_in(2)
        {
            let name = path.rsplit('/').next().unwrap().trim_end_matches(".md");
            let _ = writeln!(text, "机制: {name}");
        }
        self.occasion(text, true);
        let random = &mut self.random;
        let _ = writeln!(
            text,
            "出席: [物业 {}, 业委会 3]\n邀请: [城管中队 {}]\n议定事项: [{} 物业 2026-04-20]",
            1 + random.below(4),
            random.words(),
            random.words()
        );
        if let Some(issue) = self.reference(Some("issues")) {
            let _ = writeln!(text, "本周问题: [{issue}]");
        }
        let mut reviews = String::new();
        for _ in 0..=self.random.below(2) {
            let Some(issue) = self.reference_before(Some("issues"), date) else {
                continue;
            };
            // States that may follow each other in any order.
            let state = *self.random.of(&["处置", "延期", "转办"]);
            let words = self.random.words();
            let _ = writeln!(
                reviews,
                "  - {{问题: {issue}, 状态: {state}, 说明: {words}}}"
            );
        }
        if let Some(earlier) = self.reference_before(Some("meetings"), date) {
            let state = *self.random.of(&["完成", "继续"]);
            let _ = writeln!(reviews, "  - {earlier}#1 {state} {}", self.random.words());
        }
        if !reviews.is_empty() {
            let _ = write!(text, "上周进展:\n{reviews}");
        }
        let random = &mut self.random;
        if random.one_in(5) {
            let off = random
                .of(&["取消".to_owned(), format!("改期 {date}")])
                .clone();
            let _ = writeln!(text, "办理进展:\n  - 2026-02-01 {off} {}", random.words());
        }
    }

    fn notice(&mut self, text: &mut String, date: &str, own: &str) {
        let about = self.reference(None).filter(|other| other != own);
        self.series(text);
        let random = &mut self.random;
        let _ = writeln!(text, "类型: {}", random.of(&["公示", "公告", "温馨提示"]));
        if random.one_in(2) {
            let _ = if random.one_in(4) {
                writeln!(
                    text,
                    "公示期: 长期\n公示内容: [{}]",
                    random.of(&["甲", "乙"])
                )
            } else {
                writeln!(text, "公示期: {date} {}日", 3 + random.below(20))
            };
        }
        if random.one_in(3) {
            text.push_str("异议受理: 业委会 0731-00000000 实名书面\n");
        }
        if let Some(about) = about.filter(|_| random.one_in(2)) {
            let _ = writeln!(text, "关于: {about}");
        }
    }
}

/// Files that the own theme replaces.
pub const OVERRIDDEN: [&str; 4] = [
    "templates/redirect.html",
    "words/zh.yaml",
    "styles/site.css",
    "posters/main.typ",
];

/// A mechanism.
pub fn mechanism(title: &str, adopted: &str) -> String {
    let adoption = if adopted.is_empty() {
        String::new()
    } else {
        format!("adoption: [{adopted} 试点]\n")
    };
    let parts =
        "parts: [化解 矛盾, 全部 问题, 实事 实事, 收支 收支, 考评 考评, 活动 活动, 网格 网格]\n";
    // The order of words counts as well.
    let words = if title.len().is_multiple_of(2) {
        "goals: [环境舒心, 生活安心]\nshares: [场地共享, 资源共用]\nfunctions: [议事协商, 志愿服务]\n"
    } else {
        "goals: [生活安心, 环境舒心]\nshares: [资源共用, 场地共享, 事务共管]\nfunctions: [志愿服务, 议事协商]\n"
    };
    format!("---\ntitle: {title}\nbodies: [物业]\n{parts}{words}{adoption}---\n\n{title}的办法。\n")
}

/// The document of a place.
pub fn index_of(folder: &str) -> String {
    format!("content/{folder}/_index.md").replace("//", "/")
}

/// The reference to a record from anywhere.
pub fn key_of(path: &str) -> String {
    let stem = path.strip_prefix("content").unwrap();
    let stem = stem.strip_suffix(".md").unwrap();
    stem.strip_suffix("/index").unwrap_or(stem).to_owned()
}

fn names_below(folder: &Path, within: &str, names: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let entry = entry.unwrap();
        let name = format!("{within}/{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            names_below(&entry.path(), &name, names);
        } else {
            names.push(name);
        }
    }
}

fn files_below(folder: &Path, within: &str) -> Files {
    let mut names = Vec::new();
    names_below(folder, within, &mut names);
    let bytes = |name: &String| fs::read(folder.join(&name[within.len() + 1..])).unwrap();
    names
        .into_iter()
        .map(|name| (name.clone(), bytes(&name)))
        .collect()
}

/// Bodies with members, terms and contracts, and a branch that serves other places.
fn with_people(random: &mut Random, places: &[String]) -> String {
    let member = |random: &mut Random| {
        let name = random
            .of(&["林琳", "李红", "[[张小明]]", "周某"])
            .to_owned();
        let office = random.of(&["主任", "委员"]).to_owned();
        match random.below(3) {
            0 => format!("{{职务: {office}}}"),
            1 => format!("{{姓名: \"{name}\", 代号: a, 职务: {office}}}"),
            _ => format!("\"{name} {office}\""),
        }
    };
    let covered = random.any(places).cloned().unwrap_or_default();
    let (one, two, three) = (member(random), member(random), member(random));
    format!(
        "组织:\n  业委会: {{名称: {}业主委员会, 任期: 2021-04-01 至 2026-0{}-15, 成员: [{one}]}}\n  物业: {{名称: {}物业, 合同: 2023-01-01 至 2026-0{}-20, 成员: [{two}, {three}]}}\n  联合党支部: {{名称: {}联合党支部, 覆盖: /{covered}, 阵地: {}}}\n",
        random.words(),
        1 + random.below(8),
        random.words(),
        1 + random.below(8),
        random.words(),
        random.words(),
    )
}
