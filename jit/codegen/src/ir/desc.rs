//! Descriptors: what the VM tells the compiler about fields, functions, allocations and other traces.
//!
//! They are data, looked up by id from instructions. The compiler acts on sizes, offsets, addresses and effects, never
//! on names; names are for dumps.

use super::types::{MemId, Type};
use std::borrow::Cow;

/// Name of a descriptor.
pub type Name = Cow<'static, str>;

/// How a field is laid out in memory and which type it has in a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Width {
    /// Signed byte.
    I8,
    /// Unsigned byte.
    U8,
    /// Byte holding 0 or 1.
    Bool,
    /// Signed 16 bits.
    I16,
    /// Unsigned 16 bits.
    U16,
    /// Signed 32 bits.
    I32,
    /// Unsigned 32 bits.
    U32,
    /// 64-bit integer.
    I64,
    /// 64-bit integer that is never negative: a length, a capacity.
    Len,
    /// Single.
    F32,
    /// Double.
    F64,
    /// Machine pointer.
    Ptr,
    /// Boxed word.
    Val,
}

impl Width {
    /// Every width, in declaration order.
    pub const ALL: [Width; 13] = [
        Width::I8,
        Width::U8,
        Width::Bool,
        Width::I16,
        Width::U16,
        Width::I32,
        Width::U32,
        Width::I64,
        Width::Len,
        Width::F32,
        Width::F64,
        Width::Ptr,
        Width::Val,
    ];

    /// Bytes in memory.
    pub const fn bytes(self) -> u32 {
        match self {
            Width::I8 | Width::U8 | Width::Bool => 1,
            Width::I16 | Width::U16 => 2,
            Width::I32 | Width::U32 | Width::F32 => 4,
            Width::I64 | Width::Len | Width::F64 | Width::Ptr | Width::Val => 8,
        }
    }

    /// Type of a loaded value; narrow integers are extended to i64.
    pub const fn ty(self) -> Type {
        match self {
            Width::Bool => Type::Bool,
            Width::F32 => Type::F32,
            Width::F64 => Type::F64,
            Width::Ptr => Type::Ptr,
            Width::Val => Type::Val,
            _ => Type::I64,
        }
    }

    /// The integers a narrow load can give.
    pub const fn int_range(self) -> (i64, i64) {
        match self {
            Width::I8 => (i8::MIN as i64, i8::MAX as i64),
            Width::U8 => (0, u8::MAX as i64),
            Width::Bool => (0, 1),
            Width::I16 => (i16::MIN as i64, i16::MAX as i64),
            Width::U16 => (0, u16::MAX as i64),
            Width::I32 => (i32::MIN as i64, i32::MAX as i64),
            Width::U32 => (0, u32::MAX as i64),
            Width::Len => (0, i64::MAX),
            _ => (i64::MIN, i64::MAX),
        }
    }

    /// The name in the text form.
    pub const fn name(self) -> &'static str {
        match self {
            Width::I8 => "i8",
            Width::U8 => "u8",
            Width::Bool => "bool",
            Width::I16 => "i16",
            Width::U16 => "u16",
            Width::I32 => "i32",
            Width::U32 => "u32",
            Width::I64 => "i64",
            Width::Len => "len",
            Width::F32 => "f32",
            Width::F64 => "f64",
            Width::Ptr => "ptr",
            Width::Val => "val",
        }
    }

    /// The width of that name.
    pub fn from_name(name: &str) -> Option<Width> {
        Width::ALL.into_iter().find(|w| w.name() == name)
    }
}

/// A class of memory locations: two fields of different classes never overlap. Element accesses through an index need
/// a class of their own per kind of buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AliasClass(pub u16);

/// A set of alias classes. Classes 64 apart share a bit, which is merely less precise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct AliasSet(u64);

impl AliasClass {
    /// Object headers: what `guard_shape` reads. A call that may change an object's shape writes this class.
    pub const SHAPE: AliasClass = AliasClass(0);
}

impl AliasSet {
    /// No class.
    pub const EMPTY: AliasSet = AliasSet(0);
    /// Every class.
    pub const ALL: AliasSet = AliasSet(u64::MAX);

    /// The set of one class.
    pub const fn of(class: AliasClass) -> AliasSet {
        AliasSet(1 << (class.0 & 63))
    }

    /// Union.
    #[must_use]
    pub const fn union(self, other: AliasSet) -> AliasSet {
        AliasSet(self.0 | other.0)
    }

    /// Whether the class may be in the set.
    pub const fn contains(self, class: AliasClass) -> bool {
        self.0 & (1 << (class.0 & 63)) != 0
    }

    /// Whether the set is empty.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Bit per class modulo 64.
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// Inverse of [`AliasSet::bits`].
    pub const fn from_bits(bits: u64) -> AliasSet {
        AliasSet(bits)
    }
}

/// A field of an object or an element of a buffer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemDesc {
    /// Name for dumps, `list.len`.
    pub name: Name,
    /// Bytes from the base.
    pub offset: i32,
    /// Layout.
    pub width: Width,
    /// Class of locations.
    pub alias: AliasClass,
    /// Written at most when the object is made, before anyone loads it.
    pub immutable: bool,
}

/// What a call does besides computing its result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Effects {
    /// Classes of memory it may read.
    pub reads: AliasSet,
    /// Classes of memory it may write.
    pub writes: AliasSet,
    /// May read VM registers of the trace's frame.
    pub reads_slots: bool,
    /// May write VM registers of the trace's frame.
    pub writes_slots: bool,
    /// May allocate, hence collect.
    pub allocs: bool,
    /// May set the pending exception (the recorder emits the test).
    pub may_raise: bool,
    /// May run Python code: everything may have changed, the trace may be invalid.
    pub may_run_python: bool,
    /// Result depends on the arguments only, no effects: calls with equal arguments may be merged, unused ones dropped.
    pub pure: bool,
    /// Keeps no argument beyond the call, so a fresh object passed to it is still the trace's own.
    pub keeps_nothing: bool,
}

impl Effects {
    /// Nothing but the result.
    pub const PURE: Effects = Effects {
        reads: AliasSet::EMPTY,
        writes: AliasSet::EMPTY,
        reads_slots: false,
        writes_slots: false,
        allocs: false,
        may_raise: false,
        may_run_python: false,
        pure: true,
        keeps_nothing: true,
    };

    /// Anything may happen.
    pub const ANY: Effects = Effects {
        reads: AliasSet::ALL,
        writes: AliasSet::ALL,
        reads_slots: true,
        writes_slots: true,
        allocs: true,
        may_raise: true,
        may_run_python: true,
        pure: false,
        keeps_nothing: false,
    };
}

/// A C function a trace may call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallDesc {
    /// Name for dumps.
    pub name: Name,
    /// Where it is.
    pub address: u64,
    /// Types of the arguments.
    pub params: Vec<Type>,
    /// Type of the result, `Void` for none.
    pub ret: Type,
    /// What it does.
    pub effects: Effects,
    /// The call's snapshot is published: its values lie in spill slots or are constants during the call.
    pub publish: bool,
}

/// A kind of object that traces allocate inline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllocDesc {
    /// Name for dumps.
    pub name: Name,
    /// Bytes, header included.
    pub size: u32,
    /// The first 8 bytes.
    pub header: u64,
    /// The fields, all of which the trace stores before anything can look at the object.
    pub fields: Vec<MemId>,
    /// `extern "C" fn(cx) -> ptr`, called when the free run is used up.
    pub slow_helper: u64,
    /// `[cx + cur_offset]`: next free byte.
    pub cur_offset: i32,
    /// `[cx + end_offset]`: end of the free run.
    pub end_offset: i32,
}

/// Another trace's typed entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkDesc {
    /// Name for dumps.
    pub name: Name,
    /// The embedder's number of the trace.
    pub target: u64,
    /// Types the entry takes.
    pub params: Vec<Type>,
}
