//! What a place decided in a year: the page, and the file to print.

use std::collections::BTreeMap;

use super::frame::Belongs;
use super::record::printed;
use super::{Composer, is_erased, iso, year};
use crate::markdown;
use crate::model::keyed::{Kind, PosterStyle};
use crate::model::month::Month;
use crate::model::paper::Paper;
use crate::model::record::{Facts, Record};
use crate::model::register::{Register, Ruling};
use crate::model::resolution::Resolution;
use crate::model::{PlaceId, RecordId, counts::Reach};
use crate::paths::SitePath;
use crate::plan::view::frame::Link;
use crate::plan::view::list::{Bundle, YearLink};
use crate::plan::view::poster::Sheet;
use crate::plan::view::record::Withdrawal;
use crate::plan::view::register::{
    BookDecision, BookEntry, BookRelation, BookView, Entry, RegisterBelow, RegisterView,
    RulingCount,
};
use crate::plan::{lists, routes};

impl Composer<'_> {
    /// What a place decided in a year.
    pub(super) fn register_page(
        &self,
        id: PlaceId,
        of: i32,
        month: Option<Month>,
        page: &SitePath,
    ) -> RegisterView {
        let place = self.model.place(id);
        let register = self.model.register(id, of);
        let is_here = |id: &RecordId| {
            let record = self.model.record(*id);
            month.is_none_or(|month| record.is_some_and(|of| Month::of(of.date) == month))
        };
        let is_divided = month.is_none() && lists::is_register_long(register.entries.len());
        let rulings = register.rulings.iter().map(|(ruling, records)| {
            let records: Vec<RecordId> = records.iter().copied().filter(is_here).collect();
            (ruling, records)
        });
        let rulings: Vec<_> = rulings.filter(|(_, records)| !records.is_empty()).collect();
        let counted = rulings.iter();
        let entries = self.registered(&register);
        let entries: Vec<_> = entries
            .filter(|(_, record, _)| is_here(&record.id))
            .collect();
        RegisterView {
            frame: self.frame(
                id,
                page,
                place.title.clone(),
                String::new(),
                Belongs::Of(Kind::Resolution),
            ),
            year: of,
            month: month.map(|month| iso(month.first())),
            months: if is_divided {
                Self::register_months(&entries, &place.folder, page)
            } else {
                Vec::new()
            },
            total: entries.len(),
            is_brief: month.is_some() && lists::is_register_long(entries.len()),
            list: page.relative(&routes::list(&place.folder, Kind::Resolution)),
            rulings: counted
                .map(|(ruling, records)| RulingCount {
                    ruling: ruling.key(),
                    count: self.count(records, None, page),
                })
                .collect(),
            entries: if is_divided {
                Vec::new()
            } else {
                let entries = entries.iter();
                entries
                    .map(|(n, record, resolution)| self.entry(*n, record, resolution, page))
                    .collect()
            },
            book: (self.posters && !register.entries.is_empty())
                .then(|| page.relative(&routes::register_book(&place.folder, of))),
            below: self.registers_below(id, of, page),
            years: self.register_years(id, of, page),
        }
    }

    /// The resolutions of a register with their numbers.
    fn registered<'r>(
        &'r self,
        register: &'r Register,
    ) -> impl Iterator<Item = (usize, &'r Record, &'r Resolution)> {
        let entries = register.entries.iter().enumerate();
        entries.filter_map(|(at, id)| {
            let record = self.model.record(*id)?;
            match &record.facts {
                Facts::Resolution(resolution) => Some((at + 1, record, &**resolution)),
                _ => None,
            }
        })
    }

    /// The months of a year whose register is too long for a page.
    fn register_months(
        entries: &[(usize, &Record, &Resolution)],
        folder: &str,
        page: &SitePath,
    ) -> Vec<Bundle> {
        let month = |(_, record, _): &(usize, &Record, &Resolution)| Month::of(record.date);
        let months = entries.chunk_by(|a, b| month(a) == month(b));
        let bundle = |entries: &[(usize, &Record, &Resolution)]| {
            let month = month(entries.first()?);
            Some(Bundle {
                key: "month",
                from: iso(month.first()),
                count: entries.len(),
                href: page.relative(&routes::register_of(folder, month)),
            })
        };
        months.filter_map(bundle).collect()
    }

    fn entry(&self, n: usize, record: &Record, resolution: &Resolution, page: &SitePath) -> Entry {
        let erased = is_erased(record);
        Entry {
            n,
            row: self.row(record, page),
            ruling: Ruling::of(record, resolution).key(),
            number: record.number.as_ref().map(|(number, _)| number.clone()),
            in_force: in_force(record, resolution),
            revoked: revoked(record, resolution),
            withdrawn: record.withdrawn.as_ref().map(|withdrawal| Withdrawal {
                date: iso(withdrawal.date),
                reason: withdrawal.reason.clone(),
                erased: withdrawal.erase,
            }),
            relations: self.relations(record, page),
            facts: (!erased).then(|| self.resolution_facts(resolution, record, Some(page))),
        }
    }

    /// The places directly below with their registers.
    fn registers_below(&self, id: PlaceId, of: i32, page: &SitePath) -> Vec<RegisterBelow> {
        let mut decided: BTreeMap<PlaceId, usize> = BTreeMap::new();
        for record in self.model.listed_at(id, Kind::Resolution) {
            if year(record) == of {
                *decided.entry(record.place).or_default() += 1;
            }
        }
        let counted = self.model.reach(id, Reach::WithBelow);
        let children = self.children(id).filter(|child| counted.contains(child));
        let below = children.map(|child| {
            let places = self.model.reach(child, Reach::WithBelow).into_iter();
            let place = self.model.place(child);
            RegisterBelow {
                place: Link {
                    title: place.title.clone(),
                    href: page.relative(&routes::register(&place.folder, of)),
                },
                demo: place.demo,
                count: places.filter_map(|place| decided.get(&place)).sum(),
            }
        });
        below.filter(|below| below.count > 0).collect()
    }

    /// The way to the register of a place.
    pub(super) fn register_link(&self, id: PlaceId, of: i32, page: &SitePath) -> String {
        page.relative(&routes::register(&self.model.place(id).folder, of))
    }

    /// The years of which a place has a register, newest first.
    fn register_years(&self, id: PlaceId, only: i32, page: &SitePath) -> Vec<YearLink> {
        let folder = &self.model.place(id).folder;
        let all = self.model.listed_at(id, Kind::Resolution);
        let years = all.chunk_by(|a, b| year(a) == year(b));
        let link = |records: &[&Record]| {
            let of = records.first().map(|record| year(record))?;
            Some(YearLink {
                year: of,
                count: records.len(),
                href: page.relative(&routes::register(folder, of)),
                current: of == only,
            })
        };
        years.filter_map(link).collect()
    }

    /// What a place decided in a year, as a file to print.
    pub(super) fn register_book(&self, id: PlaceId, of: i32) -> BookView {
        let place = self.model.place(id);
        let register = self.model.register(id, of);
        let paper = Paper::default();
        let entries: Vec<BookEntry> = self
            .registered(&register)
            .map(|(n, record, resolution)| self.book_entry(n, record, resolution))
            .collect();
        let address = routes::register(&place.folder, of);
        let mut view = BookView {
            language: self.site.language.clone(),
            place: place.title.clone(),
            demo: place.demo,
            pinned_today: self.site.pinned_today.clone(),
            year: of,
            date: entries
                .last()
                .map(|entry| entry.date.clone())
                .unwrap_or_default(),
            address: self
                .site
                .base_url
                .as_deref()
                .map(|base| printed(base, &address)),
            rulings: register
                .rulings
                .iter()
                .map(|(ruling, records)| (ruling.key(), records.len()))
                .collect(),
            entries,
            hash: String::new(),
            sheet: Sheet {
                width: paper.width(),
                height: paper.height(),
                economy: true,
                style: PosterStyle::Board.key(),
                r#use: "print",
            },
        };
        // A view is plain data: it always serialises.
        let content = serde_json::to_vec(&view).unwrap_or_default();
        view.hash.push_str(&blake3::hash(&content).to_hex()[..8]);
        view
    }

    fn book_entry(&self, n: usize, record: &Record, resolution: &Resolution) -> BookEntry {
        let erased = is_erased(record);
        let short = routes::short(&record.code);
        // A file of hundreds of resolutions shows what they say, and not their pictures: these stand
        // on their pages.
        let body = || markdown::to_blocks(&record.text.source, &|_| None);
        let relation = |of: crate::plan::view::record::Relation| BookRelation {
            relation: of.relation,
            title: of.record.title,
            number: of.number,
            date: of.date,
            reason: of.reason,
        };
        // Addresses are of no use on paper: they are taken as seen from the root, and left out.
        let root = SitePath::new("/index.html");
        BookEntry {
            n,
            title: record.full_title(),
            date: iso(record.date),
            ruling: Ruling::of(record, resolution).key(),
            number: record
                .number
                .as_ref()
                .filter(|_| !erased)
                .map(|(number, _)| number.clone()),
            address: self
                .site
                .base_url
                .as_deref()
                .map(|base| printed(base, &short)),
            withdrawn: record
                .withdrawn
                .as_ref()
                .map(|withdrawal| (iso(withdrawal.date), withdrawal.reason.clone())),
            erased,
            revoked: revoked(record, resolution),
            in_force: in_force(record, resolution),
            relations: self
                .relations(record, &root)
                .into_iter()
                .map(relation)
                .collect(),
            decision: (!erased).then(|| BookDecision {
                decided_by: resolution.decided_by.key(),
                state: resolution.state(self.model.today()).key(),
                period: record
                    .display()
                    .map(|display| (iso(display.from), display.last_day.map(iso))),
                facts: self.resolution_facts(resolution, record, None),
            }),
            body: if erased { Vec::new() } else { body() },
            attachments: if erased {
                Vec::new()
            } else {
                let titles = record.attachments.iter().map(|(file, title)| {
                    let name = || file.path.file_name().to_owned();
                    title.clone().unwrap_or_else(name)
                });
                titles.collect()
            },
        }
    }
}

/// When and why a resolution was revoked; of one that is erased nothing is told.
fn revoked(record: &Record, resolution: &Resolution) -> Option<(String, Option<String>)> {
    if is_erased(record) || !resolution.is_revoked() {
        return None;
    }
    let last = resolution.progress.last()?;
    Some((iso(last.date), last.note.clone()))
}

/// The day from which a resolution is in force, if it is told: what is withdrawn has none.
fn in_force(record: &Record, resolution: &Resolution) -> Option<String> {
    let from = resolution.in_force_from();
    from.filter(|_| record.withdrawn.is_none()).map(iso)
}
