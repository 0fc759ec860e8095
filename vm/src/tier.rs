//! The port the JIT plugs into. The VM knows these traits and plain function pointers, no compiler.

use crate::object::{Code, Gc};
use crate::value::Value;
use crate::Vm;
use adder_bytecode::Instr;

/// What the interpreter does after asking the tier at a hot place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HotAction {
    /// Go on interpreting.
    Continue,
    /// Go on in the recording copy of the loop.
    Record,
}

/// How a compiled trace was left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TraceExit {
    /// Frames and registers are those of the interpreter; go on at the current frame's pc.
    Resume,
    /// As `Resume`, with an exception pending at the current instruction.
    Raised,
    /// Nothing ran (types at entry are not those compiled for).
    Refused,
    /// As `Resume`, and start recording.
    Record,
    /// The trace ran to the end of the current frame: it is to return this value.
    Returned(Value),
}

/// The way into a function's compiled code that asks nobody: what the interpreter and compiled code
/// take at every call of a function with a trace of its entry (`Code::entry_code`).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Door {
    /// Runs code in the current frame: (VM, code, the tier). The result is `returned`, and then
    /// `value` is what the frame is to return, or a number for [`Tier::left_function`].
    pub enter: unsafe extern "C" fn(*mut Vm, *const u8, *mut u8) -> u32,
    pub tier: *mut u8,
    pub value: *const u64,
    pub returned: u32,
}

/// A plugged-in compiler.
pub trait Tier {
    /// A loop's counter ran out. `pc` is its `Loop` instruction.
    fn hot_loop(&mut self, vm: &mut Vm, code: Gc<Code>, pc: *const Instr) -> HotAction;

    /// Runs the traces of a `LoopJit` instruction.
    fn enter_loop(&mut self, vm: &mut Vm, code: Gc<Code>, pc: *const Instr) -> TraceExit;

    /// A function's entry counter ran out; its frame was just pushed. Runs the function's trace if
    /// it has one (the counter of such a function runs out at every call), else perhaps records.
    fn enter_function(&mut self, vm: &mut Vm, code: Gc<Code>) -> TraceExit;

    /// Code entered through the [`Door`] in the current frame did not return but leave, with this
    /// number; nothing has happened since.
    fn left_function(&mut self, vm: &mut Vm, code: Gc<Code>, number: u32) -> TraceExit;

    /// Makes real frames of those that exist in running traces only. The traces leave as soon as
    /// control is back in them.
    fn materialise(&mut self, vm: &mut Vm);

    /// A watched class, dict entry or other assumption changed.
    fn invalidate(&mut self, vm: &mut Vm, watch: crate::watch::WatchId);

    /// Code objects died.
    fn codes_died(&mut self, ids: &[u32]);

    /// Marks the heap constants that compiled code mentions.
    fn mark_roots(&self, marker: &mut crate::heap::Marker);

    /// The observer of the recording in progress.
    fn observer(&mut self) -> Option<&mut dyn Observer>;

    /// For the owner of the concrete type (statistics).
    fn as_any(&mut self) -> &mut dyn std::any::Any;

    /// Text about a code object's traces, as plain data, for inspection functions.
    fn inspect(&mut self, vm: &mut Vm, code: Gc<Code>) -> String;
}

/// Watches the interpreter while a trace is recorded. It never runs Python.
pub trait Observer {
    /// Before the instruction at `pc` of the current frame executes. `false` ends the recording.
    fn before_op(&mut self, vm: &mut Vm, pc: *const Instr) -> bool;

    /// A frame was pushed for a Python call made by the current instruction; arguments are bound.
    fn frame_pushed(&mut self, vm: &mut Vm);

    /// The current frame is about to return `value` to its caller.
    fn frame_popped(&mut self, vm: &mut Vm, value: Value);

    /// An exception leaves the instruction; `handled` tells whether it was caught in this frame.
    fn raised(&mut self, vm: &mut Vm);

    /// A native call begins (`true`) or ended (`false`); Python run inside is not observed.
    fn native(&mut self, vm: &mut Vm, begins: bool);
}
