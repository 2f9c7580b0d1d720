//! The sample site of the project: every link leads somewhere, and every branch of it shows.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect"
)]

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use scraper::{Html, Selector};
use support::{build_sample, files};

/// Attributes whose value is an address.
const ADDRESSES: [(&str, &str); 5] = [
    ("a[href]", "href"),
    ("link[href]", "href"),
    ("img[src]", "src"),
    ("script[src]", "src"),
    ("source[src]", "src"),
];

#[test]
fn every_address_in_the_output_leads_to_a_file_of_it() {
    let sample = build_sample(true);
    let public = sample.path().join("public");
    let (mut links, mut broken) = (0, Vec::new());
    for (name, bytes) in files(&public) {
        if !name.ends_with(".html") {
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        for address in addresses(&text) {
            links += 1;
            if let Err(fault) = follow(&public, &name, &address) {
                broken.push(format!("{name}: {address}: {fault}"));
            }
        }
    }
    assert!(links > 2_000, "only {links} links were found");
    assert!(
        broken.is_empty(),
        "{} broken:\n{}",
        broken.len(),
        broken.join("\n")
    );
}

/// All addresses of a page, of refreshes too.
fn addresses(text: &str) -> Vec<String> {
    let page = Html::parse_document(text);
    let mut addresses = Vec::new();
    for (selector, attribute) in ADDRESSES {
        let selector = Selector::parse(selector).unwrap();
        addresses.extend(
            page.select(&selector)
                .filter_map(|element| element.value().attr(attribute))
                .map(str::to_owned),
        );
    }
    let refresh = Selector::parse("meta[http-equiv=refresh]").unwrap();
    for element in page.select(&refresh) {
        let content = element.value().attr("content").unwrap();
        let (_, url) = content
            .split_once("url=")
            .expect("a refresh names its target");
        addresses.push(url.to_owned());
    }
    addresses
}

/// Follows an address as a browser would from `file://`.
fn follow(public: &Path, from: &str, address: &str) -> Result<(), String> {
    if ["https://", "http://", "mailto:", "tel:"]
        .iter()
        .any(|scheme| address.starts_with(scheme))
    {
        return Ok(());
    }
    // A server answers with it at any depth: its addresses begin at the root of the host.
    let address = match address.strip_prefix('/') {
        Some(rest) if from == "404.html" => rest,
        _ => address,
    };
    let (path, fragment) = address
        .split_once('#')
        .map_or((address, None), |(path, fragment)| (path, Some(fragment)));
    let base = url::Url::parse("file:///site/")
        .unwrap()
        .join(from)
        .map_err(|error| error.to_string())?;
    let target = base.join(path).map_err(|error| error.to_string())?;
    let decoded = percent_decode(target.path());
    let within = decoded
        .strip_prefix("/site/")
        .ok_or("leads out of the site")?;
    let file = public.join(within);
    if !file.is_file() {
        return Err("there is no such file".to_owned());
    }
    if let Some(fragment) = fragment {
        let text = std::fs::read_to_string(&file).map_err(|error| error.to_string())?;
        let page = Html::parse_document(&text);
        let any = Selector::parse("[id]").unwrap();
        let wanted = percent_decode(fragment);
        if !page
            .select(&any)
            .any(|element| element.value().id() == Some(wanted.as_str()))
        {
            return Err(format!("the page has no `{wanted}`"));
        }
    }
    Ok(())
}

fn percent_decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8()
        .unwrap()
        .into_owned()
}

#[test]
fn each_record_has_a_page_a_poster_and_a_short_address() {
    let sample = build_sample(true);
    let public = sample.path().join("public");
    let names: BTreeSet<String> = files(&public).into_iter().map(|(name, _)| name).collect();
    let posters: Vec<&String> = names.iter().filter(|name| name.ends_with(".pdf")).collect();
    assert!(posters.len() >= 40, "{}", posters.len());
    for poster in &posters {
        assert!(names.contains(&poster.replace(".pdf", ".html")), "{poster}");
    }
    // Registers and comparisons are of no one record.
    let is_of_record =
        |name: &&&String| !name.contains("register/") && !name.contains("comparison/");
    let of_records = posters.iter().filter(is_of_record).count();
    let short = names.iter().filter(|name| name.starts_with("p/")).count();
    assert_eq!(short, of_records);
}

#[test]
fn every_page_is_whole_and_carries_its_marks() {
    let sample = build_sample(false);
    let public = sample.path().join("public");
    let one =
        |page: &Html, selector: &str| page.select(&Selector::parse(selector).unwrap()).count();
    for (name, bytes) in files(&public)
        .into_iter()
        .filter(|(name, _)| name.ends_with(".html"))
    {
        let text = String::from_utf8(bytes).unwrap();
        let page = Html::parse_document(&text);
        assert_eq!(
            one(&page, "meta[http-equiv=Content-Security-Policy]"),
            1,
            "{name}"
        );
        assert_eq!(one(&page, "main"), 1, "{name}");
        assert_eq!(one(&page, "h1"), 1, "{name}");
        assert_eq!(
            one(
                &page,
                "[style], style, script:not([src], [type='application/ld+json'])"
            ),
            0,
            "{name}: inline styles or scripts"
        );
        assert!(
            !text.contains("{{") && !text.contains("{%"),
            "{name}: template code"
        );
        assert_eq!(
            one(&page, ".strip-pinned"),
            1,
            "{name}: every page of a sample says so"
        );
        // A short address says by its target whose it is.
        let target = addresses(&text).into_iter().next_back().unwrap_or_default();
        let demo = name.starts_with("demo-")
            || name == "policies/chunhe-pact.html"
            || name == "mechanisms/chunhe-monthly.html"
            || (name.starts_with("p/") && target.contains("demo-"));
        assert_eq!(one(&page, ".strip-demo") == 1, demo, "{name}");
    }
}

#[test]
fn every_state_and_type_shows_somewhere() {
    let sample = build_sample(false);
    let public = sample.path().join("public");
    let all: String = files(&public)
        .into_iter()
        .filter(|(name, _)| name.ends_with(".html"))
        .map(|(_, bytes)| String::from_utf8(bytes).unwrap())
        .collect();
    for word in [
        "发现",
        "商议",
        "处置",
        "解决",
        "延期",
        "转办",
        "不予受理",
        "重复",
        "重新办理",
        "逾期",
        "通过",
        "未通过",
        "人数不足",
        "公示",
        "公告",
        "通告",
        "通知",
        "温馨提示",
        "通报",
        "合署办公",
        "联席会议",
        "协商",
        "业主大会",
        "居民会议",
        "论坛",
        "已撤回",
        "更正",
        "代替",
        "长期",
        "候选人",
        "计划",
        "试点",
        "探索",
        "演示日期",
    ] {
        assert!(all.contains(word), "{word} shows nowhere");
    }
}
