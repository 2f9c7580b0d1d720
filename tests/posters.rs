//! Posters of the sample, read with the tools of readers and printers.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect"
)]

mod support;

use std::path::{Path, PathBuf};

use scraper::{Html, Selector};
use support::{build_sample, files, tool, tools};

/// A4 in points, as `pdfinfo` prints it.
const A4: &str = "595.276 x 841.89 pts";
/// A3, the paper of one poster of the sample.
const A3: (&str, &str) = ("2026-02-03-vote.pdf", "841.89 x 1190.55 pts");
/// A3 across, on which places are compared for a forum.
const ACROSS: &str = "1190.55 x 841.89 pts";

fn posters(public: &Path) -> Vec<PathBuf> {
    let names = files(public).into_iter().map(|(name, _)| name);
    let posters: Vec<PathBuf> = names
        .filter(|name| name.ends_with(".pdf"))
        .map(|name| public.join(name))
        .collect();
    assert!(posters.len() >= 40);
    posters
}

/// Text without the white space that lines and columns put into it, and without the invisible
/// characters by which layouts allow or forbid a break.
fn dense(text: &str) -> String {
    let is_shown = |c: &char| !c.is_whitespace() && !matches!(c, '\u{200B}' | '\u{2060}');
    text.chars().filter(is_shown).collect()
}

#[test]
fn every_sheet_has_its_size_and_embedded_subsets() {
    if !tools(
        "every_sheet_has_its_size_and_embedded_subsets",
        &["pdfinfo", "pdffonts", "qpdf"],
    ) {
        return;
    }
    let sample = build_sample(true);
    for poster in posters(&sample.path().join("public")) {
        let path = poster.to_str().unwrap();
        let info = tool("pdfinfo", &["-l", "99", path]);
        let sizes: Vec<&str> = info
            .lines()
            .filter(|line| line.starts_with("Page") && line.contains("size:"))
            .collect();
        let wanted = if path.ends_with(A3.0) {
            A3.1
        } else if path.contains("/comparison/") {
            ACROSS
        } else {
            A4
        };
        assert!(
            !sizes.is_empty() && sizes.iter().all(|line| line.contains(wanted)),
            "{path}: {sizes:?}"
        );
        assert!(
            info.lines()
                .any(|line| line.starts_with("Tagged:") && line.ends_with("yes")),
            "{path}: {info}"
        );
        let bytes = std::fs::read(&poster).unwrap();
        let has = |mark: &str| {
            bytes
                .windows(mark.len())
                .any(|window| window == mark.as_bytes())
        };
        for claim in [
            "<pdfaid:part>2<",
            "<pdfaid:conformance>B<",
            "<pdfuaid:part>1<",
        ] {
            assert!(has(claim), "{path}: {claim}");
        }
        let fonts = tool("pdffonts", &[path]);
        let rows: Vec<Vec<&str>> = fonts
            .lines()
            .skip(2)
            .map(|row| row.split_whitespace().rev().collect())
            .collect();
        assert!(!rows.is_empty(), "{path}");
        for row in rows {
            // From the right: object, its number, unicode, subset, embedded.
            assert_eq!(
                (row[4], row[3], row[2]),
                ("yes", "yes", "yes"),
                "{path}: {fonts}"
            );
        }
        tool("qpdf", &["--check", path]);
    }
}

#[test]
fn the_text_of_each_poster_is_that_of_its_page() {
    if !tools(
        "the_text_of_each_poster_is_that_of_its_page",
        &["pdftotext"],
    ) {
        return;
    }
    let sample = build_sample(true);
    let public = sample.path().join("public");
    let select = |page: &Html, selector: &str| -> Vec<String> {
        page.select(&Selector::parse(selector).unwrap())
            .map(|element| element.text().collect::<String>())
            .collect()
    };
    for poster in posters(&public) {
        let text = dense(&tool(
            "pdftotext",
            &["-layout", poster.to_str().unwrap(), "-"],
        ));
        let raw = dense(&tool("pdftotext", &["-raw", poster.to_str().unwrap(), "-"]));
        let has = |wanted: &str| text.contains(&dense(wanted)) || raw.contains(&dense(wanted));
        let html = std::fs::read_to_string(poster.with_extension("html")).unwrap();
        let page = Html::parse_document(&html);
        // The page of a week or month has its days for a title, and links the meeting that speaks
        // for it.
        let folder = poster.parent().unwrap().file_name().unwrap();
        let titles = if folder == "weeks" || folder == "months" {
            select(&page, "a[href*='/meetings/']")
        } else if folder == "accounts" {
            // The headline of a statement is what is left, which its page has above all items.
            let left = select(&page, "tr.sum td");
            vec![format!("结余（元）{}", left[0])]
        } else {
            select(&page, "h1")
        };
        // A headline of two or three lines comes out line by line, in this order.
        assert!(
            titles.iter().any(|title| in_order(&raw, &dense(title))),
            "{}: {titles:?}\n{raw}",
            poster.display()
        );
        let place = select(&page, "header .place, header h2, header a").join("");
        assert!(!place.is_empty());
        if html.contains("strip-demo") {
            assert!(has("演示"), "{}", poster.display());
        }
        if !html.contains("strip-withdrawn") {
            assert!(
                has("gs") || has("gongshi.example"),
                "{}: the short address",
                poster.display()
            );
        }
        assert!(!raw.contains('\u{FFFD}'), "{}", poster.display());
    }
}

/// Whether all characters of `wanted` come in this order with few others between lines.
fn in_order(text: &str, wanted: &str) -> bool {
    if text.contains(wanted) {
        return true;
    }
    let characters: Vec<char> = wanted.chars().collect();
    // Two or three lines: cut points anywhere, each line found after the one before.
    (1..characters.len()).any(|cut| {
        let (first, rest): (String, String) = (
            characters[..cut].iter().collect(),
            characters[cut..].iter().collect(),
        );
        text.find(&first).is_some_and(|at| {
            let after = &text[at + first.len()..];
            after.contains(&rest)
                || (1..rest.chars().count()).any(|cut| {
                    let second: String = rest.chars().take(cut).collect();
                    let third: String = rest.chars().skip(cut).collect();
                    after
                        .find(&second)
                        .is_some_and(|at| after[at + second.len()..].contains(&third))
                })
        })
    })
}

#[test]
fn facts_of_each_kind_are_printed() {
    if !tools("facts_of_each_kind_are_printed", &["pdftotext"]) {
        return;
    }
    let site = support::Site::new();
    site.file(
        "content/tao/resolutions/lift.md",
        "---\ntitle: 更换电梯\ndate: 2026-03-20\nnumber: 桃园业〔2026〕3号\ndecided_by: 业主大会\nmatter: 5\nelectorate: 355 36609.05\ntally: {heads: 250 20 5 2, area: 25800.10 2100 500 180}\nresult: 通过\npublicity: 7日\n---\n",
    );
    site.issue("gate", "title: 道闸修好\ndate: 2026-03-02\nresponsible: 物业\ndue: 2026-03-20\nprogress: [2026-03-02 发现 三户报修, 2026-03-04 商议, 2026-03-15 解决 更换主板]\nsatisfaction: 40 36");
    site.file(
        "content/tao/meetings/week.md",
        "---\ntitle: 合署办公\ndate: 2026-03-09\ntype: 合署办公\nattendance: [物业 2, 业委会 缺席（换届）]\nraises: [issues/gate]\noutcomes: [更换3号楼门禁 物业 2026-03-20]\n---\n",
    );
    site.notice("fund", "title: 维修资金使用方案\ndate: 2026-03-02\ntype: 公示\ndisplay: 2026-03-02 7日\nobjections: 业委会 0731-0000 9999 实名书面\nposter: [更换电梯各一台, 费用由资金列支]");
    assert_eq!(site.run(&["build"]).status, 0);
    let text = |name: &str| {
        dense(&tool(
            "pdftotext",
            &[
                "-raw",
                site.path("public/tao").join(name).to_str().unwrap(),
                "-",
            ],
        ))
    };
    let cases: [(&str, &[&str]); 4] = [
        (
            "resolutions/lift.pdf",
            &[
                "更换电梯",
                "通过",
                "355",
                "277",
                "250",
                "25,800.10",
                "桃园小区业主委员会",
                "2026年3月20日",
                "0731-00000001",
            ],
        ),
        (
            "issues/gate.pdf",
            &[
                "道闸修好",
                "发现",
                "3月2日",
                "解决",
                "3月15日",
                "40",
                "36",
                "桃园物业服务中心",
                "0731-00000002",
            ],
        ),
        (
            "meetings/week.pdf",
            &["合署办公", "更换3号楼门禁", "道闸修好", "缺席"],
        ),
        (
            "notices/fund.pdf",
            &[
                "维修资金使用方案",
                "3月2日",
                "3月2日张贴，次日起算，至3月9日（星期一）24时止",
                "0731-00009999",
                "实名书面",
                "更换电梯各一台",
                "3月10日",
            ],
        ),
    ];
    for (name, facts) in cases {
        let printed = text(name);
        for fact in facts {
            assert!(printed.contains(fact), "{name}: {fact}\n{printed}");
        }
        assert!(
            printed.contains("gs.example/p/"),
            "{name}: the short address\n{printed}"
        );
    }
}

/// Lines of a sheet from the top, as their height in points and their text.
fn lines_of(poster: &Path, sheet: &str) -> Vec<(f64, String)> {
    let path = poster.to_str().unwrap();
    let boxes = tool(
        "pdftotext",
        &["-bbox-layout", "-f", sheet, "-l", sheet, path, "-"],
    );
    let boxes = Html::parse_document(&boxes);
    let words = Selector::parse("word").unwrap();
    boxes
        .select(&Selector::parse("line").unwrap())
        .map(|line| {
            let top = line.value().attr("ymin").unwrap().parse().unwrap();
            let text: String = line.select(&words).flat_map(|word| word.text()).collect();
            (top, text)
        })
        .collect()
}

#[test]
fn an_official_notice_has_lines_of_28_characters_and_22_lines() {
    if !tools(
        "an_official_notice_has_lines_of_28_characters_and_22_lines",
        &["pdftotext"],
    ) {
        return;
    }
    let site = support::Site::new();
    let text = "检查消防通道".repeat(140);
    let front = "title: 消防检查通告\ndate: 2026-03-02\ntype: 通告\ndisplay: 2026-03-02 7日";
    site.file(
        "content/tao/notices/fire.md",
        format!("---\n{front}\nposter: {{style: 公文}}\n---\n\n{text}\n"),
    );
    assert_eq!(site.run(&["build"]).status, 0);
    let poster = site.path("public/tao/notices/fire.pdf");
    let second = lines_of(&poster, "2");
    // A line of the text is nothing else.
    let lines: Vec<&(f64, String)> = second
        .iter()
        .filter(|(_, line)| "检查消防通道".repeat(6).contains(line.as_str()))
        .collect();
    let full = lines
        .iter()
        .filter(|(_, line)| line.chars().count() == 28)
        .count();
    assert!(full + 1 >= lines.len() && full > 8, "{lines:?}");
    let pitch = 225.0 / 22.0 * 72.0 / 25.4;
    for pair in lines.windows(2) {
        let step = pair[1].0 - pair[0].0;
        assert!((step - pitch).abs() < 0.1, "{step} {pitch}");
    }
    // The text begins 37 mm from the edge, less the white above a character.
    let top = lines[0].0 * 25.4 / 72.0;
    assert!((36.0..38.5).contains(&top), "{top}");
    let all = dense(&tool("pdftotext", &[poster.to_str().unwrap(), "-"]));
    for words in [
        "至3月9日（星期一）24时止",
        "请于3月10日撤下",
        "—1—",
        "桃园小区业主委员会",
    ] {
        assert!(all.contains(words), "{words}: {all}");
    }
}

#[test]
fn the_qr_code_leads_to_the_short_address() {
    if !tools(
        "the_qr_code_leads_to_the_short_address",
        &["pdftoppm", "zbarimg"],
    ) {
        return;
    }
    let sample = build_sample(true);
    let public = sample.path().join("public");
    // A register is bound, not hung: its first sheet has the address in full, and no code.
    let is_hung = |path: &PathBuf| !path.parent().unwrap().ends_with("register");
    for poster in posters(&public).into_iter().filter(is_hung) {
        let folder = tempfile::tempdir().unwrap();
        let picture = folder.path().join("sheet");
        let arguments = ["-r", "100", "-gray", "-png"];
        let paths = [poster.to_str().unwrap(), picture.to_str().unwrap()];
        tool("pdftoppm", &[&arguments[..], &paths[..]].concat());
        // The code stands on the sheet with the signature, which pages of full text may follow.
        let mut read = String::new();
        for (sheet, _) in files(folder.path()) {
            let output = std::process::Command::new("zbarimg")
                .args(["--quiet", "--raw"])
                .arg(folder.path().join(sheet))
                .output()
                .unwrap();
            read.push_str(&String::from_utf8(output.stdout).unwrap());
        }
        let address = read.lines().next().unwrap_or_default();
        let short = address
            .strip_prefix("https://gongshi.example/")
            .unwrap_or_else(|| panic!("{}: {read}", poster.display()));
        let page = std::fs::read_to_string(public.join(short)).unwrap();
        let name = poster.file_stem().unwrap().to_str().unwrap();
        assert!(
            page.contains(&format!("{name}.html")),
            "{}: {short}",
            poster.display()
        );
    }
}
