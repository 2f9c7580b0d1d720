//! What careless hands write, one case for each habit: what is read in silence, what is told once,
//! and what is an error that says what to write. The rows are those of the study of the domain,
//! sections 5.3 (FM, DT, CS-03) and 5.4.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod support;

use rayon::prelude::*;
use support::Site;

/// What becomes of a file.
enum Read<'t> {
    /// Nothing is said, and the page has these words.
    Silent(&'t [&'t str]),
    /// One warning of this code, and the page has these words.
    Told(&'t str, &'t [&'t str]),
    /// An error of this code, whose help has these words.
    Refused(&'t str, &'t str),
    /// The file is no content, or is not read: a warning or note of this code, or nothing.
    Ignored(&'t str),
}
use Read::{Ignored, Refused, Silent, Told};

const PATH: &str = "content/tao/notices/x.md";

fn notice(front: &str, body: &str) -> Vec<u8> {
    format!("---\n标题: 停水\n类型: 通知\n{front}\n---\n\n{body}\n").into_bytes()
}

fn dated(date: &str) -> Vec<u8> {
    notice(&format!("日期: {date}"), "正文。")
}

fn titled(line: &str) -> Vec<u8> {
    format!("---\n{line}\n日期: 2026-03-20\n类型: 通知\n---\n\n正文。\n").into_bytes()
}

fn body(text: &str) -> Vec<u8> {
    notice("日期: 2026-03-20", text)
}

fn vote(front: &str) -> Vec<u8> {
    format!("---\n标题: 更换电梯\n日期: 2026-03-20\n决定主体: 联席会议\n结果: 未通过\n{front}\n---\n\n正文。\n")
        .into_bytes()
}

fn gbk(text: &[u8]) -> Vec<u8> {
    let text = String::from_utf8(text.to_vec()).unwrap();
    encoding_rs::GB18030.encode(&text).0.into_owned()
}

fn utf16(text: &[u8], mark: bool) -> Vec<u8> {
    let text = String::from_utf8(text.to_vec()).unwrap();
    let mark = if mark { "\u{feff}" } else { "" };
    let units = mark
        .encode_utf16()
        .chain(text.encode_utf16())
        .collect::<Vec<_>>();
    units.into_iter().flat_map(u16::to_le_bytes).collect()
}

const DAY: &[&str] = &["2026年3月20日"];

/// The rows that concern one notice: name, bytes, what becomes of it.
fn notices() -> Vec<(&'static str, Vec<u8>, Read<'static>)> {
    let plain = dated("2026-03-20");
    let text = String::from_utf8(plain.clone()).unwrap();
    vec![
        // FM-01
        ("full-width colon", titled("标题：停水"), Silent(&["停水"])),
        (
            "colon without space",
            titled("标题:停水"),
            Silent(&["停水"]),
        ),
        (
            "a key or a text",
            notice("日期: 2026-03-20\n海报:\n  - 时间:三天", ""),
            Refused("missing-space", "全角冒号"),
        ),
        // FM-02
        ("GBK", gbk(&plain), Told("encoding", DAY)),
        ("UTF-16 with a mark", utf16(&plain, true), Silent(DAY)),
        (
            "UTF-16 without a mark",
            utf16(&plain, false),
            Told("encoding", DAY),
        ),
        (
            "two encodings",
            [plain.clone(), gbk("水管检修。".as_bytes())].concat(),
            Refused("not-text", "UTF-8"),
        ),
        // FM-03
        (
            "byte order mark",
            format!("\u{feff}{text}").into_bytes(),
            Silent(DAY),
        ),
        ("CRLF", text.replace('\n', "\r\n").into_bytes(), Silent(DAY)),
        (
            "lone CR",
            text.replace('\n', "\r").into_bytes(),
            Silent(DAY),
        ),
        (
            "trailing blanks",
            text.replace('\n', " \t\u{3000}\n").into_bytes(),
            Silent(DAY),
        ),
        // FM-04
        (
            "wide spaces as indent",
            notice("日期: 2026-03-20\n联系方式:\n　电话: 0731-1234", ""),
            Silent(&["0731-1234"]),
        ),
        (
            "tab as indent",
            notice("日期: 2026-03-20\n联系方式:\n\t电话: 0731-1234", ""),
            Silent(&["0731-1234"]),
        ),
        (
            "tab and spaces as indent",
            notice(
                "日期: 2026-03-20\n联系方式:\n\t电话: 0731-1234\n海报:\n  - 甲",
                "",
            ),
            Told("read-as", &["0731-1234"]),
        ),
        (
            "indent that cannot be told",
            notice(
                "日期: 2026-03-20\n附件:\n    - 文件: a.pdf\n\t  标题: 甲",
                "",
            ),
            Refused("tab-indent", "两个空格"),
        ),
        (
            "NBSP around a value",
            titled("标题:\u{a0}停水\u{a0}"),
            Silent(&["停水"]),
        ),
        (
            "zero width in a key",
            titled("标\u{200b}题: 停水"),
            Silent(&["停水"]),
        ),
        (
            "zero width in a date",
            dated("2026-\u{200b}03-20\u{feff}"),
            Silent(DAY),
        ),
        // FM-05
        (
            "wide comma in a list",
            notice("日期: 2026-03-20\n适用范围: [1号楼，2号楼]", ""),
            Silent(&["1号楼", "2号楼"]),
        ),
        (
            "、 in a list of names",
            notice("日期: 2026-03-20\n适用范围: [1号楼、2号楼]", ""),
            Silent(&["1号楼", "2号楼"]),
        ),
        (
            "、 in a list of files",
            notice("日期: 2026-03-20\n附件: [a.pdf、b.pdf]", ""),
            Refused("unknown-file", "半角逗号"),
        ),
        // FM-06
        (
            "“ ” within a title",
            titled("标题: “五加”工作法"),
            Silent(&["“五加”工作法"]),
        ),
        (
            "《 》 in a title",
            titled("标题: 《公约》修订"),
            Silent(&["《公约》修订"]),
        ),
        (
            "“ ” around a value",
            titled("标题: “停水”"),
            Told("read-as", &["“停水”"]),
        ),
        (
            "“ ” around a date",
            dated("“2026-03-20”"),
            Told("read-as", DAY),
        ),
        (
            "a colon in a title",
            titled("标题: 提示: 停水"),
            Told("read-as", &["提示: 停水"]),
        ),
        // FM-07
        (
            "—— for ---",
            text.replacen("---", "——", 1).into_bytes(),
            Told("read-as", DAY),
        ),
        (
            "－－－ for ---",
            text.replace("---", "－－－").into_bytes(),
            Told("read-as", DAY),
        ),
        (
            "blank lines before",
            format!("\n \n　\n{text}").into_bytes(),
            Silent(DAY),
        ),
        (
            "blanks behind ---",
            text.replace("---", "---  ").into_bytes(),
            Silent(DAY),
        ),
        (
            "no opening ---",
            text[4..].into(),
            Refused("no-front-matter", "`---`"),
        ),
        (
            "no closing ---",
            text.replace("\n---\n", "\n").into_bytes(),
            Refused("unclosed-front-matter", "`---`"),
        ),
        // FM-08, FM-09, FM-10
        (
            "unknown key",
            titled("标題: 停水"),
            Refused("unknown-key", "标题"),
        ),
        (
            "doubled key",
            titled("标题: 停水\n标题: 停电"),
            Refused("duplicate-key", "删去"),
        ),
        (
            "Word",
            b"PK\x03\x04rest".to_vec(),
            Refused("word-document", ".md"),
        ),
        // DT-01
        ("2026.3.20", dated("2026.3.20"), Silent(DAY)),
        ("2026/3/20", dated("2026/3/20"), Silent(DAY)),
        ("2026年3月20日", dated("2026年3月20日"), Silent(DAY)),
        ("20260320", dated("20260320"), Silent(DAY)),
        (
            "二〇二六年三月二十日",
            dated("二〇二六年三月二十日"),
            Silent(DAY),
        ),
        ("二○二六年", dated("二○二六年三月二十日"), Silent(DAY)),
        ("二零二六年", dated("二零二六年三月廿日"), Silent(DAY)),
        (
            "full-width digits",
            dated("２０２６－０３－２０"),
            Silent(DAY),
        ),
        ("other hyphens", dated("2026–03—20"), Silent(DAY)),
        ("dots in the middle", dated("2026·3•20"), Silent(DAY)),
        // DT-02
        (
            "no such day",
            dated("2026-02-29"),
            Refused("bad-date", "核对"),
        ),
        (
            "month first",
            dated("11/12/2025"),
            Refused("bad-date", "2025-11-12"),
        ),
        (
            "year of two digits",
            dated("26-03-20"),
            Refused("bad-date", "2026-03-20"),
        ),
        // DT-03
        (
            "right day of the week",
            dated("2026年3月20日 星期五"),
            Silent(DAY),
        ),
        (
            "wrong day of the week",
            dated("2026年3月20日 星期四"),
            Told("weekday", DAY),
        ),
        (
            "wrong day of the week in the text",
            body("定于3月21日（周日）停水。"),
            Told("weekday", &["3月21日（周日）"]),
        ),
        (
            "right day of the week in the text",
            body("定于2026年3月22日（星期天）停水，每周一检查，3月23日周一恢复。"),
            Silent(&["每周一检查"]),
        ),
        // DT-04
        (
            "Excel's number of a day",
            dated("46101"),
            Refused("bad-date", "2026-03-20"),
        ),
        // YAML traps
        ("no", titled("标题: no"), Silent(&["<title>no - "])),
        ("on", titled("标题: on"), Silent(&["<title>on - "])),
        ("11:30", titled("标题: 11:30"), Silent(&["11:30"])),
        ("007", titled("标题: 007"), Silent(&["007"])),
        ("1e5", titled("标题: 1e5"), Silent(&["1e5"])),
        (
            "3-1-1802",
            titled("标题: 3-1-1802"),
            Told("private-room", &["3-1-1802"]),
        ),
        // Bodies
        (
            "wide spaces at the start of paragraphs",
            body("　　第一段。\n　　第二段。"),
            Silent(&["第一段。</p>"]),
        ),
        (
            "four spaces at the start",
            body("    缩进的一段。"),
            Silent(&["<p>缩进的一段。"]),
        ),
        (
            "soft line breaks",
            body("水管\n检修。"),
            Silent(&["水管检修。"]),
        ),
        ("•", body("• 甲\n• 乙"), Told("kept-as-text", &["• 甲"])),
        (
            "１．",
            body("１．甲\n２．乙"),
            Told("kept-as-text", &["１．甲"]),
        ),
        ("①", body("①甲\n②乙"), Told("kept-as-text", &["①甲"])),
        ("① apart", body("①甲\n\n②乙"), Silent(&["①甲", "②乙"])),
        (
            "｜",
            body("｜甲｜乙｜\n｜1｜2｜"),
            Told("kept-as-text", &["｜甲｜乙｜"]),
        ),
        (
            "similar characters in a text",
            body("〇○零·•－—～~，２０２６年。"),
            Silent(&["〇○零·•－—～~，２０２６年。"]),
        ),
        (
            "a wide tilde between days",
            notice("日期: 2026-03-20\n公示期: 2026-03-20～2026.3.27", ""),
            Silent(&["3月27日"]),
        ),
    ]
}

/// The rows that concern the numbers of a vote.
fn votes() -> Vec<(&'static str, Vec<u8>, Read<'static>)> {
    let area = |area: &str| vote(&format!("业主总数: {{人数: 355, 面积: {area}}}"));
    let heads = |heads: &str| vote(&format!("业主总数: {{人数: {heads}, 面积: 36609.05}}"));
    vec![
        ("area", area("36609.05"), Silent(&["36,609.05"])),
        ("㎡", area("36609.05㎡"), Silent(&["36,609.05"])),
        ("平方米", area("36609.05 平方米"), Silent(&["36,609.05"])),
        ("m2", area("36609.05m2"), Silent(&["36,609.05"])),
        (
            "commas",
            vote("业主总数: 355 36,609.05㎡"),
            Silent(&["36,609.05"]),
        ),
        (
            "full-width digits",
            area("３６６０９．０５"),
            Silent(&["36,609.05"]),
        ),
        (
            "￥ and 元",
            vote("业主总数: 355 ￥12,345.67元"),
            Silent(&["12,345.67"]),
        ),
        ("3.8万", area("3.8万"), Told("read-as", &["38,000.00"])),
        ("（500）", area("（500）"), Refused("not-a-number", "负数")),
        (
            "a share as area",
            area("78.5%"),
            Refused("not-a-number", "数目"),
        ),
        (
            "three decimals",
            area("1.234"),
            Refused("too-many-decimals", "两位小数"),
        ),
        ("words", area("三百"), Refused("not-a-number", "数字")),
        ("355户", heads("355户"), Silent(&["355"])),
        ("full-width count", heads("３５５"), Silent(&["355"])),
        (
            "a share as count",
            heads("78%"),
            Refused("not-a-count", "数目"),
        ),
        ("about", heads("约355"), Refused("not-a-count", "数字")),
    ]
}

/// Tries all cases, and names every one that does not hold.
fn all_hold<'c>(cases: &[(&'c str, &'c str, &[u8], &Read<'_>)]) {
    let wrong: Vec<&str> = cases
        .par_iter()
        .filter(|(name, path, bytes, read)| {
            std::panic::catch_unwind(|| holds(name, path, bytes, read)).is_err()
        })
        .map(|(name, ..)| *name)
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

fn holds(name: &str, path: &str, bytes: &[u8], read: &Read<'_>) {
    let site = Site::new();
    site.file(path, bytes);
    let run = site.run(&[
        "build",
        "--no-posters",
        "--format",
        "json",
        "--today",
        "2026-03-25",
    ]);
    let said: Vec<serde_json::Value> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let codes: Vec<&str> = said
        .iter()
        .filter_map(|said| said["code"].as_str())
        .collect();
    let (expected, status, words): (Vec<&str>, i32, &[&str]) = match read {
        Silent(words) => (vec![], 0, words),
        Told(code, words) => (vec![code], 0, words),
        Refused(code, help) => {
            let found = said.iter().find(|said| said["code"] == *code);
            let found = found.unwrap_or_else(|| panic!("{name}: {codes:?}"));
            assert!(found["help"].to_string().contains(help), "{name}: {found}");
            assert_eq!(
                (run.status, found["severity"].as_str()),
                (1, Some("error")),
                "{name}"
            );
            return;
        }
        Ignored(code) => {
            let expected: Vec<&str> = Some(*code)
                .into_iter()
                .filter(|code| !code.is_empty())
                .collect();
            assert_eq!((codes, run.status), (expected, 0), "{name}");
            assert!(!site.path("public/tao/notices/x.html").exists(), "{name}");
            return;
        }
    };
    assert_eq!(
        (codes, run.status),
        (expected, status),
        "{name}: {said:?}{}",
        run.stderr
    );
    let page = path.replace("content/", "").replace(".md", ".html");
    let page = site.page(&page);
    for word in words {
        assert!(page.contains(word), "{name}: no {word} in {page}");
    }
}

#[test]
fn each_habit_is_read_told_or_refused() {
    let cases = notices();
    assert!(cases.len() > 60);
    let cases = cases
        .iter()
        .map(|(name, bytes, read)| (*name, PATH, &**bytes, read));
    all_hold(&cases.collect::<Vec<_>>());
}

#[test]
fn numbers_of_votes() {
    let (cases, path) = (votes(), "content/tao/resolutions/x.md");
    let cases = cases
        .iter()
        .map(|(name, bytes, read)| (*name, path, &**bytes, read));
    all_hold(&cases.collect::<Vec<_>>());
}

#[test]
fn names_of_files() {
    let text = dated("2026-03-20");
    let cases = [
        ("content/tao/notices/x.md.txt", Ignored("not-md")),
        ("content/tao/notices/x.MD", Ignored("not-md")),
        ("content/tao/notices/~$x.docx", Ignored("")),
        ("content/tao/notices/Thumbs.db", Ignored("")),
        ("content/tao/notices/.DS_Store", Ignored("")),
        ("content/__MACOSX/tao/x.md", Ignored("")),
        ("content/tao/notices/停 水（三号楼）.md", Silent(DAY)),
    ];
    let cases = cases
        .iter()
        .map(|(path, read)| (*path, *path, &*text, read));
    all_hold(&cases.collect::<Vec<_>>());
}

#[test]
fn names_from_a_mac_are_found() {
    // A Mac writes é as e and an accent; who types the reference writes one character.
    let site = Site::new();
    let (typed, stored) = ("caf\u{e9}", "cafe\u{301}");
    site.file(
        &format!("content/tao/notices/{stored}.md"),
        dated("2026-03-20"),
    );
    site.file(&format!("content/tao/notices/{stored}.pdf"), "%PDF");
    let front = format!("日期: 2026-03-20\n关于: notices/{typed}\n附件: {typed}.pdf");
    site.file("content/tao/notices/b.md", notice(&front, ""));
    site.build();
}

#[test]
fn names_of_buildings() {
    for written in [
        "2号楼",
        "2栋",
        "2幢",
        "2座",
        "2#",
        "２号楼",
        "二号楼",
        "第2栋",
        "02号楼",
        "2#楼",
    ] {
        let site = Site::new();
        let place = "---\n标题: 桃园小区\n层级: 小区\n楼栋: [1号楼, 2号楼]\n网格: [{名称: 一, 单元网格: [1-1 WRITTEN]}]\n---\n";
        site.file("content/tao/_index.md", place.replace("WRITTEN", written));
        let front = format!("日期: 2026-03-20\n适用范围: ['{written}']");
        site.file("content/tao/notices/a.md", notice(&front, ""));
        site.build();
        let units = site.page("tao/grids.html");
        assert!(
            units.contains("2号楼") && units.contains("1-1"),
            "{written}"
        );
        assert!(
            site.page("tao/notices/a.html").contains(written),
            "{written} stays as it is printed"
        );
    }
}

#[test]
fn a_wished_break_between_latin_words_is_a_space() {
    let site = Site::new();
    site.issue("gate", "标题: Garage gate｜out of order\n日期: 2026-03-20");
    site.issue("lamp", "标题: 3号楼｜楼道灯不亮\n日期: 2026-03-20");
    assert_eq!(site.run(&["build", "--no-posters"]).status, 0);
    let title = |name: &str| {
        let page = site.page(&format!("tao/issues/{name}.html"));
        let after = page.split("<title>").nth(1).unwrap();
        after.split(" - ").next().unwrap().to_owned()
    };
    assert_eq!(title("gate"), "Garage gate out of order");
    assert_eq!(title("lamp"), "3号楼楼道灯不亮");
}
