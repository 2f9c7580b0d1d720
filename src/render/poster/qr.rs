//! The QR code of a short address as SVG: one unit a module, without the quiet zone.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

use crate::render::RenderFault;
use crate::words;

/// Draws the code at level Q.
///
/// # Errors
///
/// The address is too long for a code that can be printed 40 mm wide.
pub fn svg(text: &str) -> Result<String, RenderFault> {
    // Version 7 has 45 modules: 0.9 mm each at 40 mm, the least that phones read well.
    let code = QrCode::with_error_correction_level(text, EcLevel::Q)
        .ok()
        .filter(|code| code.width() <= 45)
        .or_else(|| {
            QrCode::with_error_correction_level(text, EcLevel::M)
                .ok()
                .filter(|code| code.width() <= 45)
        })
        .ok_or_else(|| {
            RenderFault::new(
                "address-too-long",
                words!(
                    "网址太长，印不成二维码：{text}",
                    "the address is too long for a QR code: {text}"
                ),
                words!(
                    "在 site.yaml 里用短一些的 base_url",
                    "use a shorter base_url in site.yaml"
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
