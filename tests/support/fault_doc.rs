//! Documents that show a faulty site and what the program says about it; `tests/faults/README.md`
//! describes their form.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, iter};

/// Headings of what is expected, in order: reports, then the exit status.
const HEADINGS: [&str; 4] = ["中文", "English", "short", "exit status"];

/// A document of `tests/faults/`.
#[derive(Debug)]
pub struct FaultDoc {
    /// Where it lies.
    pub path: PathBuf,
    /// What the author wrote: everything before the first heading of what is expected.
    told: String,
    /// Files of the site, in order; later ones replace earlier ones.
    files: Vec<(String, Content)>,
    /// Arguments of the program, without those that every run gets.
    arguments: Vec<String>,
    /// What is expected, by heading.
    pub expected: Expected,
}

/// What the program says to the same site in three ways, and how it ends.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Expected([String; HEADINGS.len()]);

/// What stands at a path of a site.
#[derive(Debug, Clone)]
enum Content {
    File(Vec<u8>),
    Link(String),
    Absent,
}

impl FaultDoc {
    /// Reads a document.
    pub fn read(path: &Path) -> Result<FaultDoc, String> {
        let text =
            fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        Self::parse(path, &text).map_err(|error| format!("{}: {error}", path.display()))
    }

    fn parse(path: &Path, text: &str) -> Result<FaultDoc, String> {
        if !text.starts_with("# ") {
            return Err("must begin with a title".to_owned());
        }
        let mut doc = FaultDoc {
            path: path.to_owned(),
            told: text.to_owned(),
            files: Vec::new(),
            arguments: words("check --no-posters"),
            expected: Expected::default(),
        };
        let mut named: Option<String> = None;
        let mut heading: Option<usize> = None;
        let mut lines = text.split_inclusive('\n');
        let mut at = 0;
        while let Some(line) = lines.next() {
            let start = at;
            at += line.len();
            let plain = line.trim_end();
            if let Some(title) = plain.strip_prefix("## ") {
                let found = HEADINGS.iter().position(|known| *known == title);
                heading = Some(found.ok_or_else(|| format!("unknown heading `{title}`"))?);
                if doc.told.len() > start {
                    doc.told.truncate(start);
                }
            } else if let Some(path) = path_line(plain, "") {
                named = Some(path.to_owned());
            } else if let Some(path) = path_line(plain, " is absent.") {
                doc.files.push((path.to_owned(), Content::Absent));
            } else if plain.starts_with("```") {
                let fence = &plain[..plain.len() - plain.trim_start_matches('`').len()];
                let info = plain[fence.len()..].trim();
                let mut block = String::new();
                loop {
                    let line = lines.next().ok_or("a block is not closed")?;
                    at += line.len();
                    if line.trim_end() == fence {
                        break;
                    }
                    block.push_str(line);
                }
                match (heading, named.take()) {
                    (Some(heading), _) => doc.expected.0[heading] = block,
                    (None, Some(path)) => doc.files.push((path, Content::of(info, &block)?)),
                    (None, None) if info == "console" => {
                        let command = block.trim().strip_prefix("$ gongshi ");
                        doc.arguments = words(command.ok_or("expected `$ gongshi …`")?);
                    }
                    (None, None) => return Err("a block has no path above it".to_owned()),
                }
            }
        }
        Ok(doc)
    }

    /// Name of the document, for reports of differences.
    pub fn name(&self) -> String {
        let name = self.path.file_stem().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    /// Writes the site, which is that of `base` with the files of this document laid over it.
    pub fn lay(&self, base: &FaultDoc, root: &Path) -> Result<(), String> {
        for (path, content) in base.files.iter().chain(&self.files) {
            content
                .put(
                    &path
                        .split('/')
                        .fold(root.to_owned(), |to, part| to.join(part)),
                )
                .map_err(|error| format!("{path}: {error}"))?;
        }
        Ok(())
    }

    /// The arguments of the program, with the day for commands that know one.
    pub fn arguments(&self) -> Vec<String> {
        let mut arguments = self.arguments.clone();
        let first = arguments.first().map(String::as_str);
        if matches!(first, Some("build" | "check")) {
            arguments.extend(["--today", "2026-03-25"].map(str::to_owned));
        }
        arguments
    }

    /// Runs the program on the site, which is that of `base` with the files of this document laid
    /// over it.
    pub fn run(&self, program: &Path, base: &FaultDoc) -> Result<Expected, String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let mut said = Expected::default();
        let mut statuses = Vec::new();
        for (at, options) in ["--lang zh", "--lang en", "--lang en --format short"]
            .into_iter()
            .enumerate()
        {
            let root = folder.path().join(format!("site-{at}"));
            self.lay(base, &root)?;
            let mut command = Command::new(program);
            command.current_dir(&root).env_clear();
            command.args(self.arguments()).args(words(options));
            command.args(["--color", "never"]);
            let output = command.output().map_err(|error| error.to_string())?;
            // What `tally` counts goes there.
            let counts = self.arguments.first().is_some_and(|word| word == "tally");
            if !output.stdout.is_empty() && !counts {
                return Err("wrote to stdout".to_owned());
            }
            // The output folder is told by its full path, which no document can know.
            let text = String::from_utf8_lossy(&output.stderr);
            let full = root.canonicalize().map_err(|error| error.to_string())?;
            said.0[at] = text.replace(&*full.to_string_lossy(), "SITE");
            statuses.push(output.status.code());
        }
        if statuses.windows(2).any(|pair| pair[0] != pair[1]) {
            return Err(format!("ends in different ways: {statuses:?}"));
        }
        let status = statuses[0].ok_or("was ended by a signal")?;
        said.0[3] = format!("{status}\n");
        Ok(said)
    }

    /// The text of the document with other expectations.
    pub fn with(&self, expected: &Expected) -> String {
        let mut out = format!("{}\n", self.told.trim_end());
        for (heading, text) in HEADINGS.iter().zip(&expected.0) {
            let fence = fence(text);
            // Writing to a `String` cannot fail.
            let _ = write!(out, "\n## {heading}\n\n{fence}text\n{text}{fence}\n");
        }
        out
    }

    /// The codes in the lines of the short form: what stands in `error[…]`.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.expected.0[2].lines().filter_map(|line| {
            let before = ["error[", "warning[", "note["];
            let found = before.iter().find_map(|word| line.split_once(word))?;
            found.1.split_once(']').map(|(code, _)| code)
        })
    }
}

impl Expected {
    /// The sections that differ, each as wanted and as found.
    pub fn differences(&self, found: &Expected) -> Vec<String> {
        iter::zip(HEADINGS, iter::zip(&self.0, &found.0))
            .filter(|(_, (wanted, found))| wanted != found)
            .map(|(heading, (wanted, found))| {
                format!("## {heading}\n--- expected\n{wanted}--- found\n{found}")
            })
            .collect()
    }
}

impl Content {
    /// From a block and its info string.
    fn of(info: &str, block: &str) -> Result<Content, String> {
        let mut words = info.split_whitespace();
        match (words.next().unwrap_or_default(), words.next()) {
            ("hex", None) => {
                let bytes = block.split_whitespace();
                let bytes: Result<_, _> = bytes.map(|byte| u8::from_str_radix(byte, 16)).collect();
                Ok(Content::File(bytes.map_err(|error| error.to_string())?))
            }
            ("link", None) => Ok(Content::Link(block.trim().to_owned())),
            // A block that stands for a long text: its last line this many times.
            ("repeat", Some(times)) => {
                let times: usize = times.parse().map_err(|_| "expected `repeat 100`")?;
                let body = block.trim_end_matches('\n');
                let split = body.rfind('\n').map_or(0, |at| at + 1);
                let text = body[..split].to_owned() + &body[split..].repeat(times) + "\n";
                Ok(Content::File(text.into_bytes()))
            }
            _ => Ok(Content::File(block.as_bytes().to_vec())),
        }
    }

    fn put(&self, path: &Path) -> std::io::Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        match self {
            Content::File(bytes) => fs::write(path, bytes),
            #[cfg(unix)]
            Content::Link(to) => std::os::unix::fs::symlink(to, path),
            #[cfg(not(unix))]
            Content::Link(to) => fs::write(path, to),
            Content::Absent => fs::remove_file(path),
        }
    }
}

/// The path in a line that holds nothing but a path in backticks and `after`.
fn path_line<'l>(line: &'l str, after: &str) -> Option<&'l str> {
    let path = line
        .strip_prefix('`')?
        .strip_suffix(after)?
        .strip_suffix('`')?;
    (!path.is_empty() && !path.contains('`')).then_some(path)
}

/// A fence longer than any within the text.
fn fence(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(longest.max(2) + 1)
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}
