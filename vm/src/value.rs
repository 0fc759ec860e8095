//! The value word: one NaN-boxed 64-bit word holds any Python value.
//!
//! ```text
//! 0x0000_0000_0000_0000                 UNDEF: "no value" (unset local, absent result)
//! 0x0000_xxxx_xxxx_xxxx                 pointer to a heap object
//! 0x0002_.... to 0xFFF2_....            float: bits + 2^49; NaNs are canonical
//! 0xFFFE_0000_0000_00xx                 immediates: None, False, True, NotImplemented, Ellipsis
//! 0xFFFF_xxxx_xxxx_xxxx                 small int, 48-bit two's complement payload
//! ```
//! Every int has one canonical form: inline when it fits 48 bits, else a heap `Int64` object, else
//! a big int. `Value` is `Copy` and carries no Python semantics; see `ops`.

use crate::layout;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Value(pub u64);

impl Value {
    pub const UNDEF: Value = Value(0);
    pub const NONE: Value = Value(layout::IMM_TAG | 2);
    pub const FALSE: Value = Value(layout::IMM_TAG | 4);
    pub const TRUE: Value = Value(layout::IMM_TAG | 5);
    pub const NOT_IMPLEMENTED: Value = Value(layout::IMM_TAG | 8);
    pub const ELLIPSIS: Value = Value(layout::IMM_TAG | 9);

    #[inline(always)]
    pub fn is_undef(self) -> bool {
        self.0 == 0
    }

    #[inline(always)]
    pub fn is_none(self) -> bool {
        self == Value::NONE
    }

    /// A heap pointer (or UNDEF, which callers exclude by construction).
    #[inline(always)]
    pub fn is_ptr(self) -> bool {
        self.0 >> 48 == 0
    }

    #[inline(always)]
    pub fn is_int(self) -> bool {
        (self.0 as i64) >> 48 == -1
    }

    #[inline(always)]
    pub fn both_int(a: Value, b: Value) -> bool {
        ((a.0 & b.0) as i64) >> 48 == -1
    }

    #[inline(always)]
    pub fn is_float(self) -> bool {
        self.0.wrapping_sub(layout::FLOAT_OFFSET) < layout::IMM_TAG - layout::FLOAT_OFFSET
    }

    #[inline(always)]
    pub fn is_bool(self) -> bool {
        self.0 & !1 == Value::FALSE.0
    }

    #[inline(always)]
    pub fn is_imm(self) -> bool {
        self.0 >> 48 == 0xFFFE
    }

    /// Payload of an inline int.
    #[inline(always)]
    pub fn as_int(self) -> i64 {
        debug_assert!(self.is_int());
        (self.0 << 16) as i64 >> 16
    }

    #[inline(always)]
    pub fn as_float(self) -> f64 {
        debug_assert!(self.is_float());
        f64::from_bits(self.0.wrapping_sub(layout::FLOAT_OFFSET))
    }

    #[inline(always)]
    pub fn fits_inline(i: i64) -> bool {
        (i << 16) >> 16 == i
    }

    /// An inline int; `i` must fit 48 bits (see `Vm::int` for the general case).
    #[inline(always)]
    pub fn small(i: i64) -> Value {
        debug_assert!(Value::fits_inline(i));
        Value(i as u64 & layout::INT_MASK | layout::INT_TAG)
    }

    /// Some inline int if it fits.
    #[inline(always)]
    pub fn try_small(i: i64) -> Option<Value> {
        if Value::fits_inline(i) {
            Some(Value(i as u64 & layout::INT_MASK | layout::INT_TAG))
        } else {
            None
        }
    }

    #[inline(always)]
    pub fn float(f: f64) -> Value {
        // A foreign NaN payload could alias another tag.
        let bits = if f.is_nan() { layout::CANONICAL_NAN } else { f.to_bits() };
        Value(bits.wrapping_add(layout::FLOAT_OFFSET))
    }

    #[inline(always)]
    pub fn bool(b: bool) -> Value {
        Value(Value::FALSE.0 | b as u64)
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Value::UNDEF => write!(f, "undef"),
            Value::NONE => write!(f, "None"),
            Value::TRUE => write!(f, "True"),
            Value::FALSE => write!(f, "False"),
            v if v.is_int() => write!(f, "{}", v.as_int()),
            v if v.is_float() => write!(f, "{:?}", v.as_float()),
            v if v.is_ptr() => write!(f, "<object>"),
            v => write!(f, "imm:{:x}", v.0 & 0xffff),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_disjoint() {
        let floats =
            [0.0, -0.0, 1.5, f64::MAX, f64::MIN, f64::INFINITY, f64::NEG_INFINITY, f64::NAN];
        for f in floats {
            let v = Value::float(f);
            assert!(v.is_float() && !v.is_int() && !v.is_ptr() && !v.is_imm());
            assert_eq!(
                v.as_float().to_bits() == f.to_bits(),
                !f.is_nan() || f.to_bits() == layout::CANONICAL_NAN
            );
        }
        let negative_nan = f64::from_bits(0xFFFF_FFFF_FFFF_FFFF);
        assert!(Value::float(negative_nan).as_float().is_nan());
        for i in [0, 1, -1, (1 << 47) - 1, -(1 << 47)] {
            let v = Value::small(i);
            assert!(v.is_int() && !v.is_float() && !v.is_ptr());
            assert_eq!(v.as_int(), i);
        }
        assert!(Value::try_small(1 << 47).is_none());
        for v in [Value::NONE, Value::TRUE, Value::FALSE, Value::ELLIPSIS] {
            assert!(!v.is_int() && !v.is_float() && !v.is_ptr() && v.is_imm());
        }
        assert!(Value::TRUE.is_bool() && Value::FALSE.is_bool() && !Value::NONE.is_bool());
    }
}
