//! Ctrl-C.

use adder_vm::{poll, Vm};
use std::sync::atomic::{AtomicPtr, AtomicU32, Ordering};

/// The poll word of the VM that runs the program: all that a signal handler may touch.
static POLL: AtomicPtr<AtomicU32> = AtomicPtr::new(std::ptr::null_mut());

extern "C" fn interrupt(_: libc::c_int) {
    let word = POLL.load(Ordering::Relaxed);
    if !word.is_null() {
        // SAFETY: set from a VM that lives until the process ends.
        unsafe { (*word).fetch_or(poll::INTERRUPT, Ordering::Relaxed) };
    }
}

/// Ctrl-C raises KeyboardInterrupt in this VM from now on. The VM must live until the process ends.
pub fn install(vm: &Vm) {
    POLL.store(
        vm.poll_word() as *const AtomicU32 as *mut AtomicU32,
        Ordering::Relaxed,
    );
    // SAFETY: a handler that only touches an atomic. No SA_RESTART: reads must notice Ctrl-C.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = interrupt as extern "C" fn(libc::c_int) as usize;
        libc::sigemptyset(&mut action.sa_mask);
        let mut old: libc::sigaction = std::mem::zeroed();
        libc::sigaction(libc::SIGINT, std::ptr::null(), &mut old);
        // A process started with Ctrl-C ignored (`nohup`, background jobs) keeps ignoring it.
        if old.sa_sigaction != libc::SIG_IGN {
            libc::sigaction(libc::SIGINT, &action, std::ptr::null_mut());
        }
    }
}

/// Keeps the calling thread out of signal delivery.
pub fn block_here() {
    // SAFETY: changes the mask of the calling thread only.
    unsafe {
        let mut set: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&mut set);
        libc::sigaddset(&mut set, libc::SIGINT);
        libc::pthread_sigmask(libc::SIG_BLOCK, &set, std::ptr::null_mut());
    }
}

/// Dies of SIGINT, so that a shell sees how the program ended.
pub fn die_of_interrupt() -> ! {
    // SAFETY: restores the default action and raises the signal in an unblocked thread.
    unsafe {
        libc::signal(libc::SIGINT, libc::SIG_DFL);
        let mut set: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&mut set);
        libc::sigaddset(&mut set, libc::SIGINT);
        libc::pthread_sigmask(libc::SIG_UNBLOCK, &set, std::ptr::null_mut());
        libc::raise(libc::SIGINT);
    }
    std::process::exit(130)
}
