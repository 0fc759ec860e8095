//! Lazy sweeping: dead cells become free runs when a size class asks for memory.
//!
//! Invariant: a cell's header is all zero exactly if the cell is free, except inside `cur..end` of
//! a bump region, which is zeroed as a whole when taken. Before marking, every unswept block is
//! finished, so marking never meets a dead object.

use super::block::BlockKind;
use super::{Bump, Heap, BLOCK, CLASS_SIZES};
use crate::layout::GC_OLD;
use crate::object::{self, Gc, Header, Kind};

/// Where the search for free runs of one class stands.
#[derive(Default)]
pub struct Cursor {
    /// Blocks of this class still to be looked at.
    pub(super) todo: Vec<u32>,
    /// Block being swept, and the next cell address in it.
    pub(super) current: Option<(u32, usize)>,
}

impl Heap {
    /// Gives up the current bump region of a class; what is left of it is free cells (zeroed).
    pub(super) fn retire(&mut self, class: usize) {
        self.bump[class] = Bump { cur: 0, end: 0 };
    }

    /// The next free run of a class, zeroed, dead objects in it dropped.
    pub(super) fn next_run(&mut self, class: usize) -> Option<(usize, usize)> {
        let size = CLASS_SIZES[class] as usize;
        loop {
            let (block, mut at) = match self.cursors[class].current.take() {
                Some(c) => c,
                None => {
                    let b = self.cursors[class].todo.pop()?;
                    (b, self.block_addr(b as usize))
                }
            };
            let start = self.block_addr(block as usize);
            let end = start + BLOCK / size * size;
            while at < end && self.is_live(at) {
                at += size;
            }
            let run = at;
            while at < end && !self.is_live(at) {
                self.drop_dead(at);
                at += size;
            }
            if run < at {
                if at < end {
                    self.cursors[class].current = Some((block, at));
                }
                // SAFETY: the run is inside the block and holds no live cell.
                unsafe { std::ptr::write_bytes(run as *mut u8, 0, at - run) };
                self.blocks[block as usize].dirty = true;
                if self.stress && run + size < at {
                    self.cursors[class].current = Some((block, run + size));
                }
                return Some((run, at));
            }
        }
    }

    fn is_live(&self, cell: usize) -> bool {
        // SAFETY: `cell` is a cell address of a mapped block.
        unsafe { (*(cell as *const Header)).gc & GC_OLD != 0 }
    }

    /// Runs the drop glue of a dead cell, if it has any, and marks it free.
    fn drop_dead(&mut self, cell: usize) {
        let h = cell as *mut Header;
        // SAFETY: `cell` is a cell address; its header tells what is there.
        unsafe {
            let kind = (*h).kind;
            if kind == Kind::Free {
                return;
            }
            if kind.owns_memory() {
                drop_object(self, h);
            }
            (h as *mut u64).write(0);
        }
    }

    /// Finishes all pending sweeping (before a collection).
    pub(super) fn finish_sweep(&mut self) {
        for (class, &size) in CLASS_SIZES.iter().enumerate() {
            self.retire(class);
            let size = size as usize;
            while let Some((block, mut at)) = self.cursors[class].current.take().or_else(|| {
                let b = self.cursors[class].todo.pop()?;
                Some((b, self.block_addr(b as usize)))
            }) {
                let end = self.block_addr(block as usize) + BLOCK / size * size;
                while at < end {
                    // Cells bumped out of a run since the collection are young: unmarked but live.
                    // They lie before the cursor, so everything from here on was judged by the
                    // last marking.
                    if !self.is_live(at) {
                        self.drop_dead(at);
                        // Its free cells must be found again after the collection.
                        self.blocks[block as usize].dirty = true;
                    }
                    at += size;
                }
            }
        }
    }

    /// Forgets all marks (before a full collection).
    pub(super) fn clear_marks(&mut self) {
        for index in 0..self.used_blocks {
            match self.blocks[index].kind {
                BlockKind::Small(class) => {
                    let size = CLASS_SIZES[class as usize] as usize;
                    let start = self.block_addr(index);
                    for i in 0..BLOCK / size {
                        // SAFETY: a cell of a mapped block.
                        unsafe { (*((start + i * size) as *mut Header)).gc = 0 };
                    }
                }
                BlockKind::LargeHead(_) => {
                    // SAFETY: the head of a large object.
                    unsafe { (*(self.block_addr(index) as *mut Header)).gc = 0 };
                }
                _ => {}
            }
            self.blocks[index].dirty = true;
        }
        self.remembered.clear();
    }

    /// Queues blocks for lazy sweeping; frees dead large objects now.
    pub(super) fn start_sweep(&mut self, full: bool) {
        for c in &mut self.cursors {
            c.todo.clear();
            c.current = None;
        }
        for index in 0..self.used_blocks {
            match self.blocks[index].kind {
                BlockKind::Small(class) if self.blocks[index].dirty || full => {
                    self.blocks[index].dirty = false;
                    if full && self.free_if_empty(index, class as usize) {
                        continue;
                    }
                    self.cursors[class as usize].todo.push(index as u32);
                }
                BlockKind::LargeHead(n) => {
                    let cell = self.block_addr(index);
                    if !self.is_live(cell) {
                        self.drop_dead(cell);
                        self.free_block_run(index, n as usize);
                    }
                }
                _ => {}
            }
        }
        // Pop takes from the back: start with low addresses.
        for c in &mut self.cursors {
            c.todo.reverse();
        }
    }

    /// Returns a block without live cells to the pool.
    fn free_if_empty(&mut self, index: usize, class: usize) -> bool {
        let size = CLASS_SIZES[class] as usize;
        let start = self.block_addr(index);
        if (0..BLOCK / size).any(|i| self.is_live(start + i * size)) {
            return false;
        }
        for i in 0..BLOCK / size {
            self.drop_dead(start + i * size);
        }
        self.free_block_run(index, 1);
        true
    }

    /// Drops every object (the VM goes away).
    pub(super) fn drop_all_objects(&mut self) {
        for index in 0..self.used_blocks {
            match self.blocks[index].kind {
                BlockKind::Small(class) => {
                    let size = CLASS_SIZES[class as usize] as usize;
                    let start = self.block_addr(index);
                    for i in 0..BLOCK / size {
                        self.drop_dead(start + i * size);
                    }
                }
                BlockKind::LargeHead(_) => self.drop_dead(self.block_addr(index)),
                _ => {}
            }
        }
    }

    /// Calls `f` for every live object (slow; tests and `gc.get_objects`).
    pub fn for_each_object(&mut self, f: &mut dyn FnMut(*mut Header)) {
        self.finish_sweep();
        for index in 0..self.used_blocks {
            match self.blocks[index].kind {
                BlockKind::Small(class) => {
                    let size = CLASS_SIZES[class as usize] as usize;
                    let start = self.block_addr(index);
                    for i in 0..BLOCK / size {
                        let h = (start + i * size) as *mut Header;
                        // SAFETY: a cell of a mapped block.
                        if unsafe { (*h).kind } != Kind::Free {
                            f(h);
                        }
                    }
                }
                BlockKind::LargeHead(_) => f(self.block_addr(index) as *mut Header),
                _ => {}
            }
        }
    }
}

/// Drops what a dead object owns outside the heap.
///
/// # Safety
/// `h` must be the header of a dead object that is not used again.
unsafe fn drop_object(heap: &mut Heap, h: *mut Header) {
    macro_rules! drop_as {
        ($ty:ty) => {
            std::ptr::drop_in_place(h as *mut $ty)
        };
    }
    match (*h).kind {
        Kind::BigInt => std::mem::ManuallyDrop::drop(&mut (*(h as *mut object::BigInt)).value),
        Kind::ByteArray => drop_as!(object::ByteArray),
        Kind::List => drop_as!(object::List),
        Kind::Dict => drop_as!(object::Dict),
        Kind::Set => drop_as!(object::Set),
        Kind::Code => {
            heap.dead_codes.push((*(h as *mut object::Code)).id);
            drop_as!(object::Code)
        }
        Kind::Class => {
            let c = Gc::from_ptr(h as *mut object::Class);
            heap.dead_shapes.push(c.root_shape);
            heap.dead_shapes.push(c.dict_shape);
            heap.dead_shapes.extend(c.old_roots.iter().copied());
            drop_as!(object::Class)
        }
        Kind::NativeObj => drop_as!(object::NativeObj),
        Kind::Native => drop_as!(object::Native),
        _ => {}
    }
}
