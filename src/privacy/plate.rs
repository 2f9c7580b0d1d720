//! Licence plates (GA 36): a province, a letter, and five signs, or six for a new-energy car.

use std::ops::Range;

use super::{Found, Kind, mask, number};

/// First characters of plates.
pub const PROVINCES: [char; 31] = [
    '京', '津', '沪', '渝', '冀', '豫', '云', '辽', '黑', '湘', '皖', '鲁', '新', '苏', '浙', '赣',
    '鄂', '桂', '甘', '晋', '蒙', '陕', '吉', '闽', '贵', '粤', '青', '藏', '川', '宁', '琼',
];

/// Last characters of plates for some uses.
const USES: [char; 5] = ['挂', '学', '警', '港', '澳'];

/// The plate that begins at `at`.
pub fn read(text: &str, at: usize) -> Option<Found> {
    let mut rest = text[at..].char_indices();
    let (_, first) = rest.next()?;
    if !PROVINCES.contains(&first) {
        return None;
    }
    // 梯11湘A00123(20) is the number of a lift.
    let is_of_device = text[..at].ends_with(|c: char| number::digit(c).is_some());
    let letter = rest.next().map(|(_, c)| number::half(c))?;
    if is_of_device || !letter.is_ascii_alphabetic() || matches!(letter, 'I' | 'O' | 'i' | 'o') {
        return None;
    }
    let (mut count, mut digits, mut end) = (0, 0, at);
    let mut is_over = false;
    for (from, c) in rest {
        let sign = number::half(c);
        let place = at + from;
        if count == 0 && matches!(c, '·' | '•' | '.' | ' ' | '-' | '．') && end == at {
            continue;
        }
        if sign.is_ascii_alphanumeric() {
            count += 1;
            digits += usize::from(sign.is_ascii_digit());
            end = place + c.len_utf8();
            if count > 6 {
                is_over = true;
                break;
            }
            continue;
        }
        if count == 4 && USES.contains(&c) {
            count += 1;
            end = place + c.len_utf8();
        }
        break;
    }
    let is_plate = matches!(count, 5 | 6) && digits >= 2 && !is_over;
    is_plate.then(|| mask::found(text, Kind::Plate, Range { start: at, end }))
}
