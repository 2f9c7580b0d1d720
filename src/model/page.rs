//! Plain pages.

use super::scope::Scope;
use super::text::Text;
use super::{PlaceId, keys, value};
use crate::yaml::{Node, Reader};

/// A plain page.
#[derive(Debug, Clone)]
pub struct Page {
    /// Last part of its address.
    pub name: String,
    /// Title.
    pub title: String,
    /// Position among the others.
    pub order: u64,
    /// Places to which it belongs; empty: the site.
    pub places: Vec<PlaceId>,
    /// Text.
    pub text: Text,
}

/// Reads a plain page.
pub fn read(
    reader: &mut Reader<'_>,
    node: &Node,
    name: &str,
    text: Text,
    scope: Scope<'_>,
) -> Option<Page> {
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
        places: scope.places_of(reader, &fields, "places"),
        text,
    })
}
