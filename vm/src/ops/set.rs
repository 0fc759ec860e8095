//! set operations with Python equality. As with dicts, `__eq__` may change the set meanwhile.

use crate::object::set::Probe;
use crate::object::{Gc, Set};
use crate::value::Value;
use crate::{Raised, Vm, R};

/// Why a probe stopped: the set changed under it, or an exception.
enum Stop {
    Changed,
    Raised,
}

impl Vm {
    fn set_probe(&mut self, s: Gc<Set>, key: Value, hash: u64) -> R<Probe> {
        loop {
            let version = s.version;
            let r = s.probe(hash, |k| {
                let equal = match self.equal_pure(k, key) {
                    Some(e) => e,
                    None => self.same_or_equal(k, key).map_err(|Raised| Stop::Raised)?,
                };
                if s.version != version {
                    return Err(Stop::Changed);
                }
                Ok(equal)
            });
            match r {
                Ok(p) => return Ok(p),
                Err(Stop::Raised) => return Err(Raised),
                Err(Stop::Changed) => {}
            }
        }
    }

    /// Is a key in the set? `None`: only Python code can tell.
    pub fn set_contains_pure(&self, s: Gc<Set>, key: Value, hash: u64) -> Option<bool> {
        let probe = s.probe(hash, |k| self.equal_pure(k, key).ok_or(()));
        probe.ok().map(|p| matches!(p, Probe::Found(_)))
    }

    /// Adds a key; true if it was absent.
    pub fn set_add(&mut self, s: Gc<Set>, key: Value) -> R<bool> {
        let hash = self.hash(key)? as u64;
        self.set_add_hashed(s, key, hash)
    }

    pub fn set_add_hashed(&mut self, s: Gc<Set>, key: Value, hash: u64) -> R<bool> {
        match self.set_probe(s, key, hash)? {
            Probe::Found(_) => Ok(false),
            Probe::Free(at) => {
                let before = s.table.capacity();
                s.insert_at(at, hash, key);
                if s.table.capacity() > before {
                    self.heap.note_external((s.table.capacity() - before) * 16);
                }
                self.heap.barrier(s);
                Ok(true)
            }
        }
    }

    pub fn set_contains(&mut self, s: Gc<Set>, key: Value) -> R<bool> {
        let hash = self.hash(key)? as u64;
        self.set_contains_hashed(s, key, hash)
    }

    pub fn set_contains_hashed(&mut self, s: Gc<Set>, key: Value, hash: u64) -> R<bool> {
        Ok(matches!(self.set_probe(s, key, hash)?, Probe::Found(_)))
    }

    /// Removes a key; true if it was there.
    pub fn set_discard(&mut self, s: Gc<Set>, key: Value) -> R<bool> {
        let hash = self.hash(key)? as u64;
        match self.set_probe(s, key, hash)? {
            Probe::Found(at) => {
                s.remove_at(at);
                Ok(true)
            }
            Probe::Free(_) => Ok(false),
        }
    }
}
