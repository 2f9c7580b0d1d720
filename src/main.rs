//! The program `gongshi`.

use std::process::ExitCode;

fn main() -> ExitCode {
    gongshi::command::run().into()
}
