//! `set` and `frozenset`: CPython's open-addressing table, because programs can see its order.
//!
//! Facts taken over from CPython 3.12 (`Objects/setobject.c`): minimum table of 8, linear probes of
//! 9 entries before each perturbed jump (`perturb >>= 5; i = i * 5 + 1 + perturb`), growth when
//! `fill * 5 >= mask * 3` to `used * 4` (or `used * 2` beyond 50,000), dummies on deletion, which
//! insertion uses again (the last one met while probing).

use super::{heap_object, Gc, Header, ObjVec};
use crate::value::Value;

/// Header bit: a frozenset.
pub const FROZEN: u16 = 2;

const LINEAR_PROBES: usize = 9;
const PERTURB_SHIFT: u32 = 5;
/// Hash of a deleted slot, as CPython marks it; the key is UNDEF then too.
const DUMMY: u64 = u64::MAX;

#[derive(Clone, Copy)]
#[repr(C)]
pub struct SetEntry {
    /// UNDEF when unused or dummy.
    pub key: Value,
    pub hash: u64,
}

const EMPTY: SetEntry = SetEntry { key: Value::UNDEF, hash: 0 };

#[repr(C)]
pub struct Set {
    pub hdr: Header,
    /// Power-of-two table (empty until first use; then at least 8).
    pub table: ObjVec<SetEntry>,
    /// Used plus dummy slots.
    pub fill: usize,
    pub used: usize,
    /// Cached hash of a frozenset; 0 while unknown.
    pub hash: u64,
    /// Changes with every structural change.
    pub version: u32,
    /// `pop` continues its search here.
    pub finger: usize,
}
heap_object!(Set, Set);

/// Outcome of one probe step for a key.
pub enum Probe {
    /// The key is at this slot.
    Found(usize),
    /// Absent; this is where it would go.
    Free(usize),
}

impl Gc<Set> {
    pub fn is_frozen(self) -> bool {
        self.hdr.aux & FROZEN != 0
    }

    fn mask(self) -> usize {
        self.table.len() - 1
    }

    pub fn ensure_table(mut self) {
        if self.table.is_empty() {
            self.table.resize(8, EMPTY);
        }
    }

    /// Searches for a key. `eq` answers for a candidate with the same hash: `Ok(bool)`, or an error
    /// to give up. It must not change the table unless it returns an error.
    pub fn probe<E>(
        self,
        hash: u64,
        mut eq: impl FnMut(Value) -> Result<bool, E>,
    ) -> Result<Probe, E> {
        if self.table.is_empty() {
            return Ok(Probe::Free(usize::MAX));
        }
        let mask = self.mask();
        let mut perturb = hash;
        let mut i = hash as usize & mask;
        let mut dummy = None;
        loop {
            let mut at = i;
            let mut probes = if i + LINEAR_PROBES <= mask { LINEAR_PROBES } else { 0 };
            loop {
                let e = self.table[at];
                if e.key.is_undef() {
                    if e.hash == 0 {
                        return Ok(Probe::Free(dummy.unwrap_or(at)));
                    }
                    // The last dummy on the way is used again.
                    dummy = Some(at);
                } else if e.hash == hash && eq(e.key)? {
                    return Ok(Probe::Found(at));
                }
                if probes == 0 {
                    break;
                }
                probes -= 1;
                at += 1;
            }
            perturb >>= PERTURB_SHIFT;
            i = i.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize) & mask;
        }
    }

    /// Puts a key known to be absent into the free slot that `probe` reported.
    pub fn insert_at(mut self, at: usize, hash: u64, key: Value) {
        let at = if at == usize::MAX {
            self.ensure_table();
            Self::clean_slot(&self.table, hash)
        } else {
            at
        };
        let reused = self.table[at].hash == DUMMY;
        self.table[at] = SetEntry { key, hash };
        self.used += 1;
        self.version = self.version.wrapping_add(1);
        if reused {
            return;
        }
        self.fill += 1;
        if self.fill * 5 >= self.mask() * 3 {
            let target = if self.used > 50_000 { self.used * 2 } else { self.used * 4 };
            self.resize(target);
        }
    }

    /// First unused slot for a hash in a table without dummies.
    fn clean_slot(table: &[SetEntry], hash: u64) -> usize {
        let mask = table.len() - 1;
        let mut perturb = hash;
        let mut i = hash as usize & mask;
        loop {
            if table[i].key.is_undef() {
                return i;
            }
            if i + LINEAR_PROBES <= mask {
                let near = &table[i + 1..=i + LINEAR_PROBES];
                if let Some(at) = near.iter().position(|e| e.key.is_undef()) {
                    return i + 1 + at;
                }
            }
            perturb >>= PERTURB_SHIFT;
            i = i.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize) & mask;
        }
    }

    /// Rebuilds the table with more than `min_used` slots, dropping dummies.
    pub fn resize(mut self, min_used: usize) {
        let mut size = 8;
        while size <= min_used {
            size <<= 1;
        }
        let mut table = ObjVec::with_capacity(size);
        table.resize(size, EMPTY);
        for e in self.table.iter() {
            if !e.key.is_undef() {
                let at = Self::clean_slot(&table, e.hash);
                table[at] = *e;
            }
        }
        self.fill = self.used;
        self.table = table;
    }

    pub fn remove_at(mut self, at: usize) -> Value {
        let key = self.table[at].key;
        self.table[at] = SetEntry { key: Value::UNDEF, hash: DUMMY };
        self.used -= 1;
        self.version = self.version.wrapping_add(1);
        key
    }

    pub fn clear(mut self) {
        self.table = ObjVec::new();
        self.fill = 0;
        self.used = 0;
        self.finger = 0;
        self.version = self.version.wrapping_add(1);
    }

    /// Elements in table order.
    pub fn iter(self) -> impl Iterator<Item = SetEntry> {
        let mut i = 0;
        std::iter::from_fn(move || {
            while i < self.table.len() {
                let e = self.table[i];
                i += 1;
                if !e.key.is_undef() {
                    return Some(e);
                }
            }
            None
        })
    }

    /// Copies a table wholesale (`set(other_set)` keeps CPython's order by re-insertion rules:
    /// a set without dummies into an empty one is copied slot by slot).
    pub fn fill_from(mut self, other: Gc<Set>) {
        if self.fill == 0 && other.fill == other.used && !other.table.is_empty() {
            // CPython resizes the empty target first, then copies if the masks agree.
            if (self.fill + other.used) * 5 >= self.table.len().max(8).wrapping_sub(1) * 3 {
                self.resize((self.used + other.used) * 2);
            } else {
                self.ensure_table();
            }
            if self.table.len() == other.table.len() {
                self.table = ObjVec::from_slice(&other.table);
            } else {
                for e in other.iter() {
                    let at = Self::clean_slot(&self.table, e.hash);
                    self.table[at] = e;
                }
            }
            self.fill = other.used;
            self.used = other.used;
            self.version = self.version.wrapping_add(1);
        }
    }
}
