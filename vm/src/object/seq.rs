//! `list` and `tuple`.

use super::{heap_object, Gc, Header, ObjVec};
use crate::value::Value;

#[repr(C)]
pub struct List {
    pub hdr: Header,
    pub items: ObjVec<Value>,
}
heap_object!(List, List);

/// Items follow the struct.
#[repr(C)]
pub struct Tuple {
    pub hdr: Header,
    pub len: usize,
}
heap_object!(Tuple, Tuple);

impl Gc<Tuple> {
    /// The items. Written only between allocation and publication.
    #[inline(always)]
    pub fn items(self) -> &'static mut [Value] {
        // SAFETY: `len` values follow the struct.
        unsafe {
            std::slice::from_raw_parts_mut(
                (self.as_ptr() as *mut Value).add(std::mem::size_of::<Tuple>() / 8),
                self.len,
            )
        }
    }
}
