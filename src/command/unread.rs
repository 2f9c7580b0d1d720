//! What is said of the rows and columns of a sheet that were not taken.

use super::terminal::Terminal;
use crate::config::Language;
use crate::diagnostic::Words;
use crate::words;

/// Says which rows were left out, and which columns: `left_out` are the words for such rows, `rows`
/// their numbers by what they are.
pub fn say(
    left_out: &Words,
    rows: [(&[usize], Words); 2],
    columns: &[String],
    terminal: &Terminal,
    language: Language,
) {
    for (numbers, what) in rows {
        if !numbers.is_empty() {
            let list = |comma: &str| {
                let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
                numbers.join(comma)
            };
            let (zh, en) = (&left_out.zh, &left_out.en);
            let (zh_what, en_what) = (what.zh, what.en);
            let (zh_rows, en_rows) = (list("、"), list(", "));
            terminal.say(
                &words!(
                    "{zh}（{zh_what}）：第 {zh_rows} 行",
                    "{en} ({en_what}): {en_rows}"
                ),
                language,
            );
        }
    }
    if !columns.is_empty() {
        let (zh, en) = (columns.join("、"), columns.join(", "));
        terminal.say(
            &words!("没有用到的列：{zh}", "columns not used: {en}"),
            language,
        );
    }
}
