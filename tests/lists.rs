//! Lists and their weight.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at what it does not expect"
)]

#[path = "support/city.rs"]
mod city;

#[test]
fn generate_only() {
    city::found(std::path::Path::new("/dev/shm/lists-city"), 10_000);
}
