//! The version of the views for which a theme is written.

use serde::Deserialize;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::paths::InputPath;
use crate::theme::{Theme, VIEWS};
use crate::words;

/// `theme.yaml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct About {
    #[expect(dead_code, reason = "a name for people who look into the folder")]
    name: String,
    views: u32,
}

/// Reports a theme that is written for other views, or that does not say.
pub fn check(theme: &Theme, name: &str, diagnostics: &mut Diagnostics) {
    let at = || InputPath::new(format!("themes/{name}/theme.yaml"));
    let about = theme.text("theme.yaml").unwrap_or_default();
    match serde_yaml::from_str::<About>(about) {
        Ok(about) if about.views == VIEWS => {}
        Ok(about) => {
            let views = about.views;
            diagnostics.push(
                Diagnostic::error(
                    "theme-version",
                    at(),
                    words!(
                        "主题是为第 {views} 版视图写的，本程序是第 {VIEWS} 版",
                        "the theme is written for version {views} of the views, this program has {VIEWS}"
                    ),
                )
                .help(words!(
                    "按新版视图改好模板，再把 views 改为 {VIEWS}",
                    "adapt its templates, then write `views: {VIEWS}`"
                )),
            );
        }
        Err(error) => {
            let detail = error.without_snippet().to_string();
            diagnostics.push(
                Diagnostic::error(
                    "theme-version",
                    at(),
                    words!(
                        "读不出 theme.yaml：{detail}",
                        "cannot read theme.yaml: {detail}"
                    ),
                )
                .help(words!(
                    "写两行：`name: 名称` 和 `views: {VIEWS}`",
                    "write two lines: `name: …` and `views: {VIEWS}`"
                )),
            );
        }
    }
}
