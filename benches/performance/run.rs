//! One run of a program, what it took, and what it published.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use nix::sys::resource::{Usage, UsageWho, getrusage};

use crate::site::as_f64;

/// First argument of this program when it stands between the benchmark and one run.
pub const WRAP: &str = "--one-run";

/// How long a file must have been left alone to be known by its stamp.
pub const SETTLE: Duration = Duration::from_millis(2_500);

/// A program under measurement.
#[derive(Clone)]
pub struct Program {
    /// What its column is called.
    pub name: String,
    pub path: PathBuf,
}

impl Program {
    /// The program of this version.
    pub fn now() -> Self {
        Program {
            name: "now".to_owned(),
            path: PathBuf::from(env!("CARGO_BIN_EXE_gongshi")),
        }
    }

    /// Another one, with which it is compared.
    pub fn before(path: &str) -> Self {
        Program {
            name: "before".to_owned(),
            path: PathBuf::from(path),
        }
    }

    /// Builds a site as it lies.
    ///
    /// The system tells the most memory over all children of a process, so each run gets a process
    /// of its own that has no other child: this benchmark, small because it does nothing else.
    pub fn build(&self, site: &Path, options: &[&str]) -> Cost {
        let output = Command::new(std::env::current_exe().expect("this program"))
            .arg(WRAP)
            .arg(&self.path)
            .args(["build", "--quiet", "--root"])
            .arg(site)
            .args(options)
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
}

/// What one run of a program took.
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
    /// The least of each figure of several runs: other work on the machine only adds.
    pub fn least(runs: usize, mut run: impl FnMut() -> Cost) -> Cost {
        let costs: Vec<Cost> = (0..runs).map(|_| run()).collect();
        Cost::least_of(&costs)
    }

    pub fn least_of(costs: &[Cost]) -> Cost {
        let least = |of: fn(&Cost) -> f64| costs.iter().map(of).fold(f64::INFINITY, f64::min);
        Cost {
            cpu: least(|cost| cost.cpu),
            wall: least(|cost| cost.wall),
            memory: least(|cost| cost.memory),
        }
    }
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

/// CPU seconds, user and system, of this process or of its finished children.
pub fn cpu(who: UsageWho) -> f64 {
    seconds(&getrusage(who).expect("the system counts"))
}

#[expect(clippy::cast_precision_loss, reason = "seconds of a benchmark")]
fn seconds(usage: &Usage) -> f64 {
    [usage.user_time(), usage.system_time()]
        .iter()
        .map(|time| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6)
        .sum()
}

/// Removes a folder that this run has made.
#[expect(clippy::disallowed_methods, reason = "the folder was made by this run")]
pub fn remove(folder: &Path) {
    fs::remove_dir_all(folder).ok();
}

/// Removes what builds of a site have made, so that the next one starts from nothing.
pub fn forget(site: &Path) {
    remove(&site.join("public"));
    remove(&site.join(".gongshi"));
}

/// The published files of a site.
pub struct Output {
    /// Name and size of every file.
    pub files: Vec<(PathBuf, usize)>,
    /// Bytes in all.
    pub bytes: usize,
}

impl Output {
    /// What was published in a folder.
    pub fn of(folder: &Path) -> Self {
        let files: Vec<(PathBuf, usize)> = files(folder)
            .map(|(path, data)| (path, usize::try_from(data.len()).expect("a size")))
            .collect();
        Output {
            bytes: files.iter().map(|(_, size)| size).sum(),
            files,
        }
    }

    /// How many files have a name that ends so.
    pub fn count(&self, ending: &str) -> usize {
        self.named(ending).count()
    }

    /// How many pages only lead to another: those of short addresses.
    pub fn short(&self) -> usize {
        let pages = self.named(".html");
        pages.filter(|(path, _)| path.starts_with("p")).count()
    }

    /// The bytes of the largest file whose name ends so.
    pub fn largest(&self, ending: &str) -> usize {
        self.named(ending).map(|(_, size)| *size).max().unwrap_or(0)
    }

    /// The bytes of all files whose name ends so.
    pub fn size(&self, ending: &str) -> usize {
        self.named(ending).map(|(_, size)| size).sum()
    }

    fn named(&self, ending: &str) -> impl Iterator<Item = &(PathBuf, usize)> {
        let all = self.files.iter();
        all.filter(move |(path, _)| path.to_string_lossy().ends_with(ending))
    }
}

fn files(folder: &Path) -> impl Iterator<Item = (PathBuf, fs::Metadata)> {
    walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.expect("a readable folder"))
        .filter(|entry| entry.file_type().is_file())
        .map(move |entry| {
            let path = entry.path().strip_prefix(folder).expect("it lies in it");
            let data = entry.metadata().expect("a file");
            (path.to_path_buf(), data)
        })
}

/// What tells whether files were written anew.
#[derive(PartialEq, Eq)]
pub struct Stamps(BTreeMap<PathBuf, (u64, i64, i64)>);

impl Stamps {
    pub fn of(folder: &Path) -> Self {
        Stamps(
            files(folder)
                .map(|(path, data)| (path, (data.ino(), data.mtime(), data.mtime_nsec())))
                .collect(),
        )
    }

    /// How many files are not what they were.
    pub fn written_since(&self, before: &Stamps) -> usize {
        let now = self.0.iter();
        now.filter(|(path, stamp)| before.0.get(*path) != Some(*stamp))
            .count()
    }
}

/// How many files of two folders are not the same, byte by byte.
pub fn different(one: &Path, other: &Path) -> usize {
    let names = |folder: &Path| -> Vec<PathBuf> { files(folder).map(|(path, _)| path).collect() };
    let (mut all, others) = (names(one), names(other));
    all.extend(others);
    all.sort();
    all.dedup();
    let bytes = |folder: &Path, path: &Path| fs::read(folder.join(path)).ok();
    all.iter()
        .filter(|path| bytes(one, path) != bytes(other, path))
        .count()
}
