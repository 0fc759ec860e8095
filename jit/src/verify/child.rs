//! The process that runs the trace: forked, fenced in, and asked for its state.
//!
//! The child is a copy of the whole program, so machine code runs in it exactly as it would have
//! run here, and nothing it does has to be undone. A system-call filter lets it have memory and
//! one socket; anything else (writing, opening, sleeping, asking for entropy) ends it, and the
//! stretch counts as unchecked. Natives that see what no system call shows (clocks, addresses)
//! call `Vm::touch_outside`, which ends it, too. How it ended tells a crash from such a stop.
//!
//! Messages are vectors of words, length first, over a socket pair. One page is shared: it holds
//! how many iterations are left, so that the parent knows how far a child came that ended early.

use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

/// Exit statuses of a child that ended without an answer.
const STOPPED: i32 = 4;
const PANICKED: i32 = 5;
/// Longest a trace may take to come to an exit.
const PATIENCE_SECONDS: i64 = 60;
const TEXT: usize = 3000;

/// The page both processes write.
#[repr(C)]
struct Page {
    /// Iterations left before traces leave.
    budget: AtomicI64,
    /// Text of a panic.
    len: AtomicU32,
    text: [u8; TEXT],
}

/// Shared memory of a verifier and its children.
pub struct Shared(*mut Page);

impl Shared {
    pub fn new() -> std::io::Result<Shared> {
        // SAFETY: a fresh shared mapping, zeroed.
        let p = unsafe {
            libc::mmap(
                std::ptr::null_mut(),
                size_of::<Page>(),
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_SHARED | libc::MAP_ANONYMOUS,
                -1,
                0,
            )
        };
        if p == libc::MAP_FAILED {
            return Err(std::io::Error::last_os_error());
        }
        Ok(Shared(p as *mut Page))
    }

    fn page(&self) -> &Page {
        // SAFETY: mapped for the life of this object; atomics, and text read after the child ended.
        unsafe { &*self.0 }
    }

    /// Where traces find the number of iterations they may still begin.
    pub fn budget_address(&self) -> u64 {
        &self.page().budget as *const AtomicI64 as u64
    }

    pub fn set_budget(&self, n: i64) {
        self.page().budget.store(n, Ordering::SeqCst);
    }

    pub fn budget(&self) -> i64 {
        self.page().budget.load(Ordering::SeqCst)
    }

    /// Sets the budget; what was left of the one before.
    pub fn swap_budget(&self, n: i64) -> i64 {
        self.page().budget.swap(n, Ordering::SeqCst)
    }

    fn panic_text(&self) -> String {
        let n = (self.page().len.load(Ordering::SeqCst) as usize).min(TEXT);
        String::from_utf8_lossy(&self.page().text[..n]).into_owned()
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        // SAFETY: mapped by `new`.
        unsafe { libc::munmap(self.0 as *mut libc::c_void, size_of::<Page>()) };
    }
}

/// What became of a child.
pub enum Answer {
    Words(Vec<u64>),
    /// It met something that cannot be done twice.
    Stopped,
    /// It died of a bug.
    Crashed(String),
}

/// One end of the socket pair.
pub struct Line(i32);

impl Line {
    /// Sends a message; false when nobody listens.
    pub fn send(&self, words: &[u64]) -> bool {
        let mut bytes: Vec<u8> = (words.len() as u64).to_le_bytes().to_vec();
        bytes.extend(words.iter().flat_map(|w| w.to_le_bytes()));
        let mut rest = &bytes[..];
        while !rest.is_empty() {
            // SAFETY: a valid slice and a descriptor of ours.
            let n =
                unsafe { libc::send(self.0, rest.as_ptr().cast(), rest.len(), libc::MSG_NOSIGNAL) };
            if n < 0 {
                if std::io::Error::last_os_error().kind() == std::io::ErrorKind::Interrupted {
                    continue;
                }
                return false;
            }
            rest = &rest[n as usize..];
        }
        true
    }

    fn fill(&self, mut at: &mut [u8]) -> bool {
        while !at.is_empty() {
            // SAFETY: a valid slice and a descriptor of ours.
            let n = unsafe { libc::recv(self.0, at.as_mut_ptr().cast(), at.len(), 0) };
            if n < 0 && std::io::Error::last_os_error().kind() == std::io::ErrorKind::Interrupted {
                continue;
            }
            if n <= 0 {
                return false;
            }
            at = &mut at[n as usize..];
        }
        true
    }

    /// The next message; `None` when the other side is gone or silent for too long.
    pub fn receive(&self) -> Option<Vec<u64>> {
        let mut len = [0; 8];
        if !self.fill(&mut len) {
            return None;
        }
        let mut bytes = vec![0; u64::from_le_bytes(len) as usize * 8];
        if !self.fill(&mut bytes) {
            return None;
        }
        let word = |c: &[u8]| u64::from_le_bytes([c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]]);
        Some(bytes.chunks_exact(8).map(word).collect())
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        // SAFETY: a descriptor of ours, closed once.
        unsafe { libc::close(self.0) };
    }
}

/// A child as its parent sees it; killed when dropped.
pub struct Child {
    pid: i32,
    line: Line,
    over: bool,
}

/// Which process this is after a fork.
pub enum Side {
    Parent(Child),
    /// Never returns into the program: ends with [`leave`].
    Child(Line),
}

/// Makes the copy. In the child the fence is up when this returns.
pub fn fork(shared: &Shared) -> std::io::Result<Side> {
    let mut fds = [0; 2];
    // SAFETY: plain system calls; the child goes on in this very function with a copy of
    // everything, and no other thread of this program holds a lock that it needs.
    unsafe {
        if libc::socketpair(
            libc::AF_UNIX,
            libc::SOCK_STREAM | libc::SOCK_CLOEXEC,
            0,
            fds.as_mut_ptr(),
        ) != 0
        {
            return Err(std::io::Error::last_os_error());
        }
        let pid = libc::fork();
        if pid < 0 {
            let e = std::io::Error::last_os_error();
            libc::close(fds[0]);
            libc::close(fds[1]);
            return Err(e);
        }
        if pid > 0 {
            libc::close(fds[1]);
            let wait = libc::timeval { tv_sec: PATIENCE_SECONDS, tv_usec: 0 };
            libc::setsockopt(
                fds[0],
                libc::SOL_SOCKET,
                libc::SO_RCVTIMEO,
                (&raw const wait).cast(),
                size_of::<libc::timeval>() as u32,
            );
            return Ok(Side::Parent(Child { pid, line: Line(fds[0]), over: false }));
        }
        libc::close(fds[0]);
        libc::signal(libc::SIGINT, libc::SIG_IGN);
        // The allocator reads a file before it gives memory back: let it keep what it has.
        libc::mallopt(libc::M_TRIM_THRESHOLD, i32::MAX);
    }
    let page = shared.0 as usize;
    std::panic::set_hook(Box::new(move |info| {
        let text = info.to_string();
        let n = text.len().min(TEXT);
        let page = page as *mut Page;
        // SAFETY: the shared page is mapped; only this process writes its text.
        unsafe {
            std::ptr::copy_nonoverlapping(text.as_ptr(), (&raw mut (*page).text).cast(), n);
            (*page).len.store(n as u32, Ordering::SeqCst);
            libc::_exit(PANICKED)
        }
    }));
    if !fence(fds[1]) {
        leave(PANICKED);
    }
    Ok(Side::Child(Line(fds[1])))
}

/// Ends the child at once, without running anything of the program.
pub fn leave(status: i32) -> ! {
    // SAFETY: ends the process.
    unsafe { libc::_exit(status) }
}

/// The child is about to see something of its own: as good as a forbidden system call.
pub fn stop() {
    leave(STOPPED)
}

/// Allows memory, ending, and talk over one socket; every other system call kills.
fn fence(socket: i32) -> bool {
    const LOAD: u16 = (libc::BPF_LD | libc::BPF_W | libc::BPF_ABS) as u16;
    const EQUAL: u16 = (libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K) as u16;
    const RETURN: u16 = (libc::BPF_RET | libc::BPF_K) as u16;
    let free = [
        libc::SYS_mmap,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_mprotect,
        libc::SYS_madvise,
        libc::SYS_brk,
        libc::SYS_futex,
        libc::SYS_exit,
        libc::SYS_exit_group,
        libc::SYS_rt_sigreturn,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_sigaltstack,
        libc::SYS_sched_yield,
        libc::SYS_clock_gettime,
        libc::SYS_gettid,
        libc::SYS_getpid,
    ];
    let op = |code, jt, jf, k| libc::sock_filter { code, jt, jf, k };
    let mut program = vec![op(LOAD, 0, 0, 0)];
    for n in free {
        program.push(op(EQUAL, 0, 1, n as u32));
        program.push(op(RETURN, 0, 0, libc::SECCOMP_RET_ALLOW));
    }
    program.push(op(EQUAL, 1, 0, libc::SYS_sendto as u32));
    program.push(op(EQUAL, 0, 3, libc::SYS_recvfrom as u32));
    // The first argument of the call: the descriptor.
    program.push(op(LOAD, 0, 0, 16));
    program.push(op(EQUAL, 0, 1, socket as u32));
    program.push(op(RETURN, 0, 0, libc::SECCOMP_RET_ALLOW));
    program.push(op(RETURN, 0, 0, libc::SECCOMP_RET_KILL_PROCESS));
    let filter = libc::sock_fprog { len: program.len() as u16, filter: program.as_mut_ptr() };
    // SAFETY: the program outlives the calls that copy it.
    unsafe {
        libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
            && libc::prctl(libc::PR_SET_SECCOMP, libc::SECCOMP_MODE_FILTER, &raw const filter, 0, 0)
                == 0
    }
}

impl Child {
    /// Waits for a message.
    pub fn answer(&mut self, shared: &Shared) -> Answer {
        match self.line.receive() {
            Some(words) => Answer::Words(words),
            None => self.end(shared),
        }
    }

    /// Sends a request and waits for what comes back.
    pub fn ask(&mut self, shared: &Shared, request: &[u64]) -> Answer {
        // A child that is gone is found out by the read.
        let _ = self.line.send(request);
        self.answer(shared)
    }

    /// How a child that fell silent ended.
    fn end(&mut self, shared: &Shared) -> Answer {
        let mut status = 0;
        // SAFETY: our child; not waited for before.
        let ended = unsafe {
            libc::waitpid(self.pid, &raw mut status, libc::WNOHANG) == self.pid || {
                // The socket closes a moment before the process can be waited for.
                libc::usleep(20_000);
                libc::waitpid(self.pid, &raw mut status, libc::WNOHANG) == self.pid
            }
        };
        if !ended {
            return Answer::Crashed(format!("the trace runs for more than {PATIENCE_SECONDS} s"));
        }
        self.over = true;
        if libc::WIFEXITED(status) {
            return match libc::WEXITSTATUS(status) {
                STOPPED => Answer::Stopped,
                PANICKED => Answer::Crashed(format!("panic: {}", shared.panic_text())),
                n => Answer::Crashed(format!("the trace ended the process with status {n}")),
            };
        }
        match libc::WTERMSIG(status) {
            libc::SIGSYS => Answer::Stopped,
            n => Answer::Crashed(format!("the trace died of signal {n}")),
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        if !self.over {
            // SAFETY: our child, which has not been waited for.
            unsafe {
                libc::kill(self.pid, libc::SIGKILL);
                libc::waitpid(self.pid, std::ptr::null_mut(), 0);
            }
        }
    }
}
