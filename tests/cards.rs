//! What is shared in chat groups: the cards and words of the sample and of small sites, with the
//! eyes of those who get them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect"
)]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use scraper::{Html, Selector};
use support::{Site, build_sample, files, tool, tools};

/// Most characters of the words, and most bytes of a card.
const CHARACTERS: usize = 300;
const BYTES: usize = 150_000;

/// Pages of records below `public` that show a card: their names without ending.
fn shared(public: &Path) -> Vec<String> {
    let pages = files(public).into_iter();
    pages
        .filter(|(name, bytes)| {
            name.ends_with(".html")
                && String::from_utf8_lossy(bytes).contains("<figure class=\"card\"")
        })
        .map(|(name, _)| name.trim_end_matches(".html").to_owned())
        .collect()
}

fn select(page: &Html, selector: &str) -> Vec<String> {
    page.select(&Selector::parse(selector).unwrap())
        .map(|element| element.text().collect())
        .collect()
}

fn attribute(page: &Html, selector: &str, name: &str) -> Vec<String> {
    page.select(&Selector::parse(selector).unwrap())
        .filter_map(|element| element.attr(name).map(str::to_owned))
        .collect()
}

/// Names of the cards and words below `public`.
fn of_groups(public: &Path) -> BTreeSet<String> {
    let names: BTreeSet<String> = files(public).into_iter().map(|(name, _)| name).collect();
    let is_of_record = |name: &&String| {
        let stem = name
            .trim_end_matches(".card.png")
            .trim_end_matches(".chat.txt");
        stem != name.as_str() && names.contains(&format!("{stem}.html"))
    };
    names.iter().filter(is_of_record).cloned().collect()
}

#[test]
fn what_the_sample_shares() {
    let sample = build_sample(true);
    let public = sample.path().join("public");
    each_record_that_hangs_has_a_card_and_words(&public);
    cards_are_small_palette_pictures_1080_wide(&public);
    the_code_of_each_card_leads_where_the_words_lead(&public);
}

fn each_record_that_hangs_has_a_card_and_words(public: &Path) {
    // What hangs is listed on the pages of places.
    let mut hanging = BTreeSet::new();
    for (name, bytes) in files(public) {
        let Some(folder) = name.strip_suffix("index.html") else {
            continue;
        };
        let page = Html::parse_document(&String::from_utf8(bytes).unwrap());
        for href in attribute(&page, ".posters a[href$='.pdf']", "href") {
            let href = percent_encoding::percent_decode_str(&href)
                .decode_utf8_lossy()
                .into_owned();
            if !href.contains("..") {
                hanging.insert(format!("{folder}{}", href.trim_end_matches(".pdf")));
            }
        }
    }
    assert!(hanging.len() >= 20, "{}", hanging.len());
    let shared: BTreeSet<String> = shared(public).into_iter().collect();
    assert!(
        hanging.is_subset(&shared),
        "{:?}",
        hanging.difference(&shared)
    );
    let beside = shared
        .iter()
        .flat_map(|name| [format!("{name}.card.png"), format!("{name}.chat.txt")]);
    assert_eq!(beside.collect::<BTreeSet<_>>(), of_groups(public));
    // An expired notice has neither, and keeps its poster.
    let over = "demo-chunhe/taoyuan/notices/2026-01-28-vote-notice";
    assert!(public.join(format!("{over}.pdf")).is_file());
    assert!(!public.join(format!("{over}.card.png")).exists());
    assert!(!public.join(format!("{over}.chat.txt")).exists());
    for name in &shared {
        let text = fs::read_to_string(public.join(format!("{name}.chat.txt"))).unwrap();
        let html = fs::read_to_string(public.join(format!("{name}.html"))).unwrap();
        let page = Html::parse_document(&html);
        // The page shows the same words, and the card with words for those who cannot see it.
        assert_eq!(
            select(&page, ".words pre"),
            std::slice::from_ref(&text),
            "{name}"
        );
        let file = name.rsplit('/').next().unwrap();
        let shown = attribute(&page, ".card img", "src");
        let shown = percent_encoding::percent_decode_str(&shown[0]).decode_utf8_lossy();
        assert_eq!(shown, format!("{file}.card.png"), "{name}");
        // The page of a week or month has its days for a title; it shares its meeting.
        let title = if name.contains("/weeks/") || name.contains("/months/") {
            attribute(&page, "meta[property='og:title']", "content").remove(0)
        } else {
            select(&page, "h1").remove(0)
        };
        // A preview of an invented place says so.
        let title = title.trim_start_matches("【演示】");
        assert!(
            attribute(&page, ".card img", "alt")[0].contains(title),
            "{name}"
        );
        let image = attribute(&page, "meta[property='og:image']", "content");
        assert!(
            image[0].starts_with("https://gongshi.example/"),
            "{name}: {image:?}"
        );
        words_are_right(name, &text, title, html.contains("strip-demo"));
    }
}

fn words_are_right(name: &str, text: &str, title: &str, is_demo: bool) {
    assert!(text.chars().count() <= CHARACTERS, "{name}: {text}");
    let lines: Vec<&str> = text.split('\n').collect();
    assert!((4..=14).contains(&lines.len()), "{name}: {text}");
    assert!(
        lines
            .iter()
            .all(|line| !line.is_empty() && line.trim() == *line),
        "{name}: {text}"
    );
    assert_eq!(text.starts_with("〔演示数据〕"), is_demo, "{name}: {text}");
    assert!(
        text.contains('【') && text.contains(title),
        "{name}: {text}"
    );
    let link = lines.last().unwrap();
    let code = link.strip_prefix("https://gongshi.example/p/").unwrap();
    assert!(
        code.ends_with(".html") && !code.contains(' '),
        "{name}: {text}"
    );
    assert_eq!(text.matches("://").count(), 1, "{name}: {text}");
    assert!(
        !text.contains(['{', '}', '<', '&', '\r', '\u{FEFF}', '\u{200B}']),
        "{name}: {text}"
    );
}

fn cards_are_small_palette_pictures_1080_wide(public: &Path) {
    for name in shared(public) {
        let bytes = fs::read(public.join(format!("{name}.card.png"))).unwrap();
        assert!(bytes.len() <= BYTES, "{name}: {}", bytes.len());
        let mut decoder = png::Decoder::new(std::io::Cursor::new(&bytes));
        decoder.set_transformations(png::Transformations::IDENTITY);
        let mut reader = decoder.read_info().unwrap();
        let info = reader.info();
        assert_eq!(info.width, 1080, "{name}");
        assert!(
            (1527..=2571).contains(&info.height),
            "{name}: {}",
            info.height
        );
        assert_eq!(info.color_type, png::ColorType::Indexed, "{name}");
        assert!(info.palette.as_ref().unwrap().len() <= 3 * 64, "{name}");
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        // Nothing but the picture: no words, no time.
        reader.finish().unwrap();
        let info = reader.info();
        let texts = info.uncompressed_latin1_text.len() + info.utf8_text.len();
        assert_eq!(texts + info.compressed_latin1_text.len(), 0, "{name}");
        // Paper is white, and there is ink on it.
        let picture = image::load_from_memory(&bytes).unwrap().to_luma8();
        assert_eq!(picture.get_pixel(2, 2).0, [255], "{name}");
        let dark = picture.pixels().filter(|pixel| pixel.0[0] < 80).count();
        assert!(dark * 60 > picture.pixels().len(), "{name}: {dark}");
    }
}

fn the_code_of_each_card_leads_where_the_words_lead(public: &Path) {
    if !tools(
        "the_code_of_each_card_leads_where_the_words_lead",
        &["zbarimg"],
    ) {
        return;
    }
    for name in shared(public) {
        let card = public.join(format!("{name}.card.png"));
        let read = tool("zbarimg", &["--quiet", "--raw", card.to_str().unwrap()]);
        let text = fs::read_to_string(public.join(format!("{name}.chat.txt"))).unwrap();
        assert_eq!(Some(read.trim()), text.lines().last(), "{name}");
    }
}

/// A site with a notice on display from 23 March, which are seven days, and an open issue.
fn small() -> Site {
    let site = Site::new();
    site.notice(
        "hall",
        "标题: 大堂粉刷征求意见\n日期: 2026-03-23\n编码: ABC234\n类型: 公示\n公示期: {起: 2026-03-23, 天数: 7}\n海报: [浅色涂料, 分两天施工]",
    );
    site.issue(
        "gate",
        "标题: 道闸失灵\n日期: 2026-03-20\n编码: ABC235\n责任单位: 物业\n办理进展: [2026-03-20 发现]",
    );
    site
}

fn built(site: &Site, arguments: &[&str]) -> BTreeSet<String> {
    let run = site.run(&[&["build"], arguments].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    of_groups(&site.path("public"))
}

fn names(of: &[&str]) -> BTreeSet<String> {
    let both = |name: &&str| {
        [
            format!("tao/{name}.card.png"),
            format!("tao/{name}.chat.txt"),
        ]
    };
    of.iter().flat_map(both).collect()
}

#[test]
fn what_expires_is_no_longer_shared_and_a_day_costs_nothing_else() {
    let site = small();
    assert_eq!(built(&site, &[]), names(&["notices/hall", "issues/gate"]));
    let line = site.run(&["build"]);
    assert!(line.stderr.contains("2 张分享图"), "{}", line.stderr);
    // The last day is the 30th.
    for (day, expected) in [
        ("2026-03-30", &["notices/hall", "issues/gate"][..]),
        ("2026-03-31", &["issues/gate"]),
    ] {
        assert_eq!(built(&site, &["--today", day]), names(expected), "{day}");
        let fresh = small();
        built(&fresh, &["--today", day]);
        let (old, new) = (files(&site.path("public")), files(&fresh.path("public")));
        assert_eq!(old.len(), new.len(), "{day}");
        for (one, other) in old.iter().zip(&new) {
            assert!(one == other, "{day}: {} and {} differ", one.0, other.0);
        }
    }
    // Without posters nothing is shared, and no page offers it.
    assert_eq!(built(&site, &["--no-posters"]), names(&[]));
    assert!(
        !site
            .page("tao/notices/hall.html")
            .contains("class=\"card\"")
    );
    assert!(!site.page("tao/notices/hall.html").contains("og:image"));
}

#[test]
fn what_became_of_a_record_comes_first() {
    let site = small();
    let notice = |name: &str, front: &str| {
        site.notice(
            name,
            &format!("标题: {name}\n日期: 2026-03-20\n类型: 通知\n{front}"),
        );
    };
    notice("taken", "撤回: 2026-03-20 日期写错");
    notice("older", "海报: [旧的说法]");
    notice("newer", "代替: notices/older");
    site.file(
        "content/tao/notices/longago.md",
        "---\n标题: 久已撤回\n日期: 2026-03-01\n类型: 通知\n撤回: 2026-03-10 日期写错\n---\n\n正文。\n",
    );
    let shared = built(&site, &["--today", "2026-03-24"]);
    assert!(
        shared.contains("tao/notices/taken.chat.txt")
            && shared.contains("tao/notices/longago.chat.txt")
    );
    let taken = site.page("tao/notices/taken.chat.txt");
    assert!(
        taken.starts_with("〔已撤回〕2026年3月20日（周五）撤回，原因：日期写错\n【通知】"),
        "{taken}"
    );
    assert!(!taken.contains("咨询请打"), "{taken}");
    let older = site.page("tao/notices/older.chat.txt");
    assert!(
        older.starts_with("〔已被代替〕请以新的为准：newer gs.example/p/"),
        "{older}"
    );
    let newer = site.page("tao/notices/newer.chat.txt");
    assert!(newer.contains("\n本件代替：older\n"), "{newer}");
    // Fourteen days after it was withdrawn the group has heard of it.
    let later = built(&site, &["--today", "2026-03-25"]);
    assert!(!later.contains("tao/notices/longago.chat.txt"), "{later:?}");
    // What is erased is not shared.
    notice(
        "taken",
        "撤回: {日期: 2026-03-20, 原因: 误附个人信息, 删除: 是}",
    );
    assert!(!built(&site, &[]).contains("tao/notices/taken.chat.txt"));
}

#[test]
fn words_of_a_week_name_what_was_forgotten_without_calling_it_new() {
    let site = Site::new();
    site.file(
        "content/mechanisms/five.md",
        "---\n标题: 五方\n主体: [业委会, 物业]\n例会: [合署办公 每周]\n推行: [/tao 推行]\n---\n",
    );
    site.issue("gate", "标题: 道闸失灵\n日期: 2026-03-16\n责任单位: 物业");
    for (day, raises) in [
        ("2026-03-16", "本周问题: [issues/gate]\n"),
        ("2026-03-23", ""),
    ] {
        site.file(
            &format!("content/tao/meetings/{day}.md"),
            format!("---\n标题: 合署办公\n日期: {day}\n类型: 合署办公\n机制: five\n出席: [物业 1]\n{raises}---\n\n正文。\n"),
        );
    }
    built(&site, &[]);
    let text = site.page("tao/weeks/2026-W13.chat.txt");
    assert!(
        text.contains("道闸失灵（此前提出，本周没有通报）"),
        "{text}"
    );
}

#[test]
fn without_an_address_the_words_say_where_to_ask() {
    let site = small();
    site.file(
        "content/site.yaml",
        "title: 东街公示栏\ntoday: 2026-03-25\n",
    );
    built(&site, &[]);
    let text = site.page("tao/notices/hall.chat.txt");
    assert!(!text.contains("://"), "{text}");
    assert!(
        text.contains("有异议请打0731-0000 0001") || text.contains("咨询请打0731-0000 0001"),
        "{text}"
    );
    assert!(!site.page("tao/notices/hall.html").contains("og:image"));
}

#[test]
fn no_private_word_and_no_line_of_an_author_comes_out() {
    let site = small();
    site.notice(
        "thanks",
        "标题: 拾金不昧\n日期: 2026-03-24\n编码: ABC236\n类型: 通报\n海报: {导语: \"[[张小明]]拾到钱包\\n【公示】假的一行\\nhttps://evil.example/\", 要点: [\"当天交还\\u202E失主\"]}",
    );
    built(&site, &[]);
    let text = site.page("tao/notices/thanks.chat.txt");
    assert!(text.contains("张*明") && !text.contains("张小明"), "{text}");
    assert!(text.contains("· 当天交还失主\n"), "{text}");
    assert_eq!(
        text.lines().last(),
        Some("https://gs.example/p/ABC236.html")
    );
    assert!(
        !text
            .lines()
            .any(|line| line.starts_with("【公示】假") || line.starts_with("https://evil")),
        "{text}"
    );
}

#[test]
fn the_same_bytes_on_any_number_of_threads() {
    let site = small();
    for number in 0..4 {
        site.notice(
            &format!("n{number}"),
            &format!("标题: 第{number}件通知\n日期: 2026-03-24\n类型: 通知\n编码: ABD23{number}"),
        );
    }
    let mut made = Vec::new();
    for jobs in ["1", "3"] {
        built(&site, &["--jobs", jobs]);
        made.push(files(&site.path("public")));
        #[expect(
            clippy::disallowed_methods,
            reason = "the folder was made by this test"
        )]
        fs::remove_dir_all(site.path("public")).unwrap();
    }
    assert!(made[0] == made[1]);
}

#[test]
fn a_card_with_photographs_is_small_enough() {
    let site = small();
    // Two photographs of all shades, with much detail, as the worst camera makes them.
    for (name, seed) in [("before", 3_u32), ("after", 5)] {
        let picture = image::RgbImage::from_fn(1600, 1200, |x, y| {
            let noise =
                (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503).wrapping_mul(seed)) >> 11;
            let shade =
                |by: u32| u8::try_from((x / by + y / (by + seed) + noise % 48) % 256).unwrap();
            image::Rgb([shade(3), shade(5), shade(7)])
        });
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture
            .write_to(&mut bytes, image::ImageFormat::Jpeg)
            .unwrap();
        site.file(
            &format!("content/tao/issues/{name}.jpg"),
            bytes.into_inner(),
        );
    }
    site.issue(
        "gate",
        "标题: 道闸失灵\n日期: 2026-03-20\n责任单位: 物业\n办理进展:\n  - {日期: 2026-03-20, 状态: 发现, 佐证: [before.jpg]}\n  - {日期: 2026-03-22, 状态: 处置, 佐证: [after.jpg]}",
    );
    built(&site, &[]);
    let card = fs::read(site.path("public/tao/issues/gate.card.png")).unwrap();
    assert!(card.len() <= BYTES, "{}", card.len());
    let shades: BTreeSet<[u8; 3]> = image::load_from_memory(&card)
        .unwrap()
        .to_rgb8()
        .pixels()
        .map(|pixel| pixel.0)
        .collect();
    assert!(shades.len() >= 8, "{}", shades.len());
}

#[test]
fn a_round_has_a_card_and_words() {
    let site = small();
    site.notice(
        "water",
        "标题: 周四停水\n日期: 2026-03-26\n类型: 温馨提示\n公示期: {起: 2026-03-26, 天数: 1}",
    );
    let run = site.run(&["posters", "--week", "2026-W13"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let folder = site.path("print/2026-W13/tao");
    let text = fs::read_to_string(folder.join("群发文字.txt")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "【本周张贴】桃园小区：3月23日—29日，共2件");
    assert!(
        lines.contains(&"· 公示：大堂粉刷征求意见（至3月30日）"),
        "{text}"
    );
    assert!(
        lines.contains(&"· 温馨提示：周四停水（至3月27日）"),
        "{text}"
    );
    assert_eq!(lines.last(), Some(&"https://gs.example/tao/index.html"));
    assert!(text.chars().count() <= CHARACTERS);
    let card = folder.join("群发图.png");
    let bytes = fs::read(&card).unwrap();
    assert!(bytes.len() <= BYTES, "{}", bytes.len());
    assert_eq!(image::load_from_memory(&bytes).unwrap().width(), 1080);
    // A round of much is cut at its end, and says how much there is.
    for number in 0..30 {
        site.notice(
            &format!("n{number}"),
            &format!("标题: 第{number}件关于小区公共部位维修的通知\n日期: 2026-03-24\n类型: 通知"),
        );
    }
    let run = site.run(&["posters", "--week", "2026-W13"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let text = fs::read_to_string(folder.join("群发文字.txt")).unwrap();
    assert!(
        text.starts_with("【本周张贴】桃园小区：3月23日—29日，共32件\n· "),
        "{text}"
    );
    assert!(text.chars().count() <= CHARACTERS, "{text}");
    assert_eq!(
        text.lines().last(),
        Some("https://gs.example/tao/index.html")
    );
    let higher = fs::read(&card).unwrap();
    assert!(higher.len() <= BYTES, "{}", higher.len());
    // Where nothing is hung, there is nothing to tell.
    let run = site.run(&["posters", "--week", "2026-W20"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(!site.path("print/2026-W20/tao/群发图.png").exists());
    if tools("a_round_has_a_card_and_words", &["zbarimg"]) {
        let read = tool("zbarimg", &["--quiet", "--raw", card.to_str().unwrap()]);
        assert_eq!(read.trim(), "https://gs.example/tao/index.html");
    }
}
