//! Talks to whoever runs the program: diagnostics, a last line, a progress bar.

use std::io::{IsTerminal as _, Write as _};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::{ColorArg, Common, FormatArg, Lang};
use crate::config::Language;
use crate::diagnostic::{Diagnostics, Severity, Words};
use crate::privacy::cover;
use crate::report::{self, Format, Style};
use crate::words;

/// Where and how to talk.
#[derive(Debug)]
pub struct Terminal {
    lang: Option<Lang>,
    format: Format,
    color: bool,
    quiet: bool,
    verbose: bool,
    /// Diagnostics go to stderr whatever their form: stdout is for something else.
    aside: bool,
}

impl Terminal {
    /// From the options of the command line.
    pub fn new(common: &Common) -> Self {
        let color = match common.color {
            ColorArg::Always => true,
            ColorArg::Never => false,
            ColorArg::Auto => {
                std::io::stderr().is_terminal()
                    && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
            }
        };
        let format = match common.format {
            FormatArg::Human => Format::Human,
            FormatArg::Short => Format::Short,
            FormatArg::Json => Format::Json,
            FormatArg::Sarif => Format::Sarif,
        };
        Terminal {
            lang: common.lang,
            format,
            color,
            quiet: common.quiet,
            verbose: common.verbose,
            aside: false,
        }
    }

    /// The same with nothing of its own on stdout.
    pub fn aside(&self) -> Self {
        Terminal {
            aside: true,
            ..*self
        }
    }

    fn language(&self, site: Language) -> report::Language {
        match (self.lang, site) {
            (Some(Lang::Zh), _) | (None, Language::Zh) => report::Language::Zh,
            (Some(Lang::En), _) | (None, Language::En) => report::Language::En,
        }
    }

    fn style(&self, site: Language) -> Style {
        Style {
            format: self.format,
            language: self.language(site),
            color: self.color,
            width: 100,
        }
    }

    /// Whether diagnostics of this weight are drawn one by one.
    pub fn shows(&self, severity: Severity) -> bool {
        match severity {
            Severity::Error => true,
            Severity::Warning => !self.quiet,
            Severity::Note => self.verbose || self.is_data(),
        }
    }

    /// Draws diagnostics: data on stdout for programs, talk on stderr for people. Notes are
    /// counted, and drawn one by one only when asked for.
    pub fn report(&self, diagnostics: &Diagnostics, site: Language) {
        self.report_with(diagnostics, 0, site);
    }

    /// The same, with so many notes to be counted besides.
    pub fn report_with(&self, diagnostics: &Diagnostics, untold: usize, site: Language) {
        let mut drawn = Diagnostics::new();
        for diagnostic in diagnostics
            .iter()
            .filter(|diagnostic| self.shows(diagnostic.severity))
        {
            drawn.push(diagnostic.clone());
        }
        let style = self.style(site);
        let text = report::draw(&drawn, &style);
        if self.is_data() {
            if self.aside {
                eprint(&text);
            } else {
                print(&text);
            }
            return;
        }
        let summary = report::summary(diagnostics, untold, &style);
        eprint(&text);
        if !summary.is_empty() && (!self.quiet || diagnostics.has_errors()) {
            eprint(&format!("{summary}\n"));
        }
    }

    /// Says how many faults `gongshi fix` can mend, if it can mend any.
    pub fn say_mendable(&self, diagnostics: &Diagnostics, site: Language) {
        let count = diagnostics.iter().filter(|d| d.is_mendable()).count();
        if count > 0 {
            let words = words!(
                "其中 {count} 处可以用 gongshi fix 改好（先看改动：gongshi fix --dry-run）",
                "`gongshi fix` can mend {count} of them (`gongshi fix --dry-run` shows how)"
            );
            self.say(&words, site);
        }
    }

    /// Whether diagnostics are data for programs.
    fn is_data(&self) -> bool {
        matches!(self.format, Format::Json | Format::Sarif)
    }

    /// Whether everything is to be told.
    pub fn is_verbose(&self) -> bool {
        self.verbose
    }

    /// Says a line to people.
    pub fn say(&self, words: &Words, site: Language) {
        if !self.quiet {
            let text = match self.language(site) {
                report::Language::Zh => &words.zh,
                report::Language::En => &words.en,
            };
            // File names may have private numbers in them.
            eprint(&format!("{}\n", cover(text)));
        }
    }

    /// A bar for posters, only on a terminal.
    pub fn bar(&self, site: Language) -> ProgressBar {
        if self.quiet || !std::io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let (word, left) = match self.language(site) {
            report::Language::Zh => ("海报", "还要"),
            report::Language::En => ("posters", "left"),
        };
        let template = format!("{word} {{bar:30}} {{pos}}/{{len}} {{per_sec}} {left} {{eta}}");
        let style = ProgressStyle::with_template(&template)
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()).with_style(style)
    }
}

/// Draws how many of how many posters are done, at which rate, and how long the others will take.
/// Nothing is drawn before there are any.
pub fn show(bar: &ProgressBar, done: usize, total: usize) {
    if bar.length().is_none() {
        bar.set_length(total as u64);
        // What came before is no measure of posters.
        bar.reset_eta();
        bar.enable_steady_tick(Duration::from_millis(200));
    }
    bar.set_position(done as u64);
}

/// Writes to stdout; a closed pipe is no reason to fail.
pub fn print(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// Writes to stderr; a closed pipe is no reason to fail.
fn eprint(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}
