//! What the preview server answers over plain HTTP, and what it refuses.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect"
)]

#[path = "support/board.rs"]
mod board;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{IpAddr, Ipv4Addr, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use board::{Board, connect, error, get, get_with, nothing, send, serve, warning};
use gongshi::diagnostic::Diagnostics;
use gongshi::serve::{BindError, DEFAULT_PORT, Options, Server};

#[test]
fn pages_get_the_script_and_files_stay_as_they_are() {
    let (_handle, port) = serve(Board::new().file("/a/b.unknown", "x").round());
    let page = get(port, "/tao/issues/gate.html");
    assert_eq!(page.status, 200);
    assert_eq!(
        page.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    let text = page.text();
    assert!(text.contains(
        "form-action 'none'; connect-src 'self'\"><script src=\"/.gongshi/live.js\" defer"
    ));
    assert!(text.contains("data-page=\"/tao/issues/gate.html\""));
    let files = [
        ("/styles/site.css", "text/css; charset=utf-8"),
        ("/scripts/site.js", "text/javascript; charset=utf-8"),
        ("/tao/issues/gate.pdf", "application/pdf"),
        ("/tao/issues/gate.svg", "image/svg+xml"),
        ("/a/b.unknown", "application/octet-stream"),
    ];
    for (path, kind) in files {
        let answer = get(port, path);
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (200, Some(kind))
        );
        assert!(!answer.text().contains(".gongshi"), "{path}");
    }
    assert_eq!(
        get(port, "/tao/issues/gate.pdf").body,
        board::poster("first")
    );
    assert_eq!(get(port, "/styles/site.css?123").status, 200);
    for path in [
        "/",
        "/nothing.html",
        "/styles/site.css",
        "/.gongshi/faults",
        "/.gongshi/live.js",
    ] {
        let answer = get(port, path);
        let expected = [
            ("cache-control", "no-store"),
            ("x-content-type-options", "nosniff"),
            ("cross-origin-resource-policy", "same-origin"),
        ];
        for (name, value) in expected {
            assert_eq!(answer.header(name), Some(value), "{path}");
        }
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.contains("frame-ancestors 'self'"), "{path}");
        let head = answer.head.to_lowercase();
        assert!(!head.contains("access-control"), "{path}");
    }
}

#[test]
fn folders_lead_to_their_index() {
    let board = Board::new()
        .page("/桃园 小区/index.html", "桃园")
        .page("/a:b/c\"d/index.html", "x");
    let (_handle, port) = serve(board.round());
    assert!(get(port, "/").text().contains("东街公示栏"));
    assert!(get(port, "/tao/").text().contains("桃园小区"));
    let cases = [
        ("/tao", "./tao/"),
        (
            "/%E6%A1%83%E5%9B%AD%20%E5%B0%8F%E5%8C%BA",
            "./%E6%A1%83%E5%9B%AD%20%E5%B0%8F%E5%8C%BA/",
        ),
        ("/a:b/c%22d", "./c%22d/"),
    ];
    for (path, location) in cases {
        let answer = get(port, path);
        assert_eq!(
            (answer.status, answer.header("location")),
            (302, Some(location))
        );
    }
    assert_eq!(get(port, "/styles").status, 404);
    assert_eq!(get(port, "/styles/").status, 404);
}

#[test]
fn only_looking_is_allowed() {
    let (_handle, port) = serve(Board::new().round());
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "MOVE"] {
        let answer = send(
            port,
            &format!("{method} / HTTP/1.1\r\nHost: 127.0.0.1:{port}"),
        );
        assert_eq!(
            (answer.status, answer.header("allow")),
            (405, Some("GET, HEAD")),
            "{method}"
        );
    }
    for path in [
        "/tao/issues/gate.html",
        "/styles/site.css",
        "/nothing.html",
        "/.gongshi/events",
    ] {
        let host = format!("{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}");
        let (head, whole) = (
            send(port, &format!("HEAD {host}")),
            send(port, &format!("GET {host}")),
        );
        assert!(head.body.is_empty());
        assert_eq!(head.status, whole.status);
        assert_eq!(
            head.header("content-length"),
            whole.header("content-length"),
            "{path}"
        );
    }
}

#[test]
fn only_own_names_are_answered() {
    let (_handle, port) = serve(Board::new().round());
    let status = |head: String| send(port, &head).status;
    for host in ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"] {
        assert_eq!(
            status(format!("GET / HTTP/1.1\r\nHost: {host}:{port}")),
            200,
            "{host}"
        );
    }
    let foreign = [
        format!("GET / HTTP/1.1\r\nHost: evil.example:{port}"),
        format!("GET / HTTP/1.1\r\nHost: 127.0.0.1.evil.example:{port}"),
        format!("GET / HTTP/1.1\r\nHost: localhost.:{port}"),
        format!("GET / HTTP/1.1\r\nHost: 192.168.7.7:{port}"),
        format!("GET / HTTP/1.1\r\nHost: 0.0.0.0:{port}"),
        "GET / HTTP/1.1\r\nHost: localhost".to_owned(),
        "GET / HTTP/1.1\r\nHost: localhost:1".to_owned(),
        "GET / HTTP/1.1".to_owned(),
        "GET / HTTP/1.0".to_owned(),
        format!("GET / HTTP/1.1\r\nHost: localhost:{port}\r\nHost: evil.example"),
        format!("GET http://evil.example/ HTTP/1.1\r\nHost: localhost:{port}"),
        format!("GET /.gongshi/events HTTP/1.1\r\nHost: evil.example:{port}"),
        format!("GET /.gongshi/faults HTTP/1.1\r\nHost: evil.example:{port}"),
    ];
    for head in foreign {
        let answer = send(port, &head);
        assert!(
            matches!(answer.status, 400 | 403),
            "{head}: {}",
            answer.status
        );
        assert!(!answer.text().contains("东街"), "{head}");
    }
    let answer = get_with(port, "/", "").status;
    assert_eq!(answer, 200);
}

#[test]
fn other_sites_can_lead_here_and_nothing_else() {
    let (_handle, port) = serve(Board::new().round());
    let own = format!("\r\nOrigin: http://127.0.0.1:{port}");
    assert_eq!(get_with(port, "/", &own).status, 200);
    let refused = [
        "\r\nOrigin: http://evil.example".to_owned(),
        "\r\nOrigin: null".to_owned(),
        "\r\nOrigin: ".to_owned(),
        format!("\r\nOrigin: https://127.0.0.1:{port}"),
        "\r\nOrigin: http://127.0.0.1:3000".to_owned(),
        format!("{own}\r\nOrigin: http://evil.example"),
        "\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script"
            .to_owned(),
        "\r\nSec-Fetch-Site: same-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image"
            .to_owned(),
        "\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe"
            .to_owned(),
        "\r\nSec-Fetch-Site: cross-site".to_owned(),
    ];
    for headers in refused {
        for path in [
            "/",
            "/scripts/site.js",
            "/.gongshi/events?page=%2F&revision=0&round=0&run=0",
        ] {
            assert_eq!(
                get_with(port, path, &headers).status,
                403,
                "{path}{headers}"
            );
        }
    }
    let answered = [
        "\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document",
        "\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image",
        "\r\nSec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document",
    ];
    for headers in answered {
        assert_eq!(get_with(port, "/", headers).status, 200, "{headers}");
    }
}

#[test]
fn no_path_leads_out_of_the_site() {
    let (_handle, port) = serve(Board::new().page("/%2e%2e/x.html", "odd name").round());
    let paths = [
        "/..",
        "/../Cargo.toml",
        "/../../../../etc/passwd",
        "/tao/../index.html",
        "/%2e%2e/Cargo.toml",
        "/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/..%2f..%2fetc%2fpasswd",
        "/.%2e/etc/passwd",
        "/tao/%2e%2e/index.html",
        "/..%5c..%5cetc%5cpasswd",
        "/..\\..\\etc\\passwd",
        "/%c0%ae%c0%ae/etc/passwd",
        "/%252e%252e/etc/passwd",
        "/tao%2findex.html",
        "//etc/passwd",
        "//evil.example/tao",
        "/tao//index.html",
        "/./index.html",
        "/.env",
        "/.git/config",
        "/.gongshi/",
        "/.gongshi/lock",
        "/%2egongshi/faults",
        "/.gongshi%2ffaults",
        "/@fs/etc/passwd?raw",
        "/@fs/etc/passwd?import&raw??",
        "/index.html%00.css",
        "/index.html%0d%0aSet-Cookie:x",
        "/%",
        "/%f",
        "/%gg",
        "/%ff%fe",
        "/file:///etc/passwd",
        "/C:%5cWindows%5cwin.ini",
        "/index.html/",
        "/index.html.",
        "/index.html::$DATA",
        "/INDEX.HTML",
    ];
    for path in paths {
        let answer = get(port, path);
        assert!(
            matches!(answer.status, 404 | 400),
            "{path}: {}",
            answer.status
        );
        assert!(!answer.text().contains("root:"), "{path}");
        assert_eq!(answer.header("set-cookie"), None);
        assert_eq!(answer.header("location"), None);
    }
    // Decoded once and no more.
    assert!(get(port, "/%252e%252e/x.html").text().contains("odd name"));
}

#[test]
fn what_is_not_there_is_said_in_the_sites_language() {
    let (_handle, port) = serve(Board::new().round());
    let answer = get(port, "/tao/issues/%3Cscript%3Ealert(1)%3C/nothing.html");
    assert_eq!(answer.status, 404);
    let text = answer.text();
    assert!(
        text.contains("没有这个网页")
            && text.contains("href=\"/tao/\"")
            && text.contains("href=\"/\"")
    );
    assert!(text.contains("/.gongshi/live.js") && !text.contains("<script>"));
    let file = get(port, "/nothing.css");
    assert_eq!(
        (file.status, file.header("content-type")),
        (404, Some("text/plain; charset=utf-8"))
    );
}

#[test]
fn without_a_site_every_page_tells_the_faults() {
    let (handle, port) = serve(nothing(error("不认识 `日起` <b>")));
    let page = get(port, "/tao/");
    assert_eq!(page.status, 200);
    let text = page.text();
    assert!(
        text.contains("不认识 <code>日起</code> &lt;b&gt;"),
        "{text}"
    );
    assert!(text.contains("<mark>日起</mark>: 2026-03-02") && text.contains("第3行第1列"));
    assert_eq!(get(port, "/styles/site.css").status, 500);
    handle.publish(
        Board::new()
            .faulty("/tao/index.html", error("模板出错"))
            .round(),
    );
    let text = get(port, "/tao/").text();
    assert!(
        text.contains("这一页不能显示") && text.contains("模板出错"),
        "{text}"
    );
    assert!(text.contains("<a href=\"/tao/issues/gate.html\"><span"));
    assert_eq!(get(port, "/").status, 200);
    handle.publish(Board::new().round_with(warning("没有电话")));
    assert!(get(port, "/.gongshi/faults").text().contains("没有电话"));
}

#[test]
fn a_poster_stands_in_a_page_only_where_a_browser_shows_it_alone() {
    let (_handle, port) = serve(Board::new().round());
    let document =
        "\r\nSec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document";
    let page = get_with(port, "/tao/issues/gate.pdf", document);
    assert_eq!(
        page.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert!(page.text().contains("src=\"/tao/issues/gate.pdf?raw\""));
    for (path, headers) in [
        ("/tao/issues/gate.pdf", ""),
        ("/tao/issues/gate.pdf?raw", document),
        ("/tao/issues/gate.pdf?raw&123", "\r\nSec-Fetch-Dest: iframe"),
    ] {
        let answer = get_with(port, path, headers);
        assert_eq!(answer.header("content-type"), Some("application/pdf"));
        assert_eq!(answer.header("content-disposition"), None);
    }
}

/// A stream of events.
struct Events(BufReader<TcpStream>);

impl Events {
    fn open(port: u16, query: &str) -> Events {
        let mut stream = connect(port);
        let head =
            format!("GET /.gongshi/events?{query} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        let mut events = Events(BufReader::new(stream));
        assert!(events.line().starts_with("HTTP/1.1 200"));
        events
    }

    /// Whether it goes on after the first report.
    fn lasts(&mut self) -> bool {
        self.next();
        let wait = Some(Duration::from_millis(200));
        self.0.get_ref().set_read_timeout(wait).unwrap();
        let mut rest = Vec::new();
        // A brief stream ends with an event more and the end of its chunks.
        while let Ok(count) = self.0.read_until(b'\n', &mut rest) {
            if count == 0 || rest.ends_with(b"event: later\n") {
                return false;
            }
        }
        true
    }

    /// What the page at `address` opens.
    fn of_page(port: u16, address: &str) -> Events {
        let text = get(port, address).text();
        let value = |name: &str| {
            let start = text.find(&format!("data-{name}=\"")).unwrap() + name.len() + 7;
            text[start..].split('"').next().unwrap().to_owned()
        };
        let query = format!(
            "page={}&revision={}&round={}&run={}",
            value("page"),
            value("revision"),
            value("round"),
            value("run")
        );
        Events::open(port, &query)
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.0.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// Names of the events up to the one that ends each report, and their data.
    fn next(&mut self) -> (Vec<String>, String) {
        let (mut names, mut all) = (Vec::new(), String::new());
        loop {
            let line = self.line();
            if let Some(name) = line.strip_prefix("event: ") {
                names.push(name.to_owned());
            } else if let Some(data) = line.strip_prefix("data: ") {
                all.push_str(data);
                if names.last().is_some_and(|name| name == "faults") {
                    return (names, all);
                }
            }
        }
    }
}

#[test]
fn open_pages_are_told_what_changed_and_no_more() {
    let (handle, port) = serve(Board::new().round());
    let mut gate = Events::of_page(port, "/tao/issues/gate.html");
    let mut place = Events::of_page(port, "/tao/");
    let mut absent = Events::of_page(port, "/tao/new.html");
    for stream in [&mut gate, &mut place, &mut absent] {
        assert_eq!(stream.next().0, ["faults"]);
    }
    get(port, "/styles/site.css");
    get(port, "/tao/issues/gate.svg");
    let board = Board::new().page("/tao/issues/gate.html", "道闸已修好");
    handle.publish(board.clone().round());
    assert_eq!(gate.next().0, ["reload", "faults"]);
    assert_eq!(place.next().0, ["faults"]);
    assert_eq!(absent.next().0, ["faults"]);
    let board = board.file("/styles/site.css", "body { color: red; }");
    let board = board.file("/tao/issues/gate.svg", board::picture(20));
    let board = board.page("/tao/new.html", "新页");
    handle.publish(board.clone().round_with(error("写错13800001234")));
    let (names, data) = gate.next();
    assert_eq!(names, ["styles", "files", "faults"]);
    assert!(data.contains("/styles/site.css") && data.contains("/tao/issues/gate.svg"));
    assert!(
        data.contains("写错138****1234") && data.contains("\"line\":3"),
        "{data}"
    );
    assert_eq!(absent.next().0, ["reload", "styles", "files", "faults"]);
    // Who was away learns what it missed, once.
    let mut late = Events::open(port, "page=%2Ftao%2F&revision=0&round=2&run=0");
    assert_eq!(late.next().0[0], "reload");
}

#[test]
fn streams_end_with_their_readers_and_are_bounded() {
    let (_handle, port) = serve(Board::new().round());
    assert_eq!(get(port, "/.gongshi/events").status, 400);
    assert_eq!(
        get(port, "/.gongshi/events?page=..&revision=0&round=0&run=0").status,
        400
    );
    let query = "page=%2F&revision=0&round=0&run=0";
    // A browser opens six connections: of its windows, four have a stream that lasts.
    let ask = || get(port, &format!("/.gongshi/events?{query}"));
    for _ in 0..3 {
        let streams: Vec<Events> = (0..4).map(|_| Events::open(port, query)).collect();
        for _ in 0..20 {
            let brief = ask();
            assert_eq!(brief.status, 200);
            let text = brief.text();
            assert!(text.contains("event: faults") && text.contains("event: later"));
        }
        drop(streams);
        let end = Instant::now() + Duration::from_secs(5);
        while !Events::open(port, query).lasts() {
            assert!(
                Instant::now() < end,
                "the places of closed streams are not free again"
            );
            thread::sleep(Duration::from_millis(20));
        }
    }
}

#[test]
fn slow_and_idle_connections_do_not_keep_others_out() {
    let (_handle, port) = serve(Board::new().round());
    let mut idle = connect(port);
    let request = format!("GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n");
    idle.write_all(request.as_bytes()).unwrap();
    let mut slow: Vec<TcpStream> = (0..300).map(|_| connect(port)).collect();
    for stream in &mut slow {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: loc").unwrap();
    }
    let start = Instant::now();
    assert_eq!(get(port, "/").status, 200);
    assert!(start.elapsed() < Duration::from_secs(25));
    let mut rest = Vec::new();
    let _ = slow[0].read_to_end(&mut rest);
    assert!(!String::from_utf8_lossy(&rest).contains("200 OK"));

    let mut answer = Vec::new();
    // Ends only when the server closes, since the connection was to stay.
    idle.read_to_end(&mut answer).unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200"));

    let big = format!("\r\nX-Big: {}", "x".repeat(64 << 10));
    let request = format!("GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}{big}\r\n\r\n");
    let mut stream = connect(port);
    let _ = stream.write_all(request.as_bytes());
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    assert!(!answer.starts_with(b"HTTP/1.1 200"));
    assert_eq!(get(port, "/").status, 200);
}

#[test]
fn a_taken_port_is_named_with_the_next_free_one() {
    let host: IpAddr = Ipv4Addr::LOCALHOST.into();
    let other = TcpListener::bind((host, 0)).unwrap();
    let port = other.local_addr().unwrap().port();
    let asked = Server::bind(Options {
        host,
        port: Some(port),
    });
    match asked {
        Err(BindError::Taken {
            port: taken,
            next: Some(next),
        }) => {
            assert!(taken == port && next > port);
        }
        other => panic!("{other:?}"),
    }
    // Someone on this machine may use the usual port; then this holds all the same.
    let first = Server::bind(Options::default()).unwrap();
    let second = Server::bind(Options::default()).unwrap();
    assert!(first.port() >= DEFAULT_PORT && second.port() > first.port());
    assert_eq!(first.url(), format!("http://127.0.0.1:{}/", first.port()));
    let foreign = Server::bind(Options {
        host: Ipv4Addr::new(192, 0, 2, 1).into(),
        port: None,
    });
    assert!(matches!(foreign, Err(BindError::Refused { .. })));
}

#[test]
fn the_server_ends_with_its_handle() {
    let (handle, port) = serve(Board::new().round_with(Diagnostics::new()));
    let mut events = Events::of_page(port, "/");
    events.next();
    drop(handle);
    assert!(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err());
    let mut rest = String::new();
    let _ = events.0.read_to_string(&mut rest);
}
