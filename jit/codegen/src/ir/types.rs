//! Value types, index newtypes and tags: the vocabulary the other files of the IR share.
//!
//! Every index is a newtype over `u32`; `usize` appears only where a table is indexed (`id.index()`).

use std::fmt;

/// The type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[repr(u8)]
pub enum Type {
    /// No result.
    #[default]
    Void,
    /// 64-bit integer.
    I64,
    /// IEEE double.
    F64,
    /// IEEE single.
    F32,
    /// 0 or 1.
    Bool,
    /// Raw machine pointer, may point into the middle of an object or buffer.
    Ptr,
    /// Boxed word of the VM.
    Val,
    /// Two doubles (reserved for vectorised loops, as are the next ones).
    F64x2,
    /// Four doubles.
    F64x4,
    /// Two 64-bit integers.
    I64x2,
    /// Four 64-bit integers.
    I64x4,
}

impl Type {
    /// Every type, in declaration order.
    pub const ALL: [Type; 11] = [
        Type::Void,
        Type::I64,
        Type::F64,
        Type::F32,
        Type::Bool,
        Type::Ptr,
        Type::Val,
        Type::F64x2,
        Type::F64x4,
        Type::I64x2,
        Type::I64x4,
    ];

    /// The name in the text form.
    pub const fn name(self) -> &'static str {
        match self {
            Type::Void => "void",
            Type::I64 => "i64",
            Type::F64 => "f64",
            Type::F32 => "f32",
            Type::Bool => "bool",
            Type::Ptr => "ptr",
            Type::Val => "val",
            Type::F64x2 => "f64x2",
            Type::F64x4 => "f64x4",
            Type::I64x2 => "i64x2",
            Type::I64x4 => "i64x4",
        }
    }

    /// The type of that name.
    pub fn from_name(name: &str) -> Option<Type> {
        Type::ALL.into_iter().find(|t| t.name() == name)
    }

    /// Lives in a floating-point (vector) register.
    pub const fn is_float_class(self) -> bool {
        matches!(
            self,
            Type::F64 | Type::F32 | Type::F64x2 | Type::F64x4 | Type::I64x2 | Type::I64x4
        )
    }

    /// Lives in a general register.
    pub const fn is_word_class(self) -> bool {
        matches!(self, Type::I64 | Type::Bool | Type::Ptr | Type::Val)
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A value: an instruction result (or block parameter), or a constant of the pool.
///
/// Constants are interned, so two equal `Ref`s of constants are the same constant.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ref(u32);

impl Ref {
    const CONST_BIT: u32 = 1 << 31;
    /// "No operand".
    pub const NONE: Ref = Ref(u32::MAX);

    /// The result of instruction number `index`.
    pub const fn inst(index: u32) -> Ref {
        debug_assert!(index < Self::CONST_BIT);
        Ref(index)
    }

    /// Constant number `index` of the pool.
    pub const fn constant(index: u32) -> Ref {
        debug_assert!(index < Self::CONST_BIT - 1);
        Ref(index | Self::CONST_BIT)
    }

    /// Whether this is a constant.
    pub const fn is_const(self) -> bool {
        self.0 & Self::CONST_BIT != 0 && self.0 != u32::MAX
    }

    /// Whether this is an instruction result or parameter.
    pub const fn is_inst(self) -> bool {
        self.0 & Self::CONST_BIT == 0
    }

    /// Whether this is "no operand".
    pub const fn is_none(self) -> bool {
        self.0 == u32::MAX
    }

    /// Index into `Trace::insts`; only for [`Ref::is_inst`].
    pub const fn index(self) -> usize {
        debug_assert!(self.is_inst());
        self.0 as usize
    }

    /// Index into the constant pool; only for [`Ref::is_const`].
    pub const fn const_index(self) -> usize {
        debug_assert!(self.is_const());
        (self.0 & !Self::CONST_BIT) as usize
    }

    /// The raw word, for hashing and for packing other data into an operand field.
    pub const fn raw(self) -> u32 {
        self.0
    }

    /// Inverse of [`Ref::raw`].
    pub const fn from_raw(raw: u32) -> Ref {
        Ref(raw)
    }
}

impl fmt::Debug for Ref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_none() {
            f.write_str("-")
        } else if self.is_const() {
            write!(f, "k{}", self.const_index())
        } else {
            write!(f, "v{}", self.0)
        }
    }
}

macro_rules! index_types {
    ($($(#[$doc:meta])* $name:ident $prefix:literal),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u32);

        impl $name {
            /// "None of them".
            pub const NONE: $name = $name(u32::MAX);

            /// Number `index`.
            pub const fn new(index: u32) -> $name {
                $name(index)
            }

            /// For indexing the table.
            pub const fn index(self) -> usize {
                self.0 as usize
            }

            /// The number.
            pub const fn raw(self) -> u32 {
                self.0
            }

            /// Whether this is [`Self::NONE`].
            pub const fn is_none(self) -> bool {
                self.0 == u32::MAX
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "{}"), self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    )*};
}

index_types! {
    /// A block of the trace.
    BlockId "block",
    /// A snapshot of the trace.
    SnapId "s",
    /// An exit; numbered by the back end in layout order of the instructions that can leave.
    ExitId "exit",
    /// A memory descriptor.
    MemId "m",
    /// A call descriptor.
    CallId "c",
    /// An allocation descriptor.
    AllocId "a",
    /// Another trace's entry.
    LinkId "l",
    /// A virtual object of one snapshot (index into that snapshot's own list).
    VirtualId "o",
    /// A name of a constant.
    NameId "n",
}

/// What a boxed word can be asked to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Tag {
    /// Inline int.
    Int,
    /// Inline int or heap int64 object.
    IntAny,
    /// Float.
    Float,
    /// Heap object (UNDEF excluded).
    Ptr,
    /// The word None.
    None,
    /// True or False.
    Bool,
    /// The word UNDEF.
    Undef,
}

impl Tag {
    /// Every tag; `imm` of an instruction indexes it.
    pub const ALL: [Tag; 7] = [
        Tag::Int,
        Tag::IntAny,
        Tag::Float,
        Tag::Ptr,
        Tag::None,
        Tag::Bool,
        Tag::Undef,
    ];

    /// The name in the text form.
    pub const fn name(self) -> &'static str {
        match self {
            Tag::Int => "int",
            Tag::IntAny => "int_any",
            Tag::Float => "float",
            Tag::Ptr => "ptr",
            Tag::None => "none",
            Tag::Bool => "bool",
            Tag::Undef => "undef",
        }
    }

    /// The tag of that name.
    pub fn from_name(name: &str) -> Option<Tag> {
        Tag::ALL.into_iter().find(|t| t.name() == name)
    }
}
