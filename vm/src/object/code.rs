//! Code objects: a [`CodeUnit`] made runnable.

use super::{heap_object, Gc, Header, ShapeRef};
use crate::value::Value;
use adder_bytecode::{CodeUnit, Instr};
use std::rc::Rc;

/// What an inline cache currently holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum CacheKind {
    Empty,
    /// Gave up after too many misses.
    Megamorphic,
    /// Attribute in an inline slot of an `Instance`.
    InlineSlot,
    /// Attribute in the overflow array.
    OverflowSlot,
    /// Attribute in the `AttrArray` of a built-in subclass or exception.
    AttrSlot,
    /// Found on the class: plain function or method descriptor; binds `self`.
    Method,
    /// Found on the class: a value that does not bind.
    ClassValue,
    /// Found on the class: a property with a Python getter.
    Property,
    /// Found on the class: a built-in get/set descriptor.
    GetSet,
    /// `obj` is a module: `value` is its dict, `slot` the entry, `epoch` the key version.
    Module,
    /// `obj` is a class (identity in `owner`, its version in `epoch`): value found on it.
    TypeValue,
    /// Store that adds a slot: `shape` -> `new_shape`, inline.
    AddInline,
    /// Store that adds a slot in the overflow array with room.
    AddOverflow,
    /// Global: entry `slot` of the globals dict.
    Global,
    /// Builtin: entry `slot` of the builtins dict, absent from globals.
    Builtin,
}

/// One inline-cache slot.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Cache {
    /// Interned name.
    pub name: Value,
    pub shape: ShapeRef,
    pub epoch: u32,
    pub kind: CacheKind,
    pub misses: u8,
    pub slot: u16,
    pub new_shape: ShapeRef,
    pub value: Value,
    /// Class, dict or version words, by kind.
    pub owner: Value,
    pub aux: u64,
}

/// Counter and trace entry of one loop.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct LoopState {
    /// Back edges left until the tier is asked.
    pub counter: u32,
    /// The tier's handle for the first root trace of this loop (0: none).
    pub trace: u32,
    /// Consecutive entries that were refused or left at once.
    pub penalty: u32,
    pub header: u32,
}

#[repr(C)]
pub struct Code {
    pub hdr: Header,
    /// First instruction. The vector is never resized after creation.
    pub code: *mut Instr,
    pub consts: *const Value,
    pub caches: *mut Cache,
    pub loops: *mut LoopState,
    pub nregs: u32,
    pub argcount: u32,
    /// Calls left until the tier is asked (it wraps when nobody listens).
    pub entry_counter: u32,
    /// The tier's handle for the first trace of the function's entry (0: none).
    pub entry_trace: u32,
    /// Its machine code, for the tier's `Door` (null: none).
    pub entry_code: *const u8,
    /// Times that was entered.
    pub entry_runs: u64,
    /// `CodeFlags` bits.
    pub flags: u32,
    /// No keyword-only, variadic or generator business: arguments go straight into registers.
    pub simple: bool,
    /// Calls through this code obey Numba's number rules.
    pub numba: bool,
    /// The tier calls this code from traces instead of inlining it.
    pub not_inlined: bool,
    /// Identity for the tier: never reused within a VM.
    pub id: u32,
    pub unit: Rc<CodeUnit>,
    pub code_vec: Box<[Instr]>,
    pub const_vec: Box<[Value]>,
    pub cache_vec: Box<[Cache]>,
    pub loop_vec: Box<[LoopState]>,
    /// Interned names, as `unit.names` and `unit.varnames`.
    pub names: Box<[Value]>,
    pub varnames: Box<[Value]>,
    pub name: Value,
    pub qualname: Value,
    pub filename: Value,
    /// The code object this is a flagged copy of, or UNDEF.
    pub original: Value,
    /// Heap constants of the traces that start in this code: they live and die with it.
    pub trace_roots: Vec<Value>,
}
heap_object!(Code, Code);

impl Gc<Code> {
    /// Instruction index of a program counter inside this code.
    #[inline(always)]
    pub fn index_of(self, pc: *const Instr) -> usize {
        (pc as usize - self.code as usize) / std::mem::size_of::<Instr>()
    }

    pub fn has_flag(self, flag: u32) -> bool {
        self.flags & flag != 0
    }
}
