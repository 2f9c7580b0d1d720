//! `gongshi` (公示): a static site generator for public notice boards.
//!
//! Markdown records of issues, resolutions and meeting outcomes compile into a website and into
//! printable posters for the lobby boards of residential compounds. The steps, in order:
//!
//! 1. [`load`] walks a site folder, reads and decodes texts, splits front matter.
//! 2. [`model`] turns them into typed records whose references all resolve.
//! 3. [`plan`] lists every output, and composes for each a view: everything of the content on
//!    which its bytes depend, as plain data.
//! 4. [`render`] turns one view into bytes: pages by Tera, posters by Typst.
//! 5. [`write`] brings the output folder to the new state, whole or not at all.
//!
//! [`serve`] answers a browser with what these steps make, while records are being written.
//!
//! [`pipeline`] runs them in this order for every command. `docs/architecture.md` says what each
//! module must never do, and `tests/architecture.rs` holds it.

pub mod bookkeeping;
pub mod cache;
pub mod cli;
pub mod command;
pub mod config;
pub mod diagnostic;
pub mod encoding;
pub mod fix;
pub mod law;
pub mod load;
pub mod markdown;
pub mod model;
pub mod paths;
pub mod pipeline;
pub mod plan;
pub mod postings;
pub mod privacy;
pub mod render;
pub mod report;
pub mod scaffold;
pub mod schema;
pub mod serve;
pub mod sheet;
pub mod source;
pub mod tally;
pub mod theme;
pub mod write;
pub mod yaml;
