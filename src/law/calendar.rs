//! Rest days and make-up working days, year by year, as the State Council announces them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};

/// What was announced for the years that the program knows: facts in the form of a site's own files
/// `content/rules/rest-days-YEAR.yaml`, each with the number of the announcement.
pub const ANNOUNCED: [&str; 6] = [
    include_str!("rest-days/2021.yaml"),
    include_str!("rest-days/2022.yaml"),
    include_str!("rest-days/2023.yaml"),
    include_str!("rest-days/2024.yaml"),
    include_str!("rest-days/2025.yaml"),
    include_str!("rest-days/2026.yaml"),
];

/// What is announced for one year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Year {
    /// The number of the announcement.
    pub source: String,
    /// Days of holidays, weekends within them among these, each with the name of its holiday.
    pub rest: BTreeMap<NaiveDate, String>,
    /// Days of weekends on which people work.
    pub work: BTreeSet<NaiveDate>,
}

/// Which days are rest days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    years: BTreeMap<i32, Year>,
}

impl Calendar {
    /// Adds what is announced for a year, in place of what was known of it.
    pub fn add(&mut self, year: i32, announced: Year) {
        self.years.insert(year, announced);
    }

    /// What is announced for each year.
    pub fn years(&self) -> impl Iterator<Item = (i32, &Year)> {
        self.years
            .iter()
            .map(|(year, announced)| (*year, announced))
    }

    /// Whether the rest days of the year of this day are known. In another year days are told by
    /// weekends alone.
    pub fn knows(&self, day: NaiveDate) -> bool {
        self.years.contains_key(&day.year())
    }

    /// The name of the holiday of which this day is one.
    pub fn holiday(&self, day: NaiveDate) -> Option<&str> {
        let announced = [day.year(), day.year() + 1];
        let mut years = announced.iter().filter_map(|year| self.years.get(year));
        years.find_map(|year| year.rest.get(&day).map(String::as_str))
    }

    /// Whether nobody works on this day: one of a holiday, or of a weekend that is no make-up
    /// working day.
    pub fn is_rest(&self, day: NaiveDate) -> bool {
        // New Year may begin in the year before, and its make-up days lie there as well.
        let announced = [day.year(), day.year() + 1];
        for year in announced.iter().filter_map(|year| self.years.get(year)) {
            if year.work.contains(&day) {
                return false;
            }
            if year.rest.contains_key(&day) {
                return true;
            }
        }
        matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
    }
}
