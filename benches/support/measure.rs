//! What a run of the program costs, and what the least honest work of its kind costs.

#![allow(dead_code, reason = "each benchmark uses a part")]

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::support::{as_f64, cpu};

/// First argument of this program when it stands between the benchmark and one run.
pub const WRAP: &str = "--one-run";

/// What one run of the program took.
#[derive(Clone, Copy)]
pub struct Cost {
    /// CPU seconds.
    pub cpu: f64,
    /// Seconds until it ended.
    pub wall: f64,
    /// Most memory that it had at once, in megabytes.
    pub memory: f64,
}

impl Cost {
    /// The least of each figure: other work on the machine only adds.
    pub fn best(costs: &[Cost]) -> Cost {
        let least = |of: fn(&Cost) -> f64| costs.iter().map(of).fold(f64::INFINITY, f64::min);
        Cost {
            cpu: least(|cost| cost.cpu),
            wall: least(|cost| cost.wall),
            memory: least(|cost| cost.memory),
        }
    }
}

/// Builds the website of a site as it lies.
///
/// The system tells the most memory over all children of a process, so each run gets a process of
/// its own that has no other child: this program, small because it does nothing else.
pub fn build(site: &Path) -> Cost {
    let output = Command::new(std::env::current_exe().expect("this program"))
        .arg(WRAP)
        .args([env!("CARGO_BIN_EXE_gongshi"), "build", "--no-posters"])
        .args(["--quiet", "--root"])
        .arg(site)
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "the build fails: {output:?}");
    let text = String::from_utf8_lossy(&output.stdout);
    let figures: Vec<f64> = text
        .split_whitespace()
        .map(|figure| figure.parse().expect("a figure"))
        .collect();
    let [cpu, wall, memory] = figures[..] else {
        panic!("three figures, not {text:?}");
    };
    Cost { cpu, wall, memory }
}

/// Runs a program, and prints what it took.
pub fn wrap(mut arguments: impl Iterator<Item = String>) -> ExitCode {
    let program = arguments.next().expect("a program");
    let start = Instant::now();
    let status = Command::new(program).args(arguments).status();
    let wall = start.elapsed().as_secs_f64();
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system counts");
    // Linux counts in KiB.
    let kilobytes = usize::try_from(usage.max_rss()).expect("a size") * 1024 / 1000;
    let memory = as_f64(kilobytes) / 1e3;
    println!("{} {wall} {memory}", cpu(UsageWho::RUSAGE_CHILDREN));
    match status {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// The published pages of a site, and all other files beside them.
pub struct Output {
    /// Name and size of every file.
    files: Vec<(PathBuf, usize)>,
    /// How many are pages.
    pub pages: usize,
    /// How many of these only lead to another.
    pub short: usize,
    /// Bytes in all.
    pub bytes: usize,
}

impl Output {
    /// What was published in a folder.
    pub fn of(folder: &Path) -> Self {
        let files: Vec<(PathBuf, usize)> = walkdir::WalkDir::new(folder)
            .into_iter()
            .map(|entry| entry.expect("a readable folder"))
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let path = entry.path().strip_prefix(folder).expect("it lies in it");
                let size = entry.metadata().expect("a file").len();
                (path.to_path_buf(), usize::try_from(size).expect("a size"))
            })
            .collect();
        let is_page = |path: &Path| path.extension().is_some_and(|end| end == "html");
        Output {
            pages: files.iter().filter(|(path, _)| is_page(path)).count(),
            short: files
                .iter()
                .filter(|(path, _)| is_page(path) && path.starts_with("p"))
                .count(),
            bytes: files.iter().map(|(_, size)| size).sum(),
            files,
        }
    }
}

/// CPU seconds of the steps of the floor.
#[derive(Clone, Copy)]
pub struct Floor {
    /// Walking, and reading texts.
    pub read: f64,
    /// Markdown to HTML.
    pub markdown: f64,
    /// Writing files.
    pub write: f64,
}

impl Floor {
    /// CPU seconds in all.
    pub fn total(&self) -> f64 {
        self.read + self.markdown + self.write
    }

    /// Does the work once, on one thread: reads all Markdown files of `content`, makes HTML of
    /// them, and writes as many files of the same sizes as `output` into the new folder `into`.
    pub fn measure(content: &Path, output: &Output, into: &Path) -> Self {
        let clock = || cpu(UsageWho::RUSAGE_SELF);
        let start = clock();
        let texts: Vec<String> = walkdir::WalkDir::new(content)
            .into_iter()
            .map(|entry| entry.expect("a readable folder"))
            .filter(|entry| entry.path().extension().is_some_and(|end| end == "md"))
            .map(|entry| fs::read_to_string(entry.path()).expect("a text"))
            .collect();
        let read = clock();
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
        let mut page = String::new();
        for text in &texts {
            page.clear();
            html(&mut page, Parser::new_ext(text, options));
            black_box(&page);
        }
        let markdown = clock();
        let largest = output.files.iter().map(|(_, size)| *size).max();
        let bytes = vec![b'x'; largest.unwrap_or(0)];
        let mut made = None;
        for (path, size) in &output.files {
            let full = into.join(path);
            let folder = full.parent().expect("files lie in folders");
            // Files of a folder follow one another.
            if made.as_deref() != Some(folder) {
                fs::create_dir_all(folder).expect("a folder");
                made = Some(folder.to_path_buf());
            }
            fs::write(&full, &bytes[..*size]).expect("a file");
        }
        let write = clock();
        Floor {
            read: read - start,
            markdown: markdown - read,
            write: write - markdown,
        }
    }
}

/// Plain HTML of Markdown: what the generated records use of it.
fn html<'t>(page: &mut String, events: impl Iterator<Item = Event<'t>>) {
    let mut is_front = false;
    for event in events {
        match event {
            Event::Start(Tag::MetadataBlock(_)) => is_front = true,
            Event::End(TagEnd::MetadataBlock(_)) => is_front = false,
            Event::Start(Tag::Link { dest_url, .. }) => {
                page.push_str("<a href=\"");
                escape(page, &dest_url);
                page.push_str("\">");
            }
            Event::End(TagEnd::Link) => page.push_str("</a>"),
            Event::Start(tag) => page.push_str(of_tag(tag.to_end()).0),
            Event::End(tag) => page.push_str(of_tag(tag).1),
            Event::Text(text) if !is_front => escape(page, &text),
            Event::SoftBreak => page.push('\n'),
            _ => {}
        }
    }
}

fn of_tag(tag: TagEnd) -> (&'static str, &'static str) {
    match tag {
        TagEnd::Paragraph => ("<p>", "</p>\n"),
        TagEnd::List(_) => ("<ul>\n", "</ul>\n"),
        TagEnd::Item => ("<li>", "</li>\n"),
        TagEnd::Strong => ("<strong>", "</strong>"),
        TagEnd::Table => ("<table>", "</table>\n"),
        TagEnd::TableHead | TagEnd::TableRow => ("<tr>", "</tr>\n"),
        TagEnd::TableCell => ("<td>", "</td>"),
        _ => ("<div>", "</div>\n"),
    }
}

fn escape(page: &mut String, text: &str) {
    for part in text.split_inclusive(['<', '>', '&', '"']) {
        let (plain, mark) = match part.chars().next_back() {
            Some('<') => (&part[..part.len() - 1], "&lt;"),
            Some('>') => (&part[..part.len() - 1], "&gt;"),
            Some('&') => (&part[..part.len() - 1], "&amp;"),
            Some('"') => (&part[..part.len() - 1], "&quot;"),
            _ => (part, ""),
        };
        page.push_str(plain);
        page.push_str(mark);
    }
}
