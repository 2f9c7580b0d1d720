//! Sizes of paper.

use serde::{Deserialize, Serialize};

use crate::words;
use crate::yaml::Fault;

/// A size of paper in millimetres, as it hangs.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 297 × 420 mm.
    A3,
    /// 420 × 297 mm: frames in lifts.
    A3Landscape,
    /// Any other size: width and height in millimetres.
    Custom(u16, u16),
}

/// Sizes that can be laid out, in millimetres: the shorter side from, and the longer side up to.
const LEAST: u16 = 200;
const MOST: u16 = 900;
/// The least longer side of any sheet, in millimetres.
const LEAST_LONG: u16 = 290;
/// The least height of a landscape sheet, in millimetres: its second column is as wide as a telephone.
const LEAST_LANDSCAPE: u16 = 280;

impl Paper {
    /// Width in millimetres.
    pub fn width(self) -> u16 {
        self.sides().0
    }

    /// Height in millimetres.
    pub fn height(self) -> u16 {
        self.sides().1
    }

    fn sides(self) -> (u16, u16) {
        match self {
            Paper::A4 => (210, 297),
            Paper::A3 => (297, 420),
            Paper::A3Landscape => (420, 297),
            Paper::Custom(width, height) => (width, height),
        }
    }

    /// Its name, which is also how it is written: `A4`, `A3`, `A3-landscape`, `420x570`.
    pub fn name(self) -> String {
        match self {
            Paper::A4 => "A4".to_owned(),
            Paper::A3 => "A3".to_owned(),
            Paper::A3Landscape => "A3-landscape".to_owned(),
            Paper::Custom(width, height) => format!("{width}x{height}"),
        }
    }

    /// Reads a name, or width and height in millimetres.
    ///
    /// # Errors
    ///
    /// It is no known name, or the sheet is smaller or larger than any that can be laid out.
    pub fn read(written: &str) -> Result<Paper, Fault> {
        let word = written.trim();
        match word {
            "A4" | "a4" => return Ok(Paper::A4),
            "A3" | "a3" => return Ok(Paper::A3),
            "A3-landscape" | "a3-landscape" | "A3横" | "A3横版" | "a3横" | "a3横版" => {
                return Ok(Paper::A3Landscape);
            }
            _ => {}
        }
        let bare = word.trim_end_matches("毫米").trim_end_matches("mm");
        let sides = bare.split_once(['x', 'X', '×', '*', '＊']);
        let side = |text: &str| text.trim().parse::<u16>().ok();
        let sides = sides.and_then(|(width, height)| Some((side(width)?, side(height)?)));
        let Some((width, height)) = sides else {
            return Err(Fault::new(
                "unknown-word",
                words!("“{word}”不是已知的纸张", "`{word}` is no known paper size"),
            )
            .help(words!(
                "可以写：A4、A3、A3横，或宽和高的毫米数，例如 420x570",
                "expected one of: A4, A3, A3-landscape, or width and height in millimetres like 420x570"
            )));
        };
        let (short, long) = (width.min(height), width.max(height));
        if short < LEAST || !(LEAST_LONG..=MOST).contains(&long) {
            return Err(Fault::new(
                "out-of-range",
                words!(
                    "纸张写成了 {width}×{height} 毫米，短边至少 {LEAST} 毫米，长边 {LEAST_LONG} 到 {MOST} 毫米",
                    "found paper of {width} × {height} mm, expected a short side of at least {LEAST} mm and a long side of {LEAST_LONG} to {MOST} mm"
                ),
            )
            .help(words!(
                "写纸张挂起来时的宽和高，例如 420x570",
                "write width and height as it hangs, for example 420x570"
            )));
        }
        if width > height && height < LEAST_LANDSCAPE {
            return Err(Fault::new(
                "out-of-range",
                words!(
                    "横放的纸张写成了 {width}×{height} 毫米，高至少 {LEAST_LANDSCAPE} 毫米",
                    "found a landscape sheet of {width} × {height} mm, expected a height of at least {LEAST_LANDSCAPE} mm"
                ),
            )
            .help(words!(
                "竖着挂，写成 {height}x{width}，或用 A3横",
                "hang it upright and write {height}x{width}, or use A3-landscape"
            )));
        }
        Ok(Paper::of(width, height))
    }

    /// The paper of this width and height in millimetres, by its name if it has one.
    pub fn of(width: u16, height: u16) -> Paper {
        match (width, height) {
            (210, 297) => Paper::A4,
            (297, 420) => Paper::A3,
            (420, 297) => Paper::A3Landscape,
            _ => Paper::Custom(width, height),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_millimetres() {
        let cases = [
            ("A4", Paper::A4),
            ("a3", Paper::A3),
            ("A3横", Paper::A3Landscape),
            ("297x420", Paper::A3),
            ("210×297mm", Paper::A4),
            ("420*570毫米", Paper::Custom(420, 570)),
            ("260 x 370", Paper::Custom(260, 370)),
        ];
        for (written, paper) in cases {
            assert_eq!(Paper::read(written).ok(), Some(paper), "{written}");
            assert_eq!(Paper::read(&paper.name()).ok(), Some(paper), "{written}");
        }
    }

    #[test]
    fn refused() {
        for written in [
            "A5", "", "420", "148x210", "189x297", "297x210", "297x901", "x", "-210x297",
        ] {
            assert!(Paper::read(written).is_err(), "{written}");
        }
    }
}
