//! Tables.

use std::fmt::Write as _;

use pulldown_cmark::Alignment;

/// The table being written; tables do not nest.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    has_rows: bool,
    /// The how many-th of its text it is.
    number: usize,
}

impl Table {
    /// A table starts. It scrolls on its own where a screen is narrow, for which it takes the focus,
    /// and is named by the words of its head: those are in the language of the text. No heading takes
    /// its id, since those of headings begin with `h-`.
    pub(super) fn start(&mut self, out: &mut String, alignments: Vec<Alignment>) {
        *self = Table {
            alignments,
            number: self.number + 1,
            ..Table::default()
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-labelledby=\"table-{}\"><table>",
            self.number
        );
    }

    /// Its head starts.
    pub(super) fn start_head(&mut self, out: &mut String) {
        self.in_head = true;
        self.column = 0;
        let _ = write!(out, "<thead id=\"table-{}\"><tr>", self.number);
    }

    /// Its head ends.
    pub(super) fn end_head(&mut self, out: &mut String) {
        self.in_head = false;
        out.push_str("</tr></thead>\n");
    }

    /// A row starts.
    pub(super) fn start_row(&mut self, out: &mut String) {
        self.column = 0;
        if !self.has_rows {
            self.has_rows = true;
            out.push_str("<tbody>\n");
        }
        out.push_str("<tr>");
    }

    /// A cell starts.
    pub(super) fn start_cell(&mut self, out: &mut String) {
        out.push_str(if self.in_head {
            "<th scope=\"col\""
        } else {
            "<td"
        });
        out.push_str(match self.alignments.get(self.column) {
            Some(Alignment::Left) => " class=\"align-left\">",
            Some(Alignment::Center) => " class=\"align-center\">",
            Some(Alignment::Right) => " class=\"align-right\">",
            Some(Alignment::None) | None => ">",
        });
        self.column += 1;
    }

    /// A cell ends.
    pub(super) fn end_cell(&self, out: &mut String) {
        out.push_str(if self.in_head { "</th>" } else { "</td>" });
    }

    /// The table ends.
    pub(super) fn end(&self, out: &mut String) {
        out.push_str(if self.has_rows {
            "</tbody>\n</table></div>\n"
        } else {
            "</table></div>\n"
        });
    }
}
