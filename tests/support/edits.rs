//! What people do to a site, at random: writing, moving, breaking and mending, in every file that a
//! build reads, and now and then in what a build wrote.

#![allow(dead_code, reason = "each test file uses a part")]

use std::fmt::Write as _;
use std::fs::{self, File};

use gongshi::model::code_of;

use super::town::{KINDS, OVERRIDDEN, Town, index_of, key_of, mechanism};

impl Town {
    /// One edit of the content or the theme; says what it was.
    pub fn edit(&mut self) -> String {
        match self.random.below(52) {
            0..=5 => self.rewrite_record(),
            6 => self.retitle(),
            7 => self.switch_draft(),
            8 => self.change_day(),
            9..=11 => format!("add {}", self.add_record()),
            12..=13 => self.delete_record(),
            14..=15 => self.move_record(),
            16..=17 => self.break_record(),
            18..=20 => self.change_file(),
            21 => self.add_or_delete_file(),
            22..=24 => self.rewrite_place(),
            25 => self.add_place(),
            26 => self.remove_place(),
            27 => self.rename_place(),
            28..=29 => self.change_page(),
            30 => self.change_mechanism(),
            31..=32 => self.change_settings(),
            33..=34 => self.change_theme(),
            35 => self.change_static(),
            36 => self.touch(),
            37 => self.replace_by_equal(),
            38 => self.change_behind_the_clock(),
            39..=40 => self.change_encoding(),
            41 => self.give_folder(),
            44..=45 => self.change_rules(),
            46..=48 => self.change_postings(),
            49..=51 => self.change_ledger(),
            42 => self.hide(),
            _ => self.swap_records(),
        }
    }

    /// One edit of one record that stays where it is; says what it was.
    pub fn edit_record(&mut self) -> String {
        match self.random.below(8) {
            0..=3 => self.rewrite_record(),
            4 => self.retitle(),
            5 => self.switch_draft(),
            6 => self.change_day(),
            _ => {
                let (path, words) = (self.some_record(), self.random.words());
                let text = self.text(&path);
                self.write(&path, format!("{text}\n{words}。\n"));
                format!("add to {path}")
            }
        }
    }

    fn some_record(&mut self) -> String {
        let records = self.records();
        match self.random.any(&records) {
            Some(path) => path.clone(),
            None => self.add_record(),
        }
    }

    /// A sheet of postings with rows of some records, or none any more, or one that cannot be read.
    fn change_postings(&mut self) -> String {
        let place = self.random.of(&self.places()).clone();
        let between = if place.is_empty() { "" } else { "/" };
        let folder = self.random.of(&["postings", "张贴"]);
        let week = 1 + self.random.below(12);
        let path = format!("content/{place}{between}{folder}/2026-W{week:02}.csv");
        if self.path(&path).is_file() && self.random.one_in(4) {
            self.remove(&path);
            return format!("delete {path}");
        }
        let mut text = "海报编号,公示栏,张贴日期,撤下日期,张贴人,照片\n".to_owned();
        if self.random.one_in(12) {
            text.clear();
        }
        for _ in 0..self.random.below(6) {
            let record = self.some_record();
            // Records whose code is written have one of their own; others get one from their path.
            let written = self.text(&record);
            let mut codes = written.lines().filter_map(|line| {
                let (key, code) = line.split_once(':')?;
                ["code", "编码"]
                    .contains(&key.trim())
                    .then(|| code.trim().to_owned())
            });
            let code = codes.next().unwrap_or_else(|| code_of(&key_of(&record)));
            let (posted, down) = (self.random.day(), self.random.day());
            let down = if self.random.one_in(2) {
                ""
            } else {
                down.as_str()
            };
            let board = self.random.of(&["大堂", "正门", "1号楼大堂"]);
            let by = self.random.words();
            let _ = writeln!(text, "G-20260101-{code},{board},{posted},{down},{by},");
        }
        self.write(&path, text);
        format!("note in {path}")
    }

    fn rewrite_record(&mut self) -> String {
        let path = self.some_record();
        let text = self.record(&path);
        self.write(&path, text);
        format!("rewrite {path}")
    }

    fn change(&mut self, path: &str, change: impl Fn(&str) -> String) {
        let text: String = self.text(path);
        let changed: Vec<String> = text.lines().map(change).collect();
        self.write(path, changed.join("\n") + "\n");
    }

    fn retitle(&mut self) -> String {
        let (path, title) = (self.some_record(), self.random.words());
        self.change(&path, |line| {
            if line.starts_with("标题") {
                format!("标题: {title}")
            } else {
                line.to_owned()
            }
        });
        format!("retitle {path}")
    }

    fn switch_draft(&mut self) -> String {
        let path = self.some_record();
        let text = self.text(&path);
        let switched = if text.contains("草稿: 是\n") {
            text.replace("草稿: 是\n", "")
        } else {
            text.replacen("日期:", "草稿: 是\n日期:", 1)
        };
        self.write(&path, switched);
        format!("switch draft of {path}")
    }

    fn change_day(&mut self) -> String {
        let (path, day) = (self.some_record(), self.random.day());
        self.change(&path, |line| {
            if line.starts_with("日期:") {
                format!("日期: {day}")
            } else {
                line.to_owned()
            }
        });
        format!("date {path} {day}")
    }

    /// Whether some text refers to the record, whose name no other has.
    fn is_referred_to(&self, path: &str) -> bool {
        let key = key_of(path);
        let name = key.rsplit('/').next().unwrap();
        let texts = self.list(|other| other.ends_with(".md") && other != path);
        texts.iter().any(|other| self.text(other).contains(name))
    }

    fn delete_record(&mut self) -> String {
        let mut path = self.some_record();
        for _ in 0..8 {
            if !self.is_referred_to(&path) {
                break;
            }
            path = self.some_record();
        }
        self.remove(&path);
        format!("delete {path}")
    }

    /// Names a record, or its place, or its kind anew, mostly with all that refers to it.
    fn move_record(&mut self) -> String {
        let path = self.some_record();
        let places = self.places();
        let (place, kind) = {
            let key = key_of(&path);
            let mut parts = key[1..].rsplitn(3, '/');
            let (_, kind, place) = (parts.next(), parts.next().unwrap(), parts.next());
            (place.unwrap_or("").to_owned(), kind.to_owned())
        };
        let (mut to_place, mut to_kind) = (place, kind.clone());
        match self.random.below(3) {
            0 => {}
            1 => to_place.clone_from(self.random.of(&places)),
            _ => self.kind_at(&to_place).clone_into(&mut to_kind),
        }
        let name = self.name();
        let to = format!("content/{to_place}/{to_kind}/{name}.md").replace("//", "/");
        if to_kind == kind && !path.ends_with("/index.md") {
            fs::create_dir_all(self.path(&to).parent().unwrap()).unwrap();
            fs::rename(self.path(&path), self.path(&to)).unwrap();
        } else {
            self.remove(&path);
            let text = self.record(&to);
            self.write(&to, text);
        }
        if !self.random.one_in(5) {
            self.refer_anew(&key_of(&path), &key_of(&to));
        }
        format!("move {path} to {to}")
    }

    fn refer_anew(&mut self, from: &str, to: &str) {
        for path in self.list(|path| path.ends_with(".md")) {
            let text = self.text(&path);
            if text.contains(from) {
                self.write(&path, text.replace(from, to));
            }
        }
    }

    fn break_record(&mut self) -> String {
        let path = self.some_record();
        let text = self.text(&path);
        let broken = match self.random.below(7) {
            // No face of the posters has this character.
            6 => text.replacen("标题:", "标题: \u{10FFFD}", 1),
            0 => text.replacen("标题:", "标提:", 1),
            1 => text.replacen("日期:", "日期: 2026-02-30 #", 1),
            2 => text.replacen("---", "", 1),
            3 => format!("{text}\n见[这里](/issues/nowhere)。\n"),
            4 => format!("{text}\n![图](nowhere.png)\n"),
            _ => {
                let half = text.len() / 2;
                let cut = (0..=half).rev().find(|at| text.is_char_boundary(*at));
                text[..cut.unwrap_or(0)].to_owned()
            }
        };
        self.write(&path, broken);
        format!("break {path}")
    }

    /// The same text in other bytes, or bytes that are no text.
    fn change_encoding(&mut self) -> String {
        let path = self.some_record();
        let Ok(text) = String::from_utf8(fs::read(self.path(&path)).unwrap()) else {
            return self.rewrite_record();
        };
        let bytes = match self.random.below(4) {
            0 => format!("\u{FEFF}{text}").into_bytes(),
            1 => text.replace('\n', "\r\n").into_bytes(),
            2 => encoding_rs::GB18030.encode(&text).0.into_owned(),
            _ => [text.as_bytes(), &[0xFF, 0, 0xFF]].concat(),
        };
        self.write(&path, bytes);
        format!("encode {path} otherwise")
    }

    /// A record gets a folder of its own: another path, the same address.
    fn give_folder(&mut self) -> String {
        let path = self.some_record();
        let Some(stem) = path
            .strip_suffix(".md")
            .filter(|stem| !stem.ends_with("/index"))
        else {
            return self.rewrite_record();
        };
        let to = format!("{stem}/index.md");
        let bytes = fs::read(self.path(&path)).unwrap();
        self.write(&to, bytes);
        // Or both are there.
        if !self.random.one_in(5) {
            self.remove(&path);
        }
        format!("move {path} to {to}")
    }

    /// A record is no longer seen as one, as an editor may do it.
    fn hide(&mut self) -> String {
        let path = self.some_record();
        let ending = *self.random.of(&[".txt", "~"]);
        fs::rename(self.path(&path), self.path(&format!("{path}{ending}"))).unwrap();
        format!("name {path} {path}{ending}")
    }

    fn change_file(&mut self) -> String {
        let files = self.list(|path| path.ends_with(".png") || path.ends_with(".pdf"));
        let Some(path) = self.random.any(&files).cloned() else {
            return "nothing".to_owned();
        };
        let bytes = if path.ends_with(".png") && self.random.one_in(10) {
            // No picture at all.
            self.bytes(400)
        } else if path.ends_with(".png") {
            self.picture()
        } else {
            let length = 20 + self.random.below(3);
            self.bytes(length)
        };
        self.write(&path, bytes);
        format!("change {path}")
    }

    fn add_or_delete_file(&mut self) -> String {
        let files = self.list(|path| path.ends_with(".png") || path.ends_with(".pdf"));
        match self.random.any(&files).cloned() {
            Some(path) if self.random.one_in(3) => {
                self.remove(&path);
                format!("delete {path}")
            }
            _ => {
                let places = self.places();
                let place = self.random.of(&places).clone();
                let file = self
                    .random
                    .of(&["map.png", "issues/shared.png", "issues/b.png"]);
                let path = format!("content/{place}/{file}").replace("//", "/");
                let picture = self.picture();
                self.write(&path, picture);
                format!("add {path}")
            }
        }
    }

    fn rewrite_place(&mut self) -> String {
        let places = self.places();
        let folder = self.random.of(&places).clone();
        let is_demo = self.text(&index_of(&folder)).contains("demo: true");
        let demo = is_demo != self.random.one_in(5) && !folder.is_empty();
        let text = self.place(&folder, demo);
        self.write(&index_of(&folder), text);
        format!("rewrite place {folder:?}")
    }

    fn add_place(&mut self) -> String {
        let above = *self.random.of(&["", "nan/", "bei/", "a", "z"]);
        let name = self.name();
        let folder = format!("{above}{name}");
        let text = self.place(&folder, false);
        self.write(&index_of(&folder), text);
        for _ in 0..2 {
            let (kind, name) = (self.kind_at(&folder), self.name());
            let path = format!("content/{folder}/{kind}/{name}.md");
            let text = self.record(&path);
            self.write(&path, text);
        }
        format!("add place {folder}")
    }

    /// Removes a place with everything below, mostly one that was added.
    fn remove_place(&mut self) -> String {
        let mut places = self.places();
        let all = self.random.one_in(8);
        places.retain(|place| place.contains("r0") || (all && !place.is_empty()));
        let Some(place) = self.random.any(&places).cloned() else {
            return self.add_place();
        };
        fs::remove_dir_all(self.path("content").join(&place)).unwrap();
        // Who referred to it refers to something else now, or to nothing.
        let start = format!("/{place}");
        for path in self.list(|path| path.ends_with(".md")) {
            if self.text(&path).contains(&start) {
                let text = if path.ends_with("/_index.md") {
                    let folder = path["content/".len()..path.len() - "_index.md".len()].to_owned();
                    self.place(folder.trim_end_matches('/'), false)
                } else if path.starts_with("content/pages/") {
                    self.page()
                } else if path.starts_with("content/mechanisms/") {
                    mechanism("五加X", "")
                } else {
                    self.record(&path)
                };
                self.write(&path, text);
            }
        }
        format!("remove place {place}")
    }

    /// Names the folder of a place anew, with all that refers to it or to what is in it.
    fn rename_place(&mut self) -> String {
        let mut places = self.places();
        places.retain(|place| !place.is_empty());
        let Some(place) = self.random.any(&places).cloned() else {
            return "nothing".to_owned();
        };
        let above = place.rsplit_once('/').map_or("", |(above, _)| above);
        let name = self.name();
        // Such names come before, after and at the place of the old one among the others.
        let letter = *self.random.of(&["a", "m", "z"]);
        let to = format!("{above}/{letter}{name}")
            .trim_matches('/')
            .to_owned();
        let content = self.path("content");
        fs::rename(content.join(&place), content.join(&to)).unwrap();
        if !self.random.one_in(6) {
            self.refer_anew(&format!("/{place}/"), &format!("/{to}/"));
            self.refer_anew(&format!("(/{place})"), &format!("(/{to})"));
            self.refer_anew(&format!("地点: /{place},"), &format!("地点: /{to},"));
        }
        format!("rename place {place} to {to}")
    }

    fn change_page(&mut self) -> String {
        let pages = self.list(|path| path.starts_with("content/pages/"));
        let path = match self.random.any(&pages).cloned() {
            Some(path) if self.random.one_in(3) => {
                self.remove(&path);
                let gone = path["content".len()..path.len() - 3].to_owned();
                if !self.random.one_in(4) {
                    self.refer_anew(&format!("({gone})"), "(/)");
                }
                return format!("delete {path}");
            }
            Some(path) if self.random.one_in(2) => path,
            _ => {
                let letter = *self.random.of(&["a", "b", "c", "d", "e", "z"]);
                format!("content/pages/{letter}.md")
            }
        };
        let text = self.page();
        self.write(&path, text);
        format!("write {path}")
    }

    fn change_mechanism(&mut self) -> String {
        let path = match self.random.below(3) {
            0 => "content/mechanisms/a.md",
            1 => "content/mechanisms/five.md",
            _ => "content/mechanisms/z.md",
        };
        let places = self.places();
        let place = format!("/{}", self.random.of(&places));
        if self.path(path).is_file() && path != "content/mechanisms/five.md" {
            let name = &path["content/mechanisms/".len()..path.len() - 3];
            self.remove(path);
            self.refer_anew(&format!("机制: {name}\n"), "机制: five\n");
            self.refer_anew(&format!("(/mechanisms/{name})"), "(/mechanisms/five)");
            return format!("delete {path}");
        }
        let title = self.random.words();
        self.write(path, mechanism(&title, &place));
        format!("write {path}")
    }

    fn change_rules(&mut self) -> String {
        let path = *self.random.of(&[
            "content/rules/local.yaml",
            "content/rules/more.yaml",
            "content/rules/rest-days-2026.yaml",
        ]);
        if self.path(path).is_file() && self.random.one_in(3) {
            self.remove(path);
            return format!("delete {path}");
        }
        let text = if path.contains("rest-days") {
            let first = 10 + self.random.below(15);
            format!(
                "年份: 2026\n来源: 演示\n放假:\n  - {{名称: 节日, 起: 2026-04-{first}, 止: 2026-04-{}}}\n",
                first + self.random.below(5)
            )
        } else {
            let days = 5 + self.random.below(20);
            format!(
                "适用地方: [/]\n出处: 演示\n规则:\n  - {{编号: short, 名称: 天数, 类型: 公示, 至少天数: {days}}}\n  - {{编号: board, 名称: 公示栏, 公示栏内容: [甲, 乙]}}\n"
            )
        };
        self.write(path, text);
        format!("write {path}")
    }

    fn change_settings(&mut self) -> String {
        let text = if self.random.one_in(2) {
            let (text, day) = (self.text("content/site.yaml"), self.random.day());
            let line = |line: &str| {
                if line.starts_with("today:") {
                    format!("today: {day}\n")
                } else {
                    format!("{line}\n")
                }
            };
            text.lines().map(line).collect()
        } else {
            self.settings()
        };
        self.write("content/site.yaml", text);
        "change settings".to_owned()
    }

    fn change_theme(&mut self) -> String {
        let file = *self.random.of(&OVERRIDDEN);
        let path = format!("themes/own/{file}");
        if self.path(&path).is_file() && self.random.one_in(4) {
            self.remove(&path);
            return format!("delete {path}");
        }
        let text = if self.random.one_in(8) {
            "{% broken #".to_owned()
        } else {
            self.theme_file(file)
        };
        self.write(&path, text);
        format!("write {path}")
    }

    fn change_static(&mut self) -> String {
        let path = *self
            .random
            .of(&["content/_static/robots.txt", "content/_static/v/a.txt"]);
        if self.path(path).is_file() && self.random.one_in(3) {
            self.remove(path);
            return format!("delete {path}");
        }
        let bytes = self.bytes(15);
        self.write(path, bytes);
        format!("write {path}")
    }

    fn some_file(&mut self) -> String {
        let files = self.list(|path| path.starts_with("content/"));
        self.random.of(&files).clone()
    }

    /// Another time, the same bytes.
    fn touch(&mut self) -> String {
        let path = self.some_file();
        let file = File::options().append(true).open(self.path(&path)).unwrap();
        let time = file.metadata().unwrap().modified().unwrap();
        let seconds = std::time::Duration::from_secs(self.random.next() % 100_000);
        file.set_modified(time - seconds).unwrap();
        format!("nothing: touch {path}")
    }

    /// Another file of the same bytes.
    fn replace_by_equal(&mut self) -> String {
        let path = self.some_file();
        let full = self.path(&path);
        let new = full.with_extension("~");
        fs::copy(&full, &new).unwrap();
        fs::rename(new, full).unwrap();
        // A poster that shows a picture is rendered again when the file is another one.
        if path.ends_with(".png") {
            return format!("replace {path} by equal bytes");
        }
        format!("nothing: replace {path} by equal bytes")
    }

    /// Other bytes of the same length, under the same time of change.
    fn change_behind_the_clock(&mut self) -> String {
        let files = self.list(|path| {
            path.starts_with("content/") && (path.ends_with(".pdf") || path.ends_with(".txt"))
                || KINDS
                    .iter()
                    .any(|kind| path.contains(&format!("/{kind}/r")))
                    && path.ends_with(".md")
        });
        let Some(path) = self.random.any(&files).cloned() else {
            return "nothing".to_owned();
        };
        let full = self.path(&path);
        let time = fs::metadata(&full).unwrap().modified().unwrap();
        let bytes = fs::read(&full).unwrap();
        let changed = match String::from_utf8(bytes.clone()) {
            Ok(text) if path.ends_with(".md") => {
                let words = ["电梯", "业主", "维修", "小区", "门禁"];
                let (from, to) = (*self.random.of(&words), *self.random.of(&words));
                text.replace(from, to).into_bytes()
            }
            _ => self.bytes(bytes.len()),
        };
        self.write(&path, changed);
        let file = File::options().append(true).open(full).unwrap();
        file.set_modified(time).unwrap();
        format!("change {path} without a new time")
    }

    /// Two records change their texts, so each file is one that was there before.
    fn swap_records(&mut self) -> String {
        let (one, two) = (self.some_record(), self.some_record());
        let kind = |path: &str| {
            KINDS
                .iter()
                .position(|kind| path.contains(&format!("/{kind}/")))
        };
        let is_plain = |path: &str| !path.ends_with("/index.md");
        if one == two || kind(&one) != kind(&two) || !is_plain(&one) || !is_plain(&two) {
            return self.rewrite_record();
        }
        let aside = self.path("aside");
        fs::rename(self.path(&one), &aside).unwrap();
        fs::rename(self.path(&two), self.path(&one)).unwrap();
        fs::rename(aside, self.path(&two)).unwrap();
        format!("swap {one} and {two}")
    }

    /// Makes the files what they were, touching only what differs.
    pub fn restore(&mut self, good: &super::town::Files) {
        for (path, bytes) in self.files() {
            match good.get(&path) {
                None => self.remove(&path),
                Some(then) if *then != bytes => self.write(&path, then),
                Some(_) => {}
            }
        }
        for (path, bytes) in good {
            if !self.path(path).is_file() {
                self.write(path, bytes);
            }
        }
    }
}
