//! File objects: `open` and the classes `TextIOWrapper`, `BufferedReader`, `BufferedWriter`,
//! `BufferedRandom`, of which the standard streams are instances, too.

use super::output::{self, raise_os_error};
use super::stream::{Errno, Newline, OpenFiles, Raw, Text, TextError};
use crate::args::Params;
use crate::object::native::NativeObject;
use crate::object::*;
use crate::ops::special::Special;
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::{Args, Vm, R};
use adder_text::codec::{self, Codec, Errors};
use std::any::Any;
use std::cell::RefCell;
use std::os::fd::IntoRawFd;
use std::rc::Rc;

/// The Rust side of a file object.
pub struct File {
    raw: Rc<RefCell<Raw>>,
    /// Text mode, if so.
    text: Option<Text>,
    name: Value,
    mode: String,
    /// The binary companion of a text file, once asked for.
    buffer: Value,
}

impl NativeObject for File {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.name);
        if !self.buffer.is_undef() {
            visit(self.buffer);
        }
    }

    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

/// What this file keeps in `vm.library`.
struct State {
    text: Gc<Class>,
    reader: Gc<Class>,
    writer: Gc<Class>,
    random: Gc<Class>,
    /// `io.UnsupportedOperation`, once needed.
    unsupported: Option<Gc<Class>>,
    open: OpenFiles,
}

const STATE: &str = "_io";

const COMMON: &[Def] = &[
    Def::method("close", close, 1, 1),
    Def::method("flush", flush, 1, 1),
    Def::method("fileno", fileno, 1, 1),
    Def::method("isatty", isatty, 1, 1),
    Def::method("readable", readable, 1, 1),
    Def::method("writable", writable, 1, 1),
    Def::method("seekable", seekable, 1, 1),
    Def::method("read", read, 1, 2),
    Def::method("readline", readline, 1, 2),
    Def::method("readlines", readlines, 1, 2),
    Def::method("write", write, 2, 2),
    Def::method("writelines", writelines, 2, 2),
    Def::method("seek", seek, 2, 3),
    Def::method("tell", tell, 1, 1),
    Def::method("truncate", truncate, 1, 2),
    Def::method("__enter__", enter, 1, 1),
    Def::method("__exit__", exit, 1, ANY),
    Def::method("__iter__", enter, 1, 1),
    Def::method("__next__", next, 1, 1),
    Def::method("__repr__", repr, 1, 1),
];

const TEXT: &[Def] = &[Def::method("reconfigure", reconfigure, 1, ANY).kw()];
const BINARY: &[Def] = &[Def::method("read1", read, 1, 2), Def::method("readinto", readinto, 2, 2)];

pub fn register(vm: &mut Vm) {
    let object = vm.types.object;
    let mut classes = Vec::new();
    for name in ["TextIOWrapper", "BufferedReader", "BufferedWriter", "BufferedRandom"] {
        let class = vm.new_builtin_class(name, object, Kind::NativeObj, 0);
        vm.roots.push(class.value());
        let module = vm.intern("_io");
        vm.add_class_value(class, "__module__", module);
        vm.add_methods(class, COMMON);
        vm.add_methods(class, if name == "TextIOWrapper" { TEXT } else { BINARY });
        vm.add_getset(
            class,
            "closed",
            |vm, o| Ok(Value::bool(this(vm, o)?.raw.borrow().closed)),
            None,
        );
        vm.add_getset(class, "name", |vm, o| Ok(this(vm, o)?.name), None);
        vm.add_getset(class, "mode", get_mode, None);
        classes.push(class);
    }
    let text = classes[0];
    vm.add_getset(text, "encoding", |vm, o| text_attr(vm, o, |t| t.encoding.clone()), None);
    vm.add_getset(text, "errors", |vm, o| text_attr(vm, o, |t| t.errors_name.clone()), None);
    vm.add_getset(text, "newlines", |_, _| Ok(Value::NONE), None);
    vm.add_getset(text, "buffer", get_buffer, None);
    vm.add_getset(
        text,
        "line_buffering",
        |vm, o| Ok(Value::bool(this(vm, o)?.text.as_ref().is_some_and(|t| t.line_buffering))),
        None,
    );
    let state = State {
        text,
        reader: classes[1],
        writer: classes[2],
        random: classes[3],
        unsupported: None,
        open: OpenFiles::default(),
    };
    vm.library.insert(STATE, Box::new(state));
}

fn state(vm: &mut Vm) -> R<&mut State> {
    if !vm.library.contains_key(STATE) {
        return vm.system_error("file classes are not set up");
    }
    match vm.library.get_mut(STATE).and_then(|s| s.downcast_mut::<State>()) {
        Some(s) => Ok(s),
        None => Err(crate::Raised),
    }
}

/// The class `TextIOWrapper`, `BufferedReader`, `BufferedWriter` or `BufferedRandom`.
pub fn classes(vm: &mut Vm) -> R<[Gc<Class>; 4]> {
    let s = state(vm)?;
    Ok([s.text, s.reader, s.writer, s.random])
}

/// `io.UnsupportedOperation`.
pub fn unsupported_operation(vm: &mut Vm) -> R<Gc<Class>> {
    if let Some(c) = state(vm)?.unsupported {
        return Ok(c);
    }
    let ns = vm.dict();
    let pin = vm.pin(&[ns.value()]);
    let module = vm.intern("io");
    vm.dict_set_str(ns, "__module__", module);
    let name = vm.intern("UnsupportedOperation");
    let bases = [vm.types.os_error.value(), vm.types.value_error.value()];
    let meta = vm.types.type_;
    let class = vm.new_class(meta, name, &bases, ns, &[]);
    vm.unpin(pin);
    let class = class?;
    vm.roots.push(class.value());
    state(vm)?.unsupported = Some(class);
    Ok(class)
}

#[cold]
fn unsupported<T>(vm: &mut Vm, message: &str) -> R<T> {
    let class = unsupported_operation(vm)?;
    vm.raise_msg(class, message)
}

/// Flushes everything that is buffered: before the process ends.
pub fn flush_all(vm: &mut Vm) {
    if let Ok(s) = state(vm) {
        s.open.flush();
    }
    vm.stdout.flush();
}

/// `sys.stdin`, `sys.stdout`, `sys.stderr`.
pub fn standard_streams(vm: &mut Vm) -> R<[Value; 3]> {
    let mut out = [Value::NONE; 3];
    for (i, name) in ["<stdin>", "<stdout>", "<stderr>"].into_iter().enumerate() {
        let mut raw = Raw::new(i as i32, false, i == 0, i > 0);
        raw.standard = i == 1;
        raw.unbuffered = i == 2;
        let errors = if i == 2 { Errors::BackslashReplace } else { Errors::Strict };
        let errors_name = if i == 2 { "backslashreplace" } else { "strict" };
        let text = Text::new(Codec::Utf8, "utf-8".into(), errors, errors_name.into());
        let name = vm.str(name);
        let mode = if i == 0 { "r" } else { "w" }.to_string();
        out[i] = make(vm, Rc::new(RefCell::new(raw)), Some(text), name, mode)?;
        vm.roots.push(out[i]);
    }
    vm.stdout.object = out[1];
    Ok(out)
}

fn make(vm: &mut Vm, raw: Rc<RefCell<Raw>>, text: Option<Text>, name: Value, mode: String) -> R {
    let (r, w) = (raw.borrow().readable, raw.borrow().writable);
    let s = state(vm)?;
    let class = match (&text, r, w) {
        (Some(_), _, _) => s.text,
        (None, true, true) => s.random,
        (None, false, true) => s.writer,
        _ => s.reader,
    };
    let file = File { raw, text, name, mode, buffer: Value::UNDEF };
    Ok(vm.native_obj(class, Box::new(file)))
}

/// The file in an object of one of these classes.
fn this(vm: &mut Vm, v: Value) -> R<&'static mut File> {
    match v.cast::<NativeObj>().and_then(|o| o.data::<File>()) {
        Some(f) => Ok(f),
        None => vm.type_error("not a file object"),
    }
}

/// The file, which must be open.
fn open_file(vm: &mut Vm, args: Args) -> R<&'static mut File> {
    let f = this(vm, args.pos()[0])?;
    if f.raw.borrow().closed {
        return vm.value_error("I/O operation on closed file.");
    }
    Ok(f)
}

fn reading(vm: &mut Vm, args: Args, what: &str) -> R<&'static mut File> {
    let f = open_file(vm, args)?;
    if !f.raw.borrow().readable {
        let text = f.text.is_some();
        return unsupported(vm, if text { "not readable" } else { what });
    }
    Ok(f)
}

fn os<T>(vm: &mut Vm, r: Result<T, Errno>) -> R<T> {
    match r {
        Ok(v) => Ok(v),
        Err(Errno(e)) => raise_os_error(vm, e, Value::UNDEF),
    }
}

fn text_result(vm: &mut Vm, r: Result<Vec<u8>, TextError>) -> R {
    match r {
        Ok(text) => Ok(vm.str_bytes(&text)),
        Err(TextError::Os(Errno(e))) => raise_os_error(vm, e, Value::UNDEF),
        Err(TextError::Decode(data, failure)) => {
            let object = vm.bytes(&data);
            let encoding = vm.str(failure.encoding);
            let reason = vm.str(failure.reason);
            let class = vm.types.unicode_decode_error;
            let (start, end) = (failure.start as i64, failure.end as i64);
            vm.raise_args(
                class,
                &[encoding, object, Value::small(start), Value::small(end), reason],
            )
        }
    }
}

/// A size argument: None and negative numbers mean no limit.
fn size_arg(vm: &mut Vm, v: Option<Value>) -> R<Option<usize>> {
    match v {
        None => Ok(None),
        Some(v) if v.is_none() => Ok(None),
        Some(v) => Ok(usize::try_from(vm.arg_i64(v)?).ok()),
    }
}

fn read(vm: &mut Vm, args: Args) -> R {
    let n = size_arg(vm, args.get(1))?;
    let f = reading(vm, args, "read")?;
    if let Some(text) = &mut f.text {
        let r = text.read(&mut f.raw.borrow_mut(), n);
        return text_result(vm, r);
    }
    let r = f.raw.borrow_mut().read(n);
    let data = os(vm, r)?;
    Ok(vm.bytes(&data))
}

fn readinto(vm: &mut Vm, args: Args) -> R {
    let f = reading(vm, args, "read")?;
    let Some(mut target) = args.pos()[1].cast::<ByteArray>() else {
        let t = vm.type_name(args.pos()[1]);
        return vm.type_error(format!(
            "readinto() argument must be read-write bytes-like object, not {t}"
        ));
    };
    let r = f.raw.borrow_mut().read(Some(target.data.len()));
    let data = os(vm, r)?;
    target.data[..data.len()].copy_from_slice(&data);
    Ok(vm.uint(data.len() as u64))
}

/// The next line of a file (empty at its end).
fn line(vm: &mut Vm, f: &mut File, limit: Option<usize>) -> R {
    if let Some(text) = &mut f.text {
        let r = text.read_line(&mut f.raw.borrow_mut(), limit);
        return text_result(vm, r);
    }
    let r = f.raw.borrow_mut().read_line(limit);
    let data = os(vm, r)?;
    Ok(vm.bytes(&data))
}

fn readline(vm: &mut Vm, args: Args) -> R {
    let n = size_arg(vm, args.get(1))?;
    let f = reading(vm, args, "read")?;
    line(vm, f, n)
}

fn line_is_empty(v: Value) -> bool {
    match v.cast::<Str>() {
        Some(s) => s.len == 0,
        None => v.cast::<Bytes>().is_none_or(|b| b.len == 0),
    }
}

fn next(vm: &mut Vm, args: Args) -> R {
    let f = reading(vm, args, "read")?;
    let v = line(vm, f, None)?;
    if line_is_empty(v) {
        return vm.stop_iteration(Value::NONE);
    }
    Ok(v)
}

fn readlines(vm: &mut Vm, args: Args) -> R {
    let mut left = size_arg(vm, args.get(1))?.filter(|&n| n > 0).unwrap_or(usize::MAX);
    let f = reading(vm, args, "read")?;
    let mut list = vm.list(&[]);
    loop {
        let v = line(vm, f, None)?;
        if line_is_empty(v) {
            return Ok(list.value());
        }
        let length = match v.cast::<Str>() {
            Some(s) => s.nchars as usize,
            None => v.cast::<Bytes>().map_or(0, |b| b.len),
        };
        list.items.push(v);
        vm.heap.barrier(list);
        if length > left {
            return Ok(list.value());
        }
        left -= length;
    }
}

fn write(vm: &mut Vm, args: Args) -> R {
    let f = open_file(vm, args)?;
    let n = write_value(vm, f, args.pos()[1])?;
    Ok(vm.uint(n as u64))
}

/// Writes text or bytes; the number of characters or bytes.
fn write_value(vm: &mut Vm, f: &mut File, v: Value) -> R<usize> {
    if f.text.is_none() {
        let data = match v.kind() {
            Some(Kind::Bytes) => v.expect::<Bytes>().bytes().to_vec(),
            Some(Kind::ByteArray) => v.expect::<ByteArray>().data.as_slice().to_vec(),
            _ => {
                let t = vm.type_name(v);
                return vm.type_error(format!("a bytes-like object is required, not '{t}'"));
            }
        };
        if !f.raw.borrow().writable {
            return unsupported(vm, "write");
        }
        put(vm, f, &data)?;
        return Ok(data.len());
    }
    let Some(s) = v.cast::<Str>() else {
        let t = vm.type_name(v);
        return vm.type_error(format!("write() argument must be str, not {t}"));
    };
    if !f.raw.borrow().writable {
        return unsupported(vm, "not writable");
    }
    let Some(text) = &mut f.text else {
        return Ok(0);
    };
    if f.raw.borrow().standard {
        output::put_str(vm, s)?;
        output::check(vm)?;
        return Ok(s.nchars as usize);
    }
    let translated = text.translate_out(s.bytes());
    let bytes = translated.as_deref().unwrap_or(s.bytes());
    let encoded = if text.codec == Codec::Utf8 && s.is_ascii() {
        None
    } else {
        match codec::encode_with(text.codec, bytes, text.errors) {
            Ok(b) => Some(b),
            Err(e) => return output::raise_encode_error(vm, s, e),
        }
    };
    let data = encoded.as_deref().unwrap_or(bytes);
    let before = text.before_write(&mut f.raw.borrow_mut());
    let line = text.line_buffering && data.contains(&b'\n');
    os(vm, before)?;
    put(vm, f, data)?;
    if line {
        let r = f.raw.borrow_mut().flush();
        os(vm, r)?;
    }
    Ok(s.nchars as usize)
}

fn put(vm: &mut Vm, f: &mut File, data: &[u8]) -> R<()> {
    if f.raw.borrow().standard {
        return output::write(vm, data);
    }
    let r = f.raw.borrow_mut().write(data);
    os(vm, r)
}

fn writelines(vm: &mut Vm, args: Args) -> R {
    let f = args.pos()[0];
    open_file(vm, args)?;
    vm.for_each(args.pos()[1], |vm, item| {
        let file = this(vm, f)?;
        write_value(vm, file, item)?;
        Ok(true)
    })?;
    Ok(Value::NONE)
}

fn flush(vm: &mut Vm, args: Args) -> R {
    let f = open_file(vm, args)?;
    if f.raw.borrow().standard {
        output::flush(vm)?;
        return Ok(Value::NONE);
    }
    let r = f.raw.borrow_mut().flush();
    os(vm, r)?;
    Ok(Value::NONE)
}

fn close(vm: &mut Vm, args: Args) -> R {
    let f = this(vm, args.pos()[0])?;
    if f.raw.borrow().standard {
        vm.stdout.flush();
        vm.stdout.closed = true;
    }
    let r = f.raw.borrow_mut().close();
    os(vm, r)?;
    Ok(Value::NONE)
}

fn enter(vm: &mut Vm, args: Args) -> R {
    open_file(vm, args)?;
    Ok(args.pos()[0])
}

fn exit(vm: &mut Vm, args: Args) -> R {
    close(vm, args)
}

fn fileno(vm: &mut Vm, args: Args) -> R {
    let f = open_file(vm, args)?;
    let fd = f.raw.borrow().fd();
    Ok(Value::small(i64::from(fd)))
}

fn isatty(vm: &mut Vm, args: Args) -> R {
    let f = open_file(vm, args)?;
    let r = f.raw.borrow().is_terminal();
    Ok(Value::bool(r))
}

fn readable(vm: &mut Vm, args: Args) -> R {
    let f = open_file(vm, args)?;
    let r = f.raw.borrow().readable;
    Ok(Value::bool(r))
}

fn writable(vm: &mut Vm, args: Args) -> R {
    let f = open_file(vm, args)?;
    let r = f.raw.borrow().writable;
    Ok(Value::bool(r))
}

fn seekable(vm: &mut Vm, args: Args) -> R {
    let f = open_file(vm, args)?;
    let r = f.raw.borrow().seekable();
    Ok(Value::bool(r))
}

fn seek(vm: &mut Vm, args: Args) -> R {
    let mut offset = vm.arg_i64(args.pos()[1])?;
    let mut whence = match args.get(2) {
        Some(w) => vm.arg_i64(w)?,
        None => 0,
    };
    let f = open_file(vm, args)?;
    if !(0..=2).contains(&whence) {
        return vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"));
    }
    if whence == 0 && offset < 0 {
        return vm.value_error(format!("negative seek position {offset}"));
    }
    if let Some(text) = &mut f.text {
        if offset != 0 && whence == 1 {
            return unsupported(vm, "can't do nonzero cur-relative seeks");
        }
        if offset != 0 && whence == 2 {
            return unsupported(vm, "can't do nonzero end-relative seeks");
        }
        if whence == 1 {
            let at = f.raw.borrow_mut().tell(text.ahead());
            offset = os(vm, at)? as i64;
            whence = 0;
        }
        text.reset();
    }
    let r = f.raw.borrow_mut().seek(offset, whence as i32);
    let at = os(vm, r)?;
    Ok(vm.uint(at))
}

/// The position of a file.
fn position(vm: &mut Vm, f: &mut File) -> R<u64> {
    let ahead = f.text.as_ref().map_or(0, |t| t.ahead());
    let r = f.raw.borrow_mut().tell(ahead);
    os(vm, r)
}

fn tell(vm: &mut Vm, args: Args) -> R {
    let f = open_file(vm, args)?;
    let at = position(vm, f)?;
    Ok(vm.uint(at))
}

fn truncate(vm: &mut Vm, args: Args) -> R {
    let f = open_file(vm, args)?;
    let size = match args.get(1) {
        Some(v) if !v.is_none() => match u64::try_from(vm.arg_i64(v)?) {
            Ok(n) => n,
            Err(_) => return raise_os_error(vm, libc::EINVAL, Value::UNDEF),
        },
        _ => position(vm, f)?,
    };
    if !f.raw.borrow().writable {
        return unsupported(vm, "truncate");
    }
    let r = f.raw.borrow_mut().truncate(size);
    os(vm, r)?;
    Ok(vm.uint(size))
}

fn reconfigure(vm: &mut Vm, args: Args) -> R {
    let f = open_file(vm, args)?;
    let Some(text) = &mut f.text else {
        return Ok(Value::NONE);
    };
    for (name, v) in args.kw() {
        if v.is_none() {
            continue;
        }
        match name.expect::<Str>().bytes() {
            b"line_buffering" => text.line_buffering = vm.truth(v)?,
            b"encoding" => {
                text.encoding = vm.str_string(v)?;
                text.codec = find_codec(vm, &text.encoding)?;
            }
            b"errors" => {
                text.errors_name = vm.str_string(v)?;
                text.errors = find_errors(vm, &text.errors_name)?;
            }
            _ => {}
        }
    }
    Ok(Value::NONE)
}

fn repr(vm: &mut Vm, args: Args) -> R {
    let f = this(vm, args.pos()[0])?;
    let class = vm.type_name(args.pos()[0]);
    let name = vm.repr_string(f.name)?;
    let shown = match &f.text {
        Some(t) => format!("<_io.{class} name={name} mode='{}' encoding='{}'>", f.mode, t.encoding),
        None => format!("<_io.{class} name={name}>"),
    };
    Ok(vm.str(&shown))
}

fn get_mode(vm: &mut Vm, o: Value) -> R {
    let f = this(vm, o)?;
    Ok(vm.str(&f.mode))
}

fn text_attr(vm: &mut Vm, o: Value, get: fn(&Text) -> String) -> R {
    let f = this(vm, o)?;
    match &f.text {
        Some(t) => Ok(vm.str(&get(t))),
        None => Ok(Value::NONE),
    }
}

fn get_buffer(vm: &mut Vm, o: Value) -> R {
    let f = this(vm, o)?;
    if f.buffer.is_undef() {
        let mode = format!("{}b", f.mode);
        f.buffer = make(vm, f.raw.clone(), None, f.name, mode)?;
        vm.heap.barrier_value(o);
    }
    Ok(f.buffer)
}

/// The next line of `sys.stdin` for `input()`; `None` when it is not one of these files.
pub fn input_line(vm: &mut Vm, stdin: Value) -> R<Option<Value>> {
    match stdin.cast::<NativeObj>().and_then(|o| o.data::<File>()) {
        Some(f) => {
            if f.raw.borrow().closed {
                return vm.value_error("I/O operation on closed file.");
            }
            line(vm, f, None).map(Some)
        }
        None => Ok(None),
    }
}

// --- open ---

/// What a mode string asks for.
struct Mode {
    create: bool,
    read: bool,
    write: bool,
    append: bool,
    update: bool,
    binary: bool,
}

fn parse_mode(vm: &mut Vm, text: &str) -> R<Mode> {
    let has = |c: char| text.contains(c);
    let unknown = text.chars().any(|c| !"axrwb+t".contains(c));
    let repeated = text.chars().enumerate().any(|(i, c)| text.chars().skip(i + 1).any(|d| c == d));
    if unknown || repeated {
        return vm.value_error(format!("invalid mode: '{text}'"));
    }
    let mode = Mode {
        create: has('x'),
        read: has('r'),
        write: has('w'),
        append: has('a'),
        update: has('+'),
        binary: has('b'),
    };
    if has('t') && mode.binary {
        return vm.value_error("can't have text and binary mode at once");
    }
    let kinds = [mode.create, mode.read, mode.write, mode.append];
    match kinds.iter().filter(|&&k| k).count() {
        1 => {}
        0 => {
            return vm.value_error(
                "Must have exactly one of create/read/write/append mode and at most one plus",
            )
        }
        _ => return vm.value_error("must have exactly one of create/read/write/append mode"),
    }
    Ok(mode)
}

fn str_option(vm: &mut Vm, v: Value, name: &str) -> R<Option<String>> {
    if v.is_undef() || v.is_none() {
        return Ok(None);
    }
    match v.cast::<Str>() {
        Some(s) => Ok(Some(s.to_string_lossy())),
        None => {
            let t = vm.type_name(v);
            vm.type_error(format!("open() argument '{name}' must be str or None, not {t}"))
        }
    }
}

fn find_codec(vm: &mut Vm, name: &str) -> R<Codec> {
    if name == "locale" {
        return Ok(Codec::Utf8);
    }
    match Codec::from_name(name) {
        Some(c) => Ok(c),
        None => vm.lookup_error(format!("unknown encoding: {name}")),
    }
}

fn find_errors(vm: &mut Vm, name: &str) -> R<Errors> {
    match Errors::from_name(name) {
        Some(e) => Ok(e),
        None => vm.lookup_error(format!("unknown error handler name '{name}'")),
    }
}

/// A file system path: `str`, `bytes` or an object with `__fspath__`; as given, and its bytes.
pub fn path_arg(vm: &mut Vm, v: Value) -> R<Vec<u8>> {
    match v.kind() {
        Some(Kind::Str) => return Ok(v.expect::<Str>().bytes().to_vec()),
        Some(Kind::Bytes) => return Ok(v.expect::<Bytes>().bytes().to_vec()),
        _ => {}
    }
    let class = vm.class_of(v);
    if let Some(f) = vm.special(class, Special::Fspath) {
        let r = vm.call_special(f, &[v])?;
        if matches!(r.kind(), Some(Kind::Str | Kind::Bytes)) {
            return path_arg(vm, r);
        }
        let (t, rt) = (vm.type_name(v), vm.type_name(r));
        return vm
            .type_error(format!("expected {t}.__fspath__() to return str or bytes, not {rt}"));
    }
    let t = vm.type_name(v);
    vm.type_error(format!("expected str, bytes or os.PathLike object, not {t}"))
}

/// `open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, ...)`.
pub fn open(vm: &mut Vm, args: Args) -> R {
    const PARAMS: Params<8> = Params::new(
        "open",
        ["file", "mode", "buffering", "encoding", "errors", "newline", "closefd", "opener"],
    )
    .required(1);
    let [file, mode, buffering, encoding, errors, newline, closefd, _] = PARAMS.parse(vm, args)?;
    let mode_text = match mode.cast::<Str>() {
        Some(s) => s.to_string_lossy(),
        None if mode.is_undef() => "r".to_string(),
        None => {
            let t = vm.type_name(mode);
            return vm.type_error(format!("open() argument 'mode' must be str, not {t}"));
        }
    };
    let buffering = if buffering.is_undef() { -1 } else { vm.arg_i64(buffering)? };
    let encoding = str_option(vm, encoding, "encoding")?;
    let errors = str_option(vm, errors, "errors")?;
    let newline = str_option(vm, newline, "newline")?;
    let mode = parse_mode(vm, &mode_text)?;
    if mode.binary {
        for (given, what) in [
            (encoding.is_some(), "an encoding"),
            (errors.is_some(), "an errors"),
            (newline.is_some(), "a newline"),
        ] {
            if given {
                return vm.value_error(format!("binary mode doesn't take {what} argument"));
            }
        }
    } else if buffering == 0 {
        return vm.value_error("can't have unbuffered text I/O");
    }
    let text = if mode.binary {
        None
    } else {
        let shown = encoding.clone().unwrap_or_else(|| "UTF-8".into());
        let codec = find_codec(vm, &shown)?;
        let errors_name = errors.unwrap_or_else(|| "strict".into());
        let errors = find_errors(vm, &errors_name)?;
        let mut text = Text::new(codec, shown, errors, errors_name);
        text.line_buffering = buffering == 1;
        text.newline = match newline.as_deref() {
            None => Newline::Universal,
            Some("") => Newline::Kept,
            Some("\n") => Newline::Lf,
            Some("\r") => Newline::Cr,
            Some("\r\n") => Newline::CrLf,
            Some(other) => {
                let shown = other.escape_default().to_string();
                return vm.value_error(format!("illegal newline value: '{shown}'"));
            }
        };
        Some(text)
    };
    let owns = closefd.is_undef() || vm.truth(closefd)?;
    let (reads, writes) = (mode.read || mode.update, !mode.read || mode.update);
    let fd = if file.is_int_like() {
        match file.to_i64().and_then(|i| i32::try_from(i).ok()) {
            Some(fd) if fd >= 0 => fd,
            _ => return vm.value_error("negative file descriptor"),
        }
    } else {
        open_path(vm, file, &mode, reads, writes)?
    };
    let mut raw = Raw::new(fd, owns, reads, writes);
    raw.unbuffered = buffering == 0;
    if mode.append {
        // The position is where writing will happen, even before the first write.
        let _ = raw.seek(0, libc::SEEK_END);
    }
    let raw = Rc::new(RefCell::new(raw));
    if writes {
        state(vm)?.open.add(&raw);
    }
    make(vm, raw, text, file, mode_text)
}

fn open_path(vm: &mut Vm, file: Value, mode: &Mode, reads: bool, writes: bool) -> R<i32> {
    use std::os::unix::ffi::OsStrExt;
    let path = path_arg(vm, file)?;
    if path.contains(&0) {
        return vm.value_error("embedded null byte");
    }
    // What other forgotten files still hold back may be what this one is opened to read.
    state(vm)?.open.flush();
    let path = std::path::Path::new(std::ffi::OsStr::from_bytes(&path));
    let mut options = std::fs::OpenOptions::new();
    options.read(reads);
    if mode.append {
        options.append(true).create(true);
    } else {
        options.write(writes);
    }
    if mode.write {
        options.create(true).truncate(true);
    }
    if mode.create {
        options.create_new(true);
    }
    let opened = options.open(path).and_then(|f| {
        if f.metadata()?.is_dir() {
            return Err(std::io::Error::from_raw_os_error(libc::EISDIR));
        }
        Ok(f)
    });
    match opened {
        Ok(f) => Ok(f.into_raw_fd()),
        Err(e) => raise_os_error(vm, e.raw_os_error().unwrap_or(libc::EIO), file),
    }
}
