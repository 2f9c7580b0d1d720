//! Where the files of a theme lie, and their texts as diagnostics show them.

use crate::paths::InputPath;
use crate::source::Source;
use crate::theme::Theme;

/// What stands before the path of a file that is built in: no folder of a site has this name.
pub const BUILT_IN: &str = "(built-in)/";

/// Where a file of the theme `name` lies. One that is built in lies nowhere in the site.
pub fn path(theme: &Theme, name: &str, within: &str) -> InputPath {
    InputPath::new(if theme.is_own(within) {
        format!("themes/{name}/{within}")
    } else {
        format!("{BUILT_IN}{within}")
    })
}

/// The text of a file; none if it is not in UTF-8, or not there.
pub fn source(theme: &Theme, name: &str, within: &str) -> Option<Source> {
    // As editors of other systems save it; lines are counted by `\n` alone.
    let text = theme.text(within)?.trim_start_matches('\u{feff}');
    Some(Source::new(
        path(theme, name, within),
        text.replace("\r\n", "\n"),
    ))
}
