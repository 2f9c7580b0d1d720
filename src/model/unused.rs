//! Files of the content that nothing uses.

use std::collections::HashSet;

use super::record::Record;
use super::text::Text;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::{self, Inputs};
use crate::paths::InputPath;
use crate::words;

/// Names every file that nothing uses: it is not published.
pub fn report<'a>(
    inputs: &Inputs,
    records: impl Iterator<Item = &'a Record>,
    texts: impl Iterator<Item = &'a Text>,
    diagnostics: &mut Diagnostics,
) {
    if inputs.files.is_empty() {
        return;
    }
    let mut used: HashSet<&str> = HashSet::new();
    for text in texts {
        used.extend(text.pictures.values().map(InputPath::as_str));
    }
    for record in records {
        used.extend(record.files().map(InputPath::as_str));
    }
    for file in inputs
        .files
        .iter()
        .filter(|file| !used.contains(file.path.as_str()))
    {
        let name = file.path.file_name().to_ascii_lowercase();
        if load::is_beside_postings(&file.path) && !name.ends_with(".md") {
            beside_postings(&file.path, &name, diagnostics);
            continue;
        }
        if name.contains(".md.") || name.ends_with(".md") || name.ends_with(".markdown") {
            diagnostics.push(
                Diagnostic::warning(
                    "not-md",
                    file.path.clone(),
                    words!(
                        "文件名不是以 .md 结尾，没有当作记录读取",
                        "the name does not end with .md: it is not read as a record"
                    ),
                )
                .help(words!(
                    "改名为以小写 .md 结尾；记事本会在后面加 .txt",
                    "rename it so that it ends with .md; an editor may have added .txt"
                )),
            );
            continue;
        }
        let is_rule = file.path.as_str().starts_with("content/rules/")
            && (name.contains(".yaml") || name.ends_with(".yml"));
        if is_rule {
            diagnostics.push(
                Diagnostic::warning(
                    "not-md",
                    file.path.clone(),
                    words!(
                        "文件名不是以小写 .yaml 结尾，没有当作规则读取",
                        "the name does not end with .yaml in small letters: it is not read as rules"
                    ),
                )
                .help(words!(
                    "改名为以小写 .yaml 结尾；记事本会在后面加 .txt",
                    "rename it so that it ends with .yaml; an editor may have added .txt"
                )),
            );
            continue;
        }
        // A mechanism is all keys, so that it is easily taken for a file of plain YAML.
        let is_described = ["content/mechanisms/", "content/policies/"]
            .iter()
            .any(|folder| file.path.as_str().starts_with(folder))
            && (name.contains(".yaml") || name.ends_with(".yml"));
        if is_described {
            diagnostics.push(
                Diagnostic::warning(
                    "not-md",
                    file.path.clone(),
                    words!(
                        "文件名不是以 .md 结尾，没有读取",
                        "the name does not end with .md: it is not read"
                    ),
                )
                .help(words!(
                    "改名为以小写 .md 结尾，内容写在两行 --- 之间",
                    "rename it so that it ends with .md, and put a line --- before and after what it says"
                )),
            );
            continue;
        }
        diagnostics.push(
            Diagnostic::note(
                "unused-file",
                file.path.clone(),
                words!(
                    "没有记录用到这个文件，不会发布",
                    "no published record uses this file; it is left out"
                ),
            )
            .help(words!(
                "要发布就写进“附件”，或在正文里放这张图片",
                "name it under `attachments`, or show it as a picture"
            )),
        );
    }
}

/// Photos beside sheets of postings stay in the office. A workbook there may hold what nobody reads.
fn beside_postings(path: &InputPath, name: &str, diagnostics: &mut Diagnostics) {
    let books = [".xlsx", ".xls", ".et", ".ods", ".csv.txt", ".tsv", ".txt"];
    if !books.iter().any(|ending| name.ends_with(ending)) {
        return;
    }
    let found = Diagnostic::warning(
        "posting-unread",
        path.clone(),
        words!(
            "不是 .csv 文件，没有当作张贴登记读取",
            "no .csv file: it is not read as a sheet of postings"
        ),
    );
    diagnostics.push(found.help(words!(
        "在 WPS 里“另存为”，类型选 CSV，再删去这个文件",
        "save it as CSV in WPS, and remove this file"
    )));
}
