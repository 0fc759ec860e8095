//! Numbers that do not fit the value word, cells, ranges and slices.

use super::{heap_object, Gc, Header};
use crate::value::Value;
use dashu_int::IBig;
use std::mem::ManuallyDrop;

/// An int beyond 48 bits and within 64.
#[repr(C)]
pub struct HeapInt {
    pub hdr: Header,
    pub value: i64,
}
heap_object!(HeapInt, HeapInt);

/// An int beyond 64 bits.
#[repr(C)]
pub struct BigInt {
    pub hdr: Header,
    pub value: ManuallyDrop<IBig>,
}
heap_object!(BigInt, BigInt);

/// Instance of a subclass of `int`; `value` is a plain int. Always has an attrs word.
#[repr(C)]
pub struct IntSub {
    pub hdr: Header,
    pub value: Value,
}
heap_object!(IntSub, IntSub);

/// Instance of a subclass of `float`. Always has an attrs word.
#[repr(C)]
pub struct FloatSub {
    pub hdr: Header,
    pub value: f64,
}
heap_object!(FloatSub, FloatSub);

#[repr(C)]
pub struct Complex {
    pub hdr: Header,
    pub re: f64,
    pub im: f64,
}
heap_object!(Complex, Complex);

/// A variable shared by closures.
#[repr(C)]
pub struct Cell {
    pub hdr: Header,
    pub value: Value,
}
heap_object!(Cell, Cell);

/// `range`: all fields are plain ints of any size.
#[repr(C)]
pub struct Range {
    pub hdr: Header,
    pub start: Value,
    pub stop: Value,
    pub step: Value,
    pub len: Value,
}
heap_object!(Range, Range);

#[repr(C)]
pub struct Slice {
    pub hdr: Header,
    pub start: Value,
    pub stop: Value,
    pub step: Value,
}
heap_object!(Slice, Slice);

impl Gc<BigInt> {
    pub fn get(&self) -> &IBig {
        &self.value
    }
}
