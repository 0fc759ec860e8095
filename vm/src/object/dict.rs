//! `dict`: entries in insertion order, a hash index beside them.
//!
//! Only layout and key-agnostic mechanics are here; comparison of keys may run Python code and is
//! `ops::dict`'s business. Deleted entries leave a hole (`key` UNDEF) until the next compaction.
//! `keys_version` changes whenever an entry index may mean another key: inline caches of globals
//! and modules compare it, then read `entries[i].value` directly.

use super::dict_index::{DictIndex, Undecided};
use super::{heap_object, Gc, Header, ObjVec};
use crate::value::Value;

#[derive(Clone, Copy)]
#[repr(C)]
pub struct Entry {
    pub key: Value,
    pub value: Value,
    pub hash: u64,
}

/// Header bit: some trace assumes a value of this dict; stores must consult the watch table.
pub const WATCHED: u16 = 2;

/// Dicts up to this many entries are searched linearly and have no index.
pub const SMALL: usize = 8;

#[repr(C)]
pub struct Dict {
    pub hdr: Header,
    pub entries: ObjVec<Entry>,
    /// Live entries.
    pub len: usize,
    pub keys_version: u32,
    /// Every key so far is an exact `str`: lookups need no Python equality.
    pub str_keys: bool,
    /// Entry numbers by hash; without entries for small dicts.
    pub index: DictIndex,
}
heap_object!(Dict, Dict);

impl Gc<Dict> {
    /// Entry number for which `eq(key)` holds among entries with this hash; `eq` may not know, which
    /// ends the search. It must not touch the dict.
    #[inline(always)]
    pub fn search(
        self,
        hash: u64,
        mut eq: impl FnMut(Value) -> Option<bool>,
    ) -> Result<Option<usize>, Undecided> {
        let entries: &[Entry] = &self.entries;
        if entries.len() <= SMALL {
            for (i, e) in entries.iter().enumerate() {
                if e.hash == hash && !e.key.is_undef() {
                    match eq(e.key) {
                        Some(true) => return Ok(Some(i)),
                        Some(false) => {}
                        None => return Err(Undecided),
                    }
                }
            }
            return Ok(None);
        }
        self.index.find(hash, |i| {
            debug_assert!((i as usize) < entries.len());
            // SAFETY: the index holds numbers of entries only.
            let e = unsafe { entries.get_unchecked(i as usize) };
            if e.hash == hash {
                eq(e.key)
            } else {
                Some(false)
            }
        })
    }

    /// As [`Gc::search`] with an `eq` that always knows.
    #[inline(always)]
    pub fn find(self, hash: u64, mut eq: impl FnMut(Value) -> bool) -> Option<usize> {
        self.search(hash, |k| Some(eq(k))).unwrap_or(None)
    }

    /// Entry numbers of all candidates with this hash (for keys whose `__eq__` runs Python code
    /// and may change the dict: the caller re-validates).
    pub fn candidates(self, hash: u64) -> smallvec::SmallVec<[u32; 8]> {
        let entries: &[Entry] = &self.entries;
        let mut found = smallvec::SmallVec::new();
        if entries.len() <= SMALL {
            for (i, e) in entries.iter().enumerate() {
                if e.hash == hash && !e.key.is_undef() {
                    found.push(i as u32);
                }
            }
            return found;
        }
        let _ = self.index.find(hash, |i| {
            if entries[i as usize].hash == hash {
                found.push(i);
            }
            Some(false)
        });
        found
    }

    /// Appends an entry for a key known to be absent; returns its number.
    pub fn push_new(mut self, hash: u64, key: Value, value: Value) -> usize {
        if self.entries.len() == self.entries.capacity() && self.len < self.entries.len() / 2 {
            self.compact();
        }
        let at = self.entries.len();
        self.entries.push(Entry { key, value, hash });
        self.len += 1;
        self.keys_version = self.keys_version.wrapping_add(1);
        if at >= SMALL {
            if at == SMALL || self.index.is_full() {
                self.rebuild_index();
            } else {
                self.index.insert(hash, at as u32);
            }
        }
        at
    }

    /// Removes entry `at`.
    pub fn remove_at(mut self, at: usize) -> Entry {
        let e = self.entries[at];
        if self.entries.len() > SMALL {
            self.index.remove(e.hash, at as u32);
        }
        self.entries[at] = Entry { key: Value::UNDEF, value: Value::UNDEF, hash: 0 };
        self.len -= 1;
        self.keys_version = self.keys_version.wrapping_add(1);
        // Trailing holes go at once, so that popitem() is cheap.
        while self.entries.last().is_some_and(|e| e.key.is_undef()) {
            self.entries.pop();
        }
        if self.entries.len() <= SMALL {
            self.index.clear();
        }
        e
    }

    /// Squeezes holes out. Entry numbers change.
    pub fn compact(mut self) {
        let live: ObjVec<Entry> =
            self.entries.iter().copied().filter(|e| !e.key.is_undef()).collect();
        self.entries = live;
        self.keys_version = self.keys_version.wrapping_add(1);
        self.rebuild_index();
    }

    /// Makes the index anew from the entries.
    pub fn rebuild_index(mut self) {
        if self.entries.len() <= SMALL {
            self.index.clear();
            return;
        }
        let live = self.len;
        self.index.reset(live);
        for i in 0..self.entries.len() {
            let e = self.entries[i];
            if !e.key.is_undef() {
                self.index.insert(e.hash, i as u32);
            }
        }
    }

    pub fn clear(mut self) {
        self.entries = ObjVec::new();
        self.index.clear();
        self.len = 0;
        self.str_keys = true;
        self.keys_version = self.keys_version.wrapping_add(1);
    }

    /// Live entries in order.
    pub fn iter(self) -> impl Iterator<Item = Entry> {
        let mut i = 0;
        std::iter::from_fn(move || {
            while i < self.entries.len() {
                let e = self.entries[i];
                i += 1;
                if !e.key.is_undef() {
                    return Some(e);
                }
            }
            None
        })
    }

    /// Entry number of an interned or otherwise pointer-equal string key, or an equal string.
    #[inline]
    pub fn get_str(self, hash: u64, key: Gc<super::Str>) -> Option<usize> {
        let kv = key.value();
        self.find(hash, |k| {
            k == kv || k.cast::<super::Str>().is_some_and(|s| s.bytes() == key.bytes())
        })
    }
}
