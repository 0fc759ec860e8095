//! The native stack as a conservative root: registers are spilled, every aligned word is offered.

/// Calls `f` with every word between the current stack pointer and `top`, registers included.
#[inline(never)]
pub fn scan_native_stack(top: usize, f: &mut dyn FnMut(usize)) {
    let mut regs = [0usize; 16];
    #[cfg(target_arch = "x86_64")]
    // SAFETY: stores callee-saved registers into the array; nothing else is touched.
    unsafe {
        std::arch::asm!(
            "mov [{0}], rbx", "mov [{0} + 8], rbp", "mov [{0} + 16], r12",
            "mov [{0} + 24], r13", "mov [{0} + 32], r14", "mov [{0} + 40], r15",
            in(reg) regs.as_mut_ptr(), options(nostack, preserves_flags)
        );
    }
    #[cfg(target_arch = "aarch64")]
    // SAFETY: as above.
    unsafe {
        std::arch::asm!(
            "stp x19, x20, [{0}]", "stp x21, x22, [{0}, 16]", "stp x23, x24, [{0}, 32]",
            "stp x25, x26, [{0}, 48]", "stp x27, x28, [{0}, 64]", "str x29, [{0}, 80]",
            in(reg) regs.as_mut_ptr(), options(nostack, preserves_flags)
        );
    }
    scan_from(std::hint::black_box(&regs).as_ptr() as usize, top, f);
}

#[inline(never)]
fn scan_from(bottom: usize, top: usize, f: &mut dyn FnMut(usize)) {
    let mut at = bottom & !7;
    while at < top {
        // SAFETY: between the current frame and the recorded top the stack is mapped.
        f(unsafe { std::ptr::read_volatile(at as *const usize) });
        at += 8;
    }
}
