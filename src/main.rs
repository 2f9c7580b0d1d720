//! The program `gongshi`.

use std::process::ExitCode;

/// A page is thousands of small pieces, and threads hand them to one another: with the allocator of
/// the system a third of a build is giving out and taking back memory.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    gongshi::command::run().into()
}
