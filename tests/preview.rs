//! `gongshi serve` as people use it: the built program, real files, a real browser.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test stops at what it does not expect; the folders that it removes are its own"
)]

#[path = "support/board.rs"]
mod board;
#[path = "preview/browser.rs"]
mod browser;
#[path = "support/chromium.rs"]
mod chromium;
#[path = "preview/edits.rs"]
mod edits;
#[path = "preview/endurance.rs"]
mod endurance;
#[path = "support/preview.rs"]
mod running;
mod support;

use support::Site;

/// A street with a compound that has an issue and a notice.
fn street() -> Site {
    let site = Site::new();
    gate(&site, "道闸坏了。");
    site.notice("water", "标题: 停水通知\n类型: 公示\n日期: 2026-03-20");
    site
}

/// The issue of the compound, with this text.
fn gate(site: &Site, text: &str) {
    site.file("content/tao/issues/gate.md", record("车库道闸不抬杆", text));
}

/// A record of an issue.
fn record(title: &str, text: &str) -> String {
    format!("---\n标题: {title}\n日期: 2026-03-02\n---\n\n{text}\n")
}
