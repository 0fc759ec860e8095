//! How `random.seed(x)` turns `x` into the words that seed the engine.
//!
//! Worked example: `seed("ab")` is `seed(n)` where `n` is the big-endian number whose bytes are `b"ab" + sha512(b"ab")`.

use sha2::{Digest, Sha512};

use crate::error::RngError;
use crate::mt19937::{Mt19937, N};
use crate::os_words;

/// What a program may seed with.
#[derive(Clone, Copy, Debug)]
pub enum Seed<'a> {
    /// `None`: randomness from the operating system.
    Os,
    /// An int: the words of its absolute value, least significant first.
    Int(&'a [u32]),
    /// A float: its hash. (A NaN hashes by identity in CPython; here it hashes to 0.)
    Float(f64),
    /// `str` (as UTF-8), `bytes` or `bytearray`, version 2.
    Text(&'a [u8]),
    /// `str` (code points) or `bytes`, version 1.
    TextVersion1(&'a [u32]),
}

impl Seed<'_> {
    /// The engine seeded so.
    pub fn engine(&self) -> Result<Mt19937, RngError> {
        match *self {
            Seed::Os => Ok(Mt19937::from_words(&os_words(N)?)),
            Seed::Int(words) => Ok(from_number(words)),
            Seed::Float(x) => Ok(from_u64(float_hash(x) as u64)),
            Seed::Text(bytes) => {
                let mut number = bytes.to_vec();
                number.extend_from_slice(&Sha512::digest(bytes));
                number.reverse();
                let words: Vec<u32> = number
                    .chunks(4)
                    .map(|c| {
                        c.iter()
                            .rev()
                            .fold(0, |word, &byte| word << 8 | u32::from(byte))
                    })
                    .collect();
                Ok(from_number(&words))
            }
            Seed::TextVersion1(points) => {
                let start = points.first().map_or(0, |&c| u64::from(c) << 7);
                let hash = points
                    .iter()
                    .fold(start, |x, &c| x.wrapping_mul(1_000_003) ^ u64::from(c));
                Ok(from_u64(hash ^ points.len() as u64))
            }
        }
    }
}

fn from_u64(x: u64) -> Mt19937 {
    from_number(&[x as u32, (x >> 32) as u32])
}

/// The engine's key is the number without leading zero words, so that equal ints seed equally.
fn from_number(words: &[u32]) -> Mt19937 {
    let used = words.iter().rposition(|&w| w != 0).map_or(0, |top| top + 1);
    Mt19937::from_words(&words[..used])
}

/// Python's hash of a float: the number reduced modulo the prime 2**61 - 1, so that equal numbers of different types agree.
fn float_hash(x: f64) -> i64 {
    const BITS: i32 = 61;
    const PRIME: u64 = (1 << BITS) - 1;
    if x.is_nan() {
        return 0;
    }
    if x.is_infinite() {
        return if x > 0.0 { 314_159 } else { -314_159 };
    }
    if x == 0.0 {
        return 0;
    }
    let bits = x.abs().to_bits();
    let field = (bits >> 52) as i32;
    let fraction = bits & ((1 << 52) - 1);
    let (mantissa, exponent) = if field == 0 {
        (fraction, -1074)
    } else {
        (fraction | 1 << 52, field - 1075)
    };
    // mantissa < 2**53, and 2**61 is 1 modulo the prime: scaling by 2**exponent is a rotation within 61 bits.
    let turn = exponent.rem_euclid(BITS);
    let rotated = if turn == 0 {
        mantissa
    } else {
        (mantissa << turn) & PRIME | mantissa >> (BITS - turn)
    };
    let reduced = if rotated == PRIME { 0 } else { rotated as i64 };
    let hash = if x < 0.0 { -reduced } else { reduced };
    if hash == -1 {
        -2
    } else {
        hash
    }
}
