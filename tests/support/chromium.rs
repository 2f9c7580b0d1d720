//! Headless Chromium, driven by its DevTools protocol. Every wait has an end, and the browser
//! ends with the value that started it.

#![allow(dead_code, reason = "each test file uses a part")]

use std::io::ErrorKind;
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

use serde_json::{Value, json};
use tempfile::TempDir;
use tungstenite::{Message, WebSocket};

/// How long the browser may take to start, and to answer a call.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long between two looks at something that is waited for.
const STEP: Duration = Duration::from_millis(20);

/// A browser with a fresh profile.
pub struct Browser {
    process: Child,
    profile: TempDir,
    control: Control,
}

/// A window.
pub struct Page {
    control: Control,
}

/// What a browser fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The address.
    pub url: String,
    /// The status of the answer.
    pub status: u64,
}

/// A connection to the browser or to one of its pages.
struct Control {
    socket: WebSocket<TcpStream>,
    port: u16,
    calls: u64,
    errors: Vec<String>,
    fetched: Vec<Fetched>,
    requested: Vec<String>,
}

impl Browser {
    /// Starts one.
    pub fn start() -> Browser {
        let profile = tempfile::tempdir().unwrap();
        let process = Command::new("chromium")
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
            ])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut guard = Guard(Some(process));
        let (port, path) = control_address(profile.path());
        let control = Control::connect(port, &path);
        Browser {
            process: guard.0.take().unwrap(),
            profile,
            control,
        }
    }

    /// Opens a window and leads it to an address.
    pub fn open(&mut self, url: &str) -> Page {
        let mut page = self.blank();
        page.navigate(url);
        page
    }

    /// Opens an empty window. It is no tab of another one: pages in the background stop.
    pub fn blank(&mut self) -> Page {
        let made = self.control.call(
            "Target.createTarget",
            &json!({"url": "about:blank", "newWindow": true}),
        );
        let id = made["targetId"].as_str().unwrap();
        let mut control = Control::connect(self.control.port, &format!("/devtools/page/{id}"));
        for domain in ["Page", "Runtime", "Network", "Log"] {
            control.call(&format!("{domain}.enable"), &json!({}));
        }
        Page { control }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // A browser that is asked to end takes its own children along.
        let _ = self.control.send("Browser.close", &json!({}));
        end(&mut self.process);
    }
}

/// Ends a browser that does not come up.
struct Guard(Option<Child>);

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(process) = &mut self.0 {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        let _ = self.control.send("Page.close", &json!({}));
    }
}

fn end(process: &mut Child) {
    let end = Instant::now() + Duration::from_secs(3);
    while Instant::now() < end {
        if !matches!(process.try_wait(), Ok(None)) {
            return;
        }
        thread::sleep(STEP);
    }
    let _ = process.kill();
    let _ = process.wait();
}

/// Port and path that the browser writes into its profile.
fn control_address(profile: &Path) -> (u16, String) {
    let end = Instant::now() + PATIENCE;
    loop {
        let text = fs::read_to_string(profile.join("DevToolsActivePort")).unwrap_or_default();
        if let Some((port, path)) = text.split_once('\n')
            && let Ok(port) = port.parse()
        {
            return (port, path.trim().to_owned());
        }
        assert!(Instant::now() < end, "chromium does not start");
        thread::sleep(STEP);
    }
}

impl Page {
    /// Leads the window to an address and waits until it is there as a whole.
    pub fn navigate(&mut self, url: &str) {
        let answer = self.control.call("Page.navigate", &json!({"url": url}));
        assert!(answer.get("errorText").is_none(), "{url}: {answer}");
        self.wait_for("document.readyState === 'complete'", PATIENCE);
    }

    /// The value of an expression; a promise is waited for.
    pub fn evaluate(&mut self, expression: &str) -> Value {
        match self.try_evaluate(expression) {
            Ok(value) => value,
            Err(error) => panic!("{expression}: {error}"),
        }
    }

    /// The value of an expression, as text.
    pub fn text(&mut self, expression: &str) -> String {
        match self.evaluate(expression) {
            Value::String(text) => text,
            value => value.to_string(),
        }
    }

    fn try_evaluate(&mut self, expression: &str) -> Result<Value, String> {
        let asked = json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        let answer = self.control.try_call("Runtime.evaluate", &asked)?;
        match answer.get("exceptionDetails") {
            Some(details) => Err(details.to_string()),
            None => Ok(answer["result"]["value"].clone()),
        }
    }

    /// Waits until an expression is true, and says how long that took. While a page gives way to
    /// the next, expressions fail: that counts as not yet.
    pub fn wait_for(&mut self, expression: &str, patience: Duration) -> Duration {
        let start = Instant::now();
        loop {
            let last = self.try_evaluate(expression);
            if last == Ok(Value::Bool(true)) {
                return start.elapsed();
            }
            assert!(
                start.elapsed() < patience,
                "never came true: {expression}\nlast: {last:?}\nfirst errors: {:?}",
                self.control.errors.iter().take(3).collect::<Vec<_>>()
            );
            thread::sleep(STEP);
        }
    }

    /// Sets the size of the window, in CSS pixels.
    pub fn size(&mut self, width: u32, height: u32) {
        let size =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.control
            .call("Emulation.setDeviceMetricsOverride", &size);
    }

    /// Calls a method of the DevTools protocol on this window.
    pub fn call(&mut self, method: &str, parameters: &Value) -> Value {
        self.control.call(method, parameters)
    }

    /// Runs a script in each page that is opened from now on, before the page's own, whatever its
    /// Content-Security-Policy says.
    pub fn at_start(&mut self, script: &str) {
        let source = json!({"source": script});
        self.control
            .call("Page.addScriptToEvaluateOnNewDocument", &source);
    }

    /// Whether pages that are opened from now on may run scripts of their own.
    pub fn scripts(&mut self, run: bool) {
        self.control.call(
            "Emulation.setScriptExecutionDisabled",
            &json!({"value": !run}),
        );
    }

    /// Presses a key and lets it go: `Tab`, `Enter`, `Escape` or `Space`, with Shift or without.
    pub fn press(&mut self, key: &str, shift: bool) {
        let (key, code, text, number) = match key {
            "Tab" => ("Tab", "Tab", "", 9),
            "Enter" => ("Enter", "Enter", "\r", 13),
            "Escape" => ("Escape", "Escape", "", 27),
            "Space" => (" ", "Space", " ", 32),
            other => panic!("no such key: {other}"),
        };
        for kind in [
            if text.is_empty() {
                "rawKeyDown"
            } else {
                "keyDown"
            },
            "keyUp",
        ] {
            let event = json!({
                "type": kind, "key": key, "code": code, "text": text,
                "modifiers": if shift { 8 } else { 0 },
                "windowsVirtualKeyCode": number, "nativeVirtualKeyCode": number,
            });
            self.control.call("Input.dispatchKeyEvent", &event);
        }
    }

    /// Sets whether the system prefers dark colours, and that it wants no motion: colours are
    /// measured when they stand still.
    pub fn dark(&mut self, dark: bool) {
        let value = if dark { "dark" } else { "light" };
        let features = [
            json!({"name": "prefers-color-scheme", "value": value}),
            json!({"name": "prefers-reduced-motion", "value": "reduce"}),
        ];
        self.control
            .call("Emulation.setEmulatedMedia", &json!({"features": features}));
    }

    /// Writes what is to be seen into a PNG file.
    pub fn screenshot(&mut self, file: &Path) {
        let shot = self
            .control
            .call("Page.captureScreenshot", &json!({"format": "png"}));
        fs::write(file, decode(shot["data"].as_str().unwrap())).unwrap();
    }

    /// Prints the page into a PDF file, on the sheet that its style sheet asks for.
    pub fn print(&mut self, file: &Path) {
        let asked = json!({"preferCSSPageSize": true, "printBackground": false});
        let printed = self.control.call("Page.printToPDF", &asked);
        fs::write(file, decode(printed["data"].as_str().unwrap())).unwrap();
    }

    /// The web app manifest of the page, as the browser read it, with what it has to say of it.
    pub fn manifest(&mut self) -> Value {
        self.control.call("Page.getAppManifest", &json!({}))
    }

    /// Errors that pages of this window logged so far.
    pub fn errors(&mut self) -> Vec<String> {
        self.evaluate("0");
        self.control.errors.clone()
    }

    /// Answers that came in so far.
    pub fn fetched(&mut self) -> Vec<Fetched> {
        self.evaluate("0");
        self.control.fetched.clone()
    }

    /// Addresses that were asked for so far, answered or not.
    pub fn requested(&mut self) -> Vec<String> {
        self.evaluate("0");
        self.control.requested.clone()
    }
}

impl Control {
    fn connect(port: u16, path: &str) -> Control {
        let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        let address = format!("ws://127.0.0.1:{port}{path}");
        let (socket, _) = tungstenite::client(address.as_str(), stream).unwrap();
        Control {
            socket,
            port,
            calls: 0,
            errors: Vec::new(),
            fetched: Vec::new(),
            requested: Vec::new(),
        }
    }

    fn call(&mut self, method: &str, parameters: &Value) -> Value {
        match self.try_call(method, parameters) {
            Ok(result) => result,
            Err(error) => panic!("{method}: {error}"),
        }
    }

    fn send(&mut self, method: &str, parameters: &Value) -> Result<u64, String> {
        self.calls += 1;
        let call = json!({"id": self.calls, "method": method, "params": parameters});
        let sent = self.socket.send(Message::text(call.to_string()));
        sent.map(|()| self.calls).map_err(|error| error.to_string())
    }

    fn try_call(&mut self, method: &str, parameters: &Value) -> Result<Value, String> {
        let id = self.send(method, parameters)?;
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            let message = match self.socket.read() {
                Ok(Message::Text(text)) => text,
                Ok(_) => continue,
                Err(tungstenite::Error::Io(error)) if error.kind() == ErrorKind::Interrupted => {
                    continue;
                }
                Err(error) => return Err(error.to_string()),
            };
            let message: Value = serde_json::from_str(&message).unwrap();
            if message["id"].as_u64() != Some(id) {
                self.note(&message);
                continue;
            }
            return match message.get("error") {
                Some(error) => Err(error.to_string()),
                None => Ok(message["result"].clone()),
            };
        }
        Err("no answer".to_owned())
    }

    fn note(&mut self, message: &Value) {
        let about = &message["params"];
        match message["method"].as_str().unwrap_or_default() {
            "Runtime.exceptionThrown" => self.errors.push(about["exceptionDetails"].to_string()),
            "Runtime.consoleAPICalled" if about["type"] == "error" => {
                self.errors.push(about["args"].to_string());
            }
            "Log.entryAdded" if about["entry"]["level"] == "error" => {
                self.errors.push(about["entry"].to_string());
            }
            "Network.requestWillBeSent" => {
                let url = about["request"]["url"].as_str().unwrap_or_default();
                self.requested.push(url.to_owned());
            }
            "Network.responseReceived" => self.fetched.push(Fetched {
                url: about["response"]["url"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned(),
                status: about["response"]["status"].as_u64().unwrap_or_default(),
            }),
            _ => {}
        }
    }
}

/// Decodes base64.
fn decode(text: &str) -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for part in text.trim_end_matches('=').as_bytes().chunks(4) {
        let bits = part
            .iter()
            .fold(0, |bits, &byte| bits << 6 | u32::from(digit(byte)));
        let bits = bits << (6 * (4 - part.len()));
        bytes.extend_from_slice(&bits.to_be_bytes()[1..part.len()]);
    }
    bytes
}
