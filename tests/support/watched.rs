//! A town that is built by one process that watches it.

#![allow(dead_code, reason = "each test file uses a part")]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use super::town::{KINDS, Town};
use super::twin::{Asked, Twin, arguments, difference, finish, site_of};

/// Machines are slow now and then; nothing waits for this time to pass.
const LIMIT: Duration = Duration::from_secs(20);

/// The process, and the lines that it says.
pub struct Watched {
    process: Child,
    lines: Receiver<String>,
}

impl Watched {
    /// Begins to watch a town, and waits for its first site.
    pub fn start(town: &Town, asked: &Asked) -> Watched {
        let mut process = Command::new(env!("CARGO_BIN_EXE_gongshi"))
            .args(arguments(asked))
            .args(["--watch", "native", "--root"])
            .arg(&town.root)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(process.stderr.take().unwrap());
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in said.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        let watched = Watched { process, lines };
        watched.wait_for("building again", LIMIT);
        watched
    }

    /// Waits for a line that contains a word. Whether it came.
    fn wait_for(&self, word: &str, limit: Duration) -> bool {
        let began = Instant::now();
        while let Some(left) = limit.checked_sub(began.elapsed()) {
            match self.lines.recv_timeout(left) {
                Ok(line) if line.contains(word) => return true,
                Ok(_) => {}
                Err(_) => return false,
            }
        }
        false
    }

    /// Waits for the end of a round.
    pub fn wait(&self) -> bool {
        self.wait_for(" ms)", Duration::from_secs(2))
    }

    /// Waits until the site is what the twin makes of the same files, if that makes any.
    pub fn catch_up(&mut self, twin: &mut Twin, asked: &Asked) -> bool {
        let fresh = finish(twin.fresh(asked));
        twin.check(
            self.process.try_wait().unwrap().is_none(),
            "the watching build ended",
        );
        if !fresh.is_published {
            return false;
        }
        let wanted = site_of(&twin.other());
        let began = Instant::now();
        loop {
            let Some(differs) = difference(&site_of(&twin.town.root), &wanted) else {
                return true;
            };
            twin.check(began.elapsed() < LIMIT, &differs);
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// How many files the process has open, and how many megabytes of memory it has.
    pub fn holds(&self) -> (usize, usize) {
        let process = format!("/proc/{}", self.process.id());
        let files = fs::read_dir(format!("{process}/fd")).unwrap().count();
        let status = fs::read_to_string(format!("{process}/status")).unwrap();
        let memory = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let memory = memory.unwrap().trim().trim_end_matches(" kB");
        (files, memory.parse::<usize>().unwrap() / 1024)
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Town {
    /// What is seen by whoever watches, more than by whoever looks once: changes in the midst of
    /// others, and folders that become others.
    pub fn edit_watched(&mut self) -> String {
        match self.random.below(14) {
            0 => self.check_out(),
            1 => self.write_in_pieces(),
            2 => self.exchange_places(),
            3 => self.exchange_kinds(),
            4 => {
                let edits: Vec<String> = (0..5)
                    .map(|_| {
                        let pause = self.random.below(60);
                        std::thread::sleep(Duration::from_millis(u64::try_from(pause).unwrap()));
                        self.edit()
                    })
                    .collect();
                edits.join("; ")
            }
            _ => self.edit(),
        }
    }

    /// All of the content becomes other files at once.
    fn check_out(&mut self) -> String {
        let (content, aside) = (self.path("content"), self.path("aside"));
        for path in self.list(|path| path.starts_with("content/")) {
            let to = aside.join(path.strip_prefix("content/").unwrap());
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(self.path(&path), to).unwrap();
        }
        let old = self.path("old");
        if self.random.one_in(2) {
            fs::rename(&content, &old).unwrap();
            fs::rename(&aside, &content).unwrap();
            let edit = self.edit();
            fs::remove_dir_all(old).unwrap();
            return format!("another content, then {edit}");
        }
        let edit = self.edit();
        fs::rename(&content, &old).unwrap();
        std::thread::sleep(Duration::from_millis(30));
        fs::rename(&aside, &content).unwrap();
        fs::remove_dir_all(old).unwrap();
        format!("{edit}, then back to the content before")
    }

    fn write_in_pieces(&mut self) -> String {
        let records = self.records();
        let path = self.random.of(&records).clone();
        let text = self.record(&path);
        let full = self.path(&path);
        let half = (0..=text.len() / 2)
            .rev()
            .find(|at| text.is_char_boundary(*at));
        fs::write(&full, &text[..half.unwrap()]).unwrap();
        let pause = self.random.below(300);
        std::thread::sleep(Duration::from_millis(u64::try_from(pause).unwrap()));
        fs::write(full, text).unwrap();
        format!("write {path} in two pieces")
    }

    fn exchange(&self, one: &str, two: &str) {
        let (one, two, aside) = (self.path(one), self.path(two), self.path("aside"));
        fs::rename(&one, &aside).unwrap();
        fs::rename(&two, one).unwrap();
        fs::rename(aside, two).unwrap();
    }

    /// Two places have each the folder of the other.
    fn exchange_places(&mut self) -> String {
        let mut places = self.places();
        places.retain(|place| place.contains('/'));
        let (Some(one), Some(two)) = (
            self.random.any(&places).cloned(),
            self.random.any(&places).cloned(),
        ) else {
            return self.edit();
        };
        if one == two || one.starts_with(&two) || two.starts_with(&one) {
            return self.edit();
        }
        self.exchange(&format!("content/{one}"), &format!("content/{two}"));
        format!("exchange places {one} and {two}")
    }

    /// The records of one kind of two places.
    fn exchange_kinds(&mut self) -> String {
        let kind = *self.random.of(&KINDS);
        let places = self.places();
        let mut folders: Vec<String> = places
            .iter()
            .map(|place| format!("content/{place}/{kind}").replace("//", "/"))
            .collect();
        folders.retain(|folder| self.path(folder).is_dir());
        let (Some(one), Some(two)) = (
            self.random.any(&folders).cloned(),
            self.random.any(&folders).cloned(),
        ) else {
            return self.edit();
        };
        if one == two {
            return self.edit();
        }
        self.exchange(&one, &two);
        format!("exchange {one} and {two}")
    }
}
