//! Blocks: the reserved address range and its table.

use super::{Heap, BLOCK};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BlockKind {
    Free,
    /// Cells of this size class.
    Small(u8),
    /// First of this many blocks of one large object.
    LargeHead(u32),
    /// This many blocks behind the head.
    LargeTail(u32),
}

#[derive(Clone, Copy)]
pub struct Block {
    pub kind: BlockKind,
    /// Cells were handed out since the last collection, or a full collection cleared marks: there
    /// may be dead cells.
    pub dirty: bool,
}

/// Reserves address space; pages come with first use.
pub fn reserve(bytes: usize) -> std::io::Result<usize> {
    // SAFETY: a fresh private anonymous mapping.
    let p = unsafe {
        libc::mmap(
            std::ptr::null_mut(),
            bytes + BLOCK,
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
            -1,
            0,
        )
    };
    if p == libc::MAP_FAILED {
        return Err(std::io::Error::last_os_error());
    }
    Ok((p as usize).next_multiple_of(BLOCK))
}

impl Heap {
    #[inline(always)]
    pub(super) fn block_addr(&self, index: usize) -> usize {
        self.base + index * BLOCK
    }

    /// Takes `n` consecutive blocks, zeroed.
    pub(super) fn take_block(&mut self, kind: BlockKind, n: usize) -> Option<usize> {
        if self.max_bytes != 0 && self.used_bytes() + n * BLOCK > self.max_bytes {
            return None;
        }
        let index = match (n == 1).then(|| self.free_blocks.pop()).flatten() {
            Some(i) => i as usize,
            None => match self.find_free_run(n) {
                Some(i) => i,
                None => {
                    let i = self.used_blocks;
                    if self.base + (i + n) * BLOCK > self.limit {
                        return None;
                    }
                    self.used_blocks += n;
                    self.blocks
                        .resize(self.used_blocks, Block { kind: BlockKind::Free, dirty: false });
                    i
                }
            },
        };
        self.blocks[index] = Block { kind, dirty: true };
        for k in 1..n {
            self.blocks[index + k] = Block { kind: BlockKind::LargeTail(k as u32), dirty: false };
        }
        Some(index)
    }

    /// Finds `n > 1` consecutive free blocks among the freed ones.
    fn find_free_run(&mut self, n: usize) -> Option<usize> {
        if n == 1 || self.free_blocks.len() < n {
            return None;
        }
        self.free_blocks.sort_unstable();
        let mut start = 0;
        for i in 1..=self.free_blocks.len() {
            let run = i - start;
            if run == n {
                let first = self.free_blocks[start] as usize;
                self.free_blocks.drain(start..i);
                return Some(first);
            }
            if i < self.free_blocks.len() && self.free_blocks[i] != self.free_blocks[i - 1] + 1 {
                start = i;
            }
        }
        None
    }

    /// Returns blocks; their pages go back to the system and read as zero again.
    pub(super) fn free_block_run(&mut self, index: usize, n: usize) {
        // SAFETY: the range belongs to this heap and holds no live object.
        unsafe {
            libc::madvise(
                self.block_addr(index) as *mut libc::c_void,
                n * BLOCK,
                libc::MADV_DONTNEED,
            );
        }
        for k in 0..n {
            self.blocks[index + k] = Block { kind: BlockKind::Free, dirty: false };
            self.free_blocks.push((index + k) as u32);
        }
    }
}

impl Drop for Heap {
    fn drop(&mut self) {
        self.drop_all_objects();
        // SAFETY: the whole reservation is ours and nothing refers to it any more.
        unsafe { libc::munmap(self.base as *mut libc::c_void, self.limit - self.base) };
    }
}
