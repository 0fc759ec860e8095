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
    /// Attribute in an inline slot of an `Instance`.
    InlineSlot,
    /// Attribute in the overflow array.
    OverflowSlot,
    /// Found on the class: plain function or method descriptor; binds `self`.
    Method,
    /// Found on the class: a value that does not bind.
    ClassValue,
    /// Found on the class: a property with a Python getter.
    Property,
    /// Found on the class: the built-in get/set descriptor `value`.
    GetSet,
    /// Of a module: entry `slot` of its dict, which is `value`, while the dict's version is `owner_version`.
    Module,
    /// Of a class: `value`, while the class's version is `owner_version`.
    TypeValue,
    /// Found on the class of an instance: a class variable, entry `slot` of the defining class's dict `value`.
    ClassVariable,
    /// Of a class: a class variable likewise, while the class's version is `owner_version`.
    TypeVariable,
    /// Store that adds a slot: `shape` -> `new_shape`, inline.
    AddInline,
    /// Global: entry `slot` of the globals dict.
    Global,
    /// Builtin: entry `slot` of the builtins dict, absent from globals.
    Builtin,
}

/// One inline-cache slot; also an entry of the VM-wide cache behind them (`interp::slow_attr`).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Cache {
    /// Interned name.
    pub name: Value,
    pub shape: ShapeRef,
    /// The shape's epoch, or the `keys_version` of the globals dict.
    pub epoch: u32,
    pub kind: CacheKind,
    pub misses: u8,
    pub slot: u16,
    /// See `new_shape` and `owner_version`.
    extra: u32,
    /// What was found on the class; for globals the dict this is about.
    pub value: Value,
}

const _: () = assert!(std::mem::size_of::<Cache>() == 32, "two cache sites a cache line");

impl Cache {
    /// A site that has seen nothing yet.
    pub const fn empty(name: Value) -> Cache {
        Cache {
            name,
            shape: ShapeRef::NONE,
            epoch: 0,
            kind: CacheKind::Empty,
            misses: 0,
            slot: 0,
            extra: 0,
            value: Value::UNDEF,
        }
    }

    /// Is this about objects with this header, and their class as it was?
    #[inline(always)]
    pub fn fits(&self, h: &Header) -> bool {
        h.shape == self.shape && h.shape.get().epoch == self.epoch
    }

    /// The shape after a store that adds an attribute.
    #[inline(always)]
    pub fn new_shape(&self) -> ShapeRef {
        ShapeRef(self.extra)
    }

    pub fn set_new_shape(&mut self, shape: ShapeRef) {
        self.extra = shape.0;
    }

    /// `keys_version` of the dict the value is in ([`CacheKind::Builtin`], [`CacheKind::Module`]), or the version of
    /// the class it was found on ([`CacheKind::TypeValue`]).
    #[inline(always)]
    pub fn owner_version(&self) -> u32 {
        self.extra
    }

    pub fn set_owner_version(&mut self, version: u32) {
        self.extra = version;
    }
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
    /// Registers of variables: they come first, and a call clears those that are not arguments.
    pub nvars: u32,
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
    /// How a generator of it is stepped without a frame (functions of the prelude).
    pub step: Option<&'static crate::interp::native_step::NativeStep>,
    /// Function objects made of it so far, 2 for more than one: with several, which one is called says
    /// little.
    pub functions: u8,
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
