//! Every offset and tag that machine code may touch, in one place, made with `offset_of!`.

use crate::object::Header;
use std::mem::{offset_of, size_of};

pub const INT_TAG: u64 = 0xFFFF << 48;
pub const INT_MASK: u64 = 0x0000_FFFF_FFFF_FFFF;
pub const IMM_TAG: u64 = 0xFFFE << 48;
pub const FLOAT_OFFSET: u64 = 2 << 48;
pub const CANONICAL_NAN: u64 = 0x7FF8_0000_0000_0000;

pub const HEADER_SHAPE: usize = offset_of!(Header, shape);
pub const HEADER_KIND: usize = offset_of!(Header, kind);
pub const HEADER_GC: usize = offset_of!(Header, gc);
/// Bit of the gc byte: survived a collection. Stores into such objects need the barrier.
pub const GC_OLD: u8 = 1;
/// Bit of the gc byte: already in the remembered set.
pub const GC_REMEMBERED: u8 = 2;

const _: () =
    assert!(size_of::<Header>() == 8 && HEADER_SHAPE == 0 && HEADER_KIND == 4 && HEADER_GC == 5);
