//! Layouts of a site's own theme: one file over the built-in ones, faults with their line, and
//! the part of `docs/themes.md` on posters, whose example must work.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect"
)]

mod support;
#[path = "support/views.rs"]
mod views;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use gongshi::load::SiteFolder;
use gongshi::pipeline::{Faulty, Request, Session, Touched};
use serde_json::Value;
use support::{Run, Site, tool, tools};
use views::Shapes;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A site with a notice, whose theme has these files.
fn themed(files: &[(&str, &str)]) -> Site {
    let site = Site::new();
    site.notice(
        "water",
        "标题: 停水通知\n类型: 温馨提示\n日期: 2026-03-20\n海报:\n  要点: [上午九点停水, 下午五点来水]",
    );
    let settings = fs::read_to_string(site.path("content/site.yaml")).unwrap();
    site.file("content/site.yaml", format!("{settings}theme: own\n"));
    site.file("themes/own/theme.yaml", "name: own\nviews: 1\n");
    for (name, text) in files {
        site.file(&format!("themes/own/{name}"), text);
    }
    site
}

fn built_in(name: &str) -> String {
    fs::read_to_string(root().join("themes/default/posters").join(name)).unwrap()
}

fn check(site: &Site) -> Run {
    site.run(&["check", "--lang", "en"])
}

const MAIN: &str = "#let d = json(\"/data.json\")\n#set document(title: d.title.join(), date: datetime(year: 2026, month: 3, day: 2))\n#set text(lang: \"zh\", font: \"Bulletin Song\")\n";

#[test]
fn one_file_of_a_theme_takes_the_place_of_the_built_in_one() {
    if !tools("one_file_of_a_theme", &["pdftotext"]) {
        return;
    }
    let words = |site: &Site| {
        let run = site.run(&["build"]);
        assert_eq!(
            (run.status, run.stderr.contains("警告")),
            (0, false),
            "{}",
            run.stderr
        );
        let pdf = site.path("public/tao/notices/water.pdf");
        tool("pdftotext", &["-raw", pdf.to_str().unwrap(), "-"])
    };
    let plain = words(&themed(&[]));
    assert!(plain.contains("上午九点停水"), "{plain}");
    let text = built_in("blocks.typ").replace("soft(x.text)", "[甲]");
    let other = words(&themed(&[("posters/blocks.typ", &text)]));
    assert!(
        other.contains('甲') && !other.contains("上午九点停水"),
        "{other}"
    );
    assert!(
        other.contains("停水通知") && other.contains("温馨提示"),
        "{other}"
    );
}

#[test]
fn faults_of_layouts_are_told_with_line_and_column() {
    let cases = [
        (
            "#d.titel",
            "4:4: error[poster-layout]: the poster layout fails: there is no field `titel`",
        ),
        (
            "#d.review_by",
            "4:4: error[poster-layout]: the poster layout fails: there is no field `review_by`",
        ),
        (
            "中文 #d.phne",
            "4:7: error[poster-layout]: the poster layout fails: there is no field `phne`",
        ),
        (
            "#let x = (1",
            "4:10: error[poster-layout]: the poster layout fails: unclosed delimiter",
        ),
        (
            "#undefined",
            "4:2: error[poster-layout]: the poster layout fails: there is no variable or function `undefined`",
        ),
        (
            "#image(\"/qr.png\")",
            "4:8: error[poster-layout]: the poster layout fails: there is no file `/qr.png`",
        ),
        (
            "#import \"@preview/tablex:0.0.8\": *",
            "4:9: error[poster-layout]: the poster layout fails: layouts cannot use packages",
        ),
        (
            "#d.period.from",
            "4:11: error[poster-layout]: the poster layout fails: this is none, which has no fields",
        ),
        (
            "#(1 + \"a\")",
            "4:3: error[poster-layout]: the poster layout fails: cannot add integer and string",
        ),
    ];
    for (line, expected) in cases {
        let site = themed(&[("posters/main.typ", &format!("{MAIN}{line}\n"))]);
        let run = site.run(&["check", "--lang", "en", "--format", "short"]);
        let expected = format!("themes/own/posters/main.typ:{expected}");
        let said = run.stdout + &run.stderr;
        assert!(said.contains(&expected), "{line}: {said}");
        assert_eq!(run.status, 1);
    }
    let helps = [
        ("#d.titel", "did you mean `title`?"),
        ("#d.review_by", "`review_by` is in `period`"),
        ("#image(\"/qr.png\")", "did you mean `/qr.svg`?"),
        ("#import \"flwo.typ\": *", "did you mean `flow.typ`?"),
        (
            "#import \"text.typ\": join-titel",
            "did you mean `join-title`?",
        ),
        (
            "#text(font: \"KaiTi\")[x]",
            "there are: Bulletin Hei, Bulletin Song",
        ),
    ];
    for (line, help) in helps {
        let site = themed(&[("posters/main.typ", &format!("{MAIN}{line}\n"))]);
        site.notice(
            "fund",
            "标题: 账目\n类型: 公示\n日期: 2026-03-20\n公示期: 2026-03-20 至 2026-04-20",
        );
        let run = check(&site);
        let said = run.stdout + &run.stderr;
        assert!(said.contains(help), "{line}: {said}");
        assert!(
            said.contains("check it with content/tao/notices/"),
            "{said}"
        );
    }
}

#[test]
fn a_fault_in_a_built_in_file_shows_the_call_that_led_there() {
    let main =
        format!("#import \"text.typ\": *\n{MAIN}#let title() = join-title(d.sheets)\n#title()\n");
    let site = themed(&[("posters/main.typ", &main)]);
    let said = check(&site).stderr;
    for part in [
        "--> themes/own/posters/main.typ:5:16",
        "`join-title` is called here",
        // In the same file: drawn as one piece.
        "6 | #title()",
        "`title` is called here",
        "(built-in)/posters/text.typ:",
        "this is what fails",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn what_fails_in_a_built_in_file_alone_says_so() {
    let text = built_in("poster.typ");
    // A layout of the site's own that lacks what the flow needs.
    let poster = text.replace("layout(d))", "(kind: \"reminder\"))");
    let site = themed(&[("posters/poster.typ", &poster)]);
    let said = check(&site).stderr;
    assert!(
        said.contains("--> themes/own/posters/poster.typ:"),
        "{said}"
    );
    assert!(said.contains("(built-in)/posters/flow.typ:"), "{said}");
    let site = themed(&[(
        "words/poster.zh.yaml",
        "date: {weekdays: [], long_weekdays: [], months: []}\n",
    )]);
    let said = check(&site).stderr;
    assert!(said.contains("--> (built-in)/posters/"), "{said}");
    assert!(said.contains("is built in"), "{said}");
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let site = themed(&[]);
    site.file("themes/own/posters/own.typ", b"#let x = \"\xff\"");
    site.file(
        "themes/own/posters/main.typ",
        format!("#import \"own.typ\": x\n{MAIN}"),
    );
    let said = check(&site).stderr;
    assert!(said.contains("error[poster-theme]: the poster layouts are wrong: the file is not in UTF-8\n --> themes/own/posters/own.typ"), "{said}");
    let site = themed(&[("words/poster.zh.yaml", "head: {demo: \"\"}\n")]);
    let said = check(&site).stderr;
    assert!(
        said.contains("error[poster-theme]: the words of posters have no `head.demo`"),
        "{said}"
    );
    assert!(
        said.contains(" --> themes/own/words/poster.zh.yaml"),
        "{said}"
    );
    // As editors on Windows save it.
    let main = format!("\u{feff}{MAIN}#d.titel\n").replace('\n', "\r\n");
    let said = check(&themed(&[("posters/main.typ", &main)])).stderr;
    assert!(said.contains("themes/own/posters/main.typ:4:4"), "{said}");
}

#[test]
fn what_is_doubted_is_told_once_and_again_by_the_next_build() {
    let main = format!("{MAIN}#text(font: \"KaiTi\", d.title.join())\n");
    let site = themed(&[("posters/main.typ", &main)]);
    for name in ["fund", "gate", "lamp"] {
        site.notice(name, "标题: 账目\n类型: 公示\n日期: 2026-03-20");
    }
    for run in 0..2 {
        let said = site.run(&["build", "--lang", "en"]).stderr;
        assert_eq!(
            said.matches("warning[layout-doubt]").count(),
            1,
            "{run}: {said}"
        );
        assert!(
            said.contains("--> themes/own/posters/main.typ:4:13"),
            "{run}: {said}"
        );
        assert!(
            said.contains("check it with content/tao/notices/fund.md"),
            "{run}: {said}"
        );
    }
}

// The page ---------------------------------------------------------------------------------------

fn page() -> String {
    fs::read_to_string(root().join("docs/themes.md")).unwrap()
}

/// The views of all posters of the sample, as layouts get them.
fn sample() -> Vec<Value> {
    let request = Request {
        today: None,
        base_url: None,
        drafts: false,
        faulty: Faulty::Stop,
        round: None,
        economy: false,
        posters: true,
        jobs: 1,
    };
    let look = Session::new(SiteFolder::new(root()), request).look(&Touched::Everything);
    let site = look.site.unwrap();
    let posters = site.posters().into_iter();
    let views = posters.map(|address| site.poster(address).unwrap().unwrap());
    views
        .map(|view| serde_json::to_value(&view).unwrap())
        .collect()
}

#[test]
fn posters_of_the_sample_have_the_fields_that_the_reference_tells() {
    let shapes = Shapes::read();
    let views = sample();
    assert!(views.len() > 30, "only {} posters", views.len());
    let mut wrong = BTreeSet::new();
    for view in &views {
        shapes.compare(view, "poster::PosterView", "view", &mut wrong);
    }
    let wrong: Vec<String> = wrong.into_iter().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_page_on_themes_tells_every_file_of_the_posters() {
    let files: BTreeSet<String> = fs::read_dir(root().join("themes/default/posters"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let page = page();
    let told: BTreeSet<String> = page
        .lines()
        .filter_map(|line| Some(line.strip_prefix("| `")?.split_once(".typ` |")?.0))
        .filter(|name| !name.contains('|'))
        .map(|name| format!("{name}.typ"))
        .collect();
    assert_eq!(told, files);
}

#[test]
fn functions_and_constants_that_the_page_names_are_there() {
    let page = page();
    let mut checked = 0;
    let mut wrong = Vec::new();
    let mut file = String::new();
    for line in page.lines() {
        if let Some(name) = line.strip_prefix("#### From `") {
            name.trim_end_matches('`').clone_into(&mut file);
        } else if line.starts_with('#') {
            file.clear();
        }
        let Some(row) = line.strip_prefix("| `").filter(|_| !file.is_empty()) else {
            continue;
        };
        let (call, _) = row.split_once('`').unwrap();
        checked += 1;
        let (name, parameters) = call.split_once('(').unwrap_or((call, ""));
        let text = built_in(&file);
        let defined = ["(", " ="]
            .iter()
            .find_map(|next| text.split_once(&format!("#let {name}{next}")));
        let Some((_, defined)) = defined else {
            wrong.push(format!("{file}: `{name}`"));
            continue;
        };
        let head = defined.split('\n').next().unwrap();
        for parameter in parameters
            .trim_end_matches(')')
            .split(", ")
            .filter(|p| !p.is_empty())
        {
            let name = parameter.split(':').next().unwrap();
            if !head.contains(name.trim_start_matches("..")) {
                wrong.push(format!("{file}: `{call}`: `{parameter}`"));
            }
        }
    }
    assert!(checked > 30, "only {checked} functions are told");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_dictionary_of_a_layout_is_told_as_the_flow_reads_it() {
    let keys = |text: &str| -> BTreeSet<String> { text.lines().map(str::to_owned).collect() };
    let flow = built_in("flow.typ");
    let head = flow.split("#import").next().unwrap();
    let read: BTreeSet<String> = head
        .lines()
        .filter_map(|line| line.strip_prefix("//   "))
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .map(|line| line.split(' ').next().unwrap().to_owned())
        .collect();
    let page = page();
    let section = page.split("### What a layout gives").nth(1).unwrap();
    let section = section.split("\n### ").next().unwrap();
    let told: Vec<&str> = section
        .lines()
        .filter_map(|line| Some(line.strip_prefix("| `")?.split_once('`')?.0))
        .collect();
    assert_eq!(keys(&told.join("\n")), read);
}

/// Files of an example: a line with a path in backticks, and a block under it.
fn example(page: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let path = line
            .strip_prefix("`themes/own/")
            .and_then(|rest| rest.strip_suffix('`'));
        let Some(path) = path else { continue };
        let block: Vec<&str> = lines
            .by_ref()
            .skip_while(|line| !line.starts_with("```"))
            .skip(1)
            .take_while(|line| !line.starts_with("```"))
            .collect();
        files.push((path.to_owned(), block.join("\n") + "\n"));
    }
    files
}

#[test]
fn the_example_of_the_page_is_a_theme() {
    let page = page();
    let (_, posters) = page.split_once("\n## Posters\n").unwrap();
    let files = example(posters);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ["theme.yaml", "posters/choose.typ", "posters/leaflet.typ"]
    );
    let lines: usize = files.iter().map(|(_, text)| text.lines().count()).sum();
    assert!(lines <= 66, "{lines} lines are no small example");
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let site = themed(&files);
    site.notice(
        "fund",
        "标题: 维修资金账目公示\n类型: 公示\n日期: 2026-03-20",
    );
    let run = site.run(&["build", "--strict", "--lang", "en"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    if let Some(folder) = std::env::var_os("GONGSHI_KEEP") {
        let folder = Path::new(&folder);
        for name in ["water", "fund"] {
            let pdf = site.path(&format!("public/tao/notices/{name}.pdf"));
            fs::copy(pdf, folder.join(format!("{name}.pdf"))).unwrap();
        }
    }
    if !tools(
        "the_example_of_the_page_is_a_theme",
        &["pdftotext", "pdftoppm"],
    ) {
        return;
    }
    let text = |name: &str| {
        let pdf = site.path(&format!("public/tao/notices/{name}.pdf"));
        tool("pdftotext", &["-raw", pdf.to_str().unwrap(), "-"])
    };
    let leaflet = text("water");
    for words in [
        "停水通知",
        "1",
        "上午九点停水",
        "2",
        "下午五点来水",
        "桃园小区业主委员会",
        "0731-00000001",
    ] {
        let dense: String = leaflet.split_whitespace().collect();
        assert!(dense.contains(words), "{words}: {leaflet}");
    }
    assert!(text("fund").contains("账目公示"));
}
