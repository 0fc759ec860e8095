//! Even integers from a range: `Generator.integers` (Lemire) and `RandomState.randint` (masks).
//!
//! A range is given as its first number and its span, `high - low` with both ends included, in 64-bit two's complement, so
//! that signed and unsigned types share the code. The width of the requested type decides how many random bits one number
//! takes, and types below 32 bits share a 32-bit word between several numbers: [`Chunks`] holds what is left of that word
//! within one call, as NumPy does.
//!
//! Worked example: `integers(6)` over 32 bits multiplies a random word by 6 and takes the upper half of the product; words
//! whose lower half falls below 2**32 mod 6 are redrawn.

use super::bit_generator::BitGenerator;

/// The integer types of NumPy, by how their ranges are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntKind {
    /// `bool`
    Bool,
    /// `int8`, `uint8`
    Bits8,
    /// `int16`, `uint16`
    Bits16,
    /// `int32`, `uint32`
    Bits32,
    /// `int64`, `uint64`
    Bits64,
}

/// How numbers outside the range are avoided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// Multiply and shift (`Generator`).
    Lemire,
    /// Mask to the next power of two and redraw (`RandomState`).
    Masked,
}

/// The unused rest of a random word, for types narrower than 32 bits. Lives for one call of `integers` or `randint`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Chunks {
    word: u32,
    left: u32,
}

impl Chunks {
    #[inline]
    fn next<B: BitGenerator + ?Sized>(&mut self, bits: &mut B, width: u32) -> u32 {
        if self.left == 0 {
            self.word = bits.next_u32();
            self.left = 32 / width - 1;
        } else {
            self.word >>= width;
            self.left -= 1;
        }
        self.word & ((1 << width) - 1)
    }
}

/// One number from `low` to `low + span`.
#[inline]
pub fn bounded<B: BitGenerator + ?Sized>(
    bits: &mut B,
    chunks: &mut Chunks,
    kind: IntKind,
    rejection: Rejection,
    low: u64,
    span: u64,
) -> u64 {
    if span == 0 {
        return low;
    }
    let offset = match kind {
        IntKind::Bool => u64::from(chunks.next(bits, 1)),
        IntKind::Bits8 => u64::from(narrow(bits, chunks, rejection, span as u32, 8)),
        IntKind::Bits16 => u64::from(narrow(bits, chunks, rejection, span as u32, 16)),
        IntKind::Bits32 => u64::from(in_word(bits, rejection, span as u32)),
        IntKind::Bits64 => match u32::try_from(span) {
            Ok(span) => u64::from(in_word(bits, rejection, span)),
            Err(_) => in_double_word(bits, rejection, span),
        },
    };
    low.wrapping_add(offset)
}

/// `random_interval(max)`: 0 to `max` by masking, the way shuffles draw in `RandomState`.
#[inline]
pub fn interval<B: BitGenerator + ?Sized>(bits: &mut B, max: u64) -> u64 {
    bounded(
        bits,
        &mut Chunks::default(),
        IntKind::Bits64,
        Rejection::Masked,
        0,
        max,
    )
}

#[inline]
fn narrow<B: BitGenerator + ?Sized>(
    bits: &mut B,
    chunks: &mut Chunks,
    rejection: Rejection,
    span: u32,
    width: u32,
) -> u32 {
    let full = (1u32 << width) - 1;
    if span >= full {
        return chunks.next(bits, width);
    }
    match rejection {
        Rejection::Masked => {
            redraw_masked(u64::from(span), || u64::from(chunks.next(bits, width))) as u32
        }
        Rejection::Lemire => {
            let count = span + 1;
            let mut product = chunks.next(bits, width) * count;
            if product & full < count {
                let threshold = (full - span) % count;
                while product & full < threshold {
                    product = chunks.next(bits, width) * count;
                }
            }
            product >> width
        }
    }
}

#[inline]
fn in_word<B: BitGenerator + ?Sized>(bits: &mut B, rejection: Rejection, span: u32) -> u32 {
    if span == u32::MAX {
        return bits.next_u32();
    }
    match rejection {
        Rejection::Masked => redraw_masked(u64::from(span), || u64::from(bits.next_u32())) as u32,
        Rejection::Lemire => {
            let count = span + 1;
            let mut product = u64::from(bits.next_u32()) * u64::from(count);
            if (product as u32) < count {
                let threshold = (u32::MAX - span) % count;
                while (product as u32) < threshold {
                    product = u64::from(bits.next_u32()) * u64::from(count);
                }
            }
            (product >> 32) as u32
        }
    }
}

fn in_double_word<B: BitGenerator + ?Sized>(bits: &mut B, rejection: Rejection, span: u64) -> u64 {
    if span == u64::MAX {
        return bits.next_u64();
    }
    match rejection {
        Rejection::Masked => redraw_masked(span, || bits.next_u64()),
        Rejection::Lemire => {
            let count = span + 1;
            let mut product = u128::from(bits.next_u64()) * u128::from(count);
            if (product as u64) < count {
                let threshold = (u64::MAX - span) % count;
                while (product as u64) < threshold {
                    product = u128::from(bits.next_u64()) * u128::from(count);
                }
            }
            (product >> 64) as u64
        }
    }
}

/// Draws until the bits under the mask are at most `span`; `span` is not 0.
#[inline]
fn redraw_masked(span: u64, mut draw: impl FnMut() -> u64) -> u64 {
    let mask = u64::MAX >> span.leading_zeros();
    loop {
        let value = draw() & mask;
        if value <= span {
            return value;
        }
    }
}
