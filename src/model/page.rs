//! Plain pages and mechanisms.

use super::keyed::{Adopted, BodyKind};
use super::scope::Scope;
use super::text::Text;
use super::{PlaceId, keys, place, value};
use crate::words;
use crate::yaml::{Fault, Node, Reader};

/// A plain page.
#[derive(Debug, Clone)]
pub struct Page {
    /// Last part of its address.
    pub name: String,
    /// Title.
    pub title: String,
    /// Position in the footer.
    pub order: u64,
    /// Text.
    pub text: Text,
}

/// A way of working.
#[derive(Debug, Clone)]
pub struct Mechanism {
    /// Last part of its address.
    pub name: String,
    /// Title.
    pub title: String,
    /// Kinds of its standing bodies.
    pub bodies: Vec<BodyKind>,
    /// Its rhythm.
    pub rhythm: Vec<String>,
    /// Issues raised each week, as written.
    pub issues_per_week: Option<String>,
    /// Where it stands.
    pub adoption: Vec<Adoption>,
    /// Text.
    pub text: Text,
}

impl Mechanism {
    /// Issues to be raised each week where a mechanism says nothing else: one or two.
    pub const PER_WEEK: (u64, u64) = (1, 2);

    /// The least and the most issues to be raised each week.
    pub fn per_week(&self) -> (u64, u64) {
        let written = self.issues_per_week.as_deref().unwrap_or_default();
        let numbers: Vec<u64> = written
            .split(|c: char| !c.is_ascii_digit())
            .filter_map(|digits| digits.parse().ok())
            .collect();
        match numbers.as_slice() {
            [only] => (*only, *only),
            [least, most] if least <= most => (*least, *most),
            _ => Self::PER_WEEK,
        }
    }
}

/// Where a mechanism stands.
#[derive(Debug, Clone)]
pub struct Adoption {
    /// The place.
    pub place: PlaceId,
    /// How far it is adopted there.
    pub state: Adopted,
    /// Since when, as written.
    pub since: Option<String>,
    /// Note.
    pub note: Option<String>,
}

/// Reads a plain page.
pub fn read_page(reader: &mut Reader<'_>, node: &Node, name: &str, text: Text) -> Option<Page> {
    let fields = reader.fields(node, &[keys::PAGE], "`标题: 关于本站`")?;
    if fields.get("title").is_none() {
        reader.missing(&fields.place_of("title"), keys::PAGE[0], "关于本站");
    }
    let order = reader
        .parse_of(&fields, "order", value::count)
        .unwrap_or(u64::MAX);
    Some(Page {
        name: name.to_owned(),
        title: reader.text_of(&fields, "title")?,
        order,
        text,
    })
}

/// Reads a mechanism.
pub fn read_mechanism(
    reader: &mut Reader<'_>,
    node: &Node,
    name: &str,
    text: Text,
    scope: Scope<'_>,
) -> Option<Mechanism> {
    let fields = reader.fields(node, &[keys::MECHANISM], "`标题: 五加X`")?;
    if fields.get("title").is_none() {
        reader.missing(
            &fields.place_of("title"),
            keys::MECHANISM[0],
            "“五+X”工作机制",
        );
    }
    let mut bodies = Vec::new();
    if let Some(node) = fields.get("bodies") {
        for (word, range) in reader.texts(node) {
            match BodyKind::read(&word) {
                Ok(kind) => bodies.push(kind),
                Err(fault) => reader.fault(&range, fault),
            }
        }
    }
    let mut adoption = Vec::new();
    if let Some(node) = fields.get("adoption") {
        for item in reader.items(node) {
            adoption.extend(read_adoption(reader, item, scope));
        }
    }
    Some(Mechanism {
        name: name.to_owned(),
        title: reader.text_of(&fields, "title")?,
        bodies,
        rhythm: place::list(reader, &fields, "rhythm"),
        issues_per_week: reader.text_of(&fields, "issues_per_week"),
        adoption,
        text,
    })
}

fn read_adoption(reader: &mut Reader<'_>, node: &Node, scope: Scope<'_>) -> Option<Adoption> {
    if let Some(line) = node.scalar() {
        let mut words = value::first_words(line, 4);
        let path = words.next().unwrap_or_default();
        let place = reader.parse(node, |_| place_at(path, scope))?;
        let Some(state) = words.next() else {
            reader.missing_word(node, keys::ADOPTION[1], "/dongheng 试点");
            return None;
        };
        let state = reader.parse(node, |_| Adopted::read(state))?;
        let since = words.next().map(str::to_owned);
        return Some(Adoption {
            place,
            state,
            since,
            note: words.next().map(str::to_owned),
        });
    }
    let fields = reader.fields(node, &[keys::ADOPTION], "`/dongheng 试点`")?;
    for (key, example) in [(keys::ADOPTION[0], "/"), (keys::ADOPTION[1], "试点")] {
        if fields.get(key.name).is_none() {
            reader.missing(&node.range, key, example);
        }
    }
    let place = reader.parse_of(&fields, "place", |text| place_at(text, scope));
    let state = reader.parse_of(&fields, "state", Adopted::read);
    let since = reader.text_of(&fields, "since");
    let note = reader.text_of(&fields, "note");
    Some(Adoption {
        place: place?,
        state: state?,
        since,
        note,
    })
}

fn place_at(path: &str, scope: Scope<'_>) -> Result<PlaceId, Fault> {
    let folder = path.trim_matches('/');
    scope.index.place(folder).ok_or_else(|| {
        let known: Vec<String> = scope
            .index
            .places
            .iter()
            .map(|entry| format!("/{}", entry.folder))
            .collect();
        let written = format!("/{folder}");
        let help =
            crate::yaml::meant(&written, known.iter().map(String::as_str)).unwrap_or_else(|| {
                words!(
                    "写从根开始的文件夹路径，例如 /dongheng",
                    "write the path of its folder from the root, for example /dongheng"
                )
            });
        Fault::new(
            "unknown-place",
            words!("没有“{path}”这个地方", "there is no place `{path}`"),
        )
        .at(path)
        .help(help)
    })
}
