//! The modules of a QR code. The crate encodes and places them; which of the eight masks is the
//! best is found here, a row at a time: the crate looks at each module, which took as long as all
//! the rest of a page.

use std::sync::OnceLock;

use qrcode::bits::{self, Bits};
use qrcode::canvas::{Canvas, MaskPattern, Module};
use qrcode::ec;
use qrcode::types::QrError;
use qrcode::{EcLevel, Version};

/// Largest version whose rows fit: its side has 125 modules. More would be too fine for a camera.
const LARGEST: usize = 27;

/// All masks, in the order in which the first of equally good ones is taken.
const MASKS: [MaskPattern; 8] = [
    MaskPattern::Checkerboard,
    MaskPattern::HorizontalLines,
    MaskPattern::VerticalLines,
    MaskPattern::DiagonalLines,
    MaskPattern::LargeCheckerboard,
    MaskPattern::Fields,
    MaskPattern::Diamonds,
    MaskPattern::Meadow,
];

/// A line of modules, the first in the lowest bit; dark ones are set.
type Line = u128;

/// A code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    rows: Vec<Line>,
}

/// Modules by row and by column.
#[derive(Debug, Clone)]
struct Lines {
    rows: Vec<Line>,
    columns: Vec<Line>,
}

/// What all codes of a version and level share.
struct Shared {
    /// The patterns by which a code is found, without data.
    blank: Canvas,
    /// For each mask, these patterns, what tells the mask, and the mask itself where data go: data
    /// turn the modules that they set.
    masked: Vec<Lines>,
}

impl Code {
    /// The smallest code of a text at a level.
    ///
    /// # Errors
    ///
    /// The text is too long.
    pub fn new(text: &str, level: EcLevel) -> Result<Self, QrError> {
        Self::of(bits::encode_auto(text.as_bytes(), level)?, level)
    }

    fn of(bits: Bits, level: EcLevel) -> Result<Self, QrError> {
        let version = bits.version();
        let shared = shared(version, level).ok_or(QrError::DataTooLong)?;
        let (data, check) = ec::construct_codewords(&bits.into_bytes(), version, level)?;
        let mut canvas = shared.blank.clone();
        canvas.draw_data(&data, &check);
        let data = Lines::of(&canvas, version, |module| {
            matches!(module, Module::Unmasked(_)) && module.is_dark()
        });
        let mut codes = shared.masked.iter().map(|masked| masked.turned(&data));
        let mut best = codes.next().ok_or(QrError::InvalidVersion)?;
        let mut least = best.penalty();
        for code in codes {
            let penalty = code.penalty();
            if penalty < least {
                (best, least) = (code, penalty);
            }
        }
        Ok(Code { rows: best.rows })
    }

    /// Modules on a side.
    pub fn width(&self) -> usize {
        self.rows.len()
    }

    /// For each row, its runs of equal modules: whether they are dark, and how many.
    pub fn rows(&self) -> impl Iterator<Item = Runs> + '_ {
        let width = self.width();
        self.rows.iter().map(move |row| Runs {
            row: *row,
            left: width,
        })
    }
}

/// Runs of equal modules in a row.
#[derive(Debug, Clone)]
pub struct Runs {
    row: Line,
    left: usize,
}

impl Iterator for Runs {
    type Item = (bool, usize);

    fn next(&mut self) -> Option<(bool, usize)> {
        if self.left == 0 {
            return None;
        }
        let is_dark = self.row & 1 == 1;
        let equal = if is_dark {
            self.row.trailing_ones()
        } else {
            self.row.trailing_zeros()
        };
        let run = self.left.min(equal as usize);
        self.row >>= run;
        self.left -= run;
        Some((is_dark, run))
    }
}

impl Lines {
    fn of(canvas: &Canvas, version: Version, is_set: impl Fn(Module) -> bool) -> Self {
        let side = version.width();
        let mut lines = Lines {
            rows: vec![0; side.unsigned_abs().into()],
            columns: vec![0; side.unsigned_abs().into()],
        };
        for (y, row) in (0..side).zip(&mut lines.rows) {
            for (x, column) in (0..side).zip(&mut lines.columns) {
                let module = Line::from(is_set(canvas.get(x, y)));
                *row |= module << x;
                *column |= module << y;
            }
        }
        lines
    }

    fn turned(&self, by: &Lines) -> Lines {
        let turned = |of: &[Line], by: &[Line]| of.iter().zip(by).map(|(a, b)| a ^ b).collect();
        Lines {
            rows: turned(&self.rows, &by.rows),
            columns: turned(&self.columns, &by.columns),
        }
    }

    /// How hard the code is to read, by the points of ISO/IEC 18004, 7.8.3. As the crate counts,
    /// the share of dark modules is not rounded to steps of five per cent.
    fn penalty(&self) -> u32 {
        let side = self.rows.len();
        let lines = || self.rows.iter().chain(&self.columns);
        let runs: u32 = lines().map(|line| of_runs(*line, side)).sum();
        let finders: u32 = lines().map(|line| of_finders(*line, side)).sum();
        let pairs = self.rows.iter().zip(&self.rows[1..]);
        let blocks: u32 = pairs.map(|(row, next)| of_blocks(*row, *next, side)).sum();
        let dark: u32 = self.rows.iter().map(|row| row.count_ones()).sum();
        // A side has at most 125 modules.
        let all = u32::try_from(side * side).unwrap_or(u32::MAX);
        runs + finders + blocks + (dark * 200 / all).abs_diff(100)
    }
}

/// As many set bits as a line has modules.
fn full(side: usize) -> Line {
    (1 << side) - 1
}

/// Runs of five and more equal modules: their length less two.
fn of_runs(line: Line, side: usize) -> u32 {
    // Equal to the next one; then the first of five that are equal.
    let pairs = !(line ^ (line >> 1)) & full(side - 1);
    let fives = pairs & (pairs >> 1) & (pairs >> 2) & (pairs >> 3);
    let begins = fives & !(fives << 1);
    fives.count_ones() + 2 * begins.count_ones()
}

/// What looks like the middle of a corner pattern, with four light modules before or behind it:
/// forty for each. What lies outside the code is light.
fn of_finders(line: Line, side: usize) -> u32 {
    let light = !line;
    let found = line
        & (light >> 1)
        & (line >> 2)
        & (line >> 3)
        & (line >> 4)
        & (light >> 5)
        & (line >> 6)
        & full(side - 6);
    let four = |line: Line| line | (line >> 1) | (line >> 2) | (line >> 3);
    let behind = !(four(line) >> 7);
    // Shifted by four, the four before a module stand where it does.
    let before = !four(line << 4);
    40 * (found & (behind | before)).count_ones()
}

/// Squares of two by two equal modules: three for each.
fn of_blocks(row: Line, next: Line, side: usize) -> u32 {
    let pairs = !(row ^ (row >> 1)) & !(next ^ (next >> 1)) & !(row ^ next) & full(side - 1);
    3 * pairs.count_ones()
}

fn shared(version: Version, level: EcLevel) -> Option<&'static Shared> {
    static SHARED: [[OnceLock<Shared>; LARGEST]; 4] =
        [const { [const { OnceLock::new() }; LARGEST] }; 4];
    let Version::Normal(number) = version else {
        return None;
    };
    let at = usize::try_from(number).ok()?.checked_sub(1)?;
    let of_level = SHARED.get(level as usize)?;
    Some(of_level.get(at)?.get_or_init(|| {
        let mut blank = Canvas::new(version, level);
        blank.draw_all_functional_patterns();
        let masked = MASKS.iter().map(|mask| {
            let mut canvas = blank.clone();
            canvas.apply_mask(*mask);
            Lines::of(&canvas, version, Module::is_dark)
        });
        Shared {
            masked: masked.collect(),
            blank,
        }
    }))
}

#[cfg(test)]
mod tests {
    use qrcode::{Color, QrCode};

    use super::*;

    /// The modules as the crate finds them.
    fn expected(text: &str, level: EcLevel) -> Vec<Vec<bool>> {
        let code = QrCode::with_error_correction_level(text, level).unwrap();
        let dark = code.to_colors();
        let dark: Vec<bool> = dark.iter().map(|color| *color == Color::Dark).collect();
        dark.chunks(code.width()).map(<[bool]>::to_vec).collect()
    }

    fn found(text: &str, level: EcLevel) -> Vec<Vec<bool>> {
        let code = Code::new(text, level).unwrap();
        let row = |runs: Runs| runs.flat_map(|(dark, count)| std::iter::repeat_n(dark, count));
        code.rows().map(|runs| row(runs).collect()).collect()
    }

    #[test]
    fn codes_are_those_of_the_crate() {
        for number in 0..400_u32 {
            let code = format!("{:06X}", number.wrapping_mul(0x9E37_79B1) >> 8);
            let text = format!("https://gongshi.example/p/{code}");
            for level in [EcLevel::M, EcLevel::Q] {
                assert_eq!(found(&text, level), expected(&text, level), "{text}");
            }
        }
    }

    #[test]
    fn all_sizes_are_those_of_the_crate() {
        for length in (1..1_120).step_by(37) {
            for with in ["a", "7", "Z", "%~"] {
                let text: String = with.chars().cycle().take(length).collect();
                let text = format!("{text}?{length}");
                let (found, expected) = (found(&text, EcLevel::M), expected(&text, EcLevel::M));
                assert_eq!(found, expected, "{text}");
            }
        }
    }

    #[test]
    fn what_is_too_long_is_refused() {
        assert!(Code::new(&"a".repeat(1_125), EcLevel::M).is_ok());
        assert!(Code::new(&"a".repeat(1_126), EcLevel::M).is_err());
    }
}
