//! Embeds the default theme.

#![expect(
    clippy::expect_used,
    reason = "a build script stops the build with the reason"
)]

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=themes/default");
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR");
    let theme = Path::new(&root).join("themes/default");
    let mut code = String::from(
        "/// Every file of the default theme, by its path within it, sorted.\npub static FILES: &[(&str, &[u8])] = &[\n",
    );
    let walk = walkdir::WalkDir::new(&theme).sort_by_file_name();
    for entry in walk {
        let entry = entry.expect("themes/default can be read");
        if !entry.file_type().is_file() {
            continue;
        }
        let name = entry
            .path()
            .strip_prefix(&theme)
            .expect("the walk stays below its start");
        let name = name
            .to_str()
            .expect("theme files have plain names")
            .replace('\\', "/");
        // The recipe and its list of characters make the faces; the program does not need them.
        if name.starts_with("fonts/") && !name.ends_with(".ttf") && !name.ends_with(".otf") {
            continue;
        }
        let path = entry.path().display().to_string();
        writeln!(code, "    ({name:?}, include_bytes!({path:?})),").expect("writing to a string");
    }
    code.push_str("];\n");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("theme.rs"), code).expect("OUT_DIR can be written");
}
