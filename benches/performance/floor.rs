//! The floor: the least honest work of a site generator, done on the same texts in the same run.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use nix::sys::resource::UsageWho;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::run::{Output, cpu, remove};
use crate::site::as_f64;

/// CPU seconds that the plain work takes for a text on the machine of the budgets.
const PLAIN: f64 = 14e-6;
/// Runs of which the least counts.
const RUNS: usize = 3;

/// What the least work of a site takes.
#[derive(Clone, Copy)]
pub struct Floor {
    /// Texts.
    texts: f64,
    /// CPU seconds of walking and reading texts, of making HTML of them, and of writing each as
    /// one page: the plain work, by which machines are compared.
    pub read: f64,
    pub markdown: f64,
    pub write: f64,
    /// CPU seconds of writing as many files of the same sizes as the program does.
    pub same: f64,
    /// Seconds of all that ends in these files, until the disk has them.
    pub wall: f64,
}

impl Floor {
    /// The least of several runs, figure by figure: other work on the machine only adds.
    pub fn least(content: &Path, output: &Output, into: &Path) -> Self {
        let floors: Vec<Floor> = (0..RUNS)
            .map(|_| Floor::measure(content, output, into))
            .collect();
        Floor::least_of(&floors)
    }

    pub fn least_of(floors: &[Floor]) -> Self {
        let least = |of: fn(&Floor) -> f64| floors.iter().map(of).fold(f64::INFINITY, f64::min);
        Floor {
            texts: least(|floor| floor.texts),
            read: least(|floor| floor.read),
            markdown: least(|floor| floor.markdown),
            write: least(|floor| floor.write),
            same: least(|floor| floor.same),
            wall: least(|floor| floor.wall),
        }
    }

    /// How much longer the plain work takes here than on the machine of the budgets.
    pub fn factor(&self) -> f64 {
        self.plain() / PLAIN
    }

    /// CPU seconds of the plain work for a text.
    pub fn plain(&self) -> f64 {
        (self.read + self.markdown + self.write) / self.texts
    }

    /// CPU seconds of reading, of Markdown, and of writing what the program writes.
    pub fn cpu(&self) -> f64 {
        self.read + self.markdown + self.same
    }

    /// Does the work once, on one thread, in the new folder `into`.
    fn measure(content: &Path, output: &Output, into: &Path) -> Self {
        let clock = || (cpu(UsageWho::RUSAGE_SELF), Instant::now());
        let start = clock();
        let texts: Vec<(PathBuf, String)> = walkdir::WalkDir::new(content)
            .into_iter()
            .map(|entry| entry.expect("a readable folder"))
            .filter(|entry| entry.path().extension().is_some_and(|end| end == "md"))
            .map(|entry| {
                let text = fs::read_to_string(entry.path()).expect("a text");
                let path = entry.path().strip_prefix(content).expect("it lies in it");
                (path.with_extension("html"), text)
            })
            .collect();
        let read = clock();
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
        let pages: Vec<(PathBuf, String)> = texts
            .iter()
            .map(|(path, text)| {
                let mut page = String::new();
                html(&mut page, Parser::new_ext(text, options));
                (path.clone(), page)
            })
            .collect();
        let markdown = clock();
        let plain = pages.iter().map(|(path, page)| (path, page.as_bytes()));
        write(&into.join("plain"), plain);
        let pages_written = clock();
        remove(&into.join("plain"));
        let largest = output.files.iter().map(|(_, size)| *size).max();
        let bytes = vec![b'x'; largest.unwrap_or(0)];
        let again = clock();
        let same = output
            .files
            .iter()
            .map(|(path, size)| (path, &bytes[..*size]));
        write(&into.join("same"), same);
        let written = clock();
        let folder = fs::File::open(into).expect("the folder");
        rustix::fs::syncfs(folder).expect("a file system");
        let wall = (markdown.1 - start.1) + again.1.elapsed();
        remove(into);
        black_box(&pages);
        Floor {
            texts: as_f64(texts.len()),
            read: read.0 - start.0,
            markdown: markdown.0 - read.0,
            write: pages_written.0 - markdown.0,
            same: written.0 - again.0,
            wall: wall.as_secs_f64(),
        }
    }
}

/// Writes files of a new folder. Files of a folder follow one another.
fn write<'f>(into: &Path, files: impl Iterator<Item = (&'f PathBuf, &'f [u8])>) {
    let mut made = None;
    for (path, bytes) in files {
        let full = into.join(path);
        let folder = full.parent().expect("files lie in folders");
        if made.as_deref() != Some(folder) {
            fs::create_dir_all(folder).expect("a folder");
            made = Some(folder.to_path_buf());
        }
        fs::write(&full, bytes).expect("a file");
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
