//! The code unit: everything the compiler knows about one code object, free of heap objects.

use crate::Instr;
use std::rc::Rc;

/// A constant. Equal constants of equal kind share an index (`1`, `1.0` and `True` do not).
#[derive(Clone, Debug)]
pub enum Const {
    None,
    Ellipsis,
    Bool(bool),
    Int(i64),
    /// Decimal digits of an integer beyond `i64`, with an optional leading minus.
    BigInt(Box<str>),
    /// Bits of the double, so that `-0.0` and NaN keep their identity.
    Float(u64),
    /// Bits of the real and imaginary parts.
    Complex(u64, u64),
    /// WTF-8 bytes. Identifier-like strings are interned by the VM.
    Str(Box<[u8]>),
    Bytes(Box<[u8]>),
    Tuple(Box<[Const]>),
    FrozenSet(Box<[Const]>),
    Code(Rc<CodeUnit>),
}

/// Source position of an instruction: lines from 1, columns are UTF-8 byte offsets from 0.
/// Line 0 means "no position".
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Pos {
    pub line: u32,
    pub end_line: u32,
    pub col: u32,
    pub end_col: u32,
}

/// Row of the exception side table: exceptions at instruction indices `start..end` go to
/// `handler` with the exception object in register `reg`. The first matching row wins, so inner
/// rows come first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ExcEntry {
    pub start: u32,
    pub end: u32,
    pub handler: u32,
    pub reg: u16,
}

/// CPython's `co_flags` bits, where they exist there.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct CodeFlags(pub u32);

impl CodeFlags {
    pub const OPTIMIZED: u32 = 0x01;
    pub const NEWLOCALS: u32 = 0x02;
    pub const VARARGS: u32 = 0x04;
    pub const VARKEYWORDS: u32 = 0x08;
    pub const NESTED: u32 = 0x10;
    pub const GENERATOR: u32 = 0x20;
    pub const COROUTINE: u32 = 0x80;
    pub const ASYNC_GENERATOR: u32 = 0x200;
    pub const FUTURE_ANNOTATIONS: u32 = 0x100_0000;
    /// Ours: a prelude function, left out of tracebacks like a C function.
    pub const HIDDEN: u32 = 0x1000_0000;
    /// Ours: a class body.
    pub const CLASS_BODY: u32 = 0x2000_0000;
    /// Ours: module, exec or eval code (names live in dicts).
    pub const MODULE: u32 = 0x4000_0000;

    pub fn has(self, bit: u32) -> bool {
        self.0 & bit != 0
    }
}

/// One inline-cache slot, as the compiler asks for it: the name it is about.
#[derive(Clone, Debug)]
pub struct CacheSite {
    /// Index into [`CodeUnit::names`].
    pub name: u32,
}

/// One loop of the code, in order of their headers.
#[derive(Clone, Copy, Debug)]
pub struct LoopInfo {
    /// Index of the `Loop` instruction.
    pub header: u32,
    /// One past the last instruction of the loop (its exhausted/else/break part excluded).
    pub end: u32,
    /// Source line of the `for` or `while`.
    pub line: u32,
    /// Index of the enclosing loop, if any.
    pub parent: Option<u16>,
}

/// One code object: a function, class body, module, lambda, comprehension or generator expression.
///
/// Register layout, which interpreter and recorder rely on: parameters first (positional-only,
/// positional, keyword-only, `*args`, `**kwargs`, in this order), then other locals, then free
/// variable cells (`CopyFree` fills them), then temporaries. A parameter that is a cell variable is
/// wrapped in place by `MakeCell` at the start of the code.
#[derive(Clone, Debug, Default)]
pub struct CodeUnit {
    pub name: Box<str>,
    pub qualname: Box<str>,
    pub first_line: u32,
    pub flags: CodeFlags,
    /// Number of positional parameters, positional-only ones included.
    pub argcount: u32,
    pub posonly: u32,
    pub kwonly: u32,
    /// Size of the register window.
    pub nregs: u32,
    /// Registers of variables and cells, which come first: unset when the code starts, but for the arguments. The
    /// temporaries above them hold anything until they are written.
    pub nvars: u32,
    /// Names of parameters and locals by register (temporaries have none).
    pub varnames: Vec<Box<str>>,
    /// Names of cell variables and the register that holds each cell.
    pub cellvars: Vec<(Box<str>, u16)>,
    /// Names of free variables, in closure order, and the register of each cell.
    pub freevars: Vec<(Box<str>, u16)>,
    pub names: Vec<Box<str>>,
    pub consts: Vec<Const>,
    pub caches: Vec<CacheSite>,
    pub loops: Vec<LoopInfo>,
    pub code: Vec<Instr>,
    /// One entry per instruction.
    pub positions: Vec<Pos>,
    pub exc_table: Vec<ExcEntry>,
    pub docstring: Option<Box<[u8]>>,
    /// Warnings that compiling the module issues, with their lines. Only the module's own unit has any.
    pub warnings: Vec<(u32, Box<str>)>,
    /// Names stored through `self.<name>` in this function, in first-store order: lets the VM
    /// size the inline slots of instances.
    pub self_attrs: Vec<u32>,
}
