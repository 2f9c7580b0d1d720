//! The law as pure functions over plain numbers and dates: nothing here knows of records.

pub mod calendar;
pub mod contract;
pub mod period;
pub mod vote;

/// The rules of national law as texts, in the form of a site's rule files.
pub const NATIONAL: &str = include_str!("national.yaml");
