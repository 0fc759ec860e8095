//! Generators: a function activation whose register window sleeps in the heap.
//!
//! While running, the window lives on the VM stack like any other; `yield` copies it here. The
//! object's class may be `generator` or one of the built-in iterator types whose implementation is
//! a hidden generator of the prelude (`map`, `filter`, `zip`, ...).

use super::{heap_object, Code, Function, Gc, Header};
use crate::value::Value;

/// A whole word: compiled code keeps it in a register.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u64)]
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
    /// The code it was made with; the function's may be replaced meanwhile.
    pub code: Gc<Code>,
    /// Index of the instruction to resume at.
    pub pc: usize,
    pub nregs: usize,
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
                self.nregs,
            )
        }
    }
}
