//! Answers after edits as programs make them, and after midnight.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Days, FixedOffset};

use crate::running::Preview;
use crate::support::Site;
use crate::{gate, record, street};

const GATE: &str = "/tao/issues/gate.html";

/// A way to save `text` as `file`, which is there already.
type Save = fn(file: &Path, text: &str);

/// How programs save. Each also leaves beside the file what it usually does.
const SAVES: [(&str, Save); 7] = [
    ("in place", |file, text| fs::write(file, text).unwrap()),
    ("vim", |file, text| {
        let beside = |name: &str| file.with_file_name(name);
        fs::write(beside(".gate.md.swp"), "swap").unwrap();
        fs::write(beside("4913"), "").unwrap();
        fs::remove_file(beside("4913")).unwrap();
        fs::rename(file, beside("gate.md~")).unwrap();
        fs::write(file, text).unwrap();
        File::open(file).unwrap().sync_all().unwrap();
        fs::remove_file(beside("gate.md~")).unwrap();
        fs::remove_file(beside(".gate.md.swp")).unwrap();
    }),
    ("VS Code", |file, text| {
        // It cuts the file to nothing, then writes it.
        let mut open = OpenOptions::new()
            .write(true)
            .truncate(true)
            .open(file)
            .unwrap();
        thread::sleep(Duration::from_millis(5));
        open.write_all(text.as_bytes()).unwrap();
        open.sync_all().unwrap();
    }),
    ("WPS", |file, text| {
        let lock = file.with_file_name("~$gate.md");
        let new = file.with_file_name("~wps1A2B.tmp");
        let old = file.with_file_name("~wps3C4D.tmp");
        fs::write(&lock, "WPS").unwrap();
        fs::write(&new, text).unwrap();
        fs::rename(file, &old).unwrap();
        fs::rename(&new, file).unwrap();
        fs::remove_file(&old).unwrap();
        fs::remove_file(&lock).unwrap();
    }),
    ("Notepad", |file, text| {
        let text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        fs::write(file, text).unwrap();
    }),
    ("a rename over it", |file, text| {
        let new = file.with_file_name(".goutputstream-X1Y2Z3");
        fs::write(&new, text).unwrap();
        fs::rename(&new, file).unwrap();
    }),
    ("an older file", |file, text| {
        let new = file.with_file_name(".older");
        fs::write(&new, text).unwrap();
        let old = UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        File::options()
            .append(true)
            .open(&new)
            .unwrap()
            .set_modified(old)
            .unwrap();
        fs::rename(&new, file).unwrap();
    }),
];

fn follows_what_programs_do(watch: &str) {
    let site = street();
    let preview = Preview::start(site.root(), &["--watch", watch]);
    let file = site.path("content/tao/issues/gate.md");
    for (program, save) in SAVES {
        let words = format!("用{program}改过");
        save(&file, &record("车库道闸不抬杆", &words));
        let taken = preview.shows(GATE, &words);
        println!("{watch}: {program}: {taken:?}");
    }
    writes_in_pieces(&site, &preview);
    moves_places(&site, &preview);
    replaces_everything(&site, &preview);
    drop(preview);
    assert!(!site.path("public").exists());
}

/// While a record is being written, what is there is faulty, cut short, or both.
fn writes_in_pieces(site: &Site, preview: &Preview) {
    let file = site.path("content/tao/issues/gate.md");
    let whole = record("车库道闸", "写了很久。\n\n终于写完。");
    let bytes = whole.as_bytes();
    for step in [12, 3] {
        let mut open = File::create(&file).unwrap();
        for piece in bytes.chunks(bytes.len() / step) {
            open.write_all(piece).unwrap();
            thread::sleep(Duration::from_millis(20));
        }
        drop(open);
        preview.shows(GATE, "终于写完。");
        gate(site, "又没写完。");
        preview.shows(GATE, "又没写完。");
    }
    preview.shows("/.gongshi/faults", "没有问题");
}

fn moves_places(site: &Site, preview: &Preview) {
    let (tao, li) = (site.path("content/tao"), site.path("content/li"));
    fs::rename(&tao, &li).unwrap();
    preview.shows("/li/issues/gate.html", "又没写完。");
    preview.lacks(GATE);
    preview.shows("/index.html", "li/index.html");
    // The folder is followed under its new name.
    fs::write(li.join("issues/gate.md"), record("道闸", "搬了家。")).unwrap();
    preview.shows("/li/issues/gate.html", "搬了家。");
    fs::rename(&li, &tao).unwrap();
    preview.shows(GATE, "搬了家。");
    preview.lacks("/li/index.html");
    fs::create_dir(site.path("content/outside")).unwrap();
    let outside = tempfile::tempdir_in(site.root()).unwrap();
    fs::rename(tao.join("issues"), outside.path().join("issues")).unwrap();
    preview.lacks(GATE);
    fs::rename(outside.path().join("issues"), tao.join("issues")).unwrap();
    preview.shows(GATE, "搬了家。");
}

fn replaces_everything(site: &Site, preview: &Preview) {
    // Another folder takes the name at once.
    let (content, other) = (site.path("content"), site.path("other"));
    copy(&content, &other);
    fs::write(
        other.join("tao/issues/gate.md"),
        record("道闸", "另一个文件夹。"),
    )
    .unwrap();
    fs::rename(&content, site.path("before")).unwrap();
    fs::rename(&other, &content).unwrap();
    fs::remove_dir_all(site.path("before")).unwrap();
    preview.shows(GATE, "另一个文件夹。");
    gate(site, "还在看着。");
    preview.shows(GATE, "还在看着。");
    // As Git checks out another state: files are deleted and made one by one.
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    copy(&content, one.path());
    for n in 0..60 {
        let name = format!("content/tao/issues/n{n}.md");
        site.file(&name, record(&format!("第{n}件"), "正文。"));
    }
    gate(site, "第二版。");
    copy(&content, two.path());
    preview.shows("/tao/issues/n59.html", "正文。");
    for (state, words, there) in [
        (one.path(), "还在看着。", false),
        (two.path(), "第二版。", true),
        (one.path(), "还在看着。", false),
    ] {
        empty(&content);
        copy(state, &content);
        preview.shows(GATE, words);
        preview.until("/tao/issues/n59.html", |answer| {
            (answer.status == 200) == there
        });
    }
    // No content at all for a moment: the last good site stays, and says so.
    fs::rename(&content, site.path("away")).unwrap();
    preview.until("/.gongshi/faults", |answer| {
        !answer.text().contains("没有问题")
    });
    preview.shows(GATE, "还在看着。");
    fs::rename(site.path("away"), &content).unwrap();
    preview.shows("/.gongshi/faults", "没有问题");
    gate(site, "回来了。");
    preview.shows(GATE, "回来了。");
}

fn copy(from: &Path, to: &Path) {
    for (name, bytes) in crate::support::files(from) {
        let path = to.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// Removes all in a folder, but not the folder.
fn empty(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            fs::remove_dir_all(path).unwrap();
        } else {
            fs::remove_file(path).unwrap();
        }
    }
}

#[test]
fn edits_of_programs_are_followed() {
    follows_what_programs_do("auto");
}

#[test]
fn edits_of_programs_are_followed_without_the_system() {
    follows_what_programs_do("poll");
}

/// On some systems, nobody but the administrator may set this limit for the processes of a test.
#[test]
fn a_system_without_watches_to_give_is_looked_at_every_second() {
    let limit = "/proc/sys/user/max_inotify_watches";
    let set = format!("echo 3 > {limit} && ");
    let own = |what: &str| {
        let mut command = Command::new("unshare");
        command.args(["-U", "-r", "sh", "-c", &(set.clone() + what), "sh"]);
        command
    };
    let tried = own(&format!("cat {limit}")).output();
    if !tried.is_ok_and(|tried| tried.stdout == b"3\n") {
        let line = "SKIPPED a_system_without_watches_to_give_is_looked_at_every_second: \
                    this system gives no limits of one's own\n";
        // Written past the capture of the test runner: a skipped test must be seen.
        std::io::stderr().write_all(line.as_bytes()).unwrap();
        return;
    }
    let site = street();
    let mut command = own("exec \"$@\"");
    command.arg(env!("CARGO_BIN_EXE_gongshi"));
    command.args(Preview::arguments(site.root()));
    let preview = Preview::of(command);
    gate(&site, "没有系统帮忙。");
    preview.shows(GATE, "没有系统帮忙。");
    preview.says("改为每秒查看一次文件夹");
    fs::rename(site.path("content/tao"), site.path("content/li")).unwrap();
    preview.shows("/li/issues/gate.html", "没有系统帮忙。");
    assert_eq!(preview.said().matches("改为每秒").count(), 1);
}

/// The zone in which the next midnight is at the next full minute, or at the one after it if that
/// is too soon to look at the day before, with the day that ends.
fn near_midnight() -> (String, DateTime<FixedOffset>) {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let minute = (now.as_secs() + 10) / 60 % 1440;
    let ahead = 1439 - i32::try_from(minute).unwrap();
    let zone = FixedOffset::east_opt(ahead * 60).unwrap();
    let local = DateTime::from_timestamp_secs(i64::try_from(now.as_secs()).unwrap());
    let written = format!("+{:02}:{:02}", ahead / 60, ahead % 60);
    (written, local.unwrap().with_timezone(&zone))
}

/// Takes up to a minute and a half: the clock of the machine goes on by itself.
#[test]
fn a_new_day_changes_states_without_an_edit() {
    let site = Site::new();
    let (zone, now) = near_midnight();
    let today = now.date_naive();
    let before = today - Days::new(5);
    site.file(
        "content/site.yaml",
        format!("title: 东街\nzone: \"{zone}\"\n"),
    )
    .file(
        "content/tao/notices/water.md",
        format!("---\n标题: 停水通知\n类型: 公示\n日期: {before}\n公示期: {before} 至 {today}\n---\n\n停水。\n"),
    )
    .file(
        "content/tao/issues/gate.md",
        format!("---\n标题: 道闸\n日期: {before}\n责任单位: 物业\n完成时限: {today}\n豁免: [房号 {today} 条例]\n---\n\n3栋1单元1802室门前坏了。\n"),
    );
    let preview = Preview::start(site.root(), &[]);
    let (on_display, overdue) = ("正在公示 <small>1件", r#"data-count="overdue" value="1""#);
    preview.shows("/tao/index.html", on_display);
    assert!(!preview.get("/index.html").text().contains(overdue));
    let poster = preview.get("/tao/notices/water.pdf").body;
    preview.shows(GATE, "3栋1单元1802室门前");
    let began = SystemTime::now();
    while !preview.get("/index.html").text().contains(overdue) {
        let waited = began.elapsed().unwrap();
        assert!(
            waited < Duration::from_secs(110),
            "nothing happened at midnight"
        );
        thread::sleep(Duration::from_millis(200));
    }
    println!("a new day was noticed after {:?}", began.elapsed().unwrap());
    let text = preview.get("/tao/index.html").text();
    assert!(!text.contains(on_display));
    let waived = preview.get(GATE).text();
    assert!(waived.contains("3栋门前") && !waived.contains("1802"));
    assert!(poster.starts_with(b"%PDF-"));
    gate(&site, "第二天。");
    preview.shows(GATE, "第二天。");
}

#[test]
fn what_is_wrong_is_told_without_its_private_numbers() {
    let site = street();
    let preview = Preview::start(site.root(), &[]);
    preview.shows(GATE, "道闸坏了");
    site.file(
        "content/tao/issues/gate.md",
        "---\n标题: 道闸\n日期: 2026-03-02\n颜色: 13800001234\n---\n\n身份证999111199003070016，电话13800001234。\n",
    );
    preview.shows("/.gongshi/faults", "private-identity");
    for path in ["/.gongshi/faults", GATE] {
        let answer = preview.get(path);
        let text = answer.text();
        for number in ["13800001234", "999111199003070016", "19900307"] {
            assert!(!text.contains(number), "{path}: {number}");
        }
    }
    assert!(!preview.said().contains("13800001234") && !preview.said().contains("19900307"));
    // A sheet is not handed out either.
    site.file("content/tao/issues/名单.csv", "姓名,电话\n甲,13800001234\n");
    site.file(
        "content/tao/issues/gate.md",
        "---\n标题: 道闸\n日期: 2026-03-02\n附件: [名单.csv]\n---\n",
    );
    preview.shows(GATE, "名单.csv");
    let answer = preview.get("/tao/issues/名单.csv");
    assert!(answer.status != 200 && !answer.text().contains("13800001234"));
}
