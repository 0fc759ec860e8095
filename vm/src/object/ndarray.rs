//! Layout of arrays and NumPy scalars. What NumPy *does* lives in the library crate.
//!
//! Views are strided from the start: `data` may point anywhere into the buffer that `base` keeps
//! alive, strides are in bytes and may be zero or negative.

use super::{heap_object, Gc, Header};
use crate::value::Value;

/// Element types. The discriminant is what machine code compares; sizes are in [`DType::size`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum DType {
    Bool,
    Int8,
    UInt8,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Float32,
    Float64,
    Complex64,
    Complex128,
}

impl DType {
    /// Bytes of an element.
    pub const fn size(self) -> usize {
        match self {
            DType::Bool | DType::Int8 | DType::UInt8 => 1,
            DType::Int16 | DType::UInt16 => 2,
            DType::Int32 | DType::UInt32 | DType::Float32 => 4,
            DType::Int64 | DType::UInt64 | DType::Float64 | DType::Complex64 => 8,
            DType::Complex128 => 16,
        }
    }
}

/// Array memory; data starts at the first multiple of 64 behind the struct and is followed by at
/// least one spare byte, so that one-past-the-end pointers still find the buffer.
#[repr(C)]
pub struct Buffer {
    pub hdr: Header,
    pub len: usize,
}
heap_object!(Buffer, Buffer);

pub const C_CONTIGUOUS: u16 = 1;
pub const F_CONTIGUOUS: u16 = 2;
pub const WRITEABLE: u16 = 4;
pub const OWNS_DATA: u16 = 8;

/// `ndim` extents, then `ndim` byte strides (all `isize`) follow the struct.
#[repr(C)]
pub struct NdArray {
    pub hdr: Header,
    pub data: *mut u8,
    /// The `Buffer`, or the object that owns the memory.
    pub base: Value,
    /// Number of elements.
    pub size: usize,
    pub dtype: DType,
    pub ndim: u8,
    pub flags: u16,
}
heap_object!(NdArray, NdArray);

impl Gc<NdArray> {
    #[inline(always)]
    pub fn shape(self) -> &'static mut [isize] {
        // SAFETY: `2 * ndim` words follow the struct.
        unsafe {
            std::slice::from_raw_parts_mut(
                (self.as_ptr() as *mut isize).add(std::mem::size_of::<NdArray>() / 8),
                self.ndim as usize,
            )
        }
    }

    #[inline(always)]
    pub fn strides(self) -> &'static mut [isize] {
        // SAFETY: as for `shape`.
        unsafe {
            std::slice::from_raw_parts_mut(
                (self.as_ptr() as *mut isize)
                    .add(std::mem::size_of::<NdArray>() / 8 + self.ndim as usize),
                self.ndim as usize,
            )
        }
    }
}

/// A NumPy scalar: the element's bits, zero- or sign-extended; complex in two words.
#[repr(C)]
pub struct NpScalar {
    pub hdr: Header,
    pub bits: u64,
    pub bits2: u64,
    pub dtype: DType,
}
heap_object!(NpScalar, NpScalar);

impl Gc<Buffer> {
    /// First data byte.
    pub fn data(self) -> *mut u8 {
        ((self.addr() + std::mem::size_of::<Buffer>()).next_multiple_of(64)) as *mut u8
    }
}
