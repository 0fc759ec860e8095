//! Heap object layouts: data and invariants, no Python semantics.
//!
//! Every object starts with an 8-byte [`Header`]: the shape (class and attribute layout, a 32-bit
//! address), the [`Kind`] (the Rust struct behind the pointer, which the collector switches on) and
//! the collector's bits. [`Gc<T>`] is a plain `Copy` pointer to such a struct.
//!
//! # Access rule
//! `Gc<T>` dereferences mutably although it is `Copy`. A `&mut` obtained through it must not live
//! across anything that may run Python code, collect, or reach the same object by another path.
//! After a store of a pointer into an object, call [`crate::heap::Heap::barrier`].
//!
//! # Attributes of built-in subclasses
//! Instances of `class L(list)` are the built-in struct plus one trailing word, the *attrs word*
//! (`aux` bit [`HAS_ATTRS`]): unset, an [`AttrArray`], or (dictionary mode) a `Dict`.

pub mod class;
pub mod code;
pub mod dict;
pub mod dict_index;
pub mod exception;
pub mod function;
pub mod generator;
pub mod iter;
pub mod native;
pub mod ndarray;
pub mod objvec;
pub mod seq;
pub mod set;
pub mod shape;
pub mod small;
pub mod text;

use crate::value::Value;
use std::fmt;
use std::marker::PhantomData;
use std::mem::size_of;
use std::ops::{Deref, DerefMut};

pub use class::{Class, Instance};
pub use code::Code;
pub use dict::Dict;
pub use exception::{Exception, Traceback};
pub use function::{BoundMethod, Function};
pub use generator::Generator;
pub use native::{Native, NativeObj};
pub use objvec::ObjVec;
pub use seq::{List, Tuple};
pub use set::Set;
pub use shape::{Shape, ShapeRef};
pub use small::{BigInt, Cell, Complex, FloatSub, HeapInt, IntSub, Range, Slice};
pub use text::{ByteArray, Bytes, Str};

/// Which Rust struct an object is. Subclasses share the kind of their built-in base.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Kind {
    /// A free cell; header is all zeroes.
    Free = 0,
    HeapInt,
    BigInt,
    IntSub,
    FloatSub,
    Complex,
    Str,
    Bytes,
    ByteArray,
    List,
    Tuple,
    Dict,
    /// `set` and `frozenset`; `aux` bit `FROZEN` tells.
    Set,
    Range,
    Slice,
    Function,
    Code,
    Native,
    BoundMethod,
    Class,
    Instance,
    AttrArray,
    Module,
    Generator,
    Exception,
    Traceback,
    Cell,
    Property,
    ClassMethod,
    StaticMethod,
    Super,
    ListIter,
    TupleIter,
    RangeIter,
    DictIter,
    SetIter,
    StrIter,
    SeqIter,
    CallIter,
    Enumerate,
    Reversed,
    DictView,
    MappingProxy,
    Weakref,
    /// A library object: a boxed Rust value with its own trace function.
    NativeObj,
    /// Array memory, 64-byte aligned data, found from interior pointers.
    Buffer,
    NdArray,
    /// A NumPy scalar.
    NpScalar,
    /// `object()` wrappers for frames handed to Python (`sys._getframe`).
    FrameObj,
    /// Member descriptor of `__slots__`.
    Member,
    /// Getter/setter descriptor of a built-in attribute.
    GetSet,
    /// Text shared by strings that were made by appending.
    TextBuffer,
}

impl Kind {
    /// Kinds that own memory outside the heap and are dropped when swept.
    #[inline]
    pub fn owns_memory(self) -> bool {
        use Kind::*;
        matches!(self, BigInt | ByteArray | List | Dict | Set | Code | Class | NativeObj | Native)
    }
}

/// First word of every heap object.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Header {
    pub shape: ShapeRef,
    pub kind: Kind,
    /// `layout::GC_OLD | GC_REMEMBERED | ...`
    pub gc: u8,
    /// Bit 0: `HAS_ATTRS`; other bits are the kind's own.
    pub aux: u16,
}

/// Header bit: the object has a trailing attrs word.
pub const HAS_ATTRS: u16 = 1;

impl Header {
    #[inline(always)]
    pub fn new(shape: ShapeRef, kind: Kind) -> Header {
        Header { shape, kind, gc: 0, aux: 0 }
    }
}

/// A struct that lives in the heap. Implementors are `repr(C)` and begin with a `Header`.
///
/// # Safety
/// The first field must be a `Header`, and every live object with one of the kinds accepted by
/// `accepts` must have exactly this layout.
pub unsafe trait HeapObject {
    fn accepts(kind: Kind) -> bool;
}

/// Declares `HeapObject` for a struct of a single kind.
macro_rules! heap_object {
    ($ty:ty, $($kind:ident)|+) => {
        // SAFETY: the struct is repr(C) with a leading Header; objects of this kind are only
        // allocated as this struct.
        unsafe impl $crate::object::HeapObject for $ty {
            #[inline(always)]
            fn accepts(kind: $crate::object::Kind) -> bool {
                matches!(kind, $($crate::object::Kind::$kind)|+)
            }
        }
    };
}
pub(crate) use heap_object;

/// A pointer to a live heap object.
#[repr(transparent)]
pub struct Gc<T>(*mut T, PhantomData<T>);

impl<T> Clone for Gc<T> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Gc<T> {}
impl<T> PartialEq for Gc<T> {
    #[inline(always)]
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Gc<T> {}
impl<T> std::hash::Hash for Gc<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.0 as usize).hash(state)
    }
}
impl<T> fmt::Debug for Gc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<gc>")
    }
}

impl<T> Gc<T> {
    /// # Safety
    /// `p` must point to a live heap object whose struct is `T`.
    #[inline(always)]
    pub unsafe fn from_ptr(p: *mut T) -> Gc<T> {
        Gc(p, PhantomData)
    }

    #[inline(always)]
    pub fn as_ptr(self) -> *mut T {
        self.0
    }

    /// A pointer that must be filled in before use (bootstrap of the type system).
    pub const fn dangling() -> Gc<T> {
        Gc(std::ptr::null_mut(), PhantomData)
    }

    pub fn is_dangling(self) -> bool {
        self.0.is_null()
    }

    /// The object as a value word.
    #[inline(always)]
    pub fn value(self) -> Value {
        Value(self.0 as u64)
    }

    #[inline(always)]
    pub fn addr(self) -> usize {
        self.0 as usize
    }
}

impl<T: HeapObject> Gc<T> {
    #[inline(always)]
    pub fn header(self) -> &'static mut Header {
        // SAFETY: HeapObject structs start with their header, and the object is live.
        unsafe { &mut *(self.0 as *mut Header) }
    }
}

impl<T> Deref for Gc<T> {
    type Target = T;
    #[inline(always)]
    fn deref(&self) -> &T {
        debug_assert!(!self.0.is_null());
        // SAFETY: constructed from a live object; the collector does not move or free reachable ones.
        unsafe { &*self.0 }
    }
}
impl<T> DerefMut for Gc<T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        debug_assert!(!self.0.is_null());
        // SAFETY: as for deref; see the access rule in the module comment.
        unsafe { &mut *self.0 }
    }
}

impl<T> From<Gc<T>> for Value {
    #[inline(always)]
    fn from(g: Gc<T>) -> Value {
        g.value()
    }
}

impl Value {
    /// Header of a heap value.
    ///
    /// Callers have checked `is_ptr` and that the value is not UNDEF.
    #[inline(always)]
    pub fn header(self) -> &'static mut Header {
        debug_assert!(self.is_ptr() && !self.is_undef());
        // SAFETY: pointers in values are live heap objects.
        unsafe { &mut *(self.0 as *mut Header) }
    }

    #[inline(always)]
    pub fn is_kind(self, kind: Kind) -> bool {
        self.is_ptr() && !self.is_undef() && self.header().kind == kind
    }

    /// The kind of a heap value; `None` for unboxed values.
    #[inline(always)]
    pub fn kind(self) -> Option<Kind> {
        if self.is_ptr() && !self.is_undef() {
            Some(self.header().kind)
        } else {
            None
        }
    }

    /// Checked downcast by layout (instances of subclasses included).
    #[inline(always)]
    pub fn cast<T: HeapObject>(self) -> Option<Gc<T>> {
        if self.is_ptr() && !self.is_undef() && T::accepts(self.header().kind) {
            Some(Gc(self.0 as *mut T, PhantomData))
        } else {
            None
        }
    }

    /// Downcast of a value known to have this layout; checked in debug builds only.
    #[inline(always)]
    pub fn expect<T: HeapObject>(self) -> Gc<T> {
        debug_assert!(self.cast::<T>().is_some(), "wrong kind {:?}", self.kind());
        Gc(self.0 as *mut T, PhantomData)
    }
}

/// Attribute slots outside the object (see [`Shape`]): `slots[len]` follow the header words.
#[repr(C)]
pub struct AttrArray {
    pub hdr: Header,
    pub cap: usize,
}
heap_object!(AttrArray, AttrArray);

impl Gc<AttrArray> {
    #[inline(always)]
    pub fn slots(self) -> &'static mut [Value] {
        // SAFETY: `cap` values were allocated behind the struct.
        unsafe { std::slice::from_raw_parts_mut((self.as_ptr() as *mut Value).add(2), self.cap) }
    }
}

/// Address of the attrs word of an object with the `HAS_ATTRS` bit.
///
/// # Safety
/// `v` must be such an object.
pub unsafe fn attrs_word(v: Value) -> *mut Value {
    let base = v.0 as usize;
    let off = match v.header().kind {
        Kind::IntSub | Kind::FloatSub => 16,
        Kind::Complex => size_of::<small::Complex>(),
        Kind::Str => (size_of::<Str>() + v.expect::<Str>().len as usize).next_multiple_of(8),
        Kind::Bytes => (size_of::<Bytes>() + v.expect::<Bytes>().len).next_multiple_of(8),
        Kind::ByteArray => size_of::<ByteArray>(),
        Kind::List => size_of::<List>(),
        Kind::Tuple => size_of::<Tuple>() + v.expect::<Tuple>().len * 8,
        Kind::Dict => size_of::<Dict>(),
        Kind::Set => size_of::<Set>(),
        Kind::Exception => size_of::<Exception>(),
        Kind::Class => size_of::<Class>(),
        Kind::Property => size_of::<function::Property>(),
        Kind::Module => size_of::<function::Module>(),
        Kind::NativeObj => size_of::<NativeObj>(),
        Kind::Super => size_of::<function::Super>(),
        Kind::ClassMethod | Kind::StaticMethod => size_of::<function::Wrapped>(),
        Kind::Generator => size_of::<Generator>() + v.expect::<Generator>().nregs * 8,
        Kind::NdArray => {
            size_of::<ndarray::NdArray>() + v.expect::<ndarray::NdArray>().ndim as usize * 16
        }
        Kind::Weakref => size_of::<function::Weakref>(),
        Kind::Enumerate => size_of::<iter::Enumerate>(),
        Kind::Reversed => size_of::<iter::Reversed>(),
        kind => unreachable!("{kind:?} has no attrs word"),
    };
    (base + off.next_multiple_of(8)) as *mut Value
}
