//! Standard output as the interpreter writes it: one buffer in the VM, shared by `print`, the
//! built-in `sys.stdout` object and interactive echo.
//!
//! Full buffers are written out at once; a terminal sees every finished line. The host may divert
//! everything into memory (`Output::capture`), which embedders and tests use.

use crate::object::function::Module;
use crate::object::{Dict, Gc, Kind, Str};
use crate::value::Value;
use crate::{Args, Vm, R};

/// Bytes gathered before they are written to a file or pipe.
const LIMIT: usize = 1 << 16;

/// The buffered writer behind `sys.stdout`.
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
    /// The built-in stream object (a root elsewhere), UNDEF before it is made.
    pub object: Value,
    /// The dict of `sys`, once asked for.
    sys: Option<Gc<Dict>>,
}

impl Default for Output {
    fn default() -> Output {
        Output {
            buffer: Vec::new(),
            terminal: None,
            capture: None,
            failed: None,
            closed: false,
            object: Value::UNDEF,
            sys: None,
        }
    }
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

    /// What was written and not flushed yet.
    pub fn pending(&self) -> &[u8] {
        &self.buffer
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

/// Raises the error of a failed write, if there was one.
#[inline]
pub fn check(vm: &mut Vm) -> R<()> {
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
    vm.raise_os_error(&std::io::Error::from_raw_os_error(errno), filename)
}

// --- print ---

/// `print(*args, sep=' ', end='\n', file=None, flush=False)`.
pub fn print(vm: &mut Vm, args: Args) -> R {
    let (mut sep, mut end) = (Value::NONE, Value::NONE);
    let (mut file, mut flush_after) = (Value::NONE, false);
    for (name, v) in args.kw() {
        if name == vm.names.sep.0 {
            sep = text_or_none(vm, "sep", v)?;
        } else if name == vm.names.end.0 {
            end = text_or_none(vm, "end", v)?;
        } else if name == vm.names.flush.0 {
            flush_after = vm.truth(v)?;
        } else if name.expect::<Str>().bytes() == b"file" {
            file = v;
        } else {
            let t = name.expect::<Str>().to_string_lossy();
            return vm.type_error(format!("'{t}' is an invalid keyword argument for print()"));
        }
    }
    if file.is_none() {
        file = standard_output(vm)?;
        if file.is_none() {
            return Ok(Value::NONE);
        }
    }
    if file == vm.stdout.object || file.is_undef() {
        if vm.stdout.closed {
            return vm.value_error("I/O operation on closed file.");
        }
        for (i, &v) in args.pos().iter().enumerate() {
            if i > 0 {
                put_text(vm, sep, b" ")?;
            }
            put_value(vm, v)?;
        }
        put_text(vm, end, b"\n")?;
        if flush_after {
            flush(vm)?;
        } else {
            check(vm)?;
        }
        return Ok(Value::NONE);
    }
    let write_name = vm.names.write.0;
    let writer = vm.get_attr(file, write_name)?;
    let pin = vm.pin(&[writer]);
    let r = print_to(vm, writer, args.pos(), sep, end);
    vm.unpin(pin);
    r?;
    if flush_after {
        vm.call_method(file, "flush", &[])?;
    }
    Ok(Value::NONE)
}

fn print_to(vm: &mut Vm, writer: Value, values: &[Value], sep: Value, end: Value) -> R<()> {
    for (i, &v) in values.iter().enumerate() {
        if i > 0 {
            let sep = if sep.is_none() { vm.ascii_char(b' ') } else { sep };
            vm.call(writer, &[sep])?;
        }
        let text = vm.to_str(v)?.value();
        vm.call(writer, &[text])?;
    }
    let end = if end.is_none() { vm.ascii_char(b'\n') } else { end };
    vm.call(writer, &[end])?;
    Ok(())
}

fn text_or_none(vm: &mut Vm, name: &str, v: Value) -> R {
    if v.is_none() || v.is_kind(Kind::Str) {
        return Ok(v);
    }
    let t = vm.type_name(v);
    vm.type_error(format!("{name} must be None or a string, not {t}"))
}

/// What `sys.stdout` is now; UNDEF before `sys` exists.
pub fn standard_output(vm: &mut Vm) -> R {
    let dict = match vm.stdout.sys {
        Some(d) => d,
        None => {
            let modules = vm.modules;
            let Some(m) = vm.dict_get_str(modules, "sys").and_then(|m| m.cast::<Module>()) else {
                return Ok(Value::UNDEF);
            };
            vm.roots.push(m.dict.value());
            vm.stdout.sys = Some(m.dict);
            m.dict
        }
    };
    let name = vm.names.stdout.0;
    match vm.dict_get_name(dict, name) {
        Some(v) => Ok(v),
        None if vm.stdout.object.is_undef() => Ok(Value::UNDEF),
        None => vm.runtime_error("lost sys.stdout"),
    }
}

#[inline]
fn put_text(vm: &mut Vm, text: Value, default: &[u8]) -> R<()> {
    match text.cast::<Str>() {
        None => vm.stdout.write(default),
        Some(s) => put_str(vm, s)?,
    }
    Ok(())
}

/// Adds a string object to standard output.
pub fn put_str(vm: &mut Vm, s: Gc<Str>) -> R<()> {
    if !s.is_ascii() && adder_text::wtf8::as_str(s.bytes()).is_none() {
        return encode_error(vm, s);
    }
    vm.stdout.write(s.bytes());
    Ok(())
}

/// UnicodeEncodeError of text with surrogates.
#[cold]
fn encode_error(vm: &mut Vm, s: Gc<Str>) -> R<()> {
    use adder_text::codec::{self, Codec, Errors};
    match codec::encode_with(Codec::Utf8, s.bytes(), Errors::Strict) {
        Ok(bytes) => {
            vm.stdout.write(&bytes);
            Ok(())
        }
        Err(e) => raise_encode_error(vm, s, e),
    }
}

/// Raises the UnicodeEncodeError of a string.
#[cold]
pub fn raise_encode_error<T>(vm: &mut Vm, s: Gc<Str>, e: adder_text::codec::EncodeFailure) -> R<T> {
    let encoding = vm.str(e.encoding);
    let reason = vm.str(e.reason);
    let class = vm.types.unicode_encode_error;
    let start = Value::small(e.start as i64);
    let end = Value::small(e.end as i64);
    vm.raise_args(class, &[encoding, s.value(), start, end, reason])
}

/// Adds `str(v)` to standard output.
fn put_value(vm: &mut Vm, v: Value) -> R<()> {
    if v.is_int() {
        let mut text = String::new();
        adder_text::bigint::push_i64(&mut text, v.as_int());
        vm.stdout.write(text.as_bytes());
        return Ok(());
    }
    if v.is_float() {
        let mut text = String::new();
        adder_text::float::push_repr(&mut text, v.as_float());
        vm.stdout.write(text.as_bytes());
        return Ok(());
    }
    let s = vm.to_str(v)?;
    put_str(vm, s)
}
