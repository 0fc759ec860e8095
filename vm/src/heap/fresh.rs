//! What was allocated since a mark, and which cells hold objects: for whoever compares two copies
//! of one heap (the JIT's verifier, whose two processes begin with equal heaps and then allocate
//! each on its own).
//!
//! A size class allocates by bumping through free runs. What remained of every class's run at the
//! mark, and every run and large block taken since, is where new objects lie; everything else is
//! older. The log is exact as long as no collection runs, so a mark holds collections off.
//!
//! Example: `begin_fresh(); let a = vm.list(&[]); is_fresh(a.addr()) == true; end_fresh()`.

use super::block::BlockKind;
use super::{Heap, BLOCK, CLASS_SIZES};
use crate::layout::GC_OLD;
use crate::object::{Header, Kind};
use std::collections::BTreeMap;

/// Where new objects came from since the mark.
#[derive(Default)]
pub(super) struct FreshLog {
    /// Address ranges, start to end.
    runs: BTreeMap<usize, usize>,
    /// Per block: does a range begin in it? Most questions are answered here.
    blocks: Vec<bool>,
}

impl Heap {
    /// Sets the mark. Until [`Heap::end_fresh`] nothing is collected.
    pub fn begin_fresh(&mut self) {
        self.fresh = Some(FreshLog::default());
        for k in 0..self.bump.len() {
            let b = self.bump[k];
            if b.cur < b.end {
                self.note_run(b.cur, b.end);
            }
        }
        self.no_gc += 1;
    }

    /// Takes the mark away.
    pub fn end_fresh(&mut self) {
        if self.fresh.take().is_some() {
            self.no_gc -= 1;
        }
    }

    /// Was the object at this address allocated since the mark?
    pub fn is_fresh(&self, at: usize) -> bool {
        let Some(log) = &self.fresh else { return false };
        let block = at.wrapping_sub(self.base) / BLOCK;
        if !log.blocks.get(block).is_some_and(|any| *any) {
            return false;
        }
        log.runs.range(..=at).next_back().is_some_and(|(_, end)| at < *end)
    }

    #[inline]
    pub(super) fn note_run(&mut self, start: usize, end: usize) {
        let block = (start - self.base) / BLOCK;
        if let Some(log) = &mut self.fresh {
            log.runs.insert(start, end);
            if log.blocks.len() <= block {
                log.blocks.resize(block + 1, false);
            }
            log.blocks[block] = true;
        }
    }

    /// Bytes of the cell that begins at this address.
    pub fn cell_size(&self, cell: usize) -> usize {
        match self.blocks[(cell - self.base) / BLOCK].kind {
            BlockKind::Small(class) => CLASS_SIZES[class as usize] as usize,
            BlockKind::LargeHead(n) => n as usize * BLOCK,
            BlockKind::Free | BlockKind::LargeTail(_) => 0,
        }
    }

    /// Calls `f` for every object that was live after the last collection or came since, in order
    /// of address. Unlike [`Heap::for_each_object`] it changes nothing: dead objects that were not
    /// swept yet are passed over, not swept.
    pub fn for_each_live(&self, f: &mut dyn FnMut(*mut Header)) {
        let mut unswept = vec![usize::MAX; self.used_blocks];
        for c in &self.cursors {
            for &b in &c.todo {
                unswept[b as usize] = 0;
            }
            if let Some((b, at)) = c.current {
                unswept[b as usize] = at;
            }
        }
        for (index, &judged) in unswept.iter().enumerate() {
            match self.blocks[index].kind {
                BlockKind::Small(class) => {
                    let size = CLASS_SIZES[class as usize] as usize;
                    let start = self.block_addr(index);
                    for cell in (0..BLOCK / size).map(|i| start + i * size) {
                        // SAFETY: a cell of a mapped block.
                        let h = unsafe { *(cell as *const Header) };
                        if h.kind != Kind::Free && (cell < judged || h.gc & GC_OLD != 0) {
                            f(cell as *mut Header);
                        }
                    }
                }
                BlockKind::LargeHead(_) => f(self.block_addr(index) as *mut Header),
                BlockKind::Free | BlockKind::LargeTail(_) => {}
            }
        }
    }
}
