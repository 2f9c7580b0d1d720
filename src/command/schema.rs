//! `gongshi schema`: a JSON Schema of what authors write.

use clap::ValueEnum as _;
use clap::builder::PossibleValue;

use super::{Exit, terminal};
use crate::cli::{Common, Lang, Schema};
use crate::config::Language;
use crate::schema;

/// Prints the schema.
pub fn run(common: &Common, schema: &Schema) -> Exit {
    let language = match common.lang {
        Some(Lang::En) => Language::En,
        Some(Lang::Zh) | None => Language::Zh,
    };
    let of = schema.of.and_then(|of| of.to_possible_value());
    let found = schema::schema(language, of.as_ref().map(PossibleValue::get_name));
    terminal::print(&format!("{found:#}\n"));
    Exit::Done
}
