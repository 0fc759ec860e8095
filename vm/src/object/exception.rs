//! Exceptions and tracebacks.

use super::{heap_object, Code, Gc, Header};
use crate::value::Value;

/// Instance of `BaseException` or a subclass. Always has an attrs word.
#[repr(C)]
pub struct Exception {
    pub hdr: Header,
    /// Tuple of constructor arguments.
    pub args: Value,
    /// `__cause__` or None.
    pub cause: Value,
    /// `__context__` or None.
    pub context: Value,
    /// `Traceback` or None.
    pub traceback: Value,
    /// Kind-specific value: `StopIteration.value`, `SystemExit.code`, the name of a NameError or
    /// AttributeError, the `exceptions` tuple of a group; UNDEF when absent.
    pub payload: Value,
    /// Second kind-specific value: `AttributeError.obj`.
    pub payload2: Value,
    pub suppress_context: bool,
}
heap_object!(Exception, Exception);

/// One level of a traceback, newest call last.
#[repr(C)]
pub struct Traceback {
    pub hdr: Header,
    /// The next inner level or None.
    pub next: Value,
    pub code: Gc<Code>,
    /// Index of the raising instruction (position comes from the code's table).
    pub instr: u32,
    /// Line, kept apart because Python code may ask for it.
    pub line: u32,
    /// Frame object of the level, None unless frames are kept (`interp::frame_object`).
    pub frame: Value,
}
heap_object!(Traceback, Traceback);
