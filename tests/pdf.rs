//! Posters as a PDF library reads them that has nothing in common with the one that wrote them:
//! what archives (PDF/A-2b), screen readers (PDF/UA-1) and printers count on.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect"
)]

#[path = "support/pdf.rs"]
mod pdf;
mod support;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::OnceLock;

use gongshi::load::SiteFolder;
use gongshi::pipeline::{Faulty, Request, Session, Touched};
use gongshi::plan::routes;
use lopdf::Object;
use pdf::{Pdf, Tag, as_dictionary};
use support::{Site, build_sample};

/// A poster, and what its record says of it.
struct Poster {
    name: String,
    title: String,
    /// ISO date.
    date: String,
    /// The full short address, if the poster shows it.
    address: Option<String>,
    /// Width and height in millimetres.
    paper: (u16, u16),
    pdf: Pdf,
}

/// The posters of a site whose output is in `public`.
fn posters_of(root: &Path) -> Vec<Poster> {
    let request = Request {
        today: None,
        base_url: None,
        drafts: false,
        faulty: Faulty::LeaveOut,
        round: None,
        economy: false,
        posters: true,
        jobs: 0,
    };
    let look = Session::new(SiteFolder::new(root), request).look(&Touched::Everything);
    let site = look
        .site
        .unwrap_or_else(|| panic!("{:?}", look.diagnostics));
    let places = site.model().places.iter();
    let charts = places.filter_map(|place| {
        let code = site.model().chart_code(place.id)?;
        let address = routes::grid_chart(&place.folder);
        let view = site.poster(&address)?.expect("a chart");
        let name = address.as_str().trim_start_matches('/').to_owned();
        let bytes = std::fs::read(root.join("public").join(&name))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        Some(Poster {
            title: view.title.concat(),
            date: view.date,
            address: Some(format!("/p/{code}.html")),
            paper: (210, 297),
            pdf: Pdf::new(bytes).unwrap_or_else(|error| panic!("{name}: {error}")),
            name,
        })
    });
    let records = site.model().records();
    let posters = records.map(|record| {
        let of = site.model().span_of(record);
        let address = routes::poster(record.place_folder(), record.kind, record.name(), of);
        let name = address.as_str().trim_start_matches('/').to_owned();
        let bytes = std::fs::read(root.join("public").join(&name))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let words = record.poster.as_deref();
        let paper = words.and_then(|words| words.size).unwrap_or_default();
        let withdrawn = record.withdrawn.is_some();
        Poster {
            title: record.full_title(),
            date: record.date.to_string(),
            address: (!withdrawn).then(|| format!("/p/{}.html", record.code)),
            paper: (paper.width(), paper.height()),
            pdf: Pdf::new(bytes).unwrap_or_else(|error| panic!("{name}: {error}")),
            name,
        }
    });
    let records = site.model().records();
    let comparisons = records.filter_map(|record| {
        let address = routes::comparison_sheet(record.place_folder(), record.name());
        let view = site.poster(&address)?.expect("a comparison");
        let name = address.as_str().trim_start_matches('/').to_owned();
        let bytes = std::fs::read(root.join("public").join(&name))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        Some(Poster {
            title: view.title.concat(),
            date: view.date,
            address: Some(format!("/p/{}.html", record.code)),
            paper: (420, 297),
            pdf: Pdf::new(bytes).unwrap_or_else(|error| panic!("{name}: {error}")),
            name,
        })
    });
    posters.chain(charts).chain(comparisons).collect()
}

/// Records for every paper and style.
fn small_site(settings: &str) -> Site {
    let site = Site::new();
    site.file(
        "content/site.yaml",
        format!("title: 东街公示栏\nbase_url: https://gs.example\ntoday: 2026-03-25\n{settings}"),
    );
    let papers = [
        ("a4", "A4", "board"),
        ("a3", "A3", "board"),
        ("lift", "A3-landscape", "board"),
        ("custom", "420x570", "board"),
        ("official", "A4", "official"),
    ];
    for place in ["er", "san"] {
        site.file(
            &format!("content/{place}/_index.md"),
            format!("---\n标题: 桃园{place}\n层级: 小区\n---\n"),
        );
    }
    for (at, (name, size, style)) in papers.into_iter().enumerate() {
        // Only notices have the official style.
        let notice = format!("海报: {{纸张: {size}, 样式: {style}}}");
        let poster = format!("海报: {{纸张: {size}}}");
        site.file(
            &format!("content/tao/notices/2026-03-02-{name}.md"),
            format!("---\n标题: 停车费标准{size}调整公示\n日期: 2026-03-02\n类型: 公示\n公示期: 2026-03-02 7日\n异议受理: 业委会 0731-0000 0001\n{notice}\n---\n\n各类费用如下。\n\n## 标准\n\n| 项目 | 每月 |\n| --- | ---: |\n| 地下车位 | 300 元 |\n| 地面车位 | 150 元 |\n\n### 起止\n\n- 4月1日起\n- 试行一年\n"),
        );
        site.file(
            &format!("content/tao/resolutions/2026-03-09-{name}.md"),
            format!("---\n标题: 更换{size}门禁的决定\n日期: 2026-03-09\n决定主体: 业主大会\n表决事项: 5\n业主总数: 355 36609.05 不动产登记簿\n计票结果: {{人数: 250 20 5 2, 面积: 25800.10 2100 500 180}}\n结果: 通过\n{poster}\n---\n\n正文。\n"),
        );
        site.file(
            &format!("content/tao/issues/2026-03-12-{name}.md"),
            format!("---\n标题: {size}道闸失灵\n日期: 2026-03-12\n责任单位: 物业\n完成时限: 2026-04-12\n办理进展:\n  - 2026-03-12 发现 三户报修\n{poster}\n---\n\n正文。\n"),
        );
        // Each of another year: none follows another.
        let year = 2010 + 2 * at;
        site.file(
            &format!("content/tao/accounts/2026-03-18-{name}.md"),
            format!("---\n标题: {year}年公共收益{size}收支\n日期: 2026-03-18\n期间: {year}\n期初: 100\n收入: [停车位 24800.00, 广告 12000, 租金 580.5, 快递柜 300, 基站 700]\n支出: [门禁 8400, 税费 40]\n使用: [更换门禁 9000 resolutions/2026-03-09-{name}]\n期末: 21040.5\n{poster}\n---\n\n正文。\n"),
        );
        site.file(
            &format!("content/assessments/2026-03-20-{name}.md"),
            format!("---\n标题: {size}考评结果\n日期: 2026-03-20\n期间: {year}\n考评项目: [环境卫生 60, 公共秩序 40]\n得分: [tao 90 80, er 80 95, san 缺 70]\n{poster}\n---\n\n正文。\n"),
        );
        site.file(
            &format!("content/tao/meetings/2026-03-16-{name}.md"),
            format!("---\n标题: {size}合署办公会议\n日期: 2026-03-16\n类型: 合署办公\n出席: [物业 2, 业委会 3]\n本周问题: [issues/2026-03-12-{name}]\n议定事项: [更换3号楼门禁 物业 2026-04-30]\n{poster}\n---\n\n正文。\n"),
        );
    }
    site
}

fn built(site: &Site) -> Result<Vec<Poster>, String> {
    let run = site.run(&["build"]);
    if run.status != 0 {
        return Err(run.stderr);
    }
    Ok(posters_of(site.root()))
}

/// The posters of the sample, and of sites with every paper and style, also with little ink.
fn posters() -> &'static [Poster] {
    static POSTERS: OnceLock<Result<Vec<Poster>, String>> = OnceLock::new();
    // A site that cannot be built is built once, not by every test.
    let posters = POSTERS.get_or_init(|| {
        let sample = build_sample(true);
        let mut all = posters_of(sample.path());
        assert!(all.len() >= 80, "{} posters in the sample", all.len());
        for settings in ["", "economy: true\n"] {
            let mut posters = built(&small_site(settings))?;
            assert_eq!(posters.len(), 30);
            let economy = if settings.is_empty() { "" } else { "economy: " };
            for poster in &mut posters {
                poster.name.insert_str(0, economy);
            }
            all.extend(posters);
        }
        Ok(all)
    });
    posters.as_ref().unwrap_or_else(|error| panic!("{error}"))
}

/// Looks at every poster, and tells all that are not as they should be.
fn each(look: impl Fn(&Poster) -> Result<(), String>) {
    let faults: Vec<String> = posters()
        .iter()
        .filter_map(|poster| {
            let found = look(poster).err()?;
            Some(format!("{}: {found}", poster.name))
        })
        .collect();
    assert!(
        faults.is_empty(),
        "{} of {} posters:\n{}",
        faults.len(),
        posters().len(),
        faults.join("\n")
    );
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "what is compared is made for it"
)]
fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: T, expected: T) -> Result<(), String> {
    if found == expected {
        return Ok(());
    }
    Err(format!("{what} is {found:?}, expected {expected:?}"))
}

/// Holds when nothing was found that should not be there.
fn none<T: std::fmt::Debug>(what: &str, found: &[T]) -> Result<(), String> {
    if found.is_empty() {
        return Ok(());
    }
    Err(format!("{what}: {found:?}"))
}

fn tags(poster: &Poster) -> Vec<Tag> {
    let tops = poster.pdf.tags();
    tops.iter().flat_map(Tag::all).cloned().collect()
}

#[test]
fn the_language_is_said() {
    each(|poster| {
        let language = poster.pdf.text(poster.pdf.catalog(), "Lang");
        same("/Lang", language.as_deref(), Some("zh-CN"))
    });
}

#[test]
fn the_file_is_tagged() {
    each(|poster| {
        let catalog = poster.pdf.catalog();
        let marks = poster.pdf.dictionary(catalog, "MarkInfo");
        let marked = marks.and_then(|marks| poster.pdf.at(marks, "Marked"));
        same("/MarkInfo /Marked", marked, Some(&Object::Boolean(true)))?;
        let suspects = marks.and_then(|marks| poster.pdf.at(marks, "Suspects"));
        if suspects == Some(&Object::Boolean(true)) {
            return Err("/MarkInfo /Suspects is true".to_owned());
        }
        let root = poster.pdf.dictionary(catalog, "StructTreeRoot");
        let root = root.ok_or("no /StructTreeRoot")?;
        poster
            .pdf
            .dictionary(root, "ParentTree")
            .ok_or("no /ParentTree")?;
        for (at, sheet) in poster.pdf.sheets().into_iter().enumerate() {
            let sheet_tags = format!("/Tabs of sheet {}", at + 1);
            same(
                &sheet_tags,
                poster.pdf.name(sheet, "Tabs").as_deref(),
                Some("S"),
            )?;
            if poster.pdf.at(sheet, "StructParents").is_none() {
                return Err(format!("sheet {}: no /StructParents", at + 1));
            }
        }
        Ok(())
    });
}

#[test]
fn tags_are_those_of_the_standard_and_hold_everything_in_order() {
    let known = [
        "Document",
        "Part",
        "Sect",
        "Div",
        "P",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "TR",
        "TH",
        "TD",
        "THead",
        "TBody",
        "TFoot",
        "Span",
        "Figure",
        "Caption",
        "BlockQuote",
        "Note",
        "Code",
        "Link",
        "Reference",
        "NonStruct",
        "Quote",
    ];
    each(|poster| {
        let tops = poster.pdf.tags();
        let kinds: Vec<&str> = tops.iter().map(|tag| tag.kind.as_str()).collect();
        same("the top", kinds, vec!["Document"])?;
        let all = tags(poster);
        let unknown: Vec<&str> = all
            .iter()
            .map(|tag| tag.kind.as_str())
            .filter(|kind| !known.contains(kind))
            .collect();
        none("unknown tags", &unknown)?;
        let pieces: usize = all.iter().map(|tag| tag.pieces).sum();
        if pieces < 10 {
            return Err(format!("only {pieces} pieces are tagged"));
        }
        Ok(())
    });
}

#[test]
fn headings_begin_with_the_first_level_and_skip_none() {
    each(|poster| {
        let all = tags(poster);
        let levels: Vec<u32> = all
            .iter()
            .filter_map(|tag| tag.kind.strip_prefix('H')?.parse().ok())
            .collect();
        same("the first heading", levels.first(), Some(&1))?;
        let titles = levels.iter().filter(|level| **level == 1).count();
        same("the number of titles", titles, 1)?;
        let skips: Vec<&[u32]> = levels
            .windows(2)
            .filter(|pair| pair[1] > pair[0] + 1)
            .collect();
        none("skipped levels", &skips)
    });
    let deep = posters()
        .iter()
        .filter(|poster| tags(poster).iter().any(|tag| tag.kind == "H3"));
    assert!(deep.count() >= 5, "posters with headings below headings");
}

#[test]
fn the_output_intent_is_that_of_an_archive_with_a_profile() {
    each(|poster| {
        let intents = poster.pdf.array(poster.pdf.catalog(), "OutputIntents");
        same("the number of output intents", intents.len(), 1)?;
        let intent = as_dictionary(intents[0]).ok_or("an output intent is no dictionary")?;
        same(
            "/S of the output intent",
            poster.pdf.name(intent, "S").as_deref(),
            Some("GTS_PDFA1"),
        )?;
        let profile = poster.pdf.stream(intent, "DestOutputProfile");
        let (dictionary, bytes) = profile.ok_or("no /DestOutputProfile")?;
        same(
            "/N of the profile",
            poster.pdf.at(&dictionary, "N"),
            Some(&Object::Integer(3)),
        )?;
        let at = |range: std::ops::Range<usize>| bytes.get(range).map(String::from_utf8_lossy);
        same(
            "the mark of the profile",
            at(36..40).as_deref(),
            Some("acsp"),
        )?;
        same(
            "the space of the profile",
            at(16..20).as_deref(),
            Some("RGB "),
        )
    });
}

#[test]
fn the_metadata_claims_an_archive_and_access() {
    each(|poster| {
        for (mark, expected) in [
            ("pdfaid:part", "2"),
            ("pdfaid:conformance", "B"),
            ("pdfuaid:part", "1"),
            ("dc:language", "zh-CN"),
            ("dc:format", "application/pdf"),
        ] {
            same(mark, poster.pdf.said(mark).as_deref(), Some(expected))?;
        }
        // An archive wants to read them without unpacking.
        let (dictionary, _) = poster
            .pdf
            .stream(poster.pdf.catalog(), "Metadata")
            .ok_or("no /Metadata")?;
        if poster.pdf.at(&dictionary, "Filter").is_some() {
            return Err("the metadata is packed".to_owned());
        }
        Ok(())
    });
}

#[test]
fn the_title_is_that_of_the_record_and_is_shown() {
    each(|poster| {
        same(
            "dc:title",
            poster.pdf.said("dc:title"),
            Some(poster.title.clone()),
        )?;
        let preferences = poster
            .pdf
            .dictionary(poster.pdf.catalog(), "ViewerPreferences");
        let shown = preferences.and_then(|found| poster.pdf.at(found, "DisplayDocTitle"));
        same("/DisplayDocTitle", shown, Some(&Object::Boolean(true)))
    });
}

#[test]
fn the_document_has_the_date_of_its_record() {
    each(|poster| {
        let day = format!("{}T00:00:00Z", poster.date);
        same(
            "xmp:CreateDate",
            poster.pdf.said("xmp:CreateDate"),
            Some(day.clone()),
        )?;
        same(
            "xmp:ModifyDate",
            poster.pdf.said("xmp:ModifyDate"),
            Some(day),
        )
    });
}

#[test]
fn every_face_is_embedded_as_a_subset_that_leads_back_to_text() {
    each(|poster| {
        let faces = poster.pdf.faces();
        if faces.is_empty() {
            return Err("no faces".to_owned());
        }
        for face in faces {
            let name = &face.name;
            if !face.embedded {
                return Err(format!("{name} is not embedded"));
            }
            if !face.to_unicode {
                return Err(format!("{name} has no /ToUnicode"));
            }
            let is_mark =
                |mark: &str| mark.len() == 6 && mark.bytes().all(|b| b.is_ascii_uppercase());
            if !name.split_once('+').is_some_and(|(mark, _)| is_mark(mark)) {
                return Err(format!("{name} is no subset"));
            }
        }
        Ok(())
    });
}

#[test]
fn every_sheet_is_the_paper_of_its_record() {
    each(|poster| {
        let sheets = poster.pdf.sheets();
        if sheets.is_empty() {
            return Err("no sheets".to_owned());
        }
        let (width, height) = poster.paper;
        let (width, height) = (f32::from(width), f32::from(height));
        for (at, sheet) in sheets.into_iter().enumerate() {
            let found = poster.pdf.size(sheet);
            if (found.0 - width).abs() > 0.1 || (found.1 - height).abs() > 0.1 {
                return Err(format!(
                    "sheet {} is {:.1} × {:.1} mm, expected {width} × {height}",
                    at + 1,
                    found.0,
                    found.1
                ));
            }
            if poster.pdf.at(sheet, "Rotate").is_some() {
                return Err(format!("sheet {} is turned", at + 1));
            }
        }
        Ok(())
    });
    let papers: BTreeSet<(u16, u16)> = posters().iter().map(|poster| poster.paper).collect();
    assert!(papers.len() >= 4, "{papers:?}");
}

#[test]
fn every_table_has_heads_that_say_for_what_they_stand() {
    each(|poster| {
        let all = tags(poster);
        for table in all.iter().filter(|tag| tag.kind == "Table") {
            let within = table.all();
            let heads: Vec<&&Tag> = within.iter().filter(|tag| tag.kind == "TH").collect();
            if heads.is_empty() {
                return Err("a table without a head".to_owned());
            }
            let mute: Vec<&&&Tag> = heads
                .iter()
                .filter(|head| !matches!(head.scope.as_deref(), Some("Row" | "Column" | "Both")))
                .collect();
            none("heads without a scope", &mute)?;
            let rows: BTreeSet<i64> = within
                .iter()
                .filter(|tag| tag.kind == "TR")
                .map(|row| row.within.iter().map(|cell| cell.columns).sum())
                .collect();
            if rows.len() != 1 || rows.contains(&0) {
                return Err(format!("rows of a table have {rows:?} cells"));
            }
        }
        let lost = |tag: &&Tag| {
            let wrong: &[&str] = match tag.kind.as_str() {
                "TR" => &["TH", "TD"],
                "L" => &["LI", "Caption", "L"],
                _ => return false,
            };
            tag.within
                .iter()
                .any(|within| !wrong.contains(&within.kind.as_str()))
        };
        let lost: Vec<&Tag> = all.iter().filter(lost).collect();
        none("tags that may not hold what they hold", &lost)
    });
    let tables = posters()
        .iter()
        .filter(|poster| tags(poster).iter().any(|tag| tag.kind == "Table"));
    assert!(tables.count() >= 10, "posters with tables");
}

#[test]
fn every_picture_and_code_has_words() {
    each(|poster| {
        let all = tags(poster);
        let figures: Vec<&Tag> = all.iter().filter(|tag| tag.kind == "Figure").collect();
        let words = |tag: &Tag| tag.alt.clone().unwrap_or_default();
        let mute: Vec<&&Tag> = figures
            .iter()
            .filter(|tag| words(tag).trim().is_empty())
            .collect();
        none("figures without words", &mute)?;
        if let Some(address) = &poster.address
            && !figures.iter().any(|tag| words(tag).contains(address))
        {
            return Err(format!("no figure says {address}"));
        }
        Ok(())
    });
}

#[test]
fn everything_that_is_drawn_is_tagged_or_said_to_be_decoration() {
    each(|poster| {
        let drawn = poster.pdf.drawn();
        if drawn.texts < 5 {
            return Err(format!("only {} pieces of text", drawn.texts));
        }
        none("unmarked", &drawn.unmarked)?;
        none("colours of a space without a profile", &drawn.colours)
    });
}

#[test]
fn nothing_acts_leads_out_or_is_locked() {
    each(|poster| {
        if poster.pdf.trailer().has(b"Encrypt") {
            return Err("the file is encrypted".to_owned());
        }
        let forbidden = [
            "JS",
            "JavaScript",
            "OpenAction",
            "AA",
            "Launch",
            "URI",
            "GoToR",
            "GoToE",
            "SubmitForm",
            "ImportData",
            "EmbeddedFiles",
            "EmbeddedFile",
            "EF",
            "AcroForm",
            "XFA",
            "RichMedia",
            "Movie",
            "Sound",
            "Screen",
            "Annots",
            "NeedsRendering",
            "Collection",
        ];
        for dictionary in poster.pdf.dictionaries() {
            for (key, value) in dictionary {
                let key = String::from_utf8_lossy(key);
                let kind = matches!(&*key, "S" | "Type" | "Subtype")
                    .then(|| value.as_name_str().ok())
                    .flatten();
                for word in [Some(&*key), kind].into_iter().flatten() {
                    if forbidden.contains(&word) {
                        return Err(format!("/{word} in {dictionary:?}"));
                    }
                }
            }
            // What lies in another file.
            if dictionary.has(b"Length") && dictionary.has(b"F") {
                return Err(format!("a stream outside of the file: {dictionary:?}"));
            }
        }
        Ok(())
    });
}

#[test]
fn transparency_is_of_the_sort_that_an_archive_may_have() {
    let blends = [
        "Normal",
        "Compatible",
        "Multiply",
        "Screen",
        "Overlay",
        "Darken",
        "Lighten",
        "ColorDodge",
        "ColorBurn",
        "HardLight",
        "SoftLight",
        "Difference",
        "Exclusion",
        "Hue",
        "Saturation",
        "Color",
        "Luminosity",
    ];
    each(|poster| {
        let pdf = &poster.pdf;
        for dictionary in pdf.dictionaries() {
            if let Some(blend) = pdf.name(dictionary, "BM")
                && !blends.contains(&blend.as_str())
            {
                return Err(format!("blend mode {blend}"));
            }
            for key in ["TR", "HTP", "OPI", "PS"] {
                let is_state = dictionary.type_is(b"ExtGState") || dictionary.type_is(b"XObject");
                if is_state && dictionary.has(key.as_bytes()) {
                    return Err(format!("/{key} in {dictionary:?}"));
                }
            }
            let is_group = dictionary.type_is(b"Group")
                || pdf.name(dictionary, "S").as_deref() == Some("Transparency");
            let space = pdf.name(dictionary, "CS");
            if is_group && space.as_deref() == Some("DeviceCMYK") {
                return Err(format!("a group of another space: {dictionary:?}"));
            }
            if pdf.at(dictionary, "Interpolate") == Some(&Object::Boolean(true)) {
                return Err("a picture that is smoothed".to_owned());
            }
            let filters = match pdf.at(dictionary, "Filter") {
                Some(Object::Array(filters)) => filters.iter().collect(),
                Some(filter) => vec![filter],
                None => Vec::new(),
            };
            for filter in filters {
                if matches!(filter.as_name_str(), Ok("LZWDecode" | "Crypt")) {
                    return Err(format!("{filter:?}"));
                }
            }
        }
        Ok(())
    });
}

#[test]
fn each_poster_has_a_name_of_its_own_which_each_build_makes_again() {
    let id = |poster: &Poster| -> Vec<Vec<u8>> {
        let parts = poster.pdf.array(poster.pdf.trailer(), "ID");
        let parts = parts.iter().filter_map(|part| part.as_str().ok());
        parts.map(<[u8]>::to_vec).collect()
    };
    each(|poster| same("the number of parts of /ID", id(poster).len(), 2));
    let again = || built(&small_site("")).unwrap();
    let (first, second) = (again(), again());
    let mut known = BTreeSet::new();
    for (a, b) in first.iter().zip(&second) {
        assert_eq!(a.name, b.name);
        assert_eq!(id(a), id(b), "{}: another name in another build", a.name);
        assert!(a.pdf.bytes() == b.pdf.bytes(), "{}: other bytes", a.name);
        assert!(
            known.insert(id(a)),
            "{}: the name of another poster",
            a.name
        );
    }
}
