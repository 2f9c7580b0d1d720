//! Figures beside their budgets, as tables in Markdown.

/// What a figure must keep to.
#[derive(Clone, Copy)]
pub enum Budget {
    /// It has none.
    None,
    AtMost(f64),
    AtLeast(f64),
}

/// One figure of one program.
pub struct Figure {
    pub name: String,
    pub value: f64,
    pub budget: Budget,
}

/// A figure without a budget.
pub fn figure(name: impl Into<String>, value: f64) -> Figure {
    within(name, value, Budget::None)
}

/// A figure and its budget.
pub fn within(name: impl Into<String>, value: f64, budget: Budget) -> Figure {
    let name = name.into();
    Figure {
        name,
        value,
        budget,
    }
}

impl Figure {
    /// Bold if the budget is missed.
    fn cell(&self) -> String {
        let value = digits(self.value);
        if self.holds() {
            value
        } else {
            format!("**{value}**")
        }
    }

    /// Whether it keeps to its budget.
    pub fn holds(&self) -> bool {
        match self.budget {
            Budget::None => true,
            Budget::AtMost(most) => self.value <= most,
            Budget::AtLeast(least) => self.value >= least,
        }
    }
}

/// Prints one table: a row for each figure, a column for each program. All programs have the same
/// figures.
pub fn print(title: &str, programs: &[String], columns: &[Vec<Figure>]) {
    let mut rows = vec![[vec![String::new(), "budget".to_owned()], programs.to_vec()].concat()];
    for (at, first) in columns[0].iter().enumerate() {
        let budget = match first.budget {
            Budget::None => String::new(),
            Budget::AtMost(most) => format!("≤ {most}"),
            Budget::AtLeast(least) => format!("≥ {least}"),
        };
        let mut row = vec![first.name.clone(), budget];
        row.extend(columns.iter().map(|column| column[at].cell()));
        rows.push(row);
    }
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.max().unwrap_or(0).max(3)
    };
    println!("\n### {title}\n");
    for (number, row) in rows.iter().enumerate() {
        let cells: Vec<String> = row
            .iter()
            .enumerate()
            .map(|(at, cell)| {
                let width = width(at);
                match at {
                    0 => format!("{cell:width$}"),
                    _ => format!("{cell:>width$}"),
                }
            })
            .collect();
        println!("| {} |", cells.join(" | "));
        if number == 0 {
            let rules: Vec<String> = (0..row.len())
                .map(|at| match at {
                    0 => "-".repeat(width(at)),
                    _ => format!("{}:", "-".repeat(width(at) - 1)),
                })
                .collect();
            println!("| {} |", rules.join(" | "));
        }
    }
}

/// Three digits that count, more before the point; whole numbers as they are.
fn digits(value: f64) -> String {
    if value.is_nan() {
        return "not seen".to_owned();
    }
    let places = match value.abs() {
        value if value.fract() == 0.0 => 0,
        value if value < 9.95 => 2,
        value if value < 99.5 => 1,
        _ => 0,
    };
    format!("{value:.places$}")
}
