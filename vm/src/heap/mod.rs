//! The heap: non-moving, size-classed, generational by sticky mark bits.
//!
//! - One reserved address range is cut into 32 KiB blocks; a block holds cells of one size, larger
//!   objects take runs of whole blocks. Address arithmetic finds block and cell of any pointer.
//! - Allocation bumps through *free runs* (neighbouring dead cells, zeroed when taken). Machine
//!   code inlines it: `Bump` pairs sit at fixed offsets.
//! - Collection marks from precise roots (VM stack, VM tables) and conservatively from the native
//!   stack, so values may live in Rust locals and machine registers. The mark bit is *sticky*: it
//!   means "old" until the next full collection, so a young collection visits only new objects plus
//!   the remembered set, which [`Heap::barrier`] fills.
//! - Sweeping is lazy: dead cells are found when a size class needs a new run.
//!
//! The one rule: a `Value` must not live only inside a Rust heap allocation across a safepoint
//! (anything that allocates) unless a heap object or a registered root traces it. Collect temporary
//! values in a `List` object, or in a `RootedVec`. `stress` collects at every allocation to find
//! who forgot.

mod block;
mod fresh;
mod mark;
mod roots;
mod sweep;

use crate::layout::{GC_OLD, GC_REMEMBERED};
use crate::object::{Class, Gc, Header, HeapObject, Kind, ShapeRef};
use crate::value::Value;
use block::{Block, BlockKind};
pub use mark::Marker;

/// Bytes in a block.
pub const BLOCK: usize = 32 << 10;
/// Largest size served from size-classed blocks.
pub const MAX_SMALL: usize = 2048;

/// Cell sizes. Sixteen-byte steps where most objects are, then about 12 to 25 % apart.
pub const CLASS_SIZES: [u32; NUM_CLASSES] = [
    16, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240, 256, 288, 320, 384, 448,
    512, 640, 768, 1024, 1360, 2048,
];
pub const NUM_CLASSES: usize = 26;

/// Size class by (size + 15) / 16.
static CLASS_OF: [u8; MAX_SMALL / 16 + 1] = {
    let mut t = [0u8; MAX_SMALL / 16 + 1];
    let mut i = 0;
    while i < t.len() {
        let mut c = 0;
        while (CLASS_SIZES[c] as usize) < i * 16 {
            c += 1;
        }
        t[i] = c as u8;
        i += 1;
    }
    t
};

/// Size class of a small allocation.
#[inline(always)]
pub fn size_class(size: usize) -> usize {
    CLASS_OF[size.div_ceil(16)] as usize
}

/// The free run a size class allocates from: `cur..end` is zeroed memory.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Bump {
    pub cur: usize,
    pub end: usize,
}

/// Young collection after this many bytes.
const YOUNG_BYTES: isize = 4 << 20;
/// Full collection when old bytes grew by this factor (in percent) and at least `FULL_MIN`.
const FULL_GROWTH_PERCENT: usize = 180;
const FULL_MIN: usize = 48 << 20;

/// Counters for `gc.get_stats` and the tests.
#[derive(Clone, Copy, Default, Debug)]
pub struct Stats {
    pub young: u64,
    pub full: u64,
    pub pause_ns: u64,
}

#[repr(C)]
pub struct Heap {
    /// First, at a fixed offset: machine code bumps these.
    pub bump: [Bump; NUM_CLASSES],
    /// Bytes left until the next collection.
    pub budget: isize,
    base: usize,
    limit: usize,
    /// Blocks ever used: `0..used_blocks`.
    used_blocks: usize,
    blocks: Vec<Block>,
    free_blocks: Vec<u32>,
    /// Per class: blocks that may hold free runs, and the sweep position in the current one.
    cursors: [sweep::Cursor; NUM_CLASSES],
    remembered: Vec<*mut Header>,
    /// Bytes of cells and external memory that survived the last full collection.
    live_after_full: usize,
    /// Bytes that became old since.
    promoted: usize,
    /// External bytes owned by objects (vectors, big ints), estimated.
    external: usize,
    pub stress: bool,
    /// No collection while positive (bootstrap).
    pub no_gc: u32,
    /// Highest native stack address that may hold values.
    pub stack_top: usize,
    pub stats: Stats,
    /// Set by the embedder or a signal: do a full collection at the next chance.
    pub want_full: bool,
    /// Hard limit in bytes (0: none); beyond it allocation raises MemoryError.
    pub max_bytes: usize,
    /// Objects with `__del__`, weak references: handled after marking.
    pub weakrefs: Vec<Value>,
    pub finalizable: Vec<Value>,
    /// Dead objects whose `__del__` is to run at the next safe point.
    pub to_finalize: Vec<Value>,
    /// Every class (weak); those before `old_classes` have survived a collection.
    pub classes: Vec<Gc<Class>>,
    old_classes: usize,
    /// Shape trees of dead classes, freed by the VM after the sweep.
    pub dead_shapes: Vec<ShapeRef>,
    /// Ids of dead code objects, for the tier.
    pub dead_codes: Vec<u32>,
    /// Where objects made since a mark lie, while there is a mark.
    fresh: Option<fresh::FreshLog>,
}

/// What the collector asks of its owner.
pub trait Roots {
    /// Marks every precise root. In a full collection the intern table is weak.
    fn mark_roots(&self, marker: &mut Marker, full: bool);
    /// Called when marking is complete, before dead objects are touched.
    fn after_mark(&mut self, full: bool);
}

impl Heap {
    pub fn new() -> std::io::Result<Heap> {
        let mut reserve: usize = 1 << 40;
        let base = loop {
            match block::reserve(reserve) {
                Ok(base) => break base,
                Err(e) if reserve <= 1 << 30 => return Err(e),
                Err(_) => reserve >>= 1,
            }
        };
        Ok(Heap {
            bump: [Bump { cur: 0, end: 0 }; NUM_CLASSES],
            budget: YOUNG_BYTES,
            base,
            limit: base + reserve,
            used_blocks: 0,
            blocks: Vec::new(),
            free_blocks: Vec::new(),
            cursors: std::array::from_fn(|_| sweep::Cursor::default()),
            remembered: Vec::new(),
            live_after_full: 0,
            promoted: 0,
            external: 0,
            stress: false,
            no_gc: 0,
            stack_top: 0,
            stats: Stats::default(),
            want_full: false,
            max_bytes: 0,
            weakrefs: Vec::new(),
            finalizable: Vec::new(),
            to_finalize: Vec::new(),
            classes: Vec::new(),
            old_classes: 0,
            dead_shapes: Vec::new(),
            dead_codes: Vec::new(),
            fresh: None,
        })
    }

    /// Bumps a zeroed cell out of the current run, if the class has one.
    #[inline(always)]
    pub fn try_bump(&mut self, class: usize) -> Option<usize> {
        let b = &mut self.bump[class];
        let at = b.cur;
        let next = at + CLASS_SIZES[class] as usize;
        if next > b.end {
            return None;
        }
        b.cur = next;
        Some(at)
    }

    /// Records a store of a pointer into an object that may be old.
    #[inline(always)]
    pub fn barrier<T: HeapObject>(&mut self, obj: Gc<T>) {
        self.barrier_header(obj.header());
    }

    #[inline(always)]
    pub fn barrier_value(&mut self, obj: Value) {
        self.barrier_header(obj.header());
    }

    #[inline(always)]
    pub fn barrier_header(&mut self, h: &mut Header) {
        if h.gc & (GC_OLD | GC_REMEMBERED) == GC_OLD {
            h.gc |= GC_REMEMBERED;
            self.remembered.push(h);
        }
    }

    /// Accounts for memory outside the heap that an object took.
    #[inline]
    pub fn note_external(&mut self, bytes: usize) {
        self.budget -= bytes as isize;
        self.external += bytes;
    }

    /// Does the next slow allocation collect?
    pub fn wants_collection(&self) -> bool {
        self.no_gc == 0 && (self.budget < 0 || self.stress || self.want_full)
    }

    /// Bytes in use by cells, roughly, plus external memory.
    pub fn used_bytes(&self) -> usize {
        (self.used_blocks - self.free_blocks.len()) * BLOCK + self.external
    }

    /// Finds a free run for `class` and bumps one cell out of it. No collection happens here.
    #[cold]
    #[inline(never)]
    pub fn refill(&mut self, class: usize) -> Option<usize> {
        let size = CLASS_SIZES[class] as usize;
        self.retire(class);
        let (start, end) = match self.next_run(class) {
            Some(run) => run,
            None => {
                let index = self.take_block(BlockKind::Small(class as u8), 1)?;
                let start = self.block_addr(index);
                (start, start + BLOCK / size * size)
            }
        };
        let end = if self.stress { start + size } else { end };
        // Under stress the rest of the run stays free and is found again by a later sweep.
        self.note_run(start, end);
        self.budget -= (end - start) as isize;
        self.bump[class] = Bump { cur: start + size, end };
        Some(start)
    }

    /// Allocates whole blocks for a large object, zeroed.
    pub fn alloc_large(&mut self, size: usize) -> Option<usize> {
        if size > 1 << 46 {
            return None;
        }
        let n = size.div_ceil(BLOCK);
        let index = self.take_block(BlockKind::LargeHead(n as u32), n)?;
        self.note_run(self.block_addr(index), self.block_addr(index + n));
        self.budget -= (n * BLOCK) as isize;
        Some(self.block_addr(index))
    }

    /// Runs a collection. `full` visits old objects too.
    pub fn collect(&mut self, roots: &mut dyn Roots, full: bool) {
        let start = std::time::Instant::now();
        let full = full
            || self.want_full
            || self.promoted + self.external
                > FULL_MIN.max(self.live_after_full / 100 * (FULL_GROWTH_PERCENT - 100));
        self.want_full = false;
        self.finish_sweep();
        if full {
            self.clear_marks();
        }
        let mut marker = Marker::new(self);
        if !full {
            marker.mark_remembered();
        }
        roots.mark_roots(&mut marker, full);
        marker.mark_native_stack();
        marker.drain();
        marker.process_weak();
        marker.forget_dead_classes(full);
        let marked = marker.finish();
        roots.after_mark(full);
        if full {
            self.live_after_full = marked;
            self.promoted = 0;
            self.external = 0;
            self.stats.full += 1;
        } else {
            self.promoted += marked;
            self.stats.young += 1;
        }
        self.start_sweep(full);
        self.budget = YOUNG_BYTES.max((self.live_after_full / 8) as isize);
        self.stats.pause_ns += start.elapsed().as_nanos() as u64;
    }

    /// The live object that contains this address, if any. Used on words of unknown meaning.
    pub fn find_object(&self, word: usize) -> Option<*mut Header> {
        if word < self.base || word >= self.base + self.used_blocks * BLOCK {
            return None;
        }
        let mut index = (word - self.base) / BLOCK;
        let cell = match self.blocks[index].kind {
            BlockKind::Free => return None,
            BlockKind::LargeTail(back) => {
                index -= back as usize;
                self.block_addr(index)
            }
            BlockKind::LargeHead(_) => self.block_addr(index),
            BlockKind::Small(class) => {
                let size = CLASS_SIZES[class as usize] as usize;
                let start = self.block_addr(index);
                let i = (word - start) / size;
                if (i + 1) * size > BLOCK {
                    return None;
                }
                start + i * size
            }
        };
        let h = cell as *mut Header;
        // SAFETY: the cell is inside a mapped block; free cells have an all-zero header.
        (unsafe { (*h).kind } != Kind::Free).then_some(h)
    }
}
