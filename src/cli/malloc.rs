//! The C library's allocator, set up for one busy thread.
//!
//! The interpreter runs in a thread of its own, for its stack. glibc would give that thread an arena that grows by one page and
//! one system call at a time, and would map and unmap each array of 128 KiB and more: measured in docs/decisions/0011.
//! Only the command does so; whoever embeds the library has an allocator already.

/// To be called before a second thread exists.
pub fn prepare() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    for (parameter, value) in [
        (libc::M_ARENA_MAX, 1),
        (libc::M_TOP_PAD, 128 << 10),
        (libc::M_TRIM_THRESHOLD, 64 << 20),
        (libc::M_MMAP_THRESHOLD, 32 << 20),
    ] {
        // SAFETY: sets a number in the allocator, which only this thread uses so far.
        unsafe { libc::mallopt(parameter, value) };
    }
}
