//! The QR code of a short address as SVG: one unit a module, without the quiet zone.

mod code;

use qrcode::EcLevel;

use crate::render::RenderFault;
use crate::words;
use code::Code;

/// Most modules on a side of a code (version 5): at 40 mm each is a millimetre, which phones want.
const MODULES: usize = 37;

/// Draws the code at level Q, or M where the address is long.
///
/// # Errors
///
/// The address is too long for a code that can be printed 40 mm wide.
pub fn svg(text: &str) -> Result<String, RenderFault> {
    let code = [EcLevel::Q, EcLevel::M]
        .into_iter()
        .filter_map(|level| Code::new(text, level).ok())
        .find(|code| code.width() <= MODULES)
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
    for (row, runs) in code.rows().enumerate() {
        let mut column = 0;
        for (is_dark, run) in runs {
            if is_dark {
                for (pen, number) in [("M", column), (" ", row), ("h", run), ("v1h-", run)] {
                    path.push_str(pen);
                    push(&mut path, number);
                }
                path.push('z');
            }
            column += run;
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
    let code = Code::new(text, EcLevel::M).map_err(|error| format!("qr: `{text}`: {error}"))?;
    let side = code.width() + 2 * WHITE;
    let mut svg = String::with_capacity(4096);
    svg.push_str(r#"<svg class="qr" viewBox="0 0 "#);
    push(&mut svg, side);
    svg.push(' ');
    push(&mut svg, side);
    svg.push_str(
        r#"" shape-rendering="crispEdges" aria-hidden="true"><path fill="none" stroke="black" d=""#,
    );
    for (row, runs) in code.rows().enumerate() {
        svg.push('M');
        push(&mut svg, WHITE);
        svg.push(' ');
        push(&mut svg, row + WHITE);
        svg.push_str(".5");
        for (is_dark, run) in runs {
            svg.push(if is_dark { 'h' } else { 'm' });
            push(&mut svg, run);
            if !is_dark {
                svg.push_str(" 0");
            }
        }
    }
    svg.push_str(r#""/></svg>"#);
    Ok(svg)
}

/// Adds a number. A code has hundreds of them, and the formatter of the library takes as long for
/// these as everything else that draws it.
fn push(text: &mut String, number: usize) {
    const DIGITS: &str = "0123456789";
    if number > 9 {
        push(text, number / 10);
    }
    let digit = number % 10;
    text.push_str(&DIGITS[digit..=digit]);
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
