//! Pictures: made smaller, turned upright, without hidden data.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};

use super::RenderFault;
use crate::words;

/// Longest side of a picture on a page, in pixels.
const PAGE_SIDE: u32 = 1600;
/// Longest side of a picture on a poster: 180 mm at 175 dots an inch, 87 mm at 360.
const POSTER_SIDE: u32 = 1240;
/// Largest side that is read at all.
const READ_SIDE: u32 = 16_384;
/// Most memory for decoding one picture, in bytes.
const READ_MEMORY: u64 = 400 << 20;
/// Quality of JPEG files, of 100.
const QUALITY: u8 = 82;

/// A picture for a page, in the format of the original.
///
/// # Errors
///
/// The bytes are no picture, or one of too many pixels.
pub fn for_page(name: &str, bytes: &[u8]) -> Result<Vec<u8>, RenderFault> {
    smaller(name, bytes, PAGE_SIDE)
}

/// A picture for a poster, in the format of the original.
///
/// # Errors
///
/// The bytes are no picture, or one of too many pixels.
pub fn for_poster(name: &str, bytes: &[u8]) -> Result<Vec<u8>, RenderFault> {
    smaller(name, bytes, POSTER_SIDE)
}

/// Opaque pixels of red, green, blue and alpha as a PNG that is made fast rather than small.
pub fn quick_png(width: u32, height: u32, pixels: Vec<u8>) -> Vec<u8> {
    let drawn = image::RgbaImage::from_raw(width, height, pixels).unwrap_or_default();
    let drawn = image::DynamicImage::ImageRgba8(drawn).into_rgb8();
    let mut png = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Up);
    // Writing into memory does not fail.
    let _ = drawn.write_with_encoder(encoder);
    png
}

fn smaller(name: &str, bytes: &[u8], side: u32) -> Result<Vec<u8>, RenderFault> {
    let fault = |error: image::ImageError| {
        RenderFault::new(
            "bad-picture",
            match &error {
                image::ImageError::Unsupported(_) => words!(
                    "“{name}”不是 JPEG、PNG 或 WebP 图片",
                    "`{name}` is no JPEG, PNG or WebP picture"
                ),
                image::ImageError::Limits(_) => words!(
                    "“{name}”的像素太多（边长最多 {READ_SIDE}）",
                    "`{name}` has too many pixels (at most {READ_SIDE} a side)"
                ),
                _ => words!(
                    "图片“{name}”已损坏，不能读取：{error}",
                    "the picture `{name}` is damaged and cannot be read: {error}"
                ),
            },
            words!(
                "用看图软件打开它，另存为 JPEG 或 PNG",
                "open it in a picture viewer and save it as JPEG or PNG"
            ),
        )
    };
    let reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|error| fault(error.into()))?;
    let format = reader.format();
    let mut limits = Limits::default();
    limits.max_image_width = Some(READ_SIDE);
    limits.max_image_height = Some(READ_SIDE);
    limits.max_alloc = Some(READ_MEMORY);
    let mut decoder = reader.into_decoder().map_err(fault)?;
    decoder.set_limits(limits).map_err(fault)?;
    let orientation = decoder.orientation().map_err(fault)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(fault)?;
    picture.apply_orientation(orientation);
    if picture.width().max(picture.height()) > side {
        picture = picture.resize(side, side, image::imageops::FilterType::Triangle);
    }
    let mut out = Vec::new();
    match format {
        Some(ImageFormat::Png) => {
            plain(&picture).write_to(&mut Cursor::new(&mut out), ImageFormat::Png)
        }
        Some(ImageFormat::WebP) => {
            plain(&picture).write_to(&mut Cursor::new(&mut out), ImageFormat::WebP)
        }
        _ => picture
            .to_rgb8()
            .write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY)),
    }
    .map_err(fault)?;
    Ok(out)
}

/// Eight bits a channel: all that a page or a poster shows.
fn plain(picture: &DynamicImage) -> DynamicImage {
    if picture.color().has_alpha() {
        picture.to_rgba8().into()
    } else {
        picture.to_rgb8().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_pictures_shrink_and_keep_their_format() {
        for (format, magic) in [
            (ImageFormat::Png, &b"\x89PNG"[..]),
            (ImageFormat::Jpeg, &b"\xFF\xD8"[..]),
        ] {
            let mut bytes = Vec::new();
            let picture = DynamicImage::new_rgb8(2000, 1000);
            picture
                .write_to(&mut Cursor::new(&mut bytes), format)
                .expect("encodes");
            let small = for_page("a.png", &bytes).expect("renders");
            assert!(small.starts_with(magic));
            let read = image::load_from_memory(&small).expect("reads");
            assert_eq!((read.width(), read.height()), (1600, 800));
        }
        assert_eq!(
            for_page("a.png", b"no picture").map_err(|fault| fault.code),
            Err("bad-picture")
        );
    }
}
