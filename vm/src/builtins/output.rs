//! Standard output as the interpreter writes it: one buffer in the VM, shared by `print`, the
//! built-in `sys.stdout` object and interactive echo.
//!
//! Full buffers are written out at once; a terminal sees every finished line. The host may divert
//! everything into memory (`Output::capture`), which embedders and tests use.

use crate::value::Value;
use crate::{Vm, R};

/// Bytes gathered before they are written to a file or pipe.
const LIMIT: usize = 1 << 16;

/// The buffered writer behind `sys.stdout`.
#[derive(Default)]
pub struct Output {
    buffer: Vec<u8>,
    /// Is descriptor 1 a terminal? Asked once.
    terminal: Option<bool>,
    /// Everything written so far, instead of writing to descriptor 1.
    pub capture: Option<Vec<u8>>,
    /// The error of a write that nobody has been told of.
    failed: Option<i32>,
    /// Python code closed the stream.
    pub closed: bool,
}

impl Output {
    /// Adds bytes; writes the buffer out when it is full, or a terminal is owed a line.
    #[inline]
    pub fn write(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= LIMIT || (bytes.contains(&b'\n') && self.is_terminal()) {
            self.flush();
        }
    }

    /// Is descriptor 1 a terminal?
    pub fn is_terminal(&mut self) -> bool {
        if self.capture.is_some() {
            return false;
        }
        // SAFETY: asks about a descriptor number.
        *self.terminal.get_or_insert_with(|| unsafe { libc::isatty(1) } == 1)
    }

    /// Writes the buffer out. Errors are kept for [`Output::take_error`].
    pub fn flush(&mut self) {
        let buffer = std::mem::take(&mut self.buffer);
        if let Some(all) = &mut self.capture {
            all.extend_from_slice(&buffer);
        } else if let Err(errno) = write_all(1, &buffer) {
            self.failed = Some(errno);
        }
        self.buffer = buffer;
        self.buffer.clear();
    }

    /// The error number of a failed write, once.
    pub fn take_error(&mut self) -> Option<i32> {
        self.failed.take()
    }
}

/// Writes everything to a descriptor, or gives the error number.
pub fn write_all(fd: i32, mut bytes: &[u8]) -> Result<(), i32> {
    while !bytes.is_empty() {
        // SAFETY: a valid slice.
        let n = unsafe { libc::write(fd, bytes.as_ptr().cast(), bytes.len()) };
        if n >= 0 {
            bytes = &bytes[n as usize..];
            continue;
        }
        let errno = std::io::Error::last_os_error().raw_os_error().unwrap_or(libc::EIO);
        if errno != libc::EINTR {
            return Err(errno);
        }
    }
    Ok(())
}

/// Writes text to the built-in standard output.
#[inline]
pub fn write(vm: &mut Vm, bytes: &[u8]) -> R<()> {
    vm.stdout.write(bytes);
    check(vm)
}

/// Writes text and a newline.
pub fn write_line(vm: &mut Vm, bytes: &[u8]) -> R<()> {
    vm.stdout.write(bytes);
    vm.stdout.write(b"\n");
    check(vm)
}

/// Writes out what is buffered.
pub fn flush(vm: &mut Vm) -> R<()> {
    vm.stdout.flush();
    check(vm)
}

#[inline]
fn check(vm: &mut Vm) -> R<()> {
    match vm.stdout.failed {
        None => Ok(()),
        Some(_) => failed(vm),
    }
}

#[cold]
fn failed(vm: &mut Vm) -> R<()> {
    match vm.stdout.take_error() {
        Some(errno) => raise_os_error(vm, errno, Value::UNDEF),
        None => Ok(()),
    }
}

/// Raises the OSError subclass of an error number, with a file name unless it is UNDEF.
#[cold]
pub fn raise_os_error<T>(vm: &mut Vm, errno: i32, filename: Value) -> R<T> {
    let class = match errno {
        libc::EAGAIN | libc::EALREADY | libc::EINPROGRESS => vm.types.blocking_io_error,
        libc::EPIPE | libc::ESHUTDOWN => vm.types.broken_pipe_error,
        libc::ECHILD => vm.types.child_process_error,
        libc::ECONNABORTED => vm.types.connection_aborted_error,
        libc::ECONNREFUSED => vm.types.connection_refused_error,
        libc::ECONNRESET => vm.types.connection_reset_error,
        libc::EEXIST => vm.types.file_exists_error,
        libc::ENOENT => vm.types.file_not_found_error,
        libc::EINTR => vm.types.interrupted_error,
        libc::EISDIR => vm.types.is_a_directory_error,
        libc::ENOTDIR => vm.types.not_a_directory_error,
        libc::EACCES | libc::EPERM => vm.types.permission_error,
        libc::ESRCH => vm.types.process_lookup_error,
        libc::ETIMEDOUT => vm.types.timeout_error,
        _ => vm.types.os_error,
    };
    // SAFETY: strerror gives a static or thread-local C string.
    let message = unsafe { std::ffi::CStr::from_ptr(libc::strerror(errno)) }
        .to_string_lossy()
        .into_owned();
    let number = Value::small(i64::from(errno));
    let text = vm.str(&message);
    if filename.is_undef() {
        return vm.raise_args(class, &[number, text]);
    }
    vm.raise_args(class, &[number, text, filename])
}
