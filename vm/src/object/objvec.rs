//! A vector with a fixed field order, so that machine code can address its buffer.
//!
//! `Vec`'s field order is unspecified; `ObjVec` is `ptr, len, cap` (asserted in tests of `layout`).
//! Elements are `Copy`, so growth is a `realloc` and dropping frees the buffer only.

use std::alloc::{alloc, dealloc, realloc, Layout};
use std::ops::{Deref, DerefMut};

#[repr(C)]
pub struct ObjVec<T: Copy> {
    ptr: *mut T,
    len: usize,
    cap: usize,
}

impl<T: Copy> ObjVec<T> {
    pub const fn new() -> Self {
        ObjVec { ptr: std::ptr::NonNull::dangling().as_ptr(), len: 0, cap: 0 }
    }

    pub fn with_capacity(n: usize) -> Self {
        let mut v = ObjVec::new();
        v.reserve(n);
        v
    }

    pub fn from_slice(items: &[T]) -> Self {
        let mut v = ObjVec::with_capacity(items.len());
        v.extend_from_slice(items);
        v
    }

    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len
    }

    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    #[inline(always)]
    pub fn capacity(&self) -> usize {
        self.cap
    }

    #[inline(always)]
    pub fn as_slice(&self) -> &[T] {
        self
    }

    #[inline(always)]
    pub fn push(&mut self, v: T) {
        if self.len == self.cap {
            self.grow(1);
        }
        // SAFETY: len < cap after growing.
        unsafe { self.ptr.add(self.len).write(v) };
        self.len += 1;
    }

    #[inline(always)]
    pub fn pop(&mut self) -> Option<T> {
        if self.len == 0 {
            return None;
        }
        self.len -= 1;
        // SAFETY: the element at the old last index is initialised.
        Some(unsafe { self.ptr.add(self.len).read() })
    }

    pub fn reserve(&mut self, extra: usize) {
        if self.cap - self.len < extra {
            self.set_capacity(self.len.checked_add(extra).expect("capacity overflow"));
        }
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self, extra: usize) {
        let need = self.len + extra;
        // CPython's list growth rate (an eighth) trades copies for memory; a half copies less.
        self.set_capacity(need.max(self.cap + self.cap / 2).max(4));
    }

    fn set_capacity(&mut self, cap: usize) {
        let layout = Layout::array::<T>(cap).expect("capacity overflow");
        if layout.size() == 0 {
            return;
        }
        // SAFETY: layouts are non-zero; the old buffer came from `alloc` with the old capacity.
        let p = unsafe {
            if self.cap == 0 {
                alloc(layout)
            } else {
                let old = Layout::array::<T>(self.cap).expect("was allocated");
                realloc(self.ptr as *mut u8, old, layout.size())
            }
        };
        if p.is_null() {
            std::alloc::handle_alloc_error(layout);
        }
        self.ptr = p as *mut T;
        self.cap = cap;
    }

    /// Reserves or reports that the memory is not to be had (`MemoryError`).
    #[allow(clippy::result_unit_err)]
    pub fn try_reserve(&mut self, extra: usize) -> Result<(), ()> {
        let need = self.len.checked_add(extra).ok_or(())?;
        if need <= self.cap {
            return Ok(());
        }
        let layout = Layout::array::<T>(need).map_err(|_| ())?;
        // Probe: an over-committing kernel grants sizes it cannot back.
        if layout.size() > (1usize << 46) {
            return Err(());
        }
        // SAFETY: as in set_capacity; the vector is unchanged on failure.
        let p = unsafe {
            if self.cap == 0 {
                alloc(layout)
            } else {
                let old = Layout::array::<T>(self.cap).map_err(|_| ())?;
                realloc(self.ptr as *mut u8, old, layout.size())
            }
        };
        if p.is_null() {
            return Err(());
        }
        self.ptr = p as *mut T;
        self.cap = need;
        Ok(())
    }

    pub fn clear(&mut self) {
        self.len = 0;
    }

    pub fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
    }

    pub fn extend_from_slice(&mut self, items: &[T]) {
        if self.cap - self.len < items.len() {
            self.grow(items.len());
        }
        // SAFETY: capacity was reserved; `items` cannot alias the spare capacity.
        unsafe {
            std::ptr::copy_nonoverlapping(items.as_ptr(), self.ptr.add(self.len), items.len());
        }
        self.len += items.len();
    }

    /// Inserts at `at <= len`.
    pub fn insert(&mut self, at: usize, v: T) {
        assert!(at <= self.len);
        if self.len == self.cap {
            self.grow(1);
        }
        // SAFETY: room for one more was made; the tail moves up by one.
        unsafe {
            let p = self.ptr.add(at);
            std::ptr::copy(p, p.add(1), self.len - at);
            p.write(v);
        }
        self.len += 1;
    }

    /// Removes and returns the element at `at < len`.
    pub fn remove(&mut self, at: usize) -> T {
        assert!(at < self.len);
        // SAFETY: `at` is in range; the tail moves down by one.
        unsafe {
            let p = self.ptr.add(at);
            let v = p.read();
            std::ptr::copy(p.add(1), p, self.len - at - 1);
            self.len -= 1;
            v
        }
    }

    /// Replaces `from..to` by `items`.
    pub fn splice(&mut self, from: usize, to: usize, items: &[T]) {
        assert!(from <= to && to <= self.len);
        let more = items.len().saturating_sub(to - from);
        if self.cap - self.len < more {
            self.grow(more);
        }
        let tail = self.len - to;
        // SAFETY: there is room for `more` elements; the tail moves to its new place before the gap is
        // filled; `items` cannot alias a buffer that is borrowed mutably.
        unsafe {
            std::ptr::copy(self.ptr.add(to), self.ptr.add(from + items.len()), tail);
            std::ptr::copy_nonoverlapping(items.as_ptr(), self.ptr.add(from), items.len());
        }
        self.len = from + items.len() + tail;
    }

    pub fn resize(&mut self, len: usize, fill: T) {
        if len > self.len {
            self.reserve(len - self.len);
            while self.len < len {
                self.push(fill);
            }
        } else {
            self.len = len;
        }
    }

    /// Bytes of the buffer (for the collector's accounting).
    pub fn bytes(&self) -> usize {
        self.cap * std::mem::size_of::<T>()
    }
}

impl<T: Copy> Default for ObjVec<T> {
    fn default() -> Self {
        ObjVec::new()
    }
}

impl<T: Copy> Deref for ObjVec<T> {
    type Target = [T];
    #[inline(always)]
    fn deref(&self) -> &[T] {
        // SAFETY: the first `len` elements are initialised.
        unsafe { std::slice::from_raw_parts(self.ptr, self.len) }
    }
}

impl<T: Copy> DerefMut for ObjVec<T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [T] {
        // SAFETY: as for deref.
        unsafe { std::slice::from_raw_parts_mut(self.ptr, self.len) }
    }
}

impl<T: Copy> Drop for ObjVec<T> {
    fn drop(&mut self) {
        if self.cap != 0 {
            if let Ok(layout) = Layout::array::<T>(self.cap) {
                // SAFETY: the buffer was allocated with this layout.
                unsafe { dealloc(self.ptr as *mut u8, layout) };
            }
        }
    }
}

impl<T: Copy> FromIterator<T> for ObjVec<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        let iter = iter.into_iter();
        let mut v = ObjVec::with_capacity(iter.size_hint().0);
        for x in iter {
            v.push(x);
        }
        v
    }
}
