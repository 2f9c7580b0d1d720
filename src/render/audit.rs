//! The audit of waivers as a page to print. It is no page of the site, so no theme has a part in it.

use crate::markdown::push_escaped;
use crate::plan::view::audit::{AuditRow, AuditView};
use crate::source;

/// Style for a sheet of A4 across.
const STYLE: &str = "@page{size:A4 landscape;margin:15mm}body{font:11pt/1.5 sans-serif;margin:1.5em}\
h1{font-size:16pt}table{border-collapse:collapse;width:100%}th,td{border:1px solid #555;\
padding:.3em .5em;text-align:left;vertical-align:top}th{background:#eee}tr{break-inside:avoid}\
.over td{font-weight:bold}.sign{margin-top:2em}";

/// The words of the page.
struct Words {
    title: &'static str,
    about: &'static str,
    columns: [&'static str; 8],
    states: [&'static str; 2],
    sign: &'static str,
}

const ZH: Words = Words {
    title: "个人信息公布依据台账",
    about: "下列记录依法或经同意公布了个人信息。到期的已在网页和海报上自动遮盖，还挂着的海报要撤下。本表内部留存，不张贴，不上网。",
    columns: [
        "序号",
        "地点",
        "记录",
        "内容",
        "依据",
        "同意书",
        "截止",
        "状态",
    ],
    states: ["有效", "已到期"],
    sign: "核对人：________　　日期：________",
};

const EN: Words = Words {
    title: "Waivers of privacy",
    about: "These records print private data by law or consent. What has ended is hidden on pages and posters; posters that still hang must come down. For the office: not to be posted or published.",
    columns: [
        "No.", "Place", "Record", "Data", "Basis", "Consent", "Until", "State",
    ],
    states: ["holds", "ended"],
    sign: "Checked by: ________   Date: ________",
};

/// The audit as HTML.
pub fn audit(view: &AuditView) -> Vec<u8> {
    let words = if view.language == "en" { &EN } else { &ZH };
    let mut out = String::with_capacity(2048);
    out.push_str("<!doctype html>\n<html lang=\"");
    push_escaped(&mut out, view.language);
    out.push_str("\">\n<head>\n<meta charset=\"utf-8\">\n<title>");
    push_escaped(&mut out, words.title);
    out.push_str("</title>\n<style>");
    out.push_str(STYLE);
    out.push_str("</style>\n</head>\n<body>\n<h1>");
    push_escaped(&mut out, words.title);
    out.push_str("</h1>\n<p>");
    push_escaped(&mut out, &view.site);
    out.push_str("</p>\n<p>");
    push_escaped(&mut out, words.about);
    out.push_str("</p>\n<table>\n<thead>\n<tr>");
    for column in words.columns {
        cell(&mut out, "th", column);
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for (at, row) in view.rows.iter().enumerate() {
        push_row(&mut out, at + 1, row, words);
    }
    out.push_str("</tbody>\n</table>\n<p class=\"sign\">");
    push_escaped(&mut out, words.sign);
    out.push_str("</p>\n</body>\n</html>\n");
    let seal = seal(&out);
    out.push_str(&seal);
    out.into_bytes()
}

/// Whether these bytes are an audit as the program wrote it, which nobody has changed since.
pub fn is_audit(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    let written = text.rfind(SEAL).map(|at| text.split_at(at));
    written.is_some_and(|(page, end)| end == seal(page))
}

/// How the last line begins.
const SEAL: &str = "<!-- gongshi ";

/// The last line, by which a page that was changed is told.
fn seal(page: &str) -> String {
    let hash = source::hash(page.as_bytes());
    let hash = hash.map(|byte| format!("{byte:02x}")).concat();
    format!("{SEAL}{hash} -->\n")
}

fn push_row(out: &mut String, number: usize, row: &AuditRow, words: &Words) {
    out.push_str(if row.expired {
        "<tr class=\"over\">"
    } else {
        "<tr>"
    });
    cell(out, "td", &number.to_string());
    cell(out, "td", &row.place);
    out.push_str("<td>");
    push_escaped(out, &row.record);
    out.push_str("<br><small>");
    push_escaped(out, &row.path);
    out.push_str("</small></td>");
    let state = words.states[usize::from(row.expired)];
    for text in [
        row.what,
        &row.basis,
        row.consent.as_deref().unwrap_or("—"),
        &row.until,
        state,
    ] {
        cell(out, "td", text);
    }
    out.push_str("</tr>\n");
}

fn cell(out: &mut String, name: &str, text: &str) {
    out.push('<');
    out.push_str(name);
    out.push('>');
    push_escaped(out, text);
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}
