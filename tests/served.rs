//! What a site needs where it is served: the head of every page, addresses for search engines, the
//! page for what is not there, what a phone keeps, and the page of corrections.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at what it does not expect"
)]

#[path = "support/chromium.rs"]
mod chromium;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::thread;

use chromium::Browser;
use percent_encoding::percent_decode_str;
use scraper::{Html, Selector};
use serde_json::{Value, json};
use support::{Site, build_sample, files, tools};
use tempfile::TempDir;

/// The sample without posters, built once.
static SAMPLE: LazyLock<TempDir> = LazyLock::new(|| build_sample(false));
/// Its address.
const SAMPLE_BASE: &str = "https://gongshi.example";

fn attribute(page: &Html, selector: &str, name: &str) -> Vec<String> {
    page.select(&Selector::parse(selector).unwrap())
        .filter_map(|element| element.attr(name).map(str::to_owned))
        .collect()
}

fn text(page: &Html, selector: &str) -> Vec<String> {
    page.select(&Selector::parse(selector).unwrap())
        .map(|element| element.text().collect())
        .collect()
}

/// The one value of a property or name of a head; none if there is none.
fn meta(page: &Html, name: &str) -> Option<String> {
    let selector = format!("head meta[property='{name}'], head meta[name='{name}']");
    let mut found = attribute(page, &selector, "content");
    assert!(found.len() < 2, "{name} stands there twice: {found:?}");
    found.pop()
}

/// Pages of a folder that show something of their own, by their path.
fn pages(public: &Path) -> BTreeMap<String, Html> {
    let html = files(public)
        .into_iter()
        .filter(|(name, _)| name.ends_with(".html"))
        .map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap()));
    html.map(|(name, text)| (name, Html::parse_document(&text)))
        .collect()
}

fn is_found(page: &Html) -> bool {
    meta(page, "robots").is_none_or(|robots| !robots.contains("noindex"))
}

/// What a page tells programs; none if it has no such block.
fn told(page: &Html) -> Option<Vec<Value>> {
    let mut blocks = text(page, "script[type='application/ld+json']");
    assert!(blocks.len() < 2);
    let block = blocks.pop()?;
    assert!(
        !block.contains(['<', '>', '&', '\u{2028}', '\u{2029}']),
        "{block}"
    );
    let told: Value =
        serde_json::from_str(&block).unwrap_or_else(|fault| panic!("{fault}: {block}"));
    assert_eq!(told["@context"], "https://schema.org");
    Some(told["@graph"].as_array().unwrap().clone())
}

fn of_type<'v>(told: &'v [Value], kind: &str) -> Option<&'v Value> {
    told.iter().find(|of| of["@type"] == kind)
}

/// The file at a full address.
fn file_of(public: &Path, base: &str, address: &str) -> PathBuf {
    let rest = address
        .strip_prefix(base)
        .unwrap_or_else(|| panic!("{address}"));
    let rest = percent_decode_str(rest).decode_utf8().unwrap().into_owned();
    public.join(rest.trim_start_matches('/'))
}

/// All but what means itself in any address.
const ENCODED: percent_encoding::AsciiSet = percent_encoding::NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// The full address of a page.
fn address_of(base: &str, name: &str) -> String {
    let parts = name
        .split('/')
        .map(|part| percent_encoding::percent_encode(part.as_bytes(), &ENCODED).to_string());
    format!("{base}/{}", parts.collect::<Vec<_>>().join("/"))
}

/// `loc` and `lastmod` of the entries of a sitemap, without a parser: its form is fixed.
fn sitemap(text: &str) -> Vec<(String, Option<String>)> {
    assert!(text.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"));
    let between = |line: &str, tag: &str| {
        let (_, rest) = line.split_once(&format!("<{tag}>"))?;
        let (inner, _) = rest.split_once(&format!("</{tag}>"))?;
        Some(inner.replace("&amp;", "&"))
    };
    let entries = text.lines().filter(|line| line.starts_with("<url>"));
    entries
        .map(|line| (between(line, "loc").unwrap(), between(line, "lastmod")))
        .collect()
}

#[test]
fn every_page_that_can_be_found_says_what_it_is() {
    let public = SAMPLE.path().join("public");
    let mut sentences: BTreeMap<String, String> = BTreeMap::new();
    let mut found = 0;
    for (name, page) in pages(&public) {
        let title = text(&page, "title").concat();
        if !is_found(&page) {
            for absent in ["og:title", "og:url", "description"] {
                assert_eq!(meta(&page, absent), None, "{name}: {absent}");
            }
            assert!(told(&page).is_none(), "{name}");
            continue;
        }
        found += 1;
        let description = meta(&page, "description").unwrap_or_default();
        assert!(description.chars().count() > 5, "{name}: {description}");
        assert_eq!(
            meta(&page, "og:description").as_deref(),
            Some(description.as_str()),
            "{name}"
        );
        let demo = !attribute(&page, ".strip-demo", "class").is_empty();
        let og_title = meta(&page, "og:title").unwrap();
        for said in [&description, &og_title] {
            assert_eq!(said.starts_with("【演示】"), demo, "{name}: {said}");
        }
        assert_eq!(og_title.trim_start_matches("【演示】"), title, "{name}");
        let address = address_of(SAMPLE_BASE, &name);
        assert_eq!(
            attribute(&page, "link[rel=canonical]", "href"),
            std::slice::from_ref(&address),
            "{name}"
        );
        assert_eq!(meta(&page, "og:url"), Some(address), "{name}");
        assert_eq!(
            meta(&page, "og:site_name").as_deref(),
            Some("东山街道小区公示栏")
        );
        assert_eq!(meta(&page, "og:locale").as_deref(), Some("zh_CN"));
        let is_record = !attribute(&page, "article.two", "class").is_empty();
        let kind = if is_record { "article" } else { "website" };
        assert_eq!(meta(&page, "og:type").as_deref(), Some(kind), "{name}");
        if let Some(other) = sentences.insert(format!("{title} {description}"), name.clone()) {
            panic!("{name} and {other} say the same of themselves: {title} {description}");
        }
    }
    assert!(found > 250, "{found}");
}

#[test]
fn every_page_has_its_colours_and_icons() {
    let public = SAMPLE.path().join("public");
    for (name, page) in pages(&public) {
        // A page that leads to another one, at once, needs none; a screen is nobody's to keep.
        if name.ends_with("screen.html")
            || !attribute(&page, "meta[http-equiv=refresh]", "content").is_empty()
        {
            continue;
        }
        let colours = attribute(&page, "meta[name=theme-color]", "media");
        assert_eq!(
            colours,
            [
                "(prefers-color-scheme: light)",
                "(prefers-color-scheme: dark)"
            ],
            "{name}"
        );
        let links = "link[rel=icon], link[rel=apple-touch-icon], link[rel=manifest]";
        let links = attribute(&page, links, "href");
        assert_eq!(links.len(), 3, "{name}");
        for link in links {
            let file = match link.strip_prefix('/') {
                Some(rest) if name == "404.html" => public.join(rest),
                _ => public.join(&name).parent().unwrap().join(&link),
            };
            assert!(file.is_file(), "{name}: {link}");
        }
    }
}

#[test]
fn the_way_to_a_page_is_told_to_programs() {
    let public = SAMPLE.path().join("public");
    for (name, page) in pages(&public) {
        if !is_found(&page) {
            continue;
        }
        let told = told(&page).unwrap_or_else(|| panic!("{name}: nothing is told"));
        if name == "index.html" {
            assert_eq!(
                of_type(&told, "WebSite").unwrap()["url"],
                address_of(SAMPLE_BASE, &name)
            );
            assert!(of_type(&told, "BreadcrumbList").is_none());
            continue;
        }
        let way = of_type(&told, "BreadcrumbList").unwrap()["itemListElement"]
            .as_array()
            .unwrap();
        let (last, above) = way.split_last().unwrap();
        assert!(!above.is_empty(), "{name}");
        assert_eq!(last["name"], text(&page, "title").concat(), "{name}");
        assert!(last.get("item").is_none(), "{name}");
        for (at, step) in way.iter().enumerate() {
            assert_eq!(step["position"], at + 1, "{name}");
        }
        assert_eq!(above[0]["item"], address_of(SAMPLE_BASE, "index.html"));
        for step in above {
            let file = file_of(&public, SAMPLE_BASE, step["item"].as_str().unwrap());
            let there = Html::parse_document(&fs::read_to_string(&file).unwrap());
            let title = text(&there, "title").concat();
            assert!(
                title.contains(step["name"].as_str().unwrap()),
                "{name}: {step} leads to {title}"
            );
        }
    }
}

#[test]
fn the_sitemap_names_every_page_that_can_be_found_and_nothing_else() {
    let public = SAMPLE.path().join("public");
    let found: BTreeSet<String> = pages(&public)
        .iter()
        .filter(|(_, page)| is_found(page))
        .map(|(name, _)| address_of(SAMPLE_BASE, name))
        .collect();
    let entries = sitemap(&fs::read_to_string(public.join("sitemap.xml")).unwrap());
    let listed: BTreeSet<String> = entries.iter().map(|(address, _)| address.clone()).collect();
    assert_eq!(listed.len(), entries.len());
    let different: Vec<_> = listed.symmetric_difference(&found).collect();
    assert!(different.is_empty(), "{different:?}");
    for (address, changed) in &entries {
        assert!(
            file_of(&public, SAMPLE_BASE, address).is_file(),
            "{address}"
        );
        let Some(changed) = changed else { continue };
        assert!(
            changed.len() == 10 && changed.as_str() <= "2026-03-25",
            "{address}: {changed}"
        );
    }
    assert!(!public.join("sitemap-1.xml").exists());
}

/// A compound with a record of each sort, one of them with a title that wants to break out.
fn compound() -> Site {
    let site = Site::new();
    site.notice(
        "plain",
        "标题: 3号楼停水\n日期: 2026-03-20\n类型: 通知\n公示期: 2026-03-20 7日",
    );
    site.notice(
        "hostile",
        "title: '</script><script>alert(1)</script> \"甲\" & 乙 <!-- '\n日期: 2026-03-21\n类型: 通知",
    );
    site.issue(
        "door",
        "标题: 门坏了\n日期: 2026-03-01\n责任单位: 物业\n办理进展:\n  - 2026-03-01 发现\n  - 2026-03-18 处置 已报修",
    );
    site.file(
        "content/tao/meetings/talk.md",
        "---\n标题: 议事\n日期: 2026-03-10\n类型: 协商议事\n地点: 二楼会议室\n---\n\n谈了停车。\n",
    );
    site
}

#[test]
fn records_tell_programs_their_kind_dates_and_publisher() {
    let site = compound();
    site.build();
    let of = |path: &str, kind: &str| {
        let page = Html::parse_document(&site.page(path));
        let told = told(&page).unwrap();
        of_type(&told, kind)
            .unwrap_or_else(|| panic!("{path}: {told:?}"))
            .clone()
    };
    let owners = json!([{"@type": "Organization", "name": "桃园小区业主委员会"}]);
    let notice = of("tao/notices/plain.html", "SpecialAnnouncement");
    assert_eq!(notice["name"], "3号楼停水");
    assert_eq!(notice["datePosted"], "2026-03-20");
    assert_eq!(notice["expires"], "2026-03-27");
    assert_eq!(notice["publisher"], owners);
    assert_eq!(notice["spatialCoverage"]["name"], "桃园小区");
    assert_eq!(notice["url"], "https://gs.example/tao/notices/plain.html");
    let issue = of("tao/issues/door.html", "Report");
    assert_eq!(
        (&issue["datePublished"], &issue["dateModified"]),
        (&json!("2026-03-01"), &json!("2026-03-18"))
    );
    let meeting = of("tao/meetings/talk.html", "Event");
    assert_eq!(meeting["startDate"], "2026-03-10");
    assert_eq!(meeting["location"]["name"], "二楼会议室");
    assert_eq!(meeting["location"]["containedInPlace"]["name"], "桃园小区");
    assert_eq!(meeting["eventStatus"], "https://schema.org/EventScheduled");
    assert_eq!(meeting["organizer"], owners);
    let changed = sitemap(&site.page("sitemap.xml"));
    let day = |name: &str| {
        let address = format!("https://gs.example/{name}");
        let entry = changed.iter().find(|(of, _)| *of == address);
        entry
            .unwrap_or_else(|| panic!("{name}: {changed:?}"))
            .1
            .clone()
    };
    assert_eq!(day("tao/issues/door.html").as_deref(), Some("2026-03-18"));
    assert_eq!(day("tao/issues/index.html").as_deref(), Some("2026-03-18"));
    for home in ["index.html", "tao/index.html"] {
        assert_eq!(day(home).as_deref(), Some("2026-03-21"), "{home}");
    }
}

#[test]
fn no_title_breaks_out_of_the_head() {
    let site = compound();
    site.build();
    let title = "</script><script>alert(1)</script> \"甲\" & 乙 <!--";
    let html = site.page("tao/notices/hostile.html");
    let page = Html::parse_document(&html);
    let plain = Html::parse_document(&site.page("tao/notices/plain.html"));
    let scripts = |page: &Html| text(page, "script").len();
    assert_eq!(scripts(&page), scripts(&plain));
    let told = told(&page).unwrap();
    assert_eq!(
        of_type(&told, "SpecialAnnouncement").unwrap()["name"],
        title
    );
    let way = of_type(&told, "BreadcrumbList").unwrap()["itemListElement"]
        .as_array()
        .unwrap();
    assert_eq!(way.last().unwrap()["name"], format!("{title} - 桃园小区"));
    assert_eq!(
        meta(&page, "og:title").unwrap(),
        format!("{title} - 桃园小区")
    );
    assert_eq!(text(&page, "h1"), [title]);
}

#[test]
fn a_site_without_an_address_promises_none() {
    let site = compound();
    site.file(
        "content/site.yaml",
        "title: 东街公示栏\ntoday: 2026-03-25\n",
    );
    site.build();
    assert!(!site.path("public/sitemap.xml").exists());
    for (name, page) in pages(&site.path("public")) {
        assert_eq!(meta(&page, "og:url"), None, "{name}");
        let told = told(&page).unwrap_or_default();
        assert!(!json!(told).to_string().contains("://gs.example"), "{name}");
        if attribute(&page, "meta[http-equiv=refresh]", "content").is_empty() {
            assert!(
                attribute(&page, "link[rel=canonical]", "href").is_empty(),
                "{name}"
            );
        }
        if let Some(way) = of_type(&told, "BreadcrumbList") {
            let first = way["itemListElement"][0]["item"].as_str().unwrap();
            let folder = site.path("public").join(&name);
            assert!(
                folder.parent().unwrap().join(first).is_file(),
                "{name}: {first}"
            );
        }
    }
    assert_rooted(&site, "/");
}

#[test]
fn a_site_in_a_folder_of_its_host_knows_its_way() {
    let site = compound();
    site.file(
        "content/site.yaml",
        "title: 东街公示栏\nbase_url: https://host.example/a&b/gs/\ntoday: 2026-03-25\n",
    );
    site.build();
    let base = "https://host.example/a&b/gs";
    let public = site.path("public");
    let text = site.page("sitemap.xml");
    assert!(text.contains("/a&amp;b/gs/"), "{text}");
    for (address, _) in sitemap(&text) {
        assert!(file_of(&public, base, &address).is_file(), "{address}");
    }
    let page = Html::parse_document(&site.page("tao/notices/plain.html"));
    let address = format!("{base}/tao/notices/plain.html");
    assert_eq!(
        attribute(&page, "link[rel=canonical]", "href"),
        std::slice::from_ref(&address)
    );
    assert_eq!(
        of_type(&told(&page).unwrap(), "SpecialAnnouncement").unwrap()["url"],
        address
    );
    assert_rooted(&site, "/a&b/gs/");
}

/// The page for what is not there leads everywhere from the root of the host.
fn assert_rooted(site: &Site, root: &str) {
    let page = Html::parse_document(&site.page("404.html"));
    let mut links = attribute(&page, "[href]", "href");
    links.extend(attribute(&page, "[src]", "src"));
    assert!(links.len() > 8, "{links:?}");
    for link in links {
        if link.starts_with('#') || link.starts_with("tel:") {
            continue;
        }
        let rest = link
            .strip_prefix(root)
            .unwrap_or_else(|| panic!("{link} is not below {root}"));
        let file = percent_decode_str(rest).decode_utf8().unwrap().into_owned();
        assert!(site.path("public").join(&file).is_file(), "{link}");
    }
    assert_eq!(meta(&page, "robots").as_deref(), Some("noindex"));
    assert!(text(&page, "main a").contains(&"桃园小区".to_owned()));
}

#[test]
fn the_page_for_what_is_not_there_leads_to_communities() {
    let public = SAMPLE.path().join("public");
    let page = Html::parse_document(&fs::read_to_string(public.join("404.html")).unwrap());
    let homes = text(&page, "main .lines a");
    assert!(homes.contains(&"东恒社区".to_owned()), "{homes:?}");
    assert!(!homes.contains(&"桃园小区".to_owned()), "{homes:?}");
    let invented = text(&page, "main .lines li");
    assert!(
        invented
            .iter()
            .any(|line| line.contains("春和示例社区") && line.contains("演示"))
    );
    assert!(
        invented
            .iter()
            .all(|line| line.contains("示例") == line.contains("演示"))
    );
}

#[test]
fn the_manifest_names_icons_that_are_there() {
    let public = SAMPLE.path().join("public");
    let bytes = fs::read(public.join("site.webmanifest")).unwrap();
    let manifest: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(manifest["name"], "东山街道小区公示栏");
    assert_eq!(manifest["short_name"], "东山街道");
    for key in [
        "start_url",
        "scope",
        "display",
        "lang",
        "theme_color",
        "background_color",
    ] {
        assert!(manifest[key].is_string(), "{key}");
    }
    let mut sizes = BTreeSet::new();
    for icon in manifest["icons"].as_array().unwrap() {
        let bytes = fs::read(public.join(icon["src"].as_str().unwrap())).unwrap();
        let said = icon["sizes"].as_str().unwrap();
        if icon["type"] == "image/svg+xml" {
            assert_eq!(said, "any");
            assert!(bytes.starts_with(b"<svg "));
            continue;
        }
        assert_eq!(size_of_png(&bytes), said);
        assert!(bytes.len() < 8_000, "{icon}: {} bytes", bytes.len());
        sizes.insert((
            said.to_owned(),
            icon["purpose"].as_str().unwrap_or("any").to_owned(),
        ));
    }
    let wanted = [
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    ];
    let wanted = wanted.map(|(size, purpose)| (size.to_owned(), purpose.to_owned()));
    assert_eq!(sizes, BTreeSet::from(wanted));
    let touch = fs::read(public.join("icons/icon-180.png")).unwrap();
    assert_eq!(size_of_png(&touch), "180x180");
}

/// Width and height of a PNG, from its first chunk.
fn size_of_png(bytes: &[u8]) -> String {
    assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    format!("{}x{}", number(16), number(20))
}

#[test]
fn a_published_card_is_the_picture_of_its_page() {
    let site = compound();
    let run = site.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let page = Html::parse_document(&site.page("tao/notices/plain.html"));
    let image = meta(&page, "og:image").unwrap();
    let bytes = fs::read(file_of(&site.path("public"), "https://gs.example", &image)).unwrap();
    let said = ["og:image:width", "og:image:height"].map(|name| meta(&page, name).unwrap());
    assert_eq!(said.join("x"), size_of_png(&bytes));
    assert_eq!(meta(&page, "og:image:type").as_deref(), Some("image/png"));
    assert!(meta(&page, "og:image:alt").unwrap().contains("3号楼停水"));
    assert_eq!(
        of_type(&told(&page).unwrap(), "SpecialAnnouncement").unwrap()["image"],
        image
    );
    assert_eq!(meta(&page, "og:title").as_deref(), Some("3号楼停水"));
}

#[test]
fn filing_numbers_lead_to_their_registers() {
    let site = compound();
    site.file(
        "content/site.yaml",
        "title: 东街公示栏\ntoday: 2026-03-25\nicp: 湘ICP备00000000号\npolice: 湘公网安备 43010000000000号\n",
    );
    site.build();
    let page = Html::parse_document(&site.page("tao/index.html"));
    assert_eq!(
        attribute(&page, ".fine a", "href")[..2],
        [
            "https://beian.miit.gov.cn/",
            "https://beian.mps.gov.cn/#/query/webSearch?code=43010000000000"
        ]
    );
    assert_eq!(
        text(&page, ".fine a")[..2],
        ["湘ICP备00000000号", "湘公网安备 43010000000000号"]
    );
}

/// Lines of a page of corrections, in one piece each.
fn corrections(site: &Site, path: &str) -> Vec<String> {
    let page = Html::parse_document(&site.page(path));
    let lines = text(&page, "main .lines > li").into_iter();
    lines
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn what_was_corrected_replaced_or_withdrawn_is_listed() {
    let site = Site::new();
    site.notice("first", "标题: 第一版\n类型: 通知\n日期: 2026-03-01");
    site.build();
    assert!(!site.path("public/tao/corrections.html").exists());
    assert!(!site.page("tao/index.html").contains("corrections.html"));

    site.notice(
        "better",
        "标题: 第二版\n类型: 通知\n日期: 2026-03-03\n更正: notices/first 电话写错",
    );
    site.notice("old", "标题: 旧规定\n类型: 通知\n日期: 2025-12-01");
    site.notice(
        "new",
        "标题: 新规定\n类型: 通知\n日期: 2026-03-05\n代替: notices/old 规定改了",
    );
    site.notice(
        "gone",
        "标题: 撤回的通知\n类型: 通知\n日期: 2026-02-01\n撤回: 2026-03-10 发错了小区",
    );
    site.notice(
        "erased",
        "标题: 张三家漏水\n类型: 通知\n日期: 2026-02-02\n撤回: {日期: 2026-03-12, 原因: 涉及个人, 删除: 是}",
    );
    // A correction that was itself withdrawn corrects nothing.
    site.notice("kept", "标题: 保留\n类型: 通知\n日期: 2026-02-03");
    site.notice(
        "void",
        "标题: 误发更正\n类型: 通知\n日期: 2026-02-04\n更正: notices/kept 写错\n撤回: 2026-02-05 误发",
    );
    // What is invented is no part of what a real place tells.
    site.file(
        "content/demo/_index.md",
        "---\n标题: 样例小区\n层级: 小区\n演示: 是\n---\n",
    );
    site.file(
        "content/demo/notices/x.md",
        "---\n标题: 样例通知\n类型: 通知\n日期: 2026-02-01\n撤回: 2026-03-24 样例\n---\n\n正文。\n",
    );
    site.build();
    let own = corrections(&site, "tao/corrections.html");
    assert_eq!(
        own,
        [
            "撤回 3月12日 公示 一件公示，内容已删除 原因：涉及个人",
            "撤回 3月10日 公示 撤回的通知 原因：发错了小区",
            "替换 3月5日 公示 旧规定 原因：规定改了 以此为准：新规定",
            "更正 3月3日 公示 第一版 原因：电话写错 更正为：第二版",
            "撤回 2月5日 公示 误发更正 原因：误发",
        ]
    );
    let above = corrections(&site, "corrections.html");
    assert_eq!(above.len(), own.len(), "{above:?}");
    assert!(
        above.iter().all(|line| line.contains("桃园小区")),
        "{above:?}"
    );
    assert_eq!(corrections(&site, "demo/corrections.html").len(), 1);
    for page in [
        "tao/index.html",
        "tao/notices/new.html",
        "tao/notices/index.html",
    ] {
        let page = Html::parse_document(&site.page(page));
        assert!(text(&page, "footer a").contains(&"更正记录".to_owned()));
    }

    // What is erased is not to be found, and tells programs nothing.
    let page = Html::parse_document(&site.page("tao/notices/erased.html"));
    assert!(!is_found(&page) && told(&page).is_none() && meta(&page, "og:title").is_none());
    assert!(!site.page("sitemap.xml").contains("notices/erased"));
    let withdrawn = Html::parse_document(&site.page("tao/notices/gone.html"));
    let told = told(&withdrawn).unwrap();
    let notice = of_type(&told, "SpecialAnnouncement").unwrap();
    assert_eq!(notice["creativeWorkStatus"], "Withdrawn");
    assert_eq!(notice["dateModified"], "2026-03-10");
    let corrected = Html::parse_document(&site.page("tao/notices/first.html"));
    let told = self::told(&corrected).unwrap();
    let notice = of_type(&told, "SpecialAnnouncement").unwrap();
    assert_eq!(notice["correction"]["text"], "电话写错");
    assert_eq!(notice["dateModified"], "2026-03-03");
}

/// Answers from a folder under a path of the host, as a static host does: what is not there gets
/// the page 404.html with that status.
fn serve(public: PathBuf, root: &'static str) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut line = String::new();
            let mut reader = BufReader::new(&stream);
            if reader.read_line(&mut line).is_err() {
                continue;
            }
            // The rest of the request says nothing that matters here.
            let mut header = String::new();
            while reader.read_line(&mut header).is_ok_and(|read| read > 2) {
                header.clear();
            }
            let asked = line.split(' ').nth(1).unwrap_or_default();
            let asked = percent_decode_str(asked).decode_utf8_lossy().into_owned();
            let file = asked.strip_prefix(root).map(|rest| public.join(rest));
            let found = file.filter(|file| file.is_file());
            let status = if found.is_some() {
                "200 OK"
            } else {
                "404 Not Found"
            };
            let file = found.unwrap_or_else(|| public.join("404.html"));
            let kind = match file.extension().and_then(|ending| ending.to_str()) {
                Some("css") => "text/css",
                Some("js") => "text/javascript",
                Some("svg") => "image/svg+xml",
                Some("png") => "image/png",
                Some("webmanifest") => "application/manifest+json",
                Some("xml") => "application/xml",
                _ => "text/html; charset=utf-8",
            };
            let body = fs::read(file).unwrap_or_default();
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            // A browser may close what it no longer wants.
            let _ = stream.write_all(&[head.as_bytes(), &body].concat());
        }
    });
    port
}

#[test]
fn a_browser_reads_heads_manifest_and_the_page_for_what_is_not_there() {
    if !tools("heads in a browser", &["chromium"]) {
        return;
    }
    let site = compound();
    site.file(
        "content/site.yaml",
        "title: 东街公示栏\nbase_url: https://host.example/gs\ntoday: 2026-03-25\n",
    );
    site.build();
    let port = serve(site.path("public"), "/gs/");
    let host = format!("http://127.0.0.1:{port}");
    let mut browser = Browser::start();

    // Data runs nothing, so the policy lets it stand; nothing of it runs either.
    let mut page = browser.open(&format!("{host}/gs/tao/notices/hostile.html"));
    let name = page.text(
        "JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)['@graph'][1].name",
    );
    assert_eq!(name, "</script><script>alert(1)</script> \"甲\" & 乙 <!--");
    let manifest = page.manifest();
    assert_eq!(manifest["errors"], json!([]), "{manifest}");
    assert_eq!(manifest["url"], format!("{host}/gs/site.webmanifest"));
    assert!(
        manifest["data"].as_str().unwrap().contains("东街公示栏"),
        "{manifest}"
    );
    assert_eq!(page.errors(), Vec::<String>::new());

    for lost in ["/gs/none.html", "/gs/a/b/c/none.html", "/gs/tao/没有/"] {
        let mut page = browser.open(&format!("{host}{lost}"));
        assert_eq!(
            page.text("document.querySelector('h1').textContent"),
            "没有找到这个网页"
        );
        // The style sheet came: the header has its colour.
        let colour = "getComputedStyle(document.querySelector('header')).backgroundColor";
        assert_eq!(page.text(colour), "rgb(23, 80, 75)", "{lost}");
        page.evaluate("document.querySelector('main .lines a').click()");
        page.wait_for(
            "location.pathname === '/gs/tao/index.html' && document.readyState === 'complete'",
            std::time::Duration::from_secs(10),
        );
        assert_eq!(
            page.text("document.querySelector('h1').textContent"),
            "桃园小区"
        );
    }

    // A real parser reads the sitemap.
    let mut page = browser.open(&format!("{host}/gs/sitemap.xml"));
    let xml = serde_json::to_string(&site.page("sitemap.xml")).unwrap();
    let read = page.evaluate(&format!(
        "(function () {{ var d = new DOMParser().parseFromString({xml}, 'application/xml');
           return d.querySelector('parsererror') ? 'fault' : [].map.call(d.querySelectorAll('urlset > url > loc'), function (l) {{ return l.textContent; }}); }})()"
    ));
    let listed: Vec<String> = sitemap(&site.page("sitemap.xml"))
        .into_iter()
        .map(|(of, _)| of)
        .collect();
    assert_eq!(read, json!(listed));
}
