//! Records of a place and year as data, for spreadsheets and programs.

mod facts;

use std::collections::BTreeMap;

use super::{Composer, is_erased, iso, year};
use crate::markdown;
use crate::model::counts::Reach;
use crate::model::keyed::Category;
use crate::model::notice::Display;
use crate::model::record::{Facts, Record, Supersedes};
use crate::model::satisfaction::Satisfaction;
use crate::model::{PlaceId, RecordId};
use crate::paths::SitePath;
use crate::plan::routes;
use crate::plan::view::data::{
    Address, BelowData, Code, DataView, Day, PeriodData, RecordData, SatisfactionData,
    SupersedesData, WithdrawnData,
};

/// Most records of a file of JSON, but for a place's own.
const MOST: usize = 2_000;
/// Longest beginning of a text, in characters.
const EXCERPT: usize = 120;

impl Composer<'_> {
    /// Records of a place and those below in a year, with what a table shows of them.
    pub(super) fn table_data(&self, id: PlaceId, of: i32) -> DataView {
        let records = self.records_of(id, of);
        self.data_of(id, of, &records, false)
    }

    /// Records of a place and those below in a year. Where these are too many for one file there are
    /// only its own, and the places directly below have files of theirs.
    pub(super) fn data(&self, id: PlaceId, of: i32) -> DataView {
        let mut records = self.records_of(id, of);
        let below = if records.len() > MOST {
            self.files_below(id, of, &records)
        } else {
            Vec::new()
        };
        if !below.is_empty() {
            records.retain(|record| record.place == id);
        }
        DataView {
            below,
            ..self.data_of(id, of, &records, true)
        }
    }

    /// The records that a place lists under a year, oldest first.
    fn records_of(&self, id: PlaceId, of: i32) -> Vec<&Record> {
        let mut records = self.all_listed(id);
        records.retain(|record| year(record) == of);
        // Stable: records of one day stay in the order of places and kinds.
        records.sort_by_key(|record| record.date);
        records
    }

    fn files_below(&self, id: PlaceId, of: i32, records: &[&Record]) -> Vec<BelowData> {
        let mut by_place: BTreeMap<PlaceId, usize> = BTreeMap::new();
        for record in records {
            *by_place.entry(record.place).or_default() += 1;
        }
        let counted = self.model.reach(id, Reach::WithBelow);
        let file = routes::data(&self.model.place(id).folder, of);
        let children = self.model.children(id).iter();
        let children = children.filter(|child| counted.contains(child));
        let below = children.map(|child| {
            let places = self.model.reach(*child, Reach::WithBelow).into_iter();
            let counts = places.filter_map(|place| by_place.get(&place));
            let place = self.model.place(*child);
            BelowData {
                place: place.title.clone(),
                folder: place.folder.clone(),
                records: counts.sum(),
                address: Address(self.way(&file, &routes::data(&place.folder, of))),
            }
        });
        below.filter(|below| below.records > 0).collect()
    }

    /// `full` with all that JSON tells and a table does not.
    fn data_of(&self, id: PlaceId, of: i32, records: &[&Record], full: bool) -> DataView {
        let place = self.model.place(id);
        let file = routes::data(&place.folder, of);
        DataView {
            schema: Address(self.way(&file, &routes::data_schema())),
            site: self.site.title.clone(),
            place: place.title.clone(),
            folder: place.folder.clone(),
            demo: place.demo,
            year: of,
            records: records
                .iter()
                .map(|record| self.record_data(record, &file, full))
                .collect(),
            below: Vec::new(),
        }
    }

    fn record_data(&self, record: &Record, file: &SitePath, full: bool) -> RecordData {
        let erased = is_erased(record);
        let place = self.model.place(record.place);
        let excerpt = || markdown::excerpt(&record.text.source, EXCERPT);
        let withdrawn = record.withdrawn.as_deref();
        let mut data = RecordData {
            id: self.urn(record),
            code: record.code.clone(),
            reference: record.poster_number(),
            kind: record.kind.key(),
            place: place.title.clone(),
            folder: place.folder.clone(),
            demo: place.demo,
            date: Day(iso(record.date)),
            updated: Day(iso(self.model.updated(record))),
            title: None,
            number: None,
            posting: self.model.state(record).key(),
            issuers: Vec::new(),
            category: None,
            applies_to: Vec::new(),
            phone: None,
            excerpt: None,
            address: Address(self.way(file, &self.page_of(record))),
            short_address: Address(self.way(file, &routes::short(&record.code))),
            version: record.version,
            withdrawn: withdrawn.map(|withdrawal| WithdrawnData {
                date: Day(iso(withdrawal.date)),
                reason: withdrawal.reason.clone(),
                erased: withdrawal.erase,
            }),
            corrects: None,
            replaces: None,
            superseded_by: self.superseding(record),
            issue: None,
            resolution: None,
            meeting: None,
            notice: None,
            account: None,
            assessment: None,
            work: None,
            activity: None,
        };
        if erased {
            return data;
        }
        data.title = Some(record.full_title());
        data.number = record.number.as_ref().map(|(number, _)| number.clone());
        data.issuers = self.names(&record.issuers);
        data.category = record.category.map(Category::key);
        if full {
            data.applies_to = self.targets(record);
            data.phone = self.phone(record);
            data.excerpt = Some(excerpt()).filter(|text| !text.is_empty());
            data.corrects = self.supersedes_data(record.corrects.as_deref());
            data.replaces = self.supersedes_data(record.replaces.as_deref());
        }
        self.add_facts(&mut data, record, full);
        data
    }

    fn add_facts(&self, data: &mut RecordData, record: &Record, full: bool) {
        match &record.facts {
            Facts::Issue(of) => data.issue = Some(Box::new(self.issue_data(of, full))),
            Facts::Resolution(of) => {
                data.resolution = Some(Box::new(self.resolution_data(of, record, full)));
            }
            Facts::Meeting(of) => {
                data.meeting = Some(Box::new(self.meeting_data(of, record, full)));
            }
            Facts::Notice(of) => data.notice = Some(Box::new(self.notice_data(of, record))),
            Facts::Account(of) => data.account = Some(Box::new(self.account_data(of, record))),
            Facts::Assessment(of) => {
                data.assessment = Some(Box::new(self.assessment_data(of, record)));
            }
            Facts::Work(of) => data.work = Some(Box::new(self.work_data(of, record, full))),
            Facts::Activity(of) => {
                data.activity = Some(Box::new(self.activity_data(of, record, full)));
            }
        }
    }

    fn supersedes_data(&self, other: Option<&Supersedes>) -> Option<SupersedesData> {
        let other = other?;
        Some(SupersedesData {
            code: self.code(other.record)?,
            reason: other.reason.clone(),
            material: other.material,
        })
    }

    fn superseding(&self, record: &Record) -> Vec<Code> {
        let later = self.model.pointing_at(record.id).into_iter();
        let later = later.filter(|later| later.withdrawn.is_none() && later.supersedes(record.id));
        later.map(|later| Code(later.code.clone())).collect()
    }

    /// The code of a published record.
    fn code(&self, id: RecordId) -> Option<Code> {
        Some(Code(self.model.record(id)?.code.clone()))
    }

    fn period_data(&self, display: Display, record: &Record) -> PeriodData {
        let period = self.period(display, record);
        PeriodData {
            state: period.state,
            from: Day(period.from),
            last_day: period.last_day.map(Day),
            days: period.days,
            workdays: period.workdays,
            provisional: period.provisional,
        }
    }
}

fn satisfaction(of: Satisfaction) -> SatisfactionData {
    SatisfactionData {
        asked: of.asked,
        satisfied: of.satisfied,
    }
}
