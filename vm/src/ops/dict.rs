//! dict operations with Python equality.
//!
//! Lookups by exact `str` never run Python code. For other keys `__eq__` may, and may change the
//! dict in the middle of a lookup: candidates are collected first, each is compared outside any
//! borrow, and the entry is re-validated afterwards; a changed dict restarts the lookup.

use crate::object::dict::WATCHED;
use crate::object::dict_index::Undecided;
use crate::object::{Dict, Gc, Str};
use crate::value::Value;
use crate::{Vm, R};

impl Vm {
    /// Entry number of a key.
    #[inline]
    pub fn dict_find(&mut self, d: Gc<Dict>, key: Value, hash: u64) -> R<Option<usize>> {
        match self.dict_find_pure(d, key, hash) {
            Ok(found) => Ok(found),
            Err(Undecided) => self.dict_find_asking(d, key, hash),
        }
    }

    /// Entry number of a key, unless only Python code can tell.
    #[inline]
    pub fn dict_find_pure(
        &self,
        d: Gc<Dict>,
        key: Value,
        hash: u64,
    ) -> Result<Option<usize>, Undecided> {
        if key.is_int() {
            if d.str_keys {
                return Ok(None);
            }
            // Equal ints are the same word; a float, a bool or a subclass might be equal, too.
            d.search(hash, |k| match k == key {
                false if !k.is_int() => None,
                same => Some(same),
            })
        } else if let Some(s) = key.cast::<Str>().filter(|s| self.is_plain_str(*s)) {
            if d.str_keys {
                return Ok(d.get_str(hash, s));
            }
            let bytes = s.bytes();
            d.search(hash, |k| {
                let t = k.cast::<Str>().filter(|t| self.is_plain_str(*t))?;
                Some(k == key || t.bytes() == bytes)
            })
        } else if d.str_keys && !key.is_ptr() {
            Ok(None)
        } else {
            d.search(hash, |k| self.equal_pure(k, key))
        }
    }

    #[inline(always)]
    fn is_plain_str(&self, s: Gc<Str>) -> bool {
        s.hdr.shape == self.types.str.root_shape
    }

    /// Entry number of a key whose comparison may run Python code.
    #[cold]
    #[inline(never)]
    fn dict_find_asking(&mut self, d: Gc<Dict>, key: Value, hash: u64) -> R<Option<usize>> {
        'restart: loop {
            let version = d.keys_version;
            for i in d.candidates(hash) {
                let k = d.entries[i as usize].key;
                let equal = match self.equal_pure(k, key) {
                    Some(e) => e,
                    None => self.same_or_equal(k, key)?,
                };
                if d.keys_version != version {
                    continue 'restart;
                }
                if equal {
                    return Ok(Some(i as usize));
                }
            }
            return Ok(None);
        }
    }

    pub fn dict_get(&mut self, d: Gc<Dict>, key: Value) -> R<Option<Value>> {
        let hash = self.hash(key)? as u64;
        Ok(self.dict_find(d, key, hash)?.map(|i| d.entries[i].value))
    }

    pub fn dict_contains(&mut self, d: Gc<Dict>, key: Value) -> R<bool> {
        let hash = self.hash(key)? as u64;
        Ok(self.dict_find(d, key, hash)?.is_some())
    }

    pub fn dict_set(&mut self, d: Gc<Dict>, key: Value, value: Value) -> R<()> {
        let hash = self.hash(key)? as u64;
        self.dict_set_hashed(d, key, hash, value)
    }

    pub fn dict_set_hashed(&mut self, d: Gc<Dict>, key: Value, hash: u64, value: Value) -> R<()> {
        match self.dict_find(d, key, hash)? {
            Some(i) => self.dict_store(d, i, value),
            None => {
                self.dict_push(d, key, hash, value);
            }
        }
        Ok(())
    }

    /// Overwrites the value of entry `i`.
    #[inline]
    pub fn dict_store(&mut self, mut d: Gc<Dict>, i: usize, value: Value) {
        if d.hdr.aux & WATCHED != 0 && d.entries[i].value != value {
            self.dict_watch_store(d, i);
        }
        d.entries[i].value = value;
        self.heap.barrier(d);
    }

    #[cold]
    fn dict_watch_store(&mut self, d: Gc<Dict>, i: usize) {
        self.watch.entry_changed(d, i);
        self.report_tripped();
    }

    /// Appends an absent key.
    pub fn dict_push(&mut self, mut d: Gc<Dict>, key: Value, hash: u64, value: Value) {
        if d.str_keys && (!key.is_kind(crate::Kind::Str) || self.has_custom_ops(key)) {
            d.str_keys = false;
        }
        let before = d.entries.capacity();
        let at = d.entries.len();
        let renumbered = d.push_new(hash, key, value) != at;
        if d.entries.capacity() != before {
            self.heap.note_external(d.entries.capacity().saturating_sub(before) * 28);
        }
        self.heap.barrier(d);
        if d.hdr.aux & WATCHED != 0 {
            match key.cast::<Str>() {
                Some(s) if !renumbered && key.header().shape == self.types.str.root_shape => {
                    let name = self.intern_value(s);
                    self.watch.key_added(d, name);
                }
                _ => self.watch.keys_changed(d),
            }
            self.report_tripped();
        }
    }

    /// Removes entry `i`.
    pub fn dict_remove_at(&mut self, d: Gc<Dict>, i: usize) -> crate::object::dict::Entry {
        if d.hdr.aux & WATCHED != 0 {
            self.watch.entry_changed(d, i);
            self.watch.keys_changed(d);
            self.report_tripped();
        }
        d.remove_at(i)
    }

    /// Removes a key; its value, if it was there.
    pub fn dict_del(&mut self, d: Gc<Dict>, key: Value) -> R<Option<Value>> {
        let hash = self.hash(key)? as u64;
        Ok(self.dict_find(d, key, hash)?.map(|i| self.dict_remove_at(d, i).value))
    }

    /// Empties a dict.
    pub fn dict_clear(&mut self, d: Gc<Dict>) {
        if d.hdr.aux & WATCHED != 0 {
            for i in 0..d.entries.len() {
                self.watch.entry_changed(d, i);
            }
            self.watch.keys_changed(d);
            self.report_tripped();
        }
        d.clear();
    }

    /// Value of an interned name (or any exact string). Never runs Python code.
    #[inline]
    pub fn dict_get_name(&self, d: Gc<Dict>, name: Value) -> Option<Value> {
        self.dict_find_name(d, name).map(|i| d.entries[i].value)
    }

    #[inline]
    pub fn dict_find_name(&self, d: Gc<Dict>, name: Value) -> Option<usize> {
        let s = name.expect::<Str>();
        d.get_str(self.str_hash(s), s)
    }

    /// Stores under an interned name (or any exact string).
    pub fn dict_set_name(&mut self, d: Gc<Dict>, name: Value, value: Value) {
        let s = name.expect::<Str>();
        let hash = self.str_hash(s);
        match d.get_str(hash, s) {
            Some(i) => self.dict_store(d, i, value),
            None => self.dict_push(d, name, hash, value),
        }
    }

    pub fn dict_set_str(&mut self, d: Gc<Dict>, name: &str, value: Value) {
        let pin = self.pin(&[value]);
        let name = self.intern(name);
        self.unpin(pin);
        self.dict_set_name(d, name, value);
    }

    pub fn dict_get_str(&mut self, d: Gc<Dict>, name: &str) -> Option<Value> {
        let name = self.intern(name);
        self.dict_get_name(d, name)
    }

    /// Removes an interned name.
    pub fn dict_del_name(&mut self, d: Gc<Dict>, name: Value) -> Option<Value> {
        let i = self.dict_find_name(d, name)?;
        Some(self.dict_remove_at(d, i).value)
    }

    /// Copies all entries of `from` into `d`. Keys keep their hashes; equality may run Python code.
    pub fn dict_merge(&mut self, d: Gc<Dict>, from: Gc<Dict>) -> R<()> {
        let mut i = 0;
        while i < from.entries.len() {
            let e = from.entries[i];
            i += 1;
            if !e.key.is_undef() {
                self.dict_set_hashed(d, e.key, e.hash, e.value)?;
            }
        }
        Ok(())
    }

    /// A shallow copy as a plain dict.
    pub fn dict_copy(&mut self, from: Gc<Dict>) -> Gc<Dict> {
        let mut d = self.dict();
        if from.len == from.entries.len() {
            d.entries = crate::object::ObjVec::from_slice(&from.entries);
            d.len = from.len;
            d.index = from.index.clone();
        } else {
            d.entries = from.iter().collect();
            d.len = from.len;
            d.rebuild_index();
        }
        d.str_keys = from.str_keys;
        self.heap.note_external(d.entries.bytes());
        d
    }

    /// Tells the tier about tripped watchpoints.
    pub fn report_tripped(&mut self) {
        let Some(mut tier) = self.tier.take() else {
            self.watch.tripped.clear();
            return;
        };
        for id in std::mem::take(&mut self.watch.tripped) {
            tier.invalidate(self, id);
        }
        self.tier = Some(tier);
    }
}
