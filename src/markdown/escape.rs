//! Text into HTML, safe in elements and in attributes with double quotes.

/// What stands for a byte: none for those that are copied.
const fn replacement(byte: u8) -> Option<&'static str> {
    match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        b'\'' => Some("&#39;"),
        b'\t' | b'\n' => None,
        // HTML has no place for other control characters.
        0..=0x1F | 0x7F => Some("\u{FFFD}"),
        _ => None,
    }
}

const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        table[byte as usize] = replacement(byte).is_some();
        byte += 1;
    }
    table
};

/// Appends `text`, escaped.
#[inline]
pub fn push_escaped(out: &mut String, text: &str) {
    let mut copied = 0;
    for (at, &byte) in text.as_bytes().iter().enumerate() {
        if SPECIAL[usize::from(byte)] {
            // Special bytes are ASCII, so both are character boundaries.
            out.push_str(&text[copied..at]);
            out.push_str(replacement(byte).unwrap_or_default());
            copied = at + 1;
        }
    }
    out.push_str(&text[copied..]);
}
