//! The constant pool: interned, so that equal constants have equal [`Ref`]s.
//!
//! Pointers and words may carry a name, which is what dumps show instead of the address (so that dumps are the same
//! from run to run), and a flag saying that the collector must keep the object alive for the trace's sake.

use super::types::{NameId, Ref, Type};
use std::borrow::Cow;

/// One constant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Const {
    /// Type.
    pub ty: Type,
    /// A heap object the trace must keep alive (ptr and val only).
    pub root: bool,
    /// Name for dumps, or `NameId::NONE`.
    pub name: NameId,
    /// The value: integer, float bits, bool as 0 or 1, address, word.
    pub bits: u64,
}

/// All constants of a trace.
#[derive(Clone, Debug, Default)]
pub struct ConstPool {
    items: Vec<Const>,
    /// Open addressing, power of two, `index + 1` or 0.
    table: Vec<u32>,
    names: Vec<Cow<'static, str>>,
}

impl ConstPool {
    /// The constant behind a reference.
    #[inline]
    pub fn get(&self, r: Ref) -> &Const {
        &self.items[r.const_index()]
    }

    /// All constants in order of creation.
    pub fn iter(&self) -> impl Iterator<Item = (Ref, &Const)> {
        self.items
            .iter()
            .enumerate()
            .map(|(i, c)| (Ref::constant(i as u32), c))
    }

    /// Number of constants.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The name of a constant.
    pub fn name(&self, id: NameId) -> Option<&str> {
        self.names.get(id.index()).map(|n| n.as_ref())
    }

    /// An integer.
    pub fn i64(&mut self, x: i64) -> Ref {
        self.intern(Type::I64, x as u64)
    }

    /// A double (by bits: -0.0 and every NaN are themselves).
    pub fn f64(&mut self, x: f64) -> Ref {
        self.intern(Type::F64, x.to_bits())
    }

    /// A single.
    pub fn f32(&mut self, x: f32) -> Ref {
        self.intern(Type::F32, u64::from(x.to_bits()))
    }

    /// A bool.
    pub fn bool(&mut self, x: bool) -> Ref {
        self.intern(Type::Bool, u64::from(x))
    }

    /// An address without a name.
    pub fn ptr(&mut self, address: u64) -> Ref {
        self.intern(Type::Ptr, address)
    }

    /// A word without a name.
    pub fn val(&mut self, word: u64) -> Ref {
        self.intern(Type::Val, word)
    }

    /// A constant of any type by its bits.
    pub fn intern(&mut self, ty: Type, bits: u64) -> Ref {
        self.insert(ty, bits, false, None)
    }

    /// An address or word without a name that the collector must keep alive.
    pub fn rooted(&mut self, ty: Type, bits: u64) -> Ref {
        self.insert(ty, bits, true, None)
    }

    /// An address or word with a name; `root` if the collector must keep it alive.
    pub fn named(
        &mut self,
        ty: Type,
        bits: u64,
        root: bool,
        name: impl Into<Cow<'static, str>>,
    ) -> Ref {
        self.insert(ty, bits, root, Some(name.into()))
    }

    fn insert(&mut self, ty: Type, bits: u64, root: bool, name: Option<Cow<'static, str>>) -> Ref {
        if self.items.len() * 2 >= self.table.len() {
            self.grow();
        }
        let mask = self.table.len() - 1;
        let mut at = hash(ty, bits) & mask;
        while let Some(index) = self.table[at].checked_sub(1) {
            let item = &mut self.items[index as usize];
            if item.ty == ty && item.bits == bits {
                item.root |= root;
                if item.name.is_none() {
                    if let Some(name) = name {
                        item.name = NameId::new(self.names.len() as u32);
                        self.names.push(name);
                    }
                }
                return Ref::constant(index);
            }
            at = (at + 1) & mask;
        }
        let id = match name {
            None => NameId::NONE,
            Some(name) => {
                self.names.push(name);
                NameId::new(self.names.len() as u32 - 1)
            }
        };
        self.items.push(Const {
            ty,
            root,
            name: id,
            bits,
        });
        self.table[at] = self.items.len() as u32;
        Ref::constant(self.items.len() as u32 - 1)
    }

    fn grow(&mut self) {
        let size = (self.table.len() * 2).max(32);
        self.table.clear();
        self.table.resize(size, 0);
        for (i, c) in self.items.iter().enumerate() {
            let mut at = hash(c.ty, c.bits) & (size - 1);
            while self.table[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            self.table[at] = i as u32 + 1;
        }
    }
}

fn hash(ty: Type, bits: u64) -> usize {
    ((bits ^ (ty as u64) << 57).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_constants_share_a_ref() {
        let mut pool = ConstPool::default();
        let refs: Vec<Ref> = (0..100).map(|i| pool.i64(i)).collect();
        for (i, r) in refs.iter().enumerate() {
            assert_eq!(pool.i64(i as i64), *r);
        }
        assert_ne!(pool.f64(0.0), pool.f64(-0.0));
        assert_ne!(pool.i64(1), pool.bool(true));
        assert_eq!(pool.len(), 103);
    }

    #[test]
    fn a_name_given_later_sticks() {
        let mut pool = ConstPool::default();
        let r = pool.ptr(64);
        assert_eq!(pool.named(Type::Ptr, 64, true, "shape"), r);
        let c = *pool.get(r);
        assert!(c.root);
        assert_eq!(pool.name(c.name), Some("shape"));
    }
}
