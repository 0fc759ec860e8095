//! Normals and exponentials by the ziggurat of Marsaglia and Tsang, as `Generator` draws them.
//!
//! The low byte of a random word picks one of 256 layers of equal area, the rest a point across it. Nearly always the point is
//! under the density for certain (`*_LIMIT`); else it is tested against the density, or, in the base layer, the tail beyond
//! the last edge is sampled. Tables: see `ziggurat_tables.rs` and the script that makes it.

use super::bit_generator::BitGenerator;
use super::ziggurat_tables::{
    EXPONENTIAL_DENSITY, EXPONENTIAL_LIMIT, EXPONENTIAL_WIDTH, NORMAL_DENSITY, NORMAL_DENSITY_F32,
    NORMAL_LIMIT, NORMAL_LIMIT_F32, NORMAL_WIDTH, NORMAL_WIDTH_F32,
};

/// Right edge of the normal's base layer, and its inverse.
const NORMAL_EDGE: f64 = 3.654_152_885_361_009;
const NORMAL_EDGE_INVERSE: f64 = 0.273_661_237_329_758_3;
/// Right edge of the exponential's base layer.
const EXPONENTIAL_EDGE: f64 = 7.697_117_470_131_05;

/// `-log(1 - u)`: a standard exponential by inversion, in the form that is exact for small `u`.
#[inline]
fn inverted<B: BitGenerator + ?Sized>(bits: &mut B) -> f64 {
    -(-bits.next_f64()).ln_1p()
}

/// `standard_normal(dtype=float64)`
#[inline]
pub fn standard_normal<B: BitGenerator + ?Sized>(bits: &mut B) -> f64 {
    loop {
        let word = bits.next_u64();
        let layer = (word & 0xff) as usize;
        let mantissa = word >> 9 & 0x000f_ffff_ffff_ffff;
        let magnitude = mantissa as f64 * f64::from_bits(NORMAL_WIDTH[layer]);
        let x = if word & 0x100 == 0 {
            magnitude
        } else {
            -magnitude
        };
        if mantissa < NORMAL_LIMIT[layer] {
            return x;
        }
        if let Some(x) = normal_rare(bits, layer, mantissa, x) {
            return x;
        }
    }
}

#[cold]
fn normal_rare<B: BitGenerator + ?Sized>(
    bits: &mut B,
    layer: usize,
    mantissa: u64,
    x: f64,
) -> Option<f64> {
    if layer == 0 {
        loop {
            let beyond = NORMAL_EDGE_INVERSE * inverted(bits);
            let height = inverted(bits);
            if height + height > beyond * beyond {
                let tail = NORMAL_EDGE + beyond;
                return Some(if mantissa >> 8 & 1 == 0 { tail } else { -tail });
            }
        }
    }
    let (below, above) = (
        f64::from_bits(NORMAL_DENSITY[layer]),
        f64::from_bits(NORMAL_DENSITY[layer - 1]),
    );
    let height = (above - below) * bits.next_f64() + below;
    (height < (-0.5 * x * x).exp()).then_some(x)
}

/// `standard_normal(dtype=float32)`
#[inline]
pub fn standard_normal_f32<B: BitGenerator + ?Sized>(bits: &mut B) -> f32 {
    loop {
        let word = bits.next_u32();
        let layer = (word & 0xff) as usize;
        let mantissa = word >> 9 & 0x007f_ffff;
        let magnitude = mantissa as f32 * f32::from_bits(NORMAL_WIDTH_F32[layer]);
        let x = if word & 0x100 == 0 {
            magnitude
        } else {
            -magnitude
        };
        if mantissa < NORMAL_LIMIT_F32[layer] {
            return x;
        }
        if let Some(x) = normal_rare_f32(bits, layer, mantissa, x) {
            return x;
        }
    }
}

#[cold]
fn normal_rare_f32<B: BitGenerator + ?Sized>(
    bits: &mut B,
    layer: usize,
    mantissa: u32,
    x: f32,
) -> Option<f32> {
    if layer == 0 {
        loop {
            let beyond = NORMAL_EDGE_INVERSE as f32 * -(-bits.next_f32()).ln_1p();
            let height = -(-bits.next_f32()).ln_1p();
            if height + height > beyond * beyond {
                let tail = NORMAL_EDGE as f32 + beyond;
                return Some(if mantissa >> 8 & 1 == 0 { tail } else { -tail });
            }
        }
    }
    let (below, above) = (
        f32::from_bits(NORMAL_DENSITY_F32[layer]),
        f32::from_bits(NORMAL_DENSITY_F32[layer - 1]),
    );
    let height = (above - below) * bits.next_f32() + below;
    // The reference compares in double precision, with x * x rounded to it last.
    (f64::from(height) < (-0.5 * f64::from(x) * f64::from(x)).exp()).then_some(x)
}

/// `standard_exponential(method="zig")`
#[inline]
pub fn standard_exponential<B: BitGenerator + ?Sized>(bits: &mut B) -> f64 {
    loop {
        let word = bits.next_u64() >> 3;
        let layer = (word & 0xff) as usize;
        let mantissa = word >> 8;
        let x = mantissa as f64 * f64::from_bits(EXPONENTIAL_WIDTH[layer]);
        if mantissa < EXPONENTIAL_LIMIT[layer] {
            return x;
        }
        if let Some(x) = exponential_rare(bits, layer, x) {
            return x;
        }
    }
}

#[cold]
fn exponential_rare<B: BitGenerator + ?Sized>(bits: &mut B, layer: usize, x: f64) -> Option<f64> {
    if layer == 0 {
        return Some(EXPONENTIAL_EDGE + inverted(bits));
    }
    let (below, above) = (
        f64::from_bits(EXPONENTIAL_DENSITY[layer]),
        f64::from_bits(EXPONENTIAL_DENSITY[layer - 1]),
    );
    let height = (above - below) * bits.next_f64() + below;
    (height < (-x).exp()).then_some(x)
}
