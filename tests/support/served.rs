//! A folder behind a small server of its own: what a site is for its readers.

#![allow(dead_code, reason = "each test file uses a part")]

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::{fs, thread};

use percent_encoding::percent_decode_str;

/// Serves a folder until the test ends; gives the address, without a slash at its end.
pub fn serve(folder: &Path) -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let folder = folder.to_path_buf();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let folder = folder.clone();
            // A browser keeps connections open: each has a thread.
            thread::spawn(move || answer(&stream, &folder));
        }
    });
    format!("http://127.0.0.1:{port}")
}

/// Answers what is asked on a connection until it is closed.
fn answer(stream: &TcpStream, folder: &Path) -> Option<()> {
    let mut reader = BufReader::new(stream);
    loop {
        let mut asked = String::new();
        if reader.read_line(&mut asked).ok()? == 0 {
            return None;
        }
        let mut header = String::from("…");
        while !header.trim().is_empty() {
            header.clear();
            reader.read_line(&mut header).ok()?;
        }
        let target = asked.split(' ').nth(1)?.split(['?', '#']).next()?;
        let path = percent_decode_str(target).decode_utf8().ok()?;
        let found = fs::read(folder.join(path.trim_start_matches('/')));
        let (status, body) = match found {
            Ok(body) => ("200 OK", body),
            // Browsers ask for it of their own, where a page that leads on at once names no icon.
            Err(_) if path == "/favicon.ico" => ("204 No Content", Vec::new()),
            Err(_) => ("404 Not Found", Vec::new()),
        };
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n",
            kind(&PathBuf::from(&*path)),
            body.len()
        );
        let mut writer = stream;
        writer.write_all(head.as_bytes()).ok()?;
        writer.write_all(&body).ok()?;
    }
}

fn kind(path: &Path) -> &'static str {
    match path
        .extension()
        .and_then(|of| of.to_str())
        .unwrap_or_default()
    {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}
