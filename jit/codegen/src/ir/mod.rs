//! The intermediate representation: typed SSA in blocks with parameters.
//!
//! A [`Trace`] is one flat array of 24-byte instructions in layout order; a block is a range of it that begins with its
//! parameters and ends with a terminator. The index of an instruction is the name of its result ([`Ref`]), so passes
//! and the register allocator index side tables with it. An operand always lies before its user; values cross block
//! borders by dominance or as block arguments.
//!
//! [`ops`] is the one table of operations. [`display`] and [`parse`] are inverse; [`verify`] lists the invariants;
//! [`eval`] runs a trace and is the reference for optimiser and back ends.
//!
//! ```
//! use adder_codegen::ir::{parse::parse_trace, verify::verify};
//! let text = "trace \"count\" root
//! block0(v0: i64 @0):
//!   v1: i64 = add_ovf v0, 1 ; snap s0
//!   jump block0(v1)
//! snap s0: frame code 1 pc 2 base 0 [0:0=v0]
//! ";
//! let trace = parse_trace(text).unwrap();
//! verify(&trace).unwrap();
//! assert_eq!(trace.to_string(), text);
//! ```

pub mod builder;
pub mod cfg;
pub mod consts;
pub mod desc;
pub mod display;
pub mod eval;
pub mod inst;
pub mod ops;
pub mod parse;
pub mod snapshot;
pub mod types;
pub mod verify;

pub use builder::TraceBuilder;
pub use consts::{Const, ConstPool};
pub use desc::{AliasClass, AliasSet, AllocDesc, CallDesc, Effects, LinkDesc, MemDesc, Width};
pub use inst::{Block, EntryParam, Inst, Trace, TraceKind};
pub use ops::{Op, OpFlags};
pub use snapshot::{
    Build, FrameSnap, SnapEntry, SnapFlags, SnapVal, Snapshot, Virtual, CLASS_UINT,
};
pub use types::{
    AllocId, BlockId, CallId, ExitId, LinkId, MemId, NameId, Ref, SnapId, Tag, Type, VirtualId,
};

#[cfg(test)]
mod text_tests;
