//! The law as pure functions over plain numbers and dates: nothing here knows of records.

pub mod vote;
