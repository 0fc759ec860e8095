//! Code memory: one memfd mapped twice, once to execute and once to write, bounded, with a free list.
//!
//! No mapping is ever writable and executable. Code is assembled for its final address in the executable view and copied
//! through the other one. Jumps are relinked with one 32-bit store that does not cross an 8-byte boundary, which other
//! threads see whole. Blocks are multiples of 64 bytes; freed ones are merged with their neighbours.
//!
//! Example: `let at = arena.alloc(100)?` reserves 128 bytes; `arena.write(at, &bytes)`; run at `arena.address(at)`.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};

const GRAIN: usize = 64;

/// Why code memory could not be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArenaError {
    /// The operating system refused (errno).
    Os(i32),
    /// The bound on code memory is reached.
    Full,
}

impl fmt::Display for ArenaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ArenaError::Os(e) => write!(f, "code memory cannot be mapped (errno {e})"),
            ArenaError::Full => f.write_str("code memory is full"),
        }
    }
}

impl std::error::Error for ArenaError {}

/// Code memory.
#[derive(Debug)]
pub struct CodeArena {
    rx: *mut u8,
    rw: *mut u8,
    len: usize,
    /// Free stretches: offset to length.
    free: BTreeMap<usize, usize>,
    used: usize,
}

// SAFETY: the pointers are to mappings owned by the arena; all writes go through `&mut self` or through one atomic store.
unsafe impl Send for CodeArena {}
// SAFETY: as above; `&self` methods only read fields or do atomic stores.
unsafe impl Sync for CodeArena {}

impl CodeArena {
    /// Code memory of `bytes` (rounded up to whole pages, at most 1 GiB so that every jump reaches), to be mapped.
    pub fn unmapped(bytes: usize) -> CodeArena {
        CodeArena {
            rx: std::ptr::null_mut(),
            rw: std::ptr::null_mut(),
            len: bytes.clamp(4096, 1 << 30).next_multiple_of(4096),
            free: BTreeMap::new(),
            used: 0,
        }
    }

    /// Mapped code memory.
    pub fn new(bytes: usize) -> Result<CodeArena, ArenaError> {
        let mut arena = CodeArena::unmapped(bytes);
        arena.map()?;
        Ok(arena)
    }

    /// Maps the memory, if that has not been done.
    pub fn map(&mut self) -> Result<(), ArenaError> {
        if !self.rx.is_null() {
            return Ok(());
        }
        let len = self.len;
        // SAFETY: plain system calls on a fresh descriptor; results are checked, and nothing else knows the mappings.
        unsafe {
            let errno =
                || ArenaError::Os(std::io::Error::last_os_error().raw_os_error().unwrap_or(0));
            let fd = libc::memfd_create(c"adder-code".as_ptr(), libc::MFD_CLOEXEC);
            if fd < 0 {
                return Err(errno());
            }
            let map = |prot| {
                let p = libc::mmap(std::ptr::null_mut(), len, prot, libc::MAP_SHARED, fd, 0);
                if p == libc::MAP_FAILED {
                    Err(errno())
                } else {
                    Ok(p.cast::<u8>())
                }
            };
            let maps = if libc::ftruncate(fd, len as libc::off_t) == 0 {
                map(libc::PROT_READ | libc::PROT_EXEC).and_then(|rx| {
                    map(libc::PROT_READ | libc::PROT_WRITE)
                        .map(|rw| (rx, rw))
                        .inspect_err(|_| {
                            libc::munmap(rx.cast(), len);
                        })
                })
            } else {
                Err(errno())
            };
            libc::close(fd);
            (self.rx, self.rw) = maps?;
        }
        self.free.insert(0, len);
        Ok(())
    }

    /// Reserves `len` bytes, aligned to 64; returns the offset.
    pub fn alloc(&mut self, len: usize) -> Result<usize, ArenaError> {
        let len = len.max(1).next_multiple_of(GRAIN);
        let (&at, &have) = self
            .free
            .iter()
            .find(|(_, &have)| have >= len)
            .ok_or(ArenaError::Full)?;
        self.free.remove(&at);
        if have > len {
            self.free.insert(at + len, have - len);
        }
        self.used += len;
        Ok(at)
    }

    /// Gives back what [`CodeArena::alloc`] gave out for `len` bytes. Nobody may be running there.
    pub fn release(&mut self, at: usize, len: usize) {
        let mut len = len.max(1).next_multiple_of(GRAIN);
        let mut at = at;
        self.used = self.used.saturating_sub(len);
        if let Some(next) = self.free.remove(&(at + len)) {
            len += next;
        }
        if let Some((&before, &have)) = self.free.range(..at).next_back() {
            if before + have == at {
                at = before;
                len += have;
            }
        }
        self.free.insert(at, len);
    }

    /// Gives back all but the first `keep` bytes of a block of `len`.
    pub fn shrink(&mut self, at: usize, len: usize, keep: usize) {
        let (whole, kept) = (
            len.max(1).next_multiple_of(GRAIN),
            keep.max(1).next_multiple_of(GRAIN),
        );
        if kept < whole {
            self.release(at + kept, whole - kept);
        }
    }

    /// Copies code to where it will run.
    pub fn write(&mut self, at: usize, code: &[u8]) {
        assert!(
            at.checked_add(code.len())
                .is_some_and(|end| end <= self.len),
            "code outside the arena"
        );
        // SAFETY: in bounds (asserted), and `&mut self` excludes other writers through this mapping.
        unsafe { std::ptr::copy_nonoverlapping(code.as_ptr(), self.rw.add(at), code.len()) };
        self.synchronize(at, code.len());
    }

    /// Replaces four bytes that other threads may be executing.
    pub fn patch32(&self, at: usize, value: u32) {
        assert!(
            at % 8 <= 4 && at + 4 <= self.len,
            "patch crosses an 8-byte boundary"
        );
        // SAFETY: in bounds (asserted).
        let field = unsafe { self.rw.add(at) };
        if at.is_multiple_of(4) {
            // SAFETY: aligned and in bounds; other accesses are instruction fetches.
            unsafe { AtomicU32::from_ptr(field.cast()) }.store(value, Ordering::Release);
        } else {
            // Inside an aligned quadword: replace the quadword, which only patches (serialised by the VM lock) write.
            use std::sync::atomic::AtomicU64;
            let start = at & !7;
            let shift = (at - start) * 8;
            // SAFETY: aligned, and the arena is a multiple of 8 bytes long.
            let quad = unsafe { AtomicU64::from_ptr(self.rw.add(start).cast()) };
            let old = quad.load(Ordering::Acquire);
            let mask = 0xFFFF_FFFFu64 << shift;
            quad.store(old & !mask | u64::from(value) << shift, Ordering::Release);
        }
        self.synchronize(at, 4);
    }

    fn synchronize(&self, at: usize, len: usize) {
        // Clean the data side where it was written, invalidate the code side where it is run (no-ops on x86-64).
        for view in [self.rw, self.rx] {
            // SAFETY: callers checked the range.
            dynasmrt::cache_control::synchronize_icache(unsafe {
                std::slice::from_raw_parts(view.add(at), len)
            });
        }
    }

    /// Where the code at an offset runs.
    pub fn address(&self, at: usize) -> u64 {
        self.rx as u64 + at as u64
    }

    /// Bytes handed out.
    pub fn used(&self) -> usize {
        self.used
    }

    /// Bytes there are.
    pub fn capacity(&self) -> usize {
        self.len
    }

    /// A copy of the bytes at an offset.
    pub fn read(&self, at: usize, len: usize) -> Vec<u8> {
        assert!(
            at.checked_add(len).is_some_and(|end| end <= self.len),
            "outside the arena"
        );
        // SAFETY: in bounds.
        unsafe { std::slice::from_raw_parts(self.rx.add(at), len) }.to_vec()
    }
}

impl Drop for CodeArena {
    fn drop(&mut self) {
        if self.rx.is_null() {
            return;
        }
        // SAFETY: both mappings were made in `map` with this length and are not used afterwards.
        unsafe {
            libc::munmap(self.rx.cast(), self.len);
            libc::munmap(self.rw.cast(), self.len);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_reused_and_merged() {
        let mut a = CodeArena::new(8192).unwrap();
        let x = a.alloc(100).unwrap();
        let y = a.alloc(4000).unwrap();
        let z = a.alloc(3000).unwrap();
        assert!(x < y && y < z);
        assert_eq!(a.alloc(4000), Err(ArenaError::Full));
        a.release(y, 4000);
        a.release(x, 100);
        assert_eq!(a.alloc(4100).unwrap(), x);
        a.shrink(x, 4100, 10);
        assert_eq!(a.alloc(64).unwrap(), x + 64);
        a.release(z, 3000);
        a.release(x, 10);
        a.release(x + 64, 64);
        assert_eq!((a.used(), a.free.len()), (0, 1));
    }

    #[test]
    fn writes_and_patches_show_in_the_executable_view() {
        let mut a = CodeArena::new(4096).unwrap();
        let at = a.alloc(32).unwrap();
        a.write(at, &[0x90; 32]);
        a.patch32(at + 2, 0x0403_0201);
        a.patch32(at + 8, 0x0807_0605);
        assert_eq!(
            a.read(at, 13),
            [0x90, 0x90, 1, 2, 3, 4, 0x90, 0x90, 5, 6, 7, 8, 0x90]
        );
    }

    #[test]
    #[should_panic(expected = "8-byte boundary")]
    fn a_torn_patch_is_refused() {
        CodeArena::new(4096).unwrap().patch32(5, 0);
    }
}
