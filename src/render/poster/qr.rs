//! The QR code of a short address as SVG: one unit a module, without the quiet zone.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

use crate::render::RenderFault;
use crate::words;

/// Most modules on a side of a code (version 5): at 40 mm each is a millimetre, which phones want.
const MODULES: usize = 37;

/// Draws the code at level Q, or M where the address is long.
///
/// # Errors
///
/// The address is too long for a code that can be printed 40 mm wide.
pub fn svg(text: &str) -> Result<String, RenderFault> {
    let code = QrCode::with_error_correction_level(text, EcLevel::Q)
        .ok()
        .filter(|code| code.width() <= MODULES)
        .or_else(|| {
            QrCode::with_error_correction_level(text, EcLevel::M)
                .ok()
                .filter(|code| code.width() <= MODULES)
        })
        .ok_or_else(|| {
            RenderFault::new(
                "address-too-long",
                words!(
                    "网址太长，印不成二维码：{text}",
                    "the address is too long for a QR code: {text}"
                ),
                words!(
                    "在 site.yaml 里用短一些的 base_url，全网址最多 84 个字符",
                    "use a shorter base_url in site.yaml; the whole address may have 84 characters"
                ),
            )
        })?;
    let width = code.width();
    let mut path = String::new();
    for (row, modules) in code.to_colors().chunks(width).enumerate() {
        let mut column = 0;
        while column < width {
            let run = modules[column..]
                .iter()
                .take_while(|module| **module == Color::Dark)
                .count();
            if run > 0 {
                // Writing to a string does not fail.
                let _ = write!(path, "M{column} {row}h{run}v1h-{run}z");
            }
            column += run.max(1);
        }
    }
    Ok(format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {width}"><path d="{path}"/></svg>"#
    ))
}

/// Draws the code of an address for screens, with four modules of white around it: each row of
/// modules is a dashed line, which takes half the bytes. A screen is large, so the address may be
/// longer than on paper.
///
/// # Errors
///
/// There is no code for so long a text.
pub fn for_screens(text: &str) -> Result<String, String> {
    const WHITE: usize = 4;
    let code = QrCode::with_error_correction_level(text, EcLevel::M);
    let code = code.map_err(|error| format!("qr: `{text}`: {error}"))?;
    let width = code.width();
    let mut path = String::new();
    for (row, modules) in code.to_colors().chunks(width).enumerate() {
        let _ = write!(path, "M{WHITE} {}.5", row + WHITE);
        for run in modules.chunk_by(|a, b| a == b) {
            let pen = if run[0] == Color::Dark { 'h' } else { 'm' };
            let end = if pen == 'm' { " 0" } else { "" };
            // Writing to a string does not fail.
            let _ = write!(path, "{pen}{}{end}", run.len());
        }
    }
    let side = width + 2 * WHITE;
    Ok(format!(
        r#"<svg class="qr" viewBox="0 0 {side} {side}" shape-rendering="crispEdges" aria-hidden="true"><path fill="none" stroke="black" d="{path}"/></svg>"#
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn modules(text: &str) -> Option<usize> {
        let svg = svg(text).ok()?;
        let side = svg.split_once("viewBox=\"0 0 ")?.1;
        side.split(' ').next()?.parse().ok()
    }

    #[test]
    fn each_module_is_a_millimetre_or_more() {
        let address = |count: usize| format!("https://{}", "a".repeat(count - 8));
        // Level Q as long as it has room, then M, then nothing.
        assert_eq!(modules("https://gongshi.example/p/4RG7XK"), Some(29));
        assert_eq!(modules(&address(60)), Some(37));
        assert_eq!(modules(&address(84)), Some(37));
        assert!(modules(&address(85)).is_none());
    }
}
