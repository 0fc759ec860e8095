//! `str` (WTF-8), `bytes` and `bytearray`.

use super::{heap_object, Gc, Header, ObjVec};

/// Header bit of `Str`: the string is in the intern table.
pub const INTERNED: u16 = 2;

/// Header bit of `Str`: the text is the first `len` bytes of the [`TextBuffer`] that the word behind
/// the struct points to. Only plain `str` objects have it.
pub const SHARED: u16 = 4;

/// Memory that grows at its end and is shared by strings that are prefixes of each other: what
/// `s += piece` makes in a loop. Bytes below `used` never change and never move.
#[repr(C)]
pub struct TextBuffer {
    pub hdr: Header,
    pub cap: usize,
    pub used: usize,
}
heap_object!(TextBuffer, TextBuffer);

impl Gc<TextBuffer> {
    /// First byte.
    #[inline(always)]
    pub fn data(self) -> *mut u8 {
        // SAFETY: `cap` bytes follow the struct.
        unsafe { (self.as_ptr() as *mut u8).add(std::mem::size_of::<TextBuffer>()) }
    }
}

/// An immutable string: WTF-8 bytes behind the struct (or see [`SHARED`]). `nchars == len` means
/// ASCII.
#[repr(C)]
pub struct Str {
    pub hdr: Header,
    /// Python's hash, 0 while not computed (a hash of 0 is recomputed each time).
    pub hash: u64,
    /// Length in bytes.
    pub len: u32,
    /// Length in characters.
    pub nchars: u32,
}
heap_object!(Str, Str);

impl Gc<Str> {
    #[inline(always)]
    pub fn bytes(self) -> &'static [u8] {
        if self.hdr.aux & SHARED != 0 {
            return self.shared_bytes();
        }
        // SAFETY: `len` bytes follow the struct; strings are immutable. The lifetime is bounded by
        // the object's reachability (see the access rule).
        unsafe {
            std::slice::from_raw_parts(
                (self.as_ptr() as *const u8).add(std::mem::size_of::<Str>()),
                self.len as usize,
            )
        }
    }

    /// The buffer of a [`SHARED`] string.
    #[inline]
    pub fn buffer(self) -> Gc<TextBuffer> {
        debug_assert!(self.hdr.aux & SHARED != 0);
        // SAFETY: the word behind the struct of such a string is its buffer.
        unsafe { *(self.as_ptr().add(1) as *const Gc<TextBuffer>) }
    }

    #[inline(never)]
    fn shared_bytes(self) -> &'static [u8] {
        // SAFETY: bytes below `used`, which `len` does not exceed, are initialised and immutable.
        unsafe { std::slice::from_raw_parts(self.buffer().data(), self.len as usize) }
    }

    #[inline(always)]
    pub fn is_ascii(self) -> bool {
        self.len == self.nchars
    }

    #[inline(always)]
    pub fn is_interned(self) -> bool {
        self.hdr.aux & INTERNED != 0
    }

    /// The text with lone surrogates replaced, for messages.
    pub fn to_string_lossy(self) -> String {
        String::from_utf8_lossy(self.bytes()).into_owned()
    }
}

/// `bytes`: data behind the struct.
#[repr(C)]
pub struct Bytes {
    pub hdr: Header,
    pub hash: u64,
    pub len: usize,
}
heap_object!(Bytes, Bytes);

impl Gc<Bytes> {
    #[inline(always)]
    pub fn bytes(self) -> &'static [u8] {
        // SAFETY: as for `Str::bytes`.
        unsafe {
            std::slice::from_raw_parts(
                (self.as_ptr() as *const u8).add(std::mem::size_of::<Bytes>()),
                self.len,
            )
        }
    }
}

#[repr(C)]
pub struct ByteArray {
    pub hdr: Header,
    pub data: ObjVec<u8>,
}
heap_object!(ByteArray, ByteArray);
