//! A site told like its writer's story, and the built program run on it.

#![allow(dead_code, reason = "each test file uses a part")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// Name of the variable that makes missing tools an error.
const REQUIRE: &str = "GONGSHI_REQUIRE_TOOLS";

/// A site in a folder of its own.
pub struct Site {
    folder: TempDir,
}

/// What a run of the program left.
pub struct Run {
    /// Exit status.
    pub status: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Site {
    /// A street with one compound, which has two bodies and no records.
    pub fn new() -> Self {
        let site = Site {
            folder: tempfile::tempdir().unwrap(),
        };
        site.file(
            "content/site.yaml",
            "title: 东街公示栏\nbase_url: https://gs.example\ntoday: 2026-03-25\n",
        );
        site.file("content/_index.md", "---\n标题: 东街街道\n---\n");
        site.file("content/tao/_index.md", "---\n标题: 桃园小区\n层级: 小区\n发布单位: 业委会\n组织:\n  业委会: 桃园小区业主委员会 0731-0000 0001\n  物业: 桃园物业服务中心 0731-0000 0002\n楼栋: [1号楼, 2号楼]\n---\n");
        site
    }

    /// Adds or replaces a file.
    pub fn file(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        let full = self.path(path);
        fs::create_dir_all(full.parent().unwrap()).unwrap();
        fs::write(full, text).unwrap();
        self
    }

    /// Adds an issue of the compound.
    pub fn issue(&self, name: &str, front: &str) -> &Self {
        self.file(
            &format!("content/tao/issues/{name}.md"),
            format!("---\n{front}\n---\n\n正文。\n"),
        )
    }

    /// Adds a notice of the compound.
    pub fn notice(&self, name: &str, front: &str) -> &Self {
        self.file(
            &format!("content/tao/notices/{name}.md"),
            format!("---\n{front}\n---\n\n正文。\n"),
        )
    }

    /// The folder of the site.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// A path within it.
    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// The text of a file of the output.
    pub fn page(&self, path: &str) -> String {
        fs::read_to_string(self.path("public").join(path))
            .unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Runs the program.
    pub fn run(&self, arguments: &[&str]) -> Run {
        run(self.root(), arguments)
    }

    /// Builds the website without posters, and wants it to work.
    pub fn build(&self) -> &Self {
        let run = self.run(&["build", "--no-posters"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        self
    }
}

/// Runs the program on the site folder `root`.
pub fn run(root: &Path, arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_gongshi"))
        .args(arguments)
        .arg("--root")
        .arg(root)
        .output()
        .unwrap();
    text_of(&output)
}

/// The parts of a finished process as text.
pub fn text_of(output: &Output) -> Run {
    Run {
        status: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// The folder of this project, which is a site.
pub fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Copies the sample site of the project into `root`: tests that build it at the same time would
/// wait for one another's lock.
pub fn copy_sample(root: &Path) {
    for (name, bytes) in files(&project().join("content")) {
        let path = root.join("content").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// Builds the sample site of the project in a folder of its own.
pub fn build_sample(posters: bool) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy_sample(folder.path());
    let mut arguments = vec!["build"];
    if !posters {
        arguments.push("--no-posters");
    }
    let run = run(folder.path(), &arguments);
    assert_eq!(run.status, 0, "{}", run.stderr);
    folder
}

/// All files below a folder with their bytes, sorted.
pub fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let name = entry
                .path()
                .strip_prefix(folder)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            files.push((name, fs::read(entry.path()).unwrap()));
        }
    }
    files
}

/// Whether all of these tools are here. Without them a test says that it is skipped, unless the
/// environment requires them, as CI does.
pub fn tools(test: &str, names: &[&str]) -> bool {
    let missing: Vec<&str> = names
        .iter()
        .copied()
        .filter(|name| find(name).is_none())
        .collect();
    are_here(test, &missing)
}

/// Whether Node.js and the packages of `tests/web` are here, with which pages and feeds are checked
/// (`npm ci --prefix tests/web` fetches them), and these tools.
pub fn web_tools(test: &str, names: &[&str]) -> bool {
    let packages = web().join("node_modules");
    let wanted = names.iter().copied().chain(["node"]);
    let mut missing: Vec<&str> = wanted.filter(|name| find(name).is_none()).collect();
    if !packages.is_dir() {
        missing.push("npm ci --prefix tests/web");
    }
    are_here(test, &missing)
}

/// The folder of what checks the website.
pub fn web() -> PathBuf {
    project().join("tests/web")
}

fn are_here(test: &str, missing: &[&str]) -> bool {
    if missing.is_empty() {
        return true;
    }
    assert!(
        std::env::var_os(REQUIRE).is_none(),
        "{test}: {REQUIRE} is set, but these tools are missing: {missing:?}"
    );
    // Written past the capture of the test runner: a skipped test must be seen.
    let line = format!("SKIPPED {test}: these tools are missing: {missing:?}\n");
    std::io::Write::write_all(&mut std::io::stderr(), line.as_bytes()).unwrap();
    false
}

fn find(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

/// Runs a tool and returns its standard output; it must succeed.
pub fn tool(name: &str, arguments: &[&str]) -> String {
    let output = Command::new(name)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    let run = text_of(&output);
    assert!(
        output.status.success(),
        "{name} {arguments:?}: {}",
        run.stderr
    );
    run.stdout
}
