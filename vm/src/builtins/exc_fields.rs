//! Exceptions with fields: `OSError`, `SyntaxError`, the Unicode errors.
//!
//! The fields are a tuple in `Exception::payload`; setting one makes a new tuple. Example:
//! `OSError(2, "No such file or directory", "x")` has payload `(2, "No ...", "x", None)`, args of
//! length two and class `FileNotFoundError`.

use super::exceptions::{no_keywords, or_none, store_args};
use crate::object::exception::Exception;
use crate::object::*;
use crate::ops::special::Special;
use crate::typedef::{Def, Getter, Setter, ANY};
use crate::value::Value;
use crate::vm::tuple_items;
use crate::{Args, Vm, R};

macro_rules! field_accessors {
    ($($get:ident $set:ident $i:literal $n:literal)*) => {
        $(
            fn $get(vm: &mut Vm, e: Value) -> R {
                Ok(field(vm, e, $i))
            }
            fn $set(vm: &mut Vm, e: Value, v: Value) -> R<()> {
                set_field(vm, e, $i, v)
            }
        )*
        const ACCESSORS: &[(Getter, Setter)] = &[$(($get, $set)),*];
    };
}

field_accessors! {
    get0 set0 0 0
    get1 set1 1 1
    get2 set2 2 2
    get3 set3 3 3
    get4 set4 4 4
    get5 set5 5 5
    get6 set6 6 6
    get7 set7 7 7
}

const OS_FIELDS: &[&str] = &["errno", "strerror", "filename", "filename2"];
const SYNTAX_FIELDS: &[&str] = &[
    "msg",
    "filename",
    "lineno",
    "offset",
    "text",
    "end_lineno",
    "end_offset",
    "print_file_and_line",
];
const UNICODE_FIELDS: &[&str] = &["encoding", "object", "start", "end", "reason"];

pub fn register(vm: &mut Vm) {
    let c = vm.types.os_error;
    vm.add_methods(
        c,
        &[
            Def::static_method("__new__", os_new, 1, ANY).kw(),
            Def::method("__init__", os_init, 1, ANY).kw(),
            Def::method("__str__", str_, 1, 1),
        ],
    );
    fields(vm, c, OS_FIELDS);
    let c = vm.types.syntax_error;
    vm.add_methods(
        c,
        &[Def::method("__init__", syntax_init, 1, ANY).kw(), Def::method("__str__", str_, 1, 1)],
    );
    fields(vm, c, SYNTAX_FIELDS);
    for c in [vm.types.unicode_decode_error, vm.types.unicode_encode_error] {
        vm.add_methods(
            c,
            &[
                Def::method("__init__", unicode_init, 1, ANY).kw(),
                Def::method("__str__", str_, 1, 1),
            ],
        );
        fields(vm, c, UNICODE_FIELDS);
    }
    let c = vm.types.unicode_translate_error;
    vm.add_methods(
        c,
        &[Def::method("__init__", translate_init, 1, ANY).kw(), Def::method("__str__", str_, 1, 1)],
    );
    fields(vm, c, UNICODE_FIELDS);
}

fn fields(vm: &mut Vm, class: Gc<Class>, names: &[&str]) {
    for (name, (get, set)) in names.iter().zip(ACCESSORS) {
        vm.add_getset(class, name, *get, Some(*set));
    }
}

/// All fields. Rust code raises these exceptions without `__init__`: then args are the fields.
fn all_fields(vm: &Vm, e: Gc<Exception>) -> &'static [Value] {
    if !e.payload.is_undef() {
        return tuple_items(e.payload);
    }
    let items = tuple_items(e.args);
    if items.len() < 2 && e.hdr.shape.class().is_subclass_of(vm.types.os_error) {
        return &[];
    }
    items
}

/// Field `i`, None when unset.
pub fn field(vm: &Vm, e: Value, i: usize) -> Value {
    or_none(all_fields(vm, e.expect()).get(i).copied().unwrap_or(Value::NONE))
}

fn set_field(vm: &mut Vm, e: Value, i: usize, v: Value) -> R<()> {
    let mut exc = e.expect::<Exception>();
    let old = all_fields(vm, exc);
    let mut values: smallvec::SmallVec<[Value; 8]> = old.into();
    if values.len() <= i {
        values.resize(i + 1, Value::NONE);
    }
    values[i] = or_none(v);
    let t = vm.tuple(&values);
    exc.payload = t;
    vm.heap.barrier(exc);
    Ok(())
}

fn set_fields(vm: &mut Vm, e: Value, values: &[Value]) {
    let t = vm.tuple(values);
    let mut exc = e.expect::<Exception>();
    exc.payload = t;
    vm.heap.barrier(exc);
}

fn str_(vm: &mut Vm, args: Args) -> R {
    let text = super::exceptions::str_text(vm, args.pos()[0].expect())?;
    Ok(vm.str_bytes(&text))
}

// --- OSError ---

/// The subclass CPython picks for an errno.
fn errno_class(vm: &Vm, errno: i64) -> Option<Gc<Class>> {
    let t = &vm.types;
    Some(match i32::try_from(errno).ok()? {
        libc::EAGAIN | libc::EALREADY | libc::EINPROGRESS => t.blocking_io_error,
        libc::EPIPE | libc::ESHUTDOWN => t.broken_pipe_error,
        libc::ECHILD => t.child_process_error,
        libc::ECONNABORTED => t.connection_aborted_error,
        libc::ECONNREFUSED => t.connection_refused_error,
        libc::ECONNRESET => t.connection_reset_error,
        libc::EEXIST => t.file_exists_error,
        libc::ENOENT => t.file_not_found_error,
        libc::EISDIR => t.is_a_directory_error,
        libc::ENOTDIR => t.not_a_directory_error,
        libc::EINTR => t.interrupted_error,
        libc::EACCES | libc::EPERM => t.permission_error,
        libc::ESRCH => t.process_lookup_error,
        libc::ETIMEDOUT => t.timeout_error,
        _ => return None,
    })
}

/// Fields and shortened args from constructor arguments.
fn os_parse(vm: &mut Vm, e: Value, items: &[Value]) {
    if !(2..=5).contains(&items.len()) {
        set_fields(vm, e, &[]);
        return;
    }
    let filename = items.get(2).copied().unwrap_or(Value::NONE);
    let filename2 = items.get(4).copied().unwrap_or(Value::NONE);
    set_fields(vm, e, &[items[0], items[1], filename, filename2]);
    if !filename.is_none() {
        let t = vm.tuple(&items[..2]);
        let mut exc = e.expect::<Exception>();
        exc.args = t;
        vm.heap.barrier(exc);
    }
}

/// Does `__init__` do the parsing (a subclass overrides it), rather than `__new__`?
fn os_uses_init(vm: &mut Vm, class: Gc<Class>) -> bool {
    let native_init = vm.lookup_str(vm.types.os_error, "__init__");
    let native_new = vm.lookup_str(vm.types.os_error, "__new__");
    vm.special(class, Special::Init) != Some(native_init)
        && vm.special(class, Special::New) == Some(native_new)
}

fn os_new(vm: &mut Vm, args: Args) -> R {
    let Some(mut class) = args.pos()[0].cast::<Class>() else {
        return vm.type_error("OSError.__new__(X): X is not a type object");
    };
    if !class.is_subclass_of(vm.types.os_error) {
        let n = class.name_str();
        return vm.type_error(format!("OSError.__new__({n}): {n} is not a subtype of OSError"));
    }
    let items = &args.pos()[1..];
    let later = os_uses_init(vm, class);
    if !later {
        if args.has_kw() {
            let t = class.name_str();
            return vm.type_error(format!("{t}() takes no keyword arguments"));
        }
        if class == vm.types.os_error && (2..=5).contains(&items.len()) {
            if let Some(c) = items[0].to_i64().and_then(|n| errno_class(vm, n)) {
                class = c;
            }
        }
    }
    let t = vm.tuple(items);
    let e = vm.exception_of_class(class, t).value();
    if !later {
        os_parse(vm, e, items);
    }
    Ok(e)
}

fn os_init(vm: &mut Vm, args: Args) -> R {
    let class = vm.class_of(args.pos()[0]);
    if os_uses_init(vm, class) {
        no_keywords(vm, &args)?;
        store_args(vm, &args);
        os_parse(vm, args.pos()[0], &args.pos()[1..]);
    }
    Ok(Value::NONE)
}

fn os_str(vm: &mut Vm, e: Gc<Exception>) -> R<Option<Vec<u8>>> {
    let v = e.value();
    if all_fields(vm, e).len() < 2 {
        return Ok(None);
    }
    let mut out = b"[Errno ".to_vec();
    out.extend_from_slice(vm.to_str(field(vm, v, 0))?.bytes());
    out.extend_from_slice(b"] ");
    out.extend_from_slice(vm.to_str(field(vm, v, 1))?.bytes());
    if !field(vm, v, 2).is_none() {
        out.extend_from_slice(b": ");
        out.extend_from_slice(vm.repr(field(vm, v, 2))?.bytes());
        if !field(vm, v, 3).is_none() {
            out.extend_from_slice(b" -> ");
            out.extend_from_slice(vm.repr(field(vm, v, 3))?.bytes());
        }
    }
    Ok(Some(out))
}

/// What the system calls an errno.
pub fn strerror(errno: i32) -> String {
    // `io::Error` prints "text (os error N)".
    let text = std::io::Error::from_raw_os_error(errno).to_string();
    match text.rfind(" (os error") {
        Some(at) => text[..at].to_string(),
        None => text,
    }
}

impl Vm {
    /// Raises the `OSError` subclass of a failed system call, with the file it was about.
    #[cold]
    pub fn raise_os_error<T>(&mut self, error: &std::io::Error, filename: Value) -> R<T> {
        let Some(errno) = error.raw_os_error() else {
            return self.os_error(error.to_string());
        };
        let class = errno_class(self, errno as i64).unwrap_or(self.types.os_error);
        let pin = self.pin(&[filename]);
        let text = self.str(&strerror(errno));
        self.pin(&[text]);
        let number = self.int(errno as i64);
        let args = self.tuple(&[number, text]);
        self.pin(&[args]);
        let filename = if filename.is_undef() { Value::NONE } else { filename };
        let fields = self.tuple(&[number, text, filename, Value::NONE]);
        self.pin(&[fields]);
        let mut e = self.exception_of_class(class, args);
        e.payload = fields;
        self.unpin(pin);
        self.raise(e)
    }
}

// --- SyntaxError ---

fn syntax_init(vm: &mut Vm, args: Args) -> R {
    no_keywords(vm, &args)?;
    store_args(vm, &args);
    let items = &args.pos()[1..];
    let mut f = [Value::NONE; 8];
    if let Some(&m) = items.first() {
        f[0] = m;
    }
    if items.len() == 2 {
        let info = vm.collect_list(items[1])?;
        match info.items.len() {
            n @ (4 | 6) => f[1..1 + n].copy_from_slice(&info.items),
            5 => return vm.type_error("end_offset must be provided when end_lineno is provided"),
            n if n < 4 => {
                return vm.type_error(format!("function takes at least 4 arguments ({n} given)"));
            }
            n => {
                return vm.type_error(format!("function takes at most 6 arguments ({n} given)"));
            }
        }
    }
    set_fields(vm, args.pos()[0], &f);
    Ok(Value::NONE)
}

fn syntax_str(vm: &mut Vm, e: Gc<Exception>) -> R<Option<Vec<u8>>> {
    let v = e.value();
    if e.payload.is_undef() {
        return Ok(None);
    }
    let filename = field(vm, v, 1).cast::<Str>().map(|s| {
        let text = s.to_string_lossy();
        text.rsplit('/').next().unwrap_or("").to_string()
    });
    let lineno = field(vm, v, 2).to_i64();
    let msg = field(vm, v, 0);
    let mut out = vm.to_str(msg)?.bytes().to_vec();
    match (filename, lineno) {
        (Some(f), Some(l)) => out.extend_from_slice(format!(" ({f}, line {l})").as_bytes()),
        (Some(f), None) => out.extend_from_slice(format!(" ({f})").as_bytes()),
        (None, Some(l)) => out.extend_from_slice(format!(" (line {l})").as_bytes()),
        (None, None) => {}
    }
    Ok(Some(out))
}

/// Raises what the parser or compiler reports.
pub fn raise_syntax_error<T>(vm: &mut Vm, filename: &str, e: adder_syntax::SyntaxError) -> R<T> {
    use adder_syntax::ErrorKind;
    let class = match e.kind {
        ErrorKind::Syntax => vm.types.syntax_error,
        ErrorKind::Indentation => vm.types.indentation_error,
        ErrorKind::Tab => vm.types.tab_error,
        ErrorKind::Recursion => vm.types.recursion_error,
        ErrorKind::Memory => vm.types.memory_error,
        ErrorKind::Overflow => vm.types.overflow_error,
    };
    if !e.kind.has_position() {
        return vm.raise_msg(class, &e.msg);
    }
    let msg = vm.str(&e.msg);
    let pin = vm.pin(&[msg]);
    let mut f = [Value::NONE; 8];
    f[0] = msg;
    let args = if e.lineno == 0 && e.text.is_none() {
        vm.tuple(&[msg])
    } else {
        f[1] = vm.str(filename);
        vm.pin(&[f[1]]);
        f[2] = vm.int(e.lineno as i64);
        f[3] = vm.int(e.offset as i64);
        if let Some(text) = &e.text {
            f[4] = vm.str(text);
            vm.pin(&[f[4]]);
        }
        f[5] = vm.int(e.end_lineno as i64);
        f[6] = match e.end_offset {
            adder_syntax::UNKNOWN_END => Value::small(-1),
            n => vm.int(n as i64),
        };
        let info = vm.tuple(&f[1..7]);
        vm.pin(&[info]);
        vm.tuple(&[msg, info])
    };
    vm.pin(&[args]);
    let fields = vm.tuple(&f);
    vm.pin(&[fields]);
    let mut exc = vm.exception_of_class(class, args);
    exc.payload = fields;
    vm.unpin(pin);
    vm.raise(exc)
}

// --- Unicode errors ---

fn unicode_init(vm: &mut Vm, args: Args) -> R {
    no_keywords(vm, &args)?;
    store_args(vm, &args);
    let this = args.pos()[0];
    let a = &args.pos()[1..];
    let decode = vm.is_instance(this, vm.types.unicode_decode_error);
    if a.len() != 5 {
        let n = a.len();
        return vm.type_error(format!("function takes exactly 5 arguments ({n} given)"));
    }
    let want = if decode { "bytes-like object" } else { "str" };
    for (k, (v, expected)) in a.iter().zip(["str", want, "int", "int", "str"]).enumerate() {
        let ok = match expected {
            "str" => v.is_kind(Kind::Str),
            "int" => v.is_int_like(),
            _ => matches!(v.kind(), Some(Kind::Bytes | Kind::ByteArray)),
        };
        if !ok {
            let t = vm.type_name(*v);
            return match expected {
                "int" => vm.type_error(format!("'{t}' object cannot be interpreted as an integer")),
                "str" => vm.type_error(format!("argument {} must be str, not {t}", k + 1)),
                _ => vm.type_error(format!("a bytes-like object is required, not '{t}'")),
            };
        }
    }
    set_fields(vm, this, a);
    Ok(Value::NONE)
}

fn translate_init(vm: &mut Vm, args: Args) -> R {
    no_keywords(vm, &args)?;
    store_args(vm, &args);
    let a = &args.pos()[1..];
    if a.len() != 4 {
        let n = a.len();
        return vm.type_error(format!("function takes exactly 4 arguments ({n} given)"));
    }
    set_fields(vm, args.pos()[0], &[Value::NONE, a[0], a[1], a[2], a[3]]);
    Ok(Value::NONE)
}

/// Fields of a Unicode error, wherever it was made (Rust code may have skipped `__init__`).
fn unicode_fields(e: Gc<Exception>) -> Option<[Value; 5]> {
    let items = match tuple_items(e.payload) {
        [] => tuple_items(e.args),
        f => f,
    };
    items.try_into().ok()
}

fn unicode_str(vm: &mut Vm, e: Gc<Exception>) -> R<Option<Vec<u8>>> {
    let Some([encoding, object, start, end, reason]) = unicode_fields(e) else {
        return Ok(None);
    };
    let (start, end) = (start.to_i64().unwrap_or(0), end.to_i64().unwrap_or(0));
    let reason = vm.str_string(reason)?;
    let class = e.hdr.shape.class();
    let translate = class.is_subclass_of(vm.types.unicode_translate_error);
    let decode = class.is_subclass_of(vm.types.unicode_decode_error);
    let codec =
        if translate { String::new() } else { format!("'{}' codec ", vm.str_string(encoding)?) };
    let verb = match (translate, decode) {
        (true, _) => "translate",
        (_, true) => "decode",
        _ => "encode",
    };
    let one = end == start + 1;
    let what = if decode {
        let data: &[u8] = match object.kind() {
            Some(Kind::Bytes) => object.expect::<Bytes>().bytes(),
            Some(Kind::ByteArray) => {
                let data = object.expect::<ByteArray>();
                // SAFETY: lifetime bounded by the object's reachability; nothing runs meanwhile.
                unsafe { (*data.as_ptr()).data.as_slice() }
            }
            _ => &[],
        };
        match data.get(start as usize) {
            Some(b) if one => format!("byte 0x{b:02x} in position {start}"),
            _ => format!("bytes in position {start}-{}", end - 1),
        }
    } else {
        let c = object
            .cast::<Str>()
            .and_then(|s| adder_text::wtf8::code_points(s.bytes()).nth(start as usize));
        match c {
            Some(c) if one => {
                let shown = match c {
                    0..=0xff => format!("'\\x{c:02x}'"),
                    0x100..=0xffff => format!("'\\u{c:04x}'"),
                    _ => format!("'\\U{c:08x}'"),
                };
                format!("character {shown} in position {start}")
            }
            _ => format!("characters in position {start}-{}", end - 1),
        }
    };
    Ok(Some(format!("{codec}can't {verb} {what}: {reason}").into_bytes()))
}

/// `str(exc)` of the classes of this file; `None` for others.
pub fn special_str(vm: &mut Vm, e: Gc<Exception>, class: Gc<Class>) -> R<Option<Vec<u8>>> {
    if class.is_subclass_of(vm.types.os_error) {
        return os_str(vm, e);
    }
    if class.is_subclass_of(vm.types.syntax_error) {
        return syntax_str(vm, e);
    }
    if class.is_subclass_of(vm.types.unicode_error) {
        return unicode_str(vm, e);
    }
    if class.is_subclass_of(vm.types.import_error) {
        return Ok(None);
    }
    Ok(None)
}
