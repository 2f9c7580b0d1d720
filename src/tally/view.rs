//! A count as the view of the sheet that is signed.

use super::{Count, Measure, Opinion, Reading};
use crate::config::Language;
use crate::model::value::thousands;
use crate::plan::view::counting::{self, CountingView, Measures};

/// The view of a count. `file` is the name of the file that was counted, `hash` that of its bytes in
/// hexadecimal digits.
pub fn view(
    count: &Count,
    reading: &Reading,
    language: Language,
    file: &str,
    hash: &str,
) -> CountingView {
    let groups = hash.as_bytes().chunks(4);
    let groups: Vec<_> = groups.map(String::from_utf8_lossy).collect();
    CountingView {
        language: language.key(),
        file: file.to_owned(),
        // A text file has one table, of the name of the file.
        table: Some(&reading.table)
            .filter(|table| !file.starts_with(table.as_str()))
            .cloned()
            .unwrap_or_default(),
        hash: groups.join(" "),
        rows: reading.rows.to_string(),
        electorate: measures(count.electorate),
        returned: whole(count.returned),
        questions: count.questions.iter().map(question).collect(),
    }
}

fn question(question: &super::Question) -> counting::Question {
    let votes = Opinion::ALL.iter().zip(&question.votes);
    let mut all = Measure::default();
    for measure in &question.votes {
        all.heads = all.heads.saturating_add(measure.heads);
        all.area.0 = all.area.0.saturating_add(measure.area.0);
    }
    counting::Question {
        title: question.title.clone(),
        votes: votes
            .map(|(opinion, measure)| counting::Opinion {
                opinion: opinion.key(),
                measures: measures(*measure),
            })
            .collect(),
        participants: measures(all),
    }
}

fn measures(measure: Measure) -> Measures {
    Measures {
        heads: whole(measure.heads),
        area: measure.area.written(),
    }
}

fn whole(number: u64) -> String {
    i64::try_from(number).map_or_else(|_| number.to_string(), thousands)
}
