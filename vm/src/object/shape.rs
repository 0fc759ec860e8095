//! Shapes (hidden classes): class plus attribute name -> slot, shared by transitions.
//!
//! A shape is addressed by 32 bits, so that an object's header holds it and machine code guards on
//! it with one `cmp`. Shapes live in an arena reserved below 4 GiB and are freed with their class.
//!
//! `epoch` changes whenever the class or one of its bases changes in a way that may alter what an
//! attribute lookup finds; inline caches compare shape and epoch, traces register watchpoints.
//!
//! Example: `p.x = 1; p.y = 2` on a fresh `Point` walks `{}` -> `{x: 0}` -> `{x: 0, y: 1}`; every
//! other `Point` filled in this order ends at the same shape.

use super::{Class, Gc};
use crate::value::Value;
use std::collections::HashMap;

/// 32-bit address of a [`Shape`]; zero is "no shape" (free cells).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[repr(transparent)]
pub struct ShapeRef(pub u32);

/// Attributes live in a `Dict` instead of slots.
pub const DICT_MODE: u16 = 1;

/// Beyond this many attributes an object goes to dictionary mode.
pub const MAX_SLOTS: usize = 256;

#[repr(C)]
pub struct Shape {
    pub class: Gc<Class>,
    pub epoch: u32,
    /// Slots inside an `Instance`; later slots are in its `AttrArray`.
    pub inline_cap: u16,
    pub flags: u16,
    /// Interned names in slot order.
    pub keys: Vec<Value>,
    /// Name -> slot once there are more than a handful.
    // Boxed: most shapes have none.
    #[allow(clippy::box_collection)]
    index: Option<Box<HashMap<u64, u32>>>,
    /// Shapes reached by adding one attribute.
    pub transitions: Vec<(Value, ShapeRef)>,
    pub parent: ShapeRef,
}

impl ShapeRef {
    pub const NONE: ShapeRef = ShapeRef(0);

    #[inline(always)]
    pub fn get(self) -> &'static mut Shape {
        debug_assert!(self.0 != 0);
        // SAFETY: shape refs are made by the arena only and outlive every object that has them.
        unsafe { &mut *(self.0 as usize as *mut Shape) }
    }

    #[inline(always)]
    pub fn class(self) -> Gc<Class> {
        self.get().class
    }
}

impl Shape {
    /// Slot of an interned attribute name.
    #[inline]
    pub fn lookup(&self, name: Value) -> Option<usize> {
        if let Some(index) = &self.index {
            return index.get(&name.0).map(|&i| i as usize);
        }
        self.keys.iter().position(|&k| k == name)
    }

    pub fn is_dict_mode(&self) -> bool {
        self.flags & DICT_MODE != 0
    }
}

/// The arena of shapes.
pub struct ShapeArena {
    base: usize,
    next: usize,
    end: usize,
    free: Vec<ShapeRef>,
    next_epoch: u32,
}

/// Address space per VM; a shape takes about a hundred bytes.
const ARENA_BYTES: usize = 64 << 20;

impl ShapeArena {
    pub fn new() -> std::io::Result<ShapeArena> {
        // Low addresses are free in position-independent executables; several VMs take several.
        let mut at = 0x1000_0000usize;
        while at + ARENA_BYTES < 0xF000_0000 {
            // SAFETY: a fresh private mapping at a hint that must not replace anything.
            let p = unsafe {
                libc::mmap(
                    at as *mut libc::c_void,
                    ARENA_BYTES,
                    libc::PROT_READ | libc::PROT_WRITE,
                    libc::MAP_PRIVATE
                        | libc::MAP_ANONYMOUS
                        | libc::MAP_NORESERVE
                        | libc::MAP_FIXED_NOREPLACE,
                    -1,
                    0,
                )
            };
            if p as usize == at {
                return Ok(ShapeArena {
                    base: at,
                    next: at,
                    end: at + ARENA_BYTES,
                    free: Vec::new(),
                    next_epoch: 1,
                });
            }
            if p != libc::MAP_FAILED {
                // SAFETY: unmaps exactly what was just mapped elsewhere.
                unsafe { libc::munmap(p, ARENA_BYTES) };
            }
            at += ARENA_BYTES;
        }
        Err(std::io::Error::other("no address space below 4 GiB for shapes"))
    }

    pub fn new_epoch(&mut self) -> u32 {
        self.next_epoch = self.next_epoch.wrapping_add(1);
        self.next_epoch
    }

    /// A root shape without attributes.
    pub fn alloc_root(&mut self, class: Gc<Class>, inline_cap: u16, flags: u16) -> ShapeRef {
        let epoch = self.new_epoch();
        self.alloc(Shape {
            class,
            epoch,
            inline_cap,
            flags,
            keys: Vec::new(),
            index: None,
            transitions: Vec::new(),
            parent: ShapeRef::NONE,
        })
    }

    fn alloc(&mut self, shape: Shape) -> ShapeRef {
        let r = self.free.pop().unwrap_or_else(|| {
            let size = std::mem::size_of::<Shape>().next_multiple_of(16);
            assert!(self.next + size <= self.end, "out of shape memory");
            let r = ShapeRef(self.next as u32);
            self.next += size;
            r
        });
        // SAFETY: the slot is inside the mapping and unoccupied.
        unsafe { (r.0 as usize as *mut Shape).write(shape) };
        r
    }

    /// Is there room for more shapes? Callers fall back to dictionary mode when not.
    pub fn has_room(&self) -> bool {
        !self.free.is_empty() || self.next + (1 << 16) < self.end
    }

    /// The shape reached from `from` by adding `name`.
    pub fn add_key(&mut self, from: ShapeRef, name: Value) -> ShapeRef {
        let shape = from.get();
        if let Some(&(_, to)) = shape.transitions.iter().find(|(k, _)| *k == name) {
            return to;
        }
        let mut keys = Vec::with_capacity(shape.keys.len() + 1);
        keys.extend_from_slice(&shape.keys);
        keys.push(name);
        let index = (keys.len() > 8)
            .then(|| Box::new(keys.iter().enumerate().map(|(i, k)| (k.0, i as u32)).collect()));
        let to = self.alloc(Shape {
            class: shape.class,
            epoch: shape.epoch,
            inline_cap: shape.inline_cap,
            flags: 0,
            keys,
            index,
            transitions: Vec::new(),
            parent: from,
        });
        shape.transitions.push((name, to));
        to
    }

    /// Visits a shape and everything reached from it.
    pub fn for_tree(&self, root: ShapeRef, f: &mut dyn FnMut(&mut Shape)) {
        let mut work = vec![root];
        while let Some(r) = work.pop() {
            let shape = r.get();
            f(shape);
            work.extend(shape.transitions.iter().map(|t| t.1));
        }
    }

    /// Frees a tree of shapes (its class is dead).
    pub fn free_tree(&mut self, root: ShapeRef) {
        let mut work = vec![root];
        while let Some(r) = work.pop() {
            work.extend(r.get().transitions.iter().map(|t| t.1));
            // SAFETY: no object with this shape is left: they keep the class alive.
            unsafe { std::ptr::drop_in_place(r.0 as usize as *mut Shape) };
            self.free.push(r);
        }
    }
}

impl Drop for ShapeArena {
    fn drop(&mut self) {
        // SAFETY: the VM that owned every shape is gone; keys' vectors leak with the process or VM.
        unsafe { libc::munmap(self.base as *mut libc::c_void, ARENA_BYTES) };
    }
}
