//! Sites whose places have grids of all sizes, for their charts.

#![allow(dead_code, reason = "each test file uses a part")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// A place with grids.
#[derive(Debug, Clone, Copy)]
pub struct Charted {
    /// Its folder.
    pub name: &'static str,
    /// How many buildings it has.
    pub buildings: usize,
    /// How many grids share them.
    pub grids: usize,
    /// How many of the last buildings are in none.
    pub outside: usize,
    /// Buildings have long names.
    pub long: bool,
    /// Grids have telephones, and the place has an issuer and a contact.
    pub phones: bool,
    /// It says of which day it is.
    pub dated: bool,
}

const fn of(name: &'static str, buildings: usize, grids: usize) -> Charted {
    Charted {
        name,
        buildings,
        grids,
        outside: 0,
        long: false,
        phones: true,
        dated: true,
    }
}

/// Charts with little and with much to say.
pub const CHARTS: [Charted; 9] = [
    of("one", 1, 1),
    of("two", 2, 2),
    of("six", 6, 2),
    of("many", 45, 4),
    of("many-one", 45, 1),
    Charted {
        long: true,
        ..of("long", 12, 2)
    },
    Charted {
        long: true,
        ..of("many-long", 45, 3)
    },
    Charted {
        phones: false,
        dated: false,
        ..of("no-phone", 9, 3)
    },
    Charted {
        outside: 2,
        ..of("outside", 8, 2)
    },
];

impl Charted {
    /// Name of a building.
    pub fn building(self, number: usize, zh: bool) -> String {
        match (self.long, zh) {
            (false, true) => format!("{number}号楼"),
            (false, false) => format!("Building {number}"),
            (true, true) => format!("东街{number}号商住综合楼（原纺织厂职工宿舍）"),
            (true, false) => format!("Long Riverside Garden Residence Tower {number}"),
        }
    }

    fn document(self, zh: bool) -> String {
        let title = match (self.long, zh) {
            (false, true) => "桃园小区",
            (false, false) => "Peach Garden",
            (true, true) => "东街纺织厂职工宿舍及商住综合楼小区",
            (true, false) => "Long Riverside Garden Residences on East Street",
        };
        let mut text = format!("---\ntitle: {title}\nlevel: compound\n");
        if self.phones {
            text.push_str("issuer: owners-committee\nbodies:\n  owners-committee: 桃园小区业主委员会 0731-00000001\ncontact: {phone: 0731-00000002, hours: 每天8:00-18:00, place: 物业服务中心}\n");
        }
        if self.dated {
            text.push_str("grids_date: 2026-01-05\n");
        }
        let numbers: Vec<usize> = (1..=self.buildings).collect();
        text.push_str("buildings:\n");
        for number in &numbers {
            let _ = writeln!(text, "  - {}", self.building(*number, zh));
        }
        text.push_str("grids:\n");
        let within = &numbers[..self.buildings - self.outside];
        let share = within.len().div_ceil(self.grids);
        for (at, mine) in within.chunks(share).enumerate() {
            let (at, name) = (at + 1, if zh { "网格" } else { "Grid" });
            let long = match (self.long, zh) {
                (false, _) => "",
                (true, true) => "（东街片区社区服务联络点）",
                (true, false) => " of the East Street service point",
            };
            let _ = writeln!(text, "  - name: {name} {at}{long}");
            if self.phones {
                let _ = writeln!(text, "    worker_phone: 0731-0000001{at}");
            }
            text.push_str("    units:\n");
            for (unit, number) in mine.iter().enumerate() {
                let building = self.building(*number, zh);
                let unit = unit + 1;
                let _ = writeln!(
                    text,
                    "      - {{name: {at}-{unit}, buildings: [{building}]}}"
                );
            }
        }
        text.push_str("---\n");
        text
    }
}

/// Writes a site with a place for each chart.
pub fn write(root: &Path, zh: bool) {
    let put = |path: &str, text: &str| {
        let full = root.join(path);
        fs::create_dir_all(full.parent().unwrap()).unwrap();
        fs::write(full, text).unwrap();
    };
    let language = if zh { "zh" } else { "en" };
    put(
        "content/site.yaml",
        &format!(
            "title: 东街公示栏\nbase_url: https://gs.example\ntoday: 2026-03-25\nlanguage: {language}\n"
        ),
    );
    put("content/_index.md", "---\ntitle: 东街街道\n---\n");
    for chart in CHARTS {
        let path = format!("content/{}/_index.md", chart.name);
        put(&path, &chart.document(zh));
    }
}
