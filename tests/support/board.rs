//! A small site in memory that stands in for a real one, and plain HTTP to ask a server for it.

#![allow(dead_code, reason = "each test file uses a part")]

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use gongshi::config::Language;
use gongshi::diagnostic::{Diagnostic, Diagnostics};
use gongshi::paths::{InputPath, SitePath};
use gongshi::pipeline::{Specimen, Wish};
use gongshi::serve::{Handle, Options, Round, Server, Source as Site};
use gongshi::source::{Source, Span};
use gongshi::words;

/// What stands in the head of every page that the program renders.
const HEAD: &str = concat!(
    r#"<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">"#,
    r#"<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' data:; style-src 'self'; "#,
    r#"script-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'">"#,
);

/// Outputs by address.
#[derive(Clone, Default)]
pub struct Board {
    outputs: BTreeMap<String, Result<Vec<u8>, Diagnostics>>,
    sources: BTreeMap<String, String>,
}

impl Site for Board {
    fn answer(&self, address: &SitePath) -> Option<Result<Vec<u8>, Diagnostics>> {
        self.outputs.get(address.as_str()).cloned()
    }

    fn fingerprint(&self, address: &SitePath) -> Option<[u8; 16]> {
        let bytes = match self.outputs.get(address.as_str())? {
            Ok(bytes) => bytes.clone(),
            Err(found) => format!("{found:?}").into_bytes(),
        };
        let sum = bytes.iter().fold(7_u128, |sum, &byte| {
            sum.wrapping_mul(31).wrapping_add(byte.into())
        });
        Some(sum.to_be_bytes())
    }

    /// Its PDFs are files and no posters.
    fn specimen(&self, _: &SitePath, _: Wish) -> Option<Result<Specimen, Diagnostics>> {
        None
    }

    fn address_of(&self, path: &InputPath) -> Option<SitePath> {
        let address = self.sources.get(path.as_str())?;
        Some(SitePath::new(address.as_str()))
    }
}

impl Board {
    /// A first page, a place with a record and its poster, a style sheet, a script, a picture.
    pub fn new() -> Board {
        Board::default()
            .page("/index.html", "东街公示栏")
            .page("/tao/index.html", "桃园小区")
            .page("/tao/issues/gate.html", "车库道闸")
            .file("/tao/issues/gate.pdf", poster("first"))
            .file("/styles/site.css", "body { color: rgb(1, 2, 3); }")
            .file("/scripts/site.js", "window.theme = 1;")
            .file("/tao/issues/gate.svg", picture(10))
            .source("content/tao/issues/gate.md", "/tao/issues/gate.html")
    }

    /// Adds or replaces a page with these words.
    pub fn page(self, address: &str, words: &str) -> Board {
        let root = "../".repeat(address.matches('/').count() - 1);
        let text = format!(
            "<!doctype html><html lang=\"zh\"><head>{HEAD}<title>{words}</title>\
             <link rel=\"stylesheet\" href=\"{root}styles/site.css\">\
             <script src=\"{root}scripts/site.js\"></script></head>\
             <body><main><h1>{words}</h1><p>正文</p></main></body></html>"
        );
        self.file(address, text)
    }

    /// Adds or replaces a file.
    pub fn file(mut self, address: &str, bytes: impl Into<Vec<u8>>) -> Board {
        self.outputs.insert(address.to_owned(), Ok(bytes.into()));
        self
    }

    /// Makes an output fail.
    pub fn faulty(mut self, address: &str, found: Diagnostics) -> Board {
        self.outputs.insert(address.to_owned(), Err(found));
        self
    }

    /// Takes an output away.
    pub fn without(mut self, address: &str) -> Board {
        self.outputs.remove(address);
        self
    }

    /// Says which page a source file becomes.
    pub fn source(mut self, path: &str, address: &str) -> Board {
        self.sources.insert(path.to_owned(), address.to_owned());
        self
    }

    /// A round with nothing wrong.
    pub fn round(self) -> Round {
        self.round_with(Diagnostics::new())
    }

    /// A round with faults.
    pub fn round_with(self, diagnostics: Diagnostics) -> Round {
        Round {
            site: Some(Arc::new(self)),
            ..nothing(diagnostics)
        }
    }
}

/// A round without a site.
pub fn nothing(diagnostics: Diagnostics) -> Round {
    Round {
        site: None,
        diagnostics: Arc::new(diagnostics),
        language: Language::Zh,
    }
}

/// One error in the record of the gate.
pub fn error(message: &str) -> Diagnostics {
    let source = Arc::new(Source::new(
        InputPath::new("content/tao/issues/gate.md"),
        "---\n标题: 车库道闸\n日起: 2026-03-02\n---\n",
    ));
    let at = source.text.find("日起").unwrap();
    let span = Span::new(&source, at..at + "日起".len());
    let mut found = Diagnostics::new();
    let fault = Diagnostic::error("unknown-key", span, words!("{message}", "{message}"));
    found.push(fault.help(words!("写成 `日期`", "write `date`")));
    found
}

/// One warning without a place in a text.
pub fn warning(message: &str) -> Diagnostics {
    let mut found = Diagnostics::new();
    let path = InputPath::new("content/tao/_index.md");
    found.push(Diagnostic::warning(
        "no-phone",
        path,
        words!("{message}", "{message}"),
    ));
    found
}

/// A drawing of this size.
pub fn picture(size: u32) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{size}\" height=\"{size}\"><rect width=\"{size}\" height=\"{size}\"/></svg>"
    )
}

/// A poster with one word.
pub fn poster(word: &str) -> Vec<u8> {
    let draw = format!("BT /F 60 Tf 60 500 Td ({word}) Tj ET");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>".to_owned(),
        format!("<</Length {}>>stream\n{draw}\nendstream", draw.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        writeln!(out, "{} 0 obj{object}endobj", at + 1).unwrap();
    }
    let table = out.len();
    out.extend_from_slice(b"xref\n0 6\n0000000000 65535 f \n");
    for place in places {
        writeln!(out, "{place:010} 00000 n ").unwrap();
    }
    writeln!(
        out,
        "trailer<</Size 6/Root 1 0 R>>\nstartxref\n{table}\n%%EOF"
    )
    .unwrap();
    out
}

/// A server at a port of its own.
pub fn serve(first: Round) -> (Handle, u16) {
    let server = Server::bind(Options {
        host: Ipv4Addr::LOCALHOST.into(),
        port: Some(0),
    })
    .unwrap();
    let port = server.port();
    (server.start(first), port)
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// Status.
    pub status: u16,
    /// Status line and headers, as they came.
    pub head: String,
    /// Body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn of(bytes: &[u8]) -> Answer {
        let end = bytes
            .windows(4)
            .position(|part| part == b"\r\n\r\n")
            .unwrap_or_else(|| panic!("no answer: {:?}", String::from_utf8_lossy(bytes)));
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer {
            status,
            head,
            body: bytes[end + 4..].to_vec(),
        }
    }
}

/// Connects.
pub fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    let patience = Some(Duration::from_secs(30));
    stream.set_read_timeout(patience).unwrap();
    stream
}

/// Sends a request line with its headers and reads the answer to its end.
pub fn send(port: u16, head: &str) -> Answer {
    let mut stream = connect(port);
    let request = format!("{head}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    // A server that refuses closes at once, which can cut the reading short.
    let _ = stream.read_to_end(&mut bytes);
    Answer::of(&bytes)
}

/// Asks for a path, with further headers.
pub fn get_with(port: u16, path: &str, headers: &str) -> Answer {
    send(
        port,
        &format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}{headers}"),
    )
}

/// Asks for a path.
pub fn get(port: u16, path: &str) -> Answer {
    get_with(port, path, "")
}
