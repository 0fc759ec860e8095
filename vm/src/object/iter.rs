//! Iterators over the built-in containers, and dict views.

use super::{heap_object, Dict, Gc, Header, List, Set, Tuple};
use crate::value::Value;

/// Over a list; tolerates growth and shrinkage. Exhausted when `list` is None.
#[repr(C)]
pub struct ListIter {
    pub hdr: Header,
    pub list: Value,
    pub index: usize,
}
heap_object!(ListIter, ListIter);

#[repr(C)]
pub struct TupleIter {
    pub hdr: Header,
    pub tuple: Gc<Tuple>,
    pub index: usize,
}
heap_object!(TupleIter, TupleIter);

/// Over a range whose bounds fit `i64` (others use `LongRangeIter` semantics through values).
#[repr(C)]
pub struct RangeIter {
    pub hdr: Header,
    pub next: i64,
    pub step: i64,
    /// Items left.
    pub remaining: i64,
}
heap_object!(RangeIter, RangeIter);

/// What a dict view or iterator yields.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum DictPart {
    Keys,
    Values,
    Items,
}

#[repr(C)]
pub struct DictIter {
    pub hdr: Header,
    /// The dict, or None once exhausted.
    pub dict: Value,
    /// Next entry index.
    pub pos: usize,
    /// Length at creation: a change is a RuntimeError.
    pub expected: usize,
    /// Items not yet given: finding more means that keys were exchanged.
    pub left: usize,
    pub part: DictPart,
    pub reverse: bool,
}
heap_object!(DictIter, DictIter);

#[repr(C)]
pub struct DictView {
    pub hdr: Header,
    pub dict: Gc<Dict>,
    pub part: DictPart,
}
heap_object!(DictView, DictView);

#[repr(C)]
pub struct SetIter {
    pub hdr: Header,
    pub set: Gc<Set>,
    pub pos: usize,
    pub expected: usize,
    pub done: bool,
}
heap_object!(SetIter, SetIter);

/// Over `str`, by byte position.
#[repr(C)]
pub struct StrIter {
    pub hdr: Header,
    pub text: Value,
    pub pos: usize,
}
heap_object!(StrIter, StrIter);

/// Old sequence protocol, `bytes`, `bytearray`, long ranges: `__getitem__` with 0, 1, ...
#[repr(C)]
pub struct SeqIter {
    pub hdr: Header,
    /// None once exhausted.
    pub seq: Value,
    pub index: usize,
}
heap_object!(SeqIter, SeqIter);

/// `iter(callable, sentinel)`; `callable` is None once exhausted.
#[repr(C)]
pub struct CallIter {
    pub hdr: Header,
    pub callable: Value,
    pub sentinel: Value,
}
heap_object!(CallIter, CallIter);

/// `reversed(seq)`: index counts down, -1 when exhausted.
#[repr(C)]
pub struct Reversed {
    pub hdr: Header,
    pub seq: Value,
    pub index: isize,
}
heap_object!(Reversed, Reversed);

/// `enumerate`: `count` is any int.
#[repr(C)]
pub struct Enumerate {
    pub hdr: Header,
    pub iter: Value,
    pub count: Value,
}
heap_object!(Enumerate, Enumerate);

const _: () = assert!(std::mem::size_of::<List>() == 32);
