//! The preview: keeps the site in memory, watches what its author writes, answers a browser.

pub mod watch;
