//! Pixels as a small indexed PNG: few colours, those that fill areas kept exactly.

use png::{BitDepth, ColorType, DeflateCompression, Encoder, Filter};

/// Bits of each channel by which colours are told apart.
const BITS: u32 = 5;
/// Number of bins.
const BINS: usize = 1 << (3 * BITS);
/// Palettes that are tried in turn until the file is small enough. Type and its soft edges look the
/// same down to sixteen colours; photographs get flat.
const SIZES: [usize; 4] = [64, 32, 16, 8];
/// Most colours of a sheet without photographs.
const PLAIN: usize = 16;
/// Effort of the compressor, of 9: from here on more takes longer and gains little on drawn pages.
const LEVEL: u8 = 5;

/// An opaque picture as an indexed PNG of at most so many bytes, if that can be had. `pixels` are
/// rows of red, green, blue, alpha; `photographs` tells whether there are some among them.
pub fn png(pixels: &[u8], width: u32, height: u32, photographs: bool, most: usize) -> Vec<u8> {
    let histogram = Histogram::new(pixels);
    let mut out = Vec::new();
    for size in SIZES
        .into_iter()
        .filter(|size| photographs || *size <= PLAIN)
    {
        let palette = histogram.palette(size);
        out = encode(pixels, width, height, &palette).unwrap_or_default();
        if out.len() <= most {
            break;
        }
    }
    out
}

/// Writes into memory do not fail, and the sizes are those of the pixels.
fn encode(
    pixels: &[u8],
    width: u32,
    height: u32,
    palette: &Palette,
) -> Result<Vec<u8>, png::EncodingError> {
    let depth = if palette.colours.len() <= 16 {
        BitDepth::Four
    } else {
        BitDepth::Eight
    };
    let rows = palette.rows(pixels, width as usize, depth == BitDepth::Four);
    let mut out = Vec::with_capacity(rows.len() / 8);
    let mut encoder = Encoder::new(&mut out, width, height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(depth);
    encoder.set_palette(palette.colours.concat());
    encoder.set_filter(Filter::NoFilter);
    encoder.set_deflate_compression(DeflateCompression::Level(LEVEL));
    encoder.write_header()?.write_image_data(&rows)?;
    Ok(out)
}

/// A pixel in one number: comparing and shifting these is much faster than slices.
fn number(pixel: &[u8]) -> u32 {
    pixel
        .first_chunk()
        .map_or(0, |bytes| u32::from_le_bytes(*bytes))
}

/// The bin of a pixel.
fn bin(pixel: u32) -> usize {
    let top = |channel: u32| pixel >> (8 * channel + 8 - BITS) & ((1 << BITS) - 1);
    (top(0) << (2 * BITS) | top(1) << BITS | top(2)) as usize
}

/// Pixels of nearly the same colour.
#[derive(Clone, Copy, Default)]
struct Bin {
    count: u64,
    sums: [u64; 3],
    /// The colour that most of the bin has, if any has, by a vote of runs.
    main: [u8; 3],
    lead: u64,
}

impl Bin {
    fn add(&mut self, pixel: u32, run: u64) {
        let [red, green, blue, _] = pixel.to_le_bytes();
        let colour = [red, green, blue];
        self.count += run;
        for (sum, value) in self.sums.iter_mut().zip(colour) {
            *sum += u64::from(value) * run;
        }
        if self.main == colour {
            self.lead += run;
        } else if self.lead < run {
            self.main = colour;
            self.lead = run - self.lead;
        } else {
            self.lead -= run;
        }
    }
}

/// How many pixels there are of each colour.
struct Histogram {
    /// The bins that are not empty, with their position.
    bins: Vec<(usize, Bin)>,
}

impl Histogram {
    fn new(pixels: &[u8]) -> Self {
        let mut bins = vec![Bin::default(); BINS];
        let mut rest = pixels.chunks_exact(4).map(number);
        if let Some(mut last) = rest.next() {
            let mut run = 1;
            // Most pixels are the same as the one before.
            for pixel in rest {
                if pixel == last {
                    run += 1;
                } else {
                    bins[bin(last)].add(last, run);
                    (last, run) = (pixel, 1);
                }
            }
            bins[bin(last)].add(last, run);
        }
        let bins = bins.into_iter().enumerate();
        Histogram {
            bins: bins.filter(|(_, bin)| bin.count > 0).collect(),
        }
    }

    /// At most so many colours: what is most uneven is divided until there are enough.
    fn palette(&self, most: usize) -> Palette {
        let mut bins = self.bins.clone();
        let mut boxes = vec![Cut::new(0, bins.len(), &bins)];
        while boxes.len() < most {
            let widest = boxes.iter().enumerate().max_by_key(|(at, cut)| {
                // Of equals the first, so that the same picture always gives the same palette.
                (cut.spread, std::cmp::Reverse(*at))
            });
            let Some((at, cut)) = widest.filter(|(_, cut)| cut.spread > 0) else {
                break;
            };
            let cut = *cut;
            let Some(middle) = cut.divide(&mut bins) else {
                boxes[at].spread = 0;
                continue;
            };
            boxes[at] = Cut::new(cut.from, middle, &bins);
            boxes.push(Cut::new(middle, cut.to, &bins));
        }
        let mut index = vec![0; BINS];
        let mut colours = Vec::with_capacity(boxes.len());
        for (number, cut) in (0_u8..).zip(&boxes) {
            let within = &bins[cut.from..cut.to];
            for (at, _) in within {
                index[*at] = number;
            }
            colours.push(colour(within));
        }
        Palette { colours, index }
    }
}

/// The colour of some bins: that of the areas in it, if they are most of it, else the mean.
fn colour(bins: &[(usize, Bin)]) -> [u8; 3] {
    let count: u64 = bins.iter().map(|(_, bin)| bin.count).sum();
    if let Some((_, main)) = bins.iter().find(|(_, bin)| bin.lead * 2 > count) {
        return main.main;
    }
    std::array::from_fn(|channel| {
        let sum: u64 = bins.iter().map(|(_, bin)| bin.sums[channel]).sum();
        u8::try_from((sum + count / 2) / count.max(1)).unwrap_or(u8::MAX)
    })
}

/// Bins from one position to another that get one colour.
#[derive(Clone, Copy)]
struct Cut {
    from: usize,
    to: usize,
    /// The channel in which they differ most.
    channel: usize,
    /// How much they do: the sum of the squares of the differences from the mean.
    spread: u64,
    /// The mean of that channel.
    mean: u64,
}

impl Cut {
    fn new(from: usize, to: usize, bins: &[(usize, Bin)]) -> Self {
        let within = &bins[from..to];
        let count: u64 = within.iter().map(|(_, bin)| bin.count).sum();
        let of = |channel: usize| {
            let sum: u64 = within.iter().map(|(_, bin)| bin.sums[channel]).sum();
            let mean = sum / count.max(1);
            let far = within.iter().map(|(_, bin)| {
                let off = (bin.sums[channel] / bin.count).abs_diff(mean);
                off * off * bin.count
            });
            (far.sum::<u64>(), channel, mean)
        };
        let (spread, channel, mean) = [of(0), of(1), of(2)].into_iter().max().unwrap_or_default();
        Cut {
            from,
            to,
            channel,
            // One bin cannot be divided.
            spread: if within.len() > 1 { spread } else { 0 },
            mean,
        }
    }

    /// Puts the darker bins before the lighter ones; where the lighter ones begin. None: all are
    /// of one sort.
    fn divide(&self, bins: &mut [(usize, Bin)]) -> Option<usize> {
        let within = &mut bins[self.from..self.to];
        let is_dark = |bin: &Bin| bin.sums[self.channel] / bin.count <= self.mean;
        // A stable order: which bin stands first decides nothing, but equal input is equal output.
        within.sort_by_key(|(at, bin)| (!is_dark(bin), *at));
        let dark = within.partition_point(|(_, bin)| is_dark(bin));
        (dark > 0 && dark < within.len()).then_some(self.from + dark)
    }
}

/// Colours, and which bin has which.
struct Palette {
    colours: Vec<[u8; 3]>,
    index: Vec<u8>,
}

impl Palette {
    /// The index of each pixel; two in a byte if there are at most 16 colours.
    fn rows(&self, pixels: &[u8], width: usize, halves: bool) -> Vec<u8> {
        let (mut last, mut index) = (0, self.index[bin(0)]);
        let mut of = |pixel: &[u8]| {
            let pixel = number(pixel);
            if pixel != last {
                last = pixel;
                index = self.index[bin(pixel)];
            }
            index
        };
        let width = width.max(1);
        if !halves {
            return pixels.chunks_exact(4).map(of).collect();
        }
        let mut out = Vec::with_capacity(pixels.len() / 8 + pixels.len() / 4 / width);
        for row in pixels.chunks_exact(4 * width) {
            for pair in row.chunks(8) {
                let (first, second) = pair.split_at(4);
                let high = of(first) << 4;
                out.push(high | if second.is_empty() { 0 } else { of(second) });
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (u32, u32, Vec<u8>) {
        let picture = image::load_from_memory(bytes).expect("decodes").to_rgba8();
        (picture.width(), picture.height(), picture.into_raw())
    }

    #[test]
    fn few_colours_come_back_as_they_were() {
        let ink = [0x1b, 0x1a, 0x18, 255];
        let colours = [
            [255; 4],
            ink,
            [0xf4, 0xef, 0xe6, 255],
            [0x1f, 0x40, 0x68, 255],
        ];
        for width in [1_u32, 2, 3, 7] {
            let pixels: Vec<u8> = (0..width as usize * 9)
                .flat_map(|at| colours[at * 7 % 5 % 4])
                .collect();
            let png = png(&pixels, width, 9, false, 10_000);
            assert_eq!(decoded(&png), (width, 9, pixels), "{width} wide");
        }
    }

    #[test]
    fn areas_keep_their_colour_among_all_shades() {
        // A photograph of all shades, and much paper and ink around it.
        let mut pixels = Vec::new();
        for at in 0_u32..60_000 {
            let shade = |factor: u32| (at * factor / 97).to_le_bytes()[0];
            pixels.extend([shade(3), shade(5), shade(11), 255]);
        }
        pixels.extend([255; 4].repeat(200_000));
        pixels.extend([0x1b, 0x1a, 0x18, 255].repeat(40_000));
        let made = png(&pixels, 1000, 300, true, usize::MAX);
        let (_, _, shown) = decoded(&made);
        assert_eq!(shown[4 * 100_000..4 * 100_004], [255; 16]);
        assert_eq!(shown[4 * 299_999..], [0x1b, 0x1a, 0x18, 255]);
        // The shades are near what they were.
        let shades = pixels[..240_000].iter().zip(&shown);
        let far: u32 = shades.map(|(a, b)| u32::from(a.abs_diff(*b))).sum();
        assert!(far / 180_000 < 24, "{}", far / 180_000);
        // Fewer colours where it must be smaller; the same bytes each time.
        let small = png(&pixels, 1000, 300, true, made.len() - 1);
        assert!(small.len() < made.len());
        assert_eq!(small, png(&pixels, 1000, 300, true, made.len() - 1));
    }

    #[test]
    fn a_picture_of_one_colour_or_of_none() {
        let png = png(&[7, 8, 9, 255].repeat(12), 4, 3, true, 1000);
        assert_eq!(decoded(&png).2, [7, 8, 9, 255].repeat(12));
        assert_eq!(Histogram::new(&[]).palette(4).colours.len(), 1);
    }
}
