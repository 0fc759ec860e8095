//! Uses of every value, live sets of blocks, hulls and loops.
//!
//! A position is an instruction's index. Edge arguments and snapshot values are used at the terminator or guard that
//! has them. The *hull* of a value is the stretch of layout from its definition to the last position where it may still
//! be needed (through to the end of a loop that it is live around).

use super::Selection;
use crate::ir::{OpFlags, Ref, SnapId, Trace};

/// A use position; the low bit is set for uses by snapshots only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsePos(u32);

impl UsePos {
    /// Position of the using instruction.
    #[inline]
    pub fn at(self) -> u32 {
        self.0 >> 1
    }

    /// The value is only needed should the trace be left here.
    #[inline]
    pub fn is_snap(self) -> bool {
        self.0 & 1 != 0
    }
}

/// Liveness of a trace.
#[derive(Clone, Debug)]
pub struct Liveness {
    words: usize,
    live_in: Vec<u64>,
    live_out: Vec<u64>,
    starts: Vec<u32>,
    uses: Vec<UsePos>,
    /// Last position at which each value may be needed.
    pub end: Vec<u32>,
    /// Block of each instruction.
    pub block_of: Vec<u32>,
    /// For each block that is a loop header: one past the loop's last instruction; else 0.
    pub loop_end: Vec<u32>,
    /// For each block: the innermost loop header whose loop contains it, or `u32::MAX`.
    pub innermost: Vec<u32>,
    /// Number of predecessors' edges of each block.
    pub num_preds: Vec<u32>,
    /// Instructions whose snapshot is the next one's, too: not counted as uses of its values.
    pub repeated: Vec<bool>,
}

/// For each instruction: the next one of its block with a snapshot has the same snapshot. What that one needs, it keeps
/// alive over this one; snapshots are long, and most serve several instructions in a row.
fn repeated_snaps(trace: &Trace) -> Vec<bool> {
    let mut repeated = vec![false; trace.insts.len()];
    for block in &trace.blocks {
        let mut next = SnapId::NONE;
        for i in (block.start..block.end).rev() {
            let inst = &trace.insts[i as usize];
            if inst.has_snap() {
                repeated[i as usize] = inst.snap == next;
                next = inst.snap;
            }
        }
    }
    repeated
}

/// Calls `f(value, position, is_snap)` for every use in layout order, but for repeated snapshots.
fn each_use(trace: &Trace, sel: &Selection, repeated: &[bool], mut f: impl FnMut(Ref, u32, bool)) {
    for (i, inst) in trace.insts.iter().enumerate() {
        let at = i as u32;
        for u in sel.uses_of(i) {
            f(u.value, at, false);
        }
        if inst.op.has(OpFlags::TERM) {
            let (a, b) = trace.edges_of(inst);
            for (_, args) in a.into_iter().chain(b) {
                for &r in args {
                    f(r, at, false);
                }
            }
        }
        if inst.has_snap() && !repeated[i] {
            for r in trace.snap_refs(inst.snap) {
                f(r, at, true);
            }
        }
    }
}

impl Liveness {
    /// Computes everything.
    pub fn compute(trace: &Trace, sel: &Selection) -> Liveness {
        let n = trace.insts.len();
        let nb = trace.blocks.len();
        let words = n.div_ceil(64);
        let mut live = Liveness {
            words,
            live_in: vec![0; words * nb],
            live_out: vec![0; words * nb],
            starts: vec![0; n + 1],
            uses: Vec::new(),
            end: vec![0; n],
            block_of: vec![0; n],
            loop_end: vec![0; nb],
            innermost: vec![u32::MAX; nb],
            num_preds: vec![0; nb],
            repeated: repeated_snaps(trace),
        };
        for (b, block) in trace.blocks.iter().enumerate() {
            live.block_of[block.start as usize..block.end as usize].fill(b as u32);
        }
        live.index_uses(trace, sel);
        live.flow(trace);
        live.hulls(trace);
        live
    }

    fn index_uses(&mut self, trace: &Trace, sel: &Selection) {
        let n = trace.insts.len();
        let starts = &mut self.starts;
        each_use(trace, sel, &self.repeated, |r, _, _| {
            if r.is_inst() {
                starts[r.index() + 1] += 1;
            }
        });
        for i in 0..n {
            starts[i + 1] += starts[i];
        }
        self.uses = vec![UsePos(0); starts[n] as usize];
        let mut fill = starts.clone();
        let (uses, end) = (&mut self.uses, &mut self.end);
        let (live_in, block_of, words) = (&mut self.live_in, &self.block_of, self.words);
        each_use(trace, sel, &self.repeated, |r, at, snap| {
            if r.is_inst() {
                let v = r.index();
                uses[fill[v] as usize] = UsePos(at << 1 | u32::from(snap));
                fill[v] += 1;
                end[v] = at;
                let b = block_of[at as usize];
                if block_of[v] != b {
                    live_in[b as usize * words + v / 64] |= 1 << (v % 64);
                }
            }
        });
    }

    fn flow(&mut self, trace: &Trace) {
        let nb = trace.blocks.len();
        let words = self.words;
        let mut changed = true;
        while std::mem::take(&mut changed) {
            for b in (0..nb).rev() {
                for (to, _) in trace.successors(crate::ir::BlockId::new(b as u32)) {
                    for w in 0..words {
                        let incoming = self.live_in[to.index() * words + w];
                        let out = &mut self.live_out[b * words + w];
                        let fresh = incoming & !*out;
                        if fresh != 0 {
                            *out |= fresh;
                            changed = true;
                            let block = &trace.blocks[b];
                            // What is defined here is not live-in.
                            let (lo, hi) = (block.start as usize, block.end as usize);
                            let defined = word_range(w, lo, hi);
                            self.live_in[b * words + w] |= fresh & !defined;
                        }
                    }
                }
            }
        }
        for b in 0..nb {
            for (to, _) in trace.successors(crate::ir::BlockId::new(b as u32)) {
                self.num_preds[to.index()] += 1;
                if to.index() <= b {
                    let end = &mut self.loop_end[to.index()];
                    *end = (*end).max(trace.blocks[b].end);
                }
            }
        }
        for h in 0..nb {
            if self.loop_end[h] != 0 {
                for b in h..nb {
                    if trace.blocks[b].end <= self.loop_end[h] {
                        self.innermost[b] = h as u32; // later headers are inner ones
                    }
                }
            }
        }
    }

    fn hulls(&mut self, trace: &Trace) {
        for (b, block) in trace.blocks.iter().enumerate() {
            for w in 0..self.words {
                let mut bits = self.live_out[b * self.words + w];
                while bits != 0 {
                    let v = w * 64 + bits.trailing_zeros() as usize;
                    bits &= bits - 1;
                    self.end[v] = self.end[v].max(block.end);
                }
            }
        }
    }

    /// Whether a value is needed on entry to a block.
    #[inline]
    pub fn is_live_in(&self, block: usize, v: usize) -> bool {
        self.live_in[block * self.words + v / 64] >> (v % 64) & 1 != 0
    }

    /// Whether a value is needed after a block.
    #[inline]
    pub fn is_live_out(&self, block: usize, v: usize) -> bool {
        self.live_out[block * self.words + v / 64] >> (v % 64) & 1 != 0
    }

    /// Values needed on entry to a block, ascending.
    pub fn live_in(&self, block: usize) -> impl Iterator<Item = usize> + '_ {
        self.live_in[block * self.words..(block + 1) * self.words]
            .iter()
            .enumerate()
            .flat_map(|(w, &bits)| {
                std::iter::successors((bits != 0).then_some(bits), |b| {
                    let b = b & (b - 1);
                    (b != 0).then_some(b)
                })
                .map(move |b| w * 64 + b.trailing_zeros() as usize)
            })
    }

    /// Uses of a value in layout order.
    #[inline]
    pub fn uses(&self, v: usize) -> &[UsePos] {
        &self.uses[self.starts[v] as usize..self.starts[v + 1] as usize]
    }

    /// Index of a value's first use in the table that [`Liveness::use_at`] reads.
    #[inline]
    pub fn first_use(&self, v: usize) -> u32 {
        self.starts[v]
    }

    /// The use with that index if it belongs to the value.
    #[inline]
    pub fn use_at(&self, v: usize, index: u32) -> Option<UsePos> {
        (index < self.starts[v + 1]).then(|| self.uses[index as usize])
    }

    /// Position of the next use by an operand (not a snapshot) from `at` on, seen around the back edge of the innermost
    /// loop; `u32::MAX` if none.
    pub fn next_real_use(&self, v: usize, at: u32, block: usize) -> u32 {
        let uses = self.uses(v);
        let straight = uses
            .iter()
            .find(|u| u.at() >= at && !u.is_snap())
            .map_or(u32::MAX, |u| u.at());
        let header = self.innermost[block];
        if header == u32::MAX {
            return straight;
        }
        let end = self.loop_end[header as usize];
        if straight < end || !self.is_live_in(header as usize, v) {
            return straight;
        }
        let from = self.header_start(header);
        let around = uses
            .iter()
            .find(|u| u.at() >= from && u.at() < end && !u.is_snap())
            .map_or(u32::MAX, |u| end + (u.at() - from));
        straight.min(around)
    }

    fn header_start(&self, header: u32) -> u32 {
        // Blocks are contiguous, so the first instruction of the header is found by its number.
        self.block_of.partition_point(|&b| b < header) as u32
    }
}

/// Bits of word `w` that stand for values `lo..hi`.
fn word_range(w: usize, lo: usize, hi: usize) -> u64 {
    let (from, to) = (w * 64, w * 64 + 64);
    if hi <= from || lo >= to {
        return 0;
    }
    let low = u64::MAX << (lo.max(from) - from);
    let high = u64::MAX >> (to - hi.min(to));
    low & high
}

#[cfg(test)]
mod tests {
    use super::word_range;

    #[test]
    fn ranges_of_a_word() {
        assert_eq!(word_range(0, 0, 64), u64::MAX);
        assert_eq!(word_range(0, 3, 5), 0b11000);
        assert_eq!(word_range(1, 3, 5), 0);
        assert_eq!(word_range(1, 60, 66), 0b11);
        assert_eq!(word_range(1, 127, 300), 1 << 63);
    }
}
