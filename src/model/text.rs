//! The Markdown text of a document, with everything it points to resolved.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::scope::{Scope, composed};
use super::waiver::{self, Waiver};
use super::{PlaceId, RecordId, habits};
use crate::load::{Document, InputFile};
use crate::markdown::{self, Address, FaultKind};
use crate::paths::InputPath;
use crate::privacy::{self, Told};
use crate::source::Slice;
use crate::words;
use crate::yaml::{Fault, Reader, meant};

/// What a link within the site leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkTarget {
    /// A record.
    Record(RecordId),
    /// A place.
    Place(PlaceId),
    /// A plain page, by its position.
    Page(usize),
    /// A mechanism, by its position.
    Mechanism(usize),
    /// A policy, by its position.
    Policy(usize),
}

impl LinkTarget {
    /// The record to which it leads, if it is one.
    pub fn record(&self) -> Option<RecordId> {
        match self {
            LinkTarget::Record(id) => Some(*id),
            LinkTarget::Place(_)
            | LinkTarget::Page(_)
            | LinkTarget::Mechanism(_)
            | LinkTarget::Policy(_) => None,
        }
    }
}

/// A text with its links and pictures resolved.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Text {
    /// Markdown source.
    #[serde(serialize_with = "Slice::store", deserialize_with = "Slice::restore")]
    pub source: Slice,
    /// Links within the site, by their target as written.
    pub links: BTreeMap<String, LinkTarget>,
    /// Pictures, by their path as written.
    pub pictures: BTreeMap<String, InputPath>,
}

/// Endings of files that run code when they are opened: on the site, with all that the site may do,
/// or on the computer of the reader.
const ACTIVE: [&str; 20] = [
    "html", "htm", "xhtml", "xht", "shtml", "mht", "mhtml", "svg", "svgz", "xml", "xsl", "js",
    "mjs", "swf", "hta", "exe", "bat", "cmd", "scr", "vbs",
];

/// The files beside documents, by path.
pub type Files<'a> = HashMap<&'a str, &'a InputFile>;

/// A picture or an attachment beside a document.
///
/// # Errors
///
/// There is none of this name; names the nearest in the folder.
pub fn file<'f>(files: &Files<'f>, folder: &str, name: &str) -> Result<&'f InputFile, Fault> {
    let path = format!("{folder}/{}", name.trim_start_matches("./"));
    if let Some(file) = files.get(path.as_str()) {
        return Ok(file);
    }
    if !name.is_ascii() {
        let wanted = composed(&path);
        let same = |path: &&str| !path.is_ascii() && composed(path) == wanted;
        // Several are the same only where the file system takes them for one.
        if let Some(file) = files.keys().copied().filter(same).min() {
            return Ok(files[file]);
        }
    }
    let beside: Vec<&str> = files
        .keys()
        .filter_map(|path| path.strip_prefix(folder)?.strip_prefix('/'))
        .filter(|name| !name.contains('/'))
        .collect();
    let help = name.contains(['、', '，']).then(|| {
        words!(
            "几个文件之间用半角逗号：[甲.jpg, 乙.jpg]",
            "divide several files by plain commas: [a.jpg, b.jpg]"
        )
    });
    let help = help
        .or_else(|| meant(name, beside.into_iter()))
        .unwrap_or_else(|| words!("把文件放到 {folder} 里", "put the file into {folder}"));
    Err(Fault::new(
        "unknown-file",
        words!("找不到文件“{name}”", "there is no file `{name}`"),
    )
    .at(name)
    .help(help))
}

/// An attachment beside a document.
///
/// # Errors
///
/// There is none of this name, or a browser or system would run it when a reader opens it.
pub fn attachment<'f>(files: &Files<'f>, folder: &str, name: &str) -> Result<&'f InputFile, Fault> {
    let file = file(files, folder, name)?;
    let extension = name.rsplit('.').next().unwrap_or_default();
    if ACTIVE.contains(&extension.to_ascii_lowercase().as_str()) {
        return Err(Fault::new(
            "attachment-type",
            words!(
                "“{name}”这类文件能运行程序，不能作为附件发布",
                "`{name}` is a file that can run code and cannot be an attachment"
            ),
        )
        .at(name)
        .help(words!(
            "另存为 PDF 或图片",
            "save it as PDF or as a picture"
        )));
    }
    Ok(file)
}

/// A picture beside a document.
///
/// # Errors
///
/// There is none of this name, or it is of a kind that cannot be published.
pub fn picture(files: &Files<'_>, folder: &str, name: &str) -> Result<InputPath, Fault> {
    let file = file(files, folder, name)?;
    let extension = name
        .rsplit('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    if !matches!(extension.as_str(), "jpg" | "jpeg" | "png" | "webp") {
        return Err(Fault::new(
            "picture-type",
            words!(
                "“{name}”不是可以发布的图片类型",
                "`{name}` is no kind of picture that can be published"
            ),
        )
        .at(name)
        .help(words!("另存为 JPEG 或 PNG", "save it as JPEG or PNG")));
    }
    Ok(file.path.clone())
}

/// Reads the text of a document; its pictures lie beside it. What stands in `[[…]]` is hidden, and
/// what its waivers do not let through.
pub fn read(
    reader: &mut Reader<'_>,
    document: &Document,
    files: &Files<'_>,
    scope: Scope<'_>,
    waivers: &[Waiver],
) -> Text {
    let Some(parts) = &document.parts else {
        return Text::default();
    };
    let folder = document.path().folder();
    let body = &document.source.text[parts.body.clone()];
    let source = body.trim_matches('\n');
    let start = parts.body.start + (body.len() - body.trim_start_matches('\n').len());
    if source.trim().is_empty() {
        return Text::default();
    }
    habits::body(reader, source, start);
    let told = told(source, waivers);
    let read = told.as_ref().map_or(source, |told| &told.text);
    let scan = markdown::scan(read);
    let place = |range: &Range<usize>| {
        let written = told
            .as_ref()
            .map_or_else(|| range.clone(), |told| told.origin(range));
        start + written.start..start + written.end
    };
    for found in &scan.faults {
        reader.fault(&place(&found.range), fault(&found.kind));
    }
    let mut slice = Slice::new(&document.source, start..start + source.len());
    if let Some(told) = &told {
        slice = slice.telling(&told.text);
    }
    let mut text = Text {
        source: slice,
        ..Text::default()
    };
    for target in &scan.links {
        if !matches!(Address::of(&target.written), Address::Reference) {
            continue;
        }
        match link(&target.decoded, scope) {
            Ok(found) => {
                text.links.insert(target.written.clone(), found);
            }
            Err(fault) => reader.fault(&place(&target.range), fault),
        }
    }
    for target in &scan.pictures {
        match picture(files, folder, &target.decoded) {
            Ok(path) => {
                text.pictures.insert(target.written.clone(), path);
            }
            Err(fault) => reader.fault(&place(&target.range), fault),
        }
    }
    text
}

/// A text with what is hidden in it; none if nothing is.
fn told(source: &str, waivers: &[Waiver]) -> Option<Told> {
    if waivers.is_empty() && !source.contains("[[") {
        return None;
    }
    // A star is a sign of Markdown, but not in code.
    let literal = markdown::literal(source);
    privacy::tell(
        source,
        |kind| waiver::extent(waivers, kind),
        |at, shown| {
            if literal.iter().any(|range| range.contains(&at)) {
                shown
            } else {
                shown.replace('*', "\\*")
            }
        },
    )
}

/// What is wrong with a text, in words.
fn fault(kind: &FaultKind) -> Fault {
    match kind {
        FaultKind::TooDeep => Fault::new(
            "too-deep",
            words!("引用或列表嵌套太深", "quotes or lists nest too deeply"),
        )
        .help(words!(
            "减少引用（>）或列表的层数",
            "use fewer quotes or lists within one another"
        )),
        FaultKind::TableTooLarge { columns, cells } => Fault::new(
            "table-too-large",
            words!(
                "表格太大：{columns} 列，{cells} 格",
                "the table is too large: {columns} columns, {cells} cells"
            ),
        )
        .help(words!(
            "拆成几个表，或作为附件发布",
            "divide it, or publish it as an attachment"
        )),
        FaultKind::TooLong => Fault::new(
            "too-long",
            words!("正文超过 1 MB", "the text is longer than 1 MB"),
        )
        .help(words!(
            "把长材料作为附件发布",
            "publish long material as an attachment"
        )),
        FaultKind::UndefinedNote { label } => Fault::new(
            "undefined-note",
            words!(
                "脚注“{label}”没有内容",
                "the footnote `{label}` has no text"
            ),
        )
        .help(words!(
            "加上一行 `[^{label}]: 脚注内容`",
            "add a line `[^{label}]: text of the note`"
        )),
        FaultKind::Scheme { scheme } => Fault::new(
            "link-scheme",
            words!(
                "不允许“{scheme}:”开头的链接",
                "links that begin with `{scheme}:` are not allowed"
            ),
        )
        .help(words!(
            "用 https:、http:、mailto: 或 tel: 开头的网址",
            "use an address that begins with https:, http:, mailto: or tel:"
        )),
    }
}

fn link(written: &str, scope: Scope<'_>) -> Result<LinkTarget, Fault> {
    let plain = written.split('#').next().unwrap_or_default();
    let plain = plain.strip_suffix(".md").unwrap_or(plain);
    if let Some(path) = plain.strip_prefix('/') {
        let named =
            |list: &[(usize, String)], name: &str| list.iter().position(|(_, other)| other == name);
        let path = path.trim_end_matches('/');
        let found = scope.index.place(path).map(LinkTarget::Place).or_else(|| {
            let (folder, name) = path.split_once('/')?;
            match folder {
                "pages" => named(&scope.index.pages, name).map(LinkTarget::Page),
                "mechanisms" => named(&scope.index.mechanisms, name).map(LinkTarget::Mechanism),
                "policies" => named(&scope.index.policies, name).map(LinkTarget::Policy),
                _ => None,
            }
        });
        if let Some(found) = found {
            return Ok(found);
        }
    }
    scope.record(plain).map(LinkTarget::Record)
}
