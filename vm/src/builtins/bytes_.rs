//! `bytes`, and the methods it shares with `bytearray`.
//!
//! [`SHARED`] goes into both classes: a method reads its object with `bytes_ops::data` and answers in
//! the object's own type. Arguments are evaluated (they may run `__index__`) before the data is
//! looked at, for a bytearray may change meanwhile.

use super::bytes_ops::{self, arg, data, like, sub};
use super::{list, seq_ops, str_};
use crate::args::Params;
use crate::object::*;
use crate::ops::special::Special;
use crate::typedef::{Def, ANY};
use crate::value::Value;
use crate::{Args, Vm, R};
use adder_text::text_ops::{search, split, trim};
use adder_text::{byte_ops, repr as text_repr};
use std::ops::Range;

/// The data of `self`.
fn this(args: &Args) -> &'static [u8] {
    data(args.all[0]).unwrap_or(b"")
}

fn finish(vm: &mut Vm, args: &Args, r: adder_text::error::Result<Vec<u8>>) -> R {
    match r {
        Ok(out) => like(vm, args.all[0], &out),
        Err(e) => vm.text_error(e),
    }
}

// --- construction ---

/// What a constructor of `bytes` or `bytearray` was given.
pub enum Source {
    Data(Vec<u8>),
    /// An iterable whose iteration runs Python code.
    Python(Value),
}

const NEW: [&str; 3] = ["source", "encoding", "errors"];

/// Evaluates the arguments behind the class or the object; `name` is the class in messages.
pub fn source(vm: &mut Vm, args: Args, name: &'static str) -> R<Source> {
    let [v, encoding, errors] = Params::new(name, NEW).required(0).parse(vm, args)?;
    let coded = !encoding.is_undef() || !errors.is_undef();
    if let Some(s) = v.cast::<Str>() {
        if encoding.is_undef() {
            return vm.type_error("string argument without an encoding");
        }
        let encoding = str_::opt_name(vm, encoding, name, "encoding")?;
        let errors = str_::opt_name(vm, errors, name, "errors")?;
        let out = bytes_ops::encode(vm, s, encoding.as_deref(), errors.as_deref())?;
        return Ok(Source::Data(out));
    }
    if coded {
        return vm.type_error(if encoding.is_undef() {
            "errors without a string argument"
        } else {
            "encoding without a string argument"
        });
    }
    if v.is_undef() {
        return Ok(Source::Data(Vec::new()));
    }
    let class = vm.class_of(v);
    if vm.has_custom_ops(v) && name == "bytes" {
        if let Some(f) = vm.special(class, Special::Bytes) {
            let r = vm.call_special(f, &[v])?;
            return match r.cast::<Bytes>() {
                Some(b) => Ok(Source::Data(b.bytes().to_vec())),
                None => {
                    let t = vm.type_name(r);
                    vm.type_error(format!("__bytes__ returned non-bytes (type {t})"))
                }
            };
        }
    }
    if let Some(d) = data(v) {
        return Ok(Source::Data(d.to_vec()));
    }
    if v.is_int_like() || (v.is_ptr() && vm.special(class, Special::Index).is_some()) {
        let i = vm.index(v)?;
        let n = match i.to_i64() {
            Some(n) => n,
            None => return vm.overflow_error("cannot fit 'int' into an index-sized integer"),
        };
        let Ok(n) = usize::try_from(n) else {
            return vm.value_error("negative count");
        };
        let mut out = Vec::new();
        if n > 1 << 46 || out.try_reserve_exact(n).is_err() {
            return vm.raise_args(vm.types.memory_error, &[]);
        }
        out.resize(n, 0);
        return Ok(Source::Data(out));
    }
    let iterable = v.is_kind(Kind::Generator)
        || vm.special(class, Special::Iter).is_some_and(|f| !f.is_none())
        || vm.special(class, Special::GetItem).is_some();
    if !iterable {
        let t = vm.type_name(v);
        return vm.type_error(format!("cannot convert '{t}' object to {name}"));
    }
    if !vm.iteration_is_native(v) {
        return Ok(Source::Python(v));
    }
    let what = if name == "bytes" { "bytes" } else { "byte" };
    Ok(Source::Data(bytes_ops::collect(vm, v, what)?))
}

fn make(vm: &mut Vm, class: Gc<Class>, args: Args) -> R {
    if let ([one], false) = (args.pos(), args.has_kw()) {
        let exact = class == vm.types.bytes && vm.class_of(*one) == class;
        if exact {
            return Ok(*one);
        }
    }
    match source(vm, args, "bytes")? {
        Source::Data(d) if class == vm.types.bytes => {
            bytes_ops::build(vm, d.len(), |out| out.copy_from_slice(&d))
        }
        Source::Data(d) => Ok(vm.bytes_of_class(class, &d).value()),
        Source::Python(it) => {
            let new = vm.lookup_str(vm.types.bytes, "__new__");
            vm.tail_prelude("bytes_of", &[new, class.value(), it])
        }
    }
}

fn construct(vm: &mut Vm, args: Args) -> R {
    let class = vm.types.bytes;
    make(vm, class, args)
}

fn new(vm: &mut Vm, args: Args) -> R {
    let class = list::class_arg(vm, args, vm.types.bytes)?;
    make(vm, class, args.rest())
}

// --- searching ---

/// A needle: bytes-like, or one byte as an int.
enum Needle {
    Data(&'static [u8]),
    Byte([u8; 1]),
}

impl Needle {
    fn get(&self) -> &[u8] {
        match self {
            Needle::Data(d) => d,
            Needle::Byte(b) => b,
        }
    }
}

fn needle(vm: &mut Vm, v: Value) -> R<Needle> {
    if let Some(d) = data(v) {
        return Ok(Needle::Data(d));
    }
    let class = vm.class_of(v);
    if !v.is_int_like() && vm.special(class, Special::Index).is_none() {
        let t = vm.type_name(v);
        return vm
            .type_error(format!("argument should be integer or bytes-like object, not '{t}'"));
    }
    Ok(Needle::Byte([bytes_ops::byte_arg(vm, v, "byte")?]))
}

/// The range that optional arguments from `from` on select; `None` where it is backwards.
fn bounds(vm: &mut Vm, args: &Args, from: usize) -> R<Option<Range<usize>>> {
    let mut given = [0, isize::MAX];
    for (k, bound) in given.iter_mut().enumerate() {
        let Some(v) = args.get(from + k).filter(|v| !v.is_none()) else {
            continue;
        };
        if !v.is_int_like() {
            let class = vm.class_of(v);
            if vm.special(class, Special::Index).is_none() {
                return vm.type_error(
                    "slice indices must be integers or None or have an __index__ method",
                );
            }
        }
        *bound = vm.arg_index(v)?;
    }
    let len = this(args).len() as isize;
    let clip = |i: isize| {
        if i < 0 {
            i.saturating_add(len).max(0)
        } else {
            i
        }
    };
    let (start, end) = (clip(given[0]) as usize, clip(given[1]).min(len) as usize);
    Ok((start <= end).then_some(start..end))
}

type Search = fn(&[u8], &[u8]) -> Option<usize>;

fn locate(vm: &mut Vm, args: &Args, name: &str, f: Search) -> R<Option<usize>> {
    str_::one_to_three(vm, args, name)?;
    let wanted = needle(vm, args.all[1])?;
    let Some(r) = bounds(vm, args, 2)? else {
        return Ok(None);
    };
    Ok(f(&this(args)[r.clone()], wanted.get()).map(|i| r.start + i))
}

fn find(vm: &mut Vm, args: Args) -> R {
    Ok(Value::small(locate(vm, &args, "find", search::find)?.map_or(-1, |i| i as i64)))
}

fn rfind(vm: &mut Vm, args: Args) -> R {
    Ok(Value::small(locate(vm, &args, "rfind", search::rfind)?.map_or(-1, |i| i as i64)))
}

fn index(vm: &mut Vm, args: Args) -> R {
    match locate(vm, &args, "index", search::find)? {
        Some(i) => Ok(Value::small(i as i64)),
        None => vm.value_error("subsection not found"),
    }
}

fn rindex(vm: &mut Vm, args: Args) -> R {
    match locate(vm, &args, "rindex", search::rfind)? {
        Some(i) => Ok(Value::small(i as i64)),
        None => vm.value_error("subsection not found"),
    }
}

fn count(vm: &mut Vm, args: Args) -> R {
    str_::one_to_three(vm, &args, "count")?;
    let wanted = needle(vm, args.all[1])?;
    let n = match bounds(vm, &args, 2)? {
        Some(r) => byte_ops::count(&this(&args)[r], wanted.get()),
        None => 0,
    };
    Ok(Value::small(n as i64))
}

fn affix(vm: &mut Vm, args: &Args, name: &str, test: fn(&[u8], &[u8]) -> bool) -> R {
    str_::one_to_three(vm, args, name)?;
    let wanted = args.all[1];
    let range = bounds(vm, args, 2)?;
    if let Some(t) = wanted.cast::<Tuple>() {
        for &x in t.items().iter() {
            let p = arg(vm, x)?;
            if range.clone().is_some_and(|r| test(&this(args)[r], p)) {
                return Ok(Value::TRUE);
            }
        }
        return Ok(Value::FALSE);
    }
    let Some(p) = data(wanted) else {
        let t = vm.type_name(wanted);
        return vm
            .type_error(format!("{name} first arg must be bytes or a tuple of bytes, not {t}"));
    };
    Ok(Value::bool(range.is_some_and(|r| test(&this(args)[r], p))))
}

fn startswith(vm: &mut Vm, args: Args) -> R {
    affix(vm, &args, "startswith", |s, p| s.starts_with(p))
}

fn endswith(vm: &mut Vm, args: Args) -> R {
    affix(vm, &args, "endswith", |s, p| s.ends_with(p))
}

fn replace(vm: &mut Vm, args: Args) -> R {
    let (old, new) = (arg(vm, args.all[1])?, arg(vm, args.all[2])?);
    let max = match args.get(3) {
        Some(v) => usize::try_from(vm.arg_i64(v)?).ok(),
        None => None,
    };
    match byte_ops::replace(this(&args), old, new, max) {
        Ok(None) => sub(vm, args.all[0], this(&args)),
        Ok(Some(out)) => like(vm, args.all[0], &out),
        Err(e) => vm.text_error(e),
    }
}

// --- splitting and joining ---

fn parts(vm: &mut Vm, o: Value, ranges: Vec<Range<usize>>) -> R {
    let mut list = vm.list(&[]);
    for r in ranges {
        let Some(part) = data(o).and_then(|d| d.get(r)) else {
            continue;
        };
        let v = sub(vm, o, part)?;
        list.items.push(v);
        vm.heap.barrier(list);
    }
    vm.heap.note_external(list.items.bytes());
    Ok(list.value())
}

fn split_args(
    vm: &mut Vm,
    args: &Args,
    name: &'static str,
) -> R<(Option<&'static [u8]>, Option<usize>)> {
    let p = Params::new(name, ["sep", "maxsplit"]).required(0);
    let [sep, max] = p.parse(vm, args.rest())?;
    let max = if max.is_undef() { None } else { usize::try_from(vm.arg_i64(max)?).ok() };
    if sep.is_undef() || sep.is_none() {
        return Ok((None, max));
    }
    Ok((Some(arg(vm, sep)?), max))
}

fn split_(vm: &mut Vm, args: Args) -> R {
    let (sep, max) = split_args(vm, &args, "split")?;
    let d = this(&args);
    let r = match sep {
        Some(sep) => split::split(d, sep, max),
        None => Ok(byte_ops::split_whitespace(d, max)),
    };
    match r {
        Ok(ranges) => parts(vm, args.all[0], ranges),
        Err(e) => vm.text_error(e),
    }
}

fn rsplit(vm: &mut Vm, args: Args) -> R {
    let (sep, max) = split_args(vm, &args, "rsplit")?;
    let d = this(&args);
    let r = match sep {
        Some(sep) => split::rsplit(d, sep, max),
        None => Ok(byte_ops::rsplit_whitespace(d, max)),
    };
    match r {
        Ok(ranges) => parts(vm, args.all[0], ranges),
        Err(e) => vm.text_error(e),
    }
}

fn splitlines(vm: &mut Vm, args: Args) -> R {
    let [keep] = Params::new("splitlines", ["keepends"]).required(0).parse(vm, args.rest())?;
    let keep = !keep.is_undef() && vm.truth(keep)?;
    parts(vm, args.all[0], byte_ops::splitlines(this(&args), keep))
}

fn partitioned(vm: &mut Vm, args: &Args, reverse: bool) -> R {
    let o = args.all[0];
    let sep = arg(vm, args.all[1])?;
    let d = this(args);
    let found = if reverse { split::rpartition(d, sep) } else { split::partition(d, sep) };
    let (a, b, c) = match found {
        Ok(Some(p)) => p,
        Ok(None) if reverse => (0..0, 0..0, 0..d.len()),
        Ok(None) => (0..d.len(), 0..0, 0..0),
        Err(e) => return vm.text_error(e),
    };
    let (a, b, c) = (sub(vm, o, &d[a])?, sub(vm, o, &d[b])?, sub(vm, o, &d[c])?);
    Ok(vm.tuple(&[a, b, c]))
}

fn partition(vm: &mut Vm, args: Args) -> R {
    partitioned(vm, &args, false)
}

fn rpartition(vm: &mut Vm, args: Args) -> R {
    partitioned(vm, &args, true)
}

fn join(vm: &mut Vm, args: Args) -> R {
    let (o, it) = (args.all[0], args.all[1]);
    let items = if !vm.has_custom_ops(it) && matches!(it.kind(), Some(Kind::List | Kind::Tuple)) {
        it
    } else if vm.iteration_is_native(it) && vm.iter_fast(it)?.is_some() {
        vm.collect_list(it)?.value()
    } else {
        str_::check_joinable(vm, it)?;
        let class = if o.is_kind(Kind::Bytes) { vm.types.bytes } else { vm.types.bytearray };
        let join = vm.lookup_str(class, "join");
        return vm.tail_prelude("bytes_join", &[join, o, it]);
    };
    let mut out = Vec::new();
    for (i, &x) in seq_ops::items(items).iter().enumerate() {
        if i > 0 {
            out.extend_from_slice(this(&args));
        }
        match data(x) {
            Some(d) => out.extend_from_slice(d),
            None => {
                let t = vm.type_name(x);
                return vm.type_error(format!(
                    "sequence item {i}: expected a bytes-like object, {t} found"
                ));
            }
        }
    }
    like(vm, o, &out)
}

// --- trimming and padding ---

type Trim = fn(&[u8], Option<&[u8]>) -> Range<usize>;

fn trimmed(vm: &mut Vm, args: &Args, f: Trim) -> R {
    let bytes = match args.get(1).filter(|v| !v.is_none()) {
        None => None,
        Some(v) => Some(arg(vm, v)?),
    };
    let d = this(args);
    sub(vm, args.all[0], &d[f(d, bytes)])
}

fn strip(vm: &mut Vm, args: Args) -> R {
    trimmed(vm, &args, byte_ops::strip)
}

fn lstrip(vm: &mut Vm, args: Args) -> R {
    trimmed(vm, &args, byte_ops::lstrip)
}

fn rstrip(vm: &mut Vm, args: Args) -> R {
    trimmed(vm, &args, byte_ops::rstrip)
}

fn removeprefix(vm: &mut Vm, args: Args) -> R {
    let p = arg(vm, args.all[1])?;
    let d = this(&args);
    sub(vm, args.all[0], &d[trim::remove_prefix(d, p)])
}

fn removesuffix(vm: &mut Vm, args: Args) -> R {
    let p = arg(vm, args.all[1])?;
    let d = this(&args);
    sub(vm, args.all[0], &d[trim::remove_suffix(d, p)])
}

type Pad = fn(&[u8], usize, u8) -> adder_text::error::Result<Vec<u8>>;

fn padded(vm: &mut Vm, args: &Args, name: &str, f: Pad) -> R {
    let width = vm.arg_i64(args.all[1])?;
    let fill = match args.get(2) {
        None => b' ',
        Some(v) => match data(v) {
            Some([b]) => *b,
            _ => {
                let t = vm.type_name(v);
                return vm.type_error(format!(
                    "{name}() argument 2 must be a byte string of length 1, not {t}"
                ));
            }
        },
    };
    let d = this(args);
    if width <= d.len() as i64 {
        return sub(vm, args.all[0], d);
    }
    finish(vm, args, f(d, width as usize, fill))
}

fn center(vm: &mut Vm, args: Args) -> R {
    padded(vm, &args, "center", byte_ops::center)
}

fn ljust(vm: &mut Vm, args: Args) -> R {
    padded(vm, &args, "ljust", byte_ops::ljust)
}

fn rjust(vm: &mut Vm, args: Args) -> R {
    padded(vm, &args, "rjust", byte_ops::rjust)
}

fn zfill(vm: &mut Vm, args: Args) -> R {
    let width = vm.arg_i64(args.all[1])?;
    let d = this(&args);
    if width <= d.len() as i64 {
        return sub(vm, args.all[0], d);
    }
    finish(vm, &args, byte_ops::zfill(d, width as usize))
}

fn expandtabs(vm: &mut Vm, args: Args) -> R {
    let [size] = Params::new("expandtabs", ["tabsize"]).required(0).parse(vm, args.rest())?;
    let size = if size.is_undef() { 8 } else { vm.arg_i64(size)? };
    finish(vm, &args, byte_ops::expandtabs(this(&args), size))
}

// --- case, classes, translation ---

macro_rules! mapped {
    ($($name:ident)*) => {$(
        fn $name(vm: &mut Vm, args: Args) -> R {
            let out = byte_ops::$name(this(&args));
            like(vm, args.all[0], &out)
        }
    )*};
}

mapped! { upper lower title capitalize swapcase }

macro_rules! tests {
    ($($name:ident: $f:ident;)*) => {$(
        fn $name(_: &mut Vm, args: Args) -> R {
            Ok(Value::bool(byte_ops::$f(this(&args))))
        }
    )*};
}

tests! {
    isalnum: is_alnum;
    isalpha: is_alpha;
    isascii: is_ascii;
    isdigit: is_digit;
    islower: is_lower;
    isspace: is_space;
    istitle: is_title;
    isupper: is_upper;
}

fn translate(vm: &mut Vm, args: Args) -> R {
    let p = Params::new("translate", ["table", "delete"]).required(1).posonly(1);
    let [table, delete] = p.parse(vm, args.rest())?;
    let map: Option<[u8; 256]> = if table.is_none() {
        None
    } else {
        match arg(vm, table)?.try_into() {
            Ok(t) => Some(t),
            Err(_) => return vm.value_error("translation table must be 256 characters long"),
        }
    };
    let delete = if delete.is_undef() { b"" } else { arg(vm, delete)? };
    let out = byte_ops::translate(this(&args), map.as_ref(), delete);
    like(vm, args.all[0], &out)
}

fn maketrans(vm: &mut Vm, args: Args) -> R {
    let (from, to) = (arg(vm, args.pos()[0])?, arg(vm, args.pos()[1])?);
    match byte_ops::maketrans(from, to) {
        Ok(t) => Ok(vm.bytes(&t)),
        Err(e) => vm.text_error(e),
    }
}

fn hex(vm: &mut Vm, args: Args) -> R {
    let p = Params::new("hex", ["sep", "bytes_per_sep"]).required(0);
    let [sep, group] = p.parse(vm, args.rest())?;
    let group = if group.is_undef() { 1 } else { vm.arg_i64(group)? };
    let sep = if sep.is_undef() {
        None
    } else {
        let text = match (sep.cast::<Str>(), data(sep)) {
            (Some(s), _) if s.nchars == 1 => s.bytes(),
            (None, Some(d)) if d.len() == 1 => d,
            (None, None) => return vm.type_error("sep must be str or bytes."),
            _ => return vm.value_error("sep must be length 1."),
        };
        match text {
            [b] if b.is_ascii() => Some(*b),
            _ => return vm.value_error("sep must be ASCII."),
        }
    };
    let out = byte_ops::hex(this(&args), sep, group);
    Ok(vm.str(&out))
}

fn fromhex(vm: &mut Vm, args: Args) -> R {
    let class = args.all[0];
    let Some(s) = args.all[1].cast::<Str>() else {
        let t = vm.type_name(args.all[1]);
        return vm.type_error(format!("fromhex() argument must be str, not {t}"));
    };
    let out = match byte_ops::fromhex(s.bytes()) {
        Ok(out) => out,
        Err(e) => return vm.text_error(e),
    };
    if class == vm.types.bytearray.value() {
        return Ok(vm.bytearray(&out));
    }
    let b = vm.bytes(&out);
    if class == vm.types.bytes.value() {
        return Ok(b);
    }
    vm.tail_call(class, &[b])
}

fn decode(vm: &mut Vm, args: Args) -> R {
    let p = Params::new("decode", ["encoding", "errors"]).required(0);
    let [encoding, errors] = p.parse(vm, args.rest())?;
    let encoding = str_::opt_name(vm, encoding, "decode", "encoding")?;
    let errors = str_::opt_name(vm, errors, "decode", "errors")?;
    bytes_ops::decode(vm, args.all[0], encoding.as_deref(), errors.as_deref())
}

// --- dunder methods ---

fn add(vm: &mut Vm, args: Args) -> R {
    let (a, b) = (args.all[0], args.all[1]);
    if let Some(r) = bytes_ops::binary(vm, crate::ops::BinOp::Add, a, b)? {
        return Ok(r);
    }
    let class = vm.class_of(b);
    if vm.has_custom_ops(b) && vm.special(class, Special::Radd).is_some() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (ta, tb) = (vm.type_name(a), vm.type_name(b));
    vm.type_error(format!("can't concat {tb} to {ta}"))
}

fn mul(vm: &mut Vm, args: Args) -> R {
    let r = bytes_ops::binary(vm, crate::ops::BinOp::Mul, args.all[0], args.all[1])?;
    Ok(r.unwrap_or(Value::NOT_IMPLEMENTED))
}

fn modulo(vm: &mut Vm, args: Args) -> R {
    let r = bytes_ops::binary(vm, crate::ops::BinOp::Mod, args.all[0], args.all[1])?;
    Ok(r.unwrap_or(Value::NOT_IMPLEMENTED))
}

fn rmod(vm: &mut Vm, args: Args) -> R {
    if data(args.all[1]).is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let r = bytes_ops::binary(vm, crate::ops::BinOp::Mod, args.all[1], args.all[0])?;
    Ok(r.unwrap_or(Value::NOT_IMPLEMENTED))
}

fn getitem(vm: &mut Vm, args: Args) -> R {
    bytes_ops::get_item(vm, args.all[0], args.all[1])
}

fn iter(vm: &mut Vm, args: Args) -> R {
    let o = args.all[0];
    let class =
        if o.is_kind(Kind::Bytes) { vm.types.bytes_iterator } else { vm.types.bytearray_iterator };
    Ok(vm.seq_iter(class, o))
}

/// `repr`, which is also `str`.
fn repr(vm: &mut Vm, args: Args) -> R {
    match super::repr::repr_builtin(vm, args.all[0])? {
        Some(text) => Ok(vm.str_bytes(&text)),
        None => Ok(vm.str(&text_repr::repr_bytes(this(&args)))),
    }
}

fn hash(vm: &mut Vm, args: Args) -> R {
    let mut b = args.all[0].expect::<Bytes>();
    if b.hash == 0 {
        b.hash = vm.hash_key.bytes(b.bytes()) as u64;
    }
    Ok(vm.int(b.hash as i64))
}

fn bytes_dunder(vm: &mut Vm, args: Args) -> R {
    sub(vm, args.all[0], this(&args))
}

fn getnewargs(vm: &mut Vm, args: Args) -> R {
    let b = vm.bytes(this(&args));
    Ok(vm.tuple(&[b]))
}

/// Methods of both classes.
pub const SHARED: &[Def] = &[
    Def::method("__repr__", repr, 1, 1),
    Def::method("__str__", repr, 1, 1),
    Def::method("__len__", seq_ops::len, 1, 1),
    Def::method("__getitem__", getitem, 2, 2),
    Def::method("__contains__", seq_ops::contains_method, 2, 2),
    Def::method("__iter__", iter, 1, 1),
    Def::method("__add__", add, 2, 2),
    Def::method("__mul__", mul, 2, 2),
    Def::method("__rmul__", mul, 2, 2),
    Def::method("__mod__", modulo, 2, 2),
    Def::method("__rmod__", rmod, 2, 2),
    Def::method("capitalize", capitalize, 1, 1),
    Def::method("center", center, 2, 3),
    Def::method("count", count, 1, ANY),
    Def::method("decode", decode, 1, ANY).kw(),
    Def::method("endswith", endswith, 1, ANY),
    Def::method("expandtabs", expandtabs, 1, ANY).kw(),
    Def::method("find", find, 1, ANY),
    Def::class_method("fromhex", fromhex, 2, 2),
    Def::method("hex", hex, 1, ANY).kw(),
    Def::method("index", index, 1, ANY),
    Def::method("isalnum", isalnum, 1, 1),
    Def::method("isalpha", isalpha, 1, 1),
    Def::method("isascii", isascii, 1, 1),
    Def::method("isdigit", isdigit, 1, 1),
    Def::method("islower", islower, 1, 1),
    Def::method("isspace", isspace, 1, 1),
    Def::method("istitle", istitle, 1, 1),
    Def::method("isupper", isupper, 1, 1),
    Def::method("join", join, 2, 2),
    Def::method("ljust", ljust, 2, 3),
    Def::method("lower", lower, 1, 1),
    Def::method("lstrip", lstrip, 1, 2),
    Def::static_method("maketrans", maketrans, 2, 2),
    Def::method("partition", partition, 2, 2),
    Def::method("removeprefix", removeprefix, 2, 2),
    Def::method("removesuffix", removesuffix, 2, 2),
    Def::method("replace", replace, 3, 4),
    Def::method("rfind", rfind, 1, ANY),
    Def::method("rindex", rindex, 1, ANY),
    Def::method("rjust", rjust, 2, 3),
    Def::method("rpartition", rpartition, 2, 2),
    Def::method("rsplit", rsplit, 1, ANY).kw(),
    Def::method("rstrip", rstrip, 1, 2),
    Def::method("split", split_, 1, ANY).kw(),
    Def::method("splitlines", splitlines, 1, ANY).kw(),
    Def::method("startswith", startswith, 1, ANY),
    Def::method("strip", strip, 1, 2),
    Def::method("swapcase", swapcase, 1, 1),
    Def::method("title", title, 1, 1),
    Def::method("translate", translate, 2, ANY).kw(),
    Def::method("upper", upper, 1, 1),
    Def::method("zfill", zfill, 2, 2),
];

const METHODS: &[Def] = &[
    Def::static_method("__new__", new, 0, ANY).kw(),
    Def::method("__hash__", hash, 1, 1),
    Def::method("__bytes__", bytes_dunder, 1, 1),
    Def::method("__getnewargs__", getnewargs, 1, 1),
];

pub fn register(vm: &mut Vm) {
    let mut class = vm.types.bytes;
    vm.add_methods(class, SHARED);
    vm.add_methods(class, METHODS);
    vm.add_methods(class, seq_ops::COMPARE);
    class.construct = Some(construct);
    let doc = vm.str(
        "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\nbytes(int) -> bytes object of size given by the parameter initialized with null bytes\nbytes() -> empty bytes object",
    );
    vm.add_class_value(class, "__doc__", doc);
}
