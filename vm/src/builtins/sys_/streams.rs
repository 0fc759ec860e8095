//! `sys.stdin`, `sys.stdout`, `sys.stderr`: text streams on descriptors 0 to 2.
//!
//! `stdout` shares the VM's buffer with `print`; `stderr` is unbuffered. `.buffer` is a byte
//! stream on the same descriptor.

use crate::builtins::output;
use crate::object::class::class_flags::NO_NEW;
use crate::object::function::Module;
use crate::object::native::NativeObject;
use crate::object::*;
use crate::typedef::Def;
use crate::value::Value;
use crate::{Args, Vm, R};
use std::any::Any;
use std::io::Read;

/// A standard stream.
struct Stream {
    fd: i32,
    binary: bool,
    closed: bool,
    /// Bytes read ahead of the lines handed out (stdin).
    ahead: Vec<u8>,
}

impl NativeObject for Stream {
    fn trace(&self, _: &mut dyn FnMut(Value)) {}
    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

const METHODS: &[Def] = &[
    Def::method("write", write, 2, 2),
    Def::method("writelines", writelines, 2, 2),
    Def::method("flush", flush, 1, 1),
    Def::method("close", close, 1, 1),
    Def::method("fileno", fileno, 1, 1),
    Def::method("isatty", isatty, 1, 1),
    Def::method("readable", |vm, a| Ok(Value::bool(stream(vm, a.pos()[0])?.fd == 0)), 1, 1),
    Def::method("writable", |vm, a| Ok(Value::bool(stream(vm, a.pos()[0])?.fd != 0)), 1, 1),
    Def::method("seekable", |_, _| Ok(Value::FALSE), 1, 1),
    Def::method("read", read, 1, 2),
    Def::method("readline", readline, 1, 2),
    Def::method("readlines", readlines, 1, 2),
    Def::method("reconfigure", |_, _| Ok(Value::NONE), 1, 1).kw(),
    Def::method("__iter__", |_, a| Ok(a.pos()[0]), 1, 1),
    Def::method("__next__", next, 1, 1),
    Def::method("__enter__", |_, a| Ok(a.pos()[0]), 1, 1),
    Def::method("__exit__", |_, _| Ok(Value::NONE), 1, 4),
    Def::method("__repr__", repr, 1, 1),
];

pub fn init(vm: &mut Vm, m: Gc<Module>) {
    let object = vm.types.object;
    for (class_name, binary) in [("TextIOWrapper", false), ("BufferedWriter", true)] {
        let class = vm.new_builtin_class(class_name, object, Kind::NativeObj, NO_NEW);
        let module = vm.str("_io");
        vm.add_class_value(class, "__module__", module);
        vm.add_methods(class, METHODS);
        vm.add_getset(class, "closed", |vm, v| Ok(Value::bool(stream(vm, v)?.closed)), None);
        vm.add_getset(class, "name", name, None);
        vm.add_getset(class, "mode", mode, None);
        if !binary {
            vm.add_getset(class, "encoding", |vm, _| Ok(vm.str("utf-8")), None);
            vm.add_getset(class, "errors", errors, None);
            vm.add_getset(class, "newlines", |_, _| Ok(Value::NONE), None);
            vm.add_getset(class, "line_buffering", |_, _| Ok(Value::FALSE), None);
            vm.add_getset(class, "buffer", buffer, None);
        }
        vm.refresh_class(class);
        let key = vm.intern(if binary { "_bytestream" } else { "_textstream" });
        vm.dict_set_name(m.dict, key, class.value());
        if !binary {
            for (fd, name) in ["stdin", "stdout", "stderr"].iter().enumerate() {
                let v = make(vm, class, fd as i32, false);
                vm.add_value(m, name, v);
                vm.add_value(m, &format!("__{name}__"), v);
            }
        }
    }
}

fn make(vm: &mut Vm, class: Gc<Class>, fd: i32, binary: bool) -> Value {
    vm.native_obj(class, Box::new(Stream { fd, binary, closed: false, ahead: Vec::new() }))
}

fn stream(vm: &mut Vm, v: Value) -> R<&'static mut Stream> {
    match v.cast::<NativeObj>().and_then(|o| o.data::<Stream>()) {
        Some(s) => Ok(s),
        None => vm.type_error("descriptor requires a standard stream"),
    }
}

fn open(vm: &mut Vm, v: Value) -> R<&'static mut Stream> {
    let s = stream(vm, v)?;
    if s.closed {
        return vm.value_error("I/O operation on closed file.");
    }
    Ok(s)
}

fn unsupported<T>(vm: &mut Vm, what: &str) -> R<T> {
    vm.os_error(what)
}

fn write(vm: &mut Vm, args: Args) -> R {
    let s = open(vm, args.pos()[0])?;
    let v = args.pos()[1];
    if s.fd == 0 {
        return unsupported(vm, "not writable");
    }
    if s.binary {
        let data: &[u8] = match v.kind() {
            Some(Kind::Bytes) => v.expect::<Bytes>().bytes(),
            Some(Kind::ByteArray) => {
                let data = v.expect::<ByteArray>();
                // SAFETY: lifetime bounded by the argument's; nothing runs meanwhile.
                unsafe { (*data.as_ptr()).data.as_slice() }
            }
            _ => {
                let t = vm.type_name(v);
                return vm.type_error(format!("a bytes-like object is required, not '{t}'"));
            }
        };
        put(vm, s.fd, data)?;
        return Ok(vm.int(data.len() as i64));
    }
    let Some(text) = v.cast::<Str>() else {
        let t = vm.type_name(v);
        return vm.type_error(format!("write() argument must be str, not {t}"));
    };
    if s.fd != 2 && adder_text::wtf8::has_surrogates(text.bytes()) {
        return surrogate_error(vm, v);
    }
    put(vm, s.fd, text.bytes())?;
    Ok(vm.int(text.nchars as i64))
}

/// UTF-8 cannot hold lone surrogates.
fn surrogate_error(vm: &mut Vm, v: Value) -> R {
    let text = v.expect::<Str>();
    let bad = |c: u32| (0xd800..0xe000).contains(&c);
    let start = adder_text::wtf8::code_points(text.bytes()).position(bad).unwrap_or(0);
    let n = adder_text::wtf8::code_points(text.bytes()).skip(start).take_while(|c| bad(*c)).count();
    let class = vm.types.unicode_encode_error;
    let encoding = vm.str("utf-8");
    let reason = vm.str("surrogates not allowed");
    let (start, end) = (Value::small(start as i64), Value::small((start + n) as i64));
    vm.raise_args(class, &[encoding, v, start, end, reason])
}

fn put(vm: &mut Vm, fd: i32, bytes: &[u8]) -> R<()> {
    if fd == 1 {
        return output::write(vm, bytes);
    }
    match write_fd(fd, bytes) {
        Ok(()) => Ok(()),
        Err(e) => vm.raise_os_error(&e, Value::UNDEF),
    }
}

fn write_fd(fd: i32, mut bytes: &[u8]) -> std::io::Result<()> {
    while !bytes.is_empty() {
        // SAFETY: a valid slice.
        let n = unsafe { libc::write(fd, bytes.as_ptr().cast(), bytes.len()) };
        if n < 0 {
            let e = std::io::Error::last_os_error();
            if e.kind() == std::io::ErrorKind::Interrupted {
                continue;
            }
            return Err(e);
        }
        bytes = &bytes[n as usize..];
    }
    Ok(())
}

fn writelines(vm: &mut Vm, args: Args) -> R {
    let items = vm.collect_list(args.pos()[1])?;
    let mut i = 0;
    while i < items.items.len() {
        let v = items.items[i];
        write(vm, Args::positional(&[args.pos()[0], v]))?;
        i += 1;
    }
    Ok(Value::NONE)
}

fn flush(vm: &mut Vm, args: Args) -> R {
    if open(vm, args.pos()[0])?.fd == 1 {
        output::flush(vm)?;
    }
    Ok(Value::NONE)
}

fn close(vm: &mut Vm, args: Args) -> R {
    let s = stream(vm, args.pos()[0])?;
    if !s.closed && s.fd == 1 {
        output::flush(vm)?;
    }
    s.closed = true;
    Ok(Value::NONE)
}

fn fileno(vm: &mut Vm, args: Args) -> R {
    let fd = open(vm, args.pos()[0])?.fd;
    Ok(Value::small(fd as i64))
}

fn isatty(vm: &mut Vm, args: Args) -> R {
    let fd = open(vm, args.pos()[0])?.fd;
    // SAFETY: asks about a descriptor number.
    Ok(Value::bool(unsafe { libc::isatty(fd) } == 1))
}

fn name(vm: &mut Vm, v: Value) -> R {
    let text = ["<stdin>", "<stdout>", "<stderr>"][stream(vm, v)?.fd as usize];
    Ok(vm.str(text))
}

fn mode(vm: &mut Vm, v: Value) -> R {
    let s = stream(vm, v)?;
    let text = match (s.fd, s.binary) {
        (0, false) => "r",
        (0, true) => "rb",
        (_, false) => "w",
        (_, true) => "wb",
    };
    Ok(vm.str(text))
}

fn errors(vm: &mut Vm, v: Value) -> R {
    let text = if stream(vm, v)?.fd == 2 { "backslashreplace" } else { "strict" };
    Ok(vm.str(text))
}

fn buffer(vm: &mut Vm, v: Value) -> R {
    let fd = stream(vm, v)?.fd;
    match super::attr(vm, "_bytestream").and_then(|c| c.cast::<Class>()) {
        Some(class) => Ok(make(vm, class, fd, true)),
        None => vm.runtime_error("lost sys._bytestream"),
    }
}

fn repr(vm: &mut Vm, args: Args) -> R {
    let s = stream(vm, args.pos()[0])?;
    let name = ["<stdin>", "<stdout>", "<stderr>"][s.fd as usize];
    let text = if s.binary {
        format!("<_io.BufferedWriter name='{name}'>")
    } else {
        let mode = if s.fd == 0 { "r" } else { "w" };
        format!("<_io.TextIOWrapper name='{name}' mode='{mode}' encoding='utf-8'>")
    };
    Ok(vm.str(&text))
}

// --- reading ---

fn readable(vm: &mut Vm, v: Value) -> R<&'static mut Stream> {
    let s = open(vm, v)?;
    if s.fd != 0 {
        return unsupported(vm, "not readable");
    }
    Ok(s)
}

fn text_or_bytes(vm: &mut Vm, s: &Stream, data: &[u8]) -> R {
    if s.binary {
        return Ok(vm.bytes(data));
    }
    match std::str::from_utf8(data) {
        Ok(t) if t.contains('\r') => {
            let t = t.replace("\r\n", "\n").replace('\r', "\n");
            Ok(vm.str(&t))
        }
        Ok(t) => Ok(vm.str(t)),
        Err(e) => {
            let class = vm.types.unicode_decode_error;
            let encoding = vm.str("utf-8");
            let object = vm.bytes(data);
            let at = e.valid_up_to() as i64;
            let reason = match e.error_len() {
                None => "unexpected end of data",
                Some(_) if matches!(data[at as usize], 0x80..=0xc1 | 0xf5..=0xff) => "invalid start byte",
                Some(_) => "invalid continuation byte",
            };
            let reason = vm.str(reason);
            vm.raise_args(class, &[encoding, object, Value::small(at), Value::small(at + 1), reason])
        }
    }
}

fn read(vm: &mut Vm, args: Args) -> R {
    let s = readable(vm, args.pos()[0])?;
    let limit = match args.get(1) {
        Some(v) if !v.is_none() => vm.arg_i64(v)?,
        _ => -1,
    };
    let mut stdin = std::io::stdin().lock();
    if limit < 0 {
        let mut data = std::mem::take(&mut s.ahead);
        if let Err(e) = stdin.read_to_end(&mut data) {
            return vm.raise_os_error(&e, Value::UNDEF);
        }
        return text_or_bytes(vm, s, &data);
    }
    let count = |data: &[u8]| if s.binary { data.len() } else { adder_text::wtf8::char_count(data) };
    let mut data = std::mem::take(&mut s.ahead);
    while (count(&data) as i64) < limit + 1 {
        let mut chunk = [0u8; 4096];
        match stdin.read(&mut chunk) {
            Ok(0) => break,
            Ok(n) => data.extend_from_slice(&chunk[..n]),
            Err(e) => return vm.raise_os_error(&e, Value::UNDEF),
        }
    }
    let cut = if s.binary {
        data.len().min(limit as usize)
    } else {
        adder_text::wtf8::byte_offset(&data, limit as usize).min(data.len())
    };
    s.ahead = data.split_off(cut);
    text_or_bytes(vm, s, &data)
}

/// The next line with its newline; empty at the end.
fn take_line(vm: &mut Vm, s: &mut Stream) -> R<Vec<u8>> {
    let mut from = 0;
    loop {
        if let Some(i) = s.ahead[from..].iter().position(|b| *b == b'\n') {
            let rest = s.ahead.split_off(from + i + 1);
            return Ok(std::mem::replace(&mut s.ahead, rest));
        }
        from = s.ahead.len();
        let mut chunk = [0u8; 4096];
        match std::io::stdin().lock().read(&mut chunk) {
            Ok(0) => return Ok(std::mem::take(&mut s.ahead)),
            Ok(n) => s.ahead.extend_from_slice(&chunk[..n]),
            Err(e) => return vm.raise_os_error(&e, Value::UNDEF),
        }
    }
}

fn readline(vm: &mut Vm, args: Args) -> R {
    let s = readable(vm, args.pos()[0])?;
    let line = take_line(vm, s)?;
    text_or_bytes(vm, s, &line)
}

fn readlines(vm: &mut Vm, args: Args) -> R {
    let s = readable(vm, args.pos()[0])?;
    let mut list = vm.list(&[]);
    loop {
        let line = take_line(vm, s)?;
        if line.is_empty() {
            return Ok(list.value());
        }
        let v = text_or_bytes(vm, s, &line)?;
        list.items.push(v);
        vm.heap.barrier(list);
    }
}

fn next(vm: &mut Vm, args: Args) -> R {
    let s = readable(vm, args.pos()[0])?;
    let line = take_line(vm, s)?;
    if line.is_empty() {
        return vm.stop_iteration(Value::NONE);
    }
    text_or_bytes(vm, s, &line)
}

/// Writes text to `sys.stderr`, whatever it is now; failures are dropped.
pub fn write_stderr(vm: &mut Vm, text: &str) {
    let target = super::attr(vm, "stderr");
    match target {
        None => {}
        Some(v) if v.is_none() => {}
        Some(v) => {
            let ours = v.cast::<NativeObj>().and_then(|o| o.data::<Stream>());
            if ours.is_some() {
                let _ = write_fd(2, text.as_bytes());
                return;
            }
            let saved = vm.take_exception();
            let pin = vm.pin(&[saved, v]);
            let s = vm.str(text);
            if vm.call_method(v, "write", &[s]).is_err() {
                vm.exception = Value::UNDEF;
            }
            vm.unpin(pin);
            vm.exception = saved;
        }
    }
}

/// Flushes `sys.stdout` and the VM's own buffer.
pub fn flush_all(vm: &mut Vm) -> R<()> {
    if let Some(v) = super::attr(vm, "stdout") {
        let ours = v.cast::<NativeObj>().and_then(|o| o.data::<Stream>());
        if ours.is_none() && !v.is_none() && vm.call_method(v, "flush", &[]).is_err() {
            vm.exception = Value::UNDEF;
        }
    }
    output::flush(vm)
}
