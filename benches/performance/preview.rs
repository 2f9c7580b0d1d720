//! What the preview server does from an edit until the page that it changes can be answered.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::run::Program;
use crate::site::as_f64;

/// Edits with pauses that count, and edits before them.
const EDITS: usize = 15;
const WARMUP: usize = 3;
/// Time between two looks at the page.
const LOOK: Duration = Duration::from_millis(2);
/// Longest wait for anything.
const PATIENCE: Duration = Duration::from_mins(2);

/// What an edit took.
#[derive(Clone, Copy)]
pub struct Edit {
    /// CPU seconds of the server until the new page was answered, without its answers meanwhile.
    pub own: f64,
    /// Seconds from writing the file to the new page.
    pub wall: f64,
    /// CPU seconds of the server after that.
    pub after: f64,
}

/// A served site under measurement.
pub struct Preview {
    /// Seconds until the first answer.
    pub start: f64,
    /// The edits, by own work.
    pub edits: Vec<Edit>,
    /// Megabytes of memory at the end, and how many more that are than after a fifth of the edits
    /// that came without a pause.
    pub memory: f64,
    pub growth: f64,
}

impl Preview {
    /// The middle and the worst of a figure.
    pub fn middle_and_worst(&self, of: impl Fn(&Edit) -> f64) -> (f64, f64) {
        let mut figures: Vec<f64> = self.edits.iter().map(of).collect();
        figures.sort_by(f64::total_cmp);
        (figures[figures.len() / 2], figures[figures.len() - 1])
    }
}

/// The server, ended when it is dropped.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// Serves `site` and edits the record at `place`, which is left as it was: first with pauses, to see
/// what each edit costs, then `burst` times without.
pub fn measure(program: &Program, site: &Path, place: &str, burst: usize) -> Preview {
    let file = site.join("content").join(format!("{place}.md"));
    let text = fs::read_to_string(&file).expect("the record");
    let begin = Instant::now();
    let (server, mut connection) = serve(program, site);
    let page = format!("/{place}.html");
    connection.get(&page);
    let start = begin.elapsed().as_secs_f64();
    let process = server.0.id();
    thread::sleep(Duration::from_secs(1));
    let before = own(process);
    for _ in 0..100 {
        connection.get(&page);
        thread::sleep(LOOK);
    }
    let answer = (own(process) - before) / 100.0;
    let mut change = |number: usize| {
        let mark = format!("改动第{number}次");
        let changed = format!("{text}\n{mark}。\n");
        let (before, begin) = (own(process), Instant::now());
        fs::write(&file, changed).expect("the record");
        let mut in_vain = 0;
        while !connection.get(&page).contains(&mark) {
            in_vain += 1;
            assert!(begin.elapsed() < PATIENCE, "the page stays as it was");
            thread::sleep(LOOK);
        }
        let (wall, answered) = (begin.elapsed().as_secs_f64(), own(process));
        let own = answered - before - as_f64(in_vain) * answer;
        (own.max(0.0), answered, wall)
    };
    let mut edits = Vec::new();
    for number in 0..WARMUP + EDITS {
        let (needed, answered, wall) = change(number);
        // Until what the server does besides is over.
        thread::sleep(Duration::from_millis(500));
        if number >= WARMUP {
            edits.push(Edit {
                own: needed,
                wall,
                after: own(process) - answered,
            });
        }
    }
    let mut fifth = memory(process);
    for number in 0..burst {
        change(WARMUP + EDITS + number);
        if number == burst / 5 {
            fifth = memory(process);
        }
    }
    let memory = memory(process);
    fs::write(&file, text).expect("the record");
    Preview {
        start,
        edits,
        memory,
        growth: memory - fifth,
    }
}

fn serve(program: &Program, site: &Path) -> (Server, Connection) {
    let free = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let port = free.local_addr().expect("its address").port();
    drop(free);
    let child = Command::new(&program.path)
        .args(["serve", "--no-posters", "--quiet", "--port"])
        .arg(port.to_string())
        .arg("--root")
        .arg(site)
        .stdout(Stdio::null())
        .spawn()
        .expect("the program runs");
    let server = Server(child);
    let begin = Instant::now();
    let stream = loop {
        match TcpStream::connect(("127.0.0.1", port)) {
            Ok(stream) => break stream,
            Err(error) => assert!(begin.elapsed() < PATIENCE, "no server: {error}"),
        }
        thread::sleep(LOOK);
    };
    stream.set_nodelay(true).expect("a connection");
    stream
        .set_read_timeout(Some(PATIENCE))
        .expect("a connection");
    let stream = BufReader::new(stream);
    (server, Connection { stream, port })
}

/// One connection for all requests.
struct Connection {
    stream: BufReader<TcpStream>,
    port: u16,
}

impl Connection {
    fn get(&mut self, page: &str) -> String {
        let port = self.port;
        let request = format!("GET {page} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n");
        let stream = self.stream.get_mut();
        stream.write_all(request.as_bytes()).expect("a request");
        let (mut length, mut line) = (0, String::new());
        loop {
            line.clear();
            self.stream.read_line(&mut line).expect("an answer");
            assert!(
                !line.starts_with("HTTP/") || line.contains(" 200 "),
                "{page}: {line}"
            );
            let head = line.trim_end().to_ascii_lowercase();
            if let Some(written) = head.strip_prefix("content-length:") {
                length = written.trim().parse().expect("a length");
            }
            if head.is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).expect("a body");
        String::from_utf8(body).expect("a text")
    }
}

/// CPU seconds of a running process: the first number of every thread's `schedstat`, which counts
/// in nanoseconds. Other figures of a running process count in hundredths of a second.
fn own(process: u32) -> f64 {
    let tasks = fs::read_dir(format!("/proc/{process}/task")).expect("a running process");
    let nanoseconds: usize = tasks
        .filter_map(|task| {
            // A thread that has just ended has no file.
            let text = fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
            text.split_whitespace().next()?.parse::<usize>().ok()
        })
        .sum();
    as_f64(nanoseconds) / 1e9
}

/// Megabytes that a running process has.
fn memory(process: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("a running process");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok());
    as_f64(kilobytes.expect("a size") * 1024) / 1e6
}
