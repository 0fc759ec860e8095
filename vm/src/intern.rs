//! Interned strings: one object per distinct identifier-like text, compared by address.

use crate::layout::GC_OLD;
use crate::object::text::INTERNED;
use crate::object::{Gc, Str};
use crate::value::Value;
use crate::Vm;
use hashbrown::HashTable;

#[derive(Default)]
pub struct InternTable {
    table: HashTable<Gc<Str>>,
}

/// A cheap hash for the table only (Python's keyed hash is computed lazily).
fn fold_hash(bytes: &[u8]) -> u64 {
    let mut h: u64 = 0xcbf2_9ce4_8422_2325 ^ bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let mut word = [0u8; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        h = (h ^ u64::from_le_bytes(word)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        h ^= h >> 29;
    }
    h
}

impl InternTable {
    /// Every interned string.
    pub fn iter(&self) -> impl Iterator<Item = Value> + '_ {
        self.table.iter().map(|s| s.value())
    }

    /// Forgets strings that the full collection just found dead.
    pub fn drop_dead(&mut self) {
        self.table.retain(|s| s.hdr.gc & GC_OLD != 0);
    }
}

impl Vm {
    /// The interned string of this text.
    pub fn intern(&mut self, text: &str) -> Value {
        self.intern_bytes(text.as_bytes())
    }

    /// The interned string of this WTF-8 text.
    pub fn intern_bytes(&mut self, bytes: &[u8]) -> Value {
        let h = fold_hash(bytes);
        if let Some(s) = self.interned.table.find(h, |s| s.bytes() == bytes) {
            return s.value();
        }
        let v = self.str_bytes(bytes);
        self.intern_new(h, v.expect::<Str>());
        v
    }

    /// The interned equal of a string object.
    pub fn intern_value(&mut self, v: Gc<Str>) -> Value {
        if v.is_interned() {
            return v.value();
        }
        if v.header().shape != self.types.str.root_shape {
            return self.intern_bytes(v.bytes());
        }
        let h = fold_hash(v.bytes());
        if let Some(s) = self.interned.table.find(h, |s| s.bytes() == v.bytes()) {
            return s.value();
        }
        self.intern_new(h, v);
        v.value()
    }

    fn intern_new(&mut self, h: u64, mut s: Gc<Str>) {
        s.hdr.aux |= INTERNED;
        self.interned.table.insert_unique(h, s, |s| fold_hash(s.bytes()));
    }
}
