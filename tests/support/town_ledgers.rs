//! Statements, assessments, works, activities and venues of a random town.

use std::fmt::Write as _;

use super::{KINDS, Random, Town, key_of};

/// So many months are told of by statements; each record has one by its name.
const MONTHS: usize = 36;
/// Venues that places have, and that meetings and activities name.
const VENUES: [&str; 2] = ["邻里中心", "党群驿站"];
/// Their rooms.
const ROOMS: [&str; 2] = ["议事厅", "学习室"];

impl Town {
    /// A kind of records that a place can have: who has no place below can assess none.
    pub fn kind_at(&mut self, place: &str) -> &'static str {
        let kind = *self.random.of(&KINDS);
        if kind == "assessments" && self.below(place).is_empty() {
            return "accounts";
        }
        kind
    }

    /// Folders of all places below a place.
    fn below(&self, place: &str) -> Vec<String> {
        let mut places = self.places();
        let within = format!("{place}/");
        places.retain(|other| {
            !other.is_empty() && other != place && (place.is_empty() || other.starts_with(&within))
        });
        places
    }

    /// One of the records of a kind of the same place as the record `own`.
    fn neighbour(&mut self, own: &str, kind: &str) -> Option<String> {
        let place = own.rsplitn(3, '/').nth(2).unwrap().to_owned();
        let start = format!("{place}/{kind}/");
        let mut keys = self.keys(kind);
        keys.retain(|key| key.starts_with(&start) && key != own);
        self.random.any(&keys).cloned()
    }

    /// A statement: at the end of each month there is the same amount, whoever tells of it.
    pub(super) fn account(&mut self, text: &mut String, own: &str) {
        let month = self.month(text, own);
        let resolution = self.reference(Some("resolutions"));
        let random = &mut self.random;
        let at_end = |month: usize| 1000 + 37 * month;
        let (cost, used) = (1 + random.below(5), 1 + 10 * random.below(4));
        let _ = writeln!(text, "期间: {}\n期初: {}.05", name_of(month), at_end(month));
        if random.one_in(2) {
            text.push_str("代管单位: 物业\n");
        }
        if random.one_in(2) {
            let _ = writeln!(text, "审核单位: {}", random.of(&["物业", "业委会", "监事"]));
        }
        if random.one_in(4) {
            let _ = writeln!(text, "公示期: 2026-04-0{} 20日", 1 + random.below(9));
        }
        let income = 37 + cost + used;
        let _ = writeln!(
            text,
            "收入: [停车位 {}.20, {{项目: {}, 金额: 0.80, 付款单位: {}}}]",
            income - 1,
            random.words(),
            random.words()
        );
        let _ = writeln!(text, "支出: [{} {cost}.00]", random.words());
        let of = resolution.filter(|_| random.one_in(2));
        let of = of.map_or_else(String::new, |of| format!(", 决议: {of}"));
        let _ = writeln!(
            text,
            "使用: [{{项目: {}, 金额: {used}.00{of}}}]\n期末: {}.05",
            random.words(),
            at_end(month + 1)
        );
    }

    /// The month of a statement or assessment: that of its name, or that of another one that it
    /// corrects.
    fn month(&mut self, text: &mut String, own: &str) -> usize {
        let name = own.rsplit('/').next().unwrap();
        let month = name[1..].parse::<usize>().unwrap_or(0) % MONTHS;
        let kind = own.rsplit('/').nth(1).unwrap().to_owned();
        let date = text.lines().find_map(|line| line.strip_prefix("日期: "));
        let date = date.unwrap().to_owned();
        if text.contains("更正:") || text.contains("代替:") || self.random.one_in(2) {
            return month;
        }
        let Some(other) = self.neighbour(own, &kind) else {
            return month;
        };
        let records = self.records();
        let path = records.iter().find(|path| key_of(path) == other).unwrap();
        let there = self.text(path);
        let value = |key: &str| {
            let mut lines = there.lines();
            lines.find_map(|line| line.strip_prefix(key).map(str::to_owned))
        };
        let is_free = !self
            .list(|other| other.ends_with(".md"))
            .iter()
            .any(|path| {
                let text = self.text(path);
                let mut lines = text.lines();
                lines.any(|line| {
                    (line.starts_with("更正:") || line.starts_with("代替:"))
                        && line.contains(&other)
                })
            });
        let (period, earlier) = (value("期间: "), value("日期: "));
        let months = (0..MONTHS).find(|month| period.as_deref() == Some(&name_of(*month)));
        match months {
            Some(month) if is_free && earlier.is_some_and(|earlier| earlier < date) => {
                let _ = writeln!(text, "更正: {{记录: {other}, 原因: 漏记}}");
                month
            }
            _ => month,
        }
    }

    /// An assessment of places below.
    pub(super) fn assessment(&mut self, text: &mut String, own: &str) {
        let place = own.rsplitn(3, '/').nth(2).unwrap();
        let below = self.below(place.trim_matches('/'));
        let month = self.month(text, own);
        let random = &mut self.random;
        let _ = writeln!(
            text,
            "期间: {}\n考评办法: {}\n考评项目: [环境卫生 60, 秩序维护 40 满分50]\n得分:",
            name_of(month),
            random.of(&["物业考评", "网格考评"])
        );
        for (at, place) in below.iter().enumerate() {
            if at > 0 && random.one_in(5) {
                continue;
            }
            let points = match random.below(4) {
                0 => "缺".to_owned(),
                points => format!("{}.5", 38 + points),
            };
            let asked = match random.below(3) {
                0 => format!(", 满意度: 40 {}", 30 + random.below(9)),
                _ => String::new(),
            };
            let whole = 85 + random.below(10);
            let _ = writeln!(
                text,
                "  - {{地点: /{place}, 分数: {whole} {points}{asked}}}"
            );
        }
        if random.one_in(2) {
            let _ = writeln!(text, "等级: [优秀 {}, 良好 80]", 88 + random.below(5));
        }
        if random.one_in(2) {
            let _ = writeln!(text, "考评单位: [{}, 业委会]", random.of(&["物业", "居民"]));
        }
    }

    /// A work, with what it rests on, at any place.
    pub(super) fn work(&mut self, text: &mut String, beside: &[&str]) {
        for (key, kind) in [
            ("收支记录", "accounts"),
            ("决议", "resolutions"),
            ("关于", "issues"),
        ] {
            let other = self.reference(Some(kind));
            if let Some(other) = other.filter(|_| self.random.one_in(2)) {
                let _ = writeln!(text, "{key}: {other}");
            }
        }
        self.words_of_mechanisms(text, &["目标", "举措"]);
        let random = &mut self.random;
        let _ = writeln!(text, "责任单位: {}", random.of(&["物业", "业委会", "居民"]));
        if random.one_in(2) {
            let _ = writeln!(text, "完成时限: 2026-03-2{}", random.below(9));
        }
        let stages = ["2026-03-01 计划", "2026-03-05 施工", "2026-04-0"];
        let count = random.below(4);
        if count > 0 {
            text.push_str("办理进展:\n");
            for stage in &stages[..count] {
                let stage = if stage.ends_with('0') {
                    let state = random.of(&["完工", "停办", "施工"]);
                    format!("{stage}{} {state}", 1 + random.below(9))
                } else {
                    (*stage).to_owned()
                };
                let _ = writeln!(text, "  - {stage} {}", random.words());
            }
        }
        if random.one_in(3) {
            let _ = writeln!(
                text,
                "验收: {} 2026-04-1{} 合格",
                random.of(&["物业", "业委会"]),
                random.below(9)
            );
        }
        if random.one_in(2) {
            let fund = random.of(&["", " 公共收益", " 维修资金", " 物业企业"]);
            let _ = writeln!(text, "费用: {}{fund}", 1 + 10 * random.below(4));
        }
        if random.one_in(3) {
            let _ = writeln!(text, "满意度: 40 {}", 30 + random.below(9));
        }
        for (key, day) in [("改造前", "2026-02-01"), ("改造后", "2026-04-01")] {
            let picture = beside.iter().find(|name| name.ends_with(".png"));
            if let Some(picture) = picture.filter(|_| random.one_in(2)) {
                let _ = writeln!(text, "{key}: [{picture} {day} {}]", random.words());
            }
        }
    }

    /// An activity.
    pub(super) fn activity(&mut self, text: &mut String, date: &str) {
        let random = &mut self.random;
        let _ = writeln!(
            text,
            "类型: {}",
            random.of(&["党员活动", "志愿服务", "议事协商", "文体活动"])
        );
        if random.one_in(2) {
            let _ = writeln!(text, "主办单位: [{}, 居民]", random.of(&["物业", "业委会"]));
        }
        if random.one_in(2) {
            let _ = writeln!(text, "参加人数: {}", random.below(40));
        }
        if random.one_in(3) {
            let _ = writeln!(text, "志愿工时: {}", random.below(40));
        }
        if random.one_in(5) {
            let off = match random.below(2) {
                0 => "取消".to_owned(),
                _ => format!("改期 {date}"),
            };
            let _ = writeln!(text, "办理进展:\n  - 2026-02-01 {off} {}", random.words());
        }
        self.occasion(text, false);
    }

    /// Where it takes place, and what it is good for.
    pub(super) fn occasion(&mut self, text: &mut String, is_meeting: bool) {
        self.words_of_mechanisms(text, &["目标", "举措", "功能"]);
        if is_meeting {
            self.series(text);
        }
        let random = &mut self.random;
        match random.below(6) {
            0 => {
                let _ = writeln!(text, "地点: {}", random.words());
            }
            1 | 2 => {
                let (venue, room) = (random.of(&VENUES).to_owned(), *random.of(&ROOMS));
                let _ = writeln!(text, "地点: {venue}\n室: {room}");
            }
            3 => {
                let _ = writeln!(text, "地点: {}", random.of(&VENUES));
            }
            4 => {
                let _ = writeln!(text, "室: {}", random.of(&ROOMS));
            }
            _ => {}
        }
    }

    /// Words of mechanisms, which all of them have.
    pub(super) fn words_of_mechanisms(&mut self, text: &mut String, keys: &[&str]) {
        let random = &mut self.random;
        for key in keys {
            let words: &[&str] = match *key {
                "目标" => &["环境舒心", "生活安心"],
                "举措" => &["场地共享", "资源共用"],
                _ => &["议事协商", "志愿服务"],
            };
            if random.one_in(3) {
                let _ = writeln!(text, "{key}: [{}]", random.of(words));
            }
        }
    }

    /// Of which series it is a step.
    pub(super) fn series(&mut self, text: &mut String) {
        let random = &mut self.random;
        if random.one_in(4) {
            let (name, step) = (
                random.of(&["业委会换届", "物业选聘"]),
                random.of(&["启动", "推荐", "表决", "结果", "备案"]),
            );
            let _ = writeln!(text, "系列: {name}\n环节: {step}");
        }
    }

    /// Alters an amount of a statement: it does not balance any more, or only does not follow from
    /// the one before; or points of an assessment.
    pub fn change_ledger(&mut self) -> String {
        let kind = *self
            .random
            .of(&["/accounts/", "/accounts/", "/assessments/"]);
        let mut records = self.records();
        records.retain(|path| path.contains(kind));
        let Some(path) = self.random.any(&records).cloned() else {
            return self.add_record();
        };
        let text = self.text(&path);
        let altered = match (kind, self.random.below(6)) {
            ("/assessments/", _) => {
                let points = 60 + self.random.below(40);
                text.replacen("分数: 8", &format!("分数: {points}.2"), 1)
            }
            (_, 0) => text.replace("期末: 1", "期末: 2"),
            (_, 1) => text
                .replace("期初: 1", "期初: 3")
                .replace("期末: 1", "期末: 3"),
            _ => {
                let item = self.random.words();
                text.replace("支出: [", &format!("支出: [{item} 3.00, "))
                    .replace("收入: [", "收入: [摊位 3.00, ")
            }
        };
        self.write(&path, altered);
        format!("alter {path}")
    }
}

/// How a month is written.
fn name_of(month: usize) -> String {
    format!("{}-{:02}", 2023 + month / 12, 1 + month % 12)
}

/// Venues of a place, or none.
pub(super) fn venues(random: &mut Random) -> String {
    let mut text = String::new();
    for venue in VENUES {
        if random.one_in(3) {
            let mechanism = *random.of(&["", ", 机制: five"]);
            let room = match random.below(3) {
                0 => String::new(),
                1 => ", 室: [议事厅 议事协商]".to_owned(),
                _ => format!(", 室: [{{名称: 学习室, 说明: {}}}, 议事厅]", random.words()),
            };
            let phone = random.below(9);
            let _ = writeln!(
                text,
                "  - {{名称: {venue}, 电话: 0731-0000 005{phone}{mechanism}{room}}}"
            );
        }
    }
    if text.is_empty() {
        return text;
    }
    format!("场所:\n{text}")
}
