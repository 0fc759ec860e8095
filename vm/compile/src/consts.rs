//! The constant pool of one unit: equal constants of equal kind share an index.
//!
//! `1`, `1.0` and `True` are different constants, as are `0.0` and `-0.0`: floats compare by their bits.

use crate::hash::{FastHasher, FastMap};
use adder_bytecode::Const;
use std::hash::{Hash, Hasher};

/// Constants in index order.
#[derive(Default)]
pub struct ConstPool {
    pub list: Vec<Const>,
    index: FastMap<u64, u32>,
}

impl ConstPool {
    /// The index of `value`, added if it is new.
    pub fn add(&mut self, value: Const) -> u32 {
        let next = self.list.len() as u32;
        if !matches!(value, Const::Code(_)) {
            let mut hasher = FastHasher::default();
            hash(&value, &mut hasher);
            let slot = *self.index.entry(hasher.finish()).or_insert(next);
            // Two constants of one hash: the second is simply not shared.
            if slot != next && same(&self.list[slot as usize], &value) {
                return slot;
            }
        }
        self.list.push(value);
        next
    }
}

fn hash(value: &Const, state: &mut FastHasher) {
    std::mem::discriminant(value).hash(state);
    match value {
        Const::None | Const::Ellipsis | Const::Code(_) => {}
        Const::Bool(value) => value.hash(state),
        Const::Int(value) => value.hash(state),
        Const::BigInt(digits) => digits.hash(state),
        Const::Float(bits) => bits.hash(state),
        Const::Complex(real, imag) => (real, imag).hash(state),
        Const::Str(bytes) | Const::Bytes(bytes) => bytes.hash(state),
        Const::Tuple(items) | Const::FrozenSet(items) => {
            items.len().hash(state);
            items.iter().for_each(|item| hash(item, state));
        }
    }
}

/// Whether two constants may share an object. Code objects never do.
pub fn same(a: &Const, b: &Const) -> bool {
    match (a, b) {
        (Const::None, Const::None) | (Const::Ellipsis, Const::Ellipsis) => true,
        (Const::Bool(a), Const::Bool(b)) => a == b,
        (Const::Int(a), Const::Int(b)) => a == b,
        (Const::BigInt(a), Const::BigInt(b)) => a == b,
        (Const::Float(a), Const::Float(b)) => a == b,
        (Const::Complex(a, b), Const::Complex(c, d)) => (a, b) == (c, d),
        (Const::Str(a), Const::Str(b)) | (Const::Bytes(a), Const::Bytes(b)) => a == b,
        (Const::Tuple(a), Const::Tuple(b)) | (Const::FrozenSet(a), Const::FrozenSet(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same(a, b))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_bits_stay_apart() {
        let mut pool = ConstPool::default();
        assert_eq!(pool.add(Const::Int(1)), 0);
        assert_eq!(pool.add(Const::Bool(true)), 1);
        assert_eq!(pool.add(Const::Float(1f64.to_bits())), 2);
        assert_eq!(pool.add(Const::Float(0f64.to_bits())), 3);
        assert_eq!(pool.add(Const::Float((-0f64).to_bits())), 4);
        assert_eq!(pool.add(Const::Int(1)), 0);
        let pair = |x: Const| Const::Tuple(vec![x, Const::None].into());
        assert_eq!(pool.add(pair(Const::Int(1))), 5);
        assert_eq!(pool.add(pair(Const::Bool(true))), 6);
        assert_eq!(pool.add(pair(Const::Int(1))), 5);
    }
}
