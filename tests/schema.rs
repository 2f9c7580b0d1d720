//! Holds the forms of values (`yaml::shape`), of which `gongshi schema` and the page on the format
//! speak, against the code that reads the values.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may panic"
)]

#[path = "support/json_schema.rs"]
mod json_schema;
#[path = "support/shapes.rs"]
#[allow(dead_code, reason = "another test asks for the words")]
mod shapes;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use gongshi::config::{self, Language};
use gongshi::diagnostic::Diagnostics;
use gongshi::model::keys;
use gongshi::paths::InputPath;
use gongshi::schema;
use gongshi::source::Source;
use gongshi::yaml::shape::{Rule, Table};
use gongshi::yaml::{self, Node};
use json_schema::{faults, fits};
use serde_json::{Map, Value, json};
use shapes::{Case, Tongue, cases, example_of, minimal, wrong_of};
use support::{Site, copy_sample, run};

fn schema_of(name: &str) -> Value {
    schema::schema(Language::Zh, Some(name))
}

#[test]
fn every_key_has_a_form_and_every_form_a_key() {
    let mut tables: Vec<&Table> = Vec::new();
    shapes::walk(schema::documents(), &mut tables);
    let mut shaped: BTreeSet<BTreeSet<&str>> = BTreeSet::new();
    let mut wrong = Vec::new();
    for table in &tables {
        for (keys, fields) in table.parts {
            let keys_named: BTreeSet<&str> = keys.iter().map(|key| key.name).collect();
            let fields_named: BTreeSet<&str> = fields.iter().map(|field| field.name).collect();
            if keys_named != fields_named {
                wrong.push(format!(
                    "{}: keys {keys_named:?}, forms {fields_named:?}",
                    table.name
                ));
            }
            shaped.insert(keys_named);
        }
        let known = |name: &str| table.fields().any(|(key, _)| key.name == name);
        for rule in table.rules {
            let names: Vec<&str> = match rule {
                Rule::One(names) | Rule::Some(names) => names.to_vec(),
                Rule::Instead(key, names) => [&[*key], *names].concat(),
                Rule::Unless(key) => vec![key],
            };
            wrong.extend(
                names
                    .iter()
                    .filter(|name| !known(name))
                    .map(|name| format!("{}: a rule names `{name}`", table.name)),
            );
        }
    }
    for (name, keys) in keys::TABLES {
        let names: BTreeSet<&str> = keys.iter().map(|key| key.name).collect();
        if !shaped.contains(&names) {
            wrong.push(format!(
                "{name}: there is no table with the forms of {names:?}"
            ));
        }
    }
    let mut names = BTreeMap::new();
    for table in &tables {
        let first = names
            .entry(table.name)
            .or_insert(std::ptr::from_ref(*table));
        if !std::ptr::eq(*first, *table) {
            wrong.push(format!("two tables are named `{}`", table.name));
        }
    }
    assert!(
        wrong.is_empty(),
        "src/model/keys.rs and src/model/shapes/ differ:\n{}",
        wrong.join("\n")
    );
}

/// A site in which every case has a document of its own; returns the path of each.
fn site_of(cases: &[Case]) -> (Site, Vec<String>) {
    let site = Site::new();
    site.file("content/site.yaml", "title: 示例\n");
    site.file(
        "content/_index.md",
        "---\ntitle: 示例市\nlevel: 市\nbodies: {业委会: 示例业委会}\n---\n",
    );
    for kind in [
        "issues",
        "resolutions",
        "meetings",
        "notices",
        "works",
        "activities",
    ] {
        // Files that the examples name, and a record for references.
        site.file(&format!("content/{kind}/photo.jpg"), PHOTO);
        site.file(&format!("content/{kind}/photo.gif"), PHOTO);
        site.file(&format!("content/{kind}/notes.pdf"), "%PDF-1.7\n");
    }
    site.file("content/taoyuan/_index.md", "---\ntitle: 桃园\n---\n");
    site.file(
        "content/issues/base.md",
        "---\ntitle: 甲\ndate: 2026-03-01\n---\n",
    );
    site.file(
        "content/issues/same.md",
        "---\ntitle: 乙\ndate: 2026-03-01\n---\n",
    );
    site.file(
        "content/meetings/base.md",
        "---\ntitle: 会\ndate: 2026-03-01\ntype: 论坛\noutcomes: [甲]\n---\n",
    );
    site.file(
        "content/resolutions/base.md",
        "---\ntitle: 决议\ndate: 2026-03-01\ndecided_by: 居民会议\nresult: 通过\n---\n",
    );
    site.file(
        "content/accounts/base.md",
        "---\ntitle: 收支\ndate: 2025-01-14\nperiod: 2024-Q4\nopening: 1\nclosing: 1\n---\n",
    );
    site.file(
        "content/mechanisms/base.md",
        "---\ntitle: 机制\ngoals: [环境舒心]\nshares: [场地共享]\nfunctions: [志愿服务]\n---\n",
    );
    site.file(
        "content/policies/base.md",
        "---\ntitle: 公约\ncount: 3\n---\n",
    );
    let mut paths = Vec::new();
    for (at, case) in cases.iter().enumerate() {
        let path = match case.document {
            "issue" | "resolution" | "meeting" | "notice" => {
                format!("content/{}s/case-{at}.md", case.document)
            }
            "place" => format!("content/case-{at}/_index.md"),
            "policy" => format!("content/policies/case-{at}.md"),
            "activity" => format!("content/activities/case-{at}.md"),
            "rules" => format!("content/rules/case-{at}.yaml"),
            "rest-days" => format!("content/rules/rest-days-case-{at}.yaml"),
            other => format!("content/{other}s/case-{at}.md"),
        };
        let text = if path.ends_with(".yaml") {
            case.value.to_string()
        } else {
            format!("---\n{}\n---\n", case.value)
        };
        site.file(&path, text);
        paths.push(path);
    }
    (site, paths)
}

/// The smallest picture that can be read: one pixel as PNG, under whatever name.
const PHOTO: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0,
    1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0d, 0x49, 0x44, 0x41, 0x54,
    0x78, 0x9c, 0x63, 0x60, 0x60, 0x60, 0x60, 0, 0, 0, 5, 0, 1, 0xa5, 0xf6, 0x45, 0x40, 0, 0, 0, 0,
    0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

/// Codes of errors that are not of one value.
const TOGETHER: [(&str, &str); 7] = [
    ("accounts/", "account-balance"),
    ("meetings/", "comparison-places"),
    ("meetings/", "forum-series"),
    ("accounts/", "account-period"),
    ("assessments/", "assessment-period"),
    ("assessments/", "bad-score"),
    ("assessments/", "sum"),
];

/// Errors of a check, by the path that they are about.
fn errors(site: &Site) -> BTreeMap<String, Vec<String>> {
    let said = run(
        site.root(),
        &[
            "check",
            "--no-posters",
            "--today",
            "2026-03-25",
            "--lang",
            "en",
            "--format",
            "json",
        ],
    );
    assert!(said.status < 2, "{}", said.stderr);
    let mut errors: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in said.stdout.lines() {
        let found: Value = serde_json::from_str(line).unwrap();
        // What statements, assessments and forums say of each other, their numbers together, and that
        // a place stands alone in a comparison, no form can know.
        let path = found["path"].as_str().unwrap_or_default().to_owned();
        let mut together = TOGETHER.iter();
        let is_together =
            together.any(|(folder, code)| path.contains(folder) && found["code"] == *code);
        if found["severity"] == "error" && !is_together {
            let words = format!("[{}] {}", found["code"], found["message"]);
            errors.entry(path).or_default().push(words);
        }
    }
    errors
}

/// What the program and the schema should say of cases, and say otherwise.
fn disagreements(cases: &[Case], refused: bool) -> Vec<String> {
    let none = Vec::new();
    let mut wrong = Vec::new();
    let mut say = |case: &Case, said: &[String]| {
        if said.is_empty() == refused {
            wrong.push(format!("{case}: the program says {said:?}"));
        }
        let by_schema = faults(&schema_of(case.document), &case.value);
        if by_schema.is_empty() == refused {
            wrong.push(format!("{case}: the schema says {by_schema:?}"));
        }
    };
    let (settings, documents): (Vec<Case>, Vec<Case>) = cases
        .iter()
        .cloned()
        .partition(|case| case.document == "site");
    // A place without a name hides all others, so each wrong place has a site of its own.
    let (places, others): (Vec<Case>, Vec<Case>) = documents
        .into_iter()
        .partition(|case| case.document == "place");
    let alone = places.chunks(if refused { 1 } else { places.len().max(1) });
    for together in alone.chain([others.as_slice()]) {
        let (site, paths) = site_of(together);
        let errors = errors(&site);
        for (case, path) in together.iter().zip(&paths) {
            say(case, errors.get(path).unwrap_or(&none));
        }
    }
    for case in &settings {
        let source = Source::new(InputPath::new("content/site.yaml"), case.value.to_string());
        let (_, found) = config::read(Some(&Arc::new(source)));
        let said: Vec<String> = found.iter().map(|found| found.message.en.clone()).collect();
        say(case, &said);
    }
    wrong
}

#[test]
fn what_the_forms_allow_is_read_under_either_name() {
    for tongue in [Tongue::English, Tongue::Chinese] {
        let cases = cases(tongue, example_of);
        assert!(cases.len() > 150, "{} cases", cases.len());
        let wrong = disagreements(&cases, false);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn what_the_forms_refuse_is_a_fault() {
    let wrong = disagreements(&cases(Tongue::English, wrong_of), true);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let wrong = disagreements(&shapes::wrong_lines(), true);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Ways of writing that the page on the format promises, and some of people who write as they speak.
const WAYS: [(&str, &str, &[&str]); 13] = [
    (
        "issue",
        "due",
        &[
            "2026-03-02",
            "2026.3.2",
            "2026/3/2",
            "20260302",
            "2026年3月2日",
            "２０２６年３月２日",
        ],
    ),
    (
        "issue",
        "satisfaction",
        &["40 36", "40/36", "40，36", "40户 36户"],
    ),
    (
        "issue",
        "draft",
        &["true", "是", "yes", "no", "否", "false"],
    ),
    ("issue", "code", &["gate26", "GATE27", "123456"]),
    (
        "issue",
        "withdrawn",
        &["2026-03-09 内容有误", "2026年3月9日 内容有误"],
    ),
    (
        "issue",
        "contact",
        &[
            "0731-00000000",
            "0731-0000 1234 9:00-17:00 物业服务中心",
            "0731-00001234转801 社区二楼",
        ],
    ),
    ("issue", "responsible", &["物业", "业委会、物业", "3号楼"]),
    (
        "resolution",
        "electorate",
        &[
            "355",
            "355 36,609.05",
            "355户 36609.05㎡",
            "３５５ ３６６０９.０５平方米",
        ],
    ),
    (
        "resolution",
        "voting",
        &["书面 2026-03-01至2026-03-15", "会议 2026-03-01"],
    ),
    ("resolution", "matter", &["5"]),
    (
        "notice",
        "display",
        &[
            "2026-03-02 7日",
            "2026-03-02 至 2026-03-09",
            "2026.3.2到2026.3.9",
            "7日",
            "7天",
            "5个工作日",
            "5 工作日",
            "长期",
            "standing",
            "2026-03-02 长期",
        ],
    ),
    ("place", "households", &["1,200户", "355", "３５５"]),
    ("mechanism", "bodies", &["物业、业委会", "property-company"]),
];

#[test]
fn every_way_of_writing_fits() {
    let mut cases = Vec::new();
    for (document, key, ways) in WAYS {
        let table = schema::documents()
            .find(|table| table.name == document)
            .unwrap();
        for way in ways {
            let mut value = minimal(table, Tongue::English);
            let map = value.as_object_mut().unwrap();
            map.insert(key.to_owned(), json!(way));
            let way = vec![key];
            cases.push(Case {
                document: table.name,
                way,
                value,
            });
        }
    }
    let wrong = disagreements(&cases, false);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_needed_is_missed() {
    let cases = shapes::without_needed();
    assert!(cases.len() > 30, "{} cases", cases.len());
    let wrong = disagreements(&cases, true);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn unknown_and_doubled_keys_are_refused() {
    for table in schema::documents() {
        let schema = schema_of(table.name);
        if !table.fields().any(|(key, _)| key.name == "title") {
            continue;
        }
        let mut value = minimal(table, Tongue::English);
        assert_eq!(faults(&schema, &value), [""; 0], "{}", table.name);
        let map = value.as_object_mut().unwrap();
        map.insert("titel".to_owned(), json!("x"));
        assert!(!fits(&schema, &value), "{}", table.name);
        let map = value.as_object_mut().unwrap();
        map.remove("titel");
        map.insert("标题".to_owned(), json!("x"));
        assert!(!fits(&schema, &value), "{}: both names", table.name);
    }
}

#[test]
fn a_draft_may_be_unfinished() {
    let schema = schema_of("resolution");
    let draft = json!({"标题": "更换电梯", "日期": null, "草稿": "是", "结果": ""});
    assert_eq!(faults(&schema, &draft), [""; 0]);
    let finished = json!({"标题": "更换电梯", "日期": null, "草稿": "否", "结果": ""});
    assert!(!fits(&schema, &finished));
}

#[test]
fn the_schema_as_a_whole_takes_any_document() {
    let schema = schema::schema(Language::En, None);
    assert!(fits(&schema, &json!({"title": "甲", "date": "2026-03-02"})));
    assert!(fits(
        &schema,
        &json!({"标题": "甲", "网址": "https://a.example"})
    ));
    assert!(!fits(&schema, &json!({"title": "甲", "dat": "2026-03-02"})));
    assert!(!fits(&schema, &json!("甲")));
}

#[test]
fn the_command_prints_it() {
    let site = Site::new();
    let all = run(site.root(), &["schema", "--lang", "en"]);
    assert_eq!(all.status, 0, "{}", all.stderr);
    let printed: Value = serde_json::from_str(&all.stdout).unwrap();
    assert_eq!(printed, schema::schema(Language::En, None));
    let one = run(site.root(), &["schema", "site"]);
    let printed: Value = serde_json::from_str(&one.stdout).unwrap();
    assert_eq!(printed, schema_of("site"));
}

/// Front matter and settings of a site as JSON, each with its path and the schema of its sort.
fn written(root: &Path) -> Vec<(String, &'static str, Value)> {
    let mut all = Vec::new();
    for entry in walkdir::WalkDir::new(root.join("content")).sort_by_file_name() {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(root).unwrap();
        let path = path.to_string_lossy().replace('\\', "/");
        let sort = if path == "content/site.yaml" {
            "site"
        } else if path.starts_with("content/rules/rest-days-") {
            "rest-days"
        } else if path.starts_with("content/rules/") {
            "rules"
        } else if !path.ends_with(".md") {
            continue;
        } else if path.ends_with("/_index.md") {
            "place"
        } else if path.starts_with("content/pages/") {
            "page"
        } else if path.starts_with("content/mechanisms/") {
            "mechanism"
        } else if path.starts_with("content/policies/") {
            "policy"
        } else {
            let kinds = [
                ("issue", "/issues/", "/问题/"),
                ("resolution", "/resolutions/", "/决议/"),
                ("meeting", "/meetings/", "/会议/"),
                ("notice", "/notices/", "/公示/"),
                ("account", "/accounts/", "/收支/"),
                ("assessment", "/assessments/", "/考评/"),
                ("work", "/works/", "/实事/"),
                ("activity", "/activities/", "/活动/"),
            ];
            let is = |folder: &str| path.contains(folder);
            kinds.iter().find(|(_, en, zh)| is(en) || is(zh)).unwrap().0
        };
        let text = fs::read_to_string(entry.path()).unwrap();
        let front = if path.ends_with(".yaml") {
            text
        } else {
            let (_, rest) = text.split_once("---\n").unwrap();
            rest.split_once("\n---").unwrap().0.to_owned() + "\n"
        };
        let source = Arc::new(Source::new(InputPath::new(path.clone()), front));
        let mut diagnostics = Diagnostics::new();
        let range = 0..source.text.len();
        let node = yaml::parse(&source, range, &keys::is_key, &mut diagnostics);
        all.push((path, sort, to_json(&node.unwrap())));
    }
    all
}

fn to_json(node: &Node) -> Value {
    match &node.value {
        yaml::Value::Scalar(text) => json!(text),
        yaml::Value::List(items) => items.iter().map(to_json).collect(),
        yaml::Value::Map(entries) => {
            let entries = entries.iter();
            let entries = entries.map(|entry| (entry.key.clone(), to_json(&entry.value)));
            Value::Object(entries.collect::<Map<_, _>>())
        }
    }
}

fn assert_all_fit(root: &Path, at_least: usize) {
    let written = written(root);
    assert!(written.len() >= at_least, "{} documents", written.len());
    let wrong: Vec<String> = written
        .iter()
        .filter_map(|(path, sort, value)| {
            let said = faults(&schema_of(sort), value);
            (!said.is_empty()).then(|| format!("{path}: {said:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_sample_fits() {
    let folder = tempfile::tempdir().unwrap();
    copy_sample(folder.path());
    assert_all_fit(folder.path(), 60);
}

#[test]
fn what_init_and_new_write_fits() {
    for lang in ["zh", "en"] {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("site");
        let dir = root.to_string_lossy();
        let made = run(
            folder.path(),
            &["init", &dir, "--lang", lang, "--date", "2026-03-25"],
        );
        assert_eq!(made.status, 0, "{}", made.stderr);
        let place = if lang == "zh" { "xiaoqu" } else { "compound" };
        for kind in ["issue", "resolution", "meeting", "notice"] {
            let new = ["new", kind, place, "甲", "--full", "--date", "2026-03-26"];
            let made = run(&root, &new);
            assert_eq!(made.status, 0, "{}", made.stderr);
        }
        let made = run(&root, &["new", "week", place, "--date", "2026-03-30"]);
        assert_eq!(made.status, 0, "{}", made.stderr);
        assert_all_fit(&root, 12);
    }
}
