//! The hash index of a `dict`: entry numbers, found by hash.
//!
//! Open addressing over a power-of-two table of `u32`. A probe starts at the low bits of the hash and
//! walks on by `i * 5 + 1 + perturb`, where `perturb` feeds in the other bits: dense integer keys, whose
//! hashes are themselves, lie side by side, and hashes that agree in their low bits part ways soon.
//! Neither keys nor hashes are here; who asks looks at the entries.
//!
//! Invariants: every live entry beyond the dict's linear search has exactly one slot; at most two
//! thirds of the slots are not [`EMPTY`], so every probe ends.
//!
//! Example: with 32 slots, hashes 7 and 39 both begin at slot 7. The second goes on to
//! `7 * 5 + 1 + (39 >> 5) = 37`, that is slot 5.

use super::ObjVec;

/// Never used.
const EMPTY: u32 = u32::MAX;
/// Its entry was removed: probes go on behind it, insertion takes it again.
const DELETED: u32 = u32::MAX - 1;
const PERTURB_SHIFT: u32 = 5;
/// Tables up to this many slots are kept when the index is emptied.
const KEPT: usize = 64;

/// Some caller's comparison could not tell.
#[derive(Debug, PartialEq, Eq)]
pub struct Undecided;

#[repr(C)]
pub struct DictIndex {
    slots: ObjVec<u32>,
    /// Slots that are not [`EMPTY`].
    used: usize,
}

/// The slots to look at for a hash, one after the other; endless.
struct Probe {
    at: usize,
    perturb: u64,
    mask: usize,
}

impl Probe {
    #[inline(always)]
    fn advance(&mut self) {
        self.perturb >>= PERTURB_SHIFT;
        self.at =
            self.at.wrapping_mul(5).wrapping_add(1).wrapping_add(self.perturb as usize) & self.mask;
    }
}

impl DictIndex {
    pub const fn new() -> DictIndex {
        DictIndex { slots: ObjVec::new(), used: 0 }
    }

    #[inline(always)]
    fn probe(&self, hash: u64) -> Probe {
        let mask = self.slots.len() - 1;
        Probe { at: hash as usize & mask, perturb: hash, mask }
    }

    #[inline(always)]
    fn slot(&self, p: &Probe) -> u32 {
        debug_assert!(p.at < self.slots.len());
        // SAFETY: `at` is masked by the length minus one of a table that is not empty.
        unsafe { *self.slots.get_unchecked(p.at) }
    }

    /// First entry number of a hash's probe sequence that `is_it` accepts. Entries of other hashes are
    /// offered, too. `None` from it ends the search.
    #[inline(always)]
    pub fn find(
        &self,
        hash: u64,
        mut is_it: impl FnMut(u32) -> Option<bool>,
    ) -> Result<Option<usize>, Undecided> {
        if self.slots.is_empty() {
            return Ok(None);
        }
        let mut p = self.probe(hash);
        loop {
            match self.slot(&p) {
                EMPTY => return Ok(None),
                DELETED => {}
                entry => match is_it(entry) {
                    Some(true) => return Ok(Some(entry as usize)),
                    Some(false) => {}
                    None => return Err(Undecided),
                },
            }
            p.advance();
        }
    }

    /// Is there no room for one more entry without [`DictIndex::reset`]?
    #[inline]
    pub fn is_full(&self) -> bool {
        (self.used + 1) * 3 > self.slots.len() * 2
    }

    /// Adds an entry that is not in the table, which is not full.
    #[inline]
    pub fn insert(&mut self, hash: u64, entry: u32) {
        debug_assert!(!self.is_full());
        let mut p = self.probe(hash);
        loop {
            match self.slot(&p) {
                EMPTY => {
                    self.used += 1;
                    break;
                }
                DELETED => break,
                _ => p.advance(),
            }
        }
        self.slots[p.at] = entry;
    }

    /// Takes an entry out.
    pub fn remove(&mut self, hash: u64, entry: u32) {
        if self.slots.is_empty() {
            return;
        }
        let mut p = self.probe(hash);
        loop {
            match self.slot(&p) {
                EMPTY => return,
                e if e == entry => {
                    self.slots[p.at] = DELETED;
                    return;
                }
                _ => p.advance(),
            }
        }
    }

    /// An empty table with room for `live` entries and as many more.
    pub fn reset(&mut self, live: usize) {
        let size = (live * 3).next_power_of_two().max(16);
        if self.slots.len() == size {
            self.slots.fill(EMPTY);
        } else {
            let mut slots = ObjVec::with_capacity(size);
            slots.resize(size, EMPTY);
            self.slots = slots;
        }
        self.used = 0;
    }

    /// Forgets all entries.
    pub fn clear(&mut self) {
        if self.slots.len() <= KEPT {
            self.slots.fill(EMPTY);
        } else {
            self.slots = ObjVec::new();
        }
        self.used = 0;
    }

    /// Bytes of the table.
    pub fn bytes(&self) -> usize {
        self.slots.bytes()
    }
}

impl Default for DictIndex {
    fn default() -> DictIndex {
        DictIndex::new()
    }
}

impl Clone for DictIndex {
    fn clone(&self) -> DictIndex {
        DictIndex { slots: ObjVec::from_slice(&self.slots), used: self.used }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hashes that share low bits, high bits, or everything.
    fn hash_of(i: u32) -> u64 {
        match i % 4 {
            0 => i as u64,
            1 => (i as u64) << 32,
            2 => (i as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15),
            _ => 12345,
        }
    }

    fn lookup(index: &DictIndex, i: u32) -> Option<usize> {
        index.find(hash_of(i), |e| Some(e == i)).unwrap()
    }

    #[test]
    fn entries_come_and_go() {
        let mut index = DictIndex::new();
        let mut live: Vec<u32> = Vec::new();
        for i in 0..600 {
            if index.is_full() {
                index.reset(live.len());
                for &e in &live {
                    index.insert(hash_of(e), e);
                }
            }
            index.insert(hash_of(i), i);
            live.push(i);
            if i % 3 == 2 {
                let gone = live.remove(live.len() / 2);
                index.remove(hash_of(gone), gone);
                assert_eq!(lookup(&index, gone), None);
            }
            for &e in &live {
                assert_eq!(lookup(&index, e), Some(e as usize));
            }
        }
        let copy = index.clone();
        index.clear();
        assert!(live.iter().all(|&e| lookup(&index, e).is_none()));
        assert!(live.iter().all(|&e| lookup(&copy, e) == Some(e as usize)));
    }

    #[test]
    fn undecided_ends_the_search() {
        let mut index = DictIndex::new();
        index.reset(4);
        index.insert(7, 0);
        index.insert(7, 1);
        assert_eq!(index.find(7, |e| (e == 1).then_some(true)), Err(Undecided));
        assert_eq!(index.find(8, |_| Some(false)), Ok(None));
    }

    #[test]
    fn removing_and_adding_at_the_end_stays_bounded() {
        let mut index = DictIndex::new();
        index.reset(10);
        let mut resets = 0;
        for i in 0..10_000u64 {
            if index.is_full() {
                resets += 1;
                index.reset(10);
            }
            index.insert(i * 1_000_003, 10);
            index.remove(i * 1_000_003, 10);
        }
        assert!(resets < 10_000 / 8, "{resets}");
    }
}
