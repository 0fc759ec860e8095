//! Frames and the value stack.
//!
//! One contiguous stack of values; a frame is a window on it. Arguments are placed by the caller
//! where the callee's window begins, so a call copies nothing. Frame records live in an array of
//! their own. Both are reserved address space that never moves.

use crate::heap::Marker;
use crate::object::{heap_object, Code, Dict, Gc, Header};
use crate::value::Value;
use adder_bytecode::Instr;

/// What happens with the value a frame returns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Cont {
    /// Into register `ret` of the caller.
    Dst,
    /// The frame was pushed by Rust code: leave the interpreter loop.
    Native,
    /// `__init__`: must be None; `cont_value` (the instance) goes into `ret`.
    Construct,
    /// A special method run on behalf of the caller's current instruction; `ops::resume` finishes
    /// that instruction with the result. `stage` tells which of several methods it was.
    Op,
}

/// Stages of [`Cont::Op`].
pub mod stage {
    /// The first operand's method.
    pub const FIRST: u8 = 0;
    /// The second operand's (reflected) method, tried first because its class is a subclass.
    pub const REFLECTED_FIRST: u8 = 1;
    /// The reflected method after the first one declined; or the last resort.
    pub const REFLECTED: u8 = 2;
    /// The in-place method.
    pub const IN_PLACE: u8 = 3;
    /// `__len__` in place of `__bool__`.
    pub const LEN: u8 = 4;
    /// `__getattr__` after the normal lookup failed: an AttributeError inside stays one.
    pub const GETATTR: u8 = 5;
    /// `__getattribute__`, with `__getattr__` to fall back to on AttributeError.
    pub const GETATTRIBUTE: u8 = 6;
    /// Truth of a comparison's result (fused jumps, `in`).
    pub const TRUTH: u8 = 7;
    /// `__new__`: `__init__` follows if the result is an instance.
    pub const NEW: u8 = 8;
}

#[repr(C)]
pub struct Frame {
    pub code: Gc<Code>,
    /// The function object, or UNDEF for module and exec code.
    pub func: Value,
    pub globals: Gc<Dict>,
    /// Register 0.
    pub base: *mut Value,
    /// The instruction after the current one, valid while the frame is not the running one and
    /// whenever control is outside the interpreter loop.
    pub pc: *const Instr,
    /// Dict of locals for module, class and exec code, else UNDEF.
    pub locals: Value,
    /// The generator this frame runs, or UNDEF.
    pub generator: Value,
    /// Data of the continuation: the instance of `Construct`, operands of `Op`.
    pub cont_value: Value,
    /// `vm.handled` of the resumer, restored when a generator suspends.
    pub saved_handled: Value,
    /// Frame object ([`FrameObj`]) handed to Python code, or UNDEF.
    pub frame_obj: Value,
    /// Register of the caller for the result.
    pub ret: u32,
    pub cont: Cont,
    pub stage: u8,
    /// The tier watches this frame's return (recording depth).
    pub flags: u16,
}

impl Frame {
    /// The record of a frame about to run its first instruction, called natively.
    #[inline(always)]
    pub fn fresh(code: Gc<Code>, func: Value, globals: Gc<Dict>, base: *mut Value) -> Frame {
        Frame {
            code,
            func,
            globals,
            base,
            pc: code.code,
            locals: Value::UNDEF,
            generator: Value::UNDEF,
            cont_value: Value::UNDEF,
            saved_handled: Value::NONE,
            frame_obj: Value::UNDEF,
            ret: 0,
            cont: Cont::Native,
            stage: 0,
            flags: 0,
        }
    }
}

/// A frame object for Python code (see `frame_object`).
#[repr(C)]
pub struct FrameObj {
    pub hdr: Header,
    /// The caller's frame object or None; UNDEF while unknown.
    pub back: Value,
    /// The namespace: a dict, or what module, class and exec code runs in; UNDEF until asked for.
    pub locals: Value,
    pub globals: Value,
    pub code: Value,
    pub func: Value,
    /// Registers of the locals when an exception left the frame: a tuple, or UNDEF.
    pub saved: Value,
    /// Line and instruction when the frame ended or was last asked.
    pub line: u32,
    pub instr: u32,
    /// An exception left the frame.
    pub raised: bool,
}
heap_object!(FrameObj, FrameObj);

fn reserve(bytes: usize) -> std::io::Result<usize> {
    // SAFETY: a fresh private anonymous mapping.
    let p = unsafe {
        libc::mmap(
            std::ptr::null_mut(),
            bytes,
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
            -1,
            0,
        )
    };
    if p == libc::MAP_FAILED {
        return Err(std::io::Error::last_os_error());
    }
    Ok(p as usize)
}

const STACK_BYTES: usize = 1 << 30;
const FRAME_BYTES: usize = 512 << 20;

/// The registers of all frames.
pub struct ValueStack {
    pub base: *mut Value,
    /// Windows must end below this.
    pub limit: *mut Value,
}

impl ValueStack {
    pub fn new() -> std::io::Result<ValueStack> {
        let base = reserve(STACK_BYTES)? as *mut Value;
        // SAFETY: inside the reservation; a margin for argument areas is kept.
        let limit = unsafe { base.add(STACK_BYTES / 8 - (1 << 17)) };
        Ok(ValueStack { base, limit })
    }
}

impl Drop for ValueStack {
    fn drop(&mut self) {
        // SAFETY: the reservation is ours.
        unsafe { libc::munmap(self.base as *mut libc::c_void, STACK_BYTES) };
    }
}

/// The frame records.
pub struct FrameStack {
    pub base: *mut Frame,
    pub limit: *mut Frame,
}

impl FrameStack {
    pub fn new() -> std::io::Result<FrameStack> {
        let base = reserve(FRAME_BYTES)? as *mut Frame;
        // SAFETY: inside the reservation.
        let limit = unsafe { base.add(FRAME_BYTES / std::mem::size_of::<Frame>() - 16) };
        Ok(FrameStack { base, limit })
    }

    /// Number of frames up to and including `top` (null: none).
    pub fn depth(&self, top: *mut Frame) -> usize {
        if top.is_null() {
            0
        } else {
            (top as usize - self.base as usize) / std::mem::size_of::<Frame>() + 1
        }
    }

    /// Where record number `n` would lie, or the limit if it is beyond.
    pub fn at_most(&self, n: usize) -> *mut Frame {
        let room = (self.limit as usize - self.base as usize) / std::mem::size_of::<Frame>();
        // SAFETY: inside the reservation.
        unsafe { self.base.add(n.min(room)) }
    }

    /// Frame `i` from the bottom.
    pub fn at(&self, i: usize) -> &'static mut Frame {
        // SAFETY: callers stay below `depth`.
        unsafe { &mut *self.base.add(i) }
    }

    /// Marks everything live frames refer to.
    pub fn mark(
        &self,
        top: *mut Frame,
        stack: &ValueStack,
        native_top: *mut Value,
        m: &mut Marker,
    ) {
        let depth = self.depth(top);
        // Windows overlap (arguments): a caller's may reach beyond its callee's.
        let mut end = (native_top as usize).max(stack.base as usize);
        for i in 0..depth {
            let f = self.at(i);
            m.gc(f.code);
            m.gc(f.globals);
            m.values(&[f.func, f.locals, f.generator, f.cont_value, f.saved_handled, f.frame_obj]);
            end = end.max(f.base as usize + f.code.nregs as usize * 8);
        }
        let len = (end - stack.base as usize) / 8;
        // Words between windows may be stale: they are offered like words of the native stack.
        // SAFETY: everything from the bottom of the stack to `end` is mapped.
        for v in unsafe { std::slice::from_raw_parts(stack.base, len) } {
            m.word(v.0 as usize);
        }
    }
}

impl Drop for FrameStack {
    fn drop(&mut self) {
        // SAFETY: the reservation is ours.
        unsafe { libc::munmap(self.base as *mut libc::c_void, FRAME_BYTES) };
    }
}
