//! Many edits under one preview: it ends where a clean build would, and holds no more than before.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::board::Answer;
use crate::running::Preview;
use crate::support::{Site, files, run};
use crate::{record, street};

/// How much more memory may be held after the last edit than after the first few.
const MOST_GROWTH: u64 = 24 << 10;

/// Numbers that look random and are the same in each run.
struct Dice(u64);

impl Dice {
    /// A number below `limit`.
    fn roll(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// A site that is edited, and all addresses that it may ever have had.
struct Edited {
    site: Site,
    dice: Dice,
    number: u64,
    seen: BTreeSet<String>,
}

const PLACES: [&str; 3] = ["tao", "li", "杏园"];
const KINDS: [&str; 2] = ["issues", "notices"];

impl Edited {
    fn new() -> Edited {
        let site = street();
        let place = fs::read_to_string(site.path("content/tao/_index.md")).unwrap();
        for name in PLACES {
            let text = place.replace("桃园", name);
            site.file(&format!("content/{name}/_index.md"), text);
        }
        site.file(
            "content/site.yaml",
            "title: 东街\ntoday: 2026-03-25\ntheme: own\n",
        );
        site.file("themes/own/styles/site.css", "body { color: black; }\n");
        let mut edited = Edited {
            site,
            dice: Dice(7),
            number: 0,
            seen: BTreeSet::new(),
        };
        for _ in 0..40 {
            edited.write_record();
        }
        edited
    }

    /// A number that is nowhere else.
    fn next(&mut self) -> u64 {
        self.number += 1;
        self.number
    }

    fn pick(&mut self) -> String {
        let place = PLACES[usize::try_from(self.dice.roll(3)).unwrap()];
        let kind = KINDS[usize::try_from(self.dice.roll(2)).unwrap()];
        let name = self.dice.roll(20);
        let path = format!("{place}/{kind}/记录{name}");
        for ending in ["html", "pdf"] {
            self.seen.insert(format!("/{path}.{ending}"));
        }
        format!("content/{path}.md")
    }

    fn write_record(&mut self) {
        let path = self.pick();
        let number = self.next();
        let title = format!("第{}件事", self.dice.roll(30));
        let text = match self.dice.roll(4) {
            0 => format!("第{number}稿。\n\n- 一\n- 二\n\n**重要**：{number}。"),
            _ => format!("第{number}稿。"),
        };
        let mut text = record(&title, &text);
        if path.contains("notices") {
            text = text.replacen("日期:", "类型: 公示\n公示期: 60日\n日期:", 1);
        }
        self.site.file(&path, text);
    }

    /// One edit. It may leave a fault, which the end of each batch takes away.
    fn edit(&mut self) {
        let number = self.next();
        match self.dice.roll(20) {
            0..=9 => self.write_record(),
            10..=11 => {
                let path = self.pick();
                let _ = fs::remove_file(self.site.path(&path));
            }
            12..=13 => {
                let (from, to) = (self.pick(), self.pick());
                let (from, to) = (self.site.path(&from), self.site.path(&to));
                if from.exists() && from.parent() == to.parent() {
                    fs::rename(from, to).unwrap();
                }
            }
            14 => {
                let text = format!("---\n标题: 东街街道{}\n---\n\n{number}。\n", number % 5);
                self.site.file("content/_index.md", text);
            }
            15 => {
                let text = format!("title: 东街{}\ntoday: 2026-03-25\ntheme: own\n", number % 5);
                self.site.file("content/site.yaml", text);
            }
            16 => {
                let text = format!("body {{ margin: {number}px; }}\n");
                self.site.file("themes/own/styles/site.css", text);
            }
            17 => {
                let words = include_str!("../../themes/default/words/zh.yaml");
                let text = words.replace("menu: 栏目\n", &format!("menu: 栏目{}\n", number % 5));
                self.site.file("themes/own/words/zh.yaml", text);
            }
            18 => {
                let text = format!("---\n标题: 错{number}\n日起: 三月\n---\n\n正文。\n");
                self.site.file("content/tao/issues/faulty.md", text);
            }
            _ => {
                // A folder of a record's own comes and goes.
                let folder = self.site.path("content/li/issues/folder");
                if folder.exists() {
                    fs::remove_dir_all(folder).unwrap();
                } else {
                    let text = record("自己的文件夹", "正文。");
                    self.site.file("content/li/issues/folder/index.md", text);
                }
                self.seen.insert("/li/issues/folder.html".to_owned());
            }
        }
    }

    /// A batch of edits, followed until the last one is answered.
    fn batch(&mut self, edits: usize, preview: &Preview) {
        for _ in 1..edits {
            self.edit();
        }
        let _ = fs::remove_file(self.site.path("content/tao/issues/faulty.md"));
        let words = format!("第{}个记号", self.next());
        let text = record("记号", &words);
        self.site.file("content/tao/issues/beacon.md", text);
        preview.shows("/tao/issues/beacon.html", &words);
        // As a reader does: a list, a record, its poster.
        for path in ["/tao/index.html", "/styles/site.css"] {
            assert_eq!(preview.get(path).status, 200);
        }
        if self.dice.roll(4) == 0 {
            assert_eq!(preview.get("/tao/issues/beacon.pdf").status, 200);
        }
    }

    /// Every address answers what a clean build of the same content has.
    fn is_like_a_build(&self, preview: &Preview) {
        let clean = tempfile::tempdir().unwrap();
        for top in ["content", "themes"] {
            copy(&self.site.path(top), &clean.path().join(top));
        }
        let built = run(clean.path(), &["build"]);
        assert_eq!(built.status, 0, "{}", built.stderr);
        let mut there = BTreeSet::new();
        for (name, bytes) in files(&clean.path().join("public")) {
            if name == "gongshi-manifest.json" {
                continue;
            }
            let path = format!("/{name}");
            let answer = preview.get(&path);
            assert_eq!(answer.status, 200, "{path}");
            let same = published(&path, &answer) == bytes;
            assert!(same, "{path} is not what a build writes");
            there.insert(path);
        }
        assert!(there.iter().filter(|path| path.ends_with(".pdf")).count() > 20);
        let gone: Vec<&String> = self.seen.difference(&there).collect();
        assert!(!gone.is_empty());
        for path in gone {
            assert_eq!(preview.get(path).status, 404, "{path}");
        }
    }
}

fn copy(from: &Path, to: &Path) {
    for (name, bytes) in files(from) {
        let path = to.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// An answer without what the preview adds to pages.
fn published(path: &str, answer: &Answer) -> Vec<u8> {
    if !path.ends_with(".html") {
        return answer.body.clone();
    }
    let text = answer.text();
    let calling = "; connect-src 'self'";
    let (before, rest) = text.split_once(calling).unwrap();
    // A screen may call its server wherever it is published, and is told to once.
    let before = if path.ends_with("/screen.html") {
        format!("{before}{calling}")
    } else {
        before.to_owned()
    };
    let (between, rest) = rest
        .split_once("<script src=\"/.gongshi/live.js\"")
        .unwrap();
    assert_eq!(between, "\">", "{path}");
    let (_, after) = rest.split_once("</script>").unwrap();
    format!("{before}{between}{after}").into_bytes()
}

fn endures(watch: &str, batches: usize, edits: usize) {
    let mut edited = Edited::new();
    let preview = Preview::start(edited.site.root(), &["--watch", watch]);
    let warm = (batches / 10).max(3);
    for _ in 0..warm {
        edited.batch(edits, &preview);
    }
    edited.is_like_a_build(&preview);
    let (memory, files) = (preview.memory(), preview.files());
    for _ in warm..batches {
        edited.batch(edits, &preview);
    }
    let (memory_now, files_now) = (preview.memory(), preview.files());
    println!(
        "{watch}: {} edits: {memory} KB and {files} files after {}, {memory_now} KB and {files_now} files at the end",
        batches * edits,
        warm * edits
    );
    edited.is_like_a_build(&preview);
    // Connections that were just closed may not have gone yet.
    assert!(files_now <= files + 4, "{files} {files_now}");
    assert!(
        memory_now < memory + MOST_GROWTH,
        "{memory} KB became {memory_now} KB"
    );
    drop(preview);
    assert!(!edited.site.path("public").exists());
}

#[test]
fn two_thousand_edits() {
    endures("auto", 200, 10);
}

#[test]
fn two_hundred_edits_without_the_system() {
    endures("poll", 13, 16);
}
