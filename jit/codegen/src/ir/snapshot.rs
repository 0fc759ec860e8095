//! Snapshots: how to rebuild the interpreter's frames when a trace is left.
//!
//! A snapshot lists frames (outermost first) and, for registers of those frames, the value each holds. A value is a
//! [`Ref`] or a *virtual*: an object the optimiser did not allocate, to be built from its fields when the exit is taken.
//! Virtuals of a snapshot may refer to each other, also in cycles; one that is mentioned twice is built once.
//!
//! An entry (or a virtual's `val` field) may hold an unboxed value where the register holds a word: i64, f64, bool and
//! ptr stand for `box_int`, `box_float`, `box_bool` and `ptr_to_val` of it (`class` may ask for another Python class).
//! This is how boxes are sunk.
//!
//! Everything lies in flat arrays of the [`Trace`](super::Trace); a [`Snapshot`] is a set of ranges into them.

use super::ops::Op;
use super::types::{AllocId, MemId, Ref, VirtualId};

/// The one class of [`SnapEntry`] and entry parameters that the compiler knows: an i64 whose bits are an unsigned
/// integer.
pub const CLASS_UINT: u32 = u32::MAX;

/// A value in a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SnapVal {
    /// A value of the trace.
    Ref(Ref),
    /// An object to build; index into this snapshot's virtuals.
    Virtual(VirtualId),
}

/// One frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct FrameSnap {
    /// Opaque id of the code object.
    pub code: u32,
    /// Bytecode position to resume at.
    pub pc: u32,
    /// First register of the frame's window, relative to the root frame.
    pub base: u32,
}

/// One register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SnapEntry {
    /// Index of the frame in the snapshot.
    pub frame: u32,
    /// Register of that frame.
    pub slot: u32,
    /// What it holds.
    pub val: SnapVal,
    /// Opaque Python class of the value; 0 for "as the type says".
    pub class: u32,
}

/// Flags of a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct SnapFlags(pub u32);

impl SnapFlags {
    /// None set.
    pub const NIL: SnapFlags = SnapFlags(0);
    /// An exception is pending: unwind instead of resuming.
    pub const RAISE: SnapFlags = SnapFlags(1);
    /// The operation at `pc` has happened: resume after it.
    pub const AFTER_OP: SnapFlags = SnapFlags(2);
    /// The state at a loop's header: whoever leaves here may enter another trace of the loop instead.
    pub const ENTRY: SnapFlags = SnapFlags(4);

    /// Whether all flags of `other` are set.
    pub const fn has(self, other: SnapFlags) -> bool {
        self.0 & other.0 == other.0
    }
}

/// A range of one of the trace's flat arrays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Span {
    /// First index.
    pub start: u32,
    /// Number of items.
    pub len: u32,
}

impl Span {
    /// For slicing.
    #[inline]
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..(self.start + self.len) as usize
    }
}

/// A snapshot: ranges into the trace's arrays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Snapshot {
    /// Into `snap_frames`.
    pub frames: Span,
    /// Into `snap_entries`.
    pub entries: Span,
    /// Into `snap_virtuals`.
    pub virtuals: Span,
    /// Flags.
    pub flags: SnapFlags,
}

/// What a virtual is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Build {
    /// An object with fields.
    Object(AllocId),
    /// The int that `box_uint` or an operation on ints of any size gives; the fields (without `mem`) are its operands,
    /// virtuals among them are ints that come earlier in the list.
    Int(Op),
}

/// An object to build when leaving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Virtual {
    /// What it is.
    pub build: Build,
    /// Its fields, into `snap_fields`.
    pub fields: Span,
    /// Which allocation of the trace it is: virtuals of two snapshots with the same number are the same object,
    /// if control came from the one point to the other without going round the loop. Not part of the text form.
    pub id: u32,
}

impl Virtual {
    /// The kind of object, if it is one with fields.
    pub const fn alloc(&self) -> Option<AllocId> {
        match self.build {
            Build::Object(a) => Some(a),
            Build::Int(_) => None,
        }
    }
}

/// One field of a virtual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VirtualField {
    /// Which field (`NONE` for an operand).
    pub mem: MemId,
    /// Its value.
    pub val: SnapVal,
}
