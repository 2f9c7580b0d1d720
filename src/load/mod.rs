//! Reads a site folder: walks it, reads and decodes texts, splits front matter. The only reader
//! of content.

mod decode;
mod names;
mod theme;

use std::fs::File;
use std::io::{self, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::paths::InputPath;
use crate::source::{Source, Span};
use crate::theme::Theme;
use crate::words;

pub use names::{LONGEST as LONGEST_NAME, is_forbidden as is_forbidden_in_name};

/// Largest text that is read, in bytes.
const TEXT_LIMIT: u64 = 4 << 20;

/// Fewest texts that a thread takes at a time: waking threads for each costs more than reading it.
const BATCH: usize = 16;

/// Everything that a site folder holds.
#[derive(Debug)]
pub struct Inputs {
    /// `content/site.yaml`.
    pub settings: Option<Arc<Source>>,
    /// All Markdown files, sorted by path.
    pub documents: Vec<Document>,
    /// All other files of `content/`, sorted by path.
    pub files: Vec<InputFile>,
    /// Files below `content/_static/`, sorted by path.
    pub statics: Vec<InputFile>,
}

/// A Markdown file with its front matter set apart.
#[derive(Debug, Clone)]
pub struct Document {
    /// The whole text.
    pub source: Arc<Source>,
    /// Byte range of the YAML between the lines of `---`.
    pub front: Range<usize>,
    /// Byte range of the text after it.
    pub body: Range<usize>,
}

/// A file that is not read as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// Where it lies.
    pub path: InputPath,
    /// Its size in bytes.
    pub size: u64,
}

/// A site folder on disk, the one door to the content.
#[derive(Debug, Clone)]
pub struct SiteFolder {
    root: PathBuf,
}

impl SiteFolder {
    /// The site in the folder `root`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        SiteFolder { root: root.into() }
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Walks and reads all of `content/`.
    pub fn read(&self) -> (Inputs, Diagnostics) {
        let mut diagnostics = Diagnostics::new();
        let mut inputs = Inputs {
            settings: None,
            documents: Vec::new(),
            files: Vec::new(),
            statics: Vec::new(),
        };
        let content = self.root.join("content");
        if !content.is_dir() {
            diagnostics.push(
                Diagnostic::error(
                    "no-content",
                    InputPath::new("content"),
                    words!(
                        "这里没有 content 文件夹",
                        "there is no folder `content` here"
                    ),
                )
                .help(words!(
                    "在站点文件夹里运行，或用 --root 指明站点文件夹",
                    "run this in the folder of a site, or name it with --root"
                )),
            );
            return (inputs, diagnostics);
        }
        let mut texts = Vec::new();
        let walk = WalkDir::new(&content).sort_by_file_name().into_iter();
        for entry in
            walk.filter_entry(|entry| entry.depth() == 0 || !names::is_ignored(entry.file_name()))
        {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    diagnostics.push(self.walk_error(&error));
                    continue;
                }
            };
            if entry.file_type().is_dir() {
                continue;
            }
            let path = match names::input_path(&self.root, entry.path()) {
                Ok(path) => path,
                Err(fault) => {
                    diagnostics.push(*fault);
                    continue;
                }
            };
            if !entry.file_type().is_file() {
                diagnostics.push(
                    Diagnostic::error(
                        "not-a-file",
                        path,
                        words!(
                            "这不是普通文件（可能是链接或设备），不会读取",
                            "not a regular file (a link or device); it is not read"
                        ),
                    )
                    .help(words!("把文件本身放到这里", "put the file itself here")),
                );
                continue;
            }
            let text = path.as_str();
            if text.starts_with("content/_static/") {
                inputs.statics.push(InputFile {
                    path,
                    size: size(&entry),
                });
            } else if text == "content/site.yaml" || text.ends_with(".md") {
                texts.push(path);
            } else {
                inputs.files.push(InputFile {
                    path,
                    size: size(&entry),
                });
            }
        }
        let read: Vec<_> = texts
            .par_iter()
            .with_min_len(BATCH)
            .map(|path| self.read_text(path))
            .collect();
        for (source, found) in read {
            diagnostics.extend(found);
            let Some(source) = source else { continue };
            if source.path.as_str() == "content/site.yaml" {
                inputs.settings = Some(source);
            } else if let Some(document) = split(source, &mut diagnostics) {
                inputs.documents.push(document);
            }
        }
        (inputs, diagnostics)
    }

    /// The theme named in the settings: the built-in one with the site's files laid over it.
    pub fn theme(&self, name: Option<&str>) -> (Theme, Diagnostics) {
        theme::read(&self.root, name)
    }

    /// The bytes of an input file.
    ///
    /// # Errors
    ///
    /// Whatever the system says.
    pub fn bytes(&self, path: &InputPath) -> io::Result<Vec<u8>> {
        std::fs::read(path.below(&self.root))
    }

    fn read_text(&self, path: &InputPath) -> (Option<Arc<Source>>, Diagnostics) {
        let mut diagnostics = Diagnostics::new();
        let bytes = match read_limited(&path.below(&self.root)) {
            Ok(bytes) => bytes,
            Err(error) => {
                diagnostics.push(unreadable(path.clone(), &error));
                return (None, diagnostics);
            }
        };
        let text = decode::text(path, bytes, &mut diagnostics);
        (
            text.map(|text| {
                Arc::new(Source {
                    path: path.clone(),
                    text,
                })
            }),
            diagnostics,
        )
    }

    fn walk_error(&self, error: &walkdir::Error) -> Diagnostic {
        let path = error.path().unwrap_or(&self.root);
        let shown = path
            .strip_prefix(&self.root)
            .unwrap_or(path)
            .to_string_lossy()
            .replace('\\', "/");
        let reason = error
            .io_error()
            .map_or_else(|| error.to_string(), ToString::to_string);
        Diagnostic::error(
            "unreadable",
            InputPath::new(shown),
            words!("无法读取：{reason}", "cannot be read: {reason}"),
        )
        .help(words!(
            "检查文件夹的读取权限",
            "check the permissions of the folder"
        ))
    }
}

fn size(entry: &walkdir::DirEntry) -> u64 {
    entry.metadata().map_or(0, |metadata| metadata.len())
}

fn read_limited(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(TEXT_LIMIT + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > TEXT_LIMIT {
        return Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            format!("larger than {} MB", TEXT_LIMIT >> 20),
        ));
    }
    Ok(bytes)
}

fn unreadable(path: InputPath, error: &io::Error) -> Diagnostic {
    let megabytes = TEXT_LIMIT >> 20;
    if error.kind() == io::ErrorKind::FileTooLarge {
        return Diagnostic::error(
            "unreadable",
            path,
            words!(
                "文件超过 {megabytes} MB，不会读取",
                "the file is larger than {megabytes} MB and is not read"
            ),
        )
        .help(words!(
            "把长材料作为附件发布，正文只写要点",
            "publish long material as an attachment and write the points of it"
        ));
    }
    Diagnostic::error(
        "unreadable",
        path,
        words!("无法读取：{error}", "cannot be read: {error}"),
    )
    .help(words!(
        "检查文件是否损坏、有没有读取权限",
        "check that the file is whole and may be read"
    ))
}

/// The first line that is nothing but dashes of some sort.
fn dashes(text: &str, start: usize) -> Option<Range<usize>> {
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let plain = line.trim();
        if !plain.is_empty() && plain.chars().all(|c| "—－–-―".contains(c)) {
            return Some(at..at + line.trim_end().len());
        }
        at += line.len();
    }
    None
}

/// Sets the front matter apart.
fn split(source: Arc<Source>, diagnostics: &mut Diagnostics) -> Option<Document> {
    let text = &source.text;
    let first = text.lines().next().unwrap_or_default();
    if first.trim_end() != "---" {
        let dashes = first.trim().starts_with(['—', '－', '–', '-']);
        let mut found = Diagnostic::error(
            "no-front-matter",
            Span::new(&source, 0..first.len()),
            words!(
                "文件应当以单独一行 `---` 开头",
                "the file must begin with a line `---`"
            ),
        );
        found = if dashes {
            found.help(words!(
                "输入法把 --- 变成了别的符号：改成三个半角减号",
                "an input method changed the line: write three plain hyphens"
            ))
        } else {
            found.help(words!(
                "在开头写：`---`，换行 `标题: …`，换行 `日期: …`，换行 `---`",
                "begin the file with the lines `---`, `title: …`, `date: …`, `---`"
            ))
        };
        diagnostics.push(found);
        return None;
    }
    let start = text.find('\n').map_or(text.len(), |end| end + 1);
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            let body = at + line.len()..text.len();
            return Some(Document {
                front: start..at,
                body,
                source,
            });
        }
        at += line.len();
    }
    if let Some(range) = dashes(text, start) {
        diagnostics.push(
            Diagnostic::error(
                "unclosed-front-matter",
                Span::new(&source, range),
                words!(
                    "这一行应当是三个半角减号 `---`",
                    "this line should be three hyphens, `---`"
                ),
            )
            .help(words!(
                "输入法把 --- 变成了别的符号：改成三个半角减号",
                "an input method changed the line: write three plain hyphens"
            )),
        );
        return None;
    }
    diagnostics.push(
        Diagnostic::error(
            "unclosed-front-matter",
            Span::new(&source, 0..3),
            words!(
                "开头的字段没有以 `---` 一行结束",
                "the front matter is not closed by a line `---`"
            ),
        )
        .label(words!("从这里开始", "it begins here"))
        .help(words!(
            "在最后一个字段的下一行写 `---`（三个半角减号）",
            "write `---` on the line after the last key"
        )),
    );
    None
}
