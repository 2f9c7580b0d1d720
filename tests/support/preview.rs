//! The built program previewing a site; it ends with the value that started it.

#![allow(dead_code, reason = "each test file uses a part")]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use gongshi::paths::SitePath;

use crate::board::{Answer, get, get_with};

/// How soon a change must be seen. The machine of the tests may be busy.
pub const SOON: Duration = Duration::from_secs(20);

/// A running preview.
pub struct Preview {
    process: Child,
    port: u16,
    said: Arc<Mutex<String>>,
}

impl Preview {
    /// Starts one at a free port, and waits until it says where it is.
    pub fn start(root: &Path, arguments: &[&str]) -> Preview {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongshi"));
        command.args(Preview::arguments(root)).args(arguments);
        Preview::of(command)
    }

    /// What starts one at a free port.
    pub fn arguments(root: &Path) -> [&str; 5] {
        let root = root.to_str().unwrap();
        ["serve", "--root", root, "--port", "0"]
    }

    /// From a command that becomes the program.
    pub fn of(mut command: Command) -> Preview {
        // The C library keeps free memory, for each thread some. How much is chance, and hides what
        // the program itself holds.
        let mut process = command
            .env("MALLOC_ARENA_MAX", "1")
            .env("MALLOC_MMAP_THRESHOLD_", "65536")
            .env("MALLOC_TRIM_THRESHOLD_", "65536")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stderr = process.stderr.take().unwrap();
        let said: Arc<Mutex<String>> = Arc::default();
        let mut preview = Preview {
            process,
            port: 0,
            said: Arc::clone(&said),
        };
        thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                *said.lock().unwrap() += &(line + "\n");
            }
        });
        let began = Instant::now();
        while preview.port == 0 {
            assert!(began.elapsed() < SOON, "no preview: {}", preview.said());
            thread::sleep(Duration::from_millis(5));
            preview.port = port(&preview.said()).unwrap_or_default();
        }
        preview
    }

    /// What it said to people so far.
    pub fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// Waits until it has said something.
    pub fn says(&self, words: &str) {
        let began = Instant::now();
        while !self.said().contains(words) {
            assert!(began.elapsed() < SOON, "no `{words}` in {}", self.said());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// The full address of a path of the site.
    pub fn url(&self, path: &str) -> String {
        let way = SitePath::new(path).encoded();
        format!("http://127.0.0.1:{}{way}", self.port)
    }

    /// Asks for a path of the site.
    pub fn get(&self, path: &str) -> Answer {
        get(self.port, &SitePath::new(path).encoded())
    }

    /// Asks for a path of the site as a browser does that shows it alone.
    pub fn get_alone(&self, path: &str) -> Answer {
        let way = SitePath::new(path).encoded();
        let headers = "\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document";
        get_with(self.port, &way, headers)
    }

    /// Waits until an answer is as wanted, and says how long that took.
    pub fn until(&self, path: &str, is_wanted: impl Fn(&Answer) -> bool) -> Duration {
        let began = Instant::now();
        loop {
            let answer = self.get(path);
            if is_wanted(&answer) {
                return began.elapsed();
            }
            assert!(
                began.elapsed() < SOON,
                "{path} never became what was wanted; last {} {}\n{}",
                answer.status,
                answer.text().chars().take(3000).collect::<String>(),
                self.said()
            );
            thread::sleep(Duration::from_millis(3));
        }
    }

    /// Waits until a page shows some words.
    pub fn shows(&self, path: &str, words: &str) -> Duration {
        self.until(path, |answer| {
            answer.status == 200 && answer.text().contains(words)
        })
    }

    /// Waits until there is nothing at a path.
    pub fn lacks(&self, path: &str) -> Duration {
        self.until(path, |answer| answer.status == 404)
    }

    /// Resident memory in kilobytes.
    pub fn memory(&self) -> u64 {
        let status = fs::read_to_string(self.system("status")).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:"));
        let number = line.unwrap().split_whitespace().nth(1).unwrap();
        number.parse().unwrap()
    }

    /// How many files it has open.
    pub fn files(&self) -> usize {
        fs::read_dir(self.system("fd")).unwrap().count()
    }

    fn system(&self, what: &str) -> String {
        format!("/proc/{}/{what}", self.process.id())
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The port of the address that was said, once its line is whole.
fn port(said: &str) -> Option<u16> {
    let (_, rest) = said.split_once("http://127.0.0.1:")?;
    let (number, _) = rest.split_once("/\n")?;
    number.parse().ok()
}
