//! One short function a command.

mod account;
mod build;
mod charts;
mod check;
mod clean;
mod files;
mod fix;
mod init;
mod new;
mod office;
mod posted;
mod posters;
mod postings;
mod rounds;
mod schema;
mod serve;
mod shard;
mod tally;
mod terminal;
mod unread;

use std::process::ExitCode;

use clap::Parser as _;
use clap::error::ErrorKind;

use crate::cli::{Cli, Command};
use crate::config::Language;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::write::WriteError;
use terminal::Terminal;

/// Exit status of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// Errors in the content.
    Faults,
    /// Wrong usage, or the machine failed.
    Failed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::Faults => 1,
            Exit::Failed => 2,
        })
    }
}

/// Runs the program with the arguments of the process.
pub fn run() -> Exit {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let wanted = matches!(
                error.kind(),
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
            );
            // A closed pipe is no reason to fail.
            let _ = error.print();
            return if wanted { Exit::Done } else { Exit::Failed };
        }
    };
    let terminal = Terminal::new(&cli.common);
    if let Some(jobs) = cli.common.jobs {
        // The pool is made once, here; it cannot exist already.
        let _ = rayon::ThreadPoolBuilder::new()
            .num_threads(jobs)
            .build_global();
    }
    match &cli.command {
        Command::Build(build) => build::run(&cli.common, build, &terminal),
        Command::Serve(serve) => serve::run(&cli.common, serve, &terminal),
        Command::Check(content) => check::run(&cli.common, content, &terminal),
        Command::Clean => clean::run(&cli.common, &terminal),
        Command::Fix(fix) => fix::run(&cli.common, fix, &terminal),
        Command::Init(init) => init::run(&cli.common, init, &terminal),
        Command::New(new) => new::run(&cli.common, new, &terminal),
        Command::Posters(asked) => posters::run(&cli.common, asked, &terminal),
        Command::Tally(asked) => tally::run(&cli.common, asked, &terminal),
        Command::Account(asked) => account::run(&cli.common, asked, &terminal),
        Command::Posted(asked) => posted::run(&cli.common, asked, &terminal),
        Command::Schema(schema) => schema::run(&cli.common, schema),
    }
}

/// Reports why nothing was done.
fn refused(terminal: &Terminal, language: Language, found: Diagnostic) -> Exit {
    let mut diagnostics = Diagnostics::new();
    diagnostics.push(found);
    terminal.report(&diagnostics, language);
    Exit::Failed
}

/// Reports a failure of the machine or the output folder.
fn failed(terminal: &Terminal, language: Language, error: &WriteError) -> Exit {
    refused(terminal, language, error.diagnostic())
}

/// The status of a run by what was found.
fn status(diagnostics: &Diagnostics) -> Exit {
    if diagnostics.has_errors() {
        Exit::Faults
    } else {
        Exit::Done
    }
}
