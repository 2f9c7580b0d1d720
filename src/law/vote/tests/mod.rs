//! Votes at, one above and one below each threshold. What is expected was worked out by hand from the
//! wording of the law: no expected value is computed.

mod edges;
mod elections;
mod property;

use chrono::NaiveDate;

use super::Article::{CivilCode278, Guidance38, PropertyLaw76, Regulations12};
use super::Outcome::{self, Failed, NoQuorum, Passed};
use super::*;

/// A day under the Civil Code, and the last one before it.
const NEW: (i32, u32, u32) = (2026, 3, 8);
const OLD: (i32, u32, u32) = (2020, 12, 31);

fn regime((year, month, day): (i32, u32, u32)) -> Regime {
    Regime::of(NaiveDate::from_ymd_opt(year, month, day).expect("a day"))
}

/// A count without votes against; whoever does not agree abstains.
fn count(total: i64, participants: i64, yes: i64) -> Count {
    Count {
        total,
        participants,
        yes,
        no: 0,
        deemed: 0,
    }
}

fn needed(judgement: &Judgement) -> Vec<i64> {
    judgement.tests.iter().map(|test| test.needed).collect()
}

/// Item, owners for, area for, outcome. Of 300 owners with 30,000.00 m², 200 with 20,000.00 m² take
/// part: just two thirds. More than half of these are 101 and 10,000.01; three quarters are 150 and
/// 15,000.00.
const CIVIL_CODE: [(u8, i64, i64, Outcome); 54] = [
    (1, 99, 1_200_000, Failed),
    (1, 100, 1_200_000, Failed),
    (1, 101, 1_200_000, Passed),
    (1, 120, 999_999, Failed),
    (1, 120, 1_000_000, Failed),
    (1, 120, 1_000_001, Passed),
    (2, 99, 1_200_000, Failed),
    (2, 100, 1_200_000, Failed),
    (2, 101, 1_200_000, Passed),
    (2, 120, 999_999, Failed),
    (2, 120, 1_000_000, Failed),
    (2, 120, 1_000_001, Passed),
    (3, 99, 1_200_000, Failed),
    (3, 100, 1_200_000, Failed),
    (3, 101, 1_200_000, Passed),
    (3, 120, 999_999, Failed),
    (3, 120, 1_000_000, Failed),
    (3, 120, 1_000_001, Passed),
    (4, 99, 1_200_000, Failed),
    (4, 100, 1_200_000, Failed),
    (4, 101, 1_200_000, Passed),
    (4, 120, 999_999, Failed),
    (4, 120, 1_000_000, Failed),
    (4, 120, 1_000_001, Passed),
    (5, 99, 1_200_000, Failed),
    (5, 100, 1_200_000, Failed),
    (5, 101, 1_200_000, Passed),
    (5, 120, 999_999, Failed),
    (5, 120, 1_000_000, Failed),
    (5, 120, 1_000_001, Passed),
    (6, 149, 1_600_000, Failed),
    (6, 150, 1_600_000, Passed),
    (6, 151, 1_600_000, Passed),
    (6, 160, 1_499_999, Failed),
    (6, 160, 1_500_000, Passed),
    (6, 160, 1_500_001, Passed),
    (7, 149, 1_600_000, Failed),
    (7, 150, 1_600_000, Passed),
    (7, 151, 1_600_000, Passed),
    (7, 160, 1_499_999, Failed),
    (7, 160, 1_500_000, Passed),
    (7, 160, 1_500_001, Passed),
    (8, 149, 1_600_000, Failed),
    (8, 150, 1_600_000, Passed),
    (8, 151, 1_600_000, Passed),
    (8, 160, 1_499_999, Failed),
    (8, 160, 1_500_000, Passed),
    (8, 160, 1_500_001, Passed),
    (9, 99, 1_200_000, Failed),
    (9, 100, 1_200_000, Failed),
    (9, 101, 1_200_000, Passed),
    (9, 120, 999_999, Failed),
    (9, 120, 1_000_000, Failed),
    (9, 120, 1_000_001, Passed),
];

/// The same under the Property Law, where shares are of all 300 owners and 30,000.00 m²: more than
/// half are 151 and 15,000.01, two thirds 200 and 20,000.00. Items 5 and 6 were its item 5, item 7
/// its item 6. All take part but 50 owners with 5,000.00 m².
const PROPERTY_LAW: [(u8, i64, i64, Outcome); 54] = [
    (1, 149, 2_200_000, Failed),
    (1, 150, 2_200_000, Failed),
    (1, 151, 2_200_000, Passed),
    (1, 220, 1_499_999, Failed),
    (1, 220, 1_500_000, Failed),
    (1, 220, 1_500_001, Passed),
    (2, 149, 2_200_000, Failed),
    (2, 150, 2_200_000, Failed),
    (2, 151, 2_200_000, Passed),
    (2, 220, 1_499_999, Failed),
    (2, 220, 1_500_000, Failed),
    (2, 220, 1_500_001, Passed),
    (3, 149, 2_200_000, Failed),
    (3, 150, 2_200_000, Failed),
    (3, 151, 2_200_000, Passed),
    (3, 220, 1_499_999, Failed),
    (3, 220, 1_500_000, Failed),
    (3, 220, 1_500_001, Passed),
    (4, 149, 2_200_000, Failed),
    (4, 150, 2_200_000, Failed),
    (4, 151, 2_200_000, Passed),
    (4, 220, 1_499_999, Failed),
    (4, 220, 1_500_000, Failed),
    (4, 220, 1_500_001, Passed),
    (5, 199, 2_200_000, Failed),
    (5, 200, 2_200_000, Passed),
    (5, 201, 2_200_000, Passed),
    (5, 220, 1_999_999, Failed),
    (5, 220, 2_000_000, Passed),
    (5, 220, 2_000_001, Passed),
    (6, 199, 2_200_000, Failed),
    (6, 200, 2_200_000, Passed),
    (6, 201, 2_200_000, Passed),
    (6, 220, 1_999_999, Failed),
    (6, 220, 2_000_000, Passed),
    (6, 220, 2_000_001, Passed),
    (7, 199, 2_200_000, Failed),
    (7, 200, 2_200_000, Passed),
    (7, 201, 2_200_000, Passed),
    (7, 220, 1_999_999, Failed),
    (7, 220, 2_000_000, Passed),
    (7, 220, 2_000_001, Passed),
    (8, 149, 2_200_000, Failed),
    (8, 150, 2_200_000, Failed),
    (8, 151, 2_200_000, Passed),
    (8, 220, 1_499_999, Failed),
    (8, 220, 1_500_000, Failed),
    (8, 220, 1_500_001, Passed),
    (9, 149, 2_200_000, Failed),
    (9, 150, 2_200_000, Failed),
    (9, 151, 2_200_000, Passed),
    (9, 220, 1_499_999, Failed),
    (9, 220, 1_500_000, Failed),
    (9, 220, 1_500_001, Passed),
];

#[test]
fn each_item_under_the_civil_code() {
    for (item, heads, area, expected) in CIVIL_CODE {
        let (heads, area) = (count(300, 200, heads), count(3_000_000, 2_000_000, area));
        let found = assembly(regime(NEW), item, &heads, &area);
        assert_eq!(found.outcome, expected, "{item}: {heads:?} {area:?}");
    }
}

#[test]
fn each_item_under_the_property_law() {
    for (item, heads, area, expected) in PROPERTY_LAW {
        let (heads, area) = (count(300, 250, heads), count(3_000_000, 2_500_000, area));
        let found = assembly(regime(OLD), item, &heads, &area);
        assert_eq!(found.outcome, expected, "{item}: {heads:?} {area:?}");
    }
}

#[test]
fn the_law_is_that_of_the_day_on_which_the_vote_ended() {
    assert_eq!(regime((2020, 12, 31)), Regime::PropertyLaw);
    assert_eq!(regime((2021, 1, 1)), Regime::CivilCode);
    // 180 of 200 participants agree, of 300: enough for item 7 today, not before 2021; and 160
    // participants were enough before, when more than half of all agreed.
    let judge = |day, item, participants, yes| {
        let area = |heads: i64| heads * 10_000;
        assembly(
            regime(day),
            item,
            &count(300, participants, yes),
            &count(area(300), area(participants), area(yes)),
        )
        .outcome
    };
    assert_eq!(judge((2021, 1, 1), 7, 200, 180), Passed);
    assert_eq!(judge((2020, 12, 31), 7, 200, 180), Failed);
    assert_eq!(judge((2021, 1, 1), 4, 160, 155), NoQuorum);
    assert_eq!(judge((2020, 12, 31), 4, 160, 155), Passed);
    // Use of the fund: more than half of the participants today, two thirds of all before.
    assert_eq!(judge((2021, 1, 1), 5, 250, 130), Passed);
    assert_eq!(judge((2020, 12, 31), 5, 250, 199), Failed);
    // Change of use: three quarters of the participants today, more than half of all before.
    assert_eq!(judge((2021, 1, 1), 8, 250, 160), Failed);
    assert_eq!(judge((2020, 12, 31), 8, 250, 160), Passed);
}

#[test]
fn each_test_says_its_law() {
    let (heads, area) = (count(300, 250, 220), count(3_000_000, 2_500_000, 2_200_000));
    let articles = |regime| {
        let tests = assembly(regime, 5, &heads, &area).tests;
        tests.map_articles()
    };
    assert_eq!(articles(regime(NEW)), [CivilCode278; 4]);
    assert_eq!(
        articles(regime(OLD)),
        [Regulations12, Regulations12, PropertyLaw76, PropertyLaw76]
    );
    assert_eq!(committee(7, 6, 5).tests.map_articles(), [Guidance38; 2]);
}

trait Articles {
    fn map_articles(&self) -> Vec<Article>;
}

impl Articles for Vec<Test> {
    fn map_articles(&self) -> Vec<Article> {
        self.iter().map(|test| test.rule.article).collect()
    }
}
