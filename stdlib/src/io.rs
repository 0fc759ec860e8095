//! Natives of `io` (`python/io.py` has the rest): the in-memory files `StringIO` and `BytesIO`, and
//! the file classes of the VM under their names.
//!
//! A [`Memory`] is bytes and a position. Text is WTF-8 and the position a byte offset at a character's
//! beginning; Python's positions are characters, which `tell` and `seek` convert. A position beyond
//! the end counts bytes and characters alike, for what fills the gap are NULs.
//!
//! Example: `StringIO("aé")` after `seek(2)` has `pos` 3 and `tell() == 2`.

use crate::state::{make_class, publish, ClassSpec, Lib};
use adder_text::wtf8;
use adder_vm::args::Params;
use adder_vm::builtins::stream::with_line_ends;
use adder_vm::builtins::{bytes_ops, file};
use adder_vm::object::function::Module;
use adder_vm::object::native::NativeObject;
use adder_vm::object::{ByteArray, Class, NativeObj, Str};
use adder_vm::typedef::{Def, ANY};
use adder_vm::{Args, Gc, Kind, Value, Vm, R};
use std::any::Any;

/// What `newline` asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Newline {
    /// Line ends are `\n` and nothing is translated.
    Plain,
    /// None: every line end becomes `\n` when written.
    Universal,
    /// `''`: every line end ends a line and stays.
    Kept,
    /// `\n` becomes this when written, and ends lines.
    Other(&'static [u8]),
}

/// An in-memory file.
struct Memory {
    data: Vec<u8>,
    pos: usize,
    /// `StringIO`?
    text: bool,
    newline: Newline,
    closed: bool,
}

impl NativeObject for Memory {
    fn trace(&self, _: &mut dyn FnMut(Value)) {}

    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

impl Memory {
    fn new(text: bool) -> Memory {
        Memory { data: Vec::new(), pos: 0, text, newline: Newline::Plain, closed: false }
    }

    fn rest(&self) -> &[u8] {
        &self.data[self.pos.min(self.data.len())..]
    }

    /// Bytes that `n` characters (or bytes) of the rest take, or all of them.
    fn extent(&self, n: Option<usize>) -> usize {
        let rest = self.rest();
        match n {
            Some(n) if n < rest.len() => {
                if self.text {
                    wtf8::byte_offset(rest, n)
                } else {
                    n
                }
            }
            _ => rest.len(),
        }
    }

    /// Length of the next line.
    fn line(&self) -> usize {
        let rest = self.rest();
        let at = |b: u8| rest.iter().position(|&x| x == b);
        let end = match self.newline {
            Newline::Plain | Newline::Universal => at(b'\n').map(|i| i + 1),
            Newline::Other(end) => {
                rest.windows(end.len()).position(|w| w == end).map(|i| i + end.len())
            }
            Newline::Kept => {
                let found = rest.iter().position(|&b| b == b'\n' || b == b'\r');
                found.map(|i| i + 1 + usize::from(rest[i..].starts_with(b"\r\n")))
            }
        };
        end.unwrap_or(rest.len())
    }

    /// Line ends as they are kept.
    fn translate(&self, text: &[u8]) -> Option<Vec<u8>> {
        let mut out = Vec::with_capacity(text.len());
        match self.newline {
            Newline::Plain | Newline::Kept => return None,
            Newline::Universal => {
                let mut after_return = false;
                for &b in text {
                    if b != b'\n' || !after_return {
                        out.push(if b == b'\r' { b'\n' } else { b });
                    }
                    after_return = b == b'\r';
                }
            }
            Newline::Other(end) => return Some(with_line_ends(text, end)),
        }
        Some(out)
    }

    /// Writes at the position, over as many characters (or bytes) as are written.
    fn write(&mut self, new: &[u8]) {
        if self.pos > self.data.len() {
            self.data.resize(self.pos, 0);
        }
        if self.pos == self.data.len() {
            self.data.extend_from_slice(new);
        } else {
            let count = if self.text { wtf8::char_count(new) } else { new.len() };
            let end = self.pos + self.extent(Some(count));
            self.data.splice(self.pos..end, new.iter().copied());
        }
        self.pos += new.len();
    }

    /// The position as Python counts it.
    fn tell(&self) -> usize {
        if !self.text {
            return self.pos;
        }
        let inside = self.pos.min(self.data.len());
        wtf8::char_count(&self.data[..inside]) + (self.pos - inside)
    }

    /// The byte offset of a position as Python counts it.
    fn offset(&self, at: usize) -> usize {
        if !self.text || at == 0 {
            return at;
        }
        let count = wtf8::char_count(&self.data);
        if at < count {
            wtf8::byte_offset(&self.data, at)
        } else {
            self.data.len() + (at - count)
        }
    }
}

const COMMON: &[Def] = &[
    Def::method("close", close, 1, 1),
    Def::method("flush", flush, 1, 1),
    Def::method("fileno", fileno, 1, 1),
    Def::method("isatty", |vm, a| this(vm, a).map(|_| Value::FALSE), 1, 1),
    Def::method("readable", |vm, a| this(vm, a).map(|_| Value::TRUE), 1, 1),
    Def::method("writable", |vm, a| this(vm, a).map(|_| Value::TRUE), 1, 1),
    Def::method("seekable", |vm, a| this(vm, a).map(|_| Value::TRUE), 1, 1),
    Def::method("read", read, 1, 2),
    Def::method("readline", readline, 1, 2),
    Def::method("readlines", readlines, 1, 2),
    Def::method("write", write, 2, 2),
    Def::method("writelines", writelines, 2, 2),
    Def::method("seek", seek, 2, 3),
    Def::method("tell", tell, 1, 1),
    Def::method("truncate", truncate, 1, 2),
    Def::method("getvalue", getvalue, 1, 1),
    Def::method("__enter__", enter, 1, 1),
    Def::method("__exit__", close, 1, ANY),
    Def::method("__iter__", enter, 1, 1),
    Def::method("__next__", next, 1, 1),
];

const TEXT: &[Def] = &[
    Def::static_method("__new__", new_text, 1, ANY).kw(),
    Def::method("__init__", init_text, 1, ANY).kw(),
];

const BINARY: &[Def] = &[
    Def::static_method("__new__", new_bytes, 1, ANY).kw(),
    Def::method("__init__", init_bytes, 1, ANY).kw(),
    Def::method("read1", read, 1, 2),
    Def::method("readinto", readinto, 2, 2),
];

/// Adds the natives to the module.
pub fn natives(vm: &mut Vm, m: Gc<Module>) -> R<()> {
    let text = make_class(
        vm,
        &ClassSpec {
            which: Lib::StringIO,
            name: "_io.StringIO",
            module: "_io",
            kind: Kind::NativeObj,
            base: true,
            construct: None,
            methods: &[COMMON, TEXT],
            doc: "Text I/O implementation using an in-memory buffer.",
        },
    );
    let binary = make_class(
        vm,
        &ClassSpec {
            which: Lib::BytesIO,
            name: "_io.BytesIO",
            module: "_io",
            kind: Kind::NativeObj,
            base: true,
            construct: None,
            methods: &[COMMON, BINARY],
            doc: "Buffered I/O implementation using an in-memory bytes buffer.",
        },
    );
    for c in [text, binary] {
        vm.add_getset(c, "closed", |vm, o| Ok(Value::bool(memory(vm, o)?.closed)), None);
        publish(vm, m, c);
    }
    for name in ["encoding", "errors", "newlines"] {
        vm.add_getset(text, name, |_, _| Ok(Value::NONE), None);
    }
    vm.add_getset(text, "line_buffering", |_, _| Ok(Value::FALSE), None);
    for c in [text, binary] {
        vm.refresh_class(c);
    }
    for c in file::classes(vm)? {
        publish(vm, m, c);
    }
    let unsupported = file::unsupported_operation(vm)?;
    vm.add_value(m, "UnsupportedOperation", unsupported.value());
    let builtins = vm.builtins;
    if let Some(open) = vm.dict_get_str(builtins, "open") {
        vm.add_value(m, "open", open);
    }
    Ok(())
}

fn memory(vm: &mut Vm, o: Value) -> R<&'static mut Memory> {
    match o.cast::<NativeObj>().and_then(|o| o.data::<Memory>()) {
        Some(m) => Ok(m),
        None => vm.type_error("not an in-memory file"),
    }
}

/// As [`this`], for what the abstract base class does: its message has a full stop.
fn base(vm: &mut Vm, args: Args) -> R<&'static mut Memory> {
    let m = memory(vm, args.all[0])?;
    if m.closed {
        return vm.value_error("I/O operation on closed file.");
    }
    Ok(m)
}

/// The file of a method call, which must be open.
fn this(vm: &mut Vm, args: Args) -> R<&'static mut Memory> {
    let m = memory(vm, args.all[0])?;
    if m.closed {
        let end = if m.text { "" } else { "." };
        return vm.value_error(format!("I/O operation on closed file{end}"));
    }
    Ok(m)
}

fn make(vm: &mut Vm, args: Args, text: bool) -> R {
    match args.all[0].cast::<Class>() {
        Some(class) => Ok(vm.native_obj(class, Box::new(Memory::new(text)))),
        None => vm.type_error("__new__(X): X is not a type object"),
    }
}

fn new_text(vm: &mut Vm, args: Args) -> R {
    make(vm, args, true)
}

fn new_bytes(vm: &mut Vm, args: Args) -> R {
    make(vm, args, false)
}

fn init_text(vm: &mut Vm, args: Args) -> R {
    const PARAMS: Params<2> = Params::new("StringIO", ["initial_value", "newline"]).required(0);
    let [initial, newline] = PARAMS.parse(vm, args.rest())?;
    let mut new = Memory::new(true);
    new.newline = match newline.cast::<Str>().map(|s| s.bytes()) {
        None if newline.is_undef() => Newline::Plain,
        None if newline.is_none() => Newline::Universal,
        None => {
            let t = vm.type_name(newline);
            return vm.type_error(format!("newline must be str or None, not {t}"));
        }
        Some(b"\n") => Newline::Plain,
        Some(b"") => Newline::Kept,
        Some(b"\r") => Newline::Other(b"\r"),
        Some(b"\r\n") => Newline::Other(b"\r\n"),
        Some(_) => {
            let shown = vm.repr_string(newline)?;
            return vm.value_error(format!("illegal newline value: {shown}"));
        }
    };
    match initial.cast::<Str>() {
        Some(s) => {
            new.data = new.translate(s.bytes()).unwrap_or_else(|| s.bytes().to_vec());
        }
        None if initial.is_undef() || initial.is_none() => {}
        None => {
            let t = vm.type_name(initial);
            return vm.type_error(format!("initial_value must be str or None, not {t}"));
        }
    }
    *memory(vm, args.all[0])? = new;
    Ok(Value::NONE)
}

fn init_bytes(vm: &mut Vm, args: Args) -> R {
    const PARAMS: Params<1> = Params::new("BytesIO", ["initial_bytes"]).required(0);
    let [initial] = PARAMS.parse(vm, args.rest())?;
    let mut new = Memory::new(false);
    if !initial.is_undef() && !initial.is_none() {
        new.data = bytes_like(vm, initial)?;
    }
    *memory(vm, args.all[0])? = new;
    Ok(Value::NONE)
}

fn bytes_like(vm: &mut Vm, v: Value) -> R<Vec<u8>> {
    match bytes_ops::data(v) {
        Some(d) => Ok(d.to_vec()),
        None => {
            let t = vm.type_name(v);
            vm.type_error(format!("a bytes-like object is required, not '{t}'"))
        }
    }
}

fn result(vm: &mut Vm, text: bool, data: &[u8]) -> Value {
    if text {
        vm.str_bytes(data)
    } else {
        vm.bytes(data)
    }
}

/// A size argument: None and negative numbers mean no limit.
fn limit(vm: &mut Vm, v: Option<Value>) -> R<Option<usize>> {
    match v {
        None => Ok(None),
        Some(v) if v.is_none() => Ok(None),
        Some(v) if v.is_int_like() => Ok(usize::try_from(vm.arg_i64(v)?).ok()),
        Some(v) => {
            let t = vm.type_name(v);
            vm.type_error(format!("argument should be integer or None, not '{t}'"))
        }
    }
}

/// Takes `n` bytes.
fn take(vm: &mut Vm, m: &mut Memory, n: usize) -> Value {
    let v = result(vm, m.text, &m.rest()[..n]);
    m.pos += n;
    v
}

fn read(vm: &mut Vm, args: Args) -> R {
    let n = limit(vm, args.get(1))?;
    let m = this(vm, args)?;
    let n = m.extent(n);
    Ok(take(vm, m, n))
}

fn readinto(vm: &mut Vm, args: Args) -> R {
    let m = this(vm, args)?;
    let Some(mut target) = args.all[1].cast::<ByteArray>() else {
        let t = vm.type_name(args.all[1]);
        return vm.type_error(format!(
            "readinto() argument must be read-write bytes-like object, not {t}"
        ));
    };
    let n = m.extent(Some(target.data.len()));
    target.data[..n].copy_from_slice(&m.rest()[..n]);
    m.pos += n;
    Ok(vm.uint(n as u64))
}

fn readline(vm: &mut Vm, args: Args) -> R {
    let n = limit(vm, args.get(1))?;
    let m = this(vm, args)?;
    let n = m.extent(n).min(m.line());
    Ok(take(vm, m, n))
}

fn next(vm: &mut Vm, args: Args) -> R {
    let m = this(vm, args)?;
    match m.line() {
        0 => vm.stop_iteration(Value::NONE),
        n => Ok(take(vm, m, n)),
    }
}

fn readlines(vm: &mut Vm, args: Args) -> R {
    let mut left = limit(vm, args.get(1))?.filter(|&n| n > 0).unwrap_or(usize::MAX);
    let m = this(vm, args)?;
    let mut list = vm.list(&[]);
    let pin = vm.pin(&[list.value()]);
    while !m.rest().is_empty() {
        let n = m.line();
        let length = if m.text { wtf8::char_count(&m.rest()[..n]) } else { n };
        let line = take(vm, m, n);
        list.items.push(line);
        vm.heap.barrier(list);
        // The base class, whose method text has, stops a line later when the hint is met exactly.
        if length > left || (!m.text && length == left) {
            break;
        }
        left -= length;
    }
    vm.unpin(pin);
    Ok(list.value())
}

/// Writes text or bytes; how many characters or bytes the argument has.
fn put(vm: &mut Vm, m: &mut Memory, v: Value) -> R<usize> {
    if !m.text {
        let data = bytes_like(vm, v)?;
        m.write(&data);
        return Ok(data.len());
    }
    let Some(s) = v.cast::<Str>() else {
        let t = vm.type_name(v);
        return vm.type_error(format!("string argument expected, got '{t}'"));
    };
    match m.translate(s.bytes()) {
        Some(text) => m.write(&text),
        None => m.write(s.bytes()),
    }
    Ok(s.nchars as usize)
}

fn write(vm: &mut Vm, args: Args) -> R {
    let m = this(vm, args)?;
    let n = put(vm, m, args.all[1])?;
    Ok(vm.uint(n as u64))
}

fn writelines(vm: &mut Vm, args: Args) -> R {
    base(vm, args)?;
    vm.for_each(args.all[1], |vm, item| {
        let m = this(vm, args)?;
        put(vm, m, item)?;
        Ok(true)
    })?;
    Ok(Value::NONE)
}

fn seek(vm: &mut Vm, args: Args) -> R {
    let at = vm.arg_i64(args.all[1])?;
    let whence = match args.get(2) {
        Some(w) => vm.arg_i64(w)?,
        None => 0,
    };
    let m = this(vm, args)?;
    if !(0..=2).contains(&whence) {
        let word = if m.text { "Invalid" } else { "invalid" };
        return vm.value_error(format!("{word} whence ({whence}, should be 0, 1 or 2)"));
    }
    if whence == 0 && at < 0 {
        let word = if m.text { "Negative seek position" } else { "negative seek value" };
        return vm.value_error(format!("{word} {at}"));
    }
    if m.text && whence != 0 && at != 0 {
        let from = if whence == 1 { "cur" } else { "end" };
        return vm.os_error(format!("Can't do nonzero {from}-relative seeks"));
    }
    m.pos = match whence {
        0 => m.offset(at as usize),
        1 => (m.pos as i64).saturating_add(at).max(0) as usize,
        _ => (m.data.len() as i64).saturating_add(at).max(0) as usize,
    };
    let at = m.tell();
    Ok(vm.uint(at as u64))
}

fn tell(vm: &mut Vm, args: Args) -> R {
    let at = this(vm, args)?.tell();
    Ok(vm.uint(at as u64))
}

fn truncate(vm: &mut Vm, args: Args) -> R {
    let m = this(vm, args)?;
    let size = match args.get(1) {
        Some(v) if !v.is_none() => match vm.arg_i64(v)? {
            n if n < 0 && m.text => {
                return vm.value_error(format!("Negative size value {n}"));
            }
            n if n < 0 => return vm.value_error(format!("negative size value {n}")),
            n => n as usize,
        },
        _ => m.tell(),
    };
    let (end, at) = (m.offset(size), m.tell());
    m.data.truncate(end);
    m.pos = m.offset(at);
    Ok(vm.uint(size as u64))
}

fn getvalue(vm: &mut Vm, args: Args) -> R {
    let m = this(vm, args)?;
    Ok(result(vm, m.text, &m.data))
}

fn flush(vm: &mut Vm, args: Args) -> R {
    base(vm, args).map(|_| Value::NONE)
}

fn close(vm: &mut Vm, args: Args) -> R {
    let m = memory(vm, args.all[0])?;
    m.closed = true;
    m.data = Vec::new();
    m.pos = 0;
    Ok(Value::NONE)
}

fn enter(vm: &mut Vm, args: Args) -> R {
    base(vm, args).map(|_| args.all[0])
}

fn fileno(vm: &mut Vm, args: Args) -> R {
    base(vm, args)?;
    let class = file::unsupported_operation(vm)?;
    vm.raise_msg(class, "fileno")
}
