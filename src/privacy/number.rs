//! What makes a row of digits a number of one kind: digits of any width, check digits, dates.

/// Full-width digits.
pub const WIDE: [char; 10] = ['０', '１', '２', '３', '４', '５', '６', '７', '８', '９'];

/// The value of a digit, half-width or full-width.
pub fn digit(c: char) -> Option<u8> {
    let code = u32::from(c);
    let value = match code {
        0x30..=0x39 => code - 0x30,
        0xFF10..=0xFF19 => code - 0xFF10,
        _ => return None,
    };
    u8::try_from(value).ok()
}

/// A full-width letter, digit or sign as the half-width one.
pub fn half(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

/// Whether a character is the X that stands for ten at the end of an identity number.
pub fn is_ten(c: char) -> bool {
    matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ')
}

/// Whether 18 digits, the last of which may be ten, are an identity number by their check digit
/// (GB 11643-1999, after ISO 7064 MOD 11-2). Which areas there are is not asked.
pub fn is_identity(digits: &[u8]) -> bool {
    const WEIGHTS: [u32; 18] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1];
    let sum: u32 = digits
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(*digit) * weight)
        .sum();
    has_birthday(digits) && sum % 11 == 1
}

/// Whether 18 digits have a date of birth where an identity number has it.
pub fn has_birthday(digits: &[u8]) -> bool {
    let Some(date) = digits.get(6..14).filter(|_| digits.len() == 18) else {
        return false;
    };
    let year = value(&date[..4]);
    digits[0] != 0 && (1900..2100).contains(&year) && is_day(value(&date[4..6]), value(&date[6..]))
}

/// Whether 15 digits have a date of birth where an identity number of the old form has it.
pub fn has_old_birthday(digits: &[u8]) -> bool {
    let Some(date) = digits.get(6..12).filter(|_| digits.len() == 15) else {
        return false;
    };
    digits[0] != 0 && is_day(value(&date[2..4]), value(&date[4..]))
}

fn is_day(month: u32, day: u32) -> bool {
    let most = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 29,
        1..=12 => 31,
        _ => return false,
    };
    (1..=most).contains(&day)
}

/// The number that some digits make.
pub fn value(digits: &[u8]) -> u32 {
    digits
        .iter()
        .fold(0, |number, digit| number * 10 + u32::from(*digit))
}

/// Whether the last digit is the check digit of a card (Luhn, ISO/IEC 7812-1).
pub fn is_luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| match u32::from(*digit) {
            digit if at % 2 == 0 => digit,
            digit if digit > 4 => digit * 2 - 9,
            digit => digit * 2,
        })
        .sum();
    sum.is_multiple_of(10) && digits.iter().any(|digit| *digit != 0)
}

/// How surely digits of this beginning and length are a bank card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Issuer {
    /// A beginning that cards in China have.
    Known,
    /// One that other numbers have as well: a word for a card must stand near.
    Rare,
    /// No card.
    None,
}

/// What the beginning of a number says of its issuer (ISO/IEC 7812-1, and the cards of Chinese
/// banks from before UnionPay).
pub fn issuer(digits: &[u8]) -> Issuer {
    let first = |count: usize| value(&digits[..count]);
    if !(13..=19).contains(&digits.len()) {
        return Issuer::None;
    }
    match (digits.len(), first(2)) {
        (16..=19, 62) | (16, 40..=49 | 51..=55) => Issuer::Known,
        (19, 95) if matches!(first(5), 95_588 | 95_599) => Issuer::Known,
        (15, 34 | 37) | (13 | 19, 40..=49) | (16, 35) | (14, 30 | 36 | 38) | (16..=19, 60 | 81) => {
            Issuer::Rare
        }
        (16, 22..=27) if (2_221..=2_720).contains(&first(4)) => Issuer::Rare,
        _ => Issuer::None,
    }
}
