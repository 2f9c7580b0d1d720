//! Embeds the default theme with a hash of each file, a hash of everything that decides what the
//! program makes, and the pages about diagnostics.

#![expect(
    clippy::expect_used,
    reason = "a build script stops the build with the reason"
)]

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

/// What decides which bytes the program makes of a site.
const SOURCES: [&str; 3] = ["src", "themes/default", "Cargo.lock"];

/// The pages about diagnostics, one for each code.
const PAGES: &str = "docs/diagnostics";

fn main() {
    for source in SOURCES.iter().chain(&[PAGES]) {
        println!("cargo::rerun-if-changed={source}");
    }
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR");
    let theme = Path::new(&root).join("themes/default");
    let mut code = String::from(
        "/// Every file of the default theme by its path within it, sorted, with half a BLAKE3 hash.\npub static FILES: &[(&str, &[u8], [u8; 16])] = &[\n",
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
        let hash = half(&blake3::hash(
            &fs::read(&path).expect("theme files can be read"),
        ));
        writeln!(code, "    ({name:?}, include_bytes!({path:?}), {hash:?}),")
            .expect("writing to a string");
    }
    code.push_str("];\n");
    let program = half(&program(Path::new(&root)));
    writeln!(
        code,
        "/// Half a BLAKE3 hash of the program's sources, its default theme, and the versions of its libraries.\npub const PROGRAM: [u8; 16] = {program:?};"
    )
    .expect("writing to a string");
    let fields = fields(Path::new(&root));
    writeln!(
        code,
        "/// Names of all fields that views have, sorted.\npub const FIELDS: &[&str] = &{fields:?};"
    )
    .expect("writing to a string");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("theme.rs"), code).expect("OUT_DIR can be written");
    let pages = pages(Path::new(&root));
    fs::write(Path::new(&out).join("pages.rs"), pages).expect("OUT_DIR can be written");
}

/// Names of all fields of the views, by which misspelt ones in a template are told.
fn fields(root: &Path) -> Vec<String> {
    let mut names = std::collections::BTreeSet::new();
    let views = walkdir::WalkDir::new(root.join("src/plan/view"))
        .into_iter()
        .map(|entry| entry.expect("the views can be read"))
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path);
    for path in views.chain([root.join("src/markdown/block.rs")]) {
        let text = fs::read_to_string(path).expect("the views can be read");
        for line in text.lines() {
            let field = line.trim_start().strip_prefix("pub ");
            if let Some((name, _)) = field.and_then(|rest| rest.split_once(": ")) {
                names.insert(name.trim_start_matches("r#").to_owned());
            }
        }
    }
    names.into_iter().collect()
}

/// The table of the pages about diagnostics.
fn pages(root: &Path) -> String {
    let mut code = String::from(
        "/// Every page about a diagnostic by its code, sorted.\npub static PAGES: &[(&str, &str)] = &[\n",
    );
    let entries = fs::read_dir(root.join(PAGES)).expect("docs/diagnostics can be read");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("docs/diagnostics can be read").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .filter(|path| path.file_stem().is_some_and(|name| name != "README"))
        .collect();
    paths.sort_by_key(|path| path.file_stem().map(std::ffi::OsStr::to_owned));
    for path in paths {
        let name = path.file_stem().expect("a page has a name");
        let name = name.to_str().expect("codes are plain words");
        let path = path.display().to_string();
        writeln!(code, "    ({name:?}, include_str!({path:?})),").expect("writing to a string");
    }
    code.push_str("];\n");
    code
}

/// The hash of everything below [`SOURCES`], names and bytes.
fn program(root: &Path) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    for source in SOURCES {
        for entry in walkdir::WalkDir::new(root.join(source)).sort_by_file_name() {
            let entry = entry.expect("the sources can be read");
            if !entry.file_type().is_file() {
                continue;
            }
            let within = entry
                .path()
                .strip_prefix(root)
                .expect("the walk stays below");
            let name = within.to_string_lossy().replace('\\', "/");
            let bytes = fs::read(entry.path()).expect("the sources can be read");
            hasher.update(&(name.len() as u64).to_le_bytes());
            hasher.update(name.as_bytes());
            hasher.update(blake3::hash(&bytes).as_bytes());
        }
    }
    hasher.finalize()
}

fn half(hash: &blake3::Hash) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&hash.as_bytes()[..16]);
    half
}
