//! Grids: how the buildings of a place are divided, who answers for each part, and how many there
//! are of what, here and below. What nobody wrote is unknown, which is neither none nor zero.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::place::Place;
use super::{Model, PlaceId, code_of, contact, keys, value};
use crate::diagnostic::Diagnostic;
use crate::words;
use crate::yaml::{Fault, Fields, Node, Reader, meant};

/// A grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// Name.
    pub name: String,
    /// Office telephone of its worker.
    pub worker_phone: Option<String>,
    /// Its households, as written.
    pub written: Option<u64>,
    /// Its unit grids.
    pub units: Units,
}

/// What is known of the unit grids of a grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Units {
    /// Nothing.
    Unknown,
    /// How many there are.
    Counted(u64),
    /// Each of them.
    Listed(Vec<Unit>),
}

/// A unit grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Name.
    pub name: String,
    /// Its households, as written.
    pub households: Option<u64>,
    /// Its buildings, as the place names them.
    pub buildings: Vec<String>,
}

/// Several things: each by its name, or how many there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Several<T> {
    /// Those that are named.
    pub named: Vec<T>,
    /// How many there are, where only that is written.
    pub written: Option<u64>,
}

impl<T> Several<T> {
    /// Nobody wrote anything.
    pub(super) const NONE: Self = Several {
        named: Vec::new(),
        written: None,
    };

    /// Only how many there are.
    pub(super) fn number(count: u64) -> Self {
        Several {
            named: Vec::new(),
            written: Some(count),
        }
    }

    /// How many there are; none if nobody wrote it.
    pub fn count(&self) -> Option<u64> {
        match self.named.len() as u64 {
            0 => self.written,
            named => Some(named),
        }
    }
}

impl Grid {
    /// Its unit grids one by one, if they are known.
    pub fn listed(&self) -> &[Unit] {
        match &self.units {
            Units::Listed(units) => units,
            Units::Unknown | Units::Counted(_) => &[],
        }
    }

    /// How many unit grids it has, if that is known.
    pub fn units(&self) -> Option<u64> {
        match &self.units {
            Units::Unknown => None,
            Units::Counted(count) => Some(*count),
            Units::Listed(units) => Some(units.len() as u64),
        }
    }

    /// Its households: as written, or those of its unit grids if all are known.
    pub fn households(&self) -> Option<u64> {
        let units = self.listed();
        let of_units = || add_up(units.iter().map(|unit| unit.households));
        self.written
            .or_else(|| of_units().filter(|_| !units.is_empty()))
    }
}

/// Where a building lies: the position of its grid, and its unit grid if that is known.
pub type Lies<'p> = (usize, Option<&'p Unit>);

impl Place {
    /// Whether anything is written of its grids.
    pub fn has_grids(&self) -> bool {
        self.grids.count().is_some() || self.unit_grids.is_some()
    }

    /// Where one of its buildings lies; none if that is not known.
    pub fn lies(&self, building: &str) -> Option<Lies<'_>> {
        let grids = &self.grids.named;
        let mut units = grids.iter().enumerate().flat_map(|(at, grid)| {
            let units = grid.listed().iter();
            units.map(move |unit| (at, unit))
        });
        let found = units.find(|(_, unit)| unit.buildings.iter().any(|of| of == building));
        match found {
            Some((at, unit)) => Some((at, Some(unit))),
            // The only grid covers the place.
            None if grids.len() == 1 && !self.divides() => Some((0, None)),
            None => None,
        }
    }

    /// Whether its unit grids say which buildings lie in them.
    pub fn divides(&self) -> bool {
        let mut units = self.grids.named.iter().flat_map(Grid::listed);
        units.any(|unit| !unit.buildings.is_empty())
    }

    /// Buildings in no unit grid, where unit grids say which buildings lie in them.
    pub fn outside_grids(&self) -> Vec<&str> {
        if !self.divides() {
            return Vec::new();
        }
        let buildings = self.buildings.named.iter().map(String::as_str);
        buildings
            .filter(|building| self.lies(building).is_none())
            .collect()
    }

    /// Whether a chart can tell of any building where it lies.
    pub fn has_chart(&self) -> bool {
        let mut buildings = self.buildings.named.iter();
        buildings.any(|building| self.lies(building).is_some())
    }

    /// How many unit grids it has, if that is known.
    pub fn count_units(&self) -> Option<u64> {
        let grids = &self.grids.named;
        let of_grids = || add_up(grids.iter().map(Grid::units));
        self.unit_grids
            .or_else(|| of_grids().filter(|_| !grids.is_empty()))
    }
}

/// The sum of numbers that are all known.
fn add_up(mut parts: impl Iterator<Item = Option<u64>>) -> Option<u64> {
    parts.try_fold(0, |sum: u64, part| sum.checked_add(part?))
}

/// How many there are of something in a place and below.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Count {
    /// As many as are known of.
    pub known: u64,
    /// Whether anybody says how many.
    pub is_told: bool,
    /// Places that do not say.
    pub silent: Vec<PlaceId>,
}

impl Count {
    fn of(place: PlaceId, written: Option<u64>) -> Self {
        Count {
            known: written.unwrap_or_default(),
            is_told: written.is_some(),
            silent: written.map_or_else(|| vec![place], |_| Vec::new()),
        }
    }

    fn add(&mut self, other: Count) {
        self.known = self.known.saturating_add(other.known);
        self.is_told |= other.is_told;
        self.silent.extend(other.silent);
    }
}

/// How many grids, unit grids, buildings and households there are in a place and below.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Grids.
    pub grids: Count,
    /// Unit grids.
    pub units: Count,
    /// Buildings.
    pub buildings: Count,
    /// Households.
    pub households: Count,
}

impl Model {
    /// Whether something is written of grids at a place or below.
    pub fn has_grids(&self, place: PlaceId) -> bool {
        self.charts[place.index()].is_told
    }

    /// The code of the chart of a place, which no record has; none without a chart.
    pub fn chart_code(&self, place: PlaceId) -> Option<&str> {
        self.charts[place.index()].code.as_deref()
    }

    /// How many grids, unit grids, buildings and households there are. What a place says of itself
    /// holds; else those below are added up, invented ones only within invented ones.
    pub fn grid_counts(&self, place: PlaceId) -> Counts {
        let of = |own: fn(&Place) -> Option<u64>| self.count(place, own);
        Counts {
            grids: of(|place| place.grids.count()),
            units: of(Place::count_units),
            buildings: of(|place| place.buildings.count()),
            households: of(|place| place.households),
        }
    }

    fn count(&self, id: PlaceId, own: fn(&Place) -> Option<u64>) -> Count {
        let place = self.place(id);
        let written = own(place);
        let below = self.children(id);
        if written.is_some() || below.is_empty() {
            return Count::of(id, written);
        }
        let mut sum = Count::default();
        for child in below {
            if place.demo || !self.place(*child).demo {
                sum.add(self.count(*child, own));
            }
        }
        sum
    }
}

/// What is known of the chart of a place before anything is made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Chart {
    /// Something is written of grids there or below.
    is_told: bool,
    /// The code of its poster.
    code: Option<String>,
}

/// The charts of all places. `taken` are the codes of records.
pub(super) fn charts<'r>(places: &[Place], taken: impl Iterator<Item = &'r str>) -> Vec<Chart> {
    let of = |place: &Place| Chart {
        is_told: place.has_grids(),
        code: None,
    };
    let mut charts: Vec<Chart> = places.iter().map(of).collect();
    // Parents come before children.
    for place in places.iter().rev() {
        if let Some(parent) = place.parent.filter(|_| charts[place.id.index()].is_told) {
            charts[parent.index()].is_told = true;
        }
    }
    let mut with_chart = places.iter().filter(|place| place.has_chart()).peekable();
    if with_chart.peek().is_none() {
        return charts;
    }
    let mut taken: BTreeSet<String> = taken.map(str::to_owned).collect();
    for place in with_chart {
        let mut path = format!("{}/grids", place.folder);
        // Codes are short: the hash of another path may be the same.
        while taken.contains(&code_of(&path)) {
            path.push('+');
        }
        let code = code_of(&path);
        taken.insert(code.clone());
        charts[place.id.index()].code = Some(code);
    }
    charts
}

/// What a place says of its buildings and grids.
#[derive(Debug)]
pub(super) struct Division {
    pub(super) buildings: Several<String>,
    pub(super) grids: Several<Grid>,
    pub(super) unit_grids: Option<u64>,
}

/// Buildings where they were named, by the name that all ways of writing share.
type Seen = BTreeMap<String, Range<usize>>;

/// Reads the buildings and grids of a place, and whether what it says agrees.
pub(super) fn read(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    households: Option<u64>,
) -> Division {
    let buildings = buildings(reader, fields);
    let grids = grids(reader, fields, &buildings);
    let unit_grids = reader.parse_of(fields, "unit_grids", value::count);
    let named = &grids.named;
    if let (Some(node), Some(whole)) = (fields.get("unit_grids"), unit_grids)
        && !named.is_empty()
    {
        agree(
            reader,
            &node.range,
            whole,
            named.iter().map(Grid::units),
            UNIT_GRIDS,
        );
    }
    if let (Some(node), Some(whole)) = (fields.get("households"), households)
        && !named.is_empty()
    {
        let of_grids = named.iter().map(Grid::households);
        agree(reader, &node.range, whole, of_grids, HOUSEHOLDS);
    }
    Division {
        buildings,
        grids,
        unit_grids,
    }
}

/// What is counted: in Chinese, and in English.
type Counted = (&'static str, &'static str);
const UNIT_GRIDS: Counted = ("单元网格数", "unit grids");
const HOUSEHOLDS: Counted = ("户数", "households");

/// Wants the parts to add up to the whole; while some are unknown, not to be more than it.
fn agree(
    reader: &mut Reader<'_>,
    at: &Range<usize>,
    whole: u64,
    parts: impl Iterator<Item = Option<u64>>,
    (zh, en): Counted,
) {
    let parts: Vec<Option<u64>> = parts.collect();
    let sum = parts
        .iter()
        .flatten()
        .fold(0, |sum: u64, part| sum.saturating_add(*part));
    let are_all_known = parts.iter().all(Option::is_some);
    if sum == whole || (sum < whole && !are_all_known) {
        return;
    }
    let fault = Fault::new(
        "sum",
        words!(
            "{zh}写的是{whole}，各部分合计{sum}",
            "{whole} {en} are written, the parts add up to {sum}"
        ),
    );
    reader.fault(
        at,
        fault.help(words!("核对两处的数目", "compare both numbers")),
    );
}

/// How many there are, where a value says only that.
fn number(node: &Node) -> Option<u64> {
    value::count(node.scalar()?).ok()
}

fn buildings(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Several<String> {
    let Some(node) = fields.get("buildings") else {
        return Several::NONE;
    };
    if let Some(count) = number(node) {
        return Several::number(count);
    }
    let mut seen = Seen::new();
    let mut named = Vec::new();
    for (name, range) in reader.texts(node) {
        once(reader, &mut seen, &name, &range);
        named.push(name);
    }
    Several {
        named,
        written: None,
    }
}

/// Reports a building that was named before.
fn once(reader: &mut Reader<'_>, seen: &mut Seen, name: &str, range: &Range<usize>) {
    let Some(first) = seen.insert(value::building(name), range.clone()) else {
        return;
    };
    let first = reader.span(&first);
    let diagnostic = Diagnostic::error(
        "building-twice",
        reader.span(range),
        words!(
            "“{name}”这栋楼出现了两次",
            "the building `{name}` appears twice"
        ),
    )
    .other(first, words!("第一次在这里", "first here"))
    .help(words!(
        "每栋楼只写一次，只在一个单元网格里",
        "name each building once, in one unit grid"
    ));
    reader.diagnostics.push(diagnostic);
}

fn grids(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    buildings: &Several<String>,
) -> Several<Grid> {
    let Some(node) = fields.get("grids") else {
        return Several::NONE;
    };
    if let Some(count) = number(node) {
        return Several::number(count);
    }
    let mut seen = Seen::new();
    let mut named: Vec<Grid> = Vec::new();
    for item in reader.items(node) {
        let Some(grid) = grid(reader, item, buildings, &mut seen) else {
            continue;
        };
        if named.iter().any(|other| other.name == grid.name) {
            let name = &grid.name;
            reader.fault(
                &item.range,
                Fault::new(
                    "duplicate-key",
                    words!("网格“{name}”重复出现", "the grid `{name}` appears twice"),
                )
                .at(name)
                .help(words!(
                    "给其中一个另起名称",
                    "give one of them another name"
                )),
            );
        }
        named.push(grid);
    }
    Several {
        named,
        written: None,
    }
}

fn grid(
    reader: &mut Reader<'_>,
    item: &Node,
    buildings: &Several<String>,
    seen: &mut Seen,
) -> Option<Grid> {
    if let Some(name) = item.scalar() {
        return Some(Grid {
            name: name.to_owned(),
            worker_phone: None,
            written: None,
            units: Units::Unknown,
        });
    }
    let fields = reader.fields(
        item,
        &[keys::GRID],
        "`{name: 第一网格, units: [1-1 1号楼]}`",
    )?;
    let name = reader.text_of(&fields, "name");
    if name.is_none() {
        reader.missing(&item.range, keys::GRID[0], "第一网格");
    }
    let worker_phone = fields
        .get("worker_phone")
        .and_then(|node| contact::phone(reader, node));
    let written = reader.parse_of(&fields, "households", value::count);
    let units = match fields.get("units") {
        None => Units::Unknown,
        Some(node) => match number(node) {
            Some(count) => Units::Counted(count),
            None => Units::Listed(
                reader
                    .items(node)
                    .iter()
                    .filter_map(|item| unit(reader, item, buildings, seen))
                    .collect(),
            ),
        },
    };
    let grid = Grid {
        name: name?,
        worker_phone,
        written,
        units,
    };
    if let (Some(node), Some(whole)) = (fields.get("households"), written)
        && !grid.listed().is_empty()
    {
        let of_units = grid.listed().iter().map(|unit| unit.households);
        agree(reader, &node.range, whole, of_units, HOUSEHOLDS);
    }
    Some(grid)
}

fn unit(
    reader: &mut Reader<'_>,
    node: &Node,
    buildings: &Several<String>,
    seen: &mut Seen,
) -> Option<Unit> {
    let (name, households, written) = if let Some(line) = node.scalar() {
        let mut words = line.split([' ', '、']).filter(|word| !word.is_empty());
        let name = words.next()?.to_owned();
        let named = words.map(|word| (word.to_owned(), node.range.clone()));
        (name, None, named.collect())
    } else {
        let fields = reader.fields(node, &[keys::UNIT], "`1-1 1号楼 2号楼`")?;
        if fields.get("name").is_none() {
            reader.missing(&node.range, keys::UNIT[0], "1-1");
        }
        let households = reader.parse_of(&fields, "households", value::count);
        let named = fields
            .get("buildings")
            .map_or_else(Vec::new, |node| reader.texts(node));
        (reader.text_of(&fields, "name")?, households, named)
    };
    let mut known = Vec::new();
    for (word, range) in written {
        let wanted = value::building(&word);
        let is_it = |name: &&String| **name == word || value::building(name) == wanted;
        if let Some(building) = buildings.named.iter().find(is_it) {
            once(reader, seen, &word, &range);
            known.push(building.clone());
        } else {
            reader.fault(&range, unknown(&word, &buildings.named));
        }
    }
    Some(Unit {
        name,
        households,
        buildings: known,
    })
}

fn unknown(word: &str, known: &[String]) -> Fault {
    let help = meant(word, known.iter().map(String::as_str));
    let help = help.unwrap_or_else(|| {
        words!(
            "先写进“楼栋”里，或改正名称",
            "add it to `buildings`, or correct its name"
        )
    });
    Fault::new(
        "unknown-building",
        words!(
            "这里没有“{word}”这栋楼",
            "there is no building `{word}` here"
        ),
    )
    .at(word)
    .help(help)
}
