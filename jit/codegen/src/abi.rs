//! The boxed word (`Val`) and the object header, as the VM defines them.
//!
//! Restated here because this crate does not depend on the VM; `adder-jit` asserts that both sides agree. A word is
//! one of four things, told apart by its top 16 bits:
//!
//! | top 16 bits | meaning |
//! |---|---|
//! | `0x0000` | pointer to a heap object (the word 0 is UNDEF, "no value") |
//! | `0x0002 ..= 0xFFFD` | float: the bits of the `f64` plus `2 << 48` |
//! | `0xFFFE` | immediate: None, False, True, ... |
//! | `0xFFFF` | small int: 48 bits, two's complement |
//!
//! Example: `box_small(-1)` is all ones; `box_float(0.0)` is `2 << 48`.

/// The word that means "no value".
pub const UNDEF: u64 = 0;
/// Top bits of immediates.
pub const IMMEDIATE_BASE: u64 = 0xFFFE << 48;
/// Top bits of small ints.
pub const INT_BASE: u64 = 0xFFFF << 48;
/// `None`.
pub const NONE: u64 = IMMEDIATE_BASE | 2;
/// `False`; `True` is this word with bit 0 set.
pub const FALSE: u64 = IMMEDIATE_BASE | 4;
/// `True`.
pub const TRUE: u64 = IMMEDIATE_BASE | 5;
/// Added to the bits of a float.
pub const FLOAT_OFFSET: u64 = 2 << 48;
/// The bits every NaN has once boxed (before the offset is added).
pub const CANONICAL_NAN: u64 = 0x7FF8_0000_0000_0000;
/// Number of payload bits of a small int.
pub const INT_BITS: u32 = 48;
/// Smallest and largest small int.
pub const SMALL_MIN: i64 = -(1 << 47);
/// Largest small int.
pub const SMALL_MAX: i64 = (1 << 47) - 1;

/// Offset of the shape word (u32 address) in an object.
pub const SHAPE_OFFSET: i32 = 0;
/// Offset of the byte that holds the collector's bits.
pub const GC_BYTE_OFFSET: i32 = 5;
/// Bit of that byte: the object has survived a collection, stores into it need the barrier.
pub const GC_OLD_BIT: u8 = 1;
/// Offset of the payload of a heap int64 object.
pub const HEAP_INT_PAYLOAD: i32 = 8;

/// Whether an integer has the inline form.
pub const fn fits_small(x: i64) -> bool {
    x >= SMALL_MIN && x <= SMALL_MAX
}

/// The inline form of an integer that fits.
pub const fn box_small(x: i64) -> u64 {
    INT_BASE | (x as u64 & ((1 << 48) - 1))
}

/// The integer in an inline word.
pub const fn unbox_small(v: u64) -> i64 {
    ((v << 16) as i64) >> 16
}

/// The word of a float; NaNs lose their payload.
pub fn box_float(x: f64) -> u64 {
    let bits = if x.is_nan() {
        CANONICAL_NAN
    } else {
        x.to_bits()
    };
    bits.wrapping_add(FLOAT_OFFSET)
}

/// The float in a float word.
pub fn unbox_float(v: u64) -> f64 {
    f64::from_bits(v.wrapping_sub(FLOAT_OFFSET))
}

/// The word of a bool.
pub const fn box_bool(b: bool) -> u64 {
    FALSE | b as u64
}

/// Whether the word is an inline int.
pub const fn is_small(v: u64) -> bool {
    (v as i64) >> 48 == -1
}

/// Whether the word is a float.
pub const fn is_float(v: u64) -> bool {
    v.wrapping_sub(FLOAT_OFFSET) < IMMEDIATE_BASE - FLOAT_OFFSET
}

/// Whether the word is a heap pointer (UNDEF counts: callers that may meet it test for it).
pub const fn is_ptr(v: u64) -> bool {
    v >> 48 == 0
}

/// Whether the word is a bool.
pub const fn is_bool(v: u64) -> bool {
    v | 1 == TRUE
}

/// What machine code must know of a running VM: addresses and offsets that are not compile-time constants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Runtime {
    /// Low 32 bits of the header of a heap int64 object.
    pub heap_int_shape: u32,
    /// `extern "C" fn(cx, i64) -> Val`: boxes an integer that does not fit.
    pub box_int_helper: u64,
    /// `extern "C" fn(cx, code, a, b) -> u64`: ints of any size, see [`int_codes`].
    pub int_helper: u64,
    /// `extern "C" fn(cx, obj)`: slow half of the write barrier.
    pub barrier_helper: u64,
    /// `[cx + publish_offset]` (u64) takes the exit id before a publishing call.
    pub publish_offset: i32,
    /// `[cx + exit_state_offset]`: the address of the block where exits store all registers.
    pub exit_state_offset: i32,
}

/// What [`Runtime::int_helper`] does, by its second argument.
pub mod int_codes {
    /// The word of `a + b`; both are words of ints.
    pub const ADD: u64 = 0;
    /// `a - b`.
    pub const SUB: u64 = 1;
    /// `a * b`.
    pub const MUL: u64 = 2;
    /// `a & b`.
    pub const AND: u64 = 3;
    /// `a | b`.
    pub const OR: u64 = 4;
    /// `a ^ b`.
    pub const XOR: u64 = 5;
    /// `a << b`.
    pub const SHL: u64 = 6;
    /// `a >> b`.
    pub const SHR: u64 = 7;
    /// The word of the unsigned machine integer `a`.
    pub const BOX_UINT: u64 = 8;
    /// 1 if the word `a` is an int in 0..2**64, else 0.
    pub const IS_UINT: u64 = 9;
    /// The int in the word `a`, modulo 2**64.
    pub const LOW: u64 = 10;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_kind() {
        for x in [0, 1, -1, SMALL_MIN, SMALL_MAX] {
            let v = box_small(x);
            assert!(is_small(v) && !is_float(v) && !is_ptr(v) && !is_bool(v));
            assert_eq!(unbox_small(v), x);
        }
        for x in [
            0.0,
            -0.0,
            1.5,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::MIN_POSITIVE,
            f64::MAX,
        ] {
            let v = box_float(x);
            assert!(is_float(v) && !is_small(v) && !is_ptr(v));
            assert_eq!(unbox_float(v).to_bits(), x.to_bits());
        }
        let odd_nan = f64::from_bits(0xFFFF_FFFF_FFFF_FFFF);
        assert!(is_float(box_float(odd_nan)));
        assert_eq!(unbox_float(box_float(odd_nan)).to_bits(), CANONICAL_NAN);
        for v in [NONE, FALSE, TRUE] {
            assert!(!is_float(v) && !is_small(v) && !is_ptr(v));
        }
        assert!(!fits_small(SMALL_MAX + 1) && !fits_small(SMALL_MIN - 1));
        assert_eq!((box_bool(false), box_bool(true)), (FALSE, TRUE));
    }
}
