//! Fast paths that several ops of the loop share: small-int arithmetic, items of lists and tuples,
//! truth of the commonest values.
//!
//! All are inlined into the loop; `None` sends the op to its cold half.

use crate::layout::INT_TAG;
use crate::object::{Kind, List, Tuple};
use crate::value::Value;
use crate::Vm;

/// The payload of an inline int in the upper 48 bits: arithmetic on such words overflows exactly
/// when the result does not fit an inline int, so that one flag does for the range test.
#[inline(always)]
fn high(v: Value) -> i64 {
    (v.0 << 16) as i64
}

#[inline(always)]
fn from_high(r: i64, overflow: bool) -> Option<Value> {
    if overflow {
        None
    } else {
        Some(Value(r as u64 >> 16 | INT_TAG))
    }
}

/// `x + y` of inline ints, if it is one.
#[inline(always)]
pub fn int_add(x: Value, y: Value) -> Option<Value> {
    let (r, o) = high(x).overflowing_add(high(y));
    from_high(r, o)
}

/// `x - y` of inline ints, if it is one.
#[inline(always)]
pub fn int_sub(x: Value, y: Value) -> Option<Value> {
    let (r, o) = high(x).overflowing_sub(high(y));
    from_high(r, o)
}

/// `x * y` of inline ints, if it is one.
#[inline(always)]
pub fn int_mul(x: Value, y: Value) -> Option<Value> {
    let (r, o) = high(x).overflowing_mul(y.as_int());
    from_high(r, o)
}

/// `x + k`, `x - k`, `x * k` of an inline int and an immediate operand, if they are inline ints.
#[inline(always)]
pub fn int_add_imm(x: Value, k: isize) -> Option<Value> {
    let (r, o) = high(x).overflowing_add((k as i64) << 16);
    from_high(r, o)
}

#[inline(always)]
pub fn int_sub_imm(x: Value, k: isize) -> Option<Value> {
    let (r, o) = high(x).overflowing_sub((k as i64) << 16);
    from_high(r, o)
}

#[inline(always)]
pub fn int_mul_imm(x: Value, k: isize) -> Option<Value> {
    let (r, o) = high(x).overflowing_mul(k as i64);
    from_high(r, o)
}

/// Order of two inline ints, by their words.
#[inline(always)]
pub fn int_key(v: Value) -> i64 {
    high(v)
}

/// Truth of bools, None and inline ints.
#[inline(always)]
pub fn quick_truth(v: Value) -> Option<bool> {
    if v == Value::TRUE {
        Some(true)
    } else if v == Value::FALSE || v.is_none() {
        Some(false)
    } else if v.is_int() {
        Some(v.0 != INT_TAG)
    } else {
        None
    }
}

impl Vm {
    /// The items of an exact list or tuple; nothing for anything else. Valid until the list changes.
    #[inline(always)]
    pub fn exact_items(&self, v: Value) -> &'static [Value] {
        if v.is_ptr() {
            let shape = v.header().shape;
            if shape == self.exact_list {
                return list_of(v).as_slice();
            }
            if shape == self.exact_tuple {
                return v.expect::<Tuple>().items();
            }
        }
        &[]
    }

    /// Shape of exact lists: no subclass, so no overridden method.
    #[inline(always)]
    pub fn is_exact_list(&self, v: Value) -> bool {
        v.is_ptr() && v.header().shape == self.exact_list
    }

    /// Fills what [`Vm::exact_items`] compares with.
    pub fn note_exact_shapes(&mut self) {
        self.exact_list = self.types.list.root_shape;
        self.exact_tuple = self.types.tuple.root_shape;
    }
}

#[inline(always)]
fn list_of(v: Value) -> &'static crate::object::ObjVec<Value> {
    debug_assert!(v.is_kind(Kind::List));
    // SAFETY: the caller compared the shape, which only lists have.
    unsafe { &(*(v.0 as *const List)).items }
}

/// Where index `n` lies in a row of `len`, negative ones counted from the end.
#[inline(always)]
pub fn row_index(n: i64, len: usize) -> Option<usize> {
    let at = if n < 0 { n.wrapping_add(len as i64) } else { n };
    ((at as u64) < len as u64).then_some(at as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EDGES: [i64; 9] =
        [0, 1, -1, 32767, -32768, (1 << 47) - 1, -(1 << 47), (1 << 24) + 3, -(1 << 23)];

    #[test]
    fn small_int_arithmetic_overflows_where_the_inline_form_ends() {
        for x in EDGES {
            for y in EDGES {
                let (a, b) = (Value::small(x), Value::small(y));
                assert_eq!(int_add(a, b), Value::try_small(x + y), "{x} + {y}");
                assert_eq!(int_sub(a, b), Value::try_small(x - y), "{x} - {y}");
                let product = x.checked_mul(y).and_then(Value::try_small);
                assert_eq!(int_mul(a, b), product, "{x} * {y}");
                assert_eq!(int_key(a) < int_key(b), x < y);
                if let Ok(k) = i16::try_from(y) {
                    let k = k as isize;
                    assert_eq!(int_add_imm(a, k), Value::try_small(x + y), "{x} + imm {y}");
                    assert_eq!(int_sub_imm(a, k), Value::try_small(x - y), "{x} - imm {y}");
                    assert_eq!(int_mul_imm(a, k), product, "{x} * imm {y}");
                }
            }
        }
    }

    #[test]
    fn indices_count_from_both_ends() {
        assert_eq!(row_index(0, 3), Some(0));
        assert_eq!(row_index(-3, 3), Some(0));
        assert_eq!(row_index(2, 3), Some(2));
        for n in [3, -4, i64::MIN >> 16, i64::MAX >> 16] {
            assert_eq!(row_index(n, 3), None);
        }
        assert_eq!(row_index(-1, 0), None);
    }

    #[test]
    fn quick_truth_knows_constants_and_ints() {
        assert_eq!(quick_truth(Value::small(0)), Some(false));
        assert_eq!(quick_truth(Value::small(-1)), Some(true));
        assert_eq!(quick_truth(Value::NONE), Some(false));
        assert_eq!(quick_truth(Value::TRUE), Some(true));
        assert_eq!(quick_truth(Value::float(0.0)), None);
    }
}
