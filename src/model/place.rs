//! Places: a city, district, subdistrict, community or compound, with bodies, buildings, grids and
//! boards.

use std::sync::Arc;

use chrono::NaiveDate;

use super::body::{self, Body, Instructor};
use super::contact::{self, Contact, Objections};
use super::grid::{self, Grid, Several};
use super::index::PlaceEntry;
use super::keyed::{Level, YesNo};
use super::money::Money;
use super::paper::Paper;
use super::scope::{Party, Scope};
use super::text::Text;
use super::venue::{self, Venue};
use super::{PlaceId, acknowledge, keys, value};
use crate::paths::InputPath;
use crate::words;
use crate::yaml::{Fault, Fields, Node, Reader};

/// A place.
#[derive(Debug, Clone)]
pub struct Place {
    /// Its id.
    pub id: PlaceId,
    /// The place above.
    pub parent: Option<PlaceId>,
    /// Folder below `content/`; empty for the root.
    pub folder: String,
    /// Name.
    pub title: String,
    /// Level.
    pub level: Level,
    /// Other names.
    pub aliases: Vec<String>,
    /// It, or a place above, is marked as invented.
    pub demo: bool,
    /// Households, if known.
    pub households: Option<u64>,
    /// Default issuers of records.
    pub issuers: Vec<Party>,
    /// Default contact of records.
    pub contact: Option<Arc<Contact>>,
    /// Default place for objections.
    pub objections: Option<Objections>,
    /// Bodies, in the order written.
    pub bodies: Vec<Body>,
    /// Who keeps in touch with it for the Party where it has no branch, and with places below.
    pub instructor: Option<Instructor>,
    /// Buildings.
    pub buildings: Several<String>,
    /// Grids.
    pub grids: Several<Grid>,
    /// Unit grids of all grids, as written.
    pub unit_grids: Option<u64>,
    /// The day as of which its grids are as written.
    pub grids_date: Option<NaiveDate>,
    /// Venues.
    pub venues: Vec<Venue>,
    /// Notice boards.
    pub boards: Vec<Board>,
    /// Names of chat groups in which the office tells what hangs.
    pub chat_groups: Vec<String>,
    /// The only paper that can be printed there or nearest above; none: any.
    pub paper: Option<Paper>,
    /// Uses of public revenue above this amount cite a resolution; its own, or that of the nearest
    /// place above.
    pub uses_limit: Option<Money>,
    /// Codes of warnings that it answers, with reasons.
    pub acknowledged: Vec<(String, String)>,
    /// The text of the place.
    pub text: Text,
}

/// A notice board.
#[derive(Debug, Clone)]
pub struct Board {
    /// Where it hangs.
    pub name: String,
    /// Size of the sheets that it takes.
    pub size: Paper,
    /// Copies of each sheet.
    pub copies: u64,
    /// Buildings or places that it serves; empty means all.
    pub serves: Vec<String>,
}

impl Place {
    /// Whether a word names one of its buildings, in any of the usual ways: 3栋 is 3号楼.
    pub fn has_building(&self, word: &str) -> bool {
        is_among(&self.buildings.named, word)
    }

    /// Whether a word is one of its names: title, other name, folder.
    pub fn is_called(&self, word: &str) -> bool {
        let is_alias = |alias: &String| alias == word;
        self.title == word || self.folder == word || self.aliases.iter().any(is_alias)
    }

    /// Whether more is known of its bodies than how to reach them.
    pub fn tells_of_people(&self) -> bool {
        self.instructor.is_some() || self.bodies.iter().any(Body::tells_of_people)
    }

    /// Its document.
    pub fn document(&self) -> InputPath {
        InputPath::new(if self.folder.is_empty() {
            "content/_index.md".to_owned()
        } else {
            format!("content/{}/_index.md", self.folder)
        })
    }
}

fn is_among(buildings: &[String], word: &str) -> bool {
    let is_same = || {
        let wanted = value::building(word);
        buildings
            .iter()
            .any(|known| value::building(known) == wanted)
    };
    !buildings.is_empty() && (buildings.iter().any(|known| known == word) || is_same())
}

/// Reads a place. `places` are those read before it, all above it among them; the result still
/// lacks what needs its own bodies (see [`defaults`]).
pub fn read(
    reader: &mut Reader<'_>,
    node: &Node,
    id: PlaceId,
    entry: &PlaceEntry,
    parent: Option<&Place>,
    text: Text,
    scope: Scope<'_>,
) -> Option<Place> {
    let fields = reader.fields(node, &[keys::PLACE], "`title: 桃园小区`")?;
    let title = reader.text_of(&fields, "title");
    if title.is_none() {
        reader.missing(&fields.place_of("title"), keys::PLACE[0], "桃园小区");
    }
    let demo = reader.parse_of(&fields, "demo", YesNo::read) == Some(YesNo::Yes);
    let households = reader.parse_of(&fields, "households", value::count);
    let division = grid::read(reader, &fields, households);
    Some(Place {
        id,
        parent: entry.parent,
        folder: entry.folder.clone(),
        level: level(reader, &fields, parent),
        aliases: list(reader, &fields, "aliases"),
        demo: demo || parent.is_some_and(|parent| parent.demo),
        households,
        issuers: Vec::new(),
        contact: None,
        objections: None,
        bodies: body::read(reader, &fields, scope),
        instructor: fields
            .get("instructor")
            .and_then(|node| body::instructor(reader, node)),
        grids: division.grids,
        unit_grids: division.unit_grids,
        grids_date: reader.parse_of(&fields, "grids_date", value::date),
        venues: venue::read(reader, &fields, scope),
        boards: boards(reader, &fields),
        chat_groups: list(reader, &fields, "chat_groups"),
        paper: reader
            .parse_of(&fields, "paper", Paper::read)
            .or_else(|| parent.and_then(|parent| parent.paper)),
        uses_limit: reader
            .parse_of(&fields, "uses_limit", Money::read)
            .or_else(|| parent.and_then(|parent| parent.uses_limit)),
        acknowledged: fields
            .get("acknowledge")
            .map_or_else(Vec::new, |node| acknowledge::read(reader, node)),
        buildings: division.buildings,
        text,
        title: title?,
    })
}

/// Issuers, contact and where to object, for records that name none.
type Defaults = (Vec<Party>, Option<Arc<Contact>>, Option<Objections>);

/// Reads what needs the bodies of the place itself: default issuers, contact and objections.
pub fn defaults(reader: &mut Reader<'_>, node: &Node, scope: Scope<'_>) -> Option<Defaults> {
    // Unknown keys were reported by `read`.
    let mut quiet = crate::diagnostic::Diagnostics::new();
    let fields = Reader {
        source: reader.source,
        diagnostics: &mut quiet,
    }
    .fields(node, &[keys::PLACE], "")?;
    let issuers = fields
        .get("issuer")
        .map_or_else(Vec::new, |node| issuers(reader, node, scope));
    let contact = fields
        .get("contact")
        .and_then(|node| contact::read(reader, node))
        .map(Arc::new);
    let objections = fields
        .get("objections")
        .and_then(|node| contact::read_objections(reader, node, scope));
    Some((issuers, contact, objections))
}

/// One body or a list of bodies.
pub fn issuers(reader: &mut Reader<'_>, node: &Node, scope: Scope<'_>) -> Vec<Party> {
    let mut issuers = Vec::new();
    for (word, range) in reader.texts(node) {
        match scope.body(&word) {
            Ok(party) => issuers.push(party),
            Err(fault) => reader.fault(&range, fault),
        }
    }
    issuers
}

/// Whether a place is another one or lies below it.
pub fn is_within(places: &[Place], place: PlaceId, other: PlaceId) -> bool {
    place == other || up(places, place).any(|here| here.id == other)
}

/// A place and those above it, nearest first.
pub fn up(places: &[Place], place: PlaceId) -> impl Iterator<Item = &Place> {
    let here = places.get(place.index());
    std::iter::successors(here, |here| places.get(here.parent?.index()))
}

/// Texts of a list field.
pub fn list(reader: &mut Reader<'_>, fields: &Fields<'_>, name: &str) -> Vec<String> {
    fields.get(name).map_or_else(Vec::new, |node| {
        reader
            .texts(node)
            .into_iter()
            .map(|(text, _)| text)
            .collect()
    })
}

fn level(reader: &mut Reader<'_>, fields: &Fields<'_>, parent: Option<&Place>) -> Level {
    let below = match parent.map(|parent| parent.level) {
        Some(Level::City) => Level::District,
        None | Some(Level::District) => Level::Subdistrict,
        Some(Level::Subdistrict) => Level::Community,
        Some(Level::Community | Level::Compound) => Level::Compound,
    };
    let Some(node) = fields.get("level") else {
        return below;
    };
    let Some(level) = reader.parse(node, Level::read) else {
        return below;
    };
    if let Some(parent) = parent.filter(|parent| parent.level >= level) {
        let above = &parent.title;
        reader.fault(
            &node.range,
            Fault::new(
                "level-order",
                words!(
                    "层级不能与上级“{above}”相同或更高",
                    "the level must be below that of `{above}`, the place above"
                ),
            )
            .help(words!(
                "写更低的层级，例如“小区”，或把文件夹移到别处",
                "write a lower level, or move the folder"
            )),
        );
    }
    level
}

/// Most copies of a poster for one board: more are a slip of the pen.
const MOST_COPIES: u64 = 99;

/// Copies of each poster for a board.
fn copies(written: &str) -> Result<u64, Fault> {
    let copies = value::count(written)?;
    if (1..=MOST_COPIES).contains(&copies) {
        return Ok(copies);
    }
    Err(Fault::new(
        "out-of-range",
        words!(
            "份数写成了 {copies}，应为 1 到 {MOST_COPIES}",
            "found {copies} copies, expected 1 to {MOST_COPIES}"
        ),
    )
    .help(words!(
        "不用这块公示栏时，删去这一行",
        "remove the board if it is not used"
    )))
}

fn boards(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Vec<Board> {
    let Some(node) = fields.get("boards") else {
        return Vec::new();
    };
    let mut boards = Vec::new();
    for item in reader.items(node) {
        if let Some(line) = item.scalar() {
            let mut words = line.split_whitespace();
            let name = words.next().unwrap_or_default().to_owned();
            let size = words.next().map_or(Some(Paper::A4), |word| {
                reader.parse(item, |_| Paper::read(word))
            });
            let copies = words
                .next()
                .map_or(Some(1), |word| reader.parse(item, |_| copies(word)));
            boards.push(Board {
                name,
                size: size.unwrap_or_default(),
                copies: copies.unwrap_or(1),
                serves: Vec::new(),
            });
            continue;
        }
        let Some(fields) = reader.fields(item, &[keys::BOARD], "`3号楼大堂 A4 1`") else {
            continue;
        };
        let Some(name) = reader.text_of(&fields, "name") else {
            reader.missing(&item.range, keys::BOARD[0], "3号楼大堂");
            continue;
        };
        let size = reader
            .parse_of(&fields, "size", Paper::read)
            .unwrap_or_default();
        let copies = reader.parse_of(&fields, "copies", copies).unwrap_or(1);
        boards.push(Board {
            name,
            size,
            copies,
            serves: list(reader, &fields, "for"),
        });
    }
    boards
}
