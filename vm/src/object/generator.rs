//! Generators: a function activation whose register window sleeps in the heap.
//!
//! While running, the window lives on the VM stack like any other; `yield` copies it here. The
//! object's class may be `generator` or one of the built-in iterator types whose implementation is
//! a hidden generator of the prelude (`map`, `filter`, `zip`, ...).

use super::{heap_object, Function, Gc, Header};
use crate::value::Value;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum GenState {
    /// Not started.
    Created,
    Suspended,
    Running,
    Finished,
}

/// `nregs` saved registers follow the struct.
#[repr(C)]
pub struct Generator {
    pub hdr: Header,
    pub func: Gc<Function>,
    /// Index of the instruction to resume at.
    pub pc: u32,
    pub nregs: u32,
    pub state: GenState,
    /// The exception being handled inside, swapped with the VM's at resume and yield.
    pub handled: Value,
    pub name: Value,
    pub qualname: Value,
}
heap_object!(Generator, Generator);

impl Gc<Generator> {
    #[inline(always)]
    pub fn regs(self) -> &'static mut [Value] {
        // SAFETY: `nregs` values follow the struct.
        unsafe {
            std::slice::from_raw_parts_mut(
                (self.as_ptr() as *mut Value).add(std::mem::size_of::<Generator>() / 8),
                self.nregs as usize,
            )
        }
    }
}
